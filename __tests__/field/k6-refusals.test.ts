// K6: refusals that are not what they seem: pages of proxies, logins that were never sent, hosts beyond a redirect, logins that
// HTTP cannot express. The message says who responded, and with what login.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { bytesAnswer } from "../emulator/answers.ts";
import type { FaultAction } from "../emulator/faults.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";

const HOST = "registry.fabrikam.example";
const TOKENS = "auth.fabrikam.example";
const STORAGE = "fabrikam.blob.core.windows.net";
const ENTRA = "login.microsoftonline.com";
const CONFIG = ".docker/config.json";
const LOGIN = { username: "deploy", password: "0localAzureDeployPassword0" };
const USER = { "source-username": LOGIN.username, "source-password": LOGIN.password };
const IMAGE = { images: `${HOST}/team/app:1 => k6/app:1`, referrers: "none" };
const ACR = { images: `${contoso.dev}/worker:build-812 => k6/worker:1`, referrers: "none" };
let world: World;

beforeAll(async () => {
  world = await startWorld();
  const { azure } = world;
  const registry = addForeignRegistry(azure, {
    host: HOST,
    authentication: "bearer",
    realm: `https://${TOKENS}/token`,
    anonymousPull: false,
  });
  registry.addUser(LOGIN.username, LOGIN.password);
  registry.addUser("åsa", "pässwörd:with:colons");
  putImage({ store: registry.store, repository: "team/app" }, { tag: "1" });
  azure.addHost(STORAGE, "blob-storage", ({ path }) =>
    bytesAnswer(Number(path.slice(1)), Buffer.from("<Error><Code>AuthorizationFailure</Code></Error>"), {
      "Content-Type": "application/xml",
    }),
  );
  seedDockerHub(azure);
});
afterEach(() => world.azure.faults.clear());
afterAll(() => world.close());

const page = (status: number, title: string): FaultAction => ({
  kind: "status",
  status,
  headers: { "Content-Type": "text/html" },
  body: `<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`,
});
const absent: FaultAction = {
  kind: "status",
  status: 404,
  body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
};

function always(host: string, path: RegExp, action: FaultAction): void {
  world.azure.faults.add({ host, path, phase: "request", times: "always", action });
}

function errorOf(run: ShippedRun): { code: string; message: string; remedy: string } {
  const { code = "", message = "", remedy = "" } = run.result.images[0]?.error ?? run.result.error ?? {};
  return { code, message, remedy };
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("K6 a login that was never sent", () => {
  it.each([
    [403, "REGISTRY_DENIED"],
    [401, "REGISTRY_UNAUTHORIZED"],
  ])("is not called rejected: no challenge, and then %i", async (status, code) => {
    always(HOST, /^\/v2\/$/, { kind: "status", status: 200 });
    always(HOST, /\/manifests\//, { kind: "status", status });
    const run = await world.runInProcess({ ...IMAGE, ...USER });
    const error = errorOf(run);
    expect(error.code).toBe(code);
    expect(error.message).toContain(`(sent without credentials, because ${HOST} sent no login challenge).`);
    expect(error.remedy).toContain("WWW-Authenticate");
    expect(error.remedy).not.toMatch(/rejected|account of/);
  });

  it("because /v2/ is in trouble: the image is not called missing", async () => {
    always(HOST, /^\/v2\/$/, { kind: "status", status: 503, body: "upstream connect error" });
    world.azure.faults.add({
      host: HOST,
      path: /\/manifests\//,
      phase: "request",
      times: "always",
      when: ({ headers }) => headers["authorization"] === undefined,
      action: absent,
    });
    const run = await world.runInProcess({ ...IMAGE, ...USER });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(errorOf(run)).toMatchObject({
      code: "REGISTRY_UNAVAILABLE",
      message: expect.stringContaining("/v2/ returned 503: upstream connect error"),
    });
  });
});

describe("K6 the host that responded", () => {
  it.each([
    [403, "REGISTRY_DENIED", "firewalls, proxies, private endpoints"],
    [404, "REGISTRY_NOT_FOUND", `${STORAGE} as its token service or redirects to it`],
    [503, "REGISTRY_UNAVAILABLE", `${STORAGE} has a server error`],
  ])("beyond a redirect is named and quoted: %i", async (status, code, remedy) => {
    world.azure.faults.add({
      host: HOST,
      path: /\/manifests\//,
      phase: "request",
      times: "always",
      when: ({ headers }) => headers["authorization"] !== undefined,
      action: { kind: "status", status: 307, headers: { Location: `https://${STORAGE}/${status}?sig=0secret0` } },
    });
    const run = await world.runInProcess({ ...IMAGE, ...USER });
    const error = errorOf(run);
    expect(error.code).toBe(code);
    expect(error.message).toContain(`GET https://${STORAGE}/${status} returned ${status}: <Error>`);
    expect(error.message).toContain("AuthorizationFailure");
    expect(error.remedy).toContain(remedy);
    expect(run.log).not.toContain("0secret0");
  });

  it.each([
    [403, "REGISTRY_DENIED", "account of source-username"],
    [404, "REGISTRY_NOT_FOUND", `${TOKENS} as its token service`],
    [500, "REGISTRY_UNAVAILABLE", `${TOKENS} has a server error`],
  ])("is the token service, with a page: %i", async (status, code, remedy) => {
    always(TOKENS, /^\/token/, page(status, "Blocked by policy"));
    const error = errorOf(await world.runInProcess({ ...IMAGE, ...USER }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`returned ${status}: a page titled "Blocked by policy"`);
    expect(error.remedy).toContain(remedy);
  });
});

describe("K6 odd characters in a login", () => {
  it("Unicode and colons in a password are sent as they are", async () => {
    const login = { "source-username": "åsa", "source-password": "pässwörd:with:colons" };
    const run = await world.runInProcess({ ...IMAGE, images: `${HOST}/team/app:1 => k6/unicode:1`, ...login });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it.each([
    [
      "a colon in source-username",
      { "source-username": "deploy:x", "source-password": LOGIN.password },
      "source-username contains a colon",
    ],
    ["Unicode in a token", { "source-password": "tökenöfunicode123456" }, "visible ASCII characters only"],
    ["a line break in a token", { "source-password": "tokenpart1ab\ntokenpart2ab" }, "visible ASCII characters only"],
  ])("%s is an input problem, without its value", async (_name, inputs, says) => {
    const run = await world.runInProcess({ ...IMAGE, ...inputs });
    expect(run.errors).toContain(says);
    expect(run.log).not.toMatch(/tökenö|deploy:x|tokenpart2/);
    expect(run.requests).toEqual([]);
  });

  it.each([
    ["an auth that is not base64", { [HOST]: { auth: "!!!!" } }, `has an entry for ${HOST} without a valid login`],
    ["an empty entry", { [HOST]: {} }, `has an entry for ${HOST} without a valid login`],
    ["a token with a line break", { [HOST]: { registrytoken: "a\nb" } }, "without a valid login"],
    ["a login for another host", { "ghcr.io": { auth: base64("a:b") } }, `has no login for ${HOST}`],
  ])("%s in Docker's configuration is named", async (_name, auths, says) => {
    const run = await world.runInProcess(IMAGE, { homeFiles: { [CONFIG]: JSON.stringify({ auths }) } });
    expect(errorOf(run).remedy).toContain(says);
  });

  it("a byte order mark in Docker's configuration is named, as docker itself refuses it", async () => {
    const text = `\uFEFF${JSON.stringify({ auths: { [HOST]: { auth: base64(`${LOGIN.username}:${LOGIN.password}`) } } })}`;
    const run = await world.runInProcess(IMAGE, { homeFiles: { [CONFIG]: text } });
    expect(errorOf(run).remedy).toContain("is not a JSON object");
  });

  it("an empty DOCKER_CONFIG is one that is not set: no file of the workspace is a login", async () => {
    const homeFiles = {
      [CONFIG]: JSON.stringify({ auths: { [HOST]: { auth: base64(`${LOGIN.username}:${LOGIN.password}`) } } }),
    };
    const options = { homeFiles, env: { DOCKER_CONFIG: "", REGISTRY_AUTH_FILE: "", XDG_RUNTIME_DIR: "" } };
    const run = await world.runInProcess({ ...IMAGE, images: `${HOST}/team/app:1 => k6/empty:1` }, options);
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it.each(["https://index.docker.io/v1/", "docker.io", "index.docker.io", "registry-1.docker.io"])(
    "Docker Hub's login is found under %s",
    async (key) => {
      const auth = base64("contoso:dckr_pat_0localAzureDockerHubToken0");
      const run = await world.runInProcess(
        { images: "docker.io/contoso/base:1", referrers: "none", "dry-run": "true" },
        { homeFiles: { [CONFIG]: JSON.stringify({ auths: { [key]: { auth } } }) } },
      );
      expect(run.result.counts).toEqual({ planned: 1 });
    },
  );
});

describe("K6 a response in Entra's place", () => {
  it.each([
    [200, "contains no token"],
    [403, "is not one of Entra's"],
  ])("a proxy's page with %i is quoted, and Entra is not said to have refused", async (status, why) => {
    always(ENTRA, /./, page(status, "Blocked by policy"));
    const { code, message, remedy } = errorOf(await world.runInProcess(ACR));
    expect(code).toBe("ENTRA_ANSWER_INVALID");
    expect(message).toBe(
      `Exchanging GitHub's ID token at ${ENTRA} failed: the response (HTTP ${status}) ${why}: a page titled "Blocked by policy".`,
    );
    expect(remedy).toContain("proxy");
  });

  it("a server error is quoted", async () => {
    always(ENTRA, /./, page(503, "Our services aren't available right now"));
    const { code, message } = errorOf(await world.runInProcess(ACR));
    expect(code).toBe("ENTRA_UNAVAILABLE");
    expect(message).toContain(`temporarily unavailable: a page titled "Our services aren't available right now".`);
  });

  it("an unknown number is stated once, with Entra's text", async () => {
    const body = JSON.stringify({
      error: "invalid_client",
      error_description: "AADSTS1234567: It is Friday. Trace ID: 1",
    });
    always(ENTRA, /./, { kind: "status", status: 401, body });
    expect(errorOf(await world.runInProcess(ACR)).message).toContain("(AADSTS1234567): It is Friday. Presented:");
  });
});

describe("K6.9 a refusal of the api-version", () => {
  const ARM = "management.azure.com";
  const refuse = (versions: readonly string[]): FaultAction => ({
    kind: "status",
    status: 400,
    body: JSON.stringify({
      error: {
        code: "NoRegisteredProviderFound",
        message: `No registered resource provider found. The supported api-versions are '${versions.join(", ")}'.`,
      },
    }),
  });

  it("with an empty list says so", async () => {
    always(ARM, /./, refuse([]));
    expect(errorOf(await world.runInProcess(ACR)).message).toContain("supports no api-version, by its own list;");
  });

  it("with a long list names the newest", async () => {
    const versions = Array.from({ length: 900 }, (_, at) => `${1900 + (at % 90)}-01-01`);
    always(ARM, /./, refuse(versions));
    const { code, message } = errorOf(await world.runInProcess(ACR));
    expect(code).toBe("ARM_API_VERSION_UNSUPPORTED");
    expect(message).toContain("and 880 older ones; this action knows 2025-11-01");
    expect(message.length).toBeLessThan(2_000);
  });
});
