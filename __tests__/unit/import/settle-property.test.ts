// No sequence of reads, verdicts and replicas ends in success while the home region has something else, and no tag is a conflict
// that was not read with another digest.
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  countEqualReads,
  type EqualReads,
  type Goal,
  next,
  prove,
  type VerdictKind,
} from "../../../src/import/settle.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";

const [PLANNED, BEFORE, RIVAL] = ["planned", "before", "rival"].map((text) => digestOf(Buffer.from(text))) as [
  Digest,
  Digest,
  Digest,
];
const NEVER = Number.POSITIVE_INFINITY;
const STEP_MS = 500;
const END_MS = 150_000;

/** The home region over time, in milliseconds from the POST; before it, the tag holds what the plan saw. */
interface Home {
  readonly tagAtMs: number;
  readonly manifestsAtMs: number;
  readonly blobsAtMs: number;
  /** When someone else sets the tag. */
  readonly rivalAtMs: number;
}

const times = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.constant(NEVER));
/** Content may have been there long before the plan, as where a tag is rolled back. */
const contentTimes = fc.oneof(times, fc.constant(Number.NEGATIVE_INFINITY));
const worlds = fc.record({
  home: fc.record({ tagAtMs: times, manifestsAtMs: contentTimes, blobsAtMs: contentTimes, rivalAtMs: times }),
  verdict: fc.constantFrom<VerdictKind>(
    "succeeded",
    "failed",
    "failed-transiently",
    "tag-exists",
    "untracked",
    "post-lost",
  ),
  verdictAtMs: fc.integer({ min: 0, max: 60_000 }),
  isHonest: fc.boolean(),
  isMoved: fc.boolean(),
  /** What a replica shows of the time before the plan: the planned digest, where a tag is rolled back. */
  isRollback: fc.boolean(),
  hasReplicas: fc.boolean(),
  lagMs: fc.integer({ min: 0, max: 60_000 }),
  /** For each read, whether a stale replica answers. */
  isStale: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
});

function tagOf(home: Home, atMs: number, previous: Digest | null): Digest | null {
  const events: readonly (readonly [number, Digest])[] = [
    [home.tagAtMs, PLANNED],
    [home.rivalAtMs, RIVAL],
  ];
  const past = events.filter(([timeMs]) => timeMs <= atMs).toSorted(([one], [other]) => one - other);
  return past.at(-1)?.[1] ?? previous;
}

it("success is only what the home region has, and a conflict only what was read", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { home, verdict, isHonest, isMoved, hasReplicas } = world;
      // ARM's word is true, or replicas lag by no more than five seconds and the tag was last set before that.
      const completeAtMs = Math.max(home.tagAtMs, home.manifestsAtMs, home.blobsAtMs);
      const isTrue = verdict === "succeeded" ? completeAtMs <= world.verdictAtMs : completeAtMs > world.verdictAtMs;
      const knows = isHonest && isTrue && verdict !== "untracked" && verdict !== "post-lost";
      const lagMs = !hasReplicas ? 0 : knows || verdict === "post-lost" ? world.lagMs : Math.min(world.lagMs, 5_000);
      const previous = isMoved ? BEFORE : null;
      // What a stale replica shows of the time before: only where it can lag that far back is it older than the plan's read.
      const older = isMoved && world.isRollback && hasReplicas ? PLANNED : previous;
      const shownBeforeMs = knows || verdict === "untracked" || verdict === "post-lost" ? lagMs : 0;
      const goal: Goal = {
        digest: PLANNED,
        tags: [{ name: "latest", previous }],
        mode: isMoved ? "Force" : "NoForce",
        hasReplicas,
      };
      let equalReads: EqualReads | undefined;
      const seen = new Set<Digest | null>();
      let isLost = false;
      for (let nowMs = 0, at = 0; nowMs < END_MS; nowMs += STEP_MS, at += 1) {
        const isStale = hasReplicas && world.isStale[at % world.isStale.length] === true;
        const atMs = isStale ? nowMs - lagMs : nowMs;
        // The plan was made at 0; a replica that lags shows what was before, for as long as it lags.
        const digest = isStale && nowMs < shownBeforeMs ? older : tagOf(home, atMs, previous);
        seen.add(digest);
        const proof = prove(
          {
            kind: "read",
            tags: [{ name: "latest", digest }],
            ...(home.manifestsAtMs > atMs && { missingManifest: "manifest" }),
            ...(home.blobsAtMs > atMs && { missingBlob: "layer" }),
          },
          goal,
        );
        equalReads = countEqualReads(equalReads, proof, nowMs);
        const decision = next(proof, nowMs < world.verdictAtMs ? "none" : verdict, goal, {
          nowMs,
          verdictAtMs: nowMs < world.verdictAtMs ? 0 : world.verdictAtMs,
          equalReads,
          isTagUpdateConfirmed: false,
          mayRepeat: false,
          postLostBefore: isLost,
          lagMs: 90_000,
        });
        if (decision.kind === "proven") {
          // A rival may come after the read that proved it, and a stale read may miss one: F5 of the threats, not a false success of ours.
          const holds = tagOf({ ...home, rivalAtMs: NEVER }, nowMs, previous);
          expect({ holds, whole: home.manifestsAtMs <= nowMs && home.blobsAtMs <= nowMs }).toEqual({
            holds: PLANNED,
            whole: true,
          });
        }
        if (decision.kind === "conflict") expect(seen.has(RIVAL)).toBe(true);
        if (decision.kind === "repeat") isLost = true;
        else if (decision.kind !== "wait") return;
      }
    }),
    { numRuns: 20_000 },
  );
});
