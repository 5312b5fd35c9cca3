// The Retry-After header, seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3

/** Longer than any step runs, and short enough for a timer. */
const PAUSE_MAX_MS = 24 * 60 * 60_000;

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The pause that a server asks for; undefined where it asks for none or in no known form. */
export function parseRetryAfterMs(header: string | undefined, wallMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  // Date.parse alone takes "-3" for a day in 2001.
  const dateMs = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  const pauseMs = /^\d+$/.test(text) ? Number(text) * 1000 : dateMs - wallMs;
  return Number.isNaN(pauseMs) ? undefined : Math.min(PAUSE_MAX_MS, Math.max(0, pauseMs));
}
