// Performs one planned import: sends it, follows ARM and reads the target at the same time. What a read proves and what happens
// next is decided by settle.ts. The only place that starts writes.
import { type Backoff, backoffMs } from "../backoff.ts";
import { DeadlinePassed, withDeadline } from "../deadline.ts";
import { problemOf } from "../errors.ts";
import type { ContentCheck } from "../observe/content-check.ts";
import type { ImageContent } from "../observe/observation.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { ImportStep } from "../plan/plan.ts";
import type { Clock, Importer, ImportSource, ImportVerdict, Log, RegistryReader } from "../ports.ts";
import { type Problem, problem } from "../problems.ts";
import {
  countEqualReads,
  type EqualReads,
  type Goal,
  type Next,
  next,
  type Proof,
  prove,
  type TargetRead,
  type VerdictKind,
} from "./settle.ts";
import {
  existsUnread,
  formatStep,
  incomplete,
  lostRace,
  notShown,
  problemOfVerdict,
  qualifiedTags,
  SOURCE_BEHIND,
  sourceBehind,
  timedOut,
  withSeenTags,
} from "./step-problems.ts";
import { TargetView } from "./target-view.ts";

/** What the steps of a run share. */
export interface ImportContext {
  readonly importer: Importer;
  readonly reader: RegistryReader;
  readonly content: ContentCheck;
  readonly clock: Clock;
  readonly log: Log;
  readonly operationId: () => string;
  /** Several replicas may answer reads of the target. */
  readonly hasReplicas: boolean;
  /** Steps under way in the whole run: the more, the less often each is read. */
  readonly inFlight: { count: number };
}

/** What one step is given beside the plan's words. */
export interface StepInput {
  readonly step: ImportStep;
  /** Repository at the side that is imported from. */
  readonly sourceRepository: string;
  readonly importSource: (signal: AbortSignal) => Promise<ImportSource>;
  /** Azure may read another region of the source than this runner did. */
  readonly isSourceReplicated: boolean;
  /** False: the target cannot be read from here, so that ARM's word is all there is. */
  readonly verifiable: boolean;
  /** Aborts when the run is cancelled, or with DeadlinePassed. */
  readonly signal: AbortSignal;
  /** When the signal aborts with DeadlinePassed, on the clock; a pause of the registry may make it later. */
  readonly endsAtMs: () => number;
  /** The ID of the first operation. A repeated import gets one of its own. */
  readonly operationId: string;
  readonly onOperation: (operationId: string) => void;
  /** Called when Azure accepts an operation: from then on it may set tags, also if it is reported as failed. */
  readonly onAccepted: () => void;
  /** Called when Azure refuses an operation by its rate limit. */
  readonly onThrottled: () => void;
  /** Called when a tag of the step is seen to hold the step's digest, also where the step fails for another reason. */
  readonly onTagSeen: (tag: string) => void;
  /** Called once, with every manifest of a step that is proven. */
  readonly onReadBack: (manifests: Iterable<Manifest>) => void;
  /** Operations of the step whose end is not known. Each is added before its POST, and removed when its end is known. */
  readonly openOperations: Set<string>;
}

/** How a step ended. Operations that may still run are in its `openOperations`. */
export type StepResult =
  | { readonly kind: "proven"; readonly discovered?: ImageContent; readonly foreign: readonly Digest[] }
  | { readonly kind: "unverified"; readonly problem: Problem }
  /** A tag exists, and nothing was imported. The target cannot be read, so that its digest is unknown. */
  | { readonly kind: "exists-unread"; readonly problem: Problem }
  | {
      readonly kind: "conflict" | "failed";
      readonly problem: Problem;
      /** Tags that someone else set while the step ran. */
      readonly rivalTags?: readonly string[];
    };

const MAX_ATTEMPTS = 3;
const FIRST_READ_MS = 200;
const READ_INTERVAL_MS = 500;
/** Each step in flight adds this to the pause between reads, which keeps a run of 500 under 100 reads a second. */
const READ_SHARE_MS = 10;
/** As often as ARM asks to be polled, and no more rarely. */
const READ_INTERVAL_MAX_MS = 10_000;
/** How long the target may show less than ARM's "Succeeded" reported: replicas converge within a minute or so (Azure/acr#588). */
const LAG_MS = 90_000;
const IDLE_MS = 60_000;
const LAST_READ_MS = 8_000;
/** How long Azure may miss in the source what this runner has read there. */
const SOURCE_LAG_MS = 5 * 60_000;
const BACKOFF: Backoff = { leastMs: 2_000, mostMs: 4_000, maxMs: 30_000 };

/**
 * Imports, and reads back until everything is proven or settle gives up.
 * @throws when the run is cancelled
 */
export async function importAndVerify(input: StepInput, context: ImportContext): Promise<StepResult> {
  context.inFlight.count += 1;
  try {
    return await new StepRun(input, context).run();
  } finally {
    context.inFlight.count -= 1;
  }
}

class StepRun {
  readonly #input: StepInput;
  readonly #context: ImportContext;
  readonly #goal: Goal;
  readonly #view: TargetView;
  #accepted = false;
  /** Tags of the step that were read with the planned digest. */
  readonly #seen = new Set<string>();
  #operationId = "";
  /** When Azure first missed the image in a source whose regions may differ. */
  #missedAtMs: number | undefined;
  #missedCount = 0;
  #postLostBefore = false;
  #verdict: ImportVerdict | undefined;
  #verdictAtMs = 0;
  #startedAtMs = 0;
  #readAtMs = 0;
  #equalReads: EqualReads | undefined;
  #isTagUpdateConfirmed = false;
  readonly #begunAtWallMs: number;
  #wake: () => void = () => undefined;

  constructor(input: StepInput, context: ImportContext) {
    const { step } = input;
    this.#input = input;
    this.#context = context;
    this.#begunAtWallMs = context.clock.wallMs();
    this.#view = new TargetView(step, context, (tag) => this.#onPlannedDigest(tag));
    this.#goal = {
      digest: step.digest,
      tags: step.tags,
      mode: step.mode,
      hasReplicas: context.hasReplicas,
    };
  }

  async run(): Promise<StepResult> {
    for (let attempt = 1; ; ) {
      try {
        const result = await this.#attempt(attempt < MAX_ATTEMPTS);
        if (result !== "repeat") return result;
        if (this.#isSourceBehind()) this.#missedCount += 1;
        const tooLong = await this.#backOff(attempt + this.#missedCount);
        if (tooLong !== undefined) return tooLong;
        // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
        if (!this.#isThrottled() && !this.#isSourceBehind()) attempt++;
      } catch (error) {
        return await this.#ended(error);
      }
    }
  }

  async #attempt(mayRepeat: boolean): Promise<StepResult | "repeat"> {
    const { step, signal, sourceRepository, importSource, onOperation, openOperations } = this.#input;
    const { importer, clock, log } = this.#context;
    const source = await importSource(signal);
    signal.throwIfAborted();
    this.#operationId = this.#operationId === "" ? this.#input.operationId : this.#context.operationId();
    this.#accepted = false;
    this.#verdict = undefined;
    this.#equalReads = undefined;
    this.#startedAtMs = clock.nowMs();
    onOperation(this.#operationId);
    openOperations.add(this.#operationId);
    log.debug(`import ${this.#operationId}: ${formatStep(step)}`);
    const follow = new AbortController();
    const verdictWanted = new AbortController();
    const followed = importer
      .importImage(
        {
          source,
          sourceImage: `${sourceRepository}@${step.digest}`,
          targetTags: qualifiedTags(step),
          untaggedTargetRepositories: step.tags.length === 0 ? [step.repository] : [],
          mode: step.mode,
        },
        {
          operationId: this.#operationId,
          signal: AbortSignal.any([signal, follow.signal]),
          verdictWanted: verdictWanted.signal,
          onAccepted: () => {
            this.#accepted = true;
            this.#input.onAccepted();
            // The copy may have begun before the response came.
            this.#readAtMs = this.#startedAtMs + FIRST_READ_MS;
            this.#startedAtMs = clock.nowMs();
            this.#wake();
          },
        },
      )
      .then(
        (verdict) => this.#onVerdict(verdict),
        (error: unknown) => {
          // Any error, a missing token for example, was thrown before the request reached ARM.
          if (follow.signal.aborted || signal.aborted) return;
          this.#onVerdict({ kind: "failed", problem: problemOf(error, "import"), transient: false });
        },
      );
    try {
      return await this.#watch(mayRepeat, verdictWanted);
    } finally {
      follow.abort();
      await followed;
    }
  }

  #onVerdict(verdict: ImportVerdict): void {
    this.#verdict = verdict;
    this.#verdictAtMs = this.#context.clock.nowMs();
    if (this.#isThrottled()) this.#input.onThrottled();
    if (this.#isMissedInSource()) this.#missedAtMs ??= this.#verdictAtMs;
    if (verdict.kind === "unclear") {
      this.#context.log.info(
        `Azure does not report how an import goes (${verdict.problem.message}); the target is read instead.`,
      );
    } else {
      this.#input.openOperations.delete(this.#operationId);
    }
    this.#wake();
  }

  /** Reads again and again until settle has an end. */
  async #watch(mayRepeat: boolean, verdictWanted: AbortController): Promise<StepResult | "repeat"> {
    const { clock } = this.#context;
    for (;;) {
      // The verdict is taken before the read, so that a verdict is always followed by one more read.
      const verdict = this.#verdict;
      const isDue = verdict !== undefined || (this.#accepted && clock.nowMs() >= this.#readAtMs);
      if (isDue) {
        const decision = await this.#readAndDecide(verdict, mayRepeat);
        if (decision.kind !== "wait") return this.#end(decision, verdict);
        if (decision.confirm) {
          verdictWanted.abort();
          this.#isTagUpdateConfirmed ||= await this.#lookUpUpdates();
          if (this.#isTagUpdateConfirmed) continue;
        }
        this.#readAtMs = clock.nowMs() + this.#intervalMs();
      }
      await this.#pause(verdict);
    }
  }

  /**
   * True if the registry states that each tag was set to the planned digest after this step began. A replica that is behind states
   * an earlier update; the two clocks are compared besides, so that an update between the plan and this step does not count.
   */
  async #lookUpUpdates(): Promise<boolean> {
    const { step, signal } = this.#input;
    if (step.tags.some(({ updatedAtMs }) => updatedAtMs === undefined)) return false;
    const lookups = await Promise.all(
      step.tags.map(({ name: tag }) => this.#context.reader.lookUpLocks({ repository: step.repository, tag }, signal)),
    );
    return step.tags.every(({ updatedAtMs = 0 }, at) => {
      const lookup = lookups[at];
      const update = lookup?.kind === "known" ? lookup.value.update : undefined;
      return update?.digest === step.digest && update.atMs > updatedAtMs && update.atMs >= this.#begunAtWallMs;
    });
  }

  async #readAndDecide(verdict: ImportVerdict | undefined, mayRepeat: boolean): Promise<Next> {
    const { clock } = this.#context;
    // After a verdict every tag is read: only those seen with another digest are conflicts.
    const proof = prove(await this.#read(this.#input.signal, verdict !== undefined), this.#goal);
    const nowMs = clock.nowMs();
    this.#equalReads = countEqualReads(this.#equalReads, proof, nowMs);
    return next(proof, this.#verdictKind(verdict), this.#goal, {
      nowMs,
      verdictAtMs: verdict === undefined ? this.#startedAtMs : this.#verdictAtMs,
      equalReads: this.#equalReads,
      isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
      mayRepeat: mayRepeat || this.#isThrottled() || this.#isSourceBehind(),
      postLostBefore: this.#postLostBefore,
      // Where replicas are possible, only the image's time limit ends the wait for what ARM reported.
      lagMs: this.#goal.hasReplicas ? Number.POSITIVE_INFINITY : LAG_MS,
    });
  }

  #verdictKind(verdict: ImportVerdict | undefined): VerdictKind {
    if (verdict === undefined) return "none";
    if (verdict.kind === "succeeded") return "succeeded";
    if (verdict.kind === "unclear") return this.#accepted ? "untracked" : "post-lost";
    if (verdict.problem.code === "TAG_EXISTS") return "tag-exists";
    return verdict.transient || this.#isSourceBehind() ? "failed-transiently" : "failed";
  }

  /** The result of a decision that ends this attempt. */
  #end(decision: Exclude<Next, { kind: "wait" }>, verdict: ImportVerdict | undefined): StepResult | "repeat" {
    const { step, verifiable } = this.#input;
    switch (decision.kind) {
      case "proven":
        return this.#provenResult();
      case "unverified":
        return { ...decision, problem: this.#withSeenTags(decision.problem) };
      case "repeat":
        if (verdict?.kind === "unclear") this.#postLostBefore = true;
        return "repeat";
      case "conflict":
        return {
          // Under NoForce ours was refused; under Force it may have been there for a moment.
          kind: step.mode === "Force" ? "failed" : "conflict",
          rivalTags: decision.tags,
          problem: lostRace(step, decision),
        };
      case "exists-unread":
        return { kind: "exists-unread", problem: existsUnread(step, verdict, verifiable) };
      case "not-shown":
        return { kind: "failed", problem: this.#notShown(decision) };
      case "failed":
        return { kind: "failed", problem: this.#withSeenTags(this.#explainMissed(problemOfVerdict(verdict))) };
    }
  }

  /** Azure does not find in the source what this runner has read there. */
  #isMissedInSource(): boolean {
    const verdict = this.#verdict;
    return (
      this.#input.isSourceReplicated && verdict?.kind === "failed" && verdict.problem.code === "IMPORT_SOURCE_NOT_FOUND"
    );
  }

  /** The same, and not for so long that it cannot be the way of a push from region to region. */
  #isSourceBehind(): boolean {
    if (!this.#isMissedInSource() || this.#missedAtMs === undefined) return false;
    return this.#verdictAtMs - this.#missedAtMs < SOURCE_LAG_MS;
  }

  #explainMissed(reason: Problem): Problem {
    return this.#isMissedInSource() ? sourceBehind(reason, SOURCE_LAG_MS) : reason;
  }

  #isThrottled(): boolean {
    const verdict = this.#verdict;
    return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
  }

  #notShown(decision: Extract<Next, { kind: "not-shown" }>): Problem {
    const reason = notShown(this.#input.step, decision, this.#verdict);
    return decision.blob ? reason : this.#withSeenTags(reason);
  }

  #withSeenTags(reason: Problem): Problem {
    return withSeenTags(this.#input.step, this.#seen, reason);
  }

  #provenResult(): StepResult {
    const { step, openOperations, onReadBack } = this.#input;
    // Under NoForce an earlier operation finds the tags that are now set. Under Force it can still move them.
    if (step.mode === "NoForce") openOperations.clear();
    openOperations.delete(this.#operationId);
    const { foreign, discovered, proven } = this.#view;
    onReadBack(proven);
    return { kind: "proven", foreign, ...(discovered !== undefined && { discovered }) };
  }

  async #read(signal: AbortSignal, allTags: boolean): Promise<TargetRead> {
    if (!this.#input.verifiable) return { kind: "unreadable", problem: UNREADABLE };
    try {
      return await this.#view.read(signal, allTags);
    } catch (error) {
      if (signal.aborted) throw error;
      return { kind: "unreadable", problem: problemOf(error, "verify") };
    }
  }

  #onPlannedDigest(name: string): void {
    if (!this.#isReliable(name)) return;
    this.#seen.add(name);
    this.#input.onTagSeen(name);
  }

  /** A replica that is behind may show a tag that moves with the planned digest before it was set, as in a rollback. */
  #isReliable(name: string): boolean {
    const { tags, hasReplicas } = this.#goal;
    if (!hasReplicas || this.#isTagUpdateConfirmed || this.#verdict?.kind === "succeeded") return true;
    return tags.some((tag) => tag.name === name && tag.previous === null);
  }

  /** Until the next read is due, ARM answers, or the signal aborts. */
  async #pause(before: ImportVerdict | undefined): Promise<void> {
    const { signal } = this.#input;
    if (before !== this.#verdict) return;
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const cut = AbortSignal.any([signal, woken.signal]);
    try {
      // Before ARM has answered the POST there is nothing to read.
      const idle = !this.#accepted && this.#verdict === undefined;
      const { clock } = this.#context;
      await clock.sleep(idle ? IDLE_MS : Math.max(0, this.#readAtMs - clock.nowMs()), cut);
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      this.#wake = () => undefined;
    }
  }

  #intervalMs(): number {
    const { clock, inFlight } = this.#context;
    // What takes long is read more rarely, and often again once ARM has a verdict.
    const elapsedMs = clock.nowMs() - (this.#verdict === undefined ? this.#startedAtMs : this.#verdictAtMs);
    const rarelyMs = elapsedMs > 10_000 ? Math.min(READ_INTERVAL_MAX_MS, elapsedMs / 12) : 0;
    return Math.max(READ_INTERVAL_MS, inFlight.count * READ_SHARE_MS, rarelyMs);
  }

  /** Waits before the next attempt. A result: the pause that Azure asks for is longer than what is left. */
  async #backOff(attempt: number): Promise<StepResult | undefined> {
    const { clock, log } = this.#context;
    const { step, endsAtMs, signal } = this.#input;
    const verdict = this.#verdict;
    const askedMs = verdict?.kind === "succeeded" ? undefined : verdict?.retryAfterMs;
    const delayMs = askedMs ?? backoffMs(attempt, clock.random(), BACKOFF);
    if (verdict?.kind === "failed" && clock.nowMs() + delayMs > endsAtMs()) {
      const seconds = Math.ceil(delayMs / 1000);
      const message = `${verdict.problem.message} The pause of ${seconds} s is longer than what is left of timeout-minutes.`;
      return { kind: "failed", problem: { ...verdict.problem, message } };
    }
    const why = this.#isSourceBehind() ? SOURCE_BEHIND : "";
    const reason = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}${why}`;
    log.info(`Importing ${formatStep(step)} again in ${Math.round(delayMs / 1000)} s${reason}`);
    await clock.sleep(delayMs, signal);
    return undefined;
  }

  /** The time limit passed, or the run was cancelled: where there is time for it, the target is read once more. */
  async #ended(error: unknown): Promise<StepResult> {
    const { signal, step } = this.#input;
    if (!signal.aborted) return { kind: "failed", problem: problemOf(error, "import") };
    if (!(signal.reason instanceof DeadlinePassed)) throw error;
    const proof = await this.#lastRead();
    if (this.#isProvenAtEnd(proof)) return this.#provenResult();
    const failed = (reason: Problem): StepResult => ({ kind: "failed", problem: reason });
    if (proof.kind === "partial" && proof.blob) return failed(incomplete(step, proof.missing, this.#verdict));
    if (this.#verdict?.kind === "succeeded") {
      const missing = proof.kind === "partial" ? proof.missing : formatStep(step);
      return failed(this.#notShown({ kind: "not-shown", missing, blob: false }));
    }
    if (this.#isThrottled()) return failed(problemOfVerdict(this.#verdict));
    return failed(timedOut(step, proof, this.#verdict));
  }

  /** At the end nothing can be confirmed any more: a tag that moves counts only where it was confirmed before. */
  #isProvenAtEnd(proof: Proof): boolean {
    if (proof.kind !== "whole" || this.#equalReads === undefined) return false;
    const decision = next(proof, this.#verdictKind(this.#verdict), this.#goal, {
      nowMs: this.#context.clock.nowMs(),
      verdictAtMs: this.#verdictAtMs,
      equalReads: this.#equalReads,
      isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
      mayRepeat: false,
      postLostBefore: this.#postLostBefore,
      lagMs: 0,
    });
    return decision.kind === "proven";
  }

  async #lastRead(): Promise<Proof> {
    const { clock } = this.#context;
    const { signal, clear } = withDeadline(clock, LAST_READ_MS, new AbortController().signal);
    try {
      const proof = prove(await this.#read(signal, true), this.#goal);
      this.#equalReads = countEqualReads(this.#equalReads, proof, clock.nowMs());
      return proof;
    } catch (error) {
      return { kind: "unreadable", problem: problemOf(error, "verify") };
    } finally {
      clear();
    }
  }
}

const UNREADABLE: Problem = problem("TARGET_UNREADABLE", "The target cannot be read from this runner.", {
  side: "target",
});
