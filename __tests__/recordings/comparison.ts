// Compares what was recorded with what is answered now, or with another edition of the same recording: status, the headers that
// the client reads, and the shape of the body. What differs each time (IDs, digests, times, signatures) is compared by its form.
import { type Exchange, type RecordedResponse, textOf } from "./recording.ts";

/** A response to compare with. */
export interface Answered {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Every header that `src/` reads, and those that show which kind of answer it is. */
export const READ_HEADERS = [
  "content-type",
  "docker-content-digest",
  "docker-distribution-api-version",
  "link",
  "location",
  "retry-after",
  "www-authenticate",
  "x-azure-origin",
  "x-ms-int-docker-content-digest",
] as const;

/** Headers that a recorder dropped or that were not asked for: their absence in a recording says nothing. */
const DROPPED = new Set(["retry-after"]);

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/sha256(:|%3A)[0-9a-f]{64}/g, "sha256$1<hex>"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<guid>"],
  [/ ?CorrelationId: ?<guid>/g, ""],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, "<time>"],
  [/([?&])t=\d+&c=[^&]+&s=[^&]+&h=[\w=-]+/g, "$1t&c&s&h"],
  [/operation '[A-Z]+\/[A-Z/.]+'/g, "operation '<operation>'"],
  [/^Deployment failed\. Correlation ID: <guid>\. /g, ""],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "<address>"],
  [/again after '\d+' seconds/g, "again after '<n>' seconds"],
  [/\?_nouploadcache=false&_state=[\w-]+/g, ""],
];

/** A text with placeholders for what differs each time. */
export function formOf(text: string): string {
  return FORMS.reduce((form, [pattern, placeholder]) => form.replace(pattern, placeholder), text);
}

/** Fields whose text is compared, not only its type. */
const TEXTS = new Set(["code", "message", "error", "error_description", "status", "Type", "Name", "Action", "Actions"]);

/** The claims of a token; undefined for any other text. */
function claimsOf(text: unknown): unknown {
  const payload = typeof text === "string" ? /^eyJ[\w-]+\.([\w-]+)\./.exec(text)?.[1] : undefined;
  return payload === undefined ? undefined : parsed(Buffer.from(payload, "base64url").toString());
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Where two documents differ in shape: names and types; of lists, in their first entries. Texts that clients read are compared by
 * their form, tokens by their claims. `tags` of a resource are its owner's.
 */
function shapeDifferences(expected: unknown, found: unknown, at: string, ignored: ReadonlySet<string>): string[] {
  if (ignored.has(at)) return [];
  const kind = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value);
  if (typeof expected === "string" && expected.startsWith("PLACEHOLDER")) expected = found;
  if (kind(expected) !== kind(found)) return [`${at} is ${kind(found)} instead of ${kind(expected)}`];
  if (Array.isArray(expected) && Array.isArray(found))
    return expected.length === 0 || found.length === 0
      ? []
      : shapeDifferences(expected[0], found[0], `${at}[]`, ignored);
  if (isObject(expected) && isObject(found)) {
    if (at.endsWith(".tags")) return [];
    const byForm = (value: object) => new Map(Object.entries(value).map(([name, entry]) => [formOf(name), entry]));
    const [wanted, given] = [byForm(expected), byForm(found)];
    return [...new Set([...wanted.keys(), ...given.keys()])].flatMap((name) =>
      shapeDifferences(wanted.get(name), given.get(name), `${at}.${name}`, ignored),
    );
  }
  const [wanted, given] = [claimsOf(expected), claimsOf(found)];
  if (wanted !== undefined) return shapeDifferences(wanted, given, `${at}.claims`, ignored);
  if (!TEXTS.has(/\.(\w+)(?:\[\])?$/.exec(at)?.[1] ?? "") || formOf(String(expected)) === formOf(String(found)))
    return [];
  return [`${at} is ${formOf(String(found))} instead of ${formOf(String(expected))}`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How two bodies differ: in shape where they are JSON, else in form. */
function bodyDifferences(expected: string, found: string, ignored: ReadonlySet<string>): string[] {
  if (ignored.has("body")) return [];
  const [wanted, given] = [parsed(expected), parsed(found)];
  if (isObject(wanted) && isObject(given)) return shapeDifferences(wanted, given, "body", ignored);
  return formOf(expected) === formOf(found) ? [] : [`body ${formOf(found)} instead of ${formOf(expected)}`];
}

/** How an answer differs from a recorded response; a sentence each. `ignored`: names of headers, and places in the body. */
export function differencesFrom(
  { response, evidence, stated = [] }: Exchange,
  answered: Answered,
  ignored: ReadonlySet<string> = new Set(),
): string[] {
  const differences: string[] = [];
  const isWhole = evidence === "recorded" || evidence === "documented";
  const states = (part: RegExp) => isWhole || stated.some((text) => part.test(text));
  if (response.status !== null && states(/status/) && answered.status !== response.status)
    differences.push(`status ${answered.status} instead of ${response.status}`);
  for (const name of READ_HEADERS) {
    const expected = response.headers[name];
    const found = answered.headers.get(name);
    if (ignored.has(name) || (expected === undefined && (evidence !== "recorded" || DROPPED.has(name)))) continue;
    if (expected === undefined ? found !== undefined : formOf(found ?? "") !== formOf(expected))
      differences.push(`${name} is ${formOf(found ?? "absent")} instead of ${formOf(expected ?? "absent")}`);
  }
  if (!states(/body|text|message|description/)) return differences;
  return [...differences, ...bodyDifferences(textOf(response.body), answered.body, ignored)];
}

/** Whether all that one document says, the other says too; lists may be shorter in the first. */
export function isPartOf(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((entry) => whole.some((each) => isPartOf(entry, each)));
  if (typeof part === "object" && part !== null) {
    if (typeof whole !== "object" || whole === null) return false;
    const entries = new Map(Object.entries(whole));
    return Object.entries(part).every(([name, value]) => entries.has(name) && isPartOf(value, entries.get(name)));
  }
  return part === whole || (typeof part === "string" && typeof whole === "string" && sameSecret(part, whole));
}

/** Placeholders of tokens and signatures may differ, claims and lengths not. */
function sameSecret(one: string, other: string): boolean {
  const bare = (text: string) => text.replace(/&c=.*$/, ({ length }) => `&${length}`);
  if (bare(one) === bare(other)) return true;
  const claims = JSON.stringify(claimsOf(one));
  return claims !== undefined && claims === JSON.stringify(claimsOf(other));
}

/** What a shortened exchange says that the full one does not. */
export function inventions(short: Exchange, full: Exchange): string[] {
  const json = (body: string | object | undefined) => (typeof body === "string" ? (parsed(body) ?? body) : body);
  const bodyOf = ({ body }: RecordedResponse) => json(body);
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["evidence", short.evidence, full.evidence],
    ["method", short.request.method, full.request.method],
    ["URL", short.request.url, full.request.url],
    ["headers of the request", short.request.headers ?? {}, full.request.headers ?? {}],
    ["body of the request", json(short.request.body), json(full.request.body)],
    ["status", short.response.status, full.response.status],
    ["headers", short.response.headers, full.response.headers],
    ["body", bodyOf(short.response), bodyOf(full.response)],
  ];
  return pairs
    .filter(([, part, whole]) => !(part === undefined && (whole === undefined || whole === "")))
    .filter(([, part, whole]) => !isPartOf(part, whole))
    .map(([what]) => `${what}: not as recorded`);
}
