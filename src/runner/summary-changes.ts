// The section of the summary about what changes for each tag that moves: versions, commits, base image, size.
// All of it is text of others. Links lead to pages whose address the action made itself.
import type { Claim } from "../changes/claims.ts";
import type { ClaimPair, TagChange } from "../changes/tag-change.ts";
import { shortCommit } from "../oci/image-claims.ts";
import { formatTarget } from "../oci/reference.ts";
import type { ImageReport, PromotionReport } from "../report/report.ts";
import { formatComparison } from "./change-text.ts";
import { countOf, formatSize, renderFold, renderRows, unbroken } from "./summary-blocks.ts";
import { inertCode, inertText } from "./summary-text.ts";

/** Longer tables are folded. */
const OPEN_ROWS = 50;
/** Lists of commits that are shown. */
const LISTS_MAX = 20;
const SIZES_MAX = 4;

/** Tags of one image that leave one digest: the same changes for all of them. */
interface Row {
  readonly image: ImageReport;
  readonly names: readonly string[];
  readonly change: TagChange;
}

/** The section; nothing where no tag moves or nothing is known. */
export function renderChanges(report: PromotionReport): readonly string[] {
  const rows = report.images.flatMap(rowsOf).filter(({ change }) => isKnown(change));
  const notes = report.changeNotes.map((note) => `<sub>${inertText(note)}</sub>`);
  if (rows.length === 0) return notes;
  const table = renderTable(rows, report);
  return [
    report.dryRun ? "### What changes" : "### What changed",
    rows.length <= OPEN_ROWS ? table : renderFold(`<b>Changes of ${rows.length} images</b>`, [table]),
    ...rows.flatMap(renderCommits).slice(0, LISTS_MAX),
    ...notes,
  ];
}

function rowsOf(image: ImageReport): readonly Row[] {
  const changed = image.tags.flatMap((tag) => (tag.change === undefined ? [] : [{ tag, change: tag.change }]));
  return [...Map.groupBy(changed, ({ tag }) => tag.previousDigest).values()].flatMap((group) => {
    const names = group.map(({ tag }) => tag.name);
    return group.slice(0, 1).map(({ change }) => ({ image, names, change }));
  });
}

function isKnown({ version, revision, baseImage, pullSizes }: TagChange): boolean {
  return pullSizes.length > 0 || [version, revision, baseImage].some(hasClaim);
}

function hasClaim({ previous, current }: ClaimPair): boolean {
  return previous !== undefined || current !== undefined;
}

/** Columns that no row has anything for are left out. */
function renderTable(rows: readonly Row[], report: PromotionReport): string {
  const columns: readonly (readonly [string, (row: Row) => string])[] = [
    ["Tags", renderNames],
    ["Version", ({ change }) => renderPair(change.version, inertText, NARROW)],
    ["Commits", ({ change }) => renderRevision(change, report)],
    ["Base image", ({ change }) => renderPair(change.baseImage, inertText)],
    ["Size to pull", renderSizes],
  ];
  const cells = rows.map((row) => columns.map(([, render]) => render(row)));
  const shown = columns.map((_, at) => cells.some((row) => row[at] !== ""));
  return renderRows(
    columns.flatMap(([heading], at) => (shown[at] ? [heading] : [])),
    cells.map((row) => row.flatMap((cell, at) => (shown[at] ? [cell === "" ? "–" : cell] : []))),
  );
}

function renderNames({ image, names }: Row): string {
  return names.map((name) => inertCode(formatTarget(image.repository, [name]))).join("<br>");
}

/** Between two short texts, which stay on one line, and between others. */
const NARROW = "&nbsp;→&nbsp;";
const WIDE = " → ";

function renderPair({ previous, current }: ClaimPair, render: (text: string) => string, arrow = WIDE): string {
  if (previous === undefined && current === undefined) return "";
  const sides = previous?.text === current?.text && previous?.from === current?.from ? [current] : [previous, current];
  const claims = sides.map((claim) => (claim === undefined ? "<i>not known</i>" : renderClaim(claim, render)));
  return claims.join(arrow);
}

/** A label may be the base image's own. */
function renderClaim({ text, from }: Claim, render: (text: string) => string): string {
  return from === "label" ? `<sub>label says</sub> ${render(text)}` : render(text);
}

function renderRevision({ revision, commits }: TagChange, { undoes }: PromotionReport): string {
  const pair = renderPair(revision, (text) => inertCode(shortCommit(text)), NARROW);
  if (commits === undefined) return pair;
  const { url, comparison } = commits;
  const words = comparison === undefined ? "compare" : formatComparison(comparison);
  const isBack = comparison !== undefined && comparison.behind > 0 && !undoes;
  return `${pair}<br>${isBack ? "⚠️&nbsp;goes&nbsp;back: " : ""}<a href="${url}">${unbroken(words)}</a>`;
}

function renderSizes({ change: { pullSizes } }: Row): string {
  const lines = pullSizes.slice(0, SIZES_MAX).map(({ platform, bytes, previousBytes }) => {
    const size = unbroken(formatSize(bytes));
    const was = previousBytes === undefined ? "" : `&nbsp;(was&nbsp;${unbroken(formatSize(previousBytes))})`;
    return `${platform === null ? "" : `${inertText(platform)}&nbsp;`}${size}${was}`;
  });
  const more = pullSizes.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
}

/** A fold with the first lines of the latest commits. */
function renderCommits({ image, names, change }: Row): readonly string[] {
  const { ahead = 0, subjects = [] } = change.commits?.comparison ?? {};
  if (subjects.length === 0) return [];
  const count = ahead > subjects.length ? `Latest ${subjects.length} of ${ahead} commits` : countOf(ahead, "commit");
  const target = inertCode(formatTarget(image.repository, names.slice(0, 1)));
  return [
    renderFold(`${count} in ${target}`, ["<ul>", ...subjects.map((line) => `<li>${inertText(line)}</li>`), "</ul>"]),
  ];
}
