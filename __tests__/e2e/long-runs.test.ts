// Runs that outlive their tokens, and registries that ask to wait: renewed in time, once, and waited for in full.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Answer } from "../emulator/answers.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { contoso, seedFleet } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const ASSERTION_MAX_AGE_S = 60;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const exchanges = (requests: readonly RecordedRequest[]) => requests.filter(({ party }) => party === "entra");
const scopeOf = ({ body }: RecordedRequest) => new URLSearchParams(body).get("scope") ?? "";

/** Exchanges of one scope that were under way at the same time. */
function overlaps(requests: readonly RecordedRequest[]): number {
  return requests.filter((one, at) =>
    requests.slice(at + 1).some((other) => scopeOf(one) === scopeOf(other) && other.time < (one.endTime ?? other.time)),
  ).length;
}

describe("tokens that live for a few seconds", () => {
  it("are renewed, one exchange at a time, each by a fresh ID token, and a batch that outlives them passes", async () => {
    world.azure.entra.accessTokenLifetimeSeconds = 4;
    Object.assign(world.dev.tokenLifetimes, { refreshSeconds: 6, accessSeconds: 3 });
    Object.assign(world.prod.tokenLifetimes, { refreshSeconds: 6, accessSeconds: 3 });
    const fleet = seedFleet(world.dev, 20);
    Object.assign(world.azure.imports.settings, { copyMs: 2_000, reportMs: 2_000 });
    const lines = fleet.map(({ repository, tag }) => `${dev}/${repository}:${tag}`);
    const run = await world.runInProcess({ images: lines.join("\n"), referrers: "none", "max-parallel": "5" });
    expect(run.result.counts).toEqual({ promoted: 20 });
    expect(run.durationMs).toBeGreaterThan(8_000);

    const asked = exchanges(run.requests);
    expect(asked.length).toBeGreaterThan(3);
    expect(overlaps(asked)).toBe(0);
    const assertions = asked.map(({ body }) => new URLSearchParams(body).get("client_assertion") ?? "");
    expect(new Set(assertions).size).toBe(assertions.length);
    for (const [at, assertion] of assertions.entries()) {
      const { iat } = JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString("utf8"));
      expect((asked[at]?.time ?? 0) / 1000 - iat).toBeLessThan(ASSERTION_MAX_AGE_S);
    }
    const secrets = new Set(run.masks);
    for (const assertion of assertions) expect(secrets.has(assertion)).toBe(true);
  });
});

describe("a token that is revoked", () => {
  const images = `${dev}/worker:build-812 => worker:1.0`;

  it("is renewed once by whoever meets it: Resource Manager's, before the import", async () => {
    world.azure.faults.add({
      path: /importImage/,
      onRequest: () => world.azure.world.tokens.revoke(({ kind }) => kind === "entra"),
    });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.requests.filter(({ target }) => target.includes("/importImage")).map(({ status }) => status)).toEqual([
      401, 202,
    ]);
  });

  it("is renewed once by whoever meets it: a registry's, at the read-back", async () => {
    world.azure.faults.add({
      host: prod,
      path: /\/manifests\//,
      when: () => world.azure.imports.operations.length > 0,
      onRequest: () => world.azure.world.tokens.revoke(({ kind }) => kind === "acr-access" || kind === "acr-refresh"),
    });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("and of an identity that has lost its rights fails after two requests", async () => {
    const refused = world.azure.faults.add({
      host: prod,
      path: /\/manifests\//,
      times: "always",
      action: { kind: "status", status: 401 },
    });
    const run = await world.runInProcess({ images });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
    // One tag and, by its digest, the image: each is asked for twice at most.
    expect(refused.struck).toBeLessThanOrEqual(4);
    expect(run.result.images[0]?.error?.code).toBe("REGISTRY_UNAUTHORIZED");
  });
});

describe("Retry-After", () => {
  const images = `${dev}/worker:build-812 => worker:1.0`;
  const reads = (run: { requests: readonly RecordedRequest[] }) =>
    run.requests.filter(({ host, target }) => host === dev && target.includes("/manifests/"));
  const throttle = (value: string | string[], times: number | "always" = 1) =>
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      times,
      action: { kind: "status", status: 429, headers: { "Retry-After": value } },
    });

  it.each<[string, () => string | string[], number]>([
    ["seconds", () => "3", 3_000],
    ["a date", () => new Date(Date.now() + 4_000).toUTCString(), 2_900],
    ["two headers, of which the longer counts", () => ["1", "3"], 3_000],
  ])("is honoured in full as %s", async (_name, value, atLeastMs) => {
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      action: {
        kind: "answer",
        answer: (): Answer => ({ status: 429, headers: { "Retry-After": [value()].flat() }, body: Buffer.of() }),
      },
    });
    const run = await world.runInProcess({ images, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const [first, second] = reads(run);
    expect((second?.time ?? 0) - (first?.endTime ?? 0)).toBeGreaterThanOrEqual(atLeastMs - 20);
  });

  it("keeps every request off that host, and lets one probe go first", async () => {
    const fleet = seedFleet(world.dev, 12);
    const lines = fleet.map(({ repository, tag }) => `${dev}/${repository}:${tag}`);
    throttle("3");
    const run = await world.runInProcess({ images: lines.join("\n"), referrers: "none", "max-parallel": "3" });
    expect(run.result.counts).toEqual({ promoted: 12 });
    const refused = run.requests.find(({ status, host }) => status === 429 && host === dev);
    const until = (refused?.endTime ?? 0) + 3_000 - 20;
    const later = run.requests.filter(({ host, time }) => host === dev && time > (refused?.endTime ?? 0));
    // What was on its way when the refusal came cannot be held back: one request of each of the other two images.
    expect(later.filter(({ time }) => time < until).length).toBeLessThanOrEqual(2);
    const after = later.filter(({ time }) => time >= until);
    expect(after.length).toBeGreaterThan(8);
    const [probe, next] = after;
    expect(next?.time).toBeGreaterThanOrEqual(probe?.endTime ?? Number.POSITIVE_INFINITY);
  });

  it("past the run's budget ends the run at once, and says so", async () => {
    throttle("999999", "always");
    const run = await world.run({ images });
    expect(run.exitCode).toBe(1);
    expect(run.durationMs).toBeLessThan(5_000);
    expect(reads(run)).toHaveLength(1);
    expect(run.errors).toMatch(/999999 s|accepts no requests for another/);
  });

  it.each(["0", "-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "1e9"])("of %j means our own pace", async (value) => {
    throttle(value);
    const run = await world.runInProcess({ images, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.durationMs).toBeLessThan(10_000);
  });
});
