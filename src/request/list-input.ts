// Splits inputs that are lists: one item per line with `#` comments, or a JSON array of strings.

/** One item of a list, with its line number from 1. */
export interface ListItem {
  readonly text: string;
  readonly line: number;
}

/** Splits a list input by line, with `lines-or-commas` also by comma. Drops blank lines and comments. */
export function parseList(text: string, separators: "lines" | "lines-or-commas"): ListItem[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((content, at) => {
      const uncommented = content.replace(/(^|\s)#.*$/s, "");
      const parts = separators === "lines" ? [uncommented] : uncommented.split(",");
      return parts.map((part) => ({ text: part.trim(), line: at + 1 }));
    })
    .filter((item) => item.text !== "");
}

/** Splits an item of a YAML or JSON list, which may have several lines, or none if it is blank or a comment. */
export function linesOfItem({ text, line }: ListItem): ListItem[] {
  return parseList(text, "lines").map((part) => ({ text: part.text, line }));
}

/** Parses a JSON array of strings, with the line of each; undefined for any other text. */
export function parseJsonList(text: string): ListItem[] | undefined {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return undefined;
  // Each string token of such an array is one of its items, in order.
  const items: ListItem[] = [];
  let line = 1;
  let from = 0;
  for (const { index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    line += text.slice(from, index).split("\n").length - 1;
    from = index;
    items.push({ text: values[items.length] ?? "", line });
  }
  return items;
}
