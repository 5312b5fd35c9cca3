export const id = 948;
export const ids = [948];
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

/***/ 3948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openHttp: () => (/* binding */ openHttp)
});

// EXTERNAL MODULE: ./node_modules/undici/lib/api/api-connect.js
var api_connect = __webpack_require__(4660);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/dispatcher.js
var dispatcher = __webpack_require__(883);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/env-http-proxy-agent.js
var env_http_proxy_agent = __webpack_require__(3137);
;// CONCATENATED MODULE: ./lib/http/undici.js
// The part of undici that sends requests. Its entry also loads fetch, WebSocket, cache and mocks, which would delay the first
// request of every step. https://github.com/nodejs/undici/blob/v8.12.4/index.js



// As in undici's entry: proxy tunnels are opened with it.
Object.assign(dispatcher.prototype, { connect: api_connect });


;// CONCATENATED MODULE: ./lib/http/dispatcher.js

/** Until DNS, TCP, TLS and a proxy's CONNECT are through. */
const CONNECT_TIMEOUT_MS = 10_000;
/** From the request to the response's headers. */
const HEADERS_TIMEOUT_MS = 30_000;
/** From the start of an attempt to the response's last byte. */
const RESPONSE_TIMEOUT_MS = 60_000;
/** The secrets in the proxies' URLs, to be masked: passwords, as written and as sent. */
function readProxySecrets(env) {
    return ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].flatMap((name) => {
        const { username = "", password = "" } = URL.parse(env[name] ?? "") ?? {};
        if (password === "")
            return [];
        const [user, secret] = [decode(username), decode(password)];
        return [password, secret, Buffer.from(`${user}:${secret}`).toString("base64")];
    });
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A percent sign that encodes nothing is literal.
        return text;
    }
}
/**
 * Creates a dispatcher that follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY of `env`, by undici's rules. Lower-case names take
 * precedence, as in undici. https://github.com/nodejs/undici/blob/v8.12.4/docs/docs/api/EnvHttpProxyAgent.md
 */
function createDispatcher(env) {
    const agent = new env_http_proxy_agent({
        httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"] ?? "",
        httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"] ?? "",
        noProxy: env["no_proxy"] ?? env["NO_PROXY"] ?? "",
        // Our own deadlines fire first and name the phase; undici's are a safety net.
        connectTimeout: CONNECT_TIMEOUT_MS,
        headersTimeout: HEADERS_TIMEOUT_MS,
        bodyTimeout: HEADERS_TIMEOUT_MS,
        // A proxy passes on neither option to the connection inside its tunnel unless they are set here.
        proxyTls: { timeout: CONNECT_TIMEOUT_MS },
        requestTls: { timeout: CONNECT_TIMEOUT_MS },
        autoSelectFamily: true,
        allowH2: false,
    });
    return agent.compose(endWhenReusable);
}
/**
 * Delays a response's end until its connection can be used again. undici reports the end some turns of the event loop earlier:
 * a request sent at once, as in a login, would open one more connection and wait for it.
 */
function endWhenReusable(dispatch) {
    return (options, handler) => dispatch(options, {
        onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
        onResponseStart: (...response) => handler.onResponseStart?.(...response),
        onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
        onResponseEnd: (controller, trailers) => {
            // Two turns: undici schedules its own after this call.
            setImmediate(() => setImmediate(() => handler.onResponseEnd?.(controller, trailers)));
        },
        onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
}

// EXTERNAL MODULE: ./lib/backoff.js
var backoff = __webpack_require__(7119);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/http.js
var http = __webpack_require__(5014);
;// CONCATENATED MODULE: ./lib/http/network-failure.js
// Turns network failures into readable errors: host, phase, code, and what the user can do.


const DNS_CODES = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME", "ENODATA", "ESERVFAIL"]);
/** Node's codes for untrusted certificates: https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_CODES = new Set([
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "CERT_UNTRUSTED",
]);
const TLS_CODE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|CRL_|UNABLE_TO_|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|EPROTO$)/;
const PROXY_STATUS = /^Proxy response \((\d{3})\)/;
/** Explains an error of undici or Node. */
function explainFailure(error, phase) {
    const root = rootOf(error);
    const code = codeOf(root) ?? codeOf(error) ?? "UNKNOWN";
    const text = Error.isError(error) ? error.message : String(error);
    const proxyStatus = PROXY_STATUS.exec(text)?.[1];
    if (proxyStatus === "407" || text.includes("(407)")) {
        return {
            code: "NETWORK_PROXY",
            why: "the proxy requires a login (407)",
            remedy: "Set user name and password, percent-encoded, in HTTPS_PROXY: http://user:password@proxy:port",
            transient: false,
            phase,
            cause: error,
        };
    }
    if (proxyStatus !== undefined || code === "UND_ERR_PRX_CONN" || code === "UND_ERR_PRX_TLS") {
        const why = proxyStatus === undefined ? `the connection to the proxy failed (${code})` : `the proxy returned ${proxyStatus}`;
        return {
            code: "NETWORK_PROXY",
            why: `${why} to the request for a tunnel`,
            transient: proxyStatus === undefined || /^(?:408|429|50[0234])$/.test(proxyStatus),
            phase,
            cause: error,
        };
    }
    if (code === "UND_ERR_CONNECT_TIMEOUT")
        return { ...timeoutFailure("connect"), cause: error };
    if (code === "UND_ERR_HEADERS_TIMEOUT")
        return { ...timeoutFailure("headers"), cause: error };
    if (code === "UND_ERR_BODY_TIMEOUT")
        return { ...timeoutFailure("body"), cause: error };
    if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
        return { code: "NETWORK_CLOSED", why: "the run closed its connections", transient: false, phase, cause: error };
    }
    if (code === "UND_ERR_INVALID_ARG") {
        return {
            code: "REQUEST_INVALID",
            why: "the request is not valid and was not sent",
            transient: false,
            phase,
            cause: error,
        };
    }
    // undici sometimes leaves the code of a parser error undefined.
    if (code.startsWith("HPE_") ||
        (Error.isError(error) && error.name === "HTTPParserError") ||
        code === "UND_ERR_HEADERS_OVERFLOW") {
        return {
            code: "NETWORK_PROTOCOL",
            why: "the response is not valid HTTP/1.1",
            transient: false,
            phase,
            cause: error,
        };
    }
    if (phase !== "connect") {
        const when = phase === "headers" ? "before the response" : "during the response";
        return {
            code: "NETWORK_RESET",
            why: `the connection was reset ${when} (${code})`,
            transient: true,
            phase,
            cause: error,
        };
    }
    if (DNS_CODES.has(code)) {
        return {
            code: "NETWORK_DNS",
            why: `the host name does not resolve (${code})`,
            // A new registry's name takes minutes to spread, and busy resolvers return ENOTFOUND too.
            transient: true,
            phase,
            cause: error,
        };
    }
    if (CERTIFICATE_CODES.has(code) || TLS_CODE.test(code)) {
        const issuer = issuerOf(root);
        return {
            code: "NETWORK_TLS",
            why: `the TLS certificate or handshake was rejected (${code}${issuer === undefined ? "" : `, issuer ${issuer}`})`,
            ...(CERTIFICATE_CODES.has(code) && {
                remedy: "For a certificate of a private CA (an internal registry, or a proxy that inspects TLS), set NODE_EXTRA_CA_CERTS to a PEM file with the CA's root certificate.",
            }),
            transient: false,
            phase,
            cause: error,
        };
    }
    return {
        code: "NETWORK_CONNECT",
        why: `no connection (${code})`,
        transient: true,
        phase,
        cause: error,
    };
}
/** Explains that one of our deadlines has passed. */
function timeoutFailure(phase) {
    const whys = {
        connect: `no connection within ${CONNECT_TIMEOUT_MS / 1000} s`,
        headers: `no response within ${HEADERS_TIMEOUT_MS / 1000} s`,
        body: `the response was not complete within ${RESPONSE_TIMEOUT_MS / 1000} s`,
    };
    return { code: "NETWORK_TIMEOUT", why: whys[phase], transient: true, phase };
}
/** The error of a request that failed after so many attempts. */
function networkError(request, failure, attempts) {
    const tried = attempts > 1 ? ` after ${attempts} attempts` : "";
    const message = `${request.what} failed${tried}: ${request.url.host}: ${failure.why}.`;
    return new errors/* NetworkError */.Dr(failure.code, message, {
        stage: request.stage,
        side: request.side,
        remedy: failure.remedy,
        cause: failure.cause,
        host: request.url.host,
        sent: failure.phase !== "connect",
    });
}
/** The innermost cause that has a code: the socket's error inside undici's, or the first of several addresses' errors. */
function rootOf(error) {
    let current = error;
    for (let depth = 0; depth < 5 && Error.isError(current); depth += 1) {
        const inner = "errors" in current && Array.isArray(current.errors) ? current.errors[0] : current.cause;
        if (inner === undefined || codeOf(inner) === undefined)
            return current;
        current = inner;
    }
    return current;
}
function codeOf(error) {
    const code = Error.isError(error) && "code" in error ? error.code : undefined;
    return typeof code === "string" && /^[A-Z0-9_]{2,60}$/.test(code) ? code : undefined;
}
/** The issuer in the refused certificate, where Node reports it. Untrusted text, therefore cut and restricted. */
function issuerOf(error) {
    const certificate = Error.isError(error) && "cert" in error ? error.cert : undefined;
    const issuer = certificate?.issuer?.CN;
    return typeof issuer === "string" ? issuer.replace(/[^\w .*@-]/g, "").slice(0, 64) : undefined;
}

;// CONCATENATED MODULE: ./lib/http/attempt.js



/** The abort reason of settled attempts. A string, because an error would build a stack for each request. */
const SETTLED = "settled";
/**
 * Sends the request once.
 * @throws the signal's reason when aborted
 */
function attempt(dispatcher, clock, request, headers) {
    const { signal, url } = request;
    return new Promise((resolve, reject) => {
        let phase = "connect";
        let connection;
        let status = 0;
        let responseHeaders = new Map();
        let capBytes = request.maxBodyBytes;
        let sizeBytes = 0;
        const chunks = [];
        const settled = new AbortController();
        function settle(finish, hangUp) {
            if (settled.signal.aborted)
                return;
            settled.abort(SETTLED);
            signal.removeEventListener("abort", onAbort);
            finish();
            if (hangUp)
                connection?.abort(new Error("no longer needed"));
        }
        const fail = (failure) => settle(() => resolve({ failure }), true);
        const respond = (hangUp) => {
            const response = { status, headers: responseHeaders, body: Buffer.concat(chunks) };
            settle(() => resolve({ response }), hangUp);
        };
        const onAbort = () => settle(() => reject(signal.reason), true);
        const limit = (durationMs, isLate) => {
            clock.sleep(durationMs, settled.signal).then(() => isLate() && fail(timeoutFailure(phase)), () => undefined);
        };
        if (signal.aborted) {
            reject(signal.reason);
            return;
        }
        signal.addEventListener("abort", onAbort, { once: true });
        limit(CONNECT_TIMEOUT_MS, () => phase === "connect");
        limit(RESPONSE_TIMEOUT_MS, () => true);
        const handler = {
            // Called once connected, just before the request is written.
            onRequestStart(controller) {
                connection = controller;
                if (settled.signal.aborted) {
                    controller.abort(new Error("no longer needed"));
                    return;
                }
                phase = "headers";
                request.onSent?.();
                limit(HEADERS_TIMEOUT_MS, () => phase === "headers");
            },
            onResponseStart(_controller, statusCode, received) {
                // An interim response (1xx) precedes the final one.
                if (statusCode < 200)
                    return;
                phase = "body";
                status = statusCode;
                responseHeaders = mapOf(received);
                const coding = responseHeaders.get("content-encoding")?.trim().toLowerCase() ?? "";
                if (coding !== "" && coding !== "identity") {
                    const why = `the ${status} response is compressed (content-encoding: ${coding.slice(0, 40)}), which was not accepted`;
                    fail({ code: "ANSWER_ENCODED", why, transient: false, phase });
                    return;
                }
                if (status >= 400)
                    capBytes = Math.min(capBytes, http/* ERROR_MAX_BYTES */.qy);
            },
            onResponseData(_controller, chunk) {
                if (settled.signal.aborted)
                    return;
                sizeBytes += chunk.byteLength;
                if (sizeBytes <= capBytes) {
                    chunks.push(chunk);
                }
                else if (status >= 400) {
                    chunks.push(chunk.subarray(0, chunk.byteLength - (sizeBytes - capBytes)));
                    respond(true);
                }
                else {
                    const why = `the response is larger than ${capBytes} bytes`;
                    fail({ code: "ANSWER_TOO_LARGE", why, transient: false, phase });
                }
            },
            onResponseEnd() {
                respond(false);
            },
            onResponseError(_controller, error) {
                fail(explainFailure(error, phase));
            },
        };
        const options = {
            origin: url.origin,
            path: `${url.pathname}${url.search}`,
            method: request.method,
            headers: { ...headers },
            ...(request.body !== undefined && { body: request.body }),
        };
        try {
            dispatcher.dispatch(options, handler);
        }
        catch (error) {
            fail(explainFailure(error, phase));
        }
    });
}
function mapOf(received) {
    const headers = new Map();
    for (const [name, value] of Object.entries(received)) {
        if (value !== undefined)
            headers.set(name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value);
    }
    return headers;
}

;// CONCATENATED MODULE: ./lib/http/host-gate.js
/** The gate of one host. Its limit rises by addition and falls by halves, as in TCP: RFC 5681, section 3.1. */
class HostGate {
    #clock;
    #limitMax;
    #limit;
    #limitEpoch = 0;
    #inFlight = 0;
    #pausedUntilMs = 0;
    /** From a pause until one request succeeds. */
    #mustProbe = false;
    #probing = false;
    /** Requests that wait for a permit, in order of arrival. */
    #waiting = new Set();
    constructor(clock, limitMax) {
        this.#clock = clock;
        this.#limitMax = limitMax;
        this.#limit = limitMax;
    }
    /** Concurrent requests allowed now. */
    get limit() {
        return Math.floor(this.#limit);
    }
    /** Milliseconds for which the host is still paused. */
    get pausedForMs() {
        return Math.max(0, this.#pausedUntilMs - this.#clock.nowMs());
    }
    /**
     * Waits for a permit. Fails at once if the host's pause outlasts `giveUpAtMs`.
     * `onPaused` is called with the end of each pause that it waits for.
     * @throws the signal's reason when aborted
     */
    async acquire(giveUpAtMs, signal, onPaused) {
        let isPermitted = false;
        try {
            for (;;) {
                signal.throwIfAborted();
                const { pausedForMs } = this;
                if (this.#pausedUntilMs > giveUpAtMs)
                    return { pausedForMs };
                if (pausedForMs > 0) {
                    onPaused?.(this.#pausedUntilMs);
                    await this.#clock.sleep(pausedForMs, signal);
                }
                else if (this.#free < 1) {
                    await this.#turn(signal);
                }
                else {
                    isPermitted = true;
                    this.#inFlight += 1;
                    if (this.#mustProbe)
                        this.#probing = true;
                    return { limitEpoch: this.#limitEpoch, probe: this.#mustProbe };
                }
            }
        }
        finally {
            // It may have been woken without taking a permit: wake the next one.
            if (!isPermitted)
                this.#wake();
        }
    }
    /** Gives no permit for that time; then one request goes first. */
    pause(durationMs) {
        this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.nowMs() + durationMs);
        this.#mustProbe = true;
    }
    /** Returns a permit. Call {@link pause} before, where the response requires one. */
    release(permit, outcome) {
        this.#inFlight -= 1;
        if (permit.probe) {
            this.#probing = false;
            if (outcome === "success")
                this.#mustProbe = false;
        }
        if (outcome === "throttled" && permit.limitEpoch === this.#limitEpoch) {
            this.#limit = Math.max(1, Math.floor(this.#limit / 2));
            this.#limitEpoch += 1;
        }
        else if (outcome === "success") {
            this.#limit = Math.min(this.#limitMax, this.#limit + 1 / this.#limit);
        }
        this.#wake();
    }
    /** Permits that are free now. */
    get #free() {
        if (this.#mustProbe)
            return this.#probing ? 0 : 1;
        return this.limit - this.#inFlight;
    }
    /** Wakes as many requests as there are free permits. A request that finds none left waits again. */
    #wake() {
        let left = this.#free;
        for (const wake of this.#waiting) {
            if (left < 1)
                return;
            left -= 1;
            this.#waiting.delete(wake);
            wake();
        }
    }
    #turn(signal) {
        return new Promise((resolve, reject) => {
            const onAbort = () => {
                this.#waiting.delete(wake);
                reject(signal.reason);
            };
            const wake = () => {
                signal.removeEventListener("abort", onAbort);
                resolve();
            };
            this.#waiting.add(wake);
            signal.addEventListener("abort", onAbort, { once: true });
        });
    }
}

;// CONCATENATED MODULE: ./lib/http/pause-log.js
/** Shorter pauses are no news. */
const LEAST_MS = 2_000;
/** Concurrent requests are told nearly the same end. */
const SAME_MS = 2_000;
const LINES_MAX = 10;
/** Logs each pause of a host once, and at most so many for each host. */
function createPauseLog(clock, log) {
    const hosts = new Map();
    return ({ host, status, pauseMs, isAsked }) => {
        const seconds = Math.ceil(pauseMs / 1000);
        const why = isAsked ? `${status}, Retry-After: ${seconds} s` : `${status}`;
        const line = `${host} throttles requests (${why}). Waiting ${seconds} s for it.`;
        const untilMs = clock.nowMs() + pauseMs;
        const known = hosts.get(host) ?? { untilMs: 0, lines: 0 };
        const isNews = pauseMs >= LEAST_MS && untilMs > known.untilMs + SAME_MS && known.lines < LINES_MAX;
        if (!isNews) {
            log.debug(line);
            return;
        }
        const lines = known.lines + 1;
        hosts.set(host, { untilMs, lines });
        log.info(lines < LINES_MAX ? line : `${line} Its further pauses are not logged.`);
    };
}

// EXTERNAL MODULE: ./lib/http/retry-after.js
var retry_after = __webpack_require__(3145);
// EXTERNAL MODULE: ./lib/http/url-text.js
var url_text = __webpack_require__(1853);
;// CONCATENATED MODULE: ./lib/http/undici-http.js
// The HTTP client of the run: https only, retries within a budget, one pace per host. Callers interpret the responses.








const BACKOFF = { leastMs: 0, mostMs: 1_000, maxMs: 20_000 };
const MAX_PER_HOST = 64;
const ATTEMPTS_MAX = 5;
/** Statuses that a retry may cure. */
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);
/** Creates the HTTP client of a run. */
function createHttp(options) {
    const { dispatcher, clock, log, maxPerHost = MAX_PER_HOST, waitBudgetMs } = options;
    const userAgent = `acr-promote/${options.version}`;
    const gates = new Map();
    const announce = createPauseLog(clock, log);
    function gateOf(host) {
        const gate = gates.get(host) ?? new HostGate(clock, maxPerHost);
        gates.set(host, gate);
        return gate;
    }
    async function send(request) {
        assertUrl(request, options.plainHttpOrigin);
        const { url, signal } = request;
        const gate = gateOf(url.host);
        const giveUpAtMs = clock.nowMs() + waitBudgetMs;
        const headers = { ...request.headers, "accept-encoding": "identity", "user-agent": userAgent };
        for (let tried = 1;; tried += 1) {
            request.onHeld?.(true);
            const permit = await gate.acquire(giveUpAtMs, signal, (untilMs) => request.onPaused?.({ host: url.host, fromMs: clock.nowMs(), untilMs }));
            request.onHeld?.(false);
            if ("pausedForMs" in permit)
                throw pausedError(request, permit.pausedForMs, waitBudgetMs);
            let outcome = "failure";
            let waitMs;
            try {
                const result = await attempt(dispatcher, clock, request, headers);
                const isProbe = request.repeat === "probe";
                const last = request.repeat === "never" || isProbe || tried === ATTEMPTS_MAX;
                if ("failure" in result) {
                    // The server may have closed an idle connection, which proves nothing about the endpoint.
                    const isBroken = isProbe && tried === 1 && result.failure.code === "NETWORK_RESET";
                    const isTooSlow = request.repeat === "optional" && result.failure.code === "NETWORK_TIMEOUT";
                    if ((last && !isBroken) || isTooSlow || !result.failure.transient)
                        throw networkError(request, result.failure, tried);
                    waitMs = (0,backoff/* backoffMs */.j)(tried, clock.random(), BACKOFF);
                    log.debug(`${request.what}: ${url.host}: ${result.failure.why}; retrying`);
                }
                else {
                    const { response } = result;
                    outcome = isProbe && response.status === 429 ? "failure" : outcomeOf(response.status);
                    if (isProbe)
                        return response;
                    const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(response.headers.get("retry-after"), clock.wallMs());
                    if (response.status === 429)
                        request.onThrottled?.();
                    if (response.status === 429 || (response.status === 503 && retryAfterMs !== undefined)) {
                        const pauseMs = retryAfterMs ?? (0,backoff/* backoffMs */.j)(tried, clock.random(), BACKOFF);
                        gate.pause(pauseMs);
                        announce({ host: url.host, status: response.status, pauseMs, isAsked: retryAfterMs !== undefined });
                        waitMs = 0;
                    }
                    const isTransient = RETRIED.has(response.status) || request.isTransient?.(response) === true;
                    if (last || !isTransient)
                        return response;
                    waitMs ??= retryAfterMs ?? (0,backoff/* backoffMs */.j)(tried, clock.random(), BACKOFF);
                    // The last response within the budget says more than an error of ours would.
                    const askedMs = Math.max(waitMs, gate.pausedForMs);
                    if (clock.nowMs() + askedMs > giveUpAtMs) {
                        return { ...response, tooLong: { askedMs, allowedMs: waitBudgetMs } };
                    }
                    log.debug(`${request.method} ${(0,url_text/* redactUrl */.B)(url)} returned ${response.status}; retrying`);
                }
            }
            finally {
                gate.release(permit, outcome);
            }
            if (waitMs > 0)
                await clock.sleep(waitMs, signal);
        }
    }
    return {
        send,
        redact: options.redact,
        async close() {
            await dispatcher.destroy();
        },
    };
}
function outcomeOf(status) {
    if (status === 429)
        return "throttled";
    return status >= 500 ? "failure" : "success";
}
function seconds(durationMs) {
    return `${Math.ceil(durationMs / 1000)} s`;
}
function assertUrl(request, plainHttpOrigin) {
    const { url, what, stage, side } = request;
    const schemeIsFine = url.protocol === "https:" || (url.protocol === "http:" && url.origin === plainHttpOrigin);
    if (schemeIsFine && url.username === "" && url.password === "")
        return;
    throw new errors/* NetworkError */.Dr("URL_REFUSED", `${what} failed: ${(0,url_text/* redactUrl */.B)(url)} was not requested; expected an https URL without user name and password.`, {
        stage,
        side,
        host: url.host,
        sent: false,
    });
}
function pausedError({ url, what, stage, side }, pausedForMs, allowedMs) {
    return new errors/* NetworkError */.Dr("HOST_PAUSED", `${what} failed: ${url.host} accepts no requests for another ${seconds(pausedForMs)} (Retry-After), which is longer than timeout-minutes allows (${seconds(allowedMs)}).`, { stage, side, host: url.host, sent: false });
}

;// CONCATENATED MODULE: ./lib/http/open-http.js


/** Opens both. `ACTIONS_ID_TOKEN_REQUEST_URL` of `env` names the ID token service. `waitBudgetMs`: `timeout-minutes`. Closing them closes the dispatcher. */
function openHttp(options) {
    const { env, mask, dispatcher = createDispatcher(env), ...rest } = options;
    for (const secret of readProxySecrets(env))
        mask(secret);
    const common = { ...rest, dispatcher };
    const http = createHttp(common);
    const origin = URL.parse(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "")?.origin;
    const idTokenHttp = createHttp({ ...common, ...(origin !== undefined && { plainHttpOrigin: origin }) });
    const direct = [];
    return {
        http,
        idTokenHttp,
        openDirect(plainHttpOrigin) {
            const opened = createHttp({ ...common, dispatcher: options.dispatcher ?? createDispatcher({}), plainHttpOrigin });
            direct.push(opened);
            return opened;
        },
        async close() {
            await Promise.all([http, ...direct].map((each) => each.close()));
        },
    };
}


/***/ }),

/***/ 3145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
// How long a server asks to wait before a retry.
// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7: the form that senders must use, always in GMT. */
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/**
 * Parses `Retry-After` into milliseconds, in full. Of several values the longest counts.
 * Undefined where there is nothing to wait for: absent, `0`, in the past, negative, or not a valid value.
 */
function parseRetryAfter(value, wallMs) {
    if (value === undefined || value.length > 200)
        return undefined;
    // A date contains a comma, after the name of the day.
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


/***/ }),

/***/ 1853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ redactUrl)
/* harmony export */ });
// Formats URLs for logs and messages, without userinfo, query and fragment: they may hold secrets.
/** Returns origin and path of a URL. A text that is not a URL is not quoted. */
function redactUrl(url) {
    const parsed = typeof url === "string" ? URL.parse(url) : url;
    return parsed === null ? "(not a URL)" : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}


/***/ })

};
