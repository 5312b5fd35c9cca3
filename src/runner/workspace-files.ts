// Finds and reads the files of the workspace that an input names, by path or glob. No path may lead out of the workspace: not by `..`,
// not as an absolute path, not through a symbolic link.
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { InputError } from "../errors.ts";
import { Glob, type GlobState, isGlob } from "../glob.ts";
import { codeOf, isInside } from "./workspace.ts";

/** How many files and folders one glob may visit. */
const GLOB_MAX_ENTRIES = 200_000;
const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What can be wrong with a file. */
export type FileFault = "outside" | "missing" | "too-large" | "encoding" | "name";

/** Makes the error for a file of an input. `message`: without the input's name. */
export type RefuseFile = (fault: FileFault, message: string, remedy?: string) => InputError;

/** A file that was read. */
export interface WorkspaceFile {
  /** Its absolute path without symbolic links. */
  readonly real: string;
  readonly sizeBytes: number;
  /** UTF-8, with its byte order mark if it has one. */
  readonly text: string;
}

/** True for a file or folder named `.git`, or below one. The file systems of Windows and macOS ignore case. */
function isInGit(path: string): boolean {
  return path.split(/[/\\]/).some((part) => part.toLowerCase() === ".git");
}

function outside(path: string, refuse: RefuseFile): InputError {
  return refuse("outside", `${JSON.stringify(path)} is outside the workspace.`);
}

function checkName(path: string, refuse: RefuseFile): void {
  if (CONTROL_CHARACTER.test(path)) {
    throw refuse("name", `${JSON.stringify(path)} has a control character in its name.`);
  }
  if (isInGit(path)) {
    throw refuse(
      "name",
      `${JSON.stringify(path)} is in a .git folder, which is never read.`,
      "Name a file outside of .git.",
    );
  }
}

/**
 * Checks a path by its names alone, and returns it in full.
 * @throws InputError, made by `refuse`
 */
export function locateFile(path: string, workspace: string, refuse: RefuseFile): string {
  checkName(path, refuse);
  const lexical = resolve(workspace, path);
  if (!isInside(resolve(workspace), lexical)) throw outside(path, refuse);
  return lexical;
}

/** Files that an input names on one line. */
export interface FoundPaths {
  /** As the user wrote it or, for a glob, relative to the workspace with `/`. The matches of a glob are ordered by code point. */
  readonly paths: readonly string[];
  readonly byGlob: boolean;
}

/**
 * Finds the path itself, if it exists or is no glob, or the files that it matches as a glob. A glob does not follow symbolic links.
 * @throws InputError, made by `refuse`
 */
export async function findPaths(written: string, workspace: string, refuse: RefuseFile): Promise<FoundPaths> {
  const lexical = locateFile(written, workspace, refuse);
  if (!isGlob(written) || (await exists(lexical))) return { paths: [written], byGlob: false };
  const root = resolve(workspace);
  const paths = await findMatches(root, relative(root, lexical).split(sep).join("/"), refuse);
  if (paths.length === 0) {
    throw refuse(
      "missing",
      `${JSON.stringify(written)} matches no file.`,
      "Check the glob: it is relative to the workspace, * and ? stop at /, ** does not. Run actions/checkout before this step.",
    );
  }
  for (const path of paths) checkName(path, refuse);
  return { paths, byGlob: true };
}

/** Visits only folders in which the pattern can still match. */
async function findMatches(root: string, pattern: string, refuse: RefuseFile): Promise<readonly string[]> {
  const glob = new Glob(pattern);
  const found: string[] = [];
  const open: { folder: string; state: GlobState }[] = [{ folder: "", state: glob.start() }];
  let seen = 0;
  for (const { folder, state } of open) {
    for (const entry of await listFolder(root, folder, refuse)) {
      seen += 1;
      if (seen > GLOB_MAX_ENTRIES) {
        throw refuse(
          "too-large",
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

async function listFolder(root: string, folder: string, refuse: RefuseFile): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw refuse(
      "missing",
      `the folder ${JSON.stringify(folder === "" ? "." : folder)} cannot be read (${codeOf(error)}).`,
      "Check its permissions, or start the glob with the folder that contains the files.",
    );
  }
}

/**
 * Reads a file. A link on its path is followed as long as it stays in the workspace, unless `followsLinks` is false.
 * @throws InputError, made by `refuse`
 */
export async function readWorkspaceFile(
  path: string,
  workspace: string,
  refuse: RefuseFile,
  { maxBytes, followsLinks = true }: { readonly maxBytes: number; readonly followsLinks?: boolean },
): Promise<WorkspaceFile> {
  const shown = JSON.stringify(path);
  const lexical = locateFile(path, workspace, refuse);
  let real: string;
  let bytes: Buffer;
  try {
    real = await realpath(lexical);
    const root = await realpath(workspace);
    if (!isInside(root, real)) throw outside(path, refuse);
    checkName(relative(root, real), refuse);
    if (!followsLinks) await checkLinks(path, resolve(workspace), lexical, refuse);
    const stats = await stat(real);
    if (!stats.isFile()) {
      throw refuse("missing", `${shown} is not a file.`, "Name a file, or a glob such as deploy/*.yml");
    }
    if (stats.size > maxBytes) {
      throw refuse("too-large", `${shown} has ${stats.size} bytes; the limit is ${maxBytes} bytes.`);
    }
    bytes = await readFile(real);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refuse("missing", `${shown} cannot be read (${codeOf(error)}).`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { real, sizeBytes: bytes.length, text };
  } catch {
    throw refuse("encoding", `${shown} is not valid UTF-8.`);
  }
}

/** Refuses a path with a symbolic link, or a junction of Windows, below the workspace. */
async function checkLinks(path: string, root: string, lexical: string, refuse: RefuseFile): Promise<void> {
  let at = root;
  for (const part of relative(root, lexical).split(sep)) {
    at = join(at, part);
    if (!(await lstat(at)).isSymbolicLink()) continue;
    throw refuse(
      "outside",
      `${JSON.stringify(path)} is a symbolic link, or is reached through one.`,
      "Name the file itself: links are not followed.",
    );
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
