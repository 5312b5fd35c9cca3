// Globs over tag names, as `mutable-tags` takes them: * for any run of characters, ? for one.

const PATTERN = /^[A-Za-z0-9_.*?-]{1,128}$/;

/** True for a tag name in which * and ? may stand. */
export function isTagPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** Whole-name match in time linear in pattern × tag: a regular expression of many * would backtrack without bound. */
export function matchesTagPattern(tag: string, pattern: string): boolean {
  let tagAt = 0;
  let patternAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (tagAt < tag.length) {
    const wanted = pattern[patternAt];
    if (wanted === "*") {
      starAt = patternAt++;
      resumeAt = tagAt;
    } else if (wanted === "?" || wanted === tag[tagAt]) {
      patternAt++;
      tagAt++;
    } else if (starAt >= 0) {
      patternAt = starAt + 1;
      tagAt = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === "*") patternAt++;
  return patternAt === pattern.length;
}
