// What the source must hold of what is imported from it: every child that the target lacks, and every referrer that is carried.

import { formatMember, type Member } from "../observe/members.ts";
import type { ObservedReferrer, SourceFindings } from "../observe/observation.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { describeMismatch } from "../oci/manifest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import { kindOfReferrer } from "../oci/referrer-kind.ts";
import { type Problem, problem } from "../problems.ts";
import type { Candidate } from "./candidate.ts";
import type { PlannedReferrer } from "./plan.ts";
import { referrersUnknown } from "./source-checks.ts";

/** Members that a message names at most. */
const NAMED = 5;

/** The reasons not to import the image that its children give. */
export function* refuseChildren({ source }: Candidate, findings: SourceFindings): Generator<Problem> {
  const { members, name } = source;
  const absent = members.filter(({ digest }) => findings.get(digest)?.kind === "absent");
  if (absent.length > 0) {
    const message = `${name} is incomplete: its repository does not have ${formatMembers(absent)}, which the image's index lists.`;
    yield problem("SOURCE_INCOMPLETE", message, { side: "source" });
  }
  const unsupported = members.filter(({ mediaType }) => !isManifestMediaType(mediaType));
  if (unsupported.length > 0) {
    const types = [...new Set(unsupported.map(({ mediaType }) => mediaType))].slice(0, NAMED).join(", ");
    const message = `The index of ${name} lists ${formatMembers(unsupported)} with the media type ${types}. Only OCI and Docker v2 manifests can be read back from the target.`;
    yield problem("MANIFEST_UNSUPPORTED", message, { side: "source", remedy: BUILD_WITHOUT });
  }
  for (const member of members) {
    const mismatch = mismatchOf(member, findings, "the image's index");
    if (mismatch !== undefined) yield problem("MANIFEST_INVALID", mismatch, { side: "source" });
  }
  yield* refuseUnknownChildren(members, name, findings);
}

const BUILD_WITHOUT =
  "Build an index of images and their attestations alone, and promote other artifacts by a tag of their own.";

/**
 * An import that cannot be seen cannot be planned: it could fail after other images of the set were written. So this is an error, not
 * a warning. But it is no proof that anything is absent: the run failed, and the next one may succeed.
 */
function* refuseUnknownChildren(
  members: readonly Member[],
  name: string,
  findings: SourceFindings,
): Generator<Problem> {
  const unknown = members.flatMap((member) => {
    const finding = findings.get(member.digest);
    return finding?.kind === "unknown" ? [{ member, reason: finding.problem }] : [];
  });
  const [first] = unknown;
  if (first === undefined) return;
  const { remedy, causeKey, code } = first.reason;
  const message = `It is not known whether the source has all of ${name}: ${formatMembers(unknown.map(({ member }) => member))} could not be looked up. ${first.reason.message}`;
  yield problem("CHILDREN_UNKNOWN", message, {
    side: "source",
    remedy,
    ...(causeKey !== undefined && { causeKey: `${code} ${causeKey}` }),
  });
}

/** The referrers to carry, what forbids carrying them, and what the user should know. */
export interface ReferrerCheck {
  readonly referrers: readonly PlannedReferrer[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** With `referrers: best-effort`, what cannot be imported is left out with a warning. Otherwise it is a problem. */
export function checkReferrers(
  candidate: Candidate,
  planned: readonly PlannedReferrer[],
  findings: SourceFindings,
): ReferrerCheck {
  const { name } = candidate.source;
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const isOptional = candidate.image.referrers === "best-effort";
  const referrers = planned.map((each): PlannedReferrer => {
    const reason = each.action === "import" ? reasonAgainst(candidate, each.referrer, findings) : undefined;
    if (reason === undefined) return each;
    if (!isOptional) {
      problems.push(reason);
      return each;
    }
    warnings.push(`The ${formatReferrer(each.referrer)} of ${name} is not promoted. ${reason.message}`);
    return { ...each, action: "leave" };
  });
  return { referrers, problems, warnings };
}

const LEAVE_OUT =
  "To promote the image with the referrers that can be imported, set referrers: best-effort; to promote it without signatures, SBOMs and attestations, set referrers: none";

/** Why a referrer cannot be imported. */
function reasonAgainst(
  { source }: Candidate,
  referrer: ObservedReferrer,
  findings: SourceFindings,
): Problem | undefined {
  const { subject, mediaType, digest, tag, isGone = false } = referrer;
  const what = formatReferrer(referrer);
  if (!isManifestMediaType(mediaType)) {
    const message = `The ${what} of ${source.name} has the media type ${mediaType}. Only OCI and Docker v2 manifests can be read back from the target.`;
    return problem("MANIFEST_UNSUPPORTED", message, {
      side: "source",
      remedy: `Sign or attest the image again with a current tool. ${LEAVE_OUT}`,
    });
  }
  const finding = findings.get(digest);
  if (finding?.kind === "unknown") return referrersUnknown(source, finding.problem);
  if (finding?.kind === "absent" && tag !== null) {
    // A tag that was just read proves that the signature existed: a replica may lag.
    const message = `The source has the ${what} under the tag ${tag}, but returned 404 for its digest.`;
    return referrersUnknown(source, problem("REGISTRY_INCONSISTENT", message, { side: "source" }));
  }
  if (isGone || finding?.kind === "absent") {
    const message = `${source.name} cannot be promoted with all of its referrers: its repository does not have the ${what}, which is listed as a referrer of ${subject}.`;
    return problem("SOURCE_INCOMPLETE", message, {
      side: "source",
      remedy: `Sign or attest the image again, or delete the entry that names what is gone. ${LEAVE_OUT}`,
    });
  }
  if (finding?.kind === "unfit") {
    const { code, message } = finding.problem;
    return problem(code, `The ${what} of ${source.name} cannot be imported: ${message}`, {
      side: "source",
      remedy: `Sign or attest the image again. ${LEAVE_OUT}`,
    });
  }
  const mismatch = mismatchOf(referrer, findings, "the list of referrers");
  if (mismatch === undefined) return undefined;
  const remedy = `Sign or attest the image again. ${LEAVE_OUT}`;
  return problem("MANIFEST_INVALID", `${mismatch} It is the ${what} of ${source.name}.`, { side: "source", remedy });
}

function mismatchOf(
  stated: Pick<Descriptor, "digest" | "mediaType" | "sizeBytes">,
  findings: SourceFindings,
  stating: string,
): string | undefined {
  const finding = findings.get(stated.digest);
  return finding?.kind === "known" ? describeMismatch(finding.value, stated, stating) : undefined;
}

function formatMembers(members: readonly Member[]): string {
  const named = members.slice(0, NAMED).map(formatMember).join(", ");
  return members.length > NAMED ? `${named} and ${members.length - NAMED} more` : named;
}

/** A referrer as messages name it: `signature sha256:… (application/vnd.cncf.notary.signature)`. */
function formatReferrer(referrer: ObservedReferrer): string {
  const kind = kindOfReferrer(referrer);
  const named = kind === "referrer" ? "signature, SBOM or attestation" : kind;
  return `${named} ${referrer.digest} (${referrer.artifactType})`;
}
