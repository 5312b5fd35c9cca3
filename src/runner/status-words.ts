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

/** What became of an image. An undo promotes nothing: it moves tags back. */
export function wordOf(status: ImageStatus, { undoes }: Pick<PromotionReport, "undoes">): string {
  if (undoes && status === "promoted") return "moved back";
  if (undoes && status === "up-to-date") return "already back";
  return STATUS_WORDS[status];
}
