// Sets of images on the shipped bundle: whole or not at all, in order, told truthfully, and converging after every kind of failure.
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { putImage, putIndex } from "../emulator/images.ts";
import type { ImportOutcome } from "../emulator/import-operation.ts";
import { contoso, type FleetImage, seedFleet } from "../emulator/seed.ts";
import { linesOf, linesSeen, placed, targetTagsOf } from "./fleet.ts";
import { type ImportBody, type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
let world: World;
let fleet: FleetImage[];

beforeAll(async () => {
  world = await startWorld();
  fleet = seedFleet(world.dev, 100);
});
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  world.azure.faults.clear();
});

function statusesOf(run: ShippedRun): string[] {
  return run.result.images.map(({ status }) => status);
}

const setsTags = ({ targetTags: tags = [] }: ImportBody) => tags.length > 0;

describe("100 images in one step", () => {
  it("arrive in the order asked for, every tag after all content, and a second run only reads", async () => {
    const inputs = { images: linesOf(fleet, "all") };
    const run = await world.run(inputs, { debug: false });
    expect(statusesOf(run)).toEqual(fleet.map(() => "promoted"));
    expect(run.result.images.map(({ repository }) => repository)).toEqual(fleet.map((image) => placed(image, "all")));
    expect(targetTagsOf(world, fleet, "all")).toEqual(fleet.map(({ digest }) => ({ "1.0": digest })));
    const pinned = fleet.map((image) => `${prod}/${placed(image, "all")}@${image.digest}`);
    expect(run.outputs["images"]?.split("\n")).toEqual(pinned);
    expect(JSON.parse(run.outputs["json"] ?? "")).toEqual(run.result);
    const list = JSON.parse(run.outputs["manifest-list"] ?? "") as { image: string; manifests: unknown[] }[];
    expect(list.map(({ image }) => image)).toEqual(pinned);
    expect(list.map(({ manifests }) => manifests.length)).toEqual(fleet.map(() => 2));
    expect([run.outputs["digest"], run.outputs["image"], run.outputs["changed"]]).toEqual(["", "", "true"]);
    const checksums = await readFile(run.outputs["subject-checksums"] ?? "", "utf8");
    expect(checksums).toBe(
      fleet.map((image) => `${image.digest.slice(7)}  ${prod}/${placed(image, "all")}\n`).join(""),
    );

    expect(run.imports).toHaveLength(200);
    expect(run.imports.slice(0, 100).filter(setsTags)).toEqual([]);
    expect(run.imports.slice(100).every(setsTags)).toBe(true);
    expect([...new Set(run.imports.map(({ mode }) => mode))]).toEqual(["NoForce"]);

    const again = await world.run(inputs);
    expect(again.result.counts).toEqual({ "up-to-date": 100 });
    expect(again.imports).toEqual([]);
    expect(again.outputs["changed"]).toBe("false");
  });
});

describe("refusals", () => {
  const place = "refused";
  let inputs: Record<string, string>;

  beforeAll(() => {
    const { store } = world.dev;
    const target = world.prod.store;
    const good = fleet.slice(0, 4);
    putIndex({ store, repository: "src/held" }, { content: "held 2", tag: "1" });
    putIndex({ store: target, repository: `${place}/held` }, { content: "held 1", tag: "1.0" });
    putIndex({ store, repository: "src/locked" }, { content: "locked 2", tag: "1" });
    putIndex({ store: target, repository: `${place}/locked` }, { content: "locked 1", tag: "latest" });
    target.lock(`${place}/locked`, "latest");
    putImage({ store, repository: "src/single" }, { tag: "1" });
    putIndex({ store, repository: "src/rival" }, { content: "rival 1", tag: "1" });
    putIndex({ store, repository: "src/rival" }, { content: "rival 2", tag: "2" });
    const platforms = ["linux/amd64", "linux/arm64", ...Array.from({ length: 49 }, (_, at) => `linux/arm/v${at}`)];
    putIndex({ store, repository: "src/wide" }, { platforms, tag: "1" });
    inputs = {
      "source-registry": dev,
      "require-platforms": "linux/amd64, linux/arm64",
      referrers: "none",
      images: [
        ...good.slice(0, 2).map((image) => `${image.repository}:1 => ${placed(image, place)}:1.0`),
        `src/nothing:1 => ${place}/nothing:1.0`,
        `src/held:1 => ${place}/held:1.0`,
        `src/locked:1 => ${place}/locked:latest`,
        `src/single:1 => ${place}/single:1.0`,
        `src/rival:1 => ${place}/rival:1.0`,
        `src/rival:2 => ${place}/rival:1.0`,
        `src/wide:1 => ${place}/wide:1.0`,
        ...good.slice(2).map((image) => `${image.repository}:1 => ${placed(image, place)}:1.0`),
      ].join("\n"),
    };
  });

  it("of all images are told together, and nothing is written", async () => {
    const run = await world.runInProcess(inputs);
    expect(statusesOf(run)).toEqual([
      ...["pending", "pending"],
      ...["missing", "conflict", "blocked", "blocked", "blocked", "blocked", "blocked"],
      ...["pending", "pending"],
    ]);
    expect(run.result.images.map(({ error }) => error?.code ?? null)).toEqual([
      ...[null, null],
      "SOURCE_MISSING",
      "TAG_CONFLICT",
      "TARGET_LOCKED",
      "PLATFORM_MISSING",
      "TAG_CLAIMED_TWICE",
      "TAG_CLAIMED_TWICE",
      "TOO_MANY_MANIFESTS",
      ...[null, null],
    ]);
    const errors = run.annotations.filter(({ command }) => command === "error");
    // Two lines that claim one tag are one cause.
    expect(errors.map(({ properties }) => properties["title"])).toEqual([
      "refused/nothing: missing",
      "refused/held: conflict",
      "refused/locked: blocked",
      "refused/single: blocked",
      "refused/rival and 1 more: blocked",
      "refused/wide: blocked",
    ]);
    expect(run.imports).toEqual([]);
    expect(run.outputs["images"]).toBe("");
    expect(run.outputs["changed"]).toBe("false");
  });

  it("read a single image's platform from its config blob, wherever the registry keeps it", async () => {
    const run = await world.runInProcess({
      ...inputs,
      images: "src/single:1 => single:1.0",
      "require-platforms": "linux/amd64",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.result.images[0]?.manifests).toMatchObject([{ platform: "linux/amd64" }]);
    const blobs = run.requests.filter(({ party }) => party === "blob-storage");
    expect(blobs).toHaveLength(1);
    expect(blobs[0]?.headers).not.toHaveProperty("authorization");
  });

  it("leave the other images alone with all-or-nothing: false", async () => {
    const run = await world.runInProcess({ ...inputs, "all-or-nothing": "false" });
    expect(statusesOf(run)).toEqual([
      ...["promoted", "promoted"],
      ...["missing", "conflict", "blocked", "blocked", "blocked", "blocked", "blocked"],
      ...["promoted", "promoted"],
    ]);
    expect(run.exitCode).toBe(1);
    expect(run.imports).toHaveLength(4);
    for (const refused of ["rival", "single", "wide", "nothing"]) {
      expect(world.prod.store.repositories.has(`${place}/${refused}`)).toBe(false);
    }
  });
});

describe("a failure on the way", () => {
  const count = 8;
  const broken = 3;

  const childOf = (image: FleetImage) => {
    const index = world.dev.store.manifest(image.repository, image.digest);
    return (
      (JSON.parse(index?.bytes.toString() ?? "") as { manifests: { digest: string }[] }).manifests[1]?.digest ?? ""
    );
  };
  const failing: ImportOutcome = { fail: { text: "blob upload was refused by the storage account" } };

  it.each<[string, string, (image: FleetImage) => ImportOutcome, { code: string; again: number }]>([
    ["the import of one image, all or nothing", "true", () => failing, { code: "IMPORT_FAILED", again: 1 + count }],
    [
      "the read-back of one image, all or nothing",
      "true",
      (image) => ({ omit: [childOf(image)] }),
      { code: "TARGET_NOT_SHOWN", again: 1 + count },
    ],
    ["the import of one image, each on its own", "false", () => failing, { code: "IMPORT_FAILED", again: 1 }],
    [
      "the read-back of one image, each on its own",
      "false",
      (image) => ({ omit: [childOf(image)] }),
      { code: "TARGET_NOT_SHOWN", again: 1 },
    ],
  ])(
    "%s: tells what is where, and a re-run imports only what is lacking",
    async (name, together, outcomeOf, { code, again }) => {
      const place = name.replace(/[^a-z]+/g, "-");
      const images = fleet.slice(0, count);
      const unlucky = images[broken] as FleetImage;
      world.azure.imports.script(outcomeOf(unlucky), {
        when: ({ source }) => source?.sourceImage?.startsWith(`${unlucky.repository}@`) === true,
      });
      const inputs = { images: linesOf(images, place), "all-or-nothing": together, referrers: "none" };
      const run = await world.runInProcess(inputs);
      const others = together === "true" ? "pending" : "promoted";
      expect(statusesOf(run)).toEqual(images.map((_, at) => (at === broken ? "failed" : others)));
      expect(run.result.images[broken]?.error?.code).toBe(code);
      const [error, ...moreErrors] = run.annotations.filter(({ command }) => command === "error");
      expect(error?.properties["title"]).toBe(`${placed(unlucky, place)}: failed`);
      expect(moreErrors).toEqual([]);
      const tags = targetTagsOf(world, images, place);
      tags.splice(broken, 1);
      const expected = together === "true" ? {} : undefined;
      expect(tags).toEqual(
        images.filter((image) => image !== unlucky).map(({ digest }) => expected ?? { "1.0": digest }),
      );
      expect(run.outputs["images"]?.split("\n").filter((line) => line !== "")).toHaveLength(
        together === "true" ? 0 : count - 1,
      );
      expect(run.outputs["changed"]).toBe(String(together === "false"));
      expect(run.summary.includes("none of the requested tags")).toBe(together === "true");
      expect(run.summary.split("imported,&nbsp;not&nbsp;tagged").length - 1).toBe(together === "true" ? count - 1 : 0);
      // Whatever the result says of a tag is what the target holds.
      for (const [at, image] of run.result.images.entries()) {
        const held = world.prod.store.tagDigest(image.repository, "1.0");
        expect({ at, set: image.tags[0]?.status === "created" }).toEqual({ at, set: held !== undefined });
      }

      const repeated = await world.runInProcess(inputs);
      expect(repeated.exitCode).toBe(0);
      expect(targetTagsOf(world, images, place)).toEqual(images.map(({ digest }) => ({ "1.0": digest })));
      expect(repeated.imports).toHaveLength(again);
      const copies = repeated.imports.filter(({ source }) => source.resourceId?.includes("contosodev"));
      expect(copies.map(({ source }) => source.sourceImage)).toEqual([`${unlucky.repository}@${unlucky.digest}`]);
    },
  );

  it("of one tag leaves the others moved, since the cut-over had begun, and a re-run sets just that one", async () => {
    const images = fleet.slice(0, count);
    const unlucky = images[broken] as FleetImage;
    world.azure.imports.script(failing, {
      when: ({ targetTags: tags = [] }) => tags.includes(`cut-over/${unlucky.repository.slice(6)}:1.0`),
    });
    const inputs = { images: linesOf(images, "cut-over"), referrers: "none" };
    const run = await world.runInProcess(inputs);
    expect(statusesOf(run)).toEqual(images.map((_, at) => (at === broken ? "failed" : "promoted")));
    const repeated = await world.runInProcess(inputs);
    expect(repeated.result.counts).toEqual({ promoted: 1, "up-to-date": count - 1 });
    expect(repeated.imports.map(({ targetTags: tags }) => tags)).toEqual([[`${placed(unlucky, "cut-over")}:1.0`]]);
  });

  it("of a tag that two lines want fails both, and one line that sets it is enough for both", async () => {
    const [image] = fleet as [FleetImage];
    world.dev.store.putTag(image.repository, "also", image.digest);
    world.azure.imports.script(failing, {
      when: ({ targetTags: tags = [] }) => tags.includes("shared:1.0"),
      times: 1,
    });
    const inputs = {
      images: `${dev}/${image.repository}:1 => shared:1.0\n${dev}/${image.repository}:also => shared:1.0,other`,
      referrers: "none",
    };
    const run = await world.runInProcess(inputs);
    expect(statusesOf(run)).toEqual(["failed", "failed"]);
    expect(world.prod.store.tags("shared")).toEqual({});
    const repeated = await world.runInProcess(inputs);
    expect(repeated.result.counts).toEqual({ promoted: 2 });
    expect(world.prod.store.tags("shared")).toEqual({ "1.0": image.digest, other: image.digest });
  });
});

describe("many images", () => {
  it("annotate nine failures and count the others, which log and summary tell in full", async () => {
    const images = fleet.slice(0, 20);
    const run = await world.runInProcess({ images: linesOf(images, "lacking"), "require-platforms": "linux/s390x" });
    expect(run.result.counts).toEqual({ blocked: 20 });
    const errors = run.annotations.filter(({ command }) => command === "error").map(({ message }) => message);
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toBe("11 more errors: see the log and the summary of this step.");
    for (const { repository } of images) {
      expect(run.log).toContain(`${dev}/${repository}:1 lacks linux/s390x`);
      expect(run.summary).toContain(repository.split("/")[1]);
    }
    expect(run.imports).toEqual([]);
  });

  it("say how far they are while imports take long", async () => {
    const images = fleet.slice(0, 3);
    for (const { repository } of images.slice(1)) {
      world.azure.imports.script(
        { copyMs: 5_400 },
        { when: ({ source }) => source?.sourceImage?.startsWith(`${repository}@`) === true },
      );
    }
    const run = await world.runInProcess({ images: linesOf(images, "slow"), referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 3 });
    const progress = linesSeen(run).filter((line) => line.includes("in place,"));
    expect(progress).toEqual([
      expect.stringMatching(/^1\/3 in place, 2 importing, longest slow\/image-00[12] [5-9]\.\d s$/),
    ]);
  });
});
