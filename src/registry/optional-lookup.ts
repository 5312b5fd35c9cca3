// Decides whether the result of an optional lookup is known, absent or unknown, and how much time an endpoint gets. The only
// place that decides this.
import { abortable, DeadlinePassed, withDeadline } from "../deadline.ts";
import { AuthenticationError, NetworkError, PromotionError, problemOf, RegistryError } from "../errors.ts";
import type { HttpResponse } from "../http/http.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import type { Clock, Log, Lookup } from "../ports.ts";
import { isRedirect, type RegistryRead, type RegistryResponse } from "./exchange.ts";
import { type RegistryFlavour, statedErrors } from "./response-error.ts";

/** Endpoints that a registry may lack or refuse although it serves the image. `head`: HEAD of a manifest by its tag. */
export type OptionalEndpoint = "referrers" | "tags" | "head";

/** How one request to an endpoint is sent. */
export type Attempt = Pick<RegistryRead, "repeat" | "signal" | "onHeld">;

/** What is absent: the endpoint in the whole registry or in this repository, or only the subject of this lookup. */
export interface Absence {
  readonly kind: "absent";
  readonly scope: "registry" | "repository" | "subject";
}

/** The result of one attempt. If it throws, the result is unknown. */
export type Finding<T> = Extract<Lookup<T>, { kind: "known" }> | Absence;

/** What {@link createOptionalLookups} is made of. */
export interface OptionalLookupOptions {
  readonly host: string;
  readonly flavour: RegistryFlavour;
  readonly clock: Clock;
  readonly log: Pick<Log, "debug">;
}

/** Optional lookups at one registry. Remembers which endpoints the registry lacks. */
export interface OptionalLookups {
  /** Looks up something at an endpoint that the registry may lack. Rejects only with the signal's reason and for defects. */
  at<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: (how: Attempt) => Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>>;
  /** Reads something that may be absent, from an endpoint that every registry has. */
  read<T>(attempt: (how: Attempt) => Promise<T | undefined>, signal: AbortSignal): Promise<Lookup<T>>;
  /** The absence of the endpoint that a response proves; undefined: the endpoint exists. */
  absenceOf(received: RegistryResponse): Absence | undefined;
  /** Whether a 404 to HEAD proves that a tag is absent. Nexus and Harbor's proxy projects respond 404 to HEAD where GET succeeds. */
  readonly isHeadReliable: boolean;
}

/** Time limit of the first request to an endpoint that has not worked yet. Waiting for the host's permit does not count. */
const PROBE_MS = 5_000;
/** Refusals for one repository: others may still be served. 424 is ACR's for a repository behind a cache rule. */
const REFUSED = new Set([401, 403, 424]);
/** Statuses of an endpoint that does not exist; older registries use other ones than 404. */
const LACKING = new Set([400, 404, 405, 406, 415, 501]);

type EndpointState =
  | { readonly kind: "untried" }
  /** It responded, but without a result for one repository. It may serve the next one. */
  | { readonly kind: "responds" }
  | { readonly kind: "works" }
  | { readonly kind: "absent" }
  /** The short first attempt failed. It is not requested again in this run. */
  | { readonly kind: "given-up"; readonly lookup: Extract<Lookup<never>, { kind: "unknown" }> };

/** Optional lookups at one registry. */
export function createOptionalLookups(options: OptionalLookupOptions): OptionalLookups {
  const { host, flavour, clock, log } = options;
  const states = new Map<OptionalEndpoint, EndpointState>();
  const lackingRepositories = new Set<string>();
  const probes = new Map<OptionalEndpoint, Promise<void>>();
  // ACR has all of these endpoints.
  const isKnownToWork = flavour === "acr";
  const repeat = isKnownToWork ? "safe" : "optional";

  const stateOf = (endpoint: OptionalEndpoint): EndpointState =>
    states.get(endpoint) ?? { kind: isKnownToWork ? "works" : "untried" };

  async function at<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: (how: Attempt) => Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>> {
    for (;;) {
      signal.throwIfAborted();
      const state = stateOf(endpoint);
      if (state.kind === "absent" || lackingRepositories.has(`${endpoint} ${repository}`)) return { kind: "absent" };
      if (state.kind === "given-up") return state.lookup;
      if (state.kind === "works") return settle(endpoint, repository, attempt({ repeat, signal }), signal);
      const probing = probes.get(endpoint);
      if (state.kind === "responds") return probe(endpoint, repository, attempt, signal);
      if (probing === undefined) {
        const { promise, resolve } = Promise.withResolvers<void>();
        probes.set(endpoint, promise);
        try {
          return await probe(endpoint, repository, attempt, signal);
        } finally {
          probes.delete(endpoint);
          resolve();
        }
      }
      await abortable(probing, signal);
    }
  }

  /** One attempt within the short time limit of an endpoint that has not worked yet. */
  async function probe<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: (how: Attempt) => Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>> {
    const deadline = withDeadline(clock, PROBE_MS, signal);
    try {
      return await settle(
        endpoint,
        repository,
        attempt({ repeat: "probe", signal: deadline.signal, onHeld: deadline.hold }),
        signal,
      );
    } finally {
      deadline.clear();
    }
  }

  async function settle<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>> {
    // An endpoint that worked once counts as working: a later absence or failure proves nothing for the next lookup.
    const isProven = () => stateOf(endpoint).kind === "works";
    try {
      const finding = await attempt;
      if (finding.kind === "known") {
        states.set(endpoint, { kind: "works" });
        return finding;
      }
      if (!isProven()) remember(endpoint, repository, finding.scope);
      return { kind: "absent" };
    } catch (error) {
      signal.throwIfAborted();
      const lookup = unknownOf(error, host, endpoint);
      log.debug(lookup.problem.message);
      if (!isProven()) {
        states.set(endpoint, isRefusal(error) ? { kind: "responds" } : { kind: "given-up", lookup });
      }
      return lookup;
    }
  }

  function remember(endpoint: OptionalEndpoint, repository: string, scope: Absence["scope"]): void {
    if (scope === "subject") {
      states.set(endpoint, { kind: "responds" });
      return;
    }
    const where = scope === "registry" ? host : `${host}/${repository}`;
    log.debug(`${where} does not support ${NAMES[endpoint]}; it is not requested there again in this run.`);
    states.set(endpoint, { kind: scope === "registry" ? "absent" : "responds" });
    if (scope === "repository") lackingRepositories.add(`${endpoint} ${repository}`);
  }

  function absenceOf({ response, read }: RegistryResponse): Absence | undefined {
    const { status } = response;
    const codes = statedErrors(response).map(({ code }) => code);
    // ACR has all endpoints, except referrers in registries with a customer-managed key. Anything else is a failure.
    if (isKnownToWork) {
      const isLacking = [404, 405, 501].includes(status) || (status === 400 && codes.includes("UNSUPPORTED"));
      return isLacking ? { kind: "absent", scope: "repository" } : undefined;
    }
    // A redirect that was not followed leads away from the registry's site: to a sign-in page, or from ghcr.io to github.com.
    if (isRedirect(response) && read.isOwnSite !== undefined) return { kind: "absent", scope: "registry" };
    if (status === 404 && codes.includes("MANIFEST_UNKNOWN")) return { kind: "absent", scope: "subject" };
    if (LACKING.has(status)) {
      const stated = codes.filter((code) => code !== "");
      // A 404 without a code concerns one path: Artifactory and reverse proxies have a backend per repository.
      const isOfPath = stated.length === 0 ? status === 404 : stated.some((code) => code !== "UNSUPPORTED");
      // Docker Hub is one service for all repositories.
      const isOfRepository = isOfPath && host !== DOCKER_HUB;
      return { kind: "absent", scope: isOfRepository ? "repository" : "registry" };
    }
    if (status === 200 && !read.expected(mediaTypeOf(response))) return { kind: "absent", scope: "repository" };
    return undefined;
  }

  return {
    at,
    absenceOf,
    async read<T>(attempt: (how: Attempt) => Promise<T | undefined>, signal: AbortSignal): Promise<Lookup<T>> {
      try {
        const value = await attempt({ repeat, signal });
        return value === undefined ? { kind: "absent" } : { kind: "known", value };
      } catch (error) {
        signal.throwIfAborted();
        const lookup = unknownOf(error, host);
        log.debug(lookup.problem.message);
        return lookup;
      }
    },
    isHeadReliable: flavour === "acr" || host === DOCKER_HUB,
  };
}

const NAMES: Readonly<Record<OptionalEndpoint, string>> = {
  referrers: "the referrers API",
  tags: "a list of tags",
  head: "HEAD of a manifest",
};

/** Media type of a response in lower case, without parameters; empty where none is stated. */
export function mediaTypeOf({ headers }: HttpResponse): string {
  return (headers.get("content-type")?.split(";")[0] ?? "").trim().toLowerCase();
}

/** False for an HTML page, such as a sign-in page in place of the API's response. */
export function isMachineReadable(mediaType: string): boolean {
  return mediaType !== "text/html" && mediaType !== "application/xhtml+xml";
}

/** Turns an error into an unknown result. Defects are rethrown. */
function unknownOf(
  error: unknown,
  host: string,
  endpoint?: OptionalEndpoint,
): Extract<Lookup<never>, { kind: "unknown" }> {
  if (error instanceof PromotionError) return { kind: "unknown", problem: problemOf(error, "observe") };
  if (!(error instanceof DeadlinePassed)) throw error;
  const what = endpoint === undefined ? "an optional lookup" : NAMES[endpoint];
  const seconds = PROBE_MS / 1000;
  const message = `${host} did not respond to the request for ${what} within ${seconds} s.`;
  return {
    kind: "unknown",
    problem: problemOf(new NetworkError("NETWORK_TIMEOUT", message, { host, sent: true }), "observe"),
  };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof AuthenticationError) return true;
  return error instanceof RegistryError && error.status !== undefined && REFUSED.has(error.status);
}
