// The words about images whose tags wait, for log, plan and summary. Times are UTC.
import { shortDigest } from "../oci/digest.ts";
import { formatTarget } from "../oci/reference.ts";
import type { HoldReport, ImageReport, PromotionReport } from "../report/report.ts";
import { formatMinAge } from "../request/min-age.ts";
import { countOf } from "./summary-blocks.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2 May 2026" */
function formatDay(timeMs: number): string {
  const time = new Date(timeMs);
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
}

/** "held until 5 May 2026, 05:17 UTC" */
export function formatHold({ eligibleAtMs, minAgeMs }: HoldReport): string {
  if (eligibleAtMs === null) return `held for ${formatMinAge(minAgeMs)} from its import on`;
  // The minute after, so that a run at the time that is shown does not come too early.
  const minute = new Date(Math.ceil(eligibleAtMs / 60_000) * 60_000);
  return `held until ${formatDay(minute.getTime())}, ${minute.toISOString().slice(11, 16)} UTC`;
}

/** What earlier runs show: sentences. */
export function notesOfHold({ digest, hold }: Pick<ImageReport, "digest" | "hold">): readonly string[] {
  if (hold === undefined || digest === null) return [];
  const { isPurged, restless, minAgeMs } = hold;
  return [
    ...(isPurged
      ? [
          `${shortDigest(digest)}… was held before and has been deleted in the target since, so that its time starts again.`,
        ]
      : []),
    ...(restless === undefined || restless.sinceMs === null
      ? []
      : [
          `${restless.tag} changed ${restless.changes === 1 ? "once" : `${restless.changes} times`} since ${formatDay(restless.sinceMs)}; no digest stayed for ${formatMinAge(minAgeMs)}.`,
        ]),
  ];
}

/** Images that the line names. The plan and the summary have all. */
const NAMES_MAX = 20;

/** One line about all held images; undefined if there is none. */
export function formatHeldLine({ images }: PromotionReport): string | undefined {
  const held = images.flatMap((image) => {
    const { repository, digest, hold } = image;
    if (hold === undefined) return [];
    const name = formatTarget(
      repository,
      hold.tags.map(({ tag }) => tag),
    );
    const notes = notesOfHold(image).map((note) => ` ${note}`);
    return [`${name} ${digest === null ? "" : `(${shortDigest(digest)}…) `}${formatHold(hold)}.${notes.join("")}`];
  });
  if (held.length === 0) return undefined;
  const more = held.length - NAMES_MAX;
  const listed = held.slice(0, NAMES_MAX).join(" ");
  return `min-age holds ${countOf(held.length, "image")}: ${listed}${more > 0 ? ` And ${more} more.` : ""}`;
}
