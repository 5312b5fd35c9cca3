// The requests of one run of the bundle as lines that are equal for two runs on the same commit. Pure.
import { isImport, type RecordedConnection, type RecordedRequest } from "../emulator/request-log.ts";

/** The requests of one run. Lines are sorted, because the order of parallel requests has no meaning. */
export interface RunLog {
  readonly beforeFirstImport: readonly string[];
  readonly fromFirstImport: readonly string[];
  /** Hosts that nobody plays in the local Azure, and to which the bundle tried to connect. */
  readonly unansweredHosts: readonly string[];
  /** The run failed before any import. Its parallel reads were stopped with it, so timing decides which of them were sent. */
  readonly isStopped: boolean;
}

/** The part of a recorded request that the log looks at. */
export type LoggedRequest = Pick<
  RecordedRequest,
  "host" | "party" | "method" | "target" | "headers" | "body" | "status"
>;

const JWT = /\beyJ[\w-]+\.([\w-]+)\.[\w-]+/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z/gi;
const LOOPBACK = /\b(127\.0\.0\.1|localhost):\d+/g;

/** Describes the requests of one run. */
export function logRun(
  requests: readonly LoggedRequest[],
  connections: readonly Pick<RecordedConnection, "host" | "allowed">[] = [],
  exitCode: number | null = 0,
): RunLog {
  const first = requests.findIndex(isImport);
  const split = first < 0 ? requests.length : first;
  const unanswered = connections.filter(({ allowed }) => !allowed).map(({ host }) => normalise(host));
  return {
    beforeFirstImport: countLines(requests.slice(0, split)).sort(),
    fromFirstImport: linesOfImports(requests.slice(split)),
    unansweredHosts: [...new Set(unanswered)].sort(),
    isStopped: first < 0 && exitCode !== 0,
  };
}

/**
 * Imports run side by side, and between them the target is read until it shows the result. So the number of reads depends
 * on timing, and so does the order of imports of different digests. The order of imports of one digest does not.
 */
function linesOfImports(requests: readonly LoggedRequest[]): string[] {
  const numbers = new Map<string, number>();
  const imports = requests.filter(isImport).map((request) => {
    const image = importedImage(request);
    const number = (numbers.get(image) ?? 0) + 1;
    numbers.set(image, number);
    return `${formatRequest(request)} (import ${number} of ${image})`;
  });
  const others = requests.filter((request) => !isImport(request));
  const counted = countLines(others.filter(isCounted));
  const reads = new Set(others.filter((request) => !isCounted(request)).map(formatRequest));
  return [...imports, ...counted, ...reads].sort();
}

/**
 * A login is requested ahead of its use. Whether its use shares that request or sends another one after a refusal depends
 * on timing, so refused requests for tokens have no number.
 */
function countLines(requests: readonly LoggedRequest[]): string[] {
  const counts = new Map<string, number>();
  const refused = new Set<string>();
  for (const request of requests) {
    const line = formatRequest(request);
    if (isCounted(request) && isRefused(request)) refused.add(`${line} (refused)`);
    else counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const counted = [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
  return [...counted, ...refused];
}

/** Refused for good: no server error and no request for patience. */
const isRefused = ({ status = 0 }: LoggedRequest) => status >= 300 && status < 500 && status !== 408 && status !== 429;

/** Requests for tokens and writes; what is left are reads. */
function isCounted({ party, method, target }: LoggedRequest): boolean {
  return party === "id-token" || (method !== "GET" && method !== "HEAD") || /[?&](scope|service)=/.test(target);
}

/** The digest, or the tag, that an import reads. */
function importedImage({ body }: LoggedRequest): string {
  const { source } = parseJson(body) as { source?: { sourceImage?: string } };
  return source?.sourceImage?.split("@")[1] ?? source?.sourceImage ?? "?";
}

function formatRequest(request: LoggedRequest): string {
  const { method, host, target, headers } = request;
  const url = normaliseTarget(target);
  const login = formatLogin(headers["authorization"]);
  return [method, normalise(host), url, login, formatBody(request)].filter((part) => part !== "").join(" ");
}

/** The scheme, and the user or the audience of the token, of an Authorization header. */
function formatLogin(header: string | undefined): string {
  if (header === undefined) return "";
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() !== "basic") return `[${scheme} ${normalise(value).replace(/^[^<].*/, "<token>")}]`;
  return `[${scheme} ${Buffer.from(value, "base64").toString("utf8").split(":")[0]}]`;
}

/** Polling URLs and the URLs of blobs are signed for each response; MSAL numbers its requests. */
function normaliseTarget(target: string): string {
  const isPoll = target.includes("/operationResults/");
  const text = isPoll ? target.replace(/registries-[^?]+/, "<operation>") : target;
  const signed = isPoll ? /([?&](?:t|c|s|h)=)[^&]*/g : /([?&](?:sig|client-request-id)=)[^&]*/g;
  return normalise(text.replace(signed, "$1<any>"));
}

/** MSAL describes itself in `x-client-` fields, which are not part of the protocol. */
function formatBody({ headers, body }: LoggedRequest): string {
  if (body === "") return "";
  if (headers["content-type"]?.includes("x-www-form-urlencoded")) {
    const fields = [...new URLSearchParams(body)].filter(([name]) => !/^x-client-|^client-request-id$/.test(name));
    return fields
      .map(([name, value]) => `${name}=${normalise(hideSecret(name, value))}`)
      .sort()
      .join(" & ");
  }
  const value = parseJson(body);
  return normalise(value === undefined ? body : JSON.stringify(sortKeys(value)));
}

/** Passwords of the local Azure may be random. Tokens are replaced by their audience later. */
const hideSecret = (name: string, value: string) =>
  /secret|password|token$|assertion$/.test(name) && !value.startsWith("eyJ") ? "<secret>" : value;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The order of an object's members has no meaning to ARM. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, item]) => [key, typeof item === "string" ? hideSecret(key, item) : sortKeys(item)]),
  );
}

function normalise(text: string): string {
  return text
    .replace(JWT, (_token, claims: string) => `<token for ${audienceOf(claims)}>`)
    .replace(LOOPBACK, "$1")
    .replace(TIME, "<time>");
}

function audienceOf(claims: string): string {
  const { aud } = (parseJson(Buffer.from(claims, "base64url").toString("utf8")) ?? {}) as { aud?: string };
  return aud ?? "?";
}
