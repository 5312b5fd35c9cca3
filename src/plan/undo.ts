// What is different in a plan that takes tags back: which tags move, and what keeps the step from writing anything.

import { formatMember } from "../observe/members.ts";
import type { ObservedTag, TargetImage } from "../observe/observation.ts";
import { shortDigest } from "../oci/digest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import { type Problem, problem } from "../problems.ts";
import { formatRegistryName } from "../request/registry-name.ts";
import type { UndoneTag } from "../request/request.ts";
import type { Candidate } from "./candidate.ts";
import type { PlannedTag } from "./plan.ts";

/** A tag moves from the digest that the earlier step set, and from no other. */
export function undoActionOf({ source }: Candidate, tag: ObservedTag, { now }: UndoneTag): PlannedTag["action"] {
  if (tag.digest === source.digest) return "keep";
  return tag.digest === now ? "move" : "conflict";
}

/** The problem of a tag that somebody else moved or deleted. */
export function undoConflict({ promotion, image, source }: Candidate, tag: PlannedTag, { now }: UndoneTag): Problem {
  const name = `${image.target.repository}:${tag.name}`;
  const registry = formatRegistryName(promotion.target);
  const found =
    tag.previousDigest === null
      ? `does not exist in ${registry}`
      : `has digest ${shortDigest(tag.previousDigest)}… in ${registry}`;
  const message = `${name} ${found}. It can only be moved back to ${shortDigest(source.digest)}… from ${shortDigest(now)}…, to which the step that is undone moved it.`;
  return problem("UNDO_CONFLICT", message, { side: "target" });
}

/** The problems of an earlier image of which the target no longer has all manifests, configs and layers. */
export function* refuseLostContent({ image, source }: Candidate, { absent, blobs }: TargetImage): Generator<Problem> {
  // The plan refuses manifests of other types by their type.
  const lost = source.members.filter(({ digest, mediaType }) => absent.has(digest) && isManifestMediaType(mediaType));
  const [first] = lost;
  if (first !== undefined) {
    const more = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
    const name = `${image.target.repository}@${shortDigest(source.digest)}…`;
    yield undoMissing(`${name} is incomplete in the registry: it has no manifest ${formatMember(first)}${more}.`);
  }
  if (blobs?.kind === "missing") yield undoMissing(`The registry no longer has ${blobs.what}.`);
}

/** The problem of an earlier image that cannot be pulled any more. `what`: a sentence. */
export function undoMissing(what: string): Problem {
  return problem("UNDO_MISSING", `${what} No tag was moved.`, { side: "target" });
}

/** A warning for each tag that did not move so far, and that an import may still move. */
export function warnOfUncertainTags({ image }: Candidate, tags: readonly PlannedTag[]): string[] {
  const names = tags
    .filter(({ name, action }) => action === "keep" && image.undo?.get(name)?.uncertain === true)
    .map(({ name }) => `${image.target.repository}:${name}`);
  if (names.length === 0) return [];
  return [
    `Not moved back, because it has the earlier digest: ${names.join(", ")}. It is not known how the import that moves it ended: if Azure still carries it out, the tag moves later. Run this step again in a few minutes.`,
  ];
}
