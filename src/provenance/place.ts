// What the places where attestations are found have in common. Knows neither GitHub's API nor registries.

/** One attestation as a place lists it, not yet read. */
export interface FoundBundle {
  /** Tells it from others, for reasons: `referrer sha256:0123456789ab`. */
  readonly name: string;
  /**
   * The bundle as parsed JSON.
   * @throws ProvenanceError `ATTESTATION_INVALID` where this one is of no use; any other where the place could not be asked
   */
  read(signal: AbortSignal): Promise<unknown>;
}

/** Size cap of a bundle, compressed and not; actions/attest takes predicates of up to 16 MiB, those we want have some 10 KiB. */
export const BUNDLE_MAX_BYTES = 16 * 1024 * 1024;
