// GitHub's REST API with Octokit over our HTTP port. Callers interpret the responses.
// https://docs.github.com/rest
import type { Http, HttpRequest, HttpResponse } from "../http/http.ts";
import { asJsonObject, valueAt } from "../json.ts";

/** What requests to the API need; the token is sent to `apiUrl`'s origin only. */
export interface GitHubApiOptions {
  /** `GITHUB_API_URL` */
  readonly apiUrl: URL;
  /** `github-token`; undefined where the input is empty. */
  readonly token: string | undefined;
  readonly http: Http;
}

/** One GET of the API. */
export type GitHubRead = Pick<HttpRequest, "maxBodyBytes" | "what" | "signal"> & {
  readonly url: URL;
  readonly repeat: "safe" | "probe";
};

/**
 * Sends one GET, of any status. Octokit is loaded on first use.
 * @throws NetworkError; the signal's reason when aborted
 */
export type GitHubApi = (read: GitHubRead) => Promise<HttpResponse>;

const API_VERSION = "2022-11-28";

/** In Octokit's URL templates `:` begins a parameter; in digests it does not. */
export function escapeTemplate(text: string): string {
  return text.replace(/[:{}]/g, encodeURIComponent);
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function isRateLimited({ status, headers }: HttpResponse): boolean {
  return (
    status === 429 || (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0"))
  );
}

/** A URL below the API's own, which may have a path, as that of GitHub Enterprise Server has. */
export function apiPathUrl(apiUrl: URL, path: string): URL {
  return new URL(`${apiUrl.href.replace(/\/$/, "")}/${path}`);
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

/** Creates the client of one token. */
export function createGitHubApi({ apiUrl, token, http }: GitHubApiOptions): GitHubApi {
  const loadOctokit = async () => {
    const { getOctokit } = await import(/* webpackChunkName: "github" */ "@actions/github");
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    return getOctokit(token ?? "", { baseUrl: apiUrl.href.replace(/\/$/, ""), log: silent });
  };
  let octokit: ReturnType<typeof loadOctokit> | undefined;

  return async ({ url, signal, ...read }) => {
    octokit ??= loadOctokit();
    const client = await octokit;
    const fetch = async (address: string, init: { headers: Record<string, string>; signal: AbortSignal }) => {
      const { status, headers, body } = await http.send({
        method: "GET",
        url: new URL(address),
        headers: init.headers,
        ...read,
        stage: "observe",
        signal: init.signal,
      });
      // This is all that Octokit reads of a fetch response. Without a content type it hands the bytes on unparsed.
      const untyped = new Map([...headers].filter(([name]) => name !== "content-type"));
      return { status, url: address, headers: untyped, body, text: async () => "" };
    };
    try {
      const { status, headers, data } = await client.request({
        method: "GET",
        baseUrl: url.origin,
        url: escapeTemplate(url.pathname + url.search),
        headers: { accept: "application/vnd.github+json", "x-github-api-version": API_VERSION },
        request: { signal, fetch, parseSuccessResponseBody: false },
      });
      return { status, headers: textHeaders(headers), body: data };
    } catch (error) {
      signal.throwIfAborted();
      return failedResponse(error);
    }
  };
}
