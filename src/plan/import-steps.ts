// The imports of one image, in their order: the image untagged, its signatures and attestations, then its tags.
import type { ObservedReferrer, TargetImage } from "../observe/observation.ts";
import type { Candidate } from "./candidate.ts";
import type { ImagePlan, ImportStep, PlannedReferrer, PlannedTag } from "./plan.ts";
import { mayMove } from "./tag-policy.ts";

type Steps = Pick<ImagePlan, "copy" | "referrerSteps" | "tagSteps">;

/** The steps for what the target does not have yet. */
export function stepsOnKnownTarget(
  { image, source }: Candidate,
  target: TargetImage,
  { tags, referrers }: { readonly tags: readonly PlannedTag[]; readonly referrers: readonly PlannedReferrer[] },
): Steps {
  const { repository } = image.target;
  const { digest } = source;
  const copy: ImportStep = {
    from: "source",
    repository,
    digest,
    tags: [],
    mode: "NoForce",
    mustExist: [digest, ...source.members.map((member) => member.digest)],
    ...(source.root === undefined && { discovers: true }),
  };
  return {
    ...(target.absent.size > 0 && { copy }),
    referrerSteps: referrers
      .filter(({ action }) => action === "import")
      .map(({ referrer }) => referrerStep(repository, referrer, target)),
    tagSteps: tagStepsOf({ from: "target", repository, digest, mustExist: [] }, tags),
  };
}

/** The steps for a target that cannot be read: everything is imported, and nothing can be checked afterwards. */
export function stepsOnUnknownTarget({ promotion, image, source }: Candidate, tags: readonly PlannedTag[]): Steps {
  const { repository } = image.target;
  const { digest } = source;
  const untagged = { from: "source", repository, tags: [], mode: "NoForce", mustExist: [] } as const;
  return {
    copy: { ...untagged, digest },
    referrerSteps: source.referrers.map(({ digest: each, tag }) =>
      tag === null
        ? { ...untagged, digest: each }
        : { ...untagged, digest: each, tags: [tag], mode: mayMove(promotion, tag) ? "Force" : "NoForce" },
    ),
    tagSteps: tagStepsOf({ from: "target", repository, digest, mustExist: [] }, tags),
  };
}

function referrerStep(repository: string, { tag, digest }: ObservedReferrer, target: TargetImage): ImportStep {
  return {
    from: "source",
    repository,
    digest,
    tags: tag === null ? [] : [tag],
    mode: tag !== null && target.signatureTags.has(tag) ? "Force" : "NoForce",
    mustExist: [digest],
  };
}

/** New tags are never forced: a tag that appeared in the meantime must not be overwritten. */
function tagStepsOf(step: Omit<ImportStep, "tags" | "mode">, tags: readonly PlannedTag[]): ImportStep[] {
  const namesOf = (action: PlannedTag["action"]) => tags.filter((tag) => tag.action === action).map(({ name }) => name);
  const steps: ImportStep[] = [
    { ...step, tags: namesOf("create"), mode: "NoForce" },
    { ...step, tags: namesOf("move"), mode: "Force" },
  ];
  return steps.filter((each) => each.tags.length > 0);
}

/** Lets the import of an image without referrers set tags too. Tags of the other mode still need a step of their own. */
export function joinTags(plan: ImagePlan): ImagePlan {
  const [first, ...rest] = plan.tagSteps;
  if (plan.copy === undefined || first === undefined || plan.referrerSteps.length > 0) return plan;
  return { ...plan, copy: { ...plan.copy, tags: first.tags, mode: first.mode }, tagSteps: rest };
}
