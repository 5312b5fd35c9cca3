// Measures work by the CPU time that it takes, so that bounds on hostile input hold on a busy or slow machine too.
import { expect } from "@jest/globals";

const TRIES = 3;
/** What `referenceWork` takes on the machine that the limits were written for. */
const REFERENCE_MS = 15;

/** Milliseconds of CPU of the fastest of three tries: what the work itself takes, without warm-up and garbage of others. */
export function cpuTimeMs(work: () => unknown): number {
  const triesMs = Array.from({ length: TRIES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...triesMs);
}

/** Fails where the work takes more CPU time than the limit, which grows on a slower machine. */
export function expectCpuTimeBelow(limitMs: number, work: () => unknown): void {
  expectBelow(limitMs, cpuTimeMs(work));
}

/** Fails where a CPU time is above the limit. On a slower machine the limit grows by as much as that is slower. */
export function expectBelow(limitMs: number, tookMs: number): void {
  if (tookMs < limitMs) return;
  const slowness = Math.max(1, cpuTimeMs(referenceWork) / REFERENCE_MS);
  expect(tookMs).toBeLessThan(limitMs * slowness);
}

/** What parsers do: it splits, matches and collects text. */
function referenceWork(): number {
  const found = new Map<string, number>();
  for (let at = 0; at < 20_000; at += 1) {
    const [name = "", tag = ""] = `registry.example/team/service-${at % 997}:1.${at}.0`.split(":");
    if (/^(?:[a-z0-9]+(?:[._/-][a-z0-9]+)*)$/.test(name)) found.set(`${name}@${tag}`, at);
  }
  return found.size;
}
