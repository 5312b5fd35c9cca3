// Owns hosts that have no business with us: they answer something and keep all that they get, for tests that nothing of ours goes there.
import { type Answer, type Party, textAnswer } from "./answers.ts";
import type { LocalAzure } from "./azure.ts";
import type { RecordedConnection, RecordedRequest } from "./request-log.ts";

export interface Listener {
  readonly host: string;
  /** All that arrived there, whole. */
  requests(): RecordedRequest[];
  /** Attempts to connect, answered or not. */
  connections(): RecordedConnection[];
  /** The secrets of the local Azure that were sent there, plain or within a Basic header. */
  leaks(): string[];
}

/** Lets a host listen; `host` carries a port where it is not 443. */
export function addListener(
  azure: LocalAzure,
  host: string,
  answer: Party | Answer = textAnswer(404, "nothing here"),
  options?: { tls?: boolean },
): Listener {
  const handle: Party = typeof answer === "function" ? answer : () => ({ ...answer, headers: { ...answer.headers } });
  azure.addHost(host, "foreign", handle, options);
  const requests = () => azure.requestsTo(host);
  return {
    host,
    requests,
    connections: () => azure.connections.filter((connection) => connection.host === host.toLowerCase()),
    leaks: () => findSecrets(azure, requests()),
  };
}

/** Which secrets of the local Azure are in these requests. */
export function findSecrets(azure: LocalAzure, requests: readonly RecordedRequest[]): string[] {
  const texts = requests.map((request) => {
    const basic = /^Basic\s+(\S+)/i.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
    const decoded = Buffer.from(basic, "base64").toString("utf8");
    const form = new URLSearchParams(request.body).toString();
    return [
      request.target,
      decodeURIComponent(request.target.replaceAll("+", " ")),
      ...Object.values(request.headers),
      decoded,
      request.body,
      form,
    ].join("\n");
  });
  return azure.secrets().filter((secret) => texts.some((text) => text.includes(secret)));
}
