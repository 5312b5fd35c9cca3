// Owns what is made of measured numbers: medians, slopes, tables. Knows nothing of what was measured.

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

/** A Markdown table. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, at) => Math.max(...[name, ...rows.map((row) => row[at] ?? "")].map((t) => t.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

export const formatMs = (valueMs: number) => `${Math.round(valueMs)} ms`;
export const formatSeconds = (valueMs: number) => `${(valueMs / 1000).toFixed(2)} s`;
export const formatMegabytes = (sizeBytes: number) => `${Math.round(sizeBytes / 1e6)} MB`;
