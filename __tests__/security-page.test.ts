// docs/security.md names tests and commands; they are there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..");
const page = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const links = [...new Set([...page.matchAll(/\]\(\.\.\/([^)#]+)/g)].map(([, path = ""]) => path))];
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

describe("the page on security", () => {
  it.each(links)("links to %s, which exists", (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });

  it("names a test for every promise", () => {
    const rows = page.split("\n").filter((line) => /^\| [^-*|]/.test(line) && !line.startsWith("| Promise"));
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) expect(row).toMatch(/\]\(\.\.\/__tests__\/|invariants|`npm run \w+`/);
  });

  it("names commands that are there", () => {
    const commands = [...page.matchAll(/`npm run (\w+)`/g)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(0);
    for (const name of commands) expect(Object.keys(scripts)).toContain(name);
  });
});
