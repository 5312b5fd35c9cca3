// K4.2: what the shipped action needs of memory for manifests that are as large as registries take them.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { contoso } from "../emulator/seed.ts";
import { putHugeIndexes } from "./huge-indexes.ts";

const { dev } = contoso;
const RSS_MAX_BYTES = 256 * 1024 * 1024;
const EIGHT = Array.from({ length: 8 }, (_, at) => `huge-${at}`);

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

it.each<[string, readonly string[], Parameters<typeof putHugeIndexes>[2], string]>([
  ["50 nested indexes of 4.1 MB, one line", ["huge"], {}, "MANIFESTS_TOO_LARGE"],
  ["50 nested indexes of 4.1 MB, eight lines", EIGHT, {}, "MANIFESTS_TOO_LARGE"],
  ["50 of which 500 bytes are stated, one line", ["huge"], { statedBytes: 500 }, "MANIFEST_INVALID"],
])("K4.2 %s: refused, and memory stays below 256 MB", async (_name, repositories, options, code) => {
  putHugeIndexes(world.dev.store, repositories, options);
  const images = repositories.map((repository) => `${dev}/${repository}:1 => ${repository}:1`).join("\n");
  const run = await world.run({ images }, { measureMemory: true });
  expect(run.result.images.map(({ error }) => error?.code)).toEqual(repositories.map(() => code));
  expect(run.imports).toEqual([]);
  expect(run.maxRssBytes).toBeGreaterThan(0);

  expect(run.maxRssBytes).toBeLessThan(RSS_MAX_BYTES);
});

it("K4.2 three nested indexes of 4.1 MB, eight lines: promoted, and memory stays below 320 MB", async () => {
  putHugeIndexes(world.dev.store, EIGHT, { count: 3 });
  const images = EIGHT.map((repository) => `${dev}/${repository}:1 => ${repository}:1`).join("\n");
  const run = await world.run({ images, referrers: "none" }, { measureMemory: true });
  expect(run.result.counts).toEqual({ promoted: 8 });

  expect(run.maxRssBytes).toBeLessThan(320 * 1024 * 1024);
});
