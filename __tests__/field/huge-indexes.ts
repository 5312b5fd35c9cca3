// K4.2 as it was reported: an index of 50 nested indexes, each of 4.1 MB by its annotations.
import { putImage } from "../emulator/images.ts";
import type { Descriptor, RegistryStore } from "../emulator/registry-store.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const NOTES = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`note-${at}`, "x".repeat(99_000)]));

/**
 * Puts the same index into each of the repositories, as tag `1`. `statedBytes`: the size that the outer index states of each
 * nested one, where it is not the true one.
 */
export function putHugeIndexes(
  store: RegistryStore,
  repositories: readonly string[],
  { count = 50, statedBytes }: { readonly count?: number; readonly statedBytes?: number } = {},
): void {
  const [first = ""] = repositories;
  const image = putImage({ store, repository: first }, { content: "huge" });
  // One buffer for all repositories: this process has to hold them, too.
  const nested = Array.from({ length: count }, (_, at) => bytesOf([image], { ...NOTES, at: String(at) }));
  for (const repository of repositories) {
    putImage({ store, repository }, { content: "huge" });
    const entries = nested.map((bytes): Descriptor => {
      const { digest } = store.putManifest(repository, INDEX, bytes);
      return { mediaType: INDEX, digest, size: statedBytes ?? bytes.byteLength };
    });
    store.putManifest(repository, INDEX, bytesOf(entries, {}), "1");
  }
}

function bytesOf(manifests: readonly Descriptor[], annotations: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests, annotations }));
}
