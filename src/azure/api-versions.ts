// Which api-version of Microsoft.ContainerRegistry a run uses. Sovereign clouds and Azure Stack get new ones later: a cloud that
// does not know a version lists in its refusal the versions that it knows.
import type { ArmFailure } from "./diagnosis/arm-failure.ts";

/**
 * The versions that this action knows, the newest first. The body of an import is the same in all of them. A setting of a
 * registry that a version does not have counts as its default.
 * https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/resource-manager/Microsoft.ContainerRegistry
 */
export const KNOWN_API_VERSIONS = [
  "2025-11-01",
  "2025-04-01",
  "2023-07-01",
  "2022-12-01",
  "2021-09-01",
  "2019-05-01",
] as const;

/** Soft delete is a preview: no stable version shows `softDeletePolicy`. https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy */
export const SOFT_DELETE_API_VERSION = "2023-11-01-preview";

/** Whether it is one of ours. */
export function isKnownVersion(version: string): boolean {
  return (KNOWN_API_VERSIONS as readonly string[]).includes(version);
}

const LIST = /\bsupported (?:api-)?versions are '([^']{0,20000})'/i;
const VERSION = /^\d{4}-\d{2}-\d{2}(?:-[a-z]{1,20})?$/;

/**
 * The versions that a refusal lists; undefined where the refusal is not about the version. `NoRegisteredProviderFound` and
 * `InvalidResourceType` list those of the provider, `InvalidApiVersionParameter` all that Resource Manager knows.
 * https://github.com/Azure/azure-cli/issues/23985
 */
export function parseSupportedVersions({
  status,
  message,
}: Pick<ArmFailure, "status" | "message">): readonly string[] | undefined {
  const list = status === 400 || status === 404 ? LIST.exec(message)?.[1] : undefined;
  return list
    ?.split(",")
    .map((version) => version.trim())
    .filter((version) => VERSION.test(version));
}

/** The version that all requests of a run use. */
export interface ApiVersions {
  readonly current: string;
  /** Changes to the newest known version of the list after `refused` was refused. False: there is none left. */
  adopt(refused: string, supported: readonly string[]): boolean;
}

/** Starts with the newest known version. */
export function createApiVersions(): ApiVersions {
  const allRefused = new Set<string>();
  let current: string = KNOWN_API_VERSIONS[0];
  return {
    get current() {
      return current;
    },
    adopt(refused, supported) {
      // Requests that were under way together are refused one by one.
      if (refused !== current) return true;
      allRefused.add(refused);
      const next = KNOWN_API_VERSIONS.find((version) => supported.includes(version) && !allRefused.has(version));
      current = next ?? current;
      return next !== undefined;
    },
  };
}
