// Reads one registry by the OCI distribution API, and the locks of an ACR. Writes nothing.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
import type { RegistryReader } from "../ports.ts";
import { createRegistryAccess, type RegistryAccessOptions } from "./access.ts";
import { createRegistryContent } from "./content.ts";
import { lookUpLabels } from "./labels.ts";
import { lookUpLocks } from "./locks.ts";
import { createManifestLookups } from "./manifest-lookups.ts";
import { createReferrersApi } from "./referrers.ts";
import { createSignatureLookups } from "./signatures.ts";

/** Reads one registry under one identity. */
export function createRegistryReader(options: RegistryAccessOptions): RegistryReader {
  const access = createRegistryAccess(options);
  const content = createRegistryContent(access);
  const { fetchManifest, readTag, fetchBlob, lookUpBlob } = content;
  const { headTag, lookUpTag, lookUpManifest } = createManifestLookups(access, content);
  const readers = { ...content, headTag };
  const signatures = createSignatureLookups(access, readers);
  const referrers = createReferrersApi(access, { ...readers, isListed: signatures.isListed });
  return {
    host: access.host,
    pauses: options.pauses,
    fetchManifest,
    readTag,
    lookUpTag,
    lookUpManifest,
    fetchBlob,
    lookUpBlob,
    lookUpReferrers: referrers.lookUp,
    lookUpSignatures: signatures.lookUp,
    prefetchTags: signatures.prefetchTags,
    lookUpLocks: (lockable, signal) => lookUpLocks(access, lockable, signal),
    lookUpLabels: (repository, image, signal) => lookUpLabels(access, content, repository, image, signal),
  };
}
