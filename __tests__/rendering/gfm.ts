// Renders Markdown as GitHub shows a job summary: GitHub-flavoured Markdown, alerts, and an allowlist of HTML.
import { marked } from "marked";
import sanitizeHtml from "sanitize-html";

/** After https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/sanitization_filter.rb */
const ALLOWED_TAGS =
  "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small source span time wbr".split(
    " ",
  );

const ALERTS: Readonly<Record<string, string>> = { NOTE: "Note", WARNING: "Warning", CAUTION: "Caution" };

/** The HTML of a summary's Markdown. */
export function renderGfm(markdown: string): string {
  const html = marked.parse(markdown, { gfm: true, async: false });
  const clean = sanitizeHtml(html, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: { a: ["href"], img: ["src", "alt"], th: ["align"], td: ["align"], details: ["open"] },
    allowedClasses: { code: ["language-diff"] },
    allowedSchemes: ["http", "https", "mailto"],
  });
  return clean.replace(
    /<blockquote>\s*<p>\[!(NOTE|WARNING|CAUTION)\]\s*(?:<br\s*\/?>)?\s*([\s\S]*?)<\/blockquote>/g,
    (_, kind: string, content: string) =>
      `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}"><p class="markdown-alert-title">${ALERTS[kind]}</p><p>${content}</div>`,
  );
}
