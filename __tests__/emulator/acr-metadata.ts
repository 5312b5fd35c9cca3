// Owns ACR's own metadata API under /acr/v1: tags and manifests with their locks. Knows no identity.
// https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerregistry/data-plane/Azure.ContainerRegistry/stable/2021-07-01/containerregistry.json
import { type Answer, jsonAnswer, type PartyRequest } from "./answers.ts";
import { manifestUnknown, registryError } from "./distribution.ts";
import {
  type ChangeableAttributes,
  type RegistryStore,
  type Repository,
  readManifestDocument,
  type StoredManifest,
  type StoredTag,
} from "./registry-store.ts";
import type { RegistryView } from "./replicas.ts";

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

/** Whether `lastUpdateTime` of a manifest moves with its tags is not on record; here it does not. */
function describeManifest(
  repository: Repository,
  manifest: StoredManifest,
  shownTags: Readonly<Record<string, string>>,
  withReferences: boolean,
) {
  const document = readManifestDocument(manifest.bytes);
  const tags = Object.keys(shownTags).filter((name) => shownTags[name] === manifest.digest);
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

/** Answers a read of metadata, as the replica shows it. */
export function answerMetadata(
  loginServer: string,
  view: RegistryView,
  route: MetadataRoute,
  request: PartyRequest,
): Answer {
  const repository = view.repositories.get(route.repository);
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
      const tags = [...repository.tags.keys()]
        .sort()
        .map((name) => view.tag(repository.name, name))
        .filter((tag) => tag !== undefined);
      const digest = request.query.get("digest");
      const wanted = digest === null ? tags : tags.filter((tag) => tag.digest === digest);
      const { entries, headers } = page(wanted, (tag) => tag.name, request, request.path);
      return jsonAnswer(200, { ...head, tags: entries.map(describeTag) }, headers);
    }
    const tag = view.tag(repository.name, route.reference);
    if (tag === undefined)
      return registryError(404, "TAG_UNKNOWN", "the specified tag does not exist", { Name: route.reference });
    return jsonAnswer(200, { ...head, tag: describeTag(tag) });
  }
  if (route.reference === undefined) {
    const shownTags = view.tags(repository.name);
    const manifests = [...repository.manifests.keys()]
      .map((digest) => view.manifest(repository.name, digest))
      .filter((manifest) => manifest !== undefined);
    const { entries, headers } = page(manifests, (each) => each.digest, request, request.path);
    return jsonAnswer(
      200,
      { ...head, manifests: entries.map((manifest) => describeManifest(repository, manifest, shownTags, false)) },
      headers,
    );
  }
  const manifest = route.reference.startsWith("sha256:") ? view.manifest(repository.name, route.reference) : undefined;
  if (manifest === undefined) return manifestUnknown(repository.name, route.reference);
  return jsonAnswer(200, {
    ...head,
    manifest: describeManifest(repository, manifest, view.tags(repository.name), true),
  });
}

/** Changes locks as `az acr repository update` does. */
export function changeAttributes(
  loginServer: string,
  store: RegistryStore,
  route: MetadataRoute,
  request: PartyRequest,
): Answer {
  const repository = store.repositories.get(route.repository);
  const change = JSON.parse(request.body.toString("utf8")) as Partial<ChangeableAttributes>;
  const subject =
    route.kind === "repository"
      ? repository
      : route.kind === "tags"
        ? repository?.tags.get(route.reference ?? "")
        : repository?.manifests.get(route.reference ?? "");
  if (subject !== undefined) Object.assign(subject.attributes, change);
  return answerMetadata(loginServer, store, route, request);
}
