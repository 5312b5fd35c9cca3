// Reads the current state of one image in the target: tags, manifests, referrers, locks. Reads only.
import { ManifestError } from "../errors.ts";
import { isAttestationChild, type Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { type Manifest, verifyEntries } from "../oci/manifest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import type { Clock, Lockable, Locks, Lookup, RegistryReader, TagTarget, TagUpdate } from "../ports.ts";
import type { Problem } from "../problems.ts";
import type { ImageRequest, UndoneTag } from "../request/request.ts";
import { isForwardOnly, mayMove, type TagRules } from "../request/tag-rules.ts";
import { type ContentCheck, LOOKS, PAUSE_MS } from "./content-check.ts";
import { ageOf } from "./image-age.ts";
import { walkIndexes } from "./index-walk.ts";
import type { ManifestBudget } from "./manifest-budget.ts";
import type { AgeObservation, SourceImage, TagList, TargetImage, TargetLocks } from "./observation.ts";
import { readInBatches } from "./read-in-batches.ts";
import type { ResolvedSource } from "./source-resolution.ts";
import { lookUpTagged, tagListOf } from "./tag-list.ts";
import type { Waits } from "./waits.ts";

/** How the target of one image is read. */
export interface TargetReading {
  readonly image: ImageRequest;
  readonly reader: RegistryReader;
  /** Looks for configs and layers of what is there. */
  readonly content: ContentCheck;
  /** `verify: layers`. */
  readonly checksLayers: boolean;
  /** Several replicas may answer. */
  readonly hasReplicas: boolean;
  readonly waits: Waits;
  readonly budget: ManifestBudget;
  readonly rules: TagRules;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The requested tags with the digests that they have in the target; read while the source is being resolved. */
export type TargetTags = ReadonlyMap<string, TagTarget | undefined>;

/** Root and locks in the target; read while the source's referrers are being listed. */
export interface TargetContent {
  readonly root: Manifest | undefined;
  readonly lockedTags: ReadonlySet<string>;
  /** The latest update of each tag whose lock was looked up. */
  readonly updates: ReadonlyMap<string, TagUpdate>;
  /** Undefined: not looked up, because root and tags are in place. */
  readonly repositoryLocked: boolean | undefined;
  readonly manifestLocked: boolean;
  readonly unknownLocks: readonly Problem[];
  /** As in {@link TargetImage}. */
  readonly tagLists: ReadonlyMap<Digest, TagList>;
  /** As in {@link TargetImage}. */
  readonly age?: AgeObservation;
}

/** Looks up locks, and collects the problems of those that could not be read. */
function lockReader({ reader, signal }: TargetReading) {
  const unknown: Problem[] = [];
  const updates = new Map<string, TagUpdate>();
  const isLocked = async (
    lockable: Lockable,
    lookup: Promise<Lookup<Locks>> = reader.lookUpLocks(lockable, signal),
  ): Promise<boolean> => {
    const locks = await lookup;
    if (locks.kind === "unknown") unknown.push(locks.problem);
    if (locks.kind !== "known") return false;
    const { writeEnabled, update } = locks.value;
    if ("tag" in lockable && update !== undefined) updates.set(lockable.tag, update);
    return !writeEnabled;
  };
  return { isLocked, unknown, updates };
}

/** Reads the requested tags. */
export async function readTargetTags(reading: TargetReading): Promise<TargetTags> {
  const { image, reader, signal } = reading;
  const { repository, tags } = image.target;
  const targets = await Promise.all(
    tags.map((tag) => {
      const undone = image.undo?.get(tag);
      return undone === undefined ? reader.readTag(repository, tag, signal) : readUndoneTag(tag, undone, reading);
    }),
  );
  return new Map(tags.map((tag, at) => [tag, targets[at]]));
}

/** An undo leaves a tag alone, or refuses, only where reads agree that it no longer has the digest that it was moved to. */
async function readUndoneTag(
  tag: string,
  { now }: UndoneTag,
  { image, reader, clock, hasReplicas, signal }: TargetReading,
): Promise<TagTarget | undefined> {
  const read = () => reader.readTag(image.target.repository, tag, signal);
  let found = await read();
  for (let equal = 1; hasReplicas && found?.digest !== now && equal < LOOKS; ) {
    await clock.sleep(PAUSE_MS, signal);
    const next = await read();
    equal = next?.digest === found?.digest ? equal + 1 : 1;
    found = next;
  }
  return found;
}

/** Reads the root by its digest where no tag has it, and the locks of everything that would be written. */
export async function readTargetContent(
  { digest: requested }: ResolvedSource,
  tags: TargetTags,
  reading: TargetReading,
): Promise<TargetContent> {
  const { image, reader, rules, signal } = reading;
  const { repository } = image.target;
  const held = [...tags.values()];
  const shown = held.find((target) => target?.digest === requested)?.manifest;
  const others = [...tags].flatMap(([tag, target]) =>
    target !== undefined && target.digest !== requested ? [tag] : [],
  );
  const tagsInPlace = held.every((target) => target?.digest === requested);
  const { isLocked, unknown, updates } = lockReader(reading);
  // These locks matter as soon as a tag is missing; the content is read at the same time.
  const ofRepository = tagsInPlace ? undefined : reader.lookUpLocks({ repository }, signal);
  const locks = Promise.all([
    ofRepository && isLocked({ repository }, ofRepository),
    ...others.map((tag) => isLocked({ repository, tag })),
  ]);
  locks.catch(() => undefined);
  const compared = others.filter((tag) => mayMove(rules, tag) || isForwardOnly(rules, tag));
  const tagLists = new Map<Digest, TagList>();
  // One request for the locks of a manifest and the tags on it.
  const lookUp = async (digest: Digest): Promise<Lookup<Locks>> => {
    const tagsRead = [...tags].flatMap(([tag, target]) => (target?.digest === digest ? [tag] : []));
    const lookup = await lookUpTagged({ repository, digest }, tagsRead, reading);
    tagLists.set(digest, tagListOf(lookup, tagsRead));
    return lookup;
  };
  const losing = new Set(compared.flatMap((tag) => tags.get(tag)?.digest ?? []));
  const lists = Promise.all([...losing].map(lookUp));
  lists.catch(() => undefined);
  const present = shown ?? (await reader.fetchManifest(repository, requested, signal));
  const own = { repository, digest: requested };
  const ofManifest =
    present === undefined || tagsInPlace
      ? undefined
      : compared.length > 0
        ? lookUp(requested)
        : reader.lookUpLocks(own, signal);
  const [[lockedForTags, ...tagLocks], lockedForContent, manifestLocked] = await Promise.all([
    locks,
    present === undefined && tagsInPlace ? isLocked({ repository }) : undefined,
    ofManifest !== undefined && isLocked(own, ofManifest),
    lists,
  ]);
  const age =
    image.minAgeMs === undefined || ofRepository === undefined
      ? undefined
      : ageOf(await ofManifest, await ofRepository, `${reader.host}/${repository}@${requested}`);
  return {
    root: present,
    lockedTags: new Set(others.filter((_tag, at) => tagLocks[at])),
    updates,
    repositoryLocked: lockedForTags ?? lockedForContent,
    manifestLocked,
    unknownLocks: unknown,
    tagLists,
    ...(age !== undefined && { age }),
  };
}

/** Compares the target with the complete source image: which manifests and referrers are in place. */
export async function observeTarget(
  source: SourceImage,
  tags: TargetTags,
  content: TargetContent,
  reading: TargetReading,
): Promise<TargetImage> {
  const { image, reader, signal } = reading;
  const { repository } = image.target;
  const { root } = content;
  const digests = [source.digest, ...source.members.map(({ digest }) => digest)];
  // Others cannot be read back; the plan refuses them or leaves them out.
  const isReadable = ({ mediaType }: { readonly mediaType: string }) => isManifestMediaType(mediaType);
  const listed = source.referrers.filter((referrer) => referrer.tag === null && isReadable(referrer));
  const signed = new Set(source.referrers.map(({ digest }) => digest));
  const signatures = source.referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]));
  // Referrers are imported after their image, so none are in place without it. cosign's tags may be left over.
  const presentBesideRoot = (wanted: readonly Wanted[]) => (root === undefined ? [] : present(wanted, reading));
  const [members, referrers, held] = await Promise.all([
    presentBesideRoot(source.members.filter(isReadable)),
    presentBesideRoot(listed),
    Promise.all(signatures.map((tag) => reader.readTag(repository, tag, signal))),
  ]);
  const manifests = root === undefined ? [] : [root, ...members];
  verifyEntries(manifests, { stage: "observe", side: "target" });
  const there = new Set(manifests.map(({ digest }) => digest));
  // An image whose manifests are not known cannot be proven to be complete.
  const absent = new Set(digests.filter((digest) => source.root === undefined || !there.has(digest)));
  const signatureTags = new Map(
    signatures.flatMap((tag, at) => {
      const target = held[at];
      return target === undefined ? [] : [[tag, target.digest] as const];
    }),
  );
  const untagged = source.referrers.filter(({ tag, digest }) => tag !== null && signatureTags.get(tag) !== digest);
  const moving = untagged.flatMap(({ tag }) => (tag !== null && signatureTags.has(tag) ? [tag] : []));
  // A signature may be there although its tag is not: a run may have ended in between.
  const leftOver = await presentBesideRoot(untagged);
  const tagged = held.flatMap((target) => target?.manifest ?? []).filter(({ digest }) => signed.has(digest));
  const complete = await completeOf([...referrers, ...leftOver, ...tagged], reading);
  const referrersPresent: ReadonlySet<Digest> = new Set(complete.keys());
  const writes =
    absent.size > 0 ||
    untagged.length > 0 ||
    source.referrers.some((each) => isReadable(each) && !referrersPresent.has(each.digest));
  const { isLocked, unknown } = lockReader(reading);
  const [blobs, repositoryLocked, ...movingLocked] = await Promise.all([
    reading.checksLayers
      ? reading.waits.during(
          { host: reader.host, what: `the configs and layers in ${repository}`, side: "target" },
          reading.content.checkPresent(repository, [...manifests, ...[...complete.values()].flat()], signal),
        )
      : undefined,
    content.repositoryLocked ?? (writes && isLocked({ repository })),
    ...moving.map((tag) => isLocked({ repository, tag })),
  ]);
  return {
    tags: image.target.tags.map((name) => {
      const target = tags.get(name);
      const platforms = platformsOf(target?.manifest);
      const update = content.updates.get(name);
      return {
        name,
        digest: target?.digest,
        ...(target?.manifest !== undefined && target.digest !== source.digest && { manifest: target.manifest }),
        platforms,
        locked: content.lockedTags.has(name),
        // A replica that is behind may state the update of an earlier digest.
        ...(update !== undefined && update.digest === target?.digest && { updatedAtMs: update.atMs }),
      };
    }),
    tagLists: content.tagLists,
    absent,
    manifests,
    ...(blobs !== undefined && { blobs }),
    referrersPresent,
    signatureTags,
    lockedSignatureTags: new Set(moving.filter((_tag, at) => movingLocked[at])),
    repositoryLocked,
    manifestLocked: content.manifestLocked,
    ...(content.age !== undefined && { age: content.age }),
    unknownLocks: [...content.unknownLocks, ...unknown],
  };
}

/** Reads the locks of everything that could be overwritten in a target whose content could not be read. */
export async function readLocksAlone({ referrers }: SourceImage, reading: TargetReading): Promise<TargetLocks> {
  const { repository, tags } = reading.image.target;
  const names = [...tags, ...referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]))];
  const { isLocked, unknown } = lockReader(reading);
  const [repositoryLocked, ...locked] = await Promise.all([
    isLocked({ repository }),
    ...names.map((tag) => isLocked({ repository, tag })),
  ]);
  return { repositoryLocked, lockedTags: new Set(names.filter((_name, at) => locked[at])), unknownLocks: unknown };
}

/** A manifest that the source has, with its size there. */
interface Wanted {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** Those of the manifests that are in the target; each is read and hashed. */
async function present(wanted: readonly Wanted[], reading: TargetReading): Promise<readonly Manifest[]> {
  const { image, reader, signal } = reading;
  const { repository } = image.target;
  const manifests = await readInBatches(wanted, ({ digest, sizeBytes }) =>
    reader.fetchManifest(repository, digest, signal, sizeBytes),
  );
  return manifests.filter((manifest) => manifest !== undefined);
}

/** Those of the referrers that are complete, each with what it lists: an index may be there without it. */
async function completeOf(
  referrers: readonly Manifest[],
  reading: TargetReading,
): Promise<ReadonlyMap<Digest, readonly Manifest[]>> {
  const byDigest = new Map(referrers.map((referrer) => [referrer.digest, referrer]));
  const found = await Promise.all(
    [...byDigest.values()].map(async (referrer) => [referrer, await listedBy(referrer, reading)] as const),
  );
  return new Map(
    found.flatMap(([referrer, listed]) =>
      listed === undefined ? [] : [[referrer.digest, [referrer, ...listed]] as const],
    ),
  );
}

/** All that an index lists, at every depth. Undefined: something of it is not in the target. */
async function listedBy(root: Manifest, reading: TargetReading): Promise<readonly Manifest[] | undefined> {
  if (root.kind !== "index") return [];
  const { image, reader, budget, signal } = reading;
  const { repository } = image.target;
  try {
    const members = await walkIndexes(root, { reader, repository, side: "target", budget }, signal);
    const manifests = await present(members, reading);
    return manifests.length === members.length ? manifests : undefined;
  } catch (error) {
    if (error instanceof ManifestError && error.code === "SOURCE_INCOMPLETE") return undefined;
    throw error;
  }
}

function platformsOf(manifest: Manifest | undefined): readonly Platform[] {
  if (manifest?.kind !== "index") return [];
  return manifest.manifests.flatMap((child) =>
    child.platform === undefined || isAttestationChild(child) ? [] : [child.platform],
  );
}
