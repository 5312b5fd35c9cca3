// Hundreds of images in one run of the bundle: log, outputs and summary stay within GitHub's limits and name each image.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { seedFleet } from "../emulator/seed.ts";
import { linesOf, linesSeen, targetTagsOf } from "./fleet.ts";
import { startWorld, type World } from "./shipped-action.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

/** What is left when a reader opens no fold. */
function withoutGroups(lines: readonly string[]): string[] {
  let folded = false;
  return lines.filter((line) => {
    if (line.startsWith("##[group]")) folded = true;
    const shown = !folded;
    if (line.startsWith("##[endgroup]")) folded = false;
    return shown;
  });
}

it("400 images at once neither flood the log nor outgrow outputs and summary", async () => {
  const many = seedFleet(world.dev, 400);
  const inputs = { images: linesOf(many, "many"), referrers: "none", "all-or-nothing": "false" };
  const run = await world.run(inputs, { debug: false });
  expect(run.result.counts).toEqual({ promoted: 400 });
  expect(run.imports).toHaveLength(400);
  expect(targetTagsOf(world, many, "many")).toEqual(many.map(({ digest }) => ({ "1.0": digest })));
  // One line an image in the plan, one at the end, both in folds; and a handful for everything else.
  const open = withoutGroups(linesSeen(run));
  expect(linesSeen(run).length).toBeLessThan(2 * 400 + 40);
  expect(open.length).toBeLessThan(30);

  const json = run.outputs["json"] ?? "";
  expect(json.length).toBeLessThanOrEqual(256 * 1024);
  expect(JSON.parse(json)).toMatchObject({ truncated: true, counts: { promoted: 400 } });
  expect(JSON.parse(json).images).toHaveLength(400);
  expect(run.result).not.toHaveProperty("truncated");
  expect((run.outputs["manifest-list"] ?? "").length).toBeLessThanOrEqual(256 * 1024);
  expect(run.outputs["images"]?.split("\n")).toHaveLength(400);
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
  expect(run.summary).toContain("<details><summary><b>Table of 400 images</b></summary>");
  for (const { repository } of run.result.images) expect(run.summary).toContain(repository.split("/")[1]);
  const whole = await readFile(run.outputs["summary-file"] ?? "", "utf8");
  for (const { digest } of many) expect(whole).toContain(digest.slice(7));
}, 120_000);

it("2,000 images in one run: done, and under 512 MB", async () => {
  const many = seedFleet(world.dev, 2_000);
  const files = { "images.txt": linesOf(many, "thousands") };
  const run = await world.run(
    { "images-file": "images.txt", "all-or-nothing": "false" },
    { debug: false, files, measureMemory: true, timeoutMs: 600_000 },
  );
  expect(run.result.counts).toEqual({ promoted: 2_000 });
  expect(run.maxRssBytes).toBeLessThan(512 * 1024 * 1024);
  const json = JSON.parse(run.outputs["json"] ?? "") as object;
  expect(json).toMatchObject({ truncated: true, counts: { promoted: 2_000 } });
  expect((run.outputs["json"] ?? "").length).toBeLessThanOrEqual(256 * 1024);
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
  expect(linesSeen(run).length).toBeLessThan(2 * 2_000 + 100);
}, 600_000);
