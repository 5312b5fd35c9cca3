// Owns one process of Debian's docker-registry (CNCF distribution) on loopback, its storage in a given directory. Knows no Azure.
// https://distribution.github.io/distribution/about/configuration/
import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const DOCKER_REGISTRY = "/usr/bin/docker-registry";

export interface DockerRegistry {
  /** `127.0.0.1:PORT`, plain HTTP and open to all. */
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a registry at a port of its own choice and waits until it listens. */
export async function startDockerRegistry(directory: string, name: string): Promise<DockerRegistry> {
  const config = join(directory, `${name}.yml`);
  await writeFile(
    config,
    `version: 0.1
log: { level: info, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${join(directory, name)} }, delete: { enabled: true } }
http: { addr: "127.0.0.1:0" }
`,
  );
  const registry = spawn(DOCKER_REGISTRY, ["serve", config], { stdio: ["ignore", "ignore", "pipe"] });
  const kill = () => registry.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => registry.once("close", () => resolve()));
  const host = await readAddress(registry);
  return {
    host,
    url: `http://${host}`,
    async close() {
      process.off("exit", kill);
      kill();
      await ended;
    },
  };
}

/** The address from the line `listening on 127.0.0.1:PORT`; the rest of the log is read and dropped. */
function readAddress(registry: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    registry.once("error", reject);
    registry.once("close", (code) => reject(new Error(`docker-registry ended with ${code}:\n${log.join("\n")}`)));
    if (registry.stderr === null) return reject(new Error("docker-registry has no stderr"));
    createInterface(registry.stderr).on("line", (line) => {
      log.push(line);
      const [, host] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (host !== undefined) resolve(host);
    });
  });
}
