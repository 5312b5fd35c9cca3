import { describe, expect, it } from "@jest/globals";
import { apiOrigin } from "../../../src/registry/api-url.ts";
import type { RegistryCredentials } from "../../../src/registry/auth/authorization.ts";
import type { LoginOrigin } from "../../../src/registry/auth/login-origin.ts";
import { createTokenAuthorization } from "../../../src/registry/auth/token-authorization.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { ManualClock } from "../../manual-clock.ts";
import {
  challenge,
  image,
  RecordedHttp,
  type Route,
  redirect,
  refusal,
  response,
  type SentRequest,
} from "./recorded-http.ts";

const SIGNAL = new AbortController().signal;
const LOGIN: RegistryCredentials = { kind: "password", username: "user", password: "correct horse" };
const BASIC = `Basic ${Buffer.from("user:correct horse").toString("base64")}`;
const API = image("api");
const HUB = "https://registry-1.docker.io/v2/library/alpine/manifests";
const HUB_CHALLENGE =
  'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"';
const ORIGINS: Readonly<Record<RegistryCredentials["kind"], LoginOrigin>> = {
  anonymous: { kind: "none", checked: "/home/runner/.docker/config.json does not exist" },
  password: { kind: "inputs" },
  "access-token": { kind: "inputs" },
  "refresh-token": { kind: "docker-config", path: "/home/runner/.docker/config.json", key: "ghcr.io" },
};
const HUB_TOKEN = "https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Alibrary%2Falpine%3Apull";

/** Lets in who has the token, and sends others to the token service. */
function guarded(token: string, header: string): Route {
  return ({ headers }) => (headers["authorization"] === `Bearer ${token}` ? API.response : challenge(header));
}

/** `/v2/` of a registry: challenges as the registry's first repository does. */
function baseOf(routes: Readonly<Record<string, Route>>): Route {
  const [route = response(200)] = Object.values(routes);
  return (sent) => {
    const scripted = typeof route === "function" ? route(sent) : route;
    return scripted.status === 401 ? scripted : response(200);
  };
}

function setUp(
  routes: Readonly<Record<string, Route>>,
  host: string,
  credentials: RegistryCredentials,
  trustedTokenHosts: readonly string[] = [],
) {
  const http = new RecordedHttp({ [`GET ${apiOrigin(host)}/v2/`]: baseOf(routes), ...routes });
  const clock = new ManualClock();
  const masked: string[] = [];
  const mask = (secret: string) => void masked.push(secret);
  const log = { debug: () => undefined, notice: () => undefined };
  const login = { credentials, origin: ORIGINS[credentials.kind] };
  const authorization = createTokenAuthorization({
    host,
    side: "source",
    login,
    trustedTokenHosts,
    http,
    clock,
    mask,
  });
  const reader = createRegistryReader({
    host,
    side: "source",
    flavour: "generic",
    authorization,
    http,
    pauses: () => [],
    clock,
    log,
  });
  return { http, clock, masked, reader };
}

const credentialsSeen = (sent: readonly SentRequest[]) => sent.map(({ headers }) => headers["authorization"]);

describe("a registry with a token service", () => {
  it("is requested for its challenge first; then its service receives the credential, and it receives the token", async () => {
    const { http, masked, reader } = setUp(
      {
        [`GET ${HUB}/3`]: guarded("granted", HUB_CHALLENGE),
        [`GET ${HUB_TOKEN}`]: response(200, { token: "granted" }),
      },
      "docker.io",
      LOGIN,
    );
    expect((await reader.fetchManifest("library/alpine", "3", SIGNAL))?.digest).toBe(API.digest);
    expect(http.requested).toEqual(["GET https://registry-1.docker.io/v2/", `GET ${HUB_TOKEN}`, `GET ${HUB}/3`]);
    expect(credentialsSeen(http.sent)).toEqual([undefined, BASIC, "Bearer granted"]);
    expect(masked).toEqual([BASIC.slice(6), "granted"]);
  });

  it("receives the token with the first request from then on, per repository, until the token expires", async () => {
    const debian = HUB.replace("alpine", "debian");
    const { http, clock, reader } = setUp(
      {
        [`GET ${HUB}/3`]: guarded("for-alpine", HUB_CHALLENGE),
        [`GET ${HUB_TOKEN}`]: response(200, { token: "for-alpine", expires_in: 300 }),
        [`GET ${debian}/12`]: guarded("for-debian", HUB_CHALLENGE),
        [`GET ${HUB_TOKEN.replace("alpine", "debian")}`]: response(200, {
          access_token: "for-debian",
          expires_in: 300,
        }),
      },
      "docker.io",
      { kind: "anonymous" },
    );
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    await reader.fetchManifest("library/debian", "12", SIGNAL);
    expect(http.requested.slice(3)).toEqual([
      `GET ${HUB}/3`,
      `GET ${HUB_TOKEN.replace("alpine", "debian")}`,
      `GET ${debian}/12`,
    ]);
    await clock.advance(225_000);
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    expect(http.requested.slice(6)).toEqual([`GET ${HUB_TOKEN}`, `GET ${HUB}/3`]);
  });

  it("requests a token once for concurrent reads", async () => {
    const { http, reader } = setUp(
      {
        [`GET ${HUB}/3`]: guarded("granted", HUB_CHALLENGE),
        [`GET ${HUB_TOKEN}`]: response(200, { token: "granted" }),
      },
      "docker.io",
      LOGIN,
    );
    await Promise.all(Array.from({ length: 20 }, () => reader.fetchManifest("library/alpine", "3", SIGNAL)));
    expect(http.requested.filter((requested) => requested.includes("auth.docker.io"))).toHaveLength(1);
  });

  it("never gets a wider scope than pull, whatever scope its challenge has", async () => {
    const greedy = HUB_CHALLENGE.replace(":pull", ":pull,push,delete repository:library/other:*");
    const { reader } = setUp(
      { [`GET ${HUB}/3`]: guarded("granted", greedy), [`GET ${HUB_TOKEN}`]: response(200, { token: "granted" }) },
      "docker.io",
      LOGIN,
    );
    expect((await reader.fetchManifest("library/alpine", "3", SIGNAL))?.digest).toBe(API.digest);
  });

  it("gets no third try with a token that it refuses", async () => {
    const { http, reader } = setUp(
      { [`GET ${HUB}/3`]: challenge(HUB_CHALLENGE), [`GET ${HUB_TOKEN}`]: response(200, { token: "useless" }) },
      "docker.io",
      LOGIN,
    );
    await expect(reader.fetchManifest("library/alpine", "3", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_UNAUTHORIZED",
    });
    expect(http.requested.filter((requested) => requested === `GET ${HUB}/3`)).toHaveLength(1);
    expect(http.sent).toHaveLength(4);
  });

  it("whose old token was revoked gets a new one", async () => {
    let minted = 0;
    let current = 1;
    const { http, reader } = setUp(
      {
        [`GET ${HUB}/3`]: ({ headers }) =>
          headers["authorization"] === `Bearer token-${current}` ? API.response : challenge(HUB_CHALLENGE),
        [`GET ${HUB_TOKEN}`]: () => {
          minted += 1;
          return response(200, { token: `token-${minted}` });
        },
      },
      "docker.io",
      LOGIN,
    );
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    current = 2;
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    expect(credentialsSeen(http.sent)).toEqual([
      undefined,
      BASIC,
      "Bearer token-1",
      "Bearer token-1",
      BASIC,
      "Bearer token-2",
    ]);
  });
});

describe("a realm that may not have the credential", () => {
  const manifest = "https://registry.corp.example/v2/api/manifests/1";
  const good = 'Bearer realm="https://registry.corp.example/token",service="corp"';
  const goodToken = "https://registry.corp.example/token?service=corp&scope=repository%3Aapi%3Apull";

  it.each([
    ["another domain", "https://evil.example.com/token"],
    ["userinfo", "https://user:pass@registry.corp.example/token"],
    ["plain http", "http://registry.corp.example/token"],
    ["an address", "https://203.0.113.7/token"],
    ["a look-alike", "https://registry.corp.example.evil.com/token"],
    ["another registry's partner", "https://auth.docker.io/token"],
  ])("gets none: %s, neither at first nor after a good one", async (_name, realm) => {
    const bad = `Bearer realm="${realm}",service="corp"`;
    const first = setUp({ [`GET ${manifest}`]: challenge(bad) }, "registry.corp.example", LOGIN);
    await expect(first.reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "REALM_REFUSED" });
    expect(credentialsSeen(first.http.sent)).toEqual([undefined]);

    let challenges = 0;
    const second = setUp(
      {
        [`GET ${manifest}`]: () => {
          challenges += 1;
          return challenge(challenges === 1 ? good : bad);
        },
        [`GET ${goodToken}`]: response(200, { token: "granted" }),
      },
      "registry.corp.example",
      LOGIN,
    );
    await expect(second.reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "REALM_REFUSED" });
    expect(second.http.sent.every(({ url }) => new URL(url).host === "registry.corp.example")).toBe(true);
    expect(credentialsSeen(second.http.sent)).toEqual([undefined, BASIC, "Bearer granted"]);
  });

  it("is requested without a credential with service and scope only", async () => {
    const elastic = "https://docker.elastic.co/v2/beats/manifests/9";
    const token = "https://auth.elsewhere.com/auth?service=token-service&scope=repository%3Abeats%3Apull";
    const { http, reader } = setUp(
      {
        [`GET ${elastic}`]: guarded(
          "granted",
          'Bearer realm="https://auth.elsewhere.com/auth",service="token-service"',
        ),
        [`GET ${token}`]: response(200, { token: "granted" }),
      },
      "docker.elastic.co",
      { kind: "anonymous" },
    );
    expect((await reader.fetchManifest("beats", "9", SIGNAL))?.digest).toBe(API.digest);
    expect(http.sent[1]?.headers).toEqual({ accept: "application/json" });
  });
});

describe("a token service that", () => {
  const routes = (response: Route) => ({ [`GET ${HUB}/3`]: challenge(HUB_CHALLENGE), [`GET ${HUB_TOKEN}`]: response });

  it.each([
    [
      "refuses the credentials",
      refusal(401, "UNAUTHORIZED", "incorrect username or password"),
      "REGISTRY_LOGIN_REFUSED",
    ],
    ["is overloaded", response(503), "REGISTRY_UNAVAILABLE"],
    ["throttles", response(429), "DOCKER_HUB_RATE_LIMIT"],
    ["answers garbage", response(200, "ok"), "TOKEN_ANSWER_INVALID"],
    ["answers an empty token", response(200, { token: "" }), "TOKEN_ANSWER_INVALID"],
    ["redirects", redirect("https://auth.docker.io/other"), "REGISTRY_REDIRECTED"],
    ["redirects elsewhere", redirect("https://evil.example/"), "REGISTRY_REDIRECTED"],
  ])("%s ends the read", async (_name, response, code) => {
    const { http, reader } = setUp(routes(response), "docker.io", LOGIN);
    await expect(reader.fetchManifest("library/alpine", "3", SIGNAL)).rejects.toMatchObject({ code, side: "source" });
    expect(http.sent).toHaveLength(2);
  });

  it("quotes the password back does not get it into an error", async () => {
    const { http, reader } = setUp(routes(response(401, "no such user with correct horse")), "docker.io", LOGIN);
    http.redactor.add("correct horse");
    await expect(reader.fetchManifest("library/alpine", "3", SIGNAL)).rejects.toMatchObject({
      message: expect.stringContaining("no such user with [redacted]"),
    });
  });
});

describe("other ways to be let in", () => {
  const manifest = "https://registry.corp.example/v2/api/manifests/1";
  const needs =
    (authorization: string, header: string): Route =>
    ({ headers }) =>
      headers["authorization"] === authorization ? API.response : challenge(header);

  it("Basic is sent only after the registry requires it, and with each first request from then on", async () => {
    const { http, reader } = setUp(
      { [`GET ${manifest}`]: needs(BASIC, 'BASIC realm="Sonatype Nexus"') },
      "registry.corp.example",
      LOGIN,
    );
    await reader.fetchManifest("api", "1", SIGNAL);
    await reader.fetchManifest("api", "1", SIGNAL);
    expect(credentialsSeen(http.sent)).toEqual([undefined, BASIC, BASIC]);
  });

  it("Basic that is refused is not sent twice", async () => {
    const { http, reader } = setUp(
      { [`GET ${manifest}`]: challenge('Basic realm="x"') },
      "registry.corp.example",
      LOGIN,
    );
    await expect(reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "REGISTRY_UNAUTHORIZED" });
    await expect(reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "REGISTRY_UNAUTHORIZED" });
    expect(credentialsSeen(http.sent)).toEqual([undefined, BASIC, BASIC]);
  });

  it("Basic without a credential ends in a refusal that advises one", async () => {
    const { reader } = setUp({ [`GET ${manifest}`]: challenge('Basic realm="x"') }, "registry.corp.example", {
      kind: "anonymous",
    });
    await expect(reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_UNAUTHORIZED",
      remedy: expect.stringContaining("source-username"),
    });
  });

  it("a password alone is a bearer token for the registry itself and no token service", async () => {
    const alone: RegistryCredentials = { kind: "access-token", token: "alone" };
    const works = setUp({ [`GET ${manifest}`]: needs("Bearer alone", HUB_CHALLENGE) }, "registry.corp.example", alone);
    expect((await works.reader.fetchManifest("api", "1", SIGNAL))?.digest).toBe(API.digest);
    const fails = setUp({ [`GET ${manifest}`]: challenge(HUB_CHALLENGE) }, "registry.corp.example", alone);
    await expect(fails.reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({
      code: "REGISTRY_UNAUTHORIZED",
    });
    expect(fails.http.sent).toHaveLength(1);
  });

  it("an identity token is posted as a form", async () => {
    const { http, reader } = setUp(
      {
        [`GET ${HUB}/3`]: guarded("granted", HUB_CHALLENGE),
        "POST https://auth.docker.io/token": response(200, { access_token: "granted", expires_in: 300 }),
      },
      "docker.io",
      { kind: "refresh-token", token: "identity" },
    );
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    expect(Object.fromEntries(new URLSearchParams(http.sent[1]?.body))).toEqual({
      grant_type: "refresh_token",
      service: "registry.docker.io",
      client_id: "acr-promote",
      refresh_token: "identity",
      scope: "repository:library/alpine:pull",
    });
  });

  it("a registry without any login is read as it is", async () => {
    const mcr = "https://mcr.microsoft.com/v2/dotnet/runtime/manifests/9.0";
    const { http, reader } = setUp({ [`GET ${mcr}`]: API.response }, "mcr.microsoft.com", { kind: "anonymous" });
    await reader.fetchManifest("dotnet/runtime", "9.0", SIGNAL);
    expect(credentialsSeen(http.sent)).toEqual([undefined]);
  });

  it.each([
    ["cannot be read", 'Bearer realm="x'],
    ["names no service", 'Bearer service="x"'],
  ])("a challenge that %s is refused", async (_name, header) => {
    const { reader } = setUp({ [`GET ${manifest}`]: challenge(header) }, "registry.corp.example", LOGIN);
    await expect(reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "CHALLENGE_INVALID" });
  });

  it("a 401 without a challenge is final", async () => {
    const { http, reader } = setUp({ [`GET ${manifest}`]: response(401) }, "registry.corp.example", LOGIN);
    await expect(reader.fetchManifest("api", "1", SIGNAL)).rejects.toMatchObject({ code: "REGISTRY_UNAUTHORIZED" });
    expect(credentialsSeen(http.sent)).toEqual([undefined, undefined]);
  });

  it("a private repository that hides behind a 404 is read after the challenge of /v2/", async () => {
    const hidden: Route = ({ headers }) =>
      headers["authorization"] === "Bearer granted" ? API.response : refusal(404, "MANIFEST_UNKNOWN");
    const { http, reader } = setUp(
      {
        [`GET ${manifest}`]: hidden,
        "GET https://registry.corp.example/v2/": challenge('Bearer realm="https://registry.corp.example/token"'),
        "GET https://registry.corp.example/token?scope=repository%3Aapi%3Apull": response(200, { token: "granted" }),
      },
      "registry.corp.example",
      LOGIN,
    );
    expect((await reader.fetchManifest("api", "1", SIGNAL))?.digest).toBe(API.digest);
    expect(http.sent).toHaveLength(3);
  });
});
