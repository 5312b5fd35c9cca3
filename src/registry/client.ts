// Reads one registry by the OCI distribution API, and an ACR's locks. Bytes are hashed; headers are hints; it writes nothing.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
import { ManifestError, RegistryError, type Side } from "../errors.ts";
import { ERROR_MAX_BYTES, type Http, type HttpResponse } from "../http/http.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type Digest, digestOf, isDigest } from "../oci/digest.ts";
import { decodeManifest, MANIFEST_MAX_BYTES, type Manifest } from "../oci/manifest.ts";
import { MANIFEST_MEDIA_TYPES, OCI_INDEX } from "../oci/media-type.ts";
import { DOCKER_HUB, formatReference, isTag } from "../oci/reference.ts";
import type { Clock, Lockable, Locks, Log, RegistryReader } from "../ports.ts";
import { acrPath, apiOrigin, apiPath, apiUrl, nextPageUrl, redirectTarget } from "./api-url.ts";
import type { Authorization, RepositoryScope } from "./authorization.ts";
import { asJsonObject, parseJsonObject } from "./json-answer.ts";
import {
  type FailedExchange,
  type RegistryFlavour,
  redirectError,
  responseError,
  saysAbsent,
  statedErrors,
} from "./response-error.ts";
import { SingleFlight } from "./single-flight.ts";

/** What {@link createRegistryReader} is made of. */
export interface RegistryReaderOptions {
  /** As references name it: login server, `docker.io`, … */
  readonly host: string;
  readonly side: Side;
  readonly flavour: RegistryFlavour;
  readonly authorization: Authorization;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Pick<Log, "notice" | "debug">;
}

/** Other registries may send a read elsewhere, as registry.k8s.io does to regional hosts. */
const READ_HOPS_MAX = 3;
/** Blobs lie in a storage account or CDN. */
const BLOB_HOPS_MAX = 1;
const PAGES_MAX = 50;
const REFERRERS_MAX = 2000;
const TAGS_PAGE_SIZE = 1000;
/** A page of tags of 128 characters, each with quotes and comma, and room for the rest. */
const TAGS_MAX_BYTES = 256 * 1024;
/** How long a tag listing may answer for a repository. */
const TAGS_KEPT_MS = 15_000;
/** ACR's smaller tiers allow 250 a minute: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const REFERRERS_PACE_MS = 60_000 / 250;
/** The allowance of a minute is the most that can have grown. */
const ALLOWANCE_MAX_MS = 60_000;
/** From where on a shrinking allowance is told. */
const RATE_LIMIT_LOW = 10;

interface Question extends RepositoryScope {
  readonly method: "GET" | "HEAD";
  readonly url: URL;
  readonly accept?: string;
  readonly maxBodyBytes: number;
  readonly hops: number;
  /** "Reading contosodev.azurecr.io/api:1.4.2" */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly onThrottled?: () => void;
}

/** An answer, and where it came from in the end. */
interface Answer {
  readonly response: HttpResponse;
  readonly url: URL;
  readonly question: Question;
  /** What was sent to get it; not to be quoted back. */
  readonly secrets: readonly string[];
}

/** Reads one registry under one identity. */
export function createRegistryReader(options: RegistryReaderOptions): RegistryReader {
  const { host, side, flavour, authorization, http, clock, log } = options;
  const origin = apiOrigin(host);
  const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;
  const manifestAccept = MANIFEST_MEDIA_TYPES.join(", ");
  const tagListings = new Map<string, { readonly tags: ReadonlySet<string> | undefined; readonly untilMs: number }>();
  const tagFlights = new SingleFlight<ReadonlySet<string> | undefined>();
  let isLowToldOnce = false;
  let referrersPaceMs = 0;
  let referrersDueMs = 0;

  const nameOf = (repository: string, reference: string) =>
    formatReference({
      registry: host,
      repository,
      ...(isDigest(reference) ? { digest: reference } : { tag: reference }),
    });

  async function ask(question: Question): Promise<Answer> {
    const { url, signal } = question;
    let header = await authorization.authorize(question, signal);
    let response = await send(question, url, header);
    if (response.status === 401) {
      const refusal = { authorization: header, challenge: response.headers.get("www-authenticate") };
      const renewed = await authorization.renew(question, refusal, signal);
      if (renewed !== undefined) {
        header = renewed;
        response = await send(question, url, header);
      }
    }
    tellRateLimit(response);
    return follow({ response, url, question, secrets: secretsOf(header) });
  }

  function send(question: Question, url: URL, header: string | undefined): Promise<HttpResponse> {
    const { method, accept, maxBodyBytes, what, signal, onThrottled } = question;
    return http.send({
      method,
      url,
      headers: {
        ...(accept !== undefined && { accept }),
        ...(header !== undefined && { authorization: header }),
      },
      maxBodyBytes,
      repeat: "safe",
      what,
      stage: "observe",
      side,
      signal,
      ...(onThrottled !== undefined && { onThrottled }),
    });
  }

  async function follow(first: Answer): Promise<Answer> {
    let answer = first;
    const { question } = first;
    for (let hop = 1; isRedirect(answer.response); hop += 1) {
      if (hop > question.hops) {
        const allowed = question.hops === 0 ? "none is followed here" : `no more than ${question.hops} are followed`;
        throw redirectError(exchangeOf(answer), allowed);
      }
      const url = redirectTarget(answer.response.headers.get("location"), answer.url);
      if (url === undefined) throw redirectError(exchangeOf(answer), "only https to a public host name is followed");
      // Bare of everything but Accept: even on the same host, what we hold was meant for the first URL only.
      answer = { ...answer, response: await send(question, url, undefined), url };
    }
    return answer;
  }

  function exchangeOf({ response, url, question, secrets }: Answer): FailedExchange {
    return { response, method: question.method, url, what: question.what, host, side, flavour, secrets };
  }

  function failure(answer: Answer): RegistryError {
    return responseError(exchangeOf(answer));
  }

  function tellRateLimit({ headers }: HttpResponse): void {
    const remaining = /^([0-9]{1,9})(?:;|$)/.exec(headers.get("ratelimit-remaining") ?? "")?.[1];
    if (remaining === undefined || Number(remaining) > RATE_LIMIT_LOW || isLowToldOnce) return;
    isLowToldOnce = true;
    const advice = host === DOCKER_HUB ? " Log in with source-username and source-password for a higher limit." : "";
    log.notice(`${host} allows ${remaining} more pulls for now.${advice}`);
  }

  function invalidAnswer({ question }: Answer, why: string): RegistryError {
    return new RegistryError("REGISTRY_ANSWER_INVALID", "observe", `${question.what} failed: ${why}.`, {
      side,
      remedy: `Check that ${host} is a container registry, and proxies before it.`,
    });
  }

  function mismatch(what: string, why: string): ManifestError {
    return new ManifestError("DIGEST_MISMATCH", "observe", `${what} failed: ${why}.`, {
      side,
      remedy: "The content was damaged or replaced on its way or in the registry; it is not used.",
    });
  }

  // Docker Hub counts each GET of a manifest as a pull and no HEAD; a HEAD in front would save none, as the GET follows.
  async function fetchManifest(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
  ): Promise<Manifest | undefined> {
    const what = `Reading ${nameOf(repository, reference)}`;
    const answer = await ask({
      method: "GET",
      url: apiUrl(origin, apiPath.manifest(repository, reference)),
      repository,
      action: "pull",
      accept: manifestAccept,
      maxBodyBytes: MANIFEST_MAX_BYTES,
      hops: readHops,
      what,
      signal,
    });
    const { response } = answer;
    if (saysAbsent(response)) return undefined;
    if (response.status !== 200) throw failure(answer);
    const digest = digestOf(response.body);
    if (isDigest(reference) && reference !== digest) {
      throw mismatch(what, `the registry served content whose digest is ${digest}`);
    }
    const stated = response.headers.get("docker-content-digest");
    // Some registries leave the header out; one that contradicts the content shows that something is wrong.
    if (stated !== undefined && stated !== digest) {
      throw mismatch(what, `Docker-Content-Digest says ${printable(stated)}, the content's digest is ${digest}`);
    }
    return decoded(response, what);
  }

  function decoded(response: HttpResponse, what: string): Manifest {
    try {
      return decodeManifest(response.body, response.headers.get("content-type") ?? "");
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      const { code, stage, message, remedy } = error;
      throw new ManifestError(code, stage, `${what} failed: ${message}`, { side, remedy, cause: error });
    }
  }

  async function askHead(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const answer = await ask({
      method: "HEAD",
      url: apiUrl(origin, apiPath.manifest(repository, reference)),
      repository,
      action: "pull",
      accept: manifestAccept,
      maxBodyBytes: ERROR_MAX_BYTES,
      hops: readHops,
      what: `Looking for ${nameOf(repository, reference)}`,
      signal,
    });
    // An answer to HEAD has no body that could say what is absent.
    if (answer.response.status === 404) return undefined;
    if (answer.response.status !== 200) throw failure(answer);
    return answer;
  }

  async function headManifest(
    repository: string,
    reference: string | Digest,
    signal: AbortSignal,
  ): Promise<Digest | undefined> {
    const answer = await askHead(repository, reference, signal);
    if (answer === undefined) return undefined;
    const stated = answer.response.headers.get("docker-content-digest") ?? "";
    if (!isDigest(stated)) throw invalidAnswer(answer, `Docker-Content-Digest is ${printable(stated)}`);
    if (isDigest(reference) && stated !== reference) {
      throw mismatch(answer.question.what, `Docker-Content-Digest says ${stated}`);
    }
    return stated;
  }

  async function listReferrers(
    repository: string,
    subject: Digest,
    signal: AbortSignal,
  ): Promise<readonly Descriptor[]> {
    const what = `Listing what refers to ${nameOf(repository, subject)}`;
    const base = {
      method: "GET",
      url: apiUrl(origin, apiPath.referrers(repository, subject)),
      repository,
      action: "pull",
      accept: OCI_INDEX,
      maxBodyBytes: MANIFEST_MAX_BYTES,
      hops: readHops,
      what,
      signal,
      onThrottled: () => {
        referrersPaceMs = REFERRERS_PACE_MS;
        // The allowance is used up now, and grows from now on, also while the registry is left alone.
        referrersDueMs = Math.max(referrersDueMs, clock.nowMs());
      },
    } as const;
    await keepReferrersPace(signal);
    let answer = await ask(base);
    if (isReferrersApiAbsent(answer.response)) return listReferrersByTag(repository, subject, signal);
    const referrers: Descriptor[] = [];
    for (let pages = 1; ; pages += 1) {
      if (answer.response.status !== 200) throw failure(answer);
      const index = decoded(answer.response, what);
      if (index.kind !== "index") throw invalidAnswer(answer, "the answer is no index");
      referrers.push(...index.manifests);
      const next = nextPageUrl(answer.response.headers.get("link"), answer.url, side);
      if (next === undefined) return referrers;
      if (pages >= PAGES_MAX || referrers.length > REFERRERS_MAX) {
        throw new RegistryError("REFERRERS_TOO_MANY", "observe", `${what} failed: there is no end to the list.`, {
          side,
          remedy: `More than ${REFERRERS_MAX} referrers or ${PAGES_MAX} pages are not read. Promote this image with "referrers: none".`,
        });
      }
      await keepReferrersPace(signal);
      const question = { ...base, url: next };
      // Beyond the registry itself pages are read bare, as the hop there was.
      const bare = async () => ({ ...answer, response: await send(question, next, undefined), url: next, question });
      answer = next.origin === origin ? await ask(question) : await follow(await bare());
    }
  }

  async function keepReferrersPace(signal: AbortSignal): Promise<void> {
    if (referrersPaceMs === 0) return;
    const nowMs = clock.nowMs();
    const dueMs = Math.max(nowMs - ALLOWANCE_MAX_MS, referrersDueMs);
    referrersDueMs = dueMs + referrersPaceMs;
    if (dueMs > nowMs) await clock.sleep(dueMs - nowMs, signal);
  }

  /** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
  async function listReferrersByTag(
    repository: string,
    subject: Digest,
    signal: AbortSignal,
  ): Promise<readonly Descriptor[]> {
    const tag = subject.replace(":", "-");
    const index = await fetchManifest(repository, tag, signal);
    if (index === undefined) return [];
    if (index.kind === "index") return index.manifests;
    throw new ManifestError(
      "REFERRERS_INVALID",
      "observe",
      `${nameOf(repository, tag)} should list what refers to ${subject}, but it is no index.`,
      { side, remedy: `Remove that tag from the registry, or promote this image with "referrers: none".` },
    );
  }

  async function findTags(
    repository: string,
    candidates: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    if (candidates.length === 0) return new Set();
    const listed = await listTagsShared(repository, signal);
    if (listed !== undefined) return new Set(candidates.filter((tag) => listed.has(tag)));
    const found = await Promise.all(candidates.map((tag) => askHead(repository, tag, signal)));
    return new Set(candidates.filter((_tag, at) => found[at] !== undefined));
  }

  function listTagsAhead(repository: string, signal: AbortSignal): void {
    // Elsewhere the first request has to learn how to log in; two at once would learn it twice.
    if (flavour === "acr") listTagsShared(repository, signal).catch(() => undefined);
  }

  async function listTagsShared(repository: string, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    const kept = tagListings.get(repository);
    if (kept !== undefined && clock.nowMs() < kept.untilMs) return kept.tags;
    return tagFlights.run(
      repository,
      async (flightSignal) => {
        const tags = await listTags(repository, flightSignal);
        // A listing that is refused or too long stays so; one that can be used gets stale.
        const keptMs = tags === undefined ? Number.POSITIVE_INFINITY : TAGS_KEPT_MS;
        tagListings.set(repository, { tags, untilMs: clock.nowMs() + keptMs });
        return tags;
      },
      signal,
    );
  }

  /** All tags of a repository; undefined where they do not fit on one page, or the registry lists none to us. */
  async function listTags(repository: string, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    const answer = await ask({
      method: "GET",
      url: apiUrl(origin, apiPath.tags(repository), { n: String(TAGS_PAGE_SIZE) }),
      repository,
      action: "metadata_read",
      accept: "application/json",
      maxBodyBytes: TAGS_MAX_BYTES,
      hops: readHops,
      what: `Listing the tags of ${host}/${repository}`,
      signal,
    }).catch((error: unknown) => {
      if (!isListingRefused(error)) throw error;
      log.debug(`${error.message} Tags of ${repository} are looked for one by one.`);
      return undefined;
    });
    if (answer === undefined) return undefined;
    const { response } = answer;
    if (saysAbsent(response)) return new Set();
    if ([401, 403, 404, 405, 501].includes(response.status)) {
      log.debug(`${failure(answer).message} Tags of ${repository} are looked for one by one.`);
      return undefined;
    }
    if (response.status !== 200) throw failure(answer);
    const body = parseJsonObject(response.body);
    // Go's registries write an empty list as null.
    const tags = body?.["tags"] ?? (body !== undefined && "tags" in body ? [] : undefined);
    if (!Array.isArray(tags)) throw invalidAnswer(answer, "the answer is no list of tags");
    const isWhole = response.headers.get("link") === undefined && tags.length < TAGS_PAGE_SIZE;
    return isWhole ? new Set(tags.filter((tag): tag is string => typeof tag === "string" && isTag(tag))) : undefined;
  }

  async function fetchBlob(
    repository: string,
    digest: Digest,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const what = `Reading blob ${nameOf(repository, digest)}`;
    const answer = await ask({
      method: "GET",
      url: apiUrl(origin, apiPath.blob(repository, digest)),
      repository,
      action: "pull",
      maxBodyBytes: maxBytes,
      hops: BLOB_HOPS_MAX,
      what,
      signal,
    });
    if (answer.response.status !== 200) throw failure(answer);
    const actual = digestOf(answer.response.body);
    if (actual !== digest) throw mismatch(what, `the content's digest is ${actual}`);
    return answer.response.body;
  }

  async function readLocks(lockable: Lockable, signal: AbortSignal): Promise<Locks | undefined> {
    const { repository } = lockable;
    const [path, name, part] =
      "tag" in lockable
        ? [acrPath.tag(repository, lockable.tag), nameOf(repository, lockable.tag), "tag"]
        : "digest" in lockable
          ? [acrPath.manifest(repository, lockable.digest), nameOf(repository, lockable.digest), "manifest"]
          : [acrPath.repository(repository), `${host}/${repository}`, undefined];
    const what = `Reading the locks of ${name}`;
    if (flavour !== "acr") {
      throw new RegistryError("LOCKS_UNSUPPORTED", "observe", `${what} failed: only an ACR has locks.`, { side });
    }
    const answer = await ask({
      method: "GET",
      url: apiUrl(origin, path),
      repository,
      action: "metadata_read",
      accept: "application/json",
      maxBodyBytes: TAGS_MAX_BYTES,
      hops: 0,
      what,
      signal,
    });
    if (saysAbsent(answer.response)) return undefined;
    if (answer.response.status !== 200) throw failure(answer);
    const body = parseJsonObject(answer.response.body);
    const subject = part === undefined ? body : asJsonObject(body?.[part]);
    const writeEnabled = asJsonObject(subject?.["changeableAttributes"])?.["writeEnabled"];
    // "Not said" must never be read as "not locked".
    if (typeof writeEnabled !== "boolean") throw invalidAnswer(answer, "the answer does not say whether it is locked");
    return { writeEnabled };
  }

  return { host, fetchManifest, headManifest, listReferrers, findTags, listTagsAhead, fetchBlob, readLocks };
}

function isRedirect({ status }: HttpResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** 404 by the specification; old registries refuse what they do not know in other ways. */
function isReferrersApiAbsent(response: HttpResponse): boolean {
  if ([404, 405, 501].includes(response.status)) return true;
  return response.status === 400 && statedErrors(response).some(({ code }) => code === "UNSUPPORTED");
}

/** True where a token service does not let us list, which says nothing about reading. */
function isListingRefused(error: unknown): error is Error {
  return Error.isError(error) && "code" in error && error.code === "REGISTRY_LOGIN_REFUSED";
}

function secretsOf(header: string | undefined): readonly string[] {
  const secret = header?.split(" ")[1];
  return secret === undefined ? [] : [secret];
}

function printable(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
