// Renders a report as the Markdown of the job summary. Pure; all foreign text passes summary-text.ts.
// GitHub drops a summary over 1 MiB whole: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
import { formatDuration } from "../import/progress.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import type { Problem } from "../problems.ts";
import { platformsOf } from "../report/lock-file.ts";
import {
  countStatuses,
  GOOD_STATUSES,
  type ImageReport,
  type ImageStatus,
  isGood,
  isInPlace,
  type PromotionReport,
  type ReferrerReport,
  type TagReport,
} from "../report/report.ts";
import { pinnedReferences } from "./outputs.ts";
import { inertCode, inertProse, inertText, renderCodeBlock } from "./summary-text.ts";

/** From here on detail folds away; the rest of the 1 MiB is for what other tools of the step may have written. */
export const SUMMARY_MAX_BYTES = 900 * 1024;

const ICONS: Readonly<Record<ImageStatus, string>> = {
  promoted: "✅",
  "up-to-date": "🟢",
  planned: "🔵",
  skipped: "⏩",
  unverified: "🟡",
  missing: "❓",
  conflict: "⛔",
  blocked: "🚫",
  failed: "❌",
  pending: "⏳",
  cancelled: "🛑",
};

const WORDS: Readonly<Record<ImageStatus, string>> = {
  promoted: "promoted",
  "up-to-date": "up to date",
  planned: "planned",
  skipped: "skipped",
  unverified: "unverified",
  missing: "missing",
  conflict: "conflict",
  blocked: "blocked",
  failed: "failed",
  pending: "not reached",
  cancelled: "cancelled",
};

/** How much is told: rows of the table and failures at most, and whether details, differences and references are in. */
interface Detail {
  readonly manifests: boolean;
  readonly extras: boolean;
  readonly goodRows: boolean;
  readonly rows: number;
  readonly failures: number;
}

const WHOLE: Detail = { manifests: true, extras: true, goodRows: true, rows: Infinity, failures: Infinity };
const LEVELS: readonly Detail[] = [
  WHOLE,
  { ...WHOLE, manifests: false },
  { ...WHOLE, manifests: false, extras: false },
  { ...WHOLE, manifests: false, extras: false, goodRows: false },
  { manifests: false, extras: false, goodRows: false, rows: 300, failures: 300 },
  { manifests: false, extras: false, goodRows: false, rows: 50, failures: 50 },
  { manifests: false, extras: false, goodRows: false, rows: 0, failures: 5 },
];

/** How many of each are told openly; more are folded away together. */
const OPEN_FAILURES = 10;
const OPEN_FOLDS = 10;
const OPEN_REFERENCES = 50;
/** Beyond it, the images that something is wrong with are told first, and then all of them in a fold. */
const OPEN_ROWS = 50;

/** Of one message or remedy; servers may send 64 KiB of lines. */
const PROSE_MAX_LENGTH = 4_000;
const PROSE_MAX_LINES = 40;

/** The summary in at most `maxBytes` (`Infinity`: whole): counts and failures are the last to go. */
export function renderSummary(report: PromotionReport, maxBytes = SUMMARY_MAX_BYTES): string {
  let text = "";
  for (const detail of LEVELS) {
    text = renderAt(report, detail);
    if (Buffer.byteLength(text) <= maxBytes) break;
  }
  return text;
}

function renderAt(report: PromotionReport, detail: Detail): string {
  const blocks = [
    `## ${renderHeading(report)}`,
    renderCounts(report),
    ...renderFailures(report, detail.failures),
    ...renderCancelled(report),
    ...renderTable(report, detail),
    ...(detail.extras ? renderWarnings(report) : []),
    ...renderUnwanted(report),
    ...(detail.extras ? renderPlatformChanges(report) : []),
    ...renderLeftUntagged(report, detail),
    ...(detail.manifests ? renderManifestLists(report) : []),
    ...(detail.extras ? renderReferences(report) : []),
    ...(detail === WHOLE
      ? []
      : [
          "<sub>Shortened to fit into a job summary. The output <code>summary-file</code> names a file with the whole.</sub>",
        ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderHeading(report: PromotionReport): string {
  const registry = inertText(report.registry);
  const { images } = report;
  if (report.cancelled) return `Promotion to ${registry} cancelled`;
  if (!report.ok) return report.dryRun ? `Plan for ${registry} failed` : `Promotion to ${registry} failed`;
  const moving = images.filter(({ status }) => status !== "up-to-date" && status !== "skipped").length;
  if (moving === 0) {
    const current = images.filter(({ status }) => status === "up-to-date").length;
    return current === images.length
      ? `Nothing to do: ${images.length === 1 ? "the image is" : `all ${images.length} images are`} up to date in ${registry}`
      : `Nothing to do: ${current} up to date and ${images.length - current} skipped in ${registry}`;
  }
  if (report.dryRun) return `Plan for ${registry}: ${countOf(moving, "image")} to promote`;
  const promoted = images.filter(({ status }) => status === "promoted" || status === "unverified").length;
  return `Promoted ${countOf(promoted, "image")} to ${registry}`;
}

function renderCounts(report: PromotionReport): string {
  const counts = [...countStatuses(report.images)].map(
    ([status, count]) => `${ICONS[status]} <b>${count}</b> ${WORDS[status]}`,
  );
  const inPlace = report.images.filter((image) => isInPlace(image, report));
  const isReadBack = report.ok && !report.dryRun && inPlace.length > 0 && inPlace.every(({ verified }) => verified);
  const tags = report.images.flatMap((image) => image.tags);
  const tagCount = (status: TagReport["status"]) => tags.filter((tag) => tag.status === status).length;
  const created = tagCount("created");
  const moved = tagCount("moved");
  const [toCreate, toMove] = report.dryRun ? [" to create", " to move"] : [" created", " moved"];
  return [
    ...counts,
    ...(created === 0 ? [] : [`${countOf(created, "tag")}${toCreate}`]),
    ...(moved === 0 ? [] : [`${countOf(moved, "tag")}${toMove}`]),
    ...(report.dryRun ? ["dry run, nothing was written"] : []),
    ...(isReadBack ? ["read back and verified"] : []),
    formatDuration(report.durationMs),
  ].join(" &nbsp;·&nbsp; ");
}

interface Failure {
  readonly icon: string;
  readonly name: string | undefined;
  readonly problem: Problem;
}

function failuresOf(report: PromotionReport): readonly Failure[] {
  const whole = report.error === null ? [] : [{ icon: ICONS.failed, name: undefined, problem: report.error }];
  const each = report.images
    .filter((image) => !isGood(image, report))
    .flatMap((image) => {
      const problems = image.problems.length > 0 ? image.problems : image.error === null ? [] : [image.error];
      return problems.map((problem) => ({ icon: ICONS[image.status], name: nameOf(image), problem }));
    });
  return [...whole, ...each];
}

function renderFailures(report: PromotionReport, limit: number): readonly string[] {
  const failures = failuresOf(report);
  const shown = failures.slice(0, limit);
  const open = shown.slice(0, OPEN_FAILURES).map(renderFailure);
  const folded = shown.slice(OPEN_FAILURES);
  const untold = failures.length - shown.length;
  return [
    ...open,
    ...(folded.length === 0
      ? []
      : [
          renderFold(`<b>${countOf(folded.length, "more failure")}</b>`, [
            renderRows(
              ["Image", "What failed", "What to do"],
              folded.map(({ icon, name, problem }) => [
                `${icon} ${name === undefined ? "" : inertCode(name)}`,
                `${inertCode(problem.code)}<br>${inertProse(problem.message)}`,
                inertProse(problem.remedy),
              ]),
            ),
          ]),
        ]),
    ...(untold === 0 ? [] : [`<b>${countOf(untold, "more failure")}</b> did not fit in here.`]),
  ];
}

/** An alert: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function renderFailure({ icon, name, problem }: Failure): string {
  const side = problem.side === undefined ? "" : ` on the ${problem.side} side`;
  return renderAlert("CAUTION", [
    `${icon} ${name === undefined ? "<b>The whole step</b>" : `<b>${inertCode(name)}</b>`} ${inertCode(problem.code)}${side}`,
    "",
    splitLines(problem.message).map(inertProse).join("<br>"),
    "",
    ...renderRemedy(problem.remedy),
  ]);
}

/** The first paragraph is a sentence; lines after it are there to be copied. */
function renderRemedy(remedy: string): readonly string[] {
  const [sentence = "", ...toCopy] = splitLines(remedy);
  return [
    `<b>What to do:</b> ${inertProse(sentence)}`,
    ...(toCopy.length === 0 ? [] : ["", ...renderCodeBlock(toCopy).split("\n")]),
  ];
}

function renderAlert(kind: "CAUTION" | "WARNING" | "NOTE", lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join("\n");
}

function renderCancelled(report: PromotionReport): readonly string[] {
  const inFlight = report.images.filter(({ operationInFlight }) => operationInFlight);
  if (inFlight.length === 0) return [];
  return [
    renderAlert("WARNING", [
      `<b>${countOf(inFlight.length, "operation")} may still run in Azure.</b> Nothing was undone; a re-run finds what has arrived.`,
      "",
      ...inFlight
        .slice(0, 50)
        .map(
          (image) =>
            `- ${inertCode(nameOf(image))}${image.operationId === null ? "" : ` as operation ${inertCode(image.operationId)}`}`,
        ),
      ...(inFlight.length > 50 ? [`- and ${inFlight.length - 50} more`] : []),
    ]),
  ];
}

function renderTable(report: PromotionReport, detail: Detail): readonly string[] {
  const { images } = report;
  const bad = images.filter((image) => !isGood(image, report));
  const shown = (detail.goodRows ? images : bad).slice(0, detail.rows);
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

function renderImages(images: readonly ImageReport[], { dryRun }: PromotionReport): readonly string[] {
  if (images.length === 0) return [];
  const rows = images.map((image) => [
    `${ICONS[image.status]}&nbsp;${inertCode(image.repository)}<br><sub>from ${inertText(image.source)}</sub>`,
    image.tags.length === 0 ? "<i>untagged</i>" : image.tags.map((tag) => renderTag(tag, image, dryRun)).join("<br>"),
    image.digest === null ? "–" : inertCode(shortDigest(image.digest)),
    renderPlatforms(image),
    renderSignatures(image),
    // With all-or-nothing, an image that is in place waits for others that are not.
    (image.status === "pending" && image.leftUntagged ? "imported, not tagged" : WORDS[image.status]).replaceAll(
      " ",
      "&nbsp;",
    ),
  ]);
  return [renderRows(["Image", "Tags", "Digest", "Platforms", "Signatures", "Status"], rows)];
}

function renderTag({ name, status, previousDigest }: TagReport, image: ImageReport, dryRun: boolean): string {
  const tag = inertCode(name);
  const move =
    previousDigest === null || image.digest === null
      ? ""
      : `${tag} ${short(previousDigest)}&nbsp;→&nbsp;${short(image.digest)}`;
  const isPlan = dryRun && GOOD_STATUSES.includes(image.status);
  switch (status) {
    case "created":
      return `${tag} ${isPlan ? "to&nbsp;create" : "new"}`;
    case "moved":
      return move;
    case "unchanged":
      return tag;
    case "conflict":
      return `${tag} holds&nbsp;${previousDigest === null ? "another" : short(previousDigest)}`;
    case "pending":
      if (isPlan) return move === "" ? `${tag} to&nbsp;create` : move;
      return `${tag} ${previousDigest === null ? "not&nbsp;set" : `still&nbsp;${short(previousDigest)}`}`;
  }
}

function short(digest: Digest): string {
  return inertCode(shortDigest(digest));
}

function renderPlatforms(image: ImageReport): string {
  if (image.exemptFromPlatforms) return "none<br><sub>exempt from <code>require-platforms</code></sub>";
  const platforms = platformsOf(image);
  const shown = platforms.slice(0, 4).map(inertText);
  const more = platforms.length - shown.length;
  return platforms.length === 0 ? "–" : [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join("<br>");
}

function renderSignatures({ referrers, referrersMode, referrersIncomplete, attestation }: ImageReport): string {
  const kinds = new Map<string, number>();
  for (const referrer of referrers) kinds.set(kindOf(referrer), (kinds.get(kindOf(referrer)) ?? 0) + 1);
  const lines = [
    ...(referrersMode === "none" ? ["not looked for"] : []),
    ...[...kinds].map(([kind, count]) => countOf(count, kind)),
    ...(referrersIncomplete ? ["incomplete"] : []),
    ...(attestation === null ? [] : [`provenance ${attestation.status}`]),
  ];
  return lines.length === 0 ? "–" : lines.map((line) => line.replaceAll(" ", "&nbsp;")).join("<br>");
}

/** What a referrer is, by the artifact types that its makers document. */
function kindOf({ artifactType, tag }: ReferrerReport): string {
  // https://github.com/sigstore/cosign/blob/v2.4.0/specs/SIGNATURE_SPEC.md, https://notaryproject.dev/docs/
  if (/\.sig$/.test(tag ?? "") || /cosign\.artifact\.sig|notary\.signature/.test(artifactType)) return "signature";
  if (/\.sbom$/.test(tag ?? "") || /spdx|cyclonedx|syft/.test(artifactType)) return "SBOM";
  if (/\.att$/.test(tag ?? "") || /sigstore\.bundle|in-toto/.test(artifactType)) return "attestation";
  return "referrer";
}

function renderWarnings(report: PromotionReport): readonly string[] {
  const items = [
    ...report.warnings.map((text) => `- ${inertProse(oneLine(text))}`),
    ...report.images.flatMap((image) =>
      image.warnings.map((text) => `- ${inertCode(nameOf(image))} ${inertProse(oneLine(text))}`),
    ),
  ];
  if (items.length === 0) return [];
  return items.length <= OPEN_FAILURES
    ? [renderAlert("WARNING", items)]
    : [renderFold(`<b>${countOf(items.length, "warning")}</b>`, ["", ...items, ""])];
}

/** `referrers: none` saves the look-up, so that what stays behind cannot be named. */
function renderUnwanted({ images }: PromotionReport): readonly string[] {
  const count = images.filter(({ referrersMode }) => referrersMode === "none").length;
  if (count === 0) return [];
  const whose = count === images.length ? "" : ` of ${countOf(count, "image")}`;
  return [
    `<sub>Signatures, SBOMs and attestations${whose} were not looked for (<code>referrers: none</code>); what there is stays at the source.</sub>`,
  ];
}

function renderPlatformChanges(report: PromotionReport): readonly string[] {
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

function renderLeftUntagged(report: PromotionReport, detail: Detail): readonly string[] {
  const left = report.images.filter(({ leftUntagged }) => leftUntagged);
  if (left.length === 0) return [];
  const shown = detail.extras ? left.slice(0, 50) : [];
  return [
    renderAlert("NOTE", [
      `<b>${countOf(left.length, "image")} ${left.length === 1 ? "is" : "are"} in the registry without the tags asked for.</b> No tag points there; a re-run uses ${left.length === 1 ? "it" : "them"} without importing again.`,
      ...(shown.length === 0 ? [] : ["", ...shown.map((image) => `- ${inertCode(image.image ?? nameOf(image))}`)]),
      ...(detail.extras && left.length > 50 ? [`- and ${left.length - 50} more`] : []),
    ]),
  ];
}

function renderManifestLists(report: PromotionReport): readonly string[] {
  const folds = report.images
    .filter(({ manifests, referrers }) => manifests.length + referrers.length > 0)
    .map((image) => {
      const { manifests, referrers } = image;
      const counts = [
        countOf(manifests.length, "manifest"),
        ...(referrers.length === 0 ? [] : [countOf(referrers.length, "referrer")]),
      ].join(", ");
      return renderFold(`${inertCode(nameOf(image))} ${counts}`, [
        ...(image.digest === null || image.mediaType === null
          ? []
          : [
              `<p>${inertCode(image.digest)}<br>${inertText(image.mediaType)}${image.size === null ? "" : `, ${formatSize(image.size)}`}</p>`,
            ]),
        ...(manifests.length === 0
          ? []
          : [
              renderRows(
                ["Platform", "Digest", "Media type", "Size"],
                manifests.map(({ platform, digest, mediaType, size }) => [
                  platform === null ? "–" : inertText(platform),
                  inertCode(digest),
                  inertText(mediaType),
                  formatSize(size),
                ]),
              ),
            ]),
        ...(referrers.length === 0
          ? []
          : [
              renderRows(
                ["Referrer", "Digest", "Of", "Status"],
                referrers.map((referrer) => [
                  `${kindOf(referrer)}<br><sub>${inertText(referrer.tag ?? referrer.artifactType)}</sub>`,
                  inertCode(referrer.digest),
                  short(referrer.subject),
                  WORDS[referrer.status],
                ]),
              ),
            ]),
      ]);
    });
  if (folds.length === 0) return [];
  return folds.length <= OPEN_FOLDS
    ? ["### Manifests", ...folds]
    : [renderFold(`<b>Manifests of ${folds.length} images</b>`, folds)];
}

function renderReferences(report: PromotionReport): readonly string[] {
  const references = pinnedReferences(report);
  if (references.length === 0) return [];
  const block = renderCodeBlock(references);
  return references.length <= OPEN_REFERENCES
    ? ["### Pinned references", block]
    : [renderFold(`<b>${references.length} pinned references</b>`, ["", block, ""])];
}

/** One HTML block, so that Markdown looks at nothing in it: no line of it may be empty. */
function renderRows(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    "<table>",
    `<thead><tr>${headings.map((heading) => `<th align="left">${heading}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`),
    "</tbody></table>",
  ].join("\n");
}

function renderFold(title: string, content: readonly string[]): string {
  return [`<details><summary>${title}</summary>`, ...content, "</details>"].join("\n");
}

function nameOf({ repository, tags }: ImageReport): string {
  const [first] = tags;
  return first === undefined ? repository : `${repository}:${first.name}`;
}

function splitLines(text: string): readonly string[] {
  const lines = text.slice(0, PROSE_MAX_LENGTH).split(/\r?\n/);
  const shown = lines.slice(0, PROSE_MAX_LINES).map((line) => line.trimEnd());
  return shown.length < lines.length || text.length > PROSE_MAX_LENGTH ? [...shown, "…"] : shown;
}

function oneLine(text: string): string {
  return splitLines(text).join(" ");
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1.6 kB`, decimal as registries show it. */
function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = sizeBytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}
