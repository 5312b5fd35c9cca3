// Logs in to any registry by its challenge: Docker Hub, GHCR, Harbor, quay, GitLab … realm.ts decides who may receive a credential.
// https://distribution.github.io/distribution/spec/auth/token/
import { Coalescer } from "../../coalesce.ts";
import { AuthenticationError, RegistryError } from "../../errors.ts";
import { ERROR_MAX_BYTES, type Http, type HttpResponse } from "../../http/http.ts";
import { DOCKER_HUB } from "../../oci/reference.ts";
import type { Clock } from "../../ports.ts";
import type { Side } from "../../problems.ts";
import { type IssuedToken, TokenCache } from "../../token-cache.ts";
import { apiOrigin, apiUrl } from "../api-url.ts";
import { responseError } from "../response-error.ts";
import {
  type Authorization,
  formatBasic,
  formatScope,
  type Refusal,
  type RegistryLogin,
  type RepositoryScope,
} from "./authorization.ts";
import { parseChallenges } from "./challenge.ts";
import { resolveRealm } from "./realm.ts";
import { groupRepositories } from "./token-groups.ts";
import { requestToken, tokenPurpose } from "./token-request.ts";
import { parseTokenResponse } from "./token-response.ts";

/** What {@link createTokenAuthorization} is made of. */
export interface TokenAuthorizationOptions {
  /** As references name it, e.g. `docker.io`. */
  readonly host: string;
  readonly side: Side;
  readonly login: RegistryLogin;
  /** Repositories that will be read, so that one token of Docker Hub can cover several of them. Others can be read too. */
  readonly repositories?: readonly string[];
  /** Hosts that the user trusts as token services of this registry. */
  readonly trustedTokenHosts: readonly string[];
  readonly http: Http;
  readonly clock: Clock;
  /** Called with every secret before its first use. */
  readonly mask: (secret: string) => void;
}

/** How to log in, discovered from the registry's last challenge. */
type Method =
  | { readonly kind: "token-service"; readonly url: URL; readonly service: string | undefined }
  | { readonly kind: "basic" };

type TokenService = Extract<Method, { kind: "token-service" }>;

/** Tokens of one registry under one identity. */
export function createTokenAuthorization(options: TokenAuthorizationOptions): Authorization {
  const { host, side, trustedTokenHosts, http, clock, mask } = options;
  const { credentials, origin } = options.login;
  // One token service for all repositories, and many images of a refresh. Of other registries it is not known whether they can.
  const shared = groupRepositories(host === DOCKER_HUB ? (options.repositories ?? []) : []);
  const tokens = new TokenCache(clock);
  const discovery = new Coalescer<void>();
  const hasCredential = credentials.kind === "password" || credentials.kind === "refresh-token";
  let method: Method | undefined;
  let refusedLogin: AuthenticationError | undefined;
  // Elsewhere the first anonymous read brings the challenge. At Docker Hub one request saves a refused one for each image.
  let isDiscovered = !hasCredential && host !== DOCKER_HUB;

  /**
   * Requests the challenge of `/v2/`, as docker and skopeo do. A registry that responds to an anonymous read of a private
   * repository with 404 or 403 sends no challenge there: Artifactory with "hide unauthorized resources".
   */
  async function discover(signal: AbortSignal): Promise<void> {
    const [url, what] = [apiUrl(apiOrigin(host), "/v2/"), `Requesting the challenge of ${host}`];
    const response = await http.send({
      method: "GET",
      url,
      maxBodyBytes: ERROR_MAX_BYTES,
      repeat: "optional",
      what,
      stage: "login",
      side,
      signal,
    });
    if (isTemporary(response)) {
      // A read without the login could then look like an image that does not exist.
      const login = { origin, use: "not-requested" } as const;
      const { redact } = http;
      throw responseError({ response, method: "GET", url, what, host, side, flavour: "generic", login, redact });
    }
    const challenge = response.headers.get("www-authenticate");
    if (response.status === 401 && challenge !== undefined) method ??= readChallenge(challenge);
    isDiscovered = true;
  }

  function basic(): string | undefined {
    if (credentials.kind !== "password") return undefined;
    const header = formatBasic(credentials.username, credentials.password);
    mask(header.slice("Basic ".length));
    return header;
  }

  async function issue(
    { url, service }: TokenService,
    repositories: readonly string[],
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    const what = tokenPurpose(url, host, repositories.join(", "));
    // Our own scopes, never the challenge's: the registry must not choose how much a token grants.
    const scopes = repositories.map((repository) => formatScope(repository, ["pull"]));
    const common = {
      http,
      what,
      host,
      side,
      flavour: "generic",
      origin,
      signal,
    } as const;
    let response: Awaited<ReturnType<typeof requestToken>>;
    if (credentials.kind === "refresh-token") {
      // https://distribution.github.io/distribution/spec/auth/oauth/
      const refresh = { grant_type: "refresh_token", client_id: "acr-promote", refresh_token: credentials.token };
      const form = withScopes(new URLSearchParams(refresh), service, scopes);
      response = await requestToken({ ...common, url, form });
    } else {
      const tokenUrl = new URL(url);
      withScopes(tokenUrl.searchParams, service, scopes);
      response = await requestToken({ ...common, url: tokenUrl, authorization: basic() });
    }
    const issued = parseTokenResponse(response, ["token", "access_token"], { what, side });
    mask(issued.token);
    return issued;
  }

  /** @throws AuthenticationError `CHALLENGE_INVALID` or `REALM_REFUSED` */
  function readChallenge(header: string): Method | undefined {
    const challenges = parseChallenges(header);
    if (challenges === undefined) throw challengeError(host, side, "it is malformed");
    const bearer = challenges.find(({ scheme }) => scheme === "bearer")?.parameters;
    if (bearer === undefined)
      return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : undefined;
    const realm = bearer.get("realm");
    if (realm === undefined) throw challengeError(host, side, "its Bearer scheme has no realm");
    return {
      kind: "token-service",
      url: resolveRealm(host, realm, { withCredential: hasCredential, trustedHosts: trustedTokenHosts, side }),
      service: bearer.get("service"),
    };
  }

  async function authorize({ repository }: RepositoryScope, signal: AbortSignal): Promise<string | undefined> {
    if (credentials.kind === "access-token") return `Bearer ${credentials.token}`;
    if (method === undefined && !isDiscovered) await discovery.run("", discover, signal);
    // Without a challenge the first request is sent without a header.
    if (method === undefined) return undefined;
    if (method.kind === "basic") return basic();
    const common = await sharedToken(method, repository, signal);
    return `Bearer ${common ?? (await tokenFor(method, [repository], signal))}`;
  }

  async function tokenFor(
    service: TokenService,
    repositories: readonly string[],
    signal: AbortSignal,
  ): Promise<string> {
    const key = keyOf(service, repositories);
    const { token } = await tokens.get(key, (sharedSignal) => issue(service, repositories, sharedSignal), signal);
    return token;
  }

  /** The token that a repository shares with others; undefined where it shares none, or the service refuses it. */
  async function sharedToken(
    service: TokenService,
    repository: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const group = shared.get(repository);
    if (group === undefined) return undefined;
    if (refusedLogin !== undefined) throw refusedLogin;
    try {
      return await tokenFor(service, group, signal);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // 401: the login itself. Docker Hub locks an account after a few wrong passwords, so it is not tried for each repository.
      if (hasCredential && error instanceof AuthenticationError) {
        refusedLogin = error;
        throw error;
      }
      // From now on each repository gets its own token, so that only those without permission fail.
      for (const each of group) shared.delete(each);
      return undefined;
    }
  }

  return {
    origin,
    authorize,
    async renew(scope: RepositoryScope, { authorization, challenge }: Refusal, signal: AbortSignal) {
      // A token that was given as an input cannot be renewed.
      if (credentials.kind === "access-token" || challenge === undefined) return undefined;
      if (method?.kind === "token-service" && authorization?.startsWith("Bearer ")) {
        tokens.forget(keyOf(method, [scope.repository]), authorization.slice("Bearer ".length));
      }
      // A shared token may grant less than was requested. The repository's own settles whether it can be read.
      shared.delete(scope.repository);
      method = readChallenge(challenge);
      const renewed = await authorize(scope, signal);
      return renewed === authorization ? undefined : renewed;
    },
  };
}

function isTemporary({ status }: Pick<HttpResponse, "status">): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** True where the token service does not issue such a token, or one that cannot be used. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AuthenticationError) return true;
  return error instanceof RegistryError && error.status !== undefined && !isTemporary({ status: error.status });
}

/** Sets what is requested, in place of what the realm may have had. `scope` may repeat. */
function withScopes(query: URLSearchParams, service: string | undefined, scopes: readonly string[]): URLSearchParams {
  if (service !== undefined) query.set("service", service);
  query.delete("scope");
  for (const scope of scopes) query.append("scope", scope);
  return query;
}

function keyOf({ url, service }: TokenService, repositories: readonly string[]): string {
  return JSON.stringify([url.href, service, repositories]);
}

function challengeError(host: string, side: Side, why: string): AuthenticationError {
  return new AuthenticationError(
    "CHALLENGE_INVALID",
    `The login challenge (WWW-Authenticate) of ${host} is not valid: ${why}.`,
    { side },
  );
}
