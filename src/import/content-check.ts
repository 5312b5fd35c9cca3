// Checks that configs and layers are in the target: each blob once per repository and run. Knows no import.
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { ImageManifest, Manifest } from "../oci/manifest.ts";
import type { RegistryReader } from "../ports.ts";
import type { Problem } from "../problems.ts";

/** What the check of an image's blobs found. `unknown`: the registry does not tell. */
export type BlobFinding =
  | { readonly kind: "complete" }
  /** `config sha256:… of api@sha256:…` */
  | { readonly kind: "missing"; readonly what: string }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Blobs of the target, remembered once they were seen. */
export interface ContentCheck {
  /** Looks for every config and layer of these manifests. Layers with foreign URLs are not in the registry and not checked. */
  findMissing(repository: string, manifests: Iterable<Manifest>, signal: AbortSignal): Promise<BlobFinding>;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#non-distributable-layers */
const NOT_DISTRIBUTED = /\.(?:foreign|nondistributable)\./;

/** Blobs that lie in the registry: config and layers, save those that are only linked to. */
export function blobsOf({ config, layers }: ImageManifest): readonly Descriptor[] {
  return [config, ...layers].filter((blob) => !isForeign(blob));
}

/** True for a layer that is fetched from elsewhere, as those of older Windows base images are. */
export function isForeign({ mediaType, hasUrls }: Descriptor): boolean {
  return hasUrls === true || NOT_DISTRIBUTED.test(mediaType);
}

/** A check of one target registry. */
export function createContentCheck(reader: Pick<RegistryReader, "lookUpBlob">): ContentCheck {
  const present = new Set<string>();

  async function look(repository: string, blob: Descriptor, signal: AbortSignal): Promise<BlobFinding> {
    const key = `${repository}@${blob.digest}`;
    if (present.has(key)) return { kind: "complete" };
    const found = await reader.lookUpBlob(repository, blob.digest, signal);
    if (found.kind === "unknown") return { kind: "unknown", problem: found.problem };
    if (found.kind === "absent") return { kind: "missing", what: blob.digest };
    const { sizeBytes } = found.value;
    if (sizeBytes !== undefined && sizeBytes !== blob.sizeBytes) {
      return { kind: "missing", what: `${blob.digest} (it has ${sizeBytes} bytes there instead of ${blob.sizeBytes})` };
    }
    present.add(key);
    return { kind: "complete" };
  }

  return {
    async findMissing(repository, manifests, signal) {
      const blobs = new Map<Digest, { readonly blob: Descriptor; readonly part: string; readonly owner: Digest }>();
      for (const manifest of manifests) {
        if (manifest.kind === "index") continue;
        for (const blob of blobsOf(manifest)) {
          const part = blob === manifest.config ? "config" : "layer";
          blobs.set(blob.digest, { blob, part, owner: manifest.digest });
        }
      }
      const findings = await Promise.all(
        [...blobs.values()].map(async ({ blob, part, owner }): Promise<BlobFinding> => {
          const finding = await look(repository, blob, signal);
          if (finding.kind !== "missing") return finding;
          return { kind: "missing", what: `${part} ${finding.what} of ${repository}@${owner}` };
        }),
      );
      return (
        findings.find(({ kind }) => kind === "missing") ??
        findings.find(({ kind }) => kind === "unknown") ?? { kind: "complete" }
      );
    },
  };
}
