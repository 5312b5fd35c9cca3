// The section of the summary with the step that takes the promotion back, for someone who sees only this page.
import type { PromotionReport } from "../report/report.ts";
import { countOf, renderFold } from "./summary-blocks.ts";
import { inertCode, renderCodeBlock } from "./summary-text.ts";
import type { UndoStep } from "./undo-step.ts";

/** A longer document does not fit into an input: on Linux, an environment variable has at most 128 KiB. */
const PASTED_MAX_BYTES = 100 * 1024;
/** Tags without an earlier digest that are named. */
const UNKNOWN_MAX = 20;

/** What the section is made of. `document`: empty if no tag moved or may have moved. */
export interface UndoSection {
  readonly document: string;
  readonly step: UndoStep;
}

/** The section; nothing where there is nothing to take back. */
export function renderUndo(
  { registry, rollback, undoes }: PromotionReport,
  { document, step }: UndoSection,
): readonly string[] {
  const { moved, unknown } = rollback;
  if (document === "" && unknown.length === 0) return [];
  const uncertain = moved.filter(({ uncertainOperation }) => uncertainOperation !== undefined).length;
  const shown = Buffer.byteLength(document) <= PASTED_MAX_BYTES;
  return [
    renderFold(undoes ? "<b>Take the undo back</b>" : "<b>Undo this promotion</b>", [
      "",
      ...(document === ""
        ? []
        : [
            `This step moves ${countOf(moved.length, "tag")} back. Run it in a job with the environment and the permissions of this job.`,
            "",
            ...(shown ? [] : [FILE_NEEDED, ""]),
            renderCodeBlock(stepLines(registry, document, step, shown), "yaml"),
            "",
          ]),
      ...(uncertain === 0
        ? []
        : [
            `It is not known whether ${uncertain} of them moved: Azure may still be moving ${uncertain === 1 ? "it" : "them"}.`,
            "",
          ]),
      ...renderUnknown(unknown),
      ...(step.attempt > 1 ? [EARLIER_ATTEMPTS(step.attempt), ""] : []),
    ]),
  ];
}

const FILE_NEEDED =
  "The document is too long for this page and for an input. It is in the file of the output <code>rollback-file</code>, on the runner of this job: copy that file into the workspace, or upload it as an artifact of this run and download it into the workspace of the job that undoes.";

const EARLIER_ATTEMPTS = (attempt: number): string =>
  `This is attempt ${attempt} of the run. Undo the earlier attempts too, the newest first: this one, then attempt ${attempt - 1}${attempt > 2 ? ", and so on" : ""}. Each attempt has a summary of its own.`;

function renderUnknown(unknown: readonly string[]): readonly string[] {
  if (unknown.length === 0) return [];
  const named = unknown.slice(0, UNKNOWN_MAX).map(inertCode).join(", ");
  const more = unknown.length > UNKNOWN_MAX ? `, and ${unknown.length - UNKNOWN_MAX} more` : "";
  return [
    `Not included, because the target could not be read and their earlier digest is not known: ${named}${more}.`,
    "",
  ];
}

function stepLines(registry: string, document: string, step: UndoStep, shown: boolean): readonly string[] {
  return [
    `- uses: ${step.uses}`,
    "  with:",
    `    registry: ${registry}`,
    ...step.loginInputs.map((line) => `    ${line}`),
    ...(shown
      ? [
          "    undo: |",
          ...document
            .trimEnd()
            .split("\n")
            .map((line) => `      ${line}`),
        ]
      : ["    undo: rollback.yml"]),
  ];
}
