// What the use case needs from the world. The edges implement these; nothing here knows HTTP, Azure or GitHub.
import type { Descriptor } from "./oci/descriptor.ts";
import type { Digest } from "./oci/digest.ts";
import type { Manifest } from "./oci/manifest.ts";
import type { ImportMode, Plan } from "./plan/plan.ts";
import type { Problem } from "./problems.ts";
import type { ProvenanceVerdict } from "./provenance/policy.ts";
import type { RegistryName, RegistryResource } from "./request/registry-resource.ts";

/** Locks of a tag, manifest or repository of an ACR: `changeableAttributes`. */
export interface Locks {
  readonly writeEnabled: boolean;
  /** For a tag: what it points to and since when, by the registry's clock; undefined where the registry does not state both. */
  readonly update?: TagUpdate;
}

/** The latest update of a tag. */
export interface TagUpdate {
  readonly digest: Digest;
  readonly atMs: number;
}

/** What may be locked. */
export type Lockable =
  | { readonly repository: string }
  | { readonly repository: string; readonly tag: string }
  | { readonly repository: string; readonly digest: Digest };

/** The result of a lookup that an image can do without. `unknown`: the registry did not answer it; the problem says why. */
export type Lookup<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Referrers of one manifest. `unknown`: why the list may be incomplete. */
export interface ReferrerList {
  readonly found: readonly Descriptor[];
  readonly unknown?: Problem;
}

/** What a tag points to. `manifest` is undefined where the content cannot be decoded: Docker schema 1, an OCI artifact manifest. */
export interface TagTarget {
  readonly digest: Digest;
  readonly manifest: Manifest | undefined;
}

/**
 * Reads of one registry under one identity. "Absent" is a value. A read that the image depends on throws RegistryError,
 * NetworkError, AuthenticationError or ManifestError for every other failure; an optional one returns `unknown`.
 */
export interface RegistryReader {
  /** Host that references to this registry begin with: login server, `docker.io`, … */
  readonly host: string;
  /** GETs and hashes a manifest; with a digest, the bytes are proven to have it. Undefined: the registry says it is absent. */
  fetchManifest(repository: string, reference: string | Digest, signal: AbortSignal): Promise<Manifest | undefined>;
  /** GETs what a tag points to, also where its content cannot be decoded. Undefined: there is no such tag. */
  readTag(repository: string, tag: string, signal: AbortSignal): Promise<TagTarget | undefined>;
  /** Optional: the digest that a tag points to, by HEAD. */
  lookUpTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest>>;
  /** Optional: OCI referrers of a manifest, by the paged API, or by the referrers tag where the API is absent. */
  lookUpReferrers(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList>;
  /** Optional: cosign's manifests of a subject under these tags, in their order. */
  lookUpSignatures(
    repository: string,
    subject: Digest,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Lookup<Manifest>[]>;
  /** Starts the tag list that lookUpSignatures uses, where that saves time. */
  prefetchTags?(repository: string, signal: AbortSignal): void;
  /** GETs a blob of at most `maxBytes`, follows one https redirect without our headers, and hashes it. */
  fetchBlob(repository: string, digest: Digest, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Whether a blob is there, by HEAD; `sizeBytes` is undefined where a redirect answers, which is not followed. */
  lookUpBlob(
    repository: string,
    digest: Digest,
    signal: AbortSignal,
  ): Promise<Lookup<{ readonly sizeBytes: number | undefined }>>;
  /** Optional: locks of something in an ACR. */
  lookUpLocks(lockable: Lockable, signal: AbortSignal): Promise<Lookup<Locks>>;
}

/** How ARM is told to read the source: https://learn.microsoft.com/rest/api/container-registry/registries/import-image */
export type ImportSource =
  | { readonly resourceId: string }
  | {
      readonly registryUri: string;
      readonly credentials?: { readonly username?: string; readonly password: string };
    };

/** How a source is reached, told in the log. */
export type SourceRoute =
  | "resource-id"
  | "entra-token"
  | "federated-token"
  | "credentials"
  | "docker-config"
  | "anonymous";

/** A source registry, ready to be read and to be imported from. */
export interface SourceRegistry {
  readonly reader: RegistryReader;
  /** The ACR behind it, where ARM shows it to us. */
  readonly resource?: RegistryResource;
  /** Whether the ACR behind it keeps deleted images for a while; undefined where ARM does not show it. */
  readonly hasSoftDelete?: (signal: AbortSignal) => Promise<boolean | undefined>;
  readonly route: SourceRoute;
  /** Why this way was taken, one sentence. */
  readonly routeReason: string;
  /** Fresh each time: tokens in it expire. */
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

/** What ARM said of an import. `unclear`: the answer was lost or cannot be read; the target tells. */
export type ImportVerdict =
  | { readonly kind: "succeeded" }
  | { readonly kind: "failed"; readonly problem: Problem; readonly transient: boolean; readonly retryAfterMs?: number }
  | {
      readonly kind: "unclear";
      readonly problem: Problem;
      readonly transient: boolean;
      readonly retryAfterMs?: number;
    };

/** The only writer: ARM's importImage on the target. */
export interface Importer {
  /**
   * POSTs once and follows the operation at ARM's own pace until ARM has a verdict. Never repeats the POST.
   * `operationId` (a GUID) becomes the client request ID, so that ARM's texts name it.
   * @throws the signal's reason when aborted
   */
  importImage(
    request: ImportRequest,
    options: {
      readonly operationId: string;
      readonly signal: AbortSignal;
      readonly onAccepted?: () => void;
      /** Once it aborts, ARM is polled early: at once, then with growing pauses until its own Retry-After. */
      readonly verdictWanted?: AbortSignal;
    },
  ): Promise<ImportVerdict>;
}

/** The target registry: what ARM says of it, a reader and the writer. */
export interface TargetRegistry {
  readonly resource: RegistryResource;
  readonly reader: RegistryReader;
  readonly importer: Importer;
}

/** Connects to registries: looks them up in ARM, logs in, shares what it found between images. */
export interface Registries {
  connectTarget(signal: AbortSignal): Promise<TargetRegistry>;
  /** `undefined`: the registry that `source-registry` names. */
  connectSource(host: RegistryName | undefined, signal: AbortSignal): Promise<SourceRegistry>;
}

/** Looks for and verifies GitHub artifact attestations of a digest. Loaded only where a gate is set. */
export interface ProvenanceVerifier {
  /** `children`: the manifests of an index, so that an attestation of one child only can be told apart. */
  verifyProvenance(
    subject: { readonly digest: Digest; readonly repository: string; readonly children: readonly Descriptor[] },
    source: SourceRegistry,
    signal: AbortSignal,
  ): Promise<ProvenanceVerdict>;
}

/** The log as people read it; every text is made inert by the implementation. */
export interface Log {
  info(message: string): void;
  debug(message: string): void;
  warning(message: string, at?: { readonly file?: string; readonly line?: number; readonly title?: string }): void;
  error(message: string, at?: { readonly file?: string; readonly line?: number; readonly title?: string }): void;
  notice(message: string): void;
  group(title: string, lines: readonly string[]): void;
}

/** Time and chance, given so that tests can own them. */
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

/** Everything that {@link promote} is given. */
export interface Ports {
  readonly registries: Registries;
  readonly provenance: ProvenanceVerifier;
  readonly log: Log;
  readonly clock: Clock;
  /** A fresh GUID for an import. */
  readonly operationId: () => string;
  /** Told once, before anything is written. */
  readonly onPlan: (plan: Plan) => void;
}
