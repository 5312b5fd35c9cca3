// The sovereign clouds, each whole: authority, Resource Manager, suffix, audience and scopes come together, and never mixed.
import { afterEach, describe, expect, it } from "@jest/globals";
import { type CloudName, clouds } from "../emulator/clouds.ts";
import { putImage } from "../emulator/images.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";
import { startWorld, type World } from "./shipped-action.ts";

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function openCloud(cloud: CloudName): Promise<World> {
  world = await startWorld({ cloud });
  return world;
}

const SOVEREIGN: [environment: string, cloud: "china" | "government"][] = [
  ["azurechinacloud", "china"],
  ["azureusgovernment", "government"],
];

describe.each(SOVEREIGN)("environment: %s", (environment, name) => {
  const cloud = clouds[name];

  it("promotes an index with its referrers, at the hosts of that cloud alone", async () => {
    const { azure, dev, prod, digests, run } = await openCloud(name);
    const promoted = await run({ environment, images: `${dev.properties.loginServer}/api:build-812 => api:1` });
    expect(promoted.result).toMatchObject({ registry: prod.properties.loginServer, counts: { promoted: 1 } });
    expect(prod.store.tags("api")).toMatchObject({ "1": digests.api.index });
    expect(prod.store.manifest("api", digests.api.sbomSignature)).toBeDefined();
    expect([...new Set(azure.connections.map(({ host }) => host))].sort()).toEqual(
      [
        cloud.authorityHost,
        cloud.resourceManagerHost,
        `contosodev${cloud.registrySuffix}`,
        `contosoprod${cloud.registrySuffix}`,
      ].sort(),
    );
    const exchanges = azure
      .requestsTo(cloud.authorityHost, /^POST .*\/oauth2\/v2\.0\/token/)
      .map(({ body }) => new URLSearchParams(body));
    const claims = exchanges.map((form) => {
      const [, payload = ""] = (form.get("client_assertion") ?? "").split(".");
      return JSON.parse(Buffer.from(payload, "base64url").toString()) as { aud: string };
    });
    expect(new Set(claims.map(({ aud }) => aud))).toEqual(new Set([cloud.federationAudience]));
    expect(new Set(exchanges.map((form) => form.get("scope")))).toEqual(
      new Set([`https://${cloud.resourceManagerHost}/.default`, "https://containerregistry.azure.net/.default"]),
    );
  });

  it("takes registries by name and by resource ID", async () => {
    const { dev, prod, digests, runInProcess } = await openCloud(name);
    const promoted = await runInProcess({
      environment,
      registry: "contosoprod",
      "source-registry": dev.id,
      images: "worker:build-812",
    });
    expect(promoted.result).toMatchObject({ registry: prod.properties.loginServer, counts: { promoted: 1 } });
    expect(prod.store.tags("worker")).toEqual({ "build-812": digests.worker });
  });

  it("imports from registries outside of Azure as the public cloud does", async () => {
    const { azure, runInProcess } = await openCloud(name);
    const { digests } = seedDockerHub(azure);
    const promoted = await runInProcess({
      environment,
      images: "docker.io/alpine:3.22 => alpine:3.22",
      referrers: "none",
    });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(promoted.imports[0]?.source).toEqual({
      registryUri: "docker.io",
      sourceImage: `library/alpine@${digests["library/alpine:3.22"]}`,
    });
  });

  it("explains a credential that was made for the public cloud's audience", async () => {
    const { azure, dev, runInProcess } = await openCloud(name);
    const [app] = azure.world.apps;
    const [credential] = app?.federatedCredentials ?? [];
    if (credential !== undefined) credential.audience = "api://AzureADTokenExchange";
    const refused = await runInProcess({ environment, images: `${dev.properties.loginServer}/worker:build-812` });
    expect(refused.errors).toContain("AADSTS700212");
    expect(refused.errors).toContain(cloud.federationAudience);
    expect(refused.imports).toEqual([]);

    const told = await runInProcess({
      environment,
      audience: "api://AzureADTokenExchange",
      images: `${dev.properties.loginServer}/worker:build-812`,
    });
    expect(told.result.counts).toEqual({ promoted: 1 });
  });

  it("imports from a regional endpoint of that cloud", async () => {
    const { dev, runInProcess } = await openCloud(name);
    dev.regionalEndpoints.push("region1");
    const host = `contosodev.region1.geo${cloud.registrySuffix}`;
    putImage({ store: dev.store, repository: "app" }, { tag: "1" });
    const promoted = await runInProcess({ environment, images: `${host}/app:1`, referrers: "none" });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(promoted.imports[0]?.source.resourceId).toBe(dev.id);
  });
});

describe("a mixture of clouds is refused before any request", () => {
  const MIXED: [name: string, inputs: Record<string, string>, parts: string[]][] = [
    [
      "a Chinese target in the public cloud",
      { registry: "contosoprod.azurecr.cn", images: "contosodev.azurecr.io/worker:1" },
      ["contosoprod.azurecr.cn", "azurechinacloud", "azurecloud"],
    ],
    [
      "a Chinese source in the public cloud",
      { images: "contosodev.azurecr.cn/worker:1" },
      ["contosodev.azurecr.cn", "azurechinacloud"],
    ],
    [
      "a source-registry of US Government in the public cloud",
      { "source-registry": "contosodev.azurecr.us", images: "worker:1" },
      ["contosodev.azurecr.us", "azureusgovernment"],
    ],
    [
      "a public source in the Chinese cloud",
      { environment: "azurechinacloud", registry: "contosoprod.azurecr.cn", images: "contosodev.azurecr.io/worker:1" },
      ["contosodev.azurecr.io", "azurecloud"],
    ],
    [
      "a public target in US Government",
      { environment: "azureusgovernment", images: "contosodev.azurecr.us/worker:1" },
      ["contosoprod.azurecr.io", "azureusgovernment"],
    ],
    [
      "a regional endpoint of another cloud",
      { images: "contosodev.usgovvirginia.geo.azurecr.us/worker:1" },
      ["azureusgovernment"],
    ],
    ["a lock file of another cloud", { "images-file": "lock.yml" }, ["contosodev.azurecr.cn", "azurechinacloud"]],
    [
      "an unknown environment",
      { environment: "azuregermancloud", images: "contosodev.azurecr.io/worker:1" },
      ["azurecloud"],
    ],
    [
      "a host that only looks like an ACR, as target",
      { registry: "contosoprod.azurecr.io.evil.example", images: "contosodev.azurecr.io/worker:1" },
      ["contosoprod.azurecr.io.evil.example"],
    ],
    [
      "a look-alike suffix, as target",
      { registry: "evilazurecr.io", images: "contosodev.azurecr.io/worker:1" },
      ["evilazurecr.io"],
    ],
  ];

  it.each(MIXED)("%s", async (_name, inputs, parts) => {
    const { runInProcess, azure } = await openCloud("public");
    const lock = "version: 1\nsourceRegistry: contosodev.azurecr.cn\nimages:\n  - source: worker:1\n";
    const refused = await runInProcess(inputs, { files: { "lock.yml": lock } });
    expect(refused.exitCode).toBe(1);
    for (const part of parts) expect(refused.errors).toContain(part);
    expect([refused.requests, azure.connections]).toEqual([[], []]);
  });
});
