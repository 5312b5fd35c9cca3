// Sends authorized requests to one registry and follows the redirects that are allowed. What a response means is the callers' matter.
import { ManifestError, RegistryError } from "../errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import type { Log } from "../ports.ts";
import type { Side } from "../problems.ts";
import { redirectTarget } from "./api-url.ts";
import type { Authorization, RepositoryScope } from "./auth/authorization.ts";
import { type FailedExchange, type RegistryFlavour, redirectError, responseError } from "./response-error.ts";

/** What {@link createRegistryExchange} is made of. */
export interface RegistryExchangeOptions {
  /** As references name it: login server, `docker.io`, … */
  readonly host: string;
  readonly side: Side;
  readonly flavour: RegistryFlavour;
  readonly authorization: Authorization;
  readonly http: Http;
  readonly log: Pick<Log, "notice" | "debug">;
}

/** One read of a registry's API. */
export interface RegistryRead extends RepositoryScope {
  readonly method: "GET" | "HEAD";
  readonly url: URL;
  readonly accept?: string;
  readonly maxBodyBytes: number;
  /** Redirects that are followed at most. */
  readonly hops: number;
  /** Where a redirect may lead; a redirect to any other host is the response itself. Undefined: to every public host. */
  readonly isOwnSite?: (host: string) => boolean;
  /** Media types, in lower case and without parameters, that a success may have. */
  readonly expected: (mediaType: string) => boolean;
  readonly repeat: "safe" | "optional" | "probe";
  /** "Reading contosodev.azurecr.io/api:1.4.2" */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly onThrottled?: () => void;
  readonly onHeld?: (isHeld: boolean) => void;
}

/** A response, and where it came from in the end. */
export interface RegistryResponse {
  readonly response: HttpResponse;
  readonly url: URL;
  readonly read: RegistryRead;
  /** What was sent to get it; not to be quoted back. */
  readonly secrets: readonly string[];
}

/** Requests to one registry under one identity. */
export interface RegistryExchange {
  /** @throws AuthenticationError, NetworkError, RegistryError `REGISTRY_REDIRECTED` */
  send(read: RegistryRead): Promise<RegistryResponse>;
  /** Without any header of ours but Accept, as pages beyond a redirect are read. */
  sendBare(read: RegistryRead): Promise<RegistryResponse>;
  /** The error for a response that is not what was requested. */
  failure(response: RegistryResponse): RegistryError;
  invalid(response: RegistryResponse, why: string): RegistryError;
  mismatch(what: string, why: string): ManifestError;
}

/** From where on a shrinking allowance is reported. */
const RATE_LIMIT_LOW = 10;

/** Requests to one registry under one identity. */
export function createRegistryExchange(options: RegistryExchangeOptions): RegistryExchange {
  const { host, side, flavour, authorization, http, log } = options;
  let isLowReported = false;

  async function send(read: RegistryRead): Promise<RegistryResponse> {
    const { url, signal } = read;
    let header = await authorization.authorize(read, signal);
    let response = await sendOnce(read, url, header);
    if (response.status === 401) {
      const refusal = { authorization: header, challenge: response.headers.get("www-authenticate") };
      const renewed = await authorization.renew(read, refusal, signal);
      if (renewed !== undefined) {
        header = renewed;
        response = await sendOnce(read, url, header);
      }
    }
    reportRateLimit(response);
    return follow({ response, url, read, secrets: secretsOf(header) });
  }

  async function sendBare(read: RegistryRead): Promise<RegistryResponse> {
    const { url } = read;
    return follow({ response: await sendOnce(read, url, undefined), url, read, secrets: [] });
  }

  function sendOnce(read: RegistryRead, url: URL, header: string | undefined): Promise<HttpResponse> {
    const { method, accept, maxBodyBytes, repeat, what, signal, onThrottled, onHeld } = read;
    return http.send({
      method,
      url,
      headers: {
        ...(accept !== undefined && { accept }),
        ...(header !== undefined && { authorization: header }),
      },
      maxBodyBytes,
      repeat,
      what,
      stage: "observe",
      side,
      signal,
      ...(onThrottled !== undefined && { onThrottled }),
      ...(onHeld !== undefined && { onHeld }),
    });
  }

  async function follow(first: RegistryResponse): Promise<RegistryResponse> {
    let current = first;
    const { hops, isOwnSite } = first.read;
    for (let hop = 1; isRedirect(current.response); hop += 1) {
      const url = redirectTarget(current.response.headers.get("location"), current.url);
      if (isOwnSite !== undefined && (url === undefined || !isOwnSite(url.host))) return current;
      if (hop > hops) {
        const allowed = hops === 0 ? "none is followed here" : `no more than ${hops} are followed`;
        throw redirectError(exchangeOf(current), allowed);
      }
      if (url === undefined) throw redirectError(exchangeOf(current), "only https to a public host name is followed");
      // Bare of everything but Accept: even on the same host, what we hold was meant for the first URL only.
      current = { ...current, response: await sendOnce(first.read, url, undefined), url };
    }
    return current;
  }

  function exchangeOf({ response, url, read, secrets }: RegistryResponse): FailedExchange {
    return { response, method: read.method, url, what: read.what, host, side, flavour, secrets };
  }

  function reportRateLimit({ headers }: HttpResponse): void {
    const remaining = /^([0-9]{1,9})(?:;|$)/.exec(headers.get("ratelimit-remaining") ?? "")?.[1];
    if (remaining === undefined || Number(remaining) > RATE_LIMIT_LOW || isLowReported) return;
    isLowReported = true;
    const advice = host === DOCKER_HUB ? " Log in with source-username and source-password for a higher limit." : "";
    log.notice(`${host} allows ${remaining} more pulls for now.${advice}`);
  }

  return {
    send,
    sendBare,
    failure: (response) => responseError(exchangeOf(response)),
    invalid: ({ read }, why) =>
      new RegistryError("REGISTRY_ANSWER_INVALID", `${read.what} failed: ${why}.`, {
        side,
        causeKey: host,
        remedy: `Check that ${host} is a container registry, and proxies before it.`,
      }),
    mismatch: (what, why) =>
      new ManifestError("DIGEST_MISMATCH", `${what} failed: ${why}.`, {
        side,
        causeKey: host,
      }),
  };
}

/** True for a response that sends the reader to another URL. */
export function isRedirect({ status }: HttpResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function secretsOf(header: string | undefined): readonly string[] {
  const secret = header?.split(" ")[1];
  return secret === undefined ? [] : [secret];
}
