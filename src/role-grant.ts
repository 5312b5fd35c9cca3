// The one role that import and verification need on both sides, and the advice that grants it. It holds no Azure ID.

/** Grants import into, import from and reading of every repository: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
export const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";

/**
 * How {@link IMPORTER_ROLE} is granted on a registry, named by name or login server. The command is on a line of its own,
 * to be pasted where AZURE_CLIENT_ID is set.
 */
export function adviseRoleGrant(registry: string): string {
  // A login server with a DNS name label is name-hash.azurecr.io; names themselves have letters and digits only.
  const [name = registry] = registry.split(/[.-]/);
  return `Grant the role "${IMPORTER_ROLE}" on ${registry} to this step's identity (a new grant takes up to 10 minutes to act):
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" --scope "$(az acr show --name ${name} --query id --output tsv)"`;
}
