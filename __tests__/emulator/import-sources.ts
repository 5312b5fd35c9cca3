// Owns how the import service reaches a source registry, and what that registry says to it. Knows no target.
// Texts as users reported them: https://github.com/Azure/acr/issues/181, /435, /449, https://github.com/Azure/acr/issues/668
import { STATUS_CODES } from "node:http";
import type { Answer } from "./answers.ts";
import { type ContainerRegistry, firewallRefusal } from "./container-registry.ts";
import { contentOfSource, type RegistryContent } from "./content.ts";
import { registryError } from "./distribution.ts";
import { type AzureRegistry, admitsAddress, type World } from "./world.ts";

/** The body of importImage: https://learn.microsoft.com/rest/api/containerregistry/registries/import-image */
export interface ImportRequest {
  source: {
    resourceId?: string;
    registryUri?: string;
    credentials?: { username?: string; password: string };
    sourceImage: string;
  };
  targetTags?: string[];
  untaggedTargetRepositories?: string[];
  mode?: "NoForce" | "Force";
}

/** What a source answers to the import service; ARM repeats the reason twice, then the body. */
export interface SourceRefusal {
  readonly reason: string;
  readonly body: string;
}

/** A registry outside of Azure that imports can read from. */
export interface ForeignSource {
  readonly content: RegistryContent;
  admit(repository: string, credentials: ImportRequest["source"]["credentials"]): SourceRefusal | undefined;
}

/** The address under which firewalls see the import service when it comes by the public endpoint. */
const SERVICE_ADDRESS = "20.42.66.0";

/** A registry's answer as ARM repeats it: `NotFound` for 404, then the body. */
export function refusalOf(answer: Answer): SourceRefusal {
  const reason = STATUS_CODES[answer.status]?.replaceAll(" ", "") ?? String(answer.status);
  return { reason, body: answer.body.toString("utf8") };
}

/** The refusal of credentials, or of their absence. */
export function refuseUnauthorized(repository: string): SourceRefusal {
  const detail = [{ Type: "repository", Class: "", Name: repository, Action: "pull" }];
  return refusalOf(registryError(401, "UNAUTHORIZED", "authentication required", detail));
}

function closedToService(registry: AzureRegistry): SourceRefusal | undefined {
  if (admitsAddress(registry, SERVICE_ADDRESS)) return undefined;
  return registry.properties.publicNetworkAccess === "Enabled"
    ? refusalOf(firewallRefusal(SERVICE_ADDRESS))
    : refusalOf(registryError(403, "DENIED", "requested access to the resource is denied"));
}

/** Opens the source of an import for the identity that asked; a text is an error that names no source's answer. */
export function openSource(
  world: World,
  request: ImportRequest,
  repository: string,
  objectId: string,
  acrs: (registry: AzureRegistry) => ContainerRegistry,
  foreign: (host: string) => ForeignSource | undefined,
): RegistryContent | SourceRefusal | string {
  const { resourceId, registryUri = "", credentials } = request.source;
  if (resourceId !== undefined) {
    const registry = world.registryById(resourceId);
    if (registry === undefined) return refuseUnauthorized(repository);
    const { publicNetworkAccess, networkRuleBypassOptions, policies, loginServer } = registry.properties;
    const closed = closedToService(registry) !== undefined;
    if (closed && networkRuleBypassOptions === "None") return `Access to ${loginServer} denied.`;
    if (policies.exportPolicy.status === "disabled" && publicNetworkAccess !== "Enabled")
      return `Export of artifacts from registry ${loginServer} is disabled by its export policy.`;
    return world.allows(objectId, "data/pull", registry) ? contentOfSource(registry) : refuseUnauthorized(repository);
  }
  const host = registryUri.toLowerCase();
  const registry = world.registryByHost(host);
  if (registry === undefined) {
    const source = foreign(host);
    if (source === undefined) return `Unable to reach the registry ${host}.`;
    return source.admit(repository, credentials) ?? source.content;
  }
  const closed = closedToService(registry);
  if (closed !== undefined) return closed;
  const { authorization } = acrs(registry);
  if (credentials === undefined)
    return registry.properties.anonymousPullEnabled ? contentOfSource(registry) : refuseUnauthorized(repository);
  const principal = authorization.authenticate(credentials.username, credentials.password);
  const admitted = principal !== undefined && authorization.actionsOf(principal, repository).includes("pull");
  return admitted ? contentOfSource(registry) : refuseUnauthorized(repository);
}
