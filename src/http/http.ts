// The HTTP client that the edges use, as types. Its implementation owns proxy, deadlines, size limits, retries and the pause after a 429.
import type { Pause } from "../image-time.ts";
import type { Side, Stage } from "../problems.ts";

/** One request. Redirects are not followed, compressed bodies not accepted, and no body is read beyond its limit. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /**
   * Counted while streaming; one byte more is a NetworkError `ANSWER_TOO_LARGE`.
   * Of an error response (400 and up) only the first {@link ERROR_MAX_BYTES} are read.
   */
  readonly maxBodyBytes: number;
  /**
   * `safe`: repeated on 408, 429, 500, 502, 503, 504, connect errors and resets, within a budget.
   * `optional`: the same, except after a timeout: optional information is not worth minutes.
   * `never`: one attempt, which waits only while the host is paused after a 429.
   * `probe`: one attempt, or two where the first connection was reset. Its own 429 does not pause the host, because it may concern this endpoint only.
   */
  readonly repeat: "safe" | "optional" | "never" | "probe";
  /** For `safe` and `optional`: true for a response of another status that a retry may cure. */
  readonly isTransient?: (response: HttpResponse) => boolean;
  /** For error texts: "Reading contosodev.azurecr.io/api:1.4.2". */
  readonly what: string;
  readonly stage: Stage;
  readonly side?: Side;
  readonly signal: AbortSignal;
  /**
   * Set for the HEAD of what may be any bytes: the connection is not used again. A server or proxy that wrongly sends the body could
   * otherwise pass bytes that begin like a response off as the response to the next request, which may concern another repository.
   */
  readonly closeAfter?: boolean;
  /** Called once connected, just before the request is written. */
  readonly onSent?: () => void;
  /** Called with true before the request waits for its host's permit, and with false once it has one. */
  readonly onHeld?: (isHeld: boolean) => void;
  /** Called for each pause of the host that the request waits for. */
  readonly onPaused?: (pause: Pause) => void;
  /** Called for every 429, also for those that are repeated here, so that the caller can slow down. */
  readonly onThrottled?: () => void;
}

/** A complete response of any status; the last one where the retries were used up. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Set where the server asked to wait for longer than the request may. */
  readonly tooLong?: TooLongWait;
}

/** A wait that is longer than a request may wait. */
export interface TooLongWait {
  readonly askedMs: number;
  /** What is left of `allowedMs`. */
  readonly leftMs: number;
  /** `timeout-minutes` */
  readonly allowedMs: number;
}

/** "25 s, which is longer than timeout-minutes allows (15 s)" */
export function formatTooLong({ askedMs, leftMs, allowedMs }: TooLongWait): string {
  const [asked, left, allowed] = [askedMs, leftMs, allowedMs].map((durationMs) => `${Math.ceil(durationMs / 1000)} s`);
  return askedMs > allowedMs
    ? `${asked}, which is longer than timeout-minutes allows (${allowed})`
    : `${asked}, but of the ${allowed} that timeout-minutes allows only ${left} are left`;
}

export interface Http {
  /** @throws NetworkError where there is no complete response; the signal's reason when aborted */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** The text of a response without the secrets of the run. Must be called before anything else changes a text that is quoted. */
  readonly redact: (text: string) => string;
}

/** Size limits of responses, bytes. */
export const TOKEN_MAX_BYTES = 64 * 1024;
export const ERROR_MAX_BYTES = 64 * 1024;
export const ARM_MAX_BYTES = 1024 * 1024;
