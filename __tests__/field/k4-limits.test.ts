// K4: the limits hold. K4.1: `timeout-minutes` covers reading too, counted from the image's own first request. A pause that a
// registry imposes stops the clock, for as long again at most. K4.2: manifests have a budget in bytes.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import type { Fault } from "../emulator/faults.ts";
import { addGitHubApi } from "../emulator/github-api.ts";
import { contoso } from "../emulator/seed.ts";
import { putHugeIndexes } from "./huge-indexes.ts";

const { dev, prod } = contoso;
/** 15 s */
const LIMIT = { "timeout-minutes": "0.25" };
const LIMIT_MS = 15_000;
/** The pace of reads and polls. */
const SLACK_MS = 8_000;
const MANIFESTS = /\/manifests\//;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

function throttle(retryAfterSeconds: number, fault: Fault) {
  const action = { kind: "status", status: 429, headers: { "Retry-After": String(retryAfterSeconds) } } as const;
  return world.azure.faults.add({ host: dev, action, ...fault });
}

/** A host that accepts requests and never responds. The world's clock passes the limit meanwhile. */
function silence(fault: Fault) {
  return world.azure.faults.add({
    times: "always",
    action: { kind: "hang" },
    onRequest: () => {
      world.azure.world.clock.offsetMs += LIMIT_MS + 1_000;
    },
    ...fault,
  });
}

async function timed(inputs: Record<string, string>) {
  const { clock } = world.azure.world;
  const offsetMs = clock.offsetMs;
  const run = await world.runInProcess({ referrers: "none", ...LIMIT, ...inputs });
  // By the world's clock, and what of it was only waited: a busy machine works longer, and then waits less.
  const [tookMs, waitedMs] = [run.durationMs, clock.offsetMs - offsetMs];
  return { run, tookMs, waitedMs, error: run.result.images[0]?.error };
}

/** Lines that say that a host is waited for. */
function pausesIn(log: string): string[] {
  return log.split("\n").filter((line) => /throttles requests/.test(line) && !line.startsWith("##[debug]"));
}

const worker = `${dev}/worker:build-812 => worker:1.0`;

describe("K4.1 the source answers 429", () => {
  it("K4.1 with Retry-After: 25 at timeout-minutes: 0.25: it fails at once", async () => {
    throttle(25, { path: MANIFESTS, times: "always" });
    const { run, waitedMs, error } = await timed({ images: worker });
    expect(waitedMs).toBeLessThan(SLACK_MS);
    expect(error).toMatchObject({ code: "REGISTRY_THROTTLED", side: "source" });
    expect(error?.message).toContain(
      "It has to be waited for another 25 s, which is longer than timeout-minutes allows (15 s).",
    );
    expect(error?.remedy).toContain("Retry-After is 25 s.");
    expect(pausesIn(run.log)).toEqual([
      `${dev} throttles requests (429, Retry-After: 25 s). That is longer than timeout-minutes allows (15 s), so it is not waited for.`,
    ]);
    expect(run.imports).toEqual([]);
  });

  it("K4.1 with Retry-After: 25 at the default of 30 minutes: it is waited for", async () => {
    throttle(25, { path: MANIFESTS });
    const { run, tookMs } = await timed({ images: worker, "timeout-minutes": "30" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(tookMs).toBeGreaterThanOrEqual(25_000);
    expect(pausesIn(run.log)).toEqual([expect.stringContaining(`${dev} throttles requests (429, Retry-After: 25 s)`)]);
  });

  const stages = [/\/oauth2\/token/, MANIFESTS, /\/referrers\//];

  it("K4.1 with pauses that sum up to less than as much again: the image is promoted", async () => {
    for (const path of stages) throttle(9, { path });
    const { run, tookMs } = await timed({ images: worker, referrers: "all" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    // More than the image's own time.
    expect(tookMs).toBeGreaterThanOrEqual(27_000);
  });

  it("K4.1 with pauses that sum up to more: its time passes, and the error says for how long it was throttled", async () => {
    for (const path of stages) throttle(14, { path });
    const { run, tookMs, waitedMs, error } = await timed({ images: worker, referrers: "all" });
    expect(tookMs).toBeGreaterThanOrEqual(2 * LIMIT_MS);
    expect(waitedMs).toBeLessThan(2 * LIMIT_MS + SLACK_MS);
    expect(error).toMatchObject({ code: "READING_TIMEOUT", side: "source" });
    expect(error?.message).toMatch(
      /^Reading contosodev\.azurecr\.io\/worker:build-812 took longer than timeout-minutes allows \(15 s\)\. It waited for contosodev\.azurecr\.io \(the referrers of worker@sha256:[0-9a-f]{64}\) for \d+ s\. contosodev\.azurecr\.io throttled requests for (?:29|3\d) s \(Retry-After\)\.$/,
    );
    expect(error?.remedy).toMatch(/timeout-minutes: 1$/);
    expect(run.imports).toEqual([]);
  });

  it("K4.1 on one request again and again: it fails once the pauses are longer than timeout-minutes", async () => {
    throttle(10, { path: MANIFESTS, times: "always" });
    const { waitedMs, error } = await timed({ images: worker });
    expect(error?.code).toBe("REGISTRY_THROTTLED");
    expect(waitedMs).toBeLessThan(10_000 + SLACK_MS);
    expect(error?.message).toMatch(
      /It has to be waited for another 10 s, but of the 15 s that timeout-minutes allows only \d s are left\.$/,
    );
  });

  it("K4.1 for three images: one line says so, and all are promoted", async () => {
    throttle(12, { path: MANIFESTS, times: 3 });
    const { run, tookMs } = await timed({
      images: [worker, `${dev}/legacy:7 => legacy:7`, `${dev}/api:build-812 => api:1.4.2`].join("\n"),
    });
    expect(run.result.counts).toEqual({ promoted: 3 });
    expect(tookMs).toBeGreaterThanOrEqual(12_000);
    expect(pausesIn(run.log)).toHaveLength(1);
  });

  it("K4.1 while a set waits for it: the others' time does not pass", async () => {
    // The first image is throttled for longer than the second may take.
    throttle(14, { path: /\/worker\/manifests\// });
    throttle(14, { path: /worker.*\/oauth2\/token|\/oauth2\/token/ });
    const { run } = await timed({ images: `${worker}\n${dev}/legacy:7 => legacy:7`, "max-parallel": "1" });
    expect(run.result.counts).toEqual({ promoted: 2 });
  });
});

describe("K4.1 a host never responds", () => {
  it("K4.1 the source: the error names host and what was waited for, and the other image goes on", async () => {
    const silenced = Promise.withResolvers<void>();
    const targetRead = Promise.withResolvers<void>();
    silence({ host: dev, path: /\/worker\/manifests\//, onRequest: () => silenced.resolve() });
    world.azure.faults.add({ host: prod, path: /\/worker\/manifests\/1\.0/, onResponse: () => targetRead.resolve() });
    // The error names the longest wait: the target's response has to arrive before the clock passes the limit.
    const passLimit = () => {
      world.azure.world.clock.offsetMs += LIMIT_MS + 1_000;
    };
    void Promise.all([silenced.promise, targetRead.promise]).then(() => setTimeout(passLimit, 200));
    const { run, waitedMs, error } = await timed({
      images: `${worker}\n${dev}/legacy:7 => legacy:7`,
      "all-or-nothing": "false",
      // The second image waits for a free slot for longer than the limit.
      "max-parallel": "1",
    });
    expect(error).toMatchObject({ code: "READING_TIMEOUT", side: "source" });
    expect(error?.message).toMatch(
      / It waited for contosodev\.azurecr\.io \(the manifest of worker:build-812\) for \d\d s\.$/,
    );
    expect(error?.remedy).toContain("Check that the runner can reach contosodev.azurecr.io");
    expect(waitedMs).toBeLessThan(LIMIT_MS + 1_000 + 2 * SLACK_MS);
    expect(run.result.counts).toEqual({ promoted: 1, failed: 1 });
    expect(run.log).toMatch(
      /0\/2 images read, waiting \d\d s for contosodev\.azurecr\.io \(the manifest of worker:build-812\)/,
    );
  });

  it("K4.1 the target", async () => {
    silence({ host: prod, path: MANIFESTS });
    const { run, error } = await timed({ images: worker });
    expect(error).toMatchObject({ code: "READING_TIMEOUT", side: "target" });
    expect(error?.message).toContain("It waited for contosoprod.azurecr.io (the tag worker:1.0) for ");
    expect(run.imports).toEqual([]);
  });

  it("K4.1 the target, with verify: best-effort: the image is not imported unread when its time has passed", async () => {
    silence({ host: prod, path: MANIFESTS });
    const { run, error } = await timed({ images: worker, verify: "best-effort" });
    expect(error?.code).toBe("READING_TIMEOUT");
    expect(run.imports).toEqual([]);
  });

  it("K4.1 the referrers of the source", async () => {
    // The last ones that are listed: nothing else is under way then.
    const { sbomSignature } = world.digests.api;
    silence({ host: dev, path: new RegExp(`/referrers/${sbomSignature}`) });
    const { error } = await timed({ images: `${dev}/api:build-812 => api:1.4.2`, referrers: "all" });
    expect(error).toMatchObject({ code: "READING_TIMEOUT", side: "source" });
    expect(error?.message).toContain(`(the referrers of api@${sbomSignature})`);
  });

  it("K4.1 GitHub, for attestations", async () => {
    addGitHubApi(world.azure);
    silence({ host: "api.github.com" });
    const { run, error } = await timed({
      images: worker,
      "require-attestations": "provenance",
      "attestation-policy": "warn",
    });
    expect(error?.code).toBe("READING_TIMEOUT");
    expect(run.imports).toEqual([]);
  });

  it("K4.1 the time of reading is not given again to the import", async () => {
    world.azure.faults.add({
      host: dev,
      path: MANIFESTS,
      onRequest: () => {
        world.azure.world.clock.offsetMs += LIMIT_MS - 4_000;
      },
    });
    world.azure.imports.script({ copyMs: LIMIT_MS - 2_000 });
    const { waitedMs, error } = await timed({ images: worker });
    expect(error).toMatchObject({ code: "IMPORT_TIMEOUT" });
    expect(waitedMs).toBeLessThan(LIMIT_MS + SLACK_MS + 8_000);
  });
});

describe("K4.2 an index of 50 nested indexes of 4.1 MB", () => {
  it("K4.2 is refused before they are read, and the set with it", async () => {
    putHugeIndexes(world.dev.store, ["huge"]);
    const { run, error } = await timed({ images: `${dev}/huge:1 => huge:1`, "timeout-minutes": "30" });
    expect(error).toMatchObject({ code: "MANIFESTS_TOO_LARGE", side: "source" });
    expect(error?.message).toMatch(
      /^The manifests of contosodev\.azurecr\.io\/huge:1 have 19\d(?:\.\d)? MiB together\. At most 16 MiB are read for one image\.$/,
    );
    expect(run.result.images[0]?.status).toBe("blocked");
    expect(run.requests.filter(({ host, target }) => host === dev && MANIFESTS.test(target))).toHaveLength(1);
  });

  it("K4.2 whose index states 500 bytes of each is refused by the first, which is not read to its end", async () => {
    putHugeIndexes(world.dev.store, ["huge"], { statedBytes: 500 });
    const { error } = await timed({ images: `${dev}/huge:1 => huge:1`, "timeout-minutes": "30" });
    expect(error).toMatchObject({ code: "MANIFEST_INVALID", side: "source" });
    expect(error?.message).toMatch(/huge@sha256:[0-9a-f]{64} has more than the 500 bytes that are stated of it\.$/);
  });
});
