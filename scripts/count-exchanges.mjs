// Counts the exchanges that tests validate by Microsoft's description, and those of the recordings:
// `npm run exchanges [-- words…]` runs the end-to-end, field and fault tests, or those whose path matches one of the words.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHORTENED } from "../__tests__/recordings/library.ts";

const JEST = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
const paths = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "exchanges-"));
try {
  const suites = paths.length > 0 ? paths : ["__tests__/e2e", "__tests__/field", "__tests__/faults"];
  const { status } = spawnSync(process.execPath, [...JEST, ...suites], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, EXCHANGE_TALLY: folder },
  });
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"));
  const rows = Map.groupBy(lines, (line) => line.split(" ")[0] ?? "");
  console.log("\n| Operation | Requests | Responses |\n| --- | --: | --: |");
  const row = (name, of) => {
    const answered = of.filter((line) => line.endsWith(" answered")).length;
    console.log(`| ${name} | ${of.length} | ${answered} |`);
  };
  for (const [name, of] of [...rows].sort(([one], [other]) => one.localeCompare(other))) row(name, of);
  row("all", lines);
  const recordings = [...SHORTENED.recordings.values()];
  const exchanges = recordings.flatMap((recording) => recording.exchanges);
  console.log(`\n${exchanges.length} exchanges in ${recordings.length} recordings.`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
