// Versions of tags, and the order of two digests, over tag sets as real repositories have them.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  compareVersions,
  highestVersions,
  parseVersion,
  replacesRelease,
  type VersionChange,
} from "../../../src/plan/versions.ts";

describe("parseVersion", () => {
  it.each<[string, string, string]>([
    ["1.4.2", "1.4.2", ""],
    ["v1.4.2", "1.4.2", ""],
    ["0.0.0", "0.0.0", ""],
    ["999.0.1", "999.0.1", ""],
    ["24.11.27", "24.11.27", ""],
    ["1.27.3-alpine", "1.27.3", "alpine"],
    ["1.27.3-alpine3.20-perl", "1.27.3", "alpine3.20-perl"],
    ["7.4.1-debian-12-r4", "7.4.1", "debian-12-r4"],
    ["3.13.1-slim-bookworm", "3.13.1", "slim-bookworm"],
    ["8.0.404-jammy-amd64", "8.0.404", "jammy-amd64"],
    ["1.4.2-812", "1.4.2", "812"],
    ["1.4.2-3-g0a1b2c3", "1.4.2", "3-g0a1b2c3"],
    ["1.4.2-0a1b2c3", "1.4.2", "0a1b2c3"],
    ["1.4.2-devel", "1.4.2", "devel"],
    ["1.4.2-prerelease", "1.4.2", "prerelease"],
    ["2.0.0-alpha", "2.0.0-alpha", ""],
    ["2.0.0-beta.2", "2.0.0-beta.2", ""],
    ["2.0.0-rc1", "2.0.0-rc.1", ""],
    ["2.0.0-RC-10", "2.0.0-rc.10", ""],
    ["2.0.0-rc01", "2.0.0-rc.1", ""],
    ["2.0.0-pre", "2.0.0-pre", ""],
    ["10.0.100-preview.7.25380.108", "10.0.100-preview.7.25380.108", ""],
    ["2.0.0-dev.20261127", "2.0.0-dev.20261127", ""],
    ["1.0.0-SNAPSHOT", "1.0.0-snapshot", ""],
    ["15.2.0-canary.13", "15.2.0-canary.13", ""],
    ["2.0.0-nightly-20261127", "2.0.0-nightly.20261127", ""],
    ["2.0.0-next.4", "2.0.0-next.4", ""],
    ["1.24.0-rc1-alpine3.20", "1.24.0-rc.1", "alpine3.20"],
    ["2.0.0-beta.2-debian-12-r4", "2.0.0-beta.2", "debian-12-r4"],
    ["2.0.0-nightly-20261127-0a1b2c3", "2.0.0-nightly.20261127", "0a1b2c3"],
  ])("reads %s as %s, variant %j", (tag, semver, variant) => {
    const version = parseVersion(tag);
    expect(version).toMatchObject({ tag, variant });
    expect(version?.semver.version).toBe(semver);
  });

  it.each([
    ["a build number", ["812", "build-812", "20261127.3", "b812"]],
    ["a short commit ID", ["0a1b2c3", "1234567", "sha-1234567", "1e10000", "master-0a1b2c3"]],
    ["a date", ["2024.11.27", "20241127", "2024-11-27", "2024.11.27-1", "v2024.11.27", "20241127.1.0", "1000.1.1"]],
    ["two numbers or one", ["24.04", "1.4", "v2", "3", "22.04-alpine"]],
    ["four numbers", ["1.2.3.4", "6.0.36.1-jammy", "2024.11.27.1"]],
    ["a number with a leading zero", ["24.04.1", "01.2.3", "1.2.3-01"]],
    ["a moving name", ["latest", "stable", "edge", "alpine", "noble", "mainline-alpine", "lts"]],
    [
      "something else",
      ["release-1.4.2", "api-1.4.2", "1.4.2_1", "1.4.x", "=1.4.2", "V1.4.2", "1..2", "9007199254740993.1.1"],
    ],
    ["a name of cosign's", [`sha256-${"a".repeat(64)}.sig`]],
  ])("takes %s for no version", (_name, tags) => {
    expect(tags.filter((tag) => parseVersion(tag) !== undefined)).toEqual([]);
  });
});

const compare = (before: readonly string[], after: readonly string[]) =>
  compareVersions(highestVersions(before), highestVersions(after));

describe("compareVersions", () => {
  it.each<[string, readonly string[], readonly string[], VersionChange["order"], string]>([
    ["a release after another", ["1.4.9", "1.4", "1", "latest"], ["2.0.0"], "forward", "1.4.9 → 2.0.0"],
    ["an earlier release", ["2.0.0", "2.0", "2", "latest"], ["1.4.9", "1.4", "latest"], "backward", "2.0.0 → 1.4.9"],
    ["a rebuild of a release", ["1.4.2", "latest"], ["1.4.2", "latest"], "equal", "1.4.2 → 1.4.2"],
    ["v on one side", ["v1.4.2"], ["1.4.10"], "forward", "v1.4.2 → 1.4.10"],
    ["numbers, not texts", ["1.9.0"], ["1.10.0"], "forward", "1.9.0 → 1.10.0"],
    ["the highest of several", ["1.2.0", "1.10.0", "1.9.0"], ["1.9.5"], "backward", "1.10.0 → 1.9.5"],
    ["build numbers", ["812", "latest"], ["811", "latest"], "unknown", "- → -"],
    ["a build number after a release", ["1.4.2", "latest"], ["build-813", "latest"], "unknown", "1.4.2 → -"],
    ["short commit IDs", ["sha-0a1b2c3", "latest"], ["sha-1234567", "latest"], "unknown", "- → -"],
    ["a commit ID that is a number", ["2345678", "latest"], ["1234567", "latest"], "unknown", "- → -"],
    ["dates", ["2024.11.27", "latest"], ["2024.11.20", "latest"], "unknown", "- → -"],
    ["a date before a release", ["2024.11.27", "latest"], ["2.0.0", "latest"], "unknown", "- → 2.0.0"],
    ["a release before a date", ["2.0.0", "latest"], ["2024.11.27", "latest"], "unknown", "2.0.0 → -"],
    ["Ubuntu", ["24.04", "noble", "latest"], ["22.04", "jammy"], "unknown", "- → -"],
    ["four numbers", ["6.0.36.2"], ["6.0.36.1"], "unknown", "- → -"],
    ["minor versions alone", ["1.5", "latest"], ["1.4", "latest"], "unknown", "- → -"],
    [
      "nginx, and its alpine variant",
      ["1.27.3", "1.27", "mainline"],
      ["1.26.2-alpine"],
      "unknown",
      "1.27.3 → 1.26.2-alpine",
    ],
    [
      "nginx's alpine variants",
      ["1.27.3-alpine", "alpine"],
      ["1.26.2-alpine"],
      "backward",
      "1.27.3-alpine → 1.26.2-alpine",
    ],
    [
      "alpine of another version",
      ["1.27.3-alpine3.20"],
      ["1.26.2-alpine3.19"],
      "unknown",
      "1.27.3-alpine3.20 → 1.26.2-alpine3.19",
    ],
    [
      "nginx with all names",
      ["1.27.3", "1.27.3-bookworm"],
      ["1.27.4", "1.27.4-bookworm"],
      "forward",
      "1.27.3 → 1.27.4",
    ],
    ["Bitnami's rebuild", ["7.4.1", "7.4.1-debian-12-r3"], ["7.4.1", "7.4.1-debian-12-r4"], "equal", "7.4.1 → 7.4.1"],
    [
      "Bitnami's revision alone",
      ["7.4.1-debian-12-r4"],
      ["7.4.1-debian-12-r3"],
      "unknown",
      "7.4.1-debian-12-r4 → 7.4.1-debian-12-r3",
    ],
    [
      "one variant that goes on, one that goes back",
      ["1.0.0", "2.0.0-alpine"],
      ["1.1.0", "1.9.0-alpine"],
      "unknown",
      "1.0.0 → 1.1.0",
    ],
    ["versions with a build number", ["1.4.2-812"], ["1.4.1-813"], "unknown", "1.4.2-812 → 1.4.1-813"],
    ["git describe", ["1.4.2-3-g0a1b2c3"], ["1.4.2-1-g1234567"], "unknown", "1.4.2-3-g0a1b2c3 → 1.4.2-1-g1234567"],
    ["a pre-release before its release", ["2.0.0-rc.1"], ["2.0.0"], "forward", "2.0.0-rc.1 → 2.0.0"],
    ["a pre-release after its release", ["2.0.0"], ["2.0.0-rc.2"], "backward", "2.0.0 → 2.0.0-rc.2"],
    ["a release that was a pre-release", ["2.0.0", "2.0.0-rc.2"], ["2.0.1"], "forward", "2.0.0 → 2.0.1"],
    ["rc10 after rc9", ["2.0.0-rc9"], ["2.0.0-rc10"], "forward", "2.0.0-rc9 → 2.0.0-rc10"],
    ["rc1 and rc.1", ["2.0.0-rc1"], ["2.0.0-RC.1"], "equal", "2.0.0-rc1 → 2.0.0-RC.1"],
    ["a snapshot after a release", ["1.4.2"], ["1.5.0-SNAPSHOT"], "forward", "1.4.2 → 1.5.0-SNAPSHOT"],
    [
      "a pre-release of a variant",
      ["1.23.4-alpine3.20"],
      ["1.24.0-rc1-alpine3.20"],
      "forward",
      "1.23.4-alpine3.20 → 1.24.0-rc1-alpine3.20",
    ],
    ["no tags", [], [], "unknown", "- → -"],
  ])("of %s", (_name, before, after, order, shown) => {
    const change = compare(before, after);
    expect([change.order, `${change.before?.tag ?? "-"} → ${change.after?.tag ?? "-"}`]).toEqual([order, shown]);
  });

  it.each<[readonly string[], readonly string[], boolean]>([
    [["1.4.2"], ["2.0.0-rc.1"], true],
    [["1.4.2", "1.4.2-rc.3"], ["2.0.0-rc.1"], true],
    [["1.4.2"], ["1.4.2-rc.1"], true],
    [["2.0.0-beta.1"], ["2.0.0-rc.1"], false],
    [["1.4.2"], ["2.0.0"], false],
    [["1.4.2"], ["2.0.0-alpine"], false],
    [["1.4.2"], ["2.0.0-rc.1-alpine"], false],
    [[], ["2.0.0-rc.1"], false],
  ])("%j → %j: a pre-release replaces a release: %s", (before, after, expected) => {
    expect(replacesRelease(compare(before, after))).toBe(expected);
  });
});

describe("the order", () => {
  const number = fc.integer({ min: 0, max: 3 });
  const suffix = fc.constantFrom("", "-rc1", "-rc.2", "-RC10", "-beta.1", "-nightly-20261127", "-next");
  const versionOf = (variant: string) =>
    fc
      .tuple(number, number, number, suffix)
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}${variant}`);
  const noise = fc.constantFrom("latest", "812", "0a1b2c3", "2024.11.27", "24.04", "1.2.3.4");
  /** The tags of one digest: one version at least of the same variant in every side. */
  const side = fc
    .tuple(
      fc.array(versionOf(""), { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof(versionOf("-alpine"), versionOf("-debian-12-r4"), noise), { maxLength: 3 }),
    )
    .map(([own, others]) => [...own, ...others]);
  const BACK = { forward: "backward", backward: "forward", equal: "equal", unknown: "unknown" } as const;

  it("is antisymmetric", () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(compare(b, a).order).toBe(BACK[compare(a, b).order]);
        expect(compare(a, a).order).toBe("equal");
      }),
    );
  });

  it("is transitive for one variant, and never contradicts itself for several", () => {
    const plain = fc.array(versionOf(""), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(plain, plain, plain, (a, b, c) => {
        const [one, other] = [compare(a, b).order, compare(b, c).order];
        if (one === other || one === "equal") expect(compare(a, c).order).toBe(other);
        else if (other === "equal") expect(compare(a, c).order).toBe(one);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(side, side, side, (a, b, c) => {
        const order = compare(a, b).order;
        if (order !== "unknown" && compare(b, c).order === order)
          expect([order, "unknown"]).toContain(compare(a, c).order);
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not depend on the order of the tags", () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(compare(a.toReversed(), b.toReversed()).order).toBe(compare(a, b).order);
      }),
    );
  });
});
