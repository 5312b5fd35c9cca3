// Creates the readers of registries: as the step's own identity, as another one, or with credentials.
import type { EntraTokens } from "../azure/credential.ts";
import { type RecordedHttp, recordPauses } from "../http/recorded-pauses.ts";
import type { RegistryReader, TagLocker } from "../ports.ts";
import type { Side } from "../problems.ts";
import { type AcrAuthorization, createAcrAuthorization } from "../registry/auth/acr-authorization.ts";
import type { AcrLogin } from "../registry/auth/acr-tokens.ts";
import type { RegistryLogin } from "../registry/auth/authorization.ts";
import { createRegistryReader } from "../registry/client.ts";
import { createTagLocker } from "../registry/tag-locker.ts";
import type { RegistryName } from "../request/registry-name.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { Login, StepIdentity } from "../request/request.ts";
import type { Grantee } from "../role-grant.ts";
import type { Step } from "./step.ts";

/** A registry as the request names it, for one side. */
export interface NamedRegistry {
  readonly name: RegistryName;
  readonly side: Side;
}

/** Readers of one step. */
export interface Readers {
  /** Reads an ACR as the step's own identity. `resource`: what Resource Manager shows of it. */
  own(host: string, registry: NamedRegistry, resource?: RegistryResource): RegistryReader;
  /** Locks tags of the target as the step's own identity, with the login of its reader. */
  ownLocker(resource: RegistryResource, registry: NamedRegistry): TagLocker;
  /** Reads a source that is an ACR as another identity. */
  acrSource(host: string, login: AcrLogin, resource?: RegistryResource): RegistryReader;
  /** Reads a source that is not an ACR. */
  genericSource(host: string, login: RegistryLogin): Promise<RegistryReader>;
  /** Logs in to an ACR as the step's own identity. @throws AuthenticationError `REGISTRY_LOGIN_REFUSED` */
  logIn(
    registry: NamedRegistry & { readonly name: { readonly kind: "login-server" } },
    signal: AbortSignal,
  ): Promise<void>;
  /** Starts that login early, where the request names the login server. */
  prefetchLogin(registry: NamedRegistry, signal: AbortSignal): void;
}

const IDENTITY_NAMES: Readonly<Record<Login, string>> = {
  github: "this step's identity",
  "managed-identity": "this runner's managed identity",
  "workload-identity": "this runner's workload identity",
};

/** The login of an Entra identity at an ACR. `name`: "this step's identity". */
function entraLogin(name: string, grantee: Grantee, tokens: EntraTokens, { cloud }: Step): AcrLogin {
  const getEntraToken = (signal: AbortSignal) => tokens.getToken(cloud.registryScope, signal);
  return { credentials: { kind: "entra", getEntraToken }, origin: { kind: "identity", name, grantee } };
}

function ownLogin(step: Step): AcrLogin {
  return entraLogin(nameIdentity(step.request.identity), "own", step.tokens, step);
}

/** How errors name the step's own identity. */
export function nameIdentity({ login }: StepIdentity): string {
  return IDENTITY_NAMES[login];
}

/** The login of the identity of `source-client-id`. */
export function secondLogin(tokens: EntraTokens, step: Step): AcrLogin {
  return entraLogin("the identity of source-client-id", "second", tokens, step);
}

/** A client that is logged in to an ACR, shared by its readers. */
interface AcrClient extends RecordedHttp {
  readonly authorization: AcrAuthorization;
}

/** The readers of one step. Its own login at a registry is shared by all readers of that registry. */
export function createReaders(step: Step): Readers {
  const { request, ports, loginServerOf } = step;
  const { clock, log, mask } = ports;
  /** By side and login server. */
  const ownClients = new Map<string, AcrClient>();

  function ownClient(loginServer: string, { name, side }: NamedRegistry): AcrClient {
    const key = `${side} ${loginServer}`;
    const held = ownClients.get(key);
    if (held !== undefined) return held;
    const repositories = side === "target" ? targetRepositories() : sourceRepositories(name);
    const client = acrClient(loginServer, side, ownLogin(step), repositories);
    ownClients.set(key, client);
    return client;
  }

  function acrClient(
    loginServer: string,
    side: Side,
    login: AcrLogin,
    repositories: readonly string[] = [],
  ): AcrClient {
    const { http, pauses } = recordPauses(ports.http);
    const options = { loginServer, side, login, repositories, http, clock, mask };
    return { http, pauses, authorization: createAcrAuthorization(options) };
  }

  function targetRepositories(): readonly string[] {
    return request.images.map(({ target }) => target.repository);
  }

  function sourceRepositories(name: RegistryName): readonly string[] {
    const isThere = (registry: RegistryName | undefined) => JSON.stringify(registry) === JSON.stringify(name);
    return request.images
      .filter(({ source }) => isThere(source.registry ?? request.sourceRegistry))
      .map(({ source }) => source.repository);
  }

  function acr(host: string, side: Side, client: AcrClient): RegistryReader {
    return createRegistryReader({ host, side, ...client, flavour: "acr", clock, log });
  }

  const logIn: Readers["logIn"] = async (registry, signal) =>
    ownClient(loginServerOf(registry.name.host), registry).authorization.logIn(signal);

  return {
    own(host, registry, resource) {
      const loginServer = resource?.loginServer ?? loginServerOf(host);
      return acr(host, registry.side, ownClient(loginServer, registry));
    },
    ownLocker({ loginServer, roleAssignmentMode }, registry) {
      const { side } = registry;
      const client = ownClient(loginServer, registry);
      const options = { host: loginServer, side, ...client, flavour: "acr", clock, log } as const;
      return createTagLocker(options, roleAssignmentMode === "AbacRepositoryPermissions");
    },
    acrSource(host, login, resource) {
      const loginServer = resource?.loginServer ?? loginServerOf(host);
      return acr(host, "source", acrClient(loginServer, "source", login));
    },
    async genericSource(host, login) {
      // Loaded only here: it brings the list of public suffixes, which ACRs do not need.
      const [{ createTokenAuthorization }, { isOwnSite }] = await Promise.all([
        import(/* webpackChunkName: "other-registries" */ "../registry/auth/token-authorization.ts"),
        import(/* webpackChunkName: "other-registries" */ "../registry/auth/realm.ts"),
      ]);
      const { trustedTokenHosts } = request;
      const { http, pauses } = recordPauses(ports.http);
      const authorization = createTokenAuthorization({
        host,
        side: "source",
        login,
        repositories: sourceRepositories({ kind: "login-server", host }),
        trustedTokenHosts,
        http,
        clock,
        mask,
      });
      return createRegistryReader({
        host,
        side: "source",
        http,
        authorization,
        pauses,
        flavour: "generic",
        clock,
        log,
        isOwnSite: (other) => isOwnSite(host, other),
      });
    },
    logIn,
    prefetchLogin({ name, side }, signal) {
      // The first read logs in again, and reports a failure.
      if (name.kind === "login-server") logIn({ name, side }, signal).catch(() => undefined);
    },
  };
}
