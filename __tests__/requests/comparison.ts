// Compares the request logs of two commits, run by run. Pure.
import type { LogFile } from "./recorder.ts";
import type { RunLog } from "./run-log.ts";

/** The log files of one folder, by their path in it. */
export type LogFolder = Readonly<Record<string, LogFile>>;

/** One run whose requests differ: each line with `-` where only the first folder has it, and `+` where only the second has. */
export interface Difference {
  readonly run: string;
  readonly lines: readonly string[];
}

export interface Comparison {
  readonly equal: number;
  /** Runs without a log in both folders, with the reason. */
  readonly notLogged: readonly string[];
  readonly differences: readonly Difference[];
  /** Runs that failed before any import and differ only in requests that both folders have: timing may explain them. */
  readonly stopped: readonly Difference[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

type Section = "beforeFirstImport" | "fromFirstImport" | "unansweredHosts";

const SECTIONS: readonly (readonly [Section, string])[] = [
  ["beforeFirstImport", "before the first import"],
  ["fromFirstImport", "from the first import on"],
  ["unansweredHosts", "hosts that do not exist"],
];

export function compareLogs(before: LogFolder, after: LogFolder): Comparison {
  const [one, other] = [runsOf(before), runsOf(after)];
  const [known, otherKnown] = [knownRequests(one), knownRequests(other)];
  let equal = 0;
  const differences: Difference[] = [];
  const stopped: Difference[] = [];
  const notLogged: string[] = [];
  for (const [run, log] of one) {
    const otherLog = other.get(run);
    if (otherLog === undefined) continue;
    const lines = differingLines(log, otherLog);
    const areStopped = typeof log === "object" && typeof otherLog === "object" && log.isStopped && otherLog.isStopped;
    if (areStopped && lines.every((line) => isExcused(line, known, otherKnown))) {
      if (lines.length > 0) stopped.push({ run, lines });
      else equal += 1;
    } else if (lines.length > 0) differences.push({ run, lines });
    else if (typeof log === "string") notLogged.push(`${run}: ${log}`);
    else equal += 1;
  }
  return {
    equal,
    notLogged,
    differences,
    stopped,
    onlyBefore: [...one.keys()].filter((run) => !other.has(run)),
    onlyAfter: [...other.keys()].filter((run) => !one.has(run)),
  };
}

const COUNT = / \((\d+ times|refused)\)$/;

/** Every distinct request of a folder. */
function knownRequests(runs: ReadonlyMap<string, RunLog | string>): ReadonlySet<string> {
  const logs = [...runs.values()].filter((log) => typeof log === "object");
  return new Set(
    logs.flatMap((log) => SECTIONS.flatMap(([section]) => log[section].map((line) => line.replace(COUNT, "")))),
  );
}

/** In a stopped run, timing decides only between requests that both commits send. */
function isExcused(line: string, known: ReadonlySet<string>, otherKnown: ReadonlySet<string>): boolean {
  const request = line.slice(2).replace(COUNT, "");
  return !/^[-+] /.test(line) || (known.has(request) && otherKnown.has(request));
}

function runsOf(folder: LogFolder): Map<string, RunLog | string> {
  return new Map(
    Object.entries(folder).flatMap(([file, runs]) =>
      Object.entries(runs).map(([name, log]) => [`${file}: ${name}`, log] as const),
    ),
  );
}

function differingLines(before: RunLog | string, after: RunLog | string): string[] {
  if (typeof before === "string" || typeof after === "string") {
    const describe = (log: RunLog | string) => (typeof log === "string" ? log : "logged");
    return before === after ? [] : [`- ${describe(before)}`, `+ ${describe(after)}`];
  }
  return SECTIONS.flatMap(([section, title]) => {
    // Lines of one section are distinct: those that are counted carry their number.
    const [one, other] = [new Set(before[section]), new Set(after[section])];
    const lines = [
      ...[...one].filter((line) => !other.has(line)).map((line) => `- ${line}`),
      ...[...other].filter((line) => !one.has(line)).map((line) => `+ ${line}`),
    ];
    return lines.length === 0 ? [] : [title, ...lines];
  });
}

/** True where the second folder proves that nothing changed: something was compared, all of it is equal, and no run is missing. */
export function isUnchanged({ equal, differences, onlyBefore }: Comparison): boolean {
  return equal > 0 && differences.length === 0 && onlyBefore.length === 0;
}

export function formatComparison(comparison: Comparison): string {
  const { equal, notLogged, differences, stopped, onlyBefore, onlyAfter } = comparison;
  const list = (title: string, runs: readonly string[]) =>
    runs.length === 0 ? [] : [`${title}:`, ...runs.map((run) => `  ${run}`), ""];
  const show = (runs: readonly Difference[]) =>
    runs.flatMap(({ run, lines }) => [run, ...lines.map((line) => `  ${line}`), ""]);
  return [
    ...show(differences),
    ...(stopped.length === 0 ? [] : ["Runs that an error stopped, so that timing may explain the difference:", ""]),
    ...show(stopped),
    ...list("Runs that are only in the first folder", onlyBefore),
    ...list("Runs that are only in the second folder", onlyAfter),
    ...list("Runs that cannot be compared", notLogged),
    `runs equal: ${equal}, different: ${differences.length}, stopped: ${stopped.length}, only before: ${onlyBefore.length}, ` +
      `only after: ${onlyAfter.length}, not logged: ${notLogged.length}`,
  ].join("\n");
}
