// Ages as people write them.
import { describe, expect, it } from "@jest/globals";
import { formatMinAge, parseMinAge } from "../../../src/request/min-age.ts";

const HOUR_MS = 3_600_000;

describe("parseMinAge", () => {
  it.each([
    ["3d", 72],
    ["12h", 12],
    ["1D", 24],
    ["0d", 0],
    ["0h", 0],
    ["9999d", 9999 * 24],
  ])("%s", (text, hours) => {
    expect(parseMinAge(text)).toBe(hours * HOUR_MS);
  });

  it.each(["", "3", "d", "3 d", "-3d", "3.5d", "3m", "90m", "3dd", "10000d", "3d\n", "P3D"])("refuses %j", (text) => {
    expect(parseMinAge(text)).toBeUndefined();
  });
});

it.each([
  [72, "3 days"],
  [24, "1 day"],
  [12, "12 hours"],
  [1, "1 hour"],
  [36, "36 hours"],
])("formatMinAge: %d hours are %s", (hours, text) => {
  expect(formatMinAge(hours * HOUR_MS)).toBe(text);
});
