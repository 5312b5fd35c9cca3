// How one registry is reached: its API, its identity, and where its redirects may lead. The readers of this folder share it.
import type { Pause } from "../image-time.ts";
import { type Digest, isDigest } from "../oci/digest.ts";
import { formatReference } from "../oci/reference.ts";
import type { Clock, Log } from "../ports.ts";
import type { Side } from "../problems.ts";
import { apiOrigin } from "./api-url.ts";
import { createRegistryExchange, type RegistryExchange, type RegistryExchangeOptions } from "./exchange.ts";
import { createOptionalLookups, type OptionalLookups } from "./optional-lookup.ts";
import type { RegistryFlavour } from "./response-error.ts";

/** What {@link createRegistryAccess} is made of. */
export interface RegistryAccessOptions extends RegistryExchangeOptions {
  readonly clock: Clock;
  /** The pauses that requests of `http` and of `authorization` waited for. */
  readonly pauses: () => readonly Pause[];
  /** Whether another host belongs to the registry's own site. Undefined: only the registry's own host does. */
  readonly isOwnSite?: (host: string) => boolean;
}

/** One registry under one identity. */
export interface RegistryAccess {
  readonly host: string;
  readonly side: Side;
  readonly flavour: RegistryFlavour;
  readonly clock: Clock;
  readonly log: Pick<Log, "debug">;
  readonly exchange: RegistryExchange;
  readonly lookups: OptionalLookups;
  /** Origin of the API. */
  readonly origin: string;
  /** Redirects of a read that are followed at most. */
  readonly hops: number;
  /** Where a redirect of an optional endpoint may lead. Undefined: such a redirect is an error, because an ACR has none. */
  readonly isOwnSite?: (host: string) => boolean;
  /** `host/repository@sha256:…` or `host/repository:tag` */
  readonly nameOf: (repository: string, reference: string | Digest) => string;
}

/** Registries other than ACR may redirect a read, as registry.k8s.io does to regional hosts. */
const READ_HOPS_MAX = 3;

/** Opens the exchange with one registry; sends nothing yet. */
export function createRegistryAccess(options: RegistryAccessOptions): RegistryAccess {
  const { host, side, flavour, clock, log } = options;
  const origin = apiOrigin(host);
  const ownHost = new URL(origin).host;
  const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;
  const isOwnSite = flavour === "acr" ? undefined : (options.isOwnSite ?? ((other: string) => other === ownHost));
  return {
    host,
    side,
    flavour,
    clock,
    log,
    exchange: createRegistryExchange(options),
    lookups: createOptionalLookups({ host, flavour, clock, log }),
    origin,
    hops: readHops,
    ...(isOwnSite !== undefined && { isOwnSite }),
    nameOf: (repository, reference) =>
      formatReference({
        registry: host,
        repository,
        ...(isDigest(reference) ? { digest: reference } : { tag: reference }),
      }),
  };
}
