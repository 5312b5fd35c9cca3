// Owns who may do what on the data plane of one ACR: exchange, tokens, Basic, scopes. Knows no manifest.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import {
  type Answer,
  emptyAnswer,
  jsonAnswer,
  type PartyRequest,
  parseBasic,
  parseBearer,
  parseForm,
} from "./answers.ts";
import { REGISTRY_AUDIENCE } from "./clouds.ts";
import { registryError } from "./distribution.ts";
import type { Token } from "./tokens.ts";
import type { AzureRegistry, RepositoryScopedToken, World } from "./world.ts";

/** What a request needs: any of the actions. The challenge names all of `named`, by default the first of them. */
export interface Need {
  readonly type: "repository" | "registry";
  readonly name: string;
  readonly anyOf: readonly string[];
  readonly named?: readonly string[];
}

/** Who stands behind a credential. */
export type Principal =
  | { kind: "entra"; objectId: string }
  | { kind: "admin" }
  | { kind: "repository-scoped"; token: RepositoryScopedToken }
  | { kind: "anonymous" };

const RID = "2f6c0f3f4b1c4d0ea1b6f0a3c5d7e9b1";
const TOKEN_USER = "00000000-0000-0000-0000-000000000000";
const UNAUTHORIZED =
  "authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: 3b8c2a5e-0d41-4c39-9c57-6a1f0e2d7b44";

/** What every anonymous token grants, whatever was requested: azure-sdk-for-python, test_anon_access, 15 December 2021. */
const ANONYMOUS_ACCESS = { Type: "repository", Name: "*", Actions: ["pull"] };

export interface AcrAuthorization {
  /** Answers /oauth2/exchange and /oauth2/token. */
  exchange(request: PartyRequest): Answer;
  token(request: PartyRequest): Answer;
  /** The challenge where a request lacks what it needs; undefined where it may pass. Without a need, any valid token passes. */
  challenge(request: PartyRequest, need: Need | undefined): Answer | undefined;
  /** Who a user name and password are; undefined where they are wrong. */
  authenticate(username: string | undefined, password: string): Principal | undefined;
  actionsOf(principal: Principal, repository: string): readonly string[];
  /** Whom a request counts for where requests are counted; all the anonymous are one. */
  identityOf(request: PartyRequest): string;
}

export function createAcrAuthorization(world: World, registry: AzureRegistry): AcrAuthorization {
  const { loginServer } = registry.properties;
  // The registry knows by itself for whom it minted a token.
  const principals = new Map<string, Principal>();

  // Tokens of the login server hold at regional endpoints too, and the other way round.
  const isOwnName = (service: string | null) => world.registryByHost(service ?? "") === registry;

  /** The token service refuses without body, type and challenge: azure-sdk-for-go, Test_authenticationClient_…_fail, 24 January 2024. */
  const refused = (): Answer => emptyAnswer(401);

  const mint = (kind: "acr-refresh" | "acr-access", principal: Principal, claims: object, lifetime: number): Token => {
    const common = { iss: "Azure Container Registry", aud: loginServer, version: "1.0", rid: RID, roles: [] };
    const token = world.tokens.mint(kind, { ...common, ...claims }, lifetime);
    principals.set(token.value, principal);
    return token;
  };

  const principalOfEntraToken = (value: string | null | undefined): Principal | undefined => {
    const token = world.tokens.findValid(value ?? undefined, "entra");
    const audience = token?.claims["aud"];
    const asArm = registry.properties.policies.azureADAuthenticationAsArmPolicy.status === "enabled";
    const audienceFits =
      audience === REGISTRY_AUDIENCE || (asArm && registry.cloud.resourceManagerAudiences.includes(String(audience)));
    if (token === undefined || !audienceFits) return undefined;
    const objectId = String(token.claims["oid"]);
    return hasAnyRight(objectId) ? { kind: "entra", objectId } : undefined;
  };

  // The exchange asks for any role on the registry; which data it opens is settled later (ABAC: exchange succeeds, pulls are refused).
  const hasAnyRight = (objectId: string) => world.hasRoleOn(objectId, registry);

  const principalOfRefreshToken = (value: string | null | undefined): Principal | undefined => {
    const token = world.tokens.findValid(value ?? undefined, "acr-refresh");
    return token?.claims["aud"] === loginServer ? principals.get(token.value) : undefined;
  };

  const authenticate = (username: string | undefined, password: string): Principal | undefined => {
    if (username === undefined || username === "")
      return principalOfEntraToken(password) ?? principalOfRefreshToken(password);
    if (username === TOKEN_USER) return principalOfRefreshToken(password);
    if (registry.properties.adminUserEnabled && username === registry.name && password === registry.adminPassword)
      return { kind: "admin" };
    const scoped = registry.repositoryScopedTokens.find((token) => token.name === username);
    if (scoped !== undefined)
      return scoped.password === password ? { kind: "repository-scoped", token: scoped } : undefined;
    const tenantId = world.subscriptions.find((each) => each.id === registry.subscriptionId)?.tenantId;
    const app = world.apps.find((each) => each.clientId === username && each.tenantId === tenantId);
    if (app === undefined || !app.clientSecrets.includes(password) || !hasAnyRight(app.objectId)) return undefined;
    return { kind: "entra", objectId: app.objectId };
  };

  const actionsOf = (principal: Principal, repository: string): readonly string[] => {
    if (principal.kind === "anonymous") return ["pull", "metadata_read"];
    if (principal.kind === "admin") return ["pull", "push", "delete", "metadata_read", "metadata_write"];
    if (principal.kind === "repository-scoped") return principal.token.repositories[repository] ?? [];
    const { objectId } = principal;
    const actions: string[] = [];
    if (world.allows(objectId, "data/pull", registry))
      actions.push("pull", ...(registry.readersSeeMetadata ? ["metadata_read"] : []));
    if (world.allows(objectId, "data/push", registry)) actions.push("push");
    if (world.allows(objectId, "data/lock", registry)) actions.push("metadata_write");
    if (world.allows(objectId, "data/delete", registry)) actions.push("delete");
    return actions;
  };

  /** The rights that a refresh token lists, as far as the local roles know them. */
  const permissionsOf = ({ objectId }: Extract<Principal, { kind: "entra" }>): string[] =>
    (["pull", "push", "delete"] as const)
      .filter((right) => world.allows(objectId, `data/${right}`, registry))
      .map((right) => ({ pull: "read", push: "write", delete: "delete" })[right]);

  /** Whether the principal itself may do it, as Basic authentication and anonymous tokens are judged. */
  const mayDo = (principal: Principal, { type, name, anyOf }: Need): boolean => {
    if (type === "registry") return (grantScope(principal, `registry:${name}:*`)?.actions.length ?? 0) > 0;
    const held = actionsOf(principal, name);
    return anyOf.some((action) => held.includes(action));
  };

  /** `repository:a/b:pull,push` → what of it the principal has; undefined for a scope of another form. */
  const grantScope = (principal: Principal, scope: string) => {
    const [, type = "", name = "", asked = ""] = /^(repository|registry):(.+):([a-z_,*]+)$/.exec(scope) ?? [];
    if (type === "") return undefined;
    if (type === "registry") {
      const listing = principal.kind === "admin" || principal.kind === "anonymous";
      const allowed =
        listing || (principal.kind === "entra" && world.allows(principal.objectId, "data/list", registry));
      return { type, name, actions: allowed ? ["*"] : [] };
    }
    const held = actionsOf(principal, name);
    return {
      type,
      name,
      actions: asked === "*" ? [...held] : asked.split(",").filter((action) => held.includes(action)),
    };
  };

  const tokenPrincipal = (request: PartyRequest, form: URLSearchParams): Principal | undefined => {
    const basic = parseBasic(request.headers["authorization"]);
    if (basic !== undefined) return authenticate(basic.username, basic.password);
    const anonymous: Principal | undefined = registry.properties.anonymousPullEnabled
      ? { kind: "anonymous" }
      : undefined;
    if (request.method === "GET") return anonymous;
    if (form.get("grant_type") === "refresh_token") return principalOfRefreshToken(form.get("refresh_token"));
    if (form.get("grant_type") !== "password") return undefined;
    const password = form.get("password");
    return password === null ? anonymous : authenticate(form.get("username") ?? "", password);
  };

  return {
    authenticate,
    actionsOf,
    identityOf(request) {
      const principal = principals.get(parseBearer(request.headers["authorization"]) ?? "");
      if (principal?.kind === "entra") return principal.objectId;
      return principal?.kind === "repository-scoped" ? principal.token.name : (principal?.kind ?? "anonymous");
    },
    exchange(request) {
      const form = parseForm(request);
      if (form.get("grant_type") !== "access_token" || !isOwnName(form.get("service")))
        return registryError(400, "BAD_REQUEST", "grant_type or service is not valid");
      const principal = principalOfEntraToken(form.get("access_token"));
      if (principal?.kind !== "entra") return refused();
      const { refreshSeconds } = registry.tokenLifetimes;
      const appid = world.apps.find(({ objectId }) => objectId === principal.objectId)?.clientId;
      const permissions = { Actions: permissionsOf(principal), NotActions: null };
      const claims = { sub: principal.objectId, appid, permissions, grant_type: "refresh_token" };
      const token = mint("acr-refresh", principal, claims, refreshSeconds);
      return jsonAnswer(200, { refresh_token: token.value }, { "x-ms-ratelimit-remaining-calls-per-second": "149" });
    },
    token(request) {
      const form = request.method === "POST" ? parseForm(request) : request.query;
      if (!isOwnName(form.get("service"))) return registryError(400, "BAD_REQUEST", "service is not valid");
      const principal = tokenPrincipal(request, form);
      if (principal === undefined) return refused();
      const { accessSeconds, anonymousSeconds } = registry.tokenLifetimes;
      if (principal.kind === "anonymous") {
        const claims = { sub: "acr_anon_pull", access: [ANONYMOUS_ACCESS], grant_type: "access_token" };
        return jsonAnswer(200, { access_token: mint("acr-access", principal, claims, anonymousSeconds).value });
      }
      const scopes = form.getAll("scope").flatMap((scope) => scope.split(" "));
      const access = scopes.map((scope) => grantScope(principal, scope));
      if (access.includes(undefined)) return registryError(400, "BAD_REQUEST", "scope is not valid");
      const { ungrantedScopes } = registry;
      if (ungrantedScopes === "refused" && access.some((entry) => entry?.actions.length === 0)) return refused();
      const rights = ungrantedScopes === "silent" ? {} : { access };
      const token = mint("acr-access", principal, { ...rights, grant_type: "access_token" }, accessSeconds);
      return jsonAnswer(200, { access_token: token.value }, { "x-ms-ratelimit-remaining-calls-per-second": "166.57" });
    },
    challenge(request, need) {
      const authorization = request.headers["authorization"];
      const actions = need?.named ?? need?.anyOf.slice(0, 1) ?? [];
      const scope = need === undefined ? "" : `,scope="${need.type}:${need.name}:${actions.join()}"`;
      // As recorded from 2021 to 2024: null without a scope, else one entry for each action. The CorrelationId is of 2026.
      const detail =
        need === undefined ? null : actions.map((action) => ({ Type: need.type, Name: need.name, Action: action }));
      const challengeOf = (error: string): Answer => {
        const answer = registryError(401, "UNAUTHORIZED", UNAUTHORIZED, detail);
        answer.headers["Www-Authenticate"] =
          `Bearer realm="https://${request.host}/oauth2/token",service="${request.host}"${scope}${error}`;
        return answer;
      };
      if (authorization === undefined) return challengeOf("");
      const basic = parseBasic(authorization);
      if (basic !== undefined) {
        const principal = authenticate(basic.username, basic.password);
        const allowed = principal !== undefined && (need === undefined || mayDo(principal, need));
        return allowed ? undefined : challengeOf("");
      }
      const token = world.tokens.findValid(parseBearer(authorization), "acr-access");
      if (token?.claims["aud"] !== loginServer) return challengeOf(',error="invalid_token"');
      if (need === undefined) return undefined;
      const principal = principals.get(token.value);
      const access = token.claims["access"] as { type?: string; name?: string; actions?: string[] }[] | undefined;
      const allowed =
        access === undefined || principal?.kind === "anonymous"
          ? principal !== undefined && mayDo(principal, need)
          : access.some(
              ({ type, name, actions = [] }) =>
                type === need.type && name === need.name && need.anyOf.some((action) => actions.includes(action)),
            );
      return allowed ? undefined : challengeOf(',error="insufficient_scope"');
    },
  };
}
