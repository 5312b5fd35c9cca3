// K2: nothing is planned that cannot be imported. Every row on the shipped bundle; k2-lookups.test.ts has the variations.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { MEDIA_TYPES, putCosignTag, putDocument, putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import {
  ARTIFACT,
  expectRefused,
  firstImage,
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

const { dev } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

describe("K2.1 an index with one child deleted", () => {
  const images = `${dev}/api:build-812 => api:1\n${dev}/worker:build-812 => worker:1`;

  it("is refused by a dry run as by a run, and a set imports nothing", async () => {
    const arm64 = world.digests.api.platforms["linux/arm64"] ?? "";
    world.dev.store.deleteManifest("api", arm64);
    const texts = [`${dev}/api:build-812 is incomplete`, `${arm64} (linux/arm64)`];
    const run = await world.run({ images });
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", ...texts);
    expect(run.result.counts).toEqual({ blocked: 1, pending: 1 });
    expect(world.prod.store.repositories.size).toBe(0);
    expect(run.summary).toContain(`${arm64.slice(7)}</code>&#32;&#40;linux/arm64&#41;`);
    const planned = await world.run({ images, "dry-run": "true" });
    expectRefused(planned, "blocked", "SOURCE_INCOMPLETE", ...texts);
    expect(planned.errors).toBe(run.errors);
    expect(planned.result.images.map(({ error }) => error)).toEqual(run.result.images.map(({ error }) => error));
  });
});

describe("K2.2 the list of referrers names a signature that is gone", () => {
  const images = `${dev}/api:build-812 => api:1`;
  let signature: string;
  beforeEach(() => {
    ({ signature } = world.digests.api);
    world.azure.faults.add(onDigest(dev, signature, NOT_FOUND));
  });

  it("is reported before the first write, as a signature, with both ways out", async () => {
    const run = await world.run({ images });
    const texts = [`the signature ${signature}`, SIGNATURE, "referrers: best-effort", "referrers: none"];
    expectRefused(run, "blocked", "SOURCE_INCOMPLETE", ...texts);
  });

  it("is left out with best-effort, and a warning says so", async () => {
    const run = await world.run({ images, referrers: "best-effort" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.manifest("api", signature)).toBeUndefined();
    expect(world.prod.store.manifest("api", world.digests.api.sbom)).toBeDefined();
    expect(warningsOf(run)).toEqual([expect.stringContaining(`The signature ${signature}`)]);
    expect(firstImage(run)?.referrers.find(({ digest }) => digest === signature)?.status).toBe("skipped");
    expect(run.summary).toContain("is not promoted");
  });
});

it("K2.3 an entry that states an image manifest, whose bytes are an index", async () => {
  const { inner, grandchild, images } = putWrongEntry(world, ({ digest, size }) => ({ digest, size }));
  world.dev.store.deleteManifest("wrong", grandchild.digest);
  const texts = [`Manifest ${inner.digest} is ${MEDIA_TYPES.index}`, `states ${MEDIA_TYPES.manifest}`];
  expectRefused(await world.run({ images }), "blocked", "MANIFEST_INVALID", ...texts);
});

it("K2.4 an entry that states another size", async () => {
  const { entry, images } = putWrongEntry(world, () => ({ size: 999_999_999 }));
  const run = await world.run({ images });
  expectRefused(run, "blocked", "MANIFEST_INVALID", `Manifest ${entry.digest} is`, "of 999999999 bytes");
  expect(run.outputs["manifest-list"]).toBe("[]");
});

describe("K2.5 a media type that cannot be read back", () => {
  const images = `${dev}/worker:build-812 => worker:1`;

  it("of a referrer is refused before the first write, and left out with best-effort in every run", async () => {
    const digest = putArtifact(world);
    const texts = [`The signature ${digest}`, `has the media type ${ARTIFACT}`, "referrers: best-effort"];
    expectRefused(await world.run({ images }), "blocked", "MANIFEST_UNSUPPORTED", ...texts);
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
  ["that is a folder", "deploy", "LOCK_FILE_WRITE_FAILED"],
])("K2.6 a lock file %s is an input problem", async (_name, path, code) => {
  const inputs = { images: `${dev}/worker:build-812 => worker:1`, "lock-file": path };
  for (const dryRun of ["false", "true"]) {
    const run = await world.run({ ...inputs, "dry-run": dryRun }, { files: { "deploy/readme.txt": "x" } });
    expect(run.exitCode).toBe(1);
    expect(run.annotations).toMatchObject([{ command: "error", properties: { title: code } }]);
    expect(run.errors).toContain(`lock-file: ${JSON.stringify(path)}`);
    expect(run.requests).toEqual([]);
  }
});

describe("K1.12 a registry whose HEAD is 404", () => {
  const host = "nexus.fabrikam.example";

  it("where GET is 200: image, children and cosign's tag are promoted", async () => {
    const { place, index, children, images } = seedElsewhere(world, host);
    const { digest } = putCosignTag(place, index, "sig");
    world.azure.faults.add(onHeads(host, { kind: "status", status: 404 }));
    const run = await world.run({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(Object.values(world.prod.store.tags("elsewhere/app")).sort()).toEqual([digest, index.digest].sort());
    for (const child of children) expect(lookedUp(run, host)).toContain(`GET ${child.digest}`);
  });

  it("where GET is 404 too: a child is absent", async () => {
    const { store, children, images } = seedElsewhere(world, host);
    const gone = children[1]?.digest ?? "";
    store.deleteManifest("team/app", gone);
    world.azure.faults.add(onHeads(host, { kind: "status", status: 404 }));
    expectRefused(await world.run({ images }), "blocked", "SOURCE_INCOMPLETE", `${gone} (linux/arm64)`);
  });
});
