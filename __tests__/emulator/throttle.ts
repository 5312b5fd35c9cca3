// Owns a request budget per minute, as Azure gives one to each registry and identity. Off unless a test sets a limit.
// https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling

/** The classes in which a registry counts, each per minute. */
export interface RegistryLimits {
  /** GET and HEAD of manifests, blobs, lists and metadata. */
  dataplaneRead?: number;
  dataplaneWrite?: number;
  dataplaneDelete?: number;
  /** Listing referrers counts as a read too. */
  listReferrers?: number;
  oauth?: number;
  /** Shorter than a minute where a test must not wait. */
  windowMs?: number;
}

/** The limits of a Basic or Standard registry per identity, as documented. */
export const STANDARD_LIMITS_PER_IDENTITY: RegistryLimits = {
  dataplaneRead: 5_000,
  dataplaneWrite: 1_000,
  dataplaneDelete: 500,
  listReferrers: 250,
  oauth: 10_000,
};

/** The limits of a Premium registry per identity, as documented. */
export const PREMIUM_LIMITS_PER_IDENTITY: RegistryLimits = {
  dataplaneRead: 10_000,
  dataplaneWrite: 2_000,
  dataplaneDelete: 2_000,
  listReferrers: 1_000,
  oauth: 20_000,
};

export interface Throttle {
  /** Seconds to wait where the budget of that key is spent, counting down; undefined where the request may pass. */
  take(key: string, limit: number | undefined, windowMs?: number): number | undefined;
}

export function createThrottle(now: () => number): Throttle {
  const windows = new Map<string, { startedAt: number; taken: number }>();
  return {
    take(key, limit, windowMs = 60_000) {
      if (limit === undefined) return undefined;
      const current = windows.get(key);
      const window =
        current !== undefined && now() - current.startedAt < windowMs ? current : { startedAt: now(), taken: 0 };
      windows.set(key, window);
      window.taken += 1;
      return window.taken <= limit ? undefined : Math.max(1, Math.ceil((window.startedAt + windowMs - now()) / 1000));
    },
  };
}
