// Creates the SDK's client for Azure Resource Manager over our HTTP port. Its one policy sends the bearer token to ARM's
// origin only, and renews it once after a 401.
import type { ContainerRegistryManagementContext } from "@azure/arm-containerregistry/api";
import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import { AzureError } from "../errors.ts";
import { ARM_MAX_BYTES, type Http } from "../http/http.ts";
import type { Side, Stage } from "../problems.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
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

function armPolicy(options: ArmClientOptions): PipelinePolicy {
  const { cloud, tokens, signal, operationId, onResponse } = options;
  return {
    name: "armPolicy",
    async sendRequest(request, next) {
      checkOrigin(request, options);
      if (request.method === "POST" && operationId !== undefined) {
        request.headers.set("x-ms-client-request-id", operationId);
      }
      const send = async () => {
        const { token } = await tokens.getToken(cloud.armScope, signal);
        request.headers.set("authorization", `Bearer ${token}`);
        return { token, response: await next(request) };
      };
      let { token, response } = await send();
      if (response.status === 401) {
        // A request with a 401 had no effect, so even a POST may be repeated.
        tokens.invalidate(cloud.armScope, token);
        ({ response } = await send());
      }
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
  const { cloud, http, subscriptionId, what, stage, side, signal } = options;
  const unused = { getToken: async () => null };
  const client = createContainerRegistryManagement(unused, subscriptionId, {
    endpoint: cloud.armEndpoint,
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
