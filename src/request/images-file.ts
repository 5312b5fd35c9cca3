// One file of `images-file`. Its first line decides its form: a document (a YAML or JSON map, such as a lock file), a YAML or
// JSON list of lines, or plain text with one line per image.
import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { InputProblem } from "../errors.ts";
import { quote } from "../quote.ts";
import { type ImageEntry, parseImageLines } from "./image-entry.ts";
import { parseEntry } from "./images-file-entry.ts";
import { LINE_FORM } from "./line-mistakes.ts";
import { type ListItem, linesOfItem, parseList } from "./list-input.ts";
import { parseRegistryName, type RegistryName } from "./registry-name.ts";
import {
  addFileProblem,
  inOrder,
  lineOf,
  mapOf,
  openYamlFile,
  parseYaml,
  stringOf,
  type YamlFile,
} from "./yaml-file.ts";

/** The content of a file, and its problems in the order of their lines. */
export interface ImagesFile {
  /** The registry of those sources in the file that have no host. */
  readonly sourceRegistry?: RegistryName;
  readonly sourceRegistryLine?: number;
  readonly entries: readonly ImageEntry[];
  readonly problems: readonly InputProblem[];
}

type Content = Omit<ImagesFile, "problems">;

const EMPTY: Content = { entries: [] };
/** `held` is the memory of a lock file, and no image. */
const KEYS = ["version", "sourceRegistry", "images", "held"];
/** The most images of one step, in all files together. */
export const MAX_ENTRIES = 5_000;
const FILE_FORM = `A document has version: 1 and a list under images; otherwise: ${LINE_FORM}`;

/** Parses the text of a file; `path` is for the places of problems. */
export function parseImagesFile(text: string, path: string): ImagesFile {
  const file = openYamlFile(path);
  const content = contentOf(file, text);
  return { ...content, problems: inOrder(file) };
}

function contentOf(file: YamlFile, text: string): Content {
  const form = formOf(text);
  if (form === "lines") return parseLines(file, parseList(text.replace(/^\ufeff/, ""), "lines"));
  const root = parseYaml(file, text);
  if (root === undefined && file.problems.length === 0) addFileProblem(file, undefined, "the file is empty");
  if (file.problems.length > 0) return EMPTY;
  return form === "list" ? parseListOfLines(file, root) : parseImagesDocument(file, root);
}

/** The form of a file, from its first line that is neither blank nor a comment. */
function formOf(text: string): "document" | "list" | "lines" {
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    // Skip a YAML directive, and the marker that starts a document.
    const content = line.replace(/^(?:%.*|---(?=\s|$))/s, "").trim();
    if (content === "" || content.startsWith("#")) continue;
    if (/^(?:\{|\?(?:\s|$))/.test(content) || KEY.test(content)) return "document";
    return /^(?:\[|-(?:\s|$))/.test(content) ? "list" : "lines";
  }
  return "lines";
}

/** A key of a map in YAML or JSON. A name with dots or slashes is a reference that lacks its tag instead. */
const KEY = /^(?:"[^"]*"|'[^']*'|[A-Za-z_][\w-]*)\s*:(?:\s|$)/;

function parseImagesDocument(file: YamlFile, root: Node | undefined): Content {
  const document = mapOf(file, root, { keys: KEYS, what: "the file", remedy: FILE_FORM });
  if (document === undefined) return EMPTY;
  const version = document.get("version");
  if (version === undefined) addFileProblem(file, root, "the file must have version: 1", { remedy: FILE_FORM });
  else if (!(isScalar(version) && (version.value === 1 || version.value === "1"))) {
    const got = isScalar(version) ? `; got ${quote(String(version.value))}` : "";
    addFileProblem(file, version, `version must be 1${got}`, { remedy: FILE_FORM });
  }
  const images = document.get("images");
  if (!isSeq(images)) addFileProblem(file, images ?? root, "images must be a list");
  const registryNode = document.get("sourceRegistry");
  const sourceRegistry =
    registryNode === undefined
      ? undefined
      : stringOf(file, registryNode, { what: "sourceRegistry", parse: parseRegistryName });
  const items = isSeq(images) && !hasTooMany(file, images.items.length) ? images.items : [];
  const entries = items.map((node) => parseEntry(file, node as Node));
  return {
    ...(sourceRegistry !== undefined && { sourceRegistry, sourceRegistryLine: lineOf(file, registryNode) }),
    entries: entries.filter((entry) => entry !== undefined),
  };
}

function parseListOfLines(file: YamlFile, root: Node | undefined): Content {
  if (!isSeq(root)) {
    addFileProblem(file, root, "the file is neither a list nor a document", { remedy: FILE_FORM });
    return EMPTY;
  }
  if (hasTooMany(file, root.items.length)) return EMPTY;
  return parseLines(
    file,
    root.items.flatMap((item) => linesOfNode(file, item as Node)),
  );
}

function linesOfNode(file: YamlFile, node: Node): ListItem[] {
  if (isMap(node)) {
    const [pair] = node.items as Pair<Node, Node | null>[];
    const key = isScalar(pair?.key) ? `the key ${quote(String(pair.key.value))}` : "a key";
    addFileProblem(file, node, `an item of the list must be a line, but this one is a map with ${key}`, {
      remedy: FILE_FORM,
    });
    return [];
  }
  const text = stringOf(file, node, { what: "an item", parse: (value) => value, remedy: LINE_FORM });
  return linesOfItem({ text: text ?? "", line: lineOf(file, node) });
}

function parseLines(file: YamlFile, lines: readonly ListItem[]): Content {
  if (lines.length === 0 && file.problems.length === 0) addFileProblem(file, undefined, "the file is empty");
  if (hasTooMany(file, lines.length)) return EMPTY;
  const { entries, problems } = parseImageLines(lines, file.path);
  file.problems.push(...problems);
  return { entries };
}

function hasTooMany(file: YamlFile, count: number): boolean {
  if (count <= MAX_ENTRIES) return false;
  addFileProblem(file, undefined, `the file has ${count} images; at most ${MAX_ENTRIES} images are allowed`, {
    code: "TOO_MANY_IMAGES",
  });
  return true;
}
