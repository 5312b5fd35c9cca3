// K3: the outcome that is reported. What may still run in Azure, and a tag that exists in a target that cannot be read.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { renderGfm } from "../rendering/gfm.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const firstImage = (run: ShippedRun) => run.result.images[0];
const warningsOf = (run: ShippedRun) =>
  run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);

describe("K3.11 an operation that may still run is in json, log and summary", () => {
  /** `mayStillRun` of the first image, which log and summary name too. */
  const reported = (run: ShippedRun): readonly string[] => {
    const mayStillRun = firstImage(run)?.mayStillRun ?? [];
    const summary = renderGfm(run.summary);
    const warnings = warningsOf(run).filter((message) => message.startsWith("May still run in Azure: "));
    expect(warnings).toHaveLength(mayStillRun.length > 0 ? 1 : 0);
    for (const id of mayStillRun) {
      expect(warnings[0]).toContain(`operation ${id}`);
      expect(summary).toContain(id);
    }
    expect(summary.includes("may still run in Azure")).toBe(mayStillRun.length > 0);
    const [image] = (JSON.parse(run.outputs["json"] ?? "") as ShippedRun["result"]).images;
    expect(image?.mayStillRun).toEqual(mayStillRun);
    return mayStillRun;
  };
  /** The POST reaches ARM, and its response is lost. */
  const losePostResponse = () =>
    world.azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      phase: "response",
      action: { kind: "reset" },
    });
  const operationIds = () => world.azure.imports.operations.map(({ id }) => id);

  it("a lost response to the POST under Force whose copy goes on: promoted, and the first operation is named", async () => {
    const [d1 = "", d2 = ""] = ["release 1", "release 2"].map((content) => {
      putImage({ store: world.dev.store, repository: "app" }, { content, tag: content.at(-1) ?? "" });
      return putImage({ store: world.prod.store, repository: "app" }, { content, tag: "latest" }).digest;
    });
    losePostResponse();
    world.azure.imports.script({ copyMs: 3_600_000, reportMs: 3_600_000 });
    world.azure.imports.script({ copyMs: 1_000, reportMs: 1_000 });
    const run = await world.runInProcess({ images: `${dev}/app:1 => app:latest`, referrers: "none" });
    expect(run.exitCode).toBe(0);
    expect(firstImage(run)).toMatchObject({ status: "promoted", tags: [{ status: "moved", previousDigest: d2 }] });
    const [first = "", second = ""] = operationIds();
    expect(reported(run)).toEqual([first]);
    expect(firstImage(run)?.operationId).toBe(second);
    // What the report warns of: the first operation ends after the step, and sets the tag once more.
    world.azure.world.clock.offsetMs += 3_600_000;
    await world.azure.imports.operations[0]?.finished;
    const startedAt = world.azure.imports.operations[0]?.startedAt ?? 0;
    const [bySecond, byFirst] = world.prod.store.history
      .filter(({ kind, tag }) => kind === "tag" && tag === "latest")
      .slice(-2);
    expect([bySecond?.digest, byFirst?.digest]).toEqual([d1, d1]);
    expect((bySecond?.time ?? 0) - startedAt).toBeLessThan(firstImage(run)?.durationMs ?? 0);
    expect((byFirst?.time ?? 0) - startedAt).toBeGreaterThan(firstImage(run)?.durationMs ?? 0);
  });

  it("a lost response whose result shows: nothing is left open", async () => {
    losePostResponse();
    world.azure.imports.script({ copyMs: 5_000, reportMs: 60_000 });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("promoted");
    expect(run.imports).toHaveLength(1);
    expect(reported(run)).toEqual([]);
  });

  it("a lost response under NoForce that is repeated: the first operation can set nothing any more", async () => {
    losePostResponse();
    world.azure.imports.script({ copyMs: 300_000, reportMs: 300_000 });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("promoted");
    expect(run.imports).toHaveLength(2);
    expect(reported(run)).toEqual([]);
  });

  it("both responses are lost and nothing shows: failed, with both operations", async () => {
    for (let at = 0; at < 2; at += 1) {
      losePostResponse();
      world.azure.imports.script({ copyMs: 3_600_000, reportMs: 3_600_000 });
    }
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)?.status).toBe("failed");
    expect(operationIds()).toHaveLength(2);
    expect(reported(run)).toEqual(operationIds());
  });

  it("a time-out", async () => {
    world.azure.imports.script({ copyMs: 3_600_000, reportMs: 3_600_000 });
    const images = `${dev}/worker:build-812 => worker:1`;
    const run = await world.run({ images, referrers: "none", "timeout-minutes": "0.05" });
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)).toMatchObject({ status: "failed", error: { code: "IMPORT_TIMEOUT" } });
    expect(operationIds()).toHaveLength(1);
    expect(reported(run)).toEqual(operationIds());
  });

  it("a cancel, and each image has its own", async () => {
    world.azure.imports.script({ copyMs: 3_600_000, reportMs: 3_600_000 }, { times: "always" });
    const images = `${dev}/worker:build-812 => worker:1\n${dev}/api:build-812 => api:1`;
    let accepted = 0;
    const run = await world.run(
      { images, referrers: "none" },
      {
        signal: {
          name: "SIGINT",
          afterRequest: ({ target }) => target.includes("/importImage") && ++accepted === 2,
          delayMs: 500,
        },
      },
    );
    expect(run.exitCode).not.toBe(0);
    expect(run.result.images.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    const operations = run.result.images.flatMap(({ mayStillRun }) => mayStillRun);
    expect(operations.toSorted()).toEqual(operationIds().toSorted());
    expect(new Set(operations).size).toBe(2);
    for (const { mayStillRun, operationId } of run.result.images) expect(mayStillRun).toEqual([operationId]);
    expect(reported(run)).toHaveLength(1);
    expect(renderGfm(run.summary)).toContain("2 operations may still run in Azure.");
  });

  it("an image whose imports all ended has none, also where they failed", async () => {
    world.azure.imports.script({ fail: { text: "Something that this action does not know" } }, { times: "always" });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1`, referrers: "none" });
    expect(firstImage(run)?.status).toBe("failed");
    expect(operationIds().length).toBeGreaterThan(0);
    expect(reported(run)).toEqual([]);
  });
});

describe("K3.15 a second run with verify: best-effort, at a target that cannot be read", () => {
  const images = `${dev}/worker:build-812 => worker:1`;
  const input = { images, referrers: "none", verify: "best-effort" };
  const importsIn = (run: ShippedRun) => run.imports.map(({ targetTags = [], mode }) => [targetTags, mode]);

  beforeEach(async () => {
    world.azure.imports.settings.retryAfterSeconds = 1;
    world.prod.properties.publicNetworkAccess = "Disabled";
    const first = await world.runInProcess(input);
    expect(first.result.counts).toEqual({ unverified: 1 });
    expect(world.prod.store.tags("worker")).toEqual({ "1": world.digests.worker });
  });

  it("on-conflict: fail is a conflict that names the ways on", async () => {
    const run = await world.run(input);
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)).toMatchObject({
      status: "conflict",
      tags: [{ name: "1", status: "conflict" }],
      error: { code: "TAG_EXISTS", side: "target" },
    });
    const words = [
      "worker:1 exists",
      "cannot be compared from this runner",
      "on-conflict: skip",
      "on-conflict: overwrite",
    ];
    for (const text of words) expect(run.errors).toContain(text);
    for (const text of ["another", "concurrency", "after the plan"]) expect(run.errors).not.toContain(text);
    expect(importsIn(run)).toEqual([[["worker:1"], "NoForce"]]);
  });

  it("on-conflict: skip is skipped", async () => {
    const run = await world.run({ ...input, "on-conflict": "skip" });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ status: "skipped", changed: "false", images: "", digest: "" });
    expect(firstImage(run)).toMatchObject({ status: "skipped", tags: [{ name: "1", status: "kept" }], error: null });
    expect(run.log).toContain("worker:1 exists in the target and cannot be compared from this runner");
    expect(importsIn(run)).toEqual([[["worker:1"], "NoForce"]]);
  });

  it("on-conflict: skip leaves a tag with another digest where it is, and promotes the other image of the set", async () => {
    const old = putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "1" });
    const set = `${images}\n${dev}/api:build-812 => api:1`;
    const run = await world.runInProcess({ ...input, images: set, "on-conflict": "skip" });
    expect(run.exitCode).toBe(0);
    expect(run.result.images.map(({ status }) => status)).toEqual(["skipped", "unverified"]);
    expect(world.prod.store.tags("worker")).toEqual({ "1": old.digest });
    expect(world.prod.store.tags("api")).toEqual({ "1": world.digests.api.index });
    expect(run.summary).not.toContain("none of the requested tags");
  });

  it("on-conflict: overwrite is unverified, with Force, and warns of locks that cannot be read", async () => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "1" });
    const run = await world.run({ ...input, "on-conflict": "overwrite" });
    expect(run.exitCode).toBe(0);
    expect(firstImage(run)).toMatchObject({ status: "unverified", verified: false });
    expect(importsIn(run)).toEqual([
      [[], "NoForce"],
      [["worker:1"], "Force"],
    ]);
    expect(world.prod.store.tags("worker")).toEqual({ "1": world.digests.worker });
    expect(warningsOf(run).filter((text) => text.includes("Locks of the target could not be read"))).toHaveLength(1);
  });

  it("of several tags, Azure's words say which one exists", async () => {
    const several = `${dev}/worker:build-812 => worker:0,1`;
    const failed = await world.runInProcess({ ...input, images: several });
    expect(firstImage(failed)?.status).toBe("conflict");
    expect(failed.errors).toContain("One of the tags worker:0, worker:1 exists");
    expect(failed.errors).toContain("already has the tag worker:1");
    // Which one it is decides nothing: nothing was set.
    expect(firstImage(failed)?.tags.map(({ status }) => status)).toEqual(["pending", "pending"]);
    const skipped = await world.runInProcess({ ...input, images: several, "on-conflict": "skip" });
    expect(firstImage(skipped)).toMatchObject({
      status: "skipped",
      tags: [{ status: "pending" }, { status: "pending" }],
    });
    expect(world.prod.store.tags("worker")).toEqual({ "1": world.digests.worker });
  });
});

describe("K3.15 with tags of cosign's", () => {
  const signature = (digest: string) => `${digest.replace(":", "-")}.sig`;

  it("on-conflict: skip leaves them out, and the image goes on", async () => {
    const { digest } = putImage({ store: world.dev.store, repository: "app" }, { content: "signed", tag: "1" });
    putImage({ store: world.dev.store, repository: "app" }, { content: "signature", tag: signature(digest) });
    world.prod.properties.publicNetworkAccess = "Disabled";
    const input = { verify: "best-effort", "on-conflict": "skip" };
    const first = await world.runInProcess({ ...input, images: `${dev}/app:1 => app:1` });
    expect(firstImage(first)).toMatchObject({ status: "unverified", referrers: [{ status: "promoted" }] });
    const again = await world.runInProcess({ ...input, images: `${dev}/app:1 => app:2` });
    expect(firstImage(again)).toMatchObject({
      status: "unverified",
      tags: [{ name: "2", status: "created" }],
      referrers: [{ tag: signature(digest), status: "skipped" }],
    });
    expect(world.prod.store.tagDigest("app", "2")).toBe(digest);
    const third = await world.runInProcess({ ...input, images: `${dev}/app:1 => app:2` });
    expect(firstImage(third)).toMatchObject({ status: "skipped", tags: [{ status: "kept" }] });
    expect(third.result.changed).toBe(false);
  });
});

describe("K3.15 where content is refused and locks can be read", () => {
  const input = {
    images: `${dev}/worker:build-812 => worker:1`,
    referrers: "none",
    verify: "best-effort",
    "on-conflict": "overwrite",
  };
  let held: string;

  beforeEach(() => {
    held = putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "1" }).digest;
    world.azure.faults.add({
      host: prod,
      path: /\/v2\/worker\/manifests\//,
      times: "always",
      phase: "request",
      action: { kind: "status", status: 403, body: '{"errors":[{"code":"DENIED","message":"denied"}]}' },
    });
  });

  it("a locked tag is not overwritten", async () => {
    const tag = world.prod.store.repositories.get("worker")?.tags.get("1");
    if (tag === undefined) throw new Error("The tag was not seeded.");
    tag.attributes.writeEnabled = false;
    const run = await world.runInProcess(input);
    expect(run.exitCode).toBe(1);
    expect(firstImage(run)).toMatchObject({ status: "blocked", error: { code: "TARGET_LOCKED" } });
    expect(run.imports).toEqual([]);
    expect(world.prod.store.tagDigest("worker", "1")).toBe(held);
  });

  it("an unlocked tag is overwritten, without a warning of locks", async () => {
    const run = await world.runInProcess(input);
    expect(firstImage(run)?.status).toBe("unverified");
    expect(world.prod.store.tagDigest("worker", "1")).toBe(world.digests.worker);
    expect(warningsOf(run).join()).not.toContain("Locks of the target");
  });
});

it("cancelled while layers are copied: log and summary name verify: layers, which finds what is missing", async () => {
  const inputs = { images: `${dev}/worker:build-812 => worker:1`, referrers: "none" };
  world.azure.imports.script({ copyMs: 0, blobsMs: 60_000, reportMs: 60_000 });
  const afterRequest = ({ method, target }: { method: string; target: string }) =>
    method === "HEAD" && target.includes("/blobs/");
  const first = await world.run(inputs, { signal: { name: "SIGINT", afterRequest, delayMs: 300 } });
  expect(firstImage(first)).toMatchObject({ status: "cancelled", tags: [{ status: "created" }] });
  for (const text of [first.log, first.summary]) expect(text).toContain("verify: layers");
  const second = await world.run({ ...inputs, verify: "layers" });
  expect(second.exitCode).toBe(1);
  expect(firstImage(second)).toMatchObject({ status: "failed", error: { code: "CONTENT_INCOMPLETE" } });
});
