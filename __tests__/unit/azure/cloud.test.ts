// Which hosts belong to which cloud, and what belongs together in each.
import { describe, expect, it } from "@jest/globals";
import { cloudOf, cloudOfHost, isAcrHost, loginServerOf } from "../../../src/azure/cloud.ts";

describe("a cloud", () => {
  it.each([
    ["azurecloud", "login.microsoftonline.com", "management.azure.com", ".azurecr.io", "api://AzureADTokenExchange"],
    [
      "azureusgovernment",
      "login.microsoftonline.us",
      "management.usgovcloudapi.net",
      ".azurecr.us",
      "api://AzureADTokenExchangeUSGov",
    ],
    [
      "azurechinacloud",
      "login.partner.microsoftonline.cn",
      "management.chinacloudapi.cn",
      ".azurecr.cn",
      "api://AzureADTokenExchangeChina",
    ],
  ] as const)("%s has its own hosts, suffix and audience", (name, authority, arm, registrySuffix, idTokenAudience) => {
    expect(cloudOf(name)).toMatchObject({
      name,
      authority: `https://${authority}`,
      armEndpoint: `https://${arm}`,
      armScope: `https://${arm}/.default`,
      registryScope: "https://containerregistry.azure.net/.default",
      registrySuffix,
      idTokenAudience,
    });
  });
});

describe("a host", () => {
  it.each([
    ["contoso.azurecr.io", "contoso.azurecr.io"],
    ["contoso-a1b2c3d4.azurecr.io", "contoso-a1b2c3d4.azurecr.io"],
    ["contoso.westus2.geo.azurecr.io", "contoso.azurecr.io"],
    ["contoso-a1b2c3d4.westeurope.geo.azurecr.io", "contoso-a1b2c3d4.azurecr.io"],
  ])("%s of an ACR stands for login server %s", (host, loginServer) => {
    expect(loginServerOf(cloudOf("azurecloud"), host)).toBe(loginServer);
    expect(isAcrHost(cloudOf("azurecloud"), host)).toBe(true);
  });

  it.each([
    "evilazurecr.io",
    "azurecr.io",
    ".azurecr.io",
    "contoso.azurecr.io.evil.example",
    "contoso.azurecr.io:8443",
    "contoso.azurecr.us",
    "contoso.westeurope.data.azurecr.io",
    "evil.example/contoso.azurecr.io",
    "a.b.c.geo.azurecr.io",
    "CONTOSO.azurecr.io",
    "-contoso.azurecr.io",
  ])("%s is no ACR of the public cloud", (host) => {
    expect(isAcrHost(cloudOf("azurecloud"), host)).toBe(false);
  });

  it.each([
    ["contoso.azurecr.io", "azurecloud"],
    ["contoso.azurecr.us", "azureusgovernment"],
    ["contoso.chinaeast2.geo.azurecr.cn", "azurechinacloud"],
    ["docker.io", undefined],
  ])("%s belongs to %s", (host, name) => {
    expect(cloudOfHost(host)?.name).toBe(name);
  });
});
