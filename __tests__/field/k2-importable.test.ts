// K2: nothing is planned that cannot be imported. Children and referrers that the target lacks are looked up in the source first.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import type { Fault, FaultAction } from "../emulator/faults.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, putCosignTag, putDocument, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import type { Descriptor, RegistryStore } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";

const { dev, prod } = contoso;
const SIGNATURE = "application/vnd.cncf.notary.signature";
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

const firstImage = (run: ShippedRun) => run.result.images[0];
const warningsOf = (run: ShippedRun) =>
  run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);

/** "METHOD reference" of the manifests that a host was asked for by digest. */
function lookedUp(run: ShippedRun, host: string): string[] {
  return run.requests.flatMap(({ host: to, method, target }) => {
    const [, digest] = /\/manifests\/(sha256:[0-9a-f]{64})$/.exec(target) ?? [];
    return to === host && digest !== undefined ? [`${method} ${digest}`] : [];
  });
}

/** Refused before the first write: 0 imports, and a code, status and words of the first image. */
function expectRefused(run: ShippedRun, status: string, code: string, ...texts: string[]): void {
  expect(run.exitCode).toBe(1);
  expect(firstImage(run)).toMatchObject({ status, error: { code, side: "source" } });
  for (const text of texts) expect(run.errors).toContain(text);
  expect(run.imports).toEqual([]);
}

const NOT_FOUND: FaultAction = {
  kind: "status",
  status: 404,
  headers: { "Content-Type": "application/json" },
  body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
};

/** A fault of every request for one manifest by its digest. */
function onDigest(host: string, digest: string, action: FaultAction, more: Partial<Fault> = {}): Fault {
  return { host, path: new RegExp(`/manifests/${digest}$`), phase: "request", times: "always", action, ...more };
}

/** A registry of someone else's with one index `team/app:1`. */
function seedElsewhere(host: string) {
  const { store } = addForeignRegistry(world.azure, { host, authentication: "none" });
  const place = { store, repository: "team/app" };
  const { index, children } = putIndex(place, { platforms: ["linux/amd64", "linux/arm64"], content: host, tag: "1" });
  return { store, place, index, children, images: `${host}/team/app:1 => elsewhere/app:1` };
}

describe("K2.1 an index with one child deleted", () => {
  const api = `${dev}/api:build-812 => api:1`;
  const worker = `${dev}/worker:build-812 => worker:1`;
  let arm64: string;
  beforeEach(() => {
    arm64 = world.digests.api.platforms["linux/arm64"] ?? "";
    world.dev.store.deleteManifest("api", arm64);
  });
  const texts = () => [`${dev}/api:build-812 is incomplete`, `${arm64} (linux/arm64)`];

  it("is refused, and a set imports nothing", async () => {
    const run = await world.run({ images: `${api}\n${worker}` });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", ...texts());
    expect(run.result.counts).toEqual({ blocked: 1, pending: 1 });
    expect(world.prod.store.repositories.size).toBe(0);
    expect(run.summary).toContain(`${arm64.slice(7)}</code>&#32;&#40;linux/arm64&#41;`);
  });

  it("is refused by a dry run as by a run", async () => {
    const planned = await world.run({ images: `${api}\n${worker}`, "dry-run": "true" });
    expectRefused(planned, "blocked", "SOURCE_INCOMPLETE", ...texts());
    const run = await world.runInProcess({ images: `${api}\n${worker}` });
    expect(run.errors).toBe(planned.errors);
    expect(run.result.images.map(({ error }) => error)).toEqual(planned.result.images.map(({ error }) => error));
  });

  it("does not hold back other images with all-or-nothing: false", async () => {
    const run = await world.runInProcess({ images: `${api}\n${worker}`, "all-or-nothing": "false" });
    expect(run.result.counts).toEqual({ blocked: 1, promoted: 1 });
    expect(run.imports.map(({ source }) => source.sourceImage)).toEqual([`worker@${world.digests.worker}`]);
  });

  it("is up to date where the target has all of it, and the source is not asked", async () => {
    const { index } = putIndex(
      { store: world.prod.store, repository: "api" },
      {
        platforms: ["linux/amd64", "linux/arm64", "linux/arm/v7"],
        attestations: true,
        content: "api 812",
        tag: "1",
      },
    );
    expect(index.digest).toBe(world.digests.api.index);
    const run = await world.runInProcess({ images: api, referrers: "none" });
    expect(run.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(run, dev)).toEqual([]);
  });

  it("is refused with verify: best-effort and a target that cannot be read", async () => {
    world.azure.faults.add({ host: prod, path: /^\/v2\//, times: "always", action: { kind: "status", status: 403 } });
    const run = await world.runInProcess({ images: api, verify: "best-effort" });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", ...texts());
  });

  it("is not a problem where on-conflict: skip leaves the tag as it is", async () => {
    putImage({ store: world.prod.store, repository: "api" }, { content: "older", tag: "1" });
    const run = await world.runInProcess({ images: api, "on-conflict": "skip" });
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
  const images = `${dev}/api:build-812 => api:1`;
  let signature: string;
  beforeEach(() => {
    ({ signature } = world.digests.api);
  });
  const lose = () => world.azure.faults.add(onDigest(dev, signature, NOT_FOUND));

  it("is reported before the first write, as a signature, with both ways out", async () => {
    lose();
    const texts = [`the signature ${signature}`, SIGNATURE, "referrers: best-effort", "referrers: none"];
    expectRefused(await world.run({ images }), "blocked", "SOURCE_INCOMPLETE", ...texts);
    const planned = await world.runInProcess({ images, "dry-run": "true" });
    expectRefused(planned, "blocked", "SOURCE_INCOMPLETE", ...texts);
  });

  it("is left out with best-effort, and a warning says so", async () => {
    lose();
    const run = await world.run({ images, referrers: "best-effort" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.manifest("api", signature)).toBeUndefined();
    expect(world.prod.store.manifest("api", world.digests.api.sbom)).toBeDefined();
    expect(warningsOf(run)).toEqual([expect.stringContaining(`The signature ${signature}`)]);
    expect(firstImage(run)?.referrers.find(({ digest }) => digest === signature)?.status).toBe("skipped");
    expect(run.summary).toContain("is not promoted");
  });

  it("does not matter with referrers: none, nor where the target has it", async () => {
    expect((await world.runInProcess({ images })).result.counts).toEqual({ promoted: 1 });
    lose();
    const again = await world.runInProcess({ images });
    expect(again.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(again, dev)).toEqual([]);
    const other = await world.runInProcess({ images: `${dev}/api:build-812 => other:1`, referrers: "none" });
    expect(other.result.counts).toEqual({ promoted: 1 });
  });

  it("is refused with verify: best-effort and a target that cannot be read, and left out with referrers: best-effort", async () => {
    lose();
    world.azure.faults.add({ host: prod, path: /^\/v2\//, times: "always", action: { kind: "status", status: 403 } });
    const run = await world.runInProcess({ images, verify: "best-effort" });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", signature);
    const without = await world.runInProcess({ images, verify: "best-effort", referrers: "best-effort" });
    expect(without.result.counts).toEqual({ unverified: 1 });
    expect(without.imports.map(({ source }) => source.sourceImage)).not.toContain(`api@${signature}`);
  });

  it("is the same where a referrers tag lists it", async () => {
    const { store, place, index, images: elsewhere } = seedElsewhere("tagged.fabrikam.example");
    const gone = putReferrer(place, index, SIGNATURE, "a signature");
    const entry = { ...gone, artifactType: SIGNATURE };
    putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [entry] }, index.digest.replace(":", "-"));
    store.deleteManifest("team/app", gone.digest);
    const run = await world.runInProcess({ images: elsewhere });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", `the signature ${gone.digest}`, "referrers: none");
    const without = await world.runInProcess({ images: elsewhere, referrers: "best-effort" });
    expect(without.result.counts).toEqual({ promoted: 1 });
    expect(warningsOf(without)).toEqual([expect.stringContaining(gone.digest)]);
  });

  // K1.13: the tag proves that the signature existed, so this is no proof that it is gone.
  it("is unknown where cosign's tag can be read and its digest cannot", async () => {
    const [tag = "", digest = ""] =
      Object.entries(world.digests.api.cosign).find(([name]) => name.endsWith(".sig")) ?? [];
    world.azure.faults.add(onDigest(dev, digest, NOT_FOUND));
    const run = await world.runInProcess({ images });
    expectRefused(run, "failed", "REFERRERS_UNKNOWN", tag, "referrers: best-effort");
    const without = await world.runInProcess({ images, referrers: "best-effort" });
    expect(without.result.counts).toEqual({ promoted: 1 });
    expect(Object.keys(world.prod.store.tags("api"))).not.toContain(tag);
    expect(warningsOf(without)).toEqual([expect.stringContaining(`The signature ${digest}`)]);
  });
});

/** An index in the dev registry whose only entry states something else than the manifest is. */
function putWrongEntry(store: RegistryStore, change: (child: Descriptor) => Partial<Descriptor>) {
  const place = { store, repository: "wrong" };
  const { index: inner, children } = putIndex(place, { content: "inner" });
  const child = putImage(place, { content: "single" });
  const entry = { ...child, ...change(inner) };
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [entry] }, "1");
  return { entry, inner, grandchild: children[0] as Descriptor, images: `${dev}/wrong:1 => wrong:1` };
}

it("K2.3 an entry that states an image manifest, whose bytes are an index", async () => {
  const { inner, grandchild, images } = putWrongEntry(world.dev.store, ({ digest, size }) => ({ digest, size }));
  world.dev.store.deleteManifest("wrong", grandchild.digest);
  const texts = [`Manifest ${inner.digest} is ${MEDIA_TYPES.index}`, `states ${MEDIA_TYPES.manifest}`];
  expectRefused(await world.run({ images }), "blocked", "MANIFEST_INVALID", ...texts);
  expectRefused(await world.runInProcess({ images, "dry-run": "true" }), "blocked", "MANIFEST_INVALID", ...texts);
});

it("K2.4 an entry that states another size", async () => {
  const { entry, images } = putWrongEntry(world.dev.store, () => ({ size: 999_999_999 }));
  const texts = [`Manifest ${entry.digest} is`, "states", "of 999999999 bytes"];
  const run = await world.run({ images });
  expectRefused(run, "blocked", "MANIFEST_INVALID", ...texts);
  expect(run.outputs["manifest-list"]).toBe("[]");
  expectRefused(await world.runInProcess({ images, "dry-run": "true" }), "blocked", "MANIFEST_INVALID", ...texts);
});

it("K2.4 two entries that state two sizes of one manifest", async () => {
  const place = { store: world.dev.store, repository: "twice" };
  const child = putImage(place);
  const other = { ...child, size: 7, platform: { os: "linux", architecture: "arm64" } };
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [child, other] }, "1");
  const run = await world.runInProcess({ images: `${dev}/twice:1 => twice:1` });
  expectRefused(run, "blocked", "MANIFEST_INVALID", child.digest, "of 7 bytes");
});

it("K2.4 a nested index of another size, and a referrer of another size", async () => {
  const { images } = putWrongEntry(world.dev.store, ({ digest, mediaType }) => ({ digest, mediaType, size: 7 }));
  expectRefused(await world.runInProcess({ images }), "blocked", "MANIFEST_INVALID", "of 7 bytes");
  const { signature } = world.digests.api;
  world.azure.faults.add({
    host: dev,
    path: /\/referrers\//,
    times: "always",
    action: {
      kind: "replace-body",
      body: (body) => body.toString("utf8").replace(new RegExp(`("digest":"${signature}","size":)[0-9]+`), "$17"),
    },
  });
  const run = await world.runInProcess({ images: `${dev}/api:build-812 => api:1` });
  expectRefused(run, "blocked", "MANIFEST_INVALID", `It is the signature ${signature}`, "referrers: best-effort");
});

describe("K2.5 a media type that cannot be read back", () => {
  const ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
  const images = `${dev}/worker:build-812 => worker:1`;
  const putArtifact = (): string => {
    const { mediaType, digest, bytes } = world.dev.store.manifest("worker", "build-812") ?? {};
    const subject = { mediaType, digest, size: bytes?.length };
    const text = JSON.stringify({ mediaType: ARTIFACT, artifactType: SIGNATURE, blobs: [], subject });
    return world.dev.store.putManifest("worker", ARTIFACT, Buffer.from(text)).digest;
  };

  it("of a referrer is refused before the first write", async () => {
    const digest = putArtifact();
    const texts = [`The signature ${digest}`, `has the media type ${ARTIFACT}`, "referrers: best-effort"];
    expectRefused(await world.run({ images }), "blocked", "MANIFEST_UNSUPPORTED", ...texts);
    expectRefused(await world.runInProcess({ images, "dry-run": "true" }), "blocked", "MANIFEST_UNSUPPORTED", ...texts);
  });

  it("of a referrer is left out with best-effort, in every run", async () => {
    const digest = putArtifact();
    for (const status of ["promoted", "up-to-date"]) {
      const run = await world.run({ images, referrers: "best-effort" });
      expect(run.result.counts).toEqual({ [status]: 1 });
      expect(warningsOf(run)).toEqual([expect.stringContaining(`The signature ${digest}`)]);
    }
    expect(world.prod.store.manifest("worker", digest)).toBeUndefined();
  });

  it("of a child is refused before the first write", async () => {
    const place = { store: world.dev.store, repository: "mixed" };
    const child = putImage(place);
    const bytes = Buffer.from(JSON.stringify({ mediaType: ARTIFACT, blobs: [] }));
    const { digest } = world.dev.store.putManifest("mixed", ARTIFACT, bytes);
    const artifact = { mediaType: ARTIFACT, digest, size: bytes.length };
    putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [child, artifact] }, "1");
    const run = await world.run({ images: `${dev}/mixed:1 => mixed:1` });
    expectRefused(run, "blocked", "MANIFEST_UNSUPPORTED", digest, ARTIFACT);
  });
});

it.each([
  ["outside of the workspace", "../images.lock.yml", "LOCK_FILE_OUTSIDE"],
  ["as an absolute path", "/etc/images.lock.yml", "LOCK_FILE_OUTSIDE"],
  ["that is the workspace", ".", "LOCK_FILE_OUTSIDE"],
  ["that is a folder", "deploy", "LOCK_FILE_WRITE_FAILED"],
])("K2.6 a lock file %s is an input problem", async (_name, path, code) => {
  const options = { files: { "deploy/readme.txt": "x" } };
  for (const dryRun of ["false", "true"]) {
    const inputs = { images: `${dev}/worker:build-812 => worker:1`, "lock-file": path, "dry-run": dryRun };
    const run = await world.run(inputs, options);
    expect(run.exitCode).toBe(1);
    expect(run.annotations).toMatchObject([{ command: "error", properties: { title: code } }]);
    expect(run.errors).toContain(`lock-file: ${JSON.stringify(path)}`);
    expect(run.requests).toEqual([]);
  }
});

describe("a registry whose HEAD proves nothing", () => {
  const HEADS = { path: /\/manifests\//, method: "HEAD", phase: "request", times: "always" } as const;

  it.each([404, 405, 501])(
    "HEAD %i where GET is 200: image, children and cosign's tag are promoted",
    async (status) => {
      const host = `head-${status}.fabrikam.example`;
      const { place, index, children, images } = seedElsewhere(host);
      const { digest } = putCosignTag(place, index, "sig");
      world.azure.faults.add({ ...HEADS, host, action: { kind: "status", status } });
      const run = await (status === 404 ? world.run({ images }) : world.runInProcess({ images }));
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(Object.values(world.prod.store.tags("elsewhere/app")).sort()).toEqual([digest, index.digest].sort());
      for (const child of children) expect(lookedUp(run, host)).toContain(`GET ${child.digest}`);
    },
  );

  it("where GET is 404 too, a child is absent", async () => {
    const host = "head-and-get.fabrikam.example";
    const { children, store, images } = seedElsewhere(host);
    const gone = children[1]?.digest ?? "";
    store.deleteManifest("team/app", gone);
    world.azure.faults.add({ ...HEADS, host, action: { kind: "status", status: 404 } });
    expectRefused(await world.run({ images }), "blocked", "SOURCE_INCOMPLETE", `${gone} (linux/arm64)`);
  });

  it("where GET is 404 without a registry's error code, a child is absent", async () => {
    const host = "bare.fabrikam.example";
    const { children, images } = seedElsewhere(host);
    const gone = children[1]?.digest ?? "";
    world.azure.faults.add(onDigest(host, gone, { kind: "status", status: 404, body: "404 page not found" }));
    expectRefused(await world.runInProcess({ images }), "blocked", "SOURCE_INCOMPLETE", `${gone} (linux/arm64)`);
  });

  it.each([
    ["another Content-Length", { set: { "Content-Length": "0" } }],
    ["another Content-Type", { set: { "Content-Type": "text/plain" } }],
    ["another digest", { set: { "Docker-Content-Digest": `sha256:${"0".repeat(64)}` } }],
  ])("HEAD with %s: GET decides", async (_name, change) => {
    const host = "odd-head.fabrikam.example";
    const { children, images } = seedElsewhere(host);
    world.azure.faults.add({ ...HEADS, host, phase: "response", action: { kind: "headers", ...change } });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(lookedUp(run, host)).toEqual(expect.arrayContaining(children.map(({ digest }) => `GET ${digest}`)));
  });
});

describe("a child that cannot be looked up is unknown, not absent", () => {
  it.each<[string, FaultAction, string]>([
    ["401", { kind: "status", status: 401 }, "returned 401"],
    ["403", { kind: "status", status: 403 }, "returned 403"],
    ["429", { kind: "status", status: 429, headers: { "Retry-After": "1" } }, "returned 429"],
    ["503", { kind: "status", status: 503 }, "returned 503"],
    ["a reset", { kind: "reset" }, "NETWORK_RESET"],
  ])("%s: an error of the image, 0 imports", async (name, action, text) => {
    const host = `unknown-${name.replaceAll(" ", "-")}.fabrikam.example`;
    const { children, images } = seedElsewhere(host);
    const child = children[1]?.digest ?? "";
    world.azure.faults.add(onDigest(host, child, action));
    for (const dryRun of ["false", "true"]) {
      const run = await world.runInProcess({ images, "dry-run": dryRun });
      const words = text === "NETWORK_RESET" ? host : text;
      expectRefused(run, "failed", "CHILDREN_UNKNOWN", `${child} (linux/arm64) could not be looked up`, words);
      expect(run.errors).not.toContain("does not have");
    }
  });

  it("a 503 that passes is repeated", async () => {
    const host = "passing.fabrikam.example";
    const { children, images } = seedElsewhere(host);
    const child = children[1]?.digest ?? "";
    const fault = world.azure.faults.add(onDigest(host, child, { kind: "status", status: 503 }, { times: 1 }));
    const run = await world.runInProcess({ images });
    expect(fault.struck).toBe(1);
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("a referrer is unknown too: an error, or with best-effort a warning", async () => {
    const { signature } = world.digests.api;
    world.azure.faults.add(onDigest(dev, signature, { kind: "status", status: 503 }));
    const images = `${dev}/api:build-812 => api:1`;
    const refused = await world.runInProcess({ images });
    expectRefused(refused, "failed", "REFERRERS_UNKNOWN", "returned 503", "referrers: best-effort");
    const run = await world.runInProcess({ images, referrers: "best-effort" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(warningsOf(run)).toEqual([expect.stringContaining(`The signature ${signature}`)]);
    expect(world.prod.store.manifest("api", signature)).toBeUndefined();
  });
});

it("what the target has is not looked up again, and a shared child is looked up once", async () => {
  const place = { store: world.dev.store, repository: "half" };
  const built = { platforms: ["linux/amd64", "linux/arm64", "linux/s390x"], content: "half" };
  const { children } = putIndex(place, { ...built, tag: "1" });
  const { index } = putIndex({ store: world.prod.store, repository: "half" }, built);
  const [, lacking] = children.map(({ digest }) => digest);
  world.prod.store.deleteManifest("half", lacking ?? "");
  const images = `${dev}/half:1 => half:1`;
  const half = await world.run({ images });
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
