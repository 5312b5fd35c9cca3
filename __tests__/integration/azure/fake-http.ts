// An Http port that answers from a script and keeps what it was asked, and a clock that jumps where it is told to sleep.
import { NetworkError } from "../../../src/errors.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.ts";
import type { Clock } from "../../../src/ports.ts";

/** One answer; `lost` is an answer that never came. */
export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | object }
  | { readonly lost: { readonly sent: boolean } }
  | { readonly hang: true };

export interface FakeHttp extends Http {
  readonly requests: readonly HttpRequest[];
}

/** Answers each request by `answer`; what it throws is the test's failure. */
export function createFakeHttp(answer: (request: HttpRequest, index: number) => Answer): FakeHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    redact: (text) => text,
    async send(request): Promise<HttpResponse> {
      request.signal.throwIfAborted();
      requests.push(request);
      const given = answer(request, requests.length - 1);
      if ("hang" in given) {
        return new Promise((_, reject) => {
          request.signal.addEventListener("abort", () => reject(request.signal.reason), { once: true });
        });
      }
      if ("lost" in given) {
        throw new NetworkError("NETWORK_RESET", `${request.what}: the connection was reset.`, {
          stage: request.stage,
          host: request.url.host,
          sent: given.lost.sent,
        });
      }
      const { status, headers = {}, body = "" } = given;
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const type = typeof body === "string" ? {} : { "content-type": "application/json; charset=utf-8" };
      return {
        status,
        headers: new Map(Object.entries({ ...type, ...headers })),
        body: new TextEncoder().encode(text),
      };
    },
  };
}

/** Answers in order; one request more than answers fails the test. */
export function inOrder(...answers: readonly Answer[]): (request: HttpRequest, index: number) => Answer {
  return (request, index) => {
    const answer = answers[index];
    if (answer === undefined) throw new Error(`Nothing was scripted for request ${index}: ${request.url.origin}`);
    return answer;
  };
}

export interface FakeClock extends Clock {
  readonly sleptMs: readonly number[];
  advance(durationMs: number): void;
}

/** Starts at 1,000,000 ms monotonic and 2026-11-22T08:00:00Z; the wall can be wrong by `skewMs`. */
export function createFakeClock(skewMs = 0): FakeClock {
  let nowMs = 1_000_000;
  const sleptMs: number[] = [];
  return {
    sleptMs,
    advance(durationMs) {
      nowMs += durationMs;
    },
    nowMs: () => nowMs,
    wallMs: () => Date.UTC(2026, 10, 22, 8) + nowMs - 1_000_000 + skewMs,
    async sleep(durationMs, signal) {
      signal.throwIfAborted();
      sleptMs.push(durationMs);
      nowMs += durationMs;
    },
    random: () => 0.5,
  };
}
