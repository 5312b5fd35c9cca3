// Which api-versions a refusal lists, and which one a run takes next.
import { describe, expect, it } from "@jest/globals";
import { createApiVersions, KNOWN_API_VERSIONS, parseSupportedVersions } from "../../../src/azure/api-versions.ts";

const [NEWEST] = KNOWN_API_VERSIONS;

describe("a refusal of an api-version", () => {
  it.each([
    [
      "of the provider",
      400,
      "The supported api-versions are '2017-10-01, 2019-05-01, 2021-09-01'. The supported locations are 'westus'.",
    ],
    [
      "of the type",
      404,
      "for api version '2025-11-01'. The supported api-versions are '2017-10-01,2019-05-01,2021-09-01'.",
    ],
    [
      "of Resource Manager",
      400,
      "The api-version '2025-11-01' is invalid. The supported versions are '2017-10-01,2019-05-01,2021-09-01'.",
    ],
  ])("lists what is supported: %s", (_name, status, message) => {
    expect(parseSupportedVersions({ status, message })).toEqual(["2017-10-01", "2019-05-01", "2021-09-01"]);
  });

  it.each([
    ["another error", 400, "Operation registries-1 failed. Tag api:1 already exists in target registry."],
    ["another status", 409, "The supported api-versions are '2019-05-01'."],
  ])("is not %s", (_name, status, message) => {
    expect(parseSupportedVersions({ status, message })).toBeUndefined();
  });

  it("gives only what has the form of a version", () => {
    const message =
      "The supported api-versions are '2019-05-01, ::error::x, 2023-11-01-preview, https://evil.example'.";
    expect(parseSupportedVersions({ status: 400, message })).toEqual(["2019-05-01", "2023-11-01-preview"]);
  });
});

describe("the version of a run", () => {
  it("is the newest known one that is listed, and never a preview", () => {
    const versions = createApiVersions();
    expect(versions.current).toBe(NEWEST);
    expect(versions.adopt(NEWEST, ["2019-05-01", "2022-12-01", "2023-11-01-preview", "2031-01-01"])).toBe(true);
    expect(versions.current).toBe("2022-12-01");
  });

  it("changes once for requests that are refused together", () => {
    const versions = createApiVersions();
    versions.adopt(NEWEST, ["2022-12-01", "2021-09-01"]);
    expect(versions.adopt(NEWEST, ["2022-12-01", "2021-09-01"])).toBe(true);
    expect(versions.current).toBe("2022-12-01");
  });

  it("is never one that was refused before, whatever is listed, so that it ends", () => {
    const versions = createApiVersions();
    let refusals = 1;
    while (refusals < 100 && versions.adopt(versions.current, KNOWN_API_VERSIONS)) refusals += 1;
    expect(refusals).toBe(KNOWN_API_VERSIONS.length);
  });
});
