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

/***/ 6413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Oe: () => (/* binding */ asJsonObject),
/* harmony export */   dw: () => (/* binding */ parseJsonObject),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   te: () => (/* binding */ parseUtf8Json)
/* harmony export */ });
// Reads JSON of untrusted servers without exceptions: a value of the expected shape, or undefined. Imports nothing.
/** Parses a text; undefined where it is not JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Parses bytes; undefined where they are not JSON in valid UTF-8. */
function parseUtf8Json(bytes) {
    try {
        // A byte order mark is kept, so that JSON.parse refuses it as other strict readers do.
        return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        return undefined;
    }
}
/** Parses a response body, in which broken UTF-8 is replaced; undefined where it is not a JSON object. */
function parseJsonObject(body) {
    return asJsonObject(parseJson(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body)));
}
/** The value, if it is an object and not an array. */
function asJsonObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
/** The value at a path of keys, such as `error`, `code`. Own keys only: `constructor` is not a key of every object. */
function valueAt(value, ...path) {
    return path.reduce((at, key) => {
        const object = asJsonObject(at);
        return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
    }, value);
}
/** The text at a path of keys; undefined where it is missing, empty or not a string. */
function textAt(value, ...path) {
    const text = valueAt(value, ...path);
    return typeof text === "string" && text !== "" ? text : undefined;
}


/***/ }),

/***/ 7702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ describeBody),
/* harmony export */   R: () => (/* binding */ redactText)
/* harmony export */ });
// Makes what a server sent fit to be quoted in a message. Imports nothing.
/** A body as one line of text; of an HTML page only the title. */
function describeBody(body) {
    const text = Buffer.from(body.subarray(0, 4096)).toString("utf8");
    const title = /<title>([^<]{0,200})/i.exec(text)?.[1];
    if (title !== undefined)
        return `a page titled "${title.trim()}"`;
    if (/<html|<!doctype/i.test(text))
        return "a page without a title";
    return text.replace(/\s+/g, " ").trim();
}
/** Removes the given secrets, queries of URLs, and anything that looks like a token. */
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
        const token = tokenOf(response, url.host, bearer);
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
function statusError(response, host, bearer) {
    const { status } = response;
    const reason = (0,_response_text_js__WEBPACK_IMPORTED_MODULE_3__/* .redactText */ .R)(reasonOf(response), [bearer]);
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
function tokenOf(response, host, bearer) {
    if (response.status !== 200)
        throw statusError(response, host, bearer);
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
