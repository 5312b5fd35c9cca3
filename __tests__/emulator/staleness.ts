// Owns what a lagging replica still shows after a change. Knows no HTTP.
// https://github.com/Azure/acr/issues/588, https://github.com/Azure/azure-cli/issues/7438
import type { RegistryStore, StoredManifest } from "./registry-store.ts";

/** Whether a read sees the state before the latest change of that tag or digest. `reads` counts from 0 since that change. */
export type Staleness = (read: { reads: number; ageMs: number }) => boolean;

export interface ReplicaView {
  /** The digest that a tag holds, as the replica shows it. */
  tagDigest(repository: string, tag: string): string | undefined;
  manifest(repository: string, reference: string): StoredManifest | undefined;
}

/** A view of a store; changes older than the setting of a staleness are always seen. */
export function createReplicaView(
  store: RegistryStore,
  now: () => number,
  setting: () => { staleness: Staleness | undefined; since: number },
): ReplicaView {
  const reads = new Map<string, { change: number; count: number }>();

  /** The latest change of a tag or digest that is still hidden. */
  const hidden = (repository: string, reference: string) => {
    const { staleness, since } = setting();
    if (staleness === undefined) return undefined;
    const at = store.history.findLastIndex(
      (change) =>
        change.repository === repository &&
        (reference.startsWith("sha256:")
          ? change.kind === "manifest" && change.digest === reference
          : change.kind === "tag" && change.tag === reference),
    );
    const change = store.history[at];
    if (change === undefined || at < since) return undefined;
    const key = `${repository} ${reference}`;
    const seen = reads.get(key);
    const entry = seen?.change === at ? seen : { change: at, count: 0 };
    reads.set(key, entry);
    const stale = staleness({ reads: entry.count, ageMs: now() - change.time });
    entry.count += 1;
    return stale ? change : undefined;
  };

  const view: ReplicaView = {
    tagDigest(repository, tag) {
      const change = hidden(repository, tag);
      return change === undefined ? store.tagDigest(repository, tag) : change.previousDigest;
    },
    manifest(repository, reference) {
      if (!reference.startsWith("sha256:")) {
        const digest = view.tagDigest(repository, reference);
        return digest === undefined ? undefined : store.manifest(repository, digest);
      }
      return hidden(repository, reference) === undefined ? store.manifest(repository, reference) : undefined;
    },
  };
  return view;
}
