// The labels of GitHub-hosted runners, and the ones that a workflow requests.
import { parse } from "yaml";

/**
 * Labels that are neither deprecated nor of larger runners, as of 21 August 2026.
 * https://github.com/actions/runner-images/blob/749514466b4f51b7dc8d9f1cda62257dcf13d183/README.md#available-images
 */
const HOSTED = new Set([
  "ubuntu-latest",
  "ubuntu-24.04",
  "ubuntu-22.04",
  "ubuntu-24.04-arm",
  "ubuntu-22.04-arm",
  "ubuntu-slim",
  "ubuntu-26.04", // preview
  "ubuntu-26.04-arm", // preview
  "windows-latest",
  "windows-2025",
  "windows-2025-vs2026",
  "windows-2022",
  "windows-11-arm",
  "windows-11-vs2026-arm",
  "macos-latest",
  "macos-26",
  "macos-26-intel",
  "macos-15",
  "macos-15-intel",
]);

interface Job {
  readonly "runs-on"?: string | readonly string[] | { readonly group?: string; readonly labels?: string | string[] };
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
}

/** The labels in `runs-on` of all jobs that no GitHub-hosted runner has. Beside `self-hosted`, every label is valid. */
export function findUnknownLabels(workflow: string): string[] {
  const { jobs = {} } = parse(workflow) as { jobs?: Record<string, Job> };
  return Object.entries(jobs).flatMap(([name, job]) => {
    const runsOn = job["runs-on"] ?? [];
    const given = typeof runsOn === "object" && "labels" in runsOn ? (runsOn.labels ?? []) : runsOn;
    const labels = [given as string | string[]].flat().flatMap((label) => valuesOf(label, job));
    if (labels.includes("self-hosted")) return [];
    return labels.filter((label) => !HOSTED.has(label)).map((label) => `job ${name}: no hosted runner has "${label}"`);
  });
}

/** The values that `${{ matrix.NAME }}` takes, and the label that is used where a variable is not set. */
function valuesOf(label: string, { strategy }: Job): string[] {
  const fallback = /^\$\{\{\s*vars\.\w+\s*\|\|\s*'([^']+)'\s*\}\}$/.exec(label)?.[1];
  if (fallback !== undefined) return [fallback];
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label)?.[1];
  const values = name === undefined ? undefined : strategy?.matrix?.[name];
  return Array.isArray(values) ? values.map(String) : [label];
}
