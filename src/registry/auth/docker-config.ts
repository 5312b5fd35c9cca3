// Finds the login for one host in the text of a Docker configuration. Runs no credential helper, opens no file.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
import { asJsonObject, parseJson } from "../../json.ts";
import { DOCKER_HUB, normalizeRegistryHost } from "../../oci/reference.ts";
import type { RegistryCredentials } from "./authorization.ts";

/** The login of a Docker configuration for a host. */
export interface DockerLogin {
  readonly credentials?: Exclude<RegistryCredentials, { kind: "anonymous" }>;
  /** For the debug log: where the login was found, or why there is none. Contains no secret. */
  readonly reason: string;
}

/** The user name that docker writes for identity tokens. */
const TOKEN_USER = "<token>";

/** The key that `docker login` without a server writes. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** The keys for a host, as host or URL, Docker's own first. Never by prefix: a login for a path is not the host's. */
function keysOf(host: string, keys: Iterable<string>): readonly string[] {
  const own = host === DOCKER_HUB ? DOCKER_HUB_KEY : host;
  return [...keys]
    .filter((key) => normalizeRegistryHost(key.replace(/^https:\/\/([^/]+)(?:\/(?:v[12]\/?)?)?$/i, "$1")) === host)
    .toSorted((one, other) => Number(other === own) - Number(one === own));
}

/** Looks up a host in the text of a `config.json`. */
export function findDockerLogin(configText: string, host: string): DockerLogin {
  const config = asJsonObject(parseJson(configText));
  if (config === undefined) return { reason: "The Docker configuration is not a JSON object and is not used." };
  const auths = new Map(Object.entries(asJsonObject(config["auths"]) ?? {}));
  for (const key of keysOf(host, auths.keys())) {
    const credentials = credentialsOf(asJsonObject(auths.get(key)));
    if (credentials !== undefined) return { credentials, reason: `The Docker configuration has a login for ${key}.` };
  }
  const helpers = new Map(Object.entries(asJsonObject(config["credHelpers"]) ?? {}));
  const hasHelper = keysOf(host, helpers.keys()).length > 0 || typeof config["credsStore"] === "string";
  return {
    reason: hasHelper
      ? `The Docker configuration has a credential helper for ${host}; this action does not run helpers.`
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
