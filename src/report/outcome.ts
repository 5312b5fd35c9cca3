// Makes the report from the plan and the runs, at any time: also when a step is cancelled halfway.
import { type ChangeFacts, changeOf } from "../changes/tag-change.ts";
import { type ImageRun, isCarriedOut, newRun } from "../import/run.ts";
import { warnOfForeignLayers } from "../observe/blob-finding.ts";
import { runtimePlatformsOf } from "../observe/members.ts";
import type { ImageContent, SourceImage } from "../observe/observation.ts";
import { formatPlatform, isAttestationChild } from "../oci/descriptor.ts";
import { formatReference } from "../oci/reference.ts";
import type { ImagePlan, Plan, PlannedTag } from "../plan/plan.ts";
import { isExemptFromPlatforms } from "../plan/source-checks.ts";
import type { Problem } from "../problems.ts";
import { formatRegistryName } from "../request/registry-name.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { formatSource } from "../request/source-name.ts";
import { reportHold } from "./held.ts";
import { lockProblemOf, lockStatusOf, warnOfOpenLocks } from "./lock-outcome.ts";
import {
  type ImageReport,
  type ImageStatus,
  isGood,
  type ManifestReport,
  type PromotionReport,
  type ReferrerReport,
  type TagReport,
} from "./report.ts";
import { type Rollback, rollbackOf } from "./rollback.ts";

/** What is known of a step when its report is made. */
export interface Outcome {
  readonly request: PromotionRequest;
  /** The target's login server; undefined if the target could not be connected. */
  readonly loginServer: string | undefined;
  /** Undefined if the step ended before the plan was made. */
  readonly plan: Plan | undefined;
  /** In the order of the plan's images. */
  readonly runs: readonly ImageRun[];
  /** What is known about tags that move. */
  readonly changes: ChangeFacts;
  /** What failed for the whole step. */
  readonly error: Problem | undefined;
  readonly cancelled: boolean;
  readonly durationMs: number;
}

/** The report of a step. */
export function reportOutcome(outcome: Outcome): PromotionReport {
  const { request, plan, runs, loginServer, cancelled } = outcome;
  const images = request.images.map((image, at) => {
    const planned = plan?.images[at];
    const run = runs[at] ?? newRun();
    return planned === undefined ? unplanned(image, run, request) : reportImage(planned, run, outcome);
  });
  const unverifiedIsGood = request.verify === "best-effort";
  const error = outcome.error ?? lockProblemOf(images, plan?.images ?? [], runs);
  return {
    registry: loginServer ?? formatRegistryName(request.target),
    dryRun: request.dryRun,
    undoes: request.undo !== undefined,
    changed: images.some((image, at) => changes(image, plan?.images[at], runs[at], outcome)),
    ok: error === undefined && !cancelled && images.every((image) => isGood(image, { unverifiedIsGood })),
    cancelled,
    unverifiedIsGood,
    images,
    rollback: plan === undefined || request.dryRun ? NOTHING : rollbackOf(plan, runs, "done"),
    warnings: plan?.warnings ?? [],
    changeNotes: [...outcome.changes.notes],
    error: error ?? null,
    durationMs: outcome.durationMs,
  };
}

const NOTHING: Rollback = { moved: [], created: [], unknown: [] };

function unplanned(image: ImageRequest, { problem }: ImageRun, request: PromotionRequest): ImageReport {
  return {
    origin: image.origin,
    source: formatSource(image, request),
    repository: image.target.repository,
    digest: null,
    mediaType: null,
    size: null,
    image: null,
    status: problem === undefined ? "pending" : "failed",
    verified: false,
    tags: image.target.tags.map((name) => ({ name, status: "pending", previousDigest: null })),
    manifests: [],
    referrers: [],
    referrersMode: image.referrers,
    referrersIncomplete: false,
    attestations: [],
    durationMs: 0,
    operationId: null,
    mayStillRun: [],
    error: problem ?? null,
    problems: problem === undefined ? [] : [problem],
    warnings: [],
    platformChanges: [],
    exemptFromPlatforms: false,
    leftUntagged: false,
  };
}

function reportImage(plan: ImagePlan, run: ImageRun, outcome: Outcome): ImageReport {
  const { request, loginServer } = outcome;
  const { source } = plan;
  const base = unplanned(plan.request, run, request);
  const status = statusOf(plan, run, outcome);
  const hold = status === "held" ? reportHold(plan, run, request.heldBefore) : undefined;
  const problems = [...plan.problems, ...(run.problem === undefined ? [] : [run.problem])];
  const content = source === null ? undefined : contentOf(source, run);
  const inPlace = status === "promoted" || status === "up-to-date" || status === "unverified";
  const tags = plan.tags.map((tag) => reportTag(tag, plan, run, status, outcome));
  return {
    ...base,
    ...(source !== null && {
      source: source.name,
      digest: source.digest,
      attestations: source.provenance,
    }),
    ...(content !== undefined && {
      mediaType: content.root.mediaType,
      size: content.root.sizeBytes,
      manifests: reportManifests(content, source?.platforms ?? null),
    }),
    image:
      source === null || loginServer === undefined
        ? null
        : formatReference({ registry: loginServer, repository: base.repository, digest: source.digest }),
    status,
    verified: inPlace && status !== "unverified",
    tags: tags.length === 0 ? base.tags : tags,
    referrers: plan.referrers.map((planned) => reportReferrer(planned, run, plan, status)),
    referrersIncomplete:
      (source !== null && source.unknownReferrers.length > 0) ||
      plan.referrers.some(({ action }) => action === "leave"),
    durationMs: Math.round(run.durationMs),
    operationId: run.operationId ?? null,
    mayStillRun: run.openOperations.flatMap((operations) => [...operations]),
    problems,
    error: problems[0] ?? null,
    warnings: [
      ...new Set([...plan.warnings, ...warnOfForeignLayers(run.foreignLayers), ...warnOfOpenLocks(tags, run)]),
    ],
    platformChanges: plan.tags
      .filter(({ gained, lost }) => gained.length + lost.length > 0)
      .map(({ name, gained, lost }) => ({ tag: name, gained, lost })),
    exemptFromPlatforms: source !== null && isExemptFromPlatforms(request, source),
    ...(hold !== undefined && { hold }),
    leftUntagged:
      run.contentImported &&
      !inPlace &&
      status !== "skipped" &&
      status !== "held" &&
      run.tagsSet.size === 0 &&
      plan.tags.length > 0 &&
      plan.tags.every(({ action }) => action !== "keep"),
  };
}

function statusOf(plan: ImagePlan, run: ImageRun, { request, cancelled }: Outcome): ImageStatus {
  // Also an image that was up to date, if its tag was found elsewhere when it was locked.
  if (run.state === "conflict") return "conflict";
  const { verdict } = plan;
  if (!isCarriedOut(verdict)) return verdict;
  if (request.dryRun) return verdict === "import" ? "held" : "planned";
  switch (run.state) {
    case "done":
      if (verdict === "import") return "held";
      return run.verified ? "promoted" : "unverified";
    case "skipped":
    case "failed":
    case "cancelled":
      return run.state;
    case "running":
      return cancelled ? "cancelled" : "failed";
    default:
      return "pending";
  }
}

function reportTag(
  tag: PlannedTag,
  plan: ImagePlan,
  run: ImageRun,
  image: ImageStatus,
  { request, changes }: Outcome,
): TagReport {
  const { name, action, previousDigest, versions } = tag;
  const statusOfTag = (): TagReport["status"] => {
    if (action === "conflict" || run.rivalTags.has(name)) return "conflict";
    if (action === "keep") return "unchanged";
    if (action === "hold") return image === "held" ? "held" : "pending";
    if (action === "skip" || action === "stay" || run.keptTags.has(name)) return "kept";
    // A dry run reports what would become of the tag.
    if (!run.tagsSet.has(name) && image !== "planned") return "pending";
    return action === "create" ? "created" : "moved";
  };
  const isUnknown = action === "move" && versions?.forwardOnly === true && versions.order === "unknown";
  const status = statusOfTag();
  const lock = lockStatusOf(tag, run, { status, isPlan: request.dryRun });
  const isShown = status === "moved" && request.changes !== "off";
  const change = isShown ? changeOf(tag, plan, changes, request.github) : undefined;
  return {
    name,
    status,
    previousDigest,
    ...(isUnknown && { orderUnknown: versions.reason ?? "" }),
    ...(lock !== undefined && { lock }),
    ...(change !== undefined && { change }),
  };
}

function reportReferrer(
  { referrer, action }: ImagePlan["referrers"][number],
  run: ImageRun,
  plan: ImagePlan,
  image: ImageStatus,
): ReferrerReport {
  const { digest, subject, artifactType, tag } = referrer;
  const status = (): ReferrerReport["status"] => {
    if (action === "conflict" || (tag !== null && run.rivalTags.has(tag))) return "conflict";
    if (action === "keep") return "up-to-date";
    if (action === "skip" || action === "leave" || (tag !== null && run.keptTags.has(tag))) return "skipped";
    if (run.referrersImported.has(isTagSet(plan, tag) ? tag : digest)) return "promoted";
    if (action === "hold") return image === "held" ? "held" : "pending";
    // A dry run, or a held image of one: what it has of its own is imported.
    if (image === "planned" || image === "held") return "planned";
    const reached = plan.copy === undefined || run.contentImported;
    return run.state === "failed" && reached ? "failed" : "pending";
  };
  return { digest, subject, artifactType, tag, status: status() };
}

/** True for a tag of cosign's that a step sets. One that is in place may still have lacked a part of its content. */
function isTagSet({ referrerSteps, signatureTagSteps }: ImagePlan, tag: string | null): tag is string {
  return [...referrerSteps, ...signatureTagSteps].some(({ tags }) => tags.some(({ name }) => name === tag));
}

/** The image's manifests; undefined if neither side could be read. */
function contentOf({ root, members }: SourceImage, run: ImageRun): ImageContent | undefined {
  return root === undefined ? run.discovered : { root, members };
}

function reportManifests({ root, members }: ImageContent, platforms: SourceImage["platforms"]): ManifestReport[] {
  if (root.kind === "image") {
    const [platform] = platforms ?? [];
    return [
      {
        platform: platform === undefined ? null : formatPlatform(platform),
        digest: root.digest,
        mediaType: root.mediaType,
        size: root.sizeBytes,
      },
    ];
  }
  return members.flatMap((member) => {
    const { digest, mediaType, sizeBytes } = member;
    const platforms = runtimePlatformsOf(member).map(formatPlatform);
    const labels = platforms.length > 0 ? platforms : [isAttestationChild(member) ? "attestation" : null];
    return labels.map((platform) => ({ platform, digest, mediaType, size: sizeBytes }));
  });
}

/** True if a tag, cosign's too, was created or moved, or an image without requested tags was imported. In a dry run: if it would be. */
function changes(
  image: ImageReport,
  planned: ImagePlan | undefined,
  run: ImageRun | undefined,
  { plan, request }: Outcome,
): boolean {
  if (planned === undefined || run === undefined) return false;
  if (!request.dryRun) {
    const cosignTags = planned.referrers.flatMap(({ referrer: { tag } }) => (tag === null ? [] : [tag]));
    return (
      run.tagsSet.size > 0 ||
      cosignTags.some((tag) => run.referrersImported.has(tag)) ||
      (run.contentImported && image.tags.length === 0)
    );
  }
  if (plan?.refused === true || planned.verdict !== "promote") return false;
  return (
    planned.tags.some(({ action }) => action === "create" || action === "move") ||
    planned.referrers.some(({ referrer: { tag } }) => isTagSet(planned, tag)) ||
    (planned.tags.length === 0 && planned.copy !== undefined)
  );
}
