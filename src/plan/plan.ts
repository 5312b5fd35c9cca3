// The plan as values: which imports are made, in which order and mode, or why none is. A tag is bound to a digest here only.
import type { ObservedReferrer, SourceImage } from "../observe/observation.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Problem } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import type { VersionChange } from "./versions.ts";

/** `NoForce` fails if a target tag exists, `Force` overwrites it. */
export type ImportMode = "NoForce" | "Force";

/** A tag that a step sets. `previous` is what the plan saw: null for an absent tag, undefined where it could not be read. */
export interface StepTag {
  readonly name: string;
  readonly previous: Digest | null | undefined;
  /** When the tag was set to `previous`, by the registry's clock; undefined where the registry did not state it. */
  readonly updatedAtMs?: number;
}

/** One ARM call. Without tags the manifest is imported untagged. */
export interface ImportStep {
  /** `target`: sets tags on a manifest that the target already has; nothing is copied. */
  readonly from: "source" | "target";
  readonly repository: string;
  readonly digest: Digest;
  readonly tags: readonly StepTag[];
  readonly mode: ImportMode;
  /** The manifests that must be readable in the target before the step is done, besides the tags. */
  readonly mustExist: readonly Digest[];
  /** The image's manifests are unknown: they are read from the target after the import, and must all exist there. */
  readonly discovers?: boolean;
}

/** How the versions of a tag's two digests compare. Texts of versions are tags, as they are. */
export interface TagVersions {
  readonly order: VersionChange["order"];
  readonly before?: string;
  readonly after?: string;
  /** The new digest is a pre-release, the present one a release. */
  readonly replacesRelease: boolean;
  /** The tag matches `forward-only`. */
  readonly forwardOnly: boolean;
  /** Why the order is unknown. */
  readonly reason?: string;
  /** Set where the order is unknown because the target's tags could not be read. */
  readonly problem?: Problem;
}

/**
 * What is done to one tag. `keep`: it has the image's digest. `stay`: `forward-only` leaves it on another digest. `hold`: it is set by a
 * later run, once the image is old enough.
 */
export interface PlannedTag {
  readonly name: string;
  readonly action: "create" | "move" | "keep" | "conflict" | "skip" | "stay" | "hold";
  readonly previousDigest: Digest | null;
  /** The content of `previousDigest` where it is another digest than the image's; undefined also where it cannot be decoded. */
  readonly previous?: Manifest;
  /** Undefined unless the tag could move. */
  readonly versions?: TagVersions;
  /** Platforms that a moved tag gains or loses. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /**
   * What becomes of a tag that `lock-tags` matches. `set`: it is locked once it is in place. `held`: it is locked already. `mutable`:
   * it also matches `mutable-tags` and is not locked. Undefined: no lock is requested, or the tag is left on another digest.
   */
  readonly lock?: "set" | "held" | "mutable";
}

/** What is locked of an image once the tags of the whole set are in place. */
export interface LockStep {
  /** Whether the manifest has to be locked against deletion. */
  readonly manifest: boolean;
  readonly tags: readonly string[];
}

/** What is done with one signature, SBOM or attestation. */
export interface PlannedReferrer {
  readonly referrer: ObservedReferrer;
  /** `leave`: it cannot be imported, and `referrers: best-effort` goes on without it. `hold`: its tag waits with those of the image. */
  readonly action: "import" | "keep" | "skip" | "conflict" | "leave" | "hold";
}

/** An image whose tags wait for its age. All times are the registry's. */
export interface Hold {
  readonly minAgeMs: number;
  /** Whether the target has the image's root. */
  readonly isThere: boolean;
  /** When the target got it; undefined where that is not known yet. */
  readonly createdAtMs?: number;
  /** When that was read; undefined where the repository does not exist. */
  readonly readAtMs: number | undefined;
}

/**
 * The fate of an image as far as it can be decided before any write. `held`: its tags wait. `import`: they do, and its steps import what
 * the target lacks.
 */
export type PlanVerdict =
  | "promote"
  | "import"
  | "held"
  | "up-to-date"
  | "skipped"
  | "missing"
  | "conflict"
  | "blocked"
  | "failed";

/** The decision on one image. */
export interface ImagePlan {
  readonly request: ImageRequest;
  readonly verdict: PlanVerdict;
  /** Null if the source was not resolved. */
  readonly source: SourceImage | null;
  readonly tags: readonly PlannedTag[];
  readonly referrers: readonly PlannedReferrer[];
  /** Imports the image itself; undefined if the target has all of it. It sets tags too if no other step has to come between. */
  readonly copy?: ImportStep;
  /** Without a copy: the image's manifests in the target, whose configs and layers are checked before tags are set on them. */
  readonly present: readonly Manifest[];
  readonly referrerSteps: readonly ImportStep[];
  /** The tag phase, once the content is read back: cosign's tags, and after them the image's own. */
  readonly signatureTagSteps: readonly ImportStep[];
  readonly tagSteps: readonly ImportStep[];
  /** Set where the verdict is `held` or `import`. */
  readonly hold?: Hold;
  /** Undefined: there is nothing to lock. */
  readonly lockStep?: LockStep;
  /** False if the runner cannot read the target: the result then rests on ARM's response alone. */
  readonly verifiable: boolean;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** All imports of an image, in the order in which they are carried out. */
export function stepsOf({ copy, referrerSteps, signatureTagSteps, tagSteps }: ImagePlan): readonly ImportStep[] {
  return [...(copy === undefined ? [] : [copy]), ...referrerSteps, ...signatureTagSteps, ...tagSteps];
}

/** The decision on all images of a step. */
export interface Plan {
  readonly images: readonly ImagePlan[];
  /** With all-or-nothing: an image was refused, so nothing is written. */
  readonly refused: boolean;
  /** Warnings that concern no single image. */
  readonly warnings: readonly string[];
}
