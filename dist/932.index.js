export const id = 932;
export const ids = [932];
export const modules = {

/***/ 3932:
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
;// CONCATENATED MODULE: ./lib/provenance/place.js
// What the places where attestations are found have in common. Knows neither GitHub's API nor registries.
/** Size cap of a bundle, compressed and not; actions/attest takes predicates of up to 16 MiB, those we want have some 10 KiB. */
const BUNDLE_MAX_BYTES = 16 * 1024 * 1024;

// EXTERNAL MODULE: ./lib/provenance/policy.js
var provenance_policy = __webpack_require__(4321);
;// CONCATENATED MODULE: ./lib/provenance/snappy.js
// Decompresses one block of raw Snappy, as GitHub stores attestation bundles. Owns the format only.
// https://github.com/google/snappy/blob/1.2.2/format_description.txt

function invalid(reason) {
    return new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", `its bundle is not valid Snappy: ${reason}`);
}
/**
 * Decompresses a block whose stated length is at most `maxBytes`; that is checked before anything is allocated.
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
            throw invalid("its length is no 32-bit number");
        if (byte < 0x80)
            break;
    }
    if (length > maxBytes) {
        throw new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", `its bundle is ${length} bytes uncompressed, more than ${maxBytes}`);
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
        // A copy may overlap what it writes: byte by byte repeats a pattern, as the format wants.
        for (let index = 0; index < size; index++, produced++)
            output[produced] = output[produced - offset] ?? 0;
    }
    if (produced !== length)
        throw invalid("it holds less than its stated length");
    return output;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/provenance/statement.js
// Parses in-toto statements, the signed payload of an attestation. Knows nothing of signatures; says what the bytes say, strictly.
// https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md


/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPES = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];
/** An attestation that cannot count, whatever else it says. */
function invalidAttestation(reason, cause) {
    return new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", reason, { cause });
}
/** Bytes → JSON value, with nothing repaired on the way. */
function parseJson(bytes, what) {
    try {
        return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch (error) {
        throw invalidAttestation(`${what} is not JSON in UTF-8`, error);
    }
}
/** True for a JSON object; its keys are foreign, so read them by {@link ownValue}. */
function isJsonObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** A key's value, never an inherited one. */
function ownValue(object, key) {
    return Object.getOwnPropertyDescriptor(object, key)?.value;
}
function parseSubject(subject) {
    const digest = isJsonObject(subject) ? ownValue(subject, "digest") : undefined;
    if (!isJsonObject(digest))
        throw invalidAttestation("a subject of its statement has no digest");
    const sha256 = ownValue(digest, "sha256");
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
    const statement = parseJson(payload, "its statement");
    if (!isJsonObject(statement))
        throw invalidAttestation("its statement is no JSON object");
    if (!STATEMENT_TYPES.includes(ownValue(statement, "_type"))) {
        throw invalidAttestation("its statement is not of in-toto v1 or v0.1 (_type)");
    }
    const predicateType = ownValue(statement, "predicateType");
    if (typeof predicateType !== "string" || predicateType === "") {
        throw invalidAttestation("its statement has no predicate type");
    }
    const subjects = ownValue(statement, "subject");
    if (!Array.isArray(subjects) || subjects.length === 0)
        throw invalidAttestation("its statement has no subject");
    return { predicateType, subjects: subjects.map(parseSubject).filter((digest) => digest !== undefined) };
}

;// CONCATENATED MODULE: ./lib/provenance/attestations.js
// Finds artifact attestations by GitHub's API. Brings bundles, believes nothing in them: verification is provenance/'s work.
// https://docs.github.com/rest/repos/attestations





const API_VERSION = "2022-11-28";
const PAGE_SIZE = 30;
/** Pages per look-up; a digest with more than 300 attestations of one predicate is somebody's mistake. */
const MAX_PAGES = 10;
/** A page holds bundles inline where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;
function unreachable(message, remedy) {
    return new errors/* ProvenanceError */.CG("ATTESTATIONS_UNREACHABLE", message, { remedy });
}
/** `:` is a letter of a route template to Octokit, and of a digest to us. */
function escapeTemplate(text) {
    return text.replace(/[:{}]/g, encodeURIComponent);
}
/**
 * The next page, on the same origin and about the same digest: a link must not lead the token elsewhere.
 * GitHub names the repository by its number there (`/repositories/1/attestations/…`).
 */
function nextPage(link, subject, current) {
    const target = /<([^<>]*)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
    if (target === undefined)
        return undefined;
    const next = URL.parse(target, current.href);
    const ending = escapeTemplate(`/attestations/${subject}`);
    if (next === null || next.origin !== current.origin || !escapeTemplate(next.pathname).endsWith(ending)) {
        throw unreachable(`${current.origin} continues its list of attestations at another address; refused`);
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
        return unreachable(`${origin} limits our rate (HTTP ${status})`, "Run again later, or give a github-token of its own.");
    }
    if (status === 401) {
        return unreachable(`${origin} refuses github-token (HTTP 401)`, "Give a token that is valid for that GitHub.");
    }
    if (status === 403) {
        return unreachable(`${origin} does not let github-token read attestations (HTTP 403)`, "Grant the job `permissions: attestations: read`, or give a token with that right for the repository.");
    }
    return unreachable(`${origin} answered HTTP ${status} to the look-up of attestations`);
}
function parsePage(body, origin) {
    let page;
    try {
        page = parseJson(body, "the answer");
    }
    catch (error) {
        throw new errors/* ProvenanceError */.CG("ATTESTATIONS_UNREACHABLE", `${origin} answered the look-up of attestations with something that is not JSON`, { cause: error });
    }
    const attestations = isJsonObject(page) ? ownValue(page, "attestations") : undefined;
    if (!Array.isArray(attestations))
        throw unreachable(`${origin} answered without a list of attestations`);
    return attestations;
}
/** Where a bundle may be fetched from: https on a dotted name, default port, nobody's credentials in it. */
function parseBundleUrl(text) {
    const url = URL.parse(text);
    const named = url !== null && /^(?!.*\.\d+\.?$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname);
    if (!named || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
        throw new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", `its bundle_url is no https URL of a public host: ${(0,provenance_policy/* quoteForeign */.xS)(url === null ? text : url.origin)}`);
    }
    return url;
}
/** GETs a stored bundle. The URL is signed by GitHub and gets no header of ours; it is never told whole. */
async function fetchStoredBundle(text, http, signal) {
    const url = parseBundleUrl(text);
    const { status, body } = await http.send({
        method: "GET",
        url,
        maxBodyBytes: BUNDLE_MAX_BYTES,
        repeat: "safe",
        what: `Reading an attestation bundle from ${url.host}`,
        stage: "observe",
        signal,
    });
    if (status !== 200)
        throw unreachable(`${url.host} answered HTTP ${status} instead of an attestation bundle`);
    return parseJson(decompressSnappy(body, BUNDLE_MAX_BYTES), "its bundle");
}
/** The look-up of one gate; Octokit is loaded by its first use. */
function createAttestationsApi(options) {
    const { apiUrl, token, repository, predicateType, http } = options;
    const origin = apiUrl.origin;
    /** Octokit with our HTTP under it, so that proxy, size caps, repeats and pauses are the same for all. */
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
            // All that Octokit reads of a fetch response. Bytes are handed through for us to parse, so no content type is told.
            const told = new Map([...headers].filter(([name]) => name !== "content-type"));
            return { status, url, headers: told, body, text: async () => "" };
        };
        return getOctokit(token ?? "", {
            baseUrl: apiUrl.href.replace(/\/$/, ""),
            log: silent,
            request: { fetch, parseSuccessResponseBody: false },
        });
    };
    let octokit;
    /** Undefined: HTTP 404. */
    const fetchPage = async (url, subject, signal) => {
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
        };
    };
    const readBundle = (attestation) => async (signal) => {
        const bundle = isJsonObject(attestation) ? ownValue(attestation, "bundle") : undefined;
        if (isJsonObject(bundle))
            return bundle;
        const url = isJsonObject(attestation) ? ownValue(attestation, "bundle_url") : undefined;
        if (typeof url === "string")
            return await fetchStoredBundle(url, http, signal);
        throw new errors/* ProvenanceError */.CG("ATTESTATION_INVALID", "GitHub lists it with neither a bundle nor a bundle_url");
    };
    return async function* findAttestations(subject, signal) {
        if (token === undefined)
            throw unreachable("github-token is empty, so GitHub was not asked for attestations");
        // An owner is an organisation or a user; which, only the answer tells.
        const holders = repository.includes("/") ? [`repos/${repository}`] : [`orgs/${repository}`, `users/${repository}`];
        let listed = false;
        for (const holder of holders) {
            const first = new URL(`${apiUrl.href.replace(/\/$/, "")}/${holder}/attestations/${subject}`);
            first.searchParams.set("per_page", String(PAGE_SIZE));
            first.searchParams.set("predicate_type", predicateType);
            let next = first;
            for (let pages = 0, count = 0; next !== undefined; pages++) {
                if (pages === MAX_PAGES)
                    throw unreachable(`${origin} lists more than ${count} attestations; the rest is not read`);
                const page = await fetchPage(next, subject, signal);
                if (page === undefined)
                    break;
                listed = true;
                for (const attestation of page.attestations) {
                    yield { name: `attestation ${++count} of ${holder} at ${apiUrl.host}`, read: readBundle(attestation) };
                }
                next = page.next;
            }
            if (listed)
                break;
        }
        const about = `${predicateType} attestation of ${subject} for ${repository}`;
        return listed
            ? `GitHub's list for this digest is empty: no ${about}.`
            : `GitHub answers 404: there is no ${about}, or github-token has no right to see it (\`attestations: read\` there).`;
    };
}
function textHeaders(headers) {
    return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
/** The answer behind an Octokit error, of a status from 400; a failure of our own HTTP is thrown as it was. */
function failedResponse(error) {
    if (Error.isError(error)) {
        if (error.cause !== undefined)
            throw error.cause;
        const response = "response" in error ? error.response : undefined;
        if (isJsonObject(response)) {
            const status = ownValue(response, "status");
            const headers = ownValue(response, "headers");
            if (typeof status === "number" && isJsonObject(headers)) {
                return { status, headers: textHeaders(headers), body: new Uint8Array() };
            }
        }
    }
    throw error;
}

;// CONCATENATED MODULE: ./lib/provenance/bundle-referrers.js
// Finds attestations that lie beside the image: OCI referrers as actions/attest pushes them (`push-to-registry`).
// https://github.com/sigstore/cosign/blob/v2.5.0/specs/BUNDLE_SPEC.md




/** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Bundles looked at beside one manifest. */
const MAX_REFERRERS = 100;
async function readReferrer(reader, repository, digest, signal) {
    const manifest = await reader.fetchManifest(repository, digest, signal);
    if (manifest === undefined)
        throw invalidAttestation("the registry lists it but does not have it");
    const [layer, ...others] = manifest.kind === "image" ? manifest.layers : [];
    if (layer === undefined || others.length > 0 || layer.mediaType !== BUNDLE_MEDIA_TYPE) {
        throw invalidAttestation("it does not hold exactly one Sigstore bundle");
    }
    if (layer.sizeBytes > BUNDLE_MAX_BYTES) {
        throw invalidAttestation(`its bundle has ${layer.sizeBytes} bytes, more than ${BUNDLE_MAX_BYTES}`);
    }
    return parseJson(await reader.fetchBlob(repository, layer.digest, BUNDLE_MAX_BYTES, signal), "its bundle");
}
/** Sigstore bundles that refer to a manifest; returns what to say where there is none. */
async function* findBundleReferrers(reader, repository, subject, signal) {
    const { found, unknown } = await reader.lookUpReferrers(repository, subject, signal);
    const bundles = found.filter(({ artifactType }) => artifactType === BUNDLE_MEDIA_TYPE);
    for (const { digest } of bundles.slice(0, MAX_REFERRERS)) {
        yield {
            name: `referrer sha256:${(0,oci_digest/* shortDigest */.VK)(digest)}`,
            read: (readSignal) => readReferrer(reader, repository, digest, readSignal),
        };
    }
    if (bundles.length > MAX_REFERRERS) {
        throw new errors/* ProvenanceError */.CG("ATTESTATIONS_UNREACHABLE", `${reader.host}/${repository} lists more than ${MAX_REFERRERS} Sigstore bundles; the rest is not read`, { remedy: "Clean up the attestations of this image." });
    }
    if (unknown !== undefined) {
        throw new errors/* ProvenanceError */.CG("ATTESTATIONS_UNREACHABLE", unknown.message, { remedy: unknown.remedy });
    }
    return `${reader.host}/${repository} has no Sigstore bundle that refers to ${subject}.`;
}

;// CONCATENATED MODULE: ./lib/provenance/signature.js

/**
 * What each instance has to show. The public-good one logs certificates and signatures; GitHub's own logs neither, as its
 * repositories are private, and proves the time by its own timestamp authority.
 * https://docs.github.com/actions/concepts/security/artifact-attestations
 */
const THRESHOLDS = {
    "public-good": { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 },
    github: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 },
};
/** Log entries, and timestamps, that one bundle may carry; signers write one of each. Bounds the work on a hostile bundle. */
const MAX_PROOFS = 8;
/** Fulcio's certificate extensions: https://github.com/sigstore/fulcio/blob/v1.7.1/docs/oid-info.md */
const SOURCE_REPOSITORY_URI = "1.3.6.1.4.1.57264.1.12";
const SOURCE_REPOSITORY_ID = "1.3.6.1.4.1.57264.1.15";
const SOURCE_REPOSITORY_OWNER_ID = "1.3.6.1.4.1.57264.1.17";
/** What the library's error codes are about, in words. */
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
        return "unknown fault";
    const cause = Error.isError(error.cause) ? ` (${error.cause.message})` : "";
    const fields = "fields" in error && Array.isArray(error.fields) ? ` (${error.fields.join(", ")})` : "";
    return `${error.message}${cause}${fields}`.slice(0, 300);
}
function failedPart(error) {
    const code = Error.isError(error) && "code" in error ? error.code : undefined;
    return (typeof code === "string" && FAILED_PARTS.get(code)) || "it";
}
/**
 * Content of a DER UTF8String that fills its bytes; undefined for anything else.
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
/** The earliest verified time, for people. */
function signedAtOf({ timestamps }) {
    const times = timestamps.map((entry) => entry.$case === "timestamp-authority"
        ? entry.timestamp.signingTime.getTime()
        : Number(entry.tlogEntry.integratedTime) * 1000);
    return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}
/** Loads the libraries and makes them trust these roots and nothing else. */
async function createSignatureVerifier(roots) {
    const [{ bundleFromJSON }, { TrustedRoot }, { Verifier, toSignedEntity, toTrustMaterial }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19)),
        __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 9654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 4187, 19)),
    ]);
    const refusePublicKey = () => {
        throw invalidAttestation("it is signed by a bare key, not by a certificate");
    };
    const instances = ["public-good", "github"].map((name) => {
        const material = toTrustMaterial(TrustedRoot.fromJSON(roots[name]), refusePublicKey);
        const authorities = material.certificateAuthorities.flatMap(({ certChain }) => certChain);
        return { name, authorities, verifier: new Verifier(material, THRESHOLDS[name]) };
    });
    const parseBundle = (json) => {
        if (!isJsonObject(json))
            throw invalidAttestation("its bundle is no JSON object");
        try {
            return bundleFromJSON(json);
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
        // Only a hint of which roots to try; the chain itself is verified below.
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
// The provenance gate at work: asks each place, verifies what is found until one attestation fully matches, and tells the rest.
// Signatures, statements and the policy are decided elsewhere; here is only the order and what counts as "could not be asked".






/** Children of one index that are asked after where the index itself has no attestation. */
const MAX_CHILDREN_ASKED = 50;
/** The roots that ship with the action, dated in their files. */
async function loadShippedRoots() {
    const [publicGood, github] = await Promise.all([
        __webpack_require__.e(/* import() */ 902).then(__webpack_require__.bind(__webpack_require__, 8902)),
        __webpack_require__.e(/* import() */ 848).then(__webpack_require__.bind(__webpack_require__, 2848)),
    ]);
    return { "public-good": publicGood.trustedRoot, github: github.trustedRoot };
}
function reasonOf({ message, remedy }) {
    return `${message.replace(/\.$/, "")}. ${remedy}`;
}
/** True where the attestation itself is of no use, so that no other try would help. */
function isRefusal(error) {
    return error.code === "ATTESTATION_INVALID" || (error instanceof errors/* NetworkError */.Dr && error.code === "ANSWER_TOO_LARGE");
}
/** The gate of one step. Nothing is loaded and nothing asked before the first image. */
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
    /** Looks at one attestation. Undefined: refused or unreadable, as noted. */
    const examine = async (found, foundIn, subject, findings, signal) => {
        const verifySignature = await loadSignatureVerifier();
        try {
            const judged = (0,provenance_policy/* judgeAttestation */.qX)(verifySignature(await found.read(signal)), policy, subject, foundIn);
            if ("attestation" in judged)
                return judged.attestation;
            findings.refused.push(`${found.name}: ${judged.reason}`);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* PromotionError */.g1))
                throw error;
            if (isRefusal(error))
                findings.refused.push(`${found.name}: ${error.message}`);
            else
                findings.unreachable.push(`${found.name}: ${reasonOf(error)}`);
        }
        return undefined;
    };
    const examinePlace = async (place, walk, subject, findings, signal) => {
        try {
            let empty = true;
            for (;;) {
                const step = await walk.next();
                if (step.done === true) {
                    if (empty)
                        findings.absent.push(step.value);
                    return undefined;
                }
                empty = false;
                const verified = await examine(step.value, place, subject, findings, signal);
                if (verified !== undefined)
                    return verified;
            }
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* PromotionError */.g1))
                throw error;
            findings.unreachable.push(reasonOf(error));
            return undefined;
        }
    };
    /** What to add to "missing": an index is often promoted where only its children were attested. */
    const askAfterChildren = async ({ children }, walks, signal) => {
        const reasons = [];
        for (const child of children.filter((each) => !(0,descriptor/* isAttestationChild */.$)(each)).slice(0, MAX_CHILDREN_ASKED)) {
            for (const walk of walks(child.digest)) {
                try {
                    if ((await walk.next()).done === true)
                        continue;
                    reasons.push(`An attestation covers only the ${(0,provenance_policy/* describeChild */.uH)(child)}, which does not count for the index.`);
                    break;
                }
                catch (error) {
                    signal.throwIfAborted();
                    if (!(error instanceof errors/* PromotionError */.g1))
                        throw error;
                    reasons.push(`Whether the ${(0,provenance_policy/* describeChild */.uH)(child)} has one could not be asked: ${reasonOf(error)}`);
                }
            }
        }
        return reasons;
    };
    return {
        async verifyProvenance({ digest, repository, children }, source, signal) {
            const subject = { digest, children };
            const findings = { refused: [], unreachable: [], absent: [] };
            const fromApi = (of) => findAttestations(of, signal);
            const fromReferrers = (of) => findBundleReferrers(source.reader, repository, of, signal);
            const verified = (await examinePlace("github-api", fromApi(digest), subject, findings, signal)) ??
                (await examinePlace("referrers", fromReferrers(digest), subject, findings, signal));
            if (verified !== undefined)
                return (0,provenance_policy/* decideProvenance */.sS)({ ...findings, verified });
            if (findings.refused.length === 0 && findings.unreachable.length === 0) {
                const walks = (of) => [fromApi(of), fromReferrers(of)];
                findings.absent.push(...(await askAfterChildren(subject, walks, signal)));
            }
            return (0,provenance_policy/* decideProvenance */.sS)(findings);
        },
    };
}


/***/ })

};
