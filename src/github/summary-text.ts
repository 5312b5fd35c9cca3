// The sanitizer of the job summary: foreign text that stays text in Markdown, in HTML and after GitHub's own filters.
// It makes no link and no image, so that nothing foreign ever chooses an address.
import { makeVisible } from "./visible-text.ts";

const TEXT_MAX_LENGTH = 4_000;
const CODE_MAX_LENGTH = 512;

/** `<code>…</code>`, whose content GitHub's filters for mentions, references and emoji leave alone. */
export function inertCode(text: string): string {
  return `<code>${escapePunctuation(makeVisible(text, CODE_MAX_LENGTH)).replaceAll("&#64;", "&#64;<wbr>")}</code>`;
}

/**
 * Text outside of code. Punctuation is written as character references, which Markdown never takes for markup
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references); `<wbr>` splits what GitHub's filters
 * would make a link of afterwards: @mentions, #1, GH-1, commits, :emoji:, web and mail addresses.
 */
export function inertText(text: string): string {
  return makeVisible(text, TEXT_MAX_LENGTH).split(LINKABLE).map(escapePunctuation).join("<wbr>");
}

/** Splits behind `@`, `#`, `:` and `www`, in `gh-1`, and in hexadecimal runs that may be a commit. */
const LINKABLE = /(?<=[@#:])|(?<=www)(?=\.)|(?<=\bgh)(?=-\d)|(?<=\b[0-9a-f]{6})(?=[0-9a-f])/i;

function escapePunctuation(text: string): string {
  // Within a text . , / and - mean nothing to Markdown; at its start they, or a digit, may begin a list or a rule.
  return text.replace(/^[-.\d]|[!-+:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Like {@link inertText}, where text between two backticks becomes code, as our own messages use them. */
export function inertProse(text: string): string {
  const parts = text.slice(0, TEXT_MAX_LENGTH).split("`");
  // An odd number of backticks is not ours to read.
  if (parts.length % 2 === 0) return inertText(text);
  return parts.map((part, at) => (at % 2 === 0 ? inertText(part) : inertCode(part))).join("");
}

/** A fenced code block whose lines cannot end it. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function renderCodeBlock(lines: readonly string[], language = ""): string {
  const inert = lines.map((line) => makeVisible(line, TEXT_MAX_LENGTH));
  const longest = Math.max(0, ...inert.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...inert, fence].join("\n");
}
