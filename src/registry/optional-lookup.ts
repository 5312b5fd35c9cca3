// Decides for every lookup that an image can do without whether its result is known, absent or unknown, and how much time
// an endpoint gets. The only place that decides this.
import { DeadlinePassed, withDeadline } from "../deadline.ts";
import { AuthenticationError, NetworkError, PromotionError, problemOf, RegistryError } from "../errors.ts";
import type { HttpResponse } from "../http/http.ts";
import { type Join, shareCall } from "../http/shared-call.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import type { Clock, Log, Lookup } from "../ports.ts";
import { isRedirect, type RegistryRead, type RegistryResponse } from "./exchange.ts";
import { type RegistryFlavour, statedErrors } from "./response-error.ts";

/** Endpoints that a registry may lack or refuse although it serves the image. `head`: HEAD of a manifest by its tag. */
export type OptionalEndpoint = "referrers" | "tags" | "head";

/** How one attempt at an endpoint is made. */
export type Attempt = Pick<RegistryRead, "repeat" | "signal" | "onHeld">;

/** What is not there: the endpoint in the whole registry or in this repository, or only the subject of this lookup. */
export interface Absence {
  readonly kind: "absent";
  readonly scope: "registry" | "repository" | "subject";
}

/** What an attempt at an endpoint found; what it throws is unknown. */
export type Finding<T> = Extract<Lookup<T>, { kind: "known" }> | Absence;

/** What {@link createOptionalLookups} is made of. */
export interface OptionalLookupOptions {
  readonly host: string;
  readonly flavour: RegistryFlavour;
  readonly clock: Clock;
  readonly log: Pick<Log, "debug">;
}

/** Optional lookups at one registry, with a memory of what the registry lacks. */
export interface OptionalLookups {
  /** Looks something up at an endpoint that the registry may lack. Rejects only with the signal's reason and for defects. */
  at<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: (how: Attempt) => Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>>;
  /** Reads something that may be absent from an endpoint that the registry is known to have. */
  read<T>(attempt: (how: Attempt) => Promise<T | undefined>, signal: AbortSignal): Promise<Lookup<T>>;
  /** The absence that a response shows of the endpoint itself; undefined: the endpoint answered. */
  absenceOf(received: RegistryResponse): Absence | undefined;
  /** Whether a HEAD's 404 proves that a tag is absent. Nexus and Harbor's proxy projects answer so for what GET delivers. */
  readonly isHeadBelieved: boolean;
}

/** How long an endpoint that has not worked yet may take, once a run. Waiting for the host's turn does not count. */
const PROBE_MS = 5_000;
/** Refusals that concern one repository: others may still be served. 424 is ACR's for a repository behind a cache rule. */
const REFUSED = new Set([401, 403, 424]);
/** An endpoint that does not exist; older registries refuse what they do not know in other ways than by 404. */
const LACKING = new Set([400, 404, 405, 406, 415, 501]);

type EndpointState =
  | { readonly kind: "untried" }
  /** It answered, but without a result for one repository; it may serve the next one. */
  | { readonly kind: "answers" }
  | { readonly kind: "works" }
  | { readonly kind: "absent" }
  /** The one short try failed; it is not asked again in this run. */
  | { readonly kind: "given-up"; readonly lookup: Extract<Lookup<never>, { kind: "unknown" }> };

/** Optional lookups at one registry. */
export function createOptionalLookups(options: OptionalLookupOptions): OptionalLookups {
  const { host, flavour, clock, log } = options;
  const states = new Map<OptionalEndpoint, EndpointState>();
  const lackingRepositories = new Set<string>();
  const probes = new Map<OptionalEndpoint, Join<void>>();
  // ACR is known to have them all.
  const isKnownToWork = flavour === "acr";
  const patience = isKnownToWork ? "safe" : "optional";

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
      if (state.kind === "works") return settle(endpoint, repository, attempt({ repeat: patience, signal }), signal);
      const probing = probes.get(endpoint);
      if (state.kind === "answers") return probe(endpoint, repository, attempt, signal);
      if (probing === undefined) {
        const { promise, resolve } = Promise.withResolvers<void>();
        probes.set(
          endpoint,
          shareCall(() => promise),
        );
        try {
          return await probe(endpoint, repository, attempt, signal);
        } finally {
          probes.delete(endpoint);
          resolve();
        }
      }
      await probing(signal);
    }
  }

  /** One attempt within the short time of an endpoint that has not worked yet. */
  async function probe<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: (how: Attempt) => Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>> {
    const limited = withDeadline(clock, PROBE_MS, signal);
    try {
      return await settle(
        endpoint,
        repository,
        attempt({ repeat: "probe", signal: limited.signal, onHeld: limited.hold }),
        signal,
      );
    } finally {
      limited.clear();
    }
  }

  async function settle<T>(
    endpoint: OptionalEndpoint,
    repository: string,
    attempt: Promise<Finding<T>>,
    signal: AbortSignal,
  ): Promise<Lookup<T>> {
    // That an endpoint works is never undone: one absence or failure after it says nothing of the next lookup.
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
        states.set(endpoint, isRefusal(error) ? { kind: "answers" } : { kind: "given-up", lookup });
      }
      return lookup;
    }
  }

  function remember(endpoint: OptionalEndpoint, repository: string, scope: Absence["scope"]): void {
    if (scope === "subject") {
      states.set(endpoint, { kind: "answers" });
      return;
    }
    const where = scope === "registry" ? host : `${host}/${repository}`;
    log.debug(`${where} does not serve ${NAMES[endpoint]}; it is not requested there again in this run.`);
    states.set(endpoint, { kind: scope === "registry" ? "absent" : "answers" });
    if (scope === "repository") lackingRepositories.add(`${endpoint} ${repository}`);
  }

  function absenceOf({ response, read }: RegistryResponse): Absence | undefined {
    const { status } = response;
    const codes = statedErrors(response).map(({ code }) => code);
    // ACR has them all, save for referrers in registries with a customer-managed key; anything else is a failure there.
    if (isKnownToWork) {
      const isLacking = [404, 405, 501].includes(status) || (status === 400 && codes.includes("UNSUPPORTED"));
      return isLacking ? { kind: "absent", scope: "repository" } : undefined;
    }
    // A redirect that was not followed leaves the registry's own site: a sign-in page, or ghcr.io's to github.com.
    if (isRedirect(response) && read.isOwnSite !== undefined) return { kind: "absent", scope: "registry" };
    if (status === 404 && codes.includes("MANIFEST_UNKNOWN")) return { kind: "absent", scope: "subject" };
    if (LACKING.has(status)) {
      const stated = codes.filter((code) => code !== "");
      // A 404 without a code concerns one path: Artifactory and reverse proxies serve each repository from another place.
      const isOfRepository = stated.length === 0 ? status === 404 : stated.some((code) => code !== "UNSUPPORTED");
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
        const value = await attempt({ repeat: patience, signal });
        return value === undefined ? { kind: "absent" } : { kind: "known", value };
      } catch (error) {
        signal.throwIfAborted();
        const lookup = unknownOf(error, host);
        log.debug(lookup.problem.message);
        return lookup;
      }
    },
    isHeadBelieved: flavour === "acr" || host === DOCKER_HUB,
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

/** False for a page for people, such as a sign-in page in place of an API's response. */
export function isMachineReadable(mediaType: string): boolean {
  return mediaType !== "text/html" && mediaType !== "application/xhtml+xml";
}

/** Why a lookup has no result. Defects are rethrown. */
function unknownOf(
  error: unknown,
  host: string,
  endpoint?: OptionalEndpoint,
): Extract<Lookup<never>, { kind: "unknown" }> {
  if (error instanceof PromotionError) return { kind: "unknown", problem: problemOf(error, "observe") };
  if (!(error instanceof DeadlinePassed)) throw error;
  const what = endpoint === undefined ? "one response" : NAMES[endpoint];
  const seconds = PROBE_MS / 1000;
  const message = `${host} did not answer the request for ${what} within ${seconds} s.`;
  return {
    kind: "unknown",
    problem: problemOf(new NetworkError("NETWORK_TIMEOUT", message, { host, sent: true }), "observe"),
  };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof AuthenticationError) return true;
  return error instanceof RegistryError && error.status !== undefined && REFUSED.has(error.status);
}
