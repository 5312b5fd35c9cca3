// K2 in its variations: what is looked up in the source before the first write, how, and what each response means.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import type { FaultAction } from "../emulator/faults.ts";
import { MEDIA_TYPES, putCosignTag, putDocument, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";
import {
  expectRefused,
  lookedUp,
  NOT_FOUND,
  onDigest,
  onHeads,
  putArtifact,
  putWrongEntry,
  SIGNATURE,
  seedElsewhere,
  warningsOf,
} from "./k2-cases.ts";

const { dev, prod } = contoso;
const API = `${dev}/api:build-812 => api:1`;
const WORKER = `${dev}/worker:build-812 => worker:1`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

/** The runner may not read the target. */
function closeTarget(): void {
  world.azure.faults.add({ host: prod, path: /^\/v2\//, times: "always", action: { kind: "status", status: 403 } });
}

describe("K2.1 an index with one child deleted", () => {
  let arm64: string;
  beforeEach(() => {
    arm64 = world.digests.api.platforms["linux/arm64"] ?? "";
    world.dev.store.deleteManifest("api", arm64);
  });

  it("does not hold back other images with all-or-nothing: false", async () => {
    const run = await world.runInProcess({ images: `${API}\n${WORKER}`, "all-or-nothing": "false" });
    expect(run.result.counts).toEqual({ blocked: 1, promoted: 1 });
    expect(run.imports.map(({ source }) => source.sourceImage)).toEqual([`worker@${world.digests.worker}`]);
  });

  it("is refused with verify: best-effort and a target that cannot be read", async () => {
    closeTarget();
    const run = await world.runInProcess({ images: API, verify: "best-effort" });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", `${arm64} (linux/arm64)`);
  });

  it("is up to date where the target has all of it, and the source is not asked", async () => {
    const options = { attestations: true, content: "api 812", tag: "1" };
    const platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7"];
    const { index } = putIndex({ store: world.prod.store, repository: "api" }, { platforms, ...options });
    expect(index.digest).toBe(world.digests.api.index);
    const run = await world.runInProcess({ images: API, referrers: "none" });
    expect(run.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(run, dev)).toEqual([]);
  });

  it("is not a problem where on-conflict: skip leaves the tag as it is", async () => {
    putImage({ store: world.prod.store, repository: "api" }, { content: "older", tag: "1" });
    const run = await world.runInProcess({ images: API, "on-conflict": "skip" });
    expect(run.result.counts).toEqual({ skipped: 1 });
  });
});

it("K2.1 names an attestation that is gone, and counts what it does not name", async () => {
  const place = { store: world.dev.store, repository: "wide" };
  const platforms = ["amd64", "arm64", "s390x", "ppc64le", "riscv64", "386"].map((name) => `linux/${name}`);
  const { children } = putIndex(place, { platforms, attestations: true, tag: "1" });
  const attestation = children.at(-1)?.digest ?? "";
  world.dev.store.deleteManifest("wide", attestation);
  const images = `${dev}/wide:1 => wide:1`;
  const first = await world.runInProcess({ images });
  expectRefused(first, "blocked", "SOURCE_INCOMPLETE", `${attestation} (attestation), which the image's index lists`);
  for (const { digest } of children) world.dev.store.deleteManifest("wide", digest);
  const all = await world.runInProcess({ images });
  expectRefused(all, "blocked", "SOURCE_INCOMPLETE", `${children[0]?.digest} (linux/amd64)`, "and 7 more");
});

it.each([
  ["a registry's 404", NOT_FOUND],
  ["a page's 404", { kind: "status", status: 404, body: "<html><title>404 Not Found</title></html>" }],
] as const)("K2.1 names a nested index that is gone, by %s", async (_name, action) => {
  const place = { store: world.dev.store, repository: "nested" };
  const { index: inner } = putIndex(place, { content: "inner" });
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [inner] }, "1");
  world.azure.faults.add(onDigest(dev, inner.digest, action));
  const run = await world.runInProcess({ images: `${dev}/nested:1 => nested:1` });
  expectRefused(run, "blocked", "SOURCE_INCOMPLETE", inner.digest);
});

describe("K2.2 the list of referrers names a signature that is gone", () => {
  let signature: string;
  beforeEach(() => {
    ({ signature } = world.digests.api);
  });
  const lose = () => world.azure.faults.add(onDigest(dev, signature, NOT_FOUND));

  it("is refused by a dry run", async () => {
    lose();
    const run = await world.runInProcess({ images: API, "dry-run": "true" });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", `the signature ${signature}`, "referrers: none");
  });

  it("does not matter with referrers: none, nor where the target has it", async () => {
    expect((await world.runInProcess({ images: API })).result.counts).toEqual({ promoted: 1 });
    lose();
    const again = await world.runInProcess({ images: API });
    expect(again.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(again, dev)).toEqual([]);
    const other = await world.runInProcess({ images: `${dev}/api:build-812 => other:1`, referrers: "none" });
    expect(other.result.counts).toEqual({ promoted: 1 });
  });

  it("is refused or left out with a target that cannot be read, too", async () => {
    lose();
    closeTarget();
    const run = await world.runInProcess({ images: API, verify: "best-effort" });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", signature);
    const without = await world.runInProcess({ images: API, verify: "best-effort", referrers: "best-effort" });
    expect(without.result.counts).toEqual({ unverified: 1 });
    expect(without.imports.map(({ source }) => source.sourceImage)).not.toContain(`api@${signature}`);
  });

  it("is the same where a referrers tag lists it", async () => {
    const { store, place, index, images } = seedElsewhere(world, "tagged.fabrikam.example");
    const gone = putReferrer(place, index, SIGNATURE, "a signature");
    const entry = { ...gone, artifactType: SIGNATURE };
    putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [entry] }, index.digest.replace(":", "-"));
    store.deleteManifest("team/app", gone.digest);
    const run = await world.runInProcess({ images });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", `the signature ${gone.digest}`, "referrers: none");
    const without = await world.runInProcess({ images, referrers: "best-effort" });
    expect(without.result.counts).toEqual({ promoted: 1 });
    expect(warningsOf(without)).toEqual([expect.stringContaining(gone.digest)]);
  });

  // K1.13: the tag proves that the signature existed, so this is no proof that it is gone.
  it("is unknown where cosign's tag can be read and its digest cannot", async () => {
    const cosign = Object.entries(world.digests.api.cosign);
    const [tag = "", digest = ""] = cosign.find(([name]) => name.endsWith(".sig")) ?? [];
    world.azure.faults.add(onDigest(dev, digest, NOT_FOUND));
    const run = await world.runInProcess({ images: API });
    expectRefused(run, "failed", "REFERRERS_UNKNOWN", tag, "referrers: best-effort");
    const without = await world.runInProcess({ images: API, referrers: "best-effort" });
    expect(without.result.counts).toEqual({ promoted: 1 });
    expect(Object.keys(world.prod.store.tags("api"))).not.toContain(tag);
    expect(warningsOf(without)).toEqual([expect.stringContaining(`The signature ${digest}`)]);
  });
});

it("K2.3 and K2.4: a dry run refuses another media type and another size", async () => {
  const typed = putWrongEntry(world, ({ digest, size }) => ({ digest, size }));
  const first = await world.runInProcess({ images: typed.images, "dry-run": "true" });
  expectRefused(first, "blocked", "MANIFEST_INVALID", typed.inner.digest, `states ${MEDIA_TYPES.manifest}`);
  const sized = putWrongEntry(world, () => ({ size: 999_999_999 }));
  const second = await world.runInProcess({ images: sized.images, "dry-run": "true" });
  expectRefused(second, "blocked", "MANIFEST_INVALID", sized.entry.digest, "of 999999999 bytes");
});

it("K2.4 two entries that state two sizes of one manifest", async () => {
  const place = { store: world.dev.store, repository: "twice" };
  const child = putImage(place);
  const other = { ...child, size: 7, platform: { os: "linux", architecture: "arm64" } };
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [child, other] }, "1");
  const run = await world.runInProcess({ images: `${dev}/twice:1 => twice:1` });
  expectRefused(run, "blocked", "MANIFEST_INVALID", child.digest, "of 7 bytes");
});

it("K2.4 a nested index of another size", async () => {
  const { images } = putWrongEntry(world, ({ digest, mediaType }) => ({ digest, mediaType, size: 7 }));
  expectRefused(await world.runInProcess({ images }), "blocked", "MANIFEST_INVALID", "of 7 bytes");
});

it("K2.4 a referrer of another size", async () => {
  const { signature } = world.digests.api;
  const size = new RegExp(`("digest":"${signature}","size":)[0-9]+`);
  world.azure.faults.add({
    host: dev,
    path: /\/referrers\//,
    times: "always",
    action: { kind: "replace-body", body: (body) => body.toString("utf8").replace(size, "$17") },
  });
  const run = await world.runInProcess({ images: API });
  expectRefused(run, "blocked", "MANIFEST_INVALID", `It is the signature ${signature}`, "referrers: best-effort");
  const without = await world.runInProcess({ images: API, referrers: "best-effort" });
  expect(without.result.counts).toEqual({ promoted: 1 });
});

it("K2.5 a referrer that cannot be read back is refused by a dry run, and left out with best-effort", async () => {
  const digest = putArtifact(world);
  const run = await world.runInProcess({ images: WORKER, "dry-run": "true" });
  expectRefused(run, "blocked", "MANIFEST_UNSUPPORTED", `The signature ${digest}`);
  const without = await world.runInProcess({ images: WORKER, referrers: "best-effort" });
  expect(without.result.counts).toEqual({ promoted: 1 });
  expect(without.imports.map(({ source }) => source.sourceImage)).not.toContain(`worker@${digest}`);
});

describe("a registry whose HEAD proves nothing", () => {
  it.each([404, 405, 501])(
    "HEAD %i where GET is 200: image, children and cosign's tag are promoted",
    async (status) => {
      const host = `head-${status}.fabrikam.example`;
      const { place, index, children, images } = seedElsewhere(world, host);
      const { digest } = putCosignTag(place, index, "sig");
      world.azure.faults.add(onHeads(host, { kind: "status", status }));
      const run = await world.runInProcess({ images });
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(Object.values(world.prod.store.tags("elsewhere/app")).sort()).toEqual([digest, index.digest].sort());
      for (const child of children) expect(lookedUp(run, host)).toContain(`GET ${child.digest}`);
    },
  );

  it("where GET is 404 without a registry's error code, a child is absent", async () => {
    const host = "bare.fabrikam.example";
    const { children, images } = seedElsewhere(world, host);
    const gone = children[1]?.digest ?? "";
    world.azure.faults.add(onDigest(host, gone, { kind: "status", status: 404, body: "404 page not found" }));
    expectRefused(await world.runInProcess({ images }), "blocked", "SOURCE_INCOMPLETE", `${gone} (linux/arm64)`);
  });

  it.each([
    ["another Content-Length", { "Content-Length": "0" }],
    ["another Content-Type", { "Content-Type": "text/plain" }],
    ["another digest", { "Docker-Content-Digest": `sha256:${"0".repeat(64)}` }],
  ])("HEAD with %s: GET decides", async (_name, set) => {
    const host = "odd-head.fabrikam.example";
    const { children, images } = seedElsewhere(world, host);
    world.azure.faults.add(onHeads(host, { kind: "headers", set }));
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(lookedUp(run, host)).toEqual(expect.arrayContaining(children.map(({ digest }) => `GET ${digest}`)));
  });
});

describe("a child that cannot be looked up is unknown, not absent", () => {
  it.each<[string, FaultAction]>([
    ["returned 401", { kind: "status", status: 401 }],
    ["returned 403", { kind: "status", status: 403 }],
    ["returned 429", { kind: "status", status: 429, headers: { "Retry-After": "1" } }],
    ["returned 503", { kind: "status", status: 503 }],
    ["closed the connection", { kind: "reset" }],
  ])("%s: an error of the image, 0 imports", async (text, action) => {
    const host = "unknown.fabrikam.example";
    const { children, images } = seedElsewhere(world, host);
    const child = children[1]?.digest ?? "";
    world.azure.faults.add(onDigest(host, child, action));
    for (const dryRun of ["false", "true"]) {
      const run = await world.runInProcess({ images, "dry-run": dryRun });
      const words = action.kind === "status" ? text : host;
      expectRefused(run, "failed", "CHILDREN_UNKNOWN", `${child} (linux/arm64) could not be looked up`, words);
      expect(run.errors).not.toContain("does not have");
    }
  });

  it("a 503 that passes is repeated", async () => {
    const host = "passing.fabrikam.example";
    const { children, images } = seedElsewhere(world, host);
    const child = children[1]?.digest ?? "";
    const fault = world.azure.faults.add(onDigest(host, child, { kind: "status", status: 503 }, { times: 1 }));
    const run = await world.runInProcess({ images });
    expect(fault.struck).toBe(1);
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("a referrer is unknown too: an error, or with best-effort a warning", async () => {
    const { signature } = world.digests.api;
    world.azure.faults.add(onDigest(dev, signature, { kind: "status", status: 503 }));
    const refused = await world.runInProcess({ images: API });
    expectRefused(refused, "failed", "REFERRERS_UNKNOWN", "returned 503", "referrers: best-effort");
    const run = await world.runInProcess({ images: API, referrers: "best-effort" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(warningsOf(run)).toEqual([expect.stringContaining(`The signature ${signature}`)]);
    expect(world.prod.store.manifest("api", signature)).toBeUndefined();
  });
});

describe("the requests that this costs", () => {
  it("what the target has is not looked up, and a shared child is looked up once", async () => {
    const place = { store: world.dev.store, repository: "half" };
    const built = { platforms: ["linux/amd64", "linux/arm64", "linux/s390x"], content: "half" };
    const { children } = putIndex(place, { ...built, tag: "1" });
    const { index } = putIndex({ store: world.prod.store, repository: "half" }, built);
    const [, lacking] = children.map(({ digest }) => digest);
    world.prod.store.deleteManifest("half", lacking ?? "");
    const images = `${dev}/half:1 => half:1`;
    const half = await world.runInProcess({ images });
    expect(half.result.counts).toEqual({ promoted: 1 });
    expect(lookedUp(half, dev)).toEqual([`HEAD ${lacking}`]);
    const complete = await world.runInProcess({ images });
    expect(complete.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(complete, dev)).toEqual([]);
    const twice = await world.runInProcess({ images: `${dev}/half:1 => one:1\n${dev}/half:1 => two:1` });
    expect(twice.result.counts).toEqual({ promoted: 2 });
    expect(lookedUp(twice, dev).sort()).toEqual(children.map(({ digest }) => `HEAD ${digest}`).sort());
    expect(world.prod.store.tagDigest("two", "1")).toBe(index.digest);
  });

  it.each(["all", "none"])(
    "Docker Hub counts one pull for an index of 12 children, with referrers: %s",
    async (referrers) => {
      const { registry } = seedDockerHub(world.azure);
      const platforms = ["amd64", "arm64", "arm/v7", "s390x", "ppc64le", "riscv64"].map((name) => `linux/${name}`);
      const place = { store: registry.store, repository: "library/wide" };
      const { index, children } = putIndex(place, { platforms, attestations: true, tag: "1" });
      const run = await world.runInProcess({ images: "docker.io/wide:1 => wide:1", referrers });
      expect(run.result.counts).toEqual({ promoted: 1 });
      // The index by the digest that HEAD of its tag has shown.
      const expected = [`GET ${index.digest}`, ...children.map(({ digest }) => `HEAD ${digest}`)];
      expect(lookedUp(run, registry.host).sort()).toEqual(expected.sort());
      expect([...registry.pulls.values()]).toEqual([1]);
    },
  );
});
