// The network that the runner is in: proxies with and without a password, NO_PROXY as one decision for every client, private CAs.
import { afterEach, describe, expect, it } from "@jest/globals";
import { contoso } from "../emulator/seed.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";
import { startWorld, type World } from "./shipped-action.ts";

const IMAGES = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };
const ARM = "management.azure.com";
const ENTRA = "login.microsoftonline.com";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function open(options?: Parameters<typeof startWorld>[0]): Promise<World> {
  world = await startWorld(options);
  world.azure.imports.settings.retryAfterSeconds = 1;
  return world;
}

describe("a proxy", () => {
  it.each(["HTTPS_PROXY", "https_proxy"])(
    "of %s is taken by every client, and never for the runner's own service",
    async (name) => {
      const { azure, run } = await open();
      seedDockerHub(azure);
      const promoted = await run(
        { images: `${IMAGES.images}\ndocker.io/alpine:3.22 => alpine:3.22`, referrers: "none" },
        { env: { HTTPS_PROXY: undefined, [name]: azure.proxyUrl } },
      );
      expect(promoted.result.counts).toEqual({ promoted: 2 });
      expect([...new Set(azure.connections.map(({ host }) => host))].sort()).toEqual(
        [ARM, ENTRA, contoso.dev, contoso.prod, "auth.docker.io", "registry-1.docker.io"].sort(),
      );
    },
  );

  it("with user and password gets them, and nobody else does", async () => {
    const proxyCredentials = { username: "runner", password: "p@ss:word/of the proxy" };
    const { azure, run } = await open({ proxyCredentials });
    const promoted = await run(IMAGES);
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    const sent = azure.requests.map(({ headers, body }) => JSON.stringify([headers, body])).join("\n");
    expect(sent.toLowerCase()).not.toContain("proxy-authorization");
    expect(sent).not.toContain(proxyCredentials.password);
    expect(promoted.masks.join("\n")).toContain("p@ss:word/of the proxy");
  });

  it.each([
    ["without any", (url: URL) => Object.assign(new URL(url), { username: "", password: "" })],
    ["with a wrong one", (url: URL) => Object.assign(new URL(url), { password: "wrong" })],
  ])("that asks for a password is explained %s", async (_name, change) => {
    const { azure, runInProcess } = await open({
      proxyCredentials: { username: "runner", password: "0localProxyPassword0" },
    });
    const refused = await runInProcess(IMAGES, { env: { HTTPS_PROXY: change(new URL(azure.proxyUrl)).href } });
    expect(refused.result.error).toMatchObject({ code: "NETWORK_PROXY" });
    expect(refused.errors).toContain("407");
    expect(refused.errors).toContain("HTTPS_PROXY");
    expect(azure.requests.filter(({ party }) => party !== "id-token")).toEqual([]);
  });

  it.each([
    ["refuses a host", contoso.dev, "source"],
    ["refuses a host", contoso.prod, "target"],
  ] as const)("that %s (%s) is told with that host and NO_PROXY", async (_name, host, side) => {
    const { azure, runInProcess } = await open();
    azure.faults.add({ host, times: "always", action: { kind: "refuse-connect", status: 403 } });
    const refused = await runInProcess(IMAGES);
    expect(refused.result.images[0]?.error).toMatchObject({ code: "NETWORK_PROXY", side });
    expect(refused.errors).toContain(host);
    expect(refused.errors).toContain("the proxy returned 403");
    expect(refused.errors).toContain("NO_PROXY");
    expect(refused.imports).toEqual([]);
  });

  it("that is not there is told, and nothing goes around it", async () => {
    const { azure, runInProcess } = await open();
    const refused = await runInProcess(IMAGES, { env: { HTTPS_PROXY: "http://127.0.0.1:9" } });
    expect(refused.exitCode).toBe(1);
    expect(refused.errors).toContain(ENTRA);
    expect(azure.connections).toEqual([]);
  });
});

/** Without the proxy nothing answers these names here, so that a direct connection shows as a failure that names the host. */
describe("NO_PROXY", () => {
  it.each([
    ["Entra", "*", ENTRA],
    ["Entra", ENTRA, ENTRA],
    ["Azure's SDK", ".azure.com", ARM],
    ["a registry", "azurecr.io", contoso.dev],
  ])("keeps %s from the proxy by %s", async (_client, pattern, host) => {
    const { azure, runInProcess } = await open();
    const refused = await runInProcess(IMAGES, { env: { NO_PROXY: pattern } });
    expect(refused.exitCode).toBe(1);
    expect(refused.errors).toContain(host);
    expect(refused.errors).not.toContain("the proxy");
    expect(azure.connections.map((connection) => connection.host)).not.toContain(host);
  });

  it("of another name, port or suffix changes nothing", async () => {
    const { runInProcess } = await open();
    const pattern = "evil-azurecr.io,azurecr.io:8443,tosodev.azurecr.io,10.0.0.0/8";
    expect((await runInProcess(IMAGES, { env: { NO_PROXY: pattern } })).result.counts).toEqual({ promoted: 1 });
  });
});

describe("a private CA", () => {
  it("is trusted by NODE_EXTRA_CA_CERTS", async () => {
    const { run } = await open();
    expect((await run(IMAGES)).result.counts).toEqual({ promoted: 1 });
  });

  it("is refused without it, by a message that names host and variable and never advises less checking", async () => {
    const { azure, run } = await open();
    const refused = await run(IMAGES, { env: { NODE_EXTRA_CA_CERTS: undefined } });
    expect(refused.result.error).toMatchObject({ code: "NETWORK_TLS" });
    expect(refused.errors).toContain(ENTRA);
    expect(refused.errors).toContain("NODE_EXTRA_CA_CERTS");
    expect(refused.errors).not.toContain("NODE_TLS_REJECT_UNAUTHORIZED");
    expect(azure.requests.filter(({ party }) => party !== "id-token")).toEqual([]);
  });

  it.each([
    ["untrusted", contoso.dev, "source"],
    ["expired", contoso.dev, "source"],
    ["wrong-host", contoso.prod, "target"],
  ] as const)("or a certificate that is %s at %s is told with its side", async (how, host, side) => {
    const { azure, runInProcess } = await open();
    azure.faults.add({ host, times: "always", action: { kind: "tls-failure", how } });
    const refused = await runInProcess(IMAGES);
    expect(refused.result.images[0]?.error).toMatchObject({ code: "NETWORK_TLS", side });
    expect(refused.errors).toContain(host);
    expect(refused.imports).toEqual([]);
  });
});
