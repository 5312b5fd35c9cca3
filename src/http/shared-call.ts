// One call under way for many who wait: a waiter that gives up leaves the others their answer, and the last one to leave ends the call.

/** Joins the call under way, or starts one; rejects with the signal's reason when this waiter gives up. */
export type Join<T> = (signal: AbortSignal) => Promise<T>;

interface Call<T> {
  readonly outcome: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Shares each call of `start` with everyone who joins before it is settled. */
export function shareCall<T>(start: (signal: AbortSignal) => Promise<T>): Join<T> {
  let underWay: Call<T> | undefined;

  function begin(): Call<T> {
    const controller = new AbortController();
    const call: Call<T> = { outcome: start(controller.signal), controller, waiting: 0 };
    const forget = () => {
      if (underWay === call) underWay = undefined;
    };
    call.outcome.then(forget, forget);
    return call;
  }

  return async (signal) => {
    signal.throwIfAborted();
    underWay ??= begin();
    const call = underWay;
    call.waiting += 1;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    call.outcome.then(resolve, reject);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", leave);
      call.waiting -= 1;
      if (call.waiting === 0 && signal.aborted) {
        // Who joins from here on wants an answer, not this call's end.
        if (underWay === call) underWay = undefined;
        call.controller.abort(signal.reason);
      }
    }
  };
}
