// Gets Entra tokens for the managed identity of the machine that the runner is on. Loaded only with `login: managed-identity`.
import { AsyncLocalStorage } from "node:async_hooks";
import type { HttpClient, PipelineResponse } from "@azure/core-rest-pipeline";
import type { ManagedIdentityCredential } from "@azure/identity";
import { type Backoff, backoffMs } from "../backoff.ts";
import { AuthenticationError } from "../errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import { asJsonObject, parseJson, parseJsonObject, textAt, valueAt } from "../json.ts";
import type { Clock } from "../ports.ts";
import { quote } from "../quote.ts";
import { describeBody, quoteResponse } from "../response-text.ts";
import { type IssuedToken, TokenCache } from "../token-cache.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import { diagnoseManagedIdentity, nameEndpoint } from "./diagnosis/managed-identity-diagnosis.ts";
import { createTokenExchange } from "./http-client.ts";
import { type IdentityEndpoint, SDK_VARIABLES } from "./identity-endpoint.ts";
import { createIdentityProbe } from "./identity-probe.ts";
import { loadIdentity } from "./sdk.ts";

/** Everything that {@link createManagedIdentityTokens} needs. */
export interface ManagedIdentityOptions {
  readonly cloud: Cloud;
  readonly endpoint: IdentityEndpoint;
  /** Of a user-assigned identity; undefined: the system-assigned one. */
  readonly clientId: string | undefined;
  /** Reaches the endpoint around every proxy. */
  readonly http: Http;
  readonly clock: Clock;
  /** Called once, before the first token is used. `clientId`: of the identity that the endpoint chose, where it says so. */
  readonly onIdentity?: (identity: { readonly clientId: string | undefined }) => void;
}

/**
 * The metadata service answers 404 and 410 while it is being updated, at most 70 seconds:
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 * A 404 is also what other clouds' metadata services answer, so it is repeated for a few seconds only.
 */
const REPEATED = new Map<number, { readonly attempts: number; readonly backoff: Backoff }>([
  [404, { attempts: 3, backoff: { leastMs: 500, mostMs: 1_000, maxMs: 2_000 } }],
  [410, { attempts: 6, backoff: { leastMs: 3_000, mostMs: 4_000, maxMs: 60_000 } }],
]);

/**
 * The HTTP client of the exchange that is under way. MSAL keeps the client of the process's first credential for good, so that
 * one looks it up here.
 */
const exchanges = new AsyncLocalStorage<HttpClient>();

function exchangeClient(): HttpClient {
  const client = exchanges.getStore();
  if (client === undefined) throw new Error("A request of the SDK belongs to no exchange.");
  return client;
}

/** Gets the tokens of a managed identity through `@azure/identity`. */
export function createManagedIdentityTokens(options: ManagedIdentityOptions): EntraTokens {
  const { cloud, endpoint, clientId, http, clock } = options;
  const tokens = new TokenCache(clock);
  const what = `requesting a token from ${nameEndpoint(endpoint)}`;
  let { onIdentity } = options;
  const requireEndpoint = createIdentityProbe({ endpoint, http, clock, what });
  let credential: ManagedIdentityCredential | undefined;

  async function loadCredential(): Promise<ManagedIdentityCredential> {
    const identity = await loadIdentity();
    // The SDK chooses the endpoint by these variables of the process. It gets what was checked, and nothing else.
    for (const name of SDK_VARIABLES) delete process.env[name];
    Object.assign(process.env, endpoint.variables);
    credential ??= new identity.ManagedIdentityCredential({
      ...(clientId !== undefined && { clientId }),
      authorityHost: cloud.authority,
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      httpClient: { sendRequest: (request) => exchangeClient().sendRequest(request) },
    });
    return credential;
  }

  /** Sends one request for a token. Returns the response as a value, whatever it says. */
  async function request(scope: string, signal: AbortSignal): Promise<{ token?: string; response: HttpResponse }> {
    const sdk = await loadCredential();
    const requests = createTokenExchange({ http, what, signal });
    let cause: unknown;
    const sendRequest: HttpClient["sendRequest"] = async (sent) => {
      const { origin } = new URL(sent.url);
      if (origin === endpoint.url.origin) return withoutExpiry(await requests.client.sendRequest(sent));
      // The SDK also looks for Azure Arc's agent on the disk. No request goes anywhere but to the endpoint that was checked.
      requests.failure = new AuthenticationError(
        "MANAGED_IDENTITY_UNSUPPORTED",
        `This machine has a managed identity of another kind than login: managed-identity supports, such as Azure Arc: its endpoint is ${origin}.`,
      );
      throw requests.failure;
    };
    const granted = await exchanges
      .run({ sendRequest }, () => sdk.getToken(scope, { abortSignal: signal }))
      .catch((error: unknown) => {
        cause = error;
      });
    signal.throwIfAborted();
    const { response, failure } = requests;
    if (failure !== undefined) throw failure;
    if (response === undefined) throw unexpected("the SDK sent no request", cause);
    return { response, ...(granted && { token: granted.token }) };
  }

  function unexpected(why: string, cause?: unknown): AuthenticationError {
    return new AuthenticationError("MANAGED_IDENTITY_REFUSED", `The request for a token failed: ${why}.`, { cause });
  }

  async function obtain(scope: string, signal: AbortSignal): Promise<IssuedToken> {
    await requireEndpoint(signal);
    for (let attempt = 1; ; attempt += 1) {
      const { token, response } = await request(scope, signal);
      const repeated = REPEATED.get(response.status);
      if (repeated !== undefined && attempt < repeated.attempts) {
        await clock.sleep(backoffMs(attempt, clock.random(), repeated.backoff), signal);
        continue;
      }
      if (response.status >= 400)
        throw diagnoseManagedIdentity(response, { endpoint, clientId, cloud, scope, redact: http.redact });
      const body = parseJsonObject(response.body);
      const lifetimeMs = lifetimeOf(body, clock);
      if (token === undefined || lifetimeMs === undefined) {
        // A JSON object may contain a token after all, in a form that is not valid.
        const text = body === undefined ? describeBody(response.body) : "";
        const quoted = text === "" ? "" : `: ${quoteResponse(text, http.redact, 300)}`;
        throw unexpected(
          `the response of ${nameEndpoint(endpoint)} (HTTP ${response.status}) contains no token${quoted}`,
        );
      }
      const resource = textAt(body, "resource");
      if (resource !== undefined && !isSameResource(resource, scope)) {
        throw unexpected(`${nameEndpoint(endpoint)} sent a token for ${quote(resource)}, not for ${resourceOf(scope)}`);
      }
      onIdentity?.({ clientId: textAt(body, "client_id") });
      onIdentity = undefined;
      return { token, lifetimeMs };
    }
  }

  return {
    getToken: (scope, signal) => tokens.get(scope, (sharedSignal) => obtain(scope, sharedSignal), signal),
    invalidate: (scope, token) => tokens.forget(scope, token),
  };
}

/** MSAL keeps tokens for the whole process, by the wall clock, and returns one that was refused. Without expiry, it keeps none. */
function withoutExpiry(response: PipelineResponse): PipelineResponse {
  const body = asJsonObject(parseJson(response.bodyAsText ?? ""));
  if (body === undefined || response.status >= 400) return response;
  const { expires_on: _on, expires_in: _in, refresh_in: _refresh, ...rest } = body;
  return { ...response, bodyAsText: JSON.stringify(rest) };
}

function resourceOf(scope: string): string {
  return scope.replace(/\/\.default$/, "");
}

/** The response repeats the resource of the request. A token for another one must not be sent to registries. */
function isSameResource(resource: string, scope: string): boolean {
  return resource.replace(/\/+$/, "").toLowerCase() === resourceOf(scope).toLowerCase();
}

const LIFETIME_MIN_MS = 60_000;

/**
 * How long the token is valid from now. The endpoint may have kept it for hours, so its `expires_in` may count from the past:
 * `expires_on` counts. A wall clock that is wrong must not lead to a request for each use.
 */
function lifetimeOf(body: unknown, clock: Clock): number | undefined {
  const expiresOn = valueAt(body, "expires_on");
  const seconds = Number(expiresOn);
  const atMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(expiresOn));
  if (expiresOn !== undefined && expiresOn !== "" && Number.isFinite(atMs)) {
    return Math.max(LIFETIME_MIN_MS, atMs - clock.wallMs());
  }
  const expiresIn = Number(valueAt(body, "expires_in"));
  return expiresIn > 0 ? expiresIn * 1000 : undefined;
}
