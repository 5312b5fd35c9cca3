// Holds our runner to the Actions runner: variables, files, commands, masks, signals.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parseInputDefaults } from "../../emulator/action-inputs.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { runAction } from "../../emulator/runner.ts";

let azure: LocalAzure;

beforeEach(async () => {
  azure = await startLocalAzure();
});
afterEach(() => azure.close());

describe("the runner", () => {
  it("gives inputs, files and variables as the runner does, and reads outputs back", async () => {
    const bundle = join(azure.caFile, "../echo.mjs");
    await writeFile(
      bundle,
      `import { appendFileSync, readFileSync } from "node:fs";
       const e = process.env;
       appendFileSync(e.GITHUB_OUTPUT, "one=1\\nmany<<ghadelimiter_1\\na\\nb=c\\nghadelimiter_1\\n");
       appendFileSync(e.GITHUB_STEP_SUMMARY, "# hi");
       console.log("::add-mask::s3cret");
       console.log("  ::error file=a.txt,line=2,title=x%2Cy::first%0Asecond");
       console.error("noise ##[WARNING]old style");
       console.log(JSON.stringify([e["INPUT_DRY-RUN"], e.PATH, process.cwd() === e.GITHUB_WORKSPACE, readFileSync("a/b.yml", "utf8")]));
       process.exitCode = 3;`,
    );
    const run = await runAction(azure, { bundle, inputs: { "dry-run": "true" }, files: { "a/b.yml": "x: 1" } });
    expect(run.exitCode).toBe(3);
    expect(run.outputs).toEqual({ one: "1", many: "a\nb=c" });
    expect(run.summary).toBe("# hi");
    expect(run.masks).toEqual(["s3cret"]);
    expect(run.annotations).toMatchObject([
      { command: "error", properties: { file: "a.txt", line: "2", title: "x,y" }, message: "first\nsecond" },
      { command: "warning", message: "old style" },
    ]);
    expect(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "")).toEqual([
      "true",
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      true,
      "x: 1",
    ]);
    await run.dispose();
  });

  it("sends a signal when the log or a request says so", async () => {
    const bundle = join(azure.caFile, "../wait.mjs");
    await writeFile(
      bundle,
      `process.on("SIGINT", () => process.exit(7)); console.log("ready"); setTimeout(() => {}, 30_000);`,
    );
    const run = await runAction(azure, { bundle, signal: { name: "SIGINT", when: (log) => log.includes("ready") } });
    expect([run.exitCode, run.timedOut]).toEqual([7, false]);
    await run.dispose();
  });

  it("ends what does not end, and measures what it took", async () => {
    const bundle = join(azure.caFile, "../hang.mjs");
    await writeFile(bundle, "globalThis.kept = Buffer.alloc(80_000_000, 1); setInterval(() => {}, 1_000);");
    const run = await runAction(azure, { bundle, timeoutMs: 2_000, measureMemory: true });
    expect([run.exitCode, run.signal, run.timedOut]).toEqual([null, "SIGKILL", true]);
    expect(run.maxRssBytes).toBeGreaterThan(80_000_000);
  });

  it("hands flags to node, files to HOME and an event to the action", async () => {
    const bundle = join(azure.caFile, "../event.mjs");
    await writeFile(
      bundle,
      `import { readFileSync } from "node:fs";
       const e = process.env;
       console.log(JSON.stringify([process.execArgv, e.GITHUB_EVENT_NAME, JSON.parse(readFileSync(e.GITHUB_EVENT_PATH)), readFileSync(e.HOME + "/.docker/config.json", "utf8"), e.ACTIONS_ID_TOKEN_REQUEST_URL ?? null]));`,
    );
    const run = await runAction(azure, {
      bundle,
      nodeArgs: ["--disable-proto=throw"],
      event: "pull_request",
      eventPayload: { number: 7 },
      homeFiles: { ".docker/config.json": "{}" },
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
    });
    expect(JSON.parse(run.stdout)).toEqual([["--disable-proto=throw"], "pull_request", { number: 7 }, "{}", null]);
  });

  it("prints, counts and hands on what the runner does", async () => {
    const bundle = join(azure.caFile, "../wordy.mjs");
    await writeFile(
      bundle,
      `import { appendFileSync, writeFileSync } from "node:fs";
       const e = process.env;
       console.log("::add-mask::s3cret-of-the-step");
       console.log("::error title=t::" + "s3cret-of-the-step ".repeat(300));
       for (let at = 1; at <= 12; at += 1) console.log("::warning::" + at);
       console.log("::debug::unseen");
       appendFileSync(e.GITHUB_OUTPUT, "kept=1\\nempty=\\nhidden<<E\\nx s3cret-of-the-step\\nE\\nid=my-id\\nbroken\\nlost=2\\n");
       writeFileSync(e.GITHUB_STEP_SUMMARY, "x".repeat(1024 * 1024 + 1));`,
    );
    const run = await runAction(azure, { bundle, secrets: ["my-id"] });
    const [error, ...warnings] = run.annotations;
    expect(error?.message).toBe(`${"*** ".repeat(300)}`);
    expect(warnings.map(({ message }) => message)).toEqual("1 2 3 4 5 6 7 8 9 10".split(" "));
    expect(run.log.split("\n").filter((line) => line !== "")).toEqual([
      `##[error]${"s3cret-of-the-step ".repeat(300).slice(0, 4096)}`,
      ...Array.from({ length: 12 }, (_, at) => `##[warning]${at + 1}`),
    ]);
    expect(run.outputs).toEqual({ kept: "1", empty: "", hidden: "x s3cret-of-the-step", id: "my-id" });
    expect(run.jobOutputs).toEqual({ kept: "1" });
    expect(run.summary).toBe("");
    expect(run.runnerErrors).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid format 'broken'",
      "$GITHUB_STEP_SUMMARY upload aborted, the file has 1048577 bytes",
    ]);
  });

  it("gives every variable that a runner gives", async () => {
    const bundle = join(azure.caFile, "../env.mjs");
    await writeFile(bundle, "console.log(JSON.stringify(process.env))");
    const eventPayload = { pull_request: { head: { ref: "topic" }, base: { ref: "main" } } };
    const run = await runAction(azure, { bundle, event: "pull_request", eventPayload, debug: true });
    const env = JSON.parse(run.stdout) as Record<string, string>;
    const names = Object.keys(env).filter((name) => /^(GITHUB|RUNNER|ACTIONS)_/.test(name));
    expect(names.toSorted()).toEqual(RUNNER_VARIABLES);
    expect([env["GITHUB_HEAD_REF"], env["GITHUB_BASE_REF"]]).toEqual(["topic", "main"]);
    // One token for all of GitHub's services: to log one is to leak the other.
    expect(env["ACTIONS_RUNTIME_TOKEN"]).toBe(env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]);
  });

  it("takes the defaults of action.yml", () => {
    const yml = `name: x\ninputs:\n  registry:\n    description: "a: b"\n    required: true\n  dry-run:\n    default: "false"\n  token:\n    default: \${{ github.token }}\nruns:\n  using: node24\n`;
    expect(parseInputDefaults(yml)).toEqual({ registry: "", "dry-run": "false", token: `\${{ github.token }}` });
  });
});

/** GitHubContext.cs (its allowlist without action_path, which composite actions have), JobRunner.cs and NodeScriptActionHandler.cs of v2.336.0. */
const RUNNER_VARIABLES = [
  ..."CACHE_SERVICE_V2 CACHE_URL ID_TOKEN_REQUEST_TOKEN ID_TOKEN_REQUEST_URL ORCHESTRATION_ID RESULTS_URL RUNTIME_TOKEN RUNTIME_URL"
    .split(" ")
    .map((name) => `ACTIONS_${name}`),
  ...`ACTION ACTIONS ACTION_REF ACTION_REPOSITORY ACTOR ACTOR_ID API_URL ARTIFACTS ARTIFACTS_LIST BASE_REF ENV EVENT_NAME
      EVENT_PATH GRAPHQL_URL HEAD_REF JOB OUTPUT PATH REF REF_NAME REF_PROTECTED REF_TYPE REPOSITORY REPOSITORY_ID
      REPOSITORY_OWNER REPOSITORY_OWNER_ID RETENTION_DAYS RUN_ATTEMPT RUN_ID RUN_NUMBER SERVER_URL SHA STATE STEP_SUMMARY
      TRIGGERING_ACTOR WORKFLOW WORKFLOW_REF WORKFLOW_SHA WORKSPACE`
    .split(/\s+/)
    .map((name) => `GITHUB_${name}`),
  ..."ARCH DEBUG ENVIRONMENT NAME OS TEMP TOOL_CACHE TRACKING_ID WORKSPACE".split(" ").map((name) => `RUNNER_${name}`),
].toSorted();

it("imports nothing but node's modules and its own files", async () => {
  const directory = join(import.meta.dirname, "../../emulator");
  const foreign: string[] = [];
  for (const name of await readdir(directory)) {
    if (!name.endsWith(".ts")) continue;
    const source = await readFile(join(directory, name), "utf8");
    for (const [, specifier = ""] of source.matchAll(/^(?:import|export) (?:[^;=]*from )?"([^"]+)";$/gm))
      if (!/^node:|^\.\/[\w-]+\.ts$/.test(specifier)) foreign.push(`${name}: ${specifier}`);
  }
  expect(foreign).toEqual([]);
});
