import { describe, expect, it } from "@jest/globals";
import { decodeDerUtf8 } from "../../../src/provenance/signature.ts";
import { parseStatement } from "../../../src/provenance/statement.ts";

const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const SHA = "ab".repeat(32);
const GOOD = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "image", digest: { sha256: SHA } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {},
};

function parse(statement: unknown, payloadType = PAYLOAD_TYPE) {
  return parseStatement(
    payloadType,
    Buffer.from(typeof statement === "string" ? statement : JSON.stringify(statement)),
  );
}

describe("parseStatement", () => {
  it.each([
    ["in-toto v1", GOOD, [`sha256:${SHA}`]],
    ["in-toto v0.1", { ...GOOD, _type: "https://in-toto.io/Statement/v0.1" }, [`sha256:${SHA}`]],
    [
      "several subjects",
      { ...GOOD, subject: [{ digest: { sha256: SHA } }, { digest: { sha256: "cd".repeat(32) } }] },
      [`sha256:${SHA}`, `sha256:${"cd".repeat(32)}`],
    ],
    [
      "a subject with other digests only",
      { ...GOOD, subject: [{ digest: { sha1: "00" } }, { digest: { sha256: SHA } }] },
      [`sha256:${SHA}`],
    ],
    ["no sha256 at all", { ...GOOD, subject: [{ digest: { sha512: "00" } }] }, []],
    [
      "hostile names, which are not looked at",
      { ...GOOD, subject: [{ name: "\u202e::set-output\n", digest: { sha256: SHA } }] },
      [`sha256:${SHA}`],
    ],
  ])("parses %s", (_name, statement, subjects) => {
    expect(parse(statement)).toEqual({ predicateType: "https://slsa.dev/provenance/v1", subjects });
  });

  it.each([
    ["another payload type", GOOD, "application/json", /payloadType/],
    ["a payload type with parameters", GOOD, `${PAYLOAD_TYPE}; x=1`, /payloadType/],
    ["no JSON", "{", PAYLOAD_TYPE, /not JSON/],
    ["a byte order mark", `\ufeff${JSON.stringify(GOOD)}`, PAYLOAD_TYPE, /not JSON/],
    ["a list", [GOOD], PAYLOAD_TYPE, /not a JSON object/],
    ["null", "null", PAYLOAD_TYPE, /not a JSON object/],
    ["another _type", { ...GOOD, _type: "https://in-toto.io/Statement/v2" }, PAYLOAD_TYPE, /_type/],
    [
      "an _type from the prototype only",
      '{"__proto__":{"_type":"https://in-toto.io/Statement/v1"}}',
      PAYLOAD_TYPE,
      /_type/,
    ],
    ["no predicate type", { ...GOOD, predicateType: undefined }, PAYLOAD_TYPE, /predicate type/],
    [
      "a predicate type that is no text",
      { ...GOOD, predicateType: ["https://slsa.dev/provenance/v1"] },
      PAYLOAD_TYPE,
      /predicate type/,
    ],
    ["no subject", { ...GOOD, subject: [] }, PAYLOAD_TYPE, /no subject/],
    ["subjects that are no list", { ...GOOD, subject: { 0: GOOD.subject[0] } }, PAYLOAD_TYPE, /no subject/],
    ["a subject that is null", { ...GOOD, subject: [null] }, PAYLOAD_TYPE, /no digest/],
    ["a subject without digests", { ...GOOD, subject: [{ name: SHA }] }, PAYLOAD_TYPE, /no digest/],
    [
      "digests inherited by __proto__",
      `{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"__proto__":{"digest":{"sha256":"${SHA}"}}}]}`,
      PAYLOAD_TYPE,
      /no digest/,
    ],
    [
      "a digest in capitals",
      { ...GOOD, subject: [{ digest: { sha256: SHA.toUpperCase() } }] },
      PAYLOAD_TYPE,
      /64 lowercase/,
    ],
    [
      "a digest of 63 digits",
      { ...GOOD, subject: [{ digest: { sha256: SHA.slice(1) } }] },
      PAYLOAD_TYPE,
      /64 lowercase/,
    ],
    ["a digest in a list", { ...GOOD, subject: [{ digest: { sha256: [SHA] } }] }, PAYLOAD_TYPE, /64 lowercase/],
    ["nesting of 100 000", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, PAYLOAD_TYPE, /not a JSON object|not JSON/],
  ])("refuses %s", (_name, statement, payloadType, reason) => {
    expect(() => parse(statement, payloadType)).toThrow(
      expect.objectContaining({ code: "ATTESTATION_INVALID", message: expect.stringMatching(reason) }),
    );
  });

  it("refuses bytes that are not UTF-8", () => {
    const bytes = Buffer.from(JSON.stringify(GOOD).replace("image", "im\u00e9ge"), "latin1");
    expect(() => parseStatement(PAYLOAD_TYPE, bytes)).toThrow(/not JSON in UTF-8/);
  });
});

describe("decodeDerUtf8", () => {
  const long = Buffer.from("x".repeat(200));
  const longer = Buffer.from("x".repeat(300));
  it.each([
    ["a short text", Buffer.from([0x0c, 2, 0x61, 0x62]), "ab"],
    ["an empty text", Buffer.from([0x0c, 0]), ""],
    ["a text with one byte of length", Buffer.concat([Buffer.from([0x0c, 0x81, 200]), long]), long.toString()],
    ["a text with two bytes of length", Buffer.concat([Buffer.from([0x0c, 0x82, 1, 44]), longer]), longer.toString()],
    ["another type", Buffer.from([0x16, 1, 0x61]), undefined],
    ["bytes after the text", Buffer.from([0x0c, 1, 0x61, 0x62]), undefined],
    ["a text cut off", Buffer.from([0x0c, 3, 0x61]), undefined],
    ["an indefinite length", Buffer.from([0x0c, 0x80, 0x61, 0, 0]), undefined],
    ["a length of four bytes", Buffer.from([0x0c, 0x84, 0, 0, 0, 1, 0x61]), undefined],
    ["nothing", Buffer.from([]), undefined],
  ])("reads %s", (_name, der, expected) => {
    expect(decodeDerUtf8(der)).toBe(expected);
  });
});
