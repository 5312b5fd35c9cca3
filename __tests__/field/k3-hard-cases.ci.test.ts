// K3, harder: how a success or a report could still be untrue, or a run take far too long.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { MEDIA_TYPES, putCosignTag, putDocument, putImage, putIndex } from "../emulator/images.ts";
import { blobsOf, type ManifestDocument, readManifestDocument } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";

const { dev, prod } = contoso;
const HEAD = { host: prod, method: "HEAD", path: /\/blobs\// } as const;
const WORKER = { images: `${dev}/worker:build-812 => worker:1`, referrers: "none" };
const never = Number.POSITIVE_INFINITY;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const firstImage = (run: ShippedRun) => run.result.images[0];
const headsOf = (run: ShippedRun) =>
  run.requests.filter(({ method, target }) => method === "HEAD" && target.includes("/blobs/"));
const documentOf = (store: World["prod"]["store"], repository: string, digest: string) =>
  readManifestDocument(store.manifest(repository, digest)?.bytes ?? Buffer.alloc(0));
const fromDev = (repository: string) => ({ store: world.dev.store, repository });

/** `latest` of `app` moved from d1 to d2 a moment ago, and the replica that answers after the plan still shows d1. */
function seedStaleRollback(staleMs: number): { d1: string; d2: string } {
  putImage(fromDev("app"), { content: "release 1", tag: "1" });
  const there = { store: world.prod.store, repository: "app" };
  const d1 = putImage(there, { content: "release 1", tag: "latest" }).digest;
  world.azure.world.clock.offsetMs += 60_000;
  world.prod.lag(({ ageMs }) => ageMs < staleMs, "eastus");
  const d2 = putImage(there, { content: "release 2", tag: "latest" }).digest;
  world.prod.routeReads(({ request, reads }) =>
    /\/(?:manifests|_tags)\/latest$/.test(request.path) && reads > 0 ? "eastus" : "westeurope",
  );
  return { d1, d2 };
}
const rollback = { images: `${dev}/app:1 => app:latest`, referrers: "none", "mutable-tags": "latest" };

describe("success that is not true", () => {
  it("the POST never reached ARM, and a replica shows the old d1 for 9 s: not moved", async () => {
    seedStaleRollback(9_000);
    world.azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      phase: "request",
      times: "always",
      action: { kind: "status", status: 503 },
    });
    const run = await world.runInProcess({ ...rollback, "timeout-minutes": "4" });
    expect(run.exitCode).toBe(1);
  });

  it("an index states another size for its child than the child has", async () => {
    const child = putImage(fromDev("multi"));
    const manifests = [{ ...child, size: child.size + 1 }];
    putDocument(fromDev("multi"), { mediaType: MEDIA_TYPES.index, manifests }, "1");
    const run = await world.runInProcess({ images: `${dev}/multi:1 => multi:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
  });

  it("an index states another media type for its child than the child has", async () => {
    const child = putImage(fromDev("multi"));
    const manifests = [{ ...child, mediaType: MEDIA_TYPES.dockerManifest }];
    putDocument(fromDev("multi"), { mediaType: MEDIA_TYPES.index, manifests }, "1");
    const run = await world.runInProcess({ images: `${dev}/multi:1 => multi:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
  });

  it.each(["in the same run", "in the same manifest"])(
    "two descriptors of one layer, one with a wrong size, %s",
    async (where) => {
      const good = putImage(fromDev("two"), { content: "x", tag: "good" });
      const document = documentOf(world.dev.store, "two", good.digest) as ManifestDocument;
      const right = document.layers ?? [];
      const wrong = right.map((layer) => ({ ...layer, size: layer.size + 5 }));
      const isOne = where === "in the same manifest";
      putDocument(fromDev("two"), { ...document, layers: isOne ? [...wrong, ...right] : wrong }, "bad");
      const lines = isOne ? [] : [`${dev}/two:good => two:good`];
      const run = await world.runInProcess({
        images: [...lines, `${dev}/two:bad => two:bad`].join("\n"),
        referrers: "none",
        "max-parallel": "1",
        "timeout-minutes": "1",
      });
      expect(run.exitCode).toBe(1);
    },
  );

  it("HEAD 200 without a size, for blobs that are not there", async () => {
    world.azure.imports.script({ copyMs: 0, blobsMs: never });
    world.azure.faults.add({
      ...HEAD,
      phase: "request",
      times: "always",
      action: {
        kind: "answer",
        answer: (_request, answer) => ({
          ...answer,
          status: 200,
          headers: { "Content-Type": "text/html", "Transfer-Encoding": "chunked" },
        }),
      },
    });
    const run = await world.runInProcess({ ...WORKER, "timeout-minutes": "1" });
    expect(run.exitCode).toBe(1);
  });

  it("verify: layers does not look at the layers of cosign's signatures", async () => {
    const signature = putCosignTag(fromDev("app"), putImage(fromDev("app"), { tag: "1" }), "sig");
    const inputs = { images: `${dev}/app:1 => app:1`, verify: "layers" };
    expect((await world.runInProcess(inputs)).exitCode).toBe(0);
    const [, layer = ""] = blobsOf(documentOf(world.prod.store, "app", signature.digest));
    world.prod.store.repository("app").blobs.delete(layer);
    const run = await world.runInProcess(inputs);
    expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE" } });
  });

  it("a line shares the import of a referrer that is an index, whose children only the line needs", async () => {
    const { mediaType, digest, size } = putImage(fromDev("app"), { content: "image", tag: "1" });
    const child = putImage(fromDev("app"), { content: "child" });
    const document = { mediaType: MEDIA_TYPES.index, manifests: [child], subject: { mediaType, digest, size } };
    const referrer = putDocument(fromDev("app"), document);
    world.azure.imports.script({});
    world.azure.imports.script({ omit: [child.digest] });
    const run = await world.runInProcess({
      images: `${dev}/app:1 => app:1\n${dev}/app@${referrer.digest} => app`,
      "max-parallel": "1",
      "timeout-minutes": "1",
    });
    expect(run.exitCode).toBe(1);
  });
});

describe("a report that is not true", () => {
  it("a stale replica shows the old d1 and ARM refuses: not reported as moved, and nothing changed", async () => {
    seedStaleRollback(40_000);
    const fail = { code: "InvalidParameters", text: "Invalid message Forbidden Forbidden" };
    world.azure.imports.script({ copyMs: 1_000, fail });
    const run = await world.runInProcess({ ...rollback, "timeout-minutes": "2" });
    expect([run.exitCode, run.outputs["changed"], firstImage(run)?.tags[0]?.status]).toEqual([1, "false", "pending"]);
  });

  it("ARM fails once the tag shows without its layers: the error says that the tag exists", async () => {
    world.azure.imports.settings.retryAfterSeconds = 1;
    const fail = { text: "Invalid message Forbidden Forbidden", afterCopy: true };
    world.azure.imports.script({ copyMs: 0, blobsMs: never, reportMs: 2_000, fail });
    const run = await world.runInProcess(WORKER);
    for (const words of ["worker:1", "verify: layers"]) expect(run.errors).toContain(words);
  });

  it("the layers could not be looked up after an import with tags: the error says that the tag exists", async () => {
    world.azure.faults.add({ ...HEAD, phase: "request", times: "always", action: { kind: "status", status: 403 } });
    world.azure.imports.script({ copyMs: 0, blobsMs: never });
    const run = await world.runInProcess(WORKER);
    for (const words of ["worker:1", "verify: layers"]) expect(run.errors).toContain(words);
  });

  it("a moved tag shows for five minutes while ARM never reports: not 'did not appear'", async () => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "before", tag: "latest" });
    world.azure.imports.script({});
    world.azure.imports.script({ neverReport: true });
    const run = await world.runInProcess({
      images: `${dev}/worker:build-812 => worker:latest`,
      "mutable-tags": "latest",
      referrers: "none",
      "timeout-minutes": "5",
    });
    expect(run.errors).not.toContain("did not appear");
  });

  it("layers are missing under a tag that was there already: not 'No tag was set', the tag is named", async () => {
    const { children } = putIndex(fromDev("multi"), { tag: "1" });
    const inputs = { images: `${dev}/multi:1 => multi:1`, referrers: "none", "timeout-minutes": "1" };
    expect((await world.runInProcess(inputs)).exitCode).toBe(0);
    const there = world.prod.store.repository("multi");
    there.manifests.delete(children[1]?.digest ?? "");
    there.blobs.clear();
    world.azure.imports.script({ copyMs: 0, blobsMs: never });
    const run = await world.runInProcess(inputs);
    expect(firstImage(run)).toMatchObject({ error: { code: "CONTENT_INCOMPLETE" }, tags: [{ status: "unchanged" }] });
    expect(run.errors).not.toContain("No tag was set");
  });

  it("the time limit ends the look for what was there: no defect of the action", async () => {
    await world.runInProcess(WORKER);
    world.azure.faults.add({
      ...HEAD,
      phase: "request",
      times: "always",
      action: { kind: "status", status: 429, headers: { "Retry-After": "20" } },
    });
    const images = `${dev}/worker:build-812 => worker:2`;
    const run = await world.runInProcess({ images, referrers: "none", "timeout-minutes": "0.5" });
    expect(run.errors).not.toMatch(/Report this defect|DeadlinePassed/);
  });
});

describe("a run that takes far too long or sends too much", () => {
  it("somebody else sets one of two new tags to the same digest: ends soon, and the other tag is set", async () => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "worker 812" });
    world.azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      onRequest: () => world.prod.store.putTag("worker", "b", world.digests.worker),
    });
    const startedAtMs = world.azure.world.clock.now();
    await world.runInProcess({ images: `${dev}/worker:build-812 => worker:a,b`, referrers: "none" });
    expect(world.azure.world.clock.now() - startedAtMs).toBeLessThan(120_000);
  });

  it("the repeat of an import whose own tag is there already does not wait for the time limit", async () => {
    world.azure.imports.settings.retryAfterSeconds = 1;
    const fail = { text: "Error copying blobs", afterCopy: true };
    world.azure.imports.script({ copyMs: 0, blobsMs: never, reportMs: 2_000, fail });
    const startedAtMs = world.azure.world.clock.now();
    await world.runInProcess(WORKER);
    expect(world.azure.world.clock.now() - startedAtMs).toBeLessThan(120_000);
  });

  it("images side by side that share layers: one HEAD for each blob", async () => {
    const base = putImage(fromDev("many"));
    const document = documentOf(world.dev.store, "many", base.digest) as ManifestDocument;
    const images = Array.from({ length: 200 }, (_, at) => {
      putDocument(fromDev("many"), { ...document, annotations: { at: String(at) } }, `t${at}`);
      return `${dev}/many:t${at} => many:t${at}`;
    });
    const run = await world.runInProcess({ images: images.join("\n"), referrers: "none" });
    expect(headsOf(run).length).toBe(2);
  });
});
