// Owns what a registry holds: manifests, tags, blobs, referrers, locks, and the history of changes. Knows no HTTP and no identity.
import { createHash } from "node:crypto";

/** https://learn.microsoft.com/azure/container-registry/container-registry-image-lock */
export interface ChangeableAttributes {
  deleteEnabled: boolean;
  writeEnabled: boolean;
  readEnabled: boolean;
  listEnabled: boolean;
}

export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly createdTime: string;
  lastUpdateTime: string;
  readonly attributes: ChangeableAttributes;
}

export interface StoredTag {
  readonly name: string;
  digest: string;
  readonly createdTime: string;
  lastUpdateTime: string;
  readonly attributes: ChangeableAttributes;
}

export interface Repository {
  readonly name: string;
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, StoredTag>;
  readonly blobs: Map<string, Buffer>;
  /** Digests of manifests that were deleted; with soft delete they are kept for a while. */
  readonly deleted: Set<string>;
  readonly createdTime: string;
  readonly attributes: ChangeableAttributes;
}

/** One change, in the order in which it happened. */
export interface StoreChange {
  readonly time: number;
  readonly kind: "blob" | "manifest" | "tag" | "delete-manifest" | "delete-tag";
  readonly repository: string;
  readonly digest: string;
  readonly tag?: string;
  /** What the tag held before, and its `lastUpdateTime` then. */
  readonly previousDigest?: string;
  readonly previousUpdateTime?: string;
}

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
  platform?: Record<string, string>;
}

/** The fields that manifests of all kinds may have: https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md and image-index.md */
export interface ManifestDocument {
  mediaType?: string;
  artifactType?: string;
  config?: Descriptor;
  layers?: Descriptor[];
  manifests?: Descriptor[];
  subject?: Descriptor;
  annotations?: Record<string, string>;
}

/** A time as ACR writes it: `2026-11-27T16:34:00.1230000Z`. */
function timestampOf(timeMs: number): string {
  return new Date(timeMs).toISOString().replace("Z", "0000Z");
}

/** The digests of the config and layers that a registry stores for a manifest; layers of foreign URLs are not among them. */
export function blobsOf(document: ManifestDocument): string[] {
  return [document.config, ...(document.layers ?? [])]
    .filter((part) => part !== undefined)
    .filter((part) => !/foreign|nondistributable/.test(part.mediaType))
    .map((part) => part.digest);
}

/** The digest of bytes, as registries write it. */
export function digestOfBytes(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

const readDocuments = new WeakMap<Buffer, ManifestDocument>();

/** A manifest's fields; what is no JSON object has none. */
export function readManifestDocument(bytes: Buffer): ManifestDocument {
  const document = readDocuments.get(bytes) ?? parseDocument(bytes);
  readDocuments.set(bytes, document);
  return document;
}

function parseDocument(bytes: Buffer): ManifestDocument {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ManifestDocument) : {};
  } catch {
    return {};
  }
}

const unlocked = (): ChangeableAttributes => ({
  deleteEnabled: true,
  writeEnabled: true,
  readEnabled: true,
  listEnabled: true,
});

export class RegistryStore {
  readonly repositories = new Map<string, Repository>();
  readonly history: StoreChange[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The repository, made if it is not there. */
  repository(name: string): Repository {
    const known = this.repositories.get(name);
    if (known !== undefined) return known;
    const made: Repository = {
      name,
      manifests: new Map(),
      tags: new Map(),
      blobs: new Map(),
      deleted: new Set(),
      createdTime: timestampOf(this.#now()),
      attributes: unlocked(),
    };
    this.repositories.set(name, made);
    return made;
  }

  /** The manifest that a tag or digest names. */
  manifest(repository: string, reference: string): StoredManifest | undefined {
    const found = this.repositories.get(repository);
    const digest = reference.startsWith("sha256:") ? reference : found?.tags.get(reference)?.digest;
    return digest === undefined ? undefined : found?.manifests.get(digest);
  }

  tag(repository: string, name: string): StoredTag | undefined {
    return this.repositories.get(repository)?.tags.get(name);
  }

  /** The digest that a tag holds, even where that manifest is missing. */
  tagDigest(repository: string, tag: string): string | undefined {
    return this.tag(repository, tag)?.digest;
  }

  tags(repository: string): Record<string, string> {
    const tags = this.repositories.get(repository)?.tags.values() ?? [];
    return Object.fromEntries([...tags].map((tag) => [tag.name, tag.digest]));
  }

  blob(repository: string, digest: string): Buffer | undefined {
    return this.repositories.get(repository)?.blobs.get(digest);
  }

  putBlob(repository: string, bytes: Buffer): string {
    const digest = digestOfBytes(bytes);
    const { blobs } = this.repository(repository);
    if (!blobs.has(digest)) {
      blobs.set(digest, bytes);
      this.history.push({ time: this.#now(), kind: "blob", repository, digest });
    }
    return digest;
  }

  putManifest(repository: string, mediaType: string, bytes: Buffer, tag?: string): StoredManifest {
    const digest = digestOfBytes(bytes);
    const { manifests } = this.repository(repository);
    const time = this.#now();
    const stored = manifests.get(digest) ?? {
      digest,
      mediaType,
      bytes,
      createdTime: timestampOf(time),
      lastUpdateTime: timestampOf(time),
      attributes: unlocked(),
    };
    if (!manifests.has(digest)) {
      manifests.set(digest, stored);
      this.history.push({ time, kind: "manifest", repository, digest });
    }
    if (tag !== undefined) this.putTag(repository, tag, digest);
    return stored;
  }

  /** Points a tag at a digest; the tag keeps its locks, and the manifest need not be there. */
  putTag(repository: string, name: string, digest: string): void {
    const { tags } = this.repository(repository);
    const time = this.#now();
    const timestamp = timestampOf(time);
    const present = tags.get(name);
    const previous =
      present === undefined ? {} : { previousDigest: present.digest, previousUpdateTime: present.lastUpdateTime };
    if (present === undefined)
      tags.set(name, { name, digest, createdTime: timestamp, lastUpdateTime: timestamp, attributes: unlocked() });
    else {
      present.digest = digest;
      present.lastUpdateTime = timestamp;
    }
    this.history.push({ time, kind: "tag", repository, digest, tag: name, ...previous });
  }

  deleteTag(repository: string, name: string): boolean {
    const digest = this.tagDigest(repository, name);
    if (digest === undefined) return false;
    this.repository(repository).tags.delete(name);
    this.history.push({ time: this.#now(), kind: "delete-tag", repository, digest, tag: name });
    return true;
  }

  /** Removes a repository; what was in it. */
  deleteRepository(name: string): { manifests: string[]; tags: string[] } {
    const found = this.repository(name);
    const removed = { manifests: [...found.manifests.keys()], tags: [...found.tags.keys()] };
    for (const tag of removed.tags) this.deleteTag(name, tag);
    for (const digest of removed.manifests) this.deleteManifest(name, digest);
    this.repositories.delete(name);
    return removed;
  }

  /** Removes a manifest and the tags that hold it, as ACR does. */
  deleteManifest(repository: string, digest: string): boolean {
    const found = this.repositories.get(repository);
    if (found === undefined || !found.manifests.delete(digest)) return false;
    found.deleted.add(digest);
    for (const tag of [...found.tags.values()]) if (tag.digest === digest) found.tags.delete(tag.name);
    this.history.push({ time: this.#now(), kind: "delete-manifest", repository, digest });
    return true;
  }

  /** Removes what `acr purge --untagged` removes: manifests without a tag that no tagged index lists. Their digests. */
  purgeUntagged(repository: string): string[] {
    const { manifests, tags } = this.repository(repository);
    const kept = new Set<string>();
    const keep = (digest: string) => {
      kept.add(digest);
      const bytes = manifests.get(digest)?.bytes;
      if (bytes !== undefined) for (const child of readManifestDocument(bytes).manifests ?? []) keep(child.digest);
    };
    for (const { digest } of tags.values()) keep(digest);
    const purged = [...manifests.keys()].filter((digest) => !kept.has(digest));
    for (const digest of purged) this.deleteManifest(repository, digest);
    return purged;
  }

  /** Changes the locks of a tag, or of a manifest where the reference is a digest. */
  lock(repository: string, reference: string, change: Partial<ChangeableAttributes> = { writeEnabled: false }): void {
    const found = this.repository(repository);
    const subject = reference.startsWith("sha256:") ? found.manifests.get(reference) : found.tags.get(reference);
    if (subject === undefined) throw new Error(`nothing to lock: ${repository} ${reference}`);
    Object.assign(subject.attributes, change);
  }

  /** The digests of manifests and blobs that an image needs and the repository lacks; none for a whole image. */
  missingParts(repository: string, digest: string): string[] {
    const manifest = this.manifest(repository, digest);
    if (manifest === undefined) return [digest];
    const document = readManifestDocument(manifest.bytes);
    return [
      ...blobsOf(document).filter((blob) => this.blob(repository, blob) === undefined),
      ...(document.manifests ?? []).flatMap((child) => this.missingParts(repository, child.digest)),
    ];
  }

  /** Descriptors of all manifests whose `subject` is that digest: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
  referrers(repository: string, subject: string): Descriptor[] {
    const found: Descriptor[] = [];
    for (const stored of this.repositories.get(repository)?.manifests.values() ?? []) {
      const document = readManifestDocument(stored.bytes);
      if (document.subject?.digest !== subject) continue;
      const artifactType = document.artifactType ?? document.config?.mediaType;
      found.push({
        mediaType: stored.mediaType,
        digest: stored.digest,
        size: stored.bytes.length,
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(document.annotations === undefined ? {} : { annotations: document.annotations }),
      });
    }
    return found;
  }
}
