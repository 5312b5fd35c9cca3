// The real clock and the real dice, behind the Clock port.
import { performance } from "node:perf_hooks";
import type { Clock } from "./ports.ts";

/** Node's timers hold at most this; a longer wait is made of several. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  // Not node:timers/promises: each request sets timers that nearly always end early, and there each such end makes an error
  // of its own, stack and all, in the place of the signal's reason.
  sleep(durationMs, signal) {
    const untilMs = performance.now() + durationMs;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const wait = () => {
        timer = setTimeout(onTimer, Math.min(Math.max(0, untilMs - performance.now()), TIMER_MAX_MS));
      };
      const onTimer = () => {
        if (performance.now() < untilMs) {
          wait();
          return;
        }
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      signal.addEventListener("abort", onAbort, { once: true });
      wait();
    });
  },
};
