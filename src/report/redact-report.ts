// Removes the secrets of the run from a report, before outputs, files and summary are made of it: a registry or Azure may repeat
// what was sent to them.
import type { PromotionReport } from "./report.ts";

/**
 * What is not redacted: names of the request, digests that were computed, words of our own. A secret that is part of such a name is not
 * secret, and without the name a later step would deploy something else.
 */
const KEPT: ReadonlySet<string> = new Set([
  "registry",
  "source",
  "repository",
  "digest",
  "image",
  "status",
  "lock",
  "name",
  "previousDigest",
  "subject",
  "referrersMode",
  "operationId",
  "mayStillRun",
  "tag",
  "now",
  "before",
  "uncertainOperation",
  "code",
  "stage",
  "side",
  "file",
]);

/** A copy of the report in which `redact` was applied to all texts of others. New fields are redacted unless they are listed. */
export function redactReport(report: PromotionReport, redact: (text: string) => string): PromotionReport {
  return redactValue(report, redact) as PromotionReport;
}

function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, KEPT.has(key) ? item : redactValue(item, redact)]),
  );
}
