// Escapes untrusted text for the job summary: it stays text in Markdown, in HTML and after GitHub's own filters.
// It never becomes a link or an image.
import { makeVisible } from "./visible-text.ts";

const TEXT_MAX_LENGTH = 4_000;
const CODE_MAX_LENGTH = 512;

/**
 * The text in `<code>…</code>`. GitHub's filters for mentions, references and emoji ignore it, but in a paragraph Markdown would
 * still make links of web and mail addresses.
 */
export function inertCode(text: string): string {
  return `<code>${makeVisible(text, CODE_MAX_LENGTH).split(LINKABLE_IN_CODE).map(escapePunctuation).join("<wbr>")}</code>`;
}

/**
 * The text outside of code. Punctuation becomes character references, which are never markup
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references). `<wbr>` splits what GitHub's filters would
 * make links of: @mentions, #1, GH-1, commits, :emoji:, web and mail addresses.
 */
export function inertText(text: string): string {
  return makeVisible(text, TEXT_MAX_LENGTH).split(LINKABLE).map(escapePunctuation).join("<wbr>");
}

/** Splits after `@`, `#`, `:` and `www`, in `gh-1`, and in hexadecimal digits that may be a commit. */
const LINKABLE = /(?<=[@#:])|(?<=www)(?=\.)|(?<=\bgh)(?=-\d)|(?<=\b[0-9a-f]{6})(?=[0-9a-f])/i;

const LINKABLE_IN_CODE = /(?<=@)|(?<=www)(?=\.)/i;

function escapePunctuation(text: string): string {
  // Markdown ignores . , / and - within a text. At its start, they, a digit or a blank may begin a list, a rule or code.
  return text.replace(/^[-.\d\s]|[!-+:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Like {@link inertText}, but digests and text between two backticks, as in our own messages, become code. */
export function inertProse(text: string): string {
  const parts = text.slice(0, TEXT_MAX_LENGTH).split("`");
  const isCode = (at: number) => at % 2 === 1 && at < parts.length - 1;
  return parts
    .map((part, at) =>
      isCode(at) ? inertCode(part) : `${at > 0 && !isCode(at - 1) ? "&#96;" : ""}${inertSentence(part)}`,
    )
    .join("");
}

function inertSentence(text: string): string {
  return text
    .split(/(\bsha256:[a-f0-9]{64}\b)/)
    .map((part, at) => (at % 2 === 1 ? inertCode(part) : inertText(part)))
    .join("");
}

/** A fenced code block that no line in it can end. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function renderCodeBlock(lines: readonly string[], language = ""): string {
  const inert = lines.map((line) => makeVisible(line, TEXT_MAX_LENGTH));
  const longest = Math.max(0, ...inert.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...inert, fence].join("\n");
}
