// Finds what `docker login` left for one host in a Docker configuration. Reads a text, runs no helper, opens no file.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
import { DOCKER_HUB } from "../oci/reference.ts";
import type { RegistryCredentials } from "./authorization.ts";
import { asJsonObject, parseJsonObject } from "./json-answer.ts";

/** What a Docker configuration says of a host. */
export interface DockerLogin {
  readonly credentials?: Exclude<RegistryCredentials, { kind: "anonymous" }>;
  /** For the debug log: where it was found, or why nothing is used. Holds no secret. */
  readonly told: string;
}

/** What docker writes instead of a password user name for identity tokens. */
const TOKEN_USER = "<token>";

/** Docker's keys for a host: itself, as URL, and Docker Hub's historic one. Exact, never by prefix. */
function keysOf(host: string): readonly string[] {
  return host === DOCKER_HUB
    ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io", "https://docker.io"]
    : [host, `https://${host}`, `https://${host}/`, `https://${host}/v2/`, `https://${host}/v1/`];
}

/** Looks a host up in the text of a `config.json`. */
export function findDockerLogin(configText: string, host: string): DockerLogin {
  const config = parseJsonObject(Buffer.from(configText));
  if (config === undefined) return { told: "The Docker configuration is no JSON object and is not used." };
  const auths = new Map(Object.entries(asJsonObject(config["auths"]) ?? {}));
  for (const key of keysOf(host)) {
    const credentials = credentialsOf(asJsonObject(auths.get(key)));
    if (credentials !== undefined) return { credentials, told: `The Docker configuration has a login for ${key}.` };
  }
  const helpers = new Map(Object.entries(asJsonObject(config["credHelpers"]) ?? {}));
  const hasHelper = keysOf(host).some((key) => helpers.has(key)) || typeof config["credsStore"] === "string";
  return {
    told: hasHelper
      ? `The Docker configuration leaves the login for ${host} to a credential helper; helpers are not run.`
      : `The Docker configuration has no login for ${host}.`,
  };
}

function credentialsOf(entry: Readonly<Record<string, unknown>> | undefined): DockerLogin["credentials"] | undefined {
  if (entry === undefined) return undefined;
  const { registrytoken, identitytoken, auth } = entry;
  if (isText(registrytoken)) return { kind: "access-token", token: registrytoken };
  if (isText(identitytoken)) return { kind: "refresh-token", token: identitytoken };
  const decoded = isText(auth) ? Buffer.from(auth, "base64").toString("utf8") : "";
  const colon = decoded.indexOf(":");
  const username = colon > 0 ? decoded.slice(0, colon) : entry["username"];
  // Docker pads old entries with NUL.
  const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, "") : entry["password"];
  if (!isText(username) || !isText(password)) return undefined;
  return username === TOKEN_USER
    ? { kind: "refresh-token", token: password }
    : { kind: "password", username, password };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
