// K7: names as people and other tools write them, on the shipped bundle.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { contoso } from "../emulator/seed.ts";
import { seedMicrosoftRegistry } from "../emulator/seed-sources.ts";

let world: World;
let promoted: ShippedRun;
let refused: ShippedRun;
let digest: string | undefined;

// The port is written out by scripts that build a reference from URL parts. The tags are what docker/metadata-action prints for
// images: of a user at Docker Hub, a local registry, an official image, another registry, and the target.
const FOREIGN_TAGS = [
  "name/app:1",
  "localhost:5000/app:1",
  "alpine:3",
  "ghcr.io/contoso/app:1.4.2",
  "registry:5000/app:1",
  "10.0.0.4:5000/app:1",
  "name/app",
];

beforeAll(async () => {
  world = await startWorld();
  digest = seedMicrosoftRegistry(world.azure).digests["hello-world:latest"];
  promoted = await world.run({
    registry: `${contoso.prod}:443`,
    images: `MCR.microsoft.com:443/hello-world:latest => ${contoso.prod}:443/mirror/hello:1`,
    tags: [...FOREIGN_TAGS, `${contoso.prod}:443/mirror/hello:1.4.2`, "stable"].join("\n"),
    referrers: "none",
  });
  refused = await world.run({
    images: "oci://ghcr.io/contoso/charts/shop:0.9.1\ndocker://docker.io/library/nginx:1.25",
    tags: `https://ghcr.io/contoso/app:1,${contoso.prod}/app`,
  });
});

afterAll(() => world.close());

describe("K7", () => {
  it("K7.1 the default port is folded, on either side and in registry", () => {
    expect(promoted.errors).toBe("");
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(promoted.imports.map(({ source }) => source.registryUri)).toEqual(["mcr.microsoft.com"]);
    expect(world.prod.store.tags("mirror/hello")).toEqual({ 1: digest, "1.4.2": digest, stable: digest });
  });

  it("K7.2 foreign references of any form in tags are ignored with a notice", () => {
    const notices = promoted.annotations.filter(({ command }) => command === "notice").map(({ message }) => message);
    for (const tag of FOREIGN_TAGS) {
      expect(notices).toContain(`tags: ${tag} is ignored because its registry is not the target.`);
    }
  });

  it("K7.2 what is no reference, and one of the target without a tag, stays an error", () => {
    expect(refused.errors).toContain(
      'tags, line 1: "https://ghcr.io/contoso/app:1" is not a valid tag or full reference.',
    );
    expect(refused.errors).toContain(`tags, line 1: "${contoso.prod}/app" is not a valid tag or full reference.`);
    expect(refused.errors).toContain("Separate tags by line breaks or commas, for example 1.4.2,latest");
  });

  it("K7.3 the prefix that stands before a reference is named", () => {
    expect(refused.exitCode).toBe(1);
    expect(refused.requests).toEqual([]);
    expect(refused.errors).toContain("images, line 1: the line has oci:// before the reference.");
    expect(refused.errors).toContain("images, line 2: the line has docker:// before the reference.");
  });
});
