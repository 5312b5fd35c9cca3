// An optional host that cannot be reached costs a run two seconds at most, by the run's own clock, and fails nothing: the host of labels and
// GitHub's API of commits, each in every way in which a host cannot be reached. Which hosts there are: network-page.ci.test.ts.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../emulator/faults.ts";
import { addGitHubApi } from "../emulator/github-api.ts";
import { addHistory, promote, putBoth, STORAGE, stated } from "./changes-scene.ts";
import { startWorld, type World } from "./shipped-action.ts";

type Inputs = Record<string, string>;
type Env = Record<string, string | undefined>;

let world: World;
let skipping: ReturnType<typeof setInterval>;

afterEach(async () => {
  clearInterval(skipping);
  await world.close();
});

/** How a host cannot be reached: through a proxy, and directly. */
const UNREACHABLE: readonly [string, Pick<Fault, "action">, string?][] = [
  ["the proxy does not resolve it", { action: { kind: "refuse-connect", status: 502 } }],
  ["the proxy refuses it", { action: { kind: "refuse-connect", status: 403 } }],
  ["the connection is cut", { action: { kind: "drop-connect" } }],
  ["the connection hangs", { action: { kind: "hang-connect" } }],
  ["the certificate is not trusted", { action: { kind: "tls-failure" } }],
  ["TLS hangs", { action: { kind: "tls-failure", how: "hang" } }],
  ["the response hangs", { action: { kind: "hang" } }],
  ["its name does not resolve", {}, "host.invalid"],
  ["it refuses the connection", {}, "localhost:9"],
];

describe("an optional host", () => {
  it.each(
    UNREACHABLE.flatMap(([how, fault, elsewhere]) =>
      (["labels", "commits"] as const)
        // A registry's redirect to a host of this machine is not followed.
        .filter((changes) => changes === "commits" || elsewhere !== "localhost:9")
        .map((changes) => ({ changes, how, fault, elsewhere })),
    ),
  )("costs two seconds at most and fails nothing ($changes) where $how", async ({ changes, fault, elsewhere }) => {
    world = await startWorld();
    const { first, last } = addHistory(addGitHubApi(world.azure).commits);
    putBoth(world, { labels: stated("1", first) }, { labels: stated("2", last) });
    const { connections, world: azure } = world.azure;
    const { clock } = azure;
    const target = changes === "labels" ? STORAGE : /^api\.github\.com$/;
    // Nothing but the host is waited for.
    skipping = setInterval(() => {
      const isWaiting = connections.some(({ host }) => target.test(host));
      if (isWaiting && (clock.nextDueInMs ?? Infinity) <= 2_000) clock.skipToNext();
    }, 50);
    const timed = async (inputs: Inputs, env: Env = {}) => {
      const from = clock.now();
      const run = await world.runInProcess(inputs, { env });
      return { run, tookMs: clock.now() - from };
    };
    const usual = await timed(promote("off", { "dry-run": "true" }));

    const env: Env = elsewhere === undefined ? {} : { NO_PROXY: ".invalid,localhost" };
    if (elsewhere !== undefined && changes === "commits") env["GITHUB_API_URL"] = `https://${elsewhere}`;
    if (elsewhere !== undefined && changes === "labels") {
      const headers = { Location: `https://${elsewhere}/config` };
      world.azure.faults.add({
        path: /\/blobs\//,
        method: "GET",
        times: "always",
        action: { kind: "status", status: 307, headers },
      });
    }
    if (fault.action !== undefined) {
      world.azure.faults.add({ host: target, times: "always", ...fault });
    }
    const { run: plan, tookMs } = await timed(promote(changes, { "dry-run": "true" }), env);
    clearInterval(skipping);
    expect([plan.exitCode, plan.outputs["status"], plan.annotations]).toEqual([0, "planned", []]);
    expect(plan.log).toMatch(/Labels were not read|Commits were not compared|changes was read within 2 s/);
    expect(tookMs - usual.tookMs).toBeLessThan(2_500);
    const run = await world.runInProcess(promote(changes), { env });
    expect([run.exitCode, run.outputs["status"], run.annotations]).toEqual([0, "promoted", []]);
  });
});
