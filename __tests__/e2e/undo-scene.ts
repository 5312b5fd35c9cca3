// A promotion that moves tags, with what it can be compared with afterwards; and the step that its summary shows.
import { expect } from "@jest/globals";
import { parse } from "yaml";
import { putCosignTag, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import type { ShippedRun, World } from "./shipped-action.ts";

const { dev } = contoso;

export interface Entry {
  readonly repository: string;
  readonly tag: string;
  readonly now: string;
  readonly before: string;
  readonly uncertain?: true;
  readonly operationId?: string;
}

export interface RollbackDocument {
  readonly version: number;
  readonly registry: string;
  readonly undo: readonly Entry[];
  readonly created?: readonly Omit<Entry, "before">[];
}

export function rollbackOf(run: Pick<ShippedRun, "outputs">): RollbackDocument {
  return parse(run.outputs["rollback"] ?? "") as RollbackDocument;
}

/** Two images, each with a tag that moves and one that is created; `api` has a signature whose tag moves, too. */
export function seed(world: World) {
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

export type Scene = ReturnType<typeof seed>;

/** The tags that existed before, as they are now. */
export function heldTags(world: World, { images, signature }: Scene): Record<string, string | undefined> {
  const { store } = world.prod;
  return {
    ...Object.fromEntries(images.map(({ repository }) => [repository, store.tagDigest(repository, "stable")])),
    signature: store.tagDigest("team/api", signature.tag),
  };
}

export function earlierTags({ images, signature }: Scene): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(images.map(({ repository, before }) => [repository, before])),
    signature: signature.before,
  };
}

/** The `with` of the step that the summary shows. */
function stepOf(summary: string): Record<string, string> {
  const [, block = ""] =
    /<b>(?:Undo this promotion|Take the undo back)<\/b>[^`]*```yaml\n([^`]*)\n```/.exec(summary) ?? [];
  const [step] = parse(block) as { uses: string; with: Record<string, string> }[];
  expect(step?.uses).toMatch(/^OWNER\/acr-promote@/);
  return step?.with ?? {};
}

/** The step of the summary with the variables of the repository, as GitHub evaluates them. */
export function pasted(run: ShippedRun): Record<string, string> {
  const { undo = "", registry = "" } = stepOf(run.summary);
  return { undo, registry };
}

/** The promotion, carried out. */
export async function promoted(world: World) {
  const scene = seed(world);
  const run = await world.runInProcess(scene.inputs);
  expect(run.exitCode).toBe(0);
  return { scene, run };
}
