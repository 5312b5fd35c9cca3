// What log and summary show of updated files: a title, and a list in the form of a diff.
import type { FileUpdate } from "./update-files.ts";

/** `Files: 3 references changed in 2 files` */
export function titleOfUpdates(updates: readonly FileUpdate[]): string {
  const countOf = (state: FileUpdate["state"]) => {
    const files = updates.filter((update) => update.state === state);
    return { files: files.length, edits: files.reduce((sum, { edits }) => sum + edits.length, 0) };
  };
  const [written, planned, failed] = [countOf("written"), countOf("planned"), countOf("failed")];
  const parts = [
    ...(written.files === 0 ? [] : [`${plural(written.edits, "change")} in ${plural(written.files, "file")}`]),
    ...(planned.files === 0 ? [] : [`${plural(planned.edits, "change")} planned in ${plural(planned.files, "file")}`]),
    ...(failed.files === 0 ? [] : [`${plural(failed.files, "file")} not written`]),
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

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
