// Reads the images files, and finds those that a glob names. No path may lead out of the workspace: not by `..`, not as an
// absolute path, not through a symbolic link.
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { InputError, type InputProblem } from "../errors.ts";
import { Glob, type GlobState, isGlob } from "../glob.ts";
import { type ProblemCode, problem } from "../problems.ts";
import { parseList } from "../request/list-input.ts";
import type { UndoText } from "../request/undo-document.ts";
import { codeOf, isInside } from "./workspace.ts";

const IMAGES_FILE_MAX_BYTES = 1024 * 1024;
/** The document of a step that moved or created 20,000 tags. */
const UNDO_MAX_BYTES = 8 * 1024 * 1024;
const IMAGES_FILES_MAX_BYTES = 16 * 1024 * 1024;
const IMAGES_FILES_MAX = 1_000;
/** How many files and folders one glob may visit. */
const GLOB_MAX_ENTRIES = 200_000;
const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** An images file. `path`: as the user wrote it or, for a glob, relative to the workspace. */
export interface ImagesFileText {
  readonly path: string;
  readonly text: string;
}

/** The files of `images-file`, and the problems of those that cannot be read. */
export interface ImagesFiles {
  readonly files: readonly ImagesFileText[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the files that `images-file` lists, one path or glob per line: in that order, the matches of a glob by code point, and
 * each file once. A path that exists is taken literally. Globs do not follow symbolic links.
 * Problems have the codes `IMAGES_FILE_OUTSIDE`, `IMAGES_FILE_MISSING`, `IMAGES_FILE_TOO_LARGE`, `IMAGES_FILE_ENCODING`
 * and `IMAGES_FILE_NAME_INVALID`.
 */
export async function readImagesFiles(list: string, workspace: string): Promise<ImagesFiles> {
  const files = new Map<string, ImagesFileText>();
  const problems: InputProblem[] = [];
  let totalBytes = 0;
  const attempt = async <T>(line: number, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map((each) => ({ ...each, line })));
      return undefined;
    }
  };
  for (const { text: written, line } of parseList(list, "lines")) {
    for (const path of (await attempt(line, () => findPaths(written, workspace))) ?? []) {
      const file = await attempt(line, () => readImagesFile(path, workspace, files));
      if (file === undefined) continue;
      totalBytes += file.sizeBytes;
      if (files.size >= IMAGES_FILES_MAX || totalBytes > IMAGES_FILES_MAX_BYTES) {
        const { problems: excess } = refusal(
          "IMAGES_FILE_TOO_LARGE",
          `it may list at most ${IMAGES_FILES_MAX} files with ${IMAGES_FILES_MAX_BYTES} bytes in total; it lists more.`,
        );
        return { files: [...files.values()], problems: [...problems, ...excess.map((each) => ({ ...each, line }))] };
      }
      files.set(file.real, { path, text: file.text });
    }
  }
  return { files: [...files.values()], problems };
}

/**
 * Reads the document of `undo`: the text itself if it has a line break, otherwise the file at this path in the workspace.
 * @throws InputError `UNDO_INVALID`
 */
export async function readUndo(given: string, workspace: string): Promise<UndoText | undefined> {
  if (given === "") return undefined;
  if (/[\r\n]/.test(given)) return { text: given };
  try {
    checkName(given);
    if (!isInside(resolve(workspace), resolve(workspace, given))) throw outside(given);
    const file = await readImagesFile(given, workspace, new Map(), UNDO_MAX_BYTES);
    return { path: given, text: file?.text ?? "" };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems = error.problems.map(({ message }) => {
      const own = message.replace(/^images-file:/, "undo:");
      const remedy =
        "Set undo to the document itself, with its line breaks, or to the path of a file in the workspace that holds it.";
      return { ...problem("UNDO_INVALID", own, { stage: "input", remedy }), input: "undo" };
    });
    throw new InputError(problems);
  }
}

function refusal(code: ProblemCode, message: string, remedy?: string): InputError {
  return new InputError([{ ...problem(code, `images-file: ${message}`, { remedy }), input: "images-file" }]);
}

function outside(path: string): InputError {
  return refusal("IMAGES_FILE_OUTSIDE", `${JSON.stringify(path)} is outside the workspace.`);
}

function checkName(path: string): void {
  if (CONTROL_CHARACTER.test(path)) {
    throw refusal("IMAGES_FILE_NAME_INVALID", `${JSON.stringify(path)} has a control character in its name.`);
  }
  if (isInGit(path)) {
    throw refusal(
      "IMAGES_FILE_NAME_INVALID",
      `${JSON.stringify(path)} is in a .git folder, which is never read.`,
      "Name a file outside of .git.",
    );
  }
}

/** The file systems of Windows and macOS ignore case. */
function isInGit(path: string): boolean {
  return path.split(/[/\\]/).some((part) => part.toLowerCase() === ".git");
}

/** The path itself, or the files that it matches as a glob. */
async function findPaths(written: string, workspace: string): Promise<readonly string[]> {
  checkName(written);
  const root = resolve(workspace);
  const lexical = resolve(root, written);
  if (!isInside(root, lexical)) throw outside(written);
  if (!isGlob(written) || (await exists(lexical))) return [written];
  const found = await findMatches(root, relative(root, lexical).split(sep).join("/"));
  if (found.length === 0) {
    throw refusal(
      "IMAGES_FILE_MISSING",
      `${JSON.stringify(written)} matches no file.`,
      "Check the glob: it is relative to the workspace, * and ? stop at /, ** does not. Run actions/checkout before this step.",
    );
  }
  for (const path of found) checkName(path);
  return found;
}

/** Visits only folders in which the pattern can still match. */
async function findMatches(root: string, pattern: string): Promise<readonly string[]> {
  const glob = new Glob(pattern);
  const found: string[] = [];
  const open: { folder: string; state: GlobState }[] = [{ folder: "", state: glob.start() }];
  let seen = 0;
  for (const { folder, state } of open) {
    for (const entry of await listFolder(root, folder)) {
      seen += 1;
      if (seen > GLOB_MAX_ENTRIES) {
        throw refusal(
          "IMAGES_FILE_TOO_LARGE",
          `${JSON.stringify(pattern)} has to search more than ${GLOB_MAX_ENTRIES} files and folders.`,
          "Start the glob with the folder that contains the files.",
        );
      }
      if (isInGit(entry.name)) continue;
      const reached = glob.advance(state, entry.name);
      if (entry.isFile() && glob.accepts(reached)) found.push(`${folder}${entry.name}`);
      const below = entry.isDirectory() ? glob.advance(reached, "/") : undefined;
      if (below !== undefined && below.size > 0) open.push({ folder: `${folder}${entry.name}/`, state: below });
    }
  }
  // The order of UTF-8 bytes is that of code points.
  return found.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

async function listFolder(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw refusal(
      "IMAGES_FILE_MISSING",
      `the folder ${JSON.stringify(folder === "" ? "." : folder)} cannot be read (${codeOf(error)}).`,
      "Check its permissions, or start the glob with the folder that contains the files.",
    );
  }
}

/** Reads one file. Undefined if it is one of `before`. */
async function readImagesFile(
  path: string,
  workspace: string,
  before: ReadonlyMap<string, unknown>,
  maxBytes = IMAGES_FILE_MAX_BYTES,
): Promise<{ readonly real: string; readonly sizeBytes: number; readonly text: string } | undefined> {
  const shown = JSON.stringify(path);
  const lexical = resolve(workspace, path);
  let real: string;
  let bytes: Buffer;
  try {
    real = await realpath(lexical);
    const root = await realpath(workspace);
    if (!isInside(root, real)) throw outside(path);
    checkName(relative(root, real));
    if (before.has(real)) return undefined;
    const stats = await stat(real);
    if (!stats.isFile()) {
      throw refusal("IMAGES_FILE_MISSING", `${shown} is not a file.`, "Name a file, or a glob such as mirror/*.yml.");
    }
    if (stats.size > maxBytes) {
      throw refusal("IMAGES_FILE_TOO_LARGE", `${shown} has ${stats.size} bytes; the limit is ${maxBytes} bytes.`);
    }
    bytes = await readFile(real);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refusal("IMAGES_FILE_MISSING", `${shown} cannot be read (${codeOf(error)}).`);
  }
  try {
    return { real, sizeBytes: bytes.length, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw refusal("IMAGES_FILE_ENCODING", `${shown} is not valid UTF-8.`);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
