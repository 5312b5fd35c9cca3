// How long the proof of an import takes: created and moved tags, with and without replicas, by what may be read: ARM's operation,
// and the tag's latest update.
// The goals are those of docs/performance.md. All seconds are those of the world's clock.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";

const { dev, prod } = contoso;
/** How long Azure copies, and how often it asks to be polled, as it was recorded. */
const COPY_MS = 3_000;
const RETRY_AFTER_S = 10;
/** The pace of reads. Well below what ARM asks to wait. */
const PACE_MS = 4_000;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

it.each([
  ["created", "Standard", "polls and metadata", 0],
  ["created", "Standard", "neither", 0],
  ["created", "Premium", "polls and metadata", 0],
  ["created", "Premium", "neither", 0],
  ["moved", "Standard", "polls and metadata", 0],
  ["moved", "Standard", "neither", 0],
  ["moved", "Premium", "polls and metadata", 0],
  ["moved", "Premium", "polls", 2_000],
  ["moved", "Premium", "metadata", 0],
  ["moved", "Premium", "neither", 6_000],
] as const)(
  "a tag is %s on %s, allowed: %s: at most %i ms beside the imports",
  async (action, sku, allowed, extraMs) => {
    world.prod.sku = sku;
    world.azure.imports.settings.retryAfterSeconds = RETRY_AFTER_S;
    if (!allowed.includes("polls")) world.azure.imports.settings.pollRefusal = 403;
    if (!allowed.includes("metadata")) {
      const denied = { kind: "status", status: 403, body: '{"errors":[{"code":"DENIED"}]}' } as const;
      world.azure.faults.add({ host: prod, path: /^\/acr\/v1\//, times: "always", action: denied });
    }
    for (let at = 0; at < 2; at += 1) world.azure.imports.script({ copyMs: COPY_MS });
    if (action === "moved")
      putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "latest" });
    const { clock } = world.azure.world;
    const startedAtMs = clock.now();
    const offsetMs = clock.offsetMs;
    const run = await world.runInProcess({
      images: `${dev}/worker:build-812 => worker:latest`,
      "mutable-tags": "latest",
      referrers: "none",
    });
    const tookMs = clock.now() - startedAtMs;
    // Time that was only waited. A busy machine works longer, and then waits less.
    const waitedMs = clock.offsetMs - offsetMs;
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.result.images[0]?.tags[0]?.status).toBe(action);
    expect(run.imports).toHaveLength(action === "moved" ? 2 : 1);
    expect(waitedMs).toBeLessThanOrEqual(run.imports.length * COPY_MS + extraMs + PACE_MS);
    expect(tookMs).toBeGreaterThanOrEqual(run.imports.length * COPY_MS);
  },
);
