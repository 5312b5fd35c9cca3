// Which blobs of an image are looked up, and what their lookups mean for the image.
import { describe, expect, it } from "@jest/globals";
import type { BlobFinding } from "../../../src/observe/blob-finding.ts";
import { createContentCheck } from "../../../src/observe/content-check.ts";
import type { Digest } from "../../../src/oci/digest.ts";
import { decodeManifest, type ImageManifest, type Manifest } from "../../../src/oci/manifest.ts";
import { OCI_MANIFEST } from "../../../src/oci/media-type.ts";
import type { Lookup } from "../../../src/ports.ts";
import { problem } from "../../../src/problems.ts";
import { buildImage, buildMultiPlatform } from "../../builders/images.ts";
import { ManualClock } from "../../manual-clock.ts";

type BlobLookup = Lookup<{ readonly sizeBytes: number | undefined }>;

const SIGNAL = new AbortController().signal;
const PRESENT: BlobLookup = { kind: "known", value: { sizeBytes: undefined } };
const COMPLETE: BlobFinding = { kind: "complete", foreign: [] };
const DENIED = problem("REGISTRY_DENIED", "closed");
const image = buildImage("api");
const { config } = image;
const [layer] = image.layers;
if (layer === undefined) throw new Error("The image has no layer.");

/** A check whose registry says this of blobs, and what was looked up. */
function check(blobs: (repository: string, digest: Digest) => BlobLookup, hasReplicas = false) {
  const requested: string[] = [];
  const clock = new ManualClock();
  const lookUpBlob = async (repository: string, digest: Digest) => {
    requested.push(`${repository}@${digest}`);
    return blobs(repository, digest);
  };
  const { findMissing, checkPresent } = createContentCheck({ lookUpBlob }, { clock, hasReplicas });
  const find = (repository: string, ...manifests: readonly Manifest[]): Promise<BlobFinding> =>
    findMissing(repository, manifests, SIGNAL);
  return { requested, find, checkPresent, clock };
}

/** The image with one more layer. */
function withLayer(descriptor: object): ImageManifest {
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: config.mediaType, digest: config.digest, size: config.sizeBytes },
    layers: [descriptor],
  };
  const manifest = decodeManifest(Buffer.from(JSON.stringify(document)), OCI_MANIFEST);
  if (manifest.kind !== "image") throw new Error("An image was built that is none.");
  return manifest;
}

describe("findMissing", () => {
  it("looks up the config and the layers of every image, and nothing of an index", async () => {
    const { all } = buildMultiPlatform("web");
    const { requested, find } = check(() => PRESENT);
    expect(await find("web", ...all)).toEqual(COMPLETE);
    const blobs = all.flatMap((each) => (each.kind === "image" ? [each.config, ...each.layers] : []));
    expect(requested).toEqual(blobs.map(({ digest }) => `web@${digest}`));
    expect(blobs).toHaveLength(4);
  });

  it.each([
    ["config", config.digest],
    ["layer", layer.digest],
  ])("names the %s that is missing", async (part, lost) => {
    const { find } = check((_repository, digest) => (digest === lost ? { kind: "absent" } : PRESENT));
    expect(await find("api", image)).toEqual({ kind: "missing", what: `${part} ${lost} of api@${image.digest}` });
  });

  it("counts a blob of another size as missing, and one of the same size or of none as present", async () => {
    const sized = (sizeBytes: number | undefined) =>
      check((_repository, digest) => (digest === layer.digest ? { kind: "known", value: { sizeBytes } } : PRESENT));
    expect(await sized(layer.sizeBytes + 1).find("api", image)).toEqual({
      kind: "missing",
      what: `layer ${layer.digest} (it has ${layer.sizeBytes + 1} bytes there instead of ${layer.sizeBytes}) of api@${image.digest}`,
    });
    expect(await sized(layer.sizeBytes).find("api", image)).toEqual(COMPLETE);
    expect(await sized(undefined).find("api", image)).toEqual(COMPLETE);
  });

  it("claims nothing where a blob cannot be looked up", async () => {
    const { find } = check((_repository, digest) =>
      digest === layer.digest ? { kind: "unknown", problem: DENIED } : PRESENT,
    );
    expect(await find("api", image)).toEqual({ kind: "unknown", problem: DENIED });
  });

  it("names a missing blob also where another cannot be looked up", async () => {
    const { find } = check((_repository, digest) =>
      digest === layer.digest ? { kind: "absent" } : { kind: "unknown", problem: DENIED },
    );
    expect(await find("api", image)).toMatchObject({ kind: "missing" });
  });

  it("looks again for what was missing, and no more for what was there", async () => {
    let isThere = false;
    const { requested, find } = check((_repository, digest) =>
      digest === layer.digest && !isThere ? { kind: "absent" } : PRESENT,
    );
    expect(await find("api", image)).toMatchObject({ kind: "missing" });
    isThere = true;
    expect(await find("api", image)).toEqual(COMPLETE);
    expect(await find("api", image)).toEqual(COMPLETE);
    expect(requested).toEqual([config, layer, layer].map(({ digest }) => `api@${digest}`));
  });

  it("takes a blob of one repository for no proof of another", async () => {
    const { find } = check((repository) => (repository === "api" ? PRESENT : { kind: "absent" }));
    expect(await find("api", image)).toEqual(COMPLETE);
    expect(await find("web", image)).toMatchObject({ kind: "missing" });
  });

  it.each([
    ["URLs", { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", urls: ["https://mcr.microsoft.com/windows"] }],
    ["a type that is not distributed", { mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" }],
  ])("does not look up a layer with %s", async (_name, foreign) => {
    const { requested, find } = check(() => PRESENT);
    const manifest = withLayer({ ...foreign, digest: layer.digest, size: layer.sizeBytes });
    expect(await find("api", manifest)).toEqual({ kind: "complete", foreign: [layer.digest] });
    expect(requested).toEqual([`api@${config.digest}`]);
  });
});

describe("checkPresent", () => {
  const isLayer = (digest: Digest) => digest === layer.digest;

  it("names what is missing after one look where there are no replicas", async () => {
    const { requested, checkPresent } = check((_repository, digest) =>
      isLayer(digest) ? { kind: "absent" } : PRESENT,
    );
    expect(await checkPresent("api", [image], SIGNAL)).toMatchObject({ kind: "missing" });
    expect(requested).toHaveLength(2);
  });

  it("takes three looks over five seconds where a replica may be behind", async () => {
    const { requested, checkPresent, clock } = check(
      (_repository, digest) => (isLayer(digest) ? { kind: "absent" } : PRESENT),
      true,
    );
    const startedAtMs = clock.nowMs();
    const finding = checkPresent("api", [image], SIGNAL);
    await clock.advance(10_000);
    expect(await finding).toMatchObject({ kind: "missing" });
    expect(requested.filter((each) => each.endsWith(layer.digest))).toHaveLength(3);
    expect(clock.nowMs() - startedAtMs).toBeGreaterThanOrEqual(5_000);
  });

  it("is complete as soon as one look finds the rest", async () => {
    let looks = 0;
    const { checkPresent, clock } = check((_repository, digest) => {
      if (!isLayer(digest)) return PRESENT;
      looks += 1;
      return looks === 3 ? PRESENT : { kind: "absent" };
    }, true);
    const finding = checkPresent("api", [image], SIGNAL);
    await clock.advance(10_000);
    expect(await finding).toEqual(COMPLETE);
  });
});
