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
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5014);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7211);
/* harmony import */ var _id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7886);
// Gets Entra tokens for the identity of a Kubernetes service account: its token, from the file that Kubernetes renews, is
// exchanged at Entra. Loaded only with `login: workload-identity`. https://azure.github.io/azure-workload-identity/docs/





/**
 * The assertions of the service account. `mask` is called with each before it is used. The file is read once for an exchange:
 * the SDK's own credential would read it again, and send a token that was not masked.
 */
function createServiceAccount(tokenFile, mask) {
    const file = `The service account's token file ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(tokenFile)} (AZURE_FEDERATED_TOKEN_FILE)`;
    const invalid = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_INVALID", `${file} ${why}.`);
    return {
        login: "workload-identity",
        async getAssertion(signal) {
            const text = await readStart(tokenFile).catch((error) => {
                const why = `${file} cannot be read (${error.code ?? error.name}).`;
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AuthenticationError */ .v3("TOKEN_FILE_UNREADABLE", why, { cause: error });
            });
            signal.throwIfAborted();
            const token = text.trim();
            if (token === "")
                throw invalid("is empty");
            if (token.length > _http_http_js__WEBPACK_IMPORTED_MODULE_4__/* .TOKEN_MAX_BYTES */ .z8)
                throw invalid("is too large for a token");
            mask(token);
            const claims = (0,_id_token_claims_js__WEBPACK_IMPORTED_MODULE_2__/* .parseClaims */ .Df)(token);
            if (claims === undefined)
                throw invalid("does not contain a JSON Web Token with issuer, subject and audience");
            return { token, claims };
        },
    };
}
/** Reads not much more than a token: the variable may name any file. */
async function readStart(path) {
    // A pipe that nothing writes to would be waited for.
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    try {
        const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(2 * _http_http_js__WEBPACK_IMPORTED_MODULE_4__/* .TOKEN_MAX_BYTES */ .z8), position: 0 });
        return buffer.toString("utf8", 0, bytesRead);
    }
    finally {
        await file.close();
    }
}


/***/ })

};
