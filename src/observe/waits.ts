// What an image waits for while it is read, so that a time-out and the log can name it.
import type { Clock } from "../ports.ts";
import type { Side } from "../problems.ts";

/** Something that is being waited for: "contosodev.azurecr.io: manifest of api:build-812". */
export interface Wait {
  readonly host: string;
  /** "manifest of api:build-812" */
  readonly what: string;
  readonly side?: Side;
  readonly sinceMs: number;
}

/** The waits of one image. */
export class Waits {
  readonly #clock: Clock;
  readonly #open = new Set<Wait>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for something, which has a name meanwhile. */
  async during<T>(wait: Omit<Wait, "sinceMs">, outcome: Promise<T>): Promise<T> {
    const open = { ...wait, sinceMs: this.#clock.nowMs() };
    this.#open.add(open);
    try {
      return await outcome;
    } finally {
      this.#open.delete(open);
    }
  }

  /** The one that was begun first. */
  get oldest(): Wait | undefined {
    const [oldest] = this.#open;
    return oldest;
  }
}
