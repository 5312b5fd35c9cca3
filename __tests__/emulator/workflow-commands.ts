// Owns the runner's reading of a step's output: workflow commands, masks, file commands. Knows no emulator.
// https://github.com/actions/runner/blob/v2.328.0/src/Runner.Common/ActionCommand.cs

export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
  /** The line that held it. */
  readonly line: string;
}

// .NET's Char.IsWhiteSpace, which TrimStart uses.
const LEADING_WHITE_SPACE = /^[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const unescapeAll = (text: string, escapes: readonly (readonly [string, string])[]) =>
  escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text);

// The percent sign comes last, or `%250A` would turn into a line end.
const DATA_ESCAPES = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
] as const;
const PROPERTY_ESCAPES = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%3A", ":"],
  ["%2C", ","],
  ["%25", "%"],
] as const;
const OLD_STYLE_ESCAPES = [
  ["%3B", ";"],
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%5D", "]"],
  ["%25", "%"],
] as const;

function parseProperties(
  text: string,
  separator: string,
  escapes: readonly (readonly [string, string])[],
): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const pair of text.trim().split(separator)) {
    const equals = pair.indexOf("=");
    if (equals > 0) properties[pair.slice(0, equals).trim()] = unescapeAll(pair.slice(equals + 1), escapes);
  }
  return properties;
}

function parseHead(head: string, separator: string, escapes: readonly (readonly [string, string])[]) {
  const space = head.indexOf(" ");
  const command = space < 0 ? head : head.slice(0, space);
  return { command, properties: space < 0 ? {} : parseProperties(head.slice(space + 1), separator, escapes) };
}

/** `::name key=value,key=value::message` at the start of a line. */
function parseCurrentStyle(line: string): WorkflowCommand | undefined {
  const trimmed = line.replace(LEADING_WHITE_SPACE, "");
  if (!trimmed.startsWith("::")) return undefined;
  const end = trimmed.indexOf("::", 2);
  if (end < 0) return undefined;
  const { command, properties } = parseHead(trimmed.slice(2, end), ",", PROPERTY_ESCAPES);
  if (command === "") return undefined;
  return { command, properties, message: unescapeAll(trimmed.slice(end + 2), DATA_ESCAPES), line };
}

/** `##[name key=value;key=value]message` anywhere in a line. */
function parseOldStyle(line: string): WorkflowCommand | undefined {
  const start = line.indexOf("##[");
  const end = start < 0 ? -1 : line.indexOf("]", start);
  if (end < 0) return undefined;
  const { command, properties } = parseHead(line.slice(start + 3, end), ";", OLD_STYLE_ESCAPES);
  if (command === "") return undefined;
  return { command, properties, message: unescapeAll(line.slice(end + 1), OLD_STYLE_ESCAPES), line };
}

// What the runner registers as command extensions; others are printed as they are.
const KNOWN_COMMANDS = new Set(
  "set-env set-output save-state add-path add-mask add-matcher remove-matcher debug warning error notice group endgroup echo internal-set-repo-path stop-commands".split(
    " ",
  ),
);

/** Every workflow command that the runner would act on, in the order of the lines. */
export function parseWorkflowCommands(output: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let stopToken: string | undefined;
  for (const line of output.split(/\r\n|\n|\r/)) {
    const parsed = parseCurrentStyle(line) ?? parseOldStyle(line);
    if (parsed === undefined) continue;
    const command = parsed.command.toLowerCase();
    if (stopToken !== undefined) {
      if (parsed.command === stopToken) stopToken = undefined;
      continue;
    }
    if (!KNOWN_COMMANDS.has(command)) continue;
    commands.push({ ...parsed, command });
    if (command === "stop-commands") stopToken = parsed.message;
  }
  return commands;
}

/** An output without the lines that mask a value: the runner obeys them and prints nothing. */
export function withoutMaskCommands(output: string): string {
  const masking = new Set(
    parseWorkflowCommands(output)
      .filter((each) => each.command === "add-mask")
      .map((each) => each.line),
  );
  return output
    .split(/\r\n|\n|\r/)
    .filter((line) => !masking.has(line))
    .join("\n");
}

/** A file of `name=value` and `name<<DELIMITER` blocks, as GITHUB_OUTPUT and GITHUB_STATE are read. */
export function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/(\r\n|\n)/);
  // Even places hold lines, odd places their ends.
  for (let at = 0; at < lines.length; at += 2) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else if (heredoc > 0 && line.length > heredoc + 2) {
      const delimiter = line.slice(heredoc + 2);
      let value = "";
      let end = "";
      for (at += 2; lines[at] !== delimiter; at += 2) {
        if (at >= lines.length) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
        value += `${end}${lines[at]}`;
        end = lines[at + 1] ?? "";
      }
      values[line.slice(0, heredoc)] = value;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return values;
}
