// Looks up the labels of an image: in its config, which ACR serves from a storage host. Optional, and never worth a retry.
import { asJsonObject, parseUtf8Json, valueAt } from "../json.ts";
import type { Digest } from "../oci/digest.ts";
import { claimsOf } from "../oci/image-claims.ts";
import { hasImageConfig } from "../oci/image-config.ts";
import type { ImageManifest } from "../oci/manifest.ts";
import type { ImageLabels, Lookup } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import type { RegistryContent } from "./content.ts";

/** Usual configs have a few kilobytes; long histories make some of them larger. */
const CONFIG_MAX_BYTES = 1024 * 1024;

/** Reads the labels of one image, whose manifest is read first where only its digest is known. */
export function lookUpLabels(
  { lookups }: RegistryAccess,
  { getByDigest, readBlob }: Pick<RegistryContent, "getByDigest" | "readBlob">,
  repository: string,
  image: ImageManifest | Digest,
  signal: AbortSignal,
): Promise<Lookup<ImageLabels>> {
  // One attempt, whose 429 does not slow down the reads that the promotion needs.
  const how = { repeat: "probe", signal } as const;
  return lookups.read(async () => {
    const manifest = typeof image === "string" ? await getByDigest(repository, image, how) : image;
    if (manifest?.kind !== "image" || !hasImageConfig(manifest)) return undefined;
    const config = parseUtf8Json(await readBlob(repository, manifest.config.digest, CONFIG_MAX_BYTES, how));
    const claims = claimsOf(asJsonObject(valueAt(config, "config", "Labels")) ?? {});
    return { manifest, ...(claims !== undefined && { claims }) };
  }, signal);
}
