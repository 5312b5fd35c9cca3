// K6.1 and K6.10: errors of the ID token service quote it, and a network problem there keeps its own remedy.
// From actions/runner#1320 (a job that is not marked as running yet), google-github-actions/auth#325 (a job that has ended), and
// self-hosted runners behind a proxy that inspects TLS.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { textAnswer } from "../emulator/answers.ts";
import type { FaultAction } from "../emulator/faults.ts";
import { contoso } from "../emulator/seed.ts";

const IMAGES = { images: `${contoso.dev}/worker:build-812 => worker:1`, referrers: "none" };

/** The service of today and the one of Azure Pipelines that GitHub Enterprise Server has. */
const BODIES = {
  "run service": (message: string) => ({ source: "actions-run-service", statusCode: 403, errorMessage: message }),
  pipelines: (message: string) => ({ $id: "1", innerException: null, message, typeKey: "AccessCheckException" }),
};
const PENDING = "Can't issue ID_TOKEN for job in 'Pending' state.";
const COMPLETED = "Can't issue ID_TOKEN for job in 'Completed' state.";

/**
 * ID tokens that a run requests which gets none: two are prefetched, and each use of a token may request one again: ARM's and the
 * registry's, for the target and for the source. Repeats would be five times as many.
 */
const TOKENS_MAX = 8;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function refusal(message: string, body: (message: string) => object = BODIES["run service"]): FaultAction {
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  return { kind: "status", status: 403, headers, body: JSON.stringify(body(message)) };
}

describe("K6.1 ID token service: 403 for a job in 'Pending' state", () => {
  it("is repeated until the job is marked as running, in the bundle", async () => {
    world.azure.faults.add({ party: "id-token", times: 3, action: refusal(PENDING) });
    const run = await world.run(IMAGES);
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it.each(Object.entries(BODIES))("is repeated for the form of the %s", async (_name, body) => {
    world.azure.faults.add({ party: "id-token", times: 6, action: refusal(PENDING, body) });
    const run = await world.runInProcess(IMAGES);
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("is quoted where it lasts, with a remedy that blames nobody's variables", async () => {
    world.azure.faults.add({ party: "id-token", times: "always", action: refusal(PENDING) });
    const run = await world.runInProcess(IMAGES);
    expect(run.result.error).toMatchObject({ code: "ID_TOKEN_REFUSED" });
    expect(run.errors).toContain(PENDING);
    expect(run.errors).toContain("Run the job again");
    expect(run.errors).not.toContain("ACTIONS_ID_TOKEN_REQUEST");
    expect(run.imports).toEqual([]);
  });

  it("is not repeated, but quoted, for a job that has ended", async () => {
    world.azure.faults.add({ party: "id-token", times: "always", action: refusal(COMPLETED) });
    const run = await world.runInProcess(IMAGES);
    expect(run.errors).toContain(COMPLETED);
    expect(run.errors).toContain("ACTIONS_ID_TOKEN_REQUEST");
    const requests = run.requests.filter(({ party }) => party === "id-token");
    expect(requests.length).toBeLessThanOrEqual(TOKENS_MAX);
  });
});

describe("K6.10 a proxy that inspects TLS", () => {
  const SERVICE = "https://pipelines.actions.githubusercontent.com/_apis/idtoken?api-version=2.0";

  it.each(["run", "runInProcess"] as const)(
    "fails the ID token request at once, with the remedy of a private CA (%s)",
    async (start) => {
      const host = new URL(SERVICE).host;
      world.azure.addHost(host, "id-token", () => textAnswer(500, "never reached"));
      world.azure.faults.add({ host, times: "always", action: { kind: "tls-failure", how: "untrusted" } });
      const run = await world[start](IMAGES, { env: { ACTIONS_ID_TOKEN_REQUEST_URL: SERVICE } });
      expect(run.result.error).toMatchObject({ code: "NETWORK_TLS" });
      expect(run.errors).toContain(host);
      expect(run.errors).toContain("NODE_EXTRA_CA_CERTS");
      expect(run.errors).not.toContain("githubstatus.com");
      expect(world.azure.connections.filter((each) => each.host === host).length).toBeLessThanOrEqual(TOKENS_MAX);
      expect(run.requests).toEqual([]);
    },
  );
});
