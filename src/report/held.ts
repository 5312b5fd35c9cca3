// What is reported of an image whose tags wait: since when, until when, and what an earlier run's lock file remembers of them.
import type { ImageRun } from "../import/run.ts";
import type { ImagePlan } from "../plan/plan.ts";
import type { HeldBefore } from "../request/request.ts";
import type { HeldTag, HoldReport } from "./report.ts";

/** Undefined for an image whose tags do not wait. `before`: undefined where nothing is remembered. */
export function reportHold(
  { hold, source, tags, request }: ImagePlan,
  { heldAt }: Pick<ImageRun, "heldAt">,
  before: readonly HeldBefore[] = [],
): HoldReport | undefined {
  if (hold === undefined || source === null) return undefined;
  const { minAgeMs, isThere } = hold;
  const { repository } = request.target;
  const createdAtMs = heldAt?.createdAtMs ?? hold.createdAtMs;
  const nowMs = heldAt?.readAtMs ?? hold.readAtMs;
  const remembered = tags
    .filter(({ action }) => action === "hold")
    .map(({ name }) => ({
      name,
      earlier: before.find((each) => each.repository === repository && each.tag === name),
    }));
  const isPurged = remembered.some(
    ({ earlier }) =>
      earlier?.digest === source.digest &&
      (!isThere || (earlier.changes === 0 && createdAtMs !== undefined && createdAtMs > earlier.sinceMs)),
  );
  const heldTags = remembered.map(({ name, earlier }): HeldTag => {
    if (earlier === undefined) return { tag: name, sinceMs: createdAtMs ?? null, changes: 0 };
    const changes = earlier.digest === source.digest ? earlier.changes : earlier.changes + 1;
    // Without a change, the time of the digest itself. It may have been purged meanwhile.
    if (changes > 0) return { tag: name, sinceMs: earlier.sinceMs, changes };
    return { tag: name, sinceMs: createdAtMs ?? (isPurged ? null : earlier.sinceMs), changes };
  });
  const restless = heldTags.find(
    ({ changes, sinceMs }) => changes > 0 && sinceMs !== null && nowMs !== undefined && nowMs - sinceMs >= minAgeMs,
  );
  return {
    minAgeMs,
    eligibleAtMs: createdAtMs === undefined ? null : createdAtMs + minAgeMs,
    tags: heldTags,
    isPurged,
    ...(restless !== undefined && { restless }),
  };
}
