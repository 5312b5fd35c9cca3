// Owns the environment that the runner gives an action: variables and the files that they name. Knows no party.
// https://docs.github.com/actions/reference/workflows-and-actions/variables
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/GitHubContext.cs
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/JobRunner.cs#L158-L176
// https://github.com/actions/runner/blob/v2.336.0/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs#L35-L88
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WorkflowRun } from "./id-token.ts";

/** Each variable's file, by the prefix of its name. The runner makes all of them empty before each step. */
const FILE_COMMANDS = {
  GITHUB_OUTPUT: "set_output",
  GITHUB_STEP_SUMMARY: "step_summary",
  GITHUB_STATE: "save_state",
  GITHUB_ENV: "set_env",
  GITHUB_PATH: "add_path",
  GITHUB_ARTIFACTS: "artifacts",
  GITHUB_ARTIFACTS_LIST: "artifacts_list",
};

export type FileCommand = keyof typeof FILE_COMMANDS;

export interface RunnerEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<FileCommand, string>>;
}

interface Setting {
  /** The runner's folder of work. */
  readonly root: string;
  readonly home: string;
  readonly temp: string;
  readonly workspace: string;
  readonly run: WorkflowRun;
  readonly eventName: string;
  readonly eventPayload: unknown;
  readonly debug: boolean;
  /** The job's token for GitHub's own services. It is also what requests ID tokens, where the job may. */
  readonly jobToken: string;
}

/** Makes the files of a step and returns the variables of the runner, inputs excepted. */
export async function createRunnerEnvironment(setting: Setting): Promise<RunnerEnvironment> {
  const { root, home, temp, workspace, run, eventName, eventPayload, debug, jobToken } = setting;
  const commands = join(temp, "_runner_file_commands");
  const workflowFolder = join(temp, "_github_workflow");
  for (const folder of [commands, workflowFolder]) await mkdir(folder, { recursive: true });
  const files = Object.fromEntries(
    Object.entries(FILE_COMMANDS).map(([variable, prefix]) => [variable, join(commands, `${prefix}_${FILE_SUFFIX}`)]),
  ) as Record<FileCommand, string>;
  for (const file of Object.values(files)) await writeFile(file, "");
  const eventPath = join(workflowFolder, "event.json");
  await writeFile(eventPath, JSON.stringify(eventPayload));

  const [owner = "", repository = ""] = run.repository.split("/");
  const { head, base } = (eventPayload as PullRequestPayload).pull_request ?? {};
  const variables = {
    CI: "true",
    HOME: home,
    // The runner passes its own environment on.
    LANG: "C.UTF-8",
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    USER: "runner",
    GITHUB_ACTION: "promote",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_REF: "v1",
    GITHUB_ACTION_REPOSITORY: "OWNER/acr-promote",
    GITHUB_ACTOR: "octocat",
    GITHUB_ACTOR_ID: "583231",
    GITHUB_API_URL: "https://api.github.com",
    // Empty, not absent, on events other than pull requests.
    GITHUB_BASE_REF: base?.ref ?? "",
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: "https://api.github.com/graphql",
    GITHUB_HEAD_REF: head?.ref ?? "",
    GITHUB_JOB: "promote",
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(heads|tags|pull)\//, ""),
    GITHUB_REF_PROTECTED: "true",
    GITHUB_REF_TYPE: run.ref.startsWith("refs/tags/") ? "tag" : "branch",
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: run.repositoryId,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: run.repositoryOwnerId,
    GITHUB_RETENTION_DAYS: "90",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "7384920156",
    GITHUB_RUN_NUMBER: "812",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_SHA: run.sha,
    GITHUB_TRIGGERING_ACTOR: "octocat",
    GITHUB_WORKFLOW: "release",
    GITHUB_WORKFLOW_REF: `${run.repository}/${run.workflow}@${run.ref}`,
    GITHUB_WORKFLOW_SHA: run.sha,
    GITHUB_WORKSPACE: workspace,
    ...files,
    RUNNER_ARCH: "X64",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: "GitHub Actions 12",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(root, "_tool"),
    RUNNER_TRACKING_ID: "github_5d3f8a1c-6f0b-4b9e-9a61-0f9be3f3c0de",
    RUNNER_WORKSPACE: join(root, repository),
    ...(debug ? { RUNNER_DEBUG: "1" } : {}),
    ACTIONS_CACHE_SERVICE_V2: "True",
    ACTIONS_CACHE_URL: "https://acghubeus1.actions.githubusercontent.com/8WPlHqGqRz/",
    ACTIONS_ORCHESTRATION_ID: "8c1e5a3f-90e6-4b1d-8f0c-1d7c2f9a5b11.promote.__default",
    ACTIONS_RESULTS_URL: "https://results-receiver.actions.githubusercontent.com/",
    ACTIONS_RUNTIME_TOKEN: jobToken,
    ACTIONS_RUNTIME_URL: "https://pipelinesghubeus1.actions.githubusercontent.com/8WPlHqGqRz/",
  };
  return { variables, files };
}

const FILE_SUFFIX = "0e8b6f0d-2f4a-4c62-9a3b-5d3f8a6f5c21";

interface PullRequestPayload {
  readonly pull_request?: { readonly head?: { readonly ref?: string }; readonly base?: { readonly ref?: string } };
}
