// The step dies without a word, at chosen moments: the next run ends as if it had been the first, and imports only what is lacking.
import { expect } from "@jest/globals";
import { putCosignTag, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { runAction } from "../emulator/runner.ts";
import { contoso } from "../emulator/seed.ts";
import { type ImportBody, startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;

/** When the step is killed: at this share of the requests of a whole run, and so long after. */
export interface Crash {
  readonly share: number;
  readonly delayMs: number;
}

/** A set of images, in a world of its own. */
interface Scene {
  readonly world: World;
  /** What the whole set amounts to in one place of the target: repository → tag → digest, cosign's included. */
  readonly wanted: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Every manifest that has to be there. */
  readonly contents: readonly { readonly repository: string; readonly digest: string }[];
}

async function openScene(): Promise<Scene> {
  const world = await startWorld();
  world.azure.imports.settings.copyMs = 60;
  const { store } = world.dev;
  const signed = { store, repository: "signed" };
  const { index } = putIndex(signed, { tag: "1" });
  const signature = putReferrer(signed, index, "application/vnd.cncf.notary.signature", "signature");
  const cosign = putCosignTag(signed, index, "sig");
  const plain = putIndex({ store, repository: "plain" }, { tag: "1" }).index;
  const single = putImage({ store, repository: "single" }, { tag: "1" });
  const wanted = {
    signed: { "1.0": index.digest, [`${index.digest.replace(":", "-")}.sig`]: cosign.digest },
    plain: { "1.0": plain.digest, stable: plain.digest },
    single: { "1.0": single.digest },
  };
  const contents = [
    ...[index, signature, cosign].map(({ digest }) => ({ repository: "signed", digest })),
    { repository: "plain", digest: plain.digest },
    { repository: "single", digest: single.digest },
  ];
  return { world, wanted, contents };
}

function inputsFor(world: World, place: string): Record<string, string> {
  const line = (name: string, tags: string) => `${dev}/${name}:1 => ${place}/${name}:${tags}`;
  return {
    ...world.inputs,
    images: [line("signed", "1.0"), line("plain", "1.0,stable"), line("single", "1.0")].join("\n"),
  };
}

/** What of the set is in a place: tags as `repository:tag`, manifests that are whole as `repository@digest`. */
function inPlace({ world, wanted, contents }: Scene, place: string): Set<string> {
  const { store } = world.prod;
  const tags = Object.entries(wanted).flatMap(([name, each]) =>
    Object.entries(each)
      .filter(([tag, digest]) => store.tagDigest(`${place}/${name}`, tag) === digest)
      .map(([tag]) => `${place}/${name}:${tag}`),
  );
  const whole = contents
    .filter(({ repository, digest }) => store.missingParts(`${place}/${repository}`, digest).length === 0)
    .map(({ repository, digest }) => `${place}/${repository}@${digest}`);
  return new Set([...tags, ...whole]);
}

/** What an import brings: the tags it sets and, where it comes from the source, the manifest. */
function broughtBy({ source, targetTags = [], untaggedTargetRepositories = [] }: ImportBody): string[] {
  const digest = source.sourceImage.split("@")[1];
  return [...targetTags, ...untaggedTargetRepositories.map((repository) => `${repository}@${digest}`)];
}

/** Lets the step crash at each of these moments; how many of the crashes came before its end, and before its work was done. */
export async function surviveCrashes(crashes: readonly Crash[]): Promise<{ killed: number; unfinished: number }> {
  const scene = await openScene();
  try {
    return await surviveEach(scene, crashes);
  } finally {
    await scene.world.close();
  }
}

async function surviveEach(scene: Scene, crashes: readonly Crash[]): Promise<{ killed: number; unfinished: number }> {
  const { world, wanted } = scene;
  const whole = await world.runInProcess(inputsFor(world, "calm"));
  expect(whole.result.counts).toEqual({ promoted: 3 });
  const killed = new Set<number>();
  const unfinished = new Set<number>();
  for (const [crash, { share, delayMs }] of crashes.entries()) {
    const place = `crash-${crash}`;
    const at = 1 + Math.floor(share * whole.requests.length);
    let seen = 0;
    const dead = await runAction(world.azure, {
      inputs: inputsFor(world, place),
      signal: { name: "SIGKILL", delayMs, afterRequest: () => ++seen === at },
    });
    await dead.dispose();
    if (dead.signal === "SIGKILL") killed.add(crash);
    // Azure goes on without us.
    await Promise.all(world.azure.imports.operations.map(({ finished }) => finished));
    const before = inPlace(scene, place);
    if (before.size < inPlace(scene, "calm").size) unfinished.add(crash);

    const run = await world.runInProcess(inputsFor(world, place));
    expect({ crash, exitCode: run.exitCode }).toEqual({ crash, exitCode: 0 });
    expect(
      Object.fromEntries(Object.keys(wanted).map((name) => [name, world.prod.store.tags(`${place}/${name}`)])),
    ).toEqual(wanted);
    expect(inPlace(scene, place).size).toBe(inPlace(scene, "calm").size);
    const brought = run.imports.flatMap(broughtBy);
    expect(brought.filter((name) => before.has(name))).toEqual([]);
    expect(new Set(brought).size).toBe(brought.length);
  }
  const imports = world.azure.imports.operations.map(({ request }) => request);
  expect(imports.filter(({ mode }) => mode !== "NoForce")).toEqual([]);
  const tagged = world.prod.store.history.filter(({ kind }) => kind === "tag");
  expect(
    tagged.filter(({ repository, tag = "", digest }) => wanted[repository.split("/")[1] ?? ""]?.[tag] !== digest),
  ).toEqual([]);
  return { killed: killed.size, unfinished: unfinished.size };
}
