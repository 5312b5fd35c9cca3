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

/** Bytes that are read for the attestations of one image: lists, and bundles. */
export const ATTESTATIONS_MAX_BYTES = 64 * 1024 * 1024;

/** How much of {@link ATTESTATIONS_MAX_BYTES} one image has used. */
export class AttestationBudget {
  #usedBytes = 0;

  /** Counts what was read. */
  count(sizeBytes: number): void {
    this.#usedBytes += sizeBytes;
  }

  /** @throws ProvenanceError `ATTESTATIONS_UNREACHABLE` where nothing more may be read */
  check(): void {
    if (this.#usedBytes <= ATTESTATIONS_MAX_BYTES) return;
    throw attestationsUnreachable(
      `The attestations of this image have more than ${ATTESTATIONS_MAX_BYTES / 1024 / 1024} MiB together; the rest was not read`,
      "Delete attestations of this image that are no longer needed.",
    );
  }
}

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
