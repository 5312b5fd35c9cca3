// Tells the runner what became of the step: result files, lock file, outputs and summary, each even where another fails.
import { randomUUID } from "node:crypto";
import { appendFile, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PromotionError, problemOf } from "../errors.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import { renderLockFile } from "../report/lock-file.ts";
import type { PromotionReport } from "../report/report.ts";
import { formatOutputs, renderJsonFile, renderOutputs, renderSubjectChecksums } from "./outputs.ts";
import { renderSummary, SUMMARY_MAX_BYTES } from "./summary.ts";
import { writeLockFile } from "./workspace.ts";

/** GitHub takes no more from one step: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const RUNNER_SUMMARY_MAX_BYTES = 1024 * 1024;

interface Delivery {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the job summary is wanted; `summary-file` is written anyway. */
  readonly summary: boolean;
  /** Where the lock file is wanted. It is written by runs that succeed and are not dry. */
  readonly lockFile: string | undefined;
  readonly warn: (message: string) => void;
}

/**
 * Writes everything that outlives the step. Nothing is thrown: what could not be written is returned and fails the step,
 * save for the job summary, which is only warned about.
 */
export async function deliverReport(report: PromotionReport, delivery: Delivery): Promise<readonly Problem[]> {
  const { env, warn } = delivery;
  const problems: Problem[] = [];
  const attempt = async (code: ProblemCode, what: string, write: () => Promise<string>): Promise<string> => {
    try {
      return await write();
    } catch (error) {
      problems.push(problemOf(asReportError(code, what, error), "report"));
      return "";
    }
  };

  const folder = await attempt("RESULT_FILE_WRITE_FAILED", "The folder for results", () => makeResultFolder(env));
  const resultFile = (name: string, text: string) =>
    folder === ""
      ? ""
      : attempt("RESULT_FILE_WRITE_FAILED", name, async () => {
          const path = join(folder, name);
          await writeFile(path, text, { flag: "wx" });
          return path;
        });
  const jsonFile = await resultFile("result.json", renderJsonFile(report));
  const summaryFile = await resultFile("summary.md", renderSummary(report, Infinity));
  const checksums = renderSubjectChecksums(report);
  // No file rather than an empty one: actions/attest fails on a file without subjects.
  const subjectChecksums = checksums === "" ? "" : await resultFile("subject-checksums.txt", checksums);

  const wanted = delivery.lockFile;
  const lockFile =
    wanted === undefined || report.dryRun || !report.ok
      ? ""
      : await attempt("LOCK_FILE_WRITE_FAILED", "The lock file", () =>
          writeLockFile(wanted, renderLockFile(report), env["GITHUB_WORKSPACE"] ?? process.cwd()),
        );

  await attempt("OUTPUT_WRITE_FAILED", "The outputs", async () => {
    const outputs = renderOutputs(report, { jsonFile, summaryFile, subjectChecksums, lockFile });
    const path = required(env, "GITHUB_OUTPUT");
    await appendFile(path, formatOutputs(outputs, `ghadelimiter_${randomUUID()}`));
    return path;
  });

  if (delivery.summary) {
    try {
      await appendSummary(report, required(env, "GITHUB_STEP_SUMMARY"));
    } catch (error) {
      warn(`The job summary cannot be written (${reasonOf(error)}). Log and outputs tell the same.`);
    }
  }
  return problems;
}

async function makeResultFolder(env: Delivery["env"]): Promise<string> {
  // A folder for each step, because a job may use the action more than once.
  const folder = join(required(env, "RUNNER_TEMP"), `acr-promote-${randomUUID()}`);
  await mkdir(folder);
  return folder;
}

async function appendSummary(report: PromotionReport, path: string): Promise<void> {
  const { size } = await stat(path);
  const room = Math.min(SUMMARY_MAX_BYTES, RUNNER_SUMMARY_MAX_BYTES - size - 1);
  const text = renderSummary(report, room);
  if (Buffer.byteLength(text) > room) throw new Error("other content of the step leaves no room for it");
  await appendFile(path, text);
}

function required(env: Delivery["env"], name: string): string {
  const value = env[name] ?? "";
  if (value === "") throw new PromotionError("RUNNER_FILE_MISSING", `The runner did not set ${name}.`);
  return value;
}

function asReportError(code: ProblemCode, what: string, error: unknown): PromotionError {
  if (error instanceof PromotionError) return error;
  return new PromotionError(code, `${what} cannot be written (${reasonOf(error)}).`, {
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
