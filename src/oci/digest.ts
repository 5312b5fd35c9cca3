// Content digests. Only parseDigest and digestOf make a Digest, so a Digest in hand is safe in a URL, a key or an output.
import { createHash } from "node:crypto";
import { ManifestError } from "../errors.ts";

declare const brand: unique symbol;

/** `sha256:` and 64 lowercase hexadecimal digits. */
export type Digest = string & { readonly [brand]: "Digest" };

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests, narrowed to what ACR stores. */
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** True for what {@link parseDigest} takes. */
export function isDigest(text: string): text is Digest {
  return text.length === 71 && DIGEST.test(text);
}

/**
 * Checks a digest that came from outside.
 * @throws ManifestError `DIGEST_INVALID`
 */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new ManifestError(
    "DIGEST_INVALID",
    `${JSON.stringify(text.slice(0, 100))} is no digest: ${explainNoDigest(text)}.`,
    { stage: "observe" },
  );
}

/** Why {@link isDigest} says no. */
export function explainNoDigest(text: string): string {
  return /^sha512:/i.test(text)
    ? "ACR imports by sha256 digests only"
    : "a digest is sha256: and 64 lowercase hexadecimal digits";
}

/** The digest of the bytes as they are. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}` as Digest;
}

/** The first 12 hexadecimal digits, for people. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19);
}
