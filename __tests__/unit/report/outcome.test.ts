import { describe, expect, it } from "@jest/globals";
import { ChangeRecord } from "../../../src/changes/read-changes.ts";
import { type ImageRun, newRun } from "../../../src/import/run.ts";
import type { ImagePlan, ImportStep, PlannedTag } from "../../../src/plan/plan.ts";
import { problem } from "../../../src/problems.ts";
import { type Outcome, reportOutcome } from "../../../src/report/outcome.ts";
import {
  countStatuses,
  IMAGE_STATUSES,
  type ImageStatus,
  type PromotionReport,
  statusOfStep,
} from "../../../src/report/report.ts";
import { AMD64, ARM64, buildImage, buildIndex, buildMultiPlatform } from "../../builders/images.ts";
import { imageReport, promotionReport } from "../../builders/report.ts";
import { imageRequest, promotionRequest } from "../../builders/requests.ts";

const { index } = buildMultiPlatform("api");
const signature = buildImage("signature", { subject: index });
const planned = (name: string, action: PlannedTag["action"]): PlannedTag => ({
  name,
  action,
  previousDigest: null,
  gained: [],
  lost: [],
});

const step = {
  from: "source",
  repository: "api",
  digest: index.digest,
  tags: [],
  mode: "NoForce",
  mustExist: [],
} as const;

function imagePlan(changes: Partial<ImagePlan> = {}): ImagePlan {
  return {
    request: imageRequest("api"),
    verdict: "promote",
    source: {
      name: "dev.azurecr.io/api:build",
      digest: index.digest,
      root: index,
      members: index.manifests,
      platforms: [AMD64, ARM64],
      referrers: [],
      unknownReferrers: [],
      provenance: [],
      preflight: [],
    },
    tags: [planned("1.4.2", "create")],
    referrers: [
      {
        action: "import",
        referrer: {
          digest: signature.digest,
          subject: index.digest,
          mediaType: signature.mediaType,
          artifactType: "signature",
          sizeBytes: signature.sizeBytes,
          tag: null,
        },
      },
    ],
    copy: step,
    present: [],
    referrerSteps: [],
    signatureTagSteps: [],
    tagSteps: [],
    verifiable: true,
    problems: [],
    warnings: [],
    ...changes,
  };
}

function report(plan: Partial<ImagePlan>, run: Partial<ImageRun>, changes: Partial<Outcome> = {}): PromotionReport {
  return reportOutcome({
    request: promotionRequest([imageRequest("api")]),
    loginServer: "prod-a1b2.azurecr.io",
    plan: { images: [imagePlan(plan)], refused: false, warnings: [] },
    runs: [{ ...newRun(), ...run }],
    error: undefined,
    cancelled: false,
    changes: new ChangeRecord(),
    durationMs: 1,
    ...changes,
  });
}

const done: Partial<ImageRun> = { state: "done", contentImported: true, tagsSet: new Set(["1.4.2"]) };
const best = { request: promotionRequest([imageRequest("api")], { verify: "best-effort" }) };
const dry = { request: promotionRequest([imageRequest("api")], { dryRun: true }) };

it.each<[string, Partial<ImagePlan>, Partial<ImageRun>, Partial<Outcome>, string, boolean, boolean]>([
  ["done", {}, done, {}, "promoted", true, true],
  ["done, not read back, required", {}, { ...done, verified: false }, {}, "unverified", false, true],
  ["done, not read back, best effort", {}, { ...done, verified: false }, best, "unverified", true, true],
  ["in place", { verdict: "up-to-date", tags: [planned("1.4.2", "keep")] }, {}, {}, "up-to-date", true, false],
  ["skipped", { verdict: "skipped", tags: [planned("1.4.2", "skip")] }, {}, {}, "skipped", true, false],
  ["missing", { verdict: "missing", source: null, tags: [] }, {}, {}, "missing", false, false],
  ["conflicting", { verdict: "conflict", tags: [planned("1.4.2", "conflict")] }, {}, {}, "conflict", false, false],
  ["blocked", { verdict: "blocked" }, {}, {}, "blocked", false, false],
  ["not begun", {}, {}, {}, "pending", false, false],
  ["waiting for its tags", {}, { state: "content-in-place", contentImported: true }, {}, "pending", false, false],
  ["failed", {}, { state: "failed" }, {}, "failed", false, false],
  ["lost to a rival", {}, { state: "conflict", rivalTags: new Set(["1.4.2"]) }, {}, "conflict", false, false],
  ["cancelled", {}, { state: "cancelled" }, { cancelled: true }, "cancelled", false, false],
  ["under way at a cancel", {}, { state: "running" }, { cancelled: true }, "cancelled", false, false],
  ["done at a cancel", {}, done, { cancelled: true }, "promoted", false, true],
  ["done, and the step failed after it", {}, done, { error: problem("CANCELLED", "x") }, "promoted", false, true],
  ["planned", {}, {}, dry, "planned", true, true],
  ["blocked in a dry run", { verdict: "blocked" }, {}, dry, "blocked", false, false],
])("an image that is %s", (_name, plan, run, changes, status, ok, changed) => {
  expect(report(plan, run, changes)).toMatchObject({ ok, changed, images: [{ status }] });
});

describe("a change", () => {
  const cosign = (action: "import" | "keep"): Partial<ImagePlan> => {
    const { referrers, copy: _copy, ...plan } = imagePlan({ tags: [planned("1.4.2", "keep")] });
    const tags = [{ name: "sha256-1.sig", previous: null }];
    const step: ImportStep = {
      from: "target",
      repository: "api",
      digest: signature.digest,
      tags,
      mode: "NoForce",
      mustExist: [],
    };
    return {
      ...plan,
      signatureTagSteps: action === "import" ? [step] : [],
      referrers: referrers.map(({ referrer }) => ({ referrer: { ...referrer, tag: "sha256-1.sig" }, action })),
    };
  };
  const changedBy = (plan: Partial<ImagePlan>, run: Partial<ImageRun>, changes: Partial<Outcome> = {}) =>
    reportOutcome({
      request: promotionRequest([imageRequest("api")]),
      loginServer: "prod.azurecr.io",
      plan: { images: [plan as ImagePlan], refused: false, warnings: [] },
      runs: [{ ...newRun(), ...run }],
      error: undefined,
      cancelled: false,
      changes: new ChangeRecord(),
      durationMs: 1,
      ...changes,
    }).changed;

  it.each<[string, Partial<ImagePlan>, Partial<ImageRun>, Partial<Outcome>, boolean]>([
    [
      "K3.10: only a tag of cosign's was created",
      cosign("import"),
      { ...done, contentImported: false, tagsSet: new Set(), referrersImported: new Set(["sha256-1.sig"]) },
      {},
      true,
    ],
    ["a tag of cosign's was not reached", cosign("import"), { state: "failed" }, {}, false],
    ["a tag of cosign's would be created", cosign("import"), {}, dry, true],
    ["a tag of cosign's is there already", cosign("keep"), {}, dry, false],
    [
      "only a referrer without a tag was imported",
      imagePlan({ tags: [planned("1.4.2", "keep")] }),
      { state: "done", referrersImported: new Set([signature.digest]) },
      {},
      false,
    ],
    [
      "only content below a tag was repaired",
      imagePlan({ tags: [planned("1.4.2", "keep")] }),
      { state: "done", contentImported: true },
      {},
      false,
    ],
    [
      "an image without requested tags was imported",
      imagePlan({ tags: [], request: imageRequest("api", { target: { repository: "api", tags: [] } }) }),
      { state: "done", contentImported: true },
      {},
      true,
    ],
  ])("%s", (_name, plan, run, changes, expected) => {
    expect(changedBy(plan, run, changes)).toBe(expected);
  });
});

describe("statusOfStep", () => {
  const images = (...statuses: readonly ImageStatus[]) =>
    promotionReport(statuses.map((status, at) => imageReport(`app${at}`, { status })));

  it.each<[string, PromotionReport, ImageStatus]>([
    ["the worst status of the images", images("up-to-date", "failed", "promoted"), "failed"],
    ["a conflict before what it keeps waiting", images("pending", "conflict"), "conflict"],
    ["a promotion before what needed none", images("up-to-date", "skipped", "promoted"), "promoted"],
    ["up to date if all are", images("up-to-date", "up-to-date"), "up-to-date"],
    ["skipped before up to date", images("up-to-date", "skipped"), "skipped"],
    ["a plan", images("planned", "up-to-date"), "planned"],
    ["unverified before promoted", images("promoted", "unverified"), "unverified"],
    [
      "a failure of the step, whatever its images are",
      { ...images("promoted"), error: problem("CANCELLED", "x") },
      "failed",
    ],
    ["a cancel, whatever its images are", { ...images("promoted", "failed"), cancelled: true }, "cancelled"],
    ["failed without any image", promotionReport([]), "failed"],
  ])("is %s", (_name, report, status) => {
    expect(statusOfStep(report)).toBe(status);
  });

  it("is failed if a result cannot be written, and cancelled even then", () => {
    const problems = [problem("LOCK_FILE_WRITE_FAILED", "x")];
    expect(statusOfStep(images("promoted"), problems)).toBe("failed");
    expect(statusOfStep({ ...images("promoted"), cancelled: true }, problems)).toBe("cancelled");
  });

  it("follows the order of all statuses", () => {
    expect(IMAGE_STATUSES.join()).toBe(
      "cancelled,failed,conflict,blocked,missing,pending,unverified,promoted,planned,held,skipped,up-to-date",
    );
    expect([...countStatuses(images(...IMAGE_STATUSES.toReversed()).images).keys()]).toEqual([...IMAGE_STATUSES]);
  });
});

it("a dry run of what would be refused changes nothing", () => {
  const refused = { plan: { images: [imagePlan()], refused: true, warnings: [] } };
  expect(report({}, {}, { ...dry, ...refused })).toMatchObject({ changed: false, images: [{ status: "planned" }] });
});

it("an image without a plan is pending, under the name that was asked for", () => {
  expect(report({}, {}, { plan: undefined, loginServer: undefined })).toMatchObject({
    registry: "prod.azurecr.io",
    changed: false,
    images: [
      {
        status: "pending",
        source: "dev.azurecr.io/api:build",
        digest: null,
        image: null,
        tags: [{ status: "pending" }],
      },
    ],
  });
});

it("an image is named by the target's own login server", () => {
  expect(report({}, done).images[0]?.image).toBe(`prod-a1b2.azurecr.io/api@${index.digest}`);
});

describe("tags", () => {
  const tags = [planned("a", "create"), planned("b", "move"), planned("c", "keep"), planned("d", "skip")];
  const statuses = (run: Partial<ImageRun>, changes: Partial<Outcome> = {}) =>
    report({ tags }, run, changes).images[0]?.tags.map(({ status }) => status);

  it.each<[string, Partial<ImageRun>, Partial<Outcome>, string[]]>([
    ["of a dry run are reported as they would be", {}, dry, ["created", "moved", "unchanged", "kept"]],
    ["that were set are", { ...done, tagsSet: new Set(["a", "b"]) }, {}, ["created", "moved", "unchanged", "kept"]],
    [
      "that were not reached are pending",
      { state: "failed", tagsSet: new Set(["a"]) },
      {},
      ["created", "pending", "unchanged", "kept"],
    ],
    [
      "that someone else set are conflicts, others are not",
      { state: "conflict", rivalTags: new Set(["b"]) },
      {},
      ["pending", "conflict", "unchanged", "kept"],
    ],
  ])("%s", (_name, run, changes, expected) => {
    expect(statuses(run, changes)).toEqual(expected);
  });
});

describe("referrers", () => {
  const statusOf = (run: Partial<ImageRun>, plan: Partial<ImagePlan> = {}) =>
    report(plan, run).images[0]?.referrers[0]?.status;

  it.each<[string, Partial<ImageRun>, string]>([
    ["imported", { ...done, referrersImported: new Set([signature.digest]) }, "promoted"],
    ["not reached", { state: "failed" }, "pending"],
    ["reached and failed", { state: "failed", contentImported: true }, "failed"],
    ["cancelled", { state: "cancelled", contentImported: true }, "pending"],
  ])("that were %s", (_name, run, status) => {
    expect(statusOf(run)).toBe(status);
  });

  it("that failed in an image that was in place are failed", () => {
    const { copy: _copy, ...inPlace } = imagePlan();
    const outcome = reportOutcome({
      request: promotionRequest([imageRequest("api")]),
      loginServer: undefined,
      plan: { images: [inPlace], refused: false, warnings: [] },
      runs: [{ ...newRun(), state: "failed" }],
      error: undefined,
      cancelled: false,
      changes: new ChangeRecord(),
      durationMs: 1,
    });
    expect(outcome.images[0]?.referrers).toMatchObject([{ status: "failed" }]);
  });
});

describe("contents left untagged", () => {
  it.each<[string, Partial<ImagePlan>, Partial<ImageRun>, boolean]>([
    ["are told where the step ended before its tags", {}, { state: "content-in-place", contentImported: true }, true],
    ["are none where nothing was imported", {}, { state: "failed" }, false],
    [
      "are none where a tag was set",
      {},
      { state: "failed", contentImported: true, tagsSet: new Set(["1.4.2"]) },
      false,
    ],
    [
      "are none where another tag holds them",
      { tags: [planned("a", "keep"), planned("b", "create")] },
      { state: "failed", contentImported: true },
      false,
    ],
    ["are none where no tag was asked for", { tags: [] }, { state: "done", contentImported: true }, false],
  ])("%s", (_name, plan, run, left) => {
    expect(report(plan, run).images[0]?.leftUntagged).toBe(left);
  });
});

it("manifests are told by platform, attestations as such", () => {
  const child = buildImage("child");
  const unknown = { os: "unknown", architecture: "unknown" };
  const root = buildIndex([
    { manifest: child, platform: AMD64 },
    { manifest: buildImage("attestation"), platform: unknown },
    { manifest: buildImage("other") },
  ]);
  const source = { ...imagePlan().source, digest: root.digest, root, members: root.manifests } as ImagePlan["source"];
  expect(report({ source }, done).images[0]?.manifests.map(({ platform }) => platform)).toEqual([
    "linux/amd64",
    "attestation",
    null,
  ]);
});

it("manifests are told once for each platform that their digest is listed for", () => {
  const v6 = { os: "linux", architecture: "arm", variant: "v6" };
  const v7 = { ...v6, variant: "v7" };
  const arm = buildImage("arm");
  const root = buildIndex([{ manifest: arm, platform: v6 }]);
  const members = root.manifests.map((member) => ({ ...member, otherPlatforms: [v7] }));
  const source = { ...imagePlan().source, digest: root.digest, root, members } as ImagePlan["source"];
  expect(report({ source }, done).images[0]?.manifests.map(({ platform, digest }) => [platform, digest])).toEqual([
    ["linux/arm/v6", arm.digest],
    ["linux/arm/v7", arm.digest],
  ]);
});

it("problems of plan and run are both told, the plan's first", () => {
  const [planned, run] = [problem("TAG_CONFLICT", "planned"), problem("IMPORT_FAILED", "run")];
  const [image] = report({ problems: [planned] }, { state: "failed", problem: run }).images;
  expect(image?.problems).toEqual([planned, run]);
  expect(image?.error).toEqual(planned);
});
