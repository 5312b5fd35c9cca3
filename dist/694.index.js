export const id = 694;
export const ids = [694];
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
        const { getOctokit } = await __webpack_require__.e(/* import() | github */ 326).then(__webpack_require__.bind(__webpack_require__, 2413));
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

/***/ 3927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createProvenanceVerifier: () => (/* binding */ createProvenanceVerifier)
});

// UNUSED EXPORTS: loadShippedRoots

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(1260);
// EXTERNAL MODULE: ./lib/quote.js
var quote = __webpack_require__(7211);
// EXTERNAL MODULE: ./lib/github/api.js
var api = __webpack_require__(7671);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/provenance/found-bundle.js
// A found attestation that is not read yet, in the form that GitHub's API and registries have in common.


/** Size limit of a bundle, before and after decompression. actions/attest allows predicates of 16 MiB; usual ones have 10 KiB. */
const BUNDLE_MAX_BYTES = 16 * 1024 * 1024;
/** Bytes that are read for the attestations of one image: lists, and bundles. */
const ATTESTATIONS_MAX_BYTES = 64 * 1024 * 1024;
/** How much of {@link ATTESTATIONS_MAX_BYTES} one image has used. */
class AttestationBudget {
    #usedBytes = 0;
    /** Counts what was read. */
    count(sizeBytes) {
        this.#usedBytes += sizeBytes;
    }
    /** @throws ProvenanceError `ATTESTATIONS_UNREACHABLE` where nothing more may be read */
    check() {
        if (this.#usedBytes <= ATTESTATIONS_MAX_BYTES)
            return;
        throw attestationsUnreachable(`The attestations of this image have more than ${ATTESTATIONS_MAX_BYTES / 1024 / 1024} MiB together; the rest was not read`, "Delete attestations of this image that are no longer needed.");
    }
}
/** An attestation that is invalid, so that it cannot count. */
function invalidAttestation(reason, cause) {
    return new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", reason, { cause });
}
/** Attestations that could not be looked up, or not all of them. */
function attestationsUnreachable(message, remedy) {
    return new errors/* ProvenanceError */.CG("ATTESTATIONS_UNREACHABLE", message, { remedy });
}
/**
 * Parses a part of an attestation.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
function parseAttestationJson(bytes, what) {
    const json = (0,lib_json/* parseUtf8Json */.te)(bytes);
    if (json === undefined)
        throw invalidAttestation(`${what} is not JSON in UTF-8`);
    return json;
}

;// CONCATENATED MODULE: ./lib/provenance/attestation-pages.js



/** A page contains whole bundles where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;
/**
 * The next page. It must be on the same origin and about the same digest, so that a link cannot lead the token elsewhere.
 * GitHub names the repository by its number there (`/repositories/1/attestations/…`).
 */
function nextPage(link, subject, current) {
    const target = /<([^<>]*)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
    if (target === undefined)
        return undefined;
    const next = URL.parse(target, current.href);
    const ending = (0,api/* escapeTemplate */.s5)(`/attestations/${subject}`);
    if (next === null || next.origin !== current.origin || !(0,api/* escapeTemplate */.s5)(next.pathname).endsWith(ending)) {
        throw attestationsUnreachable(`${current.origin} continues its list of attestations at another address, which is not followed`);
    }
    return next;
}
function refusalOf(response, origin) {
    const { status } = response;
    if ((0,api/* isRateLimited */.Jz)(response)) {
        return attestationsUnreachable(`The rate limit of ${origin} is reached (HTTP ${status})`, "Run the job again later, or set github-token to a token that no other job uses.");
    }
    if (status === 401) {
        return attestationsUnreachable(`${origin} refused github-token (HTTP 401)`, "Set github-token to a valid token of this GitHub.");
    }
    if (status === 403) {
        return attestationsUnreachable(`github-token may not read attestations at ${origin} (HTTP 403)`, "Give the job `permissions: attestations: read`, or set github-token to a token with that permission on the repository.");
    }
    return attestationsUnreachable(`${origin} answered HTTP ${status} to the look-up of attestations`);
}
function parsePage(body, origin) {
    const page = (0,lib_json/* parseUtf8Json */.te)(body);
    if (page === undefined) {
        throw attestationsUnreachable(`${origin} sent a response to the look-up of attestations that is not JSON`);
    }
    const attestations = (0,lib_json/* valueAt */.fK)(page, "attestations");
    if (!Array.isArray(attestations)) {
        throw attestationsUnreachable(`${origin} sent a response without a list of attestations`);
    }
    return attestations;
}
/** Creates the reader of pages of the API at this origin. */
function createAttestationPages({ origin }, get) {
    return async (url, subject, signal) => {
        const response = await get({
            url,
            maxBodyBytes: PAGE_MAX_BYTES,
            repeat: "safe",
            what: `Looking up attestations at ${origin}`,
            signal,
        });
        if (response.status === 404)
            return undefined;
        if (response.status !== 200)
            throw refusalOf(response, origin);
        return {
            attestations: parsePage(response.body, origin),
            next: nextPage(response.headers.get("link"), subject, url),
            sizeBytes: response.body.byteLength,
        };
    };
}

;// CONCATENATED MODULE: ./lib/provenance/snappy.js
// Decompresses one block of raw Snappy, the format in which GitHub stores attestation bundles.
// https://github.com/google/snappy/blob/1.2.2/format_description.txt

function invalid(reason) {
    return invalidAttestation(`its bundle is not valid Snappy: ${reason}`);
}
/**
 * Decompresses a block. Checks its stated length against `maxBytes` before anything is allocated.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
function decompressSnappy(input, maxBytes) {
    let at = 0;
    /** Little-endian, 1 to 4 bytes. */
    const readInteger = (byteCount) => {
        let value = 0;
        for (let index = 0; index < byteCount; index++) {
            const byte = input[at++];
            if (byte === undefined)
                throw invalid("it ends within an element");
            value += byte * 2 ** (8 * index);
        }
        return value;
    };
    let length = 0;
    for (let shift = 0;; shift += 7) {
        const byte = readInteger(1);
        length += (byte & 0x7f) * 2 ** shift;
        if (length > 0xffff_ffff || shift > 28)
            throw invalid("its length is not a 32-bit number");
        if (byte < 0x80)
            break;
    }
    if (length > maxBytes) {
        throw invalidAttestation(`its bundle is ${length} bytes uncompressed, more than ${maxBytes}`);
    }
    const output = new Uint8Array(length);
    let produced = 0;
    while (at < input.length) {
        const tag = readInteger(1);
        const kind = tag & 3;
        const high = tag >> 2;
        if (kind === 0) {
            const size = (high < 60 ? high : readInteger(high - 59)) + 1;
            if (at + size > input.length)
                throw invalid("a literal runs past its end");
            if (produced + size > length)
                throw invalid("it holds more than its stated length");
            output.set(input.subarray(at, at + size), produced);
            at += size;
            produced += size;
            continue;
        }
        const size = kind === 1 ? (high & 7) + 4 : high + 1;
        const offset = kind === 1 ? (tag >> 5) * 256 + readInteger(1) : readInteger(kind === 2 ? 2 : 4);
        if (offset === 0 || offset > produced)
            throw invalid("a copy starts before its beginning");
        if (produced + size > length)
            throw invalid("it holds more than its stated length");
        // A copy may overlap its own output: copying byte by byte then repeats a pattern, as the format requires.
        for (let index = 0; index < size; index++, produced++)
            output[produced] = output[produced - offset] ?? 0;
    }
    if (produced !== length)
        throw invalid("it holds less than its stated length");
    return output;
}

;// CONCATENATED MODULE: ./lib/provenance/stored-bundle.js



/** Accepts https URLs of a dotted host name, with the default port and without userinfo. */
function parseBundleUrl(text) {
    const url = URL.parse(text);
    const named = url !== null && /^(?!.*\.\d+\.?$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname);
    if (!named || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
        throw invalidAttestation(`its bundle_url is not an https URL of a public host: ${(0,quote/* quote */.h)(url === null ? text : url.origin)}`);
    }
    return url;
}
/** Reads a stored bundle. Its URL is signed: the request has no header of ours, and messages name the host only. */
async function fetchStoredBundle(bundleUrl, http, budget, signal) {
    const url = parseBundleUrl(bundleUrl);
    const { status, body } = await http.send({
        method: "GET",
        url,
        maxBodyBytes: BUNDLE_MAX_BYTES,
        repeat: "safe",
        what: `Reading an attestation bundle from ${url.host}`,
        stage: "observe",
        signal,
    });
    if (status !== 200) {
        throw attestationsUnreachable(`${url.host} answered HTTP ${status} instead of an attestation bundle`);
    }
    const bundle = decompressSnappy(body, BUNDLE_MAX_BYTES);
    budget.count(bundle.byteLength);
    return parseAttestationJson(bundle, "its bundle");
}

;// CONCATENATED MODULE: ./lib/provenance/attestations.js
// Finds artifact attestations of a digest through GitHub's API. Trusts nothing in them: they are verified elsewhere.





const PAGE_SIZE = 30;
/** Pages per look-up: more than 300 attestations of one digest and one predicate are a mistake. */
const MAX_PAGES = 10;
/** Creates the look-up of one gate. */
function createAttestationsApi(options) {
    const { apiUrl, token, http } = options;
    const fetchPage = createAttestationPages(apiUrl, (0,api/* createGitHubApi */._j)(options));
    const readBundle = (attestation, budget) => async (signal) => {
        const bundle = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* valueAt */.fK)(attestation, "bundle"));
        if (bundle !== undefined)
            return bundle;
        const url = (0,lib_json/* valueAt */.fK)(attestation, "bundle_url");
        if (typeof url === "string")
            return await fetchStoredBundle(url, http, budget, signal);
        throw invalidAttestation("GitHub lists it with neither a bundle nor a bundle_url");
    };
    return async function* findAttestations({ holder: name, predicateType }, subject, budget, signal) {
        if (token === undefined) {
            throw attestationsUnreachable("github-token is empty, so attestations were not looked up at GitHub");
        }
        // An owner is an organisation or a user. Only the response shows which.
        const holders = name.includes("/") ? [`repos/${name}`] : [`orgs/${name}`, `users/${name}`];
        let listed = false;
        for (const holder of holders) {
            const first = (0,api/* apiPathUrl */.Dj)(apiUrl, `${holder}/attestations/${subject}`);
            first.searchParams.set("per_page", String(PAGE_SIZE));
            if (predicateType !== undefined)
                first.searchParams.set("predicate_type", predicateType);
            let next = first;
            for (let pages = 0, count = 0; next !== undefined; pages++) {
                if (pages === MAX_PAGES) {
                    throw attestationsUnreachable(`${apiUrl.origin} lists more than ${count} attestations; the rest was not read`);
                }
                const page = await fetchPage(next, subject, signal);
                if (page === undefined)
                    break;
                listed = true;
                budget.count(page.sizeBytes);
                for (const attestation of page.attestations) {
                    yield {
                        name: `attestation ${++count} of ${holder} at ${apiUrl.host}`,
                        read: readBundle(attestation, budget),
                    };
                }
                next = page.next;
            }
            if (listed)
                break;
        }
        const about = `${predicateType === undefined ? "" : `${predicateType} `}attestation of ${subject} for ${name}`;
        return listed
            ? `GitHub's list for this digest is empty: no ${about}.`
            : `GitHub responded with HTTP 404: there is no ${about}, or github-token has no permission to see it (\`attestations: read\` there).`;
    };
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/provenance/bundle-referrers.js


/** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Bundles that are read for one manifest. */
const MAX_REFERRERS = 100;
async function readReferrer(reader, repository, { digest, sizeBytes }, budget, signal) {
    const manifest = await reader.fetchManifest(repository, digest, signal, sizeBytes);
    if (manifest === undefined)
        throw invalidAttestation("the registry lists it but responds that it does not exist");
    const [layer, ...others] = manifest.kind === "image" ? manifest.layers : [];
    if (layer === undefined || others.length > 0 || layer.mediaType !== BUNDLE_MEDIA_TYPE) {
        throw invalidAttestation("it does not contain exactly one Sigstore bundle");
    }
    if (layer.sizeBytes > BUNDLE_MAX_BYTES) {
        throw invalidAttestation(`its bundle has ${layer.sizeBytes} bytes, more than ${BUNDLE_MAX_BYTES}`);
    }
    const bundle = await reader.fetchBlob(repository, layer.digest, BUNDLE_MAX_BYTES, signal);
    budget.count(bundle.byteLength);
    return parseAttestationJson(bundle, "its bundle");
}
/** Yields the Sigstore bundles that refer to a manifest, and returns the reason that applies if there was none. */
async function* findBundleReferrers(reader, repository, subject, budget, signal) {
    const { found, unknown } = await reader.lookUpReferrers(repository, subject, signal);
    const bundles = found.filter(({ artifactType }) => artifactType === BUNDLE_MEDIA_TYPE);
    for (const bundle of bundles.slice(0, MAX_REFERRERS)) {
        yield {
            name: `referrer sha256:${(0,oci_digest/* shortDigest */.VK)(bundle.digest)}`,
            read: (readSignal) => readReferrer(reader, repository, bundle, budget, readSignal),
        };
    }
    if (bundles.length > MAX_REFERRERS) {
        throw attestationsUnreachable(`${reader.host}/${repository} lists more than ${MAX_REFERRERS} Sigstore bundles for ${subject}; the rest was not read`, "Delete attestations of this image that are no longer needed.");
    }
    if (unknown !== undefined) {
        throw attestationsUnreachable(unknown.message, unknown.remedy);
    }
    return `${reader.host}/${repository} has no Sigstore bundle that refers to ${subject}.`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/provenance/outdated-roots.js
// Tells an attestation that is newer than the trust roots from one that nobody vouches for. It changes only the words: neither counts.


/** The trust roots are too old to verify an attestation. `claimed`: what it states, unverified. */
class OutdatedRootsError extends errors/* ProvenanceError */.CG {
    claimed;
    constructor(reason, claimed) {
        super("ATTESTATION_ROOTS_OUTDATED", reason);
        this.claimed = claimed;
    }
}
function isInForce({ validFor }, at) {
    return validFor.start <= at && at <= validFor.end;
}
/** The organizations in the names that issued a certificate. */
function issuingOrganization(certificate) {
    return new external_node_crypto_.X509Certificate(certificate.root.toDER()).toLegacyObject().issuer.O;
}
/** Whether the organization that operates the instance also is the certificate's issuer by name. A name proves nothing. */
function claimsInstance(leaf, { certificateAuthorities }) {
    const claimed = issuingOrganization(leaf);
    return (claimed !== undefined &&
        certificateAuthorities.some(({ certChain }) => certChain.some((each) => issuingOrganization(each) === claimed)));
}
/** True where the certificate names this authority, by name and key, as the one that issued it. */
function namesAsIssuer(leaf, authority) {
    const keyId = leaf.extAuthorityKeyID?.keyIdentifier;
    return (authority.subject.equals(leaf.issuer) &&
        (keyId === undefined || authority.extSubjectKeyID?.keyIdentifier.equals(keyId) === true));
}
function dayOf(date) {
    return date.toISOString().slice(0, 10);
}
/** What in the proofs the roots do not have, or have only for an earlier time. */
function findNewerAuthority(leaf, { timestamps, tlogEntries }, { certificateAuthorities, ctlogs, tlogs, timestampAuthorities }) {
    const issuers = certificateAuthorities.flatMap(({ certChain, validFor }) => certChain.filter((each) => namesAsIssuer(leaf, each)).map((certificate) => ({ certificate, validFor })));
    // A key that the roots have did not make this signature: forged.
    if (issuers.some(({ certificate }) => !leaf.verify(certificate)))
        return undefined;
    const at = leaf.notBefore;
    if (!issuers.some((each) => isInForce(each, at) && each.certificate.validForDate(at)))
        return "certificate authority";
    const isKnownLog = (logs, id, time) => logs.some((log) => log.logID.equals(id) && (time === undefined || isInForce(log, time)));
    const scts = leaf.extSCT?.signedCertificateTimestamps ?? [];
    if (scts.some(({ logID, datetime }) => !isKnownLog(ctlogs, logID, datetime)))
        return "log of certificates";
    const isKnownEntry = ({ logId, integratedTime }) => {
        // Rekor's second version states no time.
        const time = Number(integratedTime) === 0 ? undefined : new Date(Number(integratedTime) * 1000);
        return isKnownLog(tlogs, logId.keyId, time);
    };
    if (!tlogEntries.every(isKnownEntry))
        return "transparency log";
    const isKnownStamp = (stamp) => {
        if (stamp.$case !== "timestamp-authority")
            return true;
        const { signingTime, signerIssuer, signerSerialNumber } = stamp.timestamp;
        return timestampAuthorities.some(({ certChain: [signer, ...chain], validFor }) => {
            const isSigner = signer?.serialNumber.equals(signerSerialNumber) === true && signer.issuer.equals(signerIssuer);
            return (isSigner &&
                isInForce({ validFor }, signingTime) &&
                [signer, ...chain].every((each) => each.validForDate(signingTime)));
        });
    };
    return timestamps.every(isKnownStamp) ? undefined : "timestamp authority";
}
/**
 * Why these roots are too old for a signature that they do not verify; undefined where they are not the reason. The certificate has
 * to be newer than the roots and to name the instance's operator, and its key has to have made the signature. Anybody can make such
 * an attestation, so it must never count.
 */
function whyRootsOutdated(leaf, entity, { material, obtained }) {
    try {
        if (leaf.notBefore < obtained || !claimsInstance(leaf, material))
            return undefined;
        const key = (0,external_node_crypto_.createPublicKey)({ key: leaf.publicKey, format: "der", type: "spki" });
        if (!entity.signature.verifySignature(key))
            return undefined;
        const what = findNewerAuthority(leaf, entity, material);
        if (what === undefined)
            return undefined;
        return `it was signed on ${dayOf(leaf.notBefore)} under a ${what} that the trust roots of this action do not have for that day: they are of ${dayOf(obtained)}`;
    }
    catch {
        // A part that cannot be read is invalid, and not newer.
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/provenance/policy.js
var policy = __webpack_require__(4321);
;// CONCATENATED MODULE: ./lib/provenance/statement.js
// Parses in-toto statements, the signed payload of an attestation. Strict; checks no signature.
// https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md



/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPES = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];
/** The subject's digest; undefined where it has no sha256. */
function parseSubject(subject) {
    const digest = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* valueAt */.fK)(subject, "digest"));
    if (digest === undefined)
        throw invalidAttestation("a subject of its statement has no digest");
    const sha256 = (0,lib_json/* valueAt */.fK)(digest, "sha256");
    if (sha256 === undefined)
        return undefined;
    const text = typeof sha256 === "string" ? `sha256:${sha256}` : "";
    if (!(0,oci_digest/* isDigest */.Bc)(text))
        throw invalidAttestation("a subject's sha256 is not 64 lowercase hexadecimal digits");
    return text;
}
/**
 * Parses the payload of a DSSE envelope.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
function parseStatement(payloadType, payload) {
    if (payloadType !== PAYLOAD_TYPE)
        throw invalidAttestation("its payload is not an in-toto statement (payloadType)");
    const statement = (0,lib_json/* asJsonObject */.Oe)(parseAttestationJson(payload, "its statement"));
    if (statement === undefined)
        throw invalidAttestation("its statement is not a JSON object");
    if (!STATEMENT_TYPES.includes((0,lib_json/* valueAt */.fK)(statement, "_type"))) {
        throw invalidAttestation("its statement is not of in-toto v1 or v0.1 (_type)");
    }
    const predicateType = (0,lib_json/* valueAt */.fK)(statement, "predicateType");
    if (typeof predicateType !== "string" || predicateType === "") {
        throw invalidAttestation("its statement has no predicate type");
    }
    const subjects = (0,lib_json/* valueAt */.fK)(statement, "subject");
    if (!Array.isArray(subjects) || subjects.length === 0)
        throw invalidAttestation("its statement has no subject");
    return { predicateType, subjects: subjects.map(parseSubject).filter((digest) => digest !== undefined) };
}

;// CONCATENATED MODULE: ./lib/provenance/signature.js




/**
 * The proofs that each instance must provide. The public-good one logs certificates and signatures. GitHub's own logs neither,
 * because its repositories are private; its timestamp authority proves the time.
 * https://docs.github.com/actions/concepts/security/artifact-attestations
 */
const THRESHOLDS = {
    "public-good": { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 },
    github: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 },
};
/** Log entries and timestamps that one bundle may contain; signers write one of each. Limits the work on a hostile bundle. */
const MAX_PROOFS = 8;
/** Fulcio's certificate extensions: https://github.com/sigstore/fulcio/blob/v1.7.1/docs/oid-info.md */
const ISSUER = "1.3.6.1.4.1.57264.1.8";
const SOURCE_REPOSITORY_URI = "1.3.6.1.4.1.57264.1.12";
const SOURCE_REPOSITORY_DIGEST = "1.3.6.1.4.1.57264.1.13";
const SOURCE_REPOSITORY_ID = "1.3.6.1.4.1.57264.1.15";
const SOURCE_REPOSITORY_OWNER_ID = "1.3.6.1.4.1.57264.1.17";
/** The part of the bundle that an error code of the library is about. */
const FAILED_PARTS = new Map([
    ["CERTIFICATE_ERROR", "its certificate"],
    ["SIGNATURE_ERROR", "its signature"],
    ["TIMESTAMP_ERROR", "its signed timestamp"],
    ["TLOG_ERROR", "its transparency log entry"],
    ["TLOG_BODY_ERROR", "its transparency log entry"],
    ["TLOG_INCLUSION_ERROR", "its transparency log entry"],
    ["TLOG_INCLUSION_PROOF_ERROR", "its transparency log entry"],
    ["TLOG_INCLUSION_PROMISE_ERROR", "its transparency log entry"],
    ["TLOG_MISSING_INCLUSION_ERROR", "its transparency log entry"],
]);
function messageOf(error) {
    if (!Error.isError(error))
        return "unknown error";
    const cause = Error.isError(error.cause) ? ` (${error.cause.message})` : "";
    const fields = "fields" in error && Array.isArray(error.fields) ? ` (${error.fields.join(", ")})` : "";
    return `${error.message}${cause}${fields}`.slice(0, 300);
}
function failedPart(error) {
    const code = Error.isError(error) && "code" in error ? error.code : undefined;
    return (typeof code === "string" && FAILED_PARTS.get(code)) || "it";
}
/**
 * Decodes a DER UTF8String that fills its bytes; undefined for anything else.
 * https://www.itu.int/rec/T-REC-X.690 8.1.3, 8.23
 */
function decodeDerUtf8(der) {
    const [tag, first = 0x80] = der;
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    if (tag !== 0x0c || first === 0x80 || lengthBytes > 2)
        return undefined;
    const start = 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    const content = der.subarray(start);
    return content.length === length ? Buffer.from(content).toString("utf8") : undefined;
}
function claimsOf({ identity }) {
    const extension = (oid) => {
        const found = identity?.oids?.find((entry) => entry.oid?.id.join(".") === oid);
        return found === undefined ? undefined : decodeDerUtf8(found.value);
    };
    const claims = {
        issuer: identity?.extensions?.issuer,
        signerUri: identity?.subjectAlternativeName,
        sourceRepositoryUri: extension(SOURCE_REPOSITORY_URI),
        repositoryId: extension(SOURCE_REPOSITORY_ID),
        ownerId: extension(SOURCE_REPOSITORY_OWNER_ID),
        revision: extension(SOURCE_REPOSITORY_DIGEST),
    };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
/** What a certificate states that is not verified, in the form of the library's signer. */
function unverifiedSigner(leaf) {
    const oids = leaf.extensions.map(({ subs }) => ({
        oid: { id: (subs[0]?.toOID() ?? "").split(".").map(Number) },
        value: subs.at(-1)?.value ?? Buffer.alloc(0),
    }));
    const issuer = oids.find(({ oid }) => oid.id.join(".") === ISSUER)?.value;
    const text = issuer === undefined ? undefined : decodeDerUtf8(issuer);
    return {
        identity: {
            ...(text !== undefined && { extensions: { issuer: text } }),
            ...(leaf.subjectAltName !== undefined && { subjectAlternativeName: leaf.subjectAltName }),
            oids,
        },
    };
}
/** The earliest verified time. */
function signedAtOf({ timestamps }) {
    const times = timestamps.map((entry) => entry.$case === "timestamp-authority"
        ? entry.timestamp.signingTime.getTime()
        : Number(entry.tlogEntry.integratedTime) * 1000);
    return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}
/** Loads the libraries, with these trust roots and no others. */
async function createSignatureVerifier(roots) {
    const [{ bundleFromJSON }, { TrustedRoot }, { Verifier, toSignedEntity, toTrustMaterial }] = await Promise.all([
        __webpack_require__.e(/* import() | provenance-packages */ 600).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19)),
        __webpack_require__.e(/* import() | provenance-packages */ 600).then(__webpack_require__.t.bind(__webpack_require__, 9654, 19)),
        __webpack_require__.e(/* import() | provenance-packages */ 600).then(__webpack_require__.t.bind(__webpack_require__, 4187, 19)),
    ]);
    const refusePublicKey = () => {
        throw invalidAttestation("it is signed by a public key, not by a certificate");
    };
    const instances = ["public-good", "github"].map((name) => {
        const { trustedRoot, obtained } = roots[name];
        const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot), refusePublicKey);
        const authorities = material.certificateAuthorities.flatMap(({ certChain }) => certChain);
        const verifier = new Verifier(material, THRESHOLDS[name]);
        return { name, authorities, verifier, dated: { material, obtained: new Date(obtained) } };
    });
    const parseBundle = (json) => {
        const object = (0,lib_json/* asJsonObject */.Oe)(json);
        if (object === undefined)
            throw invalidAttestation("its bundle is not a JSON object");
        try {
            return bundleFromJSON(object);
        }
        catch (error) {
            throw invalidAttestation(`its bundle cannot be read: ${messageOf(error)}`, error);
        }
    };
    const parseProofs = (bundle) => {
        const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
        const proofs = Math.max(tlogEntries.length, timestampVerificationData?.rfc3161Timestamps.length ?? 0);
        if (proofs > MAX_PROOFS)
            throw invalidAttestation(`its bundle has more than ${MAX_PROOFS} log entries or timestamps`);
        try {
            return toSignedEntity(bundle);
        }
        catch (error) {
            throw invalidAttestation(`its certificate or timestamp cannot be read: ${messageOf(error)}`, error);
        }
    };
    return (json) => {
        const bundle = parseBundle(json);
        if (bundle.content.$case !== "dsseEnvelope")
            throw invalidAttestation("its bundle signs a file, not a statement");
        const { payloadType, payload } = bundle.content.dsseEnvelope;
        const entity = parseProofs(bundle);
        if (entity.key.$case !== "certificate")
            return refusePublicKey();
        const leaf = entity.key.certificate;
        // This only selects the roots to try; the chain itself is verified below.
        const issuedBy = instances.filter(({ authorities }) => authorities.some((each) => namesAsIssuer(leaf, each)));
        // An authority that no roots have may be of any instance.
        const candidates = issuedBy.length > 0 ? issuedBy : instances;
        const refuse = (reason, cause) => {
            const outdated = candidates.map(({ dated }) => whyRootsOutdated(leaf, entity, dated)).find(Boolean);
            if (outdated === undefined)
                return invalidAttestation(reason, cause);
            const statement = parseStatement(payloadType, payload);
            return new OutdatedRootsError(outdated, { statement, claims: claimsOf(unverifiedSigner(leaf)) });
        };
        if (issuedBy.length === 0) {
            throw refuse("its certificate was issued neither by Sigstore's public-good instance nor by GitHub's own");
        }
        const failures = [];
        let lastError;
        for (const { name, verifier } of issuedBy) {
            let signer;
            try {
                signer = verifier.verify(entity);
            }
            catch (error) {
                lastError = error;
                failures.push(`${failedPart(error)} does not verify (${name}): ${messageOf(error)}`);
                continue;
            }
            const signedAt = signedAtOf(entity);
            return {
                statement: parseStatement(payloadType, payload),
                claims: claimsOf(signer),
                instance: name,
                ...(signedAt !== undefined && { signedAt }),
            };
        }
        throw refuse(failures.join("; "), lastError);
    };
}

;// CONCATENATED MODULE: ./lib/provenance/verdict.js
/** How many reasons a verdict lists, and how long each may be. */
const MAX_REASONS = 20;
const MAX_REASON_LENGTH = 600;
/** Ends each reason with a full stop, and limits length and number. */
function bound(reasons) {
    const sentences = reasons
        .slice(0, MAX_REASONS)
        .map((reason) => (reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)}…` : reason))
        .map((reason) => (/[.…]$/.test(reason) ? reason : `${reason}.`));
    return reasons.length > MAX_REASONS ? [...sentences, `And ${reasons.length - MAX_REASONS} more.`] : sentences;
}
/**
 * Decides the verdict. One match suffices; `missing` and `untrusted` require that every place could be read, and `untrusted` that
 * no attestation would count with newer trust roots.
 */
function decideProvenance({ line }, { verified, refused, outdated, unreachable, absent }) {
    const reasons = bound([...outdated, ...unreachable, ...refused]);
    if (verified !== undefined)
        return { line, status: "verified", attestation: verified, reasons };
    if (outdated.length > 0)
        return { line, status: "roots-outdated", reasons };
    if (unreachable.length > 0)
        return { line, status: "unreachable", reasons };
    if (refused.length > 0)
        return { line, status: "untrusted", reasons };
    return { line, status: "missing", reasons: bound(absent) };
}

;// CONCATENATED MODULE: ./lib/provenance/verifier.js
// Runs the provenance gate: looks for attestations at GitHub, then in the source registry, and verifies them until each requirement
// is met. Decides only the order, and which failures mean "could not be looked up".










/** Children of one index that are looked up where the index itself has no attestation. More would only cost requests: each is a hint. */
const MAX_CHILDREN = 4;
/** Loads the trust roots that ship with the action. Origin and date are in their files; scripts/refresh-trust-roots.mjs writes them. */
async function loadShippedRoots() {
    const [publicGood, github] = await Promise.all([
        __webpack_require__.e(/* import() | provenance */ 694).then(__webpack_require__.t.bind(__webpack_require__, 6215, 17)),
        __webpack_require__.e(/* import() | provenance */ 694).then(__webpack_require__.t.bind(__webpack_require__, 2057, 17)),
    ]);
    return { "public-good": publicGood.default, github: github.default };
}
function reasonOf({ message, remedy }) {
    return `${message.replace(/\.$/, "")}. ${remedy}`;
}
/** True where the attestation itself is invalid, so that another attempt would not help. */
function isRefusal(error) {
    return error.code === "ATTESTATION_INVALID" || (error instanceof errors/* NetworkError */.Dr && error.code === "ANSWER_TOO_LARGE");
}
/** Returns the error if it is a finding; throws after an abort, and for defects. */
function asFinding(error, signal) {
    signal.throwIfAborted();
    if (!(error instanceof errors/* PromotionError */.g1))
        throw error;
    return error;
}
function openLines(lines) {
    return lines.filter(({ verified }) => verified === undefined);
}
/** The lines to which an attestation with this statement matters. An SBOM says nothing about a line that requires provenance. */
function concernedLines(lines, { statement }) {
    return lines.filter(({ required }) => (0,policy/* hasPredicate */.CU)(statement, required));
}
/** Creates the gate of one step. Loads nothing and sends nothing before the first image. */
function createProvenanceVerifier(options) {
    const { requirements, loadTrustedRoots = loadShippedRoots } = options;
    const findAttestations = createAttestationsApi(options);
    let loading;
    const loadSignatureVerifier = () => {
        loading ??= loadTrustedRoots().then(createSignatureVerifier);
        return loading;
    };
    /** Verifies one attestation and compares it with each line. Returns its predicate type where no line requires that. */
    async function examine(found, foundIn, lines, { subject, signal }) {
        const verifySignature = await loadSignatureVerifier();
        try {
            const signed = verifySignature(await found.read(signal));
            const concerned = concernedLines(lines, signed);
            for (const line of concerned) {
                const judged = (0,policy/* judgeAttestation */.qX)(signed, line.required, subject, foundIn);
                if ("attestation" in judged)
                    line.verified = judged.attestation;
                else
                    line.refused.push(`${found.name}: ${judged.reason}`);
            }
            return concerned.length > 0 ? undefined : signed.statement.predicateType;
        }
        catch (thrown) {
            const error = asFinding(thrown, signal);
            if (error instanceof OutdatedRootsError) {
                const concerned = concernedLines(lines, error.claimed);
                for (const line of concerned) {
                    // Newer roots would not help an attestation that states something else than is required.
                    const reasons = (0,policy/* whyRefused */.fG)(error.claimed, line.required, subject);
                    if (reasons.length > 0)
                        line.refused.push(`${found.name}: ${[...reasons, error.message].join("; ")}`);
                    else
                        line.outdated.push(`${found.name}: ${error.message}`);
                }
                return concerned.length > 0 ? undefined : error.claimed.statement.predicateType;
            }
            for (const line of lines) {
                if (isRefusal(error))
                    line.refused.push(`${found.name}: ${error.message}`);
                else
                    line.unreachable.push(`${found.name}: ${reasonOf(error)}`);
            }
            return undefined;
        }
    }
    /** Verifies the attestations in one place until each of its lines is met. */
    async function examinePlace(place, search) {
        const { subject, budget, signal } = search;
        if (openLines(place.lines).length === 0)
            return;
        try {
            const bundles = place.find(subject.digest);
            const others = [];
            for (let count = 0;; count++) {
                const next = await bundles.next();
                if (next.done === true) {
                    for (const { absent } of openLines(place.lines)) {
                        if (count === 0)
                            absent.push(next.value);
                        else if (others.length > 0)
                            absent.push(describeOthers(place.name, others));
                    }
                    return;
                }
                budget.check();
                const other = await examine(next.value, place.name, openLines(place.lines), search);
                if (other !== undefined)
                    others.push(other);
                if (openLines(place.lines).length === 0)
                    return;
            }
        }
        catch (thrown) {
            const reason = reasonOf(asFinding(thrown, signal));
            for (const { unreachable } of openLines(place.lines))
                unreachable.push(reason);
        }
    }
    /** Adds to "missing" which children have attestations: often only the children of an index were attested. */
    async function examineChildren(places, { subject, budget, signal }) {
        const isMissing = ({ verified, refused, outdated, unreachable }) => verified === undefined && refused.length + outdated.length + unreachable.length === 0;
        const lines = new Set(places.flatMap((place) => place.lines).filter(isMissing));
        const failed = new Set();
        for (const child of subject.children.filter((each) => !(0,descriptor/* isAttestationChild */.$)(each)).slice(0, MAX_CHILDREN)) {
            const uncovered = new Set(lines);
            for (const place of places) {
                const asking = place.lines.filter((line) => uncovered.has(line));
                if (asking.length === 0 || failed.has(place.name))
                    continue;
                try {
                    budget.check();
                    if ((await place.find(child.digest).next()).done === true)
                        continue;
                    for (const line of asking) {
                        uncovered.delete(line);
                        // Only GitHub tells the type, where it was asked for one.
                        const isTyped = place.name === "github-api" && (0,policy/* predicateTypeOf */.T4)(line.required.predicate) !== undefined;
                        line.absent.push(`An attestation ${isTyped ? "" : "of some type "}covers only the ${(0,policy/* describeChild */.uH)(child)}, which does not count for the index.`);
                    }
                }
                catch (thrown) {
                    const reason = reasonOf(asFinding(thrown, signal));
                    // A reached rate limit must not be asked again for each child and line.
                    failed.add(place.name);
                    for (const { absent } of asking) {
                        absent.push(`Looking up attestations of the ${(0,policy/* describeChild */.uH)(child)} failed: ${reason}`);
                    }
                }
            }
        }
    }
    return {
        async verifyProvenance({ digest, repository, children }, source, signal) {
            const budget = new AttestationBudget();
            const search = { subject: { digest, children }, budget, signal };
            const lines = requirements.map((required) => ({ required, refused: [], outdated: [], unreachable: [], absent: [] }));
            // Lines with the same holder and predicate share one look-up at GitHub, and all lines the one in the registry.
            const queries = Map.groupBy(lines, ({ required: { source: holder, predicate } }) => JSON.stringify([holder.toLowerCase(), (0,policy/* predicateTypeOf */.T4)(predicate)]));
            const places = [...queries.values()].flatMap((shared) => {
                const [first] = shared;
                if (first === undefined)
                    return [];
                const query = { holder: first.required.source, predicateType: (0,policy/* predicateTypeOf */.T4)(first.required.predicate) };
                return [{ name: "github-api", lines: shared, find: (of) => findAttestations(query, of, budget, signal) }];
            });
            places.push({
                name: "referrers",
                lines,
                find: (of) => findBundleReferrers(source.reader, repository, of, budget, signal),
            });
            for (const place of places)
                await examinePlace(place, search);
            await examineChildren(places, search);
            return lines.map(({ required, ...findings }) => decideProvenance(required, findings));
        },
    };
}
/** Names at most three of the predicate types. */
function describeOthers(place, types) {
    const where = place === "github-api" ? "GitHub" : "The source registry";
    const names = [...new Set(types)].map((type) => (0,quote/* quote */.h)(type, 200));
    const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
    return `${where} has attestations of other predicate types only: ${names.slice(0, 3).join(", ")}${more}.`;
}


/***/ }),

/***/ 2057:
/***/ ((module) => {

module.exports = /*#__PURE__*/JSON.parse('{"origin":"target trusted_root.json of https://tuf-repo.github.com, as the test data of sigstore/sigstore-rust holds it (2026)","obtained":"2026-11-22","trustedRoot":{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","certificateAuthorities":[{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUW3TJVeOvr+NSvJXdOw8nEEn7HhQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTIzMDkxMjE0MDY1NFoXDTI0MDkxMTE0MDY1NFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEsosodObhuHG6Pr5vp5y+pmnKawS1h2hwv3r3hBwqh3ZHJAw64mhDnDs9fw4jKkZEBYRSVyOHyZppz4day8hgpTIDwdj44Oan4RDb+wmj04jfhVLjLsQ4Q/X4K/ynRgNXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUm0vkDkQZ29hutYdayJobIRmf/iMwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIwIBl93E7vkWTvdeIm1WSIM4qNsj0ApE8LCj3k1vrY5x6/7yhAZs7QlO3/FBCoEeaZAjEAlJcNr37uZq9BYHODHBeO/gP+6EfbzsNaLV22ASBlhF/a9y83ESLuqCNN7IxGxmWT"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2023-10-27T16:30:00Z","end":"2024-05-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKzCCAbCgAwIBAgIUOpyw2HaZefsj/4SPXutGof8E2CkwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEJNJWvW8fckfk/oQmh+qCeIlFXl9YLEkKSjZCgcVB92Fi1HQnvmpCiyqpvP91SmT1/G6QbrmTGV7MmIQlDnBWHNUT+jwZ3elGu/yfr/v8U0uhZTIli/BMj5Y4ICHK/j4do3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUD0fF3cs+ldPyiWohHJ3JmO91V7gwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAO7BRC9i7oGUHjjlcHU/bfqk2NLy7t6wm3K5W+jBLFbAj6sVjYcY+rrYhop/OjclbQIxALafBKLPIPjoCI29BUHwLBFP6e92ZlyaoFtoqccceXAevRaDjXFvb5+M7wnD6AuAJw=="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-05-13T00:00:00Z","end":"2024-10-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKzCCAbCgAwIBAgIUQeyd9UH06yZ63pDuqjgUZ58CnpMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MTAwMzEyMDAwMFoXDTI1MTAwMzEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEwvbET2w+j9j9j50iTInH1gb9GSXkpsCvWz5orX1zgme+/Qh/5gMkpfmgfOSLV2ZRgT1hzujYmnKQvP2mCxYnbwQELAkAf+VhEY/7Uw3zZvguGQSdF1cxzRHiMTOha5eFo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUMib9z4ZYBcQANTVvVCa3KoTGbBUwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAPIU/zlJiJrxn6oTWNdEAD/YBSnhyxcvpq1D2DzFy8E8hbkEfMZPErYL7HyoL/BkdwIxAN9KDEKyktEUBrfHehfcLAzI2kERJx+8DSslXswOIbLaeqYfWsmrQAt5C0X/nOWxXA=="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-10-07T00:00:00Z","end":"2025-06-19T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKTCCAbCgAwIBAgIUU7Y2PESb8FK88XCRQvI2rKDB5skwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEevMuOTGccTTXLu65xinRJP4gxkOemyAPCmUXEvhXKtLd+aDgN87PI0QxutOmPuQD2dLZVfxQmt5lvwJpUDIVYkKpH3mDxYbF6MJPMbq+A/EhkMaOS2+mcJRJdY2uam0Vo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU8tE1L3b7FV3qJKzSqy1w97vPt6AwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDZwAwZAIwSIsnfcDIvp+9SGBe9Es4xLDgZ6/B3wtODu+jtNUznQFPw1/WHa3iBMp3vYPkIqZDAjBBD4AKu166Hg7tDd5E8ckSCNNDkXD0Q7Xdl4yujgqv0goVMeOgRA1pKDGszhunjAQ="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-05-27T00:00:00Z","end":"2025-12-09T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUNansGfOzaol+jXgh/wsz0X36zTMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE24Un0srydTqXkWtrVrNdgPRNa1cCZqBRpFImYqItuVs/mszkn+RSlwcMzg/LwphU84qwA8Xv2z8ZaIETHspoQgMO4dP5zhJ5W8M+9crL1kR4Co2vS3TJZF9Qpsg+HiTro3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUGO6KtZB8c9gbXS2uNF3tXCtFNhEwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIxALmOdTRy/SiOc+QSf+eAPz24xWGhMryvNpyNvBZDeyqthC9KaMKmX+kHwJ0A6/bTXQIwE1mPbkH6tBXuWxlR/2Bj7UZ3MADlHSYGQUjpHMdQqJk17UVBywad5U6uA/f0pFdU"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-11-13T00:00:00Z","end":"2026-07-13T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUCZdc6761A2K2ny11d+8tvDIlBuAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8K+awztD1Q48OQsI2PzffEwHJxdHoKneYSSRgnG6VCk0RlZWeVHM7EwpsDMgMMz98IrRqVBAjxSt7fs39rz6NUKG3T26Khv0gmzuJ1xG0j0BmK0j0kkfRvzYpQKv108to3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUgeNOwb9e7ggupu+PZL6nr0Wgm88wHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIweEGv0C3qXaA2+oPahLsBzRA2C5+oWNE5Jq1Qpqrn0QeDCSY5eCKzwFjVa5eICks5AjEAsifahLxtAiHc0I2SWHYX3s3sfOLPArgK6oBM0hKbIMCOokEUhss67N06KOuV2rqQ"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2026-06-12T00:00:00Z"}}],"timestampAuthorities":[{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICHDCCAaGgAwIBAgIUNDVlmtZuvoujn4KwiC/oxIr8hxAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTIzMDgzMTEyMDAwMFoXDTI0MDgzMDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEV/zJhNTdu0Fa9hGCUih/JvqEoE81tEWrAVwUXXhdRgIY9hIFErLhNo6sSOpV9d7Zuy0KWMHhcimCUr41a1732ByVRy3f+Z4QhqpsgFMh5b5J90HJLK7HOyUZjehAnvSno3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUGwE6T5ZIh6lY9wP6vt42UHyVMewwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaQAwZgIxAJo48LtrSsn0UmLtqGiUKg2EUvso+aDN5EyjpvMmobZ/Oq9zjnR7Of369hoABW4/1gIxANg5ZW4FqijhsXnA3md6jM9yLrLCI9QL+KnuZnXq6WgAcNQaAN7PNNjVDKV3iJEklw=="},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2023-10-27T16:30:00Z","end":"2024-05-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUPPgn6ner1PU/75CQ+62fdBuazaAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEA0pG1mAC4qafk1JJuOoIvhnMME9XmBDxjGFreDLnyzaexIzRw+UHUFy8C2gE6Me+0tIGQt4Ftbu66NGmfvBkR6boPMYQSU2O5X5ykZBm/9LR/Aqz0lgmBy/OlXvTJjglo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUDa4GVhd97Z2V8kiVl9DB0kC53CMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwEQHd++b7IBAAuqT2/1i/wXf1WM2XrkFF6qd1c3kFcBVvdLQyJ5KoyNUHnfCCVJROAjEA+FoASOEcARlU6RqVcif9JthHwzh6nNwz0AfAHvO8xantN/7HjiLmFrFEGR/g0kN/"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-05-13T00:00:00Z","end":"2024-10-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUH7swiMTn+svhcDh80OeZccDTj7AwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MTAwNDEyMDAwMFoXDTI1MTAwNDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEM7jdYNBTeD6hjym2/y73b50u2AFQsf8305Sr1NleOqamH9aWt6obhJQH3NoNUw9iFzHcDvafYWQFMu7SmOxS5n3aqwwfR8oJxKnEl36uCmGB+8TXS3B76SVTHEhG5rzOo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUQvz9YbWX3S6a+jruBkhRBiE2RCkwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxAI4dhu5iyx/g+z1vKAAWvHtebl1ZwsC+Vwgjm6Ttlq5yLNHHvYEnJ/h15Qv2IuXvdgIwZ8H/iy4lXsFJdFYSsB1/zavl24EgxSzxK/pCpihXMetYYDA/lX3xMyquisMx45rN"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-10-07T00:00:00Z","end":"2025-06-19T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUaaAaeAO3NzYXR/muq5YMnGY34IUwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEAjyAb+jWITMjkgbjWC02N05Zf5/kPs73ICf5/8lHSyHnoqqItP2z3fkMpWiRpelX8eIjzCjZ0Zht+DpGxtJUNh5jMa+fFv2qoDLGbnQ17DXKXCr9nWHF4vCMflHZK5JHo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUyvAcv8s1s37A/IWZAwdEptzjfWIwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwMnoHA4qDtR3eRohUIhvHGG70xT9XMfEnuj0kRvi9wu9VumL4pXqz1ktJgTBm6DrYAjEA5SYnRfUm2yAYmGEkJr9RvSCV9O7X+fL8KqfM4TOPrXJLMERQjhRXbWZ4DjxvifnF"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-05-27T00:00:00Z","end":"2025-12-09T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUHiljSG9Nx/Qf/gPpl7V1kyRh/jYwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEG1ZUJgbtNpInC7jR9hi4OMWK5yF5VeRpmCs6ADS5lx23MEHo3ek32O123e3YwH+J3F9Vbpd7ePQHnpdc6tsBcQ/y/NPw2Vf+VwMI/E35C5/3Y9A5kRXq9CFXC1bU6Fj6o3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUXa9JaNrcN+1Je5aHEemVnH2XXtMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwJyVOay8lriDg4Up0VFWc/o19mzuQeoEItzM2dG50eXF4KbPo9zfdviS3D6StPFRGAjEA5IHCXJ8qP8CsAsQmT3IPimUTAvDNJZI4GFIxs+od/R/EUHGu4NxuwPX3A1ZnJP7z"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-11-13T00:00:00Z","end":"2026-07-13T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUFzPb1un+DvofqFPzAXiB5slHM1IwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAETpok7Tndv57l0YnFjKL+VpcusM8A2xgbTdV353wW8IynvsLTGAjF1BNS4x80TDKHbXxN3jSoSId1u1c3sCWpuEqHB1bbBqCfrlslNn6hyWzhwtiqRLE4LM0T+RPclKQCo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUu/GnSzNLJ4IjG9elW5L5a/W61JMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxANGz5WZBgyZqGnuhr0gDhUW2s4ZXkJ1CMUaFzynjsQ0/8WZghN7Jh04vmT4Vl8y9zgIwJeBHIZNDZtjzDQB0UC+7im4snua3zsBrRbsEtWnqQhDzyT580H/uF4EVQN2kUUtZ"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2026-06-12T00:00:00Z"}}]}}');

/***/ }),

/***/ 6215:
/***/ ((module) => {

module.exports = /*#__PURE__*/JSON.parse('{"origin":"target trusted_root.json of https://tuf-repo-cdn.sigstore.dev, as seeds.json of the npm package @sigstore/tuf 5.0.1 holds it","obtained":"2026-11-22","trustedRoot":{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-01-12T11:53:27Z"}},"logId":{"keyId":"wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="}},{"baseUrl":"https://log2025-1.rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-09-23T00:00:00Z"}},"logId":{"keyId":"zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="}}],"certificateAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="}]},"validFor":{"start":"2021-03-07T03:20:29Z","end":"2022-12-31T23:59:59.999Z"}},{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"}]},"validFor":{"start":"2022-04-13T20:06:15Z"}}],"ctlogs":[{"baseUrl":"https://ctfe.sigstore.dev/test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-03-14T00:00:00Z","end":"2022-10-31T23:59:59.999Z"}},"logId":{"keyId":"CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="}},{"baseUrl":"https://ctfe.sigstore.dev/2022","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2022-10-20T00:00:00Z"}},"logId":{"keyId":"3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="}}],"timestampAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore-tsa-selfsigned"},"uri":"https://timestamp.sigstore.dev/api/v1/timestamp","certChain":{"certificates":[{"rawBytes":"MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"}]},"validFor":{"start":"2025-07-04T00:00:00Z"}}]}}');

/***/ })

};
