// Locks of the target: what they forbid, and the warning if they are unknown. Locks are never removed.
import type { Observation, ObservedTag, TargetImage } from "../observe/observation.ts";
import { shortDigest } from "../oci/digest.ts";
import { type Problem, problem } from "../problems.ts";
import { formatRegistryName } from "../request/registry-name.ts";
import { azureNameOf } from "../role-grant.ts";
import type { Candidate } from "./candidate.ts";
import type { ImagePlan, PlannedReferrer, PlannedTag } from "./plan.ts";

/** What is known of the locks of a target. */
interface LockState extends Pick<TargetImage, "repositoryLocked" | "manifestLocked" | "lockedSignatureTags"> {
  readonly tags: readonly Pick<ObservedTag, "name" | "locked">[];
}

/** What a plan writes to the target. */
interface Writes {
  readonly tags: readonly PlannedTag[];
  readonly referrers: readonly PlannedReferrer[];
  /** True if a tag of the image is set. */
  readonly isTagging: boolean;
}

/** The locks that forbid the writes: of the repository, of the manifest that is tagged, of tags that move. */
export function* refuseLocks(
  { promotion, image, source }: Candidate,
  target: LockState,
  { tags, referrers, isTagging }: Writes,
): Generator<Problem> {
  const { repository } = image.target;
  const registry = formatRegistryName(promotion.target);
  const refusal = (what: string, argument: string) =>
    problem("TARGET_LOCKED", `${what} is locked against writing in ${registry}.`, {
      side: "target",
      remedy: `Unlock it, or promote to another tag or repository. This action never removes locks.
az acr repository update --name ${azureNameOf(registry)} ${argument} --write-enabled true`,
    });
  if (target.repositoryLocked) yield refusal(`The repository ${repository}`, `--repository ${repository}`);
  if (target.manifestLocked && isTagging) {
    yield refusal(
      `The manifest ${repository}@${shortDigest(source.digest)}…`,
      `--image ${repository}@${source.digest}`,
    );
  }
  const locked = new Set([
    ...target.tags.filter((tag) => tag.locked).map(({ name }) => name),
    ...target.lockedSignatureTags,
  ]);
  // With mode Force, ARM silently overwrites a locked tag.
  const moving = [
    ...tags.filter(({ action }) => action === "move").map(({ name }) => name),
    ...referrers.flatMap(({ referrer: { tag }, action }) => (action === "import" && tag !== null ? [tag] : [])),
  ];
  for (const name of moving.filter((tag) => locked.has(tag))) {
    yield refusal(`The tag ${repository}:${name}`, `--image ${repository}:${name}`);
  }
}

/**
 * A warning if locks could not be read: ARM refuses a locked tag with NoForce, and overwrites it with Force. `images` are the
 * plans of the observations: where the target could not be read, only a tag that may move is worth the warning.
 */
export function warnOfUnknownLocks(observations: readonly Observation[], images: readonly ImagePlan[]): string[] {
  const unknown = observations.flatMap((observation, at) => {
    if (observation.kind === "refused") return [];
    const { target } = observation;
    if (target.kind === "read") return target.image.unknownLocks;
    if (target.kind === "cache") return [];
    return images[at]?.tags.some(({ action }) => action === "move") ? target.locks.unknownLocks : [];
  });
  const [first] = unknown;
  if (first === undefined) return [];
  return [
    `Locks of the target could not be read, so Azure decides whether a locked tag is overwritten. ${first.message}`,
  ];
}
