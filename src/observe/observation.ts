// What both registries said before anything was written. Values only: "absent" is one of them.
import type { Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Problem } from "../problems.ts";
import type { ProvenanceVerdict } from "../provenance/policy.ts";
import type { Member } from "./members.ts";

/** ACR imports at most so many manifests at once: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const MAX_MANIFESTS = 50;

/** A signature, SBOM or attestation of the image, of a child or of another referrer; subjects come first. */
export interface ObservedReferrer {
  readonly digest: Digest;
  readonly subject: Digest;
  readonly mediaType: string;
  readonly artifactType: string;
  readonly sizeBytes: number;
  /** cosign's `sha256-<hex>.sig`, `.att` or `.sbom`; null where the referrers API lists it. */
  readonly tag: string | null;
}

/** An image as it was read: the root's bytes, and every manifest below it, each once. */
export interface ImageContent {
  readonly root: Manifest;
  readonly members: readonly Member[];
}

/** A source image, resolved once and walked whole. */
export interface SourceImage {
  /** `host/repository:tag`, as the log names it. */
  readonly name: string;
  readonly digest: Digest;
  /**
   * Undefined: the source is closed to this runner and the target does not hold the image whole, so that nothing but
   * the digest is known of it before it is imported.
   */
  readonly root: Manifest | undefined;
  /** Why the source could not be read; what is known of the image is then the target's copy of it, if there is one. */
  readonly unread?: Problem;
  /** Every manifest below the root, each once. */
  readonly members: readonly Member[];
  /**
   * Platforms it runs on. Null for an artifact that has none, such as a Helm chart, and where that was not looked up (a
   * single image's is in its config blob).
   */
  readonly platforms: readonly Platform[] | null;
  readonly referrers: readonly ObservedReferrer[];
  /** Why there may be more referrers than these: one problem for each lookup that the registry did not answer. */
  readonly unknownReferrers: readonly Problem[];
  /** Where tag and digest were asked for and the tag now holds another digest, or none. */
  readonly tagNow?: Digest | "absent";
  readonly provenance: ProvenanceVerdict | null;
  /** What ARM's properties of both registries forbid. */
  readonly preflight: readonly Problem[];
}

/** One wanted tag in the target. */
export interface ObservedTag {
  readonly name: string;
  /** Undefined: there is no such tag. */
  readonly digest: Digest | undefined;
  readonly platforms: readonly Platform[];
  /** `writeEnabled: false`; looked up only where the tag holds another digest. */
  readonly locked: boolean;
}

/** What the target holds of one image. */
export interface TargetImage {
  readonly tags: readonly ObservedTag[];
  /** Manifests of the image (root and members) that the target lacks. */
  readonly absent: ReadonlySet<Digest>;
  /** Referrers that are in place, by digest. */
  readonly referrersPresent: ReadonlySet<Digest>;
  /** cosign tags that exist, with the digest they hold. */
  readonly signatureTags: ReadonlyMap<string, Digest>;
  /** Those of them that are locked; looked up only where they hold another digest. */
  readonly lockedSignatureTags: ReadonlySet<string>;
  readonly repositoryLocked: boolean;
  readonly manifestLocked: boolean;
  /** Why locks could not be read; what is not known to be locked counts as unlocked, and Azure decides. */
  readonly unknownLocks: readonly Problem[];
}

/** The target as it was read, or why it cannot be. */
export type TargetObservation =
  | { readonly kind: "read"; readonly image: TargetImage }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** A source that was not found, or that cannot be promoted: there is nothing to compare the target with. */
export interface RefusedSource {
  readonly kind: "refused";
  readonly status: "missing" | "blocked" | "failed";
  /** The one that settles it first. */
  readonly problems: readonly Problem[];
}

/** Both sides of one image. */
export type Observation =
  | RefusedSource
  | { readonly kind: "observed"; readonly source: SourceImage; readonly target: TargetObservation };
