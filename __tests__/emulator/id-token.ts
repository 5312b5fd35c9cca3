// Owns GitHub's ID-token endpoint, as the runner offers it to a job. Knows nothing of Azure.
// https://docs.github.com/actions/reference/security/oidc
import { randomBytes } from "node:crypto";
import { type Answer, jsonAnswer, type Party, parseBearer, textAnswer } from "./answers.ts";
import type { World } from "./world.ts";

/** The workflow run that the ID token speaks for; change it in a test to be another run. */
export interface WorkflowRun {
  issuer: string;
  repository: string;
  repositoryId: string;
  repositoryOwnerId: string;
  ref: string;
  sha: string;
  environment: string | undefined;
  eventName: string;
  workflow: string;
  /** Overrides the subject that repository, environment and ref give. */
  subject: string | undefined;
  idTokenLifetimeSeconds: number;
  /** The state that refuses a token; undefined while the job is in progress. https://github.com/google-github-actions/auth/issues/325 */
  jobState: "Pending" | "Completed" | undefined;
}

export function defaultWorkflowRun(): WorkflowRun {
  return {
    issuer: "https://token.actions.githubusercontent.com",
    repository: "contoso/shop",
    repositoryId: "456789012",
    repositoryOwnerId: "12345678",
    ref: "refs/heads/main",
    sha: "8f7d3c1a9b2e4d6f8a0b1c2d3e4f5a6b7c8d9e0f",
    environment: "production",
    eventName: "push",
    workflow: ".github/workflows/release.yml",
    subject: undefined,
    idTokenLifetimeSeconds: 300,
    jobState: undefined,
  };
}

/** `repo:O/R:environment:E`, else `repo:O/R:pull_request`, else `repo:O/R:ref:REF`. */
export function subjectOf(run: WorkflowRun): string {
  if (run.subject !== undefined) return run.subject;
  if (run.environment !== undefined)
    return `repo:${run.repository}:environment:${run.environment.replaceAll(":", "%3A")}`;
  return run.eventName === "pull_request"
    ? `repo:${run.repository}:pull_request`
    : `repo:${run.repository}:ref:${run.ref}`;
}

export interface IdTokenService {
  readonly requestToken: string;
  /** Path and query of ACTIONS_ID_TOKEN_REQUEST_URL; the runner's has a query already. */
  readonly requestPath: string;
  readonly handle: Party;
}

export function createIdTokenService(world: World, run: WorkflowRun): IdTokenService {
  const requestToken = world.tokens.addSecret(randomBytes(48).toString("base64url"));
  const path =
    "/8WPlHqGqRz/00000000-0000-0000-0000-000000000000/_apis/distributedtask/hubs/Actions/plans/5a3f/jobs/9c1e/idtoken";
  const handle: Party = (request): Answer => {
    if (request.method !== "GET" || request.path !== path) return textAnswer(404, "not found");
    if (parseBearer(request.headers["authorization"]) !== requestToken)
      return jsonAnswer(401, { $id: "1", message: "Bad credentials" });
    if (run.jobState !== undefined)
      return jsonAnswer(403, { message: `Can't issue ID_TOKEN for job in '${run.jobState}' state.` });
    const owner = run.repository.split("/")[0] ?? "";
    const token = world.tokens.mint(
      "github-id-token",
      {
        iss: run.issuer,
        sub: subjectOf(run),
        aud: request.query.get("audience") ?? `https://github.com/${owner}`,
        ref: run.ref,
        sha: run.sha,
        repository: run.repository,
        repository_id: run.repositoryId,
        repository_owner: owner,
        repository_owner_id: run.repositoryOwnerId,
        repository_visibility: "private",
        run_id: "7384920156",
        run_number: "812",
        run_attempt: "1",
        runner_environment: "github-hosted",
        actor: "octocat",
        actor_id: "583231",
        workflow: "release",
        workflow_ref: `${run.repository}/${run.workflow}@${run.ref}`,
        workflow_sha: run.sha,
        job_workflow_ref: `${run.repository}/${run.workflow}@${run.ref}`,
        job_workflow_sha: run.sha,
        event_name: run.eventName,
        ref_type: run.ref.startsWith("refs/tags/") ? "tag" : "branch",
        ref_protected: "true",
        base_ref: "",
        head_ref: "",
        ...(run.environment === undefined ? {} : { environment: run.environment }),
      },
      run.idTokenLifetimeSeconds,
    );
    return jsonAnswer(200, { value: token.value });
  };
  return { requestToken, requestPath: `${path}?api-version=2.0`, handle };
}
