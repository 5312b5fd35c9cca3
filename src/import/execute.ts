// Carries out a plan: contents first, then referrers, then, when everything is proven, the tags, and then the locks. Images whose tags
// wait come last, so that no other image waits for them. Failures are values.
import type { LimitFunction } from "p-limit";
import { DeadlinePassed } from "../deadline.ts";
import { problemOf } from "../errors.ts";
import type { ImageTime, TimeLimit } from "../image-time.ts";
import { contentIncomplete, warnOfForeignLayers } from "../observe/blob-finding.ts";
import type { ContentCheck } from "../observe/content-check.ts";
import { lookUpWhile } from "../observe/tag-list.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import { formatTarget } from "../oci/reference.ts";
import type { Parallelism } from "../parallelism.ts";
import type { ImagePlan, ImportStep, Plan } from "../plan/plan.ts";
import type { Clock, ImportSource, Log, SourceRegistry, TargetRegistry } from "../ports.ts";
import { type Problem, problem } from "../problems.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { formatResourceId } from "../request/resource-id.ts";
import { type ImportContext, importAndVerify, type StepResult } from "./import-step.ts";
import { lockItemOf, lockTags } from "./lock-tags.ts";
import { type ImageRun, isCarriedOut } from "./run.ts";

/** What execution is given. */
export interface ExecutionPorts {
  readonly target: TargetRegistry;
  /** Several replicas may answer reads of the target. */
  readonly hasReplicas: boolean;
  readonly content: ContentCheck;
  /** In the order of the plan's images. */
  readonly sources: readonly (SourceRegistry | undefined)[];
  /** In the same order: what is left of each image's time. */
  readonly times: readonly ImageTime[];
  readonly parallelism: Parallelism;
  readonly clock: Clock;
  readonly log: Log;
  readonly operationId: () => string;
  /** Called once, when `tagOperations` of all runs are known. No tag is set before it resolves. */
  readonly beforeTags: () => Promise<void>;
  /** Called with what was read back of each image, by the digest of its root. */
  readonly onReadBack: (root: Digest, manifests: Iterable<Manifest>) => void;
}

/** Carries out all that is planned. `runs` are in the plan's order and are changed in place. */
export async function executePlan(
  plan: Plan,
  runs: readonly ImageRun[],
  request: PromotionRequest,
  ports: ExecutionPorts,
  signal: AbortSignal,
): Promise<void> {
  const limit = ports.parallelism.images;
  const work = plan.images.flatMap((image, at) => {
    const run = runs[at];
    const source = ports.sources[at];
    const time = ports.times[at];
    if (!isCarriedOut(image.verdict) || run === undefined || source === undefined || time === undefined) return [];
    return [{ image, run, source, time }];
  });
  const execution = new Execution(request, ports, work, signal);
  const isHeld = ({ image }: WorkItem) => image.verdict === "import";
  const set = work.filter((item) => !isHeld(item));
  await promoteImages(set, execution, request, limit);
  // With all-or-nothing, nothing is locked where a part of the set is missing.
  if (!request.allOrNothing || set.every(({ run }) => run.state === "done" || run.state === "skipped")) {
    const items = plan.images.flatMap((image, at) => lockItemOf(image, runs[at], ports.times[at]) ?? []);
    await lockTags(items, ports.target, limit, signal);
  }
  await Promise.all(work.filter(isHeld).map((item) => limit(() => execution.importHeld(item))));
}

async function promoteImages(
  work: readonly WorkItem[],
  execution: Execution,
  request: PromotionRequest,
  limit: LimitFunction,
): Promise<void> {
  if (!request.allOrNothing) {
    await Promise.all(
      work.map((item) =>
        limit(async () => {
          await execution.importContent(item, setsTags(item));
          if (item.run.state === "content-in-place") await execution.setTags(item);
        }),
      ),
    );
    return;
  }
  const tagsFollow = work.some(setsTags);
  await Promise.all(work.map((item) => limit(() => execution.importContent(item, tagsFollow))));
  if (work.some(({ run }) => run.state !== "content-in-place")) return;
  await Promise.all(work.map((item) => limit(() => execution.setTags(item))));
}

function setsTags({ image }: WorkItem): boolean {
  return image.signatureTagSteps.length + image.tagSteps.length > 0;
}

const CHATTY_MAX_IMAGES = 50;

interface WorkItem {
  readonly image: ImagePlan;
  readonly run: ImageRun;
  readonly source: SourceRegistry;
  readonly time: ImageTime;
}

/** A step that one or more images wait for. */
interface SharedStep {
  readonly result: Promise<StepResult>;
  readonly openOperations: ReadonlySet<string>;
}

/** The state of a step that its images share. */
interface StepState {
  readonly openOperations: Set<string>;
  readonly operationId: string;
}

class Execution {
  readonly #request: PromotionRequest;
  readonly #ports: ExecutionPorts;
  readonly #signal: AbortSignal;
  readonly #context: ImportContext;
  /** A line as each image starts and ends, unless there are so many that they would flood the log. */
  readonly #chatty: boolean;
  readonly #shared = new Map<string, SharedStep>();
  /** The first operation of each step that sets tags: chosen before any tag is set, so that it can be written down. */
  readonly #operations = new Map<string, string>();
  #tagsAnnounced: Promise<void> | undefined;

  constructor(request: PromotionRequest, ports: ExecutionPorts, work: readonly WorkItem[], signal: AbortSignal) {
    const { target, hasReplicas, content, clock, log, operationId } = ports;
    this.#request = request;
    this.#ports = ports;
    this.#signal = signal;
    this.#chatty = work.length <= CHATTY_MAX_IMAGES;
    this.#context = {
      importer: target.importer,
      reader: target.reader,
      content,
      hasReplicas,
      clock,
      log,
      operationId,
      inFlight: { count: 0 },
    };
    for (const { image, run } of work) {
      const steps = [...(image.copy === undefined ? [] : [image.copy]), ...image.referrerSteps];
      for (const step of [...steps, ...image.signatureTagSteps, ...image.tagSteps]) {
        if (step.tags.length === 0) continue;
        const id = this.#operationOf(step, image.request.source);
        for (const { name } of step.tags) run.tagOperations.set(name, { id, sent: false });
      }
    }
  }

  /** The image, then its referrers. `tagsFollow`: tags are to move once this is in place. */
  async importContent(item: WorkItem, tagsFollow: boolean): Promise<void> {
    const { image, run } = item;
    await this.#timed(item, async (limit) => {
      if (image.copy !== undefined) {
        if (!(await this.#step(item, image.copy, limit))) return;
        run.contentImported = true;
      } else if (!(await this.#checkPresent(item, limit))) return;
      // In waves by depth would be the strict order; ACR takes a referrer whose subject is not there yet.
      if (!(await this.#referrerSteps(item, image.referrerSteps, limit))) return;
      // With `verify: required` no tag moves to what was not read back.
      const unproven = !run.verified && tagsFollow && this.#request.verify !== "best-effort";
      run.state = unproven ? "failed" : "content-in-place";
    });
  }

  /** The content of an image whose tags wait, and from when on its age counts. */
  async importHeld(item: WorkItem): Promise<void> {
    const { image, run } = item;
    const { target, clock } = this.#ports;
    const digest = image.source?.digest;
    await this.importContent(item, true);
    if (run.state !== "content-in-place" || digest === undefined) return;
    await this.#timed(item, async ({ signal }) => {
      const manifest = { repository: image.request.target.repository, digest };
      const lookup = await lookUpWhile(({ kind }) => kind === "absent", manifest, { ...target, clock, signal });
      const { createdAtMs, readAtMs } = lookup.kind === "known" ? lookup.value : {};
      // Unknown is no failure: the next run reads it again.
      if (createdAtMs !== undefined && readAtMs !== undefined) run.heldAt = { createdAtMs, readAtMs };
      run.state = "done";
    });
  }

  /** Before tags are set on an image that is in the target already: its configs and layers. */
  async #checkPresent({ image, run }: WorkItem, limit: TimeLimit): Promise<boolean> {
    const { repository } = image.request.target;
    if (image.present.length === 0) return true;
    const finding = await this.#ports.content.checkPresent(repository, image.present, limit.signal);
    if (finding.kind === "complete") {
      for (const layer of finding.foreign) run.foreignLayers.add(layer);
      return true;
    }
    const isTolerated = finding.kind === "unknown" && this.#request.verify === "best-effort";
    run.problem = finding.kind === "missing" ? contentIncomplete(finding.what, "No tag was set.") : finding.problem;
    if (isTolerated) run.verified = false;
    else run.state = "failed";
    return isTolerated;
  }

  /** Steps side by side; true if all are done. */
  async #referrerSteps(item: WorkItem, steps: readonly ImportStep[], limit: TimeLimit): Promise<boolean> {
    const results = await Promise.allSettled(
      steps.map(async (step) => {
        const done = await this.#step(item, step, limit);
        const name = step.tags[0]?.name ?? step.digest;
        if (done && !item.run.keptTags.has(name)) item.run.referrersImported.add(name);
        return done;
      }),
    );
    for (const result of results) if (result.status === "rejected") throw result.reason;
    return results.every((result) => result.status === "fulfilled" && result.value);
  }

  /** cosign's tags, then the image's: one import for those that are created and one for those that move. */
  async setTags(item: WorkItem): Promise<void> {
    const { image, run } = item;
    await this.#timed(item, async (limit) => {
      if (!(await this.#referrerSteps(item, image.signatureTagSteps, limit))) return;
      for (const step of image.tagSteps) if (!(await this.#step(item, step, limit))) return;
      run.state = "done";
    });
  }

  /** Runs a part of an image's work under the image's own time limit, and writes into its run what became of it. */
  async #timed({ image, run, time }: WorkItem, work: (limit: TimeLimit) => Promise<void>): Promise<void> {
    const { clock, log, target } = this.#ports;
    if (this.#signal.aborted) return;
    const startedAtMs = clock.nowMs();
    if (run.startedAtMs === undefined && this.#chatty) log.info(`${imageName(image)}: importing`);
    run.startedAtMs ??= startedAtMs;
    run.state = "running";
    try {
      await time.run(this.#signal, () => target.reader.pauses(), work);
    } catch (error) {
      if (this.#signal.aborted) {
        run.state = "cancelled";
      } else {
        run.state = "failed";
        run.problem = error instanceof DeadlinePassed ? checksTimedOut(image) : problemOf(error, "import");
      }
    } finally {
      run.durationMs += clock.nowMs() - startedAtMs;
      this.#logEnd(image, run);
    }
  }

  #logEnd(image: ImagePlan, run: ImageRun): void {
    if (run.state === "done") for (const text of warnOfForeignLayers(run.foreignLayers)) this.#ports.log.notice(text);
    const seconds = `${(run.durationMs / 1000).toFixed(1)} s`;
    const { log } = this.#ports;
    if (run.state === "skipped" && this.#chatty) log.info(`${imageName(image)}: skipped after ${seconds}`);
    else if (run.state === "done" && this.#chatty) {
      log.info(
        `${imageName(image)}: ${image.verdict === "import" ? "imported, tags wait," : "in place"} after ${seconds}`,
      );
    } else if (run.state === "failed" || run.state === "conflict") {
      log.info(`${imageName(image)}: ${run.state} after ${seconds}: ${run.problem?.message ?? ""}`);
    }
  }

  /** True where the step is proven, or, in a target that cannot be read, vouched for by ARM. */
  async #step({ image, run, source }: WorkItem, step: ImportStep, limit: TimeLimit): Promise<boolean> {
    let isAccepted = false;
    const shared = this.#once(step, image.request.source, async ({ openOperations, operationId }) => {
      if (step.tags.length > 0) await this.#announceTags();
      return importAndVerify(
        {
          step,
          operationId,
          sourceRepository: step.from === "target" ? step.repository : image.request.source.repository,
          importSource: (importSignal) => this.#importSource(step, source, importSignal),
          verifiable: image.verifiable,
          // Only what this runner has read in the source must be there.
          isSourceReplicated:
            step.from === "source" && source.isReplicated === true && image.source?.unread === undefined,
          ...limit,
          onOperation: (id) => {
            run.operationId = id;
            for (const { name } of step.tags) run.tagOperations.set(name, { id, sent: true });
          },
          onAccepted: () => {
            isAccepted = true;
            this.#ports.parallelism.accepted();
          },
          onThrottled: () => this.#ports.parallelism.throttled(),
          openOperations,
          onReadBack: (manifests) => this.#ports.onReadBack(step.digest, manifests),
          onTagSeen: (tag) => {
            if (step.digest === image.source?.digest) run.tagsSet.add(tag);
          },
        },
        this.#context,
      );
    });
    run.openOperations.push(shared.openOperations);
    const result = await shared.result;
    if (result.kind === "proven" || result.kind === "unverified") {
      if (result.kind === "proven") {
        if (result.discovered !== undefined && step === image.copy) run.discovered = result.discovered;
        for (const layer of result.foreign) run.foreignLayers.add(layer);
      }
      if (result.kind === "unverified") {
        run.verified = false;
        run.problem ??= result.problem;
      }
      if (step.digest === image.source?.digest) for (const { name } of step.tags) run.tagsSet.add(name);
      return true;
    }
    // Under NoForce, Azure refuses all tags of an import together.
    const isRefused = result.kind !== "failed" || (!isAccepted && shared.openOperations.size === 0);
    if (isRefused) for (const { name } of step.tags) run.tagOperations.delete(name);
    // Of several tags, it is not known which one exists.
    const existing = result.kind === "exists-unread" && step.tags.length === 1 ? step.tags.map(({ name }) => name) : [];
    // Where the plan saw that the tag was absent, someone else set it, which is a conflict as in any target.
    if (result.kind === "exists-unread" && !image.verifiable && this.#request.onConflict === "skip") {
      this.#ports.log.info(`${result.problem.message} With on-conflict: skip, it is left as it is.`);
      for (const tag of existing) run.keptTags.add(tag);
      // As in a target that can be read: without a tag of cosign's the image goes on, without its own it is skipped.
      if (step.digest !== image.source?.digest) return true;
      run.state = "skipped";
      return false;
    }
    // Of steps that run side by side, the first to fail says why.
    if (run.state === "running") {
      run.state = result.kind === "failed" ? "failed" : "conflict";
      run.problem = result.problem;
    }
    for (const tag of result.kind === "exists-unread" ? existing : (result.rivalTags ?? [])) run.rivalTags.add(tag);
    return false;
  }

  /** Steps of two lines that are the same are carried out once. */
  #once(step: ImportStep, source: ImageRequest["source"], work: (state: StepState) => Promise<StepResult>): SharedStep {
    const key = keyOf(step, source);
    const running = this.#shared.get(key);
    if (running !== undefined) return running;
    const state: StepState = { openOperations: new Set(), operationId: this.#operationOf(step, source) };
    const shared = { result: this.#ports.parallelism.imports(work, state), openOperations: state.openOperations };
    this.#shared.set(key, shared);
    return shared;
  }

  #operationOf(step: ImportStep, source: ImageRequest["source"]): string {
    if (step.tags.length === 0) return this.#ports.operationId();
    const key = keyOf(step, source);
    const id = this.#operations.get(key) ?? this.#ports.operationId();
    this.#operations.set(key, id);
    return id;
  }

  #announceTags(): Promise<void> {
    this.#tagsAnnounced ??= this.#ports.beforeTags();
    return this.#tagsAnnounced;
  }

  /** Setting a tag is an import of the target from itself, which needs no right on the source. */
  async #importSource(step: ImportStep, source: SourceRegistry, signal: AbortSignal): Promise<ImportSource> {
    if (step.from === "source") return source.importSource(signal);
    return { resourceId: formatResourceId(this.#ports.target.resource.id) };
  }
}

/** Equal for steps that do the same. */
function keyOf(step: ImportStep, source: ImageRequest["source"]): string {
  return JSON.stringify([step.from === "source" ? [source.registry, source.repository] : null, step]);
}

/** The time limit passed outside of an import: while what was there before was looked up. */
function checksTimedOut(image: ImagePlan): Problem {
  const message = `The time limit passed while configs and layers of ${imageName(image)} were looked up in the target.`;
  return problem("IMPORT_TIMEOUT", message, { side: "target" });
}

function imageName({ request: { target } }: ImagePlan): string {
  return formatTarget(target.repository, target.tags);
}
