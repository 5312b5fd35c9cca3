// A YAML or JSON file that is read strictly: no aliases, anchors and own tags, unique and known keys, strings only. Collects
// problems with their lines.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, visit } from "yaml";
import type { InputProblem } from "../errors.ts";
import { type ProblemCode, problem } from "../problems.ts";
import { quote } from "../quote.ts";
import { formatPlace, type Place, tryParse } from "./place.ts";
import { MAX_TOKENS, parseWithinLimits, TOO_COMPLEX } from "./yaml-limits.ts";

/** A file while it is read. */
export interface YamlFile extends Required<Pick<YamlOptions, "code" | "maxTokens">>, Pick<YamlOptions, "input"> {
  /** In messages, unless `input` is set. */
  readonly path: string;
  readonly lines: LineCounter;
  readonly problems: InputProblem[];
}

/** What is different for some files. */
interface YamlOptions {
  /** The text is not a file's but the value of this input. */
  readonly input?: string;
  /** The code of problems. */
  readonly code?: ProblemCode;
  readonly maxTokens?: number;
}

/** A node, or a range of the text: offsets of its start, its value's end and its end. */
type Located = { readonly range?: readonly [number, number, number] | null | undefined } | null | undefined;

/** More problems than these are counted, not listed. */
const MAX_PROBLEMS = 50;
const SECOND_DOCUMENT = "a second document begins here (---); write all images in one document, or in several files";
/** A file without problems so far. */
export function openYamlFile(path: string, options: YamlOptions = {}): YamlFile {
  return {
    path,
    code: "IMAGES_FILE_INVALID",
    maxTokens: MAX_TOKENS,
    ...options,
    lines: new LineCounter(),
    problems: [],
  };
}

/** The line of a node, from 1; the first line without one. */
export function lineOf({ lines }: YamlFile, node: Located): number {
  return lines.linePos(node?.range?.[0] ?? 0).line || 1;
}

/** Adds a problem at a node's line; its code is that of the file unless given. The message is `path:line: …` or `input, line …: …`. */
export function addFileProblem(
  file: YamlFile,
  node: Located,
  message: string,
  { code = file.code, remedy }: { readonly code?: ProblemCode; readonly remedy?: string } = {},
): void {
  const { path, input, problems } = file;
  const place: Place = { ...(input === undefined ? { file: path } : { input }), line: lineOf(file, node) };
  problems.push({ ...problem(code, `${formatPlace(place)}: ${message}`, { stage: "input", remedy }), ...place });
}

export function inOrder({ problems }: YamlFile): readonly InputProblem[] {
  const sorted = problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const next = sorted[MAX_PROBLEMS - 1];
  if (next === undefined || sorted.length === MAX_PROBLEMS) return sorted;
  const rest = sorted.length - MAX_PROBLEMS + 1;
  const message = `${formatPlace(next)}: from here on the file has ${rest} more problems`;
  return [...sorted.slice(0, MAX_PROBLEMS - 1), { ...next, message }];
}

/** Parses the text and returns its root; undefined for an empty document, or after a problem. */
export function parseYaml(file: YamlFile, text: string): Node | undefined {
  const parsed = parseWithinLimits(text, { maxTokens: file.maxTokens, lines: file.lines, maxDocuments: 2 });
  if ("excess" in parsed) {
    addFileProblem(file, undefined, parsed.excess.what, parsed.excess);
    return undefined;
  }
  const [document, second] = parsed.documents;
  if (document === undefined) return undefined;
  // Aliases are rejected before anything resolves them. Of several errors in one line, only the first is reported: the
  // others follow from it.
  const reported = new Set<number>();
  const report = ([from, to]: readonly [number, number], message: string) => {
    const place = { range: [from, to, to] as const };
    const line = lineOf(file, place);
    if (!reported.has(line)) addFileProblem(file, place, message);
    reported.add(line);
  };
  for (const { code, message, pos } of [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS)) {
    // The parser's own text for a stack overflow is for programmers.
    report(pos, code === "RESOURCE_EXHAUSTION" ? TOO_COMPLEX : (message.split("\n")[0] ?? message));
  }
  if (second !== undefined) report([second.range[0], second.range[1]], SECOND_DOCUMENT);
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) addFileProblem(file, node, "aliases are not allowed");
      else if (node.anchor !== undefined) addFileProblem(file, node, "anchors are not allowed");
      else if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
        if (!reported.has(lineOf(file, node))) addFileProblem(file, node, "tags such as !name are not allowed");
      }
      if (isMap(node)) {
        checkUnique(
          file,
          node.items.map(({ key }) => key as Node),
        );
      }
    },
  });
  return document.contents ?? undefined;
}

function checkUnique(file: YamlFile, keys: readonly Node[]): void {
  const seen = new Set<unknown>();
  for (const key of keys.filter(isScalar)) {
    if (seen.has(key.value)) {
      addFileProblem(file, key, `the key ${quote(String(key.value))} appears twice; keys must be unique`);
    }
    seen.add(key.value);
  }
}

/** What a map must be, for messages. */
interface MapForm {
  readonly keys: readonly string[];
  /** As in `… must be a map`. */
  readonly what: string;
  readonly remedy: string;
}

/** The values of a map by key; undefined for anything else. A Map, because a key may be `__proto__`. */
export function mapOf(
  file: YamlFile,
  node: Node | undefined,
  { keys, what, remedy }: MapForm,
): Map<string, Node> | undefined {
  if (!isMap(node)) {
    addFileProblem(file, node, `${what} must be a map with the keys ${keys.join(", ")}`, { remedy });
    return undefined;
  }
  const values = new Map<string, Node>();
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    if (name === undefined || !keys.includes(name)) {
      const message = `the key ${quote(String(name ?? key))} is unknown; known keys are ${keys.join(", ")}`;
      addFileProblem(file, key, message, { remedy });
    } else if (value === null) {
      addFileProblem(file, key, `${name} has no value`);
    } else {
      values.set(name, value);
    }
  }
  return values;
}

/** The strings of a list; undefined without a node or for anything but a list. */
export function stringsOf<T>(
  file: YamlFile,
  node: Node | undefined,
  what: string,
  parse: (text: string) => T,
): T[] | undefined {
  if (node === undefined) return undefined;
  if (!isSeq(node)) {
    addFileProblem(file, node, `${what} must be a list`);
    return undefined;
  }
  return node.items.map((item) => stringOf(file, item as Node, { what, parse })).filter((item) => item !== undefined);
}

/** A string, parsed; undefined after a problem. */
export function stringOf<T>(
  file: YamlFile,
  node: Node,
  { what, parse, remedy }: { readonly what: string; readonly parse: (text: string) => T; readonly remedy?: string },
): T | undefined {
  if (!isScalar(node) || typeof node.value !== "string") {
    const written = isScalar(node) ? ` ${quote(node.source ?? String(node.value))}` : "";
    addFileProblem(file, node, `${what}${written} is not a string; put it in quotes`, {
      ...(remedy !== undefined && { remedy }),
    });
    return undefined;
  }
  const { value: text } = node;
  const { value, problem } = tryParse(() => parse(text));
  if (problem !== undefined) addFileProblem(file, node, `${what}: ${problem.message}`, problem);
  return value;
}
