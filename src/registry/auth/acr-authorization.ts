// Logs in to one ACR: Entra token → refresh token → access token per repository. Its endpoints are constants on the login server.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import { AuthenticationError } from "../../errors.ts";
import type { Http } from "../../http/http.ts";
import type { Clock } from "../../ports.ts";
import type { ProblemCode, Side } from "../../problems.ts";
import { adviseRoleGrant } from "../../role-grant.ts";
import {
  type Authorization,
  formatBasic,
  formatScope,
  type Refusal,
  type RegistryCredentials,
  type RepositoryScope,
} from "./authorization.ts";
import { parseChallenges } from "./challenge.ts";
import { type IssuedToken, TokenCache } from "./token-cache.ts";
import { requestToken, type TokenRequest } from "./token-request.ts";
import { parseTokenAnswer } from "./token-response.ts";

/** Who asks: a federated identity by its Entra token for ACR, or credentials that ACR itself gave out. */
export type AcrIdentity =
  | { readonly kind: "entra"; readonly getEntraToken: (signal: AbortSignal) => Promise<{ readonly token: string }> }
  | RegistryCredentials;

/** What {@link createAcrAuthorization} is made of. */
export interface AcrAuthorizationOptions {
  /** Login server as validated; the only host that gets anything. */
  readonly loginServer: string;
  readonly side: Side;
  readonly identity: AcrIdentity;
  /** Repositories that will be read, so that one token can be asked for that opens several; others may be read all the same. */
  readonly repositories?: readonly string[];
  readonly http: Http;
  readonly clock: Clock;
  /** Called with every secret before its first use. */
  readonly mask: (secret: string) => void;
}

/** What a challenge may widen a scope to. */
const READ_ACTIONS = ["pull", "metadata_read"];
/** Repositories that one token opens at most: it names them, and travels in a header with each request. */
const SHARED_MAX = 8;

/** An ACR's authorization, which can also be asked whether the registry knows the identity at all. */
export interface AcrAuthorization extends Authorization {
  /** Exchanges the Entra token, once for all that follows. @throws AuthenticationError `REGISTRY_LOGIN_REFUSED` */
  logIn(signal: AbortSignal): Promise<void>;
}

/** Tokens of one ACR under one identity. */
export function createAcrAuthorization(options: AcrAuthorizationOptions): AcrAuthorization {
  const { loginServer, side, identity, http, clock, mask } = options;
  const exchangeUrl = new URL(`https://${loginServer}/oauth2/exchange`);
  const tokenUrl = new URL(`https://${loginServer}/oauth2/token`);
  const refreshTokens = new TokenCache(clock);
  const accessTokens = new TokenCache(clock);
  /** Actions that the registry wanted for a scope beyond ours. */
  const widened = new Map<string, readonly string[]>();
  const isAskedByGet = identity.kind === "anonymous" || identity.kind === "password";
  const shared = shareTokens(isAskedByGet ? [] : (options.repositories ?? []));
  const common = { http, host: loginServer, side, flavour: "acr" } as const;

  function refreshToken(signal: AbortSignal): Promise<string> {
    if (identity.kind === "refresh-token") return Promise.resolve(identity.token);
    return refreshTokens.get("", exchange, signal);
  }

  async function exchange(signal: AbortSignal): Promise<IssuedToken> {
    const entraToken = await entraTokenOf(identity, signal);
    const what = `Exchanging the Entra token for a token of ${loginServer}`;
    const response = await requestToken({
      ...common,
      url: exchangeUrl,
      form: new URLSearchParams({ grant_type: "access_token", service: loginServer, access_token: entraToken }),
      what,
      refusal: {
        code: "REGISTRY_LOGIN_REFUSED",
        remedy: `ACR refuses identities without any role on the registry this way. ${adviseRoleGrant(loginServer)}`,
      },
      secrets: [entraToken],
      signal,
    });
    const issued = parseTokenAnswer(response, ["refresh_token"], { what, side });
    mask(issued.token);
    return issued;
  }

  async function issueAccessToken(
    repository: string,
    actions: readonly string[],
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    const what = `Getting a token for ${loginServer}/${repository}`;
    const scope = { service: loginServer, scope: formatScope(repository, actions) };
    const request = (details: Pick<TokenRequest, "url" | "form" | "authorization" | "secrets">) =>
      requestToken({ ...common, ...details, what, refusal: refusalOf(identity, loginServer, repository), signal });
    let response: Awaited<ReturnType<typeof request>>;
    if (isAskedByGet) {
      const url = new URL(tokenUrl);
      url.search = new URLSearchParams(scope).toString();
      const isAnonymous = identity.kind === "anonymous";
      const authorization = isAnonymous ? undefined : basicOf(identity);
      response = await request({ url, authorization, secrets: isAnonymous ? [] : [identity.password] });
    } else {
      const ask = async (token: string) =>
        request({
          url: tokenUrl,
          form: new URLSearchParams({ grant_type: "refresh_token", ...scope, refresh_token: token }),
          secrets: [token],
        });
      const token = await refreshToken(signal);
      response = await ask(token).catch(async (error: unknown) => {
        if (!(error instanceof AuthenticationError) || identity.kind === "refresh-token") throw error;
        // The refresh token may have been revoked; a new one settles whether it is that or a missing right.
        refreshTokens.forget("", token);
        return ask(await refreshToken(signal));
      });
    }
    const issued = parseTokenAnswer(response, ["access_token", "token"], { what, side });
    mask(issued.token);
    return issued;
  }

  function basicOf({ username, password }: { readonly username: string; readonly password: string }): string {
    const basic = formatBasic(username, password);
    mask(basic.slice("Basic ".length));
    return basic;
  }

  /** One token for several repositories and all that is read there; undefined where not all of that is granted. */
  async function sharedToken(group: SharedToken, signal: AbortSignal): Promise<string | undefined> {
    const refresh = await refreshToken(signal);
    const issue = async (flightSignal: AbortSignal) => {
      const form = new URLSearchParams({ grant_type: "refresh_token", service: loginServer, refresh_token: refresh });
      for (const scope of group.scopes) form.append("scope", scope);
      const what = `Getting a token for ${loginServer}/${group.repositories.join(", ")}`;
      const refusal = refusalOf(identity, loginServer, group.repositories.join(", "));
      const secrets = [refresh];
      const response = await requestToken({
        ...common,
        url: tokenUrl,
        form,
        what,
        refusal,
        secrets,
        signal: flightSignal,
      });
      const issued = parseTokenAnswer(response, ["access_token", "token"], { what, side });
      mask(issued.token);
      return issued;
    };
    try {
      return await accessTokens.get(group.key, issue, signal);
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      // Each repository is asked for by itself from now on, so that only those that are closed are told to be.
      for (const repository of group.repositories) shared.delete(repository);
      return undefined;
    }
  }

  async function authorize({ repository, action }: RepositoryScope, signal: AbortSignal): Promise<string> {
    const together = shared.get(repository);
    const opensAll = together === undefined ? undefined : await sharedToken(together, signal);
    if (opensAll !== undefined) return `Bearer ${opensAll}`;
    const key = formatScope(repository, [action]);
    const actions = widened.get(key) ?? [action];
    const token = await accessTokens.get(
      formatScope(repository, actions),
      (flightSignal) => issueAccessToken(repository, actions, flightSignal),
      signal,
    );
    return `Bearer ${token}`;
  }

  return {
    authorize,
    async logIn(signal: AbortSignal) {
      await refreshToken(signal);
    },
    async renew(scope: RepositoryScope, { authorization, challenge }: Refusal, signal: AbortSignal) {
      // A token for several may open less than it was asked for. What is asked for by itself is refused, or good.
      shared.delete(scope.repository);
      const key = formatScope(scope.repository, [scope.action]);
      const actions = widened.get(key) ?? [scope.action];
      if (authorization !== undefined) {
        accessTokens.forget(formatScope(scope.repository, actions), authorization.slice("Bearer ".length));
      }
      const bearer = bearerChallenge(challenge, loginServer, side);
      const wanted = actionsOf(bearer?.get("scope"), scope.repository);
      const missing = wanted.filter((action) => !actions.includes(action));
      if (missing.length > 0) widened.set(key, [...actions, ...missing]);
      return authorize(scope, signal);
    },
  };
}

/** A token that opens several repositories. https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
interface SharedToken {
  readonly key: string;
  readonly repositories: readonly string[];
  readonly scopes: readonly string[];
}

/** By repository, the token that it shares with others. */
function shareTokens(repositories: readonly string[]): Map<string, SharedToken> {
  const distinct = [...new Set(repositories)];
  const shared = new Map<string, SharedToken>();
  for (let at = 0; at < distinct.length; at += SHARED_MAX) {
    const group = distinct.slice(at, at + SHARED_MAX);
    const scopes = group.map((repository) => formatScope(repository, READ_ACTIONS));
    for (const repository of group) shared.set(repository, { key: scopes.join(" "), repositories: group, scopes });
  }
  return shared;
}

/**
 * The parameters of ACR's Bearer challenge. Its realm is compared only, never asked.
 * @throws AuthenticationError `REALM_REFUSED`
 */
function bearerChallenge(
  header: string | undefined,
  loginServer: string,
  side: Side,
): ReadonlyMap<string, string> | undefined {
  if (header === undefined) return undefined;
  const bearer = parseChallenges(header)?.find(({ scheme }) => scheme === "bearer")?.parameters;
  const realm = bearer?.get("realm");
  if (realm === undefined || isOwnRealm(realm, loginServer)) return bearer;
  throw new AuthenticationError(
    "REALM_REFUSED",
    `${loginServer} sends us to ${URL.parse(realm)?.host ?? "something that is no URL"} for a token, but an ACR's token service is its login server itself.`,
    { side, remedy: "No credential was sent. Check proxies between the runner and the registry." },
  );
}

/** True for the token endpoint of the login server, also under the name of a regional endpoint: `reg.westus.geo.azurecr.io`. */
function isOwnRealm(realm: string, loginServer: string): boolean {
  const host = /^https:\/\/([a-z0-9.-]+)\/oauth2\/token$/.exec(realm)?.[1] ?? "";
  const [label, region = "", geo, ...suffix] = host.split(".");
  return host === loginServer || (region !== "" && geo === "geo" && [label, ...suffix].join(".") === loginServer);
}

/** The read actions that a challenge's scope asks for on that repository and no other. */
function actionsOf(scope: string | undefined, repository: string): readonly string[] {
  const prefix = `repository:${repository}:`;
  if (scope === undefined || !scope.startsWith(prefix)) return [];
  const actions = scope.slice(prefix.length).split(",");
  return actions.every((action) => READ_ACTIONS.includes(action)) ? actions : [];
}

async function entraTokenOf(identity: AcrIdentity, signal: AbortSignal): Promise<string> {
  // A password alone is an Entra access token, as it is for ARM's import: the password of a source without a username.
  if (identity.kind === "access-token") return identity.token;
  if (identity.kind === "entra") return (await identity.getEntraToken(signal)).token;
  throw new TypeError(`There is no Entra token in ${identity.kind}.`);
}

function refusalOf(
  identity: AcrIdentity,
  loginServer: string,
  repository: string,
): { readonly code: ProblemCode; readonly remedy: string } {
  if (identity.kind === "anonymous") {
    return {
      code: "ANONYMOUS_PULL_OFF",
      remedy: `${loginServer} does not let everyone pull. Give credentials in source-username and source-password; or, for a registry of your own: ${adviseRoleGrant(loginServer)}`,
    };
  }
  if (identity.kind === "entra") {
    return {
      code: "REGISTRY_LOGIN_REFUSED",
      remedy: `The identity may not read ${repository}; a registry in ABAC mode does not count AcrPull. ${adviseRoleGrant(loginServer)}`,
    };
  }
  return {
    code: "REGISTRY_LOGIN_REFUSED",
    remedy: `${loginServer} did not accept the credentials for ${repository}: check that they are current and may read it.`,
  };
}
