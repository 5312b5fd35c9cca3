// What the edges ask of HTTP. The implementation beside it owns proxy, deadlines, size caps, retries and the pause after a 429.
import type { Side, Stage } from "../problems.ts";

/** One request. No redirect is ever followed, no content coding accepted, no body read past its cap. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /**
   * Counted while streaming; one byte more is a NetworkError `ANSWER_TOO_LARGE`.
   * Of an error answer (400 and up) only the first {@link ERROR_MAX_BYTES} are read.
   */
  readonly maxBodyBytes: number;
  /**
   * `safe`: repeated on 408, 429, 500, 502, 503, 504, connect errors and resets, within a budget.
   * `optional`: the same, except after a time-out: what is only nice to know is not worth minutes.
   * `never`: one attempt, only held back while the host is paused after a 429.
   * `probe`: one attempt, two where the first one's connection broke off; its own 429 does not pause the host, since it may concern this endpoint alone.
   */
  readonly repeat: "safe" | "optional" | "never" | "probe";
  /** For error texts: "reading contosodev.azurecr.io/api:1.4.2". */
  readonly what: string;
  readonly stage: Stage;
  readonly side?: Side;
  readonly signal: AbortSignal;
  /** Told whenever there is a connection and the request is being written to it. */
  readonly onSent?: () => void;
  /** Called with true before the request waits for its host's turn, and with false once it has it. */
  readonly onHeld?: (isHeld: boolean) => void;
  /** Told of every 429, also of those that are repeated here, so that a caller may slow down this kind of request. */
  readonly onThrottled?: () => void;
}

/** A whole answer of any status; the last one where repeats were used up. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface Http {
  /** @throws NetworkError where there is no whole answer; the signal's reason when aborted */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** Size caps of answers, bytes. */
export const TOKEN_MAX_BYTES = 64 * 1024;
export const ERROR_MAX_BYTES = 64 * 1024;
export const ARM_MAX_BYTES = 1024 * 1024;
