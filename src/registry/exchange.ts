// Sends authorized requests to one registry and follows the redirects that are allowed. Callers interpret the responses.
import { ManifestError, RegistryError } from "../errors.ts";
import type { Http, HttpRequest, HttpResponse } from "../http/http.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import type { Log } from "../ports.ts";
import { PROBLEMS, type Side } from "../problems.ts";
import { azureNameOf } from "../role-grant.ts";
import { redirectTarget } from "./api-url.ts";
import type { Authorization, RepositoryScope } from "./auth/authorization.ts";
import {
  type FailedExchange,
  type LoginUse,
  missingError,
  type RegistryFlavour,
  redirectError,
  responseError,
} from "./response-error.ts";

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
  /** Where a redirect may lead; one to any other host is returned as the response. Undefined: to every public host. */
  readonly isOwnSite?: (host: string) => boolean;
  /** Media types, in lower case and without parameters, that a successful response may have. */
  readonly expected: (mediaType: string) => boolean;
  readonly repeat: "safe" | "optional" | "probe";
  /** "Reading contosodev.azurecr.io/api:1.4.2" */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly closeAfter?: HttpRequest["closeAfter"];
  readonly onThrottled?: () => void;
  readonly onHeld?: (isHeld: boolean) => void;
}

/** A change of attributes. It sets fixed values, so that it is repeated as a read is. */
export interface RegistryChange extends Omit<RegistryRead, "method"> {
  readonly method: "PATCH";
  /** JSON. */
  readonly body: string;
}

/** A response, and the URL that it came from after redirects. */
export interface RegistryResponse {
  readonly response: HttpResponse;
  readonly url: URL;
  readonly read: RegistryRead | RegistryChange;
  readonly use: LoginUse;
}

/** Requests to one registry under one identity. */
export interface RegistryExchange {
  /** @throws AuthenticationError, NetworkError, RegistryError `REGISTRY_REDIRECTED` or, for a target, `TARGET_IS_CACHE` */
  send(read: RegistryRead | RegistryChange): Promise<RegistryResponse>;
  /** Without credentials, as pages after a redirect are read. */
  sendWithoutCredentials(read: RegistryRead): Promise<RegistryResponse>;
  /** The error for a response with a bad status. */
  failure(response: RegistryResponse): RegistryError;
  /** The error for an image of the source that does not exist, with the registry's words. */
  missing(response: RegistryResponse): RegistryError;
  /** The error for a response with a good status and bad content. */
  invalid(response: RegistryResponse, why: string): RegistryError;
  /** The error for content with another digest. */
  mismatch(what: string, why: string): ManifestError;
}

/** Remaining pulls from which on the rate limit is reported. */
const RATE_LIMIT_LOW = 10;

/** Requests to one registry under one identity. */
export function createRegistryExchange(options: RegistryExchangeOptions): RegistryExchange {
  const { host, side, flavour, authorization, http, log } = options;
  let isLowReported = false;

  async function send(read: RegistryRead | RegistryChange): Promise<RegistryResponse> {
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
    if (side === "target" && isFromUpstream(response)) throw cacheRule(read);
    reportRateLimit(response);
    const isSent = header !== undefined || authorization.origin.kind === "none";
    return follow({ response, url, read, use: isSent ? "sent" : "not-requested" });
  }

  function cacheRule({ repository, what }: Pick<RegistryRead, "repository" | "what">): RegistryError {
    return new RegistryError(
      "TARGET_IS_CACHE",
      `${what} returned content of another registry (X-Azure-Origin: upstream). The repository ${repository} is under a cache rule of ${host}, and Azure does not import into such a repository.`,
      {
        side,
        causeKey: `${host}/${repository}`,
        remedy: PROBLEMS.TARGET_IS_CACHE.remedy.replaceAll("<registry>", azureNameOf(host)),
      },
    );
  }

  async function sendWithoutCredentials(read: RegistryRead): Promise<RegistryResponse> {
    const { url } = read;
    return follow({ response: await sendOnce(read, url, undefined), url, read, use: "redirected" });
  }

  function sendOnce(read: RegistryRead | RegistryChange, url: URL, header: string | undefined): Promise<HttpResponse> {
    const { method, accept, maxBodyBytes, repeat, what, signal, closeAfter, onThrottled, onHeld } = read;
    const body = read.method === "PATCH" ? read.body : undefined;
    return http.send({
      method,
      url,
      headers: {
        ...(accept !== undefined && { accept }),
        ...(header !== undefined && { authorization: header }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
      maxBodyBytes,
      repeat,
      what,
      stage: method === "PATCH" ? "import" : "observe",
      side,
      signal,
      ...(closeAfter !== undefined && { closeAfter }),
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
        const most = hops === 1 ? "only one redirect is followed" : `only ${hops} redirects are followed`;
        const allowed = hops === 0 ? "redirects are not followed here" : most;
        throw redirectError(exchangeOf(current), allowed);
      }
      if (url === undefined)
        throw redirectError(exchangeOf(current), "only redirects to https and a public host name are followed");
      // Without credentials, even on the same host: they were meant for the first URL only.
      current = { ...current, response: await sendOnce(first.read, url, undefined), url, use: "redirected" };
    }
    return current;
  }

  function exchangeOf({ response, url, read, use }: RegistryResponse): FailedExchange {
    const login = { origin: authorization.origin, use };
    const { redact } = http;
    return { response, method: read.method, url, what: read.what, host, side, flavour, login, redact };
  }

  function reportRateLimit({ headers }: HttpResponse): void {
    const remaining = /^([0-9]{1,9})(?:;|$)/.exec(headers.get("ratelimit-remaining") ?? "")?.[1];
    if (remaining === undefined || Number(remaining) > RATE_LIMIT_LOW || isLowReported) return;
    isLowReported = true;
    const advice =
      host === DOCKER_HUB && authorization.origin.kind === "none"
        ? " Run docker/login-action, or set source-username and source-password, for a higher limit."
        : "";
    log.notice(`${host} allows only ${remaining} more pulls for now.${advice}`);
  }

  return {
    send,
    sendWithoutCredentials,
    failure: (response) => responseError(exchangeOf(response)),
    missing: (response) => missingError(exchangeOf(response)),
    invalid: ({ read }, why) =>
      new RegistryError("REGISTRY_ANSWER_INVALID", `${read.what} failed: ${why}.`, {
        side,
        causeKey: host,
        remedy: `Check that ${host} is a container registry, and that no proxy changes its responses.`,
      }),
    mismatch: (what, why) =>
      new ManifestError("DIGEST_MISMATCH", `${what} failed: ${why}.`, {
        side,
        causeKey: host,
      }),
  };
}

/**
 * True for content that an ACR does not hold: it comes from the upstream of a cache rule, until it is cached.
 * https://github.com/Azure/acr/issues/862 (a comment of the ACR team, 28 April 2026)
 */
function isFromUpstream({ headers }: HttpResponse): boolean {
  return headers.get("x-azure-origin")?.toLowerCase() === "upstream";
}

/** True for a redirect. */
export function isRedirect({ status }: HttpResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
