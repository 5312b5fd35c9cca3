// Runs the script of a step as the runner does with `shell: bash`.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Resolves with the output; rejects where the script fails. */
export function runBash(
  script: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly stdout: string }> {
  return run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], options);
}
