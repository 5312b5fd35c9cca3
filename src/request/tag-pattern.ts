// Globs over tag names, as `mutable-tags` has them: * for any run of characters, ? for one.
import { Glob } from "../glob.ts";

const PATTERN = /^[A-Za-z0-9_.*?-]{1,128}$/;

/** True for a tag name in which * and ? may stand. */
export function isTagPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** Matches the whole name. */
export function matchesTagPattern(tag: string, pattern: string): boolean {
  return new Glob(pattern).matches(tag);
}
