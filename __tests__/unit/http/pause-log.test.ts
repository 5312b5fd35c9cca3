// Which pauses of hosts the log tells, and how often.
import { expect, it } from "@jest/globals";
import { createPauseLog } from "../../../src/http/pause-log.ts";
import { ManualClock } from "../../manual-clock.ts";

const SIGNAL = new AbortController().signal;

function setUp() {
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = createPauseLog(clock, { info: (line) => void lines.push(line), debug: () => undefined });
  const throttle = (pauseMs: number, host = "registry.example") =>
    log({ host, status: 429, pauseMs, isAsked: true, waitBudgetMs: 60_000 });
  return { clock, lines, throttle };
}

it("names host, reason and seconds", () => {
  const { lines, throttle } = setUp();
  throttle(24_400);
  expect(lines).toEqual(["registry.example throttles requests (429, Retry-After: 25 s). Waiting 25 s for it."]);
});

it("says that a pause is not waited for if it is longer than a request may wait", () => {
  const { lines, throttle } = setUp();
  throttle(60_001);
  expect(lines).toEqual([
    "registry.example throttles requests (429, Retry-After: 61 s). That is longer than timeout-minutes allows (60 s), so it is not waited for.",
  ]);
});

it("tells one pause once, whichever of many requests are told of it", async () => {
  const { clock, lines, throttle } = setUp();
  for (let at = 0; at < 64; at += 1) throttle(25_000);
  await clock.runUntilSettled(clock.sleep(1_000, SIGNAL));
  throttle(24_000);
  throttle(25_000);
  expect(lines).toHaveLength(1);
});

it("tells each further pause, of each host", async () => {
  const { clock, lines, throttle } = setUp();
  throttle(25_000);
  throttle(25_000, "other.example");
  await clock.runUntilSettled(clock.sleep(26_000, SIGNAL));
  throttle(25_000);
  expect(lines).toHaveLength(3);
});

it("does not tell short ones", () => {
  const { lines, throttle } = setUp();
  throttle(1_000);
  expect(lines).toEqual([]);
});

it("ends after ten lines of a host, and says so", async () => {
  const { clock, lines, throttle } = setUp();
  for (let at = 0; at < 100; at += 1) {
    throttle(25_000);
    await clock.runUntilSettled(clock.sleep(30_000, SIGNAL));
  }
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toMatch(/ Its further pauses are not logged\.$/);
});
