// K6.10: where a more general error wraps a network problem, the problem's own remedy stays. (The ID token: k6-id-token.test.ts.)
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { contoso } from "../emulator/seed.ts";

const IMAGES = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe("K6.10 a network problem", () => {
  it("keeps its remedy at a source that is closed to public networks", async () => {
    world.dev.properties.publicNetworkAccess = "Disabled";
    world.azure.faults.add({
      host: contoso.dev,
      times: "always",
      action: { kind: "tls-failure", how: "untrusted" },
    });
    const run = await world.runInProcess(IMAGES);
    expect(run.result.images[0]?.error).toMatchObject({ code: "NETWORK_TLS", side: "source" });
    expect(run.errors).toContain("NODE_EXTRA_CA_CERTS");
  });

  it("keeps its remedy where only the lookup of referrers fails", async () => {
    const { azure, runInProcess } = world;
    azure.faults.add({
      host: contoso.dev,
      path: /\/referrers\//,
      times: "always",
      action: { kind: "headers", set: { "Content-Encoding": "gzip" } },
    });
    const run = await runInProcess({ ...IMAGES, referrers: "all" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "REFERRERS_UNKNOWN", side: "source" });
    expect(run.errors).toContain("Turn off compression in the proxy");
    expect(run.errors).toContain("referrers: best-effort");
  });
});
