export const id = 529;
export const ids = [529];
export const modules = {

/***/ 6529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createServiceAccount: () => (/* binding */ createServiceAccount)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5014);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7211);
/* harmony import */ var _id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7886);
/* harmony import */ var _sdk_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7043);
// Gets Entra tokens for the identity of a Kubernetes service account: its token, from the file that Kubernetes renews, is
// exchanged at Entra. Loaded only with `login: workload-identity`. https://azure.github.io/azure-workload-identity/docs/






/** The assertions of the service account. `mask` is called with each before it is used. */
function createServiceAccount(tokenFile, mask) {
    const file = `The service account's token file ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(tokenFile)} (AZURE_FEDERATED_TOKEN_FILE)`;
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_INVALID", `${file} ${why}.`);
    return {
        login: "workload-identity",
        async getAssertion(signal) {
            const [{ WorkloadIdentityCredential }, text] = await Promise.all([
                (0,_sdk_js__WEBPACK_IMPORTED_MODULE_4__/* .loadIdentity */ .HM)(),
                (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(tokenFile, { encoding: "utf8", signal }).catch((error) => {
                    signal.throwIfAborted();
                    const why = `${file} cannot be read (${error.code ?? error.name}).`;
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_UNREADABLE", why, { cause: error });
                }),
            ]);
            const token = text.trim();
            if (token === "")
                throw invalid("is empty");
            if (token.length > _http_http_js__WEBPACK_IMPORTED_MODULE_5__/* .TOKEN_MAX_BYTES */ .z8)
                throw invalid("is too large for a token");
            mask(token);
            const claims = (0,_id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__/* .parseClaims */ .Df)(token);
            if (claims === undefined)
                throw invalid("does not contain a JSON Web Token with issuer, subject and audience");
            return {
                claims,
                // It reads the file again. Without options it would take tenant, client and authority from the environment.
                createCredential: ({ tenantId, clientId }, options) => new WorkloadIdentityCredential({ ...options, tenantId, clientId, tokenFilePath: tokenFile }),
            };
        },
    };
}


/***/ })

};
