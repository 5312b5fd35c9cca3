// Says in the log which host the run waits for, how long and why. A host that throttles for hours fills no log.
import type { Clock, Log } from "../ports.ts";

/** A response that pauses its host. */
export interface Throttling {
  readonly host: string;
  readonly status: number;
  readonly pauseMs: number;
  /** The response has a Retry-After. */
  readonly isAsked: boolean;
  /** A request waits no longer than this: `timeout-minutes`. */
  readonly waitBudgetMs: number;
}

/** Shorter pauses are no news. */
const LEAST_MS = 2_000;
/** Concurrent requests are told nearly the same end. */
const SAME_MS = 2_000;
const LINES_MAX = 10;

/** Logs each pause of a host once, and at most so many for each host. */
export function createPauseLog(clock: Clock, log: Pick<Log, "debug" | "info">): (throttling: Throttling) => void {
  const hosts = new Map<string, { untilMs: number; lines: number }>();
  return ({ host, status, pauseMs, isAsked, waitBudgetMs }) => {
    const seconds = Math.ceil(pauseMs / 1000);
    const why = isAsked ? `${status}, Retry-After: ${seconds} s` : `${status}`;
    const what =
      pauseMs > waitBudgetMs
        ? `That is longer than timeout-minutes allows (${Math.ceil(waitBudgetMs / 1000)} s), so it is not waited for.`
        : `Waiting ${seconds} s for it.`;
    const line = `${host} throttles requests (${why}). ${what}`;
    const untilMs = clock.nowMs() + pauseMs;
    const known = hosts.get(host) ?? { untilMs: 0, lines: 0 };
    const isNews = pauseMs >= LEAST_MS && untilMs > known.untilMs + SAME_MS && known.lines < LINES_MAX;
    if (!isNews) {
      log.debug(line);
      return;
    }
    const lines = known.lines + 1;
    hosts.set(host, { untilMs, lines });
    log.info(lines < LINES_MAX ? line : `${line} Its further pauses are not logged.`);
  };
}
