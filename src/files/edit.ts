// Edits of a text, by offsets: everything between them stays as it is.

/** One edit. `before` and `after`: what it changes, as it is shown to the user; `before` is empty for a line that is added. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly before: string;
  readonly after: string;
}

/** A reference that is left alone although it belongs to the run. */
export interface Left {
  readonly from: number;
  readonly reference: string;
  readonly reason: string;
}

/** What is found in a text: edits, references that are left alone, and what they leave to nobody else. */
export interface Found {
  readonly edits: readonly Edit[];
  readonly left: readonly Left[];
  /** Ranges in which no other reference is looked for. */
  readonly taken: readonly (readonly [from: number, to: number])[];
}

export const NOTHING_FOUND: Found = { edits: [], left: [], taken: [] };

/** The text with all edits. They must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { from, to, insert } of edits.toSorted((one, other) => one.from - other.from)) {
    result += text.slice(done, from) + insert;
    done = to;
  }
  return result + text.slice(done);
}
