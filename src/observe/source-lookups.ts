// Looks up in the source what has to be imported from it, before anything is written: manifests that the target lacks. Reads only.
import { ManifestError, problemOf } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { describeMismatch } from "../oci/manifest.ts";
import { isIndexMediaType, isManifestMediaType } from "../oci/media-type.ts";
import { type ProblemCode, problem } from "../problems.ts";
import { type ImageLocation, walkIndexes } from "./index-walk.ts";
import { formatMember, type Member } from "./members.ts";
import {
  MAX_MANIFESTS,
  type ObservedReferrer,
  type SourceFinding,
  type SourceFindings,
  type SourceImage,
  type TargetObservation,
} from "./observation.ts";

/** Manifests that have to be imported. */
export interface Lacking {
  readonly members: readonly Descriptor[];
  readonly referrers: readonly ObservedReferrer[];
}

const NOTHING: Lacking = { members: [], referrers: [] };

/** `writesUnread`: the image is imported whole although the target cannot be read. */
export function lackingIn(target: TargetObservation, source: SourceImage, writesUnread: boolean): Lacking {
  // A source that this runner cannot read is not looked at. More manifests than ACR imports are refused in any case.
  if (source.root === undefined || source.unread !== undefined || source.members.length > MAX_MANIFESTS) return NOTHING;
  if (target.kind === "cache" || (target.kind === "unreadable" && !writesUnread)) return NOTHING;
  const { members, referrers } = source;
  const existing = referrers.filter(({ isGone }) => isGone !== true);
  const lacking =
    target.kind === "unreadable"
      ? { members, referrers: existing }
      : {
          members: members.filter(({ digest }) => target.image.absent.has(digest)),
          referrers: existing.filter(({ digest }) => !target.image.referrersPresent.has(digest)),
        };
  // Manifests of other types are refused by their type.
  const isReadable = ({ mediaType }: { readonly mediaType: string }) => isManifestMediaType(mediaType);
  return { members: lacking.members.filter(isReadable), referrers: lacking.referrers.filter(isReadable) };
}

/** Looks all of them up side by side. Of a referrer that is an index, also what it lists: an import copies that too. */
export async function lookUpInSource(
  { members, referrers }: Lacking,
  location: ImageLocation,
  signal: AbortSignal,
): Promise<SourceFindings> {
  const { reader, repository } = location;
  const byDigest = new Map<Digest, Descriptor>();
  const isReferrer = new Set(referrers.map(({ digest }) => digest));
  for (const each of [...members, ...referrers]) byDigest.set(each.digest, each);
  const found = await Promise.all(
    [...byDigest.values()].map(async (each): Promise<readonly [Digest, SourceFinding]> => {
      const finding = await reader.lookUpManifest(repository, each, signal);
      const isIndex = isReferrer.has(each.digest) && isIndexMediaType(each.mediaType);
      if (finding.kind !== "known" || !isIndex) return [each.digest, finding];
      return [each.digest, (await findUnfit(each, location, signal)) ?? finding];
    }),
  );
  return new Map(found);
}

/** Why an index among the referrers cannot be imported; undefined if the source has all that it lists. */
async function findUnfit(
  { digest, sizeBytes }: Descriptor,
  location: ImageLocation,
  signal: AbortSignal,
): Promise<SourceFinding | undefined> {
  const { reader, repository } = location;
  let members: readonly Member[];
  try {
    const root = await reader.fetchManifest(repository, digest, signal, sizeBytes);
    if (root === undefined) return { kind: "absent" };
    members = await walkIndexes(root, location, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = problemOf(error, "observe");
    return { kind: error instanceof ManifestError ? "unfit" : "unknown", problem: reason };
  }
  if (members.length > MAX_MANIFESTS) {
    return unfit(
      "TOO_MANY_MANIFESTS",
      `${digest} lists ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`,
    );
  }
  const findings = await Promise.all(
    members.map(async (member): Promise<SourceFinding | undefined> => {
      if (!isManifestMediaType(member.mediaType)) {
        return unfit(
          "MANIFEST_UNSUPPORTED",
          `${digest} lists ${formatMember(member)} with the media type ${member.mediaType}.`,
        );
      }
      const finding = await reader.lookUpManifest(repository, member, signal);
      if (finding.kind === "unknown") return finding;
      if (finding.kind === "absent") {
        return unfit(
          "SOURCE_INCOMPLETE",
          `Its repository does not have ${formatMember(member)}, which ${digest} lists.`,
        );
      }
      const mismatch = describeMismatch(finding.value, member, digest);
      return mismatch === undefined ? undefined : unfit("MANIFEST_INVALID", mismatch);
    }),
  );
  return findings.find((finding) => finding?.kind === "unfit") ?? findings.find((finding) => finding !== undefined);
}

function unfit(code: ProblemCode, message: string): SourceFinding {
  return { kind: "unfit", problem: problem(code, message, { side: "source" }) };
}
