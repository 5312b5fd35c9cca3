// A large set on the smallest registry: looking for every layer takes more reads than Basic answers in a minute.
// https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { putIndex } from "../emulator/images.ts";
import { blobsOf, readManifestDocument } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { STANDARD_LIMITS_PER_IDENTITY } from "../emulator/throttle.ts";

const { dev, prod } = contoso;
const IMAGES = 100;
const LAYERS = 20;
/** How long Azure copies: as it was recorded. */
const COPY_MS = 3_000;
const { dataplaneRead: READS_MAX = Number.NaN } = STANDARD_LIMITS_PER_IDENTITY;
/** Azure counts by the minute. The clock here includes the time that this machine takes, so that a slow one needs a longer window. */
const WINDOW_MS = 300_000;
/** Requests to one host that may be under way when the first refusal comes. */
const IN_FLIGHT_MAX = 64;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

it("100 indexes of 20 layers each: every blob is looked up once, and the wait that Basic requires is kept", async () => {
  world.prod.sku = "Basic";
  Object.assign(world.prod.limits, STANDARD_LIMITS_PER_IDENTITY, { windowMs: WINDOW_MS });
  Object.assign(world.azure.imports.settings, { copyMs: COPY_MS, reportMs: COPY_MS });
  const blobs = new Set<string>();
  const lines = Array.from({ length: IMAGES }, (_, at) => {
    const place = { store: world.dev.store, repository: `layered/image-${String(at).padStart(3, "0")}` };
    const { children } = putIndex(place, { layers: LAYERS, tag: "1" });
    for (const { digest } of children) {
      const manifest = place.store.manifest(place.repository, digest);
      for (const blob of blobsOf(readManifestDocument(manifest?.bytes ?? Buffer.of())))
        blobs.add(`${place.repository}@${blob}`);
    }
    return `${dev}/${place.repository}:1`;
  });
  expect(blobs.size).toBe(IMAGES * 2 * (LAYERS + 1));

  const run = await world.runInProcess({ images: lines.join("\n") });

  expect(run.result.counts).toEqual({ promoted: IMAGES });
  const reads = run.requests.filter(
    ({ host, method, target }) =>
      host === prod && (method === "GET" || method === "HEAD") && !target.includes("/oauth2/"),
  );
  const answered = reads.filter(({ status }) => status !== 429);
  const refused = reads.filter(({ status }) => status === 429);
  const lookedUp = answered.filter(({ method }) => method === "HEAD");
  expect(lookedUp).toHaveLength(blobs.size);
  expect(new Set(lookedUp.map(({ target }) => target.replace(/^\/v2\/(.+)\/blobs\/(.+)$/, "$1@$2")))).toEqual(blobs);

  // The limit is reached once: what was under way is refused, and nothing else is sent before the window ends.
  expect(answered.length).toBeGreaterThan(READS_MAX);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(IN_FLIGHT_MAX);
  const windowEndsAt = (reads[0]?.time ?? 0) + WINDOW_MS;
  const later = reads.slice(reads.findLastIndex(({ status }) => status === 429) + 1);
  expect(later.length).toBeGreaterThan(0);
  for (const { time } of later) expect(time).toBeGreaterThanOrEqual(windowEndsAt);
  expect(reads.length - later.length - refused.length).toBe(READS_MAX);
}, 600_000);
