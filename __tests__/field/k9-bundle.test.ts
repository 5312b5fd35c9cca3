// K9 by the bundle: an image of Docker Hub that the target has already is not pulled. k9-cheap-first.test.ts has the cases.
import { expect, it } from "@jest/globals";
import { startWorld } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";

it("nothing new: HEAD of the tag, and no GET of a manifest", async () => {
  const world = await startWorld();
  try {
    const { registry: hub } = seedDockerHub(world.azure);
    putImage({ store: hub.store, repository: "library/tool" }, { content: "tool", tag: "1" });
    putImage({ store: world.prod.store, repository: "base/tool" }, { content: "tool", tag: "1" });
    const run = await world.run({ images: "docker.io/tool:1 => base/tool:1" });
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "up-to-date"]);
    expect([...hub.pulls.values()]).toEqual([]);
    const manifests = run.requests.filter(({ host, target }) => host === hub.host && target.includes("/manifests/"));
    expect(manifests.map(({ method }) => method)).toEqual(["HEAD"]);
    expect(run.outputs["image"]).toMatch(/^contosoprod\.azurecr\.io\/base\/tool@sha256:/);
  } finally {
    await world.close();
  }
});
