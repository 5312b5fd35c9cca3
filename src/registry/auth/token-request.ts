// Sends one request to a token service, without following redirects. Refusals become login errors.
import { AuthenticationError } from "../../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../../http/http.ts";
import { redactUrl } from "../../http/url-text.ts";
import type { ProblemCode, Side } from "../../problems.ts";
import { type RegistryFlavour, redirectError, responseError } from "../response-error.ts";
import type { LoginOrigin } from "./login-origin.ts";

/** One request to a token service. */
export interface TokenRequest {
  readonly http: Http;
  readonly url: URL;
  /** Sent as a form by POST; undefined: GET. */
  readonly form?: URLSearchParams;
  readonly authorization?: string | undefined;
  /** "Getting a token for contoso.azurecr.io/api" */
  readonly what: string;
  readonly host: string;
  readonly side: Side;
  readonly flavour: RegistryFlavour;
  readonly origin: LoginOrigin;
  /** Code and remedy of a refusal (400, 401). Default: `REGISTRY_LOGIN_REFUSED`, and what the login's origin suggests. */
  readonly refusal?: { readonly code: ProblemCode; readonly remedy: string };
  readonly signal: AbortSignal;
}

/**
 * Returns the successful response of a token service.
 * @throws AuthenticationError where it refuses (400, 401), RegistryError for any other status, NetworkError
 */
export async function requestToken(request: TokenRequest): Promise<HttpResponse> {
  const { http, url, form, authorization, what, host, side, flavour, origin, refusal, signal } = request;
  const method = form === undefined ? "GET" : "POST";
  const response = await http.send({
    method,
    url,
    headers: {
      accept: "application/json",
      ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      ...(authorization !== undefined && { authorization }),
    },
    ...(form !== undefined && { body: form.toString() }),
    maxBodyBytes: TOKEN_MAX_BYTES,
    // An unused token does no harm.
    repeat: "safe",
    what,
    stage: "login",
    side,
    signal,
  });
  if (response.status === 200) return response;
  const login = { origin, use: "sent" } as const;
  const exchange = { response, method, url, what, host, side, flavour, login, redact: http.redact };
  if (response.status >= 300 && response.status < 400) {
    throw redirectError(exchange, "redirects of a token service are not followed");
  }
  const error = responseError(exchange);
  // Docker's OAuth services refuse wrong credentials with 400, all others with 401.
  if (response.status !== 401 && response.status !== 400) throw error;
  const { message, causeKey } = error;
  const { code, remedy } = refusal ?? { code: "REGISTRY_LOGIN_REFUSED", remedy: error.remedy };
  throw new AuthenticationError(code, message, { stage: "login", side, remedy, causeKey });
}

/** "Getting a token of https://auth.docker.io/token for docker.io/library/alpine" */
export function tokenPurpose(url: URL, host: string, repository: string): string {
  return `Getting a token of ${redactUrl(url)} for ${host}/${repository}`;
}
