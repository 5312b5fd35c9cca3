import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/runner/log.ts";
import { logReport } from "../../../src/runner/report-log.ts";
import { imageReport, promotionReport, tagReport } from "../../builders/report.ts";
import { openCore } from "../../runner-core.ts";

/** What the log of a report prints. */
function printed(images: Parameters<typeof promotionReport>[0]): string {
  let text = "";
  const log = createLog(openCore({}, (part) => (text += part)));
  logReport(promotionReport(images), log);
  return text;
}

describe("operations that may still run", () => {
  it("are one warning, whatever became of their images", () => {
    const text = printed([
      imageReport("api", { mayStillRun: ["one", "two"] }),
      imageReport("web"),
      imageReport("job", { status: "cancelled", tags: [tagReport("1"), tagReport("2")], mayStillRun: ["three"] }),
      imageReport("base", { tags: [], mayStillRun: ["four"] }),
    ]);
    const warnings = text.split("\n").filter((line) => line.startsWith("::warning"));
    expect(warnings).toEqual([
      "::warning::May still run in Azure: operation one (api:1.4.2), operation two (api:1.4.2), operation three (job:1,2), operation four (base). A later run with verify: layers shows whether they ended.",
    ]);
  });

  it("are all in a group where the warning does not name all", () => {
    const images = Array.from({ length: 12 }, (_, at) => imageReport(`a${at}`, { mayStillRun: [`id-${at}`] }));
    const text = printed(images);
    expect(text).toContain("operation id-9 (a9:1.4.2), and 2 more. A later run");
    for (const line of ["::group::Operations that may still run in Azure", "operation id-11 (a11:1.4.2)"]) {
      expect(text.split("\n")).toContain(line);
    }
  });

  it("are not mentioned where there are none", () => {
    expect(printed([imageReport("api")])).not.toContain("May still run");
  });
});
