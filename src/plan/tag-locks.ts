// Plans the locks that `lock-tags` requests. cosign's tags are never among them: a new signature has to be able to move them.
import type { LockObservation } from "../observe/observation.ts";
import type { Problem } from "../problems.ts";
import type { PromotionRequest } from "../request/request.ts";
import { lockWishOf } from "../request/tag-pattern.ts";
import type { LockStep, PlannedTag } from "./plan.ts";

/** The actions after which a tag points to the image. A lock on any other tag would hold somebody else's digest. */
const POINTS_TO_IMAGE: ReadonlySet<PlannedTag["action"]> = new Set(["create", "move", "keep"]);

/** The tags with what becomes of their locks. */
export function planTagLocks(
  promotion: PromotionRequest,
  tags: readonly PlannedTag[],
  observed: LockObservation | undefined,
): PlannedTag[] {
  return tags.map((tag) => {
    const wish = lockWishOf(tag.name, promotion);
    if (wish === undefined || !POINTS_TO_IMAGE.has(tag.action)) return tag;
    if (wish === "mutable") return { ...tag, lock: "mutable" };
    return { ...tag, lock: observed?.lockedTags.has(tag.name) ? "held" : "set" };
  });
}

/** What is locked once the tags are in place, and what is to be said of it. */
export interface Locking {
  /** Spread into the plan of the image. */
  readonly step: { readonly lockStep?: LockStep };
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Nothing is locked. */
export const NO_LOCKING: Locking = { step: {}, problems: [], warnings: [] };

/** A missing right is a problem, but a warning in a dry run: another identity may do the real run. */
export function planLocking(
  { dryRun }: PromotionRequest,
  tags: readonly PlannedTag[],
  observed: LockObservation | undefined,
): Locking {
  const lockStep = lockStepOf(tags, observed);
  if (lockStep === undefined) return NO_LOCKING;
  const missing = observed?.missingRight;
  if (missing !== undefined && !dryRun) return { ...NO_LOCKING, problems: [missing] };
  const warnings = missing === undefined ? [] : [`${missing.message} ${missing.remedy}`];
  return { step: { lockStep }, problems: [], warnings };
}

/** What has to be locked; undefined where nothing has to be. */
function lockStepOf(tags: readonly PlannedTag[], observed: LockObservation | undefined): LockStep | undefined {
  const wanted = tags.filter(({ lock }) => lock === "set" || lock === "held");
  const manifest = wanted.length > 0 && observed?.manifestLocked !== true;
  const names = wanted.filter(({ lock }) => lock === "set").map(({ name }) => name);
  return manifest || names.length > 0 ? { manifest, tags: names } : undefined;
}
