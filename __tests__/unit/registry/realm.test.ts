import { describe, expect, it } from "@jest/globals";
import { resolveRealm } from "../../../src/registry/auth/realm.ts";

function ask(host: string, realm: string, withCredential: boolean, trustedHosts: readonly string[] = []): string {
  return resolveRealm(host, realm, { withCredential, trustedHosts, side: "source" }).href;
}

const FRIENDS: [string, string, string][] = [
  ["the registry's own host", "ghcr.io", "https://ghcr.io/token"],
  ["the registry's own host with another path and a query", "quay.io", "https://quay.io/v2/auth?account=x"],
  ["its own host at its own port", "registry.corp.example:5000", "https://registry.corp.example:5000/token"],
  ["its own host at port 443", "registry.corp.example:5000", "https://registry.corp.example/token"],
  ["Docker Hub's token service", "docker.io", "https://auth.docker.io/token"],
  ["GitLab's", "registry.gitlab.com", "https://gitlab.com/jwt/auth"],
  ["a sibling", "registry.corp.example", "https://git.corp.example/jwt/auth"],
  ["a sibling at the registry's port", "registry.corp.example:8443", "https://git.corp.example:8443/jwt/auth"],
  ["a host on a domain of customers", "acme.jfrog.io", "https://acme.jfrog.io/v2/token"],
  ["Scaleway's", "rg.fr-par.scw.cloud", "https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens"],
  ["Alibaba Cloud's", "registry.cn-hangzhou.aliyuncs.com", "https://dockerauth.cn-hangzhou.aliyuncs.com/auth"],
  [
    "Alibaba Cloud's for an instance",
    "acme-registry.cn-hangzhou.cr.aliyuncs.com",
    "https://dockerauth-ee.cn-hangzhou.aliyuncs.com/auth",
  ],
  [
    "Alibaba Cloud's in Zhangjiakou",
    "acme-registry.cn-zhangjiakou.cr.aliyuncs.com",
    "https://dockerauth-cn-zhangjiakou.aliyuncs.com/auth",
  ],
  ["SUSE's for Rancher", "registry.rancher.com", "https://scc.suse.com/api/registry/authorize"],
  ["a GitLab Dedicated tenant's", "registry.acme.gitlab-dedicated.com", "https://acme.gitlab-dedicated.com/jwt/auth"],
  ["a sibling below a public suffix of two parts", "registry.firm.co.uk", "https://auth.firm.co.uk/token"],
  ["a sibling of a customer's own domain on a shared platform", "r.a.github.io", "https://t.a.github.io/token"],
];

const STRANGERS: [string, string, string][] = [
  ["another domain", "registry.corp.example", "https://evil.example.com/token"],
  ["a look-alike of the partner", "docker.io", "https://auth.docker.io.evil.com/token"],
  ["a look-alike by prefix", "quay.io", "https://evil-quay.io/token"],
  ["a look-alike by suffix", "quay.io", "https://quay.io.evil.com/token"],
  ["another registry's partner", "ghcr.io", "https://auth.docker.io/token"],
  ["another customer of a shared platform", "a.github.io", "https://b.github.io/token"],
  ["another domain below a public suffix of two parts", "registry.firm.co.uk", "https://auth.other.co.uk/token"],
  ["another ACR", "contoso.azurecr.io", "https://fabrikam.azurecr.io/oauth2/token"],
  ["the suffix of ACR", "contoso.azurecr.io", "https://azurecr.io/oauth2/token"],
  ["another customer of JFrog", "a.jfrog.io", "https://b.jfrog.io/v2/token"],
  ["another host of Artifact Registry", "europe-docker.pkg.dev", "https://us-docker.pkg.dev/v2/token"],
  ["another host of Cloudsmith", "docker.cloudsmith.io", "https://acme.cloudsmith.io/token"],
  [
    "another account of AWS",
    "111111111111.dkr.ecr.eu-west-1.amazonaws.com",
    "https://222222222222.dkr.ecr.eu-west-1.amazonaws.com/token",
  ],
  ["a customer's machine in Azure", "a.westeurope.cloudapp.azure.com", "https://b.westeurope.cloudapp.azure.com/token"],
  ["another IP address by name", "10-0-0-1.nip.io", "https://10-0-0-2.nip.io/token"],
  ["a customer's host in Scaleway's cloud", "rg.fr-par.scw.cloud", "https://evil.s3.fr-par.scw.cloud/token"],
  ["Scaleway's token service at another port", "rg.fr-par.scw.cloud", "https://api.scaleway.com:8443/token"],
  [
    "another region of Alibaba Cloud",
    "registry.cn-hangzhou.aliyuncs.com",
    "https://dockerauth.cn-beijing.aliyuncs.com/",
  ],
  [
    "a customer's bucket in Alibaba Cloud",
    "registry.cn-hangzhou.aliyuncs.com",
    "https://x.oss-cn-hangzhou.aliyuncs.com/",
  ],
  [
    "another tenant of GitLab Dedicated",
    "registry.acme.gitlab-dedicated.com",
    "https://evil.gitlab-dedicated.com/jwt/auth",
  ],
];

const NEVER: [string, string, string][] = [
  ["plain http", "ghcr.io", "http://ghcr.io/token"],
  ["userinfo", "ghcr.io", "https://user:pass@ghcr.io/token"],
  ["userinfo that looks like the host", "ghcr.io", "https://ghcr.io@evil.com/token"],
  ["an IPv4 address", "ghcr.io", "https://169.254.169.254/token"],
  ["an IPv4 address as one number", "ghcr.io", "https://2852039166/token"],
  ["an IPv4 address in hexadecimal", "ghcr.io", "https://0xa9.0xfe.0xa9.0xfe/token"],
  ["an IPv6 address", "ghcr.io", "https://[::1]/token"],
  ["localhost", "ghcr.io", "https://localhost/token"],
  ["a name without a dot", "ghcr.io", "https://metadata/token"],
  ["a name with a dot at its end", "ghcr.io", "https://ghcr.io./token"],
  ["a backslash", "ghcr.io", "https://evil.com\\@ghcr.io/token"],
  ["a tab in the host", "ghcr.io", "https://ghcr\t.io/token"],
  ["a line break", "ghcr.io", "https://ghcr.io/token\r\nx: y"],
  ["an escape in the host", "ghcr.io", "https://ghcr%2eio/token"],
  ["full-width letters", "ghcr.io", "https://ｇhcr.io/token"],
  ["a fragment", "ghcr.io", "https://ghcr.io/token#x"],
  ["a path without a host", "ghcr.io", "/token"],
  ["no scheme", "ghcr.io", "//ghcr.io/token"],
  ["another scheme", "ghcr.io", "file:///etc/passwd"],
  ["nothing", "ghcr.io", ""],
];

describe("resolveRealm", () => {
  it.each(FRIENDS)("allows a credential for %s", (_name, host, realm) => {
    expect(ask(host, realm, true)).toBe(realm);
    expect(ask(host, realm, false)).toBe(realm);
  });

  it.each(STRANGERS)("refuses a credential for %s, and names both hosts", (_name, host, realm) => {
    expect(() => ask(host, realm, true)).toThrow(
      expect.objectContaining({
        code: "REALM_REFUSED",
        side: "source",
        message: expect.stringMatching(new RegExp(`${host}.*${new URL(realm).host}`)),
      }),
    );
  });

  const OTHER_PORTS: [string, string, string][] = [
    ["its own host", "registry.corp.example", "https://registry.corp.example:8443/token"],
    ["its own host beside its own port", "registry.corp.example:5000", "https://registry.corp.example:5001/token"],
    ["a sibling", "registry.corp.example", "https://git.corp.example:8443/jwt/auth"],
    ["its own host on a domain of customers", "acme.jfrog.io", "https://acme.jfrog.io:8443/v2/token"],
  ];
  it.each(OTHER_PORTS)("refuses a credential for another port of %s, but allows a request", (_name, host, realm) => {
    expect(() => ask(host, realm, true)).toThrow(
      /are sent only to its own port and to port 443\. No credential was sent/,
    );
    expect(ask(host, realm, false)).toBe(realm);
  });

  it.each([...STRANGERS, ...OTHER_PORTS])(
    "allows a credential for %s where the user trusts it",
    (_name, host, realm) => {
      expect(ask(host, realm, true, ["other.example", new URL(realm).host])).toBe(realm);
    },
  );

  it.each([
    ["another port", "tokens.example.com:8443"],
    ["the host without the port", "tokens.example.com"],
    ["a parent domain", "example.com:9443"],
    ["another host", "evil-tokens.example.com:9443"],
  ])("does not take trust in %s for the host and port of the realm", (_name, trusted) => {
    const realm = "https://tokens.example.com:9443/token";
    expect(() => ask("registry.corp.example", realm, true, [trusted])).toThrow(realm);
  });

  it.each(STRANGERS)("says how to trust %s, after a warning", (_name, host, realm) => {
    const token = new URL(realm).host;
    expect(() => ask(host, realm, true)).toThrow(
      expect.objectContaining({
        remedy: expect.stringMatching(
          new RegExp(
            `^Ask the operator of ${host} whether ${token} is its token service.*\ntrusted-token-hosts: ${token}\n`,
          ),
        ),
      }),
    );
  });

  it.each(STRANGERS)("allows a request to %s without a credential", (_name, host, realm) => {
    expect(ask(host, realm, false)).toBe(realm);
  });

  it.each(NEVER)("refuses %s", (_name, host, realm) => {
    for (const withCredential of [true, false]) {
      const trusted = ["ghcr.io", "evil.com", "169.254.169.254", "[::1]", "localhost", "metadata"];
      expect(() => ask(host, realm, withCredential, trusted)).toThrow(
        expect.objectContaining({ code: "REALM_REFUSED" }),
      );
    }
  });

  it("refuses a private name that is not the registry's own", () => {
    expect(() => ask("ghcr.io", "https://metadata.google.internal/token", false)).toThrow("is not a public host name");
    expect(ask("registry.corp.internal", "https://registry.corp.internal/token", true)).toContain("corp.internal");
  });

  it("repeats no query of a realm in its refusal", () => {
    expect(() => ask("ghcr.io", "https://evil.com/?leak=secret", true)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });
});
