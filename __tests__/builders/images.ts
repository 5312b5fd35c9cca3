// Builds images, indexes and what refers to them: real bytes with real digests, the same for the same words.
import type { Platform } from "../../src/oci/descriptor.ts";
import { digestOf } from "../../src/oci/digest.ts";
import { decodeManifest, type ImageIndex, type ImageManifest, type Manifest } from "../../src/oci/manifest.ts";
import { OCI_INDEX, OCI_MANIFEST } from "../../src/oci/media-type.ts";

export const AMD64: Platform = { os: "linux", architecture: "amd64" };
export const ARM64: Platform = { os: "linux", architecture: "arm64" };

const IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";

/** The config blob of {@link buildImage}'s images. */
export function configBytes(name: string, platform: Platform = AMD64): Uint8Array {
  return Buffer.from(JSON.stringify({ ...platform, created: name }));
}

function describeBytes(mediaType: string, bytes: Uint8Array) {
  return { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
}

function describeManifest(manifest: Manifest) {
  return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.sizeBytes };
}

/** One image, or, with a subject, something that refers to it. */
export function buildImage(
  name: string,
  {
    platform = AMD64,
    subject,
    artifactType,
    annotations,
  }: {
    platform?: Platform;
    subject?: Manifest;
    artifactType?: string;
    annotations?: Readonly<Record<string, string>>;
  } = {},
): ImageManifest {
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    ...(artifactType !== undefined && { artifactType }),
    config: describeBytes(IMAGE_CONFIG, configBytes(name, platform)),
    layers: [describeBytes("application/vnd.oci.image.layer.v1.tar+gzip", Buffer.from(`layer of ${name}`))],
    ...(subject !== undefined && { subject: describeManifest(subject) }),
    ...(annotations !== undefined && { annotations }),
  };
  const manifest = decodeManifest(Buffer.from(JSON.stringify(document)), OCI_MANIFEST);
  if (manifest.kind !== "image") throw new Error("An image was built that is none.");
  return manifest;
}

/** An index of images, nested indexes, or both. */
export function buildIndex(
  children: readonly { readonly manifest: Manifest; readonly platform?: Platform }[],
  name = "",
): ImageIndex {
  const document = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: children.map(({ manifest, platform }) => ({
      ...describeManifest(manifest),
      ...(platform !== undefined && { platform }),
    })),
    annotations: { name },
  };
  const manifest = decodeManifest(Buffer.from(JSON.stringify(document)), OCI_INDEX);
  if (manifest.kind !== "index") throw new Error("An index was built that is none.");
  return manifest;
}

/** An index of two platforms, and all of its manifests. */
export function buildMultiPlatform(name: string): { index: ImageIndex; all: readonly Manifest[] } {
  const amd64 = buildImage(`${name} amd64`, { platform: AMD64 });
  const arm64 = buildImage(`${name} arm64`, { platform: ARM64 });
  const index = buildIndex([
    { manifest: amd64, platform: AMD64 },
    { manifest: arm64, platform: ARM64 },
  ]);
  return { index, all: [index, amd64, arm64] };
}
