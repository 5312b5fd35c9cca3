// Tells an attestation that is newer than the trust roots from one that nobody vouches for. It changes only the words: neither counts.
import { createPublicKey, X509Certificate } from "node:crypto";
import type { SignedEntity, TrustMaterial } from "@sigstore/verify";
import { ProvenanceError } from "../errors.ts";
import type { AttestationClaims } from "./policy.ts";

/** The certificate of a signature. */
export type Certificate = Extract<SignedEntity["key"], { $case: "certificate" }>["certificate"];

/** The trust roots of one instance, and the day when they were obtained from it. */
export interface DatedRoots {
  readonly material: TrustMaterial;
  readonly obtained: Date;
}

/** The trust roots are too old to verify an attestation. `claimed`: what it states, unverified. */
export class OutdatedRootsError extends ProvenanceError {
  readonly claimed: AttestationClaims;

  constructor(reason: string, claimed: AttestationClaims) {
    super("ATTESTATION_ROOTS_OUTDATED", reason);
    this.claimed = claimed;
  }
}

/** What has a time in which it may be used. */
interface Authority {
  readonly validFor: { readonly start: Date; readonly end: Date };
}

function isInForce({ validFor }: Authority, at: Date): boolean {
  return validFor.start <= at && at <= validFor.end;
}

/** The organizations in the names that issued a certificate. */
function issuingOrganization(certificate: Certificate): unknown {
  return new X509Certificate(certificate.root.toDER()).toLegacyObject().issuer.O;
}

/** Whether the organization that operates the instance also is the certificate's issuer by name. A name proves nothing. */
function claimsInstance(leaf: Certificate, { certificateAuthorities }: TrustMaterial): boolean {
  const claimed = issuingOrganization(leaf);
  return (
    claimed !== undefined &&
    certificateAuthorities.some(({ certChain }) => certChain.some((each) => issuingOrganization(each) === claimed))
  );
}

/** True where the certificate names this authority, by name and key, as the one that issued it. */
export function namesAsIssuer(leaf: Certificate, authority: Certificate): boolean {
  const keyId = leaf.extAuthorityKeyID?.keyIdentifier;
  return (
    authority.subject.equals(leaf.issuer) &&
    (keyId === undefined || authority.extSubjectKeyID?.keyIdentifier.equals(keyId) === true)
  );
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What in the proofs the roots do not have, or have only for an earlier time. */
function findNewerAuthority(
  leaf: Certificate,
  { timestamps, tlogEntries }: SignedEntity,
  { certificateAuthorities, ctlogs, tlogs, timestampAuthorities }: TrustMaterial,
): string | undefined {
  const issuers = certificateAuthorities.flatMap(({ certChain, validFor }) =>
    certChain.filter((each) => namesAsIssuer(leaf, each)).map((certificate) => ({ certificate, validFor })),
  );
  // A key that the roots have did not make this signature: forged.
  if (issuers.some(({ certificate }) => !leaf.verify(certificate))) return undefined;
  const at = leaf.notBefore;
  if (!issuers.some((each) => isInForce(each, at) && each.certificate.validForDate(at))) return "certificate authority";
  const isKnownLog = (logs: TrustMaterial["tlogs"], id: Buffer, time: Date | undefined) =>
    logs.some((log) => log.logID.equals(id) && (time === undefined || isInForce(log, time)));
  const scts = leaf.extSCT?.signedCertificateTimestamps ?? [];
  if (scts.some(({ logID, datetime }) => !isKnownLog(ctlogs, logID, datetime))) return "log of certificates";
  const isKnownEntry = ({ logId, integratedTime }: SignedEntity["tlogEntries"][number]) => {
    // Rekor's second version states no time.
    const time = Number(integratedTime) === 0 ? undefined : new Date(Number(integratedTime) * 1000);
    return isKnownLog(tlogs, logId.keyId, time);
  };
  if (!tlogEntries.every(isKnownEntry)) return "transparency log";
  const isKnownStamp = (stamp: SignedEntity["timestamps"][number]) => {
    if (stamp.$case !== "timestamp-authority") return true;
    const { signingTime, signerIssuer, signerSerialNumber } = stamp.timestamp;
    return timestampAuthorities.some(({ certChain: [signer, ...chain], validFor }) => {
      const isSigner = signer?.serialNumber.equals(signerSerialNumber) === true && signer.issuer.equals(signerIssuer);
      return (
        isSigner &&
        isInForce({ validFor }, signingTime) &&
        [signer, ...chain].every((each) => each.validForDate(signingTime))
      );
    });
  };
  return timestamps.every(isKnownStamp) ? undefined : "timestamp authority";
}

/**
 * Why these roots are too old for a signature that they do not verify; undefined where they are not the reason. The certificate has
 * to be newer than the roots and to name the instance's operator, and its key has to have made the signature. Anybody can make such
 * an attestation, so it must never count.
 */
export function whyRootsOutdated(
  leaf: Certificate,
  entity: SignedEntity,
  { material, obtained }: DatedRoots,
): string | undefined {
  try {
    if (leaf.notBefore < obtained || !claimsInstance(leaf, material)) return undefined;
    const key = createPublicKey({ key: leaf.publicKey, format: "der", type: "spki" });
    if (!entity.signature.verifySignature(key)) return undefined;
    const what = findNewerAuthority(leaf, entity, material);
    if (what === undefined) return undefined;
    return `it was signed on ${dayOf(leaf.notBefore)} under a ${what} that the trust roots of this action do not have for that day: they are of ${dayOf(obtained)}`;
  } catch {
    // A part that cannot be read is invalid, and not newer.
    return undefined;
  }
}
