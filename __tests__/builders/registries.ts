// A registry as ARM describes a plain, open one; tests say what is different.
import type { RegistryResource } from "../../src/request/registry-resource.ts";

/** `name` and `subscriptionId` go to the resource ID as well. */
export function buildRegistry({
  name = "contosoprod",
  subscriptionId = "00000000-0000-0000-0000-000000000001",
  ...settings
}: Partial<RegistryResource> & { readonly subscriptionId?: string } = {}): RegistryResource {
  return {
    id: { subscriptionId, resourceGroup: "registries", name },
    name,
    loginServer: `${name}.azurecr.io`,
    sku: "Premium",
    provisioningState: "Succeeded",
    publicNetworkAccess: "Enabled",
    networkDefaultAction: "Allow",
    networkRuleBypassOptions: "AzureServices",
    exportPolicy: "enabled",
    quarantinePolicy: "disabled",
    roleAssignmentMode: "LegacyRegistryPermissions",
    ...settings,
  };
}
