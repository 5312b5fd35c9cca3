// Limits the concurrent requests to one host, and holds them back while the host is paused. Knows no HTTP.
import type { Clock } from "../ports.ts";

/** Permit to send one request; {@link HostGate.release} returns it. */
export interface Permit {
  /** Counts the reductions of the limit: several 429 from one epoch halve the limit only once. */
  readonly limitEpoch: number;
  /** The first request after a pause; others wait for its result. */
  readonly probe: boolean;
}

/** How a request ended, as a sign of the host's load. */
export type Outcome = "success" | "throttled" | "failure";

/** No permit: the host is paused for longer than the request may wait. */
export interface TooLong {
  readonly pausedForMs: number;
}

/** The gate of one host. Its limit rises by addition and falls by halves, as in TCP: RFC 5681, section 3.1. */
export class HostGate {
  readonly #clock: Clock;
  readonly #limitMax: number;
  #limit: number;
  #limitEpoch = 0;
  #inFlight = 0;
  #pausedUntilMs = 0;
  /** From a pause until one request succeeds. */
  #mustProbe = false;
  #probing = false;
  /** Requests that wait for a permit, in order of arrival. */
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, limitMax: number) {
    this.#clock = clock;
    this.#limitMax = limitMax;
    this.#limit = limitMax;
  }

  /** Concurrent requests allowed now. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Milliseconds for which the host is still paused. */
  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntilMs - this.#clock.nowMs());
  }

  /**
   * Waits for a permit. Fails at once if the host's pause outlasts `giveUpAtMs`.
   * `onPaused` is called with the end of each pause that it waits for.
   * @throws the signal's reason when aborted
   */
  async acquire(
    giveUpAtMs: number,
    signal: AbortSignal,
    onPaused?: (untilMs: number) => void,
  ): Promise<Permit | TooLong> {
    let isPermitted = false;
    try {
      for (;;) {
        signal.throwIfAborted();
        const { pausedForMs } = this;
        if (this.#pausedUntilMs > giveUpAtMs) return { pausedForMs };
        if (pausedForMs > 0) {
          onPaused?.(this.#pausedUntilMs);
          await this.#clock.sleep(pausedForMs, signal);
        } else if (this.#free < 1) {
          await this.#turn(signal);
        } else {
          isPermitted = true;
          this.#inFlight += 1;
          if (this.#mustProbe) this.#probing = true;
          return { limitEpoch: this.#limitEpoch, probe: this.#mustProbe };
        }
      }
    } finally {
      // It may have been woken without taking a permit: wake the next one.
      if (!isPermitted) this.#wake();
    }
  }

  /** Gives no permit for that time; then one request goes first. */
  pause(durationMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.nowMs() + durationMs);
    this.#mustProbe = true;
  }

  /** Returns a permit. Call {@link pause} before, where the response requires one. */
  release(permit: Permit, outcome: Outcome): void {
    this.#inFlight -= 1;
    if (permit.probe) {
      this.#probing = false;
      if (outcome === "success") this.#mustProbe = false;
    }
    if (outcome === "throttled" && permit.limitEpoch === this.#limitEpoch) {
      this.#limit = Math.max(1, Math.floor(this.#limit / 2));
      this.#limitEpoch += 1;
    } else if (outcome === "success") {
      this.#limit = Math.min(this.#limitMax, this.#limit + 1 / this.#limit);
    }
    this.#wake();
  }

  /** Permits that are free now. */
  get #free(): number {
    if (this.#mustProbe) return this.#probing ? 0 : 1;
    return this.limit - this.#inFlight;
  }

  /** Wakes as many requests as there are free permits. A request that finds none left waits again. */
  #wake(): void {
    let left = this.#free;
    for (const wake of this.#waiting) {
      if (left < 1) return;
      left -= 1;
      this.#waiting.delete(wake);
      wake();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}
