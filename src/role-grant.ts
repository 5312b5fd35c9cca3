// The roles that the action needs, and the commands that grant them: one for import and verification on both sides, another one for
// locks. Contains no Azure ID.

/** Allows importing into, importing from and reading every repository of a registry: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
export const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";

/** Whose role: that of the step's own identity, or of the second one, `source-client-id`. */
export type Grantee = "own" | "second";

/**
 * The remedy that grants {@link IMPORTER_ROLE} on a registry, given by name or login server. Its second line is a command
 * to paste into a shell in which AZURE_CLIENT_ID is set. The second identity, that of `source-client-id`, only reads.
 */
export function adviseRoleGrant(registry: string, grantee: Grantee = "own"): string {
  const scope = `--scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
  if (grantee === "second") {
    return `Grant the role AcrPull (in ABAC mode: Container Registry Repository Reader) on ${registry} to the identity of source-client-id (it takes up to 10 minutes to take effect):
az role assignment create --assignee <source-client-id> --role AcrPull ${scope}`;
  }
  return `Grant the role "${IMPORTER_ROLE}" on ${registry} to this step's identity (it takes up to 10 minutes to take effect):
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" ${scope}`;
}

/**
 * The remedy for an identity that may not set locks. `isAbac`: the registry's role assignments are per repository.
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
 */
export function adviseLockRole(registry: string, isAbac: boolean): string {
  const role = isAbac ? "Container Registry Repository Writer" : "Contributor";
  return `Grant a role that may set locks, or remove lock-tags. In ABAC mode these are Container Registry Repository Writer and Container Registry Repository Contributor; in legacy mode Owner, Contributor or a custom role, and AcrPush is not enough. ${registry} is in ${isAbac ? "ABAC" : "legacy"} mode:
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${role}" --scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
}

/**
 * The remedy for an identity that may not read the attributes of manifests.
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
 */
export function adviseMetadataRole(registry: string): string {
  return `Grant a role that may read metadata, or remove min-age. In ABAC mode this is Container Registry Repository Reader; in legacy mode Owner, Contributor or a custom role with Microsoft.ContainerRegistry/registries/metadata/read, and AcrPull is not enough. In ABAC mode:
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "Container Registry Repository Reader" --scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
}

/** The name of a registry for `az acr`, from its name or login server. */
export function azureNameOf(registry: string): string {
  // A login server with a DNS name label is name-hash.azurecr.io; registry names have letters and digits only.
  const [name = registry] = registry.split(/[.-]/);
  return name;
}
