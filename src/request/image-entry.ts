// One image as written in a line or in a file, before inputs such as `tags` and `registry` complete it.
import { type InputProblem, PromotionError } from "../errors.ts";
import type { Digest } from "../oci/digest.ts";
import {
  beginsWithHost,
  normalizeRegistryHost,
  parseRepository,
  parseSourceReference,
  parseTag,
  type SourceReference,
} from "../oci/reference.ts";
import { PROBLEMS } from "../problems.ts";
import { quote } from "../quote.ts";
import { findLineMistake, LINE_FORM } from "./line-mistakes.ts";
import type { ListItem } from "./list-input.ts";
import { formatPlace, placeOf, tryParse } from "./place.ts";
import type { Origin, ReferrersMode } from "./request.ts";

/** An image as written: parts of the target may be missing. */
export interface ImageEntry extends Partial<TargetName> {
  readonly origin: Origin;
  readonly source: Omit<SourceReference, "digest"> & { readonly digest?: Digest };
  readonly tags?: readonly string[];
  readonly referrers?: ReferrersMode;
  /** 0: none, whatever the input states. */
  readonly minAgeMs?: number;
  readonly mediaType?: string;
  readonly platforms?: readonly string[];
}

/** A target as written. A host at its start is the target's own login server, or part of the repository's name. */
export interface TargetName {
  readonly targetHost?: string;
  /** The part after `targetHost`, if there is one. */
  readonly repository: string;
}

/** Parses lines in the grammar of `images`, from the input or a file. Collects the problems of all lines. */
export function parseImageLines(
  lines: readonly ListItem[],
  file?: string,
): { readonly entries: readonly ImageEntry[]; readonly problems: readonly InputProblem[] } {
  const entries: ImageEntry[] = [];
  const problems: InputProblem[] = [];
  for (const { text, line } of lines) {
    const origin: Origin = { ...(file !== undefined && { file }), line, text };
    const place = placeOf(origin);
    const { value, problem } = tryParse(() => parseImageLine(text, origin), place);
    if (problem === undefined) entries.push(value);
    else problems.push({ ...problem, message: `${formatPlace(place)}: ${problem.message}` });
  }
  return { entries, problems };
}

/**
 * Parses `SOURCE [=> TARGET]`, TARGET = `repository[:tag[,tag…]]`.
 * @throws PromotionError `REFERENCE_INVALID`, `REFERENCE_UNPINNED`
 */
function parseImageLine(text: string, origin: Origin): ImageEntry {
  return withAdvice(text, "the line", LINE_FORM, () => {
    const parts = text.split("=>").map((part) => part.trim());
    const [sourceText = "", targetText] = parts;
    if (parts.length > 2) throw invalid(`${quote(text)} does not have the form SOURCE => TARGET.`);
    const source = parseSourceReference(sourceText);
    return targetText === undefined ? { origin, source } : { origin, source, ...parseTarget(targetText) };
  });
}

/**
 * Runs a parser of a reference. On failure, throws an error that names a common mistake and shows the expected form.
 * @param what - the name of the text in messages: `the line`, `the value`
 */
export function withAdvice<T>(text: string, what: string, form: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof PromotionError)) throw error;
    const mistake = findLineMistake(text);
    if (mistake !== undefined) throw invalid(`${what} ${mistake.what}.`, mistake.remedy ?? form);
    const { code, stage, message, remedy } = error;
    // The expected form is more specific than the default remedy.
    const advice = remedy === PROBLEMS[code].remedy ? form : remedy;
    throw new PromotionError(code, message, { stage, remedy: advice });
  }
}

/**
 * Parses the name of a target's repository, `[host/]repository`. Whether a name with dots at its start is a login server
 * is for the caller to decide.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseTargetName(text: string): TargetName {
  if (!beginsWithHost(text)) return { repository: parseRepository(text) };
  const slash = text.indexOf("/");
  const targetHost = text.slice(0, slash);
  if (normalizeRegistryHost(targetHost).includes(":")) {
    throw invalid(
      `the target ${quote(text)} has a host with a port.`,
      "Write the target without a host; the input registry names it.",
    );
  }
  return { targetHost, repository: parseRepository(text.slice(slash + 1)) };
}

function parseTarget(text: string): TargetName & { tags?: string[] } {
  if (text.includes("@")) {
    throw invalid(
      `the target ${quote(text)} has a digest.`,
      "Write the target as repository[:tag[,tag…]]; its digest is always that of the source.",
    );
  }
  const colon = text.indexOf(":", text.indexOf("/") + 1);
  if (colon < 0) return parseTargetName(text);
  const tags = text
    .slice(colon + 1)
    .split(",")
    .map((tag) => parseTag(tag.trim()));
  return { ...parseTargetName(text.slice(0, colon)), tags };
}

function invalid(message: string, remedy?: string): PromotionError {
  return new PromotionError("REFERENCE_INVALID", message, { remedy });
}
