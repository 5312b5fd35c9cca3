// Owns the reads of the OCI distribution API over a store, alike at every registry. Knows no identity.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
import { type Answer, bytesAnswer, jsonAnswer, type PartyRequest } from "./answers.ts";
import type { RegistryStore, StoredManifest } from "./registry-store.ts";

/** What lists are made of: a store, or what a replica shows of it. */
type ListSource = Pick<RegistryStore, "repositories" | "tags" | "referrers">;

export type DistributionRoute =
  | { kind: "base" }
  | { kind: "catalog" }
  | { kind: "tags"; repository: string }
  | { kind: "uploads"; repository: string; upload: string }
  | { kind: "manifests" | "blobs" | "referrers"; repository: string; reference: string };

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
  return { kind: kind as "manifests" | "blobs" | "referrers", repository, reference: rest };
}

/** The error document of the distribution API. */
export function registryError(status: number, code: string, message: string, detail: unknown = null): Answer {
  return jsonAnswer(status, { errors: [{ code, message, detail }] });
}

export function manifestUnknown(repository: string, reference: string): Answer {
  const message = reference.startsWith("sha256:")
    ? `manifest ${reference} is not found`
    : `manifest tagged by "${reference}" is not found`;
  const detail = reference.startsWith("sha256:")
    ? { Name: repository, Revision: reference }
    : { Name: repository, Tag: reference };
  return registryError(404, "MANIFEST_UNKNOWN", message, detail);
}

/** A manifest under the rule of ACR: OCI types are served only to whom names them in Accept (https://github.com/Azure/acr/issues/741). */
export function answerManifest(found: StoredManifest, request: PartyRequest): Answer {
  const accepted = (request.headers["accept"] ?? "").split(",").map((type) => type.split(";")[0]?.trim());
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

/** The tag list of a repository. */
export function answerTags(store: ListSource, repository: string): Answer {
  if (!store.repositories.has(repository))
    return registryError(404, "NAME_UNKNOWN", "repository name not known to registry", { name: repository });
  return jsonAnswer(200, { name: repository, tags: Object.keys(store.tags(repository)).sort() });
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
