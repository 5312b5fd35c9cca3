// How long the proof of an import takes: created and moved tags, with and without replicas, with and without ARM's own report.
// The goals are those of docs/performance.md. All seconds are those of the world's clock.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";

const { dev } = contoso;
/** How long Azure copies, and how often it asks to be polled, as it was recorded. */
const COPY_MS = 3_000;
const RETRY_AFTER_S = 10;
/** Reads are half a second apart, and the first comes after a fifth. */
const READ_MS = 1_000;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

it.each([
  ["created", "Standard", true, 0],
  ["created", "Standard", false, 0],
  ["created", "Premium", true, 0],
  ["created", "Premium", false, 0],
  ["moved", "Standard", true, 0],
  ["moved", "Standard", false, 0],
  ["moved", "Premium", true, 2_000],
  ["moved", "Premium", false, 6_000],
] as const)("a tag is %s on %s, polls answered: %s: %i ms beside the imports", async (action, sku, polls, extraMs) => {
  world.prod.sku = sku;
  world.azure.imports.settings.retryAfterSeconds = RETRY_AFTER_S;
  if (!polls) world.azure.imports.settings.pollRefusal = 403;
  for (let at = 0; at < 2; at += 1) world.azure.imports.script({ copyMs: COPY_MS });
  if (action === "moved")
    putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "latest" });
  const startedAtMs = world.azure.world.clock.now();
  const run = await world.runInProcess({
    images: `${dev}/worker:build-812 => worker:latest`,
    "mutable-tags": "latest",
    referrers: "none",
  });
  const tookMs = world.azure.world.clock.now() - startedAtMs;
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(run.result.images[0]?.tags[0]?.status).toBe(action);
  expect(run.imports).toHaveLength(action === "moved" ? 2 : 1);
  expect(tookMs).toBeLessThanOrEqual(run.imports.length * (COPY_MS + READ_MS) + extraMs);
  expect(tookMs).toBeGreaterThanOrEqual(run.imports.length * COPY_MS);
});
