// Performs one planned import: sends it, follows ARM and reads the target at the same time. What a read proves and what happens
// next is decided by settle.ts. The only place that starts writes.
import { DeadlinePassed, withDeadline } from "../deadline.ts";
import { ManifestError, problemOf } from "../errors.ts";
import type { ContentCheck } from "../observe/content-check.ts";
import { addEntries } from "../observe/members.ts";
import type { ImageContent } from "../observe/observation.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import { findMismatch, type Manifest } from "../oci/manifest.ts";
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
  type TagRead,
  type TargetRead,
  type VerdictKind,
} from "./settle.ts";

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
  /** False: the target cannot be read from here, so that ARM's word is all there is. */
  readonly verifiable: boolean;
  /** Aborts when the run is cancelled, or with DeadlinePassed. */
  readonly signal: AbortSignal;
  /** When the signal aborts with DeadlinePassed, on the clock. */
  readonly endsAtMs: number;
  readonly onOperation: (operationId: string) => void;
  /** Called when a tag of the step is seen to hold the step's digest, also where the step fails for another reason. */
  readonly onTagSeen: (tag: string) => void;
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
const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 30_000;

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
  /** Manifests that were read back; content does not go away again. */
  readonly #proven = new Map<Digest, Manifest>();
  /** Where the image's manifests were not known: those that the target has shown so far. */
  #discovered: ImageContent | undefined;
  #accepted = false;
  #foreign: readonly Digest[] = [];
  /** Tags of the step that were read with the planned digest. */
  readonly #seen = new Set<string>();
  #operationId = "";
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
        const tooLong = await this.#backOff(attempt);
        if (tooLong !== undefined) return tooLong;
        // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
        if (!this.#isThrottled()) attempt++;
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
    this.#operationId = this.#context.operationId();
    this.#accepted = false;
    this.#verdict = undefined;
    this.#equalReads = undefined;
    this.#startedAtMs = clock.nowMs();
    onOperation(this.#operationId);
    openOperations.add(this.#operationId);
    log.debug(`import ${this.#operationId}: ${describe(step)}`);
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
    const known = step.tags.filter(({ previous, updatedAtMs }) => previous !== null && updatedAtMs !== undefined);
    if (known.length < step.tags.length) return false;
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
      mayRepeat: mayRepeat || this.#isThrottled(),
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
    return verdict.transient ? "failed-transiently" : "failed";
  }

  /** The result of a decision that ends this attempt. */
  #end(decision: Exclude<Next, { kind: "wait" }>, verdict: ImportVerdict | undefined): StepResult | "repeat" {
    switch (decision.kind) {
      case "proven":
        return this.#provenResult();
      case "unverified":
        return { ...decision, problem: this.#withSeenTags(decision.problem) };
      case "repeat":
        if (verdict?.kind === "unclear") this.#postLostBefore = true;
        return "repeat";
      case "conflict":
        return this.#lostRace(decision);
      case "exists-unread":
        return { kind: "exists-unread", problem: this.#existsUnread() };
      case "not-shown":
        return { kind: "failed", problem: this.#notShown(decision, verdict) };
      case "failed":
        return { kind: "failed", problem: this.#withSeenTags(problemOfVerdict(verdict)) };
    }
  }

  #isThrottled(): boolean {
    const verdict = this.#verdict;
    return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
  }

  /** A tag has a digest that it did not have when the plan was made, and that is not ours. Repeating would only overwrite it. */
  #lostRace({ tags, digest }: Extract<Next, { kind: "conflict" }>): StepResult {
    const { step } = this.#input;
    const names = tags.map((tag) => `${step.repository}:${tag}`).join(", ");
    return {
      // Under NoForce ours was refused; under Force it may have been there for a moment.
      kind: step.mode === "Force" ? "failed" : "conflict",
      rivalTags: tags,
      problem: problem(
        "TAG_CONFLICT",
        `${names} was set to ${shortDigest(digest)}… while this step ran; ${shortDigest(step.digest)}… was planned.`,
        {
          stage: "import",
          side: "target",
          remedy:
            "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
        },
      ),
    };
  }

  #existsUnread(): Problem {
    const { step, verifiable } = this.#input;
    const names = qualifiedTags(step).join(", ");
    return problem(
      "TAG_EXISTS",
      `${step.tags.length > 1 ? "One of the tags " : ""}${names} exists in the target and cannot be compared from this runner: ${problemOfVerdict(this.#verdict).message}`,
      {
        side: "target",
        // A tag that the plan saw absent was set by someone else: the table's remedy.
        remedy: verifiable
          ? undefined
          : "Set on-conflict: skip to leave an existing tag as it is, or on-conflict: overwrite to move it. Or use a runner that can read the target.",
      },
    );
  }

  #notShown({ missing, blob }: Extract<Next, { kind: "not-shown" }>, verdict: ImportVerdict | undefined): Problem {
    if (blob) return this.#incomplete(missing);
    if (verdict?.kind === "failed") return this.#withSeenTags(verdict.problem);
    return problem(
      "TARGET_NOT_SHOWN",
      `Azure reports that the import succeeded, but the target does not show it: ${missing} is missing.`,
      { side: "target" },
    );
  }

  /** Manifests and tags are there, and a config or layer is not: who pulls gets an error. */
  #incomplete(missing: string): Problem {
    const { step } = this.#input;
    const tags = qualifiedTags(step).join(", ");
    const exists = tags === "" ? "This import set no tag." : `The tag exists already: ${tags}.`;
    const reported = this.#verdict?.kind === "succeeded" ? "Azure reports that the import succeeded, but the" : "The";
    return problem("CONTENT_INCOMPLETE", `${reported} target lacks the ${missing}. ${exists}`, { side: "target" });
  }

  /** Adds that tags exist already although their content is not proven: the next run finds them up to date. */
  #withSeenTags(reason: Problem): Problem {
    const { step } = this.#input;
    const seen = step.tags.filter(({ name }) => this.#seen.has(name)).map(({ name }) => `${step.repository}:${name}`);
    if (seen.length === 0) return reason;
    const message = `${reason.message} The tag exists already: ${seen.join(", ")}.`;
    const remedy = `${reason.remedy} Then run again with verify: layers, which checks configs and layers of what is there.`;
    return { ...reason, message, remedy };
  }

  #provenResult(): StepResult {
    const { step, openOperations } = this.#input;
    // Under NoForce an earlier operation finds the tags that are now set. Under Force it can still move them.
    if (step.mode === "NoForce") openOperations.clear();
    openOperations.delete(this.#operationId);
    return {
      kind: "proven",
      foreign: this.#foreign,
      ...(this.#discovered !== undefined && { discovered: this.#discovered }),
    };
  }

  async #read(signal: AbortSignal, allTags: boolean): Promise<TargetRead> {
    if (!this.#input.verifiable) return { kind: "unreadable", problem: UNREADABLE };
    try {
      return await this.#readTarget(signal, allTags);
    } catch (error) {
      if (signal.aborted) throw error;
      return { kind: "unreadable", problem: problemOf(error, "verify") };
    }
  }

  /** One read while nothing shows; the rest, all at once, when it does. */
  async #readTarget(signal: AbortSignal, allTags: boolean): Promise<TargetRead> {
    const { step } = this.#input;
    const [firstTag, ...otherTags] = step.tags;
    const tags: TagRead[] = [];
    if (firstTag !== undefined) {
      const first = await this.#readTag(firstTag.name, signal);
      tags.push(first);
      if (first.digest !== step.digest && !allTags) return { kind: "read", tags };
    } else {
      const [first] = step.mustExist.filter((digest) => !this.#proven.has(digest));
      if (first !== undefined && !(await this.#readManifest(first, signal))) {
        return { kind: "read", tags, missingManifest: `${step.repository}@${first}` };
      }
    }
    const [others, missing] = await Promise.all([
      Promise.all(otherTags.map(({ name }) => this.#readTag(name, signal))),
      this.#findMissingManifest(signal),
    ]);
    tags.push(...others);
    if (missing !== undefined) return { kind: "read", tags, missingManifest: `${step.repository}@${missing}` };
    const mismatch = findMismatch(this.#proven.values());
    if (mismatch !== undefined)
      throw new ManifestError("MANIFEST_INVALID", mismatch, { stage: "verify", side: "target" });
    const blobs = await this.#context.content.findMissing(step.repository, this.#proven.values(), signal);
    if (blobs.kind === "unknown") return { kind: "unreadable", problem: blobs.problem };
    if (blobs.kind === "complete") this.#foreign = blobs.foreign;
    return { kind: "read", tags, ...(blobs.kind === "missing" && { missingBlob: blobs.what }) };
  }

  /** The first manifest that is not there. Those that reading discovers are read in turn. */
  async #findMissingManifest(signal: AbortSignal): Promise<Digest | undefined> {
    for (;;) {
      const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
      const rest = [...this.#input.step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
      if (rest.length === 0) return undefined;
      const present = await Promise.all(rest.map((digest) => this.#readManifest(digest, signal)));
      const missing = rest.find((_digest, at) => present[at] === false);
      if (missing !== undefined) return missing;
    }
  }

  async #readTag(name: string, signal: AbortSignal): Promise<TagRead> {
    const { step } = this.#input;
    const target = await this.#context.reader.readTag(step.repository, name, signal);
    if (target === undefined) return { name, digest: null };
    if (target.digest === step.digest) {
      if (target.manifest !== undefined) this.#prove(target.manifest);
      else if (!(await this.#readManifest(step.digest, signal))) return { name, digest: null };
      if (this.#isReliable(name)) {
        this.#seen.add(name);
        this.#input.onTagSeen(name);
      }
    }
    return { name, digest: target.digest };
  }

  /** A replica that is behind may show a tag that moves with the planned digest before it was set, as in a rollback. */
  #isReliable(name: string): boolean {
    const { tags, hasReplicas } = this.#goal;
    if (!hasReplicas || this.#isTagUpdateConfirmed || this.#verdict?.kind === "succeeded") return true;
    return tags.some((tag) => tag.name === name && tag.previous === null);
  }

  async #readManifest(digest: Digest, signal: AbortSignal): Promise<boolean> {
    const manifest = await this.#context.reader.fetchManifest(this.#input.step.repository, digest, signal);
    if (manifest === undefined) return false;
    this.#prove(manifest);
    return true;
  }

  #prove(manifest: Manifest): void {
    const { step } = this.#input;
    this.#proven.set(manifest.digest, manifest);
    if (step.discovers !== true) return;
    const { root = manifest, members = [] } = this.#discovered ?? {};
    const known = new Map(members.map((member) => [member.digest, member]));
    const entries = manifest.kind === "index" ? manifest.manifests.filter(({ digest }) => digest !== root.digest) : [];
    this.#discovered = { root, members: [...addEntries(known, entries).values()] };
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
    const ceilingMs = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempt);
    const delayMs = askedMs ?? ceilingMs / 2 + (clock.random() * ceilingMs) / 2;
    if (verdict?.kind === "failed" && clock.nowMs() + delayMs > endsAtMs) {
      const seconds = Math.ceil(delayMs / 1000);
      const message = `${verdict.problem.message} The pause of ${seconds} s is longer than what is left of timeout-minutes.`;
      return { kind: "failed", problem: { ...verdict.problem, message } };
    }
    const reason = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}`;
    log.info(`Importing ${describe(step)} again in ${Math.round(delayMs / 1000)} s${reason}`);
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
    if (proof.kind === "partial" && proof.blob) return failed(this.#incomplete(proof.missing));
    if (this.#verdict?.kind === "succeeded") {
      const missing = proof.kind === "partial" ? proof.missing : describe(step);
      return failed(this.#notShown({ kind: "not-shown", missing, blob: false }, this.#verdict));
    }
    if (this.#isThrottled()) return failed(problemOfVerdict(this.#verdict));
    if (proof.kind === "whole") {
      const message = `The target shows ${describe(step)}, but Azure has not confirmed it within the time limit; a replica may be behind.`;
      return failed(problem("IMPORT_TIMEOUT", message, { side: "target" }));
    }
    const lacking = formatLastRead(proof);
    const because = this.#verdict === undefined ? lacking : `${lacking} ${this.#verdict.problem.message}`;
    return failed(
      problem("IMPORT_TIMEOUT", `${describe(step)} did not appear in the target within the time limit.${because}`, {
        side: "target",
      }),
    );
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

function formatLastRead(proof: Proof): string {
  if (proof.kind === "partial") return ` Last read: ${proof.missing} was missing.`;
  if (proof.kind !== "rival") return "";
  const rivals = proof.rivals.map(({ name, digest }) => `the tag ${name} had ${shortDigest(digest)}…`);
  return ` Last read: ${rivals.join(", ")}.`;
}

function problemOfVerdict(verdict: ImportVerdict | undefined): Problem {
  if (verdict === undefined || verdict.kind === "succeeded") {
    return problem("IMPORT_FAILED", "Azure ended the import without a reason.", { side: "target" });
  }
  return verdict.problem;
}

function qualifiedTags({ repository, tags }: ImportStep): string[] {
  return tags.map(({ name }) => `${repository}:${name}`);
}

function describe({ repository, digest, tags }: ImportStep): string {
  const names = tags.length === 0 ? "untagged" : `as ${tags.map(({ name }) => name).join(", ")}`;
  return `${repository}@${shortDigest(digest)}… ${names}`;
}
