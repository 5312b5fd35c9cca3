// The step that undoes this one, as the summary shows it: how it is called and how it logs in.
import type { PromotionRequest } from "../request/request.ts";
import { withoutAzureIds } from "./output-text.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the summary's section about undoing needs beside the report. */
export interface UndoStep {
  /** As in `uses`. */
  readonly uses: string;
  /** Lines under `with`, without any ID of Azure. */
  readonly loginInputs: readonly string[];
  /** The attempt of this run, from 1. */
  readonly attempt: number;
}

/** A variable of the repository, organization or environment. */
function variable(name: string): string {
  return `\${{ vars.${name} }}`;
}

/** The step for a request, named as this step was: https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function undoStepOf(request: PromotionRequest, env: Environment): UndoStep {
  const { identity, cloud, audience } = request;
  const repository = env["GITHUB_ACTION_REPOSITORY"] ?? "";
  const ref = env["GITHUB_ACTION_REF"] ?? "";
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w./-]+$/.test(ref);
  const attempt = Number(env["GITHUB_RUN_ATTEMPT"]);
  const hasClient = identity.login !== "managed-identity" || identity.clientId !== undefined;
  // An audience may hold an ID of Azure. It is then not shown.
  const isPlainAudience =
    audience !== undefined && /^[\w:/.-]+$/.test(audience) && withoutAzureIds(audience) === audience;
  return {
    uses: isNamed ? `${repository}@${ref}` : "OWNER/acr-promote@v1",
    loginInputs: [
      ...(identity.login === "github" ? [] : [`login: ${identity.login}`]),
      ...(hasClient ? [`client-id: ${variable("AZURE_CLIENT_ID")}`] : []),
      ...(identity.login === "managed-identity" ? [] : [`tenant-id: ${variable("AZURE_TENANT_ID")}`]),
      `subscription-id: ${variable("AZURE_SUBSCRIPTION_ID")}`,
      ...(cloud === "azurecloud" ? [] : [`environment: ${cloud}`]),
      ...(audience === undefined ? [] : [`audience: ${isPlainAudience ? audience : variable("AZURE_AUDIENCE")}`]),
    ],
    attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1,
  };
}
