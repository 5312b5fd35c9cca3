// Patterns of tag names, as in `mutable-tags`: * matches any run of characters, ? one character.
import { Glob } from "../glob.ts";
import type { PromotionRequest } from "./request.ts";

const PATTERN = /^[A-Za-z0-9_.*?-]{1,128}$/;

/** True for a tag name that may contain * and ?. */
export function isTagPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** True when the pattern matches the whole tag. */
export function matchesTagPattern(tag: string, pattern: string): boolean {
  return new Glob(pattern).matches(tag);
}

/**
 * What `lock-tags` means for a tag. `mutable`: it also matches `mutable-tags` and is not locked. Undefined: no pattern matches.
 */
export function lockWishOf(
  tag: string,
  { lockTags, mutableTags }: Pick<PromotionRequest, "lockTags" | "mutableTags">,
): "lock" | "mutable" | undefined {
  const matches = (pattern: string) => matchesTagPattern(tag, pattern);
  if (!lockTags.some(matches)) return undefined;
  return mutableTags.some(matches) ? "mutable" : "lock";
}
