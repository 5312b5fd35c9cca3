// Measures the provenance gate: loading its libraries and 100 verifications for each kind of Sigstore instance.
// Run: npm exec -c 'node scripts/measure-provenance.mjs'. Figures of a run are in docs/provenance.md.
import { performance } from "node:perf_hooks";
import { createSignatureVerifier } from "../src/provenance/signature.ts";
import { loadShippedRoots } from "../src/provenance/verifier.ts";

const COUNT = 100;

async function timed(label, work) {
  const startedMs = performance.now();
  const result = await work();
  console.log(`${label}: ${(performance.now() - startedMs).toFixed(0)} ms`);
  return result;
}

await timed("libraries and shipped roots, first load", async () => createSignatureVerifier(await loadShippedRoots()));

const { startSigstoreInstance } = await import("../__tests__/attestation-minting.ts");
const instances = {
  "public-good": await startSigstoreInstance("public-good"),
  github: await startSigstoreInstance("github"),
};
const verify = await createSignatureVerifier({
  "public-good": instances["public-good"].root,
  github: instances.github.root,
});
for (const [kind, instance] of Object.entries(instances)) {
  const bundles = await Promise.all(Array.from({ length: COUNT }, () => instance.mint()));
  await timed(`${COUNT} verifications, ${kind}`, () => {
    for (const bundle of bundles) {
      if (verify(bundle).instance !== kind) throw new Error("a bundle was judged by the wrong instance");
    }
  });
}
