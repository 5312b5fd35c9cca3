// What changes for a tag, in one line of the log. The log escapes the text.
import type { ClaimPair } from "../changes/tag-change.ts";
import { shortCommit } from "../oci/image-claims.ts";
import { formatTarget } from "../oci/reference.ts";
import type { CommitComparison } from "../ports.ts";
import { quote } from "../quote.ts";
import type { PromotionReport, TagReport } from "../report/report.ts";
import { countOf } from "./summary-blocks.ts";

/** `latest: 1.4.1 → 1.4.2, commit 0a1b2c3 → 4d5e6f7, 12 commits more`; undefined where nothing is known to change. */
export function formatChange({ name, change }: TagReport): string | undefined {
  if (change === undefined) return undefined;
  const parts = [
    formatPair("", change.version),
    formatPair("commit ", change.revision, shortCommit),
    change.commits?.comparison === undefined ? "" : formatComparison(change.commits.comparison),
    formatPair("base image ", change.baseImage),
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : `${name}: ${parts.join(", ")}`;
}

function formatPair(what: string, { previous, current }: ClaimPair, shorten = quoteUnusual): string {
  if (previous?.text === current?.text) return "";
  const sides = [previous, current].map((claim) => {
    if (claim === undefined) return "not known";
    return `${shorten(claim.text)}${claim.from === "label" ? " (label)" : ""}`;
  });
  return `${what}${sides.join(" → ")}`;
}

/** A text that could pass for words of our own is quoted. */
function quoteUnusual(text: string): string {
  return /^[\w.+:/@-]+$/.test(text) ? text : quote(text);
}

/** `12 commits more, 1 commit fewer` */
export function formatComparison({ ahead, behind }: Pick<CommitComparison, "ahead" | "behind">): string {
  return [
    ...(ahead > 0 || behind === 0 ? [`${countOf(ahead, "commit")} more`] : []),
    ...(behind > 0 ? [`${countOf(behind, "commit")} fewer`] : []),
  ].join(", ");
}

/** A warning for each tag that leaves commits behind. An undo does so on purpose. */
export function warnOfLostCommits({ images, undoes }: PromotionReport): readonly string[] {
  if (undoes) return [];
  return images.flatMap(({ repository, tags }) =>
    tags.flatMap(({ name, change }) => {
      const comparison = change?.commits?.comparison;
      if (change === undefined || comparison === undefined || comparison.behind === 0) return [];
      const { previous, current } = change.revision;
      const [from, to] = [previous, current].map((claim) => shortCommit(claim?.text ?? ""));
      const target = formatTarget(repository, [name]);
      const verb = comparison.behind === 1 ? "is" : "are";
      return [`${target} goes back: ${countOf(comparison.behind, "commit")} of ${from} ${verb} not in ${to}`];
    }),
  );
}
