import { describe, expect, it } from "@jest/globals";
import type {
  Observation,
  ObservedReferrer,
  ObservedTag,
  SourceFindings,
  SourceImage,
  TargetImage,
  TargetLocks,
} from "../../../src/observe/observation.ts";
import type { Digest } from "../../../src/oci/digest.ts";
import type { Manifest } from "../../../src/oci/manifest.ts";
import type { ImagePlan } from "../../../src/plan/plan.ts";
import { planPromotion } from "../../../src/plan/plan-promotion.ts";
import { type ProblemCode, problem } from "../../../src/problems.ts";
import type { AttestationVerdict } from "../../../src/provenance/policy.ts";
import type { ImageRequest, PromotionRequest } from "../../../src/request/request.ts";
import { AMD64, ARM64, buildImage, buildMultiPlatform } from "../../builders/images.ts";
import { imageRequest, promotionRequest } from "../../builders/requests.ts";

const api = buildMultiPlatform("api");
const other = buildImage("other");
const DIGEST = api.index.digest;
const MEMBERS = api.index.manifests;

function sourceImage(root: Manifest = api.index, changes: Partial<SourceImage> = {}): SourceImage {
  return {
    name: "dev.azurecr.io/api:build",
    digest: root.digest,
    root,
    members: root.kind === "index" ? root.manifests : [],
    platforms: root.kind === "index" ? [AMD64, ARM64] : null,
    referrers: [],
    unknownReferrers: [],
    provenance: [],
    preflight: [],
    ...changes,
  };
}

/** What a target holds that has none of the image. */
function targetImage(
  source: SourceImage,
  tags: readonly ObservedTag[],
  changes: Partial<TargetImage> = {},
): TargetImage {
  return {
    tags,
    tagLists: new Map(),
    manifests: [],
    absent: new Set([source.digest, ...source.members.map(({ digest }) => digest)]),
    referrersPresent: new Set(),
    signatureTags: new Map(),
    lockedSignatureTags: new Set(),
    repositoryLocked: false,
    manifestLocked: false,
    unknownLocks: [],
    ...changes,
  };
}

const tag = (name: string, digest?: Digest, changes: Partial<ObservedTag> = {}): ObservedTag => ({
  name,
  digest,
  platforms: [],
  locked: false,
  ...changes,
});

interface Case {
  readonly request?: Partial<PromotionRequest>;
  readonly image?: Partial<ImageRequest>;
  readonly source?: Partial<SourceImage>;
  readonly root?: Manifest;
  readonly tags?: readonly ObservedTag[];
  readonly target?: Partial<TargetImage>;
  readonly findings?: SourceFindings;
}

function observe({ root, source, tags, target, findings = new Map() }: Case): Observation {
  const image = sourceImage(root, source);
  return {
    kind: "observed",
    source: image,
    target: { kind: "read", image: targetImage(image, tags ?? [tag("1.4.2")], target) },
    findings,
  };
}

function plan(given: Case): ImagePlan {
  const names = (given.tags ?? [tag("1.4.2")]).map(({ name }) => name);
  const image = imageRequest("api", { target: { repository: "api", tags: names }, ...given.image });
  const [planned] = planPromotion(promotionRequest([image], given.request), [observe(given)]).images;
  if (planned === undefined) throw new Error("There is no plan.");
  return planned;
}

/** The steps in their order, their tags by name. */
const stepsOf = ({ copy, referrerSteps, signatureTagSteps, tagSteps }: ImagePlan) =>
  [...(copy === undefined ? [] : [copy]), ...referrerSteps, ...signatureTagSteps, ...tagSteps].map((step) => ({
    ...step,
    tags: step.tags.map(({ name }) => name),
  }));
const codesOf = ({ problems }: ImagePlan) => problems.map(({ code }) => code);

describe("one tag", () => {
  const holds = { absent: undefined, same: DIGEST, other: other.digest };
  const mutable = { mutableTags: ["1.*"] };
  it.each<[keyof typeof holds, string, Partial<PromotionRequest>, string, string, string | undefined]>([
    ["absent", "fail", { onConflict: "fail" }, "promote", "create", "NoForce"],
    ["absent", "overwrite", { onConflict: "overwrite" }, "promote", "create", "NoForce"],
    ["absent", "skip", { onConflict: "skip" }, "promote", "create", "NoForce"],
    ["absent", "mutable", mutable, "promote", "create", "NoForce"],
    ["same", "fail", { onConflict: "fail" }, "up-to-date", "keep", undefined],
    ["same", "overwrite", { onConflict: "overwrite" }, "up-to-date", "keep", undefined],
    ["same", "skip", { onConflict: "skip" }, "up-to-date", "keep", undefined],
    ["same", "mutable", mutable, "up-to-date", "keep", undefined],
    ["other", "fail", { onConflict: "fail" }, "conflict", "conflict", undefined],
    ["other", "overwrite", { onConflict: "overwrite" }, "promote", "move", "Force"],
    ["other", "skip", { onConflict: "skip" }, "skipped", "skip", undefined],
    ["other", "mutable", mutable, "promote", "move", "Force"],
    ["other", "mutable and skip", { ...mutable, onConflict: "skip" }, "promote", "move", "Force"],
  ])("%s with %s", (state, _name, request, verdict, action, mode) => {
    const target = state === "same" ? { absent: new Set<Digest>() } : {};
    const planned = plan({ request, tags: [tag("1.4.2", holds[state])], target });
    expect(planned.verdict).toBe(verdict);
    expect(planned.tags).toMatchObject([{ action, previousDigest: holds[state] ?? null }]);
    const tagged = { mode, tags: ["1.4.2"], digest: DIGEST };
    const steps = {
      create: [{ ...tagged, from: "source" }],
      move: [
        { from: "source", tags: [], mode: "NoForce", digest: DIGEST },
        { ...tagged, from: "target" },
      ],
    };
    expect(stepsOf(planned)).toMatchObject(action === "create" || action === "move" ? steps[action] : []);
    const previous = planned.tagSteps.concat(planned.copy ?? []).flatMap(({ tags }) => tags);
    expect(previous).toEqual(mode === undefined ? [] : [{ name: "1.4.2", previous: holds[state] ?? null }]);
  });

  it("that conflicts shows both digests and the lines that allow it to move", () => {
    const [conflict] = plan({ tags: [tag("1.4.2", other.digest)] }).problems;
    expect(conflict).toEqual({
      code: "TAG_CONFLICT",
      stage: "plan",
      side: "target",
      message: `api:1.4.2 exists in prod.azurecr.io with digest ${other.digest.slice(7, 19)}… and cannot be replaced by ${DIGEST.slice(7, 19)}…`,
      remedy: "Use another tag, or allow this one to move: on-conflict: overwrite, or mutable-tags: latest,1.4.2",
    });
  });

  it("that moves reports the platforms gained and lost", () => {
    const windows = { os: "windows", architecture: "amd64" };
    const planned = plan({
      request: { onConflict: "overwrite" },
      tags: [tag("1.4.2", other.digest, { platforms: [AMD64, windows] })],
    });
    expect(planned.tags).toMatchObject([{ gained: ["linux/arm64"], lost: ["windows/amd64"] }]);
  });
});

describe("an image whose source cannot be read", () => {
  const unread = problem("SOURCE_UNREADABLE", "The firewall keeps this runner out.");
  const byDigest = { root: undefined, members: [], platforms: null, unread };

  it("is imported by its digest, and what it consists of is discovered from the target", () => {
    const { images } = planPromotion(promotionRequest([imageRequest("api")]), [
      observe({ source: byDigest, target: { absent: new Set([DIGEST]) } }),
    ]);
    expect(images).toMatchObject([
      { verdict: "promote", copy: { from: "source", mustExist: [DIGEST], discovers: true } },
    ]);
    expect(images[0]?.warnings.join()).toContain("cannot be read from this runner");
  });

  it("needs no learning where the target holds it whole", () => {
    const { images } = planPromotion(promotionRequest([imageRequest("api")]), [
      observe({ source: { unread }, target: { absent: new Set() } }),
    ]);
    expect(images.flatMap(stepsOf).filter(({ discovers }) => discovers)).toEqual([]);
  });

  it("cannot pass require-platforms", () => {
    const request = promotionRequest([imageRequest("api")], { requirePlatforms: ["linux/amd64"] });
    const { images } = planPromotion(request, [observe({ source: byDigest, target: { absent: new Set([DIGEST]) } })]);
    expect(images).toMatchObject([{ verdict: "blocked", problems: [{ code: "PLATFORMS_UNKNOWN", side: "source" }] }]);
  });
});

describe("what is imported", () => {
  it("is proven by the root and each child", () => {
    expect(plan({}).copy?.mustExist).toEqual([DIGEST, ...MEMBERS.map(({ digest }) => digest)]);
  });

  it("is nothing but a tag where the target has the image", () => {
    const planned = plan({ target: { absent: new Set() } });
    expect(stepsOf(planned)).toMatchObject([{ from: "target", tags: ["1.4.2"], mode: "NoForce", digest: DIGEST }]);
  });

  it("is the image without tags where a child is missing under the right tag", () => {
    const [child] = MEMBERS;
    const planned = plan({
      tags: [tag("1.4.2", DIGEST)],
      target: { absent: new Set(child === undefined ? [] : [child.digest]) },
    });
    expect(stepsOf(planned)).toMatchObject([{ from: "source", tags: [], mode: "NoForce" }]);
  });

  it("carries its tags where all of them are created", () => {
    const planned = plan({ tags: [tag("1.4.2"), tag("1.4")] });
    expect(stepsOf(planned)).toMatchObject([{ from: "source", tags: ["1.4.2", "1.4"], mode: "NoForce" }]);
  });

  it("is read back before its tags are set where one of them moves", () => {
    const planned = plan({ tags: [tag("1.4.2"), tag("1.4"), tag("latest", other.digest)] });
    expect(stepsOf(planned)).toMatchObject([
      { from: "source", tags: [], mode: "NoForce" },
      { from: "target", tags: ["1.4.2", "1.4"], mode: "NoForce" },
      { from: "target", tags: ["latest"], mode: "Force" },
    ]);
  });

  it("never puts a tag that is in place into a step", () => {
    const planned = plan({ tags: [tag("1.4.2"), tag("1.4", DIGEST)] });
    expect(stepsOf(planned).flatMap(({ tags }) => tags)).toEqual(["1.4.2"]);
  });

  it("is untagged when no tag was requested", () => {
    expect(stepsOf(plan({ tags: [] }))).toMatchObject([{ from: "source", tags: [], mode: "NoForce" }]);
    expect(plan({ tags: [], target: { absent: new Set() } }).verdict).toBe("up-to-date");
  });

  it("is nothing of an image of which one tag is skipped", () => {
    const planned = plan({ request: { onConflict: "skip" }, tags: [tag("1.4.2", other.digest), tag("latest")] });
    expect(planned.verdict).toBe("skipped");
    expect(stepsOf(planned)).toEqual([]);
  });
});

describe("all-or-nothing", () => {
  const two = [imageRequest("api"), imageRequest("worker")];
  const observations = () => [observe({}), observe({ root: other })];

  it("keeps tags back from the import where several images are written", () => {
    const { images, refused } = planPromotion(promotionRequest(two), observations());
    expect(refused).toBe(false);
    for (const image of images)
      expect(stepsOf(image)).toMatchObject([{ tags: [] }, { from: "target", tags: ["1.4.2"] }]);
  });

  it("lets the one image that is written carry its tags, beside those that are in place", () => {
    const inPlace = observe({ root: other, tags: [tag("1.4.2", other.digest)], target: { absent: new Set() } });
    const { images } = planPromotion(promotionRequest(two), [observe({}), inPlace]);
    expect(images.map(({ verdict }) => verdict)).toEqual(["promote", "up-to-date"]);
    expect(images.flatMap(stepsOf)).toMatchObject([{ from: "source", tags: ["1.4.2"] }]);
  });

  it("switched off lets each image carry its tags", () => {
    const { images } = planPromotion(promotionRequest(two, { allOrNothing: false }), observations());
    expect(images.flatMap(stepsOf)).toMatchObject([{ tags: ["1.4.2"] }, { tags: ["1.4.2"] }]);
  });

  const refusal: Observation = {
    kind: "refused",
    status: "missing",
    problems: [problem("SOURCE_MISSING", "It is not there.")],
  };

  it("refuses the whole where one is refused", () => {
    const plans = planPromotion(promotionRequest(two), [observe({}), refusal]);
    expect(plans.refused).toBe(true);
    expect(plans.images).toMatchObject([
      { verdict: "promote" },
      { verdict: "missing", problems: [{ code: "SOURCE_MISSING" }] },
    ]);
  });

  it("switched off refuses that one only", () => {
    expect(planPromotion(promotionRequest(two, { allOrNothing: false }), [observe({}), refusal]).refused).toBe(false);
  });

  it("does not count a skipped image as refused", () => {
    const skipped = observe({ root: other, tags: [tag("1.4.2", DIGEST)] });
    expect(planPromotion(promotionRequest(two, { onConflict: "skip" }), [observe({}), skipped]).refused).toBe(false);
  });
});

describe("two images on one tag", () => {
  const pair = [imageRequest("api"), imageRequest("api", { source: { repository: "api", tag: "b" } })];

  it.each([true, false])("are both refused where their digests differ (all-or-nothing: %s)", (allOrNothing) => {
    const { images } = planPromotion(promotionRequest(pair, { allOrNothing }), [observe({}), observe({ root: other })]);
    expect(images.map(({ verdict }) => verdict)).toEqual(["blocked", "blocked"]);
    expect(images.map(codesOf)).toEqual([["TAG_CLAIMED_TWICE"], ["TAG_CLAIMED_TWICE"]]);
    expect(images.flatMap(stepsOf)).toEqual([]);
  });

  it("are refused though one of them is in place", () => {
    const inPlace = observe({ tags: [tag("1.4.2", DIGEST)], target: { absent: new Set() } });
    const moving = observe({ root: other, tags: [tag("1.4.2", DIGEST)] });
    const { images } = planPromotion(promotionRequest(pair, { onConflict: "overwrite" }), [inPlace, moving]);
    expect(images.map(({ verdict }) => verdict)).toEqual(["blocked", "blocked"]);
  });

  it("are both promoted where their digests agree", () => {
    const { images } = planPromotion(promotionRequest(pair), [observe({}), observe({})]);
    expect(images.map(({ verdict }) => verdict)).toEqual(["promote", "promote"]);
  });

  it("that they share set it in the same step of its own", () => {
    const shared = [tag("1.4.2"), tag("1.4")];
    const requests = [
      imageRequest("api", { target: { repository: "api", tags: ["1.4.2", "1.4"] } }),
      imageRequest("api", { source: { repository: "api", tag: "b" } }),
    ];
    const { images } = planPromotion(promotionRequest(requests), [observe({ tags: shared }), observe({})]);
    expect(images.map((image) => stepsOf(image).map(({ tags }) => tags))).toEqual([
      [[], ["1.4.2"], ["1.4"]],
      [[], ["1.4.2"]],
    ]);
  });

  it("of two repositories do not meet", () => {
    const { images } = planPromotion(promotionRequest([imageRequest("api"), imageRequest("b")]), [
      observe({}),
      observe({ root: other }),
    ]);
    expect(images.map(({ verdict }) => verdict)).toEqual(["promote", "promote"]);
  });
});

describe("referrers", () => {
  const signature = (changes: Partial<ObservedReferrer> = {}): ObservedReferrer => ({
    digest: other.digest,
    subject: DIGEST,
    mediaType: other.mediaType,
    artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    sizeBytes: 1,
    tag: null,
    ...changes,
  });
  const cosign = `sha256-${DIGEST.slice(7)}.sig`;
  const older = buildImage("older signature").digest;
  const newer = buildImage("newer signature").digest;

  it("go after the image and before its tags", () => {
    const planned = plan({ source: { referrers: [signature(), signature({ digest: newer, tag: cosign })] } });
    expect(stepsOf(planned)).toMatchObject([
      { digest: DIGEST, tags: [] },
      { digest: other.digest, tags: [], mode: "NoForce", mustExist: [other.digest] },
      { digest: newer, tags: [cosign], mode: "NoForce", mustExist: [newer] },
      { digest: DIGEST, from: "target", tags: ["1.4.2"] },
    ]);
  });

  it("with a cosign tag that moves are imported untagged, and their tag moves before the image's own", () => {
    const planned = plan({
      request: { onConflict: "overwrite" },
      source: { referrers: [signature({ digest: newer, tag: cosign })] },
      target: { signatureTags: new Map([[cosign, older]]) },
    });
    expect(stepsOf(planned)).toMatchObject([
      { digest: DIGEST, tags: [] },
      { digest: newer, from: "source", tags: [], mode: "NoForce", mustExist: [newer] },
      { digest: newer, from: "target", tags: [cosign], mode: "Force" },
      { digest: DIGEST, from: "target", tags: ["1.4.2"] },
    ]);
    expect(planned.signatureTagSteps[0]?.tags).toEqual([{ name: cosign, previous: older }]);
  });

  it("keep their cosign tags back where other images are written all or none", () => {
    const requests = [imageRequest("api"), imageRequest("worker")];
    const { images } = planPromotion(promotionRequest(requests), [
      observe({ source: { referrers: [signature({ digest: newer, tag: cosign })] } }),
      observe({ root: other }),
    ]);
    expect(images[0] && stepsOf(images[0])).toMatchObject([
      { digest: DIGEST, tags: [] },
      { digest: newer, tags: [] },
      { digest: newer, from: "target", tags: [cosign], mode: "NoForce" },
      { digest: DIGEST, from: "target", tags: ["1.4.2"] },
    ]);
  });

  it("of two lines are refused where they bring different digests to one cosign tag", () => {
    const requests = [
      imageRequest("api"),
      imageRequest("api", { source: { repository: "other", tag: "b" }, target: { repository: "api", tags: ["b"] } }),
    ];
    const two = (digest: Digest) =>
      planPromotion(promotionRequest(requests), [
        observe({ source: { referrers: [signature({ digest: newer, tag: cosign })] } }),
        observe({ source: { referrers: [signature({ digest, tag: cosign })] }, tags: [tag("b")] }),
      ]).images;
    expect(two(newer).map(({ verdict }) => verdict)).toEqual(["promote", "promote"]);
    expect(two(older).map(codesOf)).toEqual([["TAG_CLAIMED_TWICE"], ["TAG_CLAIMED_TWICE"]]);
    expect(two(older).flatMap(stepsOf)).toEqual([]);
    expect(two(older)[0]?.problems[0]?.message).toContain(`api:${cosign}`);
  });

  it("that came later are imported alone", () => {
    const planned = plan({
      source: { referrers: [signature()] },
      tags: [tag("1.4.2", DIGEST)],
      target: { absent: new Set() },
    });
    expect(stepsOf(planned)).toMatchObject([{ digest: other.digest }]);
  });

  it("that are in place are not imported again", () => {
    const planned = plan({
      source: { referrers: [signature(), signature({ tag: cosign })] },
      tags: [tag("1.4.2", DIGEST)],
      target: {
        absent: new Set(),
        referrersPresent: new Set([other.digest]),
        signatureTags: new Map([[cosign, other.digest]]),
      },
    });
    expect(planned).toMatchObject({ verdict: "up-to-date", referrers: [{ action: "keep" }, { action: "keep" }] });
  });

  it.each<[string, Partial<PromotionRequest>, string, string, string | undefined]>([
    ["fail", {}, "conflict", "conflict", undefined],
    ["skip", { onConflict: "skip" }, "promote", "skip", undefined],
    ["overwrite", { onConflict: "overwrite" }, "promote", "import", "Force"],
    ["mutable", { mutableTags: ["sha256-*.sig"] }, "promote", "import", "Force"],
  ])("whose cosign tag holds other signatures: %s", (_name, request, verdict, action, mode) => {
    const planned = plan({
      request,
      source: { referrers: [signature({ tag: cosign })] },
      target: { signatureTags: new Map([[cosign, older]]) },
    });
    expect(planned).toMatchObject({ verdict, referrers: [{ action }] });
    expect(planned.signatureTagSteps.map((step) => step.mode)).toEqual(mode === undefined ? [] : [mode]);
    if (verdict === "conflict") expect(codesOf(planned)).toEqual(["SIGNATURE_TAG_CONFLICT"]);
  });

  it("whose cosign tag is locked are never forced", () => {
    const planned = plan({
      request: { onConflict: "overwrite" },
      source: { referrers: [signature({ tag: cosign })] },
      target: { signatureTags: new Map([[cosign, older]]), lockedSignatureTags: new Set([cosign]) },
    });
    expect(planned).toMatchObject({
      verdict: "blocked",
      problems: [
        {
          code: "TARGET_LOCKED",
          message: `The tag api:${cosign} is locked against writing in prod.azurecr.io.`,
          remedy: expect.stringContaining(`--name prod --image api:${cosign} --write-enabled true`),
        },
      ],
    });
    expect(stepsOf(planned)).toEqual([]);
  });
});

describe("referrers that are unknown", () => {
  it("for two reasons at one host have two causes", () => {
    const keyOf = (code: ProblemCode) => {
      const reason = problem(code, "It failed.", { causeKey: "ghcr.io" });
      return plan({ source: { unknownReferrers: [reason] } }).problems[0]?.causeKey;
    };
    expect(keyOf("DIGEST_MISMATCH")).not.toBe(keyOf("REGISTRY_ANSWER_INVALID"));
    expect(keyOf("DIGEST_MISMATCH")).toBe(keyOf("DIGEST_MISMATCH"));
  });
});

describe("locks", () => {
  const overwrite: Partial<PromotionRequest> = { onConflict: "overwrite" };
  const moving = tag("1.4.2", other.digest, { locked: true });

  it.each<[string, Case]>([
    ["a tag that would move", { request: overwrite, tags: [moving] }],
    ["the repository", { target: { repositoryLocked: true } }],
    ["a manifest that would be tagged", { target: { absent: new Set(), manifestLocked: true } }],
  ])("of %s block the image, and are never lifted", (_name, given) => {
    const planned = plan(given);
    expect(planned).toMatchObject({ verdict: "blocked", problems: [{ code: "TARGET_LOCKED", side: "target" }] });
    expect(stepsOf(planned)).toEqual([]);
  });

  it.each<[string, Case, string]>([
    [
      "an image that is in place",
      { tags: [tag("1.4.2", DIGEST)], target: { absent: new Set(), repositoryLocked: true, manifestLocked: true } },
      "up-to-date",
    ],
    [
      "an image that is skipped",
      { request: { onConflict: "skip" }, tags: [moving], target: { repositoryLocked: true } },
      "skipped",
    ],
    ["an image of which a tag conflicts", { tags: [moving] }, "conflict"],
  ])("do not change the verdict on %s", (_name, given, verdict) => {
    expect(plan(given).verdict).toBe(verdict);
  });
});

describe("limits and demands", () => {
  const children = (count: number) => ({
    members: Array.from({ length: count }, (_, at) => ({ ...other, digest: buildImage(`${at}`).digest })),
  });

  it.each([
    [44, "promote", 0],
    [45, "promote", 1],
    [50, "promote", 1],
    [51, "blocked", 0],
  ])("%i manifests: %s", (count, verdict, warnings) => {
    const planned = plan({ source: children(count) });
    expect(planned.verdict).toBe(verdict);
    expect(planned.warnings).toHaveLength(warnings);
    if (verdict === "blocked") expect(codesOf(planned)).toEqual(["TOO_MANY_MANIFESTS"]);
  });

  it.each<[string, string[], Case, string | undefined]>([
    ["all there", ["linux/amd64", "linux/arm64"], {}, undefined],
    ["one missing", ["linux/amd64", "linux/s390x"], {}, "linux/s390x"],
    ["a variant missing", ["linux/arm64/v9"], {}, "linux/arm64/v9"],
    ["a single image without a platform", ["linux/amd64"], { root: other }, "linux/amd64"],
    ["a single image of it", ["linux/amd64"], { root: other, source: { platforms: [AMD64] } }, undefined],
  ])("required platforms: %s", (_name, requirePlatforms, given, lacking) => {
    const planned = plan({ ...given, request: { requirePlatforms } });
    expect(planned.verdict).toBe(lacking === undefined ? "promote" : "blocked");
    if (lacking !== undefined)
      expect(planned.problems).toMatchObject([
        { code: "PLATFORM_MISSING", message: expect.stringContaining(`lacks ${lacking};`) },
      ]);
  });

  it.each<[string, string, boolean]>([
    ["a Helm chart", "application/vnd.cncf.helm.config.v1+json", true],
    ["an artifact with the empty config", "application/vnd.oci.empty.v1+json", true],
    ["an OCI image", "application/vnd.oci.image.config.v1+json", false],
    ["a Docker image", "application/vnd.docker.container.image.v1+json", false],
  ])("of the input exempt by the config alone: %s", (_name, mediaType, exempt) => {
    const root = { ...other, config: { ...other.config, mediaType } };
    const given = { root, request: { requirePlatforms: ["linux/amd64"] }, source: { platforms: null } };
    expect(plan(given).verdict).toBe(exempt ? "promote" : "blocked");
    // What a file states of the image itself holds for artifacts too.
    expect(codesOf(plan({ ...given, image: { platforms: ["linux/amd64"] } }))).toEqual(["PLATFORM_MISSING"]);
  });

  it("hold for an image that is in place, too", () => {
    const planned = plan({
      request: { requirePlatforms: ["linux/s390x"] },
      tags: [tag("1.4.2", DIGEST)],
      target: { absent: new Set() },
    });
    expect(planned.verdict).toBe("blocked");
  });

  it("of the file are platforms as a lock file writes them", () => {
    const windows = { os: "windows", architecture: "amd64", osVersion: "10.0.20348.1" };
    const image = (text: string) => plan({ image: { platforms: [text] }, source: { platforms: [windows] } }).verdict;
    expect(image("windows/amd64:10.0.20348.1")).toBe("promote");
    expect(image("windows/amd64:10.0.17763.1")).toBe("blocked");
  });

  it("of the file are a media type", () => {
    expect(codesOf(plan({ image: { mediaType: other.mediaType } }))).toEqual(["MEDIA_TYPE_MISMATCH"]);
    expect(plan({ image: { mediaType: api.index.mediaType } }).verdict).toBe("promote");
  });

  it("of the registries' settings block what would be written only", () => {
    const preflight = [problem("PREFLIGHT_EXPORT_DISABLED", "It is disabled.")];
    expect(plan({ source: { preflight } }).verdict).toBe("blocked");
    expect(plan({ source: { preflight }, tags: [tag("1.4.2", DIGEST)], target: { absent: new Set() } }).verdict).toBe(
      "up-to-date",
    );
  });

  it("are reported all at once", () => {
    const planned = plan({
      request: { requirePlatforms: ["linux/s390x"] },
      image: { mediaType: other.mediaType },
      source: children(51),
      tags: [tag("1.4.2", other.digest)],
      target: { repositoryLocked: true },
    });
    expect(codesOf(planned)).toEqual([
      "TOO_MANY_MANIFESTS",
      "PLATFORM_MISSING",
      "MEDIA_TYPE_MISMATCH",
      "TAG_CONFLICT",
      "TARGET_LOCKED",
    ]);
    expect(planned.verdict).toBe("blocked");
  });
});

describe("provenance", () => {
  const LINES = ["provenance", "sbom by contoso"];
  const policy = (mode: "off" | "warn" | "enforce") => ({
    provenance: {
      mode,
      requirements: (mode === "off" ? [] : LINES).map((line) => ({
        line,
        predicate: "provenance",
        source: "contoso/api",
        signer: "contoso/api",
      })),
    },
  });
  const verified = (line: string) => ({ line, status: "verified", reasons: [] }) as unknown as AttestationVerdict;
  const second = (status: "missing" | "untrusted" | "unreachable" | "roots-outdated") =>
    [verified("provenance"), { line: "sbom by contoso", status, reasons: ["Somebody else signed."] }] as const;

  it.each<[string, readonly AttestationVerdict[], "warn" | "enforce", string, readonly string[], number]>([
    ["both met", LINES.map(verified), "enforce", "promote", [], 0],
    ["one missing", second("missing"), "enforce", "blocked", ["ATTESTATION_MISSING"], 0],
    ["one untrusted", second("untrusted"), "enforce", "blocked", ["ATTESTATION_UNTRUSTED"], 0],
    ["one unreachable", second("unreachable"), "enforce", "blocked", ["ATTESTATION_UNREACHABLE"], 0],
    ["one newer than the roots", second("roots-outdated"), "enforce", "blocked", ["ATTESTATION_ROOTS_OUTDATED"], 0],
    ["a line without a verdict", LINES.slice(1).map(verified), "enforce", "blocked", ["ATTESTATION_MISSING"], 0],
    ["no verdict at all", [], "enforce", "blocked", ["ATTESTATION_MISSING", "ATTESTATION_MISSING"], 0],
    ["one missing", second("missing"), "warn", "promote", [], 1],
    ["one newer than the roots", second("roots-outdated"), "warn", "promote", [], 1],
    ["no verdict at all", [], "warn", "promote", [], 2],
  ])("%s, %j with %s: %s", (_name, provenance, mode, verdict, codes, warnings) => {
    const planned = plan({ request: policy(mode), source: { provenance } });
    expect(planned.verdict).toBe(verdict);
    expect(codesOf(planned)).toEqual(codes);
    expect(planned.warnings).toHaveLength(warnings);
  });

  it("names the line and the reasons", () => {
    const planned = plan({ request: policy("warn"), source: { provenance: second("untrusted") } });
    expect(planned.warnings).toEqual([
      expect.stringMatching(/ has no trusted attestation for "sbom by contoso"\. Somebody else signed\.$/),
    ]);
  });

  it("is not required without a line", () => {
    expect(plan({ request: policy("off") })).toMatchObject({ verdict: "promote", problems: [], warnings: [] });
  });
});

describe("a target that cannot be read", () => {
  const denied = problem("REGISTRY_DENIED", "The firewall refuses.");
  const signed = buildImage("signature");
  const referrers: ObservedReferrer[] = [null, "sha256-x.sig"].map((name) => ({
    digest: name === null ? other.digest : signed.digest,
    subject: DIGEST,
    mediaType: other.mediaType,
    artifactType: "signature",
    sizeBytes: 1,
    tag: name,
  }));
  const unlocked: TargetLocks = { repositoryLocked: false, lockedTags: new Set(), unknownLocks: [] };
  const blindPlan = (request: Partial<PromotionRequest>, source: Partial<SourceImage> = {}, locks = unlocked) => {
    const image = imageRequest("api", { target: { repository: "api", tags: ["1.4.2", "latest"] } });
    const target = { kind: "unreadable", problem: denied, locks } as const;
    const observation = {
      kind: "observed",
      source: sourceImage(api.index, source),
      target,
      findings: new Map(),
    } as const;
    return planPromotion(promotionRequest([image], request), [observation]);
  };
  const blind = (...args: Parameters<typeof blindPlan>) => {
    const [planned] = blindPlan(...args).images;
    if (planned === undefined) throw new Error("There is no plan.");
    return planned;
  };

  it.each([
    {},
    { verify: "best-effort" },
    { verify: "best-effort", onConflict: "overwrite" },
    { onConflict: "skip" },
  ] as const)("is blocked where a cache rule covers it, and has no warning: %j", (request) => {
    const cached = problem("TARGET_IS_CACHE", "It is a cache.", { side: "target" });
    const source = sourceImage(api.index);
    const { images, warnings } = planPromotion(promotionRequest([imageRequest("api")], request), [
      { kind: "observed", source, target: { kind: "cache", problem: cached }, findings: new Map() },
    ]);
    expect(images[0]).toMatchObject({ verdict: "blocked", problems: [cached], warnings: [] });
    expect(images.flatMap(stepsOf)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("is an error before any write with verify: required", () => {
    const planned = blind({});
    expect(planned).toMatchObject({ verdict: "failed", verifiable: false, problems: [denied] });
    expect(stepsOf(planned)).toEqual([]);
  });

  it("gets Force only for tags that may move with verify: best-effort", () => {
    const planned = blind({ verify: "best-effort" }, { referrers });
    expect(planned).toMatchObject({ verdict: "promote", verifiable: false });
    expect(stepsOf(planned)).toMatchObject([
      { tags: [], mode: "NoForce" },
      { tags: [], mode: "NoForce" },
      { tags: [], mode: "NoForce" },
      { tags: ["sha256-x.sig"], mode: "NoForce" },
      { tags: ["1.4.2"], mode: "NoForce" },
      { tags: ["latest"], mode: "Force" },
    ]);
    expect(planned.warnings.join()).toContain("The firewall refuses.");
  });

  it("gets Force for all with on-conflict: overwrite", () => {
    const planned = blind({ verify: "best-effort", onConflict: "overwrite" }, { referrers });
    expect(
      stepsOf(planned)
        .filter(({ tags }) => tags.length > 0)
        .map(({ mode }) => mode),
    ).toEqual(["Force", "Force"]);
  });

  it.each<[string, Partial<TargetLocks>, Partial<PromotionRequest>, string]>([
    ["the repository", { repositoryLocked: true }, {}, "blocked"],
    ["a tag that may move", { lockedTags: new Set(["latest"]) }, {}, "blocked"],
    ["a tag that may not move, which Azure refuses", { lockedTags: new Set(["1.4.2"]) }, {}, "promote"],
    ["any tag under overwrite", { lockedTags: new Set(["1.4.2"]) }, { onConflict: "overwrite" }, "blocked"],
    ["a tag of cosign's", { lockedTags: new Set(["sha256-x.sig"]) }, { onConflict: "overwrite" }, "blocked"],
  ])("is not written to where locks can be read: %s is locked", (_name, locks, request, verdict) => {
    const planned = blind({ verify: "best-effort", ...request }, { referrers }, { ...unlocked, ...locks });
    expect(planned.verdict).toBe(verdict);
    expect(codesOf(planned)).toEqual(verdict === "blocked" ? ["TARGET_LOCKED"] : []);
  });

  it.each<[Partial<PromotionRequest>, number]>([
    [{ onConflict: "overwrite" }, 1],
    [{ mutableTags: ["latest"] }, 1],
    [{ mutableTags: [] }, 0],
    [{ mutableTags: [], onConflict: "skip" }, 0],
  ])("has a warning of unknown locks only where a tag may be overwritten: %j, %i", (request, count) => {
    const locks = { ...unlocked, unknownLocks: [denied] };
    const { warnings } = blindPlan({ verify: "best-effort", ...request }, {}, locks);
    expect(warnings).toHaveLength(count);
    for (const warning of warnings) expect(warning).toContain("The firewall refuses.");
  });

  it("does not make up for what the source lacks", () => {
    expect(blind({ verify: "best-effort", requirePlatforms: ["linux/s390x"] }).verdict).toBe("blocked");
  });
});

describe("a source", () => {
  it("whose tag has moved on is promoted by digest, with a warning", () => {
    const planned = plan({ source: { tagNow: other.digest } });
    expect(planned.copy?.digest).toBe(DIGEST);
    expect(planned.warnings).toEqual([expect.stringContaining(`moved to ${other.digest.slice(7, 19)}`)]);
  });

  it("whose tag is gone likewise", () => {
    expect(plan({ source: { tagNow: "absent" } }).warnings).toEqual([expect.stringContaining("no longer has the tag")]);
  });

  it("that was not observed is a defect, not a plan", () => {
    expect(() => planPromotion(promotionRequest([imageRequest("api")]), [])).toThrow(
      expect.objectContaining({ code: "UNEXPECTED" }),
    );
  });
});
