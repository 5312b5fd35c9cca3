import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readImagesFile, writeLockfile } from "../../../src/github/workspace.ts";

let root = "";
let workspace = "";
let outside = "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "workspace-")));
  workspace = join(root, "workspace");
  outside = join(root, "workspace-of-another");
  await mkdir(workspace);
  await mkdir(outside);
  await writeFile(join(outside, "images.yml"), "secret");
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe("readImagesFile", () => {
  it("reads a file of the workspace and keeps its path as written", async () => {
    await mkdir(join(workspace, "deploy"));
    await writeFile(join(workspace, "deploy/images.yml"), "version: 1 # ü\n");
    await expect(readImagesFile("./deploy/images.yml", workspace)).resolves.toEqual({
      path: "./deploy/images.yml",
      text: "version: 1 # ü\n",
    });
  });

  it("follows a link that stays inside", async () => {
    await writeFile(join(workspace, "real.yml"), "x");
    await symlink("real.yml", join(workspace, "link.yml"));
    await expect(readImagesFile("link.yml", workspace)).resolves.toMatchObject({ text: "x" });
  });

  it.each([
    ["by ..", "../workspace-of-another/images.yml"],
    ["by .. within", "deploy/../../workspace-of-another/images.yml"],
    ["as the workspace itself", "."],
    ["by a link to a file", "link.yml"],
    ["by a link to a folder", "linked/images.yml"],
  ])("refuses a file outside, reached %s", async (_, path) => {
    await symlink(join(outside, "images.yml"), join(workspace, "link.yml"));
    await symlink(outside, join(workspace, "linked"));
    await expect(readImagesFile(path, workspace)).rejects.toMatchObject({
      problems: [{ code: "IMAGES_FILE_OUTSIDE", input: "images-file" }],
    });
  });

  it("refuses an absolute path outside", async () => {
    await expect(readImagesFile(join(outside, "images.yml"), workspace)).rejects.toMatchObject({
      code: "IMAGES_FILE_OUTSIDE",
    });
  });

  it("takes 1 MiB and no byte more", async () => {
    await writeFile(join(workspace, "full.yml"), "#".repeat(1024 * 1024));
    await writeFile(join(workspace, "over.yml"), "#".repeat(1024 * 1024 + 1));
    await expect(readImagesFile("full.yml", workspace)).resolves.toMatchObject({ path: "full.yml" });
    await expect(readImagesFile("over.yml", workspace)).rejects.toMatchObject({ code: "IMAGES_FILE_TOO_LARGE" });
  });

  it("refuses what is not UTF-8", async () => {
    await writeFile(join(workspace, "images.yml"), Buffer.from([0x61, 0xff, 0x62]));
    await expect(readImagesFile("images.yml", workspace)).rejects.toMatchObject({ code: "IMAGES_FILE_ENCODING" });
  });

  it.each([
    ["is missing", "none.yml", "ENOENT"],
    ["is a folder", "folder", "EISDIR"],
    ["has a NUL in its name", "a\0b", "ERR_INVALID_ARG_VALUE"],
  ])("names path and reason where the file %s", async (_, path, reason) => {
    await mkdir(join(workspace, "folder"));
    const failure = readImagesFile(path, workspace);
    await expect(failure).rejects.toMatchObject({ code: "IMAGES_FILE_MISSING" });
    await expect(failure).rejects.toThrow(reason);
  });
});

describe("writeLockfile", () => {
  it("makes folders, replaces the old text and leaves nothing else behind", async () => {
    await writeLockfile("deploy/prod/images.lock.yml", "old", workspace);
    const path = await writeLockfile("deploy/prod/images.lock.yml", "new", workspace);
    expect(path).toBe(join(workspace, "deploy/prod/images.lock.yml"));
    await expect(readFile(path, "utf8")).resolves.toBe("new");
    await expect(readdir(join(workspace, "deploy/prod"))).resolves.toEqual(["images.lock.yml"]);
  });

  it("replaces a link and not what it leads to", async () => {
    await symlink(join(outside, "images.yml"), join(workspace, "lock.yml"));
    await writeLockfile("lock.yml", "new", workspace);
    await expect(readFile(join(outside, "images.yml"), "utf8")).resolves.toBe("secret");
    await expect(readFile(join(workspace, "lock.yml"), "utf8")).resolves.toBe("new");
  });

  it.each([
    ["by ..", "../workspace-of-another/lock.yml"],
    ["by a link to a folder", "linked/lock.yml"],
    ["below a link to a folder", "linked/new/lock.yml"],
    ["as the workspace itself", "."],
  ])("refuses a place outside, reached %s, and makes nothing there", async (_, path) => {
    await symlink(outside, join(workspace, "linked"));
    await expect(writeLockfile(path, "x", workspace)).rejects.toMatchObject({ code: "LOCKFILE_OUTSIDE" });
    await expect(readdir(outside)).resolves.toEqual(["images.yml"]);
  });

  it("fails in words where the place is a folder, and leaves nothing behind", async () => {
    await mkdir(join(workspace, "lock.yml", "full"), { recursive: true });
    await expect(writeLockfile("lock.yml", "x", workspace)).rejects.toMatchObject({ code: "LOCKFILE_WRITE_FAILED" });
    await expect(readdir(workspace)).resolves.toEqual(["lock.yml"]);
  });
});
