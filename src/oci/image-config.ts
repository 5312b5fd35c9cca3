// Distinguishes images, whose config names a platform, from artifacts such as Helm charts, whose config has its own type.
import type { ImageManifest } from "./manifest.ts";
import { DOCKER_MANIFEST } from "./media-type.ts";

const IMAGE_CONFIGS = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/** Config types of images from old pushes, which Docker still pulls: https://github.com/distribution/distribution/issues/1621 */
const UNTYPED_DOCKER_CONFIGS = ["application/octet-stream", "application/json", "text/html"];

/** True for a manifest that container runtimes accept as an image. */
export function hasImageConfig({ mediaType, config }: ImageManifest): boolean {
  if (IMAGE_CONFIGS.includes(config.mediaType)) return true;
  return mediaType === DOCKER_MANIFEST && UNTYPED_DOCKER_CONFIGS.includes(config.mediaType);
}
