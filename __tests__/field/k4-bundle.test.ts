// K4.1 as the shipped action shows it: the process itself ends in time.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { contoso } from "../emulator/seed.ts";

const { dev } = contoso;
const MANIFESTS = /\/manifests\//;
const worker = `${dev}/worker:build-812 => worker:1.0`;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

it("K4.1 the shipped action ends by itself, long before a request would", async () => {
  world.azure.faults.add({ host: dev, path: MANIFESTS, times: "always", action: { kind: "hang" } });
  const run = await world.run({ images: worker, referrers: "none", "timeout-minutes": "0.02" });
  expect(run.exitCode).toBe(1);
  expect(run.timedOut).toBe(false);
  expect(run.result.images[0]?.error).toMatchObject({ code: "READING_TIMEOUT", side: "source" });
  // A request is given 30 s, and is sent five times.
  expect(run.requests.filter(({ host, target }) => host === dev && MANIFESTS.test(target))).toHaveLength(1);
});

it("K4.1 a run that is cancelled while its source throttles ends in time, and says what it waited for", async () => {
  world.azure.faults.add({
    host: dev,
    path: MANIFESTS,
    times: "always",
    action: { kind: "status", status: 429, headers: { "Retry-After": "60" } },
  });
  const run = await world.run(
    { images: worker, referrers: "none" },
    { signal: { name: "SIGINT", when: (stdout) => stdout.includes("throttles requests") } },
  );
  expect(run.timedOut).toBe(false);
  expect(run.outputs["status"]).toBe("cancelled");
  expect(run.log).toContain(`${dev} throttles requests (429, Retry-After: 60 s). Waiting 60 s for it.`);
});
