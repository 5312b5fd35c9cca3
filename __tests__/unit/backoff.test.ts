import { describe, expect, it } from "@jest/globals";
import { backoffMs } from "../../src/backoff.ts";

const PAUSES = { leastMs: 0, mostMs: 1_000, maxMs: 20_000 };

describe("backoffMs", () => {
  it("doubles with each try, up to its limit", () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => backoffMs(attempt, 0.5, PAUSES))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });

  it.each([
    [0, 0, 0],
    [0, 0.75, 750],
    [500, 0, 500],
    [500, 0.5, 750],
    [1_000, 0.9, 1_000],
  ])("is at least %d ms, and with %f of the rest %d ms", (leastMs, random, expected) => {
    expect(backoffMs(1, random, { ...PAUSES, leastMs })).toBe(expected);
  });
});
