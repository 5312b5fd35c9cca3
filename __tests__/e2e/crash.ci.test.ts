// The step dies without a word, at many random moments: the next run ends as if it had been the first.
import { expect, it } from "@jest/globals";
import { surviveCrashes } from "./crashes.ts";

const SEED = 812;
const CRASHES = 20;

/** https://en.wikipedia.org/wiki/Linear_congruential_generator, with the parameters of Numerical Recipes. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it(`survives ${CRASHES} crashes at random moments`, async () => {
  const random = createRandom(SEED);
  const crashes = Array.from({ length: CRASHES }, () => ({ share: random(), delayMs: Math.floor(random() * 20) }));
  const { killed, unfinished } = await surviveCrashes(crashes);
  // Otherwise the crashes came too late to prove anything.
  expect(killed).toBeGreaterThan(CRASHES / 2);
  expect(unfinished).toBeGreaterThan(CRASHES / 4);
}, 120_000);
