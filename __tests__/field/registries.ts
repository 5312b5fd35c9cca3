// Registries as their users reported them: what each answers to a lookup of signatures and tags. The bytes are the reports'.
import { type Answer, bytesAnswer, type PartyRequest } from "../emulator/answers.ts";
import type { LocalAzure } from "../emulator/azure.ts";
import { parseDistributionPath, registryError } from "../emulator/distribution.ts";
import type { Fault } from "../emulator/faults.ts";
import { addForeignRegistry, type ForeignRegistry, type ForeignRegistryOptions } from "../emulator/foreign-registry.ts";
import { putCosignTag, putIndex } from "../emulator/images.ts";
import type { Descriptor, RegistryStore } from "../emulator/registry-store.ts";

/** One registry, as reported. */
export interface ReportedRegistry {
  /** `K1.1 ghcr.io` */
  readonly name: string;
  /** Where it was reported. */
  readonly report: string;
  readonly host: string;
  readonly options?: Partial<ForeignRegistryOptions>;
  /** The faults that make the emulated registry answer as the real one does. */
  readonly faults: (image: Descriptor, store: RegistryStore) => readonly Omit<Fault, "host">[];
  /** Where the manifests are served in truth; the registry redirects there. */
  readonly servedAt?: string;
  readonly login?: { readonly username: string; readonly password: string };
  /** Whether its tag list can be used. */
  readonly hasTagList: boolean;
}

const always = "always" as const;
const HTML = { "Content-Type": "text/html; charset=utf-8" };
const REFERRERS = /\/referrers\//;
const TAG_LIST = /\/tags\/list/;
const referrersTag = ({ digest }: Descriptor) => new RegExp(`/manifests/${digest.replace(":", "-")}$`);

/** https://github.com/artifacthub/hub/issues/4785 (April 2026): the Location as quoted there. */
export const GHCR_LOCATION = "https://github.com/-/v2/packages/container/package/contoso%2Fimage%2Freferrers%2Fsha256";

const SIGN_IN = "<!doctype html><html><head><title>Sign in - Google Accounts</title></head><body></body></html>";

/** A manifest of the store, as a registry serves it. */
function serve({ digest }: { readonly digest: string }, store: RegistryStore): Answer {
  const { bytes, mediaType } = store.manifest("contoso/image", digest) ?? { bytes: Buffer.alloc(0), mediaType: "" };
  return bytesAnswer(200, bytes, { "Content-Type": mediaType, "Docker-Content-Digest": digest });
}

/** All tags of a repository on one page, as registries without paging send them. */
function unpagedTags(count: number): string {
  return JSON.stringify({
    name: "contoso/image",
    tags: Array.from({ length: count }, (_, at) => `${at}-${"t".repeat(28)}`),
  });
}

export const REGISTRIES: readonly ReportedRegistry[] = [
  {
    name: "K1.1 ghcr.io, referrers 303 to github.com",
    report: "artifacthub/hub#4785, Azure/acr#891",
    host: "ghcr.io",
    options: { authentication: "bearer" },
    faults: () => [
      {
        path: REFERRERS,
        phase: "request",
        times: always,
        action: { kind: "status", status: 303, headers: { Location: GHCR_LOCATION } },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.1 ghcr.io, referrers 406",
    report: "constructed from K1.1",
    host: "ghcr.io",
    options: { authentication: "bearer" },
    faults: () => [{ path: REFERRERS, phase: "request", times: always, action: { kind: "status", status: 406 } }],
    hasTagList: true,
  },
  {
    name: "K1.2 registry.gitlab.com, the referrers tag is the subject",
    report: "gitlab-org/container-registry: sha256-<hex> resolves to the digest",
    host: "registry.gitlab.com",
    options: { authentication: "bearer", realm: "https://gitlab.com/jwt/auth", service: "container_registry" },
    faults: (image, store) => [
      {
        path: referrersTag(image),
        times: always,
        action: { kind: "answer", answer: () => serve(image, store) },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.3 gcr.io, an unpaged tag list of 400 KB",
    report: "google/go-containerregistry: gcr.io ignores n",
    host: "gcr.io",
    options: { authentication: "bearer" },
    faults: () => [
      {
        path: TAG_LIST,
        phase: "request",
        times: always,
        action: {
          kind: "status",
          status: 200,
          headers: { "Content-Type": "application/json" },
          body: unpagedTags(12_000),
        },
      },
    ],
    hasTagList: false,
  },
  {
    name: "K1.4 Harbor, tags/list 504",
    report: "goharbor/harbor: slow tag lists behind nginx",
    host: "harbor.fabrikam.example",
    options: {
      authentication: "bearer",
      realm: "https://harbor.fabrikam.example/service/token",
      service: "harbor-registry",
    },
    faults: () => [
      {
        path: TAG_LIST,
        phase: "request",
        times: always,
        action: {
          kind: "status",
          status: 504,
          headers: HTML,
          body: "<html><title>504 Gateway Time-out</title></html>",
        },
      },
    ],
    hasTagList: false,
  },
  {
    name: "K1.4 Harbor, tags/list never answers",
    report: "goharbor/harbor: slow tag lists behind nginx",
    host: "slow-harbor.fabrikam.example",
    options: { authentication: "bearer" },
    faults: () => [{ path: TAG_LIST, phase: "request", times: always, action: { kind: "hang" } }],
    hasTagList: false,
  },
  {
    name: "K1.5 Artifact Registry, referrers 302 to a sign-in page",
    report: "oras-project/oras and cosign on pkg.dev",
    host: "us-central1-docker.pkg.dev",
    options: { authentication: "bearer" },
    faults: () => [
      {
        path: REFERRERS,
        phase: "request",
        times: always,
        action: {
          kind: "status",
          status: 302,
          headers: { Location: "https://accounts.google.com/ServiceLogin?continue=x" },
        },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.5 Artifact Registry, the sign-in page itself",
    report: "constructed from K1.5",
    host: "europe-docker.pkg.dev",
    options: { authentication: "bearer" },
    faults: () => [
      {
        path: REFERRERS,
        phase: "request",
        times: always,
        action: { kind: "status", status: 200, headers: HTML, body: SIGN_IN },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.6 registry.redhat.io, the referrers tag is 404 UNKNOWN",
    report: "cosign on registry.redhat.io",
    host: "registry.redhat.io",
    options: { authentication: "bearer" },
    faults: (image) => [
      {
        path: referrersTag(image),
        phase: "request",
        times: always,
        action: {
          kind: "status",
          status: 404,
          headers: { "Content-Type": "application/json" },
          body: '{"errors":[{"code":"UNKNOWN","message":"Not Found"}]}',
        },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.6 bare nginx, 404 pages",
    report: "static registries behind nginx",
    host: "static.fabrikam.example",
    options: { authentication: "none" },
    faults: (image) =>
      [REFERRERS, TAG_LIST, referrersTag(image), /\/manifests\/sha256-[0-9a-f]+\.(?:att|sbom)$/].map((path) => ({
        path,
        phase: "request" as const,
        times: always,
        action: {
          kind: "status" as const,
          status: 404,
          headers: HTML,
          body: "<html><title>404 Not Found</title></html>",
        },
      })),
    hasTagList: false,
  },
  {
    name: "quay.io, a referrers API",
    report: "quay.io since Quay 3.9",
    host: "quay.io",
    options: { authentication: "bearer", realm: "https://quay.io/v2/auth", referrersApi: true },
    faults: () => [],
    hasTagList: true,
  },
  {
    name: "K1.12 Nexus, HEAD 404 where GET is 200",
    report: "crazy-max/diun#1614, containrrr/watchtower#667",
    host: "nexus.fabrikam.example",
    options: { authentication: "none" },
    faults: () => [
      {
        path: /\/manifests\//,
        method: "HEAD",
        phase: "request",
        times: always,
        action: { kind: "status", status: 404 },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.7 GHES, HEAD 405",
    report: "containers.HOSTNAME of GitHub Enterprise Server",
    host: "containers.github.fabrikam.example",
    options: { authentication: "bearer" },
    faults: () => [
      {
        path: /\/manifests\//,
        method: "HEAD",
        phase: "request",
        times: always,
        action: { kind: "status", status: 405 },
      },
      { path: REFERRERS, phase: "request", times: always, action: { kind: "status", status: 405 } },
    ],
    hasTagList: true,
  },
  {
    name: "Artifactory, hidden 401",
    report: "jfrog/artifactory: hide unauthorized resources",
    host: "artifactory.fabrikam.example",
    options: { authentication: "bearer", anonymousPull: false },
    login: { username: "deploy", password: "0localAzureArtifactoryToken0" },
    faults: () => [
      {
        path: /\/manifests\/|\/referrers\/|\/tags\/list/,
        when: ({ headers }) => headers["authorization"] === undefined,
        phase: "request",
        times: always,
        action: {
          kind: "status",
          status: 404,
          headers: { "Content-Type": "application/json" },
          body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"The named manifest is not known to the registry."}]}',
        },
      },
    ],
    hasTagList: true,
  },
  {
    name: "K1.13 registry.k8s.io, manifests and tags lie in Artifact Registry",
    report: "kubernetes/registry.k8s.io#324 (May 2026)",
    host: "registry.k8s.io",
    options: { authentication: "none" },
    servedAt: "us-west1-docker.pkg.dev",
    faults: () => [],
    hasTagList: false,
  },
];

/** A registry of the report in the local Azure, with one signed index `contoso/image:1`. */
export interface SeededRegistry {
  readonly registry: ForeignRegistry;
  readonly index: Descriptor;
  readonly signature: Descriptor;
}

/** Adds it; its host answers from now on as reported. */
export function seedReported(azure: LocalAzure, reported: ReportedRegistry): SeededRegistry {
  const { host, options, login, faults, servedAt } = reported;
  const registry = addForeignRegistry(azure, { authentication: "none", ...options, host });
  if (login !== undefined) registry.addUser(login.username, login.password);
  const place = { store: registry.store, repository: "contoso/image" };
  const { index } = putIndex(place, { platforms: ["linux/amd64", "linux/arm64"], content: host, tag: "1" });
  const signature = putCosignTag(place, index, "sig");
  for (const fault of faults(index, registry.store)) azure.faults.add({ host, ...fault });
  if (servedAt !== undefined) {
    const answer = ({ target }: PartyRequest, given: Answer): Answer => ({
      ...given,
      status: 307,
      headers: { Location: `https://${servedAt}${target}` },
      body: Buffer.alloc(0),
    });
    azure.faults.add({ host, path: /^\/v2\/contoso\//, times: "always", action: { kind: "answer", answer } });
    azure.addHost(servedAt, "foreign-registry", ({ path }) => {
      const route = parseDistributionPath(path);
      const found =
        route?.kind === "manifests" ? registry.store.manifest(route.repository, route.reference) : undefined;
      return found === undefined
        ? registryError(404, "MANIFEST_UNKNOWN", "Failed to fetch")
        : serve(found, registry.store);
    });
  }
  return { registry, index, signature };
}
