// The step dies without a word: the next run ends as if it had been the first. Many more crashes are in crash.ci.test.ts.
import { expect, it } from "@jest/globals";
import { surviveCrashes } from "./crashes.ts";

it("survives crashes before its first import, between imports, and before its last request", async () => {
  const crashes = [0.35, 0.6, 0.85].map((share) => ({ share, delayMs: 0 }));
  const { killed, unfinished } = await surviveCrashes(crashes);
  expect(killed).toBe(crashes.length);
  // Otherwise the crashes came too late to prove anything.
  expect(unfinished).toBeGreaterThanOrEqual(2);
}, 60_000);
