// Owns the reads of the OCI distribution API over a store, alike at every registry. Knows no identity.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
import { type Answer, bytesAnswer, jsonAnswer, type PartyRequest, textAnswer } from "./answers.ts";
import { type RegistryStore, readManifestDocument, type StoredManifest } from "./registry-store.ts";

/** What lists are made of: a store, or what a replica shows of it. */
type ListSource = Pick<RegistryStore, "repositories" | "tags" | "referrers">;

export type DistributionRoute =
  | { kind: "base" }
  | { kind: "catalog" }
  | { kind: "tags"; repository: string }
  | { kind: "uploads"; repository: string; upload: string }
  | { kind: "manifests" | "blobs" | "referrers"; repository: string; reference: string };

/** What the route of a manifest takes; the routes of blobs and referrers take digests only. */
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[\w=-]{32,}$/i;
const REPOSITORY = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/** What a path under /v2/ asks for; undefined where it asks for nothing. */
export function parseDistributionPath(path: string): DistributionRoute | undefined {
  if (path === "/v2/" || path === "/v2") return { kind: "base" };
  if (path === "/v2/_catalog") return { kind: "catalog" };
  const parts = /^\/v2\/(.+?)\/(manifests|blobs|referrers|tags)\/(.*)$/.exec(path);
  if (parts === null) return undefined;
  const [, repository = "", kind, rest = ""] = parts.map((part) => decodeURIComponent(part));
  if (!REPOSITORY.test(repository)) return undefined;
  if (kind === "tags") return rest === "list" ? { kind, repository } : undefined;
  const upload = kind === "blobs" ? /^uploads\/(.*)$/.exec(rest)?.[1] : undefined;
  if (upload !== undefined) return { kind: "uploads", repository, upload };
  if (!DIGEST.test(rest) && !(kind === "manifests" && TAG.test(rest))) return undefined;
  return { kind: kind as "manifests" | "blobs" | "referrers", repository, reference: rest };
}

/** The error document of the distribution API; undefined is no detail, as in most of ACR's recorded errors. */
export function registryError(status: number, code: string, message: string, detail?: unknown): Answer {
  return jsonAnswer(status, { errors: [{ code, message, detail }] });
}

/** What a path is answered that is no route, before any challenge: recorded of ACR for malformed digests, 24 January 2024. */
export const noRoute = () => textAnswer(404, "404 page not found\n");

export function manifestUnknown(repository: string, reference: string): Answer {
  const message = reference.startsWith("sha256:")
    ? `manifest ${reference} is not found`
    : `manifest tagged by "${reference}" is not found`;
  // Recorded for a tag, which it names alone; for a digest it is not on record.
  const detail = reference.startsWith("sha256:") ? { Name: repository, Revision: reference } : { Tag: reference };
  return registryError(404, "MANIFEST_UNKNOWN", message, detail);
}

const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

/**
 * A manifest under the rules of ACR: OCI types are served only to whom names them in Accept
 * (https://github.com/Azure/acr/issues/741); by a tag, who takes Docker's manifests but not its lists gets the linux/amd64
 * child of a list (recorded on 24 January 2024: azure-sdk-for-go, TestClient_GetManifest).
 */
export function answerManifest(
  asked: StoredManifest,
  request: PartyRequest,
  childOf: (digest: string) => StoredManifest | undefined = () => undefined,
): Answer {
  const accepted = (request.headers["accept"] ?? "").split(",").map((type) => type.split(";")[0]?.trim());
  const wantsChild =
    asked.mediaType === DOCKER_LIST && !accepted.includes(DOCKER_LIST) && accepted.includes(DOCKER_MANIFEST);
  const child = (readManifestDocument(asked.bytes).manifests ?? []).find(
    ({ platform }) => platform?.["os"] === "linux" && platform["architecture"] === "amd64",
  );
  const found = (wantsChild && child !== undefined ? childOf(child.digest) : undefined) ?? asked;
  if (found.mediaType.startsWith("application/vnd.oci.") && !accepted.includes(found.mediaType))
    return registryError(
      404,
      "MANIFEST_UNKNOWN",
      "OCI artifact found, but accept header does not support OCI artifacts",
    );
  return bytesAnswer(200, found.bytes, {
    "Content-Type": found.mediaType,
    "Docker-Content-Digest": found.digest,
    Etag: `"${found.digest}"`,
  });
}

/** A page of tags holds at most this many, whatever `n` says: https://github.com/Azure/acr/issues/749 */
const TAGS_MAX = 1_000;

/** The tag list of a repository, in pages where `n` requests them: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md */
export function answerTags(store: ListSource, repository: string, request: PartyRequest, linkEnd = ""): Answer {
  if (!store.repositories.has(repository))
    return registryError(404, "NAME_UNKNOWN", "repository name not known to registry", { name: repository });
  const { entries, headers } = pageOf(Object.keys(store.tags(repository)).sort(), request, { max: TAGS_MAX, linkEnd });
  return jsonAnswer(200, { name: repository, tags: entries }, headers);
}

/** The names after `last`, at most `n`, and a relative `Link` where there are more. `linkEnd`: what ACR adds to its links. */
export function pageOf(
  names: readonly string[],
  request: PartyRequest,
  { max, linkEnd = "" }: { max: number; linkEnd?: string },
): { entries: string[]; headers: Answer["headers"] } {
  const size = Math.min(Number(request.query.get("n") ?? max), max);
  const last = request.query.get("last");
  const rest = last === null ? names : names.slice(names.indexOf(last) + 1);
  const entries = rest.slice(0, size);
  const final = entries.at(-1);
  return {
    entries,
    headers:
      final === undefined || rest.length <= size
        ? {}
        : { Link: `<${request.path}?last=${encodeURIComponent(final)}&n=${size}${linkEnd}>; rel="next"` },
  };
}

/** The referrers of a digest as an index, in pages that are linked by `Link`. */
export function answerReferrers(
  store: ListSource,
  repository: string,
  subject: string,
  request: PartyRequest,
  pageSize: number,
): Answer {
  const artifactType = request.query.get("artifactType");
  const all = store
    .referrers(repository, subject)
    .filter((referrer) => artifactType === null || referrer.artifactType === artifactType);
  const from = Number(request.query.get("nextToken") ?? 0);
  const size = Math.min(pageSize, Number(request.query.get("n") ?? pageSize));
  const headers: Answer["headers"] = { "Content-Type": "application/vnd.oci.image.index.v1+json" };
  if (artifactType !== null) headers["OCI-Filters-Applied"] = "artifactType";
  if (from + size < all.length) {
    const query = new URLSearchParams(request.query);
    query.set("nextToken", String(from + size));
    headers["Link"] = `</v2/${repository}/referrers/${subject}?${query}>; rel="next"`;
  }
  return jsonAnswer(
    200,
    {
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: all.slice(from, from + size),
      annotations: {},
    },
    headers,
  );
}
