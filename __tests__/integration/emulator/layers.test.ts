// Holds imports and HEADs of blobs to what is recorded or reported of them: layers that come after their manifests, or never.
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { blobsOf, readManifestDocument } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { STANDARD_LIMITS_PER_IDENTITY } from "../../emulator/throttle.ts";
import { ARM_SCOPE, bodyOf, type Client, createClient, errorOf } from "./client.ts";

let azure: LocalAzure;
let world: Contoso;
let client: Client;
let config: string;
let layer: string;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
  const manifest = world.dev.store.manifest("worker", world.digests.worker);
  [config = "", layer = ""] = blobsOf(readManifestDocument(manifest?.bytes ?? Buffer.alloc(0)));
});
afterEach(() => azure.close());

const startImport = () =>
  client.postImport(world.prod, {
    source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
    targetTags: ["worker:1"],
  });
const missing = () => world.prod.store.missingParts("worker", world.digests.worker);
const tagShows = () => world.prod.store.tagDigest("worker", "1") === world.digests.worker;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

async function poll(accepted: { headers: Record<string, string | string[]> }) {
  const headers = { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` };
  return await azure.ask(String(accepted.headers["Location"]), { headers });
}

describe("the layers of an import", () => {
  it("are there before the manifest that names them, unless scripted otherwise", async () => {
    azure.imports.script({ copyMs: 0, stepMs: 2 });
    const accepted = await client.postImport(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: `api@${world.digests.api.index}` },
      targetTags: ["api:1"],
    });
    const { store } = world.prod;
    const seen = new Set<string>();
    await until(() => {
      for (const digest of store.repositories.get("api")?.manifests.keys() ?? []) {
        seen.add(digest);
        expect(store.missingParts("api", digest)).toEqual([]);
      }
      return store.tagDigest("api", "1") !== undefined;
    });
    expect(seen.size).toBe(7);
    expect((await client.pollToEnd(accepted)).status).toBe(200);
  });

  it("come later by the emulator's clock, while ARM reports success early", async () => {
    azure.imports.script({ copyMs: 0, blobsMs: 600_000 });
    const accepted = await startImport();
    await until(() => tagShows() && azure.imports.operations[0]?.state === "succeeded");
    expect(bodyOf(await poll(accepted))).toEqual({ status: "Succeeded" });
    expect(missing()).toEqual([config, layer]);
    azure.world.clock.offsetMs = 600_000;
    await until(() => missing().length === 0);
    const [last] = world.prod.store.history.slice(-1);
    expect([last?.kind, last?.digest]).toEqual(["blob", layer]);
    expect(last?.time).toBeGreaterThanOrEqual((azure.imports.operations[0]?.startedAt ?? 0) + 600_000);
  });

  it("come later while ARM reports success after them", async () => {
    azure.imports.script({ copyMs: 0, blobsMs: 60_000, reportMs: 120_000 });
    const accepted = await startImport();
    await until(tagShows);
    expect([(await poll(accepted)).status, missing()]).toEqual([202, [config, layer]]);
    azure.world.clock.offsetMs = 90_000;
    await until(() => missing().length === 0);
    expect((await poll(accepted)).status).toBe(202);
    azure.world.clock.offsetMs = 121_000;
    expect((await client.pollToEnd(accepted)).status).toBe(200);
  });

  it("are waited for by what says that an import is at its end", async () => {
    azure.imports.script({ copyMs: 0, blobsMs: 60 });
    await startImport();
    await azure.imports.operations[0]?.finished;
    expect([tagShows(), missing()]).toEqual([true, []]);
  });

  it("come before their manifest where their time is before the copy", async () => {
    azure.imports.script({ copyMs: 20, blobsMs: 10 });
    expect((await client.pollToEnd(await startImport())).status).toBe(200);
    expect(world.prod.store.history.map(({ kind }) => kind)).toEqual(["blob", "blob", "manifest", "tag"]);
  });

  it("come each at a time of its own, or never", async () => {
    azure.imports.script({ blobsMs: (digest) => (digest === layer ? Number.POSITIVE_INFINITY : 0) });
    expect((await client.pollToEnd(await startImport())).status).toBe(200);
    expect([tagShows(), missing()]).toEqual([true, [layer]]);
  });

  it("fail to come after manifests and tags have shown", async () => {
    azure.imports.script({
      copyMs: 0,
      blobsMs: Number.POSITIVE_INFINITY,
      reportMs: 60_000,
      fail: { text: "Error copying blobs", afterCopy: true },
    });
    const accepted = await startImport();
    await until(tagShows);
    expect((await poll(accepted)).status).toBe(202);
    azure.world.clock.offsetMs = 61_000;
    const failed = await client.pollToEnd(accepted);
    expect([failed.status, errorOf(failed).code]).toEqual([400, "InvalidParameters"]);
    expect(errorOf(failed).message).toMatch(/registries\/contosoprod Error copying blobs$/);
    expect([tagShows(), missing()]).toEqual([true, [config, layer]]);
  });

  it("are there at once where the target has them already", async () => {
    expect((await client.pollToEnd(await startImport())).status).toBe(200);
    world.prod.store.deleteManifest("worker", world.digests.worker);
    azure.imports.script({ copyMs: 0, blobsMs: Number.POSITIVE_INFINITY });
    const again = { source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` } };
    const accepted = await client.postImport(world.prod, again, "c0ffee00-0000-4000-8000-000000000002");
    expect((await client.pollToEnd(accepted)).status).toBe(200);
    expect(missing()).toEqual([]);
  });
});

describe("HEAD of a blob", () => {
  const head = async (digest: string, scope = "repository:worker:pull") => {
    const headers = await client.registryHeaders(world.dev, scope);
    return await azure.ask(`https://${contoso.dev}/v2/worker/blobs/${digest}`, { method: "HEAD", headers });
  };

  it("answers with size and digest, without a redirect", async () => {
    const answer = await head(layer);
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(answer.headers).toMatchObject({
      "Content-Type": "application/octet-stream",
      "Content-Length": String(world.dev.store.blob("worker", layer)?.length),
      "Docker-Content-Digest": layer,
      "Docker-Distribution-Api-Version": "registry/2.0",
    });
    expect(answer.headers["Location"]).toBeUndefined();
  });

  it("answers 404 for a blob that the repository lacks, even where another has it", async () => {
    const other = world.dev.store.putBlob("elsewhere", Buffer.from("elsewhere"));
    const absent = await head(other);
    expect([absent.status, errorOf(absent).code]).toEqual([404, "BLOB_UNKNOWN"]);
  });

  it("challenges a token without pull on that repository", async () => {
    const refused = await head(layer, "repository:api:pull");
    expect(refused.status).toBe(401);
    expect(refused.headers["Www-Authenticate"]).toMatch(/scope="repository:worker:pull",error="insufficient_scope"$/);
  });

  it("redirects to storage where that is set", async () => {
    world.dev.redirectsBlobHeads = true;
    const answer = await head(layer);
    expect(answer.status).toBe(307);
    const stored = await azure.ask(String(answer.headers["Location"]), { method: "HEAD" });
    expect([stored.status, stored.body]).toEqual([200, world.dev.store.blob("worker", layer)]);
  });

  it.each([403, 404, 405])("can be answered with %d by a fault, and rightly after it", async (status) => {
    const action = { kind: "status", status } as const;
    azure.faults.add({ host: contoso.dev, method: "HEAD", path: /\/blobs\//, action });
    expect([(await head(layer)).status, (await head(layer)).status]).toEqual([status, 200]);
  });

  it("can state a wrong size by a fault", async () => {
    const action = { kind: "headers", set: { "Content-Length": "7" } } as const;
    azure.faults.add({ host: contoso.dev, method: "HEAD", path: /\/blobs\//, action });
    expect((await head(layer)).headers["Content-Length"]).toBe("7");
  });

  it("counts as a read, like any other, in the budget of its identity", async () => {
    world.dev.limits.dataplaneRead = 2;
    const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
    const url = `https://${contoso.dev}/v2/worker`;
    const ask = (path: string, method: string) => azure.ask(`${url}${path}`, { method, headers });
    expect((await ask(`/blobs/${layer}`, "HEAD")).status).toBe(200);
    expect((await ask(`/blobs/${config}`, "HEAD")).status).toBe(200);
    const refused = await ask(`/blobs/${layer}`, "HEAD");
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "60"]);
    expect((await ask("/manifests/build-812", "GET")).status).toBe(429);
  });

  it("is refused past the documented limit of a Standard registry", async () => {
    world.dev.sku = "Standard";
    Object.assign(world.dev.limits, STANDARD_LIMITS_PER_IDENTITY);
    const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
    const ask = () => azure.ask(`https://${contoso.dev}/v2/worker/blobs/${layer}`, { method: "HEAD", headers });
    const statuses = new Map<number, number>();
    for (let at = 0; at < 5_001; at++) {
      const { status } = await ask();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: 5_000, 429: 1 });
  });
});
