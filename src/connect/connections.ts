// Connects to registries: decides as whom and by which way each is read and imported from. Part of the composition root,
// the only place that knows both the Azure and the registry edge.
import { type Cloud, cloudOf, isAcrHost, loginServerOf } from "../azure/cloud.ts";
import { createEntraTokens, type EntraTokens } from "../azure/credential.ts";
import { createRegistryDirectory, type RegistryDirectory } from "../azure/directory.ts";
import { createImporter } from "../azure/importer.ts";
import { AuthenticationError, AzureError, PromotionError } from "../errors.ts";
import type { Http } from "../http/http.ts";
import type {
  Clock,
  ImportSource,
  Log,
  Registries,
  RegistryReader,
  SourceRegistry,
  SourceRoute,
  TargetRegistry,
} from "../ports.ts";
import type { Side } from "../problems.ts";
import { type AcrAuthorization, createAcrAuthorization } from "../registry/auth/acr-authorization.ts";
import type { AcrIdentity } from "../registry/auth/acr-tokens.ts";
import type { RegistryCredentials } from "../registry/auth/authorization.ts";
import { findDockerLogin } from "../registry/auth/docker-config.ts";
import { createRegistryReader } from "../registry/client.ts";
import {
  formatRegistryName,
  formatResourceId,
  type RegistryName,
  type RegistryResource,
} from "../request/registry-resource.ts";
import type { FederatedIdentity, PromotionRequest } from "../request/request.ts";
import { adviseRoleGrant } from "../role-grant.ts";

/** What connecting needs of the world. */
export interface ConnectionPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly mask: (secret: string) => void;
  readonly getIdToken: (audience: string, signal: AbortSignal) => Promise<string>;
  /** Text of Docker's config.json; undefined where there is none. Read at most once. */
  readonly readDockerConfig: () => Promise<string | undefined>;
}

/** Registries as the step's identities see them; each is connected once, however many images name it. */
export function createRegistries(request: PromotionRequest, ports: ConnectionPorts): Registries {
  const connections = new Connections(request, ports);
  const sources = new Map<string, Promise<SourceRegistry>>();
  let target: Promise<TargetRegistry> | undefined;
  return {
    connectTarget: (signal) => {
      target ??= connections.connectTarget(signal);
      return target;
    },
    connectSource: (named, signal) => {
      const name = named ?? request.sourceRegistry;
      if (name === undefined) throw new PromotionError("SOURCE_REGISTRY_MISSING", "No source registry is named.");
      const key = JSON.stringify(name);
      const source = sources.get(key) ?? connections.connectSource(name, signal);
      sources.set(key, source);
      return source;
    },
  };
}

class Connections {
  readonly #request: PromotionRequest;
  readonly #ports: ConnectionPorts;
  readonly #cloud: Cloud;
  readonly #tokens: EntraTokens;
  readonly #directory: RegistryDirectory;
  /** By side and login server. */
  readonly #ownAuthorizations = new Map<string, AcrAuthorization>();

  constructor(request: PromotionRequest, ports: ConnectionPorts) {
    const { target, subscriptionId } = request;
    this.#request = request;
    this.#ports = ports;
    this.#cloud = cloudOf(request.cloud);
    this.#tokens = this.#tokensOf(request.identity);
    this.#directory = createRegistryDirectory({
      cloud: this.#cloud,
      http: ports.http,
      tokens: this.#tokens,
      subscriptionId: subscriptionId ?? (target.kind === "resource-id" ? target.id.subscriptionId : undefined),
    });
  }

  async connectTarget(signal: AbortSignal): Promise<TargetRegistry> {
    // Both tokens are wanted anyway: ARM's while its SDK loads, the registry's while ARM is asked for the login server.
    for (const scope of [this.#cloud.armScope, this.#cloud.registryScope]) {
      this.#tokens.getToken(scope, signal).catch(() => undefined);
    }
    const name = this.#request.target;
    this.#logInAhead(name, "target", signal);
    const lookup = await this.#directory.findRegistry(name, "target", signal);
    if (lookup.kind === "hidden") throw lookup.error;
    const { resource } = lookup;
    const { http, clock, log } = this.#ports;
    if (this.#request.dryRun) await this.#warnOfMissingRight(resource, signal);
    return {
      resource,
      reader: this.#ownReader(resource.loginServer, "target", name, resource),
      importer: createImporter({ cloud: this.#cloud, http, tokens: this.#tokens, clock, target: resource, log }),
    };
  }

  /** Only an import shows that it is allowed. A dry run can ask; a warning it is, since who plans need not be who writes. */
  async #warnOfMissingRight(target: RegistryResource, signal: AbortSignal): Promise<void> {
    if ((await this.#directory.mayImportInto(target, signal)) !== false) return;
    const { loginServer } = target;
    this.#ports.log.warning(
      `This identity may read ${loginServer} but not import into it. A run that writes needs another identity, or this: ${adviseRoleGrant(loginServer)}`,
    );
  }

  async connectSource(name: RegistryName, signal: AbortSignal): Promise<SourceRegistry> {
    const source = await this.#source(name, signal);
    this.#ports.log.info(`Source ${source.reader.host}: ${ROUTES[source.route]}, since ${source.routeReason}.`);
    return source;
  }

  async #source(name: RegistryName, signal: AbortSignal): Promise<SourceRegistry> {
    const { sourceIdentity, sourceCredentials } = this.#request;
    if (name.kind === "login-server" && !isAcrHost(this.#cloud, name.host)) return this.#genericSource(name.host);
    if (this.#isForNamedSource(name)) {
      if (sourceIdentity !== undefined) return this.#federatedSource(name, sourceIdentity, signal);
      if (sourceCredentials !== undefined)
        return this.#credentialSource(name, credentialsOf(sourceCredentials), signal);
    }
    return this.#ownSource(name, signal);
  }

  /** `source-client-id` and `source-password` are for the registry of `source-registry`, or for the only one there is. */
  #isForNamedSource(name: RegistryName): boolean {
    const { sourceRegistry } = this.#request;
    if (sourceRegistry === undefined || JSON.stringify(sourceRegistry) === JSON.stringify(name)) return true;
    // `contosodev` and `contosodev.azurecr.io` are one registry; `contosodev-hash.azurecr.io` may be a stranger's.
    // A regional endpoint is another host of the same registry.
    const loginServer = this.#loginServerNamedBy(sourceRegistry);
    return loginServer !== undefined && loginServer === this.#loginServerNamedBy(name);
  }

  /** The login server that a name stands for without Resource Manager; undefined for a resource ID. */
  #loginServerNamedBy(name: RegistryName): string | undefined {
    if (name.kind === "login-server") return this.#loginServer(name.host);
    return name.kind === "name" ? `${name.name}${this.#cloud.registrySuffix}`.toLowerCase() : undefined;
  }

  /** An ACR that ARM shows to us; or one that it hides, of which we may still have the right to pull. */
  async #ownSource(name: RegistryName, signal: AbortSignal): Promise<SourceRegistry> {
    // Where docker/login-action's login would be taken instead, it is not known yet whether ours is wanted.
    const rivalLogin = name.kind === "login-server" && (await this.#dockerLogin(name.host).catch(() => undefined));
    if (!rivalLogin) this.#logInAhead(name, "source", signal);
    const lookup = await this.#directory.findRegistry(name, "source", signal);
    if (lookup.kind === "found") {
      const { resource } = lookup;
      const host = name.kind === "login-server" ? name.host : resource.loginServer;
      return {
        reader: this.#ownReader(host, "source", name, resource),
        resource,
        route: "resource-id",
        routeReason: "Azure Resource Manager shows it to this identity",
        importSource: async () => ({ resourceId: formatResourceId(resource.id) }),
      };
    }
    if (name.kind !== "login-server") throw lookup.error;
    const hidden = `Azure Resource Manager does not show it to this identity (${lookup.error.code})`;
    const login = await this.#dockerLogin(name.host);
    if (login !== undefined) {
      return this.#passwordSource(
        name.host,
        login,
        "docker-config",
        `${hidden}, and docker/login-action left a login for it`,
      );
    }
    if (await this.#mayPull(name, signal)) {
      return {
        reader: this.#ownReader(name.host, "source", name),
        route: "entra-token",
        routeReason: `${hidden}, but the registry itself knows the identity`,
        importSource: (importSignal) => this.#tokenSource(name.host, this.#tokens, importSignal),
      };
    }
    return this.#passwordSource(
      name.host,
      { kind: "anonymous" },
      "anonymous",
      `${hidden}, the registry does not know the identity, and there are no credentials for it`,
    );
  }

  /** Whether the registry takes our identity: ACR answers an exchange by an identity without any role with 401. */
  async #mayPull(name: RegistryName & { kind: "login-server" }, signal: AbortSignal): Promise<boolean> {
    const authorization = this.#ownAuthorization(this.#loginServer(name.host), "source", name);
    try {
      await authorization.logIn(signal);
      return true;
    } catch (error) {
      if (error instanceof AuthenticationError && error.code === "REGISTRY_LOGIN_REFUSED") return false;
      throw error;
    }
  }

  /** An ACR of another tenant, as a second identity of this same job: no password anywhere. */
  async #federatedSource(
    name: RegistryName,
    identity: FederatedIdentity,
    signal: AbortSignal,
  ): Promise<SourceRegistry> {
    const tokens = this.#tokensOf(identity);
    const resource = name.kind === "resource-id" ? await this.#lookUp(name, tokens, signal) : undefined;
    const host = resource?.loginServer ?? formatRegistryName(name);
    return {
      reader: this.#acrReader(host, "source", this.#entraIdentity(tokens), resource),
      ...(resource !== undefined && { resource }),
      route: "federated-token",
      routeReason: "source-client-id names a second federated identity for it",
      importSource: (importSignal) => this.#tokenSource(host, tokens, importSignal),
    };
  }

  async #lookUp(name: RegistryName, tokens: EntraTokens, signal: AbortSignal): Promise<RegistryResource> {
    const directory = createRegistryDirectory({ cloud: this.#cloud, http: this.#ports.http, tokens });
    const lookup = await directory.findRegistry(name, "source", signal);
    if (lookup.kind === "hidden") throw lookup.error;
    return lookup.resource;
  }

  async #credentialSource(
    name: RegistryName,
    credentials: RegistryCredentials,
    signal: AbortSignal,
  ): Promise<SourceRegistry> {
    let host = formatRegistryName(name);
    if (name.kind !== "login-server") {
      const lookup = await this.#directory.findRegistry(name, "source", signal);
      // Its login server is not guessed from its name: with a DNS name label `name.azurecr.io` is another registry.
      if (lookup.kind === "hidden") throw loginServerWanted(lookup.error);
      host = lookup.resource.loginServer;
    }
    return this.#passwordSource(host, credentials, "credentials", "source-password is set");
  }

  async #genericSource(host: string): Promise<SourceRegistry> {
    const { sourceCredentials } = this.#request;
    if (sourceCredentials !== undefined && this.#isForNamedSource({ kind: "login-server", host })) {
      return this.#passwordSource(host, credentialsOf(sourceCredentials), "credentials", "source-password is set");
    }
    const login = await this.#dockerLogin(host);
    if (login !== undefined) {
      return this.#passwordSource(host, login, "docker-config", "docker/login-action left a login for it");
    }
    return this.#passwordSource(host, { kind: "anonymous" }, "anonymous", "there are no credentials for it");
  }

  /** Any registry that is read with a password, a token or nothing, and that ARM reads with the same. */
  async #passwordSource(
    host: string,
    credentials: RegistryCredentials,
    route: SourceRoute,
    routeReason: string,
  ): Promise<SourceRegistry> {
    const isAcr = isAcrHost(this.#cloud, host);
    const importSource: ImportSource = {
      registryUri: this.#loginServer(host),
      ...importCredentials(credentials, isAcr),
    };
    return {
      reader: isAcr ? this.#acrReader(host, "source", credentials) : await this.#genericReader(host, credentials),
      route,
      routeReason,
      importSource: async () => importSource,
    };
  }

  /** ARM takes an Entra token for ACR as a password without a user name. */
  async #tokenSource(host: string, tokens: EntraTokens, signal: AbortSignal): Promise<ImportSource> {
    const { token } = await tokens.getToken(this.#cloud.registryScope, signal);
    return { registryUri: this.#loginServer(host), credentials: { password: token } };
  }

  /** The Docker configuration's login for a host. A regional endpoint's own login comes before that of its login server. */
  async #dockerLogin(host: string): Promise<RegistryCredentials | undefined> {
    const config = await this.#ports.readDockerConfig();
    if (config === undefined) return undefined;
    for (const name of new Set([host, this.#loginServer(host)])) {
      const { credentials, reason } = findDockerLogin(config, name);
      this.#ports.log.debug(reason);
      if (credentials === undefined) continue;
      this.#ports.mask(credentials.kind === "password" ? credentials.password : credentials.token);
      return credentials;
    }
    return undefined;
  }

  #tokensOf(identity: FederatedIdentity): EntraTokens {
    const { http, clock, log, mask, getIdToken } = this.#ports;
    const tokens = createEntraTokens({
      cloud: this.#cloud,
      identity,
      audience: this.#request.audience ?? this.#cloud.idTokenAudience,
      getIdToken,
      http,
      clock,
      onIdentity: ({ issuer, subject, audience }) =>
        log.info(`Asking as ${subject} (issuer ${issuer}, audience ${audience})`),
    });
    return {
      ...tokens,
      getToken: async (scope, signal) => {
        const issued = await tokens.getToken(scope, signal);
        mask(issued.token);
        return issued;
      },
    };
  }

  #entraIdentity(tokens: EntraTokens): AcrIdentity {
    return { kind: "entra", getEntraToken: (signal) => tokens.getToken(this.#cloud.registryScope, signal) };
  }

  /** The host that tokens come from and that Resource Manager imports from: an ACR's login server, never a regional endpoint. */
  #loginServer(host: string): string {
    return loginServerOf(this.#cloud, host) ?? host;
  }

  /** Logs in while ARM is still being asked, where the input itself names the login server. */
  #logInAhead(name: RegistryName, side: Side, signal: AbortSignal): void {
    if (name.kind !== "login-server") return;
    const authorization = this.#ownAuthorization(this.#loginServer(name.host), side, name);
    // Whoever reads there asks again, and hears of a failure.
    authorization.logIn(signal).catch(() => undefined);
  }

  /** The step's own identity at a registry, with one token for several of the repositories that will be read there. */
  #ownAuthorization(loginServer: string, side: Side, name: RegistryName): AcrAuthorization {
    const key = `${side} ${loginServer}`;
    const held = this.#ownAuthorizations.get(key);
    if (held !== undefined) return held;
    const { http, clock, mask } = this.#ports;
    const identity = this.#entraIdentity(this.#tokens);
    const repositories = side === "target" ? this.#targetRepositories() : this.#sourceRepositories(name);
    const authorization = createAcrAuthorization({ loginServer, side, identity, repositories, http, clock, mask });
    this.#ownAuthorizations.set(key, authorization);
    return authorization;
  }

  #targetRepositories(): readonly string[] {
    return this.#request.images.map(({ target }) => target.repository);
  }

  #sourceRepositories(name: RegistryName): readonly string[] {
    const { images, sourceRegistry } = this.#request;
    const isThere = (registry: RegistryName | undefined) => JSON.stringify(registry) === JSON.stringify(name);
    return images
      .filter(({ source }) => isThere(source.registry ?? sourceRegistry))
      .map(({ source }) => source.repository);
  }

  #ownReader(host: string, side: Side, name: RegistryName, resource?: RegistryResource): RegistryReader {
    const loginServer = resource?.loginServer ?? this.#loginServer(host);
    return this.#readerOf(host, side, this.#ownAuthorization(loginServer, side, name));
  }

  #acrReader(host: string, side: Side, identity: AcrIdentity, resource?: RegistryResource): RegistryReader {
    const { http, clock, mask } = this.#ports;
    const loginServer = resource?.loginServer ?? this.#loginServer(host);
    return this.#readerOf(host, side, createAcrAuthorization({ loginServer, side, identity, http, clock, mask }));
  }

  #readerOf(host: string, side: Side, authorization: AcrAuthorization): RegistryReader {
    const { http, clock, log } = this.#ports;
    return createRegistryReader({ host, side, http, authorization, flavour: "acr", clock, log });
  }

  async #genericReader(host: string, credentials: RegistryCredentials): Promise<RegistryReader> {
    // With them comes the list of public suffixes, which ACRs do without.
    const [{ createTokenAuthorization }, { isOwnSite }] = await Promise.all([
      import("../registry/auth/token-authorization.ts"),
      import("../registry/auth/realm.ts"),
    ]);
    const { http, clock, log, mask } = this.#ports;
    const authorization = createTokenAuthorization({ host, side: "source", credentials, http, clock, mask });
    return createRegistryReader({
      host,
      side: "source",
      http,
      authorization,
      flavour: "generic",
      clock,
      log,
      isOwnSite: (other) => isOwnSite(host, other),
    });
  }
}

const ROUTES: Readonly<Record<SourceRoute, string>> = {
  "resource-id": "imported by its resource ID as this identity",
  "entra-token": "imported with this identity's own registry token",
  "federated-token": "imported with the registry token of the second identity",
  credentials: "imported with the given credentials",
  "docker-config": "imported with the login of the runner's Docker configuration",
  anonymous: "imported anonymously",
};

function credentialsOf(given: { readonly username?: string; readonly password: string }): RegistryCredentials {
  const { username, password } = given;
  return username === undefined ? { kind: "access-token", token: password } : { kind: "password", username, password };
}

function loginServerWanted(error: AzureError): AzureError {
  return new AzureError(error.code, error.message, {
    stage: error.stage,
    side: "source",
    status: error.status,
    cause: error,
    remedy:
      "With source-password, name the source by its login server in `source-registry`: then it is not looked up as this step's identity.",
  });
}

/** How ACR is told that the password is a refresh token of its own: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
const ACR_TOKEN_USER = "00000000-0000-0000-0000-000000000000";

function importCredentials(
  credentials: RegistryCredentials,
  isAcr: boolean,
): Pick<Extract<ImportSource, { registryUri: string }>, "credentials"> {
  switch (credentials.kind) {
    case "anonymous":
      return {};
    case "password":
      return { credentials: { username: credentials.username, password: credentials.password } };
    case "refresh-token":
      return { credentials: { ...(isAcr && { username: ACR_TOKEN_USER }), password: credentials.token } };
    default:
      return { credentials: { password: credentials.token } };
  }
}
