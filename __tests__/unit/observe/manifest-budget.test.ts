// How many bytes of manifests are read for an image and a run, and how many of them at a time.
import { describe, expect, it } from "@jest/globals";
import { ManifestBudget } from "../../../src/observe/manifest-budget.ts";
import { readInBatches } from "../../../src/observe/read-in-batches.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";

const MIB = 1024 * 1024;

function manifest(name: string, sizeBytes: number): { readonly digest: Digest; readonly sizeBytes: number } {
  return { digest: digestOf(Buffer.from(name)), sizeBytes };
}

describe("a budget", () => {
  it("counts each manifest once, by the larger of what is stated and what was read", () => {
    const run = { usedBytes: 0 };
    const budget = new ManifestBudget(run, "api");
    budget.count([manifest("a", 3 * MIB), manifest("b", MIB)]);
    budget.count([manifest("a", 3 * MIB)]);
    budget.count([manifest("b", 2 * MIB)]);
    expect(run.usedBytes).toBe(5 * MIB);
  });

  it("is 16 MiB for an image, to the byte", () => {
    const budget = new ManifestBudget({ usedBytes: 0 }, "registry.example/api:1");
    budget.count([manifest("a", 16 * MIB)]);
    expect(() => budget.count([manifest("b", 1)])).toThrow(
      expect.objectContaining({
        code: "MANIFESTS_TOO_LARGE",
        message: "The manifests of registry.example/api:1 have 16 MiB together. At most 16 MiB are read for one image.",
      }),
    );
  });

  it("is 256 MiB for a run, to the byte", () => {
    const run = { usedBytes: 0 };
    for (let at = 0; at < 16; at += 1) new ManifestBudget(run, "api").count([manifest("a", 16 * MIB)]);
    expect(() => new ManifestBudget(run, "web").count([manifest("b", 1)])).toThrow(
      expect.objectContaining({
        code: "MANIFESTS_TOO_LARGE",
        message: "The manifests of all images of this step have more than 256 MiB together, so web was not read.",
        remedy: "Promote the images in several steps.",
      }),
    );
  });
});

describe("reading many manifests", () => {
  async function mostAtOnce(sizes: readonly number[]): Promise<number> {
    let [now, most] = [0, 0];
    const manifests = sizes.map((sizeBytes, at) => ({ sizeBytes, at }));
    const results = await readInBatches(manifests, async ({ at }) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return at;
    });
    expect(results).toEqual(manifests.map(({ at }) => at));
    return most;
  }

  it.each([
    ["none", [], 0],
    ["fifty small ones all at once", Array(50).fill(2_000), 50],
    ["two of 2 MiB at once", [2 * MIB, 2 * MIB, 2 * MIB], 2],
    ["one larger than any, and then the next", [5 * MIB, 5 * MIB], 1],
  ])("%s", async (_name, sizes, most) => {
    expect(await mostAtOnce(sizes)).toBe(most);
  });
});
