// update-files by the shipped bundle: the files before and after, a second run, and a file that fails.
import { chmod, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { contoso } from "../emulator/seed.ts";
import type { World } from "./shipped-action.ts";
import {
  type Files,
  updateInputs as inputs,
  KUSTOMIZATION,
  MANIFEST,
  openScene,
  warningsOf,
} from "./update-files-scene.ts";

const { prod } = contoso;
let world: World;
let files: Files;
let workspace: string;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ world, files, workspace, close } = await openScene());
});
afterEach(() => close());

describe("a promotion with update-files, by the bundle", () => {
  it("pins what it promoted; the second run changes nothing", async () => {
    await chmod(join(workspace, "deploy/api.yaml"), 0o640);
    const dry = await world.run(inputs({ "dry-run": "true" }), { workspace });
    expect(dry.exitCode).toBe(0);
    expect([dry.outputs["updated-files"], await files.both()]).toEqual(["", [KUSTOMIZATION, MANIFEST]]);
    const { api, worker } = world.digests;
    for (const text of [dry.log, dry.summary.replaceAll("<wbr>", "")]) {
      expect(text).toContain("Updated files: 4 changes planned in 2 files");
      expect(text).toContain("  deploy/api.yaml:3\n");
      expect(text).toContain(`- ${prod}/api:1.4.1\n`);
      expect(text).toContain(`+ ${prod}/api:1.4.2@${api.index}\n`);
      expect(text).toContain("- newTag: 1.4.1\n");
    }

    const run = await world.run(inputs(), { workspace });
    expect(run.exitCode).toBe(0);
    expect(run.outputs["updated-files"]).toBe("deploy/api.yaml\ndeploy/prod/kustomization.yaml");
    expect(await files.read("deploy/api.yaml")).toBe(
      `spec:\n  containers:\n  - image: ${prod}/api:1.4.2@${api.index} # pinned\n  - image: ${prod}/worker:latest@${worker}\n  - image: ${prod}/api-gateway:1.4.1\n`,
    );
    expect(await files.read("deploy/prod/kustomization.yaml")).toBe(
      `images:\r\n- name: api # ours\r\n  newName: ${prod}/api\r\n  newTag: 1.4.2\r\n  digest: ${api.index}\r\n`,
    );
    expect((await stat(join(workspace, "deploy/api.yaml"))).mode & 0o777).toBe(0o640);
    expect(run.summary).toContain("Updated files: 4 changes in 2 files");
    expect(warningsOf(run)).toEqual([]);

    const [first, second] = [await files.read("deploy/api.yaml"), await files.read("deploy/prod/kustomization.yaml")];
    const again = await world.run(inputs(), { workspace });
    expect([again.exitCode, again.outputs["status"], again.outputs["updated-files"]]).toEqual([0, "up-to-date", ""]);
    expect(again.log).toContain("Updated files: nothing to change");
    expect([await files.read("deploy/api.yaml"), await files.read("deploy/prod/kustomization.yaml")]).toEqual([
      first,
      second,
    ]);
  });

  it("fails for a file that vanishes during the imports: the images and the other file are in place", async () => {
    world.azure.faults.add({ path: /importImage/, times: 1, onRequest: () => rm(join(workspace, "deploy/api.yaml")) });
    const run = await world.run(inputs(), { workspace });
    expect([run.exitCode, run.outputs["status"], run.result.counts]).toEqual([1, "failed", { promoted: 2 }]);
    expect(run.outputs["updated-files"]).toBe("deploy/prod/kustomization.yaml");
    expect(run.errors).toContain('update-files: "deploy/api.yaml" cannot be read (ENOENT)');
  });
});
