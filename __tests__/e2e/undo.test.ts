// Taking a promotion back, by the shipped bundle: what the outputs say of a step however it ended, and the step of its summary.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { isImport, type RecordedRequest } from "../emulator/request-log.ts";
import { runAction } from "../emulator/runner.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";
import { earlierTags, heldTags, pasted, promoted, rollbackOf, seed } from "./undo-scene.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

const movesWeb = (request: RecordedRequest) => isImport(request) && request.body.includes("team/web:stable");

const webFails = () =>
  world.azure.faults.add({
    path: /importImage/,
    body: /team\/web:stable/,
    times: 1,
    action: { kind: "status", status: 403, body: "{}" },
  });

describe("the outputs rollback and rollback-file", () => {
  it("name every tag that moved, cosign's too, and for the record those that were created", async () => {
    const scene = seed(world);
    const run = await world.run(scene.inputs);
    expect(run.exitCode).toBe(0);
    const text = run.outputs["rollback"] ?? "";
    const line = (repository: string, tag: string, now: string, before?: string) =>
      `- { repository: ${repository}, tag: ${tag}, now: "${now}"${before === undefined ? "" : `, before: "${before}"`} }`;
    const [api, web] = scene.images as [(typeof scene.images)[number], (typeof scene.images)[number]];
    expect(text.split("\n")).toEqual([
      "version: 1",
      `registry: ${prod}`,
      "undo:",
      line("team/api", scene.signature.tag, scene.signature.now, scene.signature.before),
      line("team/api", "stable", api.now, api.before),
      line("team/web", "stable", web.now, web.before),
      "created:",
      line("team/api", '"2.0"', api.now),
      line("team/web", '"2.0"', web.now),
    ]);
    expect(await readFile(run.outputs["rollback-file"] ?? "", "utf8")).toBe(`${text}\n`);
    expect(run.summary).toContain("<summary><b>Undo this promotion</b></summary>");
    for (const each of text.split("\n")) expect(run.summary).toContain(`      ${each}\n`);
    expect(run.summary).toContain("{{ vars.AZURE_TENANT_ID }}");
    expect(run.summary).not.toContain(contoso.tenantId);
  });

  it("name what moved and what may have moved after a cancel while tags move", async () => {
    const scene = seed(world);
    world.azure.faults.add({
      path: /importImage/,
      body: /team\/web:stable/,
      times: "always",
      action: { kind: "hang" },
    });
    const run = await world.run(scene.inputs, { signal: { name: "SIGINT", afterRequest: movesWeb, delayMs: 300 } });
    expect(run.outputs["status"]).toBe("cancelled");
    const { undo } = rollbackOf(run);
    const web = undo.find(({ repository }) => repository === "team/web");
    expect(web).toMatchObject({ tag: "stable", uncertain: true });
    expect(run.requests.some(({ headers }) => JSON.stringify(headers).includes(web?.operationId ?? "-"))).toBe(true);
    const certain = undo.filter(({ uncertain }) => uncertain !== true);
    for (const { repository, tag, now } of certain) expect(world.prod.store.tagDigest(repository, tag)).toBe(now);
    expect(certain.length).toBeGreaterThan(0);
    expect(await readFile(run.outputs["rollback-file"] ?? "", "utf8")).toBe(`${run.outputs["rollback"]}\n`);

    world.azure.faults.clear();
    const undone = await world.runInProcess({ undo: run.outputs["rollback"] ?? "" });
    expect(undone.exitCode).toBe(0);
    expect(undone.errors).toBe("");
    expect(undone.log).toContain("It is not known how the import that moves it ended");
    expect(heldTags(world, scene)).toEqual(earlierTags(scene));
  });

  it("name every tag that may have moved after a kill while tags move", async () => {
    const scene = seed(world);
    const run = await runAction(world.azure, {
      inputs: { ...world.inputs, ...scene.inputs },
      signal: { name: "SIGKILL", afterRequest: movesWeb },
    });
    expect(run.signal).toBe("SIGKILL");
    const { undo } = rollbackOf(run);
    expect(undo.map(({ repository, tag }) => `${repository}:${tag}`)).toEqual([
      `team/api:${scene.signature.tag}`,
      "team/api:stable",
      "team/web:stable",
    ]);
    for (const { uncertain, operationId } of undo) {
      expect(uncertain).toBe(true);
      expect(operationId).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(await readFile(run.outputs["rollback-file"] ?? "", "utf8")).toBe(`${run.outputs["rollback"]}\n`);

    const undone = await world.runInProcess({ undo: run.outputs["rollback"] ?? "" });
    const again = await world.runInProcess({ undo: run.outputs["rollback"] ?? "" });
    expect([undone.exitCode, again.exitCode]).toEqual([0, 0]);
    expect(again.outputs["status"]).toBe("up-to-date");
    expect(heldTags(world, scene)).toEqual(earlierTags(scene));
  });
});

describe("the input undo", () => {
  it("takes back from the summary alone what another try took back by half, whatever the rules for promotions are", async () => {
    const { scene, run } = await promoted(world);
    const inputs = {
      ...pasted(run),
      "mutable-tags": "none",
      "require-attestations": "provenance",
      "require-platforms": "linux/s390x",
      "target-prefix": "ignored",
      "source-registry": "ignored.example.com",
    };
    await run.dispose();
    webFails();
    const first = await world.run(inputs);
    expect(first.exitCode).toBe(1);
    expect(first.log).toContain(
      "With undo, these inputs are ignored, because it only moves tags back: source-registry, target-prefix.",
    );
    expect(heldTags(world, scene)).not.toEqual(earlierTags(scene));

    const second = await world.run(inputs);
    expect(second.exitCode).toBe(0);
    expect(second.outputs["status"]).toBe("promoted");
    expect(second.summary).toMatch(/^## Moved \d tags? back in contosoprod\.azurecr\.io\n/);
    expect(heldTags(world, scene)).toEqual(earlierTags(scene));
    for (const { mode, source, targetTags } of second.imports) {
      expect({ mode, from: source.resourceId }).toEqual({ mode: "Force", from: world.prod.id });
      expect(targetTags).toHaveLength(1);
    }
    expect(second.requests.filter(({ host }) => host === dev)).toEqual([]);
    // What was created stays: the role cannot delete tags.
    expect(world.prod.store.tagDigest("team/web", "2.0")).toBe(scene.images[1]?.now);

    const third = await world.runInProcess(inputs);
    expect([third.exitCode, third.outputs["status"], third.imports.length]).toEqual([0, "up-to-date", 0]);
    expect(third.outputs["rollback"]).toBe("");
  });
});
