// One file of `images-file`. Its first line decides what it is: a document (a YAML or JSON map; a lock file is one), a YAML
// or JSON list of lines, or plain text, one line per image. Documents have strings only, and every key is known.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { type InputProblem, PromotionError } from "../errors.ts";
import { parseDigest } from "../oci/digest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import { parseSourceReference, parseTag, type SourceReference } from "../oci/reference.ts";
import { type ProblemCode, problem } from "../problems.ts";
import {
  type ImageEntry,
  parsed,
  parseImageLines,
  parseTargetName,
  type TargetName,
  withAdvice,
} from "./image-entry.ts";
import { LINE_FORM } from "./line-mistakes.ts";
import { type ListItem, linesOfItem, parseList } from "./list-input.ts";
import { parseRegistryName, type RegistryName } from "./registry-resource.ts";
import { REFERRERS_MODES, type ReferrersMode } from "./request.ts";

/** The file's content, checked. */
export interface ImagesFile {
  /** Where the file's own sources without a host come from. */
  readonly sourceRegistry?: RegistryName;
  readonly sourceRegistryLine?: number;
  readonly entries: readonly ImageEntry[];
  readonly problems: readonly InputProblem[];
}

const DOCUMENT_KEYS = ["version", "sourceRegistry", "images"];
const IMAGE_KEYS = ["source", "digest", "repository", "tags", "referrers", "mediaType", "platforms", "from"];
/** Entries of one step, in all files together. */
export const MAX_ENTRIES = 5_000;
const MAX_PROBLEMS = 50;
const MAX_NESTING = 100;
const ENTRY_FORM = 'Write for example source: api:build-812, repository: api and tags: ["1.4.2", latest]';
const FILE_FORM = `A document has version: 1 and a list under images; otherwise: ${LINE_FORM}`;

/** Parses the text of an images file; `path` is for the places of problems. */
export function parseImagesFile(text: string, path: string): ImagesFile {
  const reader = new ImagesFileReader(path);
  return reader.read(text);
}

class ImagesFileReader {
  readonly #path: string;
  readonly #lines = new LineCounter();
  readonly #problems: InputProblem[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  read(text: string): ImagesFile {
    const form = formOf(text);
    if (form === "lines") return this.#ofLines(parseList(text.replace(/^\ufeff/, ""), "lines"));
    const root = this.#parse(text);
    if (root === undefined && this.#problems.length === 0) this.#problem(undefined, "it is empty");
    if (this.#problems.length > 0) return { entries: [], problems: this.#inOrder() };
    return form === "list" ? this.#list(root) : this.#document(root);
  }

  #document(root: Node | undefined): ImagesFile {
    const document = this.#mapOf(root, DOCUMENT_KEYS, "the file", FILE_FORM);
    const version = document?.get("version");
    if (document !== undefined && !(isScalar(version) && (version.value === 1 || version.value === "1"))) {
      this.#problem(version ?? root, "it needs version: 1", undefined, FILE_FORM);
    }
    const images = document?.get("images");
    if (document !== undefined && !isSeq(images)) this.#problem(images ?? root, "it needs a list under images");
    const sourceRegistryNode = document?.get("sourceRegistry");
    const sourceRegistry =
      sourceRegistryNode === undefined
        ? undefined
        : this.#textAs(sourceRegistryNode, "sourceRegistry", parseRegistryName);
    const items = isSeq(images) && !this.#exceedsEntries(images.items.length) ? images.items : [];
    const entries = items.map((node) => this.#entry(node as Node));
    return {
      ...(sourceRegistry !== undefined && {
        sourceRegistry,
        sourceRegistryLine: this.#lineOf(sourceRegistryNode),
      }),
      entries: entries.filter((entry) => entry !== undefined),
      problems: this.#inOrder(),
    };
  }

  #list(root: Node | undefined): ImagesFile {
    if (!isSeq(root)) {
      this.#problem(root, "it is neither a list nor a document", undefined, FILE_FORM);
      return { entries: [], problems: this.#inOrder() };
    }
    if (this.#exceedsEntries(root.items.length)) return { entries: [], problems: this.#inOrder() };
    return this.#ofLines(root.items.flatMap((item) => this.#item(item as Node)));
  }

  #item(node: Node): ListItem[] {
    if (isMap(node)) {
      const [pair] = node.items as Pair<Node, Node | null>[];
      const key = isScalar(pair?.key) ? JSON.stringify(String(pair.key.value).slice(0, 60)) : "a key";
      this.#problem(node, `an item of a list is a line, and this one is a map with ${key}`, undefined, FILE_FORM);
      return [];
    }
    const text = this.#textAs(node, "an item", (value) => value, LINE_FORM);
    return linesOfItem({ text: text ?? "", line: this.#lineOf(node) });
  }

  #ofLines(lines: readonly ListItem[]): ImagesFile {
    if (lines.length === 0 && this.#problems.length === 0) this.#problem(undefined, "it is empty");
    if (this.#exceedsEntries(lines.length)) return { entries: [], problems: this.#inOrder() };
    const { entries, problems } = parseImageLines(lines, this.#path);
    this.#problems.push(...problems);
    return { entries, problems: this.#inOrder() };
  }

  #exceedsEntries(count: number): boolean {
    if (count <= MAX_ENTRIES) return false;
    this.#problem(undefined, `it lists ${count} images; a step promotes at most ${MAX_ENTRIES}`, "TOO_MANY_IMAGES");
    return true;
  }

  #inOrder(): readonly InputProblem[] {
    const problems = this.#problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    const next = problems[MAX_PROBLEMS - 1];
    if (next === undefined || problems.length === MAX_PROBLEMS) return problems;
    const rest = problems.length - MAX_PROBLEMS + 1;
    const message = `${this.#path}:${next.line ?? 1}: from here on the file has ${rest} more problems`;
    return [...problems.slice(0, MAX_PROBLEMS - 1), { ...next, message }];
  }

  /** Undefined where the parser runs out of stack: its own recovery from a broken line nests, at depths that nobody can count. */
  #parseYaml(text: string): ReturnType<typeof parseDocument> | undefined {
    try {
      return parseDocument(text, {
        lineCounter: this.#lines,
        // Checked below: the parser compares every key of a map with every other.
        uniqueKeys: false,
        prettyErrors: false,
        strict: true,
      });
    } catch (error) {
      if (!Error.isError(error) || error.name !== "RangeError") throw error;
      this.#problem(undefined, "it is too deeply nested, or too broken, to be read");
      return undefined;
    }
  }

  #parse(text: string): Node | undefined {
    if (exceedsDepth(text)) {
      this.#problem(undefined, `it nests deeper than ${MAX_NESTING} levels`);
      return undefined;
    }
    const document = this.#parseYaml(text);
    if (document === undefined) return undefined;
    // Aliases are refused before anything resolves them. A parser's further complaints about a line follow from its first.
    const told = new Set<number>();
    for (const { message, pos } of [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS)) {
      const place = { range: [pos[0], pos[1], pos[1]] as const };
      if (!told.has(this.#lineOf(place))) this.#problem(place, message.split("\n")[0] ?? message);
      told.add(this.#lineOf(place));
    }
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) this.#problem(node, "aliases are not allowed");
        else if (node.anchor !== undefined) this.#problem(node, "anchors are not allowed");
        else if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
          if (!told.has(this.#lineOf(node))) this.#problem(node, "tags such as !name are not allowed");
        }
        if (isMap(node)) this.#checkUnique(node.items.map(({ key }) => key as Node));
      },
    });
    return document.contents ?? undefined;
  }

  #checkUnique(keys: readonly Node[]): void {
    const seen = new Set<unknown>();
    for (const key of keys.filter(isScalar)) {
      if (seen.has(key.value)) {
        this.#problem(
          key,
          `the key ${JSON.stringify(String(key.value).slice(0, 60))} is there twice; keys must be unique`,
        );
      }
      seen.add(key.value);
    }
  }

  #entry(node: Node): ImageEntry | undefined {
    const before = this.#problems.length;
    const map = this.#mapOf(node, IMAGE_KEYS, "an image", ENTRY_FORM);
    if (map === undefined) return undefined;
    const sourceNode = map.get("source");
    if (sourceNode === undefined) {
      this.#problem(node, "an image needs a source", undefined, ENTRY_FORM);
      return undefined;
    }
    const digestNode = map.get("digest");
    const digest = digestNode === undefined ? undefined : this.#textAs(digestNode, "digest", parseDigest);
    const source = this.#textAs(sourceNode, "source", (text) => parseFileSource(text, digestNode !== undefined));
    if (source?.digest !== undefined && digest !== undefined && source.digest !== digest) {
      this.#problem(digestNode, "digest and the digest in source differ");
    }
    const text = <T>(key: string, parse: (text: string) => T): T | undefined => {
      const value = map.get(key);
      return value === undefined ? undefined : this.#textAs(value, key, parse);
    };
    const target = text("repository", parseEntryTarget);
    const referrers = text("referrers", parseReferrers);
    const mediaType = text("mediaType", parseMediaType);
    text("from", (from) => from);
    const tags = this.#texts(map.get("tags"), "tags", parseTag);
    const platforms = this.#texts(map.get("platforms"), "platforms", (platform) => platform);
    if (source === undefined || this.#problems.length > before) return undefined;
    const pinned = digest ?? source.digest;
    return {
      origin: {
        file: this.#path,
        line: this.#lineOf(node),
        text: isScalar(sourceNode) ? String(sourceNode.value) : "",
      },
      source: { ...source, ...(pinned !== undefined && { digest: pinned }) },
      ...target,
      ...(tags !== undefined && { tags }),
      ...(referrers !== undefined && { referrers }),
      ...(mediaType !== undefined && { mediaType }),
      ...(platforms !== undefined && { platforms }),
    };
  }

  /** A map's values by key; a Map, because a key may be __proto__. */
  #mapOf(
    node: Node | undefined,
    known: readonly string[],
    what: string,
    remedy: string,
  ): Map<string, Node> | undefined {
    if (!isMap(node)) {
      this.#problem(node, `${what} has to be a map with the keys ${known.join(", ")}`, undefined, remedy);
      return undefined;
    }
    const values = new Map<string, Node>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
      if (name === undefined || !known.includes(name)) {
        this.#problem(
          key,
          `unknown key ${JSON.stringify(String(name ?? key).slice(0, 60))}; known: ${known.join(", ")}`,
          undefined,
          remedy,
        );
      } else if (value === null) {
        this.#problem(key, `${name} has no value`);
      } else {
        values.set(name, value);
      }
    }
    return values;
  }

  #texts<T>(node: Node | undefined, what: string, parse: (text: string) => T): T[] | undefined {
    if (node === undefined) return undefined;
    if (!isSeq(node)) {
      this.#problem(node, `${what} has to be a list`);
      return undefined;
    }
    return node.items.map((item) => this.#textAs(item as Node, what, parse)).filter((item) => item !== undefined);
  }

  #textAs<T>(node: Node, what: string, parse: (text: string) => T, remedy?: string): T | undefined {
    if (!isScalar(node) || typeof node.value !== "string") {
      const written = isScalar(node) ? ` ${JSON.stringify(node.source ?? String(node.value)).slice(0, 60)}` : "";
      this.#problem(node, `${what}${written} is not a string; put it in quotes`, undefined, remedy);
      return undefined;
    }
    const { value: text } = node;
    const { value, problem } = parsed(() => parse(text), {});
    if (problem !== undefined) this.#problem(node, `${what}: ${problem.message}`, problem.code, problem.remedy);
    return value;
  }

  #lineOf(node: { readonly range?: readonly [number, number, number] | null | undefined } | undefined): number {
    return this.#lines.linePos(node?.range?.[0] ?? 0).line || 1;
  }

  #problem(
    node: { readonly range?: readonly [number, number, number] | null | undefined } | null | undefined,
    why: string,
    code: ProblemCode = "IMAGES_FILE_INVALID",
    remedy?: string,
  ): void {
    const line = this.#lineOf(node ?? undefined);
    this.#problems.push({
      ...problem(code, `${this.#path}:${line}: ${why}`, { stage: "input", remedy }),
      file: this.#path,
      line,
    });
  }
}

/** What a file is, by its first line that is neither blank nor a comment. */
function formOf(text: string): "document" | "list" | "lines" {
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    // A directive or the start of a YAML document stands before what it is.
    const content = line.replace(/^(?:%.*|---(?=\s|$))/s, "").trim();
    if (content === "" || content.startsWith("#")) continue;
    if (/^(?:\{|\?(?:\s|$))/.test(content) || KEY.test(content)) return "document";
    return /^(?:\[|-(?:\s|$))/.test(content) ? "list" : "lines";
  }
  return "lines";
}

/** A key of a map as YAML and JSON write it; what has dots or slashes in it is a reference that lacks its tag. */
const KEY = /^(?:"[^"]*"|'[^']*'|[A-Za-z_][\w-]*)\s*:(?:\s|$)/;

/** With a `digest` beside it, a source needs neither tag nor digest of its own. */
function parseFileSource(text: string, hasDigest: boolean): SourceReference {
  return withAdvice(text, "source", ENTRY_FORM, () => {
    if (text.includes("=>")) {
      throw new PromotionError("REFERENCE_INVALID", "source holds =>, which stands between the sides of a line.");
    }
    const name = text.slice(text.lastIndexOf("/") + 1);
    if (!hasDigest || /[:@]/.test(name)) return parseSourceReference(text);
    const { tag: _placeholder, ...source } = parseSourceReference(`${text}:placeholder`);
    return source;
  });
}

/** The repository of an entry is the target of a line without its tags. */
function parseEntryTarget(text: string): TargetName {
  if (/[:@][^/]*$/.test(text)) {
    throw new PromotionError("REFERENCE_INVALID", `${JSON.stringify(text.slice(0, 120))} has a tag or a digest.`, {
      remedy: `List the tags under tags. ${ENTRY_FORM}`,
    });
  }
  return withAdvice(text, "repository", ENTRY_FORM, () => parseTargetName(text));
}

function parseReferrers(text: string): ReferrersMode {
  const mode = REFERRERS_MODES.find((known) => known === text.toLowerCase());
  if (mode !== undefined) return mode;
  const shown = JSON.stringify(text.slice(0, 60));
  throw new PromotionError("IMAGES_FILE_INVALID", `${shown} is not one of ${REFERRERS_MODES.join(", ")}`);
}

function parseMediaType(text: string): string {
  if (isManifestMediaType(text)) return text;
  throw new PromotionError("IMAGES_FILE_INVALID", "it is not a manifest media type that ACR accepts");
}

/** The YAML parser recurses; text nested beyond all sense would end in a stack overflow instead of a sentence. */
function exceedsDepth(text: string): boolean {
  let depth = 0;
  for (const character of text.replace(/(^|\s)#.*$/gm, "")) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING) return true;
  }
  return /^[ \t]*(?:[-?:][ \t]+){100}/m.test(text);
}
