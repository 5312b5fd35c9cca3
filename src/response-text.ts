// Makes what a server sent fit to be quoted in a message.
import { cut, prepareQuote } from "./redact.ts";

const TITLE_MAX_LENGTH = 200;
const TEXT_MAX_BYTES = 4096;

/** A body as one line of text; of an HTML page only the title. */
export function describeBody(body: Uint8Array): string {
  // With `stream`, a character that is cut in two is left out, so that `…` follows what was read.
  const start = new TextDecoder().decode(body.subarray(0, TEXT_MAX_BYTES), { stream: true });
  const text = body.length > TEXT_MAX_BYTES ? `${start}…` : start;
  const title = /<title>([^<]*)/i.exec(text)?.[1];
  if (title !== undefined) return `a page titled "${cut(title.trim(), TITLE_MAX_LENGTH)}"`;
  if (/<html|<!doctype/i.test(text)) return "a page without a title";
  return text.replace(/\s+/g, " ").trim();
}

/** The text without the secrets of the run and without anything that looks like a token of others, cut to `maxLength`. */
export function quoteResponse(text: string, redact: (text: string) => string, maxLength: number): string {
  return cut(withoutOpaqueTokens(prepareQuote(text, redact)), maxLength);
}

/** Digests and names have no upper case. */
function withoutOpaqueTokens(text: string): string {
  return text.replace(/[\w+/=.~-]{40,}/g, (run) =>
    /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? "[redacted]" : run,
  );
}
