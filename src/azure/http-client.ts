// Lends our HTTP port to Azure's SDKs, so that proxy, CA, caps, deadlines and repeats mean the same for all clients.
import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { PromotionError } from "../errors.ts";
import type { Http, HttpRequest, HttpResponse } from "../http/http.ts";
import type { Side, Stage } from "../problems.ts";
import { loadRestPipeline } from "./sdk.ts";

/** What the port needs to know and an SDK's request cannot say. */
export interface HttpClientOptions {
  readonly http: Http;
  readonly what: string;
  readonly stage: Stage;
  readonly side?: Side | undefined;
  readonly maxBodyBytes: number;
  readonly repeat: (method: string) => HttpRequest["repeat"];
  /** The SDKs abort with signals of their own, whose reason is theirs; this one rules. */
  readonly signal: AbortSignal;
  /** Sees each answer before the SDK does. */
  readonly onAnswer?: (answer: HttpResponse) => void;
  /** Sees each failure; SDKs like to replace it by one of theirs. */
  readonly onFailure?: (error: unknown) => void;
}

/** The port sets these itself, or forbids them. */
const TRANSPORT_HEADERS = new Set(["accept-encoding", "connection", "content-length", "host"]);
const METHODS: readonly string[] = ["GET", "HEAD", "POST"] satisfies readonly HttpRequest["method"][];

function isMethod(method: string): method is HttpRequest["method"] {
  return METHODS.includes(method);
}

function bodyOf({ body }: PipelineRequest): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return body;
  throw new TypeError("Azure's SDK sent a body that is no text.");
}

/** An `HttpClient` for `@azure/core-rest-pipeline` that sends through {@link Http}. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { http, what, stage, side, maxBodyBytes, repeat, signal, onAnswer, onFailure } = options;

  async function send(request: PipelineRequest): Promise<HttpResponse> {
    const { method } = request;
    if (!isMethod(method)) throw new PromotionError("UNEXPECTED", `${what} wanted HTTP method ${method}.`, { stage });
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
      let answer: HttpResponse;
      try {
        answer = await send(request);
      } catch (error) {
        onFailure?.(error);
        throw error;
      }
      onAnswer?.(answer);
      return {
        request,
        status: answer.status,
        headers: createHttpHeaders(Object.fromEntries(answer.headers)),
        bodyAsText: new TextDecoder().decode(answer.body),
      };
    },
  };
}
