// The parts of the summary that need attention: failures, warnings, operations that may still run, and what was left out.
import type { Problem } from "../problems.ts";
import { type ImageReport, isGood, type PromotionReport } from "../report/report.ts";
import { notesOfHold } from "./held-text.ts";
import { STATUS_ICONS } from "./status-words.ts";
import { countOf, renderAlert, renderFold, renderRows, shortNameOf, splitLines } from "./summary-blocks.ts";
import { inertCode, inertProse, renderCodeBlock } from "./summary-text.ts";

/** Failures and warnings that are shown unfolded. */
const OPEN_MAX = 10;
/** Images that one alert names. */
const NAMES_MAX = 50;

interface Failure {
  readonly icon: string;
  /** Undefined: the whole step failed. */
  readonly name: string | undefined;
  readonly problem: Problem;
}

function failuresOf(report: PromotionReport): readonly Failure[] {
  const ofStep = report.error === null ? [] : [{ icon: STATUS_ICONS.failed, name: undefined, problem: report.error }];
  const ofImages = report.images
    .filter((image) => !isGood(image, report))
    .flatMap((image) =>
      image.problems.map((problem) => ({ icon: STATUS_ICONS[image.status], name: shortNameOf(image), problem })),
    );
  return [...ofStep, ...ofImages];
}

/** At most `limit` failures; those after the first ten are folded. */
export function renderFailures(report: PromotionReport, limit: number): readonly string[] {
  const failures = failuresOf(report);
  const shown = failures.slice(0, limit);
  const folded = shown.slice(OPEN_MAX);
  const left = failures.length - shown.length;
  return [
    ...shown.slice(0, OPEN_MAX).map(renderFailure),
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
    ...(left === 0 ? [] : [`<b>${countOf(left, "more failure")}</b> ${left === 1 ? "is" : "are"} not shown here.`]),
  ];
}

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

/** The first line of a remedy is a sentence; the lines after it are to be copied. */
function renderRemedy(remedy: string): readonly string[] {
  const [sentence = "", ...toCopy] = splitLines(remedy);
  return [
    `<b>What to do:</b> ${inertProse(sentence)}`,
    ...(toCopy.length === 0 ? [] : ["", ...renderCodeBlock(toCopy).split("\n")]),
  ];
}

/** The imports that Azure may still carry out after the step, whatever became of their images. */
export function renderMayStillRun(report: PromotionReport): readonly string[] {
  const open = report.images.filter(({ mayStillRun }) => mayStillRun.length > 0);
  if (open.length === 0) return [];
  const count = new Set(open.flatMap(({ mayStillRun }) => mayStillRun)).size;
  return [
    renderAlert("WARNING", [
      `<b>${countOf(count, "operation")} may still run in Azure.</b> Nothing was undone. A later run with <code>verify: layers</code> shows whether ${count === 1 ? "it" : "they"} ended, and continues from what is in the registry.`,
      "",
      ...renderNames(
        open,
        (image) => `${inertCode(shortNameOf(image))}: operation ${image.mayStillRun.map(inertCode).join(", ")}`,
      ),
    ]),
  ];
}

/** Images that were imported but got no tag. `names`: whether they are named. */
export function renderLeftUntagged(report: PromotionReport, names: boolean): readonly string[] {
  const left = report.images.filter(({ leftUntagged }) => leftUntagged);
  if (left.length === 0) return [];
  const [was, have, them] = left.length === 1 ? ["was", "has", "it"] : ["were", "have", "them"];
  return [
    renderAlert("NOTE", [
      `<b>${countOf(left.length, "image")} ${was} imported but ${have} none of the requested tags.</b> The next run uses ${them} without another import.`,
      ...(names ? ["", ...renderNames(left, (image) => inertCode(image.image ?? shortNameOf(image)))] : []),
    ]),
  ];
}

function renderNames(images: readonly ImageReport[], render: (image: ImageReport) => string): readonly string[] {
  const more = images.length - NAMES_MAX;
  return [
    ...images.slice(0, NAMES_MAX).map((image) => `- ${render(image)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

/** What earlier runs show of images whose tags wait. */
export function renderHeld({ images }: PromotionReport): readonly string[] {
  const items = images.flatMap((image) =>
    notesOfHold(image).map((note) => `- ${inertCode(shortNameOf(image))} ${inertProse(note)}`),
  );
  if (items.length === 0) return [];
  return items.length <= OPEN_MAX
    ? [renderAlert("NOTE", items)]
    : [renderFold(`<b>${countOf(items.length, "note")} on held images</b>`, ["", ...items, ""])];
}

export function renderWarnings(report: PromotionReport): readonly string[] {
  const prose = (text: string) => inertProse(splitLines(text).join(" "));
  const items = [
    ...report.warnings.map((text) => `- ${prose(text)}`),
    ...report.images.flatMap((image) =>
      image.warnings.map((text) => `- ${inertCode(shortNameOf(image))} ${prose(text)}`),
    ),
  ];
  if (items.length === 0) return [];
  return items.length <= OPEN_MAX
    ? [renderAlert("WARNING", items)]
    : [renderFold(`<b>${countOf(items.length, "warning")}</b>`, ["", ...items, ""])];
}

/** With `referrers: none` no lookup is made, so that what is not copied cannot be named. */
export function renderReferrersNone({ images, undoes }: PromotionReport): readonly string[] {
  const count = images.filter(({ referrersMode }) => referrersMode === "none").length;
  // An undo copies nothing.
  if (count === 0 || undoes) return [];
  const whose = count === images.length ? "" : ` of ${countOf(count, "image")}`;
  return [
    `<sub>Signatures, SBOMs and attestations${whose} were not looked up (<code>referrers: none</code>) and are not copied.</sub>`,
  ];
}
