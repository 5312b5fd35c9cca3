import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { quote } from "../../src/quote.ts";

it.each([
  ["plain text", "api:1", '"api:1"'],
  ["a quote and a backslash", 'a"b\\c', '"a\\"b\\\\c"'],
  ["a line break and an escape sequence", "a\n\u001b[31m", '"a\\n\\u001b[31m"'],
  ["120 characters", "x".repeat(120), `"${"x".repeat(120)}"`],
  ["one character more", "x".repeat(121), `"${"x".repeat(120)}…"`],
])("quotes %s", (_name, text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

it("takes another limit", () => {
  expect(quote("abcd", 3)).toBe('"abc…"');
});

it("returns one bounded line for every text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const quoted = quote(text);
      expect(quoted.length).toBeLessThan(6 * 120 + 10);
      expect(quoted).not.toMatch(/[\r\n]/);
    }),
  );
});
