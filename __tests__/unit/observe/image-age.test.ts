// Since when the target has an image: what proves it, and what does not.
import { describe, expect, it } from "@jest/globals";
import { ageOf } from "../../../src/observe/image-age.ts";
import type { Locks, Lookup } from "../../../src/ports.ts";
import { problem } from "../../../src/problems.ts";

const DENIED = problem("REGISTRY_DENIED", "prod.azurecr.io refused to show metadata.");
const known = (value: Partial<Locks> = {}): Lookup<Locks> => ({
  kind: "known",
  value: { writeEnabled: true, ...value },
});
const absent: Lookup<Locks> = { kind: "absent" };
const unknown: Lookup<Locks> = { kind: "unknown", problem: DENIED };
const age = (manifest: Lookup<Locks> | undefined, repository: Lookup<Locks>) =>
  ageOf(manifest, repository, "prod/api@sha256:1");

describe("ageOf", () => {
  it("compares two times of one response", () => {
    expect(age(known({ createdAtMs: 1, readAtMs: 5 }), known({ readAtMs: 4 }))).toEqual({
      kind: "known",
      createdAtMs: 1,
      readAtMs: 5,
    });
  });

  it.each<[string, Lookup<Locks> | undefined, Lookup<Locks>, object]>([
    ["the target lacks it", undefined, known({ readAtMs: 4 }), { kind: "absent", readAtMs: 4 }],
    ["the repository does not exist", undefined, absent, { kind: "absent" }],
    ["the index is behind", absent, known({ readAtMs: 4 }), { kind: "absent" }],
    ["the right is missing", unknown, known(), { kind: "unknown", problem: DENIED }],
    ["the right will be missing", undefined, unknown, { kind: "unknown", problem: DENIED }],
  ])("where %s", (_name, manifest, repository, expected) => {
    expect(age(manifest, repository)).toEqual(expected);
  });

  it.each([
    ["createdTime", { readAtMs: 5 }],
    ["Date header", { createdAtMs: 1 }],
  ])("is unknown without %s", (what, value) => {
    expect(age(known(value), known({ readAtMs: 4 }))).toMatchObject({
      kind: "unknown",
      problem: { message: `The response about the attributes of prod/api@sha256:1 has no valid ${what}.` },
    });
  });
});
