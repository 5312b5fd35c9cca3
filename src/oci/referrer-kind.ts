// What kind of artifact refers to an image.

/** A signature, SBOM or attestation by cosign's tag, or by the artifact types that the makers of such artifacts document. */
export function kindOfReferrer({
  artifactType,
  tag,
}: {
  readonly artifactType: string;
  readonly tag: string | null;
}): "signature" | "SBOM" | "attestation" | "referrer" {
  // https://github.com/sigstore/cosign/blob/v2.4.0/specs/SIGNATURE_SPEC.md, https://notaryproject.dev/docs/
  if (/\.sig$/.test(tag ?? "") || /cosign\.artifact\.sig|simplesigning|notary\.signature/.test(artifactType)) {
    return "signature";
  }
  if (/\.sbom$/.test(tag ?? "") || /spdx|cyclonedx|syft/.test(artifactType)) return "SBOM";
  if (/\.att$/.test(tag ?? "") || /sigstore\.bundle|in-toto/.test(artifactType)) return "attestation";
  return "referrer";
}
