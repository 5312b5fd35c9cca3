// The building blocks of the summary: alerts, tables, folds, counts and sizes. Text of others is escaped by summary-text.ts
// before it gets here.
import { formatTarget } from "../oci/reference.ts";
import type { ImageReport } from "../report/report.ts";

/** Limits of one message or remedy: servers may send 64 KiB in thousands of lines. */
const PROSE_MAX_LENGTH = 4_000;
const PROSE_MAX_LINES = 40;

/** An alert: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
export function renderAlert(kind: "CAUTION" | "WARNING" | "NOTE", lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** A table as one HTML block, in which Markdown is not interpreted; an empty line would end the block. */
export function renderRows(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    "<table>",
    `<thead><tr>${headings.map((heading) => `<th align="left">${heading}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`),
    "</tbody></table>",
  ].join("\n");
}

export function renderFold(title: string, content: readonly string[]): string {
  return [`<details><summary>${title}</summary>`, ...content, "</details>"].join("\n");
}

/** Keeps the cells of a table from breaking: their words are joined by no-break spaces. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "&nbsp;");
}

/** The image's repository with its first tag. */
export function shortNameOf({ repository, tags }: ImageReport): string {
  const names = tags.slice(0, 1).map(({ name }) => name);
  return formatTarget(repository, names);
}

/** The lines of a message or remedy, at most {@link PROSE_MAX_LINES}; the last is `…` if something was cut off. */
export function splitLines(text: string): readonly string[] {
  const lines = text.slice(0, PROSE_MAX_LENGTH).split(/\r?\n/);
  const shown = lines.slice(0, PROSE_MAX_LINES).map((line) => line.trimEnd());
  return shown.length < lines.length || text.length > PROSE_MAX_LENGTH ? [...shown, "…"] : shown;
}

/** `1 image`, `2 images` */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1.6 kB`, decimal as registries show it. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = sizeBytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}
