// Mints attestations as actions/attest makes them, under Sigstore instances of our own: certificate authority, logs, timestamps.
// Every bundle really verifies, or really fails, against the instance's trusted root; nothing here is trusted by the action.
import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult, sign } from "node:crypto";
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";
import type { DatedRoot } from "../src/provenance/signature.ts";

/** Which of the two kinds: the public-good one logs, GitHub's own only stamps the time. */
export type InstanceKind = "public-good" | "github";

/** What an attestation says and how well it proves it. Everything has a good default. */
export interface MintOptions {
  /** Hexadecimal sha256 of each subject. */
  readonly subjects?: readonly string[];
  readonly predicateType?: string;
  /** The whole statement instead, as text. */
  readonly statement?: string;
  readonly payloadType?: string;
  /** Null: no such claim in the certificate. */
  readonly issuer?: string | null;
  readonly repository?: string | null;
  readonly repositoryId?: string | null;
  readonly ownerId?: string | null;
  readonly revision?: string;
  /** `owner/repository/.github/workflows/file.yml@ref` */
  readonly signerWorkflow?: string;
  /** Default: what the kind of instance gives. `both` is a log entry and a timestamp. */
  readonly proof?: "log" | "timestamp" | "both" | "none";
  /** How long after the certificate was issued (it is good for 10 minutes) it was used. */
  readonly signedAfterMs?: number;
}

/** A Sigstore instance and the root that makes a verifier trust it. */
export interface MintedInstance {
  readonly trustedRoot: TrustedRootDocument;
  /** As the action ships it. Obtained after all that is minted, so that no attestation is newer. */
  readonly root: DatedRoot;
  /** A bundle, as parsed JSON. */
  mint(options?: MintOptions): Promise<MintedBundle>;
}

/** As much of a trusted root as tests change. */
export interface TrustedRootDocument {
  readonly certificateAuthorities: readonly { readonly validFor: { readonly start: string; readonly end?: string } }[];
  readonly timestampAuthorities: readonly { readonly validFor: { readonly start: string; readonly end?: string } }[];
  readonly tlogs: readonly unknown[];
  readonly ctlogs: readonly unknown[];
}

/** As much of a bundle as tests tamper with. https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto */
export interface MintedBundle {
  mediaType: string;
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries: unknown[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
}

/** https://github.com/sigstore/rekor/blob/v1.3.10/openapi.yaml, LogEntry */
interface LoggedEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
      readonly checkpoint: string;
    };
  };
}

/** The root of an instance that is not trusted. */
export const NO_ROOT: DatedRoot = {
  obtained: "9999-12-31",
  trustedRoot: { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] },
};

export const MINTED_SUBJECT = createHash("sha256").update("an index").digest("hex");
export const MINTED_REPOSITORY = "contoso/api";
export const MINTED_WORKFLOW = "contoso/api/.github/workflows/release.yml@refs/heads/main";
export const MINTED_REVISION = "1a410efbd13591db07496601ebc7a059dd55cfe9";
const ISSUER = "https://token.actions.githubusercontent.com";
const SLSA = "https://slsa.dev/provenance/v1";
const IN_TOTO = "application/vnd.in-toto+json";
const LOG_URL = "https://rekor.example";
const FULCIO = "1.3.6.1.4.1.57264.1";
const VALID_FOR = { start: "2020-01-01T00:00:00Z" };

function base64(bytes: ArrayBufferView<ArrayBufferLike> | string): string {
  return typeof bytes === "string"
    ? Buffer.from(bytes).toString("base64")
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function newKeyPair(): KeyPairKeyObjectResult {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md */
function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function statementOf({ subjects = [MINTED_SUBJECT], predicateType = SLSA }: MintOptions): string {
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: subjects.map((sha256, index) => ({ name: `registry.example/image-${index}`, digest: { sha256 } })),
    predicateType,
    predicate: { buildDefinition: {}, runDetails: {} },
  });
}

function extensionsOf({
  issuer = ISSUER,
  repository = MINTED_REPOSITORY,
  repositoryId = "804070735",
  ownerId = "16248153",
  revision = MINTED_REVISION,
  signerWorkflow = MINTED_WORKFLOW,
}: MintOptions) {
  return [
    ...(issuer === null ? [] : [{ oid: `${FULCIO}.8`, value: issuer }]),
    { oid: `${FULCIO}.9`, value: `https://github.com/${signerWorkflow}` },
    ...(repository === null ? [] : [{ oid: `${FULCIO}.12`, value: `https://github.com/${repository}` }]),
    { oid: `${FULCIO}.13`, value: revision },
    ...(repositoryId === null ? [] : [{ oid: `${FULCIO}.15`, value: repositoryId }]),
    ...(ownerId === null ? [] : [{ oid: `${FULCIO}.17`, value: ownerId }]),
  ];
}

/** Sets up an instance with keys of its own, so that two of the same kind do not trust each other. */
export async function startSigstoreInstance(kind: InstanceKind): Promise<MintedInstance> {
  const caKeys = newKeyPair();
  const logKeys = newKeyPair();
  const tsaKeys = newKeyPair();
  const ctLog = kind === "public-good" ? await initializeCTLog(newKeyPair()) : undefined;
  const ca = await initializeCA(caKeys, ctLog);
  const { rootCertificate, intCertificate } = await initializeTSA(tsaKeys);
  const logPublicKey = logKeys.publicKey.export({ format: "der", type: "spki" });

  const mintLogEntry = async (payload: Buffer, payloadType: string, signature: Buffer, publicKey: string, at: Date) => {
    const log = await initializeTLog(LOG_URL, logKeys, at);
    const logged = await log.log({
      kind: "intoto",
      apiVersion: "0.0.2",
      spec: {
        content: {
          // Rekor keeps the signature in base64 twice.
          envelope: { payloadType, signatures: [{ sig: base64(base64(signature)), publicKey: base64(publicKey) }] },
          payloadHash: { algorithm: "sha256", value: createHash("sha256").update(payload).digest("hex") },
        },
      },
    });
    const [entry] = Object.values(logged as Record<string, LoggedEntry>);
    if (entry === undefined) throw new Error("the log gave no entry");
    const proof = entry.verification.inclusionProof;
    return {
      logIndex: String(entry.logIndex),
      logId: { keyId: Buffer.from(entry.logID, "hex").toString("base64") },
      kindVersion: { kind: "intoto", version: "0.0.2" },
      integratedTime: String(entry.integratedTime),
      inclusionPromise: { signedEntryTimestamp: entry.verification.signedEntryTimestamp },
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: Buffer.from(proof.rootHash, "hex").toString("base64"),
        treeSize: String(proof.treeSize),
        hashes: [],
        checkpoint: { envelope: proof.checkpoint },
      },
      canonicalizedBody: entry.body,
    };
  };

  const mintTimestamp = async (signature: Buffer, at: Date) => {
    const tsa = await initializeTSA(tsaKeys, at);
    const timestamp = await tsa.timestamp({
      artifactHash: createHash("sha256").update(signature).digest(),
      hashAlgorithmOID: "2.16.840.1.101.3.4.2.1",
      nonce: 1,
      policyOID: "1.3.6.1.4.1.57264.2",
    });
    return { signedTimestamp: base64(timestamp) };
  };

  const trustedRoot = {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    certificateAuthorities: [
      { certChain: { certificates: [{ rawBytes: base64(ca.rootCertificate) }] }, validFor: VALID_FOR },
    ],
    timestampAuthorities: [
      {
        certChain: { certificates: [{ rawBytes: base64(intCertificate) }, { rawBytes: base64(rootCertificate) }] },
        validFor: VALID_FOR,
      },
    ],
    tlogs: [logAuthority(logPublicKey)].filter(() => kind === "public-good"),
    ctlogs: ctLog === undefined ? [] : [logAuthority(ctLog.publicKey)],
  };
  return {
    trustedRoot,
    root: { obtained: "9999-12-31", trustedRoot },
    async mint(options = {}) {
      const {
        proof = kind === "public-good" ? "log" : "timestamp",
        payloadType = IN_TOTO,
        signedAfterMs = 0,
      } = options;
      const keys = newKeyPair();
      const certificate = await ca.issueCertificate({
        publicKey: keys.publicKey.export({ format: "der", type: "spki" }),
        subjectAltName: `https://github.com/${options.signerWorkflow ?? MINTED_WORKFLOW}`,
        extensions: extensionsOf(options),
      });
      const payload = Buffer.from(options.statement ?? statementOf(options));
      const signature = sign("sha256", preAuthEncoding(payloadType, payload), keys.privateKey);
      // Whole seconds: the mock authority writes fractions as DER does not allow them.
      const at = new Date(Math.floor((Date.now() + signedAfterMs) / 1000) * 1000);
      const pem = keys.publicKey.export({ format: "pem", type: "spki" }).toString();
      const logged = proof === "log" || proof === "both";
      const stamped = proof === "timestamp" || proof === "both";
      return {
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: {
          certificate: { rawBytes: base64(certificate) },
          tlogEntries: logged ? [await mintLogEntry(payload, payloadType, signature, pem, at)] : [],
          ...(stamped && {
            timestampVerificationData: { rfc3161Timestamps: [await mintTimestamp(signature, at)] },
          }),
        },
        dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature) }] },
      };
    },
  };
}

/** The certificate with another issuing organization in it, as of an authority that is not known: its signature is not valid. */
export function issuedBy(bundle: MintedBundle, organization: string): MintedBundle {
  const copy = structuredClone(bundle);
  const { certificate } = copy.verificationMaterial;
  const der = Buffer.from(certificate.rawBytes, "base64");
  certificate.rawBytes = base64(replaceText(der, "sigstore.mock", organization));
  return copy;
}

/** Replaces a text in DER, and the lengths around it. https://www.itu.int/rec/T-REC-X.690 8.1 */
function replaceText(der: Buffer, from: string, to: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < der.length; ) {
    const [tag = 0, first = 0] = der.subarray(at);
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
    const content = der.subarray(start, start + length);
    const isConstructed = (tag & 0x20) !== 0;
    const changed = isConstructed
      ? replaceText(content, from, to)
      : content.equals(Buffer.from(from))
        ? Buffer.from(to)
        : content;
    const size = changed.length < 0x80 ? [changed.length] : [0x82, changed.length >> 8, changed.length & 0xff];
    parts.push(Buffer.from([tag, ...size]), changed);
    at = start + length;
  }
  return Buffer.concat(parts);
}

function logAuthority(publicKey: Buffer) {
  return {
    baseUrl: LOG_URL,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: base64(publicKey), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor: VALID_FOR },
    logId: { keyId: createHash("sha256").update(publicKey).digest("base64") },
  };
}

/**
 * Raw Snappy, as GitHub stores bundles: literals only, which every decoder has to take.
 * https://github.com/google/snappy/blob/1.2.2/format_description.txt
 */
export function compressSnappy(bytes: Uint8Array): Uint8Array {
  const parts: Buffer[] = [];
  const preamble: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      preamble.push(rest);
      break;
    }
    preamble.push((rest % 128) + 128);
  }
  for (let at = 0; at < bytes.length; at += 65_536) {
    const chunk = bytes.subarray(at, at + 65_536);
    const size = Buffer.alloc(2);
    size.writeUInt16LE(chunk.length - 1);
    parts.push(Buffer.from([61 << 2]), size, Buffer.from(chunk));
  }
  return Buffer.concat([Buffer.from(preamble), ...parts]);
}
