import { describe, expect, it } from "@jest/globals";
import { problem } from "../../../src/problems.ts";
import { formatPlanTable } from "../../../src/runner/plan-table.ts";
import { digestFor, heldImage, imageReport, referrerReport, refusedImage, tagReport } from "../../builders/report.ts";

const old = digestFor("old").slice(7, 19);

describe("formatPlanTable", () => {
  it("aligns its columns and tells what becomes of each tag", () => {
    const conflict = problem("TAG_CONFLICT", "It holds another digest.");
    const lines = formatPlanTable([
      {
        ...imageReport("api", {
          status: "planned",
          tags: [
            tagReport("1.4.2"),
            tagReport("latest", { status: "moved", previousDigest: digestFor("old") }),
            tagReport("1", { status: "unchanged", previousDigest: digestFor("api") }),
          ],
          referrers: [referrerReport()],
          platformChanges: [{ tag: "latest", gained: ["linux/arm64"], lost: ["linux/386"] }],
        }),
        imports: 3,
      },
      {
        ...refusedImage("team/web", "conflict", conflict, {
          tags: [tagReport("2", { status: "conflict", previousDigest: digestFor("old") })],
        }),
        imports: 0,
      },
      imageReport("chart", { tags: [], digest: null }),
    ]);
    const tags = `+1.4.2, latest (from ${old}), =1`;
    expect(lines).toEqual([
      `IMAGE     ${"TAGS".padEnd(tags.length)}  DIGEST        IMPORTS  REFERRERS  REMARKS`,
      `api       ${tags}  ${digestFor("api").slice(7, 19)}  3        1          latest gains linux/arm64; latest loses linux/386; from dev.azurecr.io/api:build-812`,
      `team/web  ${`!2 (points to ${old})`.padEnd(tags.length)}  ${digestFor("team/web").slice(7, 19)}  0        0          TAG_CONFLICT: It holds another digest.; from dev.azurecr.io/team/web:build-812`,
      `chart     ${"(untagged)".padEnd(tags.length)}  -             -        0          from dev.azurecr.io/chart:build-812`,
    ]);
  });

  it("shows a planned move of a tag that is still pending as a move", () => {
    const [, line] = formatPlanTable([
      imageReport("api", { tags: [tagReport("1", { status: "pending", previousDigest: digestFor("old") })] }),
    ]);
    expect(line).toContain(`1 (from ${old})`);
  });

  it("shows a tag that is kept with the digest that it keeps", () => {
    const tags = [tagReport("1", { status: "kept", previousDigest: digestFor("old") })];
    expect(formatPlanTable([imageReport("api", { status: "skipped", tags })])[1]).toContain(`=1 (kept at ${old})`);
  });

  it("shows a tag that waits, and until when", () => {
    const [, line] = formatPlanTable([heldImage("api")]);
    expect(line).toContain(`1.4.2 (held, still ${old})`);
    expect(line).toContain("held until 5 May 2026, 05:18 UTC; from ");
    const absent = heldImage("api", {}, { tags: [tagReport("1.4.2", { status: "held" })] });
    expect(formatPlanTable([absent])[1]).toContain("1.4.2 (held) ");
  });

  it("says which artifacts require-platforms does not apply to", () => {
    const [, chart, image] = formatPlanTable([imageReport("chart", { exemptFromPlatforms: true }), imageReport("api")]);
    expect(chart).toContain("has no platforms, exempt from require-platforms; from ");
    expect(image).not.toContain("exempt");
  });

  it("does not widen every row for one very long cell", () => {
    const lines = formatPlanTable([imageReport("a"), imageReport("b".repeat(200))]);
    expect(lines[0]?.length).toBeLessThan(140);
    expect(lines[2]).toContain("b".repeat(200));
  });
});
