// Owns the shape of what a party is asked and what it answers. Knows no party and no socket.

/** One HTTP request as a party sees it; `target` is the raw request target, `path` its part before `?`, undecoded. */
export interface PartyRequest {
  readonly host: string;
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a party says; header names as they go over the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
  /** A test dictates it, right or wrong: it counts as a fault. */
  readonly isDictated?: boolean;
}

/** A host's behaviour: a function from request to answer, its state in its closure. */
export type Party = (request: PartyRequest) => Answer | Promise<Answer>;

/** An answer of JSON, in the bytes that `JSON.stringify` gives. */
export function jsonAnswer(status: number, value: unknown, headers: Answer["headers"] = {}): Answer {
  return bytesAnswer(status, Buffer.from(JSON.stringify(value)), {
    "Content-Type": "application/json; charset=utf-8",
    ...headers,
  });
}

/** An answer of the given bytes; the caller names their type. */
export function bytesAnswer(status: number, body: Buffer, headers: Answer["headers"] = {}): Answer {
  return { status, headers: { ...headers }, body };
}

/** An answer without body and without Content-Type. */
export function emptyAnswer(status: number, headers: Answer["headers"] = {}): Answer {
  return { status, headers: { ...headers }, body: Buffer.alloc(0) };
}

/** An answer of plain text, for what proxies and gateways say. */
export function textAnswer(status: number, text: string, headers: Answer["headers"] = {}): Answer {
  return bytesAnswer(status, Buffer.from(text), { "Content-Type": "text/plain; charset=utf-8", ...headers });
}

/** The form fields of an `application/x-www-form-urlencoded` body. */
export function parseForm(request: PartyRequest): URLSearchParams {
  return new URLSearchParams(request.body.toString("utf8"));
}

/** User name and password of a Basic header, or undefined. */
export function parseBasic(header: string | undefined): { username: string; password: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** The token of a Bearer header, or undefined. */
export function parseBearer(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
}
