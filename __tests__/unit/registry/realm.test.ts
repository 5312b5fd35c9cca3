import { describe, expect, it } from "@jest/globals";
import { resolveRealm } from "../../../src/registry/auth/realm.ts";

function ask(host: string, realm: string, withCredential: boolean): string {
  return resolveRealm(host, realm, { withCredential, side: "source" }).href;
}

const FRIENDS: [string, string, string][] = [
  ["the registry's own host", "ghcr.io", "https://ghcr.io/token"],
  ["the registry's own host with another path and a query", "quay.io", "https://quay.io/v2/auth?account=x"],
  ["its own host at another port", "registry.corp.example:5000", "https://registry.corp.example:5001/token"],
  ["Docker Hub's token service", "docker.io", "https://auth.docker.io/token"],
  ["GitLab's", "registry.gitlab.com", "https://gitlab.com/jwt/auth"],
  ["a sibling at a port", "registry.corp.example", "https://git.corp.example:8443/jwt/auth"],
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

  it.each(STRANGERS)("allows a request to %s without a credential", (_name, host, realm) => {
    expect(ask(host, realm, false)).toBe(realm);
  });

  it.each(NEVER)("refuses %s", (_name, host, realm) => {
    for (const withCredential of [true, false]) {
      expect(() => ask(host, realm, withCredential)).toThrow(expect.objectContaining({ code: "REALM_REFUSED" }));
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
