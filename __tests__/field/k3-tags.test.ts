// K3: tags move last, and only onto content that was read back whole: cosign's before the image's own, and what was there
// before this run is checked too.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putCosignTag, putImage, putIndex } from "../emulator/images.ts";
import { blobsOf, readManifestDocument } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const imageOf = (run: ShippedRun, at = 0) => run.result.images[at];
const tagsSet = (run: ShippedRun) =>
  run.imports.filter(({ targetTags = [] }) => targetTags.length > 0).map(({ targetTags, mode }) => [mode, targetTags]);

/** `app:1` in dev with a signature, the same image in prod with another signature under cosign's tag, and that image in dev. */
function seedSigned() {
  const [place, there] = [world.dev, world.prod].map(({ store }) => ({ store, repository: "app" }));
  if (place === undefined || there === undefined) throw new Error("There is no registry.");
  const image = putImage(place, { content: "signed", tag: "1" });
  const signature = putCosignTag(place, image, "sig");
  const tag = `${image.digest.replace(":", "-")}.sig`;
  const older = putImage(there, { content: "an older signature" });
  world.prod.store.putTag("app", tag, older.digest);
  return { image, signature, tag, older };
}

function loseLayer(repository: string, digest: string): string {
  const { store } = world.prod;
  const [, layer = ""] = blobsOf(readManifestDocument(store.manifest(repository, digest)?.bytes ?? Buffer.alloc(0)));
  expect(store.repository(repository).blobs.delete(layer)).toBe(true);
  return layer;
}

it("K3.5 a cosign tag does not move where another image of the set fails", async () => {
  const { tag, older, image } = seedSigned();
  const fail = { code: "InvalidParameters", text: "Error copying blobs" };
  world.azure.imports.settings.retryAfterSeconds = 1;
  world.azure.faults.add({
    party: "resource-manager",
    path: /importImage/,
    body: /worker@/,
    times: "always",
    onRequest: () => {
      for (let at = 0; at < 3; at += 1) world.azure.imports.script({ copyNothing: true, fail });
    },
  });
  const run = await world.runInProcess({
    images: `${dev}/app:1 => app:1\n${dev}/worker:build-812 => worker:1`,
    "on-conflict": "overwrite",
    "timeout-minutes": "3",
  });
  expect(run.exitCode).toBe(1);
  expect(world.prod.store.tags("app")).toEqual({ [tag]: older.digest });
  expect(tagsSet(run)).toEqual([]);
  expect(imageOf(run)?.referrers[0]?.status).not.toBe("promoted");
  expect(world.prod.store.manifest("app", image.digest)).toBeDefined();
});

it("K3.5 a cosign tag moves before the image's own tag", async () => {
  const { tag, signature, image } = seedSigned();
  const run = await world.runInProcess({ images: `${dev}/app:1 => app:1`, "on-conflict": "overwrite" });
  expect(run.exitCode).toBe(0);
  expect(tagsSet(run)).toEqual([
    ["Force", [`app:${tag}`]],
    ["NoForce", ["app:1"]],
  ]);
  expect(world.prod.store.tags("app")).toEqual({ "1": image.digest, [tag]: signature.digest });
});

it("K3.6 a cosign tag that moves survives one import that fails for the moment", async () => {
  const { tag, signature } = seedSigned();
  world.azure.imports.settings.retryAfterSeconds = 1;
  world.azure.faults.add({
    party: "resource-manager",
    path: /importImage/,
    body: /"Force"/,
    onRequest: () =>
      world.azure.imports.script({ copyNothing: true, fail: { code: "ServiceUnavailable", text: "Try again later." } }),
  });
  const run = await world.runInProcess({ images: `${dev}/app:1 => app:1`, "on-conflict": "overwrite" });
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(tagsSet(run).filter(([mode]) => mode === "Force")).toHaveLength(2);
  expect(world.prod.store.tagDigest("app", tag)).toBe(signature.digest);
});

it("K3.8 one image whose second child does not show: no tag moves", async () => {
  const place = { store: world.dev.store, repository: "multi" };
  const { index, children } = putIndex(place, { tag: "2" });
  const before = putImage({ store: world.prod.store, repository: "multi" }, { content: "before", tag: "latest" });
  const child = children[1]?.digest ?? "";
  world.azure.faults.add({
    host: prod,
    path: new RegExp(`/manifests/${child}$`),
    times: "always",
    action: { kind: "status", status: 404 },
  });
  const run = await world.runInProcess({
    images: `${dev}/multi:2 => multi:latest`,
    "mutable-tags": "latest",
    referrers: "none",
    "timeout-minutes": "2",
  });
  expect(run.exitCode).toBe(1);
  expect(imageOf(run)).toMatchObject({ status: "failed", tags: [{ name: "latest", status: "pending" }] });
  expect(world.prod.store.tagDigest("multi", "latest")).toBe(before.digest);
  expect(world.prod.store.manifest("multi", index.digest)).toBeDefined();
});

it("K3.9 two lines that bring two signatures to one cosign tag are refused before any write", async () => {
  const image = putImage({ store: world.dev.store, repository: "one" }, { content: "same", tag: "1" });
  putImage({ store: world.dev.store, repository: "two" }, { content: "same", tag: "1" });
  putCosignTag({ store: world.dev.store, repository: "one" }, image, "sig");
  const other = putImage({ store: world.dev.store, repository: "two" }, { content: "another signature" });
  const tag = `${image.digest.replace(":", "-")}.sig`;
  world.dev.store.putTag("two", tag, other.digest);
  const run = await world.runInProcess({ images: `${dev}/one:1 => shop/app:1\n${dev}/two:1 => shop/app:2` });
  expect(run.exitCode).toBe(1);
  expect(run.imports).toEqual([]);
  for (const at of [0, 1]) {
    expect(imageOf(run, at)).toMatchObject({ status: "blocked", error: { code: "TAG_CLAIMED_TWICE" } });
  }
  expect(run.errors).toContain(`shop/app:${tag}`);
});

it("K3.10 a second run that only creates a cosign tag has changed something", async () => {
  const place = { store: world.dev.store, repository: "app" };
  const image = putImage(place, { content: "signed later", tag: "1" });
  const inputs = { images: `${dev}/app:1 => app:1` };
  await world.runInProcess(inputs);
  putCosignTag(place, image, "sig");
  const run = await world.runInProcess(inputs);
  expect(run.outputs["changed"]).toBe("true");
  expect(imageOf(run)?.tags).toMatchObject([{ status: "unchanged" }]);
});

describe("a layer that is missing from an image that was there before", () => {
  const images = `${dev}/worker:build-812 => worker:1`;
  let layer = "";

  beforeEach(async () => {
    expect((await world.runInProcess({ images, referrers: "none" })).exitCode).toBe(0);
    layer = loseLayer("worker", world.digests.worker);
  });

  it("is not looked for where nothing is to do", async () => {
    const run = await world.runInProcess({ images, referrers: "none" });
    expect(run.result.counts).toEqual({ "up-to-date": 1 });
  });

  it.each(["false", "true"])("is named with verify: layers, and nothing is written (dry-run: %s)", async (dryRun) => {
    const run = await world.runInProcess({ images, referrers: "none", verify: "layers", "dry-run": dryRun });
    expect(run.exitCode).toBe(1);
    expect(imageOf(run)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE", side: "target" } });
    for (const words of [layer, "Nothing was written", "az acr manifest delete"]) expect(run.errors).toContain(words);
    expect(run.imports).toEqual([]);
  });

  it.each([
    ["created", "worker:2", undefined],
    ["moved", "worker:latest", "latest"],
  ])("keeps a tag from being %s on it", async (_name, reference, mutable) => {
    const before = putImage({ store: world.prod.store, repository: "worker" }, { content: "before", tag: "latest" });
    const run = await world.runInProcess({
      images: `${dev}/worker:build-812 => ${reference}`,
      referrers: "none",
      ...(mutable !== undefined && { "mutable-tags": mutable }),
    });
    expect(run.exitCode).toBe(1);
    expect(imageOf(run)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE" } });
    expect(run.errors).toContain(layer);
    expect(run.imports).toEqual([]);
    expect(world.prod.store.tags("worker")).toEqual({ "1": world.digests.worker, latest: before.digest });
  });

  it("counts after three looks where a replica may be behind, and is found by the next look", async () => {
    world.azure.faults.clear();
    const { store } = world.prod;
    const bytes = world.dev.store.blob("worker", layer);
    if (bytes === undefined) throw new Error("The seeded layer is gone.");
    world.azure.faults.add({
      host: prod,
      method: "HEAD",
      path: new RegExp(`/blobs/${layer}$`),
      onResponse: () => store.putBlob("worker", bytes),
    });
    const run = await world.runInProcess({ images, referrers: "none", verify: "layers" });
    expect(run.result.counts).toEqual({ "up-to-date": 1 });
  });
});

it("a foreign layer is not looked for, and a notice and the summary name it", async () => {
  const place = { store: world.dev.store, repository: "windows" };
  const foreign = `sha256:${"f".repeat(64)}`;
  const image = putImage(place, { content: "windows" });
  const document = readManifestDocument(world.dev.store.manifest("windows", image.digest)?.bytes ?? Buffer.alloc(0));
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      ...document,
      layers: [
        {
          mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
          digest: foreign,
          size: 100,
          urls: ["https://mcr.example/layer"],
        },
        ...(document.layers ?? []),
      ],
    }),
  );
  world.dev.store.putManifest("windows", document.mediaType ?? "", bytes, "1");
  const run = await world.runInProcess({ images: `${dev}/windows:1 => windows:1`, referrers: "none" });
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(run.annotations).toEqual([
    expect.objectContaining({ command: "notice", message: expect.stringContaining(foreign) }),
  ]);
  expect(run.summary).toContain("was not checked");
});
