// NO_PROXY as the one dispatcher of all clients reads it: every pattern against each kind of host that the action talks to.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { systemClock } from "../../../src/clock.ts";
import { createDispatcher } from "../../../src/http/dispatcher.ts";
import { createHttp } from "../../../src/http/undici-http.ts";

/** Names below localhost lead to this machine, where nobody listens, or nowhere. */
const HOSTS = ["login.entra.localhost", "management.azure.localhost", "contosodev.azurecr.localhost:8443"] as const;

const DIRECT = expect.stringMatching(/^NETWORK_(?:CONNECT|DNS)$/);

/** Pattern → whether each of the hosts is reached directly. */
const PATTERNS: [pattern: string, ...direct: [boolean, boolean, boolean]][] = [
  ["", false, false, false],
  ["*", true, true, true],
  ["login.entra.localhost,management.azure.localhost", true, true, false],
  ["login.entra.localhost management.azure.localhost", true, true, false],
  [" management.azure.localhost , contosodev.azurecr.localhost ", false, true, true],
  ["azure.localhost", false, true, false],
  [".azure.localhost", false, true, false],
  ["*.azure.localhost", false, true, false],
  ["MANAGEMENT.AZURE.LOCALHOST", false, true, false],
  ["contosodev.azurecr.localhost:8443", false, false, true],
  ["contosodev.azurecr.localhost:443", false, false, false],
  ["tosodev.azurecr.localhost", false, false, false],
  ["10.0.0.0/8,127.0.0.1", false, false, false],
];

let proxy: Server;
let proxyUrl: string;
let tunnels: string[] = [];
const before = { HTTPS_PROXY: process.env["HTTPS_PROXY"], NO_PROXY: process.env["NO_PROXY"] };

beforeAll(async () => {
  proxy = createServer();
  proxy.on("connect", (request, socket) => {
    tunnels.push(request.url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => proxy.close(resolve));
});
afterEach(() => {
  tunnels = [];
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe("NO_PROXY", () => {
  it.each(PATTERNS)("%j", async (pattern, ...direct) => {
    Object.assign(process.env, { HTTPS_PROXY: proxyUrl, NO_PROXY: pattern });
    const log = { debug: () => undefined, info: () => undefined, notice: () => undefined };
    const http = createHttp({
      dispatcher: createDispatcher(process.env),
      clock: systemClock,
      log,
      version: "1",
      redact: (text) => text,
      waitBudgetMs: 900_000,
    });
    const codes: unknown[] = [];
    for (const host of HOSTS) {
      const request = http.send({
        method: "GET",
        url: new URL(`https://${host}/`),
        maxBodyBytes: 100,
        repeat: "never",
        what: "Asking",
        stage: "observe",
        signal: new AbortController().signal,
      });
      codes.push(await request.catch((error: { code: unknown }) => error.code));
    }
    await http.close();
    expect(codes).toEqual(direct.map((isDirect) => (isDirect ? DIRECT : "NETWORK_PROXY")));
    expect(tunnels).toEqual(
      HOSTS.filter((_host, at) => !direct[at]).map((host) => (host.includes(":") ? host : `${host}:443`)),
    );
  });
});
