// Finds artifact attestations by GitHub's API. Brings bundles, believes nothing in them: verification is provenance/'s work.
// https://docs.github.com/rest/repos/attestations
import { ProvenanceError } from "../errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import type { Digest } from "../oci/digest.ts";
import type { FoundBundle } from "./place.ts";
import { BUNDLE_MAX_BYTES } from "./place.ts";
import { quoteForeign } from "./policy.ts";
import { decompressSnappy } from "./snappy.ts";
import { isJsonObject, ownValue, parseJson } from "./statement.ts";

/** What the look-up needs; the token goes to `apiUrl`'s origin only. */
export interface AttestationsApiOptions {
  /** `GITHUB_API_URL` */
  readonly apiUrl: URL;
  /** `github-token`; undefined where it was left empty. */
  readonly token: string | undefined;
  /** `owner/repository` or `owner`. */
  readonly repository: string;
  readonly predicateType: string;
  readonly http: Http;
}

/** Looks up the attestations of one digest: yields bundles as they are read, returns what to say where there was none. */
export type FindAttestations = (subject: Digest, signal: AbortSignal) => AsyncGenerator<FoundBundle, string>;

const API_VERSION = "2022-11-28";
const PAGE_SIZE = 30;
/** Pages per look-up; a digest with more than 300 attestations of one predicate is somebody's mistake. */
const MAX_PAGES = 10;
/** A page holds bundles inline where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;

interface Page {
  readonly attestations: readonly unknown[];
  readonly next: URL | undefined;
}

function unreachable(message: string, remedy?: string): ProvenanceError {
  return new ProvenanceError("ATTESTATIONS_UNREACHABLE", message, { remedy });
}

/** `:` is a letter of a route template to Octokit, and of a digest to us. */
function escapeTemplate(text: string): string {
  return text.replace(/[:{}]/g, encodeURIComponent);
}

/**
 * The next page, on the same origin and about the same digest: a link must not lead the token elsewhere.
 * GitHub names the repository by its number there (`/repositories/1/attestations/…`).
 */
function nextPage(link: string | undefined, subject: Digest, current: URL): URL | undefined {
  const target = /<([^<>]*)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  const next = URL.parse(target, current.href);
  const ending = escapeTemplate(`/attestations/${subject}`);
  if (next === null || next.origin !== current.origin || !escapeTemplate(next.pathname).endsWith(ending)) {
    throw unreachable(`${current.origin} continues its list of attestations at another address; refused`);
  }
  return next;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimited({ status, headers }: HttpResponse): boolean {
  return (
    status === 429 || (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0"))
  );
}

function refusalOf(response: HttpResponse, origin: string): ProvenanceError {
  const { status } = response;
  if (isRateLimited(response)) {
    return unreachable(
      `${origin} limits our rate (HTTP ${status})`,
      "Run again later, or give a github-token of its own.",
    );
  }
  if (status === 401) {
    return unreachable(`${origin} refuses github-token (HTTP 401)`, "Give a token that is valid for that GitHub.");
  }
  if (status === 403) {
    return unreachable(
      `${origin} does not let github-token read attestations (HTTP 403)`,
      "Grant the job `permissions: attestations: read`, or give a token with that right for the repository.",
    );
  }
  return unreachable(`${origin} answered HTTP ${status} to the look-up of attestations`);
}

function parsePage(body: Uint8Array, origin: string): readonly unknown[] {
  let page: unknown;
  try {
    page = parseJson(body, "the answer");
  } catch (error) {
    throw new ProvenanceError(
      "ATTESTATIONS_UNREACHABLE",
      `${origin} answered the look-up of attestations with something that is not JSON`,
      { cause: error },
    );
  }
  const attestations = isJsonObject(page) ? ownValue(page, "attestations") : undefined;
  if (!Array.isArray(attestations)) throw unreachable(`${origin} answered without a list of attestations`);
  return attestations;
}

/** Where a bundle may be fetched from: https on a dotted name, default port, nobody's credentials in it. */
function parseBundleUrl(text: string): URL {
  const url = URL.parse(text);
  const named = url !== null && /^(?!.*\.\d+\.?$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname);
  if (!named || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
    throw new ProvenanceError(
      "ATTESTATION_INVALID",
      `its bundle_url is no https URL of a public host: ${quoteForeign(url === null ? text : url.origin)}`,
    );
  }
  return url;
}

/** GETs a stored bundle. The URL is signed by GitHub and gets no header of ours; it is never told whole. */
async function fetchStoredBundle(text: string, http: Http, signal: AbortSignal): Promise<unknown> {
  const url = parseBundleUrl(text);
  const { status, body } = await http.send({
    method: "GET",
    url,
    maxBodyBytes: BUNDLE_MAX_BYTES,
    repeat: "safe",
    what: `Reading an attestation bundle from ${url.host}`,
    stage: "observe",
    signal,
  });
  if (status !== 200) throw unreachable(`${url.host} answered HTTP ${status} instead of an attestation bundle`);
  return parseJson(decompressSnappy(body, BUNDLE_MAX_BYTES), "its bundle");
}

/** The look-up of one gate; Octokit is loaded by its first use. */
export function createAttestationsApi(options: AttestationsApiOptions): FindAttestations {
  const { apiUrl, token, repository, predicateType, http } = options;
  const origin = apiUrl.origin;

  /** Octokit with our HTTP under it, so that proxy, size caps, repeats and pauses are the same for all. */
  const loadOctokit = async () => {
    const { getOctokit } = await import("@actions/github");
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    const fetch = async (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => {
      const { status, headers, body } = await http.send({
        method: "GET",
        url: new URL(url),
        headers: init.headers,
        maxBodyBytes: PAGE_MAX_BYTES,
        repeat: "safe",
        what: `Looking up attestations at ${origin}`,
        stage: "observe",
        signal: init.signal,
      });
      // All that Octokit reads of a fetch response. Bytes are handed through for us to parse, so no content type is told.
      const told = new Map([...headers].filter(([name]) => name !== "content-type"));
      return { status, url, headers: told, body, text: async () => "" };
    };
    return getOctokit(token ?? "", {
      baseUrl: apiUrl.href.replace(/\/$/, ""),
      log: silent,
      request: { fetch, parseSuccessResponseBody: false },
    });
  };
  let octokit: ReturnType<typeof loadOctokit> | undefined;

  /** Undefined: HTTP 404. */
  const fetchPage = async (url: URL, subject: Digest, signal: AbortSignal): Promise<Page | undefined> => {
    octokit ??= loadOctokit();
    const client = await octokit;
    let response: HttpResponse;
    try {
      const { status, headers, data } = await client.request({
        method: "GET",
        baseUrl: url.origin,
        url: escapeTemplate(url.pathname + url.search),
        headers: { accept: "application/vnd.github+json", "x-github-api-version": API_VERSION },
        request: { signal },
      });
      response = { status, headers: textHeaders(headers), body: data };
    } catch (error) {
      signal.throwIfAborted();
      response = failedResponse(error);
    }
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw refusalOf(response, origin);
    return {
      attestations: parsePage(response.body, origin),
      next: nextPage(response.headers.get("link"), subject, url),
    };
  };

  const readBundle = (attestation: unknown) => async (signal: AbortSignal) => {
    const bundle = isJsonObject(attestation) ? ownValue(attestation, "bundle") : undefined;
    if (isJsonObject(bundle)) return bundle;
    const url = isJsonObject(attestation) ? ownValue(attestation, "bundle_url") : undefined;
    if (typeof url === "string") return await fetchStoredBundle(url, http, signal);
    throw new ProvenanceError("ATTESTATION_INVALID", "GitHub lists it with neither a bundle nor a bundle_url");
  };

  return async function* findAttestations(subject, signal) {
    if (token === undefined) throw unreachable("github-token is empty, so GitHub was not asked for attestations");
    // An owner is an organisation or a user; which, only the answer tells.
    const holders = repository.includes("/") ? [`repos/${repository}`] : [`orgs/${repository}`, `users/${repository}`];
    let listed = false;
    for (const holder of holders) {
      const first = new URL(`${apiUrl.href.replace(/\/$/, "")}/${holder}/attestations/${subject}`);
      first.searchParams.set("per_page", String(PAGE_SIZE));
      first.searchParams.set("predicate_type", predicateType);
      let next: URL | undefined = first;
      for (let pages = 0, count = 0; next !== undefined; pages++) {
        if (pages === MAX_PAGES)
          throw unreachable(`${origin} lists more than ${count} attestations; the rest is not read`);
        const page: Page | undefined = await fetchPage(next, subject, signal);
        if (page === undefined) break;
        listed = true;
        for (const attestation of page.attestations) {
          yield { name: `attestation ${++count} of ${holder} at ${apiUrl.host}`, read: readBundle(attestation) };
        }
        next = page.next;
      }
      if (listed) break;
    }
    const about = `${predicateType} attestation of ${subject} for ${repository}`;
    return listed
      ? `GitHub's list for this digest is empty: no ${about}.`
      : `GitHub answers 404: there is no ${about}, or github-token has no right to see it (\`attestations: read\` there).`;
  };
}

function textHeaders(headers: object): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** The answer behind an Octokit error, of a status from 400; a failure of our own HTTP is thrown as it was. */
function failedResponse(error: unknown): HttpResponse {
  if (Error.isError(error)) {
    if (error.cause !== undefined) throw error.cause;
    const response: unknown = "response" in error ? error.response : undefined;
    if (isJsonObject(response)) {
      const status = ownValue(response, "status");
      const headers = ownValue(response, "headers");
      if (typeof status === "number" && isJsonObject(headers)) {
        return { status, headers: textHeaders(headers), body: new Uint8Array() };
      }
    }
  }
  throw error;
}
