import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decompressSnappy } from "../../../src/provenance/snappy.ts";
import { compressSnappy } from "../../attestation-minting.ts";

const CAP = 1_000_000;

function text(...bytes: readonly (number | string)[]): string {
  const input = Buffer.concat(
    bytes.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part))),
  );
  return Buffer.from(decompressSnappy(input, CAP)).toString();
}

describe("decompressSnappy", () => {
  it.each([
    ["nothing", [0], ""],
    ["a literal", [3, 2 << 2, "abc"], "abc"],
    ["a literal of 60 bytes, the longest with its length in the tag", [60, 59 << 2, "x".repeat(60)], "x".repeat(60)],
    ["a literal with a one-byte length", [61, 60 << 2, 60, "x".repeat(61)], "x".repeat(61)],
    ["a literal with a two-byte length", [0xac, 0x02, 61 << 2, 0x2b, 0x01, "y".repeat(300)], "y".repeat(300)],
    ["a literal with a three-byte length", [2, 62 << 2, 1, 0, 0, "ab"], "ab"],
    ["a literal with a four-byte length", [2, 63 << 2, 1, 0, 0, 0, "ab"], "ab"],
    ["a copy with a one-byte offset", [8, 3 << 2, "abcd", 1, 4], "abcdabcd"],
    [
      "a copy with a one-byte offset and three high bits",
      [0x84, 0x04, 61 << 2, 0xff, 0x01, "z".repeat(512), (2 << 5) | 1, 0],
      `${"z".repeat(516)}`.slice(0, 516),
    ],
    ["a copy with a two-byte offset", [6, 3 << 2, "abcd", (1 << 2) | 2, 3, 0], "abcdbc"],
    ["a copy with a four-byte offset", [6, 3 << 2, "abcd", (1 << 2) | 3, 3, 0, 0, 0], "abcdbc"],
    ["a copy that overlaps what it writes", [9, 1 << 2, "ab", (6 << 2) | 2, 2, 0], "ababababa"],
  ] as const)("reads %s", (_name, input, expected) => {
    expect(text(...input)).toBe(expected);
  });

  it.each([
    ["nothing at all", [], /ends within/],
    ["a length without an end", [0x80, 0x80], /ends within/],
    ["a length of six bytes", [0x80, 0x80, 0x80, 0x80, 0x80, 0x01], /not a 32-bit number/],
    ["a length past 32 bits", [0xff, 0xff, 0xff, 0xff, 0x1f], /not a 32-bit number/],
    ["a literal that runs past its end", [5, 4 << 2, "abc"], /literal runs past/],
    ["a literal that claims 4 GiB", [5, 63 << 2, 0xff, 0xff, 0xff, 0xff, "abc"], /literal runs past/],
    ["a literal longer than the whole", [2, 2 << 2, "abc"], /more than its stated length/],
    ["a copy longer than the whole", [5, 3 << 2, "abcd", (9 << 2) | 2, 4, 0], /more than its stated length/],
    ["a copy from offset 0", [8, 3 << 2, "abcd", 1, 0], /before its beginning/],
    ["a copy from before the beginning", [8, 3 << 2, "abcd", 1, 5], /before its beginning/],
    ["a copy with nothing before it", [4, 1, 1], /before its beginning/],
    ["a cut offset", [8, 3 << 2, "abcd", 2, 1], /ends within/],
    ["less than it states", [9, 2 << 2, "abc"], /less than its stated length/],
  ] as const)("refuses %s", (_name, input, reason) => {
    expect(() => text(...input)).toThrow(
      expect.objectContaining({ code: "ATTESTATION_INVALID", message: expect.stringMatching(reason) }),
    );
  });

  it("takes a block of exactly the cap and refuses one byte more, by its stated length alone", () => {
    expect(decompressSnappy(compressSnappy(new Uint8Array(CAP)), CAP)).toHaveLength(CAP);
    expect(() => decompressSnappy(compressSnappy(new Uint8Array(CAP + 1)), CAP)).toThrow(
      /1000001 bytes uncompressed, more than 1000000/,
    );
    const bomb = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0x61, 0xfe, 1, 0]);
    expect(() => decompressSnappy(bomb, CAP)).toThrow(/4294967295 bytes uncompressed/);
  });

  it("gives back what was compressed, and never more than the cap of anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        expect(Buffer.from(decompressSnappy(compressSnappy(bytes), CAP)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        let size = 0;
        try {
          size = decompressSnappy(bytes, 4096).length;
        } catch (error) {
          expect(error).toMatchObject({ code: "ATTESTATION_INVALID" });
        }
        expect(size).toBeLessThanOrEqual(4096);
      }),
    );
  });
});
