// The inputs `images` and `images-file` together: all images of a step, complete and each listed once.
import { type Digest, shortDigest } from "../oci/digest.ts";
import { type Completion, completeImage } from "./image-completion.ts";
import { type ImageEntry, parseImageLines } from "./image-entry.ts";
import { type ImagesFile, MAX_ENTRIES, parseImagesFile } from "./images-file.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { LINE_FORM } from "./line-mistakes.ts";
import { linesOfItem, parseJsonList, parseList } from "./list-input.ts";
import { formatPlace, placeOf } from "./place.ts";
import { checkCloud } from "./registry-inputs.ts";
import type { CloudName, ImageRequest, Origin } from "./request.ts";
import { noticeUnusedTags } from "./tags-input.ts";

/** Parses the files of `images-file`. */
export function imagesFilesOf(inputs: Inputs, cloud: CloudName): ImagesFile[] {
  return (inputs.raw.imagesFiles ?? []).map(({ path, text }) => {
    const file = parseImagesFile(text, path);
    inputs.problems.push(...file.problems);
    const { sourceRegistry, sourceRegistryLine: line = 1 } = file;
    if (sourceRegistry !== undefined) checkCloud(inputs, { file: path, line }, sourceRegistry, cloud);
    return file;
  });
}

/** The images of the input `images` and of the files, in this order. */
export function imagesOf(inputs: Inputs, files: readonly ImagesFile[], completion: Completion): ImageRequest[] {
  const lines = imageLinesOf(inputs).map((entry) => ({ entry, sourceRegistry: undefined }));
  const ofFiles = files.flatMap(({ entries, sourceRegistry }) => entries.map((entry) => ({ entry, sourceRegistry })));
  const entries = [...lines, ...ofFiles];
  if (entries.length === 0) reportNoImage(inputs, files);
  if (entries.length > MAX_ENTRIES) {
    addProblem(
      inputs,
      { input: ofFiles.length === 0 ? "images" : "images-file" },
      `The step has ${entries.length} images; at most ${MAX_ENTRIES} images are allowed.`,
      { code: "TOO_MANY_IMAGES" },
    );
    return [];
  }
  const images = entries
    .map(({ entry, sourceRegistry }) => completeImage(inputs, completion, entry, sourceRegistry))
    .filter((image) => image !== undefined);
  noticeUnusedTags(inputs, completion.addedTags, images);
  const merged = mergeRepeats(images);
  reportOverlaps(inputs, merged);
  return merged;
}

function imageLinesOf(inputs: Inputs): readonly ImageEntry[] {
  const text = textOf(inputs, "images");
  const lines = text.startsWith("[") ? parseJsonList(text)?.flatMap(linesOfItem) : parseList(text, "lines");
  if (lines === undefined) {
    const message = 'images starts with "[", but is not a valid JSON array of strings.';
    addProblem(inputs, { input: "images" }, message, {
      code: "REFERENCE_INVALID",
      remedy: `Write for example ["api:build-812 => api:1.4.2,latest"]. Without JSON: ${LINE_FORM}`,
    });
    return [];
  }
  const { entries, problems } = parseImageLines(lines);
  inputs.problems.push(...problems);
  return entries;
}

/** Reports that there is no image, unless entries or files were already reported as invalid. */
function reportNoImage(inputs: Inputs, files: readonly ImagesFile[]): void {
  const namesFiles = parseList(textOf(inputs, "images-file"), "lines").length > 0;
  if (!namesFiles && files.length === 0 && !inputs.problems.some(({ input }) => input === "images")) {
    addProblem(inputs, { input: "images" }, "images has no image, and images-file is not set.", {
      code: "INPUT_REQUIRED",
      remedy: `Set images or images-file. ${LINE_FORM} For a step that undoes, set undo to the output rollback of an earlier step, which is empty if no tag moved.`,
    });
  }
  if (files.length > 0 && files.every(({ problems }) => problems.length === 0)) {
    addProblem(inputs, { input: "images-file" }, "The files of images-file have no image.", {
      code: "INPUT_REQUIRED",
      remedy: "Add an entry under images.",
    });
  }
}

/** Merges images that differ only in their tags. */
function mergeRepeats(images: readonly ImageRequest[]): ImageRequest[] {
  const merged = new Map<string, ImageRequest>();
  for (const image of images) {
    const { source, target, referrers, minAgeMs, mediaType, platforms } = image;
    const key = JSON.stringify([
      [source.registry, source.repository, source.tag, source.digest],
      target.repository,
      [referrers, minAgeMs, mediaType, platforms],
    ]);
    const earlier = merged.get(key);
    const tags = [...new Set([...(earlier?.target.tags ?? []), ...target.tags])];
    merged.set(key, { ...(earlier ?? image), target: { ...target, tags } });
  }
  return [...merged.values()];
}

/** The first image that sets a tag. */
interface Claim {
  readonly digest: Digest;
  readonly origin: Origin;
}

/** Reports pinned images that set one tag to different digests. For sources with a tag, the plan finds out. */
function reportOverlaps(inputs: Inputs, images: readonly ImageRequest[]): void {
  const claims = new Map<string, Claim>();
  for (const { origin, source, target } of images) {
    const { digest } = source;
    if (digest === undefined) continue;
    for (const tag of target.tags) {
      const key = `${target.repository}:${tag}`;
      const earlier: Claim = claims.get(key) ?? { digest, origin };
      claims.set(key, earlier);
      if (earlier.digest === digest) continue;
      const place = placeOf(origin);
      const set = `this image sets ${key} to ${shortDigest(digest)}…`;
      const setBefore = `${formatPlace(placeOf(earlier.origin))} sets it to ${shortDigest(earlier.digest)}…`;
      addProblem(inputs, place, `${formatPlace(place)}: ${set}, but ${setBefore}.`, { code: "TAG_CLAIMED_TWICE" });
    }
  }
}
