// K6: what each login at Azure's registries says when it is missing, wrong, expired, refused by policy or throttled. The second
// table of docs/logins.md is generated from the matrix here. A managed identity needs a process of its own: the SDK keeps its endpoint.
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { CLUSTER, NO_ID_TOKEN, SYSTEM } from "../e2e/runner-identities.ts";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import type { Answer } from "../emulator/answers.ts";
import { firewallRefusal } from "../emulator/container-registry.ts";
import { entraError } from "../emulator/entra.ts";
import type { Fault } from "../emulator/faults.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";
import { formatTable, type RefusalRow, readTable } from "./login-table.ts";

const ENTRA = "login.microsoftonline.com";
const UNKNOWN = "5a5a5a5a-1111-4222-8333-000000000009";
const IMAGE = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };

/** One run that is about to start. Each case changes what is wrong. */
interface Setup {
  readonly world: World;
  /** The client whose login is refused, and the login server that it reads. */
  readonly clientId: string;
  readonly source: string;
  inputs: Record<string, string>;
  env: Record<string, string | undefined>;
  files: Record<string, string>;
}

interface LoginKind {
  readonly name: string;
  /** In messages of registries. */
  readonly sent: string;
  readonly start: "run" | "runInProcess";
  readonly open: (world: World) => Setup;
}

function grant(world: World, clientId: string): void {
  for (const { id } of [world.dev, world.prod]) world.azure.grant(clientId, IMPORTER_ROLE, id);
}

const OWN: LoginKind = {
  name: "the step's identity (`login: github`)",
  sent: "this step's identity",
  start: "runInProcess",
  open: (world) => ({ world, clientId: contoso.clientId, source: contoso.dev, inputs: IMAGE, env: {}, files: {} }),
};
const SECOND: LoginKind = {
  name: "`source-client-id`",
  sent: "the identity of source-client-id",
  start: "runInProcess",
  open(world) {
    seedFabrikam(world.azure);
    const { clientId, tenantId, loginServer } = fabrikam;
    const images = `${loginServer}/partner/app:5 => partner:1`;
    const inputs = { ...IMAGE, images, "source-client-id": clientId, "source-tenant-id": tenantId };
    return { world, clientId, source: loginServer, inputs, env: {}, files: {} };
  },
};
const MANAGED: LoginKind = {
  name: "`login: managed-identity`",
  sent: "this runner's managed identity",
  start: "run",
  open(world) {
    const { azure } = world;
    azure.addApp({ clientId: SYSTEM, tenantId: contoso.tenantId, name: "runner" });
    grant(world, SYSTEM);
    azure.machine.systemAssigned = SYSTEM;
    const inputs = { ...IMAGE, login: "managed-identity", "client-id": "", "tenant-id": "" };
    const env = { ...NO_ID_TOKEN, ...azure.virtualMachineEnv() };
    return { world, clientId: SYSTEM, source: contoso.dev, inputs, env, files: {} };
  },
};
const WORKLOAD: LoginKind = {
  name: "`login: workload-identity`",
  sent: "this runner's workload identity",
  start: "runInProcess",
  open(world) {
    const { azure } = world;
    const federatedCredentials = [{ issuer: CLUSTER.iss, subject: CLUSTER.sub }];
    azure.addApp({ clientId: SYSTEM, tenantId: contoso.tenantId, name: "promoter", federatedCredentials });
    grant(world, SYSTEM);
    const inputs = { ...IMAGE, login: "workload-identity", "client-id": SYSTEM };
    const file = join(dirname(azure.caFile), "pod", "azure-identity-token");
    const env = { ...NO_ID_TOKEN, AZURE_FEDERATED_TOKEN_FILE: file };
    const files = { "azure-identity-token": azure.serviceAccountToken(CLUSTER) };
    return { world, clientId: SYSTEM, source: contoso.dev, inputs, env, files };
  },
};

interface Case {
  readonly state: string;
  readonly of: readonly LoginKind[];
  /** Who refuses: its requests are counted. */
  readonly by: "entra" | "registry" | "resource-manager" | "identity-endpoint" | "id-token";
  readonly prepare: (setup: Setup) => unknown;
  /** The own login is also sent ahead of the lookup of the registry; a failure of that one is forgotten, if it comes early. */
  readonly maySendTwice?: true;
  /** In the message. */
  readonly says: string;
}

const ANY = [OWN, SECOND, MANAGED, WORKLOAD];
const FEDERATED = [OWN, SECOND, WORKLOAD];

/** Every exchange of this client at Entra gets this error. */
function refuseAtEntra({ world, clientId }: Setup, answer: () => Answer): void {
  const body = new RegExp(`client_id=${clientId}`);
  world.azure.faults.add({ host: ENTRA, body, ...always({ kind: "answer", answer }) });
}

function always(action: Fault["action"] & object): Fault {
  return { phase: "request", times: "always", action };
}

function atRegistry({ world, source }: Setup, action: Fault["action"] & object): void {
  world.azure.faults.add({ host: source, ...always(action) });
}

const appOf = ({ world, clientId }: Setup) => world.azure.world.apps.find((app) => app.clientId === clientId);

const CASES: readonly Case[] = [
  {
    state: "missing: no `id-token: write`",
    of: [OWN],
    by: "id-token",
    prepare: (setup) => Object.assign(setup.env, NO_ID_TOKEN),
    says: "id-token: write",
  },
  {
    state: "missing: no federated credential",
    of: FEDERATED,
    by: "entra",
    prepare: (setup) => appOf(setup)?.federatedCredentials.splice(0),
    says: "AADSTS70025",
  },
  {
    state: "missing: no token file",
    of: [WORKLOAD],
    by: "entra",
    prepare: (setup) => {
      setup.files = {};
    },
    says: "cannot be read (ENOENT)",
  },
  {
    state: "missing: no identity endpoint",
    of: [MANAGED],
    by: "identity-endpoint",
    prepare: async (setup) => {
      setup.env["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = `http://127.0.0.1:${await closedPort()}`;
    },
    says: "This runner has no managed identity",
  },
  {
    state: "missing: no identity assigned",
    of: [MANAGED],
    by: "identity-endpoint",
    prepare: ({ world }) => {
      world.azure.machine.systemAssigned = undefined;
    },
    says: "Identity not found",
  },
  {
    state: "wrong: unknown client",
    of: FEDERATED,
    by: "entra",
    prepare: ({ inputs }) => {
      const input = inputs["source-client-id"] === undefined ? "client-id" : "source-client-id";
      inputs[input] = UNKNOWN;
    },
    says: "AADSTS700016",
  },
  {
    state: "wrong: unknown client",
    of: [MANAGED],
    by: "identity-endpoint",
    prepare: ({ inputs }) => {
      inputs["client-id"] = UNKNOWN;
    },
    says: "Identity not found",
  },
  {
    state: "expired",
    of: FEDERATED,
    by: "entra",
    prepare: (setup) =>
      refuseAtEntra(setup, () =>
        entraError(401, "invalid_client", 700024, "Client assertion is not within its valid time range."),
      ),
    says: "AADSTS700024",
  },
  {
    state: "expired",
    of: [MANAGED],
    by: "resource-manager",
    prepare: ({ world }) => {
      world.azure.machine.tokenLifetimeSeconds = -60;
    },
    says: "refused the access token",
  },
  {
    state: "refused by policy: conditional access",
    of: FEDERATED,
    by: "entra",
    prepare: (setup) =>
      refuseAtEntra(setup, () => entraError(400, "invalid_grant", 53003, "Access has been blocked by policies.")),
    says: "AADSTS53003",
  },
  {
    state: "refused by policy: no role on the source",
    of: ANY,
    by: "registry",
    prepare: ({ world, clientId, source }) => world.azure.revoke(clientId, world.azure.resource(source).id),
    says: "returned 401 (sent ",
  },
  {
    state: "refused by policy: no role on the target",
    of: [OWN, MANAGED, WORKLOAD],
    by: "resource-manager",
    prepare: ({ world, clientId }) => world.azure.revoke(clientId, world.prod.id),
    says: "contosoprod",
  },
  {
    state: "refused by policy: the source's firewall",
    of: ANY,
    by: "registry",
    prepare: (setup) => atRegistry(setup, { kind: "answer", answer: () => firewallRefusal("203.0.113.7") }),
    maySendTwice: true,
    says: "client with IP '203.0.113.7' is not allowed access",
  },
  {
    state: "throttled by Entra",
    of: FEDERATED,
    by: "entra",
    prepare: (setup) =>
      refuseAtEntra(setup, () => ({ status: 429, headers: { "Retry-After": "1" }, body: Buffer.alloc(0) })),
    says: "HTTP 429",
  },
  {
    state: "throttled by the identity endpoint",
    of: [MANAGED],
    by: "identity-endpoint",
    prepare: ({ world }) =>
      world.azure.faults.add({
        host: world.azure.identityHost,
        path: /resource=/,
        ...always({ kind: "status", status: 429, body: '{"error":"too_many_requests"}' }),
      }),
    says: "answered HTTP 429: too_many_requests",
  },
  {
    state: "throttled by the source",
    of: [OWN, SECOND, WORKLOAD],
    by: "registry",
    prepare: (setup) =>
      atRegistry(setup, {
        kind: "status",
        status: 429,
        headers: { "Retry-After": "1" },
        body: '{"errors":[{"code":"TOOMANYREQUESTS","message":"too many requests"}]}',
      }),
    says: "returned 429: TOOMANYREQUESTS: too many requests",
  },
];

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The error of the only image or of the step, with the runner's home folder as `~`. */
function errorOf(run: ShippedRun): { code: string; message: string; remedy: string } {
  const { code = "", message = "", remedy = "" } = run.result.images[0]?.error ?? run.result.error ?? {};
  return { code, message, remedy: remedy.replaceAll(/\/[^\s;]*\/home\//g, "~/") };
}

/**
 * How often the request was sent that the message is about: where it names one, that one. Others run beside it, such as the one
 * for the other token: how many of them are sent before the step ends is left to chance.
 */
function attemptsOf(
  run: ShippedRun,
  message: string,
  isAsked: (request: ShippedRun["requests"][number]) => boolean,
): number {
  const asked = run.requests.filter(isAsked);
  const named = asked.filter(({ method, host, target }) =>
    message.includes(`${method} https://${host}${target.split("?")[0]} `),
  );
  const counts = new Map<string, number>();
  for (const { method, target, body } of named.length > 0 ? named : asked) {
    const form = new URLSearchParams(body);
    // MSAL gives each exchange an ID.
    const key = [method, target.replace(/client-request-id=[^&]*/, ""), form.get("client_id"), form.get("scope")].join(
      " ",
    );
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

const MEASURED = CASES.flatMap((each) => each.of.map((login) => ({ ...each, login }))).sort(
  (one, other) => ANY.indexOf(one.login) - ANY.indexOf(other.login),
);

describe("the login at an Azure Container Registry", () => {
  const rows: RefusalRow[] = [];
  let world: World | undefined;
  beforeAll(() => {
    rows.length = 0;
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  it.each(MEASURED.map((each) => [each.login.name, each.state, each] as const))(
    "%s: %s",
    async (_login, _state, { login, state, by, prepare, maySendTwice, says }) => {
      world = await startWorld();
      const setup = login.open(world);
      Object.assign(setup, { inputs: { ...setup.inputs }, env: { ...setup.env } });
      await prepare(setup);
      const { inputs, env, files } = setup;
      const workspace = join(dirname(world.azure.caFile), "pod");
      const run = await world[login.start](inputs, { env, files, workspace });
      const { code, message, remedy } = errorOf(run);
      expect(run.imports).toEqual([]);
      expect(message).toContain(says);
      // After the own login, an anonymous read is tried: the remedy names the identity that was rejected.
      if (state.endsWith("firewall")) expect(message).toContain(`(sent as ${login.sent}).`);
      if (state.endsWith("no role on the source")) expect(`${message} ${remedy}`).toContain(login.sent);
      if (login === SECOND) expect(remedy).not.toMatch(/`client-id`|`tenant-id`|AZURE_CLIENT_ID|this step's/);
      const requests = attemptsOf(run, message, ({ host, party }) =>
        by === "registry" ? host === setup.source : party === by,
      );
      const isTwice = maySendTwice === true && login !== SECOND;
      if (isTwice) expect([1, 2]).toContain(requests);
      rows.push({ from: login.name, state, code, requests: isTwice ? "1 or 2" : requests, remedy });
    },
    // Azure's SDK waits for a throttled identity endpoint by the machine's clock: usually less than 30 s, but not always.
    120_000,
  );

  it("is in the documents with code, remedy and number of requests", () => {
    expect(rows).toHaveLength(MEASURED.length);
    expect(readTable("azure")).toBe(formatTable(rows));
  });
});
