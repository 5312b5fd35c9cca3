import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AzureError, RegistryError } from "../../src/errors.ts";
import type { Digest } from "../../src/oci/digest.ts";
import type { Manifest } from "../../src/oci/manifest.ts";
import { promote } from "../../src/promote.ts";
import { renderLockFile } from "../../src/report/lock-file.ts";
import { countStatuses, type PromotionReport } from "../../src/report/report.ts";
import type { Rollback } from "../../src/report/rollback.ts";
import { parseImagesFile } from "../../src/request/images-file.ts";
import type { ImageRequest, PromotionRequest } from "../../src/request/request.ts";
import { AMD64, buildImage, buildIndex, buildMultiPlatform, configBytes } from "../builders/images.ts";
import { imageRequest, promotionRequest } from "../builders/requests.ts";
import { failedVerdict, type ImportBehaviour, type ModelRead } from "../model-registry.ts";
import { ModelWorld } from "../model-world.ts";

const DENIED = new RegistryError("REGISTRY_DENIED", "The firewall refuses.", { status: 403 });
const names = (count: number) => Array.from({ length: count }, (_, at) => `image-${at}`);
const statusesOf = ({ images }: PromotionReport) => images.map(({ status }) => status);
const codesOf = ({ images }: PromotionReport) => images.map(({ error }) => error?.code);

/** A world with an image of two platforms under each name, and a request for all of them. */
function setOf(
  repositories: readonly string[],
  changes: Partial<PromotionRequest> = {},
  image: Partial<ImageRequest> = {},
) {
  const world = new ModelWorld();
  const digests = repositories.map((name) => world.seed(name, buildMultiPlatform(name).all));
  const request = promotionRequest(
    repositories.map((name) => imageRequest(name, image)),
    changes,
  );
  return { world, digests, request };
}

/** Says of each image how its imports go. */
function behaveBy(world: ModelWorld, behaviours: Readonly<Record<string, ImportBehaviour>>) {
  world.importer.behave = ({ sourceImage }) => behaviours[sourceImage.split("@")[0] ?? ""] ?? {};
}

describe("the time of an image", () => {
  const timeoutMs = 60_000;

  it("ends the wait for a login at the source that never ends", async () => {
    const { world, request } = setOf(["api"], { timeoutMs });
    world.connectSource = () => new Promise(() => undefined);
    const startedAtMs = world.clock.nowMs();
    const report = await world.run(request);
    expect(world.clock.nowMs() - startedAtMs).toBe(timeoutMs);
    expect(report).toMatchObject({
      ok: false,
      images: [
        {
          status: "failed",
          error: {
            code: "READING_TIMEOUT",
            side: "source",
            message: expect.stringContaining(" (the login) for 60 s."),
          },
        },
      ],
    });
  });

  it("ends that wait also where the target cannot be used, which is reported with it", async () => {
    const { world, request } = setOf(["api"], { timeoutMs });
    world.connectSource = () => new Promise(() => undefined);
    const { ports } = world;
    const denied = new AzureError("ARM_REGISTRY_NOT_FOUND", "No role.", { stage: "login", side: "target" });
    const registries = { ...ports.registries, connectTarget: () => Promise.reject(denied) };
    const { finished } = promote(request, { ...ports, registries }, new AbortController().signal);
    expect(await world.clock.runUntilSettled(finished)).toMatchObject({
      ok: false,
      images: [{ status: "failed", error: { code: "READING_TIMEOUT" } }],
    });
  });
});

describe("one image", () => {
  it("is promoted by one import, read back, and found up to date by a re-run", async () => {
    const { world, digests, request } = setOf(["api"]);
    const report = await world.run(request);
    expect(report).toMatchObject({
      registry: "prod.azurecr.io",
      ok: true,
      changed: true,
      images: [
        {
          status: "promoted",
          verified: true,
          digest: digests[0],
          image: `prod.azurecr.io/api@${digests[0]}`,
          tags: [{ name: "1.4.2", status: "created", previousDigest: null }],
          manifests: [{ platform: "linux/amd64" }, { platform: "linux/arm64" }],
          error: null,
        },
      ],
    });
    expect(world.prod.settledTag("api", "1.4.2")).toBe(digests[0]);
    expect(world.importer.imports).toHaveLength(1);
    const again = await world.run(request);
    expect(again).toMatchObject({ ok: true, changed: false, images: [{ status: "up-to-date", verified: true }] });
    expect(world.importer.imports).toHaveLength(1);
  });

  it("of a dry run is planned, and nothing is written", async () => {
    const { world, request } = setOf(["api"], { dryRun: true });
    expect(await world.run(request)).toMatchObject({
      ok: true,
      dryRun: true,
      changed: true,
      images: [{ status: "planned", tags: [{ status: "created" }] }],
    });
    expect(world.importer.imports).toEqual([]);
  });

  it("that is not there is missing, told by its name", async () => {
    const world = new ModelWorld();
    const report = await world.run(promotionRequest([imageRequest("api")]));
    expect(report).toMatchObject({
      ok: false,
      changed: false,
      images: [{ status: "missing", error: { code: "SOURCE_MISSING", side: "source" }, tags: [{ status: "pending" }] }],
    });
    expect(report.images[0]?.error?.message).toContain("dev.azurecr.io/api:build");
  });

  it("whose source tag moves on after it was resolved arrives as it was resolved", async () => {
    const { world, digests, request } = setOf(["api"]);
    const newer = buildImage("newer");
    world.importer.behave = () => ({ meanwhile: () => void world.seed("api", [newer]) });
    expect(await world.run(request)).toMatchObject({ ok: true, images: [{ digest: digests[0] }] });
    expect(world.prod.settledTag("api", "1.4.2")).toBe(digests[0]);
  });

  it("asked for by tag and digest is the digest, with a warning where the tag has moved on", async () => {
    const { world, digests } = setOf(["api"]);
    world.seed("api", [buildImage("newer")]);
    const [digest] = digests;
    const source = { repository: "api", tag: "build", ...(digest !== undefined && { digest }) };
    const report = await world.run(promotionRequest([imageRequest("api", { source })]));
    expect(report).toMatchObject({
      ok: true,
      images: [{ digest, warnings: [expect.stringContaining("has moved to")] }],
    });
  });

  it("whose tag holds another digest is a conflict, and other tags of it are pending", async () => {
    const { world, request } = setOf(["api"], {}, { target: { repository: "api", tags: ["1.4.2", "1.4"] } });
    const held = buildImage("held");
    world.prod.put("api", [held]);
    world.prod.tag("api", "1.4.2", held.digest);
    expect(await world.run(request)).toMatchObject({
      ok: false,
      images: [
        {
          status: "conflict",
          tags: [
            { name: "1.4.2", status: "conflict", previousDigest: held.digest },
            { name: "1.4", status: "pending" },
          ],
        },
      ],
    });
    expect(world.importer.imports).toEqual([]);
  });

  it("is overwritten where that is asked for, old digest told", async () => {
    const { world, digests, request } = setOf(["api"], { onConflict: "overwrite" });
    const held = buildImage("held");
    world.prod.put("api", [held]);
    world.prod.tag("api", "1.4.2", held.digest);
    expect(await world.run(request)).toMatchObject({
      ok: true,
      images: [{ tags: [{ status: "moved", previousDigest: held.digest }] }],
    });
    expect(world.prod.settledTag("api", "1.4.2")).toBe(digests[0]);
  });

  it("has no tag set before what will be set is written down, with the operations that set it", async () => {
    const { world, digests, request } = setOf(["api"], { onConflict: "overwrite" });
    const held = buildImage("held");
    world.prod.put("api", [held]);
    world.prod.tag("api", "1.4.2", held.digest);
    const tagging = () => world.importer.imports.filter(({ targetTags }) => targetTags.length > 0);
    let writtenDown: Rollback | undefined;
    let importsThen = -1;
    const promotion = world.start(request);
    world.beforeTags = async () => {
      writtenDown = promotion.reportBeforeTags().rollback;
      await world.clock.sleep(1_000, new AbortController().signal);
      importsThen = tagging().length;
    };
    const report = await world.clock.runUntilSettled(promotion.finished);
    expect(importsThen).toBe(0);
    expect(tagging()).toHaveLength(1);
    const moved = { repository: "api", tag: "1.4.2", now: digests[0], before: held.digest };
    const { operationId } = report.images[0] ?? {};
    expect(writtenDown?.moved).toEqual([{ ...moved, uncertainOperation: operationId }]);
    expect(report.rollback.moved).toEqual([moved]);
  });

  it("whose import Azure refuses at once has moved nothing, and one that fails later may have", async () => {
    const { world, request } = setOf(["api"], { onConflict: "overwrite" });
    world.prod.put("api", [buildImage("held")]);
    world.prod.tag("api", "1.4.2", buildImage("held").digest);
    const refused = { verdict: failedVerdict("IMPORT_FAILED") };
    world.importer.behave = ({ targetTags }) => (targetTags.length > 0 ? { ...refused, accepted: false } : {});
    expect((await world.run(request)).rollback.moved).toEqual([]);
    world.importer.behave = ({ targetTags }) => (targetTags.length > 0 ? refused : {});
    const { rollback, images } = await world.run(request);
    expect(rollback.moved).toMatchObject([{ tag: "1.4.2", uncertainOperation: images[0]?.operationId }]);
  });

  it.each([
    ["repository", "api"],
    ["tag", "api:1.4.2"],
  ])("in a locked %s is blocked before any write", async (_name, what) => {
    const { world, request } = setOf(["api"], { onConflict: "overwrite" });
    const held = buildImage("held");
    world.prod.put("api", [held]);
    world.prod.tag("api", "1.4.2", held.digest);
    world.prod.lock(what);
    expect(await world.run(request)).toMatchObject({
      images: [{ status: "blocked", error: { code: "TARGET_LOCKED" } }],
    });
    expect(world.importer.imports).toEqual([]);
  });

  it("in a locked repository that has none of it yet is blocked too", async () => {
    const { world, request } = setOf(["api"]);
    world.prod.lock("api");
    expect(await world.run(request)).toMatchObject({ images: [{ status: "blocked" }] });
  });

  it("without a target tag is imported untagged, and that is a change", async () => {
    const { world, digests, request } = setOf(["api"], {}, { target: { repository: "api", tags: [] } });
    expect(await world.run(request)).toMatchObject({
      ok: true,
      changed: true,
      images: [{ status: "promoted", tags: [] }],
    });
    expect(world.prod.settledTags.size).toBe(0);
    expect(world.prod.settledManifest("api", digests[0] as Digest)).toBeDefined();
    expect(await world.run(request)).toMatchObject({ ok: true, changed: false, images: [{ status: "up-to-date" }] });
  });

  it("of which the target lost a child is imported again, its tag untouched", async () => {
    const { world, request } = setOf(["api"]);
    await world.run(request);
    const [child] = buildMultiPlatform("api").index.manifests;
    world.prod.remove("api", child?.digest as Digest);
    expect(await world.run(request)).toMatchObject({
      ok: true,
      changed: false,
      images: [{ status: "promoted", tags: [{ status: "unchanged" }] }],
    });
    expect(world.importer.imports.at(-1)).toMatchObject({ targetTags: [], mode: "NoForce" });
  });

  it("that a rival overwrites is failed, its tag a conflict", async () => {
    const { world, request } = setOf(["api"]);
    const rival = buildImage("rival");
    world.importer.behave = () => ({
      meanwhile: () => {
        world.prod.put("api", [rival]);
        world.prod.tag("api", "1.4.2", rival.digest);
      },
    });
    expect(await world.run(request)).toMatchObject({
      ok: false,
      changed: false,
      images: [{ status: "conflict", tags: [{ status: "conflict" }], error: { code: "TAG_CONFLICT" } }],
    });
    expect(world.prod.settledTag("api", "1.4.2")).toBe(rival.digest);
  });

  it("whose platform is demanded has its config read", async () => {
    const world = new ModelWorld();
    world.seed("api", [buildImage("api")]);
    const request = promotionRequest([imageRequest("api")], { requirePlatforms: ["linux/amd64"] });
    expect(await world.run(request)).toMatchObject({
      images: [{ status: "failed", error: { code: "REGISTRY_NOT_FOUND" } }],
    });
    world.dev.putBlob(configBytes("api", AMD64));
    expect(await world.run(request)).toMatchObject({
      ok: true,
      images: [{ manifests: [{ platform: "linux/amd64" }] }],
    });
  });
});

describe("what the source is made of", () => {
  const observe = async (manifests: readonly Manifest[]) => {
    const world = new ModelWorld();
    world.seed("api", manifests);
    return { world, report: await world.run(promotionRequest([imageRequest("api")], { dryRun: true })) };
  };
  const flat = (count: number) => {
    const children = Array.from({ length: count }, (_, at) => buildImage(`child ${at}`));
    return [buildIndex(children.map((manifest) => ({ manifest }))), ...children];
  };
  const chain = (length: number) => {
    const leaf = buildImage("leaf");
    const manifests: Manifest[] = [leaf];
    for (let at = 0; at < length; at++)
      manifests.unshift(buildIndex([{ manifest: manifests[0] ?? leaf }], `level ${at}`));
    return manifests;
  };

  it("may be 50 children", async () => {
    const { report } = await observe(flat(50));
    expect(report).toMatchObject({ ok: true, images: [{ status: "planned" }] });
    expect(report.images[0]?.manifests).toHaveLength(50);
  });

  it("may not be 51, and then their referrers are not asked for", async () => {
    const { world, report } = await observe(flat(51));
    expect(report).toMatchObject({ images: [{ status: "blocked", error: { code: "TOO_MANY_MANIFESTS" } }] });
    expect(world.dev.reads.filter(({ kind }) => kind === "referrers")).toEqual([]);
  });

  it("counts a child that is repeated once", async () => {
    const child = buildImage("child");
    const index = buildIndex(Array.from({ length: 60 }, () => ({ manifest: child })));
    const { report } = await observe([index, child]);
    expect(report.images[0]).toMatchObject({ status: "planned", manifests: [{ digest: child.digest }] });
  });

  it("may nest four deep", async () => {
    expect((await observe(chain(4))).report).toMatchObject({ ok: true });
  });

  it("may not nest 200 deep, and is not read to its end", async () => {
    const { world, report } = await observe(chain(200));
    expect(report).toMatchObject({ images: [{ status: "blocked", error: { code: "INDEX_UNBOUNDED" } }] });
    expect(world.dev.reads.length).toBeLessThan(20);
  });

  it("is refused where a nested index is absent", async () => {
    const [root, , ...rest] = chain(2);
    const { report } = await observe(root === undefined ? [] : [root, ...rest]);
    expect(report).toMatchObject({ images: [{ status: "blocked", error: { code: "SOURCE_INCOMPLETE" } }] });
  });

  it("may be thousands of children, of which none is read", async () => {
    const { world, report } = await observe(flat(1_001));
    expect(report).toMatchObject({ images: [{ status: "blocked", error: { code: "INDEX_UNBOUNDED" } }] });
    expect(world.dev.reads.filter(({ kind }) => kind === "fetch")).toHaveLength(1);
  });
});

describe("referrers", () => {
  const { index, all } = buildMultiPlatform("api");
  const [, child] = all;
  const signature = buildImage("signature", { subject: index, artifactType: "application/vnd.example.signature" });
  const ofSignature = buildImage("of signature", { subject: signature });
  const ofChild = buildImage("sbom", { subject: child ?? index });
  const cosign = buildImage("cosign");
  const cosignTag = `${index.digest.replace(":", "-")}.sig`;
  const request = promotionRequest([imageRequest("api")]);

  function signedWorld() {
    const world = new ModelWorld();
    world.seed("api", all);
    world.dev.put("api", [signature, ofSignature, ofChild]);
    world.seed("api", [cosign], cosignTag);
    return world;
  }

  it("of image, child and referrer are in the target before the tag moves", async () => {
    const world = signedWorld();
    const report = await world.run(request);
    expect(report).toMatchObject({ ok: true, images: [{ status: "promoted" }] });
    expect(report.images[0]?.referrers.map(({ status }) => status)).toEqual(Array(4).fill("promoted"));
    for (const { digest } of [signature, ofSignature, ofChild])
      expect(world.prod.settledManifest("api", digest)).toBeDefined();
    expect(world.prod.settledTag("api", cosignTag)).toBe(cosign.digest);
    expect(world.importer.imports.at(-1)).toMatchObject({
      targetTags: ["api:1.4.2"],
      sourceImage: `api@${index.digest}`,
    });
    expect(world.importer.imports).toHaveLength(6);
    expect(await world.run(request)).toMatchObject({ changed: false, images: [{ status: "up-to-date" }] });
    expect(world.importer.imports).toHaveLength(6);
  });

  it("K3.10: that are only a new tag of cosign's are a change, in a plan and in a run", async () => {
    const world = new ModelWorld();
    world.seed("api", all);
    await world.run(request);
    world.seed("api", [cosign], cosignTag);
    const isNew = { changed: true, images: [{ tags: [{ status: "unchanged" }] }] };
    expect(await world.run({ ...request, dryRun: true })).toMatchObject(isNew);
    expect(await world.run(request)).toMatchObject(isNew);
    expect(world.prod.settledTag("api", cosignTag)).toBe(cosign.digest);
    expect(await world.run(request)).toMatchObject({ changed: false, images: [{ status: "up-to-date" }] });
  });

  it("that fail keep the tag where it was", async () => {
    const world = signedWorld();
    world.importer.behave = ({ sourceImage }) =>
      sourceImage.includes(ofChild.digest) ? { verdict: failedVerdict("IMPORT_FAILED") } : {};
    const report = await world.run(request);
    // Cosign's tag was created, which is a change too.
    expect(report).toMatchObject({ ok: false, changed: true, images: [{ status: "failed", leftUntagged: true }] });
    expect(world.prod.settledTag("api", cosignTag)).toBe(cosign.digest);
    expect(report.images[0]?.referrers.filter(({ status }) => status === "failed")).toMatchObject([
      { digest: ofChild.digest },
    ]);
    expect(world.prod.settledTag("api", "1.4.2")).toBeUndefined();
  });

  it("are pending where the image itself has failed", async () => {
    const world = signedWorld();
    world.importer.behave = () => ({ verdict: failedVerdict("IMPORT_FAILED") });
    const report = await world.run(request);
    expect(new Set(report.images[0]?.referrers.map(({ status }) => status))).toEqual(new Set(["pending"]));
  });

  it.each<ModelRead["kind"]>(["referrers", "tags"])(
    "whose look-up (%s) fails refuse the image; they are never taken for none",
    async (kind) => {
      const world = signedWorld();
      world.dev.onRead = (read) => {
        if (read.kind === kind) throw new RegistryError("REGISTRY_THROTTLED", "Too many.", { status: 429 });
      };
      expect(await world.run(request)).toMatchObject({
        images: [{ status: "failed", error: { code: "REGISTRY_THROTTLED", side: "source" } }],
      });
      expect(world.importer.imports).toEqual([]);
    },
  );

  it("stay behind with referrers: none, and are not looked for", async () => {
    const world = signedWorld();
    const report = await world.run(promotionRequest([imageRequest("api", { referrers: "none" })]));
    expect(report).toMatchObject({ ok: true, images: [{ referrers: [] }] });
    expect(world.dev.reads.filter(({ kind }) => kind === "referrers")).toEqual([]);
  });

  it("that came later are added to an image that is in place", async () => {
    const world = new ModelWorld();
    world.seed("api", all);
    await world.run(request);
    world.dev.put("api", [signature]);
    expect(await world.run(request)).toMatchObject({
      ok: true,
      changed: false,
      images: [{ status: "promoted", referrers: [{ status: "promoted" }] }],
    });
    expect(world.importer.imports).toHaveLength(2);
  });

  it("that came later are blocked by a repository that is locked by then", async () => {
    const world = new ModelWorld();
    world.seed("api", all);
    await world.run(request);
    world.dev.put("api", [signature]);
    world.prod.lock("api");
    expect(await world.run(request)).toMatchObject({
      images: [{ status: "blocked", error: { code: "TARGET_LOCKED" } }],
    });
  });

  it("do not overwrite a cosign tag that is locked, though overwriting was asked for", async () => {
    const world = signedWorld();
    const older = buildImage("older signatures");
    world.prod.put("api", [older]);
    world.prod.tag("api", cosignTag, older.digest);
    world.prod.lock(`api:${cosignTag}`);
    expect(await world.run({ ...request, onConflict: "overwrite" })).toMatchObject({
      images: [{ status: "blocked", error: { code: "TARGET_LOCKED" } }],
    });
    expect(world.importer.imports).toEqual([]);
  });

  const tower = (height: number) => {
    const manifests: Manifest[] = [];
    for (let at = 0; at < height; at++)
      manifests.push(buildImage(`storey ${at}`, { subject: manifests.at(-1) ?? index }));
    return manifests;
  };

  it.each([
    [4, "promoted"],
    [5, "blocked"],
  ])("%i upon each other: %s", async (height, status) => {
    const world = new ModelWorld();
    world.seed("api", all);
    world.dev.put("api", tower(height));
    expect(await world.run(request)).toMatchObject({ images: [{ status }] });
  });
});

describe("a set", () => {
  it("is promoted in the order asked for, tags last", async () => {
    const { world, digests, request } = setOf(names(40));
    const report = await world.run(request);
    expect(report.images.map(({ repository }) => repository)).toEqual(names(40));
    expect(countStatuses(report.images)).toEqual(new Map([["promoted", 40]]));
    expect(names(40).map((name) => world.prod.settledTag(name, "1.4.2"))).toEqual(digests);
    const kinds = world.importer.imports.map(({ targetTags }) => (targetTags.length === 0 ? "content" : "tag"));
    expect(kinds.lastIndexOf("content")).toBeLessThan(kinds.indexOf("tag"));
    for (const { source, targetTags } of world.importer.imports) {
      expect("resourceId" in source && source.resourceId.endsWith(targetTags.length === 0 ? "/dev" : "/prod")).toBe(
        true,
      );
    }
  });

  it("has no more images in flight than were asked for", async () => {
    const { world, request } = setOf(names(12), { maxParallel: 3 });
    let most = 0;
    world.importer.behave = () => {
      const nowMs = world.clock.nowMs();
      most = Math.max(most, world.importer.imports.filter(({ atMs }) => nowMs - atMs < 2_000).length + 1);
      return {};
    };
    await world.run(request);
    expect(most).toBe(3);
  });

  it.each<[string, (world: ModelWorld) => void, string, string]>([
    ["missing", (world) => world.dev.tag("image-1", "build", undefined), "missing", "SOURCE_MISSING"],
    [
      "conflicting",
      (world) => world.prod.tag("image-1", "1.4.2", world.seed("image-1", [buildImage("x")], "x")),
      "conflict",
      "TAG_CONFLICT",
    ],
  ])("of which one is %s is not written at all", async (_name, spoil, status, code) => {
    const { world, request } = setOf(names(3));
    const x = buildImage("x");
    world.prod.put("image-1", [x]);
    spoil(world);
    const report = await world.run(request);
    expect(statusesOf(report)).toEqual(["pending", status, "pending"]);
    expect(codesOf(report)).toEqual([undefined, code, undefined]);
    expect(report).toMatchObject({ ok: false, changed: false });
    expect(world.importer.imports).toEqual([]);
    expect(await world.run({ ...request, dryRun: true })).toMatchObject({ ok: false, changed: false });
  });

  it("of which one import fails moves no tag, and says what was left untagged", async () => {
    const { world, request } = setOf(names(3));
    behaveBy(world, { "image-1": { verdict: failedVerdict("IMPORT_SOURCE_UNAUTHORIZED") } });
    const report = await world.run(request);
    expect(statusesOf(report)).toEqual(["pending", "failed", "pending"]);
    expect(report.images.map(({ leftUntagged }) => leftUntagged)).toEqual([true, false, true]);
    expect(report).toMatchObject({ ok: false, changed: false });
    expect(world.prod.settledTags.size).toBe(0);
    world.importer.behave = () => ({});
    const before = world.importer.imports.length;
    expect(statusesOf(await world.run(request))).toEqual(["promoted", "promoted", "promoted"]);
    const contents = world.importer.imports
      .slice(before)
      .filter(({ source }) => "resourceId" in source && source.resourceId.endsWith("/dev"));
    expect(contents.map(({ sourceImage }) => sourceImage.split("@")[0])).toEqual(["image-1"]);
  });

  it("without all-or-nothing goes on past a failure", async () => {
    const { world, request } = setOf(names(4), { allOrNothing: false });
    world.dev.tag("image-0", "build", undefined);
    behaveBy(world, { "image-1": { verdict: failedVerdict("IMPORT_SOURCE_UNAUTHORIZED") } });
    const report = await world.run(request);
    expect(statusesOf(report)).toEqual(["missing", "failed", "promoted", "promoted"]);
    expect(report).toMatchObject({ ok: false, changed: true });
    expect([...world.prod.settledTags.keys()].toSorted()).toEqual(["image-2:1.4.2", "image-3:1.4.2"]);
  });

  it("imports contents that two lines share once", async () => {
    const { world } = setOf(["api"]);
    const lines = ["a", "b"].map((tag) => imageRequest("api", { target: { repository: "api", tags: [tag] } }));
    const report = await world.run(promotionRequest(lines));
    expect(statusesOf(report)).toEqual(["promoted", "promoted"]);
    expect(world.importer.imports.filter(({ targetTags }) => targetTags.length === 0)).toHaveLength(1);
  });

  it.each([true, false])(
    "sets a tag that two lines share once, and tells the truth of both (all-or-nothing: %s)",
    async (allOrNothing) => {
      const { world, digests, request } = setOf(["api"], { allOrNothing });
      world.dev.tag("api", "again", digests[0]);
      const images = [...request.images, imageRequest("api", { source: { repository: "api", tag: "again" } })];
      expect(await world.run({ ...request, images })).toMatchObject({
        ok: true,
        images: [{ status: "promoted" }, { status: "promoted", tags: [{ status: "created" }] }],
      });
      expect(world.importer.imports.filter(({ targetTags }) => targetTags.length > 0)).toHaveLength(1);
    },
  );

  it("with a shared tag that fails fails for both lines", async () => {
    const { world, digests, request } = setOf(["api"], { allOrNothing: false });
    world.dev.tag("api", "again", digests[0]);
    world.importer.behave = () => ({ verdict: failedVerdict("IMPORT_FAILED") });
    const images = [...request.images, imageRequest("api", { source: { repository: "api", tag: "again" } })];
    const report = await world.run({ ...request, images });
    expect(statusesOf(report)).toEqual(["failed", "failed"]);
    expect(report.images.map(({ tags }) => tags[0]?.status)).toEqual(["pending", "pending"]);
  });

  it("names an operation that may still run for each line that waits for it", async () => {
    const { world, digests, request } = setOf(["api"], { allOrNothing: false });
    world.dev.tag("api", "again", digests[0]);
    world.importer.behave = () => ({ shownMs: 3_600_000, verdictMs: 3_600_000 });
    const images = [...request.images, imageRequest("api", { source: { repository: "api", tag: "again" } })];
    const report = await world.run({ ...request, images, timeoutMs: 60_000 });
    expect(statusesOf(report)).toEqual(["failed", "failed"]);
    expect(report.images.map(({ mayStillRun }) => mayStillRun)).toEqual([["operation-0"], ["operation-0"]]);
  });

  it("lets every image have its own time limit", async () => {
    const { world, request } = setOf(names(2), { allOrNothing: false, timeoutMs: 60_000 });
    behaveBy(world, { "image-0": { shownMs: 3_600_000, verdictMs: 3_600_000 } });
    expect(await world.run(request)).toMatchObject({
      images: [
        { status: "failed", error: { code: "IMPORT_TIMEOUT" }, mayStillRun: [expect.stringMatching(/^operation-/)] },
        { status: "promoted" },
      ],
    });
    expect(world.clock.nowMs()).toBe(60_000);
  });
});

describe("a target that cannot be read", () => {
  const close = (world: ModelWorld, fromMs: number) => {
    world.prod.onRead = ({ atMs }) => {
      if (atMs >= fromMs) throw DENIED;
    };
  };

  it("fails before any write with verify: required", async () => {
    const { world, request } = setOf(["api"]);
    close(world, 0);
    expect(await world.run(request)).toMatchObject({
      ok: false,
      images: [{ status: "failed", error: { code: "REGISTRY_DENIED", side: "target" } }],
    });
    expect(world.importer.imports).toEqual([]);
  });

  it.each([
    ["fail", "conflict", "TAG_EXISTS"],
    ["skip", "skipped", undefined],
    ["overwrite", "unverified", "TARGET_UNREADABLE"],
  ] as const)("and has the tag already: with on-conflict: %s the image is %s", async (onConflict, status, code) => {
    const { world, digests, request } = setOf(["api"], { verify: "best-effort", onConflict });
    const old = buildImage("old");
    world.prod.put("api", [old]);
    world.prod.tag("api", "1.4.2", old.digest);
    close(world, 0);
    const report = await world.run(request);
    expect(report).toMatchObject({ ok: status !== "conflict", changed: status === "unverified" });
    expect([statusesOf(report), codesOf(report)]).toEqual([[status], [code]]);
    expect(world.prod.settledTag("api", "1.4.2")).toBe(onConflict === "overwrite" ? digests[0] : old.digest);
  });

  it.each(["fail", "skip"] as const)(
    "from the plan on, in which someone else sets the tag, makes it a conflict, with on-conflict: %s too",
    async (onConflict) => {
      const { world, request } = setOf(["api"], { verify: "best-effort", onConflict });
      const rival = buildImage("rival");
      world.importer.behave = () => ({
        meanwhile: () => {
          world.prod.put("api", [rival]);
          world.prod.tag("api", "1.4.2", rival.digest);
        },
      });
      close(world, 1);
      const report = await world.run(request);
      expect([statusesOf(report), codesOf(report)]).toEqual([["conflict"], ["TAG_EXISTS"]]);
      expect(report.images[0]?.error?.remedy).toContain("concurrency");
      expect(world.prod.settledTag("api", "1.4.2")).toBe(rival.digest);
    },
  );

  it("leaves the image unverified with verify: best-effort, and the step succeeds", async () => {
    const { world, request } = setOf(["api"], { verify: "best-effort" });
    close(world, 0);
    expect(await world.run(request)).toMatchObject({
      ok: true,
      changed: true,
      images: [{ status: "unverified", verified: false }],
    });
  });

  it.each([
    ["required", false],
    ["best-effort", true],
  ] as const)(
    "from the read-back on leaves one image unverified; with verify: %s the step is ok: %s",
    async (verify, ok) => {
      const { world, request } = setOf(["api"], { verify });
      close(world, 1);
      expect(await world.run(request)).toMatchObject({
        ok,
        images: [{ status: "unverified", verified: false, tags: [{ status: "created" }] }],
      });
    },
  );

  it("from the read-back on keeps the tags of a set where they were with verify: required", async () => {
    const { world, request } = setOf(names(2));
    close(world, 1);
    const report = await world.run(request);
    expect(statusesOf(report)).toEqual(["failed", "failed"]);
    expect(report.images.map(({ leftUntagged }) => leftUntagged)).toEqual([true, true]);
    expect(world.prod.settledTags.size).toBe(0);
  });

  it("from the read-back on does not keep the tags of a set with verify: best-effort", async () => {
    const { world, request } = setOf(names(2), { verify: "best-effort" });
    close(world, 1);
    expect(await world.run(request)).toMatchObject({
      ok: true,
      images: [{ status: "unverified" }, { status: "unverified" }],
    });
    expect(world.prod.settledTags.size).toBe(2);
  });

  it("that answers absent is a failure also with verify: best-effort", async () => {
    const { world, request } = setOf(["api"], { verify: "best-effort" });
    world.importer.behave = () => ({ shownMs: null });
    expect(await world.run(request)).toMatchObject({
      ok: false,
      images: [{ status: "failed", error: { code: "TARGET_NOT_SHOWN" } }],
    });
  });
});

describe("a cancel", () => {
  it.each<[string, number, readonly string[], boolean[]]>([
    ["before the POST is answered", 50, ["cancelled", "cancelled", "pending"], [true, true, false]],
    ["while contents are imported", 1_000, ["cancelled", "cancelled", "pending"], [true, true, false]],
    ["while the last content is imported", 3_000, ["pending", "pending", "cancelled"], [false, false, true]],
    ["while tags move", 5_000, ["cancelled", "cancelled", "pending"], [true, true, false]],
    ["after some tags have moved", 7_500, ["promoted", "promoted", "cancelled"], [false, false, true]],
  ])("%s tells who had come how far", async (_name, atMs, statuses, inFlight) => {
    const { world, request } = setOf(names(3), { maxParallel: 2 });
    const cancel = new AbortController();
    const { finished } = world.start(request, cancel.signal);
    await world.clock.advance(atMs);
    cancel.abort(new Error("cancelled by the user"));
    const report = await world.clock.runUntilSettled(finished);
    expect(statusesOf(report)).toEqual(statuses);
    expect(report.images.map(({ mayStillRun }) => mayStillRun.length > 0)).toEqual(inFlight);
    expect(report).toMatchObject({ ok: false, cancelled: true, changed: statuses.includes("promoted") });
    expect(world.clock.nowMs()).toBe(atMs);
    const imports = world.importer.imports.length;
    await world.clock.advance(60_000);
    expect(world.importer.imports).toHaveLength(imports);
    expect(world.clock.sleeping).toBe(0);
  });

  it("before the plan leaves all pending", async () => {
    const { world, request } = setOf(names(2));
    const cancel = new AbortController();
    cancel.abort(new Error("cancelled by the user"));
    const report = await world.clock.runUntilSettled(world.start(request, cancel.signal).finished);
    expect(report).toMatchObject({ ok: false, cancelled: true, changed: false, error: null });
    expect(statusesOf(report)).toEqual(["pending", "pending"]);
  });

  it("can be reported at any moment, before work has ended", async () => {
    const { world, request } = setOf(names(2));
    const { finished, reportNow, reportPlan } = world.start(request);
    await world.clock.advance(1_000);
    expect(reportNow()).toMatchObject({ ok: false, images: [{ status: "failed" }, { status: "failed" }] });
    expect(statusesOf(reportPlan())).toEqual(["planned", "planned"]);
    expect(statusesOf(await world.clock.runUntilSettled(finished))).toEqual(["promoted", "promoted"]);
  });
});

describe("what fails for the step as a whole", () => {
  it("is the step's error, and every image is pending", async () => {
    const { world, request } = setOf(["api"]);
    const ports = {
      ...world.ports,
      registries: { ...world.ports.registries, connectTarget: () => Promise.reject(DENIED) },
    };
    const { promote } = await import("../../src/promote.ts");
    const report = await promote(request, ports, new AbortController().signal).finished;
    expect(report).toMatchObject({
      ok: false,
      error: { code: "REGISTRY_DENIED" },
      images: [{ status: "pending" }],
      registry: "prod.azurecr.io",
    });
  });

  it("is not a source registry that cannot be reached", async () => {
    const { world, request } = setOf(["api"], { allOrNothing: false });
    const elsewhere = imageRequest("b", {
      source: { registry: { kind: "login-server", host: "nowhere.example" }, repository: "b", tag: "1" },
    });
    const report = await world.run({ ...request, images: [...request.images, elsewhere] });
    expect(statusesOf(report)).toEqual(["promoted", "failed"]);
    expect(report.images[1]?.error).toMatchObject({ code: "ARM_REGISTRY_NOT_FOUND", side: "source" });
  });
});

it("the log has a line as each image starts and ends, and progress every five seconds", async () => {
  const { world, request } = setOf(["api"]);
  world.importer.behave = () => ({ shownMs: 12_000, verdictMs: 20_000 });
  await world.run(request);
  expect(world.log).toEqual([
    "api:1.4.2: importing",
    expect.stringMatching(/^0\/1 in place, 1 importing, longest \S+ 5(\.0)? s$/),
    expect.stringMatching(/^0\/1 in place, 1 importing, longest \S+ 10(\.0)? s$/),
    expect.stringMatching(/^api:1\.4\.2: in place after 12\.[0-9] s$/),
  ]);
});

it("a log of 500 images is not flooded", async () => {
  const { world, request } = setOf(names(500));
  await world.run(request);
  expect(world.log.length).toBeLessThan(50);
});

// A set as chance has it: which images exist, what their tags hold, what is signed, and how imports go.
const generatedImage = fc.record({
  content: fc.nat({ max: 3 }),
  repository: fc.constantFrom("a", "b", "c"),
  tags: fc.uniqueArray(fc.constantFrom("1", "2", "latest"), { maxLength: 3 }),
  signed: fc.boolean(),
});
const generatedSet = fc.record({
  images: fc.array(generatedImage, { minLength: 1, maxLength: 5 }),
  held: fc.dictionary(fc.constantFrom("a:1", "a:latest", "b:2", "c:latest"), fc.nat({ max: 4 })),
  allOrNothing: fc.boolean(),
  onConflict: fc.constantFrom("fail" as const, "overwrite" as const, "skip" as const),
  failing: fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 4 }),
});

type GeneratedSet = typeof generatedSet extends fc.Arbitrary<infer T> ? T : never;

function prepare({ images, held, allOrNothing, onConflict }: GeneratedSet) {
  const world = new ModelWorld();
  const contents = names(5).map((name) => buildMultiPlatform(name));
  for (const { content, repository, signed } of images) {
    const built = contents[content];
    if (built === undefined) continue;
    world.seed(repository, built.all, `build-${content}`);
    if (signed) world.dev.put(repository, [buildImage(`signature of ${content}`, { subject: built.index })]);
  }
  for (const [key, content] of Object.entries(held)) {
    const [repository = "", tag = ""] = key.split(":");
    const built = contents[content];
    if (built === undefined) continue;
    world.prod.put(repository, built.all);
    world.prod.tag(repository, tag, built.index.digest);
  }
  const request = promotionRequest(
    images.map(({ content, repository, tags }) =>
      imageRequest(repository, { source: { repository, tag: `build-${content}` }, target: { repository, tags } }),
    ),
    { allOrNothing, onConflict },
  );
  return { world, request };
}

describe("any set", () => {
  it("that was promoted is up to date when it is planned again, and then costs no import", async () => {
    await fc.assert(
      fc.asyncProperty(generatedSet, async (given) => {
        const { world, request } = prepare(given);
        const first = await world.run(request);
        fc.pre(first.ok);
        const imports = world.importer.imports.length;
        const second = await world.run(request);
        expect(second).toMatchObject({ ok: true, changed: false });
        for (const status of statusesOf(second)) expect(["up-to-date", "skipped"]).toContain(status);
        expect(world.importer.imports).toHaveLength(imports);
      }),
      { numRuns: 60 },
    );
  });

  it("of which any imports fail leaves every tag old or new, and says which", async () => {
    await fc.assert(
      fc.asyncProperty(generatedSet, async (given) => {
        const { world, request } = prepare(given);
        world.importer.behave = (_request, at) =>
          given.failing.includes(at) ? { verdict: failedVerdict("IMPORT_FAILED") } : {};
        const before = world.prod.settledTags;
        const report = await world.run(request);
        const after = world.prod.settledTags;
        const wanted = new Map<string, Digest | null>(
          report.images.flatMap(({ repository, digest, tags }) =>
            tags.map(({ name }) => [`${repository}:${name}`, digest] as const),
          ),
        );
        for (const [key, digest] of after) expect([before.get(key), wanted.get(key)]).toContain(digest);
        for (const [key, digest] of before) {
          const mayMove = request.onConflict === "overwrite" || key.endsWith(":latest");
          if (!mayMove) expect(after.get(key)).toBe(digest);
        }
        for (const { mode, targetTags } of world.importer.imports) {
          if (mode === "NoForce") continue;
          for (const key of targetTags)
            expect(request.onConflict === "overwrite" || key.endsWith(":latest")).toBe(true);
        }
        const { moved } = report.rollback;
        for (const { repository, tag, now, before: earlier } of moved) {
          expect(before.get(`${repository}:${tag}`)).toBe(earlier);
          expect(wanted.get(`${repository}:${tag}`)).toBe(now);
        }
        const listed = new Set(moved.map(({ repository, tag }) => `${repository}:${tag}`));
        const changed = [...before].filter(([key, digest]) => after.get(key) !== digest).map(([key]) => key);
        expect(changed.filter((key) => !listed.has(key))).toEqual([]);
        for (const { status, repository, digest, tags } of report.images) {
          for (const tag of tags) {
            const now = after.get(`${repository}:${tag.name}`);
            if (tag.status === "created" || tag.status === "moved") expect(now).toBe(digest);
            if (status === "promoted" || status === "up-to-date") expect(now).toBe(digest);
          }
        }
        const contentFailed = world.importer.imports.some(
          ({ source }, at) =>
            given.failing.includes(at) && "resourceId" in source && source.resourceId.endsWith("/dev"),
        );
        if (request.allOrNothing && contentFailed) expect(after).toEqual(before);
        const importedUntagged = report.images.some(
          ({ repository, digest, tags }) =>
            tags.length === 0 &&
            world.importer.imports.some(
              ({ sourceImage }, at) => sourceImage === `${repository}@${digest}` && !given.failing.includes(at),
            ),
        );
        const tagsDiffer = [...after].some(([key, digest]) => before.get(key) !== digest);
        if (tagsDiffer) expect(report.changed).toBe(true);
        if (!tagsDiffer && !importedUntagged) expect(report.changed).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it("that failed arrives when it is run again", async () => {
    await fc.assert(
      fc.asyncProperty(generatedSet, async (given) => {
        const { world, request } = prepare({ ...given, onConflict: "overwrite" });
        world.importer.behave = (_request, at) =>
          given.failing.includes(at) ? { verdict: failedVerdict("IMPORT_FAILED") } : {};
        const first = await world.run(request);
        fc.pre(first.images.every(({ error }) => error?.code !== "TAG_CLAIMED_TWICE"));
        world.importer.behave = () => ({});
        const second = await world.run(request);
        expect(second.ok).toBe(true);
        for (const { repository, digest, tags } of second.images) {
          for (const { name } of tags) expect(world.prod.settledTag(repository, name)).toBe(digest);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("reads its lock file back as it was written, and production finds there what staging has", async () => {
    await fc.assert(
      fc.asyncProperty(generatedSet, async (given) => {
        const { world, request } = prepare({ ...given, onConflict: "overwrite", failing: [] });
        const report = await world.run(request);
        fc.pre(report.ok);
        const lock = renderLockFile(report);
        const { entries, problems, sourceRegistry } = parseImagesFile(lock, "release.lock.yml");
        expect(problems).toEqual([]);
        expect(sourceRegistry).toEqual({ kind: "login-server", host: "prod.azurecr.io" });
        expect(
          entries.map(({ source, tags }) => ({
            digest: source.digest,
            repository: source.repository,
            tags: tags ?? [],
          })),
        ).toEqual(
          report.images.map(({ digest, repository, tags }) => ({
            digest,
            repository,
            tags: tags.map(({ name }) => name),
          })),
        );
        expect(renderLockFile(await world.run(request))).toBe(lock);
      }),
      { numRuns: 40 },
    );
  });
});
