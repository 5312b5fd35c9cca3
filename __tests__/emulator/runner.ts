// Owns the running of the shipped bundle as the Actions runner runs it: environment, files, signals, what came out. Knows no party.
import { spawn } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readInputDefaults } from "./action-inputs.ts";
import type { LocalAzure } from "./azure.ts";
import { readFileCommand } from "./file-commands.ts";
import type { RecordedRequest } from "./request-log.ts";
import { createRunnerEnvironment, type FileCommand } from "./runner-environment.ts";
import { passOnOutputs } from "./secrets.ts";
import { collectAnnotations, printLog } from "./step-log.ts";
import { parseWorkflowCommands, type WorkflowCommand } from "./workflow-commands.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
const RUNNER_TOKEN = "ghs_0localRunnerToken0localRunnerToken00";

/** A signal and the moment at which it is sent. */
export interface SignalPlan {
  name: NodeJS.Signals;
  /** Asked after each piece of stdout, with all of it so far. */
  when?: (stdout: string) => boolean;
  /** Asked for each request that arrives at the local Azure. */
  afterRequest?: (request: RecordedRequest) => boolean;
  delayMs?: number;
}

export interface RunOptions {
  inputs?: Record<string, string>;
  /** Added last; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Written into the workspace; path → content. */
  files?: Record<string, string>;
  /** Written into HOME, e.g. `.docker/config.json`. */
  homeFiles?: Record<string, string>;
  event?: string;
  eventPayload?: unknown;
  debug?: boolean;
  /** What the repository keeps as secrets, beside passwords: the runner masks it from the beginning. */
  secrets?: readonly string[];
  nodeArgs?: readonly string[];
  /** An existing directory to work in; a fresh one otherwise. */
  workspace?: string;
  signal?: SignalPlan | readonly SignalPlan[];
  timeoutMs?: number;
  /** The script to run instead of `dist/index.js`. */
  bundle?: string;
  /** Hears stdout as it comes. */
  onStdout?: (text: string) => void;
  /** Samples the peak of resident memory, which takes a look at /proc every 50 ms. */
  measureMemory?: boolean;
}

export interface ActionRun {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Whether our own `timeoutMs` ended it. */
  timedOut: boolean;
  stdout: string;
  stderr: string;
  /** What the runner prints of stdout and stderr; no mask is applied. */
  log: string;
  outputs: Record<string, string>;
  /** Those that another job gets: https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/JobExtension.cs#L801-L818 */
  jobOutputs: Record<string, string>;
  state: Record<string, string>;
  /** Empty where the runner drops it, because it is too large. */
  summary: string;
  /** The runner's own errors about the step's files. Any of them fails the step, except that about the summary. */
  runnerErrors: string[];
  /** The commands of stdout, then those of stderr. */
  commands: WorkflowCommand[];
  masks: string[];
  /** The errors, warnings and notices that the job page shows. */
  annotations: WorkflowCommand[];
  workspace: string;
  /** RUNNER_TEMP; `json-file` and `summary-file` are there until `dispose`. */
  temp: string;
  durationMs: number;
  maxRssBytes?: number;
  /** Removes the run's directories; closing the local Azure does too. */
  dispose(): Promise<void>;
}

async function writeFiles(directory: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = resolve(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function inputVariables(inputs: Record<string, string>): Promise<Record<string, string>> {
  const defaults = await readInputDefaults(join(PROJECT, "action.yml"));
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults, ...inputs })) {
    const variable = `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
    variables[variable] = value.replace(/\$\{\{\s*github\.token\s*\}\}/g, RUNNER_TOKEN);
  }
  return variables;
}

/** https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/FileCommandManager.cs#L223 */
const SUMMARY_MAX_BYTES = 1024 * 1024;

/** A run that is about to start: its environment, and its files. */
export interface PreparedRun {
  readonly env: Record<string, string>;
  readonly workspace: string;
  /** What the run wrote and how it ended, read from its files and this. */
  collect(
    ended: Pick<ActionRun, "exitCode" | "signal" | "timedOut" | "stdout" | "stderr" | "durationMs">,
  ): Promise<ActionRun>;
}

/** Makes the directories, files and environment of a run, as the runner does before it starts an action. */
export async function prepareRun(azure: LocalAzure, options: RunOptions): Promise<PreparedRun> {
  const root = await mkdtemp(join(dirname(azure.caFile), "runner-"));
  const { run } = azure;
  const repository = run.repository.split("/")[1] ?? "";
  const [temp, home] = [join(root, "_temp"), join(root, "home")];
  const workspace = options.workspace ?? join(root, repository, repository);
  for (const directory of [temp, home, workspace]) await mkdir(directory, { recursive: true });
  const azureVariables = azure.env();
  const jobToken = azureVariables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  const { variables, files } = await createRunnerEnvironment({
    root,
    home,
    temp,
    workspace,
    run,
    eventName: options.event ?? run.eventName,
    eventPayload: options.eventPayload ?? { repository: { full_name: run.repository } },
    debug: options.debug ?? false,
    jobToken,
  });
  await writeFiles(workspace, options.files ?? {});
  await writeFiles(home, options.homeFiles ?? {});
  const env: Record<string, string | undefined> = {
    ...variables,
    ...(await inputVariables(options.inputs ?? {})),
    ...azureVariables,
    ...options.env,
  };
  const given = Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== undefined));
  const secrets = [RUNNER_TOKEN, jobToken, ...(options.secrets ?? [])];
  const read = (variable: FileCommand) => readFile(files[variable], "utf8");
  return {
    env: given as Record<string, string>,
    workspace,
    async collect(ended) {
      const streams = [ended.stdout, ended.stderr];
      const commands = streams.flatMap(parseWorkflowCommands);
      const masks = commands.filter((each) => each.command === "add-mask").map((each) => each.message);
      const platform = given["RUNNER_OS"] === "Windows" ? "windows" : "linux";
      const output = readFileCommand("output", await read("GITHUB_OUTPUT"), platform);
      const state = readFileCommand("state", await read("GITHUB_STATE"), platform);
      const summary = await read("GITHUB_STEP_SUMMARY");
      const isDropped = Buffer.byteLength(summary) > SUMMARY_MAX_BYTES;
      return {
        ...ended,
        log: streams.map((text) => printLog(text, { debug: variables["RUNNER_DEBUG"] === "1" })).join("\n"),
        outputs: output.values,
        jobOutputs: passOnOutputs(output.values, [...secrets, ...masks]),
        state: state.values,
        summary: isDropped ? "" : summary,
        runnerErrors: [
          ...output.errors,
          ...state.errors,
          ...(isDropped
            ? [`$GITHUB_STEP_SUMMARY upload aborted, the file has ${Buffer.byteLength(summary)} bytes`]
            : []),
        ],
        commands,
        masks,
        annotations: collectAnnotations(commands, secrets),
        workspace,
        temp,
        dispose: () => rm(root, { recursive: true, force: true }),
      };
    },
  };
}

async function peakRssBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Appends one line to the file that COUNT_STARTS names, so that `npm run measure` can count the starts of the bundle. */
async function countStart(): Promise<void> {
  const file = process.env["COUNT_STARTS"];
  if (file !== undefined) await appendFile(file, "start\n");
}

/** Runs the action against the local Azure and waits for its end. */
export async function runAction(azure: LocalAzure, options: RunOptions = {}): Promise<ActionRun> {
  const { env, workspace, collect } = await prepareRun(azure, options);
  const bundle = options.bundle ?? join(PROJECT, "dist/index.js");
  await countStart();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), bundle], {
    cwd: workspace,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let timedOut = false;
  let maxRssBytes = 0;
  const timers: NodeJS.Timeout[] = [];

  const signals = options.signal === undefined ? [] : [options.signal].flat();
  const due = new Set(signals);
  const send = (plan: SignalPlan) => {
    if (due.delete(plan)) timers.push(setTimeout(() => child.kill(plan.name), plan.delayMs ?? 0));
  };
  const unsubscribe = azure.onRequest((request) => {
    for (const plan of [...due]) if (plan.afterRequest?.(request)) send(plan);
  });
  child.stdout.on("data", (chunk: Buffer) => {
    stdout.push(chunk);
    options.onStdout?.(chunk.toString("utf8"));
    for (const plan of [...due]) if (plan.when?.(Buffer.concat(stdout).toString("utf8"))) send(plan);
  });
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  timers.push(
    setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, options.timeoutMs ?? 60_000),
  );
  if (options.measureMemory) {
    const sample = async () => {
      maxRssBytes = Math.max(maxRssBytes, await peakRssBytes(child.pid ?? 0));
    };
    timers.push(setInterval(() => void sample(), 50));
  }
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, name) => done([code, name]));
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    unsubscribe();
  });
  const durationMs = performance.now() - startedAt;

  const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8");
  const run = await collect({ exitCode, signal, timedOut, stdout: text(stdout), stderr: text(stderr), durationMs });
  return options.measureMemory ? { ...run, maxRssBytes } : run;
}
