// Writes the log of a step through @actions/core: redacts and escapes every text first, and limits the annotations.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import type { Log } from "../ports.ts";
import { createRedactor, SECRET_MIN_LENGTH } from "../redact.ts";
import type { Core } from "./core.ts";
import { fitAnnotation, inertLine, inertLines } from "./log-text.ts";

/** How many annotations of each level GitHub shows for a step: https://github.com/orgs/community/discussions/26680 */
const ANNOTATIONS_MAX = 10;

type Level = "error" | "warning" | "notice";
type Place = { readonly file?: string; readonly line?: number; readonly title?: string };

/** The Log port, and what only the composition root calls. */
export interface RunnerLog extends Log {
  /**
   * Masks a secret in everything that follows. Must be called before the secret is used. A secret of fewer than four characters is
   * not masked: the runner would remove these characters from every word, and drop the outputs that have them.
   */
  mask(secret: string): void;
  /** The text without the secrets that were masked. The log does this by itself. */
  redact(text: string): string;
  /** Writes the last annotation of each level: the tenth, or how many more there are. Must be called once, at the end. */
  finish(): void;
}

/** Creates the log of a step. Debug lines are left out unless the runner asks for them. */
export function createLog(core: Core): RunnerLog {
  const isDebug = core.isDebug();
  const masked = new Set<string>();
  const redactor = createRedactor();
  const { redact } = redactor;
  const counts = new Map<Level, number>();
  const heldBack = new Map<Level, { first: { message: string; place: Place }; count: number }>();

  const shown = (text: string) => inertLine(redact(text));
  const info = (text: string) => core.info(shown(text));
  const group = (title: string, lines: readonly string[]) => {
    core.startGroup(shown(title));
    for (const text of lines) info(text);
    core.endGroup();
  };
  const write = (level: Level, message: string, { title, file, line }: Place = {}) =>
    core[level](message, {
      ...(title !== undefined && { title: shown(title) }),
      ...(file !== undefined && { file: shown(file) }),
      ...(line !== undefined && { startLine: line }),
    });

  function annotate(level: Level, text: string, place: Place = {}): void {
    const whole = inertLines(redact(text));
    const { message, isCut } = fitAnnotation(whole);
    const count = (counts.get(level) ?? 0) + 1;
    counts.set(level, count);
    if (count < ANNOTATIONS_MAX) {
      write(level, message, place);
      if (isCut) group(`The whole ${level}${place.title === undefined ? "" : `: ${place.title}`}`, whole.split("\n"));
      return;
    }
    const where = place.file === undefined ? "" : ` (${place.file}${place.line === undefined ? "" : `:${place.line}`})`;
    for (const part of whole.split("\n")) info(`${LABELS[level]}${where}: ${part}`);
    const held = heldBack.get(level);
    if (held === undefined) heldBack.set(level, { first: { message, place }, count: 1 });
    else held.count += 1;
  }

  return {
    info,
    debug: (message) => {
      if (isDebug) core.debug(shown(message));
    },
    notice: (message) => annotate("notice", message),
    warning: (message, at) => annotate("warning", message, at),
    error: (message, at) => annotate("error", message, at),
    group,
    redact,
    mask: (secret) => {
      if (secret.trim().length < SECRET_MIN_LENGTH || masked.has(secret)) return;
      masked.add(secret);
      redactor.add(secret);
      core.setSecret(secret);
    },
    finish: () => {
      for (const [level, { first, count }] of heldBack) {
        if (count === 1) write(level, first.message, first.place);
        else write(level, `${count} more ${PLURALS[level]}: see the log and the summary of this step.`);
      }
      heldBack.clear();
    },
  };
}

const LABELS: Readonly<Record<Level, string>> = { error: "Error", warning: "Warning", notice: "Notice" };
const PLURALS: Readonly<Record<Level, string>> = { error: "errors", warning: "warnings", notice: "notices" };
