// docs/troubleshooting.md has a section for every problem, and each is found by words that the code really says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PROBLEMS } from "../src/problems.ts";

const ROOT = join(import.meta.dirname, "..");

const source = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(join(ROOT, "src", path), "utf8"))
  .join("\n")
  .replace(/\s+/g, " ");
const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");
const entries = page
  .split(/^### /m)
  .slice(1)
  .map((entry) => {
    const [heading = "", ...lines] = entry.split("\n");
    return {
      code: /^`([A-Z0-9_]+)`$/.exec(heading)?.[1] ?? heading,
      quotes: lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2)),
      text: lines.filter((line) => line !== "" && !line.startsWith("> ")).join(" "),
    };
  });

describe("the page on troubleshooting", () => {
  // Its index is generated: action-yml.test.ts checks that it is up to date, documents.test.ts that its links lead somewhere.
  it("has a section for every code of the table, and no other", () => {
    expect(entries.map(({ code }) => code).sort()).toEqual(Object.keys(PROBLEMS).sort());
  });

  it.each(entries)("finds $code by words of its message", ({ quotes, text }) => {
    expect(quotes).not.toEqual([]);
    for (const quote of quotes) expect(quote.length).toBeGreaterThan(9);
    expect(text).not.toBe("");
    const fragments = quotes.flatMap((quote) => quote.split("…")).map((fragment) => fragment.trim());
    expect(fragments.filter((fragment) => !source.includes(fragment))).toEqual([]);
  });
});
