import { describe, expect, it } from "@jest/globals";
import { formatPlatform, isAttestationChild } from "../../../src/oci/descriptor.ts";
import { digestOf } from "../../../src/oci/digest.ts";
import { parsePlatform, satisfiesPlatform } from "../../../src/oci/platform.ts";

describe("parsePlatform", () => {
  it.each([
    ["linux/amd64", { os: "linux", architecture: "amd64" }],
    ["linux/arm/v7", { os: "linux", architecture: "arm", variant: "v7" }],
    ["wasip1/wasm", { os: "wasip1", architecture: "wasm" }],
  ])("reads %s, and formatPlatform writes it", (text, platform) => {
    expect(parsePlatform(text)).toEqual(platform);
    expect(formatPlatform(platform)).toBe(text);
  });

  it.each([
    "",
    "linux",
    "linux/",
    "/amd64",
    "Linux/amd64",
    "linux/arm/v7/x",
    "linux/amd64 ",
    "linux amd64",
    "linux//v7",
  ])("refuses %j", (text) => expect(parsePlatform(text)).toBeUndefined());
});

describe("satisfiesPlatform", () => {
  it.each([
    ["linux/amd64", "linux/amd64", true],
    ["linux/amd64", "linux/arm64", false],
    ["windows/amd64", "linux/amd64", false],
    ["linux/arm64/v8", "linux/arm64", true],
    ["linux/arm64", "linux/arm64/v8", true],
    ["linux/arm64/v9", "linux/arm64/v8", false],
    ["linux/arm/v6", "linux/arm", true],
    ["linux/arm/v6", "linux/arm/v7", false],
    ["linux/arm", "linux/arm/v7", true],
    ["linux/amd64", "linux/amd64/v1", true],
    ["linux/amd64/v3", "linux/amd64/v2", false],
  ])("%s for a required %s: %s", (offered, required, satisfies) => {
    const [left, right] = [parsePlatform(offered), parsePlatform(required)];
    if (left === undefined || right === undefined) throw new Error("The row is no pair of platforms.");
    expect(satisfiesPlatform(left, right)).toBe(satisfies);
  });
});

it("writes the version of Windows behind a platform", () => {
  expect(formatPlatform({ os: "windows", architecture: "amd64", osVersion: "10.0.20348.1" })).toBe(
    "windows/amd64:10.0.20348.1",
  );
});

describe("isAttestationChild", () => {
  const child = {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: digestOf(Buffer.from("")),
    sizeBytes: 1,
  };

  it.each([
    ["unknown/unknown", { platform: { os: "unknown", architecture: "unknown" } }, true],
    ["buildx's annotation", { isAttestation: true }, true],
    ["a platform", { platform: { os: "linux", architecture: "amd64" } }, false],
    ["an unknown architecture of a known system", { platform: { os: "linux", architecture: "unknown" } }, false],
    ["neither", {}, false],
  ])("%s", (_name, changes, attestation) => {
    expect(isAttestationChild({ ...child, ...changes })).toBe(attestation);
  });
});
