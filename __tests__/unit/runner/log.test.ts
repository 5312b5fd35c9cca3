import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createLog } from "../../../src/runner/log.ts";
import { parseWorkflowCommands } from "../../emulator/workflow-commands.ts";
import { openCore } from "../../runner-core.ts";

function openLog({ debug = false } = {}) {
  let output = "";
  const core = openCore({ RUNNER_DEBUG: debug ? "1" : "" }, (text) => {
    output += text;
  });
  const log = createLog(core);
  return { log, output: () => output, commands: () => parseWorkflowCommands(output) };
}

/** Any text, often with a command of either syntax somewhere in it. */
const foreignText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "::",
        "##[",
        "\n",
        "\r",
        "\r\n",
        "\u0085",
        "\u2028",
        "\u00a0",
        "\ufeff",
        "\u202e",
        "\u200b",
        " ",
        "]",
        "%0A",
        "%25",
      ),
      fc.constantFrom(
        "::add-mask::a",
        "::stop-commands::x",
        "##[add-mask]sha256",
        "##[GROUP]x",
        "::error file=a,line=1::b",
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

const UNSEEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;

describe("the log", () => {
  it.each([
    ["the current syntax", "::add-mask::sha256"],
    ["the current syntax behind Unicode blanks", "\u00a0\u2003\u3000 ::stop-commands::x"],
    ["the current syntax behind a line feed", "a\n::set-output name=x::y"],
    ["the current syntax behind a bare carriage return", "a\r::set-output name=x::y"],
    ["the current syntax behind a next-line control", "\u0085::add-mask::a"],
    ["the old syntax", "##[add-mask]sha256"],
    ["the old syntax within a line, in capitals", "tag x##[GROUP]y"],
    ["the old syntax with one more #", "###[group]y"],
  ])("runs no command of a foreign text in %s", (_, text) => {
    const { log, output, commands } = openLog();
    log.info(text);
    expect(commands()).toEqual([]);
    expect(output().split(/\r\n|\n|\r/)).toHaveLength(2);
  });

  it("shows what it broke", () => {
    const { log, output } = openLog();
    log.info("::error::x ##[group]y\u202e\u200b\tz");
    expect(output()).toBe("\\::error::x ##\\[group]y\\u{202e}\\u{200b}\\tz\n");
  });

  it("holds no command but its own, whatever it is given by whichever way", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { log, output, commands } = openLog({ debug: true });
        log.info(text);
        log.debug(text);
        log.notice(text);
        log.warning(text, { file: text, line: 3, title: text });
        log.error(text, { file: text, title: text });
        log.group(text, [text, text]);
        expect(commands().map(({ command }) => command)).toEqual([
          "debug",
          "notice",
          "warning",
          "error",
          "group",
          "endgroup",
        ]);
        expect(output()).not.toMatch(UNSEEN);
        // Nothing that only looks like a command of a name the runner does not know today.
        const lines = output().split("\n");
        expect(lines.filter((line) => /##\[/.test(line))).toEqual([]);
        expect(lines.filter((line) => /^\s*::/u.test(line))).toHaveLength(6);
      }),
      { numRuns: 500 },
    );
  });

  it("holds no command in what an annotation shows once the runner has unescaped it", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { log, commands } = openLog();
        log.error(text, { title: text, file: text });
        const [error] = commands();
        expect(parseWorkflowCommands(error?.message ?? "")).toEqual([]);
        expect(parseWorkflowCommands(error?.properties["title"] ?? "")).toEqual([]);
      }),
    );
  });

  it("puts an annotation on file and line, with its properties escaped", () => {
    const { log, commands } = openLog();
    log.error("cause\nremedy 100%", { file: "a,b:c.yml", line: 7, title: "T=1,2" });
    expect(commands()).toMatchObject([
      { command: "error", message: "cause\nremedy 100%", properties: { file: "a,b:c.yml", line: "7", title: "T=1,2" } },
    ]);
  });

  it("writes debug lines only where the runner asked for them", () => {
    const quiet = openLog();
    quiet.log.debug("x");
    expect(quiet.output()).toBe("");
    const loud = openLog({ debug: true });
    loud.log.debug("x");
    expect(loud.output()).toBe("::debug::x\n");
  });

  it("annotates ten errors at most, the tenth of which sums up the rest, and prints all", () => {
    const { log, output, commands } = openLog();
    for (let at = 1; at <= 50; at += 1) log.error(`failure ${at}`, { file: "images.yml", line: at });
    log.finish();
    const errors = commands().filter(({ command }) => command === "error");
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 9).map(({ message }) => message)).toEqual(
      Array.from({ length: 9 }, (_, at) => `failure ${at + 1}`),
    );
    expect(errors[9]?.message).toMatch(/^41 more errors/);
    for (let at = 10; at <= 50; at += 1) expect(output()).toContain(`Error (images.yml:${at}): failure ${at}\n`);
  });

  it("tells a tenth error itself where there is no eleventh", () => {
    const { log, commands } = openLog();
    for (let at = 1; at <= 10; at += 1) log.error(`failure ${at}`, { file: "images.yml", line: at });
    log.finish();
    log.finish();
    const errors = commands();
    expect(errors).toHaveLength(10);
    expect(errors[9]).toMatchObject({ message: "failure 10", properties: { line: "10" } });
  });

  it("counts errors and warnings apart", () => {
    const { log, commands } = openLog();
    for (let at = 1; at <= 9; at += 1) log.warning(`w${at}`);
    for (let at = 1; at <= 9; at += 1) log.error(`e${at}`);
    log.finish();
    expect(commands()).toHaveLength(18);
  });

  it.each([
    ["one line", "x".repeat(1_000_000)],
    ["many lines", "x\n".repeat(500_000)],
  ])("cuts a text of a megabyte in %s", (_, text) => {
    const { log, output } = openLog();
    log.info(text);
    log.error(text);
    expect(output().length).toBeLessThan(100_000);
    expect(output()).toContain("…");
  });

  it("removes masked secrets from all that it writes", () => {
    const { log, output } = openLog({ debug: true });
    log.mask("hunter2-hunter2");
    const text = "password hunter2-hunter2, aHVudGVyMi1odW50ZXIy";
    const before = output().length;
    log.info(text);
    log.debug(text);
    log.group(text, [text]);
    for (let at = 0; at < 12; at += 1) log.error(text, { title: text, file: text });
    log.finish();
    const written = output().slice(before);
    expect(written).not.toContain("hunter2");
    expect(written).not.toContain("aHVudGVy");
    expect(log.redact(text)).toBe("password [redacted], [redacted]");
  });

  it("does not mask fewer than four characters, which would remove them from every word", () => {
    const { log, output, commands } = openLog();
    log.mask("abc");
    log.mask("abc\n");
    log.info("abc");
    expect(commands()).toEqual([]);
    expect(output()).toBe("abc\n");
  });

  it("cuts a long annotation at a whole line, and writes all of it to the log", () => {
    const { log, output, commands } = openLog();
    const lines = Array.from({ length: 60 }, (_, at) => `${at} ${"x".repeat(100)}`);
    log.error(lines.join("\n"), { title: "api: failed" });
    const [error, group] = commands();
    expect(error?.message.length).toBeLessThanOrEqual(4_096);
    const shown = error?.message.split("\n") ?? [];
    expect(shown.slice(0, -1)).toEqual(lines.slice(0, shown.length - 1));
    expect(shown.length).toBeGreaterThan(35);
    expect(shown.at(-1)).toBe("… The rest is in the log of this step.");
    expect(group).toMatchObject({ command: "group", message: "The whole error: api: failed" });
    for (const line of lines) expect(output()).toContain(`\n${line}\n`);
  });

  it("cuts a line that is longer than an annotation", () => {
    const { log, commands } = openLog();
    log.warning("y".repeat(5_000));
    expect(commands()[0]?.message).toMatch(/^y{4057}\n… The rest is in the log of this step\.$/);
  });

  it("leaves a message of 4,096 characters whole", () => {
    const { log, commands } = openLog();
    log.notice("z".repeat(4_096));
    expect(commands()).toMatchObject([{ command: "notice", message: "z".repeat(4_096) }]);
  });

  it("masks a secret as it is and nothing that is blank", () => {
    const { log, commands } = openLog();
    log.mask("p%40ss\nword");
    log.mask(" \n");
    expect(commands()).toMatchObject([{ command: "add-mask", message: "p%40ss\nword" }]);
  });
});
