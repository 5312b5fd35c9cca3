// Looks up what `lock-tags` needs: which tags are locked already, and whether this identity may lock the others. Writes nothing.
import type { Lockable, TagLocker } from "../ports.ts";
import type { PromotionRequest } from "../request/request.ts";
import { lockWishOf } from "../request/tag-pattern.ts";
import type { LockObservation, SourceImage, TargetObservation } from "./observation.ts";
import type { TargetReading } from "./observe-target.ts";

/** Reads the locks of tags that are in place, and asks for a token with the right to lock. No request where nothing is to be locked. */
export async function observeLockTags(
  { digest }: SourceImage,
  target: TargetObservation,
  request: PromotionRequest,
  { image, reader, waits, locker, signal }: TargetReading & { readonly locker: TagLocker },
): Promise<LockObservation | undefined> {
  const { repository, tags } = image.target;
  const wanted = tags.filter((tag) => lockWishOf(tag, request) === "lock");
  if (wanted.length === 0 || target.kind === "cache") return undefined;
  const shown = target.kind === "read" ? target.image.tags : [];
  const inPlace = wanted.filter((name) => shown.some((tag) => tag.name === name && tag.digest === digest));
  const locksOf = async (lockable: Lockable) => {
    const lookup = await reader.lookUpLocks(lockable, signal);
    return lookup.kind === "known" ? lookup.value : undefined;
  };
  const [manifest, ...ofTags] = await Promise.all([
    // Where no tag is in place, the manifest is new or gets a tag: it is locked in any case.
    inPlace.length === 0 ? undefined : locksOf({ repository, digest }),
    ...inPlace.map((tag) => locksOf({ repository, tag })),
  ]);
  const isLocked = (at: number) => ofTags[at]?.writeEnabled === false && ofTags[at].deleteEnabled === false;
  const lockedTags = new Set(inPlace.filter((_tag, at) => isLocked(at)));
  const manifestLocked = manifest?.deleteEnabled === false;
  if (manifestLocked && lockedTags.size === wanted.length) return { lockedTags, manifestLocked };
  const missingRight = await waits.during(
    { host: reader.host, what: `the right to lock tags in ${repository}`, side: "target" },
    locker.findMissingRight(repository, signal),
  );
  return { lockedTags, manifestLocked, ...(missingRight !== undefined && { missingRight }) };
}
