import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readImagesFiles } from "../../../src/runner/images-files.ts";
import { checkLockFile, writeLockFile } from "../../../src/runner/workspace.ts";

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

const read = (list: string) => readImagesFiles(list, workspace);
const pathsOf = async (list: string) => {
  const { files, problems } = await read(list);
  expect(problems).toEqual([]);
  return files.map(({ path }) => path);
};

async function write(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), path);
  }
}

describe("readImagesFiles", () => {
  it("reads a file of the workspace and keeps its path as written", async () => {
    await mkdir(join(workspace, "deploy"));
    await writeFile(join(workspace, "deploy/images.yml"), "version: 1 # ü\n");
    await expect(read("./deploy/images.yml")).resolves.toEqual({
      files: [{ path: "./deploy/images.yml", text: "version: 1 # ü\n" }],
      problems: [],
    });
  });

  it("follows a link that stays inside", async () => {
    await writeFile(join(workspace, "real.yml"), "x");
    await symlink("real.yml", join(workspace, "link.yml"));
    await expect(read("link.yml")).resolves.toMatchObject({ files: [{ text: "x" }], problems: [] });
  });

  it("reads several in the order written, each once", async () => {
    await write("a.yml", "b.yml", "mirror/c.yml");
    await symlink("a.yml", join(workspace, "link.yml"));
    await expect(
      pathsOf("b.yml\n\n# a comment\nmirror/*.yml\na.yml # why\n./b.yml\nlink.yml\n**.yml"),
    ).resolves.toEqual(["b.yml", "mirror/c.yml", "a.yml"]);
  });

  it("sorts the matches of a glob by code point", async () => {
    await write("m/b.yml", "m/B.yml", "m/a.yml", "m/\u{1f600}.yml", "m/\uff41.yml", "m/é.yml", "m/10.yml", "m/9.yml");
    await expect(pathsOf("m/*.yml")).resolves.toEqual(
      ["10", "9", "B", "a", "b", "é", "\uff41", "\u{1f600}"].map((name) => `m/${name}.yml`),
    );
  });

  it.each([
    ["*.yml", ["a.yml"]],
    ["?.yml", ["a.yml"]],
    ["mirror/*", ["mirror/b.yml", "mirror/c.yaml"]],
    ["mirror/**", ["mirror/b.yml", "mirror/c.yaml", "mirror/deep/er/d.yml"]],
    ["**/*.yml", ["a.yml", "mirror/b.yml", "mirror/deep/er/d.yml"]],
    ["mirror/**/d.yml", ["mirror/deep/er/d.yml"]],
    ["mirror/**/b.yml", ["mirror/b.yml"]],
    ["./mirror/../m*/b.yml", ["mirror/b.yml"]],
  ])("takes the glob %s", async (glob, paths) => {
    await write("a.yml", "mirror/b.yml", "mirror/c.yaml", "mirror/deep/er/d.yml");
    await expect(pathsOf(glob)).resolves.toEqual(paths);
  });

  it("takes an absolute glob within the workspace", async () => {
    await write("mirror/b.yml");
    await expect(pathsOf(`${workspace}/mirror/*.yml`)).resolves.toEqual(["mirror/b.yml"]);
  });

  it("takes a path that exists literally", async () => {
    await write("what?.yml", "whats.yml", "[a].yml");
    await expect(pathsOf("what?.yml\n[a].yml")).resolves.toEqual(["what?.yml", "[a].yml"]);
  });

  it("follows no symbolic link in a glob", async () => {
    await write("real/a.yml");
    await symlink("real", join(workspace, "linked"));
    await symlink("a.yml", join(workspace, "real/b.yml"));
    await symlink(outside, join(workspace, "away"));
    await expect(pathsOf("**/*.yml")).resolves.toEqual(["real/a.yml"]);
    for (const glob of ["linked/*.yml", "away/*.yml"]) {
      await expect(read(glob)).resolves.toMatchObject({ files: [], problems: [{ code: "IMAGES_FILE_MISSING" }] });
    }
  });

  it("reads nothing under .git, however it is named", async () => {
    await write(".git/config.yml", "deep/.git/config.yml", ".github/a.yml");
    await symlink(".git/config.yml", join(workspace, "link.yml"));
    await expect(pathsOf("**.yml")).resolves.toEqual([".github/a.yml"]);
    for (const path of [".git/config.yml", ".GIT/config.yml", "deep/.git/*.yml", "link.yml"]) {
      const { files, problems } = await read(path);
      expect(files).toEqual([]);
      expect(problems).toMatchObject([{ code: "IMAGES_FILE_NAME_INVALID", message: expect.stringContaining(".git") }]);
    }
  });

  it.each(["a\u0000b", "a\u001b[31mb", "a\u2028b"])(
    "refuses the name %j, which has control characters",
    async (path) => {
      await expect(read(path)).resolves.toMatchObject({ files: [], problems: [{ code: "IMAGES_FILE_NAME_INVALID" }] });
    },
  );

  it("refuses a match whose name has control characters", async () => {
    await write("a.yml", "b\u001b.yml");
    await expect(read("*.yml")).resolves.toMatchObject({ files: [], problems: [{ code: "IMAGES_FILE_NAME_INVALID" }] });
  });

  it("reports every problem with the line of the list, beside the files that could be read", async () => {
    await write("a.yml");
    const { files, problems } = await read("none.yml\na.yml\n\nmirror/*.yaml\n../x.yml\n");
    expect(files.map(({ path }) => path)).toEqual(["a.yml"]);
    expect(problems.map(({ code, line, input }) => ({ code, line, input }))).toEqual([
      { code: "IMAGES_FILE_MISSING", line: 1, input: "images-file" },
      { code: "IMAGES_FILE_MISSING", line: 4, input: "images-file" },
      { code: "IMAGES_FILE_OUTSIDE", line: 5, input: "images-file" },
    ]);
    expect(problems[1]?.message).toBe('images-file: "mirror/*.yaml" matches no file.');
  });

  it.each([
    ["by ..", "../workspace-of-another/images.yml"],
    ["by .. within", "deploy/../../workspace-of-another/images.yml"],
    ["as the workspace itself", "."],
    ["by a link to a file", "link.yml"],
    ["by a link to a folder", "linked/images.yml"],
    ["by a glob", "../*/images.yml"],
  ])("refuses a file outside, reached %s", async (_, path) => {
    await symlink(join(outside, "images.yml"), join(workspace, "link.yml"));
    await symlink(outside, join(workspace, "linked"));
    await expect(read(path)).resolves.toMatchObject({
      files: [],
      problems: [{ code: "IMAGES_FILE_OUTSIDE", input: "images-file" }],
    });
  });

  it("refuses an absolute path outside", async () => {
    await expect(read(join(outside, "images.yml"))).resolves.toMatchObject({
      problems: [{ code: "IMAGES_FILE_OUTSIDE" }],
    });
  });

  it("takes 1 MiB and no byte more, and 16 files of that size", async () => {
    await writeFile(join(workspace, "over.yml"), "#".repeat(1024 * 1024 + 1));
    await expect(read("over.yml")).resolves.toMatchObject({ files: [], problems: [{ code: "IMAGES_FILE_TOO_LARGE" }] });
    for (let at = 0; at < 17; at++) {
      await writeFile(join(workspace, `full-${at + 10}.yml`), "#".repeat(1024 * 1024));
    }
    const { files, problems } = await read("full-*.yml");
    expect(files.map(({ path }) => path).at(-1)).toBe("full-25.yml");
    expect(problems).toMatchObject([{ code: "IMAGES_FILE_TOO_LARGE", line: 1 }]);
  });

  it("takes 1,000 files", async () => {
    await mkdir(join(workspace, "many"));
    await Promise.all(Array.from({ length: 1_001 }, (_, at) => writeFile(join(workspace, `many/${at}.txt`), `${at}`)));
    const { files, problems } = await read("many/*");
    expect(files).toHaveLength(1_000);
    expect(problems).toMatchObject([{ code: "IMAGES_FILE_TOO_LARGE" }]);
  });

  it("refuses what is not UTF-8", async () => {
    await writeFile(join(workspace, "images.yml"), Buffer.from([0x61, 0xff, 0x62]));
    await expect(read("images.yml")).resolves.toMatchObject({ problems: [{ code: "IMAGES_FILE_ENCODING" }] });
  });

  it.each([
    ["is missing", "none.yml", "ENOENT"],
    ["is a folder", "folder", "is not a file"],
  ])("names path and reason where the file %s", async (_, path, reason) => {
    await mkdir(join(workspace, "folder"));
    const { problems } = await read(path);
    expect(problems).toMatchObject([{ code: "IMAGES_FILE_MISSING" }]);
    expect(problems[0]?.message).toContain(path);
    expect(problems[0]?.message).toContain(reason);
  });
});

describe("writeLockFile", () => {
  it("makes folders, replaces the old text and leaves nothing else behind", async () => {
    await writeLockFile("deploy/prod/images.lock.yml", "old", workspace);
    const path = await writeLockFile("deploy/prod/images.lock.yml", "new", workspace);
    expect(path).toBe(join(workspace, "deploy/prod/images.lock.yml"));
    await expect(readFile(path, "utf8")).resolves.toBe("new");
    await expect(readdir(join(workspace, "deploy/prod"))).resolves.toEqual(["images.lock.yml"]);
  });

  it("replaces a link and not what it leads to", async () => {
    await symlink(join(outside, "images.yml"), join(workspace, "lock.yml"));
    await writeLockFile("lock.yml", "new", workspace);
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
    await expect(writeLockFile(path, "x", workspace)).rejects.toMatchObject({ code: "LOCK_FILE_OUTSIDE" });
    await expect(checkLockFile(path, workspace)).resolves.toMatchObject({ code: "LOCK_FILE_OUTSIDE", stage: "input" });
    await expect(readdir(outside)).resolves.toEqual(["images.yml"]);
  });

  it("fails in words where the place is a folder, and leaves nothing behind", async () => {
    await mkdir(join(workspace, "lock.yml", "full"), { recursive: true });
    await expect(writeLockFile("lock.yml", "x", workspace)).rejects.toMatchObject({ code: "LOCK_FILE_WRITE_FAILED" });
    await expect(readdir(workspace)).resolves.toEqual(["lock.yml"]);
  });
});

describe("checkLockFile", () => {
  it.each([
    ["a folder", "deploy", "EISDIR"],
    ["a file's child", "note.txt/lock.yml", "ENOTDIR"],
    ["a child of a link that leads nowhere", "dangling/lock.yml", "ENOENT"],
  ])("finds before the run that the place is %s, and makes nothing", async (_, path, reason) => {
    await mkdir(join(workspace, "deploy"));
    await writeFile(join(workspace, "note.txt"), "x");
    await symlink(join(workspace, "gone"), join(workspace, "dangling"));
    const before = await readdir(workspace, { recursive: true });
    await expect(checkLockFile(path, workspace)).resolves.toMatchObject({
      code: "LOCK_FILE_WRITE_FAILED",
      stage: "input",
      input: "lock-file",
      message: `lock-file: ${JSON.stringify(path)} cannot be written (${reason}).`,
    });
    await expect(readdir(workspace, { recursive: true })).resolves.toEqual(before);
  });

  it("has nothing against a new file, folders that are missing, and a file or link that will be replaced", async () => {
    await symlink(join(outside, "images.yml"), join(workspace, "link.yml"));
    for (const path of ["lock.yml", "deploy/prod/lock.yml", "link.yml", join(workspace, "lock.yml")]) {
      await expect(checkLockFile(path, workspace)).resolves.toBeUndefined();
    }
  });
});
