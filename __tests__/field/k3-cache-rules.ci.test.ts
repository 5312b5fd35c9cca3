// K3.4: a target that answers with the content of another registry, because its repository is under a cache rule. And K1.9: a source
// under one.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putCosignTag, putIndex, putReferrer } from "../emulator/images.ts";
import type { Descriptor } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { type SeededSource, seedGitHubRegistry, seedMicrosoftRegistry } from "../emulator/seed-sources.ts";
import type { AzureRegistry } from "../emulator/world.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const firstImage = (run: ShippedRun) => run.result.images[0];

describe("K3.4 a target repository under a cache rule", () => {
  const images = "mcr.microsoft.com/hello-world:latest => mcr/hello-world:latest";
  const HELD = "mcr/hello-world";
  let upstream: SeededSource;

  beforeEach(() => {
    upstream = seedMicrosoftRegistry(world.azure);
    world.prod.cacheRules.push({
      name: "mcr",
      targetRepository: "mcr/*",
      sourceRepository: "*",
      source: upstream.registry,
    });
  });

  const expectRefused = (run: ShippedRun) => {
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)).toMatchObject({
      status: "blocked",
      verified: false,
      error: { code: "TARGET_IS_CACHE", side: "target" },
    });
    for (const text of [
      `${prod}/mcr/hello-world`,
      "X-Azure-Origin: upstream",
      "Promote to a repository that no cache rule covers, or delete the rule",
      "az acr cache delete --registry contosoprod --name <rule>",
    ]) {
      expect(run.errors).toContain(text);
    }
    expect(run.outputs["images"]).toBe("");
    expect(run.imports).toEqual([]);
    expect(world.prod.store.repositories.has(HELD)).toBe(false);
  };

  it("whose upstream has the digest under the tag is refused, and not up to date", async () => {
    expectRefused(await world.run({ images }));
  });

  it.each([
    ["a dry run", { "dry-run": "true" }],
    ["verify: best-effort", { verify: "best-effort" }],
    ["on-conflict: skip", { "on-conflict": "skip" }],
    ["on-conflict: overwrite", { "on-conflict": "overwrite", verify: "best-effort" }],
  ])("is refused too with %s", async (_name, inputs) => {
    expectRefused(await world.runInProcess({ images, ...inputs }));
  });

  it("whose upstream has only the digest is refused", async () => {
    expectRefused(await world.runInProcess({ images: "mcr.microsoft.com/hello-world:latest => mcr/hello-world:mine" }));
  });

  it("whose upstream has another digest under the tag is refused", async () => {
    expectRefused(await world.runInProcess({ images: `${dev}/worker:build-812 => mcr/hello-world:latest` }));
  });

  it("keeps back a set, and no other image where each is promoted on its own", async () => {
    const set = `${images}\n${dev}/worker:build-812 => worker:1`;
    const together = await world.runInProcess({ images: set, referrers: "none" });
    expect(together.result.counts).toEqual({ blocked: 1, pending: 1 });
    expect(together.imports).toEqual([]);
    const apart = await world.runInProcess({ images: set, referrers: "none", "all-or-nothing": "false" });
    expect(apart.result.counts).toEqual({ blocked: 1, promoted: 1 });
    expect(world.prod.store.repositories.has(HELD)).toBe(false);
  });

  it("whose upstream has neither tag nor digest: Azure refuses, and its words are reported", async () => {
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => mcr/worker:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)?.status).toBe("failed");
    expect(run.errors).toContain("is the target of cache rule 'mcr'");
    expect(world.prod.store.repositories.has("mcr/worker")).toBe(false);
  });

  it("that holds the image by now is up to date", async () => {
    const { store } = upstream.registry;
    const digest = upstream.digests["hello-world:latest"] ?? "";
    const manifest = store.manifest("hello-world", digest);
    if (manifest === undefined) throw new Error("The image was not seeded.");
    for (const blob of store.repository("hello-world").blobs.values()) world.prod.store.putBlob(HELD, blob);
    world.prod.store.putManifest(HELD, manifest.mediaType, manifest.bytes, "latest");
    const run = await world.runInProcess({ images });
    expect(firstImage(run)).toMatchObject({ status: "up-to-date", digest });
  });

  it("beside the rule's repositories is promoted to as ever", async () => {
    const run = await world.runInProcess({ images: "mcr.microsoft.com/hello-world:latest => hello-world:latest" });
    expect(firstImage(run)?.status).toBe("promoted");
  });
});

/** One index of two platforms, signed in both ways; the same bytes wherever it is put. */
function putSigned(registry: AzureRegistry, repository: string) {
  const place = { store: registry.store, repository };
  const { index, children } = putIndex(place, { content: "cached", tag: "1" });
  const signature = putReferrer(place, index, "application/vnd.cncf.notary.signature", "of the index");
  const cosign = putCosignTag(place, index, "sig");
  return { index, child: children[1] as Descriptor, signature, cosign };
}

describe("K3.4 a target that holds a part, and passes on the rest from upstream", () => {
  const images = `${dev}/shop:1 => mirror/shop:1`;
  let signed: ReturnType<typeof putSigned>;

  beforeEach(() => {
    signed = putSigned(world.dev, "shop");
    putSigned(world.prod, "mirror/shop");
    // The upstream has what the target is to get, and the target holds all of it but one thing.
    world.prod.cacheRules.push({
      name: "mirror",
      targetRepository: "mirror/shop",
      sourceRepository: "shop",
      source: { host: dev, store: world.dev.store },
    });
  });

  it.each(["child", "signature", "cosign"] as const)(
    "a %s that is not held is refused before any write",
    async (what) => {
      world.prod.store.deleteManifest("mirror/shop", signed[what].digest);
      for (const inputs of [{}, { "dry-run": "true" }, { verify: "best-effort" }, { verify: "layers" }]) {
        const set = `${images}\n${dev}/worker:build-812 => worker:1`;
        const run = await world.runInProcess({ images: set, ...inputs });
        expect(run.exitCode).toBe(1);
        expect(firstImage(run)).toMatchObject({
          status: "blocked",
          error: { code: "TARGET_IS_CACHE", side: "target" },
        });
        expect(run.errors).toContain("az acr cache delete --registry contosoprod --name <rule>");
        expect(run.imports).toEqual([]);
      }
    },
  );

  it("a layer that is not held is not in place, and no tag is set on it", async () => {
    world.prod.cacheRules.length = 0;
    const { index } = signed;
    world.azure.faults.add({
      host: prod,
      path: /\/blobs\//,
      method: "HEAD",
      phase: "response",
      times: "always",
      action: { kind: "headers", set: { "X-Azure-Origin": "upstream" } },
    });
    for (const inputs of [{ verify: "layers" }, { images: `${dev}/shop:1 => mirror/shop:2` }]) {
      const run = await world.runInProcess({ images, ...inputs });
      expect(run.exitCode).toBe(1);
      expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "TARGET_IS_CACHE", side: "target" } });
      expect(run.imports).toEqual([]);
    }
    expect(world.prod.store.tags("mirror/shop")).not.toHaveProperty("2");
    expect(world.prod.store.tags("mirror/shop")["1"]).toBe(index.digest);
  });

  it("is refused too where the source is closed and the image pinned", async () => {
    const place = { store: world.dev.store, repository: "nested" };
    const { index: inner } = putIndex(place, { content: "inner" });
    const { digest } = putNested(world.dev, "nested", inner);
    putNested(world.prod, "mirror/nested", inner);
    world.prod.cacheRules.push({
      name: "nested",
      targetRepository: "mirror/nested",
      sourceRepository: "nested",
      source: { host: dev, store: world.dev.store },
    });
    world.dev.properties.publicNetworkAccess = "Disabled";
    const run = await world.runInProcess({
      "source-registry": world.dev.id,
      images: `nested@${digest} => mirror/nested:1`,
      referrers: "none",
    });
    expect(firstImage(run)).toMatchObject({ status: "blocked", error: { code: "TARGET_IS_CACHE", side: "target" } });
    expect(run.imports).toEqual([]);
  });

  it("that is closed to the runner: Azure refuses the import, and its words are quoted", async () => {
    world.prod.properties.publicNetworkAccess = "Disabled";
    const run = await world.run({ images, referrers: "none", verify: "best-effort" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)?.status).toBe("failed");
    expect(run.errors).toContain("The repository 'mirror/shop' is the target of cache rule 'mirror'");
  });
});

/** An index of one index, which the registry need not have. */
function putNested({ store }: AzureRegistry, repository: string, inner: Descriptor): Descriptor {
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const document = { schemaVersion: 2, mediaType, manifests: [inner] };
  const bytes = Buffer.from(JSON.stringify(document));
  return { mediaType, digest: store.putManifest(repository, mediaType, bytes, "1").digest, size: bytes.length };
}

describe("K1.9 a source under a cache rule", () => {
  const images = `${dev}/ghcr/public:1 => public:1`;
  beforeEach(() => {
    world.dev.cacheRules.push({
      name: "ghcr",
      targetRepository: "ghcr/*",
      sourceRepository: "contoso/*",
      source: seedGitHubRegistry(world.azure).registry,
    });
  });

  it("whose referrers are 424: unknown, with the registry's words and both ways out", async () => {
    const refused = await world.run({ images });
    expect(firstImage(refused)).toMatchObject({
      status: "failed",
      error: { code: "REFERRERS_UNKNOWN", side: "source" },
    });
    for (const text of [
      "for cache rule 'ghcr' returned status code 303",
      "referrers: best-effort",
      "referrers: none",
    ]) {
      expect(refused.errors).toContain(text);
    }
    expect(refused.imports).toEqual([]);
  });

  it("is no cache as a target is: its children are looked up, and the image is planned", async () => {
    const run = await world.runInProcess({ images, referrers: "best-effort", "dry-run": "true" });
    expect(run.result.counts).toEqual({ planned: 1 });
    const heads = run.requests.filter(
      ({ method, target }) => method === "HEAD" && target.includes("/manifests/sha256:"),
    );
    expect(heads.map(({ host, status }) => [host, status])).toEqual([
      [dev, 200],
      [dev, 200],
    ]);
  });

  it("in the target's own registry is read as a source", async () => {
    world.prod.cacheRules.push(...world.dev.cacheRules);
    const own = `${prod}/ghcr/public:1 => public:1`;
    const run = await world.runInProcess({ images: own, referrers: "best-effort", "dry-run": "true" });
    expect(run.result.counts).toEqual({ planned: 1 });
  });
});
