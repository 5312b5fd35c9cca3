// The document of the input `undo`: the output `rollback` of an earlier step. Read as strictly as an images file.
import { isScalar, isSeq, type Node } from "yaml";
import type { InputProblem } from "../errors.ts";
import { PromotionError } from "../errors.ts";
import { isGuid } from "../guid.ts";
import { type Digest, parseDigest, shortDigest } from "../oci/digest.ts";
import { parseRegistryHost, parseRepository, parseTag } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import type { Origin } from "./request.ts";
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

/** The document as it was given. Without a path, it is the text of the input. */
export interface UndoText {
  readonly path?: string;
  readonly text: string;
}

/** One tag to take back. */
export interface UndoEntry {
  readonly origin: Origin;
  readonly repository: string;
  readonly tag: string;
  /** The digest that the step set, and the one that the tag had before. */
  readonly now: Digest;
  readonly before: Digest;
  /** It is not known whether the step moved the tag. */
  readonly uncertain: boolean;
}

/** The content of a document, and its problems in the order of their lines. */
export interface UndoDocument {
  readonly registry?: { readonly host: string; readonly origin: Origin };
  readonly entries: readonly UndoEntry[];
  readonly problems: readonly InputProblem[];
}

const KEYS = ["version", "registry", "undo", "created", "truncated"];
const CREATED_KEYS = ["repository", "tag", "now", "uncertain", "operationId"];
const UNDO_KEYS = ["repository", "tag", "now", "before", "uncertain", "operationId"];
const FORM = "Pass the output rollback of the step that moved the tags as it is. docs/undo.md describes its form.";
/** 10,000 tags in all, which are read in under a second: a step of 5,000 images that moves one tag of each and creates one. */
const MAX_TOKENS = 250_000;
const MAX_TAGS = 10_000;

/** Parses the document. */
export function parseUndoDocument({ path, text }: UndoText): UndoDocument {
  const file = openYamlFile(path ?? "undo", {
    code: "UNDO_INVALID",
    maxTokens: MAX_TOKENS,
    ...(path === undefined && { input: "undo" }),
  });
  const root = parseYaml(file, text);
  if (root === undefined && file.problems.length === 0) addProblem(file, undefined, "the document is empty");
  const content = file.problems.length > 0 ? { entries: [] } : contentOf(file, root);
  return { ...content, problems: inOrder(file) };
}

function contentOf(file: YamlFile, root: Node | undefined): Omit<UndoDocument, "problems"> {
  const map = mapOf(file, root, { keys: KEYS, what: "the document", remedy: FORM });
  if (map === undefined) return { entries: [] };
  const version = map.get("version");
  if (!(isScalar(version) && version.value === 1))
    addProblem(file, version ?? root, "the document must have version: 1");
  const registryNode = map.get("registry");
  if (registryNode === undefined) addProblem(file, root, "the document has no registry");
  const host =
    registryNode === undefined
      ? undefined
      : stringOf(file, registryNode, { what: "registry", parse: parseRegistryHost, remedy: FORM });
  const registry = host === undefined ? {} : { registry: { host, origin: originOf(file, registryNode) } };
  if (map.has("truncated")) {
    addProblem(
      file,
      map.get("truncated"),
      "the document was too long for an output, and its tags were left out",
      "Pass the file of the output rollback-file: copy it into the workspace of the same job, or upload it as an artifact of the run and download it into the workspace of the job that undoes.",
    );
    return { ...registry, entries: [] };
  }
  const entries = listOf(file, map.get("undo") ?? root, "undo").map((node) => entryOf(file, node));
  for (const node of map.has("created") ? listOf(file, map.get("created"), "created") : []) checkCreated(file, node);
  const known = entries.filter((entry) => entry !== undefined);
  reportRepeats(file, known);
  return { ...registry, entries: known };
}

function listOf(file: YamlFile, node: Node | undefined, key: string): readonly Node[] {
  if (!isSeq(node)) {
    addProblem(file, node, `${key} must be a list of tags`);
    return [];
  }
  if (key === "undo" && node.items.length === 0) addProblem(file, node, "undo lists no tag");
  if (node.items.length <= MAX_TAGS) return node.items as Node[];
  addProblem(file, node, `${key} lists ${node.items.length} tags; at most ${MAX_TAGS} are allowed`);
  return [];
}

function entryOf(file: YamlFile, node: Node): UndoEntry | undefined {
  const map = mapOf(file, node, { keys: UNDO_KEYS, what: "a tag of undo", remedy: FORM });
  if (map === undefined) return undefined;
  const { repository, tag, now, uncertain } = namesOf(file, node, map);
  const before = textOf(file, node, map, "before", parseDigest);
  if (now !== undefined && now === before) {
    addProblem(file, node, `now and before are the same digest, ${shortDigest(now)}…`);
  }
  if (repository === undefined || tag === undefined || now === undefined || before === undefined) return undefined;
  return { origin: originOf(file, node, `${repository}:${tag}`), repository, tag, now, before, uncertain };
}

/** What was created is for the record, and checked all the same: a mistake there shows that the document was changed. */
function checkCreated(file: YamlFile, node: Node): void {
  const map = mapOf(file, node, { keys: CREATED_KEYS, what: "a tag of created", remedy: FORM });
  if (map !== undefined) namesOf(file, node, map);
}

function namesOf(file: YamlFile, node: Node, map: ReadonlyMap<string, Node>) {
  if (map.has("operationId")) textOf(file, node, map, "operationId", parseOperationId);
  return {
    repository: textOf(file, node, map, "repository", parseRepository),
    tag: textOf(file, node, map, "tag", parseTag),
    now: textOf(file, node, map, "now", parseDigest),
    uncertain: isUncertain(file, map.get("uncertain")),
  };
}

function textOf<T>(
  file: YamlFile,
  node: Node,
  map: ReadonlyMap<string, Node>,
  key: string,
  parse: (text: string) => T,
): T | undefined {
  const value = map.get(key);
  if (value !== undefined) return stringOf(file, value, { what: key, parse, remedy: FORM });
  addProblem(file, node, `the tag has no ${key}`);
  return undefined;
}

function isUncertain(file: YamlFile, node: Node | undefined): boolean {
  if (node === undefined) return false;
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value !== "boolean") addProblem(file, node, "uncertain must be true or false");
  return value === true;
}

function parseOperationId(text: string): string {
  if (isGuid(text)) return text;
  throw new PromotionError("UNDO_INVALID", `${quote(text)} is not the ID of an Azure operation`);
}

function reportRepeats(file: YamlFile, entries: readonly UndoEntry[]): void {
  const lines = new Map<string, number>();
  for (const { origin, repository, tag } of entries) {
    const name = `${repository}:${tag}`;
    const earlier = lines.get(name);
    if (earlier === undefined) lines.set(name, origin.line);
    else addProblem(file, undefined, `${name} is listed twice, in lines ${earlier} and ${origin.line}`);
  }
}

function originOf(file: YamlFile, node: Node | undefined, text = ""): Origin {
  const place = file.input === undefined ? { file: file.path } : { input: file.input };
  return { ...place, line: lineOf(file, node), text };
}

function addProblem(file: YamlFile, node: Node | undefined, message: string, remedy = FORM): void {
  addFileProblem(file, node, message, { remedy });
}
