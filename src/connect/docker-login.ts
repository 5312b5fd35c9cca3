// Looks up logins in the runner's Docker configuration.
import { type DockerLogin, findDockerLogin } from "../registry/auth/docker-config.ts";
import { readDockerConfig } from "./docker-config-file.ts";
import type { Step } from "./step.ts";

/** The Docker configuration's login for a host. A regional endpoint's own login takes precedence over its login server's. */
export async function lookUpDockerLogin(
  host: string,
  { ports: { env, log, mask }, loginServerOf }: Step,
): Promise<DockerLogin> {
  const config = await readDockerConfig(env);
  const found = [...new Set([host, loginServerOf(host)])].map((name) => findDockerLogin(config, name));
  const chosen = found.find(({ login }) => login !== undefined) ?? found[0];
  if (chosen === undefined) throw new TypeError("A host has no name.");
  log.debug(`${chosen.checked}.`);
  const credentials = chosen.login?.credentials;
  if (credentials !== undefined) mask(credentials.kind === "password" ? credentials.password : credentials.token);
  return chosen;
}
