// Owns the running of the shipped bundle as the Actions runner runs it: environment, files, signals, what came out. Knows no party.
// https://docs.github.com/actions/reference/workflows-and-actions/variables
import { spawn } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readInputDefaults } from "./action-inputs.ts";
import type { LocalAzure } from "./azure.ts";
import type { RecordedRequest } from "./request-log.ts";
import {
  parseFileCommand,
  parseWorkflowCommands,
  type WorkflowCommand,
  withoutMaskCommands,
} from "./workflow-commands.ts";

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
  /** Stdout and stderr without the masking commands, which the runner does not print; no mask is applied. */
  log: string;
  outputs: Record<string, string>;
  state: Record<string, string>;
  summary: string;
  /** The commands of stdout, then those of stderr. */
  commands: WorkflowCommand[];
  masks: string[];
  /** The errors, warnings and notices. */
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

const FILE_COMMANDS = {
  GITHUB_OUTPUT: "set_output",
  GITHUB_STEP_SUMMARY: "step_summary",
  GITHUB_STATE: "save_state",
  GITHUB_ENV: "set_env",
  GITHUB_PATH: "add_path",
};

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
  const [owner = "", repository = ""] = run.repository.split("/");
  const [temp, home, commands] = [join(root, "_temp"), join(root, "home"), join(root, "_temp/_runner_file_commands")];
  const workspace = options.workspace ?? join(root, repository, repository);
  for (const directory of [temp, home, commands, workspace]) await mkdir(directory, { recursive: true });
  const fileCommands: Record<string, string> = {};
  for (const [variable, name] of Object.entries(FILE_COMMANDS)) {
    fileCommands[variable] = join(commands, `${name}_5d3f8a`);
    await writeFile(fileCommands[variable], "");
  }
  const event = options.event ?? run.eventName;
  const eventFile = join(temp, "event.json");
  await writeFile(eventFile, JSON.stringify(options.eventPayload ?? { repository: { full_name: run.repository } }));
  await writeFiles(workspace, options.files ?? {});
  await writeFiles(home, options.homeFiles ?? {});
  const env: Record<string, string | undefined> = {
    HOME: home,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "promote",
    GITHUB_ACTOR: "octocat",
    GITHUB_API_URL: "https://api.github.com",
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_GRAPHQL_URL: "https://api.github.com/graphql",
    GITHUB_JOB: "promote",
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(heads|tags)\//, ""),
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: run.repositoryId,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: run.repositoryOwnerId,
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "7384920156",
    GITHUB_RUN_NUMBER: "812",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_SHA: run.sha,
    GITHUB_WORKFLOW: "release",
    GITHUB_WORKFLOW_REF: `${run.repository}/${run.workflow}@${run.ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: "X64",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: repository,
    RUNNER_OS: "Linux",
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(root, "_tool"),
    ...(options.debug ? { RUNNER_DEBUG: "1" } : {}),
    ...fileCommands,
    ...(await inputVariables(options.inputs ?? {})),
    ...azure.env(),
    ...options.env,
  };
  const given = Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== undefined));
  const read = (variable: keyof typeof FILE_COMMANDS) => readFile(fileCommands[variable] ?? "", "utf8");
  return {
    env: given as Record<string, string>,
    workspace,
    async collect(ended) {
      const { stdout, stderr } = ended;
      const commands = [...parseWorkflowCommands(stdout), ...parseWorkflowCommands(stderr)];
      return {
        ...ended,
        log: [stdout, stderr].map(withoutMaskCommands).join("\n"),
        outputs: parseFileCommand(await read("GITHUB_OUTPUT")),
        state: parseFileCommand(await read("GITHUB_STATE")),
        summary: await read("GITHUB_STEP_SUMMARY"),
        commands,
        masks: commands.filter((each) => each.command === "add-mask").map((each) => each.message),
        annotations: commands.filter((each) => ["error", "warning", "notice"].includes(each.command)),
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
