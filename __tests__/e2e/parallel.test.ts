// Requests and imports in flight: what max-parallel allows, how a run without it grows, and what a throttling host changes.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mostAtOnce } from "../bench/figures.ts";
import { putImage } from "../emulator/images.ts";
import { isImport, type RecordedRequest } from "../emulator/request-log.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const ARM = "management.azure.com";
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function seed(count: number): string {
  return Array.from({ length: count }, (_, at) => {
    const repository = `app-${at}`;
    putImage({ store: world.dev.store, repository }, { content: repository, tag: "1" });
    return `${dev}/${repository}:1`;
  }).join("\n");
}

const inFlight = (requests: readonly RecordedRequest[]) =>
  mostAtOnce(requests.map(({ time, endTime }) => ({ from: time, to: endTime ?? time })));
const to = (run: ShippedRun, host: string) => run.requests.filter((request) => request.host === host);

/** Imports that Azure has accepted and not finished: from the POST to the first read of the tag or manifest that shows it. */
function importsInFlight(run: ShippedRun): number {
  const intervals = run.requests.filter(isImport).map(({ time, body }) => {
    const { source } = JSON.parse(body.toString()) as { source: { sourceImage: string } };
    const [repository = ""] = source.sourceImage.split("@");
    const shown = run.requests.find(
      (request) =>
        request.host === prod &&
        request.time > time &&
        request.status === 200 &&
        request.target.startsWith(`/v2/${repository}/manifests/`),
    );
    return { from: time, to: shown?.endTime ?? time };
  });
  return mostAtOnce(intervals);
}

describe("max-parallel: 4", () => {
  it("is never exceeded: by images, by imports, by requests to one host", async () => {
    const images = seed(24);
    world.azure.imports.settings.copyMs = 1_000;
    const run = await world.runInProcess({ images, "max-parallel": "4", "all-or-nothing": "false" });
    expect(run.result.counts).toEqual({ promoted: 24 });
    for (const host of [ARM, dev, prod]) expect(inFlight(to(run, host))).toBeLessThanOrEqual(4);
    expect(importsInFlight(run)).toBeLessThanOrEqual(4);
    expect(importsInFlight(run)).toBeGreaterThan(1);
  });

  it("by the bundle", async () => {
    const images = seed(12);
    world.azure.latencyMs = 5;
    const run = await world.run({ images, "max-parallel": "4" });
    expect(run.result.counts).toEqual({ promoted: 12 });
    for (const host of [ARM, dev, prod]) expect(inFlight(to(run, host))).toBeLessThanOrEqual(4);
  });
});

describe("without max-parallel", () => {
  it("a run grows with the imports that Azure accepts", async () => {
    const images = seed(150);
    world.azure.imports.settings.copyMs = 4_000;
    const run = await world.runInProcess({ images, "all-or-nothing": "false" });
    expect(run.result.counts).toEqual({ promoted: 150 });
    const most = importsInFlight(run);
    expect(most).toBeGreaterThan(64);
    expect(most).toBeLessThanOrEqual(128);
  });

  it("one refusal by Azure's rate limit fails nothing, and holds back no registry", async () => {
    const images = seed(60);
    world.azure.imports.settings.copyMs = 4_000;
    const throttled = { kind: "status", status: 429, headers: { "Retry-After": "5" } } as const;
    world.azure.faults.add({
      host: ARM,
      path: /importImage/,
      method: "POST",
      phase: "request",
      skip: 5,
      action: throttled,
    });
    const run = await world.runInProcess({ images, "all-or-nothing": "false" });
    expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 60 }]);
    const refused = run.requests.find(({ status }) => status === 429);
    const [fromMs, untilMs] = [(refused?.time ?? 0) + 500, (refused?.time ?? 0) + 4_000];
    // Those that were sent beside it have arrived by then.
    const waits = (host: string) => to(run, host).filter(({ time }) => time > fromMs && time < untilMs);
    expect(waits(ARM).filter(isImport)).toEqual([]);
    expect(waits(prod).length).toBeGreaterThan(0);
  });
});
