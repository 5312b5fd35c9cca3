import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { renderLockFile } from "../../../src/report/lock-file.ts";
import { parseHeldBefore } from "../../../src/request/held-before.ts";
import { parseImagesFile } from "../../../src/request/images-file.ts";
import {
  digestFor,
  heldImage,
  imageReport,
  manifestReport,
  promotionReport,
  tagReport,
} from "../../builders/report.ts";

describe("renderLockFile", () => {
  it("writes what the target holds, in a fixed order of keys", () => {
    const images = [
      imageReport("api", {
        tags: [tagReport("1.10"), tagReport("latest", { status: "moved", previousDigest: digestFor("old") })],
        manifests: [manifestReport("linux/amd64"), manifestReport("linux/arm64"), manifestReport("attestation")],
      }),
      imageReport("chart", { tags: [], manifests: [manifestReport(null)], status: "up-to-date" }),
    ];
    expect(renderLockFile(promotionReport(images))).toBe(
      `# Written by acr-promote: what the registry below holds. It can be passed as images-file.
version: 1
sourceRegistry: "prod.azurecr.io"
images:
  - source: "api:1.10"
    digest: "${digestFor("api")}"
    tags:
      - "1.10"
      - "latest"
    mediaType: "application/vnd.oci.image.index.v1+json"
    platforms:
      - "linux/amd64"
      - "linux/arm64"
    from: "dev.azurecr.io/api:build-812"
  - source: "chart"
    digest: "${digestFor("chart")}"
    mediaType: "application/vnd.oci.image.index.v1+json"
    from: "dev.azurecr.io/chart:build-812"
`,
    );
  });

  it("leaves out what is not in place", () => {
    const images = [imageReport("api", { status: "skipped" }), imageReport("web", { status: "failed" })];
    expect(parse(renderLockFile(promotionReport(images)))).toEqual({
      version: 1,
      sourceRegistry: "prod.azurecr.io",
      images: [],
    });
  });

  it("remembers tags that wait, each once, and lists their image nowhere else", () => {
    const since = "2026-05-02T05:17:24.500Z";
    const text = renderLockFile(
      promotionReport([
        heldImage("api"),
        heldImage("api"),
        heldImage("web", { tags: [{ tag: "1", sinceMs: null, changes: 0 }] }),
        imageReport("job"),
      ]),
    );
    expect(text.slice(text.indexOf("held:"))).toBe(`held:
  - repository: "api"
    tag: "1.4.2"
    digest: "${digestFor("api")}"
    since: "${since}"
    changes: 0
`);
    expect(parse(text).images).toMatchObject([{ source: "job:1.4.2" }]);
    expect(parseHeldBefore(text, "lock.yml")).toEqual([
      { repository: "api", tag: "1.4.2", digest: digestFor("api"), sinceMs: Date.parse(since), changes: 0 },
    ]);
    // As images-file it is no image.
    expect(parseImagesFile(text, "lock.yml")).toMatchObject({ problems: [], entries: [{ tags: ["1.4.2"] }] });
  });

  it("leaves out tags that do not point to the image, and images without a tag that does", () => {
    const elsewhere = (["kept", "conflict", "pending"] as const).map((status) => tagReport(status, { status }));
    const images = [
      imageReport("api", { tags: [...elsewhere, tagReport("1.4.2", { status: "unchanged" })] }),
      imageReport("web", { tags: elsewhere }),
    ];
    expect(parse(renderLockFile(promotionReport(images))).images).toMatchObject([
      { source: "api:1.4.2", tags: ["1.4.2"] },
    ]);
  });

  it("is the same for a first run and for one that found everything up to date", () => {
    const first = imageReport("api", { durationMs: 1, operationId: "a" });
    const again = imageReport("api", {
      status: "up-to-date",
      durationMs: 2,
      tags: [tagReport("1.4.2", { status: "unchanged", previousDigest: digestFor("api") })],
    });
    expect(renderLockFile(promotionReport([again]))).toBe(renderLockFile(promotionReport([first])));
  });

  it.each(["1.10", "0123", "1e3", "null", "true", "2026-11-22", "0x1f", "yes", "~"])(
    "keeps the tag %s a text",
    (tag) => {
      const document = parse(renderLockFile(promotionReport([imageReport("api", { tags: [tagReport(tag)] })])));
      expect(document.images[0].tags).toEqual([tag]);
    },
  );

  it("is read back as it was meant, whatever foreign texts hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (platform, mediaType) => {
        const text = renderLockFile(
          promotionReport([imageReport("api", { mediaType, manifests: [manifestReport(platform)] })]),
        );
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
        const [image] = parse(text).images;
        expect(image.mediaType).toBe(mediaType.toWellFormed());
        expect(image.platforms ?? ["attestation"]).toEqual([platform.toWellFormed()]);
      }),
    );
  });
});

describe("the lock file as the next input", () => {
  it("is taken by the images file's parser and asks for what the target holds", () => {
    const images = [
      imageReport("team/api", { tags: [tagReport("1.10"), tagReport("latest")] }),
      imageReport("chart", { tags: [], manifests: [manifestReport(null)] }),
    ];
    const { problems, entries, sourceRegistry } = parseImagesFile(
      renderLockFile(promotionReport(images)),
      "images.lock.yml",
    );
    expect(problems).toEqual([]);
    expect(sourceRegistry).toEqual({ kind: "login-server", host: "prod.azurecr.io" });
    expect(entries).toMatchObject([
      { source: { repository: "team/api", tag: "1.10", digest: digestFor("team/api") }, tags: ["1.10", "latest"] },
      { source: { repository: "chart", digest: digestFor("chart") } },
    ]);
  });
});
