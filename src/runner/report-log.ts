// What the log shows of a plan, of a report and of problems: the plan's table, annotations, counts and images in place.
import { InputError, type InputProblem, problemOf } from "../errors.ts";
import { formatTarget } from "../oci/reference.ts";
import { cut } from "../redact.ts";
import {
  countStatuses,
  type ImageReport,
  type ImageStatus,
  isInPlace,
  type LockStatus,
  type PromotionReport,
} from "../report/report.ts";
import { annotateImages, formatProblem } from "./annotations.ts";
import { warnOfLostCommits } from "./change-text.ts";
import { formatHeldLine } from "./held-text.ts";
import type { RunnerLog } from "./log.ts";
import { formatPlanTable } from "./plan-table.ts";
import { UNDO_WORDS } from "./status-words.ts";
import { diffOfUpdate, titleOfUpdates } from "./update-diff.ts";
import type { FileUpdate } from "./update-files.ts";

/** More images in place than this are logged in a group. */
const OPEN_LINES = 30;

/** Logs the plan and its warnings. `imports`: how many ARM operations each image takes, in the order of the images. */
export function logPlan(report: PromotionReport, imports: readonly number[], log: RunnerLog): void {
  const images = report.images.map((image, at) => ({ ...image, imports: imports[at] ?? 0 }));
  log.group(`Plan for ${report.registry}`, formatPlanTable(images));
  if (!report.undoes && report.images.some(({ referrersMode }) => referrersMode === "none")) {
    log.info("REFERRERS none: signatures, SBOMs and attestations were not looked up and are not copied.");
  }
  for (const warning of report.warnings) log.warning(warning);
  for (const { origin, repository, warnings } of report.images) {
    for (const warning of warnings) log.warning(warning, { ...placeOf(origin), title: repository });
  }
}

/** Logs the result: annotations of what failed, the counts, and the images in place. */
export function logReport(report: PromotionReport, log: RunnerLog): void {
  if (report.error !== null) logProblem(report.error, log);
  for (const { level, message, title, origin, others } of annotateImages(report)) {
    log[level](message, { ...placeOf(origin), title });
    if (others.length > 0) log.group(`The same cause: ${title}`, others);
  }
  warnOfOpenOperations(report, log);
  for (const warning of warnOfLostCommits(report)) log.warning(warning);
  for (const note of report.changeNotes) log.info(note);
  const held = formatHeldLine(report);
  if (held !== undefined) log.info(held);
  const nameOf = (status: ImageStatus) => (report.undoes ? UNDO_WORDS[status] : undefined) ?? status;
  const counts = [...countStatuses(report.images)].map(([status, count]) => `${count} ${nameOf(status)}`);
  log.info(`${report.registry}: ${counts.join(", ")} after ${(report.durationMs / 1000).toFixed(1)} s`);
  const inPlace = report.images
    .filter((image) => isInPlace(image, report) && image.verified)
    .map(({ status, image, tags }) => `${nameOf(status)}  ${image}${formatLocks(tags)}`);
  if (inPlace.length > OPEN_LINES) log.group(`${inPlace.length} images in place`, inPlace);
  else for (const line of inPlace) log.info(`  ${line}`);
}

/** Which tags are locked, and which should be. */
function formatLocks(tags: ImageReport["tags"]): string {
  const namesOf = (lock: LockStatus) => tags.filter((tag) => tag.lock === lock).map(({ name }) => name);
  const [locked, open] = [namesOf("locked"), namesOf("open")];
  return [
    ...(locked.length === 0 ? [] : [`  locked: ${locked.join(",")}`]),
    ...(open.length === 0 ? [] : [`  not locked: ${open.join(",")}`]),
  ].join("");
}

/** Operations that one warning names. */
const OPERATIONS_MAX = 10;
const NAME_MAX_LENGTH = 200;

/** Warns of imports that Azure may still carry out: one warning, whatever became of their images. */
function warnOfOpenOperations({ images }: PromotionReport, log: RunnerLog): void {
  const names = images.flatMap(({ repository, tags, mayStillRun }) => {
    const names = tags.map(({ name }) => name);
    // Cut, so that an annotation has room for all operations that it names.
    const target = cut(formatTarget(repository, names), NAME_MAX_LENGTH);
    return mayStillRun.map((operationId) => `operation ${operationId} (${target})`);
  });
  if (names.length === 0) return;
  const more = names.length - OPERATIONS_MAX;
  const listed = `${names.slice(0, OPERATIONS_MAX).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
  log.warning(
    `May still run in Azure: ${listed}. A later run with verify: layers shows whether ${names.length === 1 ? "it" : "they"} ended.`,
  );
  if (more > 0) log.group("Operations that may still run in Azure", names);
}

/** Logs what became of the files of `update-files`. `skipped`: how many files a glob found that are binary or too large. */
export function logUpdates(updates: readonly FileUpdate[] | undefined, skipped: number, log: RunnerLog): void {
  if (skipped > 0) log.info(`update-files: skipped files that are binary or over 1 MiB: ${skipped}`);
  if (updates === undefined) {
    log.info("update-files: no file was changed, because the step did not succeed.");
    return;
  }
  log.group(titleOfUpdates(updates), updates.flatMap(diffOfUpdate));
  for (const { path: file, left } of updates) {
    for (const { line, reference, reason } of left) {
      log.warning(`${reference} is left alone: ${reason}.`, { file, line, title: "update-files" });
    }
  }
}

/** Logs an error that ended the step; for refused inputs, one annotation for each problem. */
export function logError(error: unknown, log: RunnerLog): void {
  const problems = error instanceof InputError ? error.problems : [problemOf(error, "input")];
  for (const problem of problems) logProblem(problem, log);
  if (Error.isError(error) && error.stack !== undefined) log.debug(error.stack);
}

/** Logs a problem as an error annotation, on its file and line if it has them. */
export function logProblem(problem: InputProblem, log: RunnerLog): void {
  const { file, line, code } = problem;
  log.error(formatProblem(problem), {
    title: code,
    ...(file !== undefined && { file }),
    ...(file !== undefined && line !== undefined && { line }),
  });
}

/** Lines of the input `images` are in no file that an annotation could point to. */
function placeOf({ file, line }: ImageReport["origin"]): { file?: string; line?: number } {
  return file === undefined ? {} : { file, line };
}
