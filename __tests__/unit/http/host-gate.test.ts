import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { type Admission, HostGate } from "../../../src/http/host-gate.ts";
import { ManualClock } from "../../manual-clock.ts";

const SIGNAL = new AbortController().signal;
const FOREVER_MS = Number.POSITIVE_INFINITY;

async function enter(gate: HostGate, signal = SIGNAL): Promise<Admission> {
  const admission = await gate.enter(FOREVER_MS, signal);
  if ("pausedForMs" in admission) throw new Error("It is paused for too long.");
  return admission;
}

describe("a host's gate", () => {
  it("admits as many as its limit and one more for each that leaves, in the order of arrival", async () => {
    const gate = new HostGate(new ManualClock(), 2);
    const order: number[] = [];
    const inside: Admission[] = [];
    for (const name of [1, 2, 3, 4]) {
      void enter(gate).then((admission) => {
        order.push(name);
        inside.push(admission);
      });
    }
    await setImmediate();
    expect(order).toEqual([1, 2]);
    for (const admission of inside.splice(0, 1)) gate.leave(admission, "failure");
    await setImmediate();
    expect(order).toEqual([1, 2, 3]);
  });

  it("passes on the turn of one that was aborted at the very moment", async () => {
    const gate = new HostGate(new ManualClock(), 1);
    const first = await enter(gate);
    const run = new AbortController();
    const aborted = enter(gate, run.signal);
    const settled = expect(aborted).rejects.toThrow("cancelled");
    const next = enter(gate);
    await setImmediate();
    gate.leave(first, "success");
    run.abort(new Error("cancelled"));
    await settled;
    expect(await next).toMatchObject({ probe: false });
  });

  it("passes on the turn of a probe that is given up", async () => {
    const clock = new ManualClock();
    const gate = new HostGate(clock, 1);
    const first = await enter(gate);
    const run = new AbortController();
    const settled = expect(enter(gate, run.signal)).rejects.toThrow("cancelled");
    const next = enter(gate);
    await setImmediate();
    gate.pause(1000);
    gate.leave(first, "throttled");
    await clock.advance(500);
    run.abort(new Error("cancelled"));
    await settled;
    await clock.advance(500);
    expect(await next).toMatchObject({ probe: true });
    expect(clock.nowMs()).toBe(1000);
  });

  it("does not let a crowd wake for every single one that leaves", async () => {
    const gate = new HostGate(new ManualClock(), 8);
    const before = process.cpuUsage();
    await Promise.all(
      Array.from({ length: 5000 }, async () => {
        const admission = await enter(gate);
        await setImmediate();
        gate.leave(admission, "success");
      }),
    );
    // A quarter of a second, where waking all of them each time takes more than a minute.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000);
  });
});
