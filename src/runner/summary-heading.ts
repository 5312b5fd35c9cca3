// The first two lines of the summary: what happened, and the counts.
import { formatDuration } from "../import/progress.ts";
import { countStatuses, isInPlace, type LockStatus, type PromotionReport, type TagStatus } from "../report/report.ts";
import { STATUS_ICONS, wordOf } from "./status-words.ts";
import { countOf } from "./summary-blocks.ts";
import { inertText } from "./summary-text.ts";

export function renderHeading(report: PromotionReport): string {
  return `## ${headingOf(report)}`;
}

function headingOf(report: PromotionReport): string {
  const registry = inertText(report.registry);
  if (report.undoes) return headingOfUndo(report, registry);
  const total = report.images.length;
  if (report.cancelled) return `Promotion to ${registry} cancelled`;
  if (!report.ok) return report.dryRun ? `Plan for ${registry} failed` : `Promotion to ${registry} failed`;
  const counts = countStatuses(report.images);
  const current = counts.get("up-to-date") ?? 0;
  const skipped = counts.get("skipped") ?? 0;
  const toLock = locksOf(report, "planned");
  const held = counts.get("held") ?? 0;
  if (current + skipped === total && toLock > 0) return `Plan for ${registry}: ${countOf(toLock, "tag")} to lock`;
  const images = total === 1 ? "the image is" : `all ${total} images are`;
  if (current === total) return `Nothing to do: ${images} up to date in ${registry}`;
  if (held > 0 && current + skipped + held === total) {
    return `Nothing to promote yet: ${held === total ? "" : `${held} of `}${countOf(total, "image")} held in ${registry}`;
  }
  if (skipped === total) return `Nothing to do: ${images} skipped in ${registry}`;
  if (current + skipped === total) return `Nothing to do: ${current} up to date and ${skipped} skipped in ${registry}`;
  if (report.dryRun) return `Plan for ${registry}: ${countOf(total - current - skipped - held, "image")} to promote`;
  const promoted = (counts.get("promoted") ?? 0) + (counts.get("unverified") ?? 0);
  return `Promoted ${countOf(promoted, "image")} to ${registry}`;
}

function headingOfUndo(report: PromotionReport, registry: string): string {
  if (report.cancelled) return `Undo in ${registry} cancelled`;
  if (!report.ok) return report.dryRun ? `Plan for ${registry} failed` : `Undo in ${registry} failed`;
  const moved = report.images.flatMap(({ tags }) => tags).filter(({ status }) => status === "moved").length;
  if (moved === 0) return `Nothing to undo: every tag has its earlier digest in ${registry}`;
  return report.dryRun
    ? `Plan for ${registry}: ${countOf(moved, "tag")} to move back`
    : `Moved ${countOf(moved, "tag")} back in ${registry}`;
}

/** One line: images and tags by status, how much was verified, and the duration. */
export function renderCounts(report: PromotionReport): string {
  const tags = report.images.flatMap((image) => image.tags);
  const tagCount = (status: TagStatus, words: string) => {
    const count = tags.filter((tag) => tag.status === status).length;
    return count === 0 ? [] : [`${countOf(count, "tag")} ${words}`];
  };
  const lockCount = (lock: LockStatus, words: string) => {
    const count = locksOf(report, lock);
    return count === 0 ? [] : [`${countOf(count, "tag")} ${words}`];
  };
  return [
    ...[...countStatuses(report.images)].map(
      ([status, count]) => `${STATUS_ICONS[status]} <b>${count}</b> ${wordOf(status, report)}`,
    ),
    ...tagCount("created", report.dryRun ? "to create" : "created"),
    ...tagCount("moved", report.dryRun ? "to move" : "moved"),
    ...tagCount("kept", "kept"),
    ...tagCount("held", "held"),
    ...lockCount("locked", "locked"),
    ...lockCount("planned", "to lock"),
    ...lockCount("open", "not locked"),
    ...(report.dryRun ? ["dry run, nothing was written"] : []),
    ...(isReadBack(report) ? ["read back and verified"] : []),
    formatDuration(report.durationMs),
  ].join(" &nbsp;·&nbsp; ");
}

function locksOf({ images }: PromotionReport, lock: LockStatus): number {
  return images.flatMap(({ tags }) => tags).filter((tag) => tag.lock === lock).length;
}

function isReadBack(report: PromotionReport): boolean {
  const inPlace = report.images.filter((image) => isInPlace(image, report));
  return report.ok && !report.dryRun && inPlace.length > 0 && inPlace.every(({ verified }) => verified);
}
