// Recordings of ACR's logins, replayed through its authorization. Challenges for what the action never does go through the parsers.
import { describe, expect, it } from "@jest/globals";
import { requiredActions } from "../../../src/registry/auth/acr-challenge.ts";
import { parseChallenges } from "../../../src/registry/auth/challenge.ts";
import { parseTokenResponse } from "../../../src/registry/auth/token-response.ts";
import { digestIn, errorOf, HOST, hostOf, open, SIGNAL } from "./acr-reader.ts";
import { describeRecordings, httpOf, responseOf } from "./replay.ts";

const FILES = [
  "acr-challenge-exchange-token",
  "acr-token-refusals",
  "acr-anonymous-catalogue-and-write",
  "acr-anonymous-metadata",
  "acr-deletes",
  "acr-push-challenge",
];
/** Successes of requests that the action never sends: nothing in `src/` reads such a response. */
const NEVER_READ = {
  "acr-challenge-exchange-token": [3],
  "acr-anonymous-catalogue-and-write": [2],
  "acr-deletes": [1, 2, 5, 6],
  "acr-push-challenge": [1, 2],
};

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
      const http = httpOf(async ({ url }) =>
        at === 1 && url.pathname === "/oauth2/exchange" ? exchanged : responseOf(refusal),
      );
      const { authorization } = open(http);
      const login = authorization.authorize({ repository: "alpine", action: "pull" }, SIGNAL);
      await expect(login).rejects.toMatchObject({
        code: "REGISTRY_LOGIN_REFUSED",
        message: expect.stringMatching(/ returned 401\b/),
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
        value: { writeEnabled: true, deleteEnabled: true, update: { digest: digestIn(shelf.take(file, 3)) } },
      });
      const manifest = open(shelf.replay(file, [3, 4, 5]), host, anonymous);
      const lockable = { repository, digest: digestIn(shelf.take(file, 3)) };
      expect(await manifest.until(manifest.reader.lookUpLocks(lockable, SIGNAL))).toMatchObject({
        kind: "known",
        value: {
          writeEnabled: true,
          deleteEnabled: true,
          tags: ["latest", "v1", "v2", "v3", "v4"],
          createdAtMs: Date.parse("2021-12-15T12:04:37.765Z"),
        },
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
      expect(errorOf(shelf.take("acr-deletes", 3)).code).toBe("REGISTRY_NOT_FOUND");
      expect(errorOf(shelf.take("acr-deletes", 4)).message).toContain(
        "UNSUPPORTED: A manifest can only be deleted by digest",
      );
    });
  });

  it("were all replayed, but for what no code reads", () => {
    expect(shelf.left()).toEqual(NEVER_READ);
  });
});
