// Renders the lock file: the images that are in the target, in the format of an images file, so that it can be the next input. Beside
// them, what the next run has to remember of tags that wait.
// The same result gives the same bytes: keys and images in a fixed order, no time stamps.
import { stringify } from "yaml";
import { beginsWithHost } from "../oci/reference.ts";
import { type ImageReport, isInPlace, type PromotionReport, pointsToImage } from "./report.ts";

const HEADER = "# Written by acr-promote: what the registry below holds. It can be passed as images-file.\n";

/** The YAML of the lock file, with the images that are in place and the tags that point to them. */
export function renderLockFile(report: Pick<PromotionReport, "registry" | "images" | "unverifiedIsGood">): string {
  const { registry, images } = report;
  const held = heldEntriesOf(images);
  const document = {
    version: 1,
    sourceRegistry: registry.toWellFormed(),
    images: images.filter((image) => isInPlace(image, report)).map((image) => entryOf(image, registry)),
    ...(held.length > 0 && { held }),
  };
  const yaml = stringify(document, {
    // Every text is quoted, so that `1.10` is not read as a number, and on one line.
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    doubleQuotedMinMultiLineLength: Infinity,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return HEADER + escapeNonAscii(yaml);
}

/** Each tag once: two lines may ask for the same one. */
function heldEntriesOf(images: readonly ImageReport[]): readonly object[] {
  const entries = images.flatMap(({ repository, digest, hold }) =>
    (hold?.tags ?? []).flatMap(({ tag, sinceMs, changes }) =>
      sinceMs === null ? [] : [{ repository, tag, digest, since: new Date(sinceMs).toISOString(), changes }],
    ),
  );
  return [...new Map(entries.map((entry) => [`${entry.repository}:${entry.tag}`, entry])).values()];
}

function entryOf(image: ImageReport, registry: string): object {
  const { repository, digest, mediaType, source } = image;
  const tags = image.tags.filter(pointsToImage).map(({ name }) => name);
  const [first] = tags;
  const platforms = platformsOf(image).map((platform) => platform.toWellFormed());
  // The first part of team.x/api would be read as a host; the registry before it prevents that.
  const name = beginsWithHost(repository) ? `${registry}/${repository}` : repository;
  return {
    source: first === undefined ? name : `${name}:${first}`,
    digest,
    ...(tags.length > 0 && { tags }),
    ...(mediaType !== null && { mediaType: mediaType.toWellFormed() }),
    ...(platforms.length > 0 && { platforms }),
    from: source.toWellFormed(),
  };
}

/** The platforms of an image without duplicates and without buildx's attestation children. */
export function platformsOf(image: Pick<ImageReport, "manifests">): readonly string[] {
  const named = image.manifests.flatMap(({ platform }) =>
    platform === null || platform === "attestation" ? [] : [platform],
  );
  return [...new Set(named)];
}

/** Every text is double-quoted, where these escapes are allowed: https://yaml.org/spec/1.2.2/#57-escaped-characters */
function escapeNonAscii(yaml: string): string {
  return yaml.replace(/[^\n\x20-\x7e]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
