import { describe, expect, it } from "@jest/globals";
import { formatRegistryName, parseRegistryName } from "../../../src/request/registry-name.ts";
import { formatResourceId, parseResourceId } from "../../../src/request/resource-id.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const GUID = "0a1b2c3d-0000-4000-8000-00000000000f";
const ID = `/subscriptions/${GUID}/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/contosoprod`;

describe("parseResourceId", () => {
  it("takes a registry's ID whole, and formatResourceId writes it", () => {
    const id = parseResourceId(ID);
    expect(id).toEqual({ subscriptionId: GUID, resourceGroup: "registries", name: "contosoprod" });
    expect(formatResourceId(id)).toBe(ID);
  });

  it.each([
    ["keywords in lower case", ID.toLowerCase(), "registries"],
    ["keywords in upper case", ID.toUpperCase(), "REGISTRIES"],
    ["a group of 90", ID.replace("/registries/", `/${"g".repeat(90)}/`), "g".repeat(90)],
    ["a group with all it may have", ID.replace("/registries/", "/a.b_(c)-ü1/"), "a.b_(c)-ü1"],
  ])("takes %s", (_name, text, resourceGroup) => {
    expect(parseResourceId(text).resourceGroup).toBe(resourceGroup);
  });

  it.each([
    ["nothing", ""],
    ["no slash in front", ID.slice(1)],
    ["a slash behind", `${ID}/`],
    ["two slashes", ID.replace("/providers", "//providers")],
    ["a host in front", `https://management.azure.com${ID}`],
    ["a query", `${ID}?api-version=1`],
    ["a fragment", `${ID}#x`],
    ["a newline behind", `${ID}\n`],
    ["a NUL behind", `${ID}\0`],
    ["a blank in front", ` ${ID}`],
    ["a child", `${ID}/webhooks/x`],
    ["a dot segment", ID.replace("/registries/", "/../")],
    ["a group that is a dot", ID.replace("/registries/", "/./")],
    ["a group that ends with a dot", ID.replace("/registries/", "/group./")],
    ["an empty group", ID.replace("/registries/", "//")],
    ["a group of 91", ID.replace("/registries/", `/${"g".repeat(91)}/`)],
    ["a coded slash", ID.replace("/registries/", "/a%2fb/")],
    ["a blank in the group", ID.replace("/registries/", "/a b/")],
    ["a subscription that is no GUID", ID.replace(GUID, "production")],
    ["a GUID in braces", ID.replace(GUID, `{${GUID}}`)],
    ["a look-alike namespace", ID.replace("Microsoft.ContainerRegistry", "Microsoft.ContainerRegistryX")],
    ["a namespace with a Cyrillic letter", ID.replace("Microsoft", "Micros\u043eft")],
    ["another type", ID.replace("/registries/contosoprod", "/connectedRegistries/contosoprod")],
    ["a name of 4", ID.replace("contosoprod", "abcd")],
    ["a name of 51", ID.replace("contosoprod", "a".repeat(51))],
    ["a name with a dash", ID.replace("contosoprod", "contoso-prod")],
    ["a resource group alone", `/subscriptions/${GUID}/resourceGroups/registries`],
  ])("refuses %s", (_name, text) => {
    expect(() => parseResourceId(text)).toThrow(expect.objectContaining({ code: "RESOURCE_ID_INVALID" }));
  });

  it("refuses 64 KiB of slashes at once", () => {
    const refuse = () =>
      expect(() => parseResourceId("/".repeat(65_536))).toThrow(
        expect.objectContaining({ code: "RESOURCE_ID_INVALID" }),
      );
    expectCpuTimeBelow(50, refuse);
  });
});

describe("parseRegistryName", () => {
  it.each([
    ["a name", "contosoProd", { kind: "name", name: "contosoProd" }, "contosoProd"],
    [
      "a login server",
      "contosoprod.azurecr.io",
      { kind: "login-server", host: "contosoprod.azurecr.io" },
      "contosoprod.azurecr.io",
    ],
    [
      "a login server in capitals",
      "ContosoProd.AzureCR.io",
      { kind: "login-server", host: "contosoprod.azurecr.io" },
      "contosoprod.azurecr.io",
    ],
    [
      "a login server with a hash",
      "prod-a1b2.azurecr.io",
      { kind: "login-server", host: "prod-a1b2.azurecr.io" },
      "prod-a1b2.azurecr.io",
    ],
    [
      "a login server with the default port",
      "contosoprod.azurecr.io:443",
      { kind: "login-server", host: "contosoprod.azurecr.io" },
      "contosoprod.azurecr.io",
    ],
    ["Docker Hub's other name", "Registry.Hub.Docker.com", { kind: "login-server", host: "docker.io" }, "docker.io"],
    ["a resource ID", ID, { kind: "resource-id", id: parseResourceId(ID) }, "contosoprod"],
  ])("takes %s, and shows it without Azure's IDs", (_name, text, registry, shown) => {
    expect(parseRegistryName(text)).toEqual(registry);
    expect(formatRegistryName(parseRegistryName(text))).toBe(shown);
  });

  it.each([
    ["http", "http://prod.azurecr.io"],
    ["https", "https://prod.azurecr.io"],
    ["a path", "prod.azurecr.io/api"],
    ["localhost", "localhost:5000"],
    ["an address", "10.0.0.1"],
    ["userinfo", "user@prod.azurecr.io"],
    ["a short name", "prod"],
    ["a name with a dash", "contoso-prod"],
    ["a Kelvin sign", "doc\u212aer.azurecr.io"],
    ["nothing", ""],
  ])("refuses %s", (_name, text) => {
    expect(() => parseRegistryName(text)).toThrow(expect.objectContaining({ code: "REGISTRY_INVALID" }));
  });

  it.each([
    ['"prod.azurecr.io"', "contains quotes"],
    ["'contosoprod'", "contains quotes"],
    [`"${ID}"`, "contains quotes"],
    ["- contosoprod", 'starts with "- "'],
    ["https://prod.azurecr.io", "starts with https://"],
    ["prod.azurecr.io/api", "has a path"],
    ["prod.azurecr.io/", "has a path"],
    ["contosoprod:443", "is not a valid registry name"],
  ])("names what is wrong with %s", (text, message) => {
    expect(() => parseRegistryName(text)).toThrow(message);
  });
});
