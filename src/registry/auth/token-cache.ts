// Keeps tokens until shortly before they end, and asks for each one only once at a time. Knows no protocol.
import type { Clock } from "../../ports.ts";
import { SingleFlight } from "../single-flight.ts";

/** A token as its service gave it out. */
export interface IssuedToken {
  readonly token: string;
  readonly lifetimeMs: number;
}

/** How long before its end a token is renewed, at most; a quarter of its life where that is shorter. */
const RENEW_EARLY_MS = 5 * 60_000;

/** Tokens by key. The monotonic clock counts, so that a wrong wall clock harms nothing. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, { readonly token: string; readonly untilMs: number }>();
  readonly #flights = new SingleFlight<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The token of that key, issued anew where there is none or it is about to end. */
  async get(key: string, issue: (signal: AbortSignal) => Promise<IssuedToken>, signal: AbortSignal): Promise<string> {
    const held = this.#tokens.get(key);
    if (held !== undefined && this.#clock.nowMs() < held.untilMs) return held.token;
    return this.#flights.run(
      key,
      async (flightSignal) => {
        // The life of a token begins when it is asked for, not when it arrives.
        const askedAtMs = this.#clock.nowMs();
        const { token, lifetimeMs } = await issue(flightSignal);
        const untilMs = askedAtMs + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 4);
        this.#tokens.set(key, { token, untilMs });
        return token;
      },
      signal,
    );
  }

  /** Forgets a token that was refused, unless another one has taken its place. */
  forget(key: string, token: string): void {
    if (this.#tokens.get(key)?.token === token) this.#tokens.delete(key);
  }
}
