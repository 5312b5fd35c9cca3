// action.yml, the code, the README and docs/inputs.md name the same things.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { INPUTS } from "../src/runner/inputs.ts";
import { OUTPUTS } from "../src/runner/outputs.ts";
import { parseInputDefaults } from "./emulator/action-inputs.ts";

interface Input {
  readonly description: string;
  readonly required: boolean;
  readonly default?: string;
}

interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

/** What the tables add to action.yml. */
interface Reference {
  readonly inputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly example: string }>>;
}

const TEXT = readFileSync("action.yml", "utf8");
const METADATA = parse(TEXT) as Metadata;
const REFERENCE = parse(readFileSync("scripts/reference-tables.yml", "utf8")) as Reference;
const PAGE = readFileSync("docs/inputs.md", "utf8");

const DESCRIPTION_MAX_LENGTH = 140;
const INPUT_TYPES = ["String", "Path", "List", "List/CSV", "Glob list", "Enum", "Bool", "Number", "Duration"];
const OUTPUT_TYPES = ["String", "Path", "List", "Bool", "JSON", "YAML"];
/** How the description of a type begins. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  List: /^List of /,
  "List/CSV": /^List of /,
  "Glob list": /^Glob list of /,
  Bool: /^Whether /,
  Number: /^Number of /,
  Path: /^Path of /,
  Duration: /^Time /,
  JSON: /^JSON /,
  YAML: /^YAML /,
};

function tableIn(markdown: string, name: string): readonly string[] {
  const [, table = ""] = markdown.split(new RegExp(`<!-- ${name}:(?:begin[^>]*|end) -->\\n`));
  return [...table.matchAll(/^\| \[`([^`]+)`\]/gm)].map(([, found = ""]) => found);
}

/** Pairs of a group and an input, in the order of action.yml. */
function groupsOfInputs(): readonly [group: string, input: string][] {
  const [, section = ""] = /^inputs:\n([\s\S]*?)^\S/m.exec(TEXT) ?? [];
  let group = "";
  return section.split("\n").flatMap((line): [string, string][] => {
    group = /^ {2}# (.*)$/.exec(line)?.[1] ?? group;
    const input = /^ {2}([\w-]+):$/.exec(line)?.[1];
    return input === undefined ? [] : [[group, input]];
  });
}

describe("action.yml", () => {
  it("has the inputs that the code reads, in the same order", () => {
    expect(Object.keys(METADATA.inputs)).toEqual([...INPUTS]);
  });

  it("has the outputs that the code sets, in the same order", () => {
    expect(Object.keys(METADATA.outputs)).toEqual([...OUTPUTS]);
  });

  it("gives defaults as texts", () => {
    for (const input of Object.values(METADATA.inputs)) {
      expect(typeof input.required).toBe("boolean");
      expect(["string", "undefined"]).toContain(typeof input.default);
      if (input.required) expect(input.default).toBeUndefined();
    }
  });

  it("describes every input and output in one short sentence", () => {
    for (const { description } of [...Object.values(METADATA.inputs), ...Object.values(METADATA.outputs)]) {
      expect(description).toMatch(/^[A-Z].{20,}\.$/);
      expect(description).not.toMatch(/[.!?;]\s/);
      expect(description.length).toBeLessThanOrEqual(DESCRIPTION_MAX_LENGTH);
    }
  });

  it("names the values of an input with several, and that environment is not GitHub's", () => {
    for (const [name, type] of Object.values(REFERENCE.inputs).flatMap((types) => Object.entries(types))) {
      const { description = "" } = METADATA.inputs[name] ?? {};
      if (type === "Enum") expect(description.match(/`[\w-]+`/g)?.length ?? 0).toBeGreaterThan(1);
    }
    expect(METADATA.inputs["environment"]?.description).toContain("not GitHub's environment");
  });

  it("has each input in one group, with a type that its description names", () => {
    const groups = Object.entries(REFERENCE.inputs);
    expect(groupsOfInputs()).toEqual(
      groups.flatMap(([group, types]) => Object.keys(types).map((input) => [group, input])),
    );
    expect(groups.flatMap(([, types]) => Object.keys(types))).toEqual([...INPUTS]);
    for (const [name, type] of groups.flatMap(([, types]) => Object.entries(types))) {
      expect(INPUT_TYPES).toContain(type);
      expect([name, METADATA.inputs[name]?.description]).toEqual([
        name,
        expect.stringMatching(BEGINNINGS[type] ?? /^[A-Z]/),
      ]);
    }
  });

  it("has a type and an example for each output", () => {
    expect(Object.keys(REFERENCE.outputs)).toEqual([...OUTPUTS]);
    for (const [name, { type, example }] of Object.entries(REFERENCE.outputs)) {
      expect(OUTPUT_TYPES).toContain(type);
      expect(example).toMatch(/^\S.{2,45}$/);
      expect(METADATA.outputs[name]?.description).toMatch(BEGINNINGS[type] ?? /^[A-Z]/);
    }
  });

  it("is written flat, so that a reader without YAML finds the same defaults", () => {
    const defaults = Object.entries(METADATA.inputs).map(([name, input]) => [name, input.default ?? ""]);
    expect(parseInputDefaults(TEXT)).toEqual(Object.fromEntries(defaults));
  });

  it("runs the bundle on node 24", () => {
    expect(METADATA.runs).toEqual({ using: "node24", main: "dist/index.js" });
  });

  it("fits the Marketplace, which takes 125 characters of description", () => {
    expect(METADATA.description.length).toBeLessThanOrEqual(125);
  });

  it("is what the README's tables say", () => {
    const readme = readFileSync("README.md", "utf8");
    expect(tableIn(readme, "inputs")).toEqual([...INPUTS]);
    expect(tableIn(readme, "outputs")).toEqual([...OUTPUTS]);
    expect([...readme.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual(Object.keys(REFERENCE.inputs));
    execFileSync(process.execPath, ["scripts/generate-tables.mjs", "--check"], { encoding: "utf8" });
  });

  it("is described in full, in the same order", () => {
    const headings = [...PAGE.matchAll(/^##(#?) (.*)$/gm)].map(([, isSub, heading]) => `${isSub}${heading}`);
    expect(headings).toEqual([
      ...Object.entries(REFERENCE.inputs).flatMap(([group, types]) => [
        group,
        ...Object.keys(types).map((input) => `#\`${input}\``),
      ]),
      "Outputs",
      ...OUTPUTS.map((output) => `#Output \`${output}\``),
    ]);
  });

  it("has every value of an input with several described", () => {
    for (const [name, type] of Object.values(REFERENCE.inputs).flatMap((types) => Object.entries(types))) {
      if (type !== "Enum") continue;
      const [, section = ""] = new RegExp(`^### \`${name}\`\\n([\\s\\S]*?)^##`, "m").exec(PAGE) ?? [];
      const values = METADATA.inputs[name]?.description.match(/`[\w-]+`/g) ?? [];
      expect([name, values.filter((value) => !section.includes(value))]).toEqual([name, []]);
    }
  });
});
