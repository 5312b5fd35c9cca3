// Holds our runner to the Actions runner: variables, files, commands, masks, signals.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parseInputDefaults } from "../../emulator/action-inputs.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { runAction } from "../../emulator/runner.ts";
import { applyMasks, findSecretsInText } from "../../emulator/secrets.ts";
import { parseFileCommand, parseWorkflowCommands, withoutMaskCommands } from "../../emulator/workflow-commands.ts";

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
    expect(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "")).toEqual(["true", null, true, "x: 1"]);
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

  const lines: [string, string, [string, string][]][] = [
    ["a command at the start of a line", "::notice::x", [["notice", "x"]]],
    ["a command after Unicode blanks", "\u00a0\u2003::notice::x", [["notice", "x"]]],
    ["no command within a line", "a ::notice::x", []],
    ["a command after a lone CR", "a\r::notice::x", [["notice", "x"]]],
    ["the old style anywhere, in any case", "a ##[Add-Mask]x", [["add-mask", "x"]]],
    ["no command of an unknown name", "::foo::x", []],
    [
      "nothing between stop-commands and its token",
      "::stop-commands::T\n::notice::x\n::T::\n::notice::y",
      [
        ["stop-commands", "T"],
        ["notice", "y"],
      ],
    ],
  ];
  it.each(lines)("reads %s", (_name, output, commands) => {
    expect(parseWorkflowCommands(output).map((each) => [each.command, each.message])).toEqual(commands);
  });

  it("finds a secret plain, escaped or in base64 at any offset, and nothing else", () => {
    const secret = 'pass"word+with/odd=signs';
    const encoded = ["", "a", "ab"].map((before) => Buffer.from(`${before}${secret}tail`).toString("base64"));
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), ...encoded];
    for (const form of forms) expect(findSecretsInText([secret, "another-secret"], `x ${form} y`)).toEqual([secret]);
    expect(findSecretsInText([secret], secret.slice(1))).toEqual([]);
  });

  it("masks a value, its lines and their encodings", () => {
    const text = `a s3cret-one b ${Buffer.from("s3cret-one").toString("base64")} c s3cret-two d`;
    expect(applyMasks(text, ["s3cret-one\ns3cret-two"])).toBe("a *** b *** c *** d");
    expect(withoutMaskCommands("::add-mask::s3cret\nshown\n::notice::kept")).toBe("shown\n::notice::kept");
  });

  it("refuses an output file without its closing delimiter", () => {
    expect(() => parseFileCommand("a<<END\nb\n")).toThrow(/Matching delimiter not found/);
    expect(parseFileCommand("a<<END\nEND\nb=\n")).toEqual({ a: "", b: "" });
  });

  it("takes the defaults of action.yml", () => {
    const yml = `name: x\ninputs:\n  registry:\n    description: "a: b"\n    required: true\n  dry-run:\n    default: "false"\n  token:\n    default: \${{ github.token }}\nruns:\n  using: node24\n`;
    expect(parseInputDefaults(yml)).toEqual({ registry: "", "dry-run": "false", token: `\${{ github.token }}` });
  });
});

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
