// The scripts of the example that refreshes base images, run against a repository on disk and a stand-in of the GitHub CLI: the lock
// file survives from run to run, and there is one issue.
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { runBash } from "./bash.ts";

const run = promisify(execFile);
const LOCK_FILE = "base-images.lock.yml";

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/** Keeps the calls, and whether there is an issue: `gh issue list` prints its number. */
const GH = `#!/bin/bash
printf '%s\\n' "$*" >> "$GH_STATE/calls"
case "$1 $2" in
  "issue list") if [ -e "$GH_STATE/issue" ]; then echo 7; fi ;;
  "issue create") touch "$GH_STATE/issue" ;;
esac
`;

let folder: string;
let steps: readonly Step[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "refresh-"));
  const example = parse(await readFile("docs/examples/refresh-base-images.yml", "utf8")) as {
    jobs: { refresh: { steps: Step[] } };
  };
  steps = example.jobs.refresh.steps;
  await mkdir(join(folder, "bin"));
  await writeFile(join(folder, "bin/gh"), GH);
  await chmod(join(folder, "bin/gh"), 0o755);
  await git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", "origin");
  await git(folder, "clone", "--quiet", "origin", "seed");
  await writeFile(join(folder, "seed/README.md"), "main\n");
  await git(join(folder, "seed"), "add", ".");
  await git(join(folder, "seed"), "commit", "--quiet", "--message", "main");
  await git(join(folder, "seed"), "push", "--quiet", "origin", "HEAD:main");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const IDENTITY = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
const git = (cwd: string, ...words: string[]) => run("git", [...IDENTITY, ...words], { cwd });
const onBranch = async (...words: string[]) => (await git(join(folder, "origin"), ...words)).stdout.trim();

/** A job in a fresh clone, in which the action writes this lock file. Resolves with what the action finds as the last one. */
async function runJob(
  name: string,
  lockFile: string | undefined,
  { changed = "false" } = {},
): Promise<string | undefined> {
  await git(folder, "clone", "--quiet", "--depth", "1", `file://${folder}/origin`, name);
  const cwd = join(folder, name);
  await writeFile(join(cwd, "summary.md"), `What ${name} did\n`);
  const env = {
    PATH: `${folder}/bin:${process.env["PATH"]}`,
    HOME: folder,
    GH_STATE: folder,
    BRANCH: "base-images",
    CHANGED: changed,
    SUMMARY: "summary.md",
  };
  const script = async (step: string) => {
    const text = steps.find((each) => each.name === step)?.run ?? "exit 1";
    await runBash(text, { cwd, env });
  };
  await script("The lock file of the last run");
  const found = await readFile(join(cwd, LOCK_FILE), "utf8").catch(() => undefined);
  if (lockFile !== undefined) {
    await writeFile(join(cwd, LOCK_FILE), lockFile);
    await script("Keep the lock file");
  }
  await script("Keep one issue up to date");
  return found;
}

const calls = async () => (await readFile(join(folder, "calls"), "utf8")).split("\n");
const issueCalls = async (what: string) => (await calls()).filter((call) => call.startsWith(`issue ${what}`)).length;

describe("the example that refreshes base images", () => {
  it("finds the lock file of the last run, and pushes one that differs to a branch without anything else", async () => {
    expect(await runJob("first", "one\n")).toBeUndefined();
    expect(await runJob("second", "one\n")).toBe("one\n");
    expect(await onBranch("rev-list", "--count", "base-images")).toBe("1");
    expect(await runJob("third", "two\n")).toBe("one\n");
    // A run that failed writes none.
    expect(await runJob("fourth", undefined)).toBe("two\n");
    expect(await runJob("fifth", "three\n")).toBe("two\n");
    expect(await onBranch("rev-list", "--count", "base-images")).toBe("3");
    expect(await onBranch("ls-tree", "-r", "--name-only", "base-images")).toBe(LOCK_FILE);
    expect(await onBranch("show", `base-images:${LOCK_FILE}`)).toBe("three");
  });

  it("has one issue, and comments on it only where a tag moved", async () => {
    await runJob("held", "one\n");
    expect([await issueCalls("create"), await issueCalls("edit"), await issueCalls("comment")]).toEqual([1, 0, 0]);
    await runJob("still", "one\n");
    await runJob("moved", "two\n", { changed: "true" });
    expect([await issueCalls("create"), await issueCalls("edit"), await issueCalls("comment")]).toEqual([1, 2, 1]);
  });
});
