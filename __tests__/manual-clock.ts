// A clock that tests own: nothing passes until they say so.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../src/ports.ts";

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Starts at 0; the wall clock at a given time. `randomness`: what the dice say, always. */
export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #wallStartMs: number;
  readonly #randomness: number;
  #sleepers: Sleeper[] = [];

  constructor({ wallStartMs = Date.parse("2026-01-01T00:00:00Z"), randomness = 0.5 } = {}) {
    this.#wallStartMs = wallStartMs;
    this.#randomness = randomness;
  }

  nowMs = () => this.#nowMs;
  wallMs = () => this.#wallStartMs + this.#nowMs;
  random = () => this.#randomness;

  /** How many are asleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper: Sleeper = {
        dueMs: this.#nowMs + Math.max(0, durationMs),
        wake: () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Lets so much time pass, waking sleepers in order and letting what they start settle. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    for (;;) {
      await setImmediate();
      const next = this.#earliest();
      if (next === undefined || next.dueMs > untilMs) break;
      this.#wake(next);
    }
    this.#nowMs = untilMs;
  }

  /** Lets time pass for as long as it takes; fails where nothing is left to wait for. For work without real I/O. */
  async runUntilSettled<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const done = () => {
      isSettled = true;
    };
    work.then(done, done);
    for (;;) {
      await setImmediate();
      if (isSettled) return work;
      const next = this.#earliest();
      if (next === undefined) throw new Error("The work waits for something that is not time.");
      this.#wake(next);
    }
  }

  #earliest(): Sleeper | undefined {
    return this.#sleepers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }

  #wake(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    this.#nowMs = Math.max(this.#nowMs, sleeper.dueMs);
    sleeper.wake();
  }
}
