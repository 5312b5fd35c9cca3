import { describe, expect, it } from "@jest/globals";
import type { ImageRun } from "../../../src/import/run.ts";
import { newRun } from "../../../src/import/run.ts";
import type { ImagePlan, ImportStep, Plan } from "../../../src/plan/plan.ts";
import { rollbackOf } from "../../../src/report/rollback.ts";
import { renderRollback } from "../../../src/report/rollback-document.ts";
import { parseUndoDocument } from "../../../src/request/undo-document.ts";
import { JSON_OUTPUT_MAX_BYTES, rollbackOutput } from "../../../src/runner/outputs.ts";
import { renderSummary } from "../../../src/runner/summary.ts";
import { digestFor, imageReport, promotionReport } from "../../builders/report.ts";
import { imageRequest } from "../../builders/requests.ts";

const [digest, before] = [digestFor("now"), digestFor("before")];
const ID = "11111111-2222-4333-8444-555555555555";
const step = (tags: ImportStep["tags"], mode: ImportStep["mode"], changes: Partial<ImportStep> = {}): ImportStep => ({
  from: "target",
  repository: "api",
  digest,
  tags,
  mode,
  mustExist: [],
  ...changes,
});

function planOf(changes: Partial<ImagePlan>): Plan {
  const source = { name: "dev/api", digest } as unknown as ImagePlan["source"];
  const steps = { present: [], referrerSteps: [], signatureTagSteps: [], tagSteps: [], tags: [], referrers: [] };
  const image: ImagePlan = {
    request: imageRequest("api"),
    verdict: "promote",
    source,
    ...steps,
    verifiable: true,
    problems: [],
    warnings: [],
    ...changes,
  };
  return { images: [image], refused: false, warnings: [] };
}

function runOf(sent: boolean, ...tags: string[]): ImageRun {
  return { ...newRun(), tagOperations: new Map(tags.map((tag) => [tag, { id: ID, sent }])) };
}

const MOVING = [step([{ name: "latest", previous: before }], "Force")];
const entry = { repository: "api", tag: "latest", now: digest };

describe("rollbackOf", () => {
  it("counts everything as uncertain before the first tag, and afterwards only what was sent", () => {
    const plan = planOf({ tagSteps: MOVING });
    const waiting = [runOf(false, "latest")];
    expect(rollbackOf(plan, waiting, "planned").moved).toEqual([{ ...entry, before, uncertainOperation: ID }]);
    expect(rollbackOf(plan, waiting, "done").moved).toEqual([]);
    const sent = [runOf(true, "latest")];
    expect(rollbackOf(plan, sent, "done").moved).toEqual([{ ...entry, before, uncertainOperation: ID }]);
    sent[0]?.tagsSet.add("latest");
    expect(rollbackOf(plan, sent, "done").moved).toEqual([{ ...entry, before }]);
  });

  it("names a tag of two images once, as the one that knows more says", () => {
    const plan = planOf({ tagSteps: MOVING });
    const two = { ...plan, images: [...plan.images, ...plan.images] };
    const runs = [runOf(true, "latest"), runOf(true, "latest")];
    runs[1]?.tagsSet.add("latest");
    expect(rollbackOf(two, runs, "done").moved).toEqual([{ ...entry, before }]);
  });

  it("sees cosign's tags as moved where they were read back", () => {
    const signature = digestFor("signature");
    const signed = step([{ name: "sha256-a.sig", previous: before }], "Force", { digest: signature });
    const run = runOf(true, "sha256-a.sig");
    const plan = planOf({ signatureTagSteps: [signed] });
    expect(rollbackOf(plan, [run], "done").moved).toMatchObject([{ uncertainOperation: ID }]);
    run.referrersImported.add("sha256-a.sig");
    expect(rollbackOf(plan, [run], "done").moved).toEqual([
      { repository: "api", tag: "sha256-a.sig", now: signature, before },
    ]);
  });

  it("knows of a target that cannot be read what was created, and not what moved", () => {
    const plan = planOf({
      tagSteps: [
        step([{ name: "1.0", previous: undefined }], "NoForce"),
        step([{ name: "latest", previous: undefined }], "Force"),
      ],
    });
    const run = runOf(true, "1.0", "latest");
    for (const tag of ["1.0", "latest"]) run.tagsSet.add(tag);
    expect(rollbackOf(plan, [run], "done")).toEqual({
      moved: [],
      created: [{ repository: "api", tag: "1.0", now: digest }],
      unknown: ["api:latest"],
    });
  });
});

describe("the document of 5,000 tags", () => {
  const moved = Array.from({ length: 5_000 }, (_, at) => ({
    repository: `team/image-${at}`,
    tag: "latest",
    now: digest,
    before,
  }));
  const report = promotionReport([imageReport("api")], { rollback: { moved, created: [], unknown: [] } });
  const text = renderRollback(report);

  it("is whole in the file, and undo reads it", () => {
    const { entries, problems } = parseUndoDocument({ path: "rollback.yml", text });
    expect(problems).toEqual([]);
    expect(entries.map(({ repository }) => repository)).toEqual(moved.map(({ repository }) => repository));
  });

  it("is shortened in the output, which undo refuses, and the summary names the file", () => {
    const output = rollbackOutput(report, text);
    expect(text.length).toBeGreaterThan(JSON_OUTPUT_MAX_BYTES);
    expect(output).toBe("version: 1\nregistry: prod.azurecr.io\ntruncated: true");
    expect(parseUndoDocument({ text: output }).problems).toMatchObject([{ code: "UNDO_INVALID" }]);
    const undo = { document: text, step: { uses: "OWNER/acr-promote@v1", loginInputs: [], attempt: 1 } };
    const summary = renderSummary(report, undefined, { undo });
    expect(summary).toContain("<code>rollback-file</code>");
    expect(summary).toContain("    undo: rollback.yml");
    expect(summary.length).toBeLessThan(10_000);
  });
});
