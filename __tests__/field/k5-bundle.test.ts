// K5 on the shipped bundle: one run for each rule. All cases are in k5-tokens.test.ts.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { addListener } from "../emulator/listener.ts";
import { contoso } from "../emulator/seed.ts";
import { hostsThatGot } from "../emulator/token-whereabouts.ts";
import { dockerConfig, LOGIN, PASSWORD, privateRegistry } from "./private-registry.ts";

const ARM = "management.azure.com";

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe("K5 in the bundle", () => {
  it("K5.1 no token goes to the login server registry.example", async () => {
    world.azure.faults.add({
      host: ARM,
      path: /\/registries\?/,
      times: "always",
      phase: "response",
      action: {
        kind: "replace-body",
        body: (bytes) => bytes.toString().replaceAll(contoso.prod, "registry.example"),
      },
    });
    const listener = addListener(world.azure, "registry.example");
    const run = await world.run({ registry: "contosoprod", images: `${contoso.dev}/worker:build-812` });
    expect(run.result.error?.code).toBe("LOGIN_SERVER_REFUSED");
    expect([listener.connections(), run.imports]).toEqual([[], []]);
  });

  it("K5.4 another customer's token service gets no login", async () => {
    privateRegistry(world.azure, "a.jfrog.io", "https://b.jfrog.io/v2/token");
    const run = await world.run({ images: "a.jfrog.io/app:1", ...LOGIN });
    expect(run.result.images[0]?.error?.code).toBe("REALM_REFUSED");
    expect(run.errors).toContain("trusted-token-hosts: b.jfrog.io");
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual([]);
  });

  it("K5.5 Scaleway's is known: rg.fr-par.scw.cloud promotes", async () => {
    privateRegistry(
      world.azure,
      "rg.fr-par.scw.cloud",
      "https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens",
    );
    const run = await world.run({ images: "rg.fr-par.scw.cloud/app:1", referrers: "none", ...LOGIN });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual(["api.scaleway.com", ARM]);
  });

  it("K5.5 trusted-token-hosts, with a login of the Docker configuration", async () => {
    privateRegistry(world.azure, "registry.corp-images.com", "https://login.corp-identity.com:8443/token");
    const run = await world.run(
      {
        images: "registry.corp-images.com/app:1",
        referrers: "none",
        "trusted-token-hosts": "login.corp-identity.com:8443",
      },
      dockerConfig("registry.corp-images.com"),
    );
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(hostsThatGot(world.azure, PASSWORD)).toEqual(["login.corp-identity.com:8443", ARM].sort());
  });

  it("K5.6 nothing is sent where only an images file names the host of the password", async () => {
    privateRegistry(world.azure, "registry.evil.com", "https://registry.evil.com/token");
    const files = { "images.txt": "registry.evil.com/app:1 => evil:1\n" };
    const run = await world.run({ "images-file": "images.txt", ...LOGIN }, { files });
    expect(run.errors).toContain("source-registry: registry.evil.com");
    expect(run.requests).toEqual([]);
  });
});
