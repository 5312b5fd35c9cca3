// Writes and compares request logs: `npm run requests -- write <folder> [words…]`, `npm run requests -- compare <before> <after>`.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compareLogs, formatComparison, isUnchanged, type LogFolder } from "./comparison.ts";
import type { LogFile } from "./recorder.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
const USAGE = `Usage: npm run requests -- write <folder> [words…]
       npm run requests -- compare <before> <after>`;

/** Paths are relative to where npm was called. */
const resolvePath = (path: string) => resolve(process.env["INIT_CWD"] ?? ".", path);

/** Runs the end-to-end, field and fault tests whose path matches one of the words; returns jest's exit status. */
function writeLogs(folder: string, more: readonly string[]): number {
  const path = resolvePath(folder);
  if (existsSync(path) && readdirSync(path).length > 0) {
    console.error(`${path} is not empty. Name a new folder, so that no older log is left in it.`);
    return 2;
  }
  const words = more.filter((word) => !word.startsWith("-"));
  const options = more.filter((word) => word.startsWith("-"));
  const jest = [
    ...["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"],
    ...["--setupFilesAfterEnv", "./__tests__/requests/jest-names.ts"],
    // Also what `npm cit` leaves to CI.
    "--testPathIgnorePatterns=/node_modules/",
    ...["--testPathPatterns", `__tests__/(?=(e2e|field|faults)/).*(${words.join("|")})`],
    ...options,
  ];
  const env = { ...process.env, REQUEST_LOGS: path };
  const { status } = spawnSync(process.execPath, jest, { cwd: PROJECT, env, stdio: "inherit" });
  if (status !== 0) console.error("A test failed. Its log may be incomplete: do not compare it.");
  return status ?? 1;
}

function readLogs(folder: string): LogFolder {
  const path = resolvePath(folder);
  const files = globSync("**/*.json", { cwd: path }).sort();
  if (files.length === 0)
    throw new Error(`${path} holds no request log. Write one: npm run requests -- write ${folder}`);
  return Object.fromEntries(
    files.map((file) => [
      file.replaceAll("\\", "/").replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(path, file), "utf8")) as LogFile,
    ]),
  );
}

function main([command, first, ...more]: readonly string[]): number {
  if (command === "write" && first !== undefined) return writeLogs(first, more);
  const [second] = more;
  if (command === "compare" && first !== undefined && second !== undefined && more.length === 1) {
    const comparison = compareLogs(readLogs(first), readLogs(second));
    console.log(formatComparison(comparison));
    return isUnchanged(comparison) ? 0 : 1;
  }
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
