// The two files of the workspace that the action touches: the images file that it reads and the lock file that it writes.
// Neither leaves the workspace, by `..`, by an absolute path or by a symbolic link.
import { lstat, mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InputError, type InputProblem, PromotionError } from "../errors.ts";

const IMAGES_FILE_MAX_BYTES = 1024 * 1024;

/** The images file as it was found; `path` as the user wrote it, for annotations. */
export interface ImagesFileText {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the file that `images-file` names.
 * @throws InputError with code `IMAGES_FILE_OUTSIDE`, `IMAGES_FILE_MISSING`, `IMAGES_FILE_TOO_LARGE` or `IMAGES_FILE_ENCODING`
 */
export async function readImagesFile(path: string, workspace: string): Promise<ImagesFileText> {
  const shown = JSON.stringify(path);
  const refuse = (code: string, message: string, remedy: string) => {
    const problem: InputProblem = { code, stage: "input", message, remedy, input: "images-file" };
    return new InputError([problem]);
  };
  const outside = () =>
    refuse(
      "IMAGES_FILE_OUTSIDE",
      `images-file: ${shown} lies outside the workspace.`,
      "Name a file in the workspace, relative to its root, that is reached through no link to elsewhere.",
    );
  const lexical = resolve(workspace, path);
  if (!isInside(resolve(workspace), lexical)) throw outside();
  let bytes: Buffer;
  try {
    const real = await realpath(lexical);
    if (!isInside(await realpath(workspace), real)) throw outside();
    const { size } = await stat(real);
    if (size > IMAGES_FILE_MAX_BYTES) {
      throw refuse(
        "IMAGES_FILE_TOO_LARGE",
        `images-file: ${shown} has ${size} bytes; ${IMAGES_FILE_MAX_BYTES} are read at most.`,
        "Split the promotion into several steps.",
      );
    }
    bytes = await readFile(real);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refuse(
      "IMAGES_FILE_MISSING",
      `images-file: ${shown} cannot be read (${codeOf(error)}).`,
      "Check the path, relative to the workspace, and that a step before this one checks the repository out (actions/checkout).",
    );
  }
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw refuse("IMAGES_FILE_ENCODING", `images-file: ${shown} is not UTF-8.`, "Save it as UTF-8 text.");
  }
}

/**
 * Writes the lock file, making folders as needed; a reader sees the old or the new text, never half of one.
 * @returns the absolute path
 * @throws PromotionError `LOCKFILE_OUTSIDE` or `LOCKFILE_WRITE_FAILED`
 */
export async function writeLockfile(path: string, text: string, workspace: string): Promise<string> {
  const shown = JSON.stringify(path);
  const outside = () =>
    new PromotionError("LOCKFILE_OUTSIDE", "report", `lockfile: ${shown} lies outside the workspace.`, {
      remedy: "Name a file in the workspace, relative to its root, that is reached through no link to elsewhere.",
    });
  const lexical = resolve(workspace, path);
  const root = resolve(workspace);
  if (!isInside(root, lexical)) throw outside();
  const parent = dirname(lexical);
  try {
    // The nearest folder that exists decides, before any folder is made behind a link.
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
      // Renaming replaces a link itself, not what it leads to.
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
    return target;
  } catch (error) {
    if (error instanceof PromotionError) throw error;
    throw new PromotionError(
      "LOCKFILE_WRITE_FAILED",
      "report",
      `lockfile: ${shown} cannot be written (${codeOf(error)}).`,
      {
        remedy:
          "Check the path and its permissions. The registry is as the report says; a re-run writes the file without importing again.",
        cause: error,
      },
    );
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

function isInside(folder: string, path: string, orEqual = false): boolean {
  const way = relative(folder, path);
  if (way === "") return orEqual;
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function codeOf(error: unknown): string {
  const code = Error.isError(error) ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? "unknown reason";
}
