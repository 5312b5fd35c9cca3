// GitHub's own parsers accept action.yml and every workflow of the project, and report planted mistakes.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { findMistakes } from "./github-parsers.ts";
import { havePinnedActions, metadataOfOurs, metadataOfPinned } from "./pinned-actions.ts";
import { findUnknownLabels } from "./runner-labels.ts";
import { workflowBlocks, workflowFiles, workflowParts } from "./workflow-sources.ts";
import { workflow } from "./workflow-text.ts";

const complete = [...workflowFiles, ...workflowBlocks];
const usesPinned = ({ text }: { text: string }) => /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40}/.test(text);
const itWithPinned = havePinnedActions ? it : it.skip;

/** A part of a workflow refers to jobs that are not shown, and leaves out what its page has shown before. */
const inPart = (mistakes: readonly string[]) =>
  mistakes.filter(
    (each) =>
      !/Context access might be invalid|Required property is missing: runs-on|Missing required input/.test(each),
  );

const ACTION_YML = readFileSync("action.yml", "utf8");
const REUSABLE = "OWNER/acr-promote/.github/workflows/promote.yml@v1";

describe("GitHub's parsers", () => {
  it("have something to read", () => {
    expect(workflowFiles.length).toBeGreaterThan(20);
    expect(workflowBlocks.map(({ place }) => place.split(":")[0])).toContain("README.md");
    expect(workflowParts.length).toBeGreaterThan(8);
  });

  it("accept action.yml", async () => {
    expect(await findMistakes("action.yml", ACTION_YML, metadataOfOurs)).toEqual([]);
  });

  it.each(complete)("accept $place", async ({ place, text }) => {
    expect(await findMistakes(place, text, metadataOfOurs)).toEqual([]);
  });

  it.each(workflowParts)("accept the part of a workflow in $place", async ({ place, text }) => {
    expect(inPart(await findMistakes(place, text, metadataOfOurs))).toEqual([]);
  });

  itWithPinned.each(complete.filter(usesPinned))(
    "know every input and output of pinned actions in $place",
    async ({ place, text }) => {
      expect(await findMistakes(place, text, metadataOfPinned)).toEqual([]);
    },
  );

  itWithPinned.each(workflowParts.filter(usesPinned))(
    "know every input of pinned actions in the part of a workflow in $place",
    async ({ place, text }) => {
      expect(inPart(await findMistakes(place, text, metadataOfPinned))).toEqual([]);
    },
  );
});

const ours = (...inputs: readonly string[]) => [
  "      - id: promote",
  "        uses: OWNER/acr-promote@v1",
  "        with:",
  ...inputs.map((input) => `          ${input}`),
];
const VALID = ["registry: contosoprod", "images: contosodev.azurecr.io/api:1"];

describe("a planted mistake", () => {
  const inWorkflows: readonly [string, string, string][] = [
    ["a key that does not exist", workflow("        rum: echo"), "Unexpected value 'rum'"],
    [
      "a job without a runner",
      workflow().replace("    runs-on: ubuntu-24.04\n", ""),
      "Required property is missing: runs-on",
    ],
    ["an expression that does not end", workflow("        name: ${{ github.sha"), "expression"],
    [
      "a context where it is not available",
      workflow("        if: secrets.TOKEN != ''"),
      "Unrecognized named-value: 'secrets'",
    ],
    [
      "a step that comes later",
      workflow(`        name: \${{ steps.later.outcome }}`),
      "Context access might be invalid: later",
    ],
    ["a function that does not exist", workflow("        if: succes()"), "Unrecognized function: 'succes'"],
    [
      "an input that our action does not have",
      workflow(...ours(...VALID, "imagez: x")),
      "Invalid action input 'imagez'",
    ],
    ["our action without a required input", workflow(...ours("images: x")), "Missing required input `registry`"],
    [
      "an output that our action does not have",
      workflow(...ours(...VALID), "      - run: echo", `        env: { D: '\${{ steps.promote.outputs.digets }}' }`),
      "Context access might be invalid: digets",
    ],
    [
      "an input that the reusable workflow does not have",
      `on: push\njobs:\n  a:\n    uses: ${REUSABLE}\n    with: { environment: e, registry: r, imagez: x }\n`,
      "Invalid input, imagez is not defined",
    ],
    [
      "the reusable workflow without a required input",
      `on: push\njobs:\n  a:\n    uses: ${REUSABLE}\n    with: { registry: r }\n`,
      "Input environment is required",
    ],
  ];
  it.each(inWorkflows)("is found: %s", async (_name, text, mistake) => {
    expect(await findMistakes("wrong.yml", workflow(...ours(...VALID)), metadataOfOurs)).toEqual([]);
    expect((await findMistakes("wrong.yml", text, metadataOfOurs)).join("\n")).toContain(mistake);
  });

  it("is found in the use of the action that was checked out", async () => {
    const text = workflow(...ours(...VALID, "imagez: x")).replace("OWNER/acr-promote@v1", "./.acr-promote");
    expect(await findMistakes("wrong.yml", text, metadataOfOurs)).toEqual(["line 12: Invalid action input 'imagez'"]);
  });

  const inAction: readonly [string, string, string][] = [
    ["a runtime that does not exist", ACTION_YML.replace("using: node24", "using: node26"), "node26"],
    ["a key that does not exist", ACTION_YML.replace("\nruns:", "\nrun:"), "Unexpected value 'run'"],
    ["no script", ACTION_YML.replace(/\n {2}main: .*/, ""), "main"],
  ];
  it.each(inAction)("is found in action.yml: %s", async (_name, text, mistake) => {
    expect(text).not.toBe(ACTION_YML);
    expect((await findMistakes("action.yml", text, metadataOfOurs)).join("\n")).toContain(mistake);
  });

  const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";
  itWithPinned("is found: an input that a pinned action does not have", async () => {
    const text = (input: string) => workflow(`      - uses: ${CHECKOUT}`, `        with: { ${input}: false }`);
    expect(await findMistakes("right.yml", text("persist-credentials"), metadataOfPinned)).toEqual([]);
    expect(await findMistakes("wrong.yml", text("persist-credential"), metadataOfPinned)).toEqual([
      "line 8: Invalid action input 'persist-credential'",
    ]);
  });

  itWithPinned("is found: a commit whose metadata is not there", async () => {
    const text = workflow(`      - uses: ${CHECKOUT.replace("@3", "@4")}`);
    expect((await findMistakes("wrong.yml", text, metadataOfPinned)).join()).toContain("Unable to resolve action");
  });
});

describe("runner labels", () => {
  it.each(complete)("exist in $place", ({ text }) => {
    expect(findUnknownLabels(text)).toEqual([]);
  });

  it.each([
    ["a label that has gone", "runs-on: ubuntu-20.04"],
    ["a deprecated label", "runs-on: macos-14"],
    ["one of a list", "runs-on: [ubuntu-24.04, big]"],
    ["one of a group", "runs-on: { group: all, labels: ubuntu-2404 }"],
    ["one of a matrix", `runs-on: \${{ matrix.os }}\n    strategy: { matrix: { os: [ubuntu-24.04, ubuntu-2404] } }`],
  ])("are reported where none exists: %s", (_name, lines) => {
    expect(findUnknownLabels(workflow())).toEqual([]);
    expect(findUnknownLabels(workflow().replace("runs-on: ubuntu-24.04", lines))).toHaveLength(1);
  });

  it("are free for self-hosted runners", () => {
    expect(findUnknownLabels(workflow().replace("ubuntu-24.04", "[self-hosted, production]"))).toEqual([]);
  });
});
