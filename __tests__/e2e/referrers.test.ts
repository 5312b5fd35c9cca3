// Signatures, SBOMs and attestations on the shipped bundle: they are in the target before the tag is, or the tag is not.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { MEDIA_TYPES, putCosignTag, putDocument, putImage, putReferrer } from "../emulator/images.ts";
import type { ImportOutcome } from "../emulator/import-operation.ts";
import type { Descriptor } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { type ResultImage, type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const SIGNATURE = "application/vnd.cncf.notary.signature";
let world: World;
let serial = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  world.azure.faults.clear();
  world.dev.referrersPageSize = 100;
});

/** A small image of its own for each test, with so many signatures. */
function seedSigned(signatures: number): { repository: string; image: Descriptor; signed: Descriptor[] } {
  serial += 1;
  const repository = `signed/image-${serial}`;
  const place = { store: world.dev.store, repository };
  const image = putImage(place, { tag: "1" });
  const signed = Array.from({ length: signatures }, (_, at) => putReferrer(place, image, SIGNATURE, `signature ${at}`));
  return { repository, image, signed };
}

function firstImage(run: ShippedRun): ResultImage {
  const [image] = run.result.images;
  if (image === undefined) throw new Error("the run has no image");
  return image;
}

function referrersInProd(repository: string, subject: string): string[] {
  return world.prod.store
    .referrers(repository, subject)
    .map(({ digest }) => digest)
    .sort();
}

const digestsOf = (descriptors: readonly Descriptor[]) => descriptors.map(({ digest }) => digest).sort();

describe("what refers to an image", () => {
  it("is in the target before the tag: of the index, of a child, of an SBOM, and cosign's tags", async () => {
    const { index, signature, sbom, sbomSignature, childSignature, cosign, platforms } = world.digests.api;
    const run = await world.run({ images: `${dev}/api:build-812 => shop/api:1.0` });
    const image = firstImage(run);
    expect(image.status).toBe("promoted");
    const amd64 = platforms["linux/amd64"];
    expect(
      Object.fromEntries(image.referrers.map(({ digest, subject, status }) => [digest, { subject, status }])),
    ).toEqual({
      [signature]: { subject: index, status: "promoted" },
      [sbom]: { subject: index, status: "promoted" },
      [sbomSignature]: { subject: sbom, status: "promoted" },
      [childSignature]: { subject: amd64, status: "promoted" },
      ...Object.fromEntries(Object.values(cosign).map((digest) => [digest, { subject: index, status: "promoted" }])),
    });
    expect(world.prod.store.tags("shop/api")).toEqual({ "1.0": index, ...cosign });
    for (const { digest } of image.referrers) {
      const [copied, original] = [world.prod, world.dev].map(({ store }, at) =>
        store.manifest(at === 0 ? "shop/api" : "api", digest),
      );
      expect(copied?.bytes.equals(original?.bytes ?? Buffer.of())).toBe(true);
    }
    // One import for the image, one for each referrer, and the tag's, which is asked for when all the others were read back.
    expect(run.imports).toHaveLength(1 + 7 + 1);
    expect(run.imports.at(-1)).toMatchObject({ targetTags: ["shop/api:1.0"], mode: "NoForce" });
    const tagging = run.requests.findIndex(({ body }) => body.includes('"shop/api:1.0"'));
    const readBack = run.requests
      .slice(0, tagging)
      .filter(({ host, status }) => host === contoso.prod && status === 200)
      .map(({ target }) => target);
    for (const { digest, tag } of image.referrers) {
      expect(readBack).toContain(`/v2/shop/api/manifests/${tag ?? digest}`);
    }
  });

  it("is listed page by page", async () => {
    const { repository, image, signed } = seedSigned(5);
    world.dev.referrersPageSize = 2;
    const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(referrersInProd(repository, image.digest)).toEqual(digestsOf(signed));
    const pages = run.requests.filter(
      ({ host, target }) => host === dev && target.includes(`/referrers/${image.digest}`),
    );
    expect(pages).toHaveLength(3);
  });

  it("is nothing where the list is empty: one import carries content and tag", async () => {
    const { repository } = seedSigned(0);
    const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports.map(({ targetTags }) => targetTags)).toEqual([[`${repository}:1`]]);
  });

  it.each([true, false])(
    "is looked for by tag where the registry has no referrers API (there is one: %s)",
    async (has) => {
      world.azure.faults.add({
        host: dev,
        path: /\/referrers\//,
        times: "always",
        action: { kind: "status", status: 404, body: '{"errors":[{"code":"NOT_FOUND"}]}' },
      });
      const { repository, image, signed } = seedSigned(1);
      const place = { store: world.dev.store, repository };
      const tag = image.digest.replace(":", "-");
      if (has) putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: signed }, tag);
      const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(referrersInProd(repository, image.digest)).toEqual(has ? digestsOf(signed) : []);
      expect(run.requests.map(({ target }) => target)).toContain(`/v2/${repository}/manifests/${tag}`);
    },
  );

  it("is waited for where the registry throttles the look-up", async () => {
    const { repository, image, signed } = seedSigned(2);
    const fault = world.azure.faults.add({
      host: dev,
      path: /\/referrers\//,
      times: 2,
      action: { kind: "status", status: 429, headers: { "Retry-After": "1" } },
    });
    const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(fault.struck).toBe(2);
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(referrersInProd(repository, image.digest)).toEqual(digestsOf(signed));
  });

  it.each([500, 403])("is never taken for nothing where the look-up is answered %i", async (status) => {
    const { repository } = seedSigned(1);
    world.azure.faults.add({
      host: dev,
      path: /\/referrers\//,
      times: "always",
      action: { kind: "status", status, headers: { "Retry-After": "0" } },
    });
    const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(firstImage(run).error).toMatchObject({ side: "source", message: expect.stringContaining("refers to") });
    expect(run.imports).toEqual([]);
  });

  it("stays behind with referrers: none, and log and summary say that nobody looked", async () => {
    const { repository, image } = seedSigned(1);
    const run = await world.runInProcess({ images: `${dev}/${repository}:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(referrersInProd(repository, image.digest)).toEqual([]);
    expect(run.requests.filter(({ target }) => target.includes("/referrers/"))).toEqual([]);
    expect(run.stdout).toContain("were not looked up and are not copied");
    expect(run.summary).toContain("were not looked up");
    const later = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(later.imports).toHaveLength(1);
    expect(referrersInProd(repository, image.digest)).toHaveLength(1);
  });
});

describe("one referrer that does not arrive", () => {
  it.each<[string, ImportOutcome, string]>([
    ["since its import fails", { fail: { text: "blob upload was refused" } }, "IMPORT_FAILED"],
    ["though Azure says so", { copyNothing: true }, "TARGET_NOT_SHOWN"],
  ])("%s: keeps the tag where it is, and a re-run brings just that and the tag", async (_name, outcome, code) => {
    const { repository, image, signed } = seedSigned(3);
    const lost = signed[1]?.digest ?? "";
    world.azure.imports.script(outcome, { when: ({ source }) => source?.sourceImage === `${repository}@${lost}` });
    const inputs = { images: `${dev}/${repository}:1` };
    const run = await world.runInProcess(inputs);
    expect(firstImage(run)).toMatchObject({ status: "failed", error: { code } });
    expect(world.prod.store.tags(repository)).toEqual({});
    expect(
      firstImage(run)
        .referrers.filter(({ status }) => status !== "promoted")
        .map(({ digest, status }) => [digest, status]),
    ).toEqual([[lost, "failed"]]);
    const again = await world.runInProcess(inputs);
    expect(again.result.counts).toEqual({ promoted: 1 });
    expect(again.imports.map(({ source, targetTags }) => [source.sourceImage, targetTags ?? []])).toEqual([
      [`${repository}@${lost}`, []],
      [`${repository}@${image.digest}`, [`${repository}:1`]],
    ]);
    expect(referrersInProd(repository, image.digest)).toEqual(digestsOf(signed));
  });
});

describe("a signature that is added later", () => {
  it("is all that a re-run imports", async () => {
    const { repository, image, signed } = seedSigned(1);
    const inputs = { images: `${dev}/${repository}:1` };
    await world.run(inputs);
    const place = { store: world.dev.store, repository };
    const added = [
      putReferrer(place, signed[0] as Descriptor, SIGNATURE, "countersignature"),
      putCosignTag(place, image, "sig"),
    ];
    const run = await world.run(inputs);
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports.map(({ source }) => source.sourceImage).sort()).toEqual(
      digestsOf(added).map((digest) => `${repository}@${digest}`),
    );
    expect(firstImage(run).tags).toEqual([{ name: "1", status: "unchanged", previousDigest: image.digest }]);
    expect((await world.run(inputs)).result.counts).toEqual({ "up-to-date": 1 });
  });
});

describe("a cosign tag that holds something else in the target", () => {
  let repository: string;
  let image: Descriptor;
  let tag: string;
  let wanted: string;
  let held: string;

  beforeAll(() => {
    ({ repository, image } = seedSigned(0));
    wanted = putCosignTag({ store: world.dev.store, repository }, image, "sig").digest;
    const other = putImage({ store: world.prod.store, repository }, { content: "signed in prod" });
    tag = `${image.digest.replace(":", "-")}.sig`;
    held = other.digest;
    world.prod.store.putTag(repository, tag, held);
  });

  it("is a conflict: nothing is written", async () => {
    const run = await world.runInProcess({ images: `${dev}/${repository}:1` });
    expect(firstImage(run)).toMatchObject({ status: "conflict", error: { code: "SIGNATURE_TAG_CONFLICT" } });
    expect(firstImage(run).referrers).toMatchObject([{ tag, status: "conflict" }]);
    expect(run.imports).toEqual([]);
  });

  it("is left alone with on-conflict: skip, and said to be", async () => {
    const run = await world.runInProcess({ images: `${dev}/${repository}:1`, "on-conflict": "skip" });
    expect(firstImage(run)).toMatchObject({ status: "promoted", referrers: [{ tag, status: "skipped" }] });
    expect(world.prod.store.tags(repository)).toEqual({ "1": image.digest, [tag]: held });
  });

  it("is replaced where mutable-tags allows it", async () => {
    const run = await world.runInProcess({ images: `${dev}/${repository}:1`, "mutable-tags": "sha256-*.sig" });
    expect(firstImage(run)).toMatchObject({ status: "promoted", referrers: [{ tag, status: "promoted" }] });
    expect(run.imports.map(({ mode, targetTags = [] }) => [mode, targetTags])).toEqual([
      ["NoForce", []],
      ["Force", [`${repository}:${tag}`]],
    ]);
    expect(world.prod.store.tags(repository)).toEqual({ "1": image.digest, [tag]: wanted });
  });
});
