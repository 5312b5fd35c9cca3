// Owns the record of every request and every connection attempt. Knows nothing of what is asked.
import type { Answer, PartyRequest } from "./answers.ts";

/** One request as it arrived, and what became of it; `status` is undefined while pending or when the connection was cut. */
export interface RecordedRequest {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly host: string;
  /** Who answers at that host: `id-token`, `entra`, `resource-manager`, `registry`, `blob-storage`, `foreign` … */
  readonly party: string;
  readonly method: string;
  /** The raw request target, query included. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  status: number | undefined;
  /** What the party itself answered, before any fault; undefined where it was not asked, or a test dictated the answer. */
  answer: Answer | undefined;
  /** When the answer left; undefined while pending. */
  endTime: number | undefined;
}

/** The POST that starts an import. */
export const isImport = ({ method, target }: Pick<RecordedRequest, "method" | "target">): boolean =>
  method === "POST" && target.includes("/importImage");

/** One CONNECT at the proxy; `allowed` is false where nobody answers by that name. */
export interface RecordedConnection {
  readonly time: number;
  readonly host: string;
  readonly allowed: boolean;
}

export interface RequestLog {
  readonly requests: RecordedRequest[];
  readonly connections: RecordedConnection[];
  add(request: PartyRequest, party: string): RecordedRequest;
  /** The answer has left. */
  end(recorded: RecordedRequest): void;
  connect(host: string, allowed: boolean): void;
  /** Calls back for each request as it arrives; returns what ends that. */
  subscribe(listener: (request: RecordedRequest) => void): () => void;
}

/** `now` is the clock of all times in the log. */
export function createRequestLog(now: () => number): RequestLog {
  const requests: RecordedRequest[] = [];
  const connections: RecordedConnection[] = [];
  const listeners = new Set<(request: RecordedRequest) => void>();
  return {
    requests,
    connections,
    add(request, party) {
      const { host, method, target, headers } = request;
      const recorded: RecordedRequest = {
        time: now(),
        host,
        party,
        method,
        target,
        headers,
        body: request.body.toString("utf8"),
        status: undefined,
        answer: undefined,
        endTime: undefined,
      };
      requests.push(recorded);
      for (const listener of listeners) listener(recorded);
      return recorded;
    },
    end(recorded) {
      recorded.endTime = now();
    },
    connect(host, allowed) {
      connections.push({ time: now(), host, allowed });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
