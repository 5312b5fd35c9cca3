// The input `tags`: tags that are added to the images, in the forms in which docker/metadata-action prints them.
import { beginsWithHost, isTag, normalizeRegistryHost } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { parseList } from "./list-input.ts";
import { type Destination, isLoginServerOf } from "./registry-inputs.ts";
import type { ImageRequest } from "./request.ts";

/** A tag that is added to images. */
export interface AddedTag {
  readonly name: string;
  /** The only repository that gets the tag; undefined: all of them. */
  readonly repository?: string;
  /** As written. */
  readonly text: string;
}

/** Anything that tools print as a reference: `alpine:3`, `localhost:5000/app:1`, `name/app@sha256:…`. */
const REFERENCE_SHAPE = /^[a-z0-9[][a-z0-9._:[\]-]*(?:\/[a-z0-9._-]+)*(?::[\w.-]+)?(?:@[a-z0-9]+:[a-f0-9]+)?$/i;

/** Parses tags and full references to the target. References to other registries are ignored with a notice. */
export function addedTagsOf(inputs: Inputs, { target, cloud }: Destination): AddedTag[] {
  return parseList(textOf(inputs, "tags"), "lines-or-commas").flatMap(({ text, line }) => {
    if (isTag(text)) return [{ name: text, text }];
    const host = beginsWithHost(text) ? normalizeRegistryHost(text.slice(0, text.indexOf("/"))) : undefined;
    const isOfTarget =
      host !== undefined &&
      (target === undefined || (inputs.raw.acrCloudOf(host) === cloud && isLoginServerOf(target, host)));
    const [, repository = "", name = ""] = /^[^/]+\/([^:@]+):([^:@/]+)$/.exec(text) ?? [];
    if (isOfTarget && isTag(name)) return [{ name, repository, text }];
    if (!isOfTarget && /[/:@]/.test(text) && REFERENCE_SHAPE.test(text)) {
      inputs.notices.push(`tags: ${text} is ignored because its registry is not the target.`);
      return [];
    }
    addProblem(inputs, { input: "tags" }, `tags, line ${line}: ${quote(text)} is not a valid tag or full reference.`, {
      remedy: "Separate tags by line breaks or commas, for example 1.4.2,latest",
    });
    return [];
  });
}

/** True when images of the repository get the tag. */
export function isAddedTo(tag: AddedTag, repository: string): boolean {
  return tag.repository === undefined || tag.repository === repository;
}

/** Adds a notice for each tag whose repository no image goes to. */
export function noticeUnusedTags(inputs: Inputs, tags: readonly AddedTag[], images: readonly ImageRequest[]): void {
  if (images.length === 0) return;
  for (const tag of tags) {
    if (!images.some(({ target }) => isAddedTo(tag, target.repository))) {
      inputs.notices.push(`tags: ${tag.text} is ignored because no image of this step goes to its repository.`);
    }
  }
}
