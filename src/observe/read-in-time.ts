// Reads an image within its time. If the time passes, the error names what was waited for, and for how long its registries throttled.
import { DeadlinePassed } from "../deadline.ts";
import { PromotionError } from "../errors.ts";
import type { ImageTime, Pause } from "../image-time.ts";
import type { Clock } from "../ports.ts";
import type { Wait, Waits } from "./waits.ts";

/** An image that is read. */
export interface TimedReading {
  /** The image in messages. */
  readonly name: string;
  readonly limitMs: number;
  readonly time: ImageTime;
  readonly clock: Clock;
  readonly waits: Waits;
  /** Of the registries that it is read from, as they become known. */
  readonly pauses: () => readonly Pause[];
}

/**
 * Runs the reads of an image.
 * @throws PromotionError `READING_TIMEOUT`; the signal's reason when aborted
 */
export async function readInTime<T>(
  { name, limitMs, time, clock, waits, pauses }: TimedReading,
  signal: AbortSignal,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const startedAtMs = clock.nowMs();
  let timedOut: PromotionError | undefined;
  try {
    return await time.run(signal, pauses, (limit) => {
      // Here, because the abort ends all waits.
      limit.signal.addEventListener("abort", () => {
        const nowMs = clock.nowMs();
        const own = pauses().filter(({ untilMs }) => untilMs > startedAtMs);
        timedOut = readingTimedOut({ name, limitMs, nowMs, wait: waits.oldest, pauses: own });
      });
      return read(limit.signal);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof DeadlinePassed && timedOut !== undefined ? timedOut : error;
  }
}

/** What is known of an image when its time passes. */
interface ReadingState {
  readonly name: string;
  readonly limitMs: number;
  readonly nowMs: number;
  readonly wait: Wait | undefined;
  /** The pauses of its registries since its reading began. */
  readonly pauses: readonly Pause[];
}

function readingTimedOut({ name, limitMs, nowMs, wait, pauses }: ReadingState): PromotionError {
  const waited =
    wait === undefined ? "" : ` It waited for ${wait.host} (${wait.what}) for ${seconds(nowMs - wait.sinceMs)}.`;
  const paused = [...Map.groupBy(pauses, ({ host }) => host)].map(([host, each]) => {
    const pausedMs = each.reduce((sum, { fromMs, untilMs }) => sum + Math.min(untilMs, nowMs) - fromMs, 0);
    return ` ${host} throttled requests for ${seconds(pausedMs)} (Retry-After).`;
  });
  const message = `Reading ${name} took longer than timeout-minutes allows (${seconds(limitMs)}).${waited}${paused.join("")}`;
  const longer = `timeout-minutes: ${Math.max(1, Math.ceil(limitMs / 30_000))}`;
  const host = wait?.host ?? pauses[0]?.host;
  const remedy =
    paused.length > 0
      ? `Lower max-parallel, run the job again later, or give the image more time: ${longer}`
      : `Check that the runner can reach ${host ?? "both registries"}: firewall, proxy (HTTPS_PROXY, NO_PROXY), or an outage. If it is only slow, give the image more time: ${longer}`;
  return new PromotionError("READING_TIMEOUT", message, { side: wait?.side, remedy, causeKey: host });
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1000)} s`;
}
