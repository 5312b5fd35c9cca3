import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { VERSION } from "../../src/version.ts";

it("tells servers the version of package.json", () => {
  expect(VERSION).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
});
