// Holds Resource Manager's last word on an import to the ways in which it can differ from what the target shows.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { type Client, createClient, errorOf } from "./client.ts";

const IMPORT = { party: "resource-manager", method: "POST", path: /importImage/ } as const;
const POLL = { party: "resource-manager", method: "GET", path: /operationResults/ } as const;

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

const workerByDigest = () => ({
  source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
  targetTags: ["worker:1"],
});
const lands = () => world.prod.store.tagDigest("worker", "1") === world.digests.worker;

describe("a verdict", () => {
  it.each(['{"error":{"code":"InternalServerError","message":"later"}}', "[]", "null", "", "{}"])(
    "can be a 200 without status: %s",
    async (finalBody) => {
      azure.imports.script({ finalBody });
      const done = await client.importInto(world.prod, workerByDigest());
      expect([done.status, done.body.toString()]).toEqual([200, finalBody]);
      expect(lands()).toBe(true);
    },
  );

  it("can be such a body although nothing happened", async () => {
    azure.imports.script({ finalBody: "[]", copyNothing: true });
    expect((await client.importInto(world.prod, workerByDigest())).body.toString()).toBe("[]");
    expect(lands()).toBe(false);
  });

  it("can be a failure although everything happened", async () => {
    azure.imports.script({ fail: { status: 500, code: "InternalServerError", text: "timeout", afterCopy: true } });
    const failed = await client.importInto(world.prod, workerByDigest());
    expect([failed.status, errorOf(failed).code]).toEqual([500, "InternalServerError"]);
    expect([lands(), world.prod.store.missingParts("worker", world.digests.worker)]).toEqual([true, []]);
  });
});

describe("polling", () => {
  it.each([
    [401, "AuthenticationFailed"],
    [403, "AuthorizationFailed"],
    [404, "NotFound"],
  ] as const)(
    "can be refused with %d to the importer role, until it may read at the subscription",
    async (status, code) => {
      azure.imports.settings.pollRefusal = status;
      const accepted = await client.postImport(world.prod, workerByDigest());
      const refused = await client.pollToEnd(accepted);
      expect([refused.status, errorOf(refused).code]).toEqual([status, code]);
      expect(lands()).toBe(true);
      azure.grant(contoso.clientId, "Reader", world.prod.id);
      expect((await client.pollToEnd(accepted)).status).toBe(status);
      azure.grant(contoso.clientId, "Reader", `/subscriptions/${contoso.subscriptionId}`);
      expect((await client.pollToEnd(accepted)).status).toBe(200);
    },
  );

  it("names the action and the scope where it is refused with 403", async () => {
    azure.imports.settings.pollRefusal = 403;
    const refused = await client.importInto(world.prod, workerByDigest());
    expect(errorOf(refused).message).toMatch(
      /perform action 'Microsoft\.ContainerRegistry\/locations\/operationResults\/read' over scope '\/subscriptions\/[^']+\/operationResults\/registries-[^']+'/,
    );
  });

  it("can fail once by a fault", async () => {
    azure.faults.add({ ...POLL, action: { kind: "status", status: 503 } });
    const accepted = await client.postImport(world.prod, workerByDigest());
    expect([(await client.pollToEnd(accepted)).status, (await client.pollToEnd(accepted)).status]).toEqual([503, 200]);
  });
});

describe("the POST", () => {
  it("can be accepted while its answer is lost, by a fault", async () => {
    azure.faults.add({ ...IMPORT, phase: "response", action: { kind: "status", status: 502 } });
    const answer = await client.postImport(world.prod, workerByDigest());
    expect(answer.status).toBe(502);
    await Promise.all(azure.imports.operations.map(({ finished }) => finished));
    expect([lands(), azure.imports.operations.length]).toEqual([true, 1]);
  });

  it("is throttled for good by a limit of none", async () => {
    azure.resourceManager.writeLimit = 0;
    for (const offsetMs of [0, 60_000, 120_000]) {
      azure.world.clock.offsetMs = offsetMs;
      const refused = await client.postImport(world.prod, workerByDigest());
      expect([refused.status, errorOf(refused).code, refused.headers["Retry-After"]]).toEqual([
        429,
        "SubscriptionRequestsThrottled",
        "60",
      ]);
    }
    expect(azure.imports.operations).toEqual([]);
  });
});
