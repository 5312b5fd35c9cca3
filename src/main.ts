// The composition root: builds the edges, runs the use case and delivers the results. The only place that catches all errors.
import { randomUUID } from "node:crypto";
import type { Dispatcher } from "undici";
import { cloudOf, cloudOfHost } from "./azure/cloud.ts";
import { systemClock } from "./clock.ts";
import { InputError, type InputProblem, PromotionError } from "./errors.ts";
import type { GitHubApiOptions } from "./github/api.ts";
import { boundHeap } from "./heap.ts";
import type { Http } from "./http/http.ts";
import { openHttp } from "./http/open-http.ts";
import { findUncheckedTls } from "./http/tls-checks.ts";
import { stepsOf } from "./plan/plan.ts";
import type { Clock, CommitHistory, ProvenanceVerifier } from "./ports.ts";
import type { Promotion } from "./promote.ts";
import { redactReport } from "./report/redact-report.ts";
import type { PromotionReport } from "./report/report.ts";
import { parseHeldBefore } from "./request/held-before.ts";
import { type ParsedRequest, parseRequest } from "./request/parse-request.ts";
import type { PromotionRequest } from "./request/request.ts";
import { type Core, core } from "./runner/core.ts";
import { announceRollback, announceStatus, deliverReport, nameResultFolder } from "./runner/delivery.ts";
import { decideEvent, type RunnerEvent, readEvent } from "./runner/event.ts";
import { createIdTokens } from "./runner/id-token.ts";
import { readImagesFiles, readUndo } from "./runner/images-files.ts";
import {
  findRenamedInputs,
  noticeLongInputs,
  noticeShortSecrets,
  type RawInputs,
  readInputs,
} from "./runner/inputs.ts";
import { createLog, type RunnerLog } from "./runner/log.ts";
import { logError, logPlan, logProblem, logReport, logUpdates } from "./runner/report-log.ts";
import { undoStepOf } from "./runner/undo-step.ts";
import { type FilesToUpdate, findFilesToUpdate } from "./runner/update-files.ts";
import { checkLockFile, readLockFile } from "./runner/workspace.ts";
import { VERSION } from "./version.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** After a cancel, work under way has this long to end. The runner kills the process 7.5 s after its first signal. */
const CANCEL_GRACE_MS = 2_500;

/** What a step needs of its process. */
export interface StepProcess {
  readonly env: Environment;
  /** Reads the same environment. */
  readonly core: Core;
  readonly log: RunnerLog;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
  /** Used for all connections instead of the one that `env` describes. */
  readonly dispatcher?: Dispatcher;
}

/** Runs the action in this process. Resolves with the exit code. */
export function main(env: Environment): Promise<number> {
  const log = createLog(core);
  return runStep({ env, core, log, clock: systemClock, cancelled: listenForCancel(env, log) });
}

/** Runs the action and resolves with the exit code. Adds no listener to the process and does not end it. */
export async function runStep(step: StepProcess): Promise<number> {
  const { env, core, log } = step;
  // True until the report replaces it, also if the process is killed.
  announceStatus("failed", step);
  try {
    const event = await readEvent(env);
    const inputs = readInputs(step, log.mask);
    for (const notice of [...noticeLongInputs(env), ...noticeShortSecrets(inputs)]) log.notice(notice);
    const { request, notices, toUpdate } = await readRequest(inputs, event, env);
    for (const notice of notices) log.notice(notice);
    const resultFolder = nameResultFolder();
    const { report: whole, close } = await runPromotion(request, inputs, event, step, (report) =>
      announceRollback(redactReport(report, log.redact), { env, core, resultFolder }),
    );
    const report = redactReport(whole, log.redact);
    const { problems, updates } = await deliverReport(report, {
      env,
      core,
      resultFolder,
      undoStep: undoStepOf(request, env),
      summary: request.summary,
      lockFile: request.lockFile,
      updateFiles: toUpdate.paths,
      warn: (message) => log.warning(message),
      redact: log.redact,
    });
    logReport(report, log);
    if (inputs["update-files"] !== "") logUpdates(updates, toUpdate.skipped, log);
    for (const problem of problems) logProblem(problem, log);
    await close();
    return report.ok && problems.length === 0 ? 0 : 1;
  } catch (error) {
    announceStatus("failed", step);
    logError(error, log);
    return 1;
  } finally {
    log.finish();
  }
}

/** The request, and the files that are to get its digests. */
interface StepRequest extends ParsedRequest {
  readonly toUpdate: FilesToUpdate;
}

/**
 * Parses the inputs and checks everything that can be checked before the first request.
 * @throws InputError with every problem
 */
async function readRequest(inputs: RawInputs, event: RunnerEvent, env: Environment): Promise<StepRequest> {
  const problems: InputProblem[] = [...findRenamedInputs(env)];
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  const read = await readImagesFiles(inputs["images-file"], workspace);
  problems.push(...read.problems);
  let parsed: ParsedRequest | undefined;
  const undo = await readUndo(inputs.undo, workspace).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  });
  try {
    parsed = parseRequest({
      inputs,
      imagesFiles: read.files,
      undo,
      repository: env["GITHUB_REPOSITORY"] ?? "",
      serverUrl: env["GITHUB_SERVER_URL"],
      repositoryId: env["GITHUB_REPOSITORY_ID"] || undefined,
      repositoryOwnerId: env["GITHUB_REPOSITORY_OWNER_ID"] || undefined,
      federatedTokenFile: env["AZURE_FEDERATED_TOKEN_FILE"] ?? "",
      acrCloudOf: (host) => cloudOfHost(host)?.name,
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
  }
  const lockFile = inputs["lock-file"];
  const lockFileProblem = lockFile === "" ? undefined : await checkLockFile(lockFile, workspace);
  if (lockFileProblem !== undefined) problems.push(lockFileProblem);
  const reserved = [lockFile, ...read.files.map(({ path }) => path)].filter((path) => path !== "");
  const { problems: updateProblems, ...toUpdate } = await findFilesToUpdate(
    inputs["update-files"],
    workspace,
    reserved,
  );
  problems.push(...updateProblems);
  const refusal = decideEvent(event, {
    dryRun: parsed?.request.dryRun ?? false,
    undoes: inputs.undo !== "",
    login: parsed?.request.identity.login ?? "github",
  });
  if (refusal !== undefined) problems.push(refusal);
  const unchecked = findUncheckedTls(env);
  if (unchecked !== undefined) problems.push(unchecked);
  if (problems.length > 0 || parsed === undefined) throw new InputError(problems);
  return { ...parsed, toUpdate, request: await withMemory(parsed.request, workspace) };
}

/** The request with what the lock file of an earlier run remembers, where something may wait. This run replaces the file. */
async function withMemory(request: PromotionRequest, workspace: string): Promise<PromotionRequest> {
  const { lockFile, images } = request;
  if (lockFile === undefined || images.every(({ minAgeMs }) => minAgeMs === undefined)) return request;
  const text = await readLockFile(lockFile, workspace);
  const heldBefore = text === undefined ? undefined : parseHeldBefore(text, lockFile);
  return heldBefore === undefined ? request : { ...request, heldBefore };
}

async function runPromotion(
  request: PromotionRequest,
  inputs: RawInputs,
  event: RunnerEvent,
  { env, log, clock, cancelled, dispatcher }: StepProcess,
  beforeTags: (report: PromotionReport) => Promise<void>,
): Promise<{ readonly report: PromotionReport; readonly close: () => Promise<void> }> {
  boundHeap(request.images.length);
  const mask = log.mask;
  const { http, idTokenHttp, openDirect, close } = openHttp({
    env,
    clock,
    log,
    version: VERSION,
    mask,
    redact: log.redact,
    waitBudgetMs: request.timeoutMs,
    maxPerHost: request.maxParallel,
    dispatcher,
  });
  const { prefetchIdToken, getIdToken } = createIdTokens({
    env,
    http: idTokenHttp,
    clock,
    mask,
    fromFork: event.fromFork === true,
  });
  // Loading the rest of the code would delay the first requests. So these are sent before: one ID token for each of the two tokens
  // that every run needs, ARM's and the registries'. With an identity of the runner, none is needed.
  const audience = request.audience ?? cloudOf(request.cloud).idTokenAudience;
  const prefetched =
    request.identity.login === "github"
      ? [prefetchIdToken(audience, cancelled), prefetchIdToken(audience, cancelled)]
      : [];
  const [{ promote }, { createRegistries }] = await Promise.all([
    // A step with a mistake in its inputs ends before these are loaded.
    import(/* webpackChunkName: "run" */ "./promote.ts"),
    import(/* webpackChunkName: "run" */ "./connect/connections.ts"),
    ...prefetched,
  ]);
  const registries = createRegistries(request, {
    http,
    openDirect,
    env,
    clock,
    log,
    mask,
    getIdToken,
  });
  const promotion: Promotion = promote(
    request,
    {
      registries,
      provenance: gate(request, inputs, env, http),
      commits: commitHistory(inputs, env, http),
      log,
      clock,
      operationId: randomUUID,
      onPlan: ({ images }) =>
        logPlan(
          promotion.reportPlan(),
          images.map((image) => stepsOf(image).length),
          log,
        ),
      beforeTags: () => beforeTags(promotion.reportBeforeTags()),
    },
    cancelled,
  );
  const report = await Promise.race([promotion.finished, reportAfterCancel(promotion, cancelled)]);
  return { report, close };
}

/** GitHub's API as the step may use it. */
function gitHubApiOf(inputs: RawInputs, env: Environment, http: Http): GitHubApiOptions {
  return {
    http,
    apiUrl: new URL(env["GITHUB_API_URL"] || "https://api.github.com"),
    token: inputs["github-token"] || undefined,
  };
}

/** Calls the loader once, when the result is first needed. */
function onFirstUse<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}

/** Comparisons of commits. Their packages are loaded with the first one. */
function commitHistory(inputs: RawInputs, env: Environment, http: Http): CommitHistory {
  const loaded = onFirstUse(async () => {
    const { createCommitHistory } = await import(/* webpackChunkName: "run" */ "./github/compare.ts");
    return createCommitHistory(gitHubApiOf(inputs, env, http));
  });
  return { compare: async (...args) => (await loaded()).compare(...args) };
}

/** The provenance gate. Its packages are loaded when the first image is verified. */
function gate(request: PromotionRequest, inputs: RawInputs, env: Environment, http: Http): ProvenanceVerifier {
  const loaded = onFirstUse(async () => {
    const { createProvenanceVerifier } = await import(/* webpackChunkName: "provenance" */ "./provenance/verifier.ts");
    return createProvenanceVerifier({ ...request.provenance, ...gitHubApiOf(inputs, env, http) });
  });
  return { verifyProvenance: async (...args) => (await loaded()).verifyProvenance(...args) };
}

/** Aborts on the first signal, which is SIGINT from a runner. A second signal ends the process at once. */
function listenForCancel(env: Environment, log: RunnerLog): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        announceStatus("cancelled", { env, core });
        process.exit(130);
      }
      log.warning("Cancelled: nothing new is started. The step reports what is done so far.");
      controller.abort(new PromotionError("CANCELLED", "The step was cancelled."));
    });
  }
  return controller.signal;
}

/** The report a moment after a cancel, for work that does not end by itself. */
function reportAfterCancel(promotion: Promotion, cancelled: AbortSignal): Promise<PromotionReport> {
  return new Promise((resolve) => {
    const later = () => setTimeout(() => resolve(promotion.reportNow()), CANCEL_GRACE_MS).unref();
    if (cancelled.aborted) later();
    else cancelled.addEventListener("abort", later, { once: true });
  });
}
