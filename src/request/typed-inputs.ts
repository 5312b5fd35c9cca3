// Inputs of a common form: a choice, a boolean, a number, a list. An invalid value is reported and replaced by the default.
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { parseList } from "./list-input.ts";
import { MIN_AGE_FORM, parseMinAge } from "./min-age.ts";

/** One of several names, in any letter case. */
export function choiceOf<Name extends string>(
  inputs: Inputs,
  input: string,
  names: readonly Name[],
  fallback: Name,
): Name {
  const text = textOf(inputs, input);
  if (text === "") return fallback;
  const chosen = names.find((name) => name === text.toLowerCase());
  if (chosen === undefined) {
    addProblem(inputs, { input }, `${input} must be one of ${names.join(", ")}; got ${quote(text)}.`, {
      remedy: `Set for example ${input}: ${fallback}`,
    });
  }
  return chosen ?? fallback;
}

/** `true` or `false` in the spellings of YAML 1.2, as core.getBooleanInput accepts them. */
export function booleanOf(inputs: Inputs, input: string, fallback: boolean): boolean {
  const text = textOf(inputs, input);
  if (text === "") return fallback;
  if (["true", "True", "TRUE"].includes(text)) return true;
  if (!["false", "False", "FALSE"].includes(text)) {
    addProblem(inputs, { input }, `${input} must be true or false; got ${quote(text)}.`, {
      remedy: `Set ${input}: true or ${input}: false`,
    });
  }
  return false;
}

/** The numbers that an input accepts, and its default. */
interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly fallback: number;
}

/** A decimal number without sign and exponent. */
export function numberOf(inputs: Inputs, input: string, { min, max, isWhole, fallback }: NumberRange): number {
  const text = textOf(inputs, input);
  if (text === "") return fallback;
  const number = /^[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max && (!isWhole || Number.isInteger(number))) return number;
  const expected = `a ${isWhole ? "whole " : ""}number from ${min} to ${max}`;
  addProblem(inputs, { input }, `${input} must be ${expected}; got ${quote(text)}.`, {
    remedy: `Set for example ${input}: ${fallback}`,
  });
  return fallback;
}

/** An age in milliseconds; 0 where the input is not set. */
export function ageOf(inputs: Inputs, input: string): number {
  const text = textOf(inputs, input);
  const ageMs = text === "" ? 0 : parseMinAge(text);
  if (ageMs !== undefined) return ageMs;
  addProblem(inputs, { input }, `${input} must be an age in days or hours; got ${quote(text)}.`, {
    remedy: MIN_AGE_FORM,
  });
  return 0;
}

/** What the items of a list input are, for messages. */
interface ItemForm {
  readonly isValid: (item: string) => boolean;
  /** As in `is not a valid …`. */
  readonly what: string;
  readonly remedy: string;
}

/** The items of an input, separated by line breaks or commas. */
export function itemsOf(inputs: Inputs, input: string, { isValid, what, remedy }: ItemForm): string[] {
  const items = parseList(textOf(inputs, input), "lines-or-commas").map(({ text }) => text);
  for (const item of items) {
    if (!isValid(item)) {
      addProblem(inputs, { input }, `${input}: ${quote(item)} is not a valid ${what}.`, { remedy });
    }
  }
  return items;
}
