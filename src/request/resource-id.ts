// The resource ID of a container registry in Azure Resource Manager: parsed from inputs and responses, and formatted.
import { PromotionError } from "../errors.ts";
import { isGuid } from "../guid.ts";
import { quote } from "../quote.ts";

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…`. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const NAME = /^[a-zA-Z0-9]{5,50}$/;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

/** True for the name of a container registry in Azure. */
export function isAcrName(text: string): boolean {
  return NAME.test(text);
}

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
    isAcrName(name)
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
