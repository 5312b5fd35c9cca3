// The benchmark's command line: what it refuses before it measures, and the parts that docs/performance.md names.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

function bench(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["__tests__/bench/bench.ts", ...args], { encoding: "utf8", timeout: 30_000 });
}

describe("npm run bench", () => {
  it("names its parts, which are those of the page, before it measures any", () => {
    const { status, stdout, stderr } = bench("startup", "nonsense");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [, parts = ""] = /^no such part: nonsense; there are (.*)\n$/.exec(stderr) ?? [];
    const [, listed = ""] = /the parts are ([^.]*)\./.exec(readFileSync("docs/performance.md", "utf8")) ?? [];
    expect([...listed.matchAll(/`([^`]+)`/g)].map(([, part]) => part)).toEqual(parts.split(", "));
  });

  it.each(["--runs=abc", "--runs=0", "--sizes=1,x"])("refuses %s", (option) => {
    expect(bench("startup", option)).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/^--runs/) });
  });
});
