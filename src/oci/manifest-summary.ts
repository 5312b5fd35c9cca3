// What is kept of a manifest that was read, for the report: a run may read thousands of manifests.
import type { ImageClaims } from "./image-claims.ts";
import type { Manifest } from "./manifest.ts";

/** The small part of a manifest that describes its image. */
export interface ManifestSummary {
  readonly claims?: ImageClaims;
  /** Config and layers, each once, as they are downloaded; undefined for an index. */
  readonly pullBytes?: number;
}

export function summarize(manifest: Manifest): ManifestSummary {
  const { claims } = manifest;
  const stated = claims !== undefined && { claims };
  if (manifest.kind === "index") return { ...stated };
  const sizes = new Map([manifest.config, ...manifest.layers].map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  return { ...stated, pullBytes: [...sizes.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0) };
}
