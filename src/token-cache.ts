// Keeps tokens until shortly before they expire, and requests each one only once at a time. Knows no protocol.
import { Coalescer } from "./coalesce.ts";
import type { Clock } from "./ports.ts";

/** A token as its service issued it. */
export interface IssuedToken {
  readonly token: string;
  readonly lifetimeMs: number;
}

/** A token and when it expires on the {@link Clock}'s monotonic scale. */
export interface CachedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** A token is renewed this long before it expires, or in the last quarter of a shorter life. */
const RENEWAL_MARGIN_MS = 5 * 60_000;

/** Tokens by key. Uses the monotonic clock, so that a wrong wall clock does no harm. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, CachedToken & { readonly renewAtMs: number }>();
  readonly #requests = new Coalescer<CachedToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The token of that key, issued again where there is none or it is about to expire. */
  async get(
    key: string,
    issue: (signal: AbortSignal) => Promise<IssuedToken>,
    signal: AbortSignal,
  ): Promise<CachedToken> {
    const held = this.#tokens.get(key);
    if (held !== undefined && this.#clock.nowMs() < held.renewAtMs) return held;
    return this.#requests.run(key, (sharedSignal) => this.#renew(key, issue, sharedSignal), signal);
  }

  /** Drops a token that was refused, unless it has been replaced meanwhile. */
  forget(key: string, token: string): void {
    if (this.#tokens.get(key)?.token === token) this.#tokens.delete(key);
  }

  async #renew(
    key: string,
    issue: (signal: AbortSignal) => Promise<IssuedToken>,
    signal: AbortSignal,
  ): Promise<CachedToken> {
    // The lifetime counts from the request: when the service issued the token is not known.
    const requestedAtMs = this.#clock.nowMs();
    const { token, lifetimeMs } = await issue(signal);
    const expiresAtMs = requestedAtMs + lifetimeMs;
    const held = { token, expiresAtMs, renewAtMs: expiresAtMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 4) };
    this.#tokens.set(key, held);
    return held;
  }
}
