// Owns the runner's reading of GITHUB_OUTPUT and GITHUB_STATE. Knows no emulator.
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/FileCommandManager.cs#L337-L496

export type Platform = "linux" | "windows";

/** A line without its end, its end ("" for the last one), and where the next line begins. */
function readLine(text: string, at: number, platform: Platform) {
  if (at >= text.length) return undefined;
  const lineFeed = text.indexOf("\n", at);
  if (lineFeed < 0) return { line: text.slice(at), end: "", next: text.length };
  // Elsewhere than on Windows, a carriage return belongs to the line.
  const end = platform === "windows" && lineFeed > at && text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
  const next = lineFeed + 1;
  return { line: text.slice(at, next - end.length), end, next };
}

/**
 * The pairs of `name=value` lines and `name<<DELIMITER` blocks, in their order.
 * @throws Error with the runner's text, after the pairs that come before the mistake: the runner keeps these
 */
export function* readPairs(file: string, platform: Platform = "linux"): Generator<readonly [string, string]> {
  // File.ReadAllText drops a byte order mark.
  const text = file.replace(/^\ufeff/, "");
  for (let read = readLine(text, 0, platform); read !== undefined; read = readLine(text, read.next, platform)) {
    const { line } = read;
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      yield [line.slice(0, equals), line.slice(equals + 1)];
      continue;
    }
    if (heredoc < 0) throw new Error(`Invalid format '${line}'`);
    const delimiter = line.slice(heredoc + 2);
    if (heredoc === 0 || delimiter === "") {
      throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
    }
    const start: number = read.next;
    let end = start;
    for (;;) {
      const inner = readLine(text, read.next, platform);
      if (inner?.line === delimiter) {
        read = inner;
        break;
      }
      if (inner === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      if (inner.end === "") throw new Error("Invalid value. EOF marker missing new line.");
      end = inner.next - inner.end.length;
      read = inner;
    }
    yield [line.slice(0, heredoc), text.slice(start, Math.max(start, end))];
  }
}

/** All values of such a file. @throws Error as {@link readPairs} */
export function parseFileCommand(file: string, platform?: Platform): Record<string, string> {
  return Object.fromEntries(readPairs(file, platform));
}

/** What the runner keeps of such a file, and its error, which fails the step whatever its exit code is. */
export function readFileCommand(
  name: string,
  file: string,
  platform: Platform,
): { values: Record<string, string>; errors: string[] } {
  const values: Record<string, string> = {};
  try {
    for (const [key, value] of readPairs(file, platform)) {
      // ArgUtil.NotNullOrEmpty in SetOutput.
      if (key === "") throw new Error("Value cannot be null or empty. (Parameter 'name')");
      values[key] = value;
    }
    return { values, errors: [] };
  } catch (error) {
    return { values, errors: [`Unable to process file command '${name}' successfully.`, (error as Error).message] };
  }
}
