// Reads which tags a digest has in the target, and when the target got it. The registry's index may be seconds behind what a read of a tag shows:
// https://github.com/Azure/azure-cli/issues/7438
import type { Digest } from "../oci/digest.ts";
import type { Clock, Locks, Lookup, RegistryReader } from "../ports.ts";
import type { TagList } from "./observation.ts";

/** Pauses between reads of an index that is behind: five seconds together. */
const PAUSES_MS = [500, 500, 1_000, 1_000, 2_000];

/** Looks a manifest up in the index. Reads again, for at most five seconds, while the index lacks a tag that was read with it. */
export function lookUpTagged(
  manifest: { readonly repository: string; readonly digest: Digest },
  tagsRead: readonly string[],
  reading: IndexReading,
): Promise<Lookup<Locks>> {
  const isBehind = (lookup: Lookup<Locks>) => {
    const list = tagListOf(lookup, tagsRead);
    return list.kind === "known" && !list.isWhole;
  };
  return lookUpWhile(isBehind, manifest, reading);
}

/** How the index is read. */
interface IndexReading {
  readonly reader: RegistryReader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Looks a manifest up in the index. Reads again, for at most five seconds, while the index is behind. */
export async function lookUpWhile(
  isBehind: (lookup: Lookup<Locks>) => boolean,
  manifest: { readonly repository: string; readonly digest: Digest },
  { reader, clock, signal }: IndexReading,
): Promise<Lookup<Locks>> {
  let lookup = await reader.lookUpLocks(manifest, signal);
  for (const pauseMs of PAUSES_MS) {
    if (!isBehind(lookup)) break;
    await clock.sleep(pauseMs, signal);
    lookup = await reader.lookUpLocks(manifest, signal);
  }
  return lookup;
}

/** The tags that a lookup of a manifest lists, and those that were read. The index may not have the manifest yet. */
export function tagListOf(lookup: Lookup<Locks>, tagsRead: readonly string[]): TagList {
  if (lookup.kind === "unknown") return lookup;
  const listed = lookup.kind === "known" ? (lookup.value.tags ?? []) : [];
  const unlisted = tagsRead.filter((tag) => !listed.includes(tag));
  return { kind: "known", tags: [...listed, ...unlisted], isWhole: unlisted.length === 0 };
}
