// A seeded slice of the fault matrix for every run of the tests; the whole is `npm run faults`.
import { describe, expect, it } from "@jest/globals";
import { formatTally, runMatrix, shuffle } from "./matrix.ts";
import { allScenarios, FAULTS, PHASES, rightVerdict } from "./scenarios.ts";

const SLICE = 32;

describe("the fault matrix", () => {
  it("has a scenario for each fault and each phase", () => {
    const scenarios = allScenarios();
    const named = (key: "fault" | "phase") => new Set<string>(scenarios.map((scenario) => scenario[key]));
    expect([...named("phase")].sort()).toEqual(Object.keys(PHASES).sort());
    for (const fault of Object.keys(FAULTS)) expect(named("fault")).toContain(fault);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });

  it("is sure of its verdict in nearly every cell", () => {
    const scenarios = allScenarios();
    const unsure = scenarios.filter(({ verdict }) => verdict === "either");
    expect(unsure.length / scenarios.length).toBeLessThan(0.1);
    expect(rightVerdict("target-read", "403", 1)).toBe("refused");
    expect(rightVerdict("import-post", "lost-500", "always")).toBe("promoted");
  });

  it(`gives the right verdict and breaks no invariant in ${SLICE} scenarios`, async () => {
    const quick = allScenarios().filter(({ slow }) => !slow);
    const tally = await runMatrix(shuffle(quick, 20_250_101).slice(0, SLICE), 4);
    console.log(formatTally(tally));
    const wrong = tally.results.filter(({ isRight, broken }) => !isRight || broken.length > 0);
    expect(wrong.map(({ scenario, verdict, broken, log }) => ({ name: scenario.name, verdict, broken, log }))).toEqual(
      [],
    );
    expect(formatTally(tally)).toBe(`scenarios run: ${SLICE}, verdicts right: ${SLICE}, invariants broken: 0`);
  }, 120_000);
});
