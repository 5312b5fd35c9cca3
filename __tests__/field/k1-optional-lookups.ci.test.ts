// K1: a failed optional lookup does not fail the image. Each registry answers as its users reported. Some rows run the bundle.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import type { FaultAction } from "../emulator/faults.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putCosignTag, putDocument, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { GHCR_LOCATION, REGISTRIES, type ReportedRegistry, seedReported } from "./registries.ts";

const { dev, prod } = contoso;
let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterAll(async () => {
  await world.close();
});

/** "METHOD /path" of what a host was sent by a run. */
function sentTo(run: ShippedRun, host: string): string[] {
  return run.requests.filter((request) => request.host === host).map(({ method, target }) => `${method} ${target}`);
}

function held(repository: string): Record<string, string> {
  return world.prod.store.tags(repository);
}

/** What a CNCF distribution without a referrers API and with a tag list is sent: the yardstick. */
async function requestsOfDistribution(login: ReportedRegistry["login"]): Promise<number> {
  const host = login === undefined ? "distribution.fabrikam.example" : "private-distribution.fabrikam.example";
  const reported: ReportedRegistry = {
    name: "CNCF distribution",
    report: "distribution/distribution 2.8",
    host,
    options: { authentication: login === undefined ? "none" : "bearer", anonymousPull: login === undefined },
    ...(login !== undefined && { login }),
    faults: () => [],
    hasTagList: true,
  };
  return (await promote(reported)).count;
}

async function promote(reported: ReportedRegistry): Promise<{ run: ShippedRun; count: number }> {
  const { index, signature } = seedReported(world.azure, reported);
  const { host, login } = reported;
  const repository = `field/${host.replaceAll(".", "-")}-${serial++}`;
  const run = await world.runInProcess({
    images: `${host}/contoso/image:1 => ${repository}:1`,
    ...(login !== undefined && { "source-username": login.username, "source-password": login.password }),
  });
  expect(run.errors).toBe("");
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(held(repository)).toEqual({ 1: index.digest, [`${index.digest.replace(":", "-")}.sig`]: signature.digest });
  const hosts = [host, reported.servedAt];
  const count = run.requests.filter((request) => hosts.includes(request.host)).length;
  return { run, count };
}
let serial = 0;

describe("a promotion with default inputs, its signature included, from", () => {
  let anonymous: number;
  let withLogin: number;
  beforeAll(async () => {
    anonymous = await requestsOfDistribution(undefined);
    withLogin = await requestsOfDistribution({ username: "deploy", password: "0localAzureDistributionToken0" });
  });

  it.each(REGISTRIES.map((reported) => [reported.name, reported] as const))("%s", async (_name, reported) => {
    const { run, count } = await promote(reported);
    // Where there is no usable tag list, each candidate tag costs one or two requests: cosign's three of index and two children.
    const candidates = reported.hasTagList ? 0 : 2 * 3 * 3;
    const hops = reported.servedAt === undefined ? 1 : 2;
    const allowed = reported.login === undefined ? anonymous + 2 : withLogin + 3;
    // A registry with a token service is sent the first request again, and asked for a token.
    const tokens = reported.options?.authentication === "bearer" && reported.login === undefined ? 2 : 0;
    expect(count).toBeLessThanOrEqual((allowed + candidates) * hops + tokens);
    expect(sentTo(run, "github.com")).toEqual([]);
    expect(sentTo(run, "accounts.google.com")).toEqual([]);
    world.azure.faults.clear();
  });
});

it("K1.1 ghcr.io's redirect is met once in a run of several images, and not followed", async () => {
  const { registry } = seedReported(world.azure, {
    ...(REGISTRIES[0] as ReportedRegistry),
    faults: () => [
      {
        path: /\/referrers\//,
        phase: "request",
        times: "always",
        action: { kind: "status", status: 303, headers: { Location: GHCR_LOCATION } },
      },
    ],
  });
  for (const name of ["contoso/two", "contoso/three"])
    putIndex({ store: registry.store, repository: name }, { tag: "1" });
  const run = await world.run({
    images: ["contoso/image", "contoso/two", "contoso/three"]
      .map((name) => `ghcr.io/${name}:1 => ghcr/${name}:1`)
      .join("\n"),
  });
  expect(run.result.counts).toEqual({ promoted: 3 });
  expect(sentTo(run, "ghcr.io").filter((sent) => sent.includes("/referrers/"))).toHaveLength(1);
  world.azure.faults.clear();
});

/** A private-looking registry of one image with one cosign signature, for lookups that fail. */
function seedSigned(host: string) {
  const registry = addForeignRegistry(world.azure, { host, authentication: "none" });
  const place = { store: registry.store, repository: "team/app" };
  const image = putImage(place, { tag: "1", content: host });
  return { registry, place, image };
}

describe("signatures that cannot be looked up", () => {
  const UNKNOWN: readonly (readonly [string, FaultAction])[] = [
    ["K1 referrers 503", { kind: "status", status: 503 }],
    ["K1 referrers 403", { kind: "status", status: 403, body: '{"errors":[{"code":"DENIED","message":"denied"}]}' }],
    ["K1 referrers 429 with a long pause", { kind: "status", status: 429, headers: { "Retry-After": "600" } }],
  ];

  it.each(UNKNOWN)("%s: referrers: all refuses, names the way out, and writes nothing", async (name, action) => {
    const host = `${name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.fabrikam.example`;
    seedSigned(host);
    world.azure.faults.add({ host, path: /\/referrers\//, times: "always", phase: "request", action });
    const images = `${host}/team/app:1 => unknown/${host.split(".")[0]}:1`;
    const refused = await world.runInProcess({ images });
    expect(refused.exitCode).toBe(1);
    expect(refused.imports).toEqual([]);
    expect(refused.result.images[0]).toMatchObject({
      status: "failed",
      error: { code: "REFERRERS_UNKNOWN", side: "source" },
    });
    expect(refused.errors).toContain("referrers: best-effort");
    expect(refused.errors).toContain("referrers: none");
    const promoted = await world.runInProcess({ images, referrers: "best-effort" });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    const warnings = promoted.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);
    expect(warnings).toEqual([expect.stringContaining("may be missing in the target")]);
    expect(promoted.summary).toContain("may be missing in the target");
    world.azure.faults.clear();
  });

  it("K1.10 a cosign tag that is listed and answers 404 once is read again", async () => {
    const { place, image } = seedSigned("lagging.fabrikam.example");
    const { digest } = putCosignTag(place, image, "sig");
    world.azure.faults.add({
      host: "lagging.fabrikam.example",
      path: /\.sig$/,
      phase: "request",
      action: {
        kind: "status",
        status: 404,
        body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
      },
    });
    const run = await world.run({ images: "lagging.fabrikam.example/team/app:1 => lagging/app:1" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(Object.values(held("lagging/app"))).toContain(digest);
  });

  it("K1.13 a cosign tag that is listed and gone is unknown, never none", async () => {
    const { place, image } = seedSigned("gone.fabrikam.example");
    putCosignTag(place, image, "sig");
    world.azure.faults.add({
      host: "gone.fabrikam.example",
      path: /\.sig$/,
      times: "always",
      phase: "request",
      action: { kind: "status", status: 404 },
    });
    const images = "gone.fabrikam.example/team/app:1 => gone/app:1";
    const refused = await world.runInProcess({ images });
    expect(refused.result.images[0]?.error?.code).toBe("REFERRERS_UNKNOWN");
    expect(refused.errors).toContain(`${image.digest.replace(":", "-")}.sig`);
    expect(refused.imports).toEqual([]);
    const promoted = await world.runInProcess({ images, referrers: "best-effort" });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    world.azure.faults.clear();
  });

  // Azure/acr#891 (2026-06-23): since April ghcr.io redirects, and ACR reports that for a repository behind a cache rule.
  it("K1.9 a source ACR behind a cache rule answers referrers with 424", async () => {
    const message =
      "request to fetch referrers from source 'ghcr/kube-webhook' for cache rule 'ghcr-io' returned status code 303. CorrelationId:00000000-0000-0000-0000-000000000000. For more information, please visit https://aka.ms/acr/cache";
    world.azure.faults.add({
      host: dev,
      path: /\/referrers\//,
      times: "always",
      phase: "request",
      action: { kind: "status", status: 424, body: JSON.stringify({ errors: [{ code: "UNKNOWN", message }] }) },
    });
    const images = `${dev}/worker:build-812 => cached/worker:1`;
    const refused = await world.runInProcess({ images });
    expect(refused.result.images[0]?.error?.code).toBe("REFERRERS_UNKNOWN");
    expect(refused.errors).toContain("for cache rule 'ghcr-io' returned status code 303");
    expect(refused.errors).toContain("referrers: best-effort");
    const promoted = await world.runInProcess({ images, referrers: "best-effort" });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    world.azure.faults.clear();
  });
});

it("K1.7 a HEAD of the tag beside a digest that fails is a debug line", async () => {
  const { image } = seedSigned("beside.fabrikam.example");
  for (const status of [503, 405]) {
    world.azure.faults.add({
      host: "beside.fabrikam.example",
      method: "HEAD",
      times: "always",
      phase: "request",
      action: { kind: "status", status },
    });
    const run = await world.runInProcess({
      images: `beside.fabrikam.example/team/app:1@${image.digest} => beside/app:${status}`,
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.annotations).toEqual([]);
    world.azure.faults.clear();
  }
});

it("K1.12 a tag beside a digest that HEAD calls absent and GET serves has not moved", async () => {
  const { image } = seedSigned("beside-nexus.fabrikam.example");
  world.azure.faults.add({
    host: "beside-nexus.fabrikam.example",
    method: "HEAD",
    times: "always",
    phase: "request",
    action: { kind: "status", status: 404 },
  });
  const run = await world.runInProcess({
    images: `beside-nexus.fabrikam.example/team/app:1@${image.digest} => beside/nexus:1`,
  });
  expect(run.result.counts).toEqual({ promoted: 1 });
  expect(run.annotations).toEqual([]);
  world.azure.faults.clear();
});

describe("K1.8 a target tag whose content cannot be decoded", () => {
  it.each([
    [
      "Docker schema 1",
      "application/vnd.docker.distribution.manifest.v1+prettyjws",
      { schemaVersion: 1, fsLayers: [] },
    ],
    ["an OCI artifact manifest", "application/vnd.oci.artifact.manifest.v1+json", { blobs: [] }],
  ])("%s is overwritten where that was requested, and a conflict otherwise", async (name, mediaType, document) => {
    const repository = `undecodable/${name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}`;
    const bytes = Buffer.from(JSON.stringify({ mediaType, ...document }));
    const before = world.prod.store.putManifest(repository, mediaType, bytes, "1");
    const images = `${dev}/worker:build-812 => ${repository}:1`;
    const refused = await world.runInProcess({ images });
    expect(refused.result.counts).toEqual({ conflict: 1 });
    const run = await world.runInProcess({ images, "on-conflict": "overwrite" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.result.images[0]?.tags).toEqual([{ name: "1", status: "moved", previousDigest: before.digest }]);
    expect(held(repository)).toEqual({ 1: world.digests.worker });
  });
});

it("K1.11 locks that may not be read are one warning, and Azure decides", async () => {
  world.azure.faults.add({
    host: prod,
    path: /^\/acr\/v1\//,
    times: "always",
    phase: "request",
    action: {
      kind: "status",
      status: 403,
      body: '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
    },
  });
  const run = await world.runInProcess({
    images: `${dev}/worker:build-812 => locks/one:1\n${dev}/worker:build-812 => locks/two:1`,
  });
  expect(run.result.counts).toEqual({ promoted: 2 });
  const warnings = run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);
  expect(warnings).toEqual([expect.stringContaining("Locks of the target could not be read")]);
  expect(run.summary).toContain("Locks of the target could not be read");
  world.azure.faults.clear();
});

it("a listed referrer counts only if its subject is the image", async () => {
  const { registry, place, image } = seedSigned("schema.fabrikam.example");
  const signature = putReferrer(place, image, "application/vnd.cncf.notary.signature", "signature");
  const other = putImage(place, { tag: "2", content: "another image" });
  const stranger = putReferrer(place, other, "application/vnd.cncf.notary.signature", "of another image");
  const entries = [signature, stranger].map(({ mediaType, digest, size }) => ({ mediaType, digest, size }));
  const document = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: entries };
  putDocument({ store: registry.store, repository: "team/app" }, document, image.digest.replace(":", "-"));
  const run = await world.runInProcess({ images: "schema.fabrikam.example/team/app:1 => schema/app:1" });
  expect(run.result.images[0]?.referrers.map(({ digest }) => digest)).toEqual([signature.digest]);
  expect(world.prod.store.manifest("schema/app", signature.digest)).toBeDefined();
  expect(world.prod.store.manifest("schema/app", stranger.digest)).toBeUndefined();
});

it("ListReferrers of an ACR that answers 503 once is repeated, and every signature is carried", async () => {
  const fault = world.azure.faults.add({
    host: dev,
    path: /\/referrers\//,
    phase: "request",
    action: { kind: "status", status: 503 },
  });
  const run = await world.runInProcess({ images: `${dev}/api:build-812 => again/api:1` });
  expect(fault.struck).toBe(1);
  expect(run.result.counts).toEqual({ promoted: 1 });
  const { index, signature, sbom } = world.digests.api;
  expect(
    world.prod.store
      .referrers("again/api", index)
      .map(({ digest }) => digest)
      .sort(),
  ).toEqual([signature, sbom].sort());
});
