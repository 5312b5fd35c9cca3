// A time limit as a signal, on the given clock.
import type { Clock } from "./ports.ts";

/** Why a deadline's signal aborted. */
export class DeadlinePassed extends Error {
  constructor(limitMs: number) {
    super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
    this.name = "DeadlinePassed";
  }
}

/** A time limit that is running. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the time, or lets it run on. */
  readonly hold: (isHeld: boolean) => void;
  readonly clear: () => void;
}

/** A signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a timer holds the process. */
export function withDeadline(clock: Clock, limitMs: number, signal: AbortSignal): Deadline {
  const expired = new AbortController();
  let leftMs = limitMs;
  let startedMs = 0;
  let timer: AbortController | undefined;

  function run(): void {
    timer = new AbortController();
    startedMs = clock.nowMs();
    clock.sleep(leftMs, AbortSignal.any([signal, timer.signal])).then(
      () => expired.abort(new DeadlinePassed(limitMs)),
      () => undefined,
    );
  }

  function stop(): void {
    if (timer !== undefined) leftMs -= clock.nowMs() - startedMs;
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
