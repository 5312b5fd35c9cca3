// How long a server asks to wait before a retry.
// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7: the form that senders must use, always in GMT. */
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Parses `Retry-After` into milliseconds, in full. Of several values the longest counts.
 * Undefined where there is nothing to wait for: absent, `0`, in the past, negative, or not a valid value.
 */
export function parseRetryAfter(value: string | undefined, wallMs: number): number | undefined {
  if (value === undefined || value.length > 200) return undefined;
  // A date contains a comma, after the name of the day.
  const waitsMs = value.split(/,(?!\s*[0-9]{2} [A-Z])/).map((part) => parseOne(part.trim(), wallMs));
  const longestMs = Math.max(0, ...waitsMs);
  return longestMs > 0 ? longestMs : undefined;
}

function parseOne(text: string, wallMs: number): number {
  if (/^[0-9]{1,12}$/.test(text)) return Number(text) * 1000;
  if (!IMF_FIXDATE.test(text)) return 0;
  const dueMs = Date.parse(text);
  return Number.isNaN(dueMs) ? 0 : dueMs - wallMs;
}
