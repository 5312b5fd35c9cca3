// One image as it was written, in a line or in a file, before inputs such as `tags` and `registry` complete it.
import { type InputProblem, PromotionError } from "../errors.ts";
import type { Digest } from "../oci/digest.ts";
import {
  beginsWithHost,
  parseRepository,
  parseSourceReference,
  parseTag,
  type SourceReference,
} from "../oci/reference.ts";
import type { Origin, ReferrersMode } from "./request.ts";

/** An image as written: the target's parts may still be missing. */
export interface ImageEntry {
  readonly origin: Origin;
  readonly source: Omit<SourceReference, "digest"> & { readonly digest?: Digest };
  readonly repository?: string;
  readonly tags?: readonly string[];
  readonly referrers?: ReferrersMode;
  readonly mediaType?: string;
  readonly platforms?: readonly string[];
}

/** A value, or the problem that stands in its place: parsing goes on, so that all problems are told at once. */
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
    return { problem: { code, stage: "input", message, ...(remedy !== undefined && { remedy }), ...place } };
  }
}

/**
 * Parses `SOURCE [=> TARGET]`, TARGET = `repository[:tag[,tag…]]`.
 * @throws PromotionError `REFERENCE_INVALID`, `REFERENCE_UNPINNED`
 */
export function parseImageLine(text: string, origin: Origin): ImageEntry {
  const parts = text.split("=>").map((part) => part.trim());
  const [sourceText = "", targetText] = parts;
  if (parts.length > 2 || sourceText === "" || targetText === "") {
    throw new PromotionError(
      "REFERENCE_INVALID",
      "input",
      `${JSON.stringify(text.slice(0, 300))} does not read SOURCE => TARGET.`,
      { remedy: "Write one image a line, for example api:build-812 => api:1.4.2,latest." },
    );
  }
  const source = parseSourceReference(sourceText);
  if (targetText === undefined) return { origin, source };
  return { origin, source, ...parseTarget(targetText) };
}

function parseTarget(text: string): { repository: string; tags?: string[] } {
  if (text.includes("@")) {
    throw new PromotionError(
      "REFERENCE_INVALID",
      "input",
      `The target ${JSON.stringify(text.slice(0, 300))} has a digest.`,
      {
        remedy: "A target is repository[:tag[,tag…]]; the digest is always the source's.",
      },
    );
  }
  if (beginsWithHost(text)) {
    throw new PromotionError(
      "REFERENCE_INVALID",
      "input",
      `The target ${JSON.stringify(text.slice(0, 300))} names a registry.`,
      {
        remedy: "Write the target without a host: the input `registry` says which registry it is.",
      },
    );
  }
  const colon = text.indexOf(":");
  if (colon < 0) return { repository: parseRepository(text) };
  const tags = text
    .slice(colon + 1)
    .split(",")
    .map((tag) => parseTag(tag.trim()));
  return { repository: parseRepository(text.slice(0, colon)), tags };
}
