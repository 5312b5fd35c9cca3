// The one way out to the network: which proxy, which address family, which timers.
import type { Dispatcher } from "undici";
import { EnvHttpProxyAgent } from "./undici.ts";

/** Until DNS, TCP, TLS and a proxy's CONNECT are through. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** From the request to the answer's headers. */
export const HEADERS_TIMEOUT_MS = 30_000;
/** From the start of an attempt to the answer's last byte. */
export const ANSWER_TIMEOUT_MS = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** What the proxies' URLs hold that no log may show: passwords, as written and as sent. */
export function readProxySecrets(env: Environment): readonly string[] {
  return ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].flatMap((name) => {
    const { username = "", password = "" } = URL.parse(env[name] ?? "") ?? {};
    if (password === "") return [];
    const [user, secret] = [decode(username), decode(password)];
    return [password, secret, Buffer.from(`${user}:${secret}`).toString("base64")];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}

/**
 * Follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY of `env` by undici's rules, which thereby hold for every client that is given
 * this dispatcher. Lower case comes first, as undici has it. https://github.com/nodejs/undici/blob/v8.12.4/docs/docs/api/EnvHttpProxyAgent.md
 */
export function createDispatcher(env: Environment): Dispatcher {
  const agent = new EnvHttpProxyAgent({
    httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"] ?? "",
    httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"] ?? "",
    noProxy: env["no_proxy"] ?? env["NO_PROXY"] ?? "",
    // Our own deadlines come first and name the phase; undici's are the net below them.
    connectTimeout: CONNECT_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: HEADERS_TIMEOUT_MS,
    // A proxy passes on neither option to the connection inside its tunnel unless told so.
    proxyTls: { timeout: CONNECT_TIMEOUT_MS },
    requestTls: { timeout: CONNECT_TIMEOUT_MS },
    autoSelectFamily: true,
    allowH2: false,
  });
  return agent.compose(endWhenReusable);
}

/**
 * undici takes a connection back in a later turn of the event loop than it tells an answer's end. Who asks the next thing
 * at once, as a login does, would make it open, and wait for, one more connection.
 */
function endWhenReusable(dispatch: Dispatcher["dispatch"]): Dispatcher["dispatch"] {
  return (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (...answer) => handler.onResponseStart?.(...answer),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => {
        // Two turns: undici asks for its own after this call.
        setImmediate(() => setImmediate(() => handler.onResponseEnd?.(controller, trailers)));
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
}
