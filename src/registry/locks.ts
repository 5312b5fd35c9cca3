// Looks up the locks of an ACR: `changeableAttributes` of a repository, tag or manifest, and what else the same response states: the
// tags on a manifest, and times.
// https://learn.microsoft.com/azure/container-registry/container-registry-image-lock
import { RegistryError } from "../errors.ts";
import { type JsonObject, parseJsonObject, textAt, valueAt } from "../json.ts";
import { isDigest } from "../oci/digest.ts";
import { isTag } from "../oci/reference.ts";
import type { Lockable, Locks, Lookup, TagUpdate } from "../ports.ts";
import type { RegistryAccess } from "./access.ts";
import { acrPath, apiUrl } from "./api-url.ts";
import type { Attempt } from "./optional-lookup.ts";
import { statesAbsence } from "./response-error.ts";

/** A manifest may have thousands of tags. */
export const ATTRIBUTES_MAX_BYTES = 1024 * 1024;

/** Reads the locks of one thing. A registry that is not an ACR has none, which is an error. */
export function lookUpLocks(access: RegistryAccess, lockable: Lockable, signal: AbortSignal): Promise<Lookup<Locks>> {
  return access.lookups.read((how) => readLocks(access, lockable, how), signal);
}

async function readLocks(
  { host, side, flavour, origin, exchange, nameOf }: RegistryAccess,
  lockable: Lockable,
  how: Attempt,
): Promise<Locks | undefined> {
  const { repository } = lockable;
  const [path, name, parent] =
    "tag" in lockable
      ? [acrPath.tag(repository, lockable.tag), nameOf(repository, lockable.tag), ["tag"]]
      : "digest" in lockable
        ? [acrPath.manifest(repository, lockable.digest), nameOf(repository, lockable.digest), ["manifest"]]
        : [acrPath.repository(repository), `${host}/${repository}`, []];
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
    maxBodyBytes: ATTRIBUTES_MAX_BYTES,
    hops: 0,
    expected: () => true,
    what,
    ...how,
  });
  if (statesAbsence(received.response)) return undefined;
  if (received.response.status !== 200) throw exchange.failure(received);
  const body = parseJsonObject(received.response.body);
  const writeEnabled = valueAt(body, ...parent, "changeableAttributes", "writeEnabled");
  // A missing attribute does not mean "not locked".
  if (typeof writeEnabled !== "boolean") {
    throw exchange.invalid(received, "the response has no writeEnabled attribute");
  }
  const deleteEnabled = valueAt(body, ...parent, "changeableAttributes", "deleteEnabled");
  const update = "tag" in lockable ? updateOf(body) : undefined;
  const createdAtMs = "digest" in lockable ? timeOf(textAt(body, "manifest", "createdTime")) : undefined;
  const readAtMs = timeOf(received.response.headers.get("date"));
  return {
    writeEnabled,
    ...(typeof deleteEnabled === "boolean" && { deleteEnabled }),
    ...(update !== undefined && { update }),
    ...("digest" in lockable && { tags: tagsOf(body) }),
    ...(createdAtMs !== undefined && { createdAtMs }),
    ...(readAtMs !== undefined && { readAtMs }),
  };
}

/** `tags` of a manifest. A manifest without a tag has no such member. */
function tagsOf(body: JsonObject | undefined): readonly string[] {
  const tags = valueAt(body, "manifest", "tags");
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string" && isTag(tag)) : [];
}

/** `digest` and `lastUpdateTime` (ISO 8601, seven decimals) of a tag. */
function updateOf(body: JsonObject | undefined): TagUpdate | undefined {
  const digest = textAt(body, "tag", "digest") ?? "";
  const atMs = timeOf(textAt(body, "tag", "lastUpdateTime"));
  return isDigest(digest) && atMs !== undefined ? { digest, atMs } : undefined;
}

/** ACR did not exist earlier. .NET writes a time that is not known as 0001-01-01, which would make everything old enough. */
const EARLIEST_MS = Date.UTC(2015, 0);
/** The end of the year 9999. A later time could not be formatted once something is added to it. */
const LATEST_MS = Date.UTC(10_000, 0) - 1;

/** A time of the registry: ISO 8601 with seven decimals, or a `Date` header. */
function timeOf(text: string | undefined): number | undefined {
  const timeMs = Date.parse(text ?? "");
  return timeMs >= EARLIEST_MS && timeMs <= LATEST_MS ? timeMs : undefined;
}
