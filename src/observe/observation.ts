// The state of both registries before anything is written. Values only; "absent" is one of them.
import type { Descriptor, Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Problem } from "../problems.ts";
import type { AttestationVerdict } from "../provenance/policy.ts";
import type { BlobFinding } from "./blob-finding.ts";
import type { Member } from "./members.ts";

/** Manifests that ACR imports at most in one call: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const MAX_MANIFESTS = 50;

/** A signature, SBOM or attestation of the image, of a child or of another referrer. Subjects come before their referrers. */
export interface ObservedReferrer {
  readonly digest: Digest;
  readonly subject: Digest;
  readonly mediaType: string;
  readonly artifactType: string;
  readonly sizeBytes: number;
  /** cosign's `sha256-<hex>.sig`, `.att` or `.sbom`; null where the referrers API lists it. */
  readonly tag: string | null;
  /** A list names it, but the source responded 404 when it was read. */
  readonly isGone?: boolean;
}

/** An image as it was read: the root, and every manifest below it, each once. */
export interface ImageContent {
  readonly root: Manifest;
  readonly members: readonly Member[];
}

/** A source image, resolved once and read completely. */
export interface SourceImage {
  /** `host/repository:tag`, as the log names it. */
  readonly name: string;
  readonly digest: Digest;
  /**
   * Undefined where this runner cannot read the source and the target does not have the complete image: only the digest is known
   * before the import.
   */
  readonly root: Manifest | undefined;
  /** Why the source could not be read. The rest is then read from the target's copy, if there is one. */
  readonly unread?: Problem;
  /** Every manifest below the root, each once. */
  readonly members: readonly Member[];
  /**
   * Platforms that the image runs on. Null for an artifact without platforms, such as a Helm chart, and for a single image whose
   * config was not read.
   */
  readonly platforms: readonly Platform[] | null;
  readonly referrers: readonly ObservedReferrer[];
  /** Why there may be more referrers than these: one problem for each lookup that failed. */
  readonly unknownReferrers: readonly Problem[];
  /** Set where the request has tag and digest, and the tag now has another digest or is absent. */
  readonly tagNow?: Digest | "absent";
  /** One verdict for each line of `require-attestations`; none without a line. */
  readonly provenance: readonly AttestationVerdict[];
  /** Settings of both registries that forbid the import. */
  readonly preflight: readonly Problem[];
}

/** One requested tag in the target. */
export interface ObservedTag {
  readonly name: string;
  /** Undefined: the tag does not exist. */
  readonly digest: Digest | undefined;
  /** Its content where it has another digest than the image; undefined also where it cannot be decoded. */
  readonly manifest?: Manifest;
  readonly platforms: readonly Platform[];
  /** `writeEnabled: false`; looked up only where the tag has another digest. */
  readonly locked: boolean;
  /** When the tag was set to its digest, by the registry's clock; known only where its lock was looked up. */
  readonly updatedAtMs?: number;
}

/** The tags on one digest, as the registry's index lists them. */
export type TagList =
  /** `isWhole` is false where the index lacks a tag that was read with this digest: there may be more tags. */
  | { readonly kind: "known"; readonly tags: readonly string[]; readonly isWhole: boolean }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** When the target got an image, by the registry's clock. */
export type AgeObservation =
  | { readonly kind: "known"; readonly createdAtMs: number; readonly readAtMs: number }
  /** It is not there, or the registry's index does not list it yet. `readAtMs`: undefined where the repository is not there either. */
  | { readonly kind: "absent"; readonly readAtMs?: number }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** The state of one image in the target. */
export interface TargetImage {
  readonly tags: readonly ObservedTag[];
  /** The tags on each digest that may lose a requested tag, and on the image's own. Empty where no tag may move. */
  readonly tagLists: ReadonlyMap<Digest, TagList>;
  /** Manifests of the image (root and members) that are not in the target. */
  readonly absent: ReadonlySet<Digest>;
  /** Those that are, as they were read there. */
  readonly manifests: readonly Manifest[];
  /** With `verify: layers`: what was found of the configs and layers of all that is there. */
  readonly blobs?: BlobFinding;
  /** Referrers that are in place, by digest; of an index, with all that it lists. */
  readonly referrersPresent: ReadonlySet<Digest>;
  /** cosign tags that exist, with their digests. What is under one may still be incomplete: see `referrersPresent`. */
  readonly signatureTags: ReadonlyMap<string, Digest>;
  /** cosign tags that are locked; looked up only where they have another digest. */
  readonly lockedSignatureTags: ReadonlySet<string>;
  readonly repositoryLocked: boolean;
  readonly manifestLocked: boolean;
  /** Read only where a requested tag does not point to an image for which a minimum age is requested. */
  readonly age?: AgeObservation;
  /** Why locks could not be read. Unknown locks count as unlocked; Azure refuses the import if they are locked. */
  readonly unknownLocks: readonly Problem[];
}

/** Locks of a target whose content could not be read. */
export interface TargetLocks {
  readonly repositoryLocked: boolean;
  /** Locked tags among the requested ones and cosign's. */
  readonly lockedTags: ReadonlySet<string>;
  /** As in {@link TargetImage}. */
  readonly unknownLocks: readonly Problem[];
}

/** What `lock-tags` needs to know of one image. A lock that cannot be read counts as not set: setting it again does no harm. */
export interface LockObservation {
  /** Tags that point to the image and are locked against writing and deleting. */
  readonly lockedTags: ReadonlySet<string>;
  /** The image's manifest is locked against deleting. */
  readonly manifestLocked: boolean;
  /** Set where the registry states that this identity may not set locks. */
  readonly missingRight?: Problem;
}

/** The state of the target, or why it could not be read. */
export type TargetObservation =
  | { readonly kind: "read"; readonly image: TargetImage }
  /** The repository is under a cache rule: its content is another registry's, and nothing can be imported into it. */
  | { readonly kind: "cache"; readonly problem: Problem }
  | { readonly kind: "unreadable"; readonly problem: Problem; readonly locks: TargetLocks };

/** What the source shows of a manifest that the target lacks. `unknown`: the source did not tell. */
export type SourceFinding =
  | { readonly kind: "known"; readonly value: Pick<Descriptor, "mediaType" | "sizeBytes"> }
  | { readonly kind: "absent" }
  /** A referrer that is an index, of which something is absent or wrong. */
  | { readonly kind: "unfit"; readonly problem: Problem }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Manifests that the target lacks, as the source shows them. Empty where nothing is lacking, or nothing is written. */
export type SourceFindings = ReadonlyMap<Digest, SourceFinding>;

/** A source that was not found or cannot be promoted, so that the target is not compared with it. */
export interface RefusedSource {
  readonly kind: "refused";
  readonly status: "missing" | "blocked" | "failed";
  /** The deciding problem first. */
  readonly problems: readonly Problem[];
}

/** Both sides of one image. */
export type Observation =
  | RefusedSource
  | {
      readonly kind: "observed";
      readonly source: SourceImage;
      readonly target: TargetObservation;
      readonly findings: SourceFindings;
      /** Undefined: `lock-tags` matches no tag of the image. */
      readonly lockTags?: LockObservation;
    };
