// action.yml, the code and the README name the same things.
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

const TEXT = readFileSync("action.yml", "utf8");
const METADATA = parse(TEXT) as Metadata;

function tableIn(markdown: string, name: string): readonly string[] {
  const [, table = ""] = markdown.split(new RegExp(`<!-- ${name}:(?:begin[^>]*|end) -->\\n`));
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, found = ""]) => found);
}

describe("action.yml", () => {
  it("has the inputs that the code reads, in the same order", () => {
    expect(Object.keys(METADATA.inputs)).toEqual([...INPUTS]);
  });

  it("has the outputs that the code sets, in the same order", () => {
    expect(Object.keys(METADATA.outputs)).toEqual([...OUTPUTS]);
  });

  it("describes every input and output in a sentence, and gives defaults as texts", () => {
    for (const input of Object.values(METADATA.inputs)) {
      expect(input.description).toMatch(/^[A-Z].{20,}\.$/);
      expect(typeof input.required).toBe("boolean");
      expect(["string", "undefined"]).toContain(typeof input.default);
      if (input.required) expect(input.default).toBeUndefined();
    }
    for (const { description } of Object.values(METADATA.outputs)) expect(description).toMatch(/^[A-Z].{20,}\.$/);
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
    execFileSync(process.execPath, ["scripts/generate-tables.mjs", "--check"], { encoding: "utf8" });
  });
});
