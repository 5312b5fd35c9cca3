// Content digests. Only this file makes values of type Digest, so a Digest is always safe in a URL, a key or an output.
import { createHash } from "node:crypto";
import { ManifestError } from "../errors.ts";
import { quote } from "../quote.ts";

declare const brand: unique symbol;

/** `sha256:` and 64 lowercase hexadecimal digits. */
export type Digest = string & { readonly [brand]: "Digest" };

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests, narrowed to what ACR stores. */
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** True for a text that {@link parseDigest} accepts. */
export function isDigest(text: string): text is Digest {
  return text.length === 71 && DIGEST.test(text);
}

/**
 * Validates a digest of untrusted origin.
 * @throws ManifestError `DIGEST_INVALID`
 */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new ManifestError("DIGEST_INVALID", `${quote(text)} is not a valid digest: ${explainInvalidDigest(text)}.`, {
    stage: "observe",
  });
}

/** Why a text is not a digest, as a clause for messages. */
export function explainInvalidDigest(text: string): string {
  return /^sha512:/i.test(text)
    ? "ACR imports by sha256 digests only"
    : "a digest is sha256: and 64 lowercase hexadecimal digits";
}

/** Computes the digest of the bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}` as Digest;
}

/** The first 12 hexadecimal digits, for messages. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19);
}
