// Resolves one source image to a digest, and reads the manifest of that digest where this runner can.
import { NetworkError, problemOf, RegistryError } from "../errors.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import { DOCKER_HUB, formatReference } from "../oci/reference.ts";
import type { RegistryReader, SourceRegistry } from "../ports.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import { explainMissing, formatRestriction, isRestricted } from "./registry-settings.ts";

/** The root alone, so that the target can be compared with it while the rest is still being read. */
export interface ResolvedSource {
  /** `host/repository:tag`, as the log names it. */
  readonly name: string;
  readonly digest: Digest;
  /** Undefined where this runner cannot read the source. */
  readonly root: Manifest | undefined;
  /** The root is the target's copy: the source was only asked for the digest. */
  readonly isCopy?: boolean;
  /** Why this runner cannot read the source. */
  readonly unread?: Problem;
  /** Set where the request has tag and digest, and the tag now has another digest or is absent. */
  readonly tagNow?: Digest | "absent";
}

/** The target's manifest of a digest; undefined where the target is not known to have it. */
export type ReadCopy = (digest: Digest) => Promise<Manifest | undefined>;

/**
 * Resolves an image of the request: a tag to the digest of its manifest's bytes, a digest to its manifest. `readCopy`: reads a digest
 * in the target; a copy there saves a GET where the source counts it.
 * @throws RegistryError `SOURCE_MISSING` or `SOURCE_UNREADABLE`, and errors of the reader
 */
export async function resolveSource(
  image: ImageRequest,
  source: SourceRegistry,
  signal: AbortSignal,
  readCopy: ReadCopy = async () => undefined,
): Promise<ResolvedSource> {
  const { repository, tag, digest } = image.source;
  const { reader } = source;
  // The tag list shows cosign's tags. It does not need the digest, so it starts before the digest is known.
  if (image.referrers !== "none") reader.prefetchTags?.(repository, signal);
  const name = formatReference({
    registry: reader.host,
    repository,
    ...(tag === undefined ? { ...(digest !== undefined && { digest }) } : { tag }),
  });
  const tagLookup = tag === undefined || digest === undefined ? undefined : reader.lookUpTag(repository, tag, signal);
  // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
  tagLookup?.catch(() => undefined);
  const known = digest ?? (await askForDigest(image, reader, signal));
  // The same digest, so the same bytes.
  const copy = known === undefined || !countsPulls(reader) ? undefined : await readCopy(known);
  let root = copy;
  try {
    root ??= await reader.fetchManifest(repository, known ?? tag ?? "", signal);
    // HEAD may have shown what has been deleted since.
    if (known !== digest) root ??= await reader.fetchManifest(repository, tag ?? "", signal);
  } catch (error) {
    signal.throwIfAborted();
    return resolveUnread(name, image, source, error);
  }
  if (root === undefined) throw await missingError(name, image, source, signal);
  const resolved = { name, digest: root.digest, root, ...(copy !== undefined && { isCopy: true }) };
  // Only a warning depends on the tag, so an unknown tag is not an error.
  const tagNow = await tagLookup;
  if (tagNow?.kind === "absent") return { ...resolved, tagNow: "absent" };
  return tagNow?.kind === "known" && tagNow.value !== root.digest ? { ...resolved, tagNow: tagNow.value } : resolved;
}

/** Docker Hub counts each GET of a manifest as a pull, and no HEAD: https://docs.docker.com/docker-hub/usage/pulls/ */
function countsPulls({ host }: RegistryReader): boolean {
  return host === DOCKER_HUB;
}

/** The digest of a tag, by HEAD, where that saves a GET. Undefined: only a GET can tell. */
async function askForDigest(
  { source: { repository, tag = "" }, target }: ImageRequest,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<Digest | undefined> {
  if (!countsPulls(reader) || target.tags.length === 0) return undefined;
  const lookup = await reader.lookUpTag(repository, tag, signal);
  return lookup.kind === "known" ? lookup.value : undefined;
}

async function missingError(
  name: string,
  { source: { digest } }: ImageRequest,
  source: SourceRegistry,
  signal: AbortSignal,
): Promise<RegistryError> {
  const advice = `Check repository and ${digest === undefined ? "tag" : "digest"} in ${source.reader.host}, and that the build has pushed the image.`;
  const explanation =
    source.resource === undefined ? undefined : explainMissing(source.resource, await source.hasSoftDelete?.(signal));
  return new RegistryError("SOURCE_MISSING", `${name} does not exist, or this identity has no permission to see it.`, {
    side: "source",
    remedy: explanation === undefined ? advice : `${advice} ${explanation}`,
  });
}

/** How a network looks from outside that does not let this runner in. */
const UNREACHABLE: ReadonlySet<ProblemCode> = new Set([
  "NETWORK_CONNECT",
  "NETWORK_DNS",
  "NETWORK_RESET",
  "NETWORK_TIMEOUT",
]);

/**
 * Resolves an image in a registry that Azure's import can read by its resource ID, but this runner cannot. It can be promoted if
 * it is pinned by digest: the import is by digest, and the target is read back. https://aka.ms/acr/trusted-services
 */
function resolveUnread(name: string, image: ImageRequest, source: SourceRegistry, error: unknown): ResolvedSource {
  const { resource, route } = source;
  const isClosed = error instanceof NetworkError || (error instanceof RegistryError && error.status === 403);
  if (!isClosed || route !== "resource-id" || resource === undefined || !isRestricted(resource)) throw error;
  const { digest, repository } = image.source;
  const cause = problemOf(error, "observe");
  const message = `${name} cannot be read from this runner; its registry has ${formatRestriction(resource)}. ${cause.message}`;
  if (digest !== undefined && image.referrers !== "all") {
    const unread = { ...cause, code: "SOURCE_UNREADABLE", side: "source", message } as const;
    return { name, digest, root: undefined, unread };
  }
  // Another network problem, such as an untrusted certificate, has a remedy of its own.
  if (error instanceof NetworkError && !UNREACHABLE.has(error.code)) throw error;
  throw new RegistryError("SOURCE_UNREADABLE", message, {
    side: "source",
    cause: error,
    remedy:
      digest === undefined
        ? `Pin the image by digest (${repository}@sha256:…) and set referrers: none, or use a runner inside the registry's network. Azure's import can read the registry, but a tag can only be resolved by this runner.`
        : "Set referrers: none, or referrers: best-effort, which promotes the image without separate signatures and SBOMs; or use a runner inside the registry's network. Azure's import can read the registry, but referrers can only be listed by this runner.",
  });
}
