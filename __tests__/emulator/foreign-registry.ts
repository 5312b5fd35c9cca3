// Owns a registry outside of Azure: Docker Hub, GHCR, a company's own. Its token service, its quota, its private repositories. Knows no Azure.
// https://distribution.github.io/distribution/spec/auth/token/ and https://docs.docker.com/docker-hub/usage/pulls/
import {
  type Answer,
  bytesAnswer,
  emptyAnswer,
  jsonAnswer,
  type PartyRequest,
  parseBasic,
  parseBearer,
  parseForm,
} from "./answers.ts";
import type { LocalAzure } from "./azure.ts";
import { contentOf } from "./content.ts";
import { answerReferrers, answerTags, manifestUnknown, parseDistributionPath, registryError } from "./distribution.ts";
import { refuseUnauthorized, type SourceRefusal } from "./import-sources.ts";
import { RegistryStore } from "./registry-store.ts";

export interface ForeignRegistryOptions {
  /** Where manifests are read. */
  host: string;
  /** Further names by which an import may call it, e.g. `docker.io`. */
  importHosts?: readonly string[];
  /** `bearer`: with a token service; `basic`: user name and password on each request; `none`: open to all. */
  authentication: "bearer" | "basic" | "none";
  /** The token service; on the registry's own host unless said otherwise. */
  realm?: string;
  service?: string;
  /** Whether the anonymous may pull what is not private. */
  anonymousPull?: boolean;
  /** Whether the registry has a referrers API, or where it sends whom asks for one instead. */
  referrersApi?: boolean | ((repository: string) => string);
  tokenLifetimeSeconds?: number;
  /** Pulls in six hours; a GET of a manifest counts, a HEAD does not. */
  pullLimit?: { anonymous: number; user: number };
}

export interface ForeignRegistry {
  readonly host: string;
  readonly store: RegistryStore;
  /** User name → password. */
  readonly users: Map<string, string>;
  readonly privateRepositories: Set<string>;
  /** Pulls so far, by user name; `""` is the anonymous. */
  readonly pulls: Map<string, number>;
  /** What it says to the import service, where that shall fail. */
  refusal: SourceRefusal | undefined;
  addUser(username: string, password: string): void;
}

const ANONYMOUS = "";

export function addForeignRegistry(azure: LocalAzure, options: ForeignRegistryOptions): ForeignRegistry {
  const { host, authentication } = options;
  const { tokens, clock } = azure.world;
  const realm = options.realm ?? `https://${host}/token`;
  const service = options.service ?? host;
  const realmUrl = new URL(realm);
  const registry: ForeignRegistry = {
    host,
    store: new RegistryStore(clock.now),
    users: new Map(),
    privateRepositories: new Set(),
    pulls: new Map(),
    refusal: undefined,
    addUser: (username, password) => void registry.users.set(username, tokens.addSecret(password)),
  };

  const userOf = (username: string | undefined, password: string): string | undefined =>
    username !== undefined && registry.users.get(username) === password ? username : undefined;

  const mayPull = (user: string, repository: string): boolean =>
    (user !== ANONYMOUS || (options.anonymousPull ?? true)) &&
    (user !== ANONYMOUS || !registry.privateRepositories.has(repository)) &&
    registry.store.repositories.has(repository);

  const answerToken = (request: PartyRequest): Answer => {
    const form = request.method === "POST" ? parseForm(request) : request.query;
    const basic = parseBasic(request.headers["authorization"]);
    const username = basic?.username ?? form.get("username") ?? undefined;
    const password = basic?.password ?? form.get("password") ?? undefined;
    const user = password === undefined ? ANONYMOUS : userOf(username, password);
    if (user === undefined)
      return jsonAnswer(
        401,
        { details: "incorrect username or password" },
        { "WWW-Authenticate": 'Basic realm="token"' },
      );
    // A token is given in any case; what it does not open shows at the registry.
    const access = form.getAll("scope").flatMap((scope) => {
      const [, name = "", actions = ""] = /^repository:(.+):([a-z,]+)$/.exec(scope) ?? [];
      return actions.split(",").includes("pull") && mayPull(user, name)
        ? [{ type: "repository", name, actions: ["pull"] }]
        : [];
    });
    const lifetime = options.tokenLifetimeSeconds ?? 300;
    const claims = { iss: realmUrl.host, aud: service, sub: user, access };
    const { value } = tokens.mint("registry-access", claims, lifetime);
    const issued = new Date(clock.now()).toISOString();
    return jsonAnswer(200, { token: value, access_token: value, expires_in: lifetime, issued_at: issued });
  };

  const challenge = (repository: string | undefined, error = ""): Answer => {
    const scope = repository === undefined ? "" : `,scope="repository:${repository}:pull"`;
    const detail =
      repository === undefined ? null : [{ Type: "repository", Class: "", Name: repository, Action: "pull" }];
    const answer = registryError(401, "UNAUTHORIZED", "authentication required", detail);
    answer.headers["WWW-Authenticate"] =
      authentication === "basic"
        ? 'Basic realm="Registry"'
        : `Bearer realm="${realm}",service="${service}"${scope}${error}`;
    return answer;
  };

  /** The user behind a request, or the challenge. */
  const admit = (request: PartyRequest, repository: string | undefined): string | Answer => {
    const header = request.headers["authorization"];
    if (authentication === "none") return ANONYMOUS;
    if (authentication === "basic") {
      const basic = parseBasic(header);
      const anonymous = options.anonymousPull ? ANONYMOUS : undefined;
      const user = basic === undefined ? anonymous : userOf(basic.username, basic.password);
      return user === undefined || (repository !== undefined && !mayPull(user, repository))
        ? challenge(repository)
        : user;
    }
    const token = tokens.findValid(parseBearer(header), "registry-access");
    if (token?.claims["aud"] !== service || token.claims["iss"] !== realmUrl.host) return challenge(repository);
    const access = token.claims["access"] as { name: string }[];
    if (repository !== undefined && !access.some((entry) => entry.name === repository))
      return challenge(repository, ',error="insufficient_scope"');
    return String(token.claims["sub"]);
  };

  const quotaHeaders = (user: string): Answer["headers"] => {
    if (options.pullLimit === undefined) return {};
    const limit = user === ANONYMOUS ? options.pullLimit.anonymous : options.pullLimit.user;
    const remaining = Math.max(0, limit - (registry.pulls.get(user) ?? 0));
    return {
      "ratelimit-limit": `${limit};w=21600`,
      "ratelimit-remaining": `${remaining};w=21600`,
      "docker-ratelimit-source": user === ANONYMOUS ? azure.world.runnerAddress : user,
    };
  };

  /** Counts a pull; the refusal where the quota is spent. */
  const countPull = (user: string): Answer | undefined => {
    if (options.pullLimit === undefined) return undefined;
    const taken = registry.pulls.get(user) ?? 0;
    const limit = user === ANONYMOUS ? options.pullLimit.anonymous : options.pullLimit.user;
    if (taken < limit) {
      registry.pulls.set(user, taken + 1);
      return undefined;
    }
    const who = user === ANONYMOUS ? "unauthenticated " : "";
    const message = `You have reached your ${who}pull rate limit. https://www.docker.com/increase-rate-limit`;
    return registryError(429, "TOOMANYREQUESTS", message);
  };

  const answerManifest = (repository: string, reference: string, user: string, request: PartyRequest): Answer => {
    const refusal = request.method === "GET" ? countPull(user) : undefined;
    if (refusal !== undefined) return refusal;
    const found = registry.store.manifest(repository, reference);
    if (found === undefined) return manifestUnknown(repository, reference);
    return bytesAnswer(200, found.bytes, {
      "Content-Type": found.mediaType,
      "Docker-Content-Digest": found.digest,
      ...quotaHeaders(user),
    });
  };

  const answer = (request: PartyRequest): Answer => {
    if (request.host === realmUrl.host && request.path === realmUrl.pathname) return answerToken(request);
    const route = parseDistributionPath(request.path);
    if (route === undefined) return registryError(404, "NOT_FOUND", "404 page not found");
    if (route.kind === "catalog" || route.kind === "uploads") return challenge(undefined);
    const user = admit(request, route.kind === "base" ? undefined : route.repository);
    if (typeof user !== "string") return user;
    if (route.kind === "base") return jsonAnswer(200, {});
    if (route.kind === "tags") return answerTags(registry.store, route.repository, request);
    if (route.kind === "manifests") return answerManifest(route.repository, route.reference, user, request);
    if (route.kind === "referrers") {
      const { referrersApi } = options;
      if (typeof referrersApi === "function") return emptyAnswer(303, { Location: referrersApi(route.repository) });
      return referrersApi === true
        ? answerReferrers(registry.store, route.repository, route.reference, request, 100)
        : registryError(404, "NOT_FOUND", "404 page not found");
    }
    const blob = registry.store.blob(route.repository, route.reference);
    if (blob === undefined) return registryError(404, "BLOB_UNKNOWN", "blob unknown to registry");
    return bytesAnswer(200, blob, {
      "Content-Type": "application/octet-stream",
      "Docker-Content-Digest": route.reference,
    });
  };

  const handle = (request: PartyRequest): Answer => {
    if (request.method !== "GET" && request.method !== "HEAD" && request.path !== realmUrl.pathname)
      return emptyAnswer(405);
    const given = answer(request);
    given.headers["Docker-Distribution-Api-Version"] = "registry/2.0";
    return given;
  };
  azure.addHost(host, "foreign-registry", handle);
  if (authentication === "bearer" && realmUrl.host !== host) azure.addHost(realmUrl.host, "token-service", handle);
  azure.addForeignSource([host, ...(options.importHosts ?? [])], {
    content: contentOf(registry.store),
    admit(repository, credentials) {
      if (registry.refusal !== undefined) return registry.refusal;
      const user = credentials === undefined ? ANONYMOUS : userOf(credentials.username, credentials.password);
      return user !== undefined && mayPull(user, repository) ? undefined : refuseUnauthorized(repository);
    },
  });
  return registry;
}
