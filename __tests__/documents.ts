// The Markdown pages of the project, and the code blocks in them.
import { globSync, readFileSync } from "node:fs";

export interface Document {
  readonly path: string;
  readonly text: string;
}

export const documents: readonly Document[] = [
  ...globSync("*.md"),
  ...globSync("docs/**/*.md"),
  ...globSync(".github/**/*.md"),
  ...globSync("__tests__/**/*.md"),
].map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));

export interface Block {
  readonly language: string;
  /** Without the indentation of the block. */
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

export function blocksOf({ text }: Document): Block[] {
  return [...text.matchAll(/^( *)```(\w*)[^\n]*\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = "", language = "", content = ""] = match;
    const unindented = content.replace(new RegExp(`^${indent}`, "gm"), "");
    return { language, text: unindented, line: text.slice(0, match.index).split("\n").length };
  });
}

export const proseOf = ({ text }: Document) => text.replace(/^( *)```[\s\S]*?^\1```$/gm, "");

/** All blocks of YAML. `place` is the page and line of a block. */
export const yamlBlocks: readonly (Block & { readonly place: string })[] = documents.flatMap((document) =>
  blocksOf(document)
    .filter(({ language }) => ["yaml", "yml"].includes(language))
    .map((block) => ({ place: `${document.path}:${block.line}`, ...block })),
);
