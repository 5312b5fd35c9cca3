// Which identity endpoint the environment describes, and which ones are refused. The kinds are those of MSAL for Node.
import { describe, expect, it } from "@jest/globals";
import { findIdentityEndpoint } from "../../../src/azure/identity-endpoint.ts";

const HEADER = { IDENTITY_HEADER: "0f1e2d3c" };

describe("the identity endpoint", () => {
  it.each([
    ["the metadata service of a virtual machine", {}, "imds", "http://169.254.169.254/metadata/identity/oauth2/token"],
    [
      "App Service on Windows",
      { IDENTITY_ENDPOINT: "http://127.0.0.1:41056/msi/token/", ...HEADER },
      "app-service",
      "http://127.0.0.1:41056/msi/token/",
    ],
    [
      "App Service on Linux",
      { IDENTITY_ENDPOINT: "http://169.254.129.2:8081/msi/token", ...HEADER },
      "app-service",
      "http://169.254.129.2:8081/msi/token",
    ],
    [
      "Container Apps, which set the older variables too",
      {
        IDENTITY_ENDPOINT: "http://localhost:42356/msi/token",
        MSI_ENDPOINT: "http://localhost:42356/msi/token",
        MSI_SECRET: "x",
        ...HEADER,
      },
      "app-service",
      "http://localhost:42356/msi/token",
    ],
    [
      "IPv6 loopback",
      { IDENTITY_ENDPOINT: "http://[::1]:42356/msi/token", ...HEADER },
      "app-service",
      "http://[::1]:42356/msi/token",
    ],
    [
      "a link-local IPv6 address",
      { IDENTITY_ENDPOINT: "http://[fe80::1]/msi/token", ...HEADER },
      "app-service",
      "http://[fe80::1]/msi/token",
    ],
    [
      "another host of the metadata service",
      { AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:2579" },
      "imds",
      "http://127.0.0.1:2579/metadata/identity/oauth2/token",
    ],
    [
      "an empty variable counts as none",
      { IDENTITY_ENDPOINT: " ", IDENTITY_HEADER: "" },
      "imds",
      "http://169.254.169.254/metadata/identity/oauth2/token",
    ],
  ])("is %s", (_name, env, kind, href) => {
    const endpoint = findIdentityEndpoint(env);
    expect(endpoint).toMatchObject({ kind });
    expect(endpoint.url.href).toBe(href);
  });

  it.each([
    ["a private address", "http://10.0.0.4/msi/token"],
    ["an address that only begins like loopback", "http://127.0.0.1.evil.example/msi/token"],
    ["a name that only begins like localhost", "http://localhost.evil.example/msi/token"],
    ["a name that ends like it", "http://evil-localhost/msi/token"],
    ["an address beside the link-local ones", "http://169.253.169.254/msi/token"],
    ["a site-local IPv6 address", "http://[fec0::1]/msi/token"],
    ["an IPv4 address in IPv6", "http://[::ffff:10.0.0.4]/msi/token"],
    ["all addresses", "http://0.0.0.0/msi/token"],
    ["https", "https://127.0.0.1/msi/token"],
    ["a user name that hides the host", "http://127.0.0.1@evil.example/msi/token"],
    ["a user name", "http://user@127.0.0.1/msi/token"],
    ["a password, which is not quoted", "http://user:0secretPassword0@127.0.0.1/msi/token"],
    ["a query", "http://127.0.0.1/msi/token?x=1"],
    ["no URL", "127.0.0.1:8081"],
  ])("is refused at %s", (_name, url) => {
    expect(() => findIdentityEndpoint({ IDENTITY_ENDPOINT: url, ...HEADER })).toThrow(/loopback or link-local/);
    expect(() => findIdentityEndpoint({ IDENTITY_ENDPOINT: url, ...HEADER })).not.toThrow(/0secretPassword0/);
    expect(() => findIdentityEndpoint({ AZURE_POD_IDENTITY_AUTHORITY_HOST: url.replace("/msi/token", "") })).toThrow(
      /AZURE_POD_IDENTITY_AUTHORITY_HOST/,
    );
  });

  it.each([
    [
      "Azure Service Fabric",
      { IDENTITY_ENDPOINT: "https://localhost:2377", IDENTITY_SERVER_THUMBPRINT: "AB", ...HEADER },
    ],
    ["Azure Arc", { IDENTITY_ENDPOINT: "http://localhost:40342", IMDS_ENDPOINT: "http://localhost:40342" }],
    ["Azure Machine Learning", { MSI_ENDPOINT: "http://127.0.0.1:46808/MSI/auth", MSI_SECRET: "x" }],
    ["Azure Cloud Shell", { MSI_ENDPOINT: "http://localhost:50342/oauth2/token" }],
  ])("of %s is refused by name", (name, env) => {
    expect(() => findIdentityEndpoint(env)).toThrow(name);
  });
});
