import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/runner/log.ts";
import { logReport } from "../../../src/runner/report-log.ts";
import { digestFor, heldImage, imageReport, promotionReport, tagReport } from "../../builders/report.ts";
import { openCore } from "../../runner-core.ts";

/** What the log of a report prints. */
function printed(...report: Parameters<typeof promotionReport>): string {
  let text = "";
  const log = createLog(openCore({}, (part) => (text += part)));
  logReport(promotionReport(...report), log);
  return text;
}

describe("held images", () => {
  const linesOf = (text: string) => text.split("\n").filter((line) => line.includes("min-age holds"));

  it("are one line, and no annotation", () => {
    const text = printed([
      heldImage("api"),
      heldImage("web", { eligibleAtMs: null, isPurged: true }),
      imageReport("job"),
    ]);
    const [api, web] = ["api", "web"].map((name) => digestFor(name).slice(7, 19));
    expect(linesOf(text)).toEqual([
      `min-age holds 2 images: api:1.4.2 (${api}…) held until 5 May 2026, 05:18 UTC. web:1.4.2 (${web}…) held for 3 days from its import on. ${web}… was held before and has been deleted in the target since, so that its time starts again.`,
    ]);
    expect(text).not.toContain("::warning");
    expect(text).not.toContain("::notice");
  });

  it("are one line where there are many", () => {
    const text = printed(Array.from({ length: 30 }, (_, at) => heldImage(`a${at}`)));
    expect(linesOf(text)).toEqual([
      expect.stringMatching(/^min-age holds 30 images: .*a19:1\.4\.2 .*UTC\. And 10 more\.$/),
    ]);
  });

  it("are not mentioned where there are none", () => {
    expect(linesOf(printed([imageReport("api")]))).toEqual([]);
  });
});

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

describe("the counts", () => {
  const images = [imageReport("api"), imageReport("web", { status: "up-to-date" })];

  it("have the statuses of the outputs", () => {
    expect(printed(images)).toContain("prod.azurecr.io: 1 promoted, 1 up-to-date after");
  });

  it("of an undo have its own words, because nothing is promoted", () => {
    const text = printed(images, { undoes: true });
    expect(text).toContain("prod.azurecr.io: 1 moved back, 1 already back after");
    expect(text).not.toContain("promoted");
  });
});
