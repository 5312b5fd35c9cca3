// Writes the results of a step for the runner: result files, lock file, updated files, outputs and summary. One that fails does
// not stop the others.
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PromotionError, problemOf } from "../errors.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import { renderLockFile } from "../report/lock-file.ts";
import { type ImageStatus, isComplete, type PromotionReport, statusOfStep } from "../report/report.ts";
import { renderRollback } from "../report/rollback-document.ts";
import type { Core } from "./core.ts";
import {
  OUTPUTS,
  type OutputName,
  renderJsonFile,
  renderOutputs,
  renderSubjectChecksums,
  rollbackOutput,
} from "./outputs.ts";
import { renderSummary, SUMMARY_MAX_BYTES, type SummarySections } from "./summary.ts";
import type { UndoStep } from "./undo-step.ts";
import { type FileUpdate, updateFiles } from "./update-files.ts";
import { writeLockFile } from "./workspace.ts";

/** GitHub's limit for the summary of one step: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const RUNNER_SUMMARY_MAX_BYTES = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** The runner, as its environment and @actions/core. Both are of one process. */
interface Runner {
  readonly env: Environment;
  readonly core: Core;
}

interface Delivery extends Runner {
  /** The name of the step's folder for results, from {@link nameResultFolder}. */
  readonly resultFolder: string;
  readonly undoStep: UndoStep;
  /** Whether to write the job summary. The file of `summary-file` is always written. */
  readonly summary: boolean;
  /** Path of the lock file, if one was requested. Only a run that is not dry and whose images are all as requested writes it. */
  readonly lockFile: string | undefined;
  /** Paths of the files to update. Only a step that succeeds up to here writes them. */
  readonly updateFiles: readonly string[];
  readonly warn: (message: string) => void;
  /** Removes the secrets of the run from a text. */
  readonly redact: (text: string) => string;
}

/**
 * Sets the output `status` alone, for a step that may end before its report is delivered. The outputs of the report replace it, because the
 * runner takes the last value. Never throws: deliverReport reports a file that cannot be written.
 */
export function announceStatus(status: ImageStatus, runner: Runner): void {
  try {
    setOutput(runner, "status", status);
  } catch {}
}

/** Names a folder for the results of one step: a job may use the action more than once. */
export function nameResultFolder(): string {
  return `acr-promote-${randomUUID()}`;
}

/**
 * Sets the outputs `rollback` and `rollback-file` before the first tag is set, for a step that is killed while it sets tags. The outputs
 * of the report replace them. Never throws, as {@link announceStatus}.
 */
export async function announceRollback(
  report: PromotionReport,
  { resultFolder, ...runner }: Pick<Delivery, "env" | "core" | "resultFolder">,
): Promise<void> {
  const document = renderRollback(report);
  if (document === "") return;
  const path = await makeResultFolder(runner.env, resultFolder)
    .then((folder) => writeRollbackFile(folder, document))
    .catch(() => "");
  try {
    setOutput(runner, "rollback", rollbackOutput(report, document));
    setOutput(runner, "rollback-file", path);
  } catch {}
}

/** Replaces the file as a whole, so that a kill never leaves half of it. Without a document, no file is left. */
async function writeRollbackFile(folder: string, document: string): Promise<string> {
  const path = join(folder, "rollback.yml");
  if (document === "") {
    await rm(path, { force: true });
    return "";
  }
  const temporary = `${path}.tmp`;
  await writeFile(temporary, document);
  await rename(temporary, path);
  return path;
}

/** What became of the results. */
export interface Delivered {
  /** What could not be written, which fails the step; for the job summary there is only a warning. */
  readonly problems: readonly Problem[];
  /** The files of `update-files` that have references of the run. Undefined if the step failed before they were looked at. */
  readonly updates: readonly FileUpdate[] | undefined;
}

/** Writes all results. Never throws. */
export async function deliverReport(report: PromotionReport, delivery: Delivery): Promise<Delivered> {
  const { env, warn, redact } = delivery;
  const problems: Problem[] = [];
  const attempt = async (code: ProblemCode, what: string, write: () => Promise<string>): Promise<string> => {
    try {
      return await write();
    } catch (error) {
      problems.push(problemOf(asReportError(code, what, error), "report"));
      return "";
    }
  };

  const folder = await attempt("RESULT_FILE_WRITE_FAILED", "The folder for results", () =>
    makeResultFolder(env, delivery.resultFolder),
  );
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  const requested = delivery.lockFile;
  const lockFile =
    requested === undefined || report.dryRun || !isComplete(report)
      ? ""
      : await attempt("LOCK_FILE_WRITE_FAILED", "The lock file", () =>
          writeLockFile(requested, renderLockFile(report), workspace),
        );

  let updates: readonly FileUpdate[] | undefined;
  if (report.ok && problems.length === 0) {
    await attempt("UPDATE_FILE_WRITE_FAILED", "The files of update-files", async () => {
      const done = await updateFiles(delivery.updateFiles, workspace, report, { write: !report.dryRun });
      updates = done.updates;
      problems.push(...done.problems);
      return "";
    });
  }
  const told = withProblem(report, problems);
  const resultFile = (name: string, text: string) =>
    folder === ""
      ? ""
      : attempt("RESULT_FILE_WRITE_FAILED", name, async () => {
          const path = join(folder, name);
          await writeFile(path, text, { flag: "wx" });
          return path;
        });
  const jsonFile = await resultFile("result.json", renderJsonFile(told));
  const rollback = renderRollback(report);
  const rollbackFile =
    folder === ""
      ? ""
      : await attempt("RESULT_FILE_WRITE_FAILED", "rollback.yml", () => writeRollbackFile(folder, rollback));
  const checksums = renderSubjectChecksums(report);
  // No file instead of an empty one: actions/attest fails on a file without subjects.
  const subjectChecksums = checksums === "" ? "" : await resultFile("subject-checksums.txt", checksums);

  const sections: SummarySections = { undo: { document: rollback, step: delivery.undoStep }, updates };
  const summaryFile = await resultFile("summary.md", renderSummary(told, Infinity, sections));

  await attempt("OUTPUT_WRITE_FAILED", "The outputs", async () => {
    const status = statusOfStep(report, problems);
    const outputs = renderOutputs(told, status, {
      jsonFile,
      summaryFile,
      subjectChecksums,
      lockFile,
      updatedFiles: (updates ?? []).filter(({ state }) => state === "written").map(({ path }) => path),
      rollback,
      rollbackFile,
    });
    for (const name of STATUS_LAST) setOutput(delivery, name, outputs[name]);
    const masked = Object.entries(outputs).flatMap(([name, value]) => (redact(value) === value ? [] : [name]));
    if (masked.length > 0) {
      warn(
        `A secret of this step, such as a password, is also a part of names in these outputs: ${masked.join(", ")}. GitHub gives them to later steps, but drops them as outputs of the job. Use another password.`,
      );
    }
    return "";
  });

  if (delivery.summary) {
    try {
      await appendSummary(told, sections, delivery);
    } catch (error) {
      warn(
        `The job summary cannot be written (${reasonOf(error)}). The log and the outputs have the same information.`,
      );
    }
  }
  return { problems, updates };
}

/** The report of a step whose files could not be written: result document and summary must not look like a success. */
function withProblem(report: PromotionReport, [first]: readonly Problem[]): PromotionReport {
  return first === undefined ? report : { ...report, ok: false, error: report.error ?? first };
}

async function makeResultFolder(env: Environment, name: string): Promise<string> {
  const folder = join(required(env, "RUNNER_TEMP"), name);
  await mkdir(folder).catch((error: unknown) => {
    // The rollback is written there before the report.
    if (!Error.isError(error) || (error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return folder;
}

/** A step that is killed between two outputs, or cannot write one, keeps the status that was announced. */
const STATUS_LAST: readonly OutputName[] = OUTPUTS.toSorted((a, b) => Number(a === "status") - Number(b === "status"));

/** @throws PromotionError `RUNNER_FILE_MISSING` where the runner gave no file: core would write `::set-output` to the log. */
function setOutput({ env, core }: Runner, name: OutputName, value: string): void {
  required(env, "GITHUB_OUTPUT");
  core.setOutput(name, value);
}

async function appendSummary(report: PromotionReport, sections: SummarySections, { env, core }: Runner): Promise<void> {
  const { size } = await stat(required(env, "GITHUB_STEP_SUMMARY"));
  const maxBytes = Math.min(SUMMARY_MAX_BYTES, RUNNER_SUMMARY_MAX_BYTES - size - 1);
  const text = renderSummary(report, maxBytes, sections);
  if (Buffer.byteLength(text) > maxBytes) throw new Error(`the step has already written ${size} bytes to it`);
  await core.summary.addRaw(text).write();
}

function required(env: Environment, name: string): string {
  const value = env[name] ?? "";
  if (value === "") throw new PromotionError("RUNNER_FILE_MISSING", `The runner did not set ${name}.`);
  return value;
}

function asReportError(code: ProblemCode, what: string, error: unknown): PromotionError {
  if (error instanceof PromotionError) return error;
  return new PromotionError(code, `${what} cannot be written (${reasonOf(error)}).`, { cause: error });
}

function reasonOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
