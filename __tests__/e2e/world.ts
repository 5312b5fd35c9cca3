// Runs the shipped bundle against the local Azure with Contoso in it, and hands every run's broken invariants to a judge.
// Knows no test framework.
import { readFile } from "node:fs/promises";
import { type LocalAzure, type LocalAzureOptions, startLocalAzure } from "../emulator/azure.ts";
import type { CloudName } from "../emulator/clouds.ts";
import { isImport } from "../emulator/request-log.ts";
import { type ActionRun, type RunOptions, runAction } from "../emulator/runner.ts";
import { type Contoso, seedContoso } from "../emulator/seed.ts";
import { type RequestLogOptions, startRecording } from "../requests/recorder.ts";
import type { InProcessOptions } from "./in-process.ts";
import { brokenInvariants, type ImportBody, type Result, type RunKind, type ShippedRun } from "./invariants.ts";

/** What a test knows of its run that the run does not show. */
type Expected = Pick<RunKind, "strays">;

/** A local Azure with Contoso in it, and the shipped action beside it. */
export interface World extends Contoso {
  readonly azure: LocalAzure;
  /** Runs the action with Contoso's inputs and these. */
  run(inputs: Record<string, string>, options?: Omit<RunOptions, "inputs"> & Expected): Promise<ShippedRun>;
  /**
   * The same in this process, without waiting: for what only a server's response varies. Every feature keeps runs of the
   * bundle too, and with BUNDLE_ALWAYS=1, or where registries are real, these are such.
   */
  runInProcess(inputs: Record<string, string>, options?: InProcessOptions & Expected): Promise<ShippedRun>;
  close(): Promise<void>;
}

const IDS = ["client-id", "tenant-id", "subscription-id"];

const BUNDLE_ALWAYS = process.env["BUNDLE_ALWAYS"] === "1";

/** The local Azure's options, and the cloud that Contoso is in. */
export interface WorldOptions extends LocalAzureOptions {
  readonly cloud?: CloudName;
  readonly requestLog?: RequestLogOptions;
}

/** What holds the content of each new world's registries: memory, unless a suite puts real registries there. */
export const backing: {
  isReal: boolean;
  /** Puts it there for one world; the answer takes it away again. */
  attach: (contoso: Contoso) => Promise<() => Promise<void>>;
} = { isReal: false, attach: async () => async () => {} };

/** Opens a world; `judge` is told of each run in it. */
export async function openWorld(
  judge: (broken: readonly string[], run: ShippedRun) => void,
  { cloud, requestLog, ...options }: WorldOptions = {},
): Promise<World> {
  const azure = await startLocalAzure(options);
  const contoso = seedContoso(azure, cloud);
  const detach = await backing.attach(contoso);
  const runs: ActionRun[] = [];
  const judged = async (
    start: (all: RunOptions) => Promise<ActionRun>,
    inputs: Record<string, string>,
    { strays, ...runOptions }: Omit<RunOptions, "inputs"> & Expected,
  ): Promise<ShippedRun> => {
    const from = azure.requests.length;
    const recording = startRecording(azure, requestLog);
    const given = { ...contoso.inputs, ...inputs };
    // Many keep these as secrets; GitHub then drops every job output that holds one of them.
    const secrets = IDS.map((name) => given[name] ?? "").filter((id) => id !== "");
    const run = await start({ debug: true, secrets, ...runOptions, inputs: given });
    recording?.finish(run, runOptions);
    runs.push(run);
    const requests = azure.requests.slice(from);
    const json = run.outputs["json-file"] ?? "";
    const result = (json === "" ? undefined : JSON.parse(await readFile(json, "utf8"))) as Result;
    const shipped: ShippedRun = {
      ...run,
      result,
      errors: run.annotations
        .filter(({ command }) => command === "error")
        .map(({ message }) => message)
        .join("\n"),
      requests,
      imports: requests.filter(isImport).map(({ body }) => JSON.parse(body) as ImportBody),
    };
    const kind = {
      strays,
      bestEffort: inputs["verify"] === "best-effort",
      undoes: (inputs["undo"] ?? "") !== "",
      withoutSummary: inputs["summary"] === "false" || runOptions.env?.["GITHUB_STEP_SUMMARY"] !== undefined,
    };
    judge(await brokenInvariants(azure, shipped, kind), shipped);
    return shipped;
  };
  const run: World["run"] = (inputs, runOptions = {}) => judged((all) => runAction(azure, all), inputs, runOptions);
  return {
    ...contoso,
    azure,
    run,
    async runInProcess(inputs, runOptions = {}) {
      if (BUNDLE_ALWAYS || backing.isReal) return run(inputs, { timeoutMs: 600_000, ...runOptions });
      const { runInProcess } = await import("./in-process.ts");
      return judged((all) => runInProcess(azure, all), inputs, runOptions);
    },
    async close() {
      for (const run of runs) await run.dispose();
      await azure.close();
      await detach();
    },
  };
}
