// What an image says about itself under OCI's pre-defined keys: annotations of its manifests, labels of its config. Untrusted text.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys

/** Texts are trimmed and not empty. A longer text than its limit counts as not stated. */
export interface ImageClaims {
  /** At most 128 characters. */
  readonly version?: string;
  /** The commit: 40 or 64 hexadecimal digits in lower case. */
  readonly revision?: string;
  /** URL of the repository that the image was built from; at most 300 characters. */
  readonly source?: string;
  /** Reference of the base image; at most 300 characters. */
  readonly baseName?: string;
}

const PREFIX = "org.opencontainers.image.";

/** The claims among annotations or labels; undefined where there are none. */
export function claimsOf(texts: Readonly<Record<string, unknown>>): ImageClaims | undefined {
  const textOf = (key: string, maxLength: number) => {
    const value = texts[`${PREFIX}${key}`];
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" || text.length > maxLength ? undefined : text;
  };
  const commit = textOf("revision", 64)?.toLowerCase();
  const claims = {
    version: textOf("version", 128),
    revision: commit !== undefined && isCommit(commit) ? commit : undefined,
    source: textOf("source", 300),
    baseName: textOf("base.name", 300),
  };
  const stated = Object.entries(claims).filter(([, text]) => text !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

/** True for a full commit ID: SHA-1, or SHA-256 where a repository uses it. */
export function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The first seven digits, as GitHub shows them. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}
