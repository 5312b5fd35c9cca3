import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { problem } from "../../../src/problems.ts";
import type { PromotionReport } from "../../../src/report/report.ts";
import type { Core } from "../../../src/runner/core.ts";
import { announceStatus, deliverReport, nameResultFolder } from "../../../src/runner/delivery.ts";
import { OUTPUTS } from "../../../src/runner/outputs.ts";
import { imageReport, promotionReport, refusedImage } from "../../builders/report.ts";
import { parseFileCommand } from "../../emulator/file-commands.ts";
import { openCore } from "../../runner-core.ts";

let root = "";
let env: Record<string, string> = {};
/** What was written to standard output: nothing ever is. */
let printed = "";

beforeEach(async () => {
  printed = "";
  root = await realpath(await mkdtemp(join(tmpdir(), "delivery-")));
  env = {
    RUNNER_TEMP: root,
    GITHUB_WORKSPACE: root,
    GITHUB_OUTPUT: join(root, "output"),
    GITHUB_STEP_SUMMARY: join(root, "step-summary"),
  };
  await writeFile(join(root, "output"), "earlier=1\n");
  await writeFile(join(root, "step-summary"), "Earlier\n");
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
  expect(printed).toBe("");
});

const runner = (): { env: Record<string, string>; core: Core } => ({
  env,
  core: openCore(env, (text) => (printed += text)),
});

const UNDO_STEP = { uses: "OWNER/acr-promote@v1", loginInputs: [], attempt: 1 };

async function deliver(
  report: PromotionReport,
  options: {
    summary?: boolean;
    lockFile?: string;
    updateFiles?: readonly string[];
    setOutput?: Core["setOutput"];
  } = {},
) {
  const warnings: string[] = [];
  const { core } = runner();
  const { problems } = await deliverReport(report, {
    env,
    core: { ...core, setOutput: options.setOutput ?? core.setOutput },
    resultFolder: nameResultFolder(),
    undoStep: UNDO_STEP,
    summary: options.summary ?? true,
    lockFile: options.lockFile,
    updateFiles: options.updateFiles ?? [],
    warn: (message) => warnings.push(message),
    redact: (text) => text.replaceAll("secret-name", "[redacted]"),
  });
  const outputs = parseFileCommand(await readFile(join(root, "output"), "utf8").catch(() => ""));
  const summary = await readFile(join(root, "step-summary"), "utf8").catch(() => "");
  return { problems, warnings, outputs, summary };
}

const good = promotionReport([imageReport("api")]);
const bad = promotionReport([refusedImage("api", "failed", problem("IMPORT_FAILED", "m"))]);

describe("deliverReport", () => {
  it("appends outputs and summary, and writes every file that it names", async () => {
    const { problems, warnings, outputs, summary } = await deliver(good, { lockFile: "images.lock.yml" });
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    expect(Object.keys(outputs).toSorted()).toEqual(["earlier", ...OUTPUTS].toSorted());
    expect(summary).toMatch(/^Earlier\n+## Promoted 1 image to prod.azurecr.io\n/);
    const read = (name: string) => readFile(outputs[name] ?? "", "utf8");
    expect(JSON.parse(await read("json-file"))).toEqual(JSON.parse(outputs["json"] ?? ""));
    expect(summary).toContain(await read("summary-file"));
    expect(await read("subject-checksums")).toMatch(/^[0-9a-f]{64} {2}prod\.azurecr\.io\/api\n$/);
    expect(await read("lock-file")).toContain("version: 1");
    expect(dirname(outputs["json-file"] ?? "").startsWith(join(root, "acr-promote-"))).toBe(true);
  });

  it("warns of outputs that the job will drop, because a secret is a part of a name", async () => {
    const { warnings, outputs } = await deliver(promotionReport([imageReport("secret-name")]));
    expect(outputs["image"]).toContain("/secret-name@sha256:");
    expect(warnings).toEqual([
      expect.stringMatching(/ in these outputs: image, images, manifest-list, json\. GitHub gives them to later steps/),
    ]);
  });

  it("keeps the files of two steps of a job apart", async () => {
    const first = await deliver(good);
    const second = await deliver(good);
    expect(first.outputs["json-file"]).not.toBe(second.outputs["json-file"]);
    await expect(stat(first.outputs["json-file"] ?? "")).resolves.toBeDefined();
  });

  it("writes summary and outputs of a failure, but no lock file", async () => {
    const { outputs, summary } = await deliver(bad, { lockFile: "images.lock.yml" });
    expect(summary).toContain("## Promotion to prod.azurecr.io failed");
    expect(outputs).toMatchObject({ digest: "", changed: "false", "lock-file": "", "subject-checksums": "" });
    await expect(stat(join(root, "images.lock.yml"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("writes no lock file in a dry run", async () => {
    const { outputs } = await deliver({ ...good, dryRun: true }, { lockFile: "images.lock.yml" });
    expect(outputs["lock-file"]).toBe("");
    await expect(stat(join(root, "images.lock.yml"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("writes no job summary where none is wanted, and the summary file all the same", async () => {
    const { outputs, summary } = await deliver(good, { summary: false });
    expect(summary).toBe("Earlier\n");
    await expect(readFile(outputs["summary-file"] ?? "", "utf8")).resolves.toContain("## Promoted");
  });

  it.each([
    ["is not set", () => delete env["GITHUB_STEP_SUMMARY"]],
    ["names a file that is gone", () => rm(join(root, "step-summary"))],
    ["names a folder", async () => Object.assign(env, { GITHUB_STEP_SUMMARY: root })],
    ["is full already", () => writeFile(join(root, "step-summary"), "x".repeat(1024 * 1024 - 100))],
  ])("only warns where the job summary's variable %s", async (_, breakIt) => {
    await breakIt();
    const { problems, warnings, outputs } = await deliver(good);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("The job summary cannot be written")]);
    expect(outputs["digest"]).toMatch(/^sha256:/);
  });

  it("shortens to the room that earlier content of the step leaves", async () => {
    await writeFile(join(root, "step-summary"), "x".repeat(1024 * 1024 - 30_000));
    const images = Array.from({ length: 300 }, (_, at) => imageReport(`app${at}`));
    const { warnings, summary } = await deliver(promotionReport(images));
    expect(warnings).toEqual([]);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain("Shortened to fit");
  });

  it.each<[string, string, string, () => unknown]>([
    ["names a folder", "OUTPUT_WRITE_FAILED", "EISDIR", () => Object.assign(env, { GITHUB_OUTPUT: root })],
    ["names a file that is gone", "OUTPUT_WRITE_FAILED", "Missing file at path", () => rm(join(root, "output"))],
    // @actions/core would write `::set-output` to the log.
    ["is not set", "RUNNER_FILE_MISSING", "GITHUB_OUTPUT", () => delete env["GITHUB_OUTPUT"]],
    ["is empty", "RUNNER_FILE_MISSING", "GITHUB_OUTPUT", () => Object.assign(env, { GITHUB_OUTPUT: "" })],
  ])(
    "returns a problem where the outputs' variable %s, after the summary was written",
    async (_, code, says, breakIt) => {
      await breakIt();
      announceStatus("failed", runner());
      const { problems, summary } = await deliver(good);
      expect(problems).toMatchObject([{ code, stage: "report" }]);
      expect(problems[0]?.message).toContain(says);
      expect(summary).toContain("## Promoted");
    },
  );

  it("passes any value to the runner as it was meant", async () => {
    const hostile = "a\nb=c\nx<<EOF\n$(id) `id` \"'\nghadelimiter_1\n::set-output name=x::y";
    const image = imageReport("api", { error: problem("IMPORT_FAILED", hostile) });
    const { outputs } = await deliver(promotionReport([image]));
    expect(Object.keys(outputs).toSorted()).toEqual(["earlier", ...OUTPUTS].toSorted());
    expect(JSON.parse(outputs["json"] ?? "")).toMatchObject({ images: [{ error: { message: hostile } }] });
  });

  it.each(OUTPUTS)("keeps the announced status where writing ends at %s", async (last) => {
    announceStatus("failed", runner());
    const { core } = runner();
    const { problems, outputs } = await deliver(good, {
      setOutput: (name, value) => {
        if (name === last) throw Object.assign(new Error("full"), { code: "ENOSPC" });
        core.setOutput(name, value);
      },
    });
    expect(problems).toMatchObject([{ code: "OUTPUT_WRITE_FAILED", message: expect.stringContaining("ENOSPC") }]);
    expect(outputs["status"]).toBe("failed");
  });

  it("returns one problem where there is no folder for results, and sets the outputs all the same", async () => {
    env["RUNNER_TEMP"] = join(root, "gone");
    const { problems, outputs, summary } = await deliver(good);
    expect(problems).toMatchObject([{ code: "RESULT_FILE_WRITE_FAILED" }]);
    expect(outputs).toMatchObject({ "json-file": "", "summary-file": "", "subject-checksums": "" });
    expect(outputs["digest"]).toMatch(/^sha256:/);
    expect(outputs["status"]).toBe("failed");
    expect(summary).toContain("## Promotion to prod.azurecr.io failed");
    expect(summary).toContain("<b>1</b> promoted");
  });

  it("returns a problem where the lock file would leave the workspace", async () => {
    const { problems, outputs } = await deliver(good, { lockFile: "../images.lock.yml" });
    expect(problems).toMatchObject([{ code: "LOCK_FILE_OUTSIDE" }]);
    expect(outputs).toMatchObject({ "lock-file": "", status: "failed" });
    expect(await readdir(dirname(root))).not.toContain("images.lock.yml");
  });
});

describe("announceStatus", () => {
  it("sets the status of a step that ends before its report, until the report's outputs replace it", async () => {
    announceStatus("failed", runner());
    expect(await outputsNow()).toEqual({ earlier: "1", status: "failed" });
    announceStatus("cancelled", runner());
    expect(await outputsNow()).toMatchObject({ status: "cancelled" });
    const { outputs } = await deliver(good);
    expect(outputs["status"]).toBe("promoted");
  });

  it("leaves a file that cannot be written to deliverReport", async () => {
    env["GITHUB_OUTPUT"] = root;
    announceStatus("failed", runner());
    expect((await deliver(good)).problems).toMatchObject([{ code: "OUTPUT_WRITE_FAILED" }]);
  });
});

async function outputsNow() {
  return parseFileCommand(await readFile(join(root, "output"), "utf8"));
}
