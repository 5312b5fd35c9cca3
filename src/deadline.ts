// A time limit as an AbortSignal, on the given clock; and a wait that a signal ends.
import type { Clock } from "./ports.ts";

/** The reason with which a deadline's signal aborts once its time has passed. */
export class DeadlinePassed extends Error {
  constructor(limitMs: number) {
    super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
    this.name = "DeadlinePassed";
  }
}

/** A running time limit. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True pauses the countdown, false resumes it. */
  readonly hold: (isHeld: boolean) => void;
  /** Ends the countdown for good. */
  readonly clear: () => void;
}

/**
 * Returns a signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a
 * pending timer keeps the process alive.
 */
export function withDeadline(clock: Clock, limitMs: number, signal: AbortSignal): Deadline {
  const expired = new AbortController();
  let remainingMs = limitMs;
  let startedMs = 0;
  let timer: AbortController | undefined;

  function run(): void {
    timer = new AbortController();
    startedMs = clock.nowMs();
    clock.sleep(remainingMs, AbortSignal.any([signal, timer.signal])).then(
      () => expired.abort(new DeadlinePassed(limitMs)),
      () => undefined,
    );
  }

  function stop(): void {
    if (timer !== undefined) remainingMs -= clock.nowMs() - startedMs;
    timer?.abort();
    timer = undefined;
  }

  run();
  return {
    signal: AbortSignal.any([signal, expired.signal]),
    hold: (isHeld) => {
      if (isHeld) stop();
      else if (timer === undefined) run();
    },
    clear: stop,
  };
}

/** Waits for a promise that others may wait for too. Rejects with the signal's reason when aborted; the promise goes on. */
export async function abortable<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  outcome.then(resolve, reject);
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
