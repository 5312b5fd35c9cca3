// The one glob of the action, for tags and for paths: `*` is any run of characters except /, `?` one of them, `**` any run
// with /. Between slashes `**` also stands for no folder at all: a/**/b is a/b too. Nothing else is special.

/** A position in a pattern at which a match may be: the places that can be reached by the text so far. */
export type GlobState = ReadonlySet<number>;

type Token =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "one" | "run" | "any" }
  /** The next two tokens, `any` and a slash, may be left out. */
  | { readonly kind: "optional-folders" };

/**
 * A compiled pattern. Matching follows all possibilities at once, so that its time is at most text × pattern:
 * a regular expression of many stars would backtrack without bound.
 */
export class Glob {
  readonly #tokens: readonly Token[];

  constructor(pattern: string) {
    this.#tokens = tokensOf(pattern);
  }

  /** The state before the first character. */
  start(): GlobState {
    return this.#reach([0]);
  }

  /** The state after more text. An empty set: no text that begins like this matches. */
  advance(state: GlobState, text: string): GlobState {
    let current = state;
    for (const character of text) {
      const next: number[] = [];
      for (const at of current) {
        const token = this.#tokens[at];
        if (token?.kind === "character" && token.character === character) next.push(at + 1);
        else if (token?.kind === "one" && character !== "/") next.push(at + 1);
        else if (token?.kind === "run" && character !== "/") next.push(at);
        else if (token?.kind === "any") next.push(at);
      }
      current = this.#reach(next);
      if (current.size === 0) break;
    }
    return current;
  }

  /** Whether the text so far is a match. */
  accepts(state: GlobState): boolean {
    return state.has(this.#tokens.length);
  }

  matches(text: string): boolean {
    return this.accepts(this.advance(this.start(), text));
  }

  /** Adds the places that are reached without a character. */
  #reach(places: readonly number[]): GlobState {
    const reached = new Set(places);
    for (const at of reached) {
      const kind = this.#tokens[at]?.kind;
      if (kind === "run" || kind === "any" || kind === "optional-folders") reached.add(at + 1);
      if (kind === "optional-folders") reached.add(at + 3);
    }
    return reached;
  }
}

/** True where a text has a character that is special in a glob. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  const parts = pattern.match(/\*\*+\/?|[\s\S]/gu) ?? [];
  let before = "/";
  for (const part of parts) {
    if (part === "*") tokens.push({ kind: "run" });
    else if (part === "?") tokens.push({ kind: "one" });
    else if (!part.startsWith("**")) tokens.push({ kind: "character", character: part });
    else {
      const slash = part.endsWith("/");
      if (slash && before.endsWith("/")) tokens.push({ kind: "optional-folders" });
      tokens.push({ kind: "any" });
      if (slash) tokens.push({ kind: "character", character: "/" });
    }
    before = part;
  }
  return tokens;
}
