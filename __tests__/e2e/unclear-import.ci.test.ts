// Imports whose outcome Azure does not tell, or tells wrongly: settled by reading the target, repeated only where that is harmless.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { FaultAction } from "../emulator/faults.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const images = `${dev}/worker:build-812 => worker:1.0`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

function onPost(
  action: FaultAction | undefined,
  more: { phase?: "request" | "response"; times?: number | "always" } = {},
) {
  return world.azure.faults.add({
    party: "resource-manager",
    method: "POST",
    path: /importImage/,
    ...(action !== undefined && { action }),
    ...more,
  });
}

/** How often the target's tag was written, whatever it was written to. */
function copies(repository = "worker"): number {
  return world.prod.store.history.filter((change) => change.kind === "tag" && change.repository === repository).length;
}

const alreadyThere = JSON.stringify({
  error: { code: "Conflict", message: "Tag worker:1.0 already exists in target registry." },
});

describe("an import that ARM carried out and did not tell of", () => {
  it.each<[string, FaultAction]>([
    ["a reset instead of an answer", { kind: "reset" }],
    ["a reset behind the headers", { kind: "reset", when: "after-headers" }],
    ["408", { kind: "status", status: 408 }],
    ["500", { kind: "status", status: 500 }],
    ["502 with a proxy's page", { kind: "status", status: 502, body: "<html><title>Bad gateway</title></html>" }],
    ["503 with Retry-After", { kind: "status", status: 503, headers: { "Retry-After": "1" } }],
    ["504", { kind: "status", status: 504 }],
    ["409 that names the tag", { kind: "status", status: 409, body: alreadyThere }],
    ["409 without a reason", { kind: "status", status: 409 }],
    ["200 with a page", { kind: "status", status: 200, body: "<html></html>" }],
    ["202 without a Location", { kind: "headers", remove: ["location"] }],
  ])("is a success after %s, with one POST and one copy", async (_name, action) => {
    onPost(action, { phase: "response", times: "always" });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toHaveLength(1);
    expect(copies()).toBe(1);
    expect(world.prod.store.tagDigest("worker", "1.0")).toBe(world.digests.worker);
  });

  it("is a success where the poll is refused with 403 for good", async () => {
    world.azure.faults.add({
      party: "resource-manager",
      path: /operationResults/,
      times: "always",
      action: { kind: "status", status: 403 },
    });
    world.azure.imports.script({ copyMs: 1_200, reportMs: 1_200 });
    const run = await world.run({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect([run.imports.length, copies()]).toEqual([1, 1]);
  });

  it("is not a success where the target shows another digest by then", async () => {
    const rival = { digest: "" };
    world.azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      action: { kind: "reset" },
      onRequest: () => {
        rival.digest = putImage(
          { store: world.prod.store, repository: "worker" },
          { content: "rival", tag: "1.0" },
        ).digest;
      },
    });
    const run = await world.run({ images });
    expect(run.result.counts).toEqual({ conflict: 1 });
    expect(run.result.images[0]?.error?.code).toBe("TAG_CONFLICT");
    expect(run.imports).toHaveLength(1);
    expect(world.prod.store.tagDigest("worker", "1.0")).toBe(rival.digest);
  });
});

describe("an import that never reached ARM", () => {
  it("is asked for once more when the target has not shown it for a while", async () => {
    onPost({ kind: "reset" });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect([run.imports.length, copies()]).toEqual([2, 1]);
    const operations = run.requests.flatMap(({ target, headers }) =>
      target.includes("/importImage") ? [headers["x-ms-client-request-id"]] : [],
    );
    expect(new Set(operations).size).toBe(2);
  });

  it("is not asked for a third time, and says what to do", async () => {
    onPost({ kind: "status", status: 500 }, { times: "always" });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.imports).toHaveLength(2);
    expect(run.errors).toContain("ARM operation");
    expect(copies()).toBe(0);
  });

  it("waits as long as ARM's Retry-After says when it is throttled", async () => {
    onPost({ kind: "status", status: 429, headers: { "Retry-After": "2" } });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const [first, second] = run.requests.filter(({ target }) => target.includes("/importImage"));
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(2_000);
  });
});

describe("an import that fails at Azure", () => {
  const transient = [
    ["an error in mid-copy", "Error copying blobs"],
    ["broken ranges at the source", "Unexpected length of body in response"],
    ["Docker Hub's limit against abuse", "toomanyrequests: Too Many Requests (HAP429)"],
  ] as const;

  it.each(transient)("is repeated after %s", async (_name, text) => {
    world.azure.imports.script({ fail: { text } });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toHaveLength(2);
  });

  it("is repeated within bounds", async () => {
    world.azure.imports.script({ fail: { text: "Error copying blobs" } }, { times: "always" });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.imports).toHaveLength(3);
    expect(copies()).toBe(0);
  });

  it.each([
    ["a source without ranges", "The remote server may not be RFC 7233 compliant"],
    ["a target that is closed to the service", "Access to contosoprod.azurecr.io denied."],
    [
      "a refused login at the source",
      'Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
    ],
    ["a source without digests", "No value specified for Docker-Content-Digest OK OK {}"],
    ["a reason that nobody knows", "The moon is in the wrong quarter"],
  ])("is never repeated after %s", async (_name, text) => {
    world.azure.imports.script({ fail: { text } }, { times: "always" });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.imports).toHaveLength(1);
    expect(run.result.images[0]?.error?.message).not.toBe("");
    expect(run.outputs["images"]).toBe("");
    expect(run.stdout).not.toContain(`${prod}/worker@`);
  });

  it("fails where ARM reports success with a Failed body", async () => {
    world.azure.imports.script({
      copyNothing: true,
      finalBody: '{"status":"Failed","error":{"code":"X","message":"y"}}',
    });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ failed: 1 });
  });
});
