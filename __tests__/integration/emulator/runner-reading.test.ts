// Holds our reading of a step's streams and files to the Actions runner's.
import { describe, expect, it } from "@jest/globals";
import { parseFileCommand, readFileCommand } from "../../emulator/file-commands.ts";
import { applyMasks, findSecretsInText, maskedTexts } from "../../emulator/secrets.ts";
import { parseWorkflowCommands, withoutMaskCommands } from "../../emulator/workflow-commands.ts";

describe("the runner", () => {
  const lines: [string, string, [string, string][]][] = [
    ["a command at the start of a line", "::notice::x", [["notice", "x"]]],
    ["a command after Unicode blanks", "\u00a0\u2003::notice::x", [["notice", "x"]]],
    ["no command within a line", "a ::notice::x", []],
    ["a command after a lone CR", "a\r::notice::x", [["notice", "x"]]],
    ["the old style anywhere, in any case", "a ##[Add-Mask]x", [["add-mask", "x"]]],
    ["no command of an unknown name", "::foo::x", []],
    [
      "nothing between stop-commands and its token",
      "::stop-commands::T1\n::notice::x\n::t1::\n::notice::y",
      [
        ["stop-commands", "T1"],
        ["notice", "y"],
      ],
    ],
  ];
  it.each(lines)("reads %s", (_name, output, commands) => {
    expect(parseWorkflowCommands(output).map((each) => [each.command, each.message])).toEqual(commands);
  });

  it("reads no property without a value", () => {
    const [notice] = parseWorkflowCommands("::notice title=,file=a%2Cb,=c::x");
    expect(notice?.properties).toEqual({ file: "a,b" });
  });

  it("finds a secret plain, escaped or in base64 at any offset, and nothing else", () => {
    const secret = 'pass"word+with/odd=signs';
    const encoded = ["", "a", "ab"].map((before) => Buffer.from(`${before}${secret}tail`).toString("base64"));
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), ...encoded];
    for (const form of forms) expect(findSecretsInText([secret, "another-secret"], `x ${form} y`)).toEqual([secret]);
    expect(findSecretsInText([secret], secret.slice(1))).toEqual([]);
  });

  it("masks a value, its lines and their encodings", () => {
    const text = `a s3cret-one b ${Buffer.from("s3cret-one").toString("base64")} c s3cret-two d`;
    expect(applyMasks(text, ["s3cret-one\ns3cret-two"])).toBe("a *** b *** c *** d");
    expect(withoutMaskCommands("::add-mask::s3cret\nshown\n::notice::kept")).toBe("shown\n::notice::kept");
    expect(maskedTexts(`a"b'c<d>e&fghijkl`)).toEqual(
      expect.arrayContaining([
        "fghijkl",
        `a"b'c<d>e&`,
        "a&quot;b&apos;c&lt;d&gt;e&amp;fghijkl",
        "a%22b%27c%3Cd%3Ee%26fghijkl",
      ]),
    );
    expect(maskedTexts('"in quotation marks"')).toContain("in quotation marks");
  });

  const files: readonly [string, string, "linux" | "windows", Record<string, string> | string][] = [
    ["a value that holds a line", "a<<E\nb\n\nc\nE\nd=\n", "linux", { a: "b\n\nc", d: "" }],
    ["an empty value", "a<<E\nE\n", "linux", { a: "" }],
    ["a delimiter at the very end", "a<<E\nb\nE", "linux", { a: "b" }],
    ["a carriage return as part of a value", "a=b\r\n", "linux", { a: "b\r" }],
    ["a carriage return as part of a line's end", "a=b\r\n", "windows", { a: "b" }],
    ["a delimiter after CRLF", "a<<E\r\nb\r\nc\r\nE\r\n", "windows", { a: "b\r\nc" }],
    ["no delimiter after CRLF", "a<<E\nb\r\nE\r\n", "linux", "Matching delimiter not found 'E'"],
    ["a byte order mark", "\ufeffa=b\n", "linux", { a: "b" }],
    ["the last of two values", "a=b\na=c\n", "linux", { a: "c" }],
    ["an equals sign before <<", "a=b<<E\n", "linux", { a: "b<<E" }],
    ["no value without its delimiter", "a<<END\nb\n", "linux", "Matching delimiter not found 'END'"],
    ["no value that the file's end cuts", "a<<END\nb", "linux", "EOF marker missing new line"],
    ["no line without a sign", "a\n", "linux", "Invalid format 'a'"],
    ["no empty name", "<<E\nb\nE\n", "linux", "Name must not be empty"],
  ];
  it.each(files)("reads %s from a file", (_name, text, platform, expected) => {
    if (typeof expected === "string") expect(() => parseFileCommand(text, platform)).toThrow(expected);
    else expect(parseFileCommand(text, platform)).toEqual(expected);
  });

  it("keeps what comes before a mistake in a file", () => {
    const { values, errors } = readFileCommand("output", "a=b\n=c\nd=e\n", "linux");
    expect([values, errors.length]).toEqual([{ a: "b" }, 2]);
  });
});
