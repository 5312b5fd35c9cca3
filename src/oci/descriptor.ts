// Descriptors and platforms. https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md
import type { Digest } from "./digest.ts";

/** The operating system and architecture that a child of an index runs on. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
}

/** Media type, digest and size of some content. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly platform?: Platform;
  readonly artifactType?: string;
  /** It is fetched from URLs elsewhere (`urls`); which ones nobody asks. */
  readonly hasUrls?: boolean;
  /** buildx's annotation `vnd.docker.reference.type` is `attestation-manifest`. */
  readonly isAttestation?: boolean;
}

/** Formats `linux/arm/v7`; with an OS version, as Windows images have, `windows/amd64:10.0.20348.1`. */
export function formatPlatform({ os, architecture, variant, osVersion }: Platform): string {
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");
  return osVersion === undefined ? parts : `${parts}:${osVersion}`;
}

/**
 * True for buildx's provenance and SBOM children, which are listed as platform `unknown/unknown`.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export function isAttestationChild({ isAttestation, platform }: Descriptor): boolean {
  return isAttestation === true || (platform?.os === "unknown" && platform.architecture === "unknown");
}
