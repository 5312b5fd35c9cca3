import { describe, expect, it } from "@jest/globals";
import { parseRetryAfter } from "../../../src/http/retry-after.ts";

const NOW_MS = Date.parse("2026-01-01T00:00:00Z");

describe("parseRetryAfter", () => {
  it.each<[string, string | undefined, number | undefined]>([
    ["seconds", "47", 47_000],
    ["a very long wait, in full", "1000000000", 1_000_000_000_000],
    ["blanks around", " 5 ", 5000],
    ["a date to come", "Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["two values: the longer", "10, 20", 20_000],
    ["a date and seconds", "Thu, 01 Jan 2026 00:00:07 GMT, 3", 7000],
    ["nothing", undefined, undefined],
    ["zero", "0", undefined],
    ["an empty text", "", undefined],
    ["a negative number", "-5", undefined],
    ["a fraction", "1.5", undefined],
    ["an exponent", "1e9", undefined],
    ["a date in the past", "Wed, 31 Dec 2025 23:59:59 GMT", undefined],
    ["a date of no calendar", "Thu, 99 Zzz 2026 00:01:00 GMT", undefined],
    ["a date of another form", "2026-01-01T00:01:00Z", undefined],
    ["garbage", "soon", undefined],
    ["something endless", "9".repeat(100_000), undefined],
  ])("reads %s", (_name, value, expected) => {
    expect(parseRetryAfter(value, NOW_MS)).toBe(expected);
  });
});
