// Owns the building of images, artifacts and signatures into a store: real layers, configs and digests. Knows no registry.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/spec.md
import { gzipSync } from "node:zlib";
import { type Descriptor, digestOfBytes, type ManifestDocument, type RegistryStore } from "./registry-store.ts";

export const MEDIA_TYPES = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  empty: "application/vnd.oci.empty.v1+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json",
  dockerLayer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
} as const;

const CREATED = "2026-10-01T08:00:00Z";

/** Where an image is built. */
export interface Place {
  readonly store: RegistryStore;
  readonly repository: string;
}

/** A tar archive with one file: a layer that any container runtime can unpack. */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, size: number) => `${value.toString(8).padStart(size - 1, "0")}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  );
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

function putJson({ store, repository }: Place, mediaType: string, value: unknown): Descriptor {
  const bytes = Buffer.from(JSON.stringify(value));
  return { mediaType, digest: store.putBlob(repository, bytes), size: bytes.length };
}

/** Stores a manifest or index as two-space JSON, as buildx writes it. */
export function putDocument({ store, repository }: Place, document: ManifestDocument, tag?: string): Descriptor {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...document }, null, 2));
  const mediaType = document.mediaType ?? MEDIA_TYPES.manifest;
  const { digest } = store.putManifest(repository, mediaType, bytes, tag);
  return { mediaType, digest, size: bytes.length };
}

export interface ImageOptions {
  /** `os/architecture[/variant]`. */
  platform?: string;
  /** Makes one image differ from another. */
  content?: string;
  docker?: boolean;
  /** How many layers it has: one unless a test says otherwise. */
  layers?: number;
  tag?: string;
  labels?: Record<string, string>;
  /** Annotations of the manifest. */
  annotations?: Record<string, string>;
}

function platformOf(text: string): Record<string, string> {
  const [os = "linux", architecture = "amd64", variant] = text.split("/");
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}

/** A single image; its descriptor carries the platform. */
export function putImage(place: Place, options: ImageOptions = {}): Descriptor {
  const { platform = "linux/amd64", docker = false, content = place.repository } = options;
  const files = ["app.txt", ...Array.from({ length: (options.layers ?? 1) - 1 }, (_, at) => `part-${at + 1}.txt`)];
  const tars = files.map((name) => tarOf(name, Buffer.from(`${content} for ${platform}\n`)));
  const layers = tars.map((tar): Descriptor => {
    const bytes = gzipSync(tar);
    const digest = place.store.putBlob(place.repository, bytes);
    return { mediaType: docker ? MEDIA_TYPES.dockerLayer : MEDIA_TYPES.layer, digest, size: bytes.length };
  });
  const config = putJson(place, docker ? MEDIA_TYPES.dockerConfig : MEDIA_TYPES.config, {
    created: CREATED,
    ...platformOf(platform),
    config: { Cmd: ["/app.txt"], ...(options.labels === undefined ? {} : { Labels: options.labels }) },
    rootfs: { type: "layers", diff_ids: tars.map(digestOfBytes) },
    history: files.map((name) => ({ created: CREATED, created_by: `COPY ${name} /${name}` })),
  });
  const mediaType = docker ? MEDIA_TYPES.dockerManifest : MEDIA_TYPES.manifest;
  const { annotations } = options;
  const document = { mediaType, config, layers, ...(annotations !== undefined && { annotations }) };
  return { ...putDocument(place, document, options.tag), platform: platformOf(platform) };
}

/** The attestation that buildx lists beside an image: https://github.com/moby/buildkit/blob/v0.25.0/docs/attestations/attestation-storage.md */
export function putBuildxAttestation(place: Place, image: Descriptor): Descriptor {
  const subject = [{ name: place.repository, digest: { sha256: image.digest.slice(7) } }];
  const statement = putJson(place, "application/vnd.in-toto+json", {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://slsa.dev/provenance/v0.2",
    subject,
    predicate: { buildType: "https://mobyproject.org/buildkit@v1" },
  });
  const config = putJson(place, MEDIA_TYPES.config, {
    architecture: "unknown",
    os: "unknown",
    config: {},
    rootfs: { type: "layers", diff_ids: [statement.digest] },
  });
  const annotations = { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" };
  const manifest = putDocument(place, {
    mediaType: MEDIA_TYPES.manifest,
    config,
    layers: [{ ...statement, annotations }],
  });
  return {
    ...manifest,
    annotations: {
      "vnd.docker.reference.digest": image.digest,
      "vnd.docker.reference.type": "attestation-manifest",
    },
    platform: { architecture: "unknown", os: "unknown" },
  };
}

export interface IndexOptions {
  platforms?: readonly string[];
  content?: string;
  docker?: boolean;
  /** How many layers each image has. */
  layers?: number;
  /** Whether each image has buildx's attestation beside it. */
  attestations?: boolean;
  tag?: string;
  /** Labels and annotations of each image, and annotations of the index. */
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  indexAnnotations?: Record<string, string>;
}

/** A multi-architecture image: the index and all that it lists. */
export function putIndex(place: Place, options: IndexOptions = {}): { index: Descriptor; children: Descriptor[] } {
  const {
    platforms = ["linux/amd64", "linux/arm64"],
    docker = false,
    content = place.repository,
    layers = 1,
  } = options;
  const { labels, annotations, indexAnnotations } = options;
  const described = { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) };
  const images = platforms.map((platform) => putImage(place, { platform, docker, content, layers, ...described }));
  const attestations = options.attestations ? images.map((image) => putBuildxAttestation(place, image)) : [];
  const children = [...images, ...attestations];
  const mediaType = docker ? MEDIA_TYPES.dockerList : MEDIA_TYPES.index;
  const document = {
    mediaType,
    manifests: children,
    ...(indexAnnotations !== undefined && { annotations: indexAnnotations }),
  };
  return { index: putDocument(place, document, options.tag), children };
}

/** A referrer: an artifact of that type that points at its subject. */
export function putReferrer(place: Place, subject: Descriptor, artifactType: string, content: string): Descriptor {
  const { mediaType, digest, size } = subject;
  const bytes = Buffer.from(content);
  const payload = { mediaType: artifactType, digest: place.store.putBlob(place.repository, bytes), size: bytes.length };
  const config = putJson(place, MEDIA_TYPES.empty, {});
  return putDocument(place, {
    mediaType: MEDIA_TYPES.manifest,
    artifactType,
    config,
    layers: [payload],
    subject: { mediaType, digest, size },
    annotations: { "org.opencontainers.image.created": CREATED },
  });
}

/** What cosign stores under a tag made of the subject's digest: https://github.com/sigstore/cosign/blob/v2.6.0/specs/SIGNATURE_SPEC.md */
export function putCosignTag(place: Place, subject: Descriptor, suffix: "sig" | "att" | "sbom"): Descriptor {
  const mediaType =
    suffix === "sig" ? "application/vnd.dev.cosign.simplesigning.v1+json" : "application/vnd.dsse.envelope.v1+json";
  const payload = putJson(place, mediaType, {
    critical: { image: { "docker-manifest-digest": subject.digest }, type: `cosign container image ${suffix}` },
  });
  const config = putJson(place, MEDIA_TYPES.config, {
    architecture: "",
    os: "",
    config: {},
    rootfs: { type: "layers", diff_ids: [payload.digest] },
  });
  const annotations = { "dev.cosignproject.cosign/signature": "MEUCIQDlocal" };
  const manifest = { mediaType: MEDIA_TYPES.manifest, config, layers: [{ ...payload, annotations }] };
  return putDocument(place, manifest, `${subject.digest.replace(":", "-")}.${suffix}`);
}

/** A Helm chart: https://github.com/helm/community/blob/main/hips/hip-0006.md */
export function putHelmChart(place: Place, name: string, version: string): Descriptor {
  const config = putJson(place, "application/vnd.cncf.helm.config.v1+json", { name, version, apiVersion: "v2" });
  const bytes = gzipSync(
    tarOf(`${name}/Chart.yaml`, Buffer.from(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`)),
  );
  const layer = {
    mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
    digest: place.store.putBlob(place.repository, bytes),
    size: bytes.length,
  };
  return putDocument(place, { mediaType: MEDIA_TYPES.manifest, config, layers: [layer] }, version);
}
