export const id = 326;
export const ids = [326];
export const modules = {

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
        const { getOctokit } = await Promise.all(/* import() | github */[__webpack_require__.e(413), __webpack_require__.e(326)]).then(__webpack_require__.bind(__webpack_require__, 2413));
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
        return unknown(`${repository} does not have both commits, or ${why}`, false);
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


/***/ })

};
