import { describe, expect, it } from "@jest/globals";
import { formatDuration, formatProgress } from "../../../src/import/progress.ts";

describe("formatProgress", () => {
  it("names the image that takes longest", () => {
    const importing = [
      { name: "web", elapsedMs: 2_000 },
      { name: "api", elapsedMs: 14_200 },
    ];
    expect(formatProgress({ total: 40, inPlace: 12, importing })).toBe("12/40 in place, 2 importing, longest api 14 s");
  });

  it("leaves out what is not going on", () => {
    expect(formatProgress({ total: 3, inPlace: 0, importing: [] })).toBe("0/3 in place");
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0.0 s"],
    [940, "0.9 s"],
    [9_949, "9.9 s"],
    [9_950, "10 s"],
    [59_499, "59 s"],
    [59_500, "1 min"],
    [185_000, "3 min 5 s"],
    [3_600_000, "1 h"],
    [7_440_000, "2 h 4 min"],
  ])("writes %i ms as %s", (durationMs, expected) => {
    expect(formatDuration(durationMs)).toBe(expected);
  });
});
