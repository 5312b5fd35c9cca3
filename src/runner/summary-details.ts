// The details below the table of images: platforms that change, the manifests of each image, and references to copy.

import { shortDigest } from "../oci/digest.ts";
import { kindOfReferrer } from "../oci/referrer-kind.ts";
import type { ImageReport, PromotionReport } from "../report/report.ts";
import { pinnedReferences } from "./outputs.ts";
import { STATUS_WORDS } from "./status-words.ts";
import { countOf, formatSize, renderFold, renderRows, shortNameOf } from "./summary-blocks.ts";
import { inertCode, inertText, renderCodeBlock } from "./summary-text.ts";

/** Manifest lists and references that are shown without a fold around all of them. */
const OPEN_FOLDS = 10;
const OPEN_REFERENCES = 50;

export function renderPlatformChanges(report: PromotionReport): readonly string[] {
  const lines = report.images.flatMap((image) =>
    image.platformChanges
      .filter(({ gained, lost }) => gained.length + lost.length > 0)
      .flatMap(({ tag, gained, lost }) => [
        `  ${image.repository}:${tag}`,
        ...gained.map((platform) => `+ ${platform}`),
        ...lost.map((platform) => `- ${platform}`),
      ]),
  );
  return lines.length === 0 ? [] : ["### Platforms that change", renderCodeBlock(lines, "diff")];
}

/** A fold for each image with its manifests and referrers. */
export function renderManifestLists(report: PromotionReport): readonly string[] {
  const folds = report.images
    .filter(({ manifests, referrers }) => manifests.length + referrers.length > 0)
    .map(renderManifestList);
  if (folds.length === 0) return [];
  return folds.length <= OPEN_FOLDS
    ? ["### Manifests", ...folds]
    : [renderFold(`<b>Manifests of ${folds.length} images</b>`, folds)];
}

function renderManifestList(image: ImageReport): string {
  const { manifests, referrers } = image;
  const counts = [
    countOf(manifests.length, "manifest"),
    ...(referrers.length === 0 ? [] : [countOf(referrers.length, "referrer")]),
  ].join(", ");
  return renderFold(`${inertCode(shortNameOf(image))} ${counts}`, [
    ...renderRoot(image),
    ...(manifests.length === 0 ? [] : [renderManifests(image)]),
    ...(referrers.length === 0 ? [] : [renderReferrers(image)]),
  ]);
}

function renderRoot({ digest, mediaType, size }: ImageReport): readonly string[] {
  if (digest === null || mediaType === null) return [];
  return [`<p>${inertCode(digest)}<br>${inertText(mediaType)}${size === null ? "" : `, ${formatSize(size)}`}</p>`];
}

function renderManifests({ manifests }: ImageReport): string {
  return renderRows(
    ["Platform", "Digest", "Media type", "Size"],
    manifests.map(({ platform, digest, mediaType, size }) => [
      platform === null ? "–" : inertText(platform),
      inertCode(digest),
      inertText(mediaType),
      formatSize(size),
    ]),
  );
}

function renderReferrers({ referrers }: ImageReport): string {
  return renderRows(
    ["Referrer", "Digest", "Of", "Status"],
    referrers.map((referrer) => [
      `${kindOfReferrer(referrer)}<br><sub>${inertText(referrer.tag ?? referrer.artifactType)}</sub>`,
      inertCode(referrer.digest),
      inertCode(shortDigest(referrer.subject)),
      STATUS_WORDS[referrer.status],
    ]),
  );
}

/** The pinned references of all images in place, to be copied. */
export function renderReferences(report: PromotionReport): readonly string[] {
  const references = pinnedReferences(report);
  if (references.length === 0) return [];
  const block = renderCodeBlock(references);
  return references.length <= OPEN_REFERENCES
    ? ["### Pinned references", block]
    : [renderFold(`<b>${references.length} pinned references</b>`, ["", block, ""])];
}
