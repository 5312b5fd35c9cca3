// Registries that are closed to the runner while Azure's import passes: pinned sources, targets that cannot be read back.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import type { AzureRegistry } from "../emulator/world.ts";
import { startWorld, type World } from "./shipped-action.ts";

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const CLOSINGS: [name: string, setting: string, close: (registry: AzureRegistry) => void][] = [
  [
    "a firewall",
    "networkRuleSet.defaultAction: Deny",
    ({ properties }) => {
      properties.networkRuleSet.defaultAction = "Deny";
    },
  ],
  [
    "private endpoints only",
    "publicNetworkAccess: Disabled",
    ({ properties }) => {
      properties.publicNetworkAccess = "Disabled";
    },
  ],
];

function close(registry: AzureRegistry): void {
  registry.properties.publicNetworkAccess = "Disabled";
}

describe.each(CLOSINGS)("a source behind %s", (_name, setting, closeRegistry) => {
  beforeEach(() => closeRegistry(world.dev));

  it("is promoted by resource ID and digest, and its manifests are discovered from the target", async () => {
    const { index, platforms, attestations } = world.digests.api;
    const run = await world.run({
      "source-registry": world.dev.id,
      images: `api@${index} => api:1.4.2`,
      referrers: "none",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toEqual([
      {
        source: { resourceId: world.dev.id, sourceImage: `api@${index}` },
        targetTags: ["api:1.4.2"],
        mode: "NoForce",
      },
    ]);
    expect(world.prod.store.tags("api")).toEqual({ "1.4.2": index });
    const [image] = run.result.images;
    expect(image).toMatchObject({ digest: index, verified: true, mediaType: expect.stringContaining("image.index") });
    expect(image?.manifests.map(({ platform, digest }) => [platform, digest])).toEqual([
      ...Object.entries(platforms),
      ...attestations.map((digest) => ["attestation", digest]),
    ]);
    expect(run.annotations.map(({ command, message }) => `${command}: ${message}`)).toEqual([
      expect.stringMatching(/^warning: contosodev\.azurecr\.io\/api@sha256:.*cannot be read from this runner/),
    ]);
    const again = await world.run({
      "source-registry": world.dev.id,
      images: `api@${index} => api:1.4.2`,
      referrers: "none",
      "require-platforms": "linux/arm64",
    });
    expect(again.result.counts).toEqual({ "up-to-date": 1 });
    expect(again.imports).toEqual([]);
  });

  it("is refused by tag before any write, with the way out", async () => {
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812`, referrers: "none" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "SOURCE_UNREADABLE", side: "source" });
    for (const part of [contoso.dev, setting, "worker@sha256:", "referrers: none"]) expect(run.errors).toContain(part);
    expect(run.imports).toEqual([]);
  });

  it("is refused with referrers, which cannot be listed", async () => {
    const run = await world.runInProcess({ images: `${contoso.dev}/worker@${world.digests.worker} => worker:1` });
    expect(run.result.images[0]?.error).toMatchObject({ code: "SOURCE_UNREADABLE", side: "source" });
    expect(run.errors).toContain("Set referrers: none");
    expect(run.errors).not.toMatch(/pin the image/i);
    expect(run.imports).toEqual([]);
  });
});

describe("a closed source, pinned by digest", () => {
  beforeEach(() => close(world.dev));

  const pinned = () => `${contoso.dev}/api@${world.digests.api.index} => api:1.4.2`;

  it("is no success where the target lacks a manifest that its index lists", async () => {
    const child = world.digests.api.platforms["linux/arm64"] ?? "";
    world.azure.imports.script({ omit: [child], reportMs: 10 });
    const run = await world.runInProcess({ images: pinned(), referrers: "none" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.errors).toContain(child);
  });

  it("is imported again where the target holds it without one of its manifests", async () => {
    const child = world.digests.api.platforms["linux/arm64"] ?? "";
    await world.runInProcess({ images: pinned(), referrers: "none" });
    world.prod.store.deleteManifest("api", child);
    const run = await world.runInProcess({ images: pinned(), referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.manifest("api", child)).toBeDefined();
  });

  it("fails by ARM's word where it does not exist", async () => {
    const absent = `sha256:${"0".repeat(64)}`;
    const run = await world.runInProcess({ images: `${contoso.dev}/api@${absent} => api:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_NOT_FOUND", side: "source" });
    expect(world.prod.store.tags("api")).toEqual({});
  });

  it("keeps tags back until the whole set is there", async () => {
    const absent = `sha256:${"0".repeat(64)}`;
    const run = await world.runInProcess({
      images: `${pinned()}\n${contoso.dev}/worker@${absent} => worker:1`,
      referrers: "none",
    });
    expect(run.exitCode).toBe(1);
    expect(world.prod.store.tags("api")).toEqual({});
    expect(run.imports.every(({ targetTags }) => (targetTags ?? []).length === 0)).toBe(true);
  });

  it("cannot pass a gate of platforms before anybody has seen them", async () => {
    const run = await world.runInProcess({ images: pinned(), referrers: "none", "require-platforms": "linux/amd64" });
    expect(run.result.counts).toEqual({ blocked: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "PLATFORMS_UNKNOWN", side: "source" });
    expect(run.imports).toEqual([]);
  });

  it("is planned by a dry run, which claims no manifests", async () => {
    const run = await world.runInProcess({ images: pinned(), referrers: "none", "dry-run": "true" });
    expect(run.result.images[0]).toMatchObject({
      status: "planned",
      digest: world.digests.api.index,
      mediaType: null,
      manifests: [],
    });
    expect(run.imports).toEqual([]);
  });

  it("does not pass as closed where a role is what is missing", async () => {
    world.dev.properties.publicNetworkAccess = "Enabled";
    world.azure.revoke(contoso.clientId, world.dev.id);
    world.azure.grant(
      contoso.clientId,
      "Container Registry Configuration Reader and Data Access Configuration Reader",
      world.dev.id,
    );
    const run = await world.runInProcess({ images: pinned(), referrers: "none" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REGISTRY_LOGIN_REFUSED", side: "source" });
    expect(run.errors).toContain("Container Registry Data Importer and Data Reader");
    expect(run.imports).toEqual([]);
  });

  it.each([
    ["is refused by a proxy", { kind: "refuse-connect", status: 403 }],
    ["breaks off", { kind: "drop-connect" }],
  ] as const)("is promoted where every connection to it %s", async (_name, action) => {
    world.azure.faults.add({ host: contoso.dev, times: "always", action });
    const run = await world.runInProcess({ images: pinned(), referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("takes a lock file as it is, whose statements were made of the same digest", async () => {
    const { index } = world.digests.api;
    const lock = [
      "version: 1",
      `sourceRegistry: ${contoso.dev}`,
      "images:",
      "  - source: api:build-812",
      `    digest: ${index}`,
      "    tags:",
      '      - "1.4.2"',
      "    mediaType: application/vnd.oci.image.index.v1+json",
      "    platforms:",
      "      - linux/amd64",
    ].join("\n");
    const run = await world.runInProcess(
      { "images-file": "lock.yml", referrers: "none" },
      { files: { "lock.yml": lock } },
    );
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.tags("api")).toEqual({ "1.4.2": index });
  });
});

describe("a target that is closed to the runner", () => {
  beforeEach(() => close(world.prod));

  it("is refused before any write, naming the way out", async () => {
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1` });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REGISTRY_FORBIDDEN_FIREWALL", side: "target" });
    expect(run.errors).toContain(contoso.prod);
    expect(run.errors).toContain("verify: best-effort");
    expect(run.imports).toEqual([]);
  });

  it("is imported into with verify: best-effort, and nothing is claimed", async () => {
    const run = await world.run({ images: `${contoso.dev}/worker:build-812 => worker:1`, verify: "best-effort" });
    expect(run.exitCode).toBe(0);
    expect(run.result.counts).toEqual({ unverified: 1 });
    expect(run.result.images[0]).toMatchObject({ verified: false, digest: world.digests.worker });
    expect(run.annotations.map(({ command }) => command)).toContain("warning");
    expect(world.prod.store.tags("worker")).toEqual({ "1": world.digests.worker });
  });

  it("leaves an existing tag to ARM's own refusal", async () => {
    const { digest } = putImage({ store: world.prod.store, repository: "worker" }, { content: "old", tag: "1" });
    const run = await world.runInProcess({
      images: `${contoso.dev}/worker:build-812 => worker:1`,
      verify: "best-effort",
    });
    expect(run.exitCode).toBe(1);
    expect(run.result.counts).toEqual({ conflict: 1 });
    expect(world.prod.store.tags("worker")).toEqual({ "1": digest });
  });

  it("is imported into from a source that is closed too, by digest alone", async () => {
    close(world.dev);
    const { index } = world.digests.api;
    const run = await world.runInProcess({
      images: `${contoso.dev}/api@${index} => api:1`,
      referrers: "none",
      verify: "best-effort",
    });
    expect(run.result.counts).toEqual({ unverified: 1 });
    expect(run.result.images[0]).toMatchObject({ digest: index, mediaType: null, manifests: [], verified: false });
    expect(world.prod.store.tags("api")).toEqual({ "1": index });
  });

  it("fails where ARM fails, best effort or not", async () => {
    world.azure.imports.script({ fail: { text: "Error copying blobs" } }, { times: "always" });
    const run = await world.runInProcess({
      images: `${contoso.dev}/worker:build-812 => worker:1`,
      verify: "best-effort",
    });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error?.code).toBe("IMPORT_COPY_FAILED");
  });
});

describe("a target that closes while the import runs", () => {
  const closeWithFirstImport = () =>
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      onRequest: () => close(world.prod),
    });

  it.each([
    ["required", 1],
    ["best-effort", 0],
  ])("is reported unverified with verify: %s, which ends with %i", async (verify, exitCode) => {
    closeWithFirstImport();
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1`, verify });
    expect({ exitCode: run.exitCode, counts: run.result.counts }).toEqual({ exitCode, counts: { unverified: 1 } });
    expect(run.result.images[0]?.verified).toBe(false);
  });
});

describe("wide indexes of a closed source", () => {
  it("are refused by Azure, since nobody could count them before", async () => {
    const platforms = Array.from({ length: 51 }, (_, at) => `linux/amd64/v${at}`);
    const { index } = putIndex(
      { store: world.dev.store, repository: "wide" },
      { platforms, content: "wide", tag: "1" },
    );
    close(world.dev);
    const run = await world.runInProcess({
      images: `${contoso.dev}/wide@${index.digest} => wide:1`,
      referrers: "none",
    });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_TOO_MANY_MANIFESTS", side: "source" });
  });
});
