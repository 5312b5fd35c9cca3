// Lists the manifests below an image's root: the entries of its index and of the indexes in it. Image manifests are not read.
import { ManifestError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import { isIndexMediaType } from "../oci/media-type.ts";
import type { RegistryReader } from "../ports.ts";
import type { Side } from "../problems.ts";
import type { ManifestBudget } from "./manifest-budget.ts";
import { addEntries, type Member } from "./members.ts";
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
    location.budget.count(entries);
    if (nested.length > 0 && depth > MAX_INDEX_DEPTH) {
      throw tooLarge(`its indexes nest more than ${MAX_INDEX_DEPTH} levels deep`);
    }
    level = await readInBatches(nested, (child) => fetchMember(child, location, signal));
  }
  return [...members.values()];
}

function tooLarge(why: string): ManifestError {
  return new ManifestError("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, { side: "source" });
}

async function fetchMember(
  child: Descriptor,
  { reader, repository, side }: ImageLocation,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest = await reader.fetchManifest(repository, child.digest, signal, child.sizeBytes);
  if (manifest?.mediaType === child.mediaType) return manifest;
  if (manifest !== undefined) {
    // Reject ambiguous documents: two clients could read the same digest differently (CVE-2021-41190).
    throw new ManifestError(
      "MANIFEST_INVALID",
      `${reader.host}/${repository}@${child.digest} has media type ${manifest.mediaType}, but the image's index lists it as ${child.mediaType}.`,
      { side, remedy: "Rebuild the index so that it states the media type of each of its manifests." },
    );
  }
  throw new ManifestError(
    "SOURCE_INCOMPLETE",
    `${reader.host}/${repository} does not have ${child.digest}, which the image's index lists.`,
    { side },
  );
}
