// The use case, one pass from left to right: connect, observe, plan, carry out, report. Read this file first.
import { ChangeRecord, readChanges } from "./changes/read-changes.ts";
import { AzureError, PromotionError, problemOf } from "./errors.ts";
import { ImageTime } from "./image-time.ts";
import { executePlan } from "./import/execute.ts";
import { followProgress } from "./import/follow-progress.ts";
import { type ImageRun, newRun } from "./import/run.ts";
import { createContentCheck } from "./observe/content-check.ts";
import { followReading } from "./observe/follow-reading.ts";
import type { ImageReads } from "./observe/image-reader.ts";
import { ManifestBudget, type RunBudget } from "./observe/manifest-budget.ts";
import { connectSource, observeImage } from "./observe/observe.ts";
import { refusedSource } from "./observe/observe-source.ts";
import { readInTime } from "./observe/read-in-time.ts";
import { resolveSource } from "./observe/source-resolution.ts";
import { Waits } from "./observe/waits.ts";
import { Parallelism } from "./parallelism.ts";
import type { Plan } from "./plan/plan.ts";
import { planPromotion } from "./plan/plan-promotion.ts";
import type { Clock, Ports, SourceRegistry, TargetRegistry } from "./ports.ts";
import type { Problem } from "./problems.ts";
import { reportOutcome } from "./report/outcome.ts";
import type { PromotionReport } from "./report/report.ts";
import { rollbackOf } from "./report/rollback.ts";
import type { ImageRequest, PromotionRequest } from "./request/request.ts";
import { formatResourceId } from "./request/resource-id.ts";
import { formatSource } from "./request/source-name.ts";

/** A promotion under way. */
export interface Promotion {
  /** Never rejects for what may go wrong on the way: that is in the report. */
  readonly finished: Promise<PromotionReport>;
  /** What is true now, for a step that has to end before its work does. */
  readonly reportNow: () => PromotionReport;
  /** The same as if it were a dry run: what the plan says, once there is one. */
  readonly reportPlan: () => PromotionReport;
  /** The report for a step that may be killed while it sets tags: each tag that it will set counts as uncertain. */
  readonly reportBeforeTags: () => PromotionReport;
}

/** What is known so far; everything that a report is made of. */
interface Progress {
  target?: TargetRegistry;
  plan?: Plan;
  error?: Problem;
  readonly runs: readonly ImageRun[];
  readonly changes: ChangeRecord;
}

/** Starts to promote what was requested. On abort no new work starts, waits end, and the report states what was cancelled. */
export function promote(request: PromotionRequest, ports: Ports, signal: AbortSignal): Promotion {
  const startedAtMs = ports.clock.nowMs();
  const progress: Progress = { runs: request.images.map(() => newRun()), changes: new ChangeRecord() };
  const report = (dryRun: boolean) =>
    reportOutcome({
      request: { ...request, dryRun },
      loginServer: progress.target?.resource.loginServer,
      plan: progress.plan,
      runs: progress.runs,
      changes: progress.changes,
      error: progress.error,
      cancelled: signal.aborted,
      durationMs: Math.round(ports.clock.nowMs() - startedAtMs),
    });
  const reportNow = () => report(request.dryRun);
  const over = new AbortController();
  const finished = run(request, ports, progress, AbortSignal.any([signal, over.signal]))
    .catch((error: unknown) => {
      // Whatever is thrown after an abort is the abort; before, it is a failure of the step as a whole.
      if (!signal.aborted) progress.error = problemOf(error, "observe");
    })
    // A login that no image waits for any more would keep the process alive.
    .finally(() => over.abort("The step is over."))
    .then(reportNow);
  const reportBeforeTags = () => {
    const now = reportNow();
    return progress.plan === undefined
      ? now
      : { ...now, rollback: rollbackOf(progress.plan, progress.runs, "planned") };
  };
  return { finished, reportNow, reportPlan: () => report(true), reportBeforeTags };
}

/** One image under way. */
interface Item {
  readonly image: ImageRequest;
  readonly source: Promise<SourceRegistry>;
  /** Over reading and importing. */
  readonly time: ImageTime;
  readonly reads: ImageReads;
  readonly run: ImageRun;
}

async function run(request: PromotionRequest, ports: Ports, progress: Progress, signal: AbortSignal): Promise<void> {
  const { registries, clock, log } = ports;
  const budget: RunBudget = { usedBytes: 0 };
  const items = request.images.flatMap((image, at): Item[] => {
    const source =
      image.undo === undefined
        ? registries.connectSource(image.source.registry, signal)
        : registries.connectTarget(signal).then(targetAsSource);
    // A failure reaches those who await it; until then it must not count as unhandled.
    source.catch(() => undefined);
    const imageRun = progress.runs[at];
    const time = new ImageTime(clock, request.timeoutMs);
    const reads = { waits: new Waits(clock), budget: new ManifestBudget(budget, formatSource(image, request)) };
    return imageRun === undefined ? [] : [{ image, source, time, reads, run: imageRun }];
  });
  const parallelism = new Parallelism(request.maxParallel);
  const limit = parallelism.images;
  const target = await registries.connectTarget(signal).catch(async (error: unknown) => {
    // A right that is missing on the target is reported with what is wrong with the sources: one round of grants.
    if (error instanceof AzureError && !error.transient) {
      await Promise.all(items.map((item) => limit(() => trySource(item, request, clock, signal))));
    }
    throw error;
  });
  progress.target = target;
  checkUndoneRegistry(request, target);

  // https://learn.microsoft.com/azure/container-registry/container-registry-skus: geo-replication is Premium's.
  const hasReplicas = target.resource.sku !== "Basic" && target.resource.sku !== "Standard";
  const content = createContentCheck(target.reader, { clock, hasReplicas });
  const reading = followReading(items.length, { clock, log });
  const observations = await Promise.all(
    items.map(({ image, source, time, reads }) =>
      limit(() => {
        const observation = observeImage(
          image,
          request,
          { ...ports, source, target, hasReplicas, content, time, reads },
          signal,
        );
        return reading.during(reads.waits, observation);
      }),
    ),
  ).finally(reading.stop);
  // An image whose source did not connect was refused. Nobody waits for that login any more.
  const sources = await Promise.all(
    items.map(({ source }, at) => (observations[at]?.kind === "observed" ? source : undefined)),
  );

  const plan = planPromotion(request, observations);
  progress.plan = plan;
  const changing = readChanges(plan, request, progress.changes, { ...ports, target: target.reader, sources }, signal);
  // Whoever decides by a dry run waits for it. A promotion does not.
  if (request.dryRun) await changing.done;
  ports.onPlan(plan);
  if (request.dryRun || plan.refused) return;

  const following = followProgress(plan, progress.runs, ports);
  const times = items.map(({ time }) => time);
  const { onReadBack } = changing;
  const execution = { ...ports, target, hasReplicas, content, sources, times, parallelism, onReadBack };
  try {
    await executePlan(plan, progress.runs, request, execution, signal);
  } finally {
    changing.stop();
    following.stop();
  }
}

/** An undo imports the target from itself. */
function targetAsSource({ reader, resource }: TargetRegistry): SourceRegistry {
  return {
    reader,
    resource,
    route: "resource-id",
    routeReason: "an undo imports the target from itself",
    importSource: async () => ({ resourceId: formatResourceId(resource.id) }),
  };
}

/** A registry that was given by its name has a login server that shows only now. */
function checkUndoneRegistry({ undo }: PromotionRequest, { resource }: TargetRegistry): void {
  if (undo === undefined || undo.registry === resource.loginServer) return;
  throw new PromotionError(
    "UNDO_INVALID",
    `The document of undo is of ${undo.registry}, but registry is ${resource.loginServer}.`,
  );
}

/** Notes what keeps a source image from being resolved, where there will be no plan to say it. */
async function trySource(
  { image, source, time, reads, run }: Item,
  request: PromotionRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const name = formatSource(image, request);
  const reading = { name, limitMs: request.timeoutMs, time, clock, waits: reads.waits, pauses: () => [] };
  try {
    await readInTime(reading, signal, async (limited) =>
      resolveSource(image, await connectSource({ source, reads }, name, limited), limited),
    );
  } catch (error) {
    if (signal.aborted) return;
    run.state = "failed";
    const [reason] = refusedSource(error, []).problems;
    if (reason !== undefined) run.problem = reason;
  }
}
