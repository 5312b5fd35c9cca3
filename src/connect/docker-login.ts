// Looks up logins in the runner's Docker configuration.
import type { RegistryCredentials } from "../registry/auth/authorization.ts";
import { findDockerLogin } from "../registry/auth/docker-config.ts";
import type { Step } from "./step.ts";

/** The Docker configuration's login for a host. A regional endpoint's own login takes precedence over its login server's. */
export async function lookUpDockerLogin(
  host: string,
  { ports: { readDockerConfig, log, mask }, loginServerOf }: Step,
): Promise<RegistryCredentials | undefined> {
  const config = await readDockerConfig();
  if (config === undefined) return undefined;
  for (const name of new Set([host, loginServerOf(host)])) {
    const { credentials, reason } = findDockerLogin(config, name);
    log.debug(reason);
    if (credentials === undefined) continue;
    mask(credentials.kind === "password" ? credentials.password : credentials.token);
    return credentials;
  }
  return undefined;
}
