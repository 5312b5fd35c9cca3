// Each token and password reaches only the hosts that it belongs to, whoever asks for it: the local Azure's log is searched.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putImage } from "../emulator/images.ts";
import { addListener, findSecrets } from "../emulator/listener.ts";
import { findSecretsInText } from "../emulator/secrets.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import { fabrikam, seedDockerHub, seedFabrikam, seedGitHubRegistry } from "../emulator/seed-sources.ts";
import { hostsThatGot, searchableTextOf } from "../emulator/token-whereabouts.ts";
import type { Token } from "../emulator/tokens.ts";
import { startWorld, type World } from "./shipped-action.ts";

const ARM = "management.azure.com";
const ENTRA = "login.microsoftonline.com";
const HUB_TOKEN = "dckr_pat_0localAzureDockerHubToken0";
const GHCR_TOKEN = "ghp_0localAzureGitHubToken00000000000";
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const hostsOf = (secret: string) => hostsThatGot(world.azure, secret);

/** Every token that was minted so far. */
function mintedTokens(): Token[] {
  const { tokens } = world.azure.world;
  return tokens.secrets().flatMap((secret) => tokens.findAny(secret) ?? []);
}

function dockerConfig(auths: Record<string, string>): Record<string, string> {
  const entries = Object.entries(auths).map(([key, login]) => [key, { auth: Buffer.from(login).toString("base64") }]);
  return { ".docker/config.json": JSON.stringify({ auths: Object.fromEntries(entries) }) };
}

describe("a step with four sources", () => {
  it("shows each token to its own place only: ARM's to ARM, each registry's to that registry", async () => {
    seedDockerHub(world.azure);
    seedGitHubRegistry(world.azure);
    const partner = seedFabrikam(world.azure);
    const run = await world.run(
      {
        "source-registry": fabrikam.loginServer,
        "source-client-id": fabrikam.clientId,
        "source-tenant-id": fabrikam.tenantId,
        images: [
          "partner/app:5",
          `${contoso.dev}/api:build-812 => api:1`,
          "docker.io/contoso/base:1 => base/own:1",
          "ghcr.io/contoso/shop:1",
        ].join("\n"),
      },
      {
        homeFiles: dockerConfig({
          "https://index.docker.io/v1/": `contoso:${HUB_TOKEN}`,
          "ghcr.io": `octocat:${GHCR_TOKEN}`,
        }),
      },
    );
    expect(run.result.counts).toEqual({ promoted: 4 });
    expect(world.prod.store.tags("partner/app")).toEqual({ "5": partner.digest });

    // A password goes to the registry's token service, and to ARM, which imports with it.
    expect(hostsOf(HUB_TOKEN)).toEqual(["auth.docker.io", ARM]);
    expect(hostsOf(GHCR_TOKEN)).toEqual(["ghcr.io", ARM]);
    const apps = new Map(world.azure.world.apps.map(({ objectId, clientId }) => [objectId, clientId]));
    for (const token of mintedTokens()) {
      const { aud, oid } = token.claims as { aud: string; oid?: string };
      const hosts = hostsOf(token.value);
      const what = `${token.kind} for ${aud} of ${apps.get(oid ?? "") ?? "nobody"}`;
      const allowed: Record<string, string[]> = {
        [`entra for https://management.azure.com of ${contoso.clientId}`]: [ARM],
        [`entra for https://containerregistry.azure.net of ${contoso.clientId}`]: [contoso.dev, contoso.prod],
        [`entra for https://containerregistry.azure.net of ${fabrikam.clientId}`]: [fabrikam.loginServer, ARM],
        [`acr-refresh for ${contoso.dev} of nobody`]: [contoso.dev],
        [`acr-refresh for ${contoso.prod} of nobody`]: [contoso.prod],
        [`acr-refresh for ${fabrikam.loginServer} of nobody`]: [fabrikam.loginServer],
        [`acr-access for ${contoso.dev} of nobody`]: [contoso.dev],
        [`acr-access for ${contoso.prod} of nobody`]: [contoso.prod],
        [`acr-access for ${fabrikam.loginServer} of nobody`]: [fabrikam.loginServer],
        "registry-access for registry.docker.io of nobody": ["registry-1.docker.io"],
        "registry-access for ghcr.io of nobody": ["ghcr.io"],
        "github-id-token for api://AzureADTokenExchange of nobody": [ENTRA],
      };
      expect([what, hosts.filter((host) => !(allowed[what] ?? []).includes(host))]).toEqual([what, []]);
    }
  });
});

describe("credentials for the source", () => {
  it("go to the registry of source-registry alone, though others are named beside it", async () => {
    seedGitHubRegistry(world.azure);
    seedDockerHub(world.azure);
    const run = await world.runInProcess({
      "source-registry": "ghcr.io",
      "source-username": "octocat",
      "source-password": GHCR_TOKEN,
      images: `contoso/shop:1\ndocker.io/alpine:3.22 => alpine:3.22\n${contoso.dev}/worker:build-812`,
      referrers: "none",
    });
    expect(run.result.counts).toEqual({ promoted: 3 });
    expect(hostsOf(GHCR_TOKEN)).toEqual(["ghcr.io", ARM]);
    const withIt = run.imports.filter(({ source }) => JSON.stringify(source).includes(GHCR_TOKEN));
    expect(new Set(withIt.map(({ source }) => source.registryUri))).toEqual(new Set(["ghcr.io"]));
  });

  it("go nowhere where it is not said which of several registries they are for", async () => {
    const run = await world.runInProcess({
      "source-password": GHCR_TOKEN,
      images: `ghcr.io/contoso/shop:1\n${contoso.dev}/worker:build-812`,
    });
    expect(run.errors).toContain("source-registry");
    expect(run.requests).toEqual([]);
  });

  it("go to the registry that is named by its name there, and by its login server in a line", async () => {
    const token = { name: "reader", password: "0localAzureDevScopedToken000000000000" };
    world.azure.world.tokens.addSecret(token.password);
    world.dev.repositoryScopedTokens.push({ ...token, repositories: { worker: ["pull", "metadata_read"] } });
    const run = await world.runInProcess({
      "source-registry": "contosodev",
      "source-username": token.name,
      "source-password": token.password,
      images: `${contoso.dev}/worker:build-812`,
      referrers: "none",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports.map(({ source }) => source.registryUri)).toEqual([contoso.dev]);
    expect(hostsOf(token.password)).toEqual([contoso.dev, ARM]);
  });

  it("do not reach the target, which is written as the step's own identity", async () => {
    seedGitHubRegistry(world.azure);
    await world.runInProcess({
      images: "ghcr.io/contoso/shop:1",
      "source-username": "octocat",
      "source-password": GHCR_TOKEN,
      referrers: "none",
    });
    expect(
      findSecretsInText([GHCR_TOKEN], world.azure.requestsTo(contoso.prod).map(searchableTextOf).join("\n")),
    ).toEqual([]);
    expect(findSecrets(world.azure, world.azure.requestsTo("ghcr.io")).filter((secret) => /^ey/.test(secret))).toEqual(
      mintedTokens()
        .filter(({ claims, value }) => claims["aud"] === "ghcr.io" && hostsOf(value).length > 0)
        .map(({ value }) => value),
    );
  });
});

describe("a registry's login in the Docker configuration", () => {
  it.each(["ghcr.io.evil.example", "evil-ghcr.io", "sub.ghcr.io", "ghcr.io:8443"])(
    "is not taken for %s",
    async (host) => {
      const registry = addForeignRegistry(world.azure, { host, authentication: "bearer" });
      putImage({ store: registry.store, repository: "app" }, { tag: "1" });
      world.azure.world.tokens.addSecret(GHCR_TOKEN);
      const run = await world.runInProcess(
        { images: `${host}/app:1`, referrers: "none" },
        { homeFiles: dockerConfig({ "ghcr.io": `octocat:${GHCR_TOKEN}` }) },
      );
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(hostsOf(GHCR_TOKEN)).toEqual([]);
    },
  );
});

/** Realms that a registry names in its challenge → where a listener waits. */
const HOSTILE: [name: string, realm: string, host: string][] = [
  ["on another domain", "https://collect.evil.example/token", "collect.evil.example"],
  ["that looks like its partner", "https://auth.docker.io.evil.example/token", "auth.docker.io.evil.example"],
  ["that looks like itself", "https://evil-registry.corp.example.com/token", "evil-registry.corp.example.com"],
  ["that is another registry's partner", "https://auth.docker.io/token", "auth.docker.io"],
  ["over plain http", "http://registry.corp-images.com/token", "registry.corp-images.com:80"],
  ["with userinfo", "https://registry.corp-images.com@collect.evil.example/token", "collect.evil.example"],
  ["at an IP address", "https://192.0.2.7/token", "192.0.2.7"],
  ["at an ACR", `https://${contoso.prod}/oauth2/token`, contoso.prod],
];

describe("a registry that sends us for a token", () => {
  const host = "registry.corp-images.com";
  const password = "0localAzureCorpPassword0000";
  const login = { "source-username": "deploy", "source-password": password };

  function addCorp(realm?: string) {
    const registry = addForeignRegistry(world.azure, {
      host,
      authentication: "bearer",
      anonymousPull: false,
      ...(realm !== undefined && { realm }),
    });
    registry.addUser("deploy", password);
    putImage({ store: registry.store, repository: "app" }, { content: "app", tag: "1" });
    putImage({ store: registry.store, repository: "other" }, { content: "other", tag: "1" });
  }

  function challenge(realm: string) {
    return {
      kind: "status",
      status: 401,
      headers: { "WWW-Authenticate": `Bearer realm="${realm}",service="${host}"` },
      body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
    } as const;
  }

  it.each(HOSTILE)("to a realm %s gets no credential there, and it is said why", async (_name, realm, evil) => {
    addCorp();
    const listener = evil === contoso.prod ? undefined : addListener(world.azure, evil);
    world.azure.faults.add({ host, path: /^\/v2\//, times: "always", action: challenge(realm) });
    const run = await world.runInProcess({ images: `${host}/app:1`, ...login });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REALM_REFUSED", side: "source" });
    expect(run.errors).toContain(host);
    expect(run.errors).toContain("No credential was sent");
    expect(run.imports).toEqual([]);
    expect(hostsOf(password)).toEqual([]);
    expect([listener?.requests() ?? [], listener?.connections() ?? []]).toEqual([[], []]);
  });

  it.each(HOSTILE)("to a realm %s only after a good first answer gets none either", async (_name, realm, evil) => {
    addCorp();
    const listener = evil === contoso.prod ? undefined : addListener(world.azure, evil);
    world.azure.faults.add({ host, path: /^\/v2\/other\//, times: "always", action: challenge(realm) });
    const run = await world.runInProcess({
      images: `${host}/app:1\n${host}/other:1`,
      "max-parallel": "1",
      referrers: "none",
      ...login,
    });
    expect(run.exitCode).toBe(1);
    expect(run.result.images.map(({ error }) => error?.code ?? null)).toEqual([null, "REALM_REFUSED"]);
    expect(hostsOf(password)).toEqual([host]);
    expect([listener?.requests() ?? [], listener?.connections() ?? []]).toEqual([[], []]);
  });

  it.each([
    ["on its own host", undefined],
    ["on its own domain", "https://git.corp-images.com/jwt/auth"],
  ])("gets the credential where the realm is %s", async (_name, realm) => {
    addCorp(realm);
    const run = await world.runInProcess({ images: `${host}/app:1`, referrers: "none", ...login });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(hostsOf(password)).toEqual([realm === undefined ? host : new URL(realm).host, ARM].sort());
  });

  it("of a shared public suffix gets none for its neighbour", async () => {
    const neighbour = addListener(world.azure, "b.github.io");
    const registry = addForeignRegistry(world.azure, { host: "a.github.io", authentication: "bearer" });
    registry.addUser("deploy", password);
    putImage({ store: registry.store, repository: "app" }, { tag: "1" });
    const action = challenge("https://b.github.io/token");
    world.azure.faults.add({ host: "a.github.io", path: /^\/v2\//, times: "always", action });
    const run = await world.runInProcess({ images: "a.github.io/app:1", ...login });
    expect(run.result.images[0]?.error?.code).toBe("REALM_REFUSED");
    expect([neighbour.requests(), neighbour.leaks()]).toEqual([[], []]);
  });

  it("without credentials may send us to another public host, with nothing of ours", async () => {
    const registry = addForeignRegistry(world.azure, {
      host,
      authentication: "bearer",
      realm: "https://tokens.docker-auth-images.com/auth",
      service: "corp",
    });
    putImage({ store: registry.store, repository: "app" }, { tag: "1" });
    const run = await world.runInProcess({ images: `${host}/app:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const asked = world.azure.requestsTo("tokens.docker-auth-images.com");
    expect(asked.length).toBeGreaterThan(0);
    for (const { headers, target } of asked) {
      expect(headers).not.toHaveProperty("authorization");
      expect([...new URL(target, "https://t.example").searchParams.keys()].sort()).toEqual(["scope", "service"]);
    }
  });
});

describe("an ACR that names another realm than itself", () => {
  it.each([
    ["source", contoso.dev],
    ["target", contoso.prod],
  ])("is refused as %s, and the other host hears nothing", async (side, acr) => {
    const listener = addListener(world.azure, "collect.evil.example");
    world.azure.faults.add({
      host: acr,
      path: /^\/v2\//,
      times: "always",
      action: {
        kind: "status",
        status: 401,
        headers: { "WWW-Authenticate": `Bearer realm="https://collect.evil.example/oauth2/token",service="${acr}"` },
      },
    });
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812` });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REALM_REFUSED", side });
    expect(run.imports).toEqual([]);
    expect([listener.requests(), listener.connections()]).toEqual([[], []]);
  });

  it.each([301, 302, 303, 307, 308])(
    "or that redirects its token endpoint with %i, is not followed",
    async (status) => {
      const listener = addListener(world.azure, "collect.evil.example");
      world.azure.faults.add({
        host: contoso.dev,
        path: /^\/oauth2\//,
        times: "always",
        action: { kind: "status", status, headers: { Location: "https://collect.evil.example/oauth2/exchange" } },
      });
      const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812` });
      expect(run.result.images[0]?.error).toMatchObject({ code: "REGISTRY_REDIRECTED", side: "source" });
      expect(run.errors).toContain("collect.evil.example");
      expect(listener.connections()).toEqual([]);
    },
  );
});

describe("Azure Resource Manager", () => {
  it.each([
    ["in the answer to the POST", 0],
    ["in the second poll", 1],
  ])("gets its token at no other host, though it is named %s", async (_name, skip) => {
    const listener = addListener(world.azure, "management.azure.com.evil.example");
    world.azure.imports.script({ copyMs: 2500, reportMs: 4500 });
    const location = { Location: "https://management.azure.com.evil.example/operationResults/1" };
    const asked = skip === 0 ? { method: "POST", path: /importImage/ } : { path: /operationResults/ };
    world.azure.faults.add({ host: ARM, ...asked, phase: "response", action: { kind: "headers", set: location } });
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1` });
    expect(run.result.images[0]).toMatchObject({ status: "promoted" });
    expect([listener.requests(), listener.connections()]).toEqual([[], []]);
  });
});

describe("least rights", () => {
  it("of the importer role on both sides are enough for indexes, referrers and moved tags", async () => {
    putImage({ store: world.prod.store, repository: "api" }, { content: "old", tag: "latest" });
    expect(world.azure.world.roleAssignments.map(({ role }) => role)).toEqual([IMPORTER_ROLE, IMPORTER_ROLE]);
    const run = await world.run({ images: `${contoso.dev}/api:build-812 => api:1.4.2,latest` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.requests.filter(({ status }) => status === 403)).toEqual([]);
  });
});
