// The age that an image must have reached in the target before its tags are set on it: `3d`, `12h`.

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MIN_AGE = /^([0-9]{1,4})([dh])$/i;

/** How an age is written, for remedies. */
export const MIN_AGE_FORM = "Write days or hours, for example 3d or 12h";

/** The age in milliseconds; 0 for none. Undefined for any other text. */
export function parseMinAge(text: string): number | undefined {
  const [, count, unit] = MIN_AGE.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * (unit.toLowerCase() === "d" ? DAY_MS : HOUR_MS);
}

/** "3 days", "12 hours" */
export function formatMinAge(ageMs: number): string {
  const [count, unit] = ageMs % DAY_MS === 0 ? [ageMs / DAY_MS, "day"] : [ageMs / HOUR_MS, "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
