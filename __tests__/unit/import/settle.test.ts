// Every combination of what is read, what ARM said, mode, what the tag held before, and replicas, with the one right decision.
import { describe, expect, it } from "@jest/globals";
import {
  type Circumstances,
  countEqualReads,
  type Goal,
  next,
  type Proof,
  prove,
  type VerdictKind,
} from "../../../src/import/settle.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";
import { problem } from "../../../src/problems.ts";

const [PLANNED, BEFORE, OTHER] = ["planned", "before", "other"].map((text) => digestOf(Buffer.from(text))) as [
  Digest,
  Digest,
  Digest,
];
const UNREADABLE = problem("TARGET_UNREADABLE", "closed");

function goal(changes: Partial<Goal> = {}, previous: Digest | null | undefined = null): Goal {
  return { digest: PLANNED, tags: [{ name: "1.0", previous }], mode: "NoForce", hasReplicas: false, ...changes };
}

describe("what a read proves", () => {
  const tags = (digest: Digest | null) => [{ name: "1.0", digest }];
  it.each<[string, Parameters<typeof prove>[0], Digest | null, Proof]>([
    ["the planned digest and everything", { kind: "read", tags: tags(PLANNED) }, null, { kind: "whole" }],
    [
      "an absent tag",
      { kind: "read", tags: tags(null) },
      null,
      { kind: "partial", missing: "the tag 1.0", blob: false },
    ],
    [
      "the digest of before",
      { kind: "read", tags: tags(BEFORE) },
      BEFORE,
      { kind: "partial", missing: "the tag 1.0", blob: false },
    ],
    [
      "another digest",
      { kind: "read", tags: tags(OTHER) },
      BEFORE,
      { kind: "rival", rivals: [{ name: "1.0", digest: OTHER }] },
    ],
    [
      "another digest where there was none",
      { kind: "read", tags: tags(OTHER) },
      null,
      { kind: "rival", rivals: [{ name: "1.0", digest: OTHER }] },
    ],
    [
      "a missing manifest",
      { kind: "read", tags: tags(PLANNED), missingManifest: "api@sha256:1" },
      null,
      { kind: "partial", missing: "api@sha256:1", blob: false },
    ],
    [
      "a missing layer",
      { kind: "read", tags: tags(PLANNED), missingBlob: "layer sha256:1" },
      null,
      { kind: "partial", missing: "layer sha256:1", blob: true },
    ],
    [
      "a tag that was not read in this round",
      { kind: "read", tags: [] },
      null,
      { kind: "partial", missing: "the tag 1.0", blob: false },
    ],
    ["nothing", { kind: "unreadable", problem: UNREADABLE }, null, { kind: "unreadable", problem: UNREADABLE }],
  ])("%s", (_name, read, previous, proof) => {
    expect(prove(read, goal({}, previous))).toEqual(proof);
  });

  it("of several tags, only those read with another digest are rivals", () => {
    const tagsOfGoal = ["1.0", "1", "latest"].map((name) => ({ name, previous: null }));
    const read = [
      { name: "1.0", digest: PLANNED },
      { name: "1", digest: OTHER },
      { name: "latest", digest: null },
    ];
    expect(prove({ kind: "read", tags: read }, goal({ tags: tagsOfGoal }))).toEqual({
      kind: "rival",
      rivals: [{ name: "1", digest: OTHER }],
    });
  });

  it("equal reads count until one differs", () => {
    const whole: Proof = { kind: "whole" };
    const one = countEqualReads(undefined, whole, 1_000);
    const two = countEqualReads(one, whole, 2_000);
    expect(two).toEqual({ key: "whole", count: 2, sinceMs: 1_000 });
    const rival: Proof = { kind: "rival", rivals: [{ name: "1.0", digest: OTHER }] };
    const other: Proof = { kind: "rival", rivals: [{ name: "1.0", digest: BEFORE }] };
    expect(countEqualReads(two, rival, 3_000)).toMatchObject({ count: 1, sinceMs: 3_000 });
    expect(countEqualReads(countEqualReads(two, rival, 3_000), other, 4_000)).toMatchObject({ count: 1 });
  });
});

const PROOFS: Readonly<Record<string, Proof>> = {
  whole: { kind: "whole" },
  rival: { kind: "rival", rivals: [{ name: "1.0", digest: OTHER }] },
  "no tag or manifest": { kind: "partial", missing: "api@sha256:1", blob: false },
  "no layer": { kind: "partial", missing: "layer sha256:1", blob: true },
  unreadable: { kind: "unreadable", problem: UNREADABLE },
};
const VERDICTS: readonly VerdictKind[] = [
  "none",
  "succeeded",
  "failed",
  "failed-transiently",
  "tag-exists",
  "untracked",
  "post-lost",
];
/** Mode, what the tag held, replicas. */
const COLUMNS = [
  ["NoForce", "absent", "one"],
  ["NoForce", "absent", "replicas"],
  ["NoForce", "other", "one"],
  ["NoForce", "other", "replicas"],
  ["Force", "absent", "one"],
  ["Force", "absent", "replicas"],
  ["Force", "other", "one"],
  ["Force", "other", "replicas"],
] as const;

/** P proven, w wait, c wait and confirm, R repeat, X conflict, F failed, N not shown, U unverified, E exists unread. */
function letterOf(proof: Proof, verdict: VerdictKind, column: (typeof COLUMNS)[number], isLate: boolean): string {
  const [mode, before, replicas] = column;
  const facts: Circumstances = {
    nowMs: isLate ? 100_000 : 1_000,
    verdictAtMs: 0,
    equalReads: isLate ? { key: "", count: 3, sinceMs: 95_000 } : { key: "", count: 1, sinceMs: 1_000 },
    isTagUpdateConfirmed: false,
    mayRepeat: true,
    postLostBefore: false,
    lagMs: 90_000,
  };
  const decision = next(
    proof,
    verdict,
    goal({ mode, hasReplicas: replicas === "replicas" }, before === "absent" ? null : BEFORE),
    facts,
  );
  switch (decision.kind) {
    case "proven":
      return "P";
    case "wait":
      return decision.confirm ? "c" : "w";
    case "repeat":
      return "R";
    case "conflict":
      return "X";
    case "failed":
      return "F";
    case "not-shown":
      return decision.blob ? "n" : "N";
    case "unverified":
      return "U";
    case "exists-unread":
      return "E";
  }
}

/**
 * What is read, what ARM said, and one letter a column: at first, and once every wait is over and three reads agreed.
 * Each row was decided by next.md's definition of "in place"; none is written by the code.
 */
const EXPECTED = `
  whole              | none               | PPPcPPPc | PPPcPPPc
  whole              | succeeded          | PPPPPPPP | PPPPPPPP
  whole              | failed             | PPPFPPPF | PPPFPPPF
  whole              | failed-transiently | PPPRPPPR | PPPRPPPR
  whole              | tag-exists         | PPPwPPPw | PPPNPPPN
  whole              | untracked          | PPPcPPPc | PPPPPPPP
  whole              | post-lost          | PPPcPPPc | PPPRPPPR
  rival              | none               | wwwwwwww | wwwwwwww
  rival              | succeeded          | XwXwXwXw | XXXXXXXX
  rival              | failed             | XwXwXwXw | XXXXXXXX
  rival              | failed-transiently | XwXwXwXw | XXXXXXXX
  rival              | tag-exists         | XwXwXwXw | XXXXXXXX
  rival              | untracked          | XwXwwwww | XXXXXXXX
  rival              | post-lost          | XwXwwwww | XXXXXXXX
  no tag or manifest | none               | wwwwwwww | wwwwwwww
  no tag or manifest | succeeded          | wwwwwwww | NNNNNNNN
  no tag or manifest | failed             | FFFFFFFF | FFFFFFFF
  no tag or manifest | failed-transiently | RRRRRRRR | RRRRRRRR
  no tag or manifest | tag-exists         | wwwwwwww | NNNNNNNN
  no tag or manifest | untracked          | wwwwwwww | wwwwwwww
  no tag or manifest | post-lost          | wwwwwwww | RRRRRRRR
  no layer           | none               | wwwwwwww | wwwwwwww
  no layer           | succeeded          | wwwwwwww | nnnnnnnn
  no layer           | failed             | FFFFFFFF | FFFFFFFF
  no layer           | failed-transiently | RRRRRRRR | RRRRRRRR
  no layer           | tag-exists         | wwwwwwww | nnnnnnnn
  no layer           | untracked          | wwwwwwww | wwwwwwww
  no layer           | post-lost          | wwwwwwww | RRRRRRRR
  unreadable         | none               | wwwwwwww | wwwwwwww
  unreadable         | succeeded          | UUUUUUUU | UUUUUUUU
  unreadable         | failed             | FFFFFFFF | FFFFFFFF
  unreadable         | failed-transiently | RRRRRRRR | RRRRRRRR
  unreadable         | tag-exists         | EEEEEEEE | EEEEEEEE
  unreadable         | untracked          | FFFFFFFF | FFFFFFFF
  unreadable         | post-lost          | FFFFFFFF | FFFFFFFF
`;

describe("what happens next", () => {
  const expected = EXPECTED.trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));

  it("is laid down for every read and verdict", () => {
    const laidDown = expected.map(([read, verdict]) => `${read} ${verdict}`);
    const all = Object.keys(PROOFS).flatMap((read) => VERDICTS.map((verdict) => `${read} ${verdict}`));
    expect(laidDown).toEqual(all);
  });

  it.each(expected)("%s, %s: %s at first, %s in the end", (read = "", verdict = "", early, late) => {
    const proof = PROOFS[read];
    if (proof === undefined) throw new Error(`no such read: ${read}`);
    const letters = (isLate: boolean) =>
      COLUMNS.map((column) => letterOf(proof, verdict as VerdictKind, column, isLate)).join("");
    expect([letters(false), letters(true)]).toEqual([early, late]);
  });

  const facts: Circumstances = {
    nowMs: 100_000,
    verdictAtMs: 0,
    equalReads: { key: "", count: 1, sinceMs: 100_000 },
    isTagUpdateConfirmed: false,
    mayRepeat: true,
    postLostBefore: false,
    lagMs: 90_000,
  };
  const moved = goal({ mode: "Force", hasReplicas: true }, BEFORE);

  it.each(["none", "untracked", "post-lost", "failed"] as const)(
    "an update of the tag that the registry reports confirms a move (%s)",
    (verdict) => {
      expect(next({ kind: "whole" }, verdict, moved, { ...facts, isTagUpdateConfirmed: true })).toEqual({
        kind: "proven",
      });
    },
  );

  it.each([
    ["two equal reads", { key: "", count: 2, sinceMs: 0 }],
    ["three equal reads within less than five seconds", { key: "", count: 3, sinceMs: 95_001 }],
  ])("%s confirm nothing", (_name, equalReads) => {
    expect(next({ kind: "whole" }, "untracked", moved, { ...facts, equalReads })).toMatchObject({ kind: "wait" });
    const rival: Proof = { kind: "rival", rivals: [{ name: "1.0", digest: OTHER }] };
    expect(next(rival, "tag-exists", moved, { ...facts, equalReads })).toMatchObject({ kind: "wait" });
  });

  it("a lost response is repeated once, and not without attempts", () => {
    const partial = PROOFS["no tag or manifest"] as Proof;
    for (const change of [{ postLostBefore: true }, { mayRepeat: false }]) {
      expect(next(partial, "post-lost", goal(), { ...facts, ...change })).toEqual({ kind: "failed" });
    }
    expect(next(partial, "failed-transiently", goal(), { ...facts, mayRepeat: false })).toEqual({
      kind: "failed",
    });
  });

  it("a POST under Force whose response was lost gets 90 seconds to show, under NoForce 15", () => {
    const partial = PROOFS["no tag or manifest"] as Proof;
    const at = (mode: Goal["mode"], nowMs: number) =>
      next(partial, "post-lost", goal({ mode }), { ...facts, nowMs }).kind;
    expect([at("NoForce", 14_999), at("NoForce", 15_000), at("Force", 89_999), at("Force", 90_000)]).toEqual([
      "wait",
      "repeat",
      "wait",
      "repeat",
    ]);
  });
});
