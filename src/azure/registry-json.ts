// Parses ARM's JSON of registries. Reads only what the action uses; a missing setting gets Azure's default.
// https://learn.microsoft.com/rest/api/container-registry/registries/get?view=rest-container-registry-2025-11-01
import { AzureError, PromotionError } from "../errors.ts";
import { parseJson, textAt, valueAt } from "../json.ts";
import { isRegistryHost } from "../oci/reference.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import { parseResourceId } from "../request/resource-id.ts";

/** One page of a listing. */
export interface RegistryPage {
  readonly registries: readonly RegistryResource[];
  readonly nextLink: string | undefined;
}

function invalid(why: string): AzureError {
  return new AzureError("ARM_ANSWER_INVALID", `Azure Resource Manager's description of a registry ${why}.`);
}

function parseBody(text: string): unknown {
  const json = parseJson(text);
  if (json === undefined) throw invalid("is not JSON");
  return json;
}

function registryOf(json: unknown): RegistryResource {
  const setting = (fallback: string, ...path: readonly string[]) => textAt(json, "properties", ...path) ?? fallback;
  const policy = (fallback: string, name: string) => setting(fallback, "policies", name, "status");
  const loginServer = setting("", "loginServer").toLowerCase();
  if (!isRegistryHost(loginServer)) throw invalid("has no valid login server");
  let id: RegistryResource["id"];
  try {
    id = parseResourceId(textAt(json, "id") ?? "");
  } catch (error) {
    if (error instanceof PromotionError) throw invalid("has no valid resource ID");
    throw error;
  }
  const name = textAt(json, "name") ?? id.name;
  if (name.toLowerCase() !== id.name.toLowerCase()) throw invalid("has another name than its resource ID");
  const defaultAction = valueAt(json, "properties", "networkRuleSet", "defaultAction");
  return {
    id,
    name,
    loginServer,
    sku: textAt(json, "sku", "name") ?? "unknown",
    provisioningState: setting("Succeeded", "provisioningState"),
    publicNetworkAccess: setting("Enabled", "publicNetworkAccess"),
    networkDefaultAction: typeof defaultAction === "string" ? defaultAction : undefined,
    networkRuleBypassOptions: setting("AzureServices", "networkRuleBypassOptions"),
    exportPolicy: policy("enabled", "exportPolicy"),
    quarantinePolicy: policy("disabled", "quarantinePolicy"),
    roleAssignmentMode: setting("LegacyRegistryPermissions", "roleAssignmentMode"),
  };
}

/**
 * Parses the response to the GET of a registry.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parseRegistryResource(text: string): RegistryResource {
  return registryOf(parseBody(text));
}

/** Whether `softDeletePolicy` of a registry is on; undefined where the response does not contain it. */
export function parseSoftDeletePolicy(text: string): boolean | undefined {
  const status = textAt(parseJson(text), "properties", "policies", "softDeletePolicy", "status");
  return status === undefined ? undefined : status === "enabled";
}

/**
 * Parses one page of the list of registries. Skips registries without a login server: they are still being created.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parseRegistryList(text: string): RegistryPage {
  const json = parseBody(text);
  const value = valueAt(json, "value");
  if (!Array.isArray(value)) throw invalid("is not a list");
  return {
    registries: value
      .filter((entry) => typeof valueAt(entry, "properties", "loginServer") === "string")
      .map(registryOf),
    nextLink: textAt(json, "nextLink"),
  };
}
