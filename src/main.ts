// The composition root: builds the edges, runs the use case, tells the runner. The only place that catches.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Dispatcher } from "undici";
import { cloudOf, cloudOfHost } from "./azure/cloud.ts";
import { systemClock } from "./clock.ts";
import { InputError, type InputProblem, PromotionError, problemOf } from "./errors.ts";
import type { Http } from "./http/http.ts";
import { findUncheckedTls } from "./http/tls-checks.ts";
import type { Plan } from "./plan/plan.ts";
import type { Clock, ProvenanceVerifier } from "./ports.ts";
import type { Problem } from "./problems.ts";
import type { Promotion } from "./promote.ts";
import type { ImageReport, PromotionReport } from "./report/report.ts";
import { type ParsedRequest, parseRequest } from "./request/parse-request.ts";
import type { PromotionRequest } from "./request/request.ts";
import { annotateImages, formatProblem } from "./runner/annotations.ts";
import { deliverReport } from "./runner/delivery.ts";
import { decideEvent, type RunnerEvent, readEvent } from "./runner/event.ts";
import { findRenamedInputs, type RawInputs, readInputs } from "./runner/inputs.ts";
import { createLog, type RunnerLog } from "./runner/log.ts";
import { formatPlanTable } from "./runner/plan-table.ts";
import { readImagesFiles } from "./runner/workspace.ts";
import { VERSION } from "./version.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How many images in place are listed openly at the end; more are folded into a group. */
const OPEN_LINES = 30;
/** How long work may take to end by itself after a cancel; the runner kills 7.5 s after its first signal. */
const CANCEL_GRACE_MS = 2_500;

/** The process around a step: its environment, and what it writes to, waits by and is cancelled by. */
export interface StepProcess {
  readonly env: Environment;
  readonly log: RunnerLog;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
  /** The way out to the network, where it is not the one that `env` describes. */
  readonly dispatcher?: Dispatcher;
}

/** Runs the action in this process and resolves with its exit code. */
export function main(env: Environment): Promise<number> {
  const log = createLog({ write: (text) => process.stdout.write(text), debug: env["RUNNER_DEBUG"] === "1" });
  return runStep({ env, log, clock: systemClock, cancelled: listenForCancel(log) });
}

/** Runs the action in the process that it is given. Starts no listener and ends nothing of it. */
export async function runStep(step: StepProcess): Promise<number> {
  const { env, log } = step;
  try {
    const event = await readEvent(env);
    const inputs = readInputs(env, log.mask);
    const { request, notices } = await readRequest(inputs, event, env);
    for (const notice of notices) log.notice(notice);
    return await runPromotion(request, inputs, event, step);
  } catch (error) {
    logProblem(error, log);
    return 1;
  } finally {
    log.finish();
  }
}

/** Everything that can be found wrong before the first request, told at once. */
async function readRequest(inputs: RawInputs, event: RunnerEvent, env: Environment): Promise<ParsedRequest> {
  const problems: InputProblem[] = [...findRenamedInputs(env)];
  const collect = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const read = await readImagesFiles(inputs["images-file"], env["GITHUB_WORKSPACE"] ?? process.cwd());
  problems.push(...read.problems);
  const parsed = await collect(() =>
    parseRequest({
      inputs,
      imagesFiles: read.files,
      repository: env["GITHUB_REPOSITORY"] ?? "",
      acrCloudOf: (host) => cloudOfHost(host)?.name,
    }),
  );
  const refusal = decideEvent(event, parsed?.request.dryRun ?? false);
  if (refusal !== undefined) problems.push(refusal);
  const unchecked = findUncheckedTls(env);
  if (unchecked !== undefined) problems.push(unchecked);
  if (problems.length > 0 || parsed === undefined) throw new InputError(problems);
  return parsed;
}

async function runPromotion(
  request: PromotionRequest,
  inputs: RawInputs,
  event: RunnerEvent,
  { env, log, clock, cancelled, dispatcher }: StepProcess,
): Promise<number> {
  // Loaded only now: a step with a typing mistake in its inputs ends before the heavy packages are read.
  const [{ openHttp }, { createIdTokens }] = await Promise.all([
    import("./http/open-http.ts"),
    import("./runner/id-token.ts"),
  ]);
  const mask = log.mask;
  const { http, idTokenHttp, close } = openHttp({ env, clock, log, version: VERSION, mask, dispatcher });
  const { prefetchIdToken, getIdToken } = createIdTokens({
    env,
    http: idTokenHttp,
    clock,
    log,
    mask,
    fromFork: event.fromFork === true,
  });
  // Azure's SDKs, which load when a connection is made, would hold the first requests back; so they wait until these have
  // left: an ID token for each of the two tokens that every run needs, ARM's and the registries'.
  const audience = request.audience ?? cloudOf(request.cloud).idTokenAudience;
  const [{ promote }, { createRegistries }] = await Promise.all([
    import("./promote.ts"),
    import("./connect/connections.ts"),
    prefetchIdToken(audience, cancelled),
    prefetchIdToken(audience, cancelled),
  ]);
  const registries = createRegistries(request, {
    http,
    clock,
    log,
    mask,
    getIdToken,
    readDockerConfig: () => readDockerConfig(env),
  });
  const promotion: Promotion = promote(
    request,
    {
      registries,
      provenance: gate(request, inputs, env, http),
      log,
      clock,
      operationId: randomUUID,
      onPlan: (plan) => logPlan(plan, promotion.reportPlan(), log),
    },
    cancelled,
  );
  const report = await Promise.race([promotion.finished, reportAfterCancel(promotion, cancelled)]);
  const problems = await deliverReport(report, {
    env,
    summary: request.summary,
    lockFile: request.lockFile,
    warn: (message) => log.warning(message),
  });
  logReport(report, log);
  for (const problem of problems) annotate(problem, log);
  await close();
  return report.ok && problems.length === 0 ? 0 : 1;
}

/** The provenance gate; its packages are loaded with the first image that it is asked about. */
function gate(request: PromotionRequest, inputs: RawInputs, env: Environment, http: Http): ProvenanceVerifier {
  let loading: Promise<ProvenanceVerifier> | undefined;
  const load = async () => {
    const { createProvenanceVerifier } = await import("./provenance/verifier.ts");
    return createProvenanceVerifier({
      policy: request.provenance,
      http,
      apiUrl: new URL(env["GITHUB_API_URL"] ?? "https://api.github.com"),
      token: inputs["github-token"] || undefined,
    });
  };
  return {
    verifyProvenance: async (...question) => {
      loading ??= load();
      return (await loading).verifyProvenance(...question);
    },
  };
}

/** SIGINT is the runner's first word; a second signal ends the process at once. */
function listenForCancel(log: RunnerLog): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      log.warning("Cancelled: nothing new is started, and what is known is reported.");
      controller.abort(new PromotionError("CANCELLED", "The step was cancelled."));
    });
  }
  return controller.signal;
}

/** What is true a moment after the cancel, should something not end by itself. */
function reportAfterCancel(promotion: Promotion, cancelled: AbortSignal): Promise<PromotionReport> {
  return new Promise((resolve) => {
    const later = () => setTimeout(() => resolve(promotion.reportNow()), CANCEL_GRACE_MS).unref();
    if (cancelled.aborted) later();
    else cancelled.addEventListener("abort", later, { once: true });
  });
}

async function readDockerConfig(env: Environment): Promise<string | undefined> {
  const folder = env["DOCKER_CONFIG"] ?? join(env["HOME"] ?? homedir(), ".docker");
  try {
    return await readFile(join(folder, "config.json"), "utf8");
  } catch (error) {
    if (Error.isError(error) && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new PromotionError("DOCKER_CONFIG_UNREADABLE", "The runner's Docker configuration cannot be read.", {
      side: "source",
      cause: error,
    });
  }
}

function logPlan(plan: Plan, report: PromotionReport, log: RunnerLog): void {
  const imports = plan.images.map(
    ({ copy, referrerSteps, tagSteps }) => (copy === undefined ? 0 : 1) + referrerSteps.length + tagSteps.length,
  );
  const images = report.images.map((image, at) => ({ ...image, imports: imports[at] ?? 0 }));
  log.group(`Plan for ${report.registry}`, formatPlanTable(images));
  if (report.images.some(({ referrersMode }) => referrersMode === "none")) {
    log.info(
      "Where REFERRERS says none, signatures, SBOMs and attestations are not looked for and stay at the source.",
    );
  }
  for (const warning of report.warnings) log.warning(warning);
  for (const { origin, repository, warnings } of report.images) {
    for (const warning of warnings) log.warning(warning, { ...placeOf(origin), title: repository });
  }
}

function logReport(report: PromotionReport, log: RunnerLog): void {
  if (report.error !== null) annotate(report.error, log);
  for (const { level, message, title, origin, others } of annotateImages(report)) {
    log[level](message, { ...placeOf(origin), title });
    if (others.length > 0) log.group(`The same cause: ${title}`, others);
  }
  const counts = new Map<string, number>();
  for (const { status } of report.images) counts.set(status, (counts.get(status) ?? 0) + 1);
  const seconds = (report.durationMs / 1000).toFixed(1);
  log.info(
    `${report.registry}: ${[...counts].map(([status, count]) => `${count} ${status}`).join(", ")} after ${seconds} s`,
  );
  const inPlace = report.images.flatMap(({ image, status }) =>
    image !== null && (status === "promoted" || status === "up-to-date") ? [`${status}  ${image}`] : [],
  );
  if (inPlace.length > OPEN_LINES) log.group(`${inPlace.length} images in place`, inPlace);
  else for (const line of inPlace) log.info(`  ${line}`);
}

function annotate(problem: Problem & { readonly file?: string; readonly line?: number }, log: RunnerLog): void {
  const { file, line, code } = problem;
  log.error(formatProblem(problem), {
    title: code,
    ...(file !== undefined && { file }),
    ...(file !== undefined && line !== undefined && { line }),
  });
}

function logProblem(error: unknown, log: RunnerLog): void {
  const problems = error instanceof InputError ? error.problems : [problemOf(error, "input")];
  for (const problem of problems) annotate(problem, log);
  if (Error.isError(error) && error.stack !== undefined) log.debug(error.stack);
}

/** Lines of the `images` input have no file to point at. */
function placeOf({ file, line }: ImageReport["origin"]): { file?: string; line?: number } {
  return file === undefined ? {} : { file, line };
}
