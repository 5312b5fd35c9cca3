// What `update-files` makes of the text of one file. Every byte outside of the references that are pinned stays.
import { applyEdits } from "./edit.ts";
import { findEntries } from "./kustomize.ts";
import type { Pins } from "./pins.ts";
import { findReferences } from "./text-references.ts";

/** A change in a file. `before`: empty for a line that is added. */
export interface LineEdit {
  /** From 1, in the text before. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A reference of this run that was left alone. */
export interface LineLeft {
  readonly line: number;
  readonly reference: string;
  readonly reason: string;
}

/** The text afterwards, and what was done to it, both in the order of the text. */
export interface UpdatedText {
  readonly text: string;
  readonly edits: readonly LineEdit[];
  readonly left: readonly LineLeft[];
}

/** Pins the references in the text of a file. `path`: with `/`; a kustomization is recognised by its name. */
export function updateText(path: string, text: string, pins: Pins): UpdatedText {
  const entries = findEntries(path, text, pins);
  const references = findReferences(text, pins, entries.taken);
  const edits = [...entries.edits, ...references.edits].toSorted((one, other) => one.from - other.from);
  const left = [...entries.left, ...references.left].toSorted((one, other) => one.from - other.from);
  const [lineOfEdit, lineOfLeft] = [lineCounter(text), lineCounter(text)];
  return {
    text: applyEdits(text, edits),
    edits: edits.map(({ from, before, after }) => ({ line: lineOfEdit(from), before, after })),
    left: left.map(({ from, reference, reason }) => ({ line: lineOfLeft(from), reference, reason })),
  };
}

/** The lines of offsets that are asked for in ascending order. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let done = 0;
  return (at) => {
    line += text.slice(done, at).match(/\r\n|\r|\n/g)?.length ?? 0;
    done = at;
    return line;
  };
}
