// Gets Entra tokens for one federated identity: a new assertion (GitHub's ID token) for each exchange, one exchange at a time
// per scope. Renews tokens before they expire. Gets ID tokens from its caller.
import { type Backoff, backoffMs } from "../backoff.ts";
import { AuthenticationError } from "../errors.ts";
import { isGuid } from "../guid.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import { parseJsonObject, textAt, valueAt } from "../json.ts";
import type { Clock } from "../ports.ts";
import { PROBLEMS } from "../problems.ts";
import type { FederatedIdentity } from "../request/request.ts";
import { describeBody } from "../response-text.ts";
import type { Grantee } from "../role-grant.ts";
import { type CachedToken, type IssuedToken, TokenCache } from "../token-cache.ts";
import type { Cloud } from "./cloud.ts";
import { capitalize } from "./diagnosis/azure-text.ts";
import {
  diagnoseEntra,
  type EntraDiagnosis,
  type EntraRefusal,
  exchangePurpose,
  type FederatedLogin,
  quoteBody,
} from "./diagnosis/entra-diagnosis.ts";
import { createTokenExchange } from "./http-client.ts";
import { type IdTokenClaims, parseIdTokenClaims } from "./id-token-claims.ts";
import { loadIdentity } from "./sdk.ts";

/** An access token of Entra. */
export type EntraToken = CachedToken;

/** The tokens of one identity. */
export interface EntraTokens {
  /**
   * Returns a token for `scope`, from the cache until shortly before it expires.
   * @throws AuthenticationError, NetworkError, or the signal's reason when aborted
   */
  getToken(scope: string, signal: AbortSignal): Promise<EntraToken>;
  /** Removes a token that was refused with 401 from the cache, unless it has been replaced already. */
  invalidate(scope: string, token: string): void;
}

interface ExchangeOptions {
  readonly cloud: Cloud;
  readonly identity: FederatedIdentity;
  /** Whether it is the step's own identity, or that of `source-client-id`. */
  readonly grantee: Grantee;
  readonly http: Http;
  readonly clock: Clock;
  /** Called once, with the claims of the first assertion, before it is sent to Entra. */
  readonly onIdentity?: (claims: IdTokenClaims) => void;
}

/** Everything that {@link createEntraTokens} needs. */
export interface EntraTokensOptions extends ExchangeOptions {
  readonly audience: string;
  readonly getIdToken: (audience: string, signal: AbortSignal) => Promise<string>;
}

/** The token by which a federated identity proves itself to Entra. */
export interface Assertion {
  readonly token: string;
  readonly claims: IdTokenClaims;
}

/** Where assertions come from. */
export interface AssertionSource {
  readonly login: FederatedLogin;
  /** Gets an assertion; a new one each time. */
  getAssertion(signal: AbortSignal): Promise<Assertion>;
}

/** Exchanges for one token, where Entra's error is a transient one. */
const EXCHANGES_MAX = 3;
const EXCHANGE_BACKOFF: Backoff = { leastMs: 1_000, mostMs: 3_000, maxMs: 60_000 };
/** Statuses that the HTTP port has already retried. */
const RETRIED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

interface Refused {
  readonly status: number;
  readonly diagnosis: EntraDiagnosis;
}

/** Parses Entra's error. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1 */
export function parseEntraRefusal({ status, body }: HttpResponse): EntraRefusal {
  const json = parseJsonObject(body);
  const description = textAt(json, "error_description") ?? textAt(json, "error") ?? "";
  const described = /^AADSTS(\d+)/.exec(description)?.[1];
  const listed = valueAt(json, "error_codes");
  const codes = [
    ...(described === undefined ? [] : [Number(described)]),
    ...(Array.isArray(listed) ? listed.filter((code) => Number.isSafeInteger(code)) : []),
  ];
  const correlationId = textAt(json, "correlation_id");
  if (codes.length === 0 && textAt(json, "error") === undefined) {
    return { status, codes: [], description: "", untrustedBody: describeBody(body) };
  }
  return {
    status,
    codes: [...new Set(codes)],
    description: (description.split("Trace ID:", 1)[0] ?? "").trimEnd(),
    ...(correlationId !== undefined && isGuid(correlationId) && { correlationId }),
  };
}

/** Gets the tokens of an identity that trusts GitHub's ID tokens, through `@azure/identity`. */
export function createEntraTokens({ audience, getIdToken, ...options }: EntraTokensOptions): EntraTokens {
  return createFederatedTokens(options, {
    login: "github",
    async getAssertion(signal) {
      const token = await getIdToken(audience, signal);
      return { token, claims: parseIdTokenClaims(token) };
    },
  });
}

/** Gets the tokens of a federated identity through `@azure/identity`. */
export function createFederatedTokens(options: ExchangeOptions, source: AssertionSource): EntraTokens {
  const { cloud, identity, grantee, http, clock } = options;
  const { login } = source;
  const what = exchangePurpose(login, cloud);
  const tokens = new TokenCache(clock);
  let { onIdentity } = options;

  /** Exchanges one assertion for one access token. Returns a refusal as a value. */
  async function exchange(scope: string, signal: AbortSignal): Promise<IssuedToken | Refused> {
    const [{ ClientAssertionCredential }, { token: assertion, claims }] = await Promise.all([
      loadIdentity(),
      source.getAssertion(signal),
    ]);
    onIdentity?.(claims);
    onIdentity = undefined;

    const requests = createTokenExchange({ http, what, signal });
    // One credential per exchange: MSAL requests the assertion twice per token, and its cache does not use our clock.
    const credential = new ClientAssertionCredential(identity.tenantId, identity.clientId, async () => assertion, {
      authorityHost: cloud.authority,
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      httpClient: requests.client,
    });
    let cause: unknown;
    const granted = await credential.getToken(scope, { abortSignal: signal }).catch((error: unknown) => {
      cause = error;
    });
    signal.throwIfAborted();
    const { response, failure } = requests;
    if (failure !== undefined) throw failure;
    if (response !== undefined && response.status >= 400) {
      const refusal = parseEntraRefusal(response);
      const exchanged = { login, grantee, claims, cloud, scope, redact: http.redact };
      return { status: refusal.status, diagnosis: diagnoseEntra(refusal, exchanged) };
    }
    const lifetimeS =
      response === undefined ? Number.NaN : Number(valueAt(parseJsonObject(response.body), "expires_in"));
    if (!granted || !(lifetimeS > 0))
      return { status: response?.status ?? 0, diagnosis: withoutToken(response, cause) };
    return { token: granted.token, lifetimeMs: lifetimeS * 1000 };
  }

  /** Seen in the field: 200 with an empty body, and a token with the next request. */
  function withoutToken(response: HttpResponse | undefined, cause: unknown): EntraDiagnosis {
    const why = response === undefined ? "no response" : `the response (HTTP ${response.status}) contains no token`;
    // A JSON object may contain a token after all, in a form that is not valid.
    const body = response === undefined || parseJsonObject(response.body) ? "" : describeBody(response.body);
    const message = `${capitalize(what)} failed: ${why}${body === "" ? "" : `: ${quoteBody(body, http.redact)}`}.`;
    const { remedy } = PROBLEMS.ENTRA_ANSWER_INVALID;
    return { code: "ENTRA_ANSWER_INVALID", message, remedy, transient: true, stale: false, cause };
  }

  async function obtain(scope: string, signal: AbortSignal): Promise<IssuedToken> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await exchange(scope, signal);
      if ("token" in outcome) return outcome;
      const { code, message, remedy, stale, transient, cause } = outcome.diagnosis;
      const retried = RETRIED_STATUSES.has(outcome.status);
      const again = stale ? attempt < 2 : transient && !retried && attempt < EXCHANGES_MAX;
      if (!again) throw new AuthenticationError(code, message, { stage: "login", remedy, cause });
      if (!stale) await clock.sleep(backoffMs(attempt, clock.random(), EXCHANGE_BACKOFF), signal);
    }
  }

  return {
    getToken: (scope, signal) => tokens.get(scope, (sharedSignal) => obtain(scope, sharedSignal), signal),
    invalidate: (scope, token) => tokens.forget(scope, token),
  };
}
