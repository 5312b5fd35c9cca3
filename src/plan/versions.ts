// Versions of digests, from the tags on them, and their order. Dates, build numbers, commit IDs, `24.04` and `1.4` are not versions.
import type SemVer from "semver/classes/semver.js";
import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";

/** The version that a tag states. */
export interface Version {
  /** The tag as it is. */
  readonly tag: string;
  /** What follows the version, such as `alpine` or `debian-12-r4`; empty for a version without it. Never a pre-release. */
  readonly variant: string;
  /** For the order only: a pre-release is written as SemVer orders it, `rc10` as `rc.10`. */
  readonly semver: SemVer;
}

/** The highest version of each variant among the tags of one digest. */
export type Versions = ReadonlyMap<string, Version>;

/** How the requested digest compares with the present one. */
export interface VersionChange {
  readonly order: "forward" | "backward" | "equal" | "unknown";
  /** The versions that decide; where the order is unknown, one of each side. Undefined for a side without a version. */
  readonly before: Version | undefined;
  readonly after: Version | undefined;
}

/** `2024.11.27` and `20241127.1.0` are dates. */
const FIRST_NUMBER_MAX = 999;

/** The first part of a suffix that makes a pre-release: the word alone, or with a number or more parts behind it. */
const PRERELEASE = /^(alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly|next)(?:\.|(?=\d)|$)(.*)$/i;
const NUMBERS = /^\d+(?:\.\d+)*$/;

/** Parses a tag as a strict SemVer with an optional `v`. Undefined for every other tag. */
export function parseVersion(tag: string): Version | undefined {
  const parsed = parse(tag);
  if (parsed === null || parsed.major > FIRST_NUMBER_MAX) return undefined;
  const { prerelease, variant } = splitSuffix(parsed.prerelease.join("."));
  const core = `${parsed.major}.${parsed.minor}.${parsed.patch}`;
  const semver = parse(prerelease.length === 0 ? core : `${core}-${prerelease.join(".")}`);
  return semver === null ? undefined : { tag, variant, semver };
}

/** Splits `rc1-alpine3.20` into the pre-release `rc.1` and the variant `alpine3.20`. */
function splitSuffix(suffix: string): { readonly prerelease: readonly string[]; readonly variant: string } {
  const [first = "", ...rest] = suffix.split("-");
  const [, word, more = ""] = PRERELEASE.exec(first) ?? [];
  if (word === undefined) return { prerelease: [], variant: suffix };
  const end = rest.findIndex((part) => !NUMBERS.test(part));
  const numbers = end === -1 ? rest : rest.slice(0, end);
  const parts = [word.toLowerCase(), ...[more, ...numbers].flatMap((part) => part.split("."))];
  return {
    // A numeric part with a leading zero is not SemVer.
    prerelease: parts.filter((part) => part !== "").map((part) => part.replace(/^0+(?=\d+$)/, "")),
    variant: end === -1 ? "" : rest.slice(end).join("-"),
  };
}

/** The highest version of each variant among these tags. */
export function highestVersions(tags: Iterable<string>): Versions {
  const highest = new Map<string, Version>();
  for (const tag of tags) {
    const version = parseVersion(tag);
    if (version === undefined) continue;
    const other = highest.get(version.variant);
    if (other === undefined || compare(version.semver, other.semver) > 0) highest.set(version.variant, version);
  }
  return highest;
}

/** Compares variant by variant. Unknown where no variant is common, or where the variants disagree. */
export function compareVersions(before: Versions, after: Versions): VersionChange {
  const pairs = [...before.keys()].toSorted().flatMap((variant) => {
    const [one, other] = [before.get(variant), after.get(variant)];
    return one === undefined || other === undefined ? [] : [{ before: one, after: other, order: orderOf(one, other) }];
  });
  const [first] = pairs;
  if (first !== undefined && pairs.every(({ order }) => order === first.order)) return first;
  return { order: "unknown", before: shownOf(before), after: shownOf(after) };
}

function orderOf(before: Version, after: Version): VersionChange["order"] {
  const difference = compare(after.semver, before.semver);
  if (difference === 0) return "equal";
  return difference > 0 ? "forward" : "backward";
}

/** The version without a variant, or the first one by variant. */
function shownOf(versions: Versions): Version | undefined {
  const [variant = ""] = [...versions.keys()].toSorted();
  return versions.get(variant);
}

/** True where a pre-release would replace a release, even if it is a higher version. */
export function replacesRelease({ before, after, order }: VersionChange): boolean {
  return order !== "unknown" && before?.semver.prerelease.length === 0 && (after?.semver.prerelease.length ?? 0) > 0;
}
