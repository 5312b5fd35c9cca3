import { describe, expect, it } from "@jest/globals";
import { addEntries, type Member, runtimePlatformsOf } from "../../../src/observe/members.ts";
import type { Descriptor, Platform } from "../../../src/oci/descriptor.ts";
import { digestFor, OCI_MANIFEST } from "../../builders/report.ts";

const V6: Platform = { os: "linux", architecture: "arm", variant: "v6" };
const V7: Platform = { os: "linux", architecture: "arm", variant: "v7" };
const UNKNOWN: Platform = { os: "unknown", architecture: "unknown" };

const entry = (name: string, platform?: Platform, changes: Partial<Descriptor> = {}): Descriptor => ({
  mediaType: OCI_MANIFEST,
  digest: digestFor(name),
  sizeBytes: 10,
  ...(platform !== undefined && { platform }),
  ...changes,
});

const platformsOf = (entries: readonly Descriptor[], known: readonly Descriptor[] = []) => {
  const members = addEntries(addEntries(new Map(), known), entries);
  return [...members.values()].map((member) => runtimePlatformsOf(member));
};

describe("members of an image", () => {
  it("are one for each digest, with every platform that it is listed for, in the order of the index", () => {
    expect(platformsOf([entry("a", V6), entry("b", V7), entry("a", V7), entry("a", V6)])).toEqual([[V6, V7], [V7]]);
  });

  it("gain platforms from a further index, and keep their own", () => {
    const members = addEntries(addEntries(new Map(), [entry("a", V6), entry("b")]), [entry("a", V7), entry("b", V6)]);
    expect([...members.values()]).toEqual([
      { ...entry("a", V6), otherPlatforms: [V7] },
      { ...entry("b"), platform: V6 },
    ]);
  });

  it.each<[string, Descriptor[], (readonly Platform[])[]]>([
    ["no platform", [entry("a"), entry("a")], [[]]],
    [
      "OS versions that differ",
      [entry("a", { ...V7, osVersion: "1" }), entry("a", V7)],
      [[{ ...V7, osVersion: "1" }, V7]],
    ],
    ["an attestation by its platform", [entry("a", UNKNOWN)], [[]]],
    ["an attestation by its annotation", [entry("a", V6, { isAttestation: true })], [[]]],
    ["an unknown platform beside a known one", [entry("a", UNKNOWN), entry("a", V7)], [[V7]]],
  ])("have the platforms of %s", (_name, entries, expected) => {
    expect(platformsOf(entries)).toEqual(expected);
  });

  it("are found in linear time where one digest is listed many times", () => {
    const entries = Array.from({ length: 20_000 }, (_, at) => entry("a", { ...V7, osVersion: String(at) }));
    const [member] = addEntries(new Map<never, Member>(), entries).values();
    expect(member?.otherPlatforms).toHaveLength(19_999);
  });
});
