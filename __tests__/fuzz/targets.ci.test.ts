// A few seconds of fuzzing with a fixed seed in every run of the tests; a minute each is `npm run fuzz`.
import { describe, expect, it } from "@jest/globals";
import { FUZZ_TARGETS, fuzz } from "./targets.ts";

describe("anything at all", () => {
  it.each(FUZZ_TARGETS)("read as $name is taken or refused, soon", (target) => {
    const { inputs } = fuzz(target, { seed: 7, timeMs: 3_000, runs: 1_500 });
    expect(inputs).toBeGreaterThan(50);
  });

  it("that breaks a property is told", () => {
    const [target] = FUZZ_TARGETS;
    if (target === undefined) throw new Error("nothing to fuzz");
    const broken = { ...target, check: (text: string) => expect(text.length).toBeLessThan(5) };
    expect(() => fuzz(broken, { seed: 7, timeMs: 3_000, runs: 1_000 })).toThrow(/Counterexample/);
  });
});
