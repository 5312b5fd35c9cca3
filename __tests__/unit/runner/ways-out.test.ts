// Foreign text has one way out for each of the runner's surfaces. This closes the others.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join("src", path), "utf8") }));

function filesWith(pattern: RegExp): readonly string[] {
  return SOURCES.filter(({ text }) => pattern.test(text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, ""))).map(
    ({ path }) => path,
  );
}

describe("the ways out", () => {
  it.each([
    ["standard output and error", /process\s*\.\s*(stdout|stderr)|\bstdout\b|\bstderr\b/, ["main.ts"]],
    ["the console", /\bconsole\s*\./, []],
    ["the toolkit, which escapes nothing in info(), groups and summaries", /@actions\/core/, []],
    ["file descriptors 1 and 2", /\bwriteSync\s*\(|\bwriteFileSync\s*\(\s*[12]\b|createWriteStream/, []],
    ["the runner's file commands", /GITHUB_(OUTPUT|STEP_SUMMARY|ENV|PATH|STATE)\b/, ["github/delivery.ts"]],
    ["warnings of the process", /emitWarning|process\._rawDebug/, []],
  ])("are closed for %s", (_, pattern, allowed) => {
    const others = filesWith(pattern).filter((path) => !(allowed as readonly string[]).includes(path));
    expect(others).toEqual([]);
  });

  it("would be found open", () => {
    expect(filesWith(/GITHUB_OUTPUT/)).toEqual(["github/delivery.ts"]);
  });
});
