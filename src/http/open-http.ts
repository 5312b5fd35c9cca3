// Opens the run's HTTP clients: a general one, one for the runner's ID token service, and one around every proxy.
import type { Dispatcher } from "undici";
import type { Clock, Log } from "../ports.ts";
import { createDispatcher, readProxySecrets } from "./dispatcher.ts";
import type { Http } from "./http.ts";
import { type ClosableHttp, createHttp } from "./undici-http.ts";

/** The clients, and the way to close their connections. */
export interface OpenHttp {
  readonly http: Http;
  /** Allows plain http at the one origin that the runner names. */
  readonly idTokenHttp: Http;
  /** Opens a client that uses no proxy, whatever the environment says, and allows plain http at this origin: a service of the machine. */
  readonly openDirect: (origin: string) => Http;
  readonly close: () => Promise<void>;
}

/** Opens both. `ACTIONS_ID_TOKEN_REQUEST_URL` of `env` names the ID token service. `waitBudgetMs`: `timeout-minutes`. Closing them closes the dispatcher. */
export function openHttp(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly waitBudgetMs: number;
  /** `max-parallel`: requests in flight to one host at most. */
  readonly maxPerHost: number | undefined;
  readonly mask: (secret: string) => void;
  readonly redact: (text: string) => string;
  readonly dispatcher?: Dispatcher | undefined;
}): OpenHttp {
  const { env, mask, dispatcher = createDispatcher(env), ...rest } = options;
  for (const secret of readProxySecrets(env)) mask(secret);
  const common = { ...rest, dispatcher };
  const http = createHttp(common);
  const origin = URL.parse(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "")?.origin;
  const idTokenHttp = createHttp({ ...common, ...(origin !== undefined && { plainHttpOrigin: origin }) });
  const direct: ClosableHttp[] = [];
  return {
    http,
    idTokenHttp,
    openDirect(plainHttpOrigin) {
      const opened = createHttp({ ...common, dispatcher: options.dispatcher ?? createDispatcher({}), plainHttpOrigin });
      direct.push(opened);
      return opened;
    },
    async close() {
      await Promise.all([http, ...direct].map((each) => each.close()));
    },
  };
}
