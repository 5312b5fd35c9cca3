// The part of undici that sends requests, without the fetch, WebSocket, cache and mocks that its entry loads too: every
// step would read those on its way to the first request. https://github.com/nodejs/undici/blob/v8.12.4/index.js
import connect from "undici/lib/api/api-connect.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import EnvHttpProxyAgent from "undici/lib/dispatcher/env-http-proxy-agent.js";

// As the entry does it; a proxy's tunnel is opened with it.
Object.assign(Dispatcher.prototype, { connect });

export { EnvHttpProxyAgent };
