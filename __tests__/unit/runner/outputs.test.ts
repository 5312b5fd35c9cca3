import { describe, expect, it } from "@jest/globals";
import { problem } from "../../../src/problems.ts";
import type { PromotionReport } from "../../../src/report/report.ts";
import { withoutAzureIds } from "../../../src/runner/output-text.ts";
import {
  JSON_OUTPUT_MAX_BYTES,
  type Outputs,
  renderJsonFile,
  renderOutputs,
  renderSubjectChecksums,
} from "../../../src/runner/outputs.ts";
import {
  digestFor,
  heldImage,
  imageReport,
  manifestReport,
  promotionReport,
  refusedImage,
  tagReport,
} from "../../builders/report.ts";

const PATHS = {
  jsonFile: "/t/result.json",
  summaryFile: "/t/summary.md",
  subjectChecksums: "/t/sums.txt",
  lockFile: "",
  updatedFiles: ["deploy/api.yaml", "deploy/kustomization.yaml"],
  rollback: "",
  rollbackFile: "",
};
const outputsOf = (report: PromotionReport): Outputs => renderOutputs(report, "promoted", PATHS);

describe("renderOutputs", () => {
  it("names digest and pinned reference of the one image asked for", () => {
    const outputs = outputsOf(promotionReport([imageReport("api")]));
    expect(outputs).toMatchObject({
      status: "promoted",
      digest: digestFor("api"),
      image: `prod.azurecr.io/api@${digestFor("api")}`,
      images: `prod.azurecr.io/api@${digestFor("api")}`,
      changed: "true",
      "json-file": "/t/result.json",
      "summary-file": "/t/summary.md",
      "subject-checksums": "/t/sums.txt",
      "lock-file": "",
    });
  });

  it("leaves digest and image empty where two were asked for", () => {
    expect(outputsOf(promotionReport([imageReport("api"), imageReport("web")]))).toMatchObject({
      digest: "",
      image: "",
    });
  });

  it.each(["skipped", "missing", "conflict", "blocked", "failed", "pending", "cancelled"] as const)(
    "names no digest of an image that is %s",
    (status) => {
      expect(outputsOf(promotionReport([imageReport("api", { status })]))).toMatchObject({
        digest: "",
        image: "",
        images: "",
        "manifest-list": "[]",
      });
    },
  );

  it("lists an image whose tags were all kept nowhere, and one with another tag everywhere", () => {
    const kept = tagReport("latest", { status: "kept", previousDigest: digestFor("newer") });
    const none = outputsOf(promotionReport([imageReport("api", { tags: [kept] })]));
    expect(none).toMatchObject({ digest: "", images: "", "manifest-list": "[]" });
    const other = outputsOf(promotionReport([imageReport("api", { tags: [kept, tagReport("1.4.2")] })]));
    expect(other).toMatchObject({ images: `prod.azurecr.io/api@${digestFor("api")}` });
    expect(JSON.parse(other["manifest-list"])).toHaveLength(1);
  });

  it("names the digest that a dry run planned, and lists nothing as in place", () => {
    const outputs = outputsOf(
      promotionReport([imageReport("api", { status: "planned" })], { dryRun: true, changed: true }),
    );
    expect(outputs).toMatchObject({ digest: digestFor("api"), images: "", changed: "true" });
  });

  it("names no digest of a held image, and says from when on its tag may move", () => {
    const outputs = (eligibleAtMs: number | null) => {
      // One tag points to it already, another one waits.
      const tags = [tagReport("1.4.2", { status: "unchanged" }), tagReport("latest", { status: "held" })];
      const report = promotionReport([heldImage("api", { eligibleAtMs }, { tags })]);
      return renderOutputs(report, "held", PATHS);
    };
    const held = outputs(Date.parse("2026-05-05T05:17:24.500Z"));
    expect([held.status, held.digest, held.image, held.images, held["manifest-list"]]).toEqual([
      "held",
      "",
      "",
      "",
      "[]",
    ]);
    expect(JSON.parse(held.json).images).toMatchObject([{ status: "held", eligibleAt: "2026-05-05T05:17:24.500Z" }]);
    expect(JSON.parse(outputs(null).json).images).toMatchObject([{ status: "held", eligibleAt: null }]);
  });

  it("lists manifests as documented", () => {
    const image = imageReport("api", { manifests: [manifestReport("linux/amd64")] });
    expect(JSON.parse(outputsOf(promotionReport([image]))["manifest-list"])).toEqual([
      {
        image: image.image,
        digest: image.digest,
        mediaType: image.mediaType,
        size: 1609,
        manifests: [
          {
            platform: "linux/amd64",
            digest: digestFor("manifest linux/amd64"),
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            size: 1234,
          },
        ],
      },
    ]);
  });

  it("writes the result document with exactly the documented keys", () => {
    const problem = { code: "TAG_CONFLICT", stage: "plan", side: "target", message: "m", remedy: "r" } as const;
    const document = JSON.parse(
      outputsOf(promotionReport([imageReport("api"), refusedImage("web", "conflict", problem)])).json,
    );
    expect(Object.keys(document)).toEqual(["version", "registry", "dryRun", "changed", "counts", "error", "images"]);
    expect(document.counts).toEqual({ promoted: 1, conflict: 1 });
    expect(Object.keys(document.images[0])).toEqual(
      "source repository digest mediaType size image status verified tags manifests referrers attestations durationMs operationId mayStillRun error".split(
        " ",
      ),
    );
    expect(document.images[1].error).toEqual({ code: "TAG_CONFLICT", side: "target", message: "m", remedy: "r" });
  });

  it("is ASCII, and the same text once parsed", () => {
    const source = "dev.azurecr.io/ü:🚀\u2028\u0000";
    const outputs = outputsOf(promotionReport([imageReport("api", { source })]));
    expect(outputs.json).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(outputs.json).images[0].source).toBe(source);
  });

  it.each([300, 1000, 5000])(
    "keeps json under its limit at %i images, with true counts, and whole in the file",
    (count) => {
      const failure = problem("IMPORT_FAILED", "x".repeat(500));
      const images = Array.from({ length: count }, (_, at) =>
        at % 3 === 0 ? refusedImage(`a${at}`, "failed", failure) : imageReport(`a${at}`),
      );
      const report = promotionReport(images);
      const { json } = outputsOf(report);
      expect(json.length).toBeLessThanOrEqual(JSON_OUTPUT_MAX_BYTES);
      const failed = Math.ceil(count / 3);
      expect(JSON.parse(json)).toMatchObject({ truncated: true, counts: { promoted: count - failed, failed } });
      const whole = JSON.parse(renderJsonFile(report));
      expect(whole.images).toHaveLength(count);
      expect(whole.truncated).toBeUndefined();
    },
  );

  it("leaves out what images state of themselves before what the step did", () => {
    const claim = { text: "\u2028".repeat(128), from: "label" } as const;
    const pair = { previous: claim, current: claim };
    const change = { version: pair, revision: {}, baseImage: {}, pullSizes: [] };
    const images = Array.from({ length: 200 }, (_, at) => {
      const [tag] = imageReport(`a${at}`).tags;
      return imageReport(`a${at}`, { tags: tag === undefined ? [] : [{ ...tag, status: "moved", change }] });
    });
    const document = JSON.parse(outputsOf(promotionReport(images)).json);
    expect(document.truncated).toBe(true);
    expect(document.images).toHaveLength(200);
    expect(document.images[0].tags[0]).toHaveProperty("previousDigest");
    expect(document.images[0].tags[0]).not.toHaveProperty("version");
    expect(JSON.parse(renderJsonFile(promotionReport(images))).images[0].tags[0].version).toBe(claim.text);
  });

  it("keeps the failures where only details have to go", () => {
    const failure = problem("IMPORT_FAILED", "x");
    const images = Array.from({ length: 3000 }, (_, at) =>
      at === 2999 ? refusedImage("bad", "failed", failure) : imageReport(`a${at}`),
    );
    const document = JSON.parse(outputsOf(promotionReport(images)).json);
    expect(document.images).toContainEqual(
      expect.objectContaining({ repository: "bad", error: { code: "IMPORT_FAILED", side: null } }),
    );
  });

  it("keeps good images whose operations may still run where only details have to go", () => {
    const images = Array.from({ length: 3000 }, (_, at) =>
      imageReport(`a${at}`, at === 2999 ? { mayStillRun: ["operation 7"] } : {}),
    );
    const document = JSON.parse(outputsOf(promotionReport(images)).json);
    expect(document).toMatchObject({ truncated: true, counts: { promoted: 3000 } });
    expect(document.images).toEqual([expect.objectContaining({ repository: "a2999", mayStillRun: ["operation 7"] })]);
  });

  it("holds no subscription, tenant or resource ID, wherever one was", () => {
    const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    const path = `/subscriptions/${id}/resourceGroups/secret-group/providers/Microsoft.ContainerRegistry/registries/prod`;
    const failure = problem("IMPORT_FAILED", `Reading ${path}: no role for ${id}.`, { remedy: `az … --scope ${path}` });
    const attestations = [{ line: "sbom", status: "missing", reasons: [`tenant ${id.toUpperCase()}`] }] as const;
    const report = promotionReport([refusedImage("api", "failed", failure, { attestations })], {
      registry: path,
      error: failure,
    });
    const all = Object.values(outputsOf(report)).join("\n") + renderJsonFile(report);
    expect(all).not.toMatch(new RegExp(id, "i"));
    expect(all).not.toContain("secret-group");
    expect(JSON.parse(renderJsonFile(report)).images[0].error.message).toBe("Reading [resource ID]: no role for [ID].");
  });

  it("leaves a tag that is a GUID as it is", () => {
    const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    const { json } = outputsOf(
      promotionReport([imageReport("api", { source: `dev.azurecr.io/api:${id}`, tags: [tagReport(id)] })]),
    );
    expect(JSON.parse(json).images[0]).toMatchObject({ source: `dev.azurecr.io/api:${id}`, tags: [{ name: id }] });
  });
});

describe("withoutAzureIds", () => {
  it.each([
    ["a resource ID in quotes", `"/subscriptions/a/resourceGroups/g" is`, `"[resource ID]" is`],
    ["keywords in another case", "/SUBSCRIPTIONS/a/b x", "[resource ID] x"],
    ["no ID at all", "contosodev.azurecr.io/api:1", "contosodev.azurecr.io/api:1"],
  ])("takes out %s", (_, text, expected) => {
    expect(withoutAzureIds(text)).toBe(expected);
  });
});

describe("renderSubjectChecksums", () => {
  it("writes a line for each image in place, each once", () => {
    const images = [imageReport("api"), imageReport("api"), imageReport("web", { status: "failed" })];
    expect(renderSubjectChecksums(promotionReport(images))).toBe(`${digestFor("api").slice(7)}  prod.azurecr.io/api\n`);
  });
});
