// Tags that would go back to a lower version: the warning, what `forward-only` keeps, and what it costs. Some runs by the bundle.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const warningsOf = (run: ShippedRun) =>
  run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);
const tagsOf = (run: ShippedRun, at = 0) =>
  Object.fromEntries((run.result.images[at]?.tags ?? []).map(({ name, status }) => [name, status]));
/** Requests for the tags on a digest. */
const lookupsOf = (run: ShippedRun) =>
  run.requests.filter(({ target }) => target.includes("/_manifests/")).map(({ target }) => target.split("/").at(-1));

/** An image in dev under a build tag, and in prod under each of these tags. */
function put(content: string, tags: readonly string[] = [], labels?: Record<string, string>): string {
  const options = { content, ...(labels !== undefined && { labels }) };
  const { digest } = putImage({ store: world.dev.store, repository: "app" }, { ...options, tag: `build-${content}` });
  for (const tag of tags) putImage({ store: world.prod.store, repository: "app" }, { ...options, tag });
  return digest;
}

const promote = (content: string, tags: string, more: Record<string, string> = {}) => ({
  images: `${dev}/app:build-${content} => app:${tags}`,
  "mutable-tags": "*",
  referrers: "none",
  ...more,
});

describe("a fix of an older release", () => {
  let [older, newer] = ["", ""];
  beforeEach(() => {
    older = put("old");
    newer = put("new", ["2.0.0", "2.0", "2", "latest"]);
  });

  it("moves latest with a warning, by the bundle", async () => {
    const run = await world.run(promote("old", "1.4.9,latest"));
    expect(run.exitCode).toBe(0);
    expect(warningsOf(run)).toEqual(["latest goes back: 2.0.0 → 1.4.9"]);
    expect(run.log).toMatch(/latest \(from .*latest goes back: 2\.0\.0 → 1\.4\.9/);
    expect(run.summary).toContain("latest goes back");
    expect(world.prod.store.tags("app")).toMatchObject({ "1.4.9": older, latest: older });
  });

  it("leaves latest with forward-only, by the bundle: other tags are set, and nothing hides it", async () => {
    const inputs = promote("old", "1.4.9,latest", { "forward-only": "latest", "lock-file": "prod.lock.yml" });
    const run = await world.run(inputs);
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "promoted"]);
    expect(tagsOf(run)).toEqual({ "1.4.9": "created", latest: "kept" });
    expect(run.result.images[0]?.tags[1]?.previousDigest).toBe(newer);
    expect(warningsOf(run)).toEqual(["forward-only keeps 1 tag: app:latest (2.0.0 → 1.4.9)"]);
    expect(run.summary).toContain("forward-only keeps 1 tag");
    expect(run.summary).toContain("<b>1</b> promoted &nbsp;·&nbsp; 1 tag created &nbsp;·&nbsp; 1 tag kept");
    expect(world.prod.store.tags("app")).toMatchObject({ "1.4.9": older, latest: newer });
    const lock = parse(await readFile(run.outputs["lock-file"] ?? "", "utf8")) as { images: { tags: string[] }[] };
    expect(lock.images.map(({ tags }) => tags)).toEqual([["1.4.9"]]);
    // Again: nothing to do, and the warning is still there.
    const again = await world.run(inputs);
    expect([again.exitCode, again.outputs["status"], again.outputs["changed"]]).toEqual([0, "up-to-date", "false"]);
    expect(warningsOf(again)).toEqual(warningsOf(run));
  });

  it("is a conflict, by the bundle, where nothing that was requested would happen", async () => {
    // The source's tag states the version.
    world.dev.store.putTag("app", "1.4.9", older);
    const images = `${dev}/app:1.4.9 => app:latest`;
    const run = await world.run(promote("old", "", { images, "forward-only": "latest" }));
    expect([run.exitCode, run.outputs["status"], run.imports]).toEqual([1, "conflict", []]);
    expect(run.result.images[0]?.error).toMatchObject({ code: "FORWARD_ONLY_CONFLICT", side: "target" });
    expect(run.errors).toContain("latest (2.0.0 → 1.4.9)");
    expect(run.errors).toContain("app:1.4.9,latest");
    expect(world.prod.store.tagDigest("app", "latest")).toBe(newer);
  });

  it("holds back the whole set where one image would get no tag", async () => {
    world.dev.store.putTag("app", "1.4.9", older);
    const images = `${dev}/app:1.4.9 => app:latest\n${dev}/worker:build-812 => worker:1.0.0`;
    const run = await world.runInProcess(promote("old", "", { images, "forward-only": "latest" }));
    expect([run.exitCode, run.imports]).toEqual([1, []]);
    expect(run.result.counts).toEqual({ conflict: 1, pending: 1 });
    const each = await world.runInProcess(
      promote("old", "", { images, "forward-only": "latest", "all-or-nothing": "false" }),
    );
    expect([each.exitCode, each.result.counts]).toEqual([1, { conflict: 1, promoted: 1 }]);
  });

  it.each<[string, Record<string, string>]>([
    ["fail", { "on-conflict": "fail", "mutable-tags": "" }],
    ["skip", { "on-conflict": "skip", "mutable-tags": "" }],
    ["overwrite", { "on-conflict": "overwrite" }],
  ])("is decided before on-conflict: %s", async (_name, inputs) => {
    const run = await world.runInProcess(promote("old", "1.4.9,latest", { "forward-only": "lat*", ...inputs }));
    expect([run.exitCode, tagsOf(run)]).toEqual([0, { "1.4.9": "created", latest: "kept" }]);
  });

  it("is shown by a dry run as it would be", async () => {
    const kept = await world.runInProcess(
      promote("old", "1.4.9,latest", { "forward-only": "latest", "dry-run": "true" }),
    );
    expect([kept.exitCode, kept.outputs["status"], kept.imports]).toEqual([0, "planned", []]);
    expect(tagsOf(kept)).toEqual({ "1.4.9": "created", latest: "kept" });
    expect(warningsOf(kept)).toEqual(["forward-only keeps 1 tag: app:latest (2.0.0 → 1.4.9)"]);
    const moved = await world.runInProcess(promote("old", "1.4.9,latest", { "dry-run": "true" }));
    expect(warningsOf(moved)).toEqual(["latest goes back: 2.0.0 → 1.4.9"]);
    world.dev.store.putTag("app", "1.4.9", older);
    const images = { images: `${dev}/app:1.4.9 => app:latest`, "forward-only": "latest", "dry-run": "true" };
    expect((await world.runInProcess(promote("old", "", images))).exitCode).toBe(1);
  });

  it("with a pre-release leaves a release, too", async () => {
    const run = await world.runInProcess(promote("old", "3.0.0-rc.1,latest", { "forward-only": "latest" }));
    expect(tagsOf(run)).toEqual({ "3.0.0-rc.1": "created", latest: "kept" });
    expect(warningsOf(run)).toEqual(["forward-only keeps 1 tag: app:latest (2.0.0 → 3.0.0-rc.1, a pre-release)"]);
  });

  it("knows the version of an image by what the target calls it", async () => {
    world.prod.store.putTag(
      "app",
      "1.4.9",
      putImage({ store: world.prod.store, repository: "app" }, { content: "old" }).digest,
    );
    const run = await world.runInProcess(promote("old", "fix,latest", { "forward-only": "latest" }));
    expect(tagsOf(run)).toEqual({ fix: "created", latest: "kept" });
  });
});

describe("no wrong warning and nothing wrongly kept", () => {
  it.each<[string, readonly string[], string]>([
    ["a later release", ["1.4.9", "1.4", "latest"], "2.0.0,latest"],
    ["a rebuild of one version", ["1.4.9", "latest"], "1.4.9,latest"],
    ["build numbers", ["813", "latest"], "812,latest"],
    ["short commit IDs", ["9abcdef", "2345678", "latest"], "0a1b2c3,1234567,latest"],
    ["dates", ["2024.11.27", "latest"], "2024.11.20,latest"],
    ["Ubuntu", ["24.04", "noble", "latest"], "22.04,latest"],
    ["four numbers", ["1.2.3.5", "latest"], "1.2.3.4,latest"],
    ["another variant", ["1.27.3", "latest"], "1.26.2-alpine,latest"],
    ["Bitnami's revisions", ["7.4.1-debian-12-r4", "latest"], "7.4.1-debian-12-r3,latest"],
    ["rc10 after rc9", ["2.0.0-rc9", "latest"], "2.0.0-rc10,latest"],
  ])("of %s", async (_name, present, requested) => {
    put("new", present);
    const digest = put("old");
    const run = await world.runInProcess(promote("old", requested, { "forward-only": "*" }));
    expect([run.exitCode, warningsOf(run)]).toEqual([0, []]);
    expect(tagsOf(run)).toMatchObject({ latest: "moved" });
    expect(world.prod.store.tagDigest("app", "latest")).toBe(digest);
  });

  it.each([
    ["Ubuntu", "24.04", "22.04"],
    ["nginx", "1.27.3", "1.26.2"],
  ])("by labels that images inherit from %s", async (_name, before, after) => {
    put("new", ["813", "latest"], { "org.opencontainers.image.version": before });
    put("old", [], { "org.opencontainers.image.version": after });
    const run = await world.runInProcess(promote("old", "812,latest", { "forward-only": "latest" }));
    expect([run.exitCode, warningsOf(run), tagsOf(run)["latest"]]).toEqual([0, [], "moved"]);
  });

  it("but the plan and the summary say that the order is unknown, and why", async () => {
    put("new", ["813", "latest"]);
    put("old");
    const run = await world.runInProcess(promote("old", "812,latest", { "forward-only": "latest" }));
    expect(run.log).toContain("latest moves, order unknown: the image has no version");
    expect(run.summary).toContain("order unknown: the image has no version");
    const silent = await world.runInProcess(promote("new", "813,latest"));
    expect(silent.log).not.toContain("order unknown");
  });
});

describe("an index that lags", () => {
  const seconds = (ageMs: number) => world.prod.lagIndex((read) => read.ageMs < ageMs);

  it("still gives the right warning for 1.4.9 within a second of 2.0.0", async () => {
    put("first", ["1.4.8", "latest"]);
    put("new");
    put("old");
    seconds(4_000);
    expect((await world.runInProcess(promote("new", "2.0.0,latest"))).exitCode).toBe(0);
    const run = await world.runInProcess(promote("old", "1.4.9,latest", { "dry-run": "true" }));
    expect(warningsOf(run)).toEqual(["latest goes back: 2.0.0 → 1.4.9"]);
    expect(lookupsOf(run).length).toBeGreaterThan(1);
    const kept = await world.runInProcess(promote("old", "1.4.9,latest", { "forward-only": "latest" }));
    expect(tagsOf(kept)).toEqual({ "1.4.9": "created", latest: "kept" });
  });

  it("is waited for at most five seconds; then the order is unknown, and the tag moves", async () => {
    seconds(Number.POSITIVE_INFINITY);
    put("new", ["2.0.0", "latest"]);
    put("old");
    const before = world.azure.world.clock.now();
    const run = await world.runInProcess(
      promote("old", "1.4.9,latest", { "forward-only": "latest", "dry-run": "true" }),
    );
    expect(world.azure.world.clock.now() - before).toBeLessThan(8_000);
    expect([run.exitCode, warningsOf(run)]).toEqual([0, []]);
    expect(run.log).toContain("latest moves, order unknown: the registry's list of tags is behind");
    expect(lookupsOf(run)).toHaveLength(6);
  });
});

describe("without the right to read metadata", () => {
  beforeEach(() => {
    put("new", ["2.0.0", "latest"]);
    put("old");
    world.prod.readersSeeMetadata = false;
  });

  it("the tag moves, and one warning names it where forward-only is set", async () => {
    putImage({ store: world.dev.store, repository: "other" }, { content: "b", tag: "1" });
    putImage({ store: world.prod.store, repository: "other" }, { content: "c", tag: "latest" });
    const images = `${dev}/app:build-old => app:1.4.9,latest\n${dev}/other:1 => other:1.0.0,latest`;
    const run = await world.runInProcess(promote("old", "", { images, "forward-only": "latest" }));
    expect(run.exitCode).toBe(0);
    expect(warningsOf(run).filter((text) => text.startsWith("forward-only"))).toEqual([
      expect.stringMatching(
        /^forward-only could not compare versions, so 2 tags may go back: app:latest, other:latest\. \S/,
      ),
    ]);
    expect(tagsOf(run)).toEqual({ "1.4.9": "created", latest: "moved" });
  });

  it("nothing is said of it without forward-only", async () => {
    const run = await world.runInProcess(promote("old", "1.4.9,latest"));
    expect(warningsOf(run)).toEqual([expect.stringContaining("Locks of the target could not be read")]);
  });
});

describe("the requests", () => {
  it("are none where no tag moves, and one for each digest that loses a tag", async () => {
    put("old");
    const newer = put("new", ["2.0.0", "2.0", "latest"]);
    for (const set of [{}, { "forward-only": "*" }] as Record<string, string>[]) {
      const run = async (tags: string) =>
        lookupsOf(await world.runInProcess(promote("old", tags, { "dry-run": "true", ...set })));
      expect(await run("1.4.9,1.4")).toEqual([]);
      expect(await run("1.4.9,latest,2.0")).toEqual([newer]);
      const upToDate = { images: `${dev}/app:build-new => app:2.0.0,latest`, ...set };
      expect(lookupsOf(await world.runInProcess(promote("new", "", upToDate)))).toEqual([]);
    }
    // A tag that may not move is compared only where forward-only decides first.
    const closed = { "mutable-tags": "", "dry-run": "true" };
    expect(lookupsOf(await world.runInProcess(promote("old", "latest", closed)))).toEqual([]);
    const decided = { ...closed, "forward-only": "latest" };
    expect(lookupsOf(await world.runInProcess(promote("old", "latest", decided)))).toEqual([newer]);
  });

  it("share the one for the manifest's locks", async () => {
    const older = put("old", ["1.4.9"]);
    const newer = put("new", ["2.0.0", "latest"]);
    const run = await world.runInProcess(
      promote("old", "1.4.9,latest", { "dry-run": "true", "forward-only": "latest" }),
    );
    expect(lookupsOf(run).sort()).toEqual([older, newer].sort());
  });

  it("are beside the others: the source's referrers are listed meanwhile", async () => {
    put("new", ["2.0.0", "latest"]);
    put("old");
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const meet = (own: 0 | 1, other: 0 | 1) => async () => {
      both[own].resolve();
      await both[other].promise;
    };
    world.azure.faults.add({ host: prod, path: /_manifests/, onRequest: meet(0, 1) });
    world.azure.faults.add({ host: dev, path: /referrers/, onRequest: meet(1, 0) });
    const run = await world.runInProcess(promote("old", "1.4.9,latest", { referrers: "all", "dry-run": "true" }));
    expect(warningsOf(run)).toEqual(["latest goes back: 2.0.0 → 1.4.9"]);
  });
});

describe("our example with docker/metadata-action", () => {
  /** The inputs of its step, with what metadata-action gives for a tag under `type=semver` and `latest=auto`. */
  function inputsOf(version: string, digest: string): Record<string, string> {
    const workflow = parse(readFileSync("docs/examples/promote-after-tests.yml", "utf8")) as {
      jobs: Record<string, { steps: { id?: string; with: Record<string, string> }[] }>;
    };
    const steps = workflow.jobs["promote"]?.steps ?? [];
    const meta = steps.find(({ id }) => id === "meta")?.with ?? {};
    expect([meta["tags"], meta["flavor"]]).toEqual(["type=semver,pattern={{version}}", "latest=auto"]);
    const tags = [version, "latest"].map((tag) => `${meta["images"]}:${tag}`).join("\n");
    const values: Readonly<Record<string, string>> = {
      "steps.meta.outputs.tags": tags,
      "needs.build.outputs.digest": digest,
      "vars.AZURE_CLIENT_ID": contoso.clientId,
      "vars.AZURE_TENANT_ID": contoso.tenantId,
      "vars.AZURE_SUBSCRIPTION_ID": contoso.subscriptionId,
    };
    const step = steps.find(({ id }) => id === "promote")?.with ?? {};
    return Object.fromEntries(
      Object.entries(step).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => values[expression] ?? ""),
      ]),
    );
  }

  it("keeps latest on 2.0.0 when 1.4.9 is released after it, by the bundle", async () => {
    const place = { store: world.dev.store, repository: "api" };
    const [first, second, third] = ["1.4.8", "2.0.0", "1.4.9"].map((content) => putImage(place, { content }).digest);
    const statuses = async (version: string, digest = "") => tagsOf(await world.run(inputsOf(version, digest)));
    expect(await statuses("1.4.8", first)).toEqual({ "1.4.8": "created", latest: "created" });
    expect(await statuses("2.0.0", second)).toEqual({ "2.0.0": "created", latest: "moved" });
    expect(await statuses("1.4.9", third)).toEqual({ "1.4.9": "created", latest: "kept" });
    expect(world.prod.store.tags("api")).toEqual({ "1.4.8": first, "2.0.0": second, "1.4.9": third, latest: second });
  });
});
