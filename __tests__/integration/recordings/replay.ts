// Replays recordings through the code at the edge: an Http port that gives each recorded response to the client that sends the
// recorded request. Keeps count of what was replayed.
import { describe } from "@jest/globals";
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.ts";
import { readFull, SHORTENED } from "../../recordings/library.ts";
import { type Exchange, type Recording, textOf } from "../../recordings/recording.ts";

/** A response as the HTTP client gives it. */
export function responseOf({ response }: Exchange): HttpResponse {
  return {
    // Where the status is not known, the one of the alike.
    status: response.status ?? 400,
    headers: new Map(Object.entries(response.headers)),
    body: Buffer.from(textOf(response.body)),
  };
}

/** An Http port without secrets to redact. */
export const httpOf = (send: Http["send"]): Http => ({ redact: (text) => text, send });

export interface ReplayHttp extends Http {
  readonly sent: HttpRequest[];
}

/** The recordings of one library, and what of them was replayed. */
export interface Shelf {
  recording(file: string): Recording;
  /** Takes one exchange, which then counts as replayed. */
  take(file: string, at: number): Exchange;
  /**
   * Gives each request the first response in these places to the same method and path; a token as often as it is requested. A
   * request without a response in the recording fails the test.
   */
  replay(file: string, places: readonly number[]): ReplayHttp;
  /** `file` and places that were not replayed yet. */
  left(): Record<string, number[]>;
}

/** Method and path. A token is requested by GET or POST; both are answered alike. */
function addressOf(method: string, url: URL): string {
  const path = decodeURIComponent(url.pathname).toLowerCase();
  return `${path.startsWith("/oauth2/") ? "" : method} ${url.host.toLowerCase()}${path}`;
}

function openShelf(recordings: ReadonlyMap<string, Recording>, files: readonly string[]): Shelf {
  const replayed = new Set<Exchange>();
  const shelf: Shelf = {
    recording(file) {
      const recording = recordings.get(file);
      if (recording === undefined) throw new Error(`no such recording: ${file}`);
      return recording;
    },
    take(file, at) {
      const exchange = shelf.recording(file).exchanges[at];
      if (exchange === undefined) throw new Error(`${file} has no exchange ${at}`);
      replayed.add(exchange);
      return exchange;
    },
    replay(file, places) {
      const sent: HttpRequest[] = [];
      const open = new Set(places);
      return {
        sent,
        redact: (text) => text,
        async send(request) {
          request.signal.throwIfAborted();
          sent.push(request);
          const address = addressOf(request.method, request.url);
          const isFor = (place: number) => {
            const recorded = shelf.recording(file).exchanges[place]?.request;
            return recorded !== undefined && addressOf(recorded.method, new URL(recorded.url)) === address;
          };
          const at = [...open].find(isFor);
          if (at === undefined) throw new Error(`${file} has no (other) response to ${address}`);
          if (!address.includes("/oauth2/token")) open.delete(at);
          return responseOf(shelf.take(file, at));
        },
      };
    },
    left() {
      const left = files.map((file): [string, number[]] => {
        const { exchanges } = shelf.recording(file);
        return [file, [...exchanges.keys()].filter((at) => !replayed.has(exchanges[at] as Exchange))];
      });
      return Object.fromEntries(left.filter(([, places]) => places.length > 0));
    },
  };
  return shelf;
}

/** Runs the same tests over the shortened recordings and, where it is at hand, over the full material. */
export function describeRecordings(files: readonly string[], tests: (shelf: Shelf) => void): void {
  describe("shortened recordings", () => tests(openShelf(SHORTENED.recordings, files)));
  const full = readFull();
  if (full === undefined) describe.skip("full recordings", () => tests(openShelf(SHORTENED.recordings, files)));
  else describe("full recordings", () => tests(openShelf(full.recordings, files)));
}

/** An Http port that gives one response to every request. */
export function always(exchange: Exchange): ReplayHttp {
  const sent: HttpRequest[] = [];
  return {
    sent,
    redact: (text) => text,
    async send(request) {
      request.signal.throwIfAborted();
      sent.push(request);
      return responseOf(exchange);
    },
  };
}
