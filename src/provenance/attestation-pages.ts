// Reads GitHub's list of a digest's attestations, page by page.
// https://docs.github.com/rest/repos/attestations
import type { ProvenanceError } from "../errors.ts";
import { escapeTemplate, type GitHubApi, isRateLimited } from "../github/api.ts";
import type { HttpResponse } from "../http/http.ts";
import { parseUtf8Json, valueAt } from "../json.ts";
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

/** A page contains whole bundles where GitHub has not moved them to storage. */
const PAGE_MAX_BYTES = 16 * 1024 * 1024;

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

/** Creates the reader of pages of the API at this origin. */
export function createAttestationPages({ origin }: URL, get: GitHubApi): FetchAttestationPage {
  return async (url, subject, signal) => {
    const response = await get({
      url,
      maxBodyBytes: PAGE_MAX_BYTES,
      repeat: "safe",
      what: `Looking up attestations at ${origin}`,
      signal,
    });
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw refusalOf(response, origin);
    return {
      attestations: parsePage(response.body, origin),
      next: nextPage(response.headers.get("link"), subject, url),
      sizeBytes: response.body.byteLength,
    };
  };
}
