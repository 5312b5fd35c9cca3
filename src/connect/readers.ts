// Creates the readers of registries: as the step's own identity, as another one, or with credentials.
import type { EntraTokens } from "../azure/credential.ts";
import { type RecordedHttp, recordPauses } from "../http/recorded-pauses.ts";
import type { RegistryReader } from "../ports.ts";
import type { Side } from "../problems.ts";
import { type AcrAuthorization, createAcrAuthorization } from "../registry/auth/acr-authorization.ts";
import type { AcrIdentity } from "../registry/auth/acr-tokens.ts";
import type { RegistryCredentials } from "../registry/auth/authorization.ts";
import { createRegistryReader } from "../registry/client.ts";
import type { RegistryName, RegistryResource } from "../request/registry-resource.ts";
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
  /** Reads a source that is an ACR as another identity. */
  acrSource(host: string, identity: AcrIdentity, resource?: RegistryResource): RegistryReader;
  /** Reads a source that is not an ACR. */
  genericSource(host: string, credentials: RegistryCredentials): Promise<RegistryReader>;
  /** Logs in to an ACR as the step's own identity. @throws AuthenticationError `REGISTRY_LOGIN_REFUSED` */
  logIn(
    registry: NamedRegistry & { readonly name: { readonly kind: "login-server" } },
    signal: AbortSignal,
  ): Promise<void>;
  /** Starts that login early, where the request names the login server. */
  prefetchLogin(registry: NamedRegistry, signal: AbortSignal): void;
}

/** A login at an ACR, with the client that its readers share. */
interface AcrLogin extends RecordedHttp {
  readonly authorization: AcrAuthorization;
}

/** The identity of Entra tokens at an ACR. */
export function entraIdentity(tokens: EntraTokens, { cloud }: Step): AcrIdentity {
  return { kind: "entra", getEntraToken: (signal) => tokens.getToken(cloud.registryScope, signal) };
}

/** The readers of one step. Its own login at a registry is shared by all readers of that registry. */
export function createReaders(step: Step): Readers {
  const { request, ports, tokens, loginServerOf } = step;
  const { clock, log, mask } = ports;
  /** By side and login server. */
  const ownLogins = new Map<string, AcrLogin>();

  function ownLogin(loginServer: string, { name, side }: NamedRegistry): AcrLogin {
    const key = `${side} ${loginServer}`;
    const held = ownLogins.get(key);
    if (held !== undefined) return held;
    const repositories = side === "target" ? targetRepositories() : sourceRepositories(name);
    const login = acrLogin(loginServer, side, entraIdentity(tokens, step), repositories);
    ownLogins.set(key, login);
    return login;
  }

  function acrLogin(
    loginServer: string,
    side: Side,
    identity: AcrIdentity,
    repositories: readonly string[] = [],
  ): AcrLogin {
    const { http, pauses } = recordPauses(ports.http);
    const options = { loginServer, side, identity, repositories, http, clock, mask };
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

  function acr(host: string, side: Side, login: AcrLogin): RegistryReader {
    return createRegistryReader({ host, side, ...login, flavour: "acr", clock, log });
  }

  const logIn: Readers["logIn"] = async (registry, signal) =>
    ownLogin(loginServerOf(registry.name.host), registry).authorization.logIn(signal);

  return {
    own(host, registry, resource) {
      const loginServer = resource?.loginServer ?? loginServerOf(host);
      return acr(host, registry.side, ownLogin(loginServer, registry));
    },
    acrSource(host, identity, resource) {
      const loginServer = resource?.loginServer ?? loginServerOf(host);
      return acr(host, "source", acrLogin(loginServer, "source", identity));
    },
    async genericSource(host, credentials) {
      // Loaded only here: it brings the list of public suffixes, which ACRs do not need.
      const [{ createTokenAuthorization }, { isOwnSite }] = await Promise.all([
        import("../registry/auth/token-authorization.ts"),
        import("../registry/auth/realm.ts"),
      ]);
      const { http, pauses } = recordPauses(ports.http);
      const authorization = createTokenAuthorization({ host, side: "source", credentials, http, clock, mask });
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
