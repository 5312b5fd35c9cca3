// Platforms as written in inputs, `os/architecture[/variant]`, and how they match those of an image.
import type { Platform } from "./descriptor.ts";

const PLATFORM = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9.]+))?$/;

/** Variants that are equivalent to no variant: https://github.com/containerd/platforms/blob/v1.0.0/database.go */
const DEFAULT_VARIANTS: ReadonlyMap<string, string> = new Map([
  ["arm64", "v8"],
  ["arm", "v7"],
  ["amd64", "v1"],
]);

/** Parses `linux/arm/v7`; undefined for anything else. */
export function parsePlatform(text: string): Platform | undefined {
  const [, os, architecture, variant] = PLATFORM.exec(text) ?? [];
  if (os === undefined || architecture === undefined) return undefined;
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

/** True when a platform of an image satisfies the required one; without a variant, any variant does. */
export function satisfiesPlatform(offered: Platform, required: Platform): boolean {
  const variantOf = ({ architecture, variant }: Platform) => variant ?? DEFAULT_VARIANTS.get(architecture);
  return (
    offered.os === required.os &&
    offered.architecture === required.architecture &&
    (required.variant === undefined || variantOf(offered) === variantOf(required))
  );
}
