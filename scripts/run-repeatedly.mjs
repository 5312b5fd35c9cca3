// Runs all tests again and again to find flakes and leaks: `npm run repeat -- [--times n] [--load] [-- what jest takes]`.
// With `--load`, every core is kept busy meanwhile. Ends with a tally; fails where any run did.
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { times: { type: "string", default: "10" }, load: { type: "boolean", default: false } },
  allowPositionals: true,
});
const JEST = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
const LEAKS = /^.*(?:failed to exit gracefully|did not exit).*$/m;

const busy = Array.from({ length: values.load ? availableParallelism() : 0 }, () =>
  spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
);
const failures = new Map();
let failedRuns = 0;
try {
  for (let run = 1; run <= Number(values.times); run += 1) {
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [...JEST, ...positionals], {
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const found = new Set([...stderr.matchAll(/^ {2}● (.*)$/gm)].map(([, name]) => name));
    const leak = LEAKS.exec(stderr)?.[0];
    if (leak !== undefined) found.add(leak);
    for (const name of found) failures.set(name, (failures.get(name) ?? 0) + 1);
    if (status !== 0 || found.size > 0) failedRuns += 1;
    const tally = /^Tests: +(.*)$/m.exec(stderr)?.[1] ?? `no tally: ${stderr.slice(-500)}`;
    const wallSeconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    const [, fiveMinutes = 0] = loadavg();
    console.log(`run ${run}: ${wallSeconds} s, load ${fiveMinutes.toFixed(1)}, ${tally}`);
    for (const name of found) console.log(`    ${name}`);
  }
} finally {
  for (const child of busy) child.kill();
}
for (const [name, count] of failures) console.log(`${count} times: ${name}`);
console.log(`runs: ${values.times}, failed: ${failedRuns}`);
process.exitCode = failedRuns === 0 ? 0 : 1;
