// Runs the provenance gate: looks for attestations at GitHub, then in the source registry, and verifies them until one meets
// the policy. Decides only the order, and which failures mean "could not be looked up".
import { NetworkError, PromotionError } from "../errors.ts";
import { isAttestationChild } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { ProvenanceVerifier } from "../ports.ts";
import { type AttestationsApiOptions, createAttestationsApi } from "./attestations.ts";
import { findBundleReferrers } from "./bundle-referrers.ts";
import { AttestationBudget, type FoundBundle } from "./found-bundle.ts";
import {
  type AttestationPlace,
  decideProvenance,
  describeChild,
  judgeAttestation,
  type ProvenancePolicy,
  type ProvenanceSubject,
  type VerifiedAttestation,
} from "./policy.ts";
import { createSignatureVerifier, type TrustedRoots, type VerifySignature } from "./signature.ts";

/** Everything that {@link createProvenanceVerifier} needs. */
export interface ProvenanceVerifierOptions extends Omit<AttestationsApiOptions, "repository" | "predicateType"> {
  readonly policy: ProvenancePolicy;
  /** Default: the roots that ship with the action. Tests mint their own. */
  readonly loadTrustedRoots?: () => Promise<TrustedRoots>;
}

/** Children of one index that are looked up where the index itself has no attestation. */
const MAX_CHILDREN = 50;

/** Loads the trust roots that ship with the action. Origin and date are in their files; scripts/refresh-trust-roots.mjs writes them. */
export async function loadShippedRoots(): Promise<TrustedRoots> {
  const [publicGood, github] = await Promise.all([
    import(/* webpackChunkName: "provenance" */ "./trusted-roots/public-good.json", { with: { type: "json" } }),
    import(/* webpackChunkName: "provenance" */ "./trusted-roots/github.json", { with: { type: "json" } }),
  ]);
  return { "public-good": publicGood.default.trustedRoot, github: github.default.trustedRoot };
}

/** One place to look in: yields what it finds, and returns the reason that applies if that was nothing. */
interface Place {
  readonly name: AttestationPlace;
  find(digest: Digest): AsyncGenerator<FoundBundle, string>;
}

/** The search for one image; `findings` grows while it runs. */
interface Search {
  readonly subject: ProvenanceSubject;
  readonly findings: {
    readonly refused: string[];
    readonly unreachable: string[];
    readonly absent: string[];
  };
  readonly budget: AttestationBudget;
  readonly signal: AbortSignal;
}

function reasonOf({ message, remedy }: PromotionError): string {
  return `${message.replace(/\.$/, "")}. ${remedy}`;
}

/** True where the attestation itself is invalid, so that another attempt would not help. */
function isRefusal(error: PromotionError): boolean {
  return error.code === "ATTESTATION_INVALID" || (error instanceof NetworkError && error.code === "ANSWER_TOO_LARGE");
}

/** Returns the error if it is a finding; throws after an abort, and for defects. */
function asFinding(error: unknown, signal: AbortSignal): PromotionError {
  signal.throwIfAborted();
  if (!(error instanceof PromotionError)) throw error;
  return error;
}

/** Creates the gate of one step. Loads nothing and sends nothing before the first image. */
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

  /** Verifies one attestation. Undefined where it does not count; the findings have the reason. */
  async function examine(
    found: FoundBundle,
    foundIn: AttestationPlace,
    { subject, findings, signal }: Search,
  ): Promise<VerifiedAttestation | undefined> {
    const verifySignature = await loadSignatureVerifier();
    try {
      const judged = judgeAttestation(verifySignature(await found.read(signal)), policy, subject, foundIn);
      if ("attestation" in judged) return judged.attestation;
      findings.refused.push(`${found.name}: ${judged.reason}`);
    } catch (thrown) {
      const error = asFinding(thrown, signal);
      if (isRefusal(error)) findings.refused.push(`${found.name}: ${error.message}`);
      else findings.unreachable.push(`${found.name}: ${reasonOf(error)}`);
    }
    return undefined;
  }

  /** Verifies the attestations in one place until one meets the policy. */
  async function examinePlace(place: Place, search: Search): Promise<VerifiedAttestation | undefined> {
    const { subject, findings, budget, signal } = search;
    try {
      const bundles = place.find(subject.digest);
      for (let isEmpty = true; ; isEmpty = false) {
        const next = await bundles.next();
        if (next.done === true) {
          if (isEmpty) findings.absent.push(next.value);
          return undefined;
        }
        budget.check();
        const verified = await examine(next.value, place.name, search);
        if (verified !== undefined) return verified;
      }
    } catch (thrown) {
      findings.unreachable.push(reasonOf(asFinding(thrown, signal)));
      return undefined;
    }
  }

  /** Adds to "missing" which children have attestations: often only the children of an index were attested. */
  async function examineChildren(places: readonly Place[], { subject, findings, signal }: Search): Promise<void> {
    for (const child of subject.children.filter((each) => !isAttestationChild(each)).slice(0, MAX_CHILDREN)) {
      for (const place of places) {
        try {
          if ((await place.find(child.digest).next()).done === true) continue;
          findings.absent.push(
            `An attestation covers only the ${describeChild(child)}, which does not count for the index.`,
          );
          break;
        } catch (thrown) {
          const reason = reasonOf(asFinding(thrown, signal));
          findings.absent.push(`Looking up attestations of the ${describeChild(child)} failed: ${reason}`);
        }
      }
    }
  }

  return {
    async verifyProvenance({ digest, repository, children }, source, signal) {
      const budget = new AttestationBudget();
      const search: Search = {
        subject: { digest, children },
        findings: { refused: [], unreachable: [], absent: [] },
        budget,
        signal,
      };
      const places: readonly Place[] = [
        { name: "github-api", find: (of) => findAttestations(of, budget, signal) },
        { name: "referrers", find: (of) => findBundleReferrers(source.reader, repository, of, budget, signal) },
      ];
      for (const place of places) {
        const verified = await examinePlace(place, search);
        if (verified !== undefined) return decideProvenance({ ...search.findings, verified });
      }
      const { refused, unreachable } = search.findings;
      if (refused.length === 0 && unreachable.length === 0) await examineChildren(places, search);
      return decideProvenance(search.findings);
    },
  };
}
