// Fuzzes the parsers of foreign text, a minute each: `npm run fuzz -- [--seconds n] [--seed n] [--only name]`.
import { parseArgs } from "node:util";
import { FUZZ_TARGETS, fuzz } from "../__tests__/fuzz/targets.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
for (const target of FUZZ_TARGETS.filter(({ name }) => name.includes(values.only))) {
  const startedAt = performance.now();
  const { inputs, slowestMs, slowestLength } = fuzz(target, {
    seed,
    timeMs: Number(values.seconds) * 1000,
    runs: Number.MAX_SAFE_INTEGER,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(
    `${target.name}: ${inputs} inputs in ${seconds} s, none crashed; slowest ${slowestMs.toFixed(1)} ms for ${slowestLength} characters`,
  );
}
