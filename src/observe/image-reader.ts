// A registry's reader as one image uses it: each read has a name while it is waited for, and manifests count against a budget.
import { type Digest, isDigest } from "../oci/digest.ts";
import type { RegistryReader } from "../ports.ts";
import type { Side } from "../problems.ts";
import type { ManifestBudget } from "./manifest-budget.ts";
import type { Waits } from "./waits.ts";

/** What the reads of one image are counted in. */
export interface ImageReads {
  readonly waits: Waits;
  readonly budget: ManifestBudget;
}

/** Wraps a reader for one image. */
export function readerOfImage(reader: RegistryReader, side: Side, { waits, budget }: ImageReads): RegistryReader {
  const { host } = reader;
  const named = <T>(what: string, outcome: Promise<T>) => waits.during({ host, what, side }, outcome);
  const nameOf = (repository: string, reference: string | Digest) =>
    `${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
  return {
    host,
    pauses: () => reader.pauses(),
    async fetchManifest(repository, reference, signal, statedBytes) {
      const what = `the manifest of ${nameOf(repository, reference)}`;
      const manifest = await named(what, reader.fetchManifest(repository, reference, signal, statedBytes));
      if (manifest !== undefined) budget.count([manifest]);
      return manifest;
    },
    async readTag(repository, tag, signal) {
      const target = await named(`the tag ${nameOf(repository, tag)}`, reader.readTag(repository, tag, signal));
      if (target?.manifest !== undefined) budget.count([target.manifest]);
      return target;
    },
    lookUpTag: (repository, tag, signal) =>
      named(`the tag ${nameOf(repository, tag)}`, reader.lookUpTag(repository, tag, signal)),
    lookUpManifest: (repository, expected, signal) =>
      named(`the manifest ${nameOf(repository, expected.digest)}`, reader.lookUpManifest(repository, expected, signal)),
    lookUpReferrers: (repository, subject, signal) =>
      named(`the referrers of ${nameOf(repository, subject)}`, reader.lookUpReferrers(repository, subject, signal)),
    async lookUpSignatures(repository, subject, tags, signal) {
      const what = `cosign's signatures of ${nameOf(repository, subject)}`;
      const lookups = await named(what, reader.lookUpSignatures(repository, subject, tags, signal));
      budget.count(lookups.flatMap((lookup) => (lookup.kind === "known" ? [lookup.value] : [])));
      return lookups;
    },
    prefetchTags: (repository, signal) => reader.prefetchTags?.(repository, signal),
    fetchBlob: (repository, digest, maxBytes, signal) =>
      named(`the blob ${nameOf(repository, digest)}`, reader.fetchBlob(repository, digest, maxBytes, signal)),
    lookUpBlob: (repository, digest, signal) =>
      named(`the blob ${nameOf(repository, digest)}`, reader.lookUpBlob(repository, digest, signal)),
    lookUpLocks: (lockable, signal) =>
      named(`the locks of ${lockable.repository}`, reader.lookUpLocks(lockable, signal)),
    // Nothing waits for it.
    lookUpLabels: (repository, image, signal) => reader.lookUpLabels(repository, image, signal),
  };
}
