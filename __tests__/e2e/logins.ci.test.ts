// The three logins: GitHub's ID token, the managed identity of the runner's machine, and the service account of its pod. A
// managed identity needs a process of its own, because the SDK finds the endpoint by the process's variables.
import { renameSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { clouds } from "../emulator/clouds.ts";
import { entraError } from "../emulator/entra.ts";
import type { FaultAction } from "../emulator/faults.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";
import { CLUSTER, NO_ID_TOKEN, SYSTEM } from "./runner-identities.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const ARM = "management.azure.com";
const ENTRA = "login.microsoftonline.com";
const IMAGES = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };
const MANAGED = { ...IMAGES, login: "managed-identity", "client-id": "", "tenant-id": "" };
const WORKLOAD = { ...IMAGES, login: "workload-identity", "client-id": "", "tenant-id": "" };
const USER = "5a5a5a5a-1111-4222-8333-000000000002";
const OTHER = "5a5a5a5a-1111-4222-8333-000000000003";

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A world in which these identities of the machine may promote. */
async function open({ identities = [SYSTEM, USER], ...options }: { identities?: string[]; cloud?: "china" } = {}) {
  world = await startWorld(options);
  const { azure, dev, prod } = world;
  azure.imports.settings.retryAfterSeconds = 1;
  for (const clientId of identities) {
    azure.addApp({ clientId, tenantId: contoso.tenantId, name: "runner" });
    for (const { id } of [dev, prod]) azure.grant(clientId, IMPORTER_ROLE, id);
  }
  return world;
}

function toIdentity(run: ShippedRun) {
  return run.requests.filter(({ party }) => party === "identity-endpoint");
}

/** Client IDs of the tokens that Resource Manager was sent. */
function callersOf({ azure }: World, run: ShippedRun): string[] {
  const tokens = run.requests
    .filter(({ host }) => host === ARM)
    .map(({ headers }) => azure.world.tokens.findAny(headers["authorization"]?.replace("Bearer ", "") ?? ""));
  return [...new Set(tokens.map((token) => String(token?.claims["appid"])))];
}

function expectNoGitHubLogin(run: ShippedRun): void {
  expect(run.requests.filter(({ party }) => party === "id-token" || party === "entra")).toEqual([]);
}

describe.each([
  ["a virtual machine", "virtualMachineEnv"],
  ["App Service and Container Apps", "appServiceEnv"],
] as const)("login: managed-identity on %s", (_machine, envOf) => {
  it.each([
    ["the system-assigned identity", "", SYSTEM, "managed identity"],
    ["a user-assigned identity", USER, USER, "user-assigned managed identity"],
  ])("promotes as %s, without id-token: write and without Entra", async (_name, given, used, kind) => {
    const opened = await open();
    const { azure, prod, digests, run } = opened;
    Object.assign(azure.machine, { systemAssigned: SYSTEM, userAssigned: [USER, OTHER] });
    // Another tool's identity: it must not be taken.
    const env = { ...NO_ID_TOKEN, ...azure[envOf](), AZURE_CLIENT_ID: OTHER };
    const promoted = await run({ ...MANAGED, "client-id": given }, { env });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("worker", "1")).toBe(digests.worker);
    expect(callersOf(opened, promoted)).toEqual([used]);
    expect(promoted.log).toContain(
      `Logging in as the ${kind} of this runner (client ID ${used}), from ${azure.identityHost}`,
    );
    expectNoGitHubLogin(promoted);
    // One probe, and one request for each of the two tokens.
    const resources = toIdentity(promoted).map(({ target }) =>
      new URL(target, "http://x").searchParams.get("resource"),
    );
    expect(resources.sort()).toEqual(["https://containerregistry.azure.net", "https://management.azure.com", null]);
  });
});

describe("login: managed-identity", () => {
  const onMachine = (machine: Partial<World["azure"]["machine"]>) => {
    const { azure } = world as World;
    Object.assign(azure.machine, machine);
    return { env: { ...NO_ID_TOKEN, ...azure.virtualMachineEnv() } };
  };

  it("never sends the identity endpoint's requests through a proxy, whatever NO_PROXY says", async () => {
    const { azure, run } = await open();
    azure.machine.systemAssigned = SYSTEM;
    const env = { ...NO_ID_TOKEN, ...azure.appServiceEnv(), HTTP_PROXY: azure.proxyUrl, NO_PROXY: "example.com" };
    const promoted = await run(MANAGED, { env });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(toIdentity(promoted)).toHaveLength(3);
    const hosts = azure.connections.map(({ host }) => host);
    expect(hosts).toContain(ARM);
    expect(hosts.filter((host) => host.includes("127.0.0.1"))).toEqual([]);
  });

  it("uses tokens of the cloud that environment names", async () => {
    const { azure, dev, run } = await open({ cloud: "china" });
    azure.machine.systemAssigned = SYSTEM;
    const images = `${dev.properties.loginServer}/worker:build-812 => worker:1`;
    const promoted = await run(
      { ...MANAGED, images, environment: "azurechinacloud" },
      { env: { ...NO_ID_TOKEN, ...azure.virtualMachineEnv() } },
    );
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(
      toIdentity(promoted)
        .map(({ target }) => target)
        .join(),
    ).toContain(encodeURIComponent(`https://${clouds.china.resourceManagerHost}`));
  });

  it("is the machine's identity in a pod that has a workload identity too", async () => {
    const opened = await open();
    const { azure, run } = opened;
    azure.machine.userAssigned = [USER];
    const file = join(dirname(azure.caFile), "azure-identity-token");
    await writeFile(file, azure.serviceAccountToken(CLUSTER));
    const env = {
      ...NO_ID_TOKEN,
      ...azure.virtualMachineEnv(),
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_FEDERATED_TOKEN_FILE: file,
    };
    const promoted = await run({ ...MANAGED, "client-id": USER }, { env });
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(callersOf(opened, promoted)).toEqual([USER]);
    expectNoGitHubLogin(promoted);
  });

  it("gets a new token where one was refused, although the SDK has kept the first", async () => {
    const { azure, run } = await open();
    const options = onMachine({ systemAssigned: SYSTEM });
    let revoked = 0;
    azure.onRequest(({ host, method }) => {
      if (host !== ARM || method !== "POST" || revoked > 0) return;
      revoked += 1;
      azure.world.tokens.revoke(({ kind, claims }) => kind === "entra" && claims["aud"] === `https://${ARM}`);
    });
    const promoted = await run(MANAGED, options);
    expect(revoked).toBe(1);
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(toIdentity(promoted)).toHaveLength(4);
  });

  it.each<[string, FaultAction, string]>([
    [
      "a token for another resource, which goes nowhere",
      {
        kind: "replace-body",
        body: (text) => JSON.stringify({ ...JSON.parse(text.toString()), resource: "https://vault.azure.net" }),
      },
      'sent a token for "https://vault.azure.net", not for https://',
    ],
    [
      "a page instead of a token",
      { kind: "replace-body", body: "<html><title>Sign in to the network</title></html>" },
      'contains no token: a page titled "Sign in to the network"',
    ],
    [
      "a redirect, which is not followed",
      { kind: "status", status: 302, headers: { Location: "https://portal.example/" } },
      "(HTTP 302) contains no token",
    ],
  ])("explains %s", async (_name, action, says) => {
    const { azure, run } = await open();
    const options = onMachine({ systemAssigned: SYSTEM });
    azure.faults.add({ host: azure.identityHost, path: /resource=/, times: "always", action });
    const failed = await run(MANAGED, options);
    expect(failed.result.error).toMatchObject({ code: "MANAGED_IDENTITY_REFUSED" });
    expect(failed.errors).toContain(says);
    expect(failed.requests.filter(({ party }) => party !== "identity-endpoint")).toEqual([]);
  });

  it("waits while the metadata service is being updated", async () => {
    const { azure, run } = await open();
    const options = onMachine({ systemAssigned: SYSTEM });
    azure.faults.add({
      host: azure.identityHost,
      path: /resource=/,
      times: 1,
      action: { kind: "status", status: 404 },
    });
    azure.faults.add({
      host: azure.identityHost,
      path: /resource=/,
      times: 1,
      action: { kind: "status", status: 429 },
    });
    const promoted = await run(MANAGED, options);
    expect(promoted.result.counts).toEqual({ promoted: 1 });
  });

  it("keeps GitHub's ID token for source-client-id, with its audience", async () => {
    const opened = await open();
    const { azure, prod, run } = opened;
    azure.machine.systemAssigned = SYSTEM;
    const { registry, digest } = seedFabrikam(azure);
    const promoted = await run(
      {
        ...MANAGED,
        "source-client-id": fabrikam.clientId,
        "source-tenant-id": fabrikam.tenantId,
        audience: clouds.public.federationAudience,
        images: `${registry.properties.loginServer}/partner/app:5 => partner:1`,
      },
      { env: azure.virtualMachineEnv() },
    );
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("partner", "1")).toBe(digest);
    expect(callersOf(opened, promoted)).toEqual([SYSTEM]);
    // One ID token for one exchange: none is requested in advance.
    expect(promoted.requests.filter(({ party }) => party === "id-token")).toHaveLength(1);
    const exchanged = promoted.requests.filter(({ party }) => party === "entra");
    expect(exchanged.map(({ body }) => new URLSearchParams(body).get("client_id"))).toEqual([fabrikam.clientId]);
  });

  it.each([
    [
      "without a client-id, of a machine that has none (GitHub-hosted runners)",
      "",
      {},
      "MANAGED_IDENTITY_NOT_ASSIGNED",
      "use login: github",
    ],
    ["of another machine", OTHER, { userAssigned: [USER] }, "MANAGED_IDENTITY_NOT_ASSIGNED", "az vm identity assign"],
    [
      "without a client-id, of a machine that has several",
      "",
      { userAssigned: [USER, OTHER] },
      "MANAGED_IDENTITY_AMBIGUOUS",
      "Set client-id",
    ],
    [
      "that Entra does not know any more",
      OTHER,
      { userAssigned: [OTHER] },
      "ENTRA_APPLICATION_UNKNOWN",
      "assign it again",
    ],
  ])("explains an identity %s", async (_name, given, machine, code, remedy) => {
    const { run } = await open({ identities: [USER] });
    const failed = await run({ ...MANAGED, "client-id": given }, onMachine(machine));
    expect(failed.exitCode).toBe(1);
    expect(failed.result.error).toMatchObject({ code });
    expect(failed.errors).toContain(remedy);
    expect(failed.errors).not.toContain("id-token");
    expect(failed.requests.filter(({ party }) => party !== "identity-endpoint")).toEqual([]);
  });

  it.each([
    ["no system-assigned identity", "", "MANAGED_IDENTITY_NOT_ASSIGNED"],
    ["no such user-assigned identity", OTHER, "MANAGED_IDENTITY_NOT_ASSIGNED"],
  ])("explains App Service with %s", async (_name, given, code) => {
    const { azure, run } = await open();
    azure.machine.userAssigned = [USER];
    const failed = await run({ ...MANAGED, "client-id": given }, { env: { ...NO_ID_TOKEN, ...azure.appServiceEnv() } });
    expect(failed.result.error).toMatchObject({ code });
  });

  it("explains a machine without an identity endpoint, and names login: github", async () => {
    const { run } = await open();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const env = { ...NO_ID_TOKEN, AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://127.0.0.1:${port}` };
    const failed = await run(MANAGED, { env });
    expect(failed.result.error).toMatchObject({ code: "MANAGED_IDENTITY_MISSING" });
    expect(failed.errors).toContain("This runner has no managed identity");
    expect(failed.errors).toContain("On GitHub-hosted runners use login: github");
    expect(failed.requests).toEqual([]);
  });

  it.each([
    [
      "another machine",
      { IDENTITY_ENDPOINT: "http://10.0.0.4/msi/token", IDENTITY_HEADER: "secret-of-the-machine" },
      "http://10.0.0.4/msi/token",
    ],
    ["a name", { AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://localhost.evil.example" }, "localhost.evil.example"],
    [
      "Azure Arc",
      {
        IDENTITY_ENDPOINT: "http://localhost:40342/metadata/identity/oauth2/token",
        IMDS_ENDPOINT: "http://localhost:40342",
      },
      "Azure Arc",
    ],
    [
      "Azure Service Fabric",
      {
        IDENTITY_ENDPOINT: "https://localhost:2377/metadata",
        IDENTITY_HEADER: "secret-of-the-machine",
        IDENTITY_SERVER_THUMBPRINT: "AB",
      },
      "Azure Service Fabric",
    ],
    ["Azure Cloud Shell", { MSI_ENDPOINT: "http://localhost:50342/oauth2/token" }, "Azure Cloud Shell"],
  ])("refuses %s by name, before any request", async (_name, variables, says) => {
    const { azure, runInProcess } = await open();
    const failed = await runInProcess(MANAGED, { env: { ...NO_ID_TOKEN, ...variables } });
    expect(failed.result.error).toMatchObject({ code: "MANAGED_IDENTITY_UNSUPPORTED" });
    expect(failed.errors).toContain(says);
    expect(failed.log).not.toContain("secret-of-the-machine");
    expect(failed.requests).toEqual([]);
    expect(azure.connections).toEqual([]);
  });
});

describe("login: workload-identity", () => {
  /** A pod of the cluster, whose service account may promote. */
  async function openPod(subject = CLUSTER.sub, issuer = CLUSTER.iss) {
    const opened = await open({ identities: [] });
    const { azure, dev, prod } = opened;
    const federatedCredentials = [{ issuer, subject }];
    azure.addApp({ clientId: USER, tenantId: contoso.tenantId, name: "promoter", federatedCredentials });
    for (const { id } of [dev, prod]) azure.grant(USER, IMPORTER_ROLE, id);
    const workspace = join(dirname(azure.caFile), "pod");
    const tokenFile = join(workspace, "azure-identity-token");
    /** What the webhook of workload identity gives a pod: https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
    const pod = (token?: string) => ({
      workspace,
      files: token === undefined ? {} : { "azure-identity-token": token },
      env: {
        AZURE_CLIENT_ID: USER,
        AZURE_TENANT_ID: contoso.tenantId,
        AZURE_FEDERATED_TOKEN_FILE: tokenFile,
        // Of another cloud: the authority is never taken from here.
        AZURE_AUTHORITY_HOST: "https://login.partner.microsoftonline.cn/",
      },
    });
    return { ...opened, pod, tokenFile, token: azure.serviceAccountToken(CLUSTER) };
  }

  it.each(["run", "runInProcess"] as const)("promotes with the pod's variables alone (%s)", async (how) => {
    const opened = await openPod();
    const { prod, digests, pod, token } = opened;
    const promoted = await opened[how](WORKLOAD, pod(`${token}\n`));
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(prod.store.tagDigest("worker", "1")).toBe(digests.worker);
    expect(callersOf(opened, promoted)).toEqual([USER]);
    expect(promoted.requests.filter(({ party }) => party === "id-token")).toEqual([]);
    expect(promoted.log).toContain(`Logging in as ${CLUSTER.sub} (issuer ${CLUSTER.iss}`);
    const exchanges = promoted.requests.filter(({ party }) => party === "entra");
    expect(new Set(exchanges.map(({ host }) => host))).toEqual(new Set([ENTRA]));
    expect(exchanges).toHaveLength(2);
  });

  it("takes inputs before variables", async () => {
    const { pod, token, runInProcess } = await openPod();
    const inputs = { ...WORKLOAD, "client-id": USER, "tenant-id": contoso.tenantId };
    const given = pod(token);
    const env = { ...given.env, AZURE_CLIENT_ID: OTHER, AZURE_TENANT_ID: fabrikam.tenantId };
    expect((await runInProcess(inputs, { ...given, env })).result.counts).toEqual({ promoted: 1 });
  });

  it("reads the file again for each exchange, because Kubernetes renews it", async () => {
    const { azure, pod, token, tokenFile, runInProcess } = await openPod();
    const renewed = azure.serviceAccountToken(CLUSTER);
    let refused = 0;
    azure.faults.add({
      host: ENTRA,
      method: "POST",
      times: 2,
      onRequest: () => writeFile(tokenFile, renewed),
      action: {
        kind: "answer",
        answer: () => {
          refused += 1;
          return entraError(401, "invalid_client", 700024, "Client assertion is not within its valid time range.");
        },
      },
    });
    const promoted = await runInProcess(WORKLOAD, pod(token));
    expect(refused).toBe(2);
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    expect(promoted.requests.filter(({ body }) => body.includes(renewed))).toHaveLength(2);
  });

  it("sends the token that it has masked, also where the file changes meanwhile", async () => {
    const { azure, pod, token, tokenFile, runInProcess } = await openPod();
    const given = pod(token);
    await mkdir(dirname(tokenFile), { recursive: true });
    await writeFile(tokenFile, token);
    let changed = 0;
    const renewals = setInterval(() => {
      changed += 1;
      // As Kubernetes does it, so that no reader finds half of a token.
      writeFileSync(`${tokenFile}.next`, azure.serviceAccountToken(CLUSTER));
      renameSync(`${tokenFile}.next`, tokenFile);
    }, 1);
    const promoted = await runInProcess(WORKLOAD, { ...given, files: {} });
    clearInterval(renewals);
    expect(changed).toBeGreaterThan(0);
    expect(promoted.result.counts).toEqual({ promoted: 1 });
    const sent = promoted.requests
      .filter(({ party }) => party === "entra")
      .map(({ body }) => new URLSearchParams(body).get("client_assertion"));
    expect(sent).toHaveLength(2);
    for (const assertion of sent) expect(promoted.masks).toContain(assertion);
  });

  it.each([
    ["a folder", "/", "cannot be read (EISDIR)"],
    ["a device without end", "/dev/zero", "is too large for a token"],
  ])("explains a token file that is %s", async (_name, file, says) => {
    const { pod, token, runInProcess } = await openPod();
    const given = pod(token);
    const failed = await runInProcess(WORKLOAD, { ...given, env: { ...given.env, AZURE_FEDERATED_TOKEN_FILE: file } });
    expect(failed.errors).toContain(says);
    expect(failed.requests).toEqual([]);
  });

  it("explains a token that has expired, and that nothing renews", async () => {
    const { azure, pod, runInProcess } = await openPod();
    const failed = await runInProcess(WORKLOAD, pod(azure.serviceAccountToken(CLUSTER, -60)));
    expect(failed.result.error).toMatchObject({ code: "ENTRA_ASSERTION_EXPIRED" });
    expect(failed.errors).toContain("Entra refused the service account's token (AADSTS700024)");
    expect(failed.errors).toContain("the file that Kubernetes renews");
  });

  it.each([
    ["is missing", undefined, "TOKEN_FILE_UNREADABLE", "cannot be read (ENOENT)"],
    ["is empty", "\n", "TOKEN_FILE_INVALID", "is empty"],
    ["holds something else", "not a token", "TOKEN_FILE_INVALID", "does not contain a JSON Web Token"],
  ])("explains a token file that %s", async (_name, content, code, says) => {
    const { pod, tokenFile, runInProcess } = await openPod();
    const failed = await runInProcess(WORKLOAD, pod(content));
    expect(failed.result.error).toMatchObject({ code });
    expect(failed.errors).toContain(says);
    expect(failed.errors).toContain(tokenFile);
    expect(failed.requests).toEqual([]);
  });

  it.each([
    ["subject", "system:serviceaccount:arc-runners:other", CLUSTER.iss, "ENTRA_SUBJECT_MISMATCH"],
    ["issuer", CLUSTER.sub, "https://elsewhere.example/", "ENTRA_ISSUER_MISMATCH"],
  ])("keeps Entra's diagnosis of another %s, with a command for this login", async (_name, subject, issuer, code) => {
    const { pod, token, runInProcess } = await openPod(subject, issuer);
    const failed = await runInProcess(WORKLOAD, pod(token));
    expect(failed.result.error).toMatchObject({ code });
    expect(failed.errors).toContain(`subject ${CLUSTER.sub}`);
    expect(failed.errors).toContain("az identity federated-credential create");
    expect(failed.errors).toContain(`--subject '${CLUSTER.sub}'`);
    expect(failed.errors).not.toMatch(/az ad app|id-token|GitHub/);
  });
});

describe("a mistake in the inputs", () => {
  it.each<[string, Record<string, string>, Record<string, string | undefined>, string]>([
    ["an unknown login", { login: "password" }, {}, "login must be one of github, managed-identity, workload-identity"],
    ["audience without GitHub", { ...MANAGED, audience: "api://x" }, {}, "audience is for GitHub's ID token"],
    ["audience without GitHub", { ...WORKLOAD, audience: "api://x" }, {}, "audience is for GitHub's ID token"],
    ["no token file", { ...WORKLOAD, "client-id": USER, "tenant-id": OTHER }, {}, "AZURE_FEDERATED_TOKEN_FILE"],
    ["no client", WORKLOAD, { AZURE_FEDERATED_TOKEN_FILE: "/x" }, "client-id is required"],
    ["no tenant", WORKLOAD, { AZURE_FEDERATED_TOKEN_FILE: "/x" }, "tenant-id is required"],
    ["a client ID that is none", { ...MANAGED, "client-id": "promoter" }, {}, "client-id must be a GUID"],
  ])("is %s, told before any request", async (_name, inputs, env, says) => {
    const { runInProcess } = await open();
    const failed = await runInProcess({ ...IMAGES, ...inputs }, { env });
    expect(failed.exitCode).toBe(1);
    expect(failed.errors).toContain(says);
    expect(failed.requests).toEqual([]);
  });
});

const OWN = { id: 1, full_name: "contoso/shop" };
const FORK = { id: 2, full_name: "stranger/shop" };
const pull = (head: unknown) => ({ repository: OWN, pull_request: { base: { repo: OWN }, head: { repo: head } } });
const comment = (issue: object) => ({ repository: OWN, issue: { id: 7, ...issue } });

/** Events whose head is or may be a fork's. */
const FORK_EVENTS: [string, string, unknown][] = [
  ["a fork's pull request", "pull_request", pull(FORK)],
  ["a deleted fork's pull request", "pull_request", pull(null)],
  ["a pull request without a payload that says", "pull_request", {}],
  ["a fork's pull_request_target", "pull_request_target", pull(FORK)],
  ["a pull_request_target without a payload that says", "pull_request_target", {}],
  ["a review of a fork's pull request", "pull_request_review", pull(FORK)],
  ["a workflow_run after a fork's run", "workflow_run", { repository: OWN, workflow_run: { head_repository: FORK } }],
  ["a workflow_run without a payload that says", "workflow_run", {}],
  ["a comment on a pull request", "issue_comment", comment({ pull_request: { url: "https://api.github.com/…" } })],
  ["a check of a commit", "check_suite", { repository: OWN, check_suite: { head_branch: null } }],
  ["a status of a commit", "status", { repository: OWN }],
  ["a deployment of a commit", "deployment", { repository: OWN, deployment: { ref: "f0".repeat(20) } }],
  ["a deployment of a pull request", "deployment_status", { repository: OWN, deployment: { ref: "refs/pull/7/head" } }],
];
const OWN_EVENTS: [string, string, unknown][] = [
  ["an own pull request", "pull_request", pull(OWN)],
  ["a comment on an issue", "issue_comment", comment({})],
  ["a deployment of a branch", "deployment", { repository: OWN, deployment: { ref: "main" } }],
  [
    "a merge group",
    "merge_group",
    { repository: OWN, merge_group: { head_ref: "refs/heads/gh-readonly-queue/main/pr-7" } },
  ],
];

describe.each([
  ["managed-identity", MANAGED],
  ["workload-identity", { ...WORKLOAD, "client-id": USER, "tenant-id": contoso.tenantId }],
] as const)("login: %s", (_login, inputs) => {
  const env = () => {
    const { azure } = world as World;
    azure.machine.systemAssigned = SYSTEM;
    return {
      ...azure.virtualMachineEnv(),
      AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/azure/tokens/azure-identity-token",
    };
  };

  it("refuses a fork's pull request in the shipped bundle, before any request", async () => {
    const { azure, run } = await open();
    const refused = await run(inputs, { env: env(), event: "pull_request", eventPayload: pull(FORK) });
    expect(refused.exitCode).toBe(1);
    expect(refused.errors).toContain("the identity of the runner");
    expect(refused.requests).toEqual([]);
    expect(azure.connections).toEqual([]);
  });

  it.each(FORK_EVENTS)("refuses %s (%s), a dry run too, before any request", async (_name, event, eventPayload) => {
    const { azure, runInProcess } = await open();
    for (const dryRun of ["false", "true"]) {
      const refused = await runInProcess({ ...inputs, "dry-run": dryRun }, { env: env(), event, eventPayload });
      expect(refused.exitCode).toBe(1);
      expect(refused.errors).toContain("the identity of the runner");
      expect(refused.errors).not.toContain("set dry-run: true");
      expect(refused.requests).toEqual([]);
      expect(azure.connections).toEqual([]);
    }
  });
});

describe("events of this repository", () => {
  it.each(OWN_EVENTS)("%s (%s) may use the identity of the runner", async (_name, event, eventPayload) => {
    const { azure, run } = await open();
    azure.machine.systemAssigned = SYSTEM;
    const env = { ...NO_ID_TOKEN, ...azure.virtualMachineEnv() };
    expect((await run({ ...MANAGED, "dry-run": "true" }, { env, event, eventPayload })).result.counts).toEqual({
      planned: 1,
    });
  });

  it.each(FORK_EVENTS.filter(([, event]) => /^(?:pull_request_target|workflow_run)$/.test(event)))(
    "with login: github, %s (%s) is refused as before, and its dry run is not",
    async (_name, event, eventPayload) => {
      const { runInProcess } = await open();
      const refused = await runInProcess(IMAGES, { event, eventPayload });
      expect(refused.errors).toContain("set dry-run: true");
      expect(refused.requests).toEqual([]);
      const dry = await runInProcess({ ...IMAGES, "dry-run": "true" }, { event, eventPayload });
      expect(dry.result.counts).toEqual({ planned: 1 });
    },
  );
});

describe("login: github, the default", () => {
  it("loads no code of the other logins, and asks no identity endpoint", async () => {
    const { azure, run } = await open();
    azure.machine.systemAssigned = SYSTEM;
    const folder = dirname(azure.caFile);
    const hook = join(folder, "loaded.mjs");
    const list = join(folder, "loaded.txt");
    await writeFile(
      hook,
      `import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({
  load(url, context, next) {
    if (url.includes("/dist/")) appendFileSync(${JSON.stringify(list)}, url + "\\n");
    return next(url, context);
  },
});`,
    );
    const loaded = async (inputs: Record<string, string>, env: Record<string, string>) => {
      await writeFile(list, "");
      const promoted = await run(inputs, {
        nodeArgs: ["--import", hook],
        env: { ...azure.virtualMachineEnv(), ...env },
      });
      expect(promoted.exitCode).toBe(0);
      const files = [...new Set((await readFile(list, "utf8")).trim().split("\n"))];
      const texts = await Promise.all(files.map((file) => readFile(new URL(file), "utf8")));
      return { run: promoted, files, text: texts.join("\n") };
    };
    const github = await loaded(IMAGES, {});
    const managed = await loaded(MANAGED, {});
    const marks = ["function createManagedIdentityTokens(", "function createServiceAccount("];
    expect(marks.filter((mark) => github.text.includes(mark))).toEqual([]);
    expect(managed.text).toContain("function createManagedIdentityTokens(");
    expect(managed.files.filter((file) => !github.files.includes(file)).length).toBeGreaterThan(0);
    expect(toIdentity(github.run)).toEqual([]);
  });
});
