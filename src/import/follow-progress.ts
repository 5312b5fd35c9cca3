// Says, while a plan is carried out, how far the whole is: one line every few seconds, however many images there are.

import type { Plan } from "../plan/plan.ts";
import type { Clock, Log } from "../ports.ts";
import { formatProgress } from "./progress.ts";
import { type ImageRun, isCarriedOut } from "./run.ts";

const EVERY_MS = 5_000;

/** Logs progress every few seconds until stopped. */
export function followProgress(
  plan: Plan,
  runs: readonly ImageRun[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): { readonly stop: () => void } {
  const stopped = new AbortController();
  const tick = async () => {
    for (;;) {
      await clock.sleep(EVERY_MS, stopped.signal);
      log.info(formatProgress(countRuns(plan, runs, clock.nowMs())));
    }
  };
  tick().catch(() => undefined);
  return { stop: () => stopped.abort() };
}

function countRuns(plan: Plan, runs: readonly ImageRun[], nowMs: number): Parameters<typeof formatProgress>[0] {
  const work = plan.images.flatMap((image, at) => {
    const run = runs[at];
    return isCarriedOut(image.verdict) && run !== undefined ? [{ image, run }] : [];
  });
  return {
    total: work.length,
    inPlace: work.filter(({ run }) => run.state === "done" || run.state === "content-in-place").length,
    importing: work
      .filter(({ run }) => run.state === "running")
      .map(({ image, run }) => ({
        name: image.request.target.repository,
        elapsedMs: nowMs - (run.startedAtMs ?? nowMs),
      })),
  };
}
