// What changes for tags that move, by the bundle: one run for each level, one with hostile labels, and what fails or hangs.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { addGitHubApi, type GitHubApi } from "../emulator/github-api.ts";
import { contoso } from "../emulator/seed.ts";
import { addHistory, changeOf, OWN, optionalOf, promote, putBoth, STORAGE, shownBy, stated } from "./changes-scene.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const [OLD, FRESH] = [{ labels: stated("1.4.1", "a".repeat(40)) }, { labels: stated("1.4.2", "b".repeat(40)) }];
let world: World;
let github: GitHubApi;

beforeEach(async () => {
  world = await startWorld();
  github = addGitHubApi(world.azure);
});
afterEach(() => world.close());

describe("what changes", () => {
  it("is stated by annotations, the default: versions, commits and base image in plan, summary and result", async () => {
    const [old, fresh] = ["a".repeat(40), "b".repeat(40)];
    const base = { "org.opencontainers.image.base.name": "docker.io/library/debian:12" };
    putBoth(
      world,
      { annotations: { ...stated("1.4.1", old), ...base } },
      { annotations: { ...stated("1.4.2", fresh), ...base } },
    );
    const run = await world.run({ images: `${dev}/app:build-1 => app:latest`, "dry-run": "true" });
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "planned"]);
    expect(changeOf(run)).toMatchObject({
      version: "1.4.2",
      previousVersion: "1.4.1",
      revision: fresh,
      previousRevision: old,
      compareUrl: `https://github.com/${OWN}/compare/${old}...${fresh}`,
      changesFrom: {
        version: "annotation",
        previousVersion: "annotation",
        revision: "annotation",
        previousRevision: "annotation",
      },
    });
    expect(run.outputs["json"]).toContain('"previousVersion":"1.4.1"');
    expect(run.outputs["json"]).not.toContain("compareUrl");
    expect(run.log).toContain("latest: 1.4.1 → 1.4.2, commit aaaaaaa → bbbbbbb");
    expect(run.summary).toContain("### What changes");
    expect(shownBy(run)).toMatch(/<td>1\.4\.1&nbsp;→&nbsp;1\.4\.2<\/td>/);
    expect(run.summary).toContain(`<a href="https://github.com/${OWN}/compare/${old}...${fresh}">compare</a>`);
    expect(shownBy(run)).toContain("<td>docker.io/library/debian:12</td>");
    expect(optionalOf(run)).toEqual([]);
  });

  it("is stated by labels, read from the storage host without credentials, and shown as claims", async () => {
    putBoth(world, OLD, FRESH);
    const run = await world.run(promote("labels", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({
      version: "1.4.2",
      previousVersion: "1.4.1",
      revision: "b".repeat(40),
      changesFrom: { version: "label", previousVersion: "label", revision: "label", previousRevision: "label" },
    });
    expect(shownBy(run)).toContain("<sub>label says</sub> 1.4.1&nbsp;→&nbsp;<sub>label says</sub> 1.4.2");
    expect(run.log).toContain("latest: 1.4.1 (label) → 1.4.2 (label)");
    const storage = run.requests.filter(({ host }) => STORAGE.test(host));
    expect(storage).toHaveLength(2);
    expect(storage.filter(({ headers }) => headers["authorization"] !== undefined)).toEqual([]);
    expect(optionalOf(run)).toHaveLength(4);
  });

  it("stays text where labels are hostile, in the log, the summary and the outputs", async () => {
    const text =
      "</td></table><img src=x onerror=alert(1)> @octocat #1 [x](javascript:1) `a` ::error::no\n::set-output name=x::y";
    const labels = {
      "org.opencontainers.image.version": text.slice(0, 120),
      "org.opencontainers.image.revision": "c".repeat(39),
      "org.opencontainers.image.base.name": text,
      "org.opencontainers.image.source": "javascript:alert(1)",
    };
    putBoth(world, OLD, { labels });
    const run = await world.run(promote("labels"));
    expect(run.exitCode).toBe(0);
    expect(changeOf(run)["revision"]).toBeUndefined();
    expect(run.summary).not.toMatch(/<img|javascript:|@octocat|\[x\]\(/);
    expect(run.annotations).toEqual([]);
    expect(Object.keys(run.outputs)).not.toContain("x");
    expect(JSON.parse(run.outputs["json"] ?? "")).toMatchObject({
      images: [{ tags: [{ version: text.slice(0, 120) }] }],
    });
  });

  it("is compared: count and first lines of commits in summary and log, counts in the result", async () => {
    const { first, last } = addHistory(github.commits);
    putBoth(world, { annotations: stated("1", first) }, { annotations: stated("2", last) });
    const run = await world.run(promote("commits", { "dry-run": "true" }));
    expect(changeOf(run)).toMatchObject({ ahead: 12, behind: 0 });
    expect(run.log).toContain("12 commits more");
    expect(run.summary).toContain(
      `<a href="https://github.com/${OWN}/compare/${first}...${last}">12&nbsp;commits&nbsp;more</a>`,
    );
    const lines = [...(run.summary ?? "").matchAll(/<li>(.*)<\/li>/g)].map(([, line]) => line);
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe("Change 12 &#40;&#35;<wbr>&#49;2&#41;");
    const [request] = run.requests.filter(({ target }) => target.includes("/compare/"));
    expect(request?.headers["authorization"]).toBeDefined();
    expect(run.annotations).toEqual([]);
  });

  it("that a promotion did not wait for is named", async () => {
    putBoth(world, OLD, FRESH);
    world.azure.faults.add({ host: STORAGE, times: "always", action: { kind: "hang" } });
    const run = await world.run(promote("labels"));
    expect([run.exitCode, run.outputs["status"], run.annotations]).toEqual([0, "promoted", []]);
    expect(run.summary).toContain("The promotion was over before everything about the changes was read.");
    expect(run.log).toContain("The promotion was over before everything about the changes was read.");
  });

  it("ends nothing where the action itself fails at it", async () => {
    const { first, last } = addHistory(github.commits);
    putBoth(world, { annotations: stated("1", first) }, { annotations: stated("2", last) });
    // Nothing else needs the API's address, and nothing checks it before.
    const env = { GITHUB_API_URL: "no address" };
    const plan = await world.run(promote("commits", { "dry-run": "true" }), { env });
    expect([plan.exitCode, plan.outputs["status"], plan.annotations]).toEqual([0, "planned", []]);
    expect(plan.log).toContain("Not everything about the changes was read: TypeError: Invalid URL");
    const run = await world.run(promote("commits"), { env });
    expect([run.exitCode, run.outputs["status"], run.annotations]).toEqual([0, "promoted", []]);
    expect(run.summary).toContain("Not everything about the changes was read");
    expect(changeOf(run)).toMatchObject({ version: "2", status: "moved" });
  });
});
