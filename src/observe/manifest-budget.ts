// How many bytes of manifests are read for one image and for the run: what is read is kept until the plan is made.
import { ManifestError } from "../errors.ts";
import type { Digest } from "../oci/digest.ts";
import { IMAGE_MANIFESTS_MAX_BYTES } from "../oci/manifest.ts";

/** All manifests of a run: 52 KiB for each of 5,000 images. */
export const RUN_MANIFESTS_MAX_BYTES = 256 * 1024 * 1024;

const MIB = 1024 * 1024;

/** What all images of a run have read so far. */
export interface RunBudget {
  usedBytes: number;
}

/** The budget of one image. A manifest that is read on both sides counts once. */
export class ManifestBudget {
  readonly #run: RunBudget;
  readonly #name: string;
  readonly #sizes = new Map<Digest, number>();
  #usedBytes = 0;

  /** `name`: the image in messages. */
  constructor(run: RunBudget, name: string) {
    this.#run = run;
    this.#name = name;
  }

  /**
   * Counts manifests that were read, or that are about to be read with the size that is stated of them.
   * @throws ManifestError `MANIFESTS_TOO_LARGE`
   */
  count(manifests: Iterable<{ readonly digest: Digest; readonly sizeBytes: number }>): void {
    let moreBytes = 0;
    for (const { digest, sizeBytes } of manifests) {
      const knownBytes = this.#sizes.get(digest) ?? 0;
      if (sizeBytes <= knownBytes) continue;
      this.#sizes.set(digest, sizeBytes);
      moreBytes += sizeBytes - knownBytes;
    }
    this.#usedBytes += moreBytes;
    if (this.#usedBytes > IMAGE_MANIFESTS_MAX_BYTES) {
      throw tooLarge(
        `The manifests of ${this.#name} have ${formatMiB(this.#usedBytes)} together. At most ${formatMiB(IMAGE_MANIFESTS_MAX_BYTES)} are read for one image.`,
      );
    }
    this.#run.usedBytes += moreBytes;
    if (this.#run.usedBytes > RUN_MANIFESTS_MAX_BYTES) {
      throw tooLarge(
        `The manifests of all images of this step have more than ${formatMiB(RUN_MANIFESTS_MAX_BYTES)} together, so ${this.#name} was not read.`,
        "Promote the images in several steps.",
      );
    }
  }
}

function tooLarge(message: string, remedy?: string): ManifestError {
  return new ManifestError("MANIFESTS_TOO_LARGE", message, { remedy });
}

function formatMiB(bytes: number): string {
  return `${(bytes / MIB).toFixed(1).replace(/\.0$/, "")} MiB`;
}
