// Look-ups of registries over a scripted HTTP port. The registry's JSON has the shape recorded in Azure/azure-cli,
// src/azure/cli/command_modules/acr/tests/latest/recordings/test_acr_export_policy.yaml.
import { describe, expect, it } from "@jest/globals";
import { createApiVersions } from "../../../src/azure/api-versions.ts";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { createRegistryDirectory } from "../../../src/azure/directory.ts";
import { AzureError } from "../../../src/errors.ts";
import { parseRegistryName } from "../../../src/request/registry-name.ts";
import { type Answer, createFakeHttp, inOrder } from "./fake-http.ts";

const SUBSCRIPTION = "00000000-0000-0000-0000-0000000000bb";
const OTHER = "00000000-0000-0000-0000-0000000000cc";
const LIST = `https://management.azure.com/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ContainerRegistry/registries`;
const idOf = (name: string, subscription = SUBSCRIPTION) =>
  `/subscriptions/${subscription}/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/${name}`;

function registryJson(name: string, properties: object = {}, subscription = SUBSCRIPTION): object {
  return {
    id: idOf(name, subscription),
    name,
    type: "Microsoft.ContainerRegistry/registries",
    location: "westus",
    sku: { name: "Premium", tier: "Premium" },
    properties: {
      loginServer: `${name.toLowerCase()}.azurecr.io`,
      provisioningState: "Succeeded",
      networkRuleSet: { defaultAction: "Deny", ipRules: [] },
      policies: {
        quarantinePolicy: { status: "disabled" },
        trustPolicy: { type: "Notary", status: "disabled" },
        exportPolicy: { status: "disabled" },
        azureADAuthenticationAsArmPolicy: { status: "enabled" },
      },
      encryption: { status: "disabled" },
      publicNetworkAccess: "Disabled",
      networkRuleBypassOptions: "AzureServices",
      anonymousPullEnabled: false,
      roleAssignmentMode: "AbacRepositoryPermissions",
      ...properties,
    },
  };
}

const page = (names: readonly string[], nextLink?: string): Answer => ({
  status: 200,
  body: { value: names.map((name) => registryJson(name)), ...(nextLink !== undefined && { nextLink }) },
});
const refusal = (status: number, code: string, message = ""): Answer => ({
  status,
  body: { error: { code, message } },
});

function build(
  answer: Parameters<typeof createFakeHttp>[0],
  { subscriptionId }: { readonly subscriptionId?: string } = { subscriptionId: SUBSCRIPTION },
) {
  const http = createFakeHttp(answer);
  const directory = createRegistryDirectory({
    cloud: cloudOf("azurecloud"),
    apiVersions: createApiVersions(),
    http,
    tokens: {
      getToken: async () => ({ token: "arm-token", expiresAtMs: Number.POSITIVE_INFINITY }),
      invalidate: () => {},
    },
    subscriptionId,
  });
  const { signal } = new AbortController();
  const find = (text: string, side: "source" | "target" = "target") =>
    directory.findRegistry(parseRegistryName(text), side, signal);
  const mayImport = async (text: string) => {
    const lookup = await find(text);
    return lookup.kind === "found" && directory.mayImportInto(lookup.resource, signal);
  };
  return { http, find, mayImport };
}

describe("a look-up by resource ID", () => {
  it("is one GET without a listing and without a subscription given", async () => {
    const { http, find } = build(inOrder({ status: 200, body: registryJson("contosodev", {}, OTHER) }), {});
    const lookup = await find(idOf("contosodev", OTHER));
    expect(lookup).toEqual({
      kind: "found",
      resource: {
        id: { subscriptionId: OTHER, resourceGroup: "registries", name: "contosodev" },
        name: "contosodev",
        loginServer: "contosodev.azurecr.io",
        sku: "Premium",
        provisioningState: "Succeeded",
        publicNetworkAccess: "Disabled",
        networkDefaultAction: "Deny",
        networkRuleBypassOptions: "AzureServices",
        exportPolicy: "disabled",
        quarantinePolicy: "disabled",
        roleAssignmentMode: "AbacRepositoryPermissions",
      },
    });
    expect(http.requests.map(({ method, url }) => `${method} ${url.href}`)).toEqual([
      `GET https://management.azure.com${idOf("contosodev", OTHER)}?api-version=2025-11-01`,
    ]);
    expect(http.requests[0]).toMatchObject({ repeat: "safe", headers: { authorization: "Bearer arm-token" } });
  });

  it("takes Azure's defaults where a Basic registry's answer is short", async () => {
    const { find } = build(
      inOrder({ status: 200, body: { id: idOf("contosodev"), properties: { loginServer: "ContosoDev.azurecr.io" } } }),
    );
    expect(await find(idOf("contosodev"))).toMatchObject({
      resource: {
        name: "contosodev",
        loginServer: "contosodev.azurecr.io",
        publicNetworkAccess: "Enabled",
        networkDefaultAction: undefined,
        networkRuleBypassOptions: "AzureServices",
        exportPolicy: "enabled",
        roleAssignmentMode: "LegacyRegistryPermissions",
      },
    });
  });

  it.each([
    ["no JSON", "<html>"],
    ["no login server", { id: idOf("contosodev"), properties: {} }],
    ["a login server that is no host", registryJson("contosodev", { loginServer: "localhost/evil" })],
    ["no resource ID", { properties: { loginServer: "contosodev.azurecr.io" } }],
  ])("refuses an answer with %s", async (_, body) => {
    const { find } = build(inOrder({ status: 200, body }));
    await expect(find(idOf("contosodev"))).rejects.toMatchObject({ code: "ARM_ANSWER_INVALID" });
  });
});

describe("a login server in ARM's response", () => {
  it.each([
    "registry.example",
    "contosodev.azurecr.cn",
    "contosodev.azurecr.io.evil.example",
    "contosodev.evilazurecr.io",
    "azurecr.io",
    "other.azurecr.io",
    "contosodevelopment.azurecr.io",
    "contosodev.azurecr.io:8443",
    "contosodev.westus.geo.azurecr.io",
  ])("is refused where it is %s", async (loginServer) => {
    const body = registryJson("contosodev", { loginServer });
    const byId = build(inOrder({ status: 200, body }));
    const byName = build(inOrder({ status: 200, body: { value: [body] } }));
    const refusal = { code: "LOGIN_SERVER_REFUSED", side: "source", message: expect.stringContaining(loginServer) };
    await expect(byId.find(idOf("contosodev"), "source")).rejects.toMatchObject(refusal);
    await expect(byName.find("contosodev", "source")).rejects.toMatchObject(refusal);
  });

  it.each(["contosodev.azurecr.io", "ContosoDev.AzureCR.io", "contosodev-a1b2c3d4.azurecr.io"])(
    "may be %s",
    async (loginServer) => {
      const { find } = build(inOrder({ status: 200, body: registryJson("ContosoDev", { loginServer }) }));
      expect(await find(idOf("contosodev"))).toMatchObject({ resource: { loginServer: loginServer.toLowerCase() } });
    },
  );
});

describe("ARM's response about another registry", () => {
  it.each<readonly [string, object]>([
    ["a name that is not in its resource ID", { ...registryJson("contosodev"), id: idOf("other") }],
    ["another resource ID than requested", registryJson("other")],
  ])("is refused where it has %s", async (_, body) => {
    const { find } = build(inOrder({ status: 200, body }));
    await expect(find(idOf("contosodev"))).rejects.toMatchObject({ code: "ARM_ANSWER_INVALID" });
  });

  it.each<readonly [string, readonly object[]]>([
    ["twice", [registryJson("contosodev"), { ...registryJson("contosodev"), location: "eastus" }]],
    ["in another subscription", [registryJson("contosodev", {}, OTHER)]],
    ["with the resource ID of another one", [{ ...registryJson("contosodev"), id: idOf("other") }]],
  ])("is refused where a list has the registry %s", async (_, value) => {
    const { find } = build(inOrder({ status: 200, body: { value } }));
    await expect(find("contosodev")).rejects.toMatchObject({ code: "ARM_ANSWER_INVALID" });
  });
});

describe("a look-up by name or login server", () => {
  it("shares one listing over all pages among all look-ups", async () => {
    const { http, find } = build(
      inOrder(page(["contosodev"], `${LIST}?api-version=2025-11-01&$skiptoken=abc%2Fdef`), page(["ContosoProd"])),
    );
    const found = await Promise.all([find("contosoprod"), find("contosodev.azurecr.io", "source"), find("CONTOSODEV")]);
    const later = await find("contosoprod.westus.geo.azurecr.io");
    expect([...found, later].map((lookup) => lookup.kind === "found" && lookup.resource.loginServer)).toEqual([
      "contosoprod.azurecr.io",
      "contosodev.azurecr.io",
      "contosodev.azurecr.io",
      "contosoprod.azurecr.io",
    ]);
    expect(http.requests.map(({ url }) => url.href)).toEqual([
      `${LIST}?api-version=2025-11-01`,
      `${LIST}?api-version=2025-11-01&$skiptoken=abc%2Fdef`,
    ]);
  });

  it("finds a registry by a login server that is not its name", async () => {
    const entry = registryJson("contosoprod", { loginServer: "contosoprod-a1b2c3.azurecr.io" });
    const { find } = build(inOrder({ status: 200, body: { value: [entry] } }));
    expect(await find("contosoprod-a1b2c3.azurecr.io")).toMatchObject({ kind: "found" });
    expect(await find("contosoprod.azurecr.io")).toMatchObject({ kind: "hidden" });
  });

  it("leaves out what is still being made", async () => {
    const { find } = build(inOrder({ status: 200, body: { value: [{ id: idOf("unready"), properties: {} }] } }));
    expect(await find("unready")).toMatchObject({ kind: "hidden" });
  });

  it("without a subscription is an error that names both ways out", async () => {
    const { http, find } = build(inOrder(), {});
    await expect(find("contosoprod")).rejects.toMatchObject({
      code: "SUBSCRIPTION_MISSING",
      remedy: expect.stringContaining("resource ID"),
    });
    expect(http.requests).toHaveLength(0);
  });

  it.each(["https://evil.example/next", "http://management.azure.com/next", "https://a:b@management.azure.com/next"])(
    "never follows a next link to %s",
    async (nextLink) => {
      const { http, find } = build(inOrder(page([], nextLink)));
      await expect(find("contosoprod")).rejects.toMatchObject({ code: "ARM_FOREIGN_URL" });
      expect(http.requests).toHaveLength(1);
    },
  );

  it("ends where pages do not", async () => {
    const { http, find } = build(() => page([], LIST));
    await expect(find("contosoprod")).rejects.toMatchObject({ code: "ARM_ANSWER_INVALID" });
    expect(http.requests).toHaveLength(100);
  });

  it("asks again after a listing that failed", async () => {
    const { http, find } = build(inOrder(refusal(503, "ServiceUnavailable"), page(["contosoprod"])));
    await expect(find("contosoprod")).rejects.toMatchObject({ code: "ARM_UNAVAILABLE", transient: true });
    expect(await find("contosoprod")).toMatchObject({ kind: "found" });
    expect(http.requests).toHaveLength(2);
  });
});

describe("the right to import", () => {
  const registry = { status: 200, body: registryJson("contosoprod") };
  const rights = (...actions: string[]) => ({ status: 200, body: { value: [{ actions, notActions: [] }] } });

  it.each<[string, Answer, boolean | undefined]>([
    ["is there", rights("Microsoft.ContainerRegistry/registries/importImage/action"), true],
    ["is not there", rights("*/read"), false],
    ["is not told", refusal(403, "AuthorizationFailed"), undefined],
    ["is told as no list", { status: 200, body: "<html>" }, undefined],
  ])("is asked for on the registry: it %s", async (_, answer, expected) => {
    const { http, mayImport } = build(inOrder(registry, answer));
    expect(await mayImport(idOf("contosoprod"))).toBe(expected);
    expect(http.requests.at(-1)?.url.href).toBe(
      `https://management.azure.com${idOf("contosoprod")}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    );
  });
});

describe("a registry that ARM does not show", () => {
  it.each<[string, string, Answer, string]>([
    ["is in no listing", "contosoprod", page(["contosodev"]), "ARM_REGISTRY_NOT_FOUND"],
    ["cannot be listed", "contosoprod", refusal(403, "AuthorizationFailed"), "ARM_REGISTRY_NOT_FOUND"],
    ["is not where its ID says", idOf("contosoprod"), refusal(404, "ResourceNotFound"), "ARM_REGISTRY_NOT_FOUND"],
    ["has no such group", idOf("contosoprod"), refusal(404, "ResourceGroupNotFound"), "ARM_GROUP_NOT_FOUND"],
    [
      "has no such subscription",
      idOf("contosoprod"),
      refusal(404, "SubscriptionNotFound"),
      "ARM_SUBSCRIPTION_NOT_FOUND",
    ],
    ["may not be read", idOf("contosoprod"), refusal(403, "AuthorizationFailed"), "ARM_ROLE_MISSING"],
  ])("is a value with the error to throw: it %s", async (_, name, answer, code) => {
    const { find } = build(inOrder(answer));
    const lookup = await find(name, "source");
    expect(lookup).toMatchObject({ kind: "hidden", error: { code, side: "source", stage: "login" } });
    const { error } = lookup as { readonly error: AzureError };
    expect(error).toBeInstanceOf(AzureError);
    expect(`${error.message} ${error.remedy}`).not.toMatch(/00000000-/);
    if (code !== "ARM_GROUP_NOT_FOUND") {
      expect(error.remedy).toContain(
        'az role assignment create --assignee "$AZURE_CLIENT_ID" --role "Container Registry Data Importer and Data Reader" --scope "$(az acr show --name contosoprod --query id --output tsv)"',
      );
    }
  });

  it.each<[string, Answer, string]>([
    ["an unregistered provider", refusal(409, "MissingSubscriptionRegistration"), "ARM_PROVIDER_NOT_REGISTERED"],
    ["another tenant's subscription", refusal(401, "InvalidAuthenticationTokenTenant"), "ARM_TENANT_MISMATCH"],
    ["a refused token", refusal(401, "InvalidAuthenticationToken"), "ARM_UNAUTHORIZED"],
    ["throttling", refusal(429, "TooManyRequests"), "ARM_THROTTLED"],
  ])("for any other reason throws: %s", async (_, answer, code) => {
    const { find } = build(() => answer);
    await expect(find("contosoprod", "source")).rejects.toMatchObject({ code, side: "source" });
  });
});

describe("an api-version that the cloud does not know", () => {
  const unknownVersion = refusal(
    400,
    "NoRegisteredProviderFound",
    "No registered resource provider found for location 'westus' and API version '2025-11-01' for type 'registries'. The supported api-versions are '2019-05-01, 2021-09-01, 2023-08-01-preview'. The supported locations are 'westus'.",
  );

  it("is replaced by the newest that both know, for this and all later requests", async () => {
    const { http, find } = build(inOrder(unknownVersion, { status: 200, body: registryJson("contosodev") }, page([])));
    expect(await find(idOf("contosodev"))).toMatchObject({ kind: "found" });
    await find("contosoprod");
    const versions = http.requests.map(({ url }) => url.searchParams.get("api-version"));
    expect(versions).toEqual(["2025-11-01", "2021-09-01", "2021-09-01"]);
  });

  it("of another provider is not replaced by one of ours", async () => {
    const { http, mayImport } = build(inOrder({ status: 200, body: registryJson("contosoprod") }, unknownVersion));
    expect(await mayImport(idOf("contosoprod"))).toBeUndefined();
    expect(http.requests).toHaveLength(2);
  });
});
