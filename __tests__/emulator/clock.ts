// Owns the time of the local Azure: the machine's, which a test may move forward. Who sleeps by it wakes when it has come.

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
  timer?: NodeJS.Timeout;
}

/** A clock that runs at the machine's pace, and jumps where it is set forward. */
export class LocalClock {
  #offsetMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** How far ahead of the machine's this clock is. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(offsetMs: number) {
    this.#offsetMs = offsetMs;
    for (const sleeper of [...this.#sleepers]) this.#arm(sleeper);
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => Date.now() + this.#offsetMs;

  /** Monotonic milliseconds. */
  readonly monotonic = (): number => performance.now() + this.#offsetMs;

  /** Keeps no process alive; rejects with the signal's reason when aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#forget(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        dueMs: this.monotonic() + Math.max(0, durationMs),
        wake: () => {
          this.#forget(sleeper);
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.add(sleeper);
      this.#arm(sleeper);
    });
  }

  /** Resolves at that time, one turn from now at the earliest. */
  waitUntil(timeMs: number): Promise<void> {
    return this.sleep(timeMs - this.now());
  }

  /** Milliseconds until the next sleeper is due; undefined where nobody sleeps. */
  get nextDueInMs(): number | undefined {
    const dueMs = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.dueMs));
    return Number.isFinite(dueMs) ? dueMs - this.monotonic() : undefined;
  }

  /** Sets the clock forward to when the next sleeper is due. Nothing happens where nobody sleeps. */
  skipToNext(): void {
    const leftMs = this.nextDueInMs ?? 0;
    // A fraction more, so that rounding leaves nothing to wait for.
    if (leftMs > 0) this.offsetMs += Math.ceil(leftMs);
  }

  #arm(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const leftMs = sleeper.dueMs - this.monotonic();
    // Node's timers hold 2^31 - 1 ms at most and may be a little early: whoever is woken looks at the clock again.
    const look = () => (sleeper.dueMs > this.monotonic() ? this.#arm(sleeper) : sleeper.wake());
    sleeper.timer = setTimeout(look, Math.min(Math.max(0, leftMs), 2 ** 31 - 1)).unref();
  }

  #forget(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    this.#sleepers.delete(sleeper);
  }
}
