import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Glob, isGlob } from "../../src/glob.ts";
import { expectCpuTimeBelow } from "../cpu-time.ts";

describe("Glob", () => {
  it.each([
    ["a.yml", "a.yml", true],
    ["a.yml", "b/a.yml", false],
    ["*.yml", "a.yml", true],
    ["*.yml", ".yml", true],
    ["*.yml", ".hidden.yml", true],
    ["*.yml", "a/b.yml", false],
    ["?.yml", "a.yml", true],
    ["?.yml", "\u{1f600}.yml", true],
    ["?", "/", false],
    ["a?b", "a/b", false],
    ["mirror/*", "mirror/", true],
    ["mirror/*", "mirror/a/b", false],
    ["mirror/**", "mirror/a/b", true],
    ["mirror/**", "mirror", false],
    ["**", "a/b/c", true],
    ["**.yml", "a/b/c.yml", true],
    ["a**c", "a/b/c", true],
    ["**/c", "c", true],
    ["**/c", "a/b/c", true],
    ["**/c", "a/bc", false],
    ["a/**/c", "a/c", true],
    ["a/**/c", "a/b/b/c", true],
    ["a/**/c", "ac", false],
    ["a/**/c", "a/bc", false],
    ["a/**/**/c", "a/c", true],
    ["a**/c", "ax/c", true],
    ["a**/c", "ac", false],
    ["***", "a/b", true],
    ["[ab].yml", "a.yml", false],
    ["{a,b}.yml", "a.yml", false],
    ["", "", true],
    ["", "a", false],
  ])("%s and %s: %s", (pattern, path, matches) => {
    expect(new Glob(pattern).matches(path)).toBe(matches);
  });

  it("agrees with a regular expression of the same meaning", () => {
    const expressionOf = (pattern: string) =>
      pattern.replace(/(^|\/)\*\*+\/|\*\*+|\*|\?|[.]/g, (part, slash: string | undefined) => {
        if (part === ".") return "\\.";
        if (part === "?") return "[^/]";
        if (part === "*") return "[^/]*";
        return slash === undefined ? ".*" : `${slash}(?:.*/)?`;
      });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."ab*?/"), maxLength: 8 }).filter((text) => !/\*\*+\/\*\*/.test(text)),
        fc.string({ unit: fc.constantFrom(..."ab/"), maxLength: 8 }),
        (pattern, path) => {
          expect(new Glob(pattern).matches(path)).toBe(new RegExp(`^${expressionOf(pattern)}$`).test(path));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("shows early that nothing below a folder can match", () => {
    const glob = new Glob("mirror/*.yml");
    expect(glob.advance(glob.start(), "mirror/").size).toBeGreaterThan(0);
    expect(glob.advance(glob.start(), "other/").size).toBe(0);
    expect(glob.advance(glob.start(), "mirror/deep/").size).toBe(0);
  });

  it.each([
    ["**/**/**/a*b*c", "a/".repeat(2_000)],
    [`${"**/".repeat(200)}x`, "a/".repeat(1_000)],
    [`${"*a".repeat(200)}b`, "a".repeat(4_000)],
    [`${"**".repeat(2_000)}b`, "a".repeat(4_000)],
  ])("takes no time for %s", (pattern, path) => {
    expectCpuTimeBelow(1_000, () => expect(new Glob(pattern).matches(path)).toBe(false));
  });
});

it.each([
  ["a.yml", false],
  ["[a].yml", false],
  ["a*", true],
  ["a?", true],
])("isGlob(%j) is %s", (text, glob) => {
  expect(isGlob(text)).toBe(glob);
});
