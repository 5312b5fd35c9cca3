// Holds the data plane of a container registry to what is recorded of it: tokens, scopes, reads, settings, limits, lag, pushes.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { MEDIA_TYPES } from "../../emulator/images.ts";
import { digestOfBytes, readManifestDocument } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, IMPORTER_ROLE, seedContoso } from "../../emulator/seed.ts";
import type { AzureRegistry } from "../../emulator/world.ts";
import {
  ARM_SCOPE,
  bodyOf,
  type Client,
  createClient,
  EVERY_MANIFEST_TYPE,
  errorOf,
  REGISTRY_SCOPE,
} from "./client.ts";

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

describe("a registry", () => {
  it("challenges with its own realm and service", async () => {
    const answer = await azure.ask(`https://${contoso.dev}/v2/`);
    expect(answer.status).toBe(401);
    expect(answer.headers["Www-Authenticate"]).toBe(
      `Bearer realm="https://${contoso.dev}/oauth2/token",service="${contoso.dev}"`,
    );
    expect(errorOf(answer).code).toBe("UNAUTHORIZED");
  });

  it("exchanges a token of either audience, of ARM's only until that is disabled", async () => {
    expect((await client.exchange(contoso.dev, await client.entraToken(REGISTRY_SCOPE))).status).toBe(200);
    expect((await client.exchange(contoso.dev, await client.entraToken(ARM_SCOPE))).status).toBe(200);
    world.dev.properties.policies.azureADAuthenticationAsArmPolicy.status = "disabled";
    expect((await client.exchange(contoso.dev, await client.entraToken(ARM_SCOPE))).status).toBe(401);
    expect((await client.exchange(contoso.dev, await client.entraToken(REGISTRY_SCOPE))).status).toBe(200);
  });

  it("exchanges nothing for an identity without any role", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    expect((await client.exchange(contoso.dev, await client.entraToken(REGISTRY_SCOPE))).status).toBe(401);
  });

  it("serves what the token's scope names and challenges for the rest", async () => {
    const headers = await client.registryHeaders(world.dev, "repository:api:pull");
    const ask = (path: string) => azure.ask(`https://${contoso.dev}${path}`, { headers });
    const manifest = await ask("/v2/api/manifests/build-812");
    expect(manifest.status).toBe(200);
    expect(manifest.headers["Docker-Content-Digest"]).toBe(world.digests.api.index);
    const other = await ask("/v2/worker/manifests/build-812");
    expect(other.status).toBe(401);
    expect(other.headers["Www-Authenticate"]).toMatch(/scope="repository:worker:pull",error="insufficient_scope"$/);
    expect((await ask("/acr/v1/api/_tags/build-812")).status).toBe(401);
  });

  it("takes several scopes in one token", async () => {
    const scopes = ["repository:api:pull,metadata_read", "repository:worker:pull"];
    const headers = await client.registryHeaders(world.dev, ...scopes);
    expect((await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers })).status).toBe(200);
    const tag = bodyOf(await azure.ask(`https://${contoso.dev}/acr/v1/api/_tags/build-812`, { headers }));
    expect(tag).toMatchObject({
      registry: contoso.dev,
      imageName: "api",
      tag: { digest: world.digests.api.index, signed: false, changeableAttributes: { writeEnabled: true } },
    });
  });

  it("refuses tokens of another registry", async () => {
    const headers = await client.registryHeaders(world.prod, "repository:api:pull");
    expect((await azure.ask(`https://${contoso.dev}/v2/api/manifests/build-812`, { headers })).status).toBe(401);
  });

  it("says that Accept is too narrow for an OCI artifact", async () => {
    const headers = await client.registryHeaders(world.dev, "repository:api:pull");
    headers["Accept"] = MEDIA_TYPES.dockerManifest;
    const answer = await azure.ask(`https://${contoso.dev}/v2/api/manifests/build-812`, { headers });
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toMatchObject({
      code: "MANIFEST_UNKNOWN",
      message: "OCI artifact found, but accept header does not support OCI artifacts",
    });
  });

  it("lists referrers in pages, filtered by type", async () => {
    world.dev.referrersPageSize = 1;
    const headers = await client.registryHeaders(world.dev, "repository:api:pull");
    const first = await azure.ask(`https://${contoso.dev}/v2/api/referrers/${world.digests.api.index}`, { headers });
    const next = /^<(.+)>; rel="next"$/.exec(String(first.headers["Link"]))?.[1];
    const second = await azure.ask(`https://${contoso.dev}${next}`, { headers });
    expect(second.headers["Link"]).toBeUndefined();
    const digests = [first, second].flatMap((answer) =>
      (bodyOf(answer)["manifests"] as { digest: string }[]).map((each) => each.digest),
    );
    expect(digests.sort()).toEqual([world.digests.api.signature, world.digests.api.sbom].sort());
    const filtered = await azure.ask(
      `https://${contoso.dev}/v2/api/referrers/${world.digests.api.index}?artifactType=application/spdx%2Bjson`,
      { headers },
    );
    expect(filtered.headers["OCI-Filters-Applied"]).toBe("artifactType");
    expect(bodyOf(filtered)["manifests"]).toMatchObject([{ digest: world.digests.api.sbom }]);
  });

  it("redirects blobs to storage, which refuses a second credential", async () => {
    const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
    const manifest = world.dev.store.manifest("worker", "build-812");
    const config = readManifestDocument(manifest?.bytes ?? Buffer.alloc(0)).config?.digest ?? "";
    const redirect = await azure.ask(`https://${contoso.dev}/v2/worker/blobs/${config}`, { headers });
    expect(redirect.status).toBe(307);
    const storage = String(redirect.headers["Location"]);
    expect(new URL(storage).host).toMatch(/\.blob\.core\.windows\.net$/);
    expect((await azure.ask(storage, { headers })).status).toBe(400);
    expect((await azure.ask(storage)).body).toEqual(world.dev.store.blob("worker", config));
  });

  it("shuts its firewall with the runner's address in the text", async () => {
    world.dev.properties.networkRuleSet.defaultAction = "Deny";
    const answer = await azure.ask(`https://${contoso.dev}/v2/`);
    expect(answer.status).toBe(403);
    expect(errorOf(answer).message).toContain(`client with IP '${azure.world.runnerAddress}' is not allowed`);
  });
});

describe("the settings of a registry", () => {
  it("in ABAC mode turn AcrPull off and Repository Reader on", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const read = async () => {
      const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
      return (await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers })).status;
    };
    expect(await read()).toBe(200);
    world.dev.properties.roleAssignmentMode = "AbacRepositoryPermissions";
    expect(await read()).toBe(401);
    azure.grant(contoso.clientId, "Container Registry Repository Reader", world.dev.id);
    expect(await read()).toBe(200);
  });

  it("with a customer-managed key take the referrers API away", async () => {
    world.dev.properties.encryption.status = "enabled";
    const headers = await client.registryHeaders(world.dev, "repository:api:pull");
    const url = `https://${contoso.dev}/v2/api/referrers/${world.digests.api.index}`;
    expect((await azure.ask(url, { headers })).status).toBe(404);
  });

  it("with a DNS label answer at that name alone", async () => {
    const { subscriptionId, clientId } = contoso;
    const loginServer = "labelled-b7d2h5aa.azurecr.io";
    const registry = azure.addRegistry({ name: "labelled", resourceGroup: "rg-dev", subscriptionId, loginServer });
    azure.grant(clientId, IMPORTER_ROLE, registry.id);
    expect((await azure.ask(`https://${loginServer}/v2/`)).status).toBe(401);
    await expect(azure.ask("https://labelled.azurecr.io/v2/")).rejects.toThrow("nobody answers");
  });

  it("with regional endpoints take tokens at either name", async () => {
    const { subscriptionId, clientId } = contoso;
    const registry = azure.addRegistry({
      name: "worldwide",
      resourceGroup: "rg-dev",
      subscriptionId,
      regionalEndpoints: ["westus"],
    });
    azure.grant(clientId, IMPORTER_ROLE, registry.id);
    const headers = await client.registryHeaders(registry, "repository:x:pull");
    const challenge = await azure.ask("https://worldwide.westus.geo.azurecr.io/v2/");
    expect(challenge.headers["Www-Authenticate"]).toContain(
      'realm="https://worldwide.westus.geo.azurecr.io/oauth2/token"',
    );
    expect((await azure.ask("https://worldwide.westus.geo.azurecr.io/v2/", { headers })).status).toBe(200);
  });

  it("with anonymous pull give tokens to nobody in particular", async () => {
    const url = `https://${contoso.dev}/oauth2/token?service=${contoso.dev}&scope=repository:worker:pull`;
    expect((await azure.ask(url)).status).toBe(401);
    world.dev.properties.anonymousPullEnabled = true;
    const headers = {
      Authorization: `Bearer ${bodyOf(await azure.ask(url))["access_token"]}`,
      Accept: EVERY_MANIFEST_TYPE,
    };
    expect((await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers })).status).toBe(200);
  });

  it("with soft delete refuse an import over what was deleted", async () => {
    world.prod.properties.policies.softDeletePolicy.status = "enabled";
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["worker:1"],
    };
    expect((await client.importInto(world.prod, body)).status).toBe(200);
    world.prod.store.deleteManifest("worker", world.digests.worker);
    expect(errorOf(await client.importInto(world.prod, body)).message).toContain("soft deleted");
  });

  it("of a subscription without the provider refuse the POST", async () => {
    for (const subscription of azure.world.subscriptions) subscription.registered = false;
    const refused = await client.importInto(world.prod, { source: { resourceId: world.dev.id, sourceImage: "api" } });
    expect([refused.status, errorOf(refused).message]).toEqual([
      409,
      expect.stringContaining("not registered to use namespace"),
    ]);
  });
});

describe("lag and limits", () => {
  it("let a replica show the old state for some reads", async () => {
    const headers = await client.registryHeaders(world.prod, "repository:worker:pull,metadata_read");
    const manifest = () => azure.ask(`https://${contoso.prod}/v2/worker/manifests/1`, { headers });
    world.prod.store.putManifest("worker", MEDIA_TYPES.manifest, Buffer.from('{"old":1}'), "1");
    world.prod.lag(({ reads }) => reads < 2);
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["worker:1", "worker:2"],
      mode: "Force",
    };
    expect((await client.importInto(world.prod, body)).status).toBe(200);
    const digests = [await manifest(), await manifest(), await manifest()].map(
      (each) => each.headers["Docker-Content-Digest"],
    );
    expect(digests).toEqual([
      digestOfBytes(Buffer.from('{"old":1}')),
      digestOfBytes(Buffer.from('{"old":1}')),
      world.digests.worker,
    ]);
    const tag = () => azure.ask(`https://${contoso.prod}/acr/v1/worker/_tags/2`, { headers });
    expect([(await tag()).status, (await tag()).status, (await tag()).status]).toEqual([404, 404, 200]);
  });

  it("refuse requests past the budget of a class, with a Retry-After that counts down", async () => {
    world.dev.limits.listReferrers = 1;
    const headers = await client.registryHeaders(world.dev, "repository:api:pull");
    const ask = () => azure.ask(`https://${contoso.dev}/v2/api/referrers/${world.digests.api.index}`, { headers });
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "60"]);
    expect(errorOf(refused).message).toMatch(/^Too many requests\. /);
    azure.world.clock.offsetMs = 20_000;
    expect((await ask()).headers["Retry-After"]).toBe("40");
    azure.world.clock.offsetMs = 60_000;
    expect((await ask()).status).toBe(200);
  });

  it("refuse import POSTs past ARM's write bucket", async () => {
    azure.resourceManager.writeLimit = 1;
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["a:1"],
    };
    expect((await client.importInto(world.prod, body)).status).toBe(200);
    const refused = await client.importInto(world.prod, body);
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "60"]);
  });
});

describe("a push", () => {
  const push = async (registry: AzureRegistry, tag: string) => {
    const { loginServer } = registry.properties;
    const headers = await client.registryHeaders(registry, "repository:pushed:pull,push");
    const config = Buffer.from("{}");
    const started = await azure.ask(`https://${loginServer}/v2/pushed/blobs/uploads/`, { method: "POST", headers });
    if (started.status !== 202) return started;
    const upload = `https://${loginServer}${started.headers["Location"]}`;
    await azure.ask(upload, { method: "PATCH", headers, body: config });
    await azure.ask(`${upload}?digest=${digestOfBytes(config)}`, { method: "PUT", headers });
    const descriptor = { mediaType: MEDIA_TYPES.config, digest: digestOfBytes(config), size: config.length };
    return await azure.ask(`https://${loginServer}/v2/pushed/manifests/${tag}`, {
      method: "PUT",
      headers: { ...headers, "Content-Type": MEDIA_TYPES.manifest },
      body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers: [] }),
    });
  };

  it("needs the right to, and lands", async () => {
    expect((await push(world.dev, "1")).status).toBe(401);
    azure.grant(contoso.clientId, "AcrPush", world.dev.id);
    expect((await push(world.dev, "1")).status).toBe(201);
    expect(world.dev.store.manifest("pushed", "1")?.mediaType).toBe(MEDIA_TYPES.manifest);
  });

  it("is refused on a locked tag", async () => {
    azure.grant(contoso.clientId, "AcrPush", world.dev.id);
    await push(world.dev, "1");
    world.dev.store.lock("pushed", "1");
    const refused = await push(world.dev, "1");
    expect([refused.status, errorOf(refused).message]).toEqual([
      405,
      expect.stringContaining("The operation is disallowed"),
    ]);
  });
});
