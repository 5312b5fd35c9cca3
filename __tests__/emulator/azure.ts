// Owns the local Azure as a whole: the parties, the network that leads to them, and what a test may turn. The entry of this folder.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Party, PartyRequest } from "./answers.ts";
import { createBlobStorage } from "./blob-storage.ts";
import { type CertificateAuthority, createCertificateAuthority } from "./certificates.ts";
import { clouds } from "./clouds.ts";
import { type ContainerRegistry, createContainerRegistry } from "./container-registry.ts";
import { createEntra, type EntraSettings } from "./entra.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createIdTokenService, defaultWorkflowRun, type WorkflowRun } from "./id-token.ts";
import { APP_SERVICE_PATH, createIdentityEndpoints, type Machine } from "./identity-endpoint.ts";
import { createImportService, type ImportService } from "./import-service.ts";
import type { ForeignSource } from "./import-sources.ts";
import { createNetwork, type Route } from "./network.ts";
import { answerOverSocket, listen, startProxy } from "./proxy.ts";
import type { RegistryStore } from "./registry-store.ts";
import { createRequestLog, type RecordedConnection, type RecordedRequest } from "./request-log.ts";
import { API_VERSIONS, createResourceManager, type ResourceManagerSettings } from "./resource-manager.ts";
import { type AzureRegistry, createWorld, type World } from "./world.ts";

export interface LocalAzureOptions {
  /** Added to every answer. */
  latencyMs?: number;
  /** Lets the proxy ask for a password. */
  proxyCredentials?: { username: string; password: string };
}

export interface LocalAzure
  extends Pick<World, "addTenant" | "addApp" | "addSubscription" | "addRegistry" | "grant" | "revoke"> {
  readonly world: World;
  /** The run that the ID token speaks for. */
  readonly run: WorkflowRun;
  readonly entra: EntraSettings;
  readonly resourceManager: ResourceManagerSettings;
  readonly imports: ImportService;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly connections: RecordedConnection[];
  readonly proxyUrl: string;
  /** The machine that the runner is on, with its managed identities; none unless a test adds them. */
  readonly machine: Machine;
  /** Host and port of the machine's identity endpoint, as `RecordedRequest.host` has it. */
  readonly identityHost: string;
  /** The environment of a virtual machine: the metadata service is looked for here instead of at 169.254.169.254. */
  virtualMachineEnv(): Record<string, string>;
  /** The environment of App Service and Container Apps. */
  appServiceEnv(): Record<string, string>;
  /**
   * The token that Kubernetes gives a pod for its service account: https://azure.github.io/azure-workload-identity/docs/.
   * Its issuer and subject, for a federated credential, are `claims`.
   */
  serviceAccountToken(claims: { iss: string; sub: string; aud?: string }, lifetimeSeconds?: number): string;
  /** Host and port of the ID-token endpoint, as `RecordedRequest.host` has it. */
  readonly idTokenHost: string;
  readonly caFile: string;
  readonly caCertificate: string;
  latencyMs: number;
  /** What a child process needs to take this for the network. */
  env(): Record<string, string>;
  /** Requests to a host whose `METHOD /target` matches. */
  requestsTo(host: string | RegExp, methodAndTarget?: RegExp): RecordedRequest[];
  onRequest(listener: (request: RecordedRequest) => void): () => void;
  /** Every token, password and signature that was ever minted or accepted. */
  secrets(): string[];
  /** What a registry holds. */
  registry(loginServer: string): RegistryStore;
  /** The registry itself, with its properties. */
  resource(loginServer: string): AzureRegistry;
  /** Lets one more host answer; port 443 and TLS unless said otherwise. */
  addHost(host: string, party: string, handle: Party, options?: { tls?: boolean }): void;
  /** Lets imports read from a registry outside of Azure under these names. */
  addForeignSource(hosts: readonly string[], source: ForeignSource): void;
  /** Asks a party in process, by the same log and faults. */
  ask(
    url: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
  ): Promise<Answer>;
  /** Destroys every socket and removes what was written to disk; may be called again. */
  close(): Promise<void>;
}

/** One for all local Azures of a process, which trusts it once. */
let authority: CertificateAuthority | undefined;

export async function startLocalAzure(options: LocalAzureOptions = {}): Promise<LocalAzure> {
  const world = createWorld();
  const run = defaultWorkflowRun();
  const log = createRequestLog(world.clock.now);
  const faults = createFaults();
  const network = createNetwork(log, faults, world.clock.now);
  const blobStorage = createBlobStorage(world.tokens);
  const entra: EntraSettings = { accessTokenLifetimeSeconds: 3_600 };
  const resourceManager: ResourceManagerSettings = {
    pageSize: 100,
    apiVersions: API_VERSIONS,
    apiVersionRefusal: "NoRegisteredProviderFound",
  };
  const foreignSources = new Map<string, ForeignSource>();

  const acrs = new Map<AzureRegistry, ContainerRegistry>();
  const acrOf = (registry: AzureRegistry): ContainerRegistry => {
    const acr = acrs.get(registry) ?? createContainerRegistry(world, registry, blobStorage);
    acrs.set(registry, acr);
    return acr;
  };
  const imports = createImportService({
    world,
    acrs: acrOf,
    foreignSource: (host) => foreignSources.get(host),
  });

  for (const cloud of Object.values(clouds)) {
    network.addHost(cloud.authorityHost, "entra", createEntra(world, cloud, entra));
    const manager = createResourceManager(world, cloud, imports, resourceManager);
    network.addHost(cloud.resourceManagerHost, "resource-manager", manager);
  }
  network.addHosts((host): Route | undefined => {
    if (blobStorage.serves(host)) return { party: "blob-storage", handle: blobStorage.handle, tls: true };
    const registry = world.registryByHost(host);
    return registry && { party: "registry", handle: acrOf(registry).handle, tls: true };
  });

  authority ??= createCertificateAuthority();
  const directory = await mkdtemp(join(tmpdir(), "local-azure-"));
  const caFile = join(directory, "ca.pem");
  await writeFile(caFile, authority.certificate);

  const idToken = createIdTokenService(world, run);
  const idTokenRoute: Route = { party: "id-token", handle: idToken.handle, tls: false };
  const idTokenServer = await listen(
    createServer((message, response) => {
      void answerOverSocket(network, idTokenRoute, idTokenHost, message, response);
    }),
  );
  const idTokenHost = `127.0.0.1:${idTokenServer.port}`;

  const identities = createIdentityEndpoints(world);
  const identityRoute: Route = { party: "identity-endpoint", handle: identities.handle, tls: false };
  const identityServer = await listen(
    createServer((message, response) => {
      void answerOverSocket(network, identityRoute, identityHost, message, response);
    }),
  );
  const identityHost = `127.0.0.1:${identityServer.port}`;

  const { proxyCredentials } = options;
  const proxy = await startProxy({ network, log, faults, authority, credentials: proxyCredentials });
  if (proxyCredentials !== undefined) world.tokens.addSecret(proxyCredentials.password);
  const userinfo =
    proxyCredentials === undefined
      ? ""
      : `${encodeURIComponent(proxyCredentials.username)}:${encodeURIComponent(proxyCredentials.password)}@`;
  const proxyUrl = `http://${userinfo}127.0.0.1:${proxy.port}`;
  network.latencyMs = options.latencyMs ?? 0;

  let closing: Promise<void> | undefined;
  const resource = (loginServer: string): AzureRegistry => {
    const registry = world.registryByHost(loginServer);
    if (registry === undefined) throw new Error(`no such registry in the local Azure: ${loginServer}`);
    return registry;
  };

  return {
    world,
    run,
    entra,
    resourceManager,
    imports,
    faults,
    requests: log.requests,
    connections: log.connections,
    proxyUrl,
    machine: identities.machine,
    identityHost,
    virtualMachineEnv: () => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${identityHost}` }),
    appServiceEnv: () => ({
      IDENTITY_ENDPOINT: `http://${identityHost}${APP_SERVICE_PATH}`,
      IDENTITY_HEADER: identities.header,
    }),
    serviceAccountToken({ aud = clouds.public.federationAudience, ...claims }, lifetimeSeconds = 3_600) {
      return world.tokens.mint("service-account", { ...claims, aud: [aud] }, lifetimeSeconds).value;
    },
    idTokenHost,
    caFile,
    caCertificate: authority.certificate,
    get latencyMs() {
      return network.latencyMs;
    },
    set latencyMs(value) {
      network.latencyMs = value;
    },
    addTenant: world.addTenant,
    addApp: world.addApp,
    addSubscription: world.addSubscription,
    addRegistry: world.addRegistry,
    grant: world.grant,
    revoke: world.revoke,
    env: () => ({
      HTTPS_PROXY: proxyUrl,
      NODE_EXTRA_CA_CERTS: caFile,
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://${idTokenHost}${idToken.requestPath}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken.requestToken,
    }),
    requestsTo: (host, methodAndTarget) =>
      log.requests.filter(
        (request) =>
          (typeof host === "string" ? request.host === host.toLowerCase() : host.test(request.host)) &&
          (methodAndTarget === undefined || methodAndTarget.test(`${request.method} ${request.target}`)),
      ),
    onRequest: log.subscribe,
    secrets: () => world.tokens.secrets(),
    registry: (loginServer) => resource(loginServer).store,
    resource,
    addHost: network.addHost,
    addForeignSource(hosts, source) {
      for (const host of hosts) foreignSources.set(host, source);
    },
    async ask(url, { method = "GET", headers = {}, body = "" } = {}) {
      const { host, pathname, search, searchParams } = new URL(url);
      const locals = new Map([
        [idTokenHost, idTokenRoute],
        [identityHost, identityRoute],
      ]);
      const route = locals.get(host) ?? network.route(host);
      if (route === undefined) throw new Error(`nobody answers at ${host}`);
      const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const request: PartyRequest = {
        host,
        method,
        target: `${pathname}${search}`,
        path: pathname,
        query: searchParams,
        headers: Object.fromEntries(lowered),
        body: Buffer.from(body),
      };
      return (await network.exchange(request, route)).answer;
    },
    close() {
      closing ??= Promise.all([proxy.close(), idTokenServer.close(), identityServer.close()]).then(() =>
        rm(directory, { recursive: true, force: true }),
      );
      return closing;
    },
  };
}
