// K2.1 and K2.2 where the referrer itself is an index: an import copies what it lists, so all of that has to be there.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { MEDIA_TYPES, putDocument, putImage, putIndex } from "../emulator/images.ts";
import type { Descriptor } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { expectRefused, firstImage, lookedUp, NOT_FOUND, onDigest, warningsOf } from "./k2-cases.ts";

const { dev } = contoso;
const images = `${dev}/one:1 => one:1`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

/** An image with an SBOM that is an index of two manifests: found by the referrers API, or by cosign's tag. */
function putSbom(how: "listed" | "tagged") {
  const place = { store: world.dev.store, repository: "one" };
  const { mediaType, digest, size } = putImage(place, { tag: "1" });
  const { children } = putIndex(place, { content: "parts of an SBOM" });
  const index = { mediaType: MEDIA_TYPES.index, artifactType: "application/spdx+json", manifests: children };
  const tag = `${digest.replace(":", "-")}.sbom`;
  const sbom =
    how === "listed"
      ? putDocument(place, { ...index, subject: { mediaType, digest, size } })
      : putDocument(place, index, tag);
  return { sbom, child: children[1] as Descriptor, tag };
}

describe.each(["listed", "tagged"] as const)("a referrer that is an index, %s", (how) => {
  it("of which one manifest is gone is refused by a dry run as by a run, and left out with best-effort", async () => {
    const { sbom, child } = putSbom(how);
    world.dev.store.deleteManifest("one", child.digest);
    const texts = [`The SBOM ${sbom.digest}`, `${child.digest} (linux/arm64)`, "referrers: best-effort"];
    for (const dryRun of ["true", "false"]) {
      expectRefused(await world.runInProcess({ images, "dry-run": dryRun }), "blocked", "SOURCE_INCOMPLETE", ...texts);
    }
    const without = await world.runInProcess({ images, referrers: "best-effort" });
    expect(without.result.counts).toEqual({ promoted: 1 });
    expect(warningsOf(without)).toEqual([expect.stringContaining(child.digest)]);
    expect(world.prod.store.manifest("one", sbom.digest)).toBeUndefined();
  });

  it("of which the target lacks a part is imported again, and then up to date without a look at the source", async () => {
    const { sbom, child } = putSbom(how);
    expect((await world.runInProcess({ images })).result.counts).toEqual({ promoted: 1 });
    world.prod.store.deleteManifest("one", child.digest);
    const planned = await world.runInProcess({ images, "dry-run": "true" });
    expect(planned.result.counts).toEqual({ planned: 1 });
    const again = await world.runInProcess({ images });
    expect(again.result.counts).toEqual({ promoted: 1 });
    expect(again.imports.map(({ source }) => source.sourceImage)).toEqual([`one@${sbom.digest}`]);
    expect(firstImage(again)?.referrers).toMatchObject([{ digest: sbom.digest, status: "promoted" }]);
    for (const run of [planned, again]) expect(run.outputs["changed"]).toBe("false");
    expect(world.prod.store.manifest("one", child.digest)).toBeDefined();
    const last = await world.runInProcess({ images });
    expect(last.result.counts).toEqual({ "up-to-date": 1 });
    expect(lookedUp(last, dev)).toEqual([]);
  });

  it("whose manifest cannot be looked up is unknown, not absent", async () => {
    const { child } = putSbom(how);
    world.azure.faults.add(onDigest(dev, child.digest, { kind: "status", status: 403 }));
    expectRefused(await world.runInProcess({ images }), "failed", "REFERRERS_UNKNOWN", child.digest);
  });

  it("whose nested index is gone in the target is imported again", async () => {
    const place = { store: world.dev.store, repository: "one" };
    const { mediaType, digest, size } = putImage(place, { tag: "1" });
    const { index: inner } = putIndex(place, { content: "parts" });
    const document = { mediaType: MEDIA_TYPES.index, artifactType: "application/spdx+json", manifests: [inner] };
    if (how === "listed") putDocument(place, { ...document, subject: { mediaType, digest, size } });
    else putDocument(place, document, `${digest.replace(":", "-")}.sbom`);
    expect((await world.runInProcess({ images })).result.counts).toEqual({ promoted: 1 });
    world.prod.store.deleteManifest("one", inner.digest);
    expect((await world.runInProcess({ images })).result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.manifest("one", inner.digest)).toBeDefined();
    world.prod.store.deleteManifest("one", inner.digest);
    world.azure.faults.add(onDigest(dev, inner.digest, NOT_FOUND));
    expectRefused(await world.runInProcess({ images }), "blocked", "SOURCE_INCOMPLETE", inner.digest);
  });
});

it("the shipped bundle refuses a listed index whose manifest is gone", async () => {
  const { sbom, child } = putSbom("listed");
  world.dev.store.deleteManifest("one", child.digest);
  expectRefused(await world.run({ images }), "blocked", "SOURCE_INCOMPLETE", sbom.digest, child.digest);
});
