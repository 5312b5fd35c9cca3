// The `images` of a kustomization, edited in place by the offsets of their values:
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parse,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { MAX_TOKENS, parseWithinLimits } from "../request/yaml-limits.ts";
import { type Edit, type Found, type Left, NOTHING_FOUND } from "./edit.ts";
import { type Pins, repositoryOf } from "./pins.ts";
import { hostPattern } from "./text-references.ts";

const FILE_NAME = /(?:^|\/)kustomization(?:\.ya?ml)?$/i;
/** A component, a kustomization under another name, and one of Flux: https://fluxcd.io/flux/components/kustomize/kustomizations/#images */
const API_VERSION = /^[\uFEFF \t{"']*apiVersion["']?\s*:\s*["']?kustomize\.(?:config\.k8s|toolkit\.fluxcd)\.io\//m;

/** Finds the entries of a kustomization; nothing in any other file. */
export function findEntries(path: string, text: string, pins: Pins): Found {
  if (!FILE_NAME.test(path) && !API_VERSION.test(text)) return NOTHING_FOUND;
  const documents = parseYaml(text);
  if (documents === undefined) return unreadable(text, pins);
  const found = documents.flatMap((document) => {
    const root = document.contents;
    if (!isMap(root)) return [];
    const aliases = readAliases(document);
    const spec = root.get("spec", true);
    return [root, ...(isMap(spec) ? [spec] : [])].flatMap((owner) => {
      const images = owner.get("images", true);
      if (!isSeq(images)) return [];
      const isOwnerClear = ![owner, images].some((node) => isShared(node, aliases) || hasTwice(node));
      return images.items.flatMap((item) =>
        isMap(item) ? [readEntry(item, { text, pins, aliases, isOwnerClear })] : [],
      );
    });
  });
  return {
    edits: found.flatMap(({ edits }) => edits),
    left: found.flatMap(({ left }) => left),
    taken: found.flatMap(({ taken }) => taken),
  };
}

/** Undefined for what is not valid YAML: an offset in it could mean something else to kustomize. */
function parseYaml(text: string): readonly Document.Parsed[] | undefined {
  const parsed = parseWithinLimits(text, { maxTokens: MAX_TOKENS });
  return "documents" in parsed && parsed.documents.every(({ errors }) => errors.length === 0)
    ? parsed.documents
    : undefined;
}

function unreadable(text: string, pins: Pins): Found {
  const from = text.search(hostPattern(pins));
  if (from < 0) return NOTHING_FOUND;
  return {
    edits: [],
    left: [{ from, reference: pins.host, reason: "the file is not valid YAML, so all of it is left alone" }],
    taken: [[0, text.length]],
  };
}

/** The aliases of a document with what they refer to: resolving each by itself would go through the document every time. */
function readAliases(document: Document.Parsed): Aliases {
  const anchors = new Map<string, Node>();
  const values = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) values.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return { values, used: new Set([...values.keys()].map(({ source }) => source)) };
}

interface Aliases {
  /** What each alias refers to. */
  readonly values: ReadonlyMap<Alias, Node | undefined>;
  /** The anchors that aliases refer to: a change of their value would change the aliases too. */
  readonly used: ReadonlySet<string>;
}

function isShared({ anchor }: Pick<Node, "anchor">, { used }: Aliases): boolean {
  return anchor !== undefined && used.has(anchor);
}

/** True for a map with a key twice: YAML forbids it, and parsers use one or the other. */
function hasTwice(node: unknown): boolean {
  if (!isMap(node)) return false;
  const keys = node.items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []));
  return new Set(keys).size < keys.length;
}

interface Place {
  readonly text: string;
  readonly pins: Pins;
  readonly aliases: Aliases;
  /** The list is used once, and is the only one. */
  readonly isOwnerClear: boolean;
}

/** A key of an entry with its value. */
interface Field {
  readonly key: Scalar;
  readonly node: Scalar | Alias;
  /** The value itself, which an alias has elsewhere. */
  readonly scalar: Scalar;
  readonly value: string;
}

function readEntry(entry: YAMLMap, place: Place): Found {
  const { text, pins, aliases } = place;
  const fields = new Map(entry.items.flatMap(({ key, value }) => readField(key, value, aliases)));
  const [name, newName, newTag, digest] = ["name", "newName", "newTag", "digest"].map((key) => fields.get(key));
  const named = newName ?? name;
  const repository = named === undefined ? undefined : repositoryOf(named.value, pins);
  // Without this, the search for references would find them once more, as repositories without a tag.
  const taken = [name, newName].flatMap((field) =>
    field !== undefined && repositoryOf(field.value, pins) !== undefined ? [rangeOf(field.scalar)] : [],
  );
  if (named === undefined || repository === undefined) return { edits: [], left: [], taken };
  const reference = `${named.value}${newTag === undefined ? "" : `:${newTag.value}`}${digest === undefined ? "" : `@${digest.value}`}`;
  const leave = (reason: string): Found => {
    const left: Left = { from: rangeOf(named.node)[0], reference, reason };
    return { edits: [], left: [left], taken };
  };
  if (!place.isOwnerClear || isShared(entry, aliases)) return leave("its list or entry is used or written twice");
  if (hasTwice(entry)) return leave("its entry has a key twice");
  const foreign = ["tagSuffix", "<<"].find((key) => entry.has(key));
  if (foreign !== undefined) return leave(`its entry has the key ${foreign}`);
  const unread = ["newName", "newTag", "digest"].find((key) => entry.has(key) && !fields.has(key));
  if (unread !== undefined) return leave(`the value of ${unread} is not a text on one line`);
  const choice = pins.choose({ repository, tag: newTag?.value, digest: digest?.value });
  if (choice.pin === undefined) return leave(choice.reason);
  const edits: Edit[] = [];
  const wanted: readonly (readonly [key: string, field: Field | undefined, value: string | undefined])[] = [
    ["newTag", newTag, choice.pin.tag],
    ["digest", digest, choice.pin.digest],
  ];
  for (const [key, field, value] of wanted) {
    if (value === undefined || field?.value === value) continue;
    if (field === undefined) {
      edits.push(insertField(text, entry, newTag ?? named, value));
      continue;
    }
    const { node } = field;
    if (isAlias(node) || isShared(node, aliases)) {
      return leave(`the value of ${key} is shared by an anchor`);
    }
    const [from, to] = rangeOf(node);
    edits.push({
      from,
      to,
      insert: likeBefore(node, value),
      before: `${key}: ${field.value}`,
      after: `${key}: ${value}`,
    });
  }
  return { edits, left: [], taken };
}

/** A key with a text on one line as its value, or an alias of one. */
function readField(key: unknown, value: unknown, aliases: Aliases): [string, Field][] {
  if (!isScalar(key) || typeof key.value !== "string" || !(isScalar(value) || isAlias(value))) return [];
  const scalar = isAlias(value) ? aliases.values.get(value) : value;
  if (!isScalar(scalar) || !["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"].includes(scalar.type ?? "")) return [];
  // An unquoted 1.10 is a number to YAML, and the tag 1.10 to its author.
  const text = typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
  return text === "" || /[\r\n]/.test(text) ? [] : [[key.value, { key, node: value, scalar, value: text }]];
}

function rangeOf(node: Scalar | Alias): readonly [number, number] {
  const [from = 0, to = 0] = node.range ?? [];
  return [from, to];
}

/** The value in the quotes of the earlier one; a tag that YAML would read as something else than a text gets quotes. */
function likeBefore({ type }: Scalar, value: string): string {
  if (type === "QUOTE_SINGLE") return `'${value}'`;
  return type === "QUOTE_DOUBLE" || !isPlainText(value) ? `"${value}"` : value;
}

function isPlainText(value: string): boolean {
  return (["1.1", "1.2"] as const).every((version) => parse(value, { version, logLevel: "silent" }) === value);
}

/** A line `digest` below the field; in a flow map an item behind it. */
function insertField(text: string, entry: YAMLMap, { key, node }: Field, digest: string): Edit {
  const shown = { before: "", after: `digest: ${digest}` };
  // JSON quotes everything. Older parsers of YAML refuse the colon of a digest in a flow map without quotes.
  const name = key.type === "QUOTE_DOUBLE" ? `"digest"` : "digest";
  const [, to] = rangeOf(node);
  if (entry.flow === true) return { from: to, to, insert: `, ${name}: "${digest}"`, ...shown };
  // Behind a comment of that line.
  const end = /\r?\n|$/g;
  end.lastIndex = to;
  const { index: from = text.length, 0: found = "" } = end.exec(text) ?? {};
  const eol = found === "" ? (/\r?\n/.exec(text)?.[0] ?? "\n") : found;
  const [keyAt] = rangeOf(key);
  const lineStart = text.lastIndexOf("\n", keyAt - 1) + 1;
  // The column of the first key behind `- `; an anchor or a tag may stand between them.
  const column = /^\uFEFF?([ -]*)/.exec(text.slice(lineStart, keyAt))?.[1]?.length ?? 0;
  return { from, to: from, insert: `${eol}${" ".repeat(column)}${name}: ${digest}`, ...shown };
}
