// Owns hosts that have no business with us: they answer something and keep all that they get, for tests that nothing of ours goes there.
import { type Answer, type Party, textAnswer } from "./answers.ts";
import type { LocalAzure } from "./azure.ts";
import type { RecordedConnection, RecordedRequest } from "./request-log.ts";
import { findSecretsInText } from "./secrets.ts";

export interface Listener {
  readonly host: string;
  /** All that arrived there, whole. */
  requests(): RecordedRequest[];
  /** Attempts to connect, answered or not. */
  connections(): RecordedConnection[];
  /** The secrets of the local Azure that were sent there, plain, encoded or within a Basic header. */
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
  const texts = requests.flatMap((request) => [
    request.target,
    decodeURIComponent(request.target.replaceAll("+", " ")),
    ...Object.values(request.headers),
    request.body,
    decodeURIComponent(request.body.replace(/%(?![0-9a-f]{2})/gi, "%25")),
  ]);
  return findSecretsInText(azure.secrets(), texts.join("\n"));
}
