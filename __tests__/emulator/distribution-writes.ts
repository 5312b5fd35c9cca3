// Owns the writes of the OCI distribution API over a store, for clients that push. Knows no identity.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push
import { randomUUID } from "node:crypto";
import { type Answer, emptyAnswer, type PartyRequest } from "./answers.ts";
import { type DistributionRoute, registryError } from "./distribution.ts";
import { digestOfBytes, type ManifestDocument, type RegistryStore, readManifestDocument } from "./registry-store.ts";

export interface DistributionWrites {
  /** Answers POST, PATCH and PUT of blobs and manifests. */
  write(route: DistributionRoute, request: PartyRequest): Answer;
}

const unsupported = () => registryError(405, "UNSUPPORTED", "The operation is unsupported.");

/** What a manifest needs and the repository does not have. */
function missingParts(store: RegistryStore, repository: string, document: ManifestDocument): string | undefined {
  const blobs = [document.config, ...(document.layers ?? [])].filter((part) => part !== undefined);
  return (
    blobs.find((part) => store.blob(repository, part.digest) === undefined)?.digest ??
    document.manifests?.find((part) => store.manifest(repository, part.digest) === undefined)?.digest
  );
}

export function createDistributionWrites(
  store: RegistryStore,
  putManifest: (repository: string, mediaType: string, bytes: Buffer, tag: string | undefined) => void,
  putBlob: (repository: string, bytes: Buffer) => void,
): DistributionWrites {
  const uploads = new Map<string, Buffer>();

  const accepted = (repository: string, upload: string): Answer => {
    const size = uploads.get(upload)?.length ?? 0;
    return emptyAnswer(202, {
      Location: `/v2/${repository}/blobs/uploads/${upload}`,
      "Docker-Upload-Uuid": upload,
      Range: `0-${Math.max(0, size - 1)}`,
    });
  };

  const finish = (repository: string, bytes: Buffer, digest: string | null): Answer => {
    if (digest !== digestOfBytes(bytes))
      return registryError(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    putBlob(repository, bytes);
    return emptyAnswer(201, { Location: `/v2/${repository}/blobs/${digest}`, "Docker-Content-Digest": digest });
  };

  const writeBlob = (repository: string, upload: string, request: PartyRequest): Answer => {
    const digest = request.query.get("digest");
    if (request.method === "POST") {
      const mounted = store.blob(request.query.get("from") ?? "", request.query.get("mount") ?? "");
      if (mounted !== undefined) return finish(repository, mounted, request.query.get("mount"));
      if (digest !== null) return finish(repository, request.body, digest);
      const id = randomUUID();
      uploads.set(id, Buffer.alloc(0));
      return accepted(repository, id);
    }
    const before = uploads.get(upload);
    if (before === undefined) return registryError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    uploads.set(upload, Buffer.concat([before, request.body]));
    if (request.method === "PATCH") return accepted(repository, upload);
    const bytes = uploads.get(upload) ?? before;
    uploads.delete(upload);
    return finish(repository, bytes, digest);
  };

  const writeManifest = (repository: string, reference: string, request: PartyRequest): Answer => {
    const digest = digestOfBytes(request.body);
    if (reference.startsWith("sha256:") && reference !== digest)
      return registryError(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    const document = readManifestDocument(request.body);
    const missing = missingParts(store, repository, document);
    if (missing !== undefined)
      return registryError(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry", { digest: missing });
    const mediaType = request.headers["content-type"] ?? document.mediaType ?? "";
    putManifest(repository, mediaType, request.body, reference.startsWith("sha256:") ? undefined : reference);
    return emptyAnswer(201, {
      Location: `/v2/${repository}/manifests/${digest}`,
      "Docker-Content-Digest": digest,
      ...(document.subject === undefined ? {} : { "OCI-Subject": document.subject.digest }),
    });
  };

  return {
    write(route, request) {
      if (route.kind === "uploads") return writeBlob(route.repository, route.upload, request);
      if (route.kind === "manifests" && request.method === "PUT")
        return writeManifest(route.repository, route.reference, request);
      return unsupported();
    },
  };
}
