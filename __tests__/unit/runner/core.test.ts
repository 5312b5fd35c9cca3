// What the action relies on in @actions/core, and that runs in one process do not meet in it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parseFileCommand } from "../../emulator/file-commands.ts";
import { openCore } from "../../runner-core.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "core-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function openRun(name: string) {
  const [output, summary] = [join(root, `${name}-output`), join(root, `${name}-summary`)];
  for (const file of [output, summary]) await writeFile(file, "");
  const env = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, INPUT_IMAGES: ` ${name}\n`, RUNNER_DEBUG: "1" };
  let printed = "";
  const core = openCore(env, (text) => (printed += text));
  const files = async () => [
    parseFileCommand(await readFile(output, "utf8")),
    await readFile(summary, "utf8"),
    printed,
  ];
  return { core, files };
}

describe("@actions/core", () => {
  it("keeps two runs that overlap apart: inputs, log, outputs and summary", async () => {
    const [one, two] = [await openRun("one"), await openRun("two")];
    const writes = [one, two].map(({ core }) => {
      core.info(core.getInput("images"));
      core.setOutput("images", core.getInput("images"));
      return core.summary.addRaw(`# ${core.getInput("images")}\n`).write();
    });
    for (const { core } of [two, one]) core.error("x", { title: "T", file: core.getInput("images"), startLine: 3 });
    await Promise.all(writes);
    expect(await one.files()).toEqual([{ images: "one" }, "# one\n", "one\n::error title=T,file=one,line=3::x\n"]);
    expect(await two.files()).toEqual([{ images: "two" }, "# two\n", "two\n::error title=T,file=two,line=3::x\n"]);
  });

  it("leaves environment and standard output of this process as they were, after an error too", async () => {
    const [env, write] = [process.env, process.stdout.write];
    const core = openCore({ GITHUB_OUTPUT: join(root, "gone") }, () => undefined);
    expect(() => core.setOutput("digest", "x")).toThrow("Missing file at path");
    expect(core.isDebug()).toBe(false);
    expect(process.env).toBe(env);
    expect(process.stdout.write).toBe(write);
  });

  it("writes text to the log as it is, and outputs too where there is no file: this action prevents both", () => {
    let printed = "";
    const core = openCore({}, (text) => (printed += text));
    core.info("::add-mask::sha256");
    core.setOutput("digest", "x");
    expect(printed).toBe("::add-mask::sha256\n\n::set-output name=digest::x\n");
  });
});
