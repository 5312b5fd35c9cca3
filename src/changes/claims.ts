// Which statement about an image counts: a verified attestation's first, then annotations, the version among its tags, and labels.
import type { ImageClaims } from "../oci/image-claims.ts";

/** Where a claim comes from. Only an attestation proves it; a label is often the base image's own. */
export type ClaimOrigin = "attestation" | "annotation" | "tag" | "label";

export interface Claim {
  readonly text: string;
  readonly from: ClaimOrigin;
}

/** Everything that one origin states about an image. */
export interface Statement {
  readonly from: ClaimOrigin;
  readonly claims: ImageClaims;
}

/** The claim of the first statement that has it. */
export function claimOf(statements: readonly Statement[], key: keyof ImageClaims): Claim | undefined {
  for (const { from, claims } of statements) {
    const text = claims[key];
    if (text !== undefined) return { text, from };
  }
  return undefined;
}

/** The claims in which all images that state them agree. */
export function agreedClaims(images: readonly ImageClaims[]): ImageClaims {
  const keys = ["version", "revision", "source", "baseName"] as const;
  const agreed = keys.flatMap((key) => {
    const [text, ...others] = new Set(images.flatMap((claims) => claims[key] ?? []));
    return text === undefined || others.length > 0 ? [] : [[key, text] as const];
  });
  return Object.fromEntries(agreed);
}
