// Escapes text for the log, so that the runner finds no workflow command in it.
// How the runner parses lines: https://github.com/actions/runner/blob/v2.329.0/src/Runner.Common/ActionCommand.cs
import { makeVisible } from "./visible-text.ts";

const LINE_MAX_LENGTH = 16 * 1024;

/**
 * The text as one line that is not a workflow command. The runner accepts `##[name]` anywhere in a line, and `::name::` after
 * any kind of blanks at its start. A visible backslash breaks both.
 */
export function inertLine(text: string): string {
  return makeVisible(text, LINE_MAX_LENGTH)
    .replaceAll("##[", "##\\[")
    .replace(/^(\s*)::/u, "$1\\::");
}

/** Applies {@link inertLine} to each line. For messages of annotations, which may have several. */
export function inertLines(text: string): string {
  const shown = text.length > LINE_MAX_LENGTH ? `${text.slice(0, LINE_MAX_LENGTH)}…` : text;
  return shown
    .split(/\r?\n/)
    .map((line) => inertLine(line))
    .join("\n");
}

/** The runner cuts longer messages: https://github.com/actions/runner/blob/v2.329.0/src/Runner.Worker/ExecutionContext.cs */
const ANNOTATION_MAX_LENGTH = 4096;
const CUT_NOTE = "… The rest is in the log of this step.";

/** Fits a message into an annotation: keeps the first lines as long as they fit whole. A first line that is too long is cut. */
export function fitAnnotation(message: string): { readonly message: string; readonly isCut: boolean } {
  if (message.length <= ANNOTATION_MAX_LENGTH) return { message, isCut: false };
  const maxLength = ANNOTATION_MAX_LENGTH - CUT_NOTE.length - 1;
  const end = message.slice(0, maxLength + 1).lastIndexOf("\n");
  return { message: `${message.slice(0, end < 0 ? maxLength : end)}\n${CUT_NOTE}`, isCut: true };
}
