// Wherever a server's answer points to, nothing of ours goes: redirects, polling URLs, next pages, realms, layers' URLs.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../emulator/faults.ts";
import { MEDIA_TYPES, putDocument, putImage } from "../emulator/images.ts";
import { addListener, type Listener } from "../emulator/listener.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const images = `${dev}/api:build-812 => api:1.4.2`;
const EVIL = "evil.example.com";

interface Trap {
  readonly world: World;
  readonly listeners: readonly Listener[];
  /** Where a server may want to send us: another host, another port, no TLS. */
  readonly places: Readonly<Record<"host" | "port" | "scheme", string>>;
}

async function setTrap(): Promise<Trap> {
  const world = await startWorld();
  const { azure } = world;
  return {
    world,
    listeners: [EVIL, `${EVIL}:8443`, `${prod}:8443`, `${dev}:8443`, "management.azure.com:8443"].map((host) =>
      addListener(azure, host),
    ),
    places: {
      host: `https://${EVIL}/stolen`,
      port: `https://${EVIL}:8443/stolen`,
      scheme: `http://${azure.idTokenHost}/stolen`,
    },
  };
}

function expectNobodyWent({ world, listeners }: Trap): void {
  for (const listener of listeners) {
    expect(listener.leaks()).toEqual([]);
    expect({ host: listener.host, connections: listener.connections() }).toEqual({
      host: listener.host,
      connections: [],
    });
  }
  expect(world.azure.requests.filter(({ target }) => target.includes("stolen"))).toEqual([]);
}

const ENDPOINTS: Record<string, Fault> = {
  "GitHub's ID token service": { party: "id-token" },
  Entra: { party: "entra" },
  "ARM's list of registries": { party: "resource-manager", path: /\/registries\?/ },
  "the import's POST": { party: "resource-manager", path: /importImage/ },
  "the import's polling URL": { party: "resource-manager", path: /operationResults/ },
  "a registry's token exchange": { host: prod, path: /oauth2\/exchange/ },
  "a registry's token service": { host: dev, path: /oauth2\/token/ },
  "the source's manifests": { host: dev, path: /\/manifests\// },
  "the source's referrers": { host: dev, path: /\/referrers\// },
  "the source's tags": { host: dev, path: /\/tags\/list/ },
  "the target's manifests": { host: prod, path: /\/manifests\// },
};
const REDIRECTS = [
  [301, "host"],
  [302, "port"],
  [303, "scheme"],
  [307, "host"],
  [308, "port"],
] as const;

describe("a redirect", () => {
  it.each(Object.keys(ENDPOINTS))("is followed from %s to no other host, port or scheme", async (name) => {
    const runs = await Promise.all(
      REDIRECTS.map(async ([status, place]) => {
        const trap = await setTrap();
        const { world, places } = trap;
        world.azure.imports.script({ copyMs: 12_000, reportMs: 12_000 });
        const fault = world.azure.faults.add({
          ...ENDPOINTS[name],
          times: "always",
          action: { kind: "status", status, headers: { Location: places[place] } },
        });
        try {
          const run = await world.runInProcess({ images, "timeout-minutes": "2" });
          expect(fault.struck).toBeGreaterThan(0);
          expectNobodyWent(trap);
          return run.exitCode;
        } finally {
          await world.close();
        }
      }),
    );
    // How an import goes is seen at the target, too, and cosign's tags are found without a list.
    const isOptional = ["the import's polling URL", "the source's tags"].includes(name);
    expect(runs).toEqual(REDIRECTS.map(() => (isOptional ? 0 : 1)));
  });
});

describe("with a trap set", () => {
  let trap: Trap;
  let world: World;

  beforeEach(async () => {
    trap = await setTrap();
    world = trap.world;
  });
  afterEach(async () => {
    expectNobodyWent(trap);
    await world.close();
  });

  const polling: [string, (url: URL, idTokenHost: string) => string][] = [
    ["another host", (url) => `https://${EVIL}${url.pathname}${url.search}`],
    ["another port", (url) => `https://management.azure.com:8443${url.pathname}${url.search}`],
    ["a host before an at sign", (url) => `https://management.azure.com@${EVIL}${url.pathname}`],
    ["userinfo at the right host", (url) => `https://user:pw@management.azure.com${url.pathname}${url.search}`],
    ["a look-alike", (url) => `https://management.azure.com.${EVIL}${url.pathname}`],
    ["plain http", (_url, idTokenHost) => `http://${idTokenHost}/stolen`],
    ["a path without a scheme", () => `//${EVIL}/elsewhere`],
    ["no URL at all", () => "https://[evil"],
  ];

  it.each(polling)("a polling URL at %s is not asked, and the target settles it", async (_name, move) => {
    const { azure } = world;
    azure.imports.script({ copyMs: 700, reportMs: 700 });
    azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      action: {
        kind: "answer",
        answer: (_request, answer) => {
          const url = new URL(String(answer.headers["Location"]));
          const foreign = move(url, azure.idTokenHost);
          return { ...answer, headers: { ...answer.headers, Location: foreign, "Azure-AsyncOperation": foreign } };
        },
      },
    });
    const run = await world.runInProcess({ images, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.requests.filter(({ target }) => target.includes("operationResults"))).toEqual([]);
  });

  it.each(polling)("nor is one that a poll gives, at %s", async (_name, move) => {
    const { azure } = world;
    azure.imports.script({ copyMs: 24_000, reportMs: 24_000 });
    azure.faults.add({
      party: "resource-manager",
      path: /operationResults/,
      action: {
        kind: "answer",
        answer: (_request, answer) => {
          const url = new URL(String(answer.headers["Location"]));
          return { ...answer, headers: { ...answer.headers, Location: move(url, azure.idTokenHost) } };
        },
      },
    });
    const run = await world.runInProcess({ images, referrers: "none" }, { strays: /\/elsewhere/ });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.requests.filter(({ target }) => target.includes("operationResults"))).toHaveLength(1);
  });

  it.each([
    ["another host", () => `<https://${EVIL}/v2/api/referrers/x>; rel="next"`],
    ["another port", () => `<https://${dev}:8443/v2/api/referrers/x>; rel="next"`],
    ["a host without a scheme", () => `<//${EVIL}/v2/api/referrers/x>; rel="next"`],
    ["userinfo", (page: string) => `<https://u:p@${dev}${page}?last=x>; rel="next"`],
    ["plain http", () => `<http://${dev}/v2/api/referrers/x>; rel="next"`],
    ["another path", () => '</v2/other/referrers/x>; rel="next"'],
    ["the path of an upload", () => '</v2/api/blobs/uploads/>; rel="next"'],
  ])("a next page of referrers at %s is refused before anything is written", async (_name, link) => {
    world.azure.faults.add({
      host: dev,
      path: /\/referrers\//,
      times: "always",
      action: {
        kind: "answer",
        answer: (request, answer) => ({ ...answer, headers: { ...answer.headers, Link: link(request.path) } }),
      },
    });
    const run = await world.runInProcess({ images });
    expect(run.exitCode).toBe(1);
    expect(run.result.images[0]?.error?.code).toBe("REFERRERS_UNKNOWN");
    expect(run.errors).toContain("was not requested: its link leads to another");
    expect(run.imports).toEqual([]);
  });

  it("endless pages of referrers come to an end", async () => {
    let page = 0;
    world.azure.faults.add({
      host: dev,
      path: /\/referrers\//,
      times: "always",
      action: {
        kind: "answer",
        answer: (request, answer) => {
          page += 1;
          return { ...answer, headers: { ...answer.headers, Link: `<${request.path}?last=${page}>; rel="next"` } };
        },
      },
    });
    const run = await world.run({ images });
    expect(run.exitCode).toBe(1);
    expect(run.result.images[0]?.error?.code).toBe("REFERRERS_UNKNOWN");
    expect(run.errors).toContain("the list has more than 2000 referrers or 50 pages");
    expect(run.requests.length).toBeLessThan(1_000);
  });

  it.each([
    ["another host", () => `https://${EVIL}/oauth2/token`],
    ["a look-alike", () => `https://${dev}.${EVIL}/oauth2/token`],
    ["another port", () => `https://${dev}:8443/oauth2/token`],
    ["another registry of the same cloud", () => `https://${prod}/oauth2/token`],
    ["plain http", () => `http://${dev}/oauth2/token`],
    ["userinfo", () => `https://${dev}@${EVIL}/oauth2/token`],
  ])("an ACR's realm at %s gets no credential, not even after a good answer", async (_name, realm) => {
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      skip: 1,
      times: "always",
      action: {
        kind: "status",
        status: 401,
        headers: { "WWW-Authenticate": `Bearer realm="${realm()}",service="${dev}",scope="repository:api:pull"` },
      },
    });
    const run = await world.runInProcess({ images });
    // The first read went well, so that the refusal meets a signature; it is quoted.
    expect(run.result.images[0]?.error?.code).toBe("REFERRERS_UNKNOWN");
    expect(run.errors).toContain("as its token service, but the token service of an ACR is its login server");
    expect(run.imports).toEqual([]);
  });

  it("what layers and data of a manifest point to is never fetched", async () => {
    const place = { store: world.dev.store, repository: "foreign" };
    const { digest } = putImage(place, { content: "foreign" });
    const bytes = world.dev.store.manifest("foreign", digest)?.bytes.toString("utf8") ?? "";
    const document = JSON.parse(bytes);
    for (const url of [
      `https://${EVIL}/layer`,
      "http://169.254.169.254/metadata/identity/oauth2/token",
      "file:///etc/passwd",
    ]) {
      document.layers[0] = { ...document.layers[0], urls: [url], data: Buffer.from("payload").toString("base64") };
      document.config = { ...document.config, urls: [url] };
      const put = putDocument(place, { ...document, mediaType: MEDIA_TYPES.manifest }, "1");
      const run = await world.run({
        images: `${dev}/foreign:1`,
        "on-conflict": "overwrite",
        "require-platforms": "linux/amd64",
      });
      expect(run.outputs["digest"]).toBe(put.digest);
    }
    expect(world.azure.connections.filter(({ host }) => /evil|169\.254/.test(host))).toEqual([]);
  });
});
