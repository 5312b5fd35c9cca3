// The manifests below an image's root. An index may list one digest for several platforms, such as linux/arm/v6 and linux/arm/v7:
// each of these is an entry. A member is one digest with all of its platforms.
import { type Descriptor, formatPlatform, isAttestationChild, type Platform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";

/** One manifest below the root: imported, read back and counted once. */
export interface Member extends Descriptor {
  /** Platforms that the digest is listed for, in addition to `platform`. */
  readonly otherPlatforms?: readonly Platform[];
}

/** Adds entries of indexes to the members. A known digest gets the platforms of its further entries. */
export function addEntries(members: ReadonlyMap<Digest, Member>, entries: readonly Descriptor[]): Map<Digest, Member> {
  const all = new Map(members);
  for (const [digest, group] of Map.groupBy(entries, (entry) => entry.digest)) {
    const [first, ...others] = [members.get(digest), ...group].filter((each) => each !== undefined);
    if (first !== undefined) all.set(digest, withPlatforms(first, others));
  }
  return all;
}

/** The member with the platforms of the others added, each once. */
function withPlatforms(member: Member, others: readonly Member[]): Member {
  const platforms = [member, ...others].flatMap(platformsOf);
  const [platform, ...otherPlatforms] = new Map(platforms.map((each) => [formatPlatform(each), each])).values();
  if (platform === undefined) return member;
  return { ...member, platform, ...(otherPlatforms.length > 0 && { otherPlatforms }) };
}

/** All platforms that a member is listed for, those of attestations included. */
function platformsOf({ platform, otherPlatforms = [] }: Member): readonly Platform[] {
  return platform === undefined ? [] : [platform, ...otherPlatforms];
}

/** A member as messages name it: `sha256:… (linux/amd64, linux/arm64)`. */
export function formatMember(member: Member): string {
  const platforms = runtimePlatformsOf(member).map(formatPlatform);
  const label = platforms.length > 0 ? platforms.join(", ") : isAttestationChild(member) ? "attestation" : "";
  return label === "" ? member.digest : `${member.digest} (${label})`;
}

/** The platforms that a member runs on; none for an attestation. */
export function runtimePlatformsOf(member: Member): readonly Platform[] {
  return platformsOf(member).filter((platform) => !isAttestationChild({ ...member, platform }));
}
