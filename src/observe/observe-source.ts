// Reads one source image completely: nested indexes, platforms, referrers. Reads only.
// Of a source that this runner cannot read, only the digest is known, and the copy of the image in the target.
import { ManifestError, problemOf, RegistryError } from "../errors.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { RegistryReader, SourceRegistry } from "../ports.ts";
import type { Problem } from "../problems.ts";
import type { ImageRequest } from "../request/request.ts";
import { type ImageLocation, walkIndexes } from "./index-walk.ts";
import type { ManifestBudget } from "./manifest-budget.ts";
import { MAX_MANIFESTS, type RefusedSource, type SourceImage } from "./observation.ts";
import { readPlatforms } from "./platforms.ts";
import { walkReferrers } from "./referrer-walk.ts";
import type { ResolvedSource } from "./source-resolution.ts";

/** The target's copy of a source image: the same digest, so the same bytes. */
export interface TargetCopy {
  readonly reader: RegistryReader;
  readonly repository: string;
  readonly root: Promise<Manifest | undefined>;
}

/** Reads everything that belongs to a resolved image. */
export async function observeSource(
  { isCopy = false, ...resolved }: ResolvedSource,
  image: ImageRequest,
  source: SourceRegistry,
  options: {
    readonly needsPlatforms: boolean;
    readonly preflight: readonly Problem[];
    /** Read only where the source cannot be. */
    readonly copy: TargetCopy;
    readonly budget: ManifestBudget;
    readonly signal: AbortSignal;
  },
): Promise<SourceImage> {
  const { budget, signal, needsPlatforms, preflight } = options;
  const common = { ...resolved, provenance: [], preflight };
  const { root } = resolved;
  if (root === undefined) {
    const content = await readCopy(options.copy, needsPlatforms, budget, signal);
    const unknownReferrers = image.referrers === "none" || resolved.unread === undefined ? [] : [resolved.unread];
    return { ...common, members: [], platforms: null, ...content, referrers: [], unknownReferrers };
  }
  const { reader } = source;
  const { repository } = image.source;
  // Indexes in the index are read where the root was read, if they are there.
  const copied = isCopy ? await readCopy(options.copy, needsPlatforms, budget, signal) : undefined;
  const location: ImageLocation = { reader, repository, side: "source", budget };
  const members = copied?.members ?? (await walkIndexes(root, location, signal));
  const platforms =
    copied === undefined
      ? readPlatforms(root, members, { location, isNeeded: needsPlatforms, signal })
      : Promise.resolve(copied.platforms);
  // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
  platforms.catch(() => undefined);
  // The plan refuses more manifests than ACR imports, so their referrers are not requested.
  const walked =
    image.referrers === "none" || members.length > MAX_MANIFESTS
      ? { referrers: [], unknownReferrers: [] }
      : await walkReferrers([root.digest, ...members.map(({ digest }) => digest)], reader, repository, signal);
  // They are read in the target.
  budget.count(walked.referrers);
  return { ...common, members, platforms: await platforms, ...walked };
}

/** The image as the target holds it; undefined where the target does not hold all of its indexes. */
async function readCopy(
  copy: TargetCopy,
  isNeeded: boolean,
  budget: ManifestBudget,
  signal: AbortSignal,
): Promise<Pick<SourceImage, "root" | "members" | "platforms"> | undefined> {
  const root = await copy.root;
  if (root === undefined) return undefined;
  const location: ImageLocation = { reader: copy.reader, repository: copy.repository, side: "target", budget };
  try {
    const members = await walkIndexes(root, location, signal);
    return { root, members, platforms: await readPlatforms(root, members, { location, isNeeded, signal }) };
  } catch (error) {
    if (error instanceof ManifestError && error.code === "SOURCE_INCOMPLETE") return undefined;
    throw error;
  }
}

/** Turns a failure to read the source into a value for the plan. `settings`: registry settings that may explain it. */
export function refusedSource(error: unknown, settings: readonly Problem[]): RefusedSource {
  const problem = problemOf(error, "observe");
  const isMissing = error instanceof RegistryError && error.code === "SOURCE_MISSING";
  const isForbidden = settings.length > 0 && !isMissing;
  const isCache = error instanceof RegistryError && error.code === "TARGET_IS_CACHE";
  const isBlocked = isForbidden || isCache || (error instanceof ManifestError && error.code !== "DIGEST_MISMATCH");
  return {
    kind: "refused",
    status: isMissing ? "missing" : isBlocked ? "blocked" : "failed",
    problems: [...(isForbidden ? settings : []), { ...problem, side: problem.side ?? "source" }],
  };
}
