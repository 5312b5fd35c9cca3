import { describe, expect, it } from "@jest/globals";
import { NetworkError } from "../../../src/errors.ts";
import type { HttpRequest } from "../../../src/http/http.ts";
import { createHttp, type HttpOptions } from "../../../src/http/undici-http.ts";
import { ManualClock } from "../../manual-clock.ts";
import { type Script, ScriptedDispatcher } from "./scripted-dispatcher.ts";

const NO_LOG = { debug: () => undefined, info: () => undefined, notice: () => undefined };

function request(changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    url: new URL("https://registry.example/v2/api/manifests/1?secret=1"),
    maxBodyBytes: 100,
    repeat: "safe",
    what: "Reading registry.example/api:1",
    stage: "observe",
    side: "source",
    signal: new AbortController().signal,
    ...changes,
  };
}

function setUp(script: (at: number) => Script, options: Partial<HttpOptions> = {}) {
  const clock = new ManualClock();
  const dispatcher = new ScriptedDispatcher(script);
  const sentAtMs: number[] = [];
  const timed = new ScriptedDispatcher(() => ({ status: 200 }));
  timed.dispatch = (dispatchOptions, handler) => {
    sentAtMs.push(clock.nowMs());
    return dispatcher.dispatch(dispatchOptions, handler);
  };
  const http = createHttp({
    dispatcher: timed,
    clock,
    log: NO_LOG,
    version: "1.2.3",
    redact: (text) => text,
    waitBudgetMs: 900_000,
    ...options,
  });
  const send = (changes?: Partial<HttpRequest>) => clock.runUntilSettled(http.send(request(changes)));
  return { clock, dispatcher, http, send, sentAtMs };
}

function broken(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("requests", () => {
  it("accept no content coding and name the action", async () => {
    const { send, dispatcher } = setUp(() => ({ status: 200 }));
    await send({ headers: { accept: "text/plain" } });
    expect(dispatcher.requests[0]).toMatchObject({
      origin: "https://registry.example",
      path: "/v2/api/manifests/1?secret=1",
      headers: { accept: "text/plain", "accept-encoding": "identity", "user-agent": "acr-promote/1.2.3" },
    });
  });

  it.each([
    ["plain http", "http://registry.example/v2/"],
    ["userinfo", "https://user:pass@registry.example/v2/"],
    ["another scheme", "file:///etc/passwd"],
  ])("are refused for %s before anything is sent", async (_name, url) => {
    const { send, dispatcher } = setUp(() => ({ status: 200 }));
    await expect(send({ url: new URL(url) })).rejects.toMatchObject({ code: "URL_REFUSED", sent: false });
    expect(dispatcher.requests).toEqual([]);
  });

  it("go to plain http at the one origin that was allowed, port included", async () => {
    const { send } = setUp(() => ({ status: 200 }), { plainHttpOrigin: "http://127.0.0.1:1234" });
    await expect(send({ url: new URL("http://127.0.0.1:1234/token") })).resolves.toMatchObject({ status: 200 });
    await expect(send({ url: new URL("http://127.0.0.1:1235/token") })).rejects.toMatchObject({ code: "URL_REFUSED" });
  });
});

describe("responses", () => {
  it("that never come are waited for no longer than timeout-minutes and the attempt under way", async () => {
    const { send, clock, dispatcher } = setUp(() => ({ hangAfter: "request" }), { waitBudgetMs: 15_000 });
    await expect(send()).rejects.toMatchObject({ code: "NETWORK_TIMEOUT" });
    expect(dispatcher.requests).toHaveLength(1);
    expect(clock.nowMs()).toBe(30_000);
  });

  it.each([
    ["as large as the cap pass", "x".repeat(100), undefined],
    ["one byte larger fail", "x".repeat(101), "ANSWER_TOO_LARGE"],
  ])("%s", async (_name, body, code) => {
    const { send, dispatcher } = setUp(() => ({ status: 200, body }));
    if (code === undefined) {
      expect(Buffer.from((await send()).body).toString()).toBe(body);
    } else {
      await expect(send()).rejects.toMatchObject({ code, side: "source", sent: true });
    }
    expect(dispatcher.requests).toHaveLength(1);
  });

  it("of errors are cut at the cap instead of hiding the status", async () => {
    const { send } = setUp(() => ({ status: 403, body: "x".repeat(101) }));
    expect(await send()).toMatchObject({ status: 403, body: { byteLength: 100 } });
  });

  it.each(["gzip", "br", "zstd", "x-unknown", "gzip, gzip"])("in coding %s are refused", async (coding) => {
    const { send } = setUp(() => ({ status: 200, headers: { "Content-Encoding": coding } }));
    await expect(send()).rejects.toMatchObject({ code: "ANSWER_ENCODED" });
  });

  it("that redirect are handed back, not followed", async () => {
    const { send, dispatcher } = setUp(() => ({ status: 307, headers: { location: "https://evil.example/" } }));
    expect((await send()).status).toBe(307);
    expect(dispatcher.requests).toHaveLength(1);
  });
});

describe("repeats", () => {
  const matrix = [408, 429, 500, 502, 503, 504].map((status) => [status, 5] as const);
  const once = [200, 301, 400, 401, 403, 404, 405, 409, 501, 505].map((status) => [status, 1] as const);

  it.each([...matrix, ...once])("of status %i: %i requests in all", async (status, count) => {
    const { send, dispatcher } = setUp(() => ({ status }));
    expect((await send()).status).toBe(status);
    expect(dispatcher.requests).toHaveLength(count);
  });

  it.each([429, 500, 503])("never happen to status %i where they are not safe", async (status) => {
    const { send, dispatcher } = setUp(() => ({ status }));
    expect((await send({ method: "POST", repeat: "never" })).status).toBe(status);
    expect(dispatcher.requests).toHaveLength(1);
  });

  it("include responses that the caller knows to be transient, where they are safe", async () => {
    const isTransient: HttpRequest["isTransient"] = ({ status, body }) => status === 403 && body.byteLength === 4;
    const { send, dispatcher } = setUp((at) => ({ status: 403, body: at < 2 ? "soon" : "never" }));
    expect(await send({ isTransient })).toMatchObject({ status: 403, body: { byteLength: 5 } });
    expect(dispatcher.requests).toHaveLength(3);
    const once = setUp(() => ({ status: 403, body: "soon" }));
    expect((await once.send({ isTransient, repeat: "never" })).status).toBe(403);
    expect(once.dispatcher.requests).toHaveLength(1);
  });

  it("end with the first good response", async () => {
    const { send, dispatcher } = setUp((at) => ({ status: at < 2 ? 503 : 200 }));
    expect((await send()).status).toBe(200);
    expect(dispatcher.requests).toHaveLength(3);
  });

  it("wait with full jitter", async () => {
    const { send, sentAtMs } = setUp(() => ({ status: 500 }));
    await send();
    expect(sentAtMs).toEqual([0, 500, 1500, 3500, 7500]);
  });

  it("honour Retry-After of a status that does not pause the host", async () => {
    const { send, sentAtMs } = setUp((at) =>
      at === 0 ? { status: 500, headers: { "retry-after": "47" } } : { status: 200 },
    );
    await send();
    expect(sentAtMs).toEqual([0, 47_000]);
  });

  it("cure resets and refused connections, and report the number of attempts", async () => {
    const cured = setUp((at) => (at === 0 ? { error: broken("ECONNRESET"), after: "headers" } : { status: 200 }));
    expect((await cured.send()).status).toBe(200);
    const hopeless = setUp(() => ({ error: broken("ECONNREFUSED"), after: "nothing" }));
    const error = await hopeless.send().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      code: "NETWORK_CONNECT",
      sent: false,
      host: "registry.example",
      message:
        "Reading registry.example/api:1 failed after 5 attempts: registry.example: no connection (ECONNREFUSED).",
    });
  });

  it("are not made where a reset may have hidden an effect", async () => {
    const { send, dispatcher } = setUp(() => ({ error: broken("ECONNRESET"), after: "request" }));
    await expect(send({ method: "POST", repeat: "never" })).rejects.toMatchObject({
      code: "NETWORK_RESET",
      sent: true,
    });
    expect(dispatcher.requests).toHaveLength(1);
  });
});

describe("deadlines", () => {
  it.each([
    ["nothing", 10_000, /no connection within 10 s/, false],
    ["request", 30_000, /no response within 30 s/, true],
    ["headers", 60_000, /not complete within 60 s/, true],
  ] as const)("end an attempt that hangs after %s, at %i ms", async (hangAfter, atMs, message, sent) => {
    const { send, clock } = setUp(() => ({ hangAfter }));
    await expect(send({ repeat: "never" })).rejects.toMatchObject({
      code: "NETWORK_TIMEOUT",
      message: expect.stringMatching(message),
      sent,
    });
    expect(clock.nowMs()).toBe(atMs);
    expect(clock.sleeping).toBe(0);
  });

  it("leave no timer behind after a response", async () => {
    const { send, clock } = setUp(() => ({ status: 200 }));
    await send();
    expect(clock.sleeping).toBe(0);
  });
});

describe("an aborted signal", () => {
  it.each([
    ["while the server is silent", () => ({ hangAfter: "request" }) as Script],
    ["while a repeat is waited for", () => ({ status: 500, headers: { "retry-after": "100" } }) as Script],
    ["while the host is paused", () => ({ status: 429, headers: { "retry-after": "100" } }) as Script],
  ])("ends the request with its own reason %s", async (_name, script) => {
    const { http, clock } = setUp(script);
    const run = new AbortController();
    const sent = http.send(request({ signal: run.signal }));
    const settled = expect(sent).rejects.toThrow("cancelled");
    await clock.advance(1000);
    run.abort(new Error("cancelled"));
    await settled;
    expect(clock.sleeping).toBe(0);
  });

  it("sends nothing where it was aborted before", async () => {
    const { send, dispatcher } = setUp(() => ({ status: 200 }));
    await expect(send({ signal: AbortSignal.abort(new Error("cancelled")) })).rejects.toThrow("cancelled");
    expect(dispatcher.requests).toEqual([]);
  });
});

describe("a 429", () => {
  it("with Retry-After holds all requests of the host until it is due, then lets one go first", async () => {
    const probes: Array<(status: number) => void> = [];
    const { http, clock, sentAtMs } = setUp((at) => {
      if (at < 32) return { status: 429, headers: { "retry-after": String(47 - at) } };
      if (at === 32) return { held: (finish) => probes.push(finish) };
      return { status: 200 };
    });
    const all = Promise.all(Array.from({ length: 32 }, () => http.send(request())));
    await clock.advance(46_999);
    expect(sentAtMs).toHaveLength(32);
    await clock.advance(1);
    expect(sentAtMs.slice(32)).toEqual([47_000]);
    await clock.advance(5000);
    expect(sentAtMs).toHaveLength(33);
    probes[0]?.(200);
    expect((await clock.runUntilSettled(all)).map(({ status }) => status)).toEqual(Array(32).fill(200));
    expect(sentAtMs).toHaveLength(64);
  });

  it("of the probe pauses all again", async () => {
    const { http, clock, sentAtMs } = setUp((at) =>
      at < 5 ? { status: 429, headers: { "retry-after": at < 4 ? "10" : "20" } } : { status: 200 },
    );
    await clock.runUntilSettled(Promise.all(Array.from({ length: 4 }, () => http.send(request()))));
    expect(sentAtMs.slice(0, 6)).toEqual([0, 0, 0, 0, 10_000, 30_000]);
  });

  it("holds back requests that are not repeated themselves, and other hosts not at all", async () => {
    const { http, clock, dispatcher } = setUp((at) =>
      at === 0 ? { status: 429, headers: { "retry-after": "60" } } : { status: 200 },
    );
    const post = { method: "POST", repeat: "never" } as const;
    expect((await clock.runUntilSettled(http.send(request(post)))).status).toBe(429);
    const held = http.send(request(post));
    const other = http.send(request({ url: new URL("https://other.example/") }));
    await clock.advance(59_999);
    expect(dispatcher.requests.map(({ origin }) => origin)).toEqual([
      "https://registry.example",
      "https://other.example",
    ]);
    await clock.advance(1);
    expect((await held).status).toBe(200);
    expect((await other).status).toBe(200);
  });

  it("with a Retry-After beyond the budget is returned at once, and the next request reports why it was not sent", async () => {
    const { send, clock, dispatcher } = setUp(() => ({ status: 429, headers: { "retry-after": "1000000000" } }));
    expect((await send()).status).toBe(429);
    await expect(send()).rejects.toMatchObject({
      code: "HOST_PAUSED",
      sent: false,
      message: expect.stringContaining("another 1000000000 s"),
    });
    expect(clock.nowMs()).toBe(0);
    expect(dispatcher.requests).toHaveLength(1);
  });

  it("is reported to the caller", async () => {
    let told = 0;
    const { send } = setUp((at) => ({ status: at < 3 ? 429 : 200 }));
    await send({
      onThrottled: () => {
        told += 1;
      },
    });
    expect(told).toBe(3);
  });

  it("halves what is under way once per burst; success brings it back", async () => {
    let open = 0;
    let widest = 0;
    const finishers: Array<() => void> = [];
    const { http, clock } = setUp(
      (at) =>
        at < 16
          ? { status: 429, headers: { "retry-after": "1" } }
          : {
              held: (finish) => {
                open += 1;
                widest = Math.max(widest, open);
                finishers.push(() => {
                  open -= 1;
                  finish(200);
                });
              },
            },
      { maxPerHost: 16 },
    );
    const all = Promise.all(Array.from({ length: 200 }, () => http.send(request())));
    await clock.advance(1000);
    expect(open).toBe(1);
    finishers.shift()?.();
    await clock.advance(0);
    expect(open).toBe(8);
    while (finishers.length > 0) {
      for (const finish of finishers.splice(0)) finish();
      await clock.advance(0);
    }
    await all;
    expect(widest).toBe(16);
  });
});

it("close ends the connections", async () => {
  const dispatcher = new ScriptedDispatcher(() => ({ status: 200 }));
  await createHttp({
    dispatcher,
    clock: new ManualClock(),
    log: NO_LOG,
    version: "1",
    waitBudgetMs: 900_000,
    redact: (text) => text,
  }).close();
  expect(dispatcher.isDestroyed).toBe(true);
});
