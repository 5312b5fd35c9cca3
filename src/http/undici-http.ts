// The HTTP client of the run: https only, retries within a budget, one pace per host. Callers interpret the responses.

import type { Dispatcher } from "undici";
import { type Backoff, backoffMs } from "../backoff.ts";
import { NetworkError } from "../errors.ts";
import type { Clock, Log } from "../ports.ts";
import { attempt } from "./attempt.ts";
import { HostGate, type Outcome } from "./host-gate.ts";
import { formatTooLong, type Http, type HttpRequest, type HttpResponse, type TooLongWait } from "./http.ts";
import { networkError } from "./network-failure.ts";
import { createPauseLog } from "./pause-log.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { redactUrl } from "./url-text.ts";

/** What {@link createHttp} is made of. */
export interface HttpOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Pick<Log, "debug" | "info">;
  /** Version of this action, for `user-agent: acr-promote/<version>`. */
  readonly version: string;
  /** Concurrent requests to one host at most. */
  readonly maxPerHost?: number | undefined;
  /** After how long a request is not repeated, in total with its pauses: `timeout-minutes`. */
  readonly waitBudgetMs: number;
  /** Removes the secrets of the run from a text. */
  readonly redact: (text: string) => string;
  /** The one origin that may use plain http: the runner's ID token service. */
  readonly plainHttpOrigin?: string;
}

/** An {@link Http} whose connections can be closed. */
export interface ClosableHttp extends Http {
  /** Closes all connections, so that the process can exit. */
  close(): Promise<void>;
}

const BACKOFF: Backoff = { leastMs: 0, mostMs: 1_000, maxMs: 20_000 };

const MAX_PER_HOST = 64;
const ATTEMPTS_MAX = 5;
/** Statuses that a retry may cure. */
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

/** Creates the HTTP client of a run. */
export function createHttp(options: HttpOptions): ClosableHttp {
  const { dispatcher, clock, log, waitBudgetMs } = options;
  const maxPerHost = Math.min(options.maxPerHost ?? MAX_PER_HOST, MAX_PER_HOST);
  const userAgent = `acr-promote/${options.version}`;
  const gates = new Map<string, HostGate>();
  /** Hosts that sent what is no response, perhaps a body after a HEAD. Their connections are closed after each HEAD from then on. */
  const garblingHosts = new Set<string>();
  const announce = createPauseLog(clock, log);

  function gateOf(host: string): HostGate {
    const gate = gates.get(host) ?? new HostGate(clock, maxPerHost);
    gates.set(host, gate);
    return gate;
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    assertUrl(request, options.plainHttpOrigin);
    const { url, signal } = request;
    const gate = gateOf(url.host);
    const giveUpAtMs = clock.nowMs() + waitBudgetMs;
    const headers = { ...request.headers, "accept-encoding": "identity", "user-agent": userAgent };
    for (let tried = 1; ; tried += 1) {
      request.onHeld?.(true);
      const permit = await gate.acquire(giveUpAtMs, signal, (untilMs) =>
        request.onPaused?.({ host: url.host, fromMs: clock.nowMs(), untilMs }),
      );
      request.onHeld?.(false);
      const leftMs = () => Math.max(0, giveUpAtMs - clock.nowMs());
      if ("pausedForMs" in permit) {
        throw pausedError(request, { askedMs: permit.pausedForMs, leftMs: leftMs(), allowedMs: waitBudgetMs });
      }
      let outcome: Outcome = "failure";
      let waitMs: number | undefined;
      try {
        const keepAfterHead = request.closeAfter !== true && !garblingHosts.has(url.host);
        const result = await attempt(dispatcher, clock, request, headers, keepAfterHead);
        const isProbe = request.repeat === "probe";
        const last = request.repeat === "never" || isProbe || tried === ATTEMPTS_MAX;
        if ("failure" in result) {
          const { code, transient } = result.failure;
          const isGarbled = code === "NETWORK_PROTOCOL";
          if (isGarbled) garblingHosts.add(url.host);
          // Neither an idle connection that the server closed nor what an earlier HEAD left says anything about the endpoint.
          const isBroken = isProbe && tried === 1 && (code === "NETWORK_RESET" || isGarbled);
          const isTooSlow = request.repeat === "optional" && code === "NETWORK_TIMEOUT";
          const isOver = clock.nowMs() >= giveUpAtMs;
          if ((last && !isBroken) || isTooSlow || isOver || !transient)
            throw networkError(request, result.failure, tried);
          waitMs = backoffMs(tried, clock.random(), BACKOFF);
          log.debug(`${request.what}: ${url.host}: ${result.failure.why}; retrying`);
        } else {
          const { response } = result;
          outcome = isProbe && response.status === 429 ? "failure" : outcomeOf(response.status);
          if (isProbe) return response;
          const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), clock.wallMs());
          if (response.status === 429) request.onThrottled?.();
          if (response.status === 429 || (response.status === 503 && retryAfterMs !== undefined)) {
            const pauseMs = retryAfterMs ?? backoffMs(tried, clock.random(), BACKOFF);
            gate.pause(pauseMs);
            announce({
              host: url.host,
              status: response.status,
              pauseMs,
              isAsked: retryAfterMs !== undefined,
              waitBudgetMs,
            });
            waitMs = 0;
          }
          const isTransient = RETRIED.has(response.status) || request.isTransient?.(response) === true;
          if (last || !isTransient) return response;
          waitMs ??= retryAfterMs ?? backoffMs(tried, clock.random(), BACKOFF);
          // The last response within the budget says more than an error of ours would.
          const askedMs = Math.max(waitMs, gate.pausedForMs);
          if (clock.nowMs() + askedMs > giveUpAtMs) {
            return { ...response, tooLong: { askedMs, leftMs: leftMs(), allowedMs: waitBudgetMs } };
          }
          log.debug(`${request.method} ${redactUrl(url)} returned ${response.status}; retrying`);
        }
      } finally {
        gate.release(permit, outcome);
      }
      if (waitMs > 0) await clock.sleep(waitMs, signal);
    }
  }

  return {
    send,
    redact: options.redact,
    async close() {
      await dispatcher.destroy();
    },
  };
}

function outcomeOf(status: number): Outcome {
  if (status === 429) return "throttled";
  return status >= 500 ? "failure" : "success";
}

function assertUrl(request: HttpRequest, plainHttpOrigin: string | undefined): void {
  const { url, what, stage, side } = request;
  const schemeIsFine = url.protocol === "https:" || (url.protocol === "http:" && url.origin === plainHttpOrigin);
  if (schemeIsFine && url.username === "" && url.password === "") return;
  throw new NetworkError(
    "URL_REFUSED",
    `${what} failed: ${redactUrl(url)} was not requested; expected an https URL without user name and password.`,
    {
      stage,
      side,
      host: url.host,
      sent: false,
    },
  );
}

function pausedError({ url, what, stage, side }: HttpRequest, wait: TooLongWait): NetworkError {
  return new NetworkError(
    "HOST_PAUSED",
    `${what} failed: ${url.host} throttles requests and accepts no requests for another ${formatTooLong(wait)}.`,
    { stage, side, host: url.host, sent: false },
  );
}
