// Owns the reading of our own action.yml's inputs, in the flat layout in which it is written. Knows no other YAML.
import { readFile } from "node:fs/promises";

function unquote(text: string): string {
  if (/^".*"$/.test(text)) return JSON.parse(text) as string;
  return /^'.*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text.replace(/\s+#.*$/, "");
}

/**
 * The default of every input, `""` where there is none; the runner sets them all.
 * Takes `inputs:` at column 0, names at two blanks, `default:` of one line at four.
 */
export function parseInputDefaults(actionYml: string): Record<string, string> {
  const defaults: Record<string, string> = {};
  let inInputs = false;
  let input = "";
  for (const line of actionYml.split(/\r?\n/)) {
    if (/^\S/.test(line) && !line.startsWith("#")) inInputs = /^inputs:\s*$/.test(line);
    if (!inInputs) continue;
    const name = /^ {2}([A-Za-z_][\w-]*):\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      input = name;
      defaults[input] = "";
    }
    const value = /^ {4}default:\s*(.*?)\s*$/.exec(line)?.[1];
    if (value === undefined || input === "") continue;
    if (/^[|>]/.test(value)) throw new Error(`the default of ${input} takes more than one line`);
    defaults[input] = unquote(value);
  }
  return defaults;
}

/** The defaults of the action at that path; none where there is no such file. */
export async function readInputDefaults(path: string): Promise<Record<string, string>> {
  try {
    return parseInputDefaults(await readFile(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
