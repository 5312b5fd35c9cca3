export const id = 382;
export const ids = [382];
export const modules = {

/***/ 7010:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cJ: () => (/* binding */ parseEntraRefusal),
/* harmony export */   h2: () => (/* binding */ createEntraTokens),
/* harmony export */   nX: () => (/* binding */ createFederatedTokens)
/* harmony export */ });
/* harmony import */ var _backoff_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7119);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _guid_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5006);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6413);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5451);
/* harmony import */ var _response_text_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7702);
/* harmony import */ var _token_cache_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4101);
/* harmony import */ var _diagnosis_azure_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9304);
/* harmony import */ var _diagnosis_entra_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4983);
/* harmony import */ var _http_client_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8063);
/* harmony import */ var _id_token_claims_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7886);
/* harmony import */ var _sdk_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7043);
// Gets Entra tokens for one federated identity: a new assertion (GitHub's ID token) for each exchange, one exchange at a time
// per scope. Renews tokens before they expire. Gets ID tokens from its caller.












/** Exchanges for one token, where Entra's error is a transient one. */
const EXCHANGES_MAX = 3;
const EXCHANGE_BACKOFF = { leastMs: 1_000, mostMs: 3_000, maxMs: 60_000 };
/** Statuses that the HTTP port has already retried. */
const RETRIED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
/** Parses Entra's error. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1 */
function parseEntraRefusal({ status, body }) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJsonObject */ .dw)(body);
    const description = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textAt */ .$6)(json, "error_description") ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textAt */ .$6)(json, "error") ?? "";
    const described = /^AADSTS(\d+)/.exec(description)?.[1];
    const listed = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .valueAt */ .fK)(json, "error_codes");
    const codes = [
        ...(described === undefined ? [] : [Number(described)]),
        ...(Array.isArray(listed) ? listed.filter((code) => Number.isSafeInteger(code)) : []),
    ];
    const correlationId = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textAt */ .$6)(json, "correlation_id");
    if (codes.length === 0 && (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textAt */ .$6)(json, "error") === undefined) {
        return { status, codes: [], description: "", untrustedBody: (0,_response_text_js__WEBPACK_IMPORTED_MODULE_9__/* .describeBody */ .M)(body) };
    }
    return {
        status,
        codes: [...new Set(codes)],
        description: (description.split("Trace ID:", 1)[0] ?? "").trimEnd(),
        ...(correlationId !== undefined && (0,_guid_js__WEBPACK_IMPORTED_MODULE_1__/* .isGuid */ .W)(correlationId) && { correlationId }),
    };
}
/** Gets the tokens of an identity that trusts GitHub's ID tokens, through `@azure/identity`. */
function createEntraTokens({ audience, getIdToken, ...options }) {
    return createFederatedTokens(options, {
        login: "github",
        async getAssertion(signal) {
            const token = await getIdToken(audience, signal);
            return { token, claims: (0,_id_token_claims_js__WEBPACK_IMPORTED_MODULE_7__/* .parseIdTokenClaims */ .dT)(token) };
        },
    });
}
/** Gets the tokens of a federated identity through `@azure/identity`. */
function createFederatedTokens(options, source) {
    const { cloud, identity, grantee, http, clock } = options;
    const { login } = source;
    const what = (0,_diagnosis_entra_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .exchangePurpose */ .WZ)(login, cloud);
    const tokens = new _token_cache_js__WEBPACK_IMPORTED_MODULE_3__/* .TokenCache */ .G(clock);
    let { onIdentity } = options;
    /** Exchanges one assertion for one access token. Returns a refusal as a value. */
    async function exchange(scope, signal) {
        const [{ ClientAssertionCredential }, { token: assertion, claims }] = await Promise.all([
            (0,_sdk_js__WEBPACK_IMPORTED_MODULE_10__/* .loadIdentity */ .HM)(),
            source.getAssertion(signal),
        ]);
        onIdentity?.(claims);
        onIdentity = undefined;
        const requests = (0,_http_client_js__WEBPACK_IMPORTED_MODULE_6__/* .createTokenExchange */ .$)({ http, what, signal });
        // One credential per exchange: MSAL requests the assertion twice per token, and its cache does not use our clock.
        const credential = new ClientAssertionCredential(identity.tenantId, identity.clientId, async () => assertion, {
            authorityHost: cloud.authority,
            disableInstanceDiscovery: true,
            retryOptions: { maxRetries: 0 },
            redirectOptions: { maxRetries: 0 },
            httpClient: requests.client,
        });
        let cause;
        const granted = await credential.getToken(scope, { abortSignal: signal }).catch((error) => {
            cause = error;
        });
        signal.throwIfAborted();
        const { response, failure } = requests;
        if (failure !== undefined)
            throw failure;
        if (response !== undefined && response.status >= 400) {
            const refusal = parseEntraRefusal(response);
            const exchanged = { login, grantee, claims, cloud, scope, redact: http.redact };
            return { status: refusal.status, diagnosis: (0,_diagnosis_entra_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .diagnoseEntra */ .NB)(refusal, exchanged) };
        }
        const lifetimeS = response === undefined ? Number.NaN : Number((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .valueAt */ .fK)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJsonObject */ .dw)(response.body), "expires_in"));
        if (!granted || !(lifetimeS > 0))
            return { status: response?.status ?? 0, diagnosis: withoutToken(response, cause) };
        return { token: granted.token, lifetimeMs: lifetimeS * 1000 };
    }
    /** Seen in the field: 200 with an empty body, and a token with the next request. */
    function withoutToken(response, cause) {
        const why = response === undefined ? "no response" : `the response (HTTP ${response.status}) contains no token`;
        // A JSON object may contain a token after all, in a form that is not valid.
        const body = response === undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJsonObject */ .dw)(response.body) ? "" : (0,_response_text_js__WEBPACK_IMPORTED_MODULE_9__/* .describeBody */ .M)(response.body);
        const message = `${(0,_diagnosis_azure_text_js__WEBPACK_IMPORTED_MODULE_4__/* .capitalize */ .Z)(what)} failed: ${why}${body === "" ? "" : `: ${(0,_diagnosis_entra_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .quoteBody */ .jg)(body, http.redact)}`}.`;
        const { remedy } = _problems_js__WEBPACK_IMPORTED_MODULE_2__/* .PROBLEMS */ .D3.ENTRA_ANSWER_INVALID;
        return { code: "ENTRA_ANSWER_INVALID", message, remedy, transient: true, stale: false, cause };
    }
    async function obtain(scope, signal) {
        for (let attempt = 1;; attempt += 1) {
            const outcome = await exchange(scope, signal);
            if ("token" in outcome)
                return outcome;
            const { code, message, remedy, stale, transient, cause } = outcome.diagnosis;
            const retried = RETRIED_STATUSES.has(outcome.status);
            const again = stale ? attempt < 2 : transient && !retried && attempt < EXCHANGES_MAX;
            if (!again)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3(code, message, { stage: "login", remedy, cause });
            if (!stale)
                await clock.sleep((0,_backoff_js__WEBPACK_IMPORTED_MODULE_11__/* .backoffMs */ .j)(attempt, clock.random(), EXCHANGE_BACKOFF), signal);
        }
    }
    return {
        getToken: (scope, signal) => tokens.get(scope, (sharedSignal) => obtain(scope, sharedSignal), signal),
        invalidate: (scope, token) => tokens.forget(scope, token),
    };
}


/***/ }),

/***/ 9304:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ quoteAzure),
/* harmony export */   Z: () => (/* binding */ capitalize)
/* harmony export */ });
/* harmony import */ var _guid_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5006);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5078);
// Makes Azure's error texts fit for logs and outputs: without resource IDs, tokens and URL queries, and of bounded length.


const QUOTE_MAX_LENGTH = 600;
const REGISTRY_ID = /\/subscriptions\/[^\s'"/]+\/resourceGroups\/[^\s'"/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([a-z0-9]{5,50})(?:\/[^\s'"]*)?/gi;
const RESOURCE_ID = /\/?\bsubscriptions\/[^\s'"]+/gi;
const GUIDS = new RegExp(_guid_js__WEBPACK_IMPORTED_MODULE_0__/* .GUID_PATTERN */ .$, "gi");
/** Quotes a text with registries by name, and other IDs as placeholders. */
function quoteAzure(text, { redact, keep = [], maxLength = QUOTE_MAX_LENGTH }) {
    const kept = new Set(keep.map((guid) => guid?.toLowerCase()));
    const quoted = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .prepareQuote */ .Oi)(text, redact)
        .replace(REGISTRY_ID, "$1")
        .replace(RESOURCE_ID, "<resource ID>")
        .replace(GUIDS, (guid) => (kept.has(guid.toLowerCase()) ? guid : "<ID>"))
        .replace(/\s+/g, " ")
        .trim();
    return (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(quoted, maxLength);
}
/** The text with its first letter in upper case. */
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}


/***/ }),

/***/ 4983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NB: () => (/* binding */ diagnoseEntra),
  WZ: () => (/* binding */ exchangePurpose),
  jg: () => (/* binding */ quoteBody)
});

// UNUSED EXPORTS: ASSERTION_NAMES

// EXTERNAL MODULE: ./lib/problems.js
var problems = __webpack_require__(5451);
// EXTERNAL MODULE: ./lib/response-text.js
var response_text = __webpack_require__(7702);
// EXTERNAL MODULE: ./lib/azure/id-token-claims.js
var id_token_claims = __webpack_require__(7886);
// EXTERNAL MODULE: ./lib/azure/diagnosis/azure-text.js
var azure_text = __webpack_require__(9304);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/credential-advice.js

function shellQuote(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
/** The command that changes a federated credential: of an application, or of the user-assigned identity that Kubernetes uses. */
function updateCommand(login) {
    return login === "github" ? "az ad app federated-credential update" : "az identity federated-credential update";
}
/** The command that creates a federated credential for these claims. */
function formatCredentialCommand({ issuer, subject, audience }, login = "github") {
    const slug = subject
        .replace(/[^A-Za-z0-9]+/g, "-")
        .slice(0, 100)
        .replace(/-+$/, "");
    if (login === "workload-identity") {
        const [name, ...claims] = [`kubernetes-${slug}`, issuer, subject, audience].map(shellQuote);
        return `az identity federated-credential create --identity-name <identity> --resource-group <group> --name ${name} --issuer ${claims[0]} --subject ${claims[1]} --audiences ${claims[2]}`;
    }
    const parameters = { name: `github-${slug}`, issuer, subject, audiences: [audience] };
    return `az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters ${shellQuote(JSON.stringify(parameters))}`;
}
/** The presented subject above the one that Entra's text names, if it names one: the difference is easier to see than to read. */
function compareSubjects({ subject }, description, redact) {
    const expected = /credential subject is '([^']{1,500})'/i.exec(description)?.[1];
    if (expected === undefined)
        return "";
    return `presented: ${subject}\nexpected:  ${(0,azure_text/* quoteAzure */.S)(expected, { redact })}\n`;
}
/**
 * Explains which credentials do not match this subject. A repository presents one of two forms, `repo:O@1/R@2:…` or
 * `repo:O/R:…`: https://docs.github.com/actions/reference/security/oidc
 */
function explainSubject({ subject, repository, repositoryId, repositoryOwnerId }) {
    const hints = [];
    if (/^repo:[^/:]+@\d+\/[^/:]+@\d+(?::|$)/.test(subject)) {
        hints.push("This repository presents the immutable form with IDs; a credential in the form repo:OWNER/NAME:… does not match it.");
    }
    else if (/^repo:[^/:]+\/[^/:]+(?::|$)/.test(subject)) {
        const [owner, name] = repository?.split("/") ?? [];
        const immutable = owner && name && repositoryId && repositoryOwnerId
            ? ` repo:${owner}@${repositoryOwnerId}/${name}@${repositoryId}:…`
            : "";
        hints.push(`This repository presents the form without IDs; a credential in the immutable form${immutable} does not match it.`);
    }
    if (subject.includes(":environment:")) {
        hints.push("A job with `environment:` presents that environment, never its branch or tag.");
    }
    else if (subject.includes(":ref:")) {
        hints.push("A credential for an environment matches only where the job names it with `environment:`.");
    }
    else if (subject.endsWith(":pull_request")) {
        hints.push("A run of a pull request presents pull_request, not a branch.");
    }
    hints.push("The comparison is exact and case-sensitive.");
    return hints.join(" ");
}

;// CONCATENATED MODULE: ./lib/azure/diagnosis/entra-diagnosis.js
// Explains refusals of Entra: AADSTS number → code, message and remedy. Pure.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes





/** What each of them presents, for messages. */
const ASSERTION_NAMES = {
    github: "GitHub's ID token",
    "workload-identity": "the service account's token",
};
/** "exchanging GitHub's ID token at login.microsoftonline.com" */
function exchangePurpose(login, cloud) {
    return `exchanging ${ASSERTION_NAMES[login]} at ${new URL(cloud.authority).host}`;
}
/** Quotes a body that is not Entra's. */
function quoteBody(text, redact) {
    return (0,response_text/* quoteResponse */.k)(text, redact, BODY_MAX_LENGTH).replace(/\.$/, "");
}
const BODY_MAX_LENGTH = 300;
function adviseResource({ scope, cloud }) {
    return `Check \`environment\` (now ${cloud.name}). If it is right, ask an administrator to register the service of ${scope} in the tenant.`;
}
const NEW_CREDENTIAL = "A new credential takes up to a minute to work.";
const ROWS = [
    {
        codes: [7002138],
        code: "ENTRA_SUBJECT_CASE",
        why: "a federated credential differs from its subject only in upper and lower case",
        remedy: ({ claims, login }) => `Change the credential's subject to exactly ${claims.subject} (${updateCommand(login)}), or add a credential: ${formatCredentialCommand(claims, login)}`,
    },
    {
        // 7002137 is what some tenants get for subjects that are not GitHub's; its text names the expected one.
        codes: [700213, 70021, 7002137],
        code: "ENTRA_SUBJECT_MISMATCH",
        why: "no federated credential of the application matches its subject",
        remedy: ({ claims, login, redact }, description) => `${compareSubjects(claims, description, redact)}${formatCredentialCommand(claims, login)}\n${explainSubject(claims)} ${NEW_CREDENTIAL}`,
    },
    {
        codes: [700211],
        code: "ENTRA_ISSUER_MISMATCH",
        why: "no federated credential of the application has its issuer",
        remedy: ({ claims, login }) => login === "github"
            ? `Change the credential's issuer to exactly ${claims.issuer}, without a slash at its end (GitHub Enterprise Server and enterprise slugs have issuers of their own). Or add a credential: ${formatCredentialCommand(claims, login)}`
            : `Change the credential's issuer to exactly ${claims.issuer}, the issuer of the runner's cluster. Or add a credential: ${formatCredentialCommand(claims, login)}`,
    },
    {
        codes: [700212],
        code: "ENTRA_AUDIENCE_MISMATCH",
        why: "no federated credential of the application has its audience",
        remedy: ({ claims, cloud, login }) => {
            const add = `To add a credential: ${formatCredentialCommand(claims, login)}`;
            if (login !== "github")
                return `Change the credential's audience to ${claims.audience}, which the cluster sets. ${add}`;
            return claims.audience === cloud.idTokenAudience
                ? `Change the credential's audience to ${claims.audience}, which is the one of ${cloud.title}, or set \`audience\` to the credential's. ${add}`
                : `${cloud.title} expects ${cloud.idTokenAudience}: remove \`audience\`, or change the credential's audience to ${claims.audience}. ${add}`;
        },
    },
    {
        codes: [70025],
        code: "ENTRA_NO_FEDERATED_CREDENTIAL",
        why: "the application has no federated credential",
        remedy: ({ claims, login }) => `${formatCredentialCommand(claims, login)}\n${NEW_CREDENTIAL}`,
    },
    {
        codes: [700024],
        code: "ENTRA_ASSERTION_EXPIRED",
        why: ({ login }) => login === "github"
            ? "the current time is outside its period of validity, although it was just issued"
            : "the current time is outside its period of validity",
        remedy: ({ login }) => login === "github"
            ? problems/* PROBLEMS */.D3.ENTRA_ASSERTION_EXPIRED.remedy
            : "Check that AZURE_FEDERATED_TOKEN_FILE is the file that Kubernetes renews, not a copy of it, and that the node's clock is right.",
        stale: true,
    },
    {
        codes: [700016],
        code: "ENTRA_APPLICATION_UNKNOWN",
        why: "the tenant has no application with this client ID",
        managedRemedy: () => "The identity was deleted, or moved to another tenant. Remove it from the runner's machine and assign it again.",
    },
    {
        codes: [90002],
        code: "ENTRA_TENANT_UNKNOWN",
        why: "the tenant does not exist",
        remedy: ({ cloud }) => `Check \`tenant-id\` and \`environment\`: the tenant was looked up in ${cloud.title}, and a tenant exists in one cloud only. \`az account show --query tenantId\` prints the ID.`,
        managedRemedy: ({ cloud }) => `Check \`environment\`: the runner's machine may not be in ${cloud.title}.`,
    },
    {
        codes: [900023, 900382, 90023],
        code: "ENTRA_REQUEST_INVALID",
        why: "the tenant ID or the request is malformed",
    },
    {
        codes: [7000215, 7000222],
        code: "ENTRA_SECRET_REFUSED",
        why: "a client secret was refused, although this action sends none: a proxy may have changed the request",
        remedy: ({ claims, login }) => `Use a federated credential instead of a secret: ${formatCredentialCommand(claims, login)}`,
    },
    {
        codes: [50034],
        code: "ENTRA_USER_UNKNOWN",
        why: "Entra looked for a user account that the directory does not have",
    },
    {
        codes: [53003],
        code: "ENTRA_CONDITIONAL_ACCESS",
        why: "Conditional Access for workload identities blocks the sign-in",
    },
    {
        codes: [500011],
        code: "ENTRA_RESOURCE_UNKNOWN",
        why: "the tenant does not know the service that the token is for",
        remedy: adviseResource,
        managedRemedy: adviseResource,
    },
    {
        codes: [90033, 50196],
        code: "ENTRA_UNAVAILABLE",
        why: "Entra is overloaded or temporarily unavailable",
        transient: true,
    },
];
function rowOf({ status, codes }) {
    const row = ROWS.find((candidate) => codes.some((code) => candidate.codes.includes(code)));
    if (row !== undefined)
        return row;
    if (status === 408 || status === 429 || status >= 500)
        return ROWS.find(({ code }) => code === "ENTRA_UNAVAILABLE");
    return undefined;
}
function remedyOf({ code, remedy, managedRemedy }, request, description) {
    const advice = request.login === "managed-identity" ? managedRemedy?.(request) : remedy?.(request, description);
    return nameInputs(advice ?? problems/* PROBLEMS */.D3[code].remedy, request);
}
/** The remedies name the inputs of the step's own identity. The second one has inputs of its own. */
function nameInputs(remedy, request) {
    if (request.login === "managed-identity" || request.grantee === "own")
        return remedy;
    return remedy
        .replaceAll(/`(client-id|tenant-id)`/g, "`source-$1`")
        .replaceAll('"$AZURE_CLIENT_ID"', "<source-client-id>");
}
function nameAssertion({ login, grantee }) {
    return `${ASSERTION_NAMES[login]}${grantee === "second" ? " for source-client-id" : ""}`;
}
/** The text after its number, which the message states already. */
function quoteDescription({ description, correlationId }, redact) {
    const text = description.replace(/^AADSTS\d+: */, "");
    return (0,azure_text/* quoteAzure */.S)(text, { redact, keep: [correlationId] }).replace(/\.$/, "");
}
/** Explains why Entra issued no token. */
function diagnoseEntra(refusal, request) {
    const { status, codes, description, correlationId, untrustedBody } = refusal;
    const row = rowOf(refusal);
    const body = untrustedBody ? `: ${quoteBody(untrustedBody, request.redact)}` : "";
    if (row === undefined && untrustedBody !== undefined && request.login !== "managed-identity") {
        return {
            code: "ENTRA_ANSWER_INVALID",
            message: `${(0,azure_text/* capitalize */.Z)(exchangePurpose(request.login, request.cloud))} failed: the response (HTTP ${status}) is not one of Entra's${body}.`,
            remedy: problems/* PROBLEMS */.D3.ENTRA_ANSWER_INVALID.remedy,
            transient: false,
            stale: false,
        };
    }
    const number = codes.find((code) => row?.codes.includes(code)) ?? codes[0];
    const label = number === undefined ? `HTTP ${status}` : `AADSTS${number}`;
    const known = typeof row?.why === "function" ? row.why(request) : row?.why;
    const why = known === undefined
        ? quoteDescription(refusal, request.redact) || "the response contains no reason"
        : `${known}${body}`;
    const correlation = correlationId === undefined ? "" : ` Correlation ID: ${correlationId}.`;
    const isManaged = request.login === "managed-identity";
    const presented = isManaged ? "the managed identity of this runner" : nameAssertion(request);
    const claims = isManaged ? "" : ` Presented: ${(0,id_token_claims/* formatClaims */.fq)(request.claims)}.`;
    return {
        code: row?.code ?? "ENTRA_REFUSED",
        message: `Entra refused ${presented} (${label}): ${why}.${claims}${correlation}`,
        remedy: row !== undefined
            ? remedyOf(row, request, description)
            : `Look up ${label} at https://login.microsoftonline.com/error${number === undefined ? "" : `?code=${number}`}. The tenant's sign-in log for workload identities has more details.`,
        transient: row?.transient ?? false,
        stale: row?.stale ?? false,
    };
}


/***/ }),

/***/ 8063:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ createTokenExchange),
/* harmony export */   u: () => (/* binding */ createHttpClient)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5014);
/* harmony import */ var _sdk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7043);



/** Headers that the port sets itself, or forbids. */
const TRANSPORT_HEADERS = new Set(["accept-encoding", "connection", "content-length", "host"]);
const METHODS = ["GET", "HEAD", "POST"];
function isMethod(method) {
    return METHODS.includes(method);
}
function bodyOf({ body }) {
    if (body === undefined || body === null)
        return undefined;
    if (typeof body === "string")
        return body;
    throw new TypeError("Azure's SDK sent a body that is not a text.");
}
/** An `HttpClient` for `@azure/core-rest-pipeline` that sends through {@link Http}. */
function createHttpClient(options) {
    const { http, what, stage, side, maxBodyBytes, repeat, signal, onResponse, onFailure } = options;
    async function send(request) {
        const { method } = request;
        if (!isMethod(method))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1("UNEXPECTED", `${what}: Azure's SDK used HTTP method ${method}.`, { stage });
        const headers = {};
        for (const [name, value] of request.headers) {
            if (!TRANSPORT_HEADERS.has(name.toLowerCase()))
                headers[name.toLowerCase()] = value;
        }
        const body = bodyOf(request);
        return http.send({
            method,
            url: new URL(request.url),
            headers,
            maxBodyBytes,
            repeat: repeat(method),
            what,
            stage,
            signal,
            ...(body !== undefined && { body }),
            ...(side !== undefined && { side }),
        });
    }
    return {
        async sendRequest(request) {
            const { createHttpHeaders } = await (0,_sdk_js__WEBPACK_IMPORTED_MODULE_1__/* .loadRestPipeline */ .Rw)();
            let response;
            try {
                response = await send(request);
            }
            catch (error) {
                onFailure?.(error);
                throw error;
            }
            onResponse?.(response);
            return {
                request,
                status: response.status,
                headers: createHttpHeaders(Object.fromEntries(response.headers)),
                bodyAsText: new TextDecoder().decode(response.body),
            };
        },
    };
}
/** Requests with a limited body, which may be repeated. The caller reads the outcome after the SDK is done. */
function createTokenExchange(options) {
    const exchange = {
        client: createHttpClient({
            ...options,
            stage: "login",
            maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_2__/* .TOKEN_MAX_BYTES */ .z8,
            repeat: () => "safe",
            onResponse: (response) => {
                exchange.response = response;
            },
            onFailure: (error) => {
                exchange.failure = error;
            },
        }),
    };
    return exchange;
}


/***/ }),

/***/ 7886:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Df: () => (/* binding */ parseClaims),
/* harmony export */   dT: () => (/* binding */ parseIdTokenClaims),
/* harmony export */   fq: () => (/* binding */ formatClaims)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6413);
// Reads the claims of an assertion (GitHub's ID token, a service account's token) that Entra compares, for the log and for remedies. Never passes the token itself on.


/**
 * Parses the claims of an ID token. Does not check its signature: Entra does.
 * @throws AuthenticationError `ID_TOKEN_INVALID`
 */
function parseIdTokenClaims(idToken) {
    const claims = parseClaims(idToken);
    if (claims !== undefined)
        return claims;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", "GitHub's ID token service sent a token without issuer, subject or audience.");
}
/** Parses the claims of any assertion; undefined where it has no issuer, subject or audience. */
function parseClaims(assertion) {
    const [, payload = "", , ...rest] = assertion.split(".");
    const claims = rest.length > 0 ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(Buffer.from(payload, "base64url").toString("utf8"));
    const issuer = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "iss");
    const subject = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "sub");
    const audience = audienceOf(claims);
    if (issuer === undefined || subject === undefined || audience === undefined)
        return undefined;
    const jobWorkflowRef = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "job_workflow_ref");
    const repository = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "repository");
    const repositoryId = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "repository_id");
    const repositoryOwnerId = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "repository_owner_id");
    return {
        issuer,
        subject,
        audience,
        ...(jobWorkflowRef !== undefined && { jobWorkflowRef }),
        ...(repository !== undefined && { repository }),
        ...(repositoryId !== undefined && { repositoryId }),
        ...(repositoryOwnerId !== undefined && { repositoryOwnerId }),
    };
}
/** Kubernetes states a list: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3 */
function audienceOf(claims) {
    const audience = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(claims, "aud");
    if (!Array.isArray(audience))
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(claims, "aud");
    const texts = audience.filter((each) => typeof each === "string" && each !== "");
    return texts.length === 0 ? undefined : texts.join(", ");
}
/** Formats the claims that Entra compares, and the workflow: "issuer …, subject …, audience …". */
function formatClaims({ issuer, subject, audience, jobWorkflowRef }) {
    return [
        `issuer ${issuer}`,
        `subject ${subject}`,
        `audience ${audience}`,
        ...(jobWorkflowRef === undefined ? [] : [`job_workflow_ref ${jobWorkflowRef}`]),
    ].join(", ");
}


/***/ }),

/***/ 7043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ loadIdentity),
/* harmony export */   Rw: () => (/* binding */ loadRestPipeline),
/* harmony export */   f6: () => (/* binding */ loadContainerRegistry)
/* harmony export */ });
// Loads Azure's SDKs on first use, with their own logging switched off. The only file that imports them as values.
/**
 * With one of these variables set, the SDKs log every request to stderr, with signed polling URLs and with text that the
 * runner could read as commands. They read the variables once, when they load.
 */
const LOG_SWITCHES = ["AZURE_LOG_LEVEL", "TYPESPEC_RUNTIME_LOG_LEVEL", "DEBUG"];
function disableLogging() {
    for (const name of LOG_SWITCHES)
        delete process.env[name];
}
/** Loads `@azure/identity`, which exchanges ID tokens. */
function loadIdentity() {
    disableLogging();
    return __webpack_require__.e(/* import() | azure */ 288).then(__webpack_require__.bind(__webpack_require__, 5563));
}
/** Loads the SDK's client for container registries in ARM, and its import operation. */
async function loadContainerRegistry() {
    disableLogging();
    const [{ createContainerRegistryManagement }, { importImage }] = await Promise.all([
        __webpack_require__.e(/* import() | azure */ 288).then(__webpack_require__.bind(__webpack_require__, 5132)),
        __webpack_require__.e(/* import() | azure */ 288).then(__webpack_require__.bind(__webpack_require__, 4913)),
    ]);
    return { createContainerRegistryManagement, importImage };
}
/** Loads the HTTP pipeline that both SDKs use. */
function loadRestPipeline() {
    disableLogging();
    return __webpack_require__.e(/* import() | azure */ 288).then(__webpack_require__.bind(__webpack_require__, 8978));
}


/***/ }),

/***/ 4152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ Coalescer)
/* harmony export */ });
/* harmony import */ var _deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4611);
// Coalesces concurrent calls by key; aborting one caller does not abort the others.

/** Calls in flight by key. A failure is shared like a result; nothing is kept once a call has settled. */
class Coalescer {
    #calls = new Map();
    /**
     * Joins the call in flight for that key, or starts one. The last caller to abort aborts the call itself.
     * @throws what the call throws; the signal's reason when aborted
     */
    async run(key, start, signal) {
        signal.throwIfAborted();
        const call = this.#calls.get(key) ?? this.#begin(key, start);
        call.callers += 1;
        try {
            return await (0,_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .abortable */ .ZC)(call.outcome, signal);
        }
        finally {
            call.callers -= 1;
            if (call.callers === 0 && signal.aborted) {
                // A later caller must start a new call instead of joining the aborted one.
                this.#forget(key, call);
                call.controller.abort(signal.reason);
            }
        }
    }
    #begin(key, start) {
        const controller = new AbortController();
        const call = { outcome: start(controller.signal), controller, callers: 0 };
        this.#calls.set(key, call);
        const forget = () => this.#forget(key, call);
        call.outcome.then(forget, forget);
        return call;
    }
    #forget(key, call) {
        if (this.#calls.get(key) === call)
            this.#calls.delete(key);
    }
}


/***/ }),

/***/ 2445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRegistries: () => (/* binding */ createRegistries)
});

// EXTERNAL MODULE: ./lib/http/retry-after.js
var retry_after = __webpack_require__(3145);
// EXTERNAL MODULE: ./lib/request/resource-id.js
var resource_id = __webpack_require__(1791);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/http.js
var http_http = __webpack_require__(5014);
;// CONCATENATED MODULE: ./lib/azure/api-versions.js
/**
 * The versions that this action knows, the newest first. The body of an import is the same in all of them. A setting of a
 * registry that a version does not have counts as its default.
 * https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/resource-manager/Microsoft.ContainerRegistry
 */
const KNOWN_API_VERSIONS = [
    "2025-11-01",
    "2025-04-01",
    "2023-07-01",
    "2022-12-01",
    "2021-09-01",
    "2019-05-01",
];
/** Soft delete is a preview: no stable version shows `softDeletePolicy`. https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy */
const SOFT_DELETE_API_VERSION = "2023-11-01-preview";
/** Whether it is one of ours. */
function isKnownVersion(version) {
    return KNOWN_API_VERSIONS.includes(version);
}
const LIST = /\bsupported (?:api-)?versions are '([^']{0,20000})'/i;
const VERSION = /^\d{4}-\d{2}-\d{2}(?:-[a-z]{1,20})?$/;
/**
 * The versions that a refusal lists; undefined where the refusal is not about the version. `NoRegisteredProviderFound` and
 * `InvalidResourceType` list those of the provider, `InvalidApiVersionParameter` all that Resource Manager knows.
 * https://github.com/Azure/azure-cli/issues/23985
 */
function parseSupportedVersions({ status, message, }) {
    const list = status === 400 || status === 404 ? LIST.exec(message)?.[1] : undefined;
    return list
        ?.split(",")
        .map((version) => version.trim())
        .filter((version) => VERSION.test(version));
}
/** Starts with the newest known version. */
function createApiVersions() {
    const allRefused = new Set();
    let current = KNOWN_API_VERSIONS[0];
    return {
        get current() {
            return current;
        },
        adopt(refused, supported) {
            // Requests that were under way together are refused one by one.
            if (refused !== current)
                return true;
            allRefused.add(refused);
            const next = KNOWN_API_VERSIONS.find((version) => supported.includes(version) && !allRefused.has(version));
            current = next ?? current;
            return next !== undefined;
        },
    };
}

// EXTERNAL MODULE: ./lib/guid.js
var guid = __webpack_require__(5006);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/arm-failure.js
// Parses ARM's error responses. Knows their shapes, not their meaning.


/** Parses the body of an error response: ARM's shape, the validation shape of some front ends, or any other text as the message. */
function parseArmFailure(status, body, correlationId) {
    const json = (0,lib_json/* parseJson */.qF)(body);
    // Anything but a GUID is not an ID, and must not get into messages.
    const correlation = correlationId !== undefined && (0,guid/* isGuid */.W)(correlationId) ? { correlationId } : {};
    if ((0,lib_json/* valueAt */.fK)(json, "error") !== undefined) {
        const code = (0,lib_json/* textAt */.$6)(json, "error", "code") ?? "";
        return { status, code, message: (0,lib_json/* textAt */.$6)(json, "error", "message") ?? "", ...correlation };
    }
    const errors = (0,lib_json/* valueAt */.fK)(json, "errors");
    if (errors !== undefined) {
        const message = `${(0,lib_json/* textAt */.$6)(json, "title") ?? ""} ${(0,lib_json/* stringifyJson */.sd)(errors)}`;
        return { status, code: "RequestValidation", message, ...correlation };
    }
    return { status, code: (0,lib_json/* textAt */.$6)(json, "code") ?? "", message: (0,lib_json/* textAt */.$6)(json, "message") ?? body, ...correlation };
}

// EXTERNAL MODULE: ./lib/azure/http-client.js
var http_client = __webpack_require__(8063);
// EXTERNAL MODULE: ./lib/azure/sdk.js
var sdk = __webpack_require__(7043);
;// CONCATENATED MODULE: ./lib/azure/arm-client.js






/** Refuses a URL from a response (Location, nextLink) that is not on ARM's own origin. */
function checkOrigin(request, { cloud, stage, side, what }) {
    const url = URL.parse(request.url);
    if (url?.origin === cloud.armEndpoint && url.username === "" && url.password === "")
        return;
    throw new errors/* AzureError */.M6("ARM_FOREIGN_URL", `While ${what}, Azure Resource Manager sent ${url?.origin ?? "an invalid URL"} as the address of the next request; it must be on ${cloud.armEndpoint}.`, { stage, side });
}
/** True for a response to a poll that a later poll may better: it says nothing about the import. */
function isPollTrouble({ status }) {
    return status === 408 || status === 429 || status >= 500;
}
const API_VERSION = /([?&]api-version=)([^&]*)/;
/** Gives the request an api-version that the cloud knows, if the response refuses its own. False: it is not to be repeated. */
function adoptVersion(request, { status, bodyAsText }, { apiVersions, operationId }) {
    const supported = parseSupportedVersions(parseArmFailure(status, bodyAsText ?? ""));
    const version = API_VERSION.exec(request.url)?.[2] ?? "";
    // The URL of a poll is ARM's own and signed. Other providers, and reads with a version of their own, have other versions.
    const isPoll = operationId !== undefined && request.method === "GET";
    if (supported === undefined || isPoll || !isKnownVersion(version))
        return false;
    if (!apiVersions.adopt(version, supported))
        return false;
    request.url = request.url.replace(API_VERSION, `$1${apiVersions.current}`);
    return true;
}
function armPolicy(options) {
    const { cloud, tokens, signal, operationId, onResponse } = options;
    return {
        name: "armPolicy",
        async sendRequest(request, next) {
            checkOrigin(request, options);
            if (request.method === "POST" && operationId !== undefined) {
                request.headers.set("x-ms-client-request-id", operationId);
            }
            const sendOnce = async () => {
                const { token } = await tokens.getToken(cloud.armScope, signal);
                request.headers.set("authorization", `Bearer ${token}`);
                return { token, response: await next(request) };
            };
            const send = async () => {
                const { token, response } = await sendOnce();
                if (response.status !== 401)
                    return response;
                // A request with a 401 had no effect, so even a POST may be repeated.
                tokens.invalidate(cloud.armScope, token);
                return (await sendOnce()).response;
            };
            let response = await send();
            // Nor had a request whose api-version was refused.
            while (adoptVersion(request, response, options))
                response = await send();
            const { status, headers, bodyAsText } = response;
            onResponse({ status, text: bodyAsText ?? "", header: (name) => headers.get(name) });
            // An import is followed by its Location alone: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
            headers.delete("azure-asyncoperation");
            headers.delete("operation-location");
            // The poller treats a body that is not JSON as a failed request. The text goes to onResponse instead.
            // A poller that has seen a failure polls no more; the caller decides when trouble with polls ends the operation.
            const isTrouble = operationId !== undefined && request.method === "GET" && isPollTrouble(response);
            return { ...response, status: isTrouble ? 202 : status, headers, bodyAsText: "" };
        },
    };
}
/** The SDK's context for one call. Responses go to `onResponse`; the SDK itself sees status and headers only. */
async function createArmClient(options) {
    const { createContainerRegistryManagement } = await (0,sdk/* loadContainerRegistry */.f6)();
    const { cloud, http, apiVersions, subscriptionId, what, stage, side, signal } = options;
    const unused = { getToken: async () => null };
    const client = createContainerRegistryManagement(unused, subscriptionId, {
        endpoint: cloud.armEndpoint,
        apiVersion: apiVersions.current,
        retryOptions: { maxRetries: 0 },
        httpClient: (0,http_client/* createHttpClient */.u)({
            http,
            what,
            stage,
            side,
            maxBodyBytes: http_http/* ARM_MAX_BYTES */.KO,
            repeat: (method) => (method === "GET" ? "safe" : "never"),
            signal,
        }),
    });
    // The SDK's bearer policy caches a token that a 401 does not renew, and sends it to any URL.
    client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
    client.pipeline.removePolicy({ name: "redirectPolicy" });
    client.pipeline.addPolicy(armPolicy(options), { phase: "Sign" });
    return client;
}

// EXTERNAL MODULE: ./lib/problems.js
var problems = __webpack_require__(5451);
// EXTERNAL MODULE: ./lib/role-grant.js
var role_grant = __webpack_require__(9212);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/catalogue-row.js
/** Matches one of ARM's error codes. */
function hasCode(...codes) {
    return ({ armCode }) => codes.includes(armCode);
}
/** Matches the text of the failure. */
function says(pattern) {
    return ({ text }) => pattern.test(text);
}
/** Matches the text of a failure that ARM passes on from the source. */
function sourceSays(pattern) {
    return ({ text, fromSource }) => fromSource && pattern.test(text);
}

;// CONCATENATED MODULE: ./lib/azure/diagnosis/arm-refusals.js
// The catalogue, first part: requests that Azure Resource Manager refused before it copied anything.



function supportedVersionsOf({ status, armMessage }) {
    return parseSupportedVersions({ status, message: armMessage });
}
const VERSIONS_SHOWN = 20;
function describeSupport(versions) {
    if (versions.length === 0)
        return "Azure Resource Manager supports no api-version, by its own list";
    const newest = [...versions].sort().reverse();
    const more = newest.length - VERSIONS_SHOWN;
    return `Azure Resource Manager supports only the api-versions ${newest.slice(0, VERSIONS_SHOWN).join(", ")}${more > 0 ? ` and ${more} older ones` : ""}`;
}
/** The order counts: the first row that matches is used. */
const ARM_REFUSALS = [
    {
        code: "ARM_TENANT_MISMATCH",
        matches: hasCode("InvalidAuthenticationTokenTenant"),
        why: ({ registry }) => `the token's tenant is not the tenant of ${registry}'s subscription`,
    },
    {
        code: "ARM_UNAUTHORIZED",
        matches: ({ status }) => status === 401,
        why: () => "Azure Resource Manager refused the access token, and then a new one",
    },
    {
        code: "ARM_API_VERSION_UNSUPPORTED",
        matches: (evidence) => supportedVersionsOf(evidence) !== undefined,
        why: (evidence) => `${describeSupport(supportedVersionsOf(evidence) ?? [])}; this action knows ${KNOWN_API_VERSIONS.join(", ")}`,
    },
    {
        code: "IMPORT_SOURCE_ROLE_MISSING",
        matches: hasCode("LinkedAuthorizationFailed"),
        side: "source",
        why: ({ registry, source }) => `this step's identity may import into ${registry} but not read the source registry ${source}`,
        remedy: ({ source }) => (0,role_grant/* adviseRoleGrant */.ZI)(source),
    },
    {
        code: "ARM_ROLE_MISSING",
        matches: hasCode("AuthorizationFailed"),
        why: ({ registry, armMessage }) => {
            const action = /'(Microsoft\.ContainerRegistry\/[\w/]+)'/i.exec(armMessage)?.[1];
            return `this step's identity lacks the permission${action === undefined ? "" : ` ${action}`} on ${registry}`;
        },
        remedy: ({ registry }) => (0,role_grant/* adviseRoleGrant */.ZI)(registry),
    },
    {
        code: "ARM_SUBSCRIPTION_NOT_FOUND",
        matches: hasCode("SubscriptionNotFound", "InvalidSubscriptionId"),
        side: ({ namedSide }) => namedSide,
        why: () => "the subscription does not exist, or this step's identity has no role in it",
        remedy: ({ named }) => `Check \`subscription-id\` or the resource ID, and \`environment\`. Azure also reports a subscription as missing if the identity has no role in it. ${(0,role_grant/* adviseRoleGrant */.ZI)(named)}`,
    },
    {
        code: "ARM_GROUP_NOT_FOUND",
        matches: hasCode("ResourceGroupNotFound"),
        side: ({ namedSide }) => namedSide,
        why: ({ named }) => `the resource group in ${named}'s resource ID does not exist`,
    },
    {
        code: "ARM_REGISTRY_NOT_FOUND",
        matches: ({ armCode, status }) => armCode === "ResourceNotFound" || status === 404,
        side: ({ namedSide }) => namedSide,
        why: ({ named }) => `registry ${named} does not exist at its resource ID, or this step's identity has no permission to see it`,
        remedy: ({ named }) => `Check name, resource group and subscription with \`az acr show --name ${named} --query id\`. ${(0,role_grant/* adviseRoleGrant */.ZI)(named)}`,
    },
    {
        code: "ARM_PROVIDER_NOT_REGISTERED",
        matches: (evidence) => hasCode("MissingSubscriptionRegistration")(evidence) ||
            says(/not registered (?:to use namespace|for|in)/i)(evidence),
        why: () => "a subscription is not registered for Microsoft.ContainerRegistry (imports need this on both sides)",
    },
    {
        code: "ARM_SCOPE_LOCKED",
        matches: hasCode("ScopeLocked"),
        why: ({ registry }) => `a resource lock forbids changes to ${registry}`,
        remedy: ({ registry }) => `Remove the ReadOnly lock on the registry, its group or its subscription: it forbids imports. To list the locks: az lock list --resource-type Microsoft.ContainerRegistry/registries --resource-name ${registry} --resource-group <group>`,
    },
    {
        code: "ARM_POLICY",
        matches: hasCode("RequestDisallowedByPolicy"),
        why: ({ registry }) => `an Azure policy forbids it on ${registry}`,
    },
    {
        code: "IMPORT_SOURCE_IMAGE_INVALID",
        matches: says(/property parameters\.Source\.SourceImage/i),
        side: "source",
        why: () => "Azure rejected the form of the source image",
    },
    {
        code: "IMPORT_SOURCE_ID_INVALID",
        matches: says(/source\.resourceId is invalid/i),
        side: "source",
        why: () => "Azure rejected the source registry's resource ID",
    },
    {
        code: "ARM_THROTTLED",
        matches: ({ status, armCode }) => status === 429 ||
            ["TooManyRequests", "SubscriptionRequestsThrottled", "ResourceRequestsThrottled"].includes(armCode),
        why: () => "Azure Resource Manager throttles this subscription or identity",
        transient: true,
    },
    {
        code: "ARM_UNAVAILABLE",
        matches: ({ status, armCode }) => status === 408 ||
            status >= 500 ||
            ["InternalServerError", "ServiceUnavailable", "ServerTimeout", "GatewayTimeout"].includes(armCode),
        why: () => "Azure Resource Manager is temporarily unavailable",
        transient: true,
    },
];

// EXTERNAL MODULE: ./lib/azure/diagnosis/azure-text.js
var azure_text = __webpack_require__(9304);
// EXTERNAL MODULE: ./lib/azure/cloud.js
var azure_cloud = __webpack_require__(4826);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/evidence.js

const AFTER_REGISTRY_ID = /\/registries\/[a-z0-9]{5,50}\s+([\s\S]+)$/i;
const SOURCE_RESPONSE = /^Invalid message\s/;
function namedSideOf(text, { registry, side, source }) {
    if (source === undefined)
        return side;
    const name = source.registry.split(".")[0]?.toLowerCase() ?? "";
    const words = text.toLowerCase().split(/[^a-z0-9-]+/);
    return words.includes(name) && name !== registry.toLowerCase() ? "source" : "target";
}
/** Combines a failure with its request. */
function gatherEvidence({ status, code, message }, subject) {
    const { registry, side, source: origin } = subject;
    const text = AFTER_REGISTRY_ID.exec(message)?.[1]?.trim() ?? message;
    const source = origin?.registry ?? registry;
    const namedSide = namedSideOf(text, subject);
    return {
        status,
        armCode: code,
        armMessage: message,
        text,
        fromSource: SOURCE_RESPONSE.test(text),
        registry,
        side,
        source,
        origin,
        isSourceAcr: origin !== undefined && (origin.byResourceId || (0,azure_cloud/* cloudOfHost */.HN)(origin.registry) !== undefined),
        named: namedSide === "source" ? source : registry,
        namedSide,
    };
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(3940);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/import-failures.js
// The catalogue, second part: imports that failed while they ran, mostly because of the source.




/** Passwords of this length made imports hang or fail: https://github.com/Azure/acr/issues/549 */
const LONG_PASSWORD = 3000;
function isDockerHub(host) {
    return host === oci_reference/* DOCKER_HUB */.Xb || host.endsWith(`.${oci_reference/* DOCKER_HUB */.Xb}`);
}
function longPasswordHint({ origin }) {
    return origin !== undefined && origin.passwordLength >= LONG_PASSWORD
        ? ` The source password has ${origin.passwordLength} characters; imports with such passwords have failed before. Use a short-lived token instead of a key file.`
        : "";
}
function adviseTrustedServices(registry) {
    return `Let trusted Azure services pass: az acr update --name ${registry} --allow-trusted-services true.`;
}
function adviseResourceId({ source }) {
    return `Name ${source} by its resource ID in \`source-registry\` (\`az acr show --name <registry> --query id\` prints it) and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true.`;
}
function adviseReachability({ source, isSourceAcr }) {
    return `Azure, not this runner, must reach the source: check that ${source} has a public DNS name, and that its firewall accepts ${isSourceAcr ? "trusted Azure services" : "Azure's addresses"}.`;
}
/** The order counts: the first row that matches is used. */
const IMPORT_FAILURES = [
    {
        code: "TAG_EXISTS",
        matches: says(/Tag \S+ already exists in target registry/i),
        side: "target",
        why: ({ registry, text }) => `${registry} already has the tag ${/Tag (\S+) already exists/i.exec(text)?.[1] ?? ""}`,
    },
    {
        code: "IMPORT_DOCKER_HUB_LIMIT",
        matches: says(/pull rate limit/i),
        side: "source",
        why: () => "Docker Hub's pull rate limit is used up for Azure's address or for the account",
    },
    {
        code: "IMPORT_SOURCE_THROTTLED",
        matches: says(/toomanyrequests|HAP429|too many requests|\bTooManyRequests\b/i),
        side: "source",
        why: ({ source }) => `${source} throttles Azure's requests`,
        transient: true,
    },
    {
        code: "IMPORT_LOCKED",
        matches: says(/REGISTRY_DISALLOWED_OPERATION|operation is disallowed on this registry/i),
        side: ({ fromSource }) => (fromSource ? "source" : "target"),
        why: () => "the tag, manifest or repository is locked",
        remedy: ({ registry }) => `Unlock it (az acr repository update --name ${registry} --image <repository:tag> --write-enabled true), or promote to a new tag.`,
    },
    {
        code: "IMPORT_SOURCE_EXPORT_DISABLED",
        matches: says(/export.{0,40}(?:disabled|not allowed|policy)/i),
        side: "source",
        why: ({ source }) => `${source} forbids exports`,
    },
    {
        code: "IMPORT_SOURCE_SOFT_DELETED",
        matches: says(/soft[- ]?deleted/i),
        side: ({ namedSide }) => namedSide,
        why: () => "the image is soft-deleted",
    },
    {
        code: "IMPORT_TOO_MANY_MANIFESTS",
        matches: says(/(?:more than|maximum|exceed|limit)\D{0,40}\d*\D{0,20}manifests|manifests?\b.{0,60}(?:exceed|limit)/i),
        side: "source",
        why: () => "the image has more manifests than one import can copy",
    },
    {
        code: "IMPORT_SOURCE_NO_DIGEST",
        matches: says(/No value specified for Docker-Content-Digest|Unable to find manifest digest/i),
        side: "source",
        why: ({ source }) => `${source}, or a proxy in front of it, sends no Docker-Content-Digest header`,
    },
    {
        code: "IMPORT_SOURCE_NO_RANGES",
        matches: says(/may not be RFC 7233 compliant/i),
        side: "source",
        why: ({ source }) => `${source} does not serve parts of a blob (RFC 7233 ranges), which Azure's import needs`,
    },
    {
        code: "IMPORT_SOURCE_RANGES_BROKEN",
        matches: says(/Unexpected response status code|Unexpected length of body in response/i),
        side: "source",
        why: ({ source }) => `${source} sent a wrong response to a request for a part of a blob`,
        transient: true,
    },
    {
        code: "IMPORT_COPY_FAILED",
        matches: says(/Error copying blobs/i),
        side: "source",
        why: ({ source }) => `${source} failed while its layers were copied`,
        remedy: (evidence) => `${problems/* PROBLEMS */.D3.IMPORT_COPY_FAILED.remedy}${longPasswordHint(evidence)}`,
        transient: true,
    },
    {
        code: "IMPORT_SOURCE_FIREWALL",
        matches: (evidence) => sourceSays(/client with IP .{0,60} is not allowed access/i)(evidence) ||
            (/Access to \S+ denied/i.test(evidence.text) && evidence.namedSide === "source"),
        side: "source",
        why: ({ source }) => `the firewall of ${source} blocks Azure's import`,
        remedy: (evidence) => evidence.origin?.byResourceId ? adviseTrustedServices(evidence.source) : adviseResourceId(evidence),
    },
    {
        code: "IMPORT_TARGET_FIREWALL",
        matches: says(/Access to \S+ denied|client with IP .{0,60} is not allowed access/i),
        side: "target",
        why: ({ registry }) => `the firewall of ${registry} blocks Azure's import`,
        remedy: ({ registry }) => adviseTrustedServices(registry),
    },
    {
        code: "IMPORT_SOURCE_CLOSED",
        matches: ({ isSourceAcr, text }) => isSourceAcr && /requested access to the resource is denied/i.test(text),
        side: "source",
        why: ({ source }) => `${source} is closed to public networks and was named by its login server`,
        remedy: adviseResourceId,
    },
    {
        code: "IMPORT_SOURCE_REFUSED",
        matches: sourceSays(/Access to the requested resource is not authorized/i),
        side: "source",
        why: ({ source }) => `${source} refused Azure: Azure's import does not support its way of logging in, or the credentials are wrong`,
    },
    {
        code: "IMPORT_SOURCE_NOT_FOUND",
        matches: sourceSays(/MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|^Invalid message Not ?Found\b/i),
        side: "source",
        why: ({ source }) => `${source} no longer has the image, or does not show it to Azure`,
    },
    {
        code: "IMPORT_SOURCE_UNAUTHORIZED",
        matches: sourceSays(/UNAUTHORIZED|\bDENIED\b|^Invalid message (?:Unauthorized|Forbidden)\b/i),
        side: "source",
        why: ({ source, origin }) => `${source} refused Azure access to ${origin?.repository ?? "the image"}: it does not exist there, or is private`,
        remedy: ({ origin, isSourceAcr }) => {
            if (origin !== undefined && isSourceAcr) {
                const [name = origin.registry] = origin.registry.split(".");
                return `If the registry is in another tenant, set \`source-client-id\` and \`source-tenant-id\`, or \`source-username\` and \`source-password\`. Otherwise: ${(0,role_grant/* adviseRoleGrant */.ZI)(name)}`;
            }
            const library = origin !== undefined && isDockerHub(origin.registry) && !origin.repository.startsWith("library/")
                ? " Docker's official images are library/NAME."
                : "";
            return `Check the repository's name.${library} If it is private, set \`source-username\` and \`source-password\`, or log in with docker/login-action before this step.`;
        },
    },
    {
        code: "IMPORT_SOURCE_UNAVAILABLE",
        matches: sourceSays(/^Invalid message (?:Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Timeout|Request ?Timeout)\b/i),
        side: "source",
        why: ({ source }) => `${source} is temporarily unavailable`,
        transient: true,
    },
    {
        code: "IMPORT_SOURCE_UNREACHABLE",
        matches: says(/no such host is known|name or service not known|could not be resolved|actively refused|unable to connect|connection refused|network is unreachable/i),
        side: "source",
        why: ({ source }) => `Azure could not reach ${source}`,
        remedy: adviseReachability,
    },
    {
        code: "IMPORT_INTERRUPTED",
        matches: says(/\b50[0234]\b|\btimed?[ -]?out\b|temporar/i),
        side: ({ fromSource, side }) => (fromSource ? "source" : side),
        why: () => "a server that takes part in the import was temporarily unavailable",
        remedy: (evidence) => `${problems/* PROBLEMS */.D3.IMPORT_INTERRUPTED.remedy}${longPasswordHint(evidence)}`,
        transient: true,
    },
    {
        code: "IMPORT_REFUSED",
        matches: hasCode("BadRequest", "RequestValidation"),
        side: "target",
        why: () => "Azure rejected the request",
    },
];
/** Used where no row of the catalogue matches. */
const UNKNOWN_FAILURE = {
    code: "IMPORT_FAILED",
    matches: () => true,
    // Azure names the target in every text. Only a wrapped response of the source shows a side.
    side: ({ fromSource, origin, side }) => (fromSource ? "source" : origin === undefined ? side : "none"),
    why: ({ fromSource, source }) => fromSource ? `${source} failed` : "Azure gave a reason that this action does not know",
    remedy: (evidence) => {
        const isOutside = evidence.origin !== undefined && !evidence.isSourceAcr;
        return `${problems/* PROBLEMS */.D3.IMPORT_FAILED.remedy}${isOutside ? ` ${adviseReachability(evidence)}` : ""}${longPasswordHint(evidence)}`;
    },
};

;// CONCATENATED MODULE: ./lib/azure/diagnosis/arm-diagnosis.js
// Explains failures of ARM: what failed, on which side, why, and what to do. Pure; the catalogue holds the known failures.






const CATALOGUE = [...ARM_REFUSALS, ...IMPORT_FAILURES];
const CORRELATION = new RegExp(`correlation\\s?id:?\\s*(${guid/* GUID_PATTERN */.$})`, "i");
/** Explains one failure by the first row of the catalogue that matches it. */
function diagnoseArm(failure, subject) {
    const evidence = gatherEvidence(failure, subject);
    const row = CATALOGUE.find(({ matches }) => matches(evidence)) ?? UNKNOWN_FAILURE;
    const correlationId = failure.correlationId ?? CORRELATION.exec(failure.message)?.[1];
    const quote = (0,azure_text/* quoteAzure */.S)(evidence.text, { redact: subject.redact, keep: [subject.operationId, correlationId] });
    const response = quote === "" ? `Azure answered HTTP ${failure.status} without a text.` : `Azure's message: ${quote}`;
    const ids = [
        ...(subject.operationId === undefined ? [] : [`operation ID ${subject.operationId}`]),
        ...(correlationId === undefined ? [] : [`correlation ID ${correlationId}`]),
    ].join(", ");
    const side = (typeof row.side === "function" ? row.side(evidence) : row.side) ?? subject.side;
    return {
        code: row.code,
        ...(side !== "none" && { side }),
        message: `${(0,azure_text/* capitalize */.Z)(subject.what)} failed: ${row.why(evidence)}. ${response}${ids === "" ? "" : ` (${ids})`}`,
        remedy: row.remedy?.(evidence) ?? problems/* PROBLEMS */.D3[row.code].remedy,
        transient: row.transient ?? false,
    };
}

;// CONCATENATED MODULE: ./lib/azure/import-verdict.js
// Turns ARM's responses to an import into a verdict: succeeded, failed, unclear, or none yet (running).
// Pure: the importer sends the requests.







/** Parses the body of a response. An empty body and `null` have no status; undefined where it is anything but a JSON object. */
function parseOperation(text) {
    const json = text.trim() === "" ? null : (0,lib_json/* parseJson */.qF)(text);
    if (json === null)
        return { status: undefined, isEmpty: true, hasError: false, pending: [] };
    if (typeof json !== "object" || Array.isArray(json))
        return undefined;
    const pending = Object.entries(json).filter(([name, state]) => /[@:/]/.test(name) && state === "Pending");
    return {
        status: (0,lib_json/* valueAt */.fK)(json, "status"),
        isEmpty: false,
        hasError: ((0,lib_json/* valueAt */.fK)(json, "error") ?? undefined) !== undefined,
        pending: pending.map(([name]) => name),
    };
}
function unclear(code, why, { what, side, operationId }) {
    const message = `${(0,azure_text/* capitalize */.Z)(what)}: ${why} (operation ID ${operationId}).`;
    return { kind: "unclear", problem: (0,problems/* problem */.CC)(code, message, { side }), transient: false };
}
function verdictOfDiagnosis(kind, diagnosis, retryAfterMs) {
    const { code, message, side, remedy, transient } = diagnosis;
    return {
        kind,
        problem: (0,problems/* problem */.CC)(code, message, { stage: "import", side, remedy }),
        transient,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
}
/** A 2xx whose body says that the operation failed, also a 202. */
function failureInBody({ status, text }, subject) {
    const operation = parseOperation(text);
    const word = typeof operation?.status === "string" ? operation.status : "";
    if (operation?.hasError !== true && !/^(?:failed|cancell?ed)$/i.test(word))
        return undefined;
    const { code, message } = parseArmFailure(status, text);
    return verdictOfDiagnosis("failed", diagnoseArm({ status, code: code || word, message }, subject));
}
/**
 * Verdict of a 2xx that ends the operation. Success is 200 or 201 with status Succeeded or without a body; a 200 to the POST
 * itself is a finished import, with any body.
 */
function verdictOfEnd(response, request, subject) {
    const { status, text } = response;
    const operation = parseOperation(text);
    const word = operation?.status;
    const failure = failureInBody(response, subject);
    if (failure !== undefined)
        return failure;
    const isDone = word === "Succeeded" || (word === undefined && (operation?.isEmpty === true || request === "post"));
    if ((status === 200 || status === 201) && operation !== undefined && isDone)
        return { kind: "succeeded" };
    const quote = (0,azure_text/* quoteAzure */.S)(text, { redact: subject.redact, keep: [subject.operationId], maxLength: 200 });
    const body = quote === "" ? "without a body" : `with a body that states neither success nor failure: ${quote}`;
    return unclear("IMPORT_ANSWER_INVALID", `Azure ended the operation with HTTP ${status} ${body}`, subject);
}
/** Codes that refuse the poll itself. Every other code under 401, 403 and 404 says why the operation failed: ExportPolicyDisabled. */
const POLL_REFUSED = new Set([
    "",
    "AuthenticationFailed",
    "AuthorizationFailed",
    "ExpiredAuthenticationToken",
    "Forbidden",
    "InvalidAuthenticationToken",
    "InvalidAuthenticationTokenTenant",
    "NotFound",
    "OperationNotFound",
    "ResourceNotFound",
    "SubscriptionNotFound",
    "Unauthorized",
]);
/** Verdict of a response outside 2xx. `unclear` where only the target can show whether the image was imported. */
function verdictOfErrorStatus(response, request, subject, wallMs) {
    const { status, text } = response;
    const failure = parseArmFailure(status, text, response.header("x-ms-correlation-request-id"));
    if (request === "poll" && [401, 403, 404].includes(status) && POLL_REFUSED.has(failure.code)) {
        // A role on the registry is enough to import, but not to read the operation, which belongs to the subscription:
        // https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations#permission-for-tracking-async-status
        return unclear("IMPORT_NOT_TRACKED", `Azure answered HTTP ${status} to a request for the import's status`, subject);
    }
    const diagnosis = diagnoseArm(failure, subject);
    const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(response.header("retry-after"), wallMs);
    const isUnclear = status === 408 ||
        status >= 500 ||
        // A throttled POST imported nothing. A poll that is throttled, or has no ARM error, shows nothing about the import.
        (request === "poll" && (status === 429 || status < 400 || failure.code === "")) ||
        // A POST may conflict with an earlier one of ours whose response was lost.
        (request === "post" && status === 409 && diagnosis.code === "IMPORT_FAILED");
    return verdictOfDiagnosis(isUnclear ? "unclear" : "failed", diagnosis, retryAfterMs);
}
/** The verdict of a response; undefined while the import is running. */
function verdictOf(response, request, subject, wallMs) {
    const { status } = response;
    if (status < 200 || status >= 300)
        return verdictOfErrorStatus(response, request, subject, wallMs);
    if (status !== 202)
        return verdictOfEnd(response, request, subject);
    const failure = failureInBody(response, subject);
    if (failure !== undefined)
        return failure;
    if (request === "poll" || response.header("location") !== undefined)
        return undefined;
    return unclear("IMPORT_NOT_TRACKED", "Azure accepted the import without a Location to follow it by", subject);
}
/** The verdict without a response: `failed` if the POST was never sent, else `unclear`. */
function verdictWithoutResponse(error, request, { side }) {
    const network = error instanceof errors/* NetworkError */.Dr;
    const unsent = request === "post" && !(network && error.sent);
    const failure = { side, ...(0,errors/* problemOf */.Zw)(error, "import") };
    return { kind: unsent ? "failed" : "unclear", problem: failure, transient: network };
}

;// CONCATENATED MODULE: ./lib/azure/importer.js





/** Used where ARM sends no valid Retry-After; it usually sends 10 s. */
const POLL_DEFAULT_MS = 5_000;
const POLL_MIN_MS = 1_000;
/** Polls in a row that end in a server error, each tried several times, before the operation counts as untracked. */
const TROUBLED_POLLS_MAX = 3;
/** Pauses between polls once the verdict is wanted, after a first poll at once. */
const EARLY_PAUSES_MS = [1_000, 2_000, 4_000];
function originOf({ source, sourceImage }) {
    const repository = sourceImage.split("@")[0] ?? sourceImage;
    if ("resourceId" in source) {
        const registry = (0,resource_id/* parseResourceId */.RQ)(source.resourceId).name;
        return { registry, byResourceId: true, repository, passwordLength: 0 };
    }
    const passwordLength = source.credentials?.password.length ?? 0;
    return { registry: source.registryUri, byResourceId: false, repository, passwordLength };
}
function parametersOf({ source, sourceImage, targetTags, untaggedTargetRepositories, mode }) {
    return {
        source: { ...source, sourceImage },
        ...(targetTags.length > 0 && { targetTags: [...targetTags] }),
        ...(untaggedTargetRepositories.length > 0 && { untaggedTargetRepositories: [...untaggedTargetRepositories] }),
        mode,
    };
}
/** ARM's importImage on one target registry. */
function createImporter({ cloud, http, tokens, apiVersions, clock, target, log }) {
    async function importImage(request, { operationId, signal, onAccepted, verdictWanted }) {
        signal.throwIfAborted();
        const source = originOf(request);
        const subject = {
            what: `importing ${source.registry}/${request.sourceImage} into ${target.name}`,
            registry: target.name,
            side: "target",
            source,
            operationId,
            redact: http.redact,
        };
        let received;
        const [{ importImage: beginImport }, client] = await Promise.all([
            (0,sdk/* loadContainerRegistry */.f6)(),
            createArmClient({
                cloud,
                http,
                tokens,
                apiVersions,
                subscriptionId: target.id.subscriptionId,
                what: subject.what,
                stage: "import",
                side: "target",
                signal,
                operationId,
                onResponse: (response) => {
                    received = response;
                },
            }),
        ]);
        // The SDK's poller follows the Location, which changes with each poll. It does not decide verdict and pace: it treats any
        // 200 and a 202 without Location as success, and ignores the Retry-After of the first response.
        const poller = beginImport(client, target.id.resourceGroup, target.id.name, parametersOf(request), {
            abortSignal: signal,
        });
        /** Sends one request. Returns its response while the import is running, else the verdict. */
        async function send(request) {
            received = undefined;
            const thrown = await (request === "post" ? poller.submitted() : poller.poll()).then(() => undefined, (error) => error);
            signal.throwIfAborted();
            const response = received;
            if (response === undefined)
                return verdictWithoutResponse(thrown, request, subject);
            const isTrouble = request === "poll" && isPollTrouble(response);
            troubledPolls = isTrouble ? troubledPolls + 1 : 0;
            // A failed poll does not end the operation.
            if (isTrouble && troubledPolls < TROUBLED_POLLS_MAX)
                return response;
            return verdictOf(response, request, subject, clock.wallMs()) ?? response;
        }
        /** Waits as ARM requests. Once the verdict is wanted, the current pause ends at once and the next ones are short. */
        async function pauseBeforePoll(pauseMs, earlyMs, wanted) {
            if (wanted === undefined)
                return clock.sleep(pauseMs, signal);
            if (wanted.aborted)
                return clock.sleep(Math.min(pauseMs, earlyMs.shift() ?? pauseMs), signal);
            await clock.sleep(pauseMs, AbortSignal.any([signal, wanted])).catch((error) => {
                if (signal.aborted || !wanted.aborted)
                    throw error;
            });
        }
        let troubledPolls = 0;
        let state = await send("post");
        if (received?.status === 202)
            onAccepted?.();
        const earlyPausesMs = [...EARLY_PAUSES_MS];
        for (let polls = 1; !("kind" in state); polls += 1) {
            const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(state.header("retry-after"), clock.wallMs()) ?? POLL_DEFAULT_MS;
            await pauseBeforePoll(Math.max(POLL_MIN_MS, retryAfterMs), earlyPausesMs, verdictWanted);
            state = await send("poll");
            const pending = "kind" in state ? [] : (parseOperation(state.text)?.pending ?? []);
            const progress = "kind" in state ? state.kind : `running${pending.length > 0 ? `, ${pending.length} pending` : ""}`;
            log.debug(`Import ${operationId}, poll ${polls}: ${progress}`);
        }
        return state;
    }
    return { importImage };
}

;// CONCATENATED MODULE: ./lib/http/recorded-pauses.js
/** Wraps a client. Pauses of one host that follow each other are one pause. */
function recordPauses(http) {
    let pauses = [];
    const add = (pause) => {
        const isPart = (known) => known.host === pause.host && known.fromMs <= pause.fromMs && pause.fromMs <= known.untilMs;
        const known = pauses.find(isPart);
        if (known === undefined)
            pauses = [...pauses, pause];
        else if (known.untilMs < pause.untilMs) {
            pauses = pauses.map((each) => (each === known ? { ...known, untilMs: pause.untilMs } : each));
        }
    };
    return {
        http: {
            redact: http.redact,
            send: (request) => http.send({
                ...request,
                onPaused: (pause) => {
                    add(pause);
                    request.onPaused?.(pause);
                },
            }),
        },
        pauses: () => pauses,
    };
}

// EXTERNAL MODULE: ./lib/token-cache.js
var token_cache = __webpack_require__(4101);
// EXTERNAL MODULE: ./lib/registry/auth/challenge.js
var challenge = __webpack_require__(2835);
;// CONCATENATED MODULE: ./lib/registry/auth/acr-challenge.js
// Reads ACR's Bearer challenge. Its realm is only compared, never requested: an ACR's token service is its login server.


/** The actions that a read may need; a challenge cannot widen a scope beyond them. */
const READ_ACTIONS = ["pull", "metadata_read"];
/**
 * The read actions that a challenge requires for one repository; none where its scope is for anything else.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function requiredActions(header, repository, registry) {
    const scope = bearerParameters(header, registry.loginServer, registry.side)?.get("scope");
    const prefix = `repository:${repository}:`;
    if (scope === undefined || !scope.startsWith(prefix))
        return [];
    const actions = scope.slice(prefix.length).split(",");
    return actions.every((action) => READ_ACTIONS.includes(action)) ? actions : [];
}
function bearerParameters(header, loginServer, side) {
    if (header === undefined)
        return undefined;
    const bearer = (0,challenge/* parseChallenges */.u)(header)?.find(({ scheme }) => scheme === "bearer")?.parameters;
    const realm = bearer?.get("realm");
    if (realm === undefined || isOwnRealm(realm, loginServer))
        return bearer;
    throw new errors/* AuthenticationError */.v3("REALM_REFUSED", `${loginServer} names ${URL.parse(realm)?.host ?? "an invalid URL"} as its token service, but the token service of an ACR is its login server.`, { side, remedy: "Check proxies between the runner and the registry. No credential was sent." });
}
/** True for the token endpoint of the login server, also under the name of a regional endpoint: `reg.westus.geo.azurecr.io`. */
function isOwnRealm(realm, loginServer) {
    const host = /^https:\/\/([a-z0-9.-]+)\/oauth2\/token$/.exec(realm)?.[1] ?? "";
    const [label, region = "", geo, ...suffix] = host.split(".");
    return host === loginServer || (region !== "" && geo === "geo" && [label, ...suffix].join(".") === loginServer);
}

// EXTERNAL MODULE: ./lib/registry/auth/authorization.js
var auth_authorization = __webpack_require__(2971);
// EXTERNAL MODULE: ./lib/registry/auth/login-origin.js
var login_origin = __webpack_require__(2922);
// EXTERNAL MODULE: ./lib/registry/auth/token-request.js
var token_request = __webpack_require__(799);
// EXTERNAL MODULE: ./lib/registry/auth/token-response.js
var token_response = __webpack_require__(2251);
;// CONCATENATED MODULE: ./lib/registry/auth/acr-tokens.js





/** True for an identity that requests each access token by GET. */
function isBasicIdentity(identity) {
    return identity.kind === "anonymous" || identity.kind === "password";
}
/** The token requests of one ACR under one identity. */
function createAcrTokens({ loginServer, side, login, http, mask }) {
    const tokenUrl = new URL(`https://${loginServer}/oauth2/token`);
    const { credentials: identity, origin } = login;
    const common = { http, host: loginServer, side, flavour: "acr", origin };
    function purposeOf({ repositories }) {
        const names = repositories.join(", ");
        return {
            what: `Getting a token for ${loginServer}/${names}`,
            refusal: refusalOf(login, loginServer, names),
        };
    }
    function issued(response, names, what) {
        const token = (0,token_response/* parseTokenResponse */.A)(response, names, { what, side });
        mask(token.token);
        return token;
    }
    return {
        async exchange(signal) {
            const entraToken = await entraTokenOf(identity, signal);
            const what = `Exchanging the Entra token for a token of ${loginServer}`;
            const response = await (0,token_request/* requestToken */.F)({
                ...common,
                url: new URL(`https://${loginServer}/oauth2/exchange`),
                form: new URLSearchParams({ grant_type: "access_token", service: loginServer, access_token: entraToken }),
                what,
                refusal: {
                    code: "REGISTRY_LOGIN_REFUSED",
                    remedy: origin.kind === "identity"
                        ? `ACR rejects identities that have no role on the registry. ${(0,role_grant/* adviseRoleGrant */.ZI)(loginServer, origin.grantee)}`
                        : (0,login_origin/* adviseLogin */.y)(origin, loginServer, 401),
                },
                signal,
            });
            return issued(response, ["refresh_token"], what);
        },
        async issueByRefreshToken(request, refreshToken, signal) {
            const purpose = purposeOf(request);
            const form = new URLSearchParams({ grant_type: "refresh_token", service: loginServer });
            for (const scope of request.scopes)
                form.append("scope", scope);
            form.append("refresh_token", refreshToken);
            const response = await (0,token_request/* requestToken */.F)({ ...common, ...purpose, url: tokenUrl, form, signal });
            return issued(response, ["access_token", "token"], purpose.what);
        },
        async issueByGet(request, given, signal) {
            const purpose = purposeOf(request);
            const url = new URL(tokenUrl);
            url.searchParams.set("service", loginServer);
            for (const scope of request.scopes)
                url.searchParams.append("scope", scope);
            const authorization = given.kind === "anonymous" ? undefined : basicOf(given);
            const response = await (0,token_request/* requestToken */.F)({ ...common, ...purpose, url, authorization, signal });
            return issued(response, ["access_token", "token"], purpose.what);
        },
    };
    function basicOf({ username, password }) {
        const basic = (0,auth_authorization/* formatBasic */.CY)(username, password);
        mask(basic.slice("Basic ".length));
        return basic;
    }
}
async function entraTokenOf(identity, signal) {
    // A password without a user name is an Entra access token, as it is for ARM's import.
    if (identity.kind === "access-token")
        return identity.token;
    if (identity.kind === "entra")
        return (await identity.getEntraToken(signal)).token;
    throw new TypeError(`An identity of kind ${identity.kind} has no Entra token.`);
}
function refusalOf({ credentials, origin }, loginServer, repositories) {
    if (credentials.kind === "anonymous") {
        const checked = origin.kind === "none" ? ` (Checked: ${origin.checked}.)` : "";
        return {
            code: "ANONYMOUS_PULL_OFF",
            remedy: `Set source-username and source-password: ${loginServer} has no anonymous pull. For a registry of your own: ${(0,role_grant/* adviseRoleGrant */.ZI)(loginServer)}${checked}`,
        };
    }
    if (origin.kind === "identity") {
        return {
            code: "REGISTRY_LOGIN_REFUSED",
            remedy: `The identity has no permission to read ${repositories}. In ABAC mode, AcrPull does not grant it. ${(0,role_grant/* adviseRoleGrant */.ZI)(loginServer, origin.grantee)}`,
        };
    }
    return {
        code: "REGISTRY_LOGIN_REFUSED",
        remedy: (0,login_origin/* adviseLogin */.y)(origin, loginServer, 401),
    };
}

// EXTERNAL MODULE: ./lib/registry/auth/token-groups.js
var token_groups = __webpack_require__(8428);
;// CONCATENATED MODULE: ./lib/registry/auth/acr-authorization.js
// Decides which token one read of an ACR carries: shared by several repositories, or of its own. Keeps tokens; acr-tokens.ts requests them.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md






/** Tokens of one ACR under one identity. */
function createAcrAuthorization(options) {
    const { loginServer, side, clock } = options;
    const { credentials: identity, origin } = options.login;
    const service = createAcrTokens(options);
    const refreshTokens = new token_cache/* TokenCache */.G(clock);
    const accessTokens = new token_cache/* TokenCache */.G(clock);
    /** By scope, the actions that a challenge required beyond it. */
    const widened = new Map();
    const shared = shareTokens(isBasicIdentity(identity) ? [] : (options.repositories ?? []));
    async function refreshToken(signal) {
        if (identity.kind === "refresh-token")
            return identity.token;
        return (await refreshTokens.get("", service.exchange, signal)).token;
    }
    async function issueAccessToken(request, signal) {
        if (isBasicIdentity(identity))
            return service.issueByGet(request, identity, signal);
        const token = await refreshToken(signal);
        try {
            return await service.issueByRefreshToken(request, token, signal);
        }
        catch (error) {
            const isRefused = error instanceof errors/* AuthenticationError */.v3 && error.code === "REGISTRY_LOGIN_REFUSED";
            if (!isRefused || identity.kind === "refresh-token")
                throw error;
            // The refresh token may have been revoked. If a new one is refused too, a permission is missing.
            refreshTokens.forget("", token);
            return service.issueByRefreshToken(request, await refreshToken(signal), signal);
        }
    }
    /** One token for all reads of several repositories; undefined where the registry refuses it. */
    async function sharedToken(group, signal) {
        const refresh = await refreshToken(signal);
        try {
            const { token } = await accessTokens.get(group.key, (sharedSignal) => service.issueByRefreshToken(group, refresh, sharedSignal), signal);
            return token;
        }
        catch (error) {
            if (!(error instanceof errors/* AuthenticationError */.v3))
                throw error;
            // From now on each repository gets its own token, so that only those without permission fail.
            for (const repository of group.repositories)
                shared.delete(repository);
            return undefined;
        }
    }
    async function authorize({ repository, action }, signal) {
        // Tokens that several repositories share are for reading.
        const group = READ_ACTIONS.includes(action) ? shared.get(repository) : undefined;
        const common = group === undefined ? undefined : await sharedToken(group, signal);
        if (common !== undefined)
            return `Bearer ${common}`;
        const scope = (0,auth_authorization/* formatScope */.gk)(repository, widened.get((0,auth_authorization/* formatScope */.gk)(repository, [action])) ?? [action]);
        const { token } = await accessTokens.get(scope, (sharedSignal) => issueAccessToken({ repositories: [repository], scopes: [scope] }, sharedSignal), signal);
        return `Bearer ${token}`;
    }
    return {
        origin,
        authorize,
        async logIn(signal) {
            await refreshToken(signal);
        },
        async renew({ repository, action }, { authorization, challenge }, signal) {
            // A shared token may grant less than was requested. The repository's own token settles whether it can be read.
            const isRead = READ_ACTIONS.includes(action);
            if (isRead)
                shared.delete(repository);
            const key = (0,auth_authorization/* formatScope */.gk)(repository, [action]);
            const actions = widened.get(key) ?? [action];
            if (authorization !== undefined) {
                accessTokens.forget((0,auth_authorization/* formatScope */.gk)(repository, actions), authorization.slice("Bearer ".length));
            }
            const required = requiredActions(challenge, repository, { loginServer, side });
            // A token that may write gets no other right.
            const missing = isRead ? required.filter((each) => !actions.includes(each)) : [];
            if (missing.length > 0)
                widened.set(key, [...actions, ...missing]);
            return authorize({ repository, action }, signal);
        },
    };
}
/** By repository, the token that it shares with others. */
function shareTokens(repositories) {
    const groups = [...(0,token_groups/* groupRepositories */.Y)(repositories)].map(([repository, group]) => {
        const scopes = group.map((each) => (0,auth_authorization/* formatScope */.gk)(each, READ_ACTIONS));
        return [repository, { key: scopes.join(" "), repositories: group, scopes }];
    });
    return new Map(groups);
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/registry/api-url.js
var api_url = __webpack_require__(2199);
// EXTERNAL MODULE: ./lib/registry/response-error.js
var response_error = __webpack_require__(3455);
;// CONCATENATED MODULE: ./lib/registry/exchange.js
// Sends authorized requests to one registry and follows the redirects that are allowed. Callers interpret the responses.






/** Remaining pulls from which on the rate limit is reported. */
const RATE_LIMIT_LOW = 10;
/** Requests to one registry under one identity. */
function createRegistryExchange(options) {
    const { host, side, flavour, authorization, http, log } = options;
    let isLowReported = false;
    async function send(read) {
        const { url, signal } = read;
        let header = await authorization.authorize(read, signal);
        let response = await sendOnce(read, url, header);
        if (response.status === 401) {
            const refusal = { authorization: header, challenge: response.headers.get("www-authenticate") };
            const renewed = await authorization.renew(read, refusal, signal);
            if (renewed !== undefined) {
                header = renewed;
                response = await sendOnce(read, url, header);
            }
        }
        if (side === "target" && isFromUpstream(response))
            throw cacheRule(read);
        reportRateLimit(response);
        const isSent = header !== undefined || authorization.origin.kind === "none";
        return follow({ response, url, read, use: isSent ? "sent" : "not-requested" });
    }
    function cacheRule({ repository, what }) {
        return new errors/* RegistryError */.gl("TARGET_IS_CACHE", `${what} returned content of another registry (X-Azure-Origin: upstream). The repository ${repository} is under a cache rule of ${host}, and Azure does not import into such a repository.`, {
            side,
            causeKey: `${host}/${repository}`,
            remedy: problems/* PROBLEMS */.D3.TARGET_IS_CACHE.remedy.replaceAll("<registry>", (0,role_grant/* azureNameOf */.SH)(host)),
        });
    }
    async function sendWithoutCredentials(read) {
        const { url } = read;
        return follow({ response: await sendOnce(read, url, undefined), url, read, use: "redirected" });
    }
    function sendOnce(read, url, header) {
        const { method, accept, maxBodyBytes, repeat, what, signal, closeAfter, onThrottled, onHeld } = read;
        const body = read.method === "PATCH" ? read.body : undefined;
        return http.send({
            method,
            url,
            headers: {
                ...(accept !== undefined && { accept }),
                ...(header !== undefined && { authorization: header }),
                ...(body !== undefined && { "content-type": "application/json" }),
            },
            ...(body !== undefined && { body }),
            maxBodyBytes,
            repeat,
            what,
            stage: method === "PATCH" ? "import" : "observe",
            side,
            signal,
            ...(closeAfter !== undefined && { closeAfter }),
            ...(onThrottled !== undefined && { onThrottled }),
            ...(onHeld !== undefined && { onHeld }),
        });
    }
    async function follow(first) {
        let current = first;
        const { hops, isOwnSite } = first.read;
        for (let hop = 1; isRedirect(current.response); hop += 1) {
            const url = (0,api_url/* redirectTarget */.ET)(current.response.headers.get("location"), current.url);
            if (isOwnSite !== undefined && (url === undefined || !isOwnSite(url.host)))
                return current;
            if (hop > hops) {
                const most = hops === 1 ? "only one redirect is followed" : `only ${hops} redirects are followed`;
                const allowed = hops === 0 ? "redirects are not followed here" : most;
                throw (0,response_error/* redirectError */.z5)(exchangeOf(current), allowed);
            }
            if (url === undefined)
                throw (0,response_error/* redirectError */.z5)(exchangeOf(current), "only redirects to https and a public host name are followed");
            // Without credentials, even on the same host: they were meant for the first URL only.
            current = { ...current, response: await sendOnce(first.read, url, undefined), url, use: "redirected" };
        }
        return current;
    }
    function exchangeOf({ response, url, read, use }) {
        const login = { origin: authorization.origin, use };
        const { redact } = http;
        return { response, method: read.method, url, what: read.what, host, side, flavour, login, redact };
    }
    function reportRateLimit({ headers }) {
        const remaining = /^([0-9]{1,9})(?:;|$)/.exec(headers.get("ratelimit-remaining") ?? "")?.[1];
        if (remaining === undefined || Number(remaining) > RATE_LIMIT_LOW || isLowReported)
            return;
        isLowReported = true;
        const advice = host === oci_reference/* DOCKER_HUB */.Xb && authorization.origin.kind === "none"
            ? " Run docker/login-action, or set source-username and source-password, for a higher limit."
            : "";
        log.notice(`${host} allows only ${remaining} more pulls for now.${advice}`);
    }
    return {
        send,
        sendWithoutCredentials,
        failure: (response) => (0,response_error/* responseError */.U3)(exchangeOf(response)),
        missing: (response) => (0,response_error/* missingError */.$y)(exchangeOf(response)),
        invalid: ({ read }, why) => new errors/* RegistryError */.gl("REGISTRY_ANSWER_INVALID", `${read.what} failed: ${why}.`, {
            side,
            causeKey: host,
            remedy: `Check that ${host} is a container registry, and that no proxy changes its responses.`,
        }),
        mismatch: (what, why) => new errors/* ManifestError */.Sh("DIGEST_MISMATCH", `${what} failed: ${why}.`, {
            side,
            causeKey: host,
        }),
    };
}
/**
 * True for content that an ACR does not hold: it comes from the upstream of a cache rule, until it is cached.
 * https://github.com/Azure/acr/issues/862 (a comment of the ACR team, 28 April 2026)
 */
function isFromUpstream({ headers }) {
    return headers.get("x-azure-origin")?.toLowerCase() === "upstream";
}
/** True for a redirect. */
function isRedirect({ status }) {
    return [301, 302, 303, 307, 308].includes(status);
}

// EXTERNAL MODULE: ./lib/deadline.js
var lib_deadline = __webpack_require__(4611);
;// CONCATENATED MODULE: ./lib/registry/optional-lookup.js
// Decides whether the result of an optional lookup is known, absent or unknown, and how much time an endpoint gets. The only
// place that decides this.





/** Time limit of the first request to an endpoint that has not worked yet. Waiting for the host's permit does not count. */
const PROBE_MS = 5_000;
/** Refusals for one repository: others may still be served. 424 is ACR's for a repository behind a cache rule. */
const REFUSED = new Set([401, 403, 424]);
/** Statuses of an endpoint that does not exist; older registries use other ones than 404. */
const LACKING = new Set([400, 404, 405, 406, 415, 501]);
/** Optional lookups at one registry. */
function createOptionalLookups(options) {
    const { host, flavour, clock, log } = options;
    const states = new Map();
    const lackingRepositories = new Set();
    const probes = new Map();
    // ACR has all of these endpoints.
    const isKnownToWork = flavour === "acr";
    const repeat = isKnownToWork ? "safe" : "optional";
    const stateOf = (endpoint) => states.get(endpoint) ?? { kind: isKnownToWork ? "works" : "untried" };
    async function at(endpoint, repository, attempt, signal) {
        for (;;) {
            signal.throwIfAborted();
            const state = stateOf(endpoint);
            if (state.kind === "absent" || lackingRepositories.has(`${endpoint} ${repository}`))
                return { kind: "absent" };
            if (state.kind === "given-up")
                return state.lookup;
            if (state.kind === "works")
                return settle(endpoint, repository, attempt({ repeat, signal }), signal);
            const probing = probes.get(endpoint);
            if (state.kind === "responds")
                return probe(endpoint, repository, attempt, signal);
            if (probing === undefined) {
                const { promise, resolve } = Promise.withResolvers();
                probes.set(endpoint, promise);
                try {
                    return await probe(endpoint, repository, attempt, signal);
                }
                finally {
                    probes.delete(endpoint);
                    resolve();
                }
            }
            await (0,lib_deadline/* abortable */.ZC)(probing, signal);
        }
    }
    /** One attempt within the short time limit of an endpoint that has not worked yet. */
    async function probe(endpoint, repository, attempt, signal) {
        const deadline = (0,lib_deadline/* withDeadline */.NE)(clock, PROBE_MS, signal);
        try {
            return await settle(endpoint, repository, attempt({ repeat: "probe", signal: deadline.signal, onHeld: deadline.hold }), signal);
        }
        finally {
            deadline.clear();
        }
    }
    async function settle(endpoint, repository, attempt, signal) {
        // An endpoint that worked once counts as working: a later absence or failure proves nothing for the next lookup.
        const isProven = () => stateOf(endpoint).kind === "works";
        try {
            const finding = await attempt;
            if (finding.kind === "known") {
                states.set(endpoint, { kind: "works" });
                return finding;
            }
            if (!isProven())
                remember(endpoint, repository, finding.scope);
            return { kind: "absent" };
        }
        catch (error) {
            signal.throwIfAborted();
            const lookup = unknownOf(error, host, endpoint);
            log.debug(lookup.problem.message);
            if (!isProven()) {
                states.set(endpoint, isRefusal(error) ? { kind: "responds" } : { kind: "given-up", lookup });
            }
            return lookup;
        }
    }
    function remember(endpoint, repository, scope) {
        if (scope === "subject") {
            states.set(endpoint, { kind: "responds" });
            return;
        }
        const where = scope === "registry" ? host : `${host}/${repository}`;
        log.debug(`${where} does not support ${NAMES[endpoint]}; it is not requested there again in this run.`);
        states.set(endpoint, { kind: scope === "registry" ? "absent" : "responds" });
        if (scope === "repository")
            lackingRepositories.add(`${endpoint} ${repository}`);
    }
    function absenceOf({ response, read }) {
        const { status } = response;
        const codes = (0,response_error/* statedErrors */.nL)(response).map(({ code }) => code);
        // ACR has all endpoints, except referrers in registries with a customer-managed key. Anything else is a failure.
        if (isKnownToWork) {
            const isLacking = [404, 405, 501].includes(status) || (status === 400 && codes.includes("UNSUPPORTED"));
            return isLacking ? { kind: "absent", scope: "repository" } : undefined;
        }
        // A redirect that was not followed leads away from the registry's site: to a sign-in page, or from ghcr.io to github.com.
        if (isRedirect(response) && read.isOwnSite !== undefined)
            return { kind: "absent", scope: "registry" };
        if (status === 404 && codes.includes("MANIFEST_UNKNOWN"))
            return { kind: "absent", scope: "subject" };
        if (LACKING.has(status)) {
            const stated = codes.filter((code) => code !== "");
            // A 404 without a code concerns one path: Artifactory and reverse proxies have a backend per repository.
            const isOfPath = stated.length === 0 ? status === 404 : stated.some((code) => code !== "UNSUPPORTED");
            // Docker Hub is one service for all repositories.
            const isOfRepository = isOfPath && host !== oci_reference/* DOCKER_HUB */.Xb;
            return { kind: "absent", scope: isOfRepository ? "repository" : "registry" };
        }
        if (status === 200 && !read.expected(mediaTypeOf(response)))
            return { kind: "absent", scope: "repository" };
        return undefined;
    }
    return {
        at,
        absenceOf,
        async read(attempt, signal) {
            try {
                const value = await attempt({ repeat, signal });
                return value === undefined ? { kind: "absent" } : { kind: "known", value };
            }
            catch (error) {
                signal.throwIfAborted();
                const lookup = unknownOf(error, host);
                log.debug(lookup.problem.message);
                return lookup;
            }
        },
        isHeadReliable: flavour === "acr" || host === oci_reference/* DOCKER_HUB */.Xb,
    };
}
const NAMES = {
    referrers: "the referrers API",
    tags: "a list of tags",
    head: "HEAD of a manifest",
};
/** Media type of a response in lower case, without parameters; empty where none is stated. */
function mediaTypeOf({ headers }) {
    return (headers.get("content-type")?.split(";")[0] ?? "").trim().toLowerCase();
}
/** False for an HTML page, such as a sign-in page in place of the API's response. */
function isMachineReadable(mediaType) {
    return mediaType !== "text/html" && mediaType !== "application/xhtml+xml";
}
/** Turns an error into an unknown result. Defects are rethrown. */
function unknownOf(error, host, endpoint) {
    if (error instanceof errors/* PromotionError */.g1)
        return { kind: "unknown", problem: (0,errors/* problemOf */.Zw)(error, "observe") };
    if (!(error instanceof lib_deadline/* DeadlinePassed */.Xp))
        throw error;
    const what = endpoint === undefined ? "an optional lookup" : NAMES[endpoint];
    const seconds = PROBE_MS / 1000;
    const message = `${host} did not respond to the request for ${what} within ${seconds} s.`;
    return {
        kind: "unknown",
        problem: (0,errors/* problemOf */.Zw)(new errors/* NetworkError */.Dr("NETWORK_TIMEOUT", message, { host, sent: true }), "observe"),
    };
}
function isRefusal(error) {
    if (error instanceof errors/* AuthenticationError */.v3)
        return true;
    return error instanceof errors/* RegistryError */.gl && error.status !== undefined && REFUSED.has(error.status);
}

;// CONCATENATED MODULE: ./lib/registry/access.js





/** Registries other than ACR may redirect a read, as registry.k8s.io does to regional hosts. */
const READ_HOPS_MAX = 3;
/** Opens the exchange with one registry; sends nothing yet. */
function createRegistryAccess(options) {
    const { host, side, flavour, clock, log } = options;
    const origin = (0,api_url/* apiOrigin */.lG)(host);
    const ownHost = new URL(origin).host;
    const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;
    const isOwnSite = flavour === "acr" ? undefined : (options.isOwnSite ?? ((other) => other === ownHost));
    return {
        host,
        side,
        flavour,
        clock,
        log,
        exchange: createRegistryExchange(options),
        lookups: createOptionalLookups({ host, flavour, clock, log }),
        origin,
        hops: readHops,
        ...(isOwnSite !== undefined && { isOwnSite }),
        nameOf: (repository, reference) => (0,oci_reference/* formatReference */.FH)({
            registry: host,
            repository,
            ...((0,oci_digest/* isDigest */.Bc)(reference) ? { digest: reference } : { tag: reference }),
        }),
    };
}

// EXTERNAL MODULE: ./lib/coalesce.js
var coalesce = __webpack_require__(4152);
// EXTERNAL MODULE: ./lib/oci/manifest.js + 1 modules
var manifest = __webpack_require__(8226);
// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/registry/content.js
// Reads manifests and blobs and proves them by their digest: bytes are hashed, headers are hints.









/** Blobs are in a storage account or a CDN. */
const BLOB_HOPS_MAX = 1;
/** Every type that a tag may point to, also those that cannot be decoded; ACR may not count the wildcard. */
const WIDE_ACCEPT = [
    ...media_type/* MANIFEST_MEDIA_TYPES */.$T,
    "application/vnd.oci.artifact.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v1+prettyjws",
    "application/vnd.docker.distribution.manifest.v1+json",
    "*/*",
].join(", ");
/** Manifests and blobs of one registry under one identity. */
function createRegistryContent(access) {
    const { side, exchange, lookups, origin, hops, nameOf } = access;
    const blobLookups = new coalesce/* Coalescer */.w();
    const tagsByRepository = new Map();
    const factsByDigest = new Map();
    const requestManifest = async (method, repository, reference, how, options = {}) => {
        const verb = method === "GET" ? "Reading" : "Looking up";
        return exchange.send({
            method,
            url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.manifest(repository, reference)),
            repository,
            action: "pull",
            accept: media_type/* MANIFEST_MEDIA_TYPES */.$T.join(", "),
            maxBodyBytes: method === "GET" ? manifest/* MANIFEST_MAX_BYTES */.V4 : http_http/* ERROR_MAX_BYTES */.qy,
            hops,
            expected: isMachineReadable,
            what: `${verb} ${nameOf(repository, reference)}`,
            ...how,
            ...options,
        });
    };
    /** Reads no more than an index states of a manifest: what all of them state together is within the image's budget. */
    async function requestStated(repository, reference, how, statedBytes) {
        // A response with an error may be longer than the manifest, and a manifest that is a little longer is reported as such.
        const maxBodyBytes = Math.min(manifest/* MANIFEST_MAX_BYTES */.V4, Math.max(statedBytes ?? manifest/* MANIFEST_MAX_BYTES */.V4, http_http/* ERROR_MAX_BYTES */.qy));
        try {
            return await requestManifest("GET", repository, reference, how, { maxBodyBytes });
        }
        catch (error) {
            const isOverStated = error instanceof errors/* NetworkError */.Dr && error.code === "ANSWER_TOO_LARGE";
            if (!isOverStated || maxBodyBytes === manifest/* MANIFEST_MAX_BYTES */.V4)
                throw error;
            const message = `${nameOf(repository, reference)} has more than the ${statedBytes} bytes that are stated of it.`;
            throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", message, { side, cause: error });
        }
    }
    // Docker Hub counts each GET of a manifest as a pull and no HEAD. A HEAD first would save none, because the GET follows.
    async function fetchManifest(repository, reference, signal, statedBytes) {
        const received = await requestStated(repository, reference, { repeat: "safe", signal }, statedBytes);
        if ((0,response_error/* statesAbsence */.eb)(received.response))
            return undefined;
        if (side === "source" && (0,response_error/* statesAbsenceOtherwise */.kx)(received.response))
            throw exchange.missing(received);
        const manifest = receivedManifest(received, reference);
        remember(repository, reference, manifest);
        if (!(0,oci_digest/* isDigest */.Bc)(reference))
            rememberTag(repository, reference);
        return manifest;
    }
    // The registry has served the image: what it refuses here, or what cannot be the content, counts as absent.
    async function readManifest(repository, reference, how, mustBeIndex = false) {
        const received = await requestManifest("GET", repository, reference, how, {
            expected: mustBeIndex ? (mediaType) => mediaType === "" || (0,media_type/* isIndexMediaType */.$$)(mediaType) : isMachineReadable,
        });
        if (!(0,response_error/* isAcceptTooNarrow */.q1)(received.response) && lookups.absenceOf(received) !== undefined)
            return undefined;
        // In an ACR, too, the referrers tag counts only as an index.
        if (mustBeIndex && received.response.status === 200 && !(0,media_type/* isIndexMediaType */.$$)(mediaTypeOf(received.response))) {
            return undefined;
        }
        const manifest = receivedManifest(received, reference);
        remember(repository, reference, manifest);
        return manifest;
    }
    const getByDigest = async (repository, digest, how) => {
        const received = await requestManifest("GET", repository, digest, how);
        if (received.response.status === 404 && !(0,response_error/* isAcceptTooNarrow */.q1)(received.response))
            return undefined;
        const manifest = receivedManifest(received, digest);
        remember(repository, digest, manifest);
        return manifest;
    };
    function rememberTag(repository, tag) {
        tagsByRepository.set(repository, (tagsByRepository.get(repository) ?? new Set()).add(tag));
    }
    function remember(repository, reference, { mediaType, sizeBytes }) {
        // Only what is imported is looked up again.
        if (side === "source" && (0,oci_digest/* isDigest */.Bc)(reference))
            factsByDigest.set(`${repository}@${reference}`, { mediaType, sizeBytes });
    }
    function receivedManifest(received, reference) {
        const { response, read } = received;
        if (response.status !== 200)
            throw exchange.failure(received);
        const digest = (0,oci_digest/* digestOf */.ol)(response.body);
        if ((0,oci_digest/* isDigest */.Bc)(reference) && reference !== digest) {
            throw exchange.mismatch(read.what, `the registry served content with digest ${digest}`);
        }
        const stated = response.headers.get("docker-content-digest");
        // Some registries leave the header out. One that contradicts the content shows that something is wrong.
        if (stated !== undefined && stated !== digest) {
            throw exchange.mismatch(read.what, `Docker-Content-Digest is ${printable(stated)}, but the content's digest is ${digest}`);
        }
        return decode(response, read.what);
    }
    function decode(response, what) {
        try {
            return (0,manifest/* decodeManifest */.MK)(response.body, response.headers.get("content-type") ?? "");
        }
        catch (error) {
            if (!(error instanceof errors/* ManifestError */.Sh))
                throw error;
            const { code, stage, message, remedy } = error;
            throw new errors/* ManifestError */.Sh(code, `${what} failed: ${message}`, { stage, side, remedy, cause: error });
        }
    }
    const readTag = async (repository, tag, signal) => {
        const how = { repeat: "safe", signal };
        let received = await requestManifest("GET", repository, tag, how);
        // ACR hides content of a type that Accept does not list: an OCI artifact manifest, for example.
        if ((0,response_error/* isAcceptTooNarrow */.q1)(received.response))
            received = await requestManifest("GET", repository, tag, how, { accept: WIDE_ACCEPT });
        const { response } = received;
        if ((0,response_error/* statesAbsence */.eb)(response))
            return undefined;
        const stated = response.headers.get("docker-content-digest");
        // The digest of a signed schema 1 manifest is not the digest of its bytes: only the registry can state it.
        if (response.status === 200 && (0,media_type/* isDockerSchema1 */.R6)(mediaTypeOf(response)) && stated !== undefined && (0,oci_digest/* isDigest */.Bc)(stated)) {
            return { digest: stated, manifest: undefined };
        }
        try {
            const manifest = receivedManifest(received, tag);
            return { digest: manifest.digest, manifest };
        }
        catch (error) {
            const digest = (0,oci_digest/* digestOf */.ol)(response.body);
            if (!(error instanceof errors/* ManifestError */.Sh) || stated !== digest)
                throw error;
            return { digest, manifest: undefined };
        }
    };
    const blobRead = (repository, digest) => ({
        url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.blob(repository, digest)),
        repository,
        action: "pull",
        expected: () => true,
    });
    const readBlob = async (repository, digest, maxBytes, how) => {
        const what = `Reading blob ${nameOf(repository, digest)}`;
        const received = await exchange.send({
            ...blobRead(repository, digest),
            method: "GET",
            maxBodyBytes: maxBytes,
            hops: BLOB_HOPS_MAX,
            what,
            ...how,
        });
        if (received.response.status !== 200)
            throw exchange.failure(received);
        const actual = (0,oci_digest/* digestOf */.ol)(received.response.body);
        if (actual !== digest)
            throw exchange.mismatch(what, `the registry served content with digest ${actual}`);
        return received.response.body;
    };
    const lookUpBlob = (repository, digest, signal) => {
        const attempt = async (how) => {
            const received = await exchange.send({
                ...blobRead(repository, digest),
                method: "HEAD",
                maxBodyBytes: http_http/* ERROR_MAX_BYTES */.qy,
                hops: 0,
                // A redirect shows that the blob is there; it is not followed.
                isOwnSite: () => false,
                // Unlike a manifest, which is JSON, a blob may be any bytes, also those of a response.
                closeAfter: true,
                what: `Looking up blob ${nameOf(repository, digest)}`,
                ...how,
            });
            const { response } = received;
            if (response.status === 307)
                return { sizeBytes: undefined };
            if (response.status === 404)
                return undefined;
            if (response.status !== 200)
                throw exchange.failure(received);
            const length = response.headers.get("content-length") ?? "";
            if (!/^[0-9]{1,15}$/.test(length))
                throw exchange.invalid(received, "it does not state the size of the blob");
            return { sizeBytes: Number(length) };
        };
        // Images side by side share layers.
        const key = `${repository}@${digest}`;
        return blobLookups.run(key, (shared) => lookups.read(attempt, shared), signal);
    };
    return {
        fetchManifest,
        readTag,
        fetchBlob: (repository, digest, maxBytes, signal) => readBlob(repository, digest, maxBytes, { repeat: "safe", signal }),
        readBlob,
        lookUpBlob,
        requestManifest,
        readManifest,
        decode,
        tagsRead: (repository) => tagsByRepository.get(repository) ?? new Set(),
        getByDigest,
        rememberTag,
        factsOf: (repository, digest) => factsByDigest.get(`${repository}@${digest}`),
        remember,
    };
}
/** A header's value as messages quote it. */
function printable(text) {
    return JSON.stringify(text.slice(0, 100));
}

// EXTERNAL MODULE: ./lib/oci/image-claims.js
var image_claims = __webpack_require__(6720);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(6319);
;// CONCATENATED MODULE: ./lib/registry/labels.js
// Looks up the labels of an image: in its config, which ACR serves from a storage host. Optional, and never worth a retry.



/** Usual configs have a few kilobytes; long histories make some of them larger. */
const CONFIG_MAX_BYTES = 1024 * 1024;
/** Reads the labels of one image, whose manifest is read first where only its digest is known. */
function lookUpLabels({ lookups }, { getByDigest, readBlob }, repository, image, signal) {
    // One attempt, whose 429 does not slow down the reads that the promotion needs.
    const how = { repeat: "probe", signal };
    return lookups.read(async () => {
        const manifest = typeof image === "string" ? await getByDigest(repository, image, how) : image;
        if (manifest?.kind !== "image" || !(0,image_config/* hasImageConfig */.m)(manifest))
            return undefined;
        const config = (0,lib_json/* parseUtf8Json */.te)(await readBlob(repository, manifest.config.digest, CONFIG_MAX_BYTES, how));
        const claims = (0,image_claims/* claimsOf */.ds)((0,lib_json/* asJsonObject */.Oe)((0,lib_json/* valueAt */.fK)(config, "config", "Labels")) ?? {});
        return { manifest, ...(claims !== undefined && { claims }) };
    }, signal);
}

;// CONCATENATED MODULE: ./lib/registry/locks.js
// Looks up the locks of an ACR: `changeableAttributes` of a repository, tag or manifest, and what else the same response states: the
// tags on a manifest, and times.
// https://learn.microsoft.com/azure/container-registry/container-registry-image-lock






/** A manifest may have thousands of tags. */
const ATTRIBUTES_MAX_BYTES = 1024 * 1024;
/** Reads the locks of one thing. A registry that is not an ACR has none, which is an error. */
function lookUpLocks(access, lockable, signal) {
    return access.lookups.read((how) => readLocks(access, lockable, how), signal);
}
async function readLocks({ host, side, flavour, origin, exchange, nameOf }, lockable, how) {
    const { repository } = lockable;
    const [path, name, parent] = "tag" in lockable
        ? [api_url/* acrPath */.ej.tag(repository, lockable.tag), nameOf(repository, lockable.tag), ["tag"]]
        : "digest" in lockable
            ? [api_url/* acrPath */.ej.manifest(repository, lockable.digest), nameOf(repository, lockable.digest), ["manifest"]]
            : [api_url/* acrPath */.ej.repository(repository), `${host}/${repository}`, []];
    const what = `Reading the locks of ${name}`;
    if (flavour !== "acr") {
        throw new errors/* RegistryError */.gl("LOCKS_UNSUPPORTED", `${what} failed: only an ACR has locks.`, { side });
    }
    const received = await exchange.send({
        method: "GET",
        url: (0,api_url/* apiUrl */.y0)(origin, path),
        repository,
        action: "metadata_read",
        accept: "application/json",
        maxBodyBytes: ATTRIBUTES_MAX_BYTES,
        hops: 0,
        expected: () => true,
        what,
        ...how,
    });
    if ((0,response_error/* statesAbsence */.eb)(received.response))
        return undefined;
    if (received.response.status !== 200)
        throw exchange.failure(received);
    const body = (0,lib_json/* parseJsonObject */.dw)(received.response.body);
    const writeEnabled = (0,lib_json/* valueAt */.fK)(body, ...parent, "changeableAttributes", "writeEnabled");
    // A missing attribute does not mean "not locked".
    if (typeof writeEnabled !== "boolean") {
        throw exchange.invalid(received, "the response has no writeEnabled attribute");
    }
    const deleteEnabled = (0,lib_json/* valueAt */.fK)(body, ...parent, "changeableAttributes", "deleteEnabled");
    const update = "tag" in lockable ? updateOf(body) : undefined;
    const createdAtMs = "digest" in lockable ? timeOf((0,lib_json/* textAt */.$6)(body, "manifest", "createdTime")) : undefined;
    const readAtMs = timeOf(received.response.headers.get("date"));
    return {
        writeEnabled,
        ...(typeof deleteEnabled === "boolean" && { deleteEnabled }),
        ...(update !== undefined && { update }),
        ...("digest" in lockable && { tags: tagsOf(body) }),
        ...(createdAtMs !== undefined && { createdAtMs }),
        ...(readAtMs !== undefined && { readAtMs }),
    };
}
/** `tags` of a manifest. A manifest without a tag has no such member. */
function tagsOf(body) {
    const tags = (0,lib_json/* valueAt */.fK)(body, "manifest", "tags");
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string" && (0,oci_reference/* isTag */.dz)(tag)) : [];
}
/** `digest` and `lastUpdateTime` (ISO 8601, seven decimals) of a tag. */
function updateOf(body) {
    const digest = (0,lib_json/* textAt */.$6)(body, "tag", "digest") ?? "";
    const atMs = timeOf((0,lib_json/* textAt */.$6)(body, "tag", "lastUpdateTime"));
    return (0,oci_digest/* isDigest */.Bc)(digest) && atMs !== undefined ? { digest, atMs } : undefined;
}
/** ACR did not exist earlier. .NET writes a time that is not known as 0001-01-01, which would make everything old enough. */
const EARLIEST_MS = Date.UTC(2015, 0);
/** The end of the year 9999. A later time could not be formatted once something is added to it. */
const LATEST_MS = Date.UTC(10_000, 0) - 1;
/** A time of the registry: ISO 8601 with seven decimals, or a `Date` header. */
function timeOf(text) {
    const timeMs = Date.parse(text ?? "");
    return timeMs >= EARLIEST_MS && timeMs <= LATEST_MS ? timeMs : undefined;
}

;// CONCATENATED MODULE: ./lib/registry/manifest-lookups.js
// Looks manifests up by HEAD, which no registry counts as a pull, and by GET where HEAD proves nothing.






/** Statuses of HEAD that prove nothing: Nexus and Harbor's proxy projects respond 404 to HEAD where GET succeeds. */
const HEAD_PROVES_NOTHING = new Set([404, 405, 501]);
/** Lookups of manifests in one registry under one identity. */
function createManifestLookups(access, content) {
    const { host, side, exchange, lookups, nameOf } = access;
    const { requestManifest, readManifest } = content;
    const running = new coalesce/* Coalescer */.w();
    /** Whether HEAD is of use, as the first lookup discovers; the others wait for it, unless the registry's HEAD is reliable. */
    let first;
    function headTag(repository, tag, signal) {
        const attempt = async (how) => {
            const received = await requestManifest("HEAD", repository, tag, how);
            const { response } = received;
            if (response.status === 404)
                return { kind: "known", value: undefined };
            const absence = lookups.absenceOf(received);
            if (absence !== undefined)
                return absence;
            if (response.status !== 200)
                throw exchange.failure(received);
            const stated = response.headers.get("docker-content-digest") ?? "";
            if (!(0,oci_digest/* isDigest */.Bc)(stated))
                throw exchange.invalid(received, `Docker-Content-Digest is ${printable(stated)}`);
            content.rememberTag(repository, tag);
            return { kind: "known", value: stated };
        };
        return lookups.at("head", repository, attempt, signal);
    }
    async function lookUpTag(repository, tag, signal) {
        const head = await headTag(repository, tag, signal);
        if (head.kind === "absent")
            return { kind: "unknown", problem: (0,errors/* problemOf */.Zw)(headUnsupported(repository, tag), "observe") };
        if (head.kind === "unknown")
            return head;
        if (head.value !== undefined)
            return { kind: "known", value: head.value };
        if (lookups.isHeadReliable)
            return { kind: "absent" };
        const read = await lookups.read((how) => readManifest(repository, tag, how), signal);
        return read.kind === "known" ? { kind: "known", value: read.value.digest } : read;
    }
    function headUnsupported(repository, tag) {
        const message = `${host} does not support HEAD requests, so ${nameOf(repository, tag)} was not looked up.`;
        return new errors/* RegistryError */.gl("REGISTRY_ANSWER_UNEXPECTED", message, { side });
    }
    const lookUpManifest = (repository, expected, signal) => {
        const { digest } = expected;
        const known = content.factsOf(repository, digest);
        if (known !== undefined)
            return Promise.resolve({ kind: "known", value: known });
        // Images side by side share children.
        const key = JSON.stringify([repository, digest, expected.mediaType, expected.sizeBytes]);
        const attempt = async (how) => {
            // The import depends on it, so it is repeated as the image itself would be.
            const asRequired = { ...how, repeat: "safe" };
            const isHeadUsed = lookups.isHeadReliable || first === undefined || (await first);
            const { promise, resolve } = Promise.withResolvers();
            first ??= promise;
            try {
                const isShown = isHeadUsed && (await isAsExpected(repository, expected, asRequired));
                const facts = isShown ? expected : await getFacts(repository, digest, asRequired);
                if (facts !== undefined)
                    content.remember(repository, digest, facts);
                resolve(isShown || facts === undefined);
                return facts;
            }
            finally {
                resolve(true);
            }
        };
        return running.run(key, (shared) => lookups.read(attempt, shared), signal);
    };
    /** True where HEAD shows the manifest with everything that is expected. False: only GET can tell. */
    async function isAsExpected(repository, { digest, mediaType, sizeBytes }, how) {
        const received = await requestManifest("HEAD", repository, digest, how);
        const { response } = received;
        if (HEAD_PROVES_NOTHING.has(response.status))
            return false;
        if (response.status !== 200)
            throw exchange.failure(received);
        const stated = response.headers.get("docker-content-digest") ?? digest;
        const length = response.headers.get("content-length");
        return stated === digest && length === String(sizeBytes) && mediaTypeOf(response) === mediaType;
    }
    /** What GET shows; undefined: absent. The bytes are not decoded, so that a manifest of any type is described. */
    async function getFacts(repository, digest, how) {
        const received = await requestManifest("GET", repository, digest, how, { accept: WIDE_ACCEPT });
        const { response, read } = received;
        if (response.status === 404 && !(0,response_error/* isAcceptTooNarrow */.q1)(response))
            return undefined;
        if (response.status !== 200)
            throw exchange.failure(received);
        const actual = (0,oci_digest/* digestOf */.ol)(response.body);
        if (actual !== digest)
            throw exchange.mismatch(read.what, `the registry served content with digest ${actual}`);
        return { mediaType: mediaTypeOf(response), sizeBytes: response.body.byteLength };
    }
    return { lookUpTag, lookUpManifest, headTag };
}

;// CONCATENATED MODULE: ./lib/registry/referrers.js
// Looks up what refers to a manifest: by the referrers API first, then by the referrers tag of registries without it.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers





const PAGES_MAX = 50;
const REFERRERS_MAX = 2000;
const MINUTE_MS = 60_000;
/** ACR's smaller tiers allow 250 a minute, larger ones more: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const LEAST_A_MINUTE = 250;
/** Referrers of one registry. */
function createReferrersApi(access, { decode, readManifest, getByDigest, headTag, isListed }) {
    const { host, exchange, lookups, clock, log, side, origin, hops, isOwnSite, nameOf } = access;
    /** When the lists of the last minute came: how many the registry allows shows once it refuses one. */
    const listedAtMs = [];
    let mostAMinute = LEAST_A_MINUTE;
    /** 0 before the first 429. */
    let paceMs = 0;
    let dueMs = 0;
    async function lookUp(repository, subject, signal) {
        const listed = await lookups.at("referrers", repository, (how) => list(repository, subject, how), signal);
        if (listed.kind === "known")
            return { found: listed.value };
        const tagged = await lookUpTag(repository, subject, signal);
        // The API exists but failed. The tag may be older than the API, so its list may be incomplete.
        return listed.kind === "unknown" ? { ...tagged, unknown: listed.problem } : tagged;
    }
    async function list(repository, subject, how) {
        const read = {
            method: "GET",
            url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.referrers(repository, subject)),
            repository,
            action: "pull",
            accept: media_type/* OCI_INDEX */.$p,
            maxBodyBytes: manifest/* MANIFEST_MAX_BYTES */.V4,
            hops,
            ...(isOwnSite !== undefined && { isOwnSite }),
            expected: (mediaType) => mediaType === "" || (0,media_type/* isIndexMediaType */.$$)(mediaType),
            what: `Listing what refers to ${nameOf(repository, subject)}`,
            onThrottled: () => {
                mostAMinute = Math.max(mostAMinute, countLastMinute());
                paceMs = MINUTE_MS / mostAMinute;
                // The allowance is used up now. It grows from now on, also while no request is sent.
                dueMs = Math.max(dueMs, clock.nowMs());
            },
            ...how,
        };
        let received = await inPace(how.signal, () => exchange.send(read));
        const absence = lookups.absenceOf(received);
        if (absence !== undefined)
            return absence;
        const found = [];
        for (let pages = 1;; pages += 1) {
            const { response, url } = received;
            if (response.status !== 200)
                throw exchange.failure(received);
            const index = decode(withList(response), read.what);
            if (index.kind !== "index")
                throw exchange.invalid(received, "the response is not an index");
            found.push(...index.manifests);
            const next = (0,api_url/* nextPageUrl */._C)(response.headers.get("link"), url, side);
            if (next === undefined)
                return { kind: "known", value: found };
            if (pages >= PAGES_MAX || found.length > REFERRERS_MAX)
                throw tooMany(read.what);
            const page = { ...read, url: next };
            // After a redirect to another host, pages are read without credentials, as the first one was.
            received = await inPace(how.signal, () => next.origin === origin ? exchange.send(page) : exchange.sendWithoutCredentials(page));
        }
    }
    function tooMany(what) {
        return new errors/* RegistryError */.gl("REFERRERS_TOO_MANY", `${what} failed: the list has more than ${REFERRERS_MAX} referrers or ${PAGES_MAX} pages.`, {
            side,
        });
    }
    function countLastMinute() {
        const sinceMs = clock.nowMs() - MINUTE_MS;
        const first = listedAtMs.findIndex((atMs) => atMs > sinceMs);
        listedAtMs.splice(0, first < 0 ? listedAtMs.length : first);
        return listedAtMs.length;
    }
    /** Sends the request of a list when the pace allows it. */
    async function inPace(signal, send) {
        await keepPace(signal);
        const received = await send();
        listedAtMs.push(clock.nowMs());
        return received;
    }
    async function keepPace(signal) {
        if (paceMs === 0)
            return;
        const nowMs = clock.nowMs();
        // An unused allowance grows for a minute at most.
        const slotMs = Math.max(nowMs - MINUTE_MS, dueMs);
        dueMs = slotMs + paceMs;
        if (slotMs > nowMs)
            await clock.sleep(slotMs - nowMs, signal);
    }
    /** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
    async function lookUpTag(repository, subject, signal) {
        const tag = subject.replace(":", "-");
        // Docker Hub counts each GET as a pull, also of a tag that does not exist. The tag list is requested for cosign's tags anyway.
        if (host === oci_reference/* DOCKER_HUB */.Xb) {
            if ((await isListed(repository, tag, signal)) === false)
                return { found: [] };
            const head = await headTag(repository, tag, signal);
            if (head.kind === "known" && head.value === undefined)
                return { found: [] };
        }
        const read = await lookups.read((how) => readManifest(repository, tag, how, true), signal);
        if (read.kind === "unknown")
            return { found: [], unknown: read.problem };
        // GitLab resolves this tag to the subject itself.
        if (read.kind === "absent" || read.value.kind !== "index" || read.value.digest === subject)
            return { found: [] };
        const { manifests } = read.value;
        if (manifests.length > REFERRERS_MAX) {
            return { found: [], unknown: (0,errors/* problemOf */.Zw)(tooMany(`Reading ${nameOf(repository, tag)}`), "observe") };
        }
        const checked = await Promise.all(manifests.map((each) => checkReferral(subject, each, repository, signal)));
        const unknown = checked.find((check) => check !== "refers" && check !== "stranger" && check !== "gone");
        const those = (result) => manifests.filter((_descriptor, at) => checked[at] === result);
        const gone = those("gone");
        return {
            found: those("refers"),
            ...(gone.length > 0 && { gone }),
            ...(unknown !== undefined && { unknown: unknown.problem }),
        };
    }
    /** Anyone who can push a tag can write that list. A referrer counts only if its own manifest names the subject. */
    async function checkReferral(subject, { digest }, repository, signal) {
        const read = await lookups.read((how) => getByDigest(repository, digest, how), signal);
        if (read.kind === "unknown")
            return read;
        if (read.kind === "absent")
            return "gone";
        if (read.value.subject?.digest === subject)
            return "refers";
        log.debug(`${nameOf(repository, digest)} is listed as a referrer of ${subject}, but its manifest does not name that subject.`);
        return "stranger";
    }
    return { lookUp };
}
/** Go's registries write an empty list as null, which is not a valid index. */
function withList(response) {
    const text = Buffer.from(response.body).toString("utf8");
    if (text.length > 1024 || !/"manifests"\s*:\s*null/.test(text))
        return response;
    return { ...response, body: Buffer.from(text.replace(/("manifests"\s*:\s*)null/, "$1[]")) };
}

;// CONCATENATED MODULE: ./lib/registry/signatures.js
// Looks up cosign's manifests of a subject by their tags: in the repository's tag list where it is whole, one by one elsewhere.
// https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery







const TAGS_PAGE_SIZE = 1000;
/** A page of tags of 128 characters, each with quotes and comma, and some more for the rest. */
const TAGS_MAX_BYTES = 256 * 1024;
/** How long a tag list may be used for a repository. */
const TAGS_KEPT_MS = 15_000;
/** Pauses before a tag that is listed but absent is read again: a replica lags. */
const LISTED_RETRY_MS = [1_000, 2_000];
/** cosign's signatures in one registry. */
function createSignatureLookups(access, content) {
    const { host, side, flavour, clock, exchange, lookups, origin, hops, isOwnSite, nameOf } = access;
    const { readManifest, headTag } = content;
    const tagLists = new Map();
    const listRequests = new coalesce/* Coalescer */.w();
    const lookUp = async (repository, subject, tags, signal) => {
        const listed = await wholeList(repository, signal);
        return Promise.all(tags.map((tag) => {
            if (listed === undefined)
                return lookUpUnlisted(repository, subject, tag, signal);
            return listed.has(tag) ? lookUpListed(repository, subject, tag, signal) : { kind: "absent" };
        }));
    };
    /** All tags. Undefined where there is no list, or where it lacks a tag that was read: it lags, or shows only what a cache holds. */
    async function wholeList(repository, signal) {
        const list = await tagList(repository, signal);
        if (list.kind !== "known")
            return undefined;
        return [...content.tagsRead(repository)].every((tag) => list.value.has(tag)) ? list.value : undefined;
    }
    /** One 404 does not prove that a tag is absent that was seen before: a replica may lag. */
    async function lookUpListed(repository, subject, tag, signal) {
        for (const pauseMs of [0, ...LISTED_RETRY_MS]) {
            if (pauseMs > 0)
                await clock.sleep(pauseMs, signal);
            const found = await lookups.read((how) => readManifest(repository, tag, how), signal);
            if (found.kind !== "absent")
                return unlessSubject(found, subject);
        }
        const message = `${host} lists ${nameOf(repository, tag)}, but responds that it does not exist.`;
        return {
            kind: "unknown",
            problem: (0,errors/* problemOf */.Zw)(new errors/* RegistryError */.gl("REGISTRY_INCONSISTENT", message, { side }), "observe"),
        };
    }
    /** HEAD is sent only where its 404 is reliable: elsewhere GET has to follow it either way. */
    async function lookUpUnlisted(repository, subject, tag, signal) {
        if (lookups.isHeadReliable) {
            const head = await headTag(repository, tag, signal);
            if (head.kind === "known") {
                return head.value === undefined ? { kind: "absent" } : lookUpListed(repository, subject, tag, signal);
            }
        }
        const found = await lookups.read((how) => readManifest(repository, tag, how), signal);
        return unlessSubject(found, subject);
    }
    function tagList(repository, signal) {
        const kept = tagLists.get(repository);
        if (kept !== undefined && clock.nowMs() < kept.untilMs)
            return Promise.resolve(kept.lookup);
        return listRequests.run(repository, async (sharedSignal) => {
            const lookup = await lookups.at("tags", repository, (how) => listTags(repository, how), sharedSignal);
            // A list that is refused or too long is not requested again; a usable one becomes stale.
            const keptMs = lookup.kind === "known" ? TAGS_KEPT_MS : Number.POSITIVE_INFINITY;
            tagLists.set(repository, { lookup, untilMs: clock.nowMs() + keptMs });
            return lookup;
        }, signal);
    }
    /** All tags of a repository; absent where they do not fit on one page. */
    async function listTags(repository, how) {
        let received;
        try {
            received = await exchange.send({
                method: "GET",
                url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.tags(repository), { n: String(TAGS_PAGE_SIZE) }),
                repository,
                action: "metadata_read",
                accept: "application/json",
                maxBodyBytes: TAGS_MAX_BYTES,
                hops,
                ...(isOwnSite !== undefined && { isOwnSite }),
                expected: isMachineReadable,
                what: `Listing the tags of ${host}/${repository}`,
                ...how,
            });
        }
        catch (error) {
            if (error instanceof errors/* NetworkError */.Dr && error.code === "ANSWER_TOO_LARGE")
                return UNUSABLE;
            throw error;
        }
        const { response } = received;
        if (flavour === "acr" && (0,response_error/* statesAbsence */.eb)(response))
            return { kind: "known", value: new Set() };
        const absence = lookups.absenceOf(received);
        if (absence !== undefined)
            return absence;
        if (response.status !== 200)
            throw exchange.failure(received);
        const body = (0,lib_json/* parseJsonObject */.dw)(response.body);
        // Go's registries write an empty list as null.
        const tags = body?.["tags"] ?? (body !== undefined && "tags" in body ? [] : undefined);
        if (!Array.isArray(tags))
            throw exchange.invalid(received, "the response is not a list of tags");
        const isWhole = response.headers.get("link") === undefined && tags.length < TAGS_PAGE_SIZE;
        if (!isWhole)
            return UNUSABLE;
        return {
            kind: "known",
            value: new Set(tags.filter((tag) => typeof tag === "string" && (0,oci_reference/* isTag */.dz)(tag))),
        };
    }
    return {
        lookUp,
        isListed: async (repository, tag, signal) => (await wholeList(repository, signal))?.has(tag),
        prefetchTags(repository, signal) {
            // Elsewhere the first request discovers how to log in; two at once would discover it twice.
            if (flavour === "acr")
                tagList(repository, signal).catch(() => undefined);
        },
    };
}
/** A tag list that exists, but cannot be used for this repository. */
const UNUSABLE = { kind: "absent", scope: "repository" };
/** GitLab resolves the tag `sha256-<hex>` to the digest `sha256:<hex>`: the subject itself is not its own signature. */
function unlessSubject(found, subject) {
    return found.kind === "known" && found.value.digest === subject ? { kind: "absent" } : found;
}

;// CONCATENATED MODULE: ./lib/registry/client.js







/** Reads one registry under one identity. */
function createRegistryReader(options) {
    const access = createRegistryAccess(options);
    const content = createRegistryContent(access);
    const { fetchManifest, readTag, fetchBlob, lookUpBlob } = content;
    const { headTag, lookUpTag, lookUpManifest } = createManifestLookups(access, content);
    const readers = { ...content, headTag };
    const signatures = createSignatureLookups(access, readers);
    const referrers = createReferrersApi(access, { ...readers, isListed: signatures.isListed });
    return {
        host: access.host,
        pauses: options.pauses,
        fetchManifest,
        readTag,
        lookUpTag,
        lookUpManifest,
        fetchBlob,
        lookUpBlob,
        lookUpReferrers: referrers.lookUp,
        lookUpSignatures: signatures.lookUp,
        prefetchTags: signatures.prefetchTags,
        lookUpLocks: (lockable, signal) => lookUpLocks(access, lockable, signal),
        lookUpLabels: (repository, image, signal) => lookUpLabels(access, content, repository, image, signal),
    };
}

;// CONCATENATED MODULE: ./lib/registry/auth/token-claims.js
// Reads what an access token states of its own rights. The token is not verified: the registry decides, whatever is read here.
// https://distribution.github.io/distribution/spec/auth/jwt/

/**
 * True if the token lists the rights of this repository, and the action is not one of them. False for a token that states nothing
 * of the repository, or that is no JWT: ACR does not promise the form of its tokens.
 */
function statesMissingRight(authorization, { repository, action }) {
    const [, payload] = authorization.slice("Bearer ".length).split(".");
    if (payload === undefined)
        return false;
    const access = (0,lib_json/* parseJsonObject */.dw)(Buffer.from(payload, "base64url"))?.["access"];
    if (!Array.isArray(access))
        return false;
    const stated = access.flatMap((entry) => {
        const { type, name, actions } = (0,lib_json/* asJsonObject */.Oe)(entry) ?? {};
        return type === "repository" && name === repository && Array.isArray(actions) ? [actions] : [];
    });
    return stated.length > 0 && !stated.some((actions) => actions.includes(action) || actions.includes("*"));
}

;// CONCATENATED MODULE: ./lib/registry/tag-locker.js
// Sets locks on tags and manifests of an ACR: `changeableAttributes`, by PATCH. Removes none.
// https://learn.microsoft.com/azure/container-registry/container-registry-image-lock








const TAG_LOCK = { writeEnabled: false, deleteEnabled: false };
// Not writeEnabled: on a manifest that is locked against writing, no later tag could be set, and no undo could tag it again.
const MANIFEST_LOCK = { deleteEnabled: false };
/** Sets locks in one ACR under one identity. `isAbac`: its role assignments are per repository. */
function createTagLocker(options, isAbac) {
    const { authorization } = options;
    const { host, side, exchange, origin, nameOf } = createRegistryAccess(options);
    function missingRight(repository, why, cause) {
        return new errors/* RegistryError */.gl("LOCK_ROLE_MISSING", `This step's identity may not lock tags in ${host}/${repository} (metadata_write): ${why}`, { side, causeKey: host, remedy: (0,role_grant/* adviseLockRole */.Iy)(host, isAbac), cause });
    }
    async function lock({ repository, path, name }, parent, attributes, signal) {
        const received = await exchange
            .send({
            method: "PATCH",
            url: (0,api_url/* apiUrl */.y0)(origin, path),
            repository,
            action: "metadata_write",
            accept: "application/json",
            body: JSON.stringify(attributes),
            maxBodyBytes: ATTRIBUTES_MAX_BYTES,
            hops: 0,
            expected: () => true,
            repeat: "safe",
            what: `Locking ${name}`,
            signal,
        })
            .catch((error) => {
            throw isRefusedLogin(error) ? missingRight(repository, error.message, error) : error;
        });
        const { response } = received;
        if (response.status !== 200) {
            const error = exchange.failure(received);
            const isRefused = error.code === "REGISTRY_UNAUTHORIZED" || error.code === "REGISTRY_DENIED";
            throw isRefused ? missingRight(repository, error.message, error) : error;
        }
        const body = (0,lib_json/* parseJsonObject */.dw)(response.body);
        const unset = Object.keys(attributes).find((key) => (0,lib_json/* valueAt */.fK)(body, parent, "changeableAttributes", key) !== false);
        if (unset !== undefined)
            throw exchange.invalid(received, `the response does not show ${unset}: false`);
        return received;
    }
    return {
        async findMissingRight(repository, signal) {
            const scope = { repository, action: "metadata_write" };
            try {
                const header = await authorization.authorize(scope, signal);
                if (header === undefined || !statesMissingRight(header, scope))
                    return undefined;
                return (0,errors/* problemOf */.Zw)(missingRight(repository, "the registry's access token does not have the right."), "plan");
            }
            catch (error) {
                signal.throwIfAborted();
                // A failure of the network proves nothing about the right.
                return isRefusedLogin(error) ? (0,errors/* problemOf */.Zw)(missingRight(repository, error.message, error), "plan") : undefined;
            }
        },
        async lockManifest(repository, digest, signal) {
            const path = api_url/* acrPath */.ej.manifest(repository, digest);
            await lock({ repository, path, name: nameOf(repository, digest) }, "manifest", MANIFEST_LOCK, signal);
        },
        async lockTag(repository, tag, signal) {
            const name = nameOf(repository, tag);
            const received = await lock({ repository, path: api_url/* acrPath */.ej.tag(repository, tag), name }, "tag", TAG_LOCK, signal);
            const digest = (0,lib_json/* textAt */.$6)((0,lib_json/* parseJsonObject */.dw)(received.response.body), "tag", "digest") ?? "";
            if (!(0,oci_digest/* isDigest */.Bc)(digest))
                throw exchange.invalid(received, "the response does not show the digest of the tag");
            return digest;
        },
    };
}
/** True where the token service issues no token for the scope: it refuses scopes that the identity has no right to. */
function isRefusedLogin(error) {
    return error instanceof errors/* AuthenticationError */.v3 && error.code === "REGISTRY_LOGIN_REFUSED";
}

;// CONCATENATED MODULE: ./lib/connect/readers.js




const IDENTITY_NAMES = {
    github: "this step's identity",
    "managed-identity": "this runner's managed identity",
    "workload-identity": "this runner's workload identity",
};
/** The login of an Entra identity at an ACR. `name`: "this step's identity". */
function entraLogin(name, grantee, tokens, { cloud }) {
    const getEntraToken = (signal) => tokens.getToken(cloud.registryScope, signal);
    return { credentials: { kind: "entra", getEntraToken }, origin: { kind: "identity", name, grantee } };
}
function ownLogin(step) {
    return entraLogin(nameIdentity(step.request.identity), "own", step.tokens, step);
}
/** How errors name the step's own identity. */
function nameIdentity({ login }) {
    return IDENTITY_NAMES[login];
}
/** The login of the identity of `source-client-id`. */
function secondLogin(tokens, step) {
    return entraLogin("the identity of source-client-id", "second", tokens, step);
}
/** The readers of one step. Its own login at a registry is shared by all readers of that registry. */
function createReaders(step) {
    const { request, ports, loginServerOf } = step;
    const { clock, log, mask } = ports;
    /** By side and login server. */
    const ownClients = new Map();
    function ownClient(loginServer, { name, side }) {
        const key = `${side} ${loginServer}`;
        const held = ownClients.get(key);
        if (held !== undefined)
            return held;
        const repositories = side === "target" ? targetRepositories() : sourceRepositories(name);
        const client = acrClient(loginServer, side, ownLogin(step), repositories);
        ownClients.set(key, client);
        return client;
    }
    function acrClient(loginServer, side, login, repositories = []) {
        const { http, pauses } = recordPauses(ports.http);
        const options = { loginServer, side, login, repositories, http, clock, mask };
        return { http, pauses, authorization: createAcrAuthorization(options) };
    }
    function targetRepositories() {
        return request.images.map(({ target }) => target.repository);
    }
    function sourceRepositories(name) {
        const isThere = (registry) => JSON.stringify(registry) === JSON.stringify(name);
        return request.images
            .filter(({ source }) => isThere(source.registry ?? request.sourceRegistry))
            .map(({ source }) => source.repository);
    }
    function acr(host, side, client) {
        return createRegistryReader({ host, side, ...client, flavour: "acr", clock, log });
    }
    const logIn = async (registry, signal) => ownClient(loginServerOf(registry.name.host), registry).authorization.logIn(signal);
    return {
        own(host, registry, resource) {
            const loginServer = resource?.loginServer ?? loginServerOf(host);
            return acr(host, registry.side, ownClient(loginServer, registry));
        },
        ownLocker({ loginServer, roleAssignmentMode }, registry) {
            const { side } = registry;
            const client = ownClient(loginServer, registry);
            const options = { host: loginServer, side, ...client, flavour: "acr", clock, log };
            return createTagLocker(options, roleAssignmentMode === "AbacRepositoryPermissions");
        },
        acrSource(host, login, resource) {
            const loginServer = resource?.loginServer ?? loginServerOf(host);
            return acr(host, "source", acrClient(loginServer, "source", login));
        },
        async genericSource(host, login) {
            // Loaded only here: it brings the list of public suffixes, which ACRs do not need.
            const [{ createTokenAuthorization }, { isOwnSite }] = await Promise.all([
                Promise.all(/* import() | other-registries */[__webpack_require__.e(935), __webpack_require__.e(973)]).then(__webpack_require__.bind(__webpack_require__, 3735)),
                Promise.all(/* import() | other-registries */[__webpack_require__.e(935), __webpack_require__.e(973)]).then(__webpack_require__.bind(__webpack_require__, 6825)),
            ]);
            const { trustedTokenHosts } = request;
            const { http, pauses } = recordPauses(ports.http);
            const authorization = createTokenAuthorization({
                host,
                side: "source",
                login,
                repositories: sourceRepositories({ kind: "login-server", host }),
                trustedTokenHosts,
                http,
                clock,
                mask,
            });
            return createRegistryReader({
                host,
                side: "source",
                http,
                authorization,
                pauses,
                flavour: "generic",
                clock,
                log,
                isOwnSite: (other) => isOwnSite(host, other),
            });
        },
        logIn,
        prefetchLogin({ name, side }, signal) {
            // The first read logs in again, and reports a failure.
            if (name.kind === "login-server")
                logIn({ name, side }, signal).catch(() => undefined);
        },
    };
}

// EXTERNAL MODULE: ./lib/request/registry-name.js
var registry_name = __webpack_require__(284);
;// CONCATENATED MODULE: ./lib/azure/permissions.js
// Parses the permissions of an identity on a resource, and matches them with one action. No I/O.
// https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource?view=rest-authorization-2022-04-01


/** The api-version of the list of permissions. */
const PERMISSIONS_API_VERSION = "2022-04-01";
/** The action that an import needs on its target. */
const IMPORT_ACTION = "Microsoft.ContainerRegistry/registries/importImage/action";
/**
 * Parses ARM's list of permissions.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parsePermissions(text) {
    const value = (0,lib_json/* valueAt */.fK)((0,lib_json/* parseJson */.qF)(text), "value");
    if (!Array.isArray(value)) {
        throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", "Azure's response with this identity's permissions is not a list.", {
            side: "target",
        });
    }
    return value.map((entry) => ({
        actions: textsOf((0,lib_json/* valueAt */.fK)(entry, "actions")),
        notActions: textsOf((0,lib_json/* valueAt */.fK)(entry, "notActions")),
    }));
}
function textsOf(value) {
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
/** Whether any of the permissions allows the action. https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format */
function allows(permissions, action) {
    return permissions.some(({ actions, notActions }) => actions.some((pattern) => matchesAction(action, pattern)) &&
        !notActions.some((pattern) => matchesAction(action, pattern)));
}
/** Ignores case; `*` matches any text, slashes included. Searches the pattern's parts from left to right, in linear time. */
function matchesAction(action, pattern) {
    const [text, [first = "", ...rest]] = [action.toLowerCase(), pattern.toLowerCase().split("*")];
    const last = rest.pop();
    if (last === undefined)
        return text === first;
    if (!text.startsWith(first) || !text.endsWith(last))
        return false;
    let at = first.length;
    for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.length;
    }
    return at <= text.length - last.length;
}

;// CONCATENATED MODULE: ./lib/azure/registry-json.js
// Parses ARM's JSON of registries. Reads only what the action uses; a missing setting gets Azure's default.
// https://learn.microsoft.com/rest/api/container-registry/registries/get?view=rest-container-registry-2025-11-01




function invalid(why) {
    return new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `Azure Resource Manager's description of a registry ${why}.`);
}
function parseBody(text) {
    const json = (0,lib_json/* parseJson */.qF)(text);
    if (json === undefined)
        throw invalid("is not JSON");
    return json;
}
function registryOf(json) {
    const setting = (fallback, ...path) => (0,lib_json/* textAt */.$6)(json, "properties", ...path) ?? fallback;
    const policy = (fallback, name) => setting(fallback, "policies", name, "status");
    const loginServer = setting("", "loginServer").toLowerCase();
    if (!(0,oci_reference/* isRegistryHost */.EV)(loginServer))
        throw invalid("has no valid login server");
    let id;
    try {
        id = (0,resource_id/* parseResourceId */.RQ)((0,lib_json/* textAt */.$6)(json, "id") ?? "");
    }
    catch (error) {
        if (error instanceof errors/* PromotionError */.g1)
            throw invalid("has no valid resource ID");
        throw error;
    }
    const name = (0,lib_json/* textAt */.$6)(json, "name") ?? id.name;
    if (name.toLowerCase() !== id.name.toLowerCase())
        throw invalid("has another name than its resource ID");
    const defaultAction = (0,lib_json/* valueAt */.fK)(json, "properties", "networkRuleSet", "defaultAction");
    return {
        id,
        name,
        loginServer,
        sku: (0,lib_json/* textAt */.$6)(json, "sku", "name") ?? "unknown",
        provisioningState: setting("Succeeded", "provisioningState"),
        publicNetworkAccess: setting("Enabled", "publicNetworkAccess"),
        networkDefaultAction: typeof defaultAction === "string" ? defaultAction : undefined,
        networkRuleBypassOptions: setting("AzureServices", "networkRuleBypassOptions"),
        exportPolicy: policy("enabled", "exportPolicy"),
        quarantinePolicy: policy("disabled", "quarantinePolicy"),
        roleAssignmentMode: setting("LegacyRegistryPermissions", "roleAssignmentMode"),
    };
}
/**
 * Parses the response to the GET of a registry.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parseRegistryResource(text) {
    return registryOf(parseBody(text));
}
/** Whether `softDeletePolicy` of a registry is on; undefined where the response does not contain it. */
function parseSoftDeletePolicy(text) {
    const status = (0,lib_json/* textAt */.$6)((0,lib_json/* parseJson */.qF)(text), "properties", "policies", "softDeletePolicy", "status");
    return status === undefined ? undefined : status === "enabled";
}
/**
 * Parses one page of the list of registries. Skips registries without a login server: they are still being created.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parseRegistryList(text) {
    const json = parseBody(text);
    const value = (0,lib_json/* valueAt */.fK)(json, "value");
    if (!Array.isArray(value))
        throw invalid("is not a list");
    return {
        registries: value
            .filter((entry) => typeof (0,lib_json/* valueAt */.fK)(entry, "properties", "loginServer") === "string")
            .map(registryOf),
        nextLink: (0,lib_json/* textAt */.$6)(json, "nextLink"),
    };
}

;// CONCATENATED MODULE: ./lib/azure/directory.js
// Looks registries up in Azure Resource Manager: a resource ID by one GET, names and login servers by one listing that all
// look-ups share. https://learn.microsoft.com/rest/api/container-registry/registries













/** Far more registries than a subscription can hold. */
const directory_PAGES_MAX = 100;
/** Codes of a registry that does not exist, or that the identity may not see. */
const HIDDEN = new Set([
    "ARM_REGISTRY_NOT_FOUND",
    "ARM_GROUP_NOT_FOUND",
    "ARM_SUBSCRIPTION_NOT_FOUND",
    "ARM_ROLE_MISSING",
]);
function isNamed(resource, name, cloud) {
    if (name.kind === "name")
        return resource.name.toLowerCase() === name.name.toLowerCase();
    if (name.kind === "login-server")
        return resource.loginServer === ((0,azure_cloud/* loginServerOf */._U)(cloud, name.host) ?? name.host);
    return (0,resource_id/* formatResourceId */.bM)(resource.id).toLowerCase() === (0,resource_id/* formatResourceId */.bM)(name.id).toLowerCase();
}
/** Creates the directory of the registries that the identity of `tokens` may see. */
function createRegistryDirectory(options) {
    const { cloud, http, tokens, apiVersions } = options;
    async function get({ path, subscriptionId, what, registry, side, signal, apiVersion }) {
        let received;
        const client = await createArmClient({
            cloud,
            http,
            tokens,
            apiVersions,
            subscriptionId,
            what,
            stage: "login",
            side,
            signal,
            onResponse: (response) => {
                received = response;
            },
        });
        // Without the SDK's models: they fail on a registry without a SKU.
        const queryParameters = apiVersion === undefined ? {} : { "api-version": apiVersion };
        await client.pathUnchecked(path).get({ queryParameters });
        const response = received;
        if (response?.status === 200)
            return response.text;
        const failure = parseArmFailure(response?.status ?? 0, response?.text ?? "", response?.header("x-ms-correlation-request-id"));
        const { code, message, remedy, transient } = diagnoseArm(failure, { what, registry, side, redact: http.redact });
        throw new errors/* AzureError */.M6(code, message, { stage: "login", side, remedy, transient, status: failure.status });
    }
    async function list(subscriptionId, signal) {
        const what = "listing the container registries of the subscription";
        const found = [];
        let next = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerRegistry/registries`;
        for (let page = 1; next !== undefined; page += 1) {
            const text = await get({ path: next, subscriptionId, what, registry: "<registry>", side: "target", signal });
            const { registries, nextLink } = parseRegistryList(text);
            found.push(...registries);
            next = nextLink;
            if (page === directory_PAGES_MAX && next !== undefined) {
                throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `${(0,azure_text/* capitalize */.Z)(what)} failed: there are more than ${directory_PAGES_MAX} pages.`, {
                    remedy: "Name the registry by its resource ID.",
                });
            }
        }
        return found;
    }
    let listed;
    const listings = new coalesce/* Coalescer */.w();
    async function listOnce(subscriptionId, signal) {
        listed ??= await listings.run(subscriptionId, (sharedSignal) => list(subscriptionId, sharedSignal), signal);
        return listed;
    }
    /** Both sides share the listing; a failure is reported for the side of the look-up. */
    function rethrowListing(error, name, side) {
        if (!(error instanceof errors/* AzureError */.M6))
            throw error;
        if (error.code === "ARM_ROLE_MISSING")
            throw notListed(name, side, error);
        const { code, stage, message, remedy, status, transient } = error;
        throw new errors/* AzureError */.M6(code, message, { stage, side, remedy, status, transient, cause: error });
    }
    function notListed(name, side, cause) {
        const registry = (0,registry_name/* formatRegistryName */.s)(name);
        const input = side === "source" ? "source-registry" : "registry";
        return new errors/* AzureError */.M6("ARM_REGISTRY_NOT_FOUND", `Looking up registry ${registry} failed: the subscription has no such container registry, or this step's identity has no permission to see it.`, {
            side,
            cause,
            remedy: `If the registry is in another subscription, set ${input} to its resource ID (az acr show --name <registry> --query id prints it). If it is in this one: ${(0,role_grant/* adviseRoleGrant */.ZI)(registry)}`,
        });
    }
    async function find(name, side, signal) {
        if (name.kind === "resource-id") {
            const { name: registry, subscriptionId } = name.id;
            const what = `looking up registry ${registry}`;
            const resource = parseRegistryResource(await get({ path: (0,resource_id/* formatResourceId */.bM)(name.id), subscriptionId, what, registry, side, signal }));
            if (isNamed(resource, name, cloud))
                return resource;
            throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `${(0,azure_text/* capitalize */.Z)(what)} failed: the response describes another registry, ${resource.name}.`, { side });
        }
        if (options.subscriptionId === undefined) {
            throw new errors/* AzureError */.M6("SUBSCRIPTION_MISSING", `Looking up registry ${(0,registry_name/* formatRegistryName */.s)(name)} by its name needs subscription-id, which is not set.`, { side });
        }
        const registries = await listOnce(options.subscriptionId, signal).catch((error) => rethrowListing(error, name, side));
        const [resource, other] = registries.filter((candidate) => isNamed(candidate, name, cloud));
        if (resource === undefined)
            throw notListed(name, side);
        const isOfSubscription = resource.id.subscriptionId.toLowerCase() === options.subscriptionId.toLowerCase();
        // Names are unique in a cloud. Either of two could be the wrong one to promote from, or into.
        if (other === undefined && isOfSubscription)
            return resource;
        throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `Looking up registry ${(0,registry_name/* formatRegistryName */.s)(name)} failed: the list of the subscription has it ${isOfSubscription ? "twice" : "with the resource ID of another subscription"}.`, { side });
    }
    /** Entra's and ACR's tokens go to the login server, so it must be one of this cloud, and of this very registry. */
    function checkLoginServer({ id: { name }, loginServer }, side) {
        if ((0,azure_cloud/* isLoginServer */.V4)(cloud, loginServer, name))
            return;
        const [label, suffix] = [name.toLowerCase(), cloud.registrySuffix];
        throw new errors/* AzureError */.M6("LOGIN_SERVER_REFUSED", `Looking up registry ${name} failed: its login server is ${loginServer} by Azure Resource Manager, but in ${cloud.title} it must be ${label}${suffix} or ${label}-<hash>${suffix}. No token was sent to it.`, { side });
    }
    const softDelete = new Map();
    const softDeleteReads = new coalesce/* Coalescer */.w();
    async function readSoftDelete({ id, name }, side, signal) {
        const text = await get({
            path: (0,resource_id/* formatResourceId */.bM)(id),
            subscriptionId: id.subscriptionId,
            what: `reading whether ${name} keeps deleted images`,
            registry: name,
            side,
            signal,
            apiVersion: SOFT_DELETE_API_VERSION,
        }).catch((error) => {
            signal.throwIfAborted();
            // Only a hint depends on it, and a cloud may not know this version.
            if (error instanceof errors/* AzureError */.M6 || error instanceof errors/* NetworkError */.Dr)
                return undefined;
            throw error;
        });
        return text === undefined ? undefined : parseSoftDeletePolicy(text);
    }
    return {
        async hasSoftDelete(resource, side, signal) {
            const key = (0,resource_id/* formatResourceId */.bM)(resource.id);
            if (!softDelete.has(key)) {
                const read = (sharedSignal) => readSoftDelete(resource, side, sharedSignal);
                softDelete.set(key, await softDeleteReads.run(key, read, signal));
            }
            return softDelete.get(key);
        },
        async findRegistry(name, side, signal) {
            try {
                const resource = await find(name, side, signal);
                checkLoginServer(resource, side);
                return { kind: "found", resource };
            }
            catch (error) {
                signal.throwIfAborted();
                if (error instanceof errors/* AzureError */.M6 && HIDDEN.has(error.code))
                    return { kind: "hidden", error };
                throw error;
            }
        },
        async mayImportInto({ id, name }, signal) {
            const what = `reading this identity's permissions on ${name}`;
            const path = `${(0,resource_id/* formatResourceId */.bM)(id)}/providers/Microsoft.Authorization/permissions`;
            try {
                const text = await get({
                    path,
                    subscriptionId: id.subscriptionId,
                    what,
                    registry: name,
                    side: "target",
                    signal,
                    apiVersion: PERMISSIONS_API_VERSION,
                });
                return allows(parsePermissions(text), IMPORT_ACTION);
            }
            catch (error) {
                signal.throwIfAborted();
                // Not every identity may read its own permissions. Then only the import shows whether it is allowed.
                if (error instanceof errors/* AzureError */.M6)
                    return undefined;
                throw error;
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/registry/auth/docker-config.js
// Finds the login for one host in the text of a Docker configuration. Runs no credential helper, opens no file.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores



/** The user name that docker writes for identity tokens. */
const TOKEN_USER = "<token>";
/** The key that `docker login` without a server writes. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";
/** The keys for a host, as host or URL, Docker's own first. Never by prefix: a login for a path is not the host's. */
function keysOf(host, keys) {
    const own = host === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_KEY : host;
    return [...keys]
        .filter((key) => (0,oci_reference/* normalizeRegistryHost */.qs)(key.replace(/^https:\/\/([^/]+)(?:\/(?:v[12]\/?)?)?$/i, "$1")) === host)
        .toSorted((one, other) => Number(other === own) - Number(one === own));
}
/** Looks up a host in Docker's configuration. */
function findDockerLogin({ path, text, podmanPath }, host) {
    const none = (why) => ({
        checked: `${path} ${why}${podmanPath === undefined ? "" : `; ${podmanPath} is podman's and is not read`}`,
    });
    if (text === undefined)
        return none("does not exist");
    const config = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* parseJson */.qF)(text));
    if (config === undefined)
        return none("is not a JSON object");
    const auths = new Map(Object.entries((0,lib_json/* asJsonObject */.Oe)(config["auths"]) ?? {}));
    const keys = keysOf(host, auths.keys());
    for (const key of keys) {
        const credentials = credentialsOf((0,lib_json/* asJsonObject */.Oe)(auths.get(key)));
        if (credentials === undefined)
            continue;
        const login = { credentials, origin: { kind: "docker-config", path, key } };
        return { login, checked: `${path} has a login for ${key}` };
    }
    const helpers = (0,lib_json/* asJsonObject */.Oe)(config["credHelpers"]) ?? {};
    const helper = keysOf(host, Object.keys(helpers)).map((key) => helpers[key])[0] ?? config["credsStore"];
    return none(isText(helper)
        ? `leaves the login for ${host} to the credential helper docker-credential-${helper.slice(0, 100)}, which this action does not run`
        : keys.length > 0
            ? `has an entry for ${keys[0]} without a valid login`
            : `has no login for ${host}`);
}
function credentialsOf(entry) {
    if (entry === undefined)
        return undefined;
    const { registrytoken, identitytoken, auth } = entry;
    if (isText(registrytoken) && (0,auth_authorization/* isHeaderText */.zk)(registrytoken))
        return { kind: "access-token", token: registrytoken };
    if (isText(identitytoken))
        return { kind: "refresh-token", token: identitytoken };
    const decoded = isText(auth) ? Buffer.from(auth, "base64").toString("utf8") : "";
    const colon = decoded.indexOf(":");
    const username = colon > 0 ? decoded.slice(0, colon) : entry["username"];
    // Docker pads old entries with NUL.
    const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, "") : entry["password"];
    if (!isText(username) || !isText(password))
        return undefined;
    return username === TOKEN_USER
        ? { kind: "refresh-token", token: password }
        : { kind: "password", username, password };
}
function isText(value) {
    return typeof value === "string" && value !== "";
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/connect/docker-config-file.js
// Reads Docker's configuration file, and looks whether podman has one of its own.




/**
 * Reads the configuration of the user whom the environment describes.
 * @throws PromotionError `DOCKER_CONFIG_UNREADABLE`
 */
async function readDockerConfig(env) {
    // An empty variable is one that is not set, as for docker. It would name a file of the workspace.
    const path = (0,external_node_path_.join)(env["DOCKER_CONFIG"] || (0,external_node_path_.join)(env["HOME"] || (0,external_node_os_.homedir)(), ".docker"), "config.json");
    const podmanPath = await findPodmanFile(env);
    return { path, text: await readText(path), ...(podmanPath !== undefined && { podmanPath }) };
}
async function readText(path) {
    try {
        return await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        const code = Error.isError(error) ? error.code : undefined;
        if (code === "ENOENT")
            return undefined;
        throw new errors/* PromotionError */.g1("DOCKER_CONFIG_UNREADABLE", `The Docker configuration ${path} cannot be read (${code}).`, {
            side: "source",
            cause: error,
        });
    }
}
/** https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md */
async function findPodmanFile(env) {
    const runtime = env["XDG_RUNTIME_DIR"];
    const path = env["REGISTRY_AUTH_FILE"] || (runtime ? (0,external_node_path_.join)(runtime, "containers/auth.json") : undefined);
    if (path === undefined)
        return undefined;
    return (0,promises_.access)(path).then(() => path, () => undefined);
}

;// CONCATENATED MODULE: ./lib/connect/docker-login.js
// Looks up logins in the runner's Docker configuration.


/** The Docker configuration's login for a host. A regional endpoint's own login takes precedence over its login server's. */
async function lookUpDockerLogin(host, { ports: { env, log, mask }, loginServerOf }) {
    const config = await readDockerConfig(env);
    const found = [...new Set([host, loginServerOf(host)])].map((name) => findDockerLogin(config, name));
    const chosen = found.find(({ login }) => login !== undefined) ?? found[0];
    if (chosen === undefined)
        throw new TypeError("A host has no name.");
    log.debug(`${chosen.checked}.`);
    const credentials = chosen.login?.credentials;
    if (credentials !== undefined)
        mask(credentials.kind === "password" ? credentials.password : credentials.token);
    return chosen;
}

;// CONCATENATED MODULE: ./lib/connect/source-routes.js
// Decides as whom each source is read, and by which route Azure imports from it.







/** How an import by a route is described in the log. */
const ROUTES = {
    "resource-id": "imported by its resource ID as this identity",
    "entra-token": "imported with this identity's own registry token",
    "federated-token": "imported with the registry token of the second identity",
    credentials: "imported with the given credentials",
    "docker-config": "imported with the login of the runner's Docker configuration",
    anonymous: "imported anonymously",
};
/** Returns a function that connects to one source, and logs the route. */
function createSourceRoutes(step, readers) {
    const { request, ports, cloud, tokens, directory, loginServerOf } = step;
    const { sourceRegistry, sourceIdentity, sourceCredentials } = request;
    async function connect(name, signal) {
        if (name.kind === "login-server" && !(0,azure_cloud/* isAcrHost */.n0)(cloud, name.host))
            return connectGeneric(name, signal);
        if (sourceIdentity !== undefined && (await isForNamedSource(name, signal))) {
            return connectFederated(name, sourceIdentity, signal);
        }
        if (sourceCredentials !== undefined && (await isForNamedSource(name, signal))) {
            return connectByCredentials(name, sourceCredentials, signal);
        }
        return connectOwn(name, signal);
    }
    /** `source-client-id` and `source-password` are for the registry of `source-registry`, or for the only source. */
    async function isForNamedSource(name, signal) {
        if (sourceRegistry === undefined || JSON.stringify(sourceRegistry) === JSON.stringify(name))
            return true;
        if (name.kind !== "login-server")
            return false;
        const loginServer = loginServerOf(name.host);
        // A regional endpoint is another host of the same registry.
        if (sourceRegistry.kind === "login-server")
            return loginServerOf(sourceRegistry.host) === loginServer;
        if (sourceRegistry.kind !== "name" || !(0,azure_cloud/* isLoginServer */.V4)(cloud, loginServer, sourceRegistry.name))
            return false;
        // `contosodev` may be `contosodev.azurecr.io` or `contosodev-hash.azurecr.io`; the other one may be someone else's.
        const lookup = await directory.findRegistry(sourceRegistry, "source", signal);
        if (lookup.kind === "hidden")
            throw loginServerRequired(lookup.error);
        return lookup.resource.loginServer === loginServer;
    }
    /** An ACR as the step's own identity: by its resource ID where ARM shows it, otherwise by the first login that works. */
    async function connectOwn(name, signal) {
        // With a login of docker/login-action, it is not known yet whether our own login is needed.
        const otherLogin = name.kind === "login-server" && (await lookUpDockerLogin(name.host, step).catch(() => undefined))?.login;
        if (!otherLogin)
            readers.prefetchLogin({ name, side: "source" }, signal);
        const lookup = await directory.findRegistry(name, "source", signal);
        if (lookup.kind === "found") {
            const { resource } = lookup;
            const host = name.kind === "login-server" ? name.host : resource.loginServer;
            return {
                reader: readers.own(host, { name, side: "source" }, resource),
                resource,
                hasSoftDelete: (lookupSignal) => directory.hasSoftDelete(resource, "source", lookupSignal),
                route: "resource-id",
                routeReason: "Azure Resource Manager shows it to this identity",
                importSource: async () => ({ resourceId: (0,resource_id/* formatResourceId */.bM)(resource.id) }),
            };
        }
        if (name.kind !== "login-server")
            throw lookup.error;
        const { host } = name;
        const hidden = `Azure Resource Manager does not show it to this identity (${lookup.error.code})`;
        const { login, checked } = await lookUpDockerLogin(host, step);
        if (login !== undefined) {
            return connectByPassword(host, login, {
                route: "docker-config",
                routeReason: `${hidden}, and docker/login-action has logged in to it`,
            });
        }
        if (await canLogIn(name, signal)) {
            return {
                reader: readers.own(host, { name, side: "source" }),
                route: "entra-token",
                routeReason: `${hidden}, but it accepts this identity's login`,
                importSource: (importSignal) => tokenSource(host, tokens, importSignal),
            };
        }
        return connectByPassword(host, anonymous(`${host} rejects ${nameIdentity(request.identity)}; ${checked}`), {
            route: "anonymous",
            routeReason: `${hidden}, it rejects this identity's login, and there are no credentials for it (${checked})`,
        });
    }
    /** True where the ACR accepts our identity: it responds 401 to the token exchange of an identity without any role. */
    async function canLogIn(name, signal) {
        try {
            await readers.logIn({ name, side: "source" }, signal);
            return true;
        }
        catch (error) {
            if (error instanceof errors/* AuthenticationError */.v3 && error.code === "REGISTRY_LOGIN_REFUSED")
                return false;
            throw error;
        }
    }
    /** An ACR of another tenant, as a second identity of the same job: without a password. */
    async function connectFederated(name, identity, signal) {
        const sourceTokens = step.tokensOf(identity);
        const { apiVersions } = step;
        const ofIdentity = createRegistryDirectory({ cloud, http: ports.http, tokens: sourceTokens, apiVersions });
        const resource = name.kind === "resource-id" ? await lookUpIn(ofIdentity, name, signal) : undefined;
        const host = resource?.loginServer ?? (0,registry_name/* formatRegistryName */.s)(name);
        return {
            reader: readers.acrSource(host, secondLogin(sourceTokens, step), resource),
            ...(resource !== undefined && {
                resource,
                hasSoftDelete: (lookupSignal) => ofIdentity.hasSoftDelete(resource, "source", lookupSignal),
            }),
            route: "federated-token",
            routeReason: "source-client-id is set to a second federated identity",
            importSource: (importSignal) => tokenSource(host, sourceTokens, importSignal),
        };
    }
    async function lookUpIn(ofIdentity, name, signal) {
        const lookup = await ofIdentity.findRegistry(name, "source", signal);
        if (lookup.kind === "hidden")
            throw lookup.error;
        return lookup.resource;
    }
    async function connectByCredentials(name, given, signal) {
        let host = (0,registry_name/* formatRegistryName */.s)(name);
        if (name.kind !== "login-server") {
            const lookup = await directory.findRegistry(name, "source", signal);
            // The login server cannot be derived from the name: with a DNS name label, `name.azurecr.io` is another registry.
            if (lookup.kind === "hidden")
                throw loginServerRequired(lookup.error);
            host = lookup.resource.loginServer;
        }
        return connectByPassword(host, loginOf(given), GIVEN);
    }
    async function connectGeneric(name, signal) {
        const { host } = name;
        if (sourceCredentials !== undefined && (await isForNamedSource(name, signal))) {
            return connectByPassword(host, loginOf(sourceCredentials), GIVEN);
        }
        const { login, checked } = await lookUpDockerLogin(host, step);
        return login === undefined
            ? connectByPassword(host, anonymous(checked), {
                route: "anonymous",
                routeReason: `there are no credentials for it (${checked})`,
            })
            : connectByPassword(host, login, {
                route: "docker-config",
                routeReason: "docker/login-action has logged in to it",
            });
    }
    /** A registry that this step and ARM read with the same password, token, or without credentials. */
    async function connectByPassword(host, login, chosen) {
        const isAcr = (0,azure_cloud/* isAcrHost */.n0)(cloud, host);
        const importSource = {
            registryUri: loginServerOf(host),
            ...importCredentials(login.credentials, isAcr),
        };
        return {
            reader: isAcr ? readers.acrSource(host, login) : await readers.genericSource(host, login),
            ...chosen,
            importSource: async () => importSource,
        };
    }
    /** ARM accepts an Entra token for ACR as a password without a user name. */
    async function tokenSource(host, identity, signal) {
        const { token } = await identity.getToken(cloud.registryScope, signal);
        return { registryUri: loginServerOf(host), credentials: { password: token } };
    }
    return async (name, signal) => {
        const connected = await connect(name, signal);
        const { reader, resource } = connected;
        // Geo-replication is Premium's; of a registry that ARM does not show, the tier is not known.
        const isReplicated = (0,azure_cloud/* isAcrHost */.n0)(cloud, reader.host) && resource?.sku !== "Basic" && resource?.sku !== "Standard";
        const source = { ...connected, isReplicated };
        ports.log.info(`Source ${source.reader.host}: ${ROUTES[source.route]}, because ${source.routeReason}.`);
        return source;
    };
}
const GIVEN = { route: "credentials", routeReason: "source-password is set" };
function loginOf({ username, password }) {
    return {
        credentials: username === undefined ? { kind: "access-token", token: password } : { kind: "password", username, password },
        origin: { kind: "inputs" },
    };
}
function anonymous(checked) {
    return { credentials: { kind: "anonymous" }, origin: { kind: "none", checked } };
}
function loginServerRequired(error) {
    return new errors/* AzureError */.M6(error.code, error.message, {
        stage: error.stage,
        side: "source",
        status: error.status,
        cause: error,
        remedy: "With source-password, set source-registry to the login server, for example contosodev.azurecr.io. It is then not looked up in Azure Resource Manager.",
    });
}
/** The user name that marks a password as an ACR refresh token: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
const ACR_TOKEN_USER = "00000000-0000-0000-0000-000000000000";
function importCredentials(credentials, isAcr) {
    switch (credentials.kind) {
        case "anonymous":
            return {};
        case "password":
            return { credentials: { username: credentials.username, password: credentials.password } };
        case "refresh-token":
            return { credentials: { ...(isAcr && { username: ACR_TOKEN_USER }), password: credentials.token } };
        default:
            return { credentials: { password: credentials.token } };
    }
}

// EXTERNAL MODULE: ./lib/azure/credential.js
var credential = __webpack_require__(7010);
;// CONCATENATED MODULE: ./lib/connect/identities.js

/** Prepares the identities; sends nothing yet. */
function createIdentities({ identity, audience }, cloud, ports) {
    const { http, clock, log, mask, getIdToken } = ports;
    const onClaims = (claims) => log.info(`Logging in as ${claims.subject} (issuer ${claims.issuer}, audience ${claims.audience})`);
    function masked(tokens) {
        return {
            ...tokens,
            getToken: async (scope, signal) => {
                const issued = await tokens.getToken(scope, signal);
                mask(issued.token);
                return issued;
            },
        };
    }
    function ofGitHub(federated, grantee) {
        return masked((0,credential/* createEntraTokens */.h2)({
            cloud,
            identity: federated,
            grantee,
            audience: audience ?? cloud.idTokenAudience,
            getIdToken,
            http,
            clock,
            onIdentity: onClaims,
        }));
    }
    async function ofServiceAccount(own) {
        const { createServiceAccount } = await __webpack_require__.e(/* import() | runner-logins */ 980).then(__webpack_require__.bind(__webpack_require__, 6529));
        const exchange = { cloud, identity: own, grantee: "own", http, clock, onIdentity: onClaims };
        return (0,credential/* createFederatedTokens */.nX)(exchange, createServiceAccount(own.tokenFile, mask));
    }
    async function ofMachine({ clientId }) {
        const { findIdentityEndpoint } = await __webpack_require__.e(/* import() | runner-logins */ 980).then(__webpack_require__.bind(__webpack_require__, 4203));
        const { createManagedIdentityTokens } = await __webpack_require__.e(/* import() | runner-logins */ 980).then(__webpack_require__.bind(__webpack_require__, 2657));
        const endpoint = findIdentityEndpoint(ports.env);
        const secret = endpoint.variables["IDENTITY_HEADER"];
        if (secret !== undefined)
            mask(secret);
        return createManagedIdentityTokens({
            cloud,
            endpoint,
            clientId,
            http: ports.openDirect(endpoint.url.origin),
            clock,
            onIdentity: (found) => {
                // Without client-id, a virtual machine's only user-assigned identity is used where it has no system-assigned one.
                const kind = clientId === undefined ? "" : "user-assigned ";
                const id = found.clientId ?? clientId;
                log.info(`Logging in as the ${kind}managed identity of this runner${id === undefined ? "" : ` (client ID ${id})`}, from ${endpoint.url.host}`);
            },
        });
    }
    const second = (federated) => ofGitHub(federated, "second");
    switch (identity.login) {
        case "github":
            return { own: ofGitHub(identity, "own"), second };
        case "workload-identity":
            return { own: masked(whenNeeded(() => ofServiceAccount(identity))), second };
        case "managed-identity":
            return { own: masked(whenNeeded(() => ofMachine(identity))), second };
    }
}
/** Tokens whose code is loaded with the first request for one. */
function whenNeeded(load) {
    let loading;
    const loaded = () => {
        loading ??= load();
        return loading;
    };
    return {
        getToken: async (scope, signal) => (await loaded()).getToken(scope, signal),
        invalidate: (scope, token) => {
            // A token was issued, so loading has not failed. Runs before the next getToken, which waits for the same promise.
            void loading?.then((tokens) => tokens.invalidate(scope, token));
        },
    };
}

;// CONCATENATED MODULE: ./lib/connect/step.js
// What all connections of one step share: its cloud, its identity and its look-ups in Azure Resource Manager.




/** Prepares the connections of one step; sends nothing yet. */
function createStep(request, ports) {
    const { target, subscriptionId } = request;
    const { http } = ports;
    const cloud = (0,azure_cloud/* cloudOf */.hH)(request.cloud);
    const { own: tokens, second } = createIdentities(request, cloud, ports);
    const apiVersions = createApiVersions();
    const directory = createRegistryDirectory({
        cloud,
        http,
        tokens,
        apiVersions,
        subscriptionId: subscriptionId ?? (target.kind === "resource-id" ? target.id.subscriptionId : undefined),
    });
    return {
        request,
        ports,
        cloud,
        tokens,
        apiVersions,
        directory,
        tokensOf: second,
        loginServerOf: (host) => (0,azure_cloud/* loginServerOf */._U)(cloud, host) ?? host,
    };
}

;// CONCATENATED MODULE: ./lib/connect/connections.js
// Connects to registries: the target here, sources by source-routes.ts. Part of the composition root: the only folder that knows
// both the Azure and the registry edge.






/** The registries of one step. Each is connected once, for all of its images. */
function createRegistries(request, ports) {
    const step = createStep(request, ports);
    const readers = createReaders(step);
    const connectToSource = createSourceRoutes(step, readers);
    const sources = new Map();
    let target;
    return {
        connectTarget: (signal) => {
            target ??= connectToTarget(step, readers, signal);
            return target;
        },
        connectSource: (named, signal) => {
            const name = named ?? request.sourceRegistry;
            if (name === undefined)
                throw new errors/* PromotionError */.g1("SOURCE_REGISTRY_MISSING", "The source registry is missing.");
            const key = JSON.stringify(name);
            const source = sources.get(key) ?? connectToSource(name, signal);
            sources.set(key, source);
            return source;
        },
    };
}
async function connectToTarget(step, readers, signal) {
    const { request, ports, cloud, tokens, apiVersions, directory } = step;
    // Both tokens are needed anyway: prefetch ARM's while its SDK loads, and the registry's while ARM looks up the login server.
    for (const scope of [cloud.armScope, cloud.registryScope]) {
        tokens.getToken(scope, signal).catch(() => undefined);
    }
    const named = { name: request.target, side: "target" };
    readers.prefetchLogin(named, signal);
    const lookup = await directory.findRegistry(named.name, "target", signal);
    if (lookup.kind === "hidden")
        throw lookup.error;
    const { resource } = lookup;
    const { http, clock, log } = ports;
    if (request.dryRun)
        await warnOfMissingPermission(resource, step, signal);
    return {
        resource,
        reader: readers.own(resource.loginServer, named, resource),
        locker: readers.ownLocker(resource, named),
        importer: createImporter({ cloud, http, tokens, apiVersions, clock, target: resource, log }),
    };
}
/** Only an import proves the permission to import. A dry run can only look it up, and warn: another identity may do the real run. */
async function warnOfMissingPermission(target, { directory, ports }, signal) {
    if ((await directory.mayImportInto(target, signal)) !== false)
        return;
    const { loginServer } = target;
    ports.log.warning(`This identity may read ${loginServer} but not import into it. A run without dry-run needs another identity, or this role: ${(0,role_grant/* adviseRoleGrant */.ZI)(loginServer)}`);
}


/***/ }),

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NE: () => (/* binding */ withDeadline),
/* harmony export */   Xp: () => (/* binding */ DeadlinePassed),
/* harmony export */   ZC: () => (/* binding */ abortable)
/* harmony export */ });
/** The reason with which a deadline's signal aborts once its time has passed. */
class DeadlinePassed extends Error {
    constructor(limitMs) {
        super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
        this.name = "DeadlinePassed";
    }
}
/**
 * Returns a signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a
 * pending timer keeps the process alive.
 */
function withDeadline(clock, limitMs, signal) {
    const expired = new AbortController();
    let remainingMs = limitMs;
    let startedMs = 0;
    let timer;
    function run() {
        timer = new AbortController();
        startedMs = clock.nowMs();
        clock.sleep(remainingMs, AbortSignal.any([signal, timer.signal])).then(() => expired.abort(new DeadlinePassed(limitMs)), () => undefined);
    }
    function stop() {
        if (timer !== undefined)
            remainingMs -= clock.nowMs() - startedMs;
        timer?.abort();
        timer = undefined;
    }
    run();
    return {
        signal: AbortSignal.any([signal, expired.signal]),
        hold: (isHeld) => {
            if (isHeld)
                stop();
            else if (timer === undefined)
                run();
        },
        clear: stop,
    };
}
/** Waits for a promise that others may wait for too. Rejects with the signal's reason when aborted; the promise goes on. */
async function abortable(outcome, signal) {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    outcome.then(resolve, reject);
    try {
        return await promise;
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}


/***/ }),

/***/ 5531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pinsOf: () => (/* binding */ pinsOf),
/* harmony export */   repositoryOf: () => (/* binding */ repositoryOf)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3940);
/* harmony import */ var _plan_versions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5138);
/* harmony import */ var _report_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5650);



/** The pins of a report of a step that succeeded. */
function pinsOf(report) {
    const repositories = Map.groupBy(report.images, ({ repository }) => repository);
    return {
        host: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizeHost */ .cS)(report.registry),
        has: (repository) => repositories.has(repository),
        choose: (written) => {
            const images = repositories.get(written.repository) ?? [];
            return chooseByTag(written, images) ?? chooseAlone(written, images, report);
        },
    };
}
/** The repository of this target's that a name states, `login-server/repository`; undefined for any other text. */
function repositoryOf(name, pins) {
    const slash = name.indexOf("/");
    const repository = name.slice(slash + 1);
    if (slash < 0 || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizeHost */ .cS)(name.slice(0, slash)) !== pins.host || !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRepository */ .Z6)(repository))
        return undefined;
    return pins.has(repository) ? repository : undefined;
}
/** A tag that was requested follows the registry, wherever it moved. Undefined for every other reference. */
function chooseByTag({ repository, tag }, images) {
    const requested = images.flatMap((image) => image.tags.filter(({ name }) => name === tag).map((one) => ({ image, one })));
    const [first] = requested;
    if (first === undefined)
        return undefined;
    const set = requested.find(({ one }) => (0,_report_report_js__WEBPACK_IMPORTED_MODULE_2__/* .pointsToImage */ .aO)(one));
    const digest = set?.image.digest ?? null;
    if (digest !== null)
        return { pin: { tag, digest } };
    return {
        reason: `the tag ${repository}:${tag} is ${first.one.status}, so it does not point to the requested digest`,
    };
}
/** Without a requested tag, only a repository with one digest is clear. */
function chooseAlone({ repository, tag }, images, report) {
    const open = images.find((image) => !isSettled(image, report));
    if (open !== undefined)
        return { reason: `an image of ${repository} is ${open.status}` };
    const digests = new Set(images.flatMap(({ digest }) => (digest === null ? [] : [digest])));
    const [digest, ...others] = digests;
    if (digest === undefined || others.length > 0) {
        const by = tag === undefined ? "the reference has no tag to choose by" : `none of them has the tag ${tag}`;
        return { reason: `this run has ${digests.size} digests of ${repository}, and ${by}` };
    }
    if (tag === undefined)
        return { pin: { tag, digest } };
    const tags = images.flatMap((image) => image.tags.filter(_report_report_js__WEBPACK_IMPORTED_MODULE_2__/* .pointsToImage */ .aO)).map(({ name }) => name);
    const [first] = tags;
    if (first === undefined)
        return { reason: `this run sets no tag on ${repository}, so ${tag} would be wrong` };
    const reason = report.undoes ? undefined : refuseVersion(tag, tags);
    return reason === undefined ? { pin: { tag: first, digest } } : { reason };
}
/**
 * Compares what the file states with the highest version of the digest: the tag that is written may be `latest`. An undo goes back on
 * purpose.
 */
function refuseVersion(written, tags) {
    const { order, before, after } = (0,_plan_versions_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Zy)((0,_plan_versions_js__WEBPACK_IMPORTED_MODULE_1__/* .highestVersions */ .e9)([written]), (0,_plan_versions_js__WEBPACK_IMPORTED_MODULE_1__/* .highestVersions */ .e9)(tags));
    if (before === undefined || after === undefined)
        return undefined;
    if (order === "backward")
        return `its version would go down: ${before.tag} → ${after.tag}`;
    return order === "unknown" ? `${before.tag} and ${after.tag} are different variants` : undefined;
}
function isSettled(image, report) {
    return image.status === "planned" || (0,_report_report_js__WEBPACK_IMPORTED_MODULE_2__/* .isInPlace */ .RS)(image, report);
}


/***/ }),

/***/ 6800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  updateText: () => (/* binding */ updateText)
});

;// CONCATENATED MODULE: ./lib/files/edit.js
// Edits of a text, by offsets: everything between them stays as it is.
const NOTHING_FOUND = { edits: [], left: [], taken: [] };
/** The text with all edits. They must not overlap. */
function applyEdits(text, edits) {
    let result = "";
    let done = 0;
    for (const { from, to, insert } of edits.toSorted((one, other) => one.from - other.from)) {
        result += text.slice(done, from) + insert;
        done = to;
    }
    return result + text.slice(done);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/request/yaml-limits.js
var yaml_limits = __webpack_require__(1203);
// EXTERNAL MODULE: ./lib/files/pins.js
var files_pins = __webpack_require__(5531);
;// CONCATENATED MODULE: ./lib/files/text-references.js
// Finds references `login-server/repository[:tag][@digest]` in any text, and what they become.

/**
 * What may stand before a reference: not a part of a longer host or path, not a URL but `docker://`, nothing that a template puts in front;
 * `:-` is the default of a variable in a compose file.
 */
const BEFORE = /(?:^|docker:\/\/|:-|[^\p{L}\p{N}._/@%$}\\-])$/u;
const BEFORE_MAX_LENGTH = "docker://".length;
const COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
/** What may stand behind: not a longer path, another tag, a glob or a template. A full stop only at the end of a sentence. */
const BEHIND = "(?=$|[\\s\"'`,;)\\]}<>|\\\\]|\\.(?:\\s|$))";
const REFERENCE = new RegExp(`(${COMPONENT}(?:/${COMPONENT})*)(?::([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_])?))?(?:@(sha256:[a-f0-9]{64}))?${BEHIND}`, "y");
/** A comment of YAML, Dockerfile, shell and others, or of Bicep and JSON with comments. A fragment or a URL has no blank before it. */
const COMMENT = /(?:^|\s)(?:#|\/\/)/;
/** Where a repository alone is an image, and not a name that gets its tag elsewhere: the value of a key `image`, and a Dockerfile's image. */
const IMAGE_KEY = /(?:^|[\s{,])["']?image["']?\s*[:=]\s*["']?$/i;
const IMAGE_KEY_END = /^["']?\s*(?:$|#|\/\/|[,}\]])/;
const DOCKERFILE = /(?:^\s*FROM\s+(?:--platform=\S+\s+)?|\s--from=)$/i;
/** A tag in a key of its own, anywhere on a line: a digest behind the repository would end up before the tag. No path, and no `${TAG:-…}`. */
const TAG_KEY = /(?<![/\w.-]|\$\{)[\w.-]*tag["']?[ \t]*[:=]/i;
/** The query of a URL. */
const QUERY = /:\/\/[^\s"'<>?]*\?[^\s"'<>]*$/;
/** How much of a line is looked at on each side. */
const CONTEXT = 200;
/** The login server and the slash behind it, in any spelling. */
function hostPattern({ host }) {
    return new RegExp(`${host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?::443)?/`, "gi");
}
/** Finds the references of a text. `taken`: ranges whose references are somebody else's. */
function findReferences(text, pins, taken = []) {
    let tagKey;
    const hasTagKey = () => {
        tagKey ??= TAG_KEY.test(text);
        return tagKey;
    };
    const edits = [];
    const left = [];
    const lines = lineReader(text);
    for (const { 0: prefix, index: from } of text.matchAll(hostPattern(pins))) {
        if (!BEFORE.test(text.slice(Math.max(0, from - BEFORE_MAX_LENGTH), from)))
            continue;
        REFERENCE.lastIndex = from + prefix.length;
        const match = REFERENCE.exec(text);
        if (match === null)
            continue;
        const [rest, repository = "", tag, digest] = match;
        const to = from + prefix.length + rest.length;
        if (!pins.has(repository) || taken.some(([start, end]) => start <= from && to <= end))
            continue;
        const line = lines(from);
        if (from >= line.comment || QUERY.test(text.slice(Math.max(line.from, from - CONTEXT), from)))
            continue;
        const before = text.slice(from, to);
        const leave = (reason) => left.push({ from, reference: before, reason });
        if (tag === undefined && digest === undefined && !isImage(text, line, from, to, hasTagKey)) {
            leave("it names the repository without a tag or digest; write the tag behind it, or leave it to the tool that adds the tag");
            continue;
        }
        const choice = pins.choose({ repository, tag, digest });
        if (choice.pin === undefined)
            leave(choice.reason);
        else {
            const { pin } = choice;
            const insert = `${prefix}${repository}${pin.tag === undefined ? "" : `:${pin.tag}`}@${pin.digest}`;
            if (insert !== before)
                edits.push({ from, to, insert, before, after: insert });
        }
    }
    return edits.length + left.length === 0 ? NOTHING_FOUND : { edits, left, taken: [] };
}
/** The lines of a text, asked for in ascending order: each is looked at once, however many references it has. */
function lineReader(text) {
    let line = { from: 0, to: -1, comment: 0 };
    // Only forwards: a search back for a line break that the text does not have would go to its start each time.
    const end = /[\r\n]|$/g;
    return (at) => {
        if (at <= line.to)
            return line;
        let from = line.to + 1;
        let to = line.to;
        do {
            from = to + 1;
            end.lastIndex = from;
            to = end.exec(text)?.index ?? text.length;
        } while (to < at);
        const comment = COMMENT.exec(text.slice(from, to))?.index;
        line = { from, to, comment: comment === undefined ? Number.POSITIVE_INFINITY : from + comment };
        return line;
    };
}
/** True where a repository without tag and digest is an image. */
function isImage(text, line, from, to, hasTagKey) {
    const before = text.slice(Math.max(line.from, from - CONTEXT), from);
    // A Dockerfile has no other place for the tag.
    if (DOCKERFILE.test(before))
        return true;
    if (!IMAGE_KEY.test(before) || !IMAGE_KEY_END.test(text.slice(to, Math.min(line.to, to + CONTEXT))))
        return false;
    return !hasTagKey();
}

;// CONCATENATED MODULE: ./lib/files/kustomize.js
// The `images` of a kustomization, edited in place by the offsets of their values:
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/





const FILE_NAME = /(?:^|\/)kustomization(?:\.ya?ml)?$/i;
/** A component, a kustomization under another name, and one of Flux: https://fluxcd.io/flux/components/kustomize/kustomizations/#images */
const API_VERSION = /^[\uFEFF \t{"']*apiVersion["']?\s*:\s*["']?kustomize\.(?:config\.k8s|toolkit\.fluxcd)\.io\//m;
/** Finds the entries of a kustomization; nothing in any other file. */
function findEntries(path, text, pins) {
    if (!FILE_NAME.test(path) && !API_VERSION.test(text))
        return NOTHING_FOUND;
    const documents = parseYaml(text);
    if (documents === undefined)
        return unreadable(text, pins);
    const found = documents.flatMap((document) => {
        const root = document.contents;
        if (!(0,dist/* isMap */.jh)(root))
            return [];
        const aliases = readAliases(document);
        const spec = root.get("spec", true);
        return [root, ...((0,dist/* isMap */.jh)(spec) ? [spec] : [])].flatMap((owner) => {
            const images = owner.get("images", true);
            if (!(0,dist/* isSeq */.oP)(images))
                return [];
            const isOwnerClear = ![owner, images].some((node) => isShared(node, aliases) || hasTwice(node));
            return images.items.flatMap((item) => (0,dist/* isMap */.jh)(item) ? [readEntry(item, { text, pins, aliases, isOwnerClear })] : []);
        });
    });
    return {
        edits: found.flatMap(({ edits }) => edits),
        left: found.flatMap(({ left }) => left),
        taken: found.flatMap(({ taken }) => taken),
    };
}
/** Undefined for what is not valid YAML: an offset in it could mean something else to kustomize. */
function parseYaml(text) {
    const parsed = (0,yaml_limits/* parseWithinLimits */.$u)(text, { maxTokens: yaml_limits/* MAX_TOKENS */.S0 });
    return "documents" in parsed && parsed.documents.every(({ errors }) => errors.length === 0)
        ? parsed.documents
        : undefined;
}
function unreadable(text, pins) {
    const from = text.search(hostPattern(pins));
    if (from < 0)
        return NOTHING_FOUND;
    return {
        edits: [],
        left: [{ from, reference: pins.host, reason: "the file is not valid YAML, so all of it is left alone" }],
        taken: [[0, text.length]],
    };
}
/** The aliases of a document with what they refer to: resolving each by itself would go through the document every time. */
function readAliases(document) {
    const anchors = new Map();
    const values = new Map();
    (0,dist/* visit */.YR)(document, {
        Node: (_, node) => {
            if ((0,dist/* isAlias */.Vj)(node))
                values.set(node, anchors.get(node.source));
            else if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
        },
    });
    return { values, used: new Set([...values.keys()].map(({ source }) => source)) };
}
function isShared({ anchor }, { used }) {
    return anchor !== undefined && used.has(anchor);
}
/** True for a map with a key twice: YAML forbids it, and parsers use one or the other. */
function hasTwice(node) {
    if (!(0,dist/* isMap */.jh)(node))
        return false;
    const keys = node.items.flatMap(({ key }) => ((0,dist/* isScalar */.jn)(key) ? [key.value] : []));
    return new Set(keys).size < keys.length;
}
function readEntry(entry, place) {
    const { text, pins, aliases } = place;
    const fields = new Map(entry.items.flatMap(({ key, value }) => readField(key, value, aliases)));
    const [name, newName, newTag, digest] = ["name", "newName", "newTag", "digest"].map((key) => fields.get(key));
    const named = newName ?? name;
    const repository = named === undefined ? undefined : (0,files_pins.repositoryOf)(named.value, pins);
    // Without this, the search for references would find them once more, as repositories without a tag.
    const taken = [name, newName].flatMap((field) => field !== undefined && (0,files_pins.repositoryOf)(field.value, pins) !== undefined ? [rangeOf(field.scalar)] : []);
    if (named === undefined || repository === undefined)
        return { edits: [], left: [], taken };
    const reference = `${named.value}${newTag === undefined ? "" : `:${newTag.value}`}${digest === undefined ? "" : `@${digest.value}`}`;
    const leave = (reason) => {
        const left = { from: rangeOf(named.node)[0], reference, reason };
        return { edits: [], left: [left], taken };
    };
    if (!place.isOwnerClear || isShared(entry, aliases))
        return leave("its list or entry is used or written twice");
    if (hasTwice(entry))
        return leave("its entry has a key twice");
    const foreign = ["tagSuffix", "<<"].find((key) => entry.has(key));
    if (foreign !== undefined)
        return leave(`its entry has the key ${foreign}`);
    const unread = ["newName", "newTag", "digest"].find((key) => entry.has(key) && !fields.has(key));
    if (unread !== undefined)
        return leave(`the value of ${unread} is not a text on one line`);
    const choice = pins.choose({ repository, tag: newTag?.value, digest: digest?.value });
    if (choice.pin === undefined)
        return leave(choice.reason);
    const edits = [];
    const wanted = [
        ["newTag", newTag, choice.pin.tag],
        ["digest", digest, choice.pin.digest],
    ];
    for (const [key, field, value] of wanted) {
        if (value === undefined || field?.value === value)
            continue;
        if (field === undefined) {
            edits.push(insertField(text, entry, newTag ?? named, value));
            continue;
        }
        const { node } = field;
        if ((0,dist/* isAlias */.Vj)(node) || isShared(node, aliases)) {
            return leave(`the value of ${key} is shared by an anchor`);
        }
        const [from, to] = rangeOf(node);
        edits.push({
            from,
            to,
            insert: likeBefore(node, value),
            before: `${key}: ${field.value}`,
            after: `${key}: ${value}`,
        });
    }
    return { edits, left: [], taken };
}
/** A key with a text on one line as its value, or an alias of one. */
function readField(key, value, aliases) {
    if (!(0,dist/* isScalar */.jn)(key) || typeof key.value !== "string" || !((0,dist/* isScalar */.jn)(value) || (0,dist/* isAlias */.Vj)(value)))
        return [];
    const scalar = (0,dist/* isAlias */.Vj)(value) ? aliases.values.get(value) : value;
    if (!(0,dist/* isScalar */.jn)(scalar) || !["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"].includes(scalar.type ?? ""))
        return [];
    // An unquoted 1.10 is a number to YAML, and the tag 1.10 to its author.
    const text = typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
    return text === "" || /[\r\n]/.test(text) ? [] : [[key.value, { key, node: value, scalar, value: text }]];
}
function rangeOf(node) {
    const [from = 0, to = 0] = node.range ?? [];
    return [from, to];
}
/** The value in the quotes of the earlier one; a tag that YAML would read as something else than a text gets quotes. */
function likeBefore({ type }, value) {
    if (type === "QUOTE_SINGLE")
        return `'${value}'`;
    return type === "QUOTE_DOUBLE" || !isPlainText(value) ? `"${value}"` : value;
}
function isPlainText(value) {
    return ["1.1", "1.2"].every((version) => (0,dist/* parse */.qg)(value, { version, logLevel: "silent" }) === value);
}
/** A line `digest` below the field; in a flow map an item behind it. */
function insertField(text, entry, { key, node }, digest) {
    const shown = { before: "", after: `digest: ${digest}` };
    // JSON quotes everything. Older parsers of YAML refuse the colon of a digest in a flow map without quotes.
    const name = key.type === "QUOTE_DOUBLE" ? `"digest"` : "digest";
    const [, to] = rangeOf(node);
    if (entry.flow === true)
        return { from: to, to, insert: `, ${name}: "${digest}"`, ...shown };
    // Behind a comment of that line.
    const end = /\r?\n|$/g;
    end.lastIndex = to;
    const { index: from = text.length, 0: found = "" } = end.exec(text) ?? {};
    const eol = found === "" ? (/\r?\n/.exec(text)?.[0] ?? "\n") : found;
    const [keyAt] = rangeOf(key);
    const lineStart = text.lastIndexOf("\n", keyAt - 1) + 1;
    // The column of the first key behind `- `; an anchor or a tag may stand between them.
    const column = /^\uFEFF?([ -]*)/.exec(text.slice(lineStart, keyAt))?.[1]?.length ?? 0;
    return { from, to: from, insert: `${eol}${" ".repeat(column)}${name}: ${digest}`, ...shown };
}

;// CONCATENATED MODULE: ./lib/files/update-text.js
// What `update-files` makes of the text of one file. Every byte outside of the references that are pinned stays.



/** Pins the references in the text of a file. `path`: with `/`; a kustomization is recognised by its name. */
function updateText(path, text, pins) {
    const entries = findEntries(path, text, pins);
    const references = findReferences(text, pins, entries.taken);
    const edits = [...entries.edits, ...references.edits].toSorted((one, other) => one.from - other.from);
    const left = [...entries.left, ...references.left].toSorted((one, other) => one.from - other.from);
    const [lineOfEdit, lineOfLeft] = [lineCounter(text), lineCounter(text)];
    return {
        text: applyEdits(text, edits),
        edits: edits.map(({ from, before, after }) => ({ line: lineOfEdit(from), before, after })),
        left: left.map(({ from, reference, reason }) => ({ line: lineOfLeft(from), reference, reason })),
    };
}
/** The lines of offsets that are asked for in ascending order. */
function lineCounter(text) {
    let line = 1;
    let done = 0;
    return (at) => {
        line += text.slice(done, at).match(/\r\n|\r|\n/g)?.length ?? 0;
        done = at;
        return line;
    };
}


/***/ }),

/***/ 7671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dj: () => (/* binding */ apiPathUrl),
/* harmony export */   Jz: () => (/* binding */ isRateLimited),
/* harmony export */   _j: () => (/* binding */ createGitHubApi),
/* harmony export */   s5: () => (/* binding */ escapeTemplate)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6413);

const API_VERSION = "2022-11-28";
/** In Octokit's URL templates `:` begins a parameter; in digests it does not. */
function escapeTemplate(text) {
    return text.replace(/[:{}]/g, encodeURIComponent);
}
/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimited({ status, headers }) {
    return (status === 429 || (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0")));
}
/** A URL below the API's own, which may have a path, as that of GitHub Enterprise Server has. */
function apiPathUrl(apiUrl, path) {
    return new URL(`${apiUrl.href.replace(/\/$/, "")}/${path}`);
}
function textHeaders(headers) {
    return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
/** The response in an Octokit error of status 400 or more. Rethrows a failure of our HTTP port as it was. */
function failedResponse(error) {
    if (Error.isError(error)) {
        if (error.cause !== undefined)
            throw error.cause;
        const status = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(error, "response", "status");
        const headers = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .asJsonObject */ .Oe)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(error, "response", "headers"));
        if (typeof status === "number" && headers !== undefined) {
            return { status, headers: textHeaders(headers), body: new Uint8Array() };
        }
    }
    throw error;
}
/** Creates the client of one token. */
function createGitHubApi({ apiUrl, token, http }) {
    const loadOctokit = async () => {
        const { getOctokit } = await __webpack_require__.e(/* import() | github */ 326).then(__webpack_require__.bind(__webpack_require__, 2413));
        const silent = { debug() { }, info() { }, warn() { }, error() { } };
        return getOctokit(token ?? "", { baseUrl: apiUrl.href.replace(/\/$/, ""), log: silent });
    };
    let octokit;
    return async ({ url, signal, ...read }) => {
        octokit ??= loadOctokit();
        const client = await octokit;
        const fetch = async (address, init) => {
            const { status, headers, body } = await http.send({
                method: "GET",
                url: new URL(address),
                headers: init.headers,
                ...read,
                stage: "observe",
                signal: init.signal,
            });
            // This is all that Octokit reads of a fetch response. Without a content type it hands the bytes on unparsed.
            const untyped = new Map([...headers].filter(([name]) => name !== "content-type"));
            return { status, url: address, headers: untyped, body, text: async () => "" };
        };
        try {
            const { status, headers, data } = await client.request({
                method: "GET",
                baseUrl: url.origin,
                url: escapeTemplate(url.pathname + url.search),
                headers: { accept: "application/vnd.github+json", "x-github-api-version": API_VERSION },
                request: { signal, fetch, parseSuccessResponseBody: false },
            });
            return { status, headers: textHeaders(headers), body: data };
        }
        catch (error) {
            signal.throwIfAborted();
            return failedResponse(error);
        }
    };
}


/***/ }),

/***/ 3324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCommitHistory: () => (/* binding */ createCommitHistory)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6413);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7671);
// Compares two commits by GitHub's API. https://docs.github.com/rest/commits/commits#compare-two-commits



/** A response lists up to 250 commits and the patches of up to 300 files. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
const SUBJECTS_MAX = 20;
const SUBJECT_MAX_LENGTH = 200;
/** Creates the comparisons of one run. Loads and sends nothing before the first one. */
function createCommitHistory(options) {
    const { apiUrl, token } = options;
    const get = (0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .createGitHubApi */ ._j)(options);
    return {
        async compare({ repository, base, head }, signal) {
            if (token === undefined)
                return unknown("github-token is empty", true);
            try {
                const response = await get({
                    // Without paging, the last of the commits is the latest of all.
                    url: (0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .apiPathUrl */ .Dj)(apiUrl, `repos/${repository}/compare/${base}...${head}`),
                    maxBodyBytes: RESPONSE_MAX_BYTES,
                    repeat: "probe",
                    what: `Comparing commits of ${repository} at ${apiUrl.origin}`,
                    signal,
                });
                return readComparison(response, repository, apiUrl.origin);
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1))
                    throw error;
                return unknown(error.message.replace(/\.$/, ""), error.code !== "ANSWER_TOO_LARGE");
            }
        },
    };
}
function unknown(reason, isFinal) {
    return { kind: "unknown", reason: `${reason}.`, isFinal };
}
function readComparison(response, repository, origin) {
    const { status } = response;
    if (status === 200) {
        const value = parseComparison(response.body);
        return value === undefined
            ? unknown(`${origin} sent a comparison of commits that cannot be read`, true)
            : { kind: "known", value };
    }
    if ((0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .isRateLimited */ .Jz)(response))
        return unknown(`The rate limit of ${origin} is reached (HTTP ${status})`, true);
    if (status === 404) {
        const why = "github-token may not read it (`permissions: contents: read`)";
        return unknown(`${repository} does not have both commits in one history, or ${why}`, false);
    }
    if (status === 401)
        return unknown(`${origin} refused github-token (HTTP 401)`, true);
    if (status === 403) {
        return unknown(`github-token may not read ${repository} (HTTP 403): give the job \`permissions: contents: read\``, false);
    }
    return unknown(`${origin} responded HTTP ${status} to the comparison of commits`, true);
}
function parseComparison(body) {
    const comparison = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJsonObject */ .dw)(body);
    const [ahead, behind] = ["ahead_by", "behind_by"].map((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(comparison, key));
    const commits = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(comparison, "commits");
    if (!isCount(ahead) || !isCount(behind) || !Array.isArray(commits))
        return undefined;
    const subjects = commits.slice(-SUBJECTS_MAX).map((commit) => {
        const [line = ""] = ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(commit, "commit", "message") ?? "").split(/\r?\n/, 1);
        return line.length > SUBJECT_MAX_LENGTH ? `${line.slice(0, SUBJECT_MAX_LENGTH - 1)}…` : line;
    });
    return { ahead, behind, subjects: subjects.filter((line) => line !== "").toReversed() };
}
function isCount(value) {
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}


/***/ }),

/***/ 6319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ hasImageConfig)
/* harmony export */ });
/* harmony import */ var _media_type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8574);

const IMAGE_CONFIGS = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/** Config types of images from old pushes, which Docker still pulls: https://github.com/distribution/distribution/issues/1621 */
const UNTYPED_DOCKER_CONFIGS = ["application/octet-stream", "application/json", "text/html"];
/** True for a manifest that container runtimes accept as an image. */
function hasImageConfig({ mediaType, config }) {
    if (IMAGE_CONFIGS.includes(config.mediaType))
        return true;
    return mediaType === _media_type_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_MANIFEST */ .Vv && UNTYPED_DOCKER_CONFIGS.includes(config.mediaType);
}


/***/ }),

/***/ 8226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ss: () => (/* binding */ IMAGE_MANIFESTS_MAX_BYTES),
  V4: () => (/* binding */ MANIFEST_MAX_BYTES),
  MK: () => (/* binding */ decodeManifest),
  _e: () => (/* binding */ describeMismatch),
  q_: () => (/* binding */ verifyEntries)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/quote.js
var quote = __webpack_require__(7211);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/image-claims.js
var image_claims = __webpack_require__(6720);
;// CONCATENATED MODULE: ./lib/oci/json-depth.js
// The nesting depth of a JSON text, measured on its bytes before it is parsed.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/**
 * True when brackets are nested deeper than `limit`. JSON.parse builds every level: millions of brackets in a few megabytes
 * would block the event loop for seconds.
 */
function isNestedDeeper(bytes, limit) {
    let depth = 0;
    let inString = false;
    for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at];
        if (inString) {
            if (byte === BACKSLASH)
                at += 1;
            else if (byte === QUOTE)
                inString = false;
        }
        else if (byte === QUOTE) {
            inString = true;
        }
        else if (OPENING.has(byte)) {
            depth += 1;
            if (depth > limit)
                return true;
        }
        else if (CLOSING.has(byte)) {
            depth -= 1;
        }
    }
    return false;
}

// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/oci/manifest.js
// Decodes manifests and indexes strictly: digests are computed, never taken from a header. Bytes are not kept, and of annotations
// only what describes the image, because a run has thousands of manifests in memory.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, and Docker's image manifest v2 schema 2






/** The largest manifest that is read; the distribution spec requires registries to accept up to 4 MiB. */
const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;
/** All manifests of one image: four of the largest. Fifty usual ones, which is what ACR imports at most, have about 0.2 MiB. */
const IMAGE_MANIFESTS_MAX_BYTES = 4 * MANIFEST_MAX_BYTES;
const MANIFEST_KEYS = foldedKeys("schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations", "fsLayers");
const DESCRIPTOR_KEYS = foldedKeys("mediaType", "digest", "size", "platform", "artifactType", "annotations");
/** Manifests need six levels; additions of tools need a few more. */
const DEPTH_MAX = 100;
/**
 * Decodes the bytes that a registry served with a Content-Type, whose parameters are ignored.
 * Rejects bytes whose Content-Type, own `mediaType` and shape do not agree (CVE-2021-41190).
 * @throws ManifestError `MANIFEST_SCHEMA1`, `MANIFEST_UNSUPPORTED` or `MANIFEST_INVALID`
 */
function decodeManifest(bytes, contentType) {
    const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
    if ((0,media_type/* isDockerSchema1 */.R6)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_SCHEMA1", "The manifest has Docker schema 1.", { side: "source" });
    }
    if (!(0,media_type/* isManifestMediaType */.CM)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_UNSUPPORTED", `Its Content-Type ${(0,quote/* quote */.h)(contentType)} is not an OCI or Docker v2 manifest type.`);
    }
    const document = parseObject(bytes);
    if (document["schemaVersion"] !== 2)
        throw invalid("schemaVersion is not 2");
    rejectLookalikes(document, MANIFEST_KEYS, "it");
    const stated = document["mediaType"];
    if (stated !== undefined && stated !== mediaType) {
        const shown = typeof stated === "string" ? (0,quote/* quote */.h)(stated) : "not a string";
        throw invalid(`its Content-Type is ${mediaType} and its mediaType is ${shown}`, PUSH_AGAIN);
    }
    if (document["fsLayers"] !== undefined)
        throw invalid("it has fsLayers of schema 1", PUSH_AGAIN);
    const claims = (0,image_claims/* claimsOf */.ds)(decodeAnnotations(document["annotations"], "annotations"));
    const common = {
        mediaType,
        digest: (0,oci_digest/* digestOf */.ol)(bytes),
        sizeBytes: bytes.byteLength,
        ...optionalText("artifactType", document["artifactType"]),
        ...(document["subject"] !== undefined && { subject: decodeDescriptor(document["subject"], "subject") }),
        ...(claims !== undefined && { claims }),
    };
    if ((0,media_type/* isIndexMediaType */.$$)(mediaType)) {
        if (document["config"] !== undefined || document["layers"] !== undefined) {
            throw invalid("it is an index with config or layers of an image", PUSH_AGAIN);
        }
        return { kind: "index", ...common, manifests: decodeDescriptors(document["manifests"], "manifests") };
    }
    if (document["manifests"] !== undefined) {
        throw invalid("it is an image manifest with manifests of an index", PUSH_AGAIN);
    }
    return {
        kind: "image",
        ...common,
        config: decodeDescriptor(document["config"], "config"),
        layers: decodeDescriptors(document["layers"], "layers"),
    };
}
/** For bytes that two clients may read differently: https://github.com/advisories/GHSA-77vh-xpmg-72qh */
const PUSH_AGAIN = "Clients read such an image differently. Build and push it again with one tool, for example docker buildx build --push, or convert it to a new tag with regctl or skopeo.";
function invalid(why, remedy) {
    return new errors/* ManifestError */.Sh("MANIFEST_INVALID", `The manifest is not valid: ${why}.`, { remedy });
}
function parseObject(bytes) {
    if (isNestedDeeper(bytes, DEPTH_MAX))
        throw invalid(`it is nested deeper than ${DEPTH_MAX} levels`);
    let document;
    try {
        // Keep a byte order mark in the text, so that JSON.parse rejects it as every strict reader does.
        document = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        throw invalid("it is not JSON");
    }
    return asObject(document, "it");
}
function asObject(value, what) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw invalid(`${what} is not an object`);
    return value;
}
/** Upper case first: it maps U+017F and U+212A to the ASCII letters that case-insensitive readers match them with. */
function foldCase(key) {
    return key.toUpperCase().toLowerCase();
}
function foldedKeys(...keys) {
    return new Map(keys.map((key) => [foldCase(key), key]));
}
/** Many decoders ignore case, so they would read a manifest with "Config" beside "config" differently than this one. */
function rejectLookalikes(object, known, what) {
    for (const key of Object.keys(object)) {
        const meant = known.get(foldCase(key));
        if (meant !== undefined && meant !== key)
            throw invalid(`${what} has the key ${(0,quote/* quote */.h)(key)}`, PUSH_AGAIN);
    }
}
function optionalText(key, value) {
    if (value === undefined || value === "")
        return {};
    if (typeof value !== "string")
        throw invalid(`${key} is not a string`);
    return { [key]: value };
}
function decodeDescriptors(value, what) {
    if (!Array.isArray(value))
        throw invalid(`${what} is not a list`);
    return value.map((entry, at) => decodeDescriptor(entry, `${what}[${at}]`));
}
function decodeDescriptor(value, what) {
    const descriptor = asObject(value, what);
    rejectLookalikes(descriptor, DESCRIPTOR_KEYS, what);
    const { mediaType, digest, size } = descriptor;
    if (typeof mediaType !== "string" || mediaType === "")
        throw invalid(`${what} has no mediaType`);
    if (typeof digest !== "string")
        throw invalid(`${what} has no digest`);
    if (/^sha512:/i.test(digest))
        throw invalid(`${what} has a sha512 digest; ACR imports by sha256 digest only`);
    if (!(0,oci_digest/* isDigest */.Bc)(digest))
        throw invalid(`${what} has the invalid digest ${(0,quote/* quote */.h)(digest)}`);
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
        throw invalid(`${what} has no valid size`);
    const annotations = decodeAnnotations(descriptor["annotations"], `${what}.annotations`);
    return {
        mediaType,
        digest,
        sizeBytes: size,
        ...(descriptor["platform"] !== undefined && { platform: decodePlatform(descriptor["platform"], what) }),
        ...optionalText("artifactType", descriptor["artifactType"]),
        ...(Array.isArray(descriptor["urls"]) && descriptor["urls"].length > 0 && { hasUrls: true }),
        ...(annotations["vnd.docker.reference.type"] === "attestation-manifest" && { isAttestation: true }),
    };
}
function decodePlatform(value, what) {
    const platform = asObject(value, `${what}.platform`);
    const { os, architecture } = platform;
    if (typeof os !== "string" || typeof architecture !== "string") {
        throw invalid(`${what}.platform has no os or architecture`);
    }
    return {
        os,
        architecture,
        ...optionalText("variant", platform["variant"]),
        ...optionalText("osVersion", platform["os.version"]),
    };
}
function decodeAnnotations(value, what) {
    if (value === undefined || value === null)
        return {};
    const annotations = asObject(value, what);
    for (const text of Object.values(annotations))
        if (typeof text !== "string")
            throw invalid(`${what} has a value that is not a string`);
    return annotations;
}
/** How a manifest differs from what `stating` states of it; undefined where it does not. */
function describeMismatch(found, { digest, mediaType, sizeBytes }, stating) {
    if (found.mediaType === mediaType && found.sizeBytes === sizeBytes)
        return undefined;
    const has = `${found.mediaType} of ${found.sizeBytes} bytes`;
    return `Manifest ${digest} is ${has}, but ${stating} states ${mediaType} of ${sizeBytes} bytes.`;
}
/**
 * Compares each manifest with what an index among these states of it.
 * @throws ManifestError `MANIFEST_INVALID` where the media type or the size differs
 */
function verifyEntries(manifests, where) {
    const known = new Map(Array.from(manifests, (manifest) => [manifest.digest, manifest]));
    for (const index of known.values()) {
        if (index.kind !== "index")
            continue;
        for (const { digest, mediaType, sizeBytes } of index.manifests) {
            const manifest = known.get(digest);
            if (manifest === undefined)
                continue;
            const mismatch = describeMismatch(manifest, { digest, mediaType, sizeBytes }, `its index ${index.digest}`);
            if (mismatch !== undefined)
                throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", mismatch, where);
        }
    }
}


/***/ }),

/***/ 5138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   e9: () => (/* binding */ highestVersions),
/* harmony export */   h: () => (/* binding */ replacesRelease)
/* harmony export */ });
/* unused harmony export parseVersion */
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8469);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6353);


/** `2024.11.27` and `20241127.1.0` are dates. */
const FIRST_NUMBER_MAX = 999;
/** The first part of a suffix that makes a pre-release: the word alone, or with a number or more parts behind it. */
const PRERELEASE = /^(alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly|next)(?:\.|(?=\d)|$)(.*)$/i;
const NUMBERS = /^\d+(?:\.\d+)*$/;
/** Parses a tag as a strict SemVer with an optional `v`. Undefined for every other tag. */
function parseVersion(tag) {
    const parsed = semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__(tag);
    if (parsed === null || parsed.major > FIRST_NUMBER_MAX)
        return undefined;
    const { prerelease, variant } = splitSuffix(parsed.prerelease.join("."));
    const core = `${parsed.major}.${parsed.minor}.${parsed.patch}`;
    const semver = semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__(prerelease.length === 0 ? core : `${core}-${prerelease.join(".")}`);
    return semver === null ? undefined : { tag, variant, semver };
}
/** Splits `rc1-alpine3.20` into the pre-release `rc.1` and the variant `alpine3.20`. */
function splitSuffix(suffix) {
    const [first = "", ...rest] = suffix.split("-");
    const [, word, more = ""] = PRERELEASE.exec(first) ?? [];
    if (word === undefined)
        return { prerelease: [], variant: suffix };
    const end = rest.findIndex((part) => !NUMBERS.test(part));
    const numbers = end === -1 ? rest : rest.slice(0, end);
    const parts = [word.toLowerCase(), ...[more, ...numbers].flatMap((part) => part.split("."))];
    return {
        // A numeric part with a leading zero is not SemVer.
        prerelease: parts.filter((part) => part !== "").map((part) => part.replace(/^0+(?=\d+$)/, "")),
        variant: end === -1 ? "" : rest.slice(end).join("-"),
    };
}
/** The highest version of each variant among these tags. */
function highestVersions(tags) {
    const highest = new Map();
    for (const tag of tags) {
        const version = parseVersion(tag);
        if (version === undefined)
            continue;
        const other = highest.get(version.variant);
        if (other === undefined || semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__(version.semver, other.semver) > 0)
            highest.set(version.variant, version);
    }
    return highest;
}
/** Compares variant by variant. Unknown where no variant is common, or where the variants disagree. */
function compareVersions(before, after) {
    const pairs = [...before.keys()].toSorted().flatMap((variant) => {
        const [one, other] = [before.get(variant), after.get(variant)];
        return one === undefined || other === undefined ? [] : [{ before: one, after: other, order: orderOf(one, other) }];
    });
    const [first] = pairs;
    if (first !== undefined && pairs.every(({ order }) => order === first.order))
        return first;
    return { order: "unknown", before: shownOf(before), after: shownOf(after) };
}
function orderOf(before, after) {
    const difference = semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__(after.semver, before.semver);
    if (difference === 0)
        return "equal";
    return difference > 0 ? "forward" : "backward";
}
/** The version without a variant, or the first one by variant. */
function shownOf(versions) {
    const [variant = ""] = [...versions.keys()].toSorted();
    return versions.get(variant);
}
/** True where a pre-release would replace a release, even if it is a higher version. */
function replacesRelease({ before, after, order }) {
    return order !== "unknown" && before?.semver.prerelease.length === 0 && (after?.semver.prerelease.length ?? 0) > 0;
}


/***/ }),

/***/ 9833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote)
});

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./lib/deadline.js
var lib_deadline = __webpack_require__(4611);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(1260);
;// CONCATENATED MODULE: ./lib/observe/members.js
// The manifests below an image's root. An index may list one digest for several platforms, such as linux/arm/v6 and linux/arm/v7:
// each of these is an entry. A member is one digest with all of its platforms.

/** Adds entries of indexes to the members. A known digest gets the platforms of its further entries. */
function addEntries(members, entries) {
    const all = new Map(members);
    for (const [digest, group] of Map.groupBy(entries, (entry) => entry.digest)) {
        const [first, ...others] = [members.get(digest), ...group].filter((each) => each !== undefined);
        if (first !== undefined)
            all.set(digest, withPlatforms(first, others));
    }
    return all;
}
/** The member with the platforms of the others added, each once. */
function withPlatforms(member, others) {
    const platforms = [member, ...others].flatMap(platformsOf);
    const [platform, ...otherPlatforms] = new Map(platforms.map((each) => [(0,descriptor/* formatPlatform */.B)(each), each])).values();
    if (platform === undefined)
        return member;
    return { ...member, platform, ...(otherPlatforms.length > 0 && { otherPlatforms }) };
}
/** All platforms that a member is listed for, those of attestations included. */
function platformsOf({ platform, otherPlatforms = [] }) {
    return platform === undefined ? [] : [platform, ...otherPlatforms];
}
/** A member as messages name it: `sha256:… (linux/amd64, linux/arm64)`. */
function formatMember(member) {
    const platforms = runtimePlatformsOf(member).map(descriptor/* formatPlatform */.B);
    const label = platforms.length > 0 ? platforms.join(", ") : (0,descriptor/* isAttestationChild */.$)(member) ? "attestation" : "";
    return label === "" ? member.digest : `${member.digest} (${label})`;
}
/** The platforms that a member runs on; none for an attestation. */
function runtimePlatformsOf(member) {
    return platformsOf(member).filter((platform) => !(0,descriptor/* isAttestationChild */.$)({ ...member, platform }));
}

;// CONCATENATED MODULE: ./lib/oci/manifest-summary.js
function summarize(manifest) {
    const { claims } = manifest;
    const stated = claims !== undefined && { claims };
    if (manifest.kind === "index")
        return { ...stated };
    const sizes = new Map([manifest.config, ...manifest.layers].map(({ digest, sizeBytes }) => [digest, sizeBytes]));
    return { ...stated, pullBytes: [...sizes.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0) };
}

// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/changes/claims.js
/** The claim of the first statement that has it. */
function claimOf(statements, key) {
    for (const { from, claims } of statements) {
        const text = claims[key];
        if (text !== undefined)
            return { text, from };
    }
    return undefined;
}
/** The claims in which all images that state them agree. */
function agreedClaims(images) {
    const keys = ["version", "revision", "source", "baseName"];
    const agreed = keys.flatMap((key) => {
        const [text, ...others] = new Set(images.flatMap((claims) => claims[key] ?? []));
        return text === undefined || others.length > 0 ? [] : [[key, text]];
    });
    return Object.fromEntries(agreed);
}

;// CONCATENATED MODULE: ./lib/changes/commits.js

/** Attestations are accepted of workflows on this server only. */
const ATTESTED_SERVER = "https://github.com";
/**
 * The range between the revisions of two images. Undefined where one is not known, where both are equal, and where an image states
 * another repository: that of its base image, for example. `attested`: the repository that a verified attestation names.
 */
function rangeOf(previous, current, attested, github) {
    const repository = attested !== undefined && github.server === ATTESTED_SERVER ? attested : github.repository;
    const [base, head] = [previous, current].map((statements) => commitIn(repository, statements, github.server));
    if (base === undefined || head === undefined || base.id === head.id)
        return undefined;
    return { repository, base: base.id, head: head.id, isStated: base.isStated && head.isStated };
}
function commitIn(repository, statements, server) {
    const stating = statements.find(({ claims }) => claims.revision !== undefined);
    const id = claimOf(statements, "revision")?.text;
    if (stating === undefined || id === undefined)
        return undefined;
    const { source } = stating.claims;
    if (source === undefined)
        return { id, isStated: false };
    return repositoryAt(source, server)?.toLowerCase() === repository.toLowerCase() ? { id, isStated: true } : undefined;
}
/** `owner/name` of a repository's URL on the server; undefined for every other text. */
function repositoryAt(source, server) {
    const url = URL.parse(source);
    if (url === null || url.origin !== server)
        return undefined;
    return /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url.pathname)?.[1];
}
/** A key for the result of a comparison. */
function rangeKey({ repository, base, head }) {
    return `${repository} ${base}...${head}`;
}
/** GitHub's page that compares the commits. */
function compareUrl({ repository, base, head }, { server }) {
    return `${server}/${repository}/compare/${base}...${head}`;
}

// EXTERNAL MODULE: ./lib/oci/image-claims.js
var image_claims = __webpack_require__(6720);
// EXTERNAL MODULE: ./lib/provenance/policy.js
var policy = __webpack_require__(4321);
;// CONCATENATED MODULE: ./lib/changes/tag-change.js
// What changes where a tag moves: what is known of both digests. Untrusted text that decides nothing.







/** Both sides of a tag as far as they are known; undefined for a tag that does not move. */
function sidesOf(tag, { source }, facts, github) {
    if (tag.action !== "move" || source === null)
        return undefined;
    const { previousDigest, previous: root, versions } = tag;
    const attestation = (0,policy/* acceptedProvenance */.xJ)(source.provenance);
    const attested = attestation?.revision === undefined || !(0,image_claims/* isCommit */.WM)(attestation.revision)
        ? []
        : [
            {
                from: "attestation",
                claims: { revision: attestation.revision, source: `https://github.com/${attestation.repository}` },
            },
        ];
    const current = {
        digest: source.digest,
        root: source.root,
        children: source.members,
        statements: [...attested, ...statementsOf(source.digest, source.root, source.members, versions?.after, facts)],
    };
    if (previousDigest === null)
        return { current };
    const children = root?.kind === "index" ? root.manifests : [];
    const previous = {
        digest: previousDigest,
        root,
        children,
        statements: statementsOf(previousDigest, root, children, versions?.before, facts),
    };
    const range = rangeOf(previous.statements, current.statements, attestation?.repository, github);
    return { previous, current, ...(range !== undefined && { range }) };
}
/** `version`: the highest version among the digest's tags. */
function statementsOf(digest, root, children, version, { manifests, labels }) {
    const inChildren = children.flatMap((child) => manifests.get(child.digest)?.claims ?? []);
    return [
        { from: "annotation", claims: root?.claims ?? {} },
        { from: "annotation", claims: agreedClaims(inChildren) },
        { from: "tag", claims: version === undefined ? {} : { version } },
        { from: "label", claims: labels.get(digest) ?? {} },
    ];
}
/** What changes for a tag; undefined for a tag that does not move. */
function changeOf(tag, plan, facts, github) {
    const sides = sidesOf(tag, plan, facts, github);
    if (sides === undefined)
        return undefined;
    const { previous, current, range } = sides;
    const pair = (key) => {
        const [before, after] = [claimOf(previous?.statements ?? [], key), claimOf(current.statements, key)];
        return { ...(before !== undefined && { previous: before }), ...(after !== undefined && { current: after }) };
    };
    const comparison = range === undefined ? undefined : facts.comparisons.get(rangeKey(range));
    // Without a comparison, only the images' own word says that these commits are of this repository.
    const isShown = range !== undefined && (range.isStated || comparison !== undefined);
    return {
        version: pair("version"),
        revision: pair("revision"),
        baseImage: pair("baseName"),
        pullSizes: pullSizesOf(sides, plan.source, facts),
        ...(isShown && { commits: { url: compareUrl(range, github), ...(comparison !== undefined && { comparison }) } }),
    };
}
/** The sizes of the new image, where they are known, beside those of the previous one. */
function pullSizesOf({ previous, current }, source, { manifests }) {
    const bytesOf = (side, digest) => (side.root?.digest === digest ? summarize(side.root) : manifests.get(digest))?.pullBytes;
    const sizesOf = (side) => {
        const bytes = bytesOf(side, side.digest);
        if (bytes !== undefined)
            return [{ platform: null, bytes }];
        return side.children.flatMap((child) => {
            const childBytes = bytesOf(side, child.digest);
            const platforms = runtimePlatformsOf(child).map(descriptor/* formatPlatform */.B);
            return childBytes === undefined ? [] : platforms.map((platform) => ({ platform, bytes: childBytes }));
        });
    };
    const before = previous === undefined ? [] : sizesOf(previous);
    const [single] = source?.platforms ?? [];
    return sizesOf(current).map((size) => {
        const previousBytes = before.find(({ platform }) => platform === size.platform)?.bytes;
        const platform = size.platform ?? (single === undefined ? null : (0,descriptor/* formatPlatform */.B)(single));
        return { platform, bytes: size.bytes, ...(previousBytes !== undefined && { previousBytes }) };
    });
}

;// CONCATENATED MODULE: ./lib/changes/read-changes.js
// Reads what is optional about changes: labels and commits, a few requests at a time, for two seconds in all. Fails nothing.










/** {@link ChangeFacts} as they become known. */
class ChangeRecord {
    manifests = new Map();
    labels = new Map();
    comparisons = new Map();
    notes = new Set();
    addManifests(manifests) {
        for (const manifest of manifests)
            this.manifests.set(manifest.digest, summarize(manifest));
    }
}
/** For all requests of a run together. */
const TIME_MS = 2_000;
const PARALLEL = 4;
/** Starts to read what `changes` asks for about the tags of a plan that move. */
function readChanges(plan, request, record, ports, signal) {
    const moves = plan.images.flatMap((image, at) => {
        const source = ports.sources[at]?.reader;
        const tags = image.verdict === "promote" ? image.tags.filter(({ action }) => action === "move") : [];
        return tags.map((tag) => ({ image, tag, source }));
    });
    if (request.changes === "off" || moves.length === 0)
        return NOTHING_TO_READ;
    const roots = new Set(moves.map(({ image }) => image.source?.digest));
    const onReadBack = (root, manifests) => {
        if (roots.has(root))
            record.addManifests(manifests);
    };
    for (const { image } of moves)
        record.addManifests(image.present);
    // With all-or-nothing, a refused image keeps all others from moving.
    if (request.changes === "annotations" || (plan.refused && !request.dryRun))
        return { ...NOTHING_TO_READ, onReadBack };
    const over = new AbortController();
    const deadline = (0,lib_deadline/* withDeadline */.NE)(ports.clock, TIME_MS, AbortSignal.any([signal, over.signal]));
    const run = new ChangeRun(request, record, ports, deadline.signal);
    let isDone = false;
    const explain = (error) => {
        if (signal.aborted || over.signal.aborted)
            return;
        record.notes.add(deadline.signal.aborted
            ? `Not everything about the changes was read within ${TIME_MS / 1000} s.`
            : `Not everything about the changes was read: ${(0,errors/* problemOf */.Zw)(error, "observe").message}`);
    };
    // Also a defect is only a note: nobody awaits this in a promotion, and an unhandled rejection would end the process between two tags.
    const done = Promise.all(moves.map((move) => run.read(move).catch(explain))).then(() => {
        isDone = true;
        deadline.clear();
    });
    const stop = () => {
        // The report is made at once, before any request has noticed.
        if (!isDone && !signal.aborted)
            record.notes.add(OVER);
        over.abort("The step is over.");
    };
    return { done, onReadBack, stop };
}
const OVER = "The promotion was over before everything about the changes was read.";
const NOTHING_TO_READ = { done: Promise.resolve(), onReadBack() { }, stop() { } };
class ChangeRun {
    #request;
    #record;
    #ports;
    #signal;
    #limit = (0,p_limit/* default */.A)(PARALLEL);
    /** Tags of one image, and images side by side, share digests. */
    #started = new Map();
    #readsLabels = true;
    #compares;
    constructor(request, record, ports, signal) {
        this.#request = request;
        this.#record = record;
        this.#ports = ports;
        this.#signal = signal;
        this.#compares = request.changes === "commits";
    }
    /** The labels of both digests first: they may state the commits. */
    async read({ image, tag, source }) {
        const { repository } = image.request.target;
        const sides = this.#sidesOf(image, tag);
        await Promise.all([
            source && this.#readLabels(sides?.current, source, image.request.source.repository),
            this.#readLabels(sides?.previous, this.#ports.target, repository),
        ]);
        const range = this.#compares ? this.#sidesOf(image, tag)?.range : undefined;
        if (range === undefined)
            return;
        await this.#once(rangeKey(range), async () => {
            if (!this.#compares)
                return;
            const lookup = await this.#ports.commits.compare(range, this.#signal);
            if (lookup.kind === "known")
                this.#record.comparisons.set(rangeKey(range), lookup.value);
            else {
                this.#compares &&= !lookup.isFinal;
                this.#record.notes.add(`Commits were not compared: ${lookup.reason}`);
            }
        });
    }
    #sidesOf(image, tag) {
        return sidesOf(tag, image, this.#record, this.#request.github);
    }
    async #readLabels(side, reader, repository) {
        const image = side === undefined || !needsLabels(side) ? undefined : imageOf(side);
        if (side === undefined || image === undefined)
            return;
        await this.#once(`labels of ${side.digest}`, async () => {
            if (!this.#readsLabels)
                return;
            const lookup = await reader.lookUpLabels(repository, image, this.#signal);
            if (lookup.kind === "known") {
                this.#record.addManifests([lookup.value.manifest]);
                if (lookup.value.claims !== undefined)
                    this.#record.labels.set(side.digest, lookup.value.claims);
            }
            if (lookup.kind === "unknown") {
                // One image with a large config must not hide the others.
                this.#readsLabels &&= lookup.problem.code === "ANSWER_TOO_LARGE";
                this.#record.notes.add(`Labels were not read: ${lookup.problem.message}`);
            }
        });
    }
    #once(key, work) {
        const running = this.#started.get(key) ?? this.#limit(work);
        this.#started.set(key, running);
        return running;
    }
}
/** True where labels could add something to what annotations and attestations state. */
function needsLabels({ statements }) {
    return ["version", "revision"].some((key) => {
        const from = claimOf(statements, key)?.from;
        return from === undefined || from === "tag";
    });
}
/** The image whose config is read: the root, or what an index lists for linux/amd64 or else first. */
function imageOf({ root, children }) {
    if (root?.kind === "image")
        return root;
    const images = children.filter((child) => !(0,media_type/* isIndexMediaType */.$$)(child.mediaType) && runtimePlatformsOf(child).length > 0);
    const usual = images.find((child) => runtimePlatformsOf(child).some((each) => (0,descriptor/* formatPlatform */.B)(each) === "linux/amd64"));
    return (usual ?? images[0])?.digest;
}

;// CONCATENATED MODULE: ./lib/image-time.js
// The time limit of one image, as arithmetic on the given clock: its own time, and the pauses that stop the clock.

/** The pauses from a time on, in their order and without overlap. */
function spansFrom(fromMs, pauses) {
    const spans = [];
    let coveredMs = fromMs;
    for (const pause of pauses.toSorted((a, b) => a.fromMs - b.fromMs)) {
        const beginsMs = Math.max(pause.fromMs, coveredMs);
        if (pause.untilMs <= beginsMs)
            continue;
        spans.push({ fromMs: beginsMs, untilMs: pause.untilMs });
        coveredMs = pause.untilMs;
    }
    return spans;
}
/** When the time of a part ends that began with so much left. */
function endOf(left, startedAtMs, pauses) {
    let endMs = startedAtMs + left.ownMs;
    let pausesMs = left.pausesMs;
    for (const span of spansFrom(startedAtMs, pauses)) {
        if (span.fromMs >= endMs)
            break;
        const stoppedMs = Math.min(pausesMs, span.untilMs - span.fromMs);
        endMs += stoppedMs;
        pausesMs -= stoppedMs;
    }
    return endMs;
}
/** What is left after a part that began with so much left. */
function leftAfter(left, startedAtMs, nowMs, pauses) {
    const pausedMs = spansFrom(startedAtMs, pauses)
        .map(({ fromMs, untilMs }) => Math.max(0, Math.min(untilMs, nowMs) - fromMs))
        .reduce((sum, each) => sum + each, 0);
    const stoppedMs = Math.min(left.pausesMs, pausedMs);
    return { ownMs: left.ownMs - (nowMs - startedAtMs - stoppedMs), pausesMs: left.pausesMs - stoppedMs };
}
/** The time of one image over all parts of its work. While it waits for other images or for a free slot, no part runs. */
class ImageTime {
    #clock;
    #limitMs;
    #left;
    constructor(clock, limitMs) {
        this.#clock = clock;
        this.#limitMs = limitMs;
        this.#left = { ownMs: limitMs, pausesMs: limitMs };
    }
    /** Runs one part of the work. `pauses`: those of the registries that the image is read from, as they become known. */
    async run(signal, pauses, work) {
        const clock = this.#clock;
        const left = this.#left;
        const startedAtMs = clock.nowMs();
        // A part may find nothing left. It still starts, so that it fails as every other part does.
        const endsAtMs = () => Math.max(startedAtMs + 1, endOf(left, startedAtMs, pauses()));
        const expired = new AbortController();
        const over = new AbortController();
        const watch = async () => {
            for (let leftMs = endsAtMs() - clock.nowMs(); leftMs > 0; leftMs = endsAtMs() - clock.nowMs()) {
                await clock.sleep(leftMs, over.signal);
            }
            expired.abort(new lib_deadline/* DeadlinePassed */.Xp(this.#limitMs));
        };
        watch().catch(() => undefined);
        try {
            return await work({ signal: AbortSignal.any([signal, expired.signal]), endsAtMs });
        }
        finally {
            over.abort();
            this.#left = leftAfter(left, startedAtMs, clock.nowMs(), pauses());
        }
    }
}

// EXTERNAL MODULE: ./lib/problems.js
var lib_problems = __webpack_require__(5451);
;// CONCATENATED MODULE: ./lib/observe/blob-finding.js

/** Content that was there before this step, and not whole. ACR may skip the import of a manifest that it has. */
function contentIncomplete(what, consequence) {
    const message = `The target lacks the ${what}, which was there before this run. ${consequence}`;
    const remedy = "Check that the source image can be pulled whole, delete the incomplete image in the target (az acr manifest delete), and promote it again.";
    return (0,lib_problems/* problem */.CC)("CONTENT_INCOMPLETE", message, { side: "target", remedy });
}
/** A warning that names layers which the registry does not hold; none for no layers. */
function warnOfForeignLayers(layers) {
    const [first, ...others] = layers;
    if (first === undefined)
        return [];
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [`Layer ${first}${more} is fetched from a URL outside the registry (foreign layer) and was not checked.`];
}

;// CONCATENATED MODULE: ./lib/observe/tag-list.js
/** Pauses between reads of an index that is behind: five seconds together. */
const PAUSES_MS = [500, 500, 1_000, 1_000, 2_000];
/** Looks a manifest up in the index. Reads again, for at most five seconds, while the index lacks a tag that was read with it. */
function lookUpTagged(manifest, tagsRead, reading) {
    const isBehind = (lookup) => {
        const list = tagListOf(lookup, tagsRead);
        return list.kind === "known" && !list.isWhole;
    };
    return lookUpWhile(isBehind, manifest, reading);
}
/** Looks a manifest up in the index. Reads again, for at most five seconds, while the index is behind. */
async function lookUpWhile(isBehind, manifest, { reader, clock, signal }) {
    let lookup = await reader.lookUpLocks(manifest, signal);
    for (const pauseMs of PAUSES_MS) {
        if (!isBehind(lookup))
            break;
        await clock.sleep(pauseMs, signal);
        lookup = await reader.lookUpLocks(manifest, signal);
    }
    return lookup;
}
/** The tags that a lookup of a manifest lists, and those that were read. The index may not have the manifest yet. */
function tagListOf(lookup, tagsRead) {
    if (lookup.kind === "unknown")
        return lookup;
    const listed = lookup.kind === "known" ? (lookup.value.tags ?? []) : [];
    const unlisted = tagsRead.filter((tag) => !listed.includes(tag));
    return { kind: "known", tags: [...listed, ...unlisted], isWhole: unlisted.length === 0 };
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
// EXTERNAL MODULE: ./lib/request/resource-id.js
var resource_id = __webpack_require__(1791);
// EXTERNAL MODULE: ./lib/backoff.js
var backoff = __webpack_require__(7119);
;// CONCATENATED MODULE: ./lib/import/settle.js
// Decides what a read of the target shows, and what happens next. Two pure functions of values; import-step.ts performs what
// they return and decides nothing. What is proven here is the definition of "in place" (README, Guarantees).
/** What one read of the target shows. */
function prove(read, goal) {
    if (read.kind === "unreadable")
        return read;
    const seen = new Map(read.tags.map(({ name, digest }) => [name, digest]));
    const rivals = goal.tags.flatMap(({ name, previous }) => {
        const digest = seen.get(name);
        const isRival = digest !== undefined && digest !== null && digest !== goal.digest && digest !== previous;
        return isRival ? [{ name, digest }] : [];
    });
    if (rivals.length > 0)
        return { kind: "rival", rivals };
    const unset = goal.tags.find(({ name }) => seen.get(name) !== goal.digest);
    if (unset !== undefined)
        return { kind: "partial", missing: `the tag ${unset.name}`, blob: false };
    if (read.missingManifest !== undefined)
        return { kind: "partial", missing: read.missingManifest, blob: false };
    if (read.missingBlob !== undefined)
        return { kind: "partial", missing: read.missingBlob, blob: true };
    return { kind: "whole" };
}
/** Counts a read. A read that proves something else starts again. */
function countEqualReads(before, proof, nowMs) {
    const key = proof.kind === "rival" ? JSON.stringify(proof.rivals) : proof.kind;
    if (before?.key !== key)
        return { key, count: 1, sinceMs: nowMs };
    return { ...before, count: before.count + 1 };
}
/** Reads that agree count as one that is not stale: three, over at least five seconds. */
const EQUAL_READS = 3;
const EQUAL_READS_MS = 5_000;
/** How long the target is read after a POST whose response was lost, before the POST is repeated. */
const POST_LOST_MS = { NoForce: 15_000, Force: 90_000 };
/** How long the rest of an image is waited for once ARM has refused the import, because a tag of it exists. */
const TAG_EXISTS_MS = 90_000;
/** What happens next, given what the last read proves and what ARM has said. */
function next(proof, verdict, goal, facts) {
    switch (proof.kind) {
        case "whole":
            return nextOfWhole(verdict, goal, facts);
        case "rival":
            return nextOfRival(proof, verdict, goal, facts);
        case "partial":
            return nextOfPartial(proof, verdict, goal, facts);
        case "unreadable":
            return nextOfUnreadable(proof, verdict, facts);
    }
}
const UNCONFIRMED = "what Azure was to import";
const WAIT = { kind: "wait", confirm: false };
/** A tag that moves has to be confirmed by one more fact where a stale replica could show the planned digest too early. */
function nextOfWhole(verdict, goal, facts) {
    const moves = goal.tags.some(({ previous }) => previous !== null);
    if (!moves || !goal.hasReplicas)
        return { kind: "proven" };
    switch (verdict) {
        case "succeeded":
            return { kind: "proven" };
        case "none":
            return facts.isTagUpdateConfirmed ? { kind: "proven" } : { kind: "wait", confirm: true };
        case "untracked":
            if (facts.isTagUpdateConfirmed || areEqual(facts))
                return { kind: "proven" };
            return { kind: "wait", confirm: true };
        case "post-lost": {
            // Perhaps ARM never got the request, and the read is stale: equal reads are not enough.
            if (facts.isTagUpdateConfirmed)
                return { kind: "proven" };
            const then = nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
            return then.kind === "wait" ? { kind: "wait", confirm: true } : then;
        }
        default:
            // ARM reports failure: the read was stale, unless the registry itself reports the update.
            if (facts.isTagUpdateConfirmed)
                return { kind: "proven" };
            return nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
    }
}
/** Nobody's tag is reported as a conflict that was not read with another digest; a stale replica is read again first. */
function nextOfRival({ rivals }, verdict, goal, facts) {
    // While ARM works, it decides: under NoForce it refuses, under Force it overwrites.
    if (verdict === "none")
        return WAIT;
    // Under Force an operation that may still run can yet overwrite the rival.
    const mayOverwrite = goal.mode === "Force" && (verdict === "untracked" || verdict === "post-lost");
    if (mayOverwrite && facts.nowMs - facts.verdictAtMs < POST_LOST_MS.Force)
        return WAIT;
    if (goal.hasReplicas && !areEqual(facts))
        return WAIT;
    const [first] = rivals;
    if (first === undefined)
        return WAIT;
    return { kind: "conflict", tags: rivals.map(({ name }) => name), digest: first.digest };
}
function nextOfPartial({ missing, blob }, verdict, goal, facts) {
    const waitedMs = facts.nowMs - facts.verdictAtMs;
    switch (verdict) {
        case "none":
            return WAIT;
        // The tag that ARM found may be our own, set by an import whose response was lost.
        case "tag-exists":
            return waitedMs < Math.min(facts.lagMs, TAG_EXISTS_MS) ? WAIT : { kind: "not-shown", missing, blob };
        case "succeeded":
            return waitedMs < facts.lagMs ? WAIT : { kind: "not-shown", missing, blob };
        case "failed":
            return { kind: "failed" };
        case "failed-transiently":
            return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
        case "untracked":
            // The image's time limit ends this.
            return WAIT;
        case "post-lost": {
            // A Force import that still runs would move a tag back that someone else sets meanwhile: it gets more time to show.
            if (waitedMs < POST_LOST_MS[goal.mode])
                return WAIT;
            return facts.mayRepeat && !facts.postLostBefore ? { kind: "repeat" } : { kind: "failed" };
        }
    }
}
function nextOfUnreadable({ problem }, verdict, facts) {
    switch (verdict) {
        case "none":
            return WAIT;
        case "succeeded":
            return { kind: "unverified", problem };
        case "failed-transiently":
            return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
        case "tag-exists":
            return { kind: "exists-unread" };
        case "untracked":
        case "post-lost":
        case "failed":
            return { kind: "failed" };
    }
}
function areEqual({ equalReads, nowMs }) {
    return equalReads.count >= EQUAL_READS && nowMs - equalReads.sinceMs >= EQUAL_READS_MS;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/import/step-problems.js
// Puts into words how a step ended without its proof. Pure.


/** A tag has a digest that it did not have when the plan was made, and that is not ours. */
function lostRace(step, { tags, digest }) {
    const names = tags.map((tag) => `${step.repository}:${tag}`).join(", ");
    return (0,lib_problems/* problem */.CC)("TAG_CONFLICT", `${names} was set to ${(0,oci_digest/* shortDigest */.VK)(digest)}… while this step ran; ${(0,oci_digest/* shortDigest */.VK)(step.digest)}… was planned.`, {
        stage: "import",
        side: "target",
        remedy: "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
    });
}
/** ARM found a tag. `verifiable`: the plan could read the target, and saw the tag absent. */
function existsUnread(step, verdict, verifiable) {
    const names = qualifiedTags(step).join(", ");
    return (0,lib_problems/* problem */.CC)("TAG_EXISTS", `${step.tags.length > 1 ? "One of the tags " : ""}${names} exists in the target and cannot be compared from this runner: ${problemOfVerdict(verdict).message}`, {
        side: "target",
        // A tag that the plan saw absent was set by someone else: the table's remedy.
        remedy: verifiable
            ? undefined
            : "Set on-conflict: skip to leave an existing tag as it is, or on-conflict: overwrite to move it. Or use a runner that can read the target.",
    });
}
/** Nothing more is waited for, and the target does not show everything. */
function notShown(step, { missing, blob }, verdict) {
    if (blob)
        return incomplete(step, missing, verdict);
    if (verdict?.kind === "failed")
        return verdict.problem;
    return (0,lib_problems/* problem */.CC)("TARGET_NOT_SHOWN", `Azure reports that the import succeeded, but the target does not show it: ${missing} is missing.`, { side: "target" });
}
/** Manifests and tags are there, and a config or layer is not: who pulls gets an error. */
function incomplete(step, missing, verdict) {
    const tags = qualifiedTags(step).join(", ");
    const exists = tags === "" ? "This import set no tag." : `The tag exists already: ${tags}.`;
    const reported = verdict?.kind === "succeeded" ? "Azure reports that the import succeeded, but the" : "The";
    return (0,lib_problems/* problem */.CC)("CONTENT_INCOMPLETE", `${reported} target lacks the ${missing}. ${exists}`, { side: "target" });
}
/** Adds that tags exist already although their content is not proven: the next run finds them up to date. */
function withSeenTags(step, names, reason) {
    const seen = step.tags.filter(({ name }) => names.has(name)).map(({ name }) => `${step.repository}:${name}`);
    if (seen.length === 0)
        return reason;
    const message = `${reason.message} The tag exists already: ${seen.join(", ")}.`;
    const remedy = `${reason.remedy} Then run again with verify: layers, which checks configs and layers of what is there.`;
    return { ...reason, message, remedy };
}
/** The time limit passed; `proof` is what the last read proved. */
function timedOut(step, proof, verdict) {
    if (proof.kind === "whole") {
        const message = `The target shows ${formatStep(step)}, but Azure has not confirmed it within the time limit; a replica may be behind.`;
        return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
    }
    const lacking = formatLastRead(proof);
    const because = verdict === undefined || verdict.kind === "succeeded" ? lacking : `${lacking} ${verdict.problem.message}`;
    const message = `${formatStep(step)} did not appear in the target within the time limit.${because}`;
    return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
}
function formatLastRead(proof) {
    if (proof.kind === "partial")
        return ` Last read: ${proof.missing} was missing.`;
    if (proof.kind !== "rival")
        return "";
    const rivals = proof.rivals.map(({ name, digest }) => `the tag ${name} had ${(0,oci_digest/* shortDigest */.VK)(digest)}…`);
    return ` Last read: ${rivals.join(", ")}.`;
}
/** Why ARM ended the import. */
function problemOfVerdict(verdict) {
    if (verdict === undefined || verdict.kind === "succeeded") {
        return (0,lib_problems/* problem */.CC)("IMPORT_FAILED", "Azure ended the import without a reason.", { side: "target" });
    }
    return verdict.problem;
}
/** Why an image that was read may not be there for Azure. */
const SOURCE_BEHIND = " Azure imports from the home region of the source, which may be behind the region that this runner has read (geo-replication).";
/** The problem of an image that the source's home region did not get in time, or that was deleted after it was read. */
function sourceBehind(reason, waitedMs) {
    const minutes = waitedMs / 60_000;
    return {
        ...reason,
        message: `${reason.message} This runner has read it there, and Azure was asked again for ${minutes} minutes.${SOURCE_BEHIND}`,
        remedy: `If the image was pushed a short time ago, run the job again later, or push to the home region of the registry. If it was deleted meanwhile, build it again.`,
    };
}
/** `repository:tag` of every tag of a step. */
function qualifiedTags({ repository, tags }) {
    return tags.map(({ name }) => `${repository}:${name}`);
}
/** A step as the log names it. */
function formatStep({ repository, digest, tags }) {
    const names = tags.length === 0 ? "untagged" : `as ${tags.map(({ name }) => name).join(", ")}`;
    return `${repository}@${(0,oci_digest/* shortDigest */.VK)(digest)}… ${names}`;
}

// EXTERNAL MODULE: ./lib/oci/manifest.js + 1 modules
var manifest = __webpack_require__(8226);
;// CONCATENATED MODULE: ./lib/observe/read-in-batches.js
// Reads many manifests: all at once where they are small, as they usually are, and one after the other where they are large.

/** A smaller manifest counts as this much: a reader may read so many bytes of any. */
const LEAST_BYTES = 64 * 1024;
/** Reads each one and returns the results in their order. What is read at a time is stated to be one largest manifest at most. */
async function readInBatches(manifests, read) {
    const results = [];
    for (let rest = manifests; rest.length > 0;) {
        let bytes = 0;
        const end = rest.findIndex(({ sizeBytes }, at) => {
            bytes += Math.max(sizeBytes, LEAST_BYTES);
            return at > 0 && bytes > manifest/* MANIFEST_MAX_BYTES */.V4;
        });
        const batch = end === -1 ? rest : rest.slice(0, end);
        results.push(...(await Promise.all(batch.map(read))));
        rest = rest.slice(batch.length);
    }
    return results;
}

;// CONCATENATED MODULE: ./lib/import/target-view.js



/** The target as one step sees it; remembers what was proven, since content does not go away again. */
class TargetView {
    #step;
    #reader;
    #content;
    #onPlannedDigest;
    #proven = new Map();
    /** What the indexes that were read state of their manifests. */
    #statedSizes = new Map();
    #discovered;
    #foreign = [];
    /** `onPlannedDigest` is called for each read of a tag with the step's digest. */
    constructor(step, { reader, content }, onPlannedDigest) {
        this.#step = step;
        this.#reader = reader;
        this.#content = content;
        this.#onPlannedDigest = onPlannedDigest;
    }
    /** Where the image's manifests were not known: those that the target has shown so far. */
    get discovered() {
        return this.#discovered;
    }
    /** The manifests that were read so far. */
    get proven() {
        return this.#proven.values();
    }
    /** Layers that the registry does not hold, once all others are there. */
    get foreign() {
        return this.#foreign;
    }
    /**
     * One read while nothing shows; the rest, all at once, when it does. `allTags`: every tag is read in any case.
     * @throws RegistryError, NetworkError; ManifestError where a manifest is not what its index states
     */
    async read(signal, allTags) {
        const step = this.#step;
        const [firstTag, ...otherTags] = step.tags;
        const tags = [];
        if (firstTag !== undefined) {
            const first = await this.#readTag(firstTag.name, signal);
            tags.push(first);
            if (first.digest !== step.digest && !allTags)
                return { kind: "read", tags };
        }
        else {
            const [first] = step.mustExist.filter((digest) => !this.#proven.has(digest));
            if (first !== undefined && !(await this.#readManifest(first, signal))) {
                return { kind: "read", tags, missingManifest: `${step.repository}@${first}` };
            }
        }
        const [others, missing] = await Promise.all([
            Promise.all(otherTags.map(({ name }) => this.#readTag(name, signal))),
            this.#findMissingManifest(signal),
        ]);
        tags.push(...others);
        if (missing !== undefined)
            return { kind: "read", tags, missingManifest: `${step.repository}@${missing}` };
        (0,manifest/* verifyEntries */.q_)(this.#proven.values(), { stage: "verify", side: "target" });
        const blobs = await this.#content.findMissing(step.repository, this.#proven.values(), signal);
        if (blobs.kind === "unknown")
            return { kind: "unreadable", problem: blobs.problem };
        if (blobs.kind === "complete")
            this.#foreign = blobs.foreign;
        return { kind: "read", tags, ...(blobs.kind === "missing" && { missingBlob: blobs.what }) };
    }
    /** The first manifest that is not there. Those that reading discovers are read in turn. */
    async #findMissingManifest(signal) {
        for (;;) {
            const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
            const rest = [...this.#step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
            if (rest.length === 0)
                return undefined;
            const present = await readInBatches(rest.map((digest) => ({ digest, sizeBytes: this.#statedSizes.get(digest) ?? 0 })), ({ digest }) => this.#readManifest(digest, signal));
            const missing = rest.find((_digest, at) => present[at] === false);
            if (missing !== undefined)
                return missing;
        }
    }
    async #readTag(name, signal) {
        const step = this.#step;
        const target = await this.#reader.readTag(step.repository, name, signal);
        if (target === undefined)
            return { name, digest: null };
        if (target.digest === step.digest) {
            if (target.manifest !== undefined)
                this.#prove(target.manifest);
            else if (!(await this.#readManifest(step.digest, signal)))
                return { name, digest: null };
            this.#onPlannedDigest(name);
        }
        return { name, digest: target.digest };
    }
    async #readManifest(digest, signal) {
        const statedBytes = this.#statedSizes.get(digest);
        const manifest = await this.#reader.fetchManifest(this.#step.repository, digest, signal, statedBytes);
        if (manifest === undefined)
            return false;
        this.#prove(manifest);
        return true;
    }
    #prove(manifest) {
        const step = this.#step;
        this.#proven.set(manifest.digest, manifest);
        if (manifest.kind === "index") {
            for (const { digest, sizeBytes } of manifest.manifests)
                this.#statedSizes.set(digest, sizeBytes);
        }
        if (step.discovers !== true)
            return;
        const { root = manifest, members = [] } = this.#discovered ?? {};
        const known = new Map(members.map((member) => [member.digest, member]));
        const entries = manifest.kind === "index" ? manifest.manifests.filter(({ digest }) => digest !== root.digest) : [];
        this.#discovered = { root, members: [...addEntries(known, entries).values()] };
    }
}

;// CONCATENATED MODULE: ./lib/import/import-step.js
// Performs one planned import: sends it, follows ARM and reads the target at the same time. What a read proves and what happens
// next is decided by settle.ts. The only place that starts writes.







const MAX_ATTEMPTS = 3;
const FIRST_READ_MS = 200;
const READ_INTERVAL_MS = 500;
/** Each step in flight adds this to the pause between reads, which keeps a run of 500 under 100 reads a second. */
const READ_SHARE_MS = 10;
/** As often as ARM asks to be polled, and no more rarely. */
const READ_INTERVAL_MAX_MS = 10_000;
/** How long the target may show less than ARM's "Succeeded" reported: replicas converge within a minute or so (Azure/acr#588). */
const LAG_MS = 90_000;
const IDLE_MS = 60_000;
const LAST_READ_MS = 8_000;
/** How long Azure may miss in the source what this runner has read there. */
const SOURCE_LAG_MS = 5 * 60_000;
const BACKOFF = { leastMs: 2_000, mostMs: 4_000, maxMs: 30_000 };
/**
 * Imports, and reads back until everything is proven or settle gives up.
 * @throws when the run is cancelled
 */
async function importAndVerify(input, context) {
    context.inFlight.count += 1;
    try {
        return await new StepRun(input, context).run();
    }
    finally {
        context.inFlight.count -= 1;
    }
}
class StepRun {
    #input;
    #context;
    #goal;
    #view;
    #accepted = false;
    /** Tags of the step that were read with the planned digest. */
    #seen = new Set();
    #operationId = "";
    /** When Azure first missed the image in a source whose regions may differ. */
    #missedAtMs;
    #missedCount = 0;
    #postLostBefore = false;
    #verdict;
    #verdictAtMs = 0;
    #startedAtMs = 0;
    #readAtMs = 0;
    #equalReads;
    #isTagUpdateConfirmed = false;
    #begunAtWallMs;
    #wake = () => undefined;
    constructor(input, context) {
        const { step } = input;
        this.#input = input;
        this.#context = context;
        this.#begunAtWallMs = context.clock.wallMs();
        this.#view = new TargetView(step, context, (tag) => this.#onPlannedDigest(tag));
        this.#goal = {
            digest: step.digest,
            tags: step.tags,
            mode: step.mode,
            hasReplicas: context.hasReplicas,
        };
    }
    async run() {
        for (let attempt = 1;;) {
            try {
                const result = await this.#attempt(attempt < MAX_ATTEMPTS);
                if (result !== "repeat")
                    return result;
                if (this.#isSourceBehind())
                    this.#missedCount += 1;
                const tooLong = await this.#backOff(attempt + this.#missedCount);
                if (tooLong !== undefined)
                    return tooLong;
                // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
                if (!this.#isThrottled() && !this.#isSourceBehind())
                    attempt++;
            }
            catch (error) {
                return await this.#ended(error);
            }
        }
    }
    async #attempt(mayRepeat) {
        const { step, signal, sourceRepository, importSource, onOperation, openOperations } = this.#input;
        const { importer, clock, log } = this.#context;
        const source = await importSource(signal);
        signal.throwIfAborted();
        this.#operationId = this.#operationId === "" ? this.#input.operationId : this.#context.operationId();
        this.#accepted = false;
        this.#verdict = undefined;
        this.#equalReads = undefined;
        this.#startedAtMs = clock.nowMs();
        onOperation(this.#operationId);
        openOperations.add(this.#operationId);
        log.debug(`import ${this.#operationId}: ${formatStep(step)}`);
        const follow = new AbortController();
        const verdictWanted = new AbortController();
        const followed = importer
            .importImage({
            source,
            sourceImage: `${sourceRepository}@${step.digest}`,
            targetTags: qualifiedTags(step),
            untaggedTargetRepositories: step.tags.length === 0 ? [step.repository] : [],
            mode: step.mode,
        }, {
            operationId: this.#operationId,
            signal: AbortSignal.any([signal, follow.signal]),
            verdictWanted: verdictWanted.signal,
            onAccepted: () => {
                this.#accepted = true;
                this.#input.onAccepted();
                // The copy may have begun before the response came.
                this.#readAtMs = this.#startedAtMs + FIRST_READ_MS;
                this.#startedAtMs = clock.nowMs();
                this.#wake();
            },
        })
            .then((verdict) => this.#onVerdict(verdict), (error) => {
            // Any error, a missing token for example, was thrown before the request reached ARM.
            if (follow.signal.aborted || signal.aborted)
                return;
            this.#onVerdict({ kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import"), transient: false });
        });
        try {
            return await this.#watch(mayRepeat, verdictWanted);
        }
        finally {
            follow.abort();
            await followed;
        }
    }
    #onVerdict(verdict) {
        this.#verdict = verdict;
        this.#verdictAtMs = this.#context.clock.nowMs();
        if (this.#isThrottled())
            this.#input.onThrottled();
        if (this.#isMissedInSource())
            this.#missedAtMs ??= this.#verdictAtMs;
        if (verdict.kind === "unclear") {
            this.#context.log.info(`Azure does not report how an import goes (${verdict.problem.message}); the target is read instead.`);
        }
        else {
            this.#input.openOperations.delete(this.#operationId);
        }
        this.#wake();
    }
    /** Reads again and again until settle has an end. */
    async #watch(mayRepeat, verdictWanted) {
        const { clock } = this.#context;
        for (;;) {
            // The verdict is taken before the read, so that a verdict is always followed by one more read.
            const verdict = this.#verdict;
            const isDue = verdict !== undefined || (this.#accepted && clock.nowMs() >= this.#readAtMs);
            if (isDue) {
                const decision = await this.#readAndDecide(verdict, mayRepeat);
                if (decision.kind !== "wait")
                    return this.#end(decision, verdict);
                if (decision.confirm) {
                    verdictWanted.abort();
                    this.#isTagUpdateConfirmed ||= await this.#lookUpUpdates();
                    if (this.#isTagUpdateConfirmed)
                        continue;
                }
                this.#readAtMs = clock.nowMs() + this.#intervalMs();
            }
            await this.#pause(verdict);
        }
    }
    /**
     * True if the registry states that each tag was set to the planned digest after this step began. A replica that is behind states
     * an earlier update; the two clocks are compared besides, so that an update between the plan and this step does not count.
     */
    async #lookUpUpdates() {
        const { step, signal } = this.#input;
        if (step.tags.some(({ updatedAtMs }) => updatedAtMs === undefined))
            return false;
        const lookups = await Promise.all(step.tags.map(({ name: tag }) => this.#context.reader.lookUpLocks({ repository: step.repository, tag }, signal)));
        return step.tags.every(({ updatedAtMs = 0 }, at) => {
            const lookup = lookups[at];
            const update = lookup?.kind === "known" ? lookup.value.update : undefined;
            return update?.digest === step.digest && update.atMs > updatedAtMs && update.atMs >= this.#begunAtWallMs;
        });
    }
    async #readAndDecide(verdict, mayRepeat) {
        const { clock } = this.#context;
        // After a verdict every tag is read: only those seen with another digest are conflicts.
        const proof = prove(await this.#read(this.#input.signal, verdict !== undefined), this.#goal);
        const nowMs = clock.nowMs();
        this.#equalReads = countEqualReads(this.#equalReads, proof, nowMs);
        return next(proof, this.#verdictKind(verdict), this.#goal, {
            nowMs,
            verdictAtMs: verdict === undefined ? this.#startedAtMs : this.#verdictAtMs,
            equalReads: this.#equalReads,
            isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
            mayRepeat: mayRepeat || this.#isThrottled() || this.#isSourceBehind(),
            postLostBefore: this.#postLostBefore,
            // Where replicas are possible, only the image's time limit ends the wait for what ARM reported.
            lagMs: this.#goal.hasReplicas ? Number.POSITIVE_INFINITY : LAG_MS,
        });
    }
    #verdictKind(verdict) {
        if (verdict === undefined)
            return "none";
        if (verdict.kind === "succeeded")
            return "succeeded";
        if (verdict.kind === "unclear")
            return this.#accepted ? "untracked" : "post-lost";
        if (verdict.problem.code === "TAG_EXISTS")
            return "tag-exists";
        return verdict.transient || this.#isSourceBehind() ? "failed-transiently" : "failed";
    }
    /** The result of a decision that ends this attempt. */
    #end(decision, verdict) {
        const { step, verifiable } = this.#input;
        switch (decision.kind) {
            case "proven":
                return this.#provenResult();
            case "unverified":
                return { ...decision, problem: this.#withSeenTags(decision.problem) };
            case "repeat":
                if (verdict?.kind === "unclear")
                    this.#postLostBefore = true;
                return "repeat";
            case "conflict":
                return {
                    // Under NoForce ours was refused; under Force it may have been there for a moment.
                    kind: step.mode === "Force" ? "failed" : "conflict",
                    rivalTags: decision.tags,
                    problem: lostRace(step, decision),
                };
            case "exists-unread":
                return { kind: "exists-unread", problem: existsUnread(step, verdict, verifiable) };
            case "not-shown":
                return { kind: "failed", problem: this.#notShown(decision) };
            case "failed":
                return { kind: "failed", problem: this.#withSeenTags(this.#explainMissed(problemOfVerdict(verdict))) };
        }
    }
    /** Azure does not find in the source what this runner has read there. */
    #isMissedInSource() {
        const verdict = this.#verdict;
        return (this.#input.isSourceReplicated && verdict?.kind === "failed" && verdict.problem.code === "IMPORT_SOURCE_NOT_FOUND");
    }
    /** The same, and not for so long that it cannot be the way of a push from region to region. */
    #isSourceBehind() {
        if (!this.#isMissedInSource() || this.#missedAtMs === undefined)
            return false;
        return this.#verdictAtMs - this.#missedAtMs < SOURCE_LAG_MS;
    }
    #explainMissed(reason) {
        return this.#isMissedInSource() ? sourceBehind(reason, SOURCE_LAG_MS) : reason;
    }
    #isThrottled() {
        const verdict = this.#verdict;
        return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
    }
    #notShown(decision) {
        const reason = notShown(this.#input.step, decision, this.#verdict);
        return decision.blob ? reason : this.#withSeenTags(reason);
    }
    #withSeenTags(reason) {
        return withSeenTags(this.#input.step, this.#seen, reason);
    }
    #provenResult() {
        const { step, openOperations, onReadBack } = this.#input;
        // Under NoForce an earlier operation finds the tags that are now set. Under Force it can still move them.
        if (step.mode === "NoForce")
            openOperations.clear();
        openOperations.delete(this.#operationId);
        const { foreign, discovered, proven } = this.#view;
        onReadBack(proven);
        return { kind: "proven", foreign, ...(discovered !== undefined && { discovered }) };
    }
    async #read(signal, allTags) {
        if (!this.#input.verifiable)
            return { kind: "unreadable", problem: UNREADABLE };
        try {
            return await this.#view.read(signal, allTags);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
    }
    #onPlannedDigest(name) {
        if (!this.#isReliable(name))
            return;
        this.#seen.add(name);
        this.#input.onTagSeen(name);
    }
    /** A replica that is behind may show a tag that moves with the planned digest before it was set, as in a rollback. */
    #isReliable(name) {
        const { tags, hasReplicas } = this.#goal;
        if (!hasReplicas || this.#isTagUpdateConfirmed || this.#verdict?.kind === "succeeded")
            return true;
        return tags.some((tag) => tag.name === name && tag.previous === null);
    }
    /** Until the next read is due, ARM answers, or the signal aborts. */
    async #pause(before) {
        const { signal } = this.#input;
        if (before !== this.#verdict)
            return;
        const woken = new AbortController();
        this.#wake = () => woken.abort();
        const cut = AbortSignal.any([signal, woken.signal]);
        try {
            // Before ARM has answered the POST there is nothing to read.
            const idle = !this.#accepted && this.#verdict === undefined;
            const { clock } = this.#context;
            await clock.sleep(idle ? IDLE_MS : Math.max(0, this.#readAtMs - clock.nowMs()), cut);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
        }
        finally {
            this.#wake = () => undefined;
        }
    }
    #intervalMs() {
        const { clock, inFlight } = this.#context;
        // What takes long is read more rarely, and often again once ARM has a verdict.
        const elapsedMs = clock.nowMs() - (this.#verdict === undefined ? this.#startedAtMs : this.#verdictAtMs);
        const rarelyMs = elapsedMs > 10_000 ? Math.min(READ_INTERVAL_MAX_MS, elapsedMs / 12) : 0;
        return Math.max(READ_INTERVAL_MS, inFlight.count * READ_SHARE_MS, rarelyMs);
    }
    /** Waits before the next attempt. A result: the pause that Azure asks for is longer than what is left. */
    async #backOff(attempt) {
        const { clock, log } = this.#context;
        const { step, endsAtMs, signal } = this.#input;
        const verdict = this.#verdict;
        const askedMs = verdict?.kind === "succeeded" ? undefined : verdict?.retryAfterMs;
        const delayMs = askedMs ?? (0,backoff/* backoffMs */.j)(attempt, clock.random(), BACKOFF);
        if (verdict?.kind === "failed" && clock.nowMs() + delayMs > endsAtMs()) {
            const seconds = Math.ceil(delayMs / 1000);
            const message = `${verdict.problem.message} The pause of ${seconds} s is longer than what is left of timeout-minutes.`;
            return { kind: "failed", problem: { ...verdict.problem, message } };
        }
        const why = this.#isSourceBehind() ? SOURCE_BEHIND : "";
        const reason = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}${why}`;
        log.info(`Importing ${formatStep(step)} again in ${Math.round(delayMs / 1000)} s${reason}`);
        await clock.sleep(delayMs, signal);
        return undefined;
    }
    /** The time limit passed, or the run was cancelled: where there is time for it, the target is read once more. */
    async #ended(error) {
        const { signal, step } = this.#input;
        if (!signal.aborted)
            return { kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import") };
        if (!(signal.reason instanceof lib_deadline/* DeadlinePassed */.Xp))
            throw error;
        const proof = await this.#lastRead();
        if (this.#isProvenAtEnd(proof))
            return this.#provenResult();
        const failed = (reason) => ({ kind: "failed", problem: reason });
        if (proof.kind === "partial" && proof.blob)
            return failed(incomplete(step, proof.missing, this.#verdict));
        if (this.#verdict?.kind === "succeeded") {
            const missing = proof.kind === "partial" ? proof.missing : formatStep(step);
            return failed(this.#notShown({ kind: "not-shown", missing, blob: false }));
        }
        if (this.#isThrottled())
            return failed(problemOfVerdict(this.#verdict));
        return failed(timedOut(step, proof, this.#verdict));
    }
    /** At the end nothing can be confirmed any more: a tag that moves counts only where it was confirmed before. */
    #isProvenAtEnd(proof) {
        if (proof.kind !== "whole" || this.#equalReads === undefined)
            return false;
        const decision = next(proof, this.#verdictKind(this.#verdict), this.#goal, {
            nowMs: this.#context.clock.nowMs(),
            verdictAtMs: this.#verdictAtMs,
            equalReads: this.#equalReads,
            isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
            mayRepeat: false,
            postLostBefore: this.#postLostBefore,
            lagMs: 0,
        });
        return decision.kind === "proven";
    }
    async #lastRead() {
        const { clock } = this.#context;
        const { signal, clear } = (0,lib_deadline/* withDeadline */.NE)(clock, LAST_READ_MS, new AbortController().signal);
        try {
            const proof = prove(await this.#read(signal, true), this.#goal);
            this.#equalReads = countEqualReads(this.#equalReads, proof, clock.nowMs());
            return proof;
        }
        catch (error) {
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
        finally {
            clear();
        }
    }
}
const UNREADABLE = (0,lib_problems/* problem */.CC)("TARGET_UNREADABLE", "The target cannot be read from this runner.", {
    side: "target",
});

;// CONCATENATED MODULE: ./lib/import/lock-tags.js




/** The image with what is to be locked of it; undefined if there is nothing, or if the image is not in place. */
function lockItemOf(image, run, time) {
    const { verdict, source, lockStep, request } = image;
    if (source === null || lockStep === undefined || run === undefined || time === undefined)
        return undefined;
    // Of a held image, only tags that point to it already are locked.
    const isInPlace = verdict === "up-to-date" ||
        verdict === "held" ||
        verdict === "import" ||
        (verdict === "promote" && run.state === "done");
    if (!isInPlace)
        return undefined;
    return { repository: request.target.repository, digest: source.digest, lockStep, run, time };
}
/** Locks the images side by side. A failure is noted in the image's run; on abort nothing more is started. */
async function lockTags(items, { reader, locker }, limit, signal) {
    const lockImage = async ({ repository, digest, lockStep, run, time }) => {
        if (signal.aborted)
            return;
        try {
            await time.run(signal, () => reader.pauses(), async ({ signal: limited }) => {
                // The manifest first: until it is locked, deleting it would delete the tag with it.
                if (lockStep.manifest)
                    await locker.lockManifest(repository, digest, limited);
                const results = await Promise.allSettled(lockStep.tags.map(async (tag) => {
                    const held = await locker.lockTag(repository, tag, limited);
                    if (held === digest)
                        run.tagsLocked.add(tag);
                    else
                        noteRival(run, { repository, tag, digest, held });
                }));
                for (const result of results)
                    if (result.status === "rejected")
                        throw result.reason;
            });
        }
        catch (error) {
            if (signal.aborted)
                return;
            run.lockProblem = error instanceof lib_deadline/* DeadlinePassed */.Xp ? lock_tags_timedOut() : (0,errors/* problemOf */.Zw)(error, "import");
        }
    };
    await Promise.all(items.map((item) => limit(() => lockImage(item))));
}
/** Someone else moved the tag after it was read back, and the lock now holds it there: the image is not in place. */
function noteRival(run, { repository, tag, digest, held, }) {
    run.rivalTags.add(tag);
    run.state = "conflict";
    const message = `${repository}:${tag} was set to ${(0,oci_digest/* shortDigest */.VK)(held)}… before it was locked, and is locked there; ${(0,oci_digest/* shortDigest */.VK)(digest)}… was planned.`;
    run.problem = (0,lib_problems/* problem */.CC)("TAG_CONFLICT", message, {
        stage: "import",
        side: "target",
        remedy: "Someone else promotes to the same tag. If it is to move, unlock it. Give these workflows a common `concurrency` group.",
    });
}
function lock_tags_timedOut() {
    const message = "The time limit passed before the registry confirmed the lock.";
    return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, {
        side: "target",
        remedy: "Run the job again, or raise timeout-minutes: what is in place is only locked, and not imported again.",
    });
}

;// CONCATENATED MODULE: ./lib/import/run.js
/** A run that nothing has happened to yet. */
function newRun() {
    return {
        state: "waiting",
        verified: true,
        contentImported: false,
        tagsSet: new Set(),
        referrersImported: new Set(),
        tagsLocked: new Set(),
        rivalTags: new Set(),
        foreignLayers: new Set(),
        keptTags: new Set(),
        tagOperations: new Map(),
        openOperations: [],
        durationMs: 0,
    };
}
/** True for an image of which something is imported. */
function isCarriedOut(verdict) {
    return verdict === "promote" || verdict === "import";
}

;// CONCATENATED MODULE: ./lib/import/execute.js










/** Carries out all that is planned. `runs` are in the plan's order and are changed in place. */
async function executePlan(plan, runs, request, ports, signal) {
    const limit = ports.parallelism.images;
    const work = plan.images.flatMap((image, at) => {
        const run = runs[at];
        const source = ports.sources[at];
        const time = ports.times[at];
        if (!isCarriedOut(image.verdict) || run === undefined || source === undefined || time === undefined)
            return [];
        return [{ image, run, source, time }];
    });
    const execution = new Execution(request, ports, work, signal);
    const isHeld = ({ image }) => image.verdict === "import";
    const set = work.filter((item) => !isHeld(item));
    await promoteImages(set, execution, request, limit);
    // With all-or-nothing, nothing is locked where a part of the set is missing.
    if (!request.allOrNothing || set.every(({ run }) => run.state === "done" || run.state === "skipped")) {
        const items = plan.images.flatMap((image, at) => lockItemOf(image, runs[at], ports.times[at]) ?? []);
        await lockTags(items, ports.target, limit, signal);
    }
    await Promise.all(work.filter(isHeld).map((item) => limit(() => execution.importHeld(item))));
}
async function promoteImages(work, execution, request, limit) {
    if (!request.allOrNothing) {
        await Promise.all(work.map((item) => limit(async () => {
            await execution.importContent(item, setsTags(item));
            if (item.run.state === "content-in-place")
                await execution.setTags(item);
        })));
        return;
    }
    const tagsFollow = work.some(setsTags);
    await Promise.all(work.map((item) => limit(() => execution.importContent(item, tagsFollow))));
    if (work.some(({ run }) => run.state !== "content-in-place"))
        return;
    await Promise.all(work.map((item) => limit(() => execution.setTags(item))));
}
function setsTags({ image }) {
    return image.signatureTagSteps.length + image.tagSteps.length > 0;
}
const CHATTY_MAX_IMAGES = 50;
class Execution {
    #request;
    #ports;
    #signal;
    #context;
    /** A line as each image starts and ends, unless there are so many that they would flood the log. */
    #chatty;
    #shared = new Map();
    /** The first operation of each step that sets tags: chosen before any tag is set, so that it can be written down. */
    #operations = new Map();
    #tagsAnnounced;
    constructor(request, ports, work, signal) {
        const { target, hasReplicas, content, clock, log, operationId } = ports;
        this.#request = request;
        this.#ports = ports;
        this.#signal = signal;
        this.#chatty = work.length <= CHATTY_MAX_IMAGES;
        this.#context = {
            importer: target.importer,
            reader: target.reader,
            content,
            hasReplicas,
            clock,
            log,
            operationId,
            inFlight: { count: 0 },
        };
        for (const { image, run } of work) {
            const steps = [...(image.copy === undefined ? [] : [image.copy]), ...image.referrerSteps];
            for (const step of [...steps, ...image.signatureTagSteps, ...image.tagSteps]) {
                if (step.tags.length === 0)
                    continue;
                const id = this.#operationOf(step, image.request.source);
                for (const { name } of step.tags)
                    run.tagOperations.set(name, { id, sent: false });
            }
        }
    }
    /** The image, then its referrers. `tagsFollow`: tags are to move once this is in place. */
    async importContent(item, tagsFollow) {
        const { image, run } = item;
        await this.#timed(item, async (limit) => {
            if (image.copy !== undefined) {
                if (!(await this.#step(item, image.copy, limit)))
                    return;
                run.contentImported = true;
            }
            else if (!(await this.#checkPresent(item, limit)))
                return;
            // In waves by depth would be the strict order; ACR takes a referrer whose subject is not there yet.
            if (!(await this.#referrerSteps(item, image.referrerSteps, limit)))
                return;
            // With `verify: required` no tag moves to what was not read back.
            const unproven = !run.verified && tagsFollow && this.#request.verify !== "best-effort";
            run.state = unproven ? "failed" : "content-in-place";
        });
    }
    /** The content of an image whose tags wait, and from when on its age counts. */
    async importHeld(item) {
        const { image, run } = item;
        const { target, clock } = this.#ports;
        const digest = image.source?.digest;
        await this.importContent(item, true);
        if (run.state !== "content-in-place" || digest === undefined)
            return;
        await this.#timed(item, async ({ signal }) => {
            const manifest = { repository: image.request.target.repository, digest };
            const lookup = await lookUpWhile(({ kind }) => kind === "absent", manifest, { ...target, clock, signal });
            const { createdAtMs, readAtMs } = lookup.kind === "known" ? lookup.value : {};
            // Unknown is no failure: the next run reads it again.
            if (createdAtMs !== undefined && readAtMs !== undefined)
                run.heldAt = { createdAtMs, readAtMs };
            run.state = "done";
        });
    }
    /** Before tags are set on an image that is in the target already: its configs and layers. */
    async #checkPresent({ image, run }, limit) {
        const { repository } = image.request.target;
        if (image.present.length === 0)
            return true;
        const finding = await this.#ports.content.checkPresent(repository, image.present, limit.signal);
        if (finding.kind === "complete") {
            for (const layer of finding.foreign)
                run.foreignLayers.add(layer);
            return true;
        }
        const isTolerated = finding.kind === "unknown" && this.#request.verify === "best-effort";
        run.problem = finding.kind === "missing" ? contentIncomplete(finding.what, "No tag was set.") : finding.problem;
        if (isTolerated)
            run.verified = false;
        else
            run.state = "failed";
        return isTolerated;
    }
    /** Steps side by side; true if all are done. */
    async #referrerSteps(item, steps, limit) {
        const results = await Promise.allSettled(steps.map(async (step) => {
            const done = await this.#step(item, step, limit);
            const name = step.tags[0]?.name ?? step.digest;
            if (done && !item.run.keptTags.has(name))
                item.run.referrersImported.add(name);
            return done;
        }));
        for (const result of results)
            if (result.status === "rejected")
                throw result.reason;
        return results.every((result) => result.status === "fulfilled" && result.value);
    }
    /** cosign's tags, then the image's: one import for those that are created and one for those that move. */
    async setTags(item) {
        const { image, run } = item;
        await this.#timed(item, async (limit) => {
            if (!(await this.#referrerSteps(item, image.signatureTagSteps, limit)))
                return;
            for (const step of image.tagSteps)
                if (!(await this.#step(item, step, limit)))
                    return;
            run.state = "done";
        });
    }
    /** Runs a part of an image's work under the image's own time limit, and writes into its run what became of it. */
    async #timed({ image, run, time }, work) {
        const { clock, log, target } = this.#ports;
        if (this.#signal.aborted)
            return;
        const startedAtMs = clock.nowMs();
        if (run.startedAtMs === undefined && this.#chatty)
            log.info(`${imageName(image)}: importing`);
        run.startedAtMs ??= startedAtMs;
        run.state = "running";
        try {
            await time.run(this.#signal, () => target.reader.pauses(), work);
        }
        catch (error) {
            if (this.#signal.aborted) {
                run.state = "cancelled";
            }
            else {
                run.state = "failed";
                run.problem = error instanceof lib_deadline/* DeadlinePassed */.Xp ? checksTimedOut(image) : (0,errors/* problemOf */.Zw)(error, "import");
            }
        }
        finally {
            run.durationMs += clock.nowMs() - startedAtMs;
            this.#logEnd(image, run);
        }
    }
    #logEnd(image, run) {
        if (run.state === "done")
            for (const text of warnOfForeignLayers(run.foreignLayers))
                this.#ports.log.notice(text);
        const seconds = `${(run.durationMs / 1000).toFixed(1)} s`;
        const { log } = this.#ports;
        if (run.state === "skipped" && this.#chatty)
            log.info(`${imageName(image)}: skipped after ${seconds}`);
        else if (run.state === "done" && this.#chatty) {
            log.info(`${imageName(image)}: ${image.verdict === "import" ? "imported, tags wait," : "in place"} after ${seconds}`);
        }
        else if (run.state === "failed" || run.state === "conflict") {
            log.info(`${imageName(image)}: ${run.state} after ${seconds}: ${run.problem?.message ?? ""}`);
        }
    }
    /** True where the step is proven, or, in a target that cannot be read, vouched for by ARM. */
    async #step({ image, run, source }, step, limit) {
        let isAccepted = false;
        const shared = this.#once(step, image.request.source, async ({ openOperations, operationId }) => {
            if (step.tags.length > 0)
                await this.#announceTags();
            return importAndVerify({
                step,
                operationId,
                sourceRepository: step.from === "target" ? step.repository : image.request.source.repository,
                importSource: (importSignal) => this.#importSource(step, source, importSignal),
                verifiable: image.verifiable,
                // Only what this runner has read in the source must be there.
                isSourceReplicated: step.from === "source" && source.isReplicated === true && image.source?.unread === undefined,
                ...limit,
                onOperation: (id) => {
                    run.operationId = id;
                    for (const { name } of step.tags)
                        run.tagOperations.set(name, { id, sent: true });
                },
                onAccepted: () => {
                    isAccepted = true;
                    this.#ports.parallelism.accepted();
                },
                onThrottled: () => this.#ports.parallelism.throttled(),
                openOperations,
                onReadBack: (manifests) => this.#ports.onReadBack(step.digest, manifests),
                onTagSeen: (tag) => {
                    if (step.digest === image.source?.digest)
                        run.tagsSet.add(tag);
                },
            }, this.#context);
        });
        run.openOperations.push(shared.openOperations);
        const result = await shared.result;
        if (result.kind === "proven" || result.kind === "unverified") {
            if (result.kind === "proven") {
                if (result.discovered !== undefined && step === image.copy)
                    run.discovered = result.discovered;
                for (const layer of result.foreign)
                    run.foreignLayers.add(layer);
            }
            if (result.kind === "unverified") {
                run.verified = false;
                run.problem ??= result.problem;
            }
            if (step.digest === image.source?.digest)
                for (const { name } of step.tags)
                    run.tagsSet.add(name);
            return true;
        }
        // Under NoForce, Azure refuses all tags of an import together.
        const isRefused = result.kind !== "failed" || (!isAccepted && shared.openOperations.size === 0);
        if (isRefused)
            for (const { name } of step.tags)
                run.tagOperations.delete(name);
        // Of several tags, it is not known which one exists.
        const existing = result.kind === "exists-unread" && step.tags.length === 1 ? step.tags.map(({ name }) => name) : [];
        // Where the plan saw that the tag was absent, someone else set it, which is a conflict as in any target.
        if (result.kind === "exists-unread" && !image.verifiable && this.#request.onConflict === "skip") {
            this.#ports.log.info(`${result.problem.message} With on-conflict: skip, it is left as it is.`);
            for (const tag of existing)
                run.keptTags.add(tag);
            // As in a target that can be read: without a tag of cosign's the image goes on, without its own it is skipped.
            if (step.digest !== image.source?.digest)
                return true;
            run.state = "skipped";
            return false;
        }
        // Of steps that run side by side, the first to fail says why.
        if (run.state === "running") {
            run.state = result.kind === "failed" ? "failed" : "conflict";
            run.problem = result.problem;
        }
        for (const tag of result.kind === "exists-unread" ? existing : (result.rivalTags ?? []))
            run.rivalTags.add(tag);
        return false;
    }
    /** Steps of two lines that are the same are carried out once. */
    #once(step, source, work) {
        const key = keyOf(step, source);
        const running = this.#shared.get(key);
        if (running !== undefined)
            return running;
        const state = { openOperations: new Set(), operationId: this.#operationOf(step, source) };
        const shared = { result: this.#ports.parallelism.imports(work, state), openOperations: state.openOperations };
        this.#shared.set(key, shared);
        return shared;
    }
    #operationOf(step, source) {
        if (step.tags.length === 0)
            return this.#ports.operationId();
        const key = keyOf(step, source);
        const id = this.#operations.get(key) ?? this.#ports.operationId();
        this.#operations.set(key, id);
        return id;
    }
    #announceTags() {
        this.#tagsAnnounced ??= this.#ports.beforeTags();
        return this.#tagsAnnounced;
    }
    /** Setting a tag is an import of the target from itself, which needs no right on the source. */
    async #importSource(step, source, signal) {
        if (step.from === "source")
            return source.importSource(signal);
        return { resourceId: (0,resource_id/* formatResourceId */.bM)(this.#ports.target.resource.id) };
    }
}
/** Equal for steps that do the same. */
function keyOf(step, source) {
    return JSON.stringify([step.from === "source" ? [source.registry, source.repository] : null, step]);
}
/** The time limit passed outside of an import: while what was there before was looked up. */
function checksTimedOut(image) {
    const message = `The time limit passed while configs and layers of ${imageName(image)} were looked up in the target.`;
    return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
}
function imageName({ request: { target } }) {
    return (0,reference/* formatTarget */.P4)(target.repository, target.tags);
}

// EXTERNAL MODULE: ./lib/import/progress.js
var progress = __webpack_require__(4618);
;// CONCATENATED MODULE: ./lib/import/follow-progress.js
// Says, while a plan is carried out, how far the whole is: one line every few seconds, however many images there are.


const EVERY_MS = 5_000;
/** Logs progress every few seconds until stopped. */
function followProgress(plan, runs, { clock, log }) {
    const stopped = new AbortController();
    const tick = async () => {
        for (;;) {
            await clock.sleep(EVERY_MS, stopped.signal);
            log.info((0,progress/* formatProgress */.V)(countRuns(plan, runs, clock.nowMs())));
        }
    };
    tick().catch(() => undefined);
    return { stop: () => stopped.abort() };
}
function countRuns(plan, runs, nowMs) {
    const work = plan.images.flatMap((image, at) => {
        const run = runs[at];
        return isCarriedOut(image.verdict) && run !== undefined ? [{ image, run }] : [];
    });
    return {
        total: work.length,
        inPlace: work.filter(({ run }) => run.state === "done" || run.state === "content-in-place").length,
        importing: work
            .filter(({ run }) => run.state === "running")
            .map(({ image, run }) => ({
            name: image.request.target.repository,
            elapsedMs: nowMs - (run.startedAtMs ?? nowMs),
        })),
    };
}

;// CONCATENATED MODULE: ./lib/observe/content-check.js
/** A blob counts as missing where three looks over five seconds agree, if several replicas may answer. */
const LOOKS = 3;
const PAUSE_MS = 2_500;
/** https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#non-distributable-layers */
const NOT_DISTRIBUTED = /\.(?:foreign|nondistributable)\./;
/** True for a layer that is fetched from elsewhere, as those of older Windows base images are. */
function isForeign({ mediaType, hasUrls }) {
    return hasUrls === true || NOT_DISTRIBUTED.test(mediaType);
}
/** A check of one target registry. `hasReplicas`: several replicas may answer. */
function createContentCheck(reader, { clock, hasReplicas }) {
    /** Sizes of the blobs that were seen; undefined where the registry did not state one. */
    const sizes = new Map();
    /** Undefined: it is there. */
    async function look(repository, blob, signal) {
        const key = `${repository}@${blob.digest}`;
        if (!sizes.has(key)) {
            const found = await reader.lookUpBlob(repository, blob.digest, signal);
            if (found.kind === "unknown")
                return found;
            if (found.kind === "absent")
                return { kind: "missing", what: blob.digest };
            sizes.set(key, found.value.sizeBytes);
        }
        const sizeBytes = sizes.get(key);
        if (sizeBytes !== undefined && sizeBytes !== blob.sizeBytes) {
            return { kind: "missing", what: `${blob.digest} (it has ${sizeBytes} bytes there instead of ${blob.sizeBytes})` };
        }
        return undefined;
    }
    async function findMissing(repository, manifests, signal) {
        // One digest may be listed with several sizes, of which one at most is right.
        const blobs = new Map();
        const foreign = new Set();
        for (const manifest of manifests) {
            if (manifest.kind === "index")
                continue;
            for (const blob of [manifest.config, ...manifest.layers]) {
                const part = blob === manifest.config ? "config" : "layer";
                if (isForeign(blob))
                    foreign.add(blob.digest);
                else
                    blobs.set(`${blob.digest} ${blob.sizeBytes}`, { blob, part, owner: manifest.digest });
            }
        }
        const findings = await Promise.all([...blobs.values()].map(async ({ blob, part, owner }) => {
            const finding = await look(repository, blob, signal);
            if (finding?.kind !== "missing")
                return finding;
            return { ...finding, what: `${part} ${finding.what} of ${repository}@${owner}` };
        }));
        return (findings.find((finding) => finding?.kind === "missing") ??
            findings.find((finding) => finding !== undefined) ?? { kind: "complete", foreign: [...foreign] });
    }
    return {
        findMissing,
        async checkPresent(repository, manifests, signal) {
            for (let at = 1;; at += 1) {
                const finding = await findMissing(repository, manifests, signal);
                if (finding.kind !== "missing" || !hasReplicas || at === LOOKS)
                    return finding;
                await clock.sleep(PAUSE_MS, signal);
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/observe/follow-reading.js
const FIRST_MS = 10_000;
const SLOW_MS = 5_000;
/** Follows the reading of so many images until it is stopped. */
function followReading(total, { clock, log }) {
    const open = new Set();
    let done = 0;
    const stopped = new AbortController();
    function describe() {
        const [first] = [...open].flatMap(({ oldest }) => oldest ?? []).toSorted((a, b) => a.sinceMs - b.sinceMs);
        const waitedMs = first === undefined ? 0 : clock.nowMs() - first.sinceMs;
        const longest = first === undefined || waitedMs < SLOW_MS
            ? ""
            : `, waiting ${Math.round(waitedMs / 1000)} s for ${first.host} (${first.what})`;
        return `${done}/${total} images read${longest}`;
    }
    const tick = async () => {
        for (let pauseMs = FIRST_MS;; pauseMs *= 2) {
            await clock.sleep(pauseMs, stopped.signal);
            log.info(describe());
        }
    };
    tick().catch(() => undefined);
    return {
        async during(waits, reading) {
            open.add(waits);
            try {
                return await reading;
            }
            finally {
                open.delete(waits);
                done += 1;
            }
        },
        stop: () => stopped.abort(),
    };
}

;// CONCATENATED MODULE: ./lib/observe/manifest-budget.js
// How many bytes of manifests are read for one image and for the run: what is read is kept until the plan is made.


/** All manifests of a run: 52 KiB for each of 5,000 images. */
const RUN_MANIFESTS_MAX_BYTES = 256 * 1024 * 1024;
const MIB = 1024 * 1024;
/** The budget of one image. A manifest that is read on both sides counts once. */
class ManifestBudget {
    #run;
    #name;
    #sizes = new Map();
    #usedBytes = 0;
    /** `name`: the image in messages. */
    constructor(run, name) {
        this.#run = run;
        this.#name = name;
    }
    /**
     * Counts manifests that were read, or that are about to be read with the size that is stated of them.
     * @throws ManifestError `MANIFESTS_TOO_LARGE`
     */
    count(manifests) {
        let moreBytes = 0;
        for (const { digest, sizeBytes } of manifests) {
            const knownBytes = this.#sizes.get(digest) ?? 0;
            if (sizeBytes <= knownBytes)
                continue;
            this.#sizes.set(digest, sizeBytes);
            moreBytes += sizeBytes - knownBytes;
        }
        this.#usedBytes += moreBytes;
        if (this.#usedBytes > manifest/* IMAGE_MANIFESTS_MAX_BYTES */.ss) {
            throw tooLarge(`The manifests of ${this.#name} have ${formatMiB(this.#usedBytes)} together. At most ${formatMiB(manifest/* IMAGE_MANIFESTS_MAX_BYTES */.ss)} are read for one image.`);
        }
        this.#run.usedBytes += moreBytes;
        if (this.#run.usedBytes > RUN_MANIFESTS_MAX_BYTES) {
            throw tooLarge(`The manifests of all images of this step have more than ${formatMiB(RUN_MANIFESTS_MAX_BYTES)} together, so ${this.#name} was not read.`, "Promote the images in several steps.");
        }
    }
}
function tooLarge(message, remedy) {
    return new errors/* ManifestError */.Sh("MANIFESTS_TOO_LARGE", message, { remedy });
}
function formatMiB(bytes) {
    return `${(bytes / MIB).toFixed(1).replace(/\.0$/, "")} MiB`;
}

// EXTERNAL MODULE: ./lib/request/registry-name.js
var registry_name = __webpack_require__(284);
;// CONCATENATED MODULE: ./lib/request/source-name.js
// How an image's source is named before it is resolved.


/** The source of an image as it was requested: `contosodev.azurecr.io/api:build-812`. */
function formatSource({ source: { registry, ...source } }, { sourceRegistry }) {
    const host = registry ?? sourceRegistry;
    return `${host === undefined ? "" : `${(0,registry_name/* formatRegistryName */.s)(host)}/`}${(0,reference/* formatReference */.FH)(source)}`;
}

;// CONCATENATED MODULE: ./lib/observe/image-reader.js
// A registry's reader as one image uses it: each read has a name while it is waited for, and manifests count against a budget.

/** Wraps a reader for one image. */
function readerOfImage(reader, side, { waits, budget }) {
    const { host } = reader;
    const named = (what, outcome) => waits.during({ host, what, side }, outcome);
    const nameOf = (repository, reference) => `${repository}${(0,oci_digest/* isDigest */.Bc)(reference) ? "@" : ":"}${reference}`;
    return {
        host,
        pauses: () => reader.pauses(),
        async fetchManifest(repository, reference, signal, statedBytes) {
            const what = `the manifest of ${nameOf(repository, reference)}`;
            const manifest = await named(what, reader.fetchManifest(repository, reference, signal, statedBytes));
            if (manifest !== undefined)
                budget.count([manifest]);
            return manifest;
        },
        async readTag(repository, tag, signal) {
            const target = await named(`the tag ${nameOf(repository, tag)}`, reader.readTag(repository, tag, signal));
            if (target?.manifest !== undefined)
                budget.count([target.manifest]);
            return target;
        },
        lookUpTag: (repository, tag, signal) => named(`the tag ${nameOf(repository, tag)}`, reader.lookUpTag(repository, tag, signal)),
        lookUpManifest: (repository, expected, signal) => named(`the manifest ${nameOf(repository, expected.digest)}`, reader.lookUpManifest(repository, expected, signal)),
        lookUpReferrers: (repository, subject, signal) => named(`the referrers of ${nameOf(repository, subject)}`, reader.lookUpReferrers(repository, subject, signal)),
        async lookUpSignatures(repository, subject, tags, signal) {
            const what = `cosign's signatures of ${nameOf(repository, subject)}`;
            const lookups = await named(what, reader.lookUpSignatures(repository, subject, tags, signal));
            budget.count(lookups.flatMap((lookup) => (lookup.kind === "known" ? [lookup.value] : [])));
            return lookups;
        },
        prefetchTags: (repository, signal) => reader.prefetchTags?.(repository, signal),
        fetchBlob: (repository, digest, maxBytes, signal) => named(`the blob ${nameOf(repository, digest)}`, reader.fetchBlob(repository, digest, maxBytes, signal)),
        lookUpBlob: (repository, digest, signal) => named(`the blob ${nameOf(repository, digest)}`, reader.lookUpBlob(repository, digest, signal)),
        lookUpLocks: (lockable, signal) => named(`the locks of ${lockable.repository}`, reader.lookUpLocks(lockable, signal)),
        // Nothing waits for it.
        lookUpLabels: (repository, image, signal) => reader.lookUpLabels(repository, image, signal),
    };
}

// EXTERNAL MODULE: ./lib/request/tag-pattern.js
var tag_pattern = __webpack_require__(2538);
;// CONCATENATED MODULE: ./lib/observe/lock-tags.js

/** Reads the locks of tags that are in place, and asks for a token with the right to lock. No request where nothing is to be locked. */
async function observeLockTags({ digest }, target, request, { image, reader, waits, locker, signal }) {
    const { repository, tags } = image.target;
    const wanted = tags.filter((tag) => (0,tag_pattern/* lockWishOf */.cx)(tag, request) === "lock");
    if (wanted.length === 0 || target.kind === "cache")
        return undefined;
    const shown = target.kind === "read" ? target.image.tags : [];
    const inPlace = wanted.filter((name) => shown.some((tag) => tag.name === name && tag.digest === digest));
    const locksOf = async (lockable) => {
        const lookup = await reader.lookUpLocks(lockable, signal);
        return lookup.kind === "known" ? lookup.value : undefined;
    };
    const [manifest, ...ofTags] = await Promise.all([
        // Where no tag is in place, the manifest is new or gets a tag: it is locked in any case.
        inPlace.length === 0 ? undefined : locksOf({ repository, digest }),
        ...inPlace.map((tag) => locksOf({ repository, tag })),
    ]);
    const isLocked = (at) => ofTags[at]?.writeEnabled === false && ofTags[at].deleteEnabled === false;
    const lockedTags = new Set(inPlace.filter((_tag, at) => isLocked(at)));
    const manifestLocked = manifest?.deleteEnabled === false;
    if (manifestLocked && lockedTags.size === wanted.length)
        return { lockedTags, manifestLocked };
    const missingRight = await waits.during({ host: reader.host, what: `the right to lock tags in ${repository}`, side: "target" }, locker.findMissingRight(repository, signal));
    return { lockedTags, manifestLocked, ...(missingRight !== undefined && { missingRight }) };
}

;// CONCATENATED MODULE: ./lib/observe/observation.js
/** Manifests that ACR imports at most in one call: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
const MAX_MANIFESTS = 50;

;// CONCATENATED MODULE: ./lib/observe/index-walk.js
// Lists the manifests below an image's root: the entries of its index and of the indexes in it. Image manifests are not read.






/** Indexes that nest deeper than this are refused. */
const MAX_INDEX_DEPTH = 4;
/** Index entries that are counted at most; far above what ACR imports, so that the refusal can report the number. */
const MAX_MEMBERS = 1000;
/** Returns all manifests below the root, each once. Stops at more manifests than ACR imports. */
async function walkIndexes(root, location, signal) {
    let members = new Map();
    let level = [root];
    const read = [root];
    let entryCount = 0;
    for (let depth = 1; level.length > 0; depth++) {
        const entries = level.flatMap((manifest) => (manifest.kind === "index" ? manifest.manifests : []));
        entryCount += entries.length;
        if (entryCount > MAX_MEMBERS)
            throw index_walk_tooLarge(`it has more than ${MAX_MEMBERS} manifests`);
        const known = members;
        members = addEntries(known, entries.filter(({ digest }) => digest !== root.digest));
        verifyAgree(entries, members, location.side);
        verifySizes(entries, location.side);
        const nested = [...members.values()].filter(({ digest, mediaType }) => !known.has(digest) && (0,media_type/* isIndexMediaType */.$$)(mediaType));
        if (members.size > MAX_MANIFESTS)
            break;
        location.budget.count(entries);
        if (nested.length > 0 && depth > MAX_INDEX_DEPTH) {
            throw index_walk_tooLarge(`its indexes nest more than ${MAX_INDEX_DEPTH} levels deep`);
        }
        level = await readInBatches(nested, (child) => fetchMember(child, location, signal));
        read.push(...level);
        // Reject ambiguous documents: two clients could read the same digest differently (CVE-2021-41190).
        (0,manifest/* verifyEntries */.q_)(read, { stage: "observe", side: location.side });
    }
    return [...members.values()];
}
/** Refuses a digest that is listed twice with different media types or sizes: one of them is wrong. */
function verifyAgree(entries, members, side) {
    for (const entry of entries) {
        const member = members.get(entry.digest);
        const mismatch = member && (0,manifest/* describeMismatch */._e)(member, entry, "another entry of the image's index");
        if (mismatch !== undefined)
            throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", mismatch, { side });
    }
}
/** Larger manifests are never read, so that a larger size is wrong or of something that cannot be promoted. */
function verifySizes(entries, side) {
    const entry = entries.find(({ sizeBytes }) => sizeBytes > manifest/* MANIFEST_MAX_BYTES */.V4);
    if (entry === undefined)
        return;
    throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", `Manifest ${entry.digest} is listed in the image's index with a size of ${entry.sizeBytes} bytes. A manifest has at most ${manifest/* MANIFEST_MAX_BYTES */.V4 / 1024 / 1024} MiB.`, { side });
}
function index_walk_tooLarge(why) {
    return new errors/* ManifestError */.Sh("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, { side: "source" });
}
async function fetchMember(child, { reader, repository, side }, signal) {
    const manifest = await fetchKnown(child, { reader, repository }, signal);
    if (manifest !== undefined)
        return manifest;
    throw new errors/* ManifestError */.Sh("SOURCE_INCOMPLETE", `${reader.host}/${repository} does not have ${formatMember(child)}, which the image's index lists.`, { side });
}
/** The repository has served the image, so that any 404 means that the manifest is absent. */
async function fetchKnown({ digest, sizeBytes }, { reader, repository }, signal) {
    try {
        return await reader.fetchManifest(repository, digest, signal, sizeBytes);
    }
    catch (error) {
        if (error instanceof errors/* RegistryError */.gl && error.status === 404)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(6319);
;// CONCATENATED MODULE: ./lib/observe/platforms.js
// Reads the platforms that an image runs on: from its index, or from the config blob of a single image.




const CONFIG_MAX_BYTES = 4 * 1024 * 1024;
/** Whether the plan needs an image's platforms, so that a single image's config has to be read. */
function needsPlatforms(request, image) {
    return request.requirePlatforms.length > 0 || (image.platforms?.length ?? 0) > 0;
}
/** The platforms of an image; null for an artifact without platforms, and for a single image where they are not needed. */
async function readPlatforms(root, members, options) {
    if (root.kind === "index")
        return members.flatMap(runtimePlatformsOf);
    if (!options.isNeeded || !(0,image_config/* hasImageConfig */.m)(root))
        return null;
    return [await readConfigPlatform(root, options.location, options.signal)];
}
async function readConfigPlatform({ config }, { reader, repository }, signal) {
    const content = (0,json/* parseUtf8Json */.te)(await reader.fetchBlob(repository, config.digest, CONFIG_MAX_BYTES, signal));
    const [os, architecture, variant] = ["os", "architecture", "variant"].map((key) => (0,json/* textAt */.$6)(content, key));
    if (os === undefined || architecture === undefined) {
        throw new errors/* ManifestError */.Sh("CONFIG_INVALID", `The image's config (${config.digest}) has no os and architecture.`, {
            side: "source",
        });
    }
    return { os, architecture, ...(variant !== undefined && { variant }) };
}

;// CONCATENATED MODULE: ./lib/observe/referrer-walk.js
// Lists what refers to an image: signatures, SBOMs and attestations, by the referrers API and by cosign's tags.

const MAX_REFERRER_DEPTH = 4;
const MAX_REFERRERS = 500;
/** https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"];
/**
 * Returns the referrers of the subjects, then the referrers of those: breadth first, so that subjects come before what refers to them.
 * @throws ManifestError `TOO_MANY_REFERRERS`
 */
async function walkReferrers(subjects, reader, repository, signal) {
    const found = new Map();
    const unknown = [];
    const members = new Set(subjects);
    const visited = new Set(subjects);
    let level = subjects;
    for (let depth = 1; level.length > 0; depth++) {
        const perSubject = await Promise.all(level.map((subject) => referrersOf(subject, reader, repository, signal)));
        const next = [];
        for (const referrer of perSubject.flatMap(({ referrers }) => referrers)) {
            // A manifest of the image is imported with the image, also where it refers to another one.
            if (referrer.tag === null && members.has(referrer.digest))
                continue;
            const key = referrer.tag ?? referrer.digest;
            if (!found.has(key))
                found.set(key, referrer);
            if (referrer.isGone !== true && !visited.has(referrer.digest)) {
                visited.add(referrer.digest);
                next.push(referrer.digest);
            }
        }
        unknown.push(...perSubject.flatMap(({ unknownReferrers }) => unknownReferrers));
        if (found.size > MAX_REFERRERS || (next.length > 0 && depth > MAX_REFERRER_DEPTH)) {
            throw new errors/* ManifestError */.Sh("TOO_MANY_REFERRERS", `The image has more than ${MAX_REFERRERS} referrers, or its referrers have referrers more than ${MAX_REFERRER_DEPTH} levels deep.`, { side: "source" });
        }
        level = next;
    }
    return { referrers: [...found.values()], unknownReferrers: unknown };
}
async function referrersOf(subject, reader, repository, signal) {
    const tags = COSIGN_SUFFIXES.map((suffix) => `${subject.replace(":", "-")}.${suffix}`);
    const [listed, tagged] = await Promise.all([
        reader.lookUpReferrers(repository, subject, signal),
        reader.lookUpSignatures(repository, subject, tags, signal),
    ]);
    const referrers = [
        ...listed.found.map((each) => toReferrer(each, subject)),
        ...(listed.gone ?? []).map((each) => ({ ...toReferrer(each, subject), isGone: true })),
    ];
    const unknownReferrers = listed.unknown === undefined ? [] : [listed.unknown];
    for (const [at, lookup] of tagged.entries()) {
        if (lookup.kind === "unknown")
            unknownReferrers.push(lookup.problem);
        if (lookup.kind !== "known")
            continue;
        const { digest, mediaType, sizeBytes } = lookup.value;
        const artifactType = `cosign ${COSIGN_SUFFIXES[at]}`;
        referrers.push({ digest, subject, mediaType, artifactType, sizeBytes, tag: tags[at] ?? null });
    }
    return { referrers, unknownReferrers };
}
function toReferrer({ digest, mediaType, artifactType, sizeBytes }, subject) {
    return { digest, subject, mediaType, artifactType: artifactType ?? mediaType, sizeBytes, tag: null };
}

;// CONCATENATED MODULE: ./lib/observe/observe-source.js
// Reads one source image completely: nested indexes, platforms, referrers. Reads only.
// Of a source that this runner cannot read, only the digest is known, and the copy of the image in the target.





/** Reads everything that belongs to a resolved image. */
async function observeSource({ isCopy = false, ...resolved }, image, source, options) {
    const { budget, signal, needsPlatforms, preflight } = options;
    const common = { ...resolved, provenance: [], preflight };
    const { root } = resolved;
    if (root === undefined) {
        const content = await readCopy(options.copy, needsPlatforms, budget, signal);
        const unknownReferrers = image.referrers === "none" || resolved.unread === undefined ? [] : [resolved.unread];
        return { ...common, members: [], platforms: null, ...content, referrers: [], unknownReferrers };
    }
    const { reader } = source;
    const { repository } = image.source;
    // Indexes in the index are read where the root was read, if they are there.
    const copied = isCopy ? await readCopy(options.copy, needsPlatforms, budget, signal) : undefined;
    const location = { reader, repository, side: "source", budget };
    const members = copied?.members ?? (await walkIndexes(root, location, signal));
    const platforms = copied === undefined
        ? readPlatforms(root, members, { location, isNeeded: needsPlatforms, signal })
        : Promise.resolve(copied.platforms);
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    platforms.catch(() => undefined);
    // The plan refuses more manifests than ACR imports, so their referrers are not requested.
    const walked = image.referrers === "none" || members.length > MAX_MANIFESTS
        ? { referrers: [], unknownReferrers: [] }
        : await walkReferrers([root.digest, ...members.map(({ digest }) => digest)], reader, repository, signal);
    // They are read in the target.
    budget.count(walked.referrers);
    return { ...common, members, platforms: await platforms, ...walked };
}
/** The image as the target holds it; undefined where the target does not hold all of its indexes. */
async function readCopy(copy, isNeeded, budget, signal) {
    const root = await copy.root;
    if (root === undefined)
        return undefined;
    const location = { reader: copy.reader, repository: copy.repository, side: "target", budget };
    try {
        const members = await walkIndexes(root, location, signal);
        return { root, members, platforms: await readPlatforms(root, members, { location, isNeeded, signal }) };
    }
    catch (error) {
        if (error instanceof errors/* ManifestError */.Sh && error.code === "SOURCE_INCOMPLETE")
            return undefined;
        throw error;
    }
}
/** Turns a failure to read the source into a value for the plan. `settings`: registry settings that may explain it. */
function refusedSource(error, settings) {
    const problem = (0,errors/* problemOf */.Zw)(error, "observe");
    const isMissing = error instanceof errors/* RegistryError */.gl && error.code === "SOURCE_MISSING";
    const isForbidden = settings.length > 0 && !isMissing;
    const isCache = error instanceof errors/* RegistryError */.gl && error.code === "TARGET_IS_CACHE";
    const isBlocked = isForbidden || isCache || (error instanceof errors/* ManifestError */.Sh && error.code !== "DIGEST_MISMATCH");
    return {
        kind: "refused",
        status: isMissing ? "missing" : isBlocked ? "blocked" : "failed",
        problems: [...(isForbidden ? settings : []), { ...problem, side: problem.side ?? "source" }],
    };
}

;// CONCATENATED MODULE: ./lib/request/tag-rules.js

/** True for a tag that may be overwritten. */
function mayMove({ onConflict, mutableTags }, tag) {
    return onConflict === "overwrite" || mutableTags.some((pattern) => (0,tag_pattern/* matchesTagPattern */.O6)(tag, pattern));
}
/** True for a tag that must not move to a lower version. */
function isForwardOnly({ forwardOnly }, tag) {
    return forwardOnly.some((pattern) => (0,tag_pattern/* matchesTagPattern */.O6)(tag, pattern));
}

;// CONCATENATED MODULE: ./lib/observe/image-age.js

/**
 * The age of an image in the target.
 * @param manifest - undefined: the target does not have it
 * @param repository - shows for an image that is not there whether this identity may read its age once it is
 */
function ageOf(manifest, repository, name) {
    const shown = manifest ?? repository;
    if (shown.kind === "unknown")
        return { kind: "unknown", problem: shown.problem };
    const readAtMs = shown.kind === "known" ? shown.value.readAtMs : undefined;
    if (manifest?.kind !== "known")
        return { kind: "absent", ...(readAtMs !== undefined && { readAtMs }) };
    const { createdAtMs } = manifest.value;
    if (createdAtMs !== undefined && readAtMs !== undefined)
        return { kind: "known", createdAtMs, readAtMs };
    const lacking = createdAtMs === undefined ? "createdTime" : "Date header";
    const message = `The response about the attributes of ${name} has no valid ${lacking}.`;
    return { kind: "unknown", problem: (0,lib_problems/* problem */.CC)("REGISTRY_ANSWER_INVALID", message, { side: "target" }) };
}

;// CONCATENATED MODULE: ./lib/observe/observe-target.js
// Reads the current state of one image in the target: tags, manifests, referrers, locks. Reads only.










/** Looks up locks, and collects the problems of those that could not be read. */
function lockReader({ reader, signal }) {
    const unknown = [];
    const updates = new Map();
    const isLocked = async (lockable, lookup = reader.lookUpLocks(lockable, signal)) => {
        const locks = await lookup;
        if (locks.kind === "unknown")
            unknown.push(locks.problem);
        if (locks.kind !== "known")
            return false;
        const { writeEnabled, update } = locks.value;
        if ("tag" in lockable && update !== undefined)
            updates.set(lockable.tag, update);
        return !writeEnabled;
    };
    return { isLocked, unknown, updates };
}
/** Reads the requested tags. */
async function readTargetTags(reading) {
    const { image, reader, signal } = reading;
    const { repository, tags } = image.target;
    const targets = await Promise.all(tags.map((tag) => {
        const undone = image.undo?.get(tag);
        return undone === undefined ? reader.readTag(repository, tag, signal) : readUndoneTag(tag, undone, reading);
    }));
    return new Map(tags.map((tag, at) => [tag, targets[at]]));
}
/** An undo leaves a tag alone, or refuses, only where reads agree that it no longer has the digest that it was moved to. */
async function readUndoneTag(tag, { now }, { image, reader, clock, hasReplicas, signal }) {
    const read = () => reader.readTag(image.target.repository, tag, signal);
    let found = await read();
    for (let equal = 1; hasReplicas && found?.digest !== now && equal < LOOKS;) {
        await clock.sleep(PAUSE_MS, signal);
        const next = await read();
        equal = next?.digest === found?.digest ? equal + 1 : 1;
        found = next;
    }
    return found;
}
/** Reads the root by its digest where no tag has it, and the locks of everything that would be written. */
async function readTargetContent({ digest: requested }, tags, reading) {
    const { image, reader, rules, signal } = reading;
    const { repository } = image.target;
    const held = [...tags.values()];
    const shown = held.find((target) => target?.digest === requested)?.manifest;
    const others = [...tags].flatMap(([tag, target]) => target !== undefined && target.digest !== requested ? [tag] : []);
    const tagsInPlace = held.every((target) => target?.digest === requested);
    const { isLocked, unknown, updates } = lockReader(reading);
    // These locks matter as soon as a tag is missing; the content is read at the same time.
    const ofRepository = tagsInPlace ? undefined : reader.lookUpLocks({ repository }, signal);
    const locks = Promise.all([
        ofRepository && isLocked({ repository }, ofRepository),
        ...others.map((tag) => isLocked({ repository, tag })),
    ]);
    locks.catch(() => undefined);
    const compared = others.filter((tag) => mayMove(rules, tag) || isForwardOnly(rules, tag));
    const tagLists = new Map();
    // One request for the locks of a manifest and the tags on it.
    const lookUp = async (digest) => {
        const tagsRead = [...tags].flatMap(([tag, target]) => (target?.digest === digest ? [tag] : []));
        const lookup = await lookUpTagged({ repository, digest }, tagsRead, reading);
        tagLists.set(digest, tagListOf(lookup, tagsRead));
        return lookup;
    };
    const losing = new Set(compared.flatMap((tag) => tags.get(tag)?.digest ?? []));
    const lists = Promise.all([...losing].map(lookUp));
    lists.catch(() => undefined);
    const present = shown ?? (await reader.fetchManifest(repository, requested, signal));
    const own = { repository, digest: requested };
    const ofManifest = present === undefined || tagsInPlace
        ? undefined
        : compared.length > 0
            ? lookUp(requested)
            : reader.lookUpLocks(own, signal);
    const [[lockedForTags, ...tagLocks], lockedForContent, manifestLocked] = await Promise.all([
        locks,
        present === undefined && tagsInPlace ? isLocked({ repository }) : undefined,
        ofManifest !== undefined && isLocked(own, ofManifest),
        lists,
    ]);
    const age = image.minAgeMs === undefined || ofRepository === undefined
        ? undefined
        : ageOf(await ofManifest, await ofRepository, `${reader.host}/${repository}@${requested}`);
    return {
        root: present,
        lockedTags: new Set(others.filter((_tag, at) => tagLocks[at])),
        updates,
        repositoryLocked: lockedForTags ?? lockedForContent,
        manifestLocked,
        unknownLocks: unknown,
        tagLists,
        ...(age !== undefined && { age }),
    };
}
/** Compares the target with the complete source image: which manifests and referrers are in place. */
async function observeTarget(source, tags, content, reading) {
    const { image, reader, signal } = reading;
    const { repository } = image.target;
    const { root } = content;
    const digests = [source.digest, ...source.members.map(({ digest }) => digest)];
    // Others cannot be read back; the plan refuses them or leaves them out.
    const isReadable = ({ mediaType }) => (0,media_type/* isManifestMediaType */.CM)(mediaType);
    const listed = source.referrers.filter((referrer) => referrer.tag === null && isReadable(referrer));
    const signed = new Set(source.referrers.map(({ digest }) => digest));
    const signatures = source.referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]));
    // Referrers are imported after their image, so none are in place without it. cosign's tags may be left over.
    const presentBesideRoot = (wanted) => (root === undefined ? [] : present(wanted, reading));
    const [members, referrers, held] = await Promise.all([
        presentBesideRoot(source.members.filter(isReadable)),
        presentBesideRoot(listed),
        Promise.all(signatures.map((tag) => reader.readTag(repository, tag, signal))),
    ]);
    const manifests = root === undefined ? [] : [root, ...members];
    (0,manifest/* verifyEntries */.q_)(manifests, { stage: "observe", side: "target" });
    const there = new Set(manifests.map(({ digest }) => digest));
    // An image whose manifests are not known cannot be proven to be complete.
    const absent = new Set(digests.filter((digest) => source.root === undefined || !there.has(digest)));
    const signatureTags = new Map(signatures.flatMap((tag, at) => {
        const target = held[at];
        return target === undefined ? [] : [[tag, target.digest]];
    }));
    const untagged = source.referrers.filter(({ tag, digest }) => tag !== null && signatureTags.get(tag) !== digest);
    const moving = untagged.flatMap(({ tag }) => (tag !== null && signatureTags.has(tag) ? [tag] : []));
    // A signature may be there although its tag is not: a run may have ended in between.
    const leftOver = await presentBesideRoot(untagged);
    const tagged = held.flatMap((target) => target?.manifest ?? []).filter(({ digest }) => signed.has(digest));
    const complete = await completeOf([...referrers, ...leftOver, ...tagged], reading);
    const referrersPresent = new Set(complete.keys());
    const writes = absent.size > 0 ||
        untagged.length > 0 ||
        source.referrers.some((each) => isReadable(each) && !referrersPresent.has(each.digest));
    const { isLocked, unknown } = lockReader(reading);
    const [blobs, repositoryLocked, ...movingLocked] = await Promise.all([
        reading.checksLayers
            ? reading.waits.during({ host: reader.host, what: `the configs and layers in ${repository}`, side: "target" }, reading.content.checkPresent(repository, [...manifests, ...[...complete.values()].flat()], signal))
            : undefined,
        content.repositoryLocked ?? (writes && isLocked({ repository })),
        ...moving.map((tag) => isLocked({ repository, tag })),
    ]);
    return {
        tags: image.target.tags.map((name) => {
            const target = tags.get(name);
            const platforms = observe_target_platformsOf(target?.manifest);
            const update = content.updates.get(name);
            return {
                name,
                digest: target?.digest,
                ...(target?.manifest !== undefined && target.digest !== source.digest && { manifest: target.manifest }),
                platforms,
                locked: content.lockedTags.has(name),
                // A replica that is behind may state the update of an earlier digest.
                ...(update !== undefined && update.digest === target?.digest && { updatedAtMs: update.atMs }),
            };
        }),
        tagLists: content.tagLists,
        absent,
        manifests,
        ...(blobs !== undefined && { blobs }),
        referrersPresent,
        signatureTags,
        lockedSignatureTags: new Set(moving.filter((_tag, at) => movingLocked[at])),
        repositoryLocked,
        manifestLocked: content.manifestLocked,
        ...(content.age !== undefined && { age: content.age }),
        unknownLocks: [...content.unknownLocks, ...unknown],
    };
}
/** Reads the locks of everything that could be overwritten in a target whose content could not be read. */
async function readLocksAlone({ referrers }, reading) {
    const { repository, tags } = reading.image.target;
    const names = [...tags, ...referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]))];
    const { isLocked, unknown } = lockReader(reading);
    const [repositoryLocked, ...locked] = await Promise.all([
        isLocked({ repository }),
        ...names.map((tag) => isLocked({ repository, tag })),
    ]);
    return { repositoryLocked, lockedTags: new Set(names.filter((_name, at) => locked[at])), unknownLocks: unknown };
}
/** Those of the manifests that are in the target; each is read and hashed. */
async function present(wanted, reading) {
    const { image, reader, signal } = reading;
    const { repository } = image.target;
    const manifests = await readInBatches(wanted, ({ digest, sizeBytes }) => reader.fetchManifest(repository, digest, signal, sizeBytes));
    return manifests.filter((manifest) => manifest !== undefined);
}
/** Those of the referrers that are complete, each with what it lists: an index may be there without it. */
async function completeOf(referrers, reading) {
    const byDigest = new Map(referrers.map((referrer) => [referrer.digest, referrer]));
    const found = await Promise.all([...byDigest.values()].map(async (referrer) => [referrer, await listedBy(referrer, reading)]));
    return new Map(found.flatMap(([referrer, listed]) => listed === undefined ? [] : [[referrer.digest, [referrer, ...listed]]]));
}
/** All that an index lists, at every depth. Undefined: something of it is not in the target. */
async function listedBy(root, reading) {
    if (root.kind !== "index")
        return [];
    const { image, reader, budget, signal } = reading;
    const { repository } = image.target;
    try {
        const members = await walkIndexes(root, { reader, repository, side: "target", budget }, signal);
        const manifests = await present(members, reading);
        return manifests.length === members.length ? manifests : undefined;
    }
    catch (error) {
        if (error instanceof errors/* ManifestError */.Sh && error.code === "SOURCE_INCOMPLETE")
            return undefined;
        throw error;
    }
}
function observe_target_platformsOf(manifest) {
    if (manifest?.kind !== "index")
        return [];
    return manifest.manifests.flatMap((child) => child.platform === undefined || (0,descriptor/* isAttestationChild */.$)(child) ? [] : [child.platform]);
}

;// CONCATENATED MODULE: ./lib/observe/read-in-time.js
// Reads an image within its time. If the time passes, the error names what was waited for, and for how long its registries throttled.


/**
 * Runs the reads of an image.
 * @throws PromotionError `READING_TIMEOUT`; the signal's reason when aborted
 */
async function readInTime({ name, limitMs, time, clock, waits, pauses }, signal, read) {
    const startedAtMs = clock.nowMs();
    let timedOut;
    try {
        return await time.run(signal, pauses, (limit) => {
            // Here, because the abort ends all waits.
            limit.signal.addEventListener("abort", () => {
                const nowMs = clock.nowMs();
                const own = pauses().filter(({ untilMs }) => untilMs > startedAtMs);
                timedOut = readingTimedOut({ name, limitMs, nowMs, wait: waits.oldest, pauses: own });
            });
            return read(limit.signal);
        });
    }
    catch (error) {
        signal.throwIfAborted();
        throw error instanceof lib_deadline/* DeadlinePassed */.Xp && timedOut !== undefined ? timedOut : error;
    }
}
function readingTimedOut({ name, limitMs, nowMs, wait, pauses }) {
    const waited = wait === undefined ? "" : ` It waited for ${wait.host} (${wait.what}) for ${seconds(nowMs - wait.sinceMs)}.`;
    const paused = [...Map.groupBy(pauses, ({ host }) => host)].map(([host, each]) => {
        const pausedMs = each.reduce((sum, { fromMs, untilMs }) => sum + Math.min(untilMs, nowMs) - fromMs, 0);
        return ` ${host} throttled requests for ${seconds(pausedMs)} (Retry-After).`;
    });
    const message = `Reading ${name} took longer than timeout-minutes allows (${seconds(limitMs)}).${waited}${paused.join("")}`;
    const longer = `timeout-minutes: ${Math.max(1, Math.ceil(limitMs / 30_000))}`;
    const host = wait?.host ?? pauses[0]?.host;
    const remedy = paused.length > 0
        ? `Lower max-parallel, run the job again later, or give the image more time: ${longer}`
        : `Check that the runner can reach ${host ?? "both registries"}: firewall, proxy (HTTPS_PROXY, NO_PROXY), or an outage. If it is only slow, give the image more time: ${longer}`;
    return new errors/* PromotionError */.g1("READING_TIMEOUT", message, { side: wait?.side, remedy, causeKey: host });
}
function seconds(durationMs) {
    return `${Math.round(durationMs / 1000)} s`;
}

;// CONCATENATED MODULE: ./lib/observe/registry-settings.js
// Finds registry settings that forbid an import, before any write. Pure; knows nothing of the identity's permissions.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images


const TRUSTED_SERVICES = "https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services";
/** True for a registry that is not open to all networks. */
function isRestricted({ publicNetworkAccess, networkDefaultAction }) {
    return publicNetworkAccess !== "Enabled" || networkDefaultAction === "Deny";
}
/** The setting that restricts a registry, as ARM writes it. */
function formatRestriction({ publicNetworkAccess }) {
    return publicNetworkAccess === "Enabled"
        ? "networkRuleSet.defaultAction: Deny"
        : `publicNetworkAccess: ${publicNetworkAccess}`;
}
function refusal(code, side, message, remedy) {
    return (0,lib_problems/* problem */.CC)(code, message, { side, remedy });
}
function bypassProblem(resource, side) {
    const { loginServer, name, networkRuleBypassOptions } = resource;
    if (networkRuleBypassOptions !== "None" || !isRestricted(resource))
        return undefined;
    return refusal("PREFLIGHT_TRUSTED_SERVICES", side, `${loginServer} has ${formatRestriction(resource)} and networkRuleBypassOptions: None, so Azure's import cannot reach it.`, `Allow trusted Azure services (${TRUSTED_SERVICES}):\naz acr update --name ${name} --allow-trusted-services true`);
}
function stateProblem({ loginServer, name, provisioningState }, side) {
    if (provisioningState !== "Creating" && provisioningState !== "Deleting")
        return undefined;
    return refusal("PREFLIGHT_NOT_READY", side, `${loginServer} has provisioningState: ${provisioningState}; expected Succeeded.`, `Wait until this command prints Succeeded, then run the job again:\naz acr show --name ${name} --query provisioningState`);
}
function exportProblem({ loginServer, exportPolicy }) {
    if (exportPolicy !== "disabled")
        return undefined;
    return refusal("PREFLIGHT_EXPORT_DISABLED", "source", `${loginServer} has exportPolicy: disabled, which forbids importing from it.`);
}
/** Only an import by resource ID passes a registry's firewall. Any other route comes from the public network. */
function routeProblem({ resource, route }) {
    if (resource === undefined || route === "resource-id" || resource.publicNetworkAccess === "Enabled")
        return undefined;
    const { loginServer } = resource;
    return refusal("PREFLIGHT_SOURCE_CLOSED", "source", `${loginServer} has ${formatRestriction(resource)}, but this import would read it from the public network, ${route === "anonymous" ? "without credentials" : "with a password or token"}. A closed registry cannot be imported from across tenants.`);
}
/** Returns every setting that makes an import from `source` into `target` fail. */
function preflight(target, source) {
    const { resource } = source;
    const itself = resource !== undefined && (0,resource_id/* formatResourceId */.bM)(resource.id) === (0,resource_id/* formatResourceId */.bM)(target.id);
    const ofSource = resource === undefined || itself
        ? []
        : [
            stateProblem(resource, "source"),
            source.route === "resource-id" ? bypassProblem(resource, "source") : undefined,
            exportProblem(resource),
            routeProblem(source),
        ];
    return [stateProblem(target, "target"), bypassProblem(target, "target"), ...ofSource].filter((each) => each !== undefined);
}
/** Names the settings that may hide an image that exists. Undefined: none of them is on. */
function explainMissing({ name, quarantinePolicy }, hasSoftDelete) {
    const hints = [];
    if (hasSoftDelete) {
        hints.push(`${name} has softDeletePolicy: enabled, so the image may be soft-deleted: az acr manifest list-deleted --registry ${name} --name <repository> lists it, az acr manifest restore restores it.`);
    }
    if (quarantinePolicy === "enabled") {
        hints.push(`${name} has quarantinePolicy: enabled, which hides images until a scanner releases them.`);
    }
    return hints.length === 0 ? undefined : hints.join(" ");
}
/** Names the setting that may refuse an identity although it has a role. Undefined: there is none. */
function explainDenied({ name, roleAssignmentMode }) {
    if (roleAssignmentMode !== "AbacRepositoryPermissions")
        return undefined;
    return `${name} has roleAssignmentMode: AbacRepositoryPermissions. In this mode AcrPull, AcrPush, Reader, Contributor and Owner grant no access to images; use Container Registry Repository Reader or Container Registry Data Importer and Data Reader.`;
}

;// CONCATENATED MODULE: ./lib/observe/source-lookups.js
// Looks up in the source what has to be imported from it, before anything is written: manifests that the target lacks. Reads only.







const NOTHING = { members: [], referrers: [] };
/** `writesUnread`: the image is imported whole although the target cannot be read. */
function lackingIn(target, source, writesUnread) {
    // A source that this runner cannot read is not looked at. More manifests than ACR imports are refused in any case.
    if (source.root === undefined || source.unread !== undefined || source.members.length > MAX_MANIFESTS)
        return NOTHING;
    if (target.kind === "cache" || (target.kind === "unreadable" && !writesUnread))
        return NOTHING;
    const { members, referrers } = source;
    const existing = referrers.filter(({ isGone }) => isGone !== true);
    const lacking = target.kind === "unreadable"
        ? { members, referrers: existing }
        : {
            members: members.filter(({ digest }) => target.image.absent.has(digest)),
            referrers: existing.filter(({ digest }) => !target.image.referrersPresent.has(digest)),
        };
    // Manifests of other types are refused by their type.
    const isReadable = ({ mediaType }) => (0,media_type/* isManifestMediaType */.CM)(mediaType);
    return { members: lacking.members.filter(isReadable), referrers: lacking.referrers.filter(isReadable) };
}
/** Looks all of them up side by side. Of a referrer that is an index, also what it lists: an import copies that too. */
async function lookUpInSource({ members, referrers }, location, signal) {
    const { reader, repository } = location;
    const byDigest = new Map();
    const isReferrer = new Set(referrers.map(({ digest }) => digest));
    for (const each of [...members, ...referrers])
        byDigest.set(each.digest, each);
    const found = await Promise.all([...byDigest.values()].map(async (each) => {
        const finding = await reader.lookUpManifest(repository, each, signal);
        const isIndex = isReferrer.has(each.digest) && (0,media_type/* isIndexMediaType */.$$)(each.mediaType);
        if (finding.kind !== "known" || !isIndex)
            return [each.digest, finding];
        return [each.digest, (await findUnfit(each, location, signal)) ?? finding];
    }));
    return new Map(found);
}
/** Why an index among the referrers cannot be imported; undefined if the source has all that it lists. */
async function findUnfit({ digest, sizeBytes }, location, signal) {
    const { reader, repository } = location;
    let members;
    try {
        const root = await reader.fetchManifest(repository, digest, signal, sizeBytes);
        if (root === undefined)
            return { kind: "absent" };
        members = await walkIndexes(root, location, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = (0,errors/* problemOf */.Zw)(error, "observe");
        return { kind: error instanceof errors/* ManifestError */.Sh ? "unfit" : "unknown", problem: reason };
    }
    if (members.length > MAX_MANIFESTS) {
        return unfit("TOO_MANY_MANIFESTS", `${digest} lists ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`);
    }
    const findings = await Promise.all(members.map(async (member) => {
        if (!(0,media_type/* isManifestMediaType */.CM)(member.mediaType)) {
            return unfit("MANIFEST_UNSUPPORTED", `${digest} lists ${formatMember(member)} with the media type ${member.mediaType}.`);
        }
        const finding = await reader.lookUpManifest(repository, member, signal);
        if (finding.kind === "unknown")
            return finding;
        if (finding.kind === "absent") {
            return unfit("SOURCE_INCOMPLETE", `Its repository does not have ${formatMember(member)}, which ${digest} lists.`);
        }
        const mismatch = (0,manifest/* describeMismatch */._e)(finding.value, member, digest);
        return mismatch === undefined ? undefined : unfit("MANIFEST_INVALID", mismatch);
    }));
    return findings.find((finding) => finding?.kind === "unfit") ?? findings.find((finding) => finding !== undefined);
}
function unfit(code, message) {
    return { kind: "unfit", problem: (0,lib_problems/* problem */.CC)(code, message, { side: "source" }) };
}

;// CONCATENATED MODULE: ./lib/observe/source-resolution.js
// Resolves one source image to a digest, and reads the manifest of that digest where this runner can.



/**
 * Resolves an image of the request: a tag to the digest of its manifest's bytes, a digest to its manifest. `readCopy`: reads a digest
 * in the target; a copy there saves a GET where the source counts it.
 * @throws RegistryError `SOURCE_MISSING` or `SOURCE_UNREADABLE`, and errors of the reader
 */
async function resolveSource(image, source, signal, readCopy = async () => undefined) {
    const { repository, tag, digest } = image.source;
    const { reader } = source;
    // The tag list shows cosign's tags. It does not need the digest, so it starts before the digest is known.
    if (image.referrers !== "none")
        reader.prefetchTags?.(repository, signal);
    const name = (0,reference/* formatReference */.FH)({
        registry: reader.host,
        repository,
        ...(tag === undefined ? { ...(digest !== undefined && { digest }) } : { tag }),
    });
    const tagLookup = tag === undefined || digest === undefined ? undefined : reader.lookUpTag(repository, tag, signal);
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    tagLookup?.catch(() => undefined);
    const known = digest ?? (await askForDigest(image, reader, signal));
    // The same digest, so the same bytes.
    const copy = known === undefined || !countsPulls(reader) ? undefined : await readCopy(known);
    let root = copy;
    try {
        root ??= await reader.fetchManifest(repository, known ?? tag ?? "", signal);
        // HEAD may have shown what has been deleted since.
        if (known !== digest)
            root ??= await reader.fetchManifest(repository, tag ?? "", signal);
    }
    catch (error) {
        signal.throwIfAborted();
        return resolveUnread(name, image, source, error);
    }
    if (root === undefined)
        throw await missingError(name, image, source, signal);
    const resolved = { name, digest: root.digest, root, ...(copy !== undefined && { isCopy: true }) };
    // Only a warning depends on the tag, so an unknown tag is not an error.
    const tagNow = await tagLookup;
    if (tagNow?.kind === "absent")
        return { ...resolved, tagNow: "absent" };
    return tagNow?.kind === "known" && tagNow.value !== root.digest ? { ...resolved, tagNow: tagNow.value } : resolved;
}
/** Docker Hub counts each GET of a manifest as a pull, and no HEAD: https://docs.docker.com/docker-hub/usage/pulls/ */
function countsPulls({ host }) {
    return host === reference/* DOCKER_HUB */.Xb;
}
/** The digest of a tag, by HEAD, where that saves a GET. Undefined: only a GET can tell. */
async function askForDigest({ source: { repository, tag = "" }, target }, reader, signal) {
    if (!countsPulls(reader) || target.tags.length === 0)
        return undefined;
    const lookup = await reader.lookUpTag(repository, tag, signal);
    return lookup.kind === "known" ? lookup.value : undefined;
}
async function missingError(name, { source: { digest } }, source, signal) {
    const advice = `Check repository and ${digest === undefined ? "tag" : "digest"} in ${source.reader.host}, and that the build has pushed the image.`;
    const explanation = source.resource === undefined ? undefined : explainMissing(source.resource, await source.hasSoftDelete?.(signal));
    return new errors/* RegistryError */.gl("SOURCE_MISSING", `${name} does not exist, or this identity has no permission to see it.`, {
        side: "source",
        remedy: explanation === undefined ? advice : `${advice} ${explanation}`,
    });
}
/** How a network looks from outside that does not let this runner in. */
const UNREACHABLE = new Set([
    "NETWORK_CONNECT",
    "NETWORK_DNS",
    "NETWORK_RESET",
    "NETWORK_TIMEOUT",
]);
/**
 * Resolves an image in a registry that Azure's import can read by its resource ID, but this runner cannot. It can be promoted if
 * it is pinned by digest: the import is by digest, and the target is read back. https://aka.ms/acr/trusted-services
 */
function resolveUnread(name, image, source, error) {
    const { resource, route } = source;
    const isClosed = error instanceof errors/* NetworkError */.Dr || (error instanceof errors/* RegistryError */.gl && error.status === 403);
    if (!isClosed || route !== "resource-id" || resource === undefined || !isRestricted(resource))
        throw error;
    const { digest, repository } = image.source;
    const cause = (0,errors/* problemOf */.Zw)(error, "observe");
    const message = `${name} cannot be read from this runner; its registry has ${formatRestriction(resource)}. ${cause.message}`;
    if (digest !== undefined && image.referrers !== "all") {
        const unread = { ...cause, code: "SOURCE_UNREADABLE", side: "source", message };
        return { name, digest, root: undefined, unread };
    }
    // Another network problem, such as an untrusted certificate, has a remedy of its own.
    if (error instanceof errors/* NetworkError */.Dr && !UNREACHABLE.has(error.code))
        throw error;
    throw new errors/* RegistryError */.gl("SOURCE_UNREADABLE", message, {
        side: "source",
        cause: error,
        remedy: digest === undefined
            ? `Pin the image by digest (${repository}@sha256:…) and set referrers: none, or use a runner inside the registry's network. Azure's import can read the registry, but a tag can only be resolved by this runner.`
            : "Set referrers: none, or referrers: best-effort, which promotes the image without separate signatures and SBOMs; or use a runner inside the registry's network. Azure's import can read the registry, but referrers can only be listed by this runner.",
    });
}

;// CONCATENATED MODULE: ./lib/observe/observe.js
// Reads the current state of one image in source and target. Starts each read as soon as its inputs are known.













/**
 * Reads everything that the plan needs to know about an image, within the image's time limit. A failure on one side becomes a
 * value of that side.
 */
async function observeImage(image, request, ports, signal) {
    const { target, time, reads, clock } = ports;
    let source;
    const connected = ports.source.then((registry) => {
        source = registry;
        return registry;
    });
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    connected.catch(() => undefined);
    const pauses = () => [...target.reader.pauses(), ...(source?.reader.pauses() ?? [])];
    const reading = {
        name: formatSource(image, request),
        limitMs: request.timeoutMs,
        time,
        clock,
        waits: reads.waits,
        pauses,
    };
    try {
        return await readInTime(reading, signal, (limited) => observe(image, request, { ...ports, source: connected }, limited));
    }
    catch (error) {
        if (!(error instanceof errors/* PromotionError */.g1) || error.code !== "READING_TIMEOUT")
            throw error;
        return refusedSource(error, []);
    }
}
async function observe(image, request, ports, signal) {
    const { content: contentCheck, reads, clock, hasReplicas } = ports;
    const { resource } = ports.target;
    const reader = readerOfImage(ports.target.reader, "target", reads);
    const reading = {
        image,
        reader,
        content: contentCheck,
        ...reads,
        hasReplicas,
        checksLayers: request.verify === "layers",
        rules: request,
        clock,
        signal,
    };
    const tags = settled(readTargetTags(reading));
    let source;
    let registry;
    let settings = [];
    let content;
    try {
        registry = await connectSource(ports, formatSource(image, request), signal);
        settings = preflight(resource, registry);
        const resolved = await resolveSource(image, registry, signal, async (digest) => {
            const tagged = targetsOf(await tags).find((target) => target.digest === digest)?.manifest;
            // While tags wait for min-age, the target has the image without them.
            return tagged ?? (image.minAgeMs === undefined ? undefined : await readUntagged(digest, reading));
        });
        content = settled(tags.then(async (read) => readTargetContent(resolved, read(), reading)));
        const [walked, provenance] = await Promise.all([
            observeSource(resolved, image, registry, {
                needsPlatforms: needsPlatforms(request, image),
                preflight: settings,
                copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
                budget: reads.budget,
                signal,
            }),
            request.provenance.mode === "off"
                ? []
                : reads.waits.during({ host: "GitHub", what: `the attestations of ${resolved.name}`, side: "source" }, verifyProvenance(resolved, image, { ...ports, registry }, signal)),
        ]);
        source = { ...walked, provenance };
    }
    catch (error) {
        signal.throwIfAborted();
        const { problems, ...refused } = refusedSource(error, settings);
        return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
    }
    const writesUnread = request.verify === "best-effort";
    const target = await readTarget(source, { tags, content, resource, writesUnread }, reading);
    const locks = observeLockTags(source, target, request, { ...reading, locker: ports.target.locker });
    locks.catch(() => undefined);
    const lacking = lackingIn(target, source, writesUnread);
    const location = {
        reader: registry.reader,
        repository: image.source.repository,
        side: "source",
        budget: reads.budget,
    };
    const findings = await lookUpInSource(lacking, location, signal);
    const lockTags = await locks;
    return { kind: "observed", source, target, findings, ...(lockTags !== undefined && { lockTags }) };
}
/** The source registry, read as this image. The login that its images share goes on when one of them no longer waits. */
async function connectSource({ source, reads }, name, signal) {
    const wait = { host: name.split("/")[0] ?? name, what: "the login", side: "source" };
    const registry = await reads.waits.during(wait, (0,lib_deadline/* abortable */.ZC)(source, signal));
    return { ...registry, reader: readerOfImage(registry.reader, "source", reads) };
}
function settled(promise) {
    return promise.then((value) => () => value, (error) => () => {
        throw error;
    });
}
/** What the requested tags point to; nothing where the target cannot be read, which is reported with the target. */
function targetsOf(read) {
    try {
        return [...read().values()].filter((target) => target !== undefined);
    }
    catch {
        return [];
    }
}
/** A manifest of the target by its digest; nothing where the target cannot be read, which is reported with the target. */
async function readUntagged(digest, { image, reader, signal }) {
    try {
        return await reader.fetchManifest(image.target.repository, digest, signal);
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}
/** The root in the target; undefined where the target cannot be read, which is reported with the target. */
function rootOf(read) {
    try {
        return read().root;
    }
    catch {
        return undefined;
    }
}
async function readTarget(source, target, reading) {
    try {
        const [tags, content] = [(await target.tags)(), (await target.content)()];
        return { kind: "read", image: await observeTarget(source, tags, content, reading) };
    }
    catch (error) {
        reading.signal.throwIfAborted();
        const explained = withSettings((0,errors/* problemOf */.Zw)(error, "observe"), target.resource);
        const problem = { ...explained, side: "target" };
        if (problem.code === "TARGET_IS_CACHE")
            return { kind: "cache", problem };
        // An identity that may not read content may still read locks. What else keeps content from being read hides locks too.
        const locks = target.writesUnread && (0,lib_problems/* isDenied */.GZ)(problem.code)
            ? await readLocksAlone(source, reading)
            : { repositoryLocked: false, lockedTags: new Set(), unknownLocks: [problem] };
        return { kind: "unreadable", problem, locks };
    }
}
/** Adds the registry setting that may explain a refusal. */
function withSettings(problem, resource) {
    const explanation = resource === undefined || !(0,lib_problems/* isDenied */.GZ)(problem.code) ? undefined : explainDenied(resource);
    return explanation === undefined ? problem : { ...problem, message: `${problem.message} ${explanation}` };
}
function verifyProvenance({ digest, root }, image, { provenance, registry }, signal) {
    const children = root?.kind === "index" ? root.manifests : [];
    return provenance.verifyProvenance({ digest, repository: image.source.repository, children }, registry, signal);
}

;// CONCATENATED MODULE: ./lib/observe/waits.js
/** The waits of one image. */
class Waits {
    #clock;
    #open = new Set();
    constructor(clock) {
        this.#clock = clock;
    }
    /** Waits for something, which has a name meanwhile. */
    async during(wait, outcome) {
        const open = { ...wait, sinceMs: this.#clock.nowMs() };
        this.#open.add(open);
        try {
            return await outcome;
        }
        finally {
            this.#open.delete(open);
        }
    }
    /** The one that was begun first. */
    get oldest() {
        const [oldest] = this.#open;
        return oldest;
    }
}

;// CONCATENATED MODULE: ./lib/parallelism.js
// How much runs side by side in a step: images, and imports of Azure. http/ decides about requests to a host.

/** Where a run begins that may adapt, and how far it grows. */
const START = 32;
const MOST = 128;
/**
 * Limits the images and the imports under way. With `max-parallel` it is a ceiling. Without, each import that Azure accepts makes room for
 * one more, and Azure's first refusal by its rate limit halves both.
 */
class Parallelism {
    images;
    imports;
    #most;
    /** Refusals of imports that were sent side by side count once. */
    #isHalved = false;
    /** `maxParallel`: the input `max-parallel`. */
    constructor(maxParallel) {
        this.#most = maxParallel ?? MOST;
        const start = maxParallel ?? START;
        this.images = (0,p_limit/* default */.A)(start);
        this.imports = (0,p_limit/* default */.A)(start);
    }
    /** Azure has accepted an import. */
    accepted() {
        this.#isHalved = false;
        this.#set(this.imports.concurrency + 1);
    }
    /** Azure refused an import because there were too many. */
    throttled() {
        if (this.#isHalved)
            return;
        this.#isHalved = true;
        this.#set(Math.floor(this.imports.concurrency / 2));
    }
    #set(concurrency) {
        const bounded = Math.min(this.#most, Math.max(1, concurrency));
        this.imports.concurrency = bounded;
        this.images.concurrency = bounded;
    }
}

// EXTERNAL MODULE: ./lib/plan/versions.js
var versions = __webpack_require__(5138);
;// CONCATENATED MODULE: ./lib/plan/forward-only.js




/** Compares the versions of a tag's present digest and of the image. Undefined unless the tag could move. */
function compareTag({ promotion, image, source }, { name, digest }, target) {
    const forwardOnly = isForwardOnly(promotion, name);
    if (digest === undefined || digest === source.digest || !(forwardOnly || mayMove(promotion, name)))
        return undefined;
    const list = target.tagLists.get(digest);
    const before = (0,versions/* highestVersions */.e9)(tagsOf(list));
    const after = (0,versions/* highestVersions */.e9)([...statedTags(image), ...tagsOf(target.tagLists.get(source.digest))]);
    const change = (0,versions/* compareVersions */.Zy)(before, after);
    const compared = {
        order: change.order,
        ...(change.before !== undefined && { before: change.before.tag }),
        ...(change.after !== undefined && { after: change.after.tag }),
        replacesRelease: (0,versions/* replacesRelease */.h)(change),
        forwardOnly,
    };
    if (list === undefined || list.kind === "unknown") {
        return { ...compared, reason: TAGS_UNREAD, ...(list !== undefined && { problem: list.problem }) };
    }
    // A tag that the list lacks can only make the present version higher.
    if (!list.isWhole && change.order !== "backward" && !compared.replacesRelease) {
        return { ...compared, order: "unknown", reason: "the registry's list of tags is behind" };
    }
    return change.order === "unknown" ? { ...compared, reason: whyUnknown(change, { before, after }) } : compared;
}
const TAGS_UNREAD = "the tags in the target could not be read";
/** A tag in a target that cannot be read: only that the order is unknown. */
function compareUnread(promotion, name, cause) {
    const forwardOnly = isForwardOnly(promotion, name);
    return { order: "unknown", replacesRelease: false, forwardOnly, reason: TAGS_UNREAD, problem: cause };
}
/** The tags that the line states for its image: those in the target, and the one in the source. */
function statedTags({ source, target }) {
    return [...target.tags, ...(source.tag === undefined ? [] : [source.tag])];
}
function tagsOf(list) {
    return list?.kind === "known" ? list.tags : [];
}
function whyUnknown(shown, { before, after }) {
    if (shown.after === undefined)
        return "the image has no version";
    if (shown.before === undefined)
        return "the digest that it points to has no version";
    const isCommon = [...before.keys()].some((variant) => after.has(variant));
    return isCommon
        ? "its variants have different orders"
        : `${shown.before.tag} and ${shown.after.tag} are different variants`;
}
/** True where `forward-only` leaves the tag on its digest. */
function isHeldBack({ order, replacesRelease: isReplaced, forwardOnly }) {
    return forwardOnly && (order === "backward" || isReplaced);
}
/** The warnings about tags of an image that move to a lower version. */
function warnOfLowerVersions(tags) {
    return tags.flatMap(({ name, action, versions }) => action === "move" && versions?.order === "backward"
        ? [`${name} goes back: ${versions.before} → ${versions.after}`]
        : []);
}
/** The conflict of an image that would get none of its tags, because `forward-only` keeps them. */
function* refuseKeptTags({ promotion, image }, tags) {
    const stays = tags.filter(({ action }) => action === "stay");
    if (stays.length === 0 || tags.some(({ action }) => action !== "stay" && action !== "skip"))
        return;
    const listed = stays.map((tag) => `${tag.name} (${formatChange(tag)})`).join(", ");
    const version = stays[0]?.versions?.after ?? "";
    yield (0,lib_problems/* problem */.CC)("FORWARD_ONLY_CONFLICT", `forward-only keeps every requested tag of ${image.target.repository}, so the image would get none: ${listed}.`, {
        side: "target",
        remedy: `Request the version's own tag too, for example ${(0,reference/* formatTarget */.P4)(image.target.repository, [...new Set([version, ...stays.map(({ name }) => name)])])}. To go back on purpose, remove the tag from forward-only (now ${promotion.forwardOnly.join(",")}).`,
    });
}
function formatChange({ versions }) {
    return `${versions?.before} → ${versions?.after}${versions?.order === "backward" ? "" : ", a pre-release"}`;
}
/** One warning about all tags that `forward-only` keeps, and one where it could not compare because the tags could not be read. */
function warnOfForwardOnly(images) {
    const all = images.flatMap(({ request, tags, problems }) => 
    // The problem of an image that gets no tag names them itself.
    problems.some(({ code }) => code === "FORWARD_ONLY_CONFLICT")
        ? []
        : tags.map((tag) => ({ tag, name: (0,reference/* formatTarget */.P4)(request.target.repository, [tag.name]) })));
    const kept = all.filter(({ tag }) => tag.action === "stay");
    const unread = all.filter(({ tag: { action, versions } }) => action === "move" && versions?.forwardOnly && versions.problem !== undefined);
    const [first] = unread;
    const names = unread.map(({ name }) => name).join(", ");
    return [
        ...(kept.length === 0
            ? []
            : [
                `forward-only keeps ${countOf(kept.length)}: ${kept.map(({ tag, name }) => `${name} (${formatChange(tag)})`).join(", ")}`,
            ]),
        ...(first === undefined
            ? []
            : [
                `forward-only could not compare versions, so ${countOf(unread.length)} may go back: ${names}. ${first.tag.versions?.problem?.message}`,
            ]),
    ];
}
function countOf(count) {
    return count === 1 ? "1 tag" : `${count} tags`;
}

;// CONCATENATED MODULE: ./lib/plan/import-steps.js


/** The steps for what the target does not have yet. */
function stepsOnKnownTarget({ image, source }, target, { tags, referrers }) {
    const { repository } = image.target;
    const { digest } = source;
    const copy = {
        ...untagged(repository, digest),
        mustExist: [digest, ...source.members.map((member) => member.digest)],
        ...(source.root === undefined && { discovers: true }),
    };
    const imported = importedOf(referrers);
    const isThere = target.absent.size === 0;
    const tagSteps = tagStepsOf(untagged(repository, digest), tags.map(({ name, action, previousDigest }) => {
        const updatedAtMs = target.tags.find((tag) => tag.name === name)?.updatedAtMs;
        return { name, action, previous: previousDigest, ...(updatedAtMs !== undefined && { updatedAtMs }) };
    }));
    return {
        ...(!isThere && { copy }),
        present: isThere && tagSteps.length > 0 ? target.manifests : [],
        referrerSteps: imported
            .filter(({ digest: each }) => !target.referrersPresent.has(each))
            .map((referrer) => ({
            ...untagged(repository, referrer.digest),
            mustExist: [referrer.digest],
            ...((0,media_type/* isIndexMediaType */.$$)(referrer.mediaType) && { discovers: true }),
        })),
        signatureTagSteps: imported.flatMap((referrer) => {
            if (referrer.tag === null)
                return [];
            const previous = target.signatureTags.get(referrer.tag) ?? null;
            if (previous === referrer.digest)
                return [];
            return [tagging(untagged(repository, referrer.digest), [{ name: referrer.tag, previous }], previous !== null)];
        }),
        tagSteps,
    };
}
/** The steps for a target that cannot be read: everything is imported, and nothing can be checked afterwards. */
function stepsOnUnknownTarget({ promotion, image, source }, { tags, referrers }) {
    const { repository } = image.target;
    const { digest } = source;
    const imported = importedOf(referrers);
    return {
        copy: untagged(repository, digest),
        present: [],
        referrerSteps: imported.map((referrer) => untagged(repository, referrer.digest)),
        signatureTagSteps: imported.flatMap((referrer) => {
            if (referrer.tag === null)
                return [];
            const tag = { name: referrer.tag, previous: undefined };
            return [tagging(untagged(repository, referrer.digest), [tag], mayMove(promotion, tag.name))];
        }),
        tagSteps: tagStepsOf(untagged(repository, digest), tags.map(({ name, action }) => ({ name, action, previous: undefined }))),
    };
}
function importedOf(referrers) {
    return referrers.filter(({ action }) => action === "import").map(({ referrer }) => referrer);
}
function untagged(repository, digest) {
    return { from: "source", repository, digest, tags: [], mode: "NoForce", mustExist: [] };
}
/** Sets tags on what the target has by then: an import of the target from itself. */
function tagging(step, tags, moves) {
    return { ...step, from: "target", tags, mode: moves ? "Force" : "NoForce" };
}
/** New tags are never forced: a tag that appeared in the meantime must not be overwritten. */
function tagStepsOf(step, tags) {
    const tagsOf = (action) => tags.filter((tag) => tag.action === action).map(({ action: _action, ...tag }) => tag);
    return [tagging(step, tagsOf("create"), false), tagging(step, tagsOf("move"), true)].filter((each) => each.tags.length > 0);
}
/**
 * Lets imports set new tags too, where nothing else has to be read back before: a referrer its cosign tag, and an image without
 * referrers its own tags, if none of them moves.
 */
function joinTags(plan) {
    // Content first, then tags, wherever a tag moves.
    if ([...plan.signatureTagSteps, ...plan.tagSteps].some(({ mode }) => mode === "Force"))
        return plan;
    const { copy, referrerSteps, signatureTagSteps, tagSteps } = joinSignatureTags(plan);
    const [first] = tagSteps;
    const isAlone = referrerSteps.length === 0 && signatureTagSteps.length === 0 && tagSteps.length === 1;
    if (copy === undefined || first === undefined || !isAlone) {
        return { ...plan, referrerSteps, signatureTagSteps };
    }
    return { ...plan, copy: { ...copy, tags: first.tags }, tagSteps: [] };
}
function joinSignatureTags(plan) {
    const apart = [...plan.signatureTagSteps];
    const referrerSteps = plan.referrerSteps.map((step) => {
        const at = apart.findIndex(({ digest }) => digest === step.digest);
        const [own] = at === -1 ? [] : apart.splice(at, 1);
        return own === undefined ? step : { ...step, tags: own.tags };
    });
    return { ...plan, referrerSteps, signatureTagSteps: apart };
}

// EXTERNAL MODULE: ./lib/role-grant.js
var role_grant = __webpack_require__(9212);
;// CONCATENATED MODULE: ./lib/plan/locks.js




/** The locks that forbid the writes: of the repository, of the manifest that is tagged, of tags that move. */
function* refuseLocks({ promotion, image, source }, target, { tags, referrers, isTagging }) {
    const { repository } = image.target;
    const registry = (0,registry_name/* formatRegistryName */.s)(promotion.target);
    const refusal = (what, argument) => (0,lib_problems/* problem */.CC)("TARGET_LOCKED", `${what} is locked against writing in ${registry}.`, {
        side: "target",
        remedy: `Unlock it, or promote to another tag or repository. This action never removes locks.
az acr repository update --name ${(0,role_grant/* azureNameOf */.SH)(registry)} ${argument} --write-enabled true`,
    });
    if (target.repositoryLocked)
        yield refusal(`The repository ${repository}`, `--repository ${repository}`);
    if (target.manifestLocked && isTagging) {
        yield refusal(`The manifest ${repository}@${(0,oci_digest/* shortDigest */.VK)(source.digest)}…`, `--image ${repository}@${source.digest}`);
    }
    const locked = new Set([
        ...target.tags.filter((tag) => tag.locked).map(({ name }) => name),
        ...target.lockedSignatureTags,
    ]);
    // With mode Force, ARM silently overwrites a locked tag.
    const moving = [
        ...tags.filter(({ action }) => action === "move").map(({ name }) => name),
        ...referrers.flatMap(({ referrer: { tag }, action }) => (action === "import" && tag !== null ? [tag] : [])),
    ];
    for (const name of moving.filter((tag) => locked.has(tag))) {
        yield refusal(`The tag ${repository}:${name}`, `--image ${repository}:${name}`);
    }
}
/**
 * A warning if locks could not be read: ARM refuses a locked tag with NoForce, and overwrites it with Force. `images` are the
 * plans of the observations: where the target could not be read, only a tag that may move is worth the warning.
 */
function warnOfUnknownLocks(observations, images) {
    const unknown = observations.flatMap((observation, at) => {
        if (observation.kind === "refused")
            return [];
        const { target } = observation;
        if (target.kind === "read")
            return target.image.unknownLocks;
        if (target.kind === "cache")
            return [];
        return images[at]?.tags.some(({ action }) => action === "move") ? target.locks.unknownLocks : [];
    });
    const [first] = unknown;
    if (first === undefined)
        return [];
    return [
        `Locks of the target could not be read, so Azure decides whether a locked tag is overwritten. ${first.message}`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/min-age.js




/** Compares the age of an image with the one that is requested. All of its tags wait, or none. */
function judgeAge(candidate, tags, { age, absent }) {
    const { minAgeMs } = candidate.image;
    if (minAgeMs === undefined || !tags.some(isToBeSet))
        return { kind: "free" };
    if (age?.kind === "unknown")
        return { kind: "unknown", problem: refuseUnknownAge(candidate, age.problem) };
    const isThere = !absent.has(candidate.source.digest);
    if (age?.kind !== "known")
        return { kind: "held", hold: { minAgeMs, isThere, readAtMs: age?.readAtMs } };
    const { createdAtMs, readAtMs } = age;
    if (readAtMs - createdAtMs >= minAgeMs)
        return { kind: "free" };
    return { kind: "held", hold: { minAgeMs, isThere, createdAtMs, readAtMs } };
}
function isToBeSet({ action }) {
    return action === "create" || action === "move";
}
/** The tags of a held image. Those that are kept, in conflict or in place already do not wait. */
function holdTags(tags) {
    return tags.map((tag) => (isToBeSet(tag) ? { ...tag, action: "hold" } : tag));
}
/** The referrers of a held image. What cosign's tags name is imported with its tag. */
function holdReferrers(referrers, { signatureTags }) {
    return referrers.map((planned) => {
        const { tag, digest } = planned.referrer;
        const isHeld = planned.action === "import" && tag !== null && signatureTags.get(tag) !== digest;
        return isHeld ? { ...planned, action: "hold" } : planned;
    });
}
/** The problem of an image whose age cannot be read. */
function refuseUnknownAge({ promotion, image, source }, cause) {
    const registry = (0,registry_name/* formatRegistryName */.s)(promotion.target);
    const name = `${image.target.repository}@${(0,oci_digest/* shortDigest */.VK)(source.digest)}…`;
    const right = (0,lib_problems/* isDenied */.GZ)(cause.code) ? " This step's identity needs a role that may read metadata." : "";
    const message = `min-age is set, but since when ${registry} has ${name} cannot be read (createdTime).${right} ${cause.message}`;
    return (0,lib_problems/* problem */.CC)("AGE_UNKNOWN", message, {
        side: "target",
        causeKey: `${registry} ${cause.causeKey ?? cause.code}`,
        remedy: right === "" ? cause.remedy : (0,role_grant/* adviseMetadataRole */.WE)(registry),
    });
}
/** The same where the target cannot be read at all. The cause's own remedy may be verify: best-effort, which does not help here. */
function refuseUnreadTarget(candidate, cause) {
    const registry = (0,registry_name/* formatRegistryName */.s)(candidate.promotion.target);
    const remedy = `min-age needs to read ${registry}, also with verify: best-effort. Let this runner read it, or remove min-age.`;
    return refuseUnknownAge(candidate, { ...cause, remedy });
}

// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __webpack_require__(7122);
;// CONCATENATED MODULE: ./lib/plan/source-checks.js
// What the source must fulfil: number of manifests, platforms, media type, known referrers, attestations. And its warnings.






/** From this number on, a warning says that the limit is near. */
const WARN_MANIFESTS = 45;
/** The code of a plan that failed because a lookup of referrers did. */
const REFERRERS_UNKNOWN = "REFERRERS_UNKNOWN";
/** True for a lookup that failed. That is a failure of this run, not a rule that blocks the image. */
function isFailedLookup({ code }) {
    return code === REFERRERS_UNKNOWN || code === "CHILDREN_UNKNOWN";
}
/** The reasons not to promote the image that the source alone gives. */
function* refuseSource(candidate) {
    const { promotion, image, source } = candidate;
    const { members, name, root } = source;
    if (members.length > MAX_MANIFESTS) {
        const message = `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
        yield (0,lib_problems/* problem */.CC)("TOO_MANY_MANIFESTS", message, { side: "source" });
    }
    if (root === undefined) {
        // The platforms that a file states for a pinned digest cannot change, but require-platforms has to be checked.
        if (promotion.requirePlatforms.length > 0) {
            const message = `${name} cannot be read from this runner, so require-platforms cannot be checked before the import.`;
            yield (0,lib_problems/* problem */.CC)("PLATFORMS_UNKNOWN", message, { side: "source" });
        }
    }
    else {
        yield* refusePlatforms(candidate);
        if (image.mediaType !== undefined && image.mediaType !== root.mediaType) {
            const message = `${name} has the media type ${root.mediaType}, but the images file states ${image.mediaType}.`;
            yield (0,lib_problems/* problem */.CC)("MEDIA_TYPE_MISMATCH", message, { side: "source" });
        }
    }
    const [unknown] = source.unknownReferrers;
    if (unknown !== undefined && image.referrers === "all")
        yield referrersUnknown(source, unknown);
    if (promotion.provenance.mode === "enforce")
        yield* refuseProvenance(candidate);
}
/** What the user should know about the source of an image that may still be promoted. */
function* warnOfSource(candidate) {
    const { promotion, image, source } = candidate;
    const { tagNow, digest, root, unread, members, name } = source;
    if (unread !== undefined) {
        const manifests = root === undefined ? "are read from the target after the import" : "are known, because the target has them";
        yield `${name} cannot be read from this runner. The pinned digest ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted; its manifests ${manifests}.`;
    }
    if (tagNow === "absent")
        yield `The source no longer has the tag of ${name}; the requested digest is promoted.`;
    else if (tagNow !== undefined) {
        yield `The tag of ${name} has moved to ${(0,oci_digest/* shortDigest */.VK)(tagNow)}…; the requested digest ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted.`;
    }
    if (members.length >= WARN_MANIFESTS && members.length <= MAX_MANIFESTS) {
        yield `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
    }
    const [unknown] = source.unknownReferrers;
    if (unknown !== undefined && image.referrers !== "all")
        yield warnOfUnknownReferrers(source, unknown);
    if (promotion.provenance.mode === "warn") {
        for (const { message } of refuseProvenance(candidate))
            yield message;
    }
}
/** True for a Helm chart or other artifact without platforms, if `require-platforms` is set. An index is never exempt. */
function isExemptFromPlatforms({ requirePlatforms }, { root }) {
    return requirePlatforms.length > 0 && root?.kind === "image" && !(0,image_config/* hasImageConfig */.m)(root);
}
function* refusePlatforms({ promotion, image, source }) {
    const platforms = source.platforms ?? [];
    const offered = platforms.map(descriptor/* formatPlatform */.B);
    const required = isExemptFromPlatforms(promotion, source) ? [] : promotion.requirePlatforms;
    const missing = [...new Set([...required, ...(image.platforms ?? [])])].filter((text) => {
        const platform = (0,oci_platform/* parsePlatform */.F)(text);
        // A platform with an OS version, which only files state.
        if (platform === undefined)
            return !offered.includes(text);
        return !platforms.some((each) => (0,oci_platform/* satisfiesPlatform */.d)(each, platform));
    });
    if (missing.length === 0)
        return;
    const message = `${source.name} lacks ${missing.join(", ")}; it has ${offered.join(", ") || "no platform"}.`;
    yield (0,lib_problems/* problem */.CC)("PLATFORM_MISSING", message, { side: "source" });
}
/** The problem of a lookup of referrers that failed. */
function referrersUnknown({ name }, reason) {
    const message = `The lookup of signatures, SBOMs and attestations of ${name} is incomplete: ${reason.message}`;
    return (0,lib_problems/* problem */.CC)(REFERRERS_UNKNOWN, message, {
        side: "source",
        remedy: `${reason.remedy.replace(/[^.]$/, "$&.")} ${lib_problems/* WITHOUT_REFERRERS */.C8}`,
        // One host can fail for two causes: content that was replaced, and a response that cannot be read.
        ...(reason.causeKey !== undefined && { causeKey: `${reason.code} ${reason.causeKey}` }),
    });
}
function warnOfUnknownReferrers({ name, referrers }, reason) {
    const found = referrers.length === 0 ? "none was found" : `${referrers.length} were found`;
    return `Signatures, SBOMs and attestations of ${name} may be missing in the target: ${found}, but the lookup is incomplete. ${reason.message}`;
}
const UNATTESTED = {
    missing: { code: "ATTESTATION_MISSING", finding: "has no attestation for" },
    untrusted: { code: "ATTESTATION_UNTRUSTED", finding: "has no trusted attestation for" },
    unreachable: { code: "ATTESTATION_UNREACHABLE", finding: "could not be checked for" },
    "roots-outdated": {
        code: "ATTESTATION_ROOTS_OUTDATED",
        finding: "has no attestation that this version of the action can verify for",
    },
};
/** One problem for each line that is not met. A line without a verdict is not met either. */
function* refuseProvenance({ promotion, source }) {
    for (const { line } of promotion.provenance.requirements) {
        const verdict = source.provenance.find((each) => each.line === line);
        if (verdict?.status === "verified")
            continue;
        const { code, finding } = UNATTESTED[verdict?.status ?? "missing"];
        const reasons = (verdict?.reasons ?? []).map((reason) => ` ${reason}`).join("");
        yield (0,lib_problems/* problem */.CC)(code, `${source.name} ${finding} "${line}".${reasons}`, { side: "source" });
    }
}

// EXTERNAL MODULE: ./lib/oci/referrer-kind.js
var referrer_kind = __webpack_require__(7425);
;// CONCATENATED MODULE: ./lib/plan/source-content.js
// What the source must hold of what is imported from it: every child that the target lacks, and every referrer that is carried.






/** Members that a message names at most. */
const NAMED = 5;
/** The reasons not to import the image that its children give. */
function* refuseChildren({ source }, findings) {
    const { members, name } = source;
    const absent = members.filter(({ digest }) => findings.get(digest)?.kind === "absent");
    if (absent.length > 0) {
        const message = `${name} is incomplete: its repository does not have ${formatMembers(absent)}, which the image's index lists.`;
        yield (0,lib_problems/* problem */.CC)("SOURCE_INCOMPLETE", message, { side: "source" });
    }
    const unsupported = members.filter(({ mediaType }) => !(0,media_type/* isManifestMediaType */.CM)(mediaType));
    if (unsupported.length > 0) {
        const types = [...new Set(unsupported.map(({ mediaType }) => mediaType))].slice(0, NAMED).join(", ");
        const message = `The index of ${name} lists ${formatMembers(unsupported)} with the media type ${types}. Only OCI and Docker v2 manifests can be read back from the target.`;
        yield (0,lib_problems/* problem */.CC)("MANIFEST_UNSUPPORTED", message, { side: "source", remedy: BUILD_WITHOUT });
    }
    for (const member of members) {
        const mismatch = mismatchOf(member, findings, "the image's index");
        if (mismatch !== undefined)
            yield (0,lib_problems/* problem */.CC)("MANIFEST_INVALID", mismatch, { side: "source" });
    }
    yield* refuseUnknownChildren(members, name, findings);
}
const BUILD_WITHOUT = "Build an index of images and their attestations alone, and promote other artifacts by a tag of their own.";
/**
 * An import that cannot be seen cannot be planned: it could fail after other images of the set were written. So this is an error, not
 * a warning. But it is no proof that anything is absent: the run failed, and the next one may succeed.
 */
function* refuseUnknownChildren(members, name, findings) {
    const unknown = members.flatMap((member) => {
        const finding = findings.get(member.digest);
        return finding?.kind === "unknown" ? [{ member, reason: finding.problem }] : [];
    });
    const [first] = unknown;
    if (first === undefined)
        return;
    const { remedy, causeKey, code } = first.reason;
    const message = `It is not known whether the source has all of ${name}: ${formatMembers(unknown.map(({ member }) => member))} could not be looked up. ${first.reason.message}`;
    yield (0,lib_problems/* problem */.CC)("CHILDREN_UNKNOWN", message, {
        side: "source",
        remedy,
        ...(causeKey !== undefined && { causeKey: `${code} ${causeKey}` }),
    });
}
/** With `referrers: best-effort`, what cannot be imported is left out with a warning. Otherwise it is a problem. */
function checkReferrers(candidate, planned, findings) {
    const { name } = candidate.source;
    const problems = [];
    const warnings = [];
    const isOptional = candidate.image.referrers === "best-effort";
    const referrers = planned.map((each) => {
        const reason = each.action === "import" ? reasonAgainst(candidate, each.referrer, findings) : undefined;
        if (reason === undefined)
            return each;
        if (!isOptional) {
            problems.push(reason);
            return each;
        }
        warnings.push(`The ${formatReferrer(each.referrer)} of ${name} is not promoted. ${reason.message}`);
        return { ...each, action: "leave" };
    });
    return { referrers, problems, warnings };
}
const LEAVE_OUT = "To promote the image with the referrers that can be imported, set referrers: best-effort; to promote it without signatures, SBOMs and attestations, set referrers: none";
/** Why a referrer cannot be imported. */
function reasonAgainst({ source }, referrer, findings) {
    const { subject, mediaType, digest, tag, isGone = false } = referrer;
    const what = formatReferrer(referrer);
    if (!(0,media_type/* isManifestMediaType */.CM)(mediaType)) {
        const message = `The ${what} of ${source.name} has the media type ${mediaType}. Only OCI and Docker v2 manifests can be read back from the target.`;
        return (0,lib_problems/* problem */.CC)("MANIFEST_UNSUPPORTED", message, {
            side: "source",
            remedy: `Sign or attest the image again with a current tool. ${LEAVE_OUT}`,
        });
    }
    const finding = findings.get(digest);
    if (finding?.kind === "unknown")
        return referrersUnknown(source, finding.problem);
    if (finding?.kind === "absent" && tag !== null) {
        // A tag that was just read proves that the signature existed: a replica may lag.
        const message = `The source has the ${what} under the tag ${tag}, but returned 404 for its digest.`;
        return referrersUnknown(source, (0,lib_problems/* problem */.CC)("REGISTRY_INCONSISTENT", message, { side: "source" }));
    }
    if (isGone || finding?.kind === "absent") {
        const message = `${source.name} cannot be promoted with all of its referrers: its repository does not have the ${what}, which is listed as a referrer of ${subject}.`;
        return (0,lib_problems/* problem */.CC)("SOURCE_INCOMPLETE", message, {
            side: "source",
            remedy: `Sign or attest the image again, or delete the entry that names what is gone. ${LEAVE_OUT}`,
        });
    }
    if (finding?.kind === "unfit") {
        const { code, message } = finding.problem;
        return (0,lib_problems/* problem */.CC)(code, `The ${what} of ${source.name} cannot be imported: ${message}`, {
            side: "source",
            remedy: `Sign or attest the image again. ${LEAVE_OUT}`,
        });
    }
    const mismatch = mismatchOf(referrer, findings, "the list of referrers");
    if (mismatch === undefined)
        return undefined;
    const remedy = `Sign or attest the image again. ${LEAVE_OUT}`;
    return (0,lib_problems/* problem */.CC)("MANIFEST_INVALID", `${mismatch} It is the ${what} of ${source.name}.`, { side: "source", remedy });
}
function mismatchOf(stated, findings, stating) {
    const finding = findings.get(stated.digest);
    return finding?.kind === "known" ? (0,manifest/* describeMismatch */._e)(finding.value, stated, stating) : undefined;
}
function formatMembers(members) {
    const named = members.slice(0, NAMED).map(formatMember).join(", ");
    return members.length > NAMED ? `${named} and ${members.length - NAMED} more` : named;
}
/** A referrer as messages name it: `signature sha256:… (application/vnd.cncf.notary.signature)`. */
function formatReferrer(referrer) {
    const kind = (0,referrer_kind/* kindOfReferrer */.z)(referrer);
    const named = kind === "referrer" ? "signature, SBOM or attestation" : kind;
    return `${named} ${referrer.digest} (${referrer.artifactType})`;
}

;// CONCATENATED MODULE: ./lib/plan/tag-locks.js

/** The actions after which a tag points to the image. A lock on any other tag would hold somebody else's digest. */
const POINTS_TO_IMAGE = new Set(["create", "move", "keep"]);
/** The tags with what becomes of their locks. */
function planTagLocks(promotion, tags, observed) {
    return tags.map((tag) => {
        const wish = (0,tag_pattern/* lockWishOf */.cx)(tag.name, promotion);
        if (wish === undefined || !POINTS_TO_IMAGE.has(tag.action))
            return tag;
        if (wish === "mutable")
            return { ...tag, lock: "mutable" };
        return { ...tag, lock: observed?.lockedTags.has(tag.name) ? "held" : "set" };
    });
}
/** Nothing is locked. */
const NO_LOCKING = { step: {}, problems: [], warnings: [] };
/** A missing right is a problem, but a warning in a dry run: another identity may do the real run. */
function planLocking({ dryRun }, tags, observed) {
    const lockStep = lockStepOf(tags, observed);
    if (lockStep === undefined)
        return NO_LOCKING;
    const missing = observed?.missingRight;
    if (missing !== undefined && !dryRun)
        return { ...NO_LOCKING, problems: [missing] };
    const warnings = missing === undefined ? [] : [`${missing.message} ${missing.remedy}`];
    return { step: { lockStep }, problems: [], warnings };
}
/** What has to be locked; undefined where nothing has to be. */
function lockStepOf(tags, observed) {
    const wanted = tags.filter(({ lock }) => lock === "set" || lock === "held");
    const manifest = wanted.length > 0 && observed?.manifestLocked !== true;
    const names = wanted.filter(({ lock }) => lock === "set").map(({ name }) => name);
    return manifest || names.length > 0 ? { manifest, tags: names } : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/undo.js
// What is different in a plan that takes tags back: which tags move, and what keeps the step from writing anything.





/** A tag moves from the digest that the earlier step set, and from no other. */
function undoActionOf({ source }, tag, { now }) {
    if (tag.digest === source.digest)
        return "keep";
    return tag.digest === now ? "move" : "conflict";
}
/** The problem of a tag that somebody else moved or deleted. */
function undoConflict({ promotion, image, source }, tag, { now }) {
    const name = `${image.target.repository}:${tag.name}`;
    const registry = (0,registry_name/* formatRegistryName */.s)(promotion.target);
    const found = tag.previousDigest === null
        ? `does not exist in ${registry}`
        : `has digest ${(0,oci_digest/* shortDigest */.VK)(tag.previousDigest)}… in ${registry}`;
    const message = `${name} ${found}. It can only be moved back to ${(0,oci_digest/* shortDigest */.VK)(source.digest)}… from ${(0,oci_digest/* shortDigest */.VK)(now)}…, to which the step that is undone moved it.`;
    return (0,lib_problems/* problem */.CC)("UNDO_CONFLICT", message, { side: "target" });
}
/** The problems of an earlier image of which the target no longer has all manifests, configs and layers. */
function* refuseLostContent({ image, source }, { absent, blobs }) {
    // The plan refuses manifests of other types by their type.
    const lost = source.members.filter(({ digest, mediaType }) => absent.has(digest) && (0,media_type/* isManifestMediaType */.CM)(mediaType));
    const [first] = lost;
    if (first !== undefined) {
        const more = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
        const name = `${image.target.repository}@${(0,oci_digest/* shortDigest */.VK)(source.digest)}…`;
        yield undoMissing(`${name} is incomplete in the registry: it has no manifest ${formatMember(first)}${more}.`);
    }
    if (blobs?.kind === "missing")
        yield undoMissing(`The registry no longer has ${blobs.what}.`);
}
/** The problem of an earlier image that cannot be pulled any more. `what`: a sentence. */
function undoMissing(what) {
    return (0,lib_problems/* problem */.CC)("UNDO_MISSING", `${what} No tag was moved.`, { side: "target" });
}
/** A warning for each tag that did not move so far, and that an import may still move. */
function warnOfUncertainTags({ image }, tags) {
    const names = tags
        .filter(({ name, action }) => action === "keep" && image.undo?.get(name)?.uncertain === true)
        .map(({ name }) => `${image.target.repository}:${name}`);
    if (names.length === 0)
        return [];
    return [
        `Not moved back, because it has the earlier digest: ${names.join(", ")}. It is not known how the import that moves it ended: if Azure still carries it out, the tag moves later. Run this step again in a few minutes.`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/tag-policy.js







/** Plans one tag of the image. */
function planTag(candidate, tag, target) {
    const { image, source } = candidate;
    const [before, after] = [tag.platforms.map(descriptor/* formatPlatform */.B), (source.platforms ?? []).map(descriptor/* formatPlatform */.B)];
    const differs = tag.digest !== undefined && tag.digest !== source.digest;
    const isComparable = differs && source.platforms !== null && before.length > 0;
    const undone = image.undo?.get(tag.name);
    // An undo decides by its document alone.
    const versions = undone === undefined ? compareTag(candidate, tag, target) : undefined;
    return {
        name: tag.name,
        action: undone === undefined ? actionOf(candidate, tag, versions) : undoActionOf(candidate, tag, undone),
        previousDigest: tag.digest ?? null,
        ...(tag.manifest !== undefined && { previous: tag.manifest }),
        ...(versions !== undefined && { versions }),
        gained: isComparable ? after.filter((platform) => !before.includes(platform)) : [],
        lost: isComparable ? before.filter((platform) => !after.includes(platform)) : [],
    };
}
function actionOf({ promotion, source }, tag, versions) {
    // First, as `mutable-tags` and `on-conflict` do not override `forward-only`.
    if (versions !== undefined && isHeldBack(versions))
        return "stay";
    if (tag.digest === undefined)
        return "create";
    if (tag.digest === source.digest)
        return "keep";
    if (mayMove(promotion, tag.name))
        return "move";
    return promotion.onConflict === "skip" ? "skip" : "conflict";
}
/** Plans one referrer; only those with a cosign tag can be in conflict. */
function planReferrer({ promotion }, referrer, target) {
    const { tag, digest } = referrer;
    const present = tag === null ? undefined : target.signatureTags.get(tag);
    if (tag === null || present === digest) {
        return { referrer, action: target.referrersPresent.has(digest) ? "keep" : "import" };
    }
    if (present === undefined || mayMove(promotion, tag))
        return { referrer, action: "import" };
    return { referrer, action: promotion.onConflict === "skip" ? "skip" : "conflict" };
}
/** The problem of a tag that has another digest and may not move. */
function tagConflict(candidate, tag) {
    const { promotion, image, source } = candidate;
    const undone = image.undo?.get(tag.name);
    if (undone !== undefined)
        return undoConflict(candidate, tag, undone);
    const message = describeConflict(promotion, `${image.target.repository}:${tag.name}`, tag.previousDigest, source.digest);
    return (0,lib_problems/* problem */.CC)("TAG_CONFLICT", message, {
        side: "target",
        remedy: `Use another tag, or allow this one to move: on-conflict: overwrite, or mutable-tags: ${[...promotion.mutableTags, tag.name].join(",")}`,
    });
}
/** The problem of a cosign tag that has other signatures and may not move. */
function signatureConflict({ promotion, image }, { tag, digest }, target) {
    const present = target.signatureTags.get(tag ?? "") ?? null;
    const message = describeConflict(promotion, `${image.target.repository}:${tag}`, present, digest);
    const pattern = `sha256-*.${tag?.split(".").at(-1)}`;
    return (0,lib_problems/* problem */.CC)("SIGNATURE_TAG_CONFLICT", `${message}: signatures that were added in the target could be lost.`, {
        side: "target",
        remedy: `Allow the source's signatures to replace them: mutable-tags: ${[...promotion.mutableTags, pattern].join(",")} — or leave signatures out: referrers: none`,
    });
}
function describeConflict({ target }, reference, present, digest) {
    const other = present === null ? "another digest" : `digest ${(0,oci_digest/* shortDigest */.VK)(present)}…`;
    return `${reference} exists in ${(0,registry_name/* formatRegistryName */.s)(target)} with ${other} and cannot be replaced by ${(0,oci_digest/* shortDigest */.VK)(digest)}…`;
}

;// CONCATENATED MODULE: ./lib/plan/image-plan.js
// Plans one image: its verdict, its problems and, if it is to be promoted, its steps.












/**
 * Plans one image from its observation.
 * @throws PromotionError `UNEXPECTED` without an observation
 */
function planImage(promotion, image, observation) {
    if (observation === undefined) {
        throw new errors/* PromotionError */.g1("UNEXPECTED", `${image.target.repository} was not observed before the plan.`, {
            stage: "plan",
        });
    }
    const empty = {
        request: image,
        tags: [],
        referrers: [],
        present: [],
        referrerSteps: [],
        signatureTagSteps: [],
        tagSteps: [],
        warnings: [],
    };
    if (observation.kind === "refused") {
        const { status, problems } = observation;
        const [first] = problems;
        const isLost = image.undo !== undefined && status === "missing" && first !== undefined;
        const shown = isLost ? [undoMissing(first.message)] : problems;
        return { ...empty, verdict: status, source: null, verifiable: true, problems: shown };
    }
    const { source, target, findings, lockTags } = observation;
    const candidate = { promotion, image, source };
    const problems = [...refuseSource(candidate)];
    const warnings = [...warnOfSource(candidate)];
    if (target.kind === "read")
        return planKnownTarget(candidate, target.image, { problems, warnings, inSource: findings, lockTags });
    if (target.kind === "cache" || promotion.verify !== "best-effort") {
        const verdict = target.kind === "cache" ? "blocked" : "failed";
        return { ...empty, verdict, verifiable: false, problems: [...problems, target.problem], source, warnings };
    }
    warnings.push(`The target cannot be read from this runner, so the result is not verified: ${target.problem.message}`);
    return planUnknownTarget(candidate, target, {
        problems: [...source.preflight, ...problems],
        warnings,
        inSource: findings,
        lockTags,
    });
}
function planKnownTarget(candidate, target, findings) {
    const { promotion, image, source } = candidate;
    const planned = target.tags.map((tag) => planTag(candidate, tag, target));
    const age = judgeAge(candidate, planned, target);
    const tags = planTagLocks(promotion, age.kind === "held" ? holdTags(planned) : planned, findings.lockTags);
    const wanted = source.referrers.map((referrer) => planReferrer(candidate, referrer, target));
    const checked = checkReferrers(candidate, wanted, findings.inSource);
    const referrers = age.kind === "held" ? holdReferrers(checked.referrers, target) : checked.referrers;
    const problems = [
        ...findings.problems,
        ...(age.kind === "unknown" ? [age.problem] : []),
        ...tags.filter(({ action }) => action === "conflict").map((tag) => tagConflict(candidate, tag)),
        ...refuseKeptTags(candidate, tags),
        ...referrers
            .filter(({ action }) => action === "conflict")
            .map(({ referrer }) => signatureConflict(candidate, referrer, target)),
    ];
    const lost = image.undo === undefined ? [] : [...refuseLostContent(candidate, target)];
    problems.push(...lost);
    if (target.blobs?.kind === "missing" && image.undo === undefined) {
        problems.push(contentIncomplete(target.blobs.what, "Nothing was written."));
    }
    if (target.blobs?.kind === "unknown")
        problems.push(target.blobs.problem);
    const foreign = target.blobs?.kind === "complete" ? target.blobs.foreign : [];
    const warnings = [
        ...findings.warnings,
        ...checked.warnings,
        ...warnOfLowerVersions(tags),
        ...warnOfForeignLayers(foreign),
        ...warnOfUncertainTags(candidate, tags),
    ];
    const isTagging = tags.some(({ action }) => action === "create" || action === "move");
    const isWriting = isTagging || target.absent.size > 0 || referrers.some(({ action }) => action === "import");
    const isSkipped = tags.some(({ action }) => action === "skip");
    // Rules against writing do not matter if nothing is written.
    if (isWriting && !isSkipped) {
        problems.push(...source.preflight, ...(lost.length > 0 ? [] : refuseChildren(candidate, findings.inSource)), ...checked.problems, ...refuseLocks(candidate, target, { tags, referrers, isTagging }));
    }
    const locking = isSkipped ? NO_LOCKING : planLocking(promotion, tags, findings.lockTags);
    problems.push(...locking.problems);
    const isIncomplete = target.blobs !== undefined && target.blobs.kind !== "complete" && lost.length === 0;
    const verdict = isIncomplete ? "failed" : verdictOf(problems, { isSkipped, isHeld: age.kind === "held", isWriting });
    const steps = verdict === "promote" || verdict === "import"
        ? stepsOnKnownTarget(candidate, target, { tags, referrers })
        : { present: [], referrerSteps: [], signatureTagSteps: [], tagSteps: [] };
    return {
        request: image,
        verdict,
        source,
        tags,
        referrers,
        ...steps,
        ...locking.step,
        ...((verdict === "held" || verdict === "import") && age.kind === "held" && { hold: age.hold }),
        verifiable: true,
        problems,
        warnings: [...warnings, ...locking.warnings],
    };
}
/** Without a view of the target, tags that may move are forced, and ARM refuses to overwrite all others. */
function planUnknownTarget(candidate, { problem, locks: { repositoryLocked, lockedTags } }, findings) {
    const { promotion, image, source } = candidate;
    const planned = image.target.tags.map((name) => ({
        name,
        action: mayMove(promotion, name) ? "move" : "create",
        previousDigest: null,
        versions: compareUnread(promotion, name, problem),
        gained: [],
        lost: [],
    }));
    const tags = planTagLocks(promotion, planned, findings.lockTags);
    const locking = planLocking(promotion, tags, findings.lockTags);
    const wanted = source.referrers.map((referrer) => ({ referrer, action: "import" }));
    const { referrers, ...checked } = checkReferrers(candidate, wanted, findings.inSource);
    const locks = {
        repositoryLocked,
        manifestLocked: false,
        tags: tags.map(({ name }) => ({ name, locked: lockedTags.has(name) })),
        lockedSignatureTags: lockedTags,
    };
    const isTagging = tags.length > 0;
    const problems = [
        ...findings.problems,
        ...(image.minAgeMs === undefined || tags.length === 0 ? [] : [refuseUnreadTarget(candidate, problem)]),
        ...refuseChildren(candidate, findings.inSource),
        ...checked.problems,
        ...refuseLocks(candidate, locks, { tags, referrers, isTagging }),
        ...locking.problems,
    ];
    return {
        request: image,
        verdict: verdictOf(problems, { isSkipped: false, isHeld: false, isWriting: true }),
        source,
        tags,
        referrers,
        ...stepsOnUnknownTarget(candidate, { tags, referrers }),
        ...locking.step,
        verifiable: false,
        problems,
        warnings: [...findings.warnings, ...checked.warnings, ...locking.warnings],
    };
}
const CONFLICTS = [
    "TAG_CONFLICT",
    "SIGNATURE_TAG_CONFLICT",
    "FORWARD_ONLY_CONFLICT",
    "UNDO_CONFLICT",
];
function verdictOf(problems, { isSkipped, isHeld, isWriting }) {
    if (problems.some(({ code }) => code === "UNDO_MISSING"))
        return "missing";
    if (problems.length > 0 && problems.every(isFailedLookup))
        return "failed";
    if (problems.length > 0)
        return problems.every(({ code }) => CONFLICTS.includes(code)) ? "conflict" : "blocked";
    if (isSkipped)
        return "skipped";
    if (isHeld)
        return isWriting ? "import" : "held";
    return isWriting ? "promote" : "up-to-date";
}

;// CONCATENATED MODULE: ./lib/plan/tag-claims.js
// Images of one step that set the same tag, cosign's too: refused if they bring different digests, or if one waits and they do not wait
// for the same age. Only the plan can see that.


/** Blocks images that set one tag to different digests or at different ages, and gives tags that several images set a step of their own. */
function settleClaims(plans) {
    const claims = new Map();
    for (const plan of plans) {
        for (const { tag, digest } of claimsOfImage(plan)) {
            const key = tag_claims_keyOf(plan.request, tag);
            claims.set(key, [...(claims.get(key) ?? []), digest]);
        }
    }
    const ages = Map.groupBy(plans.flatMap(ageClaimsOf), ({ key }) => key);
    return plans.map((plan) => {
        const { request, problems } = plan;
        const claimsOf = (tag) => claims.get(tag_claims_keyOf(request, tag)) ?? [];
        const contested = claimsOfImage(plan)
            .map(({ tag }) => tag)
            .filter((tag) => new Set(claimsOf(tag)).size > 1);
        const waiting = ageClaimsOf(plan)
            .map(({ key }) => key)
            .filter((key) => isAgeContested(ages.get(key) ?? []));
        if (contested.length + waiting.length === 0)
            return separateSharedTags(plan, (tag) => claimsOf(tag).length > 1);
        const shown = contested.map((tag) => `${tag_claims_keyOf(request, tag)} (${formatDigests(claimsOf(tag))})`);
        const refusal = contested.length > 0
            ? (0,lib_problems/* problem */.CC)("TAG_CLAIMED_TWICE", `Images of this step set one tag to different digests: ${shown.join(", ")}.`, {
                stage: "plan",
            })
            : (0,lib_problems/* problem */.CC)("TAG_CLAIMED_TWICE", `Images of this step set one tag, and do not wait for the same min-age: ${waiting.join(", ")}.`, { stage: "plan", remedy: "Remove one of the images, or give them the same min-age." });
        const { copy: _copy, ...rest } = plan;
        return {
            ...rest,
            present: [],
            referrerSteps: [],
            signatureTagSteps: [],
            tagSteps: [],
            verdict: "blocked",
            problems: [...problems, refusal],
        };
    });
}
/** The tags that an image wants, with their digests: its own unless `forward-only` keeps them, and those of its signatures. Held ones count. */
function claimsOfImage({ request, source, tags, referrers, }) {
    if (source === null)
        return [];
    const kept = new Set(tags.filter(({ action }) => action === "stay").map(({ name }) => name));
    return [
        ...request.target.tags.filter((tag) => !kept.has(tag)).map((tag) => ({ tag, digest: source.digest })),
        ...referrers.flatMap(({ referrer: { tag, digest }, action }) => tag === null || action === "skip" || action === "leave" ? [] : [{ tag, digest }]),
    ];
}
function ageClaimsOf({ request, verdict, tags }) {
    if (verdict !== "promote" && verdict !== "import" && verdict !== "held")
        return [];
    return tags
        .filter(({ action }) => action === "create" || action === "move" || action === "hold")
        .map(({ name, action }) => ({
        key: tag_claims_keyOf(request, name),
        minAgeMs: request.minAgeMs ?? 0,
        isHeld: action === "hold",
    }));
}
/** The tag would move although an image that sets it is held. */
function isAgeContested(claims) {
    return claims.some(({ isHeld }) => isHeld) && new Set(claims.map(({ minAgeMs }) => minAgeMs)).size > 1;
}
function tag_claims_keyOf({ target }, tag) {
    return `${target.repository}:${tag}`;
}
/** The first two of them, the same for every image that sets the tag. */
function formatDigests(digests) {
    const [...distinct] = new Set(digests);
    return distinct
        .slice(0, 2)
        .map((digest) => `${(0,oci_digest/* shortDigest */.VK)(digest)}…`)
        .join(", ");
}
/** NoForce refuses a whole step if any one of its tags exists, so a shared tag gets the same step in all its images. */
function separateSharedTags(plan, isShared) {
    const tagSteps = plan.tagSteps.flatMap((step) => {
        const own = step.tags.filter(({ name }) => !isShared(name));
        const shared = step.tags.filter(({ name }) => isShared(name)).map((tag) => ({ ...step, tags: [tag] }));
        return own.length === 0 ? shared : [...shared, { ...step, tags: own }];
    });
    return { ...plan, tagSteps };
}

;// CONCATENATED MODULE: ./lib/plan/plan-promotion.js





/** Plans the promotion; `observations` are in the order of `request.images`. */
function planPromotion(request, observations) {
    const planned = request.images.map((image, at) => planImage(request, image, observations[at]));
    const settled = settleClaims(planned);
    const refused = request.allOrNothing && settled.some(({ verdict }) => isRefusal(verdict));
    const writers = settled.filter(({ verdict }) => verdict === "promote");
    // With all-or-nothing, tags are set after all images are copied, unless there is only one image.
    const mayJoin = !request.allOrNothing || writers.length === 1;
    const images = settled.map((plan) => (mayJoin ? joinTags(plan) : plan));
    return { images, refused, warnings: [...warnOfForwardOnly(images), ...warnOfUnknownLocks(observations, images)] };
}
function isRefusal(verdict) {
    return verdict === "missing" || verdict === "conflict" || verdict === "blocked" || verdict === "failed";
}

;// CONCATENATED MODULE: ./lib/report/held.js
/** Undefined for an image whose tags do not wait. `before`: undefined where nothing is remembered. */
function reportHold({ hold, source, tags, request }, { heldAt }, before = []) {
    if (hold === undefined || source === null)
        return undefined;
    const { minAgeMs, isThere } = hold;
    const { repository } = request.target;
    const createdAtMs = heldAt?.createdAtMs ?? hold.createdAtMs;
    const nowMs = heldAt?.readAtMs ?? hold.readAtMs;
    const remembered = tags
        .filter(({ action }) => action === "hold")
        .map(({ name }) => ({
        name,
        earlier: before.find((each) => each.repository === repository && each.tag === name),
    }));
    const isPurged = remembered.some(({ earlier }) => earlier?.digest === source.digest &&
        (!isThere || (earlier.changes === 0 && createdAtMs !== undefined && createdAtMs > earlier.sinceMs)));
    const heldTags = remembered.map(({ name, earlier }) => {
        if (earlier === undefined)
            return { tag: name, sinceMs: createdAtMs ?? null, changes: 0 };
        const changes = earlier.digest === source.digest ? earlier.changes : earlier.changes + 1;
        // Without a change, the time of the digest itself. It may have been purged meanwhile.
        if (changes > 0)
            return { tag: name, sinceMs: earlier.sinceMs, changes };
        return { tag: name, sinceMs: createdAtMs ?? (isPurged ? null : earlier.sinceMs), changes };
    });
    const restless = heldTags.find(({ changes, sinceMs }) => changes > 0 && sinceMs !== null && nowMs !== undefined && nowMs - sinceMs >= minAgeMs);
    return {
        minAgeMs,
        eligibleAtMs: createdAtMs === undefined ? null : createdAtMs + minAgeMs,
        tags: heldTags,
        isPurged,
        ...(restless !== undefined && { restless }),
    };
}

// EXTERNAL MODULE: ./lib/report/report.js
var report = __webpack_require__(5650);
;// CONCATENATED MODULE: ./lib/report/lock-outcome.js



/** The lock of one tag; undefined where none is requested, or where the tag does not point to the image. */
function lockStatusOf({ name, lock }, run, { status, isPlan }) {
    if (lock === undefined || !(0,report/* pointsToImage */.aO)({ name, status, previousDigest: null }))
        return undefined;
    if (lock === "mutable")
        return "mutable";
    if (lock === "held" || run.tagsLocked.has(name))
        return "locked";
    return isPlan ? "planned" : "open";
}
/** The problem of the step where images are in place and could not be locked. Locks are no part of an image's status. */
function lockProblemOf(images, plans, runs) {
    const failed = images.flatMap(({ repository, tags, digest }, at) => {
        const reason = runs[at]?.lockProblem;
        if (reason === undefined)
            return [];
        const open = tags.filter(({ lock }) => lock === "open").map(({ name }) => `${repository}:${name}`);
        // All tags were locked, and the manifest was not.
        const ofManifest = digest === null || open.length > 0 ? [] : [`${repository}@${(0,oci_digest/* shortDigest */.VK)(digest)}…`];
        const isPromoted = plans[at]?.verdict === "promote";
        return [{ reason, isPromoted, names: [...open, ...ofManifest] }];
    });
    const [first] = failed;
    if (first === undefined)
        return undefined;
    const names = failed.flatMap((each) => each.names);
    const more = names.length - NAMES_MAX;
    const listed = `${names.slice(0, NAMES_MAX).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
    const state = failed.some(({ isPromoted }) => isPromoted) ? "promoted" : "in place";
    const { message, remedy, side, causeKey } = first.reason;
    return (0,lib_problems/* problem */.CC)("TAG_NOT_LOCKED", `${listed}: ${state}, but not locked. ${message}`, { side, remedy, causeKey });
}
const NAMES_MAX = 20;
/** The warning of an image that is in place and was not locked, because the step was cancelled or the set is not complete. */
function warnOfOpenLocks(tags, run) {
    const open = tags.filter(({ lock }) => lock === "open").map(({ name }) => name);
    if (open.length === 0 || run.lockProblem !== undefined)
        return [];
    return [`In place, but not known to be locked: ${open.join(", ")}. The step ended before. Run it again to lock.`];
}

// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
;// CONCATENATED MODULE: ./lib/report/rollback.js

/**
 * Collects the tags of all images, cosign's too, each once.
 * `planned`: before the first tag is set, all that will be set count as uncertain. `done`: only those whose import was sent.
 */
function rollbackOf(plan, runs, moment) {
    const moved = new Map();
    const created = new Map();
    const unknown = new Set();
    plan.images.forEach((image, at) => {
        const run = runs[at];
        if (run === undefined)
            return;
        for (const step of (0,plan_plan/* stepsOf */.B)(image)) {
            for (const tag of step.tags) {
                const state = stateOf(tag.name, step, image, run, moment);
                if (state === undefined)
                    continue;
                const name = `${step.repository}:${tag.name}`;
                const entry = { repository: step.repository, tag: tag.name, now: step.digest, ...state };
                const before = earlierDigest(tag, step);
                if (before === undefined)
                    unknown.add(name);
                else if (before === null)
                    addSurest(created, name, entry);
                else if (before !== step.digest)
                    addSurest(moved, name, { ...entry, before });
            }
        }
    });
    return { moved: [...moved.values()], created: [...created.values()], unknown: [...unknown] };
}
/** Null: the tag was absent. Under NoForce it was, even where the plan could not see it: otherwise Azure refuses the import. */
function earlierDigest({ previous }, { mode }) {
    return previous === undefined && mode === "NoForce" ? null : previous;
}
/** Undefined: the tag was not set by this step. */
function stateOf(tag, step, image, run, moment) {
    const isImagesOwn = step.digest === image.source?.digest;
    const isSet = isImagesOwn ? run.tagsSet.has(tag) : run.referrersImported.has(tag);
    if (isSet)
        return {};
    const operation = run.tagOperations.get(tag);
    if (operation === undefined || (moment === "done" && !operation.sent))
        return undefined;
    return { uncertainOperation: operation.id };
}
/** Of two images that share a tag, one may know more. */
function addSurest(entries, name, entry) {
    const earlier = entries.get(name);
    if (earlier === undefined || earlier.uncertainOperation !== undefined)
        entries.set(name, entry);
}

;// CONCATENATED MODULE: ./lib/report/outcome.js
// Makes the report from the plan and the runs, at any time: also when a step is cancelled halfway.













/** The report of a step. */
function reportOutcome(outcome) {
    const { request, plan, runs, loginServer, cancelled } = outcome;
    const images = request.images.map((image, at) => {
        const planned = plan?.images[at];
        const run = runs[at] ?? newRun();
        return planned === undefined ? unplanned(image, run, request) : reportImage(planned, run, outcome);
    });
    const unverifiedIsGood = request.verify === "best-effort";
    const error = outcome.error ?? lockProblemOf(images, plan?.images ?? [], runs);
    return {
        registry: loginServer ?? (0,registry_name/* formatRegistryName */.s)(request.target),
        dryRun: request.dryRun,
        undoes: request.undo !== undefined,
        changed: images.some((image, at) => changes(image, plan?.images[at], runs[at], outcome)),
        ok: error === undefined && !cancelled && images.every((image) => (0,report/* isGood */.Kg)(image, { unverifiedIsGood })),
        cancelled,
        unverifiedIsGood,
        images,
        rollback: plan === undefined || request.dryRun ? outcome_NOTHING : rollbackOf(plan, runs, "done"),
        warnings: plan?.warnings ?? [],
        changeNotes: [...outcome.changes.notes],
        error: error ?? null,
        durationMs: outcome.durationMs,
    };
}
const outcome_NOTHING = { moved: [], created: [], unknown: [] };
function unplanned(image, { problem }, request) {
    return {
        origin: image.origin,
        source: formatSource(image, request),
        repository: image.target.repository,
        digest: null,
        mediaType: null,
        size: null,
        image: null,
        status: problem === undefined ? "pending" : "failed",
        verified: false,
        tags: image.target.tags.map((name) => ({ name, status: "pending", previousDigest: null })),
        manifests: [],
        referrers: [],
        referrersMode: image.referrers,
        referrersIncomplete: false,
        attestations: [],
        durationMs: 0,
        operationId: null,
        mayStillRun: [],
        error: problem ?? null,
        problems: problem === undefined ? [] : [problem],
        warnings: [],
        platformChanges: [],
        exemptFromPlatforms: false,
        leftUntagged: false,
    };
}
function reportImage(plan, run, outcome) {
    const { request, loginServer } = outcome;
    const { source } = plan;
    const base = unplanned(plan.request, run, request);
    const status = statusOf(plan, run, outcome);
    const hold = status === "held" ? reportHold(plan, run, request.heldBefore) : undefined;
    const problems = [...plan.problems, ...(run.problem === undefined ? [] : [run.problem])];
    const content = source === null ? undefined : contentOf(source, run);
    const inPlace = status === "promoted" || status === "up-to-date" || status === "unverified";
    const tags = plan.tags.map((tag) => reportTag(tag, plan, run, status, outcome));
    return {
        ...base,
        ...(source !== null && {
            source: source.name,
            digest: source.digest,
            attestations: source.provenance,
        }),
        ...(content !== undefined && {
            mediaType: content.root.mediaType,
            size: content.root.sizeBytes,
            manifests: reportManifests(content, source?.platforms ?? null),
        }),
        image: source === null || loginServer === undefined
            ? null
            : (0,reference/* formatReference */.FH)({ registry: loginServer, repository: base.repository, digest: source.digest }),
        status,
        verified: inPlace && status !== "unverified",
        tags: tags.length === 0 ? base.tags : tags,
        referrers: plan.referrers.map((planned) => reportReferrer(planned, run, plan, status)),
        referrersIncomplete: (source !== null && source.unknownReferrers.length > 0) ||
            plan.referrers.some(({ action }) => action === "leave"),
        durationMs: Math.round(run.durationMs),
        operationId: run.operationId ?? null,
        mayStillRun: run.openOperations.flatMap((operations) => [...operations]),
        problems,
        error: problems[0] ?? null,
        warnings: [
            ...new Set([...plan.warnings, ...warnOfForeignLayers(run.foreignLayers), ...warnOfOpenLocks(tags, run)]),
        ],
        platformChanges: plan.tags
            .filter(({ gained, lost }) => gained.length + lost.length > 0)
            .map(({ name, gained, lost }) => ({ tag: name, gained, lost })),
        exemptFromPlatforms: source !== null && isExemptFromPlatforms(request, source),
        ...(hold !== undefined && { hold }),
        leftUntagged: run.contentImported &&
            !inPlace &&
            status !== "skipped" &&
            status !== "held" &&
            run.tagsSet.size === 0 &&
            plan.tags.length > 0 &&
            plan.tags.every(({ action }) => action !== "keep"),
    };
}
function statusOf(plan, run, { request, cancelled }) {
    // Also an image that was up to date, if its tag was found elsewhere when it was locked.
    if (run.state === "conflict")
        return "conflict";
    const { verdict } = plan;
    if (!isCarriedOut(verdict))
        return verdict;
    if (request.dryRun)
        return verdict === "import" ? "held" : "planned";
    switch (run.state) {
        case "done":
            if (verdict === "import")
                return "held";
            return run.verified ? "promoted" : "unverified";
        case "skipped":
        case "failed":
        case "cancelled":
            return run.state;
        case "running":
            return cancelled ? "cancelled" : "failed";
        default:
            return "pending";
    }
}
function reportTag(tag, plan, run, image, { request, changes }) {
    const { name, action, previousDigest, versions } = tag;
    const statusOfTag = () => {
        if (action === "conflict" || run.rivalTags.has(name))
            return "conflict";
        if (action === "keep")
            return "unchanged";
        if (action === "hold")
            return image === "held" ? "held" : "pending";
        if (action === "skip" || action === "stay" || run.keptTags.has(name))
            return "kept";
        // A dry run reports what would become of the tag.
        if (!run.tagsSet.has(name) && image !== "planned")
            return "pending";
        return action === "create" ? "created" : "moved";
    };
    const isUnknown = action === "move" && versions?.forwardOnly === true && versions.order === "unknown";
    const status = statusOfTag();
    const lock = lockStatusOf(tag, run, { status, isPlan: request.dryRun });
    const isShown = status === "moved" && request.changes !== "off";
    const change = isShown ? changeOf(tag, plan, changes, request.github) : undefined;
    return {
        name,
        status,
        previousDigest,
        ...(isUnknown && { orderUnknown: versions.reason ?? "" }),
        ...(lock !== undefined && { lock }),
        ...(change !== undefined && { change }),
    };
}
function reportReferrer({ referrer, action }, run, plan, image) {
    const { digest, subject, artifactType, tag } = referrer;
    const status = () => {
        if (action === "conflict" || (tag !== null && run.rivalTags.has(tag)))
            return "conflict";
        if (action === "keep")
            return "up-to-date";
        if (action === "skip" || action === "leave" || (tag !== null && run.keptTags.has(tag)))
            return "skipped";
        if (run.referrersImported.has(isTagSet(plan, tag) ? tag : digest))
            return "promoted";
        if (action === "hold")
            return image === "held" ? "held" : "pending";
        // A dry run, or a held image of one: what it has of its own is imported.
        if (image === "planned" || image === "held")
            return "planned";
        const reached = plan.copy === undefined || run.contentImported;
        return run.state === "failed" && reached ? "failed" : "pending";
    };
    return { digest, subject, artifactType, tag, status: status() };
}
/** True for a tag of cosign's that a step sets. One that is in place may still have lacked a part of its content. */
function isTagSet({ referrerSteps, signatureTagSteps }, tag) {
    return [...referrerSteps, ...signatureTagSteps].some(({ tags }) => tags.some(({ name }) => name === tag));
}
/** The image's manifests; undefined if neither side could be read. */
function contentOf({ root, members }, run) {
    return root === undefined ? run.discovered : { root, members };
}
function reportManifests({ root, members }, platforms) {
    if (root.kind === "image") {
        const [platform] = platforms ?? [];
        return [
            {
                platform: platform === undefined ? null : (0,descriptor/* formatPlatform */.B)(platform),
                digest: root.digest,
                mediaType: root.mediaType,
                size: root.sizeBytes,
            },
        ];
    }
    return members.flatMap((member) => {
        const { digest, mediaType, sizeBytes } = member;
        const platforms = runtimePlatformsOf(member).map(descriptor/* formatPlatform */.B);
        const labels = platforms.length > 0 ? platforms : [(0,descriptor/* isAttestationChild */.$)(member) ? "attestation" : null];
        return labels.map((platform) => ({ platform, digest, mediaType, size: sizeBytes }));
    });
}
/** True if a tag, cosign's too, was created or moved, or an image without requested tags was imported. In a dry run: if it would be. */
function changes(image, planned, run, { plan, request }) {
    if (planned === undefined || run === undefined)
        return false;
    if (!request.dryRun) {
        const cosignTags = planned.referrers.flatMap(({ referrer: { tag } }) => (tag === null ? [] : [tag]));
        return (run.tagsSet.size > 0 ||
            cosignTags.some((tag) => run.referrersImported.has(tag)) ||
            (run.contentImported && image.tags.length === 0));
    }
    if (plan?.refused === true || planned.verdict !== "promote")
        return false;
    return (planned.tags.some(({ action }) => action === "create" || action === "move") ||
        planned.referrers.some(({ referrer: { tag } }) => isTagSet(planned, tag)) ||
        (planned.tags.length === 0 && planned.copy !== undefined));
}

;// CONCATENATED MODULE: ./lib/promote.js
// The use case, one pass from left to right: connect, observe, plan, carry out, report. Read this file first.




















/** Starts to promote what was requested. On abort no new work starts, waits end, and the report states what was cancelled. */
function promote(request, ports, signal) {
    const startedAtMs = ports.clock.nowMs();
    const progress = { runs: request.images.map(() => newRun()), changes: new ChangeRecord() };
    const report = (dryRun) => reportOutcome({
        request: { ...request, dryRun },
        loginServer: progress.target?.resource.loginServer,
        plan: progress.plan,
        runs: progress.runs,
        changes: progress.changes,
        error: progress.error,
        cancelled: signal.aborted,
        durationMs: Math.round(ports.clock.nowMs() - startedAtMs),
    });
    const reportNow = () => report(request.dryRun);
    const over = new AbortController();
    const finished = run(request, ports, progress, AbortSignal.any([signal, over.signal]))
        .catch((error) => {
        // Whatever is thrown after an abort is the abort; before, it is a failure of the step as a whole.
        if (!signal.aborted)
            progress.error = (0,errors/* problemOf */.Zw)(error, "observe");
    })
        // A login that no image waits for any more would keep the process alive.
        .finally(() => over.abort("The step is over."))
        .then(reportNow);
    const reportBeforeTags = () => {
        const now = reportNow();
        return progress.plan === undefined
            ? now
            : { ...now, rollback: rollbackOf(progress.plan, progress.runs, "planned") };
    };
    return { finished, reportNow, reportPlan: () => report(true), reportBeforeTags };
}
async function run(request, ports, progress, signal) {
    const { registries, clock, log } = ports;
    const budget = { usedBytes: 0 };
    const items = request.images.flatMap((image, at) => {
        const source = image.undo === undefined
            ? registries.connectSource(image.source.registry, signal)
            : registries.connectTarget(signal).then(targetAsSource);
        // A failure reaches those who await it; until then it must not count as unhandled.
        source.catch(() => undefined);
        const imageRun = progress.runs[at];
        const time = new ImageTime(clock, request.timeoutMs);
        const reads = { waits: new Waits(clock), budget: new ManifestBudget(budget, formatSource(image, request)) };
        return imageRun === undefined ? [] : [{ image, source, time, reads, run: imageRun }];
    });
    const parallelism = new Parallelism(request.maxParallel);
    const limit = parallelism.images;
    const target = await registries.connectTarget(signal).catch(async (error) => {
        // A right that is missing on the target is reported with what is wrong with the sources: one round of grants.
        if (error instanceof errors/* AzureError */.M6 && !error.transient) {
            await Promise.all(items.map((item) => limit(() => trySource(item, request, clock, signal))));
        }
        throw error;
    });
    progress.target = target;
    checkUndoneRegistry(request, target);
    // https://learn.microsoft.com/azure/container-registry/container-registry-skus: geo-replication is Premium's.
    const hasReplicas = target.resource.sku !== "Basic" && target.resource.sku !== "Standard";
    const content = createContentCheck(target.reader, { clock, hasReplicas });
    const reading = followReading(items.length, { clock, log });
    const observations = await Promise.all(items.map(({ image, source, time, reads }) => limit(() => {
        const observation = observeImage(image, request, { ...ports, source, target, hasReplicas, content, time, reads }, signal);
        return reading.during(reads.waits, observation);
    }))).finally(reading.stop);
    // An image whose source did not connect was refused. Nobody waits for that login any more.
    const sources = await Promise.all(items.map(({ source }, at) => (observations[at]?.kind === "observed" ? source : undefined)));
    const plan = planPromotion(request, observations);
    progress.plan = plan;
    const changing = readChanges(plan, request, progress.changes, { ...ports, target: target.reader, sources }, signal);
    // Whoever decides by a dry run waits for it. A promotion does not.
    if (request.dryRun)
        await changing.done;
    ports.onPlan(plan);
    if (request.dryRun || plan.refused)
        return;
    const following = followProgress(plan, progress.runs, ports);
    const times = items.map(({ time }) => time);
    const { onReadBack } = changing;
    const execution = { ...ports, target, hasReplicas, content, sources, times, parallelism, onReadBack };
    try {
        await executePlan(plan, progress.runs, request, execution, signal);
    }
    finally {
        changing.stop();
        following.stop();
    }
}
/** An undo imports the target from itself. */
function targetAsSource({ reader, resource }) {
    return {
        reader,
        resource,
        route: "resource-id",
        routeReason: "an undo imports the target from itself",
        importSource: async () => ({ resourceId: (0,resource_id/* formatResourceId */.bM)(resource.id) }),
    };
}
/** A registry that was given by its name has a login server that shows only now. */
function checkUndoneRegistry({ undo }, { resource }) {
    if (undo === undefined || undo.registry === resource.loginServer)
        return;
    throw new errors/* PromotionError */.g1("UNDO_INVALID", `The document of undo is of ${undo.registry}, but registry is ${resource.loginServer}.`);
}
/** Notes what keeps a source image from being resolved, where there will be no plan to say it. */
async function trySource({ image, source, time, reads, run }, request, clock, signal) {
    const name = formatSource(image, request);
    const reading = { name, limitMs: request.timeoutMs, time, clock, waits: reads.waits, pauses: () => [] };
    try {
        await readInTime(reading, signal, async (limited) => resolveSource(image, await connectSource({ source, reads }, name, limited), limited));
    }
    catch (error) {
        if (signal.aborted)
            return;
        run.state = "failed";
        const [reason] = refusedSource(error, []).problems;
        if (reason !== undefined)
            run.problem = reason;
    }
}


/***/ }),

/***/ 2199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ET: () => (/* binding */ redirectTarget),
/* harmony export */   So: () => (/* binding */ apiPath),
/* harmony export */   _C: () => (/* binding */ nextPageUrl),
/* harmony export */   ej: () => (/* binding */ acrPath),
/* harmony export */   lG: () => (/* binding */ apiOrigin),
/* harmony export */   y0: () => (/* binding */ apiUrl)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3940);
// Builds URLs of a registry's API from validated parts, and checks URLs in a registry's responses.



/** Docker Hub's API has another host than its references. */
const DOCKER_HUB_API = "registry-1.docker.io";
/** The origin of the API for a registry host in references. */
function apiOrigin(host) {
    return `https://${host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCKER_HUB */ .Xb ? DOCKER_HUB_API : host}`;
}
/** Paths of https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
const apiPath = {
    manifest: (repository, reference) => `/v2/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/manifests/${parseTagOrDigest(reference)}`,
    blob: (repository, digest) => `/v2/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/blobs/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDigest */ .m)(digest)}`,
    referrers: (repository, subject) => `/v2/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/referrers/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDigest */ .m)(subject)}`,
    tags: (repository) => `/v2/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/tags/list`,
};
/** Paths of ACR's own API: https://learn.microsoft.com/rest/api/containerregistry/ */
const acrPath = {
    repository: (repository) => `/acr/v1/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}`,
    tag: (repository, tag) => `/acr/v1/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/_tags/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseTag */ .ED)(tag)}`,
    manifest: (repository, digest) => `/acr/v1/${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(repository)}/_manifests/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDigest */ .m)(digest)}`,
};
function parseTagOrDigest(reference) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(reference) ? reference : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseTag */ .ED)(reference);
}
/** Joins origin and path. Fails if the URL parser changed any part of them. */
function apiUrl(origin, path, query = {}) {
    const url = new URL(`${origin}${path}`);
    if (url.origin !== origin || url.pathname !== path || url.search !== "" || url.hash !== "") {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("URL_REFUSED", `${JSON.stringify(path)} is not a valid path of a registry's API.`);
    }
    for (const [name, value] of Object.entries(query))
        url.searchParams.set(name, value);
    return url;
}
/** The next page in a Link header. https://www.rfc-editor.org/rfc/rfc8288#section-3 */
const NEXT_LINK = /^\s*<([^<>\s]{1,4096})>((?:\s*;\s*[a-z]+=(?:"[^"]{0,200}"|[\w-]{1,200}))*)\s*$/i;
/**
 * The URL of the next page; undefined for the last page.
 * @throws RegistryError `LINK_REFUSED` where it is not on the origin and path of this page
 */
function nextPageUrl(link, page, side) {
    if (link === undefined)
        return undefined;
    const refuse = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("LINK_REFUSED", `The next page of a list on ${page.host} was not requested: ${why}.`, {
        side,
    });
    // Several links would be split at commas, which URLs may contain; registries send one.
    const [, target, parameters = ""] = NEXT_LINK.exec(link) ?? [];
    if (target === undefined)
        throw refuse("its Link header is not valid");
    if (!/;\s*rel="?next"?(?:\s|;|$)/i.test(parameters))
        return undefined;
    const url = URL.parse(target, page.href);
    if (url === null)
        throw refuse("its link is not a valid URL");
    if (url.origin !== page.origin || url.username !== "" || url.password !== "")
        throw refuse(`its link leads to another host (${url.host})`);
    if (url.pathname !== page.pathname)
        throw refuse("its link leads to another path");
    url.hash = "";
    return url;
}
/** A redirect's target, if it may be followed without credentials: https on a public DNS name. Undefined: it may not. */
function redirectTarget(location, from) {
    if (location === undefined || location.length > 16_384)
        return undefined;
    const url = URL.parse(location, from.href);
    if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "")
        return undefined;
    // IP addresses in any notation are not registry hosts.
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistryHost */ .EV)(url.host))
        return undefined;
    url.hash = "";
    return url;
}


/***/ }),

/***/ 2971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CY: () => (/* binding */ formatBasic),
/* harmony export */   gk: () => (/* binding */ formatScope),
/* harmony export */   zk: () => (/* binding */ isHeaderText)
/* harmony export */ });
/** True for a token that can be sent in a header: visible ASCII characters only. */
function isHeaderText(token) {
    return /^[!-~]+$/.test(token);
}
/** https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function formatBasic(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}
/** The space-separated form of https://distribution.github.io/distribution/spec/auth/scope/ */
function formatScope(repository, actions) {
    return `repository:${repository}:${actions.join(",")}`;
}


/***/ }),

/***/ 2835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ parseChallenges)
/* harmony export */ });
// Parses WWW-Authenticate, strictly and in linear time: a header that is invalid anywhere is rejected as a whole.
// https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
/** More than any registry sends; undici accepts 16 KiB of headers in total. */
const CHALLENGE_MAX_LENGTH = 16 * 1024;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const SCHEME = new RegExp(`(${TOKEN})(?: +|(?=,|$))`, "y");
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4, in printable ASCII. Each alternative begins with another character, so matching is linear. */
const PARAMETER = new RegExp(`(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\\\x00-\\x1f\\x7f-\\uffff]|\\\\[ -~])*)"|(${TOKEN}))[ \\t]*`, "y");
const COMMA = /[ \t]*,[ \t,]*/y;
/** All challenges of a header, in order. Undefined where any part is malformed, or a parameter is repeated. */
function parseChallenges(header) {
    if (header.length > CHALLENGE_MAX_LENGTH)
        return undefined;
    const challenges = [];
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(header);
        if (match !== null)
            at = pattern.lastIndex;
        return match;
    };
    while (at < header.length) {
        const current = challenges.at(-1);
        const parameter = current === undefined ? null : take(PARAMETER);
        if (parameter !== null) {
            const [, name = "", quoted, token] = parameter;
            const key = name.toLowerCase();
            if (current === undefined || current.parameters.has(key))
                return undefined;
            current.parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
        }
        else {
            const scheme = take(SCHEME)?.[1];
            if (scheme === undefined)
                return undefined;
            challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
            // Parameters of a scheme follow it without a comma.
            if (at < header.length && header[at] !== ",")
                continue;
        }
        if (at < header.length && take(COMMA) === null)
            return undefined;
    }
    return challenges.length > 0 ? challenges : undefined;
}


/***/ }),

/***/ 2922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ describeLogin),
/* harmony export */   y: () => (/* binding */ adviseLogin)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3940);
// Where a registry's login came from, and what to do when the registry refuses it. Errors name the origin, so that the user looks
// in the right place.

/** "without credentials", "with the login for ghcr.io in /home/runner/.docker/config.json" */
function describeLogin(origin) {
    switch (origin.kind) {
        case "none":
            return "without credentials";
        case "inputs":
            return "with source-username and source-password";
        case "docker-config":
            return `with ${nameEntry(origin)}`;
        default:
            return `as ${origin.name}`;
    }
}
/** What to do when a registry refuses a read: 401 for the login itself, 403 for what it may do. */
function adviseLogin(origin, host, status) {
    const isRejected = status !== 403;
    if (origin.kind === "none") {
        return `${host} requires a login for this repository, or the repository does not exist.${nameHint(host)} If it is private, run docker/login-action for ${host} before this step, or set source-username and source-password.${packagesHint(host)} (Checked: ${origin.checked}.)`;
    }
    if (origin.kind === "inputs") {
        return isRejected
            ? `Check that source-username and source-password are current and belong to ${host}: it rejected them.`
            : `Check the repository's name, and that the account of source-username may pull it from ${host}.${packagesHint(host)}`;
    }
    const entry = nameEntry(origin);
    const logout = `docker logout${host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_HUB */ .Xb ? "" : ` ${host}`}`;
    return isRejected
        ? `${host} rejected ${entry}; it may have expired. Run docker/login-action for ${host} before this step. If the image is public, remove the login instead: ${logout}`
        : `Check the repository's name, and that ${entry} may pull it. If the image is public, remove the login: ${logout}.${packagesHint(host)}`;
}
function nameEntry({ key, path }) {
    return `the login for ${key} in ${path}`;
}
function nameHint(host) {
    return host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_HUB */ .Xb ? " Official images of Docker Hub are in library/." : "";
}
/** https://docs.github.com/packages/learn-github-packages/about-permissions-for-github-packages */
function packagesHint(host) {
    return host === "ghcr.io" ? " With the job's GITHUB_TOKEN, the job needs permissions: packages: read." : "";
}


/***/ }),

/***/ 8428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ groupRepositories)
/* harmony export */ });
// Which repositories share one token, so that a run of many images requests few of them.
/** Repositories that one token covers at most: it names them, and is sent in a header with each request. */
const GROUP_MAX = 8;
/** By repository, all that share a token with it. */
function groupRepositories(repositories) {
    const distinct = [...new Set(repositories)];
    const groups = new Map();
    for (let at = 0; at < distinct.length; at += GROUP_MAX) {
        const group = distinct.slice(at, at + GROUP_MAX);
        for (const repository of group)
            groups.set(repository, group);
    }
    return groups;
}


/***/ }),

/***/ 799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ requestToken),
/* harmony export */   K: () => (/* binding */ tokenPurpose)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5014);
/* harmony import */ var _http_url_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1853);
/* harmony import */ var _response_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3455);
// Sends one request to a token service, without following redirects. Refusals become login errors.




/**
 * Returns the successful response of a token service.
 * @throws AuthenticationError where it refuses (400, 401), RegistryError for any other status, NetworkError
 */
async function requestToken(request) {
    const { http, url, form, authorization, what, host, side, flavour, origin, refusal, signal } = request;
    const method = form === undefined ? "GET" : "POST";
    const response = await http.send({
        method,
        url,
        headers: {
            accept: "application/json",
            ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
            ...(authorization !== undefined && { authorization }),
        },
        ...(form !== undefined && { body: form.toString() }),
        maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_2__/* .TOKEN_MAX_BYTES */ .z8,
        // An unused token does no harm.
        repeat: "safe",
        what,
        stage: "login",
        side,
        signal,
    });
    if (response.status === 200)
        return response;
    const login = { origin, use: "sent" };
    const exchange = { response, method, url, what, host, side, flavour, login, redact: http.redact };
    if (response.status >= 300 && response.status < 400) {
        throw (0,_response_error_js__WEBPACK_IMPORTED_MODULE_1__/* .redirectError */ .z5)(exchange, "redirects of a token service are not followed");
    }
    const error = (0,_response_error_js__WEBPACK_IMPORTED_MODULE_1__/* .responseError */ .U3)(exchange);
    // Docker's OAuth services refuse wrong credentials with 400, all others with 401.
    if (response.status !== 401 && response.status !== 400)
        throw error;
    const { message, causeKey } = error;
    const { code, remedy } = refusal ?? { code: "REGISTRY_LOGIN_REFUSED", remedy: error.remedy };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3(code, message, { stage: "login", side, remedy, causeKey });
}
/** "Getting a token of https://auth.docker.io/token for docker.io/library/alpine" */
function tokenPurpose(url, host, repository) {
    return `Getting a token of ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_3__/* .redactUrl */ .B)(url)} for ${host}/${repository}`;
}


/***/ }),

/***/ 2251:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseTokenResponse)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6413);
/* harmony import */ var _authorization_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2971);
// Parses responses of token services: the token and its lifetime. The permissions in a token are not inspected.



/** The lifetime where the response has none: https://distribution.github.io/distribution/spec/auth/token/#token-response-fields */
const LIFETIME_DEFAULT_MS = 60_000;
/**
 * Returns the token under the first of these names that the response has.
 * @throws AuthenticationError `TOKEN_ANSWER_INVALID`
 */
function parseTokenResponse(response, names, context) {
    const body = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJsonObject */ .dw)(response.body);
    const token = names.map((name) => body?.[name]).find((value) => value !== undefined && value !== "");
    if (typeof token !== "string" || !(0,_authorization_js__WEBPACK_IMPORTED_MODULE_2__/* .isHeaderText */ .zk)(token)) {
        const message = `${context.what} failed: the response (${response.status}) has no valid ${names.join(" or ")}.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("TOKEN_ANSWER_INVALID", message, { side: context.side });
    }
    const seconds = body?.["expires_in"];
    const statedMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : undefined;
    return { token, lifetimeMs: statedMs ?? lifetimeOfJwt(token) ?? LIFETIME_DEFAULT_MS };
}
/** `exp − iat` of a JWT, which needs no wall clock; undefined for any other token. */
function lifetimeOfJwt(token) {
    const payload = token.split(".")[1];
    if (payload === undefined)
        return undefined;
    const claims = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJsonObject */ .dw)(Buffer.from(payload, "base64url"));
    const expires = claims?.["exp"];
    const issued = claims?.["iat"] ?? claims?.["nbf"];
    if (typeof expires !== "number" || typeof issued !== "number" || !(expires > issued))
        return undefined;
    return (expires - issued) * 1000;
}


/***/ }),

/***/ 3455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ missingError),
/* harmony export */   U3: () => (/* binding */ responseError),
/* harmony export */   eb: () => (/* binding */ statesAbsence),
/* harmony export */   kx: () => (/* binding */ statesAbsenceOtherwise),
/* harmony export */   nL: () => (/* binding */ statedErrors),
/* harmony export */   q1: () => (/* binding */ isAcceptTooNarrow),
/* harmony export */   z5: () => (/* binding */ redirectError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5014);
/* harmony import */ var _http_url_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1853);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6413);
/* harmony import */ var _response_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7702);
/* harmony import */ var _role_grant_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9212);
/* harmony import */ var _api_url_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2199);
/* harmony import */ var _auth_login_origin_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2922);
// Turns bad responses of registries into errors: which side, why, and what to do. Quotes of registries are cut and redacted.








const QUOTE_MAX_LENGTH = 300;
/** All errors in a response's body; none for plain text and HTML. */
function statedErrors(response) {
    const errors = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJsonObject */ .dw)(response.body)?.["errors"];
    if (!Array.isArray(errors))
        return [];
    return errors.slice(0, 20).flatMap((entry) => {
        const { code, message } = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .asJsonObject */ .Oe)(entry) ?? {};
        if (typeof code !== "string" && typeof message !== "string")
            return [];
        return [{ code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" }];
    });
}
/** Error codes for an absent manifest, tag or repository; NOT_FOUND is Harbor's. */
const ABSENT = new Set(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "TAG_UNKNOWN", "NOT_FOUND"]);
/** ACR returns MANIFEST_UNKNOWN for artifacts that the Accept header does not cover: https://github.com/Azure/acr/issues/741 */
const ACCEPT_TOO_NARROW = /accept header does not support/i;
/** True for a 404 with a registry's error code. A 404 of a proxy or another kind of server proves nothing. */
function statesAbsence(response) {
    return (response.status === 404 &&
        statedErrors(response).some(({ code, message }) => ABSENT.has(code) && !ACCEPT_TOO_NARROW.test(message)));
}
/** True for a 404 with an error code that is not one of the specification's: some registries have their own for what is absent. */
function statesAbsenceOtherwise(response) {
    return response.status === 404 && statedErrors(response).length > 0 && !isAcceptTooNarrow(response);
}
/** True where the content exists, but in a type that the Accept header does not list. */
function isAcceptTooNarrow(response) {
    return response.status === 404 && statedErrors(response).some(({ message }) => ACCEPT_TOO_NARROW.test(message));
}
/** The error for a response with a bad status. */
function responseError(exchange) {
    const { response, method, url, what, side } = exchange;
    const stated = quote(exchange);
    const { code, remedy } = judge(exchange);
    const sent = isAccessRefusal(response) ? ` (sent ${describeSent(exchange)})` : "";
    const message = `${what} failed: ${method} ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_4__/* .redactUrl */ .B)(url)} returned ${response.status}${stated === "" ? "" : `: ${stated}`}${sent}.${unwaited(response)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl(code, message, {
        side,
        remedy,
        status: response.status,
        causeKey: causeKeyOf(exchange),
    });
}
function isAccessRefusal({ status }) {
    return status === 401 || status === 403;
}
function describeSent({ host, login: { origin, use } }) {
    switch (use) {
        case "sent":
            return (0,_auth_login_origin_js__WEBPACK_IMPORTED_MODULE_2__/* .describeLogin */ .H)(origin);
        case "redirected":
            return "without credentials, after a redirect";
        default:
            return `without credentials, because ${host} sent no login challenge`;
    }
}
/** The host that responded: the registry as references name it, its token service, or a host that it redirected to. */
function respondentOf({ url, host }) {
    return url.origin === (0,_api_url_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOrigin */ .lG)(host) ? host : url.host;
}
/** Why no further attempt was made. */
function unwaited({ tooLong }) {
    return tooLong === undefined ? "" : ` It has to be waited for another ${(0,_http_http_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTooLong */ .KD)(tooLong)}.`;
}
/** Host, status and error codes. Not the text: it often has the repository, a request ID or the time. */
function causeKeyOf({ response, url, host }, ...more) {
    const codes = new Set(statedErrors(response).map(({ code }) => code));
    return [host, url.host, response.status, ...codes, ...more].join(" ");
}
/** The error for content of the source that a registry calls absent in words of its own, which are quoted. */
function missingError(exchange) {
    const { message, causeKey } = responseError(exchange);
    const { side, response } = exchange;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("SOURCE_MISSING", message, { side, status: response.status, causeKey });
}
/** The error for a redirect that is not followed. */
function redirectError(exchange, why) {
    const { response, method, url, what, side } = exchange;
    const target = URL.parse(response.headers.get("location") ?? "", url.href);
    const message = `${what} failed: ${method} ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_4__/* .redactUrl */ .B)(url)} returned ${response.status} with a redirect to ${target?.host ?? "an invalid URL"}; ${why}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("REGISTRY_REDIRECTED", message, {
        side,
        status: response.status,
        causeKey: causeKeyOf(exchange, target?.host ?? ""),
    });
}
function judge(exchange) {
    const { response, host, side, flavour, login } = exchange;
    const { status } = response;
    const respondent = respondentOf(exchange);
    const text = `${statedErrors(response)
        .map(({ code, message }) => `${code} ${message}`)
        .join(" ")} ${(0,_response_text_js__WEBPACK_IMPORTED_MODULE_6__/* .describeBody */ .M)(response.body)}`;
    if (isAccessRefusal(response) && login.use !== "sent") {
        return {
            code: status === 401 ? "REGISTRY_UNAUTHORIZED" : "REGISTRY_DENIED",
            remedy: login.use === "redirected"
                ? `${host} redirected the request to ${respondent}, which refused it. Check that this runner may reach ${respondent}: firewalls, proxies, private endpoints. Then run the job again.`
                : `Check the repository's name, the host name ${host}, and proxies in front of it. A registry requests a login with a challenge (WWW-Authenticate); without one the login is not sent.`,
        };
    }
    if (status === 401)
        return { code: "REGISTRY_UNAUTHORIZED", remedy: unauthorizedRemedy(exchange) };
    if (status === 403 && /client with IP/i.test(text)) {
        return {
            code: "REGISTRY_FORBIDDEN_FIREWALL",
            remedy: side === "target"
                ? `Allow this runner's address in the firewall of ${host}, use a runner inside its network, or set verify: best-effort to promote without reading back.`
                : `Allow this runner's address in the firewall of ${host}, or use a runner inside its network.${importHint(exchange)}`,
        };
    }
    if (status === 403) {
        const closed = flavour === "acr"
            ? "If the registry has only a private endpoint, use a runner inside its network. Otherwise: "
            : "";
        return { code: "REGISTRY_DENIED", remedy: `${closed}${accessRemedy(exchange)}` };
    }
    if (status === 429)
        return judgeThrottling(exchange, text);
    if (status === 404 && ACCEPT_TOO_NARROW.test(text)) {
        return {
            code: "REGISTRY_ACCEPT_REFUSED",
        };
    }
    if (status === 404) {
        return {
            code: "REGISTRY_NOT_FOUND",
            remedy: respondent === host
                ? `Check the host name ${host} and proxies in front of it: a registry's 404 has an error code, and this one has none.`
                : `Run the job again. If it fails again, report it to the operator of ${host}, which names ${respondent} as its token service or redirects to it.`,
        };
    }
    if (status === 405 && /REGISTRY_DISALLOWED_OPERATION/.test(text)) {
        return {
            code: "REGISTRY_DISALLOWED",
            remedy: `Unlock the repository or image on ${host}: https://aka.ms/acr/faq. This action never removes locks.`,
        };
    }
    if (status >= 500 || status === 408) {
        return {
            code: "REGISTRY_UNAVAILABLE",
            remedy: `Run the job again later: ${respondent} has a server error (${status}). Images already promoted are skipped.`,
        };
    }
    return { code: "REGISTRY_ANSWER_UNEXPECTED" };
}
/** Only the step's own identity can import by the resource ID. */
function importHint({ login: { origin } }) {
    return origin.kind === "identity" && origin.grantee === "own"
        ? " Set source-registry to the registry's resource ID, so that ACR's import passes the firewall."
        : "";
}
function unauthorizedRemedy(exchange) {
    return exchange.login.origin.kind === "identity"
        ? `The identity has no permission to read this repository. In ABAC mode ("RBAC Registry + ABAC Repository Permissions"), AcrPull does not grant it. ${accessRemedy(exchange)}`
        : accessRemedy(exchange);
}
function accessRemedy({ host, login: { origin }, response }) {
    return origin.kind === "identity"
        ? (0,_role_grant_js__WEBPACK_IMPORTED_MODULE_7__/* .adviseRoleGrant */ .ZI)(host, origin.grantee)
        : (0,_auth_login_origin_js__WEBPACK_IMPORTED_MODULE_2__/* .adviseLogin */ .y)(origin, host, response.status);
}
/** https://learn.microsoft.com/azure/container-registry/container-registry-skus, https://docs.docker.com/docker-hub/usage/ */
function judgeThrottling(exchange, text) {
    const { host, flavour, response, login } = exchange;
    const retryAfter = response.headers.get("retry-after");
    const isAnonymous = login.origin.kind === "none";
    const logIn = `Run docker/login-action for ${host} before this step, or set source-username and source-password`;
    const when = retryAfter !== undefined && /^[0-9]{1,12}$/.test(retryAfter) ? ` Retry-After is ${retryAfter} s.` : "";
    if (/HAP429/.test(text)) {
        return {
            code: "DOCKER_HUB_RATE_LIMIT",
            remedy: `Docker Hub's abuse limit counts all requests from this address.${when}${isAnonymous ? ` ${logIn}.` : ""} Lower max-parallel, and run the job again later.`,
        };
    }
    if (host === "docker.io" || /pull rate limit/i.test(text)) {
        return {
            code: "DOCKER_HUB_RATE_LIMIT",
            remedy: `Docker Hub counts pulls per account, or per address without a login. This request was sent ${(0,_auth_login_origin_js__WEBPACK_IMPORTED_MODULE_2__/* .describeLogin */ .H)(login.origin)}.${when} ${isAnonymous ? `${logIn}; or wait up to 6 hours.` : "Wait up to 6 hours, or use an account with a higher limit."}`,
        };
    }
    const acr = `The registry's tier limits the requests per minute (https://aka.ms/acr/skus).${when} Lower max-parallel, or run the job again later.`;
    const generic = `${respondentOf(exchange)} limits the requests of this runner.${when}${isAnonymous ? " A login often raises the limit." : ""} Lower max-parallel, or run the job again later.`;
    return { code: "REGISTRY_THROTTLED", remedy: flavour === "acr" ? acr : generic };
}
function quote(exchange) {
    const errors = statedErrors(exchange.response);
    const text = errors.length > 0
        ? errors.map(({ code, message }) => [code, message].filter((part) => part !== "").join(": ")).join("; ")
        : (0,_response_text_js__WEBPACK_IMPORTED_MODULE_6__/* .describeBody */ .M)(exchange.response.body);
    return (0,_response_text_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteResponse */ .k)(text, exchange.redact, QUOTE_MAX_LENGTH).replace(/\.$/, "");
}


/***/ }),

/***/ 9212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iy: () => (/* binding */ adviseLockRole),
/* harmony export */   SH: () => (/* binding */ azureNameOf),
/* harmony export */   WE: () => (/* binding */ adviseMetadataRole),
/* harmony export */   ZI: () => (/* binding */ adviseRoleGrant)
/* harmony export */ });
/* unused harmony export IMPORTER_ROLE */
// The roles that the action needs, and the commands that grant them: one for import and verification on both sides, another one for
// locks. Contains no Azure ID.
/** Allows importing into, importing from and reading every repository of a registry: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";
/**
 * The remedy that grants {@link IMPORTER_ROLE} on a registry, given by name or login server. Its second line is a command
 * to paste into a shell in which AZURE_CLIENT_ID is set. The second identity, that of `source-client-id`, only reads.
 */
function adviseRoleGrant(registry, grantee = "own") {
    const scope = `--scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
    if (grantee === "second") {
        return `Grant the role AcrPull (in ABAC mode: Container Registry Repository Reader) on ${registry} to the identity of source-client-id (it takes up to 10 minutes to take effect):
az role assignment create --assignee <source-client-id> --role AcrPull ${scope}`;
    }
    return `Grant the role "${IMPORTER_ROLE}" on ${registry} to this step's identity (it takes up to 10 minutes to take effect):
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" ${scope}`;
}
/**
 * The remedy for an identity that may not set locks. `isAbac`: the registry's role assignments are per repository.
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
 */
function adviseLockRole(registry, isAbac) {
    const role = isAbac ? "Container Registry Repository Writer" : "Contributor";
    return `Grant a role that may set locks, or remove lock-tags. In ABAC mode these are Container Registry Repository Writer and Container Registry Repository Contributor; in legacy mode Owner, Contributor or a custom role, and AcrPush is not enough. ${registry} is in ${isAbac ? "ABAC" : "legacy"} mode:
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${role}" --scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
}
/**
 * The remedy for an identity that may not read the attributes of manifests.
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
 */
function adviseMetadataRole(registry) {
    return `Grant a role that may read metadata, or remove min-age. In ABAC mode this is Container Registry Repository Reader; in legacy mode Owner, Contributor or a custom role with Microsoft.ContainerRegistry/registries/metadata/read, and AcrPull is not enough. In ABAC mode:
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "Container Registry Repository Reader" --scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
}
/** The name of a registry for `az acr`, from its name or login server. */
function azureNameOf(registry) {
    // A login server with a DNS name label is name-hash.azurecr.io; registry names have letters and digits only.
    const [name = registry] = registry.split(/[.-]/);
    return name;
}


/***/ }),

/***/ 4101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ TokenCache)
/* harmony export */ });
/* harmony import */ var _coalesce_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4152);
// Keeps tokens until shortly before they expire, and requests each one only once at a time. Knows no protocol.

/** A token is renewed this long before it expires, or in the last quarter of a shorter life. */
const RENEWAL_MARGIN_MS = 5 * 60_000;
/** Tokens by key. Uses the monotonic clock, so that a wrong wall clock does no harm. */
class TokenCache {
    #clock;
    #tokens = new Map();
    #requests = new _coalesce_js__WEBPACK_IMPORTED_MODULE_0__/* .Coalescer */ .w();
    constructor(clock) {
        this.#clock = clock;
    }
    /** The token of that key, issued again where there is none or it is about to expire. */
    async get(key, issue, signal) {
        const held = this.#tokens.get(key);
        if (held !== undefined && this.#clock.nowMs() < held.renewAtMs)
            return held;
        return this.#requests.run(key, (sharedSignal) => this.#renew(key, issue, sharedSignal), signal);
    }
    /** Drops a token that was refused, unless it has been replaced meanwhile. */
    forget(key, token) {
        if (this.#tokens.get(key)?.token === token)
            this.#tokens.delete(key);
    }
    async #renew(key, issue, signal) {
        // The lifetime counts from the request: when the service issued the token is not known.
        const requestedAtMs = this.#clock.nowMs();
        const { token, lifetimeMs } = await issue(signal);
        const expiresAtMs = requestedAtMs + lifetimeMs;
        const held = { token, expiresAtMs, renewAtMs: expiresAtMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 4) };
        this.#tokens.set(key, held);
        return held;
    }
}


/***/ })

};
