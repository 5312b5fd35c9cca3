// What keeps the parser of YAML within bounds of time and stack, for every text that is parsed.
import { Lexer } from "yaml";

const MAX_NESTING = 100;

/**
 * The most tokens that are parsed: names, values and punctuation. The parser needs about 5 µs for each. 5,000 images with source,
 * repository, digest and two tags have 85,000; a file of 1 MiB may have a million.
 */
export const MAX_TOKENS = 120_000;

export const PARSER_OPTIONS = {
  // Must be checked afterwards: the parser compares every key of a map with every other.
  uniqueKeys: false,
  prettyErrors: false,
  strict: true,
} as const;

/** Undefined after a stack overflow: the parser's recovery from a broken line recurses, to a depth that cannot be predicted. */
export function callParser<T>(parse: () => T): T | undefined {
  // Each of the parser's errors would collect a stack, which takes several times as long as the parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } catch (error) {
    if (!Error.isError(error) || error.name !== "RangeError") throw error;
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * What the parser would take too long for, or overflow the stack with: it recurses, and each token costs it far more than
 * the lexer, which takes linear time. The lexer knows which brackets are in quotes and comments.
 */
export function findExcess(
  text: string,
  maxTokens: number,
): { readonly what: string; readonly remedy?: string } | undefined {
  let tokens = 0;
  let brackets = 0;
  // Indicators without a value between them, as in `- - - a`.
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    // The lexer marks documents and scalars with control characters.
    if (/^(?:[\s\ufeff\x02\x1f]|#)/.test(token)) {
      if (token.startsWith("\n")) indicators = 0;
      continue;
    }
    tokens += 1;
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets = Math.max(0, brackets - 1);
    indicators = token === "-" || token === "?" || token === ":" ? indicators + 1 : 0;
    if (brackets > MAX_NESTING || indicators > MAX_NESTING) {
      return { what: `the file is nested deeper than ${MAX_NESTING} levels` };
    }
    if (tokens > maxTokens) {
      return {
        what: `the file has more than ${maxTokens} names, values and punctuation marks`,
        remedy: "Split the file, and list the parts in images-file.",
      };
    }
  }
  return undefined;
}
