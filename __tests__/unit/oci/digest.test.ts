import { describe, expect, it } from "@jest/globals";
import { ManifestError } from "../../../src/errors.ts";
import { digestOf, isDigest, parseDigest, shortDigest } from "../../../src/oci/digest.ts";

const HEX = "a".repeat(64);

describe("parseDigest", () => {
  it("takes sha256 with 64 lowercase hexadecimal digits", () => {
    expect(parseDigest(`sha256:${HEX}`)).toBe(`sha256:${HEX}`);
  });

  it.each([
    ["upper-case digits", `sha256:${"A".repeat(64)}`],
    ["an upper-case algorithm", `SHA256:${HEX}`],
    ["63 digits", `sha256:${HEX.slice(1)}`],
    ["65 digits", `sha256:${HEX}a`],
    ["a digit that is none", `sha256:${HEX.slice(1)}g`],
    ["no algorithm", HEX],
    ["a path in it", `sha256:../${HEX.slice(3)}`],
    ["a coded slash in it", `sha256:%2f${HEX.slice(3)}`],
    ["a newline behind it", `sha256:${HEX}\n`],
    ["a newline in it", `sha256:${HEX.slice(1)}\n`],
    ["full-width digits", `sha256:${"\uff11".repeat(64)}`],
    ["blanks around it", ` sha256:${HEX} `],
    ["nothing", ""],
  ])("refuses %s", (_name, text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow(ManifestError);
    expect(() => parseDigest(text)).toThrow(expect.objectContaining({ code: "DIGEST_INVALID" }));
  });

  it("says of sha512 that ACR imports by sha256", () => {
    expect(() => parseDigest(`sha512:${"a".repeat(128)}`)).toThrow("ACR imports by sha256 digests only");
  });

  it("quotes no more than the beginning of what it was given", () => {
    const refusal = catchError(() => parseDigest("x".repeat(65_536)));
    expect(refusal.message.length).toBeLessThan(300);
  });
});

describe("digestOf", () => {
  // Test vectors of FIPS 180-4, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  it.each([
    ["nothing", "", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("is the SHA-256 of %s", (_name, text, digest) => {
    expect(digestOf(Buffer.from(text))).toBe(digest);
  });

  it("distinguishes bytes that look the same as text", () => {
    const texts = ["{}", "{}\n", " {}", "{}\r\n", "\ufeff{}"];
    expect(new Set(texts.map((text) => digestOf(Buffer.from(text)))).size).toBe(texts.length);
  });
});

it("shortens a digest to 12 digits", () => {
  expect(shortDigest(parseDigest(`sha256:0123456789abcdef${HEX.slice(16)}`))).toBe("0123456789ab");
});

function catchError(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (Error.isError(error)) return error;
  }
  throw new Error("Nothing was thrown.");
}
