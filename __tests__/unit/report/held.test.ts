// What is remembered of tags that wait, from run to run.
import { describe, expect, it } from "@jest/globals";
import type { Hold, ImagePlan } from "../../../src/plan/plan.ts";
import { reportHold } from "../../../src/report/held.ts";
import type { HeldBefore } from "../../../src/request/request.ts";
import { digestFor } from "../../builders/report.ts";
import { imageRequest } from "../../builders/requests.ts";

const DAY_MS = 86_400_000;
const digest = digestFor("image");
const day = (count: number) => count * DAY_MS;

function report(hold: Partial<Hold>, before?: Partial<HeldBefore>, heldAt?: { createdAtMs: number; readAtMs: number }) {
  const plan = {
    request: imageRequest("base"),
    source: { digest },
    tags: [
      { name: "1.4.2", action: "hold" },
      { name: "1.4.1", action: "keep" },
    ],
    hold: { minAgeMs: day(3), isThere: true, readAtMs: undefined, ...hold },
  } as unknown as ImagePlan;
  const earlier: HeldBefore = { repository: "base", tag: "1.4.2", digest, sinceMs: day(1), changes: 0, ...before };
  const run = heldAt === undefined ? {} : { heldAt };
  return reportHold(plan, run, before === undefined ? undefined : [earlier]);
}

describe("reportHold", () => {
  it("counts from when the target got the image", () => {
    expect(report({ createdAtMs: day(10), readAtMs: day(11) })).toEqual({
      minAgeMs: day(3),
      eligibleAtMs: day(13),
      tags: [{ tag: "1.4.2", sinceMs: day(10), changes: 0 }],
      isPurged: false,
    });
  });

  it("counts from the import of this run", () => {
    const held = report({ isThere: false }, undefined, { createdAtMs: day(10), readAtMs: day(10) });
    expect(held).toMatchObject({ eligibleAtMs: day(13), tags: [{ sinceMs: day(10) }] });
  });

  it("does not know it where nothing shows it", () => {
    expect(report({ isThere: false })).toMatchObject({ eligibleAtMs: null, tags: [{ sinceMs: null }] });
  });

  it("remembers the first digest of a tag that changes", () => {
    const other = { digest: digestFor("other"), changes: 1 };
    const held = report({ isThere: false, readAtMs: day(2) }, other, { createdAtMs: day(2), readAtMs: day(2) });
    expect(held).toMatchObject({ tags: [{ sinceMs: day(1), changes: 2 }], isPurged: false });
    expect(held?.restless).toBeUndefined();
    expect(report({ createdAtMs: day(4), readAtMs: day(4) }, other)?.restless).toEqual({
      tag: "1.4.2",
      sinceMs: day(1),
      changes: 2,
    });
  });

  it("does not call a digest restless that waits for its own age", () => {
    expect(report({ createdAtMs: day(1), readAtMs: day(3) }, {})?.restless).toBeUndefined();
  });

  it.each<[string, Partial<Hold>, Partial<HeldBefore>, boolean]>([
    ["is gone", { isThere: false }, {}, true],
    ["was imported again", { createdAtMs: day(2), readAtMs: day(2) }, {}, true],
    ["is the same", { createdAtMs: day(1), readAtMs: day(2) }, {}, false],
    ["took the place of another one", { isThere: false }, { digest: digestFor("other") }, false],
    ["is gone after changes", { isThere: false }, { changes: 2 }, true],
    ["is another repository's", { isThere: false }, { repository: "other" }, false],
    ["is another tag's", { isThere: false }, { tag: "1.4.1" }, false],
  ])("knows a held manifest that %s", (_name, hold, before, isPurged) => {
    expect(report(hold, before)?.isPurged).toBe(isPurged);
  });

  it("starts again after a purge", () => {
    const held = report({ isThere: false }, {}, { createdAtMs: day(5), readAtMs: day(5) });
    expect(held).toMatchObject({ eligibleAtMs: day(8), tags: [{ sinceMs: day(5), changes: 0 }], isPurged: true });
  });
});
