// What a registry's settings forbid, told before any write: settings in, problems out. What the caller may do is not known here.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images
import { type Problem, type ProblemCode, problem, type Side } from "../problems.ts";
import { formatResourceId, type RegistryResource } from "../request/registry-resource.ts";

/** What is known of the source, as a `SourceRegistry` has it. */
export interface PreflightSource {
  /** `resource-id`: Azure reads it from within; any other: from the public network. */
  readonly route: string;
  /** Its settings, where ARM shows them. */
  readonly resource?: RegistryResource;
}

const TRUSTED_SERVICES = "https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services";

/** Open to some networks at most. */
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
    `${loginServer} has ${formatRestriction(resource)} and networkRuleBypassOptions: None, so that Azure's import cannot reach it.`,
    `Let trusted Azure services pass: az acr update --name ${name} --allow-trusted-services true (${TRUSTED_SERVICES}).`,
  );
}

function stateProblem({ loginServer, name, provisioningState }: RegistryResource, side: Side): Problem | undefined {
  if (provisioningState !== "Creating" && provisioningState !== "Deleting") return undefined;
  return refusal(
    "PREFLIGHT_NOT_READY",
    side,
    `${loginServer} has provisioningState: ${provisioningState}.`,
    `Wait until az acr show --name ${name} --query provisioningState says Succeeded.`,
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

/** Only an import by resource ID goes past a registry's firewall; any other route comes from the public network. */
function routeProblem({ resource, route }: PreflightSource): Problem | undefined {
  if (resource === undefined || route === "resource-id" || resource.publicNetworkAccess === "Enabled") return undefined;
  const { loginServer } = resource;
  return refusal(
    "PREFLIGHT_SOURCE_CLOSED",
    "source",
    `${loginServer} has ${formatRestriction(resource)}, and this import would read it with a ${route === "anonymous" ? "public request" : "password or token"}, which comes from the public network. Across tenants a closed registry cannot be imported from.`,
  );
}

/** Everything in the registries' settings that makes an import from `source` into `target` fail, side by side. */
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

/** Why a registry may lack an image that was there: settings that hide images. Undefined: none of them is on. */
export function explainMissing({ name, softDeletePolicy, quarantinePolicy }: RegistryResource): string | undefined {
  const hints: string[] = [];
  if (softDeletePolicy === "enabled") {
    hints.push(
      `${name} has softDeletePolicy: enabled, so that the image may be soft-deleted: az acr manifest list-deleted --registry ${name} --name <repository> shows it, az acr manifest restore brings it back.`,
    );
  }
  if (quarantinePolicy === "enabled") {
    hints.push(`${name} has quarantinePolicy: enabled, which hides images until a scanner releases them.`);
  }
  return hints.length === 0 ? undefined : hints.join(" ");
}

/** Why a registry may refuse to be read by an identity that has a role on it. Undefined: its settings do not explain it. */
export function explainDenied({ name, roleAssignmentMode }: RegistryResource): string | undefined {
  if (roleAssignmentMode !== "AbacRepositoryPermissions") return undefined;
  return `${name} has roleAssignmentMode: AbacRepositoryPermissions, where AcrPull, AcrPush, Reader, Contributor and Owner grant no access to images: Container Registry Repository Reader or Container Registry Data Importer and Data Reader does.`;
}
