// Paths in the workspace, the replacing of a file, and the writing of the lock file. No path may lead out of it: not by `..`,
// not as an absolute path, not through a symbolic link.
import { access, constants, lstat, mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type InputProblem, PromotionError } from "../errors.ts";
import { problem } from "../problems.ts";

/** What is wrong with the path of the lock file, as far as it shows before the lock file is written. */
export async function checkLockFile(path: string, workspace: string): Promise<InputProblem | undefined> {
  try {
    await locate(path, workspace);
    return undefined;
  } catch (error) {
    const { code, message } = asWriteError(path, error);
    const remedy =
      "Use the path of a file in the workspace that this job may write, relative to the root of the workspace.";
    return { ...problem(code, message, { stage: "input", remedy }), input: "lock-file" };
  }
}

/** The text of the lock file that an earlier run wrote; undefined where there is none that can be read. */
export async function readLockFile(path: string, workspace: string): Promise<string | undefined> {
  try {
    const lexical = await locate(path, workspace);
    const { size, isFile } = await lstat(lexical).then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    // Not through a link: it may lead out of the workspace.
    return isFile && size <= LOCK_FILE_MAX_BYTES ? await readFile(lexical, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** The lock file of 5,000 images. */
const LOCK_FILE_MAX_BYTES = 8 * 1024 * 1024;

/**
 * Writes the lock file and the folders on its path. It is replaced as a whole, so that no reader sees half of it.
 * @returns the absolute path
 * @throws PromotionError `LOCK_FILE_OUTSIDE` or `LOCK_FILE_WRITE_FAILED`
 */
export async function writeLockFile(path: string, text: string, workspace: string): Promise<string> {
  try {
    // Checked again: a later step of the same job may have replaced a folder by a link.
    const lexical = await locate(path, workspace);
    const parent = dirname(lexical);
    await mkdir(parent, { recursive: true });
    const target = join(await realpath(parent), basename(lexical));
    await replaceFile(target, text);
    return target;
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/** Writes a file beside the target and renames it, so that no reader sees half of it. `mode`: its permissions; undefined: the default. */
export async function replaceFile(target: string, text: string, mode?: number): Promise<void> {
  const temporary = `${target}.${process.pid}.tmp`;
  const file = await open(temporary, "wx");
  try {
    try {
      await file.writeFile(text);
      // After open, where the umask would apply.
      if (mode !== undefined) await file.chmod(mode);
    } finally {
      await file.close();
    }
    // A rename replaces a symbolic link itself, not the file that it points to.
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The absolute path of the lock file. It and its folder may not exist yet, but both can be made. */
async function locate(path: string, workspace: string): Promise<string> {
  const outside = () =>
    new PromotionError("LOCK_FILE_OUTSIDE", `lock-file: ${JSON.stringify(path)} is outside the workspace.`);
  const lexical = resolve(workspace, path);
  const root = resolve(workspace);
  if (!isInside(root, lexical)) throw outside();
  // Check the nearest existing folder, so that no folder is made behind a link.
  const folder = await nearestExisting(dirname(lexical));
  if (!isInside(await realpath(root), await realpath(folder), true)) throw outside();
  await access(folder, constants.W_OK);
  // Where its folder does not exist either, neither does the file. A link is replaced, whatever it points to.
  if (folder === dirname(lexical) && (await existsAsFolder(lexical))) throw writeError(path, "EISDIR");
  return lexical;
}

async function existsAsFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function asWriteError(path: string, error: unknown): PromotionError {
  return error instanceof PromotionError ? error : writeError(path, codeOf(error), error);
}

function writeError(path: string, reason: string, cause?: unknown): PromotionError {
  const message = `lock-file: ${JSON.stringify(path)} cannot be written (${reason}).`;
  return new PromotionError("LOCK_FILE_WRITE_FAILED", message, { cause });
}

async function nearestExisting(folder: string): Promise<string> {
  for (let current = folder; ; current = dirname(current)) {
    try {
      await lstat(current);
      return current;
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || dirname(current) === current) throw error;
    }
  }
}

/** True if `path` is in `folder`, judged by the names alone. `orEqual`: or is the folder itself. */
export function isInside(folder: string, path: string, orEqual = false): boolean {
  const way = relative(folder, path);
  if (way === "") return orEqual;
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The code of an error of the file system, such as `EACCES`. */
export function codeOf(error: unknown): string {
  const code = Error.isError(error) ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? "unknown reason";
}
