import { describe, expect, it } from "@jest/globals";
import { createHttp } from "../../../src/http/undici-http.ts";
import { createRedactor } from "../../../src/redact.ts";
import { createIdTokens } from "../../../src/runner/id-token.ts";
import { ManualClock } from "../../manual-clock.ts";
import { type Script, ScriptedDispatcher } from "../http/scripted-dispatcher.ts";

const ENV = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/_apis/idtoken?api-version=2.0&key=secretish",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-0123456789",
};

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

const TOKEN = jwt({ iss: "https://issuer.example", sub: "repo:contoso/api:environment:prod", aud: "api://x" });
const JSON_TYPE = { "content-type": "application/json" };
const good: Script = { status: 200, body: JSON.stringify({ value: TOKEN }), headers: JSON_TYPE };
const lost: Script = { error: failure("ECONNREFUSED"), after: "nothing" };

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The service's responses, in order, through the run's HTTP client. */
function given(responses: readonly Script[], { env = ENV as Record<string, string>, fromFork = false } = {}) {
  const events: string[] = [];
  const clock = new ManualClock();
  const dispatcher = new ScriptedDispatcher((at) => {
    events.push("request");
    const response = responses[at];
    if (response === undefined) throw new Error("One request too many.");
    return response;
  });
  const log = { debug: () => undefined, info: () => undefined, notice: () => undefined };
  const redactor = createRedactor();
  const tokens = createIdTokens({
    env,
    http: createHttp({ dispatcher, clock, log, version: "1.2.3", waitBudgetMs: 900_000, redact: redactor.redact }),
    clock,
    mask: (secret) => {
      redactor.add(secret);
      events.push(`mask ${secret}`);
    },
    fromFork,
  });
  const getIdToken = (signal = new AbortController().signal) =>
    clock.runUntilSettled(tokens.getIdToken("api://x", signal));
  const prefetchIdToken = () => clock.runUntilSettled(tokens.prefetchIdToken("api://x", new AbortController().signal));
  return { getIdToken, prefetchIdToken, requests: dispatcher.requests, events, clock };
}

describe("getIdToken", () => {
  it("requests a token for the audience from the runner's address, keeping its query", async () => {
    const { getIdToken, requests } = given([good]);
    await expect(getIdToken()).resolves.toBe(TOKEN);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "GET",
      origin: "https://pipelines.example",
      headers: { authorization: "Bearer request-token-0123456789" },
    });
    const url = new URL(requests[0]?.path ?? "", "https://pipelines.example");
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

  // Bodies as both of GitHub's implementations of the service send them.
  const ACTIONS = (status: number, errorMessage: string) => ({
    status,
    body: JSON.stringify({ source: "actions-run-service", statusCode: status, errorMessage }),
    headers: JSON_TYPE,
  });
  const PIPELINES = (status: number, message: string) => ({
    status,
    body: JSON.stringify({ $id: "1", innerException: null, message, typeKey: "AccessCheckException" }),
    headers: JSON_TYPE,
  });
  const PENDING = "Can't issue ID_TOKEN for job in 'Pending' state.";

  it.each<[string, Script, string]>([
    ["500", { status: 500 }, "ID_TOKEN_UNAVAILABLE"],
    ["503", { status: 503 }, "ID_TOKEN_UNAVAILABLE"],
    ["429", { status: 429 }, "ID_TOKEN_UNAVAILABLE"],
    ["408", { status: 408 }, "ID_TOKEN_UNAVAILABLE"],
    ["no response", lost, "NETWORK_CONNECT"],
    ["a job that GitHub has not noted yet", ACTIONS(403, PENDING), "ID_TOKEN_REFUSED"],
    ["the same from the older service", PIPELINES(403, PENDING), "ID_TOKEN_REFUSED"],
  ])("repeats the request for some seconds after %s", async (_, response, code) => {
    const saved = given([response, response, response, response, good]);
    await expect(saved.getIdToken()).resolves.toBe(TOKEN);
    expect(saved.clock.nowMs()).toBe(7_500);
    const failed = given([response, response, response, response, response, good]);
    await expect(failed.getIdToken()).rejects.toMatchObject({ code, stage: "login" });
    expect(failed.requests).toHaveLength(5);
  });

  it.each<[string, Script, string, string]>([
    ["401", { status: 401, body: "{}" }, "ID_TOKEN_REFUSED", "answered 401"],
    ["403", { status: 403, body: "{}" }, "ID_TOKEN_REFUSED", "answered 403"],
    ["403 of a page", { status: 403, body: "<html><title>Blocked</title>" }, "ID_TOKEN_REFUSED", "Blocked"],
    [
      "403 after the job's end",
      ACTIONS(403, "Can't issue ID_TOKEN for job in 'Completed' state."),
      "ID_TOKEN_REFUSED",
      "Can't issue ID_TOKEN for job in 'Completed' state.",
    ],
    [
      "400 for an audience",
      ACTIONS(400, "Can't issue ID_TOKEN for audience 'https://github.com/contoso'"),
      "ID_TOKEN_REFUSED",
      "Can't issue ID_TOKEN for audience 'https://github.com/contoso'",
    ],
    ["404", { status: 404, body: "" }, "ID_TOKEN_UNAVAILABLE", "answered 404."],
    ["a redirect", { status: 302, body: "" }, "ID_TOKEN_UNAVAILABLE", "answered 302."],
    ["no value", { status: 200, body: "{}" }, "ID_TOKEN_INVALID", "without a token"],
    ["an empty value", { status: 200, body: '{"value":""}' }, "ID_TOKEN_INVALID", "without a token"],
    ["null", { status: 200, body: "null" }, "ID_TOKEN_INVALID", "without a token"],
    [
      "a web page",
      { status: 200, body: "<html>", headers: { "content-type": "text/html; charset=utf-8" } },
      "ID_TOKEN_INVALID",
      "web page",
    ],
    ["half of a document", { status: 200, body: '{"val', headers: JSON_TYPE }, "ID_TOKEN_INVALID", "not JSON"],
    [
      "a value with a line end",
      { status: 200, body: '{"value":"a.b.c\\nd"}' },
      "ID_TOKEN_INVALID",
      "not a valid JSON Web Token",
    ],
    [
      "an untrusted certificate",
      { error: failure("SELF_SIGNED_CERT_IN_CHAIN"), after: "nothing" },
      "NETWORK_TLS",
      "SELF_SIGNED_CERT_IN_CHAIN",
    ],
  ])("explains %s without a second attempt", async (_, response, code, text) => {
    const { getIdToken, requests } = given([response, good]);
    const refused = getIdToken();
    await expect(refused).rejects.toMatchObject({ code, stage: "login", remedy: expect.any(String) });
    await expect(refused).rejects.toThrow(text);
    expect(requests).toHaveLength(1);
  });

  it("has a remedy for each cause", async () => {
    const remedyOf = async (...responses: Script[]) =>
      given(responses)
        .getIdToken()
        .then(String, ({ remedy }: { remedy: string }) => remedy);
    const pending = ACTIONS(403, PENDING);
    await expect(remedyOf(pending, pending, pending, pending, pending)).resolves.not.toContain("ACTIONS_ID_TOKEN");
    await expect(remedyOf(ACTIONS(403, "Can't issue ID_TOKEN for job in 'Completed' state."))).resolves.toContain(
      "ACTIONS_ID_TOKEN",
    );
    await expect(remedyOf(ACTIONS(400, "Can't issue ID_TOKEN for audience 'x'"))).resolves.toContain("audience");
    const untrusted: Script = { error: failure("SELF_SIGNED_CERT_IN_CHAIN"), after: "nothing" };
    await expect(remedyOf(untrusted)).resolves.toContain("NODE_EXTRA_CA_CERTS");
    await expect(remedyOf(untrusted)).resolves.not.toContain("githubstatus");
  });

  it("keeps the address's query and the request token out of its errors", async () => {
    const echo = `no such token: Bearer ${ENV.ACTIONS_ID_TOKEN_REQUEST_TOKEN} ${ENV.ACTIONS_ID_TOKEN_REQUEST_URL}`;
    for (const response of [ACTIONS(401, echo), { status: 401, body: echo }, { status: 500, body: echo }, lost]) {
      const error = await given([response, response, response, response, response])
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

  it("passes on an abort between two attempts as it is", async () => {
    const reason = new Error("cancelled");
    const controller = new AbortController();
    const { getIdToken, clock, requests } = given([lost, good]);
    const cancelled = getIdToken(controller.signal);
    const sleeping = clock.sleep;
    clock.sleep = (durationMs, signal) => {
      if (requests.length === 1 && durationMs === 500) controller.abort(reason);
      return sleeping.call(clock, durationMs, signal);
    };
    await expect(cancelled).rejects.toBe(reason);
    expect(clock.nowMs()).toBe(0);
    expect(requests).toHaveLength(1);
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
