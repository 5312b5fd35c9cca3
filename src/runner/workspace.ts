// Paths in the workspace, and the writing of the lock file. No path may lead out of it: not by `..`, not as an absolute path,
// not through a symbolic link.
import { lstat, mkdir, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { PromotionError } from "../errors.ts";

/**
 * Writes the lock file and the folders on its path. It is replaced as a whole, so that no reader sees half of it.
 * @returns the absolute path
 * @throws PromotionError `LOCK_FILE_OUTSIDE` or `LOCK_FILE_WRITE_FAILED`
 */
export async function writeLockFile(path: string, text: string, workspace: string): Promise<string> {
  const shown = JSON.stringify(path);
  const outside = () => new PromotionError("LOCK_FILE_OUTSIDE", `lock-file: ${shown} is outside the workspace.`);
  const lexical = resolve(workspace, path);
  const root = resolve(workspace);
  if (!isInside(root, lexical)) throw outside();
  const parent = dirname(lexical);
  try {
    // Check the nearest existing folder first, so that no folder is made behind a link.
    if (!isInside(await realpath(root), await realpath(await nearestExisting(parent)), true)) throw outside();
    await mkdir(parent, { recursive: true });
    const target = join(await realpath(parent), basename(lexical));
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      // A rename replaces a symbolic link itself, not the file that it points to.
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
    return target;
  } catch (error) {
    if (error instanceof PromotionError) throw error;
    throw new PromotionError("LOCK_FILE_WRITE_FAILED", `lock-file: ${shown} cannot be written (${codeOf(error)}).`, {
      cause: error,
    });
  }
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
