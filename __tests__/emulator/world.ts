// Owns the state of the local Azure: tenants, applications, subscriptions, registries, role assignments. Knows no HTTP.
import { createHash, randomUUID } from "node:crypto";
import type { CacheRule } from "./cache-rules.ts";
import { LocalClock } from "./clock.ts";
import { type Cloud, type CloudName, clouds } from "./clouds.ts";
import { RegistryStore } from "./registry-store.ts";
import { createReplicas, type ReadRoute, type Replicas, type Staleness } from "./replicas.ts";
import { type Permission, permissionsOf, type RoleAssignmentMode } from "./roles.ts";
import type { RegistryLimits } from "./throttle.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import type { Upstream } from "./upstream.ts";

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly cloud: CloudName;
}

/** https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export interface FederatedCredential {
  issuer?: string;
  subject: string;
  audience?: string;
}

export interface App {
  readonly clientId: string;
  /** The object ID of the service principal, which Azure's error texts name. */
  readonly objectId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly federatedCredentials: FederatedCredential[];
  readonly clientSecrets: string[];
}

export interface Subscription {
  readonly id: string;
  readonly tenantId: string;
  readonly resourceGroups: string[];
  /** Whether the provider Microsoft.ContainerRegistry is registered there. */
  registered: boolean;
}

type Status = { status: "enabled" | "disabled" };

/** The part of a registry's ARM properties that decides something; change it in a test as an administrator would. */
export interface RegistryProperties {
  loginServer: string;
  provisioningState: string;
  publicNetworkAccess: "Enabled" | "Disabled" | "SecuredByPerimeter";
  networkRuleSet: { defaultAction: "Allow" | "Deny"; ipRules: { action: "Allow"; value: string }[] };
  networkRuleBypassOptions: "AzureServices" | "None";
  policies: {
    exportPolicy: Status;
    azureADAuthenticationAsArmPolicy: Status;
    quarantinePolicy: Status;
    softDeletePolicy: Status & { retentionDays: number };
    retentionPolicy: Status & { days: number };
    trustPolicy: Status & { type: string };
  };
  encryption: Status;
  roleAssignmentMode: RoleAssignmentMode;
  anonymousPullEnabled: boolean;
  adminUserEnabled: boolean;
  dataEndpointEnabled: boolean;
  dataEndpointHostNames: string[];
  zoneRedundancy: "Enabled" | "Disabled";
}

export interface RepositoryScopedToken {
  name: string;
  password: string;
  /** Repository → actions, e.g. `{ api: ["pull", "metadata_read"] }`. */
  repositories: Record<string, readonly string[]>;
}

export interface AzureRegistry {
  readonly name: string;
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** As ARM writes it in a resource: `westus`. */
  readonly location: string;
  readonly cloud: Cloud;
  sku: "Basic" | "Standard" | "Premium";
  readonly properties: RegistryProperties;
  readonly store: RegistryStore;
  readonly adminPassword: string;
  readonly repositoryScopedTokens: RepositoryScopedToken[];
  /** Regions with an endpoint `{name}.{region}.geo.{suffix}`. */
  readonly regionalEndpoints: string[];
  /** Measured from real tokens: 3 h 15 min, 75 min, 20 min. */
  readonly tokenLifetimes: { refreshSeconds: number; accessSeconds: number; anonymousSeconds: number };
  /**
   * How the token service treats a scope without any right: `refused` as recorded, or `listed` with a token that lists what is
   * granted, as Docker describes it. `silent`: every token is given and lists nothing; the registry alone decides. What the real one does
   * for `metadata_write` is not on record.
   */
  ungrantedScopes: "refused" | "listed" | "silent";
  referrersPageSize: number;
  /** Requests per minute and identity; none unless a test sets them. */
  limits: RegistryLimits;
  readonly replicas: Replicas;
  /** Repositories that are served from another registry: https://learn.microsoft.com/azure/container-registry/artifact-cache-overview */
  readonly cacheRules: CacheRule[];
  /** Whether HEAD of a blob redirects as GET does, which the OCI specification allows; the service was recorded with 200. */
  redirectsBlobHeads: boolean;
  /** The real registry that holds the content, where there is one. */
  upstream: Upstream | undefined;
  /**
   * From now on, changes show late: `({ reads }) => reads < 2`, `({ kind, ageMs }) => kind === "blob" && ageMs < 500`. With
   * a region, only what the replica there answers is late, and the registry must be Premium.
   */
  lag(staleness: Staleness | undefined, region?: string): void;
  /** From now on, the index under /acr/v1 shows changes late, while tags and manifests show at once: `({ ageMs }) => ageMs < 2_000`. */
  lagIndex(staleness: Staleness | undefined): void;
  /** Whether roles that read content read metadata too; whether the importer role does on real Azure is not on record. */
  readersSeeMetadata: boolean;
  /** Which region answers reads at the login server: in turn for each path, `["westeurope", "eastus"]`, or by a function. */
  routeReads(route: ReadRoute | readonly string[] | undefined): void;
}

export interface RegistryOptions {
  name: string;
  resourceGroup: string;
  subscriptionId: string;
  location?: string;
  sku?: AzureRegistry["sku"];
  /** With a DNS name label: `name-hash.azurecr.io`. */
  loginServer?: string;
  properties?: Partial<RegistryProperties>;
  regionalEndpoints?: string[];
}

export interface World {
  /** The emulator's clock; `offsetMs` lets a test move it. */
  readonly clock: LocalClock;
  readonly tokens: Tokens;
  readonly tenants: Tenant[];
  readonly apps: App[];
  readonly subscriptions: Subscription[];
  readonly registries: AzureRegistry[];
  readonly roleAssignments: { objectId: string; role: string; scope: string }[];
  /** The address under which firewalls see the runner. */
  runnerAddress: string;
  addTenant(tenant: { id: string; name: string; cloud?: CloudName }): Tenant;
  addApp(app: {
    clientId: string;
    tenantId: string;
    name?: string;
    federatedCredentials?: FederatedCredential[];
    clientSecrets?: string[];
  }): App;
  addSubscription(subscription: { id: string; tenantId: string; resourceGroups: string[] }): Subscription;
  addRegistry(options: RegistryOptions): AzureRegistry;
  grant(clientId: string, role: string, scope: string): void;
  /** Takes back every matching assignment; without a role, all of that scope. */
  revoke(clientId: string, scope: string, role?: string): void;
  /** Whether the identity may do this at the scope of the registry. */
  allows(objectId: string, permission: Permission, registry: AzureRegistry): boolean;
  /** Whether the identity may do this at a scope other than a registry. */
  allowsAt(objectId: string, permission: Permission, scope: string): boolean;
  /** Whether the identity has any role that reaches the registry. */
  hasRoleOn(objectId: string, registry: AzureRegistry): boolean;
  /** Whether the identity has any role at, above or below a scope. */
  hasRoleUnder(objectId: string, scope: string): boolean;
  registryByHost(host: string): AzureRegistry | undefined;
  registryById(id: string): AzureRegistry | undefined;
}

/** Whether a resource is a scope, or below it. */
export const isWithin = (scope: string, id: string) =>
  `${id.toLowerCase()}/`.startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`);

export function createWorld(): World {
  const clock = new LocalClock();
  const tokens = createTokens(clock.now);
  const appOf = (clientId: string): App => {
    const app = world.apps.find((candidate) => candidate.clientId === clientId);
    if (app === undefined) throw new Error(`no such app in the local Azure: ${clientId}`);
    return app;
  };
  const world: World = {
    clock,
    tokens,
    tenants: [],
    apps: [],
    subscriptions: [],
    registries: [],
    roleAssignments: [],
    runnerAddress: "20.102.39.57",
    addTenant({ id, name, cloud = "public" }) {
      const tenant = { id, name, cloud };
      world.tenants.push(tenant);
      return tenant;
    },
    addApp({ clientId, tenantId, name = "promoter", federatedCredentials = [], clientSecrets = [] }) {
      const objectId = uuidFrom(`${tenantId}/${clientId}`);
      const app: App = { clientId, objectId, tenantId, name, federatedCredentials, clientSecrets };
      for (const secret of clientSecrets) tokens.addSecret(secret);
      world.apps.push(app);
      return app;
    },
    addSubscription(options) {
      const subscription = { ...options, registered: true };
      world.subscriptions.push(subscription);
      return subscription;
    },
    addRegistry(options) {
      const registry = createRegistry(world, options);
      world.registries.push(registry);
      return registry;
    },
    grant(clientId, role, scope) {
      permissionsOf(role, "LegacyRegistryPermissions");
      world.roleAssignments.push({ objectId: appOf(clientId).objectId, role, scope });
    },
    revoke(clientId, scope, role) {
      const { objectId } = appOf(clientId);
      const kept = world.roleAssignments.filter(
        (held) =>
          held.objectId !== objectId ||
          held.scope.toLowerCase() !== scope.toLowerCase() ||
          (role !== undefined && held.role !== role),
      );
      world.roleAssignments.splice(0, world.roleAssignments.length, ...kept);
    },
    allows: (objectId, permission, registry) =>
      world.roleAssignments.some(
        (held) =>
          held.objectId === objectId &&
          isWithin(held.scope, registry.id) &&
          permissionsOf(held.role, registry.properties.roleAssignmentMode).includes(permission),
      ),
    allowsAt: (objectId, permission, scope) =>
      world.roleAssignments.some(
        (held) =>
          held.objectId === objectId &&
          isWithin(held.scope, scope) &&
          permissionsOf(held.role, "LegacyRegistryPermissions").includes(permission),
      ),
    hasRoleOn: (objectId, registry) =>
      world.roleAssignments.some((held) => held.objectId === objectId && isWithin(held.scope, registry.id)),
    hasRoleUnder: (objectId, scope) =>
      world.roleAssignments.some(
        (held) => held.objectId === objectId && (isWithin(scope, held.scope) || isWithin(held.scope, scope)),
      ),
    registryByHost: (host) =>
      world.registries.find(
        (registry) =>
          registry.properties.loginServer.toLowerCase() === host.toLowerCase() ||
          registry.regionalEndpoints.some((region) => regionalHost(registry, region) === host.toLowerCase()),
      ),
    registryById: (id) => world.registries.find((registry) => registry.id.toLowerCase() === id.toLowerCase()),
  };
  return world;
}

/** `{name}.{region}.geo.azurecr.io`: https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication */
export function regionalHost(registry: AzureRegistry, region: string): string {
  const label = registry.properties.loginServer.slice(0, -registry.cloud.registrySuffix.length);
  return `${label}.${region}.geo${registry.cloud.registrySuffix}`.toLowerCase();
}

function createRegistry(world: World, options: RegistryOptions): AzureRegistry {
  const subscription = world.subscriptions.find((candidate) => candidate.id === options.subscriptionId);
  const tenant = world.tenants.find((candidate) => candidate.id === subscription?.tenantId);
  if (subscription === undefined || tenant === undefined)
    throw new Error(`no such subscription in the local Azure: ${options.subscriptionId}`);
  const cloud = clouds[tenant.cloud];
  const { name, resourceGroup, subscriptionId, location = "westus" } = options;
  const store = new RegistryStore(world.clock.now);
  const registry: AzureRegistry = {
    name,
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerRegistry/registries/${name}`,
    subscriptionId,
    resourceGroup,
    location,
    cloud,
    sku: options.sku ?? "Premium",
    properties: {
      loginServer: options.loginServer ?? `${name.toLowerCase()}${cloud.registrySuffix}`,
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
      networkRuleSet: { defaultAction: "Allow", ipRules: [] },
      networkRuleBypassOptions: "AzureServices",
      policies: {
        exportPolicy: { status: "enabled" },
        azureADAuthenticationAsArmPolicy: { status: "enabled" },
        quarantinePolicy: { status: "disabled" },
        softDeletePolicy: { status: "disabled", retentionDays: 7 },
        retentionPolicy: { status: "disabled", days: 7 },
        trustPolicy: { status: "disabled", type: "Notary" },
      },
      encryption: { status: "disabled" },
      roleAssignmentMode: "LegacyRegistryPermissions",
      anonymousPullEnabled: false,
      adminUserEnabled: false,
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      zoneRedundancy: "Disabled",
      ...options.properties,
    },
    store,
    adminPassword: world.tokens.addSecret(`admin+${randomUUID()}`),
    repositoryScopedTokens: [],
    regionalEndpoints: options.regionalEndpoints ?? [],
    ungrantedScopes: "refused",
    tokenLifetimes: { refreshSeconds: 11_700, accessSeconds: 4_500, anonymousSeconds: 1_200 },
    referrersPageSize: 100,
    limits: {},
    replicas: createReplicas(store, location, world.clock.now),
    cacheRules: [],
    redirectsBlobHeads: false,
    upstream: undefined,
    lag(staleness, region) {
      if (region !== undefined && registry.sku !== "Premium")
        throw new Error(`a ${registry.sku} registry has no replicas: ${name}`);
      registry.replicas.lag(staleness, region);
    },
    lagIndex: (staleness) => registry.replicas.lagIndex(staleness),
    readersSeeMetadata: true,
    routeReads: (route) => registry.replicas.routeReads(route),
  };
  return registry;
}

/** Whether a registry's firewall lets this address in: https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks */
export function admitsAddress(registry: AzureRegistry, address: string): boolean {
  const { publicNetworkAccess, networkRuleSet } = registry.properties;
  if (publicNetworkAccess !== "Enabled") return false;
  return networkRuleSet.defaultAction === "Allow" || networkRuleSet.ipRules.some((rule) => rule.value === address);
}

function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
