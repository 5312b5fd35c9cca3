// Owns the registries outside of Contoso's: Docker Hub, Microsoft's, a partner's tenant, private ones. Each is added by the test that needs it.
import type { LocalAzure } from "./azure.ts";
import { addForeignRegistry, type ForeignRegistry } from "./foreign-registry.ts";
import { type ImageOptions, type IndexOptions, putImage, putIndex } from "./images.ts";
import { contoso } from "./seed.ts";
import type { AzureRegistry } from "./world.ts";

/** A registry outside of Azure and the digests of its seeded images, by `repository:tag`. */
export interface SeededSource {
  readonly registry: ForeignRegistry;
  readonly digests: Readonly<Record<string, string>>;
}

function fill(registry: ForeignRegistry, images: Record<string, IndexOptions | ImageOptions>): SeededSource {
  const digests: Record<string, string> = {};
  for (const [name, options] of Object.entries(images)) {
    const [repository = "", tag = "latest"] = name.split(":");
    const place = { store: registry.store, repository };
    digests[name] =
      "platforms" in options
        ? putIndex(place, { ...options, tag }).index.digest
        : putImage(place, { ...(options as ImageOptions), tag }).digest;
  }
  return { registry, digests };
}

/** `docker.io`: official images under `library/`, one private repository of user `contoso`, 100 anonymous pulls. */
export function seedDockerHub(azure: LocalAzure): SeededSource {
  const registry = addForeignRegistry(azure, {
    host: "registry-1.docker.io",
    importHosts: ["docker.io", "index.docker.io", "registry.hub.docker.com"],
    authentication: "bearer",
    realm: "https://auth.docker.io/token",
    service: "registry.docker.io",
    pullLimit: { anonymous: 100, user: 200 },
    // Since 2025: https://github.com/awslabs/soci-snapshotter/issues/1828
    referrersApi: true,
  });
  registry.addUser("contoso", "dckr_pat_0localAzureDockerHubToken0");
  registry.privateRepositories.add("contoso/base");
  return fill(registry, {
    "library/alpine:3.22": { platforms: ["linux/amd64", "linux/arm64", "linux/arm/v7"], attestations: true },
    "library/busybox:1.37": { platforms: ["linux/amd64", "linux/arm64"] },
    "contoso/base:1": { platforms: ["linux/amd64"] },
  });
}

/** `mcr.microsoft.com`: open to all, without a token service. */
export function seedMicrosoftRegistry(azure: LocalAzure): SeededSource {
  const registry = addForeignRegistry(azure, { host: "mcr.microsoft.com", authentication: "none" });
  return fill(registry, {
    "dotnet/runtime:9.0": { platforms: ["linux/amd64", "linux/arm64"], docker: true },
    "hello-world:latest": { docker: true },
  });
}

/**
 * `ghcr.io`: its token service on its own host, one private repository of user `octocat`. Instead of a referrers API it has a
 * redirect to github.com, which cuts the digest off: https://github.com/artifacthub/hub/issues/4785
 */
export function seedGitHubRegistry(azure: LocalAzure): SeededSource {
  const registry = addForeignRegistry(azure, {
    host: "ghcr.io",
    authentication: "bearer",
    referrersApi: (repository) =>
      `https://github.com/-/v2/packages/container/package/${encodeURIComponent(`${repository}/referrers/sha256`)}`,
  });
  registry.addUser("octocat", "ghp_0localAzureGitHubToken00000000000");
  registry.privateRepositories.add("contoso/shop");
  return fill(registry, {
    "contoso/public:1": { platforms: ["linux/amd64", "linux/arm64"] },
    "contoso/shop:1": { platforms: ["linux/amd64", "linux/arm64"], attestations: true },
  });
}

/** A company's registry whose tokens come from another host of the same domain; nothing for the anonymous. */
export function seedCompanyRegistry(azure: LocalAzure): SeededSource {
  const registry = addForeignRegistry(azure, {
    host: "registry.fabrikam.example",
    authentication: "bearer",
    realm: "https://auth.fabrikam.example/jwt/auth",
    service: "container_registry",
    anonymousPull: false,
    referrersApi: true,
  });
  registry.addUser("deploy", "glpat-0localAzureCompany0");
  return fill(registry, { "team/app:2": { platforms: ["linux/amd64"] } });
}

/** A registry behind Basic authentication alone. */
export function seedBasicRegistry(azure: LocalAzure): SeededSource {
  const registry = addForeignRegistry(azure, {
    host: "mirror.fabrikam.example",
    authentication: "basic",
    anonymousPull: false,
  });
  registry.addUser("reader", "0localAzureMirrorPassword0");
  return fill(registry, { "base/debian:12": { platforms: ["linux/amd64"] } });
}

export const fabrikam = {
  tenantId: "6babcaad-0000-4000-8000-604b6fee0001",
  clientId: "aa0f1c2d-1111-4222-8333-955555555555",
  subscriptionId: "9c3e0a11-5555-4666-8777-977777777777",
  loginServer: "fabrikamimages.azurecr.io",
  clientSecret: "Fab8Q~0localAzureClientSecret000000000",
  repositoryScopedToken: { name: "shop-reader", password: "0localAzureRepositoryScopedTokenPassword0" },
} as const;

/** A partner's tenant: a registry that Contoso's identity has no right to, and every way in by credentials. */
export function seedFabrikam(azure: LocalAzure): { registry: AzureRegistry; digest: string } {
  const { tenantId, clientId, subscriptionId, clientSecret } = fabrikam;
  azure.addTenant({ id: tenantId, name: "Fabrikam" });
  azure.addApp({
    clientId,
    tenantId,
    name: "contoso-reader",
    federatedCredentials: [{ subject: contoso.subject }],
    clientSecrets: [clientSecret],
  });
  azure.addSubscription({ id: subscriptionId, tenantId, resourceGroups: ["rg-images"] });
  const registry = azure.addRegistry({ name: "fabrikamimages", resourceGroup: "rg-images", subscriptionId });
  azure.grant(clientId, "AcrPull", registry.id);
  const { name, password } = fabrikam.repositoryScopedToken;
  registry.repositoryScopedTokens.push({
    name,
    password: azure.world.tokens.addSecret(password),
    repositories: { "partner/app": ["pull", "metadata_read"] },
  });
  const { index } = putIndex({ store: registry.store, repository: "partner/app" }, { tag: "5" });
  return { registry, digest: index.digest };
}
