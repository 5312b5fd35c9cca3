// Reads many manifests: all at once where they are small, as they usually are, and one after the other where they are large.
import { MANIFEST_MAX_BYTES } from "../oci/manifest.ts";

/** A smaller manifest counts as this much: a reader may read so many bytes of any. */
const LEAST_BYTES = 64 * 1024;

/** Reads each one and returns the results in their order. What is read at a time is stated to be one largest manifest at most. */
export async function readInBatches<D extends { readonly sizeBytes: number }, T>(
  manifests: readonly D[],
  read: (manifest: D) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (let rest = manifests; rest.length > 0; ) {
    let bytes = 0;
    const end = rest.findIndex(({ sizeBytes }, at) => {
      bytes += Math.max(sizeBytes, LEAST_BYTES);
      return at > 0 && bytes > MANIFEST_MAX_BYTES;
    });
    const batch = end === -1 ? rest : rest.slice(0, end);
    results.push(...(await Promise.all(batch.map(read))));
    rest = rest.slice(batch.length);
  }
  return results;
}
