// The reader with the real HTTP client, through proxy and TLS, against registries that share no code with it.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ProxyAgent } from "undici";
import { systemClock } from "../../../src/clock.ts";
import { type ClosableHttp, createHttp } from "../../../src/http/undici-http.ts";
import { parseDigest } from "../../../src/oci/digest.ts";
import type { RegistryReader } from "../../../src/ports.ts";
import { createAcrAuthorization } from "../../../src/registry/auth/acr-authorization.ts";
import type { AcrIdentity } from "../../../src/registry/auth/acr-tokens.ts";
import type { RegistryCredentials } from "../../../src/registry/auth/authorization.ts";
import { createTokenAuthorization } from "../../../src/registry/auth/token-authorization.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import {
  fabrikam,
  seedBasicRegistry,
  seedCompanyRegistry,
  seedDockerHub,
  seedFabrikam,
  seedGitHubRegistry,
  seedMicrosoftRegistry,
} from "../../emulator/seed-sources.ts";

const SIGNAL = new AbortController().signal;
const LOG = { debug: () => undefined, info: () => undefined, notice: () => undefined };
/** A subject that is in no registry. */
const ABSENT = parseDigest(`sha256:${"0".repeat(64)}`);
/** Real time, but no waiting between repeats. */
const CLOCK = { ...systemClock, random: () => 0 };

let azure: LocalAzure;
let seeded: Contoso;
let http: ClosableHttp;
let masked: string[];

const mask = (secret: string) => void masked.push(secret);

beforeEach(async () => {
  azure = await startLocalAzure();
  seeded = seedContoso(azure);
  const dispatcher = new ProxyAgent({ uri: azure.proxyUrl, requestTls: { ca: azure.caCertificate }, allowH2: false });
  http = createHttp({
    dispatcher,
    clock: CLOCK,
    log: LOG,
    version: "1",
    waitBudgetMs: 900_000,
    redact: (text) => text,
  });
  masked = [];
});

afterEach(async () => {
  await http.close();
  await azure.close();
});

/** The federated identity of a tenant with a token for ACR's audience. */
function entra(clientId: string = contoso.clientId, aud = "https://containerregistry.azure.net"): AcrIdentity {
  const oid = azure.world.apps.find((app) => app.clientId === clientId)?.objectId;
  return {
    kind: "entra",
    getEntraToken: async () => ({ token: azure.world.tokens.mint("entra", { aud, oid }, 3600).value }),
  };
}

function acr(host: string, identity: AcrIdentity = entra()): RegistryReader {
  const common = { side: "source", http, clock: CLOCK } as const;
  const authorization = createAcrAuthorization({
    ...common,
    loginServer: host,
    login: { credentials: identity, origin: { kind: "identity", name: "this step's identity", grantee: "own" } },
    mask,
  });
  return createRegistryReader({ ...common, host, flavour: "acr", authorization, pauses: () => [], log: LOG });
}

function other(host: string, credentials: RegistryCredentials = { kind: "anonymous" }): RegistryReader {
  const common = { host, side: "source", http, clock: CLOCK } as const;
  const authorization = createTokenAuthorization({
    ...common,
    login: { credentials, origin: { kind: "none", checked: "nothing" } },
    trustedTokenHosts: [],
    mask,
  });
  return createRegistryReader({ ...common, flavour: "generic", authorization, pauses: () => [], log: LOG });
}

/** No secret was seen at more than one host, Basic read as what it holds; and no token was used before it was masked. */
function expectSecretsKept(): void {
  const seen = azure.requests.map(({ host, headers, body, target }) => {
    const [scheme, credential = ""] = headers["authorization"]?.split(" ") ?? [];
    const basic = scheme === "Basic" ? Buffer.from(credential, "base64").toString("utf8") : "";
    if (scheme === "Bearer") expect(masked).toContain(credential);
    return { host, text: [JSON.stringify(headers), basic, body, decodeURIComponent(body), target].join("\n") };
  });
  for (const secret of azure.secrets()) {
    const places = seen.filter(({ text }) => text.includes(secret)).map(({ host }) => host);
    expect(new Set(places).size).toBeLessThanOrEqual(1);
  }
}

describe("an ACR", () => {
  it("is read whole: index, children, signatures, tags, locks, blob", async () => {
    const { api } = seeded.digests;
    seeded.dev.referrersPageSize = 1;
    const reader = acr(contoso.dev);
    const index = await reader.fetchManifest("api", "build-812", SIGNAL);
    expect(index?.digest).toBe(api.index);
    if (index?.kind !== "index") throw new Error("It is no index.");
    const children = await Promise.all(
      index.manifests.map(({ digest }) => reader.fetchManifest("api", digest, SIGNAL)),
    );
    expect(children.map((child) => child?.digest)).toEqual([...Object.values(api.platforms), ...api.attestations]);
    expect(await reader.lookUpTag("api", "build-812", SIGNAL)).toEqual({ kind: "known", value: api.index });

    const { found, unknown } = await reader.lookUpReferrers("api", index.digest, SIGNAL);
    expect(unknown).toBeUndefined();
    expect(found.map(({ digest }) => digest).sort()).toEqual([api.signature, api.sbom].sort());
    const cosign = Object.keys(api.cosign);
    const signatures = await reader.lookUpSignatures("api", index.digest, [...cosign, "sha256-0.sig"], SIGNAL);
    expect(signatures.map(({ kind }) => kind)).toEqual([...cosign.map(() => "known"), "absent"]);

    for (const lockable of [
      { repository: "api" },
      { repository: "api", tag: "build-812" },
      { repository: "api", digest: index.digest },
    ]) {
      const update = "tag" in lockable ? { digest: index.digest, atMs: expect.any(Number) } : undefined;
      const tags = "digest" in lockable ? ["build-812"] : undefined;
      const value = {
        writeEnabled: true,
        deleteEnabled: true,
        ...(update !== undefined && { update }),
        ...(tags !== undefined && { tags, createdAtMs: expect.any(Number) }),
        readAtMs: expect.any(Number),
      };
      expect(await reader.lookUpLocks(lockable, SIGNAL)).toEqual({ kind: "known", value });
    }
    const [child] = children;
    if (child?.kind !== "image") throw new Error("It is no image.");
    const config = await reader.fetchBlob("api", child.config.digest, 1_000_000, SIGNAL);
    expect(config.byteLength).toBe(child.config.sizeBytes);

    const hosts = new Set(azure.requests.map(({ party }) => party));
    expect(hosts).toEqual(new Set(["registry", "blob-storage"]));
    const storage = azure.requests.find(({ party }) => party === "blob-storage");
    expect(storage?.headers["authorization"]).toBeUndefined();
    const logins = azure.requestsTo(contoso.dev, /oauth2/).map(({ body }) => new URLSearchParams(body).get("scope"));
    expect(logins).toEqual([null, "repository:api:pull", "repository:api:metadata_read"]);
    expect(azure.requests.filter(({ status }) => status === 401)).toEqual([]);
    expectSecretsKept();
  });

  it("reports what is absent", async () => {
    const reader = acr(contoso.dev);
    expect(await reader.fetchManifest("api", "none", SIGNAL)).toBeUndefined();
    expect(await reader.fetchManifest("nothing/here", "1", SIGNAL)).toBeUndefined();
    expect(await reader.lookUpTag("api", "none", SIGNAL)).toEqual({ kind: "absent" });
    expect(await reader.lookUpLocks({ repository: "api", tag: "none" }, SIGNAL)).toEqual({ kind: "absent" });
    expect(await reader.lookUpSignatures("nothing/here", ABSENT, ["1"], SIGNAL)).toEqual([{ kind: "absent" }]);
  });

  it("without a referrers API is read by the tag schema", async () => {
    seeded.dev.properties.encryption.status = "enabled";
    const reader = acr(contoso.dev);
    const subject = parseDigest(seeded.digests.api.index);
    expect(await reader.lookUpReferrers("api", subject, SIGNAL)).toEqual({ found: [] });
    expect(azure.requestsTo(contoso.dev, /manifests\/sha256-/)).toHaveLength(1);
  });

  it("whose tokens were revoked during the run issues new ones", async () => {
    const reader = acr(contoso.dev);
    await reader.lookUpTag("api", "build-812", SIGNAL);
    azure.world.tokens.revoke(({ kind }) => kind === "acr-access" || kind === "acr-refresh");
    expect(await reader.lookUpTag("api", "build-812", SIGNAL)).toEqual({
      kind: "known",
      value: seeded.digests.api.index,
    });
    expect(azure.requestsTo(contoso.dev, /exchange/)).toHaveLength(2);
  });

  it("refuses an identity without a role, and names the role that it needs", async () => {
    seedFabrikam(azure);
    const reader = acr(fabrikam.loginServer, entra(contoso.clientId));
    await expect(reader.fetchManifest("partner/app", "5", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_LOGIN_REFUSED",
      remedy: expect.stringContaining("Container Registry Data Importer and Data Reader"),
    });
  });

  it("refuses ARM's token where that was forbidden, and takes its own", async () => {
    seeded.dev.properties.policies.azureADAuthenticationAsArmPolicy.status = "disabled";
    const armToken = entra(contoso.clientId, "https://management.azure.com");
    await expect(acr(contoso.dev, armToken).fetchManifest("api", "build-812", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_LOGIN_REFUSED",
    });
    expect(await acr(contoso.dev).lookUpTag("api", "build-812", SIGNAL)).toEqual({
      kind: "known",
      value: seeded.digests.api.index,
    });
  });

  it("behind a firewall is reported as such, already at the login", async () => {
    seeded.dev.properties.publicNetworkAccess = "Disabled";
    await expect(acr(contoso.dev).fetchManifest("api", "build-812", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_FORBIDDEN_FIREWALL",
      status: 403,
      message: expect.stringContaining(azure.world.runnerAddress),
    });
  });

  it.each<[string, () => AcrIdentity]>([
    [
      "a repository-scoped token",
      () => ({
        kind: "password",
        username: fabrikam.repositoryScopedToken.name,
        password: fabrikam.repositoryScopedToken.password,
      }),
    ],
    ["a service principal", () => ({ kind: "password", username: fabrikam.clientId, password: fabrikam.clientSecret })],
    ["an Entra token of the other tenant", () => entra(fabrikam.clientId)],
  ])("of another tenant is read with %s", async (_name, identity) => {
    const { digest } = seedFabrikam(azure);
    const reader = acr(fabrikam.loginServer, identity());
    expect((await reader.fetchManifest("partner/app", "5", SIGNAL))?.digest).toBe(digest);
    const signatures = await reader.lookUpSignatures("partner/app", ABSENT, ["5", "6"], SIGNAL);
    expect(signatures.map(({ kind }) => kind)).toEqual(["known", "absent"]);
    expectSecretsKept();
  });

  it("with anonymous pull is read without a credential, any other is not", async () => {
    await expect(
      acr(contoso.dev, { kind: "anonymous" }).fetchManifest("api", "build-812", SIGNAL),
    ).rejects.toMatchObject({
      code: "ANONYMOUS_PULL_OFF",
    });
    seeded.dev.properties.anonymousPullEnabled = true;
    const reader = acr(contoso.dev, { kind: "anonymous" });
    expect(await reader.lookUpTag("api", "build-812", SIGNAL)).toEqual({
      kind: "known",
      value: seeded.digests.api.index,
    });
  });
});

describe("trouble on the way", () => {
  const manifests = { party: "registry", path: /manifests/ };

  it.each([
    ["two 503", { times: 2, action: { kind: "status", status: 503 } }],
    ["a reset before the answer", { action: { kind: "reset" } }],
    ["a reset in mid-answer", { action: { kind: "reset", when: "mid-body" } }],
    ["four 500", { times: 4, action: { kind: "status", status: 500 } }],
  ] as const)("is outlasted: %s", async (_name, fault) => {
    azure.faults.add({ ...manifests, ...fault });
    expect((await acr(contoso.dev).fetchManifest("api", "build-812", SIGNAL))?.digest).toBe(seeded.digests.api.index);
  });

  it.each([
    ["five 503", { times: 5, action: { kind: "status", status: 503 } }, "REGISTRY_UNAVAILABLE"],
    ["bytes more than there should be", { action: { kind: "append-body", body: "\n" } }, "DIGEST_MISMATCH"],
    ["an endless body", { action: { kind: "endless-body" } }, "ANSWER_TOO_LARGE"],
    ["a content coding", { action: { kind: "headers", set: { "Content-Encoding": "gzip" } } }, "ANSWER_ENCODED"],
    [
      "a redirect",
      { action: { kind: "status", status: 307, headers: { Location: "https://evil.example/" } } },
      "REGISTRY_REDIRECTED",
    ],
    [
      "a proxy's own 404",
      { action: { kind: "status", status: 404, body: "<html><title>Blocked</title>" } },
      "REGISTRY_NOT_FOUND",
    ],
  ] as const)("is reported: %s", async (_name, fault, code) => {
    azure.faults.add({ ...manifests, ...fault });
    const digest = parseDigest(seeded.digests.api.index);
    await expect(acr(contoso.dev).fetchManifest("api", digest, SIGNAL)).rejects.toMatchObject({ code, side: "source" });
    expect(azure.connections.map(({ host }) => host)).not.toContain("evil.example");
  });

  it.each([
    ["an untrusted certificate", { kind: "tls-failure", how: "untrusted" }, "NETWORK_TLS", /NODE_EXTRA_CA_CERTS/],
    ["an expired certificate", { kind: "tls-failure", how: "expired" }, "NETWORK_TLS", /clock/],
    ["another host's certificate", { kind: "tls-failure", how: "wrong-host" }, "NETWORK_TLS", /certificate/],
    ["a proxy that refuses", { kind: "refuse-connect", status: 403 }, "NETWORK_PROXY", /NO_PROXY/],
  ] as const)("is reported: %s", async (_name, action, code, remedy) => {
    azure.faults.add({ host: contoso.dev, times: "always", action });
    await expect(acr(contoso.dev).fetchManifest("api", "build-812", SIGNAL)).rejects.toMatchObject({
      code,
      sent: false,
      remedy: expect.stringMatching(remedy),
      message: expect.stringContaining(contoso.dev),
    });
    expect(azure.requests).toEqual([]);
  });

  it("a host that is not in the local Azure ends in the proxy's refusal", async () => {
    await expect(
      acr("nowhere.azurecr.io", { kind: "anonymous" }).fetchManifest("a", "1", SIGNAL),
    ).rejects.toMatchObject({
      code: "NETWORK_PROXY",
    });
  });
});

describe("another registry", () => {
  it.each<[string, string, RegistryCredentials, () => { digests: Readonly<Record<string, string>> }, string]>([
    ["Docker Hub, by everyone", "docker.io", { kind: "anonymous" }, () => seedDockerHub(azure), "library/alpine:3.22"],
    [
      "Docker Hub, a private repository",
      "docker.io",
      { kind: "password", username: "contoso", password: "dckr_pat_0localAzureDockerHubToken0" },
      () => seedDockerHub(azure),
      "contoso/base:1",
    ],
    ["MCR", "mcr.microsoft.com", { kind: "anonymous" }, () => seedMicrosoftRegistry(azure), "dotnet/runtime:9.0"],
    [
      "GHCR, a private repository",
      "ghcr.io",
      { kind: "password", username: "octocat", password: "ghp_0localAzureGitHubToken00000000000" },
      () => seedGitHubRegistry(azure),
      "contoso/shop:1",
    ],
    [
      "a company's, whose tokens come from a sibling host",
      "registry.fabrikam.example",
      { kind: "password", username: "deploy", password: "glpat-0localAzureCompany0" },
      () => seedCompanyRegistry(azure),
      "team/app:2",
    ],
    [
      "one that takes Basic alone",
      "mirror.fabrikam.example",
      { kind: "password", username: "reader", password: "0localAzureMirrorPassword0" },
      () => seedBasicRegistry(azure),
      "base/debian:12",
    ],
  ])("is read: %s", async (_name, host, credentials, seed, image) => {
    const { digests } = seed();
    const [repository = "", tag = ""] = image.split(":");
    const reader = other(host, credentials);
    const manifest = await reader.fetchManifest(repository, tag, SIGNAL);
    expect(manifest?.digest).toBe(digests[image]);
    if (manifest === undefined) throw new Error("It is absent.");
    expect(await reader.lookUpReferrers(repository, manifest.digest, SIGNAL)).toEqual({ found: [] });
    const signatures = await reader.lookUpSignatures(repository, ABSENT, [tag, "none"], SIGNAL);
    expect(signatures.map(({ kind }) => kind)).toEqual(["known", "absent"]);
    expectSecretsKept();
  });

  it("with a private repository is reported with the inputs to set", async () => {
    seedGitHubRegistry(azure);
    await expect(other("ghcr.io").fetchManifest("contoso/shop", "1", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_UNAUTHORIZED",
      remedy: expect.stringContaining("source-username"),
    });
  });

  it("that refuses the password is reported, and does not receive it again", async () => {
    seedDockerHub(azure);
    const reader = other("docker.io", { kind: "password", username: "contoso", password: "not the password" });
    await expect(reader.fetchManifest("contoso/base", "1", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_LOGIN_REFUSED",
    });
    expect(azure.requestsTo("auth.docker.io")).toHaveLength(1);
  });
});
