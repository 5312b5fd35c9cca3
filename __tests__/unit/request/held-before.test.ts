// What is remembered of an earlier lock file; a file is untrusted.
import { describe, expect, it } from "@jest/globals";
import { parseHeldBefore } from "../../../src/request/held-before.ts";
import { digestFor } from "../../builders/report.ts";

const digest = digestFor("image");
const SINCE = "2026-05-02T05:17:00.000Z";
const entry = { repository: "base/node", tag: "24", digest, since: SINCE, changes: 4 };
const parse = (value: unknown) => parseHeldBefore(JSON.stringify(value), "base.lock.yml");

describe("parseHeldBefore", () => {
  it("reads each tag", () => {
    expect(parse({ version: 1, images: [], held: [entry] })).toEqual([
      { repository: "base/node", tag: "24", digest, sinceMs: Date.parse(SINCE), changes: 4 },
    ]);
  });

  it.each([{}, { held: null }, { held: "no" }, { held: {} }])("remembers nothing from %j", (held) => {
    expect(parse({ version: 1, images: [], ...held })).toEqual([]);
  });

  it.each([
    { changes: -1 },
    { changes: 1.5 },
    { changes: null },
    { since: "yesterday" },
    { since: 1 },
    { digest: "sha256:1" },
    { tag: "a b" },
    { repository: null },
  ])("ignores an entry with %j", (change) => {
    expect(parse({ held: [{ ...entry, ...change }, entry, null, "x"] })).toHaveLength(1);
  });

  it.each(["", "- a", "held: [", "held: &a [*a]", "a: 1\n---\nb: 2"])("is undefined for %j", (text) => {
    expect(parseHeldBefore(text, "base.lock.yml")).toBeUndefined();
  });
});
