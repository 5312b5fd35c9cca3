// Owns what each Azure role allows on a container registry. Knows no request.
// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview

/** A control-plane action, or a right on the data of a registry. */
export type Permission =
  | "registries/read"
  | "registries/importImage/action"
  | "registries/replications/read"
  | "locations/operationResults/read"
  | "data/pull"
  | "data/push"
  | "data/delete"
  /** Changing locks: `metadata_write`. */
  | "data/lock"
  | "data/list";

/** How a registry reads role assignments: `properties.roleAssignmentMode`. */
export type RoleAssignmentMode = "LegacyRegistryPermissions" | "AbacRepositoryPermissions";

interface Role {
  /** Rights that hold in either mode. */
  readonly always: readonly Permission[];
  readonly legacyOnly?: readonly Permission[];
  readonly abacOnly?: readonly Permission[];
  /** Actions with wildcards, as the role's definition has them, where they are more than the control-plane part of `always`. */
  readonly actions?: readonly string[];
}

/** What `*` means here. */
const EVERY_ACTION: readonly Permission[] = [
  "registries/read",
  "registries/importImage/action",
  "registries/replications/read",
  "locations/operationResults/read",
];

const roles: Readonly<Record<string, Role>> = {
  "Container Registry Data Importer and Data Reader": {
    always: ["registries/importImage/action", "registries/read", "data/pull", "data/list"],
  },
  AcrPull: { always: [], legacyOnly: ["data/pull"] },
  // May neither change locks nor see them: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
  AcrPush: { always: [], legacyOnly: ["data/pull", "data/push"] },
  AcrDelete: { always: [], legacyOnly: ["data/delete"] },
  Reader: {
    actions: ["*/read"],
    always: ["registries/read", "registries/replications/read", "locations/operationResults/read"],
    legacyOnly: ["data/pull", "data/list"],
  },
  Contributor: {
    actions: ["*"],
    always: EVERY_ACTION,
    legacyOnly: ["data/pull", "data/push", "data/delete", "data/list", "data/lock"],
  },
  Owner: {
    actions: ["*"],
    always: EVERY_ACTION,
    legacyOnly: ["data/pull", "data/push", "data/delete", "data/list", "data/lock"],
  },
  "Container Registry Configuration Reader and Data Access Configuration Reader": { always: ["registries/read"] },
  "Container Registry Repository Reader": { always: [], abacOnly: ["data/pull"] },
  "Container Registry Repository Writer": { always: [], abacOnly: ["data/pull", "data/push", "data/lock"] },
  "Container Registry Repository Contributor": {
    always: [],
    abacOnly: ["data/pull", "data/push", "data/delete", "data/lock"],
  },
  "Container Registry Repository Catalog Lister": { always: [], abacOnly: ["data/list"] },
};

/** What a role allows on a registry of that mode. A name that is no built-in role is a bug of the test. */
export function permissionsOf(roleName: string, mode: RoleAssignmentMode): readonly Permission[] {
  const role = roles[roleName];
  if (role === undefined) throw new Error(`no such role in the local Azure: ${roleName}`);
  const more = mode === "AbacRepositoryPermissions" ? role.abacOnly : role.legacyOnly;
  return [...role.always, ...(more ?? [])];
}

/** The actions of a role, as the permissions of a resource list them. */
export function actionsOf(roleName: string): readonly string[] {
  const role = roles[roleName];
  if (role === undefined) throw new Error(`no such role in the local Azure: ${roleName}`);
  const actions = role.always.filter((permission) => permission.startsWith("registries/"));
  return role.actions ?? actions.map((permission) => `Microsoft.ContainerRegistry/${permission}`);
}
