// Runs the fault matrix against the shipped bundle and prints its tally: `npm run faults -- [--only text] [--sample n] [--seed n] [--width n]`.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatTally, runMatrix, shuffle } from "../__tests__/faults/matrix.ts";
import { allScenarios } from "../__tests__/faults/scenarios.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    width: { type: "string", default: "12" },
  },
});

const chosen = shuffle(
  allScenarios().filter(({ name }) => name.includes(values.only)),
  Number(values.seed),
).slice(0, values.sample === undefined ? undefined : Number(values.sample));

// A copy, so that a build meanwhile does not change what is being looked at.
const folder = await mkdtemp(join(tmpdir(), "faults-"));
const bundle = join(folder, "dist/index.js");
await cp(join(import.meta.dirname, "../dist"), join(folder, "dist"), { recursive: true });

let done = 0;
const report = ({ scenario, verdict, isRight, broken, log }) => {
  done += 1;
  if (!isRight || broken.length > 0) {
    console.log(`✗ ${scenario.name}: ${verdict}, right would be: ${scenario.verdict}`);
    for (const sentence of broken) console.log(`    ${sentence}`);
    console.log(log.replace(/^/gm, "    | "));
  }
  if (done % 50 === 0) console.log(`${done} of ${chosen.length}`);
};
const tally = await runMatrix(chosen, Number(values.width), report, bundle);
await rm(folder, { recursive: true });
const slowest = [...tally.results].sort((one, other) => other.durationMs - one.durationMs).slice(0, 3);
console.log(
  `slowest: ${slowest.map((each) => `${each.scenario.name} ${(each.durationMs / 1000).toFixed(0)} s`).join("; ")}`,
);
console.log(formatTally(tally));
process.exitCode = tally.right === tally.run && tally.broken === 0 && tally.run > 0 ? 0 : 1;
