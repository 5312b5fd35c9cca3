// Resolves one source image once and walks all that belongs to it: nested indexes, platforms, referrers. Reads only.
// Of a source that is closed to this runner the digest is all that can be known, and the target's copy of it.
import { ManifestError, NetworkError, problemOf, RegistryError } from "../errors.ts";
import type { Descriptor, Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { hasImageConfig } from "../oci/image-config.ts";
import type { ImageManifest, Manifest } from "../oci/manifest.ts";
import { isIndexMediaType } from "../oci/media-type.ts";
import { formatReference } from "../oci/reference.ts";
import type { RegistryReader, SourceRegistry } from "../ports.ts";
import type { Problem, Side } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import { addEntries, type Member, runtimePlatformsOf } from "./members.ts";
import { MAX_MANIFESTS, type ObservedReferrer, type RefusedSource, type SourceImage } from "./observation.ts";
import { explainMissing, formatRestriction, isRestricted } from "./registry-settings.ts";

/** Indexes within indexes deeper than this are refused. */
const MAX_INDEX_DEPTH = 4;
/** Entries of indexes that are counted at most; far above what ACR imports, so that the refusal can say how many there are. */
const MAX_MEMBERS = 1000;
const MAX_REFERRER_DEPTH = 4;
const MAX_REFERRERS = 500;
const CONFIG_MAX_BYTES = 4 * 1024 * 1024;
/** https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"] as const;

/** The root alone, so that the target can be compared with it while the rest is still being walked. */
export interface ResolvedSource {
  readonly name: string;
  readonly digest: Digest;
  /** Undefined where the source cannot be read from here. */
  readonly root: Manifest | undefined;
  readonly unread?: Problem;
  readonly tagNow?: Digest | "absent";
}

/** Where an image's manifests are read. */
interface Place {
  readonly reader: RegistryReader;
  readonly repository: string;
}

/**
 * Resolves what a line names: a tag to the digest of the bytes behind it, a digest to its bytes.
 * @throws RegistryError `SOURCE_MISSING` or `SOURCE_UNREADABLE`, and what the reader throws
 */
export async function resolveSource(
  image: ImageRequest,
  source: SourceRegistry,
  signal: AbortSignal,
): Promise<ResolvedSource> {
  const { repository, tag, digest } = image.source;
  const { reader } = source;
  // cosign's tags are looked for as soon as the digest is known; the listing that shows them need not wait for it.
  if (image.referrers !== "none") reader.prefetchTags?.(repository, signal);
  const name = formatReference({
    registry: reader.host,
    repository,
    ...(tag === undefined ? { ...(digest !== undefined && { digest }) } : { tag }),
  });
  const beside = tag === undefined || digest === undefined ? undefined : reader.lookUpTag(repository, tag, signal);
  beside?.catch(() => undefined);
  let root: Manifest | undefined;
  try {
    root = await reader.fetchManifest(repository, digest ?? tag ?? "", signal);
  } catch (error) {
    signal.throwIfAborted();
    return resolveUnread(name, image, source, error);
  }
  if (root === undefined) {
    throw new RegistryError("SOURCE_MISSING", `${name} does not exist, or may not be seen.`, {
      side: "source",
      remedy: [
        `Check repository and ${digest === undefined ? "tag" : "digest"} at ${reader.host}, and that the build has pushed it.`,
        ...(source.resource === undefined ? [] : [explainMissing(source.resource) ?? ""]),
      ]
        .join(" ")
        .trim(),
    });
  }
  const resolved = { name, digest: root.digest, root };
  // Only a warning depends on it, so that an unknown tag is none.
  const tagNow = await beside;
  if (tagNow?.kind === "absent") return { ...resolved, tagNow: "absent" };
  return tagNow?.kind === "known" && tagNow.value !== root.digest ? { ...resolved, tagNow: tagNow.value } : resolved;
}

/**
 * A source that lets in Azure's import, by its resource ID, but not this runner: pinned by digest it can be promoted all
 * the same, since the import is by digest and the target is read back. https://aka.ms/acr/trusted-services
 */
function resolveUnread(name: string, image: ImageRequest, source: SourceRegistry, error: unknown): ResolvedSource {
  const { resource, route } = source;
  const closed = error instanceof NetworkError || (error instanceof RegistryError && error.status === 403);
  if (!closed || route !== "resource-id" || resource === undefined || !isRestricted(resource)) throw error;
  const { digest } = image.source;
  const cause = problemOf(error, "observe");
  const message = `${name} cannot be read from this runner; its registry has ${formatRestriction(resource)}. ${cause.message}`;
  const remedyOf = (wayOut: string) =>
    `Azure's import reaches the registry where this runner does not, but ${wayOut}. Or use a runner inside the registry's network.`;
  if (digest !== undefined && image.referrers !== "all") {
    const unread = { ...cause, code: "SOURCE_UNREADABLE", side: "source", message } as const;
    return { name, digest, root: undefined, unread };
  }
  throw new RegistryError("SOURCE_UNREADABLE", message, {
    side: "source",
    cause: error,
    remedy: remedyOf(
      digest === undefined
        ? `a tag cannot be resolved from outside: pin the image by digest (${image.source.repository}@sha256:…) and set referrers: none`
        : "what refers to the image cannot be listed from outside: set referrers: none or best-effort, which leaves signatures and SBOMs outside of the image behind",
    ),
  });
}

/** Walks the resolved image whole. Failures are values. */
export async function observeSource(
  resolved: ResolvedSource,
  image: ImageRequest,
  source: SourceRegistry,
  options: {
    readonly needsPlatforms: boolean;
    readonly preflight: readonly Problem[];
    /** What the target holds by the same digest, which is the same bytes; read only where the source cannot be. */
    readonly copy: Place & { readonly root: Promise<Manifest | undefined> };
    readonly signal: AbortSignal;
  },
): Promise<SourceImage> {
  const { signal, needsPlatforms, preflight } = options;
  const common = { ...resolved, provenance: null, preflight };
  if (resolved.root === undefined) {
    const content = await readCopy(options.copy, needsPlatforms, signal);
    const unknownReferrers = image.referrers === "none" || resolved.unread === undefined ? [] : [resolved.unread];
    return { ...common, members: [], platforms: null, ...content, referrers: [], unknownReferrers };
  }
  const { root } = resolved;
  const place = { reader: source.reader, repository: image.source.repository };
  const members = await walkIndexes(root, place, "source", signal);
  const platforms = readPlatforms(root, members, place, needsPlatforms, signal);
  platforms.catch(() => undefined);
  // More manifests than ACR imports are refused by the plan; their referrers need not be asked for one by one.
  const walked =
    image.referrers === "none" || members.length > MAX_MANIFESTS
      ? { referrers: [], unknownReferrers: [] }
      : await walkReferrers([root.digest, ...members.map(({ digest }) => digest)], image, source, signal);
  return { ...common, members, platforms: await platforms, ...walked };
}

/** The image as the target holds it; undefined where it holds not enough of it to know what belongs to it. */
async function readCopy(
  copy: Place & { readonly root: Promise<Manifest | undefined> },
  needsPlatforms: boolean,
  signal: AbortSignal,
): Promise<Pick<SourceImage, "root" | "members" | "platforms"> | undefined> {
  const root = await copy.root;
  if (root === undefined) return undefined;
  try {
    const members = await walkIndexes(root, copy, "target", signal);
    return { root, members, platforms: await readPlatforms(root, members, copy, needsPlatforms, signal) };
  } catch (error) {
    if (error instanceof ManifestError && error.code === "SOURCE_INCOMPLETE") return undefined;
    throw error;
  }
}

/** A failure to read the source, as the plan wants it. `settings`: what the registries' settings forbid, which may explain it. */
export function refusedSource(error: unknown, settings: readonly Problem[]): RefusedSource {
  const problem = problemOf(error, "observe");
  const missing = error instanceof RegistryError && error.code === "SOURCE_MISSING";
  const forbidden = settings.length > 0 && !missing;
  const blocked = forbidden || (error instanceof ManifestError && error.code !== "DIGEST_MISMATCH");
  return {
    kind: "refused",
    status: missing ? "missing" : blocked ? "blocked" : "failed",
    problems: [...(forbidden ? settings : []), { ...problem, side: problem.side ?? "source" }],
  };
}

/** All manifests below the root, each once; nested indexes are read, image manifests are not. Ends early past what ACR imports. */
async function walkIndexes(root: Manifest, place: Place, side: Side, signal: AbortSignal): Promise<readonly Member[]> {
  let members: ReadonlyMap<Digest, Member> = new Map();
  let level: readonly Manifest[] = [root];
  let entryCount = 0;
  for (let depth = 1; level.length > 0; depth++) {
    const entries = level.flatMap((manifest) => (manifest.kind === "index" ? manifest.manifests : []));
    entryCount += entries.length;
    if (entryCount > MAX_MEMBERS) throw tooLarge(`it has more than ${MAX_MEMBERS} manifests`);
    const known = members;
    members = addEntries(
      known,
      entries.filter(({ digest }) => digest !== root.digest),
    );
    const nested = [...members.values()].filter(
      ({ digest, mediaType }) => !known.has(digest) && isIndexMediaType(mediaType),
    );
    if (members.size > MAX_MANIFESTS) break;
    if (nested.length > 0 && depth > MAX_INDEX_DEPTH) throw tooLarge(`its indexes nest deeper than ${MAX_INDEX_DEPTH}`);
    level = await Promise.all(nested.map((child) => fetchMember(child, place, side, signal)));
  }
  return [...members.values()];
}

function tooLarge(why: string): ManifestError {
  return new ManifestError("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, {
    side: "source",
  });
}

async function fetchMember(
  child: Descriptor,
  { reader, repository }: Place,
  side: Side,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest = await reader.fetchManifest(repository, child.digest, signal);
  if (manifest?.mediaType === child.mediaType) return manifest;
  if (manifest !== undefined) {
    // One and the same digest must not be one thing to us and another to who pulls it: CVE-2021-41190.
    throw new ManifestError(
      "MANIFEST_INVALID",
      `${reader.host}/${repository}@${child.digest} is a ${manifest.mediaType}, but the image's index lists it as ${child.mediaType}.`,
      { side, remedy: "Rebuild the index; a child has to be of the media type that its index states." },
    );
  }
  throw new ManifestError(
    "SOURCE_INCOMPLETE",
    `${reader.host}/${repository} lacks ${child.digest}, which the image's index lists.`,
    { side },
  );
}

async function readPlatforms(
  root: Manifest,
  members: readonly Member[],
  place: Place,
  needed: boolean,
  signal: AbortSignal,
): Promise<readonly Platform[] | null> {
  if (root.kind === "index") return members.flatMap(runtimePlatformsOf);
  if (!needed || !hasImageConfig(root)) return null;
  return [await readConfigPlatform(root, place, signal)];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

async function readConfigPlatform(
  { config }: ImageManifest,
  { reader, repository }: Place,
  signal: AbortSignal,
): Promise<Platform> {
  const bytes = await reader.fetchBlob(repository, config.digest, CONFIG_MAX_BYTES, signal);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    content = undefined;
  }
  const { os, architecture, variant } = (content ?? {}) as Record<string, unknown>;
  if (!isText(os) || !isText(architecture)) {
    throw new ManifestError("CONFIG_INVALID", "The image's config names no os and architecture.", {
      side: "source",
    });
  }
  return { os, architecture, ...(typeof variant === "string" && variant !== "" && { variant }) };
}

/** Referrers of an image, and why there may be more. */
type WalkedReferrers = Pick<SourceImage, "referrers" | "unknownReferrers">;

/** Breadth first: referrers of the image and its children, then referrers of those, so that subjects come before what refers to them. */
async function walkReferrers(
  subjects: readonly Digest[],
  image: ImageRequest,
  source: SourceRegistry,
  signal: AbortSignal,
): Promise<WalkedReferrers> {
  const found = new Map<string, ObservedReferrer>();
  const unknown: Problem[] = [];
  const members = new Set<Digest>(subjects);
  const visited = new Set<Digest>(subjects);
  let level: readonly Digest[] = subjects;
  for (let depth = 1; level.length > 0; depth++) {
    const perSubject = await Promise.all(level.map((subject) => referrersOf(subject, image, source, signal)));
    const next: Digest[] = [];
    for (const referrer of perSubject.flatMap(({ referrers }) => referrers)) {
      // A manifest of the image travels with it, whatever it refers to.
      if (referrer.tag === null && members.has(referrer.digest)) continue;
      const key = referrer.tag ?? referrer.digest;
      if (!found.has(key)) found.set(key, referrer);
      if (!visited.has(referrer.digest)) {
        visited.add(referrer.digest);
        next.push(referrer.digest);
      }
    }
    unknown.push(...perSubject.flatMap(({ unknownReferrers }) => unknownReferrers));
    if (found.size > MAX_REFERRERS || (next.length > 0 && depth > MAX_REFERRER_DEPTH)) {
      throw new ManifestError(
        "TOO_MANY_REFERRERS",
        `The image has more than ${MAX_REFERRERS} referrers, or referrers of referrers deeper than ${MAX_REFERRER_DEPTH}.`,
        { side: "source" },
      );
    }
    level = next;
  }
  return { referrers: [...found.values()], unknownReferrers: unknown };
}

async function referrersOf(
  subject: Digest,
  image: ImageRequest,
  source: SourceRegistry,
  signal: AbortSignal,
): Promise<WalkedReferrers> {
  const { repository } = image.source;
  const { reader } = source;
  const tags = COSIGN_SUFFIXES.map((suffix) => `${subject.replace(":", "-")}.${suffix}`);
  const [listed, tagged] = await Promise.all([
    reader.lookUpReferrers(repository, subject, signal),
    reader.lookUpSignatures(repository, subject, tags, signal),
  ]);
  const referrers: ObservedReferrer[] = listed.found.map(({ digest, mediaType, artifactType, sizeBytes }) => ({
    digest,
    subject,
    mediaType,
    artifactType: artifactType ?? mediaType,
    sizeBytes,
    tag: null,
  }));
  const unknownReferrers = listed.unknown === undefined ? [] : [listed.unknown];
  for (const [at, lookup] of tagged.entries()) {
    if (lookup.kind === "unknown") unknownReferrers.push(lookup.problem);
    if (lookup.kind !== "known") continue;
    const { digest, mediaType, sizeBytes } = lookup.value;
    const artifactType = `cosign ${COSIGN_SUFFIXES[at]}`;
    referrers.push({ digest, subject, mediaType, artifactType, sizeBytes, tag: tags[at] ?? null });
  }
  return { referrers, unknownReferrers };
}
