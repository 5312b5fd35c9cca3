// Carries out one planned import and proves it: ARM is followed and the target is watched at the same time, and only
// what the target shows counts. The one place that starts writes, and that decides whether one is repeated.

import { DeadlinePassed, withDeadline } from "../deadline.ts";
import { problemOf } from "../errors.ts";
import { addEntries } from "../observe/members.ts";
import type { ImageContent } from "../observe/observation.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { ImportStep } from "../plan/plan.ts";
import type { Clock, Importer, ImportSource, ImportVerdict, Log, RegistryReader } from "../ports.ts";
import { type Problem, problem } from "../problems.ts";

/** What the steps of a run share. */
export interface ImportContext {
  readonly importer: Importer;
  readonly reader: RegistryReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly operationId: () => string;
  /** Steps under way in the whole run: the more, the less often each is watched. */
  readonly inFlight: { count: number };
}

/** What one step is given beside the plan's words. */
export interface StepInput {
  readonly step: ImportStep;
  /** Repository at the side that is imported from. */
  readonly sourceRepository: string;
  readonly importSource: (signal: AbortSignal) => Promise<ImportSource>;
  /** What the step's tags held when the plan was made. */
  readonly previous: ReadonlyMap<string, Digest | null>;
  /** False: the target cannot be read from here, so that ARM's word is all there is. */
  readonly verifiable: boolean;
  /** Aborts when the run is cancelled, or with DeadlinePassed. */
  readonly signal: AbortSignal;
  readonly onOperation: (operationId: string) => void;
  /** Called when a tag of the step is seen to hold the step's digest, also where the step fails for another reason. */
  readonly onTagSeen: (tag: string) => void;
}

/** How a step ended. `operationInFlight`: ARM took the import and has not said how it ended. */
export type StepResult =
  | { readonly kind: "proven"; readonly discovered?: ImageContent }
  | { readonly kind: "unverified"; readonly problem: Problem }
  | {
      readonly kind: "conflict" | "failed";
      readonly problem: Problem;
      readonly operationInFlight: boolean;
      /** Tags that someone else set while the step ran. */
      readonly rivalTags?: readonly string[];
    };

/** An abort by the user, passed on: which operation may still run. */
export class StepCancelled extends Error {
  readonly operationInFlight: boolean;

  constructor(operationInFlight: boolean, cause: unknown) {
    super("The step was cancelled.", { cause });
    this.name = "StepCancelled";
    this.operationInFlight = operationInFlight;
  }
}

const MAX_ATTEMPTS = 3;
const FIRST_LOOK_MS = 200;
const LOOK_INTERVAL_MS = 500;
/** Each step in flight adds this to the pause between looks, which keeps a run of 500 under 100 reads a second. */
const LOOK_SHARE_MS = 10;
/** As often as ARM asks to be polled, and no more rarely. */
const LOOK_INTERVAL_MAX_MS = 10_000;
/** How long the target may lag behind ARM's "Succeeded": replicas converge within a minute or so (Azure/acr#588). */
const LAG_MS = 90_000;
/** How long an answer to the POST that was lost is looked for in the target before the POST is repeated. */
const SETTLE_MS = 15_000;
const IDLE_MS = 60_000;
const LAST_LOOK_MS = 8_000;
const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 30_000;

/**
 * Imports and mustExist.
 * @throws StepCancelled when the run's signal aborts
 */
export async function importAndVerify(input: StepInput, context: ImportContext): Promise<StepResult> {
  context.inFlight.count += 1;
  try {
    return await new StepRun(input, context).run();
  } finally {
    context.inFlight.count -= 1;
  }
}

/** What one look at the target found. */
type View =
  | { readonly kind: "proven" }
  | {
      readonly kind: "not-yet";
      readonly missing: string;
      readonly rival?: { readonly tag: string; readonly digest: Digest };
    }
  | { readonly kind: "unreadable"; readonly problem: Problem };

class StepRun {
  readonly #input: StepInput;
  readonly #context: ImportContext;
  /** Manifests that were read back; content does not go away again. */
  readonly #proven = new Set<Digest>();
  /** ARM was asked to import, and may be at it. */
  #posted = false;
  /** Where the image's manifests were not known: those that the target has shown so far. */
  #discovered: ImageContent | undefined;
  #accepted = false;
  /** The answer to a POST was lost once before. */
  #lostOnce = false;
  #verdict: ImportVerdict | undefined;
  #verdictAtMs = 0;
  #startedAtMs = 0;
  #lookAtMs = 0;
  #wake: () => void = () => undefined;

  constructor(input: StepInput, context: ImportContext) {
    this.#input = input;
    this.#context = context;
  }

  async run(): Promise<StepResult> {
    for (let attempt = 1; ; ) {
      let result: StepResult | "repeat";
      try {
        result = await this.#attempt(attempt < MAX_ATTEMPTS);
        if (result === "repeat") await this.#backOff(attempt);
        // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
        if (!this.#isThrottled()) attempt++;
      } catch (error) {
        result = await this.#ended(error);
      }
      if (result !== "repeat") return result;
    }
  }

  async #attempt(mayRepeat: boolean): Promise<StepResult | "repeat"> {
    const { step, signal, sourceRepository, importSource, onOperation } = this.#input;
    const { importer, clock, log } = this.#context;
    const source = await importSource(signal);
    signal.throwIfAborted();
    const operationId = this.#context.operationId();
    this.#posted = true;
    this.#accepted = false;
    this.#verdict = undefined;
    this.#startedAtMs = clock.nowMs();
    onOperation(operationId);
    log.debug(`import ${operationId}: ${describe(step)}`);
    const follow = new AbortController();
    const followed = importer
      .importImage(
        {
          source,
          sourceImage: `${sourceRepository}@${step.digest}`,
          targetTags: step.tags.map((tag) => `${step.repository}:${tag}`),
          untaggedTargetRepositories: step.tags.length === 0 ? [step.repository] : [],
          mode: step.mode,
        },
        {
          operationId,
          signal: AbortSignal.any([signal, follow.signal]),
          onAccepted: () => {
            this.#accepted = true;
            // The copy may have begun before the answer came.
            this.#lookAtMs = this.#startedAtMs + FIRST_LOOK_MS;
            this.#startedAtMs = clock.nowMs();
            this.#wake();
          },
        },
      )
      .then(
        (verdict) => this.#heard(verdict),
        (error: unknown) => {
          // Whatever is thrown, no token for example, was thrown before anything was asked of ARM.
          if (follow.signal.aborted || signal.aborted) return;
          this.#heard({ kind: "failed", problem: problemOf(error, "import"), transient: false });
        },
      );
    try {
      return await this.#watch(mayRepeat);
    } finally {
      follow.abort();
      await followed;
    }
  }

  #heard(verdict: ImportVerdict): void {
    this.#verdict = verdict;
    this.#verdictAtMs = this.#context.clock.nowMs();
    if (verdict.kind === "unclear") {
      this.#context.log.info(
        `Azure does not say how an import goes (${verdict.problem.message}); the target is watched instead.`,
      );
    }
    this.#wake();
  }

  /** Looks again and again until the target shows everything, or ARM's verdict and the target together say that it will not. */
  async #watch(mayRepeat: boolean): Promise<StepResult | "repeat"> {
    for (;;) {
      // The verdict is taken before the look, so that a refusal is always followed by one more look.
      const verdict = this.#verdict;
      const due = verdict !== undefined || (this.#accepted && this.#context.clock.nowMs() >= this.#lookAtMs);
      const view = due ? await this.#look(this.#input.signal) : undefined;
      if (view?.kind === "proven") return this.#provenResult();
      if (verdict !== undefined && view !== undefined) {
        const result = this.#settle(verdict, view, mayRepeat);
        if (result !== undefined) return result;
      }
      if (due) this.#lookAtMs = this.#context.clock.nowMs() + this.#intervalMs();
      await this.#pause(verdict);
    }
  }

  /** What a verdict and a look after it amount to; undefined: look again. */
  #settle(
    verdict: ImportVerdict,
    view: Exclude<View, { kind: "proven" }>,
    mayRepeat: boolean,
  ): StepResult | "repeat" | undefined {
    const waitedMs = this.#context.clock.nowMs() - this.#verdictAtMs;
    if (verdict.kind === "succeeded") {
      if (view.kind === "unreadable") return { kind: "unverified", problem: view.problem };
      return waitedMs < LAG_MS ? undefined : this.#notShown(view);
    }
    const rival = view.kind === "not-yet" ? view.rival : undefined;
    if (verdict.kind === "failed") {
      if (rival !== undefined) return this.#lostRace(rival);
      if (verdict.problem.code === "TAG_EXISTS") {
        // The tag that ARM met may be our own, from an import whose answer was lost, and not be shown yet.
        if (view.kind === "not-yet" && waitedMs < LAG_MS) return undefined;
        return {
          kind: "conflict",
          problem: verdict.problem,
          operationInFlight: false,
          rivalTags: this.#input.step.tags,
        };
      }
      if (verdict.transient && (mayRepeat || this.#isThrottled())) return "repeat";
      return { kind: "failed", problem: verdict.problem, operationInFlight: false };
    }
    if (this.#accepted) {
      // ARM took the import and does not tell us how it goes: only the target, or the deadline, ends this.
      return view.kind === "unreadable"
        ? { kind: "failed", problem: verdict.problem, operationInFlight: true }
        : undefined;
    }
    if (rival !== undefined) return this.#lostRace(rival);
    if (view.kind === "not-yet" && waitedMs < SETTLE_MS) return undefined;
    if (view.kind === "not-yet" && mayRepeat && !this.#lostOnce) {
      this.#lostOnce = true;
      return "repeat";
    }
    return { kind: "failed", problem: verdict.problem, operationInFlight: true };
  }

  #isThrottled(): boolean {
    const verdict = this.#verdict;
    return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
  }

  /** A tag holds a digest that it did not hold when the plan was made, and that is not ours. Repeating would only overwrite it. */
  #lostRace(rival: { readonly tag: string; readonly digest: Digest }): StepResult {
    const { step } = this.#input;
    return {
      // Under NoForce ours was refused; under Force it may have been there for a moment.
      kind: step.mode === "Force" ? "failed" : "conflict",
      operationInFlight: this.#mayRun(),
      rivalTags: [rival.tag],
      problem: problem(
        "TAG_CONFLICT",
        `${step.repository}:${rival.tag} was set to ${shortDigest(rival.digest)}… while this step ran; ${shortDigest(step.digest)}… was planned.`,
        {
          stage: "import",
          side: "target",
          remedy:
            "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
        },
      ),
    };
  }

  /** True from the POST until ARM says how the import ended. */
  #mayRun(): boolean {
    return this.#posted && (this.#verdict === undefined || this.#verdict.kind === "unclear");
  }

  #provenResult(): StepResult {
    return { kind: "proven", ...(this.#discovered !== undefined && { discovered: this.#discovered }) };
  }

  #notShown(view: Exclude<View, { kind: "proven" }>): StepResult {
    const rival = view.kind === "not-yet" ? view.rival : undefined;
    if (rival !== undefined) return this.#lostRace(rival);
    const what = view.kind === "not-yet" ? view.missing : view.problem.message;
    return {
      kind: "failed",
      operationInFlight: false,
      problem: problem(
        "TARGET_NOT_SHOWN",
        `Azure says that the import succeeded, but the target does not show it: ${what}.`,
        { side: "target" },
      ),
    };
  }

  async #look(signal: AbortSignal): Promise<View> {
    const { step, verifiable } = this.#input;
    if (!verifiable) return { kind: "unreadable", problem: UNREADABLE };
    try {
      return await this.#read(step, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return { kind: "unreadable", problem: problemOf(error, "verify") };
    }
  }

  /** One read while nothing shows; the rest, all at once, when it does. */
  async #read(step: ImportStep, signal: AbortSignal): Promise<View> {
    const [firstTag, ...otherTags] = step.tags;
    const needed = step.mustExist.filter((digest) => !this.#proven.has(digest));
    if (firstTag !== undefined) {
      const view = await this.#readTag(firstTag, signal);
      if (view !== undefined) return view;
    } else {
      const [first] = needed;
      if (first !== undefined && !(await this.#readManifest(first, signal)))
        return notYet(`${step.repository}@${first}`);
    }
    const [tagViews, missing] = await Promise.all([
      Promise.all(otherTags.map((tag) => this.#readTag(tag, signal))),
      this.#findMissing(signal),
    ]);
    const tagView = tagViews.find((view) => view !== undefined);
    if (tagView !== undefined) return tagView;
    return missing === undefined ? { kind: "proven" } : notYet(`${step.repository}@${missing}`);
  }

  /** The first manifest that is not there. Those that reading teaches us of are read in turn. */
  async #findMissing(signal: AbortSignal): Promise<Digest | undefined> {
    for (;;) {
      const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
      const rest = [...this.#input.step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
      if (rest.length === 0) return undefined;
      const present = await Promise.all(rest.map((digest) => this.#readManifest(digest, signal)));
      const missing = rest.find((_digest, at) => present[at] === false);
      if (missing !== undefined) return missing;
    }
  }

  async #readTag(tag: string, signal: AbortSignal): Promise<View | undefined> {
    const { step } = this.#input;
    const target = await this.#context.reader.readTag(step.repository, tag, signal);
    if (target === undefined) return notYet(`${step.repository}:${tag}`);
    const { digest, manifest } = target;
    if (digest === step.digest) {
      if (manifest !== undefined) this.#prove(manifest);
      else if (!(await this.#readManifest(digest, signal))) return notYet(`${step.repository}@${digest}`);
      this.#input.onTagSeen(tag);
      return undefined;
    }
    return {
      kind: "not-yet",
      missing: `${step.repository}:${tag} holds ${shortDigest(digest)}…`,
      ...(digest !== this.#input.previous.get(tag) && { rival: { tag, digest } }),
    };
  }

  async #readManifest(digest: Digest, signal: AbortSignal): Promise<boolean> {
    const manifest = await this.#context.reader.fetchManifest(this.#input.step.repository, digest, signal);
    if (manifest === undefined) return false;
    this.#prove(manifest);
    return true;
  }

  #prove(manifest: Manifest): void {
    const { step } = this.#input;
    this.#proven.add(manifest.digest);
    if (step.discovers !== true) return;
    const { root = manifest, members = [] } = this.#discovered ?? {};
    const known = new Map(members.map((member) => [member.digest, member]));
    const entries = manifest.kind === "index" ? manifest.manifests : [];
    const all = addEntries(
      known,
      entries.filter(({ digest }) => digest !== root.digest),
    );
    this.#discovered = { root, members: [...all.values()] };
  }

  /** Until the next look is due, ARM speaks, or the signal aborts. */
  async #pause(before: ImportVerdict | undefined): Promise<void> {
    const { signal } = this.#input;
    if (before !== this.#verdict) return;
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const cut = AbortSignal.any([signal, woken.signal]);
    try {
      // Before ARM has answered the POST there is nothing to look for.
      const idle = !this.#accepted && this.#verdict === undefined;
      const { clock } = this.#context;
      await clock.sleep(idle ? IDLE_MS : Math.max(0, this.#lookAtMs - clock.nowMs()), cut);
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      this.#wake = () => undefined;
    }
  }

  #intervalMs(): number {
    const { clock, inFlight } = this.#context;
    // What takes long is looked at more rarely, and often again once ARM has spoken.
    const elapsedMs = clock.nowMs() - (this.#verdict === undefined ? this.#startedAtMs : this.#verdictAtMs);
    const rarelyMs = elapsedMs > 10_000 ? Math.min(LOOK_INTERVAL_MAX_MS, elapsedMs / 12) : 0;
    return Math.max(LOOK_INTERVAL_MS, inFlight.count * LOOK_SHARE_MS, rarelyMs);
  }

  async #backOff(attempt: number): Promise<void> {
    const { clock, log } = this.#context;
    const verdict = this.#verdict;
    const asked = verdict?.kind === "succeeded" ? undefined : verdict?.retryAfterMs;
    const ceiling = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempt);
    const delayMs = asked ?? ceiling / 2 + (clock.random() * ceiling) / 2;
    const why = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}`;
    log.info(`Importing ${describe(this.#input.step)} again in ${Math.round(delayMs / 1000)} s${why}`);
    await clock.sleep(delayMs, this.#input.signal);
  }

  /** The deadline passed, or the run was cancelled: the target has the last word, where there is time to ask it. */
  async #ended(error: unknown): Promise<StepResult> {
    const { signal, step, verifiable } = this.#input;
    if (!signal.aborted) {
      return { kind: "failed", problem: problemOf(error, "import"), operationInFlight: this.#mayRun() };
    }
    const running = this.#mayRun();
    if (!(signal.reason instanceof DeadlinePassed)) throw new StepCancelled(running, error);
    const view = verifiable ? await this.#lastLook() : { kind: "unreadable" as const, problem: UNREADABLE };
    if (view.kind === "proven") return this.#provenResult();
    if (this.#verdict?.kind === "succeeded") return this.#notShown(view);
    const lacking = view.kind === "not-yet" ? ` Last seen: ${view.missing}.` : "";
    const because = this.#verdict === undefined ? lacking : `${lacking} ${this.#verdict.problem.message}`;
    return {
      kind: "failed",
      operationInFlight: running,
      problem: problem(
        "IMPORT_TIMEOUT",
        `${describe(step)} was not in the target when the time limit passed.${because}`,
        { side: "target" },
      ),
    };
  }

  async #lastLook(): Promise<View> {
    const { signal, clear } = withDeadline(this.#context.clock, LAST_LOOK_MS, new AbortController().signal);
    try {
      return await this.#look(signal);
    } catch (error) {
      return { kind: "unreadable", problem: problemOf(error, "verify") };
    } finally {
      clear();
    }
  }
}

const UNREADABLE = problem("TARGET_UNREADABLE", "The target cannot be read from this runner.", { side: "target" });

function notYet(missing: string): View {
  return { kind: "not-yet", missing: `${missing} is absent` };
}

function describe({ repository, digest, tags }: ImportStep): string {
  const names = tags.length === 0 ? "untagged" : `as ${tags.join(", ")}`;
  return `${repository}@${shortDigest(digest)}… ${names}`;
}
