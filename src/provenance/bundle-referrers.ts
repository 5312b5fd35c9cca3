// Finds attestations in the image's registry: OCI referrers that actions/attest pushes with `push-to-registry`.
// https://github.com/sigstore/cosign/blob/v2.5.0/specs/BUNDLE_SPEC.md
import type { Descriptor } from "../oci/descriptor.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import type { RegistryReader } from "../ports.ts";
import {
  type AttestationBudget,
  attestationsUnreachable,
  BUNDLE_MAX_BYTES,
  type FoundBundle,
  invalidAttestation,
  parseAttestationJson,
} from "./found-bundle.ts";

/** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** Bundles that are read for one manifest. */
const MAX_REFERRERS = 100;

async function readReferrer(
  reader: RegistryReader,
  repository: string,
  { digest, sizeBytes }: Descriptor,
  budget: AttestationBudget,
  signal: AbortSignal,
): Promise<unknown> {
  const manifest = await reader.fetchManifest(repository, digest, signal, sizeBytes);
  if (manifest === undefined) throw invalidAttestation("the registry lists it but responds that it does not exist");
  const [layer, ...others] = manifest.kind === "image" ? manifest.layers : [];
  if (layer === undefined || others.length > 0 || layer.mediaType !== BUNDLE_MEDIA_TYPE) {
    throw invalidAttestation("it does not contain exactly one Sigstore bundle");
  }
  if (layer.sizeBytes > BUNDLE_MAX_BYTES) {
    throw invalidAttestation(`its bundle has ${layer.sizeBytes} bytes, more than ${BUNDLE_MAX_BYTES}`);
  }
  const bundle = await reader.fetchBlob(repository, layer.digest, BUNDLE_MAX_BYTES, signal);
  budget.count(bundle.byteLength);
  return parseAttestationJson(bundle, "its bundle");
}

/** Yields the Sigstore bundles that refer to a manifest, and returns the reason that applies if there was none. */
export async function* findBundleReferrers(
  reader: RegistryReader,
  repository: string,
  subject: Digest,
  budget: AttestationBudget,
  signal: AbortSignal,
): AsyncGenerator<FoundBundle, string> {
  const { found, unknown } = await reader.lookUpReferrers(repository, subject, signal);
  const bundles = found.filter(({ artifactType }) => artifactType === BUNDLE_MEDIA_TYPE);
  for (const bundle of bundles.slice(0, MAX_REFERRERS)) {
    yield {
      name: `referrer sha256:${shortDigest(bundle.digest)}`,
      read: (readSignal) => readReferrer(reader, repository, bundle, budget, readSignal),
    };
  }
  if (bundles.length > MAX_REFERRERS) {
    throw attestationsUnreachable(
      `${reader.host}/${repository} lists more than ${MAX_REFERRERS} Sigstore bundles for ${subject}; the rest was not read`,
      "Delete attestations of this image that are no longer needed.",
    );
  }
  if (unknown !== undefined) {
    throw attestationsUnreachable(unknown.message, unknown.remedy);
  }
  return `${reader.host}/${repository} has no Sigstore bundle that refers to ${subject}.`;
}
