// K6: errors know where a credential came from, and quote who refused. The table of docs/logins.md is generated from the matrix here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import type { Fault, FaultAction } from "../emulator/faults.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { fabrikam, seedDockerHub, seedFabrikam, seedGitHubRegistry } from "../emulator/seed-sources.ts";
import { formatTable, readTable } from "./login-table.ts";

const HOST = "registry.fabrikam.example";
const CONFIG = ".docker/config.json";
const LOGIN = { username: "deploy", password: "0localAzureDeployPassword0" };
let world: World;

beforeAll(async () => {
  world = await startWorld();
  const registry = addForeignRegistry(world.azure, { host: HOST, authentication: "bearer", anonymousPull: false });
  registry.addUser(LOGIN.username, LOGIN.password);
  putImage({ store: registry.store, repository: "team/app" }, { tag: "1" });
  world.azure.world.tokens.addSecret(WRONG);
});
afterEach(() => world.azure.faults.clear());
afterAll(async () => {
  await world.close();
});

const WRONG = "0localAzureWrongPassword000000";

function dockerConfig(entries: Record<string, string>, more: object = {}): Record<string, string> {
  const auths = Object.entries(entries).map(([key, login]) => [key, { auth: Buffer.from(login).toString("base64") }]);
  return { [CONFIG]: JSON.stringify({ auths: Object.fromEntries(auths), ...more }) };
}

/** The error of the only image, with the runner's home folder as `~`. */
function errorOf(run: ShippedRun): { code: string; message: string; remedy: string } {
  const { code = "", message = "", remedy = "" } = run.result.images[0]?.error ?? {};
  const atHome = (text: string) => text.replaceAll(/\/[^\s;]*\/home\//g, "~/");
  return { code, message: atHome(message), remedy: atHome(remedy) };
}

interface Origin {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly homeFiles: Readonly<Record<string, string>>;
  /** In each message. */
  readonly sent: string;
  /** In each remedy, but where the registry throttles. */
  readonly remedy: RegExp;
}

const USER = { "source-username": LOGIN.username, "source-password": LOGIN.password };
const ORIGINS: readonly Origin[] = [
  {
    name: "none",
    inputs: {},
    homeFiles: {},
    sent: "sent without credentials",
    remedy: /\(Checked: ~\/\.docker\/config\.json does not exist\.\)/,
  },
  {
    name: "a credential helper in Docker's configuration, which is not run",
    inputs: {},
    homeFiles: { [CONFIG]: JSON.stringify({ credHelpers: { [HOST]: "ecr-login" } }) },
    sent: "sent without credentials",
    remedy: /docker-credential-ecr-login, which this action does not run\.\)/,
  },
  {
    name: "`source-username` and `source-password`",
    inputs: USER,
    homeFiles: {},
    sent: "sent with source-username and source-password",
    remedy: /source-username/,
  },
  {
    name: "Docker's configuration",
    inputs: {},
    homeFiles: dockerConfig({ [HOST]: `${LOGIN.username}:${LOGIN.password}` }),
    sent: `sent with the login for ${HOST} in ~/.docker/config.json`,
    remedy: /docker logout registry\.fabrikam\.example/,
  },
];

const refusal = (status: number, code: string, message: string): FaultAction => ({
  kind: "status",
  status,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ errors: [{ code, message }] }),
});
const atTokenService = (action: FaultAction): Fault => ({
  host: HOST,
  path: /^\/token/,
  phase: "request",
  times: "always",
  action,
});

interface State {
  readonly name: string;
  /** Undefined: the registry's own response to a login that is missing. */
  readonly fault?: Fault;
  readonly quoted: string;
}

const STATES: readonly State[] = [
  { name: "missing", quoted: "returned 401: UNAUTHORIZED: authentication required" },
  {
    name: "wrong",
    fault: atTokenService(refusal(401, "UNAUTHORIZED", "incorrect username or password")),
    quoted: "returned 401: UNAUTHORIZED: incorrect username or password",
  },
  {
    name: "expired",
    fault: atTokenService(refusal(401, "UNAUTHORIZED", "the token has expired")),
    quoted: "returned 401: UNAUTHORIZED: the token has expired",
  },
  {
    name: "refused by policy",
    fault: atTokenService(refusal(403, "DENIED", "IP allow list enabled")),
    quoted: "returned 403: DENIED: IP allow list enabled",
  },
  {
    name: "throttled",
    fault: atTokenService(refusal(429, "TOOMANYREQUESTS", "rate limit exceeded")),
    quoted: "returned 429: TOOMANYREQUESTS: rate limit exceeded",
  },
];

/** A login that is given is not missing; one that is not given is not wrong. Every registry can throttle and have a policy. */
function isCase(origin: Origin, { name }: State): boolean {
  const isAnonymous = origin.sent === "sent without credentials";
  return isAnonymous ? name !== "wrong" && name !== "expired" : name !== "missing";
}

interface Row {
  readonly origin: Origin;
  readonly state: State;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly requests: number;
}

describe("the login of a source", () => {
  const rows: Row[] = [];
  beforeAll(async () => {
    for (const origin of ORIGINS) {
      for (const state of STATES.filter((each) => isCase(origin, each))) {
        world.azure.faults.clear();
        if (state.fault !== undefined) world.azure.faults.add(state.fault);
        const run = await world.runInProcess(
          { images: `${HOST}/team/app:1 => k6/app:1`, ...origin.inputs },
          { homeFiles: { ...origin.homeFiles } },
        );
        expect(run.imports).toEqual([]);
        const requests = run.requests.filter(({ host }) => host === HOST).length;
        rows.push({ origin, state, ...errorOf(run), requests });
      }
    }
  });

  it("is named in each refusal with the words of who refused, and the remedy fits it", () => {
    for (const { origin, state, message, remedy } of rows) {
      const isThrottled = state.name === "throttled";
      expect([origin.name, state.name, message]).toEqual([
        origin.name,
        state.name,
        expect.stringContaining(isThrottled ? state.quoted : `${state.quoted} (${origin.sent}).`),
      ]);
      expect([origin.name, state.name, remedy]).toEqual([
        origin.name,
        state.name,
        isThrottled ? expect.stringMatching(/Lower max-parallel/) : expect.stringMatching(origin.remedy),
      ]);
    }
    expect(rows).toHaveLength(14);
  });

  it("is in the documents with code, remedy and number of requests", () => {
    const expected = rows.map(({ origin, state, ...row }) => ({ from: origin.name, state: state.name, ...row }));
    expect(readTable("table")).toBe(formatTable(expected));
  });
});

describe("K6.2 Entra: 200 with an empty body, once", () => {
  it("is asked again, by the shipped bundle", async () => {
    world.azure.faults.add({
      host: "login.microsoftonline.com",
      method: "POST",
      phase: "request",
      action: { kind: "status", status: 200 },
    });
    const run = await world.run({ images: `${contoso.dev}/worker:build-812 => k6/entra:1`, referrers: "none" });
    expect(run.errors).toBe("");
    expect(run.result.counts).toEqual({ promoted: 1 });
  });
});

describe("K6.3 a private package of ghcr.io without credentials", () => {
  it("is told as that, with `packages: read`, by the shipped bundle", async () => {
    seedGitHubRegistry(world.azure);
    world.azure.faults.add({
      host: "ghcr.io",
      path: /^\/token/,
      phase: "request",
      times: "always",
      action: refusal(403, "DENIED", "requested access to the resource is denied"),
    });
    const run = await world.run({ images: "ghcr.io/contoso/shop:1" });
    const { code, message, remedy } = errorOf(run);
    expect(code).toBe("REGISTRY_DENIED");
    expect(message).toContain("DENIED: requested access to the resource is denied (sent without credentials).");
    expect(remedy).toContain("permissions: packages: read");
    expect(remedy).toContain("docker/login-action for ghcr.io");
    expect(run.errors).not.toMatch(/credentials .* do not open/);
  });
});

describe("K6.4 a stale login in the runner's Docker configuration, public image", () => {
  it("names the entry, and how to remove it, by the shipped bundle", async () => {
    seedDockerHub(world.azure);
    const run = await world.run(
      { images: "docker.io/alpine:3.22" },
      { homeFiles: dockerConfig({ "https://index.docker.io/v1/": `contoso:${WRONG}` }) },
    );
    const { code, message, remedy } = errorOf(run);
    expect(code).toBe("REGISTRY_LOGIN_REFUSED");
    expect(message).toContain("(sent with the login for https://index.docker.io/v1/ in ~/.docker/config.json)");
    expect(remedy).toMatch(/may have expired\. .*If the image is public, remove the login instead: docker logout$/);
    expect(remedy).not.toContain("library/");
  });
});

describe("K6.5 logins in credential helpers", () => {
  it.each([
    ["credHelpers", { credHelpers: { "ghcr.io": "ecr-login" } }],
    ["credsStore", { credsStore: "ecr-login" }],
  ])("of %s are named in the source line and in the remedy, by the shipped bundle", async (_name, config) => {
    const run = await world.run(
      { images: "ghcr.io/contoso/shop:1" },
      { homeFiles: { [CONFIG]: JSON.stringify(config) } },
    );
    const helper = "to the credential helper docker-credential-ecr-login, which this action does not run";
    expect(run.stdout).toMatch(new RegExp(`Source ghcr\\.io: imported anonymously, because .*${helper}`));
    expect(errorOf(run).remedy).toContain(helper);
  });
});

describe("K6.6 an anonymous read that is refused without a challenge, while /v2/ challenges", () => {
  it.each([
    ["404", { kind: "status", status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"unknown"}]}' }],
    ["403", { kind: "status", status: 403 }],
    ["401 without challenge", { kind: "status", status: 401 }],
  ] as const)("%s: the credentials are sent, by the shipped bundle", async (_name, action) => {
    world.azure.faults.add({
      host: HOST,
      path: /\/manifests\//,
      phase: "request",
      times: "always",
      when: ({ headers }) => headers["authorization"] === undefined,
      action,
    });
    const run = await world.run({
      images: `${HOST}/team/app:1 => k6/hidden-${action.status}:1`,
      referrers: "none",
      ...USER,
    });
    expect(run.errors).toBe("");
    expect(run.result.counts).toEqual({ promoted: 1 });
  });
});

describe("K6.7 an absent tag of the source, told with another code", () => {
  it.each([
    ["of a registry's own", '{"errors":[{"code":"IMAGE_NOT_FOUND","message":"no such tag in this space"}]}'],
    ["UNKNOWN", '{"errors":[{"code":"UNKNOWN","message":"no such tag in this space"}]}'],
  ])("%s: missing, words quoted, by the shipped bundle", async (_name, body) => {
    world.azure.faults.add({
      host: HOST,
      path: /\/manifests\//,
      phase: "request",
      times: "always",
      action: { kind: "status", status: 404, headers: { "Content-Type": "application/json" }, body },
    });
    const run = await world.run({ images: `${HOST}/team/app:none`, ...USER });
    expect(run.result.counts).toEqual({ missing: 1 });
    expect(errorOf(run)).toMatchObject({
      code: "SOURCE_MISSING",
      message: expect.stringMatching(/returned 404: \w+: no such tag in this space/),
    });
  });

  it("a 404 that is no response of a registry stays an error of the host", async () => {
    world.azure.faults.add({
      host: HOST,
      path: /\/manifests\//,
      phase: "request",
      times: "always",
      action: { kind: "status", status: 404, body: "<html><title>Not Found</title></html>" },
    });
    const run = await world.runInProcess({ images: `${HOST}/team/app:none`, ...USER });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(errorOf(run).code).toBe("REGISTRY_NOT_FOUND");
  });
});

describe("K6.8 source-client-id with a source that is no ACR", () => {
  it.each([
    ["in a line", { images: "ghcr.io/contoso/shop:1" }],
    ["in source-registry", { images: "contoso/shop:1", "source-registry": "ghcr.io" }],
  ])("is an input problem of the shipped bundle: %s", async (_name, inputs) => {
    const { clientId, tenantId } = fabrikam;
    const run = await world.run({ ...inputs, "source-client-id": clientId, "source-tenant-id": tenantId });
    expect(run.errors).toContain(
      "source-client-id is an identity at an Azure Container Registry, and ghcr.io is not one.",
    );
    expect(run.errors).toContain("docker/login-action");
    expect(run.requests).toEqual([]);
  });
});

describe("K6.11", () => {
  it("podman's login file is named as one that is not read, by the shipped bundle", async () => {
    const run = await world.run({ images: `${HOST}/team/app:1` }, { env: { REGISTRY_AUTH_FILE: world.azure.caFile } });
    expect(errorOf(run).remedy).toContain(
      `(Checked: ~/.docker/config.json does not exist; ${world.azure.caFile} is podman's and is not read.)`,
    );
  });

  it("two private registries with one pair of credentials: docker/login-action is named for the other, by the shipped bundle", async () => {
    const run = await world.run({
      images: `ghcr.io/contoso/shop:1\n${HOST}/team/app:1`,
      "source-username": "octocat",
      "source-password": LOGIN.password,
    });
    expect(run.errors).toContain("source-password is for one registry, but the images come from several");
    expect(run.errors).toContain("docker/login-action before this step for the others");
    expect(run.requests).toEqual([]);
  });
});

describe("K6.12 an import that fails for an unknown reason, source outside Azure", () => {
  it.each([
    ["No such host is known", "IMPORT_SOURCE_UNREACHABLE", "source"],
    ["Something that nobody has seen", "IMPORT_FAILED", undefined],
  ])("%s: Azure must reach the source, by the shipped bundle", async (text, code, side) => {
    seedDockerHub(world.azure);
    const operation = `/subscriptions/${contoso.subscriptionId}/resourceGroups/rg-prod/providers/Microsoft.ContainerRegistry/registries/contosoprod`;
    world.azure.faults.add({
      host: "management.azure.com",
      method: "POST",
      path: /importImage/,
      phase: "request",
      times: "always",
      action: {
        kind: "status",
        status: 400,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          error: {
            code: "InvalidParameters",
            message: `Operation registries-1 failed. Resource ${operation} ${text}.`,
          },
        }),
      },
    });
    const run = await world.run({ images: "docker.io/alpine:3.22 => k6/alpine:1", referrers: "none" });
    const { error } = run.result.images[0] ?? {};
    expect(error?.code).toBe(code);
    expect(error?.side ?? undefined).toBe(side);
    expect(error?.message).toContain(text);
    expect(error?.remedy).toContain("Azure, not this runner, must reach the source");
  });
});

it("a refusal of the second identity names it", async () => {
  seedFabrikam(world.azure);
  const { clientId, tenantId, loginServer } = fabrikam;
  const run = await world.runInProcess({
    "source-registry": loginServer,
    "source-client-id": clientId,
    "source-tenant-id": tenantId,
    images: "private/app:5",
  });
  world.azure.faults.add({
    host: loginServer,
    path: /oauth2\/exchange/,
    phase: "request",
    times: "always",
    action: { kind: "status", status: 401 },
  });
  const refused = await world.runInProcess({
    "source-registry": loginServer,
    "source-client-id": clientId,
    "source-tenant-id": tenantId,
    images: "partner/app:5",
  });
  expect(run.exitCode).toBe(1);
  expect(errorOf(refused).message).toContain("returned 401 (sent as the identity of source-client-id).");
});
