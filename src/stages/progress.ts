// Says, while a plan is carried out, what starts, what ended and how far the whole is; bounded however many images there are.
import type { Clock, Log } from "../ports.ts";
import type { Plan } from "../promotion/plan.ts";
import type { ImageRun } from "../promotion/run.ts";

const EVERY_MS = 5_000;

/** `12/40 in place, 8 importing, longest api 14 s` */
export function formatProgress(plan: Plan, runs: readonly ImageRun[], nowMs: number): string {
  const work = plan.images.flatMap((image, at) => {
    const run = runs[at];
    return image.verdict === "promote" && run !== undefined ? [{ image, run }] : [];
  });
  const inPlace = work.filter(({ run }) => run.state === "done" || run.state === "content-in-place");
  const running = work.filter(({ run }) => run.state === "running");
  const failed = work.filter(({ run }) => run.state === "failed" || run.state === "conflict");
  const [longest] = running.toSorted((a, b) => (a.run.startedAtMs ?? nowMs) - (b.run.startedAtMs ?? nowMs));
  return [
    `${inPlace.length}/${work.length} in place`,
    `${running.length} importing`,
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(longest === undefined
      ? []
      : [
          `longest ${longest.image.request.target.repository} ${Math.round((nowMs - (longest.run.startedAtMs ?? nowMs)) / 1000)} s`,
        ]),
  ].join(", ");
}

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
      log.info(formatProgress(plan, runs, clock.nowMs()));
    }
  };
  tick().catch(() => undefined);
  return { stop: () => stopped.abort() };
}
