// Decides which token one read of an ACR carries: shared by several repositories, or of its own. Keeps tokens; acr-tokens.ts requests them.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import { AuthenticationError } from "../../errors.ts";
import type { Clock } from "../../ports.ts";
import { type IssuedToken, TokenCache } from "../../token-cache.ts";
import { READ_ACTIONS, requiredActions } from "./acr-challenge.ts";
import { type AccessTokenRequest, type AcrTokensOptions, createAcrTokens, isBasicIdentity } from "./acr-tokens.ts";
import { type Authorization, formatScope, type Refusal, type RepositoryScope } from "./authorization.ts";
import { groupRepositories } from "./token-groups.ts";

/** What {@link createAcrAuthorization} is made of. */
export interface AcrAuthorizationOptions extends AcrTokensOptions {
  /** Repositories that will be read, so that one token can cover several of them. Others can be read too. */
  readonly repositories?: readonly string[];
  readonly clock: Clock;
}

/** An ACR's authorization, with a way to log in before the first read. */
export interface AcrAuthorization extends Authorization {
  /** Exchanges the Entra token, once for all reads. @throws AuthenticationError `REGISTRY_LOGIN_REFUSED` */
  logIn(signal: AbortSignal): Promise<void>;
}

/** Tokens of one ACR under one identity. */
export function createAcrAuthorization(options: AcrAuthorizationOptions): AcrAuthorization {
  const { loginServer, side, clock } = options;
  const { credentials: identity, origin } = options.login;
  const service = createAcrTokens(options);
  const refreshTokens = new TokenCache(clock);
  const accessTokens = new TokenCache(clock);
  /** By scope, the actions that a challenge required beyond it. */
  const widened = new Map<string, readonly string[]>();
  const shared = shareTokens(isBasicIdentity(identity) ? [] : (options.repositories ?? []));

  async function refreshToken(signal: AbortSignal): Promise<string> {
    if (identity.kind === "refresh-token") return identity.token;
    return (await refreshTokens.get("", service.exchange, signal)).token;
  }

  async function issueAccessToken(request: AccessTokenRequest, signal: AbortSignal): Promise<IssuedToken> {
    if (isBasicIdentity(identity)) return service.issueByGet(request, identity, signal);
    const token = await refreshToken(signal);
    try {
      return await service.issueByRefreshToken(request, token, signal);
    } catch (error) {
      const isRefused = error instanceof AuthenticationError && error.code === "REGISTRY_LOGIN_REFUSED";
      if (!isRefused || identity.kind === "refresh-token") throw error;
      // The refresh token may have been revoked. If a new one is refused too, a permission is missing.
      refreshTokens.forget("", token);
      return service.issueByRefreshToken(request, await refreshToken(signal), signal);
    }
  }

  /** One token for all reads of several repositories; undefined where the registry refuses it. */
  async function sharedToken(group: SharedToken, signal: AbortSignal): Promise<string | undefined> {
    const refresh = await refreshToken(signal);
    try {
      const { token } = await accessTokens.get(
        group.key,
        (sharedSignal) => service.issueByRefreshToken(group, refresh, sharedSignal),
        signal,
      );
      return token;
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      // From now on each repository gets its own token, so that only those without permission fail.
      for (const repository of group.repositories) shared.delete(repository);
      return undefined;
    }
  }

  async function authorize({ repository, action }: RepositoryScope, signal: AbortSignal): Promise<string> {
    // Tokens that several repositories share are for reading.
    const group = READ_ACTIONS.includes(action) ? shared.get(repository) : undefined;
    const common = group === undefined ? undefined : await sharedToken(group, signal);
    if (common !== undefined) return `Bearer ${common}`;
    const scope = formatScope(repository, widened.get(formatScope(repository, [action])) ?? [action]);
    const { token } = await accessTokens.get(
      scope,
      (sharedSignal) => issueAccessToken({ repositories: [repository], scopes: [scope] }, sharedSignal),
      signal,
    );
    return `Bearer ${token}`;
  }

  return {
    origin,
    authorize,
    async logIn(signal: AbortSignal) {
      await refreshToken(signal);
    },
    async renew({ repository, action }: RepositoryScope, { authorization, challenge }: Refusal, signal: AbortSignal) {
      // A shared token may grant less than was requested. The repository's own token settles whether it can be read.
      const isRead = READ_ACTIONS.includes(action);
      if (isRead) shared.delete(repository);
      const key = formatScope(repository, [action]);
      const actions: readonly string[] = widened.get(key) ?? [action];
      if (authorization !== undefined) {
        accessTokens.forget(formatScope(repository, actions), authorization.slice("Bearer ".length));
      }
      const required = requiredActions(challenge, repository, { loginServer, side });
      // A token that may write gets no other right.
      const missing = isRead ? required.filter((each) => !actions.includes(each)) : [];
      if (missing.length > 0) widened.set(key, [...actions, ...missing]);
      return authorize({ repository, action }, signal);
    },
  };
}

/** One token for several repositories. */
interface SharedToken extends AccessTokenRequest {
  readonly key: string;
}

/** By repository, the token that it shares with others. */
function shareTokens(repositories: readonly string[]): Map<string, SharedToken> {
  const groups = [...groupRepositories(repositories)].map(([repository, group]) => {
    const scopes = group.map((each) => formatScope(each, READ_ACTIONS));
    return [repository, { key: scopes.join(" "), repositories: group, scopes }] as const;
  });
  return new Map(groups);
}
