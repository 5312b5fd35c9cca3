// Where a registry's login came from, and what to do when the registry refuses it. Errors name the origin, so that the user looks
// in the right place.
import { DOCKER_HUB } from "../../oci/reference.ts";
import type { Grantee } from "../../role-grant.ts";

/** Where a login came from. */
export type LoginOrigin =
  /** `checked`: what was looked at, as a sentence without its full stop. */
  | { readonly kind: "none"; readonly checked: string }
  /** The inputs `source-username` and `source-password`. */
  | { readonly kind: "inputs" }
  /** An entry of Docker's configuration file. */
  | { readonly kind: "docker-config"; readonly path: string; readonly key: string }
  /** An Entra identity: "this step's identity". `second`: that of `source-client-id`. */
  | { readonly kind: "identity"; readonly name: string; readonly grantee: Grantee };

/** "without credentials", "with the login for ghcr.io in /home/runner/.docker/config.json" */
export function describeLogin(origin: LoginOrigin): string {
  switch (origin.kind) {
    case "none":
      return "without credentials";
    case "inputs":
      return "with source-username and source-password";
    case "docker-config":
      return `with ${nameEntry(origin)}`;
    default:
      return `as ${origin.name}`;
  }
}

/** What to do when a registry refuses a read: 401 for the login itself, 403 for what it may do. */
export function adviseLogin(origin: Exclude<LoginOrigin, { kind: "identity" }>, host: string, status: number): string {
  const isRejected = status !== 403;
  if (origin.kind === "none") {
    return `${host} requires a login for this repository, or the repository does not exist.${nameHint(host)} If it is private, run docker/login-action for ${host} before this step, or set source-username and source-password.${packagesHint(host)} (Checked: ${origin.checked}.)`;
  }
  if (origin.kind === "inputs") {
    return isRejected
      ? `Check that source-username and source-password are current and belong to ${host}: it rejected them.`
      : `Check the repository's name, and that the account of source-username may pull it from ${host}.${packagesHint(host)}`;
  }
  const entry = nameEntry(origin);
  const logout = `docker logout${host === DOCKER_HUB ? "" : ` ${host}`}`;
  return isRejected
    ? `${host} rejected ${entry}; it may have expired. Run docker/login-action for ${host} before this step. If the image is public, remove the login instead: ${logout}`
    : `Check the repository's name, and that ${entry} may pull it. If the image is public, remove the login: ${logout}.${packagesHint(host)}`;
}

function nameEntry({ key, path }: Extract<LoginOrigin, { kind: "docker-config" }>): string {
  return `the login for ${key} in ${path}`;
}

function nameHint(host: string): string {
  return host === DOCKER_HUB ? " Official images of Docker Hub are in library/." : "";
}

/** https://docs.github.com/packages/learn-github-packages/about-permissions-for-github-packages */
function packagesHint(host: string): string {
  return host === "ghcr.io" ? " With the job's GITHUB_TOKEN, the job needs permissions: packages: read." : "";
}
