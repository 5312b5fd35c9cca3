import { describe, expect, it } from "@jest/globals";
import { parseJsonList, parseList } from "../../../src/request/list-input.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

describe("parseList", () => {
  it.each([
    ["lines", "a\nb", ["a", "b"]],
    ["Windows' line ends, with comments", "a # x\r\nb\r\n", ["a", "b"]],
    ["blank lines", "\n a \n\n", ["a"]],
    ["comments", "# a\nb # c\nd#e", ["b", "d#e"]],
    ["a comment with a line separator in it", "a # b\u2028c", ["a"]],
    ["a comma", "a,b", ["a,b"]],
  ])("splits %s", (_name, text, items) => {
    expect(parseList(text, "lines").map((item) => item.text)).toEqual(items);
  });

  it("splits by comma on request", () => {
    expect(parseList("a, b,,c\n,", "lines-or-commas")).toEqual([
      { text: "a", line: 1 },
      { text: "b", line: 1 },
      { text: "c", line: 1 },
    ]);
  });
});

describe("parseJsonList", () => {
  it("gives the texts with their lines, in one line or as toJSON prints them", () => {
    expect(parseJsonList('["a:1", "b:2"]')).toEqual([
      { text: "a:1", line: 1 },
      { text: "b:2", line: 1 },
    ]);
    expect(parseJsonList(`\n${JSON.stringify(["a:1", 'say "b" \\ []', "c\nd"], undefined, 2)}`)).toEqual([
      { text: "a:1", line: 3 },
      { text: 'say "b" \\ []', line: 4 },
      { text: "c\nd", line: 5 },
    ]);
    expect(parseJsonList("[]")).toEqual([]);
  });

  it.each(['["a:1"', "[a:1]", '["a:1",]', "['a:1']", '["a:1", 2]', '[["a:1"]]', '{"a":"1"}', '"a:1"', ""])(
    "refuses %s",
    (text) => {
      expect(parseJsonList(text)).toBeUndefined();
    },
  );

  it("takes time in proportion to the text", () => {
    const text = JSON.stringify(
      Array.from({ length: 30_000 }, () => "\n"),
      undefined,
      1,
    );
    expectCpuTimeBelow(500, () => expect(parseJsonList(text)).toHaveLength(30_000));
  });
});
