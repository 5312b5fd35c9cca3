export const id = 973;
export const ids = [973];
export const modules = {

/***/ 6825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  isOwnSite: () => (/* binding */ isOwnSite),
  resolveRealm: () => (/* binding */ resolveRealm)
});

// EXTERNAL MODULE: ./node_modules/tldts/dist/cjs/index.js
var cjs = __webpack_require__(935);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
;// CONCATENATED MODULE: ./lib/registry/auth/token-hosts.js
// Facts about token services: which belong to a registry on another site, and on which domains a common domain proves nothing.
/**
 * Registries whose token service has another domain, or is on a domain that customers share. `$1` is the group of the pattern.
 * Only pairs that the operator documents, or that were seen in responses.
 */
const KNOWN_PAIRS = [
    // https://distribution.github.io/distribution/spec/auth/token/
    [/^docker\.io$/, "auth.docker.io"],
    // Realm https://api.scaleway.com/registry-internal/v1/regions/<region>/tokens; the regions:
    // https://www.scaleway.com/en/docs/container-registry/
    [/^rg\.(?:fr-par|nl-ams|pl-waw)\.scw\.cloud$/, "api.scaleway.com"],
    // https://www.alibabacloud.com/help/en/ack/ack-edge/user-guide lists them, with the exception of Zhangjiakou.
    [/^registry\.([a-z0-9-]+)\.aliyuncs\.com$/, "dockerauth.$1.aliyuncs.com"],
    [/^[a-z0-9-]+-registry\.([a-z0-9-]+)\.cr\.aliyuncs\.com$/, "dockerauth.$1.aliyuncs.com"],
    [/^[a-z0-9-]+-registry\.([a-z0-9-]+)\.cr\.aliyuncs\.com$/, "dockerauth-ee.$1.aliyuncs.com"],
    [/^registry\.(cn-zhangjiakou)\.aliyuncs\.com$/, "dockerauth-$1.aliyuncs.com"],
    [/^[a-z0-9-]+-registry\.(cn-zhangjiakou)\.cr\.aliyuncs\.com$/, "dockerauth-$1.aliyuncs.com"],
    // https://github.com/rancher/ecm-distro-tools/blob/master/release/rancher/rancher.go (registriesInfo)
    [/^registry\.rancher\.com$/, "scc.suse.com"],
    // A GitLab issues its registry's tokens itself: https://docs.gitlab.com/administration/packages/container_registry/
    // Hosts of tenants: https://docs.gitlab.com/subscriptions/gitlab_dedicated/
    [/^registry\.([a-z0-9-]+)\.gitlab-dedicated\.com$/, "$1.gitlab-dedicated.com"],
];
/**
 * Domains with hosts of different customers, which https://publicsuffix.org does not list, or not in full. Not here: domains
 * whose registry hosts all belong to the operator, with one token service each on its own host: ghcr.io, quay.io, gcr.io, icr.io,
 * ocir.io, cr.yandex, registry.redhat.io.
 */
const SHARED_DOMAINS = [
    // One host for each registry.
    "azurecr.io",
    "azurecr.us",
    "azurecr.cn",
    "amazonaws.com",
    "amazonaws.com.cn",
    "on.aws",
    "cloudsmith.io",
    "container-registry.ovh.net",
    "ghe.com",
    "gitlab-dedicated.com",
    "jfrog.io",
    "ncr.ntruss.com",
    "pkg.dev",
    "sonatype.app",
    "tencentcloudcr.com",
    // Clouds whose other services give customers hosts of this domain.
    "aliyuncs.com",
    "azurecontainerapps.io",
    "cloudapp.azure.com",
    "myhuaweicloud.com",
    "scw.cloud",
    // Names for any IP address.
    "nip.io",
    "sslip.io",
];
/** True where a host is known to be the token service of a registry, although its domain does not show it. */
function isKnownTokenHost(registryHost, host) {
    return KNOWN_PAIRS.some(([registry, token]) => registry.test(registryHost) && registryHost.replace(registry, token) === host);
}
/** True for a name in a domain whose hosts belong to different customers. */
function isOnSharedDomain(name) {
    return SHARED_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

;// CONCATENATED MODULE: ./lib/registry/auth/realm.js
// Decides which token service of a registry's challenge may be requested, and which may receive a credential.




/** Printable ASCII without blanks, quotes and backslashes: URLs that WHATWG's parser would silently repair are refused. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;
/**
 * Parses the realm of a registry's challenge into the URL of its token service. A credential is sent only to the registry's own
 * host or registrable domain, on the registry's port or 443, to a host that is known for this registry, or to a trusted host.
 * Without a credential, any public host may be requested.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function resolveRealm(registryHost, realm, { withCredential, trustedHosts, side }) {
    const refuse = (why, remedy) => new errors/* AuthenticationError */.v3("REALM_REFUSED", `${registryHost} names ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} as its token service, which was not requested: ${why}.${withCredential ? " No credential was sent." : ""}`, { side, remedy });
    const url = REALM.test(realm) ? URL.parse(realm) : null;
    if (url === null)
        throw refuse("it is not a plain https URL");
    const { hostname, host } = url;
    // IP addresses in any notation are not registry hosts.
    if (!(0,reference/* isRegistryHost */.EV)(host))
        throw refuse(`${host} is not a public host name`);
    if (url.hash !== "")
        throw refuse("it has a fragment");
    const isOwn = isOwnSite(registryHost, host);
    const isOwnPort = url.port === "" || url.port === portOf(registryHost);
    if ((isOwn && isOwnPort) || isKnownTokenHost(registryHost, host) || trustedHosts.includes(host))
        return url;
    if (withCredential) {
        const why = isOwn
            ? `credentials for ${registryHost} are sent only to its own port and to port 443`
            : `credentials for ${registryHost} are sent only to ${isOnSharedDomain(nameOf(registryHost)) ? "its own host, because its domain has hosts of other customers" : "its own host and domain"}`;
        throw refuse(why, adviseTrust(registryHost, host));
    }
    if (isOwn)
        return url;
    const { isIcann, isPrivate } = (0,cjs/* parse */.qg)(hostname, { allowPrivateDomains: true });
    if (isIcann !== true && isPrivate !== true)
        throw refuse(`${host} is not a public host name`);
    return url;
}
function adviseTrust(registryHost, host) {
    return `Ask the operator of ${registryHost} whether ${host} is its token service: it gets your password. Only if it is, set\ntrusted-token-hosts: ${host}\nIf the image is public, remove the credentials.`;
}
/** True for a host of the registry's own site: the same host, or one in its registrable domain, at any port. */
function isOwnSite(registryHost, host) {
    const [registryName, name] = [nameOf(registryHost), nameOf(host)];
    return name === registryName || isSameDomain(registryName, name);
}
/** True for two hosts in the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one, other) {
    if (isOnSharedDomain(one) || isOnSharedDomain(other))
        return false;
    const domain = (0,cjs/* parse */.qg)(one, { allowPrivateDomains: true }).domain;
    return domain !== null && domain === (0,cjs/* parse */.qg)(other, { allowPrivateDomains: true }).domain;
}
function nameOf(host) {
    return host.split(":")[0] ?? "";
}
/** Empty for the default port, as in a URL. */
function portOf(host) {
    return host.split(":")[1] ?? "";
}


/***/ }),

/***/ 3735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTokenAuthorization: () => (/* binding */ createTokenAuthorization)
/* harmony export */ });
/* harmony import */ var _coalesce_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4152);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5014);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3940);
/* harmony import */ var _token_cache_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4101);
/* harmony import */ var _api_url_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2199);
/* harmony import */ var _response_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3455);
/* harmony import */ var _authorization_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(2971);
/* harmony import */ var _challenge_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2835);
/* harmony import */ var _realm_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6825);
/* harmony import */ var _token_groups_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8428);
/* harmony import */ var _token_request_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(799);
/* harmony import */ var _token_response_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2251);
// Logs in to any registry by its challenge: Docker Hub, GHCR, Harbor, quay, GitLab … realm.ts decides who may receive a credential.
// https://distribution.github.io/distribution/spec/auth/token/













/** Tokens of one registry under one identity. */
function createTokenAuthorization(options) {
    const { host, side, trustedTokenHosts, http, clock, mask } = options;
    const { credentials, origin } = options.login;
    // One token service for all repositories, and many images of a refresh. Of other registries it is not known whether they can.
    const shared = (0,_token_groups_js__WEBPACK_IMPORTED_MODULE_10__/* .groupRepositories */ .Y)(host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCKER_HUB */ .Xb ? (options.repositories ?? []) : []);
    const tokens = new _token_cache_js__WEBPACK_IMPORTED_MODULE_3__/* .TokenCache */ .G(clock);
    const discovery = new _coalesce_js__WEBPACK_IMPORTED_MODULE_0__/* .Coalescer */ .w();
    const hasCredential = credentials.kind === "password" || credentials.kind === "refresh-token";
    let method;
    let refusedLogin;
    // Elsewhere the first anonymous read brings the challenge. At Docker Hub one request saves a refused one for each image.
    let isDiscovered = !hasCredential && host !== _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCKER_HUB */ .Xb;
    /**
     * Requests the challenge of `/v2/`, as docker and skopeo do. A registry that responds to an anonymous read of a private
     * repository with 404 or 403 sends no challenge there: Artifactory with "hide unauthorized resources".
     */
    async function discover(signal) {
        const [url, what] = [(0,_api_url_js__WEBPACK_IMPORTED_MODULE_4__/* .apiUrl */ .y0)((0,_api_url_js__WEBPACK_IMPORTED_MODULE_4__/* .apiOrigin */ .lG)(host), "/v2/"), `Requesting the challenge of ${host}`];
        const response = await http.send({
            method: "GET",
            url,
            maxBodyBytes: _http_http_js__WEBPACK_IMPORTED_MODULE_11__/* .ERROR_MAX_BYTES */ .qy,
            repeat: "optional",
            what,
            stage: "login",
            side,
            signal,
        });
        if (isTemporary(response)) {
            // A read without the login could then look like an image that does not exist.
            const login = { origin, use: "not-requested" };
            const { redact } = http;
            throw (0,_response_error_js__WEBPACK_IMPORTED_MODULE_5__/* .responseError */ .U3)({ response, method: "GET", url, what, host, side, flavour: "generic", login, redact });
        }
        const challenge = response.headers.get("www-authenticate");
        if (response.status === 401 && challenge !== undefined)
            method ??= readChallenge(challenge);
        isDiscovered = true;
    }
    function basic() {
        if (credentials.kind !== "password")
            return undefined;
        const header = (0,_authorization_js__WEBPACK_IMPORTED_MODULE_12__/* .formatBasic */ .CY)(credentials.username, credentials.password);
        mask(header.slice("Basic ".length));
        return header;
    }
    async function issue({ url, service }, repositories, signal) {
        const what = (0,_token_request_js__WEBPACK_IMPORTED_MODULE_8__/* .tokenPurpose */ .K)(url, host, repositories.join(", "));
        // Our own scopes, never the challenge's: the registry must not choose how much a token grants.
        const scopes = repositories.map((repository) => (0,_authorization_js__WEBPACK_IMPORTED_MODULE_12__/* .formatScope */ .gk)(repository, ["pull"]));
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
            const form = withScopes(new URLSearchParams(refresh), service, scopes);
            response = await (0,_token_request_js__WEBPACK_IMPORTED_MODULE_8__/* .requestToken */ .F)({ ...common, url, form });
        }
        else {
            const tokenUrl = new URL(url);
            withScopes(tokenUrl.searchParams, service, scopes);
            response = await (0,_token_request_js__WEBPACK_IMPORTED_MODULE_8__/* .requestToken */ .F)({ ...common, url: tokenUrl, authorization: basic() });
        }
        const issued = (0,_token_response_js__WEBPACK_IMPORTED_MODULE_9__/* .parseTokenResponse */ .A)(response, ["token", "access_token"], { what, side });
        mask(issued.token);
        return issued;
    }
    /** @throws AuthenticationError `CHALLENGE_INVALID` or `REALM_REFUSED` */
    function readChallenge(header) {
        const challenges = (0,_challenge_js__WEBPACK_IMPORTED_MODULE_6__/* .parseChallenges */ .u)(header);
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
            url: (0,_realm_js__WEBPACK_IMPORTED_MODULE_7__.resolveRealm)(host, realm, { withCredential: hasCredential, trustedHosts: trustedTokenHosts, side }),
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
        const common = await sharedToken(method, repository, signal);
        return `Bearer ${common ?? (await tokenFor(method, [repository], signal))}`;
    }
    async function tokenFor(service, repositories, signal) {
        const key = keyOf(service, repositories);
        const { token } = await tokens.get(key, (sharedSignal) => issue(service, repositories, sharedSignal), signal);
        return token;
    }
    /** The token that a repository shares with others; undefined where it shares none, or the service refuses it. */
    async function sharedToken(service, repository, signal) {
        const group = shared.get(repository);
        if (group === undefined)
            return undefined;
        if (refusedLogin !== undefined)
            throw refusedLogin;
        try {
            return await tokenFor(service, group, signal);
        }
        catch (error) {
            if (!isRefusal(error))
                throw error;
            // 401: the login itself. Docker Hub locks an account after a few wrong passwords, so it is not tried for each repository.
            if (hasCredential && error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3) {
                refusedLogin = error;
                throw error;
            }
            // From now on each repository gets its own token, so that only those without permission fail.
            for (const each of group)
                shared.delete(each);
            return undefined;
        }
    }
    return {
        origin,
        authorize,
        async renew(scope, { authorization, challenge }, signal) {
            // A token that was given as an input cannot be renewed.
            if (credentials.kind === "access-token" || challenge === undefined)
                return undefined;
            if (method?.kind === "token-service" && authorization?.startsWith("Bearer ")) {
                tokens.forget(keyOf(method, [scope.repository]), authorization.slice("Bearer ".length));
            }
            // A shared token may grant less than was requested. The repository's own settles whether it can be read.
            shared.delete(scope.repository);
            method = readChallenge(challenge);
            const renewed = await authorize(scope, signal);
            return renewed === authorization ? undefined : renewed;
        },
    };
}
function isTemporary({ status }) {
    return status === 408 || status === 429 || status >= 500;
}
/** True where the token service does not issue such a token, or one that cannot be used. */
function isRefusal(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3)
        return true;
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .gl && error.status !== undefined && !isTemporary({ status: error.status });
}
/** Sets what is requested, in place of what the realm may have had. `scope` may repeat. */
function withScopes(query, service, scopes) {
    if (service !== undefined)
        query.set("service", service);
    query.delete("scope");
    for (const scope of scopes)
        query.append("scope", scope);
    return query;
}
function keyOf({ url, service }, repositories) {
    return JSON.stringify([url.href, service, repositories]);
}
function challengeError(host, side, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("CHALLENGE_INVALID", `The login challenge (WWW-Authenticate) of ${host} is not valid: ${why}.`, { side });
}


/***/ })

};
