// Owns one measured run of the shipped bundle: wall, CPU and memory of the process, requests as the local Azure saw them.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LocalAzure } from "../emulator/azure.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { runAction } from "../emulator/runner.ts";
import { median, mostAtOnce } from "./figures.ts";

/** What one run of any program took. */
export interface Figures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
  readonly requests: number;
  readonly mostInFlight: number;
}

/** A run of the action, with what arrived meanwhile. */
export interface MeasuredRun extends Figures {
  /** From the start of the process to the arrival of its first request. */
  readonly firstRequestMs: number;
  readonly arrived: readonly RecordedRequest[];
}

const USAGE_HOOK = join(import.meta.dirname, "usage-hook.cjs");

interface MeasureOptions {
  /** The `dist/index.js` of another version. */
  readonly bundle?: string | undefined;
  /** Files of the workspace by path. */
  readonly files?: Record<string, string>;
  /** 0 unless a mistake in the inputs is measured. */
  readonly exitCode?: number;
}

/** Runs the action, or another version's bundle; a run that does not end as it should would measure nothing, and throws. */
export async function measureRun(
  azure: LocalAzure,
  inputs: Record<string, string>,
  { bundle, files, exitCode = 0 }: MeasureOptions = {},
): Promise<MeasuredRun> {
  const usageFile = join(dirname(azure.caFile), "usage.json");
  const from = azure.requests.length;
  const startedAt = Date.now();
  const run = await runAction(azure, {
    inputs,
    nodeArgs: ["--require", USAGE_HOOK],
    env: { BENCH_USAGE_FILE: usageFile },
    timeoutMs: 30 * 60_000,
    ...(bundle !== undefined && { bundle }),
    ...(files !== undefined && { files }),
  });
  if (run.exitCode !== exitCode) throw new Error(`the action ended with ${run.exitCode}:\n${run.log.slice(-4_000)}`);
  await run.dispose();
  const arrived = azure.requests.slice(from);
  const { cpuMs, maxRssBytes } = JSON.parse(await readFile(usageFile, "utf8"));
  return {
    wallMs: run.durationMs,
    cpuMs,
    maxRssBytes,
    ...trafficOf(arrived),
    firstRequestMs: (arrived[0]?.time ?? Number.NaN) - startedAt,
    arrived,
  };
}

/** How many requests there were, and how many at once. */
export function trafficOf(arrived: readonly RecordedRequest[]): Pick<Figures, "requests" | "mostInFlight"> {
  const intervals = arrived.map(({ time, endTime }) => ({ from: time, to: endTime ?? time }));
  return { requests: arrived.length, mostInFlight: mostAtOnce(intervals) };
}

/** The median of each figure. */
export function medianOf(runs: readonly Figures[]): Figures {
  const of = (figure: keyof Figures) => median(runs.map((run) => run[figure]));
  return {
    wallMs: of("wallMs"),
    cpuMs: of("cpuMs"),
    maxRssBytes: of("maxRssBytes"),
    requests: of("requests"),
    mostInFlight: of("mostInFlight"),
  };
}

/** Measures several times, one after the other, so that no run disturbs another. */
export async function repeat<T>(times: number, measure: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let at = 0; at < times; at += 1) results.push(await measure(at));
  return results;
}
