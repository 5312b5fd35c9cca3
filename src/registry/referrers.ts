// Looks up what refers to a manifest: by the referrers API first, then by the referrers tag of registries without it.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
import { problemOf, RegistryError } from "../errors.ts";
import type { HttpResponse } from "../http/http.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { MANIFEST_MAX_BYTES } from "../oci/manifest.ts";
import { isIndexMediaType, OCI_INDEX } from "../oci/media-type.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import type { Lookup, ReferrerList } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import { apiPath, apiUrl, nextPageUrl } from "./api-url.ts";
import type { RegistryContent } from "./content.ts";
import type { RegistryRead } from "./exchange.ts";
import type { ManifestLookups } from "./manifest-lookups.ts";
import type { Attempt, Finding } from "./optional-lookup.ts";
import type { SignatureLookups } from "./signatures.ts";

/** Referrers of one registry. */
export interface ReferrersApi {
  lookUp(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList>;
}

const PAGES_MAX = 50;
const REFERRERS_MAX = 2000;
const MINUTE_MS = 60_000;
/** ACR's smaller tiers allow 250 a minute, larger ones more: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const LEAST_A_MINUTE = 250;

type ReferrersContent = Pick<RegistryContent, "decode" | "readManifest" | "getByDigest"> &
  Pick<ManifestLookups, "headTag"> &
  Pick<SignatureLookups, "isListed">;

/** Referrers of one registry. */
export function createReferrersApi(
  access: RegistryAccess,
  { decode, readManifest, getByDigest, headTag, isListed }: ReferrersContent,
): ReferrersApi {
  const { host, exchange, lookups, clock, log, side, origin, hops, isOwnSite, nameOf } = access;
  /** When the lists of the last minute came: how many the registry allows shows once it refuses one. */
  const listedAtMs: number[] = [];
  let mostAMinute = LEAST_A_MINUTE;
  /** 0 before the first 429. */
  let paceMs = 0;
  let dueMs = 0;

  async function lookUp(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList> {
    const listed = await lookups.at("referrers", repository, (how) => list(repository, subject, how), signal);
    if (listed.kind === "known") return { found: listed.value };
    const tagged = await lookUpTag(repository, subject, signal);
    // The API exists but failed. The tag may be older than the API, so its list may be incomplete.
    return listed.kind === "unknown" ? { ...tagged, unknown: listed.problem } : tagged;
  }

  async function list(repository: string, subject: Digest, how: Attempt): Promise<Finding<readonly Descriptor[]>> {
    const read: RegistryRead = {
      method: "GET",
      url: apiUrl(origin, apiPath.referrers(repository, subject)),
      repository,
      action: "pull",
      accept: OCI_INDEX,
      maxBodyBytes: MANIFEST_MAX_BYTES,
      hops,
      ...(isOwnSite !== undefined && { isOwnSite }),
      expected: (mediaType) => mediaType === "" || isIndexMediaType(mediaType),
      what: `Listing what refers to ${nameOf(repository, subject)}`,
      onThrottled: () => {
        mostAMinute = Math.max(mostAMinute, countLastMinute());
        paceMs = MINUTE_MS / mostAMinute;
        // The allowance is used up now. It grows from now on, also while no request is sent.
        dueMs = Math.max(dueMs, clock.nowMs());
      },
      ...how,
    };
    let received = await inPace(how.signal, () => exchange.send(read));
    const absence = lookups.absenceOf(received);
    if (absence !== undefined) return absence;
    const found: Descriptor[] = [];
    for (let pages = 1; ; pages += 1) {
      const { response, url } = received;
      if (response.status !== 200) throw exchange.failure(received);
      const index = decode(withList(response), read.what);
      if (index.kind !== "index") throw exchange.invalid(received, "the response is not an index");
      found.push(...index.manifests);
      const next = nextPageUrl(response.headers.get("link"), url, side);
      if (next === undefined) return { kind: "known", value: found };
      if (pages >= PAGES_MAX || found.length > REFERRERS_MAX) throw tooMany(read.what);
      const page = { ...read, url: next };
      // After a redirect to another host, pages are read without credentials, as the first one was.
      received = await inPace(how.signal, () =>
        next.origin === origin ? exchange.send(page) : exchange.sendWithoutCredentials(page),
      );
    }
  }

  function tooMany(what: string): RegistryError {
    return new RegistryError(
      "REFERRERS_TOO_MANY",
      `${what} failed: the list has more than ${REFERRERS_MAX} referrers or ${PAGES_MAX} pages.`,
      {
        side,
      },
    );
  }

  function countLastMinute(): number {
    const sinceMs = clock.nowMs() - MINUTE_MS;
    const first = listedAtMs.findIndex((atMs) => atMs > sinceMs);
    listedAtMs.splice(0, first < 0 ? listedAtMs.length : first);
    return listedAtMs.length;
  }

  /** Sends the request of a list when the pace allows it. */
  async function inPace<T>(signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    await keepPace(signal);
    const received = await send();
    listedAtMs.push(clock.nowMs());
    return received;
  }

  async function keepPace(signal: AbortSignal): Promise<void> {
    if (paceMs === 0) return;
    const nowMs = clock.nowMs();
    // An unused allowance grows for a minute at most.
    const slotMs = Math.max(nowMs - MINUTE_MS, dueMs);
    dueMs = slotMs + paceMs;
    if (slotMs > nowMs) await clock.sleep(slotMs - nowMs, signal);
  }

  /** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
  async function lookUpTag(repository: string, subject: Digest, signal: AbortSignal): Promise<ReferrerList> {
    const tag = subject.replace(":", "-");
    // Docker Hub counts each GET as a pull, also of a tag that does not exist. The tag list is requested for cosign's tags anyway.
    if (host === DOCKER_HUB) {
      if ((await isListed(repository, tag, signal)) === false) return { found: [] };
      const head = await headTag(repository, tag, signal);
      if (head.kind === "known" && head.value === undefined) return { found: [] };
    }
    const read = await lookups.read((how) => readManifest(repository, tag, how, true), signal);
    if (read.kind === "unknown") return { found: [], unknown: read.problem };
    // GitLab resolves this tag to the subject itself.
    if (read.kind === "absent" || read.value.kind !== "index" || read.value.digest === subject) return { found: [] };
    const { manifests } = read.value;
    if (manifests.length > REFERRERS_MAX) {
      return { found: [], unknown: problemOf(tooMany(`Reading ${nameOf(repository, tag)}`), "observe") };
    }
    const checked = await Promise.all(manifests.map((each) => checkReferral(subject, each, repository, signal)));
    const unknown = checked.find((check) => check !== "refers" && check !== "stranger" && check !== "gone");
    const those = (result: Referral) => manifests.filter((_descriptor, at) => checked[at] === result);
    const gone = those("gone");
    return {
      found: those("refers"),
      ...(gone.length > 0 && { gone }),
      ...(unknown !== undefined && { unknown: unknown.problem }),
    };
  }

  /** Anyone who can push a tag can write that list. A referrer counts only if its own manifest names the subject. */
  async function checkReferral(
    subject: Digest,
    { digest }: Descriptor,
    repository: string,
    signal: AbortSignal,
  ): Promise<Referral> {
    const read = await lookups.read((how) => getByDigest(repository, digest, how), signal);
    if (read.kind === "unknown") return read;
    if (read.kind === "absent") return "gone";
    if (read.value.subject?.digest === subject) return "refers";
    log.debug(
      `${nameOf(repository, digest)} is listed as a referrer of ${subject}, but its manifest does not name that subject.`,
    );
    return "stranger";
  }

  return { lookUp };
}

/** What the manifest of a listed referrer says. */
type Referral = "refers" | "stranger" | "gone" | Extract<Lookup<never>, { kind: "unknown" }>;

/** Go's registries write an empty list as null, which is not a valid index. */
function withList(response: HttpResponse): HttpResponse {
  const text = Buffer.from(response.body).toString("utf8");
  if (text.length > 1024 || !/"manifests"\s*:\s*null/.test(text)) return response;
  return { ...response, body: Buffer.from(text.replace(/("manifests"\s*:\s*)null/, "$1[]")) };
}
