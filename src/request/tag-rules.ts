// Which tags may move, and which of them only forward: `on-conflict`, `mutable-tags` and `forward-only`.
import type { PromotionRequest } from "./request.ts";
import { matchesTagPattern } from "./tag-pattern.ts";

/** The part of a request that says what may happen to a tag that has another digest. */
export type TagRules = Pick<PromotionRequest, "onConflict" | "mutableTags" | "forwardOnly">;

/** True for a tag that may be overwritten. */
export function mayMove({ onConflict, mutableTags }: TagRules, tag: string): boolean {
  return onConflict === "overwrite" || mutableTags.some((pattern) => matchesTagPattern(tag, pattern));
}

/** True for a tag that must not move to a lower version. */
export function isForwardOnly({ forwardOnly }: TagRules, tag: string): boolean {
  return forwardOnly.some((pattern) => matchesTagPattern(tag, pattern));
}
