// Decides, from what was asked and what was observed, which imports are made, in which order and mode, or why none is.
// Pure, and the only place where a tag is bound to a digest.
import { PromotionError } from "../errors.ts";
import {
  MAX_MANIFESTS,
  type Observation,
  type ObservedReferrer,
  type ObservedTag,
  type SourceImage,
  type TargetImage,
} from "../observe/observation.ts";
import { formatPlatform } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import { hasImageConfig } from "../oci/image-config.ts";
import { parsePlatform, satisfiesPlatform } from "../oci/platform.ts";
import { type Problem, problem } from "../problems.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { matchesTagPattern } from "../request/tag-pattern.ts";

/** `NoForce` fails where a target tag exists, `Force` overwrites it. */
export type ImportMode = "NoForce" | "Force";

/** One ARM call. Without tags the manifest is imported untagged. */
export interface ImportStep {
  /** `target`: a tag is set on what the target already holds; nothing is copied. */
  readonly from: "source" | "target";
  readonly repository: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly mode: ImportMode;
  /** What has to be readable in the target before the step counts as done: manifests by digest, beside the tags. */
  readonly mustExist: readonly Digest[];
  /** The image's manifests are not known yet: they are discovered from the target, and each has to be readable there too. */
  readonly discovers?: boolean;
}

export interface PlannedTag {
  readonly name: string;
  readonly action: "create" | "move" | "keep" | "conflict" | "skip";
  readonly previousDigest: Digest | null;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

export interface PlannedReferrer {
  readonly referrer: ObservedReferrer;
  readonly action: "import" | "keep" | "skip" | "conflict";
}

/** What becomes of an image, as far as it can be decided before anything is written. */
export type PlanVerdict = "promote" | "up-to-date" | "skipped" | "missing" | "conflict" | "blocked" | "failed";

/** The decision on one image. */
export interface ImagePlan {
  readonly request: ImageRequest;
  readonly verdict: PlanVerdict;
  /** Null where the source was not resolved. */
  readonly source: SourceImage | null;
  readonly tags: readonly PlannedTag[];
  readonly referrers: readonly PlannedReferrer[];
  /** The image itself; undefined where the target has it whole. May carry tags where nothing has to come in between. */
  readonly copy?: ImportStep;
  readonly referrerSteps: readonly ImportStep[];
  /** After everything else. */
  readonly tagSteps: readonly ImportStep[];
  /** False in a registry that the runner cannot read: then ARM's word is all there is. */
  readonly verifiable: boolean;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

export interface Plan {
  readonly images: readonly ImagePlan[];
  /** With all-or-nothing: something was refused, and so nothing is written. */
  readonly refused: boolean;
  /** What concerns no single image. */
  readonly warnings: readonly string[];
}

const WARN_MANIFESTS = 45;

/** Decides for all images together: `observations` are in the order of `request.images`. */
export function planPromotion(request: PromotionRequest, observations: readonly Observation[]): Plan {
  const decided = request.images.map((image, at) => decide(request, image, observations[at]));
  const claimed = settleClaims(decided);
  const refused = request.allOrNothing && claimed.some(({ verdict }) => isRefusal(verdict));
  const writers = claimed.filter(({ verdict }) => verdict === "promote");
  // Tags wait for the whole set, unless there is but one image to wait for.
  const together = !request.allOrNothing || writers.length === 1;
  const images = claimed.map((plan) => (together ? joinTags(plan) : plan));
  return { images, refused, warnings: [...warnOfLocks(observations)] };
}

/** True for a verdict that stops a step. */
export function isRefusal(verdict: PlanVerdict): boolean {
  return verdict === "missing" || verdict === "conflict" || verdict === "blocked" || verdict === "failed";
}

function decide(request: PromotionRequest, image: ImageRequest, observation: Observation | undefined): ImagePlan {
  if (observation === undefined) {
    throw new PromotionError("UNEXPECTED", `${image.target.repository} was not observed before the plan.`, {
      stage: "plan",
    });
  }
  const empty = { request: image, tags: [], referrers: [], referrerSteps: [], tagSteps: [], warnings: [] };
  if (observation.kind === "refused") {
    const { status, problems } = observation;
    return { ...empty, verdict: status, source: null, verifiable: true, problems };
  }
  const { source, target } = observation;
  const warnings = [...warnOfSource(source)];
  const problems = [...refuseImage(request, image, source)];
  const [unknown] = source.unknownReferrers;
  if (unknown !== undefined && image.referrers === "all") problems.push(unknownReferrersProblem(source, unknown));
  else if (unknown !== undefined) warnings.push(warnOfUnknownReferrers(source, unknown));
  if (request.provenance.mode !== "off" && source.provenance?.status !== "verified") {
    const problem = provenanceProblem(request, source);
    if (request.provenance.mode === "require") problems.push(problem);
    else warnings.push(problem.message);
  }
  if (target.kind === "read") return planSeen(request, image, source, target.image, problems, warnings);
  if (request.verify === "required") {
    return {
      ...empty,
      verdict: "failed",
      source,
      verifiable: false,
      problems: [...problems, target.problem],
      warnings,
    };
  }
  warnings.push(`The target cannot be read from here, so the result will be unverified: ${target.problem.message}`);
  return planBlind(request, image, source, [...source.preflight, ...problems], warnings);
}

function planSeen(
  request: PromotionRequest,
  image: ImageRequest,
  source: SourceImage,
  target: TargetImage,
  earlierProblems: readonly Problem[],
  warnings: readonly string[],
): ImagePlan {
  const wanted = source.digest;
  const problems = [...earlierProblems];
  const tags = target.tags.map((tag) => planTag(request, source, tag));
  const referrers = source.referrers.map((referrer) => planReferrer(request, referrer, target));
  for (const tag of tags.filter(({ action }) => action === "conflict")) {
    problems.push(tagConflict(request, image, tag, wanted));
  }
  for (const { referrer } of referrers.filter(({ action }) => action === "conflict")) {
    problems.push(signatureConflict(image, referrer, target));
  }
  const writes = {
    create: tags.filter(({ action }) => action === "create").map(({ name }) => name),
    move: tags.filter(({ action }) => action === "move").map(({ name }) => name),
    copy: target.absent.size > 0,
    referrers: referrers.filter(({ action }) => action === "import"),
  };
  const skipped = tags.some(({ action }) => action === "skip");
  const idle = writes.create.length + writes.move.length + writes.referrers.length === 0 && !writes.copy;
  // What forbids writing does not matter where nothing is going to be written.
  if (!idle && !skipped) {
    problems.push(
      ...source.preflight,
      ...refuseLocks(image, target, tags, referrers, writes.create.length + writes.move.length > 0),
    );
  }
  const common = { request: image, source, tags, referrers, verifiable: true, problems, warnings };
  const verdict = verdictOf(problems, skipped, idle);
  if (verdict !== "promote") return { ...common, verdict, referrerSteps: [], tagSteps: [] };
  const mustExist = [wanted, ...source.members.map(({ digest }) => digest)];
  const step = (from: ImportStep["from"], names: readonly string[], mode: ImportMode): ImportStep => ({
    from,
    repository: image.target.repository,
    digest: wanted,
    tags: names,
    mode,
    mustExist: from === "source" ? mustExist : [],
    ...(from === "source" && source.root === undefined && { discovers: true }),
  });
  return {
    ...common,
    verdict,
    ...(writes.copy && { copy: step("source", [], "NoForce") }),
    referrerSteps: writes.referrers.map(({ referrer }) => referrerStep(image, referrer, target)),
    tagSteps: [
      ...(writes.create.length > 0 ? [step("target", writes.create, "NoForce")] : []),
      ...(writes.move.length > 0 ? [step("target", writes.move, "Force")] : []),
    ],
  };
}

function verdictOf(problems: readonly Problem[], skipped: boolean, idle: boolean): PlanVerdict {
  const isConflict = ({ code }: Problem) => code === "TAG_CONFLICT" || code === "SIGNATURE_TAG_CONFLICT";
  // That a lookup had no result is a failure of today, not a rule that blocks the image.
  if (problems.length > 0 && problems.every(({ code }) => code === REFERRERS_UNKNOWN)) return "failed";
  if (problems.length > 0) return problems.every(isConflict) ? "conflict" : "blocked";
  if (skipped) return "skipped";
  return idle ? "up-to-date" : "promote";
}

/** Without a view of the target: tags that may move are forced, all others are left to ARM's own refusal. */
function planBlind(
  request: PromotionRequest,
  image: ImageRequest,
  source: SourceImage,
  problems: readonly Problem[],
  warnings: readonly string[],
): ImagePlan {
  const { repository } = image.target;
  const movable = (name: string) => mayMove(request, name);
  const tags = image.target.tags.map((name) => ({
    name,
    action: movable(name) ? ("move" as const) : ("create" as const),
    previousDigest: null,
    gained: [],
    lost: [],
  }));
  const blind = (digest: Digest, names: readonly string[], mode: ImportMode, from: ImportStep["from"]): ImportStep => ({
    from,
    repository,
    digest,
    tags: names,
    mode,
    mustExist: [],
  });
  const named = (action: PlannedTag["action"]) => tags.filter((tag) => tag.action === action).map(({ name }) => name);
  const { digest } = source;
  return {
    request: image,
    verdict: verdictOf(problems, false, false),
    source,
    tags,
    referrers: source.referrers.map((referrer) => ({ referrer, action: "import" })),
    copy: blind(digest, [], "NoForce", "source"),
    referrerSteps: source.referrers.map(({ digest: each, tag }) =>
      tag === null
        ? blind(each, [], "NoForce", "source")
        : blind(each, [tag], movable(tag) ? "Force" : "NoForce", "source"),
    ),
    tagSteps: [
      ...(named("create").length > 0 ? [blind(digest, named("create"), "NoForce", "target")] : []),
      ...(named("move").length > 0 ? [blind(digest, named("move"), "Force", "target")] : []),
    ],
    verifiable: false,
    problems,
    warnings,
  };
}

/** One image without referrers needs one import that carries its tags. Tags of the other mode still go after it. */
function joinTags(plan: ImagePlan): ImagePlan {
  const [first, ...rest] = plan.tagSteps;
  if (plan.copy === undefined || first === undefined || plan.referrerSteps.length > 0) return plan;
  return { ...plan, copy: { ...plan.copy, tags: first.tags, mode: first.mode }, tagSteps: rest };
}

function planTag(request: PromotionRequest, source: SourceImage, tag: ObservedTag): PlannedTag {
  const wanted = source.digest;
  const [before, after] = [tag.platforms.map(formatPlatform), (source.platforms ?? []).map(formatPlatform)];
  const action =
    tag.digest === undefined
      ? "create"
      : tag.digest === wanted
        ? "keep"
        : mayMove(request, tag.name)
          ? "move"
          : request.onConflict === "skip"
            ? "skip"
            : "conflict";
  const differs = tag.digest !== undefined && tag.digest !== wanted && source.platforms !== null && before.length > 0;
  return {
    name: tag.name,
    action,
    previousDigest: tag.digest ?? null,
    gained: differs ? after.filter((platform) => !before.includes(platform)) : [],
    lost: differs ? before.filter((platform) => !after.includes(platform)) : [],
  };
}

function mayMove(request: PromotionRequest, tag: string): boolean {
  return request.onConflict === "overwrite" || request.mutableTags.some((pattern) => matchesTagPattern(tag, pattern));
}

function planReferrer(request: PromotionRequest, referrer: ObservedReferrer, target: TargetImage): PlannedReferrer {
  if (referrer.tag === null) {
    return { referrer, action: target.referrersPresent.has(referrer.digest) ? "keep" : "import" };
  }
  const held = target.signatureTags.get(referrer.tag);
  if (held === referrer.digest) return { referrer, action: "keep" };
  if (held === undefined || mayMove(request, referrer.tag)) return { referrer, action: "import" };
  return { referrer, action: request.onConflict === "skip" ? "skip" : "conflict" };
}

function referrerStep(image: ImageRequest, referrer: ObservedReferrer, target: TargetImage): ImportStep {
  const { tag, digest } = referrer;
  return {
    from: "source",
    repository: image.target.repository,
    digest,
    tags: tag === null ? [] : [tag],
    mode: tag !== null && target.signatureTags.has(tag) ? "Force" : "NoForce",
    mustExist: [digest],
  };
}

/** Images that want the same tag: refused where they resolve to different digests, which is found out only now. */
function settleClaims(plans: readonly ImagePlan[]): ImagePlan[] {
  const claims = new Map<string, Digest[]>();
  const keyOf = ({ target }: ImageRequest, tag: string) => `${target.repository}:${tag}`;
  for (const { request, source } of plans) {
    if (source === null) continue;
    for (const tag of request.target.tags) {
      const key = keyOf(request, tag);
      claims.set(key, [...(claims.get(key) ?? []), source.digest]);
    }
  }
  return plans.map((plan) => {
    const { request, source, problems } = plan;
    const claimsOf = (tag: string) => claims.get(keyOf(request, tag)) ?? [];
    const contested = source === null ? [] : request.target.tags.filter((tag) => new Set(claimsOf(tag)).size > 1);
    if (contested.length === 0) return shareTags(plan, (tag) => claimsOf(tag).length > 1);
    const refusal = problem(
      "TAG_CLAIMED_TWICE",
      `Another image of this step puts another digest on ${contested.map((tag) => keyOf(request, tag)).join(", ")}.`,
      { stage: "plan" },
    );
    return { ...withoutSteps(plan), verdict: "blocked", problems: [...problems, refusal] };
  });
}

/** A tag that several images set gets a step of its own, the same in all: NoForce refuses a step for any one tag that is there. */
function shareTags(plan: ImagePlan, isShared: (tag: string) => boolean): ImagePlan {
  const tagSteps = plan.tagSteps.flatMap((step) => {
    const own = step.tags.filter((tag) => !isShared(tag));
    const shared = step.tags.filter(isShared).map((tag) => ({ ...step, tags: [tag] }));
    return own.length === 0 ? shared : [...shared, { ...step, tags: own }];
  });
  return { ...plan, tagSteps };
}

function withoutSteps(plan: ImagePlan): ImagePlan {
  const { copy: _copy, ...rest } = plan;
  return { ...rest, referrerSteps: [], tagSteps: [] };
}

function* warnOfSource(source: SourceImage): Generator<string> {
  const { tagNow, digest, root, unread, members, name } = source;
  if (unread !== undefined) {
    const known =
      root === undefined
        ? "what it consists of is discovered from the target once it is there"
        : "what it consists of is known from the target, which holds it";
    yield `${name} cannot be read from this runner; ${shortDigest(digest)}… is promoted as it was pinned, and ${known}.`;
  }
  if (tagNow === "absent")
    yield `The source no longer has the tag of ${name}; the digest that was asked for is promoted.`;
  else if (tagNow !== undefined) {
    yield `The tag of ${name} has moved on to ${shortDigest(tagNow)}…; ${shortDigest(digest)}… is promoted, as was asked for.`;
  }
  if (members.length >= WARN_MANIFESTS && members.length <= MAX_MANIFESTS) {
    yield `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
  }
}

function* refuseImage(request: PromotionRequest, image: ImageRequest, source: SourceImage): Generator<Problem> {
  const { members, name, platforms, root } = source;
  if (members.length > MAX_MANIFESTS) {
    yield problem(
      "TOO_MANY_MANIFESTS",
      `${name} has ${members.length} manifests, and ACR imports at most ${MAX_MANIFESTS} at once.`,
      { side: "source" },
    );
  }
  if (root === undefined) {
    // What a file states of a pinned digest was true when it was written, and stays so; a gate is another matter.
    if (request.requirePlatforms.length > 0) {
      yield problem(
        "PLATFORMS_UNKNOWN",
        `${name} cannot be read from this runner, so that require-platforms cannot be checked before the import.`,
        { side: "source" },
      );
    }
    return;
  }
  const required = isExemptFromPlatforms(request, source) ? [] : request.requirePlatforms;
  const wanted = [...required, ...(image.platforms ?? [])];
  const offered = (platforms ?? []).map(formatPlatform);
  const lacking = [...new Set(wanted)].filter((text) => {
    const platform = parsePlatform(text);
    return platform === undefined
      ? !offered.includes(text)
      : !(platforms ?? []).some((each) => satisfiesPlatform(each, platform));
  });
  if (lacking.length > 0) {
    yield problem(
      "PLATFORM_MISSING",
      `${name} lacks ${lacking.join(", ")}; it has ${offered.join(", ") || "no platform"}.`,
      { side: "source" },
    );
  }
  if (image.mediaType !== undefined && image.mediaType !== root.mediaType) {
    yield problem("MEDIA_TYPE_MISMATCH", `${name} is ${root.mediaType}, and the images file says ${image.mediaType}.`, {
      side: "source",
    });
  }
}

const REFERRERS_UNKNOWN = "REFERRERS_UNKNOWN";

function unknownReferrersProblem(source: SourceImage, reason: Problem): Problem {
  return problem(
    REFERRERS_UNKNOWN,
    `It is unknown whether ${source.name} has more signatures, SBOMs or attestations: ${reason.message}`,
    {
      side: "source",
      // Two reasons at one host are two causes: content that was replaced, and a response that cannot be read.
      ...(reason.causeKey !== undefined && { causeKey: `${reason.code} ${reason.causeKey}` }),
    },
  );
}

function warnOfUnknownReferrers(source: SourceImage, reason: Problem): string {
  const found = source.referrers.length === 0 ? "none was found, and" : `${source.referrers.length} were found;`;
  return `Signatures, SBOMs and attestations of ${source.name} may be missing in the target: ${found} other lookups had no result, so that what they would have shown is not carried. ${reason.message}`;
}

/** Azure refuses a locked tag under NoForce, and overwrites it under Force. */
function* warnOfLocks(observations: readonly Observation[]): Generator<string> {
  const unknown = observations.flatMap((observation) =>
    observation.kind === "observed" && observation.target.kind === "read" ? observation.target.image.unknownLocks : [],
  );
  const [first] = unknown;
  if (first === undefined) return;
  yield `Locks of the target could not be read, so that Azure decides whether a locked tag is overwritten. ${first.message}`;
}

/** True for a Helm chart or another artifact that has no platforms, where `require-platforms` is set. An index is never exempt. */
export function isExemptFromPlatforms(
  { requirePlatforms }: Pick<PromotionRequest, "requirePlatforms">,
  { root }: Pick<SourceImage, "root">,
): boolean {
  return requirePlatforms.length > 0 && root?.kind === "image" && !hasImageConfig(root);
}

const UNATTESTED = {
  missing: { code: "ATTESTATION_MISSING", said: "has no attestation" },
  untrusted: { code: "ATTESTATION_UNTRUSTED", said: "has no attestation that can be trusted" },
  unreachable: { code: "ATTESTATION_UNREACHABLE", said: "could not be checked for attestations" },
} as const;

function provenanceProblem({ provenance }: PromotionRequest, source: SourceImage): Problem {
  const verdict = source.provenance;
  const reasons = verdict === null || verdict.reasons.length === 0 ? "" : ` ${verdict.reasons.join(" ")}`;
  const { code, said } = UNATTESTED[verdict === null || verdict.status === "verified" ? "missing" : verdict.status];
  return problem(code, `${source.name} ${said} of ${provenance.predicateType} by ${provenance.repository}.${reasons}`, {
    side: "source",
  });
}

function tagConflict(request: PromotionRequest, image: ImageRequest, tag: PlannedTag, wanted: Digest): Problem {
  const held = tag.previousDigest === null ? "another digest" : `${shortDigest(tag.previousDigest)}…`;
  return problem(
    "TAG_CONFLICT",
    `${image.target.repository}:${tag.name} already exists in the target and holds ${held}; ${shortDigest(wanted)}… is to be promoted.`,
    {
      side: "target",
      remedy: `Promote to another tag; or, if this one may move, set on-conflict: overwrite or add it to mutable-tags (now ${request.mutableTags.join(", ") || "none"}).`,
    },
  );
}

function signatureConflict(image: ImageRequest, referrer: ObservedReferrer, target: TargetImage): Problem {
  const held = target.signatureTags.get(referrer.tag ?? "");
  return problem(
    "SIGNATURE_TAG_CONFLICT",
    `${image.target.repository}:${referrer.tag} already exists in the target and holds ${held === undefined ? "another digest" : `${shortDigest(held)}…`}, not ${shortDigest(referrer.digest)}…: overwriting it could lose signatures made there.`,
    {
      side: "target",
      remedy: `If the source's signatures may replace them, add sha256-*.${referrer.tag?.split(".").at(-1)} to mutable-tags; or set referrers: none.`,
    },
  );
}

function* refuseLocks(
  image: ImageRequest,
  target: TargetImage,
  tags: readonly PlannedTag[],
  referrers: readonly PlannedReferrer[],
  tagging: boolean,
): Generator<Problem> {
  const { repository } = image.target;
  const unlock = (what: string) =>
    `Unlock it with \`az acr repository update --name <registry> ${what} --write-enabled true\`, or promote elsewhere. Locks are never lifted by this action.`;
  if (target.repositoryLocked) {
    yield problem("TARGET_LOCKED", `The repository ${repository} is locked against writing in the target.`, {
      side: "target",
      remedy: unlock(`--repository ${repository}`),
    });
  }
  if (target.manifestLocked && tagging) {
    yield problem(
      "TARGET_LOCKED",
      `The image is in ${repository} already, and its manifest is locked against writing.`,
      { side: "target", remedy: unlock(`--image ${repository}@<digest>`) },
    );
  }
  const locked = new Set([
    ...target.tags.filter((tag) => tag.locked).map(({ name }) => name),
    ...target.lockedSignatureTags,
  ]);
  // ARM overwrites a locked tag under Force without a word.
  const moving = [
    ...tags.filter(({ action }) => action === "move").map(({ name }) => name),
    ...referrers.flatMap(({ referrer: { tag }, action }) => (action === "import" && tag !== null ? [tag] : [])),
  ];
  for (const name of moving.filter((tag) => locked.has(tag))) {
    yield problem("TARGET_LOCKED", `The tag ${repository}:${name} is locked against writing in the target.`, {
      side: "target",
      remedy: unlock(`--image ${repository}:${name}`),
    });
  }
}
