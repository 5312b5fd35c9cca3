// Renders a report as the Markdown of the job summary, within its size limit. Pure; text of others is escaped by summary-text.ts.
// GitHub drops a summary over 1 MiB: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
import type { PromotionReport } from "../report/report.ts";
import { renderChanges } from "./summary-changes.ts";
import { renderManifestLists, renderPlatformChanges, renderReferences } from "./summary-details.ts";
import {
  renderFailures,
  renderHeld,
  renderLeftUntagged,
  renderMayStillRun,
  renderReferrersNone,
  renderWarnings,
} from "./summary-failures.ts";
import { renderCounts, renderHeading } from "./summary-heading.ts";
import { renderTable } from "./summary-table.ts";
import { renderUndo, type UndoSection } from "./summary-undo.ts";
import { renderUpdates } from "./summary-updates.ts";
import type { FileUpdate } from "./update-files.ts";

/** A longer summary is shortened. The rest of the 1 MiB is left to what else the step writes. */
export const SUMMARY_MAX_BYTES = 900 * 1024;

/** What the summary has beside the report. */
export interface SummarySections {
  readonly undo?: UndoSection;
  readonly updates?: readonly FileUpdate[] | undefined;
}

/** What a summary contains. `changes`: what images state of themselves. `extras`: warnings and references. `rows`, `failures`: how many at most. */
interface Detail {
  readonly manifests: boolean;
  readonly changes: boolean;
  readonly extras: boolean;
  readonly goodRows: boolean;
  readonly undo: boolean;
  readonly rows: number;
  readonly failures: number;
}

const WHOLE: Detail = {
  manifests: true,
  changes: true,
  extras: true,
  goodRows: true,
  undo: true,
  rows: Infinity,
  failures: Infinity,
};
const BARE: Detail = { ...WHOLE, manifests: false, changes: false, extras: false, goodRows: false };
/** From the whole to the shortest: counts and failures are dropped last. */
const LEVELS: readonly Detail[] = [
  WHOLE,
  { ...WHOLE, manifests: false },
  // Before the warnings: texts of others, as long as they like.
  { ...WHOLE, manifests: false, changes: false },
  { ...BARE, goodRows: true },
  { ...BARE, goodRows: true, rows: 1000 },
  BARE,
  { ...BARE, rows: 300, failures: 300 },
  { ...BARE, rows: 50, failures: 50 },
  { ...BARE, undo: false, rows: 0, failures: 5 },
];

/** The most detailed summary of at most `maxBytes`; the shortest if even that is longer. `Infinity`: the whole summary. */
export function renderSummary(
  report: PromotionReport,
  maxBytes = SUMMARY_MAX_BYTES,
  sections: SummarySections = {},
): string {
  let text = "";
  for (const detail of LEVELS) {
    text = renderAt(report, detail, sections);
    if (Buffer.byteLength(text) <= maxBytes) break;
  }
  return text;
}

function renderAt(report: PromotionReport, detail: Detail, { undo, updates = [] }: SummarySections): string {
  const blocks = [
    renderHeading(report),
    renderCounts(report),
    ...renderFailures(report, detail.failures),
    ...renderMayStillRun(report),
    ...renderTable(report, detail),
    ...(detail.extras ? renderHeld(report) : []),
    ...(detail.extras ? renderWarnings(report) : []),
    ...renderReferrersNone(report),
    ...(detail.changes ? renderChanges(report) : []),
    ...(detail.extras ? renderPlatformChanges(report) : []),
    ...renderLeftUntagged(report, detail.extras),
    ...(detail.extras ? renderUpdates(updates) : []),
    ...(detail.manifests ? renderManifestLists(report) : []),
    ...(detail.extras ? renderReferences(report) : []),
    ...(detail.undo && undo !== undefined ? renderUndo(report, undo) : []),
    ...(detail === WHOLE
      ? []
      : [
          "<sub>Shortened to fit into a job summary. The file of the output <code>summary-file</code> has everything.</sub>",
        ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}
