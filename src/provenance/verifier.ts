// The provenance gate at work: asks each place, verifies what is found until one attestation fully matches, and tells the rest.
// Signatures, statements and the policy are decided elsewhere; here is only the order and what counts as "could not be asked".
import { NetworkError, PromotionError } from "../errors.ts";
import { isAttestationChild } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { ProvenanceVerifier, SourceRegistry } from "../ports.ts";
import { type AttestationsApiOptions, createAttestationsApi } from "./attestations.ts";
import { findBundleReferrers } from "./bundle-referrers.ts";
import type { FoundBundle } from "./place.ts";
import {
  type AttestationPlace,
  decideProvenance,
  describeChild,
  judgeAttestation,
  type ProvenanceFindings,
  type ProvenancePolicy,
  type ProvenanceSubject,
  type VerifiedAttestation,
} from "./policy.ts";
import { createSignatureVerifier, type TrustedRoots, type VerifySignature } from "./signature.ts";

/** What a gate is made of. */
export interface ProvenanceVerifierOptions extends Omit<AttestationsApiOptions, "repository" | "predicateType"> {
  readonly policy: ProvenancePolicy;
  /** Whom to trust; main leaves it to the roots that ship with the action, tests mint their own. */
  readonly loadTrustedRoots?: () => Promise<TrustedRoots>;
}

/** Children of one index that are asked after where the index itself has no attestation. */
const MAX_CHILDREN_ASKED = 50;

/** Loads the trust roots that ship with the action. Origin and date are in their files; scripts/refresh-trust-roots.mjs writes them. */
export async function loadShippedRoots(): Promise<TrustedRoots> {
  const [publicGood, github] = await Promise.all([
    import("./trusted-roots/public-good.json", { with: { type: "json" } }),
    import("./trusted-roots/github.json", { with: { type: "json" } }),
  ]);
  return { "public-good": publicGood.default.trustedRoot, github: github.default.trustedRoot };
}

type Findings = {
  -readonly [Key in keyof ProvenanceFindings]: ProvenanceFindings[Key] extends readonly string[]
    ? string[]
    : ProvenanceFindings[Key];
};

function reasonOf({ message, remedy }: PromotionError): string {
  return `${message.replace(/\.$/, "")}. ${remedy}`;
}

/** True where the attestation itself is of no use, so that no other try would help. */
function isRefusal(error: PromotionError): boolean {
  return error.code === "ATTESTATION_INVALID" || (error instanceof NetworkError && error.code === "ANSWER_TOO_LARGE");
}

/** The gate of one step. Nothing is loaded and nothing asked before the first image. */
export function createProvenanceVerifier(options: ProvenanceVerifierOptions): ProvenanceVerifier {
  const { policy, loadTrustedRoots = loadShippedRoots } = options;
  const findAttestations = createAttestationsApi({
    ...options,
    repository: policy.repository,
    predicateType: policy.predicateType,
  });
  let loading: Promise<VerifySignature> | undefined;
  const loadSignatureVerifier = () => {
    loading ??= loadTrustedRoots().then(createSignatureVerifier);
    return loading;
  };

  /** Looks at one attestation. Undefined: refused or unreadable, as noted. */
  const examine = async (
    found: FoundBundle,
    foundIn: AttestationPlace,
    subject: ProvenanceSubject,
    findings: Findings,
    signal: AbortSignal,
  ): Promise<VerifiedAttestation | undefined> => {
    const verifySignature = await loadSignatureVerifier();
    try {
      const judged = judgeAttestation(verifySignature(await found.read(signal)), policy, subject, foundIn);
      if ("attestation" in judged) return judged.attestation;
      findings.refused.push(`${found.name}: ${judged.reason}`);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PromotionError)) throw error;
      if (isRefusal(error)) findings.refused.push(`${found.name}: ${error.message}`);
      else findings.unreachable.push(`${found.name}: ${reasonOf(error)}`);
    }
    return undefined;
  };

  const examinePlace = async (
    place: AttestationPlace,
    walk: AsyncGenerator<FoundBundle, string>,
    subject: ProvenanceSubject,
    findings: Findings,
    signal: AbortSignal,
  ): Promise<VerifiedAttestation | undefined> => {
    try {
      let empty = true;
      for (;;) {
        const step = await walk.next();
        if (step.done === true) {
          if (empty) findings.absent.push(step.value);
          return undefined;
        }
        empty = false;
        const verified = await examine(step.value, place, subject, findings, signal);
        if (verified !== undefined) return verified;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PromotionError)) throw error;
      findings.unreachable.push(reasonOf(error));
      return undefined;
    }
  };

  /** What to add to "missing": an index is often promoted where only its children were attested. */
  const askAfterChildren = async (
    { children }: ProvenanceSubject,
    walks: (digest: Digest) => readonly AsyncGenerator<FoundBundle, string>[],
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    const reasons: string[] = [];
    for (const child of children.filter((each) => !isAttestationChild(each)).slice(0, MAX_CHILDREN_ASKED)) {
      for (const walk of walks(child.digest)) {
        try {
          if ((await walk.next()).done === true) continue;
          reasons.push(`An attestation covers only the ${describeChild(child)}, which does not count for the index.`);
          break;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof PromotionError)) throw error;
          reasons.push(`Whether the ${describeChild(child)} has one could not be asked: ${reasonOf(error)}`);
        }
      }
    }
    return reasons;
  };

  return {
    async verifyProvenance({ digest, repository, children }, source: SourceRegistry, signal) {
      const subject = { digest, children };
      const findings: Findings = { refused: [], unreachable: [], absent: [] };
      const fromApi = (of: Digest) => findAttestations(of, signal);
      const fromReferrers = (of: Digest) => findBundleReferrers(source.reader, repository, of, signal);
      const verified =
        (await examinePlace("github-api", fromApi(digest), subject, findings, signal)) ??
        (await examinePlace("referrers", fromReferrers(digest), subject, findings, signal));
      if (verified !== undefined) return decideProvenance({ ...findings, verified });
      if (findings.refused.length === 0 && findings.unreachable.length === 0) {
        const walks = (of: Digest) => [fromApi(of), fromReferrers(of)];
        findings.absent.push(...(await askAfterChildren(subject, walks, signal)));
      }
      return decideProvenance(findings);
    },
  };
}
