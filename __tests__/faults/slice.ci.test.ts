// A seeded slice of the fault matrix; the whole is `npm run faults`.
import { describe, expect, it } from "@jest/globals";
import { formatTally, runMatrix, shuffle } from "./matrix.ts";
import { allScenarios } from "./scenarios.ts";

const SLICE = 32;

describe("the fault matrix", () => {
  it(`gives the right verdict and breaks no invariant in ${SLICE} scenarios`, async () => {
    const quick = allScenarios().filter(({ slow }) => !slow);
    const [plain, conditioned] = [false, true].map((is) =>
      quick.filter((each) => (each.condition !== undefined) === is),
    );
    const mixed = [
      ...shuffle(plain ?? [], 20_250_101).slice(0, SLICE - 8),
      ...shuffle(conditioned ?? [], 1).slice(0, 8),
    ];
    const tally = await runMatrix(mixed, 4);
    console.log(formatTally(tally));
    const wrong = tally.results.filter(({ isRight, broken }) => !isRight || broken.length > 0);
    expect(wrong.map(({ scenario, verdict, broken, log }) => ({ name: scenario.name, verdict, broken, log }))).toEqual(
      [],
    );
    expect(formatTally(tally)).toBe(`scenarios run: ${SLICE}, verdicts right: ${SLICE}, invariants broken: 0`);
  }, 120_000);
});
