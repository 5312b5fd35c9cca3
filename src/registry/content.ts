// Reads manifests and blobs and proves them by their digest: bytes are hashed, headers are hints.
import { Coalescer } from "../coalesce.ts";
import { ManifestError, NetworkError } from "../errors.ts";
import { ERROR_MAX_BYTES, type HttpResponse } from "../http/http.ts";
import { type Digest, digestOf, isDigest } from "../oci/digest.ts";
import { decodeManifest, MANIFEST_MAX_BYTES, type Manifest } from "../oci/manifest.ts";
import { isDockerSchema1, isIndexMediaType, MANIFEST_MEDIA_TYPES } from "../oci/media-type.ts";
import type { Lookup, ManifestFacts, RegistryReader } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import { apiPath, apiUrl } from "./api-url.ts";
import type { RegistryRead, RegistryResponse } from "./exchange.ts";
import { type Attempt, isMachineReadable, mediaTypeOf } from "./optional-lookup.ts";
import { isAcceptTooNarrow, statesAbsence, statesAbsenceOtherwise } from "./response-error.ts";

/** Manifests and blobs of one registry. */
export interface RegistryContent
  extends Pick<RegistryReader, "fetchManifest" | "readTag" | "fetchBlob" | "lookUpBlob"> {
  requestManifest(
    method: "GET" | "HEAD",
    repository: string,
    reference: string | Digest,
    how: Attempt,
    options?: Partial<Pick<RegistryRead, "accept" | "expected" | "maxBodyBytes">>,
  ): Promise<RegistryResponse>;
  /** An optional read of a manifest. Undefined: absent, or, with `mustBeIndex`, not an index. */
  readManifest(
    repository: string,
    reference: string | Digest,
    how: Attempt,
    mustBeIndex?: boolean,
  ): Promise<Manifest | undefined>;
  /** @throws ManifestError with `what` in its message */
  decode(response: HttpResponse, what: string): Manifest;
  /** Tags that {@link RegistryReader.fetchManifest} or HEAD found in a repository. */
  tagsRead(repository: string): ReadonlySet<string>;
  rememberTag(repository: string, tag: string): void;
  /** {@link RegistryReader.fetchBlob} as it is to be sent. */
  readBlob(repository: string, digest: Digest, maxBytes: number, how: Attempt): Promise<Uint8Array>;
  /** GETs a manifest that is listed somewhere. Undefined: GET responds 404; no other response proves that it is absent. */
  getByDigest(repository: string, digest: Digest, how: Attempt): Promise<Manifest | undefined>;
  /** What is known of a manifest of the source that was read or looked up by its digest in this run. */
  factsOf(repository: string, digest: Digest): ManifestFacts | undefined;
  remember(repository: string, digest: Digest, facts: ManifestFacts): void;
}

/** Blobs are in a storage account or a CDN. */
const BLOB_HOPS_MAX = 1;
/** Every type that a tag may point to, also those that cannot be decoded; ACR may not count the wildcard. */
export const WIDE_ACCEPT = [
  ...MANIFEST_MEDIA_TYPES,
  "application/vnd.oci.artifact.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v1+prettyjws",
  "application/vnd.docker.distribution.manifest.v1+json",
  "*/*",
].join(", ");

interface BlobSize {
  readonly sizeBytes: number | undefined;
}

/** Manifests and blobs of one registry under one identity. */
export function createRegistryContent(access: RegistryAccess): RegistryContent {
  const { side, exchange, lookups, origin, hops, nameOf } = access;
  const blobLookups = new Coalescer<Lookup<BlobSize>>();
  const tagsByRepository = new Map<string, Set<string>>();
  const factsByDigest = new Map<string, ManifestFacts>();

  const requestManifest: RegistryContent["requestManifest"] = async (
    method,
    repository,
    reference,
    how,
    options = {},
  ) => {
    const verb = method === "GET" ? "Reading" : "Looking up";
    return exchange.send({
      method,
      url: apiUrl(origin, apiPath.manifest(repository, reference)),
      repository,
      action: "pull",
      accept: MANIFEST_MEDIA_TYPES.join(", "),
      maxBodyBytes: method === "GET" ? MANIFEST_MAX_BYTES : ERROR_MAX_BYTES,
      hops,
      expected: isMachineReadable,
      what: `${verb} ${nameOf(repository, reference)}`,
      ...how,
      ...options,
    });
  };

  /** Reads no more than an index states of a manifest: what all of them state together is within the image's budget. */
  async function requestStated(
    repository: string,
    reference: string | Digest,
    how: Attempt,
    statedBytes: number | undefined,
  ): Promise<RegistryResponse> {
    // A response with an error may be longer than the manifest, and a manifest that is a little longer is reported as such.
    const maxBodyBytes = Math.min(MANIFEST_MAX_BYTES, Math.max(statedBytes ?? MANIFEST_MAX_BYTES, ERROR_MAX_BYTES));
    try {
      return await requestManifest("GET", repository, reference, how, { maxBodyBytes });
    } catch (error) {
      const isOverStated = error instanceof NetworkError && error.code === "ANSWER_TOO_LARGE";
      if (!isOverStated || maxBodyBytes === MANIFEST_MAX_BYTES) throw error;
      const message = `${nameOf(repository, reference)} has more than the ${statedBytes} bytes that are stated of it.`;
      throw new ManifestError("MANIFEST_INVALID", message, { side, cause: error });
    }
  }

  // Docker Hub counts each GET of a manifest as a pull and no HEAD. A HEAD first would save none, because the GET follows.
  async function fetchManifest(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
    statedBytes?: number,
  ): Promise<Manifest | undefined> {
    const received = await requestStated(repository, reference, { repeat: "safe", signal }, statedBytes);
    if (statesAbsence(received.response)) return undefined;
    if (side === "source" && statesAbsenceOtherwise(received.response)) throw exchange.missing(received);
    const manifest = receivedManifest(received, reference);
    remember(repository, reference, manifest);
    if (!isDigest(reference)) rememberTag(repository, reference);
    return manifest;
  }

  // The registry has served the image: what it refuses here, or what cannot be the content, counts as absent.
  async function readManifest(
    repository: string,
    reference: string | Digest,
    how: Attempt,
    mustBeIndex = false,
  ): Promise<Manifest | undefined> {
    const received = await requestManifest("GET", repository, reference, how, {
      expected: mustBeIndex ? (mediaType) => mediaType === "" || isIndexMediaType(mediaType) : isMachineReadable,
    });
    if (!isAcceptTooNarrow(received.response) && lookups.absenceOf(received) !== undefined) return undefined;
    // In an ACR, too, the referrers tag counts only as an index.
    if (mustBeIndex && received.response.status === 200 && !isIndexMediaType(mediaTypeOf(received.response))) {
      return undefined;
    }
    const manifest = receivedManifest(received, reference);
    remember(repository, reference, manifest);
    return manifest;
  }

  const getByDigest: RegistryContent["getByDigest"] = async (repository, digest, how) => {
    const received = await requestManifest("GET", repository, digest, how);
    if (received.response.status === 404 && !isAcceptTooNarrow(received.response)) return undefined;
    const manifest = receivedManifest(received, digest);
    remember(repository, digest, manifest);
    return manifest;
  };

  function rememberTag(repository: string, tag: string): void {
    tagsByRepository.set(repository, (tagsByRepository.get(repository) ?? new Set()).add(tag));
  }

  function remember(repository: string, reference: string | Digest, { mediaType, sizeBytes }: ManifestFacts): void {
    // Only what is imported is looked up again.
    if (side === "source" && isDigest(reference))
      factsByDigest.set(`${repository}@${reference}`, { mediaType, sizeBytes });
  }

  function receivedManifest(received: RegistryResponse, reference: string | Digest): Manifest {
    const { response, read } = received;
    if (response.status !== 200) throw exchange.failure(received);
    const digest = digestOf(response.body);
    if (isDigest(reference) && reference !== digest) {
      throw exchange.mismatch(read.what, `the registry served content with digest ${digest}`);
    }
    const stated = response.headers.get("docker-content-digest");
    // Some registries leave the header out. One that contradicts the content shows that something is wrong.
    if (stated !== undefined && stated !== digest) {
      throw exchange.mismatch(
        read.what,
        `Docker-Content-Digest is ${printable(stated)}, but the content's digest is ${digest}`,
      );
    }
    return decode(response, read.what);
  }

  function decode(response: HttpResponse, what: string): Manifest {
    try {
      return decodeManifest(response.body, response.headers.get("content-type") ?? "");
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      const { code, stage, message, remedy } = error;
      throw new ManifestError(code, `${what} failed: ${message}`, { stage, side, remedy, cause: error });
    }
  }

  const readTag: RegistryContent["readTag"] = async (repository, tag, signal) => {
    const how = { repeat: "safe", signal } as const;
    let received = await requestManifest("GET", repository, tag, how);
    // ACR hides content of a type that Accept does not list: an OCI artifact manifest, for example.
    if (isAcceptTooNarrow(received.response))
      received = await requestManifest("GET", repository, tag, how, { accept: WIDE_ACCEPT });
    const { response } = received;
    if (statesAbsence(response)) return undefined;
    const stated = response.headers.get("docker-content-digest");
    // The digest of a signed schema 1 manifest is not the digest of its bytes: only the registry can state it.
    if (response.status === 200 && isDockerSchema1(mediaTypeOf(response)) && stated !== undefined && isDigest(stated)) {
      return { digest: stated, manifest: undefined };
    }
    try {
      const manifest = receivedManifest(received, tag);
      return { digest: manifest.digest, manifest };
    } catch (error) {
      const digest = digestOf(response.body);
      if (!(error instanceof ManifestError) || stated !== digest) throw error;
      return { digest, manifest: undefined };
    }
  };

  const blobRead = (repository: string, digest: Digest) => ({
    url: apiUrl(origin, apiPath.blob(repository, digest)),
    repository,
    action: "pull" as const,
    expected: () => true,
  });

  const readBlob: RegistryContent["readBlob"] = async (repository, digest, maxBytes, how) => {
    const what = `Reading blob ${nameOf(repository, digest)}`;
    const received = await exchange.send({
      ...blobRead(repository, digest),
      method: "GET",
      maxBodyBytes: maxBytes,
      hops: BLOB_HOPS_MAX,
      what,
      ...how,
    });
    if (received.response.status !== 200) throw exchange.failure(received);
    const actual = digestOf(received.response.body);
    if (actual !== digest) throw exchange.mismatch(what, `the registry served content with digest ${actual}`);
    return received.response.body;
  };

  const lookUpBlob: RegistryContent["lookUpBlob"] = (repository, digest, signal) => {
    const attempt = async (how: Attempt): Promise<BlobSize | undefined> => {
      const received = await exchange.send({
        ...blobRead(repository, digest),
        method: "HEAD",
        maxBodyBytes: ERROR_MAX_BYTES,
        hops: 0,
        // A redirect shows that the blob is there; it is not followed.
        isOwnSite: () => false,
        // Unlike a manifest, which is JSON, a blob may be any bytes, also those of a response.
        closeAfter: true,
        what: `Looking up blob ${nameOf(repository, digest)}`,
        ...how,
      });
      const { response } = received;
      if (response.status === 307) return { sizeBytes: undefined };
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw exchange.failure(received);
      const length = response.headers.get("content-length") ?? "";
      if (!/^[0-9]{1,15}$/.test(length)) throw exchange.invalid(received, "it does not state the size of the blob");
      return { sizeBytes: Number(length) };
    };
    // Images side by side share layers.
    const key = `${repository}@${digest}`;
    return blobLookups.run(key, (shared) => lookups.read(attempt, shared), signal);
  };

  return {
    fetchManifest,
    readTag,
    fetchBlob: (repository, digest, maxBytes, signal) =>
      readBlob(repository, digest, maxBytes, { repeat: "safe", signal }),
    readBlob,
    lookUpBlob,
    requestManifest,
    readManifest,
    decode,
    tagsRead: (repository) => tagsByRepository.get(repository) ?? new Set(),
    getByDigest,
    rememberTag,
    factsOf: (repository, digest) => factsByDigest.get(`${repository}@${digest}`),
    remember,
  };
}

/** A header's value as messages quote it. */
export function printable(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
