// Owns the way from a host name to the party that answers there: recording, faults, latency. Knows no socket and no protocol of a party.
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Party, PartyRequest } from "./answers.ts";
import { actionsOf, type FaultAction, type Faults } from "./faults.ts";
import type { RecordedRequest, RequestLog } from "./request-log.ts";

/** How an answer leaves: whole, or hurt on the way. */
export interface Delivery {
  answer: Answer;
  cut?: "before-response" | "after-headers" | "mid-body";
  hang?: "before-response" | "after-headers";
  dripBytesPerSecond?: number;
  truncateToBytes?: number;
  endless?: boolean;
}

export interface Route {
  /** The party's name in the log. */
  readonly party: string;
  readonly handle: Party;
  /** False where the host speaks plain HTTP, as only negative tests want it. */
  readonly tls: boolean;
}

export interface Network {
  /** Lets a host answer; `host` carries a port where it is not 443. */
  addHost(host: string, party: string, handle: Party, options?: { tls?: boolean }): void;
  /** Lets every host answer for which `find` has a party; asked when no exact name is known. */
  addHosts(find: (host: string) => Route | undefined): void;
  route(host: string): Route | undefined;
  /** Runs one request through log, faults, latency and party. */
  exchange(request: PartyRequest, route: Route): Promise<Delivery>;
  latencyMs: number;
}

function toBuffer(body: string | Buffer): Buffer {
  return typeof body === "string" ? Buffer.from(body) : body;
}

function setHeaders(answer: Answer, headers: Answer["headers"]): void {
  for (const [name, value] of Object.entries(headers)) {
    removeHeader(answer, name);
    answer.headers[name] = value;
  }
}

function removeHeader(answer: Answer, name: string): void {
  for (const present of Object.keys(answer.headers)) {
    if (present.toLowerCase() === name.toLowerCase()) delete answer.headers[present];
  }
}

/** `now`: the clock that `Date` headers show. */
export function createNetwork(log: RequestLog, faults: Faults, now: () => number): Network {
  const hosts = new Map<string, Route>();
  const finders: ((host: string) => Route | undefined)[] = [];

  const dated = (answer: Answer): Answer => {
    const has = Object.keys(answer.headers).some((name) => name.toLowerCase() === "date");
    return has ? answer : { ...answer, headers: { ...answer.headers, Date: new Date(now()).toUTCString() } };
  };
  const statusAnswer = (action: Extract<FaultAction, { kind: "status" }>): Answer =>
    dated({ status: action.status, headers: { ...action.headers }, body: toBuffer(action.body ?? "") });

  async function exchange(request: PartyRequest, route: Route): Promise<Delivery> {
    const recorded = log.add(request, route.party);
    try {
      return await answer(request, route, recorded);
    } finally {
      log.end(recorded);
    }
  }

  async function answer(request: PartyRequest, route: Route, recorded: RecordedRequest): Promise<Delivery> {
    const struck = faults.strike(request, route.party);
    const early = struck.filter((fault) => fault.phase !== "response");
    for (const fault of struck) await fault.onRequest?.(request);
    const actions = struck.flatMap(actionsOf);
    for (const action of actions) if (action.kind === "delay") await sleep(action.delayMs);
    if (network.latencyMs > 0) await sleep(network.latencyMs);

    for (const action of early.flatMap(actionsOf)) {
      const answer: Answer = { status: 0, headers: {}, body: Buffer.alloc(0) };
      if (action.kind === "reset" && (action.when ?? "before-response") === "before-response")
        return { answer, cut: "before-response" };
      if (action.kind === "hang" && (action.when ?? "before-response") === "before-response")
        return { answer, hang: "before-response" };
      if (action.kind === "status") {
        recorded.status = action.status;
        return { answer: statusAnswer(action) };
      }
    }

    const own = await route.handle(request);
    if (own.isDictated !== true) recorded.answer = { ...own, headers: { ...own.headers } };
    const delivery: Delivery = { answer: dated(own) };
    for (const fault of struck) await fault.onResponse?.(request, delivery.answer);
    for (const action of actions) {
      const { answer } = delivery;
      if (action.kind === "status") delivery.answer = statusAnswer(action);
      else if (action.kind === "reset") delivery.cut = action.when ?? "before-response";
      else if (action.kind === "hang") delivery.hang = action.when ?? "before-response";
      else if (action.kind === "drip") delivery.dripBytesPerSecond = action.bytesPerSecond ?? 1;
      else if (action.kind === "truncate") delivery.truncateToBytes = action.sizeBytes;
      else if (action.kind === "endless-body") delivery.endless = true;
      else if (action.kind === "append-body") answer.body = Buffer.concat([answer.body, toBuffer(action.body)]);
      else if (action.kind === "replace-body")
        answer.body = toBuffer(typeof action.body === "function" ? action.body(answer.body, request) : action.body);
      else if (action.kind === "answer") delivery.answer = dated(await action.answer(request, answer));
      else if (action.kind === "headers") {
        for (const name of action.remove ?? []) removeHeader(answer, name);
        setHeaders(answer, action.set ?? {});
      }
    }
    if (delivery.cut !== "before-response" && delivery.hang !== "before-response")
      recorded.status = delivery.answer.status;
    return delivery;
  }

  const network: Network = {
    latencyMs: 0,
    exchange,
    addHost(host, party, handle, options) {
      hosts.set(host.toLowerCase(), { party, handle, tls: options?.tls ?? true });
    },
    addHosts(find) {
      finders.push(find);
    },
    route(host) {
      const name = host.toLowerCase();
      const known = hosts.get(name);
      if (known !== undefined) return known;
      for (const find of finders) {
        const found = find(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
  return network;
}
