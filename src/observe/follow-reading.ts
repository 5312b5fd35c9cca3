// Says, while images are read, what takes long: one line for the whole run, after growing pauses.
import type { Clock, Log } from "../ports.ts";
import type { Waits } from "./waits.ts";

const FIRST_MS = 10_000;
const SLOW_MS = 5_000;

/** Follows the reading of so many images until it is stopped. */
export function followReading(
  total: number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): {
  /** Counts one image, which waits for what `waits` says. */
  readonly during: <T>(waits: Waits, reading: Promise<T>) => Promise<T>;
  readonly stop: () => void;
} {
  const open = new Set<Waits>();
  let done = 0;
  const stopped = new AbortController();

  function describe(): string {
    const [first] = [...open].flatMap(({ oldest }) => oldest ?? []).toSorted((a, b) => a.sinceMs - b.sinceMs);
    const waitedMs = first === undefined ? 0 : clock.nowMs() - first.sinceMs;
    const longest =
      first === undefined || waitedMs < SLOW_MS
        ? ""
        : `, waiting ${Math.round(waitedMs / 1000)} s for ${first.host} (${first.what})`;
    return `${done}/${total} images read${longest}`;
  }

  const tick = async () => {
    for (let pauseMs = FIRST_MS; ; pauseMs *= 2) {
      await clock.sleep(pauseMs, stopped.signal);
      log.info(describe());
    }
  };
  tick().catch(() => undefined);
  return {
    async during(waits, reading) {
      open.add(waits);
      try {
        return await reading;
      } finally {
        open.delete(waits);
        done += 1;
      }
    },
    stop: () => stopped.abort(),
  };
}
