// One ACR under its names, login server (data plane) and resource ID (control plane), and its settings in ARM.
import { PromotionError } from "../errors.ts";
import { isGuid } from "../guid.ts";
import { isRegistryHost, normalizeRegistryHost, schemeOf } from "../oci/reference.ts";
import { quote } from "../quote.ts";

/** The forms in which a user names a registry. */
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

/** A registry as ARM describes it; only the settings that the preflight checks. */
export interface RegistryResource {
  readonly id: ResourceId;
  readonly name: string;
  readonly loginServer: string;
  readonly sku: string;
  readonly provisioningState: string;
  readonly publicNetworkAccess: string;
  /** `Allow` or `Deny`; undefined without a rule set. */
  readonly networkDefaultAction: string | undefined;
  readonly networkRuleBypassOptions: string;
  readonly exportPolicy: string;
  readonly quarantinePolicy: string;
  readonly roleAssignmentMode: string;
}

const NAME = /^[a-zA-Z0-9]{5,50}$/;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

/**
 * Parses the ARM resource ID of a registry. Keywords may have any case; nothing may come before, between or after.
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
    isGuid(subscriptionId) &&
    resourceGroup !== undefined &&
    RESOURCE_GROUP.test(resourceGroup) &&
    name !== undefined &&
    NAME.test(name)
  ) {
    return { subscriptionId, resourceGroup, name };
  }
  throw new PromotionError(
    "RESOURCE_ID_INVALID",
    `${quote(text, 300)} is not the resource ID of a container registry.`,
  );
}

/** Formats a resource ID as ARM does. */
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
  throw new PromotionError("REGISTRY_INVALID", `${quote(text, 300)} ${explainInvalidRegistry(text)}.`);
}

/** Why a text is not a registry, as the rest of a sentence about it. */
function explainInvalidRegistry(text: string): string {
  if (/["'`“”‘’]/u.test(text)) return "contains quotes; write the registry without them";
  if (/^-\s/.test(text)) return 'starts with "- "; write one registry, not a list';
  const scheme = schemeOf(text);
  if (scheme !== undefined) return `starts with ${scheme}; write the registry without it`;
  const [host = "", ...path] = text.split("/");
  if (path.length > 0 && isRegistryHost(normalizeRegistryHost(host)))
    return "has a path; write the registry without it";
  return "is not a valid registry name, login server or resource ID";
}

/** Formats a registry as the user named it, without Azure's IDs. */
export function formatRegistryName(name: RegistryName): string {
  if (name.kind === "login-server") return name.host;
  return name.kind === "name" ? name.name : name.id.name;
}
