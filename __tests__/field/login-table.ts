// The generated tables of docs/logins.md, as the tests compare them. Knows no test framework.
import { readFileSync } from "node:fs";

/** One refusal, as it was measured. */
export interface RefusalRow {
  /** Where the login came from. */
  readonly from: string;
  readonly state: string;
  readonly code: string;
  readonly requests: number | string;
  readonly remedy: string;
}

/** The table between the marks of this name, with the padding of Prettier removed. */
export function readTable(name: string): string {
  const page = readFileSync("docs/logins.md", "utf8");
  const marks = new RegExp(`<!-- ${name}:begin -->\\n\\n?([\\s\\S]*?)\\n\\n?<!-- ${name}:end -->`);
  const table = marks.exec(page)?.[1] ?? "";
  return table.replaceAll(/ +\|/g, " |").replaceAll(/^\|[-| ]+\|$/gm, (line) => line.replaceAll(/-+/g, "---"));
}

/** The same table from measured rows. */
export function formatTable(rows: readonly RefusalRow[]): string {
  const lines = rows.map(({ from, state, code, requests, remedy }) => {
    const cell = remedy.replaceAll("\n", " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
    return `| ${from} | ${state} | [\`${code}\`](troubleshooting.md#${code.toLowerCase()}) | ${requests} | ${cell} |`;
  });
  return ["| login from | it is | error | requests | remedy |", "| --- | --- | --- | --- | --- |", ...lines].join("\n");
}
