// Owns scripted trouble: which requests it befalls, how often, and what is done to the answer. Knows no party.
import type { Answer, PartyRequest } from "./answers.ts";

/** What goes wrong. Where nothing else is said, the fault strikes once the party has (or, for `status`, before it has) acted. */
export type FaultAction =
  | { kind: "status"; status: number; headers?: Answer["headers"]; body?: string | Buffer }
  | { kind: "reset"; when?: "before-response" | "after-headers" | "mid-body" }
  | { kind: "hang"; when?: "before-response" | "after-headers" }
  | { kind: "delay"; delayMs: number }
  | { kind: "drip"; bytesPerSecond?: number }
  | { kind: "truncate"; sizeBytes: number }
  | { kind: "replace-body"; body: string | Buffer | ((body: Buffer, request: PartyRequest) => string | Buffer) }
  | { kind: "append-body"; body: string | Buffer }
  | { kind: "endless-body" }
  | { kind: "headers"; set?: Answer["headers"]; remove?: readonly string[] }
  | { kind: "answer"; answer: (request: PartyRequest, answer: Answer) => Answer | Promise<Answer> }
  | { kind: "refuse-connect"; status?: number }
  | { kind: "drop-connect" }
  | { kind: "hang-connect" }
  | { kind: "tls-failure"; how?: "untrusted" | "expired" | "wrong-host" | "abort" | "hang" };

export interface Fault {
  host?: string | RegExp;
  /** As in `RecordedRequest.party`. */
  party?: string;
  method?: string;
  /** Matched against the raw request target. */
  path?: RegExp;
  body?: RegExp;
  when?: (request: PartyRequest) => boolean;
  /** `request`: the party never discovers of it. `response`: it has acted, and only its answer is lost or altered. */
  phase?: "request" | "response";
  /** How many matching requests are struck; once by default. */
  times?: number | "always";
  /** How many matching requests pass unharmed first. */
  skip?: number;
  action?: FaultAction | readonly FaultAction[];
  /** Runs before the party acts, with or without an action: a tag moves, a token is revoked. */
  onRequest?: (request: PartyRequest) => unknown;
  /** Runs after the party has acted, before its answer leaves. */
  onResponse?: (request: PartyRequest, answer: Answer) => unknown;
}

export interface ScriptedFault {
  /** How many requests it has struck so far. */
  readonly struck: number;
  remove(): void;
}

export interface Faults {
  add(fault: Fault): ScriptedFault;
  clear(): void;
  /** For the network: the faults that strike this request, each counted once. */
  strike(request: PartyRequest, party: string): Fault[];
  /** For the proxy: the action that befalls a CONNECT to this host. */
  strikeConnection(host: string, party: string): ConnectionAction | undefined;
}

export type ConnectionAction = Extract<
  FaultAction,
  { kind: "refuse-connect" | "drop-connect" | "hang-connect" | "tls-failure" }
>;

/** The actions of a fault, as a list. */
export function actionsOf(fault: Fault): readonly FaultAction[] {
  if (fault.action === undefined) return [];
  return Array.isArray(fault.action) ? fault.action : [fault.action as FaultAction];
}

function isConnectionAction(action: FaultAction): action is ConnectionAction {
  return /-connect$|^tls-/.test(action.kind);
}

function connectionActionOf(fault: Fault): ConnectionAction | undefined {
  for (const action of actionsOf(fault)) if (isConnectionAction(action)) return action;
  return undefined;
}

function matchesHost(fault: Fault, host: string, party: string): boolean {
  if (fault.party !== undefined && fault.party !== party) return false;
  if (fault.host === undefined) return true;
  return typeof fault.host === "string" ? fault.host === host : fault.host.test(host);
}

function matchesRequest(fault: Fault, request: PartyRequest, party: string): boolean {
  return (
    matchesHost(fault, request.host, party) &&
    (fault.method === undefined || fault.method === request.method) &&
    (fault.path === undefined || fault.path.test(request.target)) &&
    (fault.body === undefined || fault.body.test(request.body.toString("utf8"))) &&
    (fault.when === undefined || fault.when(request))
  );
}

export function createFaults(): Faults {
  const scripted: { fault: Fault; seen: number; struck: number }[] = [];
  const count = (entry: { fault: Fault; seen: number; struck: number }): boolean => {
    entry.seen += 1;
    const times = entry.fault.times ?? 1;
    if (entry.seen <= (entry.fault.skip ?? 0) || (times !== "always" && entry.struck >= times)) return false;
    entry.struck += 1;
    return true;
  };
  return {
    add(fault) {
      const entry = { fault, seen: 0, struck: 0 };
      scripted.push(entry);
      return {
        get struck() {
          return entry.struck;
        },
        remove() {
          const at = scripted.indexOf(entry);
          if (at >= 0) scripted.splice(at, 1);
        },
      };
    },
    clear() {
      scripted.length = 0;
    },
    strike(request, party) {
      const struck: Fault[] = [];
      for (const entry of [...scripted]) {
        if (connectionActionOf(entry.fault) !== undefined || !matchesRequest(entry.fault, request, party)) continue;
        if (count(entry)) struck.push(entry.fault);
      }
      return struck;
    },
    strikeConnection(host, party) {
      for (const entry of [...scripted]) {
        const action = connectionActionOf(entry.fault);
        if (action !== undefined && matchesHost(entry.fault, host, party) && count(entry)) return action;
      }
      return undefined;
    },
  };
}
