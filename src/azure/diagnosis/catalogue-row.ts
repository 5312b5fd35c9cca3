// The form of the catalogue's rows, and the conditions that they are written in.
import type { ProblemCode, Side } from "../../problems.ts";
import type { Evidence } from "./evidence.ts";

/** One known failure: how it is recognised, and how it is reported. */
export interface CatalogueRow {
  readonly code: ProblemCode;
  readonly matches: (evidence: Evidence) => boolean;
  /** Default: the side of the request. "none": the failure does not show on which side it is. */
  readonly side?: Side | "none" | ((evidence: Evidence) => Side | "none");
  /** Follows "… failed: " in the message. */
  readonly why: (evidence: Evidence) => string;
  /** Default: the remedy in problems.ts. */
  readonly remedy?: (evidence: Evidence) => string;
  /** Set where another attempt may succeed. */
  readonly transient?: true;
}

/** Matches one of ARM's error codes. */
export function hasCode(...codes: readonly string[]): (evidence: Evidence) => boolean {
  return ({ armCode }) => codes.includes(armCode);
}

/** Matches the text of the failure. */
export function says(pattern: RegExp): (evidence: Evidence) => boolean {
  return ({ text }) => pattern.test(text);
}

/** Matches the text of a failure that ARM passes on from the source. */
export function sourceSays(pattern: RegExp): (evidence: Evidence) => boolean {
  return ({ text, fromSource }) => fromSource && pattern.test(text);
}
