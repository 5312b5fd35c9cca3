// Where an input problem is, and parsing that returns such a problem instead of throwing it.
import { type InputProblem, PromotionError } from "../errors.ts";
import { problem } from "../problems.ts";
import type { Origin } from "./request.ts";

/** An input, a line of the input `images`, or a line of a file. */
export type Place = Pick<InputProblem, "input" | "file" | "line">;

/** The place of an image. */
export function placeOf({ file, input = "images", line }: Pick<Origin, "file" | "input" | "line">): Place {
  return file === undefined ? { input, line } : { file, line };
}

/** Formats a place for the start of a message: `registry`, `images, line 3` or `release.yml:3`. */
export function formatPlace({ input, file, line }: Place): string {
  if (file !== undefined) return `${file}:${line}`;
  return line === undefined ? `${input}` : `${input}, line ${line}`;
}

/** A parsed value, or the problem that takes its place. */
export type Parsed<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly problem: InputProblem; readonly value?: never };

/** Runs a parser and returns a PromotionError as a problem at the place, so that all problems can be reported at once. */
export function tryParse<T>(parse: () => T, place: Place = {}): Parsed<T> {
  try {
    return { value: parse() };
  } catch (error) {
    if (!(error instanceof PromotionError)) throw error;
    const { code, message, remedy } = error;
    return { problem: { ...problem(code, message, { stage: "input", remedy }), ...place } };
  }
}
