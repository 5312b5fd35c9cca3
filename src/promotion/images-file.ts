// The `images-file`: YAML or JSON, strings only, every key known; a lock file is one. Pure: text in, entries or problems out.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { type InputProblem, PromotionError } from "../errors.ts";
import { parseDigest } from "../oci/digest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import { parseRepository, parseSourceReference, parseTag, type SourceReference } from "../oci/reference.ts";
import { type ImageEntry, parsed } from "./image-entry.ts";
import { parseRegistryName, type RegistryName } from "./registry-resource.ts";
import { REFERRERS_MODES, type ReferrersMode } from "./request.ts";

/** The file's content, checked. */
export interface ImagesFile {
  readonly sourceRegistry?: RegistryName;
  readonly entries: readonly ImageEntry[];
  readonly problems: readonly InputProblem[];
}

const DOCUMENT_KEYS = ["version", "sourceRegistry", "images"];
const IMAGE_KEYS = ["source", "digest", "repository", "tags", "referrers", "mediaType", "platforms", "from"];
const MAX_PROBLEMS = 50;
const MAX_NESTING = 100;

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
    const root = this.#parse(text);
    if (root === undefined && this.#problems.length === 0) this.#problem(undefined, "it is empty");
    if (this.#problems.length > 0) return { entries: [], problems: this.#inOrder() };
    const document = this.#mapOf(root, DOCUMENT_KEYS, "the file");
    const version = document?.get("version");
    if (document !== undefined && !(isScalar(version) && (version.value === 1 || version.value === "1"))) {
      this.#problem(version ?? root, "it needs version: 1");
    }
    const images = document?.get("images");
    if (document !== undefined && !isSeq(images)) this.#problem(images ?? root, "it needs a list under images");
    const sourceRegistryNode = document?.get("sourceRegistry");
    const sourceRegistry =
      sourceRegistryNode === undefined
        ? undefined
        : this.#textAs(sourceRegistryNode, "sourceRegistry", parseRegistryName);
    const entries = isSeq(images) ? images.items.map((node) => this.#entry(node as Node)) : [];
    return {
      ...(sourceRegistry !== undefined && { sourceRegistry }),
      entries: entries.filter((entry) => entry !== undefined),
      problems: this.#inOrder(),
    };
  }

  #inOrder(): readonly InputProblem[] {
    return this.#problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, MAX_PROBLEMS);
  }

  /** Undefined where the parser runs out of stack: its own recovery from a broken line nests, at depths that nobody can count. */
  #parseYaml(text: string): ReturnType<typeof parseDocument> | undefined {
    try {
      return parseDocument(text, {
        lineCounter: this.#lines,
        uniqueKeys: true,
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
      },
    });
    return document.contents ?? undefined;
  }

  #entry(node: Node): ImageEntry | undefined {
    const before = this.#problems.length;
    const map = this.#mapOf(node, IMAGE_KEYS, "an image");
    if (map === undefined) return undefined;
    const sourceNode = map.get("source");
    if (sourceNode === undefined) {
      this.#problem(node, "an image needs a source");
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
    const repository = text("repository", parseRepository);
    const referrers = text("referrers", parseReferrers);
    const mediaType = text("mediaType", parseMediaType);
    text("from", (from) => from);
    const tags = this.#list(map.get("tags"), "tags", parseTag);
    const platforms = this.#list(map.get("platforms"), "platforms", (platform) => platform);
    if (source === undefined || this.#problems.length > before) return undefined;
    const pinned = digest ?? source.digest;
    return {
      origin: {
        file: this.#path,
        line: this.#lineOf(node),
        text: isScalar(sourceNode) ? String(sourceNode.value) : "",
      },
      source: { ...source, ...(pinned !== undefined && { digest: pinned }) },
      ...(repository !== undefined && { repository }),
      ...(tags !== undefined && { tags }),
      ...(referrers !== undefined && { referrers }),
      ...(mediaType !== undefined && { mediaType }),
      ...(platforms !== undefined && { platforms }),
    };
  }

  /** A map's values by key; a Map, because a key may be __proto__. */
  #mapOf(node: Node | undefined, known: readonly string[], what: string): Map<string, Node> | undefined {
    if (!isMap(node)) {
      this.#problem(node, `${what} has to be a map with the keys ${known.join(", ")}`);
      return undefined;
    }
    const values = new Map<string, Node>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
      if (name === undefined || !known.includes(name)) {
        this.#problem(
          key,
          `unknown key ${JSON.stringify(String(name ?? key).slice(0, 60))}; known: ${known.join(", ")}`,
        );
      } else if (value === null) {
        this.#problem(key, `${name} has no value`);
      } else {
        values.set(name, value);
      }
    }
    return values;
  }

  #list<T>(node: Node | undefined, what: string, parse: (text: string) => T): T[] | undefined {
    if (node === undefined) return undefined;
    if (!isSeq(node)) {
      this.#problem(node, `${what} has to be a list`);
      return undefined;
    }
    return node.items.map((item) => this.#textAs(item as Node, what, parse)).filter((item) => item !== undefined);
  }

  #textAs<T>(node: Node, what: string, parse: (text: string) => T): T | undefined {
    if (!isScalar(node) || typeof node.value !== "string") {
      const written = isScalar(node) ? ` ${JSON.stringify(node.source ?? String(node.value)).slice(0, 60)}` : "";
      this.#problem(node, `${what}${written} is not a string; put it in quotes`);
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
    code = "IMAGES_FILE_INVALID",
    remedy?: string,
  ): void {
    const line = this.#lineOf(node ?? undefined);
    this.#problems.push({
      code,
      stage: "input",
      message: `${this.#path}:${line}: ${why}`,
      file: this.#path,
      line,
      ...(remedy !== undefined && { remedy }),
    });
  }
}

/** With a `digest` beside it, a source needs neither tag nor digest of its own. */
function parseFileSource(text: string, hasDigest: boolean): SourceReference {
  const name = text.slice(text.lastIndexOf("/") + 1);
  if (!hasDigest || /[:@]/.test(name)) return parseSourceReference(text);
  const { tag: _placeholder, ...source } = parseSourceReference(`${text}:placeholder`);
  return source;
}

function parseReferrers(text: string): ReferrersMode {
  const mode = REFERRERS_MODES.find((known) => known === text);
  if (mode !== undefined) return mode;
  const shown = JSON.stringify(text.slice(0, 60));
  throw new PromotionError("IMAGES_FILE_INVALID", "input", `${shown} is not one of ${REFERRERS_MODES.join(", ")}`);
}

function parseMediaType(text: string): string {
  if (isManifestMediaType(text)) return text;
  throw new PromotionError("IMAGES_FILE_INVALID", "input", "it is no manifest media type that ACR takes");
}

/** The YAML parser recurses; text nested beyond all sense would end in a stack overflow instead of a sentence. */
function exceedsDepth(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING) return true;
  }
  return /^(?:[ \t]*[-?:][ \t]+){100}/m.test(text);
}
