// Holds Resource Manager and its imports to what is recorded of them.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { readManifestDocument } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, IMPORTER_ROLE, seedContoso, seedFleet } from "../../emulator/seed.ts";
import { API_VERSION, ARM_SCOPE, bodyOf, type Client, createClient, errorOf, REGISTRY_SCOPE } from "./client.ts";

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

const apiByDigest = (more: object = {}) => ({
  source: { resourceId: world.dev.id, sourceImage: `api@${world.digests.api.index}` },
  targetTags: ["api:1.4.2"],
  ...more,
});

describe("Resource Manager", () => {
  const get = async (path: string, token?: string) =>
    azure.ask(`https://management.azure.com${path}`, {
      headers: { Authorization: `Bearer ${token ?? (await client.entraToken(ARM_SCOPE))}` },
    });

  it("refuses the registry's audience", async () => {
    const answer = await get(`${world.prod.id}?${API_VERSION}`, await client.entraToken(REGISTRY_SCOPE));
    expect(answer.status).toBe(401);
    expect(errorOf(answer).code).toBe("InvalidAuthenticationTokenAudience");
  });

  it("shows a registry with its policies", async () => {
    expect(bodyOf(await get(`${world.prod.id}?${API_VERSION}`))).toMatchObject({
      name: "contosoprod",
      location: "westeurope",
      properties: {
        loginServer: contoso.prod,
        publicNetworkAccess: "Enabled",
        networkRuleBypassOptions: "AzureServices",
        policies: { exportPolicy: { status: "enabled" } },
      },
    });
  });

  it("lists in pages what the caller may read", async () => {
    azure.resourceManager.pageSize = 1;
    azure.addRegistry({ name: "hidden", resourceGroup: "rg-dev", subscriptionId: contoso.subscriptionId });
    const path = `/subscriptions/${contoso.subscriptionId}/providers/Microsoft.ContainerRegistry/registries?${API_VERSION}`;
    const first = bodyOf(await get(path));
    const second = bodyOf(await get(String(first["nextLink"]).replace("https://management.azure.com", "")));
    const names = [first, second].flatMap((page) => (page["value"] as { name: string }[]).map((each) => each.name));
    expect(names).toEqual(["contosodev", "contosoprod"]);
    expect(second["nextLink"]).toBeUndefined();
  });

  it("lists the subscriptions of the caller's tenant in which it has a role", async () => {
    azure.addSubscription({
      id: "11111111-5555-4666-8777-988888888888",
      tenantId: contoso.tenantId,
      resourceGroups: [],
    });
    const { value } = bodyOf(await get("/subscriptions?api-version=2022-12-01"));
    expect(value).toMatchObject([
      { subscriptionId: contoso.subscriptionId, tenantId: contoso.tenantId, state: "Enabled" },
    ]);
    for (const registry of [world.dev, world.prod]) azure.revoke(contoso.clientId, registry.id);
    expect(bodyOf(await get("/subscriptions?api-version=2022-12-01"))["value"]).toEqual([]);
  });

  it("tells a missing registry only to who may know", async () => {
    const path = world.prod.id.replace("contosoprod", "nowhere1");
    expect(errorOf(await get(`${path}?${API_VERSION}`)).code).toBe("AuthorizationFailed");
    azure.grant(contoso.clientId, "Reader", `/subscriptions/${contoso.subscriptionId}`);
    expect(errorOf(await get(`${path}?${API_VERSION}`)).code).toBe("ResourceNotFound");
    expect(errorOf(await get(`${path.replace("rg-prod", "rg-none")}?${API_VERSION}`)).code).toBe(
      "ResourceGroupNotFound",
    );
  });
});

describe("an import", () => {
  it("is accepted with an empty body and a long Location that changes with each poll", async () => {
    azure.imports.settings.reportMs = 300;
    const accepted = await client.postImport(world.prod, apiByDigest());
    expect(accepted.status).toBe(202);
    expect(accepted.body).toHaveLength(0);
    expect(accepted.headers["Content-Type"]).toBeUndefined();
    expect(accepted.headers["Retry-After"]).toBe("10");
    const location = String(accepted.headers["Location"]);
    expect(location).toMatch(
      new RegExp(
        `^https://management\\.azure\\.com/subscriptions/${contoso.subscriptionId}/providers/Microsoft\\.ContainerRegistry/locations/WESTEUROPE/operationResults/registries-c0ffee00-0000-4000-8000-000000000001\\?api-version=2025-11-01&t=\\d+&c=MII`,
      ),
    );
    expect(location.length).toBeGreaterThan(3_000);
    expect(location.length).toBeLessThan(4_096);
    const headers = { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` };
    const running = await azure.ask(location, { headers });
    expect(running.status).toBe(202);
    expect(bodyOf(running)["status"]).toBe("Accepted");
    expect(running.headers["Location"]).not.toBe(location);
    const done = await client.pollToEnd(running);
    expect([done.status, bodyOf(done)]).toEqual([200, { status: "Succeeded" }]);
    expect(done.headers["Location"]).toBeUndefined();
  });

  it("copies the index, its children and their blobs byte for byte, and no referrers", async () => {
    await client.pollToEnd(
      await client.postImport(world.prod, apiByDigest({ untaggedTargetRepositories: ["mirror/api"] })),
    );
    const { index, platforms, attestations, signature } = world.digests.api;
    expect(world.prod.store.tags("api")).toEqual({ "1.4.2": index });
    for (const digest of [index, ...Object.values(platforms), ...attestations]) {
      expect(world.prod.store.manifest("api", digest)?.bytes).toEqual(world.dev.store.manifest("api", digest)?.bytes);
      const { config, layers = [] } = readManifestDocument(
        world.prod.store.manifest("mirror/api", digest)?.bytes ?? Buffer.alloc(0),
      );
      for (const blob of [config, ...layers])
        if (blob !== undefined) expect(world.prod.store.blob("api", blob.digest)).toBeDefined();
    }
    expect(world.prod.store.tags("mirror/api")).toEqual({});
    expect(world.prod.store.manifest("api", signature)).toBeUndefined();
    const order = world.prod.store.history.filter((change) => change.repository === "api" && change.kind !== "blob");
    expect(order.slice(-2).map((change) => [change.kind, change.digest])).toEqual([
      ["manifest", index],
      ["tag", index],
    ]);
  });

  it("can be scripted to leave a child out, which shows as a part that is missing", async () => {
    const { index, platforms } = world.digests.api;
    const arm64 = platforms["linux/arm64"] ?? "";
    azure.imports.script({ omit: [arm64] });
    expect((await client.pollToEnd(await client.postImport(world.prod, apiByDigest()))).status).toBe(200);
    expect(world.dev.store.missingParts("api", index)).toEqual([]);
    expect(world.prod.store.missingParts("api", index)).toEqual([arm64]);
  });

  it("shows children before the index that lists them, and the tag last", async () => {
    azure.imports.script({ copyMs: 0, stepMs: 5 });
    const accepted = await client.postImport(world.prod, apiByDigest());
    const { index, platforms } = world.digests.api;
    const seen = new Set<string>();
    while (world.prod.store.tagDigest("api", "1.4.2") === undefined) {
      const child = world.prod.store.manifest("api", platforms["linux/amd64"] ?? "") !== undefined;
      seen.add(`${child} ${world.prod.store.manifest("api", index) !== undefined}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([...seen]).toEqual(["false false", "true false", "true true"]);
    await client.pollToEnd(accepted);
  });

  it("copes with many images at once", async () => {
    const fleet = seedFleet(world.dev, 100);
    const polls = await Promise.all(
      fleet.map(async ({ repository, digest }, at) => {
        const source = { resourceId: world.dev.id, sourceImage: `${repository}@${digest}` };
        return await client.postImport(
          world.prod,
          { source, targetTags: [`${repository}:1`] },
          `c0ffee00-0000-4000-8000-${String(at).padStart(12, "0")}`,
        );
      }),
    );
    await Promise.all(azure.imports.operations.map((operation) => operation.finished));
    expect(polls.every((poll) => poll.status === 202)).toBe(true);
    for (const { repository, digest } of fleet) expect(world.prod.store.tags(repository)).toEqual({ "1": digest });
  });

  it("lists the manifests to come while it runs, or nothing of them", async () => {
    azure.imports.settings.copyMs = 60_000;
    const headers = { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` };
    const accepted = await client.postImport(world.prod, apiByDigest());
    await new Promise((resolve) => setImmediate(resolve));
    const progress = bodyOf(await azure.ask(String(accepted.headers["Location"]), { headers }));
    const { index, platforms, attestations } = world.digests.api;
    const names = [index, ...Object.values(platforms), ...attestations].map((digest) => `api@${digest}`);
    expect(progress).toEqual({ ...Object.fromEntries(names.map((name) => [name, "Pending"])), status: "Accepted" });
    azure.imports.settings.showProgress = false;
    const bare = bodyOf(await azure.ask(String(accepted.headers["Location"]), { headers }));
    expect(bare).toEqual({ status: "Accepted" });
  });

  it("refuses an existing tag without force before it copies, and moves it with force, locked or not", async () => {
    world.prod.store.putTag("worker", "1", world.digests.worker);
    await client.pollToEnd(await client.postImport(world.prod, { ...apiByDigest(), targetTags: ["api:1.4.2"] }));
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["api:1.4.2"],
    };
    const refused = await client.pollToEnd(await client.postImport(world.prod, body));
    expect(refused.status).toBe(409);
    expect(errorOf(refused).code).toBe("Conflict");
    expect(errorOf(refused).message).toMatch(
      /^Operation registries-[0-9a-f-]{36} failed\. Resource \/subscriptions\/.+\/registries\/contosoprod Tag api:1\.4\.2 already exists in target registry\.$/,
    );
    expect(world.prod.store.manifest("api", world.digests.worker)).toBeUndefined();
    world.prod.store.lock("api", "1.4.2");
    expect((await client.pollToEnd(await client.postImport(world.prod, { ...body, mode: "Force" }))).status).toBe(200);
    expect(world.prod.store.tagDigest("api", "1.4.2")).toBe(world.digests.worker);
    expect(world.prod.store.repository("api").tags.get("1.4.2")?.attributes.writeEnabled).toBe(false);
  });

  const images: [string, object, string][] = [
    ["a digest without target tag as latest", { sourceImage: "DIGEST" }, "latest"],
    ["a repository alone as latest", { sourceImage: "api" }, "none"],
    ["a tag under its own name", { sourceImage: "api:build-812" }, "build-812"],
  ];
  it.each(images)("takes %s", async (_name, source, tag) => {
    const text = JSON.stringify({ resourceId: world.dev.id, ...source }).replace(
      "DIGEST",
      `api@${world.digests.api.index}`,
    );
    const done = await client.pollToEnd(
      await client.postImport(world.prod, { source: JSON.parse(text), targetTags: ["api"] }),
    );
    expect(done.status).toBe(tag === "none" ? 400 : 200);
    expect(world.prod.store.tags("api")).toEqual(tag === "none" ? {} : { [tag]: world.digests.api.index });
  });

  it("refuses a tag with a digest at once", async () => {
    const refused = await client.postImport(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: `api:build-812@${world.digests.api.index}` },
    });
    expect(refused.status).toBe(400);
    expect(errorOf(refused).message).toMatch(/^Invalid value api:build-812@sha256:.+https:\/\/aka\.ms\/acr\/import$/);
  });

  it("needs the importer role on the target and reading on the source", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const linked = await client.postImport(world.prod, apiByDigest());
    expect([linked.status, errorOf(linked).code]).toEqual([403, "LinkedAuthorizationFailed"]);
    azure.revoke(contoso.clientId, world.prod.id);
    azure.grant(contoso.clientId, "AcrPush", world.prod.id);
    const refused = await client.postImport(world.prod, apiByDigest());
    expect([refused.status, errorOf(refused).code]).toEqual([403, "AuthorizationFailed"]);
    expect(errorOf(refused).message).toContain("registries/importImage/action");
  });

  it("tells the source's refusal inside the target's error", async () => {
    const failed = await client.pollToEnd(
      await client.postImport(world.prod, {
        source: { registryUri: contoso.dev, sourceImage: "api:build-812" },
        targetTags: ["api:1"],
      }),
    );
    expect(failed.status).toBe(400);
    expect(errorOf(failed).message).toMatch(
      /registries\/contosoprod Invalid message Unauthorized Unauthorized \{"errors"/,
    );
  });

  it("signs in to a source by login server with an Entra token and no user name", async () => {
    const password = await client.entraToken(REGISTRY_SCOPE);
    const source = { registryUri: contoso.dev, credentials: { password }, sourceImage: "worker:build-812" };
    expect(
      (await client.pollToEnd(await client.postImport(world.prod, { source, targetTags: ["worker:1"] }))).status,
    ).toBe(200);
    expect(world.prod.store.tagDigest("worker", "1")).toBe(world.digests.worker);
  });

  it("refuses a regional endpoint as source", async () => {
    world.dev.regionalEndpoints.push("westus");
    const password = await client.entraToken(REGISTRY_SCOPE);
    const registryUri = "contosodev.westus.geo.azurecr.io";
    const source = { registryUri, credentials: { password }, sourceImage: "worker:build-812" };
    const refused = await client.postImport(world.prod, { source, targetTags: ["worker:1"] });
    expect([refused.status, errorOf(refused).code]).toEqual([400, "InvalidParameters"]);
    expect(errorOf(refused).message).toContain(registryUri);
  });

  it("reads the source's tag when it copies, not when it is asked", async () => {
    azure.imports.settings.copyMs = 50;
    const accepted = await client.postImport(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: "api:build-812" },
      targetTags: ["api:1"],
    });
    const child = world.digests.api.platforms["linux/amd64"] ?? "";
    world.dev.store.putTag("api", "build-812", child);
    expect((await client.pollToEnd(accepted)).status).toBe(200);
    expect(world.prod.store.tagDigest("api", "1")).toBe(child);
  });

  it("goes through a closed source by resource ID unless the bypass is off", async () => {
    world.dev.properties.publicNetworkAccess = "Disabled";
    expect((await client.pollToEnd(await client.postImport(world.prod, apiByDigest()))).status).toBe(200);
    world.dev.properties.networkRuleBypassOptions = "None";
    const failed = await client.pollToEnd(
      await client.postImport(
        world.prod,
        apiByDigest({ targetTags: ["api:2"] }),
        "c0ffee00-0000-4000-8000-000000000002",
      ),
    );
    expect(errorOf(failed).message).toContain(`Access to ${contoso.dev} denied.`);
  });

  it("can be scripted to say that it succeeded without copying", async () => {
    azure.imports.script({ copyNothing: true });
    expect((await client.pollToEnd(await client.postImport(world.prod, apiByDigest()))).status).toBe(200);
    expect(world.prod.store.tags("api")).toEqual({});
  });

  it("can be polled only with a valid signature and a valid token", async () => {
    const location = String((await client.postImport(world.prod, apiByDigest())).headers["Location"]);
    expect((await azure.ask(location)).status).toBe(401);
    const headers = { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` };
    expect((await azure.ask(location.replace(/&s=[^&]+/, "&s=forged"), { headers })).status).toBe(403);
  });
});

it("grants no right by a role that it does not know", () => {
  expect(() => azure.grant(contoso.clientId, "AcrImport", world.prod.id)).toThrow("no such role");
  expect(IMPORTER_ROLE).toBe("Container Registry Data Importer and Data Reader");
});
