// Makes every character of untrusted text visible. The basis of log-text.ts and summary-text.ts.

/**
 * Characters that are invisible or reorder others: controls, format characters (bidirectional, zero-width), line and paragraph
 * separators, private use, lone surrogates. https://www.unicode.org/reports/tr36/ and https://trojansource.codes/
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The text on one line, with invisible characters as `\n`, `\u{202e}` and so on, cut off with `…` after `maxLength`. */
export function makeVisible(text: string, maxLength: number): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return shown.replace(
    UNSEEN,
    (character) => SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
