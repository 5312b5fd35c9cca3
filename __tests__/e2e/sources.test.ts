// Every kind of source that ACR's import guides name, on the shipped bundle: what ARM is asked, and what the target then holds.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images (Azure CLI and PowerShell alike)
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, putDocument, putHelmChart, putImage, putIndex } from "../emulator/images.ts";
import type { ManifestDocument, RegistryStore } from "../emulator/registry-store.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import {
  fabrikam,
  seedBasicRegistry,
  seedCompanyRegistry,
  seedDockerHub,
  seedFabrikam,
  seedGitHubRegistry,
  seedMicrosoftRegistry,
} from "../emulator/seed-sources.ts";
import type { AzureRegistry } from "../emulator/world.ts";
import { type ImportBody, type ShippedRun, startWorld, type World } from "./shipped-action.ts";

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

/** A run that ends well with this one request, after which the target holds the digest and all below it as the source has them. */
function expectPromoted(
  run: ShippedRun,
  source: ImportBody["source"],
  held: { readonly store: RegistryStore; readonly repository: string; readonly digest: string },
  as: { readonly repository: string; readonly tag: string },
): void {
  expect(run.errors).toBe("");
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(run.imports).toEqual([{ source, targetTags: [`${as.repository}:${as.tag}`], mode: "NoForce" }]);
  expect(world.prod.store.tags(as.repository)).toEqual({ [as.tag]: held.digest });
  const open = [held.digest];
  for (const digest of open) {
    const original = held.store.manifest(held.repository, digest);
    const copied = world.prod.store.manifest(as.repository, digest);
    expect(copied?.mediaType).toBe(original?.mediaType);
    expect(copied?.bytes.equals(original?.bytes ?? Buffer.of())).toBe(true);
    const document = JSON.parse(original?.bytes.toString() ?? "{}") as ManifestDocument;
    open.push(...(document.manifests ?? []).map((child) => child.digest));
  }
}

/** The log's line on how a source is imported from, and why so. */
function routeOf(run: ShippedRun, host: string): string {
  return run.log.split("\n").find((line) => line.startsWith(`Source ${host}: `)) ?? "";
}

/** A Docker configuration as `docker login` writes it. */
function dockerConfig(auths: Record<string, string>): Record<string, string> {
  const entries = Object.entries(auths).map(([key, login]) => [key, { auth: Buffer.from(login).toString("base64") }]);
  return { ".docker/config.json": JSON.stringify({ auths: Object.fromEntries(entries) }) };
}

const HUB_TOKEN = "dckr_pat_0localAzureDockerHubToken0";
const GHCR_TOKEN = "ghp_0localAzureGitHubToken00000000000";

describe("Docker Hub", () => {
  it.each(["docker.io/alpine", "docker.io/library/alpine", "index.docker.io/alpine"])(
    "is imported from anonymously as %s, always under library/",
    async (name) => {
      const { registry, digests } = seedDockerHub(world.azure);
      const digest = digests["library/alpine:3.22"] ?? "";
      const run = await world.runInProcess({ images: `${name}:3.22 => base/alpine:3.22`, referrers: "none" });
      expectPromoted(
        run,
        { registryUri: "docker.io", sourceImage: `library/alpine@${digest}` },
        { store: registry.store, repository: "library/alpine", digest },
        { repository: "base/alpine", tag: "3.22" },
      );
      expect(routeOf(run, "docker.io")).toContain("anonymously");
    },
  );

  it("keeps the library's name where no target is given", async () => {
    seedDockerHub(world.azure);
    await world.runInProcess({ images: "docker.io/busybox:1.37", referrers: "none" });
    expect(Object.keys(world.prod.store.tags("library/busybox"))).toEqual(["1.37"]);
  });

  it("costs one pull an image with a tag, and none for tags that are only looked for", async () => {
    const { registry } = seedDockerHub(world.azure);
    const images = "docker.io/alpine:3.22 => base/alpine:3.22\ndocker.io/busybox:1.37 => base/busybox:1.37";
    const run = await world.run({ images, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 2 });
    expect(registry.pulls.get("")).toBe(2);
  });

  it("is not pulled from for the tag of a line that names the digest too", async () => {
    const { registry, digests } = seedDockerHub(world.azure);
    const digest = digests["library/alpine:3.22"];
    const run = await world.runInProcess({
      images: `docker.io/alpine:3.22@${digest} => base/alpine:3.22`,
      referrers: "none",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(registry.pulls.get("")).toBe(1);
    const reads = world.azure.requestsTo("registry-1.docker.io", /manifests\/3\.22/);
    expect(new Set(reads.map(({ method }) => method))).toEqual(new Set(["HEAD"]));
  });

  it.each([
    [
      "source-username and source-password",
      { "source-registry": "docker.io", "source-username": "contoso", "source-password": HUB_TOKEN },
      {},
    ],
    [
      "docker/login-action's key in the Docker configuration",
      {},
      { homeFiles: dockerConfig({ "https://index.docker.io/v1/": `contoso:${HUB_TOKEN}` }) },
    ],
  ])("is imported from with %s", async (_name, inputs, options) => {
    const { registry, digests } = seedDockerHub(world.azure);
    const digest = digests["contoso/base:1"] ?? "";
    const run = await world.runInProcess(
      { images: "docker.io/contoso/base:1 => base/own:1", referrers: "none", ...inputs },
      options,
    );
    expectPromoted(
      run,
      {
        registryUri: "docker.io",
        credentials: { username: "contoso", password: HUB_TOKEN },
        sourceImage: `contoso/base@${digest}`,
      },
      { store: registry.store, repository: "contoso/base", digest },
      { repository: "base/own", tag: "1" },
    );
    expect(registry.pulls.get("")).toBeUndefined();
  });

  it("tells how few pulls are left", async () => {
    const { registry } = seedDockerHub(world.azure);
    registry.pulls.set("", 94);
    const run = await world.runInProcess({ images: "docker.io/alpine:3.22 => base/alpine:3.22", referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const notices = run.annotations.filter(({ command }) => command === "notice").map(({ message }) => message);
    expect(notices).toEqual([expect.stringMatching(/docker\.io allows only 6 more pulls/)]);
    expect(notices[0]).toContain("source-username");
  });

  it("explains a private or misspelt repository without credentials", async () => {
    seedDockerHub(world.azure);
    const run = await world.runInProcess({ images: "docker.io/contoso/base:1 => base/own:1" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REGISTRY_UNAUTHORIZED", side: "source" });
    expect(run.errors).toContain("source-username");
    expect(run.imports).toEqual([]);
  });
});

describe("Microsoft Container Registry", () => {
  it("is imported from without any login", async () => {
    const { registry, digests } = seedMicrosoftRegistry(world.azure);
    const digest = digests["dotnet/runtime:9.0"] ?? "";
    const run = await world.run({ images: "mcr.microsoft.com/dotnet/runtime:9.0", referrers: "none" });
    expectPromoted(
      run,
      { registryUri: "mcr.microsoft.com", sourceImage: `dotnet/runtime@${digest}` },
      { store: registry.store, repository: "dotnet/runtime", digest },
      { repository: "dotnet/runtime", tag: "9.0" },
    );
    const sent = world.azure.requestsTo("mcr.microsoft.com").flatMap(({ headers }) => Object.keys(headers));
    expect(sent).not.toContain("authorization");
  });

  it("is searched for signatures like any other registry, referrers API or not", async () => {
    const { digests } = seedMicrosoftRegistry(world.azure);
    const run = await world.runInProcess({ images: "mcr.microsoft.com/hello-world:latest => hello:1" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.tags("hello")).toEqual({ "1": digests["hello-world:latest"] });
  });
});

describe("an ACR of the same tenant", () => {
  const held = () => ({ store: world.dev.store, repository: "worker", digest: world.digests.worker });
  const as = { repository: "worker", tag: "1.0" };

  it.each([
    ["login server", () => ({ images: `${contoso.dev}/worker:build-812 => worker:1.0` })],
    ["name", () => ({ "source-registry": "contosodev", images: "worker:build-812 => worker:1.0" })],
    ["name in capitals", () => ({ "source-registry": "ContosoDev", images: "worker:build-812 => worker:1.0" })],
    ["resource ID", () => ({ "source-registry": world.dev.id, images: "worker:build-812 => worker:1.0" })],
    ["digest", () => ({ images: `${contoso.dev}/worker@${world.digests.worker} => worker:1.0` })],
  ])("is imported from by resource ID where it is named by %s", async (_name, inputs) => {
    const run = await world.runInProcess({ ...inputs(), referrers: "none" });
    expectPromoted(run, { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` }, held(), as);
    expect(routeOf(run, contoso.dev)).toContain("by its resource ID");
  });

  it("is imported from by its regional endpoint, and still by resource ID", async () => {
    world.dev.regionalEndpoints.push("westus");
    const host = "contosodev.westus.geo.azurecr.io";
    const run = await world.run({ images: `${host}/worker:build-812 => worker:1.0`, referrers: "none" });
    expectPromoted(run, { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` }, held(), as);
    expect(world.azure.requestsTo(host, /manifests/)).not.toEqual([]);
    expect(world.azure.requestsTo(contoso.dev, /manifests/)).toEqual([]);
  });

  it("is the target itself where an image is only renamed", async () => {
    const { digest } = putImage({ store: world.prod.store, repository: "worker" }, { content: "worker", tag: "rc" });
    const run = await world.runInProcess({ images: `${contoso.prod}/worker:rc => worker:1.0`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toEqual([
      {
        source: { resourceId: world.prod.id, sourceImage: `worker@${digest}` },
        targetTags: ["worker:1.0"],
        mode: "NoForce",
      },
    ]);
    expect(world.prod.store.tags("worker")).toEqual({ rc: digest, "1.0": digest });
  });

  it("opens with Reader in legacy mode", async () => {
    world.azure.revoke(contoso.clientId, world.dev.id);
    world.azure.grant(contoso.clientId, "Reader", world.dev.id);
    const run = await world.runInProcess({
      images: `${contoso.dev}/worker:build-812 => worker:1.0`,
      referrers: "none",
    });
    expectPromoted(run, { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` }, held(), as);
  });

  it("opens with the importer role in ABAC mode, on either side", async () => {
    for (const registry of [world.dev, world.prod])
      registry.properties.roleAssignmentMode = "AbacRepositoryPermissions";
    const run = await world.run({ images: `${contoso.dev}/worker:build-812 => worker:1.0`, referrers: "none" });
    expectPromoted(run, { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` }, held(), as);
  });

  it("does not open with AcrPull in ABAC mode, which is told", async () => {
    world.dev.properties.roleAssignmentMode = "AbacRepositoryPermissions";
    world.azure.revoke(contoso.clientId, world.dev.id);
    world.azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1.0` });
    expect(run.result.images[0]?.error).toMatchObject({ side: "source", code: "REGISTRY_LOGIN_REFUSED" });
    expect(run.errors).toContain("ABAC");
    expect(run.imports).toEqual([]);
  });

  it.each(["source", "target"] as const)("opens although the %s refuses tokens for ARM", async (side) => {
    const registry = side === "source" ? world.dev : world.prod;
    registry.properties.policies.azureADAuthenticationAsArmPolicy.status = "disabled";
    const run = await world.runInProcess({
      images: `${contoso.dev}/worker:build-812 => worker:1.0`,
      referrers: "none",
    });
    expectPromoted(run, { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` }, held(), as);
  });
});

describe("an ACR with a login server of a DNS name label", () => {
  let labelled: AzureRegistry;
  let digest: string;
  const host = "contosolabel-d4e5f6a7b8.azurecr.io";

  beforeEach(() => {
    labelled = world.azure.addRegistry({
      name: "contosolabel",
      resourceGroup: "rg-dev",
      subscriptionId: contoso.subscriptionId,
      loginServer: host,
    });
    world.azure.grant(contoso.clientId, IMPORTER_ROLE, labelled.id);
    digest = putImage({ store: labelled.store, repository: "app" }, { content: "app", tag: "1" }).digest;
  });

  it.each([
    ["login server", () => ({ images: `${host}/app:1` })],
    ["name", () => ({ "source-registry": "contosolabel", images: "app:1" })],
    ["resource ID", () => ({ "source-registry": labelled.id, images: "app:1" })],
  ])("is a source by its %s", async (_name, inputs) => {
    const run = await world.runInProcess({ ...inputs(), referrers: "none" });
    expectPromoted(
      run,
      { resourceId: labelled.id, sourceImage: `app@${digest}` },
      { store: labelled.store, repository: "app", digest },
      { repository: "app", tag: "1" },
    );
    expect(world.azure.connections.map((connection) => connection.host)).not.toContain("contosolabel.azurecr.io");
  });

  it.each([
    ["login server", () => host],
    ["name", () => "contosolabel"],
    ["resource ID", () => labelled.id],
  ])("is a target by its %s", async (_name, registry) => {
    const run = await world.runInProcess({
      registry: registry(),
      images: `${contoso.dev}/worker:build-812`,
      referrers: "none",
    });
    expect(run.result).toMatchObject({ registry: host, counts: { promoted: 1 } });
    expect(run.outputs["image"]).toBe(`${host}/worker@${world.digests.worker}`);
    expect(labelled.store.tags("worker")).toEqual({ "build-812": world.digests.worker });
  });
});

describe("an ACR of another subscription of the tenant", () => {
  let shared: AzureRegistry;
  let digest: string;
  const subscriptionId = "51a4b3c2-5555-4666-8777-966666666666";
  const host = "contososhared.azurecr.io";

  beforeEach(() => {
    world.azure.addSubscription({ id: subscriptionId, tenantId: contoso.tenantId, resourceGroups: ["rg-shared"] });
    shared = world.azure.addRegistry({ name: "contososhared", resourceGroup: "rg-shared", subscriptionId });
    digest = putIndex({ store: shared.store, repository: "base/os" }, { tag: "1" }).index.digest;
  });
  const expectedContent = () => ({ store: shared.store, repository: "base/os", digest });
  const as = { repository: "base/os", tag: "1" };

  it("is imported from by its resource ID", async () => {
    world.azure.grant(contoso.clientId, IMPORTER_ROLE, shared.id);
    const run = await world.run({ "source-registry": shared.id, images: "base/os:1", referrers: "none" });
    expectPromoted(run, { resourceId: shared.id, sourceImage: `base/os@${digest}` }, expectedContent(), as);
  });

  it.each(["AcrPull", IMPORTER_ROLE])(
    "is imported from by its login server with the step's own token, for which %s is enough",
    async (role) => {
      world.azure.grant(contoso.clientId, role, shared.id);
      const run = await world.runInProcess({ images: `${host}/base/os:1`, referrers: "none" });
      const password = expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/) as unknown;
      expectPromoted(
        run,
        { registryUri: host, credentials: { password }, sourceImage: `base/os@${digest}` },
        expectedContent(),
        as,
      );
      expect(routeOf(run, host)).toMatch(/own registry token, because Azure Resource Manager does not show it/);
    },
  );

  it("is refused where no role opens it, naming the role to grant", async () => {
    const run = await world.runInProcess({ images: `${host}/base/os:1` });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ANONYMOUS_PULL_OFF", side: "source" });
    expect(run.errors).toContain(IMPORTER_ROLE);
    expect(run.imports).toEqual([]);
  });

  it("is imported from anonymously where everyone may pull", async () => {
    shared.properties.anonymousPullEnabled = true;
    const run = await world.runInProcess({ images: `${host}/base/os:1`, referrers: "none" });
    expectPromoted(run, { registryUri: host, sourceImage: `base/os@${digest}` }, expectedContent(), as);
    expect(routeOf(run, host)).toContain("anonymously");
  });
});

describe("a registry that ARM hides from the identity", () => {
  it("is imported from with the step's own token where AcrPull is all there is", async () => {
    world.azure.revoke(contoso.clientId, world.dev.id);
    world.azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const run = await world.runInProcess({ images: `${contoso.dev}/api:build-812 => api:1`, referrers: "none" });
    expectPromoted(
      run,
      {
        registryUri: contoso.dev,
        credentials: { password: expect.any(String) as unknown },
        sourceImage: `api@${world.digests.api.index}`,
      },
      { store: world.dev.store, repository: "api", digest: world.digests.api.index },
      { repository: "api", tag: "1" },
    );
    const [{ source } = { source: undefined }] = run.imports;
    expect(source?.credentials).not.toHaveProperty("username");
  });

  it("cannot be named by a resource ID then, which is told", async () => {
    world.azure.revoke(contoso.clientId, world.dev.id);
    world.azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const run = await world.runInProcess({ "source-registry": world.dev.id, images: "worker:build-812" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ARM_ROLE_MISSING", side: "source" });
    expect(run.errors).toContain(IMPORTER_ROLE);
    expect(run.imports).toEqual([]);
  });
});

describe("an ACR of another tenant", () => {
  let partner: AzureRegistry;
  let digest: string;
  const host = fabrikam.loginServer;
  const as = { repository: "partner/app", tag: "5" };

  beforeEach(() => {
    ({ registry: partner, digest } = seedFabrikam(world.azure));
  });
  const content = () => ({ store: partner.store, repository: "partner/app", digest });
  const sourceImage = () => `partner/app@${digest}`;

  it.each([
    ["a service principal", { username: fabrikam.clientId, password: fabrikam.clientSecret }],
    [
      "a repository-scoped token",
      { username: fabrikam.repositoryScopedToken.name, password: fabrikam.repositoryScopedToken.password },
    ],
  ])("is imported from with %s", async (_name, credentials) => {
    const { username, password } = credentials;
    const run = await world.runInProcess({
      images: `${host}/partner/app:5`,
      referrers: "none",
      "source-username": username,
      "source-password": password,
    });
    expectPromoted(run, { registryUri: host, credentials, sourceImage: sourceImage() }, content(), as);
    expect(routeOf(run, host)).toContain("given credentials");
  });

  it("is imported from with its admin user", async () => {
    partner.properties.adminUserEnabled = true;
    const credentials = { username: partner.name, password: partner.adminPassword };
    const run = await world.run({
      "source-registry": host,
      images: "partner/app:5",
      referrers: "none",
      "source-username": credentials.username,
      "source-password": credentials.password,
    });
    expectPromoted(run, { registryUri: host, credentials, sourceImage: sourceImage() }, content(), as);
  });

  it("is imported from with an access token as a password without a user name", async () => {
    const { value: password } = world.azure.world.tokens.mint(
      "entra",
      {
        aud: "https://containerregistry.azure.net",
        oid: world.azure.world.apps.find(({ clientId }) => clientId === fabrikam.clientId)?.objectId,
        tid: fabrikam.tenantId,
      },
      3600,
    );
    const run = await world.runInProcess({
      images: `${host}/partner/app:5`,
      referrers: "none",
      "source-password": password,
    });
    expectPromoted(run, { registryUri: host, credentials: { password }, sourceImage: sourceImage() }, content(), as);
  });

  it.each([
    ["login server", () => ({ images: `${host}/partner/app:5` })],
    ["source-registry", () => ({ "source-registry": host, images: "partner/app:5" })],
  ])("is imported from without any password, by a second federated identity and %s", async (_name, inputs) => {
    const run = await world.runInProcess({
      ...inputs(),
      referrers: "none",
      "source-client-id": fabrikam.clientId,
      "source-tenant-id": fabrikam.tenantId,
    });
    const [{ source } = { source: undefined }] = run.imports;
    expectPromoted(
      run,
      { registryUri: host, credentials: { password: expect.any(String) as unknown }, sourceImage: sourceImage() },
      content(),
      as,
    );
    expect(source?.credentials).toEqual({ password: expect.stringMatching(/^ey/) });
    expect(routeOf(run, host)).toContain("second identity");
  });

  it("is looked up as the second identity where it is named by resource ID", async () => {
    world.azure.grant(fabrikam.clientId, "Reader", partner.id);
    const run = await world.runInProcess({
      "source-registry": partner.id,
      images: "partner/app:5",
      referrers: "none",
      "source-client-id": fabrikam.clientId,
      "source-tenant-id": fabrikam.tenantId,
    });
    expectPromoted(
      run,
      { registryUri: host, credentials: { password: expect.any(String) as unknown }, sourceImage: sourceImage() },
      content(),
      as,
    );
  });

  it("is not guessed a login server for where a password is given and ARM does not show it", async () => {
    const run = await world.runInProcess({
      "source-registry": "fabrikamimages",
      images: "partner/app:5",
      "source-username": fabrikam.clientId,
      "source-password": fabrikam.clientSecret,
    });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ARM_REGISTRY_NOT_FOUND", side: "source" });
    expect(run.errors).toContain("login server");
    expect(world.azure.requestsTo(host)).toEqual([]);
  });

  it("is imported from anonymously where everyone may pull", async () => {
    partner.properties.anonymousPullEnabled = true;
    const run = await world.runInProcess({ images: `${host}/partner/app:5`, referrers: "none" });
    expectPromoted(run, { registryUri: host, sourceImage: sourceImage() }, content(), as);
  });

  it("is refused without anything of that", async () => {
    const run = await world.runInProcess({ images: `${host}/partner/app:5` });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ANONYMOUS_PULL_OFF", side: "source" });
    expect(run.imports).toEqual([]);
  });

  it("names the source where the second identity has no credential for this subject", async () => {
    const app = world.azure.world.apps.find(({ clientId }) => clientId === fabrikam.clientId);
    app?.federatedCredentials.splice(0);
    const run = await world.runInProcess({
      images: `${host}/partner/app:5`,
      "source-client-id": fabrikam.clientId,
      "source-tenant-id": fabrikam.tenantId,
    });
    expect(run.result.images[0]?.error).toMatchObject({ side: "source" });
    expect(run.errors).toMatch(/AADSTS\d+/);
    expect(run.errors).toContain(contoso.subject);
    expect(run.imports).toEqual([]);
  });
});

describe("any other registry", () => {
  it("is imported from anonymously where the image is public", async () => {
    const { registry, digests } = seedGitHubRegistry(world.azure);
    const digest = digests["contoso/public:1"] ?? "";
    const run = await world.runInProcess({ images: "ghcr.io/contoso/public:1", referrers: "none" });
    expectPromoted(
      run,
      { registryUri: "ghcr.io", sourceImage: `contoso/public@${digest}` },
      { store: registry.store, repository: "contoso/public", digest },
      { repository: "contoso/public", tag: "1" },
    );
  });

  it.each([
    [
      "source-username and source-password",
      { "source-username": "octocat", "source-password": GHCR_TOKEN },
      {},
      "given credentials",
    ],
    [
      "the Docker configuration",
      {},
      { homeFiles: dockerConfig({ "ghcr.io": `octocat:${GHCR_TOKEN}` }) },
      "Docker configuration",
    ],
    [
      "the Docker configuration that DOCKER_CONFIG names",
      {},
      {
        files: {
          "docker/config.json": dockerConfig({ "ghcr.io": `octocat:${GHCR_TOKEN}` })[".docker/config.json"] ?? "",
        },
        env: { DOCKER_CONFIG: "docker" },
      },
      "Docker configuration",
    ],
  ])("is imported from with %s", async (_name, inputs, options, route) => {
    const { registry, digests } = seedGitHubRegistry(world.azure);
    const digest = digests["contoso/shop:1"] ?? "";
    const run = await world.run({ images: "ghcr.io/contoso/shop:1", referrers: "none", ...inputs }, options);
    const credentials = { username: "octocat", password: GHCR_TOKEN };
    expectPromoted(
      run,
      { registryUri: "ghcr.io", credentials, sourceImage: `contoso/shop@${digest}` },
      { store: registry.store, repository: "contoso/shop", digest },
      { repository: "contoso/shop", tag: "1" },
    );
    expect(routeOf(run, "ghcr.io")).toContain(route);
  });

  it("is imported from where its tokens come from another host of its domain", async () => {
    const { registry, digests } = seedCompanyRegistry(world.azure);
    const digest = digests["team/app:2"] ?? "";
    const credentials = { username: "deploy", password: "glpat-0localAzureCompany0" };
    const run = await world.runInProcess({
      "source-registry": "registry.fabrikam.example",
      images: "team/app:2",
      referrers: "none",
      "source-username": credentials.username,
      "source-password": credentials.password,
    });
    expectPromoted(
      run,
      { registryUri: "registry.fabrikam.example", credentials, sourceImage: `team/app@${digest}` },
      { store: registry.store, repository: "team/app", digest },
      { repository: "team/app", tag: "2" },
    );
  });

  it("is imported from where it takes Basic authentication alone, on a port of its own", async () => {
    const { digests: seeded } = seedBasicRegistry(world.azure);
    expect(Object.keys(seeded)).toEqual(["base/debian:12"]);
    const host = "mirror.fabrikam.example:5443";
    const registry = addForeignRegistry(world.azure, { host, authentication: "basic", anonymousPull: false });
    const credentials = { username: "reader", password: "0localAzurePortPassword0" };
    registry.addUser(credentials.username, credentials.password);
    const { digest } = putImage({ store: registry.store, repository: "base/debian" }, { tag: "12" });
    const run = await world.runInProcess(
      { images: `${host}/base/debian:12`, referrers: "none" },
      { homeFiles: dockerConfig({ [host]: "reader:0localAzurePortPassword0" }) },
    );
    expectPromoted(
      run,
      { registryUri: host, credentials, sourceImage: `base/debian@${digest}` },
      { store: registry.store, repository: "base/debian", digest },
      { repository: "base/debian", tag: "12" },
    );
  });

  it.each([
    [
      "Basic",
      () => {
        seedBasicRegistry(world.azure);
        return "mirror.fabrikam.example/base/debian:12";
      },
    ],
    [
      "a token service",
      () => {
        seedCompanyRegistry(world.azure);
        return "registry.fabrikam.example/team/app:2";
      },
    ],
  ])("says so where %s refuses the credentials", async (_name, seed) => {
    const run = await world.runInProcess({
      images: seed(),
      "source-username": "reader",
      "source-password": "not-the-password",
    });
    expect(run.result.images[0]?.error).toMatchObject({ side: "source" });
    expect(run.errors).toContain("sent with source-username and source-password");
    expect(run.imports).toEqual([]);
  });
});

describe("artifacts", () => {
  it("are imported whole, whatever they are", async () => {
    const { store } = world.dev;
    const artifact = putDocument(
      { store, repository: "policies" },
      {
        mediaType: MEDIA_TYPES.manifest,
        artifactType: "application/vnd.contoso.policy",
        config: {
          mediaType: MEDIA_TYPES.empty,
          digest: store.putBlob("policies", Buffer.from("{}")),
          size: 2,
        },
        layers: [
          { mediaType: "application/json", digest: store.putBlob("policies", Buffer.from('{"allow":[]}')), size: 12 },
        ],
      },
      "3",
    );
    const chart = putHelmChart({ store, repository: "charts/worker" }, "worker", "1.2.3");
    const docker = putImage({ store, repository: "old" }, { docker: true, tag: "9" });
    const list = putIndex(
      { store, repository: "lists" },
      { docker: true, platforms: ["linux/amd64", "linux/s390x"], tag: "2" },
    );
    const single = putImage({ store, repository: "single" }, { tag: "1" });
    const index = putIndex({ store, repository: "indexes" }, { attestations: true, tag: "4" });
    const expected: Record<string, [tag: string, digest: string]> = {
      policies: ["3", artifact.digest],
      "charts/worker": ["1.2.3", chart.digest],
      old: ["9", docker.digest],
      lists: ["2", list.index.digest],
      single: ["1", single.digest],
      indexes: ["4", index.index.digest],
    };
    const lines = Object.entries(expected).map(([repository, [tag]]) => `${contoso.dev}/${repository}:${tag}`);
    const run = await world.run({ images: lines.join("\n"), referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 6 });
    for (const [repository, [tag, digest]] of Object.entries(expected)) {
      expect([repository, world.prod.store.tags(repository)]).toEqual([repository, { [tag]: digest }]);
      expect(world.prod.store.manifest(repository, digest)?.mediaType).toBe(
        store.manifest(repository, digest)?.mediaType,
      );
    }
    for (const { digest } of [...list.children]) expect(world.prod.store.manifest("lists", digest)).toBeDefined();
    for (const { digest } of [...index.children]) expect(world.prod.store.manifest("indexes", digest)).toBeDefined();
    expect(run.imports.map(({ source }) => source.sourceImage).sort()).toEqual(
      [
        ...Object.entries(expected).map(([repository, [, digest]]) => `${repository}@${digest}`),
        ...Object.entries(expected).map(([repository, [, digest]]) => `${repository}@${digest}`),
      ].sort(),
    );
  });
});
