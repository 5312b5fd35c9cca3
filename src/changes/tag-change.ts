// What changes where a tag moves: what is known of both digests. Untrusted text that decides nothing.
import { runtimePlatformsOf } from "../observe/members.ts";
import type { SourceImage } from "../observe/observation.ts";
import { type Descriptor, formatPlatform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import { type ImageClaims, isCommit } from "../oci/image-claims.ts";
import type { Manifest } from "../oci/manifest.ts";
import { type ManifestSummary, summarize } from "../oci/manifest-summary.ts";
import type { ImagePlan, PlannedTag } from "../plan/plan.ts";
import type { CommitComparison } from "../ports.ts";
import { acceptedProvenance } from "../provenance/policy.ts";
import type { GitHubPlace } from "../request/request.ts";
import { agreedClaims, type Claim, claimOf, type Statement } from "./claims.ts";
import { type CommitRange, compareUrl, rangeKey, rangeOf } from "./commits.ts";

/** What was read of images beside the plan. The maps are by digest, which proves the content. */
export interface ImageFacts {
  readonly manifests: ReadonlyMap<Digest, ManifestSummary>;
  /** By the digest of an image's root. */
  readonly labels: ReadonlyMap<Digest, ImageClaims>;
}

/** What was read about changes. */
export interface ChangeFacts extends ImageFacts {
  /** By `rangeKey`. */
  readonly comparisons: ReadonlyMap<string, CommitComparison>;
  /** Why some of it is not known: sentences. */
  readonly notes: ReadonlySet<string>;
}

/** One claim about the digest that a tag leaves, and about the one that it moves to. Undefined: not known. */
export interface ClaimPair {
  readonly previous?: Claim;
  readonly current?: Claim;
}

/** Config and layers of one platform as a pull downloads them, bytes. `platform`: null where it is not known. */
export interface PullSize {
  readonly platform: string | null;
  readonly bytes: number;
  readonly previousBytes?: number;
}

/** What changes for one tag. */
export interface TagChange {
  readonly version: ClaimPair;
  readonly revision: ClaimPair;
  readonly baseImage: ClaimPair;
  readonly pullSizes: readonly PullSize[];
  /** `comparison`: undefined where the commits were not compared. */
  readonly commits?: { readonly url: string; readonly comparison?: CommitComparison };
}

/** One digest of a tag that moves. */
export interface ImageSide {
  readonly digest: Digest;
  /** Undefined where it was not read or cannot be decoded. */
  readonly root: Manifest | undefined;
  /** The manifests that it lists. */
  readonly children: readonly Descriptor[];
  readonly statements: readonly Statement[];
}

/** Both digests of a tag that moves. `previous`: undefined where the target cannot be read. */
export interface TagSides {
  readonly previous?: ImageSide;
  readonly current: ImageSide;
  /** The range of commits between them, where it may be compared. */
  readonly range?: CommitRange;
}

/** Both sides of a tag as far as they are known; undefined for a tag that does not move. */
export function sidesOf(
  tag: PlannedTag,
  { source }: ImagePlan,
  facts: ImageFacts,
  github: GitHubPlace,
): TagSides | undefined {
  if (tag.action !== "move" || source === null) return undefined;
  const { previousDigest, previous: root, versions } = tag;
  const attestation = acceptedProvenance(source.provenance);
  const attested: Statement[] =
    attestation?.revision === undefined || !isCommit(attestation.revision)
      ? []
      : [
          {
            from: "attestation",
            claims: { revision: attestation.revision, source: `https://github.com/${attestation.repository}` },
          },
        ];
  const current: ImageSide = {
    digest: source.digest,
    root: source.root,
    children: source.members,
    statements: [...attested, ...statementsOf(source.digest, source.root, source.members, versions?.after, facts)],
  };
  if (previousDigest === null) return { current };
  const children = root?.kind === "index" ? root.manifests : [];
  const previous: ImageSide = {
    digest: previousDigest,
    root,
    children,
    statements: statementsOf(previousDigest, root, children, versions?.before, facts),
  };
  const range = rangeOf(previous.statements, current.statements, attestation?.repository, github);
  return { previous, current, ...(range !== undefined && { range }) };
}

/** `version`: the highest version among the digest's tags. */
function statementsOf(
  digest: Digest,
  root: Manifest | undefined,
  children: readonly Descriptor[],
  version: string | undefined,
  { manifests, labels }: ImageFacts,
): readonly Statement[] {
  const inChildren = children.flatMap((child) => manifests.get(child.digest)?.claims ?? []);
  return [
    { from: "annotation", claims: root?.claims ?? {} },
    { from: "annotation", claims: agreedClaims(inChildren) },
    { from: "tag", claims: version === undefined ? {} : { version } },
    { from: "label", claims: labels.get(digest) ?? {} },
  ];
}

/** What changes for a tag; undefined for a tag that does not move. */
export function changeOf(
  tag: PlannedTag,
  plan: ImagePlan,
  facts: ChangeFacts,
  github: GitHubPlace,
): TagChange | undefined {
  const sides = sidesOf(tag, plan, facts, github);
  if (sides === undefined) return undefined;
  const { previous, current, range } = sides;
  const pair = (key: keyof ImageClaims): ClaimPair => {
    const [before, after] = [claimOf(previous?.statements ?? [], key), claimOf(current.statements, key)];
    return { ...(before !== undefined && { previous: before }), ...(after !== undefined && { current: after }) };
  };
  const comparison = range === undefined ? undefined : facts.comparisons.get(rangeKey(range));
  // Without a comparison, only the images' own word says that these commits are of this repository.
  const isShown = range !== undefined && (range.isStated || comparison !== undefined);
  return {
    version: pair("version"),
    revision: pair("revision"),
    baseImage: pair("baseName"),
    pullSizes: pullSizesOf(sides, plan.source, facts),
    ...(isShown && { commits: { url: compareUrl(range, github), ...(comparison !== undefined && { comparison }) } }),
  };
}

/** The sizes of the new image, where they are known, beside those of the previous one. */
function pullSizesOf(
  { previous, current }: TagSides,
  source: SourceImage | null,
  { manifests }: ChangeFacts,
): readonly PullSize[] {
  const bytesOf = (side: ImageSide, digest: Digest) =>
    (side.root?.digest === digest ? summarize(side.root) : manifests.get(digest))?.pullBytes;
  const sizesOf = (side: ImageSide): readonly PullSize[] => {
    const bytes = bytesOf(side, side.digest);
    if (bytes !== undefined) return [{ platform: null, bytes }];
    return side.children.flatMap((child) => {
      const childBytes = bytesOf(side, child.digest);
      const platforms = runtimePlatformsOf(child).map(formatPlatform);
      return childBytes === undefined ? [] : platforms.map((platform) => ({ platform, bytes: childBytes }));
    });
  };
  const before = previous === undefined ? [] : sizesOf(previous);
  const [single] = source?.platforms ?? [];
  return sizesOf(current).map((size) => {
    const previousBytes = before.find(({ platform }) => platform === size.platform)?.bytes;
    const platform = size.platform ?? (single === undefined ? null : formatPlatform(single));
    return { platform, bytes: size.bytes, ...(previousBytes !== undefined && { previousBytes }) };
  });
}
