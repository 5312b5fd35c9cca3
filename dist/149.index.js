export const id = 149;
export const ids = [149];
export const modules = {

/***/ 7119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ backoffMs)
/* harmony export */ });
// The pause before another try: exponential, with jitter, so that clients which failed together do not come back together.
/** The pause in ms after the failed try `attempt`, counted from 1. `random`: 0 ≤ x < 1. */
function backoffMs(attempt, random, { leastMs, mostMs, maxMs }) {
    return (leastMs + (mostMs - leastMs) * random) * Math.min(2 ** (attempt - 1), maxMs / mostMs);
}


/***/ }),

/***/ 5014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KO: () => (/* binding */ ARM_MAX_BYTES),
/* harmony export */   qy: () => (/* binding */ ERROR_MAX_BYTES),
/* harmony export */   z8: () => (/* binding */ TOKEN_MAX_BYTES)
/* harmony export */ });
/** Size limits of responses, bytes. */
const TOKEN_MAX_BYTES = 64 * 1024;
const ERROR_MAX_BYTES = 64 * 1024;
const ARM_MAX_BYTES = 1024 * 1024;


/***/ }),

/***/ 2149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createIdTokens: () => (/* binding */ createIdTokens)
/* harmony export */ });
/* harmony import */ var _backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7119);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5014);
// Requests ID tokens of this job from GitHub, a new one each time. Their use is the caller's.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token



const ATTEMPTS = 3;
const BACKOFF = { leastMs: 500, mostMs: 1_500, maxMs: 60_000 };
/** A prefetched token that is older is not used. */
const PREFETCHED_MAX_MS = 30_000;
/** Uses the ID token service that the runner's environment names. */
function createIdTokens({ env, http, clock, log, mask, fromFork }) {
    const prefetched = [];
    async function send(url, bearer, signal, onSent) {
        for (let attempt = 1;; attempt += 1) {
            const last = attempt === ATTEMPTS;
            try {
                const response = await http.send({
                    method: "GET",
                    url,
                    headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
                    maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_1__/* .TOKEN_MAX_BYTES */ .z8,
                    repeat: "never",
                    what: "requesting an ID token from GitHub",
                    stage: "login",
                    signal,
                    ...(onSent !== undefined && { onSent }),
                });
                if (last || !isTransient(response.status))
                    return response;
                log.debug(`GitHub's ID token service answered ${response.status}; trying again.`);
            }
            catch (error) {
                if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .Dr))
                    throw error;
                if (last) {
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_UNAVAILABLE", `GitHub's ID token service at ${url.host} did not respond in ${ATTEMPTS} attempts: ${error.message}`, { cause: error });
                }
                log.debug(`GitHub's ID token service did not respond; trying again: ${error.message}`);
            }
            await clock.sleep((0,_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .backoffMs */ .j)(attempt, clock.random(), BACKOFF), signal);
        }
    }
    async function requestToken(audience, signal, onSent) {
        const endpoint = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
        const bearer = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
        if (endpoint === "" || bearer === "")
            throw fromFork ? forkError() : permissionError();
        mask(bearer);
        if (!URL.canParse(endpoint)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", "ACTIONS_ID_TOKEN_REQUEST_URL is not a valid URL.", {
                remedy: "The runner sets this variable; check that no step or container overwrites it.",
            });
        }
        const url = new URL(endpoint);
        url.searchParams.set("audience", audience);
        const token = tokenOf(await send(url, bearer, signal, onSent), url.host);
        mask(token);
        return token;
    }
    return {
        prefetchIdToken(audience, signal) {
            return new Promise((sent) => {
                const token = requestToken(audience, signal, sent);
                token.then(() => sent(), () => sent());
                prefetched.push({ audience, token, requestedAtMs: clock.nowMs() });
            });
        },
        async getIdToken(audience, signal) {
            for (;;) {
                const at = prefetched.findIndex((each) => each.audience === audience);
                const [found] = at < 0 ? [] : prefetched.splice(at, 1);
                if (found === undefined)
                    return requestToken(audience, signal);
                if (clock.nowMs() - found.requestedAtMs < PREFETCHED_MAX_MS)
                    return found.token;
            }
        },
    };
}
function isTransient(status) {
    return status === 408 || status === 429 || status >= 500;
}
function tokenOf(response, host) {
    const { status } = response;
    if (status === 401 || status === 403) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_REFUSED", `GitHub's ID token service at ${host} answered ${status}.`);
    }
    if (status !== 200) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_UNAVAILABLE", `GitHub's ID token service at ${host} answered ${status}${isTransient(status) ? ` in ${ATTEMPTS} attempts` : ""}.`);
    }
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
        remedy: `On a self-hosted runner, check that its proxy passes requests to ${host} on and does not answer them itself.`,
    });
    let document;
    try {
        document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(response.body));
    }
    catch {
        const type = response.headers.get("content-type") ?? "no content type";
        throw invalid(type.includes("html")
            ? "with a web page instead of JSON"
            : `with something that is not JSON (${type.slice(0, 100)})`);
    }
    const value = typeof document === "object" && document !== null ? document["value"] : undefined;
    if (typeof value !== "string" || value === "")
        throw invalid("without a token");
    // The token goes into headers and forms, so it must be a compact JWS: https://www.rfc-editor.org/rfc/rfc7515#section-3.1
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value))
        throw invalid("with a value that is not a valid JSON Web Token");
    return value;
}
function permissionError() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_PERMISSION_MISSING", "This job has no permission to request an ID token (id-token: write).");
}
function forkError() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_FORK", "This run comes from a fork, and GitHub issues no ID tokens to forks. Nothing can be promoted here.");
}


/***/ })

};
