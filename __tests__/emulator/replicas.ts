// Owns the replicas of a registry: which of them answers a read, and what a replica still shows after a change. Knows no HTTP status.
// https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication, https://github.com/Azure/acr/issues/880,
// https://github.com/Azure/acr/issues/588, https://github.com/Azure/azure-cli/issues/7438
import type { PartyRequest } from "./answers.ts";
import type { RegistryStore, StoreChange } from "./registry-store.ts";

/** One read of a tag, manifest or blob that a change concerns. */
export interface StaleRead {
  readonly kind: "tag" | "manifest" | "blob";
  readonly repository: string;
  /** The tag or digest. */
  readonly reference: string;
  /** Reads of it at this replica since the change, from 0. */
  readonly reads: number;
  readonly ageMs: number;
}

/** Whether a replica does not show a change yet: `({ kind, ageMs }) => kind === "blob" && ageMs < 2_000`. */
export type Staleness = (read: StaleRead) => boolean;

/** Chooses the region that answers a read at the global login server; `reads` counts earlier reads of that path, from 0. */
export type ReadRoute = (read: { request: PartyRequest; reads: number }) => string;

/** What a read of a registry can see; the store itself is what the home region shows. */
export type RegistryView = Pick<RegistryStore, "repositories" | "tag" | "tags" | "manifest" | "blob" | "referrers">;

export interface Replicas {
  /** Regions with a replica, the home region aside. */
  regions(): string[];
  /** Lets changes from now on show late: at every read, or at those that the replica of a region answers. */
  lag(staleness: Staleness | undefined, region?: string): void;
  /** Lets the home region follow late, as imports read it: a build has pushed to a replica. Reads of clients are not changed. */
  lagHome(staleness: Staleness | undefined): void;
  /** What an import reads in the home region; undefined where that shows the truth. */
  homeView(): RegistryView | undefined;
  /** Lets the index under /acr/v1 follow late, whichever region answers: https://github.com/Azure/azure-cli/issues/7438 */
  lagIndex(staleness: Staleness | undefined): void;
  /** What the index shows to this read. */
  indexOf(request: PartyRequest, region: string | undefined): RegistryView;
  /** Lets regions answer reads at the global login server: by a function, or in turn for each path, the last one for good. */
  routeReads(route: ReadRoute | readonly string[] | undefined): void;
  /** What answers this read; `region` where its host names one. Counts the read. */
  viewOf(request: PartyRequest, region: string | undefined): RegistryView;
}

/** The replicas of a registry whose home region always shows the truth. */
export function createReplicas(store: RegistryStore, homeRegion: string, now: () => number): Replicas {
  const views = new Map<string, RegistryView>();
  const readsByPath = new Map<string, number>();
  let everywhere: RegistryView | undefined;
  let index: RegistryView | undefined;
  let route: ReadRoute | undefined;
  let home: RegistryView | undefined;

  const choose = (request: PartyRequest): string => {
    const reads = readsByPath.get(request.path) ?? 0;
    readsByPath.set(request.path, reads + 1);
    return route?.({ request, reads }) ?? homeRegion;
  };

  const replicas: Replicas = {
    regions: () => [...views.keys()],
    lagHome(staleness) {
      home = staleness === undefined ? undefined : createReplicaView(store, now, staleness);
    },
    homeView: () => home,
    lagIndex(staleness) {
      index = staleness === undefined ? undefined : createReplicaView(store, now, staleness);
    },
    indexOf: (request, named) => index ?? replicas.viewOf(request, named),
    lag(staleness, region) {
      if (region === homeRegion) throw new Error(`the home region ${region} always shows the truth`);
      const view = staleness === undefined ? undefined : createReplicaView(store, now, staleness);
      if (region === undefined) everywhere = view;
      else views.set(region, view ?? store);
    },
    routeReads(wanted) {
      readsByPath.clear();
      route =
        wanted === undefined || typeof wanted === "function"
          ? wanted
          : ({ reads }) => wanted[Math.min(reads, wanted.length - 1)] ?? homeRegion;
    },
    viewOf(request, named) {
      const region = named ?? choose(request);
      const view = views.get(region);
      // A regional endpoint may be there without a replica of its own setting; a route names replicas only.
      if (view === undefined && region !== homeRegion && named === undefined)
        throw new Error(`the registry has no replica in ${region}`);
      return view ?? everywhere ?? store;
    },
  };
  return replicas;
}

/** A view of a store in which changes from now on are seen once they are no longer stale; what is deleted is gone at once. */
function createReplicaView(store: RegistryStore, now: () => number, staleness: Staleness): RegistryView {
  const since = store.history.length;
  const readsByChange = new Map<StoreChange, number>();

  /** The oldest change of a row of stale ones that ends with the newest; undefined where the newest is seen. */
  const oldestHidden = (kind: StaleRead["kind"], repository: string, reference: string): StoreChange | undefined => {
    let hidden: StoreChange | undefined;
    for (let at = store.history.length - 1; at >= since; at--) {
      const change = store.history[at];
      if (change?.kind !== kind || change.repository !== repository) continue;
      if ((kind === "tag" ? change.tag : change.digest) !== reference) continue;
      const reads = readsByChange.get(change) ?? 0;
      readsByChange.set(change, reads + 1);
      if (!staleness({ kind, repository, reference, reads, ageMs: now() - change.time })) break;
      hidden = change;
    }
    return hidden;
  };

  const view: RegistryView = {
    repositories: store.repositories,
    tag(repository, name) {
      const stored = store.tag(repository, name);
      const hidden = oldestHidden("tag", repository, name);
      if (hidden === undefined || stored === undefined) return stored;
      const { previousDigest: digest, previousUpdateTime: lastUpdateTime } = hidden;
      return digest === undefined || lastUpdateTime === undefined ? undefined : { ...stored, digest, lastUpdateTime };
    },
    tags(repository) {
      const names = Object.keys(store.tags(repository));
      const shown = names.map((name) => view.tag(repository, name)).filter((tag) => tag !== undefined);
      return Object.fromEntries(shown.map(({ name, digest }) => [name, digest]));
    },
    manifest(repository, reference) {
      if (reference.startsWith("sha256:"))
        return oldestHidden("manifest", repository, reference) === undefined
          ? store.manifest(repository, reference)
          : undefined;
      // A tag that shows brings its manifest along.
      const digest = view.tag(repository, reference)?.digest;
      return digest === undefined ? undefined : store.manifest(repository, digest);
    },
    blob: (repository, digest) =>
      oldestHidden("blob", repository, digest) === undefined ? store.blob(repository, digest) : undefined,
    referrers: (repository, subject) =>
      store
        .referrers(repository, subject)
        .filter((referrer) => view.manifest(repository, referrer.digest) !== undefined),
  };
  return view;
}
