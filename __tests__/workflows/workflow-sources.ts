// Every workflow of the project: ours, the examples, and what the documents show.
import { globSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { yamlBlocks } from "../documents.ts";

export interface WorkflowSource {
  readonly place: string;
  readonly text: string;
}

export const workflowFiles: readonly WorkflowSource[] = [
  ...globSync(".github/workflows/*.yml"),
  ...globSync("docs/examples/*.yml"),
]
  .map((path) => path.replaceAll("\\", "/"))
  .toSorted()
  .map((path) => ({ place: path, text: readFileSync(path, "utf8") }));

/** Blocks of the documents that can be saved as a workflow. */
export const workflowBlocks: readonly WorkflowSource[] = yamlBlocks.filter(({ text }) => {
  const keys = keysOf(parse(text));
  return keys.includes("on") && keys.includes("jobs");
});

const STEPS = "on: workflow_dispatch\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n";

/** Blocks that show jobs, steps or inputs of our action only, completed to a workflow with as few lines as possible. */
export const workflowParts: readonly WorkflowSource[] = yamlBlocks.flatMap(({ place, text }) => {
  const content: unknown = parse(text);
  const keys = keysOf(content);
  if (keys.includes("on") || keys.includes("version")) return [];
  if (keys.includes("jobs")) return [{ place, text: `on: workflow_dispatch\n${text}` }];
  if (keys.length > 0)
    return [{ place, text: `${STEPS}      - uses: OWNER/acr-promote@v1\n        with:\n${indent(text, 10)}` }];
  const isSteps =
    Array.isArray(content) && content.every((each) => keysOf(each).some((key) => /^(uses|run)$/.test(key)));
  return isSteps ? [{ place, text: `${STEPS}${indent(text, 6)}` }] : [];
});

function indent(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(columns));
}

function keysOf(node: unknown): string[] {
  return typeof node === "object" && node !== null && !Array.isArray(node) ? Object.keys(node) : [];
}
