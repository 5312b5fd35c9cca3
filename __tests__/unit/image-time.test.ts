// The time of an image as arithmetic: what counts, what stops the clock, and for how long at most.
import { describe, expect, it } from "@jest/globals";
import { DeadlinePassed } from "../../src/deadline.ts";
import { endOf, ImageTime, leftAfter, type Pause } from "../../src/image-time.ts";
import { ManualClock } from "../manual-clock.ts";

const LIMIT_MS = 15_000;
const FULL = { ownMs: LIMIT_MS, pausesMs: LIMIT_MS };
const SIGNAL = new AbortController().signal;

function pause(fromMs: number, untilMs: number, host = "registry.example"): Pause {
  return { host, fromMs, untilMs };
}

describe("when an image's time ends", () => {
  it.each<[string, readonly Pause[], number]>([
    ["without a pause", [], 15_000],
    ["with one pause", [pause(1_000, 6_000)], 20_000],
    ["with pauses that follow each other", [pause(1_000, 6_000), pause(7_000, 9_000)], 22_000],
    ["with pauses of two hosts at the same time", [pause(1_000, 6_000), pause(2_000, 7_000, "other.example")], 21_000],
    ["with one pause inside of another", [pause(1_000, 9_000), pause(2_000, 3_000)], 23_000],
    ["with pauses in any order", [pause(7_000, 9_000), pause(1_000, 6_000)], 22_000],
    ["with a pause from before its first request", [pause(-5_000, 4_000)], 19_000],
    ["with a pause that was over before", [pause(-5_000, -1_000)], 15_000],
    ["with pauses of as much again", [pause(0, 15_000)], 30_000],
    [
      "with pauses of more than as much again",
      [pause(0, 14_000), pause(14_500, 28_500), pause(29_000, 43_000)],
      30_000,
    ],
    ["with a pause that begins in time because of another", [pause(14_000, 20_000), pause(20_500, 24_500)], 25_000],
    ["with a pause that begins after it", [pause(15_000, 20_000)], 15_000],
  ])("%s", (_name, pauses, endMs) => {
    expect(endOf(FULL, 0, pauses)).toBe(endMs);
  });
});

describe("what is left after a part", () => {
  it.each<[string, number, readonly Pause[], typeof FULL]>([
    ["without a pause", 4_000, [], { ownMs: 11_000, pausesMs: 15_000 }],
    ["with a pause", 4_000, [pause(1_000, 3_000)], { ownMs: 13_000, pausesMs: 13_000 }],
    ["with a pause that is not over", 4_000, [pause(1_000, 30_000)], { ownMs: 14_000, pausesMs: 12_000 }],
    ["with pauses that are used up", 29_000, [pause(0, 14_000), pause(14_000, 28_000)], { ownMs: 1_000, pausesMs: 0 }],
  ])("%s", (_name, nowMs, pauses, left) => {
    expect(leftAfter(FULL, 0, nowMs, pauses)).toEqual(left);
  });
});

describe("the parts of an image's work", () => {
  const endless = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

  it("share one limit, and time between them is not counted", async () => {
    const clock = new ManualClock();
    const time = new ImageTime(clock, LIMIT_MS);
    await clock.runUntilSettled(
      time.run(
        SIGNAL,
        () => [],
        () => clock.sleep(9_000, SIGNAL),
      ),
    );
    await clock.runUntilSettled(clock.sleep(3_600_000, SIGNAL));
    const startedAtMs = clock.nowMs();
    const second = time.run(
      SIGNAL,
      () => [],
      ({ signal }) => endless(signal),
    );
    await expect(clock.runUntilSettled(second)).rejects.toBeInstanceOf(DeadlinePassed);
    expect(clock.nowMs() - startedAtMs).toBe(6_000);
  });

  it("know of a pause that begins while they run", async () => {
    const clock = new ManualClock();
    const startedAtMs = clock.nowMs();
    const pauses: Pause[] = [];
    const time = new ImageTime(clock, LIMIT_MS);
    const run = time.run(
      SIGNAL,
      () => pauses,
      async ({ signal, endsAtMs }) => {
        expect(endsAtMs()).toBe(startedAtMs + 15_000);
        await clock.sleep(14_000, SIGNAL);
        pauses.push(pause(clock.nowMs(), clock.nowMs() + 10_000));
        expect(endsAtMs()).toBe(startedAtMs + 25_000);
        return endless(signal);
      },
    );
    await expect(clock.runUntilSettled(run)).rejects.toBeInstanceOf(DeadlinePassed);
    expect(clock.nowMs() - startedAtMs).toBe(25_000);
  });

  it("end with the run's signal", async () => {
    const clock = new ManualClock();
    const cancel = new AbortController();
    const run = new ImageTime(clock, LIMIT_MS).run(
      cancel.signal,
      () => [],
      ({ signal }) => endless(signal),
    );
    cancel.abort(new Error("cancelled"));
    await expect(run).rejects.toThrow("cancelled");
  });
});
