// Asks GitHub for ID tokens of this job, a fresh one each time. Knows nothing of what they are exchanged for.
// https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
import { AuthenticationError, NetworkError } from "../errors.ts";
import { type Http, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import type { Clock, Log } from "../ports.ts";

/** GitHub's identity provider, as seen by those who need its tokens. */
export interface IdTokens {
  /**
   * Asks for a token that the next `getIdToken` for this audience will get. Resolves as soon as the request is on its way,
   * or cannot be; a failure is told to who gets the token.
   */
  prefetchIdToken(audience: string, signal: AbortSignal): Promise<void>;
  /**
   * A new ID token for the audience, already masked.
   * @throws AuthenticationError `ID_TOKEN_PERMISSION_MISSING`, `ID_TOKEN_FORK`, `ID_TOKEN_REFUSED`, `ID_TOKEN_UNAVAILABLE` or `ID_TOKEN_INVALID`
   */
  getIdToken(audience: string, signal: AbortSignal): Promise<string>;
}

const ATTEMPTS = 3;
const RETRY_BASE_MS = 1_000;
/** Older than this a token that was asked for ahead is not used. */
const AHEAD_MAX_MS = 30_000;

interface IdTokenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly http: Http;
  readonly clock: Pick<Clock, "nowMs" | "sleep" | "random">;
  readonly log: Pick<Log, "debug">;
  readonly mask: (secret: string) => void;
  /** Of the event, for the error where there is no token to be had. */
  readonly fromFork: boolean;
}

/** ID tokens from the service that the runner's environment names. */
export function createIdTokens({ env, http, clock, log, mask, fromFork }: IdTokenOptions): IdTokens {
  const ahead: { readonly audience: string; readonly token: Promise<string>; readonly askedAtMs: number }[] = [];

  async function request(url: URL, bearer: string, signal: AbortSignal, onSent?: () => void): Promise<HttpResponse> {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === ATTEMPTS;
      try {
        const response = await http.send({
          method: "GET",
          url,
          headers: { accept: "application/json", authorization: `Bearer ${bearer}` },
          maxBodyBytes: TOKEN_MAX_BYTES,
          repeat: "never",
          what: "asking GitHub for an ID token",
          stage: "login",
          signal,
          ...(onSent !== undefined && { onSent }),
        });
        if (last || !isTransient(response.status)) return response;
        log.debug(`GitHub's ID token service answered ${response.status}; asking again.`);
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        if (last) {
          throw new AuthenticationError(
            "ID_TOKEN_UNAVAILABLE",
            `GitHub's ID token service at ${url.host} gave no answer in ${ATTEMPTS} tries: ${error.message}`,
            { cause: error },
          );
        }
        log.debug(`GitHub's ID token service gave no answer; asking again: ${error.message}`);
      }
      await clock.sleep(RETRY_BASE_MS * 2 ** (attempt - 1) * (0.5 + clock.random()), signal);
    }
  }

  async function ask(audience: string, signal: AbortSignal, onSent?: () => void): Promise<string> {
    const endpoint = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
    const bearer = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
    if (endpoint === "" || bearer === "") throw fromFork ? forkError() : permissionError();
    mask(bearer);
    if (!URL.canParse(endpoint)) {
      throw new AuthenticationError("ID_TOKEN_INVALID", "ACTIONS_ID_TOKEN_REQUEST_URL is no URL.", {
        remedy: "The runner sets this variable; check that no step or container overwrites it.",
      });
    }
    const url = new URL(endpoint);
    url.searchParams.set("audience", audience);
    const token = tokenOf(await request(url, bearer, signal, onSent), url.host);
    mask(token);
    return token;
  }

  return {
    prefetchIdToken(audience, signal) {
      return new Promise((sent) => {
        const token = ask(audience, signal, sent);
        token.then(
          () => sent(),
          () => sent(),
        );
        ahead.push({ audience, token, askedAtMs: clock.nowMs() });
      });
    },
    async getIdToken(audience, signal) {
      for (;;) {
        const at = ahead.findIndex((held) => held.audience === audience);
        const [held] = at < 0 ? [] : ahead.splice(at, 1);
        if (held === undefined) return ask(audience, signal);
        if (clock.nowMs() - held.askedAtMs < AHEAD_MAX_MS) return held.token;
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
      `GitHub's ID token service at ${host} answered ${status}${isTransient(status) ? ` in ${ATTEMPTS} tries` : ""}.`,
    );
  }
  const invalid = (why: string) =>
    new AuthenticationError("ID_TOKEN_INVALID", `GitHub's ID token service at ${host} answered 200 ${why}.`, {
      remedy: `On a self-hosted runner, check that its proxy lets ${host} through without a page of its own.`,
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
  // What goes into a header or form next has to be a compact JWS: https://www.rfc-editor.org/rfc/rfc7515#section-3.1
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) throw invalid("with something that is no JSON Web Token");
  return value;
}

function permissionError(): AuthenticationError {
  return new AuthenticationError(
    "ID_TOKEN_PERMISSION_MISSING",
    "GitHub gives this job no ID token: the permission is missing.",
  );
}

function forkError(): AuthenticationError {
  return new AuthenticationError(
    "ID_TOKEN_FORK",
    "GitHub gives no ID token to a pull request from a fork, so that nothing can be promoted here.",
  );
}
