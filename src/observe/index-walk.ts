// Lists the manifests below an image's root: the entries of its index and of the indexes in it. Image manifests are not read.
import { ManifestError, RegistryError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { describeMismatch, MANIFEST_MAX_BYTES, type Manifest, verifyEntries } from "../oci/manifest.ts";
import { isIndexMediaType } from "../oci/media-type.ts";
import type { RegistryReader } from "../ports.ts";
import type { Side } from "../problems.ts";
import type { ManifestBudget } from "./manifest-budget.ts";
import { addEntries, formatMember, type Member } from "./members.ts";
import { MAX_MANIFESTS } from "./observation.ts";
import { readInBatches } from "./read-in-batches.ts";

/** Where an image's manifests are read. */
export interface ImageLocation {
  readonly reader: RegistryReader;
  readonly repository: string;
  readonly side: Side;
  readonly budget: ManifestBudget;
}

/** Indexes that nest deeper than this are refused. */
const MAX_INDEX_DEPTH = 4;
/** Index entries that are counted at most; far above what ACR imports, so that the refusal can report the number. */
const MAX_MEMBERS = 1000;

/** Returns all manifests below the root, each once. Stops at more manifests than ACR imports. */
export async function walkIndexes(
  root: Manifest,
  location: ImageLocation,
  signal: AbortSignal,
): Promise<readonly Member[]> {
  let members: ReadonlyMap<Digest, Member> = new Map();
  let level: readonly Manifest[] = [root];
  const read: Manifest[] = [root];
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
    verifyAgree(entries, members, location.side);
    verifySizes(entries, location.side);
    const nested = [...members.values()].filter(
      ({ digest, mediaType }) => !known.has(digest) && isIndexMediaType(mediaType),
    );
    if (members.size > MAX_MANIFESTS) break;
    location.budget.count(entries);
    if (nested.length > 0 && depth > MAX_INDEX_DEPTH) {
      throw tooLarge(`its indexes nest more than ${MAX_INDEX_DEPTH} levels deep`);
    }
    level = await readInBatches(nested, (child) => fetchMember(child, location, signal));
    read.push(...level);
    // Reject ambiguous documents: two clients could read the same digest differently (CVE-2021-41190).
    verifyEntries(read, { stage: "observe", side: location.side });
  }
  return [...members.values()];
}

/** Refuses a digest that is listed twice with different media types or sizes: one of them is wrong. */
function verifyAgree(entries: readonly Descriptor[], members: ReadonlyMap<Digest, Member>, side: Side): void {
  for (const entry of entries) {
    const member = members.get(entry.digest);
    const mismatch = member && describeMismatch(member, entry, "another entry of the image's index");
    if (mismatch !== undefined) throw new ManifestError("MANIFEST_INVALID", mismatch, { side });
  }
}

/** Larger manifests are never read, so that a larger size is wrong or of something that cannot be promoted. */
function verifySizes(entries: readonly Descriptor[], side: Side): void {
  const entry = entries.find(({ sizeBytes }) => sizeBytes > MANIFEST_MAX_BYTES);
  if (entry === undefined) return;
  throw new ManifestError(
    "MANIFEST_INVALID",
    `Manifest ${entry.digest} is listed in the image's index with a size of ${entry.sizeBytes} bytes. A manifest has at most ${MANIFEST_MAX_BYTES / 1024 / 1024} MiB.`,
    { side },
  );
}

function tooLarge(why: string): ManifestError {
  return new ManifestError("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, { side: "source" });
}

async function fetchMember(
  child: Member,
  { reader, repository, side }: ImageLocation,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest = await fetchKnown(child, { reader, repository }, signal);
  if (manifest !== undefined) return manifest;
  throw new ManifestError(
    "SOURCE_INCOMPLETE",
    `${reader.host}/${repository} does not have ${formatMember(child)}, which the image's index lists.`,
    { side },
  );
}

/** The repository has served the image, so that any 404 means that the manifest is absent. */
async function fetchKnown(
  { digest, sizeBytes }: Member,
  { reader, repository }: Pick<ImageLocation, "reader" | "repository">,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  try {
    return await reader.fetchManifest(repository, digest, signal, sizeBytes);
  } catch (error) {
    if (error instanceof RegistryError && error.status === 404) return undefined;
    throw error;
  }
}
