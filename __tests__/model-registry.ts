// Registries and Azure's import as values in memory, on a clock that tests own: behind the ports, no HTTP.
import { PromotionError, problemOf, RegistryError } from "../src/errors.ts";
import type { Descriptor } from "../src/oci/descriptor.ts";
import { type Digest, digestOf, isDigest } from "../src/oci/digest.ts";
import type { ImageClaims } from "../src/oci/image-claims.ts";
import type { ImageManifest, Manifest } from "../src/oci/manifest.ts";
import type {
  Clock,
  ImageLabels,
  Importer,
  ImportRequest,
  ImportVerdict,
  Lockable,
  Locks,
  Lookup,
  ManifestFacts,
  ReferrerList,
  RegistryReader,
  TagLocker,
  TagTarget,
} from "../src/ports.ts";
import { type Problem, type ProblemCode, problem } from "../src/problems.ts";

/** Something that becomes visible at a time. */
interface Shown<T> {
  readonly value: T;
  readonly atMs: number;
}

/** One read that was made. */
export interface ModelRead {
  readonly kind: "fetch" | "head" | "referrers" | "tags" | "blob" | "locks";
  readonly repository: string;
  readonly reference: string;
  readonly atMs: number;
}

/** A registry that holds manifests and tags; what is put in may become visible later. */
export class ModelRegistry implements RegistryReader {
  readonly host: string;
  readonly reads: ModelRead[] = [];
  /** Called before each read; may throw. */
  onRead: (read: ModelRead) => void = () => undefined;
  /** Configs and layers that are not there although their manifests are. */
  readonly missingBlobs = new Set<Digest>();
  /** Why no lookup of referrers is complete. */
  unknownReferrers: Problem | undefined;
  /** What the labels of images say, by the digest of their manifests. */
  readonly labels = new Map<Digest, ImageClaims>();
  /** How late the tags on a digest are listed. */
  indexLagMs = 0;
  /** Why locks cannot be read. */
  unknownLocks: Problem | undefined;
  readonly #clock: Clock;
  readonly #manifests = new Map<string, Shown<Manifest>>();
  readonly #tags = new Map<string, Shown<Digest | undefined>[]>();
  readonly #locked = new Set<string>();
  readonly #blobs = new Map<Digest, Uint8Array>();

  constructor(host: string, clock: Clock) {
    this.host = host;
    this.#clock = clock;
  }

  pauses(): readonly [] {
    return [];
  }

  put(repository: string, manifests: readonly Manifest[], afterMs = 0): void {
    for (const value of manifests) {
      const key = `${repository}@${value.digest}`;
      const atMs = Math.min(this.#clock.nowMs() + afterMs, this.#manifests.get(key)?.atMs ?? Number.POSITIVE_INFINITY);
      this.#manifests.set(key, { value, atMs });
    }
  }

  remove(repository: string, digest: Digest): void {
    this.#manifests.delete(`${repository}@${digest}`);
  }

  tag(repository: string, tag: string, digest: Digest | undefined, afterMs = 0): void {
    const key = `${repository}:${tag}`;
    const history = this.#tags.get(key) ?? [];
    const shown = { value: digest, atMs: this.#clock.nowMs() + afterMs };
    this.#tags.set(
      key,
      [...history, shown].toSorted((a, b) => a.atMs - b.atMs),
    );
  }

  lock(what: string): void {
    this.#locked.add(what);
  }

  putBlob(bytes: Uint8Array): void {
    this.#blobs.set(digestOf(bytes), bytes);
  }

  /** What a tag holds, also what is not visible yet. */
  settledTag(repository: string, tag: string): Digest | undefined {
    return this.#tags.get(`${repository}:${tag}`)?.at(-1)?.value;
  }

  /** What a manifest is, also one that is not visible yet. */
  settledManifest(repository: string, digest: Digest): Manifest | undefined {
    return this.#manifests.get(`${repository}@${digest}`)?.value;
  }

  /** All tags and what they hold. */
  get settledTags(): ReadonlyMap<string, Digest> {
    return new Map(
      [...this.#tags].flatMap(([key, history]) => {
        const digest = history.at(-1)?.value;
        return digest === undefined ? [] : [[key, digest] as const];
      }),
    );
  }

  async fetchManifest(repository: string, reference: string, signal: AbortSignal): Promise<Manifest | undefined> {
    await this.#read("fetch", repository, reference, signal);
    return this.#visible(repository, reference);
  }

  async readTag(repository: string, tag: string, signal: AbortSignal): Promise<TagTarget | undefined> {
    const manifest = await this.fetchManifest(repository, tag, signal);
    return manifest && { digest: manifest.digest, manifest };
  }

  async lookUpTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest>> {
    await this.#read("head", repository, tag, signal);
    const manifest = this.#visible(repository, tag);
    return manifest === undefined ? { kind: "absent" } : { kind: "known", value: manifest.digest };
  }

  async lookUpManifest(
    repository: string,
    { digest }: Descriptor,
    signal: AbortSignal,
  ): Promise<Lookup<ManifestFacts>> {
    try {
      await this.#read("head", repository, digest, signal);
    } catch (error) {
      // As the reader: a failure is a value, an abort is thrown.
      if (!(error instanceof PromotionError)) throw error;
      return { kind: "unknown", problem: problemOf(error, "observe") };
    }
    const manifest = this.#visible(repository, digest);
    return manifest === undefined ? { kind: "absent" } : { kind: "known", value: manifest };
  }

  async lookUpReferrers(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList> {
    await this.#read("referrers", repository, subject, signal);
    const found = [...this.#manifests]
      .filter(([key, { value }]) => key.startsWith(`${repository}@`) && value.subject?.digest === subject)
      .map(([, { value }]) => ({
        mediaType: value.mediaType,
        digest: value.digest,
        sizeBytes: value.sizeBytes,
        ...(value.artifactType !== undefined && { artifactType: value.artifactType }),
      }));
    return { found, ...(this.unknownReferrers !== undefined && { unknown: this.unknownReferrers }) };
  }

  async lookUpSignatures(
    repository: string,
    _subject: Digest,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Lookup<Manifest>[]> {
    await this.#read("tags", repository, tags.join(","), signal);
    return Promise.all(
      tags.map(async (tag): Promise<Lookup<Manifest>> => {
        if (this.#visible(repository, tag) === undefined) return { kind: "absent" };
        const value = await this.fetchManifest(repository, tag, signal);
        return value === undefined ? { kind: "absent" } : { kind: "known", value };
      }),
    );
  }

  async fetchBlob(repository: string, digest: Digest, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    await this.#read("blob", repository, digest, signal);
    const bytes = this.#blobs.get(digest);
    if (bytes === undefined || bytes.byteLength > maxBytes) {
      throw new RegistryError("REGISTRY_NOT_FOUND", `${this.host}/${repository} lacks the blob ${digest}.`, {
        stage: "observe",
      });
    }
    return bytes;
  }

  async lookUpBlob(
    repository: string,
    digest: Digest,
    signal: AbortSignal,
  ): Promise<Lookup<{ readonly sizeBytes: number | undefined }>> {
    await this.#read("blob", repository, digest, signal);
    return this.missingBlobs.has(digest) ? { kind: "absent" } : { kind: "known", value: { sizeBytes: undefined } };
  }

  async lookUpLabels(
    repository: string,
    image: ImageManifest | Digest,
    signal: AbortSignal,
  ): Promise<Lookup<ImageLabels>> {
    const manifest = typeof image === "string" ? await this.fetchManifest(repository, image, signal) : image;
    if (manifest?.kind !== "image") return { kind: "absent" };
    const claims = this.labels.get(manifest.digest);
    return { kind: "known", value: { manifest, ...(claims !== undefined && { claims }) } };
  }

  async lookUpLocks(lockable: Lockable, signal: AbortSignal): Promise<Lookup<Locks>> {
    const { repository } = lockable;
    const what =
      "tag" in lockable
        ? `${repository}:${lockable.tag}`
        : "digest" in lockable
          ? `${repository}@${lockable.digest}`
          : repository;
    try {
      await this.#read("locks", repository, what, signal);
    } catch (error) {
      // As the reader: a refusal is a value, an abort is thrown.
      if (!(error instanceof PromotionError)) throw error;
      return { kind: "unknown", problem: problemOf(error, "observe") };
    }
    if (this.unknownLocks !== undefined) return { kind: "unknown", problem: this.unknownLocks };
    const writeEnabled = !this.#locked.has(what);
    if (!("digest" in lockable)) return { kind: "known", value: { writeEnabled } };
    return { kind: "known", value: { writeEnabled, tags: this.#tagsOf(repository, lockable.digest) } };
  }

  async #read(kind: ModelRead["kind"], repository: string, reference: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const read = { kind, repository, reference, atMs: this.#clock.nowMs() };
    this.reads.push(read);
    this.onRead(read);
  }

  #tagsOf(repository: string, digest: Digest): readonly string[] {
    const nowMs = this.#clock.nowMs() - this.indexLagMs;
    return [...this.#tags].flatMap(([key, history]) => {
      const shown = history.findLast(({ atMs }) => atMs <= nowMs)?.value;
      return key.startsWith(`${repository}:`) && shown === digest ? [key.slice(repository.length + 1)] : [];
    });
  }

  #visible(repository: string, reference: string): Manifest | undefined {
    const nowMs = this.#clock.nowMs();
    const digest = isDigest(reference)
      ? reference
      : this.#tags.get(`${repository}:${reference}`)?.findLast(({ atMs }) => atMs <= nowMs)?.value;
    const shown = digest === undefined ? undefined : this.#manifests.get(`${repository}@${digest}`);
    return shown !== undefined && shown.atMs <= nowMs ? shown.value : undefined;
  }
}

/** How Azure behaves in one import. Times count from the POST. */
export interface ImportBehaviour {
  /** When the POST is answered. */
  readonly acceptedMs?: number;
  /** False: ARM answers the POST with the verdict at once. */
  readonly accepted?: boolean;
  /** When the target shows what was imported; null: never. */
  readonly shownMs?: number | null;
  /** When, of the manifests, this one is shown; null: never. */
  readonly shownMsOf?: (digest: Digest) => number | null | undefined;
  /** When ARM speaks, and what it says. */
  readonly verdictMs?: number;
  readonly verdict?: ImportVerdict;
  /** Called at the POST: what someone else does meanwhile. */
  readonly meanwhile?: () => void;
}

/** One importImage call that was made. */
export interface ModelImport extends ImportRequest {
  readonly atMs: number;
  readonly operationId: string;
}

/** ACR's import from registries into one of them. */
export class ModelImporter implements Importer {
  readonly imports: ModelImport[] = [];
  /** How the n-th import (from 0) goes. */
  behave: (request: ImportRequest, at: number) => ImportBehaviour = () => ({});
  readonly #clock: Clock;
  readonly #target: ModelRegistry;
  readonly #sourceOf: (request: ImportRequest) => ModelRegistry;

  constructor(clock: Clock, target: ModelRegistry, sourceOf: (request: ImportRequest) => ModelRegistry) {
    this.#clock = clock;
    this.#target = target;
    this.#sourceOf = sourceOf;
  }

  async importImage(
    request: ImportRequest,
    options: { readonly operationId: string; readonly signal: AbortSignal; readonly onAccepted?: () => void },
  ): Promise<ImportVerdict> {
    const { signal, operationId, onAccepted } = options;
    signal.throwIfAborted();
    const behaviour = this.behave(request, this.imports.length);
    const { acceptedMs = 100, accepted = true, verdictMs = 10_100, shownMs = 2_000 } = behaviour;
    this.imports.push({ ...request, atMs: this.#clock.nowMs(), operationId });
    behaviour.meanwhile?.();
    const existing = request.mode === "Force" ? undefined : request.targetTags.find((tag) => this.#holds(tag));
    const verdict = behaviour.verdict ?? (existing === undefined ? { kind: "succeeded" } : tagExists(existing));
    const copies = existing === undefined && (verdict.kind !== "failed" || behaviour.shownMs !== undefined);
    if (copies && shownMs !== null) this.#copy(request, shownMs, behaviour.shownMsOf);
    await this.#clock.sleep(acceptedMs, signal);
    if (!accepted) return verdict;
    onAccepted?.();
    await this.#clock.sleep(verdictMs - acceptedMs, signal);
    return verdict;
  }

  #holds(target: string): boolean {
    const [repository = "", tag = ""] = target.split(":");
    return this.#target.settledTag(repository, tag) !== undefined;
  }

  #copy(request: ImportRequest, shownMs: number, shownMsOf: ImportBehaviour["shownMsOf"]): void {
    const source = this.#sourceOf(request);
    const [sourceRepository = "", digest = ""] = request.sourceImage.split("@");
    const manifests = closure(source, sourceRepository, digest as Digest);
    const repositories = [
      ...request.targetTags.map((tag) => tag.split(":")[0] ?? ""),
      ...request.untaggedTargetRepositories,
    ];
    for (const repository of new Set(repositories)) {
      for (const manifest of manifests) {
        const atMs = shownMsOf?.(manifest.digest);
        if (atMs !== null) this.#target.put(repository, [manifest], atMs ?? shownMs);
      }
    }
    for (const target of request.targetTags) {
      const [repository = "", tag = ""] = target.split(":");
      this.#target.tag(repository, tag, digest as Digest, shownMs);
    }
  }
}

/** A manifest and all manifests below it. */
function closure(registry: ModelRegistry, repository: string, digest: Digest): Manifest[] {
  const manifest = registry.settledManifest(repository, digest);
  if (manifest === undefined) return [];
  const children = manifest.kind === "index" ? manifest.manifests : [];
  return [manifest, ...children.flatMap((child) => closure(registry, repository, child.digest))];
}

const happened = (code: ProblemCode) => problem(code, `${code} happened.`, { stage: "import" });

export function failedVerdict(code: ProblemCode, transient = false): ImportVerdict {
  return { kind: "failed", problem: happened(code), transient };
}

export function unclearVerdict(code: ProblemCode = "NETWORK_RESET"): ImportVerdict {
  return { kind: "unclear", problem: happened(code), transient: true };
}

function tagExists(tag: string): ImportVerdict {
  return { kind: "failed", problem: problem("TAG_EXISTS", `${tag} exists.`), transient: false };
}

/** Sets locks, and notes them as `api:1.4.2` and `api@sha256:…` in their order. */
export class ModelLocker implements TagLocker {
  readonly locked: string[] = [];
  /** The registry states that the identity may not lock. */
  missingRight: Problem | undefined;
  readonly #registry: ModelRegistry;

  constructor(registry: ModelRegistry) {
    this.#registry = registry;
  }

  /** What happens before a lock is set; by default nothing. */
  before: (what: string, signal: AbortSignal) => Promise<void> = async () => undefined;

  async findMissingRight(): Promise<Problem | undefined> {
    return this.missingRight;
  }

  lockManifest(repository: string, digest: Digest, signal: AbortSignal): Promise<void> {
    return this.#lock(`${repository}@${digest}`, signal);
  }

  async lockTag(repository: string, tag: string, signal: AbortSignal): Promise<Digest> {
    await this.#lock(`${repository}:${tag}`, signal);
    const digest = this.#registry.settledTag(repository, tag);
    if (digest === undefined)
      throw new RegistryError("REGISTRY_NOT_FOUND", "There is no such tag.", { side: "target" });
    return digest;
  }

  async #lock(what: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await this.before(what, signal);
    this.locked.push(what);
  }
}
