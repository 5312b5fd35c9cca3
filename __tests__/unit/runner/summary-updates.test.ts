// What the summary and the log show of updated files, also where names are hostile.
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/runner/log.ts";
import { logUpdates } from "../../../src/runner/report-log.ts";
import { renderUpdates } from "../../../src/runner/summary-updates.ts";
import type { FileUpdate } from "../../../src/runner/update-files.ts";
import { renderGfm } from "../../rendering/gfm.ts";
import { openCore } from "../../runner-core.ts";

const edit = (line: number, before = `a:${line}`, after = `b:${line}`) => ({ line, before, after });
const update = (changes: Partial<FileUpdate> = {}): FileUpdate => ({
  path: "deploy/app.yaml",
  edits: [edit(3)],
  left: [],
  state: "written",
  ...changes,
});

describe("the summary of updated files", () => {
  it("is empty where no file has a reference of the run", () => {
    expect(renderUpdates([])).toEqual([]);
  });

  it("lists edits as a diff, with one heading for several in a line", () => {
    const edits = [edit(3), { line: 4, before: "newTag: 1", after: "newTag: 2" }, edit(4, "", "digest: sha256:x")];
    expect(renderUpdates([update({ edits })])).toEqual([
      "### Updated files: 3 changes in 1 file",
      "```diff\n  deploy/app.yaml:3\n- a:3\n+ b:3\n  deploy/app.yaml:4\n- newTag: 1\n+ newTag: 2\n+ digest: sha256:x\n```",
    ]);
  });

  it("tells written, planned and failed files apart", () => {
    const states = (["written", "failed", "unchanged"] as const).map((state) =>
      update({ state, edits: state === "unchanged" ? [] : [edit(1)] }),
    );
    expect(renderUpdates(states).join("\n")).toContain("### Updated files: 1 change in 1 file, 1 file not written");
    expect(renderUpdates(states).join("\n")).toContain("! deploy/app.yaml: not written");
    expect(renderUpdates([update({ state: "planned" })])[0]).toBe("### Updated files: 1 change planned in 1 file");
  });

  it("folds many lines and stops after some hundred", () => {
    const text = renderUpdates([update({ edits: Array.from({ length: 5_000 }, (_, at) => edit(at + 1)) })]).join("\n");
    expect(text).toContain("<details><summary><b>Updated files: 5000 changes in 1 file</b></summary>");
    expect(text).toContain("  … and 14400 more lines");
    expect(text.length).toBeLessThan(20_000);
  });

  it("shows hostile names as text", () => {
    const path = "a`b```\n<img src=x> @team #1 https://evil.example/";
    const left = [{ line: 1, reference: "`<b>x</b>", reason: "<script>alert(1)</script> @team" }];
    const html = renderGfm(renderUpdates([update({ path, left })]).join("\n\n"));
    expect(html).not.toMatch(/<img|<script|<a |<b>x/);
  });

  it("names at most twenty references that are left alone", () => {
    const left = Array.from({ length: 30 }, (_, at) => ({ line: at + 1, reference: "x", reason: "y" }));
    const text = renderUpdates([update({ state: "unchanged", edits: [], left })]).join("\n");
    expect(text.match(/deploy\/app/g)).toHaveLength(20);
    expect(text).toContain("- and 10 more");
  });
});

describe("the log of updated files", () => {
  /** What the log prints. */
  function printed(updates: readonly FileUpdate[] | undefined, skipped = 0): readonly string[] {
    let text = "";
    logUpdates(updates, skipped, createLog(openCore({}, (part) => (text += part))));
    return text.trimEnd().split("\n");
  }

  it("has each edit in a group, and a warning on the line of what is left alone", () => {
    const left = [
      { line: 7, reference: "prod.azurecr.io/api:1.5.0", reason: "its version would go down: 1.5.0 → 1.4.2" },
    ];
    expect(printed([update({ left })], 2)).toEqual([
      "update-files: skipped files that are binary or over 1 MiB: 2",
      "::group::Updated files: 1 change in 1 file",
      "  deploy/app.yaml:3",
      "- a:3",
      "+ b:3",
      "::endgroup::",
      "::warning title=update-files,file=deploy/app.yaml,line=7::prod.azurecr.io/api:1.5.0 is left alone: its version would go down: 1.5.0 → 1.4.2.",
    ]);
  });

  it("says where nothing changed, and why nothing was tried", () => {
    expect(printed([])[0]).toBe("::group::Updated files: nothing to change");
    expect(printed(undefined)).toEqual(["update-files: no file was changed, because the step did not succeed."]);
  });
});
