// The lint rules of src/ in biome.json, tried on code that breaks them. Untrusted text has one way out for each of the
// runner's surfaces; these rules close the others. They evaluate no text and start no process.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const PROPERTY = "lint/nursery/noJsRestrictedProperties";
const GLOBAL = "lint/style/noRestrictedGlobals";
const IMPORT = "lint/style/noRestrictedImports";

const BREACHES: readonly (readonly [code: string, rule: string])[] = [
  ['process.stdout.write("x");', PROPERTY],
  ['process["stderr"].write("x");', PROPERTY],
  ["export const { stdout } = process;", PROPERTY],
  ['process.emitWarning("x");', PROPERTY],
  ['globalThis.process.stdout.write("x");', GLOBAL],
  ['console.log("x");', "lint/suspicious/noConsole"],
  ["export const { log } = console;", GLOBAL],
  ['eval("x");', "lint/security/noGlobalEval"],
  ['new Function("x")();', GLOBAL],
  ['require("x");', "lint/style/noCommonJs"],
  ['import { stdout } from "node:process";\nstdout.write("x");', IMPORT],
  ['import { Console } from "node:console";\nexport const out = Console;', IMPORT],
  ['import { writeSync } from "node:fs";\nwriteSync(1, "x");', IMPORT],
  ['export const files = await import("node:fs");', IMPORT],
  ['import { info } from "@actions/core";\ninfo("x");', IMPORT],
  ['import { spawn } from "node:child_process";\nspawn("x");', IMPORT],
  ['export const vm = await import("node:vm");', IMPORT],
  ['import { Worker } from "node:worker_threads";\nexport const worker = Worker;', IMPORT],
  ['import { join } from "path";\nexport const joined = join("a", "b");', "lint/style/useNodejsImportProtocol"],
];
const ALLOWED = [
  'import { readFile } from "node:fs/promises";',
  'import type { Dirent } from "node:fs";',
  "export const read = (entry: Dirent) => readFile(entry.name);",
  "export const folder = process.cwd();",
].join("\n");

/** What @actions/core exports beside what runner/core.ts imports of it. */
const CORE_REFUSED = [
  "addPath",
  "exportVariable",
  "getBooleanInput",
  "getIDToken",
  "getMultilineInput",
  "group",
  "markdownSummary",
  "platform",
  "saveState",
  "setCommandEcho",
  "setFailed",
];

let folder = "";
let report = "";

/** The rules that a file of src/ breaks. */
const rulesBrokenBy = (name: string) =>
  [
    ...new Set(
      [...report.matchAll(/^src\/([\w/-]+\.ts):\d+:\d+ (lint\/\w+\/\w+)/gm)].map(([, at, rule]) => `${at} ${rule}`),
    ),
  ]
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lint-rules-"));
  for (const file of ["biome.json", ".gitignore"]) cpSync(file, join(folder, file));
  mkdirSync(join(folder, "src/plan"), { recursive: true });
  for (const [at, [code]] of BREACHES.entries()) writeFileSync(join(folder, `src/plan/breach-${at}.ts`), `${code}\n`);
  writeFileSync(join(folder, "src/plan/allowed.ts"), `${ALLOWED}\n`);
  mkdirSync(join(folder, "src/runner"));
  writeFileSync(join(folder, "src/main.ts"), 'process.stdout.write("x");\nprocess.stderr.write("x");\n');
  const imports = CORE_REFUSED.map((name) => `import { ${name} } from "@actions/core";\n`);
  writeFileSync(join(folder, "src/runner/core.ts"), `${imports.join("")}${readFileSync("src/runner/core.ts", "utf8")}`);
  const biome = join(process.cwd(), "node_modules/@biomejs/biome/bin/biome");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [biome, "lint", "--colors=off", "--max-diagnostics=none", "src"],
    { cwd: folder, encoding: "utf8" },
  );
  report = `${stdout}\n${stderr}`;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the lint rules of src/", () => {
  it.each(BREACHES.map(([code, rule], at) => ({ code, rule, at })))("refuse $code", ({ rule, at }) => {
    expect(rulesBrokenBy(`plan/breach-${at}.ts`)).toContain(rule);
  });

  it("let files be read and the workspace be found", () => {
    expect(rulesBrokenBy("plan/allowed.ts")).toEqual([]);
  });

  it("let main.ts write to neither standard output nor standard error", () => {
    expect(report.match(/^src\/main\.ts:\d+/gm)?.toSorted()).toEqual(["src/main.ts:1", "src/main.ts:2"]);
  });

  it("let runner/core.ts import what the action uses of @actions/core, and nothing else of it", () => {
    const lines = [...report.matchAll(/^src\/runner\/core\.ts:(\d+):\d+ (lint\/\w+\/\w+)/gm)];
    const refused = lines
      .filter(([, , rule]) => rule === IMPORT)
      .map(([, line]) => Number(line))
      .toSorted((a, b) => a - b);
    expect(refused).toEqual(CORE_REFUSED.map((_, at) => at + 1));
  });
});
