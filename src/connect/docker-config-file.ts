// Reads Docker's configuration file, and looks whether podman has one of its own.
import { access, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { PromotionError } from "../errors.ts";
import type { DockerConfig } from "../registry/auth/docker-config.ts";

/**
 * Reads the configuration of the user whom the environment describes.
 * @throws PromotionError `DOCKER_CONFIG_UNREADABLE`
 */
export async function readDockerConfig(env: Readonly<Record<string, string | undefined>>): Promise<DockerConfig> {
  // An empty variable is one that is not set, as for docker. It would name a file of the workspace.
  const path = join(env["DOCKER_CONFIG"] || join(env["HOME"] || homedir(), ".docker"), "config.json");
  const podmanPath = await findPodmanFile(env);
  return { path, text: await readText(path), ...(podmanPath !== undefined && { podmanPath }) };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = Error.isError(error) ? (error as NodeJS.ErrnoException).code : undefined;
    if (code === "ENOENT") return undefined;
    throw new PromotionError("DOCKER_CONFIG_UNREADABLE", `The Docker configuration ${path} cannot be read (${code}).`, {
      side: "source",
      cause: error,
    });
  }
}

/** https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md */
async function findPodmanFile(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const runtime = env["XDG_RUNTIME_DIR"];
  const path = env["REGISTRY_AUTH_FILE"] || (runtime ? join(runtime, "containers/auth.json") : undefined);
  if (path === undefined) return undefined;
  return access(path).then(
    () => path,
    () => undefined,
  );
}
