import { describe, expect, it } from "@jest/globals";
import { redactReport } from "../../../src/report/redact-report.ts";
import { imageReport, promotionReport, refusedImage } from "../../builders/report.ts";

const redact = (text: string) => text.replaceAll("api", "[redacted]");

describe("redactReport", () => {
  it("keeps names, digests and statuses, of which outputs and lock file are made", () => {
    const [image] = promotionReport([imageReport("team/api")]).images;
    const [redacted] = redactReport(promotionReport([imageReport("team/api")]), redact).images;
    for (const key of ["source", "repository", "digest", "image", "status", "tags", "operationId"] as const) {
      expect(redacted?.[key]).toEqual(image?.[key]);
    }
  });

  it("redacts every other text", () => {
    const error = { code: "REGISTRY_DENIED", stage: "observe", message: "the api", remedy: "an api" } as const;
    const report = {
      ...promotionReport([{ ...refusedImage("team/api", "failed", error), warnings: ["api"] }]),
      warnings: ["api"],
      error,
    };
    const redacted = redactReport(report, redact);
    const [image] = redacted.images;
    const problem = { ...error, message: "the [redacted]", remedy: "an [redacted]" };
    expect(redacted.error).toEqual(problem);
    expect(redacted.warnings).toEqual(["[redacted]"]);
    expect(image?.problems).toEqual([problem]);
    expect(image?.warnings).toEqual(["[redacted]"]);
  });
});
