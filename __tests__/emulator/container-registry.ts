// Owns the data plane of one Azure container registry: firewall, authorization, reads, locks. Knows no control plane.
// https://learn.microsoft.com/rest/api/containerregistry/
import { randomUUID } from "node:crypto";
import { type AcrAuthorization, createAcrAuthorization, type Need } from "./acr-authorization.ts";
import {
  answerCatalog,
  answerMetadata,
  CATALOG_PATH,
  changeAttributes,
  deleteMetadata,
  LINK_END,
  parseMetadataPath,
} from "./acr-metadata.ts";
import { type Answer, emptyAnswer, jsonAnswer, type Party, type PartyRequest } from "./answers.ts";
import type { BlobStorage } from "./blob-storage.ts";
import { answerCachedManifest, answerCachedReferrers, findCachedRepository, pushRefusal } from "./cache-rules.ts";
import {
  answerManifest,
  answerReferrers,
  answerTags,
  type DistributionRoute,
  manifestUnknown,
  noRoute,
  parseDistributionPath,
  registryError,
} from "./distribution.ts";
import { createDistributionWrites } from "./distribution-writes.ts";
import { readManifestDocument } from "./registry-store.ts";
import type { RegistryView } from "./replicas.ts";
import { createThrottle, type RegistryLimits } from "./throttle.ts";
import { type AzureRegistry, admitsAddress, regionalHost, type World } from "./world.ts";

export interface ContainerRegistry {
  readonly registry: AzureRegistry;
  readonly authorization: AcrAuthorization;
  readonly handle: Party;
}

/** The firewall's answer, as hosted runners meet it: https://github.com/docker/build-push-action/issues/1214 */
export function firewallRefusal(address: string): Answer {
  return registryError(
    403,
    "DENIED",
    `client with IP '${address}' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`,
  );
}

/** The list of repositories, in pages of at most this many. */
const CATALOG: Need = { type: "registry", name: "catalog", anyOf: ["*"] };
const CATALOG_MAX = 1_000;

const ofRepository = (name: string, ...anyOf: string[]): Need => ({ type: "repository", name, anyOf });

export function createContainerRegistry(
  world: World,
  registry: AzureRegistry,
  blobStorage: BlobStorage,
): ContainerRegistry {
  const authorization = createAcrAuthorization(world, registry);
  const throttle = createThrottle(world.clock.now);
  const { store } = registry;
  const { loginServer } = registry.properties;

  const regionOf = (request: PartyRequest): string | undefined =>
    registry.regionalEndpoints.find((each) => regionalHost(registry, each) === request.host);
  const viewOf = (request: PartyRequest): RegistryView => registry.replicas.viewOf(request, regionOf(request));
  const indexOf = (request: PartyRequest): RegistryView => registry.replicas.indexOf(request, regionOf(request));

  const listRepositories = (request: PartyRequest): Answer =>
    authorization.challenge(request, CATALOG) ?? answerCatalog(store.repositories.keys(), request, CATALOG_MAX);

  const readDistribution = async (route: DistributionRoute, request: PartyRequest): Promise<Answer> => {
    if (route.kind === "base") return authorization.challenge(request, undefined) ?? jsonAnswer(200, {});
    if (route.kind === "catalog") return listRepositories(request);
    const allowed = route.kind === "tags" ? ["pull", "metadata_read"] : ["pull"];
    const challenge = authorization.challenge(request, ofRepository(route.repository, ...allowed));
    if (challenge !== undefined) return challenge;
    if (route.kind === "uploads") return registryError(405, "UNSUPPORTED", "The operation is unsupported.");
    const view = viewOf(request);
    if (route.kind === "tags") return answerTags(view, route.repository, request, LINK_END);
    const cached = findCachedRepository(registry.cacheRules, route.repository);
    if (route.kind === "referrers") {
      // No referrers API with a customer-managed key: https://learn.microsoft.com/azure/container-registry/container-registry-manage-artifact
      if (registry.properties.encryption.status === "enabled") return noRoute();
      return cached === undefined || store.manifest(route.repository, route.reference) !== undefined
        ? answerReferrers(view, route.repository, route.reference, request, registry.referrersPageSize)
        : answerCachedReferrers(cached, route.reference, request, registry.referrersPageSize);
    }
    if (cached !== undefined && route.kind === "manifests" && !store.manifest(route.repository, route.reference))
      return answerCachedManifest(cached, route.reference, request);
    if (registry.upstream !== undefined) return await registry.upstream.forward(request);
    if (route.kind === "blobs") {
      // Clients pull through, so blobs come from the source too; what such an answer carries is not on record.
      const bytes =
        view.blob(route.repository, route.reference) ??
        cached?.rule.source.store.blob(cached.sourceRepository, route.reference);
      return answerBlob(bytes, route.reference, request);
    }
    const found = view.manifest(route.repository, route.reference);
    if (found === undefined) return manifestUnknown(route.repository, route.reference);
    return answerManifest(found, request, (digest) =>
      route.reference.startsWith("sha256:") ? undefined : view.manifest(route.repository, digest),
    );
  };

  /** HEAD as recorded by azure-sdk-for-go's `TestBlobClient_CheckBlobExists` on 24 January 2024: 200, the size, the digest. */
  const answerBlob = (bytes: Buffer | undefined, digest: string, request: PartyRequest): Answer => {
    if (bytes === undefined) return registryError(404, "BLOB_UNKNOWN", "blob unknown to registry", { digest });
    if (request.method === "HEAD" && !registry.redirectsBlobHeads)
      return emptyAnswer(200, {
        "Content-Type": "application/octet-stream",
        "Content-Length": String(bytes.length),
        "Docker-Content-Digest": digest,
      });
    return emptyAnswer(307, {
      Location: blobStorage.signedUrl(registry, digest, bytes),
      "Docker-Content-Digest": digest,
    });
  };

  const writes = createDistributionWrites(
    store,
    (repository, mediaType, bytes, tag) => void store.putManifest(repository, mediaType, bytes, tag),
    (repository, bytes) => void store.putBlob(repository, bytes),
  );

  const write = async (route: DistributionRoute, request: PartyRequest): Promise<Answer> => {
    if (route.kind !== "uploads" && route.kind !== "manifests")
      return registryError(405, "UNSUPPORTED", "The operation is unsupported.");
    const challenge = authorization.challenge(request, {
      ...ofRepository(route.repository, "push"),
      named: ["pull", "push"],
    });
    if (challenge !== undefined) return challenge;
    const cached = findCachedRepository(registry.cacheRules, route.repository);
    if (cached !== undefined) return pushRefusal(route.repository, cached);
    const repository = store.repositories.get(route.repository);
    const tag = route.kind === "manifests" ? repository?.tags.get(route.reference) : undefined;
    const locked = repository?.attributes.writeEnabled === false || tag?.attributes.writeEnabled === false;
    if (locked) return disallowed();
    if (registry.upstream === undefined) return writes.write(route, request);
    const { content, forward } = registry.upstream;
    const answer = await forward(request);
    if (route.kind === "manifests" && answer.status === 201) {
      const tag = route.reference.startsWith("sha256:") ? undefined : route.reference;
      // Blobs come in pieces that are not looked at; the store discovers of them once a manifest names them.
      const { config, layers = [] } = readManifestDocument(request.body);
      for (const part of [config, ...layers]) {
        const bytes = part && (await content.readBlob(route.repository, part.digest));
        if (bytes !== undefined) store.putBlob(route.repository, bytes);
      }
      store.putManifest(route.repository, request.headers["content-type"] ?? "", request.body, tag);
    }
    return answer;
  };

  /** The refusal where the budget of the caller's class of request is spent. */
  const throttled = (request: PartyRequest): Answer | undefined => {
    const { limits } = registry;
    const reading = request.method === "GET" || request.method === "HEAD";
    const classes: (keyof RegistryLimits)[] = request.path.startsWith("/oauth2/")
      ? ["oauth"]
      : /^\/v2\/.+\/referrers\//.test(request.path)
        ? ["dataplaneRead", "listReferrers"]
        : [reading ? "dataplaneRead" : request.method === "DELETE" ? "dataplaneDelete" : "dataplaneWrite"];
    for (const name of classes) {
      const key = `${name} ${authorization.identityOf(request)}`;
      const waitSeconds = throttle.take(key, limits[name], limits.windowMs);
      if (waitSeconds === undefined) continue;
      const answer = registryError(
        429,
        "TOOMANYREQUESTS",
        "Too many requests. Please visit https://aka.ms/acr/skus#sku-feature-matrix to view limits of all service tiers.",
      );
      answer.headers["Retry-After"] = String(waitSeconds);
      return answer;
    }
    return undefined;
  };

  const deleteManifest = (repository: string, reference: string, request: PartyRequest): Answer => {
    const challenge = authorization.challenge(request, ofRepository(repository, "delete"));
    if (challenge !== undefined) return challenge;
    if (!reference.startsWith("sha256:"))
      return registryError(405, "UNSUPPORTED", "A manifest can only be deleted by digest.");
    const locked = store.manifest(repository, reference)?.attributes;
    if (locked?.deleteEnabled === false) return disallowed();
    return store.deleteManifest(repository, reference) ? emptyAnswer(202) : manifestUnknown(repository, reference);
  };

  const answer = async (request: PartyRequest): Promise<Answer> => {
    if (!admitsAddress(registry, world.runnerAddress)) return firewallRefusal(world.runnerAddress);
    const tooMany = throttled(request);
    if (tooMany !== undefined) return tooMany;
    if (request.path === "/oauth2/exchange" && request.method === "POST") return authorization.exchange(request);
    if (request.path === "/oauth2/token") return authorization.token(request);
    const reading = request.method === "GET" || request.method === "HEAD";
    if (request.path === CATALOG_PATH && reading) return listRepositories(request);
    const metadata = parseMetadataPath(request.path);
    if (metadata !== undefined) {
      const action = reading ? "metadata_read" : request.method === "DELETE" ? "delete" : "metadata_write";
      const challenge = authorization.challenge(request, ofRepository(metadata.repository, action));
      if (challenge !== undefined) return challenge;
      if (request.method === "DELETE") return deleteMetadata(store, metadata);
      if (reading) return answerMetadata(loginServer, indexOf(request), metadata, request);
      if (request.method === "PATCH") return changeAttributes(loginServer, store, metadata, request);
    }
    const route = parseDistributionPath(request.path);
    if (route !== undefined && reading) return await readDistribution(route, request);
    if (route?.kind === "manifests" && request.method === "DELETE")
      return deleteManifest(route.repository, route.reference, request);
    return route === undefined ? noRoute() : await write(route, request);
  };

  return {
    registry,
    authorization,
    async handle(request) {
      const given = await answer(request);
      given.headers["Server"] = "AzureContainerRegistry";
      if (!request.path.startsWith("/oauth2/")) given.headers["Docker-Distribution-Api-Version"] = "registry/2.0";
      given.headers["X-Ms-Correlation-Request-Id"] = randomUUID();
      given.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains";
      return given;
    },
  };
}

/** The refusal of a locked thing: https://learn.microsoft.com/azure/container-registry/container-registry-image-lock */
export function disallowed(): Answer {
  return registryError(
    405,
    "REGISTRY_DISALLOWED_OPERATION",
    "The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation",
  );
}
