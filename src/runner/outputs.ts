// The value of each output, and the result document. Pure: delivery.ts writes them.
import type { TagChange } from "../changes/tag-change.ts";
import {
  countStatuses,
  type HoldReport,
  type ImageReport,
  type ImageStatus,
  isGood,
  isInPlace,
  type PromotionReport,
} from "../report/report.ts";
import { renderTruncatedRollback } from "../report/rollback-document.ts";
import { asciiJson, withoutAzureIds, withoutResourceIds } from "./output-text.ts";

/** The names and the order of action.yml. */
export const OUTPUTS = [
  "status",
  "digest",
  "image",
  "images",
  "manifest-list",
  "json",
  "json-file",
  "summary-file",
  "subject-checksums",
  "changed",
  "lock-file",
  "updated-files",
  "rollback",
  "rollback-file",
] as const;

export type OutputName = (typeof OUTPUTS)[number];

/** A value for every output, which may be empty. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** All outputs of a job may have 1 MiB together: https://docs.github.com/actions/reference/limits */
export const JSON_OUTPUT_MAX_BYTES = 256 * 1024;

/** Absolute paths of the files that were written; empty for one that was not. And the document of renderRollback. */
export interface Results {
  readonly rollback: string;
  readonly jsonFile: string;
  readonly summaryFile: string;
  readonly subjectChecksums: string;
  readonly lockFile: string;
  /** Relative to the workspace. */
  readonly updatedFiles: readonly string[];
  readonly rollbackFile: string;
}

/** All outputs of a report. */
export function renderOutputs(report: PromotionReport, status: ImageStatus, results: Results): Outputs {
  const [only, ...others] = report.images;
  const single = only !== undefined && others.length === 0 && isUsable(only, report) ? only : undefined;
  return {
    status,
    digest: single?.digest ?? "",
    image: single?.image ?? "",
    images: pinnedReferences(report).join("\n"),
    "manifest-list": renderManifestList(report),
    json: renderJsonOutput(report),
    "json-file": results.jsonFile,
    "summary-file": results.summaryFile,
    "subject-checksums": results.subjectChecksums,
    changed: String(report.changed),
    "lock-file": results.lockFile,
    "updated-files": results.updatedFiles.join("\n"),
    rollback: rollbackOutput(report, results.rollback),
    "rollback-file": results.rollbackFile,
  };
}

/** The document as an output. */
export function rollbackOutput(report: PromotionReport, document: string): string {
  const text = Buffer.byteLength(document) <= JSON_OUTPUT_MAX_BYTES ? document : renderTruncatedRollback(report);
  return text.trimEnd();
}

/** True if later steps may use the digest: the image is in place or, in a dry run, would be. */
function isUsable(image: ImageReport, report: PromotionReport): boolean {
  return isInPlace(image, report) || image.status === "planned";
}

/** `login-server/repository@sha256:…` of every image in place, without duplicates. */
export function pinnedReferences(report: PromotionReport): readonly string[] {
  const inPlace = report.images.filter((image) => isInPlace(image, report));
  return [...new Set(inPlace.flatMap(({ image }) => (image === null ? [] : [image])))];
}

/** Lines of `hex  login-server/repository`: https://github.com/actions/attest#inputs, `subject-checksums` */
export function renderSubjectChecksums(report: PromotionReport): string {
  const lines = pinnedReferences(report).map((reference) => {
    const [name = "", hex = ""] = reference.split("@sha256:");
    return `${hex}  ${name}\n`;
  });
  return lines.join("");
}

function renderManifestList(report: PromotionReport): string {
  const entries = report.images
    .filter((image) => isInPlace(image, report))
    .map(({ image, digest, mediaType, size, manifests }) => ({ image, digest, mediaType, size, manifests }));
  const whole = asciiJson(entries);
  if (whole.length <= JSON_OUTPUT_MAX_BYTES) return whole;
  return asciiJson(entries.map(({ manifests: _, ...entry }) => ({ ...entry, truncated: true })));
}

/** The whole result document, indented, for `json-file`. */
export function renderJsonFile(report: PromotionReport): string {
  const render = (image: ImageReport) => renderImage(image, "links");
  return `${asciiJson(renderDocument(report, render), 2)}\n`;
}

/** The result document on one line. If it is too large, what changes is left out, then other details, then good images without open operations, then all but the counts. */
export function renderJsonOutput(report: PromotionReport): string {
  const notable = report.images.filter((image) => !isGood(image, report) || image.mayStillRun.length > 0);
  const shortened = (images: readonly ImageReport[]) => ({
    ...renderDocument({ ...report, images }, renderShortImage),
    counts: renderCounts(report),
    truncated: true,
  });
  const candidates = [
    // GitHub drops the outputs of a job that contain a secret, and a link has names of owner and repository in it.
    () => renderDocument(report, (image) => renderImage(image, "claims")),
    // What images state of themselves must not crowd out what the step did.
    () => ({ ...renderDocument(report, (image) => renderImage(image, "nothing")), truncated: true }),
    () => shortened(report.images),
    ...[notable.length, 300, 100, 30, 0].map((count) => () => shortened(notable.slice(0, count))),
  ];
  let text = "";
  for (const candidate of candidates) {
    text = asciiJson(candidate());
    if (text.length <= JSON_OUTPUT_MAX_BYTES) break;
  }
  return text;
}

function renderDocument(report: PromotionReport, render: (image: ImageReport) => object): object {
  return {
    version: 1,
    registry: withoutResourceIds(report.registry),
    dryRun: report.dryRun,
    changed: report.changed,
    counts: renderCounts(report),
    error: renderError(report.error),
    images: report.images.map(render),
  };
}

function renderCounts(report: PromotionReport): object {
  return Object.fromEntries(countStatuses(report.images));
}

/** How much of what changes a document has. */
type Changes = "nothing" | "claims" | "links";

function renderImage(image: ImageReport, changes: Changes): object {
  return {
    source: withoutResourceIds(image.source),
    repository: image.repository,
    digest: image.digest,
    mediaType: image.mediaType,
    size: image.size,
    image: image.image,
    status: image.status,
    verified: image.verified,
    ...(image.hold !== undefined && renderHold(image.hold)),
    tags: image.tags.map(({ name, status, previousDigest, lock, change }) => ({
      name,
      status,
      previousDigest,
      ...(lock === "locked" && { locked: true }),
      ...(change !== undefined && changes !== "nothing" && renderChange(change, changes === "links")),
    })),
    manifests: image.manifests.map(({ platform, digest, mediaType, size }) => ({ platform, digest, mediaType, size })),
    referrers: image.referrers.map(({ digest, subject, artifactType, tag, status }) => ({
      digest,
      subject,
      artifactType,
      tag,
      status,
    })),
    attestations: image.attestations.map(({ line, status, reasons, ...verdict }) => ({
      line,
      status,
      attestation: null,
      ...verdict,
      reasons: reasons.map((text) => withoutAzureIds(text)),
    })),
    durationMs: image.durationMs,
    operationId: image.operationId,
    mayStillRun: image.mayStillRun,
    error: renderError(image.error),
  };
}

function renderHold({ eligibleAtMs }: HoldReport): object {
  return { eligibleAt: eligibleAtMs === null ? null : new Date(eligibleAtMs).toISOString() };
}

/** Only what is known. `changesFrom` has the origin of each claim. */
function renderChange({ version, revision, commits }: TagChange, links: boolean): object {
  const claims = Object.entries({
    version: version.current,
    previousVersion: version.previous,
    revision: revision.current,
    previousRevision: revision.previous,
  }).flatMap(([name, claim]) => (claim === undefined ? [] : [[name, claim] as const]));
  return {
    ...Object.fromEntries(claims.map(([name, { text }]) => [name, text])),
    ...(links && commits !== undefined && { compareUrl: commits.url }),
    ...(commits?.comparison !== undefined && { ahead: commits.comparison.ahead, behind: commits.comparison.behind }),
    ...(claims.length > 0 && { changesFrom: Object.fromEntries(claims.map(([name, { from }]) => [name, from])) }),
  };
}

function renderShortImage(image: ImageReport): object {
  const { repository, digest, status, tags, mayStillRun, error, hold } = image;
  return {
    repository,
    digest,
    status,
    ...(hold !== undefined && renderHold(hold)),
    tags: tags.map(({ name, status: tagStatus, lock }) => ({
      name,
      status: tagStatus,
      ...(lock === "locked" && { locked: true }),
    })),
    mayStillRun,
    error: error === null ? null : { code: error.code, side: error.side ?? null },
  };
}

function renderError(problem: PromotionReport["error"]): object | null {
  if (problem === null) return null;
  return {
    code: problem.code,
    side: problem.side ?? null,
    message: withoutAzureIds(problem.message),
    remedy: withoutAzureIds(problem.remedy),
  };
}
