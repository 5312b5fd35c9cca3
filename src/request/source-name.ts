// How an image's source is named before it is resolved.
import { formatReference } from "../oci/reference.ts";
import { formatRegistryName } from "./registry-name.ts";
import type { ImageRequest, PromotionRequest } from "./request.ts";

/** The source of an image as it was requested: `contosodev.azurecr.io/api:build-812`. */
export function formatSource(
  { source: { registry, ...source } }: ImageRequest,
  { sourceRegistry }: Pick<PromotionRequest, "sourceRegistry">,
): string {
  const host = registry ?? sourceRegistry;
  return `${host === undefined ? "" : `${formatRegistryName(host)}/`}${formatReference(source)}`;
}
