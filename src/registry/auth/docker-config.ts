// Finds the login for one host in the text of a Docker configuration. Runs no credential helper, opens no file.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
import { asJsonObject, parseJson } from "../../json.ts";
import { DOCKER_HUB, normalizeRegistryHost } from "../../oci/reference.ts";
import { isHeaderText, type RegistryCredentials, type RegistryLogin } from "./authorization.ts";

/** Docker's configuration file. */
export interface DockerConfig {
  readonly path: string;
  /** Undefined: the file does not exist. */
  readonly text: string | undefined;
  /** Podman's login file, where there is one. This action does not read it. */
  readonly podmanPath?: string;
}

type DockerCredentials = Exclude<RegistryCredentials, { kind: "anonymous" }>;

/** The login of a Docker configuration for a host. */
export interface DockerLogin {
  readonly login?: RegistryLogin & { readonly credentials: DockerCredentials };
  /** What was looked at, as a sentence without its full stop: "~/.docker/config.json has no login for ghcr.io". Contains no secret. */
  readonly checked: string;
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

/** Looks up a host in Docker's configuration. */
export function findDockerLogin({ path, text, podmanPath }: DockerConfig, host: string): DockerLogin {
  const none = (why: string): DockerLogin => ({
    checked: `${path} ${why}${podmanPath === undefined ? "" : `; ${podmanPath} is podman's and is not read`}`,
  });
  if (text === undefined) return none("does not exist");
  const config = asJsonObject(parseJson(text));
  if (config === undefined) return none("is not a JSON object");
  const auths = new Map(Object.entries(asJsonObject(config["auths"]) ?? {}));
  const keys = keysOf(host, auths.keys());
  for (const key of keys) {
    const credentials = credentialsOf(asJsonObject(auths.get(key)));
    if (credentials === undefined) continue;
    const login = { credentials, origin: { kind: "docker-config", path, key } } as const;
    return { login, checked: `${path} has a login for ${key}` };
  }
  const helpers = asJsonObject(config["credHelpers"]) ?? {};
  const helper = keysOf(host, Object.keys(helpers)).map((key) => helpers[key])[0] ?? config["credsStore"];
  return none(
    isText(helper)
      ? `leaves the login for ${host} to the credential helper docker-credential-${helper.slice(0, 100)}, which this action does not run`
      : keys.length > 0
        ? `has an entry for ${keys[0]} without a valid login`
        : `has no login for ${host}`,
  );
}

function credentialsOf(entry: Readonly<Record<string, unknown>> | undefined): DockerCredentials | undefined {
  if (entry === undefined) return undefined;
  const { registrytoken, identitytoken, auth } = entry;
  if (isText(registrytoken) && isHeaderText(registrytoken)) return { kind: "access-token", token: registrytoken };
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
