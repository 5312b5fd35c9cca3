// What started the workflow, as far as it decides whether the action may write: does the code come from a fork?
import { readFile } from "node:fs/promises";
import { type Problem, problem } from "../problems.ts";

/** The event of this run. `fromFork` is undefined where the payload does not say. */
export interface RunnerEvent {
  readonly name: string;
  readonly fromFork: boolean | undefined;
}

/** Events that run with the base repository's rights, whoever wrote the code: https://docs.zizmor.sh/audits/#dangerous-triggers */
const PRIVILEGED_EVENTS: readonly string[] = ["pull_request_target", "workflow_run"];

/** Reads GITHUB_EVENT_NAME and the payload at GITHUB_EVENT_PATH. */
export async function readEvent(env: Readonly<Record<string, string | undefined>>): Promise<RunnerEvent> {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const path = env["GITHUB_EVENT_PATH"] ?? "";
  if (path === "") return { name, fromFork: undefined };
  try {
    return { name, fromFork: isFromFork(name, JSON.parse(await readFile(path, "utf8"))) };
  } catch {
    // The payload only ever forbids; decideEvent refuses where it was needed and is not there.
    return { name, fromFork: undefined };
  }
}

/**
 * True where the head of a pull request or of the run that was waited for is in another repository. A fork that was
 * deleted is null in the payload. https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function isFromFork(eventName: string, payload: unknown): boolean | undefined {
  const [base, head] =
    eventName === "workflow_run"
      ? [at(payload, "repository"), at(payload, "workflow_run", "head_repository")]
      : eventName.startsWith("pull_request")
        ? [at(payload, "pull_request", "base", "repo"), at(payload, "pull_request", "head", "repo")]
        : [undefined, undefined];
  if (!eventName.startsWith("pull_request") && eventName !== "workflow_run") return false;
  if (head === null) return true;
  const baseId = at(base, "id");
  const headId = at(head, "id");
  if (typeof baseId !== "number" || typeof headId !== "number") return undefined;
  return baseId !== headId;
}

/** Refuses to write with the base repository's rights what a fork's author may have chosen. Undefined: go on. */
export function decideEvent(event: RunnerEvent, dryRun: boolean): Problem | undefined {
  if (dryRun || !PRIVILEGED_EVENTS.includes(event.name) || event.fromFork === false) return undefined;
  return problem(
    "EVENT_FROM_FORK",
    event.fromFork === true
      ? `This run was started by ${event.name} for a fork: what it promotes may have been chosen by people who cannot write to this repository.`
      : `This run was started by ${event.name}, and its event does not say whether it comes from a fork.`,
  );
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, key) ? (found as Record<string, unknown>)[key] : undefined;
  }
  return found;
}
