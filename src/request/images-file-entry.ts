// One entry under `images` of a file: a map with a source and optional keys.
import { isScalar, type Node } from "yaml";
import { PromotionError } from "../errors.ts";
import { parseDigest, shortDigest } from "../oci/digest.ts";
import { isManifestMediaType } from "../oci/media-type.ts";
import { parseSourceReference, parseTag, type SourceReference } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import { type ImageEntry, parseTargetName, type TargetName, withAdvice } from "./image-entry.ts";
import { MIN_AGE_FORM, parseMinAge } from "./min-age.ts";
import { REFERRERS_MODES, type ReferrersMode } from "./request.ts";
import { addFileProblem, lineOf, mapOf, stringOf, stringsOf, type YamlFile } from "./yaml-file.ts";

const KEYS = ["source", "digest", "repository", "tags", "referrers", "minAge", "mediaType", "platforms", "from"];
const ENTRY_FORM = 'Write for example source: api:build-812, repository: api and tags: ["1.4.2", latest]';

/** Parses an entry; undefined after a problem. */
export function parseEntry(file: YamlFile, node: Node): ImageEntry | undefined {
  const problemsBefore = file.problems.length;
  const map = mapOf(file, node, { keys: KEYS, what: "an image", remedy: ENTRY_FORM });
  if (map === undefined) return undefined;
  const sourceNode = map.get("source");
  if (sourceNode === undefined) {
    addFileProblem(file, node, "the image has no source", { remedy: ENTRY_FORM });
    return undefined;
  }
  const textOf = <T>(key: string, parse: (text: string) => T): T | undefined => {
    const value = map.get(key);
    return value === undefined ? undefined : stringOf(file, value, { what: key, parse });
  };
  const digest = textOf("digest", parseDigest);
  const source = textOf("source", (text) => parseSource(text, map.has("digest")));
  if (source?.digest !== undefined && digest !== undefined && source.digest !== digest) {
    const message = `digest is ${shortDigest(digest)}…, but source has the digest ${shortDigest(source.digest)}…`;
    addFileProblem(file, map.get("digest"), message);
  }
  const target = textOf("repository", parseRepositoryName);
  const referrers = textOf("referrers", parseReferrers);
  const minAgeMs = textOf("minAge", parseEntryAge);
  const mediaType = textOf("mediaType", parseMediaType);
  textOf("from", (from) => from);
  const tags = stringsOf(file, map.get("tags"), "tags", parseTag);
  const platforms = stringsOf(file, map.get("platforms"), "platforms", (platform) => platform);
  if (source === undefined || file.problems.length > problemsBefore) return undefined;
  const pinned = digest ?? source.digest;
  return {
    origin: {
      file: file.path,
      line: lineOf(file, node),
      text: isScalar(sourceNode) ? String(sourceNode.value) : "",
    },
    source: { ...source, ...(pinned !== undefined && { digest: pinned }) },
    ...target,
    ...(tags !== undefined && { tags }),
    ...(referrers !== undefined && { referrers }),
    ...(minAgeMs !== undefined && { minAgeMs }),
    ...(mediaType !== undefined && { mediaType }),
    ...(platforms !== undefined && { platforms }),
  };
}

/** With the key `digest`, a source needs neither tag nor digest of its own. */
function parseSource(text: string, hasDigest: boolean): SourceReference {
  return withAdvice(text, "the value", ENTRY_FORM, () => {
    if (text.includes("=>")) {
      throw new PromotionError("REFERENCE_INVALID", "the value contains =>, which is only allowed in a line.");
    }
    const name = text.slice(text.lastIndexOf("/") + 1);
    if (!hasDigest || /[:@]/.test(name)) return parseSourceReference(text);
    const { tag: _placeholder, ...source } = parseSourceReference(`${text}:placeholder`);
    return source;
  });
}

/** Parses `repository`, which is the target of a line without its tags. */
function parseRepositoryName(text: string): TargetName {
  if (/[:@][^/]*$/.test(text)) {
    throw new PromotionError("REFERENCE_INVALID", `${quote(text)} has a tag or a digest.`, {
      remedy: `List the tags under tags. ${ENTRY_FORM}`,
    });
  }
  return withAdvice(text, "the value", ENTRY_FORM, () => parseTargetName(text));
}

function parseReferrers(text: string): ReferrersMode {
  const mode = REFERRERS_MODES.find((known) => known === text.toLowerCase());
  if (mode !== undefined) return mode;
  throw new PromotionError("IMAGES_FILE_INVALID", `${quote(text)} is not one of ${REFERRERS_MODES.join(", ")}`);
}

function parseEntryAge(text: string): number {
  const ageMs = parseMinAge(text);
  if (ageMs !== undefined) return ageMs;
  throw new PromotionError("IMAGES_FILE_INVALID", `${quote(text)} is not an age`, { remedy: MIN_AGE_FORM });
}

function parseMediaType(text: string): string {
  if (isManifestMediaType(text)) return text;
  throw new PromotionError("IMAGES_FILE_INVALID", `${quote(text)} is not a manifest media type that ACR accepts`);
}
