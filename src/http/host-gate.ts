// How many requests one host gets at a time, and none while it asked us to wait. Knows nothing of HTTP's forms.
import type { Clock } from "../ports.ts";

/** Leave to send one request; given back by {@link HostGate.leave}. */
export interface Admission {
  /** Which reign of the limit admitted it: a burst of refusals halves the limit once. */
  readonly reign: number;
  readonly probe: boolean;
}

/** How a request ended, as far as the host's load is concerned. */
export type Outcome = "success" | "throttled" | "failure";

/** The host is paused for longer than the request may wait. */
export interface TooLong {
  readonly pausedForMs: number;
}

/** One host's gate. Additive increase, multiplicative decrease, as TCP does it: RFC 5681, section 3.1. */
export class HostGate {
  readonly #clock: Clock;
  readonly #limitMax: number;
  #limit: number;
  #reign = 0;
  #inFlight = 0;
  #pausedUntilMs = 0;
  /** Set from a pause until one request has come back without another 429. */
  #mustProbe = false;
  #probing = false;
  /** In the order of arrival. */
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, limitMax: number) {
    this.#clock = clock;
    this.#limitMax = limitMax;
    this.#limit = limitMax;
  }

  /** How many requests may be under way. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Milliseconds for which the host is still paused. */
  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntilMs - this.#clock.nowMs());
  }

  /**
   * Waits for leave. Where a pause ends only after `giveUpAtMs` of the clock, says so at once instead.
   * @throws the signal's reason when aborted
   */
  async enter(giveUpAtMs: number, signal: AbortSignal): Promise<Admission | TooLong> {
    let isAdmitted = false;
    try {
      for (;;) {
        signal.throwIfAborted();
        const { pausedForMs } = this;
        if (this.#pausedUntilMs > giveUpAtMs) return { pausedForMs };
        if (pausedForMs > 0) {
          await this.#clock.sleep(pausedForMs, signal);
        } else if (this.#room < 1) {
          await this.#turn(signal);
        } else {
          isAdmitted = true;
          this.#inFlight += 1;
          if (this.#mustProbe) this.#probing = true;
          return { reign: this.#reign, probe: this.#mustProbe };
        }
      }
    } finally {
      // It may have been woken and yet not go; then the next one has the turn.
      if (!isAdmitted) this.#wake();
    }
  }

  /** Nobody is admitted for so long; afterwards one request goes first. */
  pause(durationMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.nowMs() + durationMs);
    this.#mustProbe = true;
  }

  /** Gives leave back. A pause that the answer asks for has to be made before. */
  leave(admission: Admission, outcome: Outcome): void {
    this.#inFlight -= 1;
    if (admission.probe) {
      this.#probing = false;
      if (outcome === "success") this.#mustProbe = false;
    }
    if (outcome === "throttled" && admission.reign === this.#reign) {
      this.#limit = Math.max(1, Math.floor(this.#limit / 2));
      this.#reign += 1;
    } else if (outcome === "success") {
      this.#limit = Math.min(this.#limitMax, this.#limit + 1 / this.#limit);
    }
    this.#wake();
  }

  /** How many more may be admitted now. */
  get #room(): number {
    if (this.#mustProbe) return this.#probing ? 0 : 1;
    return this.limit - this.#inFlight;
  }

  /** Lets as many look again as there is room for; who finds none, because another one was quicker, queues anew. */
  #wake(): void {
    let left = this.#room;
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
