// Scenes of Entra and of GitHub's ID token service.
import type { Answer } from "../../emulator/answers.ts";
import type { Scene, Stage } from "./stage.ts";

const discoveryAndToken: Scene = async (stage, recording) => {
  const { azure } = stage;
  azure.entra.accessTokenLifetimeSeconds = 86_400;
  azure.addApp({
    clientId: "client-id",
    tenantId: "00000000-0000-0000-0000-000000000000",
    clientSecrets: ["PLACEHOLDER"],
  });
  const answers = new Map<number, Answer>();
  for (const [at, { request }] of recording.exchanges.entries()) answers.set(at, await stage.ask(request));
  return answers;
};

/** Signs in as a run whose subject or issuer the app does not know. */
async function signInAs({ azure, client }: Stage, subject: string, known: string, issuer?: string): Promise<Answer> {
  const tenantId = "00000000-0000-0000-0000-000000000000";
  const clientId = `00000000-0000-0000-0000-${known.length.toString().padStart(12, "0")}`;
  azure.addApp({ clientId, tenantId, federatedCredentials: [{ subject: known }] });
  azure.run.subject = subject;
  if (issuer !== undefined) azure.run.issuer = issuer;
  return client.signIn({ clientId, tenantId });
}

const entraRefusals: Scene = async (stage) => {
  const subject = "repo:owner/repository:environment:production";
  const inCapitals = "repo:owner/repository:environment:Production";
  return new Map([
    [1, await signInAs(stage, subject, "repo:owner/other")],
    [2, await signInAs(stage, inCapitals, subject)],
    [3, await signInAs(stage, subject, `${subject}-2`, "https://token.actions.githubusercontent.com/")],
  ]);
};

const idTokenRefusals: Scene = async (stage) => {
  const { azure } = stage;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = "" } = azure.env();
  const askAs = (jobState: "Pending" | "Completed") => {
    azure.run.jobState = jobState;
    return stage.ask({ method: "GET", url: `${url}&audience=api%3A%2F%2FAzureADTokenExchange` }, { token });
  };
  return new Map([
    [0, await askAs("Completed")],
    [1, await askAs("Pending")],
  ]);
};

export const LOGIN_SCENES: Readonly<Record<string, Scene>> = {
  "entra-token-and-discovery": discoveryAndToken,
  "entra-refusals-quoted": entraRefusals,
  "github-id-token-refusals-quoted": idTokenRefusals,
};
