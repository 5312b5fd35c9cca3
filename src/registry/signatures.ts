// Looks up cosign's manifests of a subject by their tags: in the repository's tag list where it is whole, one by one elsewhere.
// https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery
import { Coalescer } from "../coalesce.ts";
import { NetworkError, problemOf, RegistryError } from "../errors.ts";
import { parseJsonObject } from "../json.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import { isTag } from "../oci/reference.ts";
import type { Lookup } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import { apiPath, apiUrl } from "./api-url.ts";
import type { RegistryContent } from "./content.ts";
import type { RegistryResponse } from "./exchange.ts";
import type { ManifestLookups } from "./manifest-lookups.ts";
import { type Attempt, type Finding, isMachineReadable } from "./optional-lookup.ts";
import { statesAbsence } from "./response-error.ts";

/** cosign's signatures in one registry. */
export interface SignatureLookups {
  /** The manifests of a subject under these tags, in their order. */
  lookUp(
    repository: string,
    subject: Digest,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Lookup<Manifest>[]>;
  /** Whether the repository has a tag, by its tag list alone. Undefined: the list cannot tell. */
  isListed(repository: string, tag: string, signal: AbortSignal): Promise<boolean | undefined>;
  /** Starts the tag list before it is needed, where that saves time. */
  prefetchTags(repository: string, signal: AbortSignal): void;
}

const TAGS_PAGE_SIZE = 1000;
/** A page of tags of 128 characters, each with quotes and comma, and some more for the rest. */
const TAGS_MAX_BYTES = 256 * 1024;
/** How long a tag list may be used for a repository. */
const TAGS_KEPT_MS = 15_000;
/** Pauses before a tag that is listed but absent is read again: a replica lags. */
const LISTED_RETRY_MS = [1_000, 2_000];

/** cosign's signatures in one registry. */
export function createSignatureLookups(
  access: RegistryAccess,
  content: Pick<RegistryContent, "readManifest" | "tagsRead"> & Pick<ManifestLookups, "headTag">,
): SignatureLookups {
  const { host, side, flavour, clock, exchange, lookups, origin, hops, isOwnSite, nameOf } = access;
  const { readManifest, headTag } = content;
  const tagLists = new Map<string, { readonly lookup: Lookup<ReadonlySet<string>>; readonly untilMs: number }>();
  const listRequests = new Coalescer<Lookup<ReadonlySet<string>>>();

  const lookUp: SignatureLookups["lookUp"] = async (repository, subject, tags, signal) => {
    const listed = await wholeList(repository, signal);
    return Promise.all(
      tags.map((tag): Promise<Lookup<Manifest>> | Lookup<Manifest> => {
        if (listed === undefined) return lookUpUnlisted(repository, subject, tag, signal);
        return listed.has(tag) ? lookUpListed(repository, subject, tag, signal) : { kind: "absent" };
      }),
    );
  };

  /** All tags. Undefined where there is no list, or where it lacks a tag that was read: it lags, or shows only what a cache holds. */
  async function wholeList(repository: string, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    const list = await tagList(repository, signal);
    if (list.kind !== "known") return undefined;
    return [...content.tagsRead(repository)].every((tag) => list.value.has(tag)) ? list.value : undefined;
  }

  /** One 404 does not prove that a tag is absent that was seen before: a replica may lag. */
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
    const message = `${host} lists ${nameOf(repository, tag)}, but responds that it does not exist.`;
    return {
      kind: "unknown",
      problem: problemOf(new RegistryError("REGISTRY_INCONSISTENT", message, { side }), "observe"),
    };
  }

  /** HEAD is sent only where its 404 is reliable: elsewhere GET has to follow it either way. */
  async function lookUpUnlisted(
    repository: string,
    subject: Digest,
    tag: string,
    signal: AbortSignal,
  ): Promise<Lookup<Manifest>> {
    if (lookups.isHeadReliable) {
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
    return listRequests.run(
      repository,
      async (sharedSignal) => {
        const lookup = await lookups.at("tags", repository, (how) => listTags(repository, how), sharedSignal);
        // A list that is refused or too long is not requested again; a usable one becomes stale.
        const keptMs = lookup.kind === "known" ? TAGS_KEPT_MS : Number.POSITIVE_INFINITY;
        tagLists.set(repository, { lookup, untilMs: clock.nowMs() + keptMs });
        return lookup;
      },
      signal,
    );
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
        hops,
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
    if (flavour === "acr" && statesAbsence(response)) return { kind: "known", value: new Set() };
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

  return {
    lookUp,
    isListed: async (repository, tag, signal) => (await wholeList(repository, signal))?.has(tag),
    prefetchTags(repository, signal) {
      // Elsewhere the first request discovers how to log in; two at once would discover it twice.
      if (flavour === "acr") tagList(repository, signal).catch(() => undefined);
    },
  };
}

/** A tag list that exists, but cannot be used for this repository. */
const UNUSABLE = { kind: "absent", scope: "repository" } as const;

/** GitLab resolves the tag `sha256-<hex>` to the digest `sha256:<hex>`: the subject itself is not its own signature. */
function unlessSubject(found: Lookup<Manifest>, subject: Digest): Lookup<Manifest> {
  return found.kind === "known" && found.value.digest === subject ? { kind: "absent" } : found;
}
