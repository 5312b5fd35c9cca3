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
// Decides who may be asked for a token, and who may be given a credential for it. A registry's word alone never does.



/** Token services that belong to a registry although their domain does not show it. */
const PARTNERS = new Map([[_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCKER_HUB */ .Xb, ["auth.docker.io"]]]);
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
    const refuse = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("REALM_REFUSED", `${registryHost} sends us to ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} for a token: ${why}.`, {
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
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistryHost */ .EV)(host))
        throw refuse("that is no public host name");
    if (url.hash !== "")
        throw refuse("it has a fragment");
    if (PARTNERS.get(registryHost)?.includes(host) || isOwnSite(registryHost, host))
        return url;
    if (options.withCredential) {
        throw refuse(`${host} is neither ${registryHost} nor of its domain, so it gets no credential for it`);
    }
    const { isIcann, isPrivate } = (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(hostname, { allowPrivateDomains: true });
    if (isIcann !== true && isPrivate !== true)
        throw refuse(`${host} is no public host`);
    return url;
}
/** True for a host that belongs to the registry itself: its own, its token service's, or one of its domain. */
function isOwnSite(registryHost, host) {
    const [registryName = "", name = ""] = [registryHost.split(":")[0], host.split(":")[0]];
    return name === registryName || isSameDomain(registryName, name);
}
/** True for two hosts below the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one, other) {
    if (SHARED_SUFFIXES.some((suffix) => one.endsWith(suffix) || other.endsWith(suffix)))
        return false;
    const domain = (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(one, { allowPrivateDomains: true }).domain;
    return domain !== null && domain === (0,tldts__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(other, { allowPrivateDomains: true }).domain;
}


/***/ })

};
