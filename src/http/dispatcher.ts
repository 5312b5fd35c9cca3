// The one way to the network: proxy, address family and timeouts.
import { createSecureContext } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";

/** Until DNS, TCP, TLS and a proxy's CONNECT are through. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** From the request to the response's headers. */
export const HEADERS_TIMEOUT_MS = 30_000;
/** From the start of an attempt to the response's last byte. */
export const RESPONSE_TIMEOUT_MS = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** The secrets in the proxies' URLs, to be masked: passwords, as written and as sent. */
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
    // A percent sign that encodes nothing is literal.
    return text;
  }
}

/**
 * Creates a dispatcher that follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY of `env`, by undici's rules. Lower-case names take
 * precedence, as in undici. https://github.com/nodejs/undici/blob/v8.12.4/docs/docs/api/EnvHttpProxyAgent.md
 */
export function createDispatcher(env: Environment): Dispatcher {
  // One for all connections: each would create its own otherwise.
  const secureContext = createSecureContext();
  const agent = new EnvHttpProxyAgent({
    httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"] ?? "",
    httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"] ?? "",
    noProxy: env["no_proxy"] ?? env["NO_PROXY"] ?? "",
    // Our own deadlines fire first and name the phase; undici's are a safety net.
    connectTimeout: CONNECT_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: HEADERS_TIMEOUT_MS,
    // A proxy passes on none of these to the connection inside its tunnel unless they are set here.
    connect: { secureContext },
    proxyTls: { timeout: CONNECT_TIMEOUT_MS, secureContext },
    requestTls: { timeout: CONNECT_TIMEOUT_MS, secureContext },
    autoSelectFamily: true,
    allowH2: false,
  });
  return agent.compose(endWhenReusable);
}

/**
 * Delays a response's end until its connection can be used again. undici reports the end some turns of the event loop earlier:
 * a request sent at once, as in a login, would open one more connection and wait for it.
 */
function endWhenReusable(dispatch: Dispatcher["dispatch"]): Dispatcher["dispatch"] {
  return (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (...response) => handler.onResponseStart?.(...response),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => {
        // Two turns: undici schedules its own after this call.
        setImmediate(() => setImmediate(() => handler.onResponseEnd?.(controller, trailers)));
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
}
