// Tags that wait until the target has had their new digest for long enough: which ones, since when, and why that is not known.
import type { TargetImage } from "../observe/observation.ts";
import { shortDigest } from "../oci/digest.ts";
import { isDenied, type Problem, problem } from "../problems.ts";
import { formatRegistryName } from "../request/registry-name.ts";
import { adviseMetadataRole } from "../role-grant.ts";
import type { Candidate } from "./candidate.ts";
import type { Hold, PlannedReferrer, PlannedTag } from "./plan.ts";

/** Whether the tags of an image wait for its age. */
export type AgeVerdict =
  | { readonly kind: "free" }
  | { readonly kind: "held"; readonly hold: Hold }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Compares the age of an image with the one that is requested. All of its tags wait, or none. */
export function judgeAge(
  candidate: Candidate,
  tags: readonly PlannedTag[],
  { age, absent }: Pick<TargetImage, "age" | "absent">,
): AgeVerdict {
  const { minAgeMs } = candidate.image;
  if (minAgeMs === undefined || !tags.some(isToBeSet)) return { kind: "free" };
  if (age?.kind === "unknown") return { kind: "unknown", problem: refuseUnknownAge(candidate, age.problem) };
  const isThere = !absent.has(candidate.source.digest);
  if (age?.kind !== "known") return { kind: "held", hold: { minAgeMs, isThere, readAtMs: age?.readAtMs } };
  const { createdAtMs, readAtMs } = age;
  if (readAtMs - createdAtMs >= minAgeMs) return { kind: "free" };
  return { kind: "held", hold: { minAgeMs, isThere, createdAtMs, readAtMs } };
}

function isToBeSet({ action }: PlannedTag): boolean {
  return action === "create" || action === "move";
}

/** The tags of a held image. Those that are kept, in conflict or in place already do not wait. */
export function holdTags(tags: readonly PlannedTag[]): PlannedTag[] {
  return tags.map((tag) => (isToBeSet(tag) ? { ...tag, action: "hold" } : tag));
}

/** The referrers of a held image. What cosign's tags name is imported with its tag. */
export function holdReferrers(
  referrers: readonly PlannedReferrer[],
  { signatureTags }: Pick<TargetImage, "signatureTags">,
): PlannedReferrer[] {
  return referrers.map((planned) => {
    const { tag, digest } = planned.referrer;
    const isHeld = planned.action === "import" && tag !== null && signatureTags.get(tag) !== digest;
    return isHeld ? { ...planned, action: "hold" } : planned;
  });
}

/** The problem of an image whose age cannot be read. */
export function refuseUnknownAge({ promotion, image, source }: Candidate, cause: Problem): Problem {
  const registry = formatRegistryName(promotion.target);
  const name = `${image.target.repository}@${shortDigest(source.digest)}…`;
  const right = isDenied(cause.code) ? " This step's identity needs a role that may read metadata." : "";
  const message = `min-age is set, but since when ${registry} has ${name} cannot be read (createdTime).${right} ${cause.message}`;
  return problem("AGE_UNKNOWN", message, {
    side: "target",
    causeKey: `${registry} ${cause.causeKey ?? cause.code}`,
    remedy: right === "" ? cause.remedy : adviseMetadataRole(registry),
  });
}

/** The same where the target cannot be read at all. The cause's own remedy may be verify: best-effort, which does not help here. */
export function refuseUnreadTarget(candidate: Candidate, cause: Problem): Problem {
  const registry = formatRegistryName(candidate.promotion.target);
  const remedy = `min-age needs to read ${registry}, also with verify: best-effort. Let this runner read it, or remove min-age.`;
  return refuseUnknownAge(candidate, { ...cause, remedy });
}
