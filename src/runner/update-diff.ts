// What log and summary show of updated files: a title, and a list in the form of a diff.
import { countOf } from "./summary-blocks.ts";
import type { FileUpdate } from "./update-files.ts";

/** `Updated files: 3 changes in 2 files, 1 file not written` */
export function titleOfUpdates(updates: readonly FileUpdate[]): string {
  const sumOf = (state: FileUpdate["state"]) => {
    const files = updates.filter((update) => update.state === state);
    return { files: files.length, edits: files.reduce((sum, { edits }) => sum + edits.length, 0) };
  };
  const [written, planned, failed] = [sumOf("written"), sumOf("planned"), sumOf("failed")];
  const parts = [
    ...(written.files === 0 ? [] : [`${countOf(written.edits, "change")} in ${countOf(written.files, "file")}`]),
    ...(planned.files === 0
      ? []
      : [`${countOf(planned.edits, "change")} planned in ${countOf(planned.files, "file")}`]),
    ...(failed.files === 0 ? [] : [`${countOf(failed.files, "file")} not written`]),
  ];
  return `Updated files: ${parts.length === 0 ? "nothing to change" : parts.join(", ")}`;
}

/** The edits of a file: path and line, what was there, what is there now. */
export function diffOfUpdate({ path, edits, state }: FileUpdate): readonly string[] {
  if (state === "failed") return [`! ${path}: not written`];
  return edits.flatMap(({ line, before, after }, at) => [
    ...(edits[at - 1]?.line === line ? [] : [`  ${path}:${line}`]),
    ...(before === "" ? [] : [`- ${before}`]),
    `+ ${after}`,
  ]);
}
