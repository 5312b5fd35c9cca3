// A time limit as a signal, on the given clock.
import type { Clock } from "./ports.ts";

/** Why a deadline's signal aborted. */
export class DeadlinePassed extends Error {
  constructor(limitMs: number) {
    super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
    this.name = "DeadlinePassed";
  }
}

/** A signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a timer holds the process. */
export function withDeadline(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
): { readonly signal: AbortSignal; readonly clear: () => void } {
  const timer = new AbortController();
  const expired = new AbortController();
  clock.sleep(limitMs, AbortSignal.any([signal, timer.signal])).then(
    () => expired.abort(new DeadlinePassed(limitMs)),
    () => undefined,
  );
  return { signal: AbortSignal.any([signal, expired.signal]), clear: () => timer.abort() };
}
