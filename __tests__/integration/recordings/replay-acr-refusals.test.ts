// Refusals of an ACR, of a cache rule and of ghcr.io, as public threads quote them, replayed through the reader.
import { describe, expect, it } from "@jest/globals";
import { errorOf, HOST, open, openWithToken, SIGNAL, ZERO } from "./acr-reader.ts";
import { always, describeRecordings, httpOf, responseOf } from "./replay.ts";

const FILES = ["acr-refusals-quoted", "acr-cache-rules-quoted", "ghcr-referrers-quoted"];

describeRecordings(FILES, (shelf) => {
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
      const http = httpOf(async ({ url }) => (url.pathname.includes("/referrers/") ? refusal : none));
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
    const http = httpOf(async ({ url }) => {
      asked.push(url.host);
      return url.pathname.includes("/referrers/") ? redirect : absent;
    });
    const { reader, until } = openWithToken(http, "ghcr.io", "generic");
    expect(await until(reader.lookUpReferrers("owner/charts/chart", ZERO, SIGNAL))).toEqual({ found: [] });
    expect(new Set(asked)).toEqual(new Set(["ghcr.io"]));
    // It would be throttled there.
    expect(errorOf(shelf.take("ghcr-referrers-quoted", 1)).code).toBe("REGISTRY_THROTTLED");
  });

  it("were all replayed", () => {
    expect(shelf.left()).toEqual({});
  });
});
