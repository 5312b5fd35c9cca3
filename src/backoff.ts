// The pause before another try: exponential, with jitter, so that clients which failed together do not come back together.

/** Pauses of one kind of request: the first is between `leastMs` and `mostMs`, and each further one doubles, up to `maxMs`. */
export interface Backoff {
  readonly leastMs: number;
  readonly mostMs: number;
  readonly maxMs: number;
}

/** The pause in ms after the failed try `attempt`, counted from 1. `random`: 0 ≤ x < 1. */
export function backoffMs(attempt: number, random: number, { leastMs, mostMs, maxMs }: Backoff): number {
  return (leastMs + (mostMs - leastMs) * random) * Math.min(2 ** (attempt - 1), maxMs / mostMs);
}
