// What counts as a statement of an image about itself, and what is dropped.
import { describe, expect, it } from "@jest/globals";
import { claimsOf, isCommit } from "../../../src/oci/image-claims.ts";

const KEY = "org.opencontainers.image.";

describe("claimsOf", () => {
  it("takes OCI's keys, trimmed, and no others", () => {
    const texts = {
      [`${KEY}version`]: " 1.4.2 ",
      [`${KEY}revision`]: "A".repeat(40),
      [`${KEY}source`]: "https://github.com/contoso/api",
      [`${KEY}base.name`]: "debian:12",
      [`${KEY}title`]: "api",
      version: "9",
      "org.label-schema.version": "8",
    };
    expect(claimsOf(texts)).toEqual({
      version: "1.4.2",
      revision: "a".repeat(40),
      source: "https://github.com/contoso/api",
      baseName: "debian:12",
    });
  });

  it.each([
    ["no text", 5],
    ["an empty text", "  "],
    ["a text that is too long", "x".repeat(129)],
  ])("takes %s for no version", (_name, version) => {
    expect(claimsOf({ [`${KEY}version`]: version })).toBeUndefined();
  });

  it("keeps a version of 128 characters, and other claims beside a bad one", () => {
    expect(claimsOf({ [`${KEY}version`]: "x".repeat(128) })).toEqual({ version: "x".repeat(128) });
    expect(claimsOf({ [`${KEY}version`]: "1", [`${KEY}source`]: "x".repeat(301) })).toEqual({ version: "1" });
    expect(claimsOf({})).toBeUndefined();
  });

  it.each([
    ["SHA-1", "0a".repeat(20), true],
    ["SHA-256", "0a".repeat(32), true],
    ["a short one", "0a1b2c3", false],
    ["41 digits", "a".repeat(41), false],
    ["another letter", "g".repeat(40), false],
    ["with -dirty", `${"a".repeat(40)}-dirty`, false],
    ["a line behind it", `${"a".repeat(40)}\n`, false],
  ])("commit IDs: %s", (_name, text, expected) => {
    expect(isCommit(text)).toBe(expected);
    if (!expected && text.trim() === text) expect(claimsOf({ [`${KEY}revision`]: text })).toBeUndefined();
  });
});
