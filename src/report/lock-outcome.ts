// What became of the locks that `lock-tags` requests: the status of each tag, the problem of the step, and the warning of an image.
import type { ImageRun } from "../import/run.ts";
import { shortDigest } from "../oci/digest.ts";
import type { ImagePlan, PlannedTag } from "../plan/plan.ts";
import { type Problem, problem } from "../problems.ts";
import { type ImageReport, type LockStatus, pointsToImage, type TagReport } from "./report.ts";

/** The lock of one tag; undefined where none is requested, or where the tag does not point to the image. */
export function lockStatusOf(
  { name, lock }: PlannedTag,
  run: ImageRun,
  { status, isPlan }: { readonly status: TagReport["status"]; readonly isPlan: boolean },
): LockStatus | undefined {
  if (lock === undefined || !pointsToImage({ name, status, previousDigest: null })) return undefined;
  if (lock === "mutable") return "mutable";
  if (lock === "held" || run.tagsLocked.has(name)) return "locked";
  return isPlan ? "planned" : "open";
}

/** The problem of the step where images are in place and could not be locked. Locks are no part of an image's status. */
export function lockProblemOf(
  images: readonly ImageReport[],
  plans: readonly (ImagePlan | undefined)[],
  runs: readonly ImageRun[],
): Problem | undefined {
  const failed = images.flatMap(({ repository, tags, digest }, at) => {
    const reason = runs[at]?.lockProblem;
    if (reason === undefined) return [];
    const open = tags.filter(({ lock }) => lock === "open").map(({ name }) => `${repository}:${name}`);
    // All tags were locked, and the manifest was not.
    const ofManifest = digest === null || open.length > 0 ? [] : [`${repository}@${shortDigest(digest)}…`];
    const isPromoted = plans[at]?.verdict === "promote";
    return [{ reason, isPromoted, names: [...open, ...ofManifest] }];
  });
  const [first] = failed;
  if (first === undefined) return undefined;
  const names = failed.flatMap((each) => each.names);
  const more = names.length - NAMES_MAX;
  const listed = `${names.slice(0, NAMES_MAX).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
  const state = failed.some(({ isPromoted }) => isPromoted) ? "promoted" : "in place";
  const { message, remedy, side, causeKey } = first.reason;
  return problem("TAG_NOT_LOCKED", `${listed}: ${state}, but not locked. ${message}`, { side, remedy, causeKey });
}

const NAMES_MAX = 20;

/** The warning of an image that is in place and was not locked, because the step was cancelled or the set is not complete. */
export function warnOfOpenLocks(tags: readonly TagReport[], run: ImageRun): string[] {
  const open = tags.filter(({ lock }) => lock === "open").map(({ name }) => name);
  if (open.length === 0 || run.lockProblem !== undefined) return [];
  return [`In place, but not known to be locked: ${open.join(", ")}. The step ended before. Run it again to lock.`];
}
