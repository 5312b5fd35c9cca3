import { describe, expect, it } from "@jest/globals";
import { createAcrAuthorization } from "../../../src/registry/auth/acr-authorization.ts";
import type { AcrIdentity } from "../../../src/registry/auth/acr-tokens.ts";
import { ManualClock } from "../../manual-clock.ts";
import { jwt, RecordedHttp, type Route, redirect, refusal, response } from "./recorded-http.ts";

const HOST = "contoso-d3b0.azurecr.io";
const EXCHANGE = `POST https://${HOST}/oauth2/exchange`;
const TOKEN = `POST https://${HOST}/oauth2/token`;
const SIGNAL = new AbortController().signal;
const PULL = { repository: "team/api", action: "pull" } as const;

function entra(): AcrIdentity & { kind: "entra"; requested: number } {
  const identity = {
    kind: "entra" as const,
    requested: 0,
    getEntraToken: async () => {
      identity.requested += 1;
      return { token: `entra-token-${identity.requested}` };
    },
  };
  return identity;
}

/** Routes of an ACR whose tokens live so many seconds; each token has its number in it. */
function acr({ refreshSeconds = 11_700, accessSeconds = 4500 } = {}): Record<string, Route> {
  let minted = 0;
  const mint = (seconds: number) => {
    minted += 1;
    return jwt(seconds, `token ${minted}`);
  };
  return {
    [EXCHANGE]: () => response(200, { refresh_token: mint(refreshSeconds) }),
    [TOKEN]: () => response(200, { access_token: mint(accessSeconds) }),
  };
}

function setUp(
  routes: Readonly<Record<string, Route>>,
  identity: AcrIdentity = entra(),
  repositories: readonly string[] = [],
) {
  const http = new RecordedHttp(routes);
  const clock = new ManualClock();
  const masked: string[] = [];
  const mask = (secret: string) => void masked.push(secret);
  const authorization = createAcrAuthorization({
    loginServer: HOST,
    side: "target",
    login: { credentials: identity, origin: { kind: "identity", name: "this step's identity", grantee: "own" } },
    repositories,
    http,
    clock,
    mask,
  });
  return { http, clock, masked, authorization };
}

function form(body: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(body));
}

describe("repositories that are known beforehand", () => {
  const TEAM = Array.from({ length: 10 }, (_, at) => `team/${at}`);
  const scopesOf = (body: string) => new URLSearchParams(body).getAll("scope");
  const readOf = (repository: string) => ({ repository, action: "pull" }) as const;

  it("share one token, eight at a time, for all that is read there", async () => {
    const { http, authorization } = setUp(acr(), entra(), [...TEAM, "team/0"]);
    const headers = await Promise.all(TEAM.map((repository) => authorization.authorize(readOf(repository), SIGNAL)));
    await authorization.authorize({ repository: "team/3", action: "metadata_read" }, SIGNAL);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, TOKEN]);
    expect(http.sent.slice(1).map(({ body }) => scopesOf(body))).toEqual([
      TEAM.slice(0, 8).map((repository) => `repository:${repository}:pull,metadata_read`),
      TEAM.slice(8).map((repository) => `repository:${repository}:pull,metadata_read`),
    ]);
    expect(new Set(headers.slice(0, 8)).size).toBe(1);
    expect(headers[8]).not.toBe(headers[0]);
  });

  it("are requested one by one where not all of them are granted", async () => {
    const routes = acr();
    const { http, authorization } = setUp(
      {
        ...routes,
        [TOKEN]: (sent) => {
          const scopes = scopesOf(sent.body);
          if (scopes.length > 1 || scopes[0]?.startsWith("repository:team/1:")) return refusal(401, "UNAUTHORIZED");
          return response(200, { access_token: jwt(4500, `token for ${scopes[0]}`) });
        },
      },
      entra(),
      TEAM.slice(0, 3),
    );
    const requested = await Promise.allSettled(
      TEAM.slice(0, 3).map((repository) => authorization.authorize(readOf(repository), SIGNAL)),
    );
    expect(requested.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(requested[1]).toMatchObject({
      reason: { code: "REGISTRY_LOGIN_REFUSED", message: expect.stringContaining("team/1") },
    });
    expect(http.sent.filter(({ body }) => scopesOf(body).length === 3)).toHaveLength(1);
    expect(
      http.sent
        .flatMap(({ body }) => scopesOf(body))
        .slice(3)
        .sort(),
    ).toEqual(expect.arrayContaining(["repository:team/0:pull", "repository:team/1:pull", "repository:team/2:pull"]));
  });

  it("leave the shared token where it grants less than was requested", async () => {
    const { http, authorization } = setUp(acr(), entra(), TEAM.slice(0, 2));
    const together = await authorization.authorize(readOf("team/1"), SIGNAL);
    const challenge = `Bearer realm="https://${HOST}/oauth2/token",service="${HOST}",scope="repository:team/1:pull",error="insufficient_scope"`;
    const alone = await authorization.renew(readOf("team/1"), { authorization: together, challenge }, SIGNAL);
    expect(alone).not.toBe(together);
    expect(scopesOf(http.sent.at(-1)?.body ?? "")).toEqual(["repository:team/1:pull"]);
    expect(await authorization.authorize(readOf("team/0"), SIGNAL)).toBe(together);
    expect(await authorization.authorize(readOf("team/1"), SIGNAL)).toBe(alone);
  });

  it("do not share the right to lock, and a challenge does not widen it", async () => {
    const { http, authorization } = setUp(acr(), entra(), TEAM.slice(0, 2));
    const lock = { repository: "team/1", action: "metadata_write" } as const;
    const shared = await authorization.authorize(readOf("team/1"), SIGNAL);
    const own = await authorization.authorize(lock, SIGNAL);
    const challenge = `Bearer realm="https://${HOST}/oauth2/token",service="${HOST}",scope="repository:team/1:pull,metadata_read"`;
    expect(await authorization.renew(lock, { authorization: own, challenge }, SIGNAL)).not.toBe(own);
    expect(http.sent.slice(2).map(({ body }) => scopesOf(body))).toEqual([
      ["repository:team/1:metadata_write"],
      ["repository:team/1:metadata_write"],
    ]);
    expect(await authorization.authorize(readOf("team/1"), SIGNAL)).toBe(shared);
  });

  it("are not requested together with a password", async () => {
    const get = (repository: string) =>
      `GET https://${HOST}/oauth2/token?service=${HOST}&scope=${encodeURIComponent(`repository:${repository}:pull`)}`;
    const { http, authorization } = setUp(
      { [get("team/0")]: response(200, { access_token: jwt(4500, "one") }) },
      { kind: "password", username: "scoped", password: "pass-word" },
      TEAM,
    );
    await authorization.authorize(readOf("team/0"), SIGNAL);
    expect(http.requested).toEqual([get("team/0")]);
  });
});

describe("an Entra identity", () => {
  it("exchanges its token once and requests the narrowest scope without provoking a 401", async () => {
    const { http, authorization } = setUp(acr());
    expect(await authorization.authorize(PULL, SIGNAL)).toBe(`Bearer ${jwt(4500, "token 2")}`);
    await authorization.authorize({ ...PULL, action: "metadata_read" }, SIGNAL);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, TOKEN]);
    expect(http.sent.map(({ body }) => form(body))).toEqual([
      { grant_type: "access_token", service: HOST, access_token: "entra-token-1" },
      {
        grant_type: "refresh_token",
        service: HOST,
        scope: "repository:team/api:pull",
        refresh_token: jwt(11_700, "token 1"),
      },
      {
        grant_type: "refresh_token",
        service: HOST,
        scope: "repository:team/api:metadata_read",
        refresh_token: jwt(11_700, "token 1"),
      },
    ]);
    expect(http.sent.map(({ headers }) => headers["authorization"])).toEqual([undefined, undefined, undefined]);
    expect(http.requests.every(({ maxBodyBytes, repeat }) => maxBodyBytes === 65_536 && repeat === "safe")).toBe(true);
  });

  it("masks each token before anyone can use it", async () => {
    const { masked, authorization } = setUp(acr());
    await authorization.authorize(PULL, SIGNAL);
    expect(masked).toEqual([jwt(11_700, "token 1"), jwt(4500, "token 2")]);
  });

  it("requests a token once for concurrent reads", async () => {
    const { http, authorization } = setUp(acr());
    const requested = Array.from({ length: 50 }, () => authorization.authorize(PULL, SIGNAL));
    expect(new Set(await Promise.all(requested)).size).toBe(1);
    expect(http.requested).toEqual([EXCHANGE, TOKEN]);
  });

  it("shares one exchange between many repositories", async () => {
    const { http, authorization } = setUp(acr());
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => authorization.authorize({ repository: `r${at}`, action: "pull" }, SIGNAL)),
    );
    expect(http.requested.filter((requested) => requested === EXCHANGE)).toHaveLength(1);
    expect(http.requested.filter((requested) => requested === TOKEN)).toHaveLength(20);
  });

  it("renews tokens five minutes before they end, and short ones after three quarters", async () => {
    const long = setUp(acr());
    await long.authorization.authorize(PULL, SIGNAL);
    await long.clock.advance((4500 - 300) * 1000 - 1);
    await long.authorization.authorize(PULL, SIGNAL);
    expect(long.http.requested).toHaveLength(2);
    await long.clock.advance(1);
    await long.authorization.authorize(PULL, SIGNAL);
    expect(long.http.requested).toEqual([EXCHANGE, TOKEN, TOKEN]);
    const short = setUp(acr({ accessSeconds: 30 }));
    await short.authorization.authorize(PULL, SIGNAL);
    await short.clock.advance(22_499);
    await short.authorization.authorize(PULL, SIGNAL);
    expect(short.http.requested).toHaveLength(2);
    await short.clock.advance(1);
    await short.authorization.authorize(PULL, SIGNAL);
    expect(short.http.requested).toHaveLength(3);
  });

  it("exchanges a fresh Entra token when the refresh token ends", async () => {
    const identity = entra();
    const { http, clock, authorization } = setUp(acr({ refreshSeconds: 60, accessSeconds: 30 }), identity);
    await authorization.authorize(PULL, SIGNAL);
    await clock.advance(45_000);
    await authorization.authorize(PULL, SIGNAL);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, EXCHANGE, TOKEN]);
    expect(identity.requested).toBe(2);
  });

  it("trusts a token of no known life for a minute", async () => {
    const { http, clock, authorization } = setUp({ ...acr(), [TOKEN]: response(200, { access_token: "opaque" }) });
    await authorization.authorize(PULL, SIGNAL);
    await clock.advance(44_999);
    await authorization.authorize(PULL, SIGNAL);
    expect(http.requested).toHaveLength(2);
    await clock.advance(1);
    await authorization.authorize(PULL, SIGNAL);
    expect(http.requested).toHaveLength(3);
  });

  it("replaces a refresh token that was revoked, once", async () => {
    const good = acr();
    let requested = 0;
    const revoked: Route = (sent) => {
      requested += 1;
      if (requested === 1) return refusal(401, "UNAUTHORIZED");
      return typeof good[TOKEN] === "function" ? good[TOKEN](sent) : refusal(500, "");
    };
    const { http, authorization } = setUp({ ...good, [TOKEN]: revoked });
    await authorization.authorize(PULL, SIGNAL);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, EXCHANGE, TOKEN]);
    const hopeless = setUp({ ...acr(), [TOKEN]: refusal(401, "UNAUTHORIZED", "authentication required") });
    await expect(hopeless.authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_LOGIN_REFUSED",
      stage: "login",
      side: "target",
      remedy: expect.stringMatching(
        /no permission to read team\/api.*Data Importer and Data Reader" on contoso-d3b0\.azurecr\.io.*--name contoso /s,
      ),
    });
    expect(hopeless.http.requested).toEqual([EXCHANGE, TOKEN, EXCHANGE, TOKEN]);
  });

  it("fails with the missing role where the exchange is refused", async () => {
    const { http, authorization } = setUp({ [EXCHANGE]: refusal(401, "UNAUTHORIZED", "authentication required") });
    await expect(authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({
      name: "AuthenticationError",
      code: "REGISTRY_LOGIN_REFUSED",
      remedy: expect.stringContaining("that have no role on the registry"),
    });
    expect(http.sent).toHaveLength(1);
  });

  const firewall = refusal(403, "DENIED", "client with IP '203.0.113.7' is not allowed access.");
  it.each([
    ["a firewall", firewall, "REGISTRY_FORBIDDEN_FIREWALL"],
    ["throttling", refusal(429, "TOOMANYREQUESTS"), "REGISTRY_THROTTLED"],
    ["an outage", response(503), "REGISTRY_UNAVAILABLE"],
    ["an answer without a token", response(200, {}), "TOKEN_ANSWER_INVALID"],
    ["a page", response(200, "<html>"), "TOKEN_ANSWER_INVALID"],
    ["a token with a line break", response(200, { refresh_token: "a\r\nx: y" }), "TOKEN_ANSWER_INVALID"],
    ["a token that is no text", response(200, { refresh_token: 7 }), "TOKEN_ANSWER_INVALID"],
    ...[301, 302, 303, 307, 308].map(
      (status) => [`a redirect ${status}`, redirect("https://evil.example/", status), "REGISTRY_REDIRECTED"] as const,
    ),
  ])("names %s at either endpoint", async (_name, response, code) => {
    const first = setUp({ [EXCHANGE]: response });
    await expect(first.authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({ code, side: "target" });
    expect(first.http.sent).toHaveLength(1);
    const second = setUp({ ...acr(), [TOKEN]: response });
    await expect(second.authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({ code, side: "target" });
    expect(second.http.sent).toHaveLength(2);
  });

  it("finds no token of its own quoted back", async () => {
    const echo: Route = ({ body }) => response(403, `no: ${form(body)["access_token"]}`);
    const { http, authorization } = setUp({ [EXCHANGE]: echo });
    http.redactor.add("entra-token-1");
    await expect(authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({
      message: expect.not.stringContaining("entra-token-1"),
    });
  });

  it("keeps the request for the others when one caller aborts", async () => {
    const { http, authorization } = setUp(acr());
    const impatient = new AbortController();
    const first = authorization.authorize(PULL, impatient.signal);
    const second = authorization.authorize(PULL, SIGNAL);
    impatient.abort(new Error("cancelled"));
    await expect(first).rejects.toThrow("cancelled");
    expect(await second).toMatch(/^Bearer /);
    expect(http.requested.at(-1)).toBe(TOKEN);
  });
});

describe("renewal after a 401", () => {
  const challengeOf = (realm: string, scope = "repository:team/api:pull") =>
    `Bearer realm="${realm}",service="${HOST}",scope="${scope}",error="invalid_token"`;
  const own = `https://${HOST}/oauth2/token`;

  it("gets one new token however many had the refused one", async () => {
    const { http, authorization } = setUp(acr());
    const refused = await authorization.authorize(PULL, SIGNAL);
    const challenge = challengeOf(own);
    const renew = () => authorization.renew(PULL, { authorization: refused, challenge }, SIGNAL);
    const renewed = await Promise.all([renew(), renew(), renew()]);
    expect(new Set(renewed)).toEqual(new Set([`Bearer ${jwt(4500, "token 3")}`]));
    expect(await renew()).toBe(renewed[0]);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, TOKEN]);
  });

  it.each([
    ["another ACR", "https://fabrikam.azurecr.io/oauth2/token"],
    ["another domain", "https://evil.example/oauth2/token"],
    ["a look-alike", `https://${HOST}.evil.example/oauth2/token`],
    ["userinfo", `https://a:b@${HOST}/oauth2/token`],
    ["plain http", `http://${HOST}/oauth2/token`],
    ["another port", `https://${HOST}:8443/oauth2/token`],
    ["another path", `https://${HOST}/steal`],
    ["an address", "https://127.0.0.1/oauth2/token"],
    ["a regional endpoint of another ACR", "https://fabrikam.westus.geo.azurecr.io/oauth2/token"],
    [
      "a look-alike of a regional endpoint",
      `https://${HOST.split(".")[0]}.westus.geo.azurecr.io.evil.example/oauth2/token`,
    ],
    ["a regional endpoint of two regions", `https://${HOST.split(".")[0]}.evil.westus.geo.azurecr.io/oauth2/token`],
  ])("fails where the realm is %s, and sends nothing there", async (_name, realm) => {
    const { http, authorization } = setUp(acr());
    const refused = await authorization.authorize(PULL, SIGNAL);
    await expect(
      authorization.renew(PULL, { authorization: refused, challenge: challengeOf(realm) }, SIGNAL),
    ).rejects.toMatchObject({ code: "REALM_REFUSED" });
    expect(http.requested).toEqual([EXCHANGE, TOKEN]);
  });

  it("is done at the login server where a regional endpoint names itself as the realm", async () => {
    const { http, authorization } = setUp(acr());
    const refused = await authorization.authorize(PULL, SIGNAL);
    const challenge = challengeOf(own.replace(".azurecr.io", ".westus.geo.azurecr.io"));
    await authorization.renew(PULL, { authorization: refused, challenge }, SIGNAL);
    expect(http.requested).toEqual([EXCHANGE, TOKEN, TOKEN]);
  });

  it.each([
    ["the other right to read", "repository:team/api:metadata_read", "repository:team/api:pull,metadata_read"],
    ["the same right", "repository:team/api:pull", "repository:team/api:pull"],
    ["a right to write", "repository:team/api:pull,push", "repository:team/api:pull"],
    ["everything", "repository:team/api:*", "repository:team/api:pull"],
    ["another repository", "repository:team/secrets:pull", "repository:team/api:pull"],
    ["the catalogue", "registry:catalog:*", "repository:team/api:pull"],
  ])("for %s adds exactly the read actions", async (_name, scope, expected) => {
    const { http, authorization } = setUp(acr());
    const refused = await authorization.authorize(PULL, SIGNAL);
    await authorization.renew(PULL, { authorization: refused, challenge: challengeOf(own, scope) }, SIGNAL);
    await authorization.authorize(PULL, SIGNAL);
    expect(http.sent.slice(2).map(({ body }) => form(body)["scope"])).toEqual([expected]);
  });
});

describe("other identities", () => {
  const query = `service=${HOST}&scope=${encodeURIComponent("repository:team/api:pull")}`;
  const GET = `GET https://${HOST}/oauth2/token?${query}`;
  const token = response(200, { access_token: "granted" });

  it("a user name and a password are sent as Basic to the token endpoint and nowhere else, and masked", async () => {
    const { http, masked, authorization } = setUp(
      { [GET]: token },
      { kind: "password", username: "scoped", password: "pä:ss" },
    );
    expect(await authorization.authorize(PULL, SIGNAL)).toBe("Bearer granted");
    const basic = Buffer.from("scoped:pä:ss").toString("base64");
    expect(http.sent.map(({ headers }) => headers["authorization"])).toEqual([`Basic ${basic}`]);
    expect(masked).toEqual([basic, "granted"]);
  });

  it("anonymous reads request a token without a credential", async () => {
    const { http, authorization } = setUp({ [GET]: token }, { kind: "anonymous" });
    expect(await authorization.authorize(PULL, SIGNAL)).toBe("Bearer granted");
    expect(http.sent[0]?.headers).toEqual({ accept: "application/json" });
  });

  it("anonymous reads fail with the reason where anonymous pull is off", async () => {
    const { authorization } = setUp({ [GET]: refusal(401, "UNAUTHORIZED") }, { kind: "anonymous" });
    await expect(authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({ code: "ANONYMOUS_PULL_OFF" });
  });

  it("a password alone is exchanged as the Entra token that it is", async () => {
    const { http, authorization } = setUp(acr(), { kind: "access-token", token: "entra-of-other-tenant" });
    await authorization.authorize(PULL, SIGNAL);
    expect(form(http.sent[0]?.body ?? "")["access_token"]).toBe("entra-of-other-tenant");
  });

  it("a refresh token of docker login is used as it is, and not replaced", async () => {
    const { http, authorization } = setUp(
      { [TOKEN]: refusal(401, "UNAUTHORIZED") },
      { kind: "refresh-token", token: "kept" },
    );
    await expect(authorization.authorize(PULL, SIGNAL)).rejects.toMatchObject({ code: "REGISTRY_LOGIN_REFUSED" });
    expect(http.requested).toEqual([TOKEN]);
    expect(form(http.sent[0]?.body ?? "")["refresh_token"]).toBe("kept");
  });
});
