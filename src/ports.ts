// The interfaces between the use case and the edges, which implement them. Nothing here depends on HTTP, Azure or GitHub.
import type { Pause } from "./image-time.ts";
import type { Descriptor } from "./oci/descriptor.ts";
import type { Digest } from "./oci/digest.ts";
import type { ImageClaims } from "./oci/image-claims.ts";
import type { ImageManifest, Manifest } from "./oci/manifest.ts";
import type { ImportMode, Plan } from "./plan/plan.ts";
import type { Problem } from "./problems.ts";
import type { AttestationVerdict } from "./provenance/policy.ts";
import type { RegistryName } from "./request/registry-name.ts";
import type { RegistryResource } from "./request/registry-resource.ts";

/** Locks of a tag, manifest or repository of an ACR: `changeableAttributes`. */
export interface Locks {
  readonly writeEnabled: boolean;
  /** Undefined unless the registry states it. */
  readonly deleteEnabled?: boolean;
  /** For a manifest: the tags on it, as the registry's index lists them. The index may be seconds behind. */
  readonly tags?: readonly string[];
  /** For a tag: its digest and when it was last set, by the registry's clock. Undefined unless the registry states both. */
  readonly update?: TagUpdate;
  /** For a manifest: when the registry got it, by its clock. Undefined unless the registry states it. */
  readonly createdAtMs?: number;
  /** When the registry responded, by the same clock: the `Date` of the response. */
  readonly readAtMs?: number;
}

/** The latest update of a tag. */
export interface TagUpdate {
  readonly digest: Digest;
  readonly atMs: number;
}

/** A repository, tag or manifest, each of which can be locked. */
export type Lockable =
  | { readonly repository: string }
  | { readonly repository: string; readonly tag: string }
  | { readonly repository: string; readonly digest: Digest };

/** The result of an optional lookup. `unknown`: the lookup failed; the problem has the reason. */
export type Lookup<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Referrers of one manifest. `unknown`: set where the list may be incomplete. */
export interface ReferrerList {
  readonly found: readonly Descriptor[];
  /** Listed, but read with a 404: whether they refer to the manifest cannot be checked any more. */
  readonly gone?: readonly Descriptor[];
  readonly unknown?: Problem;
}

/** What a tag points to. `manifest` is undefined where the content cannot be decoded: Docker schema 1, an OCI artifact manifest. */
export interface TagTarget {
  readonly digest: Digest;
  readonly manifest: Manifest | undefined;
}

/** What a descriptor states of a manifest beside its digest. */
export type ManifestFacts = Pick<Descriptor, "mediaType" | "sizeBytes">;

/**
 * Reads one registry under one identity. Absence is a value. For any other failure, a required read throws RegistryError,
 * NetworkError, AuthenticationError or ManifestError, and an optional read returns `unknown`.
 */
export interface RegistryReader {
  /** The host in references to this registry: a login server, `docker.io`, … */
  readonly host: string;
  /** The pauses that its requests waited for so far: the registry's own, and those of its token service. */
  pauses(): readonly Pause[];
  /**
   * GETs and hashes a manifest. Throws where the bytes do not have the requested digest. Undefined: it is absent.
   * `statedBytes`: the size that an index or a list states. A manifest that is much larger is not read.
   */
  fetchManifest(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
    statedBytes?: number,
  ): Promise<Manifest | undefined>;
  /** GETs the digest and content of a tag, also where the content cannot be decoded. Undefined: the tag is absent. */
  readTag(repository: string, tag: string, signal: AbortSignal): Promise<TagTarget | undefined>;
  /** Optional: the digest that a tag points to, by HEAD. */
  lookUpTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest>>;
  /**
   * Whether a manifest can be read, and what it is: by HEAD, and by GET where HEAD does not show it as `expected` states it.
   * Only a GET that responds 404 proves that it is absent.
   */
  lookUpManifest(repository: string, expected: Descriptor, signal: AbortSignal): Promise<Lookup<ManifestFacts>>;
  /** Optional: OCI referrers of a manifest, by the paged API, or by the referrers tag where the API is absent. */
  lookUpReferrers(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList>;
  /** Optional: cosign's manifests of a subject, one result for each of these tags, in their order. */
  lookUpSignatures(
    repository: string,
    subject: Digest,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Lookup<Manifest>[]>;
  /** Requests the tag list early that lookUpSignatures uses, where that saves time. */
  prefetchTags?(repository: string, signal: AbortSignal): void;
  /** GETs and hashes a blob of at most `maxBytes`. Follows one https redirect, without our headers. */
  fetchBlob(repository: string, digest: Digest, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Looks a blob up by HEAD. `sizeBytes` is undefined where the response is a redirect, which is not followed. */
  lookUpBlob(
    repository: string,
    digest: Digest,
    signal: AbortSignal,
  ): Promise<Lookup<{ readonly sizeBytes: number | undefined }>>;
  /** Optional: locks of something in an ACR, and what the same response states of a tag or manifest. */
  lookUpLocks(lockable: Lockable, signal: AbortSignal): Promise<Lookup<Locks>>;
  /**
   * Optional: the labels of one image, in one attempt that slows no other request down. `absent`: it is not there, or has no config of
   * an image.
   */
  lookUpLabels(repository: string, image: ImageManifest | Digest, signal: AbortSignal): Promise<Lookup<ImageLabels>>;
}

/** The labels of one image, and its manifest. `claims`: undefined where no label is known. */
export interface ImageLabels {
  readonly manifest: ImageManifest;
  readonly claims?: ImageClaims;
}

/** The source in the body of ARM's importImage: https://learn.microsoft.com/rest/api/container-registry/registries/import-image */
export type ImportSource =
  | { readonly resourceId: string }
  | {
      readonly registryUri: string;
      readonly credentials?: { readonly username?: string; readonly password: string };
    };

/** How a source is reached, for the log. */
export type SourceRoute =
  | "resource-id"
  | "entra-token"
  | "federated-token"
  | "credentials"
  | "docker-config"
  | "anonymous";

/** A connected source registry. */
export interface SourceRegistry {
  readonly reader: RegistryReader;
  /** The ACR, where ARM shows it to this step's identity. */
  readonly resource?: RegistryResource;
  /** Whether the ACR behind it keeps deleted images for a while; undefined where ARM does not show it. */
  readonly hasSoftDelete?: (signal: AbortSignal) => Promise<boolean | undefined>;
  /**
   * An ACR of which several regions may answer: this runner and Azure's import, which reads the home region, may see different states.
   * https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
   */
  readonly isReplicated?: boolean;
  readonly route: SourceRoute;
  /** Why this route was chosen, as part of a sentence. */
  readonly routeReason: string;
  /** Call it for each import: its tokens expire. */
  importSource(signal: AbortSignal): Promise<ImportSource>;
}

/** One ARM importImage call. */
export interface ImportRequest {
  readonly source: ImportSource;
  /** `repository@sha256:…`, never with a host. */
  readonly sourceImage: string;
  readonly targetTags: readonly string[];
  readonly untaggedTargetRepositories: readonly string[];
  readonly mode: ImportMode;
}

/** ARM's result of an import. `unclear`: the response was lost or cannot be read; only the target shows the result. */
export type ImportVerdict =
  | { readonly kind: "succeeded" }
  | { readonly kind: "failed"; readonly problem: Problem; readonly transient: boolean; readonly retryAfterMs?: number }
  | {
      readonly kind: "unclear";
      readonly problem: Problem;
      readonly transient: boolean;
      readonly retryAfterMs?: number;
    };

/** ARM's importImage on the target: the only thing that writes content and tags to a registry. */
export interface Importer {
  /**
   * POSTs once, then polls the operation as often as ARM allows until ARM has a verdict. Never repeats the POST.
   * `operationId` (a GUID) becomes the client request ID, so that ARM's texts name it.
   * @throws the signal's reason when aborted
   */
  importImage(
    request: ImportRequest,
    options: {
      readonly operationId: string;
      readonly signal: AbortSignal;
      readonly onAccepted?: () => void;
      /** Once aborted, polls early: at once, then with growing pauses up to ARM's Retry-After. */
      readonly verdictWanted?: AbortSignal;
    },
  ): Promise<ImportVerdict>;
}

/**
 * Locks tags and manifests of the target. Beside imports, the only writes to a registry. Each is one request that sets fixed values,
 * so that repeating it does no harm. Locks are never removed.
 */
export interface TagLocker {
  /**
   * The problem where the registry states that this identity may not set locks in a repository. Undefined: it may, or the registry
   * does not state it, and only the first write shows it.
   */
  findMissingRight(repository: string, signal: AbortSignal): Promise<Problem | undefined>;
  /** Forbids deleting a manifest. It stays open to writing: otherwise no tag could be set on it any more. */
  lockManifest(repository: string, digest: Digest, signal: AbortSignal): Promise<void>;
  /** Forbids moving and deleting a tag. Returns the digest that it now holds for good: someone may have moved it before. */
  lockTag(repository: string, tag: string, signal: AbortSignal): Promise<Digest>;
}

/** The connected target registry: its description in ARM, a reader, the importer, and what locks tags. */
export interface TargetRegistry {
  readonly resource: RegistryResource;
  readonly reader: RegistryReader;
  readonly importer: Importer;
  readonly locker: TagLocker;
}

/** Connects to registries: looks them up in ARM and logs in. Images of one registry share the connection. */
export interface Registries {
  connectTarget(signal: AbortSignal): Promise<TargetRegistry>;
  /** `undefined`: the registry that `source-registry` names. */
  connectSource(host: RegistryName | undefined, signal: AbortSignal): Promise<SourceRegistry>;
}

/** Looks up and verifies GitHub artifact attestations of a digest. Loaded only where the provenance gate is on. */
export interface ProvenanceVerifier {
  /**
   * One verdict for each requirement, in their order. `children`: the manifests of an index, to report an attestation that covers only
   * one of them.
   */
  verifyProvenance(
    subject: { readonly digest: Digest; readonly repository: string; readonly children: readonly Descriptor[] },
    source: SourceRegistry,
    signal: AbortSignal,
  ): Promise<readonly AttestationVerdict[]>;
}

/** How two commits of a repository differ. */
export interface CommitComparison {
  /** Commits that only the head has, and commits that only the base has. */
  readonly ahead: number;
  readonly behind: number;
  /** First lines of the messages of the latest commits of `ahead`, the latest first; at most 20, each of at most 200 characters. */
  readonly subjects: readonly string[];
}

/** The result of a comparison. `isFinal`: another comparison would fail in the same way. `reason`: a sentence. */
export type ComparisonLookup =
  | { readonly kind: "known"; readonly value: CommitComparison }
  | { readonly kind: "unknown"; readonly reason: string; readonly isFinal: boolean };

/** Compares commits on the GitHub server of the run. Optional: a failure is a value. */
export interface CommitHistory {
  /** `repository`: `owner/name`. Base and head are full commit IDs. Rejects only with the signal's reason. */
  compare(
    commits: { readonly repository: string; readonly base: string; readonly head: string },
    signal: AbortSignal,
  ): Promise<ComparisonLookup>;
}

/** The step's log. The implementation escapes untrusted text. */
export interface Log {
  info(message: string): void;
  debug(message: string): void;
  warning(message: string, at?: { readonly file?: string; readonly line?: number; readonly title?: string }): void;
  error(message: string, at?: { readonly file?: string; readonly line?: number; readonly title?: string }): void;
  notice(message: string): void;
  group(title: string, lines: readonly string[]): void;
}

/** Time and randomness, passed in so that tests can control them. */
export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Wall clock, milliseconds since 1970. */
  wallMs(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1 */
  random(): number;
}

/** Everything that {@link promote} needs. */
export interface Ports {
  readonly registries: Registries;
  readonly provenance: ProvenanceVerifier;
  readonly commits: CommitHistory;
  readonly log: Log;
  readonly clock: Clock;
  /** A fresh GUID for an import. */
  readonly operationId: () => string;
  /** Called once, before anything is written. */
  readonly onPlan: (plan: Plan) => void;
  /** Called once, before the first tag is set: no tag is set before it resolves. */
  readonly beforeTags: () => Promise<void>;
}
