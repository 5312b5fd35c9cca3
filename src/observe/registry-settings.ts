// Finds registry settings that forbid an import, before any write. Pure; knows nothing of the identity's permissions.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images
import { type Problem, type ProblemCode, problem, type Side } from "../problems.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import { formatResourceId } from "../request/resource-id.ts";

/** The part of a `SourceRegistry` that the checks need. */
export interface PreflightSource {
  /** `resource-id`: Azure's import reads the source as a trusted service. Any other: from the public network. */
  readonly route: string;
  /** The source's settings, where ARM shows them. */
  readonly resource?: RegistryResource;
}

const TRUSTED_SERVICES = "https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services";

/** True for a registry that is not open to all networks. */
export function isRestricted({ publicNetworkAccess, networkDefaultAction }: RegistryResource): boolean {
  return publicNetworkAccess !== "Enabled" || networkDefaultAction === "Deny";
}

/** The setting that restricts a registry, as ARM writes it. */
export function formatRestriction({ publicNetworkAccess }: RegistryResource): string {
  return publicNetworkAccess === "Enabled"
    ? "networkRuleSet.defaultAction: Deny"
    : `publicNetworkAccess: ${publicNetworkAccess}`;
}

function refusal(code: ProblemCode, side: Side, message: string, remedy?: string): Problem {
  return problem(code, message, { side, remedy });
}

function bypassProblem(resource: RegistryResource, side: Side): Problem | undefined {
  const { loginServer, name, networkRuleBypassOptions } = resource;
  if (networkRuleBypassOptions !== "None" || !isRestricted(resource)) return undefined;
  return refusal(
    "PREFLIGHT_TRUSTED_SERVICES",
    side,
    `${loginServer} has ${formatRestriction(resource)} and networkRuleBypassOptions: None, so Azure's import cannot reach it.`,
    `Allow trusted Azure services (${TRUSTED_SERVICES}):\naz acr update --name ${name} --allow-trusted-services true`,
  );
}

function stateProblem({ loginServer, name, provisioningState }: RegistryResource, side: Side): Problem | undefined {
  if (provisioningState !== "Creating" && provisioningState !== "Deleting") return undefined;
  return refusal(
    "PREFLIGHT_NOT_READY",
    side,
    `${loginServer} has provisioningState: ${provisioningState}; expected Succeeded.`,
    `Wait until this command prints Succeeded, then run the job again:\naz acr show --name ${name} --query provisioningState`,
  );
}

function exportProblem({ loginServer, exportPolicy }: RegistryResource): Problem | undefined {
  if (exportPolicy !== "disabled") return undefined;
  return refusal(
    "PREFLIGHT_EXPORT_DISABLED",
    "source",
    `${loginServer} has exportPolicy: disabled, which forbids importing from it.`,
  );
}

/** Only an import by resource ID passes a registry's firewall. Any other route comes from the public network. */
function routeProblem({ resource, route }: PreflightSource): Problem | undefined {
  if (resource === undefined || route === "resource-id" || resource.publicNetworkAccess === "Enabled") return undefined;
  const { loginServer } = resource;
  return refusal(
    "PREFLIGHT_SOURCE_CLOSED",
    "source",
    `${loginServer} has ${formatRestriction(resource)}, but this import would read it from the public network, ${route === "anonymous" ? "without credentials" : "with a password or token"}. A closed registry cannot be imported from across tenants.`,
  );
}

/** Returns every setting that makes an import from `source` into `target` fail. */
export function preflight(target: RegistryResource, source: PreflightSource): readonly Problem[] {
  const { resource } = source;
  const itself = resource !== undefined && formatResourceId(resource.id) === formatResourceId(target.id);
  const ofSource =
    resource === undefined || itself
      ? []
      : [
          stateProblem(resource, "source"),
          source.route === "resource-id" ? bypassProblem(resource, "source") : undefined,
          exportProblem(resource),
          routeProblem(source),
        ];
  return [stateProblem(target, "target"), bypassProblem(target, "target"), ...ofSource].filter(
    (each) => each !== undefined,
  );
}

/** Names the settings that may hide an image that exists. Undefined: none of them is on. */
export function explainMissing(
  { name, quarantinePolicy }: RegistryResource,
  hasSoftDelete: boolean | undefined,
): string | undefined {
  const hints: string[] = [];
  if (hasSoftDelete) {
    hints.push(
      `${name} has softDeletePolicy: enabled, so the image may be soft-deleted: az acr manifest list-deleted --registry ${name} --name <repository> lists it, az acr manifest restore restores it.`,
    );
  }
  if (quarantinePolicy === "enabled") {
    hints.push(`${name} has quarantinePolicy: enabled, which hides images until a scanner releases them.`);
  }
  return hints.length === 0 ? undefined : hints.join(" ");
}

/** Names the setting that may refuse an identity although it has a role. Undefined: there is none. */
export function explainDenied({ name, roleAssignmentMode }: RegistryResource): string | undefined {
  if (roleAssignmentMode !== "AbacRepositoryPermissions") return undefined;
  return `${name} has roleAssignmentMode: AbacRepositoryPermissions. In this mode AcrPull, AcrPush, Reader, Contributor and Owner grant no access to images; use Container Registry Repository Reader or Container Registry Data Importer and Data Reader.`;
}
