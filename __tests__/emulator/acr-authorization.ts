// Owns who may do what on the data plane of one ACR: exchange, tokens, Basic, scopes. Knows no manifest.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import { type Answer, jsonAnswer, type PartyRequest, parseBasic, parseBearer, parseForm } from "./answers.ts";
import { REGISTRY_AUDIENCE } from "./clouds.ts";
import { registryError } from "./distribution.ts";
import type { Token } from "./tokens.ts";
import type { AzureRegistry, RepositoryScopedToken, World } from "./world.ts";

/** Who stands behind a credential. */
export type Principal =
  | { kind: "entra"; objectId: string }
  | { kind: "admin" }
  | { kind: "repository-scoped"; token: RepositoryScopedToken }
  | { kind: "anonymous" };

const TOKEN_USER = "00000000-0000-0000-0000-000000000000";
const UNAUTHORIZED =
  "authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: 3b8c2a5e-0d41-4c39-9c57-6a1f0e2d7b44";

export interface AcrAuthorization {
  /** Answers /oauth2/exchange and /oauth2/token. */
  exchange(request: PartyRequest): Answer;
  token(request: PartyRequest): Answer;
  /** The challenge where a request lacks one of these actions on the repository; undefined where it may pass. */
  challenge(request: PartyRequest, repository: string | undefined, ...anyOf: string[]): Answer | undefined;
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

  const unauthorized = (headers: Answer["headers"] = {}): Answer => {
    const answer = registryError(401, "UNAUTHORIZED", UNAUTHORIZED);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };

  const mint = (kind: "acr-refresh" | "acr-access", principal: Principal, claims: object, lifetime: number): Token => {
    const token = world.tokens.mint(kind, { iss: "Azure Container Registry", aud: loginServer, ...claims }, lifetime);
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
    if (world.allows(objectId, "data/push", registry)) actions.push("push", "metadata_write");
    if (world.allows(objectId, "data/delete", registry)) actions.push("delete");
    return actions;
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
      if (principal === undefined) return unauthorized();
      const { refreshSeconds } = registry.tokenLifetimes;
      const token = mint("acr-refresh", principal, { grant_type: "refresh_token" }, refreshSeconds);
      return jsonAnswer(200, { refresh_token: token.value }, { "x-ms-ratelimit-remaining-calls-per-second": "149" });
    },
    token(request) {
      const form = request.method === "POST" ? parseForm(request) : request.query;
      if (!isOwnName(form.get("service"))) return registryError(400, "BAD_REQUEST", "service is not valid");
      const principal = tokenPrincipal(request, form);
      if (principal === undefined) return unauthorized();
      const scopes = form.getAll("scope").flatMap((scope) => scope.split(" "));
      const access = scopes.map((scope) => grantScope(principal, scope));
      if (access.includes(undefined)) return registryError(400, "BAD_REQUEST", "scope is not valid");
      if (access.some((entry) => entry?.actions.length === 0)) return unauthorized();
      const { accessSeconds, anonymousSeconds } = registry.tokenLifetimes;
      const lifetime = principal.kind === "anonymous" ? anonymousSeconds : accessSeconds;
      const token = mint("acr-access", principal, { access, grant_type: "access_token" }, lifetime);
      return jsonAnswer(200, { access_token: token.value }, { "x-ms-ratelimit-remaining-calls-per-second": "166.57" });
    },
    challenge(request, repository, ...anyOf) {
      const authorization = request.headers["authorization"];
      const scope = repository === undefined ? "" : `,scope="repository:${repository}:${anyOf[0]}"`;
      const challengeOf = (error: string) =>
        unauthorized({
          "Www-Authenticate": `Bearer realm="https://${request.host}/oauth2/token",service="${request.host}"${scope}${error}`,
        });
      if (authorization === undefined) return challengeOf("");
      const basic = parseBasic(authorization);
      if (basic !== undefined) {
        const principal = authenticate(basic.username, basic.password);
        const held = principal === undefined ? [] : repository === undefined ? anyOf : actionsOf(principal, repository);
        return principal !== undefined && (repository === undefined || anyOf.some((action) => held.includes(action)))
          ? undefined
          : challengeOf("");
      }
      const token = world.tokens.findValid(parseBearer(authorization), "acr-access");
      if (token?.claims["aud"] !== loginServer) return challengeOf(',error="invalid_token"');
      if (repository === undefined) return undefined;
      const access = token.claims["access"] as { type: string; name: string; actions: string[] }[];
      const allowed = access.some(
        (entry) =>
          entry.type === "repository" && entry.name === repository && anyOf.some((a) => entry.actions.includes(a)),
      );
      return allowed ? undefined : challengeOf(',error="insufficient_scope"');
    },
  };
}
