// K3: success is only what is proven. The hard cases of "in place", against a target whose layers come late, whose replicas lag
// and whose verdicts cannot be relied on.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage, putIndex } from "../emulator/images.ts";
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

const firstImage = (run: ShippedRun) => run.result.images[0];
const blobsOfWorker = () =>
  blobsOf(readManifestDocument(world.dev.store.manifest("worker", world.digests.worker)?.bytes ?? Buffer.alloc(0)));

/** Two images in the target under `app`, and `latest` on the second; the first one in dev as `app:1`. `between`: after the first. */
function seedRollback(between: () => void = () => undefined): { d1: string; d2: string } {
  const seed = (content: string) => {
    putImage({ store: world.dev.store, repository: "app" }, { content, tag: content.at(-1) ?? "" });
    return putImage({ store: world.prod.store, repository: "app" }, { content, tag: "latest" }).digest;
  };
  const d1 = seed("release 1");
  between();
  return { d1, d2: seed("release 2") };
}

describe("K3.1 an operation that ends without a status, at a target that cannot be read", () => {
  it.each([
    ["an error", '{"error":{"code":"InvalidParameters","message":"Error copying blobs"}}', 1],
    ["a list", "[]", 1],
    ["null", "null", 0],
    ["nothing", "", 0],
  ])("%s", async (_name, finalBody, exitCode) => {
    world.prod.properties.publicNetworkAccess = "Disabled";
    world.azure.imports.settings.retryAfterSeconds = 1;
    for (let at = 0; at < 4; at += 1) world.azure.imports.script({ copyMs: 0, copyNothing: exitCode === 1, finalBody });
    const run = await world.runInProcess({
      images: `${dev}/worker:build-812 => worker:1`,
      verify: "best-effort",
      referrers: "none",
    });
    expect(run.exitCode).toBe(exitCode);
    expect(firstImage(run)?.status).toBe(exitCode === 0 ? "unverified" : "failed");
  });
});

describe("K3.2 manifests and tags show at once", () => {
  it.each([
    ["late, and ARM reports early", { copyMs: 0, blobsMs: 6_000 }],
    ["late, and ARM reports after them", { copyMs: 0, blobsMs: 6_000, reportMs: 9_000 }],
  ])("layers come %s: promoted once they are there", async (_name, outcome) => {
    const startedAtMs = world.azure.world.clock.now();
    world.azure.imports.script(outcome);
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("promoted");
    expect(world.prod.store.missingParts("worker", world.digests.worker)).toEqual([]);
    expect(world.azure.world.clock.now() - startedAtMs).toBeGreaterThanOrEqual(6_000);
  });

  it("layers never come: failed, with the layer, the tag that exists, and verify: layers", async () => {
    const [, layer = ""] = blobsOfWorker();
    world.azure.imports.script({ copyMs: 0, blobsMs: (digest) => (digest === layer ? Number.POSITIVE_INFINITY : 0) });
    const images = `${dev}/worker:build-812 => worker:1`;
    const run = await world.runInProcess({ images, referrers: "none", "timeout-minutes": "3" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE", side: "target" } });
    for (const words of [layer, "worker:1", "verify: layers"]) expect(run.errors).toContain(words);
  });

  it("the copy of layers fails after that: not promoted", async () => {
    world.azure.imports.settings.retryAfterSeconds = 1;
    for (let at = 0; at < 4; at += 1) {
      world.azure.imports.script({
        copyMs: 0,
        blobsMs: Number.POSITIVE_INFINITY,
        reportMs: 2_000,
        fail: { text: "Error copying blobs", afterCopy: true },
      });
    }
    const images = `${dev}/worker:build-812 => worker:1`;
    const run = await world.runInProcess({ images, referrers: "none", "timeout-minutes": "5" });
    expect(firstImage(run)?.status).toBe("failed");
    expect(world.prod.store.missingParts("worker", world.digests.worker)).not.toEqual([]);
  });
});

describe("K3.3 a rollback of latest from d2 to d1 while a replica still shows d1", () => {
  /** Each attempt of the import ends after a second: with ARM's refusal, or well, and then nobody may poll it. */
  async function rollBack(end: "refused" | "untracked") {
    // The replica shows changes late that come after d1: it has d1 under the tag while the home region has d2.
    const { d1, d2 } = seedRollback(() => world.prod.lag(({ ageMs }) => ageMs < 20_000, "eastus"));
    const isTag = (path: string) => path.endsWith("/manifests/latest");
    // The plan reads the home region; from then on the stale replica answers for as long as it lags.
    world.prod.routeReads(({ request, reads }) => (isTag(request.path) && reads > 0 ? "eastus" : "westeurope"));
    if (end === "untracked") world.azure.imports.settings.pollRefusal = 403;
    const fail = { code: "InvalidParameters", text: "Invalid message Forbidden Forbidden" };
    for (let at = 0; at < 4; at += 1) {
      world.azure.imports.script({ copyMs: 1_000, ...(end === "refused" && { fail }) });
    }
    const run = await world.runInProcess({
      images: `${dev}/app:1 => app:latest`,
      referrers: "none",
      "timeout-minutes": "2",
    });
    return { run, d1, d2, tag: firstImage(run)?.tags[0]?.status };
  }

  it("ARM refuses the import: failed, and the tag is not reported as moved", async () => {
    const { run, d2, tag } = await rollBack("refused");
    expect(tag).toBe("pending");
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)?.status).toBe("failed");
    expect(world.prod.store.tagDigest("app", "latest")).toBe(d2);
  });

  it("polls are refused, and the import ends well: moved", async () => {
    const { run, d1, tag } = await rollBack("untracked");
    expect(run.exitCode).toBe(0);
    expect(world.prod.store.tagDigest("app", "latest")).toBe(d1);
    expect(tag).toBe("moved");
  });

  it("without a stale replica ARM is asked once the tag shows, not after its ten seconds", async () => {
    const { d1 } = seedRollback();
    world.azure.imports.settings.retryAfterSeconds = 10;
    world.azure.imports.script({ copyMs: 1_000 });
    const startedAtMs = world.azure.world.clock.now();
    const run = await world.runInProcess({ images: `${dev}/app:1 => app:latest`, referrers: "none" });
    expect(firstImage(run)?.tags[0]?.status).toBe("moved");
    expect(world.prod.store.tagDigest("app", "latest")).toBe(d1);
    expect(world.azure.world.clock.now() - startedAtMs).toBeLessThan(8_000);
  });
});

it("K3.7 a rival on the second tag of a step: only that tag is a conflict", async () => {
  world.azure.imports.settings.retryAfterSeconds = 1;
  const other = putImage({ store: world.prod.store, repository: "worker" }, { content: "of somebody else" });
  world.azure.faults.add({
    party: "resource-manager",
    path: /importImage/,
    onRequest: () => world.prod.store.putTag("worker", "b", other.digest),
  });
  const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:a,b`, referrers: "none" });
  expect(firstImage(run)?.status).toBe("conflict");
  expect(firstImage(run)?.tags.map(({ name, status }) => [name, status])).toEqual([
    ["a", "pending"],
    ["b", "conflict"],
  ]);
});

it("K3.12 ARM refuses every POST with 429: told as throttling, and no longer than the limit", async () => {
  world.azure.resourceManager.writeLimit = 0;
  const run = await world.runInProcess({
    images: `${dev}/worker:build-812 => worker:1`,
    referrers: "none",
    "timeout-minutes": "0.5",
  });
  expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "ARM_THROTTLED" } });
  expect(run.errors).not.toContain("may still end well");
});

it("K3.13 an operation that ends with 403 and a reason of its own is that reason, at once", async () => {
  world.azure.faults.add({
    party: "resource-manager",
    path: /operationResults/,
    times: "always",
    action: {
      kind: "status",
      status: 403,
      body: JSON.stringify({
        error: { code: "ExportPolicyDisabled", message: "Export policy is disabled on the source." },
      }),
    },
  });
  world.azure.imports.script({ copyNothing: true });
  const startedAtMs = world.azure.world.clock.now();
  const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
  expect(firstImage(run)?.status).toBe("failed");
  expect(run.errors).toContain("Export policy is disabled on the source");
  expect(world.azure.world.clock.now() - startedAtMs).toBeLessThan(60_000);
});

it("K3.14 polls are refused and a rival shows under NoForce: a conflict, and not after the time limit", async () => {
  world.azure.imports.settings.pollRefusal = 403;
  const other = putImage({ store: world.prod.store, repository: "worker" }, { content: "of somebody else" });
  world.azure.faults.add({
    party: "resource-manager",
    path: /importImage/,
    onRequest: () => world.prod.store.putTag("worker", "1", other.digest),
  });
  const startedAtMs = world.azure.world.clock.now();
  const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
  expect(firstImage(run)).toMatchObject({ status: "conflict", error: { code: "TAG_CONFLICT" } });
  expect(world.azure.world.clock.now() - startedAtMs).toBeLessThan(60_000);
});

describe("a blob's HEAD", () => {
  const HEAD = { host: prod, method: "HEAD", path: /\/blobs\// } as const;

  it("307 counts as present and is not followed", async () => {
    world.prod.redirectsBlobHeads = true;
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("promoted");
    expect(run.requests.filter(({ party }) => party === "blob-storage")).toEqual([]);
  });

  it("404 once, then 200: promoted", async () => {
    world.azure.faults.add({ ...HEAD, phase: "request", action: { kind: "status", status: 404 } });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("promoted");
  });

  it.each([403, 405])("%i: nothing is claimed", async (status) => {
    world.azure.faults.add({ ...HEAD, phase: "request", times: "always", action: { kind: "status", status } });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)?.status).toBe("unverified");
  });

  it("another size: incomplete", async () => {
    world.azure.faults.add({
      ...HEAD,
      phase: "request",
      times: "always",
      action: { kind: "status", status: 200, headers: { "Content-Length": "7" } },
    });
    const images = `${dev}/worker:build-812 => worker:1`;
    const run = await world.runInProcess({ images, referrers: "none", "timeout-minutes": "2" });
    expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE" } });
    expect(run.errors).toContain("7 bytes");
  });

  it("is sent once for each blob of a repository in a run", async () => {
    const { index } = putIndex(
      { store: world.dev.store, repository: "multi" },
      { platforms: ["linux/amd64", "linux/arm64"], tag: "1" },
    );
    const run = await world.runInProcess({
      images: `${dev}/multi:1 => multi:1,2\n${dev}/multi@${index.digest} => multi:3`,
    });
    expect(run.result.counts).toEqual({ promoted: 2 });
    const heads = run.requests.filter(({ method, target }) => method === "HEAD" && target.includes("/blobs/"));
    expect(heads.length).toBe(new Set(heads.map(({ target }) => target)).size);
    expect(heads.length).toBeGreaterThan(3);
  });
});
