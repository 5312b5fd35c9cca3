// What a check of configs and layers found, and how it is reported. Values only; content-check.ts looks.
import type { Digest } from "../oci/digest.ts";
import { type Problem, problem } from "../problems.ts";

/** What the check of an image's blobs found. `unknown`: the registry does not tell. */
export type BlobFinding =
  /** `foreign`: layers that are fetched from elsewhere and were not checked. */
  | { readonly kind: "complete"; readonly foreign: readonly Digest[] }
  /** `config sha256:… of api@sha256:…` */
  | { readonly kind: "missing"; readonly what: string }
  | { readonly kind: "unknown"; readonly problem: Problem };

/** Content that was there before this step, and not whole. ACR may skip the import of a manifest that it has. */
export function contentIncomplete(what: string, consequence: string): Problem {
  const message = `The target lacks the ${what}, which was there before this run. ${consequence}`;
  const remedy =
    "Check that the source image can be pulled whole, delete the incomplete image in the target (az acr manifest delete), and promote it again.";
  return problem("CONTENT_INCOMPLETE", message, { side: "target", remedy });
}

/** A warning that names layers which the registry does not hold; none for no layers. */
export function warnOfForeignLayers(layers: Iterable<Digest>): string[] {
  const [first, ...others] = layers;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [`Layer ${first}${more} is fetched from a URL outside the registry (foreign layer) and was not checked.`];
}
