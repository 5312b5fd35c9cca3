// The depth measured on the bytes is the one that a parser finds.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isNestedDeeper } from "../../../src/oci/json-depth.ts";
import { decodeManifest } from "../../../src/oci/manifest.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("the depth of a JSON text", () => {
  it.each([
    ["nothing", "", 0],
    ["a text full of brackets", '"[[[[{{{{"', 0],
    ["a text with a quote in it", '"\\"[[[["', 0],
    ["a text that ends in a backslash", '["\\\\", ["["]]', 2],
    ["lists side by side", "[[],[],[[]]]", 3],
    ["objects and lists", '{"a":[{"b":{}}]}', 4],
    ["brackets that never close", "[[[[[", 5],
    ["brackets that were never opened", "]]]][", 0],
  ])("of %s is counted", (_name, text, depth) => {
    const bytes = Buffer.from(text);
    expect(isNestedDeeper(bytes, depth)).toBe(false);
    if (depth > 0) expect(isNestedDeeper(bytes, depth - 1)).toBe(true);
  });

  it("is the parser's, for any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const depth = depthOf(value);
        expect(isNestedDeeper(bytes, depth)).toBe(false);
        if (depth > 0) expect(isNestedDeeper(bytes, depth - 1)).toBe(true);
      }),
    );
  });

  it("keeps a manifest of 4 MiB of brackets from being parsed", () => {
    const bytes = Buffer.alloc(4 * 1024 * 1024, "[");
    expect(() => decodeManifest(bytes, "application/vnd.oci.image.index.v1+json")).toThrow("nested deeper than 100");
  });
});
