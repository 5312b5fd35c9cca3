// Formats the annotations of a report: one for each cause, however many images have it. The log escapes their text.
import { formatTarget } from "../oci/reference.ts";
import type { Problem } from "../problems.ts";
import { cut } from "../redact.ts";
import { type ImageReport, isGood, type PromotionReport } from "../report/report.ts";

/** One annotation, about one image or about all images with the same cause. */
export interface ImageAnnotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
  /** Where the first image was requested. */
  readonly origin: ImageReport["origin"];
  /** A line for each further image, with its own message where that differs. */
  readonly others: readonly string[];
}

/** How many further images the annotation names. The log names all. */
const NAMES_MAX = 10;
/** Longer messages are cut, so that the operation's ID fits into the annotation. The log and the summary have more of them. */
const MESSAGE_MAX_LENGTH = 2_000;

/** Groups images by status and cause. Returns the annotations in the order of their first images. */
export function annotateImages(report: PromotionReport): readonly ImageAnnotation[] {
  const groups = new Map<string, { readonly level: ImageAnnotation["level"]; readonly images: ImageReport[] }>();
  for (const image of report.images) {
    const level = levelOf(image, report);
    if (level === undefined) continue;
    const key = JSON.stringify([level, image.status, image.problems.map((problem) => causeOf(problem, image))]);
    const group = groups.get(key) ?? { level, images: [] };
    group.images.push(image);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ level, images }) => annotate(level, images));
}

function levelOf(image: ImageReport, report: PromotionReport): ImageAnnotation["level"] | undefined {
  if (image.error !== null && !isGood(image, report)) return "error";
  return image.status === "unverified" ? "warning" : undefined;
}

/** Equal for problems with one cause: code, stage, registry, and the cause's key or, without one, the whole text. */
function causeOf({ code, stage, side, message, remedy, causeKey }: Problem, image: ImageReport): readonly unknown[] {
  const registry = side === "source" ? image.source.split("/")[0] : undefined;
  return [code, stage, side, registry, ...(causeKey === undefined ? [message, remedy] : [causeKey])];
}

function annotate(level: ImageAnnotation["level"], images: readonly ImageReport[]): ImageAnnotation {
  const [first, ...others] = images as [ImageReport, ...ImageReport[]];
  const name = others.length === 0 ? first.repository : `${first.repository} and ${others.length} more`;
  return {
    level,
    title: `${name}: ${first.status}`,
    message: linesOf(first, others).join("\n"),
    origin: first.origin,
    others: others.map((image) => {
      const own =
        messageOf(image) === messageOf(first) ? "" : `: ${image.problems.map(({ message }) => message).join(" ")}`;
      const operationId = image.operationId === null ? "" : ` (ARM operation ${image.operationId})`;
      return `${nameOf(image)}${operationId}${own}`;
    }),
  };
}

/** The most important lines first: an annotation that is too long loses its last lines. */
function linesOf(first: ImageReport, others: readonly ImageReport[]): readonly string[] {
  const [problem, ...further] = first.problems;
  return [
    ...(problem === undefined ? [] : [cut(problem.message, MESSAGE_MAX_LENGTH)]),
    ...(first.operationId === null ? [] : [`ARM operation: ${first.operationId}`]),
    ...(problem === undefined ? [] : [problem.remedy]),
    ...further.map(formatProblem),
    ...listNames(others),
  ];
}

function listNames(images: readonly ImageReport[]): readonly string[] {
  if (images.length === 0) return [];
  const names = images.slice(0, NAMES_MAX).map(nameOf);
  const more = images.length - names.length;
  const count = `${images.length} more ${images.length === 1 ? "image" : "images"}`;
  return [`The same applies to ${count}: ${names.join(", ")}${more === 0 ? "" : `, and ${more} more (see the log)`}`];
}

/** `source => repository:tag,tag`, as in `images`: only both sides together identify a line. */
function nameOf({ source, repository, tags }: ImageReport): string {
  const names = tags.map(({ name }) => name);
  return `${source} => ${formatTarget(repository, names)}`;
}

function messageOf({ problems }: ImageReport): string {
  return problems.map(formatProblem).join("\n");
}

/** The text of a problem in an annotation: the message, then what to do. */
export function formatProblem({ message, remedy }: Problem): string {
  return `${message}\n${remedy}`;
}
