// Owns the runner's reading of a step's output: which lines are workflow commands. Knows no emulator.
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Common/ActionCommand.cs

export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
  /** The line that held it, and its place in the output, from 0. */
  readonly line: string;
  readonly at: number;
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
    // Split with RemoveEmptyEntries: a property without a value is none.
    if (equals > 0 && equals < pair.length - 1)
      properties[pair.slice(0, equals)] = unescapeAll(pair.slice(equals + 1), escapes);
  }
  return properties;
}

function parseHead(head: string, separator: string, escapes: readonly (readonly [string, string])[]) {
  const space = head.indexOf(" ");
  const command = space < 0 ? head : head.slice(0, space);
  return { command, properties: space < 0 ? {} : parseProperties(head.slice(space + 1), separator, escapes) };
}

type Parsed = Omit<WorkflowCommand, "line" | "at">;

/** `::name key=value,key=value::message` at the start of a line. */
function parseCurrentStyle(line: string): Parsed | undefined {
  const trimmed = line.replace(LEADING_WHITE_SPACE, "");
  if (!trimmed.startsWith("::")) return undefined;
  const end = trimmed.indexOf("::", 2);
  if (end < 0) return undefined;
  const { command, properties } = parseHead(trimmed.slice(2, end), ",", PROPERTY_ESCAPES);
  if (command === "") return undefined;
  return { command, properties, message: unescapeAll(trimmed.slice(end + 2), DATA_ESCAPES) };
}

/** `##[name key=value;key=value]message` anywhere in a line. */
function parseOldStyle(line: string): Parsed | undefined {
  const start = line.indexOf("##[");
  const end = start < 0 ? -1 : line.indexOf("]", start);
  if (end < 0) return undefined;
  const { command, properties } = parseHead(line.slice(start + 3, end), ";", OLD_STYLE_ESCAPES);
  if (command === "") return undefined;
  return { command, properties, message: unescapeAll(line.slice(end + 1), OLD_STYLE_ESCAPES) };
}

// What the runner registers as command extensions; others are printed as they are.
const KNOWN_COMMANDS = new Set(
  "set-env set-output save-state add-path add-mask add-matcher remove-matcher debug warning error notice group endgroup echo internal-set-repo-path stop-commands".split(
    " ",
  ),
);

/** The lines of a stream, as the runner's reader of it ends them. */
export function splitLines(output: string): string[] {
  return output.split(/\r\n|\n|\r/);
}

/** Every workflow command that the runner would act on, in the order of the lines. */
export function parseWorkflowCommands(output: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let stopToken: string | undefined;
  for (const [at, line] of splitLines(output).entries()) {
    const parsed = parseCurrentStyle(line) ?? parseOldStyle(line);
    if (parsed === undefined) continue;
    const command = parsed.command.toLowerCase();
    if (stopToken !== undefined) {
      if (command === stopToken.toLowerCase()) stopToken = undefined;
      continue;
    }
    if (!KNOWN_COMMANDS.has(command)) continue;
    commands.push({ ...parsed, command, line, at });
    if (command === "stop-commands") stopToken = parsed.message;
  }
  return commands;
}

/** An output without the lines that mask a value: the runner obeys them and prints nothing. */
export function withoutMaskCommands(output: string): string {
  const masking = new Set(
    parseWorkflowCommands(output)
      .filter((each) => each.command === "add-mask")
      .map((each) => each.at),
  );
  return splitLines(output)
    .filter((_, at) => !masking.has(at))
    .join("\n");
}
