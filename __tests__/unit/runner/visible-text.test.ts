import { describe, expect, it } from "@jest/globals";
import { makeVisible } from "../../../src/runner/visible-text.ts";

describe("makeVisible", () => {
  it.each([
    ["a line feed", "\n", "\\n"],
    ["a carriage return", "\r", "\\r"],
    ["a tab", "\t", "\\t"],
    ["NUL", "\0", "\\u{0}"],
    ["escape, which begins terminal sequences", "\u001b[31m", "\\u{1b}[31m"],
    ["delete", "\u007f", "\\u{7f}"],
    ["the next-line control", "\u0085", "\\u{85}"],
    ["a bidirectional override", "\u202e", "\\u{202e}"],
    ["a bidirectional isolate", "\u2066", "\\u{2066}"],
    ["a zero-width space", "\u200b", "\\u{200b}"],
    ["a byte order mark", "\ufeff", "\\u{feff}"],
    ["a line separator", "\u2028", "\\u{2028}"],
    ["a paragraph separator", "\u2029", "\\u{2029}"],
    ["an interlinear annotation anchor", "\ufff9", "\\u{fff9}"],
    ["a Hangul filler", "\u3164", "\\u{3164}"],
    ["a tag character", "\u{e0041}", "\\u{e0041}"],
    ["private use", "\ue000", "\\u{e000}"],
    ["a lone surrogate", "\ud83d", "\\u{d83d}"],
  ])("writes out %s", (_, text, expected) => {
    expect(makeVisible(`a${text}b`, 100)).toBe(`a${expected}b`);
  });

  it("leaves letters, marks and symbols of any script alone", () => {
    const text = "Grüße, 日本語, עברית, हिन्दी, 🚀 – “x”";
    expect(makeVisible(text, 100)).toBe(text);
  });

  it("cuts what is too long, even within a pair of surrogates", () => {
    expect(makeVisible("abc", 3)).toBe("abc");
    expect(makeVisible("abcd", 3)).toBe("abc…");
    expect(makeVisible("ab🚀", 3)).toBe("ab\\u{d83d}…");
  });
});
