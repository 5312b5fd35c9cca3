// Verifies Sigstore bundles offline against given trust roots: chain, time, log, signature. policy.ts judges the signer.
// The @sigstore packages are loaded by the first verification, so that a run without the gate never loads them.
import type { Bundle } from "@sigstore/bundle";
import type { SignedEntity, Signer, VerifierOptions } from "@sigstore/verify";
import { asJsonObject } from "../json.ts";
import { invalidAttestation } from "./found-bundle.ts";
import { type Certificate, namesAsIssuer, OutdatedRootsError, whyRootsOutdated } from "./outdated-roots.ts";
import type { SignedAttestation, SignerClaims, SigstoreInstance } from "./policy.ts";
import { parseStatement } from "./statement.ts";

/** What is trusted of one instance. */
export interface DatedRoot {
  /** The day on which it was obtained: `2026-11-22` */
  readonly obtained: string;
  /** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto */
  readonly trustedRoot: unknown;
}

export type TrustedRoots = Readonly<Record<SigstoreInstance, DatedRoot>>;

/**
 * Verifies one bundle, given as parsed JSON.
 * @throws ProvenanceError `ATTESTATION_INVALID` with the reason; OutdatedRootsError where the bundle is newer than the roots
 */
export type VerifySignature = (bundle: unknown) => SignedAttestation;

/**
 * The proofs that each instance must provide. The public-good one logs certificates and signatures. GitHub's own logs neither,
 * because its repositories are private; its timestamp authority proves the time.
 * https://docs.github.com/actions/concepts/security/artifact-attestations
 */
const THRESHOLDS: Readonly<Record<SigstoreInstance, VerifierOptions>> = {
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
const FAILED_PARTS: ReadonlyMap<string, string> = new Map([
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

function messageOf(error: unknown): string {
  if (!Error.isError(error)) return "unknown error";
  const cause = Error.isError(error.cause) ? ` (${error.cause.message})` : "";
  const fields = "fields" in error && Array.isArray(error.fields) ? ` (${error.fields.join(", ")})` : "";
  return `${error.message}${cause}${fields}`.slice(0, 300);
}

function failedPart(error: unknown): string {
  const code: unknown = Error.isError(error) && "code" in error ? error.code : undefined;
  return (typeof code === "string" && FAILED_PARTS.get(code)) || "it";
}

/**
 * Decodes a DER UTF8String that fills its bytes; undefined for anything else.
 * https://www.itu.int/rec/T-REC-X.690 8.1.3, 8.23
 */
export function decodeDerUtf8(der: Uint8Array): string | undefined {
  const [tag, first = 0x80] = der;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (tag !== 0x0c || first === 0x80 || lengthBytes > 2) return undefined;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  const content = der.subarray(start);
  return content.length === length ? Buffer.from(content).toString("utf8") : undefined;
}

function claimsOf({ identity }: Pick<Signer, "identity">): SignerClaims {
  const extension = (oid: string) => {
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
function unverifiedSigner(leaf: Certificate): Pick<Signer, "identity"> {
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
function signedAtOf({ timestamps }: SignedEntity): string | undefined {
  const times = timestamps.map((entry) =>
    entry.$case === "timestamp-authority"
      ? entry.timestamp.signingTime.getTime()
      : Number(entry.tlogEntry.integratedTime) * 1000,
  );
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}

/** Loads the libraries, with these trust roots and no others. */
export async function createSignatureVerifier(roots: TrustedRoots): Promise<VerifySignature> {
  const [{ bundleFromJSON }, { TrustedRoot }, { Verifier, toSignedEntity, toTrustMaterial }] = await Promise.all([
    import(/* webpackChunkName: "provenance-packages" */ "@sigstore/bundle"),
    import(/* webpackChunkName: "provenance-packages" */ "@sigstore/protobuf-specs"),
    import(/* webpackChunkName: "provenance-packages" */ "@sigstore/verify"),
  ]);
  const refusePublicKey = () => {
    throw invalidAttestation("it is signed by a public key, not by a certificate");
  };
  const instances = (["public-good", "github"] as const).map((name) => {
    const { trustedRoot, obtained } = roots[name];
    const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot), refusePublicKey);
    const authorities = material.certificateAuthorities.flatMap(({ certChain }) => certChain);
    const verifier = new Verifier(material, THRESHOLDS[name]);
    return { name, authorities, verifier, dated: { material, obtained: new Date(obtained) } };
  });

  const parseBundle = (json: unknown): Bundle => {
    const object = asJsonObject(json);
    if (object === undefined) throw invalidAttestation("its bundle is not a JSON object");
    try {
      return bundleFromJSON(object);
    } catch (error) {
      throw invalidAttestation(`its bundle cannot be read: ${messageOf(error)}`, error);
    }
  };
  const parseProofs = (bundle: Bundle): SignedEntity => {
    const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    const proofs = Math.max(tlogEntries.length, timestampVerificationData?.rfc3161Timestamps.length ?? 0);
    if (proofs > MAX_PROOFS)
      throw invalidAttestation(`its bundle has more than ${MAX_PROOFS} log entries or timestamps`);
    try {
      return toSignedEntity(bundle);
    } catch (error) {
      throw invalidAttestation(`its certificate or timestamp cannot be read: ${messageOf(error)}`, error);
    }
  };

  return (json) => {
    const bundle = parseBundle(json);
    if (bundle.content.$case !== "dsseEnvelope") throw invalidAttestation("its bundle signs a file, not a statement");
    const { payloadType, payload } = bundle.content.dsseEnvelope;
    const entity = parseProofs(bundle);
    if (entity.key.$case !== "certificate") return refusePublicKey();
    const leaf = entity.key.certificate;
    // This only selects the roots to try; the chain itself is verified below.
    const issuedBy = instances.filter(({ authorities }) => authorities.some((each) => namesAsIssuer(leaf, each)));
    // An authority that no roots have may be of any instance.
    const candidates = issuedBy.length > 0 ? issuedBy : instances;
    const refuse = (reason: string, cause?: unknown) => {
      const outdated = candidates.map(({ dated }) => whyRootsOutdated(leaf, entity, dated)).find(Boolean);
      if (outdated === undefined) return invalidAttestation(reason, cause);
      const statement = parseStatement(payloadType, payload);
      return new OutdatedRootsError(outdated, { statement, claims: claimsOf(unverifiedSigner(leaf)) });
    };
    if (issuedBy.length === 0) {
      throw refuse("its certificate was issued neither by Sigstore's public-good instance nor by GitHub's own");
    }
    const failures: string[] = [];
    let lastError: unknown;
    for (const { name, verifier } of issuedBy) {
      let signer: Signer;
      try {
        signer = verifier.verify(entity);
      } catch (error) {
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
