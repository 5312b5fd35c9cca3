// Decides what a read of the target shows, and what happens next. Two pure functions of values; import-step.ts performs what
// they return and decides nothing. What is proven here is the definition of "in place" (README, Guarantees).

import type { Digest } from "../oci/digest.ts";
import type { Problem } from "../problems.ts";

/** What a step has to reach. `previous` is what the plan saw: null for an absent tag, undefined where it could not be read. */
export interface Goal {
  readonly digest: Digest;
  readonly tags: readonly { readonly name: string; readonly previous: Digest | null | undefined }[];
  readonly mode: "NoForce" | "Force";
  /** Several replicas may answer reads: Premium, or an unknown SKU. */
  readonly hasReplicas: boolean;
}

/** One tag as it was read; null: absent. */
export interface TagRead {
  readonly name: string;
  readonly digest: Digest | null;
}

/** One read of the target. Tags that were not read in this round are left out; they count as not set. */
export type TargetRead =
  | {
      readonly kind: "read";
      readonly tags: readonly TagRead[];
      /** A manifest that is not there, or not read yet: `api@sha256:…`. */
      readonly missingManifest?: string;
      /** A config or layer that is not there. */
      readonly missingBlob?: string;
    }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** What one read shows. */
export type Proof =
  /** Every tag holds the planned digest, and every manifest and blob is there. */
  | { readonly kind: "whole" }
  /** A tag has a digest that is neither the planned one nor what the plan saw. */
  | { readonly kind: "rival"; readonly rivals: readonly { readonly name: string; readonly digest: Digest }[] }
  /** Not everything shows. `blob`: all manifests and tags show, and a config or layer does not. */
  | { readonly kind: "partial"; readonly missing: string; readonly blob: boolean }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** What one read of the target shows. */
export function prove(read: TargetRead, goal: Goal): Proof {
  if (read.kind === "unreadable") return read;
  const seen = new Map(read.tags.map(({ name, digest }) => [name, digest]));
  const rivals = goal.tags.flatMap(({ name, previous }) => {
    const digest = seen.get(name);
    const isRival = digest !== undefined && digest !== null && digest !== goal.digest && digest !== previous;
    return isRival ? [{ name, digest }] : [];
  });
  if (rivals.length > 0) return { kind: "rival", rivals };
  const unset = goal.tags.find(({ name }) => seen.get(name) !== goal.digest);
  if (unset !== undefined) return { kind: "partial", missing: `the tag ${unset.name}`, blob: false };
  if (read.missingManifest !== undefined) return { kind: "partial", missing: read.missingManifest, blob: false };
  if (read.missingBlob !== undefined) return { kind: "partial", missing: read.missingBlob, blob: true };
  return { kind: "whole" };
}

/** How often in a row reads have proven the same, and since when. */
export interface EqualReads {
  readonly key: string;
  readonly count: number;
  readonly sinceMs: number;
}

/** Counts a read. A read that proves something else starts again. */
export function countEqualReads(before: EqualReads | undefined, proof: Proof, nowMs: number): EqualReads {
  const key = proof.kind === "rival" ? JSON.stringify(proof.rivals) : proof.kind;
  if (before?.key !== key) return { key, count: 1, sinceMs: nowMs };
  return { ...before, count: before.count + 1 };
}

/** What ARM has said of the operation so far, as far as a decision depends on it. */
export type VerdictKind =
  /** The POST has no response yet, or the operation runs. */
  | "none"
  | "succeeded"
  /** Failed for a reason that a repetition does not cure. */
  | "failed"
  /** Failed before or while copying, for a reason that a repetition may cure. */
  | "failed-transiently"
  /** ARM found a tag under NoForce. */
  | "tag-exists"
  /** ARM accepted the operation and does not tell how it goes: polling was refused, or its responses were lost. */
  | "untracked"
  /** The response to the POST was lost: the operation may run. */
  | "post-lost";

/** Facts beside the proof, all given. */
export interface Circumstances {
  readonly nowMs: number;
  /** When the verdict came; for `none`, when the POST was sent. */
  readonly verdictAtMs: number;
  readonly equalReads: EqualReads;
  /** The registry reports an update of every moved tag that is later than the plan. */
  readonly isTagUpdateConfirmed: boolean;
  /** Another POST is allowed: attempts are left. */
  readonly mayRepeat: boolean;
  /** The response to an earlier POST of this step was lost. */
  readonly postLostBefore: boolean;
  /** How long the target may show less than ARM reported. */
  readonly lagMs: number;
}

/** What happens next. */
export type Next =
  | { readonly kind: "proven" }
  /** Nothing can be read, and ARM reported success. */
  | { readonly kind: "unverified"; readonly problem: Problem }
  /** Read again. `confirm`: ask ARM early, and when the tag was updated. */
  | { readonly kind: "wait"; readonly confirm: boolean }
  | { readonly kind: "repeat" }
  | { readonly kind: "conflict"; readonly tags: readonly string[]; readonly digest: Digest }
  /** ARM found a tag, and this runner cannot read which digest it has. */
  | { readonly kind: "exists-unread" }
  /** Ends with ARM's own problem. */
  | { readonly kind: "failed" }
  /** ARM reported success, or a tag that exists, and the target does not show it. */
  | { readonly kind: "not-shown"; readonly missing: string; readonly blob: boolean };

/** Reads that agree count as one that is not stale: three, over at least five seconds. */
const EQUAL_READS = 3;
const EQUAL_READS_MS = 5_000;
/** How long the target is read after a POST whose response was lost, before the POST is repeated. */
const POST_LOST_MS = { NoForce: 15_000, Force: 90_000 } as const;

/** How long the rest of an image is waited for once ARM has refused the import, because a tag of it exists. */
const TAG_EXISTS_MS = 90_000;

/** What happens next, given what the last read proves and what ARM has said. */
export function next(proof: Proof, verdict: VerdictKind, goal: Goal, facts: Circumstances): Next {
  switch (proof.kind) {
    case "whole":
      return nextOfWhole(verdict, goal, facts);
    case "rival":
      return nextOfRival(proof, verdict, goal, facts);
    case "partial":
      return nextOfPartial(proof, verdict, goal, facts);
    case "unreadable":
      return nextOfUnreadable(proof, verdict, facts);
  }
}

const UNCONFIRMED = "what Azure was to import";
const WAIT: Next = { kind: "wait", confirm: false };

/** A tag that moves has to be confirmed by one more fact where a stale replica could show the planned digest too early. */
function nextOfWhole(verdict: VerdictKind, goal: Goal, facts: Circumstances): Next {
  const moves = goal.tags.some(({ previous }) => previous !== null);
  if (!moves || !goal.hasReplicas) return { kind: "proven" };
  switch (verdict) {
    case "succeeded":
      return { kind: "proven" };
    case "none":
      return facts.isTagUpdateConfirmed ? { kind: "proven" } : { kind: "wait", confirm: true };
    case "untracked":
      if (facts.isTagUpdateConfirmed || areEqual(facts)) return { kind: "proven" };
      return { kind: "wait", confirm: true };
    case "post-lost": {
      // Perhaps ARM never got the request, and the read is stale: equal reads are not enough.
      if (facts.isTagUpdateConfirmed) return { kind: "proven" };
      const then = nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
      return then.kind === "wait" ? { kind: "wait", confirm: true } : then;
    }
    default:
      // ARM reports failure: the read was stale, unless the registry itself reports the update.
      if (facts.isTagUpdateConfirmed) return { kind: "proven" };
      return nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
  }
}

/** Nobody's tag is reported as a conflict that was not read with another digest; a stale replica is read again first. */
function nextOfRival(
  { rivals }: Extract<Proof, { kind: "rival" }>,
  verdict: VerdictKind,
  goal: Goal,
  facts: Circumstances,
): Next {
  // While ARM works, it decides: under NoForce it refuses, under Force it overwrites.
  if (verdict === "none") return WAIT;
  // Under Force an operation that may still run can yet overwrite the rival.
  const mayOverwrite = goal.mode === "Force" && (verdict === "untracked" || verdict === "post-lost");
  if (mayOverwrite && facts.nowMs - facts.verdictAtMs < POST_LOST_MS.Force) return WAIT;
  if (goal.hasReplicas && !areEqual(facts)) return WAIT;
  const [first] = rivals;
  if (first === undefined) return WAIT;
  return { kind: "conflict", tags: rivals.map(({ name }) => name), digest: first.digest };
}

function nextOfPartial(
  { missing, blob }: Extract<Proof, { kind: "partial" }>,
  verdict: VerdictKind,
  goal: Goal,
  facts: Circumstances,
): Next {
  const waitedMs = facts.nowMs - facts.verdictAtMs;
  switch (verdict) {
    case "none":
      return WAIT;
    // The tag that ARM found may be our own, set by an import whose response was lost.
    case "tag-exists":
      return waitedMs < Math.min(facts.lagMs, TAG_EXISTS_MS) ? WAIT : { kind: "not-shown", missing, blob };
    case "succeeded":
      return waitedMs < facts.lagMs ? WAIT : { kind: "not-shown", missing, blob };
    case "failed":
      return { kind: "failed" };
    case "failed-transiently":
      return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
    case "untracked":
      // The image's time limit ends this.
      return WAIT;
    case "post-lost": {
      // A Force import that still runs would move a tag back that someone else sets meanwhile: it gets more time to show.
      if (waitedMs < POST_LOST_MS[goal.mode]) return WAIT;
      return facts.mayRepeat && !facts.postLostBefore ? { kind: "repeat" } : { kind: "failed" };
    }
  }
}

function nextOfUnreadable(
  { problem }: Extract<Proof, { kind: "unreadable" }>,
  verdict: VerdictKind,
  facts: Circumstances,
): Next {
  switch (verdict) {
    case "none":
      return WAIT;
    case "succeeded":
      return { kind: "unverified", problem };
    case "failed-transiently":
      return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
    case "tag-exists":
      return { kind: "exists-unread" };
    case "untracked":
    case "post-lost":
    case "failed":
      return { kind: "failed" };
  }
}

function areEqual({ equalReads, nowMs }: Circumstances): boolean {
  return equalReads.count >= EQUAL_READS && nowMs - equalReads.sinceMs >= EQUAL_READS_MS;
}
