// Looks manifests up by HEAD, which no registry counts as a pull, and by GET where HEAD proves nothing.
import { Coalescer } from "../coalesce.ts";
import { problemOf, RegistryError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type Digest, digestOf, isDigest } from "../oci/digest.ts";
import type { Lookup, ManifestFacts, RegistryReader } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import { printable, type RegistryContent, WIDE_ACCEPT } from "./content.ts";
import { type Attempt, type Finding, mediaTypeOf } from "./optional-lookup.ts";
import { isAcceptTooNarrow } from "./response-error.ts";

/** Lookups of manifests in one registry. */
export interface ManifestLookups extends Pick<RegistryReader, "lookUpTag" | "lookUpManifest"> {
  /** HEAD of a tag. A 404 is a result: the value is undefined. */
  headTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest | undefined>>;
}

/** Statuses of HEAD that prove nothing: Nexus and Harbor's proxy projects respond 404 to HEAD where GET succeeds. */
const HEAD_PROVES_NOTHING = new Set([404, 405, 501]);

/** Lookups of manifests in one registry under one identity. */
export function createManifestLookups(access: RegistryAccess, content: RegistryContent): ManifestLookups {
  const { host, side, exchange, lookups, nameOf } = access;
  const { requestManifest, readManifest } = content;
  const running = new Coalescer<Lookup<ManifestFacts>>();
  /** Whether HEAD is of use, as the first lookup discovers; the others wait for it, unless the registry's HEAD is reliable. */
  let first: Promise<boolean> | undefined;

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
      content.rememberTag(repository, tag);
      return { kind: "known", value: stated };
    };
    return lookups.at("head", repository, attempt, signal);
  }

  async function lookUpTag(repository: string, tag: string, signal: AbortSignal): Promise<Lookup<Digest>> {
    const head = await headTag(repository, tag, signal);
    if (head.kind === "absent")
      return { kind: "unknown", problem: problemOf(headUnsupported(repository, tag), "observe") };
    if (head.kind === "unknown") return head;
    if (head.value !== undefined) return { kind: "known", value: head.value };
    if (lookups.isHeadReliable) return { kind: "absent" };
    const read = await lookups.read((how) => readManifest(repository, tag, how), signal);
    return read.kind === "known" ? { kind: "known", value: read.value.digest } : read;
  }

  function headUnsupported(repository: string, tag: string): RegistryError {
    const message = `${host} does not support HEAD requests, so ${nameOf(repository, tag)} was not looked up.`;
    return new RegistryError("REGISTRY_ANSWER_UNEXPECTED", message, { side });
  }

  const lookUpManifest: ManifestLookups["lookUpManifest"] = (repository, expected, signal) => {
    const { digest } = expected;
    const known = content.factsOf(repository, digest);
    if (known !== undefined) return Promise.resolve({ kind: "known", value: known });
    // Images side by side share children.
    const key = JSON.stringify([repository, digest, expected.mediaType, expected.sizeBytes]);
    const attempt = async (how: Attempt): Promise<ManifestFacts | undefined> => {
      // The import depends on it, so it is repeated as the image itself would be.
      const asRequired = { ...how, repeat: "safe" } as const;
      const isHeadUsed = lookups.isHeadReliable || first === undefined || (await first);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      first ??= promise;
      try {
        const isShown = isHeadUsed && (await isAsExpected(repository, expected, asRequired));
        const facts = isShown ? expected : await getFacts(repository, digest, asRequired);
        if (facts !== undefined) content.remember(repository, digest, facts);
        resolve(isShown || facts === undefined);
        return facts;
      } finally {
        resolve(true);
      }
    };
    return running.run(key, (shared) => lookups.read(attempt, shared), signal);
  };

  /** True where HEAD shows the manifest with everything that is expected. False: only GET can tell. */
  async function isAsExpected(
    repository: string,
    { digest, mediaType, sizeBytes }: Descriptor,
    how: Attempt,
  ): Promise<boolean> {
    const received = await requestManifest("HEAD", repository, digest, how);
    const { response } = received;
    if (HEAD_PROVES_NOTHING.has(response.status)) return false;
    if (response.status !== 200) throw exchange.failure(received);
    const stated = response.headers.get("docker-content-digest") ?? digest;
    const length = response.headers.get("content-length");
    return stated === digest && length === String(sizeBytes) && mediaTypeOf(response) === mediaType;
  }

  /** What GET shows; undefined: absent. The bytes are not decoded, so that a manifest of any type is described. */
  async function getFacts(repository: string, digest: Digest, how: Attempt): Promise<ManifestFacts | undefined> {
    const received = await requestManifest("GET", repository, digest, how, { accept: WIDE_ACCEPT });
    const { response, read } = received;
    if (response.status === 404 && !isAcceptTooNarrow(response)) return undefined;
    if (response.status !== 200) throw exchange.failure(received);
    const actual = digestOf(response.body);
    if (actual !== digest) throw exchange.mismatch(read.what, `the registry served content with digest ${actual}`);
    return { mediaType: mediaTypeOf(response), sizeBytes: response.body.byteLength };
  }

  return { lookUpTag, lookUpManifest, headTag };
}
