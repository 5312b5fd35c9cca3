// Reads GitHub's list of a digest's attestations, page by page, with Octokit over our HTTP port.
// https://docs.github.com/rest/repos/attestations
import type { ProvenanceError } from "../errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import { asJsonObject, parseUtf8Json, valueAt } from "../json.ts";
import type { Digest } from "../oci/digest.ts";
import { attestationsUnreachable } from "./found-bundle.ts";

/** One page of the list. */
export interface AttestationPage {
  readonly attestations: readonly unknown[];
  readonly next: URL | undefined;
  readonly sizeBytes: number;
}

/** Reads one page; undefined for HTTP 404. */
export type FetchAttestationPage = (
  url: URL,
  subject: Digest,
  signal: AbortSignal,
) => Promise<AttestationPage | undefined>;

const API_VERSION = "2022-11-28";
/** A page contains whole bundles where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;

/** In Octokit's URL templates `:` begins a parameter; in digests it does not. */
function escapeTemplate(text: string): string {
  return text.replace(/[:{}]/g, encodeURIComponent);
}

/**
 * The next page. It must be on the same origin and about the same digest, so that a link cannot lead the token elsewhere.
 * GitHub names the repository by its number there (`/repositories/1/attestations/…`).
 */
function nextPage(link: string | undefined, subject: Digest, current: URL): URL | undefined {
  const target = /<([^<>]*)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  const next = URL.parse(target, current.href);
  const ending = escapeTemplate(`/attestations/${subject}`);
  if (next === null || next.origin !== current.origin || !escapeTemplate(next.pathname).endsWith(ending)) {
    throw attestationsUnreachable(
      `${current.origin} continues its list of attestations at another address, which is not followed`,
    );
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
    return attestationsUnreachable(
      `The rate limit of ${origin} is reached (HTTP ${status})`,
      "Run the job again later, or set github-token to a token that no other job uses.",
    );
  }
  if (status === 401) {
    return attestationsUnreachable(
      `${origin} refused github-token (HTTP 401)`,
      "Set github-token to a valid token of this GitHub.",
    );
  }
  if (status === 403) {
    return attestationsUnreachable(
      `github-token may not read attestations at ${origin} (HTTP 403)`,
      "Give the job `permissions: attestations: read`, or set github-token to a token with that permission on the repository.",
    );
  }
  return attestationsUnreachable(`${origin} answered HTTP ${status} to the look-up of attestations`);
}

function parsePage(body: Uint8Array, origin: string): readonly unknown[] {
  const page = parseUtf8Json(body);
  if (page === undefined) {
    throw attestationsUnreachable(`${origin} sent a response to the look-up of attestations that is not JSON`);
  }
  const attestations = valueAt(page, "attestations");
  if (!Array.isArray(attestations)) {
    throw attestationsUnreachable(`${origin} sent a response without a list of attestations`);
  }
  return attestations;
}

function textHeaders(headers: object): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** The response in an Octokit error of status 400 or more. Rethrows a failure of our HTTP port as it was. */
function failedResponse(error: unknown): HttpResponse {
  if (Error.isError(error)) {
    if (error.cause !== undefined) throw error.cause;
    const status = valueAt(error, "response", "status");
    const headers = asJsonObject(valueAt(error, "response", "headers"));
    if (typeof status === "number" && headers !== undefined) {
      return { status, headers: textHeaders(headers), body: new Uint8Array() };
    }
  }
  throw error;
}

/** Creates the reader of pages. The token is sent to `apiUrl`'s origin only; Octokit is loaded on first use. */
export function createAttestationPages(apiUrl: URL, token: string, http: Http): FetchAttestationPage {
  const { origin } = apiUrl;

  const loadOctokit = async () => {
    const { getOctokit } = await import(/* webpackChunkName: "provenance-packages" */ "@actions/github");
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
      // This is all that Octokit reads of a fetch response. Without a content type it hands the bytes on unparsed.
      const untyped = new Map([...headers].filter(([name]) => name !== "content-type"));
      return { status, url, headers: untyped, body, text: async () => "" };
    };
    return getOctokit(token, {
      baseUrl: apiUrl.href.replace(/\/$/, ""),
      log: silent,
      request: { fetch, parseSuccessResponseBody: false },
    });
  };
  let octokit: ReturnType<typeof loadOctokit> | undefined;

  return async (url, subject, signal) => {
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
      sizeBytes: response.body.byteLength,
    };
  };
}
