// Owns the reading and writing of a registry's content as an import does it, wherever that content lives. Knows no import.
import type { RegistryStore } from "./registry-store.ts";
import type { AzureRegistry } from "./world.ts";

export interface ManifestContent {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface RegistryContent {
  readManifest(repository: string, reference: string): Promise<ManifestContent | undefined>;
  readBlob(repository: string, digest: string): Promise<Buffer | undefined>;
  writeBlob(repository: string, bytes: Buffer): Promise<void>;
  writeManifest(repository: string, manifest: ManifestContent): Promise<void>;
  writeTag(repository: string, tag: string, manifest: ManifestContent): Promise<void>;
}

/** The content of an Azure registry: in the real registry behind it, else in memory. */
export function contentOfRegistry(registry: AzureRegistry): RegistryContent {
  return registry.upstream?.content ?? contentOf(registry.store);
}

/** The same as an import reads it in a source: in the home region, which may be behind. */
export function contentOfSource(registry: AzureRegistry): RegistryContent {
  const content = contentOfRegistry(registry);
  const home = registry.replicas.homeView();
  if (home === undefined) return content;
  return { ...content, readManifest: async (repository, reference) => home.manifest(repository, reference) };
}

/** The content of a registry that lives in memory. */
export function contentOf(store: RegistryStore): RegistryContent {
  return {
    readManifest: async (repository, reference) => store.manifest(repository, reference),
    readBlob: async (repository, digest) => store.blob(repository, digest),
    writeBlob: async (repository, bytes) => void store.putBlob(repository, bytes),
    writeManifest: async (repository, { mediaType, bytes }) => void store.putManifest(repository, mediaType, bytes),
    writeTag: async (repository, tag, { digest }) => store.putTag(repository, tag, digest),
  };
}
