// A found attestation that is not read yet, in the form that GitHub's API and registries have in common.
import { ProvenanceError } from "../errors.ts";
import { parseUtf8Json } from "../json.ts";

/** One attestation as it was listed. */
export interface FoundBundle {
  /** Names it in messages: `referrer sha256:0123456789ab`. */
  readonly name: string;
  /**
   * Reads the bundle, as parsed JSON.
   * @throws ProvenanceError `ATTESTATION_INVALID` where the bundle is invalid; another PromotionError where it could not be read
   */
  read(signal: AbortSignal): Promise<unknown>;
}

/** Size limit of a bundle, before and after decompression. actions/attest allows predicates of 16 MiB; usual ones have 10 KiB. */
export const BUNDLE_MAX_BYTES = 16 * 1024 * 1024;

/** An attestation that is invalid, so that it cannot count. */
export function invalidAttestation(reason: string, cause?: unknown): ProvenanceError {
  return new ProvenanceError("ATTESTATION_INVALID", reason, { cause });
}

/** Attestations that could not be looked up, or not all of them. */
export function attestationsUnreachable(message: string, remedy?: string): ProvenanceError {
  return new ProvenanceError("ATTESTATIONS_UNREACHABLE", message, { remedy });
}

/**
 * Parses a part of an attestation.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
export function parseAttestationJson(bytes: Uint8Array, what: string): unknown {
  const json = parseUtf8Json(bytes);
  if (json === undefined) throw invalidAttestation(`${what} is not JSON in UTF-8`);
  return json;
}
