// One ACR under both its names: login server (data plane) and resource ID (control plane), and what ARM says of it.
import { PromotionError } from "../errors.ts";
import { isRegistryHost, normalizeRegistryHost, schemeOf } from "../oci/reference.ts";

/** How a user may name a registry. */
export type RegistryName =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "login-server"; readonly host: string }
  | { readonly kind: "resource-id"; readonly id: ResourceId };

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…`. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** A registry as ARM describes it; only what a preflight looks at. */
export interface RegistryResource {
  readonly id: ResourceId;
  readonly name: string;
  readonly loginServer: string;
  readonly sku: string;
  readonly provisioningState: string;
  readonly publicNetworkAccess: string;
  /** `Allow` or `Deny`; undefined where no rule set exists. */
  readonly networkDefaultAction: string | undefined;
  readonly networkRuleBypassOptions: string;
  readonly exportPolicy: string;
  readonly softDeletePolicy: string;
  readonly quarantinePolicy: string;
  readonly roleAssignmentMode: string;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NAME = /^[a-zA-Z0-9]{5,50}$/;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

/** True for a subscription, tenant or client ID. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/**
 * Parses a registry's ARM resource ID whole; keywords in any case, nothing before, behind or between.
 * @throws PromotionError `RESOURCE_ID_INVALID`
 */
export function parseResourceId(text: string): ResourceId {
  const [empty, subscriptions, subscriptionId, groups, resourceGroup, providers, namespace, type, name, ...rest] =
    text.split("/");
  const keyword = (part: string | undefined, word: string) => part?.toLowerCase() === word;
  if (
    empty === "" &&
    rest.length === 0 &&
    keyword(subscriptions, "subscriptions") &&
    keyword(groups, "resourcegroups") &&
    keyword(providers, "providers") &&
    keyword(namespace, "microsoft.containerregistry") &&
    keyword(type, "registries") &&
    subscriptionId !== undefined &&
    GUID.test(subscriptionId) &&
    resourceGroup !== undefined &&
    RESOURCE_GROUP.test(resourceGroup) &&
    name !== undefined &&
    NAME.test(name)
  ) {
    return { subscriptionId, resourceGroup, name };
  }
  throw new PromotionError(
    "RESOURCE_ID_INVALID",
    `${JSON.stringify(text.slice(0, 300))} is not the resource ID of a container registry.`,
  );
}

/** The resource ID as ARM writes it. */
export function formatResourceId({ subscriptionId, resourceGroup, name }: ResourceId): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerRegistry/registries/${name}`;
}

/**
 * Parses a registry name, login server or resource ID.
 * @throws PromotionError `REGISTRY_INVALID` or `RESOURCE_ID_INVALID`
 */
export function parseRegistryName(text: string): RegistryName {
  if (text.startsWith("/")) return { kind: "resource-id", id: parseResourceId(text) };
  const host = normalizeRegistryHost(text);
  if (isRegistryHost(host)) return { kind: "login-server", host };
  if (NAME.test(text)) return { kind: "name", name: text };
  throw new PromotionError("REGISTRY_INVALID", `${JSON.stringify(text.slice(0, 300))} ${explainNoRegistry(text)}.`);
}

/** Why a text does not name a registry, as it continues the text. */
function explainNoRegistry(text: string): string {
  if (/["'`“”‘’]/u.test(text)) return "holds quotes; write the registry without them";
  if (/^-\s/.test(text)) return 'starts with "- "; write one registry, not a list';
  const scheme = schemeOf(text);
  if (scheme !== undefined) return `starts with ${scheme}; write the registry without it`;
  const [host = "", ...path] = text.split("/");
  if (path.length > 0 && isRegistryHost(normalizeRegistryHost(host)))
    return "has a path; a registry is named without one";
  return "is neither a registry name, nor a login server, nor a resource ID";
}

/** A registry as its user named it, without Azure's IDs. */
export function formatRegistryName(name: RegistryName): string {
  if (name.kind === "login-server") return name.host;
  return name.kind === "name" ? name.name : name.id.name;
}
