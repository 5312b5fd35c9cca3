// `lock-tags` in time: a cancel and the time limit between tag and lock, and locks of which only some are set.
import { describe, expect, it } from "@jest/globals";
import { RegistryError } from "../../src/errors.ts";
import { problem } from "../../src/problems.ts";
import type { PromotionReport } from "../../src/report/report.ts";
import { isComplete, statusOfStep } from "../../src/report/report.ts";
import { buildMultiPlatform } from "../builders/images.ts";
import { imageRequest, promotionRequest } from "../builders/requests.ts";
import { failedVerdict } from "../model-registry.ts";
import { ModelWorld } from "../model-world.ts";

const target = (repository: string) => ({ repository, tags: ["1.4.2", "1.4"] });
const never = () => new Promise<never>(() => undefined);

/** A world with images of two tags each, all of which are to be locked. */
function setOf(repositories: readonly string[], changes: Parameters<typeof promotionRequest>[1] = {}) {
  const world = new ModelWorld();
  const digests = repositories.map((name) => world.seed(name, buildMultiPlatform(name).all));
  const images = repositories.map((name) => imageRequest(name, { target: target(name) }));
  return { world, digests, request: promotionRequest(images, { lockTags: ["*"], ...changes }) };
}

const locksOf = ({ images }: PromotionReport) => images.map(({ tags }) => tags.map(({ lock }) => lock));
const statusesOf = ({ images }: PromotionReport) => images.map(({ status }) => status);

/** Rejects with the signal's reason, as a request under way does. */
function hang(signal: AbortSignal): Promise<never> {
  return Promise.race([
    never(),
    new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  ]);
}

describe("a cancel while locks are set", () => {
  it("reports as locked only what the registry has confirmed", async () => {
    const { world, digests, request } = setOf(["a", "b"]);
    const cancel = new AbortController();
    world.locker.before = async (what, signal) => {
      if (what === "a:1.4" || what === "b:1.4.2" || what === "b:1.4") await hang(signal);
    };
    const { finished } = world.start(request, cancel.signal);
    await world.clock.advance(20_000);
    expect(world.locker.locked).toEqual([`a@${digests[0]}`, `b@${digests[1]}`, "a:1.4.2"]);
    cancel.abort(new Error("cancelled by the user"));
    const report = await world.clock.runUntilSettled(finished);
    expect(report).toMatchObject({ ok: false, cancelled: true, error: null, changed: true });
    expect([statusesOf(report), statusOfStep(report)]).toEqual([["promoted", "promoted"], "cancelled"]);
    expect(locksOf(report)).toEqual([
      ["locked", "open"],
      ["open", "open"],
    ]);
    expect(report.images.map(({ warnings }) => warnings.join())).toEqual([
      expect.stringContaining("not known to be locked: 1.4. "),
      expect.stringContaining("not known to be locked: 1.4.2, 1.4. "),
    ]);
    expect(isComplete(report)).toBe(false);
  });

  it("starts no lock more", async () => {
    const { world, request } = setOf(["a", "b"], { maxParallel: 1 });
    const cancel = new AbortController();
    world.locker.before = async (what, signal) => {
      if (!what.startsWith("a@")) return;
      cancel.abort(new Error("cancelled by the user"));
      signal.throwIfAborted();
    };
    const report = await world.clock.runUntilSettled(world.start(request, cancel.signal).finished);
    expect([world.locker.locked, statusesOf(report)]).toEqual([[], ["promoted", "promoted"]]);
  });
});

it("the image's time limit holds for its locks, and the image stays in place", async () => {
  const { world, request } = setOf(["a"], { timeoutMs: 60_000 });
  world.locker.before = (what, signal) => (what === "a:1.4" ? hang(signal) : Promise.resolve());
  const report = await world.run(request);
  expect(world.clock.nowMs()).toBeLessThanOrEqual(60_000);
  expect(report).toMatchObject({ ok: false, error: { code: "TAG_NOT_LOCKED", side: "target" } });
  expect(report.error?.message).toBe(
    "a:1.4: promoted, but not locked. The time limit passed before the registry confirmed the lock.",
  );
  expect([statusesOf(report), locksOf(report), isComplete(report)]).toEqual([["promoted"], [["locked", "open"]], true]);
});

it("a manifest that cannot be locked leaves its tags unlocked, and others are locked", async () => {
  const { world, request } = setOf(["a", "b"]);
  world.locker.before = async (what) => {
    if (what.startsWith("a@")) throw new RegistryError("REGISTRY_UNAVAILABLE", "Locking failed.", { side: "target" });
  };
  const report = await world.run(request);
  expect(locksOf(report)).toEqual([
    ["open", "open"],
    ["locked", "locked"],
  ]);
  expect(report.error?.message).toBe("a:1.4.2, a:1.4: promoted, but not locked. Locking failed.");
  expect(world.locker.locked.filter((what) => what.startsWith("a"))).toEqual([]);
});

it("a missing right refuses the whole set before anything is written", async () => {
  const { world, request } = setOf(["a", "b"]);
  world.locker.missingRight = problem("LOCK_ROLE_MISSING", "The right is missing.", { side: "target" });
  const report = await world.run(request);
  expect([statusesOf(report), world.importer.imports, world.locker.locked]).toEqual([["blocked", "blocked"], [], []]);
  expect(report.images[0]?.error?.code).toBe("LOCK_ROLE_MISSING");
});

it("a tag that is also mutable is not locked, nor one that no pattern matches", async () => {
  const { world, digests, request } = setOf(["a"], { lockTags: ["1.4*"], mutableTags: ["1.4"] });
  const report = await world.run(request);
  expect([world.locker.locked, locksOf(report)]).toEqual([[`a@${digests[0]}`, "a:1.4.2"], [["locked", "mutable"]]]);
  const other = setOf(["a"], { lockTags: ["2.*"] });
  expect(locksOf(await other.world.run(other.request))).toEqual([[undefined, undefined]]);
  expect(other.world.locker.locked).toEqual([]);
});

it("nothing is locked where a part of the set failed, unless each image is promoted on its own", async () => {
  const isTagOf = (repository: string) => (tags: readonly string[]) =>
    tags.some((tag) => tag.startsWith(`${repository}:`));
  for (const allOrNothing of [true, false]) {
    const { world, digests, request } = setOf(["a", "b"], { allOrNothing });
    world.importer.behave = ({ targetTags }) =>
      isTagOf("b")(targetTags) ? { shownMs: null, verdict: failedVerdict("IMPORT_REFUSED") } : {};
    const report = await world.run(request);
    expect(statusesOf(report)).toEqual(["promoted", "failed"]);
    expect(world.locker.locked).toEqual(allOrNothing ? [] : [`a@${digests[0]}`, "a:1.4.2", "a:1.4"]);
    expect(report.error).toBeNull();
    expect(statusOfStep(report)).toBe("failed");
  }
});

it.each([
  ["was just set", false],
  ["was up to date", true],
])(
  "a tag that %s and that someone else moves before it is locked makes the image a conflict",
  async (_words, isThere) => {
    const { world, digests, request } = setOf(["a", "b"]);
    if (isThere) await world.run({ ...request, lockTags: [] });
    const [, other] = digests;
    world.locker.before = async (what) => {
      if (what === "a:1.4") world.prod.tag("a", "1.4", other);
    };
    const report = await world.run(request);
    expect([statusesOf(report), statusOfStep(report), report.ok]).toEqual([
      ["conflict", isThere ? "up-to-date" : "promoted"],
      "conflict",
      false,
    ]);
    expect(report.images[0]?.tags.map(({ name, status, lock }) => [name, status, lock])).toEqual([
      ["1.4.2", isThere ? "unchanged" : "created", "locked"],
      ["1.4", "conflict", undefined],
    ]);
    expect(report.images[0]?.error).toMatchObject({
      code: "TAG_CONFLICT",
      message: expect.stringContaining("before it was locked, and is locked there"),
    });
    expect([isComplete(report), locksOf(report)[1]]).toEqual([false, ["locked", "locked"]]);
  },
);

it("a report before the locks does not call a tag locked", async () => {
  const { world, request } = setOf(["a"]);
  world.locker.before = (_what, signal) => hang(signal);
  const { reportNow, reportPlan } = world.start(request);
  await world.clock.advance(20_000);
  expect([locksOf(reportNow()), locksOf(reportPlan())]).toEqual([[["open", "open"]], [["planned", "planned"]]]);
});
