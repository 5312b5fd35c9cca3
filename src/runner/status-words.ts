// The icon and the words of each status in the summary.
import type { ImageStatus, PromotionReport } from "../report/report.ts";

export const STATUS_ICONS: Readonly<Record<ImageStatus, string>> = {
  cancelled: "🛑",
  failed: "❌",
  conflict: "⛔",
  blocked: "🚫",
  missing: "❓",
  pending: "⏳",
  unverified: "🟡",
  promoted: "✅",
  planned: "🔵",
  held: "⏸️",
  skipped: "⏩",
  "up-to-date": "🟢",
};

/** Also of referrers, whose statuses are a subset. */
export const STATUS_WORDS: Readonly<Record<ImageStatus, string>> = {
  cancelled: "cancelled",
  failed: "failed",
  conflict: "conflict",
  blocked: "blocked",
  missing: "missing",
  pending: "not reached",
  unverified: "unverified",
  promoted: "promoted",
  planned: "planned",
  held: "held",
  skipped: "skipped",
  "up-to-date": "up to date",
};

/** An undo promotes nothing: it moves tags back. */
export const UNDO_WORDS: Readonly<Partial<Record<ImageStatus, string>>> = {
  promoted: "moved back",
  "up-to-date": "already back",
};

/** What became of an image. */
export function wordOf(status: ImageStatus, { undoes }: Pick<PromotionReport, "undoes">): string {
  return (undoes ? UNDO_WORDS[status] : undefined) ?? STATUS_WORDS[status];
}
