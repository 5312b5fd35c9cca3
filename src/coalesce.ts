// Coalesces concurrent calls by key; aborting one caller does not abort the others.
import { abortable } from "./deadline.ts";

interface Call<T> {
  readonly outcome: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** Calls in flight by key. A failure is shared like a result; nothing is kept once a call has settled. */
export class Coalescer<T> {
  readonly #calls = new Map<string, Call<T>>();

  /**
   * Joins the call in flight for that key, or starts one. The last caller to abort aborts the call itself.
   * @throws what the call throws; the signal's reason when aborted
   */
  async run(key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const call = this.#calls.get(key) ?? this.#begin(key, start);
    call.callers += 1;
    try {
      return await abortable(call.outcome, signal);
    } finally {
      call.callers -= 1;
      if (call.callers === 0 && signal.aborted) {
        // A later caller must start a new call instead of joining the aborted one.
        this.#forget(key, call);
        call.controller.abort(signal.reason);
      }
    }
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<T>): Call<T> {
    const controller = new AbortController();
    const call: Call<T> = { outcome: start(controller.signal), controller, callers: 0 };
    this.#calls.set(key, call);
    const forget = () => this.#forget(key, call);
    call.outcome.then(forget, forget);
    return call;
  }

  #forget(key: string, call: Call<T>): void {
    if (this.#calls.get(key) === call) this.#calls.delete(key);
  }
}
