// Makes every character of a foreign text visible. The sanitizers of the sinks build on it; it knows no sink itself.

/**
 * What is not seen, or reorders what is: controls, format characters (bidirectional, zero-width), line and paragraph
 * separators, private use, lone surrogates. https://www.unicode.org/reports/tr36/ and https://trojansource.codes/
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The text on one line, with `\n`, `\u{202e}` … written out, and cut with an ellipsis where it is longer than `maxLength`. */
export function makeVisible(text: string, maxLength: number): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return shown.replace(
    UNSEEN,
    (character) => SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
