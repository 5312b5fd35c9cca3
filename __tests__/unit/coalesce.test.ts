import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { Coalescer } from "../../src/coalesce.ts";

const SIGNAL = new AbortController().signal;

/** A call that tests settle by hand; `signals` has one entry for each time that it was started. */
function pendingCall() {
  const signals: AbortSignal[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const start = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { start, signals, resolve, reject };
}

describe("a coalescer", () => {
  it("starts one call for all concurrent callers of a key, and another one for another key", async () => {
    const coalescer = new Coalescer<string>();
    const { start, signals, resolve } = pendingCall();
    const calls = ["a", "a", "b"].map((key) => coalescer.run(key, start, SIGNAL));
    expect(signals).toHaveLength(2);
    resolve("result");
    expect(await Promise.all(calls)).toEqual(["result", "result", "result"]);
  });

  it("shares a failure, and starts anew after it", async () => {
    const coalescer = new Coalescer<string>();
    const failing = pendingCall();
    const calls = [coalescer.run("a", failing.start, SIGNAL), coalescer.run("a", failing.start, SIGNAL)];
    const settled = Promise.allSettled(calls);
    failing.reject(new Error("refused"));
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(failing.signals).toHaveLength(1);
    expect(await coalescer.run("a", async () => "later", SIGNAL)).toBe("later");
  });

  it("keeps the call for the others when one caller aborts", async () => {
    const coalescer = new Coalescer<string>();
    const { start, signals, resolve } = pendingCall();
    const impatient = new AbortController();
    const aborted = expect(coalescer.run("a", start, impatient.signal)).rejects.toThrow("cancelled");
    const patient = coalescer.run("a", start, SIGNAL);
    impatient.abort(new Error("cancelled"));
    await aborted;
    expect(signals[0]?.aborted).toBe(false);
    resolve("result");
    expect(await patient).toBe("result");
  });

  it("aborts the call with its last caller, and starts a new one for a later caller", async () => {
    const coalescer = new Coalescer<string>();
    const first = pendingCall();
    const run = new AbortController();
    const aborted = expect(coalescer.run("a", first.start, run.signal)).rejects.toThrow("cancelled");
    run.abort(new Error("cancelled"));
    await aborted;
    expect(first.signals[0]?.aborted).toBe(true);
    const second = pendingCall();
    const later = [coalescer.run("a", second.start, SIGNAL)];
    // The end of the aborted call does not make the key free again.
    first.reject(new Error("cancelled"));
    await setImmediate();
    later.push(coalescer.run("a", second.start, SIGNAL));
    second.resolve("result");
    expect(await Promise.all(later)).toEqual(["result", "result"]);
    expect(second.signals).toHaveLength(1);
  });

  it("starts nothing for a caller that is aborted already", async () => {
    const { start, signals } = pendingCall();
    const cancelled = AbortSignal.abort(new Error("cancelled"));
    await expect(new Coalescer<string>().run("a", start, cancelled)).rejects.toThrow("cancelled");
    expect(signals).toEqual([]);
  });
});
