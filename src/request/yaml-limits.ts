// What keeps the parser of YAML within bounds of time and stack, for every text that is parsed.
import { Composer, type Document, Lexer, type LineCounter, Parser } from "yaml";

const MAX_NESTING = 100;

/**
 * The most tokens that are parsed: names, values and punctuation. The parser needs about 5 µs for each. 5,000 images with source,
 * repository, digest and two tags have 85,000; a file of 1 MiB may have a million.
 */
export const MAX_TOKENS = 120_000;

/** Unique keys must be checked afterwards: the composer compares every key of a map with every other. */
const COMPOSER_OPTIONS = { uniqueKeys: false, prettyErrors: false, strict: true } as const;

export const TOO_COMPLEX = "the file is nested too deeply, or is too malformed, to be parsed";

/** Why a text is not parsed. */
interface Excess {
  readonly what: string;
  readonly remedy?: string;
}

interface ParseOptions {
  readonly maxTokens: number;
  /** Gets the start of each line. */
  readonly lines?: LineCounter;
  /** Parses no more documents than these. */
  readonly maxDocuments?: number;
}

/**
 * Parses the documents of a text, at least one, with their errors and warnings. The lexer takes linear time and knows which
 * brackets are in quotes and comments, so each of its tokens is counted before it costs the parser more.
 */
export function parseWithinLimits(
  text: string,
  { maxTokens, lines, maxDocuments = Number.POSITIVE_INFINITY }: ParseOptions,
): { readonly documents: readonly Document.Parsed[] } | { readonly excess: Excess } {
  const counter = new TokenCounter(maxTokens);
  const composer = new Composer(COMPOSER_OPTIONS);
  const documents: Document.Parsed[] = [];
  // Each of the parser's errors would collect a stack, which takes several times as long as the parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const document of composer.compose(parseTokens(text, counter, lines), true, text.length)) {
      documents.push(document);
      if (documents.length === maxDocuments) break;
    }
  } catch (error) {
    // The parser's recovery from a broken line recurses, to a depth that cannot be predicted.
    if (Error.isError(error) && error.name === "RangeError") return { excess: { what: TOO_COMPLEX } };
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return counter.excess === undefined ? { documents } : { excess: counter.excess };
}

/** What `Parser.parse` does, up to the token that is too much. */
function* parseTokens(
  text: string,
  counter: TokenCounter,
  lines: LineCounter | undefined,
): Generator<Parameters<Composer["next"]>[0]> {
  const parser = new Parser(lines?.addNewLine);
  lines?.addNewLine(0);
  for (const token of new Lexer().lex(text)) {
    counter.add(token);
    if (counter.excess !== undefined) return;
    yield* parser.next(token);
  }
  yield* parser.end();
}

/** First characters of blanks, comments and the lexer's own marks of documents and scalars. A value begins with none of them. */
const UNCOUNTED: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r", "#", "\ufeff", "\x02", "\x1f"]);

/** Finds what the parser would take too long for, or overflow the stack with: it recurses. */
class TokenCounter {
  excess: Excess | undefined;
  readonly #maxTokens: number;
  #tokens = 0;
  #brackets = 0;
  /** Without a value between them, as in `- - - a`. */
  #indicators = 0;

  constructor(maxTokens: number) {
    this.#maxTokens = maxTokens;
  }

  add(token: string): void {
    if (UNCOUNTED.has(token[0] ?? "")) {
      if (token === "\n" || token === "\r\n") this.#indicators = 0;
      return;
    }
    this.#tokens += 1;
    if (token === "[" || token === "{") this.#brackets += 1;
    else if (token === "]" || token === "}") this.#brackets = Math.max(0, this.#brackets - 1);
    this.#indicators = token === "-" || token === "?" || token === ":" ? this.#indicators + 1 : 0;
    if (this.#brackets > MAX_NESTING || this.#indicators > MAX_NESTING) {
      this.excess = { what: `the file is nested deeper than ${MAX_NESTING} levels` };
    } else if (this.#tokens > this.#maxTokens) {
      this.excess = {
        what: `the file has more than ${this.#maxTokens} names, values and punctuation marks`,
        remedy: "Split the file, and list the parts in images-file.",
      };
    }
  }
}
