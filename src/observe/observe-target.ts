// Reads what the target holds of one image: its tags, its manifests, its referrers, its locks. Reads only.
import { isAttestationChild, type Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Lockable, RegistryReader, TagTarget } from "../ports.ts";
import type { Problem } from "../problems.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import type { SourceImage, TargetImage } from "./observation.ts";
import type { ResolvedSource } from "./observe-source.ts";

/** What the wanted tags hold; read while the source is being resolved. */
export type TargetTags = ReadonlyMap<string, TagTarget | undefined>;

/** Manifests and locks, compared with the root; read while the source's referrers are being walked. */
export interface TargetContent {
  readonly root: Manifest | undefined;
  readonly lockedTags: ReadonlySet<string>;
  /** Undefined: not looked up, since root and tags are in place. */
  readonly repositoryLocked: boolean | undefined;
  readonly manifestLocked: boolean;
  readonly unknownLocks: readonly Problem[];
}

/** Reads locks, and collects why some of them could not be read. */
function lockReader(reader: RegistryReader, signal: AbortSignal) {
  const unknown: Problem[] = [];
  const isLocked = async (lockable: Lockable): Promise<boolean> => {
    const locks = await reader.lookUpLocks(lockable, signal);
    if (locks.kind === "unknown") unknown.push(locks.problem);
    return locks.kind === "known" && !locks.value.writeEnabled;
  };
  return { isLocked, unknown };
}

/** Reads the wanted tags. */
export async function readTargetTags(
  image: ImageRequest,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<TargetTags> {
  const { repository, tags } = image.target;
  const targets = await Promise.all(tags.map((tag) => reader.readTag(repository, tag, signal)));
  return new Map(tags.map((tag, at) => [tag, targets[at]]));
}

/** Reads the root by its digest where no tag has shown it, and the locks of whatever would be written. */
export async function readTargetContent(
  { digest: wanted }: ResolvedSource,
  tags: TargetTags,
  image: ImageRequest,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<TargetContent> {
  const { repository } = image.target;
  const held = [...tags.values()];
  const shown = held.find((target) => target?.digest === wanted)?.manifest;
  const others = [...tags].flatMap(([tag, target]) => (target !== undefined && target.digest !== wanted ? [tag] : []));
  const tagsInPlace = held.every((target) => target?.digest === wanted);
  const { isLocked, unknown } = lockReader(reader, signal);
  // A tag to be set is enough to want these; whether the content is there is read at the same time.
  const locks = Promise.all([
    tagsInPlace ? undefined : isLocked({ repository }),
    ...others.map((tag) => isLocked({ repository, tag })),
  ]);
  locks.catch(() => undefined);
  const present = shown ?? (await reader.fetchManifest(repository, wanted, signal));
  const [[lockedForTags, ...tagLocks], lockedForContent, manifestLocked] = await Promise.all([
    locks,
    present === undefined && tagsInPlace ? isLocked({ repository }) : undefined,
    present !== undefined && !tagsInPlace ? isLocked({ repository, digest: wanted }) : false,
  ]);
  return {
    root: present,
    lockedTags: new Set(others.filter((_tag, at) => tagLocks[at])),
    repositoryLocked: lockedForTags ?? lockedForContent,
    manifestLocked,
    unknownLocks: unknown,
  };
}

/** Compares the target with the whole source image: which manifests and referrers are there. */
export async function observeTarget(
  source: SourceImage,
  tags: TargetTags,
  content: TargetContent,
  image: ImageRequest,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<TargetImage> {
  const { repository } = image.target;
  const { root } = content;
  const digests = [source.digest, ...source.members.map(({ digest }) => digest)];
  const listed = source.referrers.filter(({ tag }) => tag === null);
  const signatures = source.referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]));
  // Referrers are imported after their image, so without it they need not be looked for. cosign's tags can be left over.
  const [members, referrers, held] = await Promise.all([
    root === undefined ? [] : present(digests.slice(1), repository, reader, signal),
    root === undefined
      ? []
      : present(
          listed.map(({ digest }) => digest),
          repository,
          reader,
          signal,
        ),
    Promise.all(signatures.map((tag) => reader.readTag(repository, tag, signal))),
  ]);
  const there = new Set<Digest>([...(root === undefined ? [] : [root.digest]), ...members]);
  // Of an image whose manifests are not known nobody can say that it is there whole.
  const absent = new Set(digests.filter((digest) => source.root === undefined || !there.has(digest)));
  const signatureTags = new Map(
    signatures.flatMap((tag, at) => {
      const target = held[at];
      return target === undefined ? [] : [[tag, target.digest] as const];
    }),
  );
  const moving = source.referrers.flatMap(({ tag, digest }) =>
    tag !== null && signatureTags.has(tag) && signatureTags.get(tag) !== digest ? [tag] : [],
  );
  const referrersPresent = new Set<Digest>(referrers);
  const writes =
    absent.size > 0 ||
    listed.some(({ digest }) => !referrersPresent.has(digest)) ||
    source.referrers.some(({ tag, digest }) => tag !== null && signatureTags.get(tag) !== digest);
  const { isLocked, unknown } = lockReader(reader, signal);
  const [repositoryLocked, ...movingLocked] = await Promise.all([
    content.repositoryLocked ?? (writes && isLocked({ repository })),
    ...moving.map((tag) => isLocked({ repository, tag })),
  ]);
  return {
    tags: image.target.tags.map((name) => {
      const target = tags.get(name);
      const platforms = platformsOf(target?.manifest);
      return { name, digest: target?.digest, platforms, locked: content.lockedTags.has(name) };
    }),
    absent,
    referrersPresent,
    signatureTags,
    lockedSignatureTags: new Set(moving.filter((_tag, at) => movingLocked[at])),
    repositoryLocked,
    manifestLocked: content.manifestLocked,
    unknownLocks: [...content.unknownLocks, ...unknown],
  };
}

/** Those of the digests that the target holds; each is read and hashed. */
async function present(
  digests: readonly Digest[],
  repository: string,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<readonly Digest[]> {
  const manifests = await Promise.all(digests.map((digest) => reader.fetchManifest(repository, digest, signal)));
  return digests.filter((_digest, at) => manifests[at] !== undefined);
}

function platformsOf(manifest: Manifest | undefined): readonly Platform[] {
  if (manifest?.kind !== "index") return [];
  return manifest.manifests.flatMap((child) =>
    child.platform === undefined || isAttestationChild(child) ? [] : [child.platform],
  );
}

/** Everything a plan may ask of platforms: whether a single image's config has to be read. */
export function needsPlatforms(request: PromotionRequest, image: ImageRequest): boolean {
  return request.requirePlatforms.length > 0 || (image.platforms?.length ?? 0) > 0;
}
