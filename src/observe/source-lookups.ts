// Looks up in the source what has to be imported from it, before anything is written: manifests that the target lacks. Reads only.
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import type { RegistryReader } from "../ports.ts";
import {
  MAX_MANIFESTS,
  type ObservedReferrer,
  type SourceFinding,
  type SourceFindings,
  type SourceImage,
  type TargetImage,
  type TargetObservation,
} from "./observation.ts";

/** `writesUnread`: the image is imported whole although the target cannot be read. */
export function lackingIn(
  target: TargetObservation,
  source: SourceImage,
  writesUnread: boolean,
): readonly Descriptor[] {
  // A source that this runner cannot read is not looked at. More manifests than ACR imports are refused in any case.
  if (source.root === undefined || source.unread !== undefined || source.members.length > MAX_MANIFESTS) return [];
  if (target.kind === "cache" || (target.kind === "unreadable" && !writesUnread)) return [];
  const { members, referrers } = source;
  const existing = referrers.filter(({ isGone }) => isGone !== true);
  const lacking =
    target.kind === "unreadable"
      ? [...members, ...existing]
      : [
          ...members.filter(({ digest }) => target.image.absent.has(digest)),
          ...existing.filter((referrer) => !isInPlace(referrer, target.image)),
        ];
  // Manifests of other types are refused by their type.
  return lacking.filter(({ mediaType }) => isManifestMediaType(mediaType));
}

function isInPlace({ digest, tag }: ObservedReferrer, { referrersPresent, signatureTags }: TargetImage): boolean {
  return referrersPresent.has(digest) || (tag !== null && signatureTags.get(tag) === digest);
}

/** Looks all of them up side by side. */
export async function lookUpInSource(
  lacking: readonly Descriptor[],
  reader: RegistryReader,
  repository: string,
  signal: AbortSignal,
): Promise<SourceFindings> {
  const byDigest = new Map(lacking.map((each) => [each.digest, each]));
  const found = await Promise.all(
    [...byDigest.values()].map(async (each): Promise<readonly [Digest, SourceFinding]> => {
      return [each.digest, await reader.lookUpManifest(repository, each, signal)];
    }),
  );
  return new Map(found);
}
