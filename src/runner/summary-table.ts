// The table of images in the summary: status, tags, digest, platforms and signatures of each.
import { type Digest, shortDigest } from "../oci/digest.ts";
import { kindOfReferrer } from "../oci/referrer-kind.ts";
import { platformsOf } from "../report/lock-file.ts";
import { type ImageReport, isGood, type LockStatus, type PromotionReport, type TagReport } from "../report/report.ts";
import { formatHold } from "./held-text.ts";
import { STATUS_ICONS, wordOf } from "./status-words.ts";
import { countOf, renderFold, renderRows, unbroken } from "./summary-blocks.ts";
import { inertCode, inertText } from "./summary-text.ts";

/** A longer table is folded; the images that need attention are then shown before it. */
const OPEN_ROWS = 50;
const PLATFORMS_MAX = 4;
/** A column that has only these is left out. */
const NOTHING = "–";

/** The table of at most `maxRows` images. `goodRows`: whether images that are good are in it. */
export function renderTable(
  report: PromotionReport,
  { goodRows, rows: maxRows }: { readonly goodRows: boolean; readonly rows: number },
): readonly string[] {
  const { images } = report;
  const bad = images.filter((image) => !isGood(image, report));
  const all = goodRows ? images : bad;
  // Of a part, those that need attention come first.
  const shown =
    all.length <= maxRows ? all : [...bad, ...all.filter((image) => isGood(image, report))].slice(0, maxRows);
  const left = images.length - shown.length;
  return [
    ...(shown.length <= OPEN_ROWS
      ? renderImages(shown, report)
      : [
          ...renderImages(bad.filter(({ status }) => status !== "pending").slice(0, OPEN_ROWS), report),
          renderFold(`<b>Table of ${shown.length} images</b>`, renderImages(shown, report)),
        ]),
    ...(left === 0 ? [] : [`${countOf(left, "image")} ${left === 1 ? "is" : "are"} only in the counts above.`]),
  ];
}

function renderImages(images: readonly ImageReport[], report: PromotionReport): readonly string[] {
  if (images.length === 0) return [];
  const rows = images.map((image) => [
    `${STATUS_ICONS[image.status]}&nbsp;${renderStatus(image, report)}`,
    `${inertCode(image.repository)}${renderSource(image, report)}`,
    image.tags.length === 0 ? "<i>untagged</i>" : image.tags.map((tag) => renderTag(tag, report.dryRun)).join("<br>"),
    image.digest === null ? NOTHING : renderShort(image.digest),
    renderPlatforms(image),
    renderSignatures(image),
  ]);
  const headings = ["Status", "Image", "Tags", "Digest", "Platforms", "Signatures"];
  const isUsed = headings.map((_, column) => rows.some((row) => row[column] !== NOTHING));
  const keepUsed = (row: readonly string[]) => row.filter((_, column) => isUsed[column]);
  return [renderRows(keepUsed(headings), rows.map(keepUsed))];
}

function renderStatus(image: ImageReport, report: PromotionReport): string {
  if (image.hold !== undefined) return formatHold(image.hold);
  // With all-or-nothing, an imported image waits for the rest of the set before it gets its tags.
  return unbroken(
    image.status === "pending" && image.leftUntagged ? "imported, not tagged" : wordOf(image.status, report),
  );
}

/** The source of an undo is the target itself, at the digest that the row shows. */
function renderSource({ source }: ImageReport, { undoes }: PromotionReport): string {
  return undoes ? "" : `<br><sub>from ${inertText(source)}</sub>`;
}

function renderTag(tag: TagReport, dryRun: boolean): string {
  const reason = tag.orderUnknown === undefined ? "" : `<br><sub>order unknown: ${inertText(tag.orderUnknown)}</sub>`;
  const lock = tag.lock === undefined ? "" : `, ${unbroken(LOCK_WORDS[tag.lock])}`;
  return `${renderTagStatus(tag, dryRun)}${lock}${reason}`;
}

const LOCK_WORDS: Readonly<Record<LockStatus, string>> = {
  locked: "locked",
  planned: "to lock",
  mutable: "mutable, not locked",
  open: "not locked",
};

function renderTagStatus({ name, status, previousDigest }: TagReport, dryRun: boolean): string {
  const tag = inertCode(name);
  const previous = previousDigest === null ? undefined : renderShort(previousDigest);
  switch (status) {
    case "created":
      return `${tag} ${dryRun ? "to&nbsp;create" : "new"}`;
    case "moved":
      // If the target cannot be read, the previous digest is unknown.
      if (previous === undefined) return `${tag} ${dryRun ? "to&nbsp;set" : "set"}`;
      return `${tag}&nbsp;${dryRun ? "to&nbsp;move" : "moved"}&nbsp;from&nbsp;${previous}`;
    case "unchanged":
      return tag;
    case "kept":
      return `${tag} kept&nbsp;at&nbsp;${previous ?? "another digest"}`;
    case "held":
      return `${tag} ${previous === undefined ? "not&nbsp;set&nbsp;yet" : `still&nbsp;${previous}`}`;
    case "conflict":
      return `${tag} points&nbsp;to&nbsp;${previous ?? "another digest"}`;
    case "pending":
      return `${tag} ${previous === undefined ? "not&nbsp;set" : `still&nbsp;${previous}`}`;
  }
}

function renderShort(digest: Digest): string {
  return inertCode(shortDigest(digest));
}

function renderPlatforms(image: ImageReport): string {
  if (image.exemptFromPlatforms) return "none<br><sub>exempt from <code>require-platforms</code></sub>";
  const platforms = platformsOf(image);
  const shown = platforms.slice(0, PLATFORMS_MAX).map(inertText);
  const more = platforms.length - shown.length;
  return platforms.length === 0 ? NOTHING : [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join("<br>");
}

function renderSignatures({ referrers, referrersMode, referrersIncomplete, attestations }: ImageReport): string {
  const kinds = new Map<string, number>();
  for (const referrer of referrers) kinds.set(kindOfReferrer(referrer), (kinds.get(kindOfReferrer(referrer)) ?? 0) + 1);
  const lines = [
    ...(referrersMode === "none" ? ["not looked up"] : []),
    ...[...kinds].map(([kind, count]) => countOf(count, kind)),
    ...(referrersIncomplete ? ["incomplete"] : []),
  ];
  const verdicts = attestations.map(({ line, status }) => `${inertCode(line)} ${unbroken(status.replace("-", " "))}`);
  return [...lines.map(unbroken), ...verdicts].join("<br>") || NOTHING;
}
