// What waits for its age: the decision, its steps, and what else of the plan depends on it.
import { describe, expect, it } from "@jest/globals";
import type { AgeObservation, Observation, ObservedReferrer, TargetImage } from "../../../src/observe/observation.ts";
import type { ImagePlan, Plan } from "../../../src/plan/plan.ts";
import { planPromotion } from "../../../src/plan/plan-promotion.ts";
import { problem } from "../../../src/problems.ts";
import type { ImageRequest, PromotionRequest } from "../../../src/request/request.ts";
import { buildImage } from "../../builders/images.ts";
import { digestFor } from "../../builders/report.ts";
import { imageRequest, promotionRequest } from "../../builders/requests.ts";

const HOUR_MS = 3_600_000;
const image = buildImage("image");
const other = buildImage("other");
const DENIED = problem("REGISTRY_DENIED", "prod.azurecr.io refused to show metadata.");
const old = (hours: number): AgeObservation => ({ kind: "known", createdAtMs: 0, readAtMs: hours * HOUR_MS });

interface Case {
  readonly tags: Readonly<Record<string, typeof image | undefined>>;
  readonly age?: AgeObservation;
  readonly isThere?: boolean;
  readonly referrers?: readonly ObservedReferrer[];
  readonly isLocked?: boolean;
}

function requested({ tags }: Case): ImageRequest {
  return imageRequest("api", { target: { repository: "api", tags: Object.keys(tags) }, minAgeMs: 72 * HOUR_MS });
}

function observed({ tags, age, referrers = [], isLocked = false, ...given }: Case): Observation {
  const isThere = given.isThere ?? (age?.kind === "known" || Object.values(tags).includes(image));
  const target: TargetImage = {
    tags: Object.entries(tags).map(([name, held]) => ({ name, digest: held?.digest, platforms: [], locked: isLocked })),
    tagLists: new Map(),
    manifests: isThere ? [image] : [],
    absent: new Set(isThere ? [] : [image.digest]),
    referrersPresent: new Set(),
    signatureTags: new Map(),
    lockedSignatureTags: new Set(),
    repositoryLocked: false,
    manifestLocked: false,
    unknownLocks: [],
    ...(age !== undefined && { age }),
  };
  return {
    kind: "observed",
    findings: new Map(
      referrers.map(({ digest, mediaType, sizeBytes }) => [digest, { kind: "known", value: { mediaType, sizeBytes } }]),
    ),
    source: {
      name: "dev.azurecr.io/api:build",
      digest: image.digest,
      root: image,
      members: [],
      platforms: null,
      referrers,
      unknownReferrers: [],
      provenance: [],
      preflight: [],
    },
    target: { kind: "read", image: target },
  };
}

function plan(given: Case, request: Partial<PromotionRequest> = {}): { plan: Plan; first: ImagePlan } {
  const planned = planPromotion(promotionRequest([requested(given)], request), [observed(given)]);
  const [first] = planned.images;
  if (first === undefined) throw new Error("There is no plan.");
  return { plan: planned, first };
}

const actionsOf = ({ tags }: ImagePlan) => tags.map(({ action }) => action);

describe("an image with a minimum age", () => {
  it.each<[string, AgeObservation, string]>([
    ["is there for long enough", old(72), "promote"],
    ["is there for longer", old(1000), "promote"],
    ["is there for a little less", { kind: "known", createdAtMs: 1, readAtMs: 72 * HOUR_MS }, "held"],
    ["was created later than now", { kind: "known", createdAtMs: HOUR_MS, readAtMs: 0 }, "held"],
    ["is not there", { kind: "absent" }, "import"],
  ])("that %s", (_name, age, verdict) => {
    const { first } = plan({ tags: { latest: other }, age });
    expect(first.verdict).toBe(verdict);
    expect(actionsOf(first)).toEqual([verdict === "promote" ? "move" : "hold"]);
    expect(first.tagSteps).toHaveLength(verdict === "promote" ? 1 : 0);
  });

  it("is imported without tags where the target lacks it, and else nothing is done", () => {
    const lacking = plan({ tags: { latest: other, new: undefined }, age: { kind: "absent", readAtMs: 5 } }).first;
    expect(lacking).toMatchObject({
      verdict: "import",
      copy: { from: "source", tags: [] },
      tagSteps: [],
      hold: { minAgeMs: 72 * HOUR_MS, isThere: false, readAtMs: 5 },
    });
    const there = plan({ tags: { latest: other }, age: old(1) }).first;
    expect(there.copy).toBeUndefined();
    expect(there.hold).toEqual({ minAgeMs: 72 * HOUR_MS, isThere: true, createdAtMs: 0, readAtMs: HOUR_MS });
  });

  it("is held where its age was not observed: nothing moves by mistake", () => {
    expect(plan({ tags: { latest: other } }).first.verdict).toBe("import");
  });

  it("is refused beside another image that sets its tag without waiting, or after another age", () => {
    const given: Case = { tags: { latest: other }, age: old(1) };
    const { minAgeMs: _age, ...free } = requested(given);
    const codes = (second: ImageRequest, age?: AgeObservation) =>
      planPromotion(promotionRequest([requested(given), second]), [
        observed({ ...given, ...(age !== undefined && { age }) }),
        observed(given),
      ]).images.map(({ verdict, problems, tagSteps }) => [verdict, problems[0]?.code, tagSteps.length]);
    const refused = ["blocked", "TAG_CLAIMED_TWICE", 0];
    expect(codes(free)).toEqual([refused, refused]);
    expect(codes({ ...free, minAgeMs: HOUR_MS })).toEqual([refused, refused]);
    expect(codes({ ...free, minAgeMs: 2 * HOUR_MS })).toEqual([refused, refused]);
    expect(codes(requested(given))).toEqual([
      ["held", undefined, 0],
      ["held", undefined, 0],
    ]);
    // What no longer waits is set once, as any other tag.
    expect(codes(free, old(72))).toEqual([
      ["promote", undefined, 1],
      ["promote", undefined, 1],
    ]);
  });

  it("is up to date where its tags point to it, whatever its age", () => {
    expect(plan({ tags: { latest: image }, age: old(1) }).first).toMatchObject({ verdict: "up-to-date", problems: [] });
  });

  it("keeps tags that point to it, and is in conflict at once", () => {
    expect(actionsOf(plan({ tags: { a: image, latest: other, b: undefined }, age: old(1) }).first)).toEqual([
      "keep",
      "hold",
      "hold",
    ]);
    expect(plan({ tags: { a: other, latest: other }, age: old(1) }).first.verdict).toBe("conflict");
    expect(plan({ tags: { a: other, b: undefined }, age: old(1) }, { onConflict: "skip" }).first.verdict).toBe(
      "skipped",
    );
  });

  it("leaves cosign's tags, and imports what has none", () => {
    const referrer = (name: string, tag: string | null): ObservedReferrer => ({
      digest: digestFor(name),
      subject: image.digest,
      mediaType: image.mediaType,
      artifactType: "application/spdx+json",
      sizeBytes: 1,
      tag,
    });
    const referrers = [referrer("sbom", null), referrer("sig", `sha256-${image.digest.slice(7)}.sig`)];
    const { first } = plan({ tags: { latest: other }, age: old(1), referrers });
    expect(first.referrers.map(({ action }) => action)).toEqual(["import", "hold"]);
    expect(first.referrerSteps.map(({ digest, tags }) => [digest, tags])).toEqual([[digestFor("sbom"), []]]);
    expect(first.signatureTagSteps).toEqual([]);
  });

  it("locks no tag that waits, and is not refused because one is locked", () => {
    const held = plan(
      { tags: { a: image, latest: other }, age: old(1), isLocked: true },
      { lockTags: ["*"], mutableTags: ["latest"] },
    );
    expect(held.first).toMatchObject({ verdict: "held", problems: [], lockStep: { tags: ["a"] } });
  });

  it("does not let the others of a set wait", () => {
    const one: Case = { tags: { latest: other }, age: old(1) };
    const two: Case = { tags: { "1": undefined }, isThere: true };
    const images = [requested(one), imageRequest("other", { target: { repository: "other", tags: ["1"] } })];
    const planned = planPromotion(promotionRequest(images), [observed(one), observed(two)]);
    expect([planned.refused, planned.images.map(({ verdict }) => verdict)]).toEqual([false, ["held", "promote"]]);
  });

  it.each<[string, ReturnType<typeof problem>, string]>([
    ["is refused", DENIED, "Container Registry Repository Reader"],
    ["fails", problem("NETWORK_TIMEOUT", "prod.azurecr.io did not respond.", { remedy: "Run again." }), "Run again."],
  ])("is blocked where the lookup %s", (_name, cause, remedy) => {
    const { plan: whole, first } = plan({ tags: { latest: other }, age: { kind: "unknown", problem: cause } });
    expect([whole.refused, first.verdict, first.copy]).toEqual([true, "blocked", undefined]);
    expect(first.problems).toMatchObject([{ code: "AGE_UNKNOWN", side: "target" }]);
    expect(first.problems[0]?.message).toContain(cause.message);
    expect(first.problems[0]?.remedy).toContain(remedy);
  });

  it("is blocked in a target that cannot be read, unless no tag is requested", () => {
    const unread = (tags: readonly string[], problemOfTarget = DENIED) => {
      const given = observed({ tags: {} });
      if (given.kind !== "observed") throw new Error("It is refused.");
      const locks = { repositoryLocked: false, lockedTags: new Set<string>(), unknownLocks: [] };
      const request = imageRequest("api", { target: { repository: "api", tags }, minAgeMs: HOUR_MS });
      const target = { kind: "unreadable", problem: problemOfTarget, locks } as const;
      return planPromotion(promotionRequest([request], { verify: "best-effort" }), [{ ...given, target }]).images[0];
    };
    expect(unread(["1"])).toMatchObject({ verdict: "blocked", problems: [{ code: "AGE_UNKNOWN" }] });
    expect(unread([])?.verdict).toBe("promote");
    const closed = problem("REGISTRY_FORBIDDEN_FIREWALL", "prod.azurecr.io is closed.", {
      remedy: "Set verify: best-effort.",
    });
    expect(unread(["1"], closed)?.problems).toMatchObject([
      { message: expect.stringContaining("is closed."), remedy: expect.stringContaining("or remove min-age") },
    ]);
  });

  it("claims the tags that wait: another image of the step cannot set them meanwhile", () => {
    const given: Case = { tags: { latest: other }, age: old(1) };
    const rival = observed({ tags: { latest: other }, isThere: true });
    if (rival.kind !== "observed") throw new Error("It is refused.");
    const source = { ...rival.source, digest: other.digest, root: other };
    const images = [requested(given), imageRequest("api", { target: { repository: "api", tags: ["latest"] } })];
    // The other image is there under another tag.
    const target = {
      kind: "read",
      image: { ...(rival.target.kind === "read" ? rival.target.image : ({} as never)), absent: new Set<never>() },
    } as const;
    const planned = planPromotion(promotionRequest(images), [observed(given), { ...rival, source, target }]);
    expect(planned.images.map(({ verdict }) => verdict)).toEqual(["blocked", "blocked"]);
  });
});
