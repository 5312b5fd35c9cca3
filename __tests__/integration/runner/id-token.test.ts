import { describe, expect, it } from "@jest/globals";
import { NetworkError } from "../../../src/errors.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.ts";
import { createIdTokens } from "../../../src/runner/id-token.ts";
import { ManualClock } from "../../manual-clock.ts";

type Answer = { status: number; body: string; type?: string } | Error;

const ENV = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/_apis/idtoken?api-version=2.0&key=secretish",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-0123456789",
};

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

const TOKEN = jwt({ iss: "https://issuer.example", sub: "repo:contoso/api:environment:prod", aud: "api://x" });
const good: Answer = { status: 200, body: JSON.stringify({ value: TOKEN }), type: "application/json" };
const lost = new NetworkError("NETWORK_TIMEOUT", "No connection.", {
  stage: "login",
  host: "pipelines.example",
  sent: false,
});

function given(answers: readonly Answer[], { env = ENV as Record<string, string>, fromFork = false } = {}) {
  const requests: HttpRequest[] = [];
  const events: string[] = [];
  const clock = new ManualClock();
  const http: Http = {
    redact: (text) => text,
    async send(request): Promise<HttpResponse> {
      requests.push(request);
      events.push("request");
      const answer = answers[requests.length - 1];
      if (answer === undefined) throw new Error("One request too many.");
      if (!("status" in answer)) throw answer;
      const headers = new Map(answer.type === undefined ? [] : [["content-type", answer.type]]);
      return { status: answer.status, headers, body: new TextEncoder().encode(answer.body) };
    },
  };
  const tokens = createIdTokens({
    env,
    http,
    clock,
    log: { debug: () => {} },
    mask: (secret) => events.push(`mask ${secret}`),
    fromFork,
  });
  const getIdToken = (signal = new AbortController().signal) =>
    clock.runUntilSettled(tokens.getIdToken("api://x", signal));
  const prefetchIdToken = () => clock.runUntilSettled(tokens.prefetchIdToken("api://x", new AbortController().signal));
  return { getIdToken, prefetchIdToken, requests, events, clock };
}

describe("getIdToken", () => {
  it("requests a token for the audience from the runner's address, keeping its query", async () => {
    const { getIdToken, requests } = given([good]);
    await expect(getIdToken()).resolves.toBe(TOKEN);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "GET",
      repeat: "never",
      headers: { authorization: "Bearer request-token-0123456789" },
    });
    const url = requests[0]?.url ?? new URL("x:");
    expect([...url.searchParams]).toEqual([
      ["api-version", "2.0"],
      ["key", "secretish"],
      ["audience", "api://x"],
    ]);
  });

  it("masks the request token before it is used and the ID token before it is given out", async () => {
    const { getIdToken, events } = given([good]);
    await getIdToken();
    expect(events).toEqual(["mask request-token-0123456789", "request", `mask ${TOKEN}`]);
  });

  it("requests a new token each time", async () => {
    const { getIdToken, requests } = given([good, good]);
    await getIdToken();
    await getIdToken();
    expect(requests).toHaveLength(2);
  });

  it.each([
    ["500", { status: 500, body: "" }],
    ["503", { status: 503, body: "" }],
    ["429", { status: 429, body: "" }],
    ["408", { status: 408, body: "" }],
    ["no answer", lost],
  ] as const)("tries again after %s, up to three times", async (_, answer) => {
    const saved = given([answer, answer, good]);
    await expect(saved.getIdToken()).resolves.toBe(TOKEN);
    expect(saved.clock.nowMs()).toBe(3_000);
    const doomed = given([answer, answer, answer, good]);
    await expect(doomed.getIdToken()).rejects.toMatchObject({
      code: "ID_TOKEN_UNAVAILABLE",
      name: "AuthenticationError",
    });
    expect(doomed.requests).toHaveLength(3);
  });

  it.each([
    ["401", { status: 401, body: "{}" }, "ID_TOKEN_REFUSED", "answered 401"],
    ["403", { status: 403, body: "{}" }, "ID_TOKEN_REFUSED", "answered 403"],
    ["404", { status: 404, body: "" }, "ID_TOKEN_UNAVAILABLE", "answered 404."],
    ["a redirect", { status: 302, body: "" }, "ID_TOKEN_UNAVAILABLE", "answered 302."],
    ["no value", { status: 200, body: "{}" }, "ID_TOKEN_INVALID", "without a token"],
    ["an empty value", { status: 200, body: '{"value":""}' }, "ID_TOKEN_INVALID", "without a token"],
    ["null", { status: 200, body: "null" }, "ID_TOKEN_INVALID", "without a token"],
    ["a web page", { status: 200, body: "<html>", type: "text/html; charset=utf-8" }, "ID_TOKEN_INVALID", "web page"],
    ["half of a document", { status: 200, body: '{"val', type: "application/json" }, "ID_TOKEN_INVALID", "not JSON"],
    [
      "a value with a line end",
      { status: 200, body: '{"value":"a.b.c\\nd"}' },
      "ID_TOKEN_INVALID",
      "not a valid JSON Web Token",
    ],
  ] as const)("explains %s without a second attempt", async (_, answer, code, text) => {
    const { getIdToken, requests } = given([answer, good]);
    const failure = getIdToken();
    await expect(failure).rejects.toMatchObject({ code, stage: "login", remedy: expect.any(String) });
    await expect(failure).rejects.toThrow(text);
    expect(requests).toHaveLength(1);
  });

  it("keeps the address's query and the request token out of its errors", async () => {
    for (const answer of [{ status: 401, body: "" }, { status: 500, body: "" }, lost] as const) {
      const error = await given([answer, answer, answer])
        .getIdToken()
        .catch((reason: unknown) => reason);
      expect(JSON.stringify(error) + String(error)).not.toMatch(/secretish|request-token/);
    }
  });

  it.each(["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"])(
    "names the missing permission without %s",
    async (name) => {
      const { getIdToken, requests } = given([], { env: { ...ENV, [name]: "" } });
      await expect(getIdToken()).rejects.toMatchObject({
        code: "ID_TOKEN_PERMISSION_MISSING",
        remedy: expect.stringMatching(/permissions:\n {2}contents: read\n {2}id-token: write/),
      });
      expect(requests).toHaveLength(0);
    },
  );

  it("says in one line that a fork's pull request gets no token", async () => {
    const failure = given([], { env: {}, fromFork: true }).getIdToken();
    await expect(failure).rejects.toMatchObject({ code: "ID_TOKEN_FORK", message: expect.not.stringContaining("\n") });
  });

  it("ends a wait between two tries when the run is cancelled", async () => {
    const controller = new AbortController();
    const { getIdToken, clock, requests } = given([lost, good]);
    const sleeping = clock.sleep.bind(clock);
    clock.sleep = (durationMs, signal) => {
      controller.abort(new Error("cancelled"));
      return sleeping(durationMs, signal);
    };
    await expect(getIdToken(controller.signal)).rejects.toThrow("cancelled");
    expect(requests).toHaveLength(1);
  });

  it("passes on an abort as it is", async () => {
    const reason = new Error("cancelled");
    await expect(given([reason]).getIdToken()).rejects.toBe(reason);
  });

  it("refuses an address that is not a URL", async () => {
    const { getIdToken } = given([], { env: { ...ENV, ACTIONS_ID_TOKEN_REQUEST_URL: "not a url" } });
    await expect(getIdToken()).rejects.toMatchObject({ code: "ID_TOKEN_INVALID" });
  });
});

describe("prefetchIdToken", () => {
  it("gives each prefetched token to one caller, and requests a new one for the next", async () => {
    const { prefetchIdToken, getIdToken, requests } = given([good, good, good]);
    await prefetchIdToken();
    await prefetchIdToken();
    expect(requests).toHaveLength(2);
    await getIdToken();
    await getIdToken();
    expect(requests).toHaveLength(2);
    await getIdToken();
    expect(requests).toHaveLength(3);
  });

  it("is not used when it has waited for half a minute", async () => {
    const { prefetchIdToken, getIdToken, requests, clock } = given([good, good]);
    await prefetchIdToken();
    await clock.advance(30_000);
    await expect(getIdToken()).resolves.toBe(TOKEN);
    expect(requests).toHaveLength(2);
  });

  it("rejects where the token is used, not where it is prefetched", async () => {
    const { prefetchIdToken, getIdToken } = given([], { env: {} });
    await expect(prefetchIdToken()).resolves.toBeUndefined();
    await expect(getIdToken()).rejects.toMatchObject({ code: "ID_TOKEN_PERMISSION_MISSING" });
  });
});
