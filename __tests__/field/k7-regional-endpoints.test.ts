// K7.4: a source written as the regional endpoint of a geo-replicated registry is read there and imported from the login server.
// From Microsoft's page on geo-replication (26 August 2026: regional endpoints are not supported as import sources), and from
// azure-cli, whose `az acr import` turns such a source into the login server: Azure/azure-cli, acr/tests, regional endpoint URI.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";
import type { AzureRegistry } from "../emulator/world.ts";

const REGIONAL = "fabrikamimages.westus.geo.azurecr.io";
const { name: username, password } = fabrikam.repositoryScopedToken;
const LABELLED = "contosolabel-d4e5f6a7b8";

let world: World;
let partner: AzureRegistry;
let digest: string;
let labelled: AzureRegistry;

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
  ({ registry: partner, digest } = seedFabrikam(world.azure));
  partner.regionalEndpoints.push("westus");
  world.dev.regionalEndpoints.push("westus");
  labelled = world.azure.addRegistry({
    name: "contosolabel",
    resourceGroup: "rg-dev",
    subscriptionId: contoso.subscriptionId,
    loginServer: `${LABELLED}.azurecr.io`,
    regionalEndpoints: ["westeurope"],
  });
});
afterAll(() => world.close());

const entraToken = () =>
  world.azure.world.tokens.mint(
    "entra",
    {
      aud: "https://containerregistry.azure.net",
      oid: world.azure.world.apps.find(({ clientId }) => clientId === fabrikam.clientId)?.objectId,
      tid: fabrikam.tenantId,
    },
    3600,
  ).value;

const dockerConfig = (host: string, login: string) => ({
  homeFiles: {
    ".docker/config.json": JSON.stringify({ auths: { [host]: { auth: Buffer.from(login).toString("base64") } } }),
  },
});

/** Hosts at which manifests and tags of that registry were read. */
function readAt(run: ShippedRun, registry: AzureRegistry): string[] {
  const label = registry.properties.loginServer.split(".")[0] ?? "";
  const reads = run.requests.filter(({ host, target }) => host.startsWith(label) && target.startsWith("/v2/"));
  return [...new Set(reads.map(({ host }) => host))];
}

describe("K7.4 a regional endpoint as source", () => {
  const anyToken = { password: expect.stringMatching(/^ey/) as unknown };

  it.each<[string, () => Record<string, string>, Parameters<World["run"]>[1], object]>([
    [
      "a user name and a password",
      () => ({ "source-username": username, "source-password": password }),
      {},
      { credentials: { username, password } },
    ],
    ["a token without a user name", () => ({ "source-password": entraToken() }), {}, { credentials: anyToken }],
    [
      "a second identity",
      () => ({ "source-client-id": fabrikam.clientId, "source-tenant-id": fabrikam.tenantId }),
      {},
      { credentials: anyToken },
    ],
    [
      "credentials for the login server that source-registry names",
      () => ({ "source-registry": fabrikam.loginServer, "source-username": username, "source-password": password }),
      {},
      { credentials: { username, password } },
    ],
    [
      "a Docker login for the regional endpoint",
      () => ({}),
      dockerConfig(REGIONAL, `${username}:${password}`),
      { credentials: { username, password } },
    ],
    [
      "a Docker login for the login server",
      () => ({}),
      dockerConfig(fabrikam.loginServer, `${username}:${password}`),
      { credentials: { username, password } },
    ],
    [
      "nothing, where everyone may pull",
      () => {
        partner.properties.anonymousPullEnabled = true;
        return {};
      },
      {},
      {},
    ],
  ])("is imported from its login server with %s", async (name, inputs, options, source) => {
    partner.properties.anonymousPullEnabled = false;
    const repository = `k7/${name.replace(/[^a-z]+/gi, "-").toLowerCase()}`;
    const images = `${REGIONAL}/partner/app:5 => ${repository}:5`;
    const run = await world.run({ images, referrers: "none", ...inputs() }, options);
    expect(run.errors).toBe("");
    expect(run.imports).toEqual([
      {
        source: { registryUri: fabrikam.loginServer, ...source, sourceImage: `partner/app@${digest}` },
        targetTags: [`${repository}:5`],
        mode: "NoForce",
      },
    ]);
    expect(readAt(run, partner)).toEqual([REGIONAL]);
    expect(run.result.images[0]).toMatchObject({ status: "promoted", source: `${REGIONAL}/partner/app:5` });
    expect(run.log).toContain(`Source ${REGIONAL}: `);
  });

  it("is imported from the login server with the step's own token where ARM hides the registry", async () => {
    world.azure.grant(contoso.clientId, "AcrPull", labelled.id);
    const host = `${LABELLED}.westeurope.geo.azurecr.io`;
    const { digest: held } = putImage({ store: labelled.store, repository: "app" }, { tag: "1" });
    const run = await world.run({ images: `${host}/app:1 => k7/own-token:1`, referrers: "none" });
    expect(run.errors).toBe("");
    expect(run.imports.map(({ source }) => source)).toEqual([
      { registryUri: `${LABELLED}.azurecr.io`, credentials: anyToken, sourceImage: `app@${held}` },
    ]);
    expect(readAt(run, labelled)).toEqual([host]);
  });

  it("is imported by its resource ID where ARM shows the registry, and stays as written in the lock file", async () => {
    const host = "contosodev.westus.geo.azurecr.io";
    // A token that the endpoint no longer accepts is renewed, although the challenge names the endpoint as its token service.
    world.azure.faults.add({
      host,
      path: /worker\/manifests/,
      action: {
        kind: "status",
        status: 401,
        headers: {
          "WWW-Authenticate": `Bearer realm="https://${host}/oauth2/token",service="${host}",scope="repository:worker:pull",error="invalid_token"`,
        },
      },
    });
    const images = `${host}/worker:build-812 => k7/worker:1`;
    const run = await world.run({ images, referrers: "none", "lock-file": "lock.yml" });
    expect(run.errors).toBe("");
    expect(run.imports.map(({ source }) => source)).toEqual([
      { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
    ]);
    const lock = parse(await readFile(join(run.workspace, "lock.yml"), "utf8")) as { images: object[] };
    expect(lock).toMatchObject({ sourceRegistry: contoso.prod, images: [{ from: `${host}/worker:build-812` }] });
    expect(run.summary).toContain(host);
  });

  it("is named as it was written where its password is wrong", async () => {
    const images = `${REGIONAL}/partner/app:5 => k7/refused:5`;
    partner.properties.anonymousPullEnabled = false;
    const run = await world.run({ images, "source-username": username, "source-password": "not-the-password" });
    expect(run.result.images[0]).toMatchObject({
      source: `${REGIONAL}/partner/app:5`,
      error: { code: "REGISTRY_LOGIN_REFUSED", side: "source" },
    });
    expect(run.imports).toEqual([]);
  });
});
