// Owns what the runner makes of a step's streams: the log that people read, and the annotations. Knows no party.
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/ExecutionContext.cs#L797-L861
import { hideTexts, maskedTexts } from "./secrets.ts";
import { parseWorkflowCommands, splitLines, type WorkflowCommand } from "./workflow-commands.ts";

/** Longer messages are cut, in the log too: `_maxIssueMessageLength`. */
export const ANNOTATION_MAX_LENGTH = 4096;
/** Further annotations of a kind are in the log only: `_maxCountPerIssueType`. */
const ANNOTATIONS_MAX = 10;

const ISSUES = ["error", "warning", "notice"];

/** The annotations that a job page shows, of stdout and then stderr: masked, cut, ten of each kind. */
export function collectAnnotations(
  commands: readonly WorkflowCommand[],
  secrets: readonly string[],
): WorkflowCommand[] {
  const hidden = secrets.flatMap(maskedTexts);
  const counts = new Map<string, number>();
  const annotations: WorkflowCommand[] = [];
  for (const each of commands) {
    if (each.command === "add-mask") hidden.push(...maskedTexts(each.message));
    if (!ISSUES.includes(each.command)) continue;
    const count = (counts.get(each.command) ?? 0) + 1;
    counts.set(each.command, count);
    // Masks come first, so that a cut leaves no half of a secret.
    const message = hideTexts(each.message, hidden).slice(0, ANNOTATION_MAX_LENGTH);
    if (count <= ANNOTATIONS_MAX) annotations.push({ ...each, message });
  }
  return annotations;
}

/** The lines that the runner prints for an output; no mask is applied, so that secrets can be searched for. */
export function printLog(output: string, { debug }: { readonly debug: boolean }): string {
  const obeyed = new Map(parseWorkflowCommands(output).map((command) => [command.at, command]));
  const lines = splitLines(output).flatMap((line, at) => {
    const command = obeyed.get(at);
    return command === undefined ? [line] : printCommand(command, debug);
  });
  return lines.join("\n");
}

function printCommand({ command, message, line }: WorkflowCommand, debug: boolean): string[] {
  if (ISSUES.includes(command))
    return message === "" ? [] : [`##[${command}]${message.slice(0, ANNOTATION_MAX_LENGTH)}`];
  if (command === "group") return [`##[group]${message}`];
  if (command === "endgroup") return ["##[endgroup]"];
  if (command === "debug") return debug ? message.split(/\r?\n/).map((part) => `##[debug]${part}`) : [];
  return command === "stop-commands" ? [line] : [];
}
