// Others at the same work on the shipped bundle: rival promoters on one tag, and registries and Azure that ask for patience.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { contoso, type FleetImage, seedFleet } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const MANAGEMENT = "management.azure.com";
let world: World;
let fleet: FleetImage[];

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
  fleet = seedFleet(world.dev, 24);
  putImage({ store: world.dev.store, repository: "worker" }, { content: "worker 813", tag: "build-813" });
});
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  world.azure.faults.clear();
  delete world.azure.resourceManager.writeLimit;
});

/** Lets nobody pass before so many have arrived. */
function createBarrier(parties: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === parties) open();
    return opened;
  };
}

describe("two runs at once with two digests on one tag", () => {
  it.each([
    ["absent", "NoForce", {}],
    ["held by a third digest and may move", "Force", { "on-conflict": "overwrite" }],
  ])("that is %s: one succeeds at most, and the tag holds its digest", async (state, mode, inputs) => {
    const repository = `rivals/${mode.toLowerCase()}`;
    if (mode === "Force") putImage({ store: world.prod.store, repository }, { content: state, tag: "1.0" });
    // Both have their plans before either writes, and neither looks before both have written.
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      body: new RegExp(`"${mode}"`),
      times: 2,
      onRequest: createBarrier(2),
    });
    world.azure.faults.add({
      host: prod,
      path: /\/manifests\/1\.0$/,
      times: "always",
      onRequest: () => Promise.all(world.azure.imports.operations.map(({ finished }) => finished)),
    });
    const runs = await Promise.all(
      ["build-812", "build-813"].map((tag) =>
        world.run({ images: `${dev}/worker:${tag} => ${repository}:1.0`, "timeout-minutes": "0.2", ...inputs }),
      ),
    );
    const held = world.prod.store.tagDigest(repository, "1.0");
    const [winners, losers] = [true, false].map((won) => runs.filter(({ exitCode }) => (exitCode === 0) === won));
    expect(winners?.map(({ outputs }) => outputs["digest"])).toEqual([held]);
    const [loser] = losers?.map(({ result }) => result.images[0]) ?? [];
    expect(loser).toMatchObject({
      status: mode === "Force" ? "failed" : "conflict",
      tags: [{ name: "1.0", status: "conflict" }],
      error: { code: "TAG_CONFLICT", remedy: expect.stringContaining("concurrency") },
    });
    const tagging = runs.flatMap(({ imports }) => imports).filter(({ targetTags = [] }) => targetTags.length > 0);
    expect(new Set(tagging.map((each) => each.mode))).toEqual(new Set([mode]));
  });

  it("leaves alone a tag that appears between plan and import", async () => {
    const repository = "rivals/sudden";
    let rival = "";
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      onRequest: () => {
        rival = putImage({ store: world.prod.store, repository }, { content: "sudden", tag: "1.0" }).digest;
      },
    });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => ${repository}:1.0` });
    expect(run.result.images[0]).toMatchObject({ status: "conflict", tags: [{ status: "conflict" }] });
    expect(run.imports).toHaveLength(1);
    expect(world.prod.store.tags(repository)).toEqual({ "1.0": rival });
  });
});

/** Requests that reach a host while it is left alone: from a little after the refusal, for those under way, to the second's end. */
function intruders(requests: readonly RecordedRequest[], host: string): string[] {
  const all = requests.filter((request) => request.host === host);
  const refusals = all.filter(({ status }) => status === 429);
  return all
    .filter(({ time }) => refusals.some((refusal) => time > refusal.time + 400 && time < refusal.time + 950))
    .map(({ method, target }) => `${method} ${target}`);
}

describe("a request for patience", () => {
  const lines = () => fleet.map((image) => `${dev}/${image.repository}@${image.digest} => patient/${image.repository}`);

  it("of Azure Resource Manager is kept by all images, and as often as it comes", async () => {
    world.azure.resourceManager.writeLimit = 4;
    world.azure.resourceManager.writeWindowMs = 1_000;
    const run = await world.runInProcess({ images: lines().join("\n"), referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 24 });
    const posts = run.requests.filter(({ method, host }) => method === "POST" && host === MANAGEMENT);
    expect(posts.filter(({ status }) => status === 202)).toHaveLength(24);
    const refused = new Map<string, number>();
    for (const { body } of posts.filter(({ status }) => status === 429))
      refused.set(body, (refused.get(body) ?? 0) + 1);
    // More often than an import that fails is repeated: being throttled is no failure.
    expect(Math.max(...refused.values())).toBeGreaterThanOrEqual(3);
    expect(intruders(run.requests, MANAGEMENT)).toEqual([]);
  });

  it("of the target is kept by all images, and the run completes", async () => {
    const fault = world.azure.faults.add({
      host: prod,
      path: /\/v2\/patient2\/.*\/manifests\//,
      times: 3,
      skip: 10,
      action: { kind: "status", status: 429, headers: { "Retry-After": "1" } },
    });
    const images = lines().join("\n").replaceAll("=> patient/", "=> patient2/");
    const run = await world.runInProcess({ images, referrers: "none" });
    expect(fault.struck).toBe(3);
    expect(run.result.counts).toEqual({ promoted: 24 });
    expect(run.imports).toHaveLength(24);
    expect(intruders(run.requests, prod)).toEqual([]);
  });
});
