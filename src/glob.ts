// Globs over tags and paths: `*` matches any run of characters except /, `?` one such character, `**` any run including /.
// Between slashes `**` also matches no folder at all: a/**/b matches a/b. No other character is special.

/** The positions in a pattern that the text so far can have reached. */
export type GlobState = ReadonlySet<number>;

type Token =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "one" | "run" | "any" }
  /** The next two tokens, `any` and a slash, are optional. */
  | { readonly kind: "optional-folders" };

/**
 * A compiled pattern. Matching tracks all possible positions at once, so its time is at most text × pattern; a regular
 * expression with many stars would backtrack exponentially.
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

  /** The state after more text. It is empty when no text with this beginning matches. */
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

  /** True when the text so far is a complete match. */
  accepts(state: GlobState): boolean {
    return state.has(this.#tokens.length);
  }

  /** True when the whole text matches. */
  matches(text: string): boolean {
    return this.accepts(this.advance(this.start(), text));
  }

  /** Adds the positions that are reached without consuming a character. */
  #reach(positions: readonly number[]): GlobState {
    const reached = new Set(positions);
    for (const at of reached) {
      const kind = this.#tokens[at]?.kind;
      if (kind === "run" || kind === "any" || kind === "optional-folders") reached.add(at + 1);
      if (kind === "optional-folders") reached.add(at + 3);
    }
    return reached;
  }
}

/** True when a text contains a character that is special in a glob. */
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
