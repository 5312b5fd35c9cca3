// Large sets on the documented limits of each tier, and of Resource Manager: nothing fails, and the time is the limit's own. The clock is the
// world's. THOUSANDS=5000 runs the set of docs/performance.md.
// https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling
// https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import {
  PREMIUM_LIMITS_PER_IDENTITY,
  type RegistryLimits,
  STANDARD_LIMITS_PER_IDENTITY,
} from "../emulator/throttle.ts";
import { startWorld, type World } from "./shipped-action.ts";

const COUNT = Number(process.env["THOUSANDS"] ?? "600");
const MINUTE_MS = 60_000;
/** What the work itself takes on a slow machine, of the action and of the local Azure in one process, beside the limit's own time. */
const WORK_MS = 15_000 + 60 * COUNT;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** The least time for so many requests where the first burst is free. */
const ownMs = (requests: number, limit: number, windowMs: number) => (Math.ceil(requests / limit) - 1) * windowMs;

async function promote(): Promise<number> {
  const lines = Array.from({ length: COUNT }, (_, at) => {
    const repository = `app-${at}`;
    putImage({ store: world.dev.store, repository }, { content: "the same", tag: "1" });
    return `${contoso.dev}/${repository}:1`;
  });
  const { clock } = world.azure.world;
  const startedAtMs = clock.now();
  const run = await world.runInProcess(
    { "images-file": "images.txt", "all-or-nothing": "false" },
    { debug: false, files: { "images.txt": lines.join("\n") } },
  );
  expect(run.result.counts).toEqual({ promoted: COUNT });
  expect(run.requests.some(({ status }) => status === 429)).toBe(true);
  return clock.now() - startedAtMs;
}

it.each<[string, RegistryLimits, number]>([
  ["Basic", STANDARD_LIMITS_PER_IDENTITY, 250],
  ["Standard", STANDARD_LIMITS_PER_IDENTITY, 250],
  // A small set would not reach Premium's limit.
  ["Premium", PREMIUM_LIMITS_PER_IDENTITY, Math.min(1_000, COUNT / 2)],
])(
  "%s registries",
  async (sku, limits, listReferrers) => {
    for (const registry of [world.dev, world.prod]) {
      registry.sku = sku as World["dev"]["sku"];
      Object.assign(registry.limits, limits, { listReferrers });
    }
    expect(await promote()).toBeLessThan(1.15 * ownMs(COUNT, listReferrers, MINUTE_MS) + WORK_MS);
  },
  900_000,
);

it("Resource Manager's 200 writes, then 10 a second", async () => {
  world.azure.resourceManager.writeLimit = 200;
  world.azure.resourceManager.writeWindowMs = 20_000;
  expect(await promote()).toBeLessThan(1.15 * ownMs(COUNT, 200, 20_000) + WORK_MS);
}, 900_000);
