// The use case, one pass from left to right: connect, observe, plan, carry out, report. Read this file first.
import pLimit from "p-limit";
import { AzureError, problemOf } from "./errors.ts";
import { executePlan } from "./import/execute.ts";
import { followProgress } from "./import/follow-progress.ts";
import { type ImageRun, newRun } from "./import/run.ts";
import { createContentCheck } from "./observe/content-check.ts";
import { observeImage } from "./observe/observe.ts";
import { refusedSource } from "./observe/observe-source.ts";
import { resolveSource } from "./observe/source-resolution.ts";
import type { Plan } from "./plan/plan.ts";
import { planPromotion } from "./plan/plan-promotion.ts";
import type { Ports, SourceRegistry, TargetRegistry } from "./ports.ts";
import type { Problem } from "./problems.ts";
import { reportOutcome } from "./report/outcome.ts";
import type { PromotionReport } from "./report/report.ts";
import type { ImageRequest, PromotionRequest } from "./request/request.ts";

/** A promotion under way. */
export interface Promotion {
  /** Never rejects for what may go wrong on the way: that is in the report. */
  readonly finished: Promise<PromotionReport>;
  /** What is true now, for a step that has to end before its work does. */
  readonly reportNow: () => PromotionReport;
  /** The same as if it were a dry run: what the plan says, once there is one. */
  readonly reportPlan: () => PromotionReport;
}

/** What is known so far; everything that a report is made of. */
interface Progress {
  target?: TargetRegistry;
  plan?: Plan;
  error?: Problem;
  readonly runs: readonly ImageRun[];
}

/** Starts to promote what was requested. On abort no new work starts, waits end, and the report states what was cancelled. */
export function promote(request: PromotionRequest, ports: Ports, signal: AbortSignal): Promotion {
  const startedAtMs = ports.clock.nowMs();
  const progress: Progress = { runs: request.images.map(() => newRun()) };
  const report = (dryRun: boolean) =>
    reportOutcome({
      request: { ...request, dryRun },
      loginServer: progress.target?.resource.loginServer,
      plan: progress.plan,
      runs: progress.runs,
      error: progress.error,
      cancelled: signal.aborted,
      durationMs: Math.round(ports.clock.nowMs() - startedAtMs),
    });
  const reportNow = () => report(request.dryRun);
  const finished = run(request, ports, progress, signal).then(reportNow, (error: unknown) => {
    // Whatever is thrown after an abort is the abort; before, it is a failure of the step as a whole.
    if (!signal.aborted) progress.error = problemOf(error, "observe");
    return reportNow();
  });
  return { finished, reportNow, reportPlan: () => report(true) };
}

async function run(request: PromotionRequest, ports: Ports, progress: Progress, signal: AbortSignal): Promise<void> {
  const { registries } = ports;
  const items = request.images.map((image) => {
    const source = registries.connectSource(image.source.registry, signal);
    // A failure reaches those who await it; until then it must not count as unhandled.
    source.catch(() => undefined);
    return { image, source };
  });
  const limit = pLimit(request.maxParallel);
  const target = await registries.connectTarget(signal).catch(async (error: unknown) => {
    // A right that is missing on the target is reported with what is wrong with the sources: one round of grants.
    if (error instanceof AzureError && !error.transient) {
      await Promise.all(items.map((item, at) => limit(() => trySource(item, progress.runs[at], signal))));
    }
    throw error;
  });
  progress.target = target;

  // https://learn.microsoft.com/azure/container-registry/container-registry-skus: geo-replication is Premium's.
  const hasReplicas = target.resource.sku !== "Basic" && target.resource.sku !== "Standard";
  const content = createContentCheck(target.reader, { clock: ports.clock, hasReplicas });
  const observations = await Promise.all(
    items.map(({ image, source }) =>
      limit(() => observeImage(image, request, { ...ports, source, target, content }, signal)),
    ),
  );
  const sources = await Promise.all(items.map(({ source }) => source.catch(() => undefined)));

  const plan = planPromotion(request, observations);
  progress.plan = plan;
  ports.onPlan(plan);
  if (request.dryRun || plan.refused) return;

  const { stop } = followProgress(plan, progress.runs, ports);
  try {
    await executePlan(plan, progress.runs, request, { ...ports, target, hasReplicas, content, sources }, signal);
  } finally {
    stop();
  }
}

/** Notes what keeps a source image from being resolved, where there will be no plan to say it. */
async function trySource(
  { image, source }: { readonly image: ImageRequest; readonly source: Promise<SourceRegistry> },
  run: ImageRun | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    await resolveSource(image, await source, signal);
  } catch (error) {
    if (run === undefined || signal.aborted) return;
    run.state = "failed";
    const [problem] = refusedSource(error, []).problems;
    if (problem !== undefined) run.problem = problem;
  }
}
