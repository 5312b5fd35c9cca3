// Decides as whom each source is read, and by which route Azure imports from it.
import { isAcrHost, isLoginServer } from "../azure/cloud.ts";
import type { EntraTokens } from "../azure/credential.ts";
import { createRegistryDirectory, type RegistryDirectory } from "../azure/directory.ts";
import { AuthenticationError, AzureError } from "../errors.ts";
import type { ImportSource, SourceRegistry, SourceRoute } from "../ports.ts";
import type { RegistryCredentials, RegistryLogin } from "../registry/auth/authorization.ts";
import { formatRegistryName, type RegistryName } from "../request/registry-name.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { FederatedIdentity } from "../request/request.ts";
import { formatResourceId } from "../request/resource-id.ts";
import { lookUpDockerLogin } from "./docker-login.ts";
import { nameIdentity, type Readers, secondLogin } from "./readers.ts";
import type { Step } from "./step.ts";

/** How an import by a route is described in the log. */
const ROUTES: Readonly<Record<SourceRoute, string>> = {
  "resource-id": "imported by its resource ID as this identity",
  "entra-token": "imported with this identity's own registry token",
  "federated-token": "imported with the registry token of the second identity",
  credentials: "imported with the given credentials",
  "docker-config": "imported with the login of the runner's Docker configuration",
  anonymous: "imported anonymously",
};

/** Returns a function that connects to one source, and logs the route. */
export function createSourceRoutes(
  step: Step,
  readers: Readers,
): (name: RegistryName, signal: AbortSignal) => Promise<SourceRegistry> {
  const { request, ports, cloud, tokens, directory, loginServerOf } = step;
  const { sourceRegistry, sourceIdentity, sourceCredentials } = request;

  async function connect(name: RegistryName, signal: AbortSignal): Promise<SourceRegistry> {
    if (name.kind === "login-server" && !isAcrHost(cloud, name.host)) return connectGeneric(name, signal);
    if (sourceIdentity !== undefined && (await isForNamedSource(name, signal))) {
      return connectFederated(name, sourceIdentity, signal);
    }
    if (sourceCredentials !== undefined && (await isForNamedSource(name, signal))) {
      return connectByCredentials(name, sourceCredentials, signal);
    }
    return connectOwn(name, signal);
  }

  /** `source-client-id` and `source-password` are for the registry of `source-registry`, or for the only source. */
  async function isForNamedSource(name: RegistryName, signal: AbortSignal): Promise<boolean> {
    if (sourceRegistry === undefined || JSON.stringify(sourceRegistry) === JSON.stringify(name)) return true;
    if (name.kind !== "login-server") return false;
    const loginServer = loginServerOf(name.host);
    // A regional endpoint is another host of the same registry.
    if (sourceRegistry.kind === "login-server") return loginServerOf(sourceRegistry.host) === loginServer;
    if (sourceRegistry.kind !== "name" || !isLoginServer(cloud, loginServer, sourceRegistry.name)) return false;
    // `contosodev` may be `contosodev.azurecr.io` or `contosodev-hash.azurecr.io`; the other one may be someone else's.
    const lookup = await directory.findRegistry(sourceRegistry, "source", signal);
    if (lookup.kind === "hidden") throw loginServerRequired(lookup.error);
    return lookup.resource.loginServer === loginServer;
  }

  /** An ACR as the step's own identity: by its resource ID where ARM shows it, otherwise by the first login that works. */
  async function connectOwn(name: RegistryName, signal: AbortSignal): Promise<SourceRegistry> {
    // With a login of docker/login-action, it is not known yet whether our own login is needed.
    const otherLogin =
      name.kind === "login-server" && (await lookUpDockerLogin(name.host, step).catch(() => undefined))?.login;
    if (!otherLogin) readers.prefetchLogin({ name, side: "source" }, signal);
    const lookup = await directory.findRegistry(name, "source", signal);
    if (lookup.kind === "found") {
      const { resource } = lookup;
      const host = name.kind === "login-server" ? name.host : resource.loginServer;
      return {
        reader: readers.own(host, { name, side: "source" }, resource),
        resource,
        hasSoftDelete: (lookupSignal) => directory.hasSoftDelete(resource, "source", lookupSignal),
        route: "resource-id",
        routeReason: "Azure Resource Manager shows it to this identity",
        importSource: async () => ({ resourceId: formatResourceId(resource.id) }),
      };
    }
    if (name.kind !== "login-server") throw lookup.error;
    const { host } = name;
    const hidden = `Azure Resource Manager does not show it to this identity (${lookup.error.code})`;
    const { login, checked } = await lookUpDockerLogin(host, step);
    if (login !== undefined) {
      return connectByPassword(host, login, {
        route: "docker-config",
        routeReason: `${hidden}, and docker/login-action has logged in to it`,
      });
    }
    if (await canLogIn(name, signal)) {
      return {
        reader: readers.own(host, { name, side: "source" }),
        route: "entra-token",
        routeReason: `${hidden}, but it accepts this identity's login`,
        importSource: (importSignal) => tokenSource(host, tokens, importSignal),
      };
    }
    return connectByPassword(host, anonymous(`${host} rejects ${nameIdentity(request.identity)}; ${checked}`), {
      route: "anonymous",
      routeReason: `${hidden}, it rejects this identity's login, and there are no credentials for it (${checked})`,
    });
  }

  /** True where the ACR accepts our identity: it responds 401 to the token exchange of an identity without any role. */
  async function canLogIn(name: RegistryName & { kind: "login-server" }, signal: AbortSignal): Promise<boolean> {
    try {
      await readers.logIn({ name, side: "source" }, signal);
      return true;
    } catch (error) {
      if (error instanceof AuthenticationError && error.code === "REGISTRY_LOGIN_REFUSED") return false;
      throw error;
    }
  }

  /** An ACR of another tenant, as a second identity of the same job: without a password. */
  async function connectFederated(
    name: RegistryName,
    identity: FederatedIdentity,
    signal: AbortSignal,
  ): Promise<SourceRegistry> {
    const sourceTokens = step.tokensOf(identity);
    const { apiVersions } = step;
    const ofIdentity = createRegistryDirectory({ cloud, http: ports.http, tokens: sourceTokens, apiVersions });
    const resource = name.kind === "resource-id" ? await lookUpIn(ofIdentity, name, signal) : undefined;
    const host = resource?.loginServer ?? formatRegistryName(name);
    return {
      reader: readers.acrSource(host, secondLogin(sourceTokens, step), resource),
      ...(resource !== undefined && {
        resource,
        hasSoftDelete: (lookupSignal: AbortSignal) => ofIdentity.hasSoftDelete(resource, "source", lookupSignal),
      }),
      route: "federated-token",
      routeReason: "source-client-id is set to a second federated identity",
      importSource: (importSignal) => tokenSource(host, sourceTokens, importSignal),
    };
  }

  async function lookUpIn(
    ofIdentity: RegistryDirectory,
    name: RegistryName,
    signal: AbortSignal,
  ): Promise<RegistryResource> {
    const lookup = await ofIdentity.findRegistry(name, "source", signal);
    if (lookup.kind === "hidden") throw lookup.error;
    return lookup.resource;
  }

  async function connectByCredentials(
    name: RegistryName,
    given: NonNullable<typeof sourceCredentials>,
    signal: AbortSignal,
  ): Promise<SourceRegistry> {
    let host = formatRegistryName(name);
    if (name.kind !== "login-server") {
      const lookup = await directory.findRegistry(name, "source", signal);
      // The login server cannot be derived from the name: with a DNS name label, `name.azurecr.io` is another registry.
      if (lookup.kind === "hidden") throw loginServerRequired(lookup.error);
      host = lookup.resource.loginServer;
    }
    return connectByPassword(host, loginOf(given), GIVEN);
  }

  async function connectGeneric(
    name: RegistryName & { readonly kind: "login-server" },
    signal: AbortSignal,
  ): Promise<SourceRegistry> {
    const { host } = name;
    if (sourceCredentials !== undefined && (await isForNamedSource(name, signal))) {
      return connectByPassword(host, loginOf(sourceCredentials), GIVEN);
    }
    const { login, checked } = await lookUpDockerLogin(host, step);
    return login === undefined
      ? connectByPassword(host, anonymous(checked), {
          route: "anonymous",
          routeReason: `there are no credentials for it (${checked})`,
        })
      : connectByPassword(host, login, {
          route: "docker-config",
          routeReason: "docker/login-action has logged in to it",
        });
  }

  /** A registry that this step and ARM read with the same password, token, or without credentials. */
  async function connectByPassword(
    host: string,
    login: RegistryLogin,
    chosen: Pick<SourceRegistry, "route" | "routeReason">,
  ): Promise<SourceRegistry> {
    const isAcr = isAcrHost(cloud, host);
    const importSource: ImportSource = {
      registryUri: loginServerOf(host),
      ...importCredentials(login.credentials, isAcr),
    };
    return {
      reader: isAcr ? readers.acrSource(host, login) : await readers.genericSource(host, login),
      ...chosen,
      importSource: async () => importSource,
    };
  }

  /** ARM accepts an Entra token for ACR as a password without a user name. */
  async function tokenSource(host: string, identity: EntraTokens, signal: AbortSignal): Promise<ImportSource> {
    const { token } = await identity.getToken(cloud.registryScope, signal);
    return { registryUri: loginServerOf(host), credentials: { password: token } };
  }

  return async (name, signal) => {
    const connected = await connect(name, signal);
    const { reader, resource } = connected;
    // Geo-replication is Premium's; of a registry that ARM does not show, the tier is not known.
    const isReplicated = isAcrHost(cloud, reader.host) && resource?.sku !== "Basic" && resource?.sku !== "Standard";
    const source = { ...connected, isReplicated };
    ports.log.info(`Source ${source.reader.host}: ${ROUTES[source.route]}, because ${source.routeReason}.`);
    return source;
  };
}

const GIVEN = { route: "credentials", routeReason: "source-password is set" } as const;

function loginOf({ username, password }: { readonly username?: string; readonly password: string }): RegistryLogin {
  return {
    credentials:
      username === undefined ? { kind: "access-token", token: password } : { kind: "password", username, password },
    origin: { kind: "inputs" },
  };
}

function anonymous(checked: string): RegistryLogin {
  return { credentials: { kind: "anonymous" }, origin: { kind: "none", checked } };
}

function loginServerRequired(error: AzureError): AzureError {
  return new AzureError(error.code, error.message, {
    stage: error.stage,
    side: "source",
    status: error.status,
    cause: error,
    remedy:
      "With source-password, set source-registry to the login server, for example contosodev.azurecr.io. It is then not looked up in Azure Resource Manager.",
  });
}

/** The user name that marks a password as an ACR refresh token: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
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
