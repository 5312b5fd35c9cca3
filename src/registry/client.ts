// Reads one registry by the OCI distribution API, and an ACR's locks. Bytes are hashed; headers are hints; it writes nothing.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
import { ManifestError, NetworkError, problemOf, RegistryError } from "../errors.ts";
import { ERROR_MAX_BYTES, type HttpResponse } from "../http/http.ts";
import { type Digest, digestOf, isDigest } from "../oci/digest.ts";
import { decodeManifest, MANIFEST_MAX_BYTES, type Manifest } from "../oci/manifest.ts";
import { isDockerSchema1, isIndexMediaType, MANIFEST_MEDIA_TYPES } from "../oci/media-type.ts";
import { formatReference, isTag } from "../oci/reference.ts";
import type { Clock, Lockable, Locks, Lookup, RegistryReader, TagTarget } from "../ports.ts";
import { acrPath, apiOrigin, apiPath, apiUrl } from "./api-url.ts";
import {
  createRegistryExchange,
  type RegistryExchangeOptions,
  type RegistryRead,
  type RegistryResponse,
} from "./exchange.ts";
import { asJsonObject, parseJsonObject } from "./json-answer.ts";
import {
  type Attempt,
  createOptionalLookups,
  type Finding,
  isMachineReadable,
  mediaTypeOf,
} from "./optional-lookup.ts";
import { createReferrersApi } from "./referrers.ts";
import { isAcceptTooNarrow, saysAbsent } from "./response-error.ts";
import { SingleFlight } from "./single-flight.ts";

/** What {@link createRegistryReader} is made of. */
export interface RegistryReaderOptions extends RegistryExchangeOptions {
  readonly clock: Clock;
  /** Whether another host belongs to the registry's own site. Undefined: only the registry's own host does. */
  readonly isOwnSite?: (host: string) => boolean;
}

/** Other registries may send a read elsewhere, as registry.k8s.io does to regional hosts. */
const READ_HOPS_MAX = 3;
/** Blobs lie in a storage account or CDN. */
const BLOB_HOPS_MAX = 1;
/** Every type that a tag may point to, also those that cannot be decoded; ACR may not count the wildcard. */
const WIDE_ACCEPT = [
  ...MANIFEST_MEDIA_TYPES,
  "application/vnd.oci.artifact.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v1+prettyjws",
  "application/vnd.docker.distribution.manifest.v1+json",
  "*/*",
].join(", ");
const TAGS_PAGE_SIZE = 1000;
/** A page of tags of 128 characters, each with quotes and comma, and some more for the rest. */
const TAGS_MAX_BYTES = 256 * 1024;
/** How long a tag list may be used for a repository. */
const TAGS_KEPT_MS = 15_000;
/** Pauses before a tag that is listed and yet absent is read again: a replica lags. */
const LISTED_RETRY_MS = [1_000, 2_000];

/** Reads one registry under one identity. */
export function createRegistryReader(options: RegistryReaderOptions): RegistryReader {
  const { host, side, flavour, clock, log } = options;
  const origin = apiOrigin(host);
  const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;
  const ownHost = new URL(origin).host;
  // An ACR redirects none of its reads; that it does is an error and no absence.
  const isOwnSite = flavour === "acr" ? undefined : (options.isOwnSite ?? ((other: string) => other === ownHost));
  const exchange = createRegistryExchange(options);
  const lookups = createOptionalLookups({ host, flavour, clock, log });
  const tagLists = new Map<string, { readonly lookup: Lookup<ReadonlySet<string>>; readonly untilMs: number }>();
  /** Tags that were read, by repository. */
  const tagsRead = new Map<string, Set<string>>();
  const tagFlights = new SingleFlight<Lookup<ReadonlySet<string>>>();

  const nameOf = (repository: string, reference: string) =>
    formatReference({
      registry: host,
      repository,
      ...(isDigest(reference) ? { digest: reference } : { tag: reference }),
    });

  const referrers = createReferrersApi({
    exchange,
    lookups,
    clock,
    log,
    side,
    origin,
    hops: readHops,
    ...(isOwnSite !== undefined && { isOwnSite }),
    nameOf,
    decode: decoded,
    readManifest,
  });

  function requestManifest(
    method: "GET" | "HEAD",
    repository: string,
    reference: string | Digest,
    how: Attempt,
    options: Partial<Pick<RegistryRead, "accept" | "expected">> = {},
  ): Promise<RegistryResponse> {
    const verb = method === "GET" ? "Reading" : "Looking for";
    return exchange.send({
      method,
      url: apiUrl(origin, apiPath.manifest(repository, reference)),
      repository,
      action: "pull",
      accept: MANIFEST_MEDIA_TYPES.join(", "),
      maxBodyBytes: method === "GET" ? MANIFEST_MAX_BYTES : ERROR_MAX_BYTES,
      hops: readHops,
      expected: isMachineReadable,
      what: `${verb} ${nameOf(repository, reference)}`,
      ...how,
      ...options,
    });
  }

  // Docker Hub counts each GET of a manifest as a pull and no HEAD; a HEAD in front would save none, as the GET follows.
  async function fetchManifest(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
  ): Promise<Manifest | undefined> {
    const received = await requestManifest("GET", repository, reference, { repeat: "safe", signal });
    if (saysAbsent(received.response)) return undefined;
    const manifest = receivedManifest(received, reference);
    if (!isDigest(reference)) {
      const tags = tagsRead.get(repository) ?? new Set();
      tagsRead.set(repository, tags.add(reference));
    }
    return manifest;
  }

  /** The same as an optional read: what the registry refuses or cannot be the content is absent, since it has served others. */
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
    // Of an ACR, too, the referrers tag counts only as an index.
    if (mustBeIndex && received.response.status === 200 && !isIndexMediaType(mediaTypeOf(received.response))) {
      return undefined;
    }
    return receivedManifest(received, reference);
  }

  function receivedManifest(received: RegistryResponse, reference: string | Digest): Manifest {
    const { response, read } = received;
    if (response.status !== 200) throw exchange.failure(received);
    const digest = digestOf(response.body);
    if (isDigest(reference) && reference !== digest) {
      throw exchange.mismatch(read.what, `the registry served content whose digest is ${digest}`);
    }
    const stated = response.headers.get("docker-content-digest");
    // Some registries leave the header out; one that contradicts the content shows that something is wrong.
    if (stated !== undefined && stated !== digest) {
      throw exchange.mismatch(
        read.what,
        `Docker-Content-Digest says ${printable(stated)}, the content's digest is ${digest}`,
      );
    }
    return decoded(response, read.what);
  }

  function decoded(response: HttpResponse, what: string): Manifest {
    try {
      return decodeManifest(response.body, response.headers.get("content-type") ?? "");
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      const { code, stage, message, remedy } = error;
      throw new ManifestError(code, `${what} failed: ${message}`, { stage, side, remedy, cause: error });
    }
  }

  async function readTag(repository: string, tag: string, signal: AbortSignal): Promise<TagTarget | undefined> {
    const how = { repeat: "safe", signal } as const;
    let received = await requestManifest("GET", repository, tag, how);
    // ACR hides content of a type that Accept does not list: an OCI artifact manifest, for example.
    if (isAcceptTooNarrow(received.response))
      received = await requestManifest("GET", repository, tag, how, { accept: WIDE_ACCEPT });
    const { response } = received;
    if (saysAbsent(response)) return undefined;
    const stated = response.headers.get("docker-content-digest");
    // The digest of a signed schema 1 manifest is not the one of its bytes: only the registry can state it.
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
  }

  /** HEAD of a tag. A 404 is a result: the value is undefined. */
  function headTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest | undefined>> {
    const attempt = async (how: Attempt): Promise<Finding<Digest | undefined>> => {
      const received = await requestManifest("HEAD", repository, tag, how);
      const { response } = received;
      if (response.status === 404) return { kind: "known", value: undefined };
      const absence = lookups.absenceOf(received);
      if (absence !== undefined) return absence;
      if (response.status !== 200) throw exchange.failure(received);
      const stated = response.headers.get("docker-content-digest") ?? "";
      if (!isDigest(stated)) throw exchange.invalid(received, `Docker-Content-Digest is ${printable(stated)}`);
      return { kind: "known", value: stated };
    };
    return lookups.at("head", repository, attempt, signal);
  }

  async function lookUpTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest>> {
    const head = await headTag(repository, tag, signal);
    // A registry without HEAD says nothing of the tag.
    if (head.kind === "absent")
      return { kind: "unknown", problem: problemOf(headUnsupported(repository, tag), "observe") };
    if (head.kind === "unknown") return head;
    if (head.value !== undefined) return { kind: "known", value: head.value };
    if (lookups.isHeadBelieved) return { kind: "absent" };
    const read = await lookups.read((how) => readManifest(repository, tag, how), signal);
    return read.kind === "known" ? { kind: "known", value: read.value.digest } : read;
  }

  function headUnsupported(repository: string, tag: string): RegistryError {
    const message = `${host} does not answer HEAD requests, so that ${nameOf(repository, tag)} was not looked up.`;
    return new RegistryError("REGISTRY_ANSWER_UNEXPECTED", message, { side });
  }

  async function lookUpSignatures(
    repository: string,
    subject: Digest,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Lookup<Manifest>[]> {
    const list = await tagList(repository, signal);
    // A list that lacks a tag which was read shows only a part, such as what a cache holds, or lags.
    const isWhole = list.kind === "known" && [...(tagsRead.get(repository) ?? [])].every((tag) => list.value.has(tag));
    return Promise.all(
      tags.map((tag): Promise<Lookup<Manifest>> | Lookup<Manifest> => {
        if (!isWhole) return lookUpUnlisted(repository, subject, tag, signal);
        return list.value.has(tag) ? lookUpListed(repository, subject, tag, signal) : { kind: "absent" };
      }),
    );
  }

  /** A tag that was seen is not taken for absent by one 404 of a replica that lags. */
  async function lookUpListed(
    repository: string,
    subject: Digest,
    tag: string,
    signal: AbortSignal,
  ): Promise<Lookup<Manifest>> {
    for (const pauseMs of [0, ...LISTED_RETRY_MS]) {
      if (pauseMs > 0) await clock.sleep(pauseMs, signal);
      const found = await lookups.read((how) => readManifest(repository, tag, how), signal);
      if (found.kind !== "absent") return unlessSubject(found, subject);
    }
    const name = nameOf(repository, tag);
    const error = new RegistryError("REGISTRY_INCONSISTENT", `${host} lists ${name} and does not serve it.`, {
      side,
    });
    return { kind: "unknown", problem: problemOf(error, "observe") };
  }

  /** HEAD is asked only where its 404 would be believed: elsewhere GET would have to follow it either way. */
  async function lookUpUnlisted(
    repository: string,
    subject: Digest,
    tag: string,
    signal: AbortSignal,
  ): Promise<Lookup<Manifest>> {
    if (lookups.isHeadBelieved) {
      const head = await headTag(repository, tag, signal);
      if (head.kind === "known") {
        return head.value === undefined ? { kind: "absent" } : lookUpListed(repository, subject, tag, signal);
      }
    }
    const found = await lookups.read((how) => readManifest(repository, tag, how), signal);
    return unlessSubject(found, subject);
  }

  function tagList(repository: string, signal: AbortSignal): Promise<Lookup<ReadonlySet<string>>> {
    const kept = tagLists.get(repository);
    if (kept !== undefined && clock.nowMs() < kept.untilMs) return Promise.resolve(kept.lookup);
    return tagFlights.run(
      repository,
      async (flightSignal) => {
        const lookup = await lookups.at("tags", repository, (how) => listTags(repository, how), flightSignal);
        // A list that is refused or too long stays so; one that can be used gets stale.
        const keptMs = lookup.kind === "known" ? TAGS_KEPT_MS : Number.POSITIVE_INFINITY;
        tagLists.set(repository, { lookup, untilMs: clock.nowMs() + keptMs });
        return lookup;
      },
      signal,
    );
  }

  function prefetchTags(repository: string, signal: AbortSignal): void {
    // Elsewhere the first request has to discover how to log in; two at once would discover it twice.
    if (flavour === "acr") tagList(repository, signal).catch(() => undefined);
  }

  /** All tags of a repository; absent where they do not fit on one page. */
  async function listTags(repository: string, how: Attempt): Promise<Finding<ReadonlySet<string>>> {
    let received: RegistryResponse;
    try {
      received = await exchange.send({
        method: "GET",
        url: apiUrl(origin, apiPath.tags(repository), { n: String(TAGS_PAGE_SIZE) }),
        repository,
        action: "metadata_read",
        accept: "application/json",
        maxBodyBytes: TAGS_MAX_BYTES,
        hops: readHops,
        ...(isOwnSite !== undefined && { isOwnSite }),
        expected: isMachineReadable,
        what: `Listing the tags of ${host}/${repository}`,
        ...how,
      });
    } catch (error) {
      if (error instanceof NetworkError && error.code === "ANSWER_TOO_LARGE") return UNUSABLE;
      throw error;
    }
    const { response } = received;
    if (flavour === "acr" && saysAbsent(response)) return { kind: "known", value: new Set() };
    const absence = lookups.absenceOf(received);
    if (absence !== undefined) return absence;
    if (response.status !== 200) throw exchange.failure(received);
    const body = parseJsonObject(response.body);
    // Go's registries write an empty list as null.
    const tags = body?.["tags"] ?? (body !== undefined && "tags" in body ? [] : undefined);
    if (!Array.isArray(tags)) throw exchange.invalid(received, "the response is not a list of tags");
    const isWhole = response.headers.get("link") === undefined && tags.length < TAGS_PAGE_SIZE;
    if (!isWhole) return UNUSABLE;
    return {
      kind: "known",
      value: new Set(tags.filter((tag): tag is string => typeof tag === "string" && isTag(tag))),
    };
  }

  async function fetchBlob(
    repository: string,
    digest: Digest,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const what = `Reading blob ${nameOf(repository, digest)}`;
    const received = await exchange.send({
      method: "GET",
      url: apiUrl(origin, apiPath.blob(repository, digest)),
      repository,
      action: "pull",
      maxBodyBytes: maxBytes,
      hops: BLOB_HOPS_MAX,
      expected: () => true,
      repeat: "safe",
      what,
      signal,
    });
    if (received.response.status !== 200) throw exchange.failure(received);
    const actual = digestOf(received.response.body);
    if (actual !== digest) throw exchange.mismatch(what, `the content's digest is ${actual}`);
    return received.response.body;
  }

  function lookUpBlob(
    repository: string,
    digest: Digest,
    signal: AbortSignal,
  ): Promise<Lookup<{ readonly sizeBytes: number | undefined }>> {
    const attempt = async (how: Attempt): Promise<{ readonly sizeBytes: number | undefined } | undefined> => {
      const received = await exchange.send({
        method: "HEAD",
        url: apiUrl(origin, apiPath.blob(repository, digest)),
        repository,
        action: "pull",
        maxBodyBytes: ERROR_MAX_BYTES,
        hops: 0,
        // A redirect answers that the blob is there; it is not followed.
        isOwnSite: () => false,
        expected: () => true,
        what: `Looking for blob ${nameOf(repository, digest)}`,
        ...how,
      });
      const { response } = received;
      if (response.status === 307) return { sizeBytes: undefined };
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw exchange.failure(received);
      const length = response.headers.get("content-length") ?? "";
      return { sizeBytes: /^[0-9]{1,15}$/.test(length) ? Number(length) : undefined };
    };
    return lookups.read(attempt, signal);
  }

  function lookUpLocks(lockable: Lockable, signal: AbortSignal): Promise<Lookup<Locks>> {
    return lookups.read((how) => readLocks(lockable, how), signal);
  }

  async function readLocks(lockable: Lockable, how: Attempt): Promise<Locks | undefined> {
    const { repository } = lockable;
    const [path, name, part] =
      "tag" in lockable
        ? [acrPath.tag(repository, lockable.tag), nameOf(repository, lockable.tag), "tag"]
        : "digest" in lockable
          ? [acrPath.manifest(repository, lockable.digest), nameOf(repository, lockable.digest), "manifest"]
          : [acrPath.repository(repository), `${host}/${repository}`, undefined];
    const what = `Reading the locks of ${name}`;
    if (flavour !== "acr") {
      throw new RegistryError("LOCKS_UNSUPPORTED", `${what} failed: only an ACR has locks.`, { side });
    }
    const received = await exchange.send({
      method: "GET",
      url: apiUrl(origin, path),
      repository,
      action: "metadata_read",
      accept: "application/json",
      maxBodyBytes: TAGS_MAX_BYTES,
      hops: 0,
      expected: () => true,
      what,
      ...how,
    });
    if (saysAbsent(received.response)) return undefined;
    if (received.response.status !== 200) throw exchange.failure(received);
    const body = parseJsonObject(received.response.body);
    const subject = part === undefined ? body : asJsonObject(body?.[part]);
    const writeEnabled = asJsonObject(subject?.["changeableAttributes"])?.["writeEnabled"];
    // A missing attribute does not mean "not locked".
    if (typeof writeEnabled !== "boolean") {
      throw exchange.invalid(received, "the response does not say whether it is locked");
    }
    return { writeEnabled };
  }

  return {
    host,
    fetchManifest,
    readTag,
    lookUpTag,
    lookUpReferrers: referrers.lookUp,
    lookUpSignatures,
    prefetchTags,
    fetchBlob,
    lookUpBlob,
    lookUpLocks,
  };
}

/** A tag list that exists, but cannot be used for this repository. */
const UNUSABLE = { kind: "absent", scope: "repository" } as const;

/** GitLab resolves the tag `sha256-<hex>` to the digest `sha256:<hex>`: the subject itself is not its own signature. */
function unlessSubject(found: Lookup<Manifest>, subject: Digest): Lookup<Manifest> {
  return found.kind === "known" && found.value.digest === subject ? { kind: "absent" } : found;
}

function printable(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
