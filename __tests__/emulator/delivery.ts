// Owns the writing of an answer to a socket, hurt as the fault asks. Knows no party.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { PartyRequest } from "./answers.ts";
import type { Delivery } from "./network.ts";

/** Reads a whole request from the wire; a header sent twice is joined with a comma. */
export async function readRequest(message: IncomingMessage, host: string): Promise<PartyRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headersDistinct)) headers[name] = (value ?? []).join(", ");
  const target = message.url ?? "/";
  const question = target.indexOf("?");
  return {
    host,
    method: message.method ?? "GET",
    target,
    path: question < 0 ? target : target.slice(0, question),
    query: new URLSearchParams(question < 0 ? "" : target.slice(question + 1)),
    headers,
    body: Buffer.concat(chunks),
  };
}

/** Sends an answer; resolves when the last byte has been handed to the socket. */
export function deliver(delivery: Delivery, method: string, response: ServerResponse): void {
  const { answer, cut, hang } = delivery;
  const { socket } = response;
  if (hang === "before-response") return;
  if (cut === "before-response") {
    socket?.destroy();
    return;
  }
  const headers = { ...answer.headers };
  const declared = Object.keys(headers).find((name) => name.toLowerCase() === "content-length");
  const chunked = Object.keys(headers).some((name) => name.toLowerCase() === "transfer-encoding");
  if (declared === undefined && !chunked && !delivery.endless && answer.status !== 204 && answer.status !== 304)
    headers["Content-Length"] = String(answer.body.length);
  const promisedBytes = declared === undefined ? answer.body.length : Number(headers[declared]);
  // `Date` is the emulator's clock or, where a fault has removed it, not there.
  response.sendDate = false;
  response.writeHead(answer.status, headers);
  if (method === "HEAD") {
    response.end();
    return;
  }
  const body = delivery.truncateToBytes === undefined ? answer.body : answer.body.subarray(0, delivery.truncateToBytes);
  if (hang === "after-headers" || cut === "after-headers") {
    response.flushHeaders();
    // One turn later, so that the headers leave before the reset does.
    if (cut !== undefined) setTimeout(() => socket?.destroy(), 5);
  } else if (cut === "mid-body") {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => setTimeout(() => socket?.destroy(), 5));
  } else if (delivery.endless) {
    pour(response, body);
  } else if (delivery.dripBytesPerSecond !== undefined) {
    drip(response, body, delivery.dripBytesPerSecond);
  } else if (!chunked && body.length < promisedBytes) {
    response.write(body, () => socket?.end());
  } else {
    response.end(body);
  }
}

function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at < body.length && !response.destroyed) {
      response.write(body.subarray(at, at + 1));
      at += 1;
      return;
    }
    clearInterval(timer);
    response.end();
  }, 1000 / bytesPerSecond);
  response.on("close", () => clearInterval(timer));
}

function pour(response: ServerResponse, start: Buffer): void {
  response.write(start);
  const chunk = Buffer.alloc(65_536, 0x20);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}
