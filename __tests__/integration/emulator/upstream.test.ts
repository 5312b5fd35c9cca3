// Puts real software behind and before the local Azure: Debian's docker-registry holds the content, Debian's skopeo reads it back.
// Skipped where the packages docker-registry and skopeo are not installed.

import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { putImage } from "../../emulator/images.ts";
import { digestOfBytes, RegistryStore } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { createUpstream } from "../../emulator/upstream.ts";
import { DOCKER_REGISTRY, type DockerRegistry, startDockerRegistry } from "../../interop/docker-registry.ts";
import { createSkopeo, SKOPEO, type Skopeo } from "../../interop/skopeo.ts";
import { bodyOf, type Client, createClient, REGISTRY_SCOPE } from "./client.ts";

const present = existsSync(DOCKER_REGISTRY) && existsSync(SKOPEO);

(present ? describe : describe.skip)("with real registries behind the front", () => {
  let azure: LocalAzure;
  let world: Contoso;
  let client: Client;
  let directory: string;
  let skopeo: Skopeo;
  const processes: DockerRegistry[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "upstream-"));
    azure = await startLocalAzure();
    world = seedContoso(azure);
    client = createClient(azure);
    const [dev, prod] = await Promise.all([
      startDockerRegistry(directory, "dev"),
      startDockerRegistry(directory, "prod"),
    ]);
    processes.push(dev, prod);
    skopeo = createSkopeo(azure, directory);
    world.dev.upstream = createUpstream(dev.url, world.dev.store);
    world.prod.upstream = createUpstream(prod.url, world.prod.store);
  });

  afterAll(async () => {
    for (const each of processes) await each.close();
    await azure.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function credentialsOf(loginServer: string): Promise<string> {
    const exchanged = await client.exchange(loginServer, await client.entraToken(REGISTRY_SCOPE));
    return `00000000-0000-0000-0000-000000000000:${bodyOf(exchanged)["refresh_token"]}`;
  }

  it("imports from one registry into the other, and skopeo reads back every byte", async () => {
    const { index } = world.digests.api;
    const done = await client.importInto(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: `api@${index}` },
      targetTags: ["api:1.4.2"],
    });
    expect(done.body.toString()).toBe('{"status":"Succeeded"}');

    const copy = join(directory, "copy");
    const credentials = await credentialsOf(contoso.prod);
    await skopeo.copyToDirectory({ reference: `${contoso.prod}/api:1.4.2`, credentials }, copy);
    expect(digestOfBytes(await readFile(join(copy, "manifest.json")))).toBe(index);
    const digests = [];
    for (const name of await readdir(copy)) digests.push(digestOfBytes(await readFile(join(copy, name))));
    const { platforms, attestations } = world.digests.api;
    expect(digests).toEqual(expect.arrayContaining([...Object.values(platforms), ...attestations]));
  });

  it("shows what a test changes in the store meanwhile: a moved tag, a deleted manifest", async () => {
    const place = { store: world.dev.store, repository: "meanwhile" };
    const images = ["one", "two"].map((content) => putImage(place, { content, tag: "1" }));
    const credentials = await credentialsOf(contoso.dev);
    const reference = `${contoso.dev}/meanwhile:1`;
    expect(digestOfBytes(await skopeo.inspectRaw({ reference, credentials }))).toBe(images[1]?.digest);
    place.store.putTag("meanwhile", "1", images[0]?.digest ?? "");
    expect(digestOfBytes(await skopeo.inspectRaw({ reference, credentials }))).toBe(images[0]?.digest);
    place.store.deleteManifest("meanwhile", images[0]?.digest ?? "");
    await expect(skopeo.inspectRaw({ reference, credentials })).rejects.toThrow(/unknown/);
  });

  it("takes what skopeo pushes, and shows it in the metadata", async () => {
    azure.grant(contoso.clientId, "AcrPush", world.prod.id);
    const credentials = await credentialsOf(contoso.prod);
    const source = await credentialsOf(contoso.dev);
    const pushed = { reference: `${contoso.prod}/pushed:1`, credentials };
    await skopeo.copy({ reference: `${contoso.dev}/worker:build-812`, credentials: source }, pushed);
    expect(world.prod.store.tagDigest("pushed", "1")).toBe(world.digests.worker);
    expect(digestOfBytes(await skopeo.inspectRaw(pushed))).toBe(world.digests.worker);
    const headers = await client.registryHeaders(world.prod, "repository:pushed:metadata_read");
    const listed = await azure.ask(`https://${contoso.prod}/acr/v1/pushed/_manifests`, { headers });
    expect(bodyOf(listed)).toMatchObject({ manifests: [{ digest: world.digests.worker, architecture: "amd64" }] });
  });

  it("reads what the emulator itself holds, through its redirect to storage", async () => {
    world.dev.upstream = undefined;
    const copy = join(directory, "chart");
    const credentials = await credentialsOf(contoso.dev);
    await skopeo.copyToDirectory({ reference: `${contoso.dev}/worker:build-812`, credentials }, copy);
    expect(digestOfBytes(await readFile(join(copy, "manifest.json")))).toBe(world.digests.worker);
    expect(azure.requests.some((request) => request.party === "blob-storage" && request.status === 200)).toBe(true);
  });
});

it("fails where the real registry cannot be reached", async () => {
  const upstream = createUpstream("http://127.0.0.1:1", new RegistryStore(Date.now));
  await expect(upstream.content.readManifest("a", "b")).rejects.toThrow();
});
