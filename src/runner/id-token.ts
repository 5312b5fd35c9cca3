// Requests ID tokens of this job from GitHub, a new one each time. Their use is the caller's.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
import { AuthenticationError } from "../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import { parseJsonObject, parseUtf8Json, textAt } from "../json.ts";
import type { Clock } from "../ports.ts";
import { quote } from "../quote.ts";
import { describeBody, quoteResponse } from "../response-text.ts";

/** GitHub as identity provider of this job. */
export interface IdTokens {
  /**
   * Requests a token that the next `getIdToken` for this audience returns. Resolves once the request is sent, or cannot be.
   * Never rejects: `getIdToken` throws the error.
   */
  prefetchIdToken(audience: string, signal: AbortSignal): Promise<void>;
  /**
   * Returns a new ID token for the audience, already masked.
   * @throws AuthenticationError `ID_TOKEN_PERMISSION_MISSING`, `ID_TOKEN_FORK`, `ID_TOKEN_REFUSED`, `ID_TOKEN_UNAVAILABLE` or `ID_TOKEN_INVALID`; NetworkError
   */
  getIdToken(audience: string, signal: AbortSignal): Promise<string>;
}

/** A prefetched token that is older is not used. */
const PREFETCHED_MAX_MS = 30_000;

interface IdTokenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly http: Http;
  readonly clock: Pick<Clock, "nowMs">;
  readonly mask: (secret: string) => void;
  /** Whether the event comes from a fork, which gets no token. */
  readonly fromFork: boolean;
}

/** Uses the ID token service that the runner's environment names. */
export function createIdTokens({ env, http, clock, mask, fromFork }: IdTokenOptions): IdTokens {
  const prefetched: { readonly audience: string; readonly token: Promise<string>; readonly requestedAtMs: number }[] =
    [];

  async function requestToken(audience: string, signal: AbortSignal, onSent?: () => void): Promise<string> {
    const endpoint = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
    const bearer = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
    if (endpoint === "" || bearer === "") throw fromFork ? forkError() : permissionError();
    mask(bearer);
    if (!URL.canParse(endpoint)) {
      throw new AuthenticationError("ID_TOKEN_INVALID", "ACTIONS_ID_TOKEN_REQUEST_URL is not a valid URL.", {
        remedy: "The runner sets this variable; check that no step or container overwrites it.",
      });
    }
    const url = new URL(endpoint);
    url.searchParams.set("audience", audience);
    const response = await http.send({
      method: "GET",
      url,
      headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
      maxBodyBytes: TOKEN_MAX_BYTES,
      repeat: "safe",
      isTransient: isPending,
      what: "Requesting an ID token from GitHub",
      stage: "login",
      signal,
      ...(onSent !== undefined && { onSent }),
    });
    const token = tokenOf(response, url.host, http.redact);
    mask(token);
    return token;
  }

  return {
    prefetchIdToken(audience, signal) {
      return new Promise((sent) => {
        const token = requestToken(audience, signal, sent);
        token.then(
          () => sent(),
          () => sent(),
        );
        prefetched.push({ audience, token, requestedAtMs: clock.nowMs() });
      });
    },
    async getIdToken(audience, signal) {
      for (;;) {
        const at = prefetched.findIndex((each) => each.audience === audience);
        const [found] = at < 0 ? [] : prefetched.splice(at, 1);
        if (found === undefined) return requestToken(audience, signal);
        if (clock.nowMs() - found.requestedAtMs < PREFETCHED_MAX_MS) return found.token;
      }
    },
  };
}

/** The reason that the service states. GitHub has two implementations of it, each with its own name for the text. */
function reasonOf({ body }: HttpResponse): string {
  const json = parseJsonObject(body);
  return textAt(json, "errorMessage") ?? textAt(json, "message") ?? describeBody(body);
}

/** True where GitHub has not yet noted that this job runs, which takes seconds: https://github.com/actions/runner/pull/1320 */
function isPending(response: HttpResponse): boolean {
  return response.status === 403 && /\bjob in 'Pending' state\b/.test(reasonOf(response));
}

function statusError(response: HttpResponse, host: string, redact: (text: string) => string): AuthenticationError {
  const { status } = response;
  const reason = quoteResponse(reasonOf(response), redact, 300);
  const message = `GitHub's ID token service at ${host} answered ${status}${reason === "" ? "" : `: ${quote(reason, 300)}`}.`;
  if (isPending(response)) {
    return new AuthenticationError("ID_TOKEN_REFUSED", message, {
      remedy: "Run the job again: GitHub has not noted yet that this job runs.",
    });
  }
  if (status === 400) {
    return new AuthenticationError("ID_TOKEN_REFUSED", message, {
      remedy: "Check `audience`: GitHub issues no ID token for some audiences.",
    });
  }
  return new AuthenticationError(
    status === 401 || status === 403 ? "ID_TOKEN_REFUSED" : "ID_TOKEN_UNAVAILABLE",
    message,
  );
}

function tokenOf(response: HttpResponse, host: string, redact: (text: string) => string): string {
  if (response.status !== 200) throw statusError(response, host, redact);
  const invalid = (why: string) =>
    new AuthenticationError("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
      remedy: `On a self-hosted runner, check that its proxy passes requests to ${host} on and does not answer them itself.`,
    });
  const document = parseUtf8Json(response.body);
  if (document === undefined) {
    const type = response.headers.get("content-type") ?? "no content type";
    throw invalid(
      type.includes("html")
        ? "with a web page instead of JSON"
        : `with something that is not JSON (${type.slice(0, 100)})`,
    );
  }
  const value = textAt(document, "value");
  if (value === undefined) throw invalid("without a token");
  // The token goes into headers and forms, so it must be a compact JWS: https://www.rfc-editor.org/rfc/rfc7515#section-3.1
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) throw invalid("with a value that is not a valid JSON Web Token");
  return value;
}

function permissionError(): AuthenticationError {
  return new AuthenticationError(
    "ID_TOKEN_PERMISSION_MISSING",
    "This job has no permission to request an ID token (id-token: write).",
  );
}

function forkError(): AuthenticationError {
  return new AuthenticationError(
    "ID_TOKEN_FORK",
    "This run comes from a fork, and GitHub issues no ID tokens to forks. Nothing can be promoted here.",
  );
}
