// The Retry-After header, seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3

/** Longer than any step runs, and short enough for a timer. */
const PAUSE_MAX_MS = 24 * 60 * 60_000;

/** The pause that a server asks for; undefined where it asks for none or in no known form. */
export function parseRetryAfterMs(header: string | undefined, wallMs: number): number | undefined {
  if (header === undefined) return undefined;
  const pauseMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - wallMs;
  return Number.isNaN(pauseMs) ? undefined : Math.min(PAUSE_MAX_MS, Math.max(0, pauseMs));
}
