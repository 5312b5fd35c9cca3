// The section of the summary with the files of `update-files`.
import { renderAlert, renderFold } from "./summary-blocks.ts";
import { inertCode, inertProse, renderCodeBlock } from "./summary-text.ts";
import { diffOfUpdate, titleOfUpdates } from "./update-diff.ts";
import type { FileUpdate } from "./update-files.ts";

/** Lines that are shown without a fold, and in all. */
const OPEN_LINES = 40;
const LINES_MAX = 600;
const LEFT_MAX = 20;

/** What changed in which file, and which references were left alone; nothing where no file has a reference of the run. */
export function renderUpdates(updates: readonly FileUpdate[]): readonly string[] {
  if (updates.length === 0) return [];
  const lines = updates.flatMap(diffOfUpdate);
  const more = lines.length - LINES_MAX;
  const block = renderCodeBlock(
    [...lines.slice(0, LINES_MAX), ...(more > 0 ? [`  … and ${more} more lines`] : [])],
    "diff",
  );
  const title = titleOfUpdates(updates);
  return [
    ...(lines.length <= OPEN_LINES ? [`### ${title}`] : []),
    ...(lines.length === 0
      ? []
      : [lines.length <= OPEN_LINES ? block : renderFold(`<b>${title}</b>`, ["", block, ""])]),
    ...renderLeft(updates),
  ];
}

function renderLeft(updates: readonly FileUpdate[]): readonly string[] {
  const items = updates.flatMap(({ path, left }) =>
    left.map(
      ({ line, reference, reason }) =>
        `- ${inertCode(`${path}:${line}`)} ${inertCode(reference)}: ${inertProse(reason)}`,
    ),
  );
  if (items.length === 0) return [];
  const more = items.length - LEFT_MAX;
  return [
    renderAlert("WARNING", [
      "<b>References that are left alone.</b>",
      "",
      ...items.slice(0, LEFT_MAX),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ]),
  ];
}
