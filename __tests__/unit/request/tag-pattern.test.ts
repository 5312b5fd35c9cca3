import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isTagPattern, matchesTagPattern } from "../../../src/request/tag-pattern.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

describe("matchesTagPattern", () => {
  it.each([
    ["latest", "latest", true],
    ["latest", "latest-1", false],
    ["latest", "not-latest", false],
    ["latest", "Latest", false],
    ["*", "anything", true],
    ["v1*", "v1.2", true],
    ["v1*", "v2", false],
    ["*-edge", "main-edge", true],
    ["*-edge", "main-edge-1", false],
    ["v?.?", "v1.2", true],
    ["v?.?", "v1.10", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["1.2", "1x2", false],
    ["**", "x", true],
    ["?", "", false],
    ["sha256-*.sig", `sha256-${"a".repeat(64)}.sig`, true],
  ])("%s and %s: %s", (pattern, tag, matches) => {
    expect(matchesTagPattern(tag, pattern)).toBe(matches);
  });

  it("agrees with a regular expression of the same words", () => {
    const characters = fc.constantFrom(..."ab*?.");
    fc.assert(
      fc.property(
        fc.string({ unit: characters, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom(..."ab."), maxLength: 8 }),
        (pattern, tag) => {
          const expression = new RegExp(
            `^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".")}$`,
          );
          expect(matchesTagPattern(tag, pattern)).toBe(expression.test(tag));
        },
      ),
    );
  });

  it("takes no time for many stars", () => {
    const match = () => expect(matchesTagPattern("a".repeat(128), `${"*a".repeat(63)}*b`)).toBe(false);
    expectCpuTimeBelow(50, match);
  });
});

it.each([
  ["latest", true],
  ["v1.*", true],
  ["", false],
  ["a b", false],
  ["[ab]", false],
  ["a/b", false],
  ["x".repeat(129), false],
])("isTagPattern(%j) is %s", (text, pattern) => {
  expect(isTagPattern(text)).toBe(pattern);
});
