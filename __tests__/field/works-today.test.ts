// What version 1.0.0 did right with inputs that other tools fail on: it has to stay so. One run has them all, one row each.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ResultImage, type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { addForeignRegistry, type ForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, putDocument, putImage, putIndex } from "../emulator/images.ts";
import { type Descriptor, digestOfBytes } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";

const PORT_5000 = "registry.fabrikam.example:5000";
const FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
/** What one request may have of headers in Node: 16 KiB, names and values together. */
const HEADERS_BYTES = 16 * 1024;

let world: World;
let run: ShippedRun;
let registry: ForeignRegistry;
let windows: Descriptor;
let emptyConfig: Descriptor;
let compressed: { index: Descriptor; gzip: Descriptor; zstd: Descriptor };
let onPort: string;
let partnerDigest: string;
let refreshToken: string;
let headersSent = 0;

const at = (repository: string) => ({ store: world.dev.store, repository });

/** nanoserver's base layer, which the registry does not hold: google/go-containerregistry#1418. */
function putWindowsImage(): Descriptor {
  const { store, repository } = at("windows-app");
  const config = Buffer.from('{"os":"windows","architecture":"amd64","os.version":"10.0.17763.3165"}');
  const app = Buffer.from("app layer");
  const base = "sha256:d555a7e4de4dd775379d5c43c1419374bff7908670dc7444be5e8e8f386f3d26";
  const urls = [`https://mcr.microsoft.com/v2/windows/nanoserver/blobs/${base}`];
  const layers = [
    { mediaType: FOREIGN, size: 103153235, digest: base, urls },
    { mediaType: MEDIA_TYPES.dockerLayer, size: app.length, digest: store.putBlob(repository, app) },
  ];
  const document = {
    mediaType: MEDIA_TYPES.dockerManifest,
    config: { mediaType: MEDIA_TYPES.dockerConfig, size: config.length, digest: store.putBlob(repository, config) },
    layers,
  };
  return putDocument(at("windows-app"), document, "1");
}

/** An artifact whose config is the empty blob, as early versions of oras made them: oras-project/oras. */
function putEmptyConfig(): Descriptor {
  const { store, repository } = at("wasm/filter");
  const module = Buffer.from("\0asm");
  const document = {
    mediaType: MEDIA_TYPES.manifest,
    config: {
      mediaType: "application/vnd.unknown.config.v1+json",
      size: 0,
      digest: store.putBlob(repository, Buffer.alloc(0)),
    },
    layers: [{ mediaType: "application/wasm", size: module.length, digest: store.putBlob(repository, module) }],
  };
  return putDocument(at("wasm/filter"), document, "2");
}

/** One platform twice, as buildah's `--add-compression` and konflux-ci/build-definitions#1264 have it. */
function putCompressed(): typeof compressed {
  const { store, repository } = at("dual");
  const gzip = putImage(at("dual"), { platform: "linux/amd64" });
  const layer = Buffer.from("(\xb5/\xfd zstd layer", "latin1");
  const config = Buffer.from('{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]}}');
  const zstd = putDocument(at("dual"), {
    mediaType: MEDIA_TYPES.manifest,
    config: { mediaType: MEDIA_TYPES.config, size: config.length, digest: store.putBlob(repository, config) },
    layers: [
      {
        mediaType: "application/vnd.oci.image.layer.v1.tar+zstd",
        size: layer.length,
        digest: store.putBlob(repository, layer),
      },
    ],
  });
  const manifests = [
    gzip,
    {
      ...zstd,
      ...(gzip.platform && { platform: gzip.platform }),
      annotations: { "io.github.containers.compression.zstd": "true" },
    },
  ];
  return { index: putDocument(at("dual"), { mediaType: MEDIA_TYPES.index, manifests }, "3"), gzip, zstd };
}

/** A refresh token as `az acr login` puts it into Docker's configuration. */
async function acrRefreshToken(loginServer: string): Promise<string> {
  const { azure } = world;
  const { value } = azure.world.tokens.mint(
    "entra",
    {
      aud: "https://containerregistry.azure.net",
      oid: azure.world.apps.find(({ clientId }) => clientId === fabrikam.clientId)?.objectId,
      tid: fabrikam.tenantId,
    },
    3600,
  );
  const body = new URLSearchParams({ grant_type: "access_token", service: loginServer, access_token: value });
  const answer = await azure.ask(`https://${loginServer}/oauth2/exchange`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
  return String((JSON.parse(answer.body.toString()) as { refresh_token: string }).refresh_token);
}

beforeAll(async () => {
  world = await startWorld();
  const { azure, dev, prod, digests } = world;
  azure.imports.settings.retryAfterSeconds = 1;
  windows = putWindowsImage();
  emptyConfig = putEmptyConfig();
  compressed = putCompressed();
  registry = addForeignRegistry(azure, { host: PORT_5000, authentication: "bearer" });
  onPort = putIndex({ store: registry.store, repository: "team/tool" }, { tag: "4" }).index.digest;
  partnerDigest = seedFabrikam(azure).digest;
  refreshToken = await acrRefreshToken(fabrikam.loginServer);
  dev.store.deleteTag("worker", "build-812");
  putImage({ store: prod.store, repository: "moving" }, { content: "old", tag: "latest" });
  putImage(at("moving"), { content: "new", tag: "7" });
  // ACR's metadata lags behind a push, /v2/ does not: Azure/azure-cli#7438.
  azure.faults.add({
    host: contoso.prod,
    path: /\/acr\/v1\/moving\/_tags\/latest/,
    times: "always",
    action: {
      kind: "status",
      status: 404,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        errors: [{ code: "TAG_UNKNOWN", message: "the specified tag does not exist", detail: { Name: "latest" } }],
      }),
    },
  });
  azure.faults.add({
    host: PORT_5000,
    path: /\/manifests\//,
    times: "always",
    phase: "response",
    onResponse: (_request, answer) => {
      const bytes = () =>
        Object.entries(answer.headers).reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, 0);
      // Room for the status line and what the listener adds: date, connection, length.
      answer.headers["X-Filler"] = "x".repeat(HEADERS_BYTES - bytes() - 200);
      headersSent = Math.max(headersSent, bytes());
    },
  });
  const auths = {
    [fabrikam.loginServer]: {
      auth: Buffer.from("00000000-0000-0000-0000-000000000000:").toString("base64"),
      identitytoken: refreshToken,
    },
  };
  const lines = [
    `${contoso.dev}/windows-app:1`,
    `${contoso.dev}/wasm/filter:2`,
    `${contoso.dev}/dual:3`,
    `${PORT_5000}/team/tool:4`,
    `${fabrikam.loginServer}/partner/app:5`,
    `${contoso.dev}/worker:build-812@${digests.worker} => worker:6`,
    `${contoso.dev}/moving:7 => moving:latest`,
  ];
  run = await world.run(
    { images: lines.join("\n"), "mutable-tags": "latest" },
    { homeFiles: { ".docker/config.json": JSON.stringify({ auths }) } },
  );
});
afterAll(() => world.close());

/** The image that went to that repository: promoted, verified, and on its tag in the target. */
function promoted(repository: string, tag: string, digest: string): ResultImage | undefined {
  const image = run.result.images.find((each) => each.repository === repository);
  expect(image).toMatchObject({ status: "promoted", verified: true, digest, error: null });
  expect(world.prod.store.tagDigest(repository, tag)).toBe(digest);
  return image;
}

const importOf = (repository: string) =>
  run.imports.find(
    ({ source, targetTags, untaggedTargetRepositories }) =>
      [...(targetTags ?? []), ...(untaggedTargetRepositories ?? [])].some(
        (name) => name.split(":")[0] === repository,
      ) && !("resourceId" in source && source.resourceId === world.prod.id),
  );

describe("works today", () => {
  it("all of it in one run", () => {
    expect(run.errors).toBe("");
    expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 7 }]);
  });

  it("foreign Windows layers with URLs (google/go-containerregistry#1418)", () => {
    promoted("windows-app", "1", windows.digest);
    const hosts = new Set(run.requests.map(({ host }) => host));
    expect(hosts).not.toContain("mcr.microsoft.com");
  });

  it("a config of 0 bytes", () => {
    promoted("wasm/filter", "2", emptyConfig.digest);
    const empty = digestOfBytes(Buffer.alloc(0));
    expect(world.prod.store.blob("wasm/filter", empty)).toHaveLength(0);
  });

  it("gzip and zstd variants of one platform (konflux-ci/build-definitions#1264)", () => {
    const image = promoted("dual", "3", compressed.index.digest);
    expect(image?.manifests.map(({ platform, digest }) => [platform, digest])).toEqual([
      ["linux/amd64", compressed.gzip.digest],
      ["linux/amd64", compressed.zstd.digest],
    ]);
  });

  it("a registry on port 5000 (Azure/acr#508)", () => {
    promoted("team/tool", "4", onPort);
    expect(importOf("team/tool")?.source).toEqual({ registryUri: PORT_5000, sourceImage: `team/tool@${onPort}` });
  });

  it("identitytoken in Docker's configuration after az acr login (testcontainers/testcontainers-dotnet#841)", () => {
    promoted("partner/app", "5", partnerDigest);
    expect(importOf("partner/app")?.source).toEqual({
      registryUri: fabrikam.loginServer,
      credentials: { username: "00000000-0000-0000-0000-000000000000", password: refreshToken },
      sourceImage: `partner/app@${partnerDigest}`,
    });
  });

  it("a tag that is gone while its digest is there", () => {
    promoted("worker", "6", world.digests.worker);
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ command: "warning", message: expect.stringContaining("no longer has the tag") }),
    );
  });

  it("ACR metadata that lacks a tag which /v2/ has (Azure/azure-cli#7438)", () => {
    const digest = world.dev.store.tagDigest("moving", "7") ?? "";
    const image = promoted("moving", "latest", digest);
    expect(image?.tags).toMatchObject([{ name: "latest", status: "moved" }]);
    expect(run.requests.map(({ target }) => target)).toContainEqual(
      expect.stringContaining("/acr/v1/moving/_tags/latest"),
    );
  });

  it("responses with 16 KiB of headers", () => {
    promoted("team/tool", "4", onPort);
    expect(headersSent).toBeGreaterThan(16_000);
  });
});
