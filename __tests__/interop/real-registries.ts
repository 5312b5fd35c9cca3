// Owns the placing of real registries behind Contoso's fronts, one process each, and their removal. Knows no client.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contoso } from "../emulator/seed.ts";
import { createUpstream } from "../emulator/upstream.ts";
import { type DockerRegistry, startDockerRegistry } from "./docker-registry.ts";

export interface RealRegistries {
  readonly prod: DockerRegistry;
  /** Open to all, and not yet behind anything. */
  readonly outside: DockerRegistry;
  close(): Promise<void>;
}

/** Starts three registries and puts two of them behind dev and prod. */
export async function placeRealRegistries(contoso: Pick<Contoso, "dev" | "prod">): Promise<RealRegistries> {
  const directory = await mkdtemp(join(tmpdir(), "registries-"));
  const start = (name: string) => startDockerRegistry(directory, name);
  const [dev, prod, outside] = await Promise.all([start("dev"), start("prod"), start("outside")]);
  contoso.dev.upstream = createUpstream(dev.url, contoso.dev.store);
  contoso.prod.upstream = createUpstream(prod.url, contoso.prod.store);
  return {
    prod,
    outside,
    async close() {
      for (const registry of [dev, prod, outside]) await registry.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
