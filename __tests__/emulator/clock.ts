// Owns the emulator's clock: real time plus an offset that a test may move. Knows nobody who reads it.

export interface EmulatorClock {
  /** What the clock is ahead of real time, in milliseconds. Moving it ends every wait that is then due. */
  offsetMs: number;
  now(): number;
  /** Resolves at that time, one turn from now at the earliest; keeps no process alive. */
  waitUntil(timeMs: number): Promise<void>;
}

/** The longest delay of a timer: https://nodejs.org/docs/latest-v24.x/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createClock(): EmulatorClock {
  let offsetMs = 0;
  const waiting = new Set<() => void>();
  const clock: EmulatorClock = {
    get offsetMs() {
      return offsetMs;
    },
    set offsetMs(value) {
      offsetMs = value;
      for (const look of [...waiting]) look();
    },
    now: () => Date.now() + offsetMs,
    waitUntil: (timeMs) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const arm = () => {
          const leftMs = Math.min(Math.max(0, timeMs - clock.now()), LONGEST_TIMER_MS);
          timer = setTimeout(look, leftMs).unref();
        };
        const look = () => {
          clearTimeout(timer);
          if (clock.now() < timeMs) {
            arm();
            return;
          }
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        arm();
      }),
  };
  return clock;
}
