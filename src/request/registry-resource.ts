// A container registry as Azure Resource Manager describes it: names and settings.
import type { ResourceId } from "./resource-id.ts";

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
