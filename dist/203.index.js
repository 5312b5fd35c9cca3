export const id = 203;
export const ids = [203];
export const modules = {

/***/ 4203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ SDK_VARIABLES),
/* harmony export */   findIdentityEndpoint: () => (/* binding */ findIdentityEndpoint)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7211);
// Finds the machine's own service that issues tokens of its managed identity, from the runner's environment. No I/O.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
// https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference


const IMDS_ORIGIN = "http://169.254.169.254";
const IMDS_PATH = "/metadata/identity/oauth2/token";
/** Every variable by which the SDK chooses between the kinds of endpoints. The last one makes it a workload identity. */
const SDK_VARIABLES = [
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "IDENTITY_SERVER_THUMBPRINT",
    "IMDS_ENDPOINT",
    "MSI_ENDPOINT",
    "MSI_SECRET",
    "DEFAULT_IDENTITY_CLIENT_ID",
    "AZURE_POD_IDENTITY_AUTHORITY_HOST",
    "AZURE_FEDERATED_TOKEN_FILE",
];
/** Loopback and link-local addresses: what is sent there does not leave the machine, or goes to its host only. */
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[fe[89ab][0-9a-f](?::[0-9a-f:]*)?\])$/;
function unsupported(message, remedy) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AuthenticationError */ .v3("MANAGED_IDENTITY_UNSUPPORTED", message, { remedy });
}
/** The kind of endpoint that the variables mean and that is not supported, in the SDK's order. */
function unsupportedKind(given) {
    if (given("IDENTITY_ENDPOINT") && given("IDENTITY_HEADER")) {
        return given("IDENTITY_SERVER_THUMBPRINT") ? "Azure Service Fabric" : undefined;
    }
    if (given("IDENTITY_ENDPOINT") && given("IMDS_ENDPOINT"))
        return "Azure Arc";
    if (given("MSI_ENDPOINT"))
        return given("MSI_SECRET") ? "Azure Machine Learning" : "Azure Cloud Shell";
    return undefined;
}
function parseLocalUrl(variable, text) {
    const url = URL.parse(text);
    const isPlain = url?.protocol === "http:" && `${url.username}${url.password}${url.search}${url.hash}` === "";
    if (url !== null && isPlain && LOCAL_HOST.test(url.hostname))
        return url;
    throw unsupported(`${variable} is ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(text)}. The identity endpoint must be an http URL on a loopback or link-local address, without user, query and fragment.`, `Remove ${variable}, or check what sets it: Azure sets it to an address of the machine itself.`);
}
/**
 * Returns the endpoint of this machine. Without any variable, that of a virtual machine, whether there is one or not.
 * @throws AuthenticationError `MANAGED_IDENTITY_UNSUPPORTED`
 */
function findIdentityEndpoint(env) {
    const given = (name) => env[name]?.trim() || undefined;
    const kind = unsupportedKind(given);
    if (kind !== undefined) {
        throw unsupported(`The environment of this runner describes the managed identity of ${kind}, which login: managed-identity does not support.`);
    }
    const [endpoint, header] = [given("IDENTITY_ENDPOINT"), given("IDENTITY_HEADER")];
    if (endpoint !== undefined && header !== undefined) {
        const url = parseLocalUrl("IDENTITY_ENDPOINT", endpoint);
        return { kind: "app-service", url, variables: { IDENTITY_ENDPOINT: url.href, IDENTITY_HEADER: header } };
    }
    // Where the SDK looks for the metadata service instead, for a proxy of it on the machine.
    const other = given("AZURE_POD_IDENTITY_AUTHORITY_HOST");
    if (other === undefined)
        return { kind: "imds", url: new URL(IMDS_PATH, IMDS_ORIGIN), variables: {} };
    const { origin } = parseLocalUrl("AZURE_POD_IDENTITY_AUTHORITY_HOST", other);
    return {
        kind: "imds",
        url: new URL(IMDS_PATH, origin),
        variables: { AZURE_POD_IDENTITY_AUTHORITY_HOST: origin },
    };
}


/***/ })

};
