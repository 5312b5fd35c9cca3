// Writes the requests of each run of the bundle into the folder that REQUEST_LOGS names, one file for each test file.
// Without that variable it does nothing. Knows no test framework.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { LocalAzure } from "../emulator/azure.ts";
import type { ActionRun, RunOptions } from "../emulator/runner.ts";
import { logRun, type RunLog } from "./run-log.ts";

/** One file of logs: the runs by scenario and number. A text says why a run has no log. */
export type LogFile = Readonly<Record<string, RunLog | string>>;

/** Where a log belongs: the path of its file without extension, and the scenario's name. */
export interface ScenarioName {
  readonly file: string;
  readonly test: string;
  /** Timing decides what its runs request, so they get no log. */
  readonly isUnstable?: boolean;
}

/** Returns the scenario that is running now. A test framework replaces it. */
export const current: { scenario: () => ScenarioName } = {
  scenario: () => ({ file: "faults/all", test: "no name" }),
};

/** How the runs in a world are logged. */
export interface RequestLogOptions {
  /** The scenario's name, where it is not the test's. */
  readonly scenario?: string;
  /** Timing decides what its runs request, so they get no log. */
  readonly isUnstable?: boolean;
}

export interface Recording {
  finish(run: Pick<ActionRun, "exitCode" | "signal" | "timedOut">, options: Pick<RunOptions, "signal">): void;
}

/** The logs of this process. Jest loads this module once for each test file, so that no two processes write one file. */
const files = new Map<string, Map<string, RunLog | string>>();
const numbers = new Map<string, number>();
/** How many runs have been started in a world, and how many are under way. */
const worlds = new WeakMap<LocalAzure, { started: number; running: number }>();

/** Starts to record one run; undefined where nothing is to be recorded. */
export function startRecording(azure: LocalAzure, more: RequestLogOptions = {}): Recording | undefined {
  const folder = process.env["REQUEST_LOGS"];
  if (folder === undefined || folder === "") return undefined;
  const { file, test, isUnstable } = current.scenario();
  const name = numberRun(file, more.scenario ?? test);
  const [firstRequest, firstConnection] = [azure.requests.length, azure.connections.length];
  const runs = worlds.get(azure) ?? { started: 0, running: 0 };
  worlds.set(azure, runs);
  runs.started += 1;
  runs.running += 1;
  const [startedBefore, alone] = [runs.started, runs.running === 1];
  return {
    finish(run, options) {
      runs.running -= 1;
      const isAlone = alone && runs.started === startedBefore;
      const isInterrupted = run.timedOut || run.signal !== null || options.signal !== undefined;
      const obstacle = [
        ...((more.isUnstable ?? isUnstable) ? ["timing decides what it requests"] : []),
        ...(isAlone ? [] : ["another run used the same local Azure at the same time"]),
        ...(isInterrupted ? ["it was interrupted"] : []),
      ][0];
      const log =
        obstacle === undefined
          ? logRun(azure.requests.slice(firstRequest), azure.connections.slice(firstConnection), run.exitCode)
          : `not logged: ${obstacle}`;
      write(join(resolve(folder), `${file}.json`), name, log);
    },
  };
}

function numberRun(file: string, test: string): string {
  const key = `${file} ${test}`;
  const number = (numbers.get(key) ?? 0) + 1;
  numbers.set(key, number);
  return `${test}, run ${number}`;
}

function write(path: string, name: string, log: RunLog | string): void {
  const logs = files.get(path) ?? new Map<string, RunLog | string>();
  files.set(path, logs.set(name, log));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `${JSON.stringify(Object.fromEntries([...logs].sort(([one], [other]) => (one < other ? -1 : 1))), null, 2)}\n`,
  );
}
