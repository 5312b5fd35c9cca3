// The provenance gate's decisions: the policy, whether a signed attestation meets it, and the verdict on one digest. Pure.
import { type Descriptor, formatPlatform } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import { quote } from "../quote.ts";

/** `require-attestation` and the inputs that go with it, parsed. */
export interface ProvenancePolicy {
  readonly mode: "off" | "warn" | "require";
  /** `owner/repository`, or `owner` for any of the owner's repositories. */
  readonly repository: string;
  /** Where {@link repository} is this run's own: its ID, and its owner's. A deleted name can be registered again by others. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  /** `owner/repository/.github/workflows/file.yml`, optionally `@ref`; undefined: any workflow of {@link repository}. */
  readonly signerWorkflow?: string;
  readonly predicateType: string;
}

/** SLSA provenance v1, the predicate type of actions/attest-build-provenance. */
export const SLSA_PROVENANCE_V1 = "https://slsa.dev/provenance/v1";

/**
 * The issuer of tokens for workflows on github.com. An enterprise may add its slug to it, which makes another issuer.
 * https://docs.github.com/actions/reference/security/oidc
 */
export const ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";

/** The Sigstore instance that issued a certificate: public-good for public repositories, GitHub's own for private ones. */
export type SigstoreInstance = "public-good" | "github";

/** Where an attestation was found. */
export type AttestationPlace = "github-api" | "referrers";

/** An attestation that meets the policy. */
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
  /** The commit of {@link repository} that the workflow ran on. */
  readonly revision?: string;
  readonly subject: Digest;
}

/** The gate's verdict on one digest, with one reason for each attestation, or place, that did not count. */
export type ProvenanceVerdict =
  | { readonly status: "verified"; readonly attestation: VerifiedAttestation; readonly reasons: readonly string[] }
  | { readonly status: "missing" | "untrusted" | "unreachable"; readonly reasons: readonly string[] };

/**
 * What a signing certificate states about the workflow run. Its chain is verified.
 * https://github.com/sigstore/fulcio/blob/v1.7.1/docs/oid-info.md
 */
export interface SignerClaims {
  readonly issuer?: string;
  /** Subject alternative name: the workflow file that signed, as URL, with `@ref`. */
  readonly signerUri?: string;
  readonly sourceRepositoryUri?: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly revision?: string;
}

/** An in-toto statement: its predicate type and its subjects. */
export interface Statement {
  readonly predicateType: string;
  /** Digests of the subjects that have a sha256. */
  readonly subjects: readonly Digest[];
}

/** An attestation whose signature, certificate and time are verified. {@link judgeAttestation} compares it with the policy. */
export interface SignedAttestation {
  readonly statement: Statement;
  readonly claims: SignerClaims;
  readonly instance: SigstoreInstance;
  readonly signedAt?: string;
}

/** The image to promote. */
export interface ProvenanceSubject {
  readonly digest: Digest;
  readonly children: readonly Descriptor[];
}

/** Names of owners (also of enterprise-managed users, `name_company`) and of repositories. */
const OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";
const REPOSITORY = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,100}";
const ATTESTATION_REPOSITORY = new RegExp(`^${OWNER}(?:/${REPOSITORY})?$`);
const WORKFLOW = `(${OWNER}/${REPOSITORY})/(\\.github/workflows/[^/@\\s]{1,200}\\.ya?ml)(?:@(\\S{1,300}))?`;
const SIGNER_WORKFLOW = new RegExp(`^(?:github\\.com/)?${WORKFLOW}$`);
const GITHUB = "https://github.com/";
const SIGNER_URI = new RegExp(`^https://github\\.com/${WORKFLOW}$`);
const REPOSITORY_URI = new RegExp(`^https://github\\.com/(${OWNER}/${REPOSITORY})$`);

/** True for a valid `attestation-repository`: `owner/repository` or `owner`. */
export function isAttestationRepository(text: string): boolean {
  return ATTESTATION_REPOSITORY.test(text);
}

/**
 * True for a valid `attestation-signer-workflow`: `[github.com/]owner/repository/.github/workflows/file.yml`, as for
 * `gh attestation verify --signer-workflow`, optionally with an exact `@ref`.
 */
export function isSignerWorkflow(text: string): boolean {
  return SIGNER_WORKFLOW.test(text);
}

/** GitHub ignores case in names of owners and repositories, but not in paths and refs. */
function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function quoteClaim(text: string | undefined): string {
  return text === undefined ? "(none)" : quote(text, 200);
}

/** Whether `owner/repository` is the required repository, or belongs to the required owner. */
function belongsTo(repository: string, required: string): boolean {
  return sameName(required.includes("/") ? repository : repository.replace(/\/.*/, ""), required);
}

/** One reason for each ID that the policy has and the certificate does not state. */
function whyIdsDiffer(
  repository: string,
  { repositoryId, ownerId }: SignerClaims,
  policy: ProvenancePolicy,
): readonly string[] {
  const [owner = ""] = repository.split("/");
  const compared = [
    [`its source repository ${repository}`, repositoryId, policy.repositoryId],
    [`the owner ${owner} of its source repository`, ownerId, policy.ownerId],
  ] as const;
  return compared
    .filter(([, stated, required]) => required !== undefined && stated !== required)
    .map(
      ([what, stated, required]) =>
        `${what} has the ID ${quoteClaim(stated)}, not ${required}: it is another one that has, or had, the same name`,
    );
}

/** Undefined where the policy accepts the signer. */
function whySignerDiffers(signerUri: string | undefined, policy: ProvenancePolicy): string | undefined {
  const [, repository, path, ref] = SIGNER_URI.exec(signerUri ?? "") ?? [];
  const signedBy = `it was signed by workflow ${quoteClaim(signerUri)}`;
  if (policy.signerWorkflow === undefined) {
    if (repository !== undefined && belongsTo(repository, policy.repository)) return undefined;
    return `${signedBy}, which is not in ${policy.repository}; if you trust this workflow, set attestation-signer-workflow to it`;
  }
  const [, requiredRepository, requiredPath, requiredRef] = SIGNER_WORKFLOW.exec(policy.signerWorkflow) ?? [];
  const same =
    repository !== undefined &&
    requiredRepository !== undefined &&
    sameName(repository, requiredRepository) &&
    path === requiredPath &&
    (requiredRef === undefined || ref === requiredRef);
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
  if (subjects.length === 0) return "none of its subjects has a sha256 digest";
  const [first = digest] = subjects;
  const others = subjects.length > 1 ? ` and ${subjects.length - 1} more` : "";
  return `it is about another subject, sha256:${shortDigest(first)}${others}`;
}

/** Compares a signed attestation with the policy: returns what it proves, or every reason why it does not count. */
export function judgeAttestation(
  { statement, claims, instance, signedAt }: SignedAttestation,
  policy: ProvenancePolicy,
  subject: ProvenanceSubject,
  foundIn: AttestationPlace,
): { readonly attestation: VerifiedAttestation } | { readonly reason: string } {
  const reasons: string[] = [];
  const { issuer, signerUri, sourceRepositoryUri, repositoryId, ownerId, revision } = claims;
  if (issuer !== ACTIONS_ISSUER) reasons.push(`its issuer is ${quoteClaim(issuer)}, not ${ACTIONS_ISSUER}`);

  const repository = REPOSITORY_URI.exec(sourceRepositoryUri ?? "")?.[1];
  if (repository === undefined || !belongsTo(repository, policy.repository)) {
    reasons.push(`its source repository is ${quoteClaim(sourceRepositoryUri)}, not ${policy.repository}`);
  } else reasons.push(...whyIdsDiffer(repository, claims, policy));
  const signerReason = whySignerDiffers(signerUri, policy);
  if (signerReason !== undefined) reasons.push(signerReason);
  if (statement.predicateType !== policy.predicateType) {
    reasons.push(`its predicate type is ${quoteClaim(statement.predicateType)}, not ${policy.predicateType}`);
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
      ...(revision !== undefined && { revision }),
      subject: subject.digest,
    },
  };
}

/** Everything that was found out about one digest. */
export interface ProvenanceFindings {
  readonly verified?: VerifiedAttestation;
  /** Why each attestation that was found does not count. */
  readonly refused: readonly string[];
  /** Why each place, or attestation, that could not be read could not. */
  readonly unreachable: readonly string[];
  /** What was looked up in each place that has no attestation. */
  readonly absent: readonly string[];
}

/** How many reasons a verdict lists, and how long each may be. */
const MAX_REASONS = 20;
const MAX_REASON_LENGTH = 600;

/** Ends each reason with a full stop, and limits length and number. */
function bound(reasons: readonly string[]): readonly string[] {
  const sentences = reasons
    .slice(0, MAX_REASONS)
    .map((reason) => (reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)}…` : reason))
    .map((reason) => (/[.…]$/.test(reason) ? reason : `${reason}.`));
  return reasons.length > MAX_REASONS ? [...sentences, `And ${reasons.length - MAX_REASONS} more.`] : sentences;
}

/** Decides the verdict. One match suffices; `missing` and `untrusted` require that every place could be read. */
export function decideProvenance({ verified, refused, unreachable, absent }: ProvenanceFindings): ProvenanceVerdict {
  const troubles = bound([...unreachable, ...refused]);
  if (verified !== undefined) return { status: "verified", attestation: verified, reasons: troubles };
  if (unreachable.length > 0) return { status: "unreachable", reasons: troubles };
  if (refused.length > 0) return { status: "untrusted", reasons: troubles };
  return { status: "missing", reasons: bound(absent) };
}
