// Recordings of manifests, blobs, lists and locks of an ACR, replayed through the reader.
import { describe, expect, it } from "@jest/globals";
import { decodeManifest } from "../../../src/oci/manifest.ts";
import { nextPageUrl } from "../../../src/registry/api-url.ts";
import { digestIn, errorOf, HOST, hostOf, open, openWithToken, SIGNAL, ZERO } from "./acr-reader.ts";
import { always, describeRecordings, httpOf, responseOf } from "./replay.ts";

const UNLOCKED = { writeEnabled: true, deleteEnabled: true };
const FILES = [
  "acr-manifest-by-tag",
  "acr-manifest-by-digest",
  "acr-manifest-index",
  "acr-blob",
  "acr-tags-list-documented",
  "acr-metadata",
  "acr-metadata-absent",
  "acr-metadata-lists",
  "acr-locks",
];

describeRecordings(FILES, (shelf) => {
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
        const { reader, until } = open(
          httpOf(async (request) => (request.url.pathname === "/oauth2/exchange" ? exchanged : http.send(request))),
        );
        const lookup = await until(reader.lookUpLocks({ repository: "alpine", ...lockable }, SIGNAL));
        return lookup.kind === "known" ? lookup.value : lookup;
      });
      const [ofManifest, ofTag, ofRepository] = await Promise.all(found);
      const createdAtMs = Date.parse("2024-01-24T06:16:01.801Z");
      // Full recordings have a `Date` too.
      expect([ofManifest, ofRepository]).toMatchObject([{ ...UNLOCKED, tags: ["3.17.1"], createdAtMs }, UNLOCKED]);
      expect(ofTag).toMatchObject({
        ...UNLOCKED,
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

  it("were all replayed", () => {
    expect(shelf.left()).toEqual({});
  });
});
