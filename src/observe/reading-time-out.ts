// What is reported of an image whose time passed while it was read: what was waited for, and for how long its registries throttled.
import type { Pause } from "../image-time.ts";
import { type Problem, problem } from "../problems.ts";
import type { Wait } from "./waits.ts";

/** What is known of the image when its time passes. */
export interface ReadingState {
  /** The image in messages. */
  readonly name: string;
  readonly limitMs: number;
  readonly nowMs: number;
  readonly wait: Wait | undefined;
  /** The pauses of its registries since its reading began. */
  readonly pauses: readonly Pause[];
}

/** The problem of that image. */
export function readingTimedOut({ name, limitMs, nowMs, wait, pauses }: ReadingState): Problem {
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
  return problem("READING_TIMEOUT", message, { side: wait?.side, remedy, causeKey: host });
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1000)} s`;
}
