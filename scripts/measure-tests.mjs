// Measures each test suite by itself: wall time, CPU time with all child processes, starts of the bundle.
// Needs a POSIX shell. `npm run measure [-- path …]`; with CONFIG=<file>, the suites of another jest configuration.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const JEST = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
const config = process.env["CONFIG"] === undefined ? [] : ["--config", process.env["CONFIG"]];
const folder = mkdtempSync(join(tmpdir(), "measure-"));
const starts = join(folder, "starts");

/** Runs jest in a shell, whose `times` knows the CPU time of all processes that it has waited for. */
function jest(args) {
  const startedAt = performance.now();
  const command = ["sh", "-c", '"$@" >"$LOG" 2>&1; status=$?; times; exit $status', "sh"];
  const [program = "", ...rest] = [...command, process.execPath, ...JEST, ...config, ...args];
  const log = join(folder, "log");
  const { status, stdout } = spawnSync(program, rest, {
    encoding: "utf8",
    env: { ...process.env, COUNT_STARTS: starts, LOG: log },
  });
  const children = stdout.trimEnd().split("\n").at(-1) ?? "";
  const cpuSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds))
    .reduce((sum, each) => sum + each, 0);
  return { status, cpuSeconds, wallSeconds: (performance.now() - startedAt) / 1000, log: readFileSync(log, "utf8") };
}

try {
  const suites = jest(["--listTests", ...process.argv.slice(2)])
    .log.split("\n")
    .filter((line) => line.endsWith(".test.ts"))
    .map((path) => relative(process.cwd(), path))
    .sort();
  const total = { wall: 0, cpu: 0, starts: 0 };
  console.log("| Suite | Wall, s | CPU, s | Starts | Result |\n| --- | --: | --: | --: | --- |");
  for (const suite of suites) {
    writeFileSync(starts, "");
    const { status, wallSeconds, cpuSeconds, log } = jest(["-i", suite]);
    const started = readFileSync(starts, "utf8").split("\n").length - 1;
    total.wall += wallSeconds;
    total.cpu += cpuSeconds;
    total.starts += started;
    const tally = /^Tests: +(.*), \d+ total$/m.exec(log)?.[1] ?? "no tally";
    const exit = log.includes("did not exit") ? ", did not exit by itself" : "";
    const row = [suite.replace("__tests__/", ""), wallSeconds.toFixed(1), cpuSeconds.toFixed(1), started, tally + exit];
    console.log(`| ${row.join(" | ")} |`);
    if (status !== 0) process.exitCode = 1;
  }
  console.log(`| all | ${total.wall.toFixed(0)} | ${total.cpu.toFixed(0)} | ${total.starts} | |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
