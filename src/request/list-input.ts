// Splits inputs that are lists: one item per line, `#` comments, and a JSON array of lines where that is a form of the input.

/** One item of a list, and the line that it stands on, from 1. */
export interface ListItem {
  readonly text: string;
  readonly line: number;
}

/** The items of a list input: one per line, with `lines-or-commas` also by commas. Blank lines and comments are dropped. */
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

/** An item of a YAML or JSON list as lines: one, or none where it is blank or a comment, or those of a text of several. */
export function linesOfItem({ text, line }: ListItem): ListItem[] {
  return parseList(text, "lines").map((part) => ({ text: part.text, line }));
}

/** The texts of a JSON array, with the line of each; undefined where the text is anything else. */
export function parseJsonList(text: string): ListItem[] | undefined {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return undefined;
  // Every string token of such an array is one of its items, in order.
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
