// Requests ID tokens of this job from GitHub, a new one each time. Their use is the caller's.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
import { type Backoff, backoffMs } from "../backoff.ts";
import { AuthenticationError, NetworkError } from "../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import type { Clock, Log } from "../ports.ts";

/** GitHub as identity provider of this job. */
export interface IdTokens {
  /**
   * Requests a token that the next `getIdToken` for this audience returns. Resolves once the request is sent, or cannot be.
   * Never rejects: `getIdToken` throws the error.
   */
  prefetchIdToken(audience: string, signal: AbortSignal): Promise<void>;
  /**
   * Returns a new ID token for the audience, already masked.
   * @throws AuthenticationError `ID_TOKEN_PERMISSION_MISSING`, `ID_TOKEN_FORK`, `ID_TOKEN_REFUSED`, `ID_TOKEN_UNAVAILABLE` or `ID_TOKEN_INVALID`
   */
  getIdToken(audience: string, signal: AbortSignal): Promise<string>;
}

const ATTEMPTS = 3;
const BACKOFF: Backoff = { leastMs: 500, mostMs: 1_500, maxMs: 60_000 };
/** A prefetched token that is older is not used. */
const PREFETCHED_MAX_MS = 30_000;

interface IdTokenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly http: Http;
  readonly clock: Pick<Clock, "nowMs" | "sleep" | "random">;
  readonly log: Pick<Log, "debug">;
  readonly mask: (secret: string) => void;
  /** Whether the event comes from a fork, which gets no token. */
  readonly fromFork: boolean;
}

/** Uses the ID token service that the runner's environment names. */
export function createIdTokens({ env, http, clock, log, mask, fromFork }: IdTokenOptions): IdTokens {
  const prefetched: { readonly audience: string; readonly token: Promise<string>; readonly requestedAtMs: number }[] =
    [];

  async function send(url: URL, bearer: string, signal: AbortSignal, onSent?: () => void): Promise<HttpResponse> {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === ATTEMPTS;
      try {
        const response = await http.send({
          method: "GET",
          url,
          headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
          maxBodyBytes: TOKEN_MAX_BYTES,
          repeat: "never",
          what: "requesting an ID token from GitHub",
          stage: "login",
          signal,
          ...(onSent !== undefined && { onSent }),
        });
        if (last || !isTransient(response.status)) return response;
        log.debug(`GitHub's ID token service answered ${response.status}; trying again.`);
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        if (last) {
          throw new AuthenticationError(
            "ID_TOKEN_UNAVAILABLE",
            `GitHub's ID token service at ${url.host} did not respond in ${ATTEMPTS} attempts: ${error.message}`,
            { cause: error },
          );
        }
        log.debug(`GitHub's ID token service did not respond; trying again: ${error.message}`);
      }
      await clock.sleep(backoffMs(attempt, clock.random(), BACKOFF), signal);
    }
  }

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
    const token = tokenOf(await send(url, bearer, signal, onSent), url.host);
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

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function tokenOf(response: HttpResponse, host: string): string {
  const { status } = response;
  if (status === 401 || status === 403) {
    throw new AuthenticationError("ID_TOKEN_REFUSED", `GitHub's ID token service at ${host} answered ${status}.`);
  }
  if (status !== 200) {
    throw new AuthenticationError(
      "ID_TOKEN_UNAVAILABLE",
      `GitHub's ID token service at ${host} answered ${status}${isTransient(status) ? ` in ${ATTEMPTS} attempts` : ""}.`,
    );
  }
  const invalid = (why: string) =>
    new AuthenticationError("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
      remedy: `On a self-hosted runner, check that its proxy passes requests to ${host} on and does not answer them itself.`,
    });
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(response.body));
  } catch {
    const type = response.headers.get("content-type") ?? "no content type";
    throw invalid(
      type.includes("html")
        ? "with a web page instead of JSON"
        : `with something that is not JSON (${type.slice(0, 100)})`,
    );
  }
  const value =
    typeof document === "object" && document !== null ? (document as Record<string, unknown>)["value"] : undefined;
  if (typeof value !== "string" || value === "") throw invalid("without a token");
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
