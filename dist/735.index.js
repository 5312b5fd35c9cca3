export const id = 735;
export const ids = [735,857];
export const modules = {

/***/ 8857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isOwnSite: () => (/* binding */ isOwnSite),
/* harmony export */   resolveRealm: () => (/* binding */ resolveRealm)
/* harmony export */ });
/* harmony import */ var tldts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(935);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3940);
// Decides which token service of a registry's challenge may be requested, and which may receive a credential.



/** Token services that belong to a registry although their domain does not show it. */
const PARTNERS = new Map([[_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCKER_HUB */ .Xb, ["auth.docker.io"]]]);
/** Printable ASCII without blanks, quotes and backslashes: URLs that WHATWG's parser would silently repair are refused. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;
/** Suffixes that different customers of one cloud share. */
const SHARED_SUFFIXES = [".azurecr.io", ".azurecr.us", ".azurecr.cn"];
/**
 * Parses the realm of a registry's challenge into the URL of its token service. With a credential, it must be on the registry's
 * own host or registrable domain, or a listed partner; without one, on any public host.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function resolveRealm(registryHost, realm, options) {
    const refuse = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("REALM_REFUSED", `${registryHost} names ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} as its token service, which was not requested: ${why}.`, {
        side: options.side,
        remedy: options.withCredential
            ? "If the image is public, remove the credentials; otherwise ask the registry's operator. No credential was sent."
            : "Ask the registry's operator.",
    });
    const url = REALM.test(realm) ? URL.parse(realm) : null;
    if (url === null)
        throw refuse("it is not a plain https URL");
    const { hostname, host } = url;
    // IP addresses in any notation are not registry hosts.
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistryHost */ .EV)(host))
        throw refuse(`${host} is not a public host name`);
    if (url.hash !== "")
        throw refuse("it has a fragment");
    if (PARTNERS.get(registryHost)?.includes(host) || isOwnSite(registryHost, host))
        return url;
    if (options.withCredential) {
        throw refuse(`credentials for ${registryHost} are sent only to its own host and domain`);
    }
    const { isIcann, isPrivate } = (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(hostname, { allowPrivateDomains: true });
    if (isIcann !== true && isPrivate !== true)
        throw refuse(`${host} is not a public host name`);
    return url;
}
/** True for a host of the registry's own site: the same host, or one in its registrable domain. */
function isOwnSite(registryHost, host) {
    const [registryName = "", name = ""] = [registryHost.split(":")[0], host.split(":")[0]];
    return name === registryName || isSameDomain(registryName, name);
}
/** True for two hosts in the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one, other) {
    if (SHARED_SUFFIXES.some((suffix) => one.endsWith(suffix) || other.endsWith(suffix)))
        return false;
    const domain = (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(one, { allowPrivateDomains: true }).domain;
    return domain !== null && domain === (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(other, { allowPrivateDomains: true }).domain;
}


/***/ }),

/***/ 3735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTokenAuthorization: () => (/* binding */ createTokenAuthorization)
/* harmony export */ });
/* harmony import */ var _coalesce_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4152);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5014);
/* harmony import */ var _token_cache_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4101);
/* harmony import */ var _api_url_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2199);
/* harmony import */ var _authorization_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2971);
/* harmony import */ var _challenge_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2835);
/* harmony import */ var _realm_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8857);
/* harmony import */ var _token_request_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(799);
/* harmony import */ var _token_response_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2251);
// Logs in to any registry by its challenge: Docker Hub, GHCR, Harbor, quay, GitLab … realm.ts decides who may receive a credential.
// https://distribution.github.io/distribution/spec/auth/token/










/** Tokens of one registry under one identity. */
function createTokenAuthorization(options) {
    const { host, side, http, clock, mask } = options;
    const { credentials, origin } = options.login;
    const tokens = new _token_cache_js__WEBPACK_IMPORTED_MODULE_6__/* .TokenCache */ .G(clock);
    const discovery = new _coalesce_js__WEBPACK_IMPORTED_MODULE_7__/* .Coalescer */ .w();
    const hasCredential = credentials.kind === "password" || credentials.kind === "refresh-token";
    let method;
    let isDiscovered = !hasCredential;
    /**
     * Requests the challenge of `/v2/`, as docker and skopeo do. A registry that responds to an anonymous read of a private
     * repository with 404 or 403 sends no challenge there: Artifactory with "hide unauthorized resources".
     */
    async function discover(signal) {
        const response = await http.send({
            method: "GET",
            url: (0,_api_url_js__WEBPACK_IMPORTED_MODULE_1__/* .apiUrl */ .y0)((0,_api_url_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOrigin */ .lG)(host), "/v2/"),
            maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_8__/* .ERROR_MAX_BYTES */ .qy,
            repeat: "optional",
            what: `Requesting the challenge of ${host}`,
            stage: "login",
            side,
            signal,
        });
        const challenge = response.headers.get("www-authenticate");
        if (response.status === 401 && challenge !== undefined)
            method ??= readChallenge(challenge);
        isDiscovered = true;
    }
    function basic() {
        if (credentials.kind !== "password")
            return undefined;
        const header = (0,_authorization_js__WEBPACK_IMPORTED_MODULE_9__/* .formatBasic */ .C)(credentials.username, credentials.password);
        mask(header.slice("Basic ".length));
        return header;
    }
    async function issue({ url, service }, repository, signal) {
        const what = (0,_token_request_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenPurpose */ .K)(url, host, repository);
        // Our own scope, never the challenge's: the registry must not choose how much a token grants.
        const query = { ...(service !== undefined && { service }), scope: (0,_authorization_js__WEBPACK_IMPORTED_MODULE_9__/* .formatScope */ .g)(repository, ["pull"]) };
        const common = {
            http,
            what,
            host,
            side,
            flavour: "generic",
            origin,
            signal,
        };
        let response;
        if (credentials.kind === "refresh-token") {
            // https://distribution.github.io/distribution/spec/auth/oauth/
            const refresh = { grant_type: "refresh_token", client_id: "acr-promote", refresh_token: credentials.token };
            const form = new URLSearchParams({ ...query, ...refresh });
            response = await (0,_token_request_js__WEBPACK_IMPORTED_MODULE_4__/* .requestToken */ .F)({ ...common, url, form, secrets: [credentials.token] });
        }
        else {
            const tokenUrl = new URL(url);
            for (const [name, value] of Object.entries(query))
                tokenUrl.searchParams.set(name, value);
            const secrets = credentials.kind === "password" ? [credentials.password] : [];
            response = await (0,_token_request_js__WEBPACK_IMPORTED_MODULE_4__/* .requestToken */ .F)({ ...common, url: tokenUrl, authorization: basic(), secrets });
        }
        const issued = (0,_token_response_js__WEBPACK_IMPORTED_MODULE_5__/* .parseTokenResponse */ .A)(response, ["token", "access_token"], { what, side });
        mask(issued.token);
        return issued;
    }
    /** @throws AuthenticationError `CHALLENGE_INVALID` or `REALM_REFUSED` */
    function readChallenge(header) {
        const challenges = (0,_challenge_js__WEBPACK_IMPORTED_MODULE_2__/* .parseChallenges */ .u)(header);
        if (challenges === undefined)
            throw challengeError(host, side, "it is malformed");
        const bearer = challenges.find(({ scheme }) => scheme === "bearer")?.parameters;
        if (bearer === undefined)
            return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : undefined;
        const realm = bearer.get("realm");
        if (realm === undefined)
            throw challengeError(host, side, "its Bearer scheme has no realm");
        return {
            kind: "token-service",
            url: (0,_realm_js__WEBPACK_IMPORTED_MODULE_3__.resolveRealm)(host, realm, { withCredential: hasCredential, side }),
            service: bearer.get("service"),
        };
    }
    async function authorize({ repository }, signal) {
        if (credentials.kind === "access-token")
            return `Bearer ${credentials.token}`;
        if (method === undefined && !isDiscovered)
            await discovery.run("", discover, signal);
        // Without a challenge the first request is sent without a header.
        if (method === undefined)
            return undefined;
        if (method.kind === "basic")
            return basic();
        const service = method;
        const { token } = await tokens.get(keyOf(service, repository), (sharedSignal) => issue(service, repository, sharedSignal), signal);
        return `Bearer ${token}`;
    }
    return {
        origin,
        authorize,
        async renew(scope, { authorization, challenge }, signal) {
            // A token that was given as an input cannot be renewed.
            if (credentials.kind === "access-token" || challenge === undefined)
                return undefined;
            if (method?.kind === "token-service" && authorization?.startsWith("Bearer ")) {
                tokens.forget(keyOf(method, scope.repository), authorization.slice("Bearer ".length));
            }
            method = readChallenge(challenge);
            const renewed = await authorize(scope, signal);
            return renewed === authorization ? undefined : renewed;
        },
    };
}
function keyOf({ url, service }, repository) {
    return JSON.stringify([url.href, service, repository]);
}
function challengeError(host, side, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("CHALLENGE_INVALID", `The login challenge (WWW-Authenticate) of ${host} is not valid: ${why}.`, { side });
}


/***/ })

};
