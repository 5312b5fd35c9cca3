// What has become of an image so far: the one record that changes while a plan is carried out.
import type { ImageContent } from "../observe/observation.ts";
import type { Digest } from "../oci/digest.ts";
import type { PlanVerdict } from "../plan/plan.ts";
import type { Problem } from "../problems.ts";

/** How far one image has come; changed while the plan is carried out, so that a cancel can tell the truth at any time. */
export interface ImageRun {
  state: "waiting" | "running" | "content-in-place" | "done" | "skipped" | "failed" | "conflict" | "cancelled";
  /** Everything that was imported so far has been read back. */
  verified: boolean;
  contentImported: boolean;
  readonly tagsSet: Set<string>;
  readonly referrersImported: Set<string>;
  /** Of an image whose tags wait: when the target got it, and when that was read, by the registry's clock. */
  heldAt?: { readonly createdAtMs: number; readonly readAtMs: number };
  /** Tags whose lock the registry has confirmed. */
  readonly tagsLocked: Set<string>;
  /** Why not everything that is to be locked is. The image is in place all the same. */
  lockProblem?: Problem;
  /** Tags, cosign's among them, that someone else set while the step ran. */
  readonly rivalTags: Set<string>;
  /** Tags, cosign's among them, that exist in a target that cannot be read, and that `on-conflict: skip` leaves as they are. */
  readonly keptTags: Set<string>;
  /**
   * Tags, cosign's among them, that this image sets, each with the last operation that sets it. `sent`: false until its import is about
   * to be sent. A tag whose import Azure refused is removed.
   */
  readonly tagOperations: Map<string, { readonly id: string; readonly sent: boolean }>;
  problem?: Problem;
  operationId?: string;
  /** Layers that are fetched from elsewhere and were not checked. */
  readonly foreignLayers: Set<Digest>;
  /** What the target showed of an image whose source could not be read. */
  discovered?: ImageContent;
  /** Operations whose end is not known: one set for each step, which changes while the step runs. */
  readonly openOperations: ReadonlySet<string>[];
  startedAtMs?: number;
  durationMs: number;
}

/** A run that nothing has happened to yet. */
export function newRun(): ImageRun {
  return {
    state: "waiting",
    verified: true,
    contentImported: false,
    tagsSet: new Set(),
    referrersImported: new Set(),
    tagsLocked: new Set(),
    rivalTags: new Set(),
    foreignLayers: new Set(),
    keptTags: new Set(),
    tagOperations: new Map(),
    openOperations: [],
    durationMs: 0,
  };
}

/** True for an image of which something is imported. */
export function isCarriedOut(verdict: PlanVerdict): verdict is "promote" | "import" {
  return verdict === "promote" || verdict === "import";
}
