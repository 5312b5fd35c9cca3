import { describe, expect, it } from "@jest/globals";
import { ManifestError, NetworkError, problemOf, RegistryError } from "../../../src/errors.ts";
import type { Problem } from "../../../src/problems.ts";
import type { ImageReport } from "../../../src/report/report.ts";
import { annotateImages } from "../../../src/runner/annotations.ts";
import { imageReport, promotionReport, refusedImage, tagReport } from "../../builders/report.ts";

const problem = (changes: Partial<Problem> = {}): Problem => ({
  code: "REGISTRY_DENIED",
  stage: "observe",
  side: "source",
  message: "Reading failed: GET answered 403.",
  remedy: "Log in.",
  causeKey: "dev.azurecr.io 403 DENIED",
  ...changes,
});

/** Problems of images with the names a, b, c …, annotated. */
const annotate = (problems: readonly Partial<Problem>[], changes: Partial<ImageReport> = {}) =>
  annotateImages(
    promotionReport(
      problems.map((each, at) => refusedImage(`image-${at + 1}`, "failed", problem(each), changes)),
      { ok: false },
    ),
  );

describe("annotations", () => {
  it("are one for each image where causes differ", () => {
    expect(annotate([{ message: "a", causeKey: "x" }, { causeKey: "y" }])).toEqual([
      {
        level: "error",
        title: "image-1: failed",
        message: "a\nLog in.",
        origin: { line: 1, text: "image-1:build-812 => image-1:1.4.2" },
        others: [],
      },
      expect.objectContaining({ title: "image-2: failed", others: [] }),
    ]);
  });

  it("are one for one cause, with the first message in full and the names of the others", () => {
    const [annotation, ...rest] = annotate([{ message: "a failed" }, { message: "b failed" }, { message: "a failed" }]);
    expect(rest).toEqual([]);
    expect(annotation).toMatchObject({
      title: "image-1 and 2 more: failed",
      message:
        "a failed\nLog in.\nThe same applies to 2 more images: dev.azurecr.io/image-2:build-812 => image-2:1.4.2, dev.azurecr.io/image-3:build-812 => image-3:1.4.2",
      others: [
        "dev.azurecr.io/image-2:build-812 => image-2:1.4.2: b failed",
        "dev.azurecr.io/image-3:build-812 => image-3:1.4.2",
      ],
    });
  });

  it("name a bounded number of images, and leave none out of the log's lines", () => {
    const [annotation] = annotate(Array.from({ length: 500 }, () => ({})));
    expect(annotation?.title).toBe("image-1 and 499 more: failed");
    expect(annotation?.message).toContain(
      "The same applies to 499 more images: dev.azurecr.io/image-2:build-812 => image-2:1.4.2, ",
    );
    expect(annotation?.message).toMatch(/ => image-11:1\.4\.2, and 489 more \(see the log\)$/);
    expect(annotation?.others).toHaveLength(499);
    expect(annotation?.others.at(-1)).toBe("dev.azurecr.io/image-500:build-812 => image-500:1.4.2");
  });

  it("say one more image", () => {
    expect(annotate([{}, {}])[0]?.message).toMatch(
      /The same applies to 1 more image: \S+image-2:build-812 => image-2:1\.4\.2$/,
    );
  });

  it("point to the line of the first image of a cause", () => {
    const at = (line: number) => ({ origin: { file: "images.yml", line, text: "" } });
    const report = promotionReport([
      refusedImage("a", "failed", problem({ causeKey: "other" }), at(2)),
      refusedImage("b", "failed", problem(), at(5)),
      refusedImage("c", "failed", problem({ causeKey: "other" }), at(9)),
    ]);
    expect(annotateImages(report).map(({ title, origin }) => [title, origin.file, origin.line])).toEqual([
      ["a and 1 more: failed", "images.yml", 2],
      ["b: failed", "images.yml", 5],
    ]);
  });

  it.each<[string, Partial<Problem>, Partial<ImageReport>]>([
    ["code", { code: "REGISTRY_UNAUTHORIZED" }, {}],
    ["stage", { stage: "verify" }, {}],
    ["side", { side: "target" }, {}],
    ["cause", { causeKey: "dev.azurecr.io 503" }, {}],
    ["source registry", {}, { source: "other.azurecr.io/b:1" }],
    ["status", {}, { status: "blocked" }],
  ])("stay apart where the %s differs", (_name, changed, image) => {
    const report = promotionReport([
      refusedImage("a", "failed", problem()),
      refusedImage("b", "failed", problem(changed), image),
    ]);
    expect(annotateImages(report)).toHaveLength(2);
  });

  it("stay apart where only one of two images has a second problem", () => {
    const second = problem({ code: "PLATFORM_MISSING", causeKey: "none" });
    const report = promotionReport([
      refusedImage("a", "blocked", problem()),
      refusedImage("b", "blocked", problem(), { problems: [problem(), second] }),
    ]);
    expect(annotateImages(report)).toHaveLength(2);
  });

  it("of problems without a key are one only for one text and one remedy", () => {
    const plain = ({ causeKey: _, ...rest }: Problem) => rest;
    const texts = ["m", "m", "other"].map((message, at) =>
      refusedImage(`i${at}`, "failed", plain(problem({ message }))),
    );
    expect(annotateImages(promotionReport(texts)).map(({ title }) => title)).toEqual([
      "i0 and 1 more: failed",
      "i2: failed",
    ]);
    const remedies = ["r", "s"].map((remedy) => refusedImage(remedy, "failed", plain(problem({ remedy }))));
    expect(annotateImages(promotionReport(remedies))).toHaveLength(2);
  });

  it("keep the operation of each image, and name an image with all its tags or with none", () => {
    const target = { side: "target", causeKey: "prod.azurecr.io 503" } as const;
    const report = promotionReport([
      refusedImage("a", "failed", problem(target), { operationId: "op-a" }),
      refusedImage("b", "failed", problem(target), { operationId: "op-b", tags: [tagReport("1"), tagReport("2")] }),
      refusedImage("c", "failed", problem(target), { tags: [] }),
    ]);
    const [annotation] = annotateImages(report);
    expect(annotation?.message).toMatch(
      /\nARM operation: op-a\nLog in\.\nThe same applies to 2 more images: \S+ => b:1,2, \S+ => c$/,
    );
    expect(annotation?.others).toEqual([
      "dev.azurecr.io/b:build-812 => b:1,2 (ARM operation op-b)",
      "dev.azurecr.io/c:build-812 => c",
    ]);
  });

  it("warn of images that could not be verified, apart from errors, and say nothing of images in place", () => {
    const unverified = { status: "unverified", error: problem(), problems: [problem()] } as const;
    const report = promotionReport(
      [
        imageReport("a"),
        imageReport("b", unverified),
        imageReport("c", unverified),
        refusedImage("d", "failed", problem()),
      ],
      { unverifiedIsGood: true },
    );
    expect(annotateImages(report).map(({ level, title }) => [level, title])).toEqual([
      ["warning", "b and 1 more: unverified"],
      ["error", "d: failed"],
    ]);
  });
});

describe("the cause of a problem", () => {
  it("is the host that could not be reached", () => {
    const error = (what: string) =>
      new NetworkError("NETWORK_DNS", `${what} failed.`, { host: "ghcr.io", sent: false });
    expect(problemOf(error("Reading a"), "observe").causeKey).toBe("ghcr.io");
    expect(problemOf(error("Reading b"), "observe").causeKey).toBe("ghcr.io");
  });

  it("is that of the error within, for an error that says on what it happened", () => {
    const bytes = new ManifestError("MANIFEST_INVALID", "It is not JSON.");
    const wrapped = new ManifestError("MANIFEST_INVALID", "Reading a failed: It is not JSON.", {
      cause: bytes,
    });
    expect(problemOf(wrapped, "observe").causeKey).toBe("It is not JSON.");
    const refused = new RegistryError("REGISTRY_DENIED", "Reading a failed.", { causeKey: "host 403" });
    const closed = new RegistryError("SOURCE_UNREADABLE", "a cannot be read.", { cause: refused });
    expect(problemOf(closed, "observe").causeKey).toBe("host 403");
  });

  it("is not known of an error that wraps none of ours", () => {
    const error = new RegistryError("SOURCE_MISSING", "a does not exist.", { cause: new Error("socket") });
    expect(problemOf(error, "observe")).not.toHaveProperty("causeKey");
  });
});
