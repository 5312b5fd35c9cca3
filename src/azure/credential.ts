// Entra tokens for one federated identity: a fresh GitHub ID token per exchange, one exchange at a time per scope, renewed early.
// Knows neither the runner (it is given getIdToken) nor what a token is used for.
import { AuthenticationError } from "../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import { type Join, shareCall } from "../http/shared-call.ts";
import type { Clock } from "../ports.ts";
import type { FederatedIdentity } from "../request/request.ts";
import type { Cloud } from "./cloud.ts";
import { diagnoseEntra, type EntraDiagnosis, type EntraRefusal } from "./diagnosis/entra-diagnosis.ts";
import { createHttpClient } from "./http-client.ts";
import { type IdTokenClaims, identityOf } from "./id-token.ts";
import { loadIdentity } from "./sdk.ts";

/** An access token and when it ends on the {@link Clock}'s monotonic scale. */
export interface EntraToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Tokens of one identity. */
export interface EntraTokens {
  /**
   * A token for `scope`, from the cache until shortly before it ends.
   * @throws AuthenticationError, NetworkError, or the signal's reason when aborted
   */
  getToken(scope: string, signal: AbortSignal): Promise<EntraToken>;
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
/** A token is renewed this long before its end, or in the last quarter of a shorter life. */
const RENEWAL_MARGIN_MS = 5 * 60_000;
/** Statuses that the HTTP port has already repeated. */
const REPEATED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

interface Refused {
  readonly status: number;
  readonly diagnosis: EntraDiagnosis;
}

function parseObject(body: Uint8Array): ReadonlyMap<string, unknown> {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return new Map(typeof json === "object" && json !== null ? Object.entries(json) : []);
  } catch {
    return new Map();
  }
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1 */
function parseRefusal({ status, body }: HttpResponse): EntraRefusal {
  const fields = parseObject(body);
  const listed = fields.get("error_codes");
  const description = fields.get("error_description");
  const text = typeof description === "string" ? description : "";
  const written = /^AADSTS(\d+)/.exec(text)?.[1];
  const codes = [
    ...(written === undefined ? [] : [Number(written)]),
    ...(Array.isArray(listed) ? listed.filter((code) => Number.isSafeInteger(code)) : []),
  ];
  const correlationId = fields.get("correlation_id");
  return {
    status,
    codes: [...new Set(codes)],
    description: text.replace(/\s*Trace ID:[\s\S]*$/, ""),
    ...(typeof correlationId === "string" && { correlationId }),
  };
}

/** Entra tokens for a federated identity, by way of `@azure/identity`. */
export function createEntraTokens(options: EntraTokensOptions): EntraTokens {
  const { cloud, identity, audience, getIdToken, http, clock } = options;
  const host = new URL(cloud.authority).host;
  const tokens = new Map<string, EntraToken & { readonly renewAtMs: number }>();
  const exchanges = new Map<string, Join<EntraToken>>();
  let { onIdentity } = options;

  /** One ID token for one access token; a refusal is a value. */
  async function exchange(scope: string, signal: AbortSignal): Promise<EntraToken | Refused> {
    const [{ ClientAssertionCredential }, assertion] = await Promise.all([
      loadIdentity(),
      getIdToken(audience, signal),
    ]);
    const claims = identityOf(assertion);
    onIdentity?.(claims);
    onIdentity = undefined;

    // MSAL puts errors of its own, without a cause, in the place of what went wrong on the wire: keep what HTTP said.
    let response: HttpResponse | undefined;
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
        onResponse: (received) => {
          response = received;
        },
        onFailure: (error) => {
          failure = error;
        },
      }),
    });
    const askedAtMs = clock.nowMs();
    let cause: unknown;
    const granted = await credential.getToken(scope, { abortSignal: signal }).catch((error: unknown) => {
      cause = error;
    });
    signal.throwIfAborted();
    if (failure !== undefined) throw failure;
    if (response !== undefined && response.status >= 400) {
      const refusal = parseRefusal(response);
      return { status: refusal.status, diagnosis: diagnoseEntra(refusal, { claims, cloud, scope }) };
    }
    const lifetimeS = response === undefined ? Number.NaN : Number(parseObject(response.body).get("expires_in"));
    if (!granted || !(lifetimeS > 0)) {
      throw new AuthenticationError(
        "ENTRA_ANSWER_INVALID",
        `Exchanging GitHub's ID token at ${host} failed: ${response === undefined ? "no response" : `the response (HTTP ${response.status}) contains no token`}.`,
        { cause },
      );
    }
    return { token: granted.token, expiresAtMs: askedAtMs + lifetimeS * 1000 };
  }

  async function obtain(scope: string, signal: AbortSignal): Promise<EntraToken> {
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

  async function renew(scope: string, signal: AbortSignal): Promise<EntraToken> {
    const token = await obtain(scope, signal);
    const lifetimeMs = token.expiresAtMs - clock.nowMs();
    tokens.set(scope, { ...token, renewAtMs: token.expiresAtMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 4) });
    return token;
  }

  return {
    async getToken(scope, signal) {
      const held = tokens.get(scope);
      if (held !== undefined && clock.nowMs() < held.renewAtMs) return held;
      const join = exchanges.get(scope) ?? shareCall((shared) => renew(scope, shared));
      exchanges.set(scope, join);
      return join(signal);
    },
    invalidate(scope, token) {
      if (tokens.get(scope)?.token === token) tokens.delete(scope);
    },
  };
}
