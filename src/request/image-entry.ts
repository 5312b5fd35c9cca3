// One image as it was written, in a line or in a file, before inputs such as `tags` and `registry` complete it.
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
import { PROBLEMS, problem } from "../problems.ts";
import { findLineMistake, LINE_FORM } from "./line-mistakes.ts";
import type { ListItem } from "./list-input.ts";
import type { Origin, ReferrersMode } from "./request.ts";

/** An image as written: the target's parts may still be missing. */
export interface ImageEntry extends Partial<TargetName> {
  readonly origin: Origin;
  readonly source: Omit<SourceReference, "digest"> & { readonly digest?: Digest };
  readonly tags?: readonly string[];
  readonly referrers?: ReferrersMode;
  readonly mediaType?: string;
  readonly platforms?: readonly string[];
}

/** A target as written. What begins like a host is the target's own login server, or a part of the repository's name. */
export interface TargetName {
  readonly targetHost?: string;
  /** What follows `targetHost`, where there is one. */
  readonly repository: string;
}

/** A line of `images` or, with `file`, of that file. */
export type Place = Pick<Origin, "file" | "line">;

/** A place as messages begin with it. */
export function formatPlace({ file, line }: Place): string {
  return file === undefined ? `images, line ${line}` : `${file}:${line}`;
}

/** A value, or the problem in its place: parsing goes on, so that all problems are reported at once. */
export type Parsed<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly problem: InputProblem; readonly value?: never };

/** Runs a parser and turns what it throws into a problem at its place. */
export function parsed<T>(parse: () => T, place: Pick<InputProblem, "input" | "file" | "line">): Parsed<T> {
  try {
    return { value: parse() };
  } catch (error) {
    if (!(error instanceof PromotionError)) throw error;
    const { code, message, remedy } = error;
    return { problem: { ...problem(code, message, { stage: "input", remedy }), ...place } };
  }
}

/** Parses lines in the grammar of `images`, wherever they come from. Collects the problems of all of them. */
export function parseImageLines(
  lines: readonly ListItem[],
  file?: string,
): { readonly entries: readonly ImageEntry[]; readonly problems: readonly InputProblem[] } {
  const entries: ImageEntry[] = [];
  const problems: InputProblem[] = [];
  for (const { text, line } of lines) {
    const origin: Origin = { ...(file !== undefined && { file }), line, text };
    const at = file === undefined ? { input: "images", line } : { file, line };
    const { value, problem } = parsed(() => parseImageLine(text, origin), at);
    if (problem === undefined) entries.push(value);
    else problems.push({ ...problem, message: `${formatPlace(origin)}: ${problem.message}` });
  }
  return { entries, problems };
}

/**
 * Parses `SOURCE [=> TARGET]`, TARGET = `repository[:tag[,tag…]]`.
 * @throws PromotionError `REFERENCE_INVALID`, `REFERENCE_UNPINNED`
 */
export function parseImageLine(text: string, origin: Origin): ImageEntry {
  return withAdvice(text, "the line", LINE_FORM, () => {
    const parts = text.split("=>").map((part) => part.trim());
    const [sourceText = "", targetText] = parts;
    if (parts.length > 2) throw invalid(`${quote(text)} does not have the form SOURCE => TARGET.`);
    const source = parseSourceReference(sourceText);
    return targetText === undefined ? { origin, source } : { origin, source, ...parseTarget(targetText) };
  });
}

/**
 * Runs a parser of a reference. Where it refuses, a common mistake is named instead, and the form that is expected shown.
 * @param what - how messages name the text: `the line`, `source`
 */
export function withAdvice<T>(text: string, what: string, form: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof PromotionError)) throw error;
    const mistake = findLineMistake(text);
    if (mistake !== undefined) throw invalid(`${what} ${mistake.what}.`, mistake.remedy ?? form);
    const { code, stage, message, remedy } = error;
    // The form that is expected here says more than the table does.
    const advice = remedy === PROBLEMS[code].remedy ? form : remedy;
    throw new PromotionError(code, message, { stage, remedy: advice });
  }
}

/**
 * Parses the name of a target's repository, `[host/]repository`. A name that has dots may begin it; whether that is a
 * login server is for the caller to decide.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseTargetName(text: string): TargetName {
  if (!beginsWithHost(text)) return { repository: parseRepository(text) };
  const slash = text.indexOf("/");
  const targetHost = text.slice(0, slash);
  if (normalizeRegistryHost(targetHost).includes(":")) {
    throw invalid(
      `The target ${quote(text)} names a host with a port.`,
      "Write the target without a host: the input registry names the registry",
    );
  }
  return { targetHost, repository: parseRepository(text.slice(slash + 1)) };
}

function parseTarget(text: string): TargetName & { tags?: string[] } {
  if (text.includes("@")) {
    throw invalid(
      `The target ${quote(text)} has a digest.`,
      "A target is repository[:tag[,tag…]]; the digest is always the source's",
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

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
