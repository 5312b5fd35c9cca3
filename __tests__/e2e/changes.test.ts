// What the plan, the summary and the result say about tags that move, at each level of `changes`; what it costs, and that it fails
// nothing. changes-bundle.test.ts has the runs of the bundle.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { FaultAction } from "../emulator/faults.ts";
import { addGitHubApi, type GitHubApi } from "../emulator/github-api.ts";
import { putImage, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { seedGitHubRegistry } from "../emulator/seed-sources.ts";
import {
  addHistory,
  changeOf,
  type Options,
  OWN,
  optionalOf,
  promote,
  putBoth,
  STORAGE,
  shownBy,
  stated,
} from "./changes-scene.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
let world: World;
let github: GitHubApi;

beforeEach(async () => {
  world = await startWorld();
  github = addGitHubApi(world.azure);
});
afterEach(() => world.close());

const put = (before: Options, after: Options, tags?: readonly string[]) => putBoth(world, before, after, tags);
const warningsOf = (run: ShippedRun) =>
  run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);
const signature = ({ requests }: ShippedRun) =>
  requests.map(({ method, host, target }) => `${method} ${host}${target.replace(/[0-9a-f-]{36}/g, "ID")}`).toSorted();

describe("annotations", () => {
  it("costs no request: with off there are the same ones", async () => {
    put({ annotations: stated("1") }, { annotations: stated("2") });
    const runs = [];
    for (const changes of ["off", "annotations"]) {
      const run = await world.runInProcess(promote(changes, { "dry-run": "true" }));
      runs.push(signature(run));
      expect(changeOf(run)["version"]).toBe(changes === "off" ? undefined : "2");
    }
    expect(runs[1]).toEqual(runs[0]);
    const off = await world.runInProcess(promote("off"));
    expect(off.summary).not.toContain("What changed");
    expect(off.log).not.toContain("1 → 2");
  });

  it("takes those of an index's images where the index states none, once they are read back", async () => {
    const place = { store: world.prod.store, repository: "app" };
    putIndex(place, { content: "before", indexAnnotations: stated("1.4.1"), tag: "latest" });
    putIndex(
      { ...place, store: world.dev.store },
      { content: "after", annotations: stated("1.4.2"), attestations: true, tag: "build-1" },
    );
    const plan = await world.runInProcess(promote("annotations", { "dry-run": "true" }));
    expect(changeOf(plan)).toMatchObject({ previousVersion: "1.4.1" });
    expect(changeOf(plan)["version"]).toBeUndefined();
    const run = await world.runInProcess(promote("annotations"));
    expect(changeOf(run)).toMatchObject({ version: "1.4.2", previousVersion: "1.4.1", status: "moved" });
    expect(run.summary).toContain("### What changed");
    expect(run.summary).toMatch(/<td>linux\/amd64&nbsp;\d+&nbsp;B<br>linux\/arm64&nbsp;\d+&nbsp;B<\/td>/);
  });

  it("shows no version that the images of an index do not agree on", async () => {
    const place = { store: world.dev.store, repository: "app" };
    const children = ["1", "2"].map((version, at) =>
      putImage(place, {
        content: version,
        annotations: stated(version),
        platform: at === 0 ? "linux/amd64" : "linux/arm64",
      }),
    );
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: children }));
    world.dev.store.putManifest("app", mediaType, index, "build-1");
    putImage({ ...place, store: world.prod.store }, { content: "before", tag: "latest" });
    const run = await world.runInProcess(promote("annotations"));
    expect([run.exitCode, changeOf(run)["version"]]).toEqual([0, undefined]);
  });

  it("has the versions among the tags where nothing is annotated, and the sizes of both images", async () => {
    put({ layers: 2 }, { layers: 3 }, ["1.4.1", "latest"]);
    const images = `${dev}/app:build-1 => app:1.4.2,latest`;
    const run = await world.runInProcess(promote("annotations", { images }));
    expect(run.result.images[0]?.tags[1]).toMatchObject({
      version: "1.4.2",
      previousVersion: "1.4.1",
      changesFrom: { version: "tag", previousVersion: "tag" },
    });
    expect(run.result.images[0]?.tags[0]).not.toHaveProperty("changesFrom");
    expect(run.summary).toMatch(/<td>\d+(\.\d)?&nbsp;k?B&nbsp;\(was&nbsp;\d+(\.\d)?&nbsp;k?B\)<\/td>/);
  });

  it("of a tag that is created, unchanged or kept is nothing", async () => {
    put({ annotations: stated("2.0.0") }, { annotations: stated("1.0.0") }, ["2.0.0", "latest"]);
    const images = `${dev}/app:build-1 => app:1.0.0,latest`;
    const run = await world.runInProcess(promote("annotations", { images, "forward-only": "latest" }));
    expect(run.result.images[0]?.tags.map(({ status }) => status)).toEqual(["created", "kept"]);
    expect(run.result.images[0]?.tags.filter((tag) => "version" in tag)).toEqual([]);
    expect(run.summary).not.toContain("What changed");
  });
});

describe("labels", () => {
  const old = { labels: stated("1.4.1", "a".repeat(40)) };
  const fresh = { labels: stated("1.4.2", "b".repeat(40)) };

  it("are those of one platform of an index", async () => {
    const place = { store: world.prod.store, repository: "app" };
    const platforms = ["linux/arm64", "linux/amd64"];
    putIndex(place, { content: "before", platforms, labels: stated("1"), tag: "latest" });
    putIndex(
      { ...place, store: world.dev.store },
      { content: "after", labels: stated("2"), attestations: true, tag: "build-1" },
    );
    const run = await world.runInProcess(promote("labels", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ version: "2", previousVersion: "1" });
    expect(run.summary).toMatch(/<td>linux\/amd64&nbsp;\d+&nbsp;B&nbsp;\(was&nbsp;\d+&nbsp;B\)<\/td>/);
    expect(run.requests.filter(({ host }) => STORAGE.test(host))).toHaveLength(2);
    expect(shownBy(run)).toContain("<sub>label says</sub> 1&nbsp;→&nbsp;<sub>label says</sub> 2");
  });

  it("of a private package of ghcr.io are read with the login of its read, and compared with the target's", async () => {
    const { registry } = seedGitHubRegistry(world.azure);
    putImage({ store: registry.store, repository: OWN }, { content: "after", labels: stated("1.4.2"), tag: "build-1" });
    putImage(
      { store: world.prod.store, repository: "app" },
      { content: "before", labels: stated("1.4.1"), tag: "latest" },
    );
    const run = await world.runInProcess(
      promote("labels", {
        images: `ghcr.io/${OWN}:build-1 => app:latest`,
        "source-username": "octocat",
        "source-password": "ghp_0localAzureGitHubToken00000000000",
      }),
    );
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(changeOf(run)).toMatchObject({ version: "1.4.2", previousVersion: "1.4.1" });
    const configs = run.requests.filter(({ host, target }) => host === "ghcr.io" && /\/blobs\//.test(target));
    expect(configs.map(({ method, headers }) => [method, /^Bearer /.test(headers["authorization"] ?? "")])).toEqual([
      ["GET", true],
    ]);
  });

  it("are not read where annotations state version and commit, nor of an artifact", async () => {
    const both = (version: string, commit: string) => ({
      annotations: stated(version, commit.repeat(40)),
      labels: stated("9"),
    });
    put(both("1", "a"), both("2", "b"));
    const run = await world.runInProcess(promote("labels", { "dry-run": "true" }));
    expect(optionalOf(run)).toEqual([]);
    expect(changeOf(run)).toMatchObject({ version: "2", changesFrom: { version: "annotation" } });
    const chart = { images: `${dev}/charts/shop:0.9.1 => app:latest` };
    expect(optionalOf(await world.runInProcess(promote("labels", { ...chart, "dry-run": "true" })))).toEqual([]);
  });

  it.each<[string, FaultAction]>([
    ["hangs", { kind: "hang" }],
    ["responds 503", { kind: "status", status: 503 }],
    ["responds 429", { kind: "status", status: 429, headers: { "Retry-After": "60" } }],
    ["resets", { kind: "reset" }],
    ["sends something else", { kind: "replace-body", body: "{}" }],
    ["sends without end", { kind: "endless-body" }],
    ["is not trusted", { kind: "tls-failure", how: "untrusted" }],
  ])(
    "fail nothing where the storage host %s: at most 2 s in a dry run, nothing in a promotion",
    async (_name, action) => {
      put(old, fresh);
      putImage({ store: world.prod.store, repository: "other" }, { content: "x", tag: "latest" });
      const images = `${dev}/app:build-1 => app:latest\n${dev}/worker:build-812 => other:latest`;
      world.azure.faults.add({ host: STORAGE, times: "always", action });
      const took = async (changes: string, more: Record<string, string>) => {
        const from = world.azure.world.clock.now();
        const run = await world.runInProcess(promote(changes, { images, ...more }));
        return { run, tookMs: world.azure.world.clock.now() - from };
      };
      const without = await took("off", { "dry-run": "true" });
      const { run: plan, tookMs } = await took("labels", { "dry-run": "true" });
      expect([plan.exitCode, plan.outputs["status"], warningsOf(plan)]).toEqual([0, "planned", []]);
      expect(tookMs - without.tookMs).toBeLessThan(3_000);
      expect(plan.summary).toMatch(/Labels were not read|Not everything about the changes was read within 2 s/);
      // Off for the rest of the run: at most those that were under way, each twice after a reset.
      expect(plan.requests.filter(({ host }) => STORAGE.test(host)).length).toBeLessThanOrEqual(8);
      const { run } = await took("labels", {});
      expect([run.exitCode, run.outputs["status"], warningsOf(run)]).toEqual([0, "promoted", []]);
      expect(run.summary).toMatch(
        /Labels were not read|was read within 2 s|over before everything about the changes was read/,
      );
    },
  );

  it("are not asked for again once a lookup has failed", async () => {
    const repositories = Array.from({ length: 12 }, (_, at) => `app-${at}`);
    for (const repository of repositories) {
      putImage({ store: world.prod.store, repository }, { content: `${repository} before`, ...old, tag: "latest" });
      putImage({ store: world.dev.store, repository }, { content: `${repository} after`, ...fresh, tag: "build-1" });
    }
    world.azure.faults.add({ host: STORAGE, times: "always", action: { kind: "status", status: 503 } });
    const images = repositories.map((repository) => `${dev}/${repository}:build-1 => ${repository}:latest`).join("\n");
    const run = await world.runInProcess(promote("labels", { images, "dry-run": "true" }));
    expect(run.exitCode).toBe(0);
    // Those that were under way beside the first one.
    expect(run.requests.filter(({ host }) => STORAGE.test(host)).length).toBeLessThanOrEqual(4);
  });

  it("of one image that are too large do not hide those of others, and no version passes for words of the log", async () => {
    put({ labels: { big: "x".repeat(1_100_000) } }, { labels: stated("2, commit aaaaaaa → bbbbbbb") });
    putImage({ store: world.prod.store, repository: "other" }, { content: "a", labels: stated("1"), tag: "latest" });
    putImage({ store: world.dev.store, repository: "other" }, { content: "b", labels: stated("2"), tag: "build-1" });
    const images = [`${dev}/app:build-1 => app:latest`, `${dev}/other:build-1 => other:latest`].join("\n");
    const run = await world.runInProcess(promote("labels", { images, "dry-run": "true" }));
    expect(run.result.images[1]?.tags[0]).toMatchObject({ version: "2", previousVersion: "1" });
    expect(run.log).toContain('latest: not known → "2, commit aaaaaaa → bbbbbbb" (label)');
    expect(run.log).toContain("Labels were not read: ");
  });

  it("are read beside the import: neither waits for the other", async () => {
    put(old, fresh);
    const imported = Promise.withResolvers<void>();
    world.azure.faults.add({ path: /importImage/, method: "POST", onRequest: () => imported.resolve() });
    world.azure.faults.add({ host: STORAGE, times: "always", onRequest: () => imported.promise });
    const run = await world.runInProcess(promote("labels"));
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "promoted"]);
    expect(changeOf(run)).toMatchObject({ version: "1.4.2", previousVersion: "1.4.1" });
  });

  it("of one side that could not be read are not said to be missing", async () => {
    put(old, { labels: { ...fresh.labels, large: "x".repeat(2_000_000) } });
    const run = await world.runInProcess(promote("labels", { "dry-run": "true" }));
    expect(run.log).toContain("latest: 1.4.1 (label) → not known");
    expect(run.summary).toContain("&nbsp;→&nbsp;<i>not known</i>");
    expect(run.summary).toContain("Labels were not read");
  });

  it("are no one's concern where the registry refuses the config", async () => {
    put(old, fresh);
    world.azure.faults.add({
      host: prod,
      path: /blobs/,
      method: "GET",
      times: "always",
      action: { kind: "status", status: 403 },
    });
    const run = await world.runInProcess(promote("labels", { "dry-run": "true" }));
    expect([run.exitCode, warningsOf(run)]).toEqual([0, []]);
    expect(run.log).toContain("Labels were not read:");
  });
});

describe("commits", () => {
  const history = () => addHistory(github.commits);
  const images = (old: string, fresh: string) =>
    put({ annotations: stated("1", old) }, { annotations: stated("2", fresh) });

  it("that a tag loses are announced, but not in an undo", async () => {
    const { last, fix } = history();
    images(last, fix);
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ ahead: 1, behind: 12 });
    expect(warningsOf(run)).toEqual([
      `app:latest goes back: 12 commits of ${last.slice(0, 7)} are not in ${fix.slice(0, 7)}`,
    ]);
    expect(run.summary).toContain("goes&nbsp;back: ");
    const moved = await world.runInProcess(promote("commits"));
    expect([moved.exitCode, warningsOf(moved).length]).toEqual([0, 1]);
    const undo = await world.runInProcess({ undo: moved.outputs["rollback"] ?? "", images: "", changes: "commits" });
    expect([undo.exitCode, warningsOf(undo)]).toEqual([0, []]);
    expect(changeOf(undo)).toMatchObject({ version: "1", previousVersion: "2", ahead: 12, behind: 1 });
  });

  it("are announced where it is a single one, too", async () => {
    const first = github.commits.add(OWN, "First");
    const last = github.commits.add(OWN, "Last", first);
    images(last, first);
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(warningsOf(run)).toEqual([
      `app:latest goes back: 1 commit of ${last.slice(0, 7)} is not in ${first.slice(0, 7)}`,
    ]);
  });

  it("are shown up to 20", async () => {
    const first = github.commits.add(OWN, "First");
    let last = first;
    for (let at = 1; at <= 300; at++) last = github.commits.add(OWN, `Change ${at}`, last);
    images(first, last);
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ ahead: 300, behind: 0 });
    expect(run.summary).toContain("Latest 20 of 300 commits in");
    expect(run.summary).toMatch(/<ul>\n<li>Change 300<\/li>/);
    // GitHub drops a job's outputs in which a secret occurs.
    expect(changeOf(run)).toHaveProperty("compareUrl");
    expect(run.outputs["json"]).not.toContain("compareUrl");
  });

  it("are compared of the labels' revisions where there are no annotations", async () => {
    const { first, last } = history();
    put({ labels: stated("1", first) }, { labels: stated("2", last) });
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ ahead: 12, changesFrom: { revision: "label" } });
  });

  it.each([
    ["another repository", "https://github.com/nginxinc/docker-nginx"],
    ["another server", `https://github.example.com/${OWN}`],
    ["no server", `git@github.com:${OWN}.git`],
    ["a path below the repository", `https://github.com/${OWN}/compare`],
    ["a host in the path", `https://github.com@evil.example/${OWN}`],
  ])("of %s are neither compared nor linked", async (_name, source) => {
    const { first, last } = history();
    put({ annotations: stated("1", first, source) }, { annotations: stated("2", last, source) });
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(optionalOf(run)).toEqual([]);
    expect(run.summary).not.toContain("<a ");
    expect(changeOf(run)).toMatchObject({ revision: last, previousRevision: first });
    expect(changeOf(run)).not.toHaveProperty("compareUrl");
  });

  it.each([
    ["with .git", `https://github.com/${OWN}.git`],
    ["in another letter case", "https://github.com/Contoso/SHOP/"],
  ])("of the own repository are compared however it is written: %s", async (_name, source) => {
    const { first, last } = history();
    put({ annotations: stated("1", first, source) }, { annotations: stated("2", last, source) });
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ ahead: 12 });
  });

  it("without a stated repository are linked only once GitHub knows them", async () => {
    const { first, last } = history();
    const only = (revision: string) => ({ annotations: { "org.opencontainers.image.revision": revision } });
    put(only(first), only(last));
    const plan = await world.runInProcess(promote("annotations", { "dry-run": "true" }));
    expect(plan.summary).not.toContain("<a ");
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect(run.summary).toContain("12&nbsp;commits&nbsp;more</a>");
  });

  it.each<[string, FaultAction | "hidden" | "refused", RegExp]>([
    ["hangs", { kind: "hang" }, /within 2 s/],
    ["responds 500", { kind: "status", status: 500 }, /responded HTTP 500/],
    ["responds 401", { kind: "status", status: 401 }, /refused github-token/],
    ["is throttled", { kind: "status", status: 403, headers: { "x-ratelimit-remaining": "0" } }, /rate limit/],
    ["resets", { kind: "reset" }, /Comparing commits/],
    ["sends no JSON", { kind: "replace-body", body: "<html>" }, /cannot be read/],
    ["sends without end", { kind: "endless-body" }, /Comparing commits|within 2 s/],
    ["does not know the commits", "hidden", /does not have both commits/],
    ["may not be read", "refused", /contents: read/],
  ])("fail nothing where GitHub %s", async (_name, fault, note) => {
    const { first, last } = history();
    images(first, last);
    if (typeof fault === "string") github.commits[fault].add(OWN);
    else world.azure.faults.add({ host: "api.github.com", path: /compare/, times: "always", action: fault });
    const plan = await world.runInProcess(promote("commits", { "dry-run": "true" }));
    expect([plan.exitCode, plan.outputs["status"], warningsOf(plan)]).toEqual([0, "planned", []]);
    expect(plan.log).toMatch(note);
    expect(plan.summary).toContain(">compare</a>");
    const run = await world.runInProcess(promote("commits"));
    expect([run.exitCode, run.outputs["status"], warningsOf(run)]).toEqual([0, "promoted", []]);
  });

  it("are compared at github.com where the runner names no API", async () => {
    const { first, last } = history();
    images(first, last);
    const run = await world.runInProcess(promote("commits", { "dry-run": "true" }), { env: { GITHUB_API_URL: "" } });
    expect(changeOf(run)).toMatchObject({ ahead: 12 });
  });

  it("need a token", async () => {
    const { first, last } = history();
    images(first, last);
    const run = await world.runInProcess(promote("commits", { "dry-run": "true", "github-token": "" }));
    expect([run.exitCode, optionalOf(run)]).toEqual([0, []]);
    expect(run.log).toContain("Commits were not compared: github-token is empty.");
  });
});

describe("what the step says", () => {
  it("is one error for a level that does not exist", async () => {
    const run = await world.runInProcess(promote("everything"));
    expect(run.errors).toContain('changes must be one of off, annotations, labels, commits; got "everything".');
    expect(run.requests).toEqual([]);
  });

  it("is for whoever approves: the plan is logged once what changes is known", async () => {
    put({ labels: stated("1") }, { labels: stated("2") });
    const run = await world.runInProcess(promote("labels", { "dry-run": "true" }));
    expect(run.log).toMatch(/Plan for[\s\S]*latest: 1 \(label\) → 2 \(label\)/);
    const summary = await readFile(run.outputs["summary-file"] ?? "", "utf8");
    expect(summary).toContain("What changes");
  });
});
