// Owns ACR's own metadata API under /acr/v1: tags and manifests with their locks. Knows no identity.
// https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerregistry/data-plane/Azure.ContainerRegistry/stable/2021-07-01/containerregistry.json
import { type Answer, jsonAnswer, type PartyRequest } from "./answers.ts";
import { manifestUnknown, registryError } from "./distribution.ts";
import {
  type ChangeableAttributes,
  type Repository,
  readManifestDocument,
  type StoredManifest,
  type StoredTag,
} from "./registry-store.ts";

export interface MetadataRoute {
  repository: string;
  kind: "repository" | "tags" | "manifests";
  reference?: string;
}

/** What a path under /acr/v1/ asks for. */
export function parseMetadataPath(path: string): MetadataRoute | undefined {
  const parts = /^\/acr\/v1\/(.+?)(?:\/_(tags|manifests)(?:\/([^/]+))?)?$/.exec(path);
  if (parts === null) return undefined;
  const [, repository = "", kind = "repository", reference] = parts.map((part) => part && decodeURIComponent(part));
  return {
    repository,
    kind: kind as MetadataRoute["kind"],
    ...(reference === undefined ? {} : { reference }),
  };
}

const describeTag = (tag: StoredTag) => ({
  name: tag.name,
  digest: tag.digest,
  createdTime: tag.createdTime,
  lastUpdateTime: tag.lastUpdateTime,
  signed: false,
  changeableAttributes: tag.attributes,
});

function describeManifest(repository: Repository, manifest: StoredManifest, withReferences: boolean) {
  const document = readManifestDocument(manifest.bytes);
  const tags = [...repository.tags.values()].filter((tag) => tag.digest === manifest.digest).map((tag) => tag.name);
  const sizes = [document.config, ...(document.layers ?? [])].map((part) => part?.size ?? 0);
  const config = repository.blobs.get(document.config?.digest ?? "");
  const { architecture, os } = (config === undefined ? {} : readManifestDocument(config)) as Record<string, unknown>;
  return {
    digest: manifest.digest,
    imageSize: sizes.reduce((sum, size) => sum + size, 0),
    createdTime: manifest.createdTime,
    lastUpdateTime: manifest.lastUpdateTime,
    ...(architecture === undefined ? {} : { architecture, os }),
    mediaType: manifest.mediaType,
    ...(document.config === undefined ? {} : { configMediaType: document.config.mediaType }),
    ...(withReferences && document.manifests !== undefined
      ? {
          references: document.manifests.map((child) => ({
            digest: child.digest,
            architecture: child.platform?.["architecture"],
            os: child.platform?.["os"],
          })),
        }
      : {}),
    ...(tags.length === 0 ? {} : { tags }),
    changeableAttributes: manifest.attributes,
  };
}

function page<T>(all: readonly T[], name: (entry: T) => string, request: PartyRequest, path: string) {
  const size = Number(request.query.get("n") ?? 100);
  const last = request.query.get("last");
  const from = last === null ? 0 : all.findIndex((entry) => name(entry) === last) + 1;
  const entries = all.slice(from, from + size);
  const final = entries.at(-1);
  const headers: Answer["headers"] =
    final !== undefined && from + size < all.length
      ? { Link: `<${path}?last=${encodeURIComponent(name(final))}&n=${size}&orderby=>; rel="next"` }
      : {};
  return { entries, headers };
}

/** Answers a read of metadata; `repository` is undefined where the registry has none of that name, `tagDigest` what a tag shows as. */
export function answerMetadata(
  loginServer: string,
  repository: Repository | undefined,
  route: MetadataRoute,
  request: PartyRequest,
  tagDigest?: string,
): Answer {
  if (repository === undefined)
    return registryError(404, "NAME_UNKNOWN", "repository name not known to registry", { name: route.repository });
  const head = { registry: loginServer, imageName: repository.name };
  if (route.kind === "repository")
    return jsonAnswer(200, {
      ...head,
      createdTime: repository.createdTime,
      lastUpdateTime: repository.createdTime,
      manifestCount: repository.manifests.size,
      tagCount: repository.tags.size,
      changeableAttributes: { ...repository.attributes, teleportEnabled: false },
    });
  if (route.kind === "tags") {
    if (route.reference === undefined) {
      const tags = [...repository.tags.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const digest = request.query.get("digest");
      const wanted = digest === null ? tags : tags.filter((tag) => tag.digest === digest);
      const { entries, headers } = page(wanted, (tag) => tag.name, request, request.path);
      return jsonAnswer(200, { ...head, tags: entries.map(describeTag) }, headers);
    }
    const tag = repository.tags.get(route.reference);
    if (tag === undefined || tagDigest === undefined)
      return registryError(404, "TAG_UNKNOWN", "the specified tag does not exist", { Name: route.reference });
    return jsonAnswer(200, { ...head, tag: { ...describeTag(tag), digest: tagDigest } });
  }
  if (route.reference === undefined) {
    const { entries, headers } = page([...repository.manifests.values()], (each) => each.digest, request, request.path);
    return jsonAnswer(
      200,
      { ...head, manifests: entries.map((manifest) => describeManifest(repository, manifest, false)) },
      headers,
    );
  }
  const manifest = repository.manifests.get(route.reference);
  if (manifest === undefined) return manifestUnknown(repository.name, route.reference);
  return jsonAnswer(200, { ...head, manifest: describeManifest(repository, manifest, true) });
}

/** Changes locks as `az acr repository update` does. */
export function changeAttributes(
  loginServer: string,
  repository: Repository | undefined,
  route: MetadataRoute,
  request: PartyRequest,
): Answer {
  const change = JSON.parse(request.body.toString("utf8")) as Partial<ChangeableAttributes>;
  const subject =
    route.kind === "repository"
      ? repository
      : route.kind === "tags"
        ? repository?.tags.get(route.reference ?? "")
        : repository?.manifests.get(route.reference ?? "");
  if (subject !== undefined) Object.assign(subject.attributes, change);
  return answerMetadata(loginServer, repository, route, request, repository?.tags.get(route.reference ?? "")?.digest);
}
