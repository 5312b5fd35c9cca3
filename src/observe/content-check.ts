// Checks that configs and layers are in the target: each blob once per repository and run. Knows no import.
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Clock, RegistryReader } from "../ports.ts";
import type { BlobFinding } from "./blob-finding.ts";

/** Blobs of the target, remembered once they were seen. */
export interface ContentCheck {
  /** Looks once for every config and layer of these manifests. */
  findMissing(repository: string, manifests: Iterable<Manifest>, signal: AbortSignal): Promise<BlobFinding>;
  /** The same for content that no import of this step brings: what is missing is looked for again where a replica may be behind. */
  checkPresent(repository: string, manifests: Iterable<Manifest>, signal: AbortSignal): Promise<BlobFinding>;
}

/** A blob counts as missing where three looks over five seconds agree, if several replicas may answer. */
export const LOOKS = 3;
export const PAUSE_MS = 2_500;

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#non-distributable-layers */
const NOT_DISTRIBUTED = /\.(?:foreign|nondistributable)\./;

/** True for a layer that is fetched from elsewhere, as those of older Windows base images are. */
function isForeign({ mediaType, hasUrls }: Descriptor): boolean {
  return hasUrls === true || NOT_DISTRIBUTED.test(mediaType);
}

/** A check of one target registry. `hasReplicas`: several replicas may answer. */
export function createContentCheck(
  reader: Pick<RegistryReader, "lookUpBlob">,
  { clock, hasReplicas }: { readonly clock: Clock; readonly hasReplicas: boolean },
): ContentCheck {
  /** Sizes of the blobs that were seen; undefined where the registry did not state one. */
  const sizes = new Map<string, number | undefined>();

  /** Undefined: it is there. */
  async function look(
    repository: string,
    blob: Descriptor,
    signal: AbortSignal,
  ): Promise<Exclude<BlobFinding, { kind: "complete" }> | undefined> {
    const key = `${repository}@${blob.digest}`;
    if (!sizes.has(key)) {
      const found = await reader.lookUpBlob(repository, blob.digest, signal);
      if (found.kind === "unknown") return found;
      if (found.kind === "absent") return { kind: "missing", what: blob.digest };
      sizes.set(key, found.value.sizeBytes);
    }
    const sizeBytes = sizes.get(key);
    if (sizeBytes !== undefined && sizeBytes !== blob.sizeBytes) {
      return { kind: "missing", what: `${blob.digest} (it has ${sizeBytes} bytes there instead of ${blob.sizeBytes})` };
    }
    return undefined;
  }

  async function findMissing(
    repository: string,
    manifests: Iterable<Manifest>,
    signal: AbortSignal,
  ): Promise<BlobFinding> {
    // One digest may be listed with several sizes, of which one at most is right.
    const blobs = new Map<string, { readonly blob: Descriptor; readonly part: string; readonly owner: Digest }>();
    const foreign = new Set<Digest>();
    for (const manifest of manifests) {
      if (manifest.kind === "index") continue;
      for (const blob of [manifest.config, ...manifest.layers]) {
        const part = blob === manifest.config ? "config" : "layer";
        if (isForeign(blob)) foreign.add(blob.digest);
        else blobs.set(`${blob.digest} ${blob.sizeBytes}`, { blob, part, owner: manifest.digest });
      }
    }
    const findings = await Promise.all(
      [...blobs.values()].map(async ({ blob, part, owner }) => {
        const finding = await look(repository, blob, signal);
        if (finding?.kind !== "missing") return finding;
        return { ...finding, what: `${part} ${finding.what} of ${repository}@${owner}` };
      }),
    );
    return (
      findings.find((finding) => finding?.kind === "missing") ??
      findings.find((finding) => finding !== undefined) ?? { kind: "complete", foreign: [...foreign] }
    );
  }

  return {
    findMissing,
    async checkPresent(repository, manifests, signal) {
      for (let at = 1; ; at += 1) {
        const finding = await findMissing(repository, manifests, signal);
        if (finding.kind !== "missing" || !hasReplicas || at === LOOKS) return finding;
        await clock.sleep(PAUSE_MS, signal);
      }
    },
  };
}
