// Owns GitHub's API: given attestation bundles by subject digest, inline or by URL, and comparisons of commits. Knows no signature.
// https://docs.github.com/rest/repos/attestations
import { type Answer, bytesAnswer, jsonAnswer, type PartyRequest, parseBearer } from "./answers.ts";
import type { LocalAzure } from "./azure.ts";
import { CommitHistories } from "./commit-history.ts";

/** One attestation; `repository` is `owner/name`. */
export interface StoredAttestation {
  readonly repository: string;
  readonly subjectDigest: string;
  /** The Sigstore bundle, as JSON. */
  readonly bundle: unknown;
  readonly predicateType?: string;
  /** Whether the API gives `bundle: null` and a URL instead. */
  readonly byUrl?: boolean;
  /** The bytes at that URL; the bundle's JSON unless said otherwise. */
  readonly bytes?: Buffer;
}

export interface GitHubApi {
  readonly attestations: StoredAttestation[];
  readonly commits: CommitHistories;
  /** Attestations a page. */
  pageSize: number;
  /** Whether a token is needed, as for private repositories. */
  requireToken: string | undefined;
  readonly bundleHost: string;
}

/** Lets `api.github.com` and a host of bundles answer. */
export function addGitHubApi(azure: LocalAzure, host = "api.github.com"): GitHubApi {
  const bundleHost = "tmaproduction.blob.core.windows.net";
  const signature = azure.world.tokens.addSecret("0localAzureBundleSignature0");
  const api: GitHubApi = {
    attestations: [],
    commits: new CommitHistories(),
    pageSize: 30,
    requireToken: undefined,
    bundleHost,
  };
  const repositoryIds = new Map<string, number>();
  const idOf = (repository: string) => {
    const id = repositoryIds.get(repository) ?? 456_789_012 + repositoryIds.size;
    repositoryIds.set(repository, id);
    return id;
  };

  const list = (request: PartyRequest, owns: (repository: string) => boolean, digest: string): Answer => {
    const predicateType = request.query.get("predicate_type");
    const matching = api.attestations.filter(
      (each) =>
        owns(each.repository.toLowerCase()) &&
        each.subjectDigest === digest &&
        (predicateType === null || each.predicateType === predicateType),
    );
    if (matching.length === 0)
      return jsonAnswer(404, {
        message: "Not Found",
        documentation_url: "https://docs.github.com/rest/repos/attestations#list-attestations",
        status: "404",
      });
    const from = Number(request.query.get("after") ?? 0);
    const size = Math.min(api.pageSize, Number(request.query.get("per_page") ?? 30));
    const headers: Answer["headers"] = {};
    if (from + size < matching.length) {
      const query = new URLSearchParams(request.query);
      query.set("after", String(from + size));
      headers["Link"] = `<https://${host}${request.path}?${query}>; rel="next"`;
    }
    const attestations = matching.slice(from, from + size).map((each) => {
      const at = api.attestations.indexOf(each);
      return {
        bundle: each.byUrl ? null : each.bundle,
        repository_id: idOf(each.repository),
        bundle_url: `https://${bundleHost}/attestations/${at}.json?sig=${signature}`,
        initiator: "user",
      };
    });
    return jsonAnswer(200, { attestations }, headers);
  };

  azure.addHost(host, "github-api", (request) => {
    if (
      api.requireToken !== undefined &&
      parseBearer(request.headers["authorization"]?.replace(/^token /i, "Bearer ")) !== api.requireToken
    )
      return jsonAnswer(401, {
        message: "Bad credentials",
        documentation_url: "https://docs.github.com/rest",
        status: "401",
      });
    const path = decodeURIComponent(request.path);
    const [, owner, name, digest] = /^\/repos\/([^/]+)\/([^/]+)\/attestations\/([^/]+)$/.exec(path) ?? [];
    if (request.method === "GET" && digest !== undefined) {
      const wanted = `${owner}/${name}`.toLowerCase();
      return list(request, (repository) => repository === wanted, digest);
    }
    const [, account, ownedDigest] = /^\/(?:orgs|users)\/([^/]+)\/attestations\/([^/]+)$/.exec(path) ?? [];
    if (request.method === "GET" && account !== undefined && ownedDigest !== undefined)
      return list(request, (repository) => repository.startsWith(`${account.toLowerCase()}/`), ownedDigest);
    const compared = /^\/repos\/([^/]+\/[^/]+)\/compare\/([^/]+)\.\.\.([^/]+)$/.exec(path);
    if (request.method === "GET" && compared !== null) {
      const [, repository = "", base = "", head = ""] = compared;
      return api.commits.compare(repository, base, head, request.query);
    }
    return jsonAnswer(404, { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" });
  });
  azure.addHost(bundleHost, "blob-storage", (request) => {
    // Storage takes the signature alone; a GitHub token that comes along is an error here as there.
    if (request.headers["authorization"] !== undefined)
      return bytesAnswer(400, Buffer.from("InvalidAuthenticationInfo"));
    const at = /^\/attestations\/(\d+)\.json$/.exec(request.path)?.[1];
    const found = api.attestations[Number(at)];
    if (found === undefined || request.query.get("sig") !== signature)
      return bytesAnswer(404, Buffer.from("BlobNotFound"));
    const bytes = found.bytes ?? Buffer.from(JSON.stringify(found.bundle));
    return bytesAnswer(200, bytes, { "Content-Type": "application/json" });
  });
  return api;
}
