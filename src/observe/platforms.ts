// Reads the platforms that an image runs on: from its index, or from the config blob of a single image.
import { ManifestError } from "../errors.ts";
import { parseUtf8Json, textAt } from "../json.ts";
import type { Platform } from "../oci/descriptor.ts";
import { hasImageConfig } from "../oci/image-config.ts";
import type { ImageManifest, Manifest } from "../oci/manifest.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import type { ImageLocation } from "./index-walk.ts";
import { type Member, runtimePlatformsOf } from "./members.ts";

const CONFIG_MAX_BYTES = 4 * 1024 * 1024;

/** Whether the plan needs an image's platforms, so that a single image's config has to be read. */
export function needsPlatforms(request: PromotionRequest, image: ImageRequest): boolean {
  return request.requirePlatforms.length > 0 || (image.platforms?.length ?? 0) > 0;
}

/** The platforms of an image; null for an artifact without platforms, and for a single image where they are not needed. */
export async function readPlatforms(
  root: Manifest,
  members: readonly Member[],
  options: { readonly location: ImageLocation; readonly isNeeded: boolean; readonly signal: AbortSignal },
): Promise<readonly Platform[] | null> {
  if (root.kind === "index") return members.flatMap(runtimePlatformsOf);
  if (!options.isNeeded || !hasImageConfig(root)) return null;
  return [await readConfigPlatform(root, options.location, options.signal)];
}

async function readConfigPlatform(
  { config }: ImageManifest,
  { reader, repository }: ImageLocation,
  signal: AbortSignal,
): Promise<Platform> {
  const content = parseUtf8Json(await reader.fetchBlob(repository, config.digest, CONFIG_MAX_BYTES, signal));
  const [os, architecture, variant] = ["os", "architecture", "variant"].map((key) => textAt(content, key));
  if (os === undefined || architecture === undefined) {
    throw new ManifestError("CONFIG_INVALID", `The image's config (${config.digest}) has no os and architecture.`, {
      side: "source",
    });
  }
  return { os, architecture, ...(variant !== undefined && { variant }) };
}
