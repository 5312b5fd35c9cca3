// The provenance gate: what is demanded, and the verdict on one digest. How bundles are found and verified is an edge's work.
import type { Digest } from "../oci/digest.ts";

/** `require-attestation` and its companions, parsed. */
export interface ProvenancePolicy {
  readonly mode: "off" | "warn" | "require";
  /** `owner/repository`, or `owner` for any repository of it. */
  readonly repository: string;
  /** `owner/repository/.github/workflows/file.yml`, optionally `@ref`; undefined: any. */
  readonly signerWorkflow?: string;
  readonly predicateType: string;
}

/** SLSA provenance v1, the predicate that actions/attest-build-provenance writes. */
export const SLSA_PROVENANCE_V1 = "https://slsa.dev/provenance/v1";

/** One attestation that fully matched. */
export interface VerifiedAttestation {
  readonly predicateType: string;
  readonly repository: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly signerWorkflow: string;
  readonly issuer: string;
  /** Which Sigstore instance signed. */
  readonly instance: "public-good" | "github";
  /** Where it was found. */
  readonly foundIn: "github-api" | "referrers";
  readonly signedAt?: string;
  readonly subject: Digest;
}

/** The gate's verdict on one digest. Reasons are one per attestation looked at. */
export type ProvenanceVerdict =
  | { readonly status: "verified"; readonly attestation: VerifiedAttestation; readonly reasons: readonly string[] }
  | { readonly status: "missing" | "untrusted" | "unreachable"; readonly reasons: readonly string[] };
