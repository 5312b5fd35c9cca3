// ARM's JSON of a registry → RegistryResource; only what is looked at is read, and what Azure leaves out gets Azure's default.
// https://learn.microsoft.com/rest/api/container-registry/registries/get?view=rest-container-registry-2025-11-01
import { AzureError, PromotionError } from "../errors.ts";
import { isRegistryHost } from "../oci/reference.ts";
import { parseResourceId, type RegistryResource } from "../request/registry-resource.ts";

/** One page of a listing. */
export interface RegistryPage {
  readonly registries: readonly RegistryResource[];
  readonly nextLink: string | undefined;
}

function invalid(why: string): AzureError {
  return new AzureError("ARM_ANSWER_INVALID", `Azure Resource Manager's description of a registry ${why}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("is no JSON");
  }
}

function at(json: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined,
    json,
  );
}

function read(json: unknown): RegistryResource {
  const word = (fallback: string, ...path: readonly string[]) => {
    const value = at(json, ...path);
    return typeof value === "string" && value !== "" ? value : fallback;
  };
  const policy = (name: string, fallback: string) => word(fallback, "properties", "policies", name, "status");
  const loginServer = word("", "properties", "loginServer").toLowerCase();
  if (!isRegistryHost(loginServer)) throw invalid("names no login server");
  let id: RegistryResource["id"];
  try {
    id = parseResourceId(word("", "id"));
  } catch (error) {
    if (error instanceof PromotionError) throw invalid("has no resource ID");
    throw error;
  }
  const defaultAction = at(json, "properties", "networkRuleSet", "defaultAction");
  return {
    id,
    name: word(id.name, "name"),
    loginServer,
    location: word("unknown", "location"),
    sku: word("unknown", "sku", "name"),
    provisioningState: word("Succeeded", "properties", "provisioningState"),
    publicNetworkAccess: word("Enabled", "properties", "publicNetworkAccess"),
    networkDefaultAction: typeof defaultAction === "string" ? defaultAction : undefined,
    networkRuleBypassOptions: word("AzureServices", "properties", "networkRuleBypassOptions"),
    exportPolicy: policy("exportPolicy", "enabled"),
    softDeletePolicy: policy("softDeletePolicy", "disabled"),
    quarantinePolicy: policy("quarantinePolicy", "disabled"),
    azureAdAuthenticationAsArmPolicy: policy("azureADAuthenticationAsArmPolicy", "enabled"),
    roleAssignmentMode: word("LegacyRegistryPermissions", "properties", "roleAssignmentMode"),
    anonymousPullEnabled: at(json, "properties", "anonymousPullEnabled") === true,
    encryptionEnabled: at(json, "properties", "encryption", "status") === "enabled",
  };
}

/**
 * Parses ARM's answer to the GET of a registry.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parseRegistryResource(text: string): RegistryResource {
  return read(parseJson(text));
}

/**
 * Parses one page of ARM's list of registries. Entries that are still being made have no login server and are left out.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parseRegistryList(text: string): RegistryPage {
  const json = parseJson(text);
  const value = at(json, "value");
  if (!Array.isArray(value)) throw invalid("is no list");
  const nextLink = at(json, "nextLink");
  return {
    registries: value.filter((entry) => typeof at(entry, "properties", "loginServer") === "string").map(read),
    nextLink: typeof nextLink === "string" && nextLink !== "" ? nextLink : undefined,
  };
}
