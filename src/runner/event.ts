// The event that started the workflow. Decides whether the step may write: code from a fork must not.
import { readFile } from "node:fs/promises";
import { type Problem, problem } from "../problems.ts";

/** The event of this run. `fromFork`: undefined if the payload does not contain it. */
export interface RunnerEvent {
  readonly name: string;
  readonly fromFork: boolean | undefined;
}

/** Events that run with the rights of the base repository, also for code from a fork: https://docs.zizmor.sh/audits/#dangerous-triggers */
const PRIVILEGED_EVENTS: readonly string[] = ["pull_request_target", "workflow_run"];

/** Reads GITHUB_EVENT_NAME and the payload at GITHUB_EVENT_PATH. */
export async function readEvent(env: Readonly<Record<string, string | undefined>>): Promise<RunnerEvent> {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const path = env["GITHUB_EVENT_PATH"] ?? "";
  if (path === "") return { name, fromFork: undefined };
  try {
    return { name, fromFork: isFromFork(name, JSON.parse(await readFile(path, "utf8"))) };
  } catch {
    // Without a payload, decideEvent refuses the events for which it is needed.
    return { name, fromFork: undefined };
  }
}

/**
 * True if the head of the pull request or of the triggering run is in another repository. In the payload, a deleted fork is
 * null. https://docs.github.com/webhooks/webhook-events-and-payloads
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

/** Refuses to write on a privileged event of a fork, whose author may have chosen the images. Undefined: not refused. */
export function decideEvent(event: RunnerEvent, dryRun: boolean): Problem | undefined {
  if (dryRun || !PRIVILEGED_EVENTS.includes(event.name) || event.fromFork === false) return undefined;
  return problem(
    "EVENT_FROM_FORK",
    event.fromFork === true
      ? `This run was started by ${event.name} for a fork. People without write access to this repository may have chosen what it promotes.`
      : `This run was started by ${event.name}, and its event does not contain whether the code comes from a fork.`,
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
