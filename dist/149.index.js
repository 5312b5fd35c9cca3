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
/** Size limits of responses, bytes. */
const TOKEN_MAX_BYTES = 64 * 1024;
const ERROR_MAX_BYTES = 64 * 1024;
const ARM_MAX_BYTES = 1024 * 1024;


/***/ }),

/***/ 7702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ describeBody),
/* harmony export */   k: () => (/* binding */ quoteResponse)
/* harmony export */ });
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5078);
// Makes what a server sent fit to be quoted in a message.

const TITLE_MAX_LENGTH = 200;
const TEXT_MAX_BYTES = 4096;
/** A body as one line of text; of an HTML page only the title. */
function describeBody(body) {
    // With `stream`, a character that is cut in two is left out, so that `…` follows what was read.
    const start = new TextDecoder().decode(body.subarray(0, TEXT_MAX_BYTES), { stream: true });
    const text = body.length > TEXT_MAX_BYTES ? `${start}…` : start;
    const title = /<title>([^<]*)/i.exec(text)?.[1];
    if (title !== undefined)
        return `a page titled "${(0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(title.trim(), TITLE_MAX_LENGTH)}"`;
    if (/<html|<!doctype/i.test(text))
        return "a page without a title";
    return text.replace(/\s+/g, " ").trim();
}
/** The text without the secrets of the run and without anything that looks like a token of others, cut to `maxLength`. */
function quoteResponse(text, redact, maxLength) {
    return (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(withoutOpaqueTokens((0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .prepareQuote */ .Oi)(text, redact)), maxLength);
}
/** Digests and names have no upper case. */
function withoutOpaqueTokens(text) {
    return text.replace(/[\w+/=.~-]{40,}/g, (run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? "[redacted]" : run);
}


/***/ }),

/***/ 2149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createIdTokens: () => (/* binding */ createIdTokens)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5014);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6413);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7211);
/* harmony import */ var _response_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7702);
// Requests ID tokens of this job from GitHub, a new one each time. Their use is the caller's.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token





/** A prefetched token that is older is not used. */
const PREFETCHED_MAX_MS = 30_000;
/** Uses the ID token service that the runner's environment names. */
function createIdTokens({ env, http, clock, mask, fromFork }) {
    const prefetched = [];
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
        const response = await http.send({
            method: "GET",
            url,
            headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
            maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_1__/* .TOKEN_MAX_BYTES */ .z8,
            repeat: "safe",
            isTransient: isPending,
            what: "Requesting an ID token from GitHub",
            stage: "login",
            signal,
            ...(onSent !== undefined && { onSent }),
        });
        const token = tokenOf(response, url.host, http.redact);
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
/** The reason that the service states. GitHub has two implementations of it, each with its own name for the text. */
function reasonOf({ body }) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJsonObject */ .dw)(body);
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(json, "errorMessage") ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(json, "message") ?? (0,_response_text_js__WEBPACK_IMPORTED_MODULE_3__/* .describeBody */ .M)(body);
}
/** True where GitHub has not yet noted that this job runs, which takes seconds: https://github.com/actions/runner/pull/1320 */
function isPending(response) {
    return response.status === 403 && /\bjob in 'Pending' state\b/.test(reasonOf(response));
}
function statusError(response, host, redact) {
    const { status } = response;
    const reason = (0,_response_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoteResponse */ .k)(reasonOf(response), redact, 300);
    const message = `GitHub's ID token service at ${host} answered ${status}${reason === "" ? "" : `: ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(reason, 300)}`}.`;
    if (isPending(response)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_REFUSED", message, {
            remedy: "Run the job again: GitHub has not noted yet that this job runs.",
        });
    }
    if (status === 400) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_REFUSED", message, {
            remedy: "Check `audience`: GitHub issues no ID token for some audiences.",
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3(status === 401 || status === 403 ? "ID_TOKEN_REFUSED" : "ID_TOKEN_UNAVAILABLE", message);
}
function tokenOf(response, host, redact) {
    if (response.status !== 200)
        throw statusError(response, host, redact);
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
        remedy: `On a self-hosted runner, check that its proxy passes requests to ${host} on and does not answer them itself.`,
    });
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseUtf8Json */ .te)(response.body);
    if (document === undefined) {
        const type = response.headers.get("content-type") ?? "no content type";
        throw invalid(type.includes("html")
            ? "with a web page instead of JSON"
            : `with something that is not JSON (${type.slice(0, 100)})`);
    }
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(document, "value");
    if (value === undefined)
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
