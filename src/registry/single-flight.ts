// One piece of work at a time per key, shared by all who ask for it meanwhile.
import { type Join, shareCall } from "../http/shared-call.ts";

/** Shares work that is under way, failures too; who gives up ends only the own wait. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Join<T>>();

  /** @throws what the work throws; the signal's reason when aborted */
  run(key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const flight = this.#flights.get(key) ?? this.#begin(key, start);
    return flight(signal);
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<T>): Join<T> {
    const flight = shareCall((signal: AbortSignal) => start(signal).finally(() => this.#flights.delete(key)));
    this.#flights.set(key, flight);
    return flight;
  }
}
