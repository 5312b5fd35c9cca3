// Taking a promotion back: what the outputs say of a step however it ended, and what the input `undo` makes of it.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { putCosignTag, putIndex } from "../emulator/images.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { runAction } from "../emulator/runner.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

interface Entry {
  readonly repository: string;
  readonly tag: string;
  readonly now: string;
  readonly before: string;
  readonly uncertain?: true;
  readonly operationId?: string;
}

interface RollbackDocument {
  readonly version: number;
  readonly registry: string;
  readonly undo: readonly Entry[];
  readonly created?: readonly Omit<Entry, "before">[];
}

function rollbackOf(run: Pick<ShippedRun, "outputs">): RollbackDocument {
  return parse(run.outputs["rollback"] ?? "") as RollbackDocument;
}

/** Two images, each with a tag that moves and one that is created; `api` has a signature whose tag moves, too. */
function seed() {
  const [source, target] = [world.dev.store, world.prod.store];
  const images = ["api", "web"].map((name) => {
    const repository = `team/${name}`;
    const { index: before } = putIndex({ store: target, repository }, { content: `${name} before`, tag: "stable" });
    const { index: now } = putIndex({ store: source, repository }, { content: `${name} now`, tag: "1" });
    return { repository, before: before.digest, now: now.digest, index: now };
  });
  const [api] = images as [(typeof images)[number], (typeof images)[number]];
  const signature = putCosignTag({ store: source, repository: api.repository }, api.index, "sig");
  const signatureTag = `${api.now.replace(":", "-")}.sig`;
  putIndex({ store: target, repository: api.repository }, { content: "an earlier signature", tag: signatureTag });
  const earlier = target.tagDigest(api.repository, signatureTag) ?? "";
  const inputs = {
    images: images.map(({ repository }) => `${dev}/${repository}:1 => ${repository}:stable,2.0`).join("\n"),
    "mutable-tags": "stable, sha256-*.sig",
  };
  return { images, inputs, signature: { tag: signatureTag, now: signature.digest, before: earlier } };
}

/** The tags that existed before, as they are now. */
function heldTags({ images, signature }: ReturnType<typeof seed>): Record<string, string | undefined> {
  const { store } = world.prod;
  return {
    ...Object.fromEntries(images.map(({ repository }) => [repository, store.tagDigest(repository, "stable")])),
    signature: store.tagDigest("team/api", signature.tag),
  };
}

function earlierTags({ images, signature }: ReturnType<typeof seed>): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(images.map(({ repository, before }) => [repository, before])),
    signature: signature.before,
  };
}

const isImport = ({ target }: RecordedRequest) => target.includes("/importImage");
const movesWeb = (request: RecordedRequest) => isImport(request) && request.body.includes("team/web:stable");

describe("the outputs rollback and rollback-file", () => {
  it("name every tag that moved, cosign's too, and for the record those that were created", async () => {
    const scene = seed();
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

  it("are empty where nothing moved, in a dry run, and where the step failed before its first tag", async () => {
    const scene = seed();
    const created = await world.runInProcess({ images: `${dev}/team/api:1 => fresh:2.0`, referrers: "none" });
    const dry = await world.runInProcess({ ...scene.inputs, "dry-run": "true" });
    const refused = await world.runInProcess({ ...scene.inputs, "mutable-tags": "latest" });
    for (const { outputs, summary } of [created, dry, refused]) {
      expect([outputs["rollback"], outputs["rollback-file"]]).toEqual(["", ""]);
      expect(summary).not.toContain("Undo this promotion");
    }
    expect(heldTags(scene)).toEqual(earlierTags(scene));
  });

  it("leave out tags of a target that cannot be read, and the summary names them", async () => {
    const scene = seed();
    Object.assign(world.prod.properties, { publicNetworkAccess: "Disabled" });
    const run = await world.runInProcess({
      ...scene.inputs,
      images: `${dev}/team/web:1 => team/web:stable,2.0`,
      referrers: "none",
      verify: "best-effort",
    });
    expect(run.result.counts).toEqual({ unverified: 1 });
    expect([run.outputs["rollback"], run.outputs["rollback-file"]]).toEqual(["", ""]);
    expect(run.summary).toContain("their earlier digest is not known: <code>team/web&#58;stable</code>.");
  });

  it("of a second attempt come with the advice to undo the first one, too", async () => {
    const { inputs } = seed();
    const run = await world.runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: "2" } });
    expect(run.summary).toContain("Undo the earlier attempts too, the newest first: this one, then attempt 1.");
  });

  it("name what moved and what may have moved after a cancel while tags move", async () => {
    const scene = seed();
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
  });

  it("name every tag that may have moved after a kill while tags move", async () => {
    const scene = seed();
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
  });
});
