// Reads the files of `images-file`, and the document of `undo`.
import { InputError, type InputProblem } from "../errors.ts";
import { type ProblemCode, problem } from "../problems.ts";
import { parseList } from "../request/list-input.ts";
import type { UndoText } from "../request/undo-document.ts";
import { type FileFault, findPaths, type RefuseFile, readWorkspaceFile } from "./workspace-files.ts";

const IMAGES_FILE_MAX_BYTES = 1024 * 1024;
/** The document of a step that moved or created 20,000 tags. */
const UNDO_MAX_BYTES = 8 * 1024 * 1024;
const IMAGES_FILES_MAX_BYTES = 16 * 1024 * 1024;
const IMAGES_FILES_MAX = 1_000;

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
    for (const path of (await attempt(line, () => findPaths(written, workspace, refuseImagesFile)))?.paths ?? []) {
      const file = await attempt(line, () =>
        readWorkspaceFile(path, workspace, refuseImagesFile, { maxBytes: IMAGES_FILE_MAX_BYTES }),
      );
      if (file === undefined || files.has(file.real)) continue;
      totalBytes += file.sizeBytes;
      if (files.size >= IMAGES_FILES_MAX || totalBytes > IMAGES_FILES_MAX_BYTES) {
        const { problems: excess } = refuseImagesFile(
          "too-large",
          `it may list at most ${IMAGES_FILES_MAX} files with ${IMAGES_FILES_MAX_BYTES} bytes in total; it lists more.`,
        );
        return { files: [...files.values()], problems: [...problems, ...excess.map((each) => ({ ...each, line }))] };
      }
      files.set(file.real, { path, text: withoutMark(file.text) });
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
  const file = await readWorkspaceFile(given, workspace, refuseUndo, { maxBytes: UNDO_MAX_BYTES });
  return { path: given, text: withoutMark(file.text) };
}

const CODES: Readonly<Record<FileFault, ProblemCode>> = {
  outside: "IMAGES_FILE_OUTSIDE",
  missing: "IMAGES_FILE_MISSING",
  "too-large": "IMAGES_FILE_TOO_LARGE",
  encoding: "IMAGES_FILE_ENCODING",
  name: "IMAGES_FILE_NAME_INVALID",
};

const refuseImagesFile: RefuseFile = (fault, message, remedy) =>
  new InputError([{ ...problem(CODES[fault], `images-file: ${message}`, { remedy }), input: "images-file" }]);

const refuseUndo: RefuseFile = (_, message) => {
  const remedy =
    "Set undo to the document itself, with its line breaks, or to the path of a file in the workspace that holds it.";
  return new InputError([
    { ...problem("UNDO_INVALID", `undo: ${message}`, { stage: "input", remedy }), input: "undo" },
  ]);
};

/** The text without its byte order mark. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}
