// The event that started the workflow. Decides whether the step may write: code from a fork must not.
import { readFile } from "node:fs/promises";
import { parseJson } from "../json.ts";
import { type Problem, problem } from "../problems.ts";
import type { Login } from "../request/request.ts";

/** The event of this run. `fromFork`: undefined if the payload does not contain it. */
export interface RunnerEvent {
  readonly name: string;
  readonly fromFork: boolean | undefined;
}

/** Events that run with the rights of the base repository, also for code from a fork: https://docs.zizmor.sh/audits/#dangerous-triggers */
const PRIVILEGED_EVENTS: readonly string[] = ["pull_request_target", "workflow_run"];
/** Events of a commit that may be a fork's; their payloads do not contain the repository that it was pushed to. */
const COMMIT_EVENTS: readonly string[] = ["check_run", "check_suite", "status"];
/** They run the code of the deployed commit: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#deployment */
const DEPLOYMENT_EVENTS: readonly string[] = ["deployment", "deployment_status"];
/** A commit, or the head of a pull request: both may be a fork's. Branches and tags are this repository's. */
const COMMIT_REF = /^[0-9a-f]{7,64}$|^(?:refs\/)?pull\//i;

/** Reads GITHUB_EVENT_NAME and the payload at GITHUB_EVENT_PATH. */
export async function readEvent(env: Readonly<Record<string, string | undefined>>): Promise<RunnerEvent> {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const path = env["GITHUB_EVENT_PATH"] ?? "";
  // Without a payload, decideEvent refuses the events for which it is needed.
  const payload = await readFile(path, "utf8").then(parseJson, () => undefined);
  return { name, fromFork: isFromFork(name, payload) };
}

/**
 * True if the head of the pull request or of the triggering run is in another repository. In the payload, a deleted fork is
 * null. Undefined where there is a head, and the payload does not contain its repository: a comment on a pull request, too.
 * False for events without a head: they run a commit of this repository. https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function isFromFork(eventName: string, payload: unknown): boolean | undefined {
  if (eventName === "" || COMMIT_EVENTS.includes(eventName)) return undefined;
  if (eventName === "issue_comment") {
    const issue = at(payload, "issue");
    const isPlainIssue = typeof issue === "object" && issue !== null && at(issue, "pull_request") === undefined;
    return isPlainIssue ? false : undefined;
  }
  if (DEPLOYMENT_EVENTS.includes(eventName)) {
    const ref = at(payload, "deployment", "ref");
    return typeof ref === "string" && ref !== "" && !COMMIT_REF.test(ref) ? false : undefined;
  }
  if (!eventName.startsWith("pull_request") && eventName !== "workflow_run") return false;
  const [base, head] =
    eventName === "workflow_run"
      ? [at(payload, "repository"), at(payload, "workflow_run", "head_repository")]
      : [at(payload, "pull_request", "base", "repo"), at(payload, "pull_request", "head", "repo")];
  if (head === null) return true;
  const baseId = at(base, "id");
  const headId = at(head, "id");
  if (typeof baseId !== "number" || typeof headId !== "number") return undefined;
  return baseId !== headId;
}

/**
 * Refuses to write on a privileged event of a fork, whose author may have chosen the images. An identity of the runner is
 * refused to every event of a fork, in a dry run too: GitHub gives such a run no ID token, but the runner's identity serves
 * every job. So is an undo. Undefined: not refused.
 */
export function decideEvent(
  event: RunnerEvent,
  { dryRun, undoes, login }: { readonly dryRun: boolean; readonly undoes: boolean; readonly login: Login },
): Problem | undefined {
  if (event.fromFork === false) return undefined;
  const name = event.name === "" ? "an unknown event" : event.name;
  const start =
    event.fromFork === true
      ? `This run was started by ${name} for a fork.`
      : `This run was started by ${name}, and its event does not contain whether the code comes from a fork.`;
  if (login !== "github") {
    const message = `${start} With login: ${login} it would use the identity of the runner, which people without write access to this repository must not reach.`;
    return problem("EVENT_FROM_FORK", message, {
      remedy: `Promote on push, release, schedule or workflow_dispatch. For pull requests of forks there is no dry run with login: ${login}; keep them off this runner.`,
    });
  }
  if (undoes) {
    const message = `${start} An undo moves tags whatever mutable-tags allows, so people without write access to this repository must not start one.`;
    return problem("EVENT_FROM_FORK", message, {
      remedy: "Undo on workflow_dispatch, or in a later job of a run that was started by push, release or schedule.",
    });
  }
  if (dryRun || !PRIVILEGED_EVENTS.includes(event.name)) return undefined;
  return problem(
    "EVENT_FROM_FORK",
    event.fromFork === true
      ? `${start} People without write access to this repository may have chosen what it promotes.`
      : start,
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
