// Plans one image: its verdict, its problems and, if it is to be promoted, its steps.
import { PromotionError } from "../errors.ts";
import { contentIncomplete, warnOfForeignLayers } from "../observe/blob-finding.ts";
import type {
  LockObservation,
  Observation,
  SourceFindings,
  TargetImage,
  TargetObservation,
} from "../observe/observation.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { mayMove } from "../request/tag-rules.ts";
import type { Candidate } from "./candidate.ts";
import { compareUnread, refuseKeptTags, warnOfLowerVersions } from "./forward-only.ts";
import { stepsOnKnownTarget, stepsOnUnknownTarget } from "./import-steps.ts";
import { refuseLocks } from "./locks.ts";
import { holdReferrers, holdTags, judgeAge, refuseUnreadTarget } from "./min-age.ts";
import type { ImagePlan, PlanVerdict } from "./plan.ts";
import { isFailedLookup, refuseSource, warnOfSource } from "./source-checks.ts";
import { checkReferrers, refuseChildren } from "./source-content.ts";
import { NO_LOCKING, planLocking, planTagLocks } from "./tag-locks.ts";
import { planReferrer, planTag, signatureConflict, tagConflict } from "./tag-policy.ts";
import { refuseLostContent, undoMissing, warnOfUncertainTags } from "./undo.ts";

/** What was found about the source before the target is considered. */
interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** What the source shows of what the target lacks. */
  readonly inSource: SourceFindings;
  /** What `lock-tags` needs to know; undefined if it matches no tag of the image. */
  readonly lockTags: LockObservation | undefined;
}

/**
 * Plans one image from its observation.
 * @throws PromotionError `UNEXPECTED` without an observation
 */
export function planImage(
  promotion: PromotionRequest,
  image: ImageRequest,
  observation: Observation | undefined,
): ImagePlan {
  if (observation === undefined) {
    throw new PromotionError("UNEXPECTED", `${image.target.repository} was not observed before the plan.`, {
      stage: "plan",
    });
  }
  const empty = {
    request: image,
    tags: [],
    referrers: [],
    present: [],
    referrerSteps: [],
    signatureTagSteps: [],
    tagSteps: [],
    warnings: [],
  };
  if (observation.kind === "refused") {
    const { status, problems } = observation;
    const [first] = problems;
    const isLost = image.undo !== undefined && status === "missing" && first !== undefined;
    const shown = isLost ? [undoMissing(first.message)] : problems;
    return { ...empty, verdict: status, source: null, verifiable: true, problems: shown };
  }
  const { source, target, findings, lockTags } = observation;
  const candidate = { promotion, image, source };
  const problems = [...refuseSource(candidate)];
  const warnings = [...warnOfSource(candidate)];
  if (target.kind === "read")
    return planKnownTarget(candidate, target.image, { problems, warnings, inSource: findings, lockTags });
  if (target.kind === "cache" || promotion.verify !== "best-effort") {
    const verdict = target.kind === "cache" ? "blocked" : "failed";
    return { ...empty, verdict, verifiable: false, problems: [...problems, target.problem], source, warnings };
  }
  warnings.push(`The target cannot be read from this runner, so the result is not verified: ${target.problem.message}`);
  return planUnknownTarget(candidate, target, {
    problems: [...source.preflight, ...problems],
    warnings,
    inSource: findings,
    lockTags,
  });
}

function planKnownTarget(candidate: Candidate, target: TargetImage, findings: Findings): ImagePlan {
  const { promotion, image, source } = candidate;
  const planned = target.tags.map((tag) => planTag(candidate, tag, target));
  const age = judgeAge(candidate, planned, target);
  const tags = planTagLocks(promotion, age.kind === "held" ? holdTags(planned) : planned, findings.lockTags);
  const wanted = source.referrers.map((referrer) => planReferrer(candidate, referrer, target));
  const checked = checkReferrers(candidate, wanted, findings.inSource);
  const referrers = age.kind === "held" ? holdReferrers(checked.referrers, target) : checked.referrers;
  const problems = [
    ...findings.problems,
    ...(age.kind === "unknown" ? [age.problem] : []),
    ...tags.filter(({ action }) => action === "conflict").map((tag) => tagConflict(candidate, tag)),
    ...refuseKeptTags(candidate, tags),
    ...referrers
      .filter(({ action }) => action === "conflict")
      .map(({ referrer }) => signatureConflict(candidate, referrer, target)),
  ];
  const lost = image.undo === undefined ? [] : [...refuseLostContent(candidate, target)];
  problems.push(...lost);
  if (target.blobs?.kind === "missing" && image.undo === undefined) {
    problems.push(contentIncomplete(target.blobs.what, "Nothing was written."));
  }
  if (target.blobs?.kind === "unknown") problems.push(target.blobs.problem);
  const foreign = target.blobs?.kind === "complete" ? target.blobs.foreign : [];
  const warnings = [
    ...findings.warnings,
    ...checked.warnings,
    ...warnOfLowerVersions(tags),
    ...warnOfForeignLayers(foreign),
    ...warnOfUncertainTags(candidate, tags),
  ];
  const isTagging = tags.some(({ action }) => action === "create" || action === "move");
  const isWriting = isTagging || target.absent.size > 0 || referrers.some(({ action }) => action === "import");
  const isSkipped = tags.some(({ action }) => action === "skip");
  // Rules against writing do not matter if nothing is written.
  if (isWriting && !isSkipped) {
    problems.push(
      ...source.preflight,
      ...(lost.length > 0 ? [] : refuseChildren(candidate, findings.inSource)),
      ...checked.problems,
      ...refuseLocks(candidate, target, { tags, referrers, isTagging }),
    );
  }
  const locking = isSkipped ? NO_LOCKING : planLocking(promotion, tags, findings.lockTags);
  problems.push(...locking.problems);
  const isIncomplete = target.blobs !== undefined && target.blobs.kind !== "complete" && lost.length === 0;
  const verdict = isIncomplete ? "failed" : verdictOf(problems, { isSkipped, isHeld: age.kind === "held", isWriting });
  const steps =
    verdict === "promote" || verdict === "import"
      ? stepsOnKnownTarget(candidate, target, { tags, referrers })
      : { present: [], referrerSteps: [], signatureTagSteps: [], tagSteps: [] };
  return {
    request: image,
    verdict,
    source,
    tags,
    referrers,
    ...steps,
    ...locking.step,
    ...((verdict === "held" || verdict === "import") && age.kind === "held" && { hold: age.hold }),
    verifiable: true,
    problems,
    warnings: [...warnings, ...locking.warnings],
  };
}

/** Without a view of the target, tags that may move are forced, and ARM refuses to overwrite all others. */
function planUnknownTarget(
  candidate: Candidate,
  { problem, locks: { repositoryLocked, lockedTags } }: Extract<TargetObservation, { kind: "unreadable" }>,
  findings: Findings,
): ImagePlan {
  const { promotion, image, source } = candidate;
  const planned = image.target.tags.map((name) => ({
    name,
    action: mayMove(promotion, name) ? ("move" as const) : ("create" as const),
    previousDigest: null,
    versions: compareUnread(promotion, name, problem),
    gained: [],
    lost: [],
  }));
  const tags = planTagLocks(promotion, planned, findings.lockTags);
  const locking = planLocking(promotion, tags, findings.lockTags);
  const wanted = source.referrers.map((referrer) => ({ referrer, action: "import" as const }));
  const { referrers, ...checked } = checkReferrers(candidate, wanted, findings.inSource);
  const locks = {
    repositoryLocked,
    manifestLocked: false,
    tags: tags.map(({ name }) => ({ name, locked: lockedTags.has(name) })),
    lockedSignatureTags: lockedTags,
  };
  const isTagging = tags.length > 0;
  const problems = [
    ...findings.problems,
    ...(image.minAgeMs === undefined || tags.length === 0 ? [] : [refuseUnreadTarget(candidate, problem)]),
    ...refuseChildren(candidate, findings.inSource),
    ...checked.problems,
    ...refuseLocks(candidate, locks, { tags, referrers, isTagging }),
    ...locking.problems,
  ];
  return {
    request: image,
    verdict: verdictOf(problems, { isSkipped: false, isHeld: false, isWriting: true }),
    source,
    tags,
    referrers,
    ...stepsOnUnknownTarget(candidate, { tags, referrers }),
    ...locking.step,
    verifiable: false,
    problems,
    warnings: [...findings.warnings, ...checked.warnings, ...locking.warnings],
  };
}

const CONFLICTS: readonly ProblemCode[] = [
  "TAG_CONFLICT",
  "SIGNATURE_TAG_CONFLICT",
  "FORWARD_ONLY_CONFLICT",
  "UNDO_CONFLICT",
];

function verdictOf(
  problems: readonly Problem[],
  { isSkipped, isHeld, isWriting }: { readonly [what in "isSkipped" | "isHeld" | "isWriting"]: boolean },
): PlanVerdict {
  if (problems.some(({ code }) => code === "UNDO_MISSING")) return "missing";
  if (problems.length > 0 && problems.every(isFailedLookup)) return "failed";
  if (problems.length > 0) return problems.every(({ code }) => CONFLICTS.includes(code)) ? "conflict" : "blocked";
  if (isSkipped) return "skipped";
  if (isHeld) return isWriting ? "import" : "held";
  return isWriting ? "promote" : "up-to-date";
}
