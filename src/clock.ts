// The Clock port on the machine's own time and random numbers.
import { performance } from "node:perf_hooks";
import type { Clock } from "./ports.ts";

/** The longest delay of a Node timer; a longer wait uses several in a row. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The clock of the running process. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  // Not node:timers/promises: requests set timers that nearly always end early, and it would create an error with a stack
  // for each, instead of passing on the signal's reason.
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
