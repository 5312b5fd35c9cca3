// Adapts our HTTP port to Azure's SDKs, so that proxy, CA, size limits, deadlines and retries are the same for all clients.
import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { PromotionError } from "../errors.ts";
import { type Http, type HttpRequest, type HttpResponse, TOKEN_MAX_BYTES } from "../http/http.ts";
import type { Side, Stage } from "../problems.ts";
import { loadRestPipeline } from "./sdk.ts";

/** What the port needs beyond the SDK's request. */
export interface HttpClientOptions {
  readonly http: Http;
  readonly what: string;
  readonly stage: Stage;
  readonly side?: Side | undefined;
  readonly maxBodyBytes: number;
  readonly repeat: (method: string) => HttpRequest["repeat"];
  /** Used instead of the request's own signal, whose reason would be an error of the SDK. */
  readonly signal: AbortSignal;
  /** Called with each response before the SDK gets it. */
  readonly onResponse?: (response: HttpResponse) => void;
  /** Called with each failure, which the SDK may replace by an error of its own. */
  readonly onFailure?: (error: unknown) => void;
}

/** Headers that the port sets itself, or forbids. */
const TRANSPORT_HEADERS = new Set(["accept-encoding", "connection", "content-length", "host"]);
const METHODS: readonly string[] = ["GET", "HEAD", "POST"] satisfies readonly HttpRequest["method"][];

function isMethod(method: string): method is HttpRequest["method"] {
  return METHODS.includes(method);
}

function bodyOf({ body }: PipelineRequest): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return body;
  throw new TypeError("Azure's SDK sent a body that is not a text.");
}

/** An `HttpClient` for `@azure/core-rest-pipeline` that sends through {@link Http}. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { http, what, stage, side, maxBodyBytes, repeat, signal, onResponse, onFailure } = options;

  async function send(request: PipelineRequest): Promise<HttpResponse> {
    const { method } = request;
    if (!isMethod(method))
      throw new PromotionError("UNEXPECTED", `${what}: Azure's SDK used HTTP method ${method}.`, { stage });
    const headers: Record<string, string> = {};
    for (const [name, value] of request.headers) {
      if (!TRANSPORT_HEADERS.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
    }
    const body = bodyOf(request);
    return http.send({
      method,
      url: new URL(request.url),
      headers,
      maxBodyBytes,
      repeat: repeat(method),
      what,
      stage,
      signal,
      ...(body !== undefined && { body }),
      ...(side !== undefined && { side }),
    });
  }

  return {
    async sendRequest(request): Promise<PipelineResponse> {
      const { createHttpHeaders } = await loadRestPipeline();
      let response: HttpResponse;
      try {
        response = await send(request);
      } catch (error) {
        onFailure?.(error);
        throw error;
      }
      onResponse?.(response);
      return {
        request,
        status: response.status,
        headers: createHttpHeaders(Object.fromEntries(response.headers)),
        bodyAsText: new TextDecoder().decode(response.body),
      };
    },
  };
}

/** The requests of an SDK for one token. */
export interface TokenExchange {
  readonly client: HttpClient;
  /** The last response, as it was before the SDK read it. */
  response?: HttpResponse;
  /** The failure of the last request. MSAL replaces it by an error of its own, without a cause. */
  failure?: unknown;
}

/** Requests with a limited body, which may be repeated. The caller reads the outcome after the SDK is done. */
export function createTokenExchange(options: Pick<HttpClientOptions, "http" | "what" | "signal">): TokenExchange {
  const exchange: TokenExchange = {
    client: createHttpClient({
      ...options,
      stage: "login",
      maxBodyBytes: TOKEN_MAX_BYTES,
      repeat: () => "safe",
      onResponse: (response) => {
        exchange.response = response;
      },
      onFailure: (error) => {
        exchange.failure = error;
      },
    }),
  };
  return exchange;
}
