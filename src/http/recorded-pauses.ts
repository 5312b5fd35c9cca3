// Remembers the pauses that the requests of one registry waited for, whatever host asked for them.
import type { Pause } from "../image-time.ts";
import type { Http } from "./http.ts";

/** A client, and the pauses that its requests waited for so far. */
export interface RecordedHttp {
  readonly http: Http;
  readonly pauses: () => readonly Pause[];
}

/** Wraps a client. Pauses of one host that follow each other are one pause. */
export function recordPauses(http: Http): RecordedHttp {
  let pauses: readonly Pause[] = [];
  const add = (pause: Pause) => {
    const isPart = (known: Pause) =>
      known.host === pause.host && known.fromMs <= pause.fromMs && pause.fromMs <= known.untilMs;
    const known = pauses.find(isPart);
    if (known === undefined) pauses = [...pauses, pause];
    else if (known.untilMs < pause.untilMs) {
      pauses = pauses.map((each) => (each === known ? { ...known, untilMs: pause.untilMs } : each));
    }
  };
  return {
    http: {
      redact: http.redact,
      send: (request) =>
        http.send({
          ...request,
          onPaused: (pause) => {
            add(pause);
            request.onPaused?.(pause);
          },
        }),
    },
    pauses: () => pauses,
  };
}
