// The report of a step: the only thing that outputs, summary, log and lock file are made from.
// Its field names become those of the `json` output (README, Outputs).
import type { TagChange } from "../changes/tag-change.ts";
import type { Digest } from "../oci/digest.ts";
import type { Problem } from "../problems.ts";
import type { AttestationVerdict } from "../provenance/policy.ts";
import type { Origin, ReferrersMode } from "../request/request.ts";
import type { Rollback } from "./rollback.ts";

/** The order of counts. The first status that any image has is the status of the step. */
export const IMAGE_STATUSES = [
  "cancelled",
  "failed",
  "conflict",
  "blocked",
  "missing",
  "pending",
  "unverified",
  "promoted",
  "planned",
  "held",
  "skipped",
  "up-to-date",
] as const;

export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/**
 * `unchanged`: the tag already points to the image's digest. `kept`: `forward-only` or `on-conflict: skip` left it on another digest.
 * `held`: it is set once the image is old enough. `conflict`: it points to another digest and could not be moved. `pending`: it was not
 * set.
 */
export type TagStatus = "created" | "moved" | "unchanged" | "kept" | "held" | "conflict" | "pending";

export interface TagReport {
  readonly name: string;
  readonly status: TagStatus;
  readonly previousDigest: Digest | null;
  /** Why `forward-only` could not compare the versions of a tag that moves. */
  readonly orderUnknown?: string;
  /** Only of tags that `lock-tags` matches and that point to the image, or are to point to it. */
  readonly lock?: LockStatus;
  /** Only of tags that moved, or are to move; undefined with `changes: off`. */
  readonly change?: TagChange;
}

/**
 * `locked`: read back or confirmed by the registry. `planned`: a run that is not dry would lock it. `mutable`: it also matches
 * `mutable-tags` and is not locked. `open`: it should be locked, and is not known to be.
 */
export type LockStatus = "locked" | "planned" | "mutable" | "open";

/**
 * One entry of an index, or the manifest of a single image. An index may list one digest for several platforms. `platform`:
 * such as `linux/amd64`; `attestation` for buildx's unknown/unknown children; null for artifacts without a platform.
 */
export interface ManifestReport {
  readonly platform: string | null;
  readonly digest: Digest;
  readonly mediaType: string;
  readonly size: number;
}

/**
 * `skipped`: cosign's tag points to another digest in the target, and `on-conflict: skip` left it there. `held`: cosign's tag waits with
 * those of the image.
 */
export type ReferrerStatus =
  | "promoted"
  | "up-to-date"
  | "planned"
  | "held"
  | "skipped"
  | "pending"
  | "failed"
  | "conflict";

/** A tag that waits. */
export interface HeldTag {
  readonly tag: string;
  /** When the target got the first digest that it has waited for; null where that is not known. */
  readonly sinceMs: number | null;
  /** How often another digest took its place since. */
  readonly changes: number;
}

/** Why the tags of an image wait. All times are the registry's. */
export interface HoldReport {
  readonly minAgeMs: number;
  /** Null where the target does not have the image yet, or since when it has it could not be read. */
  readonly eligibleAtMs: number | null;
  readonly tags: readonly HeldTag[];
  /** An earlier run imported the same digest, and it was deleted since. */
  readonly isPurged: boolean;
  /** A tag whose source changes faster than the age. */
  readonly restless?: HeldTag;
}

/** A signature, SBOM or attestation of an image. `tag`: cosign's tag; null for OCI referrers. */
export interface ReferrerReport {
  readonly digest: Digest;
  readonly subject: Digest;
  readonly artifactType: string;
  readonly tag: string | null;
  readonly status: ReferrerStatus;
}

/** The result of one requested image. */
export interface ImageReport {
  readonly origin: Origin;
  /** The resolved source: `host/repository:tag` or `host/repository@sha256:…`. */
  readonly source: string;
  readonly repository: string;
  /** Null if the source could not be resolved; so are the next three. */
  readonly digest: Digest | null;
  readonly mediaType: string | null;
  readonly size: number | null;
  /** `login-server/repository@sha256:…` */
  readonly image: string | null;
  readonly status: ImageStatus;
  /** Every manifest was read back from the target. */
  readonly verified: boolean;
  readonly tags: readonly TagReport[];
  readonly manifests: readonly ManifestReport[];
  readonly referrers: readonly ReferrerReport[];
  readonly referrersMode: ReferrersMode;
  /** Some lookups of referrers failed, so that there may be more than these. */
  readonly referrersIncomplete: boolean;
  /** One for each line of `require-attestations`, in their order. Empty without a line, and for an image that was not found. */
  readonly attestations: readonly AttestationVerdict[];
  readonly durationMs: number;
  /** GUID of the last ARM operation for this image. */
  readonly operationId: string | null;
  /** ARM operations whose end is not known: they may still run after the step. */
  readonly mayStillRun: readonly string[];
  /** The first of `problems`. */
  readonly error: Problem | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** For each tag that moves: the platforms by which the new image differs from the previous one. */
  readonly platformChanges: readonly {
    readonly tag: string;
    readonly gained: readonly string[];
    readonly lost: readonly string[];
  }[];
  /** An artifact without platforms, to which `require-platforms` does not apply. */
  readonly exemptFromPlatforms: boolean;
  /** Set where the status is `held`. */
  readonly hold?: HoldReport;
  /** The content was imported, but the step ended before a tag was set on it. */
  readonly leftUntagged: boolean;
}

/** The result of a whole step. */
export interface PromotionReport {
  /** The target's login server, or the input `registry` if the login server is not known. */
  readonly registry: string;
  readonly dryRun: boolean;
  /** The step takes tags back. */
  readonly undoes: boolean;
  readonly changed: boolean;
  readonly ok: boolean;
  readonly cancelled: boolean;
  /** With `verify: best-effort`, an image that could not be read back counts as promoted. */
  readonly unverifiedIsGood: boolean;
  readonly images: readonly ImageReport[];
  /** What an undo of the step needs to know. */
  readonly rollback: Rollback;
  /** Warnings that concern no single image. */
  readonly warnings: readonly string[];
  /** Why some of what changes is not known: sentences. */
  readonly changeNotes: readonly string[];
  /** What failed for the whole step, such as the login. */
  readonly error: Problem | null;
  readonly durationMs: number;
}

const GOOD_STATUSES: readonly ImageStatus[] = ["promoted", "up-to-date", "planned", "held", "skipped", "unverified"];

/** True if the step can succeed with this image. */
export function isGood(
  { status }: Pick<ImageReport, "status">,
  report: Pick<PromotionReport, "unverifiedIsGood">,
): boolean {
  return GOOD_STATUSES.includes(status) && (status !== "unverified" || report.unverifiedIsGood);
}

/** True if the image is in the target under a requested tag, or untagged where no tag was requested. */
export function isInPlace(
  image: Pick<ImageReport, "status" | "tags">,
  report: Pick<PromotionReport, "unverifiedIsGood">,
): boolean {
  const { status, tags } = image;
  const arrived = status === "promoted" || status === "up-to-date" || status === "unverified";
  return arrived && isGood(image, report) && (tags.length === 0 || tags.some(pointsToImage));
}

/** True for a tag that points to the digest of its image. */
export function pointsToImage({ status }: TagReport): boolean {
  return status === "created" || status === "moved" || status === "unchanged";
}

/** True if every image is as requested in the target. Locks that could not be set fail the step, and change nothing about this. */
export function isComplete(report: PromotionReport): boolean {
  const { cancelled, error, images } = report;
  if (cancelled || (error !== null && error.code !== "TAG_NOT_LOCKED")) return false;
  return images.every((image) => isGood(image, report));
}

/** How many images have each status, in the order of {@link IMAGE_STATUSES}, without statuses that no image has. */
export function countStatuses(images: readonly Pick<ImageReport, "status">[]): ReadonlyMap<ImageStatus, number> {
  const counts = new Map<ImageStatus, number>();
  for (const status of IMAGE_STATUSES) {
    const count = images.filter((image) => image.status === status).length;
    if (count > 0) counts.set(status, count);
  }
  return counts;
}

/** The output `status`. `otherProblems`: problems of the step itself that are not in the report, such as a file that cannot be written. */
export function statusOfStep(report: PromotionReport, otherProblems: readonly Problem[] = []): ImageStatus {
  if (report.cancelled) return "cancelled";
  if (report.error !== null || otherProblems.length > 0) return "failed";
  const [first = "failed"] = countStatuses(report.images).keys();
  return first;
}
