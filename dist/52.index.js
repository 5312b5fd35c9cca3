export const id = 52;
export const ids = [52];
export const modules = {

/***/ 8052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRegistries: () => (/* binding */ createRegistries)
});

// EXTERNAL MODULE: ./lib/azure/cloud.js
var azure_cloud = __webpack_require__(4826);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/http.js
var http_http = __webpack_require__(5014);
// EXTERNAL MODULE: ./lib/http/shared-call.js
var shared_call = __webpack_require__(8208);
// EXTERNAL MODULE: ./lib/problems.js
var problems = __webpack_require__(5451);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/azure-text.js
// Azure's error texts, made fit for logs and outputs: no subscription or resource ID, no query of a URL, no token, no endless text.
const QUOTE_MAX_LENGTH = 600;
const JWT = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;
const URL_QUERY = /\b(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi;
const REGISTRY_ID = /\/subscriptions\/[^\s'"/]+\/resourceGroups\/[^\s'"/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([a-z0-9]{5,50})(?:\/[^\s'"]*)?/gi;
const RESOURCE_ID = /\/?\bsubscriptions\/[^\s'"]+/gi;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** The text with registries by name, other IDs as placeholders, and only the listed GUIDs left as they are. */
function quoteAzure(text, keep = []) {
    const kept = new Set(keep.map((guid) => guid?.toLowerCase()));
    const quoted = text
        .replace(JWT, "<token>")
        .replace(URL_QUERY, "$1?…")
        .replace(REGISTRY_ID, "$1")
        .replace(RESOURCE_ID, "<resource ID>")
        .replace(GUID, (guid) => (kept.has(guid.toLowerCase()) ? guid : "<ID>"))
        .replace(/\s+/g, " ")
        .trim();
    return quoted.length > QUOTE_MAX_LENGTH ? `${quoted.slice(0, QUOTE_MAX_LENGTH)}…` : quoted;
}

;// CONCATENATED MODULE: ./lib/azure/diagnosis/entra-diagnosis.js
// What Entra's refusals mean: AADSTS code → our code, message and remedy. Pure; knows no HTTP.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes


const NEW_CREDENTIAL = "A credential that was just created takes up to a minute to work.";
function shellQuote(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
/** The command that creates the federated credential which the presented claims ask for. */
function formatCredentialCommand({ issuer, subject, audience }) {
    const slug = subject
        .replace(/[^A-Za-z0-9]+/g, "-")
        .slice(0, 100)
        .replace(/-+$/, "");
    const parameters = { name: `github-${slug}`, issuer, subject, audiences: [audience] };
    return `az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters ${shellQuote(JSON.stringify(parameters))}`;
}
/** `repo:O@1/R@2:…` ⇄ `repo:O/R:…`: https://docs.github.com/actions/reference/security/oidc */
function subjectHint({ subject, repository, repositoryId, repositoryOwnerId }) {
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
const ROWS = [
    {
        codes: [7002138],
        code: "ENTRA_SUBJECT_CASE",
        why: "a federated credential differs from its subject only in upper and lower case",
        remedy: ({ claims }) => `Give the credential the subject exactly as presented, ${claims.subject}, by \`az ad app federated-credential update\`, or add one: ${formatCredentialCommand(claims)}`,
    },
    {
        codes: [700213, 70021],
        code: "ENTRA_SUBJECT_MISMATCH",
        why: "no federated credential of the application matches its subject",
        remedy: ({ claims }) => `${formatCredentialCommand(claims)}\n${subjectHint(claims)} ${NEW_CREDENTIAL}`,
    },
    {
        codes: [700211],
        code: "ENTRA_ISSUER_MISMATCH",
        why: "no federated credential of the application has its issuer",
        remedy: ({ claims }) => `Give the credential the issuer exactly as presented, ${claims.issuer}: no slash at its end, and GitHub Enterprise and enterprise slugs have issuers of their own. Or add one: ${formatCredentialCommand(claims)}`,
    },
    {
        codes: [700212],
        code: "ENTRA_AUDIENCE_MISMATCH",
        why: "no federated credential of the application has its audience",
        remedy: ({ claims, cloud }) => claims.audience === cloud.idTokenAudience
            ? `Give the credential the audience ${claims.audience}, the one of ${cloud.title}, or name the credential's own in \`audience\`. To add one: ${formatCredentialCommand(claims)}`
            : `${cloud.title} expects ${cloud.idTokenAudience}: leave \`audience\` out, or give the credential the audience ${claims.audience}. To add one: ${formatCredentialCommand(claims)}`,
    },
    {
        codes: [70025],
        code: "ENTRA_NO_FEDERATED_CREDENTIAL",
        why: "the application has no federated credential",
        remedy: ({ claims }) => `${formatCredentialCommand(claims)}\n${NEW_CREDENTIAL}`,
    },
    {
        codes: [700024],
        code: "ENTRA_ASSERTION_EXPIRED",
        why: "it is not within its time of validity, although it was just issued",
        stale: true,
    },
    {
        codes: [700016],
        code: "ENTRA_APPLICATION_UNKNOWN",
        why: "the tenant has no application with this client ID",
    },
    {
        codes: [90002],
        code: "ENTRA_TENANT_UNKNOWN",
        why: "there is no such tenant",
        remedy: ({ cloud }) => `Check \`tenant-id\` and \`environment\`: ${cloud.title} was asked, and a tenant exists in one cloud only. \`az account show --query tenantId\` prints the ID.`,
    },
    {
        codes: [900023, 900382, 90023],
        code: "ENTRA_REQUEST_INVALID",
        why: "the tenant ID or the request is malformed",
    },
    {
        codes: [7000215, 7000222],
        code: "ENTRA_SECRET_REFUSED",
        why: "a client secret was refused; this action passes none, so something between it and Entra does",
        remedy: ({ claims }) => `Use a federated credential instead of a secret: ${formatCredentialCommand(claims)}`,
    },
    {
        codes: [50034],
        code: "ENTRA_USER_UNKNOWN",
        why: "it was taken for a user that the directory does not have",
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
        remedy: ({ scope, cloud }) => `Check \`environment\` (${cloud.name} was used). If it is right, an administrator registers the service in the tenant: the token was asked for ${scope}.`,
    },
    {
        codes: [90033, 50196],
        code: "ENTRA_UNAVAILABLE",
        why: "it is overloaded or out of order for the moment",
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
/** What Entra was shown, for texts: issuer, subject, audience and workflow. */
function formatPresented({ issuer, subject, audience, jobWorkflowRef }) {
    return [
        `issuer ${issuer}`,
        `subject ${subject}`,
        `audience ${audience}`,
        ...(jobWorkflowRef === undefined ? [] : [`job_workflow_ref ${jobWorkflowRef}`]),
    ].join(", ");
}
/** Explains why Entra gave no token for `scope` to the identity of `claims`. */
function diagnoseEntra(refusal, context) {
    const { status, codes, description, correlationId } = refusal;
    const row = rowOf(refusal);
    const number = codes.find((code) => row?.codes.includes(code)) ?? codes[0];
    const label = number === undefined ? `HTTP ${status}` : `AADSTS${number}`;
    const why = row?.why ?? (quoteAzure(description, [correlationId]) || "it did not say why");
    const correlation = correlationId === undefined ? "" : ` Correlation ID: ${correlationId}.`;
    return {
        code: row?.code ?? "ENTRA_REFUSED",
        message: `Entra refused GitHub's ID token (${label}): ${why}. Presented: ${formatPresented(context.claims)}.${correlation}`,
        remedy: row !== undefined
            ? (row.remedy?.(context) ?? problems/* PROBLEMS */.D3[row.code].remedy)
            : `Look up ${label} at https://login.microsoftonline.com/error${number === undefined ? "" : `?code=${number}`}; the tenant's sign-in log for workload identities tells more.`,
        transient: row?.transient ?? false,
        stale: row?.stale ?? false,
    };
}

;// CONCATENATED MODULE: ./lib/azure/sdk.js
// The only door to Azure's SDKs: loads them when they are needed, and mute.
/**
 * With one of these set, the SDKs write every request to stderr: polling URLs with their signature, and foreign text that
 * the runner would read for commands. They look at them once, when they load.
 */
const LOG_SWITCHES = ["AZURE_LOG_LEVEL", "TYPESPEC_RUNTIME_LOG_LEVEL", "DEBUG"];
function mute() {
    for (const name of LOG_SWITCHES)
        delete process.env[name];
}
/** `@azure/identity`, for the exchange of ID tokens. */
function loadIdentity() {
    mute();
    return Promise.all(/* import() */[__webpack_require__.e(978), __webpack_require__.e(563)]).then(__webpack_require__.bind(__webpack_require__, 5563));
}
/** The SDK's client for container registries in ARM, and its import operation. */
async function loadContainerRegistry() {
    mute();
    const [{ createContainerRegistryManagement }, { importImage }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(978), __webpack_require__.e(132)]).then(__webpack_require__.bind(__webpack_require__, 5132)),
        Promise.all(/* import() */[__webpack_require__.e(978), __webpack_require__.e(913)]).then(__webpack_require__.bind(__webpack_require__, 4913)),
    ]);
    return { createContainerRegistryManagement, importImage };
}
/** What both of them are made of. */
function loadRestPipeline() {
    mute();
    return __webpack_require__.e(/* import() */ 978).then(__webpack_require__.bind(__webpack_require__, 8978));
}

;// CONCATENATED MODULE: ./lib/azure/http-client.js


/** The port sets these itself, or forbids them. */
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
    throw new TypeError("Azure's SDK sent a body that is no text.");
}
/** An `HttpClient` for `@azure/core-rest-pipeline` that sends through {@link Http}. */
function createHttpClient(options) {
    const { http, what, stage, side, maxBodyBytes, repeat, signal, onAnswer, onFailure } = options;
    async function send(request) {
        const { method } = request;
        if (!isMethod(method))
            throw new errors/* PromotionError */.g1("UNEXPECTED", `${what} wanted HTTP method ${method}.`, { stage });
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
            const { createHttpHeaders } = await loadRestPipeline();
            let answer;
            try {
                answer = await send(request);
            }
            catch (error) {
                onFailure?.(error);
                throw error;
            }
            onAnswer?.(answer);
            return {
                request,
                status: answer.status,
                headers: createHttpHeaders(Object.fromEntries(answer.headers)),
                bodyAsText: new TextDecoder().decode(answer.body),
            };
        },
    };
}

;// CONCATENATED MODULE: ./lib/azure/id-token.js
// GitHub's ID token as evidence: the claims that Entra compares, for the log and for advice. Never the token itself.

function claimsOf(idToken) {
    const [, payload = "", , ...rest] = idToken.split(".");
    if (rest.length > 0)
        return undefined;
    try {
        return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    }
    catch {
        return undefined;
    }
}
/**
 * Who asks, as an ID token says; the signature is Entra's to check.
 * @throws AuthenticationError `ID_TOKEN_INVALID`
 */
function identityOf(idToken) {
    const claims = claimsOf(idToken);
    const read = (name) => {
        if (typeof claims !== "object" || claims === null || !Object.hasOwn(claims, name))
            return undefined;
        const value = Reflect.get(claims, name);
        return typeof value === "string" && value !== "" ? value : undefined;
    };
    const issuer = read("iss");
    const subject = read("sub");
    const audience = read("aud");
    if (issuer === undefined || subject === undefined || audience === undefined) {
        throw new errors/* AuthenticationError */.v3("ID_TOKEN_INVALID", "What GitHub's ID token service gave is no ID token: issuer, subject or audience is missing.");
    }
    const jobWorkflowRef = read("job_workflow_ref");
    const repository = read("repository");
    const repositoryId = read("repository_id");
    const repositoryOwnerId = read("repository_owner_id");
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

;// CONCATENATED MODULE: ./lib/azure/credential.js
// Entra tokens for one federated identity: a fresh GitHub ID token per exchange, one exchange at a time per scope, renewed early.
// Knows neither the runner (it is given getIdToken) nor what a token is used for.







/** Exchanges in all for one token, where Entra says that another may help. */
const EXCHANGES_MAX = 3;
const EXCHANGE_PAUSE_MS = 2_000;
/** A token is renewed this long before its end, or in the last quarter of a shorter life. */
const RENEWAL_MARGIN_MS = 5 * 60_000;
/** Statuses that the HTTP port has already repeated. */
const REPEATED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
function parseObject(body) {
    try {
        const json = JSON.parse(new TextDecoder().decode(body));
        return new Map(typeof json === "object" && json !== null ? Object.entries(json) : []);
    }
    catch {
        return new Map();
    }
}
/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1 */
function parseRefusal({ status, body }) {
    const fields = parseObject(body);
    const listed = fields.get("error_codes");
    const description = fields.get("error_description");
    const text = typeof description === "string" ? description : "";
    const written = /^AADSTS(\d+)/.exec(text)?.[1];
    const codes = [
        ...(written === undefined ? [] : [Number(written)]),
        ...(Array.isArray(listed) ? listed.filter((code) => Number.isSafeInteger(code)) : []),
    ];
    const correlationId = fields.get("correlation_id");
    return {
        status,
        codes: [...new Set(codes)],
        description: text.replace(/\s*Trace ID:[\s\S]*$/, ""),
        ...(typeof correlationId === "string" && { correlationId }),
    };
}
/** Entra tokens for a federated identity, by way of `@azure/identity`. */
function createEntraTokens(options) {
    const { cloud, identity, audience, getIdToken, http, clock } = options;
    const host = new URL(cloud.authority).host;
    const tokens = new Map();
    const exchanges = new Map();
    let { onIdentity } = options;
    /** One ID token for one access token; a refusal is a value. */
    async function exchange(scope, signal) {
        const [{ ClientAssertionCredential }, assertion] = await Promise.all([
            loadIdentity(),
            getIdToken(audience, signal),
        ]);
        const claims = identityOf(assertion);
        onIdentity?.(claims);
        onIdentity = undefined;
        // MSAL puts errors of its own, without a cause, in the place of what went wrong on the wire: keep what HTTP said.
        let answer;
        let failure;
        // A credential of one exchange: MSAL asks for the assertion twice per token and keeps tokens by a clock that is not ours.
        const credential = new ClientAssertionCredential(identity.tenantId, identity.clientId, async () => assertion, {
            authorityHost: cloud.authority,
            disableInstanceDiscovery: true,
            retryOptions: { maxRetries: 0 },
            redirectOptions: { maxRetries: 0 },
            httpClient: createHttpClient({
                http,
                what: `exchanging GitHub's ID token at ${host}`,
                stage: "login",
                maxBodyBytes: http_http/* TOKEN_MAX_BYTES */.z8,
                repeat: () => "safe",
                signal,
                onAnswer: (received) => {
                    answer = received;
                },
                onFailure: (error) => {
                    failure = error;
                },
            }),
        });
        const askedAtMs = clock.nowMs();
        let cause;
        const granted = await credential.getToken(scope, { abortSignal: signal }).catch((error) => {
            cause = error;
        });
        signal.throwIfAborted();
        if (failure !== undefined)
            throw failure;
        if (answer !== undefined && answer.status >= 400) {
            const refusal = parseRefusal(answer);
            return { status: refusal.status, diagnosis: diagnoseEntra(refusal, { claims, cloud, scope }) };
        }
        const lifetimeS = answer === undefined ? Number.NaN : Number(parseObject(answer.body).get("expires_in"));
        if (!granted || !(lifetimeS > 0)) {
            throw new errors/* AuthenticationError */.v3("ENTRA_ANSWER_INVALID", `${host} answered ${answer === undefined ? "nothing" : `HTTP ${answer.status}`} without a token to the exchange of GitHub's ID token.`, { cause });
        }
        return { token: granted.token, expiresAtMs: askedAtMs + lifetimeS * 1000 };
    }
    async function obtain(scope, signal) {
        for (let attempt = 1;; attempt += 1) {
            const outcome = await exchange(scope, signal);
            if ("token" in outcome)
                return outcome;
            const { code, message, remedy, stale, transient } = outcome.diagnosis;
            const repeated = REPEATED_STATUSES.has(outcome.status);
            const again = stale ? attempt < 2 : transient && !repeated && attempt < EXCHANGES_MAX;
            if (!again)
                throw new errors/* AuthenticationError */.v3(code, message, { stage: "login", remedy });
            if (!stale)
                await clock.sleep(EXCHANGE_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + clock.random()), signal);
        }
    }
    async function renew(scope, signal) {
        const token = await obtain(scope, signal);
        const lifetimeMs = token.expiresAtMs - clock.nowMs();
        tokens.set(scope, { ...token, renewAtMs: token.expiresAtMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 4) });
        return token;
    }
    return {
        async getToken(scope, signal) {
            const held = tokens.get(scope);
            if (held !== undefined && clock.nowMs() < held.renewAtMs)
                return held;
            const join = exchanges.get(scope) ?? (0,shared_call/* shareCall */.E)((shared) => renew(scope, shared));
            exchanges.set(scope, join);
            return join(signal);
        },
        invalidate(scope, token) {
            if (tokens.get(scope)?.token === token)
                tokens.delete(scope);
        },
    };
}

// EXTERNAL MODULE: ./lib/request/registry-resource.js
var registry_resource = __webpack_require__(575);
// EXTERNAL MODULE: ./lib/role-grant.js
var role_grant = __webpack_require__(9212);
;// CONCATENATED MODULE: ./lib/azure/arm-client.js




/** Refuses a URL that an answer gave and that is not on ARM's own origin. */
function checkOrigin(request, { cloud, stage, side, what }) {
    const url = URL.parse(request.url);
    if (url?.origin === cloud.armEndpoint && url.username === "" && url.password === "")
        return;
    throw new errors/* AzureError */.M6("ARM_FOREIGN_URL", `While ${what}, Azure Resource Manager pointed to ${url?.origin ?? "something that is no URL"} for the next request; only ${cloud.armEndpoint} is asked.`, { stage, side });
}
function armPolicy(options) {
    const { cloud, tokens, signal, operationId, onAnswer } = options;
    return {
        name: "armPolicy",
        async sendRequest(request, next) {
            checkOrigin(request, options);
            if (request.method === "POST" && operationId !== undefined) {
                request.headers.set("x-ms-client-request-id", operationId);
            }
            const send = async () => {
                const { token } = await tokens.getToken(cloud.armScope, signal);
                request.headers.set("authorization", `Bearer ${token}`);
                return { token, response: await next(request) };
            };
            let { token, response } = await send();
            if (response.status === 401) {
                // A 401 did nothing, so that repeating it is harmless even for a POST.
                tokens.invalidate(cloud.armScope, token);
                ({ response } = await send());
            }
            const { status, headers, bodyAsText } = response;
            onAnswer({ status, text: bodyAsText ?? "", header: (name) => headers.get(name) });
            // An import is followed by its Location: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
            headers.delete("azure-asyncoperation");
            headers.delete("operation-location");
            // The poller takes a body that is no JSON for a failed request; who asked reads the text itself.
            return { ...response, headers, bodyAsText: "" };
        },
    };
}
/** The SDK's context for one call. All its answers go to `onAnswer`; the SDK itself sees status and headers only. */
async function createArmClient(options) {
    const { createContainerRegistryManagement } = await loadContainerRegistry();
    const { cloud, http, subscriptionId, what, stage, side, signal } = options;
    const unused = { getToken: async () => null };
    const client = createContainerRegistryManagement(unused, subscriptionId, {
        endpoint: cloud.armEndpoint,
        retryOptions: { maxRetries: 0 },
        httpClient: createHttpClient({
            http,
            what,
            stage,
            side,
            maxBodyBytes: http_http/* ARM_MAX_BYTES */.KO,
            repeat: (method) => (method === "GET" ? "safe" : "never"),
            signal,
        }),
    });
    // The SDK's bearer policy keeps a token of its own that a 401 could not renew, and sends it wherever a URL points.
    client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
    client.pipeline.removePolicy({ name: "redirectPolicy" });
    client.pipeline.addPolicy(armPolicy(options), { phase: "Sign" });
    return client;
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(3940);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/diagnosis.js
// What ARM's refusals and failed imports mean: ARM's text → code, side, message, remedy, transient. Pure; knows no HTTP.
// ARM names the target even where the source failed; this takes the text apart and tells the right side.





const BEHIND_REGISTRY_ID = /\/registries\/[a-z0-9]{5,50}\s+([\s\S]+)$/i;
const SOURCE_ANSWER = /^Invalid message\s+([\s\S]*)$/;
/** HTTP's reason phrase, twice, then the body. */
const DOUBLED_REASON = /^([A-Za-z][A-Za-z ]*?) \1(?:\s+([\s\S]*))?$/;
const CORRELATION = /correlation\s?id:?\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;
/** Passwords of this length made imports hang or fail: https://github.com/Azure/acr/issues/549 */
const LONG_PASSWORD = 3000;
function takeApart(failure) {
    const text = BEHIND_REGISTRY_ID.exec(failure.message)?.[1]?.trim() ?? failure.message;
    const wrapped = SOURCE_ANSWER.exec(text)?.[1];
    if (wrapped === undefined)
        return { failure, text };
    const [, reason = "", body = ""] = DOUBLED_REASON.exec(wrapped) ?? [undefined, "", wrapped];
    return { failure, text, answer: { reason, body } };
}
const isDockerHub = (host) => host === oci_reference/* DOCKER_HUB */.Xb || host.endsWith(`.${oci_reference/* DOCKER_HUB */.Xb}`);
const sourceOf = (subject) => subject.source?.registry ?? subject.registry;
const says = (pattern) => (evidence) => pattern.test(evidence.text);
const sourceSays = (pattern) => (evidence) => evidence.answer !== undefined && pattern.test(evidence.text);
const hasCode = (...codes) => ({ failure }) => codes.includes(failure.code);
const source = () => "source";
const target = () => "target";
function isSourceAcr({ source: origin }) {
    return origin !== undefined && (origin.byResourceId || (0,azure_cloud/* cloudOfHost */.HN)(origin.registry) !== undefined);
}
/** The side whose registry the text names, where it names the source's. */
function namedSide({ text }, subject) {
    const { source: origin } = subject;
    if (origin === undefined)
        return subject.side;
    const name = origin.registry.split(".")[0]?.toLowerCase() ?? "";
    const named = text
        .toLowerCase()
        .split(/[^a-z0-9-]+/)
        .includes(name);
    return named && name !== subject.registry.toLowerCase() ? "source" : "target";
}
/** The registry that the text is about. */
function named(evidence, subject) {
    return namedSide(evidence, subject) === "source" ? sourceOf(subject) : subject.registry;
}
const useResourceId = (subject) => `Name ${sourceOf(subject)} by its resource ID in \`source-registry\` (\`az acr show --name <registry> --query id\` prints it) and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true.`;
/** Order counts: the first row that matches explains. */
const diagnosis_ROWS = [
    // Refused by Azure Resource Manager, before any copying.
    {
        code: "ARM_TENANT_MISMATCH",
        matches: hasCode("InvalidAuthenticationTokenTenant"),
        why: ({ registry }) => `the token's tenant is not the one that ${registry}'s subscription belongs to`,
    },
    {
        code: "ARM_UNAUTHORIZED",
        matches: ({ failure }) => failure.status === 401,
        why: () => "Azure Resource Manager refused the token, a new one too",
    },
    {
        code: "IMPORT_SOURCE_ROLE_MISSING",
        matches: hasCode("LinkedAuthorizationFailed"),
        side: source,
        why: (subject) => `this step's identity may import into ${subject.registry} but not read the source registry ${sourceOf(subject)}`,
        remedy: (subject) => (0,role_grant/* adviseRoleGrant */.Z)(sourceOf(subject)),
    },
    {
        code: "ARM_ROLE_MISSING",
        matches: hasCode("AuthorizationFailed"),
        why: ({ registry }, { failure }) => `this step's identity lacks the right ${/'(Microsoft\.ContainerRegistry\/[\w/]+)'/i.exec(failure.message)?.[1] ?? "to do so"} on ${registry}`,
        remedy: ({ registry }) => (0,role_grant/* adviseRoleGrant */.Z)(registry),
    },
    {
        code: "ARM_SUBSCRIPTION_NOT_FOUND",
        matches: hasCode("SubscriptionNotFound", "InvalidSubscriptionId"),
        side: namedSide,
        why: () => "there is no such subscription, or this step's identity has no role in it",
        remedy: (subject, evidence) => `Check \`subscription-id\` or the resource ID, and \`environment\`; a subscription without any role for the identity looks the same. ${(0,role_grant/* adviseRoleGrant */.Z)(named(evidence, subject))}`,
    },
    {
        code: "ARM_GROUP_NOT_FOUND",
        matches: hasCode("ResourceGroupNotFound"),
        side: namedSide,
        why: (subject, evidence) => `the resource group in ${named(evidence, subject)}'s resource ID does not exist`,
    },
    {
        code: "ARM_REGISTRY_NOT_FOUND",
        matches: (evidence) => hasCode("ResourceNotFound")(evidence) || evidence.failure.status === 404,
        side: namedSide,
        why: (subject, evidence) => `registry ${named(evidence, subject)} does not exist where its resource ID says, or this step's identity has no right to see it`,
        remedy: (subject, evidence) => `Check name, resource group and subscription with \`az acr show --name ${named(evidence, subject)} --query id\`. ${(0,role_grant/* adviseRoleGrant */.Z)(named(evidence, subject))}`,
    },
    {
        code: "ARM_PROVIDER_NOT_REGISTERED",
        matches: (evidence) => hasCode("MissingSubscriptionRegistration")(evidence) ||
            says(/not registered (?:to use namespace|for|in)/i)(evidence),
        why: () => "a subscription is not registered for Microsoft.ContainerRegistry (imports need it on both sides)",
    },
    {
        code: "ARM_SCOPE_LOCKED",
        matches: hasCode("ScopeLocked"),
        why: ({ registry }) => `a lock of Azure Resource Manager forbids changes to ${registry}`,
        remedy: ({ registry }) => `A ReadOnly lock on the registry, its group or its subscription forbids imports: az lock list --resource-type Microsoft.ContainerRegistry/registries --resource-name ${registry} --resource-group <group>.`,
    },
    {
        code: "ARM_POLICY",
        matches: hasCode("RequestDisallowedByPolicy"),
        why: ({ registry }) => `an Azure policy forbids it on ${registry}`,
    },
    {
        code: "IMPORT_SOURCE_IMAGE_INVALID",
        matches: says(/property parameters\.Source\.SourceImage/i),
        side: source,
        why: () => "Azure does not take this form of source image",
    },
    {
        code: "IMPORT_SOURCE_ID_INVALID",
        matches: says(/source\.resourceId is invalid/i),
        side: source,
        why: () => "Azure does not take the source registry's resource ID",
    },
    {
        code: "ARM_THROTTLED",
        matches: ({ failure }) => failure.status === 429 || ["TooManyRequests", "SubscriptionRequestsThrottled"].includes(failure.code),
        why: () => "Azure Resource Manager throttles this subscription or identity",
        transient: true,
    },
    {
        code: "ARM_UNAVAILABLE",
        matches: ({ failure }) => failure.status === 408 ||
            failure.status >= 500 ||
            ["InternalServerError", "ServiceUnavailable", "ServerTimeout", "GatewayTimeout"].includes(failure.code),
        why: () => "Azure Resource Manager is out of order for the moment",
        transient: true,
    },
    // Failed while the import ran.
    {
        code: "TAG_EXISTS",
        matches: says(/Tag \S+ already exists in target registry/i),
        side: target,
        why: ({ registry }, { text }) => `${registry} already holds the tag ${/Tag (\S+) already exists/i.exec(text)?.[1] ?? ""}, which appeared after it was planned`,
    },
    {
        code: "IMPORT_DOCKER_HUB_LIMIT",
        matches: says(/pull rate limit/i),
        side: source,
        why: () => "Docker Hub's quota of pulls is used up for Azure's address or for the account",
    },
    {
        code: "IMPORT_SOURCE_THROTTLED",
        matches: says(/toomanyrequests|HAP429|too many requests|\bTooManyRequests\b/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} throttles Azure's requests`,
        transient: true,
    },
    {
        code: "IMPORT_LOCKED",
        matches: says(/REGISTRY_DISALLOWED_OPERATION|operation is disallowed on this registry/i),
        side: ({ answer }) => (answer === undefined ? "target" : "source"),
        why: () => "the tag, manifest or repository is locked",
        remedy: ({ registry }) => `Unlock it (az acr repository update --name ${registry} --image <repository:tag> --write-enabled true), or promote to a new tag.`,
    },
    {
        code: "IMPORT_SOURCE_EXPORT_DISABLED",
        matches: says(/export.{0,40}(?:disabled|not allowed|policy)/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} forbids exports`,
    },
    {
        code: "IMPORT_SOURCE_SOFT_DELETED",
        matches: says(/soft[- ]?deleted/i),
        side: namedSide,
        why: () => "the image is soft-deleted",
    },
    {
        code: "IMPORT_TOO_MANY_MANIFESTS",
        matches: says(/(?:more than|maximum|exceed|limit)\D{0,40}\d*\D{0,20}manifests|manifests?\b.{0,60}(?:exceed|limit)/i),
        side: source,
        why: () => "the image has more manifests than an import takes",
    },
    {
        code: "IMPORT_SOURCE_NO_DIGEST",
        matches: says(/No value specified for Docker-Content-Digest|Unable to find manifest digest/i),
        side: source,
        why: (subject) => `${sourceOf(subject)}, or a proxy before it, sends no Docker-Content-Digest header`,
    },
    {
        code: "IMPORT_SOURCE_NO_RANGES",
        matches: says(/may not be RFC 7233 compliant/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} does not serve parts of a blob (RFC 7233 ranges), which Azure's import needs`,
    },
    {
        code: "IMPORT_SOURCE_RANGES_BROKEN",
        matches: says(/Unexpected response status code|Unexpected length of body in response/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} answered a request for a part of a blob wrongly`,
        transient: true,
    },
    {
        code: "IMPORT_COPY_FAILED",
        matches: says(/Error copying blobs/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} failed while its layers were copied`,
        remedy: (subject) => `${problems/* PROBLEMS */.D3.IMPORT_COPY_FAILED.remedy}${longPasswordHint(subject)}`,
        transient: true,
    },
    {
        code: "IMPORT_SOURCE_FIREWALL",
        matches: (evidence, subject) => sourceSays(/client with IP .{0,60} is not allowed access/i)(evidence) ||
            (/Access to \S+ denied/i.test(evidence.text) && namedSide(evidence, subject) === "source"),
        side: source,
        why: (subject) => `the firewall of ${sourceOf(subject)} lets Azure's import not in`,
        remedy: (subject) => subject.source?.byResourceId
            ? `Let trusted Azure services pass: az acr update --name ${sourceOf(subject)} --allow-trusted-services true.`
            : useResourceId(subject),
    },
    {
        code: "IMPORT_TARGET_FIREWALL",
        matches: says(/Access to \S+ denied|client with IP .{0,60} is not allowed access/i),
        side: target,
        why: ({ registry }) => `the firewall of ${registry} lets Azure's import not in`,
        remedy: ({ registry }) => `Let trusted Azure services pass: az acr update --name ${registry} --allow-trusted-services true.`,
    },
    {
        code: "IMPORT_SOURCE_CLOSED",
        matches: (evidence, subject) => isSourceAcr(subject) && says(/requested access to the resource is denied/i)(evidence),
        side: source,
        why: (subject) => `${sourceOf(subject)} is closed to the public network and was named by its login server`,
        remedy: useResourceId,
    },
    {
        code: "IMPORT_SOURCE_REFUSED",
        matches: sourceSays(/Access to the requested resource is not authorized/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} refused Azure: it asks for a login in a way that Azure's import does not follow, or the credentials are wrong`,
    },
    {
        code: "IMPORT_SOURCE_NOT_FOUND",
        matches: sourceSays(/MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|^Invalid message Not ?Found\b/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} does not hold it any more, or does not show it to Azure`,
    },
    {
        code: "IMPORT_SOURCE_UNAUTHORIZED",
        matches: sourceSays(/UNAUTHORIZED|\bDENIED\b|^Invalid message (?:Unauthorized|Forbidden)\b/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} refused Azure access to ${subject.source?.repository ?? "the image"}: it does not exist there, or is private`,
        remedy: (subject) => {
            const origin = subject.source;
            if (origin !== undefined && isSourceAcr(subject)) {
                const [name = origin.registry] = origin.registry.split(".");
                return `A registry in another tenant needs \`source-client-id\` and \`source-tenant-id\`, or \`source-username\` and \`source-password\`. Else: ${(0,role_grant/* adviseRoleGrant */.Z)(name)}`;
            }
            const library = origin !== undefined && isDockerHub(origin.registry) && !origin.repository.startsWith("library/")
                ? " Docker's official images are library/NAME."
                : "";
            return `Check the repository's name.${library} For a private one set \`source-username\` and \`source-password\`, or log in with docker/login-action before this step.`;
        },
    },
    {
        code: "IMPORT_SOURCE_UNAVAILABLE",
        matches: sourceSays(/^Invalid message (?:Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Timeout|Request ?Timeout)\b/i),
        side: source,
        why: (subject) => `${sourceOf(subject)} is out of order for the moment`,
        transient: true,
    },
    {
        code: "IMPORT_INTERRUPTED",
        matches: says(/\b50[0234]\b|\btimed?[ -]?out\b|temporar/i),
        side: ({ answer }, subject) => (answer === undefined ? subject.side : "source"),
        why: () => "something on the way was out of order for the moment",
        remedy: (subject) => `${problems/* PROBLEMS */.D3.IMPORT_INTERRUPTED.remedy}${longPasswordHint(subject)}`,
        transient: true,
    },
    {
        code: "IMPORT_REFUSED",
        matches: hasCode("BadRequest", "RequestValidation"),
        side: target,
        why: () => "Azure did not take the request",
    },
];
function longPasswordHint({ source: origin }) {
    return origin !== undefined && origin.passwordLength >= LONG_PASSWORD
        ? " The source password is very long, on which imports have failed before: use a short-lived token instead of a key file."
        : "";
}
const FALLBACK = {
    code: "IMPORT_FAILED",
    matches: () => true,
    side: ({ answer }, subject) => (answer === undefined ? subject.side : "source"),
    why: (subject, { answer }) => answer === undefined ? "Azure gave a reason that this action does not know" : `${sourceOf(subject)} failed`,
    remedy: (subject) => `${problems/* PROBLEMS */.D3.IMPORT_FAILED.remedy}${longPasswordHint(subject)}`,
};
/** The text with a capital. */
function sentenceStart(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Explains a refusal or failure of ARM. */
function diagnoseArm(failure, subject) {
    const evidence = takeApart(failure);
    const row = diagnosis_ROWS.find(({ matches }) => matches(evidence, subject)) ?? FALLBACK;
    const correlationId = failure.correlationId ?? CORRELATION.exec(failure.message)?.[1];
    const quote = quoteAzure(evidence.text, [subject.operationId, correlationId]);
    const said = quote === "" ? ` Azure answered HTTP ${failure.status} without a text.` : ` Azure said: ${quote}`;
    const ids = [
        ...(subject.operationId === undefined ? [] : [`operation ID ${subject.operationId}`]),
        ...(correlationId === undefined ? [] : [`correlation ID ${correlationId}`]),
    ].join(", ");
    return {
        code: row.code,
        side: row.side?.(evidence, subject) ?? subject.side,
        message: `${sentenceStart(subject.what)} failed: ${row.why(subject, evidence)}.${said}${ids === "" ? "" : ` (${ids})`}`,
        remedy: row.remedy?.(subject, evidence) ?? problems/* PROBLEMS */.D3[row.code].remedy,
        transient: row.transient ?? false,
    };
}
function field(value, name) {
    return typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
}
function diagnosis_text(value) {
    return typeof value === "string" ? value : "";
}
/** Parses the body of a bad answer: ARM's shape, the validation shape of some front ends, or anything else as text. */
function parseArmFailure(status, body, correlationId) {
    let json;
    try {
        json = JSON.parse(body);
    }
    catch {
        json = undefined;
    }
    const correlation = correlationId === undefined ? {} : { correlationId };
    const error = field(json, "error");
    if (error !== undefined) {
        return { status, code: diagnosis_text(field(error, "code")), message: diagnosis_text(field(error, "message")), ...correlation };
    }
    const errors = field(json, "errors");
    if (errors !== undefined) {
        const message = `${diagnosis_text(field(json, "title"))} ${JSON.stringify(errors)}`;
        return { status, code: "RequestValidation", message, ...correlation };
    }
    const code = diagnosis_text(field(json, "code"));
    const message = diagnosis_text(field(json, "message"));
    return { status, code, message: message === "" ? body : message, ...correlation };
}

;// CONCATENATED MODULE: ./lib/azure/permissions.js
// What Azure says an identity may do on a resource: parsed, and matched with one action. Knows no request.
// https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource?view=rest-authorization-2022-04-01

/** The api-version of the permissions of a resource. */
const PERMISSIONS_API_VERSION = "2022-04-01";
/** The action that an import needs on its target. */
const IMPORT_ACTION = "Microsoft.ContainerRegistry/registries/importImage/action";
/**
 * Parses ARM's answer.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parsePermissions(text) {
    let value;
    try {
        value = JSON.parse(text)?.value;
    }
    catch {
        value = undefined;
    }
    if (!Array.isArray(value)) {
        throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", "Azure's list of this identity's permissions is no list.", {
            side: "target",
        });
    }
    return value.map((entry) => ({
        actions: textsOf(entry?.actions),
        notActions: textsOf(entry?.notActions),
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
/** Case does not count, and * stands for any text. Parts are sought from the left, in linear time. */
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
// ARM's JSON of a registry → RegistryResource; only what is looked at is read, and what Azure leaves out gets Azure's default.
// https://learn.microsoft.com/rest/api/container-registry/registries/get?view=rest-container-registry-2025-11-01



function invalid(why) {
    return new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `Azure Resource Manager's description of a registry ${why}.`);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        throw invalid("is no JSON");
    }
}
function at(json, ...path) {
    return path.reduce((value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined, json);
}
function read(json) {
    const word = (fallback, ...path) => {
        const value = at(json, ...path);
        return typeof value === "string" && value !== "" ? value : fallback;
    };
    const policy = (name, fallback) => word(fallback, "properties", "policies", name, "status");
    const loginServer = word("", "properties", "loginServer").toLowerCase();
    if (!(0,oci_reference/* isRegistryHost */.EV)(loginServer))
        throw invalid("names no login server");
    let id;
    try {
        id = (0,registry_resource/* parseResourceId */.RQ)(word("", "id"));
    }
    catch (error) {
        if (error instanceof errors/* PromotionError */.g1)
            throw invalid("has no resource ID");
        throw error;
    }
    const defaultAction = at(json, "properties", "networkRuleSet", "defaultAction");
    return {
        id,
        name: word(id.name, "name"),
        loginServer,
        location: word("unknown", "location"),
        sku: word("unknown", "sku", "name"),
        provisioningState: word("Succeeded", "properties", "provisioningState"),
        publicNetworkAccess: word("Enabled", "properties", "publicNetworkAccess"),
        networkDefaultAction: typeof defaultAction === "string" ? defaultAction : undefined,
        networkRuleBypassOptions: word("AzureServices", "properties", "networkRuleBypassOptions"),
        exportPolicy: policy("exportPolicy", "enabled"),
        softDeletePolicy: policy("softDeletePolicy", "disabled"),
        quarantinePolicy: policy("quarantinePolicy", "disabled"),
        azureAdAuthenticationAsArmPolicy: policy("azureADAuthenticationAsArmPolicy", "enabled"),
        roleAssignmentMode: word("LegacyRegistryPermissions", "properties", "roleAssignmentMode"),
        anonymousPullEnabled: at(json, "properties", "anonymousPullEnabled") === true,
        encryptionEnabled: at(json, "properties", "encryption", "status") === "enabled",
    };
}
/**
 * Parses ARM's answer to the GET of a registry.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parseRegistryResource(text) {
    return read(parseJson(text));
}
/**
 * Parses one page of ARM's list of registries. Entries that are still being made have no login server and are left out.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
function parseRegistryList(text) {
    const json = parseJson(text);
    const value = at(json, "value");
    if (!Array.isArray(value))
        throw invalid("is no list");
    const nextLink = at(json, "nextLink");
    return {
        registries: value.filter((entry) => typeof at(entry, "properties", "loginServer") === "string").map(read),
        nextLink: typeof nextLink === "string" && nextLink !== "" ? nextLink : undefined,
    };
}

;// CONCATENATED MODULE: ./lib/azure/directory.js
// Look-ups of registries in Azure Resource Manager: by resource ID one GET, by name or login server one listing that all look-ups share.
// https://learn.microsoft.com/rest/api/container-registry/registries









/** Far more registries than a subscription can hold. */
const PAGES_MAX = 100;
/** Codes that say "not there, or not for you". */
const HIDDEN = new Set([
    "ARM_REGISTRY_NOT_FOUND",
    "ARM_GROUP_NOT_FOUND",
    "ARM_SUBSCRIPTION_NOT_FOUND",
    "ARM_ROLE_MISSING",
]);
function formatName(name) {
    return name.kind === "login-server" ? name.host : name.kind === "name" ? name.name : name.id.name;
}
function isNamed(resource, name, cloud) {
    if (name.kind === "name")
        return resource.name.toLowerCase() === name.name.toLowerCase();
    if (name.kind === "login-server")
        return resource.loginServer === ((0,azure_cloud/* loginServerOf */._U)(cloud, name.host) ?? name.host);
    return (0,registry_resource/* formatResourceId */.bM)(resource.id).toLowerCase() === (0,registry_resource/* formatResourceId */.bM)(name.id).toLowerCase();
}
/** ARM's registries, as the tokens' identity sees them. */
function createRegistryDirectory(options) {
    const { cloud, http, tokens, subscriptionId } = options;
    async function get(path, subscription, what, registry, side, signal, apiVersion) {
        let received;
        const client = await createArmClient({
            cloud,
            http,
            tokens,
            subscriptionId: subscription,
            what,
            stage: "login",
            side,
            signal,
            onAnswer: (answer) => {
                received = answer;
            },
        });
        // Not by the SDK's models: they drop softDeletePolicy, and fail on a registry without a SKU.
        const queryParameters = apiVersion === undefined ? {} : { "api-version": apiVersion };
        await client.pathUnchecked(path).get({ queryParameters });
        const answer = received;
        if (answer?.status === 200)
            return answer.text;
        const failure = parseArmFailure(answer?.status ?? 0, answer?.text ?? "", answer?.header("x-ms-correlation-request-id"));
        const { code, message, remedy, transient } = diagnoseArm(failure, { what, registry, side });
        throw new errors/* AzureError */.M6(code, message, { stage: "login", side, remedy, transient, status: failure.status });
    }
    async function list(subscription, signal) {
        const what = "listing the container registries of the subscription";
        const found = [];
        let next = `/subscriptions/${subscription}/providers/Microsoft.ContainerRegistry/registries`;
        for (let page = 1; next !== undefined; page += 1) {
            const text = await get(next, subscription, what, "<registry>", "target", signal);
            const { registries, nextLink } = parseRegistryList(text);
            found.push(...registries);
            next = nextLink;
            if (page === PAGES_MAX && next !== undefined) {
                throw new errors/* AzureError */.M6("ARM_ANSWER_INVALID", `${what}: Azure's answer does not end.`, {
                    remedy: "Name the registry by its resource ID.",
                });
            }
        }
        return found;
    }
    let listed;
    const join = subscriptionId === undefined
        ? undefined
        : (0,shared_call/* shareCall */.E)(async (signal) => {
            listed = await list(subscriptionId, signal);
            return listed;
        });
    /** The listing is shared by both sides; its failure is told for the side that asked. */
    function rethrowListing(error, name, side) {
        if (!(error instanceof errors/* AzureError */.M6))
            throw error;
        if (error.code === "ARM_ROLE_MISSING")
            throw notListed(name, side, error);
        const { code, stage, message, remedy, status, transient } = error;
        throw new errors/* AzureError */.M6(code, message, { stage, side, remedy, status, transient, cause: error });
    }
    function notListed(name, side, cause) {
        const registry = formatName(name);
        const input = side === "source" ? "source-registry" : "registry";
        return new errors/* AzureError */.M6("ARM_REGISTRY_NOT_FOUND", `Looking up registry ${registry} failed: the subscription has no such container registry, or this step's identity has no right to see it.`, {
            side,
            cause,
            remedy: `For a registry in another subscription write its resource ID in ${input} (az acr show --name <registry> --query id prints it). In this one: ${(0,role_grant/* adviseRoleGrant */.Z)(registry)}`,
        });
    }
    async function find(name, side, signal) {
        if (name.kind === "resource-id") {
            const what = `looking up registry ${name.id.name}`;
            const id = (0,registry_resource/* formatResourceId */.bM)(name.id);
            return parseRegistryResource(await get(id, name.id.subscriptionId, what, name.id.name, side, signal));
        }
        if (join === undefined) {
            throw new errors/* AzureError */.M6("SUBSCRIPTION_MISSING", `Registry ${formatName(name)} cannot be looked up without a subscription.`, { side });
        }
        const registries = listed ?? (await join(signal).catch((error) => rethrowListing(error, name, side)));
        const resource = registries.find((candidate) => isNamed(candidate, name, cloud));
        if (resource === undefined)
            throw notListed(name, side);
        return resource;
    }
    return {
        async findRegistry(name, side, signal) {
            try {
                return { kind: "found", resource: await find(name, side, signal) };
            }
            catch (error) {
                signal.throwIfAborted();
                if (error instanceof errors/* AzureError */.M6 && HIDDEN.has(error.code))
                    return { kind: "hidden", error };
                throw error;
            }
        },
        async mayImportInto({ id, name }, signal) {
            const what = `asking for this identity's permissions on ${name}`;
            const path = `${(0,registry_resource/* formatResourceId */.bM)(id)}/providers/Microsoft.Authorization/permissions`;
            try {
                const text = await get(path, id.subscriptionId, what, name, "target", signal, PERMISSIONS_API_VERSION);
                return allows(parsePermissions(text), IMPORT_ACTION);
            }
            catch (error) {
                signal.throwIfAborted();
                // Not every identity may see its own permissions; the import itself will tell.
                if (error instanceof errors/* AzureError */.M6)
                    return undefined;
                throw error;
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/http/retry-after.js
var retry_after = __webpack_require__(3145);
;// CONCATENATED MODULE: ./lib/azure/import-verdict.js
// What ARM's answers say of an import: succeeded, failed, unclear, or still running. Pure; the importer fetches the answers.





/** Parses the body of a poll; undefined where it is neither JSON nor empty. */
function parseOperation(text) {
    if (text.trim() === "")
        return { status: undefined, pending: [] };
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (json === null)
        return { status: undefined, pending: [] };
    if (typeof json !== "object")
        return undefined;
    const { status, ...rest } = Object.fromEntries(Object.entries(json));
    const pending = Object.entries(rest).filter(([name, state]) => /[@:/]/.test(name) && state === "Pending");
    return { status, pending: pending.map(([name]) => name) };
}
function unclear(code, why, { what, side, operationId }) {
    const message = `${sentenceStart(what)}: ${why} (operation ID ${operationId}).`;
    return { kind: "unclear", problem: (0,problems/* problem */.CC)(code, message, { side }), transient: false };
}
function diagnosed(kind, diagnosis, retryAfterMs) {
    const { code, message, side, remedy, transient } = diagnosis;
    return {
        kind,
        problem: (0,problems/* problem */.CC)(code, message, { stage: "import", side, remedy }),
        transient,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
}
/** ARM's own word for success, or nothing at all, is success; any other 2xx is none. */
function verdictOfGood({ status, text }, subject) {
    const operation = parseOperation(text);
    const word = operation?.status;
    if ((status === 200 || status === 201) && operation !== undefined && (word === undefined || word === "Succeeded")) {
        return { kind: "succeeded" };
    }
    if (typeof word === "string" && /^(?:failed|cancell?ed)$/i.test(word)) {
        const { code, message } = parseArmFailure(status, text);
        return diagnosed("failed", diagnoseArm({ status, code: code || word, message }, subject));
    }
    const said = quoteAzure(text, [subject.operationId]).slice(0, 200);
    const answer = said === "" ? "no body" : `an answer that is no verdict: ${said}`;
    return unclear("IMPORT_ANSWER_INVALID", `Azure ended the operation with HTTP ${status} and ${answer}`, subject);
}
function verdictOfBad(answer, asked, subject, wallMs) {
    const { status, text } = answer;
    if (asked === "poll" && (status === 401 || status === 403 || status === 404)) {
        // The right to import is no right to follow the operation, which lives at the subscription:
        // https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations#permission-for-tracking-async-status
        return unclear("IMPORT_NOT_TRACKED", `Azure answered HTTP ${status} when asked how the import is doing`, subject);
    }
    const failure = parseArmFailure(status, text, answer.header("x-ms-correlation-request-id"));
    const diagnosis = diagnoseArm(failure, subject);
    const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(answer.header("retry-after"), wallMs);
    const settledByTarget = status === 408 ||
        status >= 500 ||
        // A throttled POST did nothing. A poll that is throttled, or answered by anything but an ARM error, says nothing of the import.
        (asked === "poll" && (status === 429 || status < 400 || failure.code === "")) ||
        // A POST that conflicts for no known reason may have met the work of an earlier one, whose answer was lost.
        (asked === "post" && status === 409 && diagnosis.code === "IMPORT_FAILED");
    return diagnosed(settledByTarget ? "unclear" : "failed", diagnosis, retryAfterMs);
}
/** The verdict of an answer; undefined: the import is running. */
function verdictOf(answer, asked, subject, wallMs) {
    if (answer.status < 200 || answer.status >= 300)
        return verdictOfBad(answer, asked, subject, wallMs);
    if (answer.status !== 202)
        return verdictOfGood(answer, subject);
    if (asked === "poll" || answer.header("location") !== undefined)
        return undefined;
    return unclear("IMPORT_NOT_TRACKED", "Azure accepted it without saying where to follow it", subject);
}
/** The verdict where there is no answer: before the POST left, nothing happened; after it, anything may have. */
function verdictOfNothing(error, asked, { side }) {
    const network = error instanceof errors/* NetworkError */.Dr;
    const before = asked === "post" && !(network && error.sent);
    const failure = { side, ...(0,errors/* problemOf */.Zw)(error, "import") };
    return { kind: before ? "failed" : "unclear", problem: failure, transient: network };
}

;// CONCATENATED MODULE: ./lib/azure/importer.js





/** ARM says 10 s; these hold where it says nothing or nothing sensible. */
const POLL_DEFAULT_MS = 5_000;
const POLL_MIN_MS = 1_000;
function originOf({ source, sourceImage }) {
    const repository = sourceImage.split("@")[0] ?? sourceImage;
    if ("resourceId" in source) {
        const registry = (0,registry_resource/* parseResourceId */.RQ)(source.resourceId).name;
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
function createImporter({ cloud, http, tokens, clock, target, log }) {
    async function importImage(request, { operationId, signal, onAccepted }) {
        signal.throwIfAborted();
        const source = originOf(request);
        const subject = {
            what: `importing ${source.registry}/${request.sourceImage} into ${target.name}`,
            registry: target.name,
            side: "target",
            source,
            operationId,
        };
        let received;
        const [{ importImage: beginImport }, client] = await Promise.all([
            loadContainerRegistry(),
            createArmClient({
                cloud,
                http,
                tokens,
                subscriptionId: target.id.subscriptionId,
                what: subject.what,
                stage: "import",
                side: "target",
                signal,
                operationId,
                onAnswer: (answer) => {
                    received = answer;
                },
            }),
        ]);
        // The SDK's poller keeps track of the Location, which changes with each poll. Verdict and pace are ours: it takes any
        // 200 and a 202 without Location for success, and ignores the Retry-After of the first answer.
        const poller = beginImport(client, target.id.resourceGroup, target.id.name, parametersOf(request), {
            abortSignal: signal,
        });
        /** Takes one step of the poller: the answer while the import runs, then the verdict. */
        async function step(asked) {
            received = undefined;
            const thrown = await (asked === "post" ? poller.submitted() : poller.poll()).then(() => undefined, (error) => error);
            signal.throwIfAborted();
            const answer = received;
            if (answer === undefined)
                return verdictOfNothing(thrown, asked, subject);
            return verdictOf(answer, asked, subject, clock.wallMs()) ?? answer;
        }
        let state = await step("post");
        if (received?.status === 202)
            onAccepted?.();
        for (let polls = 1; !("kind" in state); polls += 1) {
            const pauseMs = (0,retry_after/* parseRetryAfter */.m)(state.header("retry-after"), clock.wallMs()) ?? POLL_DEFAULT_MS;
            await clock.sleep(Math.max(POLL_MIN_MS, pauseMs), signal);
            state = await step("poll");
            const pending = "kind" in state ? [] : (parseOperation(state.text)?.pending ?? []);
            const progress = "kind" in state ? state.kind : `running${pending.length > 0 ? `, ${pending.length} pending` : ""}`;
            log.debug(`Import ${operationId}, poll ${polls}: ${progress}`);
        }
        return state;
    }
    return { importImage };
}

// EXTERNAL MODULE: ./lib/registry/auth/authorization.js
var auth_authorization = __webpack_require__(2971);
// EXTERNAL MODULE: ./lib/registry/auth/challenge.js
var challenge = __webpack_require__(2835);
// EXTERNAL MODULE: ./lib/registry/auth/token-cache.js
var token_cache = __webpack_require__(6208);
// EXTERNAL MODULE: ./lib/registry/auth/token-request.js
var token_request = __webpack_require__(799);
// EXTERNAL MODULE: ./lib/registry/auth/token-response.js
var token_response = __webpack_require__(2251);
;// CONCATENATED MODULE: ./lib/registry/auth/acr-authorization.js
// Logs in to one ACR: Entra token → refresh token → access token per repository. Its endpoints are constants on the login server.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md







/** What a challenge may widen a scope to. */
const READ_ACTIONS = ["pull", "metadata_read"];
/** Repositories that one token opens at most: it names them, and travels in a header with each request. */
const SHARED_MAX = 8;
/** Tokens of one ACR under one identity. */
function createAcrAuthorization(options) {
    const { loginServer, side, identity, http, clock, mask } = options;
    const exchangeUrl = new URL(`https://${loginServer}/oauth2/exchange`);
    const tokenUrl = new URL(`https://${loginServer}/oauth2/token`);
    const refreshTokens = new token_cache/* TokenCache */.G(clock);
    const accessTokens = new token_cache/* TokenCache */.G(clock);
    /** Actions that the registry wanted for a scope beyond ours. */
    const widened = new Map();
    const isAskedByGet = identity.kind === "anonymous" || identity.kind === "password";
    const shared = shareTokens(isAskedByGet ? [] : (options.repositories ?? []));
    const common = { http, host: loginServer, side, flavour: "acr" };
    function refreshToken(signal) {
        if (identity.kind === "refresh-token")
            return Promise.resolve(identity.token);
        return refreshTokens.get("", exchange, signal);
    }
    async function exchange(signal) {
        const entraToken = await entraTokenOf(identity, signal);
        const what = `Exchanging the Entra token for a token of ${loginServer}`;
        const response = await (0,token_request/* requestToken */.F)({
            ...common,
            url: exchangeUrl,
            form: new URLSearchParams({ grant_type: "access_token", service: loginServer, access_token: entraToken }),
            what,
            refusal: {
                code: "REGISTRY_LOGIN_REFUSED",
                remedy: `ACR refuses identities without any role on the registry this way. ${(0,role_grant/* adviseRoleGrant */.Z)(loginServer)}`,
            },
            secrets: [entraToken],
            signal,
        });
        const issued = (0,token_response/* parseTokenAnswer */.x)(response, ["refresh_token"], { what, side });
        mask(issued.token);
        return issued;
    }
    async function issueAccessToken(repository, actions, signal) {
        const what = `Getting a token for ${loginServer}/${repository}`;
        const scope = { service: loginServer, scope: (0,auth_authorization/* formatScope */.g)(repository, actions) };
        const request = (details) => (0,token_request/* requestToken */.F)({ ...common, ...details, what, refusal: refusalOf(identity, loginServer, repository), signal });
        let response;
        if (isAskedByGet) {
            const url = new URL(tokenUrl);
            url.search = new URLSearchParams(scope).toString();
            const isAnonymous = identity.kind === "anonymous";
            const authorization = isAnonymous ? undefined : basicOf(identity);
            response = await request({ url, authorization, secrets: isAnonymous ? [] : [identity.password] });
        }
        else {
            const ask = async (token) => request({
                url: tokenUrl,
                form: new URLSearchParams({ grant_type: "refresh_token", ...scope, refresh_token: token }),
                secrets: [token],
            });
            const token = await refreshToken(signal);
            response = await ask(token).catch(async (error) => {
                if (!(error instanceof errors/* AuthenticationError */.v3) || identity.kind === "refresh-token")
                    throw error;
                // The refresh token may have been revoked; a new one settles whether it is that or a missing right.
                refreshTokens.forget("", token);
                return ask(await refreshToken(signal));
            });
        }
        const issued = (0,token_response/* parseTokenAnswer */.x)(response, ["access_token", "token"], { what, side });
        mask(issued.token);
        return issued;
    }
    function basicOf({ username, password }) {
        const basic = (0,auth_authorization/* formatBasic */.C)(username, password);
        mask(basic.slice("Basic ".length));
        return basic;
    }
    /** One token for several repositories and all that is read there; undefined where not all of that is granted. */
    async function sharedToken(group, signal) {
        const refresh = await refreshToken(signal);
        const issue = async (flightSignal) => {
            const form = new URLSearchParams({ grant_type: "refresh_token", service: loginServer, refresh_token: refresh });
            for (const scope of group.scopes)
                form.append("scope", scope);
            const what = `Getting a token for ${loginServer}/${group.repositories.join(", ")}`;
            const refusal = refusalOf(identity, loginServer, group.repositories.join(", "));
            const secrets = [refresh];
            const response = await (0,token_request/* requestToken */.F)({
                ...common,
                url: tokenUrl,
                form,
                what,
                refusal,
                secrets,
                signal: flightSignal,
            });
            const issued = (0,token_response/* parseTokenAnswer */.x)(response, ["access_token", "token"], { what, side });
            mask(issued.token);
            return issued;
        };
        try {
            return await accessTokens.get(group.key, issue, signal);
        }
        catch (error) {
            if (!(error instanceof errors/* AuthenticationError */.v3))
                throw error;
            // Each repository is asked for by itself from now on, so that only those that are closed are told to be.
            for (const repository of group.repositories)
                shared.delete(repository);
            return undefined;
        }
    }
    async function authorize({ repository, action }, signal) {
        const together = shared.get(repository);
        const opensAll = together === undefined ? undefined : await sharedToken(together, signal);
        if (opensAll !== undefined)
            return `Bearer ${opensAll}`;
        const key = (0,auth_authorization/* formatScope */.g)(repository, [action]);
        const actions = widened.get(key) ?? [action];
        const token = await accessTokens.get((0,auth_authorization/* formatScope */.g)(repository, actions), (flightSignal) => issueAccessToken(repository, actions, flightSignal), signal);
        return `Bearer ${token}`;
    }
    return {
        authorize,
        async logIn(signal) {
            await refreshToken(signal);
        },
        async renew(scope, { authorization, challenge }, signal) {
            // A token for several may open less than it was asked for. What is asked for by itself is refused, or good.
            shared.delete(scope.repository);
            const key = (0,auth_authorization/* formatScope */.g)(scope.repository, [scope.action]);
            const actions = widened.get(key) ?? [scope.action];
            if (authorization !== undefined) {
                accessTokens.forget((0,auth_authorization/* formatScope */.g)(scope.repository, actions), authorization.slice("Bearer ".length));
            }
            const bearer = bearerChallenge(challenge, loginServer, side);
            const wanted = actionsOf(bearer?.get("scope"), scope.repository);
            const missing = wanted.filter((action) => !actions.includes(action));
            if (missing.length > 0)
                widened.set(key, [...actions, ...missing]);
            return authorize(scope, signal);
        },
    };
}
/** By repository, the token that it shares with others. */
function shareTokens(repositories) {
    const distinct = [...new Set(repositories)];
    const shared = new Map();
    for (let at = 0; at < distinct.length; at += SHARED_MAX) {
        const group = distinct.slice(at, at + SHARED_MAX);
        const scopes = group.map((repository) => (0,auth_authorization/* formatScope */.g)(repository, READ_ACTIONS));
        for (const repository of group)
            shared.set(repository, { key: scopes.join(" "), repositories: group, scopes });
    }
    return shared;
}
/**
 * The parameters of ACR's Bearer challenge. Its realm is compared only, never asked.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function bearerChallenge(header, loginServer, side) {
    if (header === undefined)
        return undefined;
    const bearer = (0,challenge/* parseChallenges */.u)(header)?.find(({ scheme }) => scheme === "bearer")?.parameters;
    const realm = bearer?.get("realm");
    if (realm === undefined || isOwnRealm(realm, loginServer))
        return bearer;
    throw new errors/* AuthenticationError */.v3("REALM_REFUSED", `${loginServer} sends us to ${URL.parse(realm)?.host ?? "something that is no URL"} for a token, but an ACR's token service is its login server itself.`, { side, remedy: "No credential was sent. Check proxies between the runner and the registry." });
}
/** True for the token endpoint of the login server, also under the name of a regional endpoint: `reg.westus.geo.azurecr.io`. */
function isOwnRealm(realm, loginServer) {
    const host = /^https:\/\/([a-z0-9.-]+)\/oauth2\/token$/.exec(realm)?.[1] ?? "";
    const [label, region = "", geo, ...suffix] = host.split(".");
    return host === loginServer || (region !== "" && geo === "geo" && [label, ...suffix].join(".") === loginServer);
}
/** The read actions that a challenge's scope asks for on that repository and no other. */
function actionsOf(scope, repository) {
    const prefix = `repository:${repository}:`;
    if (scope === undefined || !scope.startsWith(prefix))
        return [];
    const actions = scope.slice(prefix.length).split(",");
    return actions.every((action) => READ_ACTIONS.includes(action)) ? actions : [];
}
async function entraTokenOf(identity, signal) {
    // A password alone is an Entra access token, as it is for ARM's import: the password of a source without a username.
    if (identity.kind === "access-token")
        return identity.token;
    if (identity.kind === "entra")
        return (await identity.getEntraToken(signal)).token;
    throw new TypeError(`There is no Entra token in ${identity.kind}.`);
}
function refusalOf(identity, loginServer, repository) {
    if (identity.kind === "anonymous") {
        return {
            code: "ANONYMOUS_PULL_OFF",
            remedy: `${loginServer} does not let everyone pull. Give credentials in source-username and source-password; or, for a registry of your own: ${(0,role_grant/* adviseRoleGrant */.Z)(loginServer)}`,
        };
    }
    if (identity.kind === "entra") {
        return {
            code: "REGISTRY_LOGIN_REFUSED",
            remedy: `The identity may not read ${repository}; a registry in ABAC mode does not count AcrPull. ${(0,role_grant/* adviseRoleGrant */.Z)(loginServer)}`,
        };
    }
    return {
        code: "REGISTRY_LOGIN_REFUSED",
        remedy: `${loginServer} did not accept the credentials for ${repository}: check that they are current and may read it.`,
    };
}

// EXTERNAL MODULE: ./lib/registry/json-answer.js
var json_answer = __webpack_require__(1604);
;// CONCATENATED MODULE: ./lib/registry/auth/docker-config.js
// Finds what `docker login` left for one host in a Docker configuration. Reads a text, runs no helper, opens no file.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores


/** What docker writes instead of a password user name for identity tokens. */
const TOKEN_USER = "<token>";
/** What `docker login` without a server writes. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";
/** The keys that name a host, as itself or as a URL, Docker's own first. Never by prefix: a login for a path is not the host's. */
function keysOf(host, keys) {
    const own = host === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_KEY : host;
    return [...keys]
        .filter((key) => (0,oci_reference/* foldRegistryHost */.F7)(key.replace(/^https:\/\/([^/]+)(?:\/(?:v[12]\/?)?)?$/i, "$1")) === host)
        .toSorted((one, other) => Number(other === own) - Number(one === own));
}
/** Looks a host up in the text of a `config.json`. */
function findDockerLogin(configText, host) {
    const config = (0,json_answer/* parseJsonObject */.d)(Buffer.from(configText));
    if (config === undefined)
        return { told: "The Docker configuration is no JSON object and is not used." };
    const auths = new Map(Object.entries((0,json_answer/* asJsonObject */.O)(config["auths"]) ?? {}));
    for (const key of keysOf(host, auths.keys())) {
        const credentials = credentialsOf((0,json_answer/* asJsonObject */.O)(auths.get(key)));
        if (credentials !== undefined)
            return { credentials, told: `The Docker configuration has a login for ${key}.` };
    }
    const helpers = new Map(Object.entries((0,json_answer/* asJsonObject */.O)(config["credHelpers"]) ?? {}));
    const hasHelper = keysOf(host, helpers.keys()).length > 0 || typeof config["credsStore"] === "string";
    return {
        told: hasHelper
            ? `The Docker configuration leaves the login for ${host} to a credential helper; helpers are not run.`
            : `The Docker configuration has no login for ${host}.`,
    };
}
function credentialsOf(entry) {
    if (entry === undefined)
        return undefined;
    const { registrytoken, identitytoken, auth } = entry;
    if (isText(registrytoken))
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

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/oci/json-depth.js
// How deep a JSON text nests, told from its bytes before anything is built of it. Knows no document.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/**
 * True where brackets nest deeper than `limit`. A parser builds every level: millions of brackets in a few megabytes keep it
 * busy for seconds, during which nothing else of the process moves.
 */
function isNestedDeeper(bytes, limit) {
    let depth = 0;
    let inText = false;
    for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at];
        if (inText) {
            if (byte === BACKSLASH)
                at += 1;
            else if (byte === QUOTE)
                inText = false;
        }
        else if (byte === QUOTE) {
            inText = true;
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
// Decodes manifests and indexes strictly. The raw bytes are kept beside what they say: digests are computed, never believed.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, and Docker's image manifest v2 schema 2




/** The largest manifest that is read; the distribution spec asks registries to take 4 MiB. */
const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;
const MANIFEST_KEYS = foldedKeys("schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations", "fsLayers");
const DESCRIPTOR_KEYS = foldedKeys("mediaType", "digest", "size", "platform", "artifactType", "annotations");
/** Manifests need six levels; what tools add of their own is a few more. */
const DEPTH_MAX = 100;
/**
 * Decodes the bytes that a registry served under a Content-Type (parameters are ignored).
 * Content-Type, the body's own `mediaType` and its shape have to agree (CVE-2021-41190).
 * @throws ManifestError `MANIFEST_SCHEMA1`, `MANIFEST_UNSUPPORTED` or `MANIFEST_INVALID`
 */
function decodeManifest(bytes, contentType) {
    const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
    if ((0,media_type/* isDockerSchema1 */.R6)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_SCHEMA1", "It is a Docker schema 1 manifest.", {
            side: "source",
        });
    }
    if (!(0,media_type/* isManifestMediaType */.CM)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_UNSUPPORTED", `The registry serves it as ${JSON.stringify(contentType.slice(0, 100))}, which is no OCI or Docker v2 manifest type.`);
    }
    const document = manifest_parseObject(bytes);
    if (document["schemaVersion"] !== 2)
        throw manifest_invalid("schemaVersion is not 2");
    refuseLookalikes(document, MANIFEST_KEYS, "it");
    const stated = document["mediaType"];
    if (stated !== undefined && stated !== mediaType) {
        const shown = typeof stated === "string" ? JSON.stringify(stated.slice(0, 100)) : "something but a text";
        throw manifest_invalid(`it is served as ${mediaType} and calls itself ${shown}`, PUSH_AGAIN);
    }
    if (document["fsLayers"] !== undefined)
        throw manifest_invalid("it has fsLayers of schema 1", PUSH_AGAIN);
    const common = {
        mediaType,
        digest: (0,oci_digest/* digestOf */.ol)(bytes),
        sizeBytes: bytes.byteLength,
        bytes,
        annotations: decodeAnnotations(document["annotations"], "annotations"),
        ...optionalText("artifactType", document["artifactType"]),
        ...(document["subject"] !== undefined && { subject: decodeDescriptor(document["subject"], "subject") }),
    };
    if ((0,media_type/* isIndexMediaType */.$$)(mediaType)) {
        if (document["config"] !== undefined || document["layers"] !== undefined) {
            throw manifest_invalid("it is an index with config or layers of an image", PUSH_AGAIN);
        }
        return { kind: "index", ...common, manifests: decodeDescriptors(document["manifests"], "manifests") };
    }
    if (document["manifests"] !== undefined) {
        throw manifest_invalid("it is an image manifest with manifests of an index", PUSH_AGAIN);
    }
    return {
        kind: "image",
        ...common,
        config: decodeDescriptor(document["config"], "config"),
        layers: decodeDescriptors(document["layers"], "layers"),
    };
}
/** For bytes that are one thing to one client and another to the next: https://github.com/advisories/GHSA-77vh-xpmg-72qh */
const PUSH_AGAIN = "Clients disagree about what such an image is. Build and push it again with one tool, for example docker buildx build --push, or convert it with regctl or skopeo into a new tag.";
function manifest_invalid(why, remedy) {
    return new errors/* ManifestError */.Sh("MANIFEST_INVALID", `It is no valid manifest: ${why}.`, { remedy });
}
function manifest_parseObject(bytes) {
    if (isNestedDeeper(bytes, DEPTH_MAX))
        throw manifest_invalid(`it nests deeper than ${DEPTH_MAX} levels`);
    let document;
    try {
        // A byte order mark is kept in the text, so that JSON.parse refuses it as every strict reader does.
        document = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        throw manifest_invalid("it is not JSON");
    }
    return asObject(document, "it");
}
function asObject(value, what) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw manifest_invalid(`${what} is not an object`);
    return value;
}
/** Upper case first, which folds U+017F and U+212A to the ASCII letters that they are equal to without case. */
function foldCase(key) {
    return key.toUpperCase().toLowerCase();
}
function foldedKeys(...keys) {
    return new Map(keys.map((key) => [foldCase(key), key]));
}
/** Most readers fold case when they decode, so that "Config" beside "config" would be another manifest to them than to us. */
function refuseLookalikes(object, known, what) {
    for (const key of Object.keys(object)) {
        const meant = known.get(foldCase(key));
        if (meant !== undefined && meant !== key)
            throw manifest_invalid(`${what} has the key ${JSON.stringify(key)}`, PUSH_AGAIN);
    }
}
function optionalText(key, value) {
    if (value === undefined || value === "")
        return {};
    if (typeof value !== "string")
        throw manifest_invalid(`${key} is not a text`);
    return { [key]: value };
}
function decodeDescriptors(value, what) {
    if (!Array.isArray(value))
        throw manifest_invalid(`${what} is not a list`);
    return value.map((entry, at) => decodeDescriptor(entry, `${what}[${at}]`));
}
function decodeDescriptor(value, what) {
    const descriptor = asObject(value, what);
    refuseLookalikes(descriptor, DESCRIPTOR_KEYS, what);
    const { mediaType, digest, size } = descriptor;
    if (typeof mediaType !== "string" || mediaType === "")
        throw manifest_invalid(`${what} has no mediaType`);
    if (typeof digest !== "string")
        throw manifest_invalid(`${what} has no digest`);
    if (/^sha512:/i.test(digest))
        throw manifest_invalid(`${what} has a sha512 digest; ACR imports by sha256 only`);
    if (!(0,oci_digest/* isDigest */.Bc)(digest))
        throw manifest_invalid(`${what} has the malformed digest ${JSON.stringify(digest.slice(0, 100))}`);
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
        throw manifest_invalid(`${what} has no valid size`);
    return {
        mediaType,
        digest,
        sizeBytes: size,
        ...(descriptor["platform"] !== undefined && { platform: decodePlatform(descriptor["platform"], what) }),
        ...optionalText("artifactType", descriptor["artifactType"]),
        ...(descriptor["annotations"] !== undefined && {
            annotations: decodeAnnotations(descriptor["annotations"], `${what}.annotations`),
        }),
    };
}
function decodePlatform(value, what) {
    const platform = asObject(value, `${what}.platform`);
    const { os, architecture } = platform;
    if (typeof os !== "string" || typeof architecture !== "string") {
        throw manifest_invalid(`${what}.platform has no os or architecture`);
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
        return new Map();
    const entries = Object.entries(asObject(value, what));
    for (const [, text] of entries)
        if (typeof text !== "string")
            throw manifest_invalid(`${what} holds something but texts`);
    // A Map, because a key may be __proto__.
    return new Map(entries);
}

// EXTERNAL MODULE: ./lib/registry/api-url.js
var api_url = __webpack_require__(2199);
// EXTERNAL MODULE: ./lib/registry/response-error.js
var response_error = __webpack_require__(3455);
;// CONCATENATED MODULE: ./lib/registry/exchange.js
// Sends authorized requests to one registry and follows the redirects that are allowed. What a response means is the callers' matter.




/** From where on a shrinking allowance is reported. */
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
        reportRateLimit(response);
        return follow({ response, url, read, secrets: secretsOf(header) });
    }
    async function sendBare(read) {
        const { url } = read;
        return follow({ response: await sendOnce(read, url, undefined), url, read, secrets: [] });
    }
    function sendOnce(read, url, header) {
        const { method, accept, maxBodyBytes, repeat, what, signal, onThrottled, onHeld } = read;
        return http.send({
            method,
            url,
            headers: {
                ...(accept !== undefined && { accept }),
                ...(header !== undefined && { authorization: header }),
            },
            maxBodyBytes,
            repeat,
            what,
            stage: "observe",
            side,
            signal,
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
                const allowed = hops === 0 ? "none is followed here" : `no more than ${hops} are followed`;
                throw (0,response_error/* redirectError */.z5)(exchangeOf(current), allowed);
            }
            if (url === undefined)
                throw (0,response_error/* redirectError */.z5)(exchangeOf(current), "only https to a public host name is followed");
            // Bare of everything but Accept: even on the same host, what we hold was meant for the first URL only.
            current = { ...current, response: await sendOnce(first.read, url, undefined), url };
        }
        return current;
    }
    function exchangeOf({ response, url, read, secrets }) {
        return { response, method: read.method, url, what: read.what, host, side, flavour, secrets };
    }
    function reportRateLimit({ headers }) {
        const remaining = /^([0-9]{1,9})(?:;|$)/.exec(headers.get("ratelimit-remaining") ?? "")?.[1];
        if (remaining === undefined || Number(remaining) > RATE_LIMIT_LOW || isLowReported)
            return;
        isLowReported = true;
        const advice = host === oci_reference/* DOCKER_HUB */.Xb ? " Log in with source-username and source-password for a higher limit." : "";
        log.notice(`${host} allows ${remaining} more pulls for now.${advice}`);
    }
    return {
        send,
        sendBare,
        failure: (response) => (0,response_error/* responseError */.U3)(exchangeOf(response)),
        invalid: ({ read }, why) => new errors/* RegistryError */.gl("REGISTRY_ANSWER_INVALID", `${read.what} failed: ${why}.`, {
            side,
            causeKey: host,
            remedy: `Check that ${host} is a container registry, and proxies before it.`,
        }),
        mismatch: (what, why) => new errors/* ManifestError */.Sh("DIGEST_MISMATCH", `${what} failed: ${why}.`, {
            side,
            causeKey: host,
        }),
    };
}
/** True for a response that sends the reader to another URL. */
function isRedirect({ status }) {
    return [301, 302, 303, 307, 308].includes(status);
}
function secretsOf(header) {
    const secret = header?.split(" ")[1];
    return secret === undefined ? [] : [secret];
}

// EXTERNAL MODULE: ./lib/deadline.js
var deadline = __webpack_require__(4611);
;// CONCATENATED MODULE: ./lib/registry/optional-lookup.js
// Decides for every lookup that an image can do without whether its result is known, absent or unknown, and how much time
// an endpoint gets. The only place that decides this.






/** How long an endpoint that has not worked yet may take, once a run. Waiting for the host's turn does not count. */
const PROBE_MS = 5_000;
/** Refusals that concern one repository: others may still be served. 424 is ACR's for a repository behind a cache rule. */
const REFUSED = new Set([401, 403, 424]);
/** An endpoint that does not exist; older registries refuse what they do not know in other ways than by 404. */
const LACKING = new Set([400, 404, 405, 406, 415, 501]);
/** Optional lookups at one registry. */
function createOptionalLookups(options) {
    const { host, flavour, clock, log } = options;
    const states = new Map();
    const lackingRepositories = new Set();
    const probes = new Map();
    // ACR is known to have them all.
    const isKnownToWork = flavour === "acr";
    const patience = isKnownToWork ? "safe" : "optional";
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
                return settle(endpoint, repository, attempt({ repeat: patience, signal }), signal);
            const probing = probes.get(endpoint);
            if (state.kind === "answers")
                return probe(endpoint, repository, attempt, signal);
            if (probing === undefined) {
                const { promise, resolve } = Promise.withResolvers();
                probes.set(endpoint, (0,shared_call/* shareCall */.E)(() => promise));
                try {
                    return await probe(endpoint, repository, attempt, signal);
                }
                finally {
                    probes.delete(endpoint);
                    resolve();
                }
            }
            await probing(signal);
        }
    }
    /** One attempt within the short time of an endpoint that has not worked yet. */
    async function probe(endpoint, repository, attempt, signal) {
        const limited = (0,deadline/* withDeadline */.N)(clock, PROBE_MS, signal);
        try {
            return await settle(endpoint, repository, attempt({ repeat: "probe", signal: limited.signal, onHeld: limited.hold }), signal);
        }
        finally {
            limited.clear();
        }
    }
    async function settle(endpoint, repository, attempt, signal) {
        // That an endpoint works is never undone: one absence or failure after it says nothing of the next lookup.
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
                states.set(endpoint, isRefusal(error) ? { kind: "answers" } : { kind: "given-up", lookup });
            }
            return lookup;
        }
    }
    function remember(endpoint, repository, scope) {
        if (scope === "subject") {
            states.set(endpoint, { kind: "answers" });
            return;
        }
        const where = scope === "registry" ? host : `${host}/${repository}`;
        log.debug(`${where} does not serve ${NAMES[endpoint]}; it is not requested there again in this run.`);
        states.set(endpoint, { kind: scope === "registry" ? "absent" : "answers" });
        if (scope === "repository")
            lackingRepositories.add(`${endpoint} ${repository}`);
    }
    function absenceOf({ response, read }) {
        const { status } = response;
        const codes = (0,response_error/* statedErrors */.nL)(response).map(({ code }) => code);
        // ACR has them all, save for referrers in registries with a customer-managed key; anything else is a failure there.
        if (isKnownToWork) {
            const isLacking = [404, 405, 501].includes(status) || (status === 400 && codes.includes("UNSUPPORTED"));
            return isLacking ? { kind: "absent", scope: "repository" } : undefined;
        }
        // A redirect that was not followed leaves the registry's own site: a sign-in page, or ghcr.io's to github.com.
        if (isRedirect(response) && read.isOwnSite !== undefined)
            return { kind: "absent", scope: "registry" };
        if (status === 404 && codes.includes("MANIFEST_UNKNOWN"))
            return { kind: "absent", scope: "subject" };
        if (LACKING.has(status)) {
            const stated = codes.filter((code) => code !== "");
            // A 404 without a code concerns one path: Artifactory and reverse proxies serve each repository from another place.
            const isOfRepository = stated.length === 0 ? status === 404 : stated.some((code) => code !== "UNSUPPORTED");
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
                const value = await attempt({ repeat: patience, signal });
                return value === undefined ? { kind: "absent" } : { kind: "known", value };
            }
            catch (error) {
                signal.throwIfAborted();
                const lookup = unknownOf(error, host);
                log.debug(lookup.problem.message);
                return lookup;
            }
        },
        isHeadBelieved: flavour === "acr" || host === oci_reference/* DOCKER_HUB */.Xb,
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
/** False for a page for people, such as a sign-in page in place of an API's response. */
function isMachineReadable(mediaType) {
    return mediaType !== "text/html" && mediaType !== "application/xhtml+xml";
}
/** Why a lookup has no result. Defects are rethrown. */
function unknownOf(error, host, endpoint) {
    if (error instanceof errors/* PromotionError */.g1)
        return { kind: "unknown", problem: (0,errors/* problemOf */.Zw)(error, "observe") };
    if (!(error instanceof deadline/* DeadlinePassed */.X))
        throw error;
    const what = endpoint === undefined ? "one response" : NAMES[endpoint];
    const seconds = PROBE_MS / 1000;
    const message = `${host} did not answer the request for ${what} within ${seconds} s.`;
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

;// CONCATENATED MODULE: ./lib/registry/referrers.js
// Looks up what refers to a manifest: the referrers API first, then the referrers tag of registries without it.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers




const referrers_PAGES_MAX = 50;
const REFERRERS_MAX = 2000;
/** ACR's smaller tiers allow 250 a minute: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const PACE_MS = 60_000 / 250;
/** The allowance of a minute is the most that can have grown. */
const ALLOWANCE_MAX_MS = 60_000;
/** Referrers of one registry. */
function createReferrersApi(options) {
    const { exchange, lookups, clock, log, side, origin, hops, isOwnSite, nameOf, decode, readManifest } = options;
    let paceMs = 0;
    let dueMs = 0;
    async function lookUp(repository, subject, signal) {
        const listed = await lookups.at("referrers", repository, (how) => list(repository, subject, how), signal);
        if (listed.kind === "known")
            return { found: listed.value };
        const tagged = await lookUpTag(repository, subject, signal);
        // Where the API exists and fails, the tag may be older than the API: what it lists is not all.
        return listed.kind === "unknown" ? { found: tagged.found, unknown: listed.problem } : tagged;
    }
    async function list(repository, subject, how) {
        const read = {
            method: "GET",
            url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.referrers(repository, subject)),
            repository,
            action: "pull",
            accept: media_type/* OCI_INDEX */.$p,
            maxBodyBytes: MANIFEST_MAX_BYTES,
            hops,
            ...(isOwnSite !== undefined && { isOwnSite }),
            expected: (mediaType) => mediaType === "" || (0,media_type/* isIndexMediaType */.$$)(mediaType),
            what: `Listing what refers to ${nameOf(repository, subject)}`,
            onThrottled: () => {
                paceMs = PACE_MS;
                // The allowance is used up now, and grows from now on, also while the registry is left alone.
                dueMs = Math.max(dueMs, clock.nowMs());
            },
            ...how,
        };
        await keepPace(how.signal);
        let received = await exchange.send(read);
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
            if (pages >= referrers_PAGES_MAX || found.length > REFERRERS_MAX)
                throw tooMany(read.what);
            await keepPace(how.signal);
            const page = { ...read, url: next };
            // Beyond the registry itself pages are read without credentials, as the hop there was.
            received = next.origin === origin ? await exchange.send(page) : await exchange.sendBare(page);
        }
    }
    function tooMany(what) {
        return new errors/* RegistryError */.gl("REFERRERS_TOO_MANY", `${what} failed: the list does not end.`, {
            side,
            remedy: `At most ${REFERRERS_MAX} referrers on ${referrers_PAGES_MAX} pages are read.`,
        });
    }
    async function keepPace(signal) {
        if (paceMs === 0)
            return;
        const nowMs = clock.nowMs();
        const slotMs = Math.max(nowMs - ALLOWANCE_MAX_MS, dueMs);
        dueMs = slotMs + paceMs;
        if (slotMs > nowMs)
            await clock.sleep(slotMs - nowMs, signal);
    }
    /** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
    async function lookUpTag(repository, subject, signal) {
        const tag = subject.replace(":", "-");
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
        const checked = await Promise.all(manifests.map((descriptor) => refersTo(subject, descriptor, repository, signal)));
        const unknown = checked.find((check) => check.kind === "unknown");
        return {
            found: manifests.filter((_descriptor, at) => checked[at]?.kind === "known"),
            ...(unknown !== undefined && { unknown: unknown.problem }),
        };
    }
    /** Anybody who can push a tag can write that list: a referrer counts only if it names the subject itself. */
    async function refersTo(subject, { digest }, repository, signal) {
        const read = await lookups.read((how) => readManifest(repository, digest, how), signal);
        if (read.kind === "unknown")
            return read;
        if (read.kind === "absent")
            return { kind: "unknown", problem: goneProblem(repository, subject, digest) };
        if (read.value.subject?.digest === subject)
            return { kind: "known", value: true };
        log.debug(`${nameOf(repository, digest)} is listed as a referrer of ${subject}, but does not name it as its subject.`);
        return { kind: "absent" };
    }
    function goneProblem(repository, subject, digest) {
        const message = `${nameOf(repository, digest)} is listed as a referrer of ${subject} and does not exist.`;
        return (0,errors/* problemOf */.Zw)(new errors/* RegistryError */.gl("REGISTRY_INCONSISTENT", message, { side }), "observe");
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

// EXTERNAL MODULE: ./lib/registry/single-flight.js
var single_flight = __webpack_require__(6282);
;// CONCATENATED MODULE: ./lib/registry/client.js
// Reads one registry by the OCI distribution API, and an ACR's locks. Bytes are hashed; headers are hints; it writes nothing.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md













/** Other registries may send a read elsewhere, as registry.k8s.io does to regional hosts. */
const READ_HOPS_MAX = 3;
/** Blobs lie in a storage account or CDN. */
const BLOB_HOPS_MAX = 1;
/** Every type that a tag may point to, also those that cannot be decoded; ACR may not count the wildcard. */
const WIDE_ACCEPT = [
    ...media_type/* MANIFEST_MEDIA_TYPES */.$T,
    "application/vnd.oci.artifact.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v1+prettyjws",
    "application/vnd.docker.distribution.manifest.v1+json",
    "*/*",
].join(", ");
const TAGS_PAGE_SIZE = 1000;
/** A page of tags of 128 characters, each with quotes and comma, and some more for the rest. */
const TAGS_MAX_BYTES = 256 * 1024;
/** How long a tag list may be used for a repository. */
const TAGS_KEPT_MS = 15_000;
/** Pauses before a tag that is listed and yet absent is read again: a replica lags. */
const LISTED_RETRY_MS = [1_000, 2_000];
/** Reads one registry under one identity. */
function createRegistryReader(options) {
    const { host, side, flavour, clock, log } = options;
    const origin = (0,api_url/* apiOrigin */.lG)(host);
    const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;
    const ownHost = new URL(origin).host;
    // An ACR redirects none of its reads; that it does is an error and no absence.
    const isOwnSite = flavour === "acr" ? undefined : (options.isOwnSite ?? ((other) => other === ownHost));
    const exchange = createRegistryExchange(options);
    const lookups = createOptionalLookups({ host, flavour, clock, log });
    const tagLists = new Map();
    /** Tags that were read, by repository. */
    const tagsRead = new Map();
    const tagFlights = new single_flight/* SingleFlight */.F();
    const nameOf = (repository, reference) => (0,oci_reference/* formatReference */.FH)({
        registry: host,
        repository,
        ...((0,oci_digest/* isDigest */.Bc)(reference) ? { digest: reference } : { tag: reference }),
    });
    const referrers = createReferrersApi({
        exchange,
        lookups,
        clock,
        log,
        side,
        origin,
        hops: readHops,
        ...(isOwnSite !== undefined && { isOwnSite }),
        nameOf,
        decode: decoded,
        readManifest,
    });
    function requestManifest(method, repository, reference, how, options = {}) {
        const verb = method === "GET" ? "Reading" : "Looking for";
        return exchange.send({
            method,
            url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.manifest(repository, reference)),
            repository,
            action: "pull",
            accept: media_type/* MANIFEST_MEDIA_TYPES */.$T.join(", "),
            maxBodyBytes: method === "GET" ? MANIFEST_MAX_BYTES : http_http/* ERROR_MAX_BYTES */.qy,
            hops: readHops,
            expected: isMachineReadable,
            what: `${verb} ${nameOf(repository, reference)}`,
            ...how,
            ...options,
        });
    }
    // Docker Hub counts each GET of a manifest as a pull and no HEAD; a HEAD in front would save none, as the GET follows.
    async function fetchManifest(repository, reference, signal) {
        const received = await requestManifest("GET", repository, reference, { repeat: "safe", signal });
        if ((0,response_error/* saysAbsent */.iE)(received.response))
            return undefined;
        const manifest = receivedManifest(received, reference);
        if (!(0,oci_digest/* isDigest */.Bc)(reference)) {
            const tags = tagsRead.get(repository) ?? new Set();
            tagsRead.set(repository, tags.add(reference));
        }
        return manifest;
    }
    /** The same as an optional read: what the registry refuses or cannot be the content is absent, since it has served others. */
    async function readManifest(repository, reference, how, mustBeIndex = false) {
        const received = await requestManifest("GET", repository, reference, how, {
            expected: mustBeIndex ? (mediaType) => mediaType === "" || (0,media_type/* isIndexMediaType */.$$)(mediaType) : isMachineReadable,
        });
        if (!(0,response_error/* isAcceptTooNarrow */.q1)(received.response) && lookups.absenceOf(received) !== undefined)
            return undefined;
        // Of an ACR, too, the referrers tag counts only as an index.
        if (mustBeIndex && received.response.status === 200 && !(0,media_type/* isIndexMediaType */.$$)(mediaTypeOf(received.response))) {
            return undefined;
        }
        return receivedManifest(received, reference);
    }
    function receivedManifest(received, reference) {
        const { response, read } = received;
        if (response.status !== 200)
            throw exchange.failure(received);
        const digest = (0,oci_digest/* digestOf */.ol)(response.body);
        if ((0,oci_digest/* isDigest */.Bc)(reference) && reference !== digest) {
            throw exchange.mismatch(read.what, `the registry served content whose digest is ${digest}`);
        }
        const stated = response.headers.get("docker-content-digest");
        // Some registries leave the header out; one that contradicts the content shows that something is wrong.
        if (stated !== undefined && stated !== digest) {
            throw exchange.mismatch(read.what, `Docker-Content-Digest says ${printable(stated)}, the content's digest is ${digest}`);
        }
        return decoded(response, read.what);
    }
    function decoded(response, what) {
        try {
            return decodeManifest(response.body, response.headers.get("content-type") ?? "");
        }
        catch (error) {
            if (!(error instanceof errors/* ManifestError */.Sh))
                throw error;
            const { code, stage, message, remedy } = error;
            throw new errors/* ManifestError */.Sh(code, `${what} failed: ${message}`, { stage, side, remedy, cause: error });
        }
    }
    async function readTag(repository, tag, signal) {
        const how = { repeat: "safe", signal };
        let received = await requestManifest("GET", repository, tag, how);
        // ACR hides content of a type that Accept does not list: an OCI artifact manifest, for example.
        if ((0,response_error/* isAcceptTooNarrow */.q1)(received.response))
            received = await requestManifest("GET", repository, tag, how, { accept: WIDE_ACCEPT });
        const { response } = received;
        if ((0,response_error/* saysAbsent */.iE)(response))
            return undefined;
        const stated = response.headers.get("docker-content-digest");
        // The digest of a signed schema 1 manifest is not the one of its bytes: only the registry can state it.
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
    }
    /** HEAD of a tag. A 404 is a result: the value is undefined. */
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
            return { kind: "known", value: stated };
        };
        return lookups.at("head", repository, attempt, signal);
    }
    async function lookUpTag(repository, tag, signal) {
        const head = await headTag(repository, tag, signal);
        // A registry without HEAD says nothing of the tag.
        if (head.kind === "absent")
            return { kind: "unknown", problem: (0,errors/* problemOf */.Zw)(headUnsupported(repository, tag), "observe") };
        if (head.kind === "unknown")
            return head;
        if (head.value !== undefined)
            return { kind: "known", value: head.value };
        if (lookups.isHeadBelieved)
            return { kind: "absent" };
        const read = await lookups.read((how) => readManifest(repository, tag, how), signal);
        return read.kind === "known" ? { kind: "known", value: read.value.digest } : read;
    }
    function headUnsupported(repository, tag) {
        const message = `${host} does not answer HEAD requests, so that ${nameOf(repository, tag)} was not looked up.`;
        return new errors/* RegistryError */.gl("REGISTRY_ANSWER_UNEXPECTED", message, { side });
    }
    async function lookUpSignatures(repository, subject, tags, signal) {
        const list = await tagList(repository, signal);
        // A list that lacks a tag which was read shows only a part, such as what a cache holds, or lags.
        const isWhole = list.kind === "known" && [...(tagsRead.get(repository) ?? [])].every((tag) => list.value.has(tag));
        return Promise.all(tags.map((tag) => {
            if (!isWhole)
                return lookUpUnlisted(repository, subject, tag, signal);
            return list.value.has(tag) ? lookUpListed(repository, subject, tag, signal) : { kind: "absent" };
        }));
    }
    /** A tag that was seen is not taken for absent by one 404 of a replica that lags. */
    async function lookUpListed(repository, subject, tag, signal) {
        for (const pauseMs of [0, ...LISTED_RETRY_MS]) {
            if (pauseMs > 0)
                await clock.sleep(pauseMs, signal);
            const found = await lookups.read((how) => readManifest(repository, tag, how), signal);
            if (found.kind !== "absent")
                return unlessSubject(found, subject);
        }
        const name = nameOf(repository, tag);
        const error = new errors/* RegistryError */.gl("REGISTRY_INCONSISTENT", `${host} lists ${name} and does not serve it.`, {
            side,
        });
        return { kind: "unknown", problem: (0,errors/* problemOf */.Zw)(error, "observe") };
    }
    /** HEAD is asked only where its 404 would be believed: elsewhere GET would have to follow it either way. */
    async function lookUpUnlisted(repository, subject, tag, signal) {
        if (lookups.isHeadBelieved) {
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
        return tagFlights.run(repository, async (flightSignal) => {
            const lookup = await lookups.at("tags", repository, (how) => listTags(repository, how), flightSignal);
            // A list that is refused or too long stays so; one that can be used gets stale.
            const keptMs = lookup.kind === "known" ? TAGS_KEPT_MS : Number.POSITIVE_INFINITY;
            tagLists.set(repository, { lookup, untilMs: clock.nowMs() + keptMs });
            return lookup;
        }, signal);
    }
    function prefetchTags(repository, signal) {
        // Elsewhere the first request has to discover how to log in; two at once would discover it twice.
        if (flavour === "acr")
            tagList(repository, signal).catch(() => undefined);
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
                hops: readHops,
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
        if (flavour === "acr" && (0,response_error/* saysAbsent */.iE)(response))
            return { kind: "known", value: new Set() };
        const absence = lookups.absenceOf(received);
        if (absence !== undefined)
            return absence;
        if (response.status !== 200)
            throw exchange.failure(received);
        const body = (0,json_answer/* parseJsonObject */.d)(response.body);
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
    async function fetchBlob(repository, digest, maxBytes, signal) {
        const what = `Reading blob ${nameOf(repository, digest)}`;
        const received = await exchange.send({
            method: "GET",
            url: (0,api_url/* apiUrl */.y0)(origin, api_url/* apiPath */.So.blob(repository, digest)),
            repository,
            action: "pull",
            maxBodyBytes: maxBytes,
            hops: BLOB_HOPS_MAX,
            expected: () => true,
            repeat: "safe",
            what,
            signal,
        });
        if (received.response.status !== 200)
            throw exchange.failure(received);
        const actual = (0,oci_digest/* digestOf */.ol)(received.response.body);
        if (actual !== digest)
            throw exchange.mismatch(what, `the content's digest is ${actual}`);
        return received.response.body;
    }
    function lookUpLocks(lockable, signal) {
        return lookups.read((how) => readLocks(lockable, how), signal);
    }
    async function readLocks(lockable, how) {
        const { repository } = lockable;
        const [path, name, part] = "tag" in lockable
            ? [api_url/* acrPath */.ej.tag(repository, lockable.tag), nameOf(repository, lockable.tag), "tag"]
            : "digest" in lockable
                ? [api_url/* acrPath */.ej.manifest(repository, lockable.digest), nameOf(repository, lockable.digest), "manifest"]
                : [api_url/* acrPath */.ej.repository(repository), `${host}/${repository}`, undefined];
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
            maxBodyBytes: TAGS_MAX_BYTES,
            hops: 0,
            expected: () => true,
            what,
            ...how,
        });
        if ((0,response_error/* saysAbsent */.iE)(received.response))
            return undefined;
        if (received.response.status !== 200)
            throw exchange.failure(received);
        const body = (0,json_answer/* parseJsonObject */.d)(received.response.body);
        const subject = part === undefined ? body : (0,json_answer/* asJsonObject */.O)(body?.[part]);
        const writeEnabled = (0,json_answer/* asJsonObject */.O)(subject?.["changeableAttributes"])?.["writeEnabled"];
        // A missing attribute does not mean "not locked".
        if (typeof writeEnabled !== "boolean") {
            throw exchange.invalid(received, "the response does not say whether it is locked");
        }
        return { writeEnabled };
    }
    return {
        host,
        fetchManifest,
        readTag,
        lookUpTag,
        lookUpReferrers: referrers.lookUp,
        lookUpSignatures,
        prefetchTags,
        fetchBlob,
        lookUpLocks,
    };
}
/** A tag list that exists, but cannot be used for this repository. */
const UNUSABLE = { kind: "absent", scope: "repository" };
/** GitLab resolves the tag `sha256-<hex>` to the digest `sha256:<hex>`: the subject itself is not its own signature. */
function unlessSubject(found, subject) {
    return found.kind === "known" && found.value.digest === subject ? { kind: "absent" } : found;
}
function printable(text) {
    return JSON.stringify(text.slice(0, 100));
}

;// CONCATENATED MODULE: ./lib/connect/connections.js
// Connects to registries: decides as whom and by which way each is read and imported from. Part of the composition root,
// the only place that knows both the Azure and the registry edge.










/** Registries as the step's identities see them; each is connected once, however many images name it. */
function createRegistries(request, ports) {
    const connections = new Connections(request, ports);
    const sources = new Map();
    let target;
    return {
        connectTarget: (signal) => {
            target ??= connections.connectTarget(signal);
            return target;
        },
        connectSource: (named, signal) => {
            const name = named ?? request.sourceRegistry;
            if (name === undefined)
                throw new errors/* PromotionError */.g1("SOURCE_REGISTRY_MISSING", "No source registry is named.");
            const key = JSON.stringify(name);
            const source = sources.get(key) ?? connections.connectSource(name, signal);
            sources.set(key, source);
            return source;
        },
    };
}
class Connections {
    #request;
    #ports;
    #cloud;
    #tokens;
    #directory;
    /** By side and login server. */
    #ownAuthorizations = new Map();
    constructor(request, ports) {
        const { target, subscriptionId } = request;
        this.#request = request;
        this.#ports = ports;
        this.#cloud = (0,azure_cloud/* cloudOf */.hH)(request.cloud);
        this.#tokens = this.#tokensOf(request.identity);
        this.#directory = createRegistryDirectory({
            cloud: this.#cloud,
            http: ports.http,
            tokens: this.#tokens,
            subscriptionId: subscriptionId ?? (target.kind === "resource-id" ? target.id.subscriptionId : undefined),
        });
    }
    async connectTarget(signal) {
        // Both tokens are wanted anyway: ARM's while its SDK loads, the registry's while ARM is asked for the login server.
        for (const scope of [this.#cloud.armScope, this.#cloud.registryScope]) {
            this.#tokens.getToken(scope, signal).catch(() => undefined);
        }
        const name = this.#request.target;
        this.#logInAhead(name, "target", signal);
        const lookup = await this.#directory.findRegistry(name, "target", signal);
        if (lookup.kind === "hidden")
            throw lookup.error;
        const { resource } = lookup;
        const { http, clock, log } = this.#ports;
        if (this.#request.dryRun)
            await this.#warnOfMissingRight(resource, signal);
        return {
            resource,
            reader: this.#ownReader(resource.loginServer, "target", name, resource),
            importer: createImporter({ cloud: this.#cloud, http, tokens: this.#tokens, clock, target: resource, log }),
        };
    }
    /** Only an import shows that it is allowed. A dry run can ask; a warning it is, since who plans need not be who writes. */
    async #warnOfMissingRight(target, signal) {
        if ((await this.#directory.mayImportInto(target, signal)) !== false)
            return;
        const { loginServer } = target;
        this.#ports.log.warning(`This identity may read ${loginServer} but not import into it. A run that writes needs another identity, or this: ${(0,role_grant/* adviseRoleGrant */.Z)(loginServer)}`);
    }
    async connectSource(name, signal) {
        const source = await this.#source(name, signal);
        this.#ports.log.info(`Source ${source.reader.host}: ${ROUTES[source.route]}, since ${source.routeReason}.`);
        return source;
    }
    async #source(name, signal) {
        const { sourceIdentity, sourceCredentials } = this.#request;
        if (name.kind === "login-server" && !(0,azure_cloud/* isAcrHost */.n0)(this.#cloud, name.host))
            return this.#genericSource(name.host);
        if (this.#isForNamedSource(name)) {
            if (sourceIdentity !== undefined)
                return this.#federatedSource(name, sourceIdentity, signal);
            if (sourceCredentials !== undefined)
                return this.#credentialSource(name, connections_credentialsOf(sourceCredentials), signal);
        }
        return this.#ownSource(name, signal);
    }
    /** `source-client-id` and `source-password` are for the registry of `source-registry`, or for the only one there is. */
    #isForNamedSource(name) {
        const { sourceRegistry } = this.#request;
        if (sourceRegistry === undefined || JSON.stringify(sourceRegistry) === JSON.stringify(name))
            return true;
        // `contosodev` and `contosodev.azurecr.io` are one registry; `contosodev-hash.azurecr.io` may be a stranger's.
        // A regional endpoint is another host of the same registry.
        const loginServer = this.#loginServerNamedBy(sourceRegistry);
        return loginServer !== undefined && loginServer === this.#loginServerNamedBy(name);
    }
    /** The login server that a name stands for without Resource Manager; undefined for a resource ID. */
    #loginServerNamedBy(name) {
        if (name.kind === "login-server")
            return this.#loginServer(name.host);
        return name.kind === "name" ? `${name.name}${this.#cloud.registrySuffix}`.toLowerCase() : undefined;
    }
    /** An ACR that ARM shows to us; or one that it hides, of which we may still have the right to pull. */
    async #ownSource(name, signal) {
        // Where docker/login-action's login would be taken instead, it is not known yet whether ours is wanted.
        const rivalLogin = name.kind === "login-server" && (await this.#dockerLogin(name.host).catch(() => undefined));
        if (!rivalLogin)
            this.#logInAhead(name, "source", signal);
        const lookup = await this.#directory.findRegistry(name, "source", signal);
        if (lookup.kind === "found") {
            const { resource } = lookup;
            const host = name.kind === "login-server" ? name.host : resource.loginServer;
            return {
                reader: this.#ownReader(host, "source", name, resource),
                resource,
                route: "resource-id",
                routeReason: "Azure Resource Manager shows it to this identity",
                importSource: async () => ({ resourceId: (0,registry_resource/* formatResourceId */.bM)(resource.id) }),
            };
        }
        if (name.kind !== "login-server")
            throw lookup.error;
        const hidden = `Azure Resource Manager does not show it to this identity (${lookup.error.code})`;
        const login = await this.#dockerLogin(name.host);
        if (login !== undefined) {
            return this.#passwordSource(name.host, login, "docker-config", `${hidden}, and docker/login-action left a login for it`);
        }
        if (await this.#mayPull(name, signal)) {
            return {
                reader: this.#ownReader(name.host, "source", name),
                route: "entra-token",
                routeReason: `${hidden}, but the registry itself knows the identity`,
                importSource: (importSignal) => this.#tokenSource(name.host, this.#tokens, importSignal),
            };
        }
        return this.#passwordSource(name.host, { kind: "anonymous" }, "anonymous", `${hidden}, the registry does not know the identity, and there are no credentials for it`);
    }
    /** Whether the registry takes our identity: ACR answers an exchange by an identity without any role with 401. */
    async #mayPull(name, signal) {
        const authorization = this.#ownAuthorization(this.#loginServer(name.host), "source", name);
        try {
            await authorization.logIn(signal);
            return true;
        }
        catch (error) {
            if (error instanceof errors/* AuthenticationError */.v3 && error.code === "REGISTRY_LOGIN_REFUSED")
                return false;
            throw error;
        }
    }
    /** An ACR of another tenant, as a second identity of this same job: no password anywhere. */
    async #federatedSource(name, identity, signal) {
        const tokens = this.#tokensOf(identity);
        const resource = name.kind === "resource-id" ? await this.#lookUp(name, tokens, signal) : undefined;
        const host = resource?.loginServer ?? (0,registry_resource/* formatRegistryName */.sM)(name);
        return {
            reader: this.#acrReader(host, "source", this.#entraIdentity(tokens), resource),
            ...(resource !== undefined && { resource }),
            route: "federated-token",
            routeReason: "source-client-id names a second federated identity for it",
            importSource: (importSignal) => this.#tokenSource(host, tokens, importSignal),
        };
    }
    async #lookUp(name, tokens, signal) {
        const directory = createRegistryDirectory({ cloud: this.#cloud, http: this.#ports.http, tokens });
        const lookup = await directory.findRegistry(name, "source", signal);
        if (lookup.kind === "hidden")
            throw lookup.error;
        return lookup.resource;
    }
    async #credentialSource(name, credentials, signal) {
        let host = (0,registry_resource/* formatRegistryName */.sM)(name);
        if (name.kind !== "login-server") {
            const lookup = await this.#directory.findRegistry(name, "source", signal);
            // Its login server is not guessed from its name: with a DNS name label `name.azurecr.io` is another registry.
            if (lookup.kind === "hidden")
                throw loginServerWanted(lookup.error);
            host = lookup.resource.loginServer;
        }
        return this.#passwordSource(host, credentials, "credentials", "source-password is set");
    }
    async #genericSource(host) {
        const { sourceCredentials } = this.#request;
        if (sourceCredentials !== undefined && this.#isForNamedSource({ kind: "login-server", host })) {
            return this.#passwordSource(host, connections_credentialsOf(sourceCredentials), "credentials", "source-password is set");
        }
        const login = await this.#dockerLogin(host);
        if (login !== undefined) {
            return this.#passwordSource(host, login, "docker-config", "docker/login-action left a login for it");
        }
        return this.#passwordSource(host, { kind: "anonymous" }, "anonymous", "there are no credentials for it");
    }
    /** Any registry that is read with a password, a token or nothing, and that ARM reads with the same. */
    async #passwordSource(host, credentials, route, routeReason) {
        const isAcr = (0,azure_cloud/* isAcrHost */.n0)(this.#cloud, host);
        const importSource = {
            registryUri: this.#loginServer(host),
            ...importCredentials(credentials, isAcr),
        };
        return {
            reader: isAcr ? this.#acrReader(host, "source", credentials) : await this.#genericReader(host, credentials),
            route,
            routeReason,
            importSource: async () => importSource,
        };
    }
    /** ARM takes an Entra token for ACR as a password without a user name. */
    async #tokenSource(host, tokens, signal) {
        const { token } = await tokens.getToken(this.#cloud.registryScope, signal);
        return { registryUri: this.#loginServer(host), credentials: { password: token } };
    }
    /** The Docker configuration's login for a host. A regional endpoint's own login comes before that of its login server. */
    async #dockerLogin(host) {
        const config = await this.#ports.readDockerConfig();
        if (config === undefined)
            return undefined;
        for (const name of new Set([host, this.#loginServer(host)])) {
            const { credentials, told } = findDockerLogin(config, name);
            this.#ports.log.debug(told);
            if (credentials === undefined)
                continue;
            this.#ports.mask(credentials.kind === "password" ? credentials.password : credentials.token);
            return credentials;
        }
        return undefined;
    }
    #tokensOf(identity) {
        const { http, clock, log, mask, getIdToken } = this.#ports;
        const tokens = createEntraTokens({
            cloud: this.#cloud,
            identity,
            audience: this.#request.audience ?? this.#cloud.idTokenAudience,
            getIdToken,
            http,
            clock,
            onIdentity: ({ issuer, subject, audience }) => log.info(`Asking as ${subject} (issuer ${issuer}, audience ${audience})`),
        });
        return {
            ...tokens,
            getToken: async (scope, signal) => {
                const issued = await tokens.getToken(scope, signal);
                mask(issued.token);
                return issued;
            },
        };
    }
    #entraIdentity(tokens) {
        return { kind: "entra", getEntraToken: (signal) => tokens.getToken(this.#cloud.registryScope, signal) };
    }
    /** The host that tokens come from and that Resource Manager imports from: an ACR's login server, never a regional endpoint. */
    #loginServer(host) {
        return (0,azure_cloud/* loginServerOf */._U)(this.#cloud, host) ?? host;
    }
    /** Logs in while ARM is still being asked, where the input itself names the login server. */
    #logInAhead(name, side, signal) {
        if (name.kind !== "login-server")
            return;
        const authorization = this.#ownAuthorization(this.#loginServer(name.host), side, name);
        // Whoever reads there asks again, and hears of a failure.
        authorization.logIn(signal).catch(() => undefined);
    }
    /** The step's own identity at a registry, with one token for several of the repositories that will be read there. */
    #ownAuthorization(loginServer, side, name) {
        const key = `${side} ${loginServer}`;
        const held = this.#ownAuthorizations.get(key);
        if (held !== undefined)
            return held;
        const { http, clock, mask } = this.#ports;
        const identity = this.#entraIdentity(this.#tokens);
        const repositories = side === "target" ? this.#targetRepositories() : this.#sourceRepositories(name);
        const authorization = createAcrAuthorization({ loginServer, side, identity, repositories, http, clock, mask });
        this.#ownAuthorizations.set(key, authorization);
        return authorization;
    }
    #targetRepositories() {
        return this.#request.images.map(({ target }) => target.repository);
    }
    #sourceRepositories(name) {
        const { images, sourceRegistry } = this.#request;
        const isThere = (registry) => JSON.stringify(registry) === JSON.stringify(name);
        return images
            .filter(({ source }) => isThere(source.registry ?? sourceRegistry))
            .map(({ source }) => source.repository);
    }
    #ownReader(host, side, name, resource) {
        const loginServer = resource?.loginServer ?? this.#loginServer(host);
        return this.#readerOf(host, side, this.#ownAuthorization(loginServer, side, name));
    }
    #acrReader(host, side, identity, resource) {
        const { http, clock, mask } = this.#ports;
        const loginServer = resource?.loginServer ?? this.#loginServer(host);
        return this.#readerOf(host, side, createAcrAuthorization({ loginServer, side, identity, http, clock, mask }));
    }
    #readerOf(host, side, authorization) {
        const { http, clock, log } = this.#ports;
        return createRegistryReader({ host, side, http, authorization, flavour: "acr", clock, log });
    }
    async #genericReader(host, credentials) {
        // With them comes the list of public suffixes, which ACRs do without.
        const [{ createTokenAuthorization }, { isOwnSite }] = await Promise.all([
            Promise.all(/* import() */[__webpack_require__.e(935), __webpack_require__.e(735)]).then(__webpack_require__.bind(__webpack_require__, 3735)),
            Promise.all(/* import() */[__webpack_require__.e(935), __webpack_require__.e(857)]).then(__webpack_require__.bind(__webpack_require__, 8857)),
        ]);
        const { http, clock, log, mask } = this.#ports;
        const authorization = createTokenAuthorization({ host, side: "source", credentials, http, clock, mask });
        return createRegistryReader({
            host,
            side: "source",
            http,
            authorization,
            flavour: "generic",
            clock,
            log,
            isOwnSite: (other) => isOwnSite(host, other),
        });
    }
}
const ROUTES = {
    "resource-id": "imported by its resource ID as this identity",
    "entra-token": "imported with this identity's own registry token",
    "federated-token": "imported with the registry token of the second identity",
    credentials: "imported with the given credentials",
    "docker-config": "imported with the login of the runner's Docker configuration",
    anonymous: "imported anonymously",
};
function connections_credentialsOf(given) {
    const { username, password } = given;
    return username === undefined ? { kind: "access-token", token: password } : { kind: "password", username, password };
}
function loginServerWanted(error) {
    return new errors/* AzureError */.M6(error.code, error.message, {
        stage: error.stage,
        side: "source",
        status: error.status,
        cause: error,
        remedy: "With source-password, name the source by its login server in `source-registry`: then it is not looked up as this step's identity.",
    });
}
/** How ACR is told that the password is a refresh token of its own: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
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


/***/ }),

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ withDeadline),
/* harmony export */   X: () => (/* binding */ DeadlinePassed)
/* harmony export */ });
/** Why a deadline's signal aborted. */
class DeadlinePassed extends Error {
    constructor(limitMs) {
        super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
        this.name = "DeadlinePassed";
    }
}
/** A signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a timer holds the process. */
function withDeadline(clock, limitMs, signal) {
    const expired = new AbortController();
    let leftMs = limitMs;
    let startedMs = 0;
    let timer;
    function run() {
        timer = new AbortController();
        startedMs = clock.nowMs();
        clock.sleep(leftMs, AbortSignal.any([signal, timer.signal])).then(() => expired.abort(new DeadlinePassed(limitMs)), () => undefined);
    }
    function stop() {
        if (timer !== undefined)
            leftMs -= clock.nowMs() - startedMs;
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


/***/ }),

/***/ 5014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KO: () => (/* binding */ ARM_MAX_BYTES),
/* harmony export */   qy: () => (/* binding */ ERROR_MAX_BYTES),
/* harmony export */   z8: () => (/* binding */ TOKEN_MAX_BYTES)
/* harmony export */ });
/** Size caps of answers, bytes. */
const TOKEN_MAX_BYTES = 64 * 1024;
const ERROR_MAX_BYTES = 64 * 1024;
const ARM_MAX_BYTES = 1024 * 1024;


/***/ }),

/***/ 3145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ backoffMs),
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
// What a server asks for in Retry-After, and how long we wait where it asks for nothing.
// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7: the form that senders must use, always in GMT. */
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/**
 * Milliseconds that a `Retry-After` asks for, in full. Of several values the longest counts.
 * Undefined where it asks for nothing: absent, `0`, in the past, negative, or not understood.
 */
function parseRetryAfter(value, wallMs) {
    if (value === undefined || value.length > 200)
        return undefined;
    // A date has a comma of its own, behind the day's name.
    const waitsMs = value.split(/,(?!\s*[0-9]{2} [A-Z])/).map((part) => parseOne(part.trim(), wallMs));
    const longestMs = Math.max(0, ...waitsMs);
    return longestMs > 0 ? longestMs : undefined;
}
function parseOne(text, wallMs) {
    if (/^[0-9]{1,12}$/.test(text))
        return Number(text) * 1000;
    if (!IMF_FIXDATE.test(text))
        return 0;
    const dueMs = Date.parse(text);
    return Number.isNaN(dueMs) ? 0 : dueMs - wallMs;
}
const BACKOFF_BASE_MS = 1000;
const BACKOFF_CAP_MS = 20_000;
/** Full jitter: anything up to a ceiling that doubles with each failed attempt, counted from 1. `random`: 0 ≤ x < 1. */
function backoffMs(attempt, random) {
    return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
}


/***/ }),

/***/ 8208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ shareCall)
/* harmony export */ });
// One call under way for many who wait: a waiter that gives up leaves the others their answer, and the last one to leave ends the call.
/** Shares each call of `start` with everyone who joins before it is settled. */
function shareCall(start) {
    let underWay;
    function begin() {
        const controller = new AbortController();
        const call = { outcome: start(controller.signal), controller, waiting: 0 };
        const forget = () => {
            if (underWay === call)
                underWay = undefined;
        };
        call.outcome.then(forget, forget);
        return call;
    }
    return async (signal) => {
        signal.throwIfAborted();
        underWay ??= begin();
        const call = underWay;
        call.waiting += 1;
        const { promise, resolve, reject } = Promise.withResolvers();
        const leave = () => reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
        call.outcome.then(resolve, reject);
        try {
            return await promise;
        }
        finally {
            signal.removeEventListener("abort", leave);
            call.waiting -= 1;
            if (call.waiting === 0 && signal.aborted) {
                // Who joins from here on wants an answer, not this call's end.
                if (underWay === call)
                    underWay = undefined;
                call.controller.abort(signal.reason);
            }
        }
    };
}


/***/ }),

/***/ 1853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ redactUrl)
/* harmony export */ });
// How a URL may be told to people: signed queries, userinfo and fragments never leave the process.
/** Origin and path of a URL; a text that is none is not repeated. */
function redactUrl(url) {
    const parsed = typeof url === "string" ? URL.parse(url) : url;
    return parsed === null ? "(not a URL)" : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
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
// Builds URLs of a registry's API from validated parts, and checks those that a registry sends back.



/** Docker Hub's API is not at the host that its references name. */
const DOCKER_HUB_API = "registry-1.docker.io";
/** Origin of the API behind a registry host as references name it. */
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
/** Origin and path as one URL; that nothing of it was repaired or moved is asserted. */
function apiUrl(origin, path, query = {}) {
    const url = new URL(`${origin}${path}`);
    if (url.origin !== origin || url.pathname !== path || url.search !== "" || url.hash !== "") {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("URL_REFUSED", `${JSON.stringify(path)} is no path of a registry's API.`);
    }
    for (const [name, value] of Object.entries(query))
        url.searchParams.set(name, value);
    return url;
}
/** The next page in a Link header. https://www.rfc-editor.org/rfc/rfc8288#section-3 */
const NEXT_LINK = /^\s*<([^<>\s]{1,4096})>((?:\s*;\s*[a-z]+=(?:"[^"]{0,200}"|[\w-]{1,200}))*)\s*$/i;
/**
 * The URL of the next page; undefined where this was the last.
 * @throws RegistryError `LINK_REFUSED` where it is not on the origin and path of this page
 */
function nextPageUrl(link, page, side) {
    if (link === undefined)
        return undefined;
    const refuse = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("LINK_REFUSED", `${page.host} gives a next page that is not followed: ${why}.`, {
        side,
    });
    // Several links would be split at commas, which URLs may hold; registries send one.
    const [, target, parameters = ""] = NEXT_LINK.exec(link) ?? [];
    if (target === undefined)
        throw refuse("its Link header cannot be read");
    if (!/;\s*rel="?next"?(?:\s|;|$)/i.test(parameters))
        return undefined;
    const url = URL.parse(target, page.href);
    if (url === null)
        throw refuse("it is no URL");
    if (url.origin !== page.origin || url.username !== "" || url.password !== "")
        throw refuse("it is on another host");
    if (url.pathname !== page.pathname)
        throw refuse("it is on another path");
    url.hash = "";
    return url;
}
/** A redirect's target, if it may be followed without anything of ours: https on a public DNS name. Undefined: it may not. */
function redirectTarget(location, from) {
    if (location === undefined || location.length > 16_384)
        return undefined;
    const url = URL.parse(location, from.href);
    if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "")
        return undefined;
    // Addresses, IPv6 and numbers in disguise included, are no registry hosts.
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistryHost */ .EV)(url.host))
        return undefined;
    url.hash = "";
    return url;
}


/***/ }),

/***/ 2971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ formatBasic),
/* harmony export */   g: () => (/* binding */ formatScope)
/* harmony export */ });
// What the registry client needs to be let in. Implementations know how tokens are got; the client only carries them.
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
// Reads WWW-Authenticate. Strict and linear: what is not understood whole is not believed in part.
// https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
/** More than any registry sends; undici takes 16 KiB of headers in all. */
const CHALLENGE_MAX_LENGTH = 16 * 1024;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const SCHEME = new RegExp(`(${TOKEN})(?: +|(?=,|$))`, "y");
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4, in printable ASCII; each alternative begins differently, so that it is linear. */
const PARAMETER = new RegExp(`(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\\\x00-\\x1f\\x7f-\\uffff]|\\\\[ -~])*)"|(${TOKEN}))[ \\t]*`, "y");
const COMMA = /[ \t]*,[ \t,]*/y;
/** All challenges of a header, in order. Undefined where any part of it is malformed, or a parameter comes twice. */
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

/***/ 6208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ TokenCache)
/* harmony export */ });
/* harmony import */ var _single_flight_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6282);

/** How long before its end a token is renewed, at most; a quarter of its life where that is shorter. */
const RENEW_EARLY_MS = 5 * 60_000;
/** Tokens by key. The monotonic clock counts, so that a wrong wall clock harms nothing. */
class TokenCache {
    #clock;
    #tokens = new Map();
    #flights = new _single_flight_js__WEBPACK_IMPORTED_MODULE_0__/* .SingleFlight */ .F();
    constructor(clock) {
        this.#clock = clock;
    }
    /** The token of that key, issued anew where there is none or it is about to end. */
    async get(key, issue, signal) {
        const held = this.#tokens.get(key);
        if (held !== undefined && this.#clock.nowMs() < held.untilMs)
            return held.token;
        return this.#flights.run(key, async (flightSignal) => {
            // The life of a token begins when it is asked for, not when it arrives.
            const askedAtMs = this.#clock.nowMs();
            const { token, lifetimeMs } = await issue(flightSignal);
            const untilMs = askedAtMs + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 4);
            this.#tokens.set(key, { token, untilMs });
            return token;
        }, signal);
    }
    /** Forgets a token that was refused, unless another one has taken its place. */
    forget(key, token) {
        if (this.#tokens.get(key)?.token === token)
            this.#tokens.delete(key);
    }
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
// One request to a token service: never redirected, refusals told as login failures. Both kinds of registries use it.




/**
 * The good answer of a token service.
 * @throws AuthenticationError where it refuses (400, 401), RegistryError for any other answer, NetworkError
 */
async function requestToken(request) {
    const { http, url, form, authorization, what, host, side, flavour, refusal, secrets, signal } = request;
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
        // A token that nobody uses harms nobody.
        repeat: "safe",
        what,
        stage: "login",
        side,
        signal,
    });
    if (response.status === 200)
        return response;
    const exchange = { response, method, url, what, host, side, flavour, secrets };
    if (response.status >= 300 && response.status < 400) {
        throw (0,_response_error_js__WEBPACK_IMPORTED_MODULE_1__/* .redirectError */ .z5)(exchange, "no token service is followed to another place");
    }
    const error = (0,_response_error_js__WEBPACK_IMPORTED_MODULE_1__/* .responseError */ .U3)(exchange);
    // Docker's OAuth services refuse wrong credentials with 400, all others with 401.
    if (response.status !== 401 && response.status !== 400)
        throw error;
    const { message, causeKey } = error;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3(refusal.code, message, { stage: "login", side, remedy: refusal.remedy, causeKey });
}
/** "Getting a token of https://auth.docker.io/token for docker.io/library/alpine" */
function tokenPurpose(url, host, repository) {
    return `Getting a token of ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_3__/* .redactUrl */ .B)(url)} for ${host}/${repository}`;
}


/***/ }),

/***/ 2251:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ parseTokenAnswer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1604);
// Reads what token services answer: the token, and how long it lives. A token is never looked at for its rights.


/** Where a service does not say: https://distribution.github.io/distribution/spec/auth/token/#token-response-fields */
const LIFETIME_DEFAULT_MS = 60_000;
/** What may stand in a header unchanged. */
const HEADER_TEXT = /^[!-~]+$/;
/**
 * The token under the first of these names that the answer has.
 * @throws AuthenticationError `TOKEN_ANSWER_INVALID`
 */
function parseTokenAnswer(response, names, context) {
    const answer = (0,_json_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJsonObject */ .d)(response.body);
    const token = names.map((name) => answer?.[name]).find((value) => value !== undefined && value !== "");
    if (typeof token !== "string" || !HEADER_TEXT.test(token)) {
        const message = `${context.what} failed: the answer (${response.status}) holds no ${names.join(" or ")}.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("TOKEN_ANSWER_INVALID", message, { side: context.side });
    }
    const seconds = answer?.["expires_in"];
    const statedMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : undefined;
    return { token, lifetimeMs: statedMs ?? lifetimeOfJwt(token) ?? LIFETIME_DEFAULT_MS };
}
/** `exp − iat` of a JWT, so that nobody's wall clock matters; undefined for any other token. */
function lifetimeOfJwt(token) {
    const payload = token.split(".")[1];
    if (payload === undefined)
        return undefined;
    const claims = (0,_json_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJsonObject */ .d)(Buffer.from(payload, "base64url"));
    const expires = claims?.["exp"];
    const issued = claims?.["iat"] ?? claims?.["nbf"];
    if (typeof expires !== "number" || typeof issued !== "number" || !(expires > issued))
        return undefined;
    return (expires - issued) * 1000;
}


/***/ }),

/***/ 1604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ asJsonObject),
/* harmony export */   d: () => (/* binding */ parseJsonObject)
/* harmony export */ });
// JSON of foreign servers, as far as it may be trusted: an object, or nothing.
/** A JSON object; undefined for anything else. */
function parseJsonObject(bytes) {
    try {
        return asJsonObject(JSON.parse(Buffer.from(bytes).toString("utf8")));
    }
    catch {
        return undefined;
    }
}
/** The value, if it is an object and no list. */
function asJsonObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}


/***/ }),

/***/ 3455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U3: () => (/* binding */ responseError),
/* harmony export */   iE: () => (/* binding */ saysAbsent),
/* harmony export */   nL: () => (/* binding */ statedErrors),
/* harmony export */   q1: () => (/* binding */ isAcceptTooNarrow),
/* harmony export */   z5: () => (/* binding */ redirectError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_url_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1853);
/* harmony import */ var _role_grant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9212);
/* harmony import */ var _json_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1604);
// A registry's refusals as errors that say which side, why, and what to do. Registries' own texts are quoted, cut and redacted.




const QUOTE_MAX_LENGTH = 300;
/** All errors that an answer states; none for plain text and HTML. */
function statedErrors(response) {
    const errors = (0,_json_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJsonObject */ .d)(response.body)?.["errors"];
    if (!Array.isArray(errors))
        return [];
    return errors.slice(0, 20).flatMap((entry) => {
        const { code, message } = (0,_json_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .asJsonObject */ .O)(entry) ?? {};
        if (typeof code !== "string" && typeof message !== "string")
            return [];
        return [{ code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" }];
    });
}
/** Codes with which registries say that a manifest, tag or repository is absent; NOT_FOUND is Harbor's. */
const ABSENT = new Set(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "TAG_UNKNOWN", "NOT_FOUND"]);
/** ACR says MANIFEST_UNKNOWN of artifacts that the Accept header does not cover: https://github.com/Azure/acr/issues/741 */
const ACCEPT_TOO_NARROW = /accept header does not support/i;
/** True where the registry itself says that the thing is absent; a 404 of a proxy or of another kind of server does not. */
function saysAbsent(response) {
    return (response.status === 404 &&
        statedErrors(response).some(({ code, message }) => ABSENT.has(code) && !ACCEPT_TOO_NARROW.test(message)));
}
/** True where the content exists, but in a type that the Accept header does not list. */
function isAcceptTooNarrow(response) {
    return response.status === 404 && statedErrors(response).some(({ message }) => ACCEPT_TOO_NARROW.test(message));
}
/** The error for an answer that is not what was asked for. */
function responseError(exchange) {
    const { response, method, url, what, side } = exchange;
    const stated = quote(exchange);
    const { code, remedy } = judge(exchange);
    const message = `${what} failed: ${method} ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_2__/* .redactUrl */ .B)(url)} answered ${response.status}${stated === "" ? "" : `: ${stated}`}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl(code, message, {
        side,
        remedy,
        status: response.status,
        causeKey: causeKeyOf(exchange),
    });
}
/** The host and what it answered. Not the text: it often names the repository, a request's ID or the time. */
function causeKeyOf({ response, url, host }, ...more) {
    const codes = new Set(statedErrors(response).map(({ code }) => code));
    return [host, url.host, response.status, ...codes, ...more].join(" ");
}
/** The error for a redirect that is not followed. */
function redirectError(exchange, why) {
    const { response, method, url, what, side } = exchange;
    const target = URL.parse(response.headers.get("location") ?? "", url.href);
    const message = `${what} failed: ${method} ${(0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_2__/* .redactUrl */ .B)(url)} answered ${response.status} and points to ${target?.host ?? "nowhere"}: ${why}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .gl("REGISTRY_REDIRECTED", message, {
        side,
        status: response.status,
        causeKey: causeKeyOf(exchange, target?.host ?? ""),
    });
}
function judge(exchange) {
    const { response, host, side, flavour } = exchange;
    const { status } = response;
    const text = `${statedErrors(response)
        .map(({ code, message }) => `${code} ${message}`)
        .join(" ")} ${bodyText(response)}`;
    if (status === 401)
        return { code: "REGISTRY_UNAUTHORIZED", remedy: unauthorizedRemedy(exchange) };
    if (status === 403 && /client with IP/i.test(text)) {
        return {
            code: "REGISTRY_FORBIDDEN_FIREWALL",
            remedy: side === "target"
                ? `The firewall of ${host} keeps this runner out. Allow the runner's address, use a runner inside the network, or set "verify: best-effort" to promote without reading back.`
                : `The firewall of ${host} keeps this runner out. Allow the runner's address or use a runner inside the network; and name the registry by its resource ID in source-registry, so that ACR's own import passes the firewall.`,
        };
    }
    if (status === 403) {
        const acr = `If the registry has a private endpoint only, use a runner inside its network. Else: ${(0,_role_grant_js__WEBPACK_IMPORTED_MODULE_3__/* .adviseRoleGrant */ .Z)(host)}`;
        const generic = `The credentials for ${host} do not open this repository: check its name, and that they may pull from it.`;
        return { code: "REGISTRY_DENIED", remedy: flavour === "acr" ? acr : generic };
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
            remedy: `That is not a registry's way of saying that an image is absent: check the host name ${host} and proxies before it.`,
        };
    }
    if (status === 405 && /REGISTRY_DISALLOWED_OPERATION/.test(text)) {
        return {
            code: "REGISTRY_DISALLOWED",
            remedy: `Something is locked on ${host}; see https://aka.ms/acr/faq. This action never lifts locks.`,
        };
    }
    if (status >= 500 || status === 408) {
        return { code: "REGISTRY_UNAVAILABLE", remedy: `${host} is in trouble. Run again later; a re-run converges.` };
    }
    return { code: "REGISTRY_ANSWER_UNEXPECTED" };
}
function unauthorizedRemedy({ host, side, flavour }) {
    if (flavour === "acr") {
        return `The identity has no right to read this repository; a registry in ABAC mode ("RBAC Registry + ABAC Repository Permissions") does not count AcrPull. ${(0,_role_grant_js__WEBPACK_IMPORTED_MODULE_3__/* .adviseRoleGrant */ .Z)(host)}`;
    }
    return side === "source"
        ? `The repository does not exist on ${host}, or it is private: check its name (official images of Docker Hub live under library/), and that credentials are given which open it (source-username, source-password).`
        : `The credentials for ${host} were not accepted.`;
}
/** https://learn.microsoft.com/azure/container-registry/container-registry-skus, https://docs.docker.com/docker-hub/usage/ */
function judgeThrottling({ host, side, flavour, response }, text) {
    const asked = response.headers.get("retry-after");
    const when = asked !== undefined && /^[0-9]{1,12}$/.test(asked) ? ` It asks to wait ${asked} s.` : "";
    if (/HAP429/.test(text)) {
        return {
            code: "DOCKER_HUB_RATE_LIMIT",
            remedy: `Docker Hub's limit against abuse counts all requests of this address.${when} Log in (source-username, source-password), lower max-parallel, and run again later.`,
        };
    }
    if (host === "docker.io" || /pull rate limit/i.test(text)) {
        return {
            code: "DOCKER_HUB_RATE_LIMIT",
            remedy: `Docker Hub counts pulls per account, or per address without one.${when} Log in with source-username and source-password, or wait for up to 6 hours.`,
        };
    }
    const acr = `The registry's tier allows no more requests per minute (https://aka.ms/acr/skus).${when} Lower max-parallel or run again later.`;
    const generic = `${host} allows no more requests for now.${when}${side === "source" ? " Credentials often raise the limit." : ""} Lower max-parallel or run again later.`;
    return { code: "REGISTRY_THROTTLED", remedy: flavour === "acr" ? acr : generic };
}
function quote(exchange) {
    const errors = statedErrors(exchange.response);
    const text = errors.length > 0
        ? errors.map(({ code, message }) => [code, message].filter((part) => part !== "").join(": ")).join("; ")
        : bodyText(exchange.response);
    const redacted = redactText(text, exchange.secrets ?? []);
    return redacted.length > QUOTE_MAX_LENGTH ? `${redacted.slice(0, QUOTE_MAX_LENGTH)}…` : redacted.replace(/\.$/, "");
}
/** A body that is no JSON as one line; of a page only its title. */
function bodyText({ body }) {
    const text = Buffer.from(body.subarray(0, 4096)).toString("utf8");
    const title = /<title>([^<]{0,200})/i.exec(text)?.[1];
    if (title !== undefined)
        return `a page titled "${title.trim()}"`;
    if (/<html|<!doctype/i.test(text))
        return "a page without a title";
    return text.replace(/\s+/g, " ").trim();
}
/** Takes out given secrets, queries of URLs, and whatever looks like a token. */
function redactText(text, secrets) {
    let redacted = text;
    for (const secret of secrets)
        if (secret.length >= 4)
            redacted = redacted.replaceAll(secret, "[redacted]");
    return redacted
        .replace(/\?[^\s"')\]}]{1,5000}/g, "")
        .replace(/eyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g, "[redacted]")
        .replace(/[\w+/=.~-]{40,}/g, (run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? "[redacted]" : run);
}


/***/ }),

/***/ 6282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ SingleFlight)
/* harmony export */ });
/* harmony import */ var _http_shared_call_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8208);
// One piece of work at a time per key, shared by all who ask for it meanwhile.

/** Shares work that is under way, failures too; who gives up ends only the own wait. */
class SingleFlight {
    #flights = new Map();
    /** @throws what the work throws; the signal's reason when aborted */
    run(key, start, signal) {
        const flight = this.#flights.get(key) ?? this.#begin(key, start);
        return flight(signal);
    }
    #begin(key, start) {
        const flight = (0,_http_shared_call_js__WEBPACK_IMPORTED_MODULE_0__/* .shareCall */ .E)((signal) => start(signal).finally(() => this.#flights.delete(key)));
        this.#flights.set(key, flight);
        return flight;
    }
}


/***/ }),

/***/ 9212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ adviseRoleGrant)
/* harmony export */ });
/* unused harmony export IMPORTER_ROLE */
// The one role that import and verification need on both sides, and the advice that grants it. It holds no Azure ID.
/** Grants import into, import from and reading of every repository: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";
/**
 * How {@link IMPORTER_ROLE} is granted on a registry, named by name or login server. The command is on a line of its own,
 * to be pasted where AZURE_CLIENT_ID is set.
 */
function adviseRoleGrant(registry) {
    // A login server with a DNS name label is name-hash.azurecr.io; names themselves have letters and digits only.
    const [name = registry] = registry.split(/[.-]/);
    return `Grant the role "${IMPORTER_ROLE}" on ${registry} to this step's identity (a new grant takes up to 10 minutes to act):
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" --scope "$(az acr show --name ${name} --query id --output tsv)"`;
}


/***/ })

};
