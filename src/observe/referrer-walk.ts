// Lists what refers to an image: signatures, SBOMs and attestations, by the referrers API and by cosign's tags.
import { ManifestError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { RegistryReader } from "../ports.ts";
import type { Problem } from "../problems.ts";
import type { ObservedReferrer, SourceImage } from "./observation.ts";

const MAX_REFERRER_DEPTH = 4;
const MAX_REFERRERS = 500;
/** https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"] as const;

/** Referrers of an image, and why there may be more. */
export type WalkedReferrers = Pick<SourceImage, "referrers" | "unknownReferrers">;

/**
 * Returns the referrers of the subjects, then the referrers of those: breadth first, so that subjects come before what refers to them.
 * @throws ManifestError `TOO_MANY_REFERRERS`
 */
export async function walkReferrers(
  subjects: readonly Digest[],
  reader: RegistryReader,
  repository: string,
  signal: AbortSignal,
): Promise<WalkedReferrers> {
  const found = new Map<string, ObservedReferrer>();
  const unknown: Problem[] = [];
  const members = new Set<Digest>(subjects);
  const visited = new Set<Digest>(subjects);
  let level: readonly Digest[] = subjects;
  for (let depth = 1; level.length > 0; depth++) {
    const perSubject = await Promise.all(level.map((subject) => referrersOf(subject, reader, repository, signal)));
    const next: Digest[] = [];
    for (const referrer of perSubject.flatMap(({ referrers }) => referrers)) {
      // A manifest of the image is imported with the image, also where it refers to another one.
      if (referrer.tag === null && members.has(referrer.digest)) continue;
      const key = referrer.tag ?? referrer.digest;
      if (!found.has(key)) found.set(key, referrer);
      if (referrer.isGone !== true && !visited.has(referrer.digest)) {
        visited.add(referrer.digest);
        next.push(referrer.digest);
      }
    }
    unknown.push(...perSubject.flatMap(({ unknownReferrers }) => unknownReferrers));
    if (found.size > MAX_REFERRERS || (next.length > 0 && depth > MAX_REFERRER_DEPTH)) {
      throw new ManifestError(
        "TOO_MANY_REFERRERS",
        `The image has more than ${MAX_REFERRERS} referrers, or its referrers have referrers more than ${MAX_REFERRER_DEPTH} levels deep.`,
        { side: "source" },
      );
    }
    level = next;
  }
  return { referrers: [...found.values()], unknownReferrers: unknown };
}

async function referrersOf(
  subject: Digest,
  reader: RegistryReader,
  repository: string,
  signal: AbortSignal,
): Promise<WalkedReferrers> {
  const tags = COSIGN_SUFFIXES.map((suffix) => `${subject.replace(":", "-")}.${suffix}`);
  const [listed, tagged] = await Promise.all([
    reader.lookUpReferrers(repository, subject, signal),
    reader.lookUpSignatures(repository, subject, tags, signal),
  ]);
  const referrers: ObservedReferrer[] = [
    ...listed.found.map((each) => toReferrer(each, subject)),
    ...(listed.gone ?? []).map((each) => ({ ...toReferrer(each, subject), isGone: true })),
  ];
  const unknownReferrers = listed.unknown === undefined ? [] : [listed.unknown];
  for (const [at, lookup] of tagged.entries()) {
    if (lookup.kind === "unknown") unknownReferrers.push(lookup.problem);
    if (lookup.kind !== "known") continue;
    const { digest, mediaType, sizeBytes } = lookup.value;
    const artifactType = `cosign ${COSIGN_SUFFIXES[at]}`;
    referrers.push({ digest, subject, mediaType, artifactType, sizeBytes, tag: tags[at] ?? null });
  }
  return { referrers, unknownReferrers };
}

function toReferrer({ digest, mediaType, artifactType, sizeBytes }: Descriptor, subject: Digest): ObservedReferrer {
  return { digest, subject, mediaType, artifactType: artifactType ?? mediaType, sizeBytes, tag: null };
}
