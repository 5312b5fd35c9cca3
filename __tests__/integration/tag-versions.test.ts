// Which lookups the comparison of versions costs, and how long it waits for an index that is behind.
import { beforeEach, expect, it } from "@jest/globals";
import type { PromotionRequest } from "../../src/request/request.ts";
import { buildImage } from "../builders/images.ts";
import { imageRequest, promotionRequest } from "../builders/requests.ts";
import { ModelWorld } from "../model-world.ts";

const older = buildImage("1.4.9");
const newer = buildImage("2.0.0");
let world: ModelWorld;

beforeEach(() => {
  world = new ModelWorld();
  world.seed("api", [older]);
  world.prod.put("api", [newer]);
  for (const tag of ["2.0.0", "2.0", "latest"]) world.prod.tag("api", tag, newer.digest);
});

/** A dry run that requests these tags for 1.4.9. */
async function plan(tags: readonly string[], changes: Partial<PromotionRequest> = {}) {
  const image = imageRequest("api", { target: { repository: "api", tags } });
  const startedAtMs = world.clock.nowMs();
  const report = await world.run(promotionRequest([image], { dryRun: true, ...changes }));
  const [{ warnings = [], tags: planned = [] } = {}] = report.images;
  return {
    warnings,
    tags: Object.fromEntries(planned.map(({ name, status }) => [name, status])),
    tookMs: world.clock.nowMs() - startedAtMs,
  };
}

/** The digests whose tags were looked up, with the times of the lookups. */
const lookups = () =>
  world.prod.reads
    .filter(({ kind, reference }) => kind === "locks" && reference.includes("@"))
    .map(({ reference, atMs }) => [reference.split("@")[1], atMs]);

it("looks up one list for a digest that loses two tags, at the time of the other reads", async () => {
  const { warnings } = await plan(["1.4.9", "2.0", "latest"], { mutableTags: ["*"] });
  expect(warnings).toEqual(["2.0 goes back: 2.0.0 → 1.4.9", "latest goes back: 2.0.0 → 1.4.9"]);
  expect(lookups()).toEqual([[newer.digest, 0]]);
});

it.each<[string, readonly string[], Partial<PromotionRequest>]>([
  ["a tag is created", ["1.4.9"], {}],
  ["a tag may not move", ["2.0"], {}],
  ["a tag would be skipped", ["2.0"], { onConflict: "skip" }],
])("looks up none where %s", async (_name, tags, changes) => {
  await plan(tags, changes);
  expect(lookups()).toEqual([]);
});

it("looks it up for forward-only, which is decided first", async () => {
  const { tags } = await plan(["1.4.9", "2.0"], { forwardOnly: ["2.*"] });
  expect(tags).toEqual({ "1.4.9": "created", "2.0": "kept" });
  expect(lookups()).toEqual([[newer.digest, 0]]);
});

it("does not read the image's own list again and again where no tag moves", async () => {
  world.prod.put("api", [older]);
  world.prod.tag("api", "1.4", older.digest);
  world.prod.indexLagMs = 60_000;
  const { tookMs } = await plan(["1.4.9", "1.4"]);
  // One lookup: the manifest's lock.
  expect([lookups(), tookMs]).toEqual([[[older.digest, 0]], 0]);
});

it.each<[number, readonly number[], string, number]>([
  [0, [0], "kept", 0],
  [400, [0, 500], "kept", 500],
  [1_500, [0, 500, 1_000, 2_000], "kept", 2_000],
  [5_000, [0, 500, 1_000, 2_000, 3_000, 5_000], "kept", 5_000],
  [5_001, [0, 500, 1_000, 2_000, 3_000, 5_000], "moved", 5_000],
])("reads an index again that is %d ms behind, at %j: %s", async (lagMs, times, status, tookMs) => {
  world.prod.indexLagMs = lagMs;
  const planned = await plan(["1.4.9", "latest"], { forwardOnly: ["latest"] });
  expect(lookups()).toEqual(times.map((atMs) => [newer.digest, atMs]));
  expect([planned.tags["latest"], planned.tookMs]).toEqual([status, tookMs]);
});

it("waits once for both sides", async () => {
  world.prod.put("api", [older]);
  world.prod.tag("api", "1.4", older.digest);
  world.prod.indexLagMs = 60_000;
  const { tookMs } = await plan(["1.4.9", "1.4", "latest"]);
  expect([new Set(lookups().map(([digest]) => digest)).size, tookMs]).toEqual([2, 5_000]);
});
