// The imports of one image, in their order: the image untagged, its signatures and attestations, then cosign's tags, then its tags.
import type { ObservedReferrer, TargetImage } from "../observe/observation.ts";
import { isIndexMediaType } from "../oci/media-type.ts";
import { mayMove } from "../request/tag-rules.ts";
import type { Candidate } from "./candidate.ts";
import type { ImagePlan, ImportStep, PlannedReferrer, PlannedTag, StepTag } from "./plan.ts";

type Steps = Pick<ImagePlan, "copy" | "present" | "referrerSteps" | "signatureTagSteps" | "tagSteps">;

/** The steps for what the target does not have yet. */
export function stepsOnKnownTarget(
  { image, source }: Candidate,
  target: TargetImage,
  { tags, referrers }: { readonly tags: readonly PlannedTag[]; readonly referrers: readonly PlannedReferrer[] },
): Steps {
  const { repository } = image.target;
  const { digest } = source;
  const copy: ImportStep = {
    ...untagged(repository, digest),
    mustExist: [digest, ...source.members.map((member) => member.digest)],
    ...(source.root === undefined && { discovers: true }),
  };
  const imported = importedOf(referrers);
  const isThere = target.absent.size === 0;
  const tagSteps = tagStepsOf(
    untagged(repository, digest),
    tags.map(({ name, action, previousDigest }) => {
      const updatedAtMs = target.tags.find((tag) => tag.name === name)?.updatedAtMs;
      return { name, action, previous: previousDigest, ...(updatedAtMs !== undefined && { updatedAtMs }) };
    }),
  );
  return {
    ...(!isThere && { copy }),
    present: isThere && tagSteps.length > 0 ? target.manifests : [],
    referrerSteps: imported
      .filter(({ digest: each }) => !target.referrersPresent.has(each))
      .map((referrer) => ({
        ...untagged(repository, referrer.digest),
        mustExist: [referrer.digest],
        ...(isIndexMediaType(referrer.mediaType) && { discovers: true }),
      })),
    signatureTagSteps: imported.flatMap((referrer) => {
      if (referrer.tag === null) return [];
      const previous = target.signatureTags.get(referrer.tag) ?? null;
      if (previous === referrer.digest) return [];
      return [tagging(untagged(repository, referrer.digest), [{ name: referrer.tag, previous }], previous !== null)];
    }),
    tagSteps,
  };
}

/** The steps for a target that cannot be read: everything is imported, and nothing can be checked afterwards. */
export function stepsOnUnknownTarget(
  { promotion, image, source }: Candidate,
  { tags, referrers }: { readonly tags: readonly PlannedTag[]; readonly referrers: readonly PlannedReferrer[] },
): Steps {
  const { repository } = image.target;
  const { digest } = source;
  const imported = importedOf(referrers);
  return {
    copy: untagged(repository, digest),
    present: [],
    referrerSteps: imported.map((referrer) => untagged(repository, referrer.digest)),
    signatureTagSteps: imported.flatMap((referrer) => {
      if (referrer.tag === null) return [];
      const tag = { name: referrer.tag, previous: undefined };
      return [tagging(untagged(repository, referrer.digest), [tag], mayMove(promotion, tag.name))];
    }),
    tagSteps: tagStepsOf(
      untagged(repository, digest),
      tags.map(({ name, action }) => ({ name, action, previous: undefined })),
    ),
  };
}

function importedOf(referrers: readonly PlannedReferrer[]): readonly ObservedReferrer[] {
  return referrers.filter(({ action }) => action === "import").map(({ referrer }) => referrer);
}

function untagged(repository: string, digest: ImportStep["digest"]): ImportStep {
  return { from: "source", repository, digest, tags: [], mode: "NoForce", mustExist: [] };
}

/** Sets tags on what the target has by then: an import of the target from itself. */
function tagging(step: ImportStep, tags: readonly StepTag[], moves: boolean): ImportStep {
  return { ...step, from: "target", tags, mode: moves ? "Force" : "NoForce" };
}

/** New tags are never forced: a tag that appeared in the meantime must not be overwritten. */
function tagStepsOf(
  step: ImportStep,
  tags: readonly (StepTag & { readonly action: PlannedTag["action"] })[],
): ImportStep[] {
  const tagsOf = (action: PlannedTag["action"]) =>
    tags.filter((tag) => tag.action === action).map(({ action: _action, ...tag }) => tag);
  return [tagging(step, tagsOf("create"), false), tagging(step, tagsOf("move"), true)].filter(
    (each) => each.tags.length > 0,
  );
}

/**
 * Lets imports set new tags too, where nothing else has to be read back before: a referrer its cosign tag, and an image without
 * referrers its own tags, if none of them moves.
 */
export function joinTags(plan: ImagePlan): ImagePlan {
  // Content first, then tags, wherever a tag moves.
  if ([...plan.signatureTagSteps, ...plan.tagSteps].some(({ mode }) => mode === "Force")) return plan;
  const { copy, referrerSteps, signatureTagSteps, tagSteps } = joinSignatureTags(plan);
  const [first] = tagSteps;
  const isAlone = referrerSteps.length === 0 && signatureTagSteps.length === 0 && tagSteps.length === 1;
  if (copy === undefined || first === undefined || !isAlone) {
    return { ...plan, referrerSteps, signatureTagSteps };
  }
  return { ...plan, copy: { ...copy, tags: first.tags }, tagSteps: [] };
}

function joinSignatureTags(plan: ImagePlan): ImagePlan {
  const apart = [...plan.signatureTagSteps];
  const referrerSteps = plan.referrerSteps.map((step) => {
    const at = apart.findIndex(({ digest }) => digest === step.digest);
    const [own] = at === -1 ? [] : apart.splice(at, 1);
    return own === undefined ? step : { ...step, tags: own.tags };
  });
  return { ...plan, referrerSteps, signatureTagSteps: apart };
}
