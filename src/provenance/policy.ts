// The provenance gate: what is demanded, whether a signed attestation meets it, and the verdict on one digest.
// How bundles are found and their signatures verified is an edge's work.
import { type Descriptor, formatPlatform } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";

/** `require-attestation` and its companions, parsed. */
export interface ProvenancePolicy {
  readonly mode: "off" | "warn" | "require";
  /** `owner/repository`, or `owner` for any repository of it. */
  readonly repository: string;
  /** `owner/repository/.github/workflows/file.yml`, optionally `@ref`; undefined: any workflow of {@link repository}. */
  readonly signerWorkflow?: string;
  readonly predicateType: string;
}

/** SLSA provenance v1, the predicate that actions/attest-build-provenance writes. */
export const SLSA_PROVENANCE_V1 = "https://slsa.dev/provenance/v1";

/**
 * Who vouches for GitHub-hosted workflows. An enterprise may add its slug to it; that is another issuer.
 * https://docs.github.com/actions/reference/security/oidc
 */
export const ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";

/** Which Sigstore instance signed: the public-good one for public repositories, GitHub's own for private ones. */
export type SigstoreInstance = "public-good" | "github";

/** Where an attestation was found. */
export type AttestationPlace = "github-api" | "referrers";

/** One attestation that fully matched. */
export interface VerifiedAttestation {
  readonly predicateType: string;
  readonly repository: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly signerWorkflow: string;
  readonly issuer: string;
  readonly instance: SigstoreInstance;
  readonly foundIn: AttestationPlace;
  readonly signedAt?: string;
  readonly subject: Digest;
}

/** The gate's verdict on one digest. Reasons are one per attestation, or per place, that was of no use. */
export type ProvenanceVerdict =
  | { readonly status: "verified"; readonly attestation: VerifiedAttestation; readonly reasons: readonly string[] }
  | { readonly status: "missing" | "untrusted" | "unreachable"; readonly reasons: readonly string[] };

/**
 * What a signing certificate states of the workflow run, once its chain is verified.
 * https://github.com/sigstore/fulcio/blob/v1.7.1/docs/oid-info.md
 */
export interface SignerClaims {
  readonly issuer?: string;
  /** Subject alternative name: the workflow file that signed, as URL, with `@ref`. */
  readonly signerUri?: string;
  readonly sourceRepositoryUri?: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
}

/** An in-toto statement: of what kind it is and which content it is about. */
export interface Statement {
  readonly predicateType: string;
  /** Of all subjects that have a sha256. */
  readonly subjects: readonly Digest[];
}

/** An attestation whose signature, certificate and time were verified; whether it is what we want is {@link judgeAttestation}'s. */
export interface SignedAttestation {
  readonly statement: Statement;
  readonly claims: SignerClaims;
  readonly instance: SigstoreInstance;
  readonly signedAt?: string;
}

/** What is to be promoted. */
export interface ProvenanceSubject {
  readonly digest: Digest;
  readonly children: readonly Descriptor[];
}

/** Names of owners, enterprise-managed users (`name_company`) and apps' bots included, and of repositories. */
const OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";
const REPOSITORY = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,100}";
const ATTESTATION_REPOSITORY = new RegExp(`^${OWNER}(?:/${REPOSITORY})?$`);
const WORKFLOW = `(${OWNER}/${REPOSITORY})/(\\.github/workflows/[^/@\\s]{1,200}\\.ya?ml)(?:@(\\S{1,300}))?`;
const SIGNER_WORKFLOW = new RegExp(`^(?:github\\.com/)?${WORKFLOW}$`);
const GITHUB = "https://github.com/";
const SIGNER_URI = new RegExp(`^https://github\\.com/${WORKFLOW}$`);
const REPOSITORY_URI = new RegExp(`^https://github\\.com/(${OWNER}/${REPOSITORY})$`);

/** True for what `attestation-repository` takes: `owner/repository` or `owner`. */
export function isAttestationRepository(text: string): boolean {
  return ATTESTATION_REPOSITORY.test(text);
}

/**
 * True for what `attestation-signer-workflow` takes, as `gh attestation verify --signer-workflow` does:
 * `[github.com/]owner/repository/.github/workflows/file.yml`, and beyond it an exact `@ref`.
 */
export function isSignerWorkflow(text: string): boolean {
  return SIGNER_WORKFLOW.test(text);
}

/** Owners and repositories are the same in any case on GitHub; paths and refs are not. */
function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Foreign text, quoted and of bounded length. */
export function quoteForeign(text: string | undefined): string {
  if (text === undefined) return "nothing";
  return text.length > 120 ? `${JSON.stringify(text.slice(0, 120))}…` : JSON.stringify(text);
}

/** True where `owner/repository` is the one asked for, or one of the owner asked for. */
function belongsTo(repository: string, wanted: string): boolean {
  return sameName(wanted.includes("/") ? repository : repository.replace(/\/.*/, ""), wanted);
}

/** Undefined: the signer is one that the policy takes. */
function whySignerDiffers(signerUri: string | undefined, policy: ProvenancePolicy): string | undefined {
  const [, repository, path, ref] = SIGNER_URI.exec(signerUri ?? "") ?? [];
  const signedBy = `it was signed by workflow ${quoteForeign(signerUri)}`;
  if (policy.signerWorkflow === undefined) {
    if (repository !== undefined && belongsTo(repository, policy.repository)) return undefined;
    return `${signedBy}, not by one of ${policy.repository}; if that is meant, name it in attestation-signer-workflow`;
  }
  const [, wantedRepository, wantedPath, wantedRef] = SIGNER_WORKFLOW.exec(policy.signerWorkflow) ?? [];
  const same =
    repository !== undefined &&
    wantedRepository !== undefined &&
    sameName(repository, wantedRepository) &&
    path === wantedPath &&
    (wantedRef === undefined || ref === wantedRef);
  return same ? undefined : `${signedBy}, not ${policy.signerWorkflow}`;
}

/** `linux/arm64 child (sha256:0123456789ab)` */
export function describeChild(child: Descriptor): string {
  const platform = child.platform === undefined ? "" : `${formatPlatform(child.platform)} `;
  return `${platform}child (sha256:${shortDigest(child.digest)})`;
}

function whySubjectDiffers({ subjects }: Statement, { digest, children }: ProvenanceSubject): string | undefined {
  if (subjects.includes(digest)) return undefined;
  const covered = children.filter((child) => subjects.includes(child.digest));
  if (covered.length > 0) {
    const named = covered.slice(0, 4).map(describeChild).join(", ");
    const more = covered.length > 4 ? ` and ${covered.length - 4} more` : "";
    return `it covers only the ${named}${more}, not the index`;
  }
  if (subjects.length === 0) return "no subject of it has a sha256 digest";
  const [first = digest] = subjects;
  const others = subjects.length > 1 ? ` and ${subjects.length - 1} more` : "";
  return `it is about another subject, sha256:${shortDigest(first)}${others}`;
}

/** Whether a signed attestation is the one that the policy demands: what it mustExist, or every reason why it does not. */
export function judgeAttestation(
  { statement, claims, instance, signedAt }: SignedAttestation,
  policy: ProvenancePolicy,
  subject: ProvenanceSubject,
  foundIn: AttestationPlace,
): { readonly attestation: VerifiedAttestation } | { readonly reason: string } {
  const reasons: string[] = [];
  const { issuer, signerUri, sourceRepositoryUri, repositoryId, ownerId } = claims;
  if (issuer !== ACTIONS_ISSUER) reasons.push(`its issuer is ${quoteForeign(issuer)}, not ${ACTIONS_ISSUER}`);

  const repository = REPOSITORY_URI.exec(sourceRepositoryUri ?? "")?.[1];
  if (repository === undefined || !belongsTo(repository, policy.repository)) {
    reasons.push(`its source repository is ${quoteForeign(sourceRepositoryUri)}, not ${policy.repository}`);
  }
  const signerReason = whySignerDiffers(signerUri, policy);
  if (signerReason !== undefined) reasons.push(signerReason);
  if (statement.predicateType !== policy.predicateType) {
    reasons.push(`its predicate type is ${quoteForeign(statement.predicateType)}, not ${policy.predicateType}`);
  }
  const subjectReason = whySubjectDiffers(statement, subject);
  if (subjectReason !== undefined) reasons.push(subjectReason);

  if (reasons.length > 0 || repository === undefined || issuer === undefined) return { reason: reasons.join("; ") };
  return {
    attestation: {
      predicateType: statement.predicateType,
      repository,
      ...(repositoryId !== undefined && { repositoryId }),
      ...(ownerId !== undefined && { ownerId }),
      signerWorkflow: (signerUri ?? "").slice(GITHUB.length),
      issuer,
      instance,
      foundIn,
      ...(signedAt !== undefined && { signedAt }),
      subject: subject.digest,
    },
  };
}

/** All that was discovered of one digest. */
export interface ProvenanceFindings {
  readonly verified?: VerifiedAttestation;
  /** Why each attestation that was found does not count. */
  readonly refused: readonly string[];
  /** Why each place that could not be asked could not. */
  readonly unreachable: readonly string[];
  /** What each place that was asked and has nothing said. */
  readonly absent: readonly string[];
}

/** How many reasons a verdict lists, and how long each may be. */
const MAX_REASONS = 20;
const MAX_REASON_LENGTH = 600;

/** Each a sentence of bounded length, so that they can be told in a row. */
function bound(reasons: readonly string[]): readonly string[] {
  const sentences = reasons
    .slice(0, MAX_REASONS)
    .map((reason) => (reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)}…` : reason))
    .map((reason) => (/[.…]$/.test(reason) ? reason : `${reason}.`));
  return reasons.length > MAX_REASONS ? [...sentences, `And ${reasons.length - MAX_REASONS} more.`] : sentences;
}

/** The verdict: one full match suffices; "missing" and "untrusted" are said only where every place could be asked. */
export function decideProvenance({ verified, refused, unreachable, absent }: ProvenanceFindings): ProvenanceVerdict {
  const troubles = bound([...unreachable, ...refused]);
  if (verified !== undefined) return { status: "verified", attestation: verified, reasons: troubles };
  if (unreachable.length > 0) return { status: "unreachable", reasons: troubles };
  if (refused.length > 0) return { status: "untrusted", reasons: troubles };
  return { status: "missing", reasons: bound(absent) };
}
