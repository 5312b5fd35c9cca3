export const id = 980;
export const ids = [980];
export const modules = {

/***/ 4203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ SDK_VARIABLES),
/* harmony export */   findIdentityEndpoint: () => (/* binding */ findIdentityEndpoint)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_url_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1853);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7211);
// Finds the machine's own service that issues tokens of its managed identity, from the runner's environment. No I/O.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
// https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference



const IMDS_ORIGIN = "http://169.254.169.254";
const IMDS_PATH = "/metadata/identity/oauth2/token";
/** Every variable by which the SDK chooses between the kinds of endpoints. The last one makes it a workload identity. */
const SDK_VARIABLES = [
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "IDENTITY_SERVER_THUMBPRINT",
    "IMDS_ENDPOINT",
    "MSI_ENDPOINT",
    "MSI_SECRET",
    "DEFAULT_IDENTITY_CLIENT_ID",
    "AZURE_POD_IDENTITY_AUTHORITY_HOST",
    "AZURE_FEDERATED_TOKEN_FILE",
];
/** Loopback and link-local addresses: what is sent there does not leave the machine, or goes to its host only. */
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[fe[89ab][0-9a-f](?::[0-9a-f:]*)?\])$/;
function unsupported(message, remedy) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("MANAGED_IDENTITY_UNSUPPORTED", message, { remedy });
}
/** The kind of endpoint that the variables mean and that is not supported, in the SDK's order. */
function unsupportedKind(given) {
    if (given("IDENTITY_ENDPOINT") && given("IDENTITY_HEADER")) {
        return given("IDENTITY_SERVER_THUMBPRINT") ? "Azure Service Fabric" : undefined;
    }
    if (given("IDENTITY_ENDPOINT") && given("IMDS_ENDPOINT"))
        return "Azure Arc";
    if (given("MSI_ENDPOINT"))
        return given("MSI_SECRET") ? "Azure Machine Learning" : "Azure Cloud Shell";
    return undefined;
}
function parseLocalUrl(variable, text) {
    const url = URL.parse(text);
    const isPlain = url?.protocol === "http:" && `${url.username}${url.password}${url.search}${url.hash}` === "";
    if (url !== null && isPlain && LOCAL_HOST.test(url.hostname))
        return url;
    throw unsupported(`${variable} is ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(url === null ? text : (0,_http_url_text_js__WEBPACK_IMPORTED_MODULE_2__/* .redactUrl */ .B)(url))}. The identity endpoint must be an http URL on a loopback or link-local address, without user, query and fragment.`, `Remove ${variable}, or check what sets it: Azure sets it to an address of the machine itself.`);
}
/**
 * Returns the endpoint of this machine. Without any variable, that of a virtual machine, whether there is one or not.
 * @throws AuthenticationError `MANAGED_IDENTITY_UNSUPPORTED`
 */
function findIdentityEndpoint(env) {
    const given = (name) => env[name]?.trim() || undefined;
    const kind = unsupportedKind(given);
    if (kind !== undefined) {
        throw unsupported(`The environment of this runner describes the managed identity of ${kind}, which login: managed-identity does not support.`);
    }
    const [endpoint, header] = [given("IDENTITY_ENDPOINT"), given("IDENTITY_HEADER")];
    if (endpoint !== undefined && header !== undefined) {
        const url = parseLocalUrl("IDENTITY_ENDPOINT", endpoint);
        return { kind: "app-service", url, variables: { IDENTITY_ENDPOINT: url.href, IDENTITY_HEADER: header } };
    }
    // Where the SDK looks for the metadata service instead, for a proxy of it on the machine.
    const other = given("AZURE_POD_IDENTITY_AUTHORITY_HOST");
    if (other === undefined)
        return { kind: "imds", url: new URL(IMDS_PATH, IMDS_ORIGIN), variables: {} };
    const { origin } = parseLocalUrl("AZURE_POD_IDENTITY_AUTHORITY_HOST", other);
    return {
        kind: "imds",
        url: new URL(IMDS_PATH, origin),
        variables: { AZURE_POD_IDENTITY_AUTHORITY_HOST: origin },
    };
}


/***/ }),

/***/ 2657:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createManagedIdentityTokens: () => (/* binding */ createManagedIdentityTokens)
});

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: ./lib/backoff.js
var backoff = __webpack_require__(7119);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(6413);
// EXTERNAL MODULE: ./lib/quote.js
var quote = __webpack_require__(7211);
// EXTERNAL MODULE: ./lib/response-text.js
var response_text = __webpack_require__(7702);
// EXTERNAL MODULE: ./lib/token-cache.js
var token_cache = __webpack_require__(4101);
// EXTERNAL MODULE: ./lib/problems.js
var problems = __webpack_require__(5451);
// EXTERNAL MODULE: ./lib/azure/credential.js
var credential = __webpack_require__(7010);
// EXTERNAL MODULE: ./lib/azure/diagnosis/azure-text.js
var azure_text = __webpack_require__(9304);
// EXTERNAL MODULE: ./lib/azure/diagnosis/entra-diagnosis.js + 1 modules
var entra_diagnosis = __webpack_require__(4983);
;// CONCATENATED MODULE: ./lib/azure/diagnosis/managed-identity-diagnosis.js
// Explains refusals of a machine's identity endpoint. Pure. Texts of the metadata service and of App Service as users reported
// them: https://github.com/Azure/azure-sdk-for-net/issues/37278, /43691, https://github.com/Azure/aad-pod-identity/issues/1152







const SEVERAL = /multiple user.assigned identities exist/i;
const NOT_ASSIGNED = /identity not found|no (?:user.assigned or delegated )?managed identity (?:was )?found|unable to load (?:the proper|requested) managed identity/i;
/** How messages name an endpoint. */
function nameEndpoint({ kind, url }) {
    return `${kind === "imds" ? "the metadata service of a virtual machine" : "the identity endpoint of App Service or Container Apps"} at ${url.host}`;
}
/** The error of a machine without an identity endpoint. `why`: what happened instead. */
function noManagedIdentity(endpoint, why, cause) {
    return new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_MISSING", `This runner has no managed identity: ${nameEndpoint(endpoint)} ${why}.`, { cause });
}
/** Explains why the endpoint issued no token. */
function diagnoseManagedIdentity(response, request) {
    const { endpoint, clientId, cloud, scope, redact } = request;
    const { status, body } = response;
    const refusal = (0,credential/* parseEntraRefusal */.cJ)(response);
    if (refusal.codes.length > 0) {
        const { code, message, remedy } = (0,entra_diagnosis/* diagnoseEntra */.NB)(refusal, { login: "managed-identity", cloud, scope, redact });
        return new errors/* AuthenticationError */.v3(code, message, { remedy });
    }
    const json = (0,lib_json/* parseJsonObject */.dw)(body);
    const text = (0,lib_json/* textAt */.$6)(json, "error_description") ?? (0,lib_json/* textAt */.$6)(json, "message") ?? (0,lib_json/* textAt */.$6)(json, "error") ?? (0,response_text/* describeBody */.M)(body);
    const answered = `answered HTTP ${status}${text === "" ? "" : `: ${(0,azure_text/* quoteAzure */.S)(text, { redact }).replace(/\.$/, "")}`}`;
    const said = `${nameEndpoint(endpoint)} ${answered}`;
    if (SEVERAL.test(text)) {
        return new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_AMBIGUOUS", `This runner has several user-assigned identities, and client-id is not set: ${said}.`);
    }
    if (NOT_ASSIGNED.test(text)) {
        const named = clientId === undefined ? "no system-assigned identity" : `no identity with the client ID ${clientId}`;
        return new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_NOT_ASSIGNED", `This runner has ${named}: ${said}.`, {
            remedy: clientId === undefined
                ? problems/* PROBLEMS */.D3.MANAGED_IDENTITY_NOT_ASSIGNED.remedy
                : "Check client-id: it must be the client ID of a user-assigned identity, not its object ID. Assign the identity to the runner's machine, for example: az vm identity assign --resource-group <group> --name <machine> --identities <identity>",
        });
    }
    // Something else answers at the address: another cloud's metadata service has no such path.
    if (endpoint.kind === "imds" && (status === 401 || status === 403 || status === 404 || status === 405)) {
        return noManagedIdentity(endpoint, answered);
    }
    return new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_REFUSED", `The request for a token failed: ${said}.`, {
        remedy: status === 429
            ? "Start fewer jobs at the same time on the runner's machine, which limits requests for tokens. Then run the job again."
            : undefined,
    });
}

// EXTERNAL MODULE: ./lib/azure/http-client.js
var http_client = __webpack_require__(8063);
// EXTERNAL MODULE: ./lib/azure/identity-endpoint.js
var identity_endpoint = __webpack_require__(4203);
// EXTERNAL MODULE: ./lib/coalesce.js
var coalesce = __webpack_require__(4152);
// EXTERNAL MODULE: ./lib/deadline.js
var lib_deadline = __webpack_require__(4611);
// EXTERNAL MODULE: ./lib/http/http.js
var http_http = __webpack_require__(5014);
;// CONCATENATED MODULE: ./lib/azure/identity-probe.js
// Finds out whether the machine has an identity endpoint, within five seconds. Requests no token.





/** A machine without an identity endpoint does not answer at all. Three short tries take four seconds. */
const PROBE_LIMIT_MS = 1_000;
const PROBE_PAUSES_MS = [300, 600];
/**
 * Returns a function that probes the endpoint once in a run.
 * @throws AuthenticationError `MANAGED_IDENTITY_MISSING`, or the signal's reason when aborted
 */
function createIdentityProbe(options) {
    const { endpoint, http, clock, what } = options;
    /** Sends a request without the header that a token needs: any response will do. Returns the error where there is none. */
    async function probe(signal) {
        for (let attempt = 1;; attempt += 1) {
            const deadline = (0,lib_deadline/* withDeadline */.NE)(clock, PROBE_LIMIT_MS, signal);
            try {
                const { status, body } = await http.send({
                    method: "GET",
                    url: endpoint.url,
                    maxBodyBytes: http_http/* TOKEN_MAX_BYTES */.z8,
                    repeat: "never",
                    what,
                    stage: "login",
                    signal: deadline.signal,
                });
                // Docker Desktop answers for addresses that it cannot reach.
                const isUnreachable = status === 403 && new TextDecoder().decode(body).includes("unreachable");
                return isUnreachable ? noManagedIdentity(endpoint, "is unreachable") : undefined;
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof errors/* NetworkError */.Dr || error instanceof lib_deadline/* DeadlinePassed */.Xp))
                    throw error;
                const pauseMs = PROBE_PAUSES_MS[attempt - 1];
                const why = error instanceof errors/* NetworkError */.Dr ? `did not respond (${error.code})` : "did not respond";
                if (pauseMs === undefined)
                    return noManagedIdentity(endpoint, why, error);
                await clock.sleep(pauseMs, signal);
            }
            finally {
                deadline.clear();
            }
        }
    }
    const probes = new coalesce/* Coalescer */.w();
    let found;
    return async (signal) => {
        found ??= { absence: await probes.run(endpoint.url.href, probe, signal) };
        if (found.absence !== undefined)
            throw found.absence;
    };
}

// EXTERNAL MODULE: ./lib/azure/sdk.js
var sdk = __webpack_require__(7043);
;// CONCATENATED MODULE: ./lib/azure/managed-identity.js
// Gets Entra tokens for the managed identity of the machine that the runner is on. Loaded only with `login: managed-identity`.












/**
 * The metadata service answers 404 and 410 while it is being updated, at most 70 seconds:
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 * A 404 is also what other clouds' metadata services answer, so it is repeated for a few seconds only.
 */
const REPEATED = new Map([
    [404, { attempts: 3, backoff: { leastMs: 500, mostMs: 1_000, maxMs: 2_000 } }],
    [410, { attempts: 6, backoff: { leastMs: 3_000, mostMs: 4_000, maxMs: 60_000 } }],
]);
/**
 * The HTTP client of the exchange that is under way. MSAL keeps the client of the process's first credential for good, so that
 * one looks it up here.
 */
const exchanges = new external_node_async_hooks_.AsyncLocalStorage();
function exchangeClient() {
    const client = exchanges.getStore();
    if (client === undefined)
        throw new Error("A request of the SDK belongs to no exchange.");
    return client;
}
/** Gets the tokens of a managed identity through `@azure/identity`. */
function createManagedIdentityTokens(options) {
    const { cloud, endpoint, clientId, http, clock } = options;
    const tokens = new token_cache/* TokenCache */.G(clock);
    const what = `requesting a token from ${nameEndpoint(endpoint)}`;
    let { onIdentity } = options;
    const requireEndpoint = createIdentityProbe({ endpoint, http, clock, what });
    let credential;
    async function loadCredential() {
        const identity = await (0,sdk/* loadIdentity */.HM)();
        // The SDK chooses the endpoint by these variables of the process. It gets what was checked, and nothing else.
        for (const name of identity_endpoint/* SDK_VARIABLES */.V)
            delete process.env[name];
        Object.assign(process.env, endpoint.variables);
        credential ??= new identity.ManagedIdentityCredential({
            ...(clientId !== undefined && { clientId }),
            authorityHost: cloud.authority,
            retryOptions: { maxRetries: 0 },
            redirectOptions: { maxRetries: 0 },
            httpClient: { sendRequest: (request) => exchangeClient().sendRequest(request) },
        });
        return credential;
    }
    /** Sends one request for a token. Returns the response as a value, whatever it says. */
    async function request(scope, signal) {
        const sdk = await loadCredential();
        const requests = (0,http_client/* createTokenExchange */.$)({ http, what, signal });
        let cause;
        const sendRequest = async (sent) => {
            const { origin } = new URL(sent.url);
            if (origin === endpoint.url.origin)
                return withoutExpiry(await requests.client.sendRequest(sent));
            // The SDK also looks for Azure Arc's agent on the disk. No request goes anywhere but to the endpoint that was checked.
            requests.failure = new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_UNSUPPORTED", `This machine has a managed identity of another kind than login: managed-identity supports, such as Azure Arc: its endpoint is ${origin}.`);
            throw requests.failure;
        };
        const granted = await exchanges
            .run({ sendRequest }, () => sdk.getToken(scope, { abortSignal: signal }))
            .catch((error) => {
            cause = error;
        });
        signal.throwIfAborted();
        const { response, failure } = requests;
        if (failure !== undefined)
            throw failure;
        if (response === undefined)
            throw unexpected("the SDK sent no request", cause);
        return { response, ...(granted && { token: granted.token }) };
    }
    function unexpected(why, cause) {
        return new errors/* AuthenticationError */.v3("MANAGED_IDENTITY_REFUSED", `The request for a token failed: ${why}.`, { cause });
    }
    async function obtain(scope, signal) {
        await requireEndpoint(signal);
        for (let attempt = 1;; attempt += 1) {
            const { token, response } = await request(scope, signal);
            const repeated = REPEATED.get(response.status);
            if (repeated !== undefined && attempt < repeated.attempts) {
                await clock.sleep((0,backoff/* backoffMs */.j)(attempt, clock.random(), repeated.backoff), signal);
                continue;
            }
            if (response.status >= 400)
                throw diagnoseManagedIdentity(response, { endpoint, clientId, cloud, scope, redact: http.redact });
            const body = (0,lib_json/* parseJsonObject */.dw)(response.body);
            const lifetimeMs = lifetimeOf(body, clock);
            if (token === undefined || lifetimeMs === undefined) {
                // A JSON object may contain a token after all, in a form that is not valid.
                const text = body === undefined ? (0,response_text/* describeBody */.M)(response.body) : "";
                const quoted = text === "" ? "" : `: ${(0,response_text/* quoteResponse */.k)(text, http.redact, 300)}`;
                throw unexpected(`the response of ${nameEndpoint(endpoint)} (HTTP ${response.status}) contains no token${quoted}`);
            }
            const resource = (0,lib_json/* textAt */.$6)(body, "resource");
            if (resource !== undefined && !isSameResource(resource, scope)) {
                throw unexpected(`${nameEndpoint(endpoint)} sent a token for ${(0,quote/* quote */.h)(resource)}, not for ${resourceOf(scope)}`);
            }
            onIdentity?.({ clientId: (0,lib_json/* textAt */.$6)(body, "client_id") });
            onIdentity = undefined;
            return { token, lifetimeMs };
        }
    }
    return {
        getToken: (scope, signal) => tokens.get(scope, (sharedSignal) => obtain(scope, sharedSignal), signal),
        invalidate: (scope, token) => tokens.forget(scope, token),
    };
}
/** MSAL keeps tokens for the whole process, by the wall clock, and returns one that was refused. Without expiry, it keeps none. */
function withoutExpiry(response) {
    const body = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* parseJson */.qF)(response.bodyAsText ?? ""));
    if (body === undefined || response.status >= 400)
        return response;
    const { expires_on: _on, expires_in: _in, refresh_in: _refresh, ...rest } = body;
    return { ...response, bodyAsText: JSON.stringify(rest) };
}
function resourceOf(scope) {
    return scope.replace(/\/\.default$/, "");
}
/** The response repeats the resource of the request. A token for another one must not be sent to registries. */
function isSameResource(resource, scope) {
    return resource.replace(/\/+$/, "").toLowerCase() === resourceOf(scope).toLowerCase();
}
const LIFETIME_MIN_MS = 60_000;
/**
 * How long the token is valid from now. The endpoint may have kept it for hours, so its `expires_in` may count from the past:
 * `expires_on` counts. A wall clock that is wrong must not lead to a request for each use.
 */
function lifetimeOf(body, clock) {
    const expiresOn = (0,lib_json/* valueAt */.fK)(body, "expires_on");
    const seconds = Number(expiresOn);
    const atMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(expiresOn));
    if (expiresOn !== undefined && expiresOn !== "" && Number.isFinite(atMs)) {
        return Math.max(LIFETIME_MIN_MS, atMs - clock.wallMs());
    }
    const expiresIn = Number((0,lib_json/* valueAt */.fK)(body, "expires_in"));
    return expiresIn > 0 ? expiresIn * 1000 : undefined;
}


/***/ }),

/***/ 6529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createServiceAccount: () => (/* binding */ createServiceAccount)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5014);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7211);
/* harmony import */ var _id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7886);
// Gets Entra tokens for the identity of a Kubernetes service account: its token, from the file that Kubernetes renews, is
// exchanged at Entra. Loaded only with `login: workload-identity`. https://azure.github.io/azure-workload-identity/docs/





/**
 * The assertions of the service account. `mask` is called with each before it is used. The file is read once for an exchange:
 * the SDK's own credential would read it again, and send a token that was not masked.
 */
function createServiceAccount(tokenFile, mask) {
    const file = `The service account's token file ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(tokenFile)} (AZURE_FEDERATED_TOKEN_FILE)`;
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_INVALID", `${file} ${why}.`);
    return {
        login: "workload-identity",
        async getAssertion(signal) {
            const text = await readStart(tokenFile).catch((error) => {
                const why = `${file} cannot be read (${error.code ?? error.name}).`;
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_UNREADABLE", why, { cause: error });
            });
            signal.throwIfAborted();
            const token = text.trim();
            if (token === "")
                throw invalid("is empty");
            if (token.length > _http_http_js__WEBPACK_IMPORTED_MODULE_4__/* .TOKEN_MAX_BYTES */ .z8)
                throw invalid("is too large for a token");
            mask(token);
            const claims = (0,_id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__/* .parseClaims */ .Df)(token);
            if (claims === undefined)
                throw invalid("does not contain a JSON Web Token with issuer, subject and audience");
            return { token, claims };
        },
    };
}
/** Reads not much more than a token: the variable may name any file. */
async function readStart(path) {
    // A pipe that nothing writes to would be waited for.
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    try {
        const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(2 * _http_http_js__WEBPACK_IMPORTED_MODULE_4__/* .TOKEN_MAX_BYTES */ .z8), position: 0 });
        return buffer.toString("utf8", 0, bytesRead);
    }
    finally {
        await file.close();
    }
}


/***/ })

};
