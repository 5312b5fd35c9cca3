// What the source must fulfil: number of manifests, platforms, media type, known referrers, attestations. And its warnings.
import { MAX_MANIFESTS, type SourceImage } from "../observe/observation.ts";
import { formatPlatform } from "../oci/descriptor.ts";
import { shortDigest } from "../oci/digest.ts";
import { hasImageConfig } from "../oci/image-config.ts";
import { parsePlatform, satisfiesPlatform } from "../oci/platform.ts";
import { type Problem, problem, WITHOUT_REFERRERS } from "../problems.ts";
import type { PromotionRequest } from "../request/request.ts";
import type { Candidate } from "./candidate.ts";

/** From this number on, a warning says that the limit is near. */
const WARN_MANIFESTS = 45;

/** The code of a plan that failed because a lookup of referrers did. */
const REFERRERS_UNKNOWN = "REFERRERS_UNKNOWN";

/** True for a lookup that failed. That is a failure of this run, not a rule that blocks the image. */
export function isFailedLookup({ code }: Problem): boolean {
  return code === REFERRERS_UNKNOWN || code === "CHILDREN_UNKNOWN";
}

/** The reasons not to promote the image that the source alone gives. */
export function* refuseSource(candidate: Candidate): Generator<Problem> {
  const { promotion, image, source } = candidate;
  const { members, name, root } = source;
  if (members.length > MAX_MANIFESTS) {
    const message = `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
    yield problem("TOO_MANY_MANIFESTS", message, { side: "source" });
  }
  if (root === undefined) {
    // The platforms that a file states for a pinned digest cannot change, but require-platforms has to be checked.
    if (promotion.requirePlatforms.length > 0) {
      const message = `${name} cannot be read from this runner, so require-platforms cannot be checked before the import.`;
      yield problem("PLATFORMS_UNKNOWN", message, { side: "source" });
    }
  } else {
    yield* refusePlatforms(candidate);
    if (image.mediaType !== undefined && image.mediaType !== root.mediaType) {
      const message = `${name} has the media type ${root.mediaType}, but the images file states ${image.mediaType}.`;
      yield problem("MEDIA_TYPE_MISMATCH", message, { side: "source" });
    }
  }
  const [unknown] = source.unknownReferrers;
  if (unknown !== undefined && image.referrers === "all") yield referrersUnknown(source, unknown);
  if (promotion.provenance.mode === "enforce") yield* refuseProvenance(candidate);
}

/** What the user should know about the source of an image that may still be promoted. */
export function* warnOfSource(candidate: Candidate): Generator<string> {
  const { promotion, image, source } = candidate;
  const { tagNow, digest, root, unread, members, name } = source;
  if (unread !== undefined) {
    const manifests =
      root === undefined ? "are read from the target after the import" : "are known, because the target has them";
    yield `${name} cannot be read from this runner. The pinned digest ${shortDigest(digest)}… is promoted; its manifests ${manifests}.`;
  }
  if (tagNow === "absent") yield `The source no longer has the tag of ${name}; the requested digest is promoted.`;
  else if (tagNow !== undefined) {
    yield `The tag of ${name} has moved to ${shortDigest(tagNow)}…; the requested digest ${shortDigest(digest)}… is promoted.`;
  }
  if (members.length >= WARN_MANIFESTS && members.length <= MAX_MANIFESTS) {
    yield `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
  }
  const [unknown] = source.unknownReferrers;
  if (unknown !== undefined && image.referrers !== "all") yield warnOfUnknownReferrers(source, unknown);
  if (promotion.provenance.mode === "warn") {
    for (const { message } of refuseProvenance(candidate)) yield message;
  }
}

/** True for a Helm chart or other artifact without platforms, if `require-platforms` is set. An index is never exempt. */
export function isExemptFromPlatforms(
  { requirePlatforms }: Pick<PromotionRequest, "requirePlatforms">,
  { root }: Pick<SourceImage, "root">,
): boolean {
  return requirePlatforms.length > 0 && root?.kind === "image" && !hasImageConfig(root);
}

function* refusePlatforms({ promotion, image, source }: Candidate): Generator<Problem> {
  const platforms = source.platforms ?? [];
  const offered = platforms.map(formatPlatform);
  const required = isExemptFromPlatforms(promotion, source) ? [] : promotion.requirePlatforms;
  const missing = [...new Set([...required, ...(image.platforms ?? [])])].filter((text) => {
    const platform = parsePlatform(text);
    // A platform with an OS version, which only files state.
    if (platform === undefined) return !offered.includes(text);
    return !platforms.some((each) => satisfiesPlatform(each, platform));
  });
  if (missing.length === 0) return;
  const message = `${source.name} lacks ${missing.join(", ")}; it has ${offered.join(", ") || "no platform"}.`;
  yield problem("PLATFORM_MISSING", message, { side: "source" });
}

/** The problem of a lookup of referrers that failed. */
export function referrersUnknown({ name }: SourceImage, reason: Problem): Problem {
  const message = `The lookup of signatures, SBOMs and attestations of ${name} is incomplete: ${reason.message}`;
  return problem(REFERRERS_UNKNOWN, message, {
    side: "source",
    remedy: `${reason.remedy.replace(/[^.]$/, "$&.")} ${WITHOUT_REFERRERS}`,
    // One host can fail for two causes: content that was replaced, and a response that cannot be read.
    ...(reason.causeKey !== undefined && { causeKey: `${reason.code} ${reason.causeKey}` }),
  });
}

function warnOfUnknownReferrers({ name, referrers }: SourceImage, reason: Problem): string {
  const found = referrers.length === 0 ? "none was found" : `${referrers.length} were found`;
  return `Signatures, SBOMs and attestations of ${name} may be missing in the target: ${found}, but the lookup is incomplete. ${reason.message}`;
}

const UNATTESTED = {
  missing: { code: "ATTESTATION_MISSING", finding: "has no attestation for" },
  untrusted: { code: "ATTESTATION_UNTRUSTED", finding: "has no trusted attestation for" },
  unreachable: { code: "ATTESTATION_UNREACHABLE", finding: "could not be checked for" },
  "roots-outdated": {
    code: "ATTESTATION_ROOTS_OUTDATED",
    finding: "has no attestation that this version of the action can verify for",
  },
} as const;

/** One problem for each line that is not met. A line without a verdict is not met either. */
function* refuseProvenance({ promotion, source }: Candidate): Generator<Problem> {
  for (const { line } of promotion.provenance.requirements) {
    const verdict = source.provenance.find((each) => each.line === line);
    if (verdict?.status === "verified") continue;
    const { code, finding } = UNATTESTED[verdict?.status ?? "missing"];
    const reasons = (verdict?.reasons ?? []).map((reason) => ` ${reason}`).join("");
    yield problem(code, `${source.name} ${finding} "${line}".${reasons}`, { side: "source" });
  }
}
