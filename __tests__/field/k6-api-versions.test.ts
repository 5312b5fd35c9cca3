// K6.9: a cloud that does not know our api-version. The newest version that both sides know is used, found from Resource Manager's
// own refusal. Texts as quoted in https://github.com/JulianHayward/Azure-MG-Sub-Governance-Reporting/issues/266 (registries),
// https://github.com/Azure/azure-cli/issues/24843 and https://github.com/Azure/aci-deploy/issues/7; Azure Stack Hub:
// https://github.com/Azure/azure-cli/issues/25572
import { afterEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { API_VERSIONS } from "../emulator/resource-manager.ts";
import { contoso } from "../emulator/seed.ts";

const ARM = "management.azure.com";
const IMAGES = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };
const NEWEST = "2025-11-01";

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function openCloud(supported: readonly string[], code?: "InvalidResourceType" | "InvalidApiVersionParameter") {
  world = await startWorld();
  const { resourceManager, imports } = world.azure;
  imports.settings.retryAfterSeconds = 1;
  resourceManager.apiVersions = supported;
  if (code !== undefined) resourceManager.apiVersionRefusal = code;
  return world;
}

/** The api-versions of the run's requests to Resource Manager, in order; with the status of each. */
function versionsOf(run: ShippedRun): string[] {
  return run.requests
    .filter(({ host }) => host === ARM)
    .map(({ target, status }) => `${/[?&]api-version=([^&]+)/.exec(target)?.[1]} ${status}`);
}

const before2024 = API_VERSIONS.filter((version) => version < "2024");

describe("a cloud that knows only older api-versions", () => {
  it.each([
    ["NoRegisteredProviderFound", undefined],
    ["InvalidResourceType", "InvalidResourceType"],
    ["InvalidApiVersionParameter", "InvalidApiVersionParameter"],
  ] as const)("K6.9 %s: promoted with the newest that both know, which is looked for once", async (_name, code) => {
    const { prod, digests, runInProcess } = await openCloud(before2024, code);
    const run = await runInProcess(IMAGES);
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("worker", "1")).toBe(digests.worker);
    const [first, ...later] = versionsOf(run);
    expect(first).toMatch(new RegExp(`^${NEWEST} 40[04]$`));
    expect(later.length).toBeGreaterThanOrEqual(2);
    expect(later.filter((version) => !version.startsWith("2023-07-01 20"))).toEqual([]);
  });

  it("K6.9 shipped: Azure Stack's 2019-05-01, with registries by resource ID and referrers", async () => {
    const { dev, prod, digests, run } = await openCloud(["2017-10-01", "2019-05-01"]);
    const promoted = await run({ registry: prod.id, "source-registry": dev.id, images: "api:build-812 => api:1" });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("api", "1")).toBe(digests.api.index);
    // The look-ups of both sides are sent together, so both may be refused.
    const refused = versionsOf(promoted).filter((version) => version === `${NEWEST} 400`);
    expect([1, 2]).toContain(refused.length);
    const others = versionsOf(promoted).filter((version) => version !== `${NEWEST} 400`);
    expect(others.filter((version) => !version.startsWith("2019-05-01 20"))).toEqual([]);
    expect(promoted.imports.length).toBeGreaterThan(1);
  });

  it("K6.9 a list of all of Resource Manager's versions first, then the provider's: each is taken at its word", async () => {
    const { azure, runInProcess } = await openCloud(["2021-09-01", "2022-12-01"]);
    azure.faults.add({
      host: ARM,
      path: /registries/,
      times: 1,
      action: {
        kind: "status",
        status: 400,
        body: JSON.stringify({
          error: {
            code: "InvalidApiVersionParameter",
            message: `The api-version '${NEWEST}' is invalid. The supported versions are '2025-04-01,2023-07-01,2022-12-01,2019-05-01'.`,
          },
        }),
      },
    });
    const run = await runInProcess(IMAGES);
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(versionsOf(run).slice(0, 3)).toEqual([`${NEWEST} 400`, "2025-04-01 400", "2022-12-01 200"]);
  });

  it("K6.9 a version that only the import is refused for: the POST is repeated, and nothing was imported twice", async () => {
    const { azure, prod, digests, runInProcess } = await openCloud(API_VERSIONS);
    azure.onRequest(({ method, target }) => {
      if (method === "GET" && target.includes("/registries?")) azure.resourceManager.apiVersions = before2024;
    });
    const run = await runInProcess({ ...IMAGES, images: `${contoso.dev}/worker:build-812 => worker` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("worker", "build-812")).toBe(digests.worker);
  });
});

describe("a cloud that knows no version of ours", () => {
  it.each([
    ["only older ones", ["2017-10-01", "2017-06-01-preview"]],
    ["only newer ones", ["2031-01-01"]],
  ])("K6.9 %s: an error that quotes its list and ours", async (_name, supported) => {
    const { runInProcess } = await openCloud(supported);
    const run = await runInProcess(IMAGES);
    expect(run.exitCode).toBe(1);
    expect(run.result.error).toMatchObject({ code: "ARM_API_VERSION_UNSUPPORTED" });
    for (const version of [...supported, NEWEST, "2019-05-01"]) expect(run.errors).toContain(version);
    expect(run.errors).toContain("Use a release of this action");
    expect(run.imports).toEqual([]);
    expect(versionsOf(run)).toEqual([`${NEWEST} 400`]);
  });
});

describe("in the normal case", () => {
  it("no request is added: one version, no refusal", async () => {
    const { runInProcess } = await openCloud(API_VERSIONS);
    const versions = versionsOf(await runInProcess(IMAGES));
    expect(versions.filter((version) => !version.startsWith(`${NEWEST} 20`))).toEqual([]);
  });
});

describe("the hint at soft delete", () => {
  const MISSING = { images: `${contoso.dev}/worker:never-built => worker:1`, referrers: "none" };

  it("K6.9 is read from a version that shows the policy, only when an image is missing, and once for a registry", async () => {
    const { dev, runInProcess } = await openCloud(API_VERSIONS);
    dev.properties.policies.softDeletePolicy.status = "enabled";
    const run = await runInProcess({
      ...MISSING,
      images: `${MISSING.images}\n${contoso.dev}/api:never-built => api:1`,
    });
    expect(run.errors).toContain("softDeletePolicy: enabled");
    expect(run.errors).toContain("az acr manifest list-deleted");
    expect(versionsOf(run).filter((version) => version.includes("preview"))).toEqual(["2023-11-01-preview 200"]);
  });

  it("K6.9 is left out by a cloud that does not know that version, without an error of its own", async () => {
    const { dev, runInProcess } = await openCloud(["2021-09-01"]);
    dev.properties.policies.softDeletePolicy.status = "enabled";
    const run = await runInProcess(MISSING);
    expect(run.result.images[0]?.error).toMatchObject({ code: "SOURCE_MISSING" });
    expect(run.errors).not.toContain("softDeletePolicy");
    expect(run.errors).toContain("that the build has pushed the image");
  });
});
