// The part of undici that sends requests. Its entry also loads fetch, WebSocket, cache and mocks, which would delay the first
// request of every step. https://github.com/nodejs/undici/blob/v8.12.4/index.js
import connect from "undici/lib/api/api-connect.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import EnvHttpProxyAgent from "undici/lib/dispatcher/env-http-proxy-agent.js";

// As in undici's entry: proxy tunnels are opened with it.
Object.assign(Dispatcher.prototype, { connect });

export { EnvHttpProxyAgent };
