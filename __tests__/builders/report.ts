// Builds reports: a good default of everything, and what a test says instead.
import { type Digest, digestOf } from "../../src/oci/digest.ts";
import type { Problem } from "../../src/problems.ts";
import type {
  HoldReport,
  ImageReport,
  ManifestReport,
  PromotionReport,
  ReferrerReport,
  TagReport,
} from "../../src/report/report.ts";

export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** A digest that is the same for the same text. */
export function digestFor(text: string): Digest {
  return digestOf(new TextEncoder().encode(text));
}

export function tagReport(name: string, changes: Partial<TagReport> = {}): TagReport {
  return { name, status: "created", previousDigest: null, ...changes };
}

export function manifestReport(platform: string | null, changes: Partial<ManifestReport> = {}): ManifestReport {
  return { platform, digest: digestFor(`manifest ${platform}`), mediaType: OCI_MANIFEST, size: 1_234, ...changes };
}

export function referrerReport(changes: Partial<ReferrerReport> = {}): ReferrerReport {
  return {
    digest: digestFor("referrer"),
    subject: digestFor("api"),
    artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    tag: null,
    status: "promoted",
    ...changes,
  };
}

export function imageReport(repository: string, changes: Partial<ImageReport> = {}): ImageReport {
  const digest = digestFor(repository);
  return {
    origin: { line: 1, text: `${repository}:build-812 => ${repository}:1.4.2` },
    source: `dev.azurecr.io/${repository}:build-812`,
    repository,
    digest,
    mediaType: OCI_INDEX,
    size: 1_609,
    image: `prod.azurecr.io/${repository}@${digest}`,
    status: "promoted",
    verified: true,
    tags: [tagReport("1.4.2")],
    manifests: [manifestReport("linux/amd64"), manifestReport("linux/arm64")],
    referrers: [],
    referrersMode: "all",
    referrersIncomplete: false,
    attestations: [],
    durationMs: 4_120,
    operationId: null,
    mayStillRun: [],
    error: null,
    problems: [],
    warnings: [],
    platformChanges: [],
    exemptFromPlatforms: false,
    leftUntagged: false,
    ...changes,
  };
}

/** An image whose tag waits. Times are the registry's. */
export function heldImage(
  repository: string,
  hold: Partial<HoldReport> = {},
  changes: Partial<ImageReport> = {},
): ImageReport {
  return imageReport(repository, {
    status: "held",
    tags: [tagReport("1.4.2", { status: "held", previousDigest: digestFor("old") })],
    hold: {
      minAgeMs: 72 * 3_600_000,
      eligibleAtMs: Date.parse("2026-05-05T05:17:24.500Z"),
      tags: [{ tag: "1.4.2", sinceMs: Date.parse("2026-05-02T05:17:24.500Z"), changes: 0 }],
      isPurged: false,
      ...hold,
    },
    ...changes,
  });
}

/** An image that did not get where it should. */
export function refusedImage(
  repository: string,
  status: ImageReport["status"],
  problem: Problem,
  changes: Partial<ImageReport> = {},
): ImageReport {
  return imageReport(repository, {
    status,
    verified: false,
    tags: [tagReport("1.4.2", { status: "pending" })],
    error: problem,
    problems: [problem],
    ...changes,
  });
}

export function promotionReport(
  images: readonly ImageReport[],
  changes: Partial<PromotionReport> = {},
): PromotionReport {
  return {
    registry: "prod.azurecr.io",
    changeNotes: [],
    dryRun: false,
    undoes: false,
    changed: images.some(({ status }) => status === "promoted"),
    ok: images.every(({ error }) => error === null),
    cancelled: false,
    unverifiedIsGood: false,
    images,
    rollback: { moved: [], created: [], unknown: [] },
    warnings: [],
    error: null,
    durationMs: 41_000,
    ...changes,
  };
}
