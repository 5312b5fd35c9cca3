// The one role that import and verification need on both sides, and the commands that grant it. Commands hold no Azure ID.

/** Grants import into, import from and reading of every repository: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
export const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";

/** The command that grants {@link IMPORTER_ROLE} on a registry, to be pasted where AZURE_CLIENT_ID is set. */
export function formatRoleGrant(registry: string): string {
  return `az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" --scope "$(az acr show --name ${registry} --query id --output tsv)"`;
}
