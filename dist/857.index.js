export const id = 857;
export const ids = [857];
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


/***/ })

};
