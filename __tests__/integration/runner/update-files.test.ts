// The files of `update-files` on a real file system: which are found, which are refused, and how they are replaced.
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { findFilesToUpdate, updateFiles } from "../../../src/runner/update-files.ts";
import { digestFor, imageReport, promotionReport } from "../../builders/report.ts";

const BEFORE = "image: prod.azurecr.io/api:1.4.1\r\n";
const AFTER = `image: prod.azurecr.io/api:1.4.2@${digestFor("api")}\r\n`;
const REPORT = promotionReport([imageReport("api")]);
const MIB = 1024 * 1024;

let root = "";
let workspace = "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "update-files-")));
  workspace = join(root, "workspace");
  await put("deploy/a.yaml", BEFORE);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array = BEFORE): Promise<void> {
  await mkdir(dirname(join(workspace, path)), { recursive: true });
  await writeFile(join(workspace, path), content);
}
const read = (path: string) => readFile(join(workspace, path), "utf8");
const find = (list: string, reserved: readonly string[] = []) => findFilesToUpdate(list, workspace, reserved);
const update = (paths: readonly string[], write = true) => updateFiles(paths, workspace, REPORT, { write });

describe("findFilesToUpdate", () => {
  it("finds paths and globs, each file once, relative to the workspace and with slashes", async () => {
    await put("deploy/b.yaml");
    await put("deploy/deep/c.yaml");
    await expect(find(`./deploy/b.yaml\n${join(workspace, "deploy/a.yaml")} # why\ndeploy/**/*.yaml`)).resolves.toEqual(
      {
        paths: ["deploy/b.yaml", "deploy/a.yaml", "deploy/deep/c.yaml"],
        skipped: 0,
        problems: [],
      },
    );
  });

  it("skips what a glob finds and nobody means: binary, large, of .git, links, files that the action uses itself", async () => {
    await put("deploy/binary.yaml", "a\0b");
    await put("deploy/latin1.yaml", Uint8Array.of(0x61, 0xe9));
    await put("deploy/large.yaml", `${BEFORE}${" ".repeat(MIB)}`);
    await put("deploy/.git/config.yaml");
    await put("deploy/lock.yaml");
    await put("deploy/images.yaml");
    await writeFile(join(root, "outside.yaml"), BEFORE);
    await symlink(join(root, "outside.yaml"), join(workspace, "deploy/link.yaml"));
    await symlink(root, join(workspace, "deploy/folder"));
    await symlink("a.yaml", join(workspace, "deploy/inside.yaml"));
    await expect(find("deploy/**", ["deploy/lock.yaml", "./deploy/images.yaml", "no/such.yaml"])).resolves.toEqual({
      paths: ["deploy/a.yaml"],
      skipped: 3,
      problems: [],
    });
  });

  it.each<[string, string, string, () => Promise<unknown>]>([
    ["deploy/none.yaml", "UPDATE_FILE_MISSING", '"deploy/none.yaml" cannot be read (ENOENT)', async () => 0],
    ["deploy/*.yml", "UPDATE_FILE_MISSING", '"deploy/*.yml" matches no file', async () => 0],
    ["deploy", "UPDATE_FILE_MISSING", '"deploy" is not a file', async () => 0],
    [
      "../outside.yaml",
      "UPDATE_FILE_OUTSIDE",
      "outside the workspace",
      () => writeFile(join(root, "outside.yaml"), ""),
    ],
    ["link.yaml", "UPDATE_FILE_OUTSIDE", "outside the workspace", () => symlink(root, join(workspace, "link.yaml"))],
    ["l.yaml", "UPDATE_FILE_OUTSIDE", "is a symbolic link", () => symlink("deploy/a.yaml", join(workspace, "l.yaml"))],
    ["l/a.yaml", "UPDATE_FILE_OUTSIDE", "reached through one", () => symlink("deploy", join(workspace, "l"))],
    [".git/a.yaml", "UPDATE_FILE_NAME_INVALID", "in a .git folder", () => put(".git/a.yaml")],
    ["x/.GIT/a.yaml", "UPDATE_FILE_NAME_INVALID", "in a .git folder", () => put("x/.GIT/a.yaml")],
    ["b.bin", "UPDATE_FILE_ENCODING", '"b.bin" is a binary file', () => put("b.bin", "a\0b")],
    ["l1.txt", "UPDATE_FILE_ENCODING", '"l1.txt" is not valid UTF-8', () => put("l1.txt", Uint8Array.of(0xe9))],
    ["big.txt", "UPDATE_FILE_TOO_LARGE", `has ${MIB + 1} bytes`, () => put("big.txt", " ".repeat(MIB + 1))],
    ["lock.yml", "UPDATE_FILE_NAME_INVALID", "is also an images file or the lock file", () => put("lock.yml")],
    [
      "ro.yaml",
      "UPDATE_FILE_MISSING",
      "cannot be written",
      () => put("ro.yaml").then(() => chmod(join(workspace, "ro.yaml"), 0o444)),
    ],
  ])("refuses %s as %s", async (path, code, message, prepare) => {
    await prepare();
    const { paths, problems } = await find(`# files\n${path}`, ["lock.yml"]);
    expect(paths).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        code,
        stage: "input",
        input: "update-files",
        line: 2,
        message: expect.stringContaining(message),
      }),
    ]);
  });

  it("takes a file of exactly 1 MiB, and the largest problem does not hide the others", async () => {
    await put("exact.txt", " ".repeat(MIB));
    const { paths, problems } = await find("none.txt\nexact.txt\n../x");
    expect([paths, problems.map(({ code }) => code)]).toEqual([
      ["exact.txt"],
      ["UPDATE_FILE_MISSING", "UPDATE_FILE_OUTSIDE"],
    ]);
  });
});

describe("updateFiles", () => {
  it("replaces a file with its mode, leaves nothing behind, and the second time nothing changes", async () => {
    await chmod(join(workspace, "deploy/a.yaml"), 0o755);
    const { updates, problems } = await update(["deploy/a.yaml"]);
    expect([updates.map(({ path, state }) => [path, state]), problems]).toEqual([[["deploy/a.yaml", "written"]], []]);
    expect(await read("deploy/a.yaml")).toBe(AFTER);
    const { mode, mtimeMs, ino } = await stat(join(workspace, "deploy/a.yaml"));
    expect(mode & 0o7777).toBe(0o755);
    expect(await readdir(join(workspace, "deploy"))).toEqual(["a.yaml"]);
    await expect(update(["deploy/a.yaml"])).resolves.toEqual({ updates: [], problems: [] });
    const again = await stat(join(workspace, "deploy/a.yaml"));
    expect([again.mtimeMs, again.ino]).toEqual([mtimeMs, ino]);
  });

  it("keeps a byte order mark, and what is not valid in any encoding but UTF-8", async () => {
    await put("deploy/a.yaml", `\uFEFF# \u{1f600} ü\u0000`.replace("\u0000", `\n${BEFORE}`));
    await update(["deploy/a.yaml"]);
    expect(await readFile(join(workspace, "deploy/a.yaml"))).toEqual(Buffer.from(`\uFEFF# \u{1f600} ü\n${AFTER}`));
  });

  it("only finds what would change, without writing", async () => {
    const { updates } = await update(["deploy/a.yaml"], false);
    expect(updates).toMatchObject([{ state: "planned", edits: [{ line: 1 }] }]);
    expect(await read("deploy/a.yaml")).toBe(BEFORE);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ["vanishes", "cannot be read (ENOENT)", () => rm(join(workspace, "deploy/a.yaml"))],
    ["becomes read-only", "cannot be written", () => chmod(join(workspace, "deploy/a.yaml"), 0o444)],
    [
      "becomes a folder",
      "is not a file",
      async () => {
        await rm(join(workspace, "deploy/a.yaml"));
        await mkdir(join(workspace, "deploy/a.yaml"));
      },
    ],
    [
      "becomes a link",
      "symbolic link",
      async () => {
        await rm(join(workspace, "deploy/a.yaml"));
        await symlink("b.yaml", join(workspace, "deploy/a.yaml"));
      },
    ],
    ["becomes binary", "is a binary file", () => put("deploy/a.yaml", "\0")],
    ["grows", "the limit is", () => put("deploy/a.yaml", " ".repeat(MIB + 1))],
    // A folder where the temporary file would be: the write itself fails.
    [
      "has a folder in its way",
      "cannot be written (EEXIST)",
      () => mkdir(join(workspace, `deploy/a.yaml.${process.pid}.tmp`)),
    ],
  ])("fails for a file that %s after the check, and writes the others", async (_, message, change) => {
    await put("deploy/b.yaml");
    const { paths } = await find("deploy/*.yaml");
    await change();
    const { updates, problems } = await update(paths);
    expect(problems).toEqual([
      expect.objectContaining({
        code: "UPDATE_FILE_WRITE_FAILED",
        stage: "report",
        message: expect.stringMatching(/^update-files: "deploy\/a\.yaml" /),
      }),
    ]);
    expect(problems[0]?.message).toContain(message);
    expect(updates.map(({ path, state }) => [path, state])).toEqual([
      ["deploy/a.yaml", "failed"],
      ["deploy/b.yaml", "written"],
    ]);
    expect(await read("deploy/b.yaml")).toBe(AFTER);
  });

  it("uses what the file has now, not what it had at the check", async () => {
    const { paths } = await find("deploy/a.yaml");
    await put("deploy/a.yaml", `# new\n${BEFORE}`);
    await update(paths);
    expect(await read("deploy/a.yaml")).toBe(`# new\n${AFTER}`);
  });
});
