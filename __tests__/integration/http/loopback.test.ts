// The HTTP client against real sockets on loopback: what only the wire can show.

import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { systemClock } from "../../../src/clock.ts";
import { createDispatcher } from "../../../src/http/dispatcher.ts";
import type { HttpRequest } from "../../../src/http/http.ts";
import { type ClosableHttp, createHttp } from "../../../src/http/undici-http.ts";

const NO_LOG = { debug: () => undefined, info: () => undefined, notice: () => undefined };
const closers: Array<() => Promise<unknown>> = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that, once a request's head has come, writes what the test says and perhaps hangs up. */
async function listen(onRequest: (socket: Socket, head: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: TcpServer = createTcpServer((socket) => {
    sockets.add(socket);
    let head = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      head += chunk.toString("latin1");
      // A TLS client's greeting begins with this byte and has no blank line to wait for.
      if (!head.includes("\r\n\r\n") && !head.startsWith("\x16")) return;
      onRequest(socket, head);
      head = "";
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(origin: string, dispatcher: Dispatcher = new Agent()): ClosableHttp {
  const http = createHttp({
    dispatcher,
    clock: systemClock,
    log: NO_LOG,
    version: "1",
    redact: (text) => text,
    waitBudgetMs: 900_000,
    plainHttpOrigin: origin,
  });
  closers.push(() => http.close());
  return http;
}

function request(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    url: new URL(url),
    maxBodyBytes: 1000,
    repeat: "never",
    what: "Reading it",
    stage: "observe",
    signal: new AbortController().signal,
    ...changes,
  };
}

describe("on the wire", () => {
  it("status, repeated headers and body arrive", async () => {
    const origin = await listen((socket) =>
      socket.end("HTTP/1.1 418 I\r\nX-One: a\r\nx-one: b\r\nContent-Length: 3\r\n\r\nabc"),
    );
    const { status, headers, body } = await open(origin).send(request(`${origin}/`));
    expect({ status, one: headers.get("x-one"), body: Buffer.from(body).toString() }).toEqual({
      status: 418,
      one: "a, b",
      body: "abc",
    });
  });

  it("a request right after a response takes the same connection", async () => {
    const sockets = new Set<Socket>();
    const origin = await listen((socket) => {
      sockets.add(socket);
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    const http = open(origin, createDispatcher(process.env));
    for (let requested = 0; requested < 5; requested += 1) await http.send(request(`${origin}/${requested}`));
    expect(sockets.size).toBe(1);
  });

  it("a request after HEAD takes the same connection", async () => {
    const sockets = new Set<Socket>();
    const origin = await listen((socket) => {
      sockets.add(socket);
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
    });
    const http = open(origin, createDispatcher(process.env));
    for (let requested = 0; requested < 5; requested += 1) {
      await http.send(request(`${origin}/${requested}`, { method: "HEAD" }));
    }
    expect(sockets.size).toBe(1);
  });

  describe("a server that sends a body after HEAD", () => {
    const FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n";
    const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    const repeat = "safe";

    it.each([
      ["with the headers", async (socket: Socket) => void socket.write(`${FOUND}not found`)],
      [
        "a little later",
        async (socket: Socket) => {
          socket.write(FOUND);
          setTimeout(() => socket.write("not found"), 20);
        },
      ],
    ])("%s disturbs no later request", async (_name, answerHead) => {
      const origin = await listen(
        (socket, head) => void (head.startsWith("HEAD") ? answerHead(socket) : socket.write(OK)),
      );
      const http = open(origin, createDispatcher(process.env));
      for (let at = 0; at < 3; at += 1) {
        expect(await http.send(request(`${origin}/head`, { method: "HEAD", repeat }))).toMatchObject({ status: 404 });
        // The body comes while nothing is in flight.
        await new Promise((resolve) => setTimeout(resolve, 40));
        expect((await http.send(request(`${origin}/get`, { repeat }))).body.toString()).toBe("ok");
      }
    });

    it.each(["safe", "optional", "probe"] as const)(
      "into the next response: a request that is %s comes through",
      async (repeat) => {
        const heads: string[] = [];
        let isLate = false;
        const origin = await listen((socket, head) => {
          heads.push(`${head.split(" ")[0]} ${/^connection: .*$/im.exec(head)?.[0]}`);
          if (head.startsWith("HEAD")) {
            socket.write(FOUND);
            isLate = true;
          } else if (isLate) {
            isLate = false;
            socket.write(`not found${OK}`);
          } else {
            socket.write(OK);
          }
        });
        const http = open(origin, createDispatcher(process.env));
        await http.send(request(`${origin}/head`, { method: "HEAD", repeat }));
        expect((await http.send(request(`${origin}/get`, { repeat }))).body.toString()).toBe("ok");
        await http.send(request(`${origin}/head`, { method: "HEAD", repeat }));
        isLate = false;
        expect((await http.send(request(`${origin}/get`, { repeat }))).body.toString()).toBe("ok");
        const [kept, closed] = ["connection: keep-alive", "connection: close"];
        expect(heads).toEqual([`HEAD ${kept}`, `GET ${kept}`, `GET ${kept}`, `HEAD ${closed}`, `GET ${kept}`]);
      },
    );

    it.each([
      ["the next response, which somebody else may have written", undefined, 404],
      ["no response to a request that must not be followed", true, 200],
    ])("that is a response itself: it becomes %s", async (_name, closeAfter, status) => {
      const pushed = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
      const owing = new Set<Socket>();
      const origin = await listen((socket, head) => {
        if (head.startsWith("HEAD")) owing.add(socket);
        socket.write(head.startsWith("HEAD") ? FOUND : `${owing.delete(socket) ? pushed : ""}${OK}`);
      });
      const http = open(origin, createDispatcher(process.env));
      const head = request(`${origin}/blob`, {
        method: "HEAD",
        repeat,
        ...(closeAfter !== undefined && { closeAfter }),
      });
      expect(await http.send(head)).toMatchObject({ status: 404 });
      expect(await http.send(request(`${origin}/get`, { repeat }))).toMatchObject({ status });
    });

    it("into many responses at once loses none of them", async () => {
      const owing = new Set<Socket>();
      const origin = await listen((socket, head) => {
        const isOwed = owing.delete(socket);
        if (head.startsWith("HEAD")) owing.add(socket);
        socket.write(head.startsWith("HEAD") ? FOUND : `${isOwed ? "not found" : ""}${OK}`);
      });
      const http = open(origin, createDispatcher(process.env));
      const all = Array.from({ length: 16 }, (_, at) => at);
      await Promise.all(all.map((at) => http.send(request(`${origin}/${at}`, { method: "HEAD", repeat }))));
      const responses = await Promise.all(all.map((at) => http.send(request(`${origin}/${at}`, { repeat }))));
      expect(new Set(responses.map(({ body }) => body.toString()))).toEqual(new Set(["ok"]));
    });
  });

  it("reports when a request is sent, before there is a response", async () => {
    let answer: () => void = () => undefined;
    const origin = await listen((socket) => {
      answer = () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const http = open(origin, createDispatcher(process.env));
    const events: string[] = [];
    await new Promise<void>((done) => {
      const onSent = () => {
        events.push("sent");
        // Until the server has it as well.
        const answering = setInterval(() => answer(), 1);
        closers.push(async () => clearInterval(answering));
      };
      http.send(request(`${origin}/`, { onSent })).then(() => {
        events.push("answered");
        done();
      }, done);
    });
    expect(events).toEqual(["sent", "answered"]);
  });

  it("an interim response is not taken for the final one", async () => {
    const origin = await listen((socket) =>
      socket.end("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    );
    expect((await open(origin).send(request(`${origin}/`))).status).toBe(200);
  });

  it("the request target is sent as the URL has it, and a body with its length", async () => {
    let head = "";
    const origin = await listen((socket, received) => {
      head = received;
      socket.end("HTTP/1.1 204 No Content\r\n\r\n");
    });
    await open(origin).send(request(`${origin}/a%2Fb?c=d%20e`, { method: "POST", body: "grant=1" }));
    expect(head).toMatch(/^POST \/a%2Fb\?c=d%20e HTTP\/1\.1\r\n/);
    expect(head.toLowerCase()).toContain("content-length: 7");
  });

  it.each([
    ["no Content-Length", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"],
    ["a Content-Length that is too large", "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"],
    ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ])("an endless body with %s is given up at the cap", async (name, head) => {
    let isHungUp = false;
    const origin = await listen((socket) => {
      socket.write(head);
      const block = "x".repeat(500);
      const timer = setInterval(() => socket.write(name === "chunks" ? `1f4\r\n${block}\r\n` : block), 1);
      socket.on("close", () => {
        isHungUp = true;
        clearInterval(timer);
      });
    });
    await expect(open(origin).send(request(`${origin}/`))).rejects.toMatchObject({ code: "ANSWER_TOO_LARGE" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isHungUp).toBe(true);
  });

  it.each([
    ["a body shorter than its Content-Length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "NETWORK_RESET"],
    [
      "a chunked body without its end",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      "NETWORK_RESET",
    ],
    ["no answer at all", "", "NETWORK_RESET"],
    ["what is no HTTP", "220 smtp.example ESMTP\r\n", "NETWORK_PROTOCOL"],
    ["endless headers", `HTTP/1.1 200 OK\r\n${`x: ${"y".repeat(1000)}\r\n`.repeat(100)}\r\n`, "NETWORK_PROTOCOL"],
  ])("%s is not a response", async (_name, text, code) => {
    const origin = await listen((socket) => socket.end(text));
    await expect(open(origin).send(request(`${origin}/`))).rejects.toMatchObject({ code, sent: true });
  });

  it("a closed port is reported as such", async () => {
    const origin = await listen(() => undefined);
    await closers.pop()?.();
    await expect(open(origin).send(request(`${origin}/`))).rejects.toMatchObject({
      code: "NETWORK_CONNECT",
      sent: false,
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("TLS with a server that speaks none is reported as such", async () => {
    const origin = (await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))).replace(
      "http:",
      "https:",
    );
    await expect(open(origin).send(request(`${origin}/`))).rejects.toMatchObject({ code: "NETWORK_TLS", sent: false });
  });

  it("a header with a line break is refused before anything is sent", async () => {
    let requests = 0;
    const origin = await listen(() => {
      requests += 1;
    });
    const headers = { authorization: "Bearer a\r\nx-injected: 1" };
    await expect(open(origin).send(request(`${origin}/`, { headers }))).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.not.stringContaining("injected"),
    });
    expect(requests).toBe(0);
  });

  it("an abort ends the wait at once and hangs up", async () => {
    const run = new AbortController();
    const hungUp = new Promise<void>((resolve) => {
      listen((socket) => {
        socket.on("close", () => resolve());
        run.abort(new Error("cancelled"));
      }).then(async (origin) => {
        await expect(open(origin).send(request(`${origin}/`, { signal: run.signal }))).rejects.toThrow("cancelled");
      }, resolve);
    });
    await hungUp;
  });
});

it("nothing is sent, nor tried again, after the connections were ended", async () => {
  let requests = 0;
  const origin = await listen(() => {
    requests += 1;
  });
  const http = open(origin);
  await http.close();
  await expect(http.send(request(`${origin}/`, { repeat: "safe" }))).rejects.toMatchObject({
    code: "NETWORK_CLOSED",
    message: expect.not.stringContaining("attempts"),
  });
  expect(requests).toBe(0);
});

describe("behind a proxy", () => {
  it.each([
    ["407 Proxy Authentication Required", /requires a login/],
    ["403 Forbidden", /returned 403/],
  ])("that returns %s, the error shows it", async (status, message) => {
    const proxy = await listen((socket) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));
    const http = open("", new ProxyAgent(proxy));
    await expect(http.send(request("https://registry.example/v2/"))).rejects.toMatchObject({
      code: "NETWORK_PROXY",
      sent: false,
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, string, boolean]>([
    ["a host that NO_PROXY does not list", "127.0.0.1", "https://registry.example/", true],
    ["a host that NO_PROXY lists", "127.0.0.1", "https://127.0.0.1:1/", false],
    ["a host below a domain of NO_PROXY", "localhost", "https://registry.localhost:1/", false],
    ["a host that ends like a domain of NO_PROXY", "gistry.example", "https://registry.example/", true],
    ["another port than NO_PROXY's", "registry.example:8443", "https://registry.example/", true],
    ["an IPv6 address in brackets", "[::1]", "https://[::1]:1/", false],
    ["every host where NO_PROXY is a star", "*", "https://127.0.0.1:1/", false],
  ])("HTTPS_PROXY decides for %s", async (_name, noProxy, url, isProxied) => {
    const heads: string[] = [];
    const proxy = await listen((socket, head) => {
      heads.push(head.split("\r\n")[0] ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    });
    await withEnvironment({ HTTPS_PROXY: proxy, NO_PROXY: noProxy }, async () => {
      const http = open("", createDispatcher(process.env));
      await expect(http.send(request(url))).rejects.toMatchObject({
        code: isProxied ? "NETWORK_PROXY" : expect.stringMatching(/^NETWORK_(CONNECT|DNS)$/),
      });
    });
    expect(heads).toEqual(isProxied ? ["CONNECT registry.example:443 HTTP/1.1"] : []);
  });
});

/** Sets variables while something runs; the proxy's are read from the process's own environment. */
async function withEnvironment(variables: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe("the machine's clock", () => {
  it("sleeps, and wakes with the signal's reason", async () => {
    const startMs = systemClock.nowMs();
    await systemClock.sleep(20, new AbortController().signal);
    expect(systemClock.nowMs() - startMs).toBeGreaterThanOrEqual(20);
    const run = new AbortController();
    const slept = systemClock.sleep(2 ** 40, run.signal);
    run.abort(new Error("cancelled"));
    await expect(slept).rejects.toThrow("cancelled");
  });
});
