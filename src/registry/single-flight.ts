// One piece of work at a time per key, shared by all who ask for it meanwhile.

interface Flight<T> {
  readonly promise: Promise<T>;
  readonly signal: AbortSignal;
}

/** Shares work that is under way. Failures are shared too, but a starter's abort ends only the starter's wait. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** @throws what the work throws; the signal's reason when aborted */
  async run(key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      let flight = this.#flights.get(key);
      if (flight === undefined) {
        const promise = start(signal).finally(() => this.#flights.delete(key));
        flight = { promise, signal };
        this.#flights.set(key, flight);
      }
      try {
        return await orAborted(flight.promise, signal);
      } catch (error) {
        if (signal.aborted || !flight.signal.aborted) throw error;
      }
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
