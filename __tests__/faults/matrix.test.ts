// The fault matrix as a table. A seeded slice of it runs in slice.ci.test.ts, the whole by `npm run faults`.
import { describe, expect, it } from "@jest/globals";
import { allScenarios, CONDITIONS, FAULTS, PHASES, rightVerdict } from "./scenarios.ts";

describe("the fault matrix", () => {
  it("has a scenario for each fault and each phase", () => {
    const scenarios = allScenarios();
    const named = (key: "fault" | "phase") => new Set<string>(scenarios.map((scenario) => scenario[key]));
    const conditions = new Set<string | undefined>(scenarios.map(({ condition }) => condition));
    for (const condition of Object.keys(CONDITIONS)) expect(conditions).toContain(condition);
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
});
