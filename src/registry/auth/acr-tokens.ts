// Requests tokens from one ACR: Entra token → refresh token → access token for scopes. The endpoints are constants on the login server.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import type { Http, HttpResponse } from "../../http/http.ts";
import type { ProblemCode, Side } from "../../problems.ts";
import { adviseRoleGrant } from "../../role-grant.ts";
import type { IssuedToken } from "../../token-cache.ts";
import { formatBasic, type RegistryCredentials } from "./authorization.ts";
import { adviseLogin, type LoginOrigin } from "./login-origin.ts";
import { requestToken } from "./token-request.ts";
import { parseTokenResponse } from "./token-response.ts";

/** Who reads: a federated identity by its Entra token for ACR, or credentials that ACR itself issued. */
export type AcrIdentity =
  | { readonly kind: "entra"; readonly getEntraToken: (signal: AbortSignal) => Promise<{ readonly token: string }> }
  | RegistryCredentials;

/** An identity, and where it came from. */
export interface AcrLogin {
  readonly credentials: AcrIdentity;
  readonly origin: LoginOrigin;
}

/** An identity without a refresh token: it requests each access token by GET. */
export type BasicIdentity = Extract<AcrIdentity, { kind: "anonymous" | "password" }>;

/** What {@link createAcrTokens} is made of. */
export interface AcrTokensOptions {
  /** Login server as validated; the only host that receives anything. */
  readonly loginServer: string;
  readonly side: Side;
  readonly login: AcrLogin;
  readonly http: Http;
  /** Called with every secret before its first use. */
  readonly mask: (secret: string) => void;
}

/** What an access token is requested for. */
export interface AccessTokenRequest {
  readonly repositories: readonly string[];
  readonly scopes: readonly string[];
}

/** The token requests of one ACR. Every method throws AuthenticationError, RegistryError or NetworkError. */
export interface AcrTokens {
  /** Exchanges the Entra token for a refresh token. */
  exchange(signal: AbortSignal): Promise<IssuedToken>;
  issueByRefreshToken(request: AccessTokenRequest, refreshToken: string, signal: AbortSignal): Promise<IssuedToken>;
  /** Anonymously, or with user name and password. */
  issueByGet(request: AccessTokenRequest, identity: BasicIdentity, signal: AbortSignal): Promise<IssuedToken>;
}

/** True for an identity that requests each access token by GET. */
export function isBasicIdentity(identity: AcrIdentity): identity is BasicIdentity {
  return identity.kind === "anonymous" || identity.kind === "password";
}

/** The token requests of one ACR under one identity. */
export function createAcrTokens({ loginServer, side, login, http, mask }: AcrTokensOptions): AcrTokens {
  const tokenUrl = new URL(`https://${loginServer}/oauth2/token`);
  const { credentials: identity, origin } = login;
  const common = { http, host: loginServer, side, flavour: "acr", origin } as const;

  function purposeOf({ repositories }: AccessTokenRequest) {
    const names = repositories.join(", ");
    return {
      what: `Getting a token for ${loginServer}/${names}`,
      refusal: refusalOf(login, loginServer, names),
    };
  }

  function issued(response: HttpResponse, names: readonly string[], what: string): IssuedToken {
    const token = parseTokenResponse(response, names, { what, side });
    mask(token.token);
    return token;
  }

  return {
    async exchange(signal) {
      const entraToken = await entraTokenOf(identity, signal);
      const what = `Exchanging the Entra token for a token of ${loginServer}`;
      const response = await requestToken({
        ...common,
        url: new URL(`https://${loginServer}/oauth2/exchange`),
        form: new URLSearchParams({ grant_type: "access_token", service: loginServer, access_token: entraToken }),
        what,
        refusal: {
          code: "REGISTRY_LOGIN_REFUSED",
          remedy:
            origin.kind === "identity"
              ? `ACR rejects identities that have no role on the registry. ${adviseRoleGrant(loginServer, origin.grantee)}`
              : adviseLogin(origin, loginServer, 401),
        },
        signal,
      });
      return issued(response, ["refresh_token"], what);
    },

    async issueByRefreshToken(request, refreshToken, signal) {
      const purpose = purposeOf(request);
      const form = new URLSearchParams({ grant_type: "refresh_token", service: loginServer });
      for (const scope of request.scopes) form.append("scope", scope);
      form.append("refresh_token", refreshToken);
      const response = await requestToken({ ...common, ...purpose, url: tokenUrl, form, signal });
      return issued(response, ["access_token", "token"], purpose.what);
    },

    async issueByGet(request, given, signal) {
      const purpose = purposeOf(request);
      const url = new URL(tokenUrl);
      url.searchParams.set("service", loginServer);
      for (const scope of request.scopes) url.searchParams.append("scope", scope);
      const authorization = given.kind === "anonymous" ? undefined : basicOf(given);
      const response = await requestToken({ ...common, ...purpose, url, authorization, signal });
      return issued(response, ["access_token", "token"], purpose.what);
    },
  };

  function basicOf({ username, password }: { readonly username: string; readonly password: string }): string {
    const basic = formatBasic(username, password);
    mask(basic.slice("Basic ".length));
    return basic;
  }
}

async function entraTokenOf(identity: AcrIdentity, signal: AbortSignal): Promise<string> {
  // A password without a user name is an Entra access token, as it is for ARM's import.
  if (identity.kind === "access-token") return identity.token;
  if (identity.kind === "entra") return (await identity.getEntraToken(signal)).token;
  throw new TypeError(`An identity of kind ${identity.kind} has no Entra token.`);
}

function refusalOf(
  { credentials, origin }: AcrLogin,
  loginServer: string,
  repositories: string,
): { readonly code: ProblemCode; readonly remedy: string } {
  if (credentials.kind === "anonymous") {
    const checked = origin.kind === "none" ? ` (Checked: ${origin.checked}.)` : "";
    return {
      code: "ANONYMOUS_PULL_OFF",
      remedy: `Set source-username and source-password: ${loginServer} has no anonymous pull. For a registry of your own: ${adviseRoleGrant(loginServer)}${checked}`,
    };
  }
  if (origin.kind === "identity") {
    return {
      code: "REGISTRY_LOGIN_REFUSED",
      remedy: `The identity has no permission to read ${repositories}. In ABAC mode, AcrPull does not grant it. ${adviseRoleGrant(loginServer, origin.grantee)}`,
    };
  }
  return {
    code: "REGISTRY_LOGIN_REFUSED",
    remedy: adviseLogin(origin, loginServer, 401),
  };
}
