// Renders the lock file: what the target now holds, in the schema of the images file, so that it can be the next input.
// The same result gives the same bytes: fixed key order, the order asked for, no time stamps.
import { beginsWithHost } from "../oci/reference.ts";
import type { ImageReport, PromotionReport } from "./report.ts";
import { isInPlace } from "./report.ts";

const HEADER = "# Written by acr-promote: what the registry below holds. It can be passed as images-file.\n";

/** The lock file's YAML. Images that are not in place are left out. */
export function renderLockFile(report: Pick<PromotionReport, "registry" | "images" | "unverifiedIsGood">): string {
  const entries = report.images
    .filter((image) => isInPlace(image, report))
    .map((image) => renderEntry(image, report.registry));
  const images = entries.length === 0 ? "images: []\n" : `images:\n${entries.join("")}`;
  return `${HEADER}version: 1\nsourceRegistry: ${quote(report.registry)}\n${images}`;
}

function renderEntry(image: ImageReport, registry: string): string {
  const tags = image.tags.map(({ name }) => name);
  const [first] = tags;
  const platforms = platformsOf(image);
  // Without the host, the first part of team.x/api would be read as one.
  const repository = beginsWithHost(image.repository) ? `${registry}/${image.repository}` : image.repository;
  const lines = [
    `  - source: ${quote(first === undefined ? repository : `${repository}:${first}`)}`,
    `    digest: ${quote(image.digest ?? "")}`,
    ...(tags.length === 0 ? [] : ["    tags:", ...tags.map((tag) => `      - ${quote(tag)}`)]),
    ...(image.mediaType === null ? [] : [`    mediaType: ${quote(image.mediaType)}`]),
    ...(platforms.length === 0 ? [] : ["    platforms:", ...platforms.map((name) => `      - ${quote(name)}`)]),
    `    from: ${quote(image.source)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The platforms that an image runs on, each once, without buildx's attestation children. */
export function platformsOf(image: Pick<ImageReport, "manifests">): readonly string[] {
  const named = image.manifests.flatMap(({ platform }) =>
    platform === null || platform === "attestation" ? [] : [platform],
  );
  return [...new Set(named)];
}

/**
 * A double-quoted scalar of printable ASCII: `1.10` stays a text, and nothing in it ends it.
 * https://yaml.org/spec/1.2.2/#57-escaped-characters
 */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[^\x20-\x7e]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
