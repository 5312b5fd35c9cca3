// Which tags are created, moved, kept, skipped or in conflict: those of the image, and those of its cosign signatures.
import type { ObservedReferrer, ObservedTag, TargetImage } from "../observe/observation.ts";
import { formatPlatform } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import { type Problem, problem } from "../problems.ts";
import { formatRegistryName } from "../request/registry-name.ts";
import type { PromotionRequest } from "../request/request.ts";
import { mayMove } from "../request/tag-rules.ts";
import type { Candidate } from "./candidate.ts";
import { compareTag, isHeldBack } from "./forward-only.ts";
import type { PlannedReferrer, PlannedTag } from "./plan.ts";
import { undoActionOf, undoConflict } from "./undo.ts";

/** Plans one tag of the image. */
export function planTag(candidate: Candidate, tag: ObservedTag, target: TargetImage): PlannedTag {
  const { image, source } = candidate;
  const [before, after] = [tag.platforms.map(formatPlatform), (source.platforms ?? []).map(formatPlatform)];
  const differs = tag.digest !== undefined && tag.digest !== source.digest;
  const isComparable = differs && source.platforms !== null && before.length > 0;
  const undone = image.undo?.get(tag.name);
  // An undo decides by its document alone.
  const versions = undone === undefined ? compareTag(candidate, tag, target) : undefined;
  return {
    name: tag.name,
    action: undone === undefined ? actionOf(candidate, tag, versions) : undoActionOf(candidate, tag, undone),
    previousDigest: tag.digest ?? null,
    ...(tag.manifest !== undefined && { previous: tag.manifest }),
    ...(versions !== undefined && { versions }),
    gained: isComparable ? after.filter((platform) => !before.includes(platform)) : [],
    lost: isComparable ? before.filter((platform) => !after.includes(platform)) : [],
  };
}

function actionOf(
  { promotion, source }: Candidate,
  tag: ObservedTag,
  versions: PlannedTag["versions"],
): PlannedTag["action"] {
  // First, as `mutable-tags` and `on-conflict` do not override `forward-only`.
  if (versions !== undefined && isHeldBack(versions)) return "stay";
  if (tag.digest === undefined) return "create";
  if (tag.digest === source.digest) return "keep";
  if (mayMove(promotion, tag.name)) return "move";
  return promotion.onConflict === "skip" ? "skip" : "conflict";
}

/** Plans one referrer; only those with a cosign tag can be in conflict. */
export function planReferrer(
  { promotion }: Candidate,
  referrer: ObservedReferrer,
  target: TargetImage,
): PlannedReferrer {
  const { tag, digest } = referrer;
  const present = tag === null ? undefined : target.signatureTags.get(tag);
  if (tag === null || present === digest) {
    return { referrer, action: target.referrersPresent.has(digest) ? "keep" : "import" };
  }
  if (present === undefined || mayMove(promotion, tag)) return { referrer, action: "import" };
  return { referrer, action: promotion.onConflict === "skip" ? "skip" : "conflict" };
}

/** The problem of a tag that has another digest and may not move. */
export function tagConflict(candidate: Candidate, tag: PlannedTag): Problem {
  const { promotion, image, source } = candidate;
  const undone = image.undo?.get(tag.name);
  if (undone !== undefined) return undoConflict(candidate, tag, undone);
  const message = describeConflict(
    promotion,
    `${image.target.repository}:${tag.name}`,
    tag.previousDigest,
    source.digest,
  );
  return problem("TAG_CONFLICT", message, {
    side: "target",
    remedy: `Use another tag, or allow this one to move: on-conflict: overwrite, or mutable-tags: ${[...promotion.mutableTags, tag.name].join(",")}`,
  });
}

/** The problem of a cosign tag that has other signatures and may not move. */
export function signatureConflict(
  { promotion, image }: Candidate,
  { tag, digest }: ObservedReferrer,
  target: TargetImage,
): Problem {
  const present = target.signatureTags.get(tag ?? "") ?? null;
  const message = describeConflict(promotion, `${image.target.repository}:${tag}`, present, digest);
  const pattern = `sha256-*.${tag?.split(".").at(-1)}`;
  return problem("SIGNATURE_TAG_CONFLICT", `${message}: signatures that were added in the target could be lost.`, {
    side: "target",
    remedy: `Allow the source's signatures to replace them: mutable-tags: ${[...promotion.mutableTags, pattern].join(",")} — or leave signatures out: referrers: none`,
  });
}

function describeConflict(
  { target }: PromotionRequest,
  reference: string,
  present: Digest | null,
  digest: Digest,
): string {
  const other = present === null ? "another digest" : `digest ${shortDigest(present)}…`;
  return `${reference} exists in ${formatRegistryName(target)} with ${other} and cannot be replaced by ${shortDigest(digest)}…`;
}
