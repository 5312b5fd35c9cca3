// The step dies without a word, at any moment: the next run ends as if it had been the first, and imports only what is lacking.
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { putCosignTag, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { runAction } from "../emulator/runner.ts";
import { contoso } from "../emulator/seed.ts";
import { type ImportBody, startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const SEED = 812;
const CRASHES = 20;

let world: World;
/** What the whole set amounts to in one place of the target: repository → tag → digest, cosign's included. */
let wanted: Record<string, Record<string, string>>;
/** Every manifest that has to be there. */
let contents: { repository: string; digest: string }[];

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.copyMs = 60;
  const { store } = world.dev;
  const signed = { store, repository: "signed" };
  const { index } = putIndex(signed, { tag: "1" });
  const signature = putReferrer(signed, index, "application/vnd.cncf.notary.signature", "signature");
  const cosign = putCosignTag(signed, index, "sig");
  const plain = putIndex({ store, repository: "plain" }, { tag: "1" }).index;
  const single = putImage({ store, repository: "single" }, { tag: "1" });
  wanted = {
    signed: { "1.0": index.digest, [`${index.digest.replace(":", "-")}.sig`]: cosign.digest },
    plain: { "1.0": plain.digest, stable: plain.digest },
    single: { "1.0": single.digest },
  };
  contents = [
    ...[index, signature, cosign].map(({ digest }) => ({ repository: "signed", digest })),
    { repository: "plain", digest: plain.digest },
    { repository: "single", digest: single.digest },
  ];
});
afterAll(async () => {
  await world.close();
});

/** https://en.wikipedia.org/wiki/Linear_congruential_generator, with the parameters of Numerical Recipes. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function inputsFor(place: string): Record<string, string> {
  const line = (name: string, tags: string) => `${dev}/${name}:1 => ${place}/${name}:${tags}`;
  return {
    ...world.inputs,
    images: [line("signed", "1.0"), line("plain", "1.0,stable"), line("single", "1.0")].join("\n"),
  };
}

/** What of the set is in a place: tags as `repository:tag`, manifests that are whole as `repository@digest`. */
function inPlace(place: string): Set<string> {
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

it(`survives ${CRASHES} crashes at random moments`, async () => {
  const random = createRandom(SEED);
  const whole = await world.run(inputsFor("calm"));
  expect(whole.result.counts).toEqual({ promoted: 3 });
  const killed = new Set<number>();
  const unfinished = new Set<number>();
  for (let crash = 0; crash < CRASHES; crash++) {
    const place = `crash-${crash}`;
    const at = 1 + Math.floor(random() * whole.requests.length);
    const delayMs = Math.floor(random() * 20);
    let seen = 0;
    const dead = await runAction(world.azure, {
      inputs: inputsFor(place),
      signal: { name: "SIGKILL", delayMs, afterRequest: () => ++seen === at },
    });
    await dead.dispose();
    if (dead.signal === "SIGKILL") killed.add(crash);
    // Azure goes on without us.
    await Promise.all(world.azure.imports.operations.map(({ finished }) => finished));
    const before = inPlace(place);
    if (before.size < inPlace("calm").size) unfinished.add(crash);

    const run = await world.run(inputsFor(place));
    expect({ crash, exitCode: run.exitCode }).toEqual({ crash, exitCode: 0 });
    expect(
      Object.fromEntries(Object.keys(wanted).map((name) => [name, world.prod.store.tags(`${place}/${name}`)])),
    ).toEqual(wanted);
    expect(inPlace(place).size).toBe(inPlace("calm").size);
    const brought = run.imports.flatMap(broughtBy);
    expect(brought.filter((name) => before.has(name))).toEqual([]);
    expect(new Set(brought).size).toBe(brought.length);
  }
  // Otherwise the crashes came too late to prove anything.
  expect(killed.size).toBeGreaterThan(CRASHES / 2);
  expect(unfinished.size).toBeGreaterThan(CRASHES / 4);

  const imports = world.azure.imports.operations.map(({ request }) => request);
  expect(imports.filter(({ mode }) => mode !== "NoForce")).toEqual([]);
  const tagged = world.prod.store.history.filter(({ kind }) => kind === "tag");
  expect(
    tagged.filter(({ repository, tag = "", digest }) => wanted[repository.split("/")[1] ?? ""]?.[tag] !== digest),
  ).toEqual([]);
}, 120_000);
