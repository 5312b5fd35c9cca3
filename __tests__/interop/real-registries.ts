// Owns the placing of real registries behind Contoso's fronts, one process each, and their removal. Knows no client.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contoso } from "../emulator/seed.ts";
import { createUpstream } from "../emulator/upstream.ts";
import { type DockerRegistry, startDockerRegistry } from "./docker-registry.ts";

export interface RealRegistries {
  /** The one behind prod. */
  readonly prod: DockerRegistry;
  /** One more, which is behind nothing. */
  startAnother(name: string): Promise<DockerRegistry>;
  close(): Promise<void>;
}

/** Starts two registries and puts them behind dev and prod. */
export async function placeRealRegistries(contoso: Pick<Contoso, "dev" | "prod">): Promise<RealRegistries> {
  const directory = await mkdtemp(join(tmpdir(), "registries-"));
  const started: DockerRegistry[] = [];
  const start = async (name: string) => {
    const registry = await startDockerRegistry(directory, name);
    started.push(registry);
    return registry;
  };
  const [dev, prod] = await Promise.all([start("dev"), start("prod")]);
  contoso.dev.upstream = createUpstream(dev.url, contoso.dev.store);
  contoso.prod.upstream = createUpstream(prod.url, contoso.prod.store);
  return {
    prod,
    startAnother: start,
    async close() {
      for (const registry of started) await registry.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
