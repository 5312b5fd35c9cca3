// Which digest a reference in a file gets, by the report: only of images that are in place, and in a dry run of those that would be.
import type { Digest } from "../oci/digest.ts";
import { isRepository, normalizeHost } from "../oci/reference.ts";
import { compareVersions, highestVersions } from "../plan/versions.ts";
import { type ImageReport, isInPlace, type PromotionReport, pointsToImage } from "../report/report.ts";

/** A reference as a file has it. */
export interface WrittenReference {
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

/** What the reference becomes, or why it is left alone. */
export type Choice =
  | { readonly pin: { readonly tag: string | undefined; readonly digest: Digest } }
  | { readonly pin?: undefined; readonly reason: string };

/** What a run can write into files. */
export interface Pins {
  /** The target's login server. */
  readonly host: string;
  /** True for a repository of the run. */
  has(repository: string): boolean;
  /** Of a repository of the run. */
  choose(written: WrittenReference): Choice;
}

/** What of a report decides. */
type PinnedReport = Pick<PromotionReport, "registry" | "undoes" | "unverifiedIsGood" | "images">;

/** The pins of a report of a step that succeeded. */
export function pinsOf(report: PinnedReport): Pins {
  const repositories = Map.groupBy(report.images, ({ repository }) => repository);
  return {
    host: normalizeHost(report.registry),
    has: (repository) => repositories.has(repository),
    choose: (written) => {
      const images = repositories.get(written.repository) ?? [];
      return chooseByTag(written, images) ?? chooseAlone(written, images, report);
    },
  };
}

/** The repository of this target's that a name states, `login-server/repository`; undefined for any other text. */
export function repositoryOf(name: string, pins: Pins): string | undefined {
  const slash = name.indexOf("/");
  const repository = name.slice(slash + 1);
  if (slash < 0 || normalizeHost(name.slice(0, slash)) !== pins.host || !isRepository(repository)) return undefined;
  return pins.has(repository) ? repository : undefined;
}

/** A tag that was requested follows the registry, wherever it moved. Undefined for every other reference. */
function chooseByTag({ repository, tag }: WrittenReference, images: readonly ImageReport[]): Choice | undefined {
  const requested = images.flatMap((image) =>
    image.tags.filter(({ name }) => name === tag).map((one) => ({ image, one })),
  );
  const [first] = requested;
  if (first === undefined) return undefined;
  const set = requested.find(({ one }) => pointsToImage(one));
  const digest = set?.image.digest ?? null;
  if (digest !== null) return { pin: { tag, digest } };
  return {
    reason: `the tag ${repository}:${tag} is ${first.one.status}, so it does not point to the requested digest`,
  };
}

/** Without a requested tag, only a repository with one digest is clear. */
function chooseAlone(
  { repository, tag }: WrittenReference,
  images: readonly ImageReport[],
  report: PinnedReport,
): Choice {
  const open = images.find((image) => !isSettled(image, report));
  if (open !== undefined) return { reason: `an image of ${repository} is ${open.status}` };
  const digests = new Set(images.flatMap(({ digest }) => (digest === null ? [] : [digest])));
  const [digest, ...others] = digests;
  if (digest === undefined || others.length > 0) {
    const by = tag === undefined ? "the reference has no tag to choose by" : `none of them has the tag ${tag}`;
    return { reason: `this run has ${digests.size} digests of ${repository}, and ${by}` };
  }
  if (tag === undefined) return { pin: { tag, digest } };
  const tags = images.flatMap((image) => image.tags.filter(pointsToImage)).map(({ name }) => name);
  const [first] = tags;
  if (first === undefined) return { reason: `this run sets no tag on ${repository}, so ${tag} would be wrong` };
  const reason = report.undoes ? undefined : refuseVersion(tag, tags);
  return reason === undefined ? { pin: { tag: first, digest } } : { reason };
}

/**
 * Compares what the file states with the highest version of the digest: the tag that is written may be `latest`. An undo goes back on
 * purpose.
 */
function refuseVersion(written: string, tags: readonly string[]): string | undefined {
  const { order, before, after } = compareVersions(highestVersions([written]), highestVersions(tags));
  if (before === undefined || after === undefined) return undefined;
  if (order === "backward") return `its version would go down: ${before.tag} → ${after.tag}`;
  return order === "unknown" ? `${before.tag} and ${after.tag} are different variants` : undefined;
}

function isSettled(image: ImageReport, report: PinnedReport): boolean {
  return image.status === "planned" || isInPlace(image, report);
}
