// Cancelled in every phase: nothing new starts, what is known is written down and true, and the process ends in time.
// How the runner cancels: https://github.com/actions/runner/blob/v2.329.0/src/Runner.Sdk/ProcessInvoker.cs
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { addListener } from "../emulator/listener.ts";
import { isImport, type RecordedRequest } from "../emulator/request-log.ts";
import { runAction } from "../emulator/runner.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
/** The runner waits 7.5 s after its first signal. */
const EXIT_WITHIN_MS = 5_000;
const images = `${dev}/api:build-812 => api:1.4.2\n${dev}/worker:build-812 => worker:1.0`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

const setsTag = (request: RecordedRequest) => isImport(request) && request.body.includes("api:1.4.2");

interface Moment {
  readonly at: (request: RecordedRequest) => boolean;
  /** What keeps the run in that phase. */
  readonly hold: () => void;
  /** Operations that ARM may still be at. */
  readonly inFlight: boolean;
}

const MOMENTS: Record<string, Moment> = {
  "the login": {
    at: ({ party }) => party === "entra",
    hold: () => void world.azure.faults.add({ party: "entra", times: "always", action: { kind: "hang" } }),
    inFlight: false,
  },
  "the plan": {
    at: ({ host, target }) => host === dev && target.includes("/manifests/"),
    hold: () =>
      void world.azure.faults.add({ host: dev, path: /\/manifests\//, times: "always", action: { kind: "hang" } }),
    inFlight: false,
  },
  "a wait for a throttled registry": {
    at: ({ host, target }) => host === dev && target.includes("/manifests/"),
    hold: () =>
      void world.azure.faults.add({
        host: dev,
        path: /\/manifests\//,
        times: "always",
        action: { kind: "status", status: 429, headers: { "Retry-After": "60" } },
      }),
    inFlight: false,
  },
  "the import's POST": {
    at: isImport,
    hold: () => void world.azure.faults.add({ path: /importImage/, times: "always", action: { kind: "hang" } }),
    inFlight: true,
  },
  "the wait for an import": {
    at: ({ target }) => target.includes("operationResults"),
    hold: () => world.azure.imports.script({ copyMs: 60_000, reportMs: 60_000 }, { times: "always" }),
    inFlight: true,
  },
  "the read-back": {
    at: ({ host, target }) =>
      host === prod && target.includes("/manifests/") && world.azure.imports.operations.length > 0,
    hold: () =>
      void world.azure.faults.add({
        host: prod,
        path: /\/manifests\//,
        times: "always",
        when: () => world.azure.imports.operations.length > 0,
        action: { kind: "hang" },
      }),
    inFlight: true,
  },
  "the move of a tag": {
    at: setsTag,
    hold: () =>
      void world.azure.faults.add({ path: /importImage/, body: /1\.4\.2/, times: "always", action: { kind: "hang" } }),
    inFlight: true,
  },
};

describe("a step that is cancelled", () => {
  it.each(
    Object.keys(MOMENTS).flatMap((moment) => (["SIGINT", "SIGTERM"] as const).map((name) => [moment, name] as const)),
  )("in %s by %s ends within 5 s and tells the truth", async (name, signal) => {
    const moment = MOMENTS[name] as Moment;
    moment.hold();
    let sentAt = 0;
    let importsThen = 0;
    const afterRequest = (request: RecordedRequest) => {
      if (!moment.at(request)) return false;
      sentAt = performance.now();
      importsThen = world.azure.requests.filter(isImport).length;
      return true;
    };
    const run = await world.run({ images }, { signal: { name: signal, afterRequest, delayMs: 150 } });
    const tookMs = performance.now() - sentAt;
    expect(sentAt).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(EXIT_WITHIN_MS);
    expect(run.exitCode).not.toBe(0);
    expect(run.signal).toBeNull();

    const statuses = run.result.images.map(({ status }) => status);
    for (const status of statuses) expect(["cancelled", "pending", "promoted"]).toContain(status);
    expect(statuses).not.toEqual(["promoted", "promoted"]);
    if (moment.inFlight) expect(statuses).toContain("cancelled");
    else expect(statuses).toEqual(["pending", "pending"]);
    expect(run.summary).toContain("cancelled");
    expect(run.outputs["json"]).not.toBe("");
    const { tags } = run.result.images[0] ?? { tags: [] };
    if (world.prod.store.tagDigest("api", "1.4.2") === undefined) {
      expect(tags.map(({ status }) => status)).toEqual(["pending"]);
    }
    // Nothing new is asked of ARM: only what was under way in the same moment may still arrive.
    const after = run.requests.filter(isImport).length - importsThen;
    expect(after).toBeLessThanOrEqual(10);
    const operations = run.result.images.flatMap(({ status, operationId }) =>
      status === "cancelled" ? [operationId] : [],
    );
    for (const id of operations) {
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      if (moment.inFlight) expect(`${run.log}\n${run.summary}`).toContain(id);
    }
  });

  it("exits at once on a second signal", async () => {
    const listener = addListener(world.azure, "unused.example.com");
    world.azure.faults.add({ party: "entra", times: "always", action: { kind: "hang" } });
    let sentAt = 0;
    const run = await runAction(world.azure, {
      inputs: { ...world.inputs, images },
      signal: [
        { name: "SIGINT", afterRequest: ({ party }) => party === "entra", delayMs: 50 },
        {
          name: "SIGINT",
          when: (stdout) => {
            const isCancelled = stdout.includes("Cancelled:");
            if (isCancelled) sentAt = performance.now();
            return isCancelled;
          },
        },
      ],
    });
    expect(performance.now() - sentAt).toBeLessThan(1_500);
    expect(run).toMatchObject({ exitCode: 130, outputs: { status: "cancelled" }, summary: "" });
    expect(listener.requests()).toEqual([]);
  });

  it("is failed if it is killed before it could report", async () => {
    world.azure.faults.add({ party: "entra", times: "always", action: { kind: "hang" } });
    const run = await runAction(world.azure, {
      inputs: { ...world.inputs, images },
      signal: { name: "SIGKILL", afterRequest: ({ party }) => party === "entra" },
    });
    expect(run).toMatchObject({ signal: "SIGKILL", outputs: { status: "failed" } });
  });

  it("tells what had been promoted before, with all-or-nothing: false", async () => {
    world.azure.imports.script({ copyMs: 60_000 }, { when: ({ source }) => /^api/.test(source?.sourceImage ?? "") });
    const run = await world.run(
      { images, "all-or-nothing": "false", referrers: "none" },
      { signal: { name: "SIGINT", when: (stdout) => stdout.includes("worker:1.0: in place") } },
    );
    expect(run.exitCode).not.toBe(0);
    expect(run.result.images.map(({ status }) => status)).toEqual(["cancelled", "promoted"]);
    expect(run.outputs["images"]).toBe(`${prod}/worker@${world.digests.worker}`);
  });
});
