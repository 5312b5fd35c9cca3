// Entra tokens for one federated identity: a fresh GitHub ID token per exchange, one exchange at a time per scope, renewed early.
// Knows neither the runner (it is given getIdToken) nor what a token is used for.
import { AuthenticationError } from "../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import { parseJson, textAt, valueAt } from "../json.ts";
import type { Clock } from "../ports.ts";
import type { FederatedIdentity } from "../request/request.ts";
import { type CachedToken, type IssuedToken, TokenCache } from "../token-cache.ts";
import type { Cloud } from "./cloud.ts";
import { diagnoseEntra, type EntraDiagnosis, type EntraRefusal } from "./diagnosis/entra-diagnosis.ts";
import { createHttpClient } from "./http-client.ts";
import { type IdTokenClaims, identityOf } from "./id-token.ts";
import { loadIdentity } from "./sdk.ts";

/** Tokens of one identity. */
export interface EntraTokens {
  /**
   * A token for `scope`, from the cache until shortly before it ends.
   * @throws AuthenticationError, NetworkError, or the signal's reason when aborted
   */
  getToken(scope: string, signal: AbortSignal): Promise<CachedToken>;
  /** Drops a token that was refused with 401, unless it has been replaced meanwhile. */
  invalidate(scope: string, token: string): void;
}

/** What {@link createEntraTokens} works with. */
export interface EntraTokensOptions {
  readonly cloud: Cloud;
  readonly identity: FederatedIdentity;
  readonly audience: string;
  readonly getIdToken: (audience: string, signal: AbortSignal) => Promise<string>;
  readonly http: Http;
  readonly clock: Clock;
  /** Called once, with the claims of the first ID token, before Entra sees it. */
  readonly onIdentity?: (claims: IdTokenClaims) => void;
}

/** Exchanges in all for one token, where Entra says that another may help. */
const EXCHANGES_MAX = 3;
const EXCHANGE_PAUSE_MS = 2_000;
/** Statuses that the HTTP port has already repeated. */
const REPEATED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

interface Refused {
  readonly status: number;
  readonly diagnosis: EntraDiagnosis;
}

function parseBody(body: Uint8Array): unknown {
  return parseJson(new TextDecoder().decode(body));
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1 */
function parseRefusal({ status, body }: HttpResponse): EntraRefusal {
  const fields = parseBody(body);
  const listed = valueAt(fields, "error_codes");
  const text = textAt(fields, "error_description") ?? "";
  const written = /^AADSTS(\d+)/.exec(text)?.[1];
  const codes = [
    ...(written === undefined ? [] : [Number(written)]),
    ...(Array.isArray(listed) ? listed.filter((code) => Number.isSafeInteger(code)) : []),
  ];
  const correlationId = textAt(fields, "correlation_id");
  return {
    status,
    codes: [...new Set(codes)],
    description: text.replace(/\s*Trace ID:[\s\S]*$/, ""),
    ...(correlationId !== undefined && { correlationId }),
  };
}

/** Entra tokens for a federated identity, by way of `@azure/identity`. */
export function createEntraTokens(options: EntraTokensOptions): EntraTokens {
  const { cloud, identity, audience, getIdToken, http, clock } = options;
  const host = new URL(cloud.authority).host;
  const tokens = new TokenCache(clock);
  let { onIdentity } = options;

  /** One ID token for one access token; a refusal is a value. */
  async function exchange(scope: string, signal: AbortSignal): Promise<IssuedToken | Refused> {
    const [{ ClientAssertionCredential }, assertion] = await Promise.all([
      loadIdentity(),
      getIdToken(audience, signal),
    ]);
    const claims = identityOf(assertion);
    onIdentity?.(claims);
    onIdentity = undefined;

    // MSAL puts errors of its own, without a cause, in the place of what went wrong on the wire: keep what HTTP said.
    let answer: HttpResponse | undefined;
    let failure: unknown;
    // A credential of one exchange: MSAL asks for the assertion twice per token and keeps tokens by a clock that is not ours.
    const credential = new ClientAssertionCredential(identity.tenantId, identity.clientId, async () => assertion, {
      authorityHost: cloud.authority,
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      httpClient: createHttpClient({
        http,
        what: `exchanging GitHub's ID token at ${host}`,
        stage: "login",
        maxBodyBytes: TOKEN_MAX_BYTES,
        repeat: () => "safe",
        signal,
        onAnswer: (received) => {
          answer = received;
        },
        onFailure: (error) => {
          failure = error;
        },
      }),
    });
    let cause: unknown;
    const granted = await credential.getToken(scope, { abortSignal: signal }).catch((error: unknown) => {
      cause = error;
    });
    signal.throwIfAborted();
    if (failure !== undefined) throw failure;
    if (answer !== undefined && answer.status >= 400) {
      const refusal = parseRefusal(answer);
      return { status: refusal.status, diagnosis: diagnoseEntra(refusal, { claims, cloud, scope }) };
    }
    const lifetimeS = answer === undefined ? Number.NaN : Number(valueAt(parseBody(answer.body), "expires_in"));
    if (!granted || !(lifetimeS > 0)) {
      throw new AuthenticationError(
        "ENTRA_ANSWER_INVALID",
        `${host} answered ${answer === undefined ? "nothing" : `HTTP ${answer.status}`} without a token to the exchange of GitHub's ID token.`,
        { cause },
      );
    }
    return { token: granted.token, lifetimeMs: lifetimeS * 1000 };
  }

  async function obtain(scope: string, signal: AbortSignal): Promise<IssuedToken> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await exchange(scope, signal);
      if ("token" in outcome) return outcome;
      const { code, message, remedy, stale, transient } = outcome.diagnosis;
      const repeated = REPEATED_STATUSES.has(outcome.status);
      const again = stale ? attempt < 2 : transient && !repeated && attempt < EXCHANGES_MAX;
      if (!again) throw new AuthenticationError(code, message, { stage: "login", remedy });
      if (!stale) await clock.sleep(EXCHANGE_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + clock.random()), signal);
    }
  }

  return {
    getToken: (scope, signal) => tokens.get(scope, (sharedSignal) => obtain(scope, sharedSignal), signal),
    invalidate: (scope, token) => tokens.forget(scope, token),
  };
}
