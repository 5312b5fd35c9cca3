import { describe, expect, it } from "@jest/globals";
import { findDockerLogin } from "../../../src/registry/auth/docker-config.ts";

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

const PATH = "/home/runner/.docker/config.json";

function find(config: unknown, host: string) {
  const { login, checked } = findDockerLogin({ path: PATH, text: JSON.stringify(config) }, host);
  return { credentials: login?.credentials, origin: login?.origin, checked };
}

const AUTH = { auth: base64("user:pa:ss") };
const PASSWORD = { kind: "password", username: "user", password: "pa:ss" };

describe("findDockerLogin", () => {
  it.each([
    ["the host", "ghcr.io", "ghcr.io"],
    ["the host as URL", "https://ghcr.io", "ghcr.io"],
    ["the host as URL with a path", "https://ghcr.io/v2/", "ghcr.io"],
    ["a host with a port", "registry.corp.example:5000", "registry.corp.example:5000"],
    ["Docker Hub by its historic key", "https://index.docker.io/v1/", "docker.io"],
    ["Docker Hub by its name", "docker.io", "docker.io"],
    ["Docker Hub by its API's name", "https://registry-1.docker.io/v2/", "docker.io"],
    ["Docker Hub by its web name", "registry.hub.docker.com", "docker.io"],
    ["the host in capitals", "GHCR.io", "ghcr.io"],
    ["the host with the default port", "https://ghcr.io:443/v1/", "ghcr.io"],
  ])("finds a login under %s", (_name, key, host) => {
    expect(find({ auths: { [key]: AUTH } }, host).credentials).toEqual(PASSWORD);
  });

  it("prefers Docker's own key to other names of the host", () => {
    const other = { auth: base64("other:secret") };
    expect(
      find({ auths: { "docker.io": other, "https://index.docker.io/v1/": AUTH } }, "docker.io").credentials,
    ).toEqual(PASSWORD);
    expect(find({ auths: { "https://ghcr.io": other, "ghcr.io": AUTH } }, "ghcr.io").credentials).toEqual(PASSWORD);
  });

  it.each([
    ["a host with a user", "https://user@ghcr.io/", "ghcr.io"],
    ["plain http", "http://ghcr.io", "ghcr.io"],
    ["a host that begins alike", "ghcr.io.evil.example", "ghcr.io"],
    ["a host that ends alike", "ghcr.io", "my-ghcr.io"],
    ["another port", "registry.corp.example:5001", "registry.corp.example:5000"],
    ["a repository of the host", "ghcr.io/owner", "ghcr.io"],
    ["Docker Hub, for another host", "https://index.docker.io/v1/", "ghcr.io"],
  ])("takes no login of %s", (_name, key, host) => {
    expect(find({ auths: { [key]: AUTH } }, host).credentials).toBeUndefined();
  });

  it.each([
    ["a password", AUTH, PASSWORD],
    ["a password padded with NUL", { auth: base64("user:secret\0\0") }, { ...PASSWORD, password: "secret" }],
    ["user name and password apart", { username: "user", password: "pa:ss" }, PASSWORD],
    [
      "an identity token",
      { auth: base64("00000000:"), identitytoken: "refresh" },
      { kind: "refresh-token", token: "refresh" },
    ],
    [
      "an identity token in Docker's other form",
      { auth: base64("<token>:refresh") },
      { kind: "refresh-token", token: "refresh" },
    ],
    ["a registry token", { registrytoken: "access" }, { kind: "access-token", token: "access" }],
  ])("reads %s", (_name, entry, expected) => {
    expect(find({ auths: { "ghcr.io": entry } }, "ghcr.io").credentials).toEqual(expected);
  });

  it.each([
    ["an empty entry, as helpers leave it", {}],
    ["no colon", { auth: base64("user") }],
    ["no user", { auth: base64(":secret") }],
    ["no password", { auth: base64("user:") }],
    ["something else", { auth: 7 }],
  ])("finds nothing in %s", (_name, entry) => {
    expect(find({ auths: { "ghcr.io": entry } }, "ghcr.io").credentials).toBeUndefined();
  });

  it.each([
    [
      "a helper of the host",
      { credHelpers: { "ghcr.io": "desktop" } },
      /config\.json leaves the login for ghcr\.io to the credential helper docker-credential-desktop, which this action does not run$/,
    ],
    [
      "a store for all",
      { credsStore: "osxkeychain", auths: { "ghcr.io": {} } },
      /credential helper docker-credential-osxkeychain, which this action does not run$/,
    ],
    ["neither", { auths: {} }, /has no login for ghcr\.io/],
    ["a hostile key", JSON.parse('{"auths":{"__proto__":{"auth":"eDp5"}}}'), /has no login/],
  ])("reports %s", (_name, config, checked) => {
    const login = find(config, "ghcr.io");
    expect(login.credentials).toBeUndefined();
    expect(login.checked).toMatch(checked);
  });

  it.each(["", "[]", "null", "{", '"x"'])("finds nothing in the text %j", (text) => {
    expect(findDockerLogin({ path: PATH, text }, "ghcr.io")).toEqual({ checked: `${PATH} is not a JSON object` });
  });

  it("reports a file that does not exist, and podman's file beside it", () => {
    expect(findDockerLogin({ path: PATH, text: undefined }, "ghcr.io")).toEqual({ checked: `${PATH} does not exist` });
    const podmanPath = "/run/user/1001/containers/auth.json";
    expect(findDockerLogin({ path: PATH, text: undefined, podmanPath }, "ghcr.io").checked).toBe(
      `${PATH} does not exist; ${podmanPath} is podman's and is not read`,
    );
  });

  it("reports the entry that it found, and no secret", () => {
    const { origin, checked } = find({ auths: { "https://ghcr.io": AUTH } }, "ghcr.io");
    expect(checked).toBe(`${PATH} has a login for https://ghcr.io`);
    expect(origin).toEqual({ kind: "docker-config", path: PATH, key: "https://ghcr.io" });
  });
});
