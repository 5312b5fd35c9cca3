// A geo-replicated source whose home region, from which Azure imports, is behind the region that the build pushed to.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** A new image at dev, which the home region gets after that time. */
function push(lagMs: number): string {
  world.dev.replicas.lagHome(({ ageMs }) => ageMs < lagMs);
  return putImage({ store: world.dev.store, repository: "app" }, { content: "new", tag: "1" }).digest;
}

const promote = (inputs: Record<string, string> = {}) =>
  world.runInProcess({ images: `${dev}/app:1 => app:1`, referrers: "none", ...inputs });
const now = () => world.azure.world.clock.now();

describe("the source's home region", () => {
  it("that is behind by 20 s: the import is repeated until it is there, with a line that says why", async () => {
    const digest = push(20_000);
    const run = await promote();
    expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 1 }]);
    expect(world.prod.store.tagDigest("app", "1")).toBe(digest);
    expect(run.log).toMatch(/again in \d+ s: .*home region of the source, which may be behind .*\(geo-replication\)/);
    expect(run.imports.length).toBeGreaterThan(1);
    expect(run.imports.length).toBeLessThan(9);
  });

  it("that is behind by 10 min: ends after five minutes, and the error names geo-replication", async () => {
    push(600_000);
    const startedAtMs = now();
    const run = await promote();
    const tookMs = now() - startedAtMs;
    expect([run.exitCode, run.outputs["status"]]).toEqual([1, "failed"]);
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_NOT_FOUND", side: "source" });
    expect(run.errors).toContain("(geo-replication)");
    expect(run.errors).toContain("push to the home region");
    expect(tookMs).toBeGreaterThan(290_000);
    expect(tookMs).toBeLessThan(360_000);
    expect(run.imports.length).toBeLessThan(25);
    expect(world.prod.store.tagDigest("app", "1")).toBeUndefined();
  });

  it("of which ARM shows nothing, so that the tier is not known: the same", async () => {
    world.azure.world.revoke(contoso.clientId, world.dev.id);
    world.dev.properties.anonymousPullEnabled = true;
    push(20_000);
    const run = await promote();
    expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 1 }]);
  });

  it.each(["Basic", "Standard"] as const)("of a %s registry does not exist: the error comes at once", async (sku) => {
    world.dev.sku = sku;
    push(600_000);
    const startedAtMs = now();
    const run = await promote();
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_NOT_FOUND" });
    expect(run.errors).not.toContain("geo-replication");
    expect(now() - startedAtMs).toBeLessThan(60_000);
    expect(run.imports).toHaveLength(1);
  });

  it("without the image, which was deleted after it was read: fails in bounded time, and says both reasons", async () => {
    const { digest } = putImage({ store: world.dev.store, repository: "app" }, { content: "new", tag: "1" });
    world.azure.faults.add({
      path: /importImage/,
      method: "POST",
      onRequest: () => world.dev.store.deleteManifest("app", digest),
    });
    const run = await promote();
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_NOT_FOUND", side: "source" });
    expect(run.errors).toContain("If it was deleted meanwhile, build it again.");
  });

  it("ends with the image's own time limit where that is shorter", async () => {
    push(600_000);
    const startedAtMs = now();
    const run = await promote({ "timeout-minutes": "1" });
    expect(run.exitCode).toBe(1);
    expect(now() - startedAtMs).toBeLessThan(90_000);
  });
});

it("the target's replica behind by 10 min while ARM said Succeeded: waited for until the image's time limit", async () => {
  world.prod.lag(({ ageMs }) => ageMs < 600_000);
  const run = await promote({ images: `${dev}/worker:build-812 => worker:1` });
  expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 1 }]);
  const short = await promote({ images: `${dev}/worker:build-812 => late:1`, "timeout-minutes": "2" });
  expect(short.result.images[0]?.error).toMatchObject({ side: "target" });
  expect(world.prod.store.tagDigest("late", "1")).toBeDefined();
  expect(short.requests.filter(({ host }) => host === prod).length).toBeGreaterThan(0);
});
