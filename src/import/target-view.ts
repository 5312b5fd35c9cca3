// Reads in the target what a step imports: tags, manifests, configs and layers. What a read proves is decided by settle.ts.
import type { ContentCheck } from "../observe/content-check.ts";
import { addEntries } from "../observe/members.ts";
import type { ImageContent } from "../observe/observation.ts";
import { readInBatches } from "../observe/read-in-batches.ts";
import type { Digest } from "../oci/digest.ts";
import { type Manifest, verifyEntries } from "../oci/manifest.ts";
import type { ImportStep } from "../plan/plan.ts";
import type { RegistryReader } from "../ports.ts";
import type { TagRead, TargetRead } from "./settle.ts";

/** The target as one step sees it; remembers what was proven, since content does not go away again. */
export class TargetView {
  readonly #step: ImportStep;
  readonly #reader: RegistryReader;
  readonly #content: ContentCheck;
  readonly #onPlannedDigest: (tag: string) => void;
  readonly #proven = new Map<Digest, Manifest>();
  /** What the indexes that were read state of their manifests. */
  readonly #statedSizes = new Map<Digest, number>();
  #discovered: ImageContent | undefined;
  #foreign: readonly Digest[] = [];

  /** `onPlannedDigest` is called for each read of a tag with the step's digest. */
  constructor(
    step: ImportStep,
    { reader, content }: { readonly reader: RegistryReader; readonly content: ContentCheck },
    onPlannedDigest: (tag: string) => void,
  ) {
    this.#step = step;
    this.#reader = reader;
    this.#content = content;
    this.#onPlannedDigest = onPlannedDigest;
  }

  /** Where the image's manifests were not known: those that the target has shown so far. */
  get discovered(): ImageContent | undefined {
    return this.#discovered;
  }

  /** The manifests that were read so far. */
  get proven(): Iterable<Manifest> {
    return this.#proven.values();
  }

  /** Layers that the registry does not hold, once all others are there. */
  get foreign(): readonly Digest[] {
    return this.#foreign;
  }

  /**
   * One read while nothing shows; the rest, all at once, when it does. `allTags`: every tag is read in any case.
   * @throws RegistryError, NetworkError; ManifestError where a manifest is not what its index states
   */
  async read(signal: AbortSignal, allTags: boolean): Promise<TargetRead> {
    const step = this.#step;
    const [firstTag, ...otherTags] = step.tags;
    const tags: TagRead[] = [];
    if (firstTag !== undefined) {
      const first = await this.#readTag(firstTag.name, signal);
      tags.push(first);
      if (first.digest !== step.digest && !allTags) return { kind: "read", tags };
    } else {
      const [first] = step.mustExist.filter((digest) => !this.#proven.has(digest));
      if (first !== undefined && !(await this.#readManifest(first, signal))) {
        return { kind: "read", tags, missingManifest: `${step.repository}@${first}` };
      }
    }
    const [others, missing] = await Promise.all([
      Promise.all(otherTags.map(({ name }) => this.#readTag(name, signal))),
      this.#findMissingManifest(signal),
    ]);
    tags.push(...others);
    if (missing !== undefined) return { kind: "read", tags, missingManifest: `${step.repository}@${missing}` };
    verifyEntries(this.#proven.values(), { stage: "verify", side: "target" });
    const blobs = await this.#content.findMissing(step.repository, this.#proven.values(), signal);
    if (blobs.kind === "unknown") return { kind: "unreadable", problem: blobs.problem };
    if (blobs.kind === "complete") this.#foreign = blobs.foreign;
    return { kind: "read", tags, ...(blobs.kind === "missing" && { missingBlob: blobs.what }) };
  }

  /** The first manifest that is not there. Those that reading discovers are read in turn. */
  async #findMissingManifest(signal: AbortSignal): Promise<Digest | undefined> {
    for (;;) {
      const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
      const rest = [...this.#step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
      if (rest.length === 0) return undefined;
      const present = await readInBatches(
        rest.map((digest) => ({ digest, sizeBytes: this.#statedSizes.get(digest) ?? 0 })),
        ({ digest }) => this.#readManifest(digest, signal),
      );
      const missing = rest.find((_digest, at) => present[at] === false);
      if (missing !== undefined) return missing;
    }
  }

  async #readTag(name: string, signal: AbortSignal): Promise<TagRead> {
    const step = this.#step;
    const target = await this.#reader.readTag(step.repository, name, signal);
    if (target === undefined) return { name, digest: null };
    if (target.digest === step.digest) {
      if (target.manifest !== undefined) this.#prove(target.manifest);
      else if (!(await this.#readManifest(step.digest, signal))) return { name, digest: null };
      this.#onPlannedDigest(name);
    }
    return { name, digest: target.digest };
  }

  async #readManifest(digest: Digest, signal: AbortSignal): Promise<boolean> {
    const statedBytes = this.#statedSizes.get(digest);
    const manifest = await this.#reader.fetchManifest(this.#step.repository, digest, signal, statedBytes);
    if (manifest === undefined) return false;
    this.#prove(manifest);
    return true;
  }

  #prove(manifest: Manifest): void {
    const step = this.#step;
    this.#proven.set(manifest.digest, manifest);
    if (manifest.kind === "index") {
      for (const { digest, sizeBytes } of manifest.manifests) this.#statedSizes.set(digest, sizeBytes);
    }
    if (step.discovers !== true) return;
    const { root = manifest, members = [] } = this.#discovered ?? {};
    const known = new Map(members.map((member) => [member.digest, member]));
    const entries = manifest.kind === "index" ? manifest.manifests.filter(({ digest }) => digest !== root.digest) : [];
    this.#discovered = { root, members: [...addEntries(known, entries).values()] };
  }
}
