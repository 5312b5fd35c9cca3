// Recordings of the data plane, replayed through the reader and the authorization of an ACR. What the action never requests
// (deletes, locks, uploads, catalogues) goes through the parsers that read such responses: challenges, links, errors.
import { describe, expect, it } from "@jest/globals";
import type { Http } from "../../../src/http/http.ts";
import { type Digest, parseDigest } from "../../../src/oci/digest.ts";
import { decodeManifest } from "../../../src/oci/manifest.ts";
import { nextPageUrl } from "../../../src/registry/api-url.ts";
import { createAcrAuthorization } from "../../../src/registry/auth/acr-authorization.ts";
import { requiredActions } from "../../../src/registry/auth/acr-challenge.ts";
import type { AcrIdentity } from "../../../src/registry/auth/acr-tokens.ts";
import { parseChallenges } from "../../../src/registry/auth/challenge.ts";
import { parseTokenResponse } from "../../../src/registry/auth/token-response.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { responseError } from "../../../src/registry/response-error.ts";
import { ManualClock } from "../../manual-clock.ts";
import type { Exchange } from "../../recordings/recording.ts";
import { always, describeRecordings, responseOf } from "./replay.ts";

const FILES = [
  "acr-challenge-exchange-token",
  "acr-token-refusals",
  "acr-anonymous-catalogue-and-write",
  "acr-anonymous-metadata",
  "acr-manifest-by-tag",
  "acr-manifest-by-digest",
  "acr-manifest-index",
  "acr-blob",
  "acr-tags-list-documented",
  "acr-metadata",
  "acr-metadata-absent",
  "acr-metadata-lists",
  "acr-locks",
  "acr-deletes",
  "acr-push-challenge",
  "acr-refusals-quoted",
  "acr-cache-rules-quoted",
  "ghcr-referrers-quoted",
];
/** Successes of requests that the action never sends: nothing in `src/` reads such a response. */
const NEVER_READ = {
  "acr-challenge-exchange-token": [3],
  "acr-anonymous-catalogue-and-write": [2],
  "acr-deletes": [1, 2, 5, 6],
  "acr-push-challenge": [1, 2],
};
const SIGNAL = new AbortController().signal;
const HOST = "azacrlivetest.azurecr.io";
const ZERO = parseDigest(`sha256:${"0".repeat(64)}`);
const ENTRA: AcrIdentity = { kind: "entra", getEntraToken: async () => ({ token: "entra-token" }) };
const LOG = { debug: () => undefined, notice: () => undefined };

/** A reader of an ACR; what waits between attempts does so by a clock that runs ahead. */
function open(http: Http, host = HOST, identity: AcrIdentity = ENTRA, side: "source" | "target" = "source") {
  const clock = new ManualClock();
  const options = { loginServer: host, side, identity, http, clock, mask: () => undefined };
  const authorization = createAcrAuthorization(options);
  const reader = createRegistryReader({ host, side, flavour: "acr", authorization, http, clock, log: LOG });
  return { reader, authorization, until: <T>(work: Promise<T>) => clock.runUntilSettled(work) };
}

/** The same with a token given already: every request goes to the recording. */
function openWithToken(
  http: Http,
  host: string,
  flavour: "acr" | "generic" = "acr",
  side: "source" | "target" = "source",
) {
  const clock = new ManualClock();
  const authorization = { authorize: async () => "Bearer token", renew: async () => undefined };
  const reader = createRegistryReader({ host, side, flavour, authorization, http, clock, log: LOG });
  return { reader, until: <T>(work: Promise<T>) => clock.runUntilSettled(work) };
}

const hostOf = ({ request }: Exchange) => new URL(request.url).host;
const digestIn = ({ request }: Exchange): Digest =>
  parseDigest(/sha256(?::|%3A)[0-9a-f]{64}/.exec(request.url)?.[0].replace("%3A", ":") ?? "");

/** The error that a response of a registry becomes. */
function errorOf(exchange: Exchange) {
  const { method, url } = exchange.request;
  const host = hostOf(exchange);
  const what = `Reading ${host}`;
  return responseError({
    response: responseOf(exchange),
    method,
    url: new URL(url),
    what,
    host,
    side: "source",
    flavour: "acr",
  });
}

describeRecordings(FILES, (shelf) => {
  describe("a login", () => {
    it("exchanges the Entra token, then asks for a token of the scope", async () => {
      const http = shelf.replay("acr-challenge-exchange-token", [1, 2]);
      const { authorization } = open(http);
      const header = await authorization.authorize({ repository: "alpine", action: "pull" }, SIGNAL);
      expect(header).toBe("Bearer PLACEHOLDER-ACCESS-TOKEN");
      const forms = http.sent.map(({ body }) => Object.fromEntries(new URLSearchParams(String(body))));
      const recorded = [1, 2].map((at) =>
        Object.keys(
          Object.fromEntries(new URLSearchParams(String(shelf.take("acr-challenge-exchange-token", at).request.body))),
        ).sort(),
      );
      expect(forms.map((form) => Object.keys(form).sort())).toEqual(recorded);
      expect(forms[1]).toMatchObject({ scope: "repository:alpine:pull", service: HOST });
    });

    it("reads how long tokens hold from their claims", () => {
      const lifetimeOf = (file: string, at: number, name: string) =>
        parseTokenResponse(responseOf(shelf.take(file, at)), [name], { what: "token", side: "source" }).lifetimeMs;
      expect(lifetimeOf("acr-challenge-exchange-token", 1, "refresh_token")).toBe(11_700_000);
      expect(lifetimeOf("acr-anonymous-metadata", 1, "access_token")).toBe(1_200_000);
    });

    it("is not needed for what the service says of itself", () => {
      const challenge = shelf.take("acr-challenge-exchange-token", 0);
      const header = challenge.response.headers["www-authenticate"];
      expect(parseChallenges(header ?? "")).toMatchObject([{ scheme: "bearer" }]);
      expect(requiredActions(header, "alpine", { loginServer: HOST, side: "source" })).toEqual([]);
      expect(errorOf(challenge)).toMatchObject({ code: "REGISTRY_UNAUTHORIZED", status: 401 });
    });

    it.each([0, 1])("that is refused without a body is a refused login, %i", async (at) => {
      const refusal = shelf.take("acr-token-refusals", at);
      const exchanged = responseOf(shelf.take("acr-challenge-exchange-token", 1));
      const http: Http = {
        send: async ({ url }) => (at === 1 && url.pathname === "/oauth2/exchange" ? exchanged : responseOf(refusal)),
      };
      const { authorization } = open(http);
      const login = authorization.authorize({ repository: "alpine", action: "pull" }, SIGNAL);
      await expect(login).rejects.toMatchObject({
        code: "REGISTRY_LOGIN_REFUSED",
        message: expect.stringMatching(/ returned 401\.$/),
      });
    });
  });

  describe("anonymous access", () => {
    it("reads the metadata of tag and manifest", async () => {
      const file = "acr-anonymous-metadata";
      const host = "yallacrtestsanon.azurecr.io";
      const repository = "library/hello-world";
      const anonymous = { kind: "anonymous" } as const;
      // The first response to the tag is the challenge: the reader gets a new token and reads again.
      const tag = open(shelf.replay(file, [0, 1, 2]), host, anonymous);
      expect(await tag.until(tag.reader.lookUpLocks({ repository, tag: "latest" }, SIGNAL))).toMatchObject({
        kind: "known",
        value: { writeEnabled: true, update: { digest: digestIn(shelf.take(file, 3)) } },
      });
      const manifest = open(shelf.replay(file, [3, 4, 5]), host, anonymous);
      const lockable = { repository, digest: digestIn(shelf.take(file, 3)) };
      expect(await manifest.until(manifest.reader.lookUpLocks(lockable, SIGNAL))).toEqual({
        kind: "known",
        value: { writeEnabled: true },
      });
    });

    it.each([
      [0, "registry:catalog:*", undefined],
      [3, "repository:alpine:metadata_write", "insufficient_scope"],
      [5, "repository:alpine:metadata_write", "insufficient_scope"],
    ])("is challenged for what is no read of an image, %i", (at, scope, error) => {
      const exchange = shelf.take("acr-anonymous-catalogue-and-write", at);
      const header = exchange.response.headers["www-authenticate"] ?? "";
      const parameters = parseChallenges(header)?.[0]?.parameters;
      expect([parameters?.get("scope"), parameters?.get("error")]).toEqual([scope, error]);
      // No challenge makes the action request a token for a write.
      expect(requiredActions(header, "alpine", { loginServer: HOST, side: "source" })).toEqual([]);
      expect(errorOf(exchange).code).toBe("REGISTRY_UNAUTHORIZED");
    });

    it("is given a token for anything", () => {
      for (const at of [1, 4]) {
        const response = responseOf(shelf.take("acr-anonymous-catalogue-and-write", at));
        expect(parseTokenResponse(response, ["access_token"], { what: "token", side: "source" }).token).not.toBe("");
      }
    });
  });

  describe("content", () => {
    it("is read by tag, after a challenge", async () => {
      const file = "acr-manifest-by-tag";
      const { reader, until } = open(shelf.replay(file, [0, 1, 2, 3]));
      const manifest = await until(reader.fetchManifest("alpine", "3.17.1", SIGNAL));
      expect(manifest?.digest).toBe(shelf.take(file, 3).response.headers["docker-content-digest"]);
      expect(manifest?.kind).toBe("image");
    });

    it("is absent where the tag is unknown", async () => {
      const { reader, until } = openWithToken(shelf.replay("acr-manifest-by-tag", [4]), HOST);
      expect(await until(reader.fetchManifest("alpine", "wrong-tag", SIGNAL))).toBeUndefined();
    });

    it("is proven by its digest", async () => {
      const exchange = shelf.take("acr-manifest-by-digest", 0);
      const { reader, until } = openWithToken(shelf.replay("acr-manifest-by-digest", [0]), hostOf(exchange));
      const manifest = await until(reader.fetchManifest("library/hello-world", digestIn(exchange), SIGNAL));
      expect(manifest?.digest).toBe(digestIn(exchange));
    });

    it("of another media type in each child of an index is understood", async () => {
      const exchange = shelf.take("acr-manifest-index", 0);
      const { body, headers } = responseOf(exchange);
      const manifest = decodeManifest(body, headers.get("content-type") ?? "");
      expect(manifest.kind === "index" && manifest.manifests.map(({ mediaType }) => mediaType)).toEqual(
        expect.arrayContaining([
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
        ]),
      );
      // Its text is not known, so the bytes here have another digest: that is a contradiction, not a manifest.
      const { reader, until } = openWithToken(always(exchange), HOST);
      await expect(until(reader.fetchManifest("hello-world", "latest", SIGNAL))).rejects.toMatchObject({
        code: "DIGEST_MISMATCH",
      });
    });

    it("of a blob is proven by its digest", async () => {
      const exchange = shelf.take("acr-blob", 0);
      const { reader, until } = openWithToken(shelf.replay("acr-blob", [0]), HOST);
      const bytes = await until(reader.fetchBlob("alpine", digestIn(exchange), 4_096, SIGNAL));
      expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({ architecture: "amd64" });
    });

    it("that is a 404 in plain text is no proof of absence", async () => {
      for (const [file, at] of [
        ["acr-blob", 1],
        ["acr-deletes", 3],
        ["acr-metadata-absent", 3],
      ] as const) {
        const exchange = shelf.take(file, at);
        expect(errorOf(exchange)).toMatchObject({ code: "REGISTRY_NOT_FOUND", status: 404 });
        const { reader, until } = openWithToken(always(exchange), HOST);
        await expect(until(reader.fetchManifest("alpine", "latest", SIGNAL))).rejects.toMatchObject({
          code: "REGISTRY_NOT_FOUND",
        });
      }
    });
  });

  describe("a list", () => {
    it("of tags in one response is whole", async () => {
      const host = "contosoregistry.azurecr.io";
      const { reader, until } = openWithToken(shelf.replay("acr-tags-list-documented", [1]), host);
      expect(await until(reader.lookUpSignatures("hello-world", ZERO, ["sha256-0.sig"], SIGNAL))).toEqual([
        { kind: "absent" },
      ]);
    });

    it.each([
      ["acr-tags-list-documented", 0, "/v2/_catalog?last=contoso-marketing&n=2&orderby="],
      ["acr-tags-list-documented", 2, "/v2/hello-world/tags/list?last=v1&n=2&orderby="],
      ["acr-metadata-lists", 0, "/acr/v1/alpine/_tags?last=3.15.6&n=1&orderby="],
      ["acr-metadata-lists", 1, "/acr/v1/alpine/_tags?last=3.16.3&n=1&orderby="],
      ["acr-metadata-lists", 2, undefined],
      ["acr-metadata-lists", 3, undefined],
      ["acr-metadata-lists", 4, undefined],
      ["acr-metadata-lists", 5, /^\/acr\/v1\/alpine\/_manifests\?last=sha256%3A[0-9a-f]{64}&n=1&orderby=$/],
      ["acr-metadata-lists", 6, /^\/acr\/v1\/alpine\/_manifests\?last=sha256%3A[0-9a-f]{64}&n=1&orderby=$/],
    ])("goes on as %s, %i says", (file, at, expected) => {
      const { request, response } = shelf.take(file, at);
      const next = nextPageUrl(response.headers["link"], new URL(request.url), "source");
      if (expected instanceof RegExp) expect(`${next?.pathname}${next?.search}`).toMatch(expected);
      else expect(next && `${next.pathname}${next.search}`).toBe(expected);
    });

    it("of repositories is challenged in an older text", () => {
      expect(errorOf(shelf.take("acr-tags-list-documented", 3)).code).toBe("REGISTRY_UNAUTHORIZED");
    });
  });

  describe("locks", () => {
    it("are read of manifest, tag and repository", async () => {
      const file = "acr-metadata";
      const lockables = [{ digest: digestIn(shelf.take(file, 2)) }, { tag: "3.17.1" }, {}];
      const found = lockables.map(async (lockable, at) => {
        // The first read is challenged.
        const http = shelf.replay(file, at === 0 ? [0, 1, 2] : [1, 2 + at]);
        const exchanged = responseOf(shelf.take("acr-challenge-exchange-token", 1));
        const { reader, until } = open({
          send: async (request) => (request.url.pathname === "/oauth2/exchange" ? exchanged : http.send(request)),
        });
        const lookup = await until(reader.lookUpLocks({ repository: "alpine", ...lockable }, SIGNAL));
        return lookup.kind === "known" ? lookup.value : lookup;
      });
      const [ofManifest, ofTag, ofRepository] = await Promise.all(found);
      expect([ofManifest, ofRepository]).toEqual([{ writeEnabled: true }, { writeEnabled: true }]);
      expect(ofTag).toEqual({
        writeEnabled: true,
        update: { digest: digestIn(shelf.take(file, 2)), atMs: Date.parse("2024-01-24T06:16:01.767Z") },
      });
    });

    it.each([
      [0, { repository: "alpine", tag: "wrong-tag" }],
      [1, { repository: "wrong-name" }],
      [4, { repository: "repo", digest: ZERO }],
    ])("of what is not there are absent, %i", async (at, lockable) => {
      const { reader, until } = openWithToken(shelf.replay("acr-metadata-absent", [at]), HOST);
      expect(await until(reader.lookUpLocks(lockable, SIGNAL))).toEqual({ kind: "absent" });
    });

    it("of tags of an unknown repository are absent", async () => {
      const { reader, until } = openWithToken(always(shelf.take("acr-metadata-absent", 2)), HOST);
      expect(await until(reader.lookUpLocks({ repository: "wrong-name" }, SIGNAL))).toEqual({ kind: "absent" });
    });

    it("show that a tag is locked, and unlocked", async () => {
      const states = [0, 1].map(async (at) => {
        const { reader, until } = openWithToken(always(shelf.take("acr-locks", at)), HOST);
        const lookup = await until(reader.lookUpLocks({ repository: "alpine", tag: "3.17.1" }, SIGNAL));
        return lookup.kind === "known" && lookup.value.writeEnabled;
      });
      expect(await Promise.all(states)).toEqual([false, true]);
    });
  });

  describe("a response to a request that the action never sends", () => {
    it("for another action leads to no token", () => {
      for (const [file, at, repository] of [
        ["acr-deletes", 0, "ubuntu"],
        ["acr-push-challenge", 0, "oci-artifact"],
      ] as const) {
        const exchange = shelf.take(file, at);
        const header = exchange.response.headers["www-authenticate"];
        const registry = { loginServer: hostOf(exchange), side: "source" as const };
        expect(parseChallenges(header ?? "")).toHaveLength(1);
        expect(requiredActions(header, repository, registry)).toEqual([]);
      }
    });

    it("is an error that quotes the registry", () => {
      expect(errorOf(shelf.take("acr-deletes", 4)).message).toContain(
        "UNSUPPORTED: A manifest can only be deleted by digest",
      );
    });
  });

  describe("a refusal", () => {
    it.each([
      [0, "REGISTRY_UNAUTHORIZED"],
      [1, "REGISTRY_FORBIDDEN_FIREWALL"],
      [2, "REGISTRY_DENIED"],
      [3, "REGISTRY_THROTTLED"],
      [5, "REGISTRY_THROTTLED"],
    ])("as in acr-refusals-quoted %i is %s", async (at, code) => {
      const { reader, until } = openWithToken(always(shelf.take("acr-refusals-quoted", at)), HOST);
      await expect(until(reader.fetchManifest("api", "1", SIGNAL))).rejects.toMatchObject({ code });
    });

    it("of the exchange by throttling is no refused login", async () => {
      const { authorization } = open(always(shelf.take("acr-refusals-quoted", 4)));
      await expect(authorization.logIn(SIGNAL)).rejects.toMatchObject({ code: "REGISTRY_THROTTLED" });
    });
  });

  describe("a cache rule", () => {
    const file = "acr-cache-rules-quoted";
    it("leaves referrers unknown", async () => {
      const none = responseOf(shelf.take("acr-manifest-by-tag", 4));
      const refusal = responseOf(shelf.take(file, 0));
      const http: Http = { send: async ({ url }) => (url.pathname.includes("/referrers/") ? refusal : none) };
      const { reader, until } = openWithToken(http, HOST);
      expect(await until(reader.lookUpReferrers("ghcr/kube-webhook", ZERO, SIGNAL))).toMatchObject({
        found: [],
        unknown: { message: expect.stringContaining("for cache rule 'ghcr-io'") },
      });
    });

    it("shows in the target by X-Azure-Origin", async () => {
      const { reader, until } = openWithToken(always(shelf.take(file, 1)), HOST, "acr", "target");
      expect(await until(reader.lookUpTag("dhi/node", "22", SIGNAL))).toMatchObject({
        kind: "unknown",
        problem: { code: "TARGET_IS_CACHE" },
      });
    });

    it.each([
      [2, "REGISTRY_THROTTLED"],
      [3, "REGISTRY_UNAUTHORIZED"],
    ])("passes on what the upstream refuses, %i", async (at, code) => {
      const { reader, until } = openWithToken(always(shelf.take(file, at)), HOST);
      await expect(until(reader.fetchManifest("dotnet/sdk", "6.0", SIGNAL))).rejects.toMatchObject({ code });
    });

    it("does not bring a deleted tag back", async () => {
      const { reader, until } = openWithToken(always(shelf.take(file, 4)), HOST);
      expect(await until(reader.fetchManifest("ghcr.io/example/catalog", "alpha", SIGNAL))).toBeUndefined();
    });
  });

  it("ghcr.io's redirect of the referrers API leads to no request at github.com", async () => {
    const redirect = responseOf(shelf.take("ghcr-referrers-quoted", 0));
    const absent = responseOf(shelf.take("acr-manifest-by-tag", 4));
    const asked: string[] = [];
    const http: Http = {
      send: async ({ url }) => {
        asked.push(url.host);
        return url.pathname.includes("/referrers/") ? redirect : absent;
      },
    };
    const { reader, until } = openWithToken(http, "ghcr.io", "generic");
    expect(await until(reader.lookUpReferrers("owner/charts/chart", ZERO, SIGNAL))).toEqual({ found: [] });
    expect(new Set(asked)).toEqual(new Set(["ghcr.io"]));
    // It would be throttled there.
    expect(errorOf(shelf.take("ghcr-referrers-quoted", 1)).code).toBe("REGISTRY_THROTTLED");
  });

  it("were all replayed, but for what no code reads", () => {
    expect(shelf.left()).toEqual(NEVER_READ);
  });
});
