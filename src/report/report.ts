// The one document that outputs, summary and lock file are made of. Field names of the JSON are the interface (README, Outputs).
import type { Digest } from "../oci/digest.ts";
import type { Problem } from "../problems.ts";
import type { ProvenanceVerdict } from "../provenance/policy.ts";
import type { Origin, ReferrersMode } from "../request/request.ts";

/** In the order that counts are told in. */
export const IMAGE_STATUSES = [
  "promoted",
  "up-to-date",
  "planned",
  "skipped",
  "unverified",
  "missing",
  "conflict",
  "blocked",
  "failed",
  "pending",
  "cancelled",
] as const;

export type ImageStatus = (typeof IMAGE_STATUSES)[number];

export type TagStatus = "created" | "moved" | "unchanged" | "conflict" | "pending";

export interface TagReport {
  readonly name: string;
  readonly status: TagStatus;
  readonly previousDigest: Digest | null;
}

/** One line of the manifest list: an entry of an index, which may list a digest for several platforms. `platform`: `linux/amd64`, or `attestation` for buildx's unknown/unknown children; null where an artifact has none. */
export interface ManifestReport {
  readonly platform: string | null;
  readonly digest: Digest;
  readonly mediaType: string;
  readonly size: number;
}

/** `skipped`: by `on-conflict: skip`, where cosign's tag holds another digest in the target. */
export type ReferrerStatus = "promoted" | "up-to-date" | "planned" | "skipped" | "pending" | "failed" | "conflict";

/** A signature, SBOM or attestation that travels along. `tag` for cosign's tags. */
export interface ReferrerReport {
  readonly digest: Digest;
  readonly subject: Digest;
  readonly artifactType: string;
  readonly tag: string | null;
  readonly status: ReferrerStatus;
}

export interface ImageReport {
  readonly origin: Origin;
  /** As resolved: `host/repository:tag` or `host/repository@sha256:…`. */
  readonly source: string;
  readonly repository: string;
  /** Null where the source could not be resolved; likewise the next four. */
  readonly digest: Digest | null;
  readonly mediaType: string | null;
  readonly size: number | null;
  /** `login-server/repository@sha256:…` */
  readonly image: string | null;
  readonly status: ImageStatus;
  /** Read back from the target, whole. */
  readonly verified: boolean;
  readonly tags: readonly TagReport[];
  readonly manifests: readonly ManifestReport[];
  readonly referrers: readonly ReferrerReport[];
  /** With `none`, no lookup was made. */
  readonly referrersMode: ReferrersMode;
  /** Some lookups of referrers had no result, so that there may be more than these. */
  readonly referrersIncomplete: boolean;
  readonly attestation: ProvenanceVerdict | null;
  readonly durationMs: number;
  /** GUID of the last ARM operation for this image. */
  readonly operationId: string | null;
  readonly error: Problem | null;
  /** All problems, the first of which is `error`. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** Platforms by which the tag's previous image differs, for the plan's diff; by tag name. */
  readonly platformChanges: readonly {
    readonly tag: string;
    readonly gained: readonly string[];
    readonly lost: readonly string[];
  }[];
  /** An artifact without platforms, which `require-platforms` does not apply to. */
  readonly exemptFromPlatforms: boolean;
  /** Content that is in the target without a tag because the step ended early. */
  readonly leftUntagged: boolean;
  /** An ARM operation that may still run. */
  readonly operationInFlight: boolean;
}

/** What became of a whole step. */
export interface PromotionReport {
  /** The target's login server; what the user wrote, where it was not found out. */
  readonly registry: string;
  readonly dryRun: boolean;
  readonly changed: boolean;
  readonly ok: boolean;
  readonly cancelled: boolean;
  /** Whether an image that could not be read back is in order: `verify: best-effort`. */
  readonly unverifiedIsGood: boolean;
  readonly images: readonly ImageReport[];
  /** What concerns no single image. */
  readonly warnings: readonly string[];
  /** What failed for the step as a whole, for example the login. */
  readonly error: Problem | null;
  readonly durationMs: number;
}

/** Statuses with which a step succeeds. */
export const GOOD_STATUSES: readonly ImageStatus[] = ["promoted", "up-to-date", "planned", "skipped", "unverified"];

/** True for an image with which the step succeeds. */
export function isGood(
  { status }: Pick<ImageReport, "status">,
  report: Pick<PromotionReport, "unverifiedIsGood">,
): boolean {
  return GOOD_STATUSES.includes(status) && (status !== "unverified" || report.unverifiedIsGood);
}

/** True where the target holds the image: by its own word or, where that was said to be good enough, by Azure's. */
export function isInPlace(
  { status }: Pick<ImageReport, "status">,
  report: Pick<PromotionReport, "unverifiedIsGood">,
): boolean {
  return status === "promoted" || status === "up-to-date" || (status === "unverified" && report.unverifiedIsGood);
}

/** How many images have each status, in a fixed order; statuses that do not occur are left out. */
export function countStatuses(images: readonly Pick<ImageReport, "status">[]): ReadonlyMap<ImageStatus, number> {
  const counts = new Map<ImageStatus, number>();
  for (const status of IMAGE_STATUSES) {
    const count = images.filter((image) => image.status === status).length;
    if (count > 0) counts.set(status, count);
  }
  return counts;
}
