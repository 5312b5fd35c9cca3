// Tags that would go back to a lower version: the warning, and what `forward-only` keeps where it is.
import type { ObservedTag, TagList, TargetImage } from "../observe/observation.ts";
import { formatTarget } from "../oci/reference.ts";
import { type Problem, problem } from "../problems.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { isForwardOnly, mayMove } from "../request/tag-rules.ts";
import type { Candidate } from "./candidate.ts";
import type { ImagePlan, PlannedTag, TagVersions } from "./plan.ts";
import { compareVersions, highestVersions, replacesRelease, type Version, type Versions } from "./versions.ts";

/** Compares the versions of a tag's present digest and of the image. Undefined unless the tag could move. */
export function compareTag(
  { promotion, image, source }: Candidate,
  { name, digest }: ObservedTag,
  target: TargetImage,
): TagVersions | undefined {
  const forwardOnly = isForwardOnly(promotion, name);
  if (digest === undefined || digest === source.digest || !(forwardOnly || mayMove(promotion, name))) return undefined;
  const list = target.tagLists.get(digest);
  const before = highestVersions(tagsOf(list));
  const after = highestVersions([...statedTags(image), ...tagsOf(target.tagLists.get(source.digest))]);
  const change = compareVersions(before, after);
  const compared = {
    order: change.order,
    ...(change.before !== undefined && { before: change.before.tag }),
    ...(change.after !== undefined && { after: change.after.tag }),
    replacesRelease: replacesRelease(change),
    forwardOnly,
  };
  if (list === undefined || list.kind === "unknown") {
    return { ...compared, reason: TAGS_UNREAD, ...(list !== undefined && { problem: list.problem }) };
  }
  // A tag that the list lacks can only make the present version higher.
  if (!list.isWhole && change.order !== "backward" && !compared.replacesRelease) {
    return { ...compared, order: "unknown", reason: "the registry's list of tags is behind" };
  }
  return change.order === "unknown" ? { ...compared, reason: whyUnknown(change, { before, after }) } : compared;
}

const TAGS_UNREAD = "the tags in the target could not be read";

/** A tag in a target that cannot be read: only that the order is unknown. */
export function compareUnread(promotion: PromotionRequest, name: string, cause: Problem): TagVersions {
  const forwardOnly = isForwardOnly(promotion, name);
  return { order: "unknown", replacesRelease: false, forwardOnly, reason: TAGS_UNREAD, problem: cause };
}

/** The tags that the line states for its image: those in the target, and the one in the source. */
function statedTags({ source, target }: ImageRequest): readonly string[] {
  return [...target.tags, ...(source.tag === undefined ? [] : [source.tag])];
}

function tagsOf(list: TagList | undefined): readonly string[] {
  return list?.kind === "known" ? list.tags : [];
}

function whyUnknown(
  shown: { readonly before: Version | undefined; readonly after: Version | undefined },
  { before, after }: { readonly before: Versions; readonly after: Versions },
): string {
  if (shown.after === undefined) return "the image has no version";
  if (shown.before === undefined) return "the digest that it points to has no version";
  const isCommon = [...before.keys()].some((variant) => after.has(variant));
  return isCommon
    ? "its variants have different orders"
    : `${shown.before.tag} and ${shown.after.tag} are different variants`;
}

/** True where `forward-only` leaves the tag on its digest. */
export function isHeldBack({ order, replacesRelease: isReplaced, forwardOnly }: TagVersions): boolean {
  return forwardOnly && (order === "backward" || isReplaced);
}

/** The warnings about tags of an image that move to a lower version. */
export function warnOfLowerVersions(tags: readonly PlannedTag[]): readonly string[] {
  return tags.flatMap(({ name, action, versions }) =>
    action === "move" && versions?.order === "backward"
      ? [`${name} goes back: ${versions.before} → ${versions.after}`]
      : [],
  );
}

/** The conflict of an image that would get none of its tags, because `forward-only` keeps them. */
export function* refuseKeptTags({ promotion, image }: Candidate, tags: readonly PlannedTag[]): Generator<Problem> {
  const stays = tags.filter(({ action }) => action === "stay");
  if (stays.length === 0 || tags.some(({ action }) => action !== "stay" && action !== "skip")) return;
  const listed = stays.map((tag) => `${tag.name} (${formatChange(tag)})`).join(", ");
  const version = stays[0]?.versions?.after ?? "";
  yield problem(
    "FORWARD_ONLY_CONFLICT",
    `forward-only keeps every requested tag of ${image.target.repository}, so the image would get none: ${listed}.`,
    {
      side: "target",
      remedy: `Request the version's own tag too, for example ${formatTarget(image.target.repository, [...new Set([version, ...stays.map(({ name }) => name)])])}. To go back on purpose, remove the tag from forward-only (now ${promotion.forwardOnly.join(",")}).`,
    },
  );
}

function formatChange({ versions }: PlannedTag): string {
  return `${versions?.before} → ${versions?.after}${versions?.order === "backward" ? "" : ", a pre-release"}`;
}

/** One warning about all tags that `forward-only` keeps, and one where it could not compare because the tags could not be read. */
export function warnOfForwardOnly(images: readonly ImagePlan[]): readonly string[] {
  const all = images.flatMap(({ request, tags, problems }) =>
    // The problem of an image that gets no tag names them itself.
    problems.some(({ code }) => code === "FORWARD_ONLY_CONFLICT")
      ? []
      : tags.map((tag) => ({ tag, name: formatTarget(request.target.repository, [tag.name]) })),
  );
  const kept = all.filter(({ tag }) => tag.action === "stay");
  const unread = all.filter(
    ({ tag: { action, versions } }) => action === "move" && versions?.forwardOnly && versions.problem !== undefined,
  );
  const [first] = unread;
  const names = unread.map(({ name }) => name).join(", ");
  return [
    ...(kept.length === 0
      ? []
      : [
          `forward-only keeps ${countOf(kept.length)}: ${kept.map(({ tag, name }) => `${name} (${formatChange(tag)})`).join(", ")}`,
        ]),
    ...(first === undefined
      ? []
      : [
          `forward-only could not compare versions, so ${countOf(unread.length)} may go back: ${names}. ${first.tag.versions?.problem?.message}`,
        ]),
  ];
}

function countOf(count: number): string {
  return count === 1 ? "1 tag" : `${count} tags`;
}
