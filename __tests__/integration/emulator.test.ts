// Holds the local Azure to what the real parties were recorded or documented to answer. Knows nothing of src/.

import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parseInputDefaults } from "../emulator/action-inputs.ts";
import type { Answer } from "../emulator/answers.ts";
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import { MEDIA_TYPES } from "../emulator/images.ts";
import { readManifestDocument } from "../emulator/registry-store.ts";
import { runAction } from "../emulator/runner.ts";
import { applyMasks, findSecretsInText } from "../emulator/secrets.ts";
import { type Contoso, contoso, IMPORTER_ROLE, seedContoso, seedFleet } from "../emulator/seed.ts";
import { parseFileCommand, parseWorkflowCommands, withoutMaskCommands } from "../emulator/workflow-commands.ts";

let azure: LocalAzure;
let world: Contoso;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
});

afterEach(() => azure.close());

const ARM = "https://management.azure.com/.default";
const ACR = "https://containerregistry.azure.net/.default";
const API = "api-version=2025-11-01";
const EVERY_TYPE = [MEDIA_TYPES.index, MEDIA_TYPES.manifest, MEDIA_TYPES.dockerList, MEDIA_TYPES.dockerManifest].join();

const bodyOf = (answer: Answer) => JSON.parse(answer.body.toString()) as Record<string, unknown>;
const errorOf = (answer: Answer) => bodyOf(answer)["error"] as { code: string; message: string };
const registryErrorOf = (answer: Answer) => (bodyOf(answer)["errors"] as { code: string; message: string }[])[0];
const form = (fields: Record<string, string> | [string, string][]) => ({
  method: "POST",
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

async function idToken(audience = "api://AzureADTokenExchange"): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = azure.env();
  const answer = await azure.ask(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return String(bodyOf(answer)["value"]);
}

async function signIn(fields: { scope?: string; assertion?: string; clientId?: string; tenantId?: string } = {}) {
  const tenantId = fields.tenantId ?? contoso.tenantId;
  return await azure.ask(
    `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    form({
      client_id: fields.clientId ?? contoso.clientId,
      grant_type: "client_credentials",
      scope: fields.scope ?? ARM,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: fields.assertion ?? (await idToken()),
    }),
  );
}

const entraToken = async (scope: string) => String(bodyOf(await signIn({ scope }))["access_token"]);

const exchange = (loginServer: string, accessToken: string) =>
  azure.ask(
    `https://${loginServer}/oauth2/exchange`,
    form({ grant_type: "access_token", service: loginServer, tenant: contoso.tenantId, access_token: accessToken }),
  );

async function registryToken(loginServer: string, ...scopes: string[]): Promise<string> {
  const refreshToken = String(bodyOf(await exchange(loginServer, await entraToken(ACR)))["refresh_token"]);
  const fields: [string, string][] = [
    ["grant_type", "refresh_token"],
    ["service", loginServer],
    ["refresh_token", refreshToken],
    ...scopes.map((scope): [string, string] => ["scope", scope]),
  ];
  return String(bodyOf(await azure.ask(`https://${loginServer}/oauth2/token`, form(fields)))["access_token"]);
}

async function postImport(body: object, clientRequestId = "c0ffee00-0000-4000-8000-000000000001"): Promise<Answer> {
  return await azure.ask(`https://management.azure.com${world.prod.id}/importImage?${API}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await entraToken(ARM)}`,
      "Content-Type": "application/json",
      "x-ms-client-request-id": clientRequestId,
    },
    body: JSON.stringify(body),
  });
}

async function pollToEnd(accepted: Answer): Promise<Answer> {
  const authorization = { Authorization: `Bearer ${await entraToken(ARM)}` };
  await Promise.all(azure.imports.operations.map((operation) => operation.finished));
  return await azure.ask(String(accepted.headers["Location"]), { headers: authorization });
}

const apiByDigest = (more: object = {}) => ({
  source: { resourceId: world.dev.id, sourceImage: `api@${world.digests.api.index}` },
  targetTags: ["api:1.4.2"],
  ...more,
});

describe("GitHub's ID token", () => {
  it("speaks for the environment of the run, with the audience asked for", async () => {
    const claims = JSON.parse(Buffer.from((await idToken("api://x")).split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      iss: "https://token.actions.githubusercontent.com",
      sub: "repo:contoso/shop:environment:production",
      aud: "api://x",
      job_workflow_ref: "contoso/shop/.github/workflows/release.yml@refs/heads/main",
    });
    expect(claims.exp - claims.iat).toBe(300);
  });

  it("is refused without the runner's request token", async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url } = azure.env();
    expect((await azure.ask(`${url}&audience=a`)).status).toBe(401);
  });
});

describe("Entra", () => {
  it("gives a token of the asked audience for a matching assertion", async () => {
    const answer = bodyOf(await signIn());
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
    const claims = JSON.parse(Buffer.from(String(answer["access_token"]).split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ aud: "https://management.azure.com", tid: contoso.tenantId });
  });

  const refusals: [string, number, () => Promise<Answer>][] = [
    ["another subject", 700213, () => signInAs({ environment: "staging" })],
    ["a subject that differs in case", 7002138, () => signInAs({ environment: "Production" })],
    ["another issuer", 700211, () => signInAs({ issuer: "https://token.actions.githubusercontent.com/contoso" })],
    ["another audience", 700212, async () => signIn({ assertion: await idToken("api://AzureADTokenExchangeUSGov") })],
    ["an assertion that has expired", 700024, () => signInLate()],
    ["an app of another tenant", 700016, () => signIn({ clientId: "11111111-2222-4333-8444-555555555555" })],
    ["an unknown tenant", 90002, () => signIn({ tenantId: "11111111-2222-4333-8444-555555555555" })],
    ["a malformed tenant", 900023, () => signIn({ tenantId: "contoso" })],
    ["an unknown resource", 500011, () => signIn({ scope: "https://contosoprod.azurecr.io/.default" })],
  ];

  async function signInAs(run: Partial<typeof azure.run>): Promise<Answer> {
    Object.assign(azure.run, run);
    return await signIn();
  }

  async function signInLate(): Promise<Answer> {
    const assertion = await idToken();
    azure.world.clock.offsetMs = 301_000;
    return await signIn({ assertion });
  }

  it.each(refusals)("refuses %s with AADSTS%i", async (_name, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const body = bodyOf(answer);
    expect(body["error_codes"]).toEqual([code]);
    expect(body["error_description"]).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: .+Z$`),
    );
  });

  it("refuses an app without federated credentials with AADSTS70025", async () => {
    const clientId = "99999999-2222-4333-8444-555555555555";
    azure.addApp({ clientId, tenantId: contoso.tenantId });
    expect(bodyOf(await signIn({ clientId }))["error_codes"]).toEqual([70025]);
  });
});

describe("a registry", () => {
  it("challenges with its own realm and service", async () => {
    const answer = await azure.ask(`https://${contoso.dev}/v2/`);
    expect(answer.status).toBe(401);
    expect(answer.headers["Www-Authenticate"]).toBe(
      `Bearer realm="https://${contoso.dev}/oauth2/token",service="${contoso.dev}"`,
    );
    expect(registryErrorOf(answer)?.code).toBe("UNAUTHORIZED");
  });

  it("exchanges a token of either audience, of ARM's only until that is disabled", async () => {
    expect((await exchange(contoso.dev, await entraToken(ACR))).status).toBe(200);
    expect((await exchange(contoso.dev, await entraToken(ARM))).status).toBe(200);
    world.dev.properties.policies.azureADAuthenticationAsArmPolicy.status = "disabled";
    expect((await exchange(contoso.dev, await entraToken(ARM))).status).toBe(401);
    expect((await exchange(contoso.dev, await entraToken(ACR))).status).toBe(200);
  });

  it("exchanges nothing for an identity without any role", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    expect((await exchange(contoso.dev, await entraToken(ACR))).status).toBe(401);
  });

  it("serves what the token's scope names and challenges for the rest", async () => {
    const authorization = { Authorization: `Bearer ${await registryToken(contoso.dev, "repository:api:pull")}` };
    const ask = (path: string) =>
      azure.ask(`https://${contoso.dev}${path}`, { headers: { ...authorization, Accept: EVERY_TYPE } });
    const manifest = await ask("/v2/api/manifests/build-812");
    expect(manifest.status).toBe(200);
    expect(manifest.headers["Docker-Content-Digest"]).toBe(world.digests.api.index);
    const other = await ask("/v2/worker/manifests/build-812");
    expect(other.status).toBe(401);
    expect(other.headers["Www-Authenticate"]).toMatch(/scope="repository:worker:pull",error="insufficient_scope"$/);
    expect((await ask("/acr/v1/api/_tags/build-812")).status).toBe(401);
  });

  it("takes several scopes in one token", async () => {
    const token = await registryToken(contoso.dev, "repository:api:pull,metadata_read", "repository:worker:pull");
    const headers = { Authorization: `Bearer ${token}`, Accept: EVERY_TYPE };
    expect((await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers })).status).toBe(200);
    const tag = bodyOf(await azure.ask(`https://${contoso.dev}/acr/v1/api/_tags/build-812`, { headers }));
    expect(tag).toMatchObject({
      registry: contoso.dev,
      imageName: "api",
      tag: { digest: world.digests.api.index, signed: false, changeableAttributes: { writeEnabled: true } },
    });
  });

  it("refuses tokens of another registry", async () => {
    const headers = { Authorization: `Bearer ${await registryToken(contoso.prod, "repository:api:pull")}` };
    expect((await azure.ask(`https://${contoso.dev}/v2/api/manifests/build-812`, { headers })).status).toBe(401);
  });

  it("says that Accept is too narrow for an OCI artifact", async () => {
    const headers = {
      Authorization: `Bearer ${await registryToken(contoso.dev, "repository:api:pull")}`,
      Accept: MEDIA_TYPES.dockerManifest,
    };
    const answer = await azure.ask(`https://${contoso.dev}/v2/api/manifests/build-812`, { headers });
    expect(answer.status).toBe(404);
    expect(registryErrorOf(answer)).toMatchObject({
      code: "MANIFEST_UNKNOWN",
      message: "OCI artifact found, but accept header does not support OCI artifacts",
    });
  });

  it("lists referrers in pages, filtered by type", async () => {
    world.dev.referrersPageSize = 1;
    const headers = { Authorization: `Bearer ${await registryToken(contoso.dev, "repository:api:pull")}` };
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
    const headers = { Authorization: `Bearer ${await registryToken(contoso.dev, "repository:worker:pull")}` };
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
    expect(registryErrorOf(answer)?.message).toContain(`client with IP '${azure.world.runnerAddress}' is not allowed`);
  });
});

describe("Resource Manager", () => {
  const get = async (path: string, token?: string) =>
    azure.ask(`https://management.azure.com${path}`, {
      headers: { Authorization: `Bearer ${token ?? (await entraToken(ARM))}` },
    });

  it("refuses the registry's audience", async () => {
    const answer = await get(`${world.prod.id}?${API}`, await entraToken(ACR));
    expect(answer.status).toBe(401);
    expect(errorOf(answer).code).toBe("InvalidAuthenticationTokenAudience");
  });

  it("shows a registry with its policies", async () => {
    expect(bodyOf(await get(`${world.prod.id}?${API}`))).toMatchObject({
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
    const path = `/subscriptions/${contoso.subscriptionId}/providers/Microsoft.ContainerRegistry/registries?${API}`;
    const first = bodyOf(await get(path));
    const second = bodyOf(await get(String(first["nextLink"]).replace("https://management.azure.com", "")));
    const names = [first, second].flatMap((page) => (page["value"] as { name: string }[]).map((each) => each.name));
    expect(names).toEqual(["contosodev", "contosoprod"]);
    expect(second["nextLink"]).toBeUndefined();
  });

  it("tells a missing registry only to who may know", async () => {
    const path = world.prod.id.replace("contosoprod", "nowhere1");
    expect(errorOf(await get(`${path}?${API}`)).code).toBe("AuthorizationFailed");
    azure.grant(contoso.clientId, "Reader", `/subscriptions/${contoso.subscriptionId}`);
    expect(errorOf(await get(`${path}?${API}`)).code).toBe("ResourceNotFound");
    expect(errorOf(await get(`${path.replace("rg-prod", "rg-none")}?${API}`)).code).toBe("ResourceGroupNotFound");
  });
});

describe("an import", () => {
  it("is accepted with an empty body and a long Location that changes with each poll", async () => {
    azure.imports.settings.reportMs = 100;
    const accepted = await postImport(apiByDigest());
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
    const headers = { Authorization: `Bearer ${await entraToken(ARM)}` };
    const running = await azure.ask(location, { headers });
    expect(running.status).toBe(202);
    expect(bodyOf(running)).toEqual({ status: "Accepted" });
    expect(running.headers["Location"]).not.toBe(location);
    const done = await pollToEnd(running);
    expect([done.status, bodyOf(done)]).toEqual([200, { status: "Succeeded" }]);
    expect(done.headers["Location"]).toBeUndefined();
  });

  it("copies the index, its children and their blobs byte for byte, and no referrers", async () => {
    await pollToEnd(await postImport(apiByDigest({ untaggedTargetRepositories: ["mirror/api"] })));
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
    expect((await pollToEnd(await postImport(apiByDigest()))).status).toBe(200);
    expect(world.dev.store.missingParts("api", index)).toEqual([]);
    expect(world.prod.store.missingParts("api", index)).toEqual([arm64]);
  });

  it("shows children before the index that lists them, and the tag last", async () => {
    azure.imports.script({ copyMs: 0, stepMs: 5 });
    const accepted = await postImport(apiByDigest());
    const { index, platforms } = world.digests.api;
    const seen = new Set<string>();
    while (world.prod.store.tagDigest("api", "1.4.2") === undefined) {
      const child = world.prod.store.manifest("api", platforms["linux/amd64"] ?? "") !== undefined;
      seen.add(`${child} ${world.prod.store.manifest("api", index) !== undefined}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([...seen]).toEqual(["false false", "true false", "true true"]);
    await pollToEnd(accepted);
  });

  it("copes with many images at once", async () => {
    const fleet = seedFleet(world.dev, 100);
    const polls = await Promise.all(
      fleet.map(async ({ repository, digest }, at) => {
        const source = { resourceId: world.dev.id, sourceImage: `${repository}@${digest}` };
        return await postImport(
          { source, targetTags: [`${repository}:1`] },
          `c0ffee00-0000-4000-8000-${String(at).padStart(12, "0")}`,
        );
      }),
    );
    await Promise.all(azure.imports.operations.map((operation) => operation.finished));
    expect(polls.every((poll) => poll.status === 202)).toBe(true);
    for (const { repository, digest } of fleet) expect(world.prod.store.tags(repository)).toEqual({ "1": digest });
  });

  it("lists the manifests to come while it runs, where that is asked for", async () => {
    azure.imports.settings.showProgress = true;
    azure.imports.settings.copyMs = 60;
    const headers = { Authorization: `Bearer ${await entraToken(ARM)}` };
    const accepted = await postImport(apiByDigest());
    await new Promise((resolve) => setImmediate(resolve));
    const progress = bodyOf(await azure.ask(String(accepted.headers["Location"]), { headers }));
    const { index, platforms, attestations } = world.digests.api;
    const names = [index, ...Object.values(platforms), ...attestations].map((digest) => `api@${digest}`);
    expect(progress).toEqual({ ...Object.fromEntries(names.map((name) => [name, "Pending"])), status: "Accepted" });
  });

  it("refuses an existing tag without force before it copies, and moves it with force, locked or not", async () => {
    world.prod.store.putTag("worker", "1", world.digests.worker);
    await pollToEnd(await postImport({ ...apiByDigest(), targetTags: ["api:1.4.2"] }));
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["api:1.4.2"],
    };
    const refused = await pollToEnd(await postImport(body));
    expect(refused.status).toBe(409);
    expect(errorOf(refused).code).toBe("Conflict");
    expect(errorOf(refused).message).toMatch(
      /^Operation registries-[0-9a-f-]{36} failed\. Resource \/subscriptions\/.+\/registries\/contosoprod Tag api:1\.4\.2 already exists in target registry\.$/,
    );
    expect(world.prod.store.manifest("api", world.digests.worker)).toBeUndefined();
    world.prod.store.lock("api", "1.4.2");
    expect((await pollToEnd(await postImport({ ...body, mode: "Force" }))).status).toBe(200);
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
    const done = await pollToEnd(await postImport({ source: JSON.parse(text), targetTags: ["api"] }));
    expect(done.status).toBe(tag === "none" ? 400 : 200);
    expect(world.prod.store.tags("api")).toEqual(tag === "none" ? {} : { [tag]: world.digests.api.index });
  });

  it("refuses a tag with a digest at once", async () => {
    const refused = await postImport({
      source: { resourceId: world.dev.id, sourceImage: `api:build-812@${world.digests.api.index}` },
    });
    expect(refused.status).toBe(400);
    expect(errorOf(refused).message).toMatch(/^Invalid value api:build-812@sha256:.+https:\/\/aka\.ms\/acr\/import$/);
  });

  it("needs the importer role on the target and reading on the source", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const linked = await postImport(apiByDigest());
    expect([linked.status, errorOf(linked).code]).toEqual([403, "LinkedAuthorizationFailed"]);
    azure.revoke(contoso.clientId, world.prod.id);
    azure.grant(contoso.clientId, "AcrPush", world.prod.id);
    const refused = await postImport(apiByDigest());
    expect([refused.status, errorOf(refused).code]).toEqual([403, "AuthorizationFailed"]);
    expect(errorOf(refused).message).toContain("registries/importImage/action");
  });

  it("tells the source's refusal inside the target's error", async () => {
    const failed = await pollToEnd(
      await postImport({ source: { registryUri: contoso.dev, sourceImage: "api:build-812" }, targetTags: ["api:1"] }),
    );
    expect(failed.status).toBe(400);
    expect(errorOf(failed).message).toMatch(
      /registries\/contosoprod Invalid message Unauthorized Unauthorized \{"errors"/,
    );
  });

  it("signs in to a source by login server with an Entra token and no user name", async () => {
    const password = await entraToken(ACR);
    const source = { registryUri: contoso.dev, credentials: { password }, sourceImage: "worker:build-812" };
    expect((await pollToEnd(await postImport({ source, targetTags: ["worker:1"] }))).status).toBe(200);
    expect(world.prod.store.tagDigest("worker", "1")).toBe(world.digests.worker);
  });

  it("reads the source's tag when it copies, not when it is asked", async () => {
    azure.imports.settings.copyMs = 50;
    const accepted = await postImport({
      source: { resourceId: world.dev.id, sourceImage: "api:build-812" },
      targetTags: ["api:1"],
    });
    const child = world.digests.api.platforms["linux/amd64"] ?? "";
    world.dev.store.putTag("api", "build-812", child);
    expect((await pollToEnd(accepted)).status).toBe(200);
    expect(world.prod.store.tagDigest("api", "1")).toBe(child);
  });

  it("goes through a closed source by resource ID unless the bypass is off", async () => {
    world.dev.properties.publicNetworkAccess = "Disabled";
    expect((await pollToEnd(await postImport(apiByDigest()))).status).toBe(200);
    world.dev.properties.networkRuleBypassOptions = "None";
    const failed = await pollToEnd(
      await postImport(apiByDigest({ targetTags: ["api:2"] }), "c0ffee00-0000-4000-8000-000000000002"),
    );
    expect(errorOf(failed).message).toContain(`Access to ${contoso.dev} denied.`);
  });

  it("can be scripted to say that it succeeded without copying", async () => {
    azure.imports.script({ copyNothing: true });
    expect((await pollToEnd(await postImport(apiByDigest()))).status).toBe(200);
    expect(world.prod.store.tags("api")).toEqual({});
  });

  it("can be polled only with a valid signature and a valid token", async () => {
    const location = String((await postImport(apiByDigest())).headers["Location"]);
    expect((await azure.ask(location)).status).toBe(401);
    const headers = { Authorization: `Bearer ${await entraToken(ARM)}` };
    expect((await azure.ask(location.replace(/&s=[^&]+/, "&s=forged"), { headers })).status).toBe(403);
  });
});

describe("faults", () => {
  it("strike as often as told, after as many requests as told", async () => {
    const fault = azure.faults.add({
      host: contoso.dev,
      path: /^\/v2\/$/,
      skip: 1,
      times: 2,
      action: { kind: "status", status: 503, headers: { "Retry-After": "1" } },
    });
    const statuses = [];
    for (let at = 0; at < 4; at++) statuses.push((await azure.ask(`https://${contoso.dev}/v2/`)).status);
    expect(statuses).toEqual([401, 503, 503, 401]);
    expect(fault.struck).toBe(2);
  });

  it("lose an answer after the party has acted", async () => {
    azure.faults.add({
      method: "POST",
      path: /importImage/,
      phase: "response",
      action: { kind: "status", status: 500 },
    });
    expect((await postImport(apiByDigest())).status).toBe(500);
    expect(azure.imports.operations).toHaveLength(1);
  });

  it("let a test act at that very moment", async () => {
    azure.faults.add({
      path: /_tags|manifests/,
      onRequest: () => world.dev.store.putTag("worker", "moved", "sha256:0"),
    });
    await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`);
    expect(world.dev.store.tagDigest("worker", "moved")).toBe("sha256:0");
  });
});

describe("the network", () => {
  const SCRIPT = `
    const report = [];
    for (const url of process.env.URLS.split(" ")) {
      try { const r = await fetch(url); report.push(r.status + ":" + (await r.text()).length); }
      catch (error) { report.push(String(error.cause?.code || error.cause?.message || error.message)); }
    }
    console.log(JSON.stringify(report));`;

  async function fetchInChild(urls: string[], env: Record<string, string | undefined> = {}) {
    const bundle = join(azure.caFile, "../fetch.mjs");
    await writeFile(bundle, SCRIPT);
    const run = await runAction(azure, { bundle, env: { NODE_USE_ENV_PROXY: "1", URLS: urls.join(" "), ...env } });
    await run.dispose();
    expect(run.stderr).toBe("");
    return JSON.parse(run.stdout) as string[];
  }

  it("is trusted by a child process through its CA file, and by that alone", async () => {
    const url = "https://management.azure.com/subscriptions?api-version=2022-12-01";
    expect((await fetchInChild([url]))[0]).toMatch(/^401:/);
    expect((await fetchInChild([url], { NODE_EXTRA_CA_CERTS: undefined }))[0]).toMatch(
      /UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET/,
    );
    expect(azure.requestsTo("management.azure.com", /^GET \/subscriptions\?/)).toHaveLength(1);
  });

  it("knows nobody else: the proxy answers 502 and keeps the attempt", async () => {
    const [outcome] = await fetchInChild(["https://example.com/"]);
    expect(outcome).not.toMatch(/^\d+:/);
    expect(azure.connections).toMatchObject([{ host: "example.com", allowed: false }]);
    expect(azure.requests).toHaveLength(0);
  });

  const hurts: [string, Parameters<LocalAzure["faults"]["add"]>[0]["action"], RegExp][] = [
    ["a reset before the answer", { kind: "reset" }, /UND_ERR_SOCKET|ECONNRESET/],
    ["a reset after the headers", { kind: "reset", when: "after-headers" }, /UND_ERR_SOCKET|ECONNRESET/],
    ["a reset in mid-body", { kind: "reset", when: "mid-body" }, /UND_ERR_SOCKET|ECONNRESET/],
    ["a truncated body", { kind: "truncate", sizeBytes: 10 }, /UND_ERR_SOCKET|ECONNRESET/],
    ["an untrusted certificate", { kind: "tls-failure" }, /UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET/],
    ["an expired certificate", { kind: "tls-failure", how: "expired" }, /CERT_HAS_EXPIRED/],
    ["another host's certificate", { kind: "tls-failure", how: "wrong-host" }, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ["a body that is longer", { kind: "append-body", body: "12345" }, /^401:/],
  ];
  it.each(hurts)("hurts a client with %s", async (_name, action, outcome) => {
    azure.faults.add({ host: "management.azure.com", times: "always", action: action ?? [] });
    expect((await fetchInChild(["https://management.azure.com/"]))[0]).toMatch(outcome);
  });

  const connects: [string, Parameters<LocalAzure["faults"]["add"]>[0]["action"], string][] = [
    ["opens a tunnel", [], "200"],
    ["drops a connection", { kind: "drop-connect" }, "ECONNRESET"],
    ["never answers a connection", { kind: "hang-connect" }, "silence"],
    ["refuses a connection", { kind: "refuse-connect", status: 503 }, "503"],
  ];
  it.each(connects)("%s at CONNECT", async (_name, action, outcome) => {
    azure.faults.add({ party: "entra", times: "always", action: action ?? [] });
    const answered = await new Promise<string>((resolve) => {
      const ask = request(azure.proxyUrl, { method: "CONNECT", path: "login.microsoftonline.com:443" });
      ask.on("connect", (response, socket) => {
        socket.destroy();
        resolve(String(response.statusCode));
      });
      ask.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      ask.setTimeout(200, () => ask.destroy(Object.assign(new Error("silence"), { code: "silence" })));
      ask.end();
    });
    expect(answered).toBe(outcome);
    expect(azure.requests).toHaveLength(0);
  });

  it("asks for the proxy's password where it has one", async () => {
    const guarded = await startLocalAzure({ proxyCredentials: { username: "me", password: "proxy-p%ss:word" } });
    seedContoso(guarded);
    const own = azure;
    azure = guarded;
    try {
      const urls = [`https://${contoso.dev}/v2/`];
      expect((await fetchInChild(urls))[0]).toMatch(/^401:/);
      expect((await fetchInChild(urls, { HTTPS_PROXY: guarded.proxyUrl.replace(/\/\/.*@/, "//") }))[0]).not.toMatch(
        /^401/,
      );
    } finally {
      await guarded.close();
      azure = own;
    }
  });

  it("closes the sockets that clients still hold", async () => {
    const closed = new Promise<void>((resolve) => {
      const ask = request(azure.proxyUrl, { method: "CONNECT", path: `${contoso.dev}:443` });
      ask.on("connect", (_response, socket) => {
        socket.on("close", () => resolve());
        socket.resume();
        void azure.close();
      });
      ask.end();
    });
    await expect(closed).resolves.toBeUndefined();
  });
});

describe("the runner", () => {
  it("gives inputs, files and variables as the runner does, and reads outputs back", async () => {
    const bundle = join(azure.caFile, "../echo.mjs");
    await writeFile(
      bundle,
      `import { appendFileSync, readFileSync } from "node:fs";
       const e = process.env;
       appendFileSync(e.GITHUB_OUTPUT, "one=1\\nmany<<ghadelimiter_1\\na\\nb=c\\nghadelimiter_1\\n");
       appendFileSync(e.GITHUB_STEP_SUMMARY, "# hi");
       console.log("::add-mask::s3cret");
       console.log("  ::error file=a.txt,line=2,title=x%2Cy::first%0Asecond");
       console.error("noise ##[WARNING]old style");
       console.log(JSON.stringify([e["INPUT_DRY-RUN"], e.PATH, process.cwd() === e.GITHUB_WORKSPACE, readFileSync("a/b.yml", "utf8")]));
       process.exitCode = 3;`,
    );
    const run = await runAction(azure, { bundle, inputs: { "dry-run": "true" }, files: { "a/b.yml": "x: 1" } });
    expect(run.exitCode).toBe(3);
    expect(run.outputs).toEqual({ one: "1", many: "a\nb=c" });
    expect(run.summary).toBe("# hi");
    expect(run.masks).toEqual(["s3cret"]);
    expect(run.annotations).toMatchObject([
      { command: "error", properties: { file: "a.txt", line: "2", title: "x,y" }, message: "first\nsecond" },
      { command: "warning", message: "old style" },
    ]);
    expect(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "")).toEqual(["true", null, true, "x: 1"]);
    await run.dispose();
  });

  it("sends a signal when the log or a request says so", async () => {
    const bundle = join(azure.caFile, "../wait.mjs");
    await writeFile(
      bundle,
      `process.on("SIGINT", () => process.exit(7)); console.log("ready"); setTimeout(() => {}, 30_000);`,
    );
    const run = await runAction(azure, { bundle, signal: { name: "SIGINT", when: (log) => log.includes("ready") } });
    expect([run.exitCode, run.timedOut]).toEqual([7, false]);
    await run.dispose();
  });

  const lines: [string, string, [string, string][]][] = [
    ["a command at the start of a line", "::notice::x", [["notice", "x"]]],
    ["a command after Unicode blanks", "\u00a0\u2003::notice::x", [["notice", "x"]]],
    ["no command within a line", "a ::notice::x", []],
    ["a command after a lone CR", "a\r::notice::x", [["notice", "x"]]],
    ["the old style anywhere, in any case", "a ##[Add-Mask]x", [["add-mask", "x"]]],
    ["no command of an unknown name", "::foo::x", []],
    [
      "nothing between stop-commands and its token",
      "::stop-commands::T\n::notice::x\n::T::\n::notice::y",
      [
        ["stop-commands", "T"],
        ["notice", "y"],
      ],
    ],
  ];
  it.each(lines)("reads %s", (_name, output, commands) => {
    expect(parseWorkflowCommands(output).map((each) => [each.command, each.message])).toEqual(commands);
  });

  it("finds a secret plain, escaped or in base64 at any offset, and nothing else", () => {
    const secret = 'pass"word+with/odd=signs';
    const encoded = ["", "a", "ab"].map((before) => Buffer.from(`${before}${secret}tail`).toString("base64"));
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), ...encoded];
    for (const form of forms) expect(findSecretsInText([secret, "another-secret"], `x ${form} y`)).toEqual([secret]);
    expect(findSecretsInText([secret], secret.slice(1))).toEqual([]);
  });

  it("masks a value, its lines and their encodings", () => {
    const text = `a s3cret-one b ${Buffer.from("s3cret-one").toString("base64")} c s3cret-two d`;
    expect(applyMasks(text, ["s3cret-one\ns3cret-two"])).toBe("a *** b *** c *** d");
    expect(withoutMaskCommands("::add-mask::s3cret\nshown\n::notice::kept")).toBe("shown\n::notice::kept");
  });

  it("refuses an output file without its closing delimiter", () => {
    expect(() => parseFileCommand("a<<END\nb\n")).toThrow(/Matching delimiter not found/);
    expect(parseFileCommand("a<<END\nEND\nb=\n")).toEqual({ a: "", b: "" });
  });

  it("takes the defaults of action.yml", () => {
    const yml = `name: x\ninputs:\n  registry:\n    description: "a: b"\n    required: true\n  dry-run:\n    default: "false"\n  token:\n    default: \${{ github.token }}\nruns:\n  using: node24\n`;
    expect(parseInputDefaults(yml)).toEqual({ registry: "", "dry-run": "false", token: `\${{ github.token }}` });
  });
});

it("grants no right by a role that it does not know", () => {
  expect(() => azure.grant(contoso.clientId, "AcrImport", world.prod.id)).toThrow("no such role");
  expect(IMPORTER_ROLE).toBe("Container Registry Data Importer and Data Reader");
});
