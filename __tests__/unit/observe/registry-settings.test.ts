// Settings of two registries in, refusals out: each names registry, setting and cure.
import { describe, expect, it } from "@jest/globals";
import { explainDenied, explainMissing, isRestricted, preflight } from "../../../src/observe/registry-settings.ts";
import { buildRegistry } from "../../builders/registries.ts";

const dev = (settings: Parameters<typeof buildRegistry>[0] = {}) => buildRegistry({ name: "contosodev", ...settings });
const prod = (settings: Parameters<typeof buildRegistry>[0] = {}) =>
  buildRegistry({ name: "contosoprod", ...settings });
const closed = { publicNetworkAccess: "Disabled" } as const;
const walled = { networkDefaultAction: "Deny" } as const;
const noBypass = { networkRuleBypassOptions: "None" } as const;

describe("preflight refuses", () => {
  it.each([
    [
      "a walled target without trusted services",
      prod({ ...walled, ...noBypass }),
      { route: "resource-id", resource: dev() },
      "PREFLIGHT_TRUSTED_SERVICES",
      "target",
      "contosoprod.azurecr.io has networkRuleSet.defaultAction: Deny and networkRuleBypassOptions: None",
      "az acr update --name contosoprod --allow-trusted-services true",
    ],
    [
      "a closed target without trusted services",
      prod({ ...closed, ...noBypass }),
      { route: "anonymous" },
      "PREFLIGHT_TRUSTED_SERVICES",
      "target",
      "publicNetworkAccess: Disabled",
      "contosoprod",
    ],
    [
      "a closed source without trusted services",
      prod(),
      { route: "resource-id", resource: dev({ ...closed, ...noBypass }) },
      "PREFLIGHT_TRUSTED_SERVICES",
      "source",
      "contosodev.azurecr.io has publicNetworkAccess: Disabled and networkRuleBypassOptions: None",
      "az acr update --name contosodev --allow-trusted-services true",
    ],
    [
      "a perimeter around a source without trusted services",
      prod(),
      { route: "resource-id", resource: dev({ publicNetworkAccess: "SecuredByPerimeter", ...noBypass }) },
      "PREFLIGHT_TRUSTED_SERVICES",
      "source",
      "publicNetworkAccess: SecuredByPerimeter",
      "contosodev",
    ],
    [
      "a source that forbids exports",
      prod(),
      { route: "resource-id", resource: dev({ exportPolicy: "disabled" }) },
      "PREFLIGHT_EXPORT_DISABLED",
      "source",
      "contosodev.azurecr.io has exportPolicy: disabled",
      "exportPolicy.status=enabled",
    ],
    [
      "a closed source by a token",
      prod(),
      { route: "federated-token", resource: dev(closed) },
      "PREFLIGHT_SOURCE_CLOSED",
      "source",
      "contosodev.azurecr.io has publicNetworkAccess: Disabled",
      "resource ID in `source-registry`",
    ],
    [
      "a closed source by credentials",
      prod(),
      { route: "credentials", resource: dev(closed) },
      "PREFLIGHT_SOURCE_CLOSED",
      "source",
      "password or token",
      "open",
    ],
    [
      "a closed source without any",
      prod(),
      { route: "anonymous", resource: dev(closed) },
      "PREFLIGHT_SOURCE_CLOSED",
      "source",
      "from the public network, without credentials",
      "open",
    ],
    [
      "a target that is being deleted",
      prod({ provisioningState: "Deleting" }),
      { route: "anonymous" },
      "PREFLIGHT_NOT_READY",
      "target",
      "contosoprod.azurecr.io has provisioningState: Deleting",
      "az acr show --name contosoprod",
    ],
    [
      "a source that is being made",
      prod(),
      { route: "resource-id", resource: dev({ provisioningState: "Creating" }) },
      "PREFLIGHT_NOT_READY",
      "source",
      "contosodev.azurecr.io has provisioningState: Creating",
      "az acr show --name contosodev",
    ],
  ])("%s", (_, target, source, code, side, says, cure) => {
    expect(preflight(target, source)).toEqual([
      {
        code,
        side,
        stage: "plan",
        message: expect.stringContaining(says),
        remedy: expect.stringContaining(cure),
      },
    ]);
  });

  it("everything at once, the target first", () => {
    const problems = preflight(prod({ ...walled, ...noBypass }), {
      route: "resource-id",
      resource: dev({ ...closed, ...noBypass, exportPolicy: "disabled" }),
    });
    expect(problems.map(({ side, code }) => `${side} ${code}`)).toEqual([
      "target PREFLIGHT_TRUSTED_SERVICES",
      "source PREFLIGHT_TRUSTED_SERVICES",
      "source PREFLIGHT_EXPORT_DISABLED",
    ]);
  });

  it("without an Azure ID in any text", () => {
    const problems = preflight(prod({ ...walled, ...noBypass, provisioningState: "Creating" }), {
      route: "credentials",
      resource: dev({ ...closed, exportPolicy: "disabled", provisioningState: "Creating" }),
    });
    expect(problems).toHaveLength(5);
    expect(JSON.stringify(problems)).not.toMatch(/00000000|\/subscriptions\//);
  });
});

describe("preflight accepts", () => {
  it.each([
    ["two open registries", prod(), { route: "resource-id", resource: dev() }],
    ["a source that ARM does not show", prod(), { route: "entra-token" }],
    ["closed registries with trusted services", prod(closed), { route: "resource-id", resource: dev(closed) }],
    ["open registries without trusted services", prod(noBypass), { route: "resource-id", resource: dev(noBypass) }],
    ["a walled source by a token, whose rules may allow it", prod(), { route: "credentials", resource: dev(walled) }],
    ["a registry that is being updated", prod({ provisioningState: "Updating" }), { route: "anonymous" }],
    [
      "a registry as its own source that forbids exports",
      prod({ exportPolicy: "disabled" }),
      { route: "resource-id", resource: prod({ exportPolicy: "disabled" }) },
    ],
  ])("%s", (_, target, source) => {
    expect(preflight(target, source)).toEqual([]);
  });
});

describe("a registry's settings explain", () => {
  it("why an image is missing", () => {
    expect(explainMissing(dev(), undefined)).toBeUndefined();
    expect(explainMissing(dev(), true)).toContain("az acr manifest list-deleted --registry contosodev");
    expect(explainMissing(dev({ quarantinePolicy: "enabled" }), false)).toContain("quarantinePolicy: enabled");
  });

  it("why a role is not enough", () => {
    expect(explainDenied(dev())).toBeUndefined();
    expect(explainDenied(dev({ roleAssignmentMode: "AbacRepositoryPermissions" }))).toContain(
      "Container Registry Repository Reader",
    );
  });

  it.each([
    ["open", {}, false],
    ["closed", closed, true],
    ["walled", walled, true],
    ["within a perimeter", { publicNetworkAccess: "SecuredByPerimeter" }, true],
  ])("whether it is restricted: %s", (_, settings, restricted) => {
    expect(isRestricted(dev(settings))).toBe(restricted);
  });
});
