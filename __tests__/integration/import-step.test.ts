import { describe, expect, it } from "@jest/globals";
import { withDeadline } from "../../src/deadline.ts";
import { RegistryError } from "../../src/errors.ts";
import { importAndVerify, type StepResult } from "../../src/import/import-step.ts";
import { createContentCheck } from "../../src/observe/content-check.ts";
import type { ImportStep } from "../../src/plan/plan.ts";
import { buildImage, buildMultiPlatform } from "../builders/images.ts";
import { ManualClock } from "../manual-clock.ts";
import {
  failedVerdict,
  type ImportBehaviour,
  ModelImporter,
  ModelRegistry,
  unclearVerdict,
} from "../model-registry.ts";

const { index, all } = buildMultiPlatform("api");
const [, amd64, arm64] = all.map(({ digest }) => digest);
const rival = buildImage("someone else's");
const UNREADABLE = new RegistryError("REGISTRY_DENIED", "The firewall refuses.", { status: 403 });

class Scene {
  readonly clock = new ManualClock();
  readonly source = new ModelRegistry("dev.azurecr.io", this.clock);
  readonly target = new ModelRegistry("prod.azurecr.io", this.clock);
  readonly importer = new ModelImporter(this.clock, this.target, () => this.source);
  readonly log: string[] = [];
  readonly inFlight = { count: 0 };
  readonly cancel = new AbortController();
  step: ImportStep = {
    from: "source",
    repository: "api",
    digest: index.digest,
    tags: [{ name: "1.0", previous: null }],
    mode: "NoForce",
    mustExist: all.map(({ digest }) => digest),
  };
  verifiable = true;
  hasReplicas = false;
  readonly openOperations = new Set<string>();
  throttled = 0;
  isSourceReplicated = false;
  #operations = 0;
  importSource: () => Promise<{ resourceId: string }> = async () => ({ resourceId: "dev" });

  constructor(...behaviours: ImportBehaviour[]) {
    this.source.put("api", all);
    this.importer.behave = (_request, at) => behaviours[Math.min(at, behaviours.length - 1)] ?? {};
  }

  start(timeoutMs = 30 * 60_000): Promise<StepResult> {
    const endsAtMs = this.clock.nowMs() + timeoutMs;
    const { signal, clear } = withDeadline(this.clock, timeoutMs, this.cancel.signal);
    const say = (message: string) => void this.log.push(message);
    return importAndVerify(
      {
        step: this.step,
        sourceRepository: "api",
        importSource: this.importSource,
        verifiable: this.verifiable,
        isSourceReplicated: this.isSourceReplicated,
        signal,
        operationId: `operation ${++this.#operations}`,
        onAccepted: () => undefined,
        onThrottled: () => {
          this.throttled += 1;
        },
        onOperation: () => undefined,
        onTagSeen: () => undefined,
        onReadBack: () => undefined,
        endsAtMs: () => endsAtMs,
        openOperations: this.openOperations,
      },
      {
        importer: this.importer,
        reader: this.target,
        clock: this.clock,
        log: { info: say, debug: () => undefined, warning: say, error: say, notice: say, group: say },
        operationId: () => `operation ${++this.#operations}`,
        content: createContentCheck(this.target, this),
        hasReplicas: this.hasReplicas,
        inFlight: this.inFlight,
      },
    ).finally(clear);
  }

  async end(
    timeoutMs?: number,
  ): Promise<StepResult & { readonly tookMs: number; readonly mayStillRun: readonly string[] }> {
    const result = await this.clock.runUntilSettled(this.start(timeoutMs));
    return { ...result, tookMs: this.clock.nowMs(), mayStillRun: [...this.openOperations] };
  }
}

describe("a step that goes well", () => {
  it("asks ARM for the digest by name, with its tags, in its mode", async () => {
    const scene = new Scene();
    await scene.end();
    expect(scene.importer.imports).toMatchObject([
      { sourceImage: `api@${index.digest}`, targetTags: ["api:1.0"], untaggedTargetRepositories: [], mode: "NoForce" },
    ]);
  });

  it("imports without tags into the repository", async () => {
    const scene = new Scene();
    scene.step = { ...scene.step, tags: [] };
    expect(await scene.end()).toMatchObject({ kind: "proven" });
    expect(scene.importer.imports).toMatchObject([{ targetTags: [], untaggedTargetRepositories: ["api"] }]);
  });

  it.each([300, 800, 2_000, 5_000, 9_000])(
    "is done within half a second of being shown after %i ms",
    async (shownMs) => {
      const scene = new Scene({ shownMs });
      const { kind, tookMs } = await scene.end();
      expect(kind).toBe("proven");
      expect(tookMs).toBeGreaterThanOrEqual(shownMs);
      expect(tookMs).toBeLessThanOrEqual(shownMs + 500);
    },
  );

  it("is done when ARM's word makes it look, though looks have become rare", async () => {
    const scene = new Scene({ shownMs: 599_000, verdictMs: 600_000 });
    expect(await scene.end()).toMatchObject({ kind: "proven", tookMs: 600_000 });
  });

  it("looks no more than twice a second, and at least every 10 seconds", async () => {
    const scene = new Scene({ shownMs: 900_000, verdictMs: 3_600_000 });
    await scene.end();
    const times = scene.target.reads.map(({ atMs }) => atMs).filter((atMs) => atMs < 900_000);
    const gaps = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_001);
    expect(times.length).toBeLessThan(200);
  });

  it("looks at nothing before ARM has answered the POST", async () => {
    const scene = new Scene({ acceptedMs: 45_000, verdictMs: 50_000, shownMs: 46_000 });
    expect(await scene.end()).toMatchObject({ kind: "proven" });
    expect(Math.min(...scene.target.reads.map(({ atMs }) => atMs))).toBeGreaterThanOrEqual(45_000);
  });

  it("reads each manifest by its digest, the children too", async () => {
    const scene = new Scene();
    await scene.end();
    const last = scene.target.reads.filter(({ kind }) => kind === "fetch").slice(-3);
    expect(last.map(({ reference }) => reference)).toEqual(["1.0", amd64, arm64]);
  });

  it("of many that run at once looks the more rarely", async () => {
    const scene = new Scene({ shownMs: 20_000, verdictMs: 30_000 });
    const many = Array.from({ length: 100 }, () => scene.start());
    await scene.clock.runUntilSettled(Promise.all(many));
    const early = scene.target.reads.filter(({ atMs }) => atMs > 2_000 && atMs < 10_000);
    expect(early.length / 8).toBeLessThanOrEqual(101);
    expect(early.length / 8).toBeGreaterThan(50);
  });
});

describe("ARM's success that is none", () => {
  it("fails once the target has had its time, never earlier", async () => {
    const scene = new Scene({ shownMs: null });
    const result = await scene.end();
    expect(result).toMatchObject({
      kind: "failed",
      problem: { code: "TARGET_NOT_SHOWN", stage: "verify", side: "target" },
      mayStillRun: [],
    });
    expect(result.tookMs).toBeGreaterThanOrEqual(10_100 + 90_000);
    expect(result.tookMs).toBeLessThan(10_100 + 110_000);
  });

  it.each([1_000, 30_000, 60_000, 85_000])("waits out a replica that lags %i ms behind", async (lagMs) => {
    const scene = new Scene({ shownMs: 10_100 + lagMs });
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs - 10_100 - lagMs).toBeLessThanOrEqual(lagMs / 12 + 500);
  });

  it("waits for replicas until the time limit where there may be some", async () => {
    const scene = new Scene({ shownMs: 200_000 });
    scene.hasReplicas = true;
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeGreaterThanOrEqual(200_000);
  });

  it.each([0, 1, 2])("fails where manifest %i of the image never comes", async (at) => {
    const lost = all[at]?.digest;
    const scene = new Scene({ shownMsOf: (digest) => (digest === lost ? null : undefined) });
    const result = await scene.end();
    expect(result).toMatchObject({ kind: "failed", problem: { code: "TARGET_NOT_SHOWN" } });
  });

  it("waits for a child that comes late", async () => {
    const scene = new Scene({ shownMsOf: (digest) => (digest === arm64 ? 30_000 : undefined) });
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeGreaterThanOrEqual(30_000);
  });

  it("after a long import still looks often for what lags", async () => {
    const scene = new Scene({ verdictMs: 1_200_000, shownMs: 1_205_000 });
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeLessThanOrEqual(1_205_500);
  });

  it("is not proven by a replica that shows it and then the old digest", async () => {
    const scene = new Scene({ shownMs: null });
    scene.step = { ...scene.step, tags: [{ name: "1.0", previous: rival.digest }], mode: "Force", mustExist: [] };
    scene.target.put("api", [rival, ...all]);
    for (let at = 0; at < 400; at++) scene.target.tag("api", "1.0", rival.digest, at * 1_000);
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("failed");
    expect(tookMs).toBeGreaterThanOrEqual(100_100);
  });
});

describe("a tag that moves on a replicated registry", () => {
  /** The tag is to move to the index; a stale replica shows the index, as where a tag is rolled back, until `staleUntilMs`. */
  function rollBack(staleUntilMs: number, ...behaviours: ImportBehaviour[]): Scene {
    const scene = new Scene(...behaviours);
    scene.step = { ...scene.step, tags: [{ name: "1.0", previous: rival.digest }], mode: "Force" };
    scene.hasReplicas = true;
    scene.target.put("api", [rival, ...all]);
    scene.target.tag("api", "1.0", index.digest);
    scene.target.tag("api", "1.0", rival.digest, staleUntilMs);
    return scene;
  }

  it("is not proven by reads alone while ARM works, nor at the time limit", async () => {
    const scene = rollBack(Number.POSITIVE_INFINITY, { shownMs: null, verdictMs: 3_600_000 });
    expect(await scene.end(60_000)).toMatchObject({
      kind: "failed",
      problem: { code: "IMPORT_TIMEOUT" },
      mayStillRun: ["operation 1"],
    });
  });

  it("is not proven by reads of an attempt before", async () => {
    const scene = rollBack(
      16_000,
      { shownMs: null, verdict: failedVerdict("ARM_UNAVAILABLE", true) },
      { shownMs: null, verdictMs: 300, verdict: unclearVerdict("IMPORT_NOT_TRACKED") },
    );
    expect(await scene.end(60_000)).toMatchObject({ kind: "failed", problem: { code: "IMPORT_TIMEOUT" } });
    const [, second] = scene.importer.imports;
    expect(scene.importer.imports).toHaveLength(2);
    // The stale replica still answered for more than a second, and for less than equal reads have to last.
    expect(second?.atMs).toBeLessThan(15_000);
    expect(second?.atMs).toBeGreaterThan(11_500);
  });
});

it("a verdict that comes during a read is followed by one more read", async () => {
  const scene = new Scene({ verdictMs: 2_000, shownMs: 1_500, verdict: failedVerdict("IMPORT_FAILED") });
  const readTag = scene.target.readTag.bind(scene.target);
  scene.target.readTag = async (repository, tag, signal) => {
    const seen = await readTag(repository, tag, signal);
    await scene.clock.sleep(2_500, signal);
    return seen;
  };
  // The read that starts before the target shows anything ends after ARM's failure.
  expect(await scene.end()).toMatchObject({ kind: "proven" });
  expect(scene.importer.imports).toHaveLength(1);
});

it("a tag that shows before its manifest is not set yet", async () => {
  const scene = new Scene({ shownMs: null });
  scene.step = { ...scene.step, mustExist: [] };
  scene.target.readTag = async () => ({ digest: index.digest, manifest: undefined });
  expect(await scene.end()).toMatchObject({
    kind: "failed",
    problem: { code: "TARGET_NOT_SHOWN", message: expect.stringContaining("the tag 1.0 is missing") },
  });
});

describe("an image whose manifests only the target shows", () => {
  const discovers = (behaviour: ImportBehaviour) => {
    const scene = new Scene(behaviour);
    scene.step = { ...scene.step, mustExist: [index.digest], discovers: true };
    return scene;
  };

  it("is proven with all of them, and says which they are", async () => {
    const scene = discovers({ shownMsOf: (digest) => (digest === arm64 ? 30_000 : undefined) });
    const result = await scene.end();
    expect(result).toMatchObject({ kind: "proven", discovered: { root: { digest: index.digest } } });
    expect(result.kind === "proven" && result.discovered?.members.map(({ digest }) => digest)).toEqual([amd64, arm64]);
    expect(result.tookMs).toBeGreaterThanOrEqual(30_000);
  });

  it("is not proven where one of them never comes", async () => {
    const scene = discovers({ shownMsOf: (digest) => (digest === arm64 ? null : undefined) });
    expect(await scene.end()).toMatchObject({
      kind: "failed",
      problem: { code: "TARGET_NOT_SHOWN", message: expect.stringContaining(String(arm64)) },
    });
  });
});

describe("ARM's refusal", () => {
  it("that is hopeless is not repeated", async () => {
    const scene = new Scene({ accepted: false, verdict: failedVerdict("IMPORT_SOURCE_UNAUTHORIZED") });
    expect(await scene.end()).toMatchObject({ kind: "failed", problem: { code: "IMPORT_SOURCE_UNAUTHORIZED" } });
    expect(scene.importer.imports).toHaveLength(1);
  });

  it("that may pass is repeated after a pause", async () => {
    const scene = new Scene({ accepted: false, verdict: failedVerdict("ARM_UNAVAILABLE", true) }, {});
    expect(await scene.end()).toMatchObject({ kind: "proven" });
    const [first, second, ...more] = scene.importer.imports;
    expect(more).toEqual([]);
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2_000);
  });

  const throttled = { accepted: false, verdict: failedVerdict("ARM_THROTTLED", true) };
  const unavailable = { accepted: false, verdict: failedVerdict("ARM_UNAVAILABLE", true) };
  it.each([
    ["five times", [throttled, throttled, throttled, throttled, throttled]],
    ["before a failure of another kind", [throttled, throttled, throttled, unavailable]],
    ["after two failures of another kind", [unavailable, unavailable, throttled]],
  ])("for too many requests is repeated and does not count as a try: %s", async (_name, refusals) => {
    const scene = new Scene(...refusals, {});
    expect(await scene.end()).toMatchObject({ kind: "proven" });
    expect(scene.importer.imports).toHaveLength(refusals.length + 1);
    // The run is told of each, and of no other refusal.
    expect(scene.throttled).toBe(refusals.filter((refusal) => refusal === throttled).length);
  });

  it("that does not pass ends after three tries", async () => {
    const scene = new Scene({ verdict: failedVerdict("ARM_UNAVAILABLE", true) });
    expect(await scene.end()).toMatchObject({ kind: "failed", problem: { code: "ARM_UNAVAILABLE" } });
    expect(scene.importer.imports).toHaveLength(3);
  });

  it("is repeated no earlier than ARM says", async () => {
    const verdict = { ...failedVerdict("IMPORT_SOURCE_THROTTLED", true), retryAfterMs: 47_000 };
    const scene = new Scene({ accepted: false, acceptedMs: 100, verdict }, {});
    await scene.end();
    expect(scene.importer.imports.map(({ atMs }) => atMs)).toEqual([0, 47_100]);
  });

  it("does not count where the target shows everything", async () => {
    const scene = new Scene({
      accepted: false,
      acceptedMs: 5_000,
      shownMs: 1_000,
      verdict: failedVerdict("IMPORT_FAILED"),
    });
    expect(await scene.end()).toMatchObject({ kind: "proven", tookMs: 5_000 });
  });
});

describe("an answer to the POST that was lost", () => {
  it("is settled by reading where the import has begun", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: 9_000 });
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeLessThanOrEqual(9_500);
    expect(scene.importer.imports).toHaveLength(1);
  });

  it("is followed by one more POST where the target stays empty", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: null }, {});
    // The first one finds the tag that the second one set.
    expect(await scene.end()).toMatchObject({ kind: "proven", mayStillRun: [] });
    const [, second] = scene.importer.imports;
    expect(scene.importer.imports).toHaveLength(2);
    expect(second?.atMs).toBeGreaterThanOrEqual(15_000);
  });

  it("is followed by no third POST, and says that the import may still run", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: null });
    expect(await scene.end()).toMatchObject({ kind: "failed", mayStillRun: ["operation 1", "operation 2"] });
    expect(scene.importer.imports).toHaveLength(2);
  });

  it("under Force is followed by one more POST after 90 s, and the first one may still run", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: null }, {});
    scene.step = { ...scene.step, mode: "Force" };
    expect(await scene.end()).toMatchObject({ kind: "proven", mayStillRun: ["operation 1"] });
    expect(scene.importer.imports).toHaveLength(2);
    expect(scene.importer.imports[1]?.atMs).toBeGreaterThanOrEqual(90_000);
  });

  it("under Force is accounted for where the target shows its result", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: 60_000 });
    scene.step = { ...scene.step, mode: "Force" };
    expect(await scene.end()).toMatchObject({ kind: "proven", mayStillRun: [] });
    expect(scene.importer.imports).toHaveLength(1);
  });

  it("under NoForce meets its own late result and knows it", async () => {
    const scene = new Scene({ accepted: false, verdict: unclearVerdict(), shownMs: 40_000 }, {});
    expect(await scene.end()).toMatchObject({ kind: "proven" });
    expect(scene.importer.imports).toHaveLength(2);
  });

  it("is a conflict where someone else's digest is on the tag", async () => {
    const scene = new Scene({
      accepted: false,
      verdict: unclearVerdict(),
      shownMs: null,
      meanwhile: () => {
        scene.target.put("api", [rival]);
        scene.target.tag("api", "1.0", rival.digest);
      },
    });
    expect(await scene.end()).toMatchObject({ kind: "conflict", rivalTags: ["1.0"] });
    expect(scene.importer.imports).toHaveLength(1);
  });
});

describe("a rival promoter", () => {
  const setBy = (scene: Scene, afterMs: number) => {
    scene.target.put("api", [rival], afterMs);
    scene.target.tag("api", "1.0", rival.digest, afterMs);
  };

  it("who was first makes a NoForce step a conflict", async () => {
    const scene = new Scene();
    setBy(scene, 0);
    expect(await scene.end()).toMatchObject({
      kind: "conflict",
      problem: { code: "TAG_CONFLICT", message: expect.stringContaining(rival.digest.slice(7, 19)) },
      rivalTags: ["1.0"],
    });
  });

  it("who put the same digest there is none", async () => {
    const scene = new Scene();
    scene.target.put("api", all);
    scene.target.tag("api", "1.0", index.digest);
    expect(await scene.end()).toMatchObject({ kind: "proven" });
  });

  it("whom the target does not show is a failure once it has had its time", async () => {
    const scene = new Scene();
    setBy(scene, 3_600_000);
    const result = await scene.end();
    // Nobody reads another digest under the tag, so that Azure's refusal is a failure and no conflict.
    expect(result).toMatchObject({ kind: "failed", problem: { code: "TAG_EXISTS" } });
    expect(result.tookMs).toBeGreaterThanOrEqual(90_000);
  });

  it("who overwrites a forced tag makes the step fail, and the tag a conflict", async () => {
    const scene = new Scene({ shownMs: 1_900, meanwhile: () => setBy(scene, 1_950) });
    scene.step = { ...scene.step, mode: "Force" };
    const result = await scene.end();
    expect(result).toMatchObject({ kind: "failed", problem: { code: "TAG_CONFLICT" }, rivalTags: ["1.0"] });
  });

  it("is not overwritten by a repeated Force import", async () => {
    const scene = new Scene({
      accepted: false,
      verdict: failedVerdict("ARM_UNAVAILABLE", true),
      meanwhile: () => setBy(scene, 0),
    });
    scene.step = { ...scene.step, mode: "Force" };
    expect(await scene.end()).toMatchObject({ kind: "failed", rivalTags: ["1.0"] });
    expect(scene.importer.imports).toHaveLength(1);
  });
});

describe("ARM that does not say how an import goes", () => {
  it("is not needed where the target shows it", async () => {
    const scene = new Scene({ verdictMs: 10_000, verdict: unclearVerdict("IMPORT_NOT_TRACKED"), shownMs: 300_000 });
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeLessThanOrEqual(310_000);
    expect(scene.importer.imports).toHaveLength(1);
    expect(scene.log.join("\n")).toContain("the target is read instead");
  });

  it("ends with the deadline where the target shows nothing", async () => {
    const scene = new Scene({ verdictMs: 10_000, verdict: unclearVerdict("IMPORT_NOT_TRACKED"), shownMs: null });
    expect(await scene.end(60_000)).toMatchObject({
      kind: "failed",
      problem: { code: "IMPORT_TIMEOUT", message: expect.stringContaining("IMPORT_NOT_TRACKED") },
      mayStillRun: ["operation 1"],
      tookMs: 60_000,
    });
  });
});

describe("a deadline", () => {
  it("fails an import that takes too long, and says that it may still run", async () => {
    const scene = new Scene({ shownMs: 3_600_000, verdictMs: 3_600_000 });
    expect(await scene.end(60_000)).toMatchObject({
      kind: "failed",
      problem: { code: "IMPORT_TIMEOUT" },
      mayStillRun: ["operation 1"],
      tookMs: 60_000,
    });
  });

  it("has the target looked at a last time", async () => {
    const scene = new Scene({ acceptedMs: 3_600_000, shownMs: 1_000, verdictMs: 3_600_000 });
    expect(await scene.end(60_000)).toMatchObject({ kind: "proven", tookMs: 60_000 });
  });

  it("says after success that the target does not show it", async () => {
    const scene = new Scene({ shownMs: null });
    expect(await scene.end(60_000)).toMatchObject({ kind: "failed", problem: { code: "TARGET_NOT_SHOWN" } });
  });

  it("that a pause between two tries would pass ends the step at once", async () => {
    const verdict = { ...failedVerdict("IMPORT_SOURCE_THROTTLED", true), retryAfterMs: 3_600_000 };
    const scene = new Scene({ accepted: false, verdict });
    expect(await scene.end(60_000)).toMatchObject({
      kind: "failed",
      problem: { code: "IMPORT_SOURCE_THROTTLED", message: expect.stringContaining("longer than what is left") },
      mayStillRun: [],
    });
  });
});

describe("a cancel", () => {
  it.each<[string, ImportBehaviour, number, boolean]>([
    ["while the POST is under way", { acceptedMs: 5_000, shownMs: null }, 1_000, true],
    ["while ARM is at it", { shownMs: 60_000, verdictMs: 60_000 }, 3_000, true],
    ["after ARM has said yes", { shownMs: null }, 20_000, false],
    [
      "in a pause between two tries",
      { accepted: false, verdict: failedVerdict("ARM_UNAVAILABLE", true) },
      1_000,
      false,
    ],
    ["after the answer was lost", { accepted: false, verdict: unclearVerdict(), shownMs: null }, 3_000, true],
  ])("%s ends the step at once", async (_name, behaviour, atMs, mayStillRun) => {
    const scene = new Scene(behaviour);
    const ended = scene.start().catch((error: unknown) => error);
    await scene.clock.advance(atMs);
    scene.cancel.abort(new Error("cancelled by the user"));
    const error = await scene.clock.runUntilSettled(ended);
    expect(error).toMatchObject({ message: "cancelled by the user" });
    expect([...scene.openOperations]).toEqual(mayStillRun ? ["operation 1"] : []);
    expect(scene.clock.nowMs()).toBe(atMs);
    expect(scene.clock.sleeping).toBe(0);
  });

  it("before anything was asked starts nothing", async () => {
    const scene = new Scene();
    scene.cancel.abort(new Error("cancelled by the user"));
    await expect(scene.start()).rejects.toThrow("cancelled by the user");
    expect([...scene.openOperations]).toEqual([]);
    expect(scene.importer.imports).toEqual([]);
  });
});

describe("a target that cannot be read back", () => {
  it("leaves success unverified", async () => {
    const scene = new Scene();
    scene.target.onRead = () => {
      throw UNREADABLE;
    };
    expect(await scene.end()).toMatchObject({
      kind: "unverified",
      problem: { code: "REGISTRY_DENIED" },
      tookMs: 10_100,
    });
  });

  it("is not even asked where that was known", async () => {
    const scene = new Scene();
    scene.verifiable = false;
    expect(await scene.end()).toMatchObject({ kind: "unverified", problem: { code: "TARGET_UNREADABLE" } });
    expect(scene.target.reads).toEqual([]);
  });

  it("leaves an import of which ARM does not speak failed", async () => {
    const scene = new Scene({ verdict: unclearVerdict() });
    scene.verifiable = false;
    expect(await scene.end()).toMatchObject({ kind: "failed", mayStillRun: ["operation 1"] });
  });

  it("for a while only is read again", async () => {
    const scene = new Scene({ shownMs: 1_000 });
    scene.target.onRead = ({ atMs }) => {
      if (atMs < 5_000) throw UNREADABLE;
    };
    const { kind, tookMs } = await scene.end();
    expect(kind).toBe("proven");
    expect(tookMs).toBeLessThanOrEqual(5_500);
  });
});

it("a source that gives no token fails the step before anything is asked", async () => {
  const scene = new Scene();
  scene.importSource = () => Promise.reject(UNREADABLE);
  expect(await scene.end()).toMatchObject({
    kind: "failed",
    problem: { code: "REGISTRY_DENIED" },
    mayStillRun: [],
  });
  expect(scene.importer.imports).toEqual([]);
});
