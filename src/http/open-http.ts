// Opens the run's two HTTP clients over one dispatcher: a general one, and one for the runner's ID token service.
import type { Dispatcher } from "undici";
import type { Clock, Log } from "../ports.ts";
import { createDispatcher, readProxySecrets } from "./dispatcher.ts";
import type { Http } from "./http.ts";
import { createHttp } from "./undici-http.ts";

/** The clients, and the way to close their connections. */
export interface OpenHttp {
  readonly http: Http;
  /** Allows plain http at the one origin that the runner names. */
  readonly idTokenHttp: Http;
  readonly close: () => Promise<void>;
}

/** Opens both. `ACTIONS_ID_TOKEN_REQUEST_URL` of `env` names the ID token service. `waitBudgetMs`: `timeout-minutes`. Closing them closes the dispatcher. */
export function openHttp(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly waitBudgetMs: number;
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
  return { http, idTokenHttp, close: () => http.close() };
}
