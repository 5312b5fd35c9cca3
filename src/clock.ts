// The real clock and the real dice, behind the Clock port.
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "./ports.ts";

/** Node's timers hold at most this; a longer wait is made of several. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  async sleep(durationMs, signal) {
    const untilMs = performance.now() + durationMs;
    do {
      signal.throwIfAborted();
      const leftMs = Math.min(Math.max(0, untilMs - performance.now()), TIMER_MAX_MS);
      // Node rejects with an AbortError of its own; the port promises the signal's reason.
      await setTimeout(leftMs, undefined, { signal }).catch((error: unknown) => {
        throw signal.aborted ? signal.reason : error;
      });
    } while (performance.now() < untilMs);
  },
};
