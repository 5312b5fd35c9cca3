// The provenance gate's decisions: what is required, and whether a signed attestation meets it. Pure.
import { type Descriptor, formatPlatform } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import { quote } from "../quote.ts";

/** One line of `require-attestations`, parsed: a proof that every image must have. */
export interface AttestationRequirement {
  /** The line, in one spelling: it names the requirement in messages and results. */
  readonly line: string;
  /** `provenance`, `sbom`, or a predicate type. */
  readonly predicate: string;
  /** The repository that was built: `owner/repository`, or `owner` for any of the owner's repositories. */
  readonly source: string;
  /** Where {@link source} is this run's own: its ID, and its owner's. A deleted name can be registered again by others. */
  readonly sourceId?: string;
  readonly ownerId?: string;
  /** Whose workflow signs: `owner`, `owner/repository`, or `owner/repository/.github/workflows/file.yml`, optionally `@ref`. */
  readonly signer: string;
}

/** `require-attestations` and `attestation-policy`. `off`: there is no requirement, and nothing is looked up. */
export interface ProvenancePolicy {
  readonly mode: "off" | "warn" | "enforce";
  readonly requirements: readonly AttestationRequirement[];
}

/** SLSA provenance v1, the predicate type of actions/attest-build-provenance. */
export const SLSA_PROVENANCE_V1 = "https://slsa.dev/provenance/v1";

/**
 * The predicate types of SBOMs, with or without a version: actions/attest adds the one of SPDX, others that of CycloneDX, too.
 * https://github.com/in-toto/attestation/tree/v1.1.2/spec/predicates (spdx.md, cyclonedx.md)
 */
const SBOM_TYPE = /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/bom)(?:\/v\d+(?:\.\d+)*)?$/;

/**
 * The issuer of tokens for workflows on github.com. An enterprise may add its slug to it, which makes another issuer.
 * https://docs.github.com/actions/reference/security/oidc
 */
export const ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";

/** The Sigstore instance that issued a certificate: public-good for public repositories, GitHub's own for private ones. */
export type SigstoreInstance = "public-good" | "github";

/** Where an attestation was found. */
export type AttestationPlace = "github-api" | "referrers";

/** An attestation that meets a requirement. */
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

/**
 * How one requirement is met. `roots-outdated`: there is an attestation that would meet it, but it is signed under a certificate or
 * log that is newer than the trust roots of this action. Only `verified` counts.
 */
export type AttestationStatus = "verified" | "missing" | "untrusted" | "unreachable" | "roots-outdated";

/** The verdict on one line for one digest, with one reason for each attestation, or place, that did not count. */
export type AttestationVerdict = { readonly line: string; readonly reasons: readonly string[] } & (
  | { readonly status: "verified"; readonly attestation: VerifiedAttestation }
  | { readonly status: Exclude<AttestationStatus, "verified"> }
);

/** The first accepted attestation of the build, among the verdicts on one digest. */
export function acceptedProvenance(verdicts: readonly AttestationVerdict[]): VerifiedAttestation | undefined {
  return verdicts
    .flatMap((verdict) => (verdict.status === "verified" ? [verdict.attestation] : []))
    .find(({ predicateType }) => predicateType === SLSA_PROVENANCE_V1);
}

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

/** What an attestation states, whether or not its signature is verified. */
export interface AttestationClaims {
  readonly statement: Statement;
  readonly claims: SignerClaims;
}

/** An attestation whose signature, certificate and time are verified. {@link judgeAttestation} compares it with a requirement. */
export interface SignedAttestation extends AttestationClaims {
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
const HOLDER = new RegExp(`^${OWNER}(?:/${REPOSITORY})?$`);
const WORKFLOW = `(${OWNER}/${REPOSITORY})/(\\.github/workflows/[^/@\\s]{1,200}\\.ya?ml)(?:@(\\S{1,300}))?`;
const SIGNER_WORKFLOW = new RegExp(`^${WORKFLOW}$`);
const GITHUB = "https://github.com/";
const SIGNER_URI = new RegExp(`^https://github\\.com/${WORKFLOW}$`);
const REPOSITORY_URI = new RegExp(`^https://github\\.com/(${OWNER}/${REPOSITORY})$`);

/** True for `owner/repository` and `owner`. */
export function isHolder(text: string): boolean {
  return HOLDER.test(text);
}

/** True for `owner/repository/.github/workflows/file.yml`, optionally with an exact `@ref`. */
export function isSignerWorkflow(text: string): boolean {
  return SIGNER_WORKFLOW.test(text);
}

/** Whether an attestation of this predicate type can meet the requirement. */
export function hasPredicate({ predicateType }: Statement, { predicate }: AttestationRequirement): boolean {
  return predicate === "sbom" ? SBOM_TYPE.test(predicateType) : predicateType === predicateTypeOf(predicate);
}

/** The one predicate type that is meant; undefined where it is one of several. */
export function predicateTypeOf(predicate: string): string | undefined {
  if (predicate === "sbom") return undefined;
  return predicate === "provenance" ? SLSA_PROVENANCE_V1 : predicate;
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

/** One reason for each ID that the requirement has and the certificate does not state. */
function whyIdsDiffer(
  repository: string,
  { repositoryId, ownerId }: SignerClaims,
  required: AttestationRequirement,
): readonly string[] {
  const [owner = ""] = repository.split("/");
  const compared = [
    [`its source repository ${repository}`, repositoryId, required.sourceId],
    [`the owner ${owner} of its source repository`, ownerId, required.ownerId],
  ] as const;
  return compared
    .filter(([, stated, id]) => id !== undefined && stated !== id)
    .map(
      ([what, stated, id]) =>
        `${what} has the ID ${quoteClaim(stated)}, not ${id}: it is another one that has, or had, the same name`,
    );
}

/** Undefined where the requirement accepts the signer. */
function whySignerDiffers(signerUri: string | undefined, { signer }: AttestationRequirement): string | undefined {
  const [, repository, path, ref] = SIGNER_URI.exec(signerUri ?? "") ?? [];
  const signedBy = `it was signed by workflow ${quoteClaim(signerUri)}`;
  const [, requiredRepository, requiredPath, requiredRef] = SIGNER_WORKFLOW.exec(signer) ?? [];
  if (requiredRepository === undefined) {
    if (repository !== undefined && belongsTo(repository, signer)) return undefined;
    return `${signedBy}, which is not in ${signer}; if you trust this workflow, name it in the line after "by"`;
  }
  const same =
    repository !== undefined &&
    sameName(repository, requiredRepository) &&
    path === requiredPath &&
    (requiredRef === undefined || ref === requiredRef);
  return same ? undefined : `${signedBy}, not ${signer}`;
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

/** Every reason why an attestation with these claims does not meet the requirement. */
export function whyRefused(
  { statement, claims: { issuer, signerUri, sourceRepositoryUri, ...ids } }: AttestationClaims,
  required: AttestationRequirement,
  subject: ProvenanceSubject,
): readonly string[] {
  const reasons: (string | undefined)[] = [];
  if (issuer !== ACTIONS_ISSUER) {
    reasons.push(`its issuer is ${quoteClaim(issuer)}, not ${ACTIONS_ISSUER}`);
  }
  const repository = repositoryOf(sourceRepositoryUri);
  if (repository === undefined || !belongsTo(repository, required.source)) {
    reasons.push(`its source repository is ${quoteClaim(sourceRepositoryUri)}, not ${required.source}`);
  } else reasons.push(...whyIdsDiffer(repository, ids, required));
  reasons.push(whySignerDiffers(signerUri, required));
  if (!hasPredicate(statement, required)) {
    reasons.push(`its predicate type is ${quoteClaim(statement.predicateType)}, not ${required.predicate}`);
  }
  reasons.push(whySubjectDiffers(statement, subject));
  return reasons.filter((reason) => reason !== undefined);
}

function repositoryOf(sourceRepositoryUri: string | undefined): string | undefined {
  return REPOSITORY_URI.exec(sourceRepositoryUri ?? "")?.[1];
}

/** Compares a signed attestation with a requirement: returns what it proves, or every reason why it does not count. */
export function judgeAttestation(
  signed: SignedAttestation,
  required: AttestationRequirement,
  subject: ProvenanceSubject,
  foundIn: AttestationPlace,
): { readonly attestation: VerifiedAttestation } | { readonly reason: string } {
  const reasons = whyRefused(signed, required, subject);
  const { statement, claims, instance, signedAt } = signed;
  const { issuer, signerUri, sourceRepositoryUri, repositoryId, ownerId, revision } = claims;
  const repository = repositoryOf(sourceRepositoryUri);
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
