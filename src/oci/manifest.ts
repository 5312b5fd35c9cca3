// Decodes manifests and indexes strictly: digests are computed, never taken from a header. Bytes are not kept, and of annotations
// only what describes the image, because a run has thousands of manifests in memory.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, and Docker's image manifest v2 schema 2
import { ManifestError } from "../errors.ts";
import { quote } from "../quote.ts";
import type { Descriptor, Platform } from "./descriptor.ts";
import { type Digest, digestOf, isDigest } from "./digest.ts";
import { claimsOf, type ImageClaims } from "./image-claims.ts";
import { isNestedDeeper } from "./json-depth.ts";
import { isDockerSchema1, isIndexMediaType, isManifestMediaType } from "./media-type.ts";

interface ManifestCommon {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly artifactType?: string;
  /** The manifest that a signature, SBOM or attestation refers to. */
  readonly subject?: Descriptor;
  /** From its annotations; undefined where none of them is known. */
  readonly claims?: ImageClaims;
}

/** One image, Helm chart or other artifact. */
export interface ImageManifest extends ManifestCommon {
  readonly kind: "image";
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** An OCI index or Docker manifest list. */
export interface ImageIndex extends ManifestCommon {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

export type Manifest = ImageManifest | ImageIndex;

/** The largest manifest that is read; the distribution spec requires registries to accept up to 4 MiB. */
export const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;

/** All manifests of one image: four of the largest. Fifty usual ones, which is what ACR imports at most, have about 0.2 MiB. */
export const IMAGE_MANIFESTS_MAX_BYTES = 4 * MANIFEST_MAX_BYTES;

const MANIFEST_KEYS = foldedKeys(
  "schemaVersion",
  "mediaType",
  "artifactType",
  "config",
  "layers",
  "manifests",
  "subject",
  "annotations",
  "fsLayers",
);
const DESCRIPTOR_KEYS = foldedKeys("mediaType", "digest", "size", "platform", "artifactType", "annotations");

type Json = Readonly<Record<string, unknown>>;

/** Manifests need six levels; additions of tools need a few more. */
const DEPTH_MAX = 100;

/**
 * Decodes the bytes that a registry served with a Content-Type, whose parameters are ignored.
 * Rejects bytes whose Content-Type, own `mediaType` and shape do not agree (CVE-2021-41190).
 * @throws ManifestError `MANIFEST_SCHEMA1`, `MANIFEST_UNSUPPORTED` or `MANIFEST_INVALID`
 */
export function decodeManifest(bytes: Uint8Array, contentType: string): Manifest {
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (isDockerSchema1(mediaType)) {
    throw new ManifestError("MANIFEST_SCHEMA1", "The manifest has Docker schema 1.", { side: "source" });
  }
  if (!isManifestMediaType(mediaType)) {
    throw new ManifestError(
      "MANIFEST_UNSUPPORTED",
      `Its Content-Type ${quote(contentType)} is not an OCI or Docker v2 manifest type.`,
    );
  }
  const document = parseObject(bytes);
  if (document["schemaVersion"] !== 2) throw invalid("schemaVersion is not 2");
  rejectLookalikes(document, MANIFEST_KEYS, "it");
  const stated = document["mediaType"];
  if (stated !== undefined && stated !== mediaType) {
    const shown = typeof stated === "string" ? quote(stated) : "not a string";
    throw invalid(`its Content-Type is ${mediaType} and its mediaType is ${shown}`, PUSH_AGAIN);
  }
  if (document["fsLayers"] !== undefined) throw invalid("it has fsLayers of schema 1", PUSH_AGAIN);
  const claims = claimsOf(decodeAnnotations(document["annotations"], "annotations"));
  const common = {
    mediaType,
    digest: digestOf(bytes),
    sizeBytes: bytes.byteLength,
    ...optionalText("artifactType", document["artifactType"]),
    ...(document["subject"] !== undefined && { subject: decodeDescriptor(document["subject"], "subject") }),
    ...(claims !== undefined && { claims }),
  };
  if (isIndexMediaType(mediaType)) {
    if (document["config"] !== undefined || document["layers"] !== undefined) {
      throw invalid("it is an index with config or layers of an image", PUSH_AGAIN);
    }
    return { kind: "index", ...common, manifests: decodeDescriptors(document["manifests"], "manifests") };
  }
  if (document["manifests"] !== undefined) {
    throw invalid("it is an image manifest with manifests of an index", PUSH_AGAIN);
  }
  return {
    kind: "image",
    ...common,
    config: decodeDescriptor(document["config"], "config"),
    layers: decodeDescriptors(document["layers"], "layers"),
  };
}

/** For bytes that two clients may read differently: https://github.com/advisories/GHSA-77vh-xpmg-72qh */
const PUSH_AGAIN =
  "Clients read such an image differently. Build and push it again with one tool, for example docker buildx build --push, or convert it to a new tag with regctl or skopeo.";

function invalid(why: string, remedy?: string): ManifestError {
  return new ManifestError("MANIFEST_INVALID", `The manifest is not valid: ${why}.`, { remedy });
}

function parseObject(bytes: Uint8Array): Json {
  if (isNestedDeeper(bytes, DEPTH_MAX)) throw invalid(`it is nested deeper than ${DEPTH_MAX} levels`);
  let document: unknown;
  try {
    // Keep a byte order mark in the text, so that JSON.parse rejects it as every strict reader does.
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw invalid("it is not JSON");
  }
  return asObject(document, "it");
}

function asObject(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(`${what} is not an object`);
  return value as Json;
}

/** Upper case first: it maps U+017F and U+212A to the ASCII letters that case-insensitive readers match them with. */
function foldCase(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function foldedKeys(...keys: string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => [foldCase(key), key]));
}

/** Many decoders ignore case, so they would read a manifest with "Config" beside "config" differently than this one. */
function rejectLookalikes(object: Json, known: ReadonlyMap<string, string>, what: string): void {
  for (const key of Object.keys(object)) {
    const meant = known.get(foldCase(key));
    if (meant !== undefined && meant !== key) throw invalid(`${what} has the key ${quote(key)}`, PUSH_AGAIN);
  }
}

function optionalText<Key extends string>(key: Key, value: unknown): { [key in Key]?: string } {
  if (value === undefined || value === "") return {};
  if (typeof value !== "string") throw invalid(`${key} is not a string`);
  return { [key]: value } as { [key in Key]?: string };
}

function decodeDescriptors(value: unknown, what: string): readonly Descriptor[] {
  if (!Array.isArray(value)) throw invalid(`${what} is not a list`);
  return value.map((entry, at) => decodeDescriptor(entry, `${what}[${at}]`));
}

function decodeDescriptor(value: unknown, what: string): Descriptor {
  const descriptor = asObject(value, what);
  rejectLookalikes(descriptor, DESCRIPTOR_KEYS, what);
  const { mediaType, digest, size } = descriptor;
  if (typeof mediaType !== "string" || mediaType === "") throw invalid(`${what} has no mediaType`);
  if (typeof digest !== "string") throw invalid(`${what} has no digest`);
  if (/^sha512:/i.test(digest)) throw invalid(`${what} has a sha512 digest; ACR imports by sha256 digest only`);
  if (!isDigest(digest)) throw invalid(`${what} has the invalid digest ${quote(digest)}`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw invalid(`${what} has no valid size`);
  const annotations = decodeAnnotations(descriptor["annotations"], `${what}.annotations`);
  return {
    mediaType,
    digest,
    sizeBytes: size,
    ...(descriptor["platform"] !== undefined && { platform: decodePlatform(descriptor["platform"], what) }),
    ...optionalText("artifactType", descriptor["artifactType"]),
    ...(Array.isArray(descriptor["urls"]) && descriptor["urls"].length > 0 && { hasUrls: true }),
    ...(annotations["vnd.docker.reference.type"] === "attestation-manifest" && { isAttestation: true }),
  };
}

function decodePlatform(value: unknown, what: string): Platform {
  const platform = asObject(value, `${what}.platform`);
  const { os, architecture } = platform;
  if (typeof os !== "string" || typeof architecture !== "string") {
    throw invalid(`${what}.platform has no os or architecture`);
  }
  return {
    os,
    architecture,
    ...optionalText("variant", platform["variant"]),
    ...optionalText("osVersion", platform["os.version"]),
  };
}

function decodeAnnotations(value: unknown, what: string): Json {
  if (value === undefined || value === null) return {};
  const annotations = asObject(value, what);
  for (const text of Object.values(annotations))
    if (typeof text !== "string") throw invalid(`${what} has a value that is not a string`);
  return annotations;
}

/** How a manifest differs from what `stating` states of it; undefined where it does not. */
export function describeMismatch(
  found: Pick<Descriptor, "mediaType" | "sizeBytes">,
  { digest, mediaType, sizeBytes }: Pick<Descriptor, "digest" | "mediaType" | "sizeBytes">,
  stating: string,
): string | undefined {
  if (found.mediaType === mediaType && found.sizeBytes === sizeBytes) return undefined;
  const has = `${found.mediaType} of ${found.sizeBytes} bytes`;
  return `Manifest ${digest} is ${has}, but ${stating} states ${mediaType} of ${sizeBytes} bytes.`;
}

/**
 * Compares each manifest with what an index among these states of it.
 * @throws ManifestError `MANIFEST_INVALID` where the media type or the size differs
 */
export function verifyEntries(
  manifests: Iterable<Manifest>,
  where: { readonly stage: "observe" | "verify"; readonly side: "source" | "target" },
): void {
  const known = new Map(Array.from(manifests, (manifest) => [manifest.digest, manifest]));
  for (const index of known.values()) {
    if (index.kind !== "index") continue;
    for (const { digest, mediaType, sizeBytes } of index.manifests) {
      const manifest = known.get(digest);
      if (manifest === undefined) continue;
      const mismatch = describeMismatch(manifest, { digest, mediaType, sizeBytes }, `its index ${index.digest}`);
      if (mismatch !== undefined) throw new ManifestError("MANIFEST_INVALID", mismatch, where);
    }
  }
}
