// Owns ACR's own metadata API under /acr/v1: tags and manifests with their locks. Knows no identity.
// https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerregistry/data-plane/Azure.ContainerRegistry/stable/2021-07-01/containerregistry.json
import { type Answer, emptyAnswer, jsonAnswer, type PartyRequest } from "./answers.ts";
import { pageOf, registryError } from "./distribution.ts";
import {
  type ChangeableAttributes,
  type ManifestDocument,
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

export const CATALOG_PATH = "/acr/v1/_catalog";
const PAGE_SIZE = 100;
/** How ACR ends its links. */
export const LINK_END = "&orderby=";

/** What a path under /acr/v1/ asks for; undefined where it is no route, as with a malformed digest. */
export function parseMetadataPath(path: string): MetadataRoute | undefined {
  const parts = /^\/acr\/v1\/(.+?)(?:\/_(tags|manifests)(?:\/([^/]+))?)?$/.exec(path);
  if (parts === null) return undefined;
  const [, repository = "", kind = "repository", reference] = parts.map((part) => part && decodeURIComponent(part));
  if (kind === "manifests" && reference !== undefined && !/^sha256:[a-f0-9]{64}$/.test(reference)) return undefined;
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

/** The size of config and layers; of an index, that of all its children. */
function imageSizeOf(repository: Repository, document: ManifestDocument): number {
  const own = [document.config, ...(document.layers ?? [])].map((part) => part?.size ?? 0);
  const children = (document.manifests ?? []).map(({ digest }) => {
    const child = repository.manifests.get(digest);
    return child === undefined ? 0 : imageSizeOf(repository, readManifestDocument(child.bytes));
  });
  return [...own, ...children].reduce((sum, size) => sum + size, 0);
}

/** Whether `lastUpdateTime` of a manifest moves with its tags is not on record; here it does not. */
function describeManifest(
  repository: Repository,
  manifest: StoredManifest,
  shownTags: Readonly<Record<string, string>>,
  withReferences: boolean,
) {
  const document = readManifestDocument(manifest.bytes);
  const tags = Object.keys(shownTags).filter((name) => shownTags[name] === manifest.digest);
  const config = repository.blobs.get(document.config?.digest ?? "");
  const { architecture, os } = (config === undefined ? {} : readManifestDocument(config)) as Record<string, unknown>;
  return {
    digest: manifest.digest,
    imageSize: imageSizeOf(repository, document),
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

function page<T>(all: readonly T[], name: (entry: T) => string, request: PartyRequest) {
  const byName = new Map(all.map((entry) => [name(entry), entry]));
  const { entries, headers } = pageOf([...byName.keys()], request, { max: PAGE_SIZE, linkEnd: LINK_END });
  return { entries: entries.map((each) => byName.get(each)).filter((entry) => entry !== undefined), headers };
}

/** `orderby=timedesc` gives the newest first. */
function ordered<T extends { readonly lastUpdateTime: string }>(entries: readonly T[], request: PartyRequest): T[] {
  const orderBy = request.query.get("orderby") ?? "";
  if (orderBy !== "timedesc" && orderBy !== "timeasc") return [...entries];
  const oldestFirst = [...entries].sort((one, other) => one.lastUpdateTime.localeCompare(other.lastUpdateTime));
  return orderBy === "timeasc" ? oldestFirst : oldestFirst.reverse();
}

/** Answers the list of repositories. */
export function answerCatalog(repositories: Iterable<string>, request: PartyRequest, max: number): Answer {
  const { entries, headers } = pageOf([...repositories].sort(), request, { max, linkEnd: LINK_END });
  return jsonAnswer(200, { repositories: entries }, headers);
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
    return registryError(404, "NAME_UNKNOWN", `repository "${route.repository}" is not found`);
  const head = { registry: loginServer, imageName: repository.name };
  if (route.kind === "repository")
    return jsonAnswer(200, {
      ...head,
      createdTime: repository.createdTime,
      lastUpdateTime: repository.createdTime,
      manifestCount: repository.manifests.size,
      tagCount: repository.tags.size,
      changeableAttributes: repository.attributes,
    });
  if (route.kind === "tags") {
    if (route.reference === undefined) {
      const tags = [...repository.tags.keys()]
        .sort()
        .map((name) => view.tag(repository.name, name))
        .filter((tag) => tag !== undefined);
      const digest = request.query.get("digest");
      const wanted = digest === null ? tags : tags.filter((tag) => tag.digest === digest);
      const { entries, headers } = page(ordered(wanted, request), (tag) => tag.name, request);
      return jsonAnswer(200, { ...head, tags: entries.map(describeTag) }, headers);
    }
    const tag = view.tag(repository.name, route.reference);
    if (tag === undefined) return registryError(404, "TAG_UNKNOWN", "the specified tag does not exist");
    return jsonAnswer(200, { ...head, tag: describeTag(tag) });
  }
  if (route.reference === undefined) {
    const shownTags = view.tags(repository.name);
    const manifests = [...repository.manifests.keys()]
      .sort()
      .map((digest) => view.manifest(repository.name, digest))
      .filter((manifest) => manifest !== undefined);
    const { entries, headers } = page(ordered(manifests, request), (each) => each.digest, request);
    return jsonAnswer(
      200,
      { ...head, manifests: entries.map((manifest) => describeManifest(repository, manifest, shownTags, false)) },
      headers,
    );
  }
  const manifest = view.manifest(repository.name, route.reference);
  if (manifest === undefined) return registryError(404, "MANIFEST_UNKNOWN", "manifest unknown");
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

/** Deletes a tag or a whole repository; a manifest is deleted under /v2. */
export function deleteMetadata(store: RegistryStore, route: MetadataRoute): Answer {
  if (!store.repositories.has(route.repository))
    return registryError(404, "NAME_UNKNOWN", `repository "${route.repository}" is not found`);
  if (route.kind === "repository") {
    const { manifests, tags } = store.deleteRepository(route.repository);
    return jsonAnswer(202, { manifestsDeleted: manifests, tagsDeleted: tags });
  }
  const digest = store.tagDigest(route.repository, route.reference ?? "");
  if (route.kind !== "tags" || digest === undefined)
    return registryError(404, "TAG_UNKNOWN", "the specified tag does not exist");
  store.deleteTag(route.repository, route.reference ?? "");
  return emptyAnswer(202, { "X-Ms-Int-Docker-Content-Digest": digest });
}
