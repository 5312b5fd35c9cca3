// The inputs that give access: the step's identity and subscription, and the identity or the password for the source.
import { isGuid } from "../guid.ts";
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { formatPlace, placeOf } from "./place.ts";
import { formatRegistryName, type RegistryName } from "./registry-name.ts";
import { type ImageRequest, LOGINS, type Login, type PromotionRequest, type StepIdentity } from "./request.ts";
import { choiceOf } from "./typed-inputs.ts";

const GUID_EXAMPLE = "00000000-0000-0000-0000-000000000000";
const DOMAIN = /^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** The identity that imports. */
export function identityOf(inputs: Inputs): StepIdentity {
  const login = choiceOf(inputs, "login", LOGINS, "github");
  const [clientId, tenantId] = [textOf(inputs, "client-id"), textOf(inputs, "tenant-id")];
  if (login !== "github") checkAudience(inputs, login);
  if (login !== "managed-identity") requireInput(inputs, "client-id", "AZURE_CLIENT_ID");
  checkClient(inputs, "client-id");
  // A managed identity has the tenant of its machine.
  if (login === "managed-identity") return { login, ...(clientId !== "" && { clientId }) };
  requireInput(inputs, "tenant-id", "AZURE_TENANT_ID");
  checkTenant(inputs, "tenant-id");
  if (login === "github") return { login, clientId, tenantId };
  const tokenFile = inputs.raw.federatedTokenFile ?? "";
  if (tokenFile === "") {
    addProblem(
      inputs,
      { input: "login" },
      "login: workload-identity needs AZURE_FEDERATED_TOKEN_FILE, which is not set.",
      {
        code: "INPUT_REQUIRED",
        remedy:
          'Give the runner\'s pod the label azure.workload.identity/use: "true" and a service account with workload identity; docs/azure-setup.md shows how. On GitHub-hosted runners use login: github',
      },
    );
  }
  return { login, clientId, tenantId, tokenFile };
}

/** Only GitHub's ID token is requested for an audience: the step's own, or that of `source-client-id`. */
function checkAudience(inputs: Inputs, login: Login): void {
  if (textOf(inputs, "audience") === "" || textOf(inputs, "source-client-id") !== "") return;
  addProblem(
    inputs,
    { input: "audience" },
    `audience is for GitHub's ID token, which login: ${login} does not request.`,
    {
      remedy: "Remove audience, or set login: github",
    },
  );
}

/** The subscription in which registries are looked up. */
export function subscriptionOf(
  inputs: Inputs,
  target: RegistryName | undefined,
): Pick<PromotionRequest, "subscriptionId"> {
  const input = "subscription-id";
  const text = textOf(inputs, input);
  checkGuid(inputs, input, "Run az account show --query id --output tsv to print it.");
  if (text === "" && target !== undefined && target.kind !== "resource-id") {
    addProblem(inputs, { input }, "subscription-id is required unless registry is a resource ID.", {
      code: "INPUT_REQUIRED",
      remedy: "Set subscription-id or AZURE_SUBSCRIPTION_ID, or set registry to the registry's resource ID.",
    });
  }
  return text === "" ? {} : { subscriptionId: text };
}

/** How the step logs in to the source: as a second identity, by password, or neither. */
export function sourceAccessOf(
  inputs: Inputs,
  images: readonly ImageRequest[],
  sourceRegistry: RegistryName | undefined,
): Pick<PromotionRequest, "sourceIdentity" | "sourceCredentials"> {
  const [clientId, tenantId] = [textOf(inputs, "source-client-id"), textOf(inputs, "source-tenant-id")];
  const [username, password] = [textOf(inputs, "source-username"), textOf(inputs, "source-password")];
  checkClient(inputs, "source-client-id");
  checkTenant(inputs, "source-tenant-id");
  requireTogether(inputs);
  checkSendable(inputs);
  checkOneSource(inputs, images, sourceRegistry);
  if (clientId !== "") {
    checkLookup(inputs, images, sourceRegistry);
    checkIdentityAccepted(inputs, images, sourceRegistry);
  }
  if (clientId !== "" && password !== "") {
    addProblem(inputs, { input: "source-password" }, "source-password and source-client-id are both set.", {
      remedy: "Keep one of them: source-client-id with source-tenant-id, or source-password.",
    });
  }
  return {
    ...(clientId !== "" && tenantId !== "" && { sourceIdentity: { clientId, tenantId } }),
    ...(password !== "" && { sourceCredentials: { ...(username !== "" && { username }), password } }),
  };
}

function requireInput(inputs: Inputs, input: string, variable: string): void {
  if (textOf(inputs, input) !== "") return;
  addProblem(inputs, { input }, `${input} is required.`, {
    code: "INPUT_REQUIRED",
    remedy: `Set ${input}, or ${variable} in the environment; docs/azure-setup.md shows where to find it.`,
  });
}

function checkGuid(inputs: Inputs, input: string, remedy: string): void {
  const text = textOf(inputs, input);
  if (text === "" || isGuid(text)) return;
  addProblem(inputs, { input }, `${input} must be a GUID, such as ${GUID_EXAMPLE}; got ${quote(text)}.`, { remedy });
}

function checkClient(inputs: Inputs, input: string): void {
  checkGuid(inputs, input, `Set ${input} to the client ID of an application or a user-assigned managed identity.`);
}

function checkTenant(inputs: Inputs, input: string): void {
  const text = textOf(inputs, input);
  if (text === "" || isGuid(text) || DOMAIN.test(text)) return;
  const message = `${input} must be a GUID or a domain, such as contoso.onmicrosoft.com; got ${quote(text)}.`;
  addProblem(inputs, { input }, message, { remedy: "Run az account show --query tenantId --output tsv to print it." });
}

function requireTogether(inputs: Inputs): void {
  const isSet = (input: string) => textOf(inputs, input) !== "";
  if (isSet("source-client-id") !== isSet("source-tenant-id")) {
    const [present, input] = isSet("source-client-id")
      ? ["source-client-id", "source-tenant-id"]
      : ["source-tenant-id", "source-client-id"];
    addProblem(inputs, { input }, `${input} is required when ${present} is set.`, { remedy: `Set ${input} too.` });
  }
  if (isSet("source-username") && !isSet("source-password")) {
    const input = "source-password";
    addProblem(inputs, { input }, `${input} is required when source-username is set.`, { remedy: `Set ${input} too.` });
  }
}

/** Reports a login that HTTP cannot express: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function checkSendable(inputs: Inputs): void {
  const [username, password] = [textOf(inputs, "source-username"), textOf(inputs, "source-password")];
  if (username.includes(":")) {
    const message = "source-username contains a colon, which ends the user name in an HTTP login.";
    addProblem(inputs, { input: "source-username" }, message, {
      remedy: "Set source-username to the name before the colon, and source-password to the password alone.",
    });
  }
  if (username === "" && password !== "" && !/^[!-~]+$/.test(password)) {
    const message =
      "source-password is sent as a token where source-username is not set, and a token has visible ASCII characters only; got others.";
    addProblem(inputs, { input: "source-password" }, message, {
      remedy:
        "If it is a password, set source-username too. If it is a token, check that it has no line break or blank.",
    });
  }
}

/**
 * Reports a password or an identity that could be sent to a registry that it is not for: to one of several, or, for a password,
 * to one that only an images file names. People who can change a file must not choose who gets the password.
 */
function checkOneSource(
  inputs: Inputs,
  images: readonly ImageRequest[],
  sourceRegistry: RegistryName | undefined,
): void {
  if (sourceRegistry !== undefined) return;
  const input = ["source-client-id", "source-password"].find((name) => textOf(inputs, name) !== "");
  const registries = new Map(images.map(({ source }) => [JSON.stringify(source.registry), source.registry]));
  const [one, other] = [...registries.values()].filter((name) => name !== undefined).map(formatRegistryName);
  if (input === undefined || one === undefined) return;
  if (other !== undefined) {
    const message = `${input} is for one registry, but the images come from several: ${one}, ${other}${registries.size > 2 ? ", …" : "."}`;
    const others = input === "source-password" ? " Run docker/login-action before this step for the others." : "";
    addProblem(inputs, { input }, message, { remedy: `Set source-registry to the registry that it is for.${others}` });
    return;
  }
  const [image] = images;
  if (image?.origin.file === undefined || textOf(inputs, "source-password") === "") return;
  const place = formatPlace(placeOf(image.origin));
  const message = `source-password: no input names the registry that the password is for; only ${place} names ${one}.`;
  addProblem(inputs, { input: "source-password" }, message, {
    remedy: `If the password is for ${one}, set\nsource-registry: ${one}\nOtherwise remove source-password, or correct the file.`,
  });
}

/** Only an ACR accepts an Entra identity. Elsewhere the second identity would be ignored without a word. */
function checkIdentityAccepted(
  inputs: Inputs,
  images: readonly ImageRequest[],
  sourceRegistry: RegistryName | undefined,
): void {
  const used = sourceRegistry ?? images.find(({ source }) => source.registry !== undefined)?.source.registry;
  if (used?.kind !== "login-server" || inputs.raw.acrCloudOf(used.host) !== undefined) return;
  const input = "source-client-id";
  const message = `${input} is an identity at an Azure Container Registry, and ${used.host} is not one.`;
  addProblem(inputs, { input }, message, {
    remedy: `Remove source-client-id and source-tenant-id. To log in to ${used.host}, run docker/login-action before this step, or set source-username and source-password.`,
  });
}

/** The step's own identity looks up names, and it cannot see another tenant. */
function checkLookup(inputs: Inputs, images: readonly ImageRequest[], sourceRegistry: RegistryName | undefined): void {
  const named = sourceRegistry ?? images.find(({ source }) => source.registry?.kind === "name")?.source.registry;
  if (named?.kind !== "name") return;
  const input = sourceRegistry === undefined ? "images-file" : "source-registry";
  const message = `${input}: the registry name ${quote(named.name)} cannot be looked up in the tenant of source-client-id.`;
  addProblem(inputs, { input }, message, {
    remedy: "Use the login server instead of the name, for example contosodev.azurecr.io",
  });
}
