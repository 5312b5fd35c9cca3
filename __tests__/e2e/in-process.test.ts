// What runs in this process shows of the action what its bundle shows: the same requests, outputs, log and report.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

/** What differs between two runs of the same thing: times, IDs, tokens, and the order of what goes on at the same time. */
function stable(text: string): string {
  return text
    .replaceAll("<wbr>", "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<guid>")
    .replace(/\/tmp\/[^\s"]*/g, "<path>")
    .replace(/127\.0\.0\.1:\d+/g, "<loopback>")
    .replace(/"duration(?:Ms|Seconds)?":\s*[\d.]+/g, '"duration"')
    .replace(/\b\d+(?:\.\d+)? (?:s|ms)\b/g, "<duration>");
}

function factsOf(run: ShippedRun) {
  // Every few seconds there is a line of progress; how many there are depends on the machine.
  const lines = run.log.split("\n").filter((line) => !/^##\[debug\]|^\d+\/\d+ in place, /.test(line));
  const asked = run.requests.map(({ method, host, target }) => stable(`${method} ${host}${target.split("?")[0]}`));
  return {
    exitCode: run.exitCode,
    log: lines.map(stable).sort(),
    outputs: Object.fromEntries(Object.entries(run.outputs).map(([name, value]) => [name, stable(value)])),
    summary: stable(run.summary),
    imports: run.imports.map((each) => JSON.stringify(each)).sort(),
    requests: [...new Set(asked)].sort(),
  };
}

const nothing = () => undefined;

/** Once by the bundle, once in this process, each in a world of its own. */
async function both(
  inputs: Record<string, string>,
  change: (world: World) => void,
): Promise<[bundle: ShippedRun, inProcess: ShippedRun]> {
  change(world);
  const bundle = await world.run(inputs);
  await world.close();
  world = await startWorld();
  change(world);
  return [bundle, await world.runInProcess(inputs)];
}

(process.env["BUNDLE_ALWAYS"] === "1" ? describe.skip : describe)("a run in this process", () => {
  it.each<[string, Record<string, string>, (world: World) => void]>([
    ["a promotion with referrers", { images: `${dev}/api:build-812 => api:1.4.2` }, nothing],
    ["a dry run", { images: `${dev}/api:build-812\n${dev}/worker:build-812`, "dry-run": "true" }, nothing],
    ["a source that does not exist", { images: `${dev}/worker:build-999`, referrers: "none" }, nothing],
    ["inputs that are wrong", { images: "nohost:1", "client-id": "shop" }, nothing],
    [
      "an identity that nobody knows",
      { images: `${dev}/worker:build-812`, "client-id": "11111111-2222-4333-8444-555555555555" },
      nothing,
    ],
    [
      "an import that fails",
      { images: `${dev}/worker:build-812`, referrers: "none" },
      ({ azure }) => {
        azure.imports.settings.retryAfterSeconds = 1;
        azure.imports.script({ copyMs: 5, fail: { text: "Access to contosoprod.azurecr.io denied." } }, { times: 9 });
      },
    ],
  ])("shows of %s what the bundle shows", async (_name, inputs, change) => {
    const [bundle, inProcess] = await both(inputs, change);
    expect(factsOf(inProcess)).toEqual(factsOf(bundle));
  });

  it("waits in its own time for as long as it is asked to, and costs none", async () => {
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      action: { kind: "status", status: 429, headers: { "Retry-After": "120" } },
    });
    const startedAt = performance.now();
    const run = await world.runInProcess({ images: `${dev}/worker:build-812`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.durationMs).toBeGreaterThan(120_000);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it("is held to the invariants: a success after which the target lacks the tag is noticed", async () => {
    const { prod } = world;
    world.azure.faults.add({
      host: contoso.prod,
      path: /\/manifests\/build-812/,
      when: () => prod.store.tagDigest("worker", "build-812") !== undefined,
      onResponse: () => {
        prod.store.deleteTag("worker", "build-812");
      },
    });
    await expect(world.runInProcess({ images: `${dev}/worker:build-812`, referrers: "none" })).rejects.toThrow(
      "worker:build-812 holds undefined",
    );
  });
});
