// The SDK's client for Azure Resource Manager, over our HTTP port and with one policy: bearer token to ARM alone, renewed once on a 401.
import type { ContainerRegistryManagementContext } from "@azure/arm-containerregistry/api";
import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import { AzureError } from "../errors.ts";
import { ARM_MAX_BYTES, type Http } from "../http/http.ts";
import type { Side, Stage } from "../problems.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import { createHttpClient } from "./http-client.ts";
import { loadContainerRegistry } from "./sdk.ts";

/** An ARM answer of any status. */
export interface ArmAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** What {@link createArmClient} works with. A client serves one call and what follows from it. */
export interface ArmClientOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  readonly subscriptionId: string;
  /** For error texts: "importing api@sha256:… into contosoprod". */
  readonly what: string;
  readonly stage: Stage;
  readonly side: Side;
  readonly signal: AbortSignal;
  /** `x-ms-client-request-id` of what is POSTed, by which ARM's texts name an operation. */
  readonly operationId?: string;
  readonly onAnswer: (answer: ArmAnswer) => void;
}

/** Refuses a URL that an answer gave and that is not on ARM's own origin. */
function checkOrigin(request: PipelineRequest, { cloud, stage, side, what }: ArmClientOptions): void {
  const url = URL.parse(request.url);
  if (url?.origin === cloud.armEndpoint && url.username === "" && url.password === "") return;
  throw new AzureError(
    "ARM_FOREIGN_URL",
    `While ${what}, Azure Resource Manager pointed to ${url?.origin ?? "something that is no URL"} for the next request; only ${cloud.armEndpoint} is asked.`,
    { stage, side },
  );
}

function armPolicy(options: ArmClientOptions): PipelinePolicy {
  const { cloud, tokens, signal, operationId, onAnswer } = options;
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
        // A 401 did nothing, so that repeating it is harmless even for a POST.
        tokens.invalidate(cloud.armScope, token);
        ({ response } = await send());
      }
      const { status, headers, bodyAsText } = response;
      onAnswer({ status, text: bodyAsText ?? "", header: (name) => headers.get(name) });
      // An import is followed by its Location: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
      headers.delete("azure-asyncoperation");
      headers.delete("operation-location");
      // The poller takes a body that is no JSON for a failed request; who asked reads the text itself.
      return { ...response, headers, bodyAsText: "" };
    },
  };
}

/** The SDK's context for one call. All its answers go to `onAnswer`; the SDK itself sees status and headers only. */
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
  // The SDK's bearer policy keeps a token of its own that a 401 could not renew, and sends it wherever a URL points.
  client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
  client.pipeline.removePolicy({ name: "redirectPolicy" });
  client.pipeline.addPolicy(armPolicy(options), { phase: "Sign" });
  return client;
}
