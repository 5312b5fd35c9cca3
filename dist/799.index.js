export const id = 799;
export const ids = [799];
export const modules = {

/***/ 8799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTokenAuthorization: () => (/* binding */ createTokenAuthorization)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/registry/authorization.js
var authorization = __webpack_require__(1474);
// EXTERNAL MODULE: ./lib/registry/challenge.js
var challenge = __webpack_require__(2162);
// EXTERNAL MODULE: ./node_modules/tldts/dist/cjs/index.js
var cjs = __webpack_require__(935);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
;// CONCATENATED MODULE: ./lib/registry/realm.js
// Decides who may be asked for a token, and who may be given a credential for it. A registry's word alone never does.



/** Token services that belong to a registry although their domain does not show it. */
const PARTNERS = new Map([[reference/* DOCKER_HUB */.Xb, ["auth.docker.io"]]]);
/** Printable ASCII without blanks, quotes and backslashes: what WHATWG's parser would quietly repair is refused instead. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;
/** Customers of one cloud share these; their registries are strangers to each other. */
const SHARED_SUFFIXES = [".azurecr.io", ".azurecr.us", ".azurecr.cn"];
/**
 * The URL of a token service that a registry names, if it may be asked: with a credential only on the registry's own
 * host or registrable domain, or a listed partner; without one on any public host.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function resolveRealm(registryHost, realm, options) {
    const refuse = (why) => new errors/* AuthenticationError */.v3("REALM_REFUSED", "login", `${registryHost} sends us to ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} for a token: ${why}.`, {
        side: options.side,
        remedy: options.withCredential
            ? "No credential was sent. If the image is public, leave the credentials out; otherwise check with the registry's operator."
            : "Check with the registry's operator.",
    });
    const url = REALM.test(realm) ? URL.parse(realm) : null;
    if (url === null)
        throw refuse("that is no plain https URL");
    const { hostname, host } = url;
    // Addresses, IPv6 and numbers in disguise included, are no registry hosts.
    if (!(0,reference/* isRegistryHost */.EV)(host))
        throw refuse("that is no public host name");
    if (url.hash !== "")
        throw refuse("it has a fragment");
    const registryName = registryHost.split(":")[0] ?? "";
    if (hostname === registryName || PARTNERS.get(registryHost)?.includes(host))
        return url;
    if (isSameDomain(registryName, hostname))
        return url;
    if (options.withCredential) {
        throw refuse(`${host} is neither ${registryHost} nor of its domain, so it gets no credential for it`);
    }
    const { isIcann, isPrivate } = (0,cjs/* parse */.qg)(hostname, { allowPrivateDomains: true });
    if (isIcann !== true && isPrivate !== true)
        throw refuse(`${host} is no public host`);
    return url;
}
/** True for two hosts below the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one, other) {
    if (SHARED_SUFFIXES.some((suffix) => one.endsWith(suffix) || other.endsWith(suffix)))
        return false;
    const domain = (0,cjs/* parse */.qg)(one, { allowPrivateDomains: true }).domain;
    return domain !== null && domain === (0,cjs/* parse */.qg)(other, { allowPrivateDomains: true }).domain;
}

// EXTERNAL MODULE: ./lib/registry/token-answer.js
var token_answer = __webpack_require__(8861);
// EXTERNAL MODULE: ./lib/registry/token-cache.js
var token_cache = __webpack_require__(4789);
// EXTERNAL MODULE: ./lib/registry/token-request.js
var token_request = __webpack_require__(5642);
;// CONCATENATED MODULE: ./lib/registry/token-authorization.js
// Logs in to any registry by its own challenge: Docker Hub, GHCR, Harbor, quay, GitLab … Who gets a credential is realm.ts's to say.
// https://distribution.github.io/distribution/spec/auth/token/







/** Tokens of one registry under one identity. */
function createTokenAuthorization(options) {
    const { host, side, credentials, http, clock, mask } = options;
    const tokens = new token_cache/* TokenCache */.G(clock);
    let method;
    function basic() {
        if (credentials.kind !== "password")
            return undefined;
        const header = (0,authorization/* formatBasic */.C)(credentials.username, credentials.password);
        mask(header.slice("Basic ".length));
        return header;
    }
    async function issue({ url, service }, repository, signal) {
        const what = (0,token_request/* tokenPurpose */.K)(url, host, repository);
        // Our own scope, never the challenge's: a registry does not choose how much a token opens.
        const query = { ...(service !== undefined && { service }), scope: (0,authorization/* formatScope */.g)(repository, ["pull"]) };
        const common = {
            http,
            what,
            host,
            side,
            flavour: "generic",
            refusal: refusalOf(credentials, host),
            signal,
        };
        let response;
        if (credentials.kind === "refresh-token") {
            // https://distribution.github.io/distribution/spec/auth/oauth/
            const refresh = { grant_type: "refresh_token", client_id: "acr-promote", refresh_token: credentials.token };
            const form = new URLSearchParams({ ...query, ...refresh });
            response = await (0,token_request/* requestToken */.F)({ ...common, url, form, secrets: [credentials.token] });
        }
        else {
            const asking = new URL(url);
            for (const [name, value] of Object.entries(query))
                asking.searchParams.set(name, value);
            const secrets = credentials.kind === "password" ? [credentials.password] : [];
            response = await (0,token_request/* requestToken */.F)({ ...common, url: asking, authorization: basic(), secrets });
        }
        const issued = (0,token_answer/* parseTokenAnswer */.x)(response, ["token", "access_token"], { what, side });
        mask(issued.token);
        return issued;
    }
    /** @throws AuthenticationError `CHALLENGE_INVALID` or `REALM_REFUSED` */
    function readChallenge(header) {
        const challenges = (0,challenge/* parseChallenges */.u)(header);
        if (challenges === undefined)
            throw challengeError(host, side, "it cannot be read");
        const bearer = challenges.find(({ scheme }) => scheme === "bearer")?.parameters;
        if (bearer === undefined)
            return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : undefined;
        const realm = bearer.get("realm");
        if (realm === undefined)
            throw challengeError(host, side, "it names no token service");
        const withCredential = credentials.kind === "password" || credentials.kind === "refresh-token";
        return {
            kind: "token-service",
            url: resolveRealm(host, realm, { withCredential, side }),
            service: bearer.get("service"),
        };
    }
    async function authorize({ repository }, signal) {
        if (credentials.kind === "access-token")
            return `Bearer ${credentials.token}`;
        // Until the registry has told how, it is asked without anything.
        if (method === undefined)
            return undefined;
        if (method.kind === "basic")
            return basic();
        const service = method;
        const token = await tokens.get(keyOf(service, repository), (flightSignal) => issue(service, repository, flightSignal), signal);
        return `Bearer ${token}`;
    }
    return {
        authorize,
        async renew(scope, { authorization, challenge }, signal) {
            // A token that was given to us as it is cannot be renewed.
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
    return new errors/* AuthenticationError */.v3("CHALLENGE_INVALID", "login", `${host} asks for a login in a way that is not understood: ${why}.`, { side, remedy: "Check that the host is a container registry, and proxies before it." });
}
function refusalOf(credentials, host) {
    return credentials.kind === "anonymous"
        ? {
            code: "REGISTRY_LOGIN_REFUSED",
            remedy: `${host} gives no token without credentials: check the repository's name, or give source-username and source-password.`,
        }
        : {
            code: "REGISTRY_LOGIN_REFUSED",
            remedy: `${host} did not accept the credentials: check that user name and password are current and belong to this registry.`,
        };
}


/***/ })

};
