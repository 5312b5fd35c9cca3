export const id = 149;
export const ids = [149];
export const modules = {

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

/***/ 2149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createIdTokens: () => (/* binding */ createIdTokens)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5014);
// Asks GitHub for ID tokens of this job, a fresh one each time. Knows nothing of what they are exchanged for.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token


const ATTEMPTS = 3;
const RETRY_BASE_MS = 1_000;
/** Older than this a token that was asked for ahead is not used. */
const AHEAD_MAX_MS = 30_000;
/** ID tokens from the service that the runner's environment names. */
function createIdTokens({ env, http, clock, log, mask, fromFork }) {
    const ahead = [];
    async function request(url, bearer, signal, onSent) {
        for (let attempt = 1;; attempt += 1) {
            const last = attempt === ATTEMPTS;
            try {
                const response = await http.send({
                    method: "GET",
                    url,
                    headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
                    maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_1__/* .TOKEN_MAX_BYTES */ .z8,
                    repeat: "never",
                    what: "asking GitHub for an ID token",
                    stage: "login",
                    signal,
                    ...(onSent !== undefined && { onSent }),
                });
                if (last || !isTransient(response.status))
                    return response;
                log.debug(`GitHub's ID token service answered ${response.status}; asking again.`);
            }
            catch (error) {
                if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .Dr))
                    throw error;
                if (last) {
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_UNAVAILABLE", `GitHub's ID token service at ${url.host} gave no answer in ${ATTEMPTS} tries: ${error.message}`, { cause: error });
                }
                log.debug(`GitHub's ID token service gave no answer; asking again: ${error.message}`);
            }
            await clock.sleep(RETRY_BASE_MS * 2 ** (attempt - 1) * (0.5 + clock.random()), signal);
        }
    }
    async function ask(audience, signal, onSent) {
        const endpoint = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
        const bearer = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
        if (endpoint === "" || bearer === "")
            throw fromFork ? forkError() : permissionError();
        mask(bearer);
        if (!URL.canParse(endpoint)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", "ACTIONS_ID_TOKEN_REQUEST_URL is no URL.", {
                remedy: "The runner sets this variable; check that no step or container overwrites it.",
            });
        }
        const url = new URL(endpoint);
        url.searchParams.set("audience", audience);
        const token = tokenOf(await request(url, bearer, signal, onSent), url.host);
        mask(token);
        return token;
    }
    return {
        prefetchIdToken(audience, signal) {
            return new Promise((sent) => {
                const token = ask(audience, signal, sent);
                token.then(() => sent(), () => sent());
                ahead.push({ audience, token, askedAtMs: clock.nowMs() });
            });
        },
        async getIdToken(audience, signal) {
            for (;;) {
                const at = ahead.findIndex((held) => held.audience === audience);
                const [held] = at < 0 ? [] : ahead.splice(at, 1);
                if (held === undefined)
                    return ask(audience, signal);
                if (clock.nowMs() - held.askedAtMs < AHEAD_MAX_MS)
                    return held.token;
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_UNAVAILABLE", `GitHub's ID token service at ${host} answered ${status}${isTransient(status) ? ` in ${ATTEMPTS} tries` : ""}.`);
    }
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
        remedy: `On a self-hosted runner, check that its proxy lets ${host} through without a page of its own.`,
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
    // What goes into a header or form next has to be a compact JWS: https://www.rfc-editor.org/rfc/rfc7515#section-3.1
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value))
        throw invalid("with something that is no JSON Web Token");
    return value;
}
function permissionError() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_PERMISSION_MISSING", "GitHub gives this job no ID token: the permission is missing.");
}
function forkError() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_FORK", "GitHub gives no ID token to a pull request from a fork, so that nothing can be promoted here.");
}


/***/ })

};
