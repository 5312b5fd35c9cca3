export const id = 825;
export const ids = [825];
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


/***/ })

};
