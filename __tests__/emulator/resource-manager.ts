// Owns Azure Resource Manager: who asks, which registries there are, and where imports start and are polled. Knows no data plane.
// https://learn.microsoft.com/rest/api/containerregistry/registries
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer, type Party, type PartyRequest, parseBearer } from "./answers.ts";
import type { Cloud } from "./clouds.ts";
import type { ImportService } from "./import-service.ts";
import { describeRegistry } from "./registry-description.ts";
import {
  type ApiVersionRefusal,
  apiVersionRefused,
  armError,
  authorizationFailed,
  type Caller,
  notRegistered,
  requestsThrottled,
  resourceNotFound,
  unauthenticated,
} from "./resource-manager-errors.ts";
import { actionsOf } from "./roles.ts";
import { createThrottle } from "./throttle.ts";
import { type AzureRegistry, isWithin, type Subscription, type World } from "./world.ts";

/** What a test may change about Resource Manager. */
export interface ResourceManagerSettings {
  /** How many registries a page of a list holds. */
  pageSize: number;
  /** Import POSTs per subscription and principal in a minute; unlimited unless a test sets it. */
  writeLimit?: number;
  writeWindowMs?: number;
  /** api-versions of Microsoft.ContainerRegistry that this cloud knows. */
  apiVersions: readonly string[];
  /** With which of Resource Manager's errors a version that is not among them is refused. */
  apiVersionRefusal: ApiVersionRefusal;
}

/** How ARM names the import in throttling texts: the path without its values. */
const OPERATION = "/subscriptions/resourceGroups/providers/Microsoft.ContainerRegistry/registries/importImage";
const API_VERSION = /^\d{4}-\d{2}-\d{2}(-preview)?$/;

/** As `api-supported-versions` lists them: azure-cli, 3 April 2026. 2017-03-01 is in older lists. */
export const API_VERSIONS: readonly string[] =
  "2017-03-01, 2017-10-01, 2019-05-01, 2019-12-01-preview, 2020-11-01-preview, 2021-06-01-preview, 2021-08-01-preview, 2021-09-01, 2021-12-01-preview, 2022-02-01-preview, 2022-12-01, 2023-01-01-preview, 2023-06-01-preview, 2023-07-01, 2023-08-01-preview, 2023-11-01-preview, 2024-01-01-preview, 2024-11-01-preview, 2025-03-01-preview, 2025-04-01, 2025-05-01-preview, 2025-06-01-preview, 2025-09-01-preview, 2025-11-01, 2025-12-01-preview, 2026-01-01-preview, 2026-03-01-preview".split(
    ", ",
  );

/** A subscription as ARM shows it: https://learn.microsoft.com/rest/api/resources/subscriptions/list */
function describeSubscription({ id, tenantId }: Subscription) {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: id,
    tenantId,
    displayName: "Contoso shop",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "EnterpriseAgreement_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

export function createResourceManager(
  world: World,
  cloud: Cloud,
  imports: ImportService,
  settings: ResourceManagerSettings,
): Party {
  const throttle = createThrottle(world.clock.now);
  const callerOf = (request: PartyRequest): Caller | Answer => {
    const value = parseBearer(request.headers["authorization"]);
    if (value === undefined)
      return unauthenticated("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
    const token = world.tokens.find(value, "entra");
    if (token === undefined || token.revoked)
      return unauthenticated("InvalidAuthenticationToken", "The access token is invalid.");
    const { aud, oid, appid, tid } = token.claims as Record<string, string>;
    if (!cloud.resourceManagerAudiences.includes(aud ?? ""))
      return unauthenticated(
        "InvalidAuthenticationTokenAudience",
        `The access token has been obtained for wrong audience or resource '${aud}'. It should exactly match with one of the allowed audiences ${cloud.resourceManagerAudiences.map((each) => `'${each}/','${each}'`).join(",")}.`,
      );
    if (token.expiresAt <= world.clock.now())
      return unauthenticated(
        "ExpiredAuthenticationToken",
        `The access token expiry UTC time '${new Date(token.expiresAt).toUTCString()}' is earlier than current UTC time '${new Date(world.clock.now()).toUTCString()}'.`,
      );
    return { clientId: appid ?? "", objectId: oid ?? "", tenantId: tid ?? "" };
  };

  const subscriptionOf = (id: string, caller: Caller): Subscription | Answer => {
    const found = world.subscriptions.find((each) => each.id.toLowerCase() === id.toLowerCase());
    if (found === undefined)
      return armError(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
    if (found.tenantId !== caller.tenantId)
      return unauthenticated(
        "InvalidAuthenticationTokenTenant",
        `The access token is from the wrong issuer 'https://sts.windows.net/${caller.tenantId}/'. It must match the tenant 'https://sts.windows.net/${found.tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${found.tenantId}' to get the token.`,
      );
    return found;
  };

  const list = (request: PartyRequest, caller: Caller, subscription: Subscription, briefly: boolean): Answer => {
    if (!world.hasRoleUnder(caller.objectId, `/subscriptions/${subscription.id}`))
      return authorizationFailed(caller, "registries/read", `/subscriptions/${subscription.id}`);
    const visible = world.registries.filter(
      (each) => each.subscriptionId === subscription.id && world.allows(caller.objectId, "registries/read", each),
    );
    const from = Number(request.query.get("$skiptoken") ?? 0);
    const next = from + settings.pageSize;
    const value = visible.slice(from, next).map((each) => {
      const { properties, ...resource } = describeRegistry(each, request.query.get("api-version") ?? "");
      return briefly ? resource : { ...resource, properties };
    });
    const query = new URLSearchParams(request.query);
    query.set("$skiptoken", String(next));
    const nextLink = `https://${cloud.resourceManagerHost}${request.path}?${query}`;
    return jsonAnswer(200, { value, ...(next < visible.length ? { nextLink } : {}) });
  };

  /** The subscriptions in which the caller has any role, as `az login` asks for them. */
  const listSubscriptions = (caller: Caller): Answer => {
    const value = world.subscriptions
      .filter(({ tenantId }) => tenantId === caller.tenantId)
      .filter(({ id }) => world.hasRoleUnder(caller.objectId, `/subscriptions/${id}`))
      .map(describeSubscription);
    return jsonAnswer(200, { value, count: { type: "Total", value: value.length } });
  };

  const findRegistry = (
    caller: Caller,
    subscription: Subscription,
    resourceGroup: string,
    name: string,
    action: "registries/read" | "registries/importImage/action" | "registries/replications/read",
  ): AzureRegistry | Answer => {
    const group = `/subscriptions/${subscription.id}/resourceGroups/${resourceGroup}`;
    const scope = `${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;
    const registry = world.registryById(scope);
    if (registry !== undefined)
      return world.allows(caller.objectId, action, registry)
        ? registry
        : authorizationFailed(caller, action, registry.id);
    // Rights come before existence: only who has a role above the registry discovers that there is none.
    const above = world.roleAssignments.some(
      (held) => held.objectId === caller.objectId && isWithin(held.scope, group),
    );
    if (!above) return authorizationFailed(caller, action, scope);
    return subscription.resourceGroups.some((each) => each.toLowerCase() === resourceGroup.toLowerCase())
      ? resourceNotFound({ name, resourceGroup })
      : armError(404, "ResourceGroupNotFound", `Resource group '${resourceGroup}' could not be found.`);
  };

  /** https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource */
  const listPermissions = (caller: Caller, registry: AzureRegistry): Answer => {
    const held = world.roleAssignments.filter(
      ({ objectId, scope }) => objectId === caller.objectId && isWithin(scope, registry.id),
    );
    const value = held.map(({ role }) => ({
      actions: actionsOf(role),
      notActions: [],
      dataActions: [],
      notDataActions: [],
    }));
    return jsonAnswer(200, { value });
  };

  const answerRegistry = (
    request: PartyRequest,
    caller: Caller,
    subscription: Subscription,
    [resourceGroup = "", name = "", ...rest]: string[],
  ): Answer => {
    const operation = `${request.method} ${rest.join("/").toLowerCase()}`;
    const importing = operation === "POST importimage";
    const asksForPermissions = operation === "GET providers/microsoft.authorization/permissions";
    if (!importing && !asksForPermissions && operation !== "GET " && operation !== "GET replications")
      return armError(
        404,
        "InvalidResourceType",
        `The resource type 'registries/${rest.join("/")}' could not be found.`,
      );
    if (importing && !subscription.registered) return notRegistered();
    const waitSeconds = importing
      ? throttle.take(`${subscription.id} ${caller.objectId}`, settings.writeLimit, settings.writeWindowMs)
      : undefined;
    if (waitSeconds !== undefined)
      return requestsThrottled(subscription.id, `${request.method}${OPERATION}`, waitSeconds);
    const action = importing
      ? "registries/importImage/action"
      : operation === "GET replications"
        ? "registries/replications/read"
        : "registries/read";
    const registry = findRegistry(caller, subscription, resourceGroup, name, action);
    if ("status" in registry) return registry;
    if (importing) return imports.accept(request, caller, registry);
    if (asksForPermissions) return listPermissions(caller, registry);
    if (operation === "GET ")
      return jsonAnswer(200, describeRegistry(registry, request.query.get("api-version") ?? ""));
    const regions = new Set([registry.location, ...registry.replicas.regions(), ...registry.regionalEndpoints]);
    const value = [...regions].map((location) => ({
      id: `${registry.id}/replications/${location}`,
      name: location,
      type: "Microsoft.ContainerRegistry/registries/replications",
      location,
      properties: {
        provisioningState: "Succeeded",
        status: { displayStatus: "Ready", timestamp: "2025-03-04T09:31:00Z" },
        regionEndpointEnabled: true,
        zoneRedundancy: registry.properties.zoneRedundancy,
      },
    }));
    return jsonAnswer(200, { value });
  };

  const answer = (request: PartyRequest): Answer => {
    const caller = callerOf(request);
    if ("status" in caller) return caller;
    const apiVersion = request.query.get("api-version");
    if (apiVersion === null)
      return armError(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
      );
    if (!API_VERSION.test(apiVersion))
      return armError(400, "InvalidApiVersionParameter", `The api-version '${apiVersion}' is invalid.`);
    const [, root = "", subscriptionId = "", ...rest] = request.path.split("/").map(decodeURIComponent);
    if (root.toLowerCase() !== "subscriptions") return armError(404, "NotFound", "not found");
    if (request.method === "GET" && subscriptionId === "") return listSubscriptions(caller);
    const subscription = subscriptionOf(subscriptionId, caller);
    if ("status" in subscription) return subscription;
    const route = `${request.method} ${rest.join("/").toLowerCase()}`;
    const isOfProvider = /\/providers\/microsoft\.containerregistry\/registries(?:\/[^/]+)?(?:\/importimage)?$/i.test(
      request.path,
    );
    if (isOfProvider && !settings.apiVersions.includes(apiVersion))
      return apiVersionRefused(settings.apiVersionRefusal, apiVersion, settings.apiVersions);
    if (route === "GET resources") return list(request, caller, subscription, true);
    if (route === "GET providers/microsoft.containerregistry/registries")
      return list(request, caller, subscription, false);
    const [, region, operationId] =
      /^GET providers\/microsoft\.containerregistry\/locations\/([^/]+)\/operationresults\/([^/]+)$/.exec(route) ?? [];
    if (region !== undefined && operationId !== undefined)
      return imports.poll(request, caller, subscription.id, region, rest.at(-1) ?? "");
    if (/^\w+ resourcegroups\/[^/]+\/providers\/microsoft\.containerregistry\/registries\/./.test(route))
      return answerRegistry(request, caller, subscription, [rest[1] ?? "", ...rest.slice(5)]);
    return armError(404, "InvalidResourceType", "The resource type could not be found.");
  };

  return (request) => {
    const given = answer(request);
    const requestId = randomUUID();
    const remaining = request.method === "GET" ? "reads" : "writes";
    given.headers[`x-ms-ratelimit-remaining-subscription-${remaining}`] = "799";
    given.headers[`x-ms-ratelimit-remaining-subscription-global-${remaining}`] = "11999";
    given.headers["x-ms-request-id"] = requestId;
    given.headers["x-ms-correlation-request-id"] = requestId;
    given.headers["x-ms-routing-request-id"] = `WESTUS:20250304T093000Z:${requestId}`;
    given.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains";
    given.headers["X-Content-Type-Options"] = "nosniff";
    return given;
  };
}
