// What is made of measured numbers: medians, slopes, tables. Knows nothing of how they were measured.
import type { Figures } from "./measured-run.ts";

/** What is measured: a bundle other than the present one, how often, and with sets of which sizes. */
export interface Subject {
  readonly bundle?: string;
  readonly runs: number;
  readonly sizes: readonly number[];
}

/** The first columns of a row are labels, the others figures. */
export interface Table {
  readonly labels: readonly string[];
  readonly figures: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The middle of the values; the mean of the two middle ones where there is no single one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** The slope of the least-squares line through the points. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** The most intervals that overlap at one moment. */
export function mostAtOnce(intervals: readonly { readonly from: number; readonly to: number }[]): number {
  const edges = intervals.flatMap(({ from, to }) => [
    { at: from, change: 1 },
    { at: to, change: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  let [now, most] = [0, 0];
  for (const { change } of edges) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

/** The rows of `now`, with the figures that an earlier version had with the same labels: `earlier → now` where they differ. */
export function besides(earlier: Table, now: Table): Table {
  const keyOf = (row: readonly string[]) => row.slice(0, now.labels.length).join("|");
  const known = new Map(earlier.rows.map((row) => [keyOf(row), row]));
  const rows = now.rows.map((row) =>
    row.map((cell, at) => {
      const before = known.get(keyOf(row))?.[at];
      return before === undefined || before === cell ? cell : `${before} → ${cell}`;
    }),
  );
  return { ...now, rows };
}

/** In Markdown. */
export function formatTable({ labels, figures, rows }: Table): string {
  const head = [...labels, ...figures];
  const widths = head.map((name, at) => Math.max(...[name, ...rows.map((row) => row[at] ?? "")].map((t) => t.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

export const FIGURES = ["wall", "CPU", "peak memory", "requests", "most in flight"];
/** The cells below `FIGURES`. */
export const figureCells = ({ wallMs, cpuMs, maxRssBytes, requests, mostInFlight }: Figures): string[] => [
  formatSeconds(wallMs),
  formatSeconds(cpuMs),
  formatMegabytes(maxRssBytes),
  String(requests),
  String(mostInFlight),
];

export const formatMs = (valueMs: number) => `${Math.round(valueMs)} ms`;
export const formatSeconds = (valueMs: number) => `${(valueMs / 1000).toFixed(2)} s`;
export const formatMegabytes = (sizeBytes: number) => `${Math.round(sizeBytes / 1e6)} MB`;
