// Images of one step that set the same tag, cosign's too: refused if they bring different digests, or if one waits and they do not wait
// for the same age. Only the plan can see that.
import { type Digest, shortDigest } from "../oci/digest.ts";
import { problem } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import type { ImagePlan } from "./plan.ts";

/** Blocks images that set one tag to different digests or at different ages, and gives tags that several images set a step of their own. */
export function settleClaims(plans: readonly ImagePlan[]): ImagePlan[] {
  const claims = new Map<string, Digest[]>();
  for (const plan of plans) {
    for (const { tag, digest } of claimsOfImage(plan)) {
      const key = keyOf(plan.request, tag);
      claims.set(key, [...(claims.get(key) ?? []), digest]);
    }
  }
  const ages = Map.groupBy(plans.flatMap(ageClaimsOf), ({ key }) => key);
  return plans.map((plan) => {
    const { request, problems } = plan;
    const claimsOf = (tag: string) => claims.get(keyOf(request, tag)) ?? [];
    const contested = claimsOfImage(plan)
      .map(({ tag }) => tag)
      .filter((tag) => new Set(claimsOf(tag)).size > 1);
    const waiting = ageClaimsOf(plan)
      .map(({ key }) => key)
      .filter((key) => isAgeContested(ages.get(key) ?? []));
    if (contested.length + waiting.length === 0) return separateSharedTags(plan, (tag) => claimsOf(tag).length > 1);
    const shown = contested.map((tag) => `${keyOf(request, tag)} (${formatDigests(claimsOf(tag))})`);
    const refusal =
      contested.length > 0
        ? problem("TAG_CLAIMED_TWICE", `Images of this step set one tag to different digests: ${shown.join(", ")}.`, {
            stage: "plan",
          })
        : problem(
            "TAG_CLAIMED_TWICE",
            `Images of this step set one tag, and do not wait for the same min-age: ${waiting.join(", ")}.`,
            { stage: "plan", remedy: "Remove one of the images, or give them the same min-age." },
          );
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

/** A tag that an image sets now or later. */
interface AgeClaim {
  readonly key: string;
  readonly minAgeMs: number;
  readonly isHeld: boolean;
}

function ageClaimsOf({ request, verdict, tags }: ImagePlan): AgeClaim[] {
  if (verdict !== "promote" && verdict !== "import" && verdict !== "held") return [];
  return tags
    .filter(({ action }) => action === "create" || action === "move" || action === "hold")
    .map(({ name, action }) => ({
      key: keyOf(request, name),
      minAgeMs: request.minAgeMs ?? 0,
      isHeld: action === "hold",
    }));
}

/** The tag would move although an image that sets it is held. */
function isAgeContested(claims: readonly AgeClaim[]): boolean {
  return claims.some(({ isHeld }) => isHeld) && new Set(claims.map(({ minAgeMs }) => minAgeMs)).size > 1;
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
