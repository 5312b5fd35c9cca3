// K5: tokens and passwords, and the hosts that get them. The local Azure's log is searched for each secret after each run.
// Hosts are placeholders on the domains of the reports; the responses are constructed.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { addListener } from "../emulator/listener.ts";
import { contoso } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";
import { hostsThatGot } from "../emulator/token-whereabouts.ts";
import { dockerConfig, LOGIN, PASSWORD, privateRegistry } from "./private-registry.ts";

const ARM = "management.azure.com";
const WORKER = `${contoso.dev}/worker:build-812 => worker:1`;
const OTHER_SUBSCRIPTION = "4d2c9a10-5555-4666-8777-900000000001";

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const addPrivateRegistry = (host: string, realm: string) => privateRegistry(world.azure, host, realm);
const hostOf = (url: string) => new URL(url).host;

interface ArmRegistry {
  id: string;
  name: string;
  properties: { loginServer: string };
}

/** Rewrites what ARM says of registries: of one by its resource ID, and of all in a list. */
function rewriteArm(change: (registry: ArmRegistry) => readonly ArmRegistry[]): void {
  world.azure.faults.add({
    host: ARM,
    method: "GET",
    path: /\/Microsoft\.ContainerRegistry\/registries(?:\/\w+)?\?/i,
    times: "always",
    phase: "response",
    action: {
      kind: "replace-body",
      body: (bytes) => {
        const json = JSON.parse(bytes.toString()) as ArmRegistry | { value: ArmRegistry[] };
        return JSON.stringify("value" in json ? { ...json, value: json.value.flatMap(change) } : change(json)[0]);
      },
    },
  });
}

const withLoginServer = (name: string, loginServer: string) => (registry: ArmRegistry) =>
  registry.name === name ? [{ ...registry, properties: { ...registry.properties, loginServer } }] : [registry];

/** Every token that Entra and the registries issued for ACRs, with the hosts that got it. */
function hostsWithAcrTokens(): string[] {
  const { tokens } = world.azure.world;
  const issued = tokens.secrets().flatMap((secret) => tokens.findAny(secret) ?? []);
  return [
    ...new Set(
      issued
        .filter(
          ({ kind, claims }) => kind.startsWith("acr-") || claims["aud"] === "https://containerregistry.azure.net",
        )
        .flatMap(({ value }) => hostsThatGot(world.azure, value)),
    ),
  ].sort();
}

/** A target that cannot be connected to fails the step, a source its images. */
const errorOf = ({ result }: ShippedRun) => result.error ?? result.images[0]?.error;

describe("K5.1 Entra's and ACR's tokens go only to login servers of the cloud", () => {
  const grantOther = () => {
    const { tenantId, clientId } = contoso;
    world.azure.addSubscription({ id: OTHER_SUBSCRIPTION, tenantId, resourceGroups: ["rg-other"] });
    const other = world.azure.addRegistry({
      name: "contosoother",
      resourceGroup: "rg-other",
      subscriptionId: OTHER_SUBSCRIPTION,
    });
    world.azure.grant(clientId, "AcrPull", other.id);
    world.azure.grant(clientId, "Reader", other.id);
    return other;
  };

  it.each<readonly [string, "target" | "source", string, () => Record<string, string>]>([
    ["a target by its name", "target", "contosoprod", () => ({ registry: "contosoprod", images: WORKER })],
    ["a target by its resource ID", "target", "contosoprod", () => ({ registry: world.prod.id, images: WORKER })],
    [
      "a closed target that is not read",
      "target",
      "contosoprod",
      () => {
        world.prod.properties.publicNetworkAccess = "Disabled";
        return { registry: world.prod.id, images: WORKER, verify: "best-effort" };
      },
    ],
    [
      "a source by its name",
      "source",
      "contosodev",
      () => ({ "source-registry": "contosodev", images: "worker:build-812" }),
    ],
    [
      "a closed source",
      "source",
      "contosodev",
      () => {
        world.dev.properties.publicNetworkAccess = "Disabled";
        return {
          "source-registry": world.dev.id,
          images: `worker@${world.digests.worker} => worker:1`,
          referrers: "none",
        };
      },
    ],
    [
      "a source by its resource ID in another subscription",
      "source",
      "contosoother",
      () => {
        const { id } = grantOther();
        return { "source-registry": id, images: "app:1" };
      },
    ],
    [
      "a source of a second identity",
      "source",
      "fabrikamimages",
      () => {
        const { registry } = seedFabrikam(world.azure);
        world.azure.grant(fabrikam.clientId, "Reader", registry.id);
        return {
          "source-registry": registry.id,
          "source-client-id": fabrikam.clientId,
          "source-tenant-id": fabrikam.tenantId,
          images: "partner/app:5",
        };
      },
    ],
    [
      "a source with a password",
      "source",
      "contosodev",
      () => ({ "source-registry": "contosodev", images: "worker:build-812", ...LOGIN }),
    ],
  ])("%s, with loginServer: registry.example", async (_name, side, registry, arrange) => {
    world.azure.world.tokens.addSecret(PASSWORD);
    const inputs = arrange();
    rewriteArm(withLoginServer(registry, "registry.example"));
    const listener = addListener(world.azure, "registry.example");
    const run = await world.runInProcess(inputs);
    expect(errorOf(run)).toMatchObject({ code: "LOGIN_SERVER_REFUSED", side });
    expect(run.errors).toMatch(
      /its login server is registry\.example .* must be \w+\.azurecr\.io .* No token was sent/,
    );
    expect([listener.connections(), listener.requests(), run.imports]).toEqual([[], [], []]);
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
    expect(hostsWithAcrTokens().filter((host) => host !== contoso.dev && host !== contoso.prod)).toEqual([]);
  });

  it.each([
    ["of another cloud", "contosoprod.azurecr.cn"],
    ["of a look-alike suffix", "contosoprod.azurecr.io.evil.example"],
    ["of a look-alike domain", "contosoprod.evilazurecr.io"],
    ["of another registry", "fabrikamimages.azurecr.io"],
    ["of a registry whose name begins alike", "contosoproduction.azurecr.io"],
    ["with a port", "contosoprod.azurecr.io:8443"],
    ["that is a regional endpoint", "contosoprod.westus.geo.azurecr.io"],
  ])("a login server %s is refused", async (_name, loginServer) => {
    rewriteArm(withLoginServer("contosoprod", loginServer));
    const listener = addListener(world.azure, loginServer);
    const run = await world.runInProcess({ registry: "contosoprod", images: WORKER });
    expect(errorOf(run)).toMatchObject({ code: "LOGIN_SERVER_REFUSED", side: "target" });
    expect([listener.connections(), run.imports]).toEqual([[], []]);
  });

  it.each<readonly [string, (registry: ArmRegistry) => ArmRegistry[], string]>([
    [
      "the registry twice",
      (registry) => [registry, { ...registry, id: registry.id.replace(/rg-\w+/, "rg-evil") }],
      "has it twice",
    ],
    [
      "the registry in another subscription",
      (registry) => [{ ...registry, id: registry.id.replace(contoso.subscriptionId, OTHER_SUBSCRIPTION) }],
      "with the resource ID of another subscription",
    ],
    [
      "the registry with the resource ID of another one",
      (registry) => [{ ...registry, id: registry.id.replace(/\w+$/, "evilregistry") }],
      "has another name than its resource ID",
    ],
  ])("a list that has %s is refused", async (_name, change, text) => {
    rewriteArm((registry) => (registry.name === "contosoprod" ? change(registry) : [registry]));
    const run = await world.runInProcess({ registry: "contosoprod", images: WORKER });
    expect(errorOf(run)).toMatchObject({ code: "ARM_ANSWER_INVALID" });
    expect(run.errors).toContain(text);
    expect(run.imports).toEqual([]);
  });

  it("a response about another registry than the resource ID is refused", async () => {
    rewriteArm((registry) => [
      {
        id: registry.id.replace(/\w+$/, "evilregistry"),
        name: "evilregistry",
        properties: { loginServer: "evilregistry.azurecr.io" },
      },
    ]);
    const listener = addListener(world.azure, "evilregistry.azurecr.io");
    const run = await world.runInProcess({ registry: world.prod.id, images: WORKER });
    expect(errorOf(run)).toMatchObject({ code: "ARM_ANSWER_INVALID", side: "target" });
    expect([listener.connections(), run.imports]).toEqual([[], []]);
  });

  it("other registries in a list may be anything", async () => {
    rewriteArm((registry) => [
      {
        ...registry,
        id: registry.id.replace(/\w+$/, "evilregistry"),
        name: "evilregistry",
        properties: { loginServer: "registry.example" },
      },
      registry,
    ]);
    const listener = addListener(world.azure, "registry.example");
    const run = await world.runInProcess({ registry: "contosoprod", images: WORKER, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(listener.connections()).toEqual([]);
  });
});

/** Token services that get no login: the registry's host, its realm, and how the refusal goes on. */
const REFUSED: readonly (readonly [string, string, string, RegExp])[] = [
  ["another customer of JFrog", "a.jfrog.io", "https://b.jfrog.io/v2/token", /hosts of other customers/],
  ["another host of pkg.dev", "europe-docker.pkg.dev", "https://evil.pkg.dev/v2/token", /hosts of other customers/],
  [
    "another host of Cloudsmith",
    "docker.cloudsmith.io",
    "https://evil.cloudsmith.io/token",
    /hosts of other customers/,
  ],
  [
    "another account of ECR",
    "111111111111.dkr.ecr.eu-west-1.amazonaws.com",
    "https://222222222222.dkr.ecr.eu-west-1.amazonaws.com/token",
    /hosts of other customers/,
  ],
  [
    "another port of the registry's host",
    "registry.corp-images.com",
    "https://registry.corp-images.com:8443/token",
    /only to its own port and to port 443/,
  ],
  [
    "another port of a sibling",
    "registry.corp-images.com",
    "https://git.corp-images.com:8443/jwt/auth",
    /only to its own port and to port 443/,
  ],
  ["another site", "registry.corp-images.com", "https://collect.evil.com/token", /only to its own host and domain/],
  ["another site than the known one", "rg.fr-par.scw.cloud", "https://api.scaleway.com.evil.com/t", /hosts of other/],
];

describe("K5.4 the realm of another customer, or of another port, gets no login", () => {
  it.each(REFUSED)("%s: refused, and the message says how to trust it", async (_name, host, realm, why) => {
    addPrivateRegistry(host, realm);
    const run = await world.runInProcess({ images: `${host}/app:1`, ...LOGIN });
    const error = run.result.images[0]?.error;
    expect(error).toMatchObject({ code: "REALM_REFUSED", side: "source" });
    expect(error?.message).toMatch(why);
    expect(error?.message).toContain("No credential was sent.");
    expect(error?.remedy).toContain(`Ask the operator of ${host} whether ${hostOf(realm)} is its token service`);
    expect(error?.remedy).toContain(`trusted-token-hosts: ${hostOf(realm)}`);
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
    expect(run.imports).toEqual([]);
  });

  it("nor does Azure, which would follow it: a pinned image that is not read is not imported", async () => {
    addPrivateRegistry("a.jfrog.io", "https://b.jfrog.io/v2/token");
    const images = `a.jfrog.io/app@sha256:${"a".repeat(64)} => app:1`;
    const run = await world.runInProcess({ images, referrers: "none", ...LOGIN });
    expect(run.result.images[0]?.error?.code).toBe("REALM_REFUSED");
    expect([run.imports, hostsThatGot(world.azure, PASSWORD)]).toEqual([[], []]);
  });

  it.each(REFUSED.slice(0, 6))("%s: nor a login of the Docker configuration", async (_name, host, realm) => {
    addPrivateRegistry(host, realm);
    const run = await world.runInProcess({ images: `${host}/app:1` }, dockerConfig(host));
    expect(run.result.images[0]?.error?.code).toBe("REALM_REFUSED");
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
  });

  it.each([
    ["the registry's own host on a shared domain", "a.jfrog.io", "https://a.jfrog.io/v2/token"],
    ["the registry's own port", "registry.corp-images.com:5000", "https://registry.corp-images.com:5000/token"],
    ["port 443 beside it", "registry.corp-images.com:5000", "https://registry.corp-images.com/token"],
    ["a sibling", "registry.corp-images.com", "https://git.corp-images.com/jwt/auth"],
  ])("%s still gets it", async (_name, host, realm) => {
    addPrivateRegistry(host, realm);
    const run = await world.runInProcess({ images: `${host}/app:1`, referrers: "none", ...LOGIN });
    expect(run.errors).toBe("");
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([hostOf(realm), ARM].sort());
  });
});

describe("K5.5 token services on another site", () => {
  it.each([
    ["rg.fr-par.scw.cloud", "https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens"],
    ["registry.cn-hangzhou.aliyuncs.com", "https://dockerauth.cn-hangzhou.aliyuncs.com/auth"],
    ["acme-registry.cn-hangzhou.cr.aliyuncs.com", "https://dockerauth-ee.cn-hangzhou.aliyuncs.com/auth"],
    ["registry.rancher.com", "https://scc.suse.com/api/registry/authorize"],
    ["registry.acme.gitlab-dedicated.com", "https://acme.gitlab-dedicated.com/jwt/auth"],
  ])("that of %s is known", async (host, realm) => {
    addPrivateRegistry(host, realm);
    const run = await world.runInProcess({ images: `${host}/app:1`, referrers: "none", ...LOGIN });
    expect(run.errors).toBe("");
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([hostOf(realm), ARM].sort());
  });

  it.each(REFUSED)("%s gets the login once it is in trusted-token-hosts", async (_name, host, realm) => {
    addPrivateRegistry(host, realm);
    const run = await world.runInProcess({
      images: `${host}/app:1`,
      referrers: "none",
      "trusted-token-hosts": `tokens.example.com\n${hostOf(realm).toUpperCase()} # asked them`,
      ...LOGIN,
    });
    expect(run.errors).toBe("");
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([hostOf(realm), ARM].sort());
  });

  it.each(["login.corp-identity.com", "corp-identity.com:8443", "login.corp-identity.com:8444"])(
    "trust in %s is not trust in login.corp-identity.com:8443",
    async (trusted) => {
      addPrivateRegistry("registry.corp-images.com", "https://login.corp-identity.com:8443/token");
      const images = "registry.corp-images.com/app:1";
      const run = await world.runInProcess({ images, "trusted-token-hosts": trusted, ...LOGIN });
      expect(run.result.images[0]?.error?.code).toBe("REALM_REFUSED");
      expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
    },
  );

  it.each(["contosodev.azurecr.io", "contosoprod.azurecr.io"])(
    "a trusted host never gets a token of Entra or ACR, though %s names it",
    async (acr) => {
      addPrivateRegistry("registry.corp-images.com", "https://login.corp-identity.com/token");
      const realm = 'Bearer realm="https://login.corp-identity.com/oauth2/token"';
      world.azure.faults.add({
        host: acr,
        path: /^\/v2\//,
        times: "always",
        action: { kind: "status", status: 401, headers: { "WWW-Authenticate": `${realm},service="${acr}"` } },
      });
      const run = await world.runInProcess({
        images: `registry.corp-images.com/app:1\n${WORKER}`,
        referrers: "none",
        "source-registry": "registry.corp-images.com",
        "trusted-token-hosts": "login.corp-identity.com",
        ...LOGIN,
      });
      const codes = run.result.images.map(({ error }) => error?.code);
      expect(codes).toContain("REALM_REFUSED");
      expect(hostsWithAcrTokens()).not.toContain("login.corp-identity.com");
      expect(hostsWithAcrTokens()).not.toContain("registry.corp-images.com");
    },
  );

  it.each([
    ["https://api.scaleway.com", "write it without https://"],
    ["*.scaleway.com", "wildcards are not allowed"],
    ["api.scaleway.com/tokens", "write the host without a path"],
    ["user@api.scaleway.com", "write the host without a user name"],
    ["203.0.113.7", "it must be a DNS name"],
    ["localhost:8443", "it must be a DNS name"],
    ["api.scaleway.com:0", "it must be a DNS name"],
    [contoso.prod, "it is an Azure container registry"],
  ])("the entry %s is an input problem that shows the wanted form", async (entry, why) => {
    const run = await world.runInProcess({ images: WORKER, "trusted-token-hosts": entry });
    expect(run.errors).toContain(`trusted-token-hosts: "${entry}" is not a valid token service: ${why}`);
    expect(run.errors).toContain("trusted-token-hosts: tokens.example.com, auth.example.com:8443");
    expect(run.requests).toEqual([]);
  });

  it("a notice says where it has no effect", async () => {
    const run = await world.runInProcess({ images: WORKER, referrers: "none", "trusted-token-hosts": "a.example.com" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.annotations.map(({ command, message }) => [command, message])).toEqual([
      ["notice", expect.stringContaining("trusted-token-hosts has no effect: every source is an Azure")],
    ]);
  });
});

describe("K5.6 a password from the inputs goes to one host, which an input names", () => {
  const HOST = "registry.corp-images.com";
  const EVIL = "registry.evil.com";

  function addBoth() {
    addPrivateRegistry(HOST, `https://${HOST}/token`);
    addPrivateRegistry(EVIL, `https://${EVIL}/token`);
  }

  it.each([
    ["a line", "images.txt", `${EVIL}/app:1 => app:1\n`],
    ["an entry", "images.yml", `version: 1\nimages:\n- source: ${EVIL}/app:1\n  repository: app\n`],
    ["its sourceRegistry", "images.yml", `version: 1\nsourceRegistry: ${EVIL}\nimages:\n- source: app:1\n`],
  ])("a host that only %s of an images file names is an input problem", async (_name, file, text) => {
    addBoth();
    const run = await world.runInProcess({ "images-file": file, ...LOGIN }, { files: { [file]: text } });
    expect(run.errors).toMatch(
      /source-password: no input names the registry that the password is for; only images\.\w+:\d+ names registry\.evil\.com/,
    );
    expect(run.errors).toContain(`source-registry: ${EVIL}`);
    expect(run.requests).toEqual([]);
  });

  it("a file and lines that name different hosts are an input problem", async () => {
    addBoth();
    const files = { "images.txt": `${EVIL}/app:1 => evil:1\n` };
    const inputs = { images: `${HOST}/app:1`, "images-file": "images.txt", ...LOGIN };
    const run = await world.runInProcess(inputs, { files });
    expect(run.errors).toContain(`the images come from several: ${HOST}, ${EVIL}`);
    expect(run.requests).toEqual([]);
  });

  it("a file that names several hosts is one problem", async () => {
    const files = { "images.txt": `${EVIL}/app:1 => evil:1\n${HOST}/app:1 => app:1\n` };
    const run = await world.runInProcess({ "images-file": "images.txt", ...LOGIN }, { files });
    expect(run.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining(`the images come from several: ${EVIL}, ${HOST}`),
    ]);
    expect(run.requests).toEqual([]);
  });

  it("with source-registry, the host of the file gets nothing", async () => {
    addBoth();
    const files = { "images.txt": `${EVIL}/app:1 => evil:1\n` };
    const run = await world.runInProcess(
      { "source-registry": HOST, images: "app:1", "images-file": "images.txt", referrers: "none", ...LOGIN },
      { files },
    );
    expect(run.exitCode).toBe(1);
    expect(run.result.images.map(({ error }) => error?.code ?? null)).toContain("REGISTRY_UNAUTHORIZED");
    expect(hostsThatGot(world.azure, PASSWORD).filter((host) => host !== ARM)).toEqual([HOST]);
    expect(run.imports.filter(({ source }) => source.registryUri === EVIL)).toEqual([]);
  });

  describe("where source-registry is a name, and two login servers may have it", () => {
    const labelled = "contosolabel-d4e5f6a7b8.azurecr.io";
    const token = { name: "reader", password: PASSWORD };

    /** Contoso's registry with a DNS name label, and one of another tenant that has the name without it. */
    function addBothLogins() {
      seedFabrikam(world.azure);
      const place = { name: "contosolabel", resourceGroup: "rg-dev", subscriptionId: contoso.subscriptionId };
      const own = world.azure.addRegistry({ ...place, loginServer: labelled });
      const { subscriptionId } = fabrikam;
      const others = world.azure.addRegistry({ name: "contosolabel", resourceGroup: "rg-images", subscriptionId });
      for (const registry of [own, others]) {
        putImage({ store: registry.store, repository: "app" }, { content: registry.id, tag: "1" });
        registry.repositoryScopedTokens.push({ ...token, repositories: { app: ["pull", "metadata_read"] } });
      }
      world.azure.world.tokens.addSecret(PASSWORD);
      return own;
    }
    const inputs = {
      "source-registry": "contosolabel",
      "source-username": token.name,
      "source-password": PASSWORD,
      "images-file": "images.txt",
      referrers: "none",
    };

    it("the one that Resource Manager shows gets the password, not the one that the file names", async () => {
      const own = addBothLogins();
      world.azure.grant(contoso.clientId, "Reader", own.id);
      const files = {
        "images.txt": `app:1 => own:1\n${labelled}/app:1 => own:2\ncontosolabel.azurecr.io/app:1 => other:1\n`,
      };
      const run = await world.runInProcess({ ...inputs, "all-or-nothing": "false" }, { files });
      expect(run.result.images.map(({ error }) => error?.code ?? null)).toEqual([null, null, "ANONYMOUS_PULL_OFF"]);
      expect(hostsThatGot(world.azure, PASSWORD)).toEqual([labelled, ARM]);
      expect(world.prod.store.tags("own")).toMatchObject({ 1: expect.anything(), 2: expect.anything() });
    });

    it("none gets it where Resource Manager does not show it, and the message asks for the login server", async () => {
      addBothLogins();
      const files = { "images.txt": "contosolabel.azurecr.io/app:1 => other:1\n" };
      const run = await world.runInProcess(inputs, { files });
      expect(run.errors).toContain("set source-registry to the login server");
      expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
    });
  });

  it.each([
    ["images", { images: `${HOST}/app:1 => app:1` }],
    ["source-registry", { "source-registry": HOST }],
  ])("a host that %s names as well gets it for the images of the file", async (_name, inputs) => {
    addBoth();
    const files = { "images.txt": `${HOST}/app:1 => file:1\n` };
    const run = await world.runInProcess(
      { ...inputs, "images-file": "images.txt", referrers: "none", ...LOGIN },
      { files },
    );
    expect(run.errors).toBe("");
    expect(world.prod.store.tags("file")).toHaveProperty("1");
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([ARM, HOST].sort());
  });
});
