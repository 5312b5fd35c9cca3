// How much runs side by side in a step: images, and imports of Azure. http/ decides about requests to a host.
import pLimit, { type LimitFunction } from "p-limit";

/** Where a run begins that may adapt, and how far it grows. */
const START = 32;
const MOST = 128;

/**
 * Limits the images and the imports under way. With `max-parallel` it is a ceiling. Without, each import that Azure accepts makes room for
 * one more, and Azure's first refusal by its rate limit halves both.
 */
export class Parallelism {
  readonly images: LimitFunction;
  readonly imports: LimitFunction;
  readonly #most: number;
  /** Refusals of imports that were sent side by side count once. */
  #isHalved = false;

  /** `maxParallel`: the input `max-parallel`. */
  constructor(maxParallel: number | undefined) {
    this.#most = maxParallel ?? MOST;
    const start = maxParallel ?? START;
    this.images = pLimit(start);
    this.imports = pLimit(start);
  }

  /** Azure has accepted an import. */
  accepted(): void {
    this.#isHalved = false;
    this.#set(this.imports.concurrency + 1);
  }

  /** Azure refused an import because there were too many. */
  throttled(): void {
    if (this.#isHalved) return;
    this.#isHalved = true;
    this.#set(Math.floor(this.imports.concurrency / 2));
  }

  #set(concurrency: number): void {
    const bounded = Math.min(this.#most, Math.max(1, concurrency));
    this.imports.concurrency = bounded;
    this.images.concurrency = bounded;
  }
}
