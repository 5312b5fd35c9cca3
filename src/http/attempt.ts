// Sends one HTTP request with a deadline per phase and a size limit. Retries are the caller's job.
import type { Dispatcher } from "undici";
import type { Clock } from "../ports.ts";
import { CONNECT_TIMEOUT_MS, HEADERS_TIMEOUT_MS, RESPONSE_TIMEOUT_MS } from "./dispatcher.ts";
import { ERROR_MAX_BYTES, type HttpRequest, type HttpResponse } from "./http.ts";
import { explainFailure, type Failure, type Phase, timeoutFailure } from "./network-failure.ts";

/** The abort reason of settled attempts. A string, because an error would build a stack for each request. */
const SETTLED = "settled";

/** The result of one attempt. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly failure: Failure };

/**
 * Sends the request once. `keepAfterHead`: the connection is used again after a HEAD.
 * @throws the signal's reason when aborted
 */
export function attempt(
  dispatcher: Dispatcher,
  clock: Clock,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
  keepAfterHead: boolean,
): Promise<AttemptResult> {
  const { signal, url } = request;
  return new Promise((resolve, reject) => {
    let phase: Phase = "connect";
    let connection: Dispatcher.DispatchController | undefined;
    let status = 0;
    let responseHeaders: ReadonlyMap<string, string> = new Map();
    let capBytes = request.maxBodyBytes;
    let sizeBytes = 0;
    const chunks: Uint8Array[] = [];
    const settled = new AbortController();

    function settle(finish: () => void, hangUp: boolean): void {
      if (settled.signal.aborted) return;
      settled.abort(SETTLED);
      signal.removeEventListener("abort", onAbort);
      finish();
      if (hangUp) connection?.abort(new Error("no longer needed"));
    }
    const fail = (failure: Failure) => settle(() => resolve({ failure }), true);
    const respond = (hangUp: boolean) => {
      const response = { status, headers: responseHeaders, body: Buffer.concat(chunks) };
      settle(() => resolve({ response }), hangUp);
    };
    const onAbort = () => settle(() => reject(signal.reason), true);
    const limit = (durationMs: number, isLate: () => boolean) => {
      clock.sleep(durationMs, settled.signal).then(
        () => isLate() && fail(timeoutFailure(phase)),
        () => undefined,
      );
    };

    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener("abort", onAbort, { once: true });
    limit(CONNECT_TIMEOUT_MS, () => phase === "connect");
    limit(RESPONSE_TIMEOUT_MS, () => true);

    const handler: Dispatcher.DispatchHandler = {
      // Called once connected, just before the request is written.
      onRequestStart(controller) {
        connection = controller;
        if (settled.signal.aborted) {
          controller.abort(new Error("no longer needed"));
          return;
        }
        phase = "headers";
        request.onSent?.();
        limit(HEADERS_TIMEOUT_MS, () => phase === "headers");
      },
      onResponseStart(_controller, statusCode, received) {
        // An interim response (1xx) precedes the final one.
        if (statusCode < 200) return;
        phase = "body";
        status = statusCode;
        responseHeaders = mapOf(received);
        const coding = responseHeaders.get("content-encoding")?.trim().toLowerCase() ?? "";
        if (coding !== "" && coding !== "identity") {
          const why = `the ${status} response is compressed (content-encoding: ${coding.slice(0, 40)}), which was not accepted`;
          fail({ code: "ANSWER_ENCODED", why, transient: false, phase });
          return;
        }
        if (status >= 400) capBytes = Math.min(capBytes, ERROR_MAX_BYTES);
      },
      onResponseData(_controller, chunk) {
        if (settled.signal.aborted) return;
        sizeBytes += chunk.byteLength;
        if (sizeBytes <= capBytes) {
          chunks.push(chunk);
        } else if (status >= 400) {
          chunks.push(chunk.subarray(0, chunk.byteLength - (sizeBytes - capBytes)));
          respond(true);
        } else {
          const why = `the response is larger than ${capBytes} bytes`;
          fail({ code: "ANSWER_TOO_LARGE", why, transient: false, phase });
        }
      },
      onResponseEnd() {
        respond(false);
      },
      onResponseError(_controller, error) {
        fail(explainFailure(error, phase));
      },
    };
    const options: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { ...headers },
      ...(request.body !== undefined && { body: request.body }),
      // undici closes the connection after a HEAD, because some servers send a body then.
      ...(keepAfterHead && request.method === "HEAD" && { reset: false }),
    };
    try {
      dispatcher.dispatch(options, handler);
    } catch (error) {
      fail(explainFailure(error, phase));
    }
  });
}

function mapOf(received: Readonly<Record<string, string | string[] | undefined>>): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers.set(name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
