// Files of the workspace that refer to what is promoted: when nothing is written, what is left alone, and what fails.
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import type { ShippedRun, World } from "./shipped-action.ts";
import {
  type Files,
  updateInputs as inputs,
  KUSTOMIZATION,
  MANIFEST,
  openScene,
  warningsOf,
} from "./update-files-scene.ts";

const { dev, prod } = contoso;
let world: World;
let files: Files;
let workspace: string;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ world, files, workspace, close } = await openScene());
});
afterEach(() => close());

/** Nothing in the workspace changed. */
async function expectUnchanged(run: ShippedRun): Promise<void> {
  expect(run.outputs["updated-files"]).toBe("");
  expect(await files.both()).toEqual([KUSTOMIZATION, MANIFEST]);
}

describe("a promotion with update-files", () => {
  it("only shows what would change in a dry run", async () => {
    const run = await world.runInProcess(inputs({ "dry-run": "true" }), { workspace });
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "planned"]);
    expect(run.log).toContain("Updated files: 4 changes planned in 2 files");
    await expectUnchanged(run);
  });

  it("is taken back by an undo, which updates the files too", async () => {
    const before = putImage(
      { store: world.prod.store, repository: "worker" },
      { content: "before", tag: "latest" },
    ).digest;
    const run = await world.runInProcess(inputs(), { workspace });
    expect(await files.read("deploy/api.yaml")).toContain(`${prod}/worker:latest@${world.digests.worker}`);
    const undo = { undo: run.outputs["rollback"] ?? "", images: "" };
    const undone = await world.runInProcess({ ...inputs(undo), referrers: "" }, { workspace });
    expect([undone.exitCode, undone.errors]).toEqual([0, ""]);
    expect(undone.outputs["updated-files"]).toBe("deploy/api.yaml");
    expect(await files.read("deploy/api.yaml")).toContain(`${prod}/worker:latest@${before}`);
    // The tags of api were created: they cannot be taken back.
    expect(await files.read("deploy/api.yaml")).toContain(`${prod}/api:1.4.2@`);
  });

  it("leaves a kept tag, a higher version and two digests alone, with a warning for each on its line", async () => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "before", tag: "latest" });
    await files.put("deploy/api.yaml", `- ${prod}/worker:latest\n- ${prod}/api:1.5.0\n- ${prod}/legacy:9\n`);
    await rm(join(workspace, "deploy/prod"), { recursive: true });
    const legacy = `${dev}/legacy@${world.digests.legacy.list} => legacy:1\n${dev}/worker:build-812 => legacy:2`;
    const run = await world.runInProcess(
      inputs({
        images: `${dev}/api:build-812 => api:1.4.2\n${dev}/worker:build-812 => worker:latest,2\n${legacy}`,
        "mutable-tags": "",
        "on-conflict": "skip",
      }),
      { workspace },
    );
    expect(run.exitCode).toBe(0);
    expect(run.outputs["updated-files"]).toBe("");
    const file = "deploy/api.yaml";
    expect(warningsOf(run).filter((warning) => warning.file === file)).toEqual([
      { file, line: "1", message: expect.stringContaining("the tag worker:latest is kept") },
      { file, line: "2", message: expect.stringContaining("its version would go down: 1.5.0 → 1.4.2") },
      { file, line: "3", message: expect.stringContaining("this run has 2 digests of legacy") },
    ]);
    expect(run.summary).toContain("References that are left alone");
  });

  it("writes nothing where the step fails", async () => {
    const run = await world.runInProcess(inputs({ images: `${inputs().images}\n${dev}/none:1 => none:1` }), {
      workspace,
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain("update-files: no file was changed, because the step did not succeed.");
    await expectUnchanged(run);
    const partly = await world.runInProcess(
      inputs({ images: `${inputs().images}\n${dev}/none:1 => none:1`, "all-or-nothing": "false" }),
      { workspace },
    );
    expect([partly.exitCode, partly.result.counts["promoted"]]).toEqual([1, 2]);
    await expectUnchanged(partly);
  });

  it.each([
    ["a file that does not exist", "deploy/none.yaml", "UPDATE_FILE_MISSING", "cannot be read (ENOENT)"],
    ["a glob without a match", "deploy/*.tf", "UPDATE_FILE_MISSING", "matches no file"],
    ["a binary file", "logo.png", "UPDATE_FILE_ENCODING", "is a binary file"],
    ["a file outside", "../x.yaml", "UPDATE_FILE_OUTSIDE", "outside the workspace"],
    ["the lock file", "images.lock.yml", "UPDATE_FILE_NAME_INVALID", "is also an images file or the lock file"],
  ])("refuses %s before the first request", async (_, list, code, message) => {
    await files.put("logo.png", "\x89PNG\0");
    await files.put("images.lock.yml", "");
    const run = await world.runInProcess(inputs({ "update-files": list, "lock-file": "images.lock.yml" }), {
      workspace,
    });
    expect([run.exitCode, run.requests]).toEqual([1, []]);
    const [error] = run.annotations.filter(({ command }) => command === "error");
    expect(error?.properties["title"]).toBe(code);
    expect(error?.message).toContain(message);
  });

  it.each([
    ["vanishes", () => rm(join(workspace, "deploy/api.yaml"))],
    ["becomes read-only", () => chmod(join(workspace, "deploy/api.yaml"), 0o444)],
  ])("fails for a file that %s during the imports: the images and the other file are in place", async (_, change) => {
    world.azure.faults.add({ path: /importImage/, times: 1, onRequest: change });
    const run = await world.runInProcess(inputs({ "lock-file": "images.lock.yml" }), { workspace });
    expect([run.exitCode, run.outputs["status"], run.result.counts]).toEqual([1, "failed", { promoted: 2 }]);
    expect(run.outputs["updated-files"]).toBe("deploy/prod/kustomization.yaml");
    expect(await files.read("deploy/prod/kustomization.yaml")).toContain(world.digests.api.index);
    expect(run.outputs["lock-file"]).toBe(join(workspace, "images.lock.yml"));
    const [error, ...others] = run.annotations.filter(({ command }) => command === "error");
    expect([error?.properties["title"], others]).toEqual(["UPDATE_FILE_WRITE_FAILED", []]);
    expect(error?.message).toContain('update-files: "deploy/api.yaml" cannot be');
    expect(run.summary).toContain("1 file not written");

    // The next run imports nothing and writes it.
    await files.put("deploy/api.yaml", MANIFEST).catch(() => undefined);
    await chmod(join(workspace, "deploy/api.yaml"), 0o644);
    await files.put("deploy/api.yaml", MANIFEST);
    const again = await world.runInProcess(inputs(), { workspace });
    expect([again.exitCode, again.imports, again.outputs["updated-files"]]).toEqual([0, [], "deploy/api.yaml"]);
  });
});
