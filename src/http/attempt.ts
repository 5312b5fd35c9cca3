// One request, one answer: deadlines by phase, the size cap, no content coding. Knows nothing of repeats.
import type { Dispatcher } from "undici";
import type { Clock } from "../ports.ts";
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, HEADERS_TIMEOUT_MS } from "./dispatcher.ts";
import { ERROR_MAX_BYTES, type HttpRequest, type HttpResponse } from "./http.ts";
import { explainFailure, type Failure, type Phase, timeoutFailure } from "./network-failure.ts";

/** Given as the reason, so that no error with a stack is made for each request that ends well. */
const SETTLED = "settled";

/** What came of one attempt. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly failure: Failure };

/**
 * Sends once.
 * @throws the signal's reason when aborted
 */
export function attempt(
  dispatcher: Dispatcher,
  clock: Clock,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
): Promise<AttemptResult> {
  const { signal, url } = request;
  return new Promise((resolve, reject) => {
    let phase: Phase = "connect";
    let connection: Dispatcher.DispatchController | undefined;
    let status = 0;
    let answerHeaders: ReadonlyMap<string, string> = new Map();
    let capBytes = request.maxBodyBytes;
    let sizeBytes = 0;
    const chunks: Uint8Array[] = [];
    const settled = new AbortController();

    function settle(finish: () => void, hangUp: boolean): void {
      if (settled.signal.aborted) return;
      settled.abort(SETTLED);
      signal.removeEventListener("abort", onAbort);
      finish();
      if (hangUp) connection?.abort(new Error("given up"));
    }
    const fail = (failure: Failure) => settle(() => resolve({ failure }), true);
    const answer = (hangUp: boolean) => {
      const response = { status, headers: answerHeaders, body: Buffer.concat(chunks) };
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
    limit(ANSWER_TIMEOUT_MS, () => true);

    const handler: Dispatcher.DispatchHandler = {
      // Called when there is a connection and the request is about to be written to it.
      onRequestStart(controller) {
        connection = controller;
        if (settled.signal.aborted) {
          controller.abort(new Error("given up"));
          return;
        }
        phase = "headers";
        request.onSent?.();
        limit(HEADERS_TIMEOUT_MS, () => phase === "headers");
      },
      onResponseStart(_controller, statusCode, received) {
        // An interim answer (1xx) is not the answer.
        if (statusCode < 200) return;
        phase = "body";
        status = statusCode;
        answerHeaders = mapOf(received);
        const coding = answerHeaders.get("content-encoding")?.trim().toLowerCase() ?? "";
        if (coding !== "" && coding !== "identity") {
          const why = `it answered ${status} with a content coding although none was accepted`;
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
          answer(true);
        } else {
          const why = `its answer is larger than ${capBytes} bytes`;
          fail({ code: "ANSWER_TOO_LARGE", why, transient: false, phase });
        }
      },
      onResponseEnd() {
        answer(false);
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
