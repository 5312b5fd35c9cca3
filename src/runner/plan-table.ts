// Formats the plan as a table for the log, one line per image. The log escapes the text.
import { shortDigest } from "../oci/digest.ts";
import type { ImageReport, LockStatus, TagReport } from "../report/report.ts";
import { formatChange } from "./change-text.ts";
import { formatHold } from "./held-text.ts";

/** The fields of an image that the table shows. `imports`: how many ARM operations it takes. */
export type PlannedImage = Pick<
  ImageReport,
  | "source"
  | "repository"
  | "digest"
  | "status"
  | "tags"
  | "referrers"
  | "referrersMode"
  | "referrersIncomplete"
  | "attestations"
  | "warnings"
  | "platformChanges"
  | "exemptFromPlatforms"
  | "error"
  | "hold"
> & { readonly imports?: number };

const HEADINGS = ["IMAGE", "TAGS", "DIGEST", "IMPORTS", "REFERRERS", "REMARKS"] as const;
const COLUMN_MAX_WIDTH = 60;

/** The lines of the table, with its heading. */
export function formatPlanTable(images: readonly PlannedImage[]): readonly string[] {
  const rows = [HEADINGS, ...images.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell.padEnd(Math.min(widths[column] ?? 0, COLUMN_MAX_WIDTH)),
      )
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf(image: PlannedImage): readonly string[] {
  const { digest } = image;
  return [
    image.repository,
    image.tags.length === 0 ? "(untagged)" : image.tags.map((tag) => formatTag(tag, image)).join(", "),
    digest === null ? "-" : shortDigest(digest),
    image.imports === undefined ? "-" : String(image.imports),
    image.referrersMode === "none" ? "none" : `${image.referrers.length}${image.referrersIncomplete ? "+?" : ""}`,
    remarksOf(image).join("; "),
  ];
}

/** `+` creates the tag, `=` leaves it as it is, `!` is a conflict; a tag that moves has its previous digest behind it. */
function formatTag(tag: TagReport, image: PlannedImage): string {
  return tag.lock === undefined ? formatName(tag, image) : `${formatName(tag, image)} (${LOCK_WORDS[tag.lock]})`;
}

const LOCK_WORDS: Readonly<Record<LockStatus, string>> = {
  locked: "locked",
  planned: "lock",
  mutable: "not locked: mutable",
  open: "not locked",
};

function formatName({ name, status, previousDigest }: TagReport, { digest }: PlannedImage): string {
  const previous = previousDigest === null ? "another digest" : shortDigest(previousDigest);
  if (status === "conflict") return `!${name} (points to ${previous})`;
  if (status === "held") return `${name} (${previousDigest === null ? "held" : `held, still ${previous}`})`;
  if (status === "kept") return `=${name} (kept at ${previous})`;
  if (previousDigest !== null && previousDigest !== digest) return `${name} (from ${shortDigest(previousDigest)})`;
  return status === "unchanged" || previousDigest !== null ? `=${name}` : `+${name}`;
}

function remarksOf(image: PlannedImage): readonly string[] {
  return [
    ...(image.status === "up-to-date" ? ["up to date"] : []),
    ...(image.status === "skipped" ? ["skipped"] : []),
    ...(image.hold === undefined ? [] : [formatHold(image.hold)]),
    ...(image.error === null ? [] : [`${image.error.code}: ${image.error.message}`]),
    ...image.platformChanges.flatMap(({ tag, gained, lost }) => [
      ...(gained.length === 0 ? [] : [`${tag} gains ${gained.join(", ")}`]),
      ...(lost.length === 0 ? [] : [`${tag} loses ${lost.join(", ")}`]),
    ]),
    ...image.tags.flatMap((tag) => formatChange(tag) ?? []),
    ...image.tags.flatMap(({ name, orderUnknown }) =>
      orderUnknown === undefined ? [] : [`${name} moves, order unknown: ${orderUnknown}`],
    ),
    ...image.attestations.map(({ line, status }) => `attestation "${line}": ${status.replace("-", " ")}`),
    ...(image.exemptFromPlatforms ? ["has no platforms, exempt from require-platforms"] : []),
    ...image.warnings,
    `from ${image.source}`,
  ];
}
