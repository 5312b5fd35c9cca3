// Images of one step that set the same tag, cosign's too: refused if they bring different digests, which only the plan can see.
import { type Digest, shortDigest } from "../oci/digest.ts";
import { problem } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import type { ImagePlan } from "./plan.ts";

/** Blocks images that set one tag to different digests, and gives tags that several images set a step of their own. */
export function settleClaims(plans: readonly ImagePlan[]): ImagePlan[] {
  const claims = new Map<string, Digest[]>();
  for (const plan of plans) {
    for (const { tag, digest } of claimsOfImage(plan)) {
      const key = keyOf(plan.request, tag);
      claims.set(key, [...(claims.get(key) ?? []), digest]);
    }
  }
  return plans.map((plan) => {
    const { request, problems } = plan;
    const claimsOf = (tag: string) => claims.get(keyOf(request, tag)) ?? [];
    const contested = claimsOfImage(plan)
      .map(({ tag }) => tag)
      .filter((tag) => new Set(claimsOf(tag)).size > 1);
    if (contested.length === 0) return separateSharedTags(plan, (tag) => claimsOf(tag).length > 1);
    const shown = contested.map((tag) => `${keyOf(request, tag)} (${formatDigests(claimsOf(tag))})`);
    const message = `Images of this step set one tag to different digests: ${shown.join(", ")}.`;
    const refusal = problem("TAG_CLAIMED_TWICE", message, { stage: "plan" });
    const { copy: _copy, ...rest } = plan;
    return {
      ...rest,
      present: [],
      referrerSteps: [],
      signatureTagSteps: [],
      tagSteps: [],
      verdict: "blocked",
      problems: [...problems, refusal],
    };
  });
}

/** The tags that an image wants, with their digests: its own unless `forward-only` keeps them, and those of its signatures. Held ones count. */
function claimsOfImage({
  request,
  source,
  tags,
  referrers,
}: ImagePlan): { readonly tag: string; readonly digest: Digest }[] {
  if (source === null) return [];
  const kept = new Set(tags.filter(({ action }) => action === "stay").map(({ name }) => name));
  return [
    ...request.target.tags.filter((tag) => !kept.has(tag)).map((tag) => ({ tag, digest: source.digest })),
    ...referrers.flatMap(({ referrer: { tag, digest }, action }) =>
      tag === null || action === "skip" || action === "leave" ? [] : [{ tag, digest }],
    ),
  ];
}

function keyOf({ target }: ImageRequest, tag: string): string {
  return `${target.repository}:${tag}`;
}

/** The first two of them, the same for every image that sets the tag. */
function formatDigests(digests: readonly Digest[]): string {
  const [...distinct] = new Set(digests);
  return distinct
    .slice(0, 2)
    .map((digest) => `${shortDigest(digest)}…`)
    .join(", ");
}

/** NoForce refuses a whole step if any one of its tags exists, so a shared tag gets the same step in all its images. */
function separateSharedTags(plan: ImagePlan, isShared: (tag: string) => boolean): ImagePlan {
  const tagSteps = plan.tagSteps.flatMap((step) => {
    const own = step.tags.filter(({ name }) => !isShared(name));
    const shared = step.tags.filter(({ name }) => isShared(name)).map((tag) => ({ ...step, tags: [tag] }));
    return own.length === 0 ? shared : [...shared, { ...step, tags: own }];
  });
  return { ...plan, tagSteps };
}
