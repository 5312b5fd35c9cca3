// The files of `update-files`: found and checked before the first request, read again and replaced once the step has succeeded.
import { access, constants, realpath, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { InputError, type InputProblem } from "../errors.ts";
import type { LineEdit, LineLeft } from "../files/update-text.ts";
import { type Problem, type ProblemCode, problem } from "../problems.ts";
import type { PromotionReport } from "../report/report.ts";
import { parseList } from "../request/list-input.ts";
import { codeOf, replaceFile } from "./workspace.ts";
import { type FileFault, findPaths, locateFile, type RefuseFile, readWorkspaceFile } from "./workspace-files.ts";

const FILE_MAX_BYTES = 1024 * 1024;
const FILES_MAX = 10_000;

/** The files that may be changed. */
export interface FilesToUpdate {
  /** Relative to the workspace, with `/`: as they are shown and as the output has them. */
  readonly paths: readonly string[];
  /** How many files a glob found that are binary or too large. */
  readonly skipped: number;
}

/** What became of a file that has references of the run. */
export interface FileUpdate {
  readonly path: string;
  readonly edits: readonly LineEdit[];
  readonly left: readonly LineLeft[];
  /** `unchanged`: all its references are left alone. `planned`: of a dry run. */
  readonly state: "written" | "planned" | "unchanged" | "failed";
}

const CODES: Readonly<Record<FileFault, ProblemCode>> = {
  outside: "UPDATE_FILE_OUTSIDE",
  missing: "UPDATE_FILE_MISSING",
  "too-large": "UPDATE_FILE_TOO_LARGE",
  encoding: "UPDATE_FILE_ENCODING",
  name: "UPDATE_FILE_NAME_INVALID",
};

const refuse: RefuseFile = (fault, message, remedy) =>
  new InputError([{ ...problem(CODES[fault], `update-files: ${message}`, { remedy }), input: "update-files" }]);

/** The same faults after the promotion, when a file is read again. */
const failWrite: RefuseFile = (_, message) =>
  new InputError([problem("UPDATE_FILE_WRITE_FAILED", `update-files: ${message}`)]);

/** True for what a glob may find without an error: files that are too large or no text. */
function isSkippedOfGlob(error: unknown): boolean {
  const skipped: readonly ProblemCode[] = [CODES["too-large"], CODES.encoding];
  return error instanceof InputError && error.problems.every(({ code }) => skipped.includes(code));
}

/**
 * Finds the files that `update-files` lists, one path or glob per line, and reads each once to check it. `reserved`: paths of files that
 * the action reads or writes otherwise.
 */
export async function findFilesToUpdate(
  list: string,
  workspace: string,
  reserved: readonly string[],
): Promise<FilesToUpdate & { readonly problems: readonly InputProblem[] }> {
  const lines = parseList(list, "lines");
  if (lines.length === 0) return { paths: [], skipped: 0, problems: [] };
  const problems: InputProblem[] = [];
  const found = new Map<string, string>();
  const skipped = new Set<string>();
  const never = new Set(await Promise.all(reserved.map((path) => realpath(resolve(workspace, path)).catch(() => ""))));
  for (const { text: written, line } of lines) {
    const note = (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map((each) => ({ ...each, line })));
    };
    try {
      const { paths, byGlob } = await findPaths(written, workspace, refuse);
      for (const path of paths) {
        try {
          const { real } = await readTextFile(path, workspace, refuse);
          if (never.has(real)) {
            if (!byGlob) throw refuse("name", `${JSON.stringify(path)} is also an images file or the lock file.`);
            continue;
          }
          // Of what a glob finds, most is not changed.
          if (!byGlob) await checkWritable(path, real, refuse);
          found.set(real, shownPath(path, workspace));
        } catch (error) {
          if (byGlob && isSkippedOfGlob(error)) skipped.add(path);
          else note(error);
        }
        if (found.size > FILES_MAX) {
          throw refuse(
            "too-large",
            `it may list at most ${FILES_MAX} files; it lists more.`,
            "Name the files by a narrower glob.",
          );
        }
      }
    } catch (error) {
      note(error);
    }
  }
  return { paths: [...found.values()], skipped: skipped.size, problems };
}

/**
 * Writes the digests of a report into the files; with `write` false, only finds what would change. Reads each file again: an earlier
 * step or the check may be minutes ago. A file that fails does not stop the others.
 */
export async function updateFiles(
  paths: readonly string[],
  workspace: string,
  report: PromotionReport,
  { write }: { readonly write: boolean },
): Promise<{ readonly updates: readonly FileUpdate[]; readonly problems: readonly Problem[] }> {
  if (paths.length === 0) return { updates: [], problems: [] };
  // Few steps need these.
  const [{ pinsOf }, { updateText }] = await Promise.all([
    import(/* webpackChunkName: "run" */ "../files/pins.ts"),
    import(/* webpackChunkName: "run" */ "../files/update-text.ts"),
  ]);
  const pins = pinsOf(report);
  const updates: FileUpdate[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    let found: Pick<FileUpdate, "edits" | "left"> = { edits: [], left: [] };
    let state: FileUpdate["state"] = "unchanged";
    try {
      const { real, text: before } = await readTextFile(path, workspace, failWrite);
      const { text, ...changes } = updateText(path, before, pins);
      found = changes;
      if (changes.edits.length > 0) {
        if (write) await writeTextFile(path, real, text);
        state = write ? "written" : "planned";
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      state = "failed";
    }
    if (state !== "unchanged" || found.left.length > 0) updates.push({ path, ...found, state });
  }
  return { updates, problems };
}

async function readTextFile(
  path: string,
  workspace: string,
  refuse: RefuseFile,
): Promise<{ real: string; text: string }> {
  const file = await readWorkspaceFile(path, workspace, refuse, { maxBytes: FILE_MAX_BYTES, followsLinks: false });
  if (file.text.includes("\0")) throw refuse("encoding", `${JSON.stringify(path)} is a binary file.`);
  return file;
}

/** Replaces the file as a whole, with its mode. */
async function writeTextFile(path: string, real: string, text: string): Promise<void> {
  const mode = await checkWritable(path, real, failWrite);
  try {
    await replaceFile(real, text, mode);
  } catch (error) {
    throw failWrite("missing", `${JSON.stringify(path)} cannot be written (${codeOf(error)}).`);
  }
}

/** Returns the mode of a file. A rename would replace a file that is read-only, and root may write it: so its mode counts. */
async function checkWritable(path: string, real: string, refuse: RefuseFile): Promise<number> {
  let mode: number;
  try {
    ({ mode } = await stat(real));
    await access(real, constants.W_OK);
  } catch (error) {
    throw refuse("missing", `${JSON.stringify(path)} cannot be written (${codeOf(error)}).`);
  }
  if ((mode & 0o222) === 0) throw refuse("missing", `${JSON.stringify(path)} cannot be written (it is read-only).`);
  return mode & 0o7777;
}

function shownPath(path: string, workspace: string): string {
  return relative(resolve(workspace), locateFile(path, workspace, refuse))
    .split(sep)
    .join("/");
}
