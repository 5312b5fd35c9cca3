// Platforms as people write them, `os/architecture[/variant]`, and whether an image serves one.
import type { Platform } from "./descriptor.ts";

const PLATFORM = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9.]+))?$/;

/** Variants that mean the same as none: https://github.com/containerd/platforms/blob/v1.0.0/database.go */
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

/** True where `offered` runs what asks for `wanted`; a wanted platform without a variant takes any. */
export function servesPlatform(offered: Platform, wanted: Platform): boolean {
  const variantOf = ({ architecture, variant }: Platform) => variant ?? DEFAULT_VARIANTS.get(architecture);
  return (
    offered.os === wanted.os &&
    offered.architecture === wanted.architecture &&
    (wanted.variant === undefined || variantOf(offered) === variantOf(wanted))
  );
}
