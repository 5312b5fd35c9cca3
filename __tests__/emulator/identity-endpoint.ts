// Owns the endpoint of a machine that issues tokens of its managed identities: the metadata service of a virtual machine, and
// the endpoint of App Service and Container Apps. Knows no client.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
// https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
import { randomBytes, randomUUID } from "node:crypto";
import { type Answer, jsonAnswer, type Party, type PartyRequest } from "./answers.ts";
import { type Cloud, clouds, REGISTRY_AUDIENCE } from "./clouds.ts";
import { mintAccessToken } from "./entra.ts";
import type { App, World } from "./world.ts";

/** The machine that the runner is on; change it in a test as an administrator would. */
export interface Machine {
  /** Client ID of its system-assigned identity. */
  systemAssigned: string | undefined;
  /** Client IDs of its user-assigned identities. */
  userAssigned: string[];
  tokenLifetimeSeconds: number;
}

export interface IdentityEndpoints {
  readonly machine: Machine;
  /** The secret that App Service gives a process in IDENTITY_HEADER. */
  readonly header: string;
  readonly handle: Party;
}

export const IMDS_PATH = "/metadata/identity/oauth2/token";
export const APP_SERVICE_PATH = "/msi/token";

type Refuse = (text: string) => Answer;

export function createIdentityEndpoints(world: World): IdentityEndpoints {
  const machine: Machine = { systemAssigned: undefined, userAssigned: [], tokenLifetimeSeconds: 86_400 };
  const header = world.tokens.addSecret(randomBytes(24).toString("hex").toUpperCase());

  const appOf = (clientId: string): App | undefined => world.apps.find((app) => app.clientId === clientId);
  const cloudOf = (app: App): Cloud => {
    const tenant = world.tenants.find(({ id }) => id === app.tenantId);
    return clouds[tenant?.cloud ?? "public"];
  };

  /** The body of a token: numbers are texts, and there is no `expires_in` where App Service answers. */
  const issue = (request: PartyRequest, clientId: string, refuse: Refuse, isImds: boolean): Answer => {
    const app = appOf(clientId);
    const tenant = world.tenants.find(({ id }) => id === app?.tenantId);
    if (app === undefined || tenant === undefined)
      return refuse(
        `AADSTS700016: Application with identifier '${clientId}' was not found in the directory 'Contoso'. Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()}`,
      );
    const resource = (request.query.get("resource") ?? "").replace(/\/+$/, "");
    if (resource !== REGISTRY_AUDIENCE && !cloudOf(app).resourceManagerAudiences.includes(resource))
      return refuse(
        `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${tenant.name}. Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()}`,
      );
    const lifetime = machine.tokenLifetimeSeconds;
    const token = mintAccessToken(world, app, tenant, resource, lifetime);
    const now = Math.floor(world.clock.now() / 1000);
    return jsonAnswer(200, {
      access_token: token,
      client_id: clientId,
      ...(isImds ? { expires_in: String(lifetime - 1), ext_expires_in: String(lifetime - 1) } : {}),
      expires_on: String(now + lifetime - 1),
      not_before: String(now - 300),
      resource,
      token_type: "Bearer",
    });
  };

  /** Texts: https://github.com/Azure/azure-sdk-for-net/issues/37278, https://github.com/Azure/aad-pod-identity/issues/1152 */
  const answerImds = (request: PartyRequest): Answer => {
    const refuse: Refuse = (text) => jsonAnswer(400, { error: "invalid_request", error_description: text });
    if (request.headers["metadata"] !== "true") return refuse("Required metadata header not specified");
    if (request.headers["x-forwarded-for"] !== undefined) return refuse("X-Forwarded-For header is not allowed");
    if (request.query.get("api-version") === null) return refuse("Required query variable 'api-version' is missing");
    const asked = request.query.get("client_id");
    if (asked !== null) {
      const known = [machine.systemAssigned, ...machine.userAssigned].includes(asked);
      return known ? issue(request, asked, refuse, true) : refuse("Identity not found");
    }
    if (machine.systemAssigned !== undefined) return issue(request, machine.systemAssigned, refuse, true);
    const [only, ...more] = machine.userAssigned;
    if (more.length > 0)
      return refuse(
        "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
      );
    return only === undefined ? refuse("Identity not found") : issue(request, only, refuse, true);
  };

  /** Texts: https://github.com/Azure/azure-sdk-for-net/issues/43691, https://github.com/Azure-Samples/azure-search-openai-demo/issues/2148 */
  const answerAppService = (request: PartyRequest): Answer => {
    const refuse: Refuse = (message) =>
      jsonAnswer(400, { statusCode: 400, message, correlationId: randomUUID() }, { Server: "Kestrel" });
    if (request.headers["x-identity-header"] !== header) return { status: 401, headers: {}, body: Buffer.alloc(0) };
    if (request.query.get("api-version") !== "2019-08-01") return refuse("The api-version is not supported.");
    const asked = request.query.get("client_id");
    if (asked === null)
      return machine.systemAssigned === undefined
        ? refuse("Unable to load the proper Managed Identity.")
        : issue(request, machine.systemAssigned, refuse, false);
    return machine.userAssigned.includes(asked)
      ? issue(request, asked, refuse, false)
      : refuse("No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
  };

  const handle: Party = (request) => {
    // A client that is given another host for the metadata service may end the path with a slash, as MSAL for Node does.
    const path = request.path.replace(/\/$/, "");
    if (request.method === "GET" && path === IMDS_PATH) return answerImds(request);
    if (request.method === "GET" && path === APP_SERVICE_PATH) return answerAppService(request);
    return jsonAnswer(404, { error: "not_found" });
  };
  return { machine, header, handle };
}
