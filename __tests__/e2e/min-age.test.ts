// A cooldown: what waits in the target until it is old enough, what does not wait, and what is refused. Some runs by the bundle.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { putCosignTag, putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
let world: World;
let workspace: string;

beforeEach(async () => {
  world = await startWorld();
  workspace = await mkdtemp(join(tmpdir(), "workspace-"));
});
afterEach(async () => {
  await world.close();
  await rm(workspace, { recursive: true });
});

/** `Date` has whole seconds, and an age is never rounded up. */
const SECOND_MS = 1_000;
const pass = (durationMs: number) => {
  world.azure.world.clock.offsetMs += durationMs;
};
/** An image in dev under a tag. */
const push = (content: string, tag = "stable", repository = "base") =>
  putImage({ store: world.dev.store, repository }, { content, tag }).digest;
const inputs = (more: Record<string, string> = {}) => ({
  images: `${dev}/base:stable => base:stable`,
  "mutable-tags": "*",
  "min-age": "3d",
  ...more,
});
const run = (more: Record<string, string> = {}) => world.runInProcess(inputs(more), { workspace });
const tagsOf = (of: ShippedRun, at = 0) =>
  Object.fromEntries((of.result.images[at]?.tags ?? []).map(({ name, status }) => [name, status]));
const statusesOf = (of: ShippedRun) => of.result.images.map(({ status }) => status);
const tags = (repository = "base") => world.prod.store.tags(repository);
const annotations = (of: ShippedRun) => of.annotations.map(({ message }) => message);
const readLock = async (of: ShippedRun) =>
  parse(await readFile(of.outputs["lock-file"] ?? "", "utf8")) as {
    images: object[];
    held?: { repository: string; tag: string; digest: string; since: string; changes: number }[];
  };
/** Lookups of attributes in the target. */
const attributesOf = (of: ShippedRun) => of.requests.filter(({ target }) => target.startsWith("/acr/v1/"));

describe("a new digest, by the bundle", () => {
  it("is imported without its tag, waits three days, and is then tagged without another import of content", async () => {
    const digest = push("new");
    const bundle = () => world.run(inputs({ "lock-file": "base.lock.yml" }), { workspace });
    const first = await bundle();
    expect([first.exitCode, first.outputs["status"], first.outputs["changed"]]).toEqual([0, "held", "false"]);
    expect(first.imports).toMatchObject([
      { untaggedTargetRepositories: ["base"], source: { sourceImage: `base@${digest}` } },
    ]);
    expect(tags()).toEqual({});
    expect(world.prod.store.manifest("base", digest)).toBeDefined();
    for (const name of ["digest", "image", "images", "subject-checksums", "rollback"]) {
      expect([name, first.outputs[name]]).toEqual([name, ""]);
    }
    expect(first.outputs["manifest-list"]).toBe("[]");
    const createdMs = Date.parse(world.prod.store.manifest("base", digest)?.createdTime ?? "");
    const eligibleAt = new Date(createdMs + 3 * DAY_MS).toISOString();
    expect(first.result.images[0]).toMatchObject({ status: "held", digest, eligibleAt });
    expect(tagsOf(first)).toEqual({ stable: "held" });
    expect(first.log).toMatch(/min-age holds 1 image: base:stable \([0-9a-f]{12}…\) held until .* UTC\./);
    expect(annotations(first)).toEqual([]);
    expect(first.summary).toContain("## Nothing to promote yet: 1 image held in contosoprod");
    expect(first.summary).toMatch(/held until .* UTC/);
    const since = new Date(createdMs).toISOString();
    expect(await readLock(first)).toMatchObject({
      images: [],
      held: [{ repository: "base", tag: "stable", digest, since, changes: 0 }],
    });

    pass(3 * DAY_MS - HOUR_MS);
    const second = await bundle();
    expect([second.outputs["status"], second.imports]).toEqual(["held", []]);
    expect(second.result.images[0]?.eligibleAt).toBe(eligibleAt);
    // The same result, the same bytes.
    expect(await readLock(second)).toEqual(await readLock(first));

    pass(HOUR_MS + SECOND_MS);
    const third = await bundle();
    expect([third.outputs["status"], third.outputs["changed"], third.outputs["digest"]]).toEqual([
      "promoted",
      "true",
      digest,
    ]);
    expect(third.imports).toMatchObject([{ targetTags: ["base:stable"], source: { sourceImage: `base@${digest}` } }]);
    expect(tags()).toEqual({ stable: digest });
    expect(await readLock(third)).toEqual({
      ...(await readLock(third)),
      images: [expect.objectContaining({ digest })],
    });
    expect((await readLock(third)).held).toBeUndefined();

    const last = await bundle();
    expect([last.outputs["status"], last.outputs["changed"]]).toEqual(["up-to-date", "false"]);
  });
});

describe("a digest that was withdrawn", () => {
  it.each<[string, (old: string) => void, string]>([
    ["because its tag went back", (old) => world.dev.store.putTag("base", "stable", old), "up-to-date"],
    ["because its tag went on", () => push("newer"), "held"],
    ["with its tag", () => world.dev.store.deleteTag("base", "stable"), "missing"],
  ])("is never tagged %s", async (_name, withdraw, status) => {
    const old = push("old");
    world.prod.store.putTag(
      "base",
      "stable",
      putImage({ store: world.prod.store, repository: "base" }, { content: "old" }).digest,
    );
    const bad = push("bad");
    expect((await run()).outputs["status"]).toBe("held");
    withdraw(old);
    pass(10 * DAY_MS);
    expect((await run()).outputs["status"]).toBe(status);
    pass(10 * DAY_MS);
    await run();
    const given = world.prod.store.history.filter(({ kind, digest }) => kind === "tag" && digest === bad);
    expect(given).toEqual([]);
  });
});

describe("what does not wait", () => {
  it("is a source that is given by digest, without a request more", async () => {
    const digest = push("fix");
    const fix = await run({ images: `${dev}/base:stable@${digest} => base:stable` });
    expect([fix.outputs["status"], tags()]).toEqual(["promoted", { stable: digest }]);
    expect(fix.result.images[0]).not.toHaveProperty("eligibleAt");
  });

  it("is refused beside the line with the tag: it would be held, and yet move", async () => {
    const digest = push("fix");
    const both = { images: `${dev}/base:stable => base:stable\n${dev}/base@${digest} => base:stable` };
    const refused = await run(both);
    expect([statusesOf(refused), refused.imports, tags()]).toEqual([["blocked", "blocked"], [], {}]);
    expect(refused.errors).toContain("set one tag, and do not wait for the same min-age: base:stable.");
    await run({ images: `${dev}/base@${digest} => base:stable` });
    expect(statusesOf(await run(both))).toEqual(["up-to-date", "up-to-date"]);
  });

  it("is an image without requested tags, an age of zero, and an entry with an age of its own", async () => {
    const [one, other] = [push("one", "1", "one"), push("two", "2", "two")];
    await writeFile(
      join(workspace, "images.yml"),
      `version: 1
sourceRegistry: ${dev}
images:
- { source: "one:1", tags: [] }
- { source: "two:2", minAge: 0d }
- { source: "api:build-812", minAge: 12h }
held:
- { repository: any, tag: "1", digest: "${one}", since: "2026-05-02T00:00:00.000Z", changes: 1 }
`,
    );
    const files = { images: "", "images-file": "images.yml", referrers: "none" };
    const first = await run(files);
    expect(statusesOf(first)).toEqual(["promoted", "promoted", "held"]);
    expect(tags("two")).toEqual({ "2": other });
    pass(12 * HOUR_MS + SECOND_MS);
    expect(statusesOf(await run(files))).toEqual(["up-to-date", "up-to-date", "promoted"]);
  });

  it("is an image that the target has had for long, and a tag that points to it", async () => {
    push("image");
    const { digest } = putImage({ store: world.prod.store, repository: "base" }, { content: "image", tag: "1.0.0" });
    pass(3 * DAY_MS + SECOND_MS);
    const images = `${dev}/base:stable => base:1.0.0,stable`;
    const moved = await run({ images });
    expect([tagsOf(moved), tags()]).toEqual([
      { "1.0.0": "unchanged", stable: "created" },
      { "1.0.0": digest, stable: digest },
    ]);
    expect((await run({ images })).outputs["status"]).toBe("up-to-date");
  });
});

describe("with other rules", () => {
  it("all tags of an image wait, cosign's too; what points to it already stays, and referrers are imported", async () => {
    const place = { store: world.dev.store, repository: "base" };
    const image = putImage(place, { content: "image", tag: "stable" });
    const { digest } = image;
    putCosignTag(place, image, "sig");
    putImage({ store: world.prod.store, repository: "base" }, { content: "image", tag: "1.0.0" });
    const images = `${dev}/base:stable => base:1.0.0,stable,new`;
    const held = await run({ images, "lock-tags": "stable" });
    expect(held.outputs["status"]).toBe("held");
    expect(tagsOf(held)).toEqual({ "1.0.0": "unchanged", stable: "held", new: "held" });
    expect(held.result.images[0]?.referrers).toMatchObject([{ status: "held" }]);
    expect([held.imports, Object.keys(tags())]).toEqual([[], ["1.0.0"]]);
    expect(held.result.images[0]?.tags.map(({ locked }) => locked)).toEqual([undefined, undefined, undefined]);
    pass(3 * DAY_MS + SECOND_MS);
    const moved = await run({ images });
    expect(moved.result.images[0]?.referrers).toMatchObject([{ status: "promoted" }]);
    expect(Object.keys(tags()).sort()).toEqual(["1.0.0", "new", `sha256-${digest.slice(7)}.sig`, "stable"]);
  });

  it("a conflict is one at once, and nothing is imported", async () => {
    push("new");
    putImage({ store: world.prod.store, repository: "base" }, { content: "other", tag: "stable" });
    const refused = await run({ "mutable-tags": "" });
    expect([refused.exitCode, refused.outputs["status"], refused.imports]).toEqual([1, "conflict", []]);
  });

  it("a tag that would go back is kept, whether the others wait or not", async () => {
    push("old", "1.4.9");
    putImage({ store: world.prod.store, repository: "base" }, { content: "new", tag: "latest" });
    world.prod.store.putTag("base", "2.0.0", tags()["latest"] ?? "");
    const images = `${dev}/base:1.4.9 => base:1.4.9,latest`;
    const held = await run({ images, "forward-only": "latest" });
    expect(tagsOf(held)).toEqual({ "1.4.9": "held", latest: "kept" });
    pass(3 * DAY_MS + SECOND_MS);
    expect(tagsOf(await run({ images, "forward-only": "latest" }))).toEqual({ "1.4.9": "created", latest: "kept" });
  });

  it("a dry run shows what would be held, and imports nothing", async () => {
    const digest = push("new");
    const plan = await run({ "dry-run": "true" });
    expect([plan.exitCode, plan.outputs["status"], plan.outputs["changed"]]).toEqual([0, "held", "false"]);
    expect(plan.result.images[0]).toMatchObject({ status: "held", digest, eligibleAt: null });
    expect(plan.log).toContain("held for 3 days from its import on");
    expect([plan.imports, plan.outputs["digest"]]).toEqual([[], ""]);
    await run();
    const later = await run({ "dry-run": "true" });
    expect(Date.parse(later.result.images[0]?.eligibleAt ?? "")).toBeGreaterThan(world.azure.world.clock.now());
  });

  it("the others of a set go on, also where the import of a held image fails", async () => {
    push("new");
    const images = `${dev}/base:stable => base:stable\n${dev}/worker:build-812@${world.digests.worker} => worker:1`;
    let isBroken = true;
    world.azure.imports.script(
      { fail: { text: "Error copying blobs" } },
      { when: ({ source }) => isBroken && /^base/.test(source?.sourceImage ?? ""), times: "always" },
    );
    const failed = await run({ images });
    expect([statusesOf(failed), failed.exitCode]).toEqual([["failed", "promoted"], 1]);
    expect(tags("worker")).toMatchObject({ "1": world.digests.worker });
    isBroken = false;
    const both = await run({ images });
    expect([statusesOf(both), both.outputs["status"], both.outputs["changed"]]).toEqual([
      ["held", "up-to-date"],
      "held",
      "false",
    ]);
    expect(both.outputs["images"]).toBe(`${prod}/worker@${world.digests.worker}`);
  });

  it("a set that is refused imports nothing that would wait, and says so; what the target has already is held", async () => {
    push("new");
    const images = `${dev}/base:stable => base:stable\n${dev}/worker:absent => worker:1`;
    const refused = await run({ images });
    expect([statusesOf(refused), refused.imports]).toEqual([["pending", "missing"], []]);
    expect(tagsOf(refused)).toEqual({ stable: "pending" });
    await run();
    const again = await run({ images });
    expect([statusesOf(again), again.outputs["status"]]).toEqual([["held", "missing"], "missing"]);
  });

  it("an undo does not wait", async () => {
    const old = push("old");
    await run({ "min-age": "" });
    push("new");
    const moved = await run({ "min-age": "" });
    // The earlier image is imported again, and so is new in the target.
    world.prod.store.deleteManifest("base", old);
    putImage({ store: world.prod.store, repository: "base" }, { content: "old" });
    const undone = await run({ images: "", undo: moved.outputs["rollback"] ?? "" });
    expect([undone.outputs["status"], tags()]).toEqual(["promoted", { stable: old }]);
    expect(undone.log).toMatch(/stable \(from /);
    expect(undone.result.images[0]).not.toHaveProperty("eligibleAt");
  });
});

describe("an age that cannot be read", () => {
  const blocked = (of: ShippedRun) => {
    expect([of.exitCode, of.outputs["status"], of.imports]).toEqual([1, "blocked", []]);
    expect(of.result.images[0]?.error?.code).toBe("AGE_UNKNOWN");
  };

  it("blocks the image and names the role, by the bundle, before anything is written", async () => {
    push("new");
    world.prod.readersSeeMetadata = false;
    const refused = await world.run(inputs());
    blocked(refused);
    expect(refused.errors).toContain("Container Registry Repository Reader");
    expect(refused.errors).toContain("needs a role that may read metadata");
    expect(tags()).toEqual({});
  });

  it("blocks it where the target has the image already, too", async () => {
    push("new");
    await run();
    world.prod.readersSeeMetadata = false;
    pass(10 * DAY_MS);
    blocked(await run());
    world.prod.readersSeeMetadata = true;
    expect((await run()).outputs["status"]).toBe("promoted");
  });

  it("blocks it where the registry gives the time that .NET writes for none", async () => {
    const digest = push("new");
    await run();
    Object.assign(world.prod.store.manifest("base", digest) ?? {}, { createdTime: "0001-01-01T00:00:00.0000000Z" });
    pass(10 * DAY_MS);
    const refused = await run();
    blocked(refused);
    expect(refused.errors).toContain("has no valid createdTime");
    expect(tags()).toEqual({});
  });

  it("does not matter without min-age, for a digest, and for what is up to date", async () => {
    const digest = push("new");
    world.prod.readersSeeMetadata = false;
    expect((await run({ images: `${dev}/base@${digest} => base:stable` })).exitCode).toBe(0);
    expect((await run()).outputs["status"]).toBe("up-to-date");
  });
});

describe("requests", () => {
  it("are the same with min-age as without it, but for one after the first import", async () => {
    const count = async (name: string, more: Record<string, string>) => {
      push(name, "stable", name);
      putImage({ store: world.prod.store, repository: name }, { content: "old", tag: "stable" });
      const images = `${dev}/${name}:stable => ${name}:stable`;
      const attributes = attributesOf(await run({ images, ...more }));
      return attributes.map(({ target }) => target.replace(name, "NAME").replace(/sha256:.*/, "DIGEST")).sort();
    };
    const without = await count("without", { "min-age": "", "dry-run": "true" });
    expect(await count("with", { "dry-run": "true" })).toEqual(without);
    expect(await count("real", {})).toEqual([...without, "/acr/v1/NAME/_manifests/DIGEST"].sort());
  });

  it("are none for attributes where nothing would move", async () => {
    push("image");
    await run({ "min-age": "" });
    expect(attributesOf(await run())).toEqual([]);
  });
});

it.each(["3", "3 days", "-1d", "1.5d", "90m", "d"])("min-age: %s is an input problem", async (text) => {
  const refused = await run({ "min-age": text });
  expect([refused.exitCode, refused.errors]).toEqual([
    1,
    expect.stringContaining(`min-age must be an age in days or hours; got "${text}".`),
  ]);
});
