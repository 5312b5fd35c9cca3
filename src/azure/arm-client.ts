// Creates the SDK's client for Azure Resource Manager over our HTTP port. Its one policy sends the bearer token to ARM's
// origin only, renews it once after a 401, and changes to an older api-version where the cloud does not know ours.
import type { ContainerRegistryManagementContext } from "@azure/arm-containerregistry/api";
import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../errors.ts";
import { ARM_MAX_BYTES, type Http } from "../http/http.ts";
import type { Side, Stage } from "../problems.ts";
import { type ApiVersions, isKnownVersion, parseSupportedVersions } from "./api-versions.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import { parseArmFailure } from "./diagnosis/arm-failure.ts";
import { createHttpClient } from "./http-client.ts";
import { loadContainerRegistry } from "./sdk.ts";

/** An ARM response of any status. */
export interface ArmResponse {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** Everything that {@link createArmClient} needs. A client serves one call and the polls or pages that follow it. */
export interface ArmClientOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  /** Shared by all clients of a run, so that a version is refused only once. */
  readonly apiVersions: ApiVersions;
  readonly subscriptionId: string;
  /** For error messages: "importing api@sha256:… into contosoprod". */
  readonly what: string;
  readonly stage: Stage;
  readonly side: Side;
  readonly signal: AbortSignal;
  /** Sent as `x-ms-client-request-id` of a POST; ARM's messages name the operation by it. */
  readonly operationId?: string;
  readonly onResponse: (response: ArmResponse) => void;
}

/** Refuses a URL from a response (Location, nextLink) that is not on ARM's own origin. */
function checkOrigin(request: PipelineRequest, { cloud, stage, side, what }: ArmClientOptions): void {
  const url = URL.parse(request.url);
  if (url?.origin === cloud.armEndpoint && url.username === "" && url.password === "") return;
  throw new AzureError(
    "ARM_FOREIGN_URL",
    `While ${what}, Azure Resource Manager sent ${url?.origin ?? "an invalid URL"} as the address of the next request; it must be on ${cloud.armEndpoint}.`,
    { stage, side },
  );
}

/** True for a response to a poll that a later poll may better: it says nothing about the import. */
export function isPollTrouble({ status }: Pick<ArmResponse, "status">): boolean {
  return status === 408 || status === 429 || status >= 500;
}

const API_VERSION = /([?&]api-version=)([^&]*)/;

/** Gives the request an api-version that the cloud knows, if the response refuses its own. False: it is not to be repeated. */
function adoptVersion(
  request: PipelineRequest,
  { status, bodyAsText }: PipelineResponse,
  { apiVersions, operationId }: ArmClientOptions,
): boolean {
  const supported = parseSupportedVersions(parseArmFailure(status, bodyAsText ?? ""));
  const version = API_VERSION.exec(request.url)?.[2] ?? "";
  // The URL of a poll is ARM's own and signed. Other providers, and reads with a version of their own, have other versions.
  const isPoll = operationId !== undefined && request.method === "GET";
  if (supported === undefined || isPoll || !isKnownVersion(version)) return false;
  if (!apiVersions.adopt(version, supported)) return false;
  request.url = request.url.replace(API_VERSION, `$1${apiVersions.current}`);
  return true;
}

function armPolicy(options: ArmClientOptions): PipelinePolicy {
  const { cloud, tokens, signal, operationId, onResponse } = options;
  return {
    name: "armPolicy",
    async sendRequest(request, next) {
      checkOrigin(request, options);
      if (request.method === "POST" && operationId !== undefined) {
        request.headers.set("x-ms-client-request-id", operationId);
      }
      const sendOnce = async () => {
        const { token } = await tokens.getToken(cloud.armScope, signal);
        request.headers.set("authorization", `Bearer ${token}`);
        return { token, response: await next(request) };
      };
      const send = async () => {
        const { token, response } = await sendOnce();
        if (response.status !== 401) return response;
        // A request with a 401 had no effect, so even a POST may be repeated.
        tokens.invalidate(cloud.armScope, token);
        return (await sendOnce()).response;
      };
      let response = await send();
      // Nor had a request whose api-version was refused.
      while (adoptVersion(request, response, options)) response = await send();
      const { status, headers, bodyAsText } = response;
      onResponse({ status, text: bodyAsText ?? "", header: (name) => headers.get(name) });
      // An import is followed by its Location alone: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
      headers.delete("azure-asyncoperation");
      headers.delete("operation-location");
      // The poller treats a body that is not JSON as a failed request. The text goes to onResponse instead.
      // A poller that has seen a failure polls no more; the caller decides when trouble with polls ends the operation.
      const isTrouble = operationId !== undefined && request.method === "GET" && isPollTrouble(response);
      return { ...response, status: isTrouble ? 202 : status, headers, bodyAsText: "" };
    },
  };
}

/** The SDK's context for one call. Responses go to `onResponse`; the SDK itself sees status and headers only. */
export async function createArmClient(options: ArmClientOptions): Promise<ContainerRegistryManagementContext> {
  const { createContainerRegistryManagement } = await loadContainerRegistry();
  const { cloud, http, apiVersions, subscriptionId, what, stage, side, signal } = options;
  const unused = { getToken: async () => null };
  const client = createContainerRegistryManagement(unused, subscriptionId, {
    endpoint: cloud.armEndpoint,
    apiVersion: apiVersions.current,
    retryOptions: { maxRetries: 0 },
    httpClient: createHttpClient({
      http,
      what,
      stage,
      side,
      maxBodyBytes: ARM_MAX_BYTES,
      repeat: (method) => (method === "GET" ? "safe" : "never"),
      signal,
    }),
  });
  // The SDK's bearer policy caches a token that a 401 does not renew, and sends it to any URL.
  client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
  client.pipeline.removePolicy({ name: "redirectPolicy" });
  client.pipeline.addPolicy(armPolicy(options), { phase: "Sign" });
  return client;
}
