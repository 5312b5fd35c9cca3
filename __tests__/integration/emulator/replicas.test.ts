// Holds the replicas of a registry to what is documented and reported of them: a home region with the truth, and regions that follow.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Answer } from "../../emulator/answers.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { putImage, putReferrer } from "../../emulator/images.ts";
import { blobsOf, type Descriptor, readManifestDocument } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { API_VERSION, ARM_SCOPE, bodyOf, type Client, createClient, errorOf } from "./client.ts";

const HOME = "westeurope";
const SCOPE = "repository:worker:pull,metadata_read";

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

/** Puts an image under a tag of the target; its digest. */
const put = (content: string, tag: string) =>
  putImage({ store: world.prod.store, repository: "worker" }, { content, tag }).digest;

async function reader(host: string = contoso.prod): Promise<(path: string) => Promise<Answer>> {
  const headers = await client.registryHeaders(world.prod, SCOPE);
  return (path) => azure.ask(`https://${host}${path}`, { headers });
}
const digestOf = (answer: Answer) => answer.headers["Docker-Content-Digest"];

describe("a replica", () => {
  it("answers in turn with the home region, stale again after the fresh one", async () => {
    const old = put("old", "1");
    world.prod.lag(() => true, "eastus");
    world.prod.routeReads(["eastus", HOME, "eastus", HOME]);
    const fresh = put("fresh", "1");
    const read = await reader();
    const digests = [];
    for (let at = 0; at < 5; at++) digests.push(digestOf(await read("/v2/worker/manifests/1")));
    expect(digests).toEqual([old, fresh, old, fresh, fresh]);
    // Each path has a turn of its own.
    expect(digestOf(await read(`/v2/worker/manifests/${fresh}`))).toBeUndefined();
    expect(digestOf(await read(`/v2/worker/manifests/${fresh}`))).toBe(fresh);
  });

  it("answers by a function of the request and of the reads before it", async () => {
    const old = put("old", "1");
    world.prod.lag(() => true, "eastus");
    const fresh = put("fresh", "1");
    world.prod.routeReads(({ request, reads }) =>
      request.path.endsWith("/manifests/1") && reads > 0 ? "eastus" : HOME,
    );
    const read = await reader();
    expect(digestOf(await read("/v2/worker/manifests/1"))).toBe(fresh);
    expect(digestOf(await read("/v2/worker/manifests/1"))).toBe(old);
    world.prod.routeReads(undefined);
    expect(digestOf(await read("/v2/worker/manifests/1"))).toBe(fresh);
  });

  it("is not asked by requests that are not served", async () => {
    const old = put("old", "1");
    world.prod.lag(() => true, "eastus");
    put("fresh", "1");
    world.prod.routeReads(["eastus", HOME]);
    expect((await azure.ask(`https://${contoso.prod}/v2/worker/manifests/1`)).status).toBe(401);
    expect(digestOf(await (await reader())("/v2/worker/manifests/1"))).toBe(old);
  });

  it("lags for tags, manifests and blobs each by its own time", async () => {
    const lagMs = { tag: 10_000, manifest: 20_000, blob: 30_000 };
    world.prod.lag(({ kind, ageMs }) => ageMs < lagMs[kind], "eastus");
    world.prod.routeReads(() => "eastus");
    const digest = put("new", "1");
    const manifest = world.prod.store.manifest("worker", digest);
    const [blob] = blobsOf(readManifestDocument(manifest?.bytes ?? Buffer.alloc(0)));
    const read = await reader();
    const statuses = async () => [
      (await read("/v2/worker/manifests/1")).status,
      (await read(`/v2/worker/manifests/${digest}`)).status,
      (await read(`/v2/worker/blobs/${blob}`)).status,
    ];
    expect(await statuses()).toEqual([404, 404, 404]);
    azure.world.clock.offsetMs = 15_000;
    expect(await statuses()).toEqual([200, 404, 404]);
    azure.world.clock.offsetMs = 25_000;
    expect(await statuses()).toEqual([200, 200, 404]);
    azure.world.clock.offsetMs = 35_000;
    expect(await statuses()).toEqual([200, 200, 307]);
  });

  it("shows the state before all changes that it has not seen, not only before the last", async () => {
    const first = put("first", "1");
    world.prod.lag(({ ageMs }) => ageMs < 10_000, "eastus");
    world.prod.routeReads(() => "eastus");
    const second = put("second", "1");
    azure.world.clock.offsetMs = 5_000;
    put("third", "1");
    const read = await reader();
    expect(digestOf(await read("/v2/worker/manifests/1"))).toBe(first);
    azure.world.clock.offsetMs = 12_000;
    expect(digestOf(await read("/v2/worker/manifests/1"))).toBe(second);
  });

  it("keeps what it has when that is written again", async () => {
    const digest = put("same", "1");
    const manifest = world.prod.store.manifest("worker", digest);
    const [blob] = blobsOf(readManifestDocument(manifest?.bytes ?? Buffer.alloc(0)));
    world.prod.lag(() => true, "eastus");
    world.prod.routeReads(() => "eastus");
    put("same", "1");
    const read = await reader();
    for (const path of ["manifests/1", `manifests/${digest}`])
      expect(digestOf(await read(`/v2/worker/${path}`))).toBe(digest);
    expect((await read(`/v2/worker/blobs/${blob}`)).status).toBe(307);
  });

  it("shows the tag's time and the lists of its own state", async () => {
    const old = put("old", "1");
    const before = world.prod.store.tag("worker", "1")?.lastUpdateTime;
    world.prod.lag(() => true, "eastus");
    azure.world.clock.offsetMs = 60_000;
    const fresh = put("fresh", "1");
    put("fresh", "2");
    const read = await reader();
    const shown = async () => ({
      tag: bodyOf(await read("/acr/v1/worker/_tags/1"))["tag"] as { digest: string; lastUpdateTime: string },
      tags: bodyOf(await read("/v2/worker/tags/list"))["tags"],
      tagsOfOld: (bodyOf(await read(`/acr/v1/worker/_manifests/${old}`))["manifest"] as { tags?: string[] }).tags,
      fresh: (await read(`/acr/v1/worker/_manifests/${fresh}`)).status,
      metadataOf2: (await read("/acr/v1/worker/_tags/2")).status,
    });
    const home = await shown();
    expect(home).toMatchObject({ tag: { digest: fresh }, tags: ["1", "2"], fresh: 200, metadataOf2: 200 });
    expect(home.tagsOfOld).toBeUndefined();
    expect(Date.parse(home.tag.lastUpdateTime)).toBeGreaterThanOrEqual(Date.parse(String(before)) + 60_000);
    world.prod.routeReads(() => "eastus");
    expect(await shown()).toMatchObject({
      tag: { digest: old, lastUpdateTime: before },
      tags: ["1"],
      tagsOfOld: ["1"],
      fresh: 404,
      metadataOf2: 404,
    });
  });

  it("lists no referrer that it does not have", async () => {
    const place = { store: world.prod.store, repository: "worker" };
    const subject: Descriptor = putImage(place, { tag: "1" });
    world.prod.lag(() => true, "eastus");
    putReferrer(place, subject, "application/spdx+json", "{}");
    const read = await reader();
    const count = async () =>
      (bodyOf(await read(`/v2/worker/referrers/${subject.digest}`))["manifests"] as unknown[]).length;
    expect(await count()).toBe(1);
    world.prod.routeReads(() => "eastus");
    expect(await count()).toBe(0);
  });

  it("answers at its regional endpoint, whatever is routed", async () => {
    const old = put("old", "1");
    world.prod.regionalEndpoints.push("eastus", HOME);
    world.prod.lag(() => true, "eastus");
    const fresh = put("fresh", "1");
    const [regional, home] = [await reader("contosoprod.eastus.geo.azurecr.io"), await reader()];
    expect(digestOf(await regional("/v2/worker/manifests/1"))).toBe(old);
    expect(digestOf(await home("/v2/worker/manifests/1"))).toBe(fresh);
    const atHome = await reader(`contosoprod.${HOME}.geo.azurecr.io`);
    expect(digestOf(await atHome("/v2/worker/manifests/1"))).toBe(fresh);
  });

  it("decides nothing of an import, which reads and writes the home region", async () => {
    world.prod.lag(() => true, "eastus");
    world.prod.routeReads(() => "eastus");
    const rival = put("rival", "1");
    expect((await (await reader())("/v2/worker/manifests/1")).status).toBe(404);
    const refused = await client.importInto(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["worker:1"],
    });
    expect([refused.status, errorOf(refused).code]).toEqual([409, "Conflict"]);
    expect(world.prod.store.tagDigest("worker", "1")).toBe(rival);
  });

  it("is listed by Resource Manager to who may read replications, which the importer role may not", async () => {
    world.prod.lag(() => true, "eastus");
    const list = async () =>
      azure.ask(`https://management.azure.com${world.prod.id}/replications?${API_VERSION}`, {
        headers: { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` },
      });
    const refused = await list();
    expect([refused.status, errorOf(refused).code]).toEqual([403, "AuthorizationFailed"]);
    azure.grant(contoso.clientId, "Reader", world.prod.id);
    const regions = (bodyOf(await list())["value"] as { name: string }[]).map(({ name }) => name);
    expect(regions).toEqual([HOME, "eastus"]);
  });
});

describe("a script of replicas that cannot be", () => {
  it("fails for a registry that is not Premium", () => {
    world.prod.sku = "Standard";
    expect(() => world.prod.lag(() => true, "eastus")).toThrow("a Standard registry has no replicas");
  });

  it("fails for the home region", () => {
    expect(() => world.prod.lag(() => true, HOME)).toThrow("always shows the truth");
  });

  it("fails for a region without a replica", async () => {
    put("old", "1");
    world.prod.routeReads(["norwayeast"]);
    await expect((await reader())("/v2/worker/manifests/1")).rejects.toThrow("no replica in norwayeast");
  });
});
