// Puts real software behind and before the local Azure: Debian's docker-registry holds the content, Debian's skopeo reads it back.
// Skipped where the packages docker-registry and skopeo are not installed.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { digestOfBytes, RegistryStore } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { createUpstream, fillUpstream } from "../../emulator/upstream.ts";
import { bodyOf, type Client, createClient, REGISTRY_SCOPE } from "./client.ts";

const REGISTRY = "/usr/bin/docker-registry";
const SKOPEO = "/usr/bin/skopeo";
const present = existsSync(REGISTRY) && existsSync(SKOPEO);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function startRegistry(directory: string, name: string): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort();
  const config = join(directory, `${name}.yml`);
  await writeFile(
    config,
    `version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${join(directory, name)} }, delete: { enabled: true } }
http: { addr: 127.0.0.1:${port} }
`,
  );
  const registry = spawn(REGISTRY, ["serve", config], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(`${url}/v2/`).then(
        () => true,
        () => false,
      )
    )
      return { process: registry, url };
    await sleep(50);
  }
  throw new Error("docker-registry did not start");
}

(present ? describe : describe.skip)("with real registries behind the front", () => {
  let azure: LocalAzure;
  let world: Contoso;
  let client: Client;
  let directory: string;
  const processes: ChildProcess[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "upstream-"));
    azure = await startLocalAzure();
    world = seedContoso(azure);
    client = createClient(azure);
    const [dev, prod] = await Promise.all([startRegistry(directory, "dev"), startRegistry(directory, "prod")]);
    processes.push(dev.process, prod.process);
    world.dev.upstream = createUpstream(dev.url, world.dev.store);
    world.prod.upstream = createUpstream(prod.url, world.prod.store);
    await fillUpstream(world.dev.upstream, world.dev.store);
  });

  afterAll(async () => {
    for (const each of processes) each.kill("SIGKILL");
    await azure.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function skopeo(...args: string[]): Promise<string> {
    const env = {
      HTTPS_PROXY: azure.proxyUrl,
      SSL_CERT_FILE: azure.caFile,
      HOME: directory,
      XDG_RUNTIME_DIR: directory,
    };
    const { stdout } = await promisify(execFile)(SKOPEO, ["--insecure-policy", ...args], { env });
    return stdout;
  }

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
    await skopeo("copy", "--all", "--src-creds", credentials, `docker://${contoso.prod}/api:1.4.2`, `dir:${copy}`);
    expect(digestOfBytes(await readFile(join(copy, "manifest.json")))).toBe(index);
    const digests = [];
    for (const name of await readdir(copy)) digests.push(digestOfBytes(await readFile(join(copy, name))));
    const { platforms, attestations } = world.digests.api;
    expect(digests).toEqual(expect.arrayContaining([...Object.values(platforms), ...attestations]));
  });

  it("takes what skopeo pushes, and shows it in the metadata", async () => {
    azure.grant(contoso.clientId, "AcrPush", world.prod.id);
    const credentials = await credentialsOf(contoso.prod);
    const source = await credentialsOf(contoso.dev);
    await skopeo(
      ...["copy", "--src-creds", source, "--dest-creds", credentials],
      ...[`docker://${contoso.dev}/worker:build-812`, `docker://${contoso.prod}/pushed:1`],
    );
    expect(world.prod.store.tagDigest("pushed", "1")).toBe(world.digests.worker);
    const inspected = await skopeo("inspect", "--creds", credentials, `docker://${contoso.prod}/pushed:1`);
    expect(JSON.parse(inspected)).toMatchObject({ Digest: world.digests.worker, Architecture: "amd64" });
  });

  it("reads what the emulator itself holds, through its redirect to storage", async () => {
    world.dev.upstream = undefined;
    const copy = join(directory, "chart");
    const credentials = await credentialsOf(contoso.dev);
    await skopeo("copy", "--src-creds", credentials, `docker://${contoso.dev}/worker:build-812`, `dir:${copy}`);
    expect(digestOfBytes(await readFile(join(copy, "manifest.json")))).toBe(world.digests.worker);
    expect(azure.requests.some((request) => request.party === "blob-storage" && request.status === 200)).toBe(true);
  });
});

it("fills nothing from an empty store", async () => {
  const upstream = createUpstream("http://127.0.0.1:1", new RegistryStore(Date.now));
  await expect(fillUpstream(upstream, new RegistryStore(Date.now))).resolves.toBeUndefined();
  await expect(upstream.content.readManifest("a", "b")).rejects.toThrow();
});
