export const id = 836;
export const ids = [836];
export const modules = {

/***/ 2836:
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


const API_VERSION = "2022-11-28";
/** A page contains whole bundles where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;
/** In Octokit's URL templates `:` begins a parameter; in digests it does not. */
function escapeTemplate(text) {
    return text.replace(/[:{}]/g, encodeURIComponent);
}
/**
 * The next page. It must be on the same origin and about the same digest, so that a link cannot lead the token elsewhere.
 * GitHub names the repository by its number there (`/repositories/1/attestations/…`).
 */
function nextPage(link, subject, current) {
    const target = /<([^<>]*)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
    if (target === undefined)
        return undefined;
    const next = URL.parse(target, current.href);
    const ending = escapeTemplate(`/attestations/${subject}`);
    if (next === null || next.origin !== current.origin || !escapeTemplate(next.pathname).endsWith(ending)) {
        throw attestationsUnreachable(`${current.origin} continues its list of attestations at another address, which is not followed`);
    }
    return next;
}
/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimited({ status, headers }) {
    return (status === 429 || (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0")));
}
function refusalOf(response, origin) {
    const { status } = response;
    if (isRateLimited(response)) {
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
function textHeaders(headers) {
    return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
/** The response in an Octokit error of status 400 or more. Rethrows a failure of our HTTP port as it was. */
function failedResponse(error) {
    if (Error.isError(error)) {
        if (error.cause !== undefined)
            throw error.cause;
        const status = (0,lib_json/* valueAt */.fK)(error, "response", "status");
        const headers = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* valueAt */.fK)(error, "response", "headers"));
        if (typeof status === "number" && headers !== undefined) {
            return { status, headers: textHeaders(headers), body: new Uint8Array() };
        }
    }
    throw error;
}
/** Creates the reader of pages. The token is sent to `apiUrl`'s origin only; Octokit is loaded on first use. */
function createAttestationPages(apiUrl, token, http) {
    const { origin } = apiUrl;
    const loadOctokit = async () => {
        const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(218)]).then(__webpack_require__.bind(__webpack_require__, 2218));
        const silent = { debug() { }, info() { }, warn() { }, error() { } };
        const fetch = async (url, init) => {
            const { status, headers, body } = await http.send({
                method: "GET",
                url: new URL(url),
                headers: init.headers,
                maxBodyBytes: PAGE_MAX_BYTES,
                repeat: "safe",
                what: `Looking up attestations at ${origin}`,
                stage: "observe",
                signal: init.signal,
            });
            // This is all that Octokit reads of a fetch response. Without a content type it hands the bytes on unparsed.
            const untyped = new Map([...headers].filter(([name]) => name !== "content-type"));
            return { status, url, headers: untyped, body, text: async () => "" };
        };
        return getOctokit(token, {
            baseUrl: apiUrl.href.replace(/\/$/, ""),
            log: silent,
            request: { fetch, parseSuccessResponseBody: false },
        });
    };
    let octokit;
    return async (url, subject, signal) => {
        octokit ??= loadOctokit();
        const client = await octokit;
        let response;
        try {
            const { status, headers, data } = await client.request({
                method: "GET",
                baseUrl: url.origin,
                url: escapeTemplate(url.pathname + url.search),
                headers: { accept: "application/vnd.github+json", "x-github-api-version": API_VERSION },
                request: { signal },
            });
            response = { status, headers: textHeaders(headers), body: data };
        }
        catch (error) {
            signal.throwIfAborted();
            response = failedResponse(error);
        }
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

// EXTERNAL MODULE: ./lib/quote.js
var quote = __webpack_require__(7211);
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




const PAGE_SIZE = 30;
/** Pages per look-up: more than 300 attestations of one digest and one predicate are a mistake. */
const MAX_PAGES = 10;
/** Creates the look-up of one gate. */
function createAttestationsApi(options) {
    const { apiUrl, token, repository, predicateType, http } = options;
    const fetchPage = createAttestationPages(apiUrl, token ?? "", http);
    const readBundle = (attestation, budget) => async (signal) => {
        const bundle = (0,lib_json/* asJsonObject */.Oe)((0,lib_json/* valueAt */.fK)(attestation, "bundle"));
        if (bundle !== undefined)
            return bundle;
        const url = (0,lib_json/* valueAt */.fK)(attestation, "bundle_url");
        if (typeof url === "string")
            return await fetchStoredBundle(url, http, budget, signal);
        throw invalidAttestation("GitHub lists it with neither a bundle nor a bundle_url");
    };
    return async function* findAttestations(subject, budget, signal) {
        if (token === undefined) {
            throw attestationsUnreachable("github-token is empty, so attestations were not looked up at GitHub");
        }
        // An owner is an organisation or a user. Only the response shows which.
        const holders = repository.includes("/") ? [`repos/${repository}`] : [`orgs/${repository}`, `users/${repository}`];
        let listed = false;
        for (const holder of holders) {
            const first = new URL(`${apiUrl.href.replace(/\/$/, "")}/${holder}/attestations/${subject}`);
            first.searchParams.set("per_page", String(PAGE_SIZE));
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
        const about = `${predicateType} attestation of ${subject} for ${repository}`;
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

// EXTERNAL MODULE: ./lib/provenance/policy.js
var provenance_policy = __webpack_require__(4321);
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
const SOURCE_REPOSITORY_URI = "1.3.6.1.4.1.57264.1.12";
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
    };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
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
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19)),
        __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 9654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 4187, 19)),
    ]);
    const refusePublicKey = () => {
        throw invalidAttestation("it is signed by a public key, not by a certificate");
    };
    const instances = ["public-good", "github"].map((name) => {
        const material = toTrustMaterial(TrustedRoot.fromJSON(roots[name]), refusePublicKey);
        const authorities = material.certificateAuthorities.flatMap(({ certChain }) => certChain);
        return { name, authorities, verifier: new Verifier(material, THRESHOLDS[name]) };
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
        const keyId = leaf.extAuthorityKeyID?.keyIdentifier;
        // This only selects the roots to try; the chain itself is verified below.
        const issuedBy = instances.filter(({ authorities }) => authorities.some((authority) => authority.subject.equals(leaf.issuer) &&
            (keyId === undefined || authority.extSubjectKeyID?.keyIdentifier.equals(keyId) === true)));
        if (issuedBy.length === 0) {
            throw invalidAttestation("its certificate was issued neither by Sigstore's public-good instance nor by GitHub's own");
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
        throw invalidAttestation(failures.join("; "), lastError);
    };
}

;// CONCATENATED MODULE: ./lib/provenance/verifier.js
// Runs the provenance gate: looks for attestations at GitHub, then in the source registry, and verifies them until one meets
// the policy. Decides only the order, and which failures mean "could not be looked up".







/** Children of one index that are looked up where the index itself has no attestation. */
const MAX_CHILDREN = 50;
/** Loads the trust roots that ship with the action. Origin and date are in their files; scripts/refresh-trust-roots.mjs writes them. */
async function loadShippedRoots() {
    const [publicGood, github] = await Promise.all([
        __webpack_require__.e(/* import() */ 215).then(__webpack_require__.t.bind(__webpack_require__, 6215, 17)),
        __webpack_require__.e(/* import() */ 57).then(__webpack_require__.t.bind(__webpack_require__, 2057, 17)),
    ]);
    return { "public-good": publicGood.default.trustedRoot, github: github.default.trustedRoot };
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
/** Creates the gate of one step. Loads nothing and sends nothing before the first image. */
function createProvenanceVerifier(options) {
    const { policy, loadTrustedRoots = loadShippedRoots } = options;
    const findAttestations = createAttestationsApi({
        ...options,
        repository: policy.repository,
        predicateType: policy.predicateType,
    });
    let loading;
    const loadSignatureVerifier = () => {
        loading ??= loadTrustedRoots().then(createSignatureVerifier);
        return loading;
    };
    /** Verifies one attestation. Undefined where it does not count; the findings have the reason. */
    async function examine(found, foundIn, { subject, findings, signal }) {
        const verifySignature = await loadSignatureVerifier();
        try {
            const judged = (0,provenance_policy/* judgeAttestation */.qX)(verifySignature(await found.read(signal)), policy, subject, foundIn);
            if ("attestation" in judged)
                return judged.attestation;
            findings.refused.push(`${found.name}: ${judged.reason}`);
        }
        catch (thrown) {
            const error = asFinding(thrown, signal);
            if (isRefusal(error))
                findings.refused.push(`${found.name}: ${error.message}`);
            else
                findings.unreachable.push(`${found.name}: ${reasonOf(error)}`);
        }
        return undefined;
    }
    /** Verifies the attestations in one place until one meets the policy. */
    async function examinePlace(place, search) {
        const { subject, findings, budget, signal } = search;
        try {
            const bundles = place.find(subject.digest);
            for (let isEmpty = true;; isEmpty = false) {
                const next = await bundles.next();
                if (next.done === true) {
                    if (isEmpty)
                        findings.absent.push(next.value);
                    return undefined;
                }
                budget.check();
                const verified = await examine(next.value, place.name, search);
                if (verified !== undefined)
                    return verified;
            }
        }
        catch (thrown) {
            findings.unreachable.push(reasonOf(asFinding(thrown, signal)));
            return undefined;
        }
    }
    /** Adds to "missing" which children have attestations: often only the children of an index were attested. */
    async function examineChildren(places, { subject, findings, signal }) {
        for (const child of subject.children.filter((each) => !(0,descriptor/* isAttestationChild */.$)(each)).slice(0, MAX_CHILDREN)) {
            for (const place of places) {
                try {
                    if ((await place.find(child.digest).next()).done === true)
                        continue;
                    findings.absent.push(`An attestation covers only the ${(0,provenance_policy/* describeChild */.uH)(child)}, which does not count for the index.`);
                    break;
                }
                catch (thrown) {
                    const reason = reasonOf(asFinding(thrown, signal));
                    findings.absent.push(`Looking up attestations of the ${(0,provenance_policy/* describeChild */.uH)(child)} failed: ${reason}`);
                }
            }
        }
    }
    return {
        async verifyProvenance({ digest, repository, children }, source, signal) {
            const budget = new AttestationBudget();
            const search = {
                subject: { digest, children },
                findings: { refused: [], unreachable: [], absent: [] },
                budget,
                signal,
            };
            const places = [
                { name: "github-api", find: (of) => findAttestations(of, budget, signal) },
                { name: "referrers", find: (of) => findBundleReferrers(source.reader, repository, of, budget, signal) },
            ];
            for (const place of places) {
                const verified = await examinePlace(place, search);
                if (verified !== undefined)
                    return (0,provenance_policy/* decideProvenance */.sS)({ ...search.findings, verified });
            }
            const { refused, unreachable } = search.findings;
            if (refused.length === 0 && unreachable.length === 0)
                await examineChildren(places, search);
            return (0,provenance_policy/* decideProvenance */.sS)(search.findings);
        },
    };
}


/***/ })

};
