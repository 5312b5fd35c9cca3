import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { HostGate, type Permit } from "../../../src/http/host-gate.ts";
import { ManualClock } from "../../manual-clock.ts";

const SIGNAL = new AbortController().signal;
const FOREVER_MS = Number.POSITIVE_INFINITY;

async function acquire(gate: HostGate, signal = SIGNAL): Promise<Permit> {
  const permit = await gate.acquire(FOREVER_MS, signal);
  if ("pausedForMs" in permit) throw new Error("It is paused for too long.");
  return permit;
}

describe("a host's gate", () => {
  it("gives as many permits as its limit, and another one for each that is released, in the order of arrival", async () => {
    const gate = new HostGate(new ManualClock(), 2);
    const order: number[] = [];
    const inside: Permit[] = [];
    for (const name of [1, 2, 3, 4]) {
      void acquire(gate).then((permit) => {
        order.push(name);
        inside.push(permit);
      });
    }
    await setImmediate();
    expect(order).toEqual([1, 2]);
    for (const permit of inside.splice(0, 1)) gate.release(permit, "failure");
    await setImmediate();
    expect(order).toEqual([1, 2, 3]);
  });

  it("passes on the permit of a request that is aborted when it is woken", async () => {
    const gate = new HostGate(new ManualClock(), 1);
    const first = await acquire(gate);
    const run = new AbortController();
    const aborted = acquire(gate, run.signal);
    const settled = expect(aborted).rejects.toThrow("cancelled");
    const next = acquire(gate);
    await setImmediate();
    gate.release(first, "success");
    run.abort(new Error("cancelled"));
    await settled;
    expect(await next).toMatchObject({ probe: false });
  });

  it("passes on the permit of an aborted probe", async () => {
    const clock = new ManualClock();
    const gate = new HostGate(clock, 1);
    const first = await acquire(gate);
    const run = new AbortController();
    const settled = expect(acquire(gate, run.signal)).rejects.toThrow("cancelled");
    const next = acquire(gate);
    await setImmediate();
    gate.pause(1000);
    gate.release(first, "throttled");
    await clock.advance(500);
    run.abort(new Error("cancelled"));
    await settled;
    await clock.advance(500);
    expect(await next).toMatchObject({ probe: true });
    expect(clock.nowMs()).toBe(1000);
  });

  it("does not wake all waiting requests for each released permit", async () => {
    const gate = new HostGate(new ManualClock(), 8);
    const before = process.cpuUsage();
    await Promise.all(
      Array.from({ length: 5000 }, async () => {
        const permit = await acquire(gate);
        await setImmediate();
        gate.release(permit, "success");
      }),
    );
    // A quarter of a second, where waking all of them each time takes more than a minute.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000);
  });
});
