// Decides the verdict on one requirement from everything that was found out. Pure.
import type { AttestationRequirement, AttestationVerdict, VerifiedAttestation } from "./policy.ts";

/** Everything that was found out about one digest and one requirement. */
export interface ProvenanceFindings {
  readonly verified?: VerifiedAttestation;
  /** Why each attestation that was found does not count. */
  readonly refused: readonly string[];
  /** Why the trust roots are too old for each attestation that would meet the requirement. */
  readonly outdated: readonly string[];
  /** Why each place, or attestation, that could not be read could not. */
  readonly unreachable: readonly string[];
  /** What was looked up in each place that has no attestation of this kind. */
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

/**
 * Decides the verdict. One match suffices; `missing` and `untrusted` require that every place could be read, and `untrusted` that
 * no attestation would count with newer trust roots.
 */
export function decideProvenance(
  { line }: Pick<AttestationRequirement, "line">,
  { verified, refused, outdated, unreachable, absent }: ProvenanceFindings,
): AttestationVerdict {
  const reasons = bound([...outdated, ...unreachable, ...refused]);
  if (verified !== undefined) return { line, status: "verified", attestation: verified, reasons };
  if (outdated.length > 0) return { line, status: "roots-outdated", reasons };
  if (unreachable.length > 0) return { line, status: "unreachable", reasons };
  if (refused.length > 0) return { line, status: "untrusted", reasons };
  return { line, status: "missing", reasons: bound(absent) };
}
