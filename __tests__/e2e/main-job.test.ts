// The main job on the shipped bundle: one image from dev to prod by digest, read back and reported.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";
import { backing } from "./world.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

function prodHolds(repository: string): Record<string, string> {
  return world.prod.store.tags(repository);
}

/** Index and children in the target are the source's, byte for byte. */
function expectSameBytes(repository: string, digests: readonly string[], target = repository): void {
  for (const digest of digests) {
    const copied = world.prod.store.manifest(target, digest);
    const original = world.dev.store.manifest(repository, digest);
    expect(original).toBeDefined();
    expect(copied?.bytes.equals(original?.bytes ?? Buffer.of())).toBe(true);
    expect(copied?.mediaType).toBe(original?.mediaType);
  }
}

describe("promoting one image", () => {
  it("promotes a multi-architecture index by tag, byte for byte, and tells its manifest list", async () => {
    const { index, platforms, attestations } = world.digests.api;
    const run = await world.run({ images: `${dev}/api:build-812 => api:1.4.2`, referrers: "none" });
    expect(run.exitCode).toBe(0);
    expect(prodHolds("api")).toEqual({ "1.4.2": index });
    expectSameBytes("api", [index, ...Object.values(platforms), ...attestations]);
    expect(run.outputs).toMatchObject({
      digest: index,
      image: `${prod}/api@${index}`,
      images: `${prod}/api@${index}`,
      changed: "true",
    });
    const [entry] = JSON.parse(run.outputs["manifest-list"] ?? "");
    expect(entry).toMatchObject({ image: `${prod}/api@${index}`, digest: index });
    expect(entry.manifests.map(({ platform }: { platform: string }) => platform)).toEqual([
      ...Object.keys(platforms),
      ...attestations.map(() => "attestation"),
    ]);
    for (const digest of Object.values(platforms)) expect(run.summary).toContain(digest.replace("sha256:", ""));
    expect(run.imports).toHaveLength(1);
    expect(run.imports[0]).toMatchObject({
      source: { sourceImage: `api@${index}`, resourceId: expect.stringContaining("/registries/contosodev") },
      targetTags: ["api:1.4.2"],
      mode: "NoForce",
    });
  });

  it.each([
    ["a digest, which needs no tag", (digest: string) => `${dev}/worker@${digest}`, {}],
    [
      "tag and digest, of which the digest counts",
      (digest: string) => `${dev}/worker:build-812@${digest}`,
      { "build-812": true },
    ],
    ["a digest with a target", (digest: string) => `${dev}/worker@${digest} => jobs/worker:7`, { "7": true }],
  ])("promotes by %s", async (_name, line, tags) => {
    const { worker } = world.digests;
    const run = await world.runInProcess({ images: line(worker) });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const [image] = run.result.images;
    expect(image?.tags.map(({ name, status }) => [name, status])).toEqual(
      Object.keys(tags).map((name) => [name, "created"]),
    );
    expectSameBytes("worker", [worker], image?.repository);
  });

  it("warns when the tag has moved from the requested digest", async () => {
    const { worker } = world.digests;
    putImage({ store: world.dev.store, repository: "worker" }, { content: "worker 813", tag: "build-812" });
    const run = await world.run({ images: `${dev}/worker:build-812@${worker}` });
    expect(run.annotations.map(({ command, message }) => `${command} ${message}`)).toEqual([
      expect.stringMatching(/^warning .*has moved to/),
    ]);
    expect(prodHolds("worker")).toEqual({ "build-812": worker });
  });

  it("renames and sets several tags with one import", async () => {
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => shop/worker:2.0.1,2.0,latest` });
    const { worker } = world.digests;
    expect(prodHolds("shop/worker")).toEqual({ "2.0.1": worker, "2.0": worker, latest: worker });
    expect(run.imports).toHaveLength(1);
    expect(run.imports[0]?.targetTags).toEqual(["shop/worker:2.0.1", "shop/worker:2.0", "shop/worker:latest"]);
  });

  it.each(["legacy:7", "charts/shop:0.9.1"])("promotes the Docker manifest list or Helm chart %s", async (name) => {
    const run = await world.run({ images: `${dev}/${name}` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const [repository = ""] = name.split(":");
    const digests = run.result.images.flatMap(({ digest, manifests }) => [
      digest,
      ...manifests.map((each) => each.digest),
    ]);
    expectSameBytes(
      repository,
      digests.filter((digest) => digest !== null),
    );
  });

  it("names registries by resource ID without listing any", async () => {
    const run = await world.run({
      registry: world.prod.id,
      "source-registry": world.dev.id,
      "subscription-id": "",
      images: "worker:build-812",
    });
    expect(run.result).toMatchObject({ registry: prod, counts: { promoted: 1 } });
    expect(run.requests.filter(({ target }) => /\/registries\?/.test(target))).toEqual([]);
  });

  it("names the target by its name alone", async () => {
    const run = await world.runInProcess({
      registry: "contosoprod",
      "source-registry": "contosodev",
      images: "worker:build-812",
    });
    expect(run.result).toMatchObject({ registry: prod, counts: { promoted: 1 } });
  });
});

describe("promoting again", () => {
  it("finds everything up to date, imports nothing and costs reads only", async () => {
    const inputs = { images: `${dev}/api:build-812 => api:1.4.2` };
    await world.run(inputs);
    const before = prodHolds("api");
    const again = await world.run(inputs);
    expect(again.result.counts).toEqual({ "up-to-date": 1 });
    expect(again.outputs["changed"]).toBe("false");
    expect(again.imports).toEqual([]);
    expect(prodHolds("api")).toEqual(before);
    const writes = again.requests.filter(
      ({ method, party }) => method !== "GET" && method !== "HEAD" && party === "resource-manager",
    );
    expect(writes).toEqual([]);
  });

  it("repairs an index that lacks a child in the target", async () => {
    const inputs = { images: `${dev}/api:build-812 => api:1.4.2`, referrers: "none" };
    await world.run(inputs);
    const child = world.digests.api.platforms["linux/arm64"] ?? "";
    world.prod.store.deleteManifest("api", child);
    const again = await world.run(inputs);
    expect(again.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.manifest("api", child)).toBeDefined();
  });
});

describe("a tag that holds another digest", () => {
  const line = `${dev}/worker:build-812 => worker:1.0`;
  let old: string;

  beforeEach(() => {
    old = putImage({ store: world.prod.store, repository: "worker" }, { content: "worker 700", tag: "1.0" }).digest;
  });

  it("is refused with 0 imports, naming the tag and both digests", async () => {
    const run = await world.run({ images: line });
    expect(run.result.counts).toEqual({ conflict: 1 });
    expect(run.result.images[0]?.tags).toEqual([{ name: "1.0", status: "conflict", previousDigest: old }]);
    expect(run.result.images[0]?.error).toMatchObject({ code: "TAG_CONFLICT", side: "target" });
    expect(run.errors).toContain("worker:1.0");
    expect(run.errors).toContain(old.slice(7, 19));
    expect(run.errors).toContain("on-conflict: overwrite");
    expect(run.imports).toEqual([]);
    expect(prodHolds("worker")).toEqual({ "1.0": old });
  });

  it("is moved with on-conflict: overwrite, by Force, and the old digest is told", async () => {
    const run = await world.run({ images: line, "on-conflict": "overwrite" });
    expect(run.result.images[0]?.tags).toEqual([{ name: "1.0", status: "moved", previousDigest: old }]);
    // The content first, without a tag; the tag only once it is read back.
    expect(run.imports.map(({ mode, targetTags = [] }) => [mode, targetTags])).toEqual([
      ["NoForce", []],
      ["Force", ["worker:1.0"]],
    ]);
    expect(run.summary.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toContain(old.slice(7, 19));
    expect(prodHolds("worker")).toEqual({ "1.0": world.digests.worker });
  });

  it("is left as it is with on-conflict: skip, and nothing is imported", async () => {
    const run = await world.runInProcess({ images: line, "on-conflict": "skip" });
    expect(run.result.counts).toEqual({ skipped: 1 });
    expect(run.result.images[0]?.tags).toEqual([{ name: "1.0", status: "kept", previousDigest: old }]);
    expect(run.outputs).toMatchObject({ status: "skipped", changed: "false", images: "" });
    expect(run.exitCode).toBe(0);
    expect(run.imports).toEqual([]);
    expect(prodHolds("worker")).toEqual({ "1.0": old });
  });

  it("moves where mutable-tags says so, while a new tag beside it is still created without Force", async () => {
    const run = await world.run({ images: `${line},2.0`, "mutable-tags": "1.*" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports.map(({ mode, targetTags = [] }) => [mode, targetTags])).toEqual([
      ["NoForce", []],
      ["NoForce", ["worker:2.0"]],
      ["Force", ["worker:1.0"]],
    ]);
    expect(run.imports[2]?.source.resourceId).toContain("/registries/contosoprod");
  });

  it.each([
    ["the tag", "1.0"],
    ["the repository", ""],
  ])("is not moved where %s is locked, even when overwriting", async (_name, locked) => {
    if (locked !== "") world.prod.store.lock("worker", locked);
    else world.prod.store.repository("worker").attributes.writeEnabled = false;
    const run = await world.runInProcess({ images: line, "on-conflict": "overwrite" });
    expect(run.result.counts).toEqual({ blocked: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "TARGET_LOCKED", side: "target" });
    expect(run.imports).toEqual([]);
    expect(prodHolds("worker")).toEqual({ "1.0": old });
  });
});

describe("a dry run", () => {
  it("reads and checks everything, writes nothing and says what would be done", async () => {
    const run = await world.run({ images: `${dev}/api:build-812 => api:1.4.2`, "dry-run": "true" });
    expect(run.result).toMatchObject({ dryRun: true, changed: true, counts: { planned: 1 } });
    expect(run.imports).toEqual([]);
    expect(prodHolds("api")).toEqual({});
    expect(run.summary).toContain("Plan for");
    expect(run.stdout).toContain("+1.4.2");
  });

  it("fails on what a real run would refuse", async () => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "worker 700", tag: "1.0" });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1.0`, "dry-run": "true" });
    expect(run.exitCode).toBe(1);
    expect(run.result.counts).toEqual({ conflict: 1 });
  });
});

describe("who is asking", () => {
  const images = `${dev}/worker:build-812`;

  it("explains a missing id-token: write in one error", async () => {
    const run = await world.run(
      { images },
      { env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined } },
    );
    expect(run.errors).toContain("id-token: write");
    expect(run.annotations.filter(({ command }) => command === "error")).toHaveLength(1);
    expect(run.requests).toEqual([]);
  });

  it("gives the exact subject and the command to paste where no credential matches it", async () => {
    world.azure.run.environment = "staging";
    const run = await world.run({ images });
    expect(run.errors).toContain("AADSTS700213");
    expect(run.errors).toContain("repo:contoso/shop:environment:staging");
    expect(run.errors).toMatch(
      /az ad app federated-credential create --id .*"subject":\s*"repo:contoso\/shop:environment:staging"/s,
    );
    expect(run.imports).toEqual([]);
  });

  it("tells a wrong tenant from a wrong app", async () => {
    const unknown = await world.runInProcess({ images, "tenant-id": "11111111-2222-4333-8444-555555555555" });
    expect(unknown.errors).toContain("AADSTS90002");
    expect(unknown.errors).toContain("tenant-id");
    const app = await world.runInProcess({ images, "client-id": "11111111-2222-4333-8444-555555555555" });
    expect(app.errors).toContain("AADSTS700016");
  });

  it.each([
    ["target", prod],
    ["source", dev],
  ] as const)("names the role to grant where it is missing on the %s", async (_side, registry) => {
    world.azure.revoke(contoso.clientId, world.azure.resource(registry).id);
    const run = await world.runInProcess({ images });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toContain("Container Registry Data Importer and Data Reader");
    expect(run.errors).toContain(registry.split(".")[0]);
    expect(run.imports).toEqual([]);
  });

  it("names the roles to grant on both sides at once", async () => {
    for (const registry of [prod, dev]) {
      world.azure.revoke(contoso.clientId, world.azure.resource(registry).id);
    }
    const run = await world.runInProcess({ images, "dry-run": "true" });
    expect(run.exitCode).toBe(1);
    for (const registry of [prod, dev]) {
      expect(run.errors).toContain(`--scope "$(az acr show --name ${registry.split(".")[0]} --query id --output tsv)"`);
    }
    expect(run.result?.images.map(({ status }) => status)).toEqual(["failed"]);
    expect(run.result?.images[0]?.error?.side).toBe("source");
  });

  it("warns in a dry run that the right to import is missing, though all can be read", async () => {
    world.azure.revoke(contoso.clientId, world.azure.resource(prod).id);
    world.azure.grant(contoso.clientId, "Reader", world.azure.resource(prod).id);
    const run = await world.runInProcess({ images, "dry-run": "true" });
    expect(run.exitCode).toBe(0);
    expect(run.result.images.map(({ status }) => status)).toEqual(["planned"]);
    const warnings = run.annotations.map(({ message }) => message);
    expect(warnings).toEqual([expect.stringContaining(`may read ${prod} but not import into it`)]);
    expect(warnings[0]).toContain('--scope "$(az acr show --name contosoprod --query id --output tsv)"');
  });

  it("warns of nothing where the right to import is there, and does not ask for it in a real run", async () => {
    const dry = await world.runInProcess({ images, "dry-run": "true" });
    expect(dry.annotations).toEqual([]);
    const asked = () => world.azure.requests.filter(({ target }) => target.includes("Microsoft.Authorization")).length;
    expect(asked()).toBe(1);
    await world.runInProcess({ images });
    expect(asked()).toBe(1);
  });

  it("plans on where Azure does not tell an identity its rights", async () => {
    world.azure.faults.add({
      party: "resource-manager",
      path: /Microsoft\.Authorization/,
      action: { kind: "status", status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"no"}}' },
    });
    const run = await world.runInProcess({ images, "dry-run": "true" });
    expect(run.exitCode).toBe(0);
    expect(run.annotations).toEqual([]);
    expect(run.result.images.map(({ status }) => status)).toEqual(["planned"]);
  });

  it("does not try the sources where nobody is logged in", async () => {
    const run = await world.runInProcess({ images, "client-id": "11111111-2222-4333-8444-555555555555" });
    expect(run.errors.match(/AADSTS700016/g)).toHaveLength(1);
  });
});

describe("what Azure does meanwhile", () => {
  it("promotes the digest that was resolved, though the tag moves before the import", async () => {
    const { worker } = world.digests;
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      onRequest: () =>
        putImage({ store: world.dev.store, repository: "worker" }, { content: "worker 813", tag: "build-812" }),
    });
    const run = await world.run({ images: `${dev}/worker:build-812 => worker:1.0` });
    expect(run.outputs["digest"]).toBe(worker);
    expect(prodHolds("worker")).toEqual({ "1.0": worker });
  });

  it("fails where ARM says Succeeded and nothing was copied", async () => {
    world.azure.imports.script({ copyNothing: true, reportMs: 10 });
    world.azure.imports.settings.retryAfterSeconds = 1;
    const run = await world.run({ images: `${dev}/worker:build-812 => worker:1.0`, "timeout-minutes": "0.06" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error?.code).toBe("TARGET_NOT_SHOWN");
    expect(run.outputs["images"]).toBe("");
  });

  // A real registry takes no index whose parts it lacks.
  (backing.isReal ? it.skip : it)("fails where one child was not copied", async () => {
    const child = world.digests.api.platforms["linux/arm64"] ?? "";
    world.azure.imports.script({ omit: [child], reportMs: 10 });
    const run = await world.run({ images: `${dev}/api:build-812`, referrers: "none", "timeout-minutes": "0.06" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.errors).toContain(child);
  });

  it.each([403, 404])("settles by reading the target where polling is refused with %i", async (status) => {
    world.azure.faults.add({
      party: "resource-manager",
      path: /operationResults/,
      times: "always",
      action: { kind: "status", status },
    });
    world.azure.imports.script({ copyMs: 900, reportMs: 900 });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1.0` });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("does not wait for ARM's next poll once the target shows the image", async () => {
    world.azure.imports.script({ copyMs: 600, reportMs: 600 });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812 => worker:1.0` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.requests.filter(({ target }) => target.includes("operationResults")).length).toBeLessThanOrEqual(1);
  });
});

describe("inputs", () => {
  it("reports every problem of all inputs at once, before any request", async () => {
    const run = await world.run({
      registry: "https://contosoprod.azurecr.io",
      images: `${dev}/worker\n${dev}/Api:1\nnohost:1\n${dev}/api:1 => other.azurecr.io/api:1`,
      "client-id": "shop",
      "tenant-id": "",
      "on-conflict": "replace",
      verify: "maybe",
      "dry-run": "yes",
      "max-parallel": "0",
      "timeout-minutes": "never",
      "mutable-tags": "a b",
      lockfile: "deploy/images.lock.yml",
    });
    expect(run.exitCode).toBe(1);
    expect(run.requests).toEqual([]);
    for (const part of [
      "registry",
      "line 1",
      "line 2",
      "nohost:1",
      "line 4",
      "client-id",
      "tenant-id",
      "on-conflict",
      "verify",
      "dry-run",
      "max-parallel",
      "timeout-minutes",
      "mutable-tags",
      "lockfile: this input is now called lock-file",
      "lock-file: deploy/images.lock.yml",
    ]) {
      expect(run.stdout).toContain(part);
    }
  });

  it("reports a source that does not exist", async () => {
    const run = await world.runInProcess({ images: `${dev}/worker:build-999` });
    expect(run.result.counts).toEqual({ missing: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "SOURCE_MISSING", side: "source" });
    expect(run.imports).toEqual([]);
  });

  it("refuses an index of more manifests than ACR imports", async () => {
    const platforms = Array.from({ length: 51 }, (_, at) => `linux/amd64/v${at}`);
    putIndex({ store: world.dev.store, repository: "wide" }, { platforms, content: "wide", tag: "1" });
    const run = await world.runInProcess({ images: `${dev}/wide:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ blocked: 1 });
    expect(run.result.images[0]?.error?.code).toBe("TOO_MANY_MANIFESTS");
    expect(run.imports).toEqual([]);
  });
});
